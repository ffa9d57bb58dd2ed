package resolve

import (
	"concordat/compiler/model"
	"concordat/dsl"
	"concordat/dsl/diag"
)

// given reads one answer of a scenario's family.
func (r *resolver) given(b *block, it *dsl.Item) {
	if it.Kind == dsl.ProseItem {
		r.readProse(b, it)
		return
	}
	c := &cursor{resolver: r, b: b, item: it, terms: it.Terms}
	g := model.Given{Span: it.Head}
	if c.word() == "todo" {
		c.todo(&b.thing.Todo)
	} else {
		c.readGiven(&g)
	}
	c.finish()
	c.flush()
	s := b.parent.thing
	if c.failed {
		b.partial()
		b.parent.partial()
		return
	}
	if s == nil || g.Is == nil {
		return
	}
	for _, before := range s.Given {
		if before.Question.Name == g.Question.Name {
			r.report(b, diag.Diagnostic{
				Code: "repeated-line", Message: tick(g.Question.Name) + " is answered here twice", At: diag.Label{Span: g.Span},
				Related: []diag.Label{{Span: before.Span, Text: "the first answer"}}, Help: "keep one of the two; `or` between answers says that any one of them may be so",
			})
			return
		}
	}
	s.Given = append(s.Given, g)
}

// readGiven reads an answer: to a question, to an offer of help, or to a condition
// in words.
func (c *cursor) readGiven(g *model.Given) {
	g.Not = c.take("not")
	t := c.peek()
	var is *model.Condition
	switch {
	case t == nil || t.Kind == dsl.Comma:
		c.missing("the name of a question")
		return
	case t.Kind == dsl.String:
		if is = c.judgement(t); is == nil {
			return
		}
		g.Words = is.Words
		g.Question = &model.Ref{Name: is.Words, Span: t.Span}
		g.Values = []model.Value{{Word: "yes", Span: t.Span}}
	case t.Text == "consent":
		if is = c.consentIs(); is == nil {
			return
		}
		g.Question = &model.Ref{Name: "consent", Span: t.Span}
	case reserved[t.Text]:
		c.wrong("wrong-value", tick(t.Text)+" is not the name of a question", "write a question and its answer, one a line; what the agreement says of the family stands in `answer`")
		return
	default:
		c.expects = "a family answers questions"
		ref, ok := c.name([]string{"question"})
		if !ok {
			return
		}
		g.Question = &ref
		is = &model.Condition{Op: model.Question, Ref: g.Question}
		if !c.test(is, ref.Thing) {
			return
		}
		if is.Test != model.Is && is.Test != model.IsNot {
			c.wrong("wrong-test", "an answer of a family is one that is known", "write `is` and the answer")
			return
		}
		is.Span = c.from(0)
	}
	if g.Values == nil {
		g.Values = is.Values
	}
	if is.Test == model.IsNot {
		g.Not, is.Test = !g.Not, model.Is
	}
	if g.Is = is; g.Not {
		g.Is = &model.Condition{Op: model.Not, Parts: []*model.Condition{is}, Span: c.from(0)}
	}
}
