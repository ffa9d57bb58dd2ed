package prove

import (
	"slices"

	"concordat/compiler/ruleset"
)

// spot is a step of a pathway or a stage of an escalation, as something that
// another leads to. Spots stand in the order of the text: steps before stages.
type spot struct {
	way   *way          // of a step
	step  *ruleset.Step // nil for a stage
	stage *ruleset.Stage
	of    *ruleset.Escalation
	n     int // of the step or stage in its block
}

// lead is a line that leads from one spot to others, and the cases in which it
// does.
type lead struct {
	from, to int // to is outside for an end, or for a way out of the circle
	when     truth
	place    ruleset.Place
	keyword  string // empty for an outcome, which has a line of its own
	// turns marks a refusal that sends a family to another pathway. A circle of
	// these alone is what refusalCircle looks for.
	turns bool
	aside bool // no finding stands at it: the step below, or a time that is missed
	// late is when a step that is late, and has no outcome that says how it goes on,
	// leads to one that has: see mixedLeads. Never, elsewhere.
	late  truth
	mixed bool
}

const outside = -1

// plan is every spot, and where the names of lines lead.
type plan struct {
	spots []spot
	step  map[string]int // by pathway and step, or escalation and stage, with a dot between
}

func (p *prover) plan() *plan {
	x := &plan{step: map[string]int{}}
	for _, w := range p.ways() {
		for i := range w.Steps {
			x.step[w.Name+"."+w.Steps[i].Name] = len(x.spots)
			x.spots = append(x.spots, spot{way: w, step: &w.Steps[i], n: i})
		}
	}
	for i := range p.r.Escalations {
		e := &p.r.Escalations[i]
		for j := range e.Stages {
			x.step[e.Name+"."+e.Stages[j].Name] = len(x.spots)
			x.spots = append(x.spots, spot{stage: &e.Stages[j], of: e, n: j})
		}
	}
	return x
}

// circleWithoutEnd looks for steps and stages that only ever lead back to each
// other: whatever outcome a step of them has, or however late they are.
func circleWithoutEnd(p *prover) {
	x := p.plan()
	p.circlesOf(x, func(a, level int) []lead { return p.outcomeLeads(x, a, level) },
		"whatever comes of it, this outcome leads back to %, and nothing on the way ends it",
		"add an outcome without `then` that ends the pathway, or let one lead to a meeting or an escalation")
	p.circlesOf(x, func(a, level int) []lead { return p.lateLeads(x, a, level) },
		"when nobody acts in time, this leads back to %, and nothing on the way ends it",
		"let one of the lines `if-late` lead to a meeting, or to an escalation whose last stage somebody has to settle")
	p.circlesOf(x, func(a, level int) []lead { return p.mixedLeads(x, a, level) },
		"when this is late it leads to %, whatever comes of that leads back here, and nobody else is told",
		"let `if-late` lead to a meeting or an escalation as well, or add an outcome without `then` that ends the pathway")
}

// circlesOf looks for circles in what leads on for one sender at one level, at a
// time. A finding stands at each line that leads back up the text.
func (p *prover) circlesOf(x *plan, leads func(agency, level int) []lead, message, help string) {
	if !goesBack(len(x.spots), leads(anyAgency, anyLevel)) {
		return
	}
	type fault struct {
		smallest
		lead
	}
	faults := map[ruleset.Place]*fault{}
	var order []ruleset.Place
	for _, level := range p.everyLevel() {
		if !goesBack(len(x.spots), leads(anyAgency, level)) {
			continue
		}
		for _, a := range p.circlers() {
			all := leads(a, level)
			for i := range all {
				all[i].when = p.settled(all[i].when)
			}
			for _, ring := range rings(len(x.spots), all) {
				for _, c := range p.closed(x, ring, all, a, level) {
					if c.when.sure == no {
						continue
					}
					f := faults[c.place]
					if f == nil {
						f = &fault{}
						faults[c.place] = f
						order = append(order, c.place)
					}
					if p.offer(&f.smallest, p.possible(p.and(p.couldBeAt(level), c.when).sure), c.when.sure, a) {
						f.lead = c
					}
				}
			}
		}
	}
	for _, place := range order {
		f := faults[place]
		if !f.found {
			continue
		}
		back := &x.spots[f.to]
		name, at := "", ruleset.Place{}
		if back.step != nil {
			name, at = "step `"+back.step.Name+"`", back.step.Place
		} else {
			name, at = "stage "+back.stage.Name+" of `"+back.of.Name+"`", back.stage.Place
		}
		found := Finding{Code: "circle-without-end", Place: place, Keyword: f.keyword, Message: replaced(message, name), Help: help}
		if at.Line != place.Line || at.File != place.File {
			found.Related = []Related{{Place: at, Text: "it begins again here"}}
		}
		if f.from == f.to && f.keyword != "" {
			kind := "step"
			if back.stage != nil {
				kind = "stage"
			}
			found.Message = "when it is late, the same " + kind + " begins again, and nobody else is told"
		}
		p.tell(&found, f.witness)
		p.add(found)
	}
}

