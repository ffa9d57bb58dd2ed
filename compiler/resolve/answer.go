package resolve

import (
	"fmt"

	"concordat/compiler/model"
	"concordat/compiler/schema"
	"concordat/dsl"
	"concordat/dsl/diag"
)

// test reads what follows the name of a question: nothing, or `is …`. Of a
// question whose answers are not known, any values will do.
func (c *cursor) test(cond *model.Condition, q *model.Thing) bool {
	var a *model.Answer
	if q != nil {
		a = q.Answer
	}
	name := c.terms[c.i-1].Text
	is := c.peek()
	if !c.take("is") {
		cond.Values = []model.Value{{Word: "yes"}}
		if a != nil && a.Kind != model.YesNo {
			c.i--
			d := diag.Diagnostic{Code: "wrong-test", Message: tick(name) + " is not a question of yes or no", At: diag.Label{Span: c.here()}}
			d.Help = "write `" + name + " is " + sampleTest(a) + "`"
			if w := c.wordAt(1); w != "" && answers(a, w) {
				d.Message = "`is` is missing between " + tick(name) + " and " + tick(w)
				at := c.terms[c.i+1].Span
				at.End = at.Start
				d.Help, d.Fix = "write `is`", &diag.Fix{Edits: []diag.Edit{{Span: at, New: "is "}}, Safe: true}
			}
			return c.fail(d)
		}
		return true
	}
	c.readTest(&cond.Test)
	if c.failed {
		return false
	}
	ordered := cond.Test != model.Is && cond.Test != model.IsNot
	if ordered && a != nil && a.Kind != model.Numbers {
		if a.Kind == model.YesNo || a.Risk == "" {
			help := "write `is`, with the answers that are meant and `or` between them"
			if a.Kind == model.WordAnswers {
				help += "; or give the question an order with `in rising risk`"
			}
			return c.fail(diag.Diagnostic{
				Code: "not-ordered", Message: "the answers of " + tick(name) + " have no order", At: diag.Label{Span: c.from(c.i - 1)},
				Related: []diag.Label{{Span: q.NameSpan, Text: "declared here"}}, Help: help,
			})
		}
		if cond.Test == model.Under || cond.Test == model.Over {
			want := map[model.Test]string{model.Under: "at most", model.Over: "at least"}[cond.Test]
			c.i--
			return c.wrong("wrong-test", tick(c.word())+" is for numbers", "write "+tick(want)+" and the last answer that is meant")
		}
	}
	cond.Values = nil
	for {
		v, ok := c.value(name, a)
		if !ok {
			return false
		}
		for _, other := range cond.Values {
			if other.Word == v.Word && other.Number == v.Number {
				c.standsTwice(v.Span, other.Span)
			}
		}
		cond.Values = append(cond.Values, v)
		if c.isComma() {
			s := c.peek().Span
			return c.fail(diag.Diagnostic{
				Code: "comma-in-condition", Message: "a comma stands in a condition", At: diag.Label{Span: s},
				Help: "write `or` between answers of which any one will do",
			})
		}
		if ordered || c.word() != "or" || !c.valueFollows(a) {
			break
		}
		c.i++
		c.anyValue = true
	}
	if is != nil && a != nil {
		return c.notEmpty(cond, a, name)
	}
	return true
}

// readTest reads `not`, `at least`, `at most`, `under` or `over`.
func (c *cursor) readTest(test *model.Test) {
	switch {
	case c.take("not"):
		*test = model.IsNot
		if w := c.word(); w == "at" || w == "under" || w == "over" {
			c.wrong("wrong-test", "`is not` cannot be followed by "+tick(w), "write the opposite: `under` for `not at least`, `over` for `not at most`")
		}
	case c.word() == "at":
		c.i++
		switch {
		case c.take("least"):
			*test = model.AtLeast
		case c.take("most"):
			*test = model.AtMost
		default:
			c.missing("`least` or `most`")
		}
	case c.take("under"), c.take("below"):
		*test = model.Under
	case c.take("over"), c.take("above"):
		*test = model.Over
	case c.word() == "less" || c.word() == "more" || c.word() == "greater":
		c.wrong("wrong-test", tick(c.word())+" is not a word of a condition", "write `under`, `over`, `at least` or `at most`")
	}
}

// valueFollows says whether the word after `or` is one more answer, and not a
// part of its own.
func (c *cursor) valueFollows(a *model.Answer) bool {
	w := c.wordAt(1)
	if w == "" || c.wordAt(2) == "is" {
		return false
	}
	if a == nil {
		t := c.things[w]
		return isNumber(w) || isName(w) && !joins(w) && (t == nil || t.Kind != "question" && t.Kind != "criterion") &&
			!schema.VocabNamed("no-tell-reason").Has(w)
	}
	if answers(a, w) {
		return true
	}
	if a.Kind == model.Numbers || isNumber(w) {
		return isNumber(w)
	}
	// A word that is nothing else either is more likely a misspelt answer.
	return c.things[w] == nil && !reserved[w] && meant(w, wordNames(a.Words)) != ""
}

