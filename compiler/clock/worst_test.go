package clock

import (
	"errors"
	"fmt"
	"math/rand"
	"testing"
)

// mash is the front door of the tests, with a team that takes over.
func mash(cal *Calendar) *Hours { return NewHours(cal, office) }

func within(n int, u Unit, from Anchor) Node {
	return Node{Limits: []Count{{Limit: Limit{Kind: Within, N: n, Unit: u}, From: from}}}
}

func atOpening(h *Hours) Node {
	return Node{Limits: []Count{{Limit: Limit{Kind: Opening, InHours: h}, From: Start}}}
}

// A referral is decided within a working day, and the referrer told within another.
func referral(cal *Calendar) Chain {
	open := mash(cal)
	return Chain{Calendar: cal, Receiver: open, InPlace: []*Hours{open.WhenClosed()}, Nodes: []Node{within(1, WorkingDay, Start), within(1, WorkingDay, 0)}}
}

func TestTheWorstCaseOfAReferral(t *testing.T) {
	chain := referral(NewCalendar(nil))
	from := Date(2026, 4, 1)
	worst, err := chain.WorstCase(from)
	if err != nil {
		t.Fatal(err)
	}
	check := func(what string, w Wait, want string) {
		t.Helper()
		if got := fmt.Sprintf("%s, %s, %s", w.Start, w.Due, w.Long); got != want {
			t.Errorf("%s: %s, want %s", what, got, want)
		}
	}
	check("in hours", worst[1].In, "Wednesday 1 April 2026 08:30, by the end of Tuesday 7 April 2026, 6 days 15 hours 30 minutes")
	check("out of hours", worst[1].Out, "Wednesday 1 April 2026 00:00, by the end of Tuesday 7 April 2026, 7 days")
	check("longest", worst[1].Longest(), "Wednesday 1 April 2026 00:00, by the end of Tuesday 7 April 2026, 7 days")

	chain.Nodes = []Node{atOpening(chain.Receiver), within(1, WorkingDay, 0), within(1, WorkingDay, 1)}
	if worst, err = chain.WorstCase(from); err != nil {
		t.Fatal(err)
	}
	check("at opening", worst[2].Out, "Wednesday 1 April 2026 17:00, by the end of Wednesday 8 April 2026, 7 days 7 hours")

	chain = referral(NewCalendar(nil))
	m, err := ParseMoment("2026-12-24T16:50")
	if err != nil {
		t.Fatal(err)
	}
	due, err := chain.Due(m)
	if err != nil || due[0].String() != "by the end of Tuesday 29 December 2026" || due[1].String() != "by the end of Wednesday 30 December 2026" {
		t.Errorf("called on Christmas Eve: %v, %v", due, err)
	}
}

// What is at once stays at once while the receiver is closed; what is counted from
// it waits for the opening.
func TestAtOnceBeforeAnOpening(t *testing.T) {
	cal := NewCalendar(nil)
	chain := Chain{Calendar: cal, Receiver: mash(cal), Nodes: []Node{
		atOpening(mash(cal)), {Limits: []Count{{Limit: Limit{Kind: AtOnce}, From: 0}}}, within(1, WorkingDay, 1), within(1, WorkingDay, Start), within(2, Hour, 0),
	}}
	due, err := chain.Due(Date(2026, 1, 7).Clock(1020))
	want := []string{"Wednesday 7 January 2026 17:00", "Wednesday 7 January 2026 17:00", "by the end of Friday 9 January 2026", "by the end of Thursday 8 January 2026", "Thursday 8 January 2026 10:30"}
	for i := range want {
		if err != nil || due[i].String() != want[i] {
			t.Errorf("node %d: %v, %v; want %s", i, due, err, want[i])
		}
	}
}

// slowChain works the chain out for one start, with nothing of the package but the
// structs that say what it is.
type slowChain struct {
	Chain
	local, statutory slowCalendar
	receiver         slowHours
	inPlace          []slowHours
	in               map[*Hours]slowHours
	memory           map[memo]Moment
	days             []Day // of each minute that the receiver's hours know
	last, count      []slowPoint
}

type memo struct {
	on        Day
	n         int
	unit      Unit
	statutory bool
	earliest  bool // the beginning of a day, and not its end
}

