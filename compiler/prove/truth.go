package prove

import (
	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// truth is when a condition is certainly true and when it could be. The two differ
// only while something is still to be written.
type truth struct{ sure, could node }

var (
	never  = truth{no, no}
	always = truth{yes, yes}
	open   = truth{no, yes} // still to be written
)

func constant(t logic.Truth) truth {
	return [...]truth{logic.False: never, logic.Unknown: open, logic.True: always}[t]
}

func (p *prover) both(op func(a, b node) node, a, b truth) truth {
	sure := op(a.sure, b.sure)
	if a.sure == a.could && b.sure == b.could {
		return truth{sure, sure}
	}
	return truth{sure, op(a.could, b.could)}
}

func (p *prover) and(ts ...truth) truth {
	all := always
	for _, t := range ts {
		all = p.both(p.d.and, all, t)
	}
	return all
}

func (p *prover) or(ts ...truth) truth {
	all := never
	for _, t := range ts {
		all = p.both(p.d.or, all, t)
	}
	return all
}

func (p *prover) not(t truth) truth {
	could := p.d.not(t.sure)
	if t.sure == t.could {
		return truth{could, could}
	}
	return truth{p.d.not(t.could), could}
}

// but returns when a is true and b is not.
func (p *prover) but(a, b truth) truth {
	sure := p.d.minus(a.sure, b.could)
	if a.sure == a.could && b.sure == b.could {
		return truth{sure, sure}
	}
	return truth{sure, p.d.minus(a.could, b.sure)}
}

// settled returns t with no for what is true of no answers, where something hangs
// on that beside whether there is a case.
func (p *prover) settled(t truth) truth {
	same := t.sure == t.could
	if t.sure != no && p.d.none(t.sure) {
		t.sure = no
	}
	switch {
	case same:
		t.could = t.sure
	case t.could != no && p.d.none(t.could):
		t.could = no
	}
	return t
}

// view is what a condition about the case takes as given: the level, and the kind
// of agency that asks.
type view struct {
	level    int // a number in Logic.Levels, len(Levels) for none, or anyLevel
	referrer int // an answer of the variable, or anyReferrer
}

// What a view may leave open. A condition that asks for it is then neither true
// nor false.
const (
	anyLevel    = -1
	anyReferrer = -1
)

// lower returns when e is true in a view.
func (p *prover) lower(e *logic.Expr, in view) truth {
	switch e.Op {
	case logic.Never:
		return never
	case logic.Always:
		return always
	case logic.Unwritten:
		return open
	case logic.LevelIs:
		switch {
		case in.level == anyLevel:
			return open
		case e.Set.Has(in.level):
			return always
		}
		return never
	case logic.Named:
		return p.lower(e.Parts[0], in)
	case logic.Bounded:
		return truth{p.lower(e.Parts[0], in).sure, p.lower(e.Parts[1], in).could}
	case logic.Answered:
		return p.answered(e, in)
	}
	key := lowered{e, in}
	if t, ok := p.lowered[key]; ok {
		return t
	}
	var t truth
	switch e.Op {
	case logic.AllOf:
		t = always
		for _, x := range e.Parts {
			t = p.both(p.d.and, t, p.lower(x, in))
		}
	case logic.AnyOf:
		t = never
		for _, x := range e.Parts {
			t = p.both(p.d.or, t, p.lower(x, in))
		}
	case logic.CountOf:
		t = p.count(e, in)
	}
	p.lowered[key] = t
	return t
}

type lowered struct {
	e  *logic.Expr
	in view
}

// count keeps, part by part, when at least so many of those gone through are true.
func (p *prover) count(e *logic.Expr, in view) truth {
	so := make([]truth, e.N+1)
	so[0] = always
	for i := range e.N {
		so[i+1] = never
	}
	for _, x := range e.Parts {
		t := p.lower(x, in)
		for n := e.N; n > 0; n-- {
			so[n] = p.or(so[n], p.and(t, so[n-1]))
		}
	}
	return so[e.N]
}

func (p *prover) answered(e *logic.Expr, in view) truth {
	if e.Var.Kind == logic.Referrer {
		switch {
		case in.referrer == anyReferrer:
			return open
		case e.Set.Has(in.referrer):
			return always
		}
		return never
	}
	at, ok := p.q.at[e.Var]
	if !ok {
		panic("a condition asks for an answer that has no place: " + e.Var.Name)
	}
	pl := &p.q.places[at]
	if len(pl.cells) < 2 {
		return constant(map[bool]logic.Truth{true: logic.True}[e.Set.Has(int(pl.cells[0].pick))])
	}
	n := p.d.within(at, func(cell int) bool { return e.Set.Has(int(pl.cells[cell].pick)) })
	return truth{n, n}
}

// when returns when a condition of the rule set is true in a view; none always is.
func (p *prover) when(c *ruleset.Condition, in view) truth {
	if c == nil {
		return always
	}
	return p.lower(p.expr(c), in)
}

// expr returns the normal form of a condition, the same each time.
func (p *prover) expr(c *ruleset.Condition) *logic.Expr {
	e := p.exprs[c]
	if e == nil {
		e = p.l.Condition(c)
		p.exprs[c] = e
	}
	return e
}
