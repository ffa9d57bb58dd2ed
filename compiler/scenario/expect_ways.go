package scenario

import (
	"fmt"
	"slices"
	"strings"

	"concordat/compiler/decide"
	"concordat/compiler/ruleset"
)

func (v *view) pathwayNamed(name string) *decide.Pathway {
	for i := range v.answer.Pathways {
		if v.answer.Pathways[i].Name == name {
			return &v.answer.Pathways[i]
		}
	}
	return nil
}

func (v *view) shareNamed(name string) *decide.Share {
	for i := range v.answer.Shares {
		if v.answer.Shares[i].Name == name {
			return &v.answer.Shares[i]
		}
	}
	return nil
}

// stepNamed returns a step that the answer shows, and how sure its way is: one of a
// pathway that is open, or may be, or one that follows a refusal. found says that
// its pathway is open or that it follows a refusal.
func (v *view) stepNamed(path string) (s *decide.Step, way decide.Standing, found bool) {
	name, step, _ := strings.Cut(path, ".")
	if s := v.answer.AfterRefused(path); s != nil {
		return s, s.Standing, true
	}
	p := v.pathwayNamed(name)
	if p == nil {
		return nil, "", false
	}
	for i := range p.Steps {
		if p.Steps[i].Name == step {
			return &p.Steps[i], p.Standing, true
		}
	}
	return nil, p.Standing, true
}

// pathway checks whether pathways are open, and whether their receivers take the
// family.
func (v *view) pathway(x *ruleset.Expectation) (bool, string) {
	for _, name := range x.Names {
		p := v.pathwayNamed(name)
		if x.What == "no-pathway" {
			if p != nil {
				return false, fmt.Sprintf("`%s` is %s", name, openText(p))
			}
			continue
		}
		switch {
		case p == nil:
			return false, fmt.Sprintf("`%s` is not open%s", name, v.from())
		case p.Standing != decide.Certain:
			return false, fmt.Sprintf("`%s` is %s", name, openText(p))
		case x.What == "accepted" && p.Accepted != string(decide.Certain):
			return false, fmt.Sprintf("the receiver of `%s` does not certainly take the family", name)
		case x.What == "not-accepted" && p.Accepted != "no":
			return false, fmt.Sprintf("the receiver of `%s` takes the family, or may", name)
		}
	}
	return true, ""
}

func openText(p *decide.Pathway) string {
	if p.Standing == decide.Certain {
		return "open"
	}
	return "not certainly open: it hangs on " + strings.Join(p.Doubts, ", and on ")
}

func (v *view) from() string {
	if v.scenario.From == "" {
		return ""
	}
	return " to " + v.scenario.From
}

func (v *view) share(x *ruleset.Expectation) (bool, string) {
	for _, name := range x.Names {
		s := v.shareNamed(name)
		if x.What == "no-share" {
			if s == nil {
				continue
			}
			if len(x.Who) == 0 {
				return false, fmt.Sprintf("`%s` %s", name, shareText(s))
			}
			for _, p := range x.Who {
				if among(p, s.To) {
					return false, fmt.Sprintf("`%s` %s with %s%s", name, shareVerb(s), p.Name, shareTerms(s))
				}
			}
			continue
		}
		switch {
		case s == nil:
			return false, fmt.Sprintf("`%s` does not let anything be shared%s", name, v.by())
		case s.Standing != decide.Certain:
			return false, fmt.Sprintf("`%s` %s", name, shareText(s))
		}
		for _, p := range x.Who {
			if !among(p, s.To) {
				return false, fmt.Sprintf("`%s` does not let it be shared with %s", name, p.Name)
			}
		}
	}
	return true, ""
}

func (v *view) by() string {
	if v.scenario.From == "" {
		return ""
	}
	return " by " + v.scenario.From
}

// shareText says that something may be shared, and what that hangs on.
func shareText(s *decide.Share) string { return shareVerb(s) + shareTerms(s) }

func shareVerb(s *decide.Share) string {
	if s.Standing == decide.Certain {
		return "lets it be shared"
	}
	return "may let it be shared"
}

func shareTerms(s *decide.Share) string {
	text := ""
	if asksFirst(s) != "" {
		text = " if the family agrees to that"
	}
	if s.Standing != decide.Certain && s.When != "" {
		text += ": whether " + s.When
	}
	return text
}

// asksFirst returns the agreement to it, `required` or `written`, without which
// something may not be shared, or perhaps not; "" for none.
func asksFirst(s *decide.Share) string {
	for _, c := range s.Consent {
		if c.Needed != "not-required" && slices.Contains(c.For, "sharing") {
			return c.Needed
		}
	}
	return ""
}

// askedApart says, of rules for sharing that are expected to let nothing pass, that
// what the family said to an offer of help does not shut one that needs its agreement.
func (v *view) askedApart(x *ruleset.Expectation) (text string, ok bool) {
	if x.What != "no-share" {
		return "", false
	}
	for _, name := range x.Names {
		if s := v.shareNamed(name); s != nil && asksFirst(s) != "" {
			return fmt.Sprintf("whether the family agrees to that is asked apart, and `consent is refused` speaks of help and referrals: `share %s` means that it may be shared if the family agrees to it, and `consent %s for sharing in %s` expects that it is asked", name, asksFirst(s), name), true
		}
	}
	return "", false
}

// among says that somebody is one of those who are named, or an agency among any.
func among(p ruleset.Party, all []decide.Who) bool {
	return slices.ContainsFunc(all, func(w decide.Who) bool {
		return w.Kind == p.Kind && w.Name == p.Name || w.Kind == "any-agency" && (p.Kind == "agency" || p.Kind == "any-agency")
	})
}

