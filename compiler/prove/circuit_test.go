package prove

import (
	"math/rand"
	"reflect"
	"testing"

	"concordat/compiler/ruleset"
)

// circuitsAlone makes no diagrams.
var circuitsAlone = effort{gates: standard.gates, steps: standard.steps}

// AnalyseOnCircuits is Analyse for tests that want circuits from the start.
func AnalyseOnCircuits(r *ruleset.RuleSet) ([]Finding, error) { return analyse(r, circuitsAlone) }

// A circuit has the same cases as a diagram, and of them the same is the smallest.
func TestCircuitsAgreeWithDiagrams(t *testing.T) {
	for seed := range int64(3000) {
		var results [2][]any
		for i, limit := range []effort{{nodes: 10_000}, circuitsAlone} {
			random := rand.New(rand.NewSource(seed))
			p := board(random, limit)
			fault := p.random(random, 4)
			reason := yes
			if random.Intn(4) > 0 {
				reason = p.random(random, 3)
				fault = p.d.and(p.random(random, 2), reason)
			}
			at := int32(random.Intn(len(p.q.places)))
			kept := map[int32]bool{}
			for i := range p.q.places {
				kept[int32(i)] = random.Intn(2) == 0
			}
			results[i] = append(results[i], seed)
			for _, n := range []node{fault, p.d.restrict(fault, at, 1), p.d.some(fault, kept), p.d.some(p.d.restrict(fault, at, 0), kept)} {
				away, ok := p.d.fewest(n, 4)
				if !ok {
					away = -1
				}
				results[i] = append(results[i], p.d.none(n), away, p.d.meet(n, reason))
			}
			if !p.d.none(fault) {
				results[i] = append(results[i], p.size(p.d.quietest(fault, reason), reason))
			}
		}
		if !reflect.DeepEqual(results[0], results[1]) {
			t.Fatalf("diagrams say %v, circuits %v", results[0], results[1])
		}
	}
}
