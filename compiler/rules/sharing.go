package rules

import "concordat/compiler/model"

func shareWithoutBasis(p *Pass) {
	for _, s := range p.own("share") {
		if lacks(s, "lawful-basis") {
			p.report(s, place(s), "share "+called(s)+" has no lawful basis", "add `lawful-basis`; for a public body it is usually `public-task` or `legal-obligation`")
		}
	}
}

func shareWithoutSpecialCondition(p *Pass) {
	for _, s := range p.own("share") {
		if s.Is("data", "special-category") && lacks(s, "special-category-condition") {
			p.report(s, s.Line("data").Value, "share "+called(s)+" passes on special category data, and no condition allows it", "add `special-category-condition`; to protect a child it is usually `safeguarding-children`")
		}
	}
}

func shareWithoutPurpose(p *Pass) {
	for _, s := range p.own("share") {
		if lacks(s, "purpose") {
			p.report(s, place(s), "nothing says what "+called(s)+" is shared for", "add `purpose`, such as `purpose assess-need`")
		}
	}
}

// shareWithoutRecord: what was shared, with whom and why is written down, and why
// not if it was not (fact is-11). A duty of the whole agreement counts.
func shareWithoutRecord(p *Pass) {
	for _, s := range p.own("share") {
		if s.Partial || s.Todo != nil {
			continue
		}
		recorded := false
		for _, t := range append(p.local("protocol"), s) {
			for _, l := range demands(t) {
				recorded = recorded || p.lineMatches(l, records)
			}
		}
		if !recorded {
			p.report(s, place(s), "nobody writes down what was shared under "+called(s)+", and why", "add `must record what-was-shared, with-whom, reasons`")
		}
	}
}

var records = matching(`\b(record|write|note|keep)\b`)

// shareWithoutTelling: parents are told unless that is dangerous (fact is-12).
func shareWithoutTelling(p *Pass) {
	for _, s := range p.own("share") {
		if s.Partial || s.Todo != nil || asksFirst(s) || !s.Is("about", "child") && !s.Is("about", "parent") && !s.Is("about", "unborn-child") {
			continue
		}
		told := false
		for _, t := range append(p.local("protocol"), s) {
			for _, l := range t.Duties() {
				told = told || p.lineMatches(l, familyTold)
			}
		}
		if !told {
			p.report(s, place(s), "nothing says whether the family is told that "+called(s)+" is shared", "add `must tell parents unless increases-risk or obstructs-police`")
		}
	}
}

var familyTold = matching(`\b(tell|inform|explain|ask|discuss|agree|speak|talk)\b.*\b(parents?|carers?|family|child|young person)\b`)

func asksFirst(s *model.Thing) bool {
	for _, l := range s.All("consent") {
		if l.Consent == "required" || l.Consent == "written" || l.Bad || l.Todo != nil {
			return true
		}
	}
	return false
}

// consentOnlyBasis: consent that a public body cannot do without is no free
// choice, and a parent who says no would stop a child being protected (fact
// is-03).
func consentOnlyBasis(p *Pass) {
	for _, s := range p.own("share") {
		l := s.Line("lawful-basis")
		if l == nil || len(l.Words) != 1 || l.Words[0].Name != "consent" {
			continue
		}
		when := s.Line("when")
		if when == nil || p.reachesStatute(when.Condition) {
			p.report(s, l.Value, "consent is the only lawful basis of "+called(s)+", also where a child needs protection", "add `public-task` or `legal-obligation`, or limit the share to a lower level with `when`")
		}
	}
}

// reachesStatute says whether a condition names a level that stands for a power
// in law, or a criterion that gives one.
func (p *Pass) reachesStatute(c *model.Condition) bool {
	reaches := false
	c.EachCondition(func(c *model.Condition) {
		switch {
		case c.Op == model.LevelTest:
			for _, l := range c.Levels {
				up := c.Test == model.AtLeast || c.Test == model.Over
				reaches = reaches || l.Thing != nil && (up || p.isStatutory(l.Thing) && c.Test == model.Is)
			}
		case c.Op == model.Criterion && c.Ref != nil && c.Ref.Thing != nil:
			level := c.Ref.Thing.Ref("level")
			reaches = reaches || level != nil && p.isStatutory(level)
		case c.Op == model.Question && c.Ref != nil && c.Ref.Name == "significant-harm":
			reaches = true
		}
	})
	return reaches
}

// consentWaivedWithoutReason: paragraph 18 of Schedule 1 to the Data Protection
// Act 2018 lets health data pass without consent for one of three reasons (fact
// is-06).
func consentWaivedWithoutReason(p *Pass) {
	for _, s := range p.own("share") {
		if !s.Is("special-category-condition", "safeguarding-children") {
			continue
		}
		for _, l := range s.All("consent") {
			if l.Consent == "not-required" && l.Because == nil && l.Case == nil && !l.Bad && l.Todo == nil {
				p.report(s, l.Value, "nothing says why consent is not sought", "end the line with `because cannot-be-given`, `because cannot-be-obtained` or `because would-prejudice`")
			}
		}
	}
}
