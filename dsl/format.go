package dsl

import (
	"slices"
	"strings"
)

// The canonical form has no options:
//
//   - two spaces a level, one space between terms, none before a comma, LF, one
//     final line end, no space at the end of a line;
//   - in the body of a declaration the keyword is padded to 13 columns and one
//     space, `must not` as if it were one keyword; a longer one takes one space.
//     The width is a constant, so that no line moves when its neighbour changes.
//     Lines that open a block, declarations without a body, the lines of lists
//     and of a family, and lines outside all blocks are not padded;
//   - at most one blank line together, none after `{` and before `}`, exactly
//     one between blocks outside all others;
//   - a comment behind a line is two spaces after it, a comment of its own takes
//     the indentation of what follows;
//   - units agree with their number: `1 working day`;
//   - a yes-or-no question stands alone: `in-treatment`, never `in-treatment is
//     yes`. `in-treatment is no` stays: where the question does not apply it is
//     false, and `not in-treatment` true;
//   - prose takes the indentation of its block; its lines are not broken anew.
//
// Nothing is reordered, and a list stays in the form that its author chose.

// keywordWidth is the width to which keywords are padded.
const keywordWidth = 13

// declarations are the keywords of the blocks in which the first word of each
// line is a keyword. A test holds them against the schema, which this package
// does not know.
var declarations = [...]string{
	"accept-gap", "agency", "answer", "attest", "audit", "change", "checklist", "contract", "criterion", "document",
	"escalation", "event", "group", "indicators", "judgement", "level", "meeting", "pathway", "plan", "protocol",
	"question", "requirement", "role", "scenario", "section", "service", "share", "stage", "step", "team", "term",
	"thresholds", "time-limit", "training",
}

// CanFormat says whether a file can be written in canonical form: whether it was
// read, and every mistake in it has a safe fix.
func CanFormat(f *File) bool { return !f.unsafe }

// Format returns the canonical form of a file, with its safe mistakes mended. The
// text of a file that cannot be formatted (see [CanFormat]) comes back as it was
// read; that of a file which could not be read at all is empty.
func Format(f *File) string {
	if f.unsafe {
		return f.Source.Text
	}
	p := printer{source: f.Source.Text, comments: f.Comments}
	p.out.Grow(len(p.source) + len(p.source)/4)
	p.body(f.Items, len(p.source), unpadded)
	return p.out.String()
}

// keywords says what the first word of a line is.
type keywords int

const (
	unpadded keywords = iota // part of a value, or a keyword outside all blocks
	padded                   // a keyword
)

type printer struct {
	out      strings.Builder
	source   string
	comments []Comment // those not yet printed
	depth    int
	last     int  // where in the source the last thing printed ends
	started  bool // something has been printed in this body
}

// body prints items and the comments between them, up to the place end.
func (p *printer) body(items []*Item, end int, style keywords) {
	p.started = false
	for i, item := range items {
		if p.depth == 0 && i > 0 && (items[i-1].Kind == BlockItem && item.Kind == BlockItem) {
			p.out.WriteByte('\n')
			p.started = false
		}
		p.ownComments(item.Span.Start)
		p.start(item.Span.Start)
		switch item.Kind {
		case LineItem:
			p.terms(item.Terms, style)
			p.finish(item.Span.End)
		case BlockItem:
			p.block(item)
		case ProseItem:
			p.prose(item)
		}
	}
	p.ownComments(end)
}

func (p *printer) block(item *Item) {
	p.terms(item.Terms, unpadded)
	p.out.WriteString(" {")
	p.finish(item.Head.End + strings.IndexByte(p.source[item.Head.End:], '{') + 1)
	p.depth++
	style := unpadded
	if isDeclaration(item.Terms) {
		style = padded
	}
	p.body(item.Items, item.Span.End-1, style)
	p.depth--
	p.indent()
	p.out.WriteByte('}')
	p.finish(item.Span.End)
	p.started = true
}

func (p *printer) prose(item *Item) {
	p.out.WriteString(marks)
	p.finish(item.Head.End)
	if len(item.ProseAt) > 0 {
		for line := range strings.SplitSeq(item.Prose, "\n") {
			if line != "" {
				p.indent()
				p.out.WriteString(line)
			}
			p.out.WriteByte('\n')
		}
	}
	p.indent()
	p.out.WriteString(marks)
	p.finish(item.Span.End)
}

// ownComments prints the comments that start before the place before.
func (p *printer) ownComments(before int) {
	for len(p.comments) > 0 && p.comments[0].Span.Start < before {
		c := p.comments[0]
		p.start(c.Span.Start)
		p.out.WriteString(c.Text)
		p.comments = p.comments[1:]
		p.out.WriteByte('\n')
		p.last = c.Span.End
	}
}

