package resolve

import (
	"strings"

	"concordat/compiler/model"
	"concordat/compiler/schema"
	"concordat/dsl"
	"concordat/dsl/diag"
)

// selection reads `KIND [where …]`.
func (c *cursor) selection() *model.Query {
	start := c.i
	q := &model.Query{Form: model.AtLeastThings, N: 1}
	if !c.queryKind(q) {
		return nil
	}
	if !c.where(q, nil) {
		return nil
	}
	q.Span = c.from(start)
	return q
}

// need reads what a requirement needs.
func (c *cursor) need() *model.Query {
	start := c.i
	q := &model.Query{Form: model.AtLeastThings, N: 1}
	it := c.itSet()
	switch {
	case c.word() == "words" && len(c.terms) == c.i+1:
		c.i++
		q.Form = model.SomeWords
	case c.take("clean"):
		q.Form = model.CleanCodes
		if !c.list("the code of a finding", func(c *cursor) bool {
			w, ok := c.codeWord()
			if ok {
				q.Codes = append(q.Codes, w)
			}
			return ok
		}) {
			return nil
		}
	case c.word() == "it":
		if it == nil {
			c.noIt()
			return nil
		}
		c.i++
		q.Form = model.ItWhere
		if c.word() != "where" {
			c.missing("`where` and what has to be true of it")
			return nil
		}
		if !c.where(q, it) {
			return nil
		}
	default:
		if c.take("no") {
			q.Form = model.NoThings
		} else if c.takeAll("at", "least") {
			n, ok := c.wholeNumber()
			if !ok {
				return nil
			}
			q.N = n
		}
		if !c.queryKind(q) || !c.where(q, it) {
			return nil
		}
	}
	q.Span = c.from(start)
	return q
}

// noIt reports `it` where nothing is selected.
func (c *cursor) noIt() bool {
	if c.b.thing != nil && c.b.thing.Partial { // the line `each` may be the one that could not be read
		c.failed = true
		return false
	}
	return c.wrong("no-it-here", "nothing is called `it` here", "add a line `each`, which selects the things that `it` stands for")
}

// codeWord reads the code of a finding.
func (c *cursor) codeWord() (model.Word, bool) {
	t := c.peek()
	if t == nil || t.Kind != dsl.Word {
		return model.Word{}, c.missing("the code of a finding, as it stands in square brackets")
	}
	if !isName(t.Text) {
		return model.Word{}, c.notAName(t, nil)
	}
	c.i++
	return model.Word{Name: t.Text, Span: t.Span}, true
}

// queryKind reads the kind of thing that a query looks for.
func (c *cursor) queryKind(q *model.Query) bool {
	t := c.peek()
	if t == nil || t.Kind != dsl.Word {
		return c.missing("a kind of thing, such as `agency` or `role`")
	}
	if c.plainWord(t) {
		return false
	}
	if isNumber(t.Text) {
		return c.wrong("unknown-word", tick(t.Text)+" is not a kind of thing", "write `at least "+t.Text+"`, and the kind of thing")
	}
	if t.Text != schema.DutyKind && schema.KindNamed(t.Text) == nil {
		names := []string{schema.DutyKind}
		for i := range schema.Kinds {
			names = append(names, schema.Kinds[i].Name)
		}
		return c.unknownWord(t, "kind of thing", names)
	}
	q.Kind = t.Text
	c.i++
	return true
}

// where reads `where` and a filter, if they come next.
func (c *cursor) where(q *model.Query, it *schema.Set) bool {
	if !c.take("where") {
		return true
	}
	set := schema.Start(q.Kind)
	if q.Form == model.ItWhere {
		set = *it
	}
	q.Filter = c.filter(set, it)
	return q.Filter != nil
}

// itSet returns what `it` stands for in the requirement that the line stands in,
// or nil.
func (c *cursor) itSet() *schema.Set {
	if c.b.kindName() != "requirement" {
		return nil
	}
	for _, p := range c.b.parts {
		if p.entry == nil || p.entry.Keyword != "each" || len(p.item.Terms) < 2 {
			continue
		}
		kind := p.item.Terms[1].Text
		if kind != schema.DutyKind && schema.KindNamed(kind) == nil {
			return &schema.Set{} // reported there
		}
		set := schema.Start(kind)
		return &set
	}
	return nil
}

// filter reads a condition about things of a set.
func (c *cursor) filter(set schema.Set, it *schema.Set) *model.Condition {
	var part func(*cursor) *model.Condition
	part = func(c *cursor) *model.Condition {
		start := c.i
		if c.take("not") {
			if c.word() == "not" {
				c.wrong("wrong-value", "`not` stands here twice", "take one of the two out")
				return nil
			}
			inner := part(c)
			if inner == nil {
				return nil
			}
			return &model.Condition{Op: model.Not, Parts: []*model.Condition{inner}, Span: c.from(start)}
		}
		if cond, found := c.group(part); found {
			return cond
		}
		return c.filterPart(set, it)
	}
	return c.combine(part)
}

