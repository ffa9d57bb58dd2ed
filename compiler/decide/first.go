package decide

import (
	"slices"

	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// reaching are the verbs of a step that brings a case to its receiver.
var reaching = []string{"telephone", "tell", "send", "contact", "consult", "refer"}

// first lists what stands before everything else: for a case that is, or may be,
// at a level that nothing delays, what the document and that level ask at once,
// and the protective step of every pathway that may be open. A pathway that moves
// a family on from a level is none that protects it.
func (d *decision) first() {
	d.out.First = []First{}
	r := d.e.Rules
	if d.delayed() {
		return
	}
	var all []First
	for i := range r.Duties {
		if x := &r.Duties[i]; x.Modality == "must" && atOnce(x) {
			all = d.add(all, x, i, nil, scope{}, d.run.Truth(x.When))
		}
	}
	sure := d.certainlyUrgent()
	for i := range r.Levels {
		l := &r.Levels[i]
		if !d.may(i) || !d.urgentLevel(i) {
			continue
		}
		for j := range l.Duties {
			if x := &l.Duties[j]; x.Modality == "must" && atOnce(x) {
				all = d.add(all, x, j, nil, scope{}, min(d.run.Truth(x.When), sure))
			}
		}
	}
	for i := range r.Pathways {
		p := &r.Pathways[i]
		if len(p.MovesFrom) == 0 && d.urgent(p) && d.run.Open(i) != logic.False && d.sends(p.From) != logic.False {
			n, j, x := d.protective(p)
			if x != nil {
				own := min(d.run.Truth(x.When), d.run.Truth(p.Steps[n].When), d.run.Truth(p.When), d.sends(p.From))
				t := min(own, sure)
				if own == logic.Unknown && d.reached(all, x) {
					continue // somebody is reached in any case, whether or not this pathway is open
				}
				all = d.add(all, x, j, &p.Steps[n], scope{pathway: p, step: n}, t)
			}
		}
	}
	// Where something is due at once, what can wait is no part of it.
	if slices.ContainsFunc(all, func(f First) bool { return f.Duty.Due != nil && f.Duty.Due.AtOnce }) {
		all = slices.DeleteFunc(all, func(f First) bool { return f.Duty.Due == nil || !f.Duty.Due.AtOnce })
	}
	all = d.butDone(all)
	slices.SortStableFunc(all, func(a, b First) int { return rank(a) - rank(b) })
	d.out.First = append(d.out.First, all...)
}

// delayed says that the level is certainly one that may be delayed.
func (d *decision) delayed() bool {
	for i := range d.e.Rules.Levels {
		if d.may(i) && d.urgentLevel(i) {
			return false
		}
	}
	return true
}

// urgentLevel says that nothing delays a level.
func (d *decision) urgentLevel(i int) bool {
	return slices.Contains(d.e.Rules.NothingDelays, d.e.Rules.Levels[i].Name)
}

// butDone leaves out what is done: a duty that several lines ask for is done with
// the first step that the case says was done.
func (d *decision) butDone(all []First) []First {
	return slices.DeleteFunc(all, func(f First) bool {
		done := false
		for _, path := range f.steps {
			if _, ok := d.isDone(path); ok {
				done = true
				d.doneFirst(path, append([]string{f.Duty.Clause}, f.Also...))
			}
		}
		return done
	})
}

// reached says whether those to whom a duty is done are reached already by what
// hangs on the level alone.
func (d *decision) reached(all []First, x *ruleset.Duty) bool {
	for _, l := range x.Parties {
		for _, c := range d.contacts(l.Who) {
			if slices.ContainsFunc(all, func(f First) bool {
				return f.level && f.Duty.Due != nil && f.Duty.Due.AtOnce && slices.ContainsFunc(f.Duty.Contacts, func(k Contact) bool { return k.Name == c.Name })
			}) {
				return true
			}
		}
	}
	return false
}

func rank(f First) int {
	if f.Standing == Certain {
		return 0
	}
	return 1
}

// certainlyUrgent says whether the case is certainly at a level that nothing
// delays.
func (d *decision) certainlyUrgent() logic.Truth {
	for i := range len(d.e.Logic.Levels) + 1 {
		if d.may(i) && (i == len(d.e.Logic.Levels) || !slices.Contains(d.e.Rules.NothingDelays, d.e.Rules.Levels[i].Name)) {
			return logic.Unknown
		}
	}
	return logic.True
}

// urgent says whether a pathway is for a level that nothing delays and that the
// case may be at.
func (d *decision) urgent(p *ruleset.Pathway) bool {
	return slices.ContainsFunc(d.e.Rules.NothingDelays, func(name string) bool {
		n, ok := d.e.levels[name]
		return ok && d.may(n) && (len(p.Levels) == 0 || slices.Contains(p.Levels, name))
	})
}

// protective returns the protective step of a pathway: the first that has to bring
// the case to its receiver, and the duty that says so.
func (d *decision) protective(p *ruleset.Pathway) (step, number int, duty *ruleset.Duty) {
	for i := range p.Steps {
		s := &p.Steps[i]
		if s.OnlyThen || d.run.Truth(s.When) == logic.False {
			continue
		}
		for j := range s.Duties {
			x := &s.Duties[j]
			if x.Modality == "must" && slices.Contains(reaching, x.Verb) && d.run.Truth(x.When) != logic.False && d.e.towards(x, p.To) {
				return i, j, x
			}
		}
	}
	return 0, 0, nil
}

// towards says whether a duty is done to one of the receivers, or to their agency:
// on either side a team or a role stands for the agency that it belongs to.
func (e *Engine) towards(x *ruleset.Duty, receivers []ruleset.Party) bool {
	for _, l := range x.Parties {
		for _, p := range l.Who {
			for _, to := range receivers {
				if p.Kind == to.Kind && p.Name == to.Name && p.Kind != "any-agency" && p.Kind != "to-be-written" || e.oneAgency(p, to) {
					return true
				}
			}
		}
	}
	return false
}

// oneAgency says that two parties stand for one agency.
func (e *Engine) oneAgency(p, q ruleset.Party) bool {
	stands := func(p ruleset.Party) bool {
		return p.Kind == "agency" || p.Kind == "team" || p.Kind == "role" && !e.anywhere(p.Name)
	}
	if !stands(p) || !stands(q) {
		return false
	}
	for i := range e.Rules.Agencies {
		name := e.Rules.Agencies[i].Name
		if e.Sends([]ruleset.Party{p}, name) == logic.True && e.Sends([]ruleset.Party{q}, name) == logic.True {
			return true
		}
	}
	return false
}

// anywhere says that a role is to be found at any agency, and stands for none of
// them: the safeguarding lead of whoever refers is not that of the receiver.
func (e *Engine) anywhere(role string) bool {
	r := e.roles[role]
	return r == nil || slices.ContainsFunc(r.At, func(p ruleset.Party) bool { return p.Kind == "any-agency" })
}

// add puts a duty among what comes first; one that is there already only gets the
// clause.
func (d *decision) add(all []First, x *ruleset.Duty, n int, s *ruleset.Step, at scope, t logic.Truth) []First {
	if t == logic.False {
		return all
	}
	f := First{Standing: standing(t), Who: []Who{}, once: atOnce(x), level: x.When == nil || d.run.Truth(x.When) == logic.True}
	if s != nil {
		f.Who, f.Pathway, f.Step = d.e.whoAre(s.By, d.actor), at.pathway.Name, s.Name
		f.steps = []string{at.pathway.Name + "." + s.Name}
	}
	for i := range all {
		if g := &all[i]; g.Duty.Text == x.Text || g.Duty.Short == x.Short && g.Duty.Modality == x.Modality && atOnce(x) && g.once {
			if g.Also = append(g.Also, x.Clause); at.pathway != nil {
				g.Pathways = append(g.Pathways, at.pathway.Name)
				g.steps = append(g.steps, at.pathway.Name+"."+s.Name)
			}
			switch {
			case t == logic.True:
				g.Standing, g.If = Certain, nil
			case g.Standing == InDoubt:
				for _, text := range d.ifs(x) {
					if !slices.Contains(g.If, text) {
						g.If = append(g.If, text)
					}
				}
			}
			g.level = g.level || f.level
			return all
		}
	}
	f.Duty = *d.duty(x, n, t, at)
	if t == logic.Unknown {
		f.If = d.ifs(x)
	}
	return append(all, f)
}

// ifs names what would make an urgent duty certain: its own case, or else the
// criteria in doubt of the levels that nothing delays.
func (d *decision) ifs(x *ruleset.Duty) []string {
	if x.When != nil && d.run.Truth(x.When) == logic.Unknown {
		return []string{x.When.Text}
	}
	var all []string
	for i := range d.e.Rules.Criteria {
		if c := &d.e.Rules.Criteria[i]; d.deciding(i) && slices.Contains(d.e.Rules.NothingDelays, c.Level) {
			all = append(all, titleOr(c.Title, c.Name))
		}
	}
	return all
}
