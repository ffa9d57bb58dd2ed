// Package scenario runs the worked examples of a rule set. [Run] compares what
// each expects with what the rules decide, [Coverage] says what the examples
// reach, [Mutants] lists small changes of the rules and [Score] says which of
// those no example notices, and [Suggest] writes examples that would. Invariants:
// whatever an example expects is compared with what package decide answers, and
// nothing is decided here; nothing is ever suggested that the rules do not say now.
package scenario

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"concordat/compiler/decide"
	"concordat/compiler/ruleset"
)

// Result is how one example comes out.
type Result struct {
	Scenario *ruleset.Scenario
	Answer   *decide.Answer // nil with Wrong
	Checks   []Check
	// Wrong says why the rules cannot decide the family as the example tells it.
	Wrong string
}

// Check is one expectation, held against the answer.
type Check struct {
	Expect *ruleset.Expectation
	Text   string // what is expected, in the words of the language: "level early-help"
	OK     bool
	Got    string   // where it is not so: what the agreement says instead, in plain words
	Why    []string // and why, clause by clause
	// Instead are the lines that could stand there if the rules are right, where
	// that can be said.
	Instead []string
}

// OK says that the rules decide the family and that all that is expected is so.
func (r *Result) OK() bool { return r.Wrong == "" && r.Failed() == 0 }

// Failed returns how many expectations are not met.
func (r *Result) Failed() int {
	n := 0
	for i := range r.Checks {
		if !r.Checks[i].OK {
			n++
		}
	}
	return n
}

// Run runs every example of a rule set, on as many cores as there are; the results
// are in the order of the examples. The error is about the rule set, never about an
// example.
func Run(r *ruleset.RuleSet) ([]Result, error) {
	e, err := decide.New(r)
	if err != nil {
		return nil, fmt.Errorf("run the examples: %w", err)
	}
	return runAll(e), nil
}

// runAll runs every example of the rules of an engine.
func runAll(e *decide.Engine) []Result {
	results := make([]Result, len(e.Rules.Scenarios))
	side(len(results), func(i int) { results[i] = run(e, &e.Rules.Scenarios[i]) })
	return results
}

// side calls f for every number below n, on several cores side by side. A mistake of
// ours in one of them breaks off the caller, as if it had called f itself.
func side(n int, f func(int)) {
	workers := min(runtime.GOMAXPROCS(0), n)
	broken := make([]any, workers)
	var next atomic.Int64
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			defer func() { broken[w] = recover() }()
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				f(i)
			}
		})
	}
	wg.Wait()
	for _, x := range broken {
		if x != nil {
			panic(x)
		}
	}
}

// run runs one example.
func run(e *decide.Engine, s *ruleset.Scenario) Result {
	out := Result{Scenario: s}
	c, err := e.ScenarioCase(s)
	if err == nil {
		out.Answer, err = e.Decide(c)
	}
	if err != nil {
		out.Wrong = strings.TrimPrefix(strings.TrimPrefix(err.Error(), "scenario "+s.Name+": "), "case: ")
		return out
	}
	if len(out.Answer.Impossible) > 0 {
		x := out.Answer.Impossible[0]
		out.Wrong = fmt.Sprintf("the family cannot be as it is told: %s:%d says that it cannot be so that %s", x.File, x.Line, x.Text)
	}
	v := view{rules: e.Rules, answer: out.Answer, scenario: s}
	for i := range s.Expect {
		x := &s.Expect[i]
		check := Check{Expect: x, Text: Line(x)}
		check.OK, check.Got = v.check(x)
		if !check.OK {
			check.Why = v.why(x)
			for _, y := range v.instead(x) {
				check.Instead = append(check.Instead, Line(&y))
			}
		}
		out.Checks = append(out.Checks, check)
	}
	return out
}

// Message says in one line what fails of a check, for people.
func (c *Check) Message() string {
	text := fmt.Sprintf("expected `%s`, but %s", c.Text, c.Got)
	if len(c.Why) > 0 {
		text += ": " + strings.Join(c.Why, "; ")
	}
	return text
}

// Line writes an expectation as an author does.
func Line(x *ruleset.Expectation) string {
	text := x.What
	if x.AtLeast {
		text += " at least"
	}
	var who []string
	for _, p := range x.Who {
		who = append(who, or(p.Name, "any agency"))
	}
	people, names := strings.Join(who, ", "), strings.Join(x.Names, ", ")
	switch x.What {
	case "consent":
		text += " " + x.Needed + " for " + strings.Join(x.For, ", ")
		if names != "" {
			text += " in " + names
		}
	case "first":
		text += " " + people
	case "contact", "tell", "no-tell":
		text += " " + people + " in " + names
	case "share", "no-share":
		text += " " + names
		if people != "" {
			text += " with " + people
		}
	default:
		text += " " + names
	}
	if x.Date != "" {
		text += " " + strings.Replace(x.Date, "T", " ", 1)
	}
	if x.What == "due" && people != "" {
		text += " for " + people
	}
	return text
}
