package export

import (
	"fmt"
	"slices"
	"strings"

	"concordat/compiler/ruleset"
)

// timedRule is a rule that has times.
type timedRule struct {
	// id is the same in every edition of the agreement in which the rule says the same
	// of the same things, wherever it stands and however it is worded.
	id                string
	kind, name, title string   // of the block that it stands in
	outer, inner      string   // of a step or a stage: the names of the pathway or escalation, and its own; of a contract, that of the agency alone
	by                []string // names of those who act
	what              string   // the duty, or what the line is about
	short             string   // of a duty: what, without its time, its case and the reason
	strength          string   // of a duty
	times             []ruleset.Time
	when              *ruleset.Condition
	place             ruleset.Place
	// perFamily says that it counts for each family anew.
	perFamily bool
}

// timed returns every rule that has times, in the order of the rule set.
func timed(r *ruleset.RuleSet) []timedRule {
	var all []timedRule
	ids := map[string]int{}
	add := func(c timedRule, key string) {
		if len(c.times) == 0 {
			return
		}
		c.id = c.kind + "." + c.name + "." + key
		if ids[c.id]++; ids[c.id] > 1 {
			c.id += fmt.Sprintf("-%d", ids[c.id])
		}
		all = append(all, c)
	}
	// A block is what the rules below it have in common.
	duties := func(block timedRule, list []ruleset.Duty) {
		for i := range list {
			d, c := &list[i], block
			c.what, c.short, c.strength, c.times, c.when, c.place = d.Text, d.Short, d.Modality, d.Times, d.When, d.Place
			c.perFamily = c.perFamily || aboutFamily(r, d)
			add(c, dutyKey(d))
		}
	}
	line := func(block timedRule, what string, times []ruleset.Time) {
		block.what, block.times = what, times
		add(block, what)
	}
	block := func(kind string, h ruleset.Head, by ...string) timedRule {
		return timedRule{kind: kind, name: h.Name, title: h.Title, by: by, place: h.Place}
	}
	family := func(kind string, h ruleset.Head, by ...string) timedRule {
		c := block(kind, h, by...)
		c.perFamily = true
		return c
	}
	within := func(kind string, outer, h ruleset.Head, by ...string) timedRule {
		c := family(kind, h, by...)
		c.name, c.outer, c.inner = outer.Name+"."+h.Name, outer.Name, h.Name
		return c
	}
	duties(block("document", r.Document.Head), r.Duties)
	for i := range r.Levels {
		duties(family("level", r.Levels[i].Head), r.Levels[i].Duties)
	}
	for i := range r.Agencies {
		a := &r.Agencies[i]
		duties(block("agency", a.Head, a.Name), a.Duties)
		var teams func(list []ruleset.Team)
		teams = func(list []ruleset.Team) {
			for j := range list {
				duties(block("team", list[j].Head, list[j].Name), list[j].Duties)
				teams(list[j].Teams)
			}
		}
		teams(a.Teams)
		for j := range a.Contracts {
			c := &a.Contracts[j]
			h := c.Head
			if h.Name == "" { // most have a title alone
				h.Name = a.Name
			}
			monitored := block("contract", h, c.MonitoredBy...)
			monitored.outer = a.Name
			line(monitored, "monitored", c.Every)
			duties(block("contract", h, a.Name), c.Duties)
		}
	}
	for i := range r.Roles {
		p := &r.Roles[i]
		line(block("role", p.Head, p.Name), "supervised", p.Supervised)
		duties(block("role", p.Head, p.Name), p.Duties)
	}
	for i := range r.Groups {
		g := &r.Groups[i]
		line(block("group", g.Head, g.Name), "meets", g.Meets)
		duties(block("group", g.Head, g.Name), g.Duties)
	}
	for i := range r.Pathways {
		p := &r.Pathways[i]
		duties(family("pathway", p.Head), p.Duties)
		for j := range p.Steps {
			duties(within("step", p.Head, p.Steps[j].Head, partyNames(p.Steps[j].By)...), p.Steps[j].Duties)
		}
	}
	for i := range r.Meetings {
		m := &r.Meetings[i]
		line(family("meeting", m.Head), "held", m.Held)
		duties(family("meeting", m.Head), m.Duties)
	}
	for i := range r.Shares {
		duties(family("share", r.Shares[i].Head, partyNames(r.Shares[i].From)...), r.Shares[i].Duties)
	}
	for i := range r.Escalations {
		e := &r.Escalations[i]
		duties(family("escalation", e.Head), e.Duties)
		for j := range e.Stages {
			c := within("stage", e.Head, e.Stages[j].Head, partyNames(e.Stages[j].Between)...)
			duties(c, e.Stages[j].Duties)
			c.when = e.Stages[j].When
			line(c, "between", e.Stages[j].Times)
		}
	}
	for i := range r.Training {
		line(block("training", r.Training[i].Head, r.Training[i].By...), "held", r.Training[i].Held)
	}
	for i := range r.Audits {
		line(block("audit", r.Audits[i].Head, r.Audits[i].By...), "held", r.Audits[i].Held)
	}
	for i := range r.TimeLimits {
		line(family("time-limit", r.TimeLimits[i].Head), "set outside the agreement", r.TimeLimits[i].Times)
	}
	return all
}

// dutyKey names a duty within its block: by its verb and what and whom it names,
// so that other words for the same make no other duty of it.
func dutyKey(d *ruleset.Duty) string {
	if d.WordsOnly || d.Verb == "" {
		return "in-words"
	}
	words := []string{d.Verb}
	for _, o := range d.Objects {
		words = append(words, o.Name)
	}
	for _, l := range d.Parties {
		words = append(words, partyNames(l.Who)...)
	}
	words = slices.DeleteFunc(words, func(w string) bool { return w == "" })
	return strings.Join(words, "-")
}

// partyNames returns how the rule set names parties; those still to be written have
// no name.
func partyNames(all []ruleset.Party) []string {
	var names []string
	for _, p := range all {
		switch p.Kind {
		case "any-agency":
			names = append(names, p.Kind)
		case "to-be-written":
		default:
			names = append(names, p.Name)
		}
	}
	return names
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

// named has the title of everything that a rule may name.
type named map[string]string

// of returns the title of a thing, or its name as words.
func (n named) of(name string) string { return titleOr(n[name], name) }

func titleOr(title, name string) string {
	if title != "" {
		return title
	}
	return strings.ReplaceAll(name, "-", " ")
}

func titles(r *ruleset.RuleSet) named {
	all := named{}
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
