package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"concordat/compiler/clock"
	"concordat/compiler/decide"
	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// Suggestion is an example that is worth adding.
type Suggestion struct {
	Text    string   // the block, in the words of the language, ready to be pasted
	Notices []Mutant // the changes that it would notice and no example does
}

// Suggest writes examples that notice changes which none notices so far: of each
// the quietest family that the change makes a difference to, and what the rules say
// of it now. Changes of a boundary come first, and each example is made to notice as
// many others as it can. left are the changes for which it found none.
func Suggest(r *ruleset.RuleSet, survivors []Mutant) (all []Suggestion, left []Mutant, err error) {
	t, err := newTrial(r)
	if err != nil {
		return nil, nil, err
	}
	s := &suggester{trial: t, engines: map[int]*decide.Engine{}, names: map[string]bool{}}
	for _, x := range r.Scenarios {
		s.names[x.Name] = true
	}
	s.open = slices.Clone(survivors)
	slices.SortStableFunc(s.open, func(a, b Mutant) int { return cmp.Compare(urgency(a.Sort), urgency(b.Sort)) })
	s.done = make([]bool, len(s.open))
	for i := range s.open {
		if s.done[i] {
			continue
		}
		one, err := s.suggest(i)
		if err != nil {
			return nil, nil, err
		}
		if one != nil {
			all = append(all, *one)
		} else {
			left = append(left, s.open[i])
		}
		s.done[i] = true
		delete(s.engines, i)
	}
	return all, left, nil
}

// urgency orders what to write next.
func urgency(s Sort) int {
	switch s {
	case Boundary:
		return 0
	case Comparison:
		return 1
	case Clock:
		return 3
	}
	return 2
}

type suggester struct {
	*trial
	open    []Mutant
	done    []bool
	engines map[int]*decide.Engine // of changed rules, by number in open
	names   map[string]bool        // of examples
}

// maxEngines bounds how many sets of changed rules are kept ready.
const maxEngines = 1000

func (s *suggester) engineOf(i int) (*decide.Engine, error) {
	if e := s.engines[i]; e != nil {
		return e, nil
	}
	e, err := decide.New(s.open[i].changed(s.rules))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.open[i], err)
	}
	if len(s.engines) < maxEngines {
		s.engines[i] = e
	}
	return e, nil
}

// suggest writes an example for one change, nil if there is none.
func (s *suggester) suggest(i int) (*Suggestion, error) {
	m := &s.open[i]
	e, err := s.engineOf(i)
	if err != nil {
		return nil, err
	}
	f, _ := newSearch(s.trial, m, e).find()
	if f == nil {
		return nil, nil
	}
	for _, x := range s.drafts(m, f) {
		out, err := s.fill(x, i)
		if err != nil || out != nil {
			return out, err
		}
	}
	return nil, nil
}

// drafts are the examples to try for a change and a family: from those whom it may
// concern, and if it is about time, on a day that tells working days from others.
func (s *suggester) drafts(m *Mutant, f *family) []*ruleset.Scenario {
	base := ruleset.Scenario{Rest: "quiet"}
	for _, i := range f.away {
		base.Family = append(base.Family, condition(s.engine.Logic.Vars[i], f.answers[i]))
	}
	if len(base.Family) == 0 && len(s.rules.Questions) > 0 { // a family needs a line
		for i, v := range s.engine.Logic.Vars {
			if v.Kind == logic.Question && v.Applies == nil {
				base.Family = append(base.Family, condition(v, f.answers[i]))
				break
			}
		}
	}
	days := []int{0}
	if m.timed {
		days = []int{4, 3, 2, 1, 0} // Friday first: there working days and others part soonest
	}
	var all []*ruleset.Scenario
	for _, name := range s.senders(m) {
		for _, weekday := range days {
			x := base
			x.From = name
			if m.timed {
				s.times(m, &x, weekday)
			}
			all = append(all, &x)
		}
	}
	return all
}

// condition is the answer to one variable, as an example has it.
func condition(v *logic.Var, a logic.Answer) ruleset.Condition {
	p := ruleset.Part{Name: v.Name, Test: "is"}
	switch v.Kind {
	case logic.Question:
		p.Op = "question"
	case logic.Consent:
		p.Op, p.Name = "consent", ""
	case logic.Words:
		p = ruleset.Part{Op: "words", Question: v.Name}
	case logic.Reason:
		p = ruleset.Part{Op: "reason", Name: v.Name}
	case logic.Event:
		p = ruleset.Part{Op: "event", Name: v.Name}
	}
	if p.Test != "" {
		if v.Number() {
			p.Numbers = []int{v.Low + int(a)}
		} else {
			p.Values = []string{v.Answers[a]}
		}
	}
	return ruleset.Condition{Tree: p}
}

