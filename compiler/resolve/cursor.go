package resolve

import (
	"strings"

	"concordat/compiler/model"
	"concordat/compiler/schema"
	"concordat/dsl"
	"concordat/dsl/diag"
)

// cursor reads the terms of one line, or of one entry of a list in braces, from
// left to right. It reports at most one mistake, at the first term that does not
// fit; after that every reader returns at once.
type cursor struct {
	*resolver
	b     *block // the block that the line stands in
	item  *dsl.Item
	terms []dsl.Term
	i     int
	entry *schema.Entry // the line that is read; nil in a head
	line  *model.Line
	// failed says that a mistake has been reported.
	failed bool
	// expects says what stands here, where that is no value of the line.
	expects string
	// usedBody says that what stands in braces has been read.
	usedBody bool
	// listed says that the cursor stands in an entry of a list in braces.
	listed bool
	// anyValue says that the condition being read offers several values with
	// `or`, which must not meet an `and`.
	anyValue bool
	// asked is the question that the condition has named last.
	asked   *model.Thing
	unknown []unknownUse
	// quiet says that the line has been reported already: its keyword is a guess.
	quiet bool
}

func (c *cursor) done() bool { return c.failed || c.i >= len(c.terms) }

// peek returns the next term, or nil.
func (c *cursor) peek() *dsl.Term {
	if c.i >= len(c.terms) || c.failed {
		return nil
	}
	return &c.terms[c.i]
}

// word returns the next term if it is a word, or "".
func (c *cursor) word() string { return c.wordAt(0) }

// wordAt returns the word n terms ahead, or "".
func (c *cursor) wordAt(n int) string {
	if c.failed || c.i+n >= len(c.terms) || c.terms[c.i+n].Kind != dsl.Word {
		return ""
	}
	return c.terms[c.i+n].Text
}

// take steps over a word if it comes next.
func (c *cursor) take(word string) bool {
	if c.word() != word {
		return false
	}
	c.i++
	return true
}

// takeAll steps over words if all of them come next.
func (c *cursor) takeAll(words ...string) bool {
	for n, w := range words {
		if c.wordAt(n) != w {
			return false
		}
	}
	c.i += len(words)
	return true
}

func (c *cursor) isComma() bool {
	t := c.peek()
	return t != nil && t.Kind == dsl.Comma
}

func (c *cursor) isString() bool {
	t := c.peek()
	return t != nil && t.Kind == dsl.String
}

// isBlock says that braces follow that nobody has read yet.
func (c *cursor) isBlock() bool { return c.item.Kind == dsl.BlockItem && !c.usedBody }

// from returns the span from term i to the last term read.
func (c *cursor) from(i int) diag.Span {
	last := max(c.i-1, i)
	if last >= len(c.terms) {
		last = len(c.terms) - 1
	}
	s := c.terms[i].Span
	s.End = c.terms[last].Span.End
	return s
}

// here returns the place of the next term; at the end of the line, that of the
// last.
func (c *cursor) here() diag.Span {
	if c.i < len(c.terms) {
		return c.terms[c.i].Span
	}
	return c.terms[len(c.terms)-1].Span
}

// fail reports the mistake of this line, unless one has been reported or the
// line was mended by recovery. It returns false, so that a reader can return it.
func (c *cursor) fail(d diag.Diagnostic) bool {
	if !c.failed && !c.silent() && !c.mended(d.At.Span) {
		c.report(c.b, d)
	}
	c.failed = true
	return false
}

// mended says that the word at a place was misspelt, and that this has been
// reported.
func (c *cursor) mended(at diag.Span) bool {
	for i := range c.terms {
		if t := &c.terms[i]; t.Span == at {
			return t.Kind == dsl.Word && t.Text != t.Span.Text()
		}
	}
	return false
}

// wrong reports that the next term does not fit.
func (c *cursor) wrong(code, message, help string) bool {
	return c.fail(diag.Diagnostic{Code: code, Message: message, At: diag.Label{Span: c.here()}, Help: help})
}

// note reports something that does not stop the line from being read.
func (c *cursor) note(d diag.Diagnostic) {
	if !c.failed && !c.silent() {
		c.report(c.b, d)
	}
}

