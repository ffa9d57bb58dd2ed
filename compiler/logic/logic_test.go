package logic

import (
	"fmt"
	"math/rand"
	"testing"
)

// world makes random questions, some of which apply only when others say so.
func world(r *rand.Rand) []*Var {
	vars := make([]*Var, 2+r.Intn(5))
	for i := range vars {
		vars[i] = &Var{Name: string(rune('a' + i)), Count: 2 + r.Intn(3)}
		if i > 0 && r.Intn(3) == 0 {
			vars[i].Applies = random(r, vars[:i], 1, 0)
		}
	}
	return vars
}

// random makes a condition; levels is 0 for one that does not ask for the level.
func random(r *rand.Rand, vars []*Var, depth, levels int) *Expr {
	parts := func() []*Expr {
		ps := make([]*Expr, 1+r.Intn(3))
		for i := range ps {
			ps[i] = random(r, vars, depth-1, levels)
		}
		return ps
	}
	kind := r.Intn(8)
	if depth == 0 {
		kind = 0
	}
	switch kind {
	case 1:
		return All(parts()...)
	case 2:
		return Any(parts()...)
	case 3:
		return AtLeast(1+r.Intn(3), parts()...)
	case 4:
		return Not(random(r, vars, depth-1, levels), levels)
	case 5:
		return Name(fmt.Sprint("n", r.Int63()), random(r, vars, depth-1, levels))
	case 6:
		p, q := random(r, vars, depth-1, levels), random(r, vars, depth-1, levels)
		if r.Intn(2) == 0 {
			return Between(Any(All(p, q), All(p, Not(q, levels))), p)
		}
		return Between(p, All(Any(p, q), Any(p, Not(q, levels))))
	}
	if levels > 0 && r.Intn(4) == 0 {
		set := NewSet(levels)
		set[0] = r.Uint64() & (1<<levels - 1)
		return Level(set)
	}
	v := vars[r.Intn(len(vars))]
	set := NewSet(v.Count + 1)
	set[0] = r.Uint64() & (1<<(v.Count+1) - 1)
	return In(v, set)
}

// completions calls f with every full case that fits what is known.
func completions(vars []*Var, known []Answer, f func([]Answer)) {
	full := make([]Answer, len(vars))
	var next func(i int)
	next = func(i int) {
		if i == len(vars) {
			f(full)
			return
		}
		v := vars[i]
		c := Case{Answer: func(v *Var) Answer { return full[position(vars, v)] }}
		could := Range(v, known[i], func() Truth { return Eval(v.Applies, c) })
		for a := range v.Count + 1 {
			if could.Has(a) {
				full[i] = Answer(a)
				next(i + 1)
			}
		}
	}
	next(0)
}

func position(vars []*Var, v *Var) int {
	for i := range vars {
		if vars[i] == v {
			return i
		}
	}
	panic("no such variable")
}

// guess answers some questions at random.
func guess(r *rand.Rand, vars []*Var) []Answer {
	known := make([]Answer, len(vars))
	for i, v := range vars {
		known[i] = Answer(r.Intn(v.Count))
		if r.Intn(2) == 0 {
			known[i] = NotKnown
		} else if v.Applies != nil && r.Intn(3) == 0 {
			known[i] = v.None()
		}
	}
	return known
}

const levels = 4

func TestWhatIsSaidWithUnknownAnswersIsTrueOfEveryCompletion(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	settled := 0
	for range 20000 {
		vars := world(r)
		e := random(r, vars, 3, levels)
		known := guess(r, vars)
		could := NewSet(levels)
		could[0] = 1 + r.Uint64()%(1<<levels-1)
		got := Eval(e, Case{Answer: func(v *Var) Answer { return known[position(vars, v)] }, Levels: could})
		if got == Unknown {
			continue
		}
		settled++
		completions(vars, known, func(full []Answer) {
			for l := range levels {
				if !could.Has(l) {
					continue
				}
				at := NewSet(levels)
				at.Add(l)
				if now := Eval(e, Case{Answer: func(v *Var) Answer { return full[position(vars, v)] }, Levels: at}); now != got {
					t.Fatalf("%v said with %v, %v of the completion %v at level %d", got, known, now, full, l)
				}
			}
		})
	}
	if settled < 5000 {
		t.Errorf("only %d of 20000 conditions were settled", settled)
	}
}

// The naive truth of a condition that was built without normal form, on full
// cases, is what the normal form has to keep.
func TestNotIsTheOppositeOnEveryFullCase(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	for range 5000 {
		vars := world(r)
		e := random(r, vars, 3, levels)
		n := Not(e, levels)
		none := make([]Answer, len(vars))
		for i := range none {
			none[i] = NotKnown
		}
		completions(vars, none, func(full []Answer) {
			at := NewSet(levels)
			at.Add(r.Intn(levels))
			c := Case{Answer: func(v *Var) Answer { return full[position(vars, v)] }, Levels: at}
			if a, b := Eval(e, c), Eval(n, c); a == Unknown || a+b != True {
				t.Fatalf("a condition is %v and its opposite %v of %v", a, b, full)
			}
		})
	}
}

