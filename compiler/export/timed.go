package export

import (
	"slices"
	"strings"

	"concordat/compiler/ruleset"
)

// timedRule is a rule that has times.
type timedRule struct {
	kind, name, title string // of the block that it stands in
	what              string // the duty, or what the line is about
	strength          string // of a duty
	times             []ruleset.Time
	when              *ruleset.Condition
	place             ruleset.Place
	// perFamily says that it counts for each family anew.
	perFamily bool
}

// timed returns every rule that has times, in the order of the rule set.
func timed(r *ruleset.RuleSet) []timedRule {
	var all []timedRule
	add := func(c timedRule) {
		if len(c.times) > 0 {
			all = append(all, c)
		}
	}
	duties := func(kind string, h ruleset.Head, list []ruleset.Duty, perFamily bool) {
		for i := range list {
			d := &list[i]
			add(timedRule{kind, h.Name, h.Title, d.Text, d.Modality, d.Times, d.When, d.Place, perFamily || aboutFamily(r, d)})
		}
	}
	line := func(kind string, h ruleset.Head, what string, times []ruleset.Time, perFamily bool) {
		add(timedRule{kind: kind, name: h.Name, title: h.Title, what: what, times: times, place: h.Place, perFamily: perFamily})
	}
	duties("document", r.Document.Head, r.Duties, false)
	for i := range r.Levels {
		duties("level", r.Levels[i].Head, r.Levels[i].Duties, true)
	}
	for i := range r.Agencies {
		a := &r.Agencies[i]
		duties("agency", a.Head, a.Duties, false)
		var teams func(list []ruleset.Team)
		teams = func(list []ruleset.Team) {
			for j := range list {
				duties("team", list[j].Head, list[j].Duties, false)
				teams(list[j].Teams)
			}
		}
		teams(a.Teams)
		for j := range a.Contracts {
			line("contract", a.Contracts[j].Head, "monitored", a.Contracts[j].Every, false)
			duties("contract", a.Contracts[j].Head, a.Contracts[j].Duties, false)
		}
	}
	for i := range r.Roles {
		line("role", r.Roles[i].Head, "supervised", r.Roles[i].Supervised, false)
		duties("role", r.Roles[i].Head, r.Roles[i].Duties, false)
	}
	for i := range r.Groups {
		line("group", r.Groups[i].Head, "meets", r.Groups[i].Meets, false)
		duties("group", r.Groups[i].Head, r.Groups[i].Duties, false)
	}
	for i := range r.Pathways {
		p := &r.Pathways[i]
		duties("pathway", p.Head, p.Duties, true)
		for j := range p.Steps {
			h := p.Steps[j].Head
			h.Name = p.Name + "." + h.Name
			duties("step", h, p.Steps[j].Duties, true)
		}
	}
	for i := range r.Meetings {
		line("meeting", r.Meetings[i].Head, "held", r.Meetings[i].Held, true)
		duties("meeting", r.Meetings[i].Head, r.Meetings[i].Duties, true)
	}
	for i := range r.Shares {
		duties("share", r.Shares[i].Head, r.Shares[i].Duties, true)
	}
	for i := range r.Escalations {
		e := &r.Escalations[i]
		duties("escalation", e.Head, e.Duties, true)
		for j := range e.Stages {
			h := e.Stages[j].Head
			h.Name = e.Name + "." + h.Name
			add(timedRule{kind: "stage", name: h.Name, title: h.Title, what: "between", times: e.Stages[j].Times, when: e.Stages[j].When, place: h.Place, perFamily: true})
			duties("stage", h, e.Stages[j].Duties, true)
		}
	}
	for i := range r.Training {
		line("training", r.Training[i].Head, "held", r.Training[i].Held, false)
	}
	for i := range r.Audits {
		line("audit", r.Audits[i].Head, "held", r.Audits[i].Held, false)
	}
	for i := range r.TimeLimits {
		line("time-limit", r.TimeLimits[i].Head, "set outside the agreement", r.TimeLimits[i].Times, true)
	}
	return all
}

// aboutFamily says that a duty is done for somebody of a family, or at a meeting
// about one.
func aboutFamily(r *ruleset.RuleSet, d *ruleset.Duty) bool {
	for _, link := range d.Parties {
		if slices.ContainsFunc(link.Who, func(p ruleset.Party) bool { return p.Kind == "person" }) {
			return true
		}
	}
	return slices.ContainsFunc(d.Objects, func(o ruleset.Object) bool {
		return slices.ContainsFunc(r.Meetings, func(m ruleset.Meeting) bool { return o.Kind == "thing" && o.Name == m.Name })
	})
}

// titles returns the title of everything that a rule may name.
func titles(r *ruleset.RuleSet) map[string]string {
	all := map[string]string{}
	add := func(h ruleset.Head) {
		if h.Title != "" {
			all[h.Name] = h.Title
		}
	}
	inner := func(outer, h ruleset.Head) {
		if h.Title != "" {
			all[outer.Name+"."+h.Name] = strings.TrimSpace(outer.Title + ": " + h.Title)
		}
	}
	for i := range r.Levels {
		add(r.Levels[i].Head)
	}
	for i := range r.Agencies {
		a := &r.Agencies[i]
		add(a.Head)
		var teams func(list []ruleset.Team)
		teams = func(list []ruleset.Team) {
			for j := range list {
				add(list[j].Head)
				teams(list[j].Teams)
			}
		}
		teams(a.Teams)
	}
	for i := range r.Roles {
		add(r.Roles[i].Head)
	}
	for i := range r.Groups {
		add(r.Groups[i].Head)
	}
	for i := range r.Pathways {
		add(r.Pathways[i].Head)
		for j := range r.Pathways[i].Steps {
			inner(r.Pathways[i].Head, r.Pathways[i].Steps[j].Head)
		}
	}
	for i := range r.Meetings {
		add(r.Meetings[i].Head)
	}
	for i := range r.Escalations {
		add(r.Escalations[i].Head)
		for j := range r.Escalations[i].Stages {
			inner(r.Escalations[i].Head, r.Escalations[i].Stages[j].Head)
		}
	}
	for i := range r.Documents {
		add(r.Documents[i].Head)
	}
	for i := range r.TimeLimits {
		add(r.TimeLimits[i].Head)
	}
	for i := range r.Events {
		add(r.Events[i].Head)
	}
	return all
}
