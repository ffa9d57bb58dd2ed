package decide_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"concordat/compiler/clock"
	"concordat/compiler/decide"
	"concordat/compiler/ruleset"
)

var updateWaits = flag.Bool("update", false, "rewrite the golden files")

// One is told when the other rules of the example change the longest waits.
func TestNorthmoorsLongestWaits(t *testing.T) {
	r := northmoor(t)
	timing := decide.NewTiming(r)
	from := timing.Year()
	var b strings.Builder
	fmt.Fprintf(&b, "Longest waits of %s, starts from %s\n", r.Document.Title, from)
	say := func(what string, w clock.Wait) {
		if w.Found {
			fmt.Fprintf(&b, "    %-12s %s, from %s, due %s\n", what, w.Long, w.Start, w.Due)
		}
	}
	show := func(title string, all []decide.LongestWait, err error) {
		if err != nil {
			t.Fatalf("%s: %v", title, err)
		}
		longest, ok := decide.Longest(all)
		fmt.Fprintf(&b, "\n%s\n", title)
		if ok {
			fmt.Fprintf(&b, "  longest: %s, %s\n", longest.Name, longest.Longest().Long)
		}
		for _, w := range all {
			of := ""
			if w.Event != "" {
				of = ", counted from " + w.Event
			}
			if w.Aside {
				of += ", only if something was late"
			}
			fmt.Fprintf(&b, "  %s %s%s\n", w.Clause, w.Name, of)
			if w.Event != "" || strings.HasPrefix(w.Clause, "E") {
				say("at any time", w.In)
				continue
			}
			say("in hours", w.In)
			say("out of hours", w.Out)
		}
	}
	for i := range r.Pathways {
		all, err := timing.PathwayWaits(&r.Pathways[i], from)
		show(r.Pathways[i].Clause+" "+r.Pathways[i].Title, all, err)
	}
	for i := range r.Escalations {
		all, err := timing.EscalationWaits(&r.Escalations[i], from)
		show(r.Escalations[i].Clause+" "+r.Escalations[i].Title, all, err)
	}
	found, err := timing.Findings(from)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(&b, "\nFindings\n")
	for _, f := range found {
		fmt.Fprintf(&b, "  %s:%d: %s: %s\n    %s\n", f.Place.File, f.Place.Line, f.Code, f.Message, f.Help)
	}
	golden(t, "northmoor-waits.txt", b.String())
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *updateWaits {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; run the test with -update and read the difference. It is now:\n%s", path, got)
	}
}

// The example of the specification: a decision within a working day, the referrer
// told within another.
func TestTheLongestWaitOfAReferral(t *testing.T) {
	body := one("", "must decide within 1 working day of refer\n")
	body = strings.TrimSuffix(body, "}\n") + "  step tell {\n    by worker\n    must tell referrer within 1 working day of next\n  }\n}\n"
	for _, test := range []struct{ clocks, in, out string }{
		{"", "Wednesday 1 April 2026 08:30, by the end of Tuesday 7 April 2026, 6 days 15 hours 30 minutes", "Wednesday 1 April 2026 00:00, by the end of Tuesday 7 April 2026, 7 days"},
		{"  clock-starts at-opening\n", "Wednesday 1 April 2026 08:30, by the end of Tuesday 7 April 2026, 6 days 15 hours 30 minutes", "Wednesday 1 April 2026 17:00, by the end of Wednesday 8 April 2026, 7 days 7 hours"},
	} {
		r := rules(t, area(test.clocks, body))
		timing := decide.NewTiming(r)
		waits, err := timing.PathwayWaits(&r.Pathways[0], timing.Year())
		if err != nil {
			t.Fatal(err)
		}
		w, ok := decide.Longest(waits)
		tell := func(w clock.Wait) string { return fmt.Sprintf("%s, %s, %s", w.Start, w.Due, w.Long) }
		if !ok || w.Name != "to-hub.tell" || tell(w.In) != test.in || tell(w.Out) != test.out {
			t.Errorf("the longest is %s: %s; %s", w.Name, tell(w.In), tell(w.Out))
		}
	}
}

func BenchmarkTiming(b *testing.B) {
	r := northmoor(b)
	timing := decide.NewTiming(r)
	m := decide.Moments{Start: at(b, "2026-12-24T16:50")}
	b.Run("due", func(b *testing.B) {
		for b.Loop() {
			for i := range r.Pathways {
				if _, err := timing.Pathway(&r.Pathways[i], m); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("longest-waits", func(b *testing.B) {
		for b.Loop() {
			for i := range r.Pathways {
				if _, err := timing.PathwayWaits(&r.Pathways[i], timing.Year()); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("findings", func(b *testing.B) {
		for b.Loop() {
			if _, err := timing.Findings(timing.Year()); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// No start waits longer than the longest wait, and that of the longest is as it
// says: looked at through the due moments of single starts, on every hour of the
// year and some minutes around each worst start.
func TestNoStartWaitsLongerThanTheLongest(t *testing.T) {
	body := one("", "must decide within 4 hours of refer in mash hours\nmust ask parents within 1 day of refer\n")
	body = strings.TrimSuffix(body, "}\n") + "  step tell {\n    by worker\n    must tell referrer within 2 hours of next\n  }\n  step see {\n    by worker\n    must see child within 2 working days of tell or sooner if danger\n    must visit family within 1 week of talk when pregnant\n  }\n}\n"
	var sets []*ruleset.RuleSet
	for _, clocks := range []string{"", "  clock-starts at-opening\n", "  clock-runs in-hours\n  closed-on 2026-12-29 \"closed\"\n", "  clock-starts at-opening\n  clock-runs in-hours\n"} {
		sets = append(sets, rules(t, area(clocks, body)))
	}
	for n, r := range append(sets, northmoor(t)) {
		timing := decide.NewTiming(r)
		for i := range r.Pathways {
			p := &r.Pathways[i]
			waits, err := timing.PathwayWaits(p, timing.Year())
			if err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(waits, func(w decide.LongestWait) bool { return w.Event == "" }) {
				continue
			}
			var starts []clock.Moment
			for m := timing.Year().Start(); m < timing.Year().Start()+365*24*60; m += 60 * 7 {
				starts = append(starts, m)
			}
			for _, w := range waits {
				for _, x := range []clock.Wait{w.In, w.Out} {
					for m := x.Start - 3; x.Found && m <= x.Start+3; m++ {
						starts = append(starts, m)
					}
				}
			}
			for _, m := range starts {
				times, err := timing.Pathway(p, decide.Moments{Start: clock.At(m)})
				if err != nil {
					t.Fatal(err)
				}
				for _, w := range waits {
					k := slices.IndexFunc(p.Steps, func(s ruleset.Step) bool { return p.Name+"."+s.Name == w.Name })
					due := times[k].Due
					if w.Event != "" || !due.Known {
						continue
					}
					long, worst := clock.Minutes(due.At-m), w.Longest()
					if long > worst.Long && m >= timing.Year().Start() {
						t.Fatalf("set %d, %s: a start at %s waits %s, more than %s from %s", n, w.Name, m, long, worst.Long, worst.Start)
					}
					for _, x := range []clock.Wait{w.In, w.Out} {
						if x.Found && m == x.Start && (long != x.Long || due != x.Due) {
							t.Fatalf("set %d, %s: a start at %s waits %s until %s; the longest wait has %s until %s", n, w.Name, m, long, due, x.Long, x.Due)
						}
					}
				}
			}
		}
	}
}
