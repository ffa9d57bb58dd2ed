package export

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"concordat/compiler/clock"
)

// maxTimes bounds how often something that no rule of a calendar can say is put
// into it one by one.
const maxTimes = 300

// recurring adds what the agreement itself, and no single family, has to do every
// so often: counted from the day on which it comes into force, for a year, or up
// to its review where that is later. Meetings more often than every four weeks and
// duties more often than every two months are somebody's routine, and supervision
// is between two people: none of these is a date of the agreement.
func (c *calendar) recurring() error {
	first, ok := lastDay(c.rules.Document.InForce)
	if !ok {
		return nil
	}
	last := c.ends(first)
	for _, t := range timed(c.rules) {
		unit, ok := comesRound(&t)
		if !ok {
			continue
		}
		n := t.times[0].N
		e := event{kind: "every", key: t.id}
		e.sort, e.title = c.said(&t)
		what := ""
		if t.strength != "" {
			what = upperFirst(t.strength + " " + t.what)
		}
		e.about = sentences(what, fmt.Sprintf("%s, counted from %s. Where another day is agreed, that day counts.", upperFirst(every(n, unit)), first), at(t.place))
		if err := c.repeat(e, first, last, n, unit); err != nil {
			return err
		}
	}
	return nil
}

// ends returns the last day of what comes round from a day on.
func (c *calendar) ends(first clock.Day) clock.Day {
	year, month, day := first.Date()
	last := clock.Date(year+1, month, day)
	if review, ok := lastDay(c.rules.Document.ReviewBy); ok {
		last = max(last, review)
	}
	return last
}

// comesRound says whether a rule is a date of the agreement that comes round, and
// in which unit.
func comesRound(t *timedRule) (clock.Unit, bool) {
	line := t.strength == "" // no duty, but what a block does
	switch {
	case t.kind == "role" && line, t.perFamily && !(t.kind == "meeting" && line):
		return 0, false
	case len(t.times) != 1, t.times[0].Kind != "every", t.times[0].N < 1, t.times[0].Anchor != nil, t.when != nil:
		// What stands beside another time, or is counted from something, is about one
		// family.
		return 0, false
	}
	unit, err := clock.ParseUnit(t.times[0].Unit)
	least := map[clock.Unit]int{clock.CalendarDay: 28, clock.WorkingDay: 20, clock.Week: 4, clock.WorkingWeek: 4, clock.Month: 1, clock.Year: 1}[unit]
	if !line && unit != clock.Year {
		least *= 2
	}
	return unit, err == nil && least > 0 && t.times[0].N >= least
}

// said says what comes round, and of which sort it is.
func (c *calendar) said(t *timedRule) (sort, title string) {
	if t.strength != "" {
		who := make([]string, len(t.by))
		for i, name := range t.by {
			who[i] = c.title.of(name)
		}
		if len(who) == 0 {
			return "Duty", upperFirst(t.short)
		}
		return "Duty", strings.Join(who, ", ") + ": " + t.short
	}
	title = titleOr(t.title, t.name)
	switch t.kind {
	case "contract":
		return "Monitoring", "Contract monitoring: " + c.title.of(t.outer) + ", " + title
	case "audit":
		return "Audit", "Audit: " + title
	case "training":
		return "Training", "Training: " + title
	}
	return "Meeting", "Meeting: " + title
}

// every says how often.
func every(n int, unit clock.Unit) string {
	name := strings.ReplaceAll(unit.String(), "-", " ")
	if n == 1 {
		return "every " + name
	}
	return fmt.Sprintf("every %d %ss", n, name)
}

func upperFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// repeat adds an event that is due n units after first, and again after as much.
func (c *calendar) repeat(e event, first, last clock.Day, n int, unit clock.Unit) error {
	due, err := c.days.Add(first, n, unit)
	if beyond := (*clock.RangeError)(nil); errors.As(err, &beyond) || err == nil && due > last {
		return nil
	}
	if err != nil {
		return err
	}
	if rule := repeatRule(first, n, unit); rule != "" {
		e.day, e.repeats = due, rule+";UNTIL="+compact(last)
		c.events = append(c.events, e)
		return nil
	}
	for k := 1; k <= maxTimes; k++ {
		due, err := c.days.Add(first, k*n, unit)
		if beyond := (*clock.RangeError)(nil); errors.As(err, &beyond) || err == nil && due > last {
			return nil
		}
		if err != nil {
			return err
		}
		one := e
		one.key, one.day = fmt.Sprint(e.key, " ", k), due
		c.events = append(c.events, one)
	}
	return nil
}

// repeatRule returns the rule of RFC 5545 for every n units from a day on; "" if
// there is none that every calendar reads in the same way: working days, and
// months from a day that not every month has.
func repeatRule(from clock.Day, n int, unit clock.Unit) string {
	_, month, day := from.Date()
	switch {
	case unit == clock.CalendarDay:
		return fmt.Sprintf("FREQ=DAILY;INTERVAL=%d", n)
	case unit == clock.Week:
		return fmt.Sprintf("FREQ=WEEKLY;INTERVAL=%d", n)
	case unit == clock.Month && day <= 28:
		return fmt.Sprintf("FREQ=MONTHLY;INTERVAL=%d", n)
	case unit == clock.Year && (day <= 28 || month != 2):
		return fmt.Sprintf("FREQ=YEARLY;INTERVAL=%d", n)
	}
	return ""
}
