package decide

import (
	"fmt"
	"strings"

	"concordat/compiler/logic"
)

// mostNotKnown is how many questions without an answer are named in short.
const mostNotKnown = 8

// theCase writes what the answer is about: what was answered, what gives no cause for
// concern, what is not known, and what the family said. What was done stands above.
func (t *textWriter) theCase() {
	a := t.a
	if a.engine == nil {
		return
	}
	t.head("The case")
	said, quiet, unknown := a.answered()
	if len(said)+len(quiet) == 0 {
		t.say(2, "Nothing has been answered.")
	}
	if len(said) > 0 {
		t.hang(2, "", sentence(strings.Join(said, "; ")))
	}
	if len(quiet) > 0 {
		t.hang(2, "No cause for concern: ", strings.Join(t.some(quiet, mostNotKnown), ", ")+".")
	}
	if len(unknown) > 0 {
		t.hang(2, fmt.Sprintf("Not known (%d): ", len(unknown)), strings.Join(t.some(unknown, mostNotKnown), ", ")+".")
	}
	text := map[string]string{"given": "it agreed", "refused": "it said no", "not-asked": "not asked yet"}[a.Case.Consent]
	switch {
	case a.ConsentTaken:
		text = "the example does not say; it is taken to have agreed"
	case text == "":
		text = "not known"
	}
	t.say(2, "What the family said when asked to agree: "+text+".")
}

// some returns the first texts of a list, and how many more there are.
func (t *textWriter) some(all []string, most int) []string {
	if t.full || len(all) <= most+1 {
		return all
	}
	return append(all[:most:most], fmt.Sprintf("and %d more", len(all)-most))
}

// answered says in words what the case answers, apart from what gives no cause for
// concern, and names the questions that may apply and have no answer.
func (a *Answer) answered() (said, quiet, unknown []string) {
	known := a.engine.caseOf(a.answers)
	for i, v := range a.engine.Logic.Vars {
		name, answer := spaced(v.Name), a.answers[i]
		switch v.Kind {
		case logic.Consent, logic.Referrer:
			continue
		case logic.Words:
			name = "“" + v.Name + "”"
		case logic.Reason, logic.Event:
			name = lowered([]string{strings.TrimSuffix(strings.TrimPrefix(a.engine.questionTitle(v), "Is it so that "), "?")})[0]
			name = strings.TrimPrefix(name, "Has this happened: ")
		}
		switch {
		case answer == logic.NotKnown:
			if v.Kind == logic.Question && (v.Applies == nil || logic.Eval(v.Applies, known) != logic.False) {
				unknown = append(unknown, name)
			}
		case answer == v.None():
		case int(answer) == v.Quiet && !v.Number():
			quiet = append(quiet, name)
		default:
			said = append(said, name+" "+answered(v, answer))
		}
	}
	return said, quiet, unknown
}
