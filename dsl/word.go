package dsl

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"concordat/dsl/diag"
)

// oddWords reports the words of a row that have no shape that a word can have.
// Where there is no doubt about what was meant, the word is read so; else the
// row is broken and says so once, since what was meant is nearly always a text
// without its quotation marks.
func (l *lineReader) oddWords(w *row) {
	odd := l.odd
	l.odd = l.odd[:0]
	if w.broken {
		return // the missing quotation mark has been reported
	}
	checked := w.lo // no text starts before this term
	for n, i := range odd {
		t := &l.terms[i]
		switch mended, verdict := l.judge(w, i); verdict {
		case fine:
		case unreadable:
			w.broken = true // reported when the file was read
			return
		case needless:
			l.reportNeedless(*t, l.terms[i:w.hi])
			*t = l.terms[w.lo]
			w.lo++
		case misspelt:
			if i >= checked {
				var text bool
				if text, checked = l.textFollows(w, i, odd[n+1:]); text {
					w.broken = true
					l.reportUnquoted(w, int(i))
					return
				}
			}
			l.reportMended(*t, mended)
			t.Text = mended
		case unquoted:
			w.broken = true
			l.reportUnquoted(w, int(i))
			return
		}
	}
}

// verdict is what to make of a word that has no shape of a word.
type verdict int

const (
	fine       verdict = iota
	unreadable         // it has bytes that are not UTF-8
	needless           // a bullet or an equals sign
	misspelt           // there is no doubt about what was meant
	unquoted           // it can only be part of a text
)

// judge says what to make of term i of a row, and how a misspelt word is spelt.
func (l *lineReader) judge(w *row, i int32) (string, verdict) {
	text := l.terms[i].Text
	switch {
	case isDays(text):
		return text, fine
	case strings.ContainsRune(text, utf8.RuneError):
		return text, unreadable
	case i == w.lo && isBullet(text) && w.hi > i+1 && l.terms[i+1].Kind != Comma, i == w.lo+1 && isEquals(text):
		return text, needless
	}
	mended, sure := mend(text, i == w.lo, i == w.hi-1)
	if !sure && i == w.lo && plain(mended) && (w.kind == openRow || l.hasText(w)) {
		sure = true // a keyword with a capital, and what belongs to it
	}
	if !sure {
		return mended, unquoted
	}
	return mended, misspelt
}

func (l *lineReader) hasText(w *row) bool {
	for _, t := range l.terms[w.lo:w.hi] {
		if t.Kind == String {
			return true
		}
	}
	return false
}

// textFollows says whether a misspelt word is the start of a text without its
// quotation marks: whether, before the next comma or text, there is a word that
// can only be part of one. end is where that comma or text is.
func (l *lineReader) textFollows(w *row, i int32, odd []int32) (text bool, end int32) {
	end = i + 1
	for end < w.hi && l.terms[end].Kind == Word {
		end++
	}
	for _, o := range odd {
		if o >= end {
			break
		}
		if _, v := l.judge(w, o); v == unquoted {
			return true, end
		}
	}
	return false, end
}

func isBullet(s string) bool {
	switch s {
	case "-", "*", "•", "–", "·":
		return true
	}
	return false
}

func isEquals(s string) bool { return s == "=" || s == ":" || s == "->" || s == "→" || s == ":=" }

func (l *lineReader) reportNeedless(t Term, rest []Term) {
	end := t.Span.End
	if len(rest) > 1 {
		end = rest[1].Span.Start
	}
	space := ""
	if start := t.Span.Start; start > 0 && class[l.text[start-1]] != cSpace {
		space = " "
	}
	l.report(diag.Diagnostic{
		Code:    "odd-word",
		Message: "`" + t.Text + "` has no meaning here",
		At:      diag.Label{Span: t.Span},
		Help:    "leave it out: the words of a line stand behind each other with spaces between",
		Fix:     safe(l.replace(t.Span.Start, end, space)),
	})
}

