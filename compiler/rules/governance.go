package rules

import (
	"regexp"
	"slices"
	"strings"

	"concordat/compiler/model"
	"concordat/compiler/words"
)

// noProtocolBlock says what is left out where families are sent to each other's
// agencies and no document holds that together: what only a whole agreement has, such
// as who leads and what nothing may delay. Where something is wrong, that comes first.
func noProtocolBlock(p *Pass) {
	levels, ways := p.own("level"), p.own("pathway")
	if p.Protocol == nil && p.proved && p.readable && len(levels) > 0 && len(ways) > 0 {
		p.report(levels[0], place(levels[0]), "who leads, who answers at night, who signs and what else a whole agreement needs is not looked at, because there is no `protocol` block",
			"add a `protocol` block with `nothing-delays` and `signed-by`; if it stands in a folder that uses this one, check that folder")
	}
}

func documentWithoutOwner(p *Pass) {
	for _, d := range p.current() {
		if lacks(d, "owner") {
			p.report(d, place(d), "nobody answers for "+called(d), "add `owner` with a director's role")
		}
	}
}

// ownerNotDirector: joint working holds where it is owned at the top (Adfam 2013
// finding 4, requirement gov-1).
func ownerNotDirector(p *Pass) {
	for _, d := range p.current() {
		r := d.Ref("owner")
		if r != nil && !r.Partial && r.Word("kind") != "director" && !director.MatchString(normal(r.Title)) {
			p.report(d, d.Line("owner").Value, called(r)+" is not a director", "let a director own it, or write `kind director` at the role")
		}
	}
}

var director = regexp.MustCompile(`\bdirector\b|\bchief\b`)

// governanceOneSided asks for treatment on the safeguarding partnership and for
// children's social care on the drug partnership (requirement gov-2).
func governanceOneSided(p *Pass) {
	safeguarding, drugs := false, false
	for _, g := range p.local("group") {
		members := append(g.Refs("members"), g.Refs("chair")...)
		if g.Partial || g.Todo != nil {
			return
		}
		title := normal(g.Title)
		if g.Word("kind") == "partnership" || strings.Contains(title, "safeguard") {
			safeguarding = safeguarding || p.kindIn(members, "treatment")
		}
		if drugGroup.MatchString(title) {
			drugs = drugs || p.kindIn(members, "childrens-social-care", "local-authority")
		}
	}
	p.demand(safeguarding, "alcohol and drug treatment has no seat on the safeguarding partnership", "add a treatment agency or its role to the `members` of the partnership's group")
	p.demand(drugs, "children's social care has no seat on the drug and alcohol partnership", "add a `group` for it, with children's social care among its `members`")
}

var drugGroup = regexp.MustCompile(`drug|alcohol|substance|recovery|addiction`)

// agencyWithoutDuty: each agency signs up to something of its own (requirement
// gov-3).
func agencyWithoutDuty(p *Pass) {
	if !p.whole() {
		return
	}
	for _, a := range p.own("agency") {
		if a.Word("kind") == "other" || a.Todo != nil {
			continue
		}
		bears := false
		for _, t := range p.obliged {
			if len(t.demands) > 0 && t.Kind != "group" && bindsByName(t.Thing, a) {
				bears = true
				break
			}
		}
		if !bears {
			p.report(a, place(a), "agency "+called(a)+" commits itself to nothing", "add a `must` or `should` to the agency, or to a role or step of it")
		}
	}
}

// agencyWithoutSignatory: each agency that matters signs for itself (Essex's
// review). One of kind other matters where it has to do something.
func agencyWithoutSignatory(p *Pass) {
	if !p.whole() {
		return
	}
	var signs []model.Ref
	for _, d := range p.local("protocol") {
		if d.Partial || d.Todo != nil {
			return
		}
		for _, l := range d.All("signed-by") {
			if l.Bad || l.Todo != nil {
				return
			}
		}
		signs = append(signs, d.Refs("signed-by")...)
	}
	if len(signs) == 0 {
		p.demand(false, "nobody signs the agreement", "add `signed-by` with a role of each agency")
		return
	}
	for _, a := range p.own("agency") {
		if a.Todo == nil && (a.Word("kind") != "other" || p.hasTo(a)) && !anyRef(signs, func(r model.Ref) bool { return isAt(r, a) }) {
			p.report(a, place(a), "nobody signs for "+called(a), "add a role of the agency to `signed-by` of the protocol")
		}
	}
}

// hasTo says that an agency, a part of it or somebody of it has a duty that binds.
func (p *Pass) hasTo(agency *model.Thing) bool {
	for _, t := range p.obliged {
		if t.Kind != "group" && len(musts(t.Thing)) > 0 && bindsByName(t.Thing, agency) {
			return true
		}
	}
	return false
}

