package rules

import (
	"strings"

	"concordat/compiler/model"
)

func teamWithoutHours(p *Pass) {
	for _, t := range p.own("team") {
		if t.Has("phone") && inherits(t, "open") == nil && len(t.Nested("team")) == 0 {
			p.report(t, place(t), "nothing says when "+called(t)+" answers", "add `open`, such as `open Mon-Fri 09:00-17:00` or `open always`")
		}
	}
}

func teamWithoutPhone(p *Pass) {
	for _, t := range p.own("team") {
		asked := t.Is("gives", "referral") || t.Is("gives", "advice") || t.Is("gives", "emergency")
		if asked && inherits(t, "phone") == nil && !hasInside(t, "phone") {
			p.report(t, place(t), "people turn to "+called(t)+", and it has no telephone number", "add `phone`; a worried caller needs to hear a voice")
		}
	}
}

// inherits returns the team itself or the team around it that has a line, or
// that cannot be read; nil if none has it.
func inherits(t *model.Thing, keyword string) *model.Thing {
	for ; t != nil && t.Kind == "team"; t = t.Parent {
		if !lacks(t, keyword) {
			return t
		}
	}
	return nil
}

func hasInside(t *model.Thing, keyword string) bool {
	for _, c := range t.Nested("team") {
		if !lacks(c, keyword) || hasInside(c, keyword) {
			return true
		}
	}
	return false
}

func sameNumberDayAndNight(p *Pass) {
	for _, t := range p.own("team") {
		night := t.Ref("otherwise")
		if night == nil {
			continue
		}
		if n := digits(t.Text("phone")); n != "" && n == digits(night.Text("phone")) {
			f := p.report(t, t.Line("phone").Value, called(t)+" and "+called(night)+", which answers when it is closed, have the same number",
				"check both numbers; if one line is put through at night, say so with `allow`")
			f.Related = append(f.Related, label(night.Line("phone").Value, "the same number here"))
		}
	}
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

func closedWithoutOtherwise(p *Pass) {
	covered := map[*model.Thing]bool{}
	for _, t := range p.local("team") {
		if l := t.Line("open"); l != nil && l.Hours != nil && l.Hours.When != nil {
			if unclear(*l.Hours.When) {
				return // it may answer for any team
			}
			covered[l.Hours.When.Thing] = true
		}
	}
	for _, t := range p.own("team") {
		if !t.Is("gives", "referral") && !t.Is("gives", "emergency") || covered[t] || inherits(t, "otherwise") != nil {
			continue
		}
		if l := t.Line("open"); l != nil && l.Hours != nil && !l.Hours.Always && l.Hours.When == nil {
			p.report(t, place(t), "nothing says who answers when "+called(t)+" is closed", "add `otherwise` with the team that answers then")
		}
	}
}

// noOutOfHours asks, of social care and of treatment, for somebody who answers
// at any hour (requirement low-7: both sides, since everybody else works nine to
// five).
func noOutOfHours(p *Pass) {
	for _, side := range []struct{ kind, name string }{
		{"childrens-social-care", "children's social care"},
		{"treatment", "alcohol and drug treatment"},
	} {
		sides := p.agencies(side.kind)
		answers := len(sides) == 0 || side.kind == "childrens-social-care" && p.isChecked("phe-2018") // row 7.4.a
		for _, t := range p.local("team") {
			answers = answers || t.Agency() != nil && t.Agency().Word("kind") == side.kind && answersAlways(t, 8)
		}
		p.demand(answers, "nobody in "+side.name+" can be reached outside office hours",
			"give a team `open always`, or `otherwise` with the team that answers when it is closed")
	}
}

func answersAlways(t *model.Thing, depth int) bool {
	if t == nil || depth == 0 {
		return false
	}
	if l := t.Line("open"); l != nil && l.Hours != nil && (l.Hours.Always || l.Hours.When != nil) {
		return true
	}
	return t.Has("otherwise") && (t.Ref("otherwise") == nil || answersAlways(t.Ref("otherwise"), depth-1) || lacks(t.Ref("otherwise"), "open"))
}

// noAdviceLine asks for somebody to talk to before it is clear that a threshold
// is met (requirement gap-15).
func noAdviceLine(p *Pass) {
	met := p.isChecked("phe-2018") // row 7.6.c
	for _, t := range p.local("team") {
		met = met || t.Is("gives", "advice")
	}
	p.demand(met, "there is nobody to ask for advice before making a referral", "add `gives advice` to a team that a worried worker can telephone without naming the family")
}

// undeclaredNumber finds telephone numbers in texts that no team or role has: the
// way in which one page comes to give two numbers for one team.
func undeclaredNumber(p *Pass) {
	declared := map[string]bool{}
	for _, t := range p.local("team", "role") {
		for _, l := range t.All("phone") {
			for _, x := range l.Texts {
				declared[digits(x.Text)] = true
			}
		}
	}
	if len(declared) == 0 {
		return
	}
	for _, x := range p.passages {
		if !x.low.may(phoneNumber) {
			continue
		}
		for _, m := range phoneNumber.all(x.text) {
			n := digits(x.text[m[0]:m[1]])
			if !declared[n] && len(n) >= 10 && len(n) <= 11 && n[:4] != "0800" && n[:4] != "0808" {
				p.report(x.about, x.at(m[0], m[1]), "no team or role has the number "+x.text[m[0]:m[1]],
					"write the name of the team in braces, such as `{mash.phone}`, so that the number cannot go out of date")
			}
		}
	}
}

var phoneNumber = matching(`\b0[0-9]{2,4}[ -]?[0-9]{3,4}[ -]?[0-9]{3,4}\b`)
