package resolve

import (
	"strconv"
	"strings"

	"concordat/compiler/schema"
	"concordat/dsl"
	"concordat/dsl/diag"
)

// This file answers what an author writes who writes plain English and does not
// yet know which words of it the language takes.

// unmarkedHelp says how the text of a section is written.
const unmarkedHelp = "put a line of `\"\"\"` above and below the text, and no marks around it"

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

// modality returns the words that begin a duty and say what one word or two at the
// start of a line say: `has to` is `must`. end is where those end.
func modality(it *dsl.Item) (means string, end int) {
	if it.Terms[0].Text == "cannot" {
		return "must not", it.Terms[0].Span.End
	}
	if len(it.Terms) < 3 || it.Terms[1].Kind != dsl.Word {
		return "", 0
	}
	end = it.Terms[1].Span.End
	switch it.Terms[0].Text + " " + it.Terms[1].Text {
	case "has to", "have to", "needs to", "need to", "is to", "are to":
		return "must", end
	case "ought to":
		return "should", end
	case "can not", "shall not", "will not":
		return "must not", end
	}
	return "", 0
}

// shortUnits are the units of time as they are shortened.
var shortUnits = map[string]string{
	"h": "hour", "hr": "hour", "hrs": "hour", "d": "day", "dy": "day", "dys": "day", "w": "week", "wk": "week", "wks": "week", "mth": "month", "mths": "month",
	"mnth": "month", "mnths": "month", "mo": "month", "mos": "month", "y": "year", "yr": "year", "yrs": "year", "wd": "working day", "wds": "working day",
}

// written returns n of a unit as the language writes it, and the other way if
// there are two.
func written(n int, unit string) string {
	s := ""
	if n != 1 {
		s = "s"
	}
	number := strconv.Itoa(n) + " "
	if unit == "day" {
		return tick(number+"working day"+s) + " or " + tick(number+"calendar day"+s)
	}
	return tick(number + unit + s)
}

// glued reports a number and a unit without a space between, such as `24hrs`.
func (c *cursor) glued(t *dsl.Term) bool {
	digits := len(t.Text) - len(strings.TrimLeft(t.Text, "0123456789"))
	n, err := strconv.Atoi(t.Text[:digits])
	unit := shortUnits[strings.TrimPrefix(t.Text[digits:], "-")]
	if whole, _, ok := unitLike(strings.TrimPrefix(t.Text[digits:], "-")); ok {
		unit = whole
	}
	if err != nil || unit == "" {
		return false
	}
	c.replaceTime(t, "wrong-value", tick(t.Text)+" is no way to write a length of time", written(n, unit))
	return true
}

// shortUnit reports a shortened unit behind the number n, such as `24 hrs`.
func (c *cursor) shortUnit(t *dsl.Term, n int) bool {
	unit := shortUnits[t.Text]
	if unit == "" {
		return false
	}
	at := *t
	at.Span.Start = c.terms[c.i-1].Span.Start
	c.replaceTime(&at, "unknown-word", tick(t.Text)+" is not a unit of time", written(n, unit))
	return true
}

func (c *cursor) replaceTime(t *dsl.Term, code, message, with string) {
	d := diag.Diagnostic{Code: code, Message: message, At: diag.Label{Span: t.Span}, Help: "write " + with}
	if !strings.Contains(with, " or ") {
		d.Fix = &diag.Fix{Edits: []diag.Edit{{Span: t.Span, New: strings.Trim(with, "`")}}, Safe: true}
	}
	c.fail(d)
}

// byTime reports `by 5 working days`, whose first word has been read.
func (c *cursor) byTime() bool {
	if !isNumber(c.word()) && numberWords[c.word()] == 0 || !c.startsDuration(1) {
		return false
	}
	c.wrong("wrong-time", "`by` in a duty says the way, not the time", "write "+tick("within "+c.durationText()+" of …"))
	return true
}

// noLater reports `no later than 3 working days after admission`.
func (c *cursor) noLater() bool {
	if w := c.word(); w != "no" && w != "not" || c.wordAt(1) != "later" && c.wordAt(1) != "more" || c.wordAt(2) != "than" {
		return false
	}
	start := c.i
	c.i += 3
	help := "write `within 3 working days of …`"
	if c.startsDuration(0) {
		help = "write " + tick("within "+c.durationText()+" of …")
		n := 0
		for n < 4 && c.startsDuration(n) {
			n++
		}
		if w, from := c.wordAt(n), c.wordAt(n+1); (w == "after" || w == "of" || w == "from" || w == "following") && from != "" {
			help = "write " + tick("within "+c.durationText()+" of "+from)
		}
	}
	at := c.from(start)
	c.fail(diag.Diagnostic{Code: "wrong-time", Message: tick(at.Text()) + " is written `within`", At: diag.Label{Span: at}, Help: help})
	return true
}

// durationText returns the words of the length of time that stands next.
func (c *cursor) durationText() string {
	n := 1
	for n < 4 && !isNumber(c.wordAt(n)) && c.startsDuration(n) {
		n++
	}
	s := c.terms[c.i].Span
	s.End = c.terms[c.i+n-1].Span.End
	first, rest, _ := strings.Cut(s.Text(), " ")
	if number := numberWords[first]; number > 0 {
		return strconv.Itoa(number) + " " + rest
	}
	return s.Text()
}