// protocolNotTrained and protocolNotAudited: a protocol changes nothing unless
// people learn it and somebody looks whether it is used (requirement gov-5).
func protocolNotTrained(p *Pass) {
	met := false
	for _, t := range p.local("training") {
		met = met || t.Is("topic", "this-protocol") || t.Partial
	}
	p.demand(met, "nobody is trained in this agreement", "add a `training` with `topic this-protocol`")
}

func protocolNotAudited(p *Pass) {
	met := false
	for _, t := range p.local("audit") {
		met = met || t.Is("topic", "this-protocol") || t.Partial
	}
	p.demand(met, "nobody looks whether this agreement is used", "add an `audit` with `topic this-protocol`")
}

// oneWayTraining asks for training of social workers about use, and of treatment
// staff about children (requirement tr-1, Adfam 2013 finding 10).
func oneWayTraining(p *Pass) {
	use, children := false, false
	for _, t := range p.local("training") {
		who := t.Refs("audience")
		if hasTopic(t, "substance-use", "identify-use", "drug-tests", "assess-impact") {
			use = use || p.kindIn(who, "childrens-social-care")
		}
		if hasTopic(t, "parenting", "safeguarding-role", "identify-children", "assess-need", "thresholds", "whole-family") {
			children = children || p.kindIn(who, "treatment")
		}
	}
	p.demand(use, "children's social care is not trained in alcohol and drug use", "add a `training` with `topic substance-use` and social care in its `audience`")
	p.demand(children, "treatment services are not trained in parenting and safeguarding", "add a `training` with `topic parenting` or `safeguarding-role` and the services in its `audience`")
}

func hasTopic(t *model.Thing, topics ...string) bool {
	for _, topic := range topics {
		if t.Is("topic", topic) {
			return true
		}
	}
	return false
}

// flows are who passes what they know to whom, by any rule or duty.
type flows struct{ in, out map[*model.Thing]bool }

func (p *Pass) flows() *flows {
	if p.passing != nil {
		return p.passing
	}
	f := &flows{map[*model.Thing]bool{}, map[*model.Thing]bool{}}
	p.passing = f
	edge := func(from, to []*model.Thing) {
		for _, a := range from {
			for _, b := range to {
				if a != b {
					f.out[a], f.in[b] = true, true
				}
			}
		}
	}
	for _, t := range p.local("share", "pathway") {
		edge(p.standFor(t.Refs("from")), p.standFor(t.Refs("to")))
	}
	for _, m := range p.local("meeting") {
		who := p.standFor(append(m.Refs("with"), m.Refs("chair")...))
		edge(who, who)
	}
	for _, t := range p.obliged {
		if t.Kind == "group" {
			continue
		}
		who, _ := bearers(t.Thing)
		from := p.standFor(slices.DeleteFunc(slices.Clone(who), func(r model.Ref) bool { return r.Any }))
		for _, l := range t.demands {
			if tells[l.Duty.Verb.Name] {
				edge(from, p.standFor(parties(l.Duty)))
			}
		}
	}
	return f
}

// remote are bodies that know no single family.
var remote = set("icb local-authority public-health other")

// agencyOutsideSharing: one absent agency breaks the chain (Adfam 2013 finding 3,
// requirement gap-8).
func agencyOutsideSharing(p *Pass) {
	p.eachFlow(func(a *model.Thing, in, out bool) {
		if !in && !out {
			p.report(a, place(a), called(a)+" neither passes on what it knows about a child nor is told", "add a `share` from it and one to it, or say with `allow` why it stays outside")
		}
	})
}

// everyday are the services that see most children, or most parents, long before
// anybody else does.
var everyday = []struct{ kind, name string }{
	{"education", "schools"}, {"gp", "general practice"}, {"health-visiting", "health visiting"}, {"maternity", "midwives"},
	{"police", "police"}, {"probation", "probation"}, {"mental-health", "adult mental health"}, {"housing", "housing"},
}

// everydayServicesLeftOut names those that do not take part at all.
func everydayServicesLeftOut(p *Pass) {
	var missing []string
	for _, e := range everyday {
		if len(p.agencies(e.kind)) == 0 {
			missing = append(missing, e.name)
		}
	}
	p.demand(len(missing) == 0, "services that see families every day take no part: "+words.Strings(missing, "and"), "declare an `agency` for each, with a `share` to and from it, or say with `allow` why it stays outside")
}

func oneWaySharing(p *Pass) {
	p.eachFlow(func(a *model.Thing, in, out bool) {
		switch {
		case in && !out:
			p.report(a, place(a), called(a)+" is told about children and passes on nothing", "add a `share` from it, or a duty to tell somebody")
		case out && !in:
			p.report(a, place(a), called(a)+" passes on what it knows and is told nothing", "add a `share` to it, or a duty to tell it")
		}
	})
}

func (p *Pass) eachFlow(see func(a *model.Thing, in, out bool)) {
	if !p.whole() || len(p.agencies("")) < 2 {
		return
	}
	f := p.flows()
	for _, a := range p.own("agency") {
		if !remote[a.Word("kind")] && a.Todo == nil {
			see(a, f.in[a], f.out[a])
		}
	}
}
