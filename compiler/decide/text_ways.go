package decide

import (
	"slices"
	"strings"
)

// pathways writes the ways that matter most in this case step by step, and the
// others in a line each.
func (t *textWriter) pathways() {
	var main, other []Pathway
	for _, p := range t.a.Pathways {
		if t.full || t.matters(p) && settled(p) {
			main = append(main, p)
		} else {
			other = append(other, p)
		}
	}
	slices.SortStableFunc(main, func(p, q Pathway) int { return t.order(p) - t.order(q) })
	if len(main) > 0 {
		t.head("What to do, step by step")
		for _, p := range main {
			t.pathway(p)
		}
	}
	t.otherWays(other)
}

// otherWays writes pathways in a line each.
func (t *textWriter) otherWays(other []Pathway) {
	var open, asked, doubt []Pathway
	for _, p := range other {
		switch {
		case p.Standing == Certain:
			open = append(open, p)
		case settled(p):
			asked = append(asked, p)
		default:
			doubt = append(doubt, p)
		}
	}
	for _, g := range []struct {
		title string
		ways  []Pathway
	}{{"Also open", open}, {"Open if the family agrees: ask it first", asked}} {
		if len(g.ways) > 0 {
			t.head(g.title)
		}
		for _, p := range g.ways {
			t.hang(2, "- ", p.Title+p.receivers()+clauses([]string{p.Clause}))
		}
	}
	if len(doubt) == 0 {
		return
	}
	t.head("Perhaps open, and what that hangs on")
	for _, p := range doubt {
		text := p.Title + clauses([]string{p.Clause}) + ": " + strings.Join(briefly(p.Doubts), "; ")
		t.item(text)
	}
}

// briefly says in a word or two what many pathways hang on.
func briefly(doubts []string) []string {
	var all []string
	for _, x := range doubts {
		switch x {
		case levelDoubt:
			x = "the level"
		case agreesDoubt:
			x = "agreement"
		}
		all = append(all, strings.TrimPrefix(x, "whether "))
	}
	return all
}

// receivers says to whom a pathway leads.
func (p *Pathway) receivers() string {
	if p.ToYou {
		return ", which comes to you (" + names(p.To, "and") + ")"
	}
	return ", to " + names(p.To, "and")
}

// settled says that a pathway is open, or only waits for the family to agree.
func settled(p Pathway) bool {
	return p.Standing == Certain || p.AskFirst && len(p.Doubts) == 1
}

// matters says that a pathway is shown step by step: one that stands among what
// comes first, or one in which whoever asks does something, that is for some
// levels only and moves nobody from one to another; where something comes first,
// only if it is for families like this.
func (t *textWriter) matters(p Pathway) bool {
	if t.leadsFirst(p) {
		return true
	}
	if len(t.a.First) > 0 && t.a.Certain && p.When == "" {
		return false
	}
	return !p.EveryLevel && !p.Moves && slices.ContainsFunc(p.Steps, func(s Step) bool { return mine(s.Who) })
}

func (t *textWriter) leadsFirst(p Pathway) bool {
	return slices.ContainsFunc(t.a.First, func(f First) bool { return f.Pathway == p.Name || slices.Contains(f.Pathways, p.Name) })
}

func (t *textWriter) order(p Pathway) int {
	n := 0
	if !t.leadsFirst(p) {
		n++
	}
	if p.Standing == InDoubt {
		n += 2
	}
	return n
}

func (t *textWriter) pathway(p Pathway) {
	t.say(0, "")
	t.say(2, p.Title+p.receivers()+clauses([]string{p.Clause}))
	t.asking = p.AskFirst && slices.Contains(p.Doubts, agreesDoubt)
	if t.asking {
		text := "ASK THE FAMILY FIRST: until it agrees, do nothing of what stands here"
		if len(t.a.First) > 0 {
			text += ", unless it stands under “Do this first” and is so"
		}
		t.say(4, text+".")
	}
	if len(p.Doubts) > 0 {
		t.say(4, "Open or not: it hangs on "+strings.Join(p.Doubts, ", and on ")+".")
	}
	if t.a.From == nil {
		t.say(4, "For "+names(p.From, "or")+".")
	}
	switch {
	case p.AcceptedWhen == "":
	case p.Accepted == "no":
		t.say(4, "It will be turned down: it is taken on only when "+p.AcceptedWhen+".")
	case p.Accepted == string(InDoubt):
		t.say(4, "It is taken on only when "+p.AcceptedWhen+".")
	}
	leads := t.ledTo(p)
	for _, s := range p.Steps {
		if lead, ok := leads[s.Name]; ok || t.full {
			t.step(s, lead)
		}
	}
	for _, d := range p.Duties {
		t.duty(4, "", d)
	}
	t.asking = false
}

