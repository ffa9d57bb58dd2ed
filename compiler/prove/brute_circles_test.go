package prove_test

import (
	"slices"

	"concordat/compiler/ruleset"
)

// This file is what brute_test.go says, for steps and stages that lead in circles,
// limits without a time and levels that nobody reaches.

// walk is what leads on from each step and stage in one case, for one sender.
type walk struct {
	b     *brute
	c     *family
	a     int
	names []string // of steps and stages, in the order of the text
	lines []line
}

type line struct {
	from, to  string // to is "" for an end
	place     ruleset.Place
	keyword   string
	turns, by bool // a refusal to another pathway; no outcome, but another way on
}

func (w *walk) step(name string) (*ruleset.Pathway, *ruleset.Step, int) {
	for i := range w.b.r.Pathways {
		p := &w.b.r.Pathways[i]
		for j := range p.Steps {
			if p.Name+"."+p.Steps[j].Name == name {
				return p, &p.Steps[j], j
			}
		}
	}
	return nil, nil, 0
}

// arrive returns the step that comes when one is led to: itself, or the next of the
// main ones whose case is true; "" for none.
func (w *walk) arrive(p *ruleset.Pathway, n int, f *family) string {
	for i := n; i < len(p.Steps); i++ {
		if s := &p.Steps[i]; (i == n || !s.OnlyThen) && w.b.holds(s.When, f) {
			return p.Name + "." + s.Name
		}
	}
	return ""
}

func (w *walk) outcomes() {
	f := w.b.as(w.c, w.a)
	for i := range w.b.r.Pathways {
		p := &w.b.r.Pathways[i]
		for j := range p.Steps {
			s := &p.Steps[j]
			here := p.Name + "." + s.Name
			w.names = append(w.names, here)
			if p.NotAllowed != "" {
				continue
			}
			var count, refuse []*ruleset.Outcome
			for k := range s.Outcomes {
				if o := &s.Outcomes[k]; w.b.holds(o.When, f) {
					count = append(count, o)
					if o.Refusal && len(o.Then) > 0 {
						refuse = append(refuse, o)
					}
				}
			}
			if p.AcceptedWhen != nil && !w.b.holds(p.AcceptedWhen, f) && len(refuse) > 0 {
				count = slices.DeleteFunc(count, func(o *ruleset.Outcome) bool { return !o.Refusal })
			}
			for _, o := range count {
				if len(o.Then) == 0 {
					w.lines = append(w.lines, line{from: here, place: o.Place})
				}
				for _, name := range o.Then {
					w.lines = append(w.lines, w.then(p, here, name, o, f))
				}
			}
			for _, name := range s.IfLate {
				q, _, n := w.step(name)
				l := line{from: here, by: true}
				if q != nil {
					l.to = w.arrive(q, n, f)
				}
				w.lines = append(w.lines, l)
			}
			if len(count) == 0 {
				l := line{from: here, by: true}
				for n := j + 1; n < len(p.Steps); n++ {
					if !p.Steps[n].OnlyThen {
						l.to = w.arrive(p, n, f)
						break
					}
				}
				w.lines = append(w.lines, l)
			}
		}
	}
}

func (w *walk) then(p *ruleset.Pathway, here, name string, o *ruleset.Outcome, f *family) line {
	l := line{from: here, place: o.Place}
	if q, _, n := w.step(name); q != nil {
		l.to = w.arrive(q, n, f)
		return l
	}
	q := w.b.way(name)
	if q == nil || len(q.Steps) == 0 {
		return l
	}
	opened := w.a >= 0 && w.b.open(q, w.a, w.c)
	for _, x := range w.b.members(p.To, nil) {
		opened = opened || w.b.open(q, x, w.c)
	}
	if opened {
		l.to, l.turns = w.arrive(q, 0, f), o.Refusal && p.AcceptedWhen != nil
	}
	return l
}

