package logic

import (
	"fmt"
	"math/bits"
	"slices"
)

// Builder gathers the conditions that a [Machine] evaluates. Conditions that are
// written alike are evaluated once.
type Builder struct {
	vars  []*Var
	index map[*Var]int
	parts []part
	known map[string]Root
	built map[*Expr]Root
}

// Root is where a machine keeps the truth of a condition.
type Root int32

const (
	rootNever Root = iota
	rootAlways
	rootUnwritten
)

// part is an atom or a gate: the same condition for every Expr that is written
// like it.
type part struct {
	op    Op
	of    int // the variable of an atom
	set   Set
	need  int
	roots []Root
	late  bool // it waits for the level
}

// NewBuilder returns a builder over variables; a case gives their answers in this
// order.
func NewBuilder(vars []*Var) *Builder {
	b := &Builder{vars: vars, index: map[*Var]int{}, known: map[string]Root{}, built: map[*Expr]Root{}}
	b.parts = []part{rootNever: {op: Never}, rootAlways: {op: Always}, rootUnwritten: {op: Unwritten}}
	for i, v := range vars {
		b.index[v] = i
	}
	return b
}

// Add returns the root of a condition.
func (b *Builder) Add(e *Expr) Root {
	if r, ok := b.built[e]; ok {
		return r
	}
	r := b.add(e)
	b.built[e] = r
	return r
}

func (b *Builder) add(e *Expr) Root {
	switch e.Op {
	case Never:
		return rootNever
	case Always:
		return rootAlways
	case Unwritten:
		return rootUnwritten
	case Named:
		return b.Add(e.Parts[0])
	}
	p := part{op: e.Op, of: -1, set: e.Set, need: e.N, late: e.Op == LevelIs}
	if e.Op == Answered {
		i, ok := b.index[e.Var]
		if !ok {
			panic("a condition asks for a variable that the machine does not have: " + e.Var.Name)
		}
		p.of = i
	}
	for _, q := range e.Parts {
		r := b.Add(q)
		p.roots = append(p.roots, r)
		p.late = p.late || b.parts[r].late
	}
	key := fmt.Sprint(p.op, p.of, p.set, p.need, p.roots)
	if r, ok := b.known[key]; ok {
		return r
	}
	r := Root(len(b.parts))
	b.parts = append(b.parts, p)
	b.known[key] = r
	return r
}

// Machine evaluates many conditions over one case at once, without allocating.
// Every atom and every gate is one bit in two vectors: what is certain, and what
// is possible. An answer sets the bits of all atoms of its variable from a table,
// and a gate is a few masks over bits that are set already; since no condition
// holds a negation, the two vectors never mix. The inner loops have no branches
// that depend on the case, which random cases would make a processor guess wrong.
//
// For each case: [Machine.Start], then [Machine.Finish] with the levels that the
// case may be at. A machine is never changed once made; each goroutine needs a
// [State] of its own.
type Machine struct {
	bit     []uint32 // of each root
	initial []pair
	loads   []stretch // of variables that always apply
	early   []instr   // what waits for other answers
	late    []instr   // what waits for the level
	levels  []levelAtom
	rows    []pair
	masks   []mask // of gates that read more than one word
}

// pair is a word of what is certain and of what is possible.
type pair struct{ certain, possible uint64 }

type mask struct {
	word uint32
	bits uint64
}

// stretch is the loads of one word.
type stretch struct {
	word  int
	loads []load
}

// load sets the bits of one word from the answer to a variable. Its rows start at
// first: one for each answer, "does not apply", any answer, and any answer or
// "does not apply".
type load struct {
	variable, first int32
	any             int32 // the row for any answer
}

// instr is one instruction. A gate that reads one word has its mask in it, others
// have theirs in Machine.masks.
type instr struct {
	do          action
	shift       uint8 // of the bit that a gate sets
	in, out     uint32
	bits        uint64
	first, last int32
	need        int32
	guard       Root
	load        load
}

type action uint8

const (
	loadGuarded action = iota
	allOfOne           // all the bits of one word
	anyOfOne
	allOf
	anyOf
	countOf
	bounded
)

type levelAtom struct {
	set         uint64
	word, shift uint32
}

// State is what is known of all conditions for one case.
type State struct{ words []pair }

