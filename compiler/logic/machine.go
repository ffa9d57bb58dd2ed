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
// that depend on the case, which random cases would make a processor guess wrong,
// and what does not wait for each other is worked out side by side: a word is
// written once for all of it.
//
// For each case: [Machine.Start], then [Machine.Finish] with the levels that the
// case may be at. A machine is never changed once made; each goroutine needs a
// [State] of its own.
type Machine struct {
	bit     []uint32 // of each root
	initial []pair
	early   []block // what waits for other answers
	late    []block // what waits for the level
	levels  []levelAtom
	rows    []pair
}

// pair is a word of what is certain and of what is possible.
type pair struct{ certain, possible uint64 }

// mask is bits of one word.
type mask struct {
	bits uint64
	word uint32
}

// block is what sets bits of one word and waits for nothing else in the block:
// either gates of one kind, or loads.
type block struct {
	do    action
	word  uint32
	loads []load
	gates []gate
}

type action uint8

const (
	loadAlways action = iota
	loadGuarded
	allOf
	anyOf
	countOf
	bounded
)

// load sets the bits of one word from the answer to a variable. Its rows start at
// first: one for not known, one for each answer, and one for "does not apply",
// which is the last. Where the variable does not always apply they are there three
// times, for each truth of the guard.
type load struct {
	variable, first, last int32
	guard                 Root
}

// gate sets one bit from those that it reads.
type gate struct {
	mask
	shift uint8 // of the bit that it sets
	need  int32 // how many of them, for a count
	more  []mask
}

type levelAtom struct {
	set         uint64
	word, shift uint32
}

// State is what is known of all conditions for one case.
type State struct{ words []pair }

