package decide

import (
	"slices"

	"concordat/compiler/clock"
	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// Timing counts the times of a rule set. It is made once, never changed, and may
// be used by many goroutines.
//
// A step is done when the latest of its `must` duties with a time is, and an
// earlier step is taken at that moment where a later one is counted from it,
// unless the case says when it was done. So is a meeting, by the time at which it
// is held, if it is held once; a step of another pathway, as if that pathway had started with this
// one; and a stage, by its own time. A duty that is counted from its own step
// follows it and does not make it later for others. What is at once, or has no
// anchor, is counted from the step above, or from that which leads to the step if
// it happens only then, be it of another pathway. A step to which only a refusal of
// the family leads has its turn at the moment of that, which the case has to give.
//
// Nothing is counted back from a moment that is itself only a limit: a report that
// is due two working days before a conference has no date until the conference
// has one.
type Timing struct {
	rules    *ruleset.RuleSet
	calendar *clock.Calendar
	hours    *clock.Teams

	pathways map[string]*ruleset.Pathway
	steps    map[string]stepAt // by pathway and step with a dot between them
	stages   map[string]stageAt
	meetings map[string]*ruleset.Meeting
	counted  map[string]*ruleset.Question // by event: the question that counts the time since it
	agencies map[string]*ruleset.Agency
	ledBy    map[string]stepAt // by step that happens only then: the first that leads to it, one of its own pathway before others
	refused  map[string]bool   // steps that a level turns to when the family says no
}

type stepAt struct {
	pathway *ruleset.Pathway
	n       int
}

type stageAt struct {
	escalation *ruleset.Escalation
	n          int
}

// NewTiming returns the timing of a rule set.
func NewTiming(r *ruleset.RuleSet) *Timing {
	cal := calendar(r)
	return newTiming(r, cal, hoursOf(r, cal))
}

func newTiming(r *ruleset.RuleSet, cal *clock.Calendar, hours *clock.Teams) *Timing {
	t := &Timing{
		rules: r, calendar: cal, hours: hours, pathways: map[string]*ruleset.Pathway{}, steps: map[string]stepAt{}, stages: map[string]stageAt{},
		meetings: map[string]*ruleset.Meeting{}, counted: map[string]*ruleset.Question{}, agencies: map[string]*ruleset.Agency{},
		ledBy: map[string]stepAt{}, refused: map[string]bool{},
	}
	for i := range r.Pathways {
		p := &r.Pathways[i]
		t.pathways[p.Name] = p
		for n := range p.Steps {
			t.steps[p.Name+"."+p.Steps[n].Name] = stepAt{p, n}
		}
	}
	t.whoLeads(r)
	for i := range r.Escalations {
		e := &r.Escalations[i]
		for n := range e.Stages {
			t.stages[e.Name+"."+e.Stages[n].Name] = stageAt{e, n}
		}
	}
	for i := range r.Meetings {
		t.meetings[r.Meetings[i].Name] = &r.Meetings[i]
	}
	for i := range r.Agencies {
		t.agencies[r.Agencies[i].Name] = &r.Agencies[i]
	}
	for i := range r.Questions {
		q := &r.Questions[i]
		if q.Name == "weeks-pregnant" { // the moment `pregnancy` needs no declaration
			t.counted["pregnancy"] = q
		}
		for j := range r.Events {
			if r.Events[j].CountedBy == q.Name {
				t.counted[r.Events[j].Name] = q
			}
		}
	}
	return t
}

// whoLeads notes what leads to the steps that happen only then.
func (t *Timing) whoLeads(r *ruleset.RuleSet) {
	for i := range r.Pathways {
		for n := range r.Pathways[i].Steps {
			s := &r.Pathways[i].Steps[n]
			lead := func(names []string) {
				for _, name := range names {
					to, ok := t.steps[name]
					if !ok || !to.pathway.Steps[to.n].OnlyThen {
						continue
					}
					if have, ok := t.ledBy[name]; !ok || have.pathway != to.pathway && &r.Pathways[i] == to.pathway {
						t.ledBy[name] = stepAt{&r.Pathways[i], n}
					}
				}
			}
			for _, o := range s.Outcomes {
				lead(o.Then)
			}
			lead(s.IfLate)
		}
	}
	for i := range r.Levels {
		for _, name := range r.Levels[i].IfRefused {
			if to, ok := t.steps[name]; ok && to.pathway.Steps[to.n].OnlyThen {
				t.refused[name] = true
			}
		}
	}
}

// Moments is what is known of one case when its times are counted.
type Moments struct {
	// Start is when the case comes in: a pathway or a disagreement starts then.
	// Unless Happened says when it was received.
	Start clock.Point
	// Now is when the questions were answered; not known, at the start.
	Now clock.Point
	// Happened has the moments that the case gives, by the name of an event or a
	// meeting, or of a pathway and a step with a dot between them.
	Happened map[string]clock.Point
	// Refused says that the family said no, so that the turn of a step to which a level
	// turns then comes at that moment and at no other.
	Refused bool
	// Holds says whether a condition holds; nil, nothing is known.
	Holds func(*ruleset.Condition) logic.Truth
	// Counted returns the answer to a question that counts the time since an event,
	// as that many of its units before Now; nil, no answer is known.
	Counted func(question string) (n int, known bool)
}

// holds returns what is known of a condition; none holds always.
func (m *Moments) holds(c *ruleset.Condition) logic.Truth {
	switch {
	case c == nil:
		return logic.True
	case m.Holds == nil:
		return logic.Unknown
	}
	return m.Holds(c)
}

// StepTime is when a step or a stage is due.
type StepTime struct {
	// Due is the latest moment that the times of its `must` duties allow for all of
	// it, duties in doubt among them; not known where it hangs on a moment that is
	// not known, or where nothing in it has a time.
	Due clock.Point
	// Soonest is the same if everything in doubt turns out so that it is sooner.
	Soonest clock.Point
	// Duties has an entry for each duty, in their order.
	Duties []DutyTime
}

// DutyTime is when one duty is due.
type DutyTime struct {
	Timed   bool        // it has a time at all
	Due     clock.Point // the latest moment; not known where it hangs on one that is not known
	Soonest clock.Point // the same if everything in doubt turns out so that it is sooner
	From    clock.Point // the first moment that is allowed; not known, any
	AtOnce  bool        // it certainly is to be done at once
	// If are the conditions in doubt that its own time would be sooner under.
	If []*ruleset.Condition
}

// Pathway returns when each step of a pathway is due. An error is about the
// calendar: see [clock.RangeError].
func (t *Timing) Pathway(p *ruleset.Pathway, m Moments) ([]StepTime, error) {
	return t.each(len(p.Steps), m, func(c *counting, n int) (timed, []timed) { return c.wholeStep(p, n) })
}

// Escalation returns when each stage of an escalation is due, for a disagreement
// that begins at the start.
func (t *Timing) Escalation(e *ruleset.Escalation, m Moments) ([]StepTime, error) {
	return t.each(len(e.Stages), m, func(c *counting, n int) (timed, []timed) {
		c.disagreement = true
		return c.wholeStage(e, n)
	})
}

// Duty returns when a duty outside pathways and escalations is due: what is at
// once or has no anchor is counted from the start.
func (t *Timing) Duty(x *ruleset.Duty, m Moments) (DutyTime, error) {
	all, err := t.each(1, m, func(c *counting, _ int) (timed, []timed) {
		own := c.times(x.Times, spot{})
		return own, []timed{own}
	})
	if err != nil {
		return DutyTime{}, err
	}
	return all[0].Duties[0], nil
}

// Missing returns the events and meetings without a moment that a duty outside
// escalations was to be counted from, in the order in which they are met: of the
// n-th step of a pathway, or with no pathway of none.
func (t *Timing) Missing(x *ruleset.Duty, p *ruleset.Pathway, n int, m Moments) []string {
	c := t.counting(m)
	c.times(x.Times, spot{pathway: p, n: n})
	return c.missing
}

// each counts n things twice: with everything in doubt taken so that it is later,
// and so that it is sooner. Where nothing is in doubt, once.
func (t *Timing) each(n int, m Moments, count func(c *counting, n int) (timed, []timed)) ([]StepTime, error) {
	all := make([]StepTime, n)
	for _, quick := range []bool{false, true} {
		c := t.counting(m)
		c.quick = quick
		whole := make([]timed, n)
		duties := make([][]timed, n)
		for i := range n {
			whole[i], duties[i] = count(c, i)
		}
		points, err := c.points()
		if err != nil {
			return nil, err
		}
		for i := range n {
			s := &all[i]
			if s.Soonest = points(whole[i].due); !quick {
				s.Due = s.Soonest
				s.Duties = make([]DutyTime, len(duties[i]))
			}
			for j, d := range duties[i] {
				x := &s.Duties[j]
				if x.Soonest = points(d.due); !quick {
					*x = DutyTime{Timed: d.timed, Due: x.Soonest, Soonest: x.Soonest, From: points(d.from), AtOnce: d.atOnce, If: d.doubts}
				}
			}
		}
		if !c.doubt {
			break
		}
	}
	return all, nil
}

// receiver returns the team to which a pathway brings a case: the first that it
// names, or the front team of the first agency; "" if it names none.
func (t *Timing) receiver(p *ruleset.Pathway) string {
	for _, to := range p.To {
		switch to.Kind {
		case "team":
			return to.Name
		case "agency":
			if a := t.agencies[to.Name]; a != nil {
				if team := front(a); team != nil {
					return team.Name
				}
			}
		}
	}
	return ""
}

// open returns the hours of a team, nil if they are not known or never come: every
// hour counts then.
func (t *Timing) open(team string) *clock.Hours {
	h := t.hours.Hours(team)
	if h == nil {
		return nil
	}
	if _, err := h.NextOpening(clock.Date(2026, 1, 1).Start()); err != nil {
		return nil
	}
	return h
}

// atOpening says whether the count of a pathway starts when the receiver next
// opens. It never does where a level that nothing delays takes the pathway.
func (t *Timing) atOpening(p *ruleset.Pathway) bool {
	if p.ClockStarts != "at-opening" {
		return false
	}
	for _, level := range t.rules.NothingDelays {
		if len(p.Levels) == 0 || slices.Contains(p.Levels, level) {
			return false
		}
	}
	return true
}

// inForce returns the day from which the rules hold. Of a month or a year it is
// the first day; ok is false where the document does not say.
func (t *Timing) inForce() (d clock.Day, ok bool) {
	text := t.rules.Document.InForce
	if len(text) == 4 {
		text += "-01"
	}
	if len(text) == 7 {
		text += "-01"
	}
	d, err := clock.ParseDay(text)
	return d, err == nil
}
