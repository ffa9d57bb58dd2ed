package resolve

import (
	"strconv"
	"strings"

	"concordat/compiler/model"
	"concordat/dsl"
	"concordat/dsl/diag"
)

var dayNames = [...]string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}

// dayNumber returns the number of a day as it is written, Monday 0, or -1.
func dayNumber(s string) int {
	for i, d := range dayNames {
		if s == d {
			return i
		}
	}
	return -1
}

// dayLike returns the day that a word means, or -1.
func dayLike(s string) int {
	lower := strings.ToLower(strings.Trim(s, ".:,"))
	for i, d := range dayNames {
		short := strings.ToLower(d)
		if lower == short || len(lower) > 3 && strings.HasPrefix(lower, short) && len(lower) < 11 {
			return i
		}
	}
	return -1
}

// hours reads when somebody answers.
func (c *cursor) hours() (*model.Hours, bool) {
	start := c.i
	h := &model.Hours{}
	switch {
	case c.isBlock() && c.done():
		if !c.entries(func(sub *cursor) bool { return sub.daySpans(h) }) {
			return nil, false
		}
		h.Span = c.item.Span
		return h, true
	case c.take("always"):
		h.Always = true
	case c.take("when"):
		ref, ok := c.name([]string{"team"})
		if !ok {
			return nil, false
		}
		if !c.takeAll("is", "closed") {
			return nil, c.missing("`is closed`")
		}
		h.When = &ref
	default:
		if c.hoursInWords() {
			return nil, false
		}
		for {
			if !c.daySpans(h) {
				return nil, false
			}
			if !c.isComma() {
				break
			}
			c.i++
		}
	}
	h.Span = c.from(start)
	return h, true
}

// daySpans reads one entry: days, and the times or `closed`.
func (c *cursor) daySpans(h *model.Hours) bool {
	var open model.OpenSpan
	t := c.peek()
	before := len(h.Spans)
	if t == nil || t.Kind != dsl.Word {
		return c.missing("days and times, such as `Mon-Fri 09:00-17:00`")
	}
	switch {
	case c.take("bank-holidays"):
		open.BankHolidays = true
	default:
		if !c.days(&open) {
			return false
		}
	}
	if c.take("closed") {
		open.Closed = true
		h.Spans = append(h.Spans, open)
		return c.oncePerDay(h.Spans, before, t)
	}
	n := 0
	for {
		t := c.peek()
		if t == nil || t.Kind != dsl.Word || n > 0 && !looksLikeTime(t.Text) {
			break
		}
		from, to, ok := c.timeSpan(t)
		if !ok {
			return false
		}
		open.From, open.To = from, to
		h.Spans = append(h.Spans, open)
		n++
	}
	if t := c.peek(); n > 0 && t != nil && t.Kind == dsl.Word && !c.listed && (dayLike(t.Text[:min(3, len(t.Text))]) >= 0 || t.Text == "bank-holidays") {
		before := c.terms[c.i-1].Span
		before.Start = before.End
		return c.fail(diag.Diagnostic{
			Code: "missing-comma", Message: "a comma is missing before " + tick(t.Text), At: diag.Label{Span: t.Span}, Help: "put a comma in front of each day",
			Fix: &diag.Fix{Edits: []diag.Edit{{Span: before, New: ","}}, Safe: true},
		})
	}
	if n == 0 {
		return c.missing("times, such as `09:00-17:00`, or `closed`")
	}
	return c.oncePerDay(h.Spans, before, t)
}

// oncePerDay reports a day whose hours contradict those that an entry before gave
// it: `Mon-Fri 09:00-17:00, Fri 09:00-16:00` does not say when Friday ends.
func (c *cursor) oncePerDay(spans []model.OpenSpan, from int, days *dsl.Term) bool {
	for i := from; i < len(spans); i++ {
		for j := range i {
			a, b := spans[j], spans[i]
			if a.BankHolidays != b.BankHolidays || a.Last < b.First || b.Last < a.First {
				continue
			}
			if !a.Closed && !b.Closed && (endOfDay(a) <= b.From || endOfDay(b) <= a.From) {
				continue
			}
			return c.fail(diag.Diagnostic{
				Code: "wrong-hours", Message: tick(days.Text) + " has hours twice, and they differ or overlap", At: diag.Label{Span: days.Span},
				Help: "give each day its hours once, such as `Mon-Thu 08:30-17:00, Fri 08:30-16:30`",
			})
		}
	}
	return true
}

// endOfDay returns when a stretch ends on the day on which it begins.
func endOfDay(s model.OpenSpan) int {
	if s.To <= s.From {
		return 24 * 60
	}
	return s.To
}

