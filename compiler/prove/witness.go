package prove

import "concordat/compiler/logic"

// component is what cannot be, and when questions apply, of questions that hang
// together.
type component struct {
	possible truth
	asks     map[int32]bool
	quietest map[int32]int // the cells of its smallest case
	never    [2]*bool      // that there is no case of possible, for sure and at all, once known
}

// none says that a component rules out every case, for sure or, while something is
// still to be written, as far as can be said.
func (p *prover) none(c *component, couldBe bool) bool {
	known, is := &c.never[0], c.possible.sure
	if couldBe {
		known, is = &c.never[1], c.possible.could
	}
	if *known == nil {
		none := p.d.none(is)
		*known = &none
	}
	return **known
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
		case p.none(c, false):
			return no
		case share(c.asks, asks):
			if p.loud(c) {
				n = p.d.forget(n, c.asks)
				left := map[int32]bool{}
				if p.d.asks(n, left); !share(c.asks, left) {
					continue
				}
			}
			n = p.d.and(n, c.possible.sure)
		}
	}
	return n
}

// quiet returns the smallest case of a component.
func (p *prover) quiet(c *component) map[int32]int {
	if c.quietest == nil {
		c.quietest = p.d.quietest(c.possible.sure, yes)
	}
	return c.quietest
}

// loud says that not all answers to the questions of a component can be quiet.
func (p *prover) loud(c *component) bool {
	for at, cell := range p.quiet(c) {
		if p.q.places[at].cells[cell].away {
			return true
		}
	}
	return false
}

// could says whether t could be true of some case, whatever is still written.
func (p *prover) could(t truth) bool { return p.couldBoth(always, t) }

// couldBoth says whether two conditions could be true of one case. What they have
// in common is not built, since the first, a level, is large as a rule.
func (p *prover) couldBoth(large, t truth) bool {
	return p.meet(large.could, t.could, true)
}

// surelyBoth says whether two conditions are true of one case, whatever is still
// to be written.
func (p *prover) surelyBoth(large, t truth) bool {
	return p.meet(large.sure, t.sure, false)
}

func (p *prover) meet(large, n node, couldBe bool) bool {
	asks := map[int32]bool{}
	p.d.asks(n, asks)
	p.d.asks(large, asks)
	for _, c := range p.parts {
		switch {
		case p.none(c, couldBe):
			return false
		case share(c.asks, asks):
			is := c.possible.sure
			if couldBe {
				is = c.possible.could
			}
			n = p.d.and(n, is)
		}
	}
	return p.d.meet(large, n)
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
		for at, cell := range p.quiet(c) {
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
