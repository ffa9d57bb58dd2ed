package clock

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestEveryDayOfTheCalendar(t *testing.T) {
	for d := Date(1996, 1, 1); d <= Date(2100, 1, 1); d++ {
		at := noon(d)
		year, month, of := d.Date()
		if year != at.Year() || month != int(at.Month()) || of != at.Day() || (d.Weekday()+1)%7 != int(at.Weekday()) || Date(year, month, of) != d {
			t.Fatalf("day %d is %d-%d-%d, weekday %d; it is %s", d, year, month, of, d.Weekday(), at)
		}
		if want := at.Format("Monday 2 January 2006"); d.String() != want || d.ISO() != at.Format("2006-01-02") {
			t.Fatalf("day %d is %q and %q; it is %s", d, d, d.ISO(), want)
		}
	}
}

func TestEveryMinuteOfTheClockChangesAndOfAYear(t *testing.T) {
	check := func(m Moment) {
		at := utc(m)
		if m.Day() != dayOf(at) || m.Clock() != at.Hour()*60+at.Minute() {
			t.Fatalf("minute %d is %s %02d:%02d; it is %s", m, m.Day(), m.Clock()/60, m.Clock()%60, at)
		}
		if text, _, _ := strings.Cut(m.String(), " ("); text != at.Format("Monday 2 January 2006 15:04") {
			t.Fatalf("minute %d is %q; it is %s", m, m, at)
		}
		if want := at.Format(time.RFC3339); m.ISO() != want {
			t.Fatalf("minute %d is %s; it is %s", m, m.ISO(), want)
		}
	}
	for m := Date(2026, 1, 1).Start(); m < Date(2027, 1, 1).Start(); m += 7 {
		check(m)
	}
	for d := Date(1996, 1, 1); d < Date(2100, 1, 1); d++ {
		year, month, of := d.Date()
		if month != 3 && month != 10 || of < 24 || d.Weekday() != 6 || year > 2037 { // Go's tables follow the rule from there on
			continue
		}
		for m := d.Start() - 30; m < d.Start()+5*60; m++ {
			check(m)
		}
		for minute := range day {
			if got, want := d.Clock(minute), slowWall(d, minute); got != want {
				t.Fatalf("%s %02d:%02d is %s; it is %s", d, minute/60, minute%60, utc(got), utc(want))
			}
		}
	}
	for _, d := range []Day{Date(2026, 3, 29), Date(2026, 10, 25), Date(2026, 7, 1), Date(2026, 1, 1)} {
		for minute := 0; minute < day; minute += 15 {
			if got, want := d.Clock(minute), slowClock(d, minute); got != want {
				t.Errorf("%s %02d:%02d is %s; minute by minute it is %s", d, minute/60, minute%60, utc(got), utc(want))
			}
		}
	}
}

func TestSummerTimeOfEveryYear(t *testing.T) {
	for year := 1800; year < 2300; year++ {
		for m, want := range map[Moment]bool{
			change(year, 3) - 1: false, change(year, 3): true, change(year, 10) - 1: true, change(year, 10): false,
			Moment(Date(year, 1, 1)) * day: false, Moment(Date(year, 7, 1)) * day: true, Moment(Date(year+1, 1, 1))*day - 1: false,
		} {
			if summer(m) != want {
				t.Errorf("summer time at %s: %v", m, !want)
			}
		}
	}
}

