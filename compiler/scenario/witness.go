package scenario

import (
	"slices"

	"concordat/compiler/decide"
	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// family is a case in which every question is answered.
type family struct {
	answers []logic.Answer // of the rules as they are, in the order of their variables
	away    []int          // which of them are not the quiet answer
}

// search looks for the quietest family about which changed rules say something
// else: the one with the fewest answers away from the quiet one. Variables that the
// change itself asks about come first, then those that decide whether it matters.
type search struct {
	was, now decided
	engines  [2]*decide.Engine
	vars     []*logic.Var // of the rules as they are
	order    []int        // the variables to try, as numbers in vars
	cells    [][]logic.Answer
	other    []int // where each variable stands in the changed rules; -1 for none
	answers  []logic.Answer
	changed  []logic.Answer
	// settled says that nothing that is still open can make a difference.
	settled func() bool
	// differs says whether the two say different things of a family.
	differs func() bool
	nodes   int
}

// maxNodes bounds one search. A change for which it does not suffice is taken for
// one that makes a difference.
const maxNodes = 20_000

// maxAway is how many answers away from the quiet ones a family may have that is
// worth telling; what cannot be shown with so few is looked for with any number, to
// prove that there is none.
const maxAway = 5

// find returns a family about which the two say different things. none says that
// there is certainly no such family.
func (s *search) find() (f *family, none bool) {
	for away := 0; away <= maxAway; away++ {
		s.reset()
		s.nodes = 0
		if s.try(0, away, true) {
			return s.found(), false
		}
		if s.nodes > maxNodes {
			break
		}
	}
	s.reset()
	s.nodes = 0
	if s.try(0, len(s.order), false) {
		return s.found(), false
	}
	return nil, s.nodes <= maxNodes
}

func (s *search) reset() {
	for i := range s.answers {
		s.answers[i] = logic.NotKnown
	}
}

func (s *search) found() *family {
	f := &family{answers: slices.Clone(s.answers)}
	for i, v := range s.vars {
		if v.Kind != logic.Referrer && f.answers[i] != logic.Answer(v.Quiet) && f.answers[i] != v.None() {
			f.away = append(f.away, i)
		}
	}
	return f
}

// try answers the variables from the n-th on, with exactly so many away from the
// quiet answer, or with exact false at most so many.
func (s *search) try(n, away int, exact bool) bool {
	s.nodes++
	if s.nodes > maxNodes {
		return false
	}
	if exact && len(s.order)-n < away {
		return false
	}
	if n == len(s.order) || away == 0 {
		return s.complete(n)
	}
	s.run()
	if s.impossible() || s.settled() {
		return false
	}
	at := s.order[n]
	v := s.vars[at]
	if v.Applies != nil && s.applies(v) == logic.False {
		s.answers[at] = v.None()
		if s.try(n+1, away, exact) {
			return true
		}
		s.answers[at] = logic.NotKnown
		return false
	}
	for _, a := range s.cells[at] {
		left := away
		if a != logic.Answer(v.Quiet) {
			left--
		}
		if left < 0 {
			continue
		}
		s.answers[at] = a
		if s.try(n+1, left, exact) {
			return true
		}
	}
	s.answers[at] = logic.NotKnown
	return false
}

// complete gives all that is left the quiet answer, and looks.
func (s *search) complete(n int) bool {
	before := slices.Clone(s.answers)
	if !s.quieten() {
		copy(s.answers, before)
		return false
	}
	s.run()
	if !s.impossible() && s.differs() {
		return true
	}
	copy(s.answers, before)
	return false
}

// quieten gives every variable that has no answer the quiet one, and says whether
// those that have one apply.
func (s *search) quieten() bool {
	for range s.vars {
		changed := false
		for i, v := range s.vars {
			if s.answers[i] != logic.NotKnown || v.Kind == logic.Referrer {
				continue
			}
			a := logic.Answer(v.Quiet)
			if v.Applies != nil {
				switch s.applies(v) {
				case logic.False:
					a = v.None()
				case logic.Unknown:
					continue
				}
			}
			s.answers[i], changed = a, true
		}
		if !changed {
			break
		}
	}
	for i, v := range s.vars {
		if v.Applies == nil {
			continue
		}
		if t := s.applies(v); t == logic.True && s.answers[i] == v.None() || t == logic.False && s.answers[i] != v.None() {
			return false
		}
	}
	return true
}

func (s *search) applies(v *logic.Var) logic.Truth { return logic.Eval(v.Applies, s.known()) }

func (s *search) known() logic.Case {
	levels := logic.NewSet(len(s.engines[0].Logic.Levels) + 1)
	for i := range len(s.engines[0].Logic.Levels) + 1 {
		levels.Add(i)
	}
	return logic.Case{Answer: func(v *logic.Var) logic.Answer { return s.answers[slices.Index(s.vars, v)] }, Levels: levels}
}

// run decides by both sets of rules what is known so far.
func (s *search) run() {
	s.was.decide()
	for i := range s.changed {
		s.changed[i] = logic.NotKnown
	}
	for i, at := range s.other {
		if at >= 0 {
			s.changed[at] = s.answers[i]
		}
	}
	s.now.decide()
}

// impossible says that the answers cannot all be so.
func (s *search) impossible() bool {
	for _, x := range s.engines[0].Logic.CannotBe {
		if logic.Eval(x, s.known()) == logic.True {
			return true
		}
	}
	return false
}

// newSearch prepares the search for a family that a change makes a difference to.
func newSearch(t *trial, m *Mutant, e *decide.Engine) *search {
	s := &search{
		engines: [2]*decide.Engine{t.engine, e}, vars: t.engine.Logic.Vars, cells: t.cellsWith(e),
		answers: make([]logic.Answer, len(t.engine.Logic.Vars)), changed: make([]logic.Answer, len(e.Logic.Vars)),
	}
	s.was, s.now = decidedBy(t.engine, s.answers), decidedBy(e, s.changed)
	for _, v := range s.vars {
		s.other = append(s.other, slices.IndexFunc(e.Logic.Vars, func(w *logic.Var) bool { return w.Kind == v.Kind && w.Name == v.Name }))
	}
	g := t.goal(m, s)
	s.settled, s.differs = g.settled, g.differs
	for _, part := range [][]*logic.Expr{g.asks, g.matters} {
		for _, x := range part {
			x.Vars(func(v *logic.Var) {
				if i := slices.IndexFunc(s.vars, func(w *logic.Var) bool { return w.Kind == v.Kind && w.Name == v.Name }); i >= 0 && v.Kind != logic.Referrer && !slices.Contains(s.order, i) {
					s.order = append(s.order, i)
				}
			})
		}
	}
	return s
}

// cellsWith returns the answers of each variable that are worth trying, the quiet
// one first: one for each stretch that some condition of the rules, or of the
// changed ones, tells from others, and of each the one nearest to the quiet answer.
func (t *trial) cellsWith(changed *decide.Engine) [][]logic.Answer {
	sets := make([][]logic.Set, len(t.engine.Logic.Vars))
	gather := func(e *decide.Engine) {
		seen := map[*logic.Expr]bool{}
		var walk func(x *logic.Expr)
		walk = func(x *logic.Expr) {
			if x == nil || seen[x] {
				return
			}
			seen[x] = true
			if x.Op == logic.Answered {
				for i, v := range t.engine.Logic.Vars {
					if v.Kind == x.Var.Kind && v.Name == x.Var.Name && !slices.ContainsFunc(sets[i], x.Set.Equal) {
						sets[i] = append(sets[i], x.Set)
					}
				}
				walk(x.Var.Applies)
			}
			for _, p := range x.Parts {
				walk(p)
			}
		}
		e.Rules.EachCondition(func(c *ruleset.Condition) { walk(e.Logic.Condition(c)) })
	}
	gather(t.engine)
	gather(changed)
	cells := make([][]logic.Answer, len(sets))
	for i, v := range t.engine.Logic.Vars {
		if v.Kind == logic.Consent { // whether a pathway is open asks for it, and no condition says so
			for a := range v.Count {
				cells[i] = append(cells[i], logic.Answer(a))
			}
			continue
		}
		cells[i] = cellsOf(v, sets[i])
	}
	return cells
}

func cellsOf(v *logic.Var, sets []logic.Set) []logic.Answer {
	alike := func(a, b int) bool {
		return !slices.ContainsFunc(sets, func(s logic.Set) bool { return s.Has(a) != s.Has(b) })
	}
	cells := []logic.Answer{logic.Answer(v.Quiet)}
	for d := 1; d < v.Count; d++ { // outwards from the quiet answer
		for _, a := range []int{v.Quiet + d, v.Quiet - d} {
			if a >= 0 && a < v.Count && !slices.ContainsFunc(cells, func(c logic.Answer) bool { return alike(a, int(c)) }) {
				cells = append(cells, logic.Answer(a))
			}
		}
	}
	return cells
}
