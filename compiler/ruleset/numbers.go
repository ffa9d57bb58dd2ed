package ruleset

import (
	"fmt"
	"slices"
	"strings"
	"time"

	language "concordat/compiler/schema"
)

// Bounds of what times and hours may say, as in the language.
const (
	maxCount = 999_999
	dayEnd   = 24 * 60 // minutes
)

// time makes sure that a time can be counted: a reader would otherwise pass over it,
// and a limit would be lost without a word.
func (c *nameCheck) time(t *Time, at string) {
	counted := slices.Contains([]string{"within", "before", "not-before", "between", "every"}, t.Kind)
	switch {
	case t.N < 0 || t.N > maxCount || t.Upper < 0 || t.Upper > maxCount:
		c.fail("%s: a time %q has the number %d; 0 to %d are allowed", at, t.Kind, furthest(t.N, t.Upper), maxCount)
	case t.Unit != "" && !language.VocabNamed("unit").Has(t.Unit):
		c.fail("%s: a time has the unit %q; %s are allowed", at, t.Unit, strings.Join(language.VocabNamed("unit").Names(), ", "))
	case c.draft:
	case counted && t.N < 1 && t.Kind != "between":
		c.fail("%s: a time %q counts %d; 1 to %d are allowed", at, t.Kind, t.N, maxCount)
	case (counted || t.N > 0) && t.Unit == "":
		c.fail("%s: a time %q of %d has no unit; %s are allowed", at, t.Kind, t.N, strings.Join(language.VocabNamed("unit").Names(), ", "))
	case t.Kind == "between" && t.Upper < t.N:
		c.fail("%s: a time runs between %d and %d; the second number has to be the larger one", at, t.N, t.Upper)
	case t.Kind == "in-hours-of" && t.Team == "":
		c.fail("%s: a time counts in the hours of a team and names none", at)
	case t.Kind == "or-sooner" && t.If == nil:
		c.fail("%s: a time is to be sooner in a case, and the case is missing", at)
	}
}

// furthest returns the number that lies outside what is allowed.
func furthest(n, m int) int {
	if n < 0 || n > maxCount {
		return n
	}
	return m
}

// open makes sure that opening hours can be told.
func (c *nameCheck) open(o *Open, at string) {
	switch {
	case o.First < 0 || o.First > 6 || o.Last < 0 || o.Last > 6:
		c.fail("%s: opening hours run from day %d to day %d; 0 (Monday) to 6 (Sunday) are allowed", at, o.First, o.Last)
	case o.From < 0 || o.From >= dayEnd || o.To < 0 || o.To > dayEnd:
		c.fail("%s: opening hours run from minute %d to minute %d; 0 to %d are allowed", at, o.From, o.To, dayEnd)
	}
}

// lasts makes sure that a length of time is one.
func (c *nameCheck) lasts(l *Length, at string) {
	if l.N < 1 || l.N > maxCount {
		c.fail("%s: a length of time counts %d; 1 to %d are allowed", at, l.N, maxCount)
	}
}

// days makes sure that the days of the clock and the document can be read.
func (c *nameCheck) days(r *RuleSet) {
	for _, x := range r.Clock.ClosedOn {
		if _, err := time.Parse(time.DateOnly, x.Date); err != nil {
			c.fail("clock: the closure %q is on %q; a day such as 2026-12-29 is allowed", x.Text, x.Date)
		}
	}
	readable := func(text string) bool {
		return text == "" || slices.ContainsFunc([]string{time.DateOnly, "2006-01", "2006"}, func(form string) bool {
			_, err := time.Parse(form, text)
			return err == nil
		})
	}
	if d := r.Document.InForce; !readable(d) {
		c.fail("document %s: it is in force from %q; a day such as 2026-10-01, a month or a year is allowed", r.Document.Name, d)
	}
}

// listed names what there is, or as much of it as helps.
func listed(names []string) string {
	const most = 12
	slices.Sort(names)
	more := ""
	if n := len(names) - most; n > 0 {
		names, more = names[:most], fmt.Sprintf(" and %d more", n)
	}
	return strings.Join(names, ", ") + more
}
