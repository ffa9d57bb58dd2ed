package decide

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// Case is what is known about one child, or unborn child, and those who care for
// it. What it leaves out is not known, and never taken for a no.
type Case struct {
	From       string           `json:"from,omitempty" doc:"Who asks: the name of an agency or of a team; absent, nobody in particular."`
	At         string           `json:"at,omitempty" doc:"The moment of the decision, with its offset: 2026-12-24T16:50:00Z; absent, due times are not worked out."`
	Consent    string           `json:"consent,omitempty" enum:"given,refused,not-asked" doc:"What the family said when asked to agree; absent, not known."`
	Answers    map[string]Given `json:"answers,omitempty" doc:"The answer to each question, by its name."`
	Judgements map[string]Given `json:"judgements,omitempty" doc:"Whether a condition in words is so, in the judgement of whoever asks, by its words."`
	Reasons    map[string]Given `json:"reasons,omitempty" doc:"Whether a reason for not telling or not asking is there, by its name."`
	Events     map[string]Given `json:"events,omitempty" doc:"Whether something has happened that a rule makes its case, by its name."`
	// Done has the moment of each event or step that the case gives.
	Done map[string]string `json:"done,omitempty" doc:"When an event happened, or will, or a step was done, with its offset; by the name of the event, or of the pathway and the step with a dot between them."`
	// taken says that Consent was taken for given, where a worked example says nothing.
	taken bool
}

// Given is an answer as a case writes it: a word, yes or no, or a whole number; ?
// for not known, and - for a question that does not apply.
type Given string

// UnmarshalJSON reads a word, a whole number, true or false for yes and no, or
// null for not known.
func (g *Given) UnmarshalJSON(text []byte) error {
	switch s := string(text); {
	case s == "true":
		*g = "yes"
	case s == "false":
		*g = "no"
	case s == "null":
		*g = logic.UnknownText
	case s[0] == '"':
		var word string
		if err := json.Unmarshal(text, &word); err != nil {
			return err
		}
		*g = Given(word)
	case s[0] == '[' || s[0] == '{':
		return errors.New("it holds several values; give one")
	default:
		if _, err := strconv.Atoi(s); err != nil {
			return fmt.Errorf("%s is not a whole number", s)
		}
		*g = Given(s)
	}
	return nil
}

// MarshalJSON writes a number as one, and all else as a word.
func (g Given) MarshalJSON() ([]byte, error) {
	if n, err := strconv.Atoi(string(g)); err == nil && strconv.Itoa(n) == string(g) {
		return []byte(g), nil
	}
	return json.Marshal(string(g))
}

// MaxCase bounds what [ReadCase] reads, in bytes.
const MaxCase = 1 << 20

// ReadCase reads a case from JSON and refuses what it does not understand: the
// error names the thing and what is allowed. Whether the questions are those of a
// rule set is for [Engine.Encode] to say.
func ReadCase(text []byte) (*Case, error) {
	c, err := readCase(text)
	if err != nil {
		return nil, fmt.Errorf("read case: %w", err)
	}
	return c, nil
}

func readCase(text []byte) (*Case, error) {
	if len(text) > MaxCase {
		return nil, fmt.Errorf("it has %d bytes; %d is the most", len(text), MaxCase)
	}
	if len(bytes.TrimSpace(text)) == 0 {
		return nil, errors.New(`it is empty; {"answers": {}} is a case of which nothing is known`)
	}
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		return nil, ruleset.NotJSON(text, err)
	}
	all, err := fields(text, "the case")
	if err != nil {
		return nil, err
	}
	c := new(Case)
	for _, f := range all {
		switch f.key {
		case "from":
			err = f.text(&c.From)
		case "at":
			if err = f.text(&c.At); err == nil {
				c.At, err = momentWithOffset(c.At)
			}
		case "consent":
			if err = f.text(&c.Consent); err == nil && !slices.Contains(consentAnswers, c.Consent) {
				err = fmt.Errorf("%q is no answer; %s are allowed", c.Consent, strings.Join(consentAnswers, ", "))
			}
		case "answers":
			c.Answers, err = f.given()
		case "judgements":
			c.Judgements, err = f.given()
		case "reasons":
			c.Reasons, err = f.given()
		case "events":
			c.Events, err = f.given()
		case "done":
			c.Done, err = f.moments()
		default:
			return nil, fmt.Errorf("the case has %q, which is no part of one; from, at, consent, answers, judgements, reasons, events and done are allowed", f.key)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.key, err)
		}
	}
	return c, nil
}

var consentAnswers = []string{"given", "refused", "not-asked"}

// field is one member of an object.
type field struct {
	key string
	raw json.RawMessage
}

// fields returns the members of an object, in their order. A key that stands
// there twice is an error, since one of its values would go unread.
func fields(text []byte, what string) ([]field, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, fmt.Errorf("%s has to be an object in curly brackets", what)
	}
	var all []field
	seen := map[string]bool{}
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return nil, err
		}
		key, _ := t.(string)
		if seen[key] {
			return nil, fmt.Errorf("%q stands in %s twice; keep one of the two", key, what)
		}
		seen[key] = true
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return nil, err
		}
		all = append(all, field{key, raw})
	}
	return all, nil
}

