package resolve

import (
	"strings"

	"concordat/compiler/model"
	"concordat/compiler/schema"
	"concordat/dsl"
	"concordat/dsl/diag"
)

// choice reads one word of the line's vocabulary.
func (c *cursor) choice(l *model.Line, e *schema.Entry) bool {
	t := c.peek()
	if t == nil || t.Kind == dsl.Comma {
		return c.missing("a word, such as " + tick(schema.VocabNamed(e.Vocab).Words[0].Name))
	}
	vocab := schema.VocabNamed(e.Vocab)
	if t.Kind == dsl.Word && t.Text == "todo" && c.listed {
		return c.todo(&l.Todo)
	}
	if t.Kind == dsl.String || !vocab.Has(t.Text) {
		return c.unknownWord(t, e.Vocab, vocab.Names())
	}
	return c.addWord(l, t)
}

// addWord steps over a word and puts it into the list of the line.
func (c *cursor) addWord(l *model.Line, t *dsl.Term) bool {
	for _, w := range l.Words {
		if w.Name == t.Text {
			return c.repeatedWord(t, w.Span)
		}
	}
	l.Words = append(l.Words, model.Word{Name: t.Text, Span: t.Span})
	c.i++
	return true
}

func (c *cursor) repeatedWord(t *dsl.Term, first diag.Span) bool {
	c.standsTwice(t.Span, first)
	c.i++
	return true
}

func (c *cursor) standsTwice(at, first diag.Span) {
	c.note(diag.Diagnostic{
		Code: "repeated-word", Severity: diag.Warning, Message: tick(at.Text()) + " stands in this list twice", At: diag.Label{Span: at},
		Related: []diag.Label{{Span: first, Text: "the first"}}, Help: "take one of the two out",
	})
}

// unknownWord reports a word that is not in a closed list.
func (c *cursor) unknownWord(t *dsl.Term, what string, among []string) bool {
	d := diag.Diagnostic{Code: "unknown-word", Message: tick(t.Text) + " is not one of the words that can stand here", At: diag.Label{Span: t.Span}}
	if c.entry != nil && len(c.entry.Vocab) > 0 && c.entry.Vocab == what {
		d.Message = tick(t.Text) + " is not one of the words that " + tick(c.entry.Keyword) + " takes"
	}
	if what == "kind of thing" {
		d.Message = tick(t.Text) + " is not a kind of thing"
	}
	if t.Kind == dsl.String {
		like := nameLike(t.Text)
		if fits(like, among) {
			d.Message, d.Help = "the word stands in quotation marks", "write "+tick(like)
			d.Fix = &diag.Fix{Edits: []diag.Edit{{Span: t.Span, New: like}}, Safe: true}
			return c.fail(d)
		}
		d.Message = "words in quotation marks stand where one of a closed list should"
	}
	w := meant(t.Text, among)
	switch similar := near(t.Text, among); {
	case w != "":
		d.Help = "write " + tick(w)
		d.Fix = &diag.Fix{Edits: []diag.Edit{{Span: t.Span, New: w}}, Safe: variant(t.Text, w)}
	case fits(strings.ToLower(t.Text), among):
		d.Help = "write " + tick(strings.ToLower(t.Text))
		d.Fix = &diag.Fix{Edits: []diag.Edit{{Span: t.Span, New: strings.ToLower(t.Text)}}, Safe: true}
	case len(similar) > 0:
		d.Help = "write " + orList(ticks(similar))
	case what == "kind of thing":
		d.Help = "write a kind of block, such as `agency`, `role` or `pathway`"
	case len(among) <= 14:
		d.Help = "write " + orList(ticks(among))
	default:
		d.Help = "write one of its words; the manual lists them under " + tick(what) + ", beginning with " + andList(ticks(among[:3]))
	}
	return c.fail(d)
}

// addRef reads a name into a list.
func (c *cursor) addRef(to *[]model.Ref, kinds []string) bool {
	ref, ok := c.name(kinds)
	if ok {
		c.addTo(to, ref)
	}
	return ok
}

