package clock

import (
	"errors"
	"testing"
)

// limits are one or more of every sort and unit.
func limits(in *Hours) []Limit {
	all := []Limit{
		{Kind: AtOnce}, {Kind: Within, N: 1, Unit: Hour}, {Kind: Within, N: 4, Unit: Hour, InHours: in}, {Kind: Within, N: 20, Unit: Hour, InHours: in}, {Kind: Within, N: 48, Unit: Hour},
		{Kind: Before, N: 48, Unit: Hour}, {Kind: Before, N: 2, Unit: Hour, InHours: in}, {Kind: Between, N: 2, Upper: 6, Unit: Hour}, {Kind: Every, N: 36, Unit: Hour, Turn: 3}, {Kind: NotBefore, N: 3, Unit: Hour},
	}
	for _, u := range []Unit{WorkingDay, CalendarDay, WorkingWeek, Week, Month, Year} {
		all = append(all, Limit{Kind: Within, N: 1, Unit: u}, Limit{Kind: Within, N: 3, Unit: u}, Limit{Kind: Before, N: 1, Unit: u}, Limit{Kind: Before, N: 3, Unit: u},
			Limit{Kind: NotBefore, N: 2, Unit: u}, Limit{Kind: Between, N: 1, Upper: 2, Unit: u}, Limit{Kind: Every, N: 1, Unit: u}, Limit{Kind: Every, N: 2, Unit: u, Turn: 2})
	}
	return all
}

func TestEveryMinuteInEveryUnit(t *testing.T) {
	cal, slow := NewCalendar(closures), newSlowCalendar(closures...)
	from, to := Date(2025, 12, 1), Date(2028, 2, 1)
	in := newSlowHours(slow, office, false, false, from, to)
	all := limits(NewHours(cal, office))
	for _, d := range sampleDays {
		for m := d.Start(); m <= (d + 1).Start(); m++ {
			anchor := At(m)
			if m == (d + 1).Start() {
				anchor = EndOf(d)
			}
			on := dayOf(utc(m))
			if anchor.EndOfDay {
				on = d
			}
			for _, l := range all {
				got, err := cal.Due(l, anchor)
				if l.Kind == NotBefore {
					if err != nil || got.Known {
						t.Fatalf("%+v of %s is due %s, %v", l, anchor, got, err)
					}
				} else if want, end := slowDue(slow, l, &in, m, on); err != nil || !got.Known || got.At != want || got.EndOfDay != end {
					t.Fatalf("%+v of %s is due %s, %v; it is %s (end of a day: %v)", l, anchor, got, err, want, end)
				}
				first, err := cal.Earliest(l, anchor)
				switch {
				case err != nil || first.Known != (l.Kind == NotBefore || l.Kind == Between):
					t.Fatalf("%+v of %s is allowed from %s, %v", l, anchor, first, err)
				case !first.Known:
				case l.Unit == Hour && first.At != m+Moment(l.N)*60, l.Unit != Hour && first.At != slowWall(slow.add(on, l.N, l.Unit), 0), first.EndOfDay:
					t.Fatalf("%+v of %s is allowed from %s", l, anchor, first)
				}
			}
		}
	}
}

func TestFridayAndOneWorkingDay(t *testing.T) {
	cal := NewCalendar(closures)
	day1 := Limit{Kind: Within, N: 1, Unit: WorkingDay}
	for _, test := range []struct{ from, want string }{
		{"2026-01-09T16:55", "by the end of Monday 12 January 2026"},
		{"2026-01-10T10:00", "by the end of Monday 12 January 2026"},
		{"2026-01-11T23:59", "by the end of Monday 12 January 2026"},
		{"2026-04-02T09:00", "by the end of Tuesday 7 April 2026"},
		{"2026-12-24T16:50", "by the end of Wednesday 30 December 2026"},
	} {
		m, err := ParseMoment(test.from)
		if err != nil {
			t.Fatal(err)
		}
		if p, err := cal.Due(day1, At(m)); err != nil || p.String() != test.want {
			t.Errorf("1 working day after %s is %s, %v", test.from, p, err)
		}
	}
}

