package decide

import (
	"fmt"
	"strings"

	"concordat/compiler/clock"
	"concordat/compiler/ruleset"
)

// TimeFinding is something wrong with a time, found by looking at every start of
// a year.
type TimeFinding struct {
	// Code is looser-than-statute, unit-differs or impossible-window.
	Code string
	// Place is that of the duty.
	Place ruleset.Place
	// Limit is the time limit that the step is under; nil for impossible-window.
	Limit *ruleset.TimeLimit
	// Start is the first start at which it is wrong; none for unit-differs.
	Start clock.Moment
	// Due is when the duty is due for that start, and Other when the limit ends or,
	// for impossible-window, when the duty is first allowed.
	Due, Other clock.Point
	// Message says what is wrong and Help what to do. Dates are those that show it,
	// where the message does without.
	Message, Dates, Help string
}

// Findings holds every step that is under a time limit against it, and looks for
// duties that can never be done in time because they are not allowed before.
//
// Every `must` of the step that has a time is held against the limit, and neither
// a condition nor a shorter time in some cases excuses it. A limit is counted from
// what it names; `receipt` is the moment at which the pathway starts, however late
// its own count begins. Where the step is counted from something else that has no
// date either, both are taken to start together. An error is about the calendar.
func (t *Timing) Findings(from clock.Day) ([]TimeFinding, error) {
	var all []TimeFinding
	limits := map[string]*ruleset.TimeLimit{}
	for i := range t.rules.TimeLimits {
		limits[t.rules.TimeLimits[i].Name] = &t.rules.TimeLimits[i]
	}
	for i := range t.rules.Pathways {
		p := &t.rules.Pathways[i]
		for n := range p.Steps {
			s := &p.Steps[n]
			for _, name := range s.Under {
				for j := range s.Duties {
					x := &s.Duties[j]
					if limits[name] == nil || x.Modality != "must" || len(x.Times) == 0 {
						continue
					}
					f, err := t.against(x, limits[name], spot{pathway: p, n: n}, from)
					if err != nil {
						return all, err
					}
					if f != nil {
						all = append(all, *f)
					}
				}
			}
		}
	}
	var failed error
	t.eachDuty(func(x *ruleset.Duty, at spot) {
		f, err := t.window(x, at, from)
		if err != nil && failed == nil {
			failed = err
		}
		if f != nil {
			all = append(all, *f)
		}
	})
	return all, failed
}

// against holds a duty against a limit; nil if it is as strict and in the same
// unit.
func (t *Timing) against(x *ruleset.Duty, limit *ruleset.TimeLimit, at spot, from clock.Day) (*TimeFinding, error) {
	c := t.counting(Moments{})
	c.open, c.origin = true, limitEvent(limit)
	own := c.times(x.Times, at).due
	together := own.state != isKnown || own.from < 0
	if together {
		c = t.counting(Moments{})
		c.direct = true
		if own = c.times(x.Times, at).due; own.state != isKnown || own.from < 0 {
			return nil, nil
		}
	}
	law := c.statute(limit)
	if law.state != isKnown {
		return nil, nil
	}
	later, err := c.chain.FirstLater(int(own.from), int(law.from), from)
	if err != nil {
		return nil, err
	}
	f := &TimeFinding{Place: x.Place, Limit: limit}
	text := limitText(limit.Times)
	title := "“" + titleOr(limit.Title, limit.Name) + "” (" + text + ")"
	switch unit := unitOf(limit.Times); {
	case later.Found:
		f.Code, f.Start, f.Due, f.Other = "looser-than-statute", later.Start, later.A, later.B
		f.Message = fmt.Sprintf("counted from %s, this duty is due %s, and its limit ends %s", atText(later.Start), dueText(later.A), endText(later.B))
		if short := t.longer(x.Times, limit); short != "" {
			f.Message, f.Dates = short, fmt.Sprintf("a start on %s: the duty is due %s, and the limit ends %s", atText(later.Start), dueText(later.A), endText(later.B))
		}
		f.Help = "the step is under " + title + ": write `" + text + "`, counted from the same moment as the limit, or a shorter time; if the limit is not about this duty, put it in a step of its own"
	case unit != "" && unitOf(x.Times) != "" && unitOf(x.Times) != unit:
		f.Code = "unit-differs"
		f.Message = fmt.Sprintf("this duty counts in %s and the limit that its step is under in %s, %s; on no day of the year is it later", plural(unitOf(x.Times)), plural(unit), title)
		f.Help = "write the time as the limit has it; if it is stricter on purpose, add `allow unit-differs because \"…\"`"
	default:
		return nil, nil
	}
	return f, nil
}

