package clock

import (
	"cmp"
	"errors"
	"slices"
)

// This file finds the worst case of a year exactly without looking at each of its
// 525,600 minutes. Seen as a function of the start, the due moment of a step either
// stands still (days: any minute of one day is due at the same end of a day) or
// moves with the start (hours), so that the wait, due less start, never grows
// except where one rule takes over from another: at a midnight, at an opening or
// closing, and wherever the start, carried forward through the hour limits of the
// chain, meets one of those. Cut the year at these starts, and the first minute of
// each stretch has its longest wait. The earliest of several limits and the latest
// of several steps keep that property, as both stand still or move wherever their
// parts do. Too many cuts do no harm, so neighbours are taken along where that is
// simpler than an argument.

// Wait is how long one start may have to wait.
type Wait struct {
	Found bool // false: no such start
	Start Moment
	Due   Point
	Long  Minutes // from Start to Due
}

// Worst is the longest wait of a node for starts within the receiver's hours and
// outside them. Where the receiver's hours are not known, all are taken as within.
type Worst struct {
	In, Out Wait
}

// Longest returns the longer of the two, the earlier start where they are equal.
func (w Worst) Longest() Wait {
	if !w.In.Found || w.Out.Found && (w.Out.Long > w.In.Long || w.Out.Long == w.In.Long && w.Out.Start < w.In.Start) {
		return w.Out
	}
	return w.In
}

// WorstCase returns the longest wait of each node over all starts in the twelve
// months from a day at which the receiver or somebody in its place answers; of
// several, the earliest. A node whose due moment is not known has none. A chain
// that is too long for it gives [ErrTooLong].
func (c *Chain) WorstCase(from Day) ([]Worst, error) {
	cuts, err := c.cutsInReason(from)
	if err != nil {
		return nil, err
	}
	worst := make([]Worst, len(c.Nodes))
	all := make([]done, len(c.Nodes))
	for _, m := range cuts {
		in, answered, err := c.answered(m)
		if err != nil {
			return nil, err
		}
		if !answered {
			continue
		}
		if _, err := c.due(m, all); err != nil {
			return nil, err
		}
		for i, d := range all {
			best := &worst[i].Out
			if in {
				best = &worst[i].In
			}
			if wait := Minutes(d.due.At - m); d.due.Known && (!best.Found || wait > best.Long) {
				*best = Wait{true, m, d.due, wait}
			}
		}
	}
	return worst, nil
}

// answered says whether a start at m comes within the receiver's hours, and
// whether anybody answers.
func (c *Chain) answered(m Moment) (in, answered bool, err error) {
	if c.Receiver == nil {
		return true, true, nil
	}
	if in, err = c.Receiver.Open(m); in || err != nil {
		return in, in, err
	}
	for _, h := range c.InPlace {
		if h == nil {
			continue
		}
		if open, err := h.Open(m); open || err != nil {
			return false, open, err
		}
	}
	return false, false, nil
}

// Later is the first start at which one node is later than another, and when both
// are.
type Later struct {
	Found bool
	Start Moment
	A, B  Point
}

// mostMoments bounds how many due moments [Chain.WorstCase] and [Chain.FirstLater]
// work out at the cuts, which takes about half a second.
const mostMoments = 1_000_000

// ErrTooLong says that so many times hang on each other that a year of starts is
// not gone through.
var ErrTooLong = errors.New("too many times are counted from each other")

// FirstLater returns the first start in the twelve months from a day at which node
// a is later than node b. If a asks for the earliest moment, it is later already
// where the day of b has just ended, as no minute is left between them. Starts at
// which either is not known are left out; whether anybody answers does not matter.
// A chain that is too long for it gives [ErrTooLong].
func (c *Chain) FirstLater(a, b int, from Day) (Later, error) {
	cuts, err := c.cutsInReason(from)
	if err != nil {
		return Later{}, err
	}
	all := make([]done, len(c.Nodes))
	at := func(m Moment) (Later, error) {
		if _, err := c.due(m, all); err != nil {
			return Later{}, err
		}
		x, y := all[a].due, all[b].due
		after := x.At > y.At || c.Nodes[a].Earliest && x.At == y.At && y.EndOfDay
		return Later{x.Known && y.Known && after, m, x, y}, nil
	}
	for i, low := range cuts {
		high := yearAfter(from).Start() - 1
		if i+1 < len(cuts) {
			high = cuts[i+1] - 1
		}
		// Within the stretch the two stand still or move, so the distance between
		// them goes one way.
		first, err := at(low)
		if err != nil || first.Found {
			return first, err
		}
		last, err := at(high)
		if err != nil {
			return last, err
		}
		if !last.Found {
			continue
		}
		for low+1 < high {
			middle := low + (high-low)/2
			l, err := at(middle)
			if err != nil {
				return l, err
			}
			if l.Found {
				high = middle
			} else {
				low = middle
			}
		}
		return at(high)
	}
	return Later{}, nil
}

// yearAfter returns the day twelve months after d.
func yearAfter(d Day) Day { return addMonths(d, 12) }

// cutsInReason returns the cuts, unless the moments at them are too many to work
// out.
func (c *Chain) cutsInReason(from Day) ([]Moment, error) {
	cuts, err := c.Cuts(from)
	if err == nil && len(cuts)*len(c.Nodes) > mostMoments {
		return nil, ErrTooLong
	}
	return cuts, err
}

