package prove

// lit is a variable of a solver, or the opposite of one: twice its number, and one
// more for the opposite.
type lit uint32

func (l lit) not() lit { return l ^ 1 }

// solver looks for values of variables that make every clause true: it decides,
// follows what must be, and learns a clause from each conflict (CDCL: Marques-Silva
// and Sakallah 1999; watched literals and activities as in Eén and Sörensson 2003).
// It never looks at a clock: the same calls give the same answers, and what they
// may cost is counted in steps.
//
// Clauses are only added while nothing is decided, and stay from call to call with
// what was learned, since [solver.solve] takes what it assumes as decisions.
type solver struct {
	value    []int8  // by literal: 1 true, -1 false, 0 not known
	level    []int32 // by variable: the decision at which it became known
	reason   []int32 // by variable: the clause that made it known; noClause
	first    []int8  // by variable: the value to try first, 1 or -1
	last     []int8  // by variable: the value that it had last, which is tried again
	active   []float64
	seen     []bool
	watches  [][]watch // by literal: the clauses to look at when it becomes false
	arena    []lit     // every clause: how many literals it has, then those
	learned  []int32   // the clauses that were learned, oldest first
	trail    []lit
	decided  []int // how long the trail was at each decision
	assumed  []lit // what the first decisions were, or would have been
	head     int   // what of the trail has been followed
	bump     float64
	steps    *int // how many clauses may still be looked at
	opposed  bool // the clauses rule out everything
	fits     int  // how many clauses may be learned before the longest go
	conflict []lit
}

type watch struct {
	clause int32
	other  lit // some literal of the clause: where it is true, all is well
}

const noClause int32 = -1

// reset forgets everything but the room that was made. Variable 0 is then false.
func (s *solver) reset(steps *int) {
	for i := range s.watches {
		s.watches[i] = s.watches[i][:0]
	}
	*s = solver{
		value: s.value[:0], level: s.level[:0], reason: s.reason[:0], first: s.first[:0], last: s.last[:0], active: s.active[:0], seen: s.seen[:0], watches: s.watches[:0],
		arena: s.arena[:0], learned: s.learned[:0], trail: s.trail[:0], decided: s.decided[:0], assumed: s.assumed[:0], bump: 1, steps: steps, fits: 2000,
	}
	s.clause(s.add(false).not())
}

// add makes a variable, which is tried with a value first.
func (s *solver) add(first bool) lit {
	l := lit(len(s.value))
	s.value = append(s.value, 0, 0)
	s.level = append(s.level, 0)
	s.reason = append(s.reason, noClause)
	value := int8(-1)
	if first {
		value = 1
	}
	s.first, s.last = append(s.first, value), append(s.last, value)
	s.active = append(s.active, 0)
	s.seen = append(s.seen, false)
	if n := len(s.watches) + 2; n <= cap(s.watches) {
		s.watches = s.watches[:n]
	} else {
		s.watches = append(s.watches, nil, nil)
	}
	return l
}

// clause adds a condition: one of some literals, which are of different variables,
// is true. Nothing may be decided.
func (s *solver) clause(ls ...lit) {
	at := len(s.arena)
	s.arena = append(s.arena, 0)
	for _, l := range ls {
		switch s.value[l] {
		case 1:
			s.arena = s.arena[:at]
			return
		case 0:
			s.arena = append(s.arena, l)
		}
	}
	switch n := len(s.arena) - at - 1; n {
	case 0:
		s.opposed = true
		s.arena = s.arena[:at]
	case 1:
		s.set(s.arena[at+1], noClause)
		s.arena = s.arena[:at]
	default:
		s.arena[at] = lit(n)
		s.watch(int32(at))
	}
}

func (s *solver) watch(clause int32) {
	a, b := s.arena[clause+1], s.arena[clause+2]
	s.watches[a] = append(s.watches[a], watch{clause, b})
	s.watches[b] = append(s.watches[b], watch{clause, a})
}

