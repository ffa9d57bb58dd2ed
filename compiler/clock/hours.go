package clock

import (
	"errors"
	"math"
	"slices"
)

// ErrNeverOpen says that a team has no opening to wait for.
var ErrNeverOpen = errors.New("the team is never open")

// Span is one stretch of a week, as an agreement writes it.
type Span struct {
	First, Last  int  // days, Monday 0 to Sunday 6, both included; a stretch may run on over Sunday
	BankHolidays bool // about bank holidays; First and Last say nothing
	Closed       bool // nobody answers on those days
	From, To     int  // minutes of the day; To at or before From is on the next day
}

// Hours says at which minutes somebody answers.
//
// On a bank holiday the hours of the week do not hold: only those given for bank
// holidays do. A stretch that runs into the next day belongs to the day on which it
// begins, so that a night that begins before a bank holiday goes on to its end.
// Local closures change nothing: they say which days are working days.
type Hours struct {
	cal     *Calendar
	week    [7][]stretch
	holiday []stretch
	always  bool
	inverse bool // open when the spans say closed
}

// stretch is from and to in minutes of one day; to may lie in the next.
type stretch struct{ from, to int }

// forever is later than any moment that is asked about.
const forever Moment = math.MaxInt64

// farthest is how many days ahead the next opening or closing is looked for. Bank
// holidays, the rarest days to be open on, are never farther apart.
const farthest = 370

// Always returns the hours of a team that answers at every minute.
func Always() *Hours { return &Hours{always: true} }

// NewHours returns the hours that spans give. No span at all is never open. Spans
// of one day add up; a day that one of them closes stays closed; one with minutes
// that no day has gives nothing.
func NewHours(cal *Calendar, spans []Span) *Hours {
	h := &Hours{cal: cal}
	var shut [8]bool
	for _, s := range spans {
		if s.From < 0 || s.From > day || s.To < 0 || s.To > day {
			continue
		}
		for _, at := range s.days() {
			if s.Closed {
				shut[at] = true
				continue
			}
			to := s.To
			if to <= s.From {
				to += day
			}
			if at == 7 {
				h.holiday = append(h.holiday, stretch{s.From, to})
			} else {
				h.week[at] = append(h.week[at], stretch{s.From, to})
			}
		}
	}
	whole := true
	for at := range shut {
		list := &h.holiday
		if at < 7 {
			list = &h.week[at]
		}
		if shut[at] {
			*list = nil
		}
		slices.SortFunc(*list, func(a, b stretch) int { return a.from - b.from })
		whole = whole && slices.Contains(*list, stretch{0, day})
	}
	h.always = whole
	return h
}

// days returns the days of a span, 7 for bank holidays.
func (s Span) days() []int {
	if s.BankHolidays {
		return []int{7}
	}
	if s.First < 0 || s.First > 6 || s.Last < 0 || s.Last > 6 {
		return nil
	}
	all := []int{s.First}
	for d := s.First; d != s.Last; {
		d = (d + 1) % 7
		all = append(all, d)
	}
	return all
}

// WhenClosed returns the hours of a team that answers whenever h does not.
func (h *Hours) WhenClosed() *Hours {
	other := *h
	other.inverse = !h.inverse
	return &other
}

// state says whether somebody answers at m, and until when that stays so.
func (h *Hours) state(m Moment) (open bool, until Moment, err error) {
	if h.always {
		return !h.inverse, forever, nil
	}
	end := m
	open = h.inverse
	today := m.Day()
	for d := today - 1; d <= today+farthest; d++ {
		if end > m && d.Start() > end {
			break
		}
		list, err := h.on(d)
		if err != nil {
			return false, 0, err
		}
		for _, s := range list {
			from, to := d.Clock(s.from), d.Clock(s.to)
			switch {
			case to <= end || to <= from:
			case from <= end:
				end = to
			case end > m:
				return !open, end, nil
			default:
				return open, from, nil
			}
		}
	}
	if end > m && end.Day() <= today+farthest {
		return !open, end, nil
	}
	return open != (end > m), forever, nil
}

// on returns the stretches that begin on d.
func (h *Hours) on(d Day) ([]stretch, error) {
	if d == firstKnown-1 { // a 31 December; only its night is asked for
		return h.week[d.Weekday()], nil
	}
	name, err := h.cal.BankHoliday(d)
	if name != "" {
		return h.holiday, err
	}
	return h.week[d.Weekday()], err
}

