package resolve

import (
	"strings"

	"concordat/compiler/model"
	"concordat/compiler/schema"
	"concordat/dsl"
	"concordat/dsl/diag"
)

// This file holds what may stand side by side in a duty, and what has to be joined
// by a word: a duty that has lost its `when` must not pass for another one.

// followsParty says whether t can be the object that follows the party which has
// just been read: `give parent safe-storage`.
func (c *cursor) followsParty(d *model.Duty, t *dsl.Term) bool {
	if len(d.Objects) > 0 || len(d.Parties) == 0 || t.Kind != dsl.Word {
		return false
	}
	thing := c.dutyThing(d, t.Text)
	return thing != nil && !fits(thing.Kind, partyKinds) ||
		thing == nil && (schema.VocabNamed("matter").Has(t.Text) || schema.VocabNamed("event").Has(t.Text))
}

// both are the verbs that take somebody and something side by side.
var both = map[string]bool{
	"ask": true, "challenge": true, "chase": true, "consult": true, "contact": true, "give": true, "offer": true, "send": true, "telephone": true,
	"tell": true, "update": true,
}

// takesBoth reports a name right behind that of a party which the verb does not
// take there, or which may be the case of a duty that has lost its `when`.
func (c *cursor) takesBoth(d *model.Duty, t *dsl.Term) bool {
	party := tick(c.terms[c.i-1].Text)
	if !both[d.Verb.Name] {
		return c.fail(diag.Diagnostic{
			Code: "loose-words", Message: "nothing joins " + tick(t.Text) + " to " + party, At: diag.Label{Span: t.Span},
			Help: "put a comma between the two, or one of `to`, `with`, `from` and `for`",
		})
	}
	return !c.lostCase(t)
}

// lostCase reports a name that may be the case of a duty which has lost its
// `when`: it can be a condition, and nothing but a reason stands behind it.
func (c *cursor) lostCase(t *dsl.Term) bool {
	possible := schema.VocabNamed("event").Has(t.Text)
	if thing := c.things[t.Text]; thing != nil {
		possible = fits(thing.Kind, []string{"question", "criterion", "event"})
	}
	if !possible || !c.caseMayEnd(c.i+1) {
		return false
	}
	c.fail(diag.Diagnostic{
		Code: "loose-words", Message: tick(t.Text) + " behind " + tick(c.terms[c.i-1].Text) + " can be the case of this duty, or what it is about", At: diag.Label{Span: t.Span},
		Help: "write " + tick("when "+t.Text) + " if it is the case; if not, use quotation marks, such as `\"about " + strings.ReplaceAll(t.Text, "-", " ") + "\"`",
	})
	return true
}

// caseMayEnd says whether term i is one that can follow a part of a case.
func (c *cursor) caseMayEnd(i int) bool {
	if i == len(c.terms) {
		return true
	}
	switch c.terms[i].Text {
	case "and", "or", "because":
		return c.terms[i].Kind == dsl.Word
	}
	return false
}

// goesOn reads words in quotation marks that go on from the name before them:
// `offer services to family "at an early stage"`. After whom a duty is done to
// they are what it is about instead: `tell mash "that a child was present"`.
func (c *cursor) goesOn(d *model.Duty, prep string) bool {
	var more **model.Text
	last := c.terms[c.i-1].Span.Start
	if n := len(d.Objects); n > 0 {
		switch o := &d.Objects[n-1]; {
		case o.Text != nil:
			return false
		case o.Ref != nil && o.Ref.Span.Start == last, o.Ref == nil && o.Word.Span.Start == last:
			more = &o.More
		}
	}
	if n := len(d.Parties); n > 0 && more == nil && prep != "" {
		more = &d.Parties[n-1].More
	}
	if more == nil {
		return false
	}
	if !c.joined(d, prep, c.peek()) {
		return true
	}
	text, _ := c.text()
	*more = &text
	return true
}

// behindThing says whether the value that has just been read is something and not
// somebody.
func (c *cursor) behindThing(d *model.Duty) bool {
	if len(d.Objects) == 0 {
		return false
	}
	o := &d.Objects[len(d.Objects)-1]
	last := c.terms[c.i-1].Span.Start
	return o.Ref != nil && o.Ref.Span.Start == last || o.Word.Name != "young-carers" && o.Word.Name != "wider-family" && o.Word.Span.Start == last
}

// unaided are the verbs that take nothing in quotation marks right behind them
// but how, where or until when.
var unaided = map[string]bool{"listen": true, "meet": true, "respond": true, "speak": true, "wait": true}

// joined says whether the text t goes on from what stands before it, and reports
// it if not: `telephone emergency "a child is in danger"` has lost its `when`, and
// must not pass for what the emergency service is told.
func (c *cursor) joined(d *model.Duty, prep string, t *dsl.Term) bool {
	if c.listed {
		return true
	}
	before := &c.terms[c.i-1]
	switch {
	case before.Kind == dsl.Comma || before.Text == "or" || dutyWord(before.Text):
		return true
	case before.Span.Start == d.Verb.Span.Start && unaided[d.Verb.Name]:
		if schema.Joins(t.Text) {
			return true
		}
	case before.Span.Start == d.Verb.Span.Start:
		if needs[d.Verb.Name] == "whom" && schema.Tells(t.Text) {
			c.i++
			return c.complete(&model.Duty{Verb: d.Verb})
		}
		return true
	case prep == "" && len(d.Objects) == 0 && schema.Tells(t.Text):
		return true
	case schema.Joins(t.Text) && (!schema.Relates(t.Text) || !c.behindThing(d)):
		return true
	}
	help := "begin them with a word that joins them to " + tick(before.Text) + ", such as `that`, `about` or `with`"
	if len(d.Objects) > 0 {
		help += ", or put a comma in front if they belong to a list"
	}
	if c.caseMayEnd(c.i + 1) {
		help = "write `when` in front if this is the case in which the duty holds, `because` if it is the reason; else " + help
	}
	return c.fail(diag.Diagnostic{
		Code: "loose-words", Message: "nothing joins these words to " + tick(before.Text), At: diag.Label{Span: t.Span}, Help: help,
	})
}
