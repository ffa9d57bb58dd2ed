package prove

import (
	"cmp"
	"slices"

	"concordat/compiler/logic"
)

// mostTied is how many cases of the smallest size are compared by what has to be
// named of them; among more, the first in order of declaration is taken.
const mostTied = 4096

func (d *diagrams) quietest(n, reason node) map[int32]int {
	cost := map[node]int{yes: 0}
	least := d.away(n, cost)
	var found []map[int32]int
	at := map[int32]int{}
	var walk func(n node, left int) bool
	walk = func(n node, left int) bool {
		if n == yes {
			if len(found) == mostTied {
				return false
			}
			c := make(map[int32]int, len(at))
			for k, v := range at {
				c[k] = v
			}
			found = append(found, c)
			return true
		}
		c := d.nodes[n]
		for i := range d.cells[c.place] {
			k := d.kids[int(c.first)+i]
			rest := left - d.q.price(c.place, i)
			if k == no || d.away(k, cost) != rest {
				continue
			}
			at[c.place] = i
			if !walk(k, rest) {
				return false
			}
		}
		delete(at, c.place)
		return true
	}
	if !walk(n, least) {
		return d.first(n)
	}
	asks := map[int32]bool{}
	d.asks(reason, asks)
	best, named := found[0], len(d.q.named(d, found[0], reason, asks))
	for _, c := range found[1:] {
		if n := len(d.q.named(d, c, reason, asks)); n < named || n == named && d.q.before(c, best) {
			best, named = c, n
		}
	}
	return best
}

// first returns the smallest case of n that comes first in order of declaration.
func (d *diagrams) first(n node) map[int32]int {
	cells := map[int32]int{}
	left := d.away(n, map[node]int{yes: 0})
	for _, at := range d.q.declared {
		for _, i := range d.q.order(at) {
			rest := d.restrict(n, at, i)
			if rest != no && d.away(rest, map[node]int{yes: 0}) == left-d.q.price(at, i) {
				n, left, cells[at] = rest, left-d.q.price(at, i), i
				break
			}
		}
	}
	return cells
}

func (d *diagrams) fewest(n node, below int) (int, bool) {
	away := d.away(n, map[node]int{yes: 0})
	return away, away < below
}

// away is fewest, and keeps what it found.
func (d *diagrams) away(n node, cost map[node]int) int {
	if n == no {
		return anyNumber
	}
	if c, ok := cost[n]; ok {
		return c
	}
	least := anyNumber
	c := d.nodes[n]
	for i := range d.cells[c.place] {
		least = min(least, d.q.price(c.place, i)+d.away(d.kids[int(c.first)+i], cost))
	}
	cost[n] = least
	return least
}

func (d *diagrams) holds(n node, cells map[int32]int) bool {
	for n > yes {
		c := d.nodes[n]
		cell, ok := cells[c.place]
		if !ok {
			cell = d.q.places[c.place].quiet()
		}
		n = d.kids[int(c.first)+cell]
	}
	return n == yes
}

// quiet returns the cell of the quiet answer.
func (p *place) quiet() int { return p.of[p.v.Quiet] }

// price is 1 for a cell that is away from quiet.
func (q *questions) price(at int32, cell int) int {
	if q.places[at].cells[cell].away {
		return 1
	}
	return 0
}

// before orders cases as their questions are declared.
func (q *questions) before(a, b map[int32]int) bool {
	rank := func(at int32, cells map[int32]int) int {
		if cell, ok := cells[at]; ok {
			return q.rank(at, cell)
		}
		return quietRank
	}
	for _, at := range q.declared {
		if d := cmp.Compare(rank(at, a), rank(at, b)); d != 0 {
			return d < 0
		}
	}
	return false
}

// order returns the cells of a place by their rank.
func (q *questions) order(at int32) []int {
	order := make([]int, len(q.places[at].cells))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(q.rank(at, a), q.rank(at, b)) })
	return order
}

// rank orders the cells of a place: those away from quiet before the quiet one,
// the nearest first.
func (q *questions) rank(at int32, cell int) int {
	pl := &q.places[at]
	if !pl.cells[cell].away {
		return quietRank
	}
	d := int(pl.cells[cell].pick) - pl.v.Quiet
	if d < 0 {
		return -2*d - 1
	}
	return 2 * d
}

const quietRank = 1 << 20

// named returns the places whose answers a reader has to know: those away from
// quiet, and the quiet ones without which reason, which asks at some places, would
// not hold; in order of declaration. A question that does not apply follows from
// others, and that a reason or an event is not there goes without saying.
func (q *questions) named(d algebra, cells map[int32]int, reason node, asks map[int32]bool) []int32 {
	var all []int32
	for _, at := range q.declared {
		pl := &q.places[at]
		cell, ok := cells[at]
		switch {
		case ok && pl.cells[cell].away:
			all = append(all, at)
		case ok && pl.cells[cell].pick == pl.v.None() || pl.v.Kind == logic.Reason || pl.v.Kind == logic.Event:
		case asks[at] && q.matters(d, cells, reason, at):
			all = append(all, at)
		}
	}
	return all
}

// matters says whether some other answer to one question would end what reason
// says.
func (q *questions) matters(d algebra, cells map[int32]int, reason node, at int32) bool {
	was, ok := cells[at]
	defer func() {
		if ok {
			cells[at] = was
		} else {
			delete(cells, at)
		}
	}()
	for i := range q.places[at].cells {
		if cells[at] = i; !d.holds(reason, cells) {
			return true
		}
	}
	return false
}
