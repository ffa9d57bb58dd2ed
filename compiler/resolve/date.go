package resolve

import (
	"strconv"
	"strings"

	"concordat/compiler/model"
	"concordat/dsl"
	"concordat/dsl/diag"
)

// date reads a day, a month or a year.
func (c *cursor) date() (model.Date, bool) {
	t := c.peek()
	if t == nil || t.Kind == dsl.Comma {
		return model.Date{}, c.missing("a date, such as `2026-03-12`")
	}
	if t.Kind == dsl.String {
		d := diag.Diagnostic{Code: "wrong-date", Message: "a date stands without quotation marks", At: diag.Label{Span: t.Span}, Help: "write it like `2026-03-12`"}
		if _, ok := parseDate(t.Text); ok {
			d.Help = "write " + tick(t.Text)
			d.Fix = &diag.Fix{Edits: []diag.Edit{{Span: t.Span, New: t.Text}}, Safe: true}
		}
		return model.Date{}, c.fail(d)
	}
	d, ok := parseDate(dash(t.Text))
	if !ok {
		return model.Date{}, c.wrongDate(t)
	}
	d.Span = t.Span
	c.i++
	return d, true
}

// wholeDay reports a month or a year where a day is needed.
func (c *cursor) wholeDay(d model.Date) bool {
	if d.Day > 0 {
		return true
	}
	return c.fail(diag.Diagnostic{
		Code: "wrong-date", Message: tick(d.Span.Text()) + " does not say which day", At: diag.Label{Span: d.Span}, Help: "write the day too, such as `2026-03-12`",
	})
}

func (c *cursor) wrongDate(t *dsl.Term) bool {
	d := diag.Diagnostic{
		Code: "wrong-date", Message: tick(t.Text) + " is not a date", At: diag.Label{Span: t.Span},
		Help: "write the year first, then the month and the day, such as `2026-03-12`; the day, or both, may be left out",
	}
	if parts := strings.Split(t.Text, "-"); len(parts) == 3 && len(parts[0]) == 4 && isNumber(parts[0]+parts[1]+parts[2]) {
		d.Message = "there is no day " + tick(t.Text)
		d.Help = "check the month and the day"
		if len(parts[1]) < 2 || len(parts[2]) < 2 {
			d.Help = "write the month and the day with two digits, such as `2026-03-02`"
		}
	} else if parts := strings.Split(strings.ReplaceAll(t.Text, ".", "-"), "-"); len(parts) == 3 && len(parts[2]) == 4 {
		for i := range 2 {
			if len(parts[i]) == 1 {
				parts[i] = "0" + parts[i]
			}
		}
		want := parts[2] + "-" + parts[1] + "-" + parts[0]
		if _, ok := parseDate(want); ok {
			d.Help = "write the year first: " + tick(want)
			d.Fix = &diag.Fix{Edits: []diag.Edit{{Span: t.Span, New: want}}}
		}
	}
	return c.fail(d)
}

// parseDate reads YYYY-MM-DD, YYYY-MM or YYYY; the day must exist.
func parseDate(s string) (model.Date, bool) {
	var d model.Date
	if len(s) != 4 && len(s) != 7 && len(s) != 10 || !isNumber(s[:4]) {
		return d, false
	}
	d.Year, _ = strconv.Atoi(s[:4])
	if d.Year < 1500 || d.Year > 2999 {
		return d, false
	}
	if len(s) == 4 {
		return d, true
	}
	if s[4] != '-' || !isNumber(s[5:7]) {
		return d, false
	}
	if d.Month, _ = strconv.Atoi(s[5:7]); d.Month < 1 || d.Month > 12 {
		return d, false
	}
	if len(s) == 7 {
		return d, true
	}
	if s[7] != '-' || !isNumber(s[8:]) {
		return d, false
	}
	d.Day, _ = strconv.Atoi(s[8:])
	return d, 1 <= d.Day && d.Day <= monthDays(d.Year, d.Month)
}

func monthDays(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// timeOfDay reads HH:MM.
func (c *cursor) timeOfDay() (int, bool) {
	t := c.peek()
	if n, ok := clock(t.Text); ok && t.Kind == dsl.Word {
		c.i++
		return n, true
	}
	d := diag.Diagnostic{Code: "wrong-hours", Message: tick(t.Span.Text()) + " is not a time of day", At: diag.Label{Span: t.Span}, Help: "write it with four digits, such as `16:50`"}
	if n, ok := clockLike(t.Text); ok {
		d.Help = "write " + tick(showClock(n))
		d.Fix = &diag.Fix{Edits: []diag.Edit{{Span: t.Span, New: showClock(n)}}, Safe: true}
	}
	return 0, c.fail(d)
}