// maxSenders bounds how many agencies are tried for one example.
const maxSenders = 4

// senders are the agencies that an example for a change may come from.
func (s *suggester) senders(m *Mutant) []string {
	var from []ruleset.Party
	found := false
	for _, p := range s.rules.Pathways {
		if p.Name == m.thing {
			from, found = p.From, true
		}
	}
	for _, x := range s.rules.Shares {
		if x.Name == m.thing {
			from, found = x.From, true
		}
	}
	if !found {
		return []string{""}
	}
	var all []string
	try := func(name string) {
		if len(all) < maxSenders && !slices.Contains(all, name) && s.engine.Sends(from, name) == logic.True {
			all = append(all, name)
		}
	}
	if m.Sort == Recipient { // whoever is taken out by the change
		was := strings.TrimPrefix(m.Was, "from ")
		for _, a := range s.rules.Agencies {
			if a.Name == was || slices.Contains(teamNames(a.Teams), was) {
				try(a.Name)
			}
		}
	}
	now := strings.TrimPrefix(m.Now, "from ")
	for i := range s.rules.Agencies {
		if a := &s.rules.Agencies[i]; a.Name != now && !slices.Contains(teamNames(a.Teams), now) {
			try(a.Name)
		}
	}
	return all
}

// times gives an example a moment, on the first such day of the week after the
// agreement is in force, and moments to the events that the changed time is counted
// from, and to steps that have no time of their own.
func (s *suggester) times(m *Mutant, x *ruleset.Scenario, weekday int) {
	x.Happened = nil
	day, err := clock.ParseDay(s.rules.Document.InForce)
	if err != nil {
		day = clock.Date(2026, 1, 1)
	}
	for day.Weekday() != weekday {
		day++
	}
	x.At = day.ISO() + "T15:00"
	seen := map[string]bool{}
	var follow func(name string)
	follow = func(name string) {
		if seen[name] {
			return
		}
		seen[name] = true
		for _, t := range s.timesOf(name) {
			if t.Anchor == nil {
				continue
			}
			kind := t.Anchor.Kind
			if kind == "step" && t.Anchor.Name != name && len(s.timesOf(t.Anchor.Name)) == 0 {
				kind = "event"
			}
			switch kind {
			case "step":
				follow(t.Anchor.Name)
			case "event", "moment", "meeting":
				on := day
				if t.Kind == "before" || t.Kind == "at" {
					on += clock.Day(84 - weekday) // a Monday, far enough ahead
				}
				if !slices.ContainsFunc(x.Happened, func(h ruleset.Happened) bool { return h.Name == t.Anchor.Name }) {
					x.Happened = append(x.Happened, ruleset.Happened{Name: t.Anchor.Name, At: on.ISO() + "T10:00"})
				}
			}
		}
	}
	at := m.thing
	if m.part != "" {
		at += "." + m.part
	}
	follow(at)
}

// timesOf returns the times in a step, a level, a pathway or a share.
func (s *suggester) timesOf(name string) []ruleset.Time {
	var all []ruleset.Time
	add := func(duties []ruleset.Duty) {
		for _, d := range duties {
			all = append(all, d.Times...)
		}
	}
	way, step, _ := strings.Cut(name, ".")
	for i := range s.rules.Pathways {
		p := &s.rules.Pathways[i]
		if p.Name != way {
			continue
		}
		for j := range p.Steps {
			if p.Steps[j].Name == step {
				add(p.Steps[j].Duties)
			}
		}
		if step == "" {
			add(p.Duties)
		}
	}
	for i := range s.rules.Shares {
		if s.rules.Shares[i].Name == name {
			add(s.rules.Shares[i].Duties)
		}
	}
	for i := range s.rules.Levels {
		if s.rules.Levels[i].Name == name {
			add(s.rules.Levels[i].Duties)
		}
	}
	return all
}

