package scenario

import (
	"slices"

	"concordat/compiler/decide"
	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// decided is what is known of one case by one set of rules.
type decided struct {
	engine  *decide.Engine
	rules   *ruleset.RuleSet
	run     *decide.Run
	answers []logic.Answer // that the run was made of
}

// decidedBy is for what an engine decides of the answers that stand in a list
// whenever it is run.
func decidedBy(e *decide.Engine, answers []logic.Answer) decided {
	return decided{e, e.Rules, e.NewRun(), answers}
}

func (d decided) decide() { d.engine.Run(d.run, d.answers) }

// refused returns the steps that follow a refusal. One at which the usual course of a
// pathway is taken up is no such step.
func (d decided) refused() []decide.Following {
	return slices.DeleteFunc(d.engine.Refused(d.run, d.answers), func(x decide.Following) bool { return x.Kind != "step" || x.Rejoins })
}

// same says whether two sets of rules that differ in one small change say the same
// of a case, as far as an example can tell. What stands in a pathway that is not
// open, unless a refusal leads to it, or at a level that is ruled out, makes no
// difference. Who is meant and when something is due are not compared.
func same(a, b decided) bool {
	if a.run.Floor != b.run.Floor || a.run.Possible != b.run.Possible || !sameConsider(a, b) {
		return false
	}
	for i := range a.rules.Levels {
		if a.run.Possible&(1<<i) == 0 {
			continue
		}
		x, y := &a.rules.Levels[i], &b.rules.Levels[i]
		if !sameLeads(i, x, y, a.run, b.run) || !sameConsents(x.Consent, y.Consent, a.run, b.run) || !sameDuties(x.Duties, y.Duties, a.run, b.run) {
			return false
		}
		if slices.Contains(a.rules.NothingDelays, x.Name) != slices.Contains(b.rules.NothingDelays, x.Name) {
			return false
		}
	}
	for i := range a.rules.Pathways {
		if !samePathway(i, a, b) {
			return false
		}
	}
	for i := range a.rules.Shares {
		x, y := &a.rules.Shares[i], &b.rules.Shares[i]
		t := a.run.Truth(x.When)
		if t != b.run.Truth(y.When) {
			return false
		}
		if t != logic.False && (!sameConsents(x.Consent, y.Consent, a.run, b.run) || !sameDuties(x.Duties, y.Duties, a.run, b.run)) {
			return false
		}
	}
	return sameRefused(a.refused(), b.refused())
}

// sameRefused compares the steps that follow a refusal, and what has to be done in
// them.
func sameRefused(a, b []decide.Following) bool {
	return slices.EqualFunc(a, b, func(x, y decide.Following) bool {
		return x.Path == y.Path && x.Step.Standing == y.Step.Standing && slices.EqualFunc(x.Step.Duties, y.Step.Duties, func(c, d decide.Duty) bool {
			return c.Place == d.Place && c.Standing == d.Standing
		})
	})
}

// sameConsider compares the levels to think about above the one that is certain.
func sameConsider(a, b decided) bool {
	for i := range a.rules.Criteria {
		x, y := &a.rules.Criteria[i], &b.rules.Criteria[i]
		if x.Consider == "" && y.Consider == "" {
			continue
		}
		p, q := a.run.Criterion(i), b.run.Criterion(i)
		if p != q || p != logic.False && x.Consider != y.Consider {
			return false
		}
	}
	return true
}

func samePathway(i int, a, b decided) bool {
	open := a.run.Open(i)
	if open != b.run.Open(i) {
		return false
	}
	if open == logic.False {
		return true
	}
	x, y := &a.rules.Pathways[i], &b.rules.Pathways[i]
	if a.run.Accepted(i) != b.run.Accepted(i) || !sameDuties(x.Duties, y.Duties, a.run, b.run) {
		return false
	}
	for j := range x.Steps {
		s, t := &x.Steps[j], &y.Steps[j]
		p := a.run.Truth(s.When)
		if p != b.run.Truth(t.When) || p != logic.False && !sameDuties(s.Duties, t.Duties, a.run, b.run) {
			return false
		}
	}
	return true
}

// sameLeads compares who leads, whichever line says so.
func sameLeads(level int, x, y *ruleset.Level, a, b *decide.Run) bool {
	return sameLines(leadTruths(level, x, a), leadTruths(level, y, b))
}

func leadTruths(level int, l *ruleset.Level, r *decide.Run) []truthOf {
	var all []truthOf
	for n := range l.Leads {
		all = addTruth(all, l.Leads[n].Role, "", r.Lead(level, n))
	}
	return all
}

// sameConsents compares what is said of consent for each purpose, whichever line
// says so.
func sameConsents(x, y []ruleset.Consent, a, b *decide.Run) bool {
	return sameLines(consentTruths(x, a), consentTruths(y, b))
}

func consentTruths(lines []ruleset.Consent, r *decide.Run) []truthOf {
	var all []truthOf
	for i := range lines {
		for _, p := range lines[i].For {
			all = addTruth(all, p, lines[i].Needed, r.Consent(&lines[i], p))
		}
	}
	return all
}

// truthOf is what is known of something that several lines may say.
type truthOf struct {
	what, how string
	truth     logic.Truth
}

func addTruth(all []truthOf, what, how string, t logic.Truth) []truthOf {
	if t == logic.False {
		return all
	}
	for i := range all {
		if all[i].what == what && all[i].how == how {
			all[i].truth = max(all[i].truth, t)
			return all
		}
	}
	return append(all, truthOf{what, how, t})
}

func sameLines(a, b []truthOf) bool {
	if len(a) != len(b) {
		return false
	}
	for _, x := range a {
		if !slices.Contains(b, x) {
			return false
		}
	}
	return true
}

func sameDuties(x, y []ruleset.Duty, a, b *decide.Run) bool {
	for i := range x {
		if (x[i].When != nil || y[i].When != nil) && a.Truth(x[i].When) != b.Truth(y[i].When) {
			return false
		}
	}
	return true
}