func (s *solver) literals(clause int32) []lit {
	return s.arena[clause+1 : clause+1+int32(s.arena[clause])]
}

func (s *solver) set(l lit, reason int32) {
	s.value[l], s.value[l.not()] = 1, -1
	s.level[l>>1], s.reason[l>>1] = int32(len(s.decided)), reason
	s.trail = append(s.trail, l)
}

// follow sets what must be; it returns a clause that cannot be true then, or
// noClause.
func (s *solver) follow() int32 {
	for s.head < len(s.trail) {
		wrong := s.trail[s.head].not()
		s.head++
		all := s.watches[wrong]
		if *s.steps -= 1 + len(all); *s.steps < 0 {
			panic(tooLarge{})
		}
		kept := 0
	next:
		for i := range all {
			w := all[i]
			if s.value[w.other] == 1 {
				all[kept] = w
				kept++
				continue
			}
			c := s.literals(w.clause)
			if c[0] == wrong {
				c[0], c[1] = c[1], wrong
			}
			w.other = c[0]
			if s.value[c[0]] != 1 {
				for k := 2; k < len(c); k++ {
					if s.value[c[k]] >= 0 {
						c[1], c[k] = c[k], wrong
						s.watches[c[1]] = append(s.watches[c[1]], w)
						continue next
					}
				}
			}
			all[kept] = w
			kept++
			switch s.value[c[0]] {
			case 0:
				s.set(c[0], w.clause)
			case -1:
				kept += copy(all[kept:], all[i+1:])
				s.watches[wrong] = all[:kept]
				return w.clause
			}
		}
		s.watches[wrong] = all[:kept]
	}
	return noClause
}

// undo takes back all decisions but the first few.
func (s *solver) undo(decisions int) {
	if len(s.decided) <= decisions {
		return
	}
	from := s.decided[decisions]
	for _, l := range s.trail[from:] {
		s.value[l], s.value[l.not()] = 0, 0
		s.last[l>>1] = 1 - 2*int8(l&1)
	}
	s.trail, s.decided, s.head = s.trail[:from], s.decided[:decisions], from
}

// learn works out what a conflict teaches: the clause, the first of which is true
// after all decisions but the first few are undone.
func (s *solver) learn(conflict int32) ([]lit, int) {
	learned := append(s.conflict[:0], 0)
	now := int32(len(s.decided))
	open, at := 0, len(s.trail)-1
	clause, first := conflict, 0
	for {
		for _, l := range s.literals(clause)[first:] {
			v := l >> 1
			if s.seen[v] || s.level[v] == 0 {
				continue
			}
			s.seen[v] = true
			s.raise(v)
			if s.level[v] == now {
				open++
			} else {
				learned = append(learned, l)
			}
		}
		for !s.seen[s.trail[at]>>1] {
			at--
		}
		l := s.trail[at]
		at--
		open--
		if open == 0 {
			learned[0] = l.not()
			break
		}
		s.seen[l>>1] = false
		clause, first = s.reason[l>>1], 1
	}
	s.seen[learned[0]>>1] = false
	s.conflict = learned
	// What follows from the others need not be said.
	short := learned[:1:1]
	for _, l := range learned[1:] {
		implied := s.reason[l>>1] != noClause
		if implied {
			for _, k := range s.literals(s.reason[l>>1])[1:] {
				if !s.seen[k>>1] && s.level[k>>1] > 0 {
					implied = false
					break
				}
			}
		}
		if !implied {
			short = append(short, l)
		}
	}
	for _, l := range learned {
		s.seen[l>>1] = false
	}
	back := 0
	for i := 1; i < len(short); i++ {
		if d := int(s.level[short[i]>>1]); d > back {
			back = d
			short[1], short[i] = short[i], short[1]
		}
	}
	return short, back
}

