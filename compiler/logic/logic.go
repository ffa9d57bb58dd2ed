// Package logic is what a condition means: questions with finitely many answers,
// conditions over them in normal form, and their truth when some answers are
// unknown. Every part that decides, proves or exports reads conditions in this
// form, so that all of them say the same of a case. Build conditions with [In],
// [All], [Any], [AtLeast] and [Not], which keep the normal form; evaluate one
// with [Eval], or many at once and fast with a [Machine]; write one for other
// engines with [Certain] and [Possible].
//
// Invariant: a condition holds no negation. `not` has been carried inwards to
// the sets of answers, so that certain truth and possible truth are both
// monotone, and each is computed by the same gates from other inputs.
package logic

import (
	"fmt"
	"math/bits"
	"strings"
)

// Truth is what is known of a condition.
type Truth uint8

// A condition in doubt may be true or false once more is known.
const (
	False Truth = iota
	Unknown
	True
)

// String returns the word for a truth.
func (t Truth) String() string { return [...]string{"false", "unknown", "true"}[t] }

// Kind says what a variable stands for.
type Kind uint8

// What a condition can ask of a case.
const (
	Question Kind = iota // a declared question
	Words                // a condition in words, which a person answers
	Reason               // a reason that the law knows for not telling
	Event                // a moment as a case: `when relapse`
	Consent              // what the family said: given, refused, not-asked
	Referrer             // the kind of agency that asks
)

// Var is one thing that is asked of a case. Its answers are numbered from 0; the
// number after the last stands for "does not apply".
type Var struct {
	Kind    Kind
	Name    string   // the question, reason or event; the words of Words
	ID      string   // the identifier that exports give it
	Answers []string // in order; nil for numbers
	Low     int      // of numbers: the first answer
	Count   int      // how many answers there are
	Unit    string   // of numbers
	Quiet   int      // the answer that gives least cause for concern
	Risk    int      // 1 if later answers are riskier, -1 if less risky, 0 without order
	// Applies is when the question applies at all; nil, always.
	Applies *Expr
}

// None is the answer "does not apply".
func (v *Var) None() Answer { return Answer(v.Count) }

// Number says that the answers are whole numbers.
func (v *Var) Number() bool { return v.Answers == nil }

// Allowed says which answers there are: "0 to 17 years", or the words.
func (v *Var) Allowed() string {
	switch {
	case v.Number():
		return strings.TrimSpace(fmt.Sprintf("%d to %d %s", v.Low, v.Low+v.Count-1, v.Unit)) + " are allowed"
	case len(v.Answers) == 1:
		return v.Answers[0] + " is allowed"
	}
	last := len(v.Answers) - 1
	return strings.Join(v.Answers[:last], ", ") + " and " + v.Answers[last] + " are allowed"
}

// Answer is the answer to one variable: its number, [Var.None], or [NotKnown].
type Answer uint16

// NotKnown is the answer that nobody has given yet.
const NotKnown Answer = 0xFFFF

// Set is a set of answers of one variable, or of levels: bit n stands for number
// n.
type Set []uint64

// NewSet returns the empty set of numbers below n.
func NewSet(n int) Set { return make(Set, (n+63)/64) }

// Has says whether n is in the set.
func (s Set) Has(n int) bool { return n>>6 < len(s) && s[n>>6]&(1<<(n&63)) != 0 }

// Add puts n into the set.
func (s Set) Add(n int) { s[n>>6] |= 1 << (n & 63) }

// Len returns how many numbers are in the set.
func (s Set) Len() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// Equal says that two sets over the same numbers are the same.
func (s Set) Equal(t Set) bool {
	for i := range s {
		if s[i] != t[i] {
			return false
		}
	}
	return true
}

func (s Set) and(t Set) Set {
	u := make(Set, len(s))
	for i := range s {
		u[i] = s[i] & t[i]
	}
	return u
}

func (s Set) or(t Set) Set {
	u := make(Set, len(s))
	for i := range s {
		u[i] = s[i] | t[i]
	}
	return u
}

func (s Set) not(n int) Set {
	u := NewSet(n)
	for i := range n {
		if !s.Has(i) {
			u.Add(i)
		}
	}
	return u
}

// Op is the form of a condition.
type Op uint8