type slowPoint struct {
	at    Moment
	end   bool
	known bool
}

// day finds the day of p among the midnights.
func (s *slowChain) day(p slowPoint) Day {
	at := p.at
	if p.end {
		at--
	}
	return s.days[at-s.receiver.low]
}

// value makes "by the end of Wednesday" come before Thursday 00:00.
func (p slowPoint) value() int64 {
	if p.end {
		return int64(p.at)*2 - 1
	}
	return int64(p.at) * 2
}

func (s *slowChain) due(m Moment) []slowPoint {
	due, count := s.last[:0], s.count[:0]
	for _, n := range s.Nodes {
		var d, c slowPoint
		pick := func(into *slowPoint, p slowPoint, latest bool) {
			if p.known && (!into.known || (p.value() > into.value()) == latest) {
				*into = p
			}
		}
		for _, l := range n.Limits {
			a := slowPoint{m, false, true}
			b := a
			switch {
			case l.From >= 0:
				a, b = due[l.From], count[l.From]
			case l.From == Given:
				a = slowPoint{l.Given.At, l.Given.EndOfDay, l.Given.Known}
				b = a
			}
			switch l.Kind {
			case AtOnce:
			case Opening:
				if open := s.in[l.InHours].next(b.at); b.known && open > b.at {
					b = slowPoint{open, false, true}
				}
			default:
				a = s.one(n, l, b)
				b = a
			}
			pick(&d, a, n.Earliest)
			pick(&c, b, n.Earliest)
		}
		for _, j := range n.Latest {
			pick(&d, due[j], true)
			pick(&c, count[j], true)
		}
		for _, j := range n.Latest {
			if !due[j].known {
				d, c = slowPoint{}, slowPoint{}
			}
		}
		due, count = append(due, d), append(count, c)
	}
	s.last, s.count = due, count
	return due
}

func (s *slowChain) one(n Node, l Count, from slowPoint) slowPoint {
	if !from.known || n.Earliest != (l.Kind == NotBefore) && l.Kind != Between {
		return slowPoint{}
	}
	k := l.N
	switch {
	case l.Kind == Before:
		k = -l.N
	case l.Kind == Between && !n.Earliest:
		k = l.Upper
	case l.Kind == Every:
		k = l.N * max(1, l.Turn)
	}
	if l.Unit == Hour {
		if l.InHours != nil && l.Kind == Within {
			return slowPoint{s.in[l.InHours].after(from.at, k*60), false, true}
		}
		return slowPoint{from.at + Moment(k*60), false, true}
	}
	key := memo{s.day(from), k, l.Unit, l.Statutory, n.Earliest}
	cal := s.local
	if l.Statutory {
		cal = s.statutory
	}
	at, ok := s.memory[key]
	if !ok {
		d := cal.add(key.on, k, l.Unit)
		if !n.Earliest {
			d++
		}
		at = slowWall(d, 0)
		s.memory[key] = at
	}
	return slowPoint{at, !n.Earliest, true}
}

// handMade are chains in which the longest wait hangs on one sort of cut each.
var handMade = [][]func(in *Hours) Node{
	{hours(5, Start), days(1, 0)},
	{hours(20, Start), inHours(3, 0), days(1, 1)},
	{inHours(3, Start), hours(9, 0), days(1, 1)},
	{days(1, Start), inHours(12, 0)},
	{hours(5, Start), atOnce(0), days(2, 1)},
	{hours(5, Start), atOnce(Start), latest(0, 1), days(1, 2), hours(3, 3)},
	{days(3, Start), before(30, 0), days(1, 1)},
	{inHours(5, Start), inHours(6, 0), inHours(1, 1)},
}

func hours(n int, from Anchor) func(*Hours) Node {
	return func(*Hours) Node { return within(n, Hour, from) }
}
func days(n int, from Anchor) func(*Hours) Node {
	return func(*Hours) Node { return within(n, WorkingDay, from) }
}
func latest(i, j int) func(*Hours) Node {
	return func(*Hours) Node { return Node{Latest: []int{i, j}} }
}
func inHours(n int, from Anchor) func(*Hours) Node {
	return of(Limit{Kind: Within, N: n, Unit: Hour}, from, true)
}
func before(n int, from Anchor) func(*Hours) Node {
	return of(Limit{Kind: Before, N: n, Unit: Hour}, from, false)
}
func atOnce(from Anchor) func(*Hours) Node { return of(Limit{Kind: AtOnce}, from, false) }

