package scenario_test

import (
	"slices"
	"strings"
	"testing"

	"concordat/compiler/ruleset"
	"concordat/compiler/scenario"
)

// TestExpectationsOfWhatFollowsARefusal expects something of steps that stand in a
// pathway which the refusal itself shuts.
func TestExpectationsOfWhatFollowsARefusal(t *testing.T) {
	r := northmoor(t)
	i := -1
	for n := range r.Scenarios {
		if r.Scenarios[n].Name == "says-no-again" {
			i = n
		}
	}
	if i < 0 {
		t.Fatal("northmoor has no scenario says-no-again")
	}
	s := r.Scenarios[i]
	s.At = "2026-11-06T15:00"
	s.Happened = []ruleset.Happened{{Name: "refusal", At: "2026-11-06T10:00"}}
	due := func(step, date string) ruleset.Expectation {
		return ruleset.Expectation{What: "due", Names: []string{step}, Date: date}
	}
	for _, c := range []struct {
		name   string
		expect ruleset.Expectation
		got    string // "" where it is met
	}{
		{"the step that the level names", due("to-social-care.consent-refused", "2026-11-09"), ""},
		{"the one after it", due("to-social-care.look-again", "2026-12-07"), ""},
		{"another day", due("to-social-care.look-again", "2026-12-08"), "is due by the end of Monday 7 December 2026"},
		{"what another level names", due("to-early-help.refused", "2026-11-10"), "does not come into it here"},
		{"what is taken up again", due("to-social-care.refer", "2026-11-06"), "does not come into it here"},
		{"that something is to be done", ruleset.Expectation{What: "step", Names: []string{"to-social-care.consent-refused"}}, ""},
		{"that nothing is", ruleset.Expectation{What: "no-step", Names: []string{"to-social-care.consent-refused"}}, "something has to be done"},
		{"who is told", ruleset.Expectation{What: "tell", Names: []string{"to-social-care.consent-refused"}, Who: []ruleset.Party{{Kind: "person", Name: "family"}}}, ""},
		{"the pathway is shut", ruleset.Expectation{What: "no-pathway", Names: []string{"to-social-care"}}, ""},
	} {
		s.Expect = []ruleset.Expectation{c.expect}
		only := *r
		only.Scenarios = []ruleset.Scenario{s}
		all, err := scenario.Run(&only)
		if err != nil || all[0].Wrong != "" {
			t.Fatal(err, all[0].Wrong)
		}
		if k := all[0].Checks[0]; k.OK != (c.got == "") || !strings.Contains(k.Got, c.got) {
			t.Errorf("%s: %v, %s", c.name, k.OK, k.Got)
		}
	}
}

// withRefusal is the small agreement with steps to which a refusal leads, in a pathway
// that the refusal shuts.
func withRefusal(t testing.TB) string {
	text := small(t)
	text = text[:strings.Index(text, "scenario first")]
	text = strings.Replace(text, "  lead          worker\n}\n", "  lead          worker\n  if-refused    then refer.refused\n}\n", 1)
	text = strings.Replace(text, "levels        support, protection\n", "levels        support\n", 1)
	return strings.Replace(text, "  step twins {", `  step refused {
    by            referrer
    must          tell parents outcome within 2 working days of refusal unless increases-risk
    must          record decision when consent is refused
    outcome       worse "Worse" then again
  }
  step again {
    by            referrer
    must          record decision within 3 working days of refused when consent is refused
    must          tell family within 4 working days of refused when pregnant
  }
  step twins {`, 1)
}

const refusalExamples = `
scenario told "T" {
  at 2026-03-06 16:00
  from clinic
  happened refusal 2026-03-06 10:00
  rest quiet
  family {
    parental-use is harmful
    not need-met
    consent is refused
  }
  answer {
    level support
    tell parents in refer.refused
    due refer.refused 2026-03-10
    due refer.again 2026-03-13
    no-tell family in refer.again
  }
}
scenario untold "U" {
  from clinic
  rest quiet
  family {
    parental-use is harmful
    not need-met
    consent is refused
    increases-risk
    pregnant
  }
  answer {
    no-tell parents in refer.refused
    tell family in refer.again
  }
}
`

// refusalUnnoticed are changes of the steps that the examples do not notice: a family
// that agrees would be told so, and no weekend lies between the two days.
var refusalUnnoticed = []string{"when consent is refused > ", "within 3 working days of refused > within 3 calendar days of refused"}

// TestChangesAfterARefusal notices changes of steps that stand in a pathway which the
// refusal itself shuts.
func TestChangesAfterARefusal(t *testing.T) {
	r := compileText(t, withRefusal(t)+refusalExamples)
	results, err := scenario.Run(r)
	if err != nil {
		t.Fatal(err)
	}
	for i := range results {
		for _, c := range results[i].Checks {
			if !c.OK {
				t.Errorf("%s: %s", results[i].Scenario.Name, c.Message())
			}
		}
	}
	m, err := scenario.Mutate(r)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range m.Survivors {
		if (x.Rule == "step refused" || x.Rule == "step again") && x.Duty != "must tell the family" && !slices.Contains(refusalUnnoticed, x.Was+" > "+x.Now) {
			t.Errorf("no example notices %s", x)
		}
	}

	// Without examples nothing is noticed, and none of it is taken for a change that
	// nobody could notice.
	m, err = scenario.Mutate(compileText(t, withRefusal(t)))
	if err != nil {
		t.Fatal(err)
	}
	here := 0
	for _, x := range m.Survivors {
		if x.Rule == "step again" {
			here++
		}
	}
	if here < 8 {
		t.Errorf("only %d changes of the step could be noticed", here)
	}
	all, left, err := scenario.Suggest(compileText(t, withRefusal(t)), m.Survivors)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range left {
		if x.Rule == "step refused" || x.Rule == "step again" {
			t.Errorf("of %d suggestions none notices %s", len(all), x)
		}
	}
}

// TestSharingIsAgreedToApart tells of a rule for sharing that asks for agreement what
// `share` and `no-share` mean of it where the family said no to help.
func TestSharingIsAgreedToApart(t *testing.T) {
	text := strings.Replace(withRefusal(t), "consent       not-required for sharing\n", "consent       not-required for help\n  consent       written for sharing\n", 1)
	text += "scenario no \"No\" {\n  from clinic\n  rest quiet\n  family {\n    parental-use is harmful\n    not need-met\n    significant-harm is possible\n    consent is refused\n  }\n  answer {\n" +
		"    no-share worry\n    no-share worry with front\n    share worry with front\n    consent written for sharing in worry\n    step refer.refused\n    no-pathway refer\n  }\n}\n"
	results, err := scenario.Run(compileText(t, text))
	if err != nil || results[0].Wrong != "" {
		t.Fatal(err, results)
	}
	for i, want := range []struct{ got, instead string }{
		{"`worry` lets it be shared if the family agrees to that", "share worry and consent written for sharing in worry"},
		{"`worry` lets it be shared with front if the family agrees to that", "share worry with front and consent written for sharing in worry"},
		{}, {}, {}, {},
	} {
		c := &results[0].Checks[i]
		if c.OK != (want.got == "") || !c.OK && c.Got != want.got || strings.Join(c.Instead, " and ") != want.instead {
			t.Errorf("%s: %v, %s, instead %q", c.Text, c.OK, c.Got, c.Instead)
		}
		if !c.OK && !strings.HasPrefix(c.Why[0], "whether the family agrees to that is asked apart") {
			t.Errorf("%s: %q", c.Text, c.Why)
		}
	}
}
