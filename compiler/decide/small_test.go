package decide_test

import (
	"bytes"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"concordat/compiler/decide"
	"concordat/compiler/ruleset"
)

// small is an agreement about what northmoor does not have.
const small = `
protocol joint "Joint protocol" {
  area          "Northmoor"
  in-force      2026-04-01
  nothing-delays protect
  must          telephone line at once
  must          record decision
}
agency social-care "Social Care" {
  kind          childrens-social-care
  team line "The line" {
    phone         "01632 960100"
    open          Mon-Fri 09:00-17:00
  }
}
agency recovery "Recovery" {
  kind          treatment
}
role worker "Worker" {
  at            social-care
}
question danger "Is there danger?" is yes or no in rising risk
question use "How is alcohol used?" is none, hazardous or harmful in rising risk
question weeks "How many weeks pregnant?" is 0 to 42 weeks
level help "Help" {
  number        2
  consent       required for referral
  lead          worker
  if-refused    then to-line.again
}
level protect "Protection" {
  number        3
  consent       required for referral
  lead          worker
  if-refused    then to-line.again
}
criterion in-danger "Danger" {
  level         protect
  when          danger
}
criterion harmful-use "Harmful use" {
  level         help
  when          use is harmful
}
judgement unsure "When nobody is sure" {
  when          use is hazardous
  by            worker
  because       "families differ"
}
pathway to-line "To the line" {
  from          any agency
  to            line
  levels        help, protect
  accepted-when use is harmful
  step first "Call" {
    by            referrer
    must          telephone line within 2 hours of receipt
  }
  step again "Call again" {
    by            referrer
    must          telephone line within 1 working day of refusal
  }
}
`

func smallEngine(t testing.TB) *decide.Engine {
	t.Helper()
	e, err := decide.New(rules(t, small))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func given(pairs ...decide.Given) map[string]decide.Given {
	m := map[string]decide.Given{}
	for i := 0; i < len(pairs); i += 2 {
		m[string(pairs[i])] = pairs[i+1]
	}
	return m
}

func TestAnAgreementMayGiveNoLevel(t *testing.T) {
	e := smallEngine(t)
	for _, c := range []struct {
		answers map[string]decide.Given
		want    string
	}{
		{given("danger", "no", "use", "none"), "The agreement gives no level."},
		{given("danger", "no", "use", "hazardous"), "Left to a person: “When nobody is sure”. The Worker decides, because families differ"},
		{given("danger", "no"), "No level is certain yet."},
	} {
		a, err := e.Decide(&decide.Case{Answers: c.answers})
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := a.WriteText(&b, false); err != nil {
			t.Fatal(err)
		}
		if a.Level != nil || !strings.Contains(strings.Join(strings.Fields(b.String()), " "), c.want) {
			t.Errorf("%v: level %v\n%s", c.answers, a.Level, b.String())
		}
		if len(a.Pathways) > 0 && a.Certain {
			t.Errorf("a pathway of levels is open at none: %+v", a.Pathways)
		}
		if _, err := a.JSON(); err != nil {
			t.Error(err)
		}
	}
}

func TestNothingComesFirstWhereNoDangerIsLeft(t *testing.T) {
	e := smallEngine(t)
	for _, c := range []struct {
		danger decide.Given
		want   []decide.Standing
	}{{"no", nil}, {"yes", []decide.Standing{decide.Certain}}, {"?", []decide.Standing{decide.Certain}}} {
		a, err := e.Decide(&decide.Case{Answers: given("danger", c.danger, "use", "harmful")})
		if err != nil {
			t.Fatal(err)
		}
		var got []decide.Standing
		for _, f := range a.First {
			got = append(got, f.Standing)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("danger %s: %+v", c.danger, a.First)
		}
	}
}

func TestARefusalMattersOnlyWhereSomethingMayBeRefused(t *testing.T) {
	e := smallEngine(t)
	for danger, want := range map[decide.Given]int{"no": 1, "yes": 0} {
		a, err := e.Decide(&decide.Case{Consent: "refused", Answers: given("danger", danger, "use", "harmful")})
		if err != nil {
			t.Fatal(err)
		}
		if len(a.IfRefused) != want || (danger == "yes") != (len(a.Pathways) == 1) {
			t.Errorf("danger %s: %+v, pathways %d", danger, a.IfRefused, len(a.Pathways))
		}
	}
}

func TestWhatTheReceiverTakesIsSaid(t *testing.T) {
	e := smallEngine(t)
	for use, want := range map[decide.Given]string{"none": "no", "harmful": "certain", "?": "in-doubt"} {
		a, err := e.Decide(&decide.Case{Consent: "given", Answers: given("danger", "yes", "use", use)})
		if err != nil {
			t.Fatal(err)
		}
		if a.Pathways[0].Accepted != want {
			t.Errorf("use %s: %s", use, a.Pathways[0].Accepted)
		}
	}
}

func TestALeadIsCertainWhereOneRoleLeadsAtEveryPossibleLevel(t *testing.T) {
	e := smallEngine(t)
	a, err := e.Decide(&decide.Case{Answers: given("use", "harmful")})
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Leads) != 2 || a.Certain || a.Leads[0].Standing != decide.Certain || a.Leads[1].Standing != decide.Certain {
		t.Errorf("%+v", a.Leads)
	}
	a, err = e.Decide(&decide.Case{Answers: given("danger", "no")}) // no level, or help
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Leads) != 1 || a.Leads[0].Standing != decide.InDoubt {
		t.Errorf("%+v", a.Leads)
	}
	// At the lowest level of northmoor nobody leads.
	n := engine(t)
	c := &decide.Case{Answers: map[string]decide.Given{}}
	for _, q := range n.Rules.Questions {
		if q.Applies == nil && q.Name != "young-carer" {
			c.Answers[q.Name] = decide.Given(q.Quiet)
		}
	}
	if a, err = n.Decide(c); err != nil {
		t.Fatal(err)
	}
	if a.Certain || len(a.NotRuledOut) != 1 || len(a.Leads) != 1 || a.Leads[0].Standing != decide.InDoubt {
		t.Errorf("%+v, not ruled out %+v", a.Leads, a.NotRuledOut)
	}
}