// manyEntries is how many entries of a list are compared with a new one.
const manyEntries = 500

// addTo adds a reference to a list, unless it is there already.
func (c *cursor) addTo(to *[]model.Ref, ref model.Ref) {
	for _, r := range (*to)[:min(len(*to), manyEntries)] {
		if r.Name == ref.Name && !r.Any && !r.Todo {
			c.standsTwice(ref.Span, r.Span)
			return
		}
	}
	*to = append(*to, ref)
}

// rank reads 3 or 4a.
func (c *cursor) rank(l *model.Line) bool {
	t := c.peek()
	if t == nil || t.Kind != dsl.Word {
		return c.missing("a number, such as `3` or `4a`")
	}
	digits := strings.TrimRight(t.Text, "abcdefghijklmnopqrstuvwxyz")
	if len(digits) == 0 || len(digits) > 2 || digits[0] == '0' || !isNumber(digits) || len(t.Text)-len(digits) > 1 {
		if numberWords[t.Text] > 0 {
			_, ok := c.wholeNumber()
			return ok
		}
		return c.wrong("wrong-value", tick(t.Text)+" is not a number of a level", "write a number, such as `3`, or a number and a letter, such as `4a`")
	}
	for i := 0; i < len(digits); i++ {
		l.Number = l.Number*10 + int(digits[i]-'0')
	}
	l.Letter = t.Text[len(digits):]
	c.i++
	return true
}

// dates reads a date and what belongs to it.
func (c *cursor) dates(l *model.Line, e *schema.Entry) bool {
	var ok bool
	if l.Date, ok = c.date(); !ok {
		return false
	}
	if (e.Phrase == schema.Moment || e.Keyword == "closed-on") && !c.wholeDay(l.Date) {
		return false
	}
	switch e.Phrase {
	case schema.DateBy:
		if c.take("by") {
			return c.addRef(&l.Refs, e.Kinds)
		}
	case schema.DateText:
		text, ok := c.text()
		l.Texts = append(l.Texts, text)
		return ok
	case schema.Moment:
		if c.peek() != nil {
			l.Clock, ok = c.timeOfDay()
			return ok
		}
	}
	return true
}

// consent reads `required for help, sharing from parents`.
func (c *cursor) consent(l *model.Line, e *schema.Entry) bool {
	if !c.consentFor(l) {
		return false
	}
	if c.take("from") {
		return c.parties(&l.Refs)
	}
	return true
}

// consentFor reads whether consent is needed, and for what.
func (c *cursor) consentFor(l *model.Line) bool {
	forms := []string{"required", "written", "not-required"}
	t := c.peek()
	if t == nil || t.Kind == dsl.Comma {
		return c.missing("`required`, `written` or `not-required`")
	}
	if t.Text == "not" && c.wordAt(1) == "required" {
		at := c.terms[c.i].Span
		at.End = c.terms[c.i+1].Span.End
		return c.fail(diag.Diagnostic{
			Code: "unknown-word", Message: "`not required` is one word", At: diag.Label{Span: at}, Help: "write `not-required`",
			Fix: &diag.Fix{Edits: []diag.Edit{{Span: at, New: "not-required"}}, Safe: true},
		})
	}
	if !fits(t.Text, forms) {
		return c.unknownWord(t, "consent", forms)
	}
	l.Consent = t.Text
	c.i++
	if l.Consent == "written" {
		c.take("required")
	}
	if !c.take("for") {
		if c.peek() == nil || c.tailStarts() {
			return c.fail(diag.Diagnostic{
				Code: "missing-value", Message: "the line does not say what consent is for", At: diag.Label{Span: c.terms[c.i-1].Span},
				Help: "write `for` and what it is for, such as `for help` or `for sharing`",
			})
		}
		return c.missing("`for` and what it is for")
	}
	purposes := schema.VocabNamed("consent-purpose")
	return c.list("what consent is for, such as `sharing`", func(c *cursor) bool {
		t := c.peek()
		if t.Kind != dsl.Word || !purposes.Has(t.Text) {
			return c.unknownWord(t, "consent-purpose", purposes.Names())
		}
		return c.addWord(l, t)
	})
}

