package rules

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"sync"
)

// Rules look for words with regular expressions, and most of them match nearly
// no text. So that few are tried, one pass over a text (an automaton after Aho
// and Corasick) finds which of them can match it at all: those of which it holds
// one of the pieces that every match has. The pieces are read off the expressions
// themselves, so that a rule only writes what it looks for.

// pattern is a regular expression of a rule, compiled when it is first tried.
type pattern struct {
	number   int
	expr     string
	compiled func() *regexp.Regexp
}

var patterns []*pattern

// matching declares a pattern that is looked for in what is heard, in a variable
// of the package. Nearly all are in lower case; see [heard].
func matching(expr string) *pattern {
	m := &pattern{number: len(patterns), expr: expr, compiled: sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })}
	patterns = append(patterns, m)
	return m
}

// in says whether a text of which nothing is known yet matches.
func (m *pattern) in(text string) bool { return m.compiled().MatchString(text) }

func (m *pattern) all(text string) [][]int { return m.compiled().FindAllStringIndex(text, -1) }

// marks are a set of patterns.
type marks [2]uint64

func (k *marks) add(m *pattern) { k[m.number/64] |= 1 << (m.number % 64) }

func (k *marks) join(other marks) { k[0], k[1] = k[0]|other[0], k[1]|other[1] }

// heard is a text in lower case and the patterns that can match it.
type heard struct {
	text string
	can  marks
}

func hear(text string) heard { return heard{text, theSieve().sift(text)} }

// may says whether a pattern can match, be it the text or the text as it was
// before it was in lower case.
func (h *heard) may(m *pattern) bool { return h.can[m.number/64]>>(m.number%64)&1 == 1 }

func (h *heard) matches(m *pattern) bool { return h.may(m) && m.in(h.text) }

// sieve is the automaton: for each state and class of byte the next state, and
// for each state the patterns of which a piece ends there.
type sieve struct {
	class   [256]uint8 // 0 for bytes that no piece holds
	classes int
	next    []uint16
	ends    []marks
	always  marks // the patterns without pieces
}

var theSieve = sync.OnceValue(func() *sieve { return newSieve(patterns) })

func newSieve(patterns []*pattern) *sieve {
	s := &sieve{classes: 1}
	all := make([][]string, len(patterns))
	states := 1
	for i, m := range patterns {
		all[i] = pieces(m.expr)
		for _, piece := range all[i] {
			states += len(piece)
			for _, b := range []byte(piece) {
				if s.class[b] == 0 {
					s.class[b] = uint8(s.classes)
					s.classes++
				}
			}
		}
	}
	for b := 'A'; b <= 'Z'; b++ {
		s.class[b] = s.class[b-'A'+'a']
	}
	s.next = make([]uint16, 0, states*s.classes)
	s.state()
	for i, m := range patterns {
		if len(all[i]) == 0 {
			s.always.add(m)
		}
		for _, piece := range all[i] {
			at := 0
			for _, b := range []byte(piece) {
				to := at*s.classes + int(s.class[b])
				if s.next[to] == 0 {
					s.next[to] = s.state()
				}
				at = int(s.next[to])
			}
			s.ends[at].add(m)
		}
	}
	s.link()
	return s
}

// state adds a state without ways on.
func (s *sieve) state() uint16 {
	s.next = s.next[:len(s.next)+s.classes]
	s.ends = append(s.ends, marks{})
	return uint16(len(s.ends) - 1)
}

// link leads each state on where no piece goes on: to the state of the longest
// end of what was read that begins another piece.
func (s *sieve) link() {
	fallback := make([]uint16, len(s.ends))
	queue := make([]uint16, 1, len(s.ends))
	for i := 0; i < len(queue); i++ {
		at, back := queue[i], fallback[queue[i]]
		s.ends[at].join(s.ends[back])
		row, backs := s.row(at), s.row(back)
		for c, to := range row {
			switch {
			case to == 0:
				row[c] = backs[c]
			case at == 0:
				queue = append(queue, to)
			default:
				fallback[to] = backs[c]
				queue = append(queue, to)
			}
		}
	}
}