// The forms.
const (
	Never     Op = iota // false of every case
	Always              // true of every case
	Unwritten           // still to be written: neither true nor false of any case
	Answered            // the answer to Var is in Set
	LevelIs             // the level of the case is in Set; see [Levels]
	AllOf               // every part
	AnyOf               // some part
	CountOf             // at least N parts
	Bounded             // true where Parts[0] is, false where Parts[1] is
	Named               // Parts[0], which is the condition that Name declares, or its opposite
)

// Expr is a condition in normal form. It is never changed once built, and parts
// may be shared.
type Expr struct {
	Op    Op
	Var   *Var
	Set   Set
	N     int
	Name  string
	Parts []*Expr
	// Opposite says that a Named part stands for the opposite of what its name
	// declares.
	Opposite bool
}

var (
	never     = &Expr{Op: Never}
	always    = &Expr{Op: Always}
	unwritten = &Expr{Op: Unwritten}
)

// Constant returns the condition that is true of every case, or of none.
func Constant(true bool) *Expr {
	if true {
		return always
	}
	return never
}

// ToBeWritten returns the condition of which nothing is known.
func ToBeWritten() *Expr { return unwritten }

// In returns the condition that the answer to v is in set, which ranges over the
// answers and [Var.None].
func In(v *Var, set Set) *Expr {
	known, all := 0, v.Count
	for i := range v.Count {
		if set.Has(i) {
			known++
		}
	}
	if v.Applies != nil {
		all++
		if set.Has(v.Count) {
			known++
		}
	}
	switch known {
	case 0:
		return never
	case all:
		return always
	}
	return &Expr{Op: Answered, Var: v, Set: set}
}

// Level returns the condition that the level of the case is in set.
func Level(set Set) *Expr { return &Expr{Op: LevelIs, Set: set} }

// Name returns e as the condition that name declares. Parts on the two sides of a
// name are not merged.
func Name(name string, e *Expr) *Expr {
	if e.Op == Never || e.Op == Always {
		return e
	}
	return &Expr{Op: Named, Name: name, Parts: []*Expr{e}}
}

// All returns the condition that every part is true. Parts of the same form are
// drawn together, and sets of answers to one question are intersected.
func All(parts ...*Expr) *Expr { return join(AllOf, always, never, Set.and, parts) }

// Any returns the condition that some part is true. Parts of the same form are
// drawn together, and sets of answers to one question are united.
func Any(parts ...*Expr) *Expr { return join(AnyOf, never, always, Set.or, parts) }

// join builds All and Any: neutral adds nothing, and final settles the whole.
func join(op Op, neutral, final *Expr, merge func(Set, Set) Set, parts []*Expr) *Expr {
	var flat []*Expr
	at := map[*Var]int{} // where in flat the answers to a question are
	var add func(e *Expr)
	add = func(e *Expr) {
		switch e.Op {
		case op:
			for _, p := range e.Parts {
				add(p)
			}
			return
		case Answered:
			if i, ok := at[e.Var]; ok && flat[i].Op == Answered {
				flat[i] = In(e.Var, merge(flat[i].Set, e.Set))
				return
			}
			at[e.Var] = len(flat)
		}
		flat = append(flat, e)
	}
	for _, p := range parts {
		add(p)
	}
	kept := flat[:0]
	for _, e := range flat {
		switch {
		case e == final:
			return final
		case e != neutral:
			kept = append(kept, e)
		}
	}
	switch len(kept) {
	case 0:
		return neutral
	case 1:
		return kept[0]
	}
	return &Expr{Op: op, Parts: kept}
}

// AtLeast returns the condition that at least n parts are true. Parts about the
// same question count each on its own.
func AtLeast(n int, parts ...*Expr) *Expr {
	var kept []*Expr
	for _, p := range parts {
		switch p {
		case never:
		case always:
			n--
		default:
			kept = append(kept, p)
		}
	}
	switch {
	case n <= 0:
		return always
	case n > len(kept):
		return never
	case len(kept) == 1:
		return kept[0]
	}
	return &Expr{Op: CountOf, N: n, Parts: kept}
}

// Between returns the condition that is true where sure is and false where could
// is, for what can be said in two ways that mean the same of every full case: one
// of which more is certainly true while answers are missing, and one of which more
// is certainly false. Where sure is true, could has to be.
func Between(sure, could *Expr) *Expr {
	switch {
	case sure == could || sure == always:
		return sure
	case could == never:
		return could
	}
	return &Expr{Op: Bounded, Parts: []*Expr{sure, could}}
}