func (l *lineReader) reportMended(t Term, mended string) {
	l.report(diag.Diagnostic{
		Code:    "odd-word",
		Message: "`" + visible(t.Text) + "` " + whyOdd(t.Text),
		At:      diag.Label{Span: t.Span},
		Help:    "write `" + mended + "`",
		Fix:     safe(l.replace(t.Span.Start, t.Span.End, mended)),
	})
}

// reportUnquoted reports a word that can only be part of a text.
func (l *lineReader) reportUnquoted(w *row, i int) {
	t := l.terms[i]
	d := diag.Diagnostic{
		Code:    "odd-word",
		Message: "`" + visible(t.Text) + "` " + whyOdd(t.Text),
		At:      diag.Label{Span: t.Span},
		Help:    "put text in quotation marks; a name is lower-case words joined by hyphens",
	}
	if written, means, what := l.otherwise(w, i); means != "" {
		d.Message = "`" + written.Text() + "` is no way to write " + what
		d.At.Span, d.Help = written, "write `"+means+"`"
		d.Fix = likely(l.replace(written.Start, written.End, means))
		l.report(d)
		return
	}
	end := i + 1
	for end < int(w.hi) && l.terms[end].Kind != String {
		end++
	}
	for end > i+1 && l.terms[end-1].Kind == Comma {
		end--
	}
	from, to := t.Span.Start, l.terms[end-1].Span.End
	if text := l.text[from:to]; len(text) <= 60 && len([]rune(text)) > 2 {
		d.Help = "put text in quotation marks: `\"" + visible(text) + "\"`"
		if name, sure := mend(strings.ToLower(t.Text), false, false); sure || plain(name) {
			d.Help += "; a name is written in small letters: `" + name + "`"
		}
	}
	d.Fix = likely(l.replace(from, from, `"`), l.replace(to, to, `"`))
	l.report(d)
}

// otherwise returns what a date or hours that are written in another way mean, if
// term i is part of some: 12/3/2026 and 12 March 2026 are one day, and 24/7 is
// always.
func (l *lineReader) otherwise(w *row, i int) (written diag.Span, means, what string) {
	t := l.terms[i]
	if t.Text == "24/7" {
		return t.Span, "always", "hours"
	}
	if means = comparisons[t.Text]; means != "" {
		return t.Span, means, "a condition"
	}
	if n := int32(i); (t.Text == "-" || t.Text == "–" || t.Text == "—") && n > w.lo && n+1 < w.hi && startsTime(l.terms[i-1].Text) && startsTime(l.terms[i+1].Text) {
		return l.span(l.terms[i-1].Span.Start, l.terms[i+1].Span.End), l.terms[i-1].Text + "-" + l.terms[i+1].Text, "hours"
	}
	if a, b, ok := strings.Cut(t.Text, "/"); ok && !strings.ContainsAny(t.Text, ".:") && plain(a) && plain(b) && a[0] > '9' && b[0] > '9' {
		return t.Span, a + " or " + b, "a choice"
	}
	if parts := strings.Split(t.Text, "/"); len(parts) == 3 {
		if means = britishDate(parts[0], parts[1], parts[2]); means == "" {
			means = britishDate(parts[1], parts[0], parts[2])
		}
		return t.Span, means, "a date"
	}
	if i == int(w.lo) || i+1 >= int(w.hi) {
		return t.Span, "", ""
	}
	for month := time.January; month <= time.December; month++ {
		if name := month.String(); t.Text != name && t.Text != name[:3] {
			continue
		}
		day := strings.TrimRight(l.terms[i-1].Text, "stndrh") // 1st, 2nd, 3rd, 4th
		written = l.span(l.terms[i-1].Span.Start, l.terms[i+1].Span.End)
		return written, britishDate(day, strconv.Itoa(int(month)), l.terms[i+1].Text), "a date"
	}
	return t.Span, "", ""
}

// startsTime says whether a word begins as a time of day does.
func startsTime(s string) bool { return s != "" && '0' <= s[0] && s[0] <= '9' }

// comparisons are the signs of arithmetic and the words of a condition.
var comparisons = map[string]string{
	"=": "is", "==": "is", "!=": "is not", "<>": "is not", "≠": "is not", "<": "is under", ">": "is over", "<=": "is at most", ">=": "is at least",
	"≤": "is at most", "≥": "is at least", "&&": "and", "||": "or", "|": "or",
}

