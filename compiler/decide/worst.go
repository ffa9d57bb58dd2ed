package decide

import (
	"slices"

	"concordat/compiler/clock"
	"concordat/compiler/ruleset"
)

// LongestWait is the longest that a family may wait for a step, or professionals
// for a stage, if everybody keeps every time to the last minute, over all starts of
// a year. Where a duty holds in some cases only, or has a shorter time in some, the
// slowest case is taken.
type LongestWait struct {
	Name  string // of the step or stage, behind that of its pathway or escalation and a dot
	Title string
	// Event is the event or the meeting that the wait is counted from; "" for the
	// receipt of the family, or the disagreement.
	Event string
	// Aside says that the step only happens because something else was late.
	Aside bool
	clock.Worst
	ruleset.Place
}

// Year returns the first day of the year that longest waits and comparisons look
// at: the one from which the rules hold; where the document does not say, 1
// January 2026, so that the same rules always give the same answer.
func (t *Timing) Year() clock.Day {
	if d, ok := t.inForce(); ok {
		return d
	}
	return clock.Date(2026, 1, 1)
}

// PathwayWaits returns the longest wait for each step of a pathway that can be
// counted from the start or from one single event, in their order. Starts are
// told apart by whether the receiver itself is open, and those left out at which
// nobody answers.
func (t *Timing) PathwayWaits(p *ruleset.Pathway, from clock.Day) ([]LongestWait, error) {
	return t.waits(len(p.Steps), from, p, func(c *counting, n int) (place, LongestWait) {
		whole, _ := c.wholeStep(p, n)
		s := &p.Steps[n]
		return whole.due, LongestWait{Name: p.Name + "." + s.Name, Title: titleOr(s.Title, s.Name), Aside: t.aside(p, n), Place: s.Place}
	})
}

// EscalationWaits does so for each stage of an escalation. The wait for the last
// is the sum of all.
func (t *Timing) EscalationWaits(e *ruleset.Escalation, from clock.Day) ([]LongestWait, error) {
	return t.waits(len(e.Stages), from, nil, func(c *counting, n int) (place, LongestWait) {
		c.disagreement = true
		whole, _ := c.wholeStage(e, n)
		s := &e.Stages[n]
		return whole.due, LongestWait{Name: e.Name + "." + s.Name, Title: titleOr(s.Title, "stage "+s.Name), Place: s.Place}
	})
}

// Longest returns the longest of some waits, of several the first; ok is false if
// there is none. Waits from one moment and from another cannot be told apart by
// length: only those count that are counted from what the first of them is, the
// start where any is. Steps that happen because something was late do not count.
func Longest(all []LongestWait) (longest LongestWait, ok bool) {
	event := ""
	if !slices.ContainsFunc(all, func(w LongestWait) bool { return w.Event == "" && !w.Aside }) {
		for i := len(all) - 1; i >= 0; i-- {
			if !all[i].Aside {
				event = all[i].Event
			}
		}
	}
	for _, w := range all {
		if x := w.Longest(); !w.Aside && w.Event == event && (!ok || x.Long > longest.Longest().Long) {
			longest, ok = w, true
		}
	}
	return longest, ok
}

// waits works out n waits: first those that count from the start, then those that
// count from each event that was met on the way.
func (t *Timing) waits(n int, from clock.Day, p *ruleset.Pathway, count func(c *counting, n int) (place, LongestWait)) ([]LongestWait, error) {
	all := make([]LongestWait, n)
	found := make([]bool, n)
	events := []string{""}
	for k := 0; k < len(events); k++ {
		c := t.counting(Moments{})
		c.open, c.origin = true, events[k]
		places := make([]place, n)
		for i := range n {
			var w LongestWait
			if places[i], w = count(c, i); places[i].state == isKnown && places[i].from == clock.Start {
				places[i] = c.last([]place{c.node(clock.Node{Limits: []clock.Count{places[i].count(clock.Limit{Kind: clock.AtOnce})}})})
			}
			if !found[i] {
				w.Event = events[k]
				all[i] = w
			}
		}
		if k == 0 {
			events = append(events, c.missing...)
			t.answering(c, p)
		}
		if !slices.ContainsFunc(places, func(p place) bool { return p.state == isKnown && p.from >= 0 }) {
			continue
		}
		worst, err := c.chain.WorstCase(from)
		if err != nil {
			return nil, err
		}
		for i, p := range places {
			if !found[i] && p.state == isKnown && p.from >= 0 {
				all[i].Worst, found[i] = worst[p.from], true
			}
		}
	}
	kept := all[:0]
	for i, w := range all {
		if found[i] && w.Longest().Found && w.Longest().Long >= 0 { // what is due before an event does not wait for it
			kept = append(kept, w)
		}
	}
	return kept, nil
}

// answering tells the chain of a pathway who answers at its start.
func (t *Timing) answering(c *counting, p *ruleset.Pathway) {
	if p == nil {
		return
	}
	team := t.receiver(p)
	if c.chain.Receiver = t.open(team); c.chain.Receiver == nil {
		return
	}
	for _, other := range t.hours.Line(team)[1:] {
		if h := t.open(other); h != nil {
			c.chain.InPlace = append(c.chain.InPlace, h)
		}
	}
}

// aside says whether a step happens only because something was late: no outcome
// leads to it.
func (t *Timing) aside(p *ruleset.Pathway, n int) bool {
	path := p.Name + "." + p.Steps[n].Name
	late := false
	for i := range t.rules.Pathways {
		for j := range t.rules.Pathways[i].Steps {
			s := &t.rules.Pathways[i].Steps[j]
			if slices.ContainsFunc(s.Outcomes, func(o ruleset.Outcome) bool { return slices.Contains(o.Then, path) }) {
				return false
			}
			late = late || slices.Contains(s.IfLate, path)
		}
	}
	return late && p.Steps[n].OnlyThen
}
