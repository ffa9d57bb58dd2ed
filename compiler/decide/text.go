package decide

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
)

// textWidth is how many characters a line of text has at most.
const textWidth = 88

// WriteText writes an answer for a practitioner in a hurry: what to do first and what
// is done, what the case is, then the level, who leads, what is not certain and what to ask, what
// follows a refusal, the steps with their times, sharing, consent, whose duties
// those are, why, and the notice. In full it also lists what people
// may do, what comes later and every reason.
func (a *Answer) WriteText(w io.Writer, full bool) error {
	t := &textWriter{a: a, full: full}
	t.title()
	t.first()
	t.done()
	t.theCase()
	t.level()
	t.leads()
	t.notCertain()
	t.afterRefusal()
	t.pathways()
	t.noWay()
	t.shares()
	t.consent()
	t.duties()
	t.own()
	t.services()
	t.why()
	t.say(0, "")
	t.say(0, a.Notice)
	_, err := w.Write(t.b.Bytes())
	return err
}

// textWriter writes one answer.
type textWriter struct {
	a    *Answer
	full bool
	b    bytes.Buffer
	said []string // the lines whose numbers stand above
	// asking: what is written waits for the family to agree.
	asking bool
}

func (t *textWriter) title() {
	g := t.a.Agreement
	text := g.Title
	if g.Version != "" {
		text += ", version " + g.Version
	}
	t.say(0, text+inBrackets(g.Area))
	if g.Draft {
		t.say(0, "DRAFT: the agreement is not finished. Do not rely on this answer.")
	}
	var about []string
	if t.a.From != nil {
		about = append(about, "For "+t.a.From.Title)
	}
	if t.a.Moment != "" {
		about = append(about, t.a.Moment)
	}
	if len(about) > 0 {
		t.say(0, strings.Join(about, ", "))
	}
}

func (t *textWriter) first() {
	if len(t.a.First) == 0 {
		return
	}
	t.head("Do this first")
	said := "" // the conditions that stand above
	for _, f := range t.a.First {
		text := f.Duty.Short + prefixed(" ", f.Duty.Due.words())
		switch {
		case f.Standing == Certain:
			text = sentence(text)
		case len(f.If) == 1:
			text = "If " + lowered(f.If)[0] + ": " + text + "."
		default:
			if all := strings.Join(f.If, "\n"); all != said {
				said = all
				t.say(2, "If any of these is so:")
				for _, c := range f.If {
					t.hang(4, "- ", c)
				}
			}
			text = "then " + text + "."
		}
		if who := others(f.Who); who != "" {
			text += " Done by " + who + "."
		}
		t.hang(2, "* ", text+clauses(append([]string{f.Duty.Clause}, f.Also...)))
		for _, c := range f.Duty.Contacts {
			t.contact(4, c)
		}
	}
	t.say(2, "No wait, no consent, no refusal and no disagreement stands before it.")
}

func (t *textWriter) level() {
	t.head("Level of need")
	a := t.a
	switch {
	case a.Level == nil && a.Certain:
		t.say(2, "The agreement gives no level.")
	case a.Level == nil:
		t.say(2, "No level is certain yet.")
	case a.Certain:
		t.say(2, a.Level.Title+clauses([]string{a.Level.Clause}))
	default:
		t.say(2, "At least "+a.Level.Title+clauses([]string{a.Level.Clause}))
	}
	for _, c := range a.Criteria {
		if c.Standing == Certain && a.Level != nil && c.Level == a.Level.Name {
			t.hang(4, "- ", c.Title+clauses([]string{c.Clause}))
		}
	}
	for _, s := range a.Impossible {
		t.hang(2, "! ", "These answers cannot all be right: "+s.Text+". Check them.")
	}
	for _, j := range a.Judgements {
		lead := "Left to a person"
		if j.Standing == InDoubt {
			lead += ", if " + j.When
		}
		t.hang(2, "- ", lead+": “"+j.Title+"”. "+capital(j.By.Title)+" decides, because "+j.Because+clauses([]string{j.Clause}))
	}
	left := 0
	for _, c := range a.Consider {
		text := "Think about " + t.levelTitle(c) + ": " + c.Title
		if c.Standing == InDoubt {
			if left++; !t.full {
				continue
			}
			text = "Think about " + t.levelTitle(c) + " if this is so: " + c.Title
		}
		t.hang(2, "- ", text+". It decides nothing"+clauses([]string{c.Clause}))
	}
	if left > 0 && !t.full {
		t.say(2, fmt.Sprintf("Reasons to think about a higher level that are in doubt: %d; --full lists them.", left))
	}
}

func (t *textWriter) levelTitle(c Criterion) string {
	if c.LevelTitle != "" {
		return c.LevelTitle
	}
	return c.Level
}

func (t *textWriter) leads() {
	t.head("Who leads")
	if len(t.a.Leads) == 0 {
		t.say(2, "The agreement names nobody for this level.")
	}
	var said []string
	for _, l := range t.a.Leads {
		text := capital(l.Role.Title)
		if l.Standing == InDoubt {
			text = "If it is " + l.LevelTitle + prefixed(" and ", l.When) + ": " + l.Role.Title
		}
		text += clauses([]string{l.Clause})
		if l.Standing == Certain && slices.Contains(said, l.Role.Title) {
			continue
		}
		said = append(said, l.Role.Title)
		t.say(2, text)
	}
}

func (t *textWriter) notCertain() {
	a := t.a
	if a.Certain && a.Ask == nil {
		return
	}
	if a.Certain { // it is about a call
		t.head("Still to ask")
	} else {
		t.head("Not certain yet")
	}
	if a.Ask != nil {
		lead := "Ask next: "
		if a.Ask.SaidNotKnown {
			lead = "Find out: "
			t.say(2, "All has been asked that could change this, and some of it is not known.")
		}
		t.hang(2, lead, a.Ask.Title+" ("+a.Ask.allowed()+")")
		if a.Ask.Help != "" {
			t.say(4, a.Ask.Help)
		}
	}
	for i, n := range slices.Backward(a.NotRuledOut) {
		left := 0
		if !t.full && i < len(a.NotRuledOut)-1 {
			for _, c := range a.Criteria {
				if c.Level == n.Name && c.Standing == InDoubt {
					left++
				}
			}
			t.say(2, fmt.Sprintf("%s is not ruled out either: %d of its criteria are in doubt.", n.Title, left))
			continue
		}
		t.say(2, n.Title+" is not ruled out, as long as these are in doubt:")
		for _, c := range a.Criteria {
			if c.Level != n.Name || c.Standing != InDoubt {
				continue
			}
			if left++; t.full || left <= mostDoubts {
				t.hang(4, "- ", c.Title+clauses([]string{c.Clause}))
			}
		}
		if !t.full && left > mostDoubts {
			t.hang(4, "- ", fmt.Sprintf("and %d more", left-mostDoubts))
		}
	}
}

// mostDoubts is how many criteria in doubt are named of one level in short.
const mostDoubts = 5

// allowed says which answers there are.
func (a *Ask) allowed() string {
	if a.Answers == nil {
		return strings.TrimSpace(fmt.Sprintf("%d to %d %s", a.Low, a.High, a.Unit))
	}
	return spaced(strings.Join(a.Answers, ", "))
}
