package scenario

import (
	"fmt"
	"slices"

	"concordat/compiler/decide"
	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// The tests stand outside the package, since the compiler, which they need, imports
// it. Here is what they see of its inside.

// Changed returns the rules with a change.
func (m *Mutant) Changed(r *ruleset.RuleSet) *ruleset.RuleSet { return m.changed(r) }

// OfCases says that a change is about when something is so.
func (m *Mutant) OfCases() bool { return m.about == aboutCases }

// Unseen returns the changes that are counted as beyond any example, and those of
// them that an example of the rule set notices.
func Unseen(r *ruleset.RuleSet) (all, noticed []Mutant, err error) {
	mutants, err := Mutants(r)
	if err != nil {
		return nil, nil, err
	}
	tr, err := newTrial(r)
	if err != nil {
		return nil, nil, err
	}
	for i := range mutants {
		m := &mutants[i]
		e, err := tr.engineFor(m)
		if err != nil {
			return nil, nil, err
		}
		if !tr.unseen(m, e.Rules) {
			continue
		}
		all = append(all, *m)
		for j := range tr.results {
			if tr.results[j].Wrong == "" && tr.notices(j, e) {
				noticed = append(noticed, *m)
			}
		}
	}
	return all, noticed, nil
}

// SearchAgrees holds what the search says of every change of a rule set against
// every family that can be. It returns how many changes there are, how many make no
// difference, and where the two do not agree.
func SearchAgrees(r *ruleset.RuleSet) (changes, none int, wrong []string, err error) {
	all, err := Mutants(r)
	if err != nil {
		return 0, 0, nil, err
	}
	tr, err := newTrial(r)
	if err != nil {
		return 0, 0, nil, err
	}
	for i := range all {
		m := &all[i]
		e, err := decide.New(m.changed(r))
		if err != nil {
			return 0, 0, nil, err
		}
		f, equal := newSearch(tr, m, e).find()
		least := leastAway(tr, m, e)
		changes++
		switch {
		case equal != (least < 0) || equal == (f != nil):
			wrong = append(wrong, fmt.Sprintf("%s: the search says %v, every family %d", m, equal, least))
		case equal:
			none++
		case len(f.away) != least && least <= maxAway:
			wrong = append(wrong, fmt.Sprintf("%s: the search finds a family with %d answers away, and there is one with %d", m, len(f.away), least))
		}
	}
	return changes, none, wrong, nil
}

// leastAway tries every family and returns how few answers of one that a change
// makes a difference to are away from the quiet ones; -1 if there is none.
func leastAway(tr *trial, m *Mutant, e *decide.Engine) int {
	vars := tr.engine.Logic.Vars
	answers, changed := make([]logic.Answer, len(vars)), make([]logic.Answer, len(e.Logic.Vars))
	was, now := decidedBy(tr.engine, answers), decidedBy(e, changed)
	least := -1
	var try func(i, away int)
	try = func(i, away int) {
		if i == len(vars) {
			known := logic.Case{Answer: func(v *logic.Var) logic.Answer { return answers[slices.Index(vars, v)] }, Levels: logic.Set{1<<(len(tr.engine.Logic.Levels)+1) - 1}}
			for j, v := range vars {
				if v.Applies != nil && (logic.Eval(v.Applies, known) == logic.True) == (answers[j] == v.None()) {
					return
				}
			}
			for _, x := range tr.engine.Logic.CannotBe {
				if logic.Eval(x, known) == logic.True {
					return
				}
			}
			was.decide()
			for j := range changed {
				changed[j] = logic.NotKnown
				for k, v := range vars {
					if v.Kind == e.Logic.Vars[j].Kind && v.Name == e.Logic.Vars[j].Name {
						changed[j] = answers[k]
					}
				}
			}
			now.decide()
			differs := !same(was, now)
			if m.about != aboutCases {
				differs = tr.inEffect(m, was) != logic.False
			}
			if differs && (least < 0 || away < least) {
				least = away
			}
			return
		}
		v := vars[i]
		if v.Kind == logic.Referrer {
			answers[i] = logic.NotKnown
			try(i+1, away)
			return
		}
		for a := range v.Count {
			answers[i] = logic.Answer(a)
			n := away
			if a != v.Quiet {
				n++
			}
			try(i+1, n)
		}
		if v.Applies != nil {
			answers[i] = v.None()
			try(i+1, away)
		}
	}
	try(0, 0)
	return least
}
