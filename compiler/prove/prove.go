// Package prove goes through every case that an agreement can meet: whether some
// family has no level, nobody who leads or no way in; whether two rules ask for
// different things; whether a refusal ends in nothing, and a child who needs
// protection waits. [Analyse] takes a rule set and returns what it found, each
// with the smallest case that shows it, which decide runs. The possible cases are
// far too many to list. Answers are cut into the cells that some condition tells
// apart, and conditions over them are decision diagrams, in which a fault that no
// case shows is the empty one. Where criteria ask for answers from everywhere,
// diagrams become too large; then the same proofs run on circuits, which stay as
// small as the rules, and a solver looks for a case of each fault. A proof sees
// only an [algebra] and cannot tell the two apart; nor can a reader, since both
// find the same, with the same cases. Invariants: a finding is there exactly if
// some case shows it, whatever is still to be written; what was too large to
// decide, counted in steps and never by the clock, is a finding too, and never
// silence.
package prove

import (
	"cmp"
	"fmt"
	"slices"

	"concordat/compiler/clock"
	"concordat/compiler/decide"
	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
	"concordat/dsl/diag"
)

// Finding is one fault that is proved.
type Finding struct {
	Code     string
	Severity diag.Severity
	// Place is the line at fault: a line of its own, or the head of a block, and
	// Keyword then names the line in it that is meant; empty, the head itself.
	Place   ruleset.Place
	Keyword string
	Related []Related
	Message string
	// Told is the smallest case in words, or the dates that show it; empty where the
	// fault hangs on none.
	Told string
	Help string
	// Case is the smallest case, every question answered; nil where there is none.
	Case *decide.Case
}

// Related is another place that a finding is about.
type Related struct {
	Place   ruleset.Place
	Keyword string
	Text    string
}

// Analyse proves a rule set. The error says why the rule set cannot be run at all.
func Analyse(r *ruleset.RuleSet) ([]Finding, error) {
	return analyse(r, standard)
}

func analyse(r *ruleset.RuleSet, limit effort) ([]Finding, error) {
	p, err := newProver(r, limit)
	if err != nil {
		return nil, fmt.Errorf("prove this rule set: %w", err)
	}
	for i := range proofs {
		p.try(&proofs[i])
	}
	p.reportTooLarge()
	slices.SortStableFunc(p.found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Place.File, b.Place.File), cmp.Compare(a.Place.Line, b.Place.Line), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Message, b.Message))
	})
	return p.found, nil
}

// proof is one way to go through the cases. It reports findings of the codes.
type proof struct {
	codes []string
	run   func(*prover)
}

// proofs are all of them, in the order in which they run: first those that do not
// ask at which level a family is, which is what becomes too large.
var proofs = []proof{
	{[]string{"no-family-possible"}, noFamilyPossible},
	{[]string{"dead-criterion"}, deadCriterion},
	{[]string{"dead-share"}, deadShare},
	{[]string{"nobody-answers"}, nobodyAnswers},
	{[]string{"unreached-agency"}, unreachedAgency},
	{[]string{"single-point-of-failure"}, singlePointOfFailure},
	{[]string{"looser-than-statute", "unit-differs", "impossible-window"}, times},

	{[]string{"protection-delayed"}, protectionDelayed},
	{[]string{"no-level"}, noLevel},
	{[]string{"no-lead"}, noLead},
	{[]string{"no-open-pathway"}, noOpenPathway},
	{[]string{"refusal-without-outcome"}, refusalWithoutOutcome},
	{[]string{"refusal-to-closed-pathway"}, refusalToClosedPathway},
	{[]string{"refusal-circle"}, refusalCircle},
	{[]string{"level-falls-as-risk-rises"}, levelFalls},
	{[]string{"two-leads"}, twoLeads},
	{[]string{"two-consent-positions"}, twoConsentPositions},
	{[]string{"two-deadlines"}, twoDeadlines},
	{[]string{"limit-without-time"}, limitWithoutTime},
	{[]string{"circle-without-end"}, circleWithoutEnd},
	{[]string{"no-handover"}, noHandover},
	{[]string{"dead-level"}, deadLevel},
	{[]string{"dead-pathway", "dead-step"}, deadPathway},
	{[]string{"dead-lead"}, deadLead},
	{[]string{"redundant-criterion"}, redundantCriterion},
}

