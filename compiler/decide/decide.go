// Package decide runs a rule set on a case: the level of need, who leads, which
// pathways are open to the referrer, what may be shared, and by when each step is
// due. Answers may be missing; then it says what is certain, what is not ruled
// out, and what to ask next. [New] makes an [Engine] from a rule set,
// [Engine.Run] is the bare decision, without allocating, and [Engine.Decide] the
// whole answer with its explanation. Invariants: what is illustrative, `should`
// or `may` decides nothing; nothing that a case leaves out is taken for a no;
// every answer carries [ruleset.Notice].
package decide

import (
	"fmt"
	"math/bits"
	"slices"

	"concordat/compiler/clock"
	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// Engine decides cases by one rule set. It is never changed once made, and may be
// used by many goroutines, each with a [Run] of its own.
type Engine struct {
	Rules *ruleset.RuleSet
	Logic *ruleset.Logic

	index
	calendar *clock.Calendar
	hours    *clock.Teams
	timing   *Timing
	next     map[string]Way // what can follow something, by its name

	machine  *logic.Machine
	reached  []logic.Root // of each level, last no level
	order    []int        // numbers in reached, lowest first
	roots    map[*ruleset.Condition]logic.Root
	criteria []logic.Root
	open     []logic.Root   // of each pathway
	accepted []logic.Root   // of each pathway, given that it is open
	leads    [][]logic.Root // of each level
	consents map[*ruleset.Consent][]purposeRoot
}

// purposeRoot is when a line about consent counts for one purpose.
type purposeRoot struct {
	purpose string
	root    logic.Root
}

// Run is one decision: what is known of every condition, for one case.
type Run struct {
	engine *Engine
	state  *logic.State
	// Floor is the level that is certain, a number in Logic.Levels;
	// len(Logic.Levels) stands for no level.
	Floor int
	// Possible has the bit of every level that is not ruled out, Floor among them.
	Possible uint64
}

// New makes an engine. The error names what in the rule set cannot be run.
func New(r *ruleset.RuleSet) (*Engine, error) {
	l, err := r.Lower()
	if err != nil {
		return nil, fmt.Errorf("decide by this rule set: %w", err)
	}
	e := &Engine{Rules: r, Logic: l, index: newIndex(r, l), roots: map[*ruleset.Condition]logic.Root{}, consents: map[*ruleset.Consent][]purposeRoot{}}
	e.calendar = calendar(r)
	e.hours = hoursOf(r, e.calendar)
	e.timing = newTiming(r, e.calendar, e.hours)
	e.next = nextWays(r)
	b := logic.NewBuilder(l.Vars)
	for i := range r.Criteria {
		e.criteria = append(e.criteria, b.Add(l.Criterion(&r.Criteria[i])))
	}
	for _, x := range r.Reached(l) {
		e.reached = append(e.reached, b.Add(x))
	}
	e.order = append(e.order, len(l.Levels))
	for i := range r.Levels {
		e.order = append(e.order, i)
		level := &r.Levels[i]
		var leads []logic.Root
		for _, x := range l.LeadCounts(level) {
			leads = append(leads, b.Add(x))
		}
		e.leads = append(e.leads, leads)
		e.addConsents(b, level.Consent)
	}
	for i := range r.Pathways {
		p := &r.Pathways[i]
		e.open = append(e.open, b.Add(l.Open(r, p)))
		e.accepted = append(e.accepted, b.Add(l.Condition(p.AcceptedWhen)))
	}
	for i := range r.Shares {
		e.addConsents(b, r.Shares[i].Consent)
	}
	deciding := *r
	deciding.Scenarios, deciding.CannotBe = nil, nil // they are about cases and decide none
	deciding.EachCondition(func(c *ruleset.Condition) { e.roots[c] = b.Add(l.Condition(c)) })
	e.machine = b.Machine()
	return e, nil
}

// Alike returns an engine for rules that differ from those of e only in who leads,
// sends, receives or acts and in times, and that share all else with them:
// conditions, lines about consent and agencies are the same in memory. It takes a
// fraction of the time of [New].
func (e *Engine) Alike(r *ruleset.RuleSet) *Engine {
	other := *e
	other.Rules, other.index = r, newIndex(r, e.Logic)
	other.timing = newTiming(r, e.calendar, e.hours)
	other.next = nextWays(r)
	return &other
}

func (e *Engine) addConsents(b *logic.Builder, lines []ruleset.Consent) {
	var purposes []string
	for i := range lines {
		for _, p := range lines[i].For {
			if !slices.Contains(purposes, p) {
				purposes = append(purposes, p)
			}
		}
	}
	for _, p := range purposes {
		which, counts := e.Logic.ConsentCounts(lines, p)
		for n, i := range which {
			c := &lines[i]
			e.consents[c] = append(e.consents[c], purposeRoot{p, b.Add(counts[n])})
		}
	}
}

// NewRun returns a run for one goroutine.
func (e *Engine) NewRun() *Run { return &Run{engine: e, state: e.machine.NewState()} }

// Run decides a case: answers holds one for each of Logic.Vars, in their order. It
// does not allocate.
func (e *Engine) Run(r *Run, answers []logic.Answer) {
	e.machine.Start(r.state, answers)
	floor, possible := e.order[0], uint64(0)
	for _, i := range e.order {
		t := e.machine.Truth(r.state, e.reached[i])
		if t == logic.True {
			floor, possible = i, 0 // nothing lower is left
		}
		if t != logic.False {
			possible |= 1 << i
		}
	}
	r.Floor, r.Possible = floor, possible
	e.machine.Finish(r.state, possible)
}

// Certain says that the level is known.
func (r *Run) Certain() bool { return bits.OnesCount64(r.Possible) == 1 }

// Truth returns what is known of a condition of the rule set; none is true.
func (r *Run) Truth(c *ruleset.Condition) logic.Truth {
	if c == nil {
		return logic.True
	}
	return r.at(r.engine.roots[c])
}

// Criterion returns what is known of the n-th criterion.
func (r *Run) Criterion(n int) logic.Truth { return r.at(r.engine.criteria[n]) }

// Open returns whether the n-th pathway is open to those who may send families
// along it, whoever they are.
func (r *Run) Open(n int) logic.Truth { return r.at(r.engine.open[n]) }

// Accepted returns whether the receiver of the n-th pathway takes the case.
func (r *Run) Accepted(n int) logic.Truth { return r.at(r.engine.accepted[n]) }

// Lead returns whether the n-th line about who leads at a level counts.
func (r *Run) Lead(level, n int) logic.Truth { return r.at(r.engine.leads[level][n]) }

// Consent returns whether a line about consent, of a level or a share, counts for
// a purpose.
func (r *Run) Consent(c *ruleset.Consent, purpose string) logic.Truth {
	for _, p := range r.engine.consents[c] {
		if p.purpose == purpose {
			return r.at(p.root)
		}
	}
	return logic.False
}

func (r *Run) at(root logic.Root) logic.Truth { return r.engine.machine.Truth(r.state, root) }
