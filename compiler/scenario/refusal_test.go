package scenario_test

import (
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