// row returns the ways on from a state.
func (s *sieve) row(state uint16) []uint16 {
	return s.next[int(state)*s.classes : (int(state)+1)*s.classes]
}

// sift returns the patterns that can match a text.
func (s *sieve) sift(text string) marks {
	can, at := s.always, 0
	for i := range len(text) {
		at = int(s.next[at*s.classes+int(s.class[text[i]])])
		can.join(s.ends[at])
	}
	return can
}

// pieces returns texts in lower case of which every match of an expression holds
// one; none if no such texts can be told.
func pieces(expr string) []string {
	tree, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		panic("a pattern of a rule is wrong: " + err.Error())
	}
	exact, needed := literals(tree.Simplify())
	all := better(exact, needed)
	for i, piece := range all {
		all[i] = piece[:min(len(piece), longEnough)]
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// An expression is written out as so many texts at most, of which so many bytes
// are kept: more would make a larger automaton that lets hardly fewer through.
const (
	maxPieces  = 100
	longEnough = 16
)

// literals returns all texts that a part of an expression can match, if they are
// few, else texts of which each match holds one.
func literals(re *syntax.Regexp) (exact, needed []string) {
	switch re.Op {
	case syntax.OpLiteral:
		return []string{strings.ToLower(string(re.Rune))}, nil
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return []string{""}, nil
	case syntax.OpCharClass:
		for i := 0; i < len(re.Rune); i += 2 {
			for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
				if len(exact) == 12 {
					return nil, nil // too many to say anything
				}
				exact = append(exact, strings.ToLower(string(r)))
			}
		}
		return exact, nil
	case syntax.OpCapture:
		return literals(re.Sub[0])
	case syntax.OpPlus:
		exact, needed = literals(re.Sub[0])
		return nil, better(exact, needed)
	case syntax.OpQuest:
		if exact, _ = literals(re.Sub[0]); exact != nil {
			exact = append(exact, "")
		}
		return exact, nil
	case syntax.OpAlternate:
		return alternatives(re.Sub)
	case syntax.OpConcat:
		return sequence(re.Sub)
	}
	return nil, nil
}

func alternatives(parts []*syntax.Regexp) (exact, needed []string) {
	isExact, isNeeded := true, true
	for _, part := range parts {
		e, n := literals(part)
		b := better(e, n)
		isExact, isNeeded = isExact && e != nil, isNeeded && b != nil
		exact, needed = append(exact, e...), append(needed, b...)
	}
	switch {
	case isExact && len(exact) <= maxPieces:
		return exact, nil
	case isNeeded:
		return nil, needed
	}
	return nil, nil
}

// sequence writes out stretches of parts as long as they stay few, and keeps the
// best of the stretches.
func sequence(parts []*syntax.Regexp) (exact, needed []string) {
	whole := true
	run := []string{""}
	for _, part := range parts {
		e, n := literals(part)
		if e != nil && len(run)*len(e) <= maxPieces {
			var longer []string
			for _, a := range run {
				for _, b := range e {
					longer = append(longer, a+b)
				}
			}
			run = longer
			continue
		}
		whole = false
		needed, run = better(needed, run), []string{""}
		if e != nil {
			run = e
		}
		needed = better(needed, n)
	}
	if whole {
		return run, nil
	}
	return nil, better(needed, run)
}

// better returns of two sets the one whose shortest text is longer; a set with
// the empty text says nothing.
func better(a, b []string) []string {
	short := func(set []string) int {
		if len(set) == 0 {
			return 0
		}
		return len(slices.MinFunc(set, func(x, y string) int { return len(x) - len(y) }))
	}
	switch {
	case short(a) == 0 && short(b) == 0:
		return nil
	case short(a) >= short(b):
		return a
	}
	return b
}