// goesBack says whether some line could lead back up the text and round to itself,
// through spots none of which always leads out of it. It spares the search for who
// meets the circle, and at which level.
func goesBack(n int, all []lead) bool {
	ends := make([]bool, n)
	for _, l := range all {
		ends[l.from] = ends[l.from] || l.to == outside && l.when.sure == yes
	}
	all = slices.DeleteFunc(slices.Clone(all), func(l lead) bool { return ends[l.from] || l.to == outside || ends[l.to] })
	for _, ring := range rings(n, all) {
		if slices.ContainsFunc(all, func(l lead) bool {
			return !l.aside && (l.mixed || l.to <= l.from) && slices.Contains(ring, l.from) && slices.Contains(ring, l.to)
		}) {
			return true
		}
	}
	return false
}

func replaced(message, name string) string {
	for i := range message {
		if message[i] == '%' {
			return message[:i] + name + message[i+1:]
		}
	}
	return message
}

// circlers returns the agencies that may send a family somewhere; nobody in
// particular where none may.
func (p *prover) circlers() []int {
	all := p.who.none()
	for _, w := range p.ways() {
		all.join(w.from)
	}
	if list := all.list(); len(list) > 0 {
		return list
	}
	return []int{noAgency}
}

// outcomeLeads returns what the outcomes of steps lead to. An outcome that turns a
// family away counts alone where `accepted-when` is false.
func (p *prover) outcomeLeads(x *plan, agency, level int) []lead {
	in := p.view(level, agency)
	var all []lead
	for i := range x.spots {
		s := &x.spots[i]
		if s.step == nil || s.way.NotAllowed != "" {
			continue
		}
		turned := never
		if s.way.AcceptedWhen != nil {
			for j := range s.step.Outcomes {
				if o := &s.step.Outcomes[j]; o.Refusal && len(o.Then) > 0 {
					turned = p.or(turned, p.but(p.when(o.When, in), p.when(s.way.AcceptedWhen, in)))
				}
			}
		}
		some := never
		for j := range s.step.Outcomes {
			o := &s.step.Outcomes[j]
			counts := p.when(o.When, in)
			if !o.Refusal {
				counts = p.but(counts, turned)
			}
			some = p.or(some, counts)
			at := lead{from: i, place: o.Place}
			if len(o.Then) == 0 {
				all = append(all, at.leads(outside, counts))
			}
			for _, name := range o.Then {
				at.turns = false
				q := p.wayNamed(name)
				n, isStep := x.step[name]
				switch {
				case isStep:
					all = append(all, p.enter(x, at, n, counts, in)...)
				case q != nil && len(q.Steps) > 0:
					opened := p.opensOn(q, s.way, agency, level)
					at.turns = o.Refusal && s.way.AcceptedWhen != nil
					all = append(all, at.leads(outside, p.but(counts, opened)))
					all = append(all, p.enter(x, at, x.step[q.Name+"."+q.Steps[0].Name], p.and(counts, opened), in)...)
				default:
					all = append(all, at.leads(outside, counts))
				}
			}
		}
		// Being late may lead out of it, and so may the step below.
		for _, name := range s.step.IfLate {
			at := lead{from: i, aside: true}
			if n, isStep := x.step[name]; isStep {
				all = append(all, p.enter(x, at, n, always, in)...)
			} else {
				all = append(all, at.leads(outside, always))
			}
		}
		if p.unwritten(s.way.Clause) {
			all = append(all, lead{from: i, to: outside, when: open})
		}
		all = append(all, p.below(x, lead{from: i, aside: true}, i, p.not(some), in)...)
	}
	return all
}

