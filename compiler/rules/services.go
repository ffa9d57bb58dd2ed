package rules

import (
	"strconv"
	"strings"

	"concordat/compiler/model"
	"concordat/compiler/words"
)

// serviceIncomplete: a directory helps only where an entry says what, for whom
// and how (requirement low-5).
func serviceIncomplete(p *Pass) {
	for _, s := range p.own("service") {
		if s.Partial || s.Todo != nil || len(s.All("todo")) > 0 {
			continue
		}
		wanted := []string{"by", "levels", "about", "offers", "wait"}
		if s.Is("about", "child") || s.Is("about", "young-carer") {
			wanted = append(wanted, "ages")
		}
		if p.canBeReached(s) {
			wanted = append(wanted, "access", "contact")
		}
		var missing []string
		for _, w := range wanted {
			if lacks(s, w) {
				missing = append(missing, "`"+w+"`")
			}
		}
		if len(missing) > 0 {
			p.report(s, place(s), "service "+called(s)+" does not say all that a family needs to know", "add "+words.Strings(missing, "and"))
		}
	}
}

func unreachableService(p *Pass) {
	for _, s := range p.own("service") {
		if !s.Partial && s.Todo == nil && !p.canBeReached(s) {
			p.report(s, place(s), "nothing says how a family comes to service "+called(s), "add `access` and `contact`, or a pathway to the agency that gives it")
		}
	}
}

func (p *Pass) canBeReached(s *model.Thing) bool {
	if !lacks(s, "access") || !lacks(s, "contact") {
		return true
	}
	for _, w := range p.local("pathway") {
		for _, by := range s.Refs("by") {
			if by.Thing != nil && anyRef(w.Refs("to"), func(r model.Ref) bool { return isAt(r, by.Thing) }) {
				return true
			}
		}
	}
	return false
}

// childServiceTiedToTreatment: children need help in their own right, whatever
// their parent does (Adfam 2013 finding 17, requirement low-4).
func childServiceTiedToTreatment(p *Pass) {
	var tied *model.Thing
	for _, s := range p.local("service") {
		if !s.Is("about", "child") && !s.Is("about", "young-carer") {
			continue
		}
		l := s.Line("when")
		if l == nil || l.Bad || !aboutTreatment(l.Condition) {
			return
		}
		tied = s
	}
	if tied != nil && tied.Origin == model.Own && p.readable {
		p.report(tied, tied.Line("when").Value, "every service for children depends on the parent's treatment", "add a service for children that does not ask whether the parent is in treatment")
	}
}

func aboutTreatment(c *model.Condition) bool {
	about := false
	c.EachCondition(func(c *model.Condition) {
		about = about || c.Ref != nil && strings.Contains(c.Ref.Name, "treatment") || strings.Contains(strings.ToLower(c.Words), "treatment")
	})
	return about
}

// childAgesNotCovered finds ages under 18 for which no service is there.
func childAgesNotCovered(p *Pass) {
	var served [18]bool
	var last *model.Thing
	for _, s := range p.local("service") {
		if !s.Is("about", "child") && !s.Is("about", "young-carer") {
			continue
		}
		l := s.Line("ages")
		if l == nil || l.Bad || l.Todo != nil || l.Unit != "" && !strings.HasPrefix(l.Unit, "year") {
			return
		}
		for age := max(l.Low, 0); age <= l.High && age < len(served); age++ {
			served[age] = true
		}
		if s.Origin == model.Own {
			last = s
		}
	}
	var gaps []string
	for from := 0; from < len(served); from++ {
		to := from
		for to < len(served) && !served[to] {
			to++
		}
		switch {
		case to == from+1:
			gaps = append(gaps, strconv.Itoa(from))
		case to > from:
			gaps = append(gaps, strconv.Itoa(from)+" to "+strconv.Itoa(to-1))
		}
		from = to
	}
	if last != nil && len(gaps) > 0 && p.readable {
		p.report(last, last.Line("ages").Value, "no service helps children aged "+words.Strings(gaps, "or"), "add a service for those ages, or widen `ages` of one")
	}
}

var togetherEarly = matching(`\bteam around\b|\bearly help\b|\bfamily (meeting|group)\b|\bnetwork meeting\b`)

// noMeetingBelowStatute: help is put together only once there is a child
// protection plan, unless a meeting below that is agreed (requirement gap-11).
func noMeetingBelowStatute(p *Pass) {
	met := false
	for _, m := range p.local("meeting") {
		met = met || m.Partial || anyRef(m.Refs("levels"), func(r model.Ref) bool { return unclear(r) || r.Thing != nil && !p.isStatutory(r.Thing) })
		met = met || m.Line("levels") == nil && p.says(m).matches(togetherEarly)
	}
	p.demand(met, "agencies meet about a family only at a statutory level", "add a `meeting` with `levels` below it, such as a team around the family")
}