func (v *view) contact(x *ruleset.Expectation) (bool, string) {
	for _, name := range x.Names {
		p := v.pathwayNamed(name)
		if p == nil {
			return false, fmt.Sprintf("`%s` is not open%s", name, v.from())
		}
		got := answeringAll(p.Contacts)
		for _, who := range x.Who {
			if slices.Contains(got, who.Name) {
				continue
			}
			if len(got) == 0 {
				return false, fmt.Sprintf("nobody answers for the receiver of `%s`", name)
			}
			return false, fmt.Sprintf("%s answers for the receiver of `%s`", listed(got), name)
		}
	}
	return true, ""
}

// informing are the verbs by which somebody gets to know something, is asked or
// is reached.
var informing = []string{
	"telephone", "tell", "ask", "send", "share", "contact", "consult", "discuss", "explain", "refer", "confirm", "report", "invite", "involve", "give", "offer", "provide", "agree", "speak", "visit",
}

func (v *view) tell(x *ruleset.Expectation) (bool, string) {
	for _, name := range x.Names {
		duties, found := v.dutiesOf(name)
		for _, who := range x.Who {
			var told *decide.Duty
			for i := range duties {
				if d := &duties[i]; (d.Standing == decide.Certain || x.What == "no-tell") && v.tells(d, who) {
					told = d
				}
			}
			switch {
			case x.What == "no-tell" && told != nil:
				return false, fmt.Sprintf("%s says: %s %s", told.Clause, strings.ReplaceAll(told.Modality, "-", " "), told.Text)
			case x.What == "tell" && !found:
				return false, fmt.Sprintf("`%s` does not come into it here", name)
			case x.What == "tell" && told == nil:
				return false, fmt.Sprintf("nothing in `%s` says so here", name)
			}
		}
	}
	return true, ""
}

// tells says that a duty is owed, and that somebody is told, asked or reached by it.
func (v *view) tells(d *decide.Duty, who ruleset.Party) bool {
	x := v.duty(d.Place)
	return x != nil && (d.Modality == "must" || d.Modality == "should") && slices.Contains(informing, x.Verb) && v.involves(d, who)
}

// duty returns the duty of the rules that stands at a place.
func (v *view) duty(at ruleset.Place) *ruleset.Duty {
	var found *ruleset.Duty
	look := func(all []ruleset.Duty) {
		for i := range all {
			if all[i].File == at.File && all[i].Line == at.Line {
				found = &all[i]
			}
		}
	}
	r := v.rules
	look(r.Duties)
	for i := range r.Levels {
		look(r.Levels[i].Duties)
	}
	for i := range r.Shares {
		look(r.Shares[i].Duties)
	}
	for i := range r.Pathways {
		look(r.Pathways[i].Duties)
		for j := range r.Pathways[i].Steps {
			look(r.Pathways[i].Steps[j].Duties)
		}
	}
	return found
}

// dutiesOf returns the duties of a step, a pathway, a share, a level or the
// document, as the answer has them.
func (v *view) dutiesOf(name string) (all []decide.Duty, found bool) {
	if strings.Contains(name, ".") {
		s, way, _ := v.stepNamed(name)
		if s == nil || way != decide.Certain {
			return nil, s != nil
		}
		return owing(s), true
	}
	if p := v.pathwayNamed(name); p != nil {
		all = append(all, p.Duties...)
		for i := range p.Steps {
			all = append(all, owing(&p.Steps[i])...)
		}
		return all, true
	}
	if s := v.shareNamed(name); s != nil {
		return s.Duties, true
	}
	at := v.rules.Duties
	if n := v.rank(name); n >= 0 {
		at = v.rules.Levels[n].Duties
	} else if name != v.rules.Document.Name {
		return nil, false
	}
	for _, d := range v.answer.Duties {
		if slices.ContainsFunc(at, func(x ruleset.Duty) bool { return x.Place == d.Place }) {
			all = append(all, d)
		}
	}
	return all, true
}

// owing returns the duties of a step; none of them is surer than the step.
func owing(s *decide.Step) []decide.Duty {
	if s.Standing == decide.Certain {
		return s.Duties
	}
	all := slices.Clone(s.Duties)
	for i := range all {
		all[i].Standing = decide.InDoubt
	}
	return all
}

// step says whether something has to be done in a step.
func (v *view) step(x *ruleset.Expectation) (bool, string) {
	for _, name := range x.Names {
		s, standing, found := v.stepNamed(name)
		owed := s != nil && slices.ContainsFunc(s.Duties, func(d decide.Duty) bool {
			return (d.Modality == "must" || d.Modality == "should") && (d.Standing == decide.Certain || x.What == "no-step")
		})
		switch {
		case x.What == "no-step" && owed:
			return false, fmt.Sprintf("something has to be done in `%s`, or may have to be", name)
		case x.What == "no-step":
		case !found:
			way, _, _ := strings.Cut(name, ".")
			return false, fmt.Sprintf("`%s` is not open%s", way, v.from())
		case !owed || s.Standing != decide.Certain || standing != decide.Certain:
			return false, fmt.Sprintf("nothing certainly has to be done in `%s`", name)
		}
	}
	return true, ""
}

// involves says that a duty is done to, for or with somebody.
func (v *view) involves(d *decide.Duty, who ruleset.Party) bool {
	x := v.duty(d.Place)
	return x != nil && slices.ContainsFunc(x.Parties, func(l ruleset.Link) bool {
		return slices.ContainsFunc(l.Who, func(p ruleset.Party) bool { return p.Kind == who.Kind && p.Name == who.Name })
	})
}
