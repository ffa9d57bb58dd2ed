package words

import (
	"fmt"
	"strconv"
	"strings"

	"concordat/compiler/model"
)

func itoa(n int) string { return strconv.Itoa(n) }

var months = [...]string{"", "January", "February", "March", "April", "May", "June", "July", "August",
	"September", "October", "November", "December"}

// Date says a day, a month or a year: "12 March 2026", "March 2026", "2026".
func Date(d model.Date) string {
	switch {
	case d.IsZero():
		return ""
	case d.Month < 1 || d.Month > 12:
		return itoa(d.Year)
	case d.Day == 0:
		return months[d.Month] + " " + itoa(d.Year)
	}
	return fmt.Sprintf("%d %s %d", d.Day, months[d.Month], d.Year)
}

// Clock says a minute of the day: "9am", "4.30pm", "noon", "midnight".
func Clock(minutes int) string {
	h, m := minutes/60, minutes%60
	half := "am"
	if h >= 12 && h < 24 {
		half = "pm"
	}
	switch {
	case minutes == 12*60:
		return "noon"
	case minutes == 0 || minutes == 24*60:
		return "midnight"
	}
	if h %= 12; h == 0 {
		h = 12
	}
	if m == 0 {
		return itoa(h) + half
	}
	return fmt.Sprintf("%d.%02d%s", h, m, half)
}

// Duration says a number of units: "1 working day", "4 weeks".
func Duration(d model.Duration) string {
	if d.IsZero() {
		return ""
	}
	return itoa(d.N) + " " + unit(d.Unit, d.N)
}

func unit(name string, n int) string {
	s := spaced(name)
	if n != 1 && !strings.HasSuffix(s, "s") && s != "percent" {
		s += "s"
	}
	return s
}

// Interval says how often: "every week", "every 3 months".
func Interval(d model.Duration) string {
	if d.N == 1 {
		return "every " + unit(d.Unit, 1)
	}
	return "every " + Duration(d)
}

// Time says one part of a time, in a line of from.
func Time(t model.Time, from *model.Thing) Pieces {
	anchor := Pieces(nil)
	if t.Anchor != nil {
		anchor = Moment(*t.Anchor, from)
	}
	of := func(prep string) Pieces {
		if anchor == nil {
			return nil
		}
		return join(plain(" "+prep+" "), anchor)
	}
	switch t.Kind {
	case model.AtOnce:
		return plain("at once")
	case model.AtEvent:
		return join(plain("at "), anchor)
	case model.Within:
		return join(plain("within "+Duration(t.Duration)), of("of"))
	case model.SoonAsPossible:
		return plain("as soon as possible")
	case model.InHours:
		if t.Team == nil {
			return plain("in opening hours")
		}
		return join(plain("in the opening hours of "), Said(*t.Team, from))
	case model.PastClosing:
		return plain("past closing time if need be")
	case model.OrSooner:
		if !t.Duration.IsZero() {
			return join(plain("or within "+Duration(t.Duration)), of("of"), plain(" if "), Condition(t.If))
		}
		return join(plain("or sooner if "), Condition(t.If))
	case model.Before:
		return join(plain("at least "+Duration(t.Duration)), of("before"))
	case model.NotBefore:
		return join(plain("not before "+Duration(t.Duration)), of("of"))
	case model.Between:
		return join(plain("between "+itoa(t.Duration.N)+" and "+Duration(t.Upper)), of("of"))
	case model.EveryTime:
		return join(plain(Interval(t.Duration)), of("from"))
	}
	return nil
}

// Times says the whole time at the end of a line: "at assessment and every 3
// months", "as soon as possible, and within 24 hours of step 2 (Refer)".
func Times(times []model.Time, from *model.Thing) Pieces {
	var all Pieces
	for i, t := range times {
		said := Time(t, from)
		switch {
		case i == 0 || len(said) == 0:
		case t.Kind == model.InHours:
			all = append(all, Piece{Text: " "})
		case t.Kind == model.OrSooner, t.Kind == model.PastClosing:
			all = append(all, Piece{Text: ", "})
		case times[i-1].Kind == model.SoonAsPossible:
			all = append(all, Piece{Text: ", and "})
		default:
			all = append(all, Piece{Text: " and "})
		}
		all = append(all, said...)
	}
	return all
}

var days = [...]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

// Hours says when a team answers, one sentence part a stretch: "Monday to
// Thursday, 8.30am to 5pm".
func Hours(h *model.Hours) []Pieces {
	switch {
	case h == nil:
		return nil
	case h.Always:
		return []Pieces{plain("24 hours a day, every day")}
	case h.When != nil:
		return []Pieces{join(plain("when "), Ref(*h.When, nil), plain(" is closed"))}
	}
	var all []Pieces
	for _, s := range h.Spans {
		all = append(all, plain(openSpan(s)))
	}
	return all
}

func openSpan(s model.OpenSpan) string {
	var when string
	switch {
	case s.BankHolidays:
		when = "Bank holidays"
	case s.First == s.Last:
		when = dayName(s.First)
	case s.First == 0 && s.Last == 6:
		when = "Every day"
	default:
		when = dayName(s.First) + " to " + dayName(s.Last)
	}
	switch {
	case s.Closed:
		return when + ", closed"
	case s.From == 0 && s.To == 24*60:
		return when + ", all day"
	case s.To <= s.From && s.To > 0:
		return when + ", " + Clock(s.From) + " to " + Clock(s.To) + " the next day"
	}
	return when + ", " + Clock(s.From) + " to " + Clock(s.To)
}

func dayName(d int) string {
	if d < 0 || d > 6 {
		return ""
	}
	return days[d]
}
