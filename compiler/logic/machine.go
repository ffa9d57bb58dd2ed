package logic

import (
	"fmt"
	"math/bits"
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
// holds a negation, the two vectors never mix.
//
// For each case: [Machine.Start], then [Machine.Finish] with the levels that the
// case may be at. A machine is never changed once made; each goroutine needs a
// [State] of its own.
type Machine struct {
	bit     []uint32 // of each root
	words   int
	initial []uint64 // the bits that stand in both vectors from the start
	doubt   mask     // the bit of what is unwritten
	early   []instr
	late    []gate
	levels  []levelAtom
	tables  []table // of each variable
	masks   []mask  // of all gates
}

type mask struct {
	word uint32
	bits uint64
}

// instr loads the answer to a variable, or works out a gate.
type instr struct {
	table int // -1: the gate
	guard Root
	gate  gate
}

type gate struct {
	op          Op
	need        int32
	first, last int32 // in Machine.masks
	out         mask
}

type levelAtom struct {
	set uint64
	out mask
}

// table holds, for each state of a variable, the bits that the state makes
// certain and possible. The states are its answers, "does not apply", any answer,
// and any answer or "does not apply".
type table struct {
	first, words      int
	certain, possible []uint64
	count             int
	guarded           bool
}

// State is what is known of all conditions for one case.
type State struct {
	certain, possible []uint64
}

// Machine returns the machine of what has been added. There may be at most 63
// levels.
func (b *Builder) Machine() *Machine {
	for _, v := range b.vars { // what decides whether a question applies, first
		if v.Applies != nil {
			b.Add(v.Applies)
		}
	}
	m := &Machine{bit: make([]uint32, len(b.parts)), tables: make([]table, len(b.vars))}
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
	for _, of := range atoms {
		for _, r := range of {
			place(r)
		}
	}
	for r, p := range b.parts {
		switch p.op {
		case LevelIs, AllOf, AnyOf, CountOf:
			place(Root(r))
		}
	}
	m.words = int(next+63) / 64
	m.initial = make([]uint64, m.words)
	m.initial[0] |= 1 << m.bit[rootAlways]
	m.doubt = m.at(rootUnwritten)
	for i, v := range b.vars {
		m.tables[i] = m.tabulate(b, v, atoms[i])
	}
	m.order(b)
	for r, p := range b.parts {
		if p.op == LevelIs {
			m.levels = append(m.levels, levelAtom{p.set[0], m.at(Root(r))})
		}
		if p.late && p.op != LevelIs {
			m.late = append(m.late, m.gate(p, Root(r)))
		}
	}
	return m
}

func (m *Machine) at(r Root) mask { return mask{m.bit[r] >> 6, 1 << (m.bit[r] & 63)} }

// tabulate works out the table of one variable.
func (m *Machine) tabulate(b *Builder, v *Var, atoms []Root) table {
	t := table{count: v.Count, guarded: v.Applies != nil}
	if len(atoms) == 0 {
		return t
	}
	t.first = int(m.bit[atoms[0]] >> 6)
	t.words = int(m.bit[atoms[len(atoms)-1]]>>6) - t.first + 1
	any := NewSet(v.Count + 1)
	for i := range v.Count {
		any.Add(i)
	}
	either := any.or(NewSet(v.Count + 1))
	either.Add(v.Count)
	states := make([]Set, 0, v.Count+3)
	for i := range v.Count + 1 {
		s := NewSet(v.Count + 1)
		s.Add(i)
		states = append(states, s)
	}
	states = append(states, any, either)
	t.certain = make([]uint64, len(states)*t.words)
	t.possible = make([]uint64, len(states)*t.words)
	for i, s := range states {
		for _, r := range atoms {
			at := m.at(r)
			n := i*t.words + int(at.word) - t.first
			switch within(s, b.parts[r].set) {
			case True:
				t.certain[n] |= at.bits
				t.possible[n] |= at.bits
			case Unknown:
				t.possible[n] |= at.bits
			}
		}
	}
	return t
}

// order lines up the loading of answers and the gates so that each finds what it
// reads: a question that does not always apply waits for what decides that.
func (m *Machine) order(b *Builder) {
	loaded := make([]bool, len(b.vars))
	worked := make([]bool, len(b.parts))
	var load func(i int)
	var work func(r Root)
	load = func(i int) {
		if loaded[i] {
			return
		}
		loaded[i] = true // invariant: `applies` conditions have no circle
		in := instr{table: i}
		if v := b.vars[i]; v.Applies != nil {
			in.guard = b.Add(v.Applies)
			work(in.guard)
		}
		if m.tables[i].words > 0 {
			m.early = append(m.early, in)
		}
	}
	work = func(r Root) {
		p := b.parts[r]
		if worked[r] || p.late {
			return
		}
		worked[r] = true
		if p.op == Answered {
			load(p.of)
		}
		for _, q := range p.roots {
			work(q)
		}
		switch p.op {
		case AllOf, AnyOf, CountOf:
			m.early = append(m.early, instr{table: -1, gate: m.gate(p, r)})
		}
	}
	for i := range b.vars {
		load(i)
	}
	for r := range b.parts {
		work(Root(r))
	}
}

// gate draws the bits that a gate reads into masks, one for each word.
func (m *Machine) gate(p part, r Root) gate {
	g := gate{op: p.op, need: int32(p.need), first: int32(len(m.masks)), out: m.at(r)}
	for _, q := range p.roots {
		at := m.at(q)
		// A count reads a bit as often as it is written.
		merged := false
		for i := int(g.first); i < len(m.masks) && !merged; i++ {
			if have := &m.masks[i]; have.word == at.word && (p.op != CountOf || have.bits&at.bits == 0) {
				have.bits |= at.bits
				merged = true
			}
		}
		if !merged {
			m.masks = append(m.masks, at)
		}
	}
	g.last = int32(len(m.masks))
	return g
}

// NewState returns a state for one goroutine.
func (m *Machine) NewState() *State {
	both := make([]uint64, 2*m.words)
	return &State{certain: both[:m.words:m.words], possible: both[m.words:]}
}

// Start works out every condition that does not ask for the level.
func (m *Machine) Start(s *State, answers []Answer) {
	copy(s.certain, m.initial)
	copy(s.possible, m.initial)
	s.possible[m.doubt.word] |= m.doubt.bits
	for i := range m.early {
		in := &m.early[i]
		if in.table < 0 {
			m.work(&in.gate, s)
			continue
		}
		t := &m.tables[in.table]
		state := int(answers[in.table])
		if state > t.count {
			state = t.count + 1
			if t.guarded {
				switch m.Truth(s, in.guard) {
				case False:
					state = t.count
				case Unknown:
					state = t.count + 2
				}
			}
		}
		row := state * t.words
		for w := range t.words {
			s.certain[t.first+w] |= t.certain[row+w]
			s.possible[t.first+w] |= t.possible[row+w]
		}
	}
}

// Finish works out the conditions that ask for the level, of a case that may be at
// any level whose bit is set.
func (m *Machine) Finish(s *State, levels uint64) {
	for i := range m.levels {
		a := &m.levels[i]
		if levels&^a.set == 0 {
			s.certain[a.out.word] |= a.out.bits
		}
		if levels&a.set != 0 {
			s.possible[a.out.word] |= a.out.bits
		}
	}
	for i := range m.late {
		m.work(&m.late[i], s)
	}
}

func (m *Machine) work(g *gate, s *State) {
	masks := m.masks[g.first:g.last]
	switch g.op {
	case AllOf:
		certain, possible := true, true
		for _, k := range masks {
			certain = certain && s.certain[k.word]&k.bits == k.bits
			possible = possible && s.possible[k.word]&k.bits == k.bits
		}
		set(s, g.out, certain, possible)
	case AnyOf:
		certain, possible := uint64(0), uint64(0)
		for _, k := range masks {
			certain |= s.certain[k.word] & k.bits
			possible |= s.possible[k.word] & k.bits
		}
		set(s, g.out, certain != 0, possible != 0)
	case CountOf:
		certain, possible := int32(0), int32(0)
		for _, k := range masks {
			certain += int32(bits.OnesCount64(s.certain[k.word] & k.bits))
			possible += int32(bits.OnesCount64(s.possible[k.word] & k.bits))
		}
		set(s, g.out, certain >= g.need, possible >= g.need)
	}
}

func set(s *State, out mask, certain, possible bool) {
	if certain {
		s.certain[out.word] |= out.bits
	}
	if possible {
		s.possible[out.word] |= out.bits
	}
}

// Truth returns what is known of a condition.
func (m *Machine) Truth(s *State, r Root) Truth {
	at := m.bit[r]
	word, bit := at>>6, at&63
	return Truth(s.certain[word]>>bit&1 + s.possible[word]>>bit&1)
}
