package rules

import (
	"regexp"
	"strings"

	"concordat/compiler/model"
)

// weaselWord finds words that leave the decision open without saying who makes
// it (requirement gap-14). They are looked for in what binds: quoted duties and
// conditions.
func weaselWord(p *Pass) {
	for _, x := range p.passages {
		if x.line == nil || !x.low.may(weasel) || !binding(x) {
			continue
		}
		for _, m := range weasel.all(x.low.text) {
			word := x.low.text[m[0]:m[1]]
			if hurried.MatchString(word) && limited(x.line) {
				continue
			}
			p.report(x.about, x.at(m[0], m[1]), "“"+word+"” leaves open who decides, and when", weaselHelp(word))
		}
	}
	for _, t := range p.Things {
		if t.Origin != model.Own {
			continue
		}
		for _, l := range t.Lines {
			for _, x := range l.Times {
				if x.Kind == model.SoonAsPossible && !limited(l) && l.Todo == nil && !l.Bad {
					p.report(t, x.Span, "“as soon as possible” without a limit can be any day", "add a limit, such as `as soon as possible, within 24 hours of refer`")
				}
			}
		}
	}
}

var (
	weasel  = matching(`\b(as|where|when|if) (appropriate|necessary|required|needed|practicable|possible|applicable)\b|\bas soon as (is )?(possible|practicable)\b|\basap\b|\bin a timely (manner|way|fashion)\b|\bwithout undue delay\b|\bas and when\b`)
	hurried = regexp.MustCompile(`soon|asap|timely|delay`)
)

func weaselHelp(word string) string {
	if hurried.MatchString(word) {
		return "say by when, such as `within 1 working day of decide`"
	}
	return "say when, with a condition that somebody can answer, or write `may` or `should`"
}

// binding says whether a passage is part of a duty or a condition, and not its
// reason.
func binding(x passage) bool {
	l := x.line
	if l.Because != nil && x.span == l.Because.Text.Span {
		return false
	}
	if l.Duty != nil {
		return l.Duty.Modality != model.May || l.Duty.Words == nil
	}
	for _, c := range conditions(l) {
		if c.Op == model.InWords && c.Span == x.span {
			return true
		}
	}
	return false
}

// limited says whether a line says by when.
func limited(l *model.Line) bool {
	for _, x := range l.Times {
		switch x.Kind {
		case model.Within, model.AtOnce, model.AtEvent, model.Before, model.Between, model.EveryTime:
			return true
		}
	}
	return false
}

// placeholderText finds what templates leave behind.
func placeholderText(p *Pass) {
	for _, x := range p.passages {
		if !x.low.may(placeholder) {
			continue
		}
		if all := placeholder.all(x.text); len(all) > 0 {
			m := all[0]
			p.report(x.about, x.at(m[0], m[1]), "“"+oneLine(x.text[m[0]:m[1]])+"” is left over from a template", "write what belongs here, or `todo` until you know")
		}
	}
}

var placeholder = matching(`\b(TBC|TBA|TBD|XXX+|X{2}/X{2}/X{2,4}|DD/MM/YYYY)\b|\?\?\?+|(?i:\blorem ipsum\b|\bdelete (all that (do|does) not apply|as (appropriate|applicable|necessary))\b|\blocal policy required\b|\b(insert|add|enter) (your )?(name|local|date|telephone|number|text|details|area|organisation|logo)( name| here| number)?\b( of (the |your )?(area|council|service|team|organisation))?|\[(insert|name|date|local|your|area|organisation)[^\]\n]*\]|<(insert|name|date|local|your|area|organisation)[^>\n]*>|\bto be (confirmed|completed|inserted|added)\b|\byour (council|authority|organisation|local authority) name\b)`)

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// twoUnits finds one limit in two units that are not the same length, as in a
// published "48 hours (two working days)".
func twoUnits(p *Pass) {
	for _, x := range p.passages {
		if !x.low.may(hoursAndDays) {
			continue
		}
		for _, m := range hoursAndDays.all(x.text) {
			p.report(x.about, x.at(m[0], m[1]), "“"+oneLine(x.text[m[0]:m[1]])+"” gives two limits: over a weekend they differ", "keep one of them")
		}
	}
}

