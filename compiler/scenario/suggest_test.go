package scenario_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"concordat/compiler/decide"
	"concordat/compiler/ruleset"
	. "concordat/compiler/scenario"
)

// TestSuggestionsNoticeWhatTheySay pastes each example that is suggested into the
// text, one after the other: all that they expect is so, and none of the changes
// that they claim to notice survives them.
func TestSuggestionsNoticeWhatTheySay(t *testing.T) {
	text := small(t)
	r := compileText(t, text)
	before, err := Mutate(r)
	if err != nil {
		t.Fatal(err)
	}
	all, left, err := Suggest(r, before.Survivors)
	if err != nil {
		t.Fatal(err)
	}
	noticed := 0
	for i, s := range all {
		noticed += len(s.Notices)
		// On its own it notices every change that it names.
		alone := compileText(t, text[:strings.Index(text, "scenario first")]+s.Text)
		results, err := Run(alone)
		if err != nil {
			t.Fatal(err)
		}
		for j := range results[0].Checks {
			if c := &results[0].Checks[j]; !c.OK {
				t.Errorf("suggestion %d: %s\n%s", i+1, c.Message(), s.Text)
			}
		}
		m, err := Mutate(alone)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range m.Survivors {
			if slices.ContainsFunc(s.Notices, func(y Mutant) bool { return y.String() == x.String() && y.Place.Line == x.Place.Line }) {
				t.Errorf("suggestion %d does not notice %s\n%s", i+1, x, s.Text)
			}
		}
		text += "\n" + s.Text
	}
	if noticed+len(left) != len(before.Survivors) || noticed < 20 {
		t.Errorf("%d noticed and %d left of %d", noticed, len(left), len(before.Survivors))
	}
	after, err := Mutate(compileText(t, text))
	if err != nil {
		t.Fatal(err)
	}
	if len(after.Survivors) != len(left) {
		t.Errorf("with all of them %d changes survive, and %d were to be left", len(after.Survivors), len(left))
	}
	for _, x := range left {
		t.Logf("left: %s", x)
	}
}

// TestMutateIsTheSameEachTime holds that the order in which the cores finish makes
// no difference.
func TestMutateIsTheSameEachTime(t *testing.T) {
	r := compileText(t, small(t))
	var first string
	for range 3 {
		m, err := Mutate(r)
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal([]any{m.Total, m.Killed, m.Equivalent, m.Survivors})
		if err != nil {
			t.Fatal(err)
		}
		all, _, err := Suggest(r, m.Survivors)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range all {
			text = append(text, s.Text...)
		}
		if first == "" {
			first = string(text)
		}
		if string(text) != first {
			t.Fatal("two runs differ")
		}
	}
}

// TestAlikeEngines holds the short way to an engine for changed people and times
// against the long one.
func TestAlikeEngines(t *testing.T) {
	r := compileText(t, small(t))
	all, err := Mutants(r)
	if err != nil {
		t.Fatal(err)
	}
	base, err := decide.New(r)
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for i := range all {
		if all[i].OfCases() {
			continue
		}
		changed := all[i].Changed(r)
		slow, err := decide.New(changed)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := answerOf(t, slow, &r.Scenarios[0]), answerOf(t, base.Alike(changed), &r.Scenarios[0]); !bytes.Equal(a, b) {
			t.Errorf("%s\n%s\n%s", all[i], a, b)
		}
		tried++
	}
	if tried < 10 {
		t.Errorf("only %d", tried)
	}
}

func answerOf(t *testing.T, e *decide.Engine, s *ruleset.Scenario) []byte {
	t.Helper()
	c, err := e.ScenarioCase(s)
	if err != nil {
		t.Fatal(err)
	}
	a, err := e.Decide(c)
	if err != nil {
		t.Fatal(err)
	}
	text, err := a.JSON()
	if err != nil {
		t.Fatal(err)
	}
	return text
}
