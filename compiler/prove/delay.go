package prove

import (
	"slices"

	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// protectionDelayed looks for a family at a level that nothing delays, and an
// agency that meets it, for which every open pathway makes the child wait.
func protectionDelayed(p *prover) {
	front := p.frontLine()
	for level := range p.r.Levels {
		if !slices.Contains(p.r.NothingDelays, p.r.Levels[level].Name) {
			continue
		}
		at := map[ruleset.Place]*delay{}
		var order []ruleset.Place
		receives := p.receivers(level)
		for _, a := range front {
			if receives[a] != logic.False {
				continue
			}
			in := p.view(level, a)
			fast := never
			for _, w := range p.ways() {
				if w.aboutChild() {
					fast = p.or(fast, p.and(p.openTo(w, a, level), p.protects(w, a, level, nil)))
				}
			}
			left := p.not(fast) // what no pathway before made wait
			report := func(place ruleset.Place, name string, slow truth) {
				if slow.sure == no {
					return
				}
				d := at[place]
				if d == nil {
					d = &delay{step: name}
					at[place] = d
					order = append(order, place)
				}
				p.offer(&d.smallest, p.possible(p.and(p.levels()[level], slow).sure), slow.sure, a)
			}
			for _, w := range p.ways() {
				if !w.aboutChild() || left.sure == no {
					continue
				}
				opened := p.and(left, p.openTo(w, a, level))
				for _, s := range p.slowSteps(w, in) {
					report(s.step.Place, s.step.Name, p.and(opened, s.when))
					left = p.but(left, p.and(p.openTo(w, a, level), s.when))
				}
			}
			report(p.r.Levels[level].Place, "", left)
		}
		for _, place := range order {
			d := at[place]
			if !d.found {
				continue
			}
			name := "`" + p.l.Levels[level] + "`"
			f := Finding{
				Code: "protection-delayed", Place: place,
				Message: "step `" + d.step + "` comes first, or waits, for some families at level " + name + ", which nothing may delay",
				Help:    "begin the pathway with a step that turns to its receiver `at once`, and let what asks, agrees or meets come after it",
			}
			if d.step == "" {
				f.Message = "for some families at level " + name + " no open pathway protects the child at once"
				f.Help = "open a pathway about a child at this level whose first duty turns to its receiver `at once`; where `accepted-when` may be false, let the refusal lead to another such pathway"
			}
			p.tell(&f, d.witness)
			p.add(f)
		}
	}
}

type delay struct {
	smallest
	step string // empty for the level itself
}

// protects returns when a pathway that is open to an agency protects a child at
// once. seen are the pathways that have turned the family away before.
func (p *prover) protects(w *way, agency, level int, seen []*way) truth {
	if p.vague(w) {
		return open
	}
	in := p.view(level, agency)
	clear, fast := always, never
	for i := range w.Steps {
		s := &w.Steps[i]
		if s.OnlyThen {
			continue
		}
		occurs := p.when(s.When, in)
		fast = p.or(fast, p.and(clear, occurs, p.turnsAtOnce(w, s, in)))
		clear = p.but(clear, p.and(occurs, p.waits(s, in)))
	}
	if w.AcceptedWhen == nil || fast.could == no {
		return fast
	}
	return p.and(fast, p.or(p.when(w.AcceptedWhen, in), p.refusedFast(w, agency, level, append(slices.Clip(seen), w))))
}

// turnsAtOnce returns when a step turns to the receiver of its pathway at once.
func (p *prover) turnsAtOnce(w *way, s *ruleset.Step, in view) truth {
	now := never
	for i := range s.Duties {
		if d := &s.Duties[i]; p.brings(d, w) {
			now = p.or(now, p.and(p.when(d.When, in), p.atOnce(d.Times, in)))
		}
	}
	return now
}

// waits returns when a step that comes makes others wait: some `must` of it is not
// at once, or needs somebody else.
func (p *prover) waits(s *ruleset.Step, in view) truth {
	slow := never
	for i := range s.Duties {
		d := &s.Duties[i]
		switch {
		case d.Modality != "must":
		case waiting[d.Verb] || slices.ContainsFunc(d.Times, func(t ruleset.Time) bool { return t.Kind == "not-before" }):
			slow = p.or(slow, p.when(d.When, in))
		default:
			slow = p.or(slow, p.but(p.when(d.When, in), p.atOnce(d.Times, in)))
		}
	}
	return slow
}

// refusedFast returns when those whom a pathway turns away are protected at once
// all the same: by another pathway, or a disagreement that does not wait.
func (p *prover) refusedFast(w *way, agency, level int, seen []*way) truth {
	fast := never
	for _, r := range refusals(w) {
		on := never
		for _, name := range r.outcome.Then {
			if q := p.wayNamed(name); q != nil && !slices.Contains(seen, q) {
				for _, x := range p.senders(w, agency) {
					if in := p.openTo(q, x, level); in.could != no {
						on = p.or(on, p.and(in, p.protects(q, x, level, seen)))
					}
				}
			}
			if i := slices.IndexFunc(p.r.Escalations, func(e ruleset.Escalation) bool { return e.Name == name }); i >= 0 {
				on = p.or(on, p.settledFast(&p.r.Escalations[i], p.view(level, agency)))
			}
		}
		fast = p.or(fast, p.and(on, p.counts(r, p.view(level, agency))))
	}
	return fast
}

// settledFast returns when every stage of a disagreement is at once.
func (p *prover) settledFast(e *ruleset.Escalation, in view) truth {
	if len(e.Stages) == 0 {
		return never
	}
	fast := always
	for i := range e.Stages {
		s := &e.Stages[i]
		fast = p.and(fast, p.or(p.not(p.when(s.When, in)), p.atOnce(s.Times, in)))
	}
	return fast
}

// slowStep is a step that makes a child wait, and when it is the first to do so.
type slowStep struct {
	step *ruleset.Step
	when truth
}

// slowSteps returns the steps of a pathway that make a child wait: those that come
// before, or are, a step that turns to the receiver.
func (p *prover) slowSteps(w *way, in view) []slowStep {
	if p.vague(w) {
		return nil
	}
	n := len(w.Steps)
	after := never // some step from here on turns to the receiver
	turns := make([]truth, n)
	for i := n - 1; i >= 0; i-- {
		s := &w.Steps[i]
		if !s.OnlyThen {
			for j := range s.Duties {
				if d := &s.Duties[j]; p.brings(d, w) {
					after = p.or(after, p.and(p.when(s.When, in), p.when(d.When, in)))
				}
			}
		}
		turns[i] = after
	}
	var all []slowStep
	left := always
	for i := range w.Steps {
		s := &w.Steps[i]
		if s.OnlyThen {
			continue
		}
		slow := p.and(left, p.when(s.When, in), p.waits(s, in), turns[i])
		// Where the step turns to the receiver at once, it is fast enough.
		now := p.turnsAtOnce(w, s, in)
		slow = p.but(slow, now)
		if slow.could != no {
			all = append(all, slowStep{s, slow})
		}
		left = p.but(left, p.or(slow, p.and(p.when(s.When, in), now)))
	}
	return all
}
