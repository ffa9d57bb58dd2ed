package decide

import (
	"concordat/compiler/clock"
	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// times makes the nodes of the time at the end of a line.
func (c *counting) times(list []ruleset.Time, at spot) timed {
	out := timed{timed: len(list) > 0}
	in := c.inHours(list, at)
	statutory := at.pathway != nil && at.n >= 0 && len(at.pathway.Steps[at.n].Under) > 0
	var due, from clock.Node
	from.Earliest = true
	add := func(n *clock.Node, l clock.Limit, p place) bool {
		if p.state != isKnown {
			return false
		}
		count := p.count(l)
		count.Statutory = statutory
		n.Limits = append(n.Limits, count)
		return true
	}
	var main *ruleset.Anchor // what the limit is counted from that a case may shorten
	for i := range list {
		x := &list[i]
		if x.Kind == "within" || x.Kind == "between" || x.Kind == "before" {
			main = x.Anchor
		}
	}
	limits := 0
	for i := range list {
		x := &list[i]
		l, ok := limit(x, in)
		switch {
		case x.Kind == "at-once":
			out.atOnce = true
			limits++
			add(&due, clock.Limit{Kind: clock.AtOnce}, c.turnOr(at))
		case x.Kind == "at":
			limits++
			add(&due, clock.Limit{Kind: clock.AtOnce}, c.anchor(x.Anchor, at))
		case x.Kind == "or-sooner":
			switch t := c.m.holds(x.If); {
			case t == logic.Unknown:
				c.doubt = true
				out.doubts = append(out.doubts, x.If)
				if !c.quick {
					continue
				}
			case t == logic.False:
				continue
			case x.N == 0:
				out.atOnce = true
			}
			anchor := x.Anchor
			if anchor == nil {
				anchor = main
			}
			add(&due, l, c.anchor(anchor, at))
		case !ok: // `as soon as possible` and the hours that count set no limit of their own
		case x.Kind == "not-before":
			add(&from, l, c.fixed(c.anchor(x.Anchor, at)))
		case x.Kind == "before":
			limits++
			add(&due, l, c.fixed(c.anchor(x.Anchor, at)))
		case x.Kind == "between":
			limits++
			p := c.anchor(x.Anchor, at)
			add(&due, l, p)
			add(&from, l, c.fixed(p))
		case x.Kind == "within":
			limits++
			add(&due, l, c.anchor(x.Anchor, at))
		}
	}
	if limits == 0 {
		out.again = c.every(list, at, &due)
	}
	if len(due.Limits) > 0 {
		out.due = c.node(due)
	}
	if len(from.Limits) > 0 {
		out.from = c.node(from)
	}
	return out
}

// turnOr returns the moment that something at once is counted from.
func (c *counting) turnOr(at spot) place {
	if c.direct {
		return place{state: isKnown, from: clock.Start}
	}
	return c.turn(at)
}

// fixed returns a place only if it is no limit itself: one can count on from the
// last day on which something may happen, but neither back from it nor to it.
func (c *counting) fixed(p place) place {
	if p.state == isKnown && p.from >= 0 && !c.loose {
		return place{}
	}
	return p
}

// every adds the next turn of what comes again and again, and says whether there
// is such a time.
func (c *counting) every(list []ruleset.Time, at spot, due *clock.Node) bool {
	found := false
	for i := range list {
		x := &list[i]
		l, ok := limit(x, nil)
		if !ok || x.Kind != "every" {
			continue
		}
		found = true
		var p place
		if d, ok := c.t.inForce(); x.Anchor != nil || c.direct {
			p = c.anchor(x.Anchor, at)
		} else if ok {
			p = givenAt(clock.At(d.Start()))
		}
		if p.state != isKnown {
			continue
		}
		if p.from == clock.Given {
			if !c.m.Start.Known || !c.next(&l, p.given) {
				continue
			}
		}
		due.Limits = append(due.Limits, p.count(l))
	}
	return found
}

// next sets the turn of a limit to the first that is due no sooner than the start.
func (c *counting) next(l *clock.Limit, from clock.Point) bool {
	const most = 10_000
	low, high := 1, most
	for low < high {
		l.Turn = low + (high-low)/2
		p, err := c.t.calendar.Due(*l, from)
		if err != nil || p.At >= c.m.Start.At { // an error lies beyond the calendar, and so after the start
			high = l.Turn
		} else {
			low = l.Turn + 1
		}
	}
	l.Turn = low
	_, err := c.t.calendar.Due(*l, from)
	return err == nil && low < most
}

// inHours returns the hours that count for a time; nil, all of them.
func (c *counting) inHours(list []ruleset.Time, at spot) *clock.Hours {
	team := ""
	if at.pathway != nil && at.pathway.ClockRuns == "in-hours" {
		team = c.t.receiver(at.pathway)
	}
	for i := range list {
		switch list[i].Kind {
		case "past-closing":
			return nil
		case "in-hours-of":
			team = list[i].Team
		}
	}
	return c.t.open(team)
}

// limit returns one part of a time as a limit; ok is false where it is none.
func limit(x *ruleset.Time, in *clock.Hours) (l clock.Limit, ok bool) {
	switch x.Kind {
	case "within":
		l.Kind = clock.Within
	case "or-sooner":
		if l.Kind = clock.Within; x.N == 0 {
			return clock.Limit{Kind: clock.AtOnce}, true
		}
	case "before":
		l.Kind = clock.Before
	case "not-before":
		l.Kind = clock.NotBefore
	case "between":
		l.Kind, l.Upper = clock.Between, x.Upper
	case "every":
		l.Kind = clock.Every
	default:
		return clock.Limit{}, false
	}
	u, err := clock.ParseUnit(x.Unit)
	if err != nil {
		return clock.Limit{}, false
	}
	l.N, l.Unit = x.N, u
	if u == clock.Hour && l.Kind == clock.Within {
		l.InHours = in
	}
	return l, true
}