// britishDate returns the date of a day, a month and a year, or "" if there is no
// such day.
func britishDate(day, month, year string) string {
	if len(year) == 2 {
		year = "20" + year
	}
	date, err := time.Parse("2 1 2006", day+" "+month+" "+year)
	if err != nil {
		return ""
	}
	return date.Format(time.DateOnly)
}

// mend returns what an odd word was meant to be, and whether that is sure.
func mend(word string, first, last bool) (mended string, sure bool) {
	s := strings.Map(func(r rune) rune {
		switch r {
		case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad':
			return -1 // not to be seen
		case '–', '—', '‐', '‑', '‒', '−', '_':
			return '-'
		}
		return r
	}, word)
	if first {
		s = strings.TrimSuffix(s, ":")
	}
	if last {
		s = strings.TrimRight(s, ".;:")
	}
	for strings.Contains(s, "--") {
		s = strings.ReplaceAll(s, "--", "-")
	}
	if days, ok := asDays(s); ok {
		return days, true
	}
	if s == "&" {
		return "and", true
	}
	if lower := strings.ToLower(s); lower != s {
		// Joe is text, JOE and team-Joe are names.
		if len(s) < 2 || strings.ToUpper(s) != s && !strings.Contains(s, "-") {
			return lower, false
		}
		s = lower
	}
	return s, plain(s)
}

// plain says whether a word is made of small letters and digits, joined by
// hyphens, full stops and colons.
func plain(s string) bool {
	last := cJoin
	for i := 0; i < len(s); i++ {
		c := class[s[i]]
		if c > cJoin || c == cJoin && last == cJoin {
			return false
		}
		last = c
	}
	return last == cWord
}

var days = [...]string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}

// isDays says whether a word is a day, or two joined by a hyphen: the only words
// with capitals.
func isDays(s string) bool {
	switch len(s) {
	case 3:
		return isDay(s)
	case 7:
		return s[3] == '-' && isDay(s[:3]) && isDay(s[4:])
	}
	return false
}

func isDay(s string) bool {
	for _, d := range days {
		if s == d {
			return true
		}
	}
	return false
}

var longDays = [...]string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}

// asDays reads `MON-FRI`, `Monday` and `Monday-Friday` as days.
func asDays(s string) (string, bool) {
	from, to, two := strings.Cut(s, "-")
	from, ok := asDay(from)
	if !ok || !two {
		return from, ok
	}
	to, ok = asDay(to)
	return from + "-" + to, ok
}

func asDay(s string) (string, bool) {
	if len(s) < 3 {
		return "", false
	}
	lower := strings.ToLower(s)
	for i, long := range longDays {
		if lower == long || lower == long[:3] || lower == long[:3]+"s" || lower == long+"s" || len(lower) > 3 && len(lower) < 6 && strings.HasPrefix(long, lower) {
			return days[i], true
		}
	}
	return "", false
}

// whyOdd says what is wrong with a word.
func whyOdd(word string) string {
	capitals, others := false, ""
	for _, r := range word {
		switch {
		case r < utf8.RuneSelf && class[byte(r)] <= cJoin:
		case unicode.IsUpper(r) && r < utf8.RuneSelf:
			capitals = true
		case others == "":
			others = string(r)
		}
	}
	switch {
	case others == word:
		return "is not a word"
	case others == "_":
		return "has an underscore, where names have hyphens"
	case others == "–" || others == "—" || others == "‑" || others == "‐" || others == "−" || others == "‒":
		return "has a dash, where a hyphen is meant"
	case others != "" && !unicode.IsPrint([]rune(others)[0]):
		return "has a character that cannot be seen"
	case others == "`":
		return "has a character that names and words do not have"
	case others != "":
		return "has `" + others + "`, which names and words do not have"
	case capitals:
		return "has a capital letter, which names and words do not have"
	case plain(strings.TrimRight(word, ".:-")):
		return "ends in `" + word[len(word)-1:] + "`, which names and words do not"
	}
	return "is neither a name nor a number"
}

// visible returns s without what would garble a message.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '`' || !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, s)
}