// Open says whether somebody answers at m.
func (h *Hours) Open(m Moment) (bool, error) {
	if h.always {
		return !h.inverse, nil
	}
	for d := m.Day() - 1; d <= m.Day(); d++ {
		list, err := h.on(d)
		if err != nil {
			return false, err
		}
		for _, s := range list {
			if d.Clock(s.from) <= m && m < d.Clock(s.to) {
				return !h.inverse, nil
			}
		}
	}
	return h.inverse, nil
}

// NextOpening returns the first minute at or after m at which somebody answers. If
// there is none it returns [ErrNeverOpen].
func (h *Hours) NextOpening(m Moment) (Moment, error) {
	open, until, err := h.state(m)
	switch {
	case err != nil:
		return 0, err
	case open:
		return m, nil
	case until == forever:
		return 0, ErrNeverOpen
	}
	return until, nil
}

// NextChange returns the first minute after m at which hours begin or end; ok is
// false if that never happens.
func (h *Hours) NextChange(m Moment) (change Moment, ok bool, err error) {
	_, until, err := h.state(m)
	return until, err == nil && until != forever, err
}

// After returns the first moment by which somebody has answered for n minutes
// since m, which may be a closing time. If that never comes it returns
// [ErrNeverOpen].
func (h *Hours) After(m Moment, n Minutes) (Moment, error) {
	for n > 0 {
		open, until, err := h.state(m)
		switch {
		case err != nil:
			return 0, err
		case open && (until == forever || until-m >= Moment(n)):
			return m + Moment(n), nil
		case until == forever:
			return 0, ErrNeverOpen
		case open:
			n -= Minutes(until - m)
		}
		m = until
	}
	return m, nil
}

// opened returns the stretches of moments in [from, to) at which somebody answers.
func (h *Hours) opened(from, to Moment) ([]opening, error) {
	var all []opening
	var sum Minutes
	for m := from; m < to; {
		open, until, err := h.state(m)
		if err != nil {
			return nil, err
		}
		until = min(until, to)
		if open {
			all = append(all, opening{m, until, sum})
			sum += Minutes(until - m)
		}
		m = until
	}
	return all, nil
}

// opening is one stretch of moments at which somebody answers, and for how many
// minutes somebody had before.
type opening struct {
	from, to Moment
	before   Minutes
}

// Team is a team as an agreement writes it.
type Team struct {
	Name       string
	Open       bool   // its hours are stated; the next three say them
	Always     bool   //
	WhenClosed string // open whenever that team is closed
	Spans      []Span
	Otherwise  string // the team that answers when it is closed
}

// Teams knows the hours of every team, and who answers in whose place.
type Teams struct {
	hours     map[string]*Hours
	otherwise map[string]string
}

// NewTeams works out the hours of teams. A team whose hours are not stated, or
// that is open when a team is closed whose hours are not known, or that waits in
// a circle for its own closing, has none: [Teams.Hours] returns nil for it.
func NewTeams(cal *Calendar, teams []Team) *Teams {
	t := &Teams{map[string]*Hours{}, map[string]string{}}
	when := map[string]string{}
	for _, team := range teams {
		if team.Otherwise != "" {
			t.otherwise[team.Name] = team.Otherwise
		}
		switch {
		case !team.Open:
		case team.Always:
			t.hours[team.Name] = Always()
		case team.WhenClosed != "":
			when[team.Name] = team.WhenClosed
		default:
			t.hours[team.Name] = NewHours(cal, team.Spans)
		}
	}
	var settle func(name string) *Hours
	settle = func(name string) *Hours {
		if other, waits := when[name]; waits {
			delete(when, name) // each is settled once, and a circle ends
			if h := settle(other); h != nil {
				t.hours[name] = h.WhenClosed()
			}
		}
		return t.hours[name]
	}
	for _, team := range teams {
		settle(team.Name)
	}
	return t
}

// Hours returns the hours of a team, nil if they are not known.
func (t *Teams) Hours(team string) *Hours { return t.hours[team] }

// Line returns a team and those that answer in its place, in the order in which
// they are tried. It ends before a team that is in it already.
func (t *Teams) Line(team string) []string {
	var line []string
	for team != "" && !slices.Contains(line, team) {
		line = append(line, team)
		team = t.otherwise[team]
	}
	return line
}

// Reach returns the team that answers at m: the team itself when it is open, else
// the first open one of those in its place; "" if nobody does. A team without
// hours never answers.
func (t *Teams) Reach(team string, m Moment) (string, error) {
	for tries := 0; team != "" && tries <= len(t.otherwise); tries++ {
		if h := t.hours[team]; h != nil {
			if open, err := h.Open(m); err != nil || open {
				return team, err
			}
		}
		team = t.otherwise[team]
	}
	return "", nil
}