// mine says that whoever asks is among those who do something.
func mine(all []Who) bool { return slices.ContainsFunc(all, func(w Who) bool { return w.You }) }

// ledTo finds the steps of a pathway that this family can come to, and says of
// each what leads there; "" for what happens in any case.
func (t *textWriter) ledTo(p Pathway) map[string]string {
	leads := map[string]string{}
	names := func(all []Way, s Step) bool {
		return slices.ContainsFunc(all, func(w Way) bool { return w.Name == p.Name+"."+s.Name })
	}
	for range p.Steps { // one step may lead back to another
		for _, s := range p.Steps {
			if _, ok := leads[s.Name]; ok {
				continue
			}
			if !s.OnlyThen {
				leads[s.Name] = ""
				continue
			}
			if names(t.a.IfRefused, s) {
				leads[s.Name] = "if the family says no"
			}
			for _, from := range p.Steps {
				if _, ok := leads[from.Name]; !ok || from.Name == s.Name {
					continue
				}
				var after []string
				for _, o := range from.Outcomes {
					if names(o.Then, s) {
						after = append(after, "“"+o.Title+"”")
					}
				}
				switch {
				case len(after) > 0 && len(after) == len(from.Outcomes):
					leads[s.Name] = ""
				case len(after) > 0:
					leads[s.Name] = "after " + joined(after, "or")
				case names(from.IfLate, s):
					leads[s.Name] = "if “" + from.Title + "” is late"
				default:
					continue
				}
				break
			}
		}
	}
	return leads
}

func (t *textWriter) step(s Step, lead string) {
	you := mine(s.Who)
	var duties []Duty
	for _, d := range s.Duties {
		if t.full || d.Modality == "must" || d.Modality == "must-not" || you && d.Modality == "should" {
			duties = append(duties, d)
		}
	}
	if len(duties) == 0 && !t.full {
		return
	}
	text := strings.TrimPrefix(s.Clause+" ", " ") + s.Title
	if s.DoneText != "" {
		text += ", done " + s.DoneText
	} else {
		text += inBrackets(lead)
	}
	if s.Standing == InDoubt {
		text += inBrackets(prefixed("if ", s.When))
	}
	t.say(4, text)
	if s.DoneText != "" && !t.full {
		return
	}
	who := stepWho(s.Who)
	for _, d := range duties {
		t.duty(6, who, d)
	}
	if !t.full {
		return
	}
	for _, o := range s.Outcomes {
		t.hang(6, "> ", o.Title+then(o.Then))
	}
	if len(s.IfLate) > 0 {
		t.hang(6, "> ", "if it is late"+then(s.IfLate))
	}
}

func then(all []Way) string {
	if len(all) == 0 {
		return ""
	}
	var parts []string
	for _, w := range all {
		parts = append(parts, "“"+w.Title+"”"+clauses([]string{w.Clause}))
	}
	return ": " + joined(parts, "and")
}

// stepWho says who does a step.
func stepWho(all []Who) string {
	var titles []string
	for _, w := range all {
		if w.You {
			titles = append(titles, "you")
		} else {
			titles = append(titles, w.Title)
		}
	}
	return joined(titles, "or")
}

// others says who does something, if it is not whoever asks.
func others(all []Who) string {
	if mine(all) {
		return ""
	}
	return stepWho(all)
}

// duty writes one duty of somebody: what it is, its case if that is in doubt, and
// when it is due.
func (t *textWriter) duty(indent int, who string, d Duty) {
	if d.Modality == "may" && !t.full {
		return
	}
	text := prefixed("", who) + " " + spaced(d.Modality) + " " + d.Short
	if d.Case != "" && (d.Standing == InDoubt || t.full) {
		text += " " + d.Case
	}
	if t.full {
		text += prefixed(", because ", d.Because)
	}
	due := d.Due.words()
	if t.asking && d.Due != nil && d.Due.AtOnce {
		due += ", once the family has agreed"
	}
	t.hang(indent, "- ", text+prefixed(" → ", due))
	for _, i := range d.Items {
		t.hang(indent+4, "· ", i)
	}
	if who != "" && !strings.HasPrefix(who, "you") && !t.full {
		return // others know how to reach each other
	}
	for _, c := range d.Contacts {
		t.contact(indent+2, c)
	}
}

// words says when something is due.
func (d *Due) words() string {
	if d == nil {
		return ""
	}
	text := d.Text
	if d.From != "" && !d.Passed {
		text += ", not before " + d.FromText
	}
	if d.Passed {
		text += " (that has passed)"
	}
	return text + prefixed("; ", d.Sooner)
}