func TestMachineAgreesWithEval(t *testing.T) {
	r := rand.New(rand.NewSource(3))
	for range 1000 {
		vars := world(r)
		b := NewBuilder(vars)
		exprs := make([]*Expr, 1+r.Intn(40))
		roots := make([]Root, len(exprs))
		for i := range exprs {
			exprs[i] = random(r, vars, 3, levels)
			if r.Intn(10) == 0 {
				exprs[i] = All(ToBeWritten(), exprs[i])
			}
			roots[i] = b.Add(exprs[i])
		}
		m := b.Machine()
		s := m.NewState()
		for range 20 {
			known := guess(r, vars)
			could := NewSet(levels)
			could[0] = 1 + r.Uint64()%(1<<levels-1)
			m.Start(s, known)
			m.Finish(s, could[0])
			for i, e := range exprs {
				want := Eval(e, Case{Answer: func(v *Var) Answer { return known[position(vars, v)] }, Levels: could})
				if got := m.Truth(s, roots[i]); got != want {
					t.Fatalf("the machine says %v, the plain form %v", got, want)
				}
			}
		}
	}
}

func TestWhatIsNoAnswerIsNotKnown(t *testing.T) {
	v := &Var{Kind: Question, Name: "age", Answers: []string{"a", "b", "c"}, Count: 3}
	b := NewBuilder([]*Var{v})
	set := NewSet(v.Count + 1)
	set.Add(0)
	set.Add(1)
	root := b.Add(In(v, set))
	m := b.Machine()
	s := m.NewState()
	for a, want := range map[Answer]Truth{0: True, 1: True, 2: False, v.None(): False, v.None() + 1: Unknown, NotKnown - 1: Unknown, NotKnown: Unknown} {
		m.Start(s, []Answer{a})
		if got := m.Truth(s, root); got != want {
			t.Errorf("answer %d: %v, want %v", a, got, want)
		}
	}
}

func TestAMachineDoesNotAllocate(t *testing.T) {
	r := rand.New(rand.NewSource(4))
	vars := world(r)
	b := NewBuilder(vars)
	for range 30 {
		b.Add(random(r, vars, 3, levels))
	}
	m := b.Machine()
	s, known := m.NewState(), guess(r, vars)
	if n := testing.AllocsPerRun(100, func() {
		m.Start(s, known)
		m.Finish(s, 3)
	}); n != 0 {
		t.Errorf("%v allocations for a case", n)
	}
}

func TestTwoPlainConditionsStandForOneInDoubt(t *testing.T) {
	r := rand.New(rand.NewSource(5))
	for range 20000 {
		vars := world(r)
		e := random(r, vars, 3, levels)
		known := guess(r, vars)
		could := NewSet(levels)
		could[0] = 1 + r.Uint64()%(1<<levels-1)
		answer := func(v *Var) Answer { return known[position(vars, v)] }
		want := Eval(e, Case{Answer: answer, Levels: could})
		certain, possible := Certain(e).Run(answer, could), Possible(e).Run(answer, could)
		if most := max(parts(Certain(e)), parts(Possible(e))); most > Size(e, 1e9) {
			t.Fatalf("%d parts, but Size says %d", most, Size(e, 1e9))
		}
		if certain != (want == True) || possible != (want != False) {
			t.Fatalf("%v, but certain %v and possible %v", want, certain, possible)
		}
	}
}

// TestReferencesStandForWhatTheyName runs conditions whose names are looked up in
// the place of being written out.
func TestReferencesStandForWhatTheyName(t *testing.T) {
	r := rand.New(rand.NewSource(6))
	references := 0
	for range 20000 {
		vars := world(r)
		e := random(r, vars, 3, levels)
		known := guess(r, vars)
		could := NewSet(levels)
		could[0] = 1 + r.Uint64()%(1<<levels-1)
		c := Case{Answer: func(v *Var) Answer { return known[position(vars, v)] }, Levels: could}
		named := map[string]*Expr{}
		var gather func(e *Expr)
		gather = func(e *Expr) {
			if e.Op == Named {
				named[e.Name] = e.Parts[0]
				if e.Opposite {
					named[e.Name] = Not(e.Parts[0], levels)
				}
			}
			for _, p := range e.Parts {
				gather(p)
			}
		}
		gather(e)
		var run func(b *Bool) bool
		run = func(b *Bool) bool {
			n := 0
			for _, p := range b.Parts {
				if run(p) {
					n++
				}
			}
			switch b.Op {
			case Named:
				references++
				what := named[b.Name]
				if b.Var != nil {
					what = b.Var.Applies
				}
				truth := Eval(what, c)
				return (truth == True || b.Some && truth == Unknown) != b.Opposite
			case AllOf:
				return n == len(b.Parts)
			case AnyOf:
				return n > 0
			case CountOf:
				return n >= b.N
			}
			return b.Run(c.Answer, could)
		}
		want := Eval(e, c)
		certain, possible := run(Refer(e, true)), run(Refer(e, false))
		if certain != (want == True) || possible != (want != False) {
			t.Fatalf("%v, but certain %v and possible %v", want, certain, possible)
		}
	}
	if references < 5000 {
		t.Errorf("only %d references were looked up", references)
	}
}

func parts(b *Bool) int {
	n := 1
	for _, p := range b.Parts {
		n += parts(p)
	}
	return n
}

// TestSizeIsKnownWithoutWritingOut doubles a name fifty times.
func TestSizeIsKnownWithoutWritingOut(t *testing.T) {
	v := []*Var{{Name: "a", Count: 2}, {Name: "b", Count: 2}}
	set := NewSet(3)
	set.Add(1)
	e := In(v[0], set)
	for i := range 50 {
		n := Name(fmt.Sprint("n", i), e)
		e = Any(All(n, In(v[0], set)), All(n, In(v[1], set)))
	}
	if got := Size(e, 1000); got != 1000 {
		t.Errorf("the size is %d", got)
	}
	if got := Size(Not(e, levels), 1000); got != 1000 {
		t.Errorf("the size of the opposite is %d", got)
	}
}