// fill gives an example the expectations by which it notices change i, and as many
// others as it can; nil if it does not notice that one.
func (s *suggester) fill(x *ruleset.Scenario, i int) (*Suggestion, error) {
	c, err := s.engine.ScenarioCase(x)
	if err != nil {
		return nil, nil
	}
	answer, err := s.engine.Decide(c)
	if err != nil || len(answer.Impossible) > 0 {
		return nil, nil
	}
	answers, err := s.engine.Encode(c)
	if err != nil {
		return nil, nil
	}
	was := decided{s.rules, s.engine.NewRun()}
	s.engine.Run(was.run, answers)
	before := view{rules: s.rules, answer: answer, scenario: x}
	atoms := before.atoms()
	fails := make([][]int, len(atoms)) // of each expectation, the changes that break it
	var noticed []int
	for j := i; j < len(s.open); j++ {
		if s.done[j] {
			continue
		}
		broken, err := s.broken(x, c, was, atoms, j)
		if err != nil {
			return nil, err
		}
		if len(broken) == 0 {
			if j == i {
				return nil, nil
			}
			continue
		}
		noticed = append(noticed, j)
		for _, a := range broken {
			fails[a] = append(fails[a], j)
		}
	}
	out := &Suggestion{}
	for _, j := range noticed {
		out.Notices = append(out.Notices, s.open[j])
		s.done[j] = true
		delete(s.engines, j)
	}
	x.Expect = chosen(atoms, fails, noticed)
	x.Name = s.name()
	out.Text = s.text(x, out.Notices)
	return out, nil
}

// broken returns which expectations a change breaks.
func (s *suggester) broken(x *ruleset.Scenario, c *decide.Case, was decided, atoms [][]ruleset.Expectation, j int) ([]int, error) {
	m := &s.open[j]
	if m.about != aboutCases && s.inEffect(m, was.run) == logic.False {
		return nil, nil
	}
	e, err := s.engineOf(j)
	if err != nil {
		return nil, err
	}
	known := asked(e, c)
	if m.about == aboutCases {
		answers, err := e.Encode(known)
		if err != nil {
			return nil, nil
		}
		now := decided{e.Rules, e.NewRun()}
		e.Run(now.run, answers)
		if same(was, now) {
			return nil, nil
		}
	}
	answer, err := e.Decide(known)
	if err != nil {
		return nil, nil
	}
	var all []int
	for a, list := range atoms {
		y := *x
		y.Expect = list
		v := view{rules: e.Rules, answer: answer, scenario: &y}
		for k := range list {
			if ok, _ := v.check(&y.Expect[k]); !ok {
				all = append(all, a)
				break
			}
		}
	}
	return all, nil
}

// asked returns a case without what a set of rules does not ask.
func asked(e *decide.Engine, c *decide.Case) *decide.Case {
	out := *c
	only := func(kind logic.Kind, given map[string]decide.Given) map[string]decide.Given {
		all := map[string]decide.Given{}
		for name, g := range given {
			if e.Logic.Var(kind, name) != nil {
				all[name] = g
			}
		}
		return all
	}
	out.Answers, out.Judgements = only(logic.Question, c.Answers), only(logic.Words, c.Judgements)
	out.Reasons, out.Events = only(logic.Reason, c.Reasons), only(logic.Event, c.Events)
	return &out
}

// chosen returns few expectations that break for every change that is noticed.
func chosen(atoms [][]ruleset.Expectation, fails [][]int, noticed []int) []ruleset.Expectation {
	var all []ruleset.Expectation
	all = append(all, atoms[0]...) // the level stands in every example
	left := map[int]bool{}
	for _, j := range noticed {
		left[j] = true
	}
	for _, j := range fails[0] {
		delete(left, j)
	}
	var taken []int
	for len(left) > 0 {
		best, most := -1, 0
		for a := range atoms {
			n := 0
			for _, j := range fails[a] {
				if left[j] {
					n++
				}
			}
			if n > most {
				best, most = a, n
			}
		}
		if best < 0 {
			break
		}
		taken = append(taken, best)
		for _, j := range fails[best] {
			delete(left, j)
		}
	}
	slices.Sort(taken)
	for _, a := range taken {
		all = append(all, atoms[a]...)
	}
	return merged(all)
}

// merged draws names of one keyword together on a line.
func merged(all []ruleset.Expectation) []ruleset.Expectation {
	var out []ruleset.Expectation
	for _, x := range all {
		i := slices.IndexFunc(out, func(y ruleset.Expectation) bool {
			switch x.What {
			case "pathway", "no-pathway", "accepted", "not-accepted", "step", "no-step":
				return y.What == x.What
			case "share", "no-share":
				return y.What == x.What && (len(x.Who) == 0 && len(y.Who) == 0 || slices.Equal(x.Names, y.Names))
			case "tell", "no-tell", "contact":
				return y.What == x.What && slices.Equal(x.Names, y.Names)
			case "consent":
				return y.What == x.What && y.Needed == x.Needed && slices.Equal(x.Names, y.Names)
			}
			return false
		})
		if i < 0 {
			x.Names, x.Who, x.For = slices.Clone(x.Names), slices.Clone(x.Who), slices.Clone(x.For)
			out = append(out, x)
			continue
		}
		for _, n := range x.Names {
			if !slices.Contains(out[i].Names, n) {
				out[i].Names = append(out[i].Names, n)
			}
		}
		for _, p := range x.Who {
			if !slices.ContainsFunc(out[i].Who, func(q ruleset.Party) bool { return p.Kind == q.Kind && p.Name == q.Name }) {
				out[i].Who = append(out[i].Who, p)
			}
		}
		for _, p := range x.For {
			if !slices.Contains(out[i].For, p) {
				out[i].For = append(out[i].For, p)
			}
		}
	}
	return out
}

