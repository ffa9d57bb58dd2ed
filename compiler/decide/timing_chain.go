package decide

import (
	"slices"
	"strings"

	"concordat/compiler/clock"
	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// counting makes a chain of what is to be counted, and of all that it is counted
// from.
type counting struct {
	t     *Timing
	m     Moments
	quick bool // what is in doubt is taken so that it is sooner
	doubt bool // something was in doubt, so that it matters how that is taken
	// disagreement: the start is that of a disagreement, not of a pathway.
	disagreement bool
	// origin is the event that is taken as the start, in place of that of a pathway;
	// "" for none. open lets the start be there although no moment is given for it.
	origin string
	open   bool
	// loose counts back from limits too, and direct counts everything from the start,
	// whatever its anchor: for comparing two times with each other.
	loose, direct bool

	chain   clock.Chain
	known   map[string]place // what is counted from a step, a stage or a meeting
	busy    map[string]bool
	starts  map[string]clock.Anchor // of a pathway
	missing []string                // events and meetings without a moment, in the order in which they were met
}

// place is what something is counted from.
type place struct {
	state state
	from  clock.Anchor
	given clock.Point
}

type state uint8

const (
	notKnown state = iota // it hangs on a moment that nobody knows
	noTime                // nothing in it has a time
	isKnown
)

// timed is the nodes of one time, as places; nodes that are not there are not
// known.
type timed struct {
	timed  bool
	due    place
	from   place // the first moment that is allowed
	atOnce bool
	again  bool // it only comes again and again
	doubts []*ruleset.Condition
}

// spot is where a time stands; none of it, outside pathways and escalations.
type spot struct {
	pathway    *ruleset.Pathway
	escalation *ruleset.Escalation
	n          int // of the step or stage
}

// path names the step or stage.
func (s spot) path() string {
	switch {
	case s.pathway != nil && s.n >= 0:
		return s.pathway.Name + "." + s.pathway.Steps[s.n].Name
	case s.escalation != nil:
		return s.escalation.Name + "." + s.escalation.Stages[s.n].Name
	}
	return ""
}

func (t *Timing) counting(m Moments) *counting {
	if p, ok := m.Happened["receipt"]; ok {
		m.Start = p
	}
	if !m.Now.Known {
		m.Now = m.Start
	}
	return &counting{t: t, m: m, chain: clock.Chain{Calendar: t.calendar}}
}

func (c *counting) node(n clock.Node) place {
	c.chain.Nodes = append(c.chain.Nodes, n)
	return place{state: isKnown, from: clock.Anchor(len(c.chain.Nodes) - 1)}
}

// points works the chain out, and returns how to look a place up.
func (c *counting) points() (func(place) clock.Point, error) {
	all, err := c.chain.Due(c.m.Start.At)
	if err != nil {
		return nil, err
	}
	return func(p place) clock.Point {
		switch {
		case p.state != isKnown:
			return clock.Point{}
		case p.from == clock.Given:
			return p.given
		case p.from == clock.Start:
			return c.m.Start
		}
		return all[p.from]
	}, nil
}

// start returns the start, not known where there is none.
func (c *counting) start() place {
	if c.origin != "" || !c.m.Start.Known && !c.open {
		return place{}
	}
	return place{state: isKnown, from: clock.Start}
}

// pathwayStart returns what is counted from the start of a pathway.
func (c *counting) pathwayStart(p *ruleset.Pathway) place {
	start := c.start()
	switch {
	case c.disagreement:
		return place{}
	case start.state != isKnown || p == nil || !c.t.atOpening(p):
		return start
	}
	if a, ok := c.starts[p.Name]; ok {
		return place{state: isKnown, from: a}
	}
	h := c.t.open(c.t.receiver(p))
	if h == nil {
		return start
	}
	opened := c.node(clock.Node{Limits: []clock.Count{{Limit: clock.Limit{Kind: clock.Opening, InHours: h}, From: clock.Start}}})
	if c.starts == nil {
		c.starts = map[string]clock.Anchor{}
	}
	c.starts[p.Name] = opened.from
	return opened
}

func givenAt(p clock.Point) place { return place{state: isKnown, from: clock.Given, given: p} }

// anchor returns what a time is counted from.
func (c *counting) anchor(a *ruleset.Anchor, at spot) place {
	if c.direct {
		return place{state: isKnown, from: clock.Start}
	}
	if a == nil {
		return c.turn(at)
	}
	if a.Name != "" && a.Name == c.origin {
		return place{state: isKnown, from: clock.Start}
	}
	if p, ok := c.m.Happened[a.Name]; ok && p.Known && (a.Kind != "moment" || a.Name != "receipt") {
		return givenAt(p)
	}
	switch a.Kind {
	case "step":
		if s, ok := c.t.steps[a.Name]; ok && !c.disagreement {
			return c.step(s.pathway, s.n)
		}
	case "stage":
		if s, ok := c.t.stages[a.Name]; ok && c.disagreement {
			return c.stage(s.escalation, s.n)
		}
	case "meeting":
		return c.meeting(a.Name)
	case "pathway":
		return c.pathwayStart(c.t.pathways[a.Name])
	case "escalation":
		if c.disagreement {
			return c.start()
		}
	case "document":
		if d, ok := c.t.inForce(); ok && a.Name == c.t.rules.Document.Name {
			return givenAt(clock.At(d.Start()))
		}
	case "event", "moment":
		return c.event(a.Name, at)
	}
	return place{}
}

// event returns what is counted from an event.
func (c *counting) event(name string, at spot) place {
	switch {
	case name == "receipt" && !c.disagreement:
		return c.pathwayStart(at.pathway)
	case name == "disagreement" && c.disagreement:
		return c.start()
	}
	if q := c.t.counted[name]; q != nil && c.m.Counted != nil && c.m.Now.Known {
		if n, ok := c.m.Counted(q.Name); ok {
			if u, err := clock.ParseUnit(strings.TrimSuffix(q.Unit, "s")); err == nil {
				if p, err := c.t.calendar.Since(c.m.Now.At, n, u); err == nil {
					return givenAt(p)
				}
			}
		}
	}
	c.miss(name)
	return place{}
}

// turn returns the moment at which the turn of a step or stage comes: when that
// before it is done. Steps without a time are passed over.
func (c *counting) turn(at spot) place {
	switch {
	case at.escalation != nil && at.n > 0:
		return c.stage(at.escalation, at.n-1)
	case at.escalation != nil || at.pathway == nil:
		return c.start()
	case at.n < 0:
		return c.pathwayStart(at.pathway)
	}
	s := stepAt{at.pathway, at.n}
	for range len(c.t.steps) { // one step may lead back to another
		path := s.pathway.Name + "." + s.pathway.Steps[s.n].Name
		if c.t.refused[path] {
			if p := c.refusal(path); p.state != noTime {
				return p
			}
		}
		var ok bool
		if s, ok = c.t.before(s); !ok {
			break
		}
		if p := c.step(s.pathway, s.n); p.state != noTime {
			return p
		}
	}
	return c.pathwayStart(s.pathway)
}

// refusal returns the moment at which the family said no, of a step that this leads
// to; without time where the case does not give it and a step may lead there too.
func (c *counting) refusal(path string) place {
	const event = "refusal"
	if c.origin == event {
		return place{state: isKnown, from: clock.Start}
	}
	if p := c.m.Happened[event]; p.Known {
		return givenAt(p)
	}
	if _, ok := c.t.ledBy[path]; ok && !c.m.Refused {
		return place{state: noTime}
	}
	c.miss(event)
	return place{}
}

// before returns the step that comes before another: the one above or, of a step
// that happens only then, the one that leads to it; ok is false where a pathway
// begins.
func (t *Timing) before(s stepAt) (_ stepAt, ok bool) {
	if s.pathway.Steps[s.n].OnlyThen {
		if lead, ok := t.ledBy[s.pathway.Name+"."+s.pathway.Steps[s.n].Name]; ok {
			return lead, true
		}
	}
	return stepAt{s.pathway, s.n - 1}, s.n > 0
}

// step returns the moment at which a step is done, as others count from it.
func (c *counting) step(p *ruleset.Pathway, n int) place {
	at := spot{pathway: p, n: n}
	return c.once(at.path(), func() place {
		if c.m.holds(p.Steps[n].When) == logic.False {
			return place{}
		}
		return c.latest(p.Steps[n].Duties, at, func(x *ruleset.Duty) bool { return !countsFrom(x, at.path()) })
	})
}

// stage returns the moment at which a stage is over: when its own time is or, if
// it has none, when the latest of its duties is.
func (c *counting) stage(e *ruleset.Escalation, n int) place {
	at := spot{escalation: e, n: n}
	s := &e.Stages[n]
	return c.once(at.path(), func() place {
		if len(s.Times) > 0 {
			return c.times(s.Times, at).due
		}
		return c.latest(s.Duties, at, func(x *ruleset.Duty) bool { return !countsFrom(x, at.path()) })
	})
}

// meeting returns the moment by which a meeting is held; not known of one that is
// held again and again.
func (c *counting) meeting(name string) place {
	m := c.t.meetings[name]
	if m == nil {
		return place{}
	}
	times := m.Held
	for i := range m.Duties { // or `must meet within 1 working day of …`
		if x := &m.Duties[i]; len(times) == 0 && x.Modality == "must" && x.Verb == "meet" && x.When == nil {
			times = x.Times
		}
	}
	p := c.once(name, func() place {
		for i := range times {
			if times[i].Kind == "every" {
				return place{} // which of them?
			}
		}
		for i := range times {
			switch x := &times[i]; x.Kind {
			case "within", "at-once":
				if x.Anchor == nil && !c.direct {
					return place{} // from the moment at which the rule holds, which no case has
				}
			}
		}
		return c.times(times, spot{}).due
	})
	if p.state == notKnown {
		c.miss(name)
	}
	return p
}

// miss notes that nothing is known of the moment of an event or a meeting.
func (c *counting) miss(name string) {
	if !slices.Contains(c.missing, name) {
		c.missing = append(c.missing, name)
	}
}

// once works out what is counted from something, unless the case says it or it
// hangs on itself.
func (c *counting) once(path string, work func() place) place {
	if p, ok := c.m.Happened[path]; ok && p.Known {
		return givenAt(p)
	}
	if p, ok := c.known[path]; ok {
		return p
	}
	if c.busy[path] {
		return place{}
	}
	if c.busy == nil {
		c.busy, c.known = map[string]bool{}, map[string]place{}
	}
	c.busy[path] = true
	p := work()
	delete(c.busy, path)
	c.known[path] = p
	return p
}

// countsFrom says whether a duty has a time that is counted from a step.
func countsFrom(x *ruleset.Duty, path string) bool {
	return slices.ContainsFunc(x.Times, func(t ruleset.Time) bool { return t.Anchor != nil && t.Anchor.Name == path })
}

// latest returns the moment at which the last of those duties is due that bind and
// have a time. One that may not be owed, and whose moment is not known, is left
// out; one that is owed makes the whole not known.
func (c *counting) latest(duties []ruleset.Duty, at spot, which func(*ruleset.Duty) bool) place {
	var sure, doubt []place
	for i := range duties {
		x := &duties[i]
		owed := c.m.holds(x.When)
		if x.Modality != "must" || owed == logic.False || len(x.Times) == 0 || !which(x) {
			continue
		}
		switch t := c.times(x.Times, at); {
		case !t.timed || t.again:
		case t.due.state != isKnown && owed == logic.True:
			return place{}
		case t.due.state != isKnown:
		case owed == logic.True:
			sure = append(sure, t.due)
		default:
			c.doubt = true
			doubt = append(doubt, t.due)
		}
	}
	switch {
	case len(sure)+len(doubt) == 0:
		return place{state: noTime}
	case c.quick && len(sure) > 0:
		return c.last(sure)
	case c.quick:
		return c.first(doubt)
	}
	return c.last(append(sure, doubt...))
}

// first and last return the earliest and the latest of some places.
func (c *counting) first(all []place) place {
	if len(all) == 1 {
		return all[0]
	}
	var n clock.Node
	for _, p := range all {
		n.Limits = append(n.Limits, p.count(clock.Limit{Kind: clock.AtOnce}))
	}
	return c.node(n)
}

func (c *counting) last(all []place) place {
	if len(all) == 1 {
		return all[0]
	}
	var n clock.Node
	for _, p := range all {
		if p.from < 0 {
			p = c.node(clock.Node{Limits: []clock.Count{p.count(clock.Limit{Kind: clock.AtOnce})}})
		}
		n.Latest = append(n.Latest, int(p.from))
	}
	return c.node(n)
}

// count returns a limit that is counted from a place.
func (p place) count(l clock.Limit) clock.Count {
	return clock.Count{Limit: l, From: p.from, Given: p.given}
}

// wholeStep returns the moment at which a step is due with all that binds in it,
// and the times of each of its duties.
func (c *counting) wholeStep(p *ruleset.Pathway, n int) (whole timed, duties []timed) {
	at := spot{pathway: p, n: n}
	s := &p.Steps[n]
	whole.due = c.step(p, n)
	for i := range s.Duties {
		duties = append(duties, c.times(s.Duties[i].Times, at))
	}
	if whole.due.state != isKnown {
		return whole, duties
	}
	if rest := c.latest(s.Duties, at, func(x *ruleset.Duty) bool { return countsFrom(x, at.path()) }); rest.state == isKnown {
		whole.due = c.last([]place{whole.due, rest})
	}
	return whole, duties
}

func (c *counting) wholeStage(e *ruleset.Escalation, n int) (whole timed, duties []timed) {
	at := spot{escalation: e, n: n}
	s := &e.Stages[n]
	whole.due = c.stage(e, n)
	for i := range s.Duties {
		duties = append(duties, c.times(s.Duties[i].Times, at))
	}
	if whole.due.state != isKnown {
		return whole, duties
	}
	if rest := c.latest(s.Duties, at, func(*ruleset.Duty) bool { return true }); rest.state == isKnown {
		whole.due = c.last([]place{whole.due, rest})
	}
	return whole, duties
}