// longer says by the lengths alone that a time is longer than a limit, and who sets
// that; empty where the lengths do not show it.
func (t *Timing) longer(times []ruleset.Time, limit *ruleset.TimeLimit) string {
	own, law := lengthIn(times), lengthIn(limit.Times)
	if own == nil || law == nil || own.Kind != law.Kind || own.Unit == law.Unit && own.N <= law.N {
		return ""
	}
	is := " is"
	if own.Unit != law.Unit {
		is = " can be"
	}
	var by []string
	for _, set := range limit.SetBy {
		for i := range t.rules.Documents {
			if d := &t.rules.Documents[i]; d.Name == set {
				by = append(by, titleOr(d.Title, d.Name))
			}
		}
	}
	if by == nil {
		by = []string{"“" + titleOr(limit.Title, limit.Name) + "”"}
	}
	return lengthText(own.N, own.Unit) + is + " longer than the " + lengthText(law.N, law.Unit) + " of " + strings.Join(by, ", ")
}

// lengthIn returns the only time that is a length; nil if there is none, or more.
func lengthIn(times []ruleset.Time) *ruleset.Time {
	var only *ruleset.Time
	for i := range times {
		switch times[i].Kind {
		case "within", "every":
			if only != nil {
				return nil
			}
			only = &times[i]
		}
	}
	return only
}

// limitEvent returns the event that a limit is counted from; "" for the start of
// the pathway.
func limitEvent(limit *ruleset.TimeLimit) string {
	for i := range limit.Times {
		if a := limit.Times[i].Anchor; a != nil && a.Name != "receipt" && a.Kind != "pathway" {
			return a.Name
		}
	}
	return ""
}

// statute adds the node of a limit, counted from the start whatever it is.
func (c *counting) statute(t *ruleset.TimeLimit) place {
	var n clock.Node
	for i := range t.Times {
		if l, ok := limit(&t.Times[i], nil); ok && l.Kind != clock.NotBefore {
			n.Limits = append(n.Limits, clock.Count{Limit: l, From: clock.Start, Statutory: true})
		}
	}
	if len(n.Limits) == 0 {
		return place{}
	}
	return c.node(n)
}

// window looks for a start for which a duty is not allowed until it is too late.
func (t *Timing) window(x *ruleset.Duty, at spot, from clock.Day) (*TimeFinding, error) {
	var anchors []ruleset.Anchor
	opens := 0
	for i := range x.Times {
		switch x.Times[i].Kind {
		case "not-before", "between":
			opens++
		case "within", "before", "at", "at-once":
		default:
			continue
		}
		var a ruleset.Anchor
		if x.Times[i].Anchor != nil {
			a = *x.Times[i].Anchor
		}
		anchors = append(anchors, a)
	}
	if opens == 0 || len(anchors) < 2 {
		return nil, nil
	}
	same := true
	for _, a := range anchors {
		same = same && a == anchors[0]
	}
	for _, quick := range []bool{false, true} { // a shorter time in some cases may be too short
		later, err := t.shut(x, at, from, same, quick)
		if err != nil {
			return nil, err
		}
		if later.Found {
			return &TimeFinding{
				Code: "impossible-window", Place: x.Place, Start: later.Start, Due: later.B, Other: later.A,
				Message: fmt.Sprintf("counted from %s, this is due %s, and not allowed before %s", atText(later.Start), dueText(later.B), atText(later.A.At)),
				Help:    "write a longer time for the end, or a shorter one after `not before`",
			}, nil
		}
	}
	return nil, nil
}

