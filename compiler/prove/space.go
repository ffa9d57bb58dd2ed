package prove

import (
	"cmp"
	"slices"

	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// place is one question in the order of the diagrams.
type place struct {
	v      *logic.Var
	number int // in Logic.Vars
	cells  []cell
	of     []int // the cell of each answer, "does not apply" last; -1 for an answer that no case gives
}

// cell is answers that no condition tells apart.
type cell struct {
	pick logic.Answer // the one nearest to the quiet answer
	away bool         // none of them is the quiet answer, and the question applies
}

// questions are the places, and where each question has its place.
type questions struct {
	places   []place
	at       map[*logic.Var]int32
	declared []int32 // the places in the order of declaration
}

// conditions calls f for every condition that the proofs read. Scenarios, and what
// only people read, decide nothing.
func conditions(r *ruleset.RuleSet, f func(*ruleset.Condition)) {
	read := ruleset.RuleSet{
		Questions: r.Questions, CannotBe: r.CannotBe, Judgements: r.Judgements, Levels: r.Levels, Criteria: r.Criteria,
		Pathways: r.Pathways, Shares: r.Shares, Escalations: r.Escalations,
	}
	read.EachCondition(f)
}

// lineUp cuts the answers of every question that some condition asks into cells,
// and puts the questions into an order that keeps those of one condition together.
// named are questions that conditions name, though it may be in vain: whether they
// apply makes two families differ.
func lineUp(l *ruleset.Logic, edges []*logic.Expr, named map[*logic.Var]bool) questions {
	sets := map[*logic.Var][]logic.Set{}
	var together [][]int
	number := map[*logic.Var]int{}
	for i, v := range l.Vars {
		number[v] = i
	}
	for _, e := range edges {
		var edge []int
		atoms(e, func(a *logic.Expr) {
			v := a.Var
			if v.Kind == logic.Referrer {
				return
			}
			if !slices.ContainsFunc(sets[v], a.Set.Equal) {
				sets[v] = append(sets[v], a.Set)
			}
			if n := number[v]; !slices.Contains(edge, n) {
				edge = append(edge, n)
			}
		})
		if len(edge) > 1 {
			together = append(together, edge)
		}
	}
	var used []int
	for i, v := range l.Vars {
		if sets[v] != nil || v.Kind == logic.Consent || named[v] && v.Applies != nil {
			used = append(used, i)
			if v.Applies == nil {
				continue
			}
			edge := []int{i}
			v.Applies.Vars(func(w *logic.Var) {
				if n := number[w]; !slices.Contains(edge, n) {
					edge = append(edge, n)
				}
			})
			together = append(together, edge)
		}
	}
	q := questions{at: map[*logic.Var]int32{}}
	for _, n := range force(used, together, len(l.Vars)) {
		v := l.Vars[n]
		q.at[v] = int32(len(q.places))
		q.places = append(q.places, newPlace(v, n, sets[v]))
	}
	for i := range q.places {
		q.declared = append(q.declared, int32(i))
	}
	slices.SortFunc(q.declared, func(a, b int32) int { return cmp.Compare(q.places[a].number, q.places[b].number) })
	return q
}

// asked adds to named the questions that a part of a condition names.
func asked(l *ruleset.Logic, x *ruleset.Part, named map[*logic.Var]bool) {
	if x.Op == "question" {
		if v := l.Var(logic.Question, x.Name); v != nil {
			named[v] = true
		}
	}
	for i := range x.Parts {
		asked(l, &x.Parts[i], named)
	}
}

// atoms calls f for every answer that e asks for, those that decide whether its
// questions apply included.
func atoms(e *logic.Expr, f func(*logic.Expr)) {
	if e == nil {
		return
	}
	if e.Op == logic.Answered {
		atoms(e.Var.Applies, f)
		f(e)
	}
	for _, p := range e.Parts {
		atoms(p, f)
	}
}

// newPlace cuts the answers to v into cells at the sets that conditions ask for.
func newPlace(v *logic.Var, number int, sets []logic.Set) place {
	p := place{v: v, number: number, of: make([]int, v.Count+1)}
	known := map[string]int{}
	var last []byte
	stretch := 0
	distance := func(a logic.Answer) int {
		d := int(a) - v.Quiet
		return max(d, -d)
	}
	for a := range v.Count + 1 {
		p.of[a] = -1
		if a == v.Count && v.Applies == nil || v.Kind == logic.Consent && a < v.Count && v.Answers[a] == "not-asked" {
			continue
		}
		key := make([]byte, len(sets)+1)
		for i, s := range sets {
			if s.Has(a) {
				key[i] = 1
			}
		}
		if a == v.Count || v.Kind == logic.Consent {
			key[len(sets)] = byte(1 + a&1)
		}
		if v.Risk != 0 && a < v.Count { // the cells of an order are stretches of it
			if last != nil && !slices.Equal(last, key) {
				stretch++
			}
			last = slices.Clone(key)
			key = append(key, byte(stretch), byte(stretch>>8))
		}
		n, old := known[string(key)]
		if !old {
			n = len(p.cells)
			known[string(key)] = n
			p.cells = append(p.cells, cell{pick: logic.Answer(a), away: a != v.Count})
		}
		c := &p.cells[n]
		if a < v.Count && distance(logic.Answer(a)) < distance(c.pick) {
			c.pick = logic.Answer(a)
		}
		if a == v.Quiet {
			c.away = false
		}
		p.of[a] = n
	}
	return p
}

// force orders questions so that those that stand together in a condition are near
// each other: each moves to the middle of the middles of its conditions, until
// nothing is gained (Aloul, Markov and Sakallah 2003).
func force(used []int, together [][]int, n int) []int {
	order := slices.Clone(used)
	position := make([]int, n)
	span := func() int {
		for i, v := range order {
			position[v] = i
		}
		sum := 0
		for _, e := range together {
			low, high := n, 0
			for _, v := range e {
				low, high = min(low, position[v]), max(high, position[v])
			}
			sum += high - low
		}
		return sum
	}
	best, least := order, span()
	for range 40 {
		sum, count := make([]float64, n), make([]float64, n)
		for _, e := range together {
			middle := 0.0
			for _, v := range e {
				middle += float64(position[v])
			}
			middle /= float64(len(e))
			for _, v := range e {
				sum[v] += middle
				count[v]++
			}
		}
		goal := make([]float64, n)
		for _, v := range order {
			goal[v] = float64(position[v])
			if count[v] > 0 {
				goal[v] = sum[v] / count[v]
			}
		}
		order = slices.Clone(order)
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(goal[a], goal[b]), cmp.Compare(a, b)) })
		if s := span(); s < least {
			best, least = order, s
		}
	}
	return best
}
