package clock

import (
	"math/rand"
	"os"
	"sort"
	"strconv"
	"testing"
	"time"
	_ "time/tzdata" // the changes of clocks, as those who keep the time zones have them
)

// This file does what the package does a second time, slowly and in another way:
// with Go's time zones, a computed Easter, and a walk from day to day and from
// minute to minute. The tests hold the two against each other.

// more multiplies how much the random tests look at: CONCORDAT_CLOCK_DAYS=50 takes
// some minutes instead of seconds.
func more(t testing.TB) int {
	text := os.Getenv("CONCORDAT_CLOCK_DAYS")
	if text == "" {
		return 1
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("CONCORDAT_CLOCK_DAYS is %q, which is no number from 1", text)
	}
	return n
}

var london = func() *time.Location {
	l, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err)
	}
	return l
}()

func utc(m Moment) time.Time { return time.Unix(int64(m)*60, 0).In(london) }

func moment(t time.Time) Moment { return Moment(t.Unix() / 60) }

func noon(d Day) time.Time { return time.Unix(int64(d)*86400+43200, 0).UTC() }

func dayOf(t time.Time) Day {
	y, m, d := t.Date()
	return Day(time.Date(y, m, d, 12, 0, 0, 0, time.UTC).Unix() / 86400)
}

// slowClock finds the moment at which clocks show a minute of the day by looking
// at all minutes of the day; one that never comes is looked for an hour later.
func slowClock(d Day, minute int) Moment {
	for add := 0; ; add += 60 {
		want := noon(d).Add(-12 * time.Hour).Add(time.Duration(minute+add) * time.Minute)
		for m := Moment(d)*day - 120; m < Moment(d)*day+3*day; m++ {
			at := utc(m)
			if at.Hour() == want.Hour() && at.Minute() == want.Minute() && at.Day() == want.Day() {
				return m
			}
		}
	}
}

// easter is the method of Meeus, Jones and Butcher.
func easter(year int) time.Time {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return time.Date(year, time.Month(n/31), n%31+1, 12, 0, 0, 0, time.UTC)
}

// slowHolidays works the bank holidays of a year out from the rules, with the
// proclamations written as what they did.
func slowHolidays(year int) map[Day]bool {
	at := func(m time.Month, d int) time.Time { return time.Date(year, m, d, 12, 0, 0, 0, time.UTC) }
	weekend := func(t time.Time) bool { return t.Weekday() == time.Saturday || t.Weekday() == time.Sunday }
	all := map[Day]bool{}
	add := func(t time.Time) { all[dayOf(t)] = true }
	// substitute takes the next day that is neither a weekend nor taken.
	substitute := func(t time.Time) {
		for weekend(t) || all[dayOf(t)] {
			t = t.AddDate(0, 0, 1)
		}
		add(t)
	}
	first := func(t time.Time, step int) time.Time {
		for t.Weekday() != time.Monday {
			t = t.AddDate(0, 0, step)
		}
		return t
	}
	substitute(at(1, 1))
	add(easter(year).AddDate(0, 0, -2))
	add(easter(year).AddDate(0, 0, 1))
	if year == 2020 {
		add(at(5, 8))
	} else {
		add(first(at(5, 1), 1))
	}
	if year == 2022 {
		add(at(6, 2))
		add(at(6, 3))
		add(at(9, 19))
	} else {
		add(first(at(5, 31), -1))
	}
	if year == 2023 {
		add(at(5, 8))
	}
	add(first(at(8, 31), -1))
	if !weekend(at(12, 26)) { // a Boxing Day in the week keeps its day, whatever Christmas Day does
		add(at(12, 26))
		substitute(at(12, 25))
	} else {
		substitute(at(12, 25))
		substitute(at(12, 26))
	}
	return all
}

// slowCalendar is the bank holidays of 2019 to 2036 and local closures.
type slowCalendar struct{ holiday, closed map[Day]bool }

func newSlowCalendar(closed ...Day) slowCalendar {
	s := slowCalendar{map[Day]bool{}, map[Day]bool{}}
	for year := 2019; year <= 2036; year++ {
		for d := range slowHolidays(year) {
			s.holiday[d] = true
		}
	}
	for _, d := range closed {
		s.closed[d] = true
	}
	return s
}

func (s slowCalendar) working(d Day) bool {
	w := noon(d).Weekday()
	return w != time.Saturday && w != time.Sunday && !s.holiday[d] && !s.closed[d]
}

