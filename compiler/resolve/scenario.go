package resolve

import (
	"concordat/compiler/model"
	"concordat/compiler/schema"
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
	case c.happens(t.Text):
		if is = c.named(t); is == nil {
			return
		}
		g.Question = &model.Ref{Name: t.Text, Span: t.Span}
		if is.Ref != nil {
			g.Question = is.Ref
		}
		g.Values = []model.Value{{Word: "yes", Span: t.Span}}
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

// happens says that a word is a reason for not telling somebody, or an event:
// what a family may be said to have without a question being asked.
func (c *cursor) happens(word string) bool {
	if t := c.things[word]; t != nil {
		return t.Kind == "event"
	}
	return schema.VocabNamed("no-tell-reason").Has(word) || schema.VocabNamed("event").Has(word)
}

// happened reads an event or a step, and when it happens.
func (c *cursor) happened(l *model.Line, e *schema.Entry) bool {
	if t := c.peek(); t != nil && t.Kind == dsl.Word && c.things[t.Text] == nil && schema.VocabNamed("event").Has(t.Text) {
		c.i++
		l.Refs = append(l.Refs, model.Ref{Name: t.Text, Event: t.Text, Span: t.Span})
	} else if !c.addRef(&l.Refs, e.Kinds) {
		return false
	}
	return c.dayOrMoment(l)
}

// withWhom reads names, and those among whom they are meant.
func (c *cursor) withWhom(l *model.Line, e *schema.Entry) bool {
	if !c.refs(&l.Refs, e) {
		return false
	}
	return !c.take("with") || c.parties(&l.To)
}

// whoIn reads who, and in what.
func (c *cursor) whoIn(l *model.Line, e *schema.Entry) bool {
	if !c.parties(&l.To) {
		return false
	}
	if !c.take("in") {
		return c.missing("`in` and the name of " + orList(articles(e.Kinds)))
	}
	return c.refs(&l.Refs, e)
}

// consentIn reads a position on consent, and where it stands.
func (c *cursor) consentIn(l *model.Line, e *schema.Entry) bool {
	return c.consentFor(l) && (!c.take("in") || c.refs(&l.Refs, e))
}

// refs reads names of the kinds that the line takes.
func (c *cursor) refs(to *[]model.Ref, e *schema.Entry) bool {
	return c.list("the name of "+orList(articles(e.Kinds)), func(c *cursor) bool { return c.addRef(to, e.Kinds) })
}