func TestWhatBeginsSeveralAnswersIsNone(t *testing.T) {
	said, c := interview(t, smallEngine(t), &decide.Case{Answers: given("danger", "no")}, "ha", "haz")
	if !strings.Contains(said, "That is no answer. 1 none   2 hazardous   3 harmful") || c.Answers["use"] != "hazardous" {
		t.Errorf("%v\n%s", c.Answers, said)
	}
}

// TestWhatSomethingRestsOnIsEnough: of a criterion that is met, the answers that it
// is said to rest on are enough for it to be; of one in doubt, once those that it
// is said to miss are given, it is so no more.
func TestWhatSomethingRestsOnIsEnough(t *testing.T) {
	for name, r := range ruleSets(t) {
		e, err := decide.New(r)
		if err != nil {
			t.Fatal(err)
		}
		s := newSlow(e)
		random := rand.New(rand.NewSource(21))
		met, missed := 0, 0
		for n := range rounds(60) {
			full := s.full(random)
			part, _ := s.forget(random, full, 1)
			if n%2 == 0 {
				for _, in := range s.inputs {
					if random.Intn(2) == 0 {
						delete(part, in.key)
					}
				}
				for range 20 {
					for _, in := range s.inputs {
						if in.applies != nil && s.truth(in.applies, part, nil) == perhaps {
							delete(part, in.key)
						}
					}
				}
			}
			a, err := e.Decide(asCase(part, ""))
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range a.Criteria {
				again := known{}
				if c.Standing == decide.InDoubt {
					again = known{}
					for key, x := range part {
						again[key] = x
					}
				}
				for _, f := range c.Because {
					key := f.Kind + " " + f.Question
					if f.Kind == "consent" {
						key = f.Kind
					}
					if x, ok := full[key]; ok {
						again[key] = x
					}
				}
				tree := &s.criteria[c.Name].When.Tree
				if unclear(s, tree) {
					continue
				}
				switch got := s.truth(tree, again, nil); {
				case c.Standing == decide.Certain:
					met++
					if got != yes {
						t.Errorf("%s: %s is met by %v, and those alone make it %d", name, c.Name, c.Because, got)
					}
				case got == perhaps:
					t.Errorf("%s: %s is in doubt for want of %v, and with all of them it still is", name, c.Name, c.Because)
				default:
					missed++
				}
			}
			if t.Failed() {
				return
			}
		}
		if met < 25 || missed < 25 {
			t.Errorf("%s: only %d were met and %d in doubt", name, met, missed)
		}
	}
}

// unclear says that a tree has something that is still to be written.
func unclear(s *slow, p *ruleset.Part) bool {
	return p.Op == "to-be-written" || p.Op == "criterion" && unclear(s, &s.criteria[p.Name].When.Tree) || p.Op == "question" && s.questions[p.Name].Kind == "to-be-written" ||
		slices.ContainsFunc(p.Parts, func(q ruleset.Part) bool { return unclear(s, &q) })
}

func TestATimeThatHasPassedIsSaidToHave(t *testing.T) {
	e := engine(t)
	a, err := e.Decide(&decide.Case{From: "maternity", At: "2026-12-24T16:50:00Z", Answers: given("pregnant", "yes", "weeks-pregnant", "30", "harm-to-unborn", "likely")})
	if err != nil {
		t.Fatal(err)
	}
	p := a.Pathways[slices.IndexFunc(a.Pathways, func(p decide.Pathway) bool { return p.Name == "expecting" })]
	for _, s := range p.Steps {
		for _, d := range s.Duties {
			if want := s.Name == "refer-before-birth" || s.Name == "assess-before-birth" || strings.Contains(d.Times, "between 24 and 28 weeks"); d.Due != nil && d.Due.Passed != want {
				t.Errorf("%s %s: %+v", s.Name, d.Text, d.Due)
			}
		}
	}
}

func TestWhereTheCalendarEndsTimesAreInWords(t *testing.T) {
	a, err := engine(t).Decide(&decide.Case{From: "recovery", At: "2035-12-31T23:50:00Z", Answers: given("significant-harm", "likely")})
	if err != nil {
		t.Fatal(err)
	}
	p := a.Pathways[slices.IndexFunc(a.Pathways, func(p decide.Pathway) bool { return p.Name == "to-social-care" })]
	for _, s := range p.Steps {
		for _, d := range s.Duties {
			if d.Due != nil && d.Due.At != "" {
				t.Errorf("%s is due %s", d.Text, d.Due.Text)
			}
		}
	}
}
