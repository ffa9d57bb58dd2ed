package prove

// This file is long because a circuit, what a solver is told of it and the smallest
// case that comes of that are one subject.

import (
	"slices"

	"concordat/compiler/logic"
)

// circuits are conditions as gates over answers: where diagrams become too large,
// since they have every condition in its one form, the same proofs run on these,
// which grow no faster than the rules. What they cost is the questions asked of
// them, each of which is one for a [solver].
//
// A node is twice the number of a gate, and one more for its opposite, so that no
// and yes are gate 0 and its opposite. A gate is a leaf, which says that an answer
// lies in a cell, or true where two other nodes are.
type circuits struct {
	q        *questions
	first    []int32 // by place: its first leaf; places have one for each cell, or one for the second of two
	places   []int32 // by leaf: its place; those of the copies come after all others
	cell     []int32 // by leaf
	gates    []gate
	table    []uint32 // every gate by the hash of its inputs; 0 for an empty slot
	limit    int
	steps    *int     // how many gates may still be walked through, and clauses looked at
	mark     []uint32 // by gate: the walk that came by last
	walk     uint32
	is       []node // by gate: what the walk made of it
	solver   solver
	variable []lit // by gate: its variable in the solver; 0 if it has none
	known    []uint32
	asked    question
	away     counter
}

type gate struct{ a, b node }

// newCircuits makes a leaf for every cell, and a copy of each place for
// [circuits.some].
func newCircuits(q *questions, limit int, steps *int) *circuits {
	c := &circuits{q: q, limit: limit, steps: steps, table: make([]uint32, 1<<12)}
	c.leaf(-1, -1)
	for at := range 2 * len(q.places) {
		c.first = append(c.first, int32(len(c.gates)))
		switch n := c.cells(int32(at)); n {
		case 1:
		case 2:
			c.leaf(int32(at), 1)
		default:
			for i := range n {
				c.leaf(int32(at), int32(i))
			}
		}
	}
	var all []node
	for at := range q.places {
		all = append(all, c.within(int32(at), func(cell int) bool { return q.places[at].cells[cell].away }))
	}
	c.away = counter{all, map[[3]int]node{}}
	c.solver.reset(steps)
	return c
}

func (c *circuits) leaf(at, cell int32) {
	c.places = append(c.places, at)
	c.cell = append(c.cell, cell)
	c.gates = append(c.gates, gate{})
}

// cells says how many cells a place has, or the place of which it is a copy.
func (c *circuits) cells(at int32) int {
	return len(c.q.places[int(at)%len(c.q.places)].cells)
}

// in returns the condition that the answer at a place lies in a cell.
func (c *circuits) in(at int32, cell int) node {
	first := node(c.first[at])
	switch c.cells(at) {
	case 1:
		return yes
	case 2:
		return 2*first + node(1-cell)
	}
	return 2 * (first + node(cell))
}

func (c *circuits) isLeaf(a node) bool { return int(a>>1) < len(c.places) }

func (c *circuits) within(at int32, in func(cell int) bool) node {
	n := c.cells(at)
	// Of a set and its opposite, one is made of the cells.
	turned := node(0)
	if in(0) {
		turned = 1
	}
	any := no
	for i := range n {
		if in(i) != (turned == 1) {
			any = c.or(any, c.in(at, i))
		}
	}
	return any ^ turned
}

func (c *circuits) not(a node) node      { return a ^ 1 }
func (c *circuits) or(a, b node) node    { return c.and(a^1, b^1) ^ 1 }
func (c *circuits) minus(a, b node) node { return c.and(a, b^1) }

func (c *circuits) and(a, b node) node {
	if a > b {
		a, b = b, a
	}
	switch {
	case a == no || a == b^1:
		return no
	case a == yes || a == b:
		return b
	case !c.isLeaf(b) && b&1 == 0 && (c.gates[b>>1].a == a || c.gates[b>>1].b == a):
		return b
	case !c.isLeaf(b) && b&1 == 0 && (c.gates[b>>1].a == a^1 || c.gates[b>>1].b == a^1):
		return no
	case c.isLeaf(a) && c.isLeaf(b) && a&1 == 0 && b&1 == 0 && c.places[a>>1] == c.places[b>>1]:
		return no // two cells of one place
	}
	g := gate{a, b}
	at := c.slot(g)
	if n := c.table[at]; n != 0 {
		return node(2 * n)
	}
	if len(c.gates) >= c.limit {
		panic(tooLarge{})
	}
	n := uint32(len(c.gates))
	c.gates = append(c.gates, g)
	c.table[at] = n
	if 4*len(c.gates) > 3*len(c.table) {
		c.table = make([]uint32, 2*len(c.table))
		for i := len(c.places); i < len(c.gates); i++ {
			c.table[c.slot(c.gates[i])] = uint32(i)
		}
	}
	return node(2 * n)
}