func (c *cursor) filterPart(set schema.Set, it *schema.Set) *model.Condition {
	start := c.i
	t := c.peek()
	if t == nil || t.Kind == dsl.Comma {
		c.missing("what has to be true, such as `kind is treatment`")
		return nil
	}
	if t.Kind == dsl.String {
		c.wrong("wrong-value", "a query cannot ask for a judgement in words", "ask a person with a line `asks`")
		return nil
	}
	cond := &model.Condition{}
	if c.take("has") {
		return c.hasPart(cond, set, it, start)
	}
	next, ok := c.path(cond, set)
	if !ok {
		return nil
	}
	switch {
	case c.word() == "is":
		is := c.peek()
		c.i++
		cond.Op = model.PathIs
		c.readTest(&cond.Test)
		if c.failed {
			return nil
		}
		if cond.Test == model.Under || cond.Test == model.Over {
			c.i--
			c.wrong("wrong-test", tick(c.word())+" is for answers to questions", "write `at least` or `at most`")
			return nil
		}
		if next.Many && (cond.Test == model.Is || cond.Test == model.IsNot) {
			c.fail(diag.Diagnostic{
				Code: "wrong-test", Message: tick(strings.Join(cond.Path, ".")) + " can hold several values; `is` is for one", At: diag.Label{Span: is.Span},
				Help: "write `includes`", Fix: includesFix(is, cond.Test),
			})
			return nil
		}
	case c.word() == "includes":
		if !next.Many {
			at := c.here()
			c.fail(diag.Diagnostic{
				Code: "wrong-test", Message: tick(strings.Join(cond.Path, ".")) + " holds one value; `includes` is for several", At: diag.Label{Span: at},
				Help: "write `is`", Fix: &diag.Fix{Edits: []diag.Edit{{Span: at, New: "is"}}, Safe: true},
			})
			return nil
		}
		c.i++
		cond.Op = model.PathIncludes
	default:
		test := "is"
		if next.Many {
			test = "includes"
		}
		c.missing(tick(test) + " and a value")
		return nil
	}
	if !c.filterValues(cond, next, it) {
		return nil
	}
	cond.Span = c.from(start)
	return cond
}

func includesFix(is *dsl.Term, test model.Test) *diag.Fix {
	if test != model.Is {
		return nil
	}
	return &diag.Fix{Edits: []diag.Edit{{Span: is.Span, New: "includes"}}, Safe: true}
}

// hasPart reads `has PATH [where …]`.
func (c *cursor) hasPart(cond *model.Condition, set schema.Set, it *schema.Set, start int) *model.Condition {
	cond.Op = model.HasPath
	next, ok := c.path(cond, set)
	if !ok {
		return nil
	}
	if c.take("where") {
		cond.Op = model.HasThing
		cond.Query = &model.Query{Form: model.AtLeastThings, N: 1}
		if len(next.Kinds) == 1 {
			cond.Query.Kind = next.Kinds[0]
		}
		next.Many = false // the filter looks at each of them
		if cond.Query.Filter = c.filter(next, it); cond.Query.Filter == nil {
			return nil
		}
		cond.Query.Span = c.from(start)
	}
	cond.Span = c.from(start)
	return cond
}

// path reads keywords joined by dots, and says what they lead to.
func (c *cursor) path(cond *model.Condition, set schema.Set) (schema.Set, bool) {
	t := c.peek()
	if t == nil || t.Kind != dsl.Word {
		return set, c.missing("a keyword, such as `kind`")
	}
	cond.Path = strings.Split(t.Text, ".")
	lenient := len(set.Kinds) == 0 && len(set.Vocabs) == 0 && set.Scalar == 0
	offset := 0
	for _, step := range cond.Path {
		if lenient {
			break
		}
		next, ok := set.Step(step)
		if !ok {
			at := t.Span
			at.Start += offset
			at.End = at.Start + len(step)
			if !c.failed && !c.silent() {
				c.unknownStep(c.b, at, step, set)
			}
			c.failed = true
			return set, false
		}
		set = next
		offset += len(step) + 1
	}
	c.i++
	if lenient {
		set.Many = c.word() == "includes"
	}
	return set, true
}

