package decide

import (
	"fmt"
	"math/bits"
	"slices"

	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// ask returns the question to ask next, nil if there is none. One that the case says
// is not known comes after all others, and is marked.
func (d *decision) ask() *Ask {
	best, danger := d.best(d.saidNotKnown())
	if best != nil {
		return d.question(best, danger)
	}
	if best, danger = d.best(nil); best == nil {
		return nil
	}
	a := d.question(best, danger)
	a.SaidNotKnown = true
	return a
}

// saidNotKnown returns the variables that the case itself answers with not known.
func (d *decision) saidNotKnown() map[*logic.Var]bool {
	all := map[*logic.Var]bool{}
	for i, v := range d.e.Logic.Vars {
		if d.answers[i] == logic.NotKnown && d.c.given(v) == logic.UnknownText {
			all[v] = true
		}
	}
	return all
}

// asking is a condition in doubt that is a reason to ask.
type asking struct {
	when      *logic.Expr
	criterion int           // that it is of; negative, none
	duty      *ruleset.Duty // that it is the case of, nil, none
}

// best returns the question to ask next, but for those that have been put. Danger
// comes first: what a call that is due at once hangs on; then, where a level that
// nothing delays is in doubt, what would settle that; then all else. A question that
// has been put in vain stands in nobody's way.
func (d *decision) best(put map[*logic.Var]bool) (best *candidate, danger bool) {
	var calls, urgent, all []asking
	for _, x := range d.calls() {
		calls = append(calls, asking{d.e.Logic.Condition(x.When), -1, x})
	}
	for i := range d.e.Rules.Criteria { // those that could still raise the level
		if d.deciding(i) {
			a := asking{d.e.Logic.Condition(&d.e.Rules.Criteria[i].When), i, nil}
			if all = append(all, a); d.delaysNothing(i) {
				urgent = append(urgent, a)
			}
		}
	}
	for _, some := range [][]asking{calls, urgent} {
		if best = d.narrowest(some, all, put); best != nil {
			return best, true
		}
	}
	return d.narrowest(all, all, put), false
}

// calls returns the duties that have to bring somebody at once and whose own case is in
// doubt: of the document and of the levels that nothing delays and, where whoever asks
// calls somebody who answers at every hour, of the pathways for those.
func (d *decision) calls() []*ruleset.Duty {
	if d.delayed() {
		return nil
	}
	var all []*ruleset.Duty
	add := func(list []ruleset.Duty, which func(*ruleset.Duty) bool) {
		for i := range list {
			x := &list[i]
			if x.When != nil && x.Modality == "must" && atOnce(x) && slices.Contains(reaching, x.Verb) && d.run.Truth(x.When) == logic.Unknown && which(x) {
				all = append(all, x)
			}
		}
	}
	anybody := func(*ruleset.Duty) bool { return true }
	r := d.e.Rules
	add(r.Duties, anybody)
	for i := range r.Levels {
		if d.may(i) && d.urgentLevel(i) {
			add(r.Levels[i].Duties, anybody)
		}
	}
	for i := range r.Pathways {
		p := &r.Pathways[i]
		if len(p.MovesFrom) > 0 || !d.urgent(p) || d.run.Open(i) == logic.False || d.sends(p.From) == logic.False {
			continue
		}
		for n := range p.Steps {
			if s := &p.Steps[n]; d.run.Truth(s.When) != logic.False && mine(d.e.whoAre(s.By, d.actor)) {
				add(p.Steps[n].Duties, d.e.toAlwaysOpen)
			}
		}
	}
	return all
}

// toAlwaysOpen says that a duty turns to somebody who answers at every hour.
func (e *Engine) toAlwaysOpen(x *ruleset.Duty) bool {
	for _, l := range x.Parties {
		for _, p := range l.Who {
			t := e.teams[p.Name]
			if a := e.agencies[p.Name]; p.Kind == "agency" && a != nil {
				t = front(a)
			}
			if (p.Kind == "team" || p.Kind == "agency") && t != nil && t.Open != nil && t.Open.Always {
				return true
			}
		}
	}
	return false
}

// narrowest returns, of the questions that some conditions in doubt hang on, the one
// whose answer narrows the level most, nil if there is none. In all are the
// conditions of every criterion in doubt.
func (d *decision) narrowest(some, all []asking, put map[*logic.Var]bool) (best *candidate) {
	if len(some) == 0 {
		return nil
	}
	atoms := map[*logic.Var][]logic.Set{} // the sets that criteria ask of each question
	asked := map[*logic.Var]asking{}      // why, by the criterion of the highest level
	for _, a := range all {
		eachAtom(a.when, func(x *logic.Expr) { atoms[x.Var] = append(atoms[x.Var], x.Set) })
	}
	for _, a := range some {
		eachAtom(a.when, func(x *logic.Expr) {
			if have, ok := asked[x.Var]; !ok || d.levelOf(a.criterion) > d.levelOf(have.criterion) {
				asked[x.Var] = a
			}
		})
	}
	run := d.e.NewRun()
	answers := slices.Clone(d.answers)
	for i, v := range d.e.Logic.Vars {
		why, ok := asked[v]
		if answers[i] != logic.NotKnown || !ok || put[v] || v.Applies != nil && logic.Eval(v.Applies, d.known) != logic.True {
			continue
		}
		c := &candidate{variable: v, asking: why, highest: d.levelOf(why.criterion), values: int64(v.Count)}
		for _, cell := range cells(v, atoms[v]) {
			answers[i] = logic.Answer(cell[0])
			d.e.Run(run, answers)
			left := bits.OnesCount64(run.Possible)
			c.sum += int64(len(cell) * left)
			c.most = max(c.most, left)
		}
		answers[i] = logic.NotKnown
		if best == nil || c.better(best) {
			best = c
		}
	}
	return best
}

// levelOf returns the level of a criterion that gives one; of none, it is below all.
func (d *decision) levelOf(criterion int) int {
	if criterion < 0 {
		return -1
	}
	return d.e.levels[d.e.Rules.Criteria[criterion].Level]
}

func (d *decision) delaysNothing(criterion int) bool {
	return slices.Contains(d.e.Rules.NothingDelays, d.e.Rules.Criteria[criterion].Level)
}

// candidate is a question that could be asked next.
type candidate struct {
	variable *logic.Var
	asking         // what hangs on it, by the highest level
	highest  int   // that level
	sum      int64 // over its answers, how many levels each leaves
	values   int64 // how many answers it has
	most     int   // the most levels that an answer leaves
}

// better compares exact fractions: fewest levels left on average, then at most,
// then what the highest level hangs on. Else the earlier question stays.
func (c *candidate) better(other *candidate) bool {
	if a, b := c.sum*other.values, other.sum*c.values; a != b {
		return a < b
	}
	if c.most != other.most {
		return c.most < other.most
	}
	return c.highest > other.highest
}

// eachAtom calls f for every test of an answer in x, those that decide whether a
// question applies included.
func eachAtom(x *logic.Expr, f func(*logic.Expr)) {
	if x == nil {
		return
	}
	if x.Op == logic.Answered {
		eachAtom(x.Var.Applies, f)
		f(x)
	}
	for _, p := range x.Parts {
		eachAtom(p, f)
	}
}

// cells cuts the answers of v where a set distinguishes them.
func cells(v *logic.Var, sets []logic.Set) [][]int {
	index := map[string]int{}
	var all [][]int
	key := make([]byte, len(sets))
	for i := range v.Count {
		for n, s := range sets {
			key[n] = '0'
			if s.Has(i) {
				key[n] = '1'
			}
		}
		at, ok := index[string(key)]
		if !ok {
			at = len(all)
			index[string(key)] = at
			all = append(all, nil)
		}
		all[at] = append(all[at], i)
	}
	return all
}

func (d *decision) question(c *candidate, danger bool) *Ask {
	v := c.variable
	a := &Ask{Kind: kindNames[v.Kind], Name: v.Name, Title: d.e.questionTitle(v), Answers: v.Answers, Unit: v.Unit, Danger: danger}
	if v.Number() {
		a.Low, a.High = v.Low, v.Low+v.Count-1
	}
	if q := d.e.questions[v.Name]; q != nil && v.Kind == logic.Question {
		a.Help = q.Help
	}
	if c.duty != nil {
		a.Place, a.Why = c.duty.Place, fmt.Sprintf("whether to %s at once hangs on it", c.duty.Short)
		return a
	}
	criterion := &d.e.Rules.Criteria[c.criterion]
	a.Place, a.Why = criterion.Place, fmt.Sprintf("“%s” hangs on it", titleOr(criterion.Title, criterion.Name))
	if n := bits.OnesCount64(d.run.Possible); n > 2 {
		a.Why += fmt.Sprintf("; of the %d levels that are possible, it rules out most", n)
	}
	return a
}
