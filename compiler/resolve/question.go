package resolve

import (
	"fmt"
	"strconv"
	"strings"

	"concordat/compiler/model"
	"concordat/dsl"
	"concordat/dsl/diag"
)

// answerUnits are the units of a question that is answered with a number, each
// with its singular.
var answerUnits = map[string]string{"years": "year", "months": "month", "weeks": "week", "days": "day", "percent": "percent", "times": "time"}

const (
	maxAnswers = 12
	maxRange   = 999
)

// answer reads the domain of a question: `is yes or no`, `is a, b or c`, `is 0 to
// 40 weeks`, and the order of its answers.
func (c *cursor) answer(t *model.Thing) bool {
	if c.word() == "todo" {
		return true
	}
	if !c.take("is") {
		if t := c.peek(); t != nil && t.Kind == dsl.Word && !tailWord(t.Text) {
			at := t.Span
			at.End = at.Start
			return c.fail(diag.Diagnostic{
				Code: "missing-value", Message: "`is` is missing before the answers", At: diag.Label{Span: t.Span}, Help: "write `is`",
				Fix: &diag.Fix{Edits: []diag.Edit{{Span: at, New: "is "}}, Safe: true},
			})
		}
		return c.missing("`is` and the answers, such as `is yes or no`")
	}
	if c.word() == "todo" {
		return true
	}
	start := c.i
	a := &model.Answer{}
	if !c.domain(a) {
		return false
	}
	if c.take("in") {
		switch {
		case c.takeAll("rising", "risk"):
			a.Risk = "rising"
		case c.takeAll("falling", "risk"):
			a.Risk = "falling"
		default:
			return c.missing("`rising risk` or `falling risk`")
		}
	}
	a.Span = c.from(start)
	t.Answer = a
	return true
}

func (c *cursor) domain(a *model.Answer) bool {
	first := c.peek()
	if first == nil {
		return c.missing("the answers, such as `yes or no`")
	}
	if first.Kind == dsl.Word && isNumber(first.Text) {
		return c.numberDomain(a)
	}
	last := false // the word after `or` has been read
	for {
		w := c.peek()
		if w == nil || w.Kind == dsl.Comma {
			return c.missing("an answer")
		}
		if w.Kind == dsl.String {
			return c.wrong("wrong-value", "answers are words, not text in quotation marks", "write each answer as one word, with hyphens for spaces")
		}
		if low, high, ok := strings.Cut(w.Text, "-"); ok && isNumber(low) && isNumber(high) {
			return c.fail(diag.Diagnostic{
				Code: "wrong-value", Message: "a range of numbers is written with `to`", At: diag.Label{Span: w.Span}, Help: "write " + tick(low+" to "+high),
				Fix: &diag.Fix{Edits: []diag.Edit{{Span: w.Span, New: low + " to " + high}}, Safe: true},
			})
		}
		if !isName(w.Text) {
			return c.notAName(w, nil)
		}
		if joins(w.Text) {
			return c.missing("an answer")
		}
		for _, seen := range a.Words {
			if seen.Name == w.Text {
				return c.wrong("repeated-word", "the answer "+tick(w.Text)+" stands here twice", "take one of the two out")
			}
		}
		a.Words = append(a.Words, model.Word{Name: w.Text, Span: w.Span})
		c.i++
		if len(a.Words) > 10*maxAnswers {
			return c.enoughAnswers(a)
		}
		t := c.peek()
		switch {
		case last:
			return c.enoughAnswers(a)
		case c.take("or"):
			last = true
		case c.isComma():
			c.i++
		case t == nil || t.Text == "in" || t.Text == "when" || t.Text == "unless" || t.Text == "todo":
			return c.noLastAnswer(a)
		default:
			gap := c.terms[c.i-1].Span
			return c.fail(diag.Diagnostic{
				Code: "missing-comma", Message: "a comma or `or` is missing before " + tick(t.Span.Text()), At: diag.Label{Span: t.Span},
				Help: "put commas between the answers, and `or` before the last", Related: []diag.Label{{Span: gap}},
			})
		}
	}
}

// noLastAnswer mends a list of answers that has a comma where `or` belongs.
func (c *cursor) noLastAnswer(a *model.Answer) bool {
	n := len(a.Words)
	if n == 1 {
		return c.fail(diag.Diagnostic{
			Code: "one-answer", Message: "a question needs two answers or more", At: diag.Label{Span: a.Words[0].Span},
			Help: "write the others too, with `or` before the last",
		})
	}
	at := diag.Span{Source: a.Words[0].Span.Source, Start: a.Words[n-2].Span.End, End: a.Words[n-1].Span.Start}
	c.note(diag.Diagnostic{
		Code: "wrong-value", Message: "`or` is missing before the last answer", At: diag.Label{Span: a.Words[n-1].Span},
		Help: "write `or` in place of the last comma", Fix: &diag.Fix{Edits: []diag.Edit{{Span: at, New: " or "}}, Safe: true},
	})
	return c.enoughAnswers(a)
}