// silent says that a mistake in this line has been reported before the line was
// read.
func (c *cursor) silent() bool { return c.quiet || c.item.Broken }

// missing reports that the line ends too soon.
func (c *cursor) missing(what string) bool {
	if c.i < len(c.terms) {
		return c.wrong("wrong-value", tick(c.terms[c.i].Span.Text())+" stands where "+what+" should", "write "+what+" here")
	}
	last := c.terms[len(c.terms)-1]
	message := tick(last.Span.Text()) + " has nothing after it"
	if last.Kind == dsl.Comma {
		message = "nothing follows the comma"
	}
	help := "write " + what
	if c.i == 1 && c.entry != nil {
		help += ", or `todo`"
	}
	return c.fail(diag.Diagnostic{Code: "missing-value", Message: message, At: diag.Label{Span: last.Span}, Help: help})
}

// entries reads the lines in braces, one value a line.
func (c *cursor) entries(read func(*cursor) bool) bool {
	c.usedBody = true
	ok := true
	for _, it := range c.item.Items {
		if !c.listEntry(it, read) {
			ok = false
		}
	}
	if !ok {
		c.failed = true
	}
	return ok
}

// listEntry reads one line in braces. Each has its own report.
func (c *cursor) listEntry(it *dsl.Item, read func(*cursor) bool) bool {
	sub := &cursor{resolver: c.resolver, b: c.b, item: it, terms: it.Terms, entry: c.entry, line: c.line, listed: true, quiet: c.quiet}
	if it.Kind == dsl.ProseItem {
		sub.terms = []dsl.Term{{Kind: dsl.String, Span: it.Head}}
		return sub.wrong("misplaced-prose", "prose cannot stand in a list", "write one entry a line, without the three quotation marks")
	}
	if n := len(sub.terms); n > 1 && sub.terms[n-1].Kind == dsl.Comma {
		sub.commaNotNeeded(sub.terms[n-1].Span)
		sub.terms = sub.terms[:n-1]
	}
	if sub.word() == "todo" && c.line != nil {
		sub.todo(&c.line.Todo)
		sub.finish()
		return !sub.failed
	}
	read(sub)
	sub.finish()
	sub.flush()
	return !sub.failed
}

func (c *cursor) commaNotNeeded(s diag.Span) {
	c.note(diag.Diagnostic{
		Code: "comma-not-needed", Message: "a comma stands where none is needed",
		At: diag.Label{Span: s}, Help: "take the comma out",
		Fix: &diag.Fix{Edits: []diag.Edit{{Span: s}}, Safe: true},
	})
}

// finish reports what is left over when all that fits has been read.
func (c *cursor) finish() {
	if c.failed {
		return
	}
	if t := c.peek(); t != nil {
		c.leftOver(t)
		return
	}
	if c.isBlock() {
		brace := diag.Span{Source: c.item.Span.Source, Start: c.item.Head.End, End: c.item.Span.End}
		if gap, _, _ := strings.Cut(brace.Text(), "{"); strings.Contains(gap, "\n") {
			c.failed = true // the brace stands on a line of its own, and has been reported
			return
		}
		c.fail(diag.Diagnostic{
			Code: "misplaced-braces", Message: "nothing can stand in braces here",
			At: diag.Label{Span: c.item.Head}, Related: []diag.Label{{Span: brace}},
			Help: "close the line without braces, or put a list in them where the line takes one",
		})
	}
}

// todo reads `todo` and the words that may follow it.
func (c *cursor) todo(to **model.Todo) bool {
	start := c.i
	c.i++
	t := &model.Todo{}
	if c.isString() {
		c.plainText(c.peek())
		t.Text = c.peek().Text
		c.i++
	}
	t.Span = c.from(start)
	*to = t
	return true
}

// text reads a text in quotation marks. One with nothing between them is reported
// and has its place all the same.
func (c *cursor) text() (model.Text, bool) {
	t := c.peek()
	if t == nil {
		return model.Text{}, c.missing("words in quotation marks")
	}
	if t.Kind != dsl.String {
		return model.Text{}, c.unquoted()
	}
	filled := !c.empty(t)
	c.i++
	return c.textOf(t), filled
}