func TestTheHourThatComesTwiceAndTheOneThatIsLeftOut(t *testing.T) {
	october, march := Date(2026, 10, 25), Date(2026, 3, 29)
	for _, test := range []struct {
		m    Moment
		want string
	}{
		{october.Clock(90), "Sunday 25 October 2026 01:30"},
		{october.Clock(90) + 60, "Sunday 25 October 2026 01:30 (after the clocks have gone back)"},
		{october.Clock(120), "Sunday 25 October 2026 02:00"},
		{march.Clock(90), "Sunday 29 March 2026 02:30"},
		{march.Clock(150), "Sunday 29 March 2026 02:30"},
		{march.Clock(1440), "Monday 30 March 2026 00:00"},
	} {
		if got := test.m.String(); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
	if n := (october + 1).Start() - october.Start(); n != 25*60 {
		t.Errorf("%s has %d minutes", october, n)
	}
	if n := (march + 1).Start() - march.Start(); n != 23*60 {
		t.Errorf("%s has %d minutes", march, n)
	}
}

func TestAPointKnowsItsDay(t *testing.T) {
	d := Date(2026, 12, 29)
	if p := EndOf(d); p.Day() != d || p.String() != "by the end of Tuesday 29 December 2026" || p.At != (d+1).Start() {
		t.Errorf("the end of the day is %q, on %s", p, p.Day())
	}
	if p := At((d + 1).Start()); p.Day() != d+1 || p.String() != "Wednesday 30 December 2026 00:00" {
		t.Errorf("midnight is %q, on %s", p, p.Day())
	}
	if p := (Point{}); p.String() != "" {
		t.Errorf("a moment that is not known is %q", p)
	}
	if p := earlier(At(EndOf(d).At), EndOf(d)); !p.EndOfDay {
		t.Error("the first minute of the next day is earlier than the end of the day")
	}
	if p := later(EndOf(d), At(EndOf(d).At)); p.EndOfDay {
		t.Error("the end of the day is later than the first minute of the next")
	}
}

func TestMinutesInWords(t *testing.T) {
	for n, want := range map[Minutes]string{
		0: "no time", 1: "1 minute", 60: "1 hour", 6*day + 15*60 + 30: "6 days 15 hours 30 minutes", 7*day + 7*60: "7 days 7 hours", -90: "minus 1 hour 30 minutes", day: "1 day",
	} {
		if got := n.String(); got != want {
			t.Errorf("%d minutes are %q, want %q", n, got, want)
		}
	}
}

func TestParseMoment(t *testing.T) {
	for text, want := range map[string]string{
		"2026-12-24T16:50":             "2026-12-24T16:50:00Z",
		"2026-07-01T16:50":             "2026-07-01T16:50:00+01:00",
		"2026-07-01T16:50:00Z":         "2026-07-01T17:50:00+01:00",
		"2026-07-01T16:50:59.999Z":     "2026-07-01T17:50:00+01:00",
		"2026-07-01T16:50:00+01:00":    "2026-07-01T16:50:00+01:00",
		"2026-12-24T16:50+02:00":       "2026-12-24T14:50:00Z",
		"2026-12-24T23:50:00-05:30":    "2026-12-25T05:20:00Z",
		"2026-10-25T01:30":             "2026-10-25T01:30:00+01:00",
		"2026-10-25T01:30:00Z":         "2026-10-25T01:30:00Z",
		"2026-03-29T01:30":             "2026-03-29T02:30:00+01:00",
		"2024-02-29T00:00":             "2024-02-29T00:00:00Z",
		"2026-12-24t16:50:00z":         "2026-12-24T16:50:00Z",
		"2026-12-24T16:50:00.5+00:00":  "2026-12-24T16:50:00Z",
		"2026-12-24T16:50:00.25-00:00": "2026-12-24T16:50:00Z",
	} {
		m, err := ParseMoment(text)
		if err != nil || m.ISO() != want {
			t.Errorf("%s is %s, %v; want %s", text, m.ISO(), err, want)
		}
		if strings.HasSuffix(text, "Z") { // Go reads the same
			if at, err := time.Parse(time.RFC3339, text); err != nil || moment(at) != m {
				t.Errorf("%s is %s; Go reads %v, %v", text, m.ISO(), at, err)
			}
		}
	}
	for _, text := range []string{
		"", "today", "2026-12-24", "2026-12-24 16:50", "2026-12-24T", "2026-12-24T16", "2026-12-24T24:00", "2026-12-24T16:60", "2026-12-24T16:50:00", "2026-12-24T16:50:61Z",
		"2026-12-24T16:50:0", "2026-12-24T16:50:00.Z", "2026-12-24T16:50Q", "2026-12-24T16:50+1:00", "2026-12-24T16:50+24:00", "2026-02-29T00:00", "2026-13-01T00:00", "2026-00-10T00:00",
		"1995-12-31T00:00", "2100-01-01T00:00", "2026-12-32T00:00", "20a6-12-24T16:50", "2026-12-24Tab:50",
	} {
		if m, err := ParseMoment(text); err == nil {
			t.Errorf("%q was read as %s", text, m.ISO())
		} else if !strings.Contains(err.Error(), text[:min(len(text), 10)]) {
			t.Errorf("the error about %q does not repeat it: %v", text, err)
		}
	}
	if d, err := ParseDay("2026-12-24"); err != nil || d != Date(2026, 12, 24) {
		t.Errorf("the day is %s, %v", d, err)
	}
	for _, text := range []string{"", "2026-12-24T16:50", "2026-2-4", "2026-02-30", "2026/02/03"} {
		if d, err := ParseDay(text); err == nil {
			t.Errorf("%q was read as %s", text, d)
		}
	}
}

func TestBankHolidaysFollowTheRules(t *testing.T) {
	slow, cal := newSlowCalendar(), NewCalendar(nil)
	for d := firstKnown; d <= lastKnown; d++ {
		name, err := cal.BankHoliday(d)
		if err != nil || (name != "") != slow.holiday[d] {
			t.Errorf("%s: %q, %v; by the rules it is a bank holiday: %v", d, name, err, slow.holiday[d])
		}
	}
}

// The days of 2020 to 2027 that GOV.UK has published, beside the regular ones.
func TestBankHolidaysByName(t *testing.T) {
	cal := NewCalendar(nil)
	for text, want := range map[string]string{
		"2020-05-04": "", "2020-05-08": "Early May bank holiday", "2020-12-28": "Boxing Day", "2021-12-27": "Christmas Day", "2021-12-28": "Boxing Day", "2021-12-25": "",
		"2022-05-30": "", "2022-06-02": "Spring bank holiday", "2022-06-03": "Platinum Jubilee bank holiday", "2022-09-19": "Bank holiday for the State Funeral of Queen Elizabeth II",
		"2022-12-27": "Christmas Day", "2022-12-26": "Boxing Day", "2023-01-02": "New Year's Day", "2023-05-08": "Bank holiday for the coronation of King Charles III",
		"2026-04-03": "Good Friday", "2026-04-06": "Easter Monday", "2026-12-28": "Boxing Day", "2027-03-26": "Good Friday",
	} {
		d, err := ParseDay(text)
		if err != nil {
			t.Fatal(err)
		}
		if name, err := cal.BankHoliday(d); name != want || err != nil {
			t.Errorf("%s is %q, %v; want %q", text, name, err, want)
		}
	}
}

func TestOutsideTheCalendar(t *testing.T) {
	cal := NewCalendar([]Day{Date(2036, 1, 2), Date(2019, 1, 2)})
	for _, d := range []Day{Date(2019, 12, 31), Date(2036, 1, 1)} {
		var out *RangeError
		if _, err := cal.BankHoliday(d); !errors.As(err, &out) || out.Day != d {
			t.Errorf("%s: %v", d, err)
		}
		if _, err := cal.Working(d); !errors.As(err, &out) {
			t.Errorf("%s: %v", d, err)
		}
		if _, err := cal.AddWorking(d, 1); !errors.As(err, &out) {
			t.Errorf("%s: %v", d, err)
		}
	}
	_, err := cal.AddWorking(Date(2035, 12, 31), 1)
	if err == nil || err.Error() != "Tuesday 1 January 2036 lies outside the years 2020 to 2035, for which bank holidays are known" {
		t.Errorf("the day after the last: %v", err)
	}
	if _, err := cal.AddWorking(Date(2020, 1, 2), -1); err == nil {
		t.Error("the day before the first is known")
	}
	if d, err := cal.Add(Date(2035, 12, 31), 1, Month); err != nil || d != Date(2036, 1, 31) {
		t.Errorf("a month needs no bank holiday: %s, %v", d, err)
	}
}

// closures are the local closures of the tests.
var closures = []Day{Date(2026, 12, 29), Date(2027, 5, 28), Date(2027, 5, 29)}

func TestEveryDayInEveryUnit(t *testing.T) {
	for _, closed := range [][]Day{nil, closures} {
		slow, cal := newSlowCalendar(closed...), NewCalendar(closed)
		for d := firstKnown; d <= lastKnown; d++ {
			if on, err := cal.Working(d); err != nil || on != slow.working(d) {
				t.Fatalf("%s is a working day: %v, %v", d, on, err)
			}
			for _, u := range []Unit{WorkingDay, CalendarDay, WorkingWeek, Week, Month, Year} {
				for _, n := range []int{0, 1, 2, 3, 4, 5, 10, 15, 45, -1, -2, -3, -5, -10} {
					if u != WorkingDay && (n > 5 || n < -3) {
						continue
					}
					want := slow.add(d, n, u)
					got, err := cal.Add(d, n, u)
					if outside := want < firstKnown || want > lastKnown; outside && (u == WorkingDay || u == WorkingWeek) {
						var out *RangeError
						if !errors.As(err, &out) {
							t.Fatalf("%s and %d %ss is %s, %v", d, n, u, got, err)
						}
					} else if err != nil || got != want {
						t.Fatalf("%s and %d %ss is %s, %v; day by day it is %s", d, n, u, got, err, want)
					}
				}
			}
		}
		for _, d := range closed {
			if on, err := cal.Statutory().Working(d); err != nil || on != newSlowCalendar().working(d) {
				t.Errorf("in the statutory calendar %s is a working day: %v, %v", d, on, err)
			}
		}
	}
}

func TestUnits(t *testing.T) {
	for _, u := range []Unit{Hour, WorkingDay, CalendarDay, WorkingWeek, Week, Month, Year} {
		if got, err := ParseUnit(u.String()); err != nil || got != u {
			t.Errorf("%s is read as %s, %v", u, got, err)
		}
	}
	if u, err := ParseUnit("day"); err != nil || u != CalendarDay {
		t.Errorf("a bare day is %s, %v", u, err)
	}
	for _, name := range []string{"", "fortnight"} {
		if _, err := ParseUnit(name); err == nil {
			t.Errorf("%q is a unit", name)
		}
	}
	if _, err := NewCalendar(nil).Add(0, 1, Hour); err == nil {
		t.Error("hours are days")
	}
	if _, err := NewCalendar(nil).Add(0, maxCount+1, Week); err == nil {
		t.Error("there is no end to weeks")
	}
	if Unit(99).String() != "" {
		t.Error("a unit that is none has a name")
	}
}