// add walks from day to day.
func (s slowCalendar) add(d Day, n int, u Unit) Day {
	step := Day(1)
	if n < 0 {
		step, n = -1, -n
	}
	switch u {
	case WorkingWeek:
		return s.add(d, int(step)*n*5, WorkingDay)
	case WorkingDay:
		for n > 0 {
			if d += step; s.working(d) {
				n--
			}
		}
		return d
	case Week:
		n *= 7
		fallthrough
	case CalendarDay:
		return dayOf(noon(d).AddDate(0, 0, int(step)*n))
	case Year:
		n *= 12
		fallthrough
	case Month:
		t := noon(d)
		first := time.Date(t.Year(), t.Month()+time.Month(int(step)*n), 1, 12, 0, 0, 0, time.UTC)
		last := first
		for i := 1; i < t.Day(); i++ {
			if next := last.AddDate(0, 0, 1); next.Month() == first.Month() {
				last = next
			}
		}
		return dayOf(last)
	}
	panic("no such unit")
}

// slowHours knows for each minute of a stretch of days whether somebody answers,
// and how many minutes they have answered before.
type slowHours struct {
	low  Moment
	open []bool
	sum  []int32
	// until is the next minute that differs, seen from each.
	until []int32
}

func newSlowHours(s slowCalendar, spans []Span, always, inverse bool, from, to Day) slowHours {
	h := slowHours{low: slowClock(from, 0)}
	h.open = make([]bool, slowClock(to, 0)-h.low)
	for d := from - 1; d < to; d++ {
		weekday := (int(noon(d).Weekday()) + 6) % 7
		for _, sp := range spans {
			if sp.BankHolidays != s.holiday[d] || !sp.BankHolidays && (weekday < sp.First || weekday > sp.Last) || sp.Closed {
				continue
			}
			start, end := slowWall(d, sp.From), slowWall(d, sp.To)
			if sp.To <= sp.From {
				end = slowWall(d+1, sp.To)
			}
			for m := start; m < end; m++ {
				if i := m - h.low; i >= 0 && int(i) < len(h.open) {
					h.open[i] = true
				}
			}
		}
	}
	h.sum = make([]int32, len(h.open)+1)
	for i := range h.open {
		h.open[i] = (h.open[i] || always) != inverse
		h.sum[i+1] = h.sum[i]
		if h.open[i] {
			h.sum[i+1]++
		}
	}
	h.until = make([]int32, len(h.open))
	for i := len(h.open) - 1; i >= 0; i-- {
		h.until[i] = int32(i + 1)
		if i+1 < len(h.open) && h.open[i] == h.open[i+1] {
			h.until[i] = h.until[i+1]
		}
	}
	return h
}

// slowWall is [slowClock] by way of Go's time zones alone.
func slowWall(d Day, minute int) Moment {
	t := noon(d)
	want := time.Date(t.Year(), t.Month(), t.Day(), 0, minute, 0, 0, time.UTC)
	m := moment(want)
	// The first of the moments at which clocks in London show it.
	for _, candidate := range []Moment{m - 60, m} {
		at := utc(candidate)
		if at.Hour() == want.Hour() && at.Minute() == want.Minute() {
			return candidate
		}
	}
	return m // the missing hour: one hour on, by the new clock
}

func (h slowHours) at(m Moment) bool { return h.open[m-h.low] }

// after finds the end of the n-th open minute since m in the sums.
func (h slowHours) after(m Moment, n int) Moment {
	want := h.sum[m-h.low] + int32(n)
	return max(m, h.low+Moment(sort.Search(len(h.sum), func(i int) bool { return h.sum[i] >= want })))
}

// changes returns the next minute at which hours begin or end, or the end of what
// h knows.
func (h slowHours) changes(m Moment) Moment { return h.low + Moment(h.until[m-h.low]) }

func (h slowHours) next(m Moment) Moment {
	for !h.at(m) {
		m++
	}
	return m
}

// slowDue counts one limit from a moment and the day that it belongs to.
func slowDue(s slowCalendar, l Limit, in *slowHours, from Moment, on Day) (due Moment, end bool) {
	n, u := l.N, l.Unit
	switch l.Kind {
	case AtOnce:
		return from, on != dayOf(utc(from))
	case Before:
		n = -n
	case Between:
		n = l.Upper
	case Every:
		n *= max(1, l.Turn)
	}
	if u == Hour {
		if l.InHours != nil && l.Kind == Within {
			return in.after(from, n*60), false
		}
		return moment(utc(from).Add(time.Duration(n) * time.Hour)), false
	}
	return slowWall(s.add(on, n, u)+1, 0), true
}

func seeded(seed int64) *rand.Rand { return rand.New(rand.NewSource(seed)) }