func of(l Limit, from Anchor, counted bool) func(*Hours) Node {
	return func(in *Hours) Node {
		if counted {
			l.InHours = in
		}
		return Node{Limits: []Count{{Limit: l, From: from}}}
	}
}

// randomChain is a chain of up to five nodes with limits of every sort.
func randomChain(r *rand.Rand, from Day) *slowChain {
	var closed []Day
	for range r.Intn(3) {
		closed = append(closed, from+Day(r.Intn(365)))
	}
	cal := NewCalendar(closed)
	s := &slowChain{local: newSlowCalendar(closed...), statutory: newSlowCalendar(), in: map[*Hours]slowHours{}, memory: map[memo]Moment{}}
	low, high := from-80, from+366+400
	open := [][]Span{office, nights, early, weekday}[r.Intn(4)]
	s.Calendar, s.Receiver = cal, NewHours(cal, open)
	s.receiver = newSlowHours(s.statutory, open, false, false, low, high)
	for d := low; d < high; d++ {
		for range slowWall(d+1, 0) - slowWall(d, 0) {
			s.days = append(s.days, d)
		}
	}
	for _, spans := range [][]Span{nights, holiday}[:r.Intn(3)] {
		s.InPlace = append(s.InPlace, NewHours(cal, spans))
		s.inPlace = append(s.inPlace, newSlowHours(s.statutory, spans, false, false, low, high))
	}
	s.in[s.Receiver] = s.receiver
	others := []*Hours{s.Receiver, s.Receiver, NewHours(cal, early)}
	s.in[others[2]] = newSlowHours(s.statutory, early, false, false, low, high)
	for i := range 2 + r.Intn(4) {
		if i > 1 && r.Intn(5) == 0 {
			s.Nodes = append(s.Nodes, Node{Latest: []int{r.Intn(i), r.Intn(i)}})
			continue
		}
		var n Node
		for range 1 + r.Intn(2) {
			c := Count{From: Anchor(r.Intn(i+1) - 1), Statutory: r.Intn(4) == 0}
			switch r.Intn(9) {
			case 8:
				c.Limit = Limit{Kind: Opening, InHours: others[r.Intn(3)]}
			case 0:
				c.Limit = Limit{Kind: AtOnce}
			case 1, 2:
				c.Limit = Limit{Kind: Within, N: 1 + r.Intn(60), Unit: Hour}
			case 3, 4:
				c.Limit = Limit{Kind: Within, N: 1 + r.Intn(9), Unit: Hour, InHours: others[r.Intn(3)]}
			case 5:
				c.Limit = Limit{Kind: Before, N: 1 + r.Intn(5), Unit: []Unit{Hour, WorkingDay, CalendarDay}[r.Intn(3)]}
			default:
				c.Limit = Limit{Kind: Within, N: 1 + r.Intn(4), Unit: []Unit{WorkingDay, WorkingDay, CalendarDay, WorkingWeek, Week, Month}[r.Intn(6)]}
			}
			n.Limits = append(n.Limits, c)
		}
		s.Nodes = append(s.Nodes, n)
	}
	return s
}

func TestTheWorstCaseIsThatOfEveryMinute(t *testing.T) {
	r := seeded(8)
	for n := range len(handMade) + 4*more(t) {
		from := Date(2021+r.Intn(12), 1+r.Intn(12), 1+r.Intn(28))
		s := randomChain(r, from)
		if n < len(handMade) {
			s.Nodes = nil
			s.InPlace, s.inPlace = []*Hours{Always()}, []slowHours{newSlowHours(s.local, nil, true, false, from-2, from+370)}
			for _, node := range handMade[n] {
				s.Nodes = append(s.Nodes, node(s.Receiver))
			}
		}
		got, err := s.WorstCase(from)
		if err != nil {
			t.Fatalf("chain %d: %v", n, err)
		}
		want := make([]Worst, len(s.Nodes))
		low, high := slowWall(from, 0), slowWall(dayOf(noon(from).AddDate(0, 12, 0)), 0)
		for m := low; m < high; m++ {
			in := s.receiver.at(m)
			answered := in
			for _, h := range s.inPlace {
				answered = answered || h.at(m)
			}
			if !answered {
				continue
			}
			for i, p := range s.due(m) {
				best := &want[i].Out
				if in {
					best = &want[i].In
				}
				if wait := Minutes(p.at - m); p.known && (!best.Found || wait > best.Long) {
					*best = Wait{true, m, Point{p.at, p.end, true}, wait}
				}
			}
		}
		for i := range want {
			if got[i] != want[i] {
				t.Fatalf("chain %d from %s, node %d: the longest waits are\n%+v; minute by minute\n%+v\n%+v", n, from, i, got[i], want[i], s.Nodes)
			}
		}
	}
}