// slot returns where a gate is in the table, or should be.
func (c *circuits) slot(g gate) uint64 {
	h := (uint64(g.a)<<32 | uint64(g.b)) * 0x9E3779B97F4A7C15
	for at := h >> 20; ; at++ {
		at &= uint64(len(c.table) - 1)
		if n := c.table[at]; n == 0 || c.gates[n] == g {
			return at
		}
	}
}

// begin makes ready for a walk over gates.
func (c *circuits) begin() {
	c.walk++
	if more := len(c.gates) - len(c.mark); more > 0 {
		c.mark = append(c.mark, make([]uint32, more)...)
		c.is = append(c.is, make([]node, more)...)
	}
}

// step is one gate on a walk.
func (c *circuits) step() {
	if *c.steps--; *c.steps < 0 {
		panic(tooLarge{})
	}
}

// leaves calls f for every leaf below some nodes, each once.
func (c *circuits) leaves(f func(leaf uint32), roots ...node) {
	c.begin()
	var walk func(a node)
	walk = func(a node) {
		n := uint32(a >> 1)
		if c.mark[n] == c.walk {
			return
		}
		c.mark[n] = c.walk
		c.step()
		if c.isLeaf(a) {
			if n > 0 {
				f(n)
			}
			return
		}
		walk(c.gates[n].a)
		walk(c.gates[n].b)
	}
	for _, a := range roots {
		walk(a)
	}
}

func (c *circuits) asks(a node, places map[int32]bool) {
	c.leaves(func(leaf uint32) {
		if at := c.places[leaf]; int(at) < len(c.q.places) {
			places[at] = true
		}
	}, a)
}

// put returns what becomes of a when leaves become something else.
func (c *circuits) put(a node, as func(leaf uint32) node) node {
	c.begin()
	var walk func(a node) node
	walk = func(a node) node {
		n := a >> 1
		if n == 0 {
			return a
		}
		if c.mark[n] != c.walk {
			c.step()
			var is node
			if c.isLeaf(a) {
				is = as(uint32(n))
			} else {
				g := c.gates[n]
				x := walk(g.a)
				y := walk(g.b)
				if is = 2 * n; x != g.a || y != g.b {
					is = c.and(x, y)
				}
			}
			c.mark[n], c.is[n] = c.walk, is
		}
		return c.is[n] ^ a&1
	}
	return walk(a)
}

func (c *circuits) restrict(a node, place int32, cell int) node {
	return c.put(a, func(leaf uint32) node {
		switch {
		case c.places[leaf] != place:
			return node(2 * leaf)
		case int(c.cell[leaf]) == cell:
			return yes
		}
		return no
	})
}

// some puts copies in the place of what is not kept. That there are answers for
// which the result is true then says just that there are some for the copies.
func (c *circuits) some(a node, kept map[int32]bool) node {
	return c.put(a, func(leaf uint32) node {
		at := c.places[leaf]
		if int(at) >= len(c.q.places) || kept[at] {
			return node(2 * leaf)
		}
		copied := at + int32(len(c.q.places))
		return node(2 * (leaf - uint32(c.first[at]) + uint32(c.first[copied])))
	})
}

func (c *circuits) forget(a node, places map[int32]bool) node {
	asks := map[int32]bool{}
	c.asks(a, asks)
	for _, at := range c.q.declared {
		if !places[at] || !asks[at] {
			continue
		}
		quiet := c.restrict(a, at, c.q.places[at].quiet())
		if !slices.ContainsFunc(c.q.order(at), func(cell int) bool {
			other := c.restrict(a, at, cell)
			return c.meet(quiet, c.not(other)) || c.meet(other, c.not(quiet))
		}) {
			a = quiet
		}
	}
	return a
}

func (c *circuits) holds(a node, cells map[int32]int) bool {
	return c.put(a, func(leaf uint32) node {
		at := c.places[leaf]
		cell, ok := cells[at]
		if !ok {
			cell = c.q.places[at].quiet()
		}
		if int(c.cell[leaf]) == cell {
			return yes
		}
		return no
	}) == yes
}

