package decide_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"concordat/compiler/clock"
	"concordat/compiler/decide"
	"concordat/compiler/ruleset"
)

// refusals is an agreement in which several things follow a refusal, across its
// pathways.
const refusals = `
protocol joint "Joint protocol" {
  area          "Northmoor"
  in-force      2026-04-01
  calendar      england
  nothing-delays protect
}
agency social-care "Social Care" {
  kind          childrens-social-care
  team line "The line" {
    phone         "01632 960100"
    open          Mon-Fri 09:00-17:00
    gives         referral
  }
}
agency recovery "Recovery" {
  kind          treatment
  must          record concern within 2 working days of first-contact
  must          tell worker attendance when use is harmful
  should        offer advice to parent
}
agency police "Police" {
  kind          police
}
role worker "Worker" {
  at            line
  must          review plan within 5 working days of refusal
}
role practitioner "Practitioner" {
  at            any agency
  must          keep records when danger
}
question danger "Is there danger?" is yes or no in rising risk
question use "How is alcohol used?" is none, hazardous or harmful in rising risk
question debts "Are there debts?" is yes or no in rising risk
level everybody "Everybody" {
  number        1
  otherwise
}
level help "Help" {
  number        2
  consent       required for referral
  lead          worker
  if-refused    then to-help.refused
}
level more "More help" {
  number        3
  consent       required for referral
  lead          worker
  if-refused    then keep-open
}
level protect "Protection" {
  number        4
  consent       not-required for referral
  lead          worker
  if-refused    then to-help.refused
}
criterion in-danger "Danger" {
  level         protect
  when          danger
}
criterion harmful-use "Harmful use" {
  level         help
  when          use is hazardous
}
criterion worse "Worse" {
  level         more
  when          use is harmful
}
meeting talk "Talk it over" {
  chair         worker
  held          within 3 working days of refusal
  must          record decision
}
pathway to-help "Referral to help" {
  from          recovery, police
  to            line
  levels        help, more
  step ask "Ask" {
    by            referrer
    must          ask family for consent
    outcome       agreed "It agrees" then send
    outcome       no "It says no" then refused
  }
  step send "Send it" {
    by            referrer
    must          send concern to line within 2 working days of ask
  }
  step refused "When it says no" {
    by            referrer
    must          tell worker refusal at once
    must          record refusal within 1 working day of refusal
    outcome       worse "The worry grows" then to-protection
    outcome       money "Money is the trouble" then talk when debts
    outcome       fine "The child is safe" then keep-open.second-look
  }
}
pathway keep-open "Keep the door open" {
  from          recovery
  to            line
  levels        everybody
  step visit "Visit" {
    by            referrer
    must          visit family within 5 working days of receipt
  }
  step call "Call" {
    by            worker
    must          telephone family within 2 working days of visit
  }
  step second-look "Look again" {
    by            worker
    must          review concern at once
    must          tell referrer outcome within 10 working days of to-help.refused
    outcome       agrees "It agrees now" then to-help.send
    if-late       then chase
  }
  step chase "Chase" {
    by            referrer
    must          telephone line within 1 working day of second-look
  }
}
pathway to-protection "Into protection" {
  from          any agency
  to            line
  levels        protect
  step think "Think" {
    by            referrer
    should        consider concern
  }
  step ring "Ring" {
    by            referrer
    must          telephone line at once
  }
  step after "After that" {
    by            worker
    must          record decision within 1 working day of ring
  }
}
`

