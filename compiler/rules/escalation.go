package rules

import "concordat/compiler/model"

func noEscalation(p *Pass) {
	if !p.isChecked("working-together-2023") { // row th.l
		p.demand(len(p.local("escalation")) > 0, "nothing says what professionals do when they disagree", "add an `escalation` with stages, people on both sides and time limits")
	}
}

func escalationWithoutStages(p *Pass) {
	for _, e := range p.own("escalation") {
		if !e.Partial && e.Todo == nil && len(e.All("todo")) == 0 && len(e.Nested("stage")) == 0 {
			p.report(e, place(e), "escalation "+called(e)+" has no stages", "add `stage 1`, with `between` and a time limit")
		}
	}
}

func stageWithoutLimit(p *Pass) {
	for _, s := range p.own("stage") {
		timed := s.Partial || s.Todo != nil
		for _, l := range s.Lines {
			timed = timed || len(l.Times) > 0 || l.Bad || l.Todo != nil
		}
		if !timed {
			p.report(s, place(s), called(s)+" has no time limit, so a disagreement can stay there", "end `between` with a limit, such as `within 2 working days`")
		}
	}
}

// stageWithOneSide: a disagreement is settled by people of both sides, at each
// stage (requirement esc-1). A partnership or panel is both sides.
func stageWithOneSide(p *Pass) {
	for _, s := range p.own("stage") {
		l := s.Line("between")
		if l == nil {
			if lacks(s, "between") {
				p.report(s, place(s), "nothing says who settles a disagreement at "+called(s), "add `between` with a role of each side")
			}
			continue
		}
		if l.Bad || l.Todo != nil || len(l.Refs) == 0 || anyRef(l.Refs, manySided) {
			continue
		}
		if len(l.Refs) == 1 || p.oneAgency(l.Refs) {
			p.report(s, l.Value, called(s)+" has people of one side only", "name a role of each side in `between`")
		}
	}
}

// manySided says that one name can stand for both sides, or cannot be judged.
func manySided(r model.Ref) bool {
	if r.Thing == nil {
		return true
	}
	return r.Thing.Kind == "group" || r.Thing.Word("kind") == "chair"
}

func (p *Pass) oneAgency(refs []model.Ref) bool {
	var only *model.Thing
	for _, r := range refs {
		if r.Thing == nil || r.Thing.Kind == "role" && (!onePost(r.Thing) || r.Thing.Agency() == nil) {
			return false
		}
		a := r.Thing.Agency()
		if a == nil || only != nil && a != only {
			return false
		}
		only = a
	}
	return only != nil
}

// nothingDelaysMissing: a disagreement, a wait or a refusal must never stand
// before the protection of a child (requirement esc-2).
func nothingDelaysMissing(p *Pass) {
	met := false
	for _, d := range p.local("protocol", "thresholds") {
		met = met || !lacks(d, "nothing-delays")
	}
	p.demand(met, "nothing says that protecting a child does not wait", "add `nothing-delays` with the levels at which no wait, consent, refusal or disagreement comes first")
}
