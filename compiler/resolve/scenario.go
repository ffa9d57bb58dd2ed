package resolve

import (
	"concordat/compiler/model"
	"concordat/dsl"
)

// given reads one answer of a scenario's family.
func (r *resolver) given(b *block, it *dsl.Item) {
	if it.Kind == dsl.ProseItem {
		r.readProse(b, it)
		return
	}
	c := &cursor{resolver: r, b: b, item: it, terms: it.Terms}
	g := model.Given{Span: it.Head}
	defer func() {
		c.finish()
		c.flush()
		if c.failed {
			b.partial()
			b.parent.partial()
			return
		}
		if s := b.parent.thing; s != nil && b.thing.Todo == nil {
			s.Given = append(s.Given, g)
		}
	}()
	if c.word() == "todo" {
		c.todo(&b.thing.Todo)
		return
	}
	if c.take("not") {
		g.Not = true
	}
	t := c.peek()
	switch {
	case t == nil || t.Kind == dsl.Comma:
		c.missing("the name of a question")
		return
	case t.Kind == dsl.String:
		cond := c.judgement(t)
		if cond != nil {
			g.Words = cond.Words
			g.Question = &model.Ref{Name: cond.Words, Span: t.Span}
			g.Values = []model.Value{{Word: "yes", Span: t.Span}}
		}
		return
	case t.Text == "consent":
		cond := c.consentIs()
		if cond != nil {
			g.Question = &model.Ref{Name: "consent", Span: t.Span}
			g.Values = cond.Values
			g.Not = g.Not != (cond.Test == model.IsNot)
		}
		return
	}
	if reserved[t.Text] {
		c.wrong("wrong-value", tick(t.Text)+" is not the name of a question", "write a question and its answer, one a line; what the agreement says of the family stands in `answer`")
		return
	}
	c.expects = "a family answers questions"
	ref, ok := c.name([]string{"question"})
	if !ok {
		return
	}
	g.Question = &ref
	cond := &model.Condition{}
	if !c.test(cond, ref.Thing) {
		return
	}
	if cond.Test != model.Is && cond.Test != model.IsNot {
		c.wrong("wrong-test", "an answer of a family is one that is known", "write `is` and the answer")
		return
	}
	g.Values = cond.Values
	g.Not = g.Not != (cond.Test == model.IsNot)
}