// severities are those of the codes; an error where nothing else is said.
var severities = map[string]diag.Severity{
	"dead-criterion": diag.Warning, "dead-pathway": diag.Warning, "dead-step": diag.Warning, "dead-share": diag.Warning, "dead-lead": diag.Warning, "dead-level": diag.Warning,
	"redundant-criterion": diag.Note, "single-point-of-failure": diag.Warning, "unit-differs": diag.Warning, "proof-too-large": diag.Note,
}

// prover is one run of the proofs over a rule set.
type prover struct {
	r         *ruleset.RuleSet
	l         *ruleset.Logic
	who       *agencies
	q         questions
	question  map[string]*ruleset.Question
	exprs     map[*ruleset.Condition]*logic.Expr
	pathways  []*way
	hours     *clock.Teams
	silence   map[string]*hour // by team, once looked for
	limit     effort
	steps     int // left for all diagrams together, or all circuits
	whySteps  int // left for saying why criteria are dead, on circuits
	found     []Finding
	seen      map[string]bool
	undecided []string // the codes that were not decided
	circuits  bool     // the diagrams have become too large
	tooLong   bool     // times were too many to decide some of them

	// What follows is made anew when the diagrams, or circuits, have become too large.
	d       algebra
	lowered map[lowered]truth
	keep    []truth // what every possible case keeps: first that questions apply where they do, then each cannot-be
	guards  int     // how many of them are about questions that apply
	parts   []*component
	atLevel []truth // when a case is at each level; last, at none
	excused truth   // some judgement is for a person
}

func newProver(r *ruleset.RuleSet, limit effort) (*prover, error) {
	l, err := r.Lower()
	if err != nil {
		return nil, err
	}
	p := &prover{r: r, l: l, limit: limit, steps: stepsEach * limit.nodes, whySteps: limit.steps / 8, question: map[string]*ruleset.Question{}, exprs: map[*ruleset.Condition]*logic.Expr{}, seen: map[string]bool{}, silence: map[string]*hour{}}
	if limit.nodes == 0 {
		p.circuits, p.steps = true, limit.steps
	}
	p.who = newAgencies(r, l.Var(logic.Referrer, ""))
	for i := range r.Questions {
		p.question[r.Questions[i].Name] = &r.Questions[i]
	}
	var edges []*logic.Expr
	named := map[*logic.Var]bool{}
	conditions(r, func(c *ruleset.Condition) {
		edges = append(edges, p.expr(c))
		asked(l, &c.Tree, named)
	})
	p.q = lineUp(l, edges, named)
	return p, nil
}

// begin makes empty diagrams. Invariant: p.d is nil or has room left.
func (p *prover) begin() {
	p.lowered, p.atLevel = map[lowered]truth{}, nil
	if p.circuits {
		p.d = newCircuits(&p.q, p.limit.gates, &p.steps)
	} else {
		p.d = newDiagrams(&p.q, p.limit.nodes, &p.steps)
	}
	in := view{anyLevel, anyReferrer}
	var keep []truth
	for i := range p.q.places {
		pl := &p.q.places[i]
		if pl.v.Applies == nil {
			continue
		}
		applies := p.lower(pl.v.Applies, in)
		none := never
		if n := p.d.within(int32(i), func(cell int) bool { return pl.cells[cell].pick == pl.v.None() }); true {
			none = truth{n, n}
		}
		keep = append(keep, p.or(p.but(none, applies), p.but(applies, none)))
	}
	p.guards = len(keep)
	for _, e := range p.l.CannotBe {
		keep = append(keep, p.not(p.lower(e, in)))
	}
	p.keep, p.parts = keep, p.components(keep)
	p.excused = never
	for i := range p.r.Judgements {
		p.excused = p.or(p.excused, p.when(&p.r.Judgements[i].When, in))
	}
}