// shut looks for a start at which the first moment that a duty allows comes after
// the last. Either both are counted from the same thing, or from two that hang on
// one start.
func (t *Timing) shut(x *ruleset.Duty, at spot, from clock.Day, same, quick bool) (clock.Later, error) {
	events := []string{""}
	for k := 0; k < len(events); k++ {
		c := t.counting(Moments{})
		c.open, c.loose, c.quick, c.direct, c.disagreement, c.origin = true, true, quick, same, at.escalation != nil, events[k]
		own := c.times(x.Times, at)
		if own.due.state == isKnown && own.from.state == isKnown && own.due.from >= 0 && own.from.from >= 0 {
			return c.chain.FirstLater(int(own.from.from), int(own.due.from), from)
		}
		if k == 0 {
			events = append(events, c.missing...)
		}
	}
	return clock.Later{}, nil
}

// eachDuty calls f for every duty of the rule set, in the order of the text of
// each kind.
func (t *Timing) eachDuty(f func(x *ruleset.Duty, at spot)) {
	r := t.rules
	all := func(list []ruleset.Duty, at spot) {
		for i := range list {
			f(&list[i], at)
		}
	}
	all(r.Duties, spot{})
	for i := range r.Levels {
		all(r.Levels[i].Duties, spot{})
	}
	var teams func(list []ruleset.Team)
	teams = func(list []ruleset.Team) {
		for i := range list {
			all(list[i].Duties, spot{})
			teams(list[i].Teams)
		}
	}
	for i := range r.Agencies {
		a := &r.Agencies[i]
		teams(a.Teams)
		for j := range a.Contracts {
			all(a.Contracts[j].Duties, spot{})
		}
		all(a.Duties, spot{})
	}
	for i := range r.Roles {
		all(r.Roles[i].Duties, spot{})
	}
	for i := range r.Groups {
		all(r.Groups[i].Duties, spot{})
	}
	for i := range r.Pathways {
		p := &r.Pathways[i]
		all(p.Duties, spot{pathway: p, n: -1})
		for n := range p.Steps {
			all(p.Steps[n].Duties, spot{pathway: p, n: n})
		}
	}
	for i := range r.Meetings {
		all(r.Meetings[i].Duties, spot{})
	}
	for i := range r.Shares {
		all(r.Shares[i].Duties, spot{})
	}
	for i := range r.Escalations {
		e := &r.Escalations[i]
		all(e.Duties, spot{})
		for n := range e.Stages {
			all(e.Stages[n].Duties, spot{escalation: e, n: n})
		}
	}
}

// atText says a moment: "Thursday 24 December 2026 at 16:50".
func atText(m clock.Moment) string {
	return fmt.Sprintf("%s at %02d:%02d", m.Day(), m.Clock()/60, m.Clock()%60)
}

// dueText says a point behind "is due", endText behind "ends".
func dueText(p clock.Point) string {
	if p.EndOfDay {
		return p.String()
	}
	return "on " + atText(p.At)
}

func endText(p clock.Point) string {
	if p.EndOfDay {
		return "at the end of " + p.Day().String()
	}
	return "on " + atText(p.At)
}

// limitText says how long a limit is: "within 1 working day".
func limitText(times []ruleset.Time) string {
	var parts []string
	for i := range times {
		x := &times[i]
		switch x.Kind {
		case "within":
			parts = append(parts, "within "+lengthText(x.N, x.Unit))
		case "every":
			parts = append(parts, "every "+lengthText(x.N, x.Unit))
		case "before":
			parts = append(parts, "at least "+lengthText(x.N, x.Unit)+" before")
		case "between":
			parts = append(parts, fmt.Sprintf("between %d and %s", x.N, lengthText(x.Upper, x.Unit)))
		}
	}
	return strings.Join(parts, ", ")
}

func lengthText(n int, unit string) string {
	if text := plural(unit); n != 1 {
		return fmt.Sprintf("%d %s", n, text)
	}
	return "1 " + strings.ReplaceAll(unit, "-", " ")
}

func plural(unit string) string { return strings.ReplaceAll(unit, "-", " ") + "s" }

// unitOf returns the unit that a time is counted in, those that are the same made
// one: a working week is five working days, a week seven calendar days and a year
// twelve months.
func unitOf(times []ruleset.Time) string {
	for i := range times {
		switch times[i].Kind {
		case "within", "every", "before", "between":
			switch u := times[i].Unit; u {
			case "working-week":
				return "working-day"
			case "day", "week":
				return "calendar-day"
			case "year":
				return "month"
			default:
				return u
			}
		}
	}
	return ""
}
