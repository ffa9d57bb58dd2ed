package document

import (
	"strings"
	"testing"

	"concordat/compiler/clock"
	"concordat/compiler/decide"
)

// waiting is a wait of so many minutes.
func waiting(minutes clock.Minutes) clock.Worst {
	return clock.Worst{In: clock.Wait{Found: true, Long: minutes}}
}

func TestWaitsThatAreWorthSaying(t *testing.T) {
	for _, c := range []struct {
		name string
		all  []decide.LongestWait
		want string
	}{
		{"from the start, and not at once", []decide.LongestWait{{Name: "refer", Worst: waiting(0)}, {Name: "decide", Worst: waiting(9)}, {Name: "see", Worst: waiting(8)}}, "decide see"},
		{"not because something was late", []decide.LongestWait{{Name: "decide", Worst: waiting(9)}, {Name: "chase", Aside: true, Worst: waiting(99)}}, "decide"},
		{"the start before an event", []decide.LongestWait{{Name: "decide", Worst: waiting(9)}, {Name: "look-again", Event: "refusal", Worst: waiting(99)}}, "decide"},
		{"of an event, the longest", []decide.LongestWait{{Name: "first", Event: "birth", Worst: waiting(9)}, {Name: "second", Event: "birth", Worst: waiting(99)}}, "second"},
		{"weeks of pregnancy are no waiting", []decide.LongestWait{{Name: "plan", Event: "pregnancy", Worst: waiting(99)}}, ""},
	} {
		var names []string
		for _, w := range worthSaying(c.all) {
			names = append(names, w.Name)
		}
		if got := strings.Join(names, " "); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestDaysBegun(t *testing.T) {
	const day = 24 * 60
	for minutes, want := range map[clock.Minutes]string{90: "1 hour 30 minutes", day: "1 day", 2 * day: "2 days", 2*day + 1: "3 days", 72*day - 60: "72 days"} {
		if got := daysBegun(minutes); got != want {
			t.Errorf("%d minutes are %q, want %q", minutes, got, want)
		}
	}
}

// TestTheWorstMomentOfTheYearIsPrinted: a working day may be six days at
// Christmas, which the limit alone does not show.
func TestTheWorstMomentOfTheYearIsPrinted(t *testing.T) {
	page := string(compile(t, "../../examples", "northmoor", false).pages[0])
	for _, want := range []string{
		"Decide what happens next: <strong>6 days</strong>, from the start of Thursday 24 December 2026 to the end of Tuesday 29 December 2026</p>",
		"Put it in writing: never more than <strong>1 day</strong></p>",
		"First appointment, and assessment: <strong>42 days</strong> after the first sight of a need for help, from the start of",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}