var hoursAndDays = matching(`(?i)\b([0-9]+|[a-z-]+) hours?,? ?\((i\.e\. |that is,? )?([0-9]+|one|two|three|four|five) working days?\)|\b([0-9]+|one|two|three|four|five) working days?,? ?\((i\.e\. |that is,? )?([0-9]+|[a-z-]+) hours?\)`)

// undefinedAcronym finds letters that nobody explains (guidance asks that a
// threshold document is easily understood).
func undefinedAcronym(p *Pass) {
	known := map[string]bool{}
	for _, t := range p.Things {
		for _, text := range append(texts(t, "also-known-as"), t.Title, t.Text("prints")) {
			for _, m := range acronyms(text) {
				known[strings.TrimSuffix(text[m[0]:m[1]], "s")] = true
			}
		}
		known[strings.ToUpper(t.Name)] = true
	}
	// An acronym in brackets, or before brackets, is explained there.
	found := make([][][2]int, len(p.passages))
	for i, x := range p.passages {
		found[i] = acronyms(x.text)
		for _, m := range found[i] {
			before, after := m[0] > 0 && x.text[m[0]-1] == '(', m[1] < len(x.text) && x.text[m[1]] == ')'
			opens := strings.HasPrefix(x.text[m[1]:], " (") || strings.HasPrefix(x.text[m[1]:], ", the ") || strings.HasPrefix(x.text[m[1]:], ": ")
			if before && after || opens {
				known[strings.TrimSuffix(x.text[m[0]:m[1]], "s")] = true
			}
		}
	}
	for i, x := range p.passages {
		if x.prose == nil {
			continue
		}
		for _, m := range found[i] {
			a := strings.TrimSuffix(x.text[m[0]:m[1]], "s")
			if known[a] || common[a] || inCode(x.text, m[0]) || shouted(x.text, m[0], m[1]) {
				continue
			}
			known[a] = true
			p.report(x.about, x.at(m[0], m[1]), "nothing says what "+a+" stands for", "write it out the first time, with the letters in brackets, or declare a `term`")
		}
	}
}

var common = set("UK EU NHS GP MP BBC HIV AIDS DNA TV PDF ID IT OK AM PM II III IV VI VII VIII IX XI XII HM HMP CD DVD A&E USA URL BST GMT AA NA LGBT CCTV SMS MUST NOT AND OR")

// acronyms returns where the words of two to seven capitals stand in a text. An
// ampersand counts as a capital, and an s may follow.
func acronyms(text string) [][2]int {
	var all [][2]int
	for i := 0; i+1 < len(text); i++ {
		if !isCapital(text[i]) || !isCapital(text[i+1]) && text[i+1] != '&' || inWord(text, i-1) {
			continue
		}
		end := i + 2
		for end < min(i+7, len(text)) && (isCapital(text[end]) || text[end] == '&') {
			end++
		}
		for ; end > i+1; end-- {
			stop := end
			if end < len(text) && text[end] == 's' && !inWord(text, end+1) {
				stop++
			} else if inWord(text, end-1) == inWord(text, end) {
				continue // it ends in the middle of a word
			}
			all = append(all, [2]int{i, stop})
			i = stop - 1
			break
		}
	}
	return all
}

// inWord says whether a byte of a text is part of a word.
func inWord(text string, i int) bool {
	return i >= 0 && i < len(text) && (text[i] == '_' || '0' <= text[i] && text[i] <= '9' || 'a' <= text[i]|0x20 && text[i]|0x20 <= 'z')
}

// longestLine is how far back a line of Markdown is looked at.
const longestLine = 10_000

