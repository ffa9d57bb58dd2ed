package resolve

import (
	"strings"

	"concordat/compiler/schema"
	"concordat/dsl"
	"concordat/dsl/diag"
)

// This file answers what an author writes who writes plain English and does not
// yet know which words of it the language takes.

// everybody are words for all who take part.
var everybody = map[string]bool{"all": true, "every": true, "each": true, "everyone": true, "everybody": true, "anyone": true, "anybody": true}

// plainWord reports an article, or a word for everybody, where a name should stand.
func (c *cursor) plainWord(t *dsl.Term) bool {
	if t.Kind != dsl.Word || c.things[t.Text] != nil || len(c.scoped[t.Text]) > 0 {
		return false
	}
	switch {
	case t.Text == "the" || t.Text == "a" || t.Text == "an":
		d := diag.Diagnostic{Code: "wrong-value", Message: "names stand without " + tick(t.Text), At: diag.Label{Span: t.Span}, Help: "take " + tick(t.Text) + " out"}
		if c.wordAt(1) != "" {
			cut := t.Span
			cut.End = c.terms[c.i+1].Span.Start
			d.Fix = &diag.Fix{Edits: []diag.Edit{{Span: cut}}, Safe: true}
		}
		c.fail(d)
		return true
	case everybody[t.Text] && !c.startsDuration(1):
		c.wrong("wrong-value", tick(t.Text)+" names nobody in particular", "write the names, with commas between them, or `any agency`")
		return true
	}
	return false
}

// startsDuration says whether a length of time, or its unit alone, stands n terms
// ahead.
func (c *cursor) startsDuration(n int) bool {
	w := c.wordAt(n)
	_, _, unit := unitLike(w)
	return unit || isNumber(w) || w == "working" || w == "calendar"
}

// adverbs are words that authors put between the modality and the verb, and what
// to do about them.
var adverbs = map[string]string{
	"never": "write `must not`", "always": "take it out: a duty without a case holds always", "also": "take it out", "then": "take it out", "only": "take it out",
	"first": "take it out; what comes first stands first", "normally": "write `should` in place of `must`, which allows exceptions",
	"usually": "write `should` in place of `must`, which allows exceptions", "ideally": "write `should` in place of `must`", "be": "write the verb, such as `tell` or `record`",
	"ensure": "write what is done, such as `check` or `record`, or put the whole duty in quotation marks", "to": "take it out",
}

// secondDuty reports a second verb on the line.
func (c *cursor) secondDuty(t *dsl.Term) bool {
	if t.Text != "and" || !schema.VocabNamed("verb").Has(c.wordAt(1)) || schema.VocabNamed("matter").Has(c.wordAt(1)) || c.things[c.wordAt(1)] != nil {
		return false
	}
	c.wrong("extra-words", "a second duty stands on the line", "write a line for each of the two duties")
	return true
}

// inEnglish helps with a word behind a duty that plain English would put there,
// and says whether it could.
func inEnglish(c *cursor, t *dsl.Term, d *diag.Diagnostic) bool {
	switch next := c.wordAt(1); t.Text {
	case "on", "upon", "during":
		if !schema.VocabNamed("event").Has(next) && (c.things[next] == nil || !fits(c.things[next].Kind, anchorKinds)) {
			return false
		}
		d.Message, d.Help = tick(t.Text)+" does not begin a time", "write "+tick("at "+next)
	case "except", "excluding":
		d.Message, d.Help = tick(t.Text)+" does not begin a case", "write `unless`, and the case in which the duty does not hold"
	case "only":
		d.Message, d.Help = "`only` is not needed", "take it out: a duty with a case holds in that case alone"
	case "but":
		d.Message, d.Help = "`but` does not join conditions", "write `and`"
	default:
		return false
	}
	return true
}

// conditionInWords reports a condition in plain English without quotation marks.
func (c *cursor) conditionInWords(t *dsl.Term) bool {
	switch t.Text {
	case "both":
		return c.wrong("wrong-value", "`both` is not needed", "take it out: `and` says that both have to be so")
	case "either":
		return c.wrong("wrong-value", "`either` is not needed", "take it out: `or` says that any one of them is enough")
	case "neither":
		return c.wrong("wrong-value", "`neither` is no word of a condition", "write `not` in front of each, and `and` between them")
	}
	if joins(t.Text) || t.Text == "by" || t.Text == "of" || !strings.Contains(c.rest(), " ") {
		return c.missing("a condition")
	}
	return c.unquoted()
}

// rest returns the text from the next term to the end of the line.
func (c *cursor) rest() string {
	s := c.here()
	s.End = c.terms[len(c.terms)-1].Span.End
	return s.Text()
}