// Cuts returns, in order, starts in the twelve months from a day such that between
// one and the next every due moment of the chain stands still or moves with the
// start, and nobody begins or ends answering. A chain that asks for too many of them
// gives [ErrTooLong].
func (c *Chain) Cuts(from Day) ([]Moment, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	low, high := from.Start(), yearAfter(from).Start()-1
	first, err := c.due(low, make([]done, len(c.Nodes)))
	if err != nil {
		return nil, err
	}
	last, err := c.due(high, make([]done, len(c.Nodes)))
	if err != nil {
		return nil, err
	}
	// wanted holds for each node the moments at which its due or counted moment must
	// not be passed unnoticed, asked for by those that come after it.
	wanted := make([][]Moment, len(c.Nodes))
	starts, asked := []Moment{low}, 0
	for i := len(c.Nodes) - 1; i >= 0; i-- {
		own := sorted(wanted[i])
		if asked += len(own); asked > mostMoments {
			return nil, ErrTooLong
		}
		for _, j := range c.Nodes[i].Latest {
			wanted[j] = append(wanted[j], own...)
		}
		for _, l := range c.Nodes[i].Limits {
			if l.From == Given {
				continue
			}
			lo, hi := low, high
			if l.From >= 0 {
				lo, hi = first[l.From].count.At, last[l.From].count.At
				if !first[l.From].count.Known || !last[l.From].count.Known {
					continue
				}
			}
			back, err := l.back(own, lo, hi)
			if err != nil {
				return nil, err
			}
			if l.From >= 0 {
				wanted[l.From] = append(wanted[l.From], back...)
			} else {
				starts = append(starts, back...)
			}
		}
	}
	for _, h := range append([]*Hours{c.Receiver}, c.InPlace...) {
		changes, err := h.changes(low, high)
		if err != nil {
			return nil, err
		}
		starts = append(starts, changes...)
	}
	starts = sorted(starts)
	i, _ := slices.BinarySearch(starts, low)
	j, _ := slices.BinarySearch(starts, high+1)
	return starts[i:j], nil
}

// back carries moments back through a limit: it returns those between lo and hi
// at which what is counted from them passes one of the wanted moments, or at which
// the limit itself goes from standing still to moving, or jumps.
func (l Count) back(wanted []Moment, lo, hi Moment) ([]Moment, error) {
	switch {
	case l.Kind == AtOnce:
		return wanted, nil
	case l.Kind == Opening:
		changes, err := l.InHours.changes(lo, hi)
		return append(changes, wanted...), err
	case l.Unit != Hour:
		var midnights []Moment
		for d := lo.Day(); d <= hi.Day()+1; d++ {
			midnights = append(midnights, d.Start())
		}
		return midnights, nil
	case l.InHours != nil && l.Kind == Within:
		return l.backInHours(wanted, lo, hi)
	}
	n := l.N
	switch l.Kind {
	case Before:
		n = -n
	case Between:
		n = l.Upper
	case Every:
		n *= max(l.Turn, 1)
	}
	shifted := make([]Moment, 0, 2*len(wanted))
	for _, m := range wanted {
		shifted = append(shifted, m-Moment(n)*60)
		if l.Kind == Between { // its earliest moment may be what is asked for
			shifted = append(shifted, m-Moment(l.N)*60)
		}
	}
	return shifted, nil
}

// backInHours does so for hours that count only while a team answers: every
// wanted moment and closing is carried back by as many open minutes. An opening
// needs no carrying: as many minutes lie before it as before the last closing.
func (l Count) backInHours(wanted []Moment, lo, hi Moment) ([]Moment, error) {
	n := Minutes(l.N) * 60
	end, err := l.InHours.After(hi, n)
	if err != nil {
		return nil, err
	}
	opened, err := l.InHours.opened(lo, end+1)
	if err != nil {
		return nil, err
	}
	var all []Moment
	carry := func(y Moment) {
		i, _ := slices.BinarySearchFunc(opened, y, func(o opening, y Moment) int { return cmp.Compare(o.from, y) })
		if i == 0 {
			return
		}
		o := opened[i-1]
		left := o.before + Minutes(min(y, o.to)-o.from) - n // open minutes from lo to the moment looked for
		if left < 0 {
			return
		}
		i, found := slices.BinarySearchFunc(opened, left, func(o opening, n Minutes) int { return cmp.Compare(o.before, n) })
		if !found {
			i--
		}
		m := opened[i].from + Moment(left-opened[i].before)
		all = append(all, m, m+1)
	}
	for _, o := range opened {
		all = append(all, o.from, o.to)
		carry(o.to)
	}
	for _, y := range wanted {
		carry(y)
	}
	return all, nil
}

// changes returns the openings and closings from low to high.
func (h *Hours) changes(low, high Moment) ([]Moment, error) {
	var all []Moment
	for m, ok := low, h != nil; ok; {
		var err error
		if m, ok, err = h.NextChange(m); err != nil {
			return nil, err
		}
		if ok = ok && m <= high; ok {
			all = append(all, m)
		}
	}
	return all, nil
}

// sorted returns moments in order, each once.
func sorted(all []Moment) []Moment {
	slices.Sort(all)
	return slices.Compact(all)
}
