package prove

import (
	"fmt"
	"slices"

	"concordat/compiler/clock"
	"concordat/compiler/decide"
	"concordat/compiler/ruleset"
	"concordat/compiler/words"
)

// hour is a minute of the week, or of a bank holiday, at which nobody answers.
type hour struct {
	day    clock.Day
	minute int
	kind   dayKind
	often  string // when nobody answers in any week, if that is soon said
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

// stretch is a part of a day, in minutes from its start.
type stretch struct{ from, to int }

// often says when nobody answers in any week, where that is as short as "from 17:00
// to 09:00 and at weekends"; empty elsewhere.
func often(week [7][]stretch) string {
	whole := []stretch{{0, 24 * 60}}
	for _, day := range week[1:5] {
		if !slices.Equal(day, week[0]) {
			return ""
		}
	}
	if !slices.Equal(week[5], week[6]) {
		return ""
	}
	days, weekend := week[0], week[5]
	switch at := clockTimes(days); {
	case slices.Equal(days, weekend) && slices.Equal(days, whole):
		return "at any hour"
	case slices.Equal(days, weekend):
		return at
	case !slices.Equal(weekend, whole):
		return ""
	case len(days) == 0:
		return "at weekends"
	default:
		return at + " and at weekends"
	}
}

// clockTimes says parts of a day: "from 17:00 to 09:00" where one runs on over
// midnight.
func clockTimes(day []stretch) string {
	if n := len(day); n > 1 && day[0].from == 0 && day[n-1].to == 24*60 {
		day = append(slices.Clone(day[1:n-1]), stretch{day[n-1].from, day[0].to})
	}
	var all []string
	for _, s := range day {
		all = append(all, fmt.Sprintf("from %02d:%02d to %02d:%02d", s.from/60, s.from%60, s.to/60%24, s.to%60))
	}
	return words.Strings(all, "and")
}

// silent returns an hour at which nobody answers for a team, nor for those that
// answer otherwise: the first in the week that begins such a time, or else on a bank
// holiday. It is nil if there is none, or nobody has said when some of them answer.
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
				return &hour{day: day, minute: minute, kind: kind}
			}
		}
		return nil
	}
	if h := p.quietWeek(team, cuts); h != nil {
		return h
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

// quietWeek returns the hour of an ordinary week at which nobody answers any more,
// the first if there are several; nil if somebody always answers. Between the cuts of
// a day nothing changes.
func (p *prover) quietWeek(team string, cuts []int) *hour {
	var week [7][]stretch
	var first *hour
	before := true // nobody answers when the week begins: its last minute tells
	for i := range 8 {
		day := firstMonday + clock.Day(i)
		for n, minute := range cuts {
			who, err := p.hours.Reach(team, day.Clock(minute))
			silent := err == nil && who == ""
			if silent && !before && first == nil {
				first = &hour{day: firstMonday + clock.Day(i%7), minute: minute}
			}
			before = silent
			if !silent || i == 7 {
				continue
			}
			end := 24 * 60
			if n+1 < len(cuts) {
				end = cuts[n+1]
			}
			if last := len(week[i]) - 1; last >= 0 && week[i][last].to == minute {
				week[i][last].to = end
			} else {
				week[i] = append(week[i], stretch{minute, end})
			}
		}
	}
	if first == nil {
		if len(week[0]) == 0 {
			return nil
		}
		first = &hour{day: firstMonday}
	}
	first.often = often(week)
	return first
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
		when := h.String()
		if h.often != "" {
			when = h.often + ", such as " + when
		}
		f := Finding{
			Code: "nobody-answers", Place: w.Place, Keyword: "to",
			Message: "nobody answers for `" + t.Name + "` " + when + ", and pathway `" + w.Name + "` may not wait",
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
