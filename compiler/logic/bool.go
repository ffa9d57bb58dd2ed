package logic

// Bool is a condition as an engine without unknown answers can run it: true or
// false of what is known. [Certain] and [Possible] make the two that stand for a
// condition, so that no engine's own idea of null ever decides anything.
type Bool struct {
	Op    Op // Never, Always, Answered, LevelIs, AllOf, AnyOf or CountOf
	Parts []*Bool
	N     int

	// Of Answered: what is known of Var is one of these.
	Var   *Var
	Set   Set  // answers, "does not apply" included
	Blank bool // or it is not known

	// Of LevelIs: Set has every level that the case may be at, or for Some, has
	// one of them.
	Some bool
}

// Certain returns what is true exactly where e is certainly true.
func Certain(e *Expr) *Bool { return two(e, true) }

// Possible returns what is true exactly where e is not certainly false.
func Possible(e *Expr) *Bool { return two(e, false) }

var (
	neverBool  = &Bool{Op: Never}
	alwaysBool = &Bool{Op: Always}
)

func two(e *Expr, certain bool) *Bool {
	switch e.Op {
	case Never:
		return neverBool
	case Always:
		return alwaysBool
	case Unwritten:
		if certain {
			return neverBool
		}
		return alwaysBool
	case Named:
		return two(e.Parts[0], certain)
	case LevelIs:
		return &Bool{Op: LevelIs, Set: e.Set, Some: !certain}
	case Answered:
		return answered(e, certain)
	}
	parts := make([]*Bool, len(e.Parts))
	for i, p := range e.Parts {
		parts[i] = two(p, certain)
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
func answered(e *Expr, certain bool) *Bool {
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
	if !certain {
		applied = in > 0
	}
	if v.Applies == nil {
		known.Blank = applied
		return known
	}
	blank := &Bool{Op: Answered, Var: v, Set: NewSet(v.Count + 1), Blank: true}
	switch does, doesNot := v.Applies, Not(v.Applies, 0); {
	case applied && none && !certain:
		known.Blank = true
		return known
	case applied && !none:
		return anyBool([]*Bool{known, allBool([]*Bool{blank, two(does, certain)})})
	case none && !applied:
		return anyBool([]*Bool{known, allBool([]*Bool{blank, two(doesNot, certain)})})
	}
	return known
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
