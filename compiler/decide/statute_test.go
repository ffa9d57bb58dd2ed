package decide_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"concordat/compiler"
	"concordat/compiler/clock"
	"concordat/compiler/decide"
	"concordat/compiler/model"
	"concordat/compiler/ruleset"
)

// rules returns the rule set of an agreement of one file.
func rules(t testing.TB, text string) *ruleset.RuleSet {
	t.Helper()
	p, err := compiler.Compile(fstest.MapFS{"area/agreement.protocol": {Data: []byte(text)}}, "area", compiler.Options{Today: model.Date{Year: 2026, Month: 11, Day: 21}})
	if err != nil {
		t.Fatal(err)
	}
	return ruleset.From(p.Model, p.Checklists, p.Model.Documents()[0], true)
}

// The corpus of the proofs has agreements with one fault of time each, and some
// with none.
func TestTheCorpusOfFaultsOfTime(t *testing.T) {
	files, err := filepath.Glob("../prove/testdata/corpus/clocks/*.protocol")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	mark := regexp.MustCompile(`#! ([a-z-]+)$`)
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var want, got []string
		for i, line := range strings.Split(string(text), "\n") {
			if m := mark.FindStringSubmatch(line); m != nil {
				want = append(want, fmt.Sprintf("line %d: %s", i+1, m[1]))
			}
		}
		timing := decide.NewTiming(rules(t, string(text)))
		found, err := timing.Findings(timing.Year())
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(name), err)
			continue
		}
		for _, f := range found {
			got = append(got, fmt.Sprintf("line %d: %s", f.Place.Line, f.Code))
			if testing.Verbose() {
				t.Logf("%s: %s; %s; %s", filepath.Base(name), f.Message, f.Note, f.Help)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s has %v, want %v", filepath.Base(name), got, want)
		}
	}
	_ = clock.Day(0)
}
