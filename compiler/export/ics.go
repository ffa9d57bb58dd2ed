package export

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"concordat/compiler/clock"
	"concordat/compiler/ruleset"
)

// event is one entry of a calendar.
type event struct {
	kind, key    string // what makes it the same event in a later edition
	sort         string // its category, for people
	title, about string
	day          clock.Day
	repeats      string // a rule of RFC 5545; "" for once
	// Of what has a time of the day.
	from  clock.Moment
	timed bool
	// ahead is how long before it a calendar reminds of it, as RFC 5545 writes it; ""
	// for not at all.
	ahead string
}

// icsFiles writes the calendar (RFC 5545) of those who keep the agreement: when it
// is to be reviewed, what runs out, and what its bodies do every so often. What is
// due for one family is in [CaseCalendar]. It reads no clock: a rule set gives the
// same calendar on every day.
func icsFiles(r *ruleset.RuleSet) ([]File, error) {
	c := calendar{rules: r, title: titles(r), days: workingDays(r)}
	c.dates()
	if err := c.recurring(); err != nil {
		return nil, err
	}
	if len(c.events) == 0 {
		return nil, errors.New("no line of it has a date, so that there is nothing to put into a calendar")
	}
	d := &r.Document
	// The entries say what the edition says, so that its day is when they were last
	// changed; without any, the first entry.
	stamp := slices.MinFunc(c.events, func(a, b event) int { return int(a.day) - int(b.day) }).day
	for _, date := range []string{d.ReviewBy, d.InForce, d.ApprovedOn} { // the last that there is counts
		if day, ok := lastDay(date); ok {
			stamp = day
		}
	}
	return []File{{fileName(r) + ".ics", "", []byte(c.write(titleOr(d.Title, d.Name), compact(stamp)+"T000000Z"))}}, nil
}

type calendar struct {
	rules  *ruleset.RuleSet
	title  named
	days   *clock.Calendar
	events []event
}

// workingDays is the calendar that working days are counted by.
func workingDays(r *ruleset.RuleSet) *clock.Calendar {
	var closed []clock.Day
	for _, d := range r.Clock.ClosedOn {
		if day, ok := lastDay(d.Date); ok {
			closed = append(closed, day)
		}
	}
	return clock.NewCalendar(closed)
}

// lastDay reads a date; of a month or a year it is the last day.
func lastDay(text string) (clock.Day, bool) {
	if d, err := clock.ParseDay(text); err == nil {
		return d, true
	}
	if d, err := clock.ParseDay(text + "-01"); err == nil {
		year, month, _ := d.Date()
		return clock.Date(year, month+1, 1) - 1, true
	}
	d, err := clock.ParseDay(text + "-12-31")
	return d, err == nil
}

// A calendar reminds of what runs out four weeks before.
const fourWeeks = "-P28D"

// add adds what is due on a date; a date that cannot be read adds nothing.
func (c *calendar) add(e event, date string, p ruleset.Place) {
	if day, ok := lastDay(date); ok {
		e.day, e.about = day, sentences(e.about, at(p))
		c.events = append(c.events, e)
	}
}

func sentences(parts ...string) string {
	var all []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			all = append(all, p)
		}
	}
	return strings.Join(all, "\n")
}

// dates are what the agreement gives a date.
func (c *calendar) dates() {
	d := &c.rules.Document
	c.add(event{kind: "in-force", sort: "Agreement", title: "In force from today: " + titleOr(d.Title, d.Name)}, d.InForce, d.Place)
	c.add(event{kind: "review", sort: "Review", title: "Review due by today: " + titleOr(d.Title, d.Name), ahead: fourWeeks}, d.ReviewBy, d.Place)
	for _, g := range c.rules.AcceptedGaps {
		c.add(event{
			kind: "gap", key: rowsOf(g.Rows), sort: "Review", title: "Accepted gap ends: " + rowsOf(g.Rows), ahead: fourWeeks,
			about: sentences(c.rowTitles(g.Rows), "Accepted by "+c.title.of(g.By), g.Because),
		}, g.Until, g.Place)
	}
	for _, a := range c.rules.Attestations {
		c.add(event{
			kind: "attestation", key: rowsOf(a.Rows) + a.Says, sort: "Review", title: "To be confirmed again: " + a.Says, ahead: fourWeeks,
			about: sentences("Confirmed by "+c.title.of(a.By)+" on "+a.On, rowsOf(a.Rows), c.rowTitles(a.Rows)),
		}, a.Until, a.Place)
	}
	for i := range c.rules.Plans {
		plan := &c.rules.Plans[i]
		for _, a := range plan.Actions {
			who := make([]string, len(a.By))
			for n, name := range a.By {
				who[n] = c.title.of(name)
			}
			c.add(event{
				kind: "action", key: plan.Name + a.Text, sort: "Plan", title: "To be done by today: " + a.Text, ahead: fourWeeks,
				about: sentences(plan.Title, strings.Join(who, ", ")),
			}, a.Until, a.Place)
		}
	}
}

