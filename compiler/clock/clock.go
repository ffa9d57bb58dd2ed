// Package clock counts time as an agreement does: in moments and days of
// England, in working days, in the hours at which a team answers.
//
//	cal := clock.NewCalendar(closures)             // bank holidays 2020–2035, and local closures
//	teams := clock.NewTeams(cal, teams)            // opening hours, and who answers otherwise
//	cal.Due(limit, anchor)                         // the moment by which one limit has to be kept
//	chain.Due(start)                               // the same for every step of a pathway
//	chain.WorstCase(from)                          // the longest wait that the limits allow in a year
//	chain.FirstLater(local, statutory, from)       // whether one limit is ever later than another
//
// The rules:
//
//   - A moment is a minute. Times of the day are those on the wall in England:
//     British summer time runs from 01:00 UTC on the last Sunday of March to 01:00
//     UTC on the last Sunday of October. The hour that comes twice in October
//     means its first time round; a time in the hour that is left out in March is
//     moved on by one hour.
//   - A working day is a Monday to Friday that is neither a bank holiday in England
//     and Wales nor a local closure. [Calendar.Statutory] leaves local closures
//     out, so that none can stretch a limit set by law. Bank holidays are known from
//     2020 to 2035; whoever needs one of another year gets a [RangeError].
//   - A day that is counted ends at 24:00, and a limit in days, weeks or months
//     runs to the end of its last day. That end belongs to its own day, not to the
//     next: one working day after "by the end of Thursday" is Friday. That is what
//     a [Point] is for.
//   - A month later is the same day of that month or, where it has none, its last.
//
// Nothing here reads the clock, the time zones of the machine or any other state,
// and no value changes once it is made: all of it may be used by several
// goroutines at once.
package clock

import "fmt"

// Moment is a minute, counted from 1970-01-01 00:00 UTC.
type Moment int64

// Day is a day in England, counted from 1970-01-01.
type Day int32

// Point is a moment that something is due at or counted from. The end of a day is
// kept apart from the first minute of the next, which is the same moment: see
// [Point.Day]. The zero Point is a moment that is not known.
type Point struct {
	At       Moment
	EndOfDay bool
	Known    bool
}

// At returns the point of a moment.
func At(m Moment) Point { return Point{At: m, Known: true} }

// EndOf returns 24:00 of a day, as a point that belongs to that day.
func EndOf(d Day) Point { return Point{At: (d + 1).Start(), EndOfDay: true, Known: true} }

// Day returns the day that p belongs to.
func (p Point) Day() Day {
	if p.EndOfDay {
		return (p.At - 1).Day()
	}
	return p.At.Day()
}

// String returns "by the end of Tuesday 29 December 2026", or the moment as
// [Moment.String] has it; "" if it is not known.
func (p Point) String() string {
	switch {
	case !p.Known:
		return ""
	case p.EndOfDay:
		return "by the end of " + p.Day().String()
	}
	return p.At.String()
}

// before orders points that are known. The end of a day comes before the first
// minute of the next, though the moment is the same.
func (p Point) before(q Point) bool {
	return p.At < q.At || p.At == q.At && p.EndOfDay && !q.EndOfDay
}

// earlier and later choose between two points; an unknown one gives way.
func earlier(a, b Point) Point {
	if !a.Known || b.Known && b.before(a) {
		return b
	}
	return a
}

func later(a, b Point) Point {
	if !a.Known || b.Known && a.before(b) {
		return b
	}
	return a
}

// Minutes is a length of time that passes on any clock.
type Minutes int64

// String returns "6 days 15 hours 30 minutes", days of 24 hours; "no time" for
// nothing.
func (n Minutes) String() string {
	if n == 0 {
		return "no time"
	}
	text := ""
	if n < 0 {
		text, n = "minus ", -n
	}
	first := true
	for _, part := range [...]struct {
		n    Minutes
		unit string
	}{{n / day, "day"}, {n % day / 60, "hour"}, {n % 60, "minute"}} {
		if part.n == 0 {
			continue
		}
		if !first {
			text += " "
		}
		first = false
		text += fmt.Sprintf("%d %s", part.n, part.unit)
		if part.n != 1 {
			text += "s"
		}
	}
	return text
}

// day is the minutes of a day without a change of clocks.
const day = 24 * 60
