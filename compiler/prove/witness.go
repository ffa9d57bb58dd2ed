package prove

import (
	"cmp"
	"slices"

	"concordat/compiler/logic"
)

// component is what cannot be, and when questions apply, of questions that hang
// together.
type component struct {
	possible truth
	asks     map[int32]bool
	quietest map[int32]int // the cells of its smallest case
}

// components draws together, until no two ask about the same question, the
// conditions that every possible case keeps.
func (p *prover) components(keep []truth) []*component {
	var all []*component
	for _, t := range keep {
		c := &component{possible: t, asks: map[int32]bool{}}
		p.d.asks(t.sure, c.asks)
		p.d.asks(t.could, c.asks)
		rest := all[:0:0]
		for _, other := range all {
			if !share(other.asks, c.asks) {
				rest = append(rest, other)
				continue
			}
			c.possible = p.and(other.possible, c.possible)
			for at := range other.asks {
				c.asks[at] = true
			}
		}
		all = append(rest, c)
	}
	return all
}

func share(a, b map[int32]bool) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	for at := range a {
		if b[at] {
			return true
		}
	}
	return false
}

// possible returns when n is true of a case that is certainly possible; no if
// there is none.
func (p *prover) possible(n node) node {
	asks := map[int32]bool{}
	p.d.asks(n, asks)
	for _, c := range p.parts {
		switch {
		case c.possible.sure == no:
			return no
		case share(c.asks, asks):
			n = p.d.and(n, c.possible.sure)
		}
	}
	return n
}

// could says whether t could be true of some case, whatever is still written.
func (p *prover) could(t truth) bool { return p.couldBoth(always, t) }

// couldBoth says whether two conditions could be true of one case. What they have
// in common is not built, since the first, a level, is large as a rule.
func (p *prover) couldBoth(large, t truth) bool {
	return p.meet(large.could, t.could, func(t truth) node { return t.could })
}

// surelyBoth says whether two conditions are true of one case, whatever is still
// to be written.
func (p *prover) surelyBoth(large, t truth) bool {
	return p.meet(large.sure, t.sure, func(t truth) node { return t.sure })
}

func (p *prover) meet(large, n node, side func(truth) node) bool {
	asks := map[int32]bool{}
	p.d.asks(n, asks)
	p.d.asks(large, asks)
	for _, c := range p.parts {
		switch {
		case side(c.possible) == no:
			return false
		case share(c.asks, asks):
			n = p.d.and(n, side(c.possible))
		}
	}
	return p.d.meet(large, n)
}

// mostTied is how many cases of the smallest size are compared by what has to be
// named of them; among more, the first in order of declaration is taken.
const mostTied = 4096

// quietest returns the cell of every place that n asks at, for the smallest case
// of which n is true: fewest questions away from their quiet answer, then fewest
// to name, then those declared first. reason is what makes it a fault beside the
// level: a quiet answer is named if reason needs it.
func (p *prover) quietest(n node, reason node) map[int32]int {
	cost := map[node]int{yes: 0}
	least := p.away(n, cost)
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
		c := p.d.nodes[n]
		for i := range p.q.places[c.place].cells {
			k := p.d.kids[int(c.first)+i]
			rest := left - p.price(c.place, i)
			if k == no || p.away(k, cost) != rest {
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
		return p.first(n)
	}
	asks := map[int32]bool{}
	p.d.asks(reason, asks)
	best, named := found[0], len(p.named(found[0], reason, asks))
	for _, c := range found[1:] {
		if n := len(p.named(c, reason, asks)); n < named || n == named && p.before(c, best) {
			best, named = c, n
		}
	}
	return best
}

// before orders cases as their questions are declared.
func (p *prover) before(a, b map[int32]int) bool {
	for _, at := range p.declared {
		if d := cmp.Compare(p.rank(at, a), p.rank(at, b)); d != 0 {
			return d < 0
		}
	}
	return false
}

// rank orders the cells of a place: those away from quiet before the quiet one,
// the nearest first.
func (p *prover) rank(at int32, cells map[int32]int) int {
	c, ok := cells[at]
	pl := &p.q.places[at]
	if !ok || !pl.cells[c].away {
		return 1 << 20
	}
	d := int(pl.cells[c].pick) - pl.v.Quiet
	if d < 0 {
		return -2*d - 1
	}
	return 2 * d
}

// first returns the smallest case of n that comes first in order of declaration.
func (p *prover) first(n node) map[int32]int {
	cells := map[int32]int{}
	left := p.away(n, map[node]int{yes: 0})
	for _, at := range p.declared {
		order := make([]int, len(p.q.places[at].cells))
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(a, b int) int {
			return cmp.Compare(p.rank(at, map[int32]int{at: a}), p.rank(at, map[int32]int{at: b}))
		})
		for _, i := range order {
			rest := p.d.restrict(n, at, i)
			if rest != no && p.away(rest, map[node]int{yes: 0}) == left-p.price(at, i) {
				n, left, cells[at] = rest, left-p.price(at, i), i
				break
			}
		}
	}
	return cells
}