// Not returns the opposite of e. levels is how many levels there are, one more
// for "no level" included.
func Not(e *Expr, levels int) *Expr { return opposites{levels, map[*Expr]*Expr{}}.of(e) }

// opposites keeps what has been turned round: parts are shared, and a name that is
// used twice by what is used twice and so on would be turned round without end.
type opposites struct {
	levels int
	known  map[*Expr]*Expr
}

func (o opposites) of(e *Expr) *Expr {
	if n := o.known[e]; n != nil {
		return n
	}
	n := o.turned(e)
	o.known[e] = n
	return n
}

func (o opposites) turned(e *Expr) *Expr {
	parts := func() []*Expr {
		parts := make([]*Expr, len(e.Parts))
		for i, p := range e.Parts {
			parts[i] = o.of(p)
		}
		return parts
	}
	switch e.Op {
	case Never:
		return always
	case Always:
		return never
	case Answered:
		return In(e.Var, e.Set.not(e.Var.Count+1))
	case LevelIs:
		return Level(e.Set.not(o.levels))
	case AllOf:
		return Any(parts()...)
	case AnyOf:
		return All(parts()...)
	case CountOf:
		return AtLeast(len(e.Parts)-e.N+1, parts()...)
	case Bounded:
		return Between(o.of(e.Parts[1]), o.of(e.Parts[0]))
	case Named:
		return &Expr{Op: Named, Name: e.Name, Parts: parts(), Opposite: !e.Opposite}
	}
	return e // what is not written is no clearer turned round
}

// Vars calls f for every variable that e depends on, those of `when` at the end of
// a question included, in order and each time it occurs.
func (e *Expr) Vars(f func(*Var)) {
	if e == nil {
		return
	}
	if e.Op == Answered {
		e.Var.Applies.Vars(f)
		f(e.Var)
	}
	for _, p := range e.Parts {
		p.Vars(f)
	}
}

// Case gives the answers of a case to [Eval].
type Case struct {
	Answer func(*Var) Answer
	// Levels are the levels that the case may be at, of which it is at one.
	Levels Set
}

// Eval returns the truth of e: true or false only where it is so of every way to
// complete the case. It is the plain form of what a [Machine] does.
func Eval(e *Expr, c Case) Truth {
	switch e.Op {
	case Never:
		return False
	case Always:
		return True
	case Answered:
		return c.answered(e)
	case LevelIs:
		return within(c.Levels, e.Set)
	case Named:
		return Eval(e.Parts[0], c)
	case Bounded:
		if Eval(e.Parts[0], c) == True {
			return True
		}
		return min(Eval(e.Parts[1], c), Unknown)
	case AllOf:
		least := True
		for _, p := range e.Parts {
			least = min(least, Eval(p, c))
		}
		return least
	case AnyOf:
		most := False
		for _, p := range e.Parts {
			most = max(most, Eval(p, c))
		}
		return most
	case CountOf:
		sure, could := 0, 0
		for _, p := range e.Parts {
			switch Eval(p, c) {
			case True:
				sure++
				could++
			case Unknown:
				could++
			}
		}
		switch {
		case sure >= e.N:
			return True
		case could < e.N:
			return False
		}
	}
	return Unknown
}

func (c Case) answered(e *Expr) Truth {
	v := e.Var
	return within(Range(v, c.Answer(v), func() Truth { return Eval(v.Applies, c) }), e.Set)
}

// Range returns the answers that v may still have: the one that is known; every
// one if it applies; only [Var.None] if it does not; all of them if that is in
// doubt.
func Range(v *Var, known Answer, applies func() Truth) Set {
	s := NewSet(v.Count + 1)
	if known != NotKnown {
		s.Add(int(known))
		return s
	}
	does := True
	if v.Applies != nil {
		does = applies()
	}
	if does != False {
		for i := range v.Count {
			s.Add(i)
		}
	}
	if does != True {
		s.Add(v.Count)
	}
	return s
}

func within(could, set Set) Truth {
	in, out := false, false
	for i := range could {
		in = in || could[i]&set[i] != 0
		out = out || could[i]&^set[i] != 0
	}
	switch {
	case !out:
		return True
	case !in:
		return False
	}
	return Unknown
}
