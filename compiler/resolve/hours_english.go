package resolve

import (
	"strings"

	"concordat/dsl"
	"concordat/dsl/diag"
)

// hoursInWords reports hours as people write them, such as `8am to 8pm every day`
// or `9-5`, and shows the whole line. Hours that the language has, or that differ
// from it in one word, are left to who reads them word by word.
func (c *cursor) hoursInWords() bool {
	t := c.peek()
	if t == nil || t.Kind != dsl.Word || c.listed || c.entry == nil {
		return false
	}
	h := spokenHours{first: -1}
	for i := c.i; i < len(c.terms); i++ {
		switch t := &c.terms[i]; {
		case t.Kind == dsl.Comma:
			h.loose = true
		case t.Kind != dsl.Word || !h.read(t.Text):
			return false
		}
	}
	at := t.Span
	at.End = c.terms[len(c.terms)-1].Span.End
	d := diag.Diagnostic{Code: "wrong-hours", Message: tick(at.Text()) + " is no way to write hours", At: diag.Label{Span: at}}
	with := ""
	switch from, to, ok := h.times(); {
	case h.all && len(h.clocks) == 0 && h.first <= 0:
		with = "always"
	case !ok:
		return false
	case h.first < 0:
		days := "Mon-Fri"
		if !h.working() {
			days = "Mon-Sun"
		}
		d.Message = tick(at.Text()) + " does not say on which days"
		d.Help = "write the days in front, such as " + tick(c.entry.Keyword+" "+days+" "+from+"-"+to)
		c.fail(d)
		return true
	case !h.loose:
		return false
	default:
		with = dayNames[h.first]
		if h.last != h.first {
			with += "-" + dayNames[h.last]
		}
		with += " " + from + "-" + to
	}
	d.Help = "write " + tick(c.entry.Keyword+" "+with)
	d.Fix = &diag.Fix{Edits: []diag.Edit{{Span: at, New: with}}}
	c.fail(d)
	return true
}

// spokenHours is what has been understood of hours in words.
type spokenHours struct {
	first, last int // days; -1 before the first
	days        int // how often a day was named
	clocks      []spokenTime
	every       bool // "every" or "7" stands before
	all         bool // all hours of a day
	loose       bool // a word of plain English stands among them
}

// spokenTime is a time of day, and whether `am`, `pm` or minutes make it exact.
type spokenTime struct {
	at    int
	exact bool
}

// read takes the next word, and says whether it understands it.
func (h *spokenHours) read(word string) bool {
	word = dash(strings.ToLower(word))
	switch word {
	case "from", "to", "until", "till", "and", "on", "a", "between", "the", "-", "through", "of":
		h.loose = true
		return true
	case "every", "each", "7", "seven":
		if len(h.clocks) == 1 && word == "7" {
			break // 8 to 7
		}
		h.every, h.loose = true, true
		return true
	case "day", "days", "daily", "week", "everyday":
		h.loose = true
		if h.first < 0 {
			h.first, h.last, h.days = 0, 6, 1
		}
		return true
	case "weekdays", "weekday":
		h.loose = true
		return h.stretch(0, 4)
	case "weekends", "weekend":
		h.loose = true
		return h.stretch(5, 6)
	case "24", "24h", "24hr", "24hrs", "24-7", "all", "round", "around":
		h.all, h.loose = true, true
		return true
	case "hours", "hrs", "hour", "clock":
		return h.all
	case "noon", "midday":
		h.clocks = append(h.clocks, spokenTime{12 * 60, true})
		return true
	case "midnight":
		at := 24 * 60
		if len(h.clocks) == 0 {
			at = 0
		}
		h.clocks = append(h.clocks, spokenTime{at, true})
		return true
	case "am", "pm":
		return h.half(word)
	}
	from, to, ranged := strings.Cut(word, "-")
	if a := dayLike(from); a >= 0 {
		b := a
		if ranged {
			if b = dayLike(to); b < 0 {
				return false
			}
			h.loose = h.loose || len(from) > 3
			return h.stretch(a, b)
		}
		if h.days == 1 && h.loose && h.first == h.last && h.first < a {
			h.last = a // Monday to Friday
			return true
		}
		return h.stretch(a, b)
	}
	return h.clock(from) && (!ranged || h.clock(to))
}

// stretch takes the days on which the hours hold, which are named once.
func (h *spokenHours) stretch(first, last int) bool {
	h.days++
	if h.days > 1 || first > last {
		return false
	}
	h.first, h.last = first, last
	h.loose = h.loose || len(h.clocks) > 0
	return true
}

func (h *spokenHours) clock(word string) bool {
	at, ok := clockLike(word)
	h.clocks = append(h.clocks, spokenTime{at, strings.HasSuffix(word, "m") || strings.ContainsAny(word, ":.")})
	return ok && len(h.clocks) < 3
}

// half takes `am` or `pm` behind a number.
func (h *spokenHours) half(word string) bool {
	n := len(h.clocks)
	if n == 0 || h.clocks[n-1].exact || h.clocks[n-1].at > 12*60 {
		return false
	}
	if t := &h.clocks[n-1]; word == "pm" && t.at < 12*60 {
		t.at += 12 * 60
	}
	h.clocks[n-1].exact, h.loose = true, true
	return true
}

// times returns when the hours start and end. 9-5 is the working day.
func (h *spokenHours) times() (from, to string, ok bool) {
	if len(h.clocks) != 2 {
		return "", "", false
	}
	a, b := h.clocks[0], h.clocks[1]
	if b.at <= a.at && b.at <= 12*60 && !b.exact {
		b.at += 12 * 60
	}
	return showClock(a.at), showClock(b.at), a.at != b.at
}

// working says whether the hours are those of an office.
func (h *spokenHours) working() bool {
	return h.clocks[0].at >= 7*60 && h.clocks[1].at <= 18*60
}
