package decide

import (
	"fmt"
	"io"
	"strings"

	"concordat/compiler/logic"
)

// WriteQuestions lists everything that the rule set asks of a case: its name in
// the case, the question, and the answers that are allowed.
func (e *Engine) WriteQuestions(w io.Writer) error {
	t := &textWriter{}
	parts := []struct {
		kind  logic.Kind
		title string
	}{
		{logic.Question, "answers"}, {logic.Consent, "consent"}, {logic.Words, "judgements"}, {logic.Reason, "reasons"}, {logic.Event, "events"},
	}
	for n, part := range parts {
		first := true
		for _, v := range e.Logic.Vars {
			if v.Kind != part.kind {
				continue
			}
			if first {
				if n > 0 {
					t.say(0, "")
				}
				t.say(0, `In "`+part.title+`":`)
				first = false
			}
			e.writeQuestion(t, v)
		}
	}
	t.say(0, "")
	t.say(0, `In "from", the agency that asks:`)
	var names []string
	for i := range e.Rules.Agencies {
		names = append(names, e.Rules.Agencies[i].Name)
	}
	t.say(2, strings.Join(names, ", "))
	_, err := w.Write(t.b.Bytes())
	return err
}

func (e *Engine) writeQuestion(t *textWriter, v *logic.Var) {
	allowed := strings.Join(v.Answers, ", ")
	if v.Number() {
		allowed = strings.TrimSpace(fmt.Sprintf("%d to %d %s", v.Low, v.Low+v.Count-1, v.Unit))
	}
	if v.Kind == logic.Consent {
		t.hang(2, "", e.questionTitle(v)+" "+allowed)
		return
	}
	t.say(2, v.Name)
	lines := []string{e.questionTitle(v)}
	if v.Kind == logic.Words {
		lines = nil // its name is what is asked
	}
	for _, l := range append(lines, allowed) {
		t.say(4, l)
	}
	if q := e.questions[v.Name]; q != nil && v.Kind == logic.Question && q.Applies != nil {
		t.say(4, "only when "+q.Applies.Text)
	}
}
