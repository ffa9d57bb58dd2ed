package scenario

import (
	"slices"
	"strings"

	"concordat/compiler/clock"
	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// drafts are the examples to try for a change and a family: from those whom it may
// concern, and if it is about time, on a day that tells working days from others.
func (s *suggester) drafts(m *Mutant, f *family) []*ruleset.Scenario {
	base := ruleset.Scenario{Rest: "quiet"}
	for _, i := range f.away {
		base.Family = append(base.Family, condition(s.engine.Logic.Vars[i], f.answers[i]))
	}
	if len(base.Family) == 0 && len(s.rules.Questions) > 0 { // a family needs a line
		for i, v := range s.engine.Logic.Vars {
			if v.Kind == logic.Question && v.Applies == nil {
				base.Family = append(base.Family, condition(v, f.answers[i]))
				break
			}
		}
	}
	days := []int{0}
	if m.timed {
		days = []int{4, 3, 2, 1, 0} // Friday first: there working days and others part soonest
	}
	var all []*ruleset.Scenario
	for _, name := range s.senders(m) {
		for _, weekday := range days {
			x := base
			x.From = name
			if m.timed {
				s.times(m, &x, weekday)
			}
			all = append(all, &x)
		}
	}
	return all
}

// condition is the answer to one variable, as an example has it.
func condition(v *logic.Var, a logic.Answer) ruleset.Condition {
	p := ruleset.Part{Name: v.Name, Test: "is"}
	switch v.Kind {
	case logic.Question:
		p.Op = "question"
	case logic.Consent:
		p.Op, p.Name = "consent", ""
	case logic.Words:
		p = ruleset.Part{Op: "words", Question: v.Name}
	case logic.Reason:
		p = ruleset.Part{Op: "reason", Name: v.Name}
	case logic.Event:
		p = ruleset.Part{Op: "event", Name: v.Name}
	}
	if p.Test != "" {
		if v.Number() {
			p.Numbers = []int{v.Low + int(a)}
		} else {
			p.Values = []string{v.Answers[a]}
		}
	}
	return ruleset.Condition{Tree: p}
}

// maxSenders bounds how many agencies are tried for one example.
const maxSenders = 4

// senders are the agencies that an example for a change may come from.
func (s *suggester) senders(m *Mutant) []string {
	var from []ruleset.Party
	found := false
	for _, p := range s.rules.Pathways {
		if p.Name == m.thing {
			from, found = p.From, true
		}
	}
	for _, x := range s.rules.Shares {
		if x.Name == m.thing {
			from, found = x.From, true
		}
	}
	if !found {
		return []string{""}
	}
	var all []string
	try := func(name string) {
		if len(all) < maxSenders && !slices.Contains(all, name) && s.engine.Sends(from, name) == logic.True {
			all = append(all, name)
		}
	}
	if m.Sort == Recipient { // whoever is taken out by the change
		was := strings.TrimPrefix(m.Was, "from ")
		for _, a := range s.rules.Agencies {
			if a.Name == was || slices.Contains(teamNames(a.Teams), was) {
				try(a.Name)
			}
		}
	}
	now := strings.TrimPrefix(m.Now, "from ")
	for i := range s.rules.Agencies {
		if a := &s.rules.Agencies[i]; a.Name != now && !slices.Contains(teamNames(a.Teams), now) {
			try(a.Name)
		}
	}
	return all
}

// times gives an example a moment, on the first such day of the week after the
// agreement is in force, and moments to the events that the changed time is counted
// from, and to steps that have no time of their own.
func (s *suggester) times(m *Mutant, x *ruleset.Scenario, weekday int) {
	x.Happened = nil
	day, err := clock.ParseDay(s.rules.Document.InForce)
	if err != nil {
		day = clock.Date(2026, 1, 1)
	}
	for day.Weekday() != weekday {
		day++
	}
	x.At = day.ISO() + "T15:00"
	seen := map[string]bool{}
	var follow func(name string)
	follow = func(name string) {
		if seen[name] {
			return
		}
		seen[name] = true
		for _, t := range s.timesOf(name) {
			if t.Anchor == nil {
				continue
			}
			kind := t.Anchor.Kind
			if kind == "step" && t.Anchor.Name != name && len(s.timesOf(t.Anchor.Name)) == 0 {
				kind = "event"
			}
			switch kind {
			case "step":
				follow(t.Anchor.Name)
			case "event", "moment", "meeting":
				on := day
				if t.Kind == "before" || t.Kind == "at" {
					on += clock.Day(84 - weekday) // a Monday, far enough ahead
				}
				if !slices.ContainsFunc(x.Happened, func(h ruleset.Happened) bool { return h.Name == t.Anchor.Name }) {
					x.Happened = append(x.Happened, ruleset.Happened{Name: t.Anchor.Name, At: on.ISO() + "T10:00"})
				}
			}
		}
	}
	at := m.thing
	if m.part != "" {
		at += "." + m.part
	}
	follow(at)
}

// timesOf returns the times in a step, a level, a pathway or a share.
func (s *suggester) timesOf(name string) []ruleset.Time {
	var all []ruleset.Time
	add := func(duties []ruleset.Duty) {
		for _, d := range duties {
			all = append(all, d.Times...)
		}
	}
	way, step, _ := strings.Cut(name, ".")
	for i := range s.rules.Pathways {
		p := &s.rules.Pathways[i]
		if p.Name != way {
			continue
		}
		for j := range p.Steps {
			if p.Steps[j].Name == step {
				add(p.Steps[j].Duties)
			}
		}
		if step == "" {
			add(p.Duties)
		}
	}
	for i := range s.rules.Shares {
		if s.rules.Shares[i].Name == name {
			add(s.rules.Shares[i].Duties)
		}
	}
	for i := range s.rules.Levels {
		if s.rules.Levels[i].Name == name {
			add(s.rules.Levels[i].Duties)
		}
	}
	return all
}