// start begins a line for what stands at the place at.
func (p *printer) start(at int) {
	if p.started && strings.Count(p.source[p.last:at], "\n") > 1 {
		p.out.WriteByte('\n')
	}
	p.started = true
	p.indent()
}

func (p *printer) indent() {
	for range p.depth {
		p.out.WriteString("  ")
	}
}

// finish ends the line of what ends at the place end, with the comment behind
// it.
func (p *printer) finish(end int) {
	p.last = end
	if len(p.comments) > 0 {
		c := p.comments[0]
		if !c.Own && c.Span.Start >= end && strings.IndexByte(p.source[end:c.Span.Start], '\n') < 0 && p.nothingBefore(c) {
			p.out.WriteString("  ")
			p.out.WriteString(c.Text)
			p.comments = p.comments[1:]
			p.last = c.Span.End
		}
	}
	p.out.WriteByte('\n')
}

// nothingBefore says whether no brace or term stands between the last thing
// printed and a comment on the same line.
func (p *printer) nothingBefore(c Comment) bool {
	for i := p.last; i < c.Span.Start; i++ {
		switch class[p.source[i]] {
		case cSpace, cComma, cHigh:
		default:
			return false
		}
	}
	return true
}

// terms prints the terms of a line.
func (p *printer) terms(terms []Term, style keywords) {
	terms = withoutYes(terms)
	width := 0 // of the keyword, while it is the last thing printed
	if style == padded && terms[0].Kind == Word && len(terms) > 1 && !isBareDeclaration(terms) {
		width = len(terms[0].Text)
	}
	for i, t := range terms {
		if i > 0 && t.Kind != Comma {
			p.out.WriteByte(' ')
			switch {
			case width == len("must") && i == 1 && t.Text == "not" && terms[0].Text == "must" && t.Kind == Word && len(terms) > 2:
				width = len("must not")
			case width > 0:
				for ; width < keywordWidth; width++ {
					p.out.WriteByte(' ')
				}
				width = 0
			}
		}
		if t.Kind == String {
			p.out.WriteByte('"')
			p.out.WriteString(t.Text)
			p.out.WriteByte('"')
			continue
		}
		p.out.WriteString(agreed(terms, i))
	}
}

// isDeclaration says whether the first line of a block is that of a
// declaration, and not that of a list. `training` alone is a list.
func isDeclaration(terms []Term) bool {
	first := terms[0]
	if first.Kind != Word {
		return false
	}
	if len(terms) == 1 {
		return first.Text == "answer"
	}
	_, found := slices.BinarySearch(declarations[:], first.Text)
	return found
}

// isBareDeclaration says whether a line is a declaration with nothing inside,
// such as `section scope "Scope" todo`. A title is what tells it from a line
// such as `level child-in-need`.
func isBareDeclaration(terms []Term) bool {
	titled := terms[1].Kind == String || len(terms) > 2 && terms[1].Kind == Word && terms[2].Kind == String
	return titled && isDeclaration(terms)
}

// withoutYes returns terms with `x is yes` as `x`. The shape is enough to know:
// `yes` is an answer of yes-or-no questions alone. What goes on after it, as in
// `is yes or no`, is left as it stands, and so is `x is no`: where the question
// does not apply that is false, and `not x` is true.
func withoutYes(terms []Term) []Term {
	for i := 2; i < len(terms); i++ {
		if terms[i].Kind != Word || terms[i].Text != "yes" || terms[i-1].Kind != Word || terms[i-1].Text != "is" || terms[i-2].Kind != Word {
			continue
		}
		if i+1 < len(terms) && goesOn(terms[i+1:]) {
			continue
		}
		return append(append(slices.Clone(terms[:i-2]), terms[i-2]), withoutYes(terms[i+1:])...)
	}
	return terms
}

// goesOn says whether terms behind an answer may belong to it.
func goesOn(terms []Term) bool {
	if terms[0].Kind == Comma {
		return true
	}
	return terms[0].Text == "or" && len(terms) > 1 && (terms[1].Text == "yes" || terms[1].Text == "no")
}

var units = [...]string{"hour", "day", "week", "month", "year"}

// agreed returns the text of term i, a unit of time in the number of the word
// before it.
func agreed(terms []Term, i int) string {
	text := terms[i].Text
	if i == 0 || !slices.Contains(units[:], strings.TrimSuffix(text, "s")) {
		return text
	}
	number := terms[i-1]
	if i > 1 && (number.Text == "working" || number.Text == "calendar") {
		number = terms[i-2]
	}
	switch {
	case number.Kind != Word || strings.Trim(number.Text, "0123456789") != "":
		return text
	case strings.TrimLeft(number.Text, "0") == "1":
		return strings.TrimSuffix(text, "s")
	}
	return strings.TrimSuffix(text, "s") + "s"
}
