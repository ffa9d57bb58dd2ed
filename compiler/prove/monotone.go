package prove

import (
	"slices"

	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// levelFalls looks for two families that differ in one answer, of which the one
// with the answer of greater risk is at the lower level.
func levelFalls(p *prover) {
	var reached []truth
	for _, e := range p.r.Reached(p.l) {
		reached = append(reached, p.lower(e, view{anyLevel, anyReferrer}))
	}
	n := len(p.l.Levels)
	decide := p.deciding()
	// over[i] is true of a case at level i or above.
	over := make([]truth, n+1)
	over[n] = never
	for i := n - 1; i >= 0; i-- {
		over[i] = p.or(over[i+1], reached[i])
	}
	for k := range p.r.Criteria {
		c := &p.r.Criteria[k]
		level := -1
		for i, name := range p.l.Levels {
			if name == c.Level {
				level = i
			}
		}
		if level < 0 {
			continue
		}
		var least smallest
		instead := ""
		for _, at := range p.q.declared {
			v := p.q.places[at].v
			if v.Risk == 0 || !falls(p.expr(&c.When), v) {
				continue
			}
			p.fallsBy(at, level, decide, p.when(&c.When, view{anyLevel, anyReferrer}), over, func(fault, calm node, risky logic.Answer) {
				if p.offer(&least, fault, calm, noAgency) {
					instead = p.l.Said(v, risky)
				}
			})
		}
		if !least.found {
			continue
		}
		f := Finding{
			Code: "level-falls-as-risk-rises", Place: c.Place,
			Message: "a family that meets `" + c.Name + "` comes to a lower level when one answer gives more cause for concern",
			Help:    "write `is at least`, so that answers of greater risk meet the criterion too, or give those a criterion of the same level or a higher one",
		}
		p.tell(&f, least.witness)
		f.Told += "; the same family is at a lower level where " + instead
		p.add(f)
	}
}

// deciding returns the places of the questions that decide a level: those that a
// criterion asks, and those that say whether they apply or which of their answers
// cannot be. Two families are alike if they are in these.
func (p *prover) deciding() map[int32]bool {
	decide := map[int32]bool{}
	named := map[string]*ruleset.Criterion{}
	for i := range p.r.Criteria {
		named[p.r.Criteria[i].Name] = &p.r.Criteria[i]
	}
	asked := map[string]bool{}
	var ask func(x *ruleset.Part)
	ask = func(x *ruleset.Part) {
		for i := range x.Parts {
			ask(&x.Parts[i])
		}
		q := p.question[x.Name]
		switch {
		case asked[x.Op+" "+x.Name]:
		case x.Op == "criterion":
			asked["criterion "+x.Name] = true
			ask(&named[x.Name].When.Tree)
		case x.Op == "question" && q != nil:
			asked["question "+x.Name] = true
			if at, ok := p.q.at[p.l.Var(logic.Question, x.Name)]; ok {
				decide[at] = true
			}
			if q.Applies != nil {
				ask(&q.Applies.Tree)
			}
		}
	}
	var touches func(x *ruleset.Part) bool
	touches = func(x *ruleset.Part) bool {
		return x.Op == "question" && asked["question "+x.Name] || slices.ContainsFunc(x.Parts, func(y ruleset.Part) bool { return touches(&y) })
	}
	for i := range p.r.Criteria {
		if c := &p.r.Criteria[i]; c.Level != "" {
			ask(&c.When.Tree)
		}
	}
	for range p.r.CannotBe { // each round brings in what one more line touches
		for i := range p.r.CannotBe {
			if x := &p.r.CannotBe[i].When.Tree; touches(x) {
				ask(x)
			}
		}
	}
	for at := range p.q.places { // what is no question is alike or not at all
		if p.q.places[at].v.Kind != logic.Question {
			decide[int32(at)] = true
		}
	}
	return decide
}

// fallsBy calls report with the cases that meet a criterion, and are at its level,
// with the calm answer to one question, and are below it with the risky one and
// the same answers to all others that decide.
func (p *prover) fallsBy(at int32, level int, decide map[int32]bool, meets truth, over []truth, report func(fault, calm node, risky logic.Answer)) {
	pl := &p.q.places[at]
	for calm, a := range pl.cells {
		if a.pick == pl.v.None() {
			continue
		}
		here := p.d.restrict(p.but(meets, over[level+1]).sure, at, calm)
		if here == no {
			continue
		}
		for risky, b := range pl.cells {
			if b.pick == pl.v.None() || (int(b.pick)-int(a.pick))*pl.v.Risk <= 0 {
				continue
			}
			fault := p.d.minus(here, p.d.restrict(over[level].could, at, risky))
			if fault == no {
				continue
			}
			// Both cases have to be possible.
			riskyIs := p.d.within(at, func(cell int) bool { return cell == risky })
			fault = p.d.restrict(p.d.some(p.possible(p.d.and(fault, riskyIs)), decide), at, risky)
			calmIs := p.d.within(at, func(cell int) bool { return cell == calm })
			if fault = p.possible(p.d.and(fault, calmIs)); fault != no {
				report(fault, calmIs, b.pick)
			}
		}
	}
}

// falls says that a condition may become false as the answer to v becomes riskier
// and nothing else changes.
func falls(e *logic.Expr, v *logic.Var) bool {
	if e.Op == logic.Answered && e.Var == v {
		was := false
		for i := range v.Count {
			n := i
			if v.Risk < 0 {
				n = v.Count - 1 - i
			}
			if was && !e.Set.Has(n) {
				return true
			}
			was = was || e.Set.Has(n)
		}
		return false
	}
	for _, x := range e.Parts {
		if falls(x, v) {
			return true
		}
	}
	return false
}
