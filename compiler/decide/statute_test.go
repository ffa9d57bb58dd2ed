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
			if m := mark.FindStringSubmatch(line); m != nil && m[1] != "limit-without-time" { // which package prove finds
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
				t.Logf("%s: %s; %s", filepath.Base(name), f.Message, f.Help)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s has %v, want %v", filepath.Base(name), got, want)
		}
	}
}

// What the corpus does not have: units that are the same by another name, duties
// that no limit binds, windows between two anchors.
func TestLimitsAndWindows(t *testing.T) {
	week := `time-limit week-limit "Seen" {
  limit         within 5 working days of receipt
}
time-limit months-limit "Reviewed" {
  limit         within 1 year of child-moves
}
`
	before := `pathway to-hub "Referral" {
  from          any agency
  to            mash
  step refer {
    by            referrer
    must          telephone mash at once
  }
  step moved {
    by            worker
    must          meet within 1 calendar day of child-moves
  }
  step next {
    by            worker
`
	for _, test := range []struct{ name, clocks, body, want string }{
		{"a working week is five working days", "", one("", "must see child within 1 working week of refer\nunder week-limit\n"), ""},
		{"seven days are a week", "", one("", "must see child within 1 week of refer\nunder week-limit\n"), "looser-than-statute Saturday 11 April 2026 00:00"},
		{"a year is twelve months", "", one("", "must review plan within 12 months of child-moves\nunder months-limit\n"), ""},
		{"a month more", "", one("", "must review plan within 13 months of child-moves\nunder months-limit\n"), "looser-than-statute Wednesday 1 April 2026 00:00"},
		{"should is not held against it", "", one("", "should see child within 9 weeks of refer\nunder week-limit\n"), ""},
		{"at once is in no unit", "", one("", "must see child at once\nunder week-limit\n"), ""},
		{"without a time", "", one("", "must see child\nunder week-limit\n"), ""},
		{"a count that starts at the opening", "  clock-starts at-opening\n", one("", "must see child within 5 working days of refer\nunder week-limit\n"), "looser-than-statute Wednesday 1 April 2026 17:00"},
		{"hours of the hub", "", one("", "must see child within 45 hours of refer in mash hours\nunder week-limit\n"), "looser-than-statute Wednesday 1 April 2026 14:01"},
		{"a local closure", "  closed-on 2026-12-29 \"closed\"\n", one("", "must see child within 5 working days of refer\nunder week-limit\n"), ""},
		{"a window of a meeting and a step", "", one("", "must see child not before 3 calendar days of talk, within 2 working days of refer\n"), "impossible-window Sunday 5 April 2026 00:00"},
		{"a window that hangs on an event", "", before + "must see child not before 5 calendar days of child-moves, within 2 calendar days of moved\n}\n}\n", "impossible-window Wednesday 1 April 2026 00:00"},
		{"a window of two events", "", one("", "must see child not before 5 calendar days of child-moves, within 2 calendar days of birth\n"), ""},
		{"two windows", "", one("", "must see child not before 40 weeks of pregnancy, between 30 and 34 weeks of pregnancy\n"), "impossible-window Wednesday 1 April 2026 00:00"},
	} {
		t.Run(strings.ReplaceAll(test.name, " ", "-"), func(t *testing.T) {
			timing := decide.NewTiming(rules(t, area(test.clocks, week+test.body)))
			found, err := timing.Findings(timing.Year())
			got := ""
			if len(found) > 0 {
				got = found[0].Code + " " + found[0].Start.String()
			}
			if err != nil || got != test.want || len(found) > 1 {
				t.Errorf("found %q, %v; want %q", got, err, test.want)
			}
		})
	}
}

// What is wrong is said by the lengths, and two dates show it; where both are of one
// length, the dates alone can show it.
func TestALimitIsSaidByItsLength(t *testing.T) {
	limit := `document the-law "The Law of 2020" {
  kind statute
}
time-limit week-limit "Seen" {
  limit         within 5 working days of receipt
  set-by        the-law
}
`
	for duty, want := range map[string]string{
		"must see child within 9 working days of refer":  "9 working days is longer than the 5 working days of The Law of 2020",
		"must see child within 7 calendar days of refer": "7 calendar days can be longer than the 5 working days of The Law of 2020",
		"must see child within 5 working days of talk":   "counted from ",
	} {
		timing := decide.NewTiming(rules(t, area("", limit+one("", duty+"\nunder week-limit\n"))))
		found, err := timing.Findings(timing.Year())
		if err != nil || len(found) != 1 || !strings.HasPrefix(found[0].Message, want) || (found[0].Dates == "") != (want == "counted from ") {
			t.Errorf("%s: %+v, %v", duty, found, err)
		}
	}
}
