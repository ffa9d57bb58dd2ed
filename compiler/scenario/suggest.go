package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

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
	e, err := s.engineFor(&s.open[i])
	if err != nil {
		return nil, err
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
	var said []string
	for _, at := range f.away {
		said = append(said, s.engine.Logic.Said(s.engine.Logic.Vars[at], f.answers[at]))
	}
	for _, x := range s.drafts(m, f) {
		out, err := s.fill(x, said, i)
		if err != nil || out != nil {
			return out, err
		}
	}
	return nil, nil
}

// fill gives an example the expectations by which it notices change i, and as many
// others as it can; nil if it does not notice that one. said tells of its family in
// words.
func (s *suggester) fill(x *ruleset.Scenario, said []string, i int) (*Suggestion, error) {
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
	was := decidedBy(s.engine, answers)
	was.decide()
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
	out.Text = s.text(x, said, out.Notices)
	return out, nil
}

// broken returns which expectations a change breaks.
func (s *suggester) broken(x *ruleset.Scenario, c *decide.Case, was decided, atoms [][]ruleset.Expectation, j int) ([]int, error) {
	m := &s.open[j]
	if m.about != aboutCases && s.inEffect(m, was) == logic.False {
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
		now := decidedBy(e, answers)
		now.decide()
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

// title says in a few words which family an example is about, and who asks.
func (s *suggester) title(x *ruleset.Scenario, said []string) string {
	title := "A family where " + strings.Join(said, ", and ")
	if len(said) == 0 {
		title = "A family about which nothing gives cause for concern"
	}
	for _, a := range s.rules.Agencies {
		if a.Name == x.From {
			title += ", as seen by " + or(a.Title, a.Name)
		}
	}
	return strings.ReplaceAll(title, `"`, "")
}

// text writes an example, with the changes that it notices above it.
func (s *suggester) text(x *ruleset.Scenario, said []string, noticed []Mutant) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# It would fail if\n")
	gaps := Gaps(noticed)
	for i := range gaps {
		end := ";"
		if i == len(gaps)-1 {
			end = "."
		}
		fmt.Fprintf(&b, "# - in %s, %s%s\n", gaps[i].Rule, gaps[i].Otherwise(), end)
	}
	m := &maker{questions: map[string]*ruleset.Question{}, levels: s.engine.Logic.Levels}
	for i := range s.rules.Questions {
		m.questions[s.rules.Questions[i].Name] = &s.rules.Questions[i]
	}
	var lines []string
	for _, f := range x.Family {
		lines = append(lines, m.phrase(f.Tree))
	}
	fmt.Fprintf(&b, "scenario %s \"%s\" {\n", x.Name, s.title(x, said))
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
