package prove

import (
	"fmt"
	"math/rand"
	"testing"

	"concordat/compiler/decide"
	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// Whom the proofs take parties to stand for is whom decide takes them to, filters
// and names that are still to be written included.
func TestPartiesStandForTheSameAsInDecide(t *testing.T) {
	random := rand.New(rand.NewSource(8))
	kinds := []string{"treatment", "police", "education"}
	doubts := 0
	for range 300 {
		r := &ruleset.RuleSet{}
		for i := range 4 {
			a := ruleset.Agency{Head: ruleset.Head{Name: fmt.Sprint("a", i)}, Serves: []string{"adults", "children"}[:1+random.Intn(2)], Teams: []ruleset.Team{{Head: ruleset.Head{Name: fmt.Sprint("t", i)}}}}
			if random.Intn(4) > 0 {
				a.Kind = kinds[random.Intn(3)]
			}
			r.Agencies = append(r.Agencies, a)
		}
		part := func() ruleset.FilterPart {
			switch random.Intn(4) {
			case 0:
				return ruleset.FilterPart{Op: "includes", Path: "serves", Values: []string{"children"}}
			case 1:
				return ruleset.FilterPart{Op: "is", Path: "web", Test: "is", Values: []string{"x"}} // a rule set does not say it of an agency
			}
			return ruleset.FilterPart{Op: "is", Path: "kind", Test: []string{"is", "is-not"}[random.Intn(2)], Values: []string{kinds[random.Intn(3)]}}
		}
		party := func() ruleset.Party {
			switch n := fmt.Sprint(random.Intn(4)); random.Intn(7) {
			case 0:
				return ruleset.Party{Kind: "agency", Name: "a" + n}
			case 1:
				return ruleset.Party{Kind: "team", Name: "t" + n}
			case 2:
				return ruleset.Party{Kind: "role", Name: "r" + n}
			case 3:
				return ruleset.Party{Kind: "to-be-written"}
			case 4:
				return ruleset.Party{Kind: "any-agency"}
			default:
				return ruleset.Party{Kind: "any-agency", Where: &ruleset.Filter{Tree: ruleset.FilterPart{Op: []string{"all", "any", "not"}[random.Intn(3)], Parts: []ruleset.FilterPart{part(), part()}}}}
			}
		}
		for i := range 4 {
			at := party()
			for at.Kind == "role" {
				at = party()
			}
			r.Roles = append(r.Roles, ruleset.Role{Head: ruleset.Head{Name: fmt.Sprint("r", i)}, At: []ruleset.Party{at}})
		}
		e, err := decide.New(r)
		if err != nil {
			t.Fatal(err)
		}
		p, err := newProver(r, standard)
		if err != nil {
			t.Fatal(err)
		}
		parties := []ruleset.Party{party(), party()}[:1+random.Intn(2)]
		for i, got := range p.who.of(parties, nil) {
			want := e.Sends(parties, r.Agencies[i].Name)
			if got != want {
				t.Fatalf("%+v: %s is %v to the proofs and %v to decide", parties, r.Agencies[i].Name, got, want)
			}
			if got == logic.Unknown {
				doubts++
			}
		}
	}
	if doubts < 50 {
		t.Errorf("%d are in doubt", doubts)
	}
}
