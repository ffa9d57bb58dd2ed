package scenario

import (
	"reflect"
	"slices"

	"concordat/compiler/ruleset"
)

// unseen says that no example could notice a change, whatever it expects, although
// somebody would be told something else: a time changes of which other lines of the
// same block ask the same, before and after, of the same people; or one of a
// pathway itself, of which no line of an example speaks.
func (t *trial) unseen(m *Mutant, changed *ruleset.RuleSet) bool {
	if m.about != aboutClocks {
		return false
	}
	before, ofPathway := dutiesAt(t.rules, m)
	after, _ := dutiesAt(changed, m)
	i := slices.IndexFunc(before, func(d ruleset.Duty) bool { return d.Place == m.Place })
	if i < 0 || i >= len(after) {
		return false
	}
	was, now := &before[i], &after[i]
	if ofPathway && !slices.ContainsFunc(was.Times, func(x ruleset.Time) bool { return x.Kind == "at-once" }) {
		return true
	}
	asked := func(times []ruleset.Time) bool {
		return slices.ContainsFunc(before, func(d ruleset.Duty) bool {
			return d.Place != m.Place && d.Modality == was.Modality && reflect.DeepEqual(d.Times, times) &&
				(d.When == nil || was.When != nil && reflect.DeepEqual(d.When.Tree, was.When.Tree)) && includes(&d, was)
		})
	}
	return asked(was.Times) && (len(now.Times) == 0 || asked(now.Times))
}

// dutiesAt returns the duties among which the one stands that a change is about,
// and whether they are those of a pathway itself.
func dutiesAt(r *ruleset.RuleSet, m *Mutant) (all []ruleset.Duty, ofPathway bool) {
	for i := range r.Pathways {
		p := &r.Pathways[i]
		if p.Name != m.thing {
			continue
		}
		for j := range p.Steps {
			if p.Steps[j].Name == m.part {
				return p.Steps[j].Duties, false
			}
		}
		return p.Duties, true
	}
	for i := range r.Shares {
		if r.Shares[i].Name == m.thing {
			return r.Shares[i].Duties, false
		}
	}
	for i := range r.Levels {
		if r.Levels[i].Name == m.thing {
			return r.Levels[i].Duties, false
		}
	}
	return nil, false
}

// includes says that a duty is done to, for or with everybody that another is.
func includes(d, other *ruleset.Duty) bool {
	for _, p := range partiesOf([]ruleset.Duty{*other}) {
		if !slices.ContainsFunc(partiesOf([]ruleset.Duty{*d}), func(q ruleset.Party) bool { return p.Kind == q.Kind && p.Name == q.Name }) {
			return false
		}
	}
	return true
}
