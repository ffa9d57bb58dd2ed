package prove

import (
	"fmt"
	"slices"

	"concordat/compiler/clock"
	"concordat/compiler/decide"
	"concordat/compiler/ruleset"
)

// hour is a minute of the week, or of a bank holiday.
type hour struct {
	day    clock.Day
	minute int
	kind   dayKind
}

type dayKind int

const (
	ordinary dayKind = iota
	bankHoliday
	dayAfter // a bank holiday
)

// String says when it is: "at 03:00 on a bank holiday".
func (h *hour) String() string {
	at := fmt.Sprintf("at %02d:%02d on a ", h.minute/60, h.minute%60)
	switch h.kind {
	case bankHoliday:
		return at + "bank holiday"
	case dayAfter:
		return at + weekdays[h.day.Weekday()] + " after a bank holiday"
	}
	return at + weekdays[h.day.Weekday()]
}

// onset is a case of which only the moment is known.
func (h *hour) onset() *decide.Case { return &decide.Case{At: h.day.Clock(h.minute).ISO()} }

// An ordinary week, and the years whose bank holidays fall on every day that they
// can.
var firstMonday = clock.Date(2026, 6, 8)

const firstYear, lastYear = 2021, 2033

// silent returns the first hour at which nobody answers for a team, nor for those
// that answer otherwise; nil if there is none, or nobody has said when some of
// them answer.
func (p *prover) silent(team string) *hour {
	if h, ok := p.silence[team]; ok {
		return h
	}
	h := p.firstSilence(team)
	p.silence[team] = h
	return h
}

func (p *prover) firstSilence(team string) *hour {
	if p.hours == nil {
		p.hours = decide.Hours(p.r)
	}
	cuts := []int{0}
	line := p.hours.Line(team)
	for _, name := range line {
		t := p.who.teams[name]
		if t == nil || t.Open == nil || p.hours.Hours(name) == nil || t.Open.Always {
			return nil
		}
		for ; t != nil && t.Open != nil; t = p.who.teams[t.Open.WhenClosed] {
			for _, s := range t.Open.Spans {
				cuts = append(cuts, s.From%(24*60), s.To%(24*60))
			}
			if t.Open.WhenClosed == "" {
				break
			}
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	quiet := func(day clock.Day, kind dayKind) *hour {
		for _, minute := range cuts {
			if who, err := p.hours.Reach(team, day.Clock(minute)); err == nil && who == "" {
				return &hour{day, minute, kind}
			}
		}
		return nil
	}
	for i := range 7 {
		if h := quiet(firstMonday+clock.Day(i), ordinary); h != nil {
			return h
		}
	}
	cal := clock.NewCalendar(nil)
	for _, kind := range []dayKind{bankHoliday, dayAfter} {
		for day := clock.Date(firstYear, 1, 1); day <= clock.Date(lastYear, 12, 31); day++ {
			if name, err := cal.BankHoliday(day); err != nil || name == "" {
				continue
			}
			at := day
			if kind == dayAfter {
				at++
				if name, _ := cal.BankHoliday(at); name != "" {
					continue
				}
			}
			if h := quiet(at, kind); h != nil {
				return h
			}
		}
	}
	return nil
}

// nobodyAnswers looks for an hour at which a pathway that nothing may delay leads
// to a telephone that nobody answers.
func nobodyAnswers(p *prover) {
	for _, w := range p.ways() {
		if w.NotAllowed != "" || !p.urgent(w) {
			continue
		}
		t := p.answering(w)
		if t == nil || t.Open == nil {
			continue
		}
		h := p.silent(t.Name)
		if h == nil {
			continue
		}
		f := Finding{
			Code: "nobody-answers", Place: w.Place, Keyword: "to",
			Message: "nobody answers for `" + t.Name + "` " + h.String() + ", and pathway `" + w.Name + "` may not wait",
			Help:    "give the team `otherwise` with a team that answers then, or longer hours",
			Case:    h.onset(),
		}
		for _, name := range p.hours.Line(t.Name) {
			if team := p.who.teams[name]; team != nil {
				f.Related = append(f.Related, Related{Place: team.Place, Text: "closed at that hour"})
			}
		}
		p.add(f)
	}
}

// urgent says that a pathway is for a level that nothing delays.
func (p *prover) urgent(w *way) bool {
	for _, level := range p.r.NothingDelays {
		if w.at(level) {
			return true
		}
	}
	return false
}

// mayWait says that a duty may be done when its receiver next opens: it has days, or
// hours of those that count only while somebody answers. Where nothing sooner
// protects the child, that is what protectionDelayed finds.
func mayWait(times []ruleset.Time, w *way) bool {
	waits, inHours := false, w.ClockRuns == "in-hours"
	for i := range times {
		switch times[i].Kind {
		case "in-hours-of":
			inHours = true
		case "past-closing":
			inHours = false
		}
	}
	for i := range times {
		switch t := &times[i]; t.Kind {
		case "at-once", "at", "as-soon-as-possible", "or-sooner":
			return false
		case "within", "before", "between", "every":
			if t.Unit == "hour" && !inHours {
				return false
			}
			waits = true
		}
	}
	return waits
}

// answering returns the team that the protective step of a pathway turns to: the
// first that may not wait until somebody answers. It is nil if there is none.
func (p *prover) answering(w *way) *ruleset.Team {
	for i := range w.Steps {
		if w.Steps[i].OnlyThen {
			continue
		}
		for j := range w.Steps[i].Duties {
			d := &w.Steps[i].Duties[j]
			if !p.brings(d, w) || mayWait(d.Times, w) {
				continue
			}
			to := p.receiver(d, w)
			if to.Kind != "role" {
				return p.who.front(to.Name)
			}
			for _, at := range p.who.roles[to.Name].At {
				if t := p.who.front(at.Name); t != nil {
					return t
				}
			}
		}
	}
	return nil
}
