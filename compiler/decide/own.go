package decide

import (
	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// own lists what the agency that asks has to do itself in this case, whatever the
// pathway: its own duties, those of its teams, and those of the posts at it.
func (d *decision) own() {
	d.out.Own = []OwnDuties{}
	if d.actor == nil {
		return
	}
	add := func(who Who, all []ruleset.Duty) {
		if duties := d.duties(all, logic.True, scope{}); len(duties) > 0 {
			d.out.Own = append(d.out.Own, OwnDuties{who, duties})
		}
	}
	add(d.e.whoIs(ruleset.Party{Kind: "agency", Name: d.actor.Name}, d.actor), d.actor.Duties)
	var teams func(all []ruleset.Team)
	teams = func(all []ruleset.Team) {
		for i := range all {
			add(d.e.whoIs(ruleset.Party{Kind: "team", Name: all[i].Name}, d.actor), all[i].Duties)
			teams(all[i].Teams)
		}
	}
	teams(d.actor.Teams)
	for i := range d.e.Rules.Roles {
		r := &d.e.Rules.Roles[i]
		if len(r.Duties) > 0 && len(r.At) > 0 && d.e.Sends(r.At, d.actor.Name) == logic.True {
			who := d.e.role(r.Name)
			who.You = true
			add(who, r.Duties)
		}
	}
}