func (s *solver) raise(v lit) {
	if s.active[v] += s.bump; s.active[v] > 1e100 {
		for i := range s.active {
			s.active[i] *= 1e-100
		}
		s.bump *= 1e-100
	}
}

// solve says whether the clauses can be true together with what is assumed. Values
// are then found for all variables that are listed, and all that follows from them.
func (s *solver) solve(assumed, listed []lit) bool {
	same := 0
	for same < min(len(assumed), len(s.assumed)) && assumed[same] == s.assumed[same] {
		same++
	}
	s.undo(same)
	s.assumed = append(s.assumed[:same], assumed[same:]...)
	for _, l := range listed {
		s.last[l>>1] = s.first[l>>1]
	}
	for round := 1; ; round++ {
		switch s.search(assumed, listed, 100*luby(round)) {
		case 1:
			return true
		case -1:
			return false
		}
		s.undo(0)
		s.shorten()
	}
}

// luby is how long each round lasts beside the first: 1 1 2 1 1 2 4 … (Luby,
// Sinclair and Zuckerman 1993).
func luby(round int) int {
	n := 1
	for 2*n <= round {
		n *= 2
	}
	if round == 2*n-1 {
		return n
	}
	return luby(round - n + 1)
}

// search goes on until there is an answer, which is 1 or -1, or for so many
// conflicts.
func (s *solver) search(assumed, listed []lit, conflicts int) int {
	for {
		if s.opposed {
			return -1
		}
		if clause := s.follow(); clause != noClause {
			if len(s.decided) == 0 {
				s.opposed = true
				return -1
			}
			learned, back := s.learn(clause)
			s.undo(back)
			if len(learned) == 1 {
				s.set(learned[0], noClause)
			} else {
				at := int32(len(s.arena))
				s.arena = append(append(s.arena, lit(len(learned))), learned...)
				s.learned = append(s.learned, at)
				s.watch(at)
				s.set(learned[0], at)
			}
			s.bump *= 1 / 0.95
			conflicts--
			continue
		}
		if conflicts <= 0 {
			return 0
		}
		next, ok := lit(0), false
		for !ok && len(s.decided) < len(assumed) {
			l := assumed[len(s.decided)]
			switch s.value[l] {
			case -1:
				return -1
			case 1:
				s.decided = append(s.decided, len(s.trail))
			default:
				next, ok = l, true
			}
		}
		if !ok {
			best := -1.0
			for _, l := range listed {
				if s.value[l] == 0 && s.active[l>>1] > best {
					next, ok, best = l&^1, true, s.active[l>>1]
				}
			}
			if !ok {
				return 1
			}
			if s.last[next>>1] < 0 {
				next = next.not()
			}
		}
		s.decided = append(s.decided, len(s.trail))
		s.set(next, noClause)
	}
}

// shorten throws away the longer half of what was learned, when that has become
// too much. Nothing is decided.
func (s *solver) shorten() {
	if len(s.learned) < s.fits {
		return
	}
	s.fits += s.fits / 4
	sizes := map[lit]int{}
	for _, c := range s.learned {
		sizes[s.arena[c]]++
	}
	longest, left := lit(2), len(s.learned)/2
	for left -= sizes[longest]; left > 0; left -= sizes[longest] {
		longest++
	}
	old, learned := s.arena, s.learned
	s.arena, s.learned = make([]lit, 0, len(old)), s.learned[:0]
	for i := range s.watches {
		s.watches[i] = s.watches[i][:0]
	}
	s.trail, s.head = s.trail[:len(s.trail):len(s.trail)], 0
	for at := 0; at < len(old); at += 1 + int(old[at]) {
		mine := len(learned) > 0 && int(learned[0]) == at
		if mine {
			learned = learned[1:]
			if old[at] > longest {
				continue
			}
		}
		before := len(s.arena)
		s.clause(old[at+1 : at+1+int(old[at])]...)
		if mine && len(s.arena) > before {
			s.learned = append(s.learned, int32(before))
		}
	}
}
