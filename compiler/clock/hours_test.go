package clock

import (
	"errors"
	"fmt"
	"slices"
	"testing"
)

// The hours of the tests: an office, a shop with a break and a night, a line that
// is there on bank holidays, and a service that is closed when the office is open.
var (
	office  = []Span{{First: 0, Last: 3, From: 510, To: 1020}, {First: 4, Last: 4, From: 510, To: 990}}
	nights  = []Span{{First: 0, Last: 4, From: 540, To: 720}, {First: 0, Last: 4, From: 780, To: 1020}, {First: 5, Last: 6, From: 1320, To: 90}, {BankHolidays: true, From: 600, To: 840}}
	holiday = []Span{{BankHolidays: true, From: 0, To: 1440}}
	early   = []Span{{First: 0, Last: 6, From: 60, To: 150}, {First: 2, Last: 2, From: 1200, To: 1200}, {BankHolidays: true, Closed: true}}
	round   = []Span{{First: 0, Last: 6, From: 0, To: 1440}, {BankHolidays: true, From: 0, To: 1440}}
	weekday = []Span{{First: 0, Last: 6, From: 0, To: 1440}}
)

// world is one set of hours, made fast and slow.
type world struct {
	name string
	fast *Hours
	slow slowHours
}

func worlds(from, to Day) []world {
	cal, slow := NewCalendar(nil), newSlowCalendar()
	return []world{
		{"office", NewHours(cal, office), newSlowHours(slow, office, false, false, from, to)},
		{"nights", NewHours(cal, nights), newSlowHours(slow, nights, false, false, from, to)},
		{"early", NewHours(cal, early), newSlowHours(slow, early, false, false, from, to)},
		{"office closed", NewHours(cal, office).WhenClosed(), newSlowHours(slow, office, false, true, from, to)},
		{"always", Always(), newSlowHours(slow, nil, true, false, from, to)},
		{"round the clock", NewHours(cal, round), newSlowHours(slow, round, false, false, from, to)},
		{"but bank holidays", NewHours(cal, weekday), newSlowHours(slow, weekday, false, false, from, to)},
		{"bank holidays", NewHours(cal, holiday), newSlowHours(slow, holiday, false, false, from, to)},
	}
}

// sampleDays have something happen: changes of clocks, Easter, Christmas, the end
// of a year, a month of 28 days, and days when nothing does.
var sampleDays = []Day{
	Date(2026, 3, 28), Date(2026, 3, 29), Date(2026, 3, 30), Date(2026, 4, 2), Date(2026, 4, 3), Date(2026, 4, 6), Date(2026, 5, 29), Date(2026, 6, 30),
	Date(2026, 10, 23), Date(2026, 10, 24), Date(2026, 10, 25), Date(2026, 10, 26), Date(2026, 12, 24), Date(2026, 12, 25), Date(2026, 12, 26), Date(2026, 12, 31),
	Date(2027, 1, 1), Date(2027, 1, 31), Date(2027, 2, 27),
}

func TestEveryMinuteOfTheHours(t *testing.T) {
	for _, w := range worlds(Date(2025, 12, 1), Date(2028, 2, 1)) {
		for _, d := range sampleDays {
			for m := d.Start(); m < (d + 1).Start(); m++ {
				if open, err := w.fast.Open(m); err != nil || open != w.slow.at(m) {
					t.Fatalf("%s at %s is open: %v, %v", w.name, m, open, err)
				}
			}
			for m := d.Start(); m < (d + 1).Start(); m += 3 {
				change, ok, err := w.fast.NextChange(m)
				want := w.slow.changes(m)
				if forever := int(want-w.slow.low) == len(w.slow.open); err != nil || ok == forever || ok && change != want {
					t.Fatalf("%s at %s changes next at %s, %v, %v; minute by minute %s", w.name, m, change, ok, err, want)
				}
				if next, err := w.fast.NextOpening(m); err != nil || !w.slow.at(m) && next != want || w.slow.at(m) && next != m {
					t.Fatalf("%s at %s opens next at %s, %v; minute by minute %s", w.name, m, next, err, want)
				}
				for _, n := range []int{1, 59, 240} {
					if at, err := w.fast.After(m, Minutes(n)); err != nil || at != w.slow.after(m, n) {
						t.Fatalf("%s at %s, %d open minutes later is %s, %v; by the sums %s", w.name, m, n, at, err, w.slow.after(m, n))
					}
				}
			}
		}
		if low := Date(2026, 1, 1).Start(); true {
			changes, err := w.fast.changes(low, low+100*day)
			var want []Moment
			for m := low + 1; m <= low+100*day; m++ {
				if w.slow.at(m) != w.slow.at(m-1) {
					want = append(want, m)
				}
			}
			if err != nil || len(changes) != len(want) {
				t.Errorf("%s has %d changes in 100 days, %v; minute by minute %d", w.name, len(changes), err, len(want))
			}
		}
	}
}

