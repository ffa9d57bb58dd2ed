package ruleset

import (
	"regexp"
	"strings"

	"concordat/compiler/logic"
	"concordat/compiler/model"
	"concordat/compiler/words"
)

// Said says one answer to one variable as a clause of a sentence about a family:
// "the parent is pregnant", "the youngest child is 3 years old".
func (l *Logic) Said(v *logic.Var, a logic.Answer) string {
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
		c := &model.Condition{Op: model.Reason, Words: v.Name}
		if v.Kind == logic.Event {
			c = &model.Condition{Op: model.EventIs, Words: v.Name, Ref: &model.Ref{Name: v.Name, Event: v.Name}}
		}
		if a == 0 {
			c = &model.Condition{Op: model.Not, Parts: []*model.Condition{c}}
		}
		return words.Condition(c).String()
	}
	q := l.questions[v.Name]
	if q == nil {
		return v.Name
	}
	asked := &model.Thing{Kind: "question", Name: q.Name, Title: q.Title, Answer: &model.Answer{Kind: answerKinds[q.Kind], Unit: q.Unit, Low: q.Low, High: q.High}}
	value := model.Value{}
	if v.Number() {
		value.Number, value.Unit = v.Low+int(a), q.Unit
	} else {
		value.Word = v.Answers[a]
		if said, ok := shaped(q.Title, words.Value(value)); ok && q.Kind == "words" {
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

// shaped turns a question and its answer into a clause, where the question has a
// shape that gives one: "How safe is the home?" and "dangerous" become "the home
// is dangerous".
func shaped(question, answer string) (string, bool) {
	if m := howOften.FindStringSubmatch(question); m != nil {
		return m[2] + " " + m[1] + " " + answer + " " + m[3], true
	}
	if m := howMuch.FindStringSubmatch(question); m != nil {
		return m[2] + " " + m[1] + " " + answer, true
	}
	return "", false
}

var answerKinds = map[string]model.AnswerKind{"yes-no": model.YesNo, "words": model.WordAnswers, "number": model.Numbers}
