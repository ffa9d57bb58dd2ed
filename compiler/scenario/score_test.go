package scenario_test

import (
	"slices"
	"strings"
	"testing"

	"concordat/compiler/ruleset"
	. "concordat/compiler/scenario"
)

// TestAnExpectationLessIsNeverWorthMore takes every expectation away in turn, and
// every example: what is noticed never becomes more, and the score never higher.
func TestAnExpectationLessIsNeverWorthMore(t *testing.T) {
	r := compileText(t, small(t))
	before, err := Mutate(r)
	if err != nil {
		t.Fatal(err)
	}
	all, _, err := Suggest(r, before.Survivors)
	if err != nil {
		t.Fatal(err)
	}
	text := small(t)
	for _, s := range all {
		text += "\n" + s.Text
	}
	r = compileText(t, text)
	full, err := Mutate(r)
	if err != nil {
		t.Fatal(err)
	}
	if full.Score() < 100 {
		t.Errorf("with all that is suggested the score is %d", full.Score())
	}
	tried, lower := 0, 0
	without := func(scenarios []ruleset.Scenario) {
		less := *r
		less.Scenarios = scenarios
		m, err := Mutate(&less)
		if err != nil {
			t.Fatal(err)
		}
		tried++
		if m.Killed > full.Killed || m.Score() > full.Score() || m.Total != full.Total {
			t.Errorf("%d of %d noticed, and with less expected %d of %d", full.Killed, full.Total, m.Killed, m.Total)
		}
		if m.Killed < full.Killed {
			lower++
		}
	}
	for i := range r.Scenarios {
		without(slices.Delete(slices.Clone(r.Scenarios), i, i+1))
		for j := range r.Scenarios[i].Expect {
			scenarios := slices.Clone(r.Scenarios)
			scenarios[i].Expect = slices.Delete(slices.Clone(scenarios[i].Expect), j, j+1)
			without(scenarios)
		}
	}
	if tried < 30 || lower < 10 {
		t.Errorf("only %d tried, and %d of them mattered", tried, lower)
	}
}

// TestWhatIsUnseenIsNeverSeen holds that nothing which is counted apart as beyond
// any example is noticed by one, or by one that could be suggested.
func TestWhatIsUnseenIsNeverSeen(t *testing.T) {
	head := small(t)
	head = head[:strings.Index(head, "scenario first")]
	twins := strings.Replace(head, "    must          telephone front at once\n", "    must          telephone front at once\n    must          record decision within 2 working days of call\n    must          record reasons within 2 working days of call\n", 1)
	for _, r := range []*ruleset.RuleSet{northmoor(t), compileText(t, twins)} {
		unseen, noticed, err := Unseen(r)
		if err != nil {
			t.Fatal(err)
		}
		if len(unseen) < 2 {
			t.Errorf("only %d", len(unseen))
		}
		for _, m := range noticed {
			t.Errorf("an example notices %s", m)
		}
		all, left, err := Suggest(r, unseen)
		if err != nil {
			t.Fatal(err)
		}
		if len(left) != len(unseen) {
			t.Errorf("an example would notice it\n%s", all[0].Text)
		}
	}
}

// TestGaps holds how changes that are alike are told together.
func TestGaps(t *testing.T) {
	changes := []Mutant{
		{Sort: Clock, Rule: "step call", Duty: "must tell the parents", Was: "at once", Now: ""},
		{Sort: Clock, Rule: "step call", Duty: "must tell the parents", Was: "within 1 hour", Now: "within 2 hours"},
		{Sort: Clock, Rule: "step call", Duty: "must tell the parents", Was: "within 1 hour", Now: ""},
		{Sort: Recipient, Rule: "share worry", Was: "from clinic", Now: "from school"},
		{Sort: Recipient, Rule: "share worry", Was: "from police", Now: "from school"},
		{Sort: Boundary, Rule: "criterion harm", Was: "harm is at least likely", Now: "harm is at least possible"},
		{Sort: Boundary, Rule: "criterion harm", Was: "harm is at least likely", Now: "harm is at least suffered"},
		{Sort: Dropped, Rule: "criterion harm", Was: "criterion harm"},
	}
	gaps := Gaps(changes)
	var got []string
	for i := range gaps {
		got = append(got, gaps[i].Rule+": "+gaps[i].Otherwise())
	}
	want := []string{
		"step call: in “must tell the parents”, `at once` were left out, or if `within 1 hour` were `within 2 hours` or were left out",
		"share worry: `from clinic` or `from police` named somebody else",
		"criterion harm: `harm is at least likely` were `harm is at least possible` or `harm is at least suffered`, or if it were left out",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}