func TestHoursThatAreNone(t *testing.T) {
	cal, m := NewCalendar(nil), Date(2026, 1, 5).Start()
	for name, h := range map[string]*Hours{
		"no span": NewHours(cal, nil), "never": Always().WhenClosed(), "closed": NewHours(cal, []Span{{First: 0, Last: 6, From: 0, To: 1440}, {First: 0, Last: 6, Closed: true}}),
		"no such day": NewHours(cal, []Span{{First: 0, Last: 7, From: 0, To: 1440}, {First: -1, Last: 2, From: 0, To: 60}, {First: 0, Last: 0, From: -5, To: 1 << 40}}),
	} {
		if open, err := h.Open(m); open || err != nil {
			t.Errorf("%s: open %v, %v", name, open, err)
		}
		if at, err := h.NextOpening(m); !errors.Is(err, ErrNeverOpen) {
			t.Errorf("%s: opens at %s, %v", name, at, err)
		}
		if at, err := h.After(m, 1); !errors.Is(err, ErrNeverOpen) {
			t.Errorf("%s: after a minute %s, %v", name, at, err)
		}
		if at, ok, err := h.NextChange(m); ok || err != nil {
			t.Errorf("%s: changes at %s, %v", name, at, err)
		}
	}
	h := NewHours(cal, office)
	var out *RangeError
	if _, err := h.Open(Date(2036, 1, 1).Start()); !errors.As(err, &out) {
		t.Errorf("open in 2036: %v", err)
	}
	if _, err := h.NextOpening(Date(2035, 12, 31).Clock(1200)); !errors.As(err, &out) {
		t.Errorf("the opening after the last evening: %v", err)
	}
	if open, err := h.Open(Date(2035, 12, 31).Clock(1200)); open || err != nil {
		t.Errorf("the last evening: %v, %v", open, err)
	}
	if open, err := h.Open(Date(2020, 1, 1).Clock(0)); open || err != nil {
		t.Errorf("the first minute: %v, %v", open, err)
	}
	if at, err := h.After(m, 1<<40); !errors.As(err, &out) {
		t.Errorf("after a million years: %s, %v", at, err)
	}
}

// A stretch of which the change of clocks leaves nothing is as if it were not there.
func TestAStretchThatIsLeftOut(t *testing.T) {
	h := NewHours(NewCalendar(nil), []Span{{First: 6, Last: 6, From: 105, To: 130}})
	at, err := h.NextOpening(Date(2026, 3, 28).Start())
	if err != nil || at.String() != "Sunday 5 April 2026 01:45" {
		t.Errorf("it opens at %s, %v", at, err)
	}
}

func TestAWeekThatRunsOnOverSunday(t *testing.T) {
	h := NewHours(NewCalendar(nil), []Span{{First: 5, Last: 0, From: 540, To: 600}})
	for d, want := range map[Day]bool{Date(2026, 1, 9): false, Date(2026, 1, 10): true, Date(2026, 1, 11): true, Date(2026, 1, 12): true, Date(2026, 1, 13): false} {
		if open, err := h.Open(d.Clock(550)); open != want || err != nil {
			t.Errorf("%s: %v, %v", d, open, err)
		}
	}
}

func TestWhoAnswers(t *testing.T) {
	cal := NewCalendar(nil)
	teams := NewTeams(cal, []Team{
		{Name: "mash", Open: true, Spans: office, Otherwise: "edt"},
		{Name: "edt", Open: true, WhenClosed: "mash"},
		{Name: "back", Open: true, WhenClosed: "edt", Otherwise: "mash"},
		{Name: "police", Open: true, Always: true},
		{Name: "silent", Otherwise: "day"},
		{Name: "day", Open: true, Spans: office, Otherwise: "evening"},
		{Name: "evening", Open: true, Spans: []Span{{First: 0, Last: 4, From: 1020, To: 1200}}, Otherwise: "silent"},
		{Name: "one", Open: true, WhenClosed: "two", Otherwise: "two"},
		{Name: "two", Open: true, WhenClosed: "one", Otherwise: "one"},
		{Name: "lost", Open: true, WhenClosed: "nobody", Otherwise: "nobody"},
	})
	noonTuesday, evening, night := Date(2026, 1, 6).Clock(720), Date(2026, 1, 6).Clock(1100), Date(2026, 1, 6).Clock(180)
	easter := Date(2026, 4, 3).Clock(720)
	for _, test := range []struct {
		team string
		at   Moment
		want string
	}{
		{"mash", noonTuesday, "mash"}, {"mash", night, "edt"}, {"mash", easter, "edt"}, {"edt", noonTuesday, ""}, {"back", noonTuesday, "back"}, {"back", night, "edt"},
		{"police", easter, "police"}, {"silent", noonTuesday, "day"}, {"silent", evening, "evening"}, {"silent", night, ""}, {"day", night, ""}, {"one", night, ""}, {"lost", night, ""}, {"", night, ""},
		{"nobody", night, ""},
	} {
		if got, err := teams.Reach(test.team, test.at); got != test.want || err != nil {
			t.Errorf("%s at %s is answered by %q, %v; want %q", test.team, test.at, got, err, test.want)
		}
	}
	for team, want := range map[string]int{"mash": 2, "silent": 3, "one": 2, "police": 1, "": 0} {
		if line := teams.Line(team); len(line) != want {
			t.Errorf("behind %s stand %v", team, line)
		}
	}
	if teams.Hours("one") != nil || teams.Hours("lost") != nil || teams.Hours("silent") != nil || teams.Hours("back") == nil {
		t.Error("hours are known that are not, or the other way round")
	}
}

// TestALongLineOfTeams has each team open when the next is closed, told in both
// orders: rounds over all of them would take minutes.
func TestALongLineOfTeams(t *testing.T) {
	const many = 20_000
	name := func(i int) string { return fmt.Sprint("t", i) }
	teams := []Team{{Name: name(many), Open: true, Always: true}}
	for i := range many {
		teams = append(teams, Team{Name: name(i), Open: true, WhenClosed: name(i + 1)})
	}
	for range 2 {
		all := NewTeams(NewCalendar(nil), teams)
		for i := range many + 1 {
			if open, err := all.Hours(name(i)).Open(0); err != nil || open != ((many-i)%2 == 0) {
				t.Fatalf("team %d of %d: open is %v, %v", i, many, open, err)
			}
		}
		slices.Reverse(teams)
	}
}