// leads is a line that leads to a spot.
func (l lead) leads(to int, when truth) lead {
	l.to, l.when = to, when
	return l
}

// enter follows a line to a step, and to the next one where that does not come.
func (p *prover) enter(x *plan, l lead, n int, when truth, in view) []lead {
	comes := p.when(x.spots[n].step.When, in)
	all := []lead{l.leads(n, p.and(when, comes))}
	if left := p.but(when, comes); left.could != no {
		all = append(all, p.below(x, l, n, left, in)...)
	}
	return all
}

// below leads to the next step of the same pathway that comes without being led
// to, or to its end.
func (p *prover) below(x *plan, l lead, n int, when truth, in view) []lead {
	var all []lead
	for m := n + 1; m < len(x.spots) && x.spots[m].way == x.spots[n].way && x.spots[m].step != nil; m++ {
		s := x.spots[m].step
		if s.OnlyThen || when.could == no {
			continue
		}
		comes := p.when(s.When, in)
		all = append(all, l.leads(m, p.and(when, comes)))
		when = p.but(when, comes)
	}
	return append(all, l.leads(outside, when))
}

// opensOn returns when a pathway is open to whoever sent a family on another, or to
// its receiver.
func (p *prover) opensOn(q, w *way, agency, level int) truth {
	if agency == anyAgency {
		return open
	}
	on := never
	for _, a := range p.senders(w, agency) {
		if a != noAgency {
			on = p.or(on, p.openTo(q, a, level))
		}
	}
	return on
}

// rings returns the spots that could lead to each other and back, in the order of
// the text, whatever the cases of the lines.
func rings(n int, all []lead) [][]int {
	next := make([][]int, n)
	for _, l := range all {
		if l.to != outside && l.when.could != no {
			next[l.from] = append(next[l.from], l.to)
		}
	}
	reach := func(from int) []bool {
		seen := make([]bool, n)
		todo := slices.Clone(next[from])
		for len(todo) > 0 {
			at := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			if !seen[at] {
				seen[at] = true
				todo = append(todo, next[at]...)
			}
		}
		return seen
	}
	var found [][]int
	reached := make([][]bool, n)
	done := make([]bool, n)
	for i := range n {
		if len(next[i]) > 0 {
			reached[i] = reach(i)
		}
	}
	for i := range n {
		if done[i] || reached[i] == nil || !reached[i][i] {
			continue
		}
		var ring []int
		for j := i; j < n; j++ {
			if reached[i][j] && reached[j] != nil && reached[j][i] {
				ring, done[j] = append(ring, j), true
			}
		}
		found = append(found, ring)
	}
	return found
}

