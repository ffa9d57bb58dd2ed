package scenario

import (
	"fmt"
	"slices"
	"strings"

	"concordat/compiler/decide"
	"concordat/compiler/ruleset"
)

// view is an answer as an example looks at it.
type view struct {
	rules    *ruleset.RuleSet
	answer   *decide.Answer
	scenario *ruleset.Scenario
}

// check says whether an expectation is met, and if not, what the agreement says
// instead. An example that was met by nobody in particular expects nothing of what
// only an agency can be told.
func (v *view) check(x *ruleset.Expectation) (ok bool, got string) {
	switch x.What {
	case "level":
		return v.level(x)
	case "not-ruled-out":
		got := levelNames(v.answer.NotRuledOut)
		return sameNames(x.Names, got), "what is not ruled out is " + listed(got)
	case "consider", "no-consider":
		return v.consider(x)
	case "lead":
		return v.lead(x)
	case "first":
		return v.first(x)
	case "consent":
		return v.consent(x)
	case "ask":
		return v.ask(x)
	case "due":
		return v.due(x)
	case "share", "no-share":
		return v.share(x)
	case "contact":
		return v.contact(x)
	case "tell", "no-tell":
		return v.tell(x)
	case "step", "no-step":
		return v.step(x)
	}
	return v.pathway(x)
}

func (v *view) level(x *ruleset.Expectation) (bool, string) {
	got := ""
	if v.answer.Level != nil {
		got = v.answer.Level.Name
	}
	met := len(x.Names) == 1 && x.Names[0] == got && (x.AtLeast || v.answer.Certain)
	if x.AtLeast && len(x.Names) == 1 && got != "" {
		met = v.rank(got) >= v.rank(x.Names[0])
	}
	text := "the level is " + got
	if got == "" {
		text = "no level is certain"
	}
	if !v.answer.Certain {
		text += ", and " + listed(levelNames(v.answer.NotRuledOut)) + " cannot be ruled out"
	}
	return met, text
}

func (v *view) rank(level string) int {
	return slices.IndexFunc(v.rules.Levels, func(l ruleset.Level) bool { return l.Name == level })
}

func levelNames(all []decide.Need) []string {
	var names []string
	for _, n := range all {
		names = append(names, n.Name)
	}
	return names
}

func (v *view) consider(x *ruleset.Expectation) (bool, string) {
	got := v.considered()
	met := sameNames(x.Names, got)
	if x.What == "no-consider" {
		met = !slices.ContainsFunc(x.Names, func(n string) bool { return slices.Contains(got, n) })
	}
	switch len(got) {
	case 0:
		return met, "no level is to be thought about"
	case 1:
		return met, "the level to think about is " + got[0]
	}
	return met, "the levels to think about are " + listed(got)
}

// considered returns the levels to think about, each once.
func (v *view) considered() []string {
	var names []string
	for _, c := range v.answer.Consider {
		if !slices.Contains(names, c.Level) {
			names = append(names, c.Level)
		}
	}
	return names
}

// lead compares those who lead, or may lead while the level is in doubt.
func (v *view) lead(x *ruleset.Expectation) (bool, string) {
	got, sure := v.leading()
	met := sameNames(x.Names, got) && (sure || len(got) > 1)
	if len(got) == 0 {
		return met, "nobody leads"
	}
	text := "the lead is " + listed(got)
	if !sure {
		text += ", and that is not certain"
	}
	return met, text
}

// leading returns who leads or may lead, each once, and whether that is certain.
func (v *view) leading() (names []string, sure bool) {
	sure = true
	for _, l := range v.answer.Leads {
		if !slices.Contains(names, l.Role.Name) {
			names = append(names, l.Role.Name)
		}
		sure = sure && l.Standing == decide.Certain
	}
	return names, sure
}

// first looks among what stands before everything else for a line to each of
// those that are expected.
func (v *view) first(x *ruleset.Expectation) (bool, string) {
	got := v.reachedFirst()
	for _, p := range x.Who {
		if !slices.Contains(got, p.Name) {
			if len(got) == 0 {
				return false, "nothing stands before everything else"
			}
			return false, "those to reach first are " + listed(got)
		}
	}
	return true, ""
}

