package prove

import (
	"regexp"
	"strings"

	"concordat/compiler/logic"
	"concordat/compiler/model"
	"concordat/compiler/ruleset"
	"concordat/compiler/words"
)

// family tells the smallest case in words: "a family where the parent is 17 years
// old and the parent is pregnant".
func (p *prover) family(cells map[int32]int, reason node) string {
	asks := map[int32]bool{}
	p.d.asks(reason, asks)
	var said []string
	for _, at := range p.q.named(p.d, cells, reason, asks) {
		pl := &p.q.places[at]
		a := logic.Answer(pl.v.Quiet)
		if cell, ok := cells[at]; ok {
			a = pl.cells[cell].pick
		}
		said = append(said, p.statement(pl.v, a))
	}
	if len(said) == 0 {
		return "a family about which nothing gives cause for concern"
	}
	return "a family where " + words.Strings(said, "and")
}

// statement says one answer as documents do.
func (p *prover) statement(v *logic.Var, a logic.Answer) string {
	switch v.Kind {
	case logic.Consent:
		if v.Answers[a] == "refused" {
			return "the family refuses consent"
		}
		return "the family gives consent"
	case logic.Words:
		if a == 0 {
			return "it is not so that “" + v.Name + "”"
		}
		return "“" + v.Name + "” is so"
	case logic.Reason, logic.Event:
		op := model.Reason
		if v.Kind == logic.Event {
			op = model.EventIs
		}
		c := &model.Condition{Op: op, Words: v.Name}
		if v.Kind == logic.Event {
			c.Ref = &model.Ref{Name: v.Name, Event: v.Name}
		}
		if a == 0 {
			c = &model.Condition{Op: model.Not, Parts: []*model.Condition{c}}
		}
		return words.Condition(c).String()
	}
	q := p.question[v.Name]
	asked := &model.Thing{Kind: "question", Name: q.Name, Title: q.Title, Answer: &model.Answer{Kind: answerKinds[q.Kind], Unit: q.Unit, Low: q.Low, High: q.High}}
	value := model.Value{}
	if v.Number() {
		value.Number, value.Unit = v.Low+int(a), q.Unit
	} else {
		value.Word = v.Answers[a]
		if said, ok := how(q.Title, words.Value(value)); ok && q.Kind == "words" {
			return said
		}
	}
	said := words.Condition(&model.Condition{Op: model.Question, Ref: &model.Ref{Name: q.Name, Thing: asked}, Test: model.Is, Values: []model.Value{value}}).String()
	if v.Number() && q.Title != "" && (strings.HasPrefix(said, "it ") || strings.HasPrefix(said, strings.ReplaceAll(q.Name, "-", " ")+" is ")) {
		return "“" + q.Title + "” is answered " + words.Value(value)
	}
	return said
}

var (
	howOften = regexp.MustCompile(`^How often (is|are) (the \w+|there) (.+)\?$`)
	howMuch  = regexp.MustCompile(`^How \w+ (is|are) ((?:the|a) [\w ]+)\?$`)
)

// how turns a question and its answer into a clause, where the question has a shape
// that gives one: "How safe is the home?" and "dangerous" become "the home is
// dangerous".
func how(question, answer string) (string, bool) {
	if m := howOften.FindStringSubmatch(question); m != nil {
		return m[2] + " " + m[1] + " " + answer + " " + m[3], true
	}
	if m := howMuch.FindStringSubmatch(question); m != nil {
		return m[2] + " " + m[1] + " " + answer, true
	}
	return "", false
}

var answerKinds = map[string]model.AnswerKind{"yes-no": model.YesNo, "words": model.WordAnswers, "number": model.Numbers}

// called returns how a message calls a thing: by its title, or by its name where it
// has none.
func called(h *ruleset.Head) string {
	if h.Title == "" {
		return "`" + h.Name + "`"
	}
	return "“" + h.Title + "”"
}

// quoted lists names as a message has them.
func quoted(names []string, word string) string {
	marked := make([]string, len(names))
	for i, n := range names {
		marked[i] = "`" + n + "`"
	}
	return words.Strings(marked, word)
}

var weekdays = [...]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
