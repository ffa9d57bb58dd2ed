package prove

import (
	"slices"

	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// refusal is an outcome that turns a family away and says what follows.
type refusal struct {
	step    *ruleset.Step
	outcome *ruleset.Outcome
}

// refusals returns the outcomes of a pathway that turn a family away and lead on.
func refusals(w *way) []refusal {
	var all []refusal
	for i := range w.Steps {
		for j := range w.Steps[i].Outcomes {
			if o := &w.Steps[i].Outcomes[j]; o.Refusal && len(o.Then) > 0 {
				all = append(all, refusal{&w.Steps[i], o})
			}
		}
	}
	return all
}

// counts returns when a refusal counts.
func (p *prover) counts(r refusal, in view) truth {
	return p.and(p.when(r.step.When, in), p.when(r.outcome.When, in))
}

// turnedDown returns when a pathway is open to an agency at a level and its
// receiver does not take the family.
func (p *prover) turnedDown(w *way, agency, level int) truth {
	if w.AcceptedWhen == nil {
		return never
	}
	in := p.openTo(w, agency, level)
	if in.could == no {
		return never
	}
	return p.but(in, p.when(w.AcceptedWhen, p.view(level, agency)))
}

// refusalWithoutOutcome looks for a family that a receiver does not take, and no
// outcome says what happens then.
func refusalWithoutOutcome(p *prover) {
	for _, w := range p.ways() {
		if w.AcceptedWhen == nil || w.NotAllowed != "" || p.unwritten(w.Clause) {
			continue
		}
		least := p.turnedAwayToNothing(w, p.couldBeAt)
		reached := least.found
		outcomes := slices.ContainsFunc(w.Steps, func(s ruleset.Step) bool { return len(s.Outcomes) > 0 })
		if !least.found && !outcomes && p.neverOpen(w) {
			// No family is at its levels yet, and it has nothing for any.
			least = p.turnedAwayToNothing(w, func(int) truth { return always })
		}
		if !least.found {
			continue
		}
		f := Finding{
			Code: "refusal-without-outcome", Place: w.Place, Keyword: "accepted-when",
			Message: "some families are turned away on `" + w.Name + "`, and no outcome says what happens then",
			Help:    "add `outcome not-accepted \"…\" then …` to the step that decides, for every family that `accepted-when` leaves out",
		}
		if reached {
			p.tell(&f, least.witness)
		}
		p.add(f)
	}
}

// turnedAwayToNothing finds the smallest family that a pathway is open to and turns
// away, and that no refusal leads on. at is when a case is at a level.
func (p *prover) turnedAwayToNothing(w *way, at func(level int) truth) smallest {
	var least smallest
	for _, a := range p.askers(w.from) {
		for _, level := range p.everyLevel() {
			in := p.view(level, a)
			left := p.but(p.lower(w.open, in), p.when(w.AcceptedWhen, in))
			for _, r := range refusals(w) {
				left = p.but(left, p.counts(r, in))
			}
			if left.sure != no {
				p.offer(&least, p.possible(p.and(at(level), left).sure), left.sure, a)
			}
		}
	}
	return least
}

// refusalToClosedPathway looks for a family that is turned away to pathways alone,
// none of which is open to whoever sent it, or to whoever turned it away.
func refusalToClosedPathway(p *prover) {
	noAgreementToClosedPathway(p)
	for _, w := range p.ways() {
		if w.AcceptedWhen == nil {
			continue
		}
		ways := refusals(w)
		for n, r := range ways {
			var least smallest
			for _, a := range w.from.list() {
				for _, level := range p.everyLevel() {
					in := p.view(level, a)
					fault := p.and(p.turnedDown(w, a, level), p.counts(r, in))
					for _, before := range ways[:n] {
						fault = p.but(fault, p.counts(before, in))
					}
					for _, any := range ways[n:] {
						if fault.sure != no {
							fault = p.but(fault, p.and(p.counts(any, in), p.goesOn(any, w, a, level)))
						}
					}
					if fault.sure != no {
						p.offer(&least, p.possible(p.and(p.levels()[level], fault).sure), fault.sure, a)
					}
				}
			}
			if !least.found {
				continue
			}
			f := Finding{
				Code: "refusal-to-closed-pathway", Place: r.outcome.Place,
				Message: "some families that are turned away are sent to " + quoted(r.outcome.Then, "and") + ", which is not open to whoever sent them or turned them away",
				Help:    "widen `from`, `levels` or `when` of the pathway that follows, or add a step, a meeting or an escalation to the outcome",
			}
			p.tell(&f, least.witness)
			p.add(f)
		}
	}
}

// goesOn returns when a refusal leads to something other than a pathway, or to one
// that is open to the sender or the receiver.
func (p *prover) goesOn(r refusal, w *way, agency, level int) truth {
	on := never
	for _, name := range r.outcome.Then {
		q := p.wayNamed(name)
		if q == nil {
			return always
		}
		for _, x := range p.senders(w, agency) {
			on = p.or(on, p.openTo(q, x, level))
		}
		for x, t := range w.to {
			if t == logic.Unknown { // the receiver is still to be written
				on = p.or(on, p.and(open, p.openTo(q, x, level)))
			}
		}
	}
	return on
}

// senders returns who may send on a family that a pathway turned away: whoever sent
// it, and its receivers.
func (p *prover) senders(w *way, agency int) []int {
	all := []int{agency}
	for _, r := range w.to.list() {
		if r != agency {
			all = append(all, r)
		}
	}
	return all
}

func (p *prover) wayNamed(name string) *way {
	ways := p.ways()
	if i := slices.IndexFunc(ways, func(w *way) bool { return w.Name == name }); i >= 0 {
		return ways[i]
	}
	return nil
}

// mostCircles bounds how many circles of pathways are gone through.
const mostCircles = 2000

// refusalCircle looks for a family that each of several pathways turns away to the
// next, until it is back where it began.
func refusalCircle(p *prover) {
	ways := p.ways()
	next := make([][]int, len(ways))
	for i, w := range ways {
		if w.AcceptedWhen == nil {
			continue
		}
		for _, r := range refusals(w) {
			for _, name := range r.outcome.Then {
				if q := p.wayNamed(name); q != nil && !slices.Contains(next[i], q.number) {
					next[i] = append(next[i], q.number)
				}
			}
		}
	}
	left := mostCircles
	for first := range ways {
		circle := []int{first}
		var walk func(at int)
		walk = func(at int) {
			for _, n := range next[at] {
				switch {
				case n == first:
					if left--; left < 0 {
						panic(tooLarge{})
					}
					p.circle(circle)
				case n > first && !slices.Contains(circle, n):
					circle = append(circle, n)
					walk(n)
					circle = circle[:len(circle)-1]
				}
			}
		}
		walk(first)
	}
}

// circle looks for a family that goes round one circle of pathways.
func (p *prover) circle(circle []int) {
	ways := p.ways()
	first := ways[circle[0]]
	senders := p.who.none()
	for _, n := range circle {
		senders.join(ways[n].from)
	}
	for _, r := range refusals(first) {
		if !slices.Contains(r.outcome.Then, ways[circle[1%len(circle)]].Name) {
			continue
		}
		var least smallest
		for _, a := range senders.list() {
			for _, level := range p.everyLevel() {
				round := p.counts(r, p.view(level, a))
				starts := never
				for i, n := range circle {
					if round.sure == no {
						break
					}
					w, to := ways[n], ways[circle[(i+1)%len(circle)]]
					before := ways[circle[(i+len(circle)-1)%len(circle)]]
					here := p.turnedDown(w, a, level)
					starts = p.or(starts, here)
					for _, x := range p.senders(before, a)[1:] {
						here = p.or(here, p.turnedDown(w, x, level))
					}
					round = p.and(round, here, p.sentOn(w, to.Name, p.view(level, a)))
				}
				round = p.and(round, starts)
				if round.sure != no {
					p.offer(&least, p.possible(p.and(p.levels()[level], round).sure), round.sure, a)
				}
			}
		}
		if !least.found {
			continue
		}
		var names []string
		for _, n := range circle {
			names = append(names, ways[n].Name)
		}
		f := Finding{
			Code: "refusal-circle", Place: r.outcome.Place,
			Message: "some families are turned away in a circle: " + quoted(names, "and"),
			Help:    "let one of the refusals lead to a meeting or an escalation as well, so that somebody takes the family on",
		}
		p.tell(&f, least.witness)
		p.add(f)
	}
}

// sentOn returns when refusals lead from a pathway to another, and none of them to
// an escalation or a meeting.
func (p *prover) sentOn(w *way, to string, in view) truth {
	on, out := never, never
	for _, r := range refusals(w) {
		counts := p.counts(r, in)
		if slices.Contains(r.outcome.Then, to) {
			on = p.or(on, counts)
		}
		if slices.ContainsFunc(r.outcome.Then, p.settles) {
			out = p.or(out, counts)
		}
	}
	return p.but(on, out)
}

// settles says that a name is that of an escalation or a meeting.
func (p *prover) settles(name string) bool {
	return slices.ContainsFunc(p.r.Escalations, func(e ruleset.Escalation) bool { return e.Name == name }) ||
		slices.ContainsFunc(p.r.Meetings, func(m ruleset.Meeting) bool { return m.Name == name })
}
