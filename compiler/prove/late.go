package prove

import (
	"slices"

	"concordat/compiler/ruleset"
)

// lateLeads returns what follows when steps and stages are late.
func (p *prover) lateLeads(x *plan, agency, level int) []lead {
	in := p.view(level, agency)
	var all []lead
	for i := range x.spots {
		s := &x.spots[i]
		var names []string
		at := lead{from: i, keyword: "if-late"}
		if s.step != nil {
			if s.way.NotAllowed != "" {
				continue
			}
			names, at.place = s.step.IfLate, s.step.Place
		} else {
			names, at.place = s.stage.IfLate, s.stage.Place
		}
		if len(names) == 0 && s.stage != nil {
			all = append(all, p.stages(x, at, s.of, s.n+1, in)...)
		}
		for _, name := range names {
			n, is := x.step[name]
			e := p.escalation(name)
			switch {
			case is && x.spots[n].step != nil:
				comes := p.when(x.spots[n].step.When, in)
				all = append(all, at.leads(n, comes), at.leads(outside, p.not(comes)))
			case is:
				all = append(all, p.stages(x, at, x.spots[n].of, x.spots[n].n, in)...)
			case e != nil:
				all = append(all, p.stages(x, at, e, 0, in)...)
			default:
				all = append(all, at.leads(outside, always))
			}
		}
		if len(names) == 0 && s.step != nil {
			all = append(all, at.leads(outside, always))
		}
	}
	return all
}

// mixedLeads returns what follows when steps are late that nothing but being done
// ends, and the steps to which they lead are done. A step that no outcome leads on
// from ends the circle by being done, unless it may be late itself; so does an
// escalation.
func (p *prover) mixedLeads(x *plan, agency, level int) []lead {
	in := p.view(level, agency)
	var all []lead
	goesOn := make([]truth, len(x.spots))
	for i := range x.spots {
		s := &x.spots[i]
		if s.step == nil || s.way.NotAllowed != "" {
			continue
		}
		goesOn[i] = never
		for j := range s.step.Outcomes {
			goesOn[i] = p.or(goesOn[i], p.when(s.step.Outcomes[j].When, in))
		}
		if len(s.step.IfLate) == 0 {
			all = append(all, lead{from: i, to: outside, when: p.not(goesOn[i]), aside: true})
		}
	}
	for _, l := range p.outcomeLeads(x, agency, level) {
		if !l.aside {
			l.aside = true
			all = append(all, l)
		}
	}
	for _, l := range p.lateLeads(x, agency, level) {
		if s := x.spots[l.from].step; s == nil || len(s.IfLate) == 0 {
			continue
		}
		if l.to != outside && x.spots[l.to].step == nil {
			l.to = outside
		}
		l.mixed, l.late = true, never
		if l.to != outside && x.spots[l.to].way.NotAllowed == "" {
			l.late = p.but(goesOn[l.to], goesOn[l.from])
		}
		all = append(all, l)
	}
	return all
}

// stages leads to the first stage of an escalation, from the n-th, that comes.
func (p *prover) stages(x *plan, l lead, e *ruleset.Escalation, n int, in view) []lead {
	var all []lead
	left := always
	for ; n < len(e.Stages); n++ {
		comes := p.when(e.Stages[n].When, in)
		all = append(all, l.leads(x.step[e.Name+"."+e.Stages[n].Name], p.and(left, comes)))
		left = p.but(left, comes)
	}
	if p.unwritten(e.Clause) {
		left = p.or(left, open)
	}
	return append(all, l.leads(outside, left))
}

func (p *prover) escalation(name string) *ruleset.Escalation {
	i := slices.IndexFunc(p.r.Escalations, func(e ruleset.Escalation) bool { return e.Name == name })
	if i < 0 {
		return nil
	}
	return &p.r.Escalations[i]
}
