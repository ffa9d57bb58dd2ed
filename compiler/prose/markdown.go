package prose

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"concordat/compiler/model"
)

// maxNesting bounds how deep blocks and inlines are followed; what is deeper is
// kept as words, so that a hostile text cannot exhaust the stack.
const maxNesting = 50

// markdown is CommonMark without indented code, and with references. It holds
// no state between texts.
var markdown = parser.NewParser(
	parser.WithBlockParsers(
		util.Prioritized(parser.NewSetextHeadingParser(), 100),
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(parser.NewListParser(), 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewATXHeadingParser(), 600),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
		util.Prioritized(parser.NewBlockquoteParser(), 800),
		util.Prioritized(parser.NewHTMLBlockParser(), 900),
		util.Prioritized(paragraphs{parser.NewParagraphParser()}, 1000),
	),
	parser.WithInlineParsers(
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(referenceParser{}, 150),
		util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewRawHTMLParser(), 400),
		util.Prioritized(parser.NewEmphasisParser(), 500),
	),
	parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
)

// paragraphs lets a paragraph begin with any indentation; without blocks of code
// made by indentation nothing else would take such a line.
type paragraphs struct{ parser.BlockParser }

func (paragraphs) CanAcceptIndentedLine() bool { return true }

// reference is the inline node of a `{name}`.
type reference struct {
	ast.BaseInline
	found Found
}

var kindReference = ast.NewNodeKind("Reference")

func (n *reference) Kind() ast.NodeKind       { return kindReference }
func (n *reference) Dump(src []byte, lvl int) { ast.DumpHelper(n, src, lvl, nil, nil) }

type referenceParser struct{}

func (referenceParser) Trigger() []byte { return []byte{'{'} }

func (referenceParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, at := block.PeekLine()
	n := referenceLength(string(line))
	if n == 0 {
		return nil
	}
	block.Advance(n)
	return &reference{found: Found{at.Start, at.Start + n, string(line[1 : n-1])}}
}

func scan(src string) (found []Found, problems []Problem) {
	r := reader{src: []byte(src)}
	r.blocks(markdown.Parse(text.NewReader(r.src)), 0)
	return r.found, r.problems
}

func parse(src string, refs []model.TextRef) Tree {
	r := reader{src: []byte(src), refs: refs}
	blocks := r.blocks(markdown.Parse(text.NewReader(r.src)), 0)
	return Tree{blocks, r.problems}
}

// reader turns goldmark's tree into ours.
type reader struct {
	src      []byte
	refs     []model.TextRef
	found    []Found
	problems []Problem
}

func (r *reader) problem(code string, start, end int) {
	for end > start && (r.src[end-1] == '\n' || r.src[end-1] == ' ') {
		end--
	}
	r.problems = append(r.problems, Problem{code, start, end})
}

func (r *reader) blocks(parent ast.Node, depth int) []Block {
	if depth > maxNesting {
		return nil
	}
	var out []Block
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Paragraph, *ast.TextBlock:
			r.table(n)
			out = append(out, Paragraph{r.inlines(n, depth)})
		case *ast.Heading:
			r.heading(n)
			out = append(out, Paragraph{[]Inline{Strong(r.inlines(n, depth))}})
		case *ast.List:
			l := List{Ordered: n.IsOrdered(), Start: n.Start, Tight: n.IsTight}
			for item := n.FirstChild(); item != nil; item = item.NextSibling() {
				l.Items = append(l.Items, r.blocks(item, depth+1))
			}
			out = append(out, l)
		case *ast.Blockquote:
			out = append(out, Quote{r.blocks(n, depth+1)})
		case *ast.FencedCodeBlock:
			out = append(out, CodeBlock{r.lines(n)})
		case *ast.ThematicBreak:
			out = append(out, Rule{})
		case *ast.HTMLBlock:
			words := r.lines(n)
			start, end := r.bounds(n)
			if n.HasClosure() {
				words += string(n.ClosureLine.Value(r.src))
				end = n.ClosureLine.Stop
			}
			r.problem("raw-html", start, end)
			out = append(out, Paragraph{[]Inline{Words(strings.TrimSpace(words))}})
		}
	}
	return out
}

// heading reports a heading: the whole line of `# …`, and of an underlined one
// the words.
func (r *reader) heading(n *ast.Heading) {
	start, end := n.Pos(), n.Pos()
	if n.Lines().Len() > 0 {
		start, end = r.bounds(n)
	}
	for start > 0 && r.src[start-1] != '\n' && (r.src[start-1] == '#' || r.src[start-1] == ' ') {
		start--
	}
	for start < end && r.src[start] == ' ' {
		start++
	}
	r.problem("heading-in-prose", start, max(end, min(start+1, len(r.src))))
}

