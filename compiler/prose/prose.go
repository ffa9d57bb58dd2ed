// Package prose reads the Markdown of an agreement into a small tree of blocks
// and inlines, in which a reference such as `{mash}` is a node of its own. The
// resolver asks it where the references are and what an agreement's prose may
// not hold; the document builder turns the tree into the blocks of a document.
// It is the one package that knows goldmark. Invariant: any text gives a tree,
// and no part of the text that a reader would see is lost: what is not allowed
// (raw HTML, headings, images) stands in the tree as plain words and is listed
// as a [Problem].
//
// The dialect is CommonMark, less blocks of code made by indentation: authors
// indent for looks.
package prose

import (
	"strings"

	"concordat/compiler/model"
)

// Tree is a prose.
type Tree struct {
	Blocks   []Block
	Problems []Problem // in written order
}

// Problem is something that prose may not hold.
type Problem struct {
	Code       string // raw-html, image-in-prose, heading-in-prose, table-in-prose or loose-brace
	Start, End int    // bytes of the text
}

// Found is a reference as it is written, `{` to `}`, as byte offsets into the
// text.
type Found struct {
	Start, End int
	Name       string // between the braces, such as to-social-care.decide
}

// Block is one of the block types below.
type Block interface{ block() }

// Paragraph is a run of text.
type Paragraph struct{ Text []Inline }

// List is a list; each item holds blocks.
type List struct {
	Ordered bool
	Start   int // number of the first item of an ordered list
	// Tight says that the items stand close, without blank lines between them.
	Tight bool
	Items [][]Block
}

// Quote is a passage that somebody else said.
type Quote struct{ Blocks []Block }

// CodeBlock is a fenced block, kept as written.
type CodeBlock struct{ Text string }

// Rule is a line across the page.
type Rule struct{}

func (Paragraph) block() {}
func (List) block()      {}
func (Quote) block()     {}
func (CodeBlock) block() {}
func (Rule) block()      {}

// Inline is one of the inline types below.
type Inline interface{ inline() }

// Words is plain text, with escapes and entities resolved. A line end of the
// source is a space.
type Words string

// Strong is text of importance.
type Strong []Inline

// Emphasis is text with stress.
type Emphasis []Inline

// Code is text as it is typed.
type Code string

// Link leads to an address.
type Link struct {
	URL  string
	Text []Inline
}

// Break is a line break that the author asked for.
type Break struct{}

// Reference is a `{name}`. Ref is nil when the references handed to [Parse] do
// not hold it; Name is what stands between the braces.
type Reference struct {
	Ref  *model.TextRef
	Name string
}

func (Words) inline()     {}
func (Strong) inline()    {}
func (Emphasis) inline()  {}
func (Code) inline()      {}
func (Link) inline()      {}
func (Break) inline()     {}
func (Reference) inline() {}

// Parse reads a Markdown text. The refs are those of the same text, as the
// resolver made them; a [Reference] points into them.
func Parse(text string, refs []model.TextRef) Tree { return parse(text, refs) }

// Inlines reads a text that is one line, such as a title or an item in quotation
// marks. Only references count in it: a star or a backtick is itself.
func Inlines(text string, refs []model.TextRef) []Inline {
	var out []Inline
	at := 0
	for _, f := range InText(text) {
		if f.Start > at {
			out = append(out, Words(text[at:f.Start]))
		}
		out = append(out, Reference{Ref: refAt(refs, f.Start), Name: f.Name})
		at = f.End
	}
	if at < len(text) {
		out = append(out, Words(text[at:]))
	}
	return out
}

// InText returns the references of a text that is not Markdown.
func InText(text string) []Found {
	var found []Found
	for i := 0; i < len(text); i++ {
		if text[i] != '{' {
			continue
		}
		if n := referenceLength(text[i:]); n > 0 {
			found = append(found, Found{i, i + n, text[i+1 : i+n-1]})
			i += n - 1
		}
	}
	return found
}

// Loose returns the braces of a text that are no part of a reference: nearly
// always one was meant, as in `{ mash }` or `{mash`. What stands between two of
// them is their name. Between backticks, a brace is one that is typed.
func Loose(text string) []Found {
	var loose []Found
	typed := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '`':
			typed = !typed
		case c == '{' && referenceLength(text[i:]) > 0:
			i += referenceLength(text[i:]) - 1
		case typed || c != '{' && c != '}':
		default:
			end := i + 1
			if n := strings.IndexAny(text[end:], "{}`"); c == '{' && n >= 0 && text[end+n] == '}' {
				end += n + 1
			}
			loose = append(loose, Found{i, end, strings.TrimSpace(strings.Trim(text[i:end], "{}"))})
			i = end - 1
		}
	}
	return loose
}

// Scan returns the references and the problems of a Markdown text without
// keeping its tree.
func Scan(text string) ([]Found, []Problem) {
	if !mayHold(text) {
		return nil, nil
	}
	return scan(text)
}

// mayHold says whether there can be a reference or a problem at all. Most
// paragraphs hold neither, and a scan of bytes is some hundred times faster
// than reading Markdown.
func mayHold(text string) bool {
	start := true // of a line, so far blank
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '{' || c == '}' || c == '|' || c == '<' || c == '!' && i+1 < len(text) && text[i+1] == '[':
			return true
		case start && (c == '#' || c == '=' || c == '-' && onlyDashes(text[i:])):
			return true
		case c == '\n':
			start = true
		case c != ' ' && c != '\t' && c != '>' && c != '*' && c != '+' && c != '-' && (c < '0' || c > '9') && c != '.' && c != ')':
			start = false
		}
	}
	return false
}

// onlyDashes says whether the first line of text underlines the one above it.
func onlyDashes(text string) bool {
	line, _, _ := strings.Cut(text, "\n")
	return strings.Trim(line, "- \t\r") == ""
}

// referenceLength returns the length of the reference that text begins with,
// or 0. A letter of either case counts, so that `{MASH}` is a misspelt name and
// not silently text.
func referenceLength(text string) int {
	if len(text) < 3 || text[0] != '{' || !letter(text[1]) {
		return 0
	}
	for i := 1; i < len(text); i++ {
		switch c := text[i]; {
		case letter(c), '0' <= c && c <= '9', c == '-', c == '.', c == '_':
		case c == '}' && text[i-1] != '.' && text[i-1] != '-':
			return i + 1
		default:
			return 0
		}
	}
	return 0
}

func letter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func refAt(refs []model.TextRef, start int) *model.TextRef {
	for i := range refs {
		if refs[i].Start == start {
			return &refs[i]
		}
	}
	return nil
}