// empty reports quotation marks with nothing between them.
func (c *cursor) empty(t *dsl.Term) bool {
	if strings.TrimSpace(t.Text) != "" {
		return false
	}
	c.wrong("missing-value", "there is nothing between the quotation marks", "write the words, or `todo` in place of the quotation marks")
	return true
}

// unquoted reports words that should stand in quotation marks.
func (c *cursor) unquoted() bool {
	t := c.peek()
	if t.Kind == dsl.Comma || closesText(t.Text) {
		return c.missing("words in quotation marks")
	}
	end := c.i
	if c.entry != nil && c.entry.Phrase == schema.Text && !c.listed {
		end = c.textEnd()
	} else {
		for end < len(c.terms) && c.terms[end].Kind == dsl.Word && !closesText(c.terms[end].Text) {
			end++
		}
	}
	s := t.Span
	s.End = c.terms[end-1].Span.End
	d := diag.Diagnostic{
		Code: "text-without-quotes", Message: "words stand here without quotation marks",
		At: diag.Label{Span: s}, Help: `write "` + s.Text() + `"`,
	}
	if end == len(c.terms) {
		d.Fix = &diag.Fix{Edits: []diag.Edit{{Span: s, New: `"` + s.Text() + `"`}}}
	}
	return c.fail(d)
}

// textEnd returns where the one text of a line ends that has no quotation marks:
// at the end of the line, or before a case or a reason in quotation marks.
func (c *cursor) textEnd() int {
	for i := c.i + 1; i < len(c.terms); i++ {
		quoted := i+1 < len(c.terms) && c.terms[i+1].Kind == dsl.String
		if t := &c.terms[i]; t.Kind == dsl.String || tailWord(t.Text) && (quoted || c.entry.Case && t.Text != "because") {
			return i
		}
	}
	return len(c.terms)
}

// closesText says whether a word is more likely the rest of the line than one of
// the words that should stand in quotation marks.
func closesText(w string) bool { return tailWord(w) || w == "then" || w == "until" }

// list reads values with commas between them, or one a line in braces where
// nothing else but the end of a line stands before the brace.
func (c *cursor) list(what string, read func(*cursor) bool) bool {
	if c.isBlock() && (c.done() || c.tailStarts()) {
		return c.entries(read)
	}
	for {
		if t := c.peek(); t == nil || t.Kind == dsl.Comma || c.tailStarts() {
			return c.missing(what)
		}
		if !read(c) {
			return false
		}
		t := c.peek()
		if t == nil || c.tailStarts() {
			return !c.failed
		}
		if t.Kind != dsl.Comma {
			return c.listGoesOn(t, read)
		}
		c.i++
	}
}

// listGoesOn says what to do about a term after a value where a comma or the end
// was expected: leave it to who reads the rest of the line, unless it looks like
// one more value.
func (c *cursor) listGoesOn(t *dsl.Term, read func(*cursor) bool) bool {
	if t.Kind == dsl.Word {
		switch t.Text {
		case "or", "and":
			d := diag.Diagnostic{
				Code: "missing-comma", Message: "a list takes commas, not " + tick(t.Text),
				At: diag.Label{Span: t.Span}, Help: "a comma means all of them",
			}
			return c.fail(d)
		}
		if c.grammar(t.Text) || c.beginsLine(t.Text) {
			return true
		}
	}
	if t.Kind == dsl.String && c.terms[c.i-1].Kind != dsl.String {
		return true
	}
	gap := t.Span
	gap.End = gap.Start
	return c.fail(diag.Diagnostic{
		Code: "missing-comma", Message: "a comma is missing before " + tick(t.Span.Text()),
		At: diag.Label{Span: t.Span}, Help: "put a comma between the two, or take one out",
		Fix: &diag.Fix{Edits: []diag.Edit{{Span: diag.Span{Source: t.Span.Source, Start: c.terms[c.i-1].Span.End, End: c.terms[c.i-1].Span.End}, New: ","}}},
	})
}

// grammar says whether a word is one that joins the parts of a line.
func (c *cursor) grammar(word string) bool {
	switch word {
	case "by", "to", "from", "for", "until", "then", "where", "with", "on", "of", "is", "has", "includes":
		return true
	case "in":
		return c.entry != nil && (c.entry.Phrase == schema.WhoIn || c.entry.Phrase == schema.ConsentIn)
	}
	return false
}
