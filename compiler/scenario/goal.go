package scenario

import (
	"math/bits"
	"slices"

	"concordat/compiler/decide"
	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// goal is what makes a change matter.
type goal struct {
	asks    []*logic.Expr // what was changed, before and after
	matters []*logic.Expr // what decides whether that makes a difference
	settled func() bool
	differs func() bool
}

// goal says where a change could make a difference. Before anything is known of
// the rest, it makes none where what it is about is known and alike, or where what
// that stands in does not come into it.
func (t *trial) goal(m *Mutant, s *search) goal {
	g := goal{differs: func() bool { return !same(s.was, s.now) }, matters: t.context(m)}
	alike := func() bool { return false }
	masked := func() bool { return t.inEffect(m, s.was) == logic.False }
	ask := func(c *ruleset.Condition, of *decide.Engine) {
		if c != nil {
			g.asks = append(g.asks, of.Logic.Condition(c))
		}
	}
	if m.when != nil {
		before, after := m.when(t.rules), m.when(s.now.rules)
		ask(before, s.engines[0])
		ask(after, s.engines[1])
		alike = func() bool {
			p, q := s.was.run.Truth(before), s.now.run.Truth(after)
			return p == q && p != logic.Unknown
		}
	}
	i := t.criterionOf(m)
	if i >= 0 {
		masked = func() bool { return t.masked(i, s.now.rules, s) }
		if m.when == nil {
			ask(&t.rules.Criteria[i].When, s.engines[0])
			alike = func() bool { return s.was.run.Criterion(i) == logic.False }
		}
	} else if m.about != aboutCases {
		// In a draft something may stay in doubt whatever is answered.
		g.differs = func() bool { return t.inEffect(m, s.was) != logic.False }
	}
	// Of several lines about consent, or about who leads, each counts or does not by
	// what the others say, so they are looked at together.
	before, after := linesOf(t.rules, m), linesOf(s.now.rules, m)
	if before.is(m) {
		for i := range before.consents {
			ask(before.consents[i].When, s.engines[0])
		}
		for i := range before.leads {
			ask(before.leads[i].When, s.engines[0])
		}
		alike = func() bool { return before.alike(&after, s) }
	}
	g.settled = func() bool { return alike() || masked() }
	return g
}

// lines are the lines of a level or a share that count by what the others say.
type lines struct {
	level    int
	consents []ruleset.Consent
	leads    []ruleset.Lead
}

// linesOf returns the lines of what a change stands in.
func linesOf(r *ruleset.RuleSet, m *Mutant) lines {
	for i := range r.Levels {
		if l := &r.Levels[i]; m.Rule == "level "+l.Name {
			return lines{i, l.Consent, l.Leads}
		}
	}
	for i := range r.Shares {
		if s := &r.Shares[i]; m.Rule == "share "+s.Name {
			return lines{-1, s.Consent, nil}
		}
	}
	return lines{}
}

// is says that a change is about one of the lines.
func (l *lines) is(m *Mutant) bool {
	return m.about == aboutCases && (slices.ContainsFunc(l.consents, func(c ruleset.Consent) bool { return c.Place == m.Place }) ||
		slices.ContainsFunc(l.leads, func(x ruleset.Lead) bool { return x.Place == m.Place }))
}

// alike says that it is known of every line whether it counts, and that two lists
// say the same.
func (l *lines) alike(other *lines, s *search) bool {
	a, b := consentTruths(l.consents, s.was.run), consentTruths(other.consents, s.now.run)
	if l.level >= 0 {
		was, now := &ruleset.Level{Leads: l.leads}, &ruleset.Level{Leads: other.leads}
		a = append(a, leadTruths(l.level, was, s.was.run)...)
		b = append(b, leadTruths(l.level, now, s.now.run)...)
	}
	return sameLines(a, b) && !slices.ContainsFunc(a, func(x truthOf) bool { return x.truth == logic.Unknown })
}

// criterionOf returns the number of the criterion that a change is about, if that
// is named nowhere else, so that only the level can hang on it.
func (t *trial) criterionOf(m *Mutant) int {
	i := slices.IndexFunc(t.rules.Criteria, func(c ruleset.Criterion) bool { return m.Rule == "criterion "+c.Name })
	if i < 0 || t.rules.Criteria[i].Level == "" {
		return -1
	}
	named := false
	t.rules.EachCondition(func(c *ruleset.Condition) { named = named || names(c.Tree, t.rules.Criteria[i].Name) })
	if named {
		return -1
	}
	return i
}

func names(p ruleset.Part, criterion string) bool {
	return p.Op == "criterion" && p.Name == criterion || slices.ContainsFunc(p.Parts, func(q ruleset.Part) bool { return names(q, criterion) })
}

// masked says that other criteria certainly put the case at least as high as a
// criterion does, before and after a change.
func (t *trial) masked(criterion int, changed *ruleset.RuleSet, s *search) bool {
	rank := func(level string) int { return slices.Index(t.engine.Logic.Levels, level) }
	need := max(rank(t.rules.Criteria[criterion].Level), rank(changed.Criteria[criterion].Level))
	for i := range t.rules.Criteria {
		if i != criterion && rank(t.rules.Criteria[i].Level) >= need && s.was.run.Criterion(i) == logic.True {
			return true
		}
	}
	return false
}

// inEffect says whether what a change is about comes into it in a case: the level
// is that of the case, the pathway open, the share lets information pass, the step
// and the duty are owed.
func (t *trial) inEffect(m *Mutant, known decided) logic.Truth {
	r, run := t.rules, known.run
	at := func(level int) logic.Truth {
		switch {
		case run.Possible&(1<<level) == 0:
			return logic.False
		case bits.OnesCount64(run.Possible) == 1:
			return logic.True
		}
		return logic.Unknown
	}
	if m.Sort == Protection {
		for i, l := range r.Levels {
			if m.Was == "nothing-delays "+l.Name {
				return at(i)
			}
		}
	}
	for i := range r.Levels {
		l := &r.Levels[i]
		if m.Rule != "level "+l.Name {
			continue
		}
		truth := at(i)
		for n := range l.Leads {
			if m.Sort == Role && l.Leads[n].Place == m.Place {
				truth = min(truth, run.Lead(i, n))
			}
		}
		return min(truth, dutyTruth(l.Duties, m, run))
	}
	for i := range r.Pathways {
		p := &r.Pathways[i]
		if p.Name != m.thing {
			continue
		}
		truth := min(run.Open(i), dutyTruth(p.Duties, m, run))
		for j := range p.Steps {
			if s := &p.Steps[j]; s.Name == m.part {
				truth = max(truth, t.ledTo(p.Name+"."+s.Name, known))
				if m.when == nil {
					truth = min(truth, run.Truth(s.When))
				}
				truth = min(truth, dutyTruth(s.Duties, m, run))
			}
		}
		if m.level != "" { // one of its levels is gone
			return min(at(slices.Index(t.engine.Logic.Levels, m.level)), run.Truth(p.When))
		}
		if m.part == "" && m.when != nil {
			return logic.Unknown // whether it is open is what changes
		}
		return truth
	}
	for i := range r.Shares {
		s := &r.Shares[i]
		if s.Name != m.thing {
			continue
		}
		if m.when != nil && m.Place == s.Place {
			return logic.Unknown
		}
		return min(run.Truth(s.When), dutyTruth(s.Duties, m, run))
	}
	return logic.Unknown
}

// ledTo says whether a refusal leads to a step.
func (t *trial) ledTo(path string, known decided) logic.Truth {
	if !t.refused[path] {
		return logic.False
	}
	vars := known.engine.Logic.Vars
	open := false
	for i, v := range vars {
		open = open || v.Kind != logic.Referrer && known.answers[i] == logic.NotKnown
	}
	consent := slices.Index(vars, known.engine.Logic.Var(logic.Consent, ""))
	if known.answers[consent] == logic.NotKnown {
		return logic.Unknown
	}
	for _, x := range known.engine.Refused(known.run, known.answers) {
		switch {
		case x.Path != path || x.Rejoins && !open: // what is not known yet may lead there on another way
		case x.Rejoins || x.Step.Standing != decide.Certain:
			return logic.Unknown
		default:
			return logic.True
		}
	}
	return logic.False
}

// dutyTruth is whether the duty that a change of times is about is owed; true for
// other changes.
func dutyTruth(all []ruleset.Duty, m *Mutant, run *decide.Run) logic.Truth {
	for i := range all {
		if m.about == aboutClocks && all[i].Place == m.Place {
			return min(run.Truth(all[i].When), run.Truth(m.sooner))
		}
	}
	return logic.True
}

// context returns what decides whether a change makes a difference: what it stands
// in, the criteria, and whether the family has to agree.
func (t *trial) context(m *Mutant) []*logic.Expr {
	r, l := t.rules, t.engine.Logic
	var all []*logic.Expr
	add := func(c *ruleset.Condition) {
		if c != nil {
			all = append(all, l.Condition(c))
		}
	}
	duties := func(list []ruleset.Duty) {
		for i := range list {
			if list[i].Place == m.Place {
				add(m.sooner)
				add(list[i].When)
			}
		}
	}
	for i := range r.Pathways {
		p := &r.Pathways[i]
		if p.Name != m.thing {
			continue
		}
		add(p.When)
		for j := range p.Steps {
			if p.Steps[j].Name == m.part {
				add(p.Steps[j].When)
				duties(p.Steps[j].Duties)
			}
		}
		all = append(all, l.ConsentIs("given"))
	}
	if m.part != "" && t.refused[m.thing+"."+m.part] {
		for i := range r.Pathways {
			for _, s := range r.Pathways[i].Steps {
				if t.refused[r.Pathways[i].Name+"."+s.Name] {
					add(s.When)
					for n := range s.Outcomes {
						add(s.Outcomes[n].When)
					}
				}
			}
		}
	}
	for i := range r.Shares {
		if r.Shares[i].Name == m.thing {
			add(r.Shares[i].When)
			duties(r.Shares[i].Duties)
		}
	}
	for i := range r.Levels {
		for n := range r.Levels[i].Leads {
			if r.Levels[i].Name == m.thing {
				add(r.Levels[i].Leads[n].When)
			}
		}
		for n := range r.Levels[i].Consent {
			add(r.Levels[i].Consent[n].When)
		}
		if r.Levels[i].Name == m.thing {
			duties(r.Levels[i].Duties)
		}
	}
	if m.thing == "" || m.Sort == Consent || slices.Contains(l.Levels, m.thing) {
		all = append(all, l.ConsentIs("given"))
	}
	for i := range r.Criteria {
		add(&r.Criteria[i].When)
	}
	return append(all, l.CannotBe...)
}