// Machine returns the machine of what has been added. There may be at most 63
// levels.
func (b *Builder) Machine() *Machine {
	for _, v := range b.vars { // what decides whether a question applies, first
		if v.Applies != nil {
			b.Add(v.Applies)
		}
	}
	m := &Machine{bit: make([]uint32, len(b.parts))}
	next := uint32(0)
	place := func(r Root) {
		m.bit[r] = next
		next++
	}
	for r := range rootUnwritten + 1 {
		place(r)
	}
	atoms := make([][]Root, len(b.vars))
	for r, p := range b.parts {
		if p.op == Answered {
			atoms[p.of] = append(atoms[p.of], Root(r))
		}
	}
	for _, of := range atoms { // those of one variable side by side, in few words
		for _, r := range of {
			place(r)
		}
	}
	for r, p := range b.parts {
		switch p.op {
		case LevelIs, AllOf, AnyOf, CountOf, Bounded:
			place(Root(r))
		}
	}
	m.initial = make([]pair, (next+63)/64)
	m.initial[0] = pair{1 << m.bit[rootAlways], 1<<m.bit[rootAlways] | 1<<m.bit[rootUnwritten]}
	loads := make([][]stretch, len(b.vars))
	for i := range b.vars {
		loads[i] = m.tabulate(b, i, atoms[i])
	}
	m.order(b, loads)
	for r, p := range b.parts {
		at := m.bit[r]
		if p.op == LevelIs {
			m.levels = append(m.levels, levelAtom{p.set[0], at >> 6, at & 63})
		} else if p.late {
			m.late = append(m.late, m.gate(p, Root(r)))
		}
	}
	return m
}

// tabulate works out the rows of one variable, a load for each word that its
// atoms stand in.
func (m *Machine) tabulate(b *Builder, variable int, atoms []Root) []stretch {
	v := b.vars[variable]
	states := make([]Set, 0, v.Count+3)
	for i := range v.Count + 1 {
		s := NewSet(v.Count + 1)
		s.Add(i)
		states = append(states, s)
	}
	none := states[v.Count]
	states = append(states, none.not(v.Count+1), none.or(none.not(v.Count+1)))
	var loads []stretch
	for _, r := range atoms {
		if word := int(m.bit[r] >> 6); len(loads) == 0 || loads[len(loads)-1].word != word {
			loads = append(loads, stretch{word, []load{{int32(variable), int32(len(m.rows)), int32(v.Count + 1)}}})
			m.rows = append(m.rows, make([]pair, len(states))...)
		}
		rows := m.rows[loads[len(loads)-1].loads[0].first:]
		bit := uint64(1) << (m.bit[r] & 63)
		for i, s := range states {
			switch within(s, b.parts[r].set) {
			case True:
				rows[i].certain |= bit
				rows[i].possible |= bit
			case Unknown:
				rows[i].possible |= bit
			}
		}
	}
	return loads
}

// order lines up the loading of answers and the gates so that each finds what it
// reads: a question that does not always apply waits for what decides that.
func (m *Machine) order(b *Builder, loads [][]stretch) {
	loaded := make([]bool, len(b.vars))
	worked := make([]bool, len(b.parts))
	var bring func(i int)
	var work func(r Root)
	bring = func(i int) {
		if loaded[i] {
			return
		}
		loaded[i] = true // invariant: `applies` conditions have no circle
		guard := b.Add(b.vars[i].Applies)
		work(guard)
		for _, l := range loads[i] {
			m.early = append(m.early, instr{do: loadGuarded, out: uint32(l.word), load: l.loads[0], guard: guard})
		}
	}
	work = func(r Root) {
		p := b.parts[r]
		if worked[r] || p.late {
			return
		}
		worked[r] = true
		if p.op == Answered {
			bring(p.of)
		}
		for _, q := range p.roots {
			work(q)
		}
		switch p.op {
		case AllOf, AnyOf, CountOf, Bounded:
			m.early = append(m.early, m.gate(p, r))
		}
	}
	for i, v := range b.vars {
		if v.Applies == nil {
			for _, l := range loads[i] {
				if k := len(m.loads) - 1; k >= 0 && m.loads[k].word == l.word {
					m.loads[k].loads = append(m.loads[k].loads, l.loads...)
				} else {
					m.loads = append(m.loads, l)
				}
			}
			loaded[i] = true
		}
	}
	for i := range b.vars {
		bring(i)
	}
	for r := range b.parts {
		work(Root(r))
	}
}

