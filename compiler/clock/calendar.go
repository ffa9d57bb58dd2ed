package clock

import (
	"fmt"
	"slices"
)

// The days that bank holidays are known for.
var (
	firstKnown = Date(firstHolidayYear, 1, 1)
	lastKnown  = Date(lastHolidayYear, 12, 31)
)

// RangeError says that a day lies outside the years for which bank holidays are
// known, so that nothing can be said about it.
type RangeError struct{ Day Day }

func (e *RangeError) Error() string {
	return fmt.Sprintf("%s lies outside the years %d to %d, for which bank holidays are known", e.Day, firstHolidayYear, lastHolidayYear)
}

// Calendar knows the bank holidays of England and Wales and the local closures of
// an agreement.
type Calendar struct {
	holiday   []string // name by day from firstKnown, "" for none
	upTo      []int32  // how many working days there are up to and including that day
	working   []Day    // every working day, in order
	statutory *Calendar
}

// NewCalendar returns the calendar of England and Wales with local closures.
// Closures outside the years that it covers change nothing.
func NewCalendar(closedOn []Day) *Calendar {
	holiday := make([]string, lastKnown-firstKnown+1)
	for _, row := range regularHolidays {
		for i, monthDay := range row.days {
			holiday[Date(row.year, monthDay/100, monthDay%100)-firstKnown] = holidayNames[i]
		}
	}
	for _, row := range extraHolidays {
		holiday[Date(row.year, row.day/100, row.day%100)-firstKnown] = row.name
	}
	statutory := &Calendar{holiday: holiday}
	statutory.statutory = statutory
	statutory.count(nil)
	if len(closedOn) == 0 {
		return statutory
	}
	c := &Calendar{holiday: holiday, statutory: statutory}
	c.count(closedOn)
	return c
}

// count fills upTo and working.
func (c *Calendar) count(closedOn []Day) {
	closed := slices.Clone(closedOn)
	slices.Sort(closed)
	c.upTo = make([]int32, len(c.holiday))
	c.working = make([]Day, 0, len(c.holiday)*5/7)
	for i, name := range c.holiday {
		d := firstKnown + Day(i)
		if _, shut := slices.BinarySearch(closed, d); d.Weekday() < 5 && name == "" && !shut {
			c.working = append(c.working, d)
		}
		c.upTo[i] = int32(len(c.working))
	}
}

// Statutory returns the calendar without the local closures, in which limits that
// the law sets are counted.
func (c *Calendar) Statutory() *Calendar { return c.statutory }

// BankHoliday returns the name of the bank holiday on d, "" if it is none.
func (c *Calendar) BankHoliday(d Day) (string, error) {
	if d < firstKnown || d > lastKnown {
		return "", &RangeError{d}
	}
	return c.holiday[d-firstKnown], nil
}

// Working says whether d is a working day.
func (c *Calendar) Working(d Day) (bool, error) {
	if d < firstKnown || d > lastKnown {
		return false, &RangeError{d}
	}
	i := d - firstKnown
	return c.upTo[i] > 0 && c.working[c.upTo[i]-1] == d, nil
}

// AddWorking returns the n-th working day after d, before d for a negative n, and
// d itself for 0. From a Friday, a Saturday or a Sunday, 1 is Monday.
func (c *Calendar) AddWorking(d Day, n int) (Day, error) {
	if d < firstKnown || d > lastKnown {
		return 0, &RangeError{d}
	}
	if n == 0 {
		return d, nil
	}
	i := int(c.upTo[d-firstKnown]) + n - 1 // the working days up to d count as gone
	if n < 0 {
		i = int(c.upTo[d-firstKnown]) + n
		if on, _ := c.Working(d); on {
			i-- // d itself is not before d
		}
	}
	switch {
	case i < 0:
		return 0, &RangeError{firstKnown - 1}
	case i >= len(c.working):
		return 0, &RangeError{lastKnown + 1}
	}
	return c.working[i], nil
}

// Unit is a unit of time.
type Unit uint8

// The units of an agreement. A working week is five working days, a week seven
// calendar days, a year twelve months.
const (
	Hour Unit = iota + 1
	WorkingDay
	CalendarDay
	WorkingWeek
	Week
	Month
	Year
)

var unitNames = [...]string{"", "hour", "working-day", "calendar-day", "working-week", "week", "month", "year"}

// ParseUnit reads a unit as a rule set writes it; a bare day is a calendar day.
func ParseUnit(name string) (Unit, error) {
	if name == "day" {
		return CalendarDay, nil
	}
	if i := slices.Index(unitNames[:], name); i > 0 {
		return Unit(i), nil
	}
	return 0, fmt.Errorf("%q is not a unit of time", name)
}

// String returns the name of a unit as a rule set writes it.
func (u Unit) String() string {
	if int(u) < len(unitNames) {
		return unitNames[u]
	}
	return ""
}

// Add returns the day that lies n units after d, before it for a negative n.
// Hours are no days, and an error.
func (c *Calendar) Add(d Day, n int, u Unit) (Day, error) {
	if n > maxCount || n < -maxCount {
		return 0, fmt.Errorf("%d is too many %ss: the most is %d", n, u, maxCount)
	}
	switch u {
	case WorkingDay:
		return c.AddWorking(d, n)
	case WorkingWeek:
		return c.AddWorking(d, 5*n)
	case CalendarDay:
		return d + Day(n), nil
	case Week:
		return d + Day(7*n), nil
	case Month:
		return addMonths(d, n), nil
	case Year:
		return addMonths(d, 12*n), nil
	}
	return 0, fmt.Errorf("%q is not a unit of days", u)
}

// maxCount bounds the number of a limit, so that no sum overflows.
const maxCount = 100_000