// name returns a name that no example has.
func (s *suggester) name() string {
	for n := 1; ; n++ {
		name := fmt.Sprintf("suggested-%d", n)
		if !s.names[name] {
			s.names[name] = true
			return name
		}
	}
}

// text writes an example, with the changes that it notices above it.
func (s *suggester) text(x *ruleset.Scenario, noticed []Mutant) string {
	var b strings.Builder
	for _, m := range noticed {
		fmt.Fprintf(&b, "# %s\n", m)
	}
	m := &maker{questions: map[string]*ruleset.Question{}, levels: s.engine.Logic.Levels}
	for i := range s.rules.Questions {
		m.questions[s.rules.Questions[i].Name] = &s.rules.Questions[i]
	}
	var lines []string
	for _, f := range x.Family {
		lines = append(lines, m.phrase(f.Tree))
	}
	title := strings.ReplaceAll(strings.Join(lines, ", "), `"`, "")
	fmt.Fprintf(&b, "scenario %s \"To be told: %s\" {\n", x.Name, title)
	line := func(indent, keyword, value string) {
		fmt.Fprintf(&b, "%s%s\n", indent, strings.TrimRight(fmt.Sprintf("%-13s %s", keyword, value), " "))
	}
	if x.At != "" {
		line("  ", "at", strings.Replace(x.At, "T", " ", 1))
	}
	if x.From != "" {
		line("  ", "from", x.From)
	}
	for _, h := range x.Happened {
		line("  ", "happened", h.Name+" "+strings.Replace(h.At, "T", " ", 1))
	}
	line("  ", "rest", x.Rest)
	b.WriteString("  family {\n")
	for _, l := range lines {
		fmt.Fprintf(&b, "    %s\n", l)
	}
	b.WriteString("  }\n  answer {\n")
	for i := range x.Expect {
		keyword, value, _ := strings.Cut(Line(&x.Expect[i]), " ")
		line("    ", keyword, value)
	}
	b.WriteString("  }\n}\n")
	return b.String()
}

// atoms returns everything that an example could expect of an answer, in the order
// in which it would be written, each in the fewest lines that can stand alone. The
// level comes first.
func (v *view) atoms() [][]ruleset.Expectation {
	a := v.answer
	var all [][]ruleset.Expectation
	add := func(lines ...ruleset.Expectation) { all = append(all, lines) }
	one := func(what string, names ...string) { add(ruleset.Expectation{What: what, Names: names}) }
	if a.Level != nil {
		one("level", a.Level.Name)
	} else {
		add() // there is no line for no level
	}
	var levels, leads []string
	for _, c := range a.Consider {
		if !slices.Contains(levels, c.Level) {
			levels = append(levels, c.Level)
		}
	}
	if len(levels) > 0 {
		one("consider", levels...)
	}
	for _, c := range v.rules.Criteria {
		if c.Consider != "" && !slices.Contains(levels, c.Consider) {
			one("no-consider", c.Consider)
		}
	}
	for _, l := range a.Leads {
		if !slices.Contains(leads, l.Role.Name) {
			leads = append(leads, l.Role.Name)
		}
	}
	if len(leads) > 0 {
		one("lead", leads...)
	}
	for _, f := range a.First {
		for _, c := range f.Duty.Contacts {
			if name := answering(c); name != "" {
				add(ruleset.Expectation{What: "first", Who: []ruleset.Party{{Kind: "team", Name: name}}})
			}
		}
	}
	consents := func(list []decide.Consent, names ...string) {
		for _, c := range list {
			for _, p := range c.For {
				add(ruleset.Expectation{What: "consent", Needed: c.Needed, For: []string{p}, Names: names})
			}
		}
	}
	consents(a.Consent)
	for i := range v.rules.Pathways {
		p := &v.rules.Pathways[i]
		open := v.pathwayNamed(p.Name)
		if open == nil {
			one("no-pathway", p.Name)
			continue
		}
		v.pathwayAtoms(p, open, add)
	}
	for i := range v.rules.Levels {
		l := &v.rules.Levels[i]
		if a.Level != nil && a.Level.Name == l.Name {
			v.dutyAtoms(l.Name, l.Duties, add)
		}
	}
	for i := range v.rules.Shares {
		s := &v.rules.Shares[i]
		x := v.shareNamed(s.Name)
		if x == nil {
			one("no-share", s.Name)
			continue
		}
		one("share", s.Name)
		for _, p := range s.To {
			switch p.Kind {
			case "agency", "team", "role", "group", "person":
				add(ruleset.Expectation{What: "share", Names: []string{s.Name}, Who: []ruleset.Party{p}})
			case "any-agency":
				for i := range v.rules.Agencies {
					add(ruleset.Expectation{What: "share", Names: []string{s.Name}, Who: []ruleset.Party{{Kind: "agency", Name: v.rules.Agencies[i].Name}}})
				}
			}
		}
		consents(x.Consent, s.Name)
		v.dutyAtoms(s.Name, s.Duties, add)
	}
	// What is not so now cannot be expected.
	return slices.DeleteFunc(all, func(list []ruleset.Expectation) bool {
		scenario := *v.scenario
		scenario.Expect = list
		now := view{rules: v.rules, answer: v.answer, scenario: &scenario}
		return !now.allMet()
	})
}