func TestHoursAcrossAChangeOfClocks(t *testing.T) {
	cal := NewCalendar(nil)
	for from, want := range map[string]string{
		"2026-10-24T12:00": "Sunday 25 October 2026 11:00", "2026-03-28T12:00": "Sunday 29 March 2026 13:00", "2026-12-24T16:50": "Friday 25 December 2026 16:50",
	} {
		m, err := ParseMoment(from)
		if err != nil {
			t.Fatal(err)
		}
		if p, err := cal.Due(Limit{Kind: Within, N: 24, Unit: Hour}, At(m)); err != nil || p.String() != want {
			t.Errorf("24 hours after %s is %s, %v; want %s", from, p, err, want)
		}
	}
}

func TestLimitsThatCannotBeCounted(t *testing.T) {
	cal, anchor := NewCalendar(nil), At(Date(2026, 1, 5).Start())
	never := NewHours(cal, nil)
	for _, l := range []Limit{
		{}, {Kind: 99, N: 1, Unit: Hour}, {Kind: Within, N: 1}, {Kind: Within, N: 1, Unit: 99}, {Kind: Within, N: maxCount + 1, Unit: Hour}, {Kind: Before, N: 1 << 62, Unit: Week},
		{Kind: Every, N: maxCount, Unit: Hour, Turn: 2}, {Kind: Every, N: 1, Unit: Hour, Turn: maxCount + 1}, {Kind: Within, N: 1, Unit: Hour, InHours: never}, {Kind: Within, N: 20000, Unit: WorkingWeek},
		{Kind: Within, N: maxCount, Unit: Hour, InHours: NewHours(cal, office)},
	} {
		if p, err := cal.Due(l, anchor); err == nil {
			t.Errorf("%+v is due %s", l, p)
		}
	}
	if _, err := cal.Due(Limit{Kind: Within, N: 1, Unit: Hour, InHours: never}, anchor); !errors.Is(err, ErrNeverOpen) {
		t.Errorf("hours of a team that is never open: %v", err)
	}
	if _, err := cal.Earliest(Limit{Kind: NotBefore, N: 1 << 62, Unit: Month}, anchor); err == nil {
		t.Error("there is no end to months")
	}
	for _, l := range limits(nil) {
		if p, err := cal.Due(l, Point{}); p.Known || err != nil {
			t.Errorf("%+v of a moment that is not known is %s, %v", l, p, err)
		}
		if p, err := cal.Earliest(l, Point{}); p.Known || err != nil {
			t.Errorf("%+v of a moment that is not known is allowed from %s, %v", l, p, err)
		}
	}
}

func TestAnEventThatAQuestionCounts(t *testing.T) {
	cal := NewCalendar(nil)
	m, err := ParseMoment("2026-12-24T16:50")
	if err != nil {
		t.Fatal(err)
	}
	pregnancy, err := cal.Since(m, 26, Week)
	if err != nil || pregnancy.String() != "Thursday 25 June 2026 16:50" {
		t.Errorf("26 weeks before: %s, %v", pregnancy, err)
	}
	first, err := cal.Earliest(Limit{Kind: NotBefore, N: 30, Unit: Week}, pregnancy)
	if err != nil || first.String() != "Thursday 21 January 2027 00:00" {
		t.Errorf("not before 30 weeks of pregnancy: %s, %v", first, err)
	}
	due, err := cal.Due(Limit{Kind: Between, N: 30, Upper: 34, Unit: Week}, pregnancy)
	if err != nil || due.String() != "by the end of Thursday 18 February 2027" {
		t.Errorf("between 30 and 34 weeks of pregnancy: %s, %v", due, err)
	}
	if p, err := cal.Since(m, 3, Hour); err != nil || p.At != m-180 {
		t.Errorf("3 hours before: %s, %v", p, err)
	}
	for _, u := range []Unit{WorkingDay, WorkingWeek, 0} {
		if p, err := cal.Since(m, 3, u); err == nil {
			t.Errorf("3 %ss before: %s", u, p)
		}
	}
	if _, err := cal.Since(m, maxCount+1, Hour); err == nil {
		t.Error("there is no end to hours")
	}
}

// TestATurnOfAHugeNumberIsNoSmallOne is about a product that would wrap round.
func TestATurnOfAHugeNumberIsNoSmallOne(t *testing.T) {
	l := Limit{Kind: Every, N: 1 << 62, Unit: CalendarDay, Turn: 4}
	if p, err := NewCalendar(nil).Due(l, At(Date(2026, 1, 1).Start())); err == nil {
		t.Errorf("four times 2^62 days after New Year is %s", p)
	}
}
