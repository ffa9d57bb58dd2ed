package decide

import (
	"fmt"
	"slices"
	"strings"
)

// This file writes what the rules say beside the level and the pathways: sharing,
// consent, duties, services and why.

func (t *textWriter) shares() {
	var free, asked, general, doubt []Share
	for _, s := range t.a.Shares {
		switch {
		case s.Standing == InDoubt && !t.full:
			doubt = append(doubt, s)
		case t.needsAgreement(s):
			asked = append(asked, s)
		case s.When == "" && len(s.About) == 0:
			general = append(general, s)
		default:
			free = append(free, s)
		}
	}
	if len(free)+len(general) > 0 {
		t.head("What may be shared")
	}
	for _, s := range free {
		t.share(s)
	}
	if len(free) > 0 && len(general) > 0 {
		t.say(0, "")
	}
	for _, s := range general { // about nobody in this family
		if t.full {
			t.share(s)
		} else {
			t.hang(2, "- ", "In every case: "+s.Title+clauses([]string{s.Clause}))
		}
	}
	if len(asked) > 0 {
		t.head("Only if the family agrees to this sharing")
		t.say(2, "Ask about the sharing by itself, whatever the family said about help. Without a yes to it, share nothing of this.")
	}
	for _, s := range asked {
		t.share(s)
	}
	if len(doubt) == 0 {
		return
	}
	t.head("What may be shared, if it is so")
	for _, s := range doubt {
		text := s.Title + clauses([]string{s.Clause}) + ": "
		if t.needsAgreement(s) {
			text += "only if the family agrees to it, and if "
		} else {
			text += "if "
		}
		when := s.When
		if when == "" { // it hangs on who may share
			when = "your agency may share it"
		}
		t.item(text + when)
	}
}

// needsAgreement says that a share has to be agreed to, or may: by its own positions
// on consent or, where it has none, by those of the level.
func (t *textWriter) needsAgreement(s Share) bool {
	positions := s.Consent
	if len(positions) == 0 {
		positions = t.a.Consent
	}
	return slices.ContainsFunc(positions, func(c Consent) bool { return c.Needed != "not-required" && slices.Contains(c.For, "sharing") })
}

func (t *textWriter) share(s Share) {
	t.say(0, "")
	text := s.Title + ", with " + names(s.To, "and")
	if s.Standing == InDoubt {
		text += prefixed(", if ", s.When)
	}
	t.say(2, text+clauses([]string{s.Clause}))
	if len(s.What) > 0 {
		t.hang(4, "what: ", strings.Join(s.What, "; "))
	}
	basis := joined(labels("lawful-basis", s.Basis), "and")
	if basis == "" {
		basis = "the agreement does not say"
	}
	t.hang(4, "basis: ", basis+prefixed("; ", joined(labels("special-category-condition", s.Condition), "and")))
	if len(s.Gateway) > 0 {
		t.hang(4, "law: ", joined(s.Gateway, "and"))
	}
	for _, c := range s.Consent {
		t.hang(4, "consent: ", c.text())
	}
	if s.How != "" {
		t.hang(4, "how: ", s.How)
	}
	for _, d := range s.Duties {
		t.duty(4, "", d)
	}
}

func (t *textWriter) consent() {
	if len(t.a.Consent) == 0 {
		return
	}
	t.head("Consent")
	level := ""
	for _, c := range t.a.Consent {
		indent := 2
		if !t.a.Certain {
			indent = 4
			if c.LevelTitle != level {
				t.say(2, "If it is "+c.LevelTitle+":")
				level = c.LevelTitle
			}
		}
		t.hang(indent, "- ", sentence(c.text())+clauses([]string{c.Clause}))
	}
	switch {
	case len(t.a.AfterRefusal) > 0: // it stands above
	case len(t.a.IfRefused) > 0:
		t.hang(2, "- ", "If the family says no"+then(t.a.IfRefused))
	}
	switch said := saidOfConsent[t.a.Case.Consent]; {
	case t.a.ConsentTaken:
		t.say(2, "The example does not say what the family answered; it is taken to have agreed.")
	case said != "":
		t.say(2, said)
	}
	t.say(2, "Agreement to help never decides what may be shared.")
}

// saidOfConsent says what the family answered, by what the case says.
var saidOfConsent = map[string]string{
	"given": "The case says that the family agreed.", "refused": "The case says that the family said no.", "not-asked": "The case says that the family has not been asked yet.",
}

func (t *textWriter) duties() {
	var all []Duty // but those that stand first
	for _, d := range t.a.Duties {
		if !t.full && d.Level != "" && !t.a.Certain {
			continue // what a level asks, while the level is not certain
		}
		if !slices.ContainsFunc(t.a.First, func(f First) bool { return f.Duty.Text == d.Text }) {
			all = append(all, d)
		}
	}
	if len(all) == 0 {
		return
	}
	t.head("In every such case")
	for _, d := range all {
		t.duty(2, "", d)
	}
}

func (t *textWriter) services() {
	if len(t.a.Services) == 0 {
		return
	}
	t.head("Help to offer")
	var sure []string
	for _, s := range t.a.Services {
		text := s.Title + clauses([]string{s.Clause})
		switch {
		case t.full:
			t.hang(2, "- ", s.Title+is(s.Standing, "", ", if "+s.When)+prefixed(": ", s.Access)+clauses([]string{s.Clause}))
			for _, c := range s.Contacts {
				t.contact(4, c)
			}
		case s.Standing == Certain:
			sure = append(sure, text)
		}
	}
	if len(sure) > 0 {
		t.say(2, strings.Join(sure, "; "))
	}
}

// why writes the explanation; in short without what every line above says of
// itself.
func (t *textWriter) why() {
	t.head("Why")
	for _, r := range t.a.Explanation {
		if !t.full && !t.worthSaying(r) {
			continue
		}
		t.hang(2, "- ", fmt.Sprintf("%s [%s]", r.Text, strings.Join(nonEmpty(r.Clause, fmt.Sprintf("%s:%d", r.File, r.Line)), ", ")))
	}
}

// worthSaying says that a reason stands in the short form: it is about something
// certain, and no line above gives it already.
func (t *textWriter) worthSaying(r Reason) bool {
	switch r.About {
	case "level", "judgement", "lead", "pathway", "share":
		return r.Standing == Certain
	}
	return r.About == "ask"
}