// question is what the solver is asked: whether some nodes can be true together.
type question struct {
	assumed []lit
	listed  []lit  // the variables of the leaves that they hang on
	places  []bool // by place, that they hang on it
	never   bool
}

// enough is how many gates the solver may know beyond twice those that a question
// needs, before it is emptied: all that it knows has to be followed.
const enough = 2000

// ask makes the solver ready for a question about nodes. It holds until the next.
func (c *circuits) ask(nodes ...node) *question {
	q := &c.asked
	*q = question{assumed: q.assumed[:0], listed: q.listed[:0], places: q.places[:0]}
	for range c.first {
		q.places = append(q.places, false)
	}
	// What is true where all of several are is told one by one.
	var all []node
	seen := map[node]bool{yes: true}
	var flat func(a node)
	flat = func(a node) {
		switch {
		case seen[a]:
		case a == no || seen[a^1]:
			q.never = true
		case a&1 == 0 && !c.isLeaf(a):
			seen[a] = true
			flat(c.gates[a>>1].a)
			flat(c.gates[a>>1].b)
		default:
			seen[a] = true
			all = append(all, a)
		}
	}
	for _, a := range nodes {
		flat(a)
	}
	if q.never {
		return q
	}
	size := 0
	c.begin()
	var count func(a node)
	count = func(a node) {
		n := a >> 1
		if c.mark[n] == c.walk || c.isLeaf(a) {
			return
		}
		c.mark[n] = c.walk
		c.step()
		size++
		count(c.gates[n].a)
		count(c.gates[n].b)
	}
	for _, a := range all {
		count(a)
	}
	if len(c.known) > 2*size+enough {
		for _, n := range c.known {
			c.variable[n] = 0
		}
		c.known = c.known[:0]
		c.solver.reset(c.steps)
	}
	c.solver.undo(0)
	for _, a := range all {
		q.assumed = append(q.assumed, c.literal(a))
	}
	c.leaves(func(leaf uint32) { q.places[c.places[leaf]] = true }, all...)
	for at, is := range q.places {
		if is {
			c.list(q, int32(at))
		}
	}
	return q
}

// list adds the leaves of a place to those that have to be known.
func (c *circuits) list(q *question, at int32) {
	q.places[at] = true
	if n := c.cells(at); n == 2 {
		q.listed = append(q.listed, c.literal(c.in(at, 1)))
	} else if n > 2 {
		for i := range n {
			q.listed = append(q.listed, c.literal(c.in(at, i)))
		}
	}
}

// literal returns the literal that stands for a node, after the solver has been
// told what it means. Nothing may be decided.
func (c *circuits) literal(a node) lit {
	n := a >> 1
	if more := len(c.gates) - len(c.variable); more > 0 {
		c.variable = append(c.variable, make([]lit, more)...)
	}
	if c.variable[n] != 0 || n == 0 {
		return c.variable[n] | lit(a&1)
	}
	s := &c.solver
	if !c.isLeaf(a) {
		x := c.literal(c.gates[n].a)
		y := c.literal(c.gates[n].b)
		l := s.add(false)
		c.variable[n] = l
		c.known = append(c.known, uint32(n))
		s.clause(l.not(), x)
		s.clause(l.not(), y)
		s.clause(l, x.not(), y.not())
		return l | lit(a&1)
	}
	at := c.places[n]
	quiet := c.q.places[int(at)%len(c.q.places)].quiet()
	var cells []lit
	for i := range c.cells(at) {
		if c.in(at, i)&1 == 1 {
			continue // the other of two
		}
		m := c.in(at, i) >> 1
		l := s.add(i == quiet)
		c.variable[m] = l
		c.known = append(c.known, uint32(m))
		cells = append(cells, l)
	}
	if len(cells) > 1 {
		s.clause(cells...)
		for i, x := range cells {
			for _, y := range cells[:i] {
				s.clause(x.not(), y.not())
			}
		}
	}
	return c.variable[n] | lit(a&1)
}

// can says whether what was asked is so of some case of which more is assumed.
func (c *circuits) can(q *question, more ...lit) bool {
	return !q.never && c.solver.solve(append(slices.Clip(q.assumed), more...), q.listed)
}

// more makes the solver know a node beside those of a question.
func (c *circuits) more(a node) lit {
	if n := a >> 1; int(n) >= len(c.variable) || c.variable[n] == 0 {
		c.solver.undo(0)
	}
	return c.literal(a)
}

