package export

import (
	"errors"
	"fmt"

	"concordat/compiler/clock"
)

// maxTimes bounds how often something that no rule of a calendar can say is put
// into it one by one.
const maxTimes = 300

// recurring adds what the agreement itself, and no single family, has to do every
// so often: counted from the day on which it comes into force, up to its review,
// or for a year where it gives none.
func (c *calendar) recurring() error {
	first, ok := lastDay(c.rules.Document.InForce)
	if !ok {
		return nil
	}
	last, ok := lastDay(c.rules.Document.ReviewBy)
	if !ok || last < first {
		year, month, day := first.Date()
		last = clock.Date(year+1, month, day)
	}
	for _, t := range timed(c.rules) {
		// What stands beside another time, or is counted from something, is about one
		// family.
		if t.perFamily && t.kind != "meeting" || len(t.times) != 1 || t.times[0].Kind != "every" || t.times[0].Anchor != nil || t.when != nil {
			continue
		}
		unit, err := clock.ParseUnit(t.times[0].Unit)
		if err != nil || unit == clock.Hour || t.times[0].N < 1 {
			continue
		}
		e := event{kind: "every", key: t.kind + " " + t.name + " " + t.what, title: t.title + ": " + t.what, about: at(t.place)}
		if t.strength != "" {
			e.about = sentences(t.strength+" "+t.what, at(t.place))
		}
		if err := c.repeat(e, first, last, t.times[0].N, unit); err != nil {
			return err
		}
	}
	return nil
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