// reachedFirst returns the teams that answer in what stands before everything else.
func (v *view) reachedFirst() []string {
	var names []string
	for _, f := range v.answer.First {
		if f.Standing != decide.Certain {
			continue
		}
		for _, n := range answeringAll(f.Duty.Contacts) {
			if !slices.Contains(names, n) {
				names = append(names, n)
			}
		}
	}
	return names
}

// answeringAll returns the teams that answer for contacts.
func answeringAll(contacts []decide.Contact) []string {
	var names []string
	for _, c := range contacts {
		if name := answering(c); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// answering returns the team that answers for a contact, "" if nobody does.
func answering(c decide.Contact) string {
	switch {
	case c.Instead != nil:
		return c.Instead.Name
	case c.Open == "closed":
		return ""
	}
	return c.Name
}

func (v *view) consent(x *ruleset.Expectation) (bool, string) {
	for _, purpose := range x.For {
		places := [][]decide.Consent{v.atLevel()}
		if len(x.Names) > 0 {
			places = nil
			for _, name := range x.Names {
				s := v.shareNamed(name)
				if s == nil {
					return false, fmt.Sprintf("`%s` does not let anything be shared here", name)
				}
				places = append(places, s.Consent)
			}
		}
		for _, all := range places {
			var needed []string
			sure := true
			for _, c := range all {
				if slices.Contains(c.For, purpose) && !slices.Contains(needed, c.Needed) {
					needed = append(needed, c.Needed)
					sure = sure && c.Standing == decide.Certain
				}
			}
			switch {
			case len(needed) == 0:
				return false, "nothing is said of consent for " + purpose
			case len(needed) > 1 || needed[0] != x.Needed:
				return false, fmt.Sprintf("consent for %s is %s", purpose, strings.Join(needed, " or "))
			case !sure:
				return false, fmt.Sprintf("consent for %s is %s, and that is not certain", purpose, needed[0])
			}
		}
	}
	return true, ""
}

// atLevel returns what the level, and those not ruled out, say of consent.
func (v *view) atLevel() []decide.Consent { return v.answer.Consent }

func (v *view) ask(x *ruleset.Expectation) (bool, string) {
	if v.answer.Ask == nil {
		return false, "nothing has to be asked"
	}
	return slices.Equal(x.Names, []string{v.answer.Ask.Name}), fmt.Sprintf("the next question is %s: “%s”", v.answer.Ask.Name, v.answer.Ask.Title)
}

func sameNames(want, got []string) bool {
	if len(want) != len(got) {
		return false
	}
	for _, n := range want {
		if !slices.Contains(got, n) {
			return false
		}
	}
	return true
}

func listed(names []string) string {
	switch n := len(names); n {
	case 0:
		return "none"
	case 1:
		return names[0]
	default:
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
}

// abouts are the parts of an explanation that speak of an expectation.
var abouts = map[string][]string{
	"level": {"level"}, "not-ruled-out": {"level"}, "consider": {"criterion"}, "no-consider": {"criterion"}, "lead": {"lead"}, "first": {"first"}, "consent": {"consent"}, "pathway": {"pathway"}, "no-pathway": {"pathway"},
	"accepted": {"pathway"}, "not-accepted": {"pathway"}, "share": {"share"}, "no-share": {"share"}, "ask": {"ask"},
}

// why returns what the explanation says of an expectation that is not met, with
// the clause of each rule, at most three of it.
func (v *view) why(x *ruleset.Expectation) []string {
	var all []string
	if text, ok := v.askedApart(x); ok {
		all = append(all, text)
	}
	for _, e := range v.answer.Explanation {
		if len(all) == 3 || !slices.Contains(abouts[x.What], e.About) || !v.concerns(e, x) {
			continue
		}
		text := e.Text
		if e.Clause != "" {
			text += " (" + e.Clause + ")"
		}
		all = append(all, text)
	}
	return all
}

// concerns says whether a reason is about one of the things that are expected.
func (v *view) concerns(e decide.Reason, x *ruleset.Expectation) bool {
	switch e.About {
	case "consent": // the explanation speaks of what the level says
		return len(x.Names) == 0
	case "pathway":
		return slices.ContainsFunc(v.rules.Pathways, func(p ruleset.Pathway) bool { return p.Place == e.Place && slices.Contains(x.Names, p.Name) })
	case "share":
		return slices.ContainsFunc(v.rules.Shares, func(s ruleset.Share) bool { return s.Place == e.Place && slices.Contains(x.Names, s.Name) })
	}
	return true
}