// parties reads who, in names and people words.
func (c *cursor) parties(to *[]model.Ref) bool {
	return c.list("the name of somebody", func(c *cursor) bool {
		ref, ok := c.party([]string{"role", "agency", "team", "group"})
		if ok {
			c.addTo(to, ref)
		}
		return ok
	})
}

// then reads `then NAME, …`.
func (c *cursor) then(l *model.Line, e *schema.Entry) bool {
	if !c.take("then") {
		return c.missing("`then` and what follows")
	}
	return c.list("the name of "+orList(articles(e.Kinds)), func(c *cursor) bool { return c.addRef(&l.To, e.Kinds) })
}

// moves reads `LEVEL, … to LEVEL, …`.
func (c *cursor) moves(l *model.Line, e *schema.Entry) bool {
	read := func(to *[]model.Ref) func(c *cursor) bool {
		return func(c *cursor) bool { return c.addRef(to, e.Kinds) }
	}
	if !c.list("the name of a level", read(&l.Refs)) {
		return false
	}
	if !c.take("to") {
		return c.missing("`to` and a level")
	}
	return c.list("the name of a level", read(&l.To))
}

// outcome reads `NAME "…" then NAME, …`.
func (c *cursor) outcome(l *model.Line, e *schema.Entry) bool {
	if !c.namedText(&l.Outcome) {
		return false
	}
	if c.word() == "then" {
		return c.then(l, e)
	}
	return true
}

// namedText reads a name of its own and words in quotation marks.
func (c *cursor) namedText(n *model.NamedText) bool {
	start := c.i
	t := c.peek()
	if t == nil || t.Kind == dsl.Comma {
		return c.missing("a name and words in quotation marks")
	}
	if t.Kind == dsl.String {
		return c.wrong("missing-name", "no name stands in front of the words", "write a name of its own, small letters and hyphens, in front")
	}
	if !isName(t.Text) {
		return c.notAName(t, nil)
	}
	n.Name = t.Text
	c.i++
	var ok bool
	n.Text, ok = c.text()
	n.Span = c.from(start)
	return ok
}

func (c *cursor) label(l *model.Line) bool {
	var n model.NamedText
	t := c.peek()
	if !c.namedText(&n) {
		return false
	}
	for _, other := range l.Labels[:min(len(l.Labels), manyEntries)] {
		if other.Name == n.Name {
			return c.fail(diag.Diagnostic{
				Code: "duplicate-name", Message: "the name " + tick(n.Name) + " is taken", At: diag.Label{Span: t.Span},
				Related: []diag.Label{{Span: other.Span, Text: "here it stands first"}}, Help: "give one of the two another name",
			})
		}
	}
	l.Labels = append(l.Labels, n)
	return true
}

// gap reads a checklist and rows of it.
func (c *cursor) gap() ([]model.RowRef, bool) {
	ref, ok := c.name([]string{"checklist"})
	if !ok {
		return nil, false
	}
	var rows []model.RowRef
	ok = c.list("a row, such as `7.4.c`", func(c *cursor) bool {
		t := c.peek()
		if t == nil || t.Kind != dsl.Word || !isRow(t.Text) {
			return c.missing("a row, such as `7.4.c`")
		}
		row := model.RowRef{Checklist: &ref, Row: t.Text, Span: t.Span}
		if ref.Thing != nil {
			row.Thing = c.child(ref.Thing, t.Text)
			if row.Thing == nil && !ref.Thing.Partial {
				c.unknownRow(t, ref.Thing)
			}
		}
		rows = append(rows, row)
		c.i++
		return true
	})
	return rows, ok
}

func (c *cursor) unknownRow(t *dsl.Term, list *model.Thing) {
	var names []string
	for _, q := range list.Children {
		names = append(names, q.Name)
	}
	d := diag.Diagnostic{
		Code: "unknown-name", Message: tick(list.Name) + " has no row " + tick(t.Text), At: diag.Label{Span: t.Span},
		Help: "look the row up with `concordat check`, which lists the rows",
	}
	c.offer(&d, t.Span, near(t.Text, names), names)
	c.note(d)
}