// joins says whether a word joins the parts of a condition, so that it cannot be
// an answer.
func joins(w string) bool {
	switch w {
	case "and", "or", "not", "is", "in", "at", "under", "over", "when", "unless", "because", "todo":
		return true
	}
	return false
}

func (c *cursor) enoughAnswers(a *model.Answer) bool {
	if len(a.Words) > maxAnswers {
		return c.fail(diag.Diagnostic{
			Code: "wrong-value", Message: fmt.Sprintf("%d answers are too many to compare; %d is the most", len(a.Words), maxAnswers),
			At: diag.Label{Span: a.Words[maxAnswers].Span}, Help: "group them, or ask two questions",
		})
	}
	for _, w := range a.Words {
		if w.Name == "unknown" || w.Name == "not-known" {
			return c.fail(diag.Diagnostic{
				Code: "wrong-value", Message: tick(w.Name) + " needs no answer of its own", At: diag.Label{Span: w.Span},
				Help: "take it out: any question can be unanswered",
			})
		}
	}
	a.Kind = model.WordAnswers
	if len(a.Words) == 2 {
		switch {
		case a.Words[0].Name == "yes" && a.Words[1].Name == "no":
			a.Words[0], a.Words[1] = a.Words[1], a.Words[0]
			a.Kind = model.YesNo
		case a.Words[0].Name == "no" && a.Words[1].Name == "yes":
			a.Kind = model.YesNo
		}
	}
	return true
}

func (c *cursor) numberDomain(a *model.Answer) bool {
	start := c.i
	a.Kind = model.Numbers
	var ok bool
	if a.Low, ok = c.wholeNumber(); !ok {
		return false
	}
	if !c.take("to") {
		return c.missing("`to` and the highest number")
	}
	if a.High, ok = c.wholeNumber(); !ok {
		return false
	}
	if a.High <= a.Low || a.High-a.Low > maxRange {
		s := c.from(start)
		help := "write the lower number first"
		if a.High > a.Low {
			help = fmt.Sprintf("let the highest be at most %d more than the lowest; a larger unit may help", maxRange)
		}
		return c.fail(diag.Diagnostic{Code: "wrong-value", Message: tick(s.Text()) + " cannot be the range of the answers", At: diag.Label{Span: s}, Help: help})
	}
	unit, ok := c.answerUnit("")
	a.Unit = unit
	return ok
}

// wholeNumber reads a number in digits.
func (c *cursor) wholeNumber() (int, bool) {
	t := c.peek()
	if t == nil || t.Kind != dsl.Word {
		return 0, c.missing("a number")
	}
	if !isNumber(t.Text) {
		if n, ok := numberWords[t.Text]; ok {
			return 0, c.fail(diag.Diagnostic{
				Code: "number-in-words", Message: "numbers are written in digits", At: diag.Label{Span: t.Span}, Help: "write " + tick(strconv.Itoa(n)),
				Fix: &diag.Fix{Edits: []diag.Edit{{Span: t.Span, New: strconv.Itoa(n)}}, Safe: true},
			})
		}
		return 0, c.wrong("wrong-value", tick(t.Text)+" is not a number", "write a whole number in digits")
	}
	n, err := strconv.Atoi(t.Text)
	if err != nil || n > 999999 {
		return 0, c.wrong("wrong-value", tick(t.Text)+" is too large", "write a number of at most six digits")
	}
	c.i++
	return n, true
}

var numberWords = map[string]int{
	"zero": 0, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30,
}

func isNumber(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// answerUnit reads the unit of an answer; want is the unit that the question
// has, or "".
func (c *cursor) answerUnit(want string) (string, bool) {
	t := c.peek()
	example := want
	if example == "" {
		example = "years"
	}
	if more := map[string]string{"more": "at least", "over": "at least", "older": "at least", "less": "at most", "under": "at most", "younger": "at most"}[c.wordAt(1)]; more != "" && c.word() == "or" {
		n := c.terms[c.i-1].Text
		return "", c.wrong("wrong-test", "`"+n+" or "+c.wordAt(1)+"` is written "+tick(more+" "+n), "write "+tick("is "+more+" "+n+" "+example))
	}
	if t == nil || t.Kind != dsl.Word || tailWord(t.Text) || t.Text == "in" || t.Text == "and" || t.Text == "or" {
		return "", c.fail(diag.Diagnostic{
			Code: "missing-unit", Message: "the number has no unit", At: diag.Label{Span: c.terms[c.i-1].Span},
			Help: "write what it counts, such as " + tick(c.terms[c.i-1].Text+" "+example),
		})
	}
	for plural, singular := range answerUnits {
		if t.Text != plural && t.Text != singular {
			continue
		}
		if want != "" && plural != want {
			return "", c.wrong("wrong-unit", "the question counts "+want+", not "+plural, "write the number in "+want)
		}
		c.i++
		return plural, true
	}
	return "", c.wrong("unknown-word", tick(t.Text)+" is not a unit of an answer", "write one of "+orList(ticks(sortedKeys(answerUnits))))
}