func answers(a *model.Answer, w string) bool {
	if a.Kind == model.Numbers {
		return isNumber(w)
	}
	for _, x := range a.Words {
		if x.Name == w {
			return true
		}
	}
	return false
}

func wordNames(words []model.Word) []string {
	names := make([]string, len(words))
	for i, w := range words {
		names[i] = w.Name
	}
	return names
}

// value reads one answer to a question.
func (c *cursor) value(name string, a *model.Answer) (model.Value, bool) {
	t := c.peek()
	if t == nil || t.Kind == dsl.Comma {
		return model.Value{}, c.missing("an answer to " + tick(name))
	}
	start := c.i
	if t.Kind == dsl.String {
		return model.Value{}, c.wrong("wrong-value", "words in quotation marks stand where an answer should", "write one of the answers of "+tick(name))
	}
	if a == nil {
		c.i++
		v := model.Value{Word: t.Text, Span: t.Span}
		if isNumber(t.Text) {
			for plural, singular := range answerUnits {
				if c.word() == plural || c.word() == singular {
					c.i++
					break
				}
			}
		} else if joins(t.Text) {
			c.i--
			return v, c.missing("an answer")
		}
		return v, true
	}
	if a.Kind == model.Numbers {
		if t.Text == "between" || c.wordAt(1) == "to" {
			return model.Value{}, c.wrong("wrong-test", "a condition has no stretch of numbers", "write "+tick(name+" is at least … and "+name+" is at most …"))
		}
		n, ok := c.wholeNumber()
		if !ok {
			return model.Value{}, false
		}
		v := model.Value{Number: n, Unit: a.Unit}
		if c.word() != "or" || !isNumber(c.wordAt(1)) {
			if _, ok = c.answerUnit(a.Unit); !ok {
				return v, false
			}
		}
		v.Span = c.from(start)
		if n < a.Low || n > a.High {
			return v, c.fail(diag.Diagnostic{
				Code: "outside-domain", Message: fmt.Sprintf("%s is outside the answers of %s", tick(t.Text), tick(name)), At: diag.Label{Span: v.Span},
				Help: fmt.Sprintf("they run from %d to %d %s", a.Low, a.High, a.Unit),
			})
		}
		return v, true
	}
	if answers(a, t.Text) {
		c.i++
		return model.Value{Word: t.Text, Span: t.Span}, true
	}
	names := wordNames(a.Words)
	d := diag.Diagnostic{
		Code: "outside-domain", Message: tick(t.Text) + " is not an answer to " + tick(name), At: diag.Label{Span: t.Span},
		Help: "write " + orList(ticks(names)),
	}
	if joins(t.Text) {
		return model.Value{}, c.missing(orList(ticks(names)))
	}
	if w := meant(t.Text, names); w != "" {
		d.Fix = &diag.Fix{Edits: []diag.Edit{{Span: t.Span, New: w}}}
		d.Help = "write " + tick(w)
	}
	return model.Value{}, c.fail(d)
}

// sampleTest returns a test that a question could have.
func sampleTest(a *model.Answer) string {
	if a.Kind == model.Numbers {
		return fmt.Sprintf("at least %d %s", a.Low+1, a.Unit)
	}
	return a.Words[len(a.Words)-1].Name
}

// notEmpty reports a test that every answer passes, or none.
func (c *cursor) notEmpty(cond *model.Condition, a *model.Answer, name string) bool {
	n := size(a)
	pass := 0
	for i := range n {
		if passes(cond, a, i) {
			pass++
		}
	}
	if pass > 0 && pass < n {
		return true
	}
	what := "every answer passes this test"
	if pass == 0 {
		what = "no answer passes this test"
	}
	s := c.terms[c.i-1].Span
	return c.fail(diag.Diagnostic{
		Code: "empty-condition", Message: what, At: diag.Label{Span: s},
		Help: "the answers of " + tick(name) + " are " + domainWords(a) + "; ask for less than all of them, and more than none",
	})
}

func domainWords(a *model.Answer) string {
	if a.Kind == model.Numbers {
		return fmt.Sprintf("%d to %d %s", a.Low, a.High, a.Unit)
	}
	return andList(ticks(wordNames(a.Words)))
}

func size(a *model.Answer) int {
	if a.Kind == model.Numbers {
		return a.High - a.Low + 1
	}
	return len(a.Words)
}

// passes says whether the i-th answer of a domain passes a test.
func passes(cond *model.Condition, a *model.Answer, i int) bool {
	at := func(v model.Value) int {
		if a.Kind == model.Numbers {
			return v.Number - a.Low
		}
		for j, w := range a.Words {
			if w.Name == v.Word {
				return j
			}
		}
		return -1
	}
	first := at(cond.Values[0])
	switch cond.Test {
	case model.AtLeast:
		return i >= first
	case model.AtMost:
		return i <= first
	case model.Under:
		return i < first
	case model.Over:
		return i > first
	}
	in := false
	for _, v := range cond.Values {
		in = in || at(v) == i
	}
	return in == (cond.Test == model.Is)
}
