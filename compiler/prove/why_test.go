package prove

import (
	"fmt"
	"math/bits"
	"math/rand"
	"reflect"
	"slices"
	"strings"
	"testing"

	"concordat/compiler/ruleset"
)

// What is said to rule a criterion out does so by itself, and nothing that is fewer
// does.
func TestWhyIsTheFewestGrounds(t *testing.T) {
	random := rand.New(rand.NewSource(3))
	dead, sizes := 0, map[int]int{}
	for n := range 400 {
		r := &ruleset.RuleSet{}
		for i := range 5 {
			q := ruleset.Question{Head: ruleset.Head{Name: fmt.Sprintf("q%d", i), Place: ruleset.Place{File: "a", Line: i + 1}}, Kind: "yes-no", Answers: []string{"no", "yes"}, Quiet: "no"}
			if i > 2 && random.Intn(2) == 0 {
				q.Applies = &ruleset.Condition{Text: "x", Tree: asks(random, i)}
			}
			r.Questions = append(r.Questions, q)
		}
		some := func(op string, n int) ruleset.Part {
			x := ruleset.Part{Op: op}
			for range n {
				x.Parts = append(x.Parts, asks(random, 5))
			}
			return x
		}
		for range 1 + random.Intn(4) {
			r.CannotBe = append(r.CannotBe, ruleset.Impossible{Place: ruleset.Place{File: "a", Line: 10 + len(r.CannotBe)}, When: ruleset.Condition{Tree: some("all", 1+random.Intn(2))}})
		}
		c := some("all", 1)
		c.Parts = append(c.Parts, ruleset.Part{Op: "not", Parts: []ruleset.Part{some("any", 2)}}, some("any", 2), ruleset.Part{Op: "criterion", Name: "named"})
		r.Criteria = []ruleset.Criterion{
			{Head: ruleset.Head{Name: "c", Place: ruleset.Place{File: "a", Line: 20}}, When: ruleset.Condition{Tree: c}},
			{Head: ruleset.Head{Name: "named", Place: ruleset.Place{File: "a", Line: 21}}, When: ruleset.Condition{Tree: some("all", 1)}},
		}
		p, err := newProver(r, standard)
		if err != nil {
			t.Fatal(err)
		}
		p.begin()
		if !p.dead(0) {
			continue
		}
		dead++
		few := p.why(0)
		sizes[len(few)]++
		// Every set of parts and lines, as a rule set of its own.
		parts := p.parted(&r.Criteria[0], &r.Criteria[0].When.Tree, map[string]bool{"c": true})
		enough := func(has func(g ground) bool) bool {
			x := &ruleset.RuleSet{Questions: slices.Clone(r.Questions), Criteria: slices.Clone(r.Criteria)}
			var all []ruleset.Part
			for _, g := range parts {
				if has(g) {
					all = append(all, g.part)
				}
			}
			x.Criteria[0].When.Tree = ruleset.Part{Op: "all", Parts: all}
			for i := range r.CannotBe {
				if has(ground{line: &r.CannotBe[i]}) {
					x.CannotBe = append(x.CannotBe, r.CannotBe[i])
				}
			}
			y, err := newProver(x, standard)
			if err != nil {
				t.Fatal(err)
			}
			y.begin()
			return y.dead(0)
		}
		if !enough(func(g ground) bool {
			return slices.ContainsFunc(few, func(h ground) bool { return g.line == h.line && reflect.DeepEqual(g.part, h.part) })
		}) {
			t.Fatalf("%d: %d grounds do not exclude each other", n, len(few))
		}
		own := 0
		for _, g := range few {
			if g.question == nil {
				own++
			}
		}
		for set := range 1 << (len(parts) + len(r.CannotBe)) {
			if bits.OnesCount(uint(set)) >= own || own < len(few) {
				continue
			}
			if enough(func(g ground) bool {
				for i := range parts {
					if g.line == nil && reflect.DeepEqual(parts[i].part, g.part) {
						return set>>i&1 == 1
					}
				}
				for i := range r.CannotBe {
					if g.line == &r.CannotBe[i] {
						return set>>(len(parts)+i)&1 == 1
					}
				}
				return false
			}) && !guarded(r) {
				t.Fatalf("%d: %d grounds are told, and %d are enough", n, len(few), bits.OnesCount(uint(set)))
			}
		}
		var f Finding
		p.tellWhy(&f, 0)
		told := 0
		for _, x := range f.Related {
			if x.Text == "" || x.Place.Line == 0 {
				t.Fatalf("%d: %+v", n, x)
			}
			if strings.Contains(x.Text, "asks for") {
				told++
			}
		}
		if told == 0 && len(r.CannotBe) == 0 && len(few) > 0 && few[0].criterion != nil {
			t.Fatalf("%d: nothing is told of the criterion: %+v", n, f.Related)
		}
	}
	t.Log(dead, sizes)
	if dead < 100 || sizes[3] == 0 {
		t.Errorf("%d criteria are dead, by so many grounds: %v", dead, sizes)
	}
}

func guarded(r *ruleset.RuleSet) bool {
	return slices.ContainsFunc(r.Questions, func(q ruleset.Question) bool { return q.Applies != nil })
}

func asks(random *rand.Rand, below int) ruleset.Part {
	return ruleset.Part{Op: "question", Name: fmt.Sprintf("q%d", random.Intn(below)), Test: "is", Values: []string{[]string{"no", "yes"}[random.Intn(2)]}}
}