func TestTheFirstLaterStartIsThatOfEveryMinute(t *testing.T) {
	r := seeded(9)
	found := 0
	for n := range 5 * more(t) {
		from := Date(2021+r.Intn(12), 1+r.Intn(12), 1+r.Intn(28))
		s := randomChain(r, from)
		a, b := len(s.Nodes)-1, len(s.Nodes)-2
		if r.Intn(3) == 0 { // a window
			s.Nodes = append(s.Nodes, Node{Earliest: true, Limits: []Count{{Limit: Limit{Kind: NotBefore, N: 1 + r.Intn(4), Unit: []Unit{WorkingDay, CalendarDay, Hour}[r.Intn(3)]}, From: Start}}})
			a, b = len(s.Nodes)-1, r.Intn(len(s.Nodes)-1)
		}
		got, err := s.FirstLater(a, b, from)
		if err != nil {
			t.Fatalf("chain %d: %v", n, err)
		}
		low, high := slowWall(from, 0), slowWall(dayOf(noon(from).AddDate(0, 12, 0)), 0)
		want := Later{}
		for m := low; m < high && !want.Found; m++ {
			due := s.due(m)
			x, y := due[a], due[b]
			if x.known && y.known && (x.at > y.at || s.Nodes[a].Earliest && x.at == y.at && y.end) {
				want = Later{true, m, Point{x.at, x.end, true}, Point{y.at, y.end, true}}
			}
		}
		if got != want {
			t.Fatalf("chain %d from %s: node %d is first later than %d at\n%+v; minute by minute\n%+v\n%+v", n, from, a, b, got, want, s.Nodes)
		}
		if want.Found {
			found++
		}
	}
	if found == 0 {
		t.Error("no chain had a later node")
	}
}