func (c *circuits) none(a node) bool { return !c.can(c.ask(a)) }

func (c *circuits) meet(a, b node) bool { return c.can(c.ask(a, b)) }

// found returns the cell at a place in the case that was found last.
func (c *circuits) found(at int32) int {
	for i := range c.cells(at) {
		if a := c.in(at, i); a == yes || c.solver.value[c.literal(a)] == 1 {
			return i
		}
	}
	return 0
}

// counter counts how many of some nodes are true.
type counter struct {
	of   []node
	made map[[3]int]node
}

// least returns the condition that at least n of those counted from a number to
// another are true.
func (c *circuits) least(k *counter, n, from, to int) node {
	switch {
	case n <= 0:
		return yes
	case n > to-from:
		return no
	case to-from == 1:
		return k.of[from]
	}
	key := [3]int{n, from, to}
	if a, ok := k.made[key]; ok {
		return a
	}
	half := (from + to) / 2
	any := no
	for i := range n + 1 {
		any = c.or(any, c.and(c.least(k, i, from, half), c.least(k, n-i, half, to)))
	}
	k.made[key] = any
	return any
}

func (c *circuits) fewest(a node, below int) (int, bool) {
	n, _, ok := c.bound(c.ask(a), below)
	return n, ok
}

// bound returns how many answers of the smallest case that a question asks for are
// away from quiet, if that is below a bound, and what says that they are no more.
func (c *circuits) bound(q *question, below int) (int, lit, bool) {
	if !c.can(q) {
		return 0, 0, false
	}
	most := 0
	for at, is := range q.places[:len(c.q.places)] {
		if is && c.q.places[at].cells[c.found(int32(at))].away {
			most++
		}
	}
	for n := range below {
		no := c.more(c.least(&c.away, n+1, 0, len(c.away.of))).not()
		if n == most || c.can(q, no) {
			return n, no, true
		}
	}
	return 0, 0, false
}

// quietest narrows down what it asks for: to as few answers away from quiet as
// there can be, then to as few to name, then place by place to the one that comes
// first.
func (c *circuits) quietest(a, reason node) map[int32]int {
	q := c.ask(a)
	left, fewest, ok := c.bound(q, len(c.q.places)+1)
	if !ok {
		return nil
	}
	q.assumed = append(q.assumed, fewest)
	c.nameFew(q, reason)
	now := map[int32]int{}
	look := func(more ...lit) bool {
		if !c.can(q, more...) {
			return false
		}
		for at, is := range q.places[:len(c.q.places)] {
			if is {
				now[int32(at)] = c.found(int32(at))
			}
		}
		return true
	}
	if !look() {
		return nil
	}
	for _, at := range c.q.declared {
		if left == 0 {
			break
		}
		if !q.places[at] {
			continue
		}
		order := c.q.order(at)
		for n, i := range order {
			if c.q.rank(at, i) >= c.q.rank(at, now[at]) || n > 0 && c.q.rank(at, i) == quietRank {
				break
			}
			if look(c.more(c.in(at, i))) {
				break
			}
		}
		if c.q.places[at].cells[now[at]].away {
			left--
			q.assumed = append(q.assumed, c.more(c.in(at, now[at])))
		} else {
			q.assumed = append(q.assumed, c.more(c.away.of[at]).not())
		}
	}
	return now
}

// nameFew adds to a question that as few quiet answers as there can be have to be
// named, as [questions.named] has it.
func (c *circuits) nameFew(q *question, reason node) {
	asks := map[int32]bool{}
	c.asks(reason, asks)
	k := counter{nil, map[[3]int]node{}}
	for _, at := range c.q.declared {
		pl := &c.q.places[at]
		if !asks[at] || pl.v.Kind == logic.Reason || pl.v.Kind == logic.Event {
			continue
		}
		quiet := c.in(at, pl.quiet())
		if !q.places[at] {
			q.assumed = append(q.assumed, c.more(quiet))
		}
		ends := no
		for i := range pl.cells {
			ends = c.or(ends, c.not(c.restrict(reason, at, i)))
		}
		k.of = append(k.of, c.and(quiet, ends))
	}
	for n := range k.of {
		if few := c.more(c.least(&k, n+1, 0, len(k.of))).not(); c.can(q, few) {
			q.assumed = append(q.assumed, few)
			return
		}
	}
}