// away returns how many answers of the smallest case of n are away from quiet.
func (p *prover) away(n node, cost map[node]int) int {
	const most = 1 << 20
	if n == no {
		return most
	}
	if c, ok := cost[n]; ok {
		return c
	}
	least := most
	c := p.d.nodes[n]
	for i := range p.d.cells[c.place] {
		least = min(least, p.price(c.place, i)+p.away(p.d.kids[int(c.first)+i], cost))
	}
	cost[n] = least
	return least
}

func (p *prover) price(at int32, cell int) int {
	if p.q.places[at].cells[cell].away {
		return 1
	}
	return 0
}

// holds says whether n is true of a case.
func (p *prover) holds(n node, cells map[int32]int) bool {
	for n > yes {
		c := p.d.nodes[n]
		cell, ok := cells[c.place]
		if !ok {
			cell = p.q.places[c.place].of[p.q.places[c.place].v.Quiet]
		}
		n = p.d.kids[int(c.first)+cell]
	}
	return n == yes
}

// named returns the places whose answers a reader has to know: those away from
// quiet, and the quiet ones without which reason, which asks at some places, would
// not hold; in order of declaration. A question that does not apply follows from
// others, and that a reason or an event is not there goes without saying.
func (p *prover) named(cells map[int32]int, reason node, asks map[int32]bool) []int32 {
	var all []int32
	for _, at := range p.declared {
		pl := &p.q.places[at]
		cell, ok := cells[at]
		switch {
		case ok && pl.cells[cell].away:
			all = append(all, at)
		case ok && pl.cells[cell].pick == pl.v.None() || pl.v.Kind == logic.Reason || pl.v.Kind == logic.Event:
		case asks[at] && p.matters(cells, reason, at):
			all = append(all, at)
		}
	}
	return all
}

// matters says whether some other answer to one question would end what reason
// says.
func (p *prover) matters(cells map[int32]int, reason node, at int32) bool {
	was, ok := cells[at]
	defer func() {
		if ok {
			cells[at] = was
		} else {
			delete(cells, at)
		}
	}()
	for i := range p.q.places[at].cells {
		if cells[at] = i; !p.holds(reason, cells) {
			return true
		}
	}
	return false
}

// complete returns the answers of a whole case, one for each of Logic.Vars.
func (p *prover) complete(cells map[int32]int) []logic.Answer {
	asks := map[int32]bool{}
	for at := range cells {
		asks[at] = true
	}
	full := make(map[int32]int, len(cells))
	for _, c := range p.parts {
		if share(c.asks, asks) {
			continue
		}
		if c.quietest == nil {
			c.quietest = p.quietest(c.possible.sure, yes)
		}
		for at, cell := range c.quietest {
			full[at] = cell
		}
	}
	for at, cell := range cells {
		full[at] = cell
	}
	given := make(map[*logic.Var]logic.Answer, len(p.l.Vars))
	for at, cell := range full {
		pl := &p.q.places[at]
		given[pl.v] = pl.cells[cell].pick
	}
	var answer func(v *logic.Var) logic.Answer
	answer = func(v *logic.Var) logic.Answer {
		a, ok := given[v]
		if ok {
			return a
		}
		a = logic.Answer(v.Quiet)
		if v.Applies != nil && logic.Eval(v.Applies, logic.Case{Answer: answer}) == logic.False {
			a = v.None()
		}
		given[v] = a
		return a
	}
	answers := make([]logic.Answer, len(p.l.Vars))
	for i, v := range p.l.Vars {
		answers[i] = logic.NotKnown
		if v.Kind != logic.Referrer {
			answers[i] = answer(v)
		}
	}
	return answers
}

// whole returns the cell of every place in a whole case.
func (p *prover) whole(cells map[int32]int) map[int32]int {
	all := make(map[int32]int, len(p.q.places))
	answers := p.complete(cells)
	for i := range p.q.places {
		pl := &p.q.places[i]
		all[int32(i)] = pl.of[answers[pl.number]]
	}
	return all
}