// unknownStep reports a word of a path that leads nowhere.
func (r *resolver) unknownStep(b *block, at diag.Span, step string, set schema.Set) {
	steps := set.Steps()
	d := diag.Diagnostic{Code: "unknown-step", Message: tick(step) + " leads nowhere from here", At: diag.Label{Span: at}}
	if len(set.Kinds) == 1 {
		d.Message = article(set.Kinds[0]) + " has no line " + tick(step)
	}
	w := meant(step, steps)
	switch similar := near(step, steps); {
	case w != "":
		d.Help = "write " + tick(w)
		d.Fix = &diag.Fix{Edits: []diag.Edit{{Span: at, New: w}}}
	case len(similar) > 0:
		d.Help = "write " + orList(ticks(similar))
	case len(steps) == 0:
		d.Help = "end the path before it"
	default:
		d.Help = "write one of " + strings.Join(ticks(steps[:min(8, len(steps))]), ", ")
	}
	r.report(b, d)
}

// filterValues reads the values of a filter: `or` between values of which any
// one will do.
func (c *cursor) filterValues(cond *model.Condition, set schema.Set, it *schema.Set) bool {
	for {
		v, ok := c.filterValue(cond, set, it)
		if !ok {
			return false
		}
		cond.Values = append(cond.Values, v)
		if c.isComma() {
			return c.wrong("comma-in-condition", "a comma stands in a condition", "write `or` between values of which any one will do, or `and` and the path again")
		}
		if c.word() != "or" || c.wordAt(1) == "has" || c.wordAt(1) == "not" || c.wordAt(2) == "is" || c.wordAt(2) == "includes" {
			return true
		}
		c.i++
		c.anyValue = true
	}
}

func (c *cursor) filterValue(cond *model.Condition, set schema.Set, it *schema.Set) (model.Value, bool) {
	t := c.peek()
	if t == nil || t.Kind == dsl.Comma {
		return model.Value{}, c.missing("a value")
	}
	start := c.i
	if t.Kind == dsl.String {
		if set.Scalar&schema.TextValue == 0 {
			return model.Value{}, c.wrong("wrong-value", "words in quotation marks stand where a word or a name should", "write the word without quotation marks")
		}
		c.i++
		return model.Value{Word: t.Text, Span: t.Span}, true
	}
	if isNumber(t.Text) {
		return c.filterNumber(set, start)
	}
	if cond.Test == model.AtLeast || cond.Test == model.AtMost {
		if !fits("level", set.Kinds) {
			return model.Value{}, c.missing("a number")
		}
	}
	v := model.Value{Word: t.Text, Span: t.Span}
	if t.Text == "it" {
		if it == nil {
			return v, c.noIt()
		}
		c.i++
		return v, true
	}
	var words []string
	for _, name := range set.Vocabs {
		vocab := schema.VocabNamed(name)
		if vocab.Has(t.Text) {
			c.i++
			return v, true
		}
		words = append(words, vocab.Names()...)
	}
	if len(set.Kinds) > 0 {
		thing, _ := c.lookup(c.b, t.Text, set.Kinds)
		if thing != nil && fits(thing.Kind, set.Kinds) {
			c.i++
			return v, true
		}
		if !isPath(t.Text) || reserved[t.Text] {
			return v, c.missing("a value")
		}
		if thing != nil {
			return v, c.wrongKind(t, thing, set.Kinds)
		}
		if w := meant(t.Text, words); w != "" {
			return v, c.unknownWord(t, strings.Join(cond.Path, "."), words)
		}
		c.i++
		c.unknown = append(c.unknown, unknownUse{t.Span, t.Text, set.Kinds})
		return v, true
	}
	if len(set.Vocabs) > 0 {
		return v, c.unknownWord(t, set.Vocabs[0], words)
	}
	if set.Scalar&schema.DateValue != 0 {
		d, ok := c.date()
		return model.Value{Word: t.Text, Number: d.Year, Span: t.Span}, ok
	}
	if set.Scalar == 0 { // of an unknown set
		c.i++
		return v, true
	}
	return v, c.wrong("wrong-value", tick(t.Text)+" does not fit here", "write the value in quotation marks, or `has` and the path to ask whether there is any")
}

// filterNumber reads a number, a rank, a duration or a year.
func (c *cursor) filterNumber(set schema.Set, start int) (model.Value, bool) {
	n, ok := c.wholeNumber()
	if !ok {
		return model.Value{}, false
	}
	v := model.Value{Number: n, Span: c.from(start)}
	if set.Scalar&schema.DurationValue != 0 {
		v.Unit, ok = c.unit(n)
		v.Span = c.from(start)
	} else if set.Scalar&(schema.NumberValue|schema.DateValue) == 0 && (set.Scalar != 0 || len(set.Vocabs) > 0 || len(set.Kinds) > 0) {
		c.i--
		return v, c.wrong("wrong-value", "a number does not fit here", "write a word, a name, or a text in quotation marks")
	}
	return v, ok
}
