package decide

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"concordat/compiler/schema"
)

// textWidth is how many characters a line of text has at most.
const textWidth = 88

// WriteText writes an answer for a practitioner in a hurry: what to do first, then
// the level, who leads, what is not certain and what to ask, the steps with their
// times, sharing, consent, why, and the notice. In full it also lists what people
// may do, what comes later and every reason.
func (a *Answer) WriteText(w io.Writer, full bool) error {
	t := &textWriter{a: a, full: full}
	t.title()
	t.first()
	t.level()
	t.leads()
	t.notCertain()
	t.pathways()
	t.shares()
	t.consent()
	t.duties()
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
}

// head begins a part.
func (t *textWriter) head(title string) {
	t.say(0, "")
	t.say(0, strings.ToUpper(title))
}

// say writes a paragraph, indented; lines after the first stand as deep.
func (t *textWriter) say(indent int, text string) { t.hang(indent, "", text) }

// hang writes a paragraph behind a lead; lines after the first stand below its
// first word.
func (t *textWriter) hang(indent int, lead, text string) {
	pad := strings.Repeat(" ", indent)
	room := textWidth - indent - utf8.RuneCountInString(lead)
	first := true
	for _, l := range wrapped(text, room) {
		if first {
			l = lead + l
		} else {
			l = strings.Repeat(" ", utf8.RuneCountInString(lead)) + l
		}
		first = false
		t.b.WriteString(strings.TrimRight(pad+l, " "))
		t.b.WriteByte('\n')
	}
}

// wrapped breaks a text into lines, at spaces only.
func wrapped(text string, width int) []string {
	var lines []string
	line, n := "", 0
	for _, word := range strings.Fields(text) {
		k := utf8.RuneCountInString(word)
		if n > 0 && n+1+k > width {
			lines = append(lines, line)
			line, n = "", 0
		}
		if n > 0 {
			line += " "
			n++
		}
		line += word
		n += k
	}
	return append(lines, line)
}

func (t *textWriter) title() {
	g := t.a.Agreement
	text := g.Title
	if g.Version != "" {
		text += ", version " + g.Version
	}
	t.say(0, text+" ("+g.Area+")")
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
		text := sentence(j.By.Title+" decides") + " " + j.Title + ", because " + j.Because
		if j.Standing == InDoubt {
			text = "If " + j.When + ": " + j.By.Title + " decides. " + j.Title + ", because " + j.Because
		}
		t.hang(2, "- ", "Left to a person: "+text+clauses([]string{j.Clause}))
	}
	for _, c := range a.Consider {
		text := "Think about " + t.levelTitle(c) + ": " + c.Title
		if c.Standing == InDoubt {
			text = "Think about " + t.levelTitle(c) + " if this is so: " + c.Title
		}
		t.hang(2, "- ", text+". It decides nothing"+clauses([]string{c.Clause}))
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
	t.head("Not certain yet")
	if a.Ask != nil {
		t.hang(2, "Ask next: ", a.Ask.Title+" ("+a.Ask.allowed()+")")
		if a.Ask.Help != "" {
			t.say(4, a.Ask.Help)
		}
	}
	for _, n := range slices.Backward(a.NotRuledOut) {
		t.say(2, n.Title+" is not ruled out, as long as these are in doubt:")
		left := 0
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

// contact writes how to reach somebody, once: whoever reads on knows it then.
func (t *textWriter) contact(indent int, c Contact) {
	if slices.Contains(t.said, c.Name) {
		return
	}
	t.said = append(t.said, c.Name)
	text, hours := c.Line.text(), ""
	if c.Hours != "" {
		hours = " (" + c.Hours + ")"
	}
	switch {
	case c.Open == "open":
		text += "; open now"
	case c.Open == "closed" && c.Instead != nil:
		t.said = append(t.said, c.Instead.Name)
		t.hang(indent, "tel ", c.Instead.text()+"; answers now")
		t.hang(indent+4, "", "in opening hours: "+text+hours)
		return
	case c.Open == "closed":
		text += "; closed now, and nobody answers in its place" + hours
	default:
		text += hours
	}
	t.hang(indent, "tel ", text)
	for _, l := range c.Otherwise {
		t.said = append(t.said, l.Name)
		t.hang(indent+4, "", "at other hours: "+l.text())
	}
	for _, l := range c.Faulty {
		if slices.ContainsFunc(c.Otherwise, func(o Line) bool { return o.Name == l.Name }) {
			continue // its number stands above
		}
		t.hang(indent+4, "", "if that line does not work: "+l.text())
	}
}

// text says how to reach a line, the telephone first.
func (l *Line) text() string {
	return strings.Join(nonEmpty(l.Phone, l.Title, l.Email, l.Web), ", ")
}

func nonEmpty(all ...string) []string {
	return slices.DeleteFunc(all, func(s string) bool { return s == "" })
}

func (t *textWriter) shares() {
	var doubt []Share
	some := false
	for _, s := range t.a.Shares {
		if s.Standing == InDoubt && !t.full {
			doubt = append(doubt, s)
			continue
		}
		if !some {
			t.head("What may be shared")
			some = true
		}
		t.share(s)
	}
	if len(doubt) == 0 {
		return
	}
	t.head("What may be shared, if it is so")
	for _, s := range doubt {
		t.hang(2, "- ", s.Title+", with "+names(s.To, "and")+prefixed(", if ", s.When)+clauses([]string{s.Clause}))
	}
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

func labels(vocab string, all []string) []string {
	out := make([]string, len(all))
	for i, w := range all {
		out[i] = schema.Label(vocab, w)
	}
	return out
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
	if len(t.a.IfRefused) > 0 {
		t.hang(2, "- ", "If the family says no"+then(t.a.IfRefused))
	}
	t.say(2, "Agreement to help never decides what may be shared.")
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

// clauses says which clauses something stands in.
func clauses(all []string) string {
	var some []string
	for _, c := range all {
		if c != "" && !slices.Contains(some, c) {
			some = append(some, c)
		}
	}
	if len(some) == 0 {
		return ""
	}
	return " [" + strings.Join(some, ", ") + "]"
}

// capital begins a text with a capital letter.
func capital(text string) string {
	r, n := utf8.DecodeRuneInString(text)
	if n == 0 {
		return text
	}
	return strings.ToUpper(string(r)) + text[n:]
}

// sentence gives a text the form of one.
func sentence(text string) string {
	text = capital(text)
	if strings.HasSuffix(text, ".") || strings.HasSuffix(text, "?") {
		return text
	}
	return text + "."
}

// lowered puts titles inside a sentence.
func lowered(all []string) []string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = s
		for _, first := range []string{"A ", "An ", "The ", "No ", "One ", "Two "} {
			if strings.HasPrefix(s, first) {
				out[i] = strings.ToLower(s[:1]) + s[1:]
			}
		}
	}
	return out
}

func spaced(text string) string { return strings.ReplaceAll(text, "-", " ") }
