package ruleset_test

import (
	"encoding/json"
	"strings"
	"testing"

	"concordat/compiler/ruleset"
)

// counted is a rule set with one of each thing that has numbers.
func counted() *ruleset.RuleSet {
	place := ruleset.Place{File: "agreement.protocol", Line: 1}
	head := func(name string) ruleset.Head { return ruleset.Head{Name: name, Title: name, Place: place} }
	return &ruleset.RuleSet{
		SchemaVersion: ruleset.Version, Notice: ruleset.Notice,
		Document: ruleset.Document{Head: head("joint"), Kind: "protocol", InForce: "2026-04-01"},
		Clock:    ruleset.Clock{Calendar: "england", TimeZone: "Europe/London", Starts: "at-receipt", Runs: "always", ClosedOn: []ruleset.Dated{{Date: "2026-12-29", Text: "offices"}}},
		Levels:   []ruleset.Level{{Head: head("help"), Number: "1"}, {Head: head("more"), Number: "2"}},
		Agencies: []ruleset.Agency{{Head: head("care"), Teams: []ruleset.Team{{Head: head("hub"), Open: &ruleset.Hours{Spans: []ruleset.Open{{First: 0, Last: 4, From: 540, To: 1020}}}}}}},
		Pathways: []ruleset.Pathway{{
			Head: head("to-hub"), About: "child", ClockStarts: "at-receipt", ClockRuns: "always",
			Steps: []ruleset.Step{{Head: head("refer"), Duties: []ruleset.Duty{{
				Modality: "must", Decides: true, Text: "telephone", Short: "telephone", Place: place,
				Times: []ruleset.Time{{Kind: "within", N: 2, Unit: "hour"}, {Kind: "between", N: 8, Upper: 10, Unit: "week"}},
			}}}},
		}},
		Documents: []ruleset.Reference{{Head: head("form"), KeepFor: &ruleset.Length{N: 6, Unit: "year"}}},
		Shares: []ruleset.Share{{Head: head("concern"), When: &ruleset.Condition{
			Text: "the level is at most more", Tree: ruleset.Part{Op: "level", Test: "at-most", Values: []string{"more"}}, Certain: "true", Possible: "true",
		}}},
	}
}

func TestLoadRefusesTimesThatNobodyCanCount(t *testing.T) {
	times := func(r *ruleset.RuleSet) []ruleset.Time { return r.Pathways[0].Steps[0].Duties[0].Times }
	span := func(r *ruleset.RuleSet) *ruleset.Open { return &r.Agencies[0].Teams[0].Open.Spans[0] }
	for _, c := range []struct {
		name   string
		change func(*ruleset.RuleSet)
		want   string
	}{
		{"nothing", func(*ruleset.RuleSet) {}, ""},
		{"a negative number", func(r *ruleset.RuleSet) { times(r)[0].N = -3 }, "at /pathways/to-hub/steps/refer/duties/0/times/0/n: -3 is too small; 0 is the least that is allowed"},
		{"a limit of none", func(r *ruleset.RuleSet) { times(r)[0].N = 0 }, `pathways to-hub refer: a time "within" counts 0; 1 to 999999 are allowed`},
		{"too large a number", func(r *ruleset.RuleSet) { times(r)[0].N = 1_000_000 }, "1000000; 0 to 999999 are allowed"},
		{"no unit", func(r *ruleset.RuleSet) { times(r)[0].Unit = "" }, `a time "within" of 2 has no unit; hour, working-day`},
		{"another unit", func(r *ruleset.RuleSet) { times(r)[0].Unit = "fortnight" }, `"fortnight" is not allowed; "hour", `},
		{"the numbers round the other way", func(r *ruleset.RuleSet) { times(r)[1].Upper = 7 }, "between 8 and 7"},
		{"hours of nobody", func(r *ruleset.RuleSet) { times(r)[0].Kind = "in-hours-of" }, "in the hours of a team and names none"},
		{"sooner in no case", func(r *ruleset.RuleSet) { times(r)[0].Kind = "or-sooner" }, "the case is missing"},
		{"hours before midnight", func(r *ruleset.RuleSet) { span(r).From = -5 }, "at /agencies/care/teams/hub/open/spans/0/from: -5 is too small"},
		{"hours past the day", func(r *ruleset.RuleSet) { span(r).To = 1441 }, "from minute 540 to minute 1441; 0 to 1440 are allowed"},
		{"an eighth day", func(r *ruleset.RuleSet) { span(r).Last = 7 }, "from day 0 to day 7; 0 (Monday) to 6 (Sunday) are allowed"},
		{"a length of nothing", func(r *ruleset.RuleSet) { r.Documents[0].KeepFor.N = 0 }, "0 is too small; 1 is the least"},
		{"a closure on no day", func(r *ruleset.RuleSet) { r.Clock.ClosedOn[0].Date = "29.12.2026" }, `the closure "offices" is on "29.12.2026"; a day such as 2026-12-29`},
		{"in force from no day", func(r *ruleset.RuleSet) { r.Document.InForce = "2026-13-01" }, `in force from "2026-13-01"`},
		{"at most no level", func(r *ruleset.RuleSet) { r.Shares[0].When.Tree.Values[0] = "nothing" }, `shares concern: a condition asks whether the level is at most "nothing", which is no level; help, more are allowed`},
		{"at most, and no level named", func(r *ruleset.RuleSet) { r.Shares[0].When.Tree.Values = nil }, "asks for a level and names none; help, more are allowed"},
		{"a team that is none", func(r *ruleset.RuleSet) { r.Agencies[0].Teams[0].Otherwise = "nobody" }, `agencies care hub names the team "nobody", which the rule set does not declare; it declares hub`},
	} {
		r := counted()
		if _, err := ruleset.Write(r); err != nil { // which makes the lists that are not there
			t.Fatal(err)
		}
		c.change(r)
		text, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		switch _, err = ruleset.Load(text); {
		case (err != nil) != (c.want != ""):
			t.Errorf("%s: %v", c.name, err)
		case err != nil && !strings.Contains(err.Error(), c.want):
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	text, err := ruleset.Write(counted())
	if err != nil {
		t.Fatal(err)
	}
	huge := strings.Replace(string(text), `"n": 2`, `"n": 1000000000000000000000`, 1)
	if _, err := ruleset.Load([]byte(huge)); err == nil || !strings.Contains(err.Error(), "1000000000000000000000 is too large") || strings.Contains(err.Error(), "Go ") {
		t.Errorf("a number that no machine holds: %v", err)
	}
}