func (w *walk) late() {
	f := w.b.as(w.c, w.a)
	stages := func(e *ruleset.Escalation, n int) string {
		for i := n; i < len(e.Stages); i++ {
			if w.b.holds(e.Stages[i].When, f) {
				return e.Name + "." + e.Stages[i].Name
			}
		}
		return ""
	}
	to := func(name string) string {
		if p, s, _ := w.step(name); p != nil && w.b.holds(s.When, f) {
			return name
		}
		for i := range w.b.r.Escalations {
			e := &w.b.r.Escalations[i]
			if e.Name == name {
				return stages(e, 0)
			}
			for j := range e.Stages {
				if e.Name+"."+e.Stages[j].Name == name {
					return stages(e, j)
				}
			}
		}
		return ""
	}
	for i := range w.b.r.Pathways {
		p := &w.b.r.Pathways[i]
		for j := range p.Steps {
			here := p.Name + "." + p.Steps[j].Name
			w.names = append(w.names, here)
			for _, name := range p.Steps[j].IfLate {
				if p.NotAllowed == "" {
					w.lines = append(w.lines, line{from: here, to: to(name), place: p.Steps[j].Place, keyword: "if-late"})
				}
			}
		}
	}
	for i := range w.b.r.Escalations {
		e := &w.b.r.Escalations[i]
		for j := range e.Stages {
			here := e.Name + "." + e.Stages[j].Name
			w.names = append(w.names, here)
			if len(e.Stages[j].IfLate) == 0 {
				w.lines = append(w.lines, line{from: here, to: stages(e, j+1), by: true})
			}
			for _, name := range e.Stages[j].IfLate {
				w.lines = append(w.lines, line{from: here, to: to(name), place: e.Stages[j].Place, keyword: "if-late"})
			}
		}
	}
}

// from returns what one or more lines lead to from a step or stage; "" for an end.
func (w *walk) from(name string) map[string]bool {
	seen := map[string]bool{}
	todo := []string{name}
	for len(todo) > 0 {
		for _, l := range w.lines {
			if l.from == todo[0] && !seen[l.to] {
				seen[l.to] = true
				todo = append(todo, l.to)
			}
		}
		todo = todo[1:]
	}
	return seen
}

func (b *brute) rounds(c *family) {
	var senders []int
	for i := range b.r.Pathways {
		senders = append(senders, b.members(b.r.Pathways[i].From, nil)...)
	}
	slices.Sort(senders)
	if senders = slices.Compact(senders); len(senders) == 0 {
		senders = []int{-1}
	}
	for _, a := range senders {
		outcomes, late := walk{b: b, c: c, a: a}, walk{b: b, c: c, a: a}
		outcomes.outcomes()
		late.late()
		outcomes.report()
		late.report()
		b.chases(&outcomes, &late)
	}
}

// chases: a step is late that nothing but being done ends, and the step to which
// that leads has outcomes, and whatever comes of them, or of being late, leads back
// to the first.
func (b *brute) chases(outcomes, late *walk) {
	f := b.as(outcomes.c, outcomes.a)
	mixed := walk{b: b, c: outcomes.c, a: outcomes.a, names: outcomes.names}
	goesOn := map[string]bool{}
	for _, n := range outcomes.names {
		p, s, _ := outcomes.step(n)
		goesOn[n] = slices.ContainsFunc(s.Outcomes, func(o ruleset.Outcome) bool { return b.holds(o.When, f) })
		if p.NotAllowed == "" && !goesOn[n] && len(s.IfLate) == 0 {
			mixed.lines = append(mixed.lines, line{from: n})
		}
	}
	said := map[string]bool{} // steps that an outcome leads on from
	for _, l := range outcomes.lines {
		if !l.by {
			said[l.from] = true
			mixed.lines = append(mixed.lines, l)
		}
	}
	var lates []line
	for _, l := range late.lines {
		if !slices.Contains(outcomes.names, l.from) {
			continue
		}
		if !slices.Contains(outcomes.names, l.to) {
			l.to = ""
		}
		lates = append(lates, l)
	}
	mixed.lines = append(mixed.lines, lates...)
	for _, l := range lates {
		if l.to == "" || goesOn[l.from] || !goesOn[l.to] {
			continue
		}
		if p, _, _ := mixed.step(l.to); p.NotAllowed != "" {
			continue
		}
		all := mixed.from(l.from)
		closed, outcome, begins := !all[""] && all[l.from], false, false
		for n := range all {
			closed = closed && mixed.from(n)[l.from]
			outcome = outcome || said[n]
			begins = begins || mixed.comes(n, mixed.from(n))
		}
		if closed && outcome && begins {
			b.report("circle-without-end", l.place, l.keyword, shown{mixed.c, mixed.a})
		}
	}
}