func TestFortyEightHoursForAWorkingDay(t *testing.T) {
	cal := NewCalendar(closures)
	compare := func(local, law Limit) Later {
		t.Helper()
		chain := Chain{Calendar: cal, Nodes: []Node{{Limits: []Count{{Limit: local, From: Start}}}, {Limits: []Count{{Limit: law, From: Start, Statutory: true}}}}}
		l, err := chain.FirstLater(0, 1, Date(2026, 4, 1))
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	hours := func(n int) Limit { return Limit{Kind: Within, N: n, Unit: Hour} }
	days := func(n int, u Unit) Limit { return Limit{Kind: Within, N: n, Unit: u} }
	if l := compare(hours(24), days(1, WorkingDay)); l.Found {
		t.Errorf("24 hours are later than a working day at %s", l.Start)
	}
	l := compare(hours(48), days(1, WorkingDay))
	// The Wednesday before Easter is followed by a working day; its first minute has
	// 48 hours to the end of Thursday, its second is a minute late.
	if !l.Found || l.Start.String() != "Wednesday 1 April 2026 00:01" || l.A.String() != "Friday 3 April 2026 00:01" || l.B.String() != "by the end of Thursday 2 April 2026" {
		t.Errorf("48 hours for a working day: %+v", l)
	}
	if l := compare(days(1, WorkingDay), days(1, WorkingDay)); !l.Found || l.Start.Day() != Date(2026, 12, 24) {
		t.Errorf("a local closure stretches a limit first on %s, %v", l.Start, l.Found)
	}
	if l := compare(days(45, WorkingDay), days(2, Month)); !l.Found {
		t.Error("45 working days are never later than 2 months")
	}
	if l := compare(days(1, WorkingWeek), days(5, WorkingDay)); l.Found && l.Start.Day() != Date(2026, 12, 18) {
		t.Errorf("a working week is later than 5 working days on %s", l.Start)
	}
}

func TestChainsThatAreNone(t *testing.T) {
	cal := NewCalendar(nil)
	for name, chain := range map[string]Chain{
		"later node":   {Calendar: cal, Nodes: []Node{within(1, Hour, 0)}},
		"no anchor":    {Calendar: cal, Nodes: []Node{within(1, Hour, -3)}},
		"waits ahead":  {Calendar: cal, Nodes: []Node{{Latest: []int{0}}}},
		"waits behind": {Calendar: cal, Nodes: []Node{{Latest: []int{-1}}}},
		"no unit":      {Calendar: cal, Nodes: []Node{within(1, 0, Start)}},
		"never open":   {Calendar: cal, Nodes: []Node{atOpening(NewHours(cal, nil))}},
	} {
		if due, err := chain.Due(Date(2026, 1, 1).Start()); err == nil {
			t.Errorf("%s: due %v", name, due)
		}
		if worst, err := chain.WorstCase(Date(2026, 1, 1)); err == nil {
			t.Errorf("%s: worst case %v", name, worst)
		}
		if l, err := chain.FirstLater(0, 0, Date(2026, 1, 1)); err == nil {
			t.Errorf("%s: later at %v", name, l)
		}
	}
	chain := referral(cal)
	var out *RangeError
	if _, err := chain.WorstCase(Date(2035, 6, 1)); !errors.As(err, &out) {
		t.Errorf("a year that runs out of the calendar: %v", err)
	}
	if worst, err := (&Chain{Calendar: cal}).WorstCase(Date(2026, 1, 1)); err != nil || len(worst) != 0 {
		t.Errorf("nothing to wait for: %v, %v", worst, err)
	}
	unknown := Chain{Calendar: cal, Nodes: []Node{{Limits: []Count{{Limit: Limit{Kind: Within, N: 1, Unit: WorkingDay}, From: Given}}}, within(1, WorkingDay, 0), {Latest: []int{0, 1}}}}
	worst, err := unknown.WorstCase(Date(2026, 1, 1))
	if err != nil || worst[1].In.Found || worst[2].Longest().Found {
		t.Errorf("a moment that nobody knows: %+v, %v", worst, err)
	}
	unknown.Nodes[0].Limits[0].Given = EndOf(Date(2026, 1, 9))
	due, err := unknown.Due(Date(2026, 1, 1).Start())
	if err != nil || due[2].String() != "by the end of Tuesday 13 January 2026" {
		t.Errorf("counted from a given moment: %v, %v", due, err)
	}
}

// Nobody answers at night, so that no night is the worst.
func TestStartsThatNobodyAnswersAreLeftOut(t *testing.T) {
	chain := referral(NewCalendar(nil))
	chain.InPlace = nil
	worst, err := chain.WorstCase(Date(2026, 4, 1))
	if err != nil || worst[0].Out.Found || !worst[0].In.Found {
		t.Errorf("%+v, %v", worst, err)
	}
}

// Hours and days that are all counted from each other ask for every minute of the
// year; a chain that is too long says so.
func TestAChainThatIsTooLongForAYear(t *testing.T) {
	cal := NewCalendar(nil)
	hours := NewHours(cal, []Span{{First: 0, Last: 4, From: 9 * 60, To: 17 * 60}})
	chain := Chain{Calendar: cal}
	last := Start
	for i := range 150 {
		open := within(3+i%7, Hour, last)
		open.Limits[0].InHours = hours
		n := len(chain.Nodes)
		chain.Nodes = append(chain.Nodes, open, within(2+i%5, Hour, last), Node{Latest: []int{n, n + 1}})
		last = Anchor(n + 2)
	}
	if _, err := chain.WorstCase(Date(2026, 4, 1)); !errors.Is(err, ErrTooLong) {
		t.Errorf("the worst case of 150 steps: %v", err)
	}
	if _, err := chain.FirstLater(449, 0, Date(2026, 4, 1)); !errors.Is(err, ErrTooLong) {
		t.Errorf("the first start of 150 steps: %v", err)
	}
}