// looseBraces reports braces that are no part of a reference, unless they are
// escaped.
func (r *reader) looseBraces(n *ast.Text) {
	text := n.Segment.Value(r.src)
	if !bytes.ContainsAny(text, "{}") {
		return
	}
	for _, f := range Loose(string(text)) {
		start := n.Segment.Start + f.Start
		if start == 0 || r.src[start-1] != '\\' {
			r.problem("loose-brace", start, n.Segment.Start+f.End)
		}
	}
}

// table reports rows with upright strokes over a line of dashes, which other
// Markdown makes a table of.
func (r *reader) table(n ast.Node) {
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		text := bytes.TrimSpace(line.Value(r.src))
		if bytes.IndexByte(text, '|') >= 0 && bytes.Contains(text, []byte("--")) && len(bytes.Trim(text, "|-: ")) == 0 {
			start, end := r.bounds(n)
			r.problem("table-in-prose", start, end)
			return
		}
	}
}

// address reports a name in braces in the address of a link, where none is looked
// for.
func (r *reader) address(n *ast.Link) {
	text, ok := n.LastChild().(*ast.Text)
	if !ok || !bytes.ContainsAny(n.Destination, "{}") {
		return
	}
	if i := bytes.Index(r.src[text.Segment.Stop:], n.Destination); i >= 0 {
		start := text.Segment.Stop + i
		r.problem("loose-brace", start, start+len(n.Destination))
	}
}

func (r *reader) bounds(n ast.Node) (start, end int) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return n.Pos(), n.Pos()
	}
	return lines.At(0).Start, lines.At(lines.Len() - 1).Stop
}

func (r *reader) lines(n ast.Node) string {
	var b strings.Builder
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		b.Write(s.Value(r.src))
	}
	return b.String()
}

func (r *reader) inlines(parent ast.Node, depth int) []Inline {
	if depth > maxNesting {
		return nil
	}
	var out []Inline
	words := func(s string) {
		if s == "" {
			return
		}
		if len(out) > 0 {
			if w, ok := out[len(out)-1].(Words); ok {
				out[len(out)-1] = w + Words(s)
				return
			}
		}
		out = append(out, Words(s))
	}
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			r.looseBraces(n)
			words(r.text(n))
			if n.HardLineBreak() {
				out = append(out, Break{})
			} else if n.SoftLineBreak() {
				words(" ")
			}
		case *ast.String:
			words(string(n.Value))
		case *reference:
			r.found = append(r.found, n.found)
			out = append(out, Reference{Ref: refAt(r.refs, n.found.Start), Name: n.found.Name})
		case *ast.Emphasis:
			inner := r.inlines(n, depth+1)
			if n.Level == 2 {
				out = append(out, Strong(inner))
			} else {
				out = append(out, Emphasis(inner))
			}
		case *ast.CodeSpan:
			out = append(out, Code(r.code(n)))
		case *ast.Link:
			out = append(out, Link{URL: string(n.Destination), Text: r.inlines(n, depth+1)})
			r.address(n)
		case *ast.AutoLink:
			url := string(n.URL(r.src))
			if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(url), "mailto:") {
				url = "mailto:" + url
			}
			out = append(out, Link{URL: url, Text: []Inline{Words(n.Label(r.src))}})
		case *ast.Image:
			start := n.Pos()
			end := start + 2
			if i := strings.IndexByte(string(r.src[start:]), ')'); i >= 0 {
				end = start + i + 1
			}
			r.problem("image-in-prose", start, end)
			out = append(out, r.inlines(n, depth+1)...)
		case *ast.RawHTML:
			for i := range n.Segments.Len() {
				s := n.Segments.At(i)
				if i == 0 {
					r.problem("raw-html", s.Start, n.Segments.At(n.Segments.Len()-1).Stop)
				}
				words(string(s.Value(r.src)))
			}
		}
	}
	return out
}

func (r *reader) text(n *ast.Text) string {
	value := n.Segment.Value(r.src)
	if n.IsRaw() {
		return string(value)
	}
	return string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(value))))
}

func (r *reader) code(n ast.Node) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.WriteString(strings.ReplaceAll(string(t.Segment.Value(r.src)), "\n", " "))
		}
	}
	return b.String()
}