func (v *view) allMet() bool {
	for i := range v.scenario.Expect {
		if ok, _ := v.check(&v.scenario.Expect[i]); !ok {
			return false
		}
	}
	return true
}

func (v *view) pathwayAtoms(p *ruleset.Pathway, open *decide.Pathway, add func(...ruleset.Expectation)) {
	name := []string{p.Name}
	add(ruleset.Expectation{What: "pathway", Names: name})
	if p.AcceptedWhen != nil {
		add(ruleset.Expectation{What: "accepted", Names: name})
		add(ruleset.Expectation{What: "not-accepted", Names: name})
	}
	for _, c := range open.Contacts {
		if team := answering(c); team != "" {
			add(ruleset.Expectation{What: "contact", Names: name, Who: []ruleset.Party{{Kind: "team", Name: team}}})
		}
	}
	for j := range p.Steps {
		s := &p.Steps[j]
		path := p.Name + "." + s.Name
		add(ruleset.Expectation{What: "step", Names: []string{path}})
		add(ruleset.Expectation{What: "no-step", Names: []string{path}})
		v.dutyAtoms(path, s.Duties, add)
	}
}

// dutyAtoms are the expectations about duties: when they are due, and of those that
// are only owed in some cases, who is told.
func (v *view) dutyAtoms(name string, duties []ruleset.Duty, add func(...ruleset.Expectation)) {
	owed, _ := v.dutiesOf(name)
	dues := func(owed []decide.Duty, who ...ruleset.Party) {
		var due []ruleset.Expectation
		for _, p := range moments(owed) {
			date := p.Day().ISO()
			if !p.EndOfDay {
				date += fmt.Sprintf("T%02d:%02d", p.At.Clock()/60, p.At.Clock()%60)
			}
			due = append(due, ruleset.Expectation{What: "due", Names: []string{name}, Date: date, Who: who})
		}
		if len(due) > 0 {
			add(due...)
		}
	}
	dues(owed)
	for _, p := range partiesOf(duties) {
		dues(slices.DeleteFunc(slices.Clone(owed), func(d decide.Duty) bool { return !v.involves(&d, p) }), p)
	}
	for i := range duties {
		if duties[i].When == nil {
			continue
		}
		for _, l := range duties[i].Parties {
			for _, p := range l.Who {
				if p.Kind == "any-agency" || p.Kind == "to-be-written" {
					continue
				}
				for _, what := range []string{"tell", "no-tell"} {
					add(ruleset.Expectation{What: what, Names: []string{name}, Who: []ruleset.Party{p}})
				}
			}
		}
	}
}

// partiesOf returns those whom duties are done to or with, each once.
func partiesOf(duties []ruleset.Duty) []ruleset.Party {
	var all []ruleset.Party
	for i := range duties {
		for _, l := range duties[i].Parties {
			for _, p := range l.Who {
				if p.Kind != "any-agency" && p.Kind != "to-be-written" && !slices.ContainsFunc(all, func(q ruleset.Party) bool { return q.Kind == p.Kind && q.Name == p.Name }) {
					all = append(all, p)
				}
			}
		}
	}
	return all
}