func (f field) text(into *string) error {
	if len(f.raw) == 0 || f.raw[0] != '"' {
		return errors.New("it has to be text in quotation marks")
	}
	return json.Unmarshal(f.raw, into)
}

func (f field) given() (map[string]Given, error) {
	all, err := fields(f.raw, "it")
	if err != nil {
		return nil, err
	}
	m := make(map[string]Given, len(all))
	for _, x := range all {
		var g Given
		if err := g.UnmarshalJSON(bytes.TrimSpace(x.raw)); err != nil {
			return nil, fmt.Errorf("%q: %w", x.key, err)
		}
		m[x.key] = g
	}
	return m, nil
}

func (f field) moments() (map[string]string, error) {
	all, err := fields(f.raw, "it")
	if err != nil {
		return nil, err
	}
	m := make(map[string]string, len(all))
	for _, x := range all {
		var text string
		if err := x.text(&text); err != nil {
			return nil, fmt.Errorf("%q: %w", x.key, err)
		}
		if m[x.key], err = momentWithOffset(text); err != nil {
			return nil, fmt.Errorf("%q: %w", x.key, err)
		}
	}
	return m, nil
}

// Encode returns the answers of a case, one for each of Logic.Vars. The error
// names everything that the rule set does not ask, every answer that a question
// does not have, and every answer to a question that does not apply.
func (e *Engine) Encode(c *Case) ([]logic.Answer, error) {
	answers := make([]logic.Answer, len(e.Logic.Vars))
	for i := range answers {
		answers[i] = logic.NotKnown
	}
	var wrong []error
	give := func(kind logic.Kind, what string, given map[string]Given) {
		for _, name := range sortedKeys(given) {
			v := e.Logic.Var(kind, name)
			if v == nil {
				wrong = append(wrong, e.notAsked(kind, what, name))
				continue
			}
			a, ok := answer(v, string(given[name]))
			if !ok {
				wrong = append(wrong, fmt.Errorf("%s %q is answered %q; %s, and ? for not known", what, name, given[name], v.Allowed()))
				continue
			}
			answers[e.number[v]] = a
		}
	}
	give(logic.Question, "question", c.Answers)
	give(logic.Words, "judgement", c.Judgements)
	give(logic.Reason, "reason", c.Reasons)
	give(logic.Event, "event", c.Events)
	if c.Consent != "" {
		give(logic.Consent, "consent", map[string]Given{"": Given(c.Consent)})
	}
	if c.From != "" {
		agency := e.agencyOf(c.From)
		if agency == nil {
			wrong = append(wrong, fmt.Errorf("%q, from which it comes, is no agency or team of the agreement; %s", c.From, e.agencyNames(c.From)))
		} else if a, ok := answer(e.Logic.Var(logic.Referrer, ""), agency.Kind); ok {
			answers[e.number[e.Logic.Var(logic.Referrer, "")]] = a
		}
	}
	if len(wrong) == 0 {
		wrong = e.doesNotApply(answers)
	}
	if len(wrong) > 0 {
		return nil, fmt.Errorf("case: %w", errors.Join(wrong...))
	}
	return answers, nil
}

// doesNotApply finds answers to questions that certainly do not apply, and
// questions said not to apply that do.
func (e *Engine) doesNotApply(answers []logic.Answer) []error {
	var wrong []error
	known := e.caseOf(answers)
	for i, v := range e.Logic.Vars {
		a := answers[i]
		if a == logic.NotKnown || v.Kind != logic.Question {
			continue
		}
		applies := logic.True
		if v.Applies != nil {
			applies = logic.Eval(v.Applies, known)
		}
		q := e.questions[v.Name]
		switch {
		case a != v.None() && applies == logic.False:
			wrong = append(wrong, fmt.Errorf("question %q is answered %q, but by the other answers it does not apply: it is asked only when %s", v.Name, answerText(v, a), q.Applies.Text))
		case a == v.None() && v.Applies == nil:
			wrong = append(wrong, fmt.Errorf("question %q is said not to apply, but it always does; %s, and ? for not known", v.Name, v.Allowed()))
		case a == v.None() && applies == logic.True:
			wrong = append(wrong, fmt.Errorf("question %q is said not to apply, but by the other answers it does: it is asked when %s", v.Name, q.Applies.Text))
		}
	}
	return wrong
}

// caseOf gives answers to [logic.Eval]; no level is ruled out.
func (e *Engine) caseOf(answers []logic.Answer) logic.Case {
	levels := logic.NewSet(len(e.Logic.Levels) + 1)
	for i := range len(e.Logic.Levels) + 1 {
		levels.Add(i)
	}
	return logic.Case{Answer: func(v *logic.Var) logic.Answer { return answers[e.number[v]] }, Levels: levels}
}

