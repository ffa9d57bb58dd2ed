package scenario

import (
	"fmt"

	"concordat/compiler/decide"
	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// Coverage says what the examples of a rule set reach. How a step ends is decided
// by people, so no example can reach an outcome.
type Coverage struct {
	Criteria []Covered // met in one example, and certainly not met in another
	Pathways []Covered // open in one
	Steps    []Covered // with something to do in one
	Shares   []Covered // letting something be shared in one
}

// Covered is one thing and whether the examples reach it.
type Covered struct {
	Name   string
	Place  ruleset.Place
	OK     bool
	Wanted string // of what is not reached: what no example does
}

// Cover returns what examples reach. What ships with the compiler, or comes from
// another folder, is left out.
func Cover(r *ruleset.RuleSet, results []Result) (*Coverage, error) {
	e, err := decide.New(r)
	if err != nil {
		return nil, fmt.Errorf("see what the examples reach: %w", err)
	}
	met, not := make([]bool, len(r.Criteria)), make([]bool, len(r.Criteria))
	open, stepped, shared := map[string]bool{}, map[string]bool{}, map[string]bool{}
	run := e.NewRun()
	for i := range results {
		a := results[i].Answer
		if results[i].Wrong != "" {
			continue
		}
		answers, err := e.Encode(a.Case)
		if err != nil {
			continue // an example that the rules cannot decide reaches nothing
		}
		e.Run(run, answers)
		for n := range r.Criteria {
			met[n] = met[n] || run.Criterion(n) == logic.True
			not[n] = not[n] || run.Criterion(n) == logic.False
		}
		v := view{rules: r, answer: a, scenario: results[i].Scenario}
		for _, p := range a.Pathways {
			if p.Standing != decide.Certain {
				continue
			}
			open[p.Name] = true
			for _, s := range p.Steps {
				path := p.Name + "." + s.Name
				ok, _ := v.step(&ruleset.Expectation{What: "step", Names: []string{path}})
				stepped[path] = stepped[path] || ok
			}
		}
		for _, x := range a.AfterRefusal {
			ok, _ := v.step(&ruleset.Expectation{What: "step", Names: []string{x.Path}})
			stepped[x.Path] = stepped[x.Path] || ok
		}
		for _, s := range a.Shares {
			shared[s.Name] = shared[s.Name] || s.Standing == decide.Certain
		}
	}
	return gathered(r, met, not, open, stepped, shared), nil
}

func gathered(r *ruleset.RuleSet, met, not []bool, open, stepped, shared map[string]bool) *Coverage {
	c := &Coverage{}
	add := func(to *[]Covered, name string, at ruleset.Place, ok bool, wanted string) {
		if !own(at) {
			return
		}
		if ok {
			wanted = ""
		}
		*to = append(*to, Covered{name, at, ok, wanted})
	}
	for i := range r.Criteria {
		x := &r.Criteria[i]
		wanted := "no example meets it"
		if met[i] {
			wanted = "every example meets it, or may"
		}
		add(&c.Criteria, x.Name, x.Place, met[i] && not[i], wanted)
	}
	for i := range r.Pathways {
		p := &r.Pathways[i]
		if p.NotAllowed != "" {
			continue
		}
		add(&c.Pathways, p.Name, p.Place, open[p.Name], "it is open in no example")
		for j := range p.Steps {
			if s := &p.Steps[j]; asks(s) {
				path := p.Name + "." + s.Name
				add(&c.Steps, path, s.Place, stepped[path], "nothing has to be done in it in any example")
			}
		}
	}
	for i := range r.Shares {
		s := &r.Shares[i]
		add(&c.Shares, s.Name, s.Place, shared[s.Name], "it lets nothing be shared in any example")
	}
	return c
}

// asks says that something must or should be done in a step.
func asks(s *ruleset.Step) bool {
	for i := range s.Duties {
		if m := s.Duties[i].Modality; m == "must" || m == "should" {
			return true
		}
	}
	return false
}