// allow reads `CODE because "…"`.
func (c *cursor) allow(l *model.Line) bool {
	var ok bool
	if l.Code, ok = c.codeWord(); !ok {
		return false
	}
	if c.word() != "because" {
		return c.missing("`because` and the reason")
	}
	return c.because(l)
}

// action reads `"…" by NAME until DATE`.
func (c *cursor) action(l *model.Line, e *schema.Entry) bool {
	text, ok := c.text()
	if !ok {
		return false
	}
	l.Texts = append(l.Texts, text)
	if c.take("by") {
		if !c.list("the name of "+orList(articles(e.Kinds)), func(c *cursor) bool { return c.addRef(&l.Refs, e.Kinds) }) {
			return false
		}
	}
	if c.take("until") {
		if l.Until, ok = c.date(); !ok {
			return false
		}
	}
	return true
}

// overseen reads `NAME, … every … "…"`.
func (c *cursor) overseen(l *model.Line, e *schema.Entry) bool {
	if !c.list("the name of "+orList(articles(e.Kinds)), func(c *cursor) bool {
		if c.isString() {
			return c.missing("the name of " + orList(articles(e.Kinds)))
		}
		ok := c.addRef(&l.Refs, e.Kinds)
		if ok && c.isString() {
			return true
		}
		return ok
	}) {
		return false
	}
	if c.timeStarts() {
		var ok bool
		if l.Times, ok = c.times(); !ok {
			return false
		}
	}
	if c.isString() {
		text, _ := c.text()
		l.Texts = append(l.Texts, text)
	}
	return true
}

// ages reads `5 to 17 years`.
func (c *cursor) ages(l *model.Line) bool {
	start := c.i
	var ok bool
	if l.Low, ok = c.wholeNumber(); !ok {
		return false
	}
	if !c.take("to") {
		return c.missing("`to` and the oldest age")
	}
	if l.High, ok = c.wholeNumber(); !ok {
		return false
	}
	if l.High < l.Low {
		return c.fail(diag.Diagnostic{
			Code: "wrong-value", Message: "the oldest age is under the youngest", At: diag.Label{Span: c.from(start)}, Help: "write the younger age first",
		})
	}
	l.Unit, ok = c.answerUnit("")
	return ok
}

// due reads `STEP DATE [TIME]`.
func (c *cursor) due(l *model.Line, e *schema.Entry) bool {
	return c.addRef(&l.Refs, e.Kinds) && c.dayOrMoment(l) && (!c.take("for") || c.parties(&l.To))
}

// dayOrMoment reads a day, and a time of day if one follows.
func (c *cursor) dayOrMoment(l *model.Line) bool {
	var ok bool
	if l.Date, ok = c.date(); !ok || !c.wholeDay(l.Date) {
		return false
	}
	if t := c.peek(); t != nil && t.Text != "for" {
		l.Clock, ok = c.timeOfDay()
	}
	return ok
}

// use reads which folders are used. Loading them is the compiler's business.
func (c *cursor) use(l *model.Line) bool {
	return c.list("the name of what ships with the compiler, or a folder in quotation marks", func(c *cursor) bool {
		t := c.peek()
		switch {
		case t.Kind == dsl.String:
			l.Texts = append(l.Texts, model.Text{Text: t.Text, Span: t.Span})
		case !isName(t.Text):
			if strings.ContainsAny(t.Text, "/.\\") {
				return c.unquoted()
			}
			return c.notAName(t, nil)
		default:
			l.Words = append(l.Words, model.Word{Name: t.Text, Span: t.Span})
		}
		c.i++
		return true
	})
}

// quiet reads the answer that gives least cause for concern.
func (c *cursor) quietAnswer() bool {
	a := c.b.thing.Answer
	v, ok := c.value(c.b.thing.Name, a)
	if ok && a != nil {
		a.Quiet = &v
		c.line.Words = []model.Word{{Name: v.Word, Span: v.Span}}
	}
	return ok
}
