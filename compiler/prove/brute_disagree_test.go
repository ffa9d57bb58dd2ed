package prove_test

import (
	"slices"

	"concordat/compiler/ruleset"
)

// This file is what brute_test.go says, for a family that does not agree to what its
// level asks for.

// refuser is one such family, as one agency meets it.
type refuser struct {
	b        *brute
	c        *family
	a        int
	receives []int
	ends     []string // where the ways end: the name of a pathway that is closed, or "" for any other end
}

// disagree: a family that does not agree, and every way on ends at a pathway that is
// shut.
func (b *brute) disagree(c *family) {
	if c.level == len(b.r.Levels) || c.consent != "refused" || slices.Contains(b.r.NothingDelays, b.r.Levels[c.level].Name) || !b.asked(c.level, c) {
		return
	}
	l := &b.r.Levels[c.level]
	front, receives := b.frontLine(c.level)
	for _, a := range front {
		if slices.Contains(receives, a) {
			continue
		}
		x := refuser{b: b, c: c, a: a, receives: receives}
		for _, name := range l.IfRefused {
			if q := b.way(name); q != nil {
				x.comes(q, nil)
			} else {
				x.does(name, nil)
			}
		}
		if len(x.ends) == 0 || slices.Contains(x.ends, "") {
			continue
		}
		at, keyword := b.shutAt(c.level)
		b.report("refusal-to-closed-pathway", at, keyword, shown{c, a})
	}
}

func (b *brute) find(name string) (*ruleset.Pathway, int) {
	w := walk{b: b}
	p, _, n := w.step(name)
	return p, n
}

// comes to a pathway, by itself or from a step with those who have the family there.
func (x *refuser) comes(q *ruleset.Pathway, have []int) {
	senders := append(append([]int{x.a}, x.receives...), have...)
	if slices.ContainsFunc(senders, func(s int) bool { return x.b.open(q, s, x.c) }) {
		x.ends = append(x.ends, "")
		return
	}
	x.ends = append(x.ends, q.Name)
}

// does a step, and what it leads to.
func (x *refuser) does(name string, before []string) {
	p, n := x.b.find(name)
	if p == nil {
		x.ends = append(x.ends, "")
		return
	}
	if slices.Contains(before, name) {
		return
	}
	s, f := &p.Steps[n], x.b.as(x.c, x.a)
	if !x.b.holds(s.When, f) {
		x.ends = append(x.ends, "")
		return
	}
	before = append(slices.Clone(before), name)
	then := func(names []string) {
		for _, to := range names {
			q := x.b.takes(to)
			switch {
			case q == nil:
				x.does(to, before)
			case !isFor(q, x.b.r.Levels[x.c.level].Name):
				x.ends = append(x.ends, "")
			default:
				x.comes(q, append(slices.Clone(x.b.members(p.To, nil)), x.b.members(s.By, nil)...))
			}
		}
	}
	some := false
	for _, o := range s.Outcomes {
		if x.b.holds(o.When, f) {
			some = true
			if len(o.Then) == 0 {
				x.ends = append(x.ends, "")
			}
			then(o.Then)
		}
	}
	then(s.IfLate)
	switch {
	case some:
	case n+1 < len(p.Steps) && !p.Steps[n+1].OnlyThen:
		x.does(p.Name+"."+p.Steps[n+1].Name, before)
	default:
		x.ends = append(x.ends, "")
	}
}

// takes returns the pathway that a step takes up by naming it or one of the steps
// that families come to that do not refuse.
func (b *brute) takes(name string) *ruleset.Pathway {
	if q := b.way(name); q != nil {
		return q
	}
	p, n := b.find(name)
	if p == nil {
		return nil
	}
	usual := map[string]bool{}
	for range p.Steps {
		for i := range p.Steps {
			s := &p.Steps[i]
			here := p.Name + "." + s.Name
			usual[here] = usual[here] || !s.OnlyThen
			if !usual[here] {
				continue
			}
			lead := slices.Clone(s.IfLate)
			for _, o := range s.Outcomes {
				lead = append(lead, o.Then...)
			}
			for _, to := range lead {
				if !slices.ContainsFunc(b.r.Levels, func(l ruleset.Level) bool { return slices.Contains(l.IfRefused, to) }) {
					usual[to] = true
				}
			}
		}
	}
	if usual[p.Name+"."+p.Steps[n].Name] {
		return p
	}
	return nil
}

// shutAt: the one line behind `if-refused` that leads to a pathway for the level,
// unless it turns families away as well; else `if-refused`.
func (b *brute) shutAt(level int) (ruleset.Place, string) {
	l := &b.r.Levels[level]
	type end struct {
		at      ruleset.Place
		keyword string
		to      string
		turns   bool
	}
	found := map[end]bool{}
	seen := map[string]bool{}
	var walk func(name string)
	walk = func(name string) {
		p, n := b.find(name)
		if p == nil || seen[name] {
			return
		}
		seen[name] = true
		s := &p.Steps[n]
		then := func(names []string, e end) {
			for _, to := range names {
				if q := b.takes(to); q == nil {
					walk(to)
				} else if isFor(q, l.Name) {
					e.to = q.Name
					found[e] = true
				}
			}
		}
		for _, o := range s.Outcomes {
			then(o.Then, end{at: o.Place, turns: o.Refusal && p.AcceptedWhen != nil})
		}
		then(s.IfLate, end{at: s.Place, keyword: "if-late"})
		if n+1 < len(p.Steps) && !p.Steps[n+1].OnlyThen {
			walk(p.Name + "." + p.Steps[n+1].Name)
		}
	}
	for _, name := range l.IfRefused {
		walk(name)
	}
	if len(found) == 1 && len(l.IfRefused) == 1 {
		for e := range found {
			if !e.turns {
				return e.at, e.keyword
			}
		}
	}
	return l.Place, "if-refused"
}
