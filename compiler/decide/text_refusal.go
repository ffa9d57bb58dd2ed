package decide

import (
	"fmt"
	"slices"
	"strings"
)

// This file writes what is done already, what follows a refusal, what whoever asks
// has to do itself, and what there is to say where no pathway is open to them.

// done writes what the case says was done, apart from what is still to do.
func (t *textWriter) done() {
	if len(t.a.Done) == 0 {
		return
	}
	t.head("Done already")
	first := false
	for _, x := range t.a.Done {
		first = first || x.First
		t.hang(2, "- ", capital(x.Title)+": "+x.Text+clauses(x.Clauses))
	}
	if first && len(t.a.First) == 0 {
		t.say(2, "With that, what stands before everything else is done.")
	}
}

// afterRefusal writes what follows once the family has said no, pathway by pathway,
// and then what is taken up after that, as it turns out.
func (t *textWriter) afterRefusal() {
	if len(t.a.AfterRefusal) == 0 {
		return
	}
	t.head("The family said no")
	if needs := t.refusalNeeds(); len(needs) > 0 {
		text := "No date can be given until the case says when this was: " + joined(needs, "or")
		t.hang(2, "! ", text+". Give it with --done "+t.refusalEvents()[0]+"=2026-11-13T16:30, or in the case under \"done\".")
	}
	heading := ""
	for _, x := range t.a.AfterRefusal {
		if h := t.refusalHeading(x); h != heading {
			heading = h
			t.say(0, "")
			t.say(2, h)
		}
		t.following(x)
	}
}

func (t *textWriter) following(x Following) {
	s, lead := x.Step, x.After
	if lead == refusalLead {
		lead = "" // the heading says so
	}
	switch {
	case x.Rejoins && x.PathwayTitle != "":
		s.Title += ", in “" + x.PathwayTitle + "”"
		if !t.full {
			s.Duties = slices.DeleteFunc(slices.Clone(s.Duties), func(d Duty) bool { return !binding(d) })
		}
	case x.Kind != "step" && (len(s.Duties) == 0 || s.DoneText != ""):
		text := strings.TrimPrefix(s.Clause+" ", " ") + s.Title + prefixed(", ", s.Due.words()) + inBrackets(lead)
		if s.DoneText != "" {
			text = strings.TrimPrefix(s.Clause+" ", " ") + s.Title + ", done " + s.DoneText
		}
		t.say(4, text)
		return
	}
	t.step(s, lead)
}

// refusalHeading is the pathway that a step stands in, and the level where that is in
// doubt.
func (t *textWriter) refusalHeading(x Following) string {
	title := x.PathwayTitle + clauses([]string{x.PathwayClause})
	switch {
	case x.Rejoins:
		return "And then, as it turns out:"
	case x.PathwayTitle == "":
		title = "What follows"
	}
	if t.a.Certain {
		return title
	}
	var titles []string
	for _, c := range t.a.Consent {
		if slices.Contains(x.Levels, c.Level) && !slices.Contains(titles, c.LevelTitle) {
			titles = append(titles, c.LevelTitle)
		}
	}
	return "If it is " + joined(titles, "or") + " → " + title
}

// refusalNeeds says in words which moments the steps of a refusal are counted from
// that the case does not give.
func (t *textWriter) refusalNeeds() []string {
	all := t.refusalEvents()
	for i, name := range all {
		all[i] = "the " + spaced(name)
	}
	return all
}

// refusalEvents names them as a case does.
func (t *textWriter) refusalEvents() []string {
	var all []string
	for _, x := range t.a.AfterRefusal {
		if x.Rejoins {
			continue
		}
		for _, d := range x.Step.Duties {
			if d.Due == nil || d.Modality != "must" && d.Modality != "should" {
				continue
			}
			for _, n := range d.Due.Needs {
				if !slices.Contains(all, n) {
					all = append(all, n)
				}
			}
		}
	}
	return all
}

func inBrackets(text string) string {
	if text == "" {
		return ""
	}
	return " (" + text + ")"
}

// mostOwn is how many of their own duties somebody is told in short. Of more, those
// that hold for every family are only counted.
const mostOwn = 8

// own writes what whoever asks has to do itself.
func (t *textWriter) own() {
	n := 0
	for _, o := range t.a.Own {
		for _, d := range o.Duties {
			if binding(d) {
				n++
			}
		}
	}
	if n == 0 && !t.full {
		return
	}
	if len(t.a.Own) == 0 {
		return
	}
	t.head("Your own duties")
	every := 0
	for _, o := range t.a.Own {
		who := "you"
		if o.Who.Kind != "agency" {
			who = o.Who.Title
		}
		for _, d := range o.Duties {
			switch {
			case t.full:
				t.duty(2, who, d)
			case !binding(d):
			case d.Case == "" && n > mostOwn:
				every++
			default:
				t.duty(2, who, d)
			}
		}
	}
	if every > 0 {
		t.say(2, fmt.Sprintf("%d more hold for every family; --full lists them.", every))
	}
}

// binding says that a duty binds in this case, or may.
func binding(d Duty) bool { return d.Modality == "must" || d.Modality == "must-not" }

// noWay says what there is to say where no pathway is open to whoever asks, or may
// be: nobody may send this family anywhere; others may; or the ways that are open
// lead to whoever asks.
func (t *textWriter) noWay() {
	if t.a.ways == 0 || slices.ContainsFunc(t.a.Pathways, func(p Pathway) bool { return !p.ToYou }) {
		return
	}
	refused := ""
	if len(t.a.AfterRefusal) > 0 {
		refused = " What follows now that it said no stands above."
	}
	switch {
	case len(t.a.Pathways) > 0:
		t.head("No pathway leads on from you")
		t.say(2, "This family comes to you: "+t.a.From.Title+" is who receives it, and no pathway leads on to anybody else.")
		for _, p := range t.a.Pathways {
			t.hang(2, "- ", p.Title+clauses([]string{p.Clause}))
		}
	case len(t.a.Others) > 0:
		t.head("No pathway is open to you")
		t.say(2, "Others may send this family, and "+t.a.From.Title+" may not. Ask one of them:"+refused)
		for _, o := range t.a.Others {
			may := "may"
			if o.Standing == InDoubt {
				may = "perhaps may"
			}
			t.hang(2, "- ", capital(names(o.From, "or"))+" "+may+" take it along “"+o.Title+"”, to "+names(o.To, "and")+clauses([]string{o.Clause}))
		}
	default:
		t.head("No pathway is open")
		t.say(2, "By these rules nobody may send this family anywhere, whichever agency asks."+refused)
	}
}