// closed returns the lines of a ring that lead back up the text, each when all that
// follows comes back to it.
func (p *prover) closed(x *plan, ring []int, all []lead, agency, level int) []lead {
	at := map[int]int{}
	for i, s := range ring {
		at[s] = i
	}
	n := len(ring)
	var inside []lead
	out := make([]truth, n)     // when the ring is left from a spot
	to := make([][]truth, n)    // when one leads to another, through others
	turned := make([][]bool, n) // some of it is no refusal to another pathway
	for i := range n {
		out[i], to[i], turned[i] = never, make([]truth, n), make([]bool, n)
		for j := range n {
			to[i][j] = never
		}
	}
	for _, l := range all {
		i, in := at[l.from]
		if !in {
			continue
		}
		if j, in := at[l.to]; in && l.to != outside {
			inside = append(inside, l)
			to[i][j] = p.or(to[i][j], l.when)
		} else {
			out[i] = p.or(out[i], l.when)
		}
	}
	for k := range n {
		for i := range n {
			for j := range n {
				to[i][j] = p.or(to[i][j], p.and(to[i][k], to[k][j]))
			}
		}
	}
	var back []lead
	for _, l := range inside {
		if l.aside || l.to > l.from && !l.mixed {
			continue
		}
		i, j := at[l.from], at[l.to]
		round := p.and(l.when, p.or(to[j][i], same(i, j)))
		if l.mixed {
			round = p.and(round, l.late)
		}
		if round.sure == no {
			continue
		}
		// Nothing that it reaches leaves the ring, or does not come back.
		for k := range n {
			round = p.but(round, p.and(to[i][k], p.or(out[k], p.not(to[k][i]))))
		}
		// Some line of it is more than a refusal to another pathway; an outcome, where
		// the line is that of a step that is late.
		more := never
		for _, m := range inside {
			if l.mixed && m.aside || !l.mixed && !m.turns && !m.aside {
				more = p.or(more, p.and(to[i][at[m.from]], m.when, to[at[m.to]][i]))
				if m.from == l.from && m.to == l.to && m.place == l.place {
					more = p.or(more, m.when)
				}
			}
		}
		round = p.and(round, more, p.begins(x, ring, at, to, i, agency, level))
		l.when = round
		back = append(back, l)
	}
	return back
}

func same(i, j int) truth {
	if i == j {
		return always
	}
	return never
}

// begins returns when a family comes to a spot of a ring from without: some spot of
// the ring comes by itself, or is led to by what it does not lead back to.
func (p *prover) begins(x *plan, ring []int, at map[int]int, to [][]truth, i, agency, level int) truth {
	in := p.view(level, agency)
	some := never
	for k, n := range ring {
		var comes truth
		if s := &x.spots[n]; s.stage != nil {
			comes = p.when(s.stage.When, in)
		} else {
			comes = p.ledTo(x, n, agency, level, func(from int) truth {
				if j, within := at[from]; within {
					return to[k][j]
				}
				return never
			})
			if !s.step.OnlyThen {
				comes = p.or(comes, p.opened(s.way, agency, level))
			}
			comes = p.and(comes, p.when(s.step.When, in))
		}
		some = p.or(some, p.and(comes, p.or(p.and(to[k][i], to[i][k]), same(k, i))))
	}
	return some
}

// opened returns when a pathway is open to a sender; where nobody is one, it is.
func (p *prover) opened(w *way, agency, level int) truth {
	if agency == noAgency {
		return always
	}
	return p.openTo(w, agency, level)
}

// ledTo returns when something leads to a step: an outcome, a time that is missed, or
// a family that does not agree. back says when the step leads back to another.
func (p *prover) ledTo(x *plan, n, agency, level int, back func(from int) truth) truth {
	name := x.spots[n].way.Name + "." + x.spots[n].step.Name
	in := p.view(level, agency)
	led := never
	for i := range p.r.Levels {
		if i == in.level && slices.Contains(p.r.Levels[i].IfRefused, name) {
			led = p.or(led, p.lower(p.l.ConsentIs("refused"), in))
		}
	}
	for i := range p.r.Shares {
		if s := &p.r.Shares[i]; slices.Contains(s.IfLate, name) {
			led = p.or(led, p.when(s.When, in))
		}
	}
	for i := range x.spots {
		y := x.spots[i].step
		if y == nil || i == n {
			continue
		}
		leads := never
		if slices.Contains(y.IfLate, name) {
			leads = always
		}
		for j := range y.Outcomes {
			if o := &y.Outcomes[j]; slices.Contains(o.Then, name) {
				leads = p.or(leads, p.when(o.When, in))
			}
		}
		if leads.could != no {
			led = p.or(led, p.but(p.and(leads, p.when(y.When, in), p.opened(x.spots[i].way, agency, level)), back(i)))
		}
	}
	return led
}