// Machine returns the machine of what has been added. There may be at most 63
// levels.
func (b *Builder) Machine() *Machine {
	guards := make([]Root, len(b.vars))
	for i, v := range b.vars {
		guards[i] = rootAlways
		if v.Applies != nil {
			guards[i] = b.Add(v.Applies)
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
		if p.op == LevelIs {
			place(Root(r))
			at := m.bit[r]
			m.levels = append(m.levels, levelAtom{p.set[0], at >> 6, at & 63})
		}
	}
	loads, early, late := b.stages(guards)
	for i := range early {
		from := len(m.early)
		for _, v := range loads[i] {
			for _, l := range m.tabulate(b, v, atoms[v], guards[v]) {
				m.early = l.join(m.early, from)
			}
		}
		for _, r := range early[i] {
			place(r)
			m.early = m.gate(b.parts[r], r).join(m.early, from)
		}
	}
	for _, stage := range late {
		from := len(m.late)
		for _, r := range stage {
			place(r)
			m.late = m.gate(b.parts[r], r).join(m.late, from)
		}
	}
	m.initial = make([]pair, (next+63)/64)
	m.initial[0] = pair{1 << m.bit[rootAlways], 1<<m.bit[rootAlways] | 1<<m.bit[rootUnwritten]}
	return m
}

// stages says in which order variables are loaded and gates are worked out, early
// ones and those that wait for the level: nothing waits for what stands in its own
// stage. A question that does not always apply waits for what decides that.
func (b *Builder) stages(guards []Root) (loads [][]int, early, late [][]Root) {
	stages := make([]int, len(b.parts)) // plus one; 0 for not yet known
	var of func(r Root) int
	of = func(r Root) int { // invariant: `applies` conditions have no circle
		p := &b.parts[r]
		if stages[r] > 0 {
			return stages[r] - 1
		}
		n := 0
		switch {
		case p.op == Answered && guards[p.of] != rootAlways:
			n = of(guards[p.of]) + 1
		case len(p.roots) > 0:
			for _, q := range p.roots {
				if k := of(q); b.parts[q].late == p.late {
					n = max(n, k+1)
				}
			}
		}
		stages[r] = n + 1
		return n
	}
	for i := range b.vars {
		n := 0
		if guards[i] != rootAlways {
			n = of(guards[i]) + 1
		}
		loads = put(loads, n, i)
	}
	for r, p := range b.parts {
		if len(p.roots) > 0 && p.late {
			late = put(late, of(Root(r)), Root(r))
		} else if len(p.roots) > 0 {
			early = put(early, of(Root(r)), Root(r))
		}
	}
	n := max(len(loads), len(early))
	loads, early = slices.Grow(loads, n)[:n], slices.Grow(early, n)[:n]
	for _, stage := range append(early, late...) {
		slices.SortStableFunc(stage, func(a, c Root) int { return int(b.parts[a].op) - int(b.parts[c].op) })
	}
	return loads, early, late
}

// put adds to the n-th list.
func put[T any](lists [][]T, n int, x T) [][]T {
	for len(lists) <= n {
		lists = append(lists, nil)
	}
	lists[n] = append(lists[n], x)
	return lists
}

// join adds what sets bits of one word to the blocks of a stage, which begin at
// from.
func (x block) join(blocks []block, from int) []block {
	for i := range blocks[from:] {
		if o := &blocks[from+i]; o.do == x.do && o.word == x.word {
			o.loads, o.gates = append(o.loads, x.loads...), append(o.gates, x.gates...)
			return blocks
		}
	}
	return append(blocks, x)
}

// tabulate works out the rows of one variable, a load for each word that its
// atoms stand in.
func (m *Machine) tabulate(b *Builder, variable int, atoms []Root, guard Root) []block {
	v := b.vars[variable]
	do, states := loadGuarded, []Set(nil)
	none := NewSet(v.Count + 1)
	none.Add(v.Count)
	for _, unknown := range []Set{False: none, Unknown: none.or(none.not(v.Count + 1)), True: none.not(v.Count + 1)} {
		if guard == rootAlways {
			do, unknown = loadAlways, none.not(v.Count+1)
		}
		states = append(states, unknown)
		for i := range v.Count + 1 {
			s := NewSet(v.Count + 1)
			s.Add(i)
			states = append(states, s)
		}
		if do == loadAlways {
			break
		}
	}
	var loads []block
	for _, r := range atoms {
		word := m.bit[r] >> 6
		if len(loads) == 0 || loads[len(loads)-1].word != word {
			loads = append(loads, block{do: do, word: word, loads: []load{{int32(variable), int32(len(m.rows)), int32(v.Count + 1), guard}}})
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

// gate draws the bits that a gate reads into masks, one for each word.
func (m *Machine) gate(p part, r Root) block {
	var masks []mask
	for _, q := range p.roots {
		if p.op == Bounded { // each root has a mask of its own
			masks = append(masks, mask{1 << (m.bit[q] & 63), m.bit[q] >> 6})
			continue
		}
		word, bit := m.bit[q]>>6, uint64(1)<<(m.bit[q]&63)
		// A count reads a bit as often as it is written.
		i := slices.IndexFunc(masks, func(k mask) bool { return k.word == word && (p.op != CountOf || k.bits&bit == 0) })
		if i < 0 {
			masks = append(masks, mask{bit, word})
		} else {
			masks[i].bits |= bit
		}
	}
	do := map[Op]action{AllOf: allOf, AnyOf: anyOf, CountOf: countOf, Bounded: bounded}[p.op]
	g := gate{masks[0], uint8(m.bit[r] & 63), int32(p.need), masks[1:]}
	return block{do: do, word: m.bit[r] >> 6, gates: []gate{g}}
}

// NewState returns a state for one goroutine.
func (m *Machine) NewState() *State { return &State{make([]pair, len(m.initial))} }

// Start works out every condition that does not ask for the level.
func (m *Machine) Start(s *State, answers []Answer) {
	copy(s.words, m.initial)
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

// run works out blocks, each kind in a function of its own that is kept apart:
// taken into run, they would not keep what they gather in registers.
func (m *Machine) run(blocks []block, s *State, answers []Answer) {
	for i := range blocks {
		b := &blocks[i]
		var set pair
		switch b.do {
		case loadAlways:
			set = loadAll(b.loads, m.rows, answers)
		case loadGuarded:
			set = m.loadWhere(b.loads, s, answers)
		case allOf:
			set = everyOf(b.gates, s.words)
		case anyOf:
			set = someOf(b.gates, s.words)
		case countOf:
			set = atLeast(b.gates, s.words)
		case bounded:
			set = between(b.gates, s.words)
		}
		w := &s.words[b.word]
		w.certain |= set.certain
		w.possible |= set.possible
	}
}

//go:noinline
func loadAll(loads []load, rows []pair, answers []Answer) (set pair) {
	for i := range loads {
		l := &loads[i]
		row := &rows[l.first+l.row(answers)]
		set.certain |= row.certain
		set.possible |= row.possible
	}
	return set
}

//go:noinline
func (m *Machine) loadWhere(loads []load, s *State, answers []Answer) (set pair) {
	for i := range loads {
		l := &loads[i]
		row := &m.rows[l.first+int32(m.Truth(s, l.guard))*(l.last+1)+l.row(answers)]
		set.certain |= row.certain
		set.possible |= row.possible
	}
	return set
}

// row is the row of an answer: 0 for [NotKnown], which wraps around to it, and for
// what is no answer.
func (l *load) row(answers []Answer) int32 {
	n := int32(answers[l.variable] + 1)
	return n &^ ((l.last - n) >> 31)
}

//go:noinline
func everyOf(gates []gate, words []pair) (set pair) {
	for i := range gates {
		g := &gates[i]
		w := &words[g.word]
		certain, possible := g.bits&^w.certain, g.bits&^w.possible // what is missing
		for j := range g.more {
			k := &g.more[j]
			w := &words[k.word]
			certain |= k.bits &^ w.certain
			possible |= k.bits &^ w.possible
		}
		set.certain |= (1 - some(certain)) << (g.shift & 63)
		set.possible |= (1 - some(possible)) << (g.shift & 63)
	}
	return set
}

//go:noinline
func someOf(gates []gate, words []pair) (set pair) {
	for i := range gates {
		g := &gates[i]
		w := &words[g.word]
		certain, possible := g.bits&w.certain, g.bits&w.possible
		for j := range g.more {
			k := &g.more[j]
			w := &words[k.word]
			certain |= k.bits & w.certain
			possible |= k.bits & w.possible
		}
		set.certain |= some(certain) << (g.shift & 63)
		set.possible |= some(possible) << (g.shift & 63)
	}
	return set
}

//go:noinline
func atLeast(gates []gate, words []pair) (set pair) {
	for i := range gates {
		g := &gates[i]
		sure := bits.OnesCount64(g.bits & words[g.word].certain)
		could := bits.OnesCount64(g.bits & words[g.word].possible)
		for _, k := range g.more {
			sure += bits.OnesCount64(k.bits & words[k.word].certain)
			could += bits.OnesCount64(k.bits & words[k.word].possible)
		}
		set.certain |= (1 - uint64(sure-int(g.need))>>63) << (g.shift & 63)
		set.possible |= (1 - uint64(could-int(g.need))>>63) << (g.shift & 63)
	}
	return set
}

//go:noinline
func between(gates []gate, words []pair) (set pair) {
	for i := range gates {
		g := &gates[i]
		set.certain |= some(g.bits&words[g.word].certain) << (g.shift & 63)
		set.possible |= some(g.more[0].bits&words[g.more[0].word].possible) << (g.shift & 63)
	}
	return set
}

// some is 1 if a bit is set and 0 if none is.
func some(bits uint64) uint64 { return (bits | -bits) >> 63 }

// Truth returns what is known of a condition.
func (m *Machine) Truth(s *State, r Root) Truth {
	at := m.bit[r]
	w := s.words[at>>6]
	return Truth(w.certain>>(at&63)&1 + w.possible>>(at&63)&1)
}
