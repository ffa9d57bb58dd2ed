package scenario

import (
	"fmt"
	"slices"
	"strings"

	"concordat/compiler/decide"
	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// Mutation says which small changes of the rules the examples notice.
type Mutation struct {
	Total      int      // of all small changes
	Equivalent int      // that make no difference to any family that can be
	Unseen     int      // that make one, of which no line of an example could speak
	Killed     int      // that some example notices
	Survivors  []Mutant // the others, in the order of the text
}

// Noticeable returns how many changes an example could notice.
func (m *Mutation) Noticeable() int { return m.Total - m.Equivalent - m.Unseen }

// Score returns the share of the changes that an example could notice which some
// example does, in per cent and rounded down; 100 if there are none.
func (m *Mutation) Score() int {
	if m.Noticeable() == 0 {
		return 100
	}
	return m.Killed * 100 / m.Noticeable()
}

// Mutate tries every small change of the rules against the examples. A change is
// noticed if an expectation that is met by the rules as they are is not met by the
// changed ones. The error is about the rule set.
func Mutate(r *ruleset.RuleSet) (*Mutation, error) {
	all, err := Mutants(r)
	if err != nil {
		return nil, err
	}
	t, err := newTrial(r)
	if err != nil {
		return nil, err
	}
	fates := make([]fate, len(all))
	errs := make([]error, len(all))
	side(len(all), func(i int) { fates[i], errs[i] = t.fate(&all[i]) })
	out := &Mutation{Total: len(all)}
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	for i, f := range fates {
		switch f {
		case killed:
			out.Killed++
		case equivalent:
			out.Equivalent++
		case unseen:
			out.Unseen++
		default:
			out.Survivors = append(out.Survivors, all[i])
		}
	}
	return out, nil
}

type fate uint8

const (
	survived fate = iota
	killed
	equivalent
	unseen
)

// trial holds the rules as they are, for comparing changed ones with them.
type trial struct {
	rules   *ruleset.RuleSet
	engine  *decide.Engine
	results []Result
	sees    []map[string]bool
	follows map[string]map[string]bool
	known   []decided       // of each example, what is known of every condition
	refused map[string]bool // steps to which a refusal may lead, by their paths
}

func newTrial(r *ruleset.RuleSet) (*trial, error) {
	e, err := decide.New(r)
	if err != nil {
		return nil, fmt.Errorf("run the examples: %w", err)
	}
	t := &trial{rules: r, engine: e, results: runAll(e)}
	for i := range r.Scenarios {
		s, x := &r.Scenarios[i], &t.results[i]
		names := map[string]bool{}
		for _, c := range x.Checks {
			if c.OK {
				names[c.Expect.What] = true
				for _, n := range c.Expect.Names {
					way, _, _ := strings.Cut(n, ".")
					names[c.Expect.What+" "+way] = true
					names[c.Expect.What+" "+n] = true
				}
			}
		}
		t.sees = append(t.sees, names)
		known := decidedBy(e, nil)
		if x.Answer != nil {
			if known.answers, err = e.Encode(x.Answer.Case); err != nil {
				return nil, fmt.Errorf("run the example %s again: %w", s.Name, err)
			}
			known.decide()
		}
		t.known = append(t.known, known)
	}
	t.follows, t.refused = followers(r), afterRefusal(r)
	return t, nil
}

// changed returns the rules with a change.
func (m *Mutant) changed(r *ruleset.RuleSet) *ruleset.RuleSet {
	c := *r
	m.change(&c)
	return &c
}

// engineFor returns an engine for the rules with a change.
func (t *trial) engineFor(m *Mutant) (*decide.Engine, error) {
	r := m.changed(t.rules)
	if m.about != aboutCases {
		return t.engine.Alike(r), nil
	}
	r.Scenarios = nil // their cases are known already
	e, err := decide.New(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", m, err)
	}
	return e, nil
}

// fate tries one change.
func (t *trial) fate(m *Mutant) (fate, error) {
	var relevant []int
	for i := range t.results {
		if t.results[i].Wrong == "" && t.concerns(i, m) {
			relevant = append(relevant, i)
		}
	}
	var e *decide.Engine
	if len(relevant) > 0 {
		var err error
		if e, err = t.engineFor(m); err != nil {
			return survived, err
		}
		now := decidedBy(e, nil)
		places := t.places(e)
		for _, i := range relevant {
			if m.about == aboutCases && !t.sees[i]["ask"] {
				now.answers = moved(t.known[i].answers, places)
				now.decide()
				if same(t.known[i], now) {
					continue
				}
			}
			if t.notices(i, e) {
				return killed, nil
			}
		}
	}
	if e == nil {
		var err error
		if e, err = t.engineFor(m); err != nil {
			return survived, err
		}
	}
	if t.unseen(m, e.Rules) {
		return unseen, nil
	}
	if _, none := newSearch(t, m, e).find(); none {
		return equivalent, nil
	}
	return survived, nil
}

// concerns says whether a change can make a difference to what an example
// expects.
func (t *trial) concerns(i int, m *Mutant) bool {
	sees := t.sees[i]
	if len(sees) == 0 {
		return false
	}
	switch m.about {
	case aboutClocks:
		at := m.thing
		if m.part != "" {
			at += "." + m.part
		}
		for name := range t.follows[at] {
			if sees["due "+name] {
				return true
			}
		}
		return sees["due "+at] || sees["first"]
	case aboutPeople:
		if m.Sort == Role {
			return sees["lead"]
		}
		for _, what := range []string{"pathway", "no-pathway", "accepted", "not-accepted", "contact", "step", "no-step", "tell", "no-tell", "share", "no-share", "due", "consent"} {
			if sees[what+" "+m.thing] {
				return true
			}
		}
		return sees["first"]
	}
	return true
}

// places returns where each variable of changed rules stands in the rules as they
// are. A change adds none.
func (t *trial) places(changed *decide.Engine) []int {
	places := make([]int, len(changed.Logic.Vars))
	for i, v := range changed.Logic.Vars {
		places[i] = slices.IndexFunc(t.engine.Logic.Vars, func(w *logic.Var) bool { return w.Kind == v.Kind && w.Name == v.Name })
	}
	return places
}

// moved returns answers in the order of changed rules.
func moved(answers []logic.Answer, places []int) []logic.Answer {
	out := make([]logic.Answer, len(places))
	for i, at := range places {
		out[i] = answers[at]
	}
	return out
}

// notices says whether an example has an expectation that is met by the rules as
// they are and not by changed ones.
func (t *trial) notices(i int, changed *decide.Engine) bool {
	before := &t.results[i]
	answer, err := changed.Decide(asked(changed, before.Answer.Case))
	if err != nil {
		return true
	}
	v := view{rules: changed.Rules, answer: answer, scenario: before.Scenario}
	for j := range before.Checks {
		if c := &before.Checks[j]; c.OK {
			if ok, _ := v.check(c.Expect); !ok {
				return true
			}
		}
	}
	return false
}

// followers returns for each step those whose times are counted from it, directly
// or by way of others.
func followers(r *ruleset.RuleSet) map[string]map[string]bool {
	direct := map[string][]string{}
	add := func(who string, duties []ruleset.Duty) {
		for _, d := range duties {
			for _, t := range d.Times {
				if t.Anchor != nil && !slices.Contains(direct[t.Anchor.Name], who) {
					direct[t.Anchor.Name] = append(direct[t.Anchor.Name], who)
				}
			}
		}
	}
	for i := range r.Levels {
		add(r.Levels[i].Name, r.Levels[i].Duties)
	}
	for i := range r.Shares {
		add(r.Shares[i].Name, r.Shares[i].Duties)
	}
	for i := range r.Pathways {
		p := &r.Pathways[i]
		for j := range p.Steps {
			add(p.Name+"."+p.Steps[j].Name, p.Steps[j].Duties)
		}
	}
	all := map[string]map[string]bool{}
	for from := range direct {
		reached := map[string]bool{}
		queue := []string{from}
		for len(queue) > 0 {
			for _, next := range direct[queue[0]] {
				if !reached[next] {
					reached[next] = true
					queue = append(queue, next)
				}
			}
			queue = queue[1:]
		}
		all[from] = reached
	}
	return all
}

// afterRefusal returns the steps to which a refusal may lead: those that a level
// turns to, or the steps of a pathway that it turns to, and all that these lead to.
func afterRefusal(r *ruleset.RuleSet) map[string]bool {
	type place struct {
		pathway *ruleset.Pathway
		step    int
	}
	steps := map[string]place{}
	pathways := map[string]*ruleset.Pathway{}
	for i := range r.Pathways {
		p := &r.Pathways[i]
		pathways[p.Name] = p
		for n := range p.Steps {
			steps[p.Name+"."+p.Steps[n].Name] = place{p, n}
		}
	}
	reached := map[string]bool{}
	var follow func(names []string)
	follow = func(names []string) {
		for _, name := range names {
			at, ok := steps[name]
			if p := pathways[name]; p != nil && len(p.Steps) > 0 {
				at, ok = place{p, 0}, true
			}
			if !ok {
				continue
			}
			for n := at.step; n < len(at.pathway.Steps); n++ { // and those below it
				s := &at.pathway.Steps[n]
				path := at.pathway.Name + "." + s.Name
				if reached[path] {
					continue
				}
				reached[path] = true
				follow(s.IfLate)
				for i := range s.Outcomes {
					follow(s.Outcomes[i].Then)
				}
			}
		}
	}
	for i := range r.Levels {
		follow(r.Levels[i].IfRefused)
	}
	return reached
}