// inCode says whether a place in Markdown stands in braces or in a code span.
func inCode(text string, at int) bool {
	line := text[max(0, at-longestLine):at]
	line = line[strings.LastIndexByte(line, '\n')+1:]
	return strings.Count(line, "`")%2 == 1 || strings.Count(line, "{") > strings.Count(line, "}") || strings.Contains(line, "://") && !strings.Contains(line[strings.LastIndex(line, "://"):], " ")
}

// shouted says whether a word in capitals has another beside it: a heading or
// emphasis, not an acronym.
func shouted(text string, from, to int) bool {
	after := to
	for after < len(text) && between(text[after]) {
		after++
	}
	end := after
	for end < len(text) && isCapital(text[end]) {
		end++
	}
	before := from
	for before > 0 && between(text[before-1]) {
		before--
	}
	start := before
	for start > 0 && isCapital(text[start-1]) {
		start--
	}
	return after > to && end-after >= 2 && !inWord(text, end) || before < from && before-start >= 2 && !inWord(text, start-1)
}

func between(c byte) bool { return c == ' ' || c == ',' }

func isCapital(c byte) bool { return 'A' <= c && c <= 'Z' }

func texts(t *model.Thing, keyword string) []string {
	var all []string
	for _, l := range t.All(keyword) {
		for _, x := range l.Texts {
			all = append(all, x.Text)
		}
	}
	return all
}

// lawBlamed finds text that says the law forbids sharing to protect a child. It
// does not (fact is-01), and the belief has cost lives.
func lawBlamed(p *Pass) {
	for _, x := range p.passages {
		if !x.low.may(law) || !x.low.may(forbids) || !x.low.may(sharing) {
			continue
		}
		for _, s := range sentences(x.text) {
			t := x.low.text[s[0]:s[1]]
			if law.in(t) && forbids.in(t) && sharing.in(t) && !denied.MatchString(t) {
				p.report(x.about, x.at(s[0], s[1]), "this says that the law forbids sharing to protect a child", "say what basis allows it; data protection law is a frame for sharing, not a barrier")
			}
		}
	}
}

var (
	law     = matching(`\bdata protection\b|\bgdpr\b|\bdpa\b|\bhuman rights act\b|\bconfidentiality\b`)
	forbids = matching(`\b(prevents?|prohibits?|forbids?|stops?|bars?|blocks?|rules? out|do(es)? not (allow|permit|let)|mean(s|ing)? (that )?(we|you|staff|workers|services|practitioners|agencies) (cannot|can't|must not|may not)|(cannot|can't|must not|may not) (be )?(share|shared|pass|disclose|disclosed))\b`)
	sharing = matching(`\bshar(e|es|ed|ing)\b|\bdisclos|\bpass(ing|ed)? on\b|\binformation\b`)
	denied  = regexp.MustCompile(`\b(not|never|nor|nothing|no|nobody|myth|wrong(ly)?|fear|fears|worry|belief|believe|whether|unless|if|without|only|more than|beyond|irrelevant|unnecessary|excessive)\b.*\b(prevents?|prohibit|forbid|stop|bar|barrier|block|rule out|allow|permit|share|shared|cannot|disclose|disclosed)`)
)

// sentences returns where the sentences of a text begin and end.
func sentences(text string) [][2]int {
	var all [][2]int
	from := 0
	for i := 0; i < len(text); i++ {
		end := text[i] == '.' || text[i] == '!' || text[i] == '?' || text[i] == ';' || strings.HasPrefix(text[i:], "\n\n") || strings.HasPrefix(text[i:], "\n- ") || strings.HasPrefix(text[i:], "\n* ")
		if end || i == len(text)-1 {
			start := from + len(text[from:i+1]) - len(strings.TrimLeft(text[from:i+1], " \n*-"))
			if stop := start + len(strings.TrimRight(text[start:i+1], " \n.;")); stop > start {
				all = append(all, [2]int{start, stop})
			}
			from = i + 1
		}
	}
	return all
}
