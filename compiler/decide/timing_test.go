package decide_test

import (
	"fmt"
	"strings"
	"testing"

	"concordat/compiler/clock"
	"concordat/compiler/decide"
	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// area is the head of the agreements of these tests: a front door with an
// out-of-hours team, and a pathway whose body each test writes.
func area(clocks, body string) string {
	return `use time-limits
protocol joint "Joint working" {
  area          "Westvale"
  in-force      2026-04-01
` + clocks + `}
agency social-care "Westvale Children's Social Care" {
  team mash "Safeguarding hub" {
    open          Mon-Thu 08:30-17:00, Fri 08:30-16:30
    gives         referral
    otherwise     edt
  }
  team edt "Emergency Duty Team" {
    open          when mash is closed
  }
}
agency recovery "Westvale Recovery"
role worker "Social worker" {
  at            social-care
}
question danger "Is a child in danger now?" is yes or no in rising risk
question pregnant "Is somebody pregnant?" is yes or no in rising risk
question weeks-pregnant "How many weeks?" is 0 to 42 weeks when pregnant
level help "Help" {
  number        1
  lead          worker
}
level protection "Protection" {
  number        2
  lead          worker
}
event child-moves "A child's move"
event due-date "Due date" {
  counted-by    weeks-pregnant
}
meeting talk "Strategy discussion" {
  chair         worker
  held          within 24 hours of to-hub.refer
}
` + body
}

func at(t testing.TB, text string) clock.Point {
	t.Helper()
	m, err := clock.ParseMoment(text)
	if err != nil {
		t.Fatal(err)
	}
	return clock.At(m)
}

// told says when each step of the first pathway is due, and each of its duties.
func told(t testing.TB, text string, m decide.Moments) string {
	t.Helper()
	r := rules(t, text)
	p := &r.Pathways[0]
	times, err := decide.NewTiming(r).Pathway(p, m)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for i, s := range times {
		fmt.Fprintf(&b, "%s: %s", p.Steps[i].Name, said(s.Due, s.Soonest))
		for _, d := range s.Duties {
			fmt.Fprintf(&b, "; %s", said(d.Due, d.Soonest))
			if d.From.Known {
				fmt.Fprintf(&b, " from %s", d.From.At.ISO()[:16])
			}
			if d.AtOnce {
				b.WriteString(" at once")
			}
			for _, c := range d.If {
				fmt.Fprintf(&b, " if %s", c.Text)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func said(due, soonest clock.Point) string {
	short := func(p clock.Point) string {
		switch {
		case !p.Known:
			return "-"
		case p.EndOfDay:
			return p.Day().ISO()
		}
		return p.At.ISO()[:16]
	}
	if due == soonest {
		return short(due)
	}
	return short(due) + " or " + short(soonest)
}

// steps is a pathway of the tests; the lines come before its first step.
func steps(lines string) string {
	return `pathway to-hub "Referral" {
  from          any agency
  to            mash
` + lines + `  step think {
    by            referrer
    should        consider "the child's day"
  }
  step refer {
    by            referrer
    must          telephone mash at once
  }
  step decide {
    by            worker
    must          decide within 1 working day of refer or sooner if danger
    outcome       more "More" then visit
  }
  step tell {
    by            worker
    must          tell referrer within 1 working day of decide
    must          tell parents within 2 hours of tell
    if-late       then chase
  }
  step visit {
    by            worker
    must          visit family within 3 working days of decide when danger
    must          visit family within 5 calendar days of decide unless danger
  }
  step chase {
    by            referrer
    must          telephone mash at once
  }
}
`
}

// one is a pathway with one more step, after a call at once.
func one(lines, duties string) string {
	return `pathway to-hub "Referral" {
  from          any agency
  to            mash
` + lines + `  step refer {
    by            referrer
    must          telephone mash at once
  }
  step next {
    by            worker
` + duties + `  }
}
`
}

// always and never answer every condition alike, and its opposite the other way.
func always(c *ruleset.Condition) logic.Truth {
	if c.Tree.Op == "not" {
		return logic.False
	}
	return logic.True
}

func never(c *ruleset.Condition) logic.Truth { return logic.True - always(c) }

func TestWhenAPathwayIsDue(t *testing.T) {
	eve := decide.Moments{Start: at(t, "2026-12-24T16:50")}
	with := func(m decide.Moments, change func(*decide.Moments)) decide.Moments {
		change(&m)
		return m
	}
	happened := func(text ...string) decide.Moments {
		return with(eve, func(m *decide.Moments) {
			m.Happened = map[string]clock.Point{}
			for i := 0; i < len(text); i += 2 {
				m.Happened[text[i]] = at(t, text[i+1])
			}
		})
	}
	night := decide.Moments{Start: at(t, "2026-04-01T17:00")}
	opening := "  clock-starts  at-opening\n"
	for _, test := range []struct {
		name, clocks, body string
		m                  decide.Moments
		want               string
	}{
		{"nothing is known", "", steps(""), eve, `
think: -; -
refer: 2026-12-24T16:50; 2026-12-24T16:50 at once
decide: 2026-12-29 or 2026-12-24T16:50; 2026-12-29 or 2026-12-24T16:50 if a child is in danger now
tell: 2026-12-31T02:00 or 2026-12-30T02:00; 2026-12-30 or 2026-12-29; 2026-12-31T02:00 or 2026-12-30T02:00
visit: 2027-01-04 or 2026-12-29; 2027-01-04 or 2026-12-31; 2027-01-03 or 2026-12-29
chase: 2026-12-30 or 2026-12-29; 2026-12-30 or 2026-12-29 at once
`},
		{"in danger", "", steps(""), with(eve, func(m *decide.Moments) { m.Holds = always }), `
think: -; -
refer: 2026-12-24T16:50; 2026-12-24T16:50 at once
decide: 2026-12-24T16:50; 2026-12-24T16:50 at once
tell: 2026-12-30T02:00; 2026-12-29; 2026-12-30T02:00
visit: 2026-12-31; 2026-12-31; 2026-12-29
chase: 2026-12-29; 2026-12-29 at once
`},
		{"not in danger", "", steps(""), with(eve, func(m *decide.Moments) { m.Holds = never }), `
think: -; -
refer: 2026-12-24T16:50; 2026-12-24T16:50 at once
decide: 2026-12-29; 2026-12-29
tell: 2026-12-31T02:00; 2026-12-30; 2026-12-31T02:00
visit: 2027-01-03; 2027-01-04; 2027-01-03
chase: 2026-12-30; 2026-12-30 at once
`},
		{"the decision was made", "", steps(""), happened("to-hub.decide", "2026-12-24T18:00"), `
think: -; -
refer: 2026-12-24T16:50; 2026-12-24T16:50 at once
decide: 2026-12-24T18:00; 2026-12-29 or 2026-12-24T16:50 if a child is in danger now
tell: 2026-12-30T02:00; 2026-12-29; 2026-12-30T02:00
visit: 2026-12-31 or 2026-12-29; 2026-12-31; 2026-12-29
chase: 2026-12-29; 2026-12-29 at once
`},
		{"it was received before", "", one("", "must visit family within 1 working day of refer\n"), happened("receipt", "2026-12-22T09:00"), `
refer: 2026-12-22T09:00; 2026-12-22T09:00 at once
next: 2026-12-23; 2026-12-23
`},
		{"nobody says when it starts", "", one("", "must visit family within 1 working day of refer\nmust meet within 2 working days of child-moves\n"), decide.Moments{Happened: map[string]clock.Point{"child-moves": at(t, "2026-12-24T09:00")}}, `
refer: -; - at once
next: -; -; 2026-12-30
`},
		{"a local closure", "  closed-on 2026-12-29 \"closed\"\n", one("", "must visit family within 1 working day of refer\n"), eve, `
refer: 2026-12-24T16:50; 2026-12-24T16:50 at once
next: 2026-12-30; 2026-12-30
`},
		{"a local closure stretches no limit of law", "  closed-on 2026-12-29 \"closed\"\n", one("", "must visit family within 1 working day of refer\nunder referral-decision-limit\n"), eve, `
refer: 2026-12-24T16:50; 2026-12-24T16:50 at once
next: 2026-12-29; 2026-12-29
`},
		{"the count starts at the opening", opening, one("", "must visit family within 1 working day of refer\nmust see child within 1 working day of receipt\nmust meet within 2 hours of to-hub\n"), night, `
refer: 2026-04-01T17:00; 2026-04-01T17:00 at once
next: 2026-04-07; 2026-04-07; 2026-04-07; 2026-04-02T10:30
`},
		{"nothing delays protection", opening + "  nothing-delays protection\n", one("levels help, protection\n", "must visit family within 1 working day of refer\n"), night, `
refer: 2026-04-01T17:00; 2026-04-01T17:00 at once
next: 2026-04-02; 2026-04-02
`},
		{"only for the level that it takes", opening + "  nothing-delays protection\n", one("levels help\n", "must visit family within 1 working day of refer\n"), night, `
refer: 2026-04-01T17:00; 2026-04-01T17:00 at once
next: 2026-04-07; 2026-04-07
`},
		{"a pathway of its own mind", opening, one("clock-starts at-receipt\n", "must visit family within 1 working day of refer\n"), night, `
refer: 2026-04-01T17:00; 2026-04-01T17:00 at once
next: 2026-04-02; 2026-04-02
`},
		{"hours of the receiver", "  clock-runs    in-hours\n", one("", "must visit family within 4 hours of refer\nmust meet within 4 hours of refer past closing\nmust see child within 1 working day of refer\n"), eve, `
refer: 2026-12-24T16:50; 2026-12-24T16:50 at once
next: 2026-12-29; 2026-12-29T12:20; 2026-12-24T20:50; 2026-12-29
`},
		{"hours of a team", "", one("", "must visit family within 4 hours of refer in mash hours\nmust see child within 4 hours of refer\nmust ask parents within 1 hour of refer in edt hours\n"), eve, `
refer: 2026-12-24T16:50; 2026-12-24T16:50 at once
next: 2026-12-29T12:20; 2026-12-29T12:20; 2026-12-24T20:50; 2026-12-24T18:00
`},
		{"a shorter limit in one case", "", one("", "must visit family within 5 working days of refer or within 24 hours of refer if danger\n"), with(eve, func(m *decide.Moments) { m.Holds = always }), `
refer: 2026-12-24T16:50; 2026-12-24T16:50 at once
next: 2026-12-25T16:50; 2026-12-25T16:50
`},
		{"sooner after the event that it is counted from", "", one("", "must visit family within 5 working days of child-moves or sooner if danger\n"), with(happened("child-moves", "2027-01-08T10:00"), func(m *decide.Moments) { m.Holds = always }), `
refer: 2026-12-24T16:50; 2026-12-24T16:50 at once
next: 2027-01-08T10:00; 2027-01-08T10:00 at once
`},
		{"counted from a meeting that has a limit", "", one("", "must invite parents within 2 working days of talk\nmust send report to parents at least 2 working days before talk\n"), eve, `
refer: 2026-12-24T16:50; 2026-12-24T16:50 at once
next: -; 2026-12-30; -
`},
		{"counted from a meeting that has a date", "", one("", "must invite parents within 2 working days of talk\nmust send report to parents at least 2 working days before talk\n"), happened("talk", "2027-01-08T10:00"), `
refer: 2026-12-24T16:50; 2026-12-24T16:50 at once
next: 2027-01-12; 2027-01-12; 2027-01-06
`},
		{"at an event", "", one("", "must give advice to parents at child-moves\nmust meet as soon as possible, within 24 hours of child-moves\n"), happened("child-moves", "2027-01-08T10:00"), `
refer: 2026-12-24T16:50; 2026-12-24T16:50 at once
next: 2027-01-09T10:00; 2027-01-08T10:00; 2027-01-09T10:00
`},
		{"weeks of pregnancy", "", one("", "must see parents between 30 and 34 weeks of pregnancy\nmust meet not before 28 weeks of pregnancy\nmust visit family within 40 weeks of due-date\n"),
			with(eve, func(m *decide.Moments) {
				m.Counted = func(q string) (int, bool) { return 26, q == "weeks-pregnant" }
			}), `
refer: 2026-12-24T16:50; 2026-12-24T16:50 at once
next: -; 2027-02-18 from 2027-01-21T00:00; - from 2027-01-07T00:00; 2027-04-01
`},
		{"weeks of pregnancy that nobody knows", "", one("", "must see parents between 30 and 34 weeks of pregnancy\n"), eve, `
refer: 2026-12-24T16:50; 2026-12-24T16:50 at once
next: -; -
`},
		{"again and again", "", one("", "must review plan within 6 weeks of refer, every 6 weeks\nmust report progress every 3 months\nmust meet every 2 weeks from child-moves\nmust hold talk every 4 weeks from refer\n"), happened("child-moves", "2026-11-02T10:00"), `
refer: 2026-12-24T16:50; 2026-12-24T16:50 at once
next: 2027-02-04; 2027-02-04; 2027-01-01; 2026-12-28; 2027-01-21
`},
		{"a disagreement is no part of it", "", one("", "must discuss disagreement with referrer within 1 working day of disagreement\nmust chase referral within 1 working day of apart\nmust consult recovery within 1 day of apart.1\n") + "escalation apart \"Apart\" {\n  stage 1 {\n    between worker within 1 working day\n  }\n}\n", eve, `
refer: 2026-12-24T16:50; 2026-12-24T16:50 at once
next: -; -; -; -
`},
	} {
		t.Run(strings.ReplaceAll(test.name, " ", "-"), func(t *testing.T) {
			if got := told(t, area(test.clocks, test.body), test.m); got != test.want[1:] {
				t.Errorf("got\n%swant\n%s", got, test.want[1:])
			}
		})
	}
}

func TestStepsThatWaitForEachOther(t *testing.T) {
	body := `pathway to-hub "Referral" {
  from any agency
  to mash
  step a {
    by worker
    must meet within 1 working day of b
  }
  step b {
    by worker
    must meet within 1 working day of a
  }
  step c {
    by worker
    must meet within 1 working day of c
  }
}
`
	want := "a: -; -\nb: -; -\nc: -; -\n"
	if got := told(t, area("", body), decide.Moments{Start: at(t, "2026-12-24T16:50")}); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestAnEscalation(t *testing.T) {
	r := rules(t, area("", `escalation apart "Apart" {
  stage 1 {
    between       worker within 1 working day or sooner if danger
    must          record disagreement
  }
  stage 2 {
    between       worker within 2 working days
    must          tell recovery within 1 working day of 2
    must          tell parents at once
  }
  stage 3 {
    between       worker within 1 working week of disagreement
  }
  stage 4 {
    between       worker
    must          decide outcome within 24 hours of apart
    must          tell recovery within 1 hour of 4
  }
}
`))
	timing := decide.NewTiming(r)
	times, err := timing.Escalation(&r.Escalations[0], decide.Moments{Start: at(t, "2026-12-24T16:50")})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"2026-12-29 or 2026-12-24T16:50", "2027-01-04 or 2026-12-31", "2027-01-05", "2026-12-25T17:50"}
	for i, s := range times {
		if got := said(s.Due, s.Soonest); got != want[i] {
			t.Errorf("stage %d: %s, want %s", i+1, got, want[i])
		}
	}
	waits, err := timing.EscalationWaits(&r.Escalations[0], timing.Year())
	longest, ok := decide.Longest(waits)
	if err != nil || !ok || longest.Name != "apart.3" || longest.Longest().Start.String() != "Wednesday 23 December 2026 00:00" || longest.Longest().Due.String() != "by the end of Monday 4 January 2027" {
		t.Errorf("the longest is %+v, %v", longest, err)
	}
}

func TestADutyOutsidePathways(t *testing.T) {
	r := rules(t, area("  must tell recovery within 1 working day of child-moves\n  must telephone mash at once when danger\n  must record \"it\"\n  should meet within 1 working day of to-hub.refer\n", steps("")))
	timing := decide.NewTiming(r)
	m := decide.Moments{Start: at(t, "2026-12-24T16:50"), Happened: map[string]clock.Point{"child-moves": at(t, "2026-12-23T10:00")}}
	want := []string{"2026-12-24", "2026-12-24T16:50", "-", "2026-12-29"}
	for i := range r.Duties {
		d, err := timing.Duty(&r.Duties[i], m)
		if got := said(d.Due, d.Soonest); err != nil || got != want[i] || d.Timed != (i != 2) || d.AtOnce != (i == 1) {
			t.Errorf("%s: %+v, %v; want %s", r.Duties[i].Text, d, err, want[i])
		}
	}
}

func TestCountedFromTheDayInForce(t *testing.T) {
	r := rules(t, area("", one("", "must report progress within 3 months of refer\n")))
	r.Pathways[0].Steps[1].Duties[0].Times[0].Anchor = &ruleset.Anchor{Kind: "document", Name: r.Document.Name}
	times, err := decide.NewTiming(r).Pathway(&r.Pathways[0], decide.Moments{})
	if err != nil || times[1].Due.String() != "by the end of Wednesday 1 July 2026" {
		t.Errorf("3 months after 1 April 2026: %+v, %v", times, err)
	}
}

func TestTimesOutsideTheCalendar(t *testing.T) {
	r := rules(t, area("", one("", "must decide within 1 working day of refer\n")))
	timing := decide.NewTiming(r)
	if _, err := timing.Pathway(&r.Pathways[0], decide.Moments{Start: at(t, "2036-05-01T10:00")}); err == nil || !strings.Contains(err.Error(), "2020 to 2035") {
		t.Errorf("a referral in 2036: %v", err)
	}
	if _, err := timing.PathwayWaits(&r.Pathways[0], clock.Date(2035, 6, 1)); err == nil {
		t.Error("a year that ends in 2036 has a longest wait")
	}
	for text, want := range map[string]string{"": "2026-01-01", "2027": "2027-01-01", "2027-03": "2027-03-01", "2027-03-04": "2027-03-04"} {
		r.Document.InForce = text
		if got := decide.NewTiming(r).Year().ISO(); got != want {
			t.Errorf("in force %q: the year starts on %s", text, got)
		}
	}
}
