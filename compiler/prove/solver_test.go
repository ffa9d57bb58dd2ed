package prove

import (
	"math/rand"
	"testing"
)

// The solver finds values exactly where going through all of them does, whatever is
// assumed, and keeps doing so as clauses are added.
func TestSolverAgreesWithAllValues(t *testing.T) {
	can := map[bool]int{}
	for seed := range int64(150) {
		random := rand.New(rand.NewSource(seed))
		steps := 1 << 30
		var s solver
		s.reset(&steps)
		s.fits = random.Intn(8)
		n := 8 + random.Intn(5)
		var vars []lit
		for range n {
			vars = append(vars, s.add(random.Intn(2) == 0))
		}
		some := func(many int) []lit {
			var ls []lit
			for _, i := range random.Perm(n)[:many] {
				ls = append(ls, vars[i]^lit(random.Intn(2)))
			}
			return ls
		}
		var clauses [][]lit
		for range 6 {
			s.undo(0)
			for range n {
				c := some(3 - random.Intn(10)/9)
				clauses = append(clauses, c)
				s.clause(c...)
			}
			for range 4 {
				assumed := some(random.Intn(4))
				want := false
				for values := 0; values < 1<<n && !want; values++ {
					want = fits(values, one(assumed)) && fits(values, clauses)
				}
				got := s.solve(assumed, vars)
				can[got]++
				if got != want {
					t.Fatalf("seed %d: %d clauses, assumed %v: found %v", seed, len(clauses), assumed, got)
				}
				values := 0
				for i, v := range vars {
					if s.value[v] == 1 {
						values |= 1 << i
					}
				}
				if got && !(fits(values, clauses) && fits(values, one(assumed))) {
					t.Fatalf("seed %d: the values found are wrong", seed)
				}
			}
		}
	}
	if can[true] < 1000 || can[false] < 1000 {
		t.Errorf("with values: %v", can)
	}
}

// one makes a clause of each literal.
func one(ls []lit) [][]lit {
	var all [][]lit
	for _, l := range ls {
		all = append(all, []lit{l})
	}
	return all
}

// fits says whether values make some literal of each clause true.
func fits(values int, clauses [][]lit) bool {
	for _, c := range clauses {
		ok := false
		for _, l := range c {
			ok = ok || values>>(l>>1-1)&1 == int(1-l&1)
		}
		if !ok {
			return false
		}
	}
	return true
}

// Seven do not fit into six places, which takes the solver thousands of conflicts:
// it begins anew and forgets on the way, and stops when its steps are spent.
func TestSolverGoesOnAndStops(t *testing.T) {
	const holes = 6
	steps := 1 << 30
	var s solver
	in := func() (vars []lit) {
		s.reset(&steps)
		s.fits = 20
		var at [holes + 1][holes]lit
		for i := range at {
			for j := range at[i] {
				at[i][j] = s.add(false)
				vars = append(vars, at[i][j])
			}
			s.clause(at[i][:]...)
			for k := range i {
				for j := range at[i] {
					s.clause(at[i][j].not(), at[k][j].not())
				}
			}
		}
		return vars
	}
	if vars := in(); s.solve(nil, vars) {
		t.Error("seven fit into six places")
	}
	if len(s.learned) > 2000 {
		t.Errorf("%d clauses are kept", len(s.learned))
	}
	took := 1<<30 - steps
	steps = took - 1
	vars := in()
	defer func() {
		if x := recover(); x != (tooLarge{}) {
			t.Errorf("with a step too few: %v", x)
		}
	}()
	s.solve(nil, vars)
}
