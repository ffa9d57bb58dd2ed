package decide

import (
	"fmt"
	"math/bits"
	"slices"

	"concordat/compiler/logic"
)

// ask returns the question whose answer narrows the level most, nil if none does.
func (d *decision) ask() *Ask {
	best, danger := d.best(nil)
	if best == nil {
		return nil
	}
	return d.question(best, danger)
}

// best returns the question to ask next, but for those that have been put. Where a
// level that nothing delays is in doubt, only what would settle that is asked:
// danger first. A question that has been put in vain stands in nobody's way.
func (d *decision) best(put map[*logic.Var]bool) (best *candidate, danger bool) {
	if best, danger = d.bestOf(put, true); best != nil {
		return best, danger
	}
	return d.bestOf(put, false)
}

func (d *decision) bestOf(put map[*logic.Var]bool, dangerFirst bool) (best *candidate, danger bool) {
	var doubt []int // criteria that could still raise the level
	for i := range d.e.Rules.Criteria {
		if d.deciding(i) {
			doubt = append(doubt, i)
			danger = danger || dangerFirst && d.delaysNothing(i)
		}
	}
	atoms := map[*logic.Var][]logic.Set{} // the sets that those criteria ask of each question
	highest := map[*logic.Var]int{}       // of those to be asked, the criterion of the highest level
	for _, i := range doubt {
		eachAtom(d.e.Logic.Condition(&d.e.Rules.Criteria[i].When), func(x *logic.Expr) {
			atoms[x.Var] = append(atoms[x.Var], x.Set)
			if danger && !d.delaysNothing(i) {
				return
			}
			if j, ok := highest[x.Var]; !ok || d.levelOf(i) > d.levelOf(j) {
				highest[x.Var] = i
			}
		})
	}
	run := d.e.NewRun()
	answers := slices.Clone(d.answers)
	for i, v := range d.e.Logic.Vars {
		criterion, asked := highest[v]
		if answers[i] != logic.NotKnown || !asked || put[v] || v.Applies != nil && logic.Eval(v.Applies, d.known) != logic.True {
			continue
		}
		c := &candidate{variable: v, criterion: criterion, highest: d.levelOf(criterion), values: int64(v.Count)}
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
	return best, danger
}

// levelOf returns the level of a criterion that gives one.
func (d *decision) levelOf(criterion int) int { return d.e.levels[d.e.Rules.Criteria[criterion].Level] }

func (d *decision) delaysNothing(criterion int) bool {
	return slices.Contains(d.e.Rules.NothingDelays, d.e.Rules.Criteria[criterion].Level)
}

// candidate is a question that could be asked next.
type candidate struct {
	variable  *logic.Var
	criterion int   // the one of the highest level that hangs on it
	highest   int   // that level
	sum       int64 // over its answers, how many levels each leaves
	values    int64 // how many answers it has
	most      int   // the most levels that an answer leaves
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
	v, criterion := c.variable, &d.e.Rules.Criteria[c.criterion]
	a := &Ask{Kind: kindNames[v.Kind], Name: v.Name, Title: d.e.questionTitle(v), Answers: v.Answers, Unit: v.Unit, Danger: danger, Place: criterion.Place}
	if v.Number() {
		a.Low, a.High = v.Low, v.Low+v.Count-1
	}
	if q := d.e.questions[v.Name]; q != nil && v.Kind == logic.Question {
		a.Help = q.Help
	}
	a.Why = fmt.Sprintf("“%s” hangs on it", titleOr(criterion.Title, criterion.Name))
	if n := bits.OnesCount64(d.run.Possible); n > 2 {
		a.Why += fmt.Sprintf("; of the %d levels that are possible, it rules out most", n)
	}
	return a
}
