package prove

import "math/bits"

// diagrams holds every node, each once. A node asks one question, by its place in
// the order, and has a kid for each cell of its answers.
//
// Invariant: no node has all kids alike, and the places of kids come after its
// own.
type diagrams struct {
	q     *questions
	cells []int // how many cells there are at each place
	nodes []choice
	kids  []node
	table []node // every node by the hash of what it is; no for an empty slot
	done  []result
	limit int
	steps *int // how many steps of and, or, minus and meet are left
}

type choice struct {
	place int32
	first uint32 // of its kids
}

type operation uint32

const (
	opAnd operation = iota + 1
	opOr
	opMinus
	opMeet
)

// result is one line of the memory of and, or, minus and meet. It forgets what
// falls on the same line later, which costs time and never truth.
type result struct {
	op   operation
	a, b node
	is   node
}

// newDiagrams makes room for conditions over the places of questions.
func newDiagrams(q *questions, limit int, steps *int) *diagrams {
	cells := make([]int, len(q.places))
	for i := range cells {
		cells[i] = len(q.places[i].cells)
	}
	d := &diagrams{q: q, cells: cells, limit: limit, steps: steps, table: make([]node, 1<<10), done: make([]result, 1<<12)}
	last := int32(len(cells))
	d.nodes = append(d.nodes, choice{place: last}, choice{place: last})
	return d
}

// kid returns what is left of a when the answer at a place lies in a cell.
func (d *diagrams) kid(a node, place int32, cell int) node {
	c := d.nodes[a]
	if c.place != place {
		return a
	}
	return d.kids[int(c.first)+cell]
}

// choose returns the diagram that asks at a place and goes on with kids.
func (d *diagrams) choose(place int32, kids []node) node {
	same := true
	for _, k := range kids[1:] {
		same = same && k == kids[0]
	}
	if same {
		return kids[0]
	}
	h := uint64(place)*0x9E3779B97F4A7C15 + 1
	for _, k := range kids {
		h = (h ^ uint64(k)) * 0xFF51AFD7ED558CCD
		h ^= h >> 29
	}
	at := h & uint64(len(d.table)-1)
	for d.table[at] != no {
		if n := d.table[at]; d.is(n, place, kids) {
			return n
		}
		at = (at + 1) & uint64(len(d.table)-1)
	}
	if len(d.nodes) >= d.limit {
		panic(tooLarge{})
	}
	n := node(len(d.nodes))
	d.nodes = append(d.nodes, choice{place, uint32(len(d.kids))})
	d.kids = append(d.kids, kids...)
	d.table[at] = n
	if 4*len(d.nodes) > 3*len(d.table) {
		d.grow()
	}
	return n
}

func (d *diagrams) is(n node, place int32, kids []node) bool {
	c := d.nodes[n]
	if c.place != place {
		return false
	}
	for i, k := range kids {
		if d.kids[int(c.first)+i] != k {
			return false
		}
	}
	return true
}

// grow doubles the table, and the memory of results with it.
func (d *diagrams) grow() {
	d.table = make([]node, 2*len(d.table))
	for i := 2; i < len(d.nodes); i++ {
		c := d.nodes[i]
		h := uint64(c.place)*0x9E3779B97F4A7C15 + 1
		for _, k := range d.kids[c.first : int(c.first)+d.cells[c.place]] {
			h = (h ^ uint64(k)) * 0xFF51AFD7ED558CCD
			h ^= h >> 29
		}
		at := h & uint64(len(d.table)-1)
		for d.table[at] != no {
			at = (at + 1) & uint64(len(d.table)-1)
		}
		d.table[at] = node(i)
	}
	if len(d.done) < 1<<21 {
		d.done = make([]result, 2*len(d.done))
	}
}

func (d *diagrams) within(place int32, in func(cell int) bool) node {
	kids := make([]node, d.cells[place])
	for i := range kids {
		if in(i) {
			kids[i] = yes
		}
	}
	return d.choose(place, kids)
}

