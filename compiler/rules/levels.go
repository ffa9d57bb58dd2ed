package rules

import (
	"slices"

	"concordat/compiler/model"
)

// levelWithoutLead: if nobody leads at a level, everybody thinks that somebody
// else does (requirement gap-6, Adfam 2013 finding 5).
func levelWithoutLead(p *Pass) {
	if !p.whole() {
		return
	}
	for _, l := range p.own("level") {
		if !p.isLowest(l) && lacks(l, "lead") {
			p.report(l, place(l), "nobody leads for a family at level "+called(l), "add `lead` with a role")
		}
	}
}

// leadWithoutChoice: a lead who is only "to be agreed" is chosen by who has time
// (requirement gap-7).
func leadWithoutChoice(p *Pass) {
	leads := map[*model.Thing]bool{}
	for _, l := range p.local("level") {
		for _, r := range l.Refs("lead") {
			leads[r.Thing] = true
		}
	}
	for _, r := range p.own("role") {
		if leads[r] && r.Word("kind") == "lead-practitioner" && lacks(r, "chosen-by") && lacks(r, "chosen-how") {
			p.report(r, place(r), "nothing says how "+called(r)+" is chosen for a family", "add `chosen-by` and `chosen-how`")
		}
	}
}

func levelWithoutConsent(p *Pass) {
	for _, l := range p.own("level") {
		if !p.isLowest(l) && lacks(l, "consent") {
			p.report(l, place(l), "nothing says whether a family has to agree at level "+called(l), "add `consent`, such as `consent required for help` or `consent not-required for referral`")
		}
	}
}

// consentWithoutRefusal finds a level at which the family has to agree to help or
// to a referral, and that does not say what follows when it refuses (requirement
// gap-3): a pathway that is open to it all the same may be no more than advice.
func consentWithoutRefusal(p *Pass) {
	if len(p.open()) == 0 {
		return // what is done is written elsewhere
	}
	for _, level := range p.own("level") {
		if p.isLowest(level) || !lacks(level, "if-refused") {
			continue
		}
		for _, l := range level.All("consent") {
			if l.Bad || l.Todo != nil || l.Consent == "not-required" {
				continue
			}
			if slices.ContainsFunc(l.Words, func(w model.Word) bool { return w.Name != "sharing" }) {
				p.report(level, l.Value, "the family has to agree at level "+called(level)+", and nothing says what follows when it refuses",
					"add `if-refused` with the step that comes next, which says who looks again and by when")
				break
			}
		}
	}
}

// levelWithoutStatute finds a level above one that stands for a power in law, or
// one that nothing may delay, that names no law itself.
func levelWithoutStatute(p *Pass) {
	urgent := map[*model.Thing]bool{}
	for _, d := range p.Documents() {
		for _, r := range d.Refs("nothing-delays") {
			urgent[r.Thing] = true
		}
	}
	for _, l := range p.own("level") {
		if lacks(l, "statute") && (urgent[l] || p.isStatutory(l)) {
			p.report(l, place(l), "nothing says under which law "+called(l)+" stands", "add `statute`, such as `statute children-act-1989-s47`")
		}
	}
}

// consentDelaysProtection finds a level that nothing may delay and that waits for
// a family to agree.
func consentDelaysProtection(p *Pass) {
	for _, d := range p.own("protocol", "thresholds") {
		for _, r := range d.Refs("nothing-delays") {
			if r.Thing == nil {
				continue
			}
			for _, l := range r.Thing.All("consent") {
				if l.Consent == "not-required" || l.Case != nil || l.Bad || l.Todo != nil {
					continue
				}
				for _, w := range l.Words {
					if w.Name == "help" || w.Name == "sharing" || w.Name == "referral" || w.Name == "assessment" {
						f := p.report(d, r.Span, called(r.Thing)+" may not be delayed, and it waits for consent", "write `consent not-required for "+w.Name+"` at the level, or give the line a case")
						f.Related = append(f.Related, label(l.Value, "the family has to agree here"))
						break
					}
				}
			}
		}
	}
}

// noLowLevelSupport: help that begins only at crisis or dependence comes too late
// (requirement low-1, Adfam 2013 finding 13).
func noLowLevelSupport(p *Pass) {
	services := p.local("service")
	if !p.whole() || len(services) == 0 && p.isChecked("phe-2018") {
		return // row 7.3.d
	}
	for _, l := range p.own("level") {
		if p.isLowest(l) || p.isStatutory(l) || l.Partial || l.Todo != nil {
			continue
		}
		parents, children, any := false, false, false
		for _, s := range services {
			here := s.Partial || anyRef(s.Refs("levels"), func(r model.Ref) bool {
				return unclear(r) || r.Thing == l || r.Thing != nil && below(r.Thing, l) && !p.isLowest(r.Thing)
			})
			if !here {
				continue
			}
			any = true
			parents = parents || s.Partial || s.Is("about", "parent") && !onlyDependent(s)
			children = children || s.Partial || s.Is("about", "child") || s.Is("about", "young-carer")
		}
		if !any && p.isChecked("working-together-2023") {
			continue // row th.d
		}
		if !parents {
			p.report(l, place(l), "no service at level "+called(l)+" helps parents whose use is not dependent", "add a `service` with `about parent` and this level, or say with `allow` why there is none")
		}
		if !children {
			p.report(l, place(l), "no service at level "+called(l)+" helps children", "add a `service` with `about child` and this level, or say with `allow` why there is none")
		}
	}
}

func onlyDependent(s *model.Thing) bool {
	l := s.Line("when")
	return l != nil && needsDependence(l.Condition)
}

func needsDependence(c *model.Condition) bool {
	if c == nil {
		return false
	}
	switch c.Op {
	case model.All:
		for _, x := range c.Parts {
			if needsDependence(x) {
				return true
			}
		}
	case model.Any:
		for _, x := range c.Parts {
			if !needsDependence(x) {
				return false
			}
		}
		return len(c.Parts) > 0
	case model.Question:
		return c.Ref != nil && (c.Ref.Name == "in-treatment" || len(c.Values) == 1 && c.Values[0].Word == "dependent" && (c.Test == model.Is || c.Test == model.AtLeast))
	}
	return false
}
