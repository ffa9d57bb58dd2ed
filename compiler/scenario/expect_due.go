package scenario

import (
	"fmt"
	"slices"
	"strings"

	"concordat/compiler/clock"
	"concordat/compiler/decide"
	"concordat/compiler/ruleset"
)

// due compares when things are due in a step, a share or at a level, or of those the
// ones that are done for or with somebody: all the moments that an example gives,
// together, are all at which something is due.
func (v *view) due(x *ruleset.Expectation) (bool, string) {
	if len(x.Names) != 1 {
		return false, "it does not say of what"
	}
	name := x.Names[0]
	duties, found := v.dutiesOf(name)
	if !found {
		return false, fmt.Sprintf("`%s` does not come into it here", name)
	}
	what := "`" + name + "`"
	for _, p := range x.Who {
		duties = slices.DeleteFunc(slices.Clone(duties), func(d decide.Duty) bool { return !v.involves(&d, p) })
		what += " for " + p.Name
	}
	got := moments(duties)
	if len(got) == 0 {
		return false, fmt.Sprintf("nothing in %s has a moment", what)
	}
	if !slices.ContainsFunc(got, func(p clock.Point) bool { return falls(p, x.Date) }) {
		return false, fmt.Sprintf("%s is due %s", what, points(got))
	}
	// What the example leaves out is said once, at the first of its lines.
	var more []clock.Point
	for _, p := range got {
		given := false
		for i := range v.scenario.Expect {
			y := &v.scenario.Expect[i]
			if y.What != "due" || !slices.Equal(y.Names, x.Names) || !sameParties(x.Who, y.Who) {
				continue
			}
			if y == x {
				given = given || falls(p, y.Date)
			} else if y.Line < x.Line && y.File == x.File {
				return true, ""
			} else {
				given = given || falls(p, y.Date)
			}
		}
		if !given {
			more = append(more, p)
		}
	}
	if len(more) > 0 {
		return false, fmt.Sprintf("something in %s is also due %s", what, points(more))
	}
	return true, ""
}

func sameParties(a, b []ruleset.Party) bool {
	return slices.EqualFunc(a, b, func(p, q ruleset.Party) bool { return p.Kind == q.Kind && p.Name == q.Name })
}

// moments returns when duties are due that are certainly owed, each moment once.
func moments(duties []decide.Duty) []clock.Point {
	var all []clock.Point
	for _, d := range duties {
		if d.Due == nil || d.Due.At == "" || d.Standing != decide.Certain || d.Modality != "must" && d.Modality != "should" {
			continue
		}
		m, err := clock.ParseMoment(d.Due.At)
		if err != nil {
			continue
		}
		p := clock.Point{At: m, EndOfDay: d.Due.EndOfDay, Known: true}
		if !slices.Contains(all, p) {
			all = append(all, p)
		}
	}
	slices.SortFunc(all, func(a, b clock.Point) int { return int(a.At - b.At) })
	return all
}

// falls says whether a moment is the one that an example gives, or falls on the
// day that it gives.
func falls(p clock.Point, date string) bool {
	if d, err := clock.ParseDay(date); err == nil {
		return p.Day() == d
	}
	m, err := clock.ParseMoment(date)
	return err == nil && p.At == m
}

func points(all []clock.Point) string {
	texts := make([]string, len(all))
	for i, p := range all {
		texts[i] = p.String()
		if !p.EndOfDay {
			texts[i] = "on " + texts[i]
		}
	}
	return strings.Join(texts, ", and ")
}
