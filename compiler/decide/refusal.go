package decide

import (
	"slices"

	"concordat/compiler/clock"
	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// afterRefusal lists what is done once the family has said no, at each level that
// the case may be at and at which it has to agree: the steps that `if-refused` of
// the level names, those that they lead to, and so on, in whatever pathway they
// stand.
//
// It ends where the usual course of a pathway is taken up, since that is for a
// family that agrees after all or that more is known of: of a step that the pathway
// comes to without a refusal this one is listed, and of a whole pathway the steps
// that bring the family to its receiver.
//
// The clock starts when the family said no, an event that the case has to give:
// nothing takes the moment at which somebody asks for that of the refusal.
func (d *decision) afterRefusal() {
	d.out.AfterRefusal = []Following{}
	if d.c.Consent != "refused" {
		return
	}
	for i := range d.e.Rules.Levels {
		level := &d.e.Rules.Levels[i]
		if !d.may(i) || len(level.IfRefused) == 0 || !d.refusable(i) {
			continue
		}
		t := logic.Eval(d.e.Logic.Asked(level), d.known)
		if !d.out.Certain {
			t = logic.Unknown
		}
		f := &refusal{d: d, level: level.Name, least: t, usual: map[*ruleset.Pathway][]bool{}, seen: map[string]bool{}}
		for _, name := range level.IfRefused {
			f.follow(name, refusalLead, nil)
		}
		for _, x := range f.out {
			d.addFollowing(x)
		}
	}
	// What only a refusal leads to stands before what is taken up after it.
	slices.SortStableFunc(d.out.AfterRefusal, func(a, b Following) int {
		switch {
		case a.Rejoins == b.Rejoins:
			return 0
		case b.Rejoins:
			return -1
		}
		return 1
	})
}

// refusalLead is what leads to the first steps.
const refusalLead = "now that the family said no"

// Refused returns what follows where the family said no, as the answer has it but
// without times: run is what e decided of answers. Where it did not say no, nothing
// follows.
func (e *Engine) Refused(run *Run, answers []logic.Answer) []Following {
	v := e.Logic.Var(logic.Consent, "")
	if a := answers[e.number[v]]; a == logic.NotKnown || a == v.None() || v.Answers[a] != "refused" {
		return nil
	}
	d := &decision{e: e, c: &Case{Consent: "refused"}, run: run, answers: answers, known: e.caseOf(answers), times: map[string]*pathwayTimes{}, lines: map[string]*Contact{}, atLevel: map[int]logic.Truth{}, out: &Answer{Certain: run.Certain()}}
	d.known.Levels = logic.Set{run.Possible}
	d.afterRefusal()
	return d.out.AfterRefusal
}

// addFollowing adds what follows; what another level leads to as well only gets
// this one.
func (d *decision) addFollowing(x Following) {
	for i := range d.out.AfterRefusal {
		if y := &d.out.AfterRefusal[i]; y.Path == x.Path {
			y.Levels = append(y.Levels, x.Levels...)
			y.Rejoins = y.Rejoins && x.Rejoins
			if x.Step.Standing == Certain {
				y.Step.Standing = Certain
			}
			return
		}
	}
	d.out.AfterRefusal = append(d.out.AfterRefusal, x)
}

// refusal is the way from a refusal at one level.
type refusal struct {
	d     *decision
	level string
	least logic.Truth // how sure it is that the family had to agree
	usual map[*ruleset.Pathway][]bool
	seen  map[string]bool
	out   []Following
}

// follow adds what a name leads to, and what comes after that. from is the step
// that names it, nil for the level itself.
func (f *refusal) follow(name, after string, from *ruleset.Step) {
	e := f.d.e
	if s, ok := e.timing.steps[name]; ok {
		usual := f.course(s.pathway)[s.n]
		switch {
		case from == nil && !s.pathway.Steps[s.n].OnlyThen: // it is where a pathway begins
			f.whole(s.pathway, s.n, after)
		case usual && from != nil:
			f.step(s, after, true, f.d.unstarted(s.pathway))
		default:
			f.branch(s, after)
		}
		return
	}
	if p := e.timing.pathways[name]; p != nil {
		if from == nil {
			f.whole(p, 0, after)
		} else {
			f.reach(p, after)
		}
		return
	}
	if m := e.timing.meetings[name]; m != nil {
		f.meeting(m, after)
		return
	}
	for i := range e.Rules.Escalations {
		if x := &e.Rules.Escalations[i]; x.Name == name && len(x.Stages) > 0 {
			f.stage(x, 0, after)
		}
	}
	if s, ok := e.timing.stages[name]; ok {
		f.stage(s.escalation, s.n, after)
	}
}

// branch adds a step to which only the refusal leads, and what comes after it: what
// its outcomes and its being late name or, where no outcome says how it goes on, the
// steps below it.
func (f *refusal) branch(s stepAt, after string) {
	step := &s.pathway.Steps[s.n]
	if !f.step(s, after, false, f.d.refusedTimes(s.pathway)) {
		return
	}
	goesOn := true
	for i := range step.Outcomes {
		o := &step.Outcomes[i]
		if f.d.run.Truth(o.When) == logic.False {
			continue
		}
		goesOn = goesOn && len(o.Then) == 0
		for _, name := range o.Then {
			f.follow(name, "after “"+titleOr(o.Title, o.Name)+"”", step)
		}
	}
	if n := s.n + 1; goesOn && n < len(s.pathway.Steps) && !s.pathway.Steps[n].OnlyThen {
		f.branch(stepAt{s.pathway, n}, "")
	}
	for _, name := range step.IfLate {
		f.follow(name, "if “"+titleOr(step.Title, step.Name)+"” is late", step)
	}
}

// step adds one step; it returns false where its own case is not so, or where it
// stands there already.
func (f *refusal) step(s stepAt, after string, rejoins bool, times *pathwayTimes) bool {
	d, p := f.d, s.pathway
	x := Following{Kind: "step", Path: p.Name + "." + p.Steps[s.n].Name, Pathway: p.Name, PathwayTitle: titleOr(p.Title, p.Name), PathwayClause: p.Clause, After: after, Rejoins: rejoins}
	step := d.stepAt(p, s.n, times)
	if f.seen[x.Path] || step == nil {
		return false
	}
	if sends := d.sends(p.From); sends == logic.False { // it is for another agency to do
		for i := range step.Who {
			step.Who[i].You = step.Who[i].You && step.Who[i].Kind != "person"
		}
	}
	x.Step = *step
	f.add(x)
	return true
}

func (f *refusal) add(x Following) {
	f.seen[x.Path] = true
	x.Levels = []string{f.level}
	if f.least != logic.True {
		x.Step.Standing = InDoubt
	}
	f.out = append(f.out, x)
}

// whole adds a pathway, from a step on, that the family takes because it said no:
// it starts then.
func (f *refusal) whole(p *ruleset.Pathway, from int, after string) {
	m := f.d.moments()
	m.Start = m.Happened["refusal"]
	times := f.d.timesFrom(p, m)
	for n := from; n < len(p.Steps); n++ {
		lead, ok := after, true
		if p.Steps[n].OnlyThen {
			lead, ok = f.ledTo(p, n)
		}
		if ok && f.step(stepAt{p, n}, lead, false, times) {
			after = ""
		}
	}
}

// ledTo says what leads to a step of a pathway that is listed whole.
func (f *refusal) ledTo(p *ruleset.Pathway, n int) (after string, ok bool) {
	lead, ok := f.d.e.timing.ledBy[p.Name+"."+p.Steps[n].Name]
	if !ok || !f.seen[lead.pathway.Name+"."+lead.pathway.Steps[lead.n].Name] {
		return "", false
	}
	s := &lead.pathway.Steps[lead.n]
	for i := range s.Outcomes {
		if o := &s.Outcomes[i]; slices.Contains(o.Then, p.Name+"."+p.Steps[n].Name) {
			return "after “" + titleOr(o.Title, o.Name) + "”", true
		}
	}
	return "if “" + titleOr(s.Title, s.Name) + "” is late", true
}

// reach adds the steps that bring a family to the receiver of a pathway: those down
// to the one that does so, or the first where none does.
func (f *refusal) reach(p *ruleset.Pathway, after string) {
	last, _, duty := f.d.protective(p)
	for n := range p.Steps {
		if p.Steps[n].OnlyThen {
			continue
		}
		added := f.step(stepAt{p, n}, after, true, f.d.unstarted(p))
		if duty != nil && n == last || duty == nil && added {
			return
		}
	}
}

// meeting adds a meeting.
func (f *refusal) meeting(m *ruleset.Meeting, after string) {
	if f.seen[m.Name] {
		return
	}
	d := f.d
	s := Step{Name: m.Name, Title: titleOr(m.Title, m.Name), Standing: Certain, Who: []Who{}, Duties: d.duties(m.Duties, logic.True, scope{}), Outcomes: []Outcome{}, IfLate: []Way{}, Place: m.Place}
	if m.Chair != "" {
		s.Who = append(s.Who, d.e.role(m.Chair))
	}
	if x := (&ruleset.Duty{Times: m.Held}); len(m.Held) > 0 && !again(m.Held) {
		if t, err := d.e.timing.Duty(x, d.moments()); err == nil && t.Due.Known {
			s.Due = d.dueOf(t, "", t.AtOnce)
		}
	}
	if when, ok := d.isDone(m.Name); ok {
		s.Done, s.DoneText = when.At.ISO(), when.String()
	}
	f.add(Following{Kind: "meeting", Path: m.Name, After: after, Step: s})
}

// stage adds one stage of a disagreement. Nothing is counted in it: it begins when
// somebody disagrees.
func (f *refusal) stage(x *ruleset.Escalation, n int, after string) {
	d, stage := f.d, &x.Stages[n]
	path := x.Name + "." + stage.Name
	if f.seen[path] || d.run.Truth(stage.When) == logic.False {
		return
	}
	s := Step{
		Name: stage.Name, Title: titleOr(x.Title, x.Name) + ": " + titleOr(stage.Title, "stage "+stage.Name), Standing: standing(d.run.Truth(stage.When)), When: whenText(stage.When),
		Who: d.e.whoAre(stage.Between, d.actor), Duties: d.duties(stage.Duties, logic.True, scope{}), Outcomes: []Outcome{}, IfLate: d.e.after(stage.IfLate), Place: stage.Place,
	}
	f.add(Following{Kind: "stage", Path: path, After: after, Step: s})
}

// course says of each step of a pathway whether a family comes to it that does not
// refuse.
func (f *refusal) course(p *ruleset.Pathway) []bool {
	if c, ok := f.usual[p]; ok {
		return c
	}
	e := f.d.e
	c := make([]bool, len(p.Steps))
	for i := range p.Steps {
		c[i] = !p.Steps[i].OnlyThen
	}
	for range p.Steps { // a later step may lead back to an earlier one
		for i := range p.Steps {
			if !c[i] {
				continue
			}
			s := &p.Steps[i]
			lead := func(names []string) {
				for _, name := range names {
					if to, ok := e.timing.steps[name]; ok && to.pathway == p && !e.timing.refused[name] {
						c[to.n] = true
					}
				}
			}
			for _, o := range s.Outcomes {
				lead(o.Then)
			}
			lead(s.IfLate)
		}
	}
	f.usual[p] = c
	return c
}

// refusedTimes returns when the steps of a pathway are due that only a refusal leads
// to: counted as ever where the pathway is open all the same, and else without a
// start, since the family was not sent along it.
func (d *decision) refusedTimes(p *ruleset.Pathway) *pathwayTimes {
	for i := range d.e.Rules.Pathways {
		if &d.e.Rules.Pathways[i] == p && d.run.Open(i) == logic.True {
			return d.timesOf(p)
		}
	}
	return d.unstarted(p)
}

// unstarted returns when the steps of a pathway are due that the family is not sent
// along yet: only what is counted from moments that the case gives has a date.
func (d *decision) unstarted(p *ruleset.Pathway) *pathwayTimes {
	m := d.moments()
	m.Start = clock.Point{}
	if _, ok := m.Happened["receipt"]; ok { // it was received on another way
		others := map[string]clock.Point{}
		for name, at := range m.Happened {
			if name != "receipt" {
				others[name] = at
			}
		}
		m.Happened = others
	}
	return d.timesFrom(p, m)
}
