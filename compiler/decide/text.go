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
	if len(other) == 0 {
		return
	}
	groups := []struct {
		title string
		in    func(Pathway) bool
	}{
		{"Also open", func(p Pathway) bool { return p.Standing == Certain }},
		{"Open if the family agrees", func(p Pathway) bool { return p.Standing == InDoubt && settled(p) }},
		{"Perhaps open", func(p Pathway) bool { return !settled(p) }},
	}
	for _, g := range groups {
		first := true
		for _, p := range other {
			if !g.in(p) {
				continue
			}
			if first {
				t.head(g.title)
				first = false
			}
			text := p.Title + ", to " + names(p.To, "and")
			if !settled(p) {
				text += ". It hangs on " + strings.Join(p.Doubts, ", and on ")
			}
			t.hang(2, "- ", text+clauses([]string{p.Clause}))
		}
	}
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
	t.say(2, p.Title+", to "+names(p.To, "and")+clauses([]string{p.Clause}))
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
	} else if lead != "" {
		text += " (" + lead + ")"
	}
	if s.Standing == InDoubt {
		text += " (if " + s.When + ")"
	}
	t.say(4, text)
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
	t.hang(indent, "- ", text+prefixed(" → ", d.Due.words()))
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

// contact writes how to reach somebody, once: whoever reads on knows it then.
func (t *textWriter) contact(indent int, c Contact) {
	if slices.Contains(t.said, c.Name) {
		return
	}
	t.said = append(t.said, c.Name)
	text := c.Line.text()
	switch {
	case c.Open == "open":
		text += "; open now"
	case c.Open == "closed" && c.Instead != nil:
		t.said = append(t.said, c.Instead.Name)
		text = c.Instead.text() + "; it answers now, since " + c.Title + " is closed (" + joined(nonEmpty(c.Phone, c.Hours), "and") + ")"
	case c.Open == "closed":
		text += "; closed now, and nobody answers in its place (" + c.Hours + ")"
	case c.Hours != "":
		text += " (" + c.Hours + ")"
	}
	t.hang(indent, "tel ", text)
	for _, l := range c.Faulty {
		if c.Instead == nil || l.Name != c.Instead.Name {
			t.hang(indent+4, "", "if that line does not work: "+l.text())
		}
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
	t.hang(4, "basis: ", joined(labels("lawful-basis", s.Basis), "and")+prefixed("; ", joined(labels("special-category-condition", s.Condition), "and")))
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