func rowsOf(rows []ruleset.Row) string {
	names := make([]string, len(rows))
	for i, r := range rows {
		names[i] = r.Checklist + " " + r.Row
	}
	return strings.Join(names, ", ")
}

// rowTitles says what rows of checklists ask for.
func (c *calendar) rowTitles(rows []ruleset.Row) string {
	var said []string
	for _, r := range rows {
		for _, list := range c.rules.Checklists {
			if list.Name != r.Checklist {
				continue
			}
			for _, row := range list.Rows {
				if row.Row == r.Row && row.Title != "" {
					said = append(said, r.Row+": "+row.Title)
				}
			}
		}
	}
	return strings.Join(said, "\n")
}

// write writes the calendar. Events are in order of their days. stamp is when what
// it says was last changed.
func (c *calendar) write(name, stamp string) string {
	slices.SortStableFunc(c.events, func(a, b event) int { return int(a.day) - int(b.day) })
	w := icsWriter{}
	d := &c.rules.Document
	w.line("BEGIN", "VCALENDAR")
	w.line("VERSION", "2.0")
	w.line("PRODID", "-//Concordat//Concordat//EN")
	w.line("CALSCALE", "GREGORIAN")
	w.text("NAME", oneLine(name))
	w.text("X-WR-CALNAME", oneLine(name))
	w.text("DESCRIPTION", strings.Join(about(c.rules), "\n"))
	seen := map[string]int{}
	for _, e := range c.events {
		w.line("BEGIN", "VEVENT")
		w.line("UID", uid(d, e, seen))
		w.line("DTSTAMP", stamp)
		if e.timed {
			w.line("DTSTART", utc(e.from))
		} else {
			w.line("DTSTART;VALUE=DATE", compact(e.day))
			w.line("DTEND;VALUE=DATE", compact(e.day+1))
		}
		if e.repeats != "" {
			w.line("RRULE", e.repeats)
		}
		w.text("SUMMARY", oneLine(e.title))
		w.text("DESCRIPTION", sentences(e.about, oneLine(titleOr(d.Title, d.Name)), draftOf(d), ruleset.Notice))
		w.text("CATEGORIES", e.sort)
		w.line("TRANSP", "TRANSPARENT")
		if e.ahead != "" {
			w.line("BEGIN", "VALARM")
			w.line("ACTION", "DISPLAY")
			w.line("TRIGGER", e.ahead)
			w.text("DESCRIPTION", oneLine(e.title))
			w.line("END", "VALARM")
		}
		w.line("END", "VEVENT")
	}
	w.line("END", "VCALENDAR")
	return w.b.String()
}

func draftOf(d *ruleset.Document) string {
	if d.Draft {
		return "DRAFT"
	}
	return ""
}

// uid names an event: the same in every edition of the document as long as it is
// about the same thing.
func uid(d *ruleset.Document, e event, seen map[string]int) string {
	key := fmt.Sprintf("%q %q %q %q", d.Area, d.Name, e.kind, e.key)
	seen[key]++
	if n := seen[key]; n > 1 {
		key += fmt.Sprint(" ", n)
	}
	sum := sha256.Sum256([]byte(key))
	return fmt.Sprintf("%x@concordat", sum[:16])
}

func compact(d clock.Day) string { return strings.ReplaceAll(d.ISO(), "-", "") }

// utc writes a moment in universal time.
func utc(m clock.Moment) string {
	day := clock.Day(int(m) / (24 * 60))
	minute := int(m) % (24 * 60)
	return fmt.Sprintf("%sT%02d%02d00Z", compact(day), minute/60, minute%60)
}

// icsWriter writes lines as RFC 5545 wants them: at most 75 bytes, the rest on
// lines that begin with a space, and a carriage return before each line feed.
type icsWriter struct{ b strings.Builder }

func (w *icsWriter) text(name, value string) {
	value = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(value, "�"))
	w.line(name, strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(value))
}

func (w *icsWriter) line(name, value string) {
	rest := name + ":" + value
	most := 75
	for len(rest) > most {
		n := most
		for !utf8.RuneStart(rest[n]) {
			n--
		}
		w.b.WriteString(rest[:n] + "\r\n ")
		rest, most = rest[n:], 74 // a space stands before it
	}
	w.b.WriteString(rest + "\r\n")
}
