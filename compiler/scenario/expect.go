package scenario

import (
	"fmt"
	"slices"
	"strings"

	"concordat/compiler/clock"
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
	var got []string
	for _, c := range v.answer.Consider {
		if !slices.Contains(got, c.Level) {
			got = append(got, c.Level)
		}
	}
	met := sameNames(x.Names, got)
	if x.What == "no-consider" {
		met = !slices.ContainsFunc(x.Names, func(n string) bool { return slices.Contains(got, n) })
	}
	return met, "the levels to think about are " + listed(got)
}

// lead compares those who lead, or may lead while the level is in doubt.
func (v *view) lead(x *ruleset.Expectation) (bool, string) {
	var got []string
	sure := true
	for _, l := range v.answer.Leads {
		if !slices.Contains(got, l.Role.Name) {
			got = append(got, l.Role.Name)
		}
		sure = sure && l.Standing == decide.Certain
	}
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

// first looks among what stands before everything else for a line to each of
// those that are expected.
func (v *view) first(x *ruleset.Expectation) (bool, string) {
	var got []string
	for _, f := range v.answer.First {
		if f.Standing != decide.Certain {
			continue
		}
		for _, c := range f.Duty.Contacts {
			if name := answering(c); name != "" && !slices.Contains(got, name) {
				got = append(got, name)
			}
		}
	}
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

// stepNamed returns a step of a pathway that is open, or may be.
func (v *view) stepNamed(path string) (*decide.Pathway, *decide.Step) {
	way, name, _ := strings.Cut(path, ".")
	p := v.pathwayNamed(way)
	if p == nil {
		return nil, nil
	}
	for i := range p.Steps {
		if p.Steps[i].Name == name {
			return p, &p.Steps[i]
		}
	}
	return p, nil
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
	return "open only if it turns out well: it hangs on " + strings.Join(p.Doubts, ", and on ")
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
					return false, fmt.Sprintf("`%s` %s with %s", name, shareText(s), p.Name)
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

func shareText(s *decide.Share) string {
	if s.Standing == decide.Certain {
		return "lets it be shared"
	}
	return "may let it be shared: whether " + s.When
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
		var got []string
		for _, c := range p.Contacts {
			if team := answering(c); team != "" {
				got = append(got, team)
			}
		}
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
		p, s := v.stepNamed(name)
		if s == nil || p.Standing != decide.Certain {
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
		p, s := v.stepNamed(name)
		owed := s != nil && slices.ContainsFunc(s.Duties, func(d decide.Duty) bool {
			return (d.Modality == "must" || d.Modality == "should") && (d.Standing == decide.Certain || x.What == "no-step")
		})
		switch {
		case x.What == "no-step" && owed:
			return false, fmt.Sprintf("something has to be done in `%s`, or may have to be", name)
		case x.What == "no-step":
		case p == nil:
			way, _, _ := strings.Cut(name, ".")
			return false, fmt.Sprintf("`%s` is not open%s", way, v.from())
		case !owed || s.Standing != decide.Certain || p.Standing != decide.Certain:
			return false, fmt.Sprintf("nothing certainly has to be done in `%s`", name)
		}
	}
	return true, ""
}

// due compares when things are due in a step, a share or at a level, or of those the
// ones that are done for or with somebody: all the moments that an example gives,
// together, are all at which something is due.
func (v *view) due(x *ruleset.Expectation) (bool, string) {
	if len(x.Names) != 1 {
		return false, "it does not say of what"
	}
	name := x.Names[0]
	duties, found := v.dutiesOf(name)
	if !found {
		return false, fmt.Sprintf("`%s` does not come into it here", name)
	}
	what := "`" + name + "`"
	for _, p := range x.Who {
		duties = slices.DeleteFunc(slices.Clone(duties), func(d decide.Duty) bool { return !v.involves(&d, p) })
		what += " for " + p.Name
	}
	got := moments(duties)
	if len(got) == 0 {
		return false, fmt.Sprintf("nothing in %s has a moment", what)
	}
	if !slices.ContainsFunc(got, func(p clock.Point) bool { return falls(p, x.Date) }) {
		return false, fmt.Sprintf("%s is due %s", what, points(got))
	}
	// What the example leaves out is said once, at the first of its lines.
	var more []clock.Point
	for _, p := range got {
		given := false
		for i := range v.scenario.Expect {
			y := &v.scenario.Expect[i]
			if y.What != "due" || !slices.Equal(y.Names, x.Names) || !sameParties(x.Who, y.Who) {
				continue
			}
			if y == x {
				given = given || falls(p, y.Date)
			} else if y.Line < x.Line && y.File == x.File {
				return true, ""
			} else {
				given = given || falls(p, y.Date)
			}
		}
		if !given {
			more = append(more, p)
		}
	}
	if len(more) > 0 {
		return false, fmt.Sprintf("something in %s is also due %s", what, points(more))
	}
	return true, ""
}

func sameParties(a, b []ruleset.Party) bool {
	return slices.EqualFunc(a, b, func(p, q ruleset.Party) bool { return p.Kind == q.Kind && p.Name == q.Name })
}

// involves says that a duty is done to, for or with somebody.
func (v *view) involves(d *decide.Duty, who ruleset.Party) bool {
	x := v.duty(d.Place)
	return x != nil && slices.ContainsFunc(x.Parties, func(l ruleset.Link) bool {
		return slices.ContainsFunc(l.Who, func(p ruleset.Party) bool { return p.Kind == who.Kind && p.Name == who.Name })
	})
}

// moments returns when duties are due that are certainly owed, each moment once.
func moments(duties []decide.Duty) []clock.Point {
	var all []clock.Point
	for _, d := range duties {
		if d.Due == nil || d.Due.At == "" || d.Standing != decide.Certain || d.Modality != "must" && d.Modality != "should" {
			continue
		}
		m, err := clock.ParseMoment(d.Due.At)
		if err != nil {
			continue
		}
		p := clock.Point{At: m, EndOfDay: d.Due.EndOfDay, Known: true}
		if !slices.Contains(all, p) {
			all = append(all, p)
		}
	}
	slices.SortFunc(all, func(a, b clock.Point) int { return int(a.At - b.At) })
	return all
}

// falls says whether a moment is the one that an example gives, or falls on the
// day that it gives.
func falls(p clock.Point, date string) bool {
	if d, err := clock.ParseDay(date); err == nil {
		return p.Day() == d
	}
	m, err := clock.ParseMoment(date)
	return err == nil && p.At == m
}

func points(all []clock.Point) string {
	texts := make([]string, len(all))
	for i, p := range all {
		texts[i] = p.String()
		if !p.EndOfDay {
			texts[i] = "on " + texts[i]
		}
	}
	return strings.Join(texts, ", and ")
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
