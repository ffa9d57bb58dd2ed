package decide

import (
	"slices"
	"strings"
	"unicode/utf8"

	"concordat/compiler/schema"
)

// This file writes lines: paragraphs, contacts and the words that join them.

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

// item writes an item of a list in one line, cut short where it has no room: the full
// form has all of it.
func (t *textWriter) item(text string) {
	line := wrapped(text, textWidth-4)
	if len(line) > 1 {
		line[0] = strings.TrimRight(wrapped(text, textWidth-6)[0], ";,:") + " …"
	}
	t.hang(2, "- ", line[0])
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

// contact writes how to reach somebody, once: whoever reads on knows it then.
func (t *textWriter) contact(indent int, c Contact) {
	if slices.Contains(t.said, c.Name) {
		return
	}
	t.said = append(t.said, c.Name)
	after, hours := "", ""
	if c.Hours != "" {
		hours = " (" + c.Hours + ")"
	}
	switch {
	case c.Open == "open":
		after = "; open now"
	case c.Open == "closed" && c.Instead != nil:
		t.said = append(t.said, c.Instead.Name)
		t.reach(indent, c.Instead, "; answers now")
		t.hang(indent+4, "", "in opening hours: "+c.Line.text()+hours)
		return
	case c.Open == "closed":
		after = "; closed now, and nobody answers in its place" + hours
	default:
		after = hours
	}
	t.reach(indent, &c.Line, after)
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

// reach writes how to reach a line, and what there is to say of that.
func (t *textWriter) reach(indent int, l *Line, after string) {
	if l.Phone == "" {
		t.hang(indent, "", l.text()+after)
		return
	}
	t.hang(indent, "tel ", l.text()+after)
}

// text says how to reach a line, the telephone first.
func (l *Line) text() string {
	if l.Phone == "" {
		return strings.Join(nonEmpty(l.Title+": no number yet", l.Email, l.Web), ", ")
	}
	return strings.Join(nonEmpty(l.Phone, l.Title, l.Email, l.Web), ", ")
}

func nonEmpty(all ...string) []string {
	return slices.DeleteFunc(all, func(s string) bool { return s == "" })
}

func labels(vocab string, all []string) []string {
	out := make([]string, len(all))
	for i, w := range all {
		out[i] = schema.Label(vocab, w)
	}
	return out
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