func (d *diagrams) and(a, b node) node   { return d.apply(opAnd, a, b) }
func (d *diagrams) or(a, b node) node    { return d.apply(opOr, a, b) }
func (d *diagrams) minus(a, b node) node { return d.apply(opMinus, a, b) }
func (d *diagrams) not(a node) node      { return d.apply(opMinus, yes, a) }
func (d *diagrams) none(a node) bool     { return a == no }

func (d *diagrams) forget(a node, places map[int32]bool) node { return a } // none asks in vain

// meet says so without building what a and b have in common.
func (d *diagrams) meet(a, b node) bool { return d.apply(opMeet, a, b) == yes }

func (d *diagrams) apply(op operation, a, b node) node {
	switch op {
	case opAnd, opMeet:
		switch {
		case a == no || b == no:
			return no
		case a == yes && b == yes:
			return yes
		case op == opMeet && (a == yes || b == yes || a == b):
			return yes // every node but no is true of some answers
		case a == yes || a == b:
			return b
		case b == yes:
			return a
		}
	case opOr:
		switch {
		case a == yes || b == yes:
			return yes
		case a == no || a == b:
			return b
		case b == no:
			return a
		}
	case opMinus:
		switch {
		case a == no || b == yes || a == b:
			return no
		case b == no:
			return a
		}
	}
	if op != opMinus && a > b {
		a, b = b, a
	}
	h := (uint64(a)<<32 | uint64(b)) * 0x9E3779B97F4A7C15
	h = (h ^ uint64(op)) * 0xFF51AFD7ED558CCD
	at := bits.RotateLeft64(h, 32) & uint64(len(d.done)-1)
	if r := d.done[at]; r.op == op && r.a == a && r.b == b {
		return r.is
	}
	if *d.steps--; *d.steps < 0 {
		panic(tooLarge{})
	}
	place := min(d.nodes[a].place, d.nodes[b].place)
	var room [16]node
	kids := room[:0]
	is := no
	for i := range d.cells[place] {
		k := d.apply(op, d.kid(a, place, i), d.kid(b, place, i))
		if op == opMeet && k == yes {
			is = yes
			break
		}
		kids = append(kids, k)
	}
	if op != opMeet {
		is = d.choose(place, kids)
	}
	at = bits.RotateLeft64(h, 32) & uint64(len(d.done)-1) // it may have grown
	d.done[at] = result{op, a, b, is}
	return is
}

func (d *diagrams) restrict(a node, place int32, cell int) node {
	memo := map[node]node{}
	var walk func(a node) node
	walk = func(a node) node {
		c := d.nodes[a]
		switch {
		case c.place > place:
			return a
		case c.place == place:
			return d.kids[int(c.first)+cell]
		}
		if r, ok := memo[a]; ok {
			return r
		}
		kids := make([]node, d.cells[c.place])
		for i := range kids {
			kids[i] = walk(d.kids[int(c.first)+i])
		}
		r := d.choose(c.place, kids)
		memo[a] = r
		return r
	}
	return walk(a)
}

func (d *diagrams) some(a node, kept map[int32]bool) node {
	memo := map[node]node{}
	var walk func(a node) node
	walk = func(a node) node {
		if a <= yes {
			return a
		}
		if r, ok := memo[a]; ok {
			return r
		}
		c := d.nodes[a]
		kids := make([]node, d.cells[c.place])
		any := no
		for i := range kids {
			kids[i] = walk(d.kids[int(c.first)+i])
			if !kept[c.place] {
				any = d.or(any, kids[i])
			}
		}
		if kept[c.place] {
			any = d.choose(c.place, kids)
		}
		memo[a] = any
		return any
	}
	return walk(a)
}

func (d *diagrams) asks(a node, places map[int32]bool) {
	seen := map[node]bool{}
	var walk func(a node)
	walk = func(a node) {
		if a <= yes || seen[a] {
			return
		}
		seen[a] = true
		c := d.nodes[a]
		places[c.place] = true
		for _, k := range d.kids[c.first : int(c.first)+d.cells[c.place]] {
			walk(k)
		}
	}
	walk(a)
}
