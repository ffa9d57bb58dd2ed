package logic

// Bool is a condition as an engine without unknown answers can run it: true or
// false of what is known. [Certain] and [Possible] make the two that stand for a
// condition, so that no engine's own idea of null ever decides anything.
type Bool struct {
	Op    Op // Never, Always, Answered, LevelIs, AllOf, AnyOf or CountOf; of Refer also Named
	Parts []*Bool
	N     int

	// Of Answered: what is known of Var is one of these.
	Var   *Var
	Set   Set  // answers, "does not apply" included
	Blank bool // or it is not known

	// Of LevelIs: Set has every level that the case may be at, or for Some, has
	// one of them.
	// Of Named: what the name declares is certainly true, or for Some, not
	// certainly false; Opposite turns that round.
	Some     bool
	Opposite bool
	Name     string // of Named: the name; "" for whether Var applies
}

// Certain returns what is true exactly where e is certainly true.
func Certain(e *Expr) *Bool { return reading{certain: true}.of(e) }

// Possible returns what is true exactly where e is not certainly false.
func Possible(e *Expr) *Bool { return reading{}.of(e) }

// Refer returns [Certain] or [Possible] of e, in which what has a name, and
// whether a question applies, is not written out but left as a reference to it.
// An engine that keeps the truth of each name so does no work twice, and what it
// is given grows no faster than the rules.
func Refer(e *Expr, certain bool) *Bool { return reading{certain, true}.of(e) }

// Size returns how many parts [Certain] and [Possible] of e have at most, without
// making them, and at most limit: a name that is used twice by what is used twice
// and so on makes them grow twofold each time.
func Size(e *Expr, limit int) int { return sizes{limit, map[*Expr]int{}}.of(e) }

type sizes struct {
	limit int
	known map[*Expr]int
}

func (s sizes) of(e *Expr) int {
	if n, ok := s.known[e]; ok || e == nil {
		return n
	}
	n := 1
	for _, p := range e.Parts {
		n = min(n+s.of(p), s.limit)
	}
	if e.Op == Answered && (Refer(e, true).Op == AnyOf || Refer(e, false).Op == AnyOf) {
		n = min(n+3+s.of(e.Var.Applies), s.limit)
	}
	s.known[e] = n
	return n
}

// reading is which of the two is made, and how.
type reading struct{ certain, refer bool }

var (
	neverBool  = &Bool{Op: Never}
	alwaysBool = &Bool{Op: Always}
)

func (r reading) of(e *Expr) *Bool {
	switch e.Op {
	case Never:
		return neverBool
	case Always:
		return alwaysBool
	case Unwritten:
		if r.certain {
			return neverBool
		}
		return alwaysBool
	case Named:
		if r.refer {
			return &Bool{Op: Named, Name: e.Name, Opposite: e.Opposite, Some: r.certain == e.Opposite}
		}
		return r.of(e.Parts[0])
	case Bounded:
		if r.certain {
			return r.of(e.Parts[0])
		}
		return r.of(e.Parts[1])
	case LevelIs:
		return &Bool{Op: LevelIs, Set: e.Set, Some: !r.certain}
	case Answered:
		return r.answered(e)
	}
	parts := make([]*Bool, len(e.Parts))
	for i, p := range e.Parts {
		parts[i] = r.of(p)
	}
	switch e.Op {
	case AllOf:
		return allBool(parts)
	case AnyOf:
		return anyBool(parts)
	}
	return &Bool{Op: CountOf, N: e.N, Parts: parts}
}

// answered says what [Range] does about a question whose answer is not known: it
// depends on whether the question applies.
func (r reading) answered(e *Expr) *Bool {
	v := e.Var
	known := &Bool{Op: Answered, Var: v, Set: e.Set}
	in, out := 0, 0
	for i := range v.Count {
		if e.Set.Has(i) {
			in++
		} else {
			out++
		}
	}
	none := e.Set.Has(v.Count)
	// When it applies, is the condition true whatever the answer, or of some answer?
	applied := out == 0
	if !r.certain {
		applied = in > 0
	}
	if v.Applies == nil {
		known.Blank = applied
		return known
	}
	blank := &Bool{Op: Answered, Var: v, Set: NewSet(v.Count + 1), Blank: true}
	switch {
	case applied && none && !r.certain:
		known.Blank = true
		return known
	case applied && !none:
		return anyBool([]*Bool{known, allBool([]*Bool{blank, r.applies(v, false)})})
	case none && !applied:
		return anyBool([]*Bool{known, allBool([]*Bool{blank, r.applies(v, true)})})
	}
	return known
}

// applies says that v applies, or that it does not.
func (r reading) applies(v *Var, not bool) *Bool {
	switch {
	case r.refer:
		return &Bool{Op: Named, Var: v, Opposite: not, Some: r.certain == not}
	case not:
		return r.of(Not(v.Applies, 0))
	}
	return r.of(v.Applies)
}

func allBool(parts []*Bool) *Bool { return joinBool(AllOf, alwaysBool, neverBool, parts) }
func anyBool(parts []*Bool) *Bool { return joinBool(AnyOf, neverBool, alwaysBool, parts) }

func joinBool(op Op, neutral, final *Bool, parts []*Bool) *Bool {
	var kept []*Bool
	for _, p := range parts {
		switch {
		case p.Op == final.Op:
			return final
		case p.Op == neutral.Op:
		case p.Op == op:
			kept = append(kept, p.Parts...)
		default:
			kept = append(kept, p)
		}
	}
	switch len(kept) {
	case 0:
		return neutral
	case 1:
		return kept[0]
	}
	return &Bool{Op: op, Parts: kept}
}

// Run says whether b is true of what is known, with the levels that the case may
// be at.
func (b *Bool) Run(known func(*Var) Answer, levels Set) bool {
	switch b.Op {
	case Always:
		return true
	case Answered:
		a := known(b.Var)
		if a == NotKnown {
			return b.Blank
		}
		return b.Set.Has(int(a))
	case LevelIs:
		t := within(levels, b.Set)
		return t == True || b.Some && t == Unknown
	case AllOf:
		for _, p := range b.Parts {
			if !p.Run(known, levels) {
				return false
			}
		}
		return true
	case AnyOf, CountOf:
		n := 0
		for _, p := range b.Parts {
			if p.Run(known, levels) {
				n++
			}
		}
		return n >= max(b.N, 1)
	}
	return false
}