func refusalEngine(t testing.TB) *decide.Engine {
	t.Helper()
	e, err := decide.New(rules(t, refusals))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func decided(t testing.TB, e *decide.Engine, c *decide.Case) *decide.Answer {
	t.Helper()
	a, err := e.Decide(c)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.JSON(); err != nil {
		t.Fatal(err)
	}
	return a
}

func text(t testing.TB, a *decide.Answer) string {
	t.Helper()
	var b bytes.Buffer
	if err := a.WriteText(&b, false); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// follows says what follows a refusal: each step with what leads there, who does it
// and when each of its duties is due.
func follows(a *decide.Answer) string {
	var b strings.Builder
	for _, x := range a.AfterRefusal {
		fmt.Fprintf(&b, "%s (%s)", x.Path, x.After)
		if x.Step.Standing == decide.InDoubt {
			fmt.Fprintf(&b, " in doubt at %s", strings.Join(x.Levels, ", "))
		}
		if x.Rejoins {
			b.WriteString(" rejoins")
		}
		for _, w := range x.Step.Who {
			b.WriteString(" " + w.Title)
			if w.You {
				b.WriteString(" (you)")
			}
		}
		if x.Kind == "meeting" && x.Step.Due != nil {
			b.WriteString(" " + x.Step.Due.Text)
		}
		for _, d := range x.Step.Duties {
			fmt.Fprintf(&b, "\n  %s", d.Short)
			if d.Due != nil {
				fmt.Fprintf(&b, ": %s", d.Due.Text)
				if d.Due.At != "" {
					b.WriteString(" " + d.Due.At)
				}
				for _, n := range d.Due.Needs {
					b.WriteString(" needs " + n)
				}
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestWhatFollowsARefusal(t *testing.T) {
	e := refusalEngine(t)
	at := "2026-11-13T17:00:00Z" // a Friday
	said := map[string]string{"refusal": "2026-11-12T11:00:00Z"}
	for _, c := range []struct {
		name string
		with decide.Case
		want string
	}{
		{"as far as it goes, in another pathway too", decide.Case{From: "recovery", At: at, Consent: "refused", Done: said, Answers: given("use", "hazardous", "danger", "no", "debts", "no")}, `
to-help.refused (now that the family said no) the referrer (you)
  tell the Worker about the refusal: at once 2026-11-12T11:00:00Z
  record the refusal: by the end of Friday 13 November 2026 2026-11-14T00:00:00Z
keep-open.second-look (after “The child is safe”) the Worker
  review the concern: at once 2026-11-14T00:00:00Z
  tell the referrer about the outcome: by the end of Friday 27 November 2026 2026-11-28T00:00:00Z
keep-open.chase (if “Look again” is late) the referrer (you)
  telephone the line: by the end of Monday 30 November 2026 2026-12-01T00:00:00Z
to-protection.think (after “The worry grows”) rejoins the referrer (you)
  consider the concern
to-protection.ring (after “The worry grows”) rejoins the referrer (you)
  telephone the line: at once
to-help.send (after “It agrees now”) rejoins the referrer (you)
  send the concern to the line: within 2 working days of step 1 (Ask)
`},
		{"without the moment of the refusal", decide.Case{From: "police", At: at, Consent: "refused", Answers: given("use", "hazardous", "danger", "no", "debts", "yes")}, `
to-help.refused (now that the family said no) the referrer (you)
  tell the Worker about the refusal: at once
  record the refusal: within 1 working day of the refusal needs refusal
talk (after “Money is the trouble”) the Worker
  record the decision
keep-open.second-look (after “The child is safe”) the Worker
  review the concern: at once
  tell the referrer about the outcome: within 10 working days of step 3 (When it says no) of Referral to help needs refusal
keep-open.chase (if “Look again” is late) the referrer
  telephone the line: within 1 working day of step 3 (Look again) needs refusal
to-protection.think (after “The worry grows”) rejoins the referrer (you)
  consider the concern
to-protection.ring (after “The worry grows”) rejoins the referrer (you)
  telephone the line: at once
to-help.send (after “It agrees now”) rejoins the referrer (you)
  send the concern to the line: within 2 working days of step 1 (Ask)
`},
		{"a whole pathway, which starts with the refusal", decide.Case{From: "recovery", At: at, Consent: "refused", Done: said, Answers: given("use", "harmful", "danger", "no")}, `
keep-open.visit (now that the family said no) the referrer (you)
  visit the family: by the end of Thursday 19 November 2026 2026-11-20T00:00:00Z
keep-open.call () the Worker
  telephone the family: by the end of Monday 23 November 2026 2026-11-24T00:00:00Z
`},
		{"the family agreed", decide.Case{From: "recovery", At: at, Consent: "given", Answers: given("use", "hazardous", "danger", "no")}, "\n"},
		{"nobody knows what it said", decide.Case{From: "recovery", At: at, Answers: given("use", "hazardous", "danger", "no")}, "\n"},
		{"nobody has to agree", decide.Case{From: "recovery", At: at, Consent: "refused", Answers: given("use", "none", "danger", "no")}, "\n"},
		{"nothing delays it", decide.Case{From: "recovery", At: at, Consent: "refused", Answers: given("use", "none", "danger", "yes")}, "\n"},
	} {
		got := follows(decided(t, e, &c.with))
		if c.name == "a whole pathway, which starts with the refusal" {
			got, _, _ = strings.Cut(got, "keep-open.second-look") // and on from there
		}
		if "\n"+got != c.want && got != strings.TrimPrefix(c.want, "\n") {
			t.Errorf("%s:\n%s", c.name, got)
		}
	}
}

func TestARefusalAtALevelInDoubt(t *testing.T) {
	a := decided(t, refusalEngine(t), &decide.Case{From: "recovery", Consent: "refused", Answers: given("use", "hazardous")})
	if len(a.AfterRefusal) == 0 || a.AfterRefusal[0].Step.Standing != decide.InDoubt || !slices.Equal(a.AfterRefusal[0].Levels, []string{"help"}) {
		t.Errorf("%+v", a.AfterRefusal)
	}
	if said := text(t, a); !strings.Contains(said, "  If it is Help → Referral to help [P1]\n    P1.3 When it says no\n      - you must tell the Worker") || strings.Contains(said, "(if )") {
		t.Error(said)
	}
}

// TestARefusalInNorthmoor holds the steps of the example that a refusal of early help
// leads to.
func TestARefusalInNorthmoor(t *testing.T) {
	e := engine(t)
	c, err := e.ScenarioCase(&ruleset.Scenario{From: "recovery", At: "2026-11-13T17:00", Rest: "quiet"})
	if err != nil {
		t.Fatal(err)
	}
	c.Consent = "refused"
	c.Answers["parental-use"] = "harmful"
	for name, given := range c.Answers {
		if given == "-" { // it may apply now
			delete(c.Answers, name)
		}
	}
	said := text(t, decided(t, e, c))
	for _, want := range []string{
		"  ! No date can be given until the case says when this was: the refusal. Give it with\n    --done refusal=2026-11-13T16:30, or in the case under \"done\".",
		"you must discuss the refusal with the Safeguarding lead → within 2 working days\n        of the refusal",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in:\n%s", want, said)
		}
	}
	c.Done = map[string]string{"refusal": "2026-11-13T16:30:00Z"}
	a := decided(t, e, c)
	said = text(t, a)
	for _, want := range []string{
		"DONE ALREADY\n  - Refusal: Friday 13 November 2026 16:30\n",
		"THE FAMILY SAID NO\n\n  Referral to early help [P5]\n    P5.7 When the family says no\n      - you must discuss the refusal with the Safeguarding lead → by the end of Tuesday\n        17 November 2026",
		"P5.8 Look again (after “The child is safe”)\n      - you must review a concern about a child → by the end of Tuesday 15 December 2026",
		"And then, as it turns out:\n    P2.2 Make the referral, in “Referral to children's social care” (after “The child\n    may be at risk”)\n      - you must telephone the Multi-Agency Safeguarding Hub (MASH) → at once\n        tel 01632 960199",
		"The case says that the family said no.",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in:\n%s", want, said)
		}
	}
	if s := a.AfterRefused("to-early-help.look-again"); s == nil || s.Due == nil || s.Due.At != "2026-12-16T00:00:00Z" {
		t.Errorf("look-again: %+v", s)
	}
	if a.AfterRefused("to-early-help.refer") != nil {
		t.Error("what is taken up again is told as what follows a refusal")
	}
	// Done, a step moves those that are counted from it.
	c.Done["to-early-help.refused"] = "2026-11-13T16:45:00Z"
	a = decided(t, e, c)
	if s := a.AfterRefused("to-early-help.refused"); s.DoneText != "Friday 13 November 2026 16:45" {
		t.Errorf("refused: %+v", s)
	}
	if s := a.AfterRefused("to-early-help.look-again"); s.Due == nil || s.Due.At != "2026-12-12T00:00:00Z" {
		t.Errorf("look-again: %+v", s.Due)
	}
}

// TestARefusalIsNotAskedForAgain holds a pathway of which it is in doubt whether the
// family has to agree.
func TestARefusalIsNotAskedForAgain(t *testing.T) {
	e, err := decide.New(rules(t, strings.Replace(refusals, "consent       required for referral\n", "consent       required for referral unless debts\n  consent       not-required for referral when debts\n", 1)))
	if err != nil {
		t.Fatal(err)
	}
	for consent, want := range map[string]string{"refused": "whether the family has to agree, since it said no", "not-asked": "whether the family agrees", "": "whether the family agrees"} {
		a := decided(t, e, &decide.Case{From: "police", Consent: consent, Answers: given("use", "hazardous", "danger", "no")})
		if len(a.Pathways) != 1 || a.Pathways[0].AskFirst != (consent != "refused") || !slices.Equal(a.Pathways[0].Doubts, []string{want}) {
			t.Errorf("%q: %+v", consent, a.Pathways)
		}
	}
}

func TestAStepThatOnlyARefusalLeadsToHasItsTurnThen(t *testing.T) {
	r := rules(t, strings.Replace(refusals, `    outcome       no "It says no" then refused`+"\n", "", 1))
	timing := decide.NewTiming(r)
	p := &r.Pathways[0]
	m := decide.Moments{Start: at(t, "2026-11-13T17:00:00Z")}
	all, err := timing.Pathway(p, m)
	if err != nil || all[2].Duties[0].Due.Known || !all[2].Duties[0].AtOnce {
		t.Errorf("without the moment of the refusal: %+v, %v", all[2], err)
	}
	if got := timing.Missing(&p.Steps[2].Duties[0], p, 2, m); !slices.Equal(got, []string{"refusal"}) {
		t.Errorf("missing: %v", got)
	}
	m.Happened = map[string]clock.Point{"refusal": at(t, "2026-11-12T11:00:00Z")}
	if all, err = timing.Pathway(p, m); err != nil || all[2].Duties[0].Due != m.Happened["refusal"] {
		t.Errorf("%+v, %v", all[2], err)
	}
}
