package prove

import (
	"slices"

	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// This file follows a family that does not agree to what its level asks for, as
// decide does to list what is done then: from the names of `if-refused`, through the
// steps that only a refusal leads to, to where each way ends. It does not agree on
// the whole way.

// spotLine is a line that leads on.
type spotLine struct {
	place   ruleset.Place
	keyword string // empty for an outcome, which has a line of its own
	to      string // the pathway that it leads to
}

// noAgreementToClosedPathway looks for a family that does not agree to what its
// level asks for, and whose every way on then is a pathway, none of which is open to
// an agency that meets it, nor to those that take children in at the level, nor to
// whoever has the family then.
func noAgreementToClosedPathway(p *prover) {
	type fault struct {
		smallest
		line   spotLine
		levels []int
	}
	var faults []*fault
	front := p.frontLine()
	refused := p.lower(p.l.ConsentIs("refused"), view{anyLevel, anyReferrer})
	for i := range p.r.Levels {
		level := &p.r.Levels[i]
		if len(level.IfRefused) == 0 || slices.Contains(p.r.NothingDelays, level.Name) {
			continue
		}
		receives := p.receivers(i)
		asked := p.and(refused, p.lower(p.l.Asked(level), view{i, anyReferrer}))
		line := p.shutAt(i)
		at := slices.IndexFunc(faults, func(f *fault) bool { return f.line == line })
		if at < 0 {
			at, faults = len(faults), append(faults, &fault{line: line})
		}
		f := faults[at]
		for _, a := range front {
			if receives[a] != logic.False {
				continue
			}
			senders := slices.Clone(receives)
			senders[a] = logic.True
			x := disagreement{prover: p, level: i, in: p.view(i, a), senders: senders, on: never, shut: never}
			for _, name := range level.IfRefused {
				x.follow(name, nil, nil, always)
			}
			if bad := p.but(p.and(asked, x.shut), x.on); bad.sure != no {
				p.offer(&f.smallest, p.possible(p.and(p.levels()[i], bad).sure), bad.sure, a)
				if f.found && !slices.Contains(f.levels, i) {
					f.levels = append(f.levels, i)
				}
			}
		}
	}
	for _, f := range faults {
		if f.found {
			p.tellNoWayOn(f.line, f.levels, f.witness)
		}
	}
}

func (p *prover) tellNoWayOn(line spotLine, levels []int, w witness) {
	level := &p.r.Levels[levels[0]]
	f := Finding{
		Code: "refusal-to-closed-pathway", Place: line.place, Keyword: line.keyword,
		Message: "some families that do not agree at level `" + level.Name + "` are sent to " + quoted(level.IfRefused, "and") + ", which is not open to them",
		Help:    "name a step, a meeting or an escalation, or a pathway that is for this level and asks for no consent",
	}
	ends := p.shutLines(levels[0])
	switch {
	case line.place != level.Place:
		f.Message = "some families that do not agree at level `" + level.Name + "` have no way on but to `" + line.to + "`, which is not open to them"
		f.Help = "add an outcome without `then`, such as `outcome steady \"Things are no worse\"`, or one that leads to a meeting, an escalation or a pathway that asks for no consent"
		for _, n := range levels {
			f.Related = append(f.Related, Related{Place: p.r.Levels[n].Place, Keyword: "if-refused", Text: "the family comes from here"})
		}
	case len(ends) > 0:
		f.Message = "some families that do not agree at level `" + level.Name + "` are sent to " + quoted(level.IfRefused, "and") + ", and all that follows leads to pathways that are not open to them"
		f.Help = "let something on the way end without `then`, or lead to a meeting, an escalation or a pathway that asks for no consent"
		for _, l := range ends {
			f.Related = append(f.Related, Related{Place: l.place, Keyword: l.keyword, Text: "this leads to `" + l.to + "`"})
		}
	}
	p.tell(&f, w)
	p.add(f)
}

// disagreement is the way of a family that does not agree at a level.
type disagreement struct {
	*prover
	level   int
	in      view
	senders set   // who may send it on
	on      truth // when something takes the family further, or ends well
	shut    truth // when it comes to a pathway
	visits  int
}

// mostVisits bounds how many steps are gone through, on all ways together; a family
// with more of them is not looked at.
const mostVisits = 2000

// follow goes on to what a name leads to, when it does. by is the step that names
// it, nil for the level; path are the steps before.
func (x *disagreement) follow(name string, by *way, path []*ruleset.Step, when truth) {
	if x.visits++; x.visits > mostVisits || when.could == no {
		if x.visits > mostVisits {
			x.on = always
		}
		return
	}
	if q := x.takesUp(name, by == nil); q != nil {
		x.arrive(q, by, path, when)
		return
	}
	if w, n := x.stepNamed(name); w != nil {
		x.branch(w, n, path, when)
		return
	}
	x.on = x.or(x.on, when)
}

// arrive comes to a pathway. One that is for other levels only is for a family of
// which more is known by the time that a step leads to it.
func (x *disagreement) arrive(q, by *way, path []*ruleset.Step, when truth) {
	x.shut = x.or(x.shut, when)
	senders := x.senders
	if by != nil {
		if !q.at(x.l.Levels[x.level]) {
			x.on = x.or(x.on, when)
			return
		}
		senders = slices.Clone(senders)
		senders.join(by.to)
		senders.join(x.who.of(path[len(path)-1].By, nil))
	}
	for a, t := range senders {
		if t != logic.False {
			x.on = x.or(x.on, x.and(when, constant(t), x.openTo(q, a, x.level)))
		}
	}
}

// branch comes to a step to which only a refusal leads.
func (x *disagreement) branch(w *way, n int, path []*ruleset.Step, when truth) {
	s := &w.Steps[n]
	if slices.Contains(path, s) {
		return
	}
	path = append(slices.Clone(path), s)
	comes := x.when(s.When, x.in)
	x.on = x.or(x.on, x.but(when, comes))
	when = x.and(when, comes)
	some := never
	for i := range s.Outcomes {
		o := &s.Outcomes[i]
		counts := x.and(when, x.when(o.When, x.in))
		some = x.or(some, counts)
		if len(o.Then) == 0 {
			x.on = x.or(x.on, counts)
		}
		for _, name := range o.Then {
			x.follow(name, w, path, counts)
		}
	}
	for _, name := range s.IfLate {
		x.follow(name, w, path, when)
	}
	left := x.but(when, some)
	if x.unwritten(w.Clause) {
		x.on = x.or(x.on, x.and(when, open))
	}
	if n+1 < len(w.Steps) && !w.Steps[n+1].OnlyThen {
		if left.could != no {
			x.branch(w, n+1, path, left)
		}
	} else {
		x.on = x.or(x.on, left)
	}
}

func (p *prover) stepNamed(name string) (*way, int) {
	for _, w := range p.ways() {
		for n := range w.Steps {
			if w.Name+"."+w.Steps[n].Name == name {
				return w, n
			}
		}
	}
	return nil, 0
}

// takesUp returns the pathway that a name leads to: its own, or that of a step in its
// usual course; nil for anything else. A step that the level itself names is done by
// itself, wherever it stands.
func (p *prover) takesUp(name string, level bool) *way {
	if q := p.wayNamed(name); q != nil {
		return q
	}
	w, n := p.stepNamed(name)
	if w != nil && !level && p.course(w)[n] {
		return w
	}
	return nil
}

// course says of each step of a pathway whether a family comes to it that does not
// refuse.
func (p *prover) course(w *way) []bool {
	all := make([]bool, len(w.Steps))
	var add func(n int)
	lead := func(names []string) {
		for _, name := range names {
			if q, n := p.stepNamed(name); q == w && !slices.ContainsFunc(p.r.Levels, func(l ruleset.Level) bool { return slices.Contains(l.IfRefused, name) }) {
				add(n)
			}
		}
	}
	add = func(n int) {
		if all[n] {
			return
		}
		all[n] = true
		for i := range w.Steps[n].Outcomes {
			lead(w.Steps[n].Outcomes[i].Then)
		}
		lead(w.Steps[n].IfLate)
	}
	for n := range w.Steps {
		if !w.Steps[n].OnlyThen {
			add(n)
		}
	}
	return all
}

// shutAt returns the line at which a level's fault stands: the one outcome or time
// that leads a family that does not agree to a pathway, if there is just one, and
// nothing is said of it already; else `if-refused`.
func (p *prover) shutAt(level int) spotLine {
	l := &p.r.Levels[level]
	at := spotLine{l.Place, "if-refused", ""}
	ends := p.shutLines(level)
	if len(l.IfRefused) > 1 || len(ends) != 1 {
		return at
	}
	for _, w := range p.ways() {
		if w.AcceptedWhen != nil && slices.ContainsFunc(refusals(w), func(r refusal) bool { return r.outcome.Place == ends[0].place }) {
			return at
		}
	}
	return ends[0]
}

// shutLines returns the lines that may lead a family that does not agree at a level
// to a pathway for that level.
func (p *prover) shutLines(level int) []spotLine {
	var all []spotLine
	var seen []*ruleset.Step
	var branch func(w *way, n int)
	follow := func(names []string, at spotLine) {
		for _, name := range names {
			if q := p.takesUp(name, false); q != nil {
				at.to = q.Name
				if q.at(p.l.Levels[level]) && !slices.Contains(all, at) {
					all = append(all, at)
				}
			} else if w, n := p.stepNamed(name); w != nil {
				branch(w, n)
			}
		}
	}
	branch = func(w *way, n int) {
		s := &w.Steps[n]
		if slices.Contains(seen, s) {
			return
		}
		seen = append(seen, s)
		for i := range s.Outcomes {
			follow(s.Outcomes[i].Then, spotLine{place: s.Outcomes[i].Place})
		}
		follow(s.IfLate, spotLine{place: s.Place, keyword: "if-late"})
		if n+1 < len(w.Steps) && !w.Steps[n+1].OnlyThen {
			branch(w, n+1)
		}
	}
	for _, name := range p.r.Levels[level].IfRefused {
		if p.takesUp(name, true) == nil {
			if w, n := p.stepNamed(name); w != nil {
				branch(w, n)
			}
		}
	}
	return all
}