// levels works out when a case is at each level. [prover.begin] leaves it out,
// since it is what becomes too large first and not every proof needs it.
func (p *prover) levels() []truth {
	if p.atLevel != nil {
		return p.atLevel
	}
	n := len(p.l.Levels)
	reached := make([]truth, n+1)
	for i, e := range p.r.Reached(p.l) {
		reached[i] = p.lower(e, view{anyLevel, anyReferrer})
	}
	at := make([]truth, n+1)
	above := never
	for i := n - 1; i >= 0; i-- {
		at[i] = p.but(reached[i], above)
		above = p.or(above, reached[i])
	}
	at[n] = p.not(above)
	p.atLevel = at
	return at
}

// try runs a proof on diagrams; where those become too large, it and all after it
// run on circuits.
func (p *prover) try(f *proof) {
	if p.runs(f) {
		return
	}
	if !p.circuits {
		p.circuits, p.steps = true, p.limit.steps
		if p.runs(f) {
			return
		}
	}
	p.undecided = append(p.undecided, f.codes...)
}

// runs says whether a proof comes to its end. What was built is thrown away when it
// has become too large, so that the next has room of its own. A proof may take
// half of the steps that are left to circuits, so that no later one is without.
func (p *prover) runs(f *proof) (ended bool) {
	rest := 0
	if p.circuits {
		rest = p.steps / 2
		p.steps -= rest
	}
	defer func() {
		switch x := recover(); x.(type) {
		case nil:
		case tooLarge:
			p.d, ended = nil, false
		default:
			panic(x)
		}
		p.steps = max(p.steps, 0) + rest
	}()
	if p.d == nil {
		p.begin()
	}
	f.run(p)
	return true
}

// reportTooLarge says what was not decided.
func (p *prover) reportTooLarge() {
	if len(p.undecided) == 0 {
		return
	}
	f := Finding{
		Code: "proof-too-large", Place: p.r.Document.Place,
		Message: "the cases are too many to go through, so some proofs were not made",
		Help:    "not decided: " + quoted(p.undecided, "and") + "; let fewer questions stand in one criterion, or divide the agreement",
	}
	if p.tooLong {
		f.Message = "too many times are counted from each other to go through a year of them, so some proofs were not made"
		f.Help = "not decided: " + quoted(p.undecided, "and") + "; count the times of a long pathway from `receipt`, or divide it"
	}
	p.add(f)
}

// add reports a finding, once for each line and text.
func (p *prover) add(f Finding) {
	key := fmt.Sprint(f.Code, f.Place.File, f.Place.Line, f.Keyword)
	if p.seen[key] {
		return
	}
	p.seen[key] = true
	f.Severity = severities[f.Code]
	p.found = append(p.found, f)
}

// active returns the levels that rank above the one that `otherwise` gives.
func (p *prover) active() []int {
	var all []int
	for i := range p.r.Levels {
		if p.l.Otherwise == len(p.l.Levels) || i > p.l.Otherwise {
			all = append(all, i)
		}
	}
	return all
}

// seenBy is the smallest case that shows a fault, and who asks in it.
type witness struct {
	cells  map[int32]int
	reason node
	agency int // noAgency for nobody in particular
}

const (
	noAgency  = -1
	anyAgency = -2 // whoever it is; what hangs on that is left open
)

// show fills in the case of a finding: the smallest at which fault is true. reason
// is what makes it a fault beside the level.
func (p *prover) show(f *Finding, fault, reason node, agency int) {
	p.tell(f, witness{p.d.quietest(fault, reason), reason, agency})
}

func (p *prover) tell(f *Finding, w witness) {
	f.Told = p.family(w.cells, w.reason)
	c := decide.CaseOf(p.l.Vars, p.complete(w.cells))
	if w.agency != noAgency {
		c.From = p.r.Agencies[w.agency].Name
	}
	f.Case = c
}

// smallest keeps the witness with the fewest answers away from quiet, of several
// faults that are one finding; the first among equals.
type smallest struct {
	witness
	away  int
	found bool
}

// offer looks at a fault that an agency meets, as [prover.show] has it, and says
// whether it is smaller than those before.
func (p *prover) offer(s *smallest, fault, reason node, agency int) bool {
	below := anyNumber
	if s.found {
		below = s.away
	}
	away, ok := p.d.fewest(fault, below)
	if !ok {
		return false
	}
	*s = smallest{witness{p.d.quietest(fault, reason), reason, agency}, away, true}
	return true
}
