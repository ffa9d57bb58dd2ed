package prove

import (
	"slices"

	"concordat/compiler/ruleset"
)

// noHandover looks for two levels with different leads between which no move with
// a time leads, though families are at both.
func noHandover(p *prover) {
	n := len(p.l.Levels)
	moves, forbidden := make([][]bool, n), make([][]bool, n)
	for i := range n {
		moves[i], forbidden[i] = make([]bool, n), make([]bool, n)
	}
	for _, w := range p.ways() {
		for i := range n {
			for j := range n {
				if !slices.Contains(w.MovesFrom, p.l.Levels[i]) || !slices.Contains(w.MovesTo, p.l.Levels[j]) {
					continue
				}
				if w.NotAllowed != "" {
					forbidden[i][j] = true
				} else if timed(w.Pathway) || p.unwritten(w.Clause) {
					moves[i][j] = true
				}
			}
		}
	}
	for k := range n { // chains of moves
		for i := range n {
			for j := range n {
				moves[i][j] = moves[i][j] || moves[i][k] && moves[k][j]
			}
		}
	}
	all := make([]leads, n)
	for _, i := range p.active() {
		all[i] = p.leads(i)
	}
	for _, i := range p.active() {
		if len(all[i].sure) == 0 {
			continue
		}
		var to []string
		for _, j := range p.active() {
			if i != j && !moves[i][j] && !forbidden[i][j] && len(all[j].sure) > 0 && all[i].differ(all[j]) {
				to = append(to, p.l.Levels[j])
			}
		}
		if to == nil {
			continue
		}
		level := &p.r.Levels[i]
		f := Finding{
			Code: "no-handover", Place: level.Place,
			Message: "nobody hands over a family that leaves level `" + level.Name + "` for " + quoted(to, "or") + ", where somebody else leads",
			Help:    "add a pathway with `moves " + level.Name + " to " + to[0] + "` and a `must` with a time, or one that is `not-allowed`",
		}
		p.show(&f, p.possible(p.levels()[i].sure), yes, noAgency)
		p.add(f)
	}
}

// timed says that some `must` of a pathway has a time.
func timed(w *ruleset.Pathway) bool {
	has := func(d ruleset.Duty) bool { return d.Modality == "must" && len(d.Times) > 0 }
	return slices.ContainsFunc(w.Duties, has) || slices.ContainsFunc(w.Steps, func(s ruleset.Step) bool { return slices.ContainsFunc(s.Duties, has) })
}

// leads is who leads at a level: the roles that do in some case, and those that
// could once all is written.
type leads struct{ sure, could map[string]bool }

func (p *prover) leads(level int) leads {
	x := leads{map[string]bool{}, map[string]bool{}}
	l := &p.r.Levels[level]
	for i, counts := range p.all(p.l.LeadCounts(l), view{level, anyReferrer}) {
		at := p.levels()[level]
		role := l.Leads[i].Role
		if !p.couldBoth(at, counts) {
			continue
		}
		x.could[role] = true
		if p.surelyBoth(at, counts) {
			x.sure[role] = true
		}
	}
	return x
}

// differ says that some role leads at one level and never does at the other.
func (x leads) differ(y leads) bool {
	for role := range x.sure {
		if !y.could[role] {
			return true
		}
	}
	for role := range y.sure {
		if !x.could[role] {
			return true
		}
	}
	return false
}
