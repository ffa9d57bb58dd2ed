package clock

import "testing"

func BenchmarkNewCalendar(b *testing.B) {
	for b.Loop() {
		NewCalendar(closures)
	}
}

func BenchmarkAddWorking(b *testing.B) {
	cal := NewCalendar(closures)
	d := Date(2026, 12, 24)
	for b.Loop() {
		if _, err := cal.AddWorking(d, 45); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDue(b *testing.B) {
	cal := NewCalendar(closures)
	anchor := At(Date(2026, 12, 24).Clock(1010))
	for name, l := range map[string]Limit{
		"hours": {Kind: Within, N: 48, Unit: Hour}, "working-days": {Kind: Within, N: 5, Unit: WorkingDay}, "months": {Kind: Within, N: 3, Unit: Month},
		"in-hours": {Kind: Within, N: 4, Unit: Hour, InHours: mash(cal)},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := cal.Due(l, anchor); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkWorstCase(b *testing.B) {
	cal := NewCalendar(closures)
	open := mash(cal)
	chain := referral(cal)
	b.Run("two-working-days", func(b *testing.B) {
		for b.Loop() {
			if _, err := chain.WorstCase(Date(2026, 4, 1)); err != nil {
				b.Fatal(err)
			}
		}
	})
	hours := func(n int, in *Hours, from Anchor) Node {
		return Node{Limits: []Count{{Limit: Limit{Kind: Within, N: n, Unit: Hour, InHours: in}, From: from}}}
	}
	chain.Nodes = []Node{hours(4, open, Start), hours(24, nil, 0), within(1, WorkingDay, 1), hours(2, open, 2), within(45, WorkingDay, Start), hours(48, nil, 1), {Latest: []int{3, 4, 5}}}
	b.Run("seven-steps", func(b *testing.B) {
		for b.Loop() {
			if _, err := chain.WorstCase(Date(2026, 4, 1)); err != nil {
				b.Fatal(err)
			}
		}
	})
}
