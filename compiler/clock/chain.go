package clock

import "fmt"

// Chain is an ordered list of steps whose limits are counted from the start, from
// earlier steps, or from given moments. In each step every earlier one is taken at
// its due moment: the longest wait that the limits permit.
type Chain struct {
	Calendar *Calendar
	// Receiver is the hours of the team to which the start comes; nil where they
	// are not known or do not matter.
	Receiver *Hours
	// InPlace are the hours of those who answer when the receiver does not. Starts
	// at which nobody answers are left out of [Chain.WorstCase].
	InPlace []*Hours
	Nodes   []Node
}

// Node is one step, or one part of one. Either it has limits, and is due at the
// earliest of those that are known, or it is done when the latest of some earlier
// nodes is, known only if all of them are.
type Node struct {
	Limits []Count
	Latest []int
	// Earliest asks for the first moment that the limits allow instead of the last:
	// the latest of what its NotBefore and Between say.
	Earliest bool
}

// Count is a limit and what it is counted from.
type Count struct {
	Limit
	From Anchor
	// Given is the moment that a limit with From Given is counted from, not known if
	// nobody knows it yet.
	Given Point
	// Statutory leaves local closures out of the count.
	Statutory bool
}

// Anchor is what a limit of a chain is counted from: the number of an earlier node,
// or one of these.
type Anchor int

const (
	// Start is the start of the chain.
	Start Anchor = -1
	// Given is a moment that is given.
	Given Anchor = -2
)

// done is when a node is due, and what others count from: they differ for
// [Opening], and for what is at once after it.
type done struct{ due, count Point }

// Due returns when each node is due for a start at m; not known where that hangs on
// a moment that is not known.
func (c *Chain) Due(m Moment) ([]Point, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	all, err := c.due(m, make([]done, len(c.Nodes)))
	points := make([]Point, len(all))
	for i, d := range all {
		points[i] = d.due
	}
	return points, err
}

// check returns an error for a chain that does not run forward.
func (c *Chain) check() error {
	for i, n := range c.Nodes {
		for _, l := range n.Limits {
			if l.From < Given || int(l.From) >= i {
				return fmt.Errorf("node %d is counted from %d, which is no earlier node", i, l.From)
			}
		}
		for _, j := range n.Latest {
			if j < 0 || j >= i {
				return fmt.Errorf("node %d waits for %d, which is no earlier node", i, j)
			}
		}
	}
	return nil
}

// due fills all, which has an entry for each node.
func (c *Chain) due(m Moment, all []done) ([]done, error) {
	start := done{At(m), At(m)}
	for i, n := range c.Nodes {
		var d done
		for _, l := range n.Limits {
			from := start
			switch {
			case l.From >= 0:
				from = all[l.From]
			case l.From == Given:
				from = done{l.Given, l.Given}
			}
			one, err := c.one(n, l, from)
			if err != nil {
				return nil, err
			}
			if n.Earliest {
				d = done{later(d.due, one.due), later(d.count, one.count)}
			} else {
				d = done{earlier(d.due, one.due), earlier(d.count, one.count)}
			}
		}
		for i, j := range n.Latest {
			switch {
			case !all[j].due.Known:
				d = done{}
			case i == 0:
				d = all[j]
			case d.due.Known:
				d = done{later(d.due, all[j].due), later(d.count, all[j].count)}
			}
		}
		all[i] = d
	}
	return all, nil
}

// one returns when one limit of a node is due.
func (c *Chain) one(n Node, l Count, from done) (done, error) {
	cal := c.Calendar
	if l.Statutory {
		cal = cal.Statutory()
	}
	if n.Earliest {
		p, err := cal.Earliest(l.Limit, from.count)
		return done{p, p}, err
	}
	switch l.Kind {
	case AtOnce:
		return from, nil
	case Opening:
		if !from.count.Known || l.InHours == nil {
			return from, nil
		}
		m, err := l.InHours.NextOpening(from.count.At)
		if m > from.count.At {
			from.count = At(m)
		}
		return from, err
	}
	p, err := cal.Due(l.Limit, from.count)
	return done{p, p}, err
}
