package prove

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// board makes a prover over a few questions, declared in an order that is not that
// of the diagrams.
func board(random *rand.Rand, limit effort) *prover {
	r := &ruleset.RuleSet{}
	for i := range 5 {
		q := ruleset.Question{Head: ruleset.Head{Name: fmt.Sprintf("q%d", i)}, Kind: "words", Answers: []string{"a", "b", "c"}[:2+i%2]}
		q.Quiet = q.Answers[random.Intn(len(q.Answers))]
		r.Questions = append(r.Questions, q)
	}
	var parts []ruleset.Part
	for _, q := range r.Questions {
		for _, a := range q.Answers {
			parts = append(parts, ruleset.Part{Op: "question", Name: q.Name, Test: "is", Values: []string{a}})
		}
	}
	r.Criteria = []ruleset.Criterion{{Head: ruleset.Head{Name: "all"}, When: ruleset.Condition{Tree: ruleset.Part{Op: "any", Parts: []ruleset.Part{{Op: "all", Parts: parts[:4]}, {Op: "all", Parts: parts[4:]}}}}}}
	p, err := newProver(r, limit)
	if err != nil {
		panic(err)
	}
	p.begin()
	return p
}

// expr makes a random condition.
func (p *prover) random(random *rand.Rand, deep int) node {
	if deep == 0 {
		at := int32(random.Intn(len(p.q.places)))
		cell := random.Intn(len(p.q.places[at].cells))
		return p.d.within(at, func(c int) bool { return c == cell })
	}
	a, b := p.random(random, deep-1), p.random(random, deep-1)
	return []node{p.d.and(a, b), p.d.or(a, b), p.d.minus(a, b)}[random.Intn(3)]
}

// The smallest case is the one with the fewest answers away from quiet, then the
// fewest that have to be named, then the first in the order of declaration: of two
// cases the one whose first question that differs is away from quiet, or nearer to
// it.
func TestQuietestIsTheSmallest(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	for range 1500 {
		p := board(random, effort{nodes: 1000})
		fault, reason := p.random(random, 3), yes
		if random.Intn(4) > 0 {
			reason = p.random(random, 3)
			fault = p.d.and(p.random(random, 2), reason)
		}
		if fault == no {
			continue
		}
		got := p.size(p.d.quietest(fault, reason), reason)
		best := ""
		p.each(map[int32]int{}, 0, func(cells map[int32]int) {
			if s := p.size(cells, reason); p.d.holds(fault, cells) && (best == "" || s < best) {
				best = s
			}
		})
		if got != best {
			t.Fatalf("the smallest case is %s, and %s was found", best, got)
		}
		if first := p.size(p.d.(*diagrams).first(fault), yes); !strings.HasPrefix(best, first[:1]) {
			t.Fatalf("the smallest case is %s, and %s comes first", best, first)
		}
	}
}

// size writes what cases are compared by, so that the smaller sorts first.
func (p *prover) size(cells map[int32]int, reason node) string {
	asks := map[int32]bool{}
	p.d.asks(reason, asks)
	away := 0
	order := ""
	for _, at := range p.q.declared {
		pl := &p.q.places[at]
		cell, ok := cells[at]
		if !ok {
			cell = pl.of[pl.v.Quiet]
		}
		d := int(pl.cells[cell].pick) - pl.v.Quiet
		switch {
		case d == 0:
			order += "9"
		case d < 0:
			order += fmt.Sprint(-2*d - 1)
		default:
			order += fmt.Sprint(2 * d)
		}
		if d != 0 {
			away++
		}
	}
	named := 0
	for _, at := range p.q.declared {
		cell, ok := cells[at]
		pl := &p.q.places[at]
		if ok && logic.Answer(pl.v.Quiet) != pl.cells[cell].pick {
			named++
			continue
		}
		for other := range pl.cells {
			with := map[int32]int{}
			for k, v := range cells {
				with[k] = v
			}
			with[at] = other
			if !p.d.holds(reason, with) {
				named++
				break
			}
		}
	}
	return fmt.Sprintf("%d %d %s", away, named, order)
}

func (p *prover) each(cells map[int32]int, at int, f func(map[int32]int)) {
	if at == len(p.q.places) {
		f(cells)
		return
	}
	for i := range p.q.places[at].cells {
		cells[int32(at)] = i
		p.each(cells, at+1, f)
	}
}

// What does not fit into the budget is named, and the rest is found all the same.
func TestTooLargeIsSaid(t *testing.T) {
	r := &ruleset.RuleSet{Document: ruleset.Document{Head: ruleset.Head{Place: ruleset.Place{File: "a", Line: 1}}}}
	var parts []ruleset.Part
	for i := range 24 {
		r.Questions = append(r.Questions, ruleset.Question{Head: ruleset.Head{Name: fmt.Sprintf("q%d", i)}, Kind: "yes-no", Answers: []string{"no", "yes"}, Quiet: "no"})
		parts = append(parts, ruleset.Part{Op: "question", Name: fmt.Sprintf("q%d", i), Test: "is", Values: []string{"yes"}})
	}
	at := func(n int) ruleset.Head {
		return ruleset.Head{Name: fmt.Sprint("x", n), Place: ruleset.Place{File: "a", Line: n}}
	}
	r.Levels = []ruleset.Level{{Head: at(2)}}
	r.Criteria = []ruleset.Criterion{{Head: at(3), Level: "x2", When: ruleset.Condition{Tree: ruleset.Part{Op: "at-least", N: 12, Parts: parts}}}}
	r.Shares = []ruleset.Share{{Head: at(4), When: &ruleset.Condition{Tree: ruleset.Part{Op: "all", Parts: []ruleset.Part{parts[0], {Op: "not", Parts: parts[:1]}}}}}}
	found, err := analyse(r, effort{nodes: 100})
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, f := range found {
		codes = append(codes, f.Code)
	}
	if !slices.Equal(codes, []string{"proof-too-large", "dead-share"}) || !strings.Contains(found[0].Help, "`no-level`") {
		t.Errorf("found %v: %+v", codes, found)
	}
	if found, _ = analyse(r, standard); len(found) != 2 || found[0].Code != "no-level" {
		t.Errorf("with room enough: %+v", found)
	}
}