func (c *cursor) days(open *model.OpenSpan) bool {
	t := c.peek()
	text := dash(t.Text)
	first, last, ranged := strings.Cut(text, "-")
	a, b := dayNumber(first), dayNumber(last)
	if !ranged {
		b = a
	}
	if a < 0 || b < 0 {
		d := diag.Diagnostic{
			Code: "wrong-hours", Message: tick(t.Text) + " is not a day", At: diag.Label{Span: t.Span},
			Help: "write `Mon`, `Tue`, `Wed`, `Thu`, `Fri`, `Sat`, `Sun`, a stretch such as `Mon-Thu`, or `bank-holidays`",
		}
		if text == "24-7" || text == "24h" {
			d.Message, d.Help = tick(t.Text)+" is no way to write hours", "write `always`"
			d.Fix = &diag.Fix{Edits: []diag.Edit{{Span: t.Span, New: "always"}}}
		} else if looksLikeTime(t.Text) {
			d.Message = "no day stands before " + tick(t.Text)
		} else if x, y := dayLike(first), dayLike(last); x >= 0 && (y >= 0 || !ranged) {
			want := dayNames[x]
			if ranged {
				want += "-" + dayNames[y]
			}
			d.Help = "write " + tick(want)
			d.Fix = &diag.Fix{Edits: []diag.Edit{{Span: t.Span, New: want}}, Safe: true}
		}
		return c.fail(d)
	}
	if b < a {
		return c.wrong("wrong-hours", tick(t.Text)+" ends before it begins", "write the earlier day first, or two stretches")
	}
	open.First, open.Last = a, b
	c.i++
	return true
}

// dash reads a long dash as a hyphen. That it is one has been reported by dsl.
func dash(word string) string {
	return strings.NewReplacer("–", "-", "—", "-").Replace(word)
}

func looksLikeTime(s string) bool { return s != "" && '0' <= s[0] && s[0] <= '9' }

func (c *cursor) timeSpan(t *dsl.Term) (from, to int, ok bool) {
	text := dash(t.Text)
	first, last, ranged := strings.Cut(text, "-")
	from, ok1 := clock(first)
	to, ok2 := clock(last)
	if !ranged || !ok1 || !ok2 {
		d := diag.Diagnostic{
			Code: "wrong-hours", Message: tick(t.Text) + " is not a stretch of time", At: diag.Label{Span: t.Span},
			Help: "write both times with four digits, such as `08:30-17:00`, or `closed`",
		}
		if a, okA := clockLike(first); okA && ranged {
			if b, okB := clockLike(last); okB {
				exact := strings.Contains(first, ":") && strings.Contains(last, ":")
				if b <= a && b <= 12*60 && !exact {
					b += 12 * 60 // 9-5 is the working day
				}
				want := showClock(a) + "-" + showClock(b)
				d.Help = "write " + tick(want)
				d.Fix = &diag.Fix{Edits: []diag.Edit{{Span: t.Span, New: want}}, Safe: exact}
			}
		}
		return 0, 0, c.fail(d)
	}
	c.i++
	return from, to, true
}

// clock reads HH:MM, from 00:00 to 24:00.
func clock(s string) (int, bool) {
	if len(s) != 5 || s[2] != ':' || !isNumber(s[:2]) || !isNumber(s[3:]) {
		return 0, false
	}
	h, _ := strconv.Atoi(s[:2])
	m, _ := strconv.Atoi(s[3:])
	if h > 24 || m > 59 || h == 24 && m > 0 {
		return 0, false
	}
	return h*60 + m, true
}

// clockLike reads 9:00, 9.00, 0900 and 9am.
func clockLike(s string) (int, bool) {
	s = strings.ToLower(s)
	add := 0
	if rest, ok := strings.CutSuffix(s, "am"); ok {
		s = rest
	} else if rest, ok := strings.CutSuffix(s, "pm"); ok {
		s, add = rest, 12*60
	}
	s = strings.Replace(s, ".", ":", 1)
	h, m, colon := strings.Cut(s, ":")
	if !colon && len(s) == 4 {
		h, m = s[:2], s[2:]
	} else if !colon {
		m = "00"
	}
	if len(h) == 1 {
		h = "0" + h
	}
	n, ok := clock(h + ":" + m)
	if add > 0 && n >= 12*60 {
		add = 0
	}
	return n + add, ok && n+add <= 24*60
}

func showClock(n int) string {
	return string([]byte{'0' + byte(n/600), '0' + byte(n/60%10), ':', '0' + byte(n%60/10), '0' + byte(n%10)})
}