// gate draws the bits that a gate reads into masks, one for each word.
func (m *Machine) gate(p part, r Root) instr {
	var masks []mask
	for _, q := range p.roots {
		if p.op == Bounded { // each root has a mask of its own
			masks = append(masks, mask{m.bit[q] >> 6, 1 << (m.bit[q] & 63)})
			continue
		}
		word, bit := m.bit[q]>>6, uint64(1)<<(m.bit[q]&63)
		// A count reads a bit as often as it is written.
		i := slices.IndexFunc(masks, func(k mask) bool { return k.word == word && (p.op != CountOf || k.bits&bit == 0) })
		if i < 0 {
			masks = append(masks, mask{word, bit})
		} else {
			masks[i].bits |= bit
		}
	}
	g := instr{out: uint32(m.bit[r] >> 6), shift: uint8(m.bit[r] & 63), need: int32(p.need), first: int32(len(m.masks))}
	switch one := len(masks) == 1; {
	case p.op == CountOf:
		g.do = countOf
	case p.op == Bounded:
		g.do = bounded
	case p.op == AllOf && one:
		g.do = allOfOne
	case p.op == AllOf:
		g.do = allOf
	case one:
		g.do = anyOfOne
	default:
		g.do = anyOf
	}
	g.in, g.bits = uint32(masks[0].word), masks[0].bits
	m.masks = append(m.masks, masks...)
	g.last = int32(len(m.masks))
	return g
}

// NewState returns a state for one goroutine.
func (m *Machine) NewState() *State { return &State{make([]pair, len(m.initial))} }

// Start works out every condition that does not ask for the level.
func (m *Machine) Start(s *State, answers []Answer) {
	copy(s.words, m.initial)
	for i := range m.loads {
		l := &m.loads[i]
		sum := s.words[l.word]
		for _, v := range l.loads {
			row := m.rows[v.first+min(int32(answers[v.variable]), v.any)]
			sum.certain |= row.certain
			sum.possible |= row.possible
		}
		s.words[l.word] = sum
	}
	m.run(m.early, s, answers)
}

// Finish works out the conditions that ask for the level, of a case that may be at
// any level whose bit is set.
func (m *Machine) Finish(s *State, levels uint64) {
	for i := range m.levels {
		a := &m.levels[i]
		w := &s.words[a.word]
		w.certain |= (1 - some(levels&^a.set)) << a.shift
		w.possible |= some(levels&a.set) << a.shift
	}
	m.run(m.late, s, nil)
}

func (m *Machine) run(program []instr, s *State, answers []Answer) {
	words := s.words
	for i := range program {
		in := &program[i]
		var certain, possible uint64
		switch in.do {
		case allOfOne:
			w := words[in.in]
			certain, possible = 1-some(in.bits&^w.certain), 1-some(in.bits&^w.possible)
		case anyOfOne:
			w := words[in.in]
			certain, possible = some(in.bits&w.certain), some(in.bits&w.possible)
		case allOf:
			for _, k := range m.masks[in.first:in.last] {
				certain |= k.bits &^ words[k.word].certain
				possible |= k.bits &^ words[k.word].possible
			}
			certain, possible = 1-some(certain), 1-some(possible)
		case anyOf:
			for _, k := range m.masks[in.first:in.last] {
				certain |= k.bits & words[k.word].certain
				possible |= k.bits & words[k.word].possible
			}
			certain, possible = some(certain), some(possible)
		case countOf:
			sure, could := 0, 0
			for _, k := range m.masks[in.first:in.last] {
				sure += bits.OnesCount64(k.bits & words[k.word].certain)
				could += bits.OnesCount64(k.bits & words[k.word].possible)
			}
			certain = 1 - uint64(sure-int(in.need))>>63
			possible = 1 - uint64(could-int(in.need))>>63
		case bounded:
			sure, could := m.masks[in.first], m.masks[in.first+1]
			certain = some(sure.bits & words[sure.word].certain)
			possible = some(could.bits & words[could.word].possible)
		case loadGuarded:
			state := min(int32(answers[in.load.variable]), in.load.any)
			if state == in.load.any {
				switch m.Truth(s, in.guard) {
				case False:
					state--
				case Unknown:
					state++
				}
			}
			row := m.rows[in.load.first+state]
			certain, possible = row.certain, row.possible
		}
		w := &words[in.out]
		w.certain |= certain << (in.shift & 63)
		w.possible |= possible << (in.shift & 63)
	}
}

// some is 1 if a bit is set and 0 if none is.
func some(bits uint64) uint64 { return (bits | -bits) >> 63 }

// Truth returns what is known of a condition.
func (m *Machine) Truth(s *State, r Root) Truth {
	at := m.bit[r]
	w := s.words[at>>6]
	return Truth(w.certain>>(at&63)&1 + w.possible>>(at&63)&1)
}