func (w *walk) report() {
	back := func(l line) bool {
		return l.to != "" && !l.by && slices.Index(w.names, l.to) <= slices.Index(w.names, l.from)
	}
	if !slices.ContainsFunc(w.lines, back) {
		return
	}
	reach := map[string]map[string]bool{}
	for _, n := range w.names {
		reach[n] = w.from(n)
	}
	for _, l := range w.lines {
		if !back(l) {
			continue
		}
		all := reach[l.from]
		if all[""] || !all[l.from] {
			continue
		}
		closed, more := true, false
		for n := range all {
			closed = closed && reach[n][l.from]
		}
		for _, m := range w.lines {
			more = more || all[m.from] && !m.turns && !m.by
		}
		if closed && more && slices.ContainsFunc(w.names, func(n string) bool { return (n == l.from || all[n] && reach[n][l.from]) && w.comes(n, reach[n]) }) {
			w.b.report("circle-without-end", l.place, l.keyword, shown{w.c, w.a})
		}
	}
}

// comes says that a family comes to a step or stage otherwise than from what it
// leads to.
func (w *walk) comes(name string, leads map[string]bool) bool {
	f := w.b.as(w.c, w.a)
	p, s, _ := w.step(name)
	if p == nil {
		for i := range w.b.r.Escalations {
			for _, x := range w.b.r.Escalations[i].Stages {
				if w.b.r.Escalations[i].Name+"."+x.Name == name && w.b.holds(x.When, f) {
					return true
				}
			}
		}
		return false
	}
	opened := func(p *ruleset.Pathway) bool { return w.a < 0 || w.b.open(p, w.a, w.c) }
	if !w.b.holds(s.When, f) {
		return false
	}
	if !s.OnlyThen && opened(p) {
		return true
	}
	if w.c.level < len(w.b.r.Levels) && w.c.consent == "refused" && slices.Contains(w.b.r.Levels[w.c.level].IfRefused, name) {
		return true
	}
	for _, x := range w.b.r.Shares {
		if slices.Contains(x.IfLate, name) && w.b.holds(x.When, f) {
			return true
		}
	}
	for _, n := range w.names {
		q, y, _ := w.step(n)
		if y == nil || !opened(q) || n == name || leads[n] || !w.b.holds(y.When, f) {
			continue
		}
		if slices.Contains(y.IfLate, name) || slices.ContainsFunc(y.Outcomes, func(o ruleset.Outcome) bool { return w.b.holds(o.When, f) && slices.Contains(o.Then, name) }) {
			return true
		}
	}
	return false
}

// limits: a step under a limit that owes something and has no time for any of it.
func (b *brute) limits(c *family) {
	for i := range b.r.Pathways {
		p := &b.r.Pathways[i]
		for j := range p.Steps {
			s := &p.Steps[j]
			for _, a := range b.members(p.From, nil) {
				f := b.as(c, a)
				if len(s.Under) == 0 || !b.open(p, a, c) || !b.holds(s.When, f) {
					continue
				}
				owed, timed := false, false
				for _, d := range s.Duties {
					if d.Modality != "must" && d.Modality != "should" || !b.holds(d.When, f) {
						continue
					}
					ends := false
					for _, t := range d.Times {
						ends = ends || slices.Contains([]string{"at-once", "at", "within", "before", "between", "every"}, t.Kind) || t.Kind == "or-sooner" && b.holds(t.If, f)
					}
					owed = owed || d.Modality == "must" || ends
					timed = timed || d.Modality == "must" && ends
				}
				if owed && !timed {
					b.report("limit-without-time", s.Place, "under", shown{c, a})
				}
			}
		}
	}
}

// deadLevels: levels that no case is at, and that nothing moves one to.
func (b *brute) deadLevels() {
	if !slices.ContainsFunc(b.r.Criteria, func(k ruleset.Criterion) bool { return k.Level != "" }) {
		return
	}
	reached := map[string]bool{}
	for i := range b.r.Levels {
		reached[b.r.Levels[i].Name] = b.r.Levels[i].Otherwise || b.some(func(c *family) bool { return c.level == i })
	}
	for range b.r.Levels {
		for _, p := range b.r.Pathways {
			for _, to := range p.MovesTo {
				if p.NotAllowed == "" && (len(p.MovesFrom) == 0 || slices.ContainsFunc(p.MovesFrom, func(l string) bool { return reached[l] })) {
					reached[to] = true
				}
			}
		}
	}
	for i := range b.r.Levels {
		if !reached[b.r.Levels[i].Name] {
			b.report("dead-level", b.r.Levels[i].Place, "", shown{})
		}
	}
}
