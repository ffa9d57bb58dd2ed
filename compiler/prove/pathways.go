package prove

import (
	"slices"

	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// way is a pathway, and for whom it is there.
type way struct {
	*ruleset.Pathway
	number int
	from   set
	to     set
	open   *logic.Expr
}

// moves says that a pathway moves families between levels.
func (w *way) moves() bool { return len(w.MovesFrom) > 0 || len(w.MovesTo) > 0 }

// at says that a pathway is for a level.
func (w *way) at(level string) bool { return len(w.Levels) == 0 || slices.Contains(w.Levels, level) }

// aboutChild says that a pathway takes a child into help: one that moves families
// between levels, or that is not allowed, does not.
func (w *way) aboutChild() bool { return w.About == "child" && w.NotAllowed == "" && !w.moves() }

func (p *prover) ways() []*way {
	if p.pathways == nil {
		for i := range p.r.Pathways {
			x := &p.r.Pathways[i]
			p.pathways = append(p.pathways, &way{x, i, p.parties(x, x.From), p.parties(x, x.To), p.l.Open(p.r, x)})
		}
	}
	return p.pathways
}

// parties returns the agencies that stand at one end of a pathway: any, where a line
// that nobody has written yet may name them.
func (p *prover) parties(x *ruleset.Pathway, named []ruleset.Party) set {
	if len(named) == 0 && p.unwritten(x.Clause) {
		named = []ruleset.Party{{Kind: "to-be-written"}}
	}
	return p.who.of(named, nil)
}

// openTo returns when a pathway is open to an agency at a level.
func (p *prover) openTo(w *way, agency, level int) truth {
	if w.from[agency] == logic.False {
		return never
	}
	return p.and(constant(w.from[agency]), p.lower(w.open, view{level, p.who.kinds[agency]}))
}

// frontLine returns the agencies that a pathway about a child starts from.
func (p *prover) frontLine() []int {
	front := p.who.none()
	for _, w := range p.ways() {
		if w.aboutChild() {
			front.join(w.from)
		}
	}
	return front.list()
}

// receivers returns the agencies that a pathway about a child goes to, for a level.
func (p *prover) receivers(level int) set {
	to := p.who.none()
	for _, w := range p.ways() {
		if w.aboutChild() && w.at(p.l.Levels[level]) {
			to.join(w.to)
		}
	}
	return to
}

// view is what an agency sees at a level.
func (p *prover) view(level, agency int) view {
	if agency < 0 {
		return view{level, anyReferrer}
	}
	return view{level, p.who.kinds[agency]}
}

// at returns when a case is at a level; anyLevel is all of them.
func (p *prover) at(level int) truth {
	if level == anyLevel {
		return always
	}
	return p.levels()[level]
}

// everyLevel returns the numbers of all levels, and of none.
func (p *prover) everyLevel() []int {
	all := make([]int, len(p.l.Levels)+1)
	for i := range all {
		all[i] = i
	}
	return all
}

// levelsAsked returns the levels at which conditions have to be looked at one by
// one: anyLevel alone if none of them asks for the level.
func (p *prover) levelsAsked(cs ...*ruleset.Condition) []int {
	for _, c := range cs {
		if c != nil && asksLevel(p.expr(c)) {
			return p.everyLevel()
		}
	}
	return []int{anyLevel}
}

func asksLevel(e *logic.Expr) bool {
	return e.Op == logic.LevelIs || slices.ContainsFunc(e.Parts, asksLevel)
}

// askers returns one agency of each kind of those in s, since no condition tells
// more of who asks; noAgency alone if there is none.
func (p *prover) askers(s set) []int {
	var all []int
	seen := map[int]bool{}
	for _, a := range s.list() {
		if !seen[p.who.kinds[a]] {
			seen[p.who.kinds[a]] = true
			all = append(all, a)
		}
	}
	if all == nil {
		return []int{noAgency}
	}
	return all
}
