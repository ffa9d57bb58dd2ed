package clock

import "fmt"

// Kind is the sort of a limit.
type Kind uint8

const (
	// AtOnce is due at the moment that it is counted from.
	AtOnce Kind = iota + 1
	// Within is due N units after. Days, weeks and months run to the end of the last
	// day. Hours are those of any clock or, with InHours, those at which that team
	// answers.
	Within
	// Before is due N units before: that many hours, or at the end of the day that
	// lies that many days before.
	Before
	// NotBefore is the other way round: not allowed until N units after, from 00:00
	// of that day on. It is never due.
	NotBefore
	// Between is not allowed until N units after, and due Upper units after.
	Between
	// Every is due again and again, N units after, twice N units after and so on:
	// Turn says which of them is meant.
	Every
	// Opening holds up the count and not the duty: the limit itself is due at the
	// moment that it is counted from, and what is counted from it starts when the
	// team of InHours is next open.
	Opening
)

// Limit is one limit of time.
type Limit struct {
	Kind    Kind
	N       int
	Upper   int // of Between
	Unit    Unit
	Turn    int    // of Every: 1 for the first; 0 is read as 1
	InHours *Hours // of Within in hours: count only the minutes at which this team answers; nil counts all. Of Opening, that team
}

// Due returns the latest moment that a limit allows, counted from an anchor. It is
// not known if the anchor is not, and for NotBefore. An error is a [RangeError],
// [ErrNeverOpen], or about a number or unit that no limit has.
func (c *Calendar) Due(l Limit, anchor Point) (Point, error) {
	if !anchor.Known {
		return Point{}, nil
	}
	switch l.Kind {
	case AtOnce, Opening:
		return anchor, nil
	case Within:
		return c.after(l.N, l, anchor)
	case Before:
		return c.after(-l.N, l, anchor)
	case NotBefore:
		return Point{}, nil
	case Between:
		return c.after(l.Upper, l, anchor)
	case Every:
		if l.Turn > maxCount {
			return Point{}, fmt.Errorf("turn %d is too far away: the most is %d", l.Turn, maxCount)
		}
		if l.N > maxCount || l.N < -maxCount { // before it is multiplied, and could come round to a small number
			return Point{}, fmt.Errorf("%d is too many %ss: the most is %d", l.N, l.Unit, maxCount)
		}
		return c.after(l.N*max(l.Turn, 1), l, anchor)
	}
	return Point{}, fmt.Errorf("a limit of sort %d is not known", l.Kind)
}

// after returns the point n units after an anchor, before it for a negative n.
func (c *Calendar) after(n int, l Limit, anchor Point) (Point, error) {
	if n > maxCount || n < -maxCount {
		return Point{}, fmt.Errorf("%d is too many %ss: the most is %d", n, l.Unit, maxCount)
	}
	if l.Unit != Hour {
		d, err := c.Add(anchor.Day(), n, l.Unit)
		if err != nil {
			return Point{}, err
		}
		return EndOf(d), nil
	}
	if l.InHours != nil && l.Kind == Within {
		m, err := l.InHours.After(anchor.At, Minutes(n)*60)
		if err != nil {
			return Point{}, err
		}
		return At(m), nil
	}
	return At(anchor.At + Moment(n)*60), nil
}

// Earliest returns the first moment that NotBefore or Between allows; it is not
// known for other limits, which allow any.
func (c *Calendar) Earliest(l Limit, anchor Point) (Point, error) {
	if !anchor.Known || l.Kind != NotBefore && l.Kind != Between {
		return Point{}, nil
	}
	p, err := c.after(l.N, l, anchor)
	if err == nil && p.EndOfDay {
		p = At(p.Day().Start())
	}
	return p, err
}

// Since returns the moment n units before m on the same minute of the day: where a
// family is n weeks pregnant at m, the moment at which the pregnancy is counted
// from. Units of working days are an error, as the count of them has no beginning.
func (c *Calendar) Since(m Moment, n int, u Unit) (Point, error) {
	switch u {
	case Hour:
		if n > maxCount || n < -maxCount {
			return Point{}, fmt.Errorf("%d is too many hours: the most is %d", n, maxCount)
		}
		return At(m - Moment(n)*60), nil
	case CalendarDay, Week, Month, Year:
		d, err := c.Add(m.Day(), -n, u)
		return At(d.Clock(m.Clock())), err
	}
	return Point{}, fmt.Errorf("%q cannot be counted back from a moment", u)
}