// answer reads an answer to v.
func answer(v *logic.Var, text string) (logic.Answer, bool) {
	switch {
	case text == logic.UnknownText:
		return logic.NotKnown, true
	case text == logic.NoneText:
		return v.None(), v.Kind == logic.Question
	case v.Number():
		n, err := strconv.Atoi(text)
		return logic.Answer(n - v.Low), err == nil && strconv.Itoa(n) == text && n >= v.Low && n < v.Low+v.Count
	}
	i := slices.Index(v.Answers, text)
	return logic.Answer(i), i >= 0
}

// answerText writes an answer as a case does.
func answerText(v *logic.Var, a logic.Answer) string {
	switch {
	case a == logic.NotKnown:
		return logic.UnknownText
	case a == v.None():
		return logic.NoneText
	case v.Number():
		return strconv.Itoa(v.Low + int(a))
	}
	return v.Answers[a]
}

// ScenarioCase returns the case that a worked example describes. With `rest quiet`
// what it leaves out has the answer that gives least cause for concern, and the
// family agreed when it was asked, which the answer then says; else that is not
// known. Of an answer that may be one of several nothing is known.
func (e *Engine) ScenarioCase(s *ruleset.Scenario) (*Case, error) {
	c := CaseOf(nil, nil)
	c.From = s.From
	if s.At != "" {
		at, err := Moment(s.At)
		if err != nil {
			return nil, fmt.Errorf("scenario %s: %w", s.Name, err)
		}
		c.At = at
	}
	for _, h := range s.Happened {
		at, err := Moment(h.At)
		if err != nil {
			return nil, fmt.Errorf("scenario %s: %w", s.Name, err)
		}
		if c.Done == nil {
			c.Done = map[string]string{}
		}
		c.Done[h.Name] = at
	}
	said := map[*logic.Var]bool{}
	for i := range s.Family {
		x := e.Logic.Condition(&s.Family[i])
		if x.Op == logic.Unwritten || x.Op == logic.Always {
			continue // a question without answers, or with one only
		}
		if x.Op != logic.Answered {
			return nil, fmt.Errorf("scenario %s: %q is no answer to a question", s.Name, s.Family[i].Text)
		}
		said[x.Var] = true
		c.set(x.Var, single(x))
	}
	if s.Rest != "quiet" {
		return c, nil
	}
	answers, err := e.Encode(c)
	if err != nil {
		return nil, fmt.Errorf("scenario %s: %w", s.Name, err)
	}
	// Whether a question applies hangs on others, which may stand below it.
	for range e.Logic.Vars {
		changed := false
		for i, v := range e.Logic.Vars {
			if said[v] || v.Kind == logic.Referrer || answers[i] != logic.NotKnown {
				continue
			}
			a := logic.Answer(v.Quiet)
			if v.Applies != nil {
				switch logic.Eval(v.Applies, e.caseOf(answers)) {
				case logic.False:
					a = v.None()
				case logic.Unknown:
					continue
				}
			}
			answers[i], changed = a, true
			c.taken = c.taken || v.Kind == logic.Consent
			c.set(v, Given(answerText(v, a)))
		}
		if !changed {
			break
		}
	}
	return c, nil
}

// single is the one answer that a condition leaves.
func single(x *logic.Expr) Given {
	given := Given(logic.UnknownText)
	for i := range x.Var.Count {
		if !x.Set.Has(i) {
			continue
		}
		if given != logic.UnknownText {
			return logic.UnknownText
		}
		given = Given(answerText(x.Var, logic.Answer(i)))
	}
	return given
}

// CaseOf returns the case with these answers, one for each of vars, in which nobody
// in particular asks. What is not known is left out.
func CaseOf(vars []*logic.Var, answers []logic.Answer) *Case {
	c := &Case{Answers: map[string]Given{}, Judgements: map[string]Given{}, Reasons: map[string]Given{}, Events: map[string]Given{}}
	for i, v := range vars {
		if answers[i] != logic.NotKnown {
			c.set(v, Given(answerText(v, answers[i])))
		}
	}
	return c
}

// given returns what a case answers to v, "" if it says nothing.
func (c *Case) given(v *logic.Var) Given {
	switch v.Kind {
	case logic.Question:
		return c.Answers[v.Name]
	case logic.Words:
		return c.Judgements[v.Name]
	case logic.Reason:
		return c.Reasons[v.Name]
	case logic.Event:
		return c.Events[v.Name]
	case logic.Consent:
		return Given(c.Consent)
	}
	return ""
}

// set gives the answer to v.
func (c *Case) set(v *logic.Var, g Given) {
	switch v.Kind {
	case logic.Question:
		c.Answers[v.Name] = g
	case logic.Words:
		c.Judgements[v.Name] = g
	case logic.Reason:
		c.Reasons[v.Name] = g
	case logic.Event:
		c.Events[v.Name] = g
	case logic.Consent:
		if c.Consent = string(g); g == logic.UnknownText {
			c.Consent = ""
		}
	}
}
