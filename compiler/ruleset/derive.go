package ruleset

import (
	"slices"

	"concordat/compiler/logic"
)

// Counting returns when each of several lines with one keyword counts: a line
// with a case where the case is true; one without where no case of the others
// is.
func (l *Logic) Counting(cases []*Condition) []*logic.Expr {
	var guarded []*logic.Expr
	for _, c := range cases {
		if c != nil {
			guarded = append(guarded, l.Condition(c))
		}
	}
	none := logic.Not(logic.Any(guarded...), len(l.Levels)+1)
	counts := make([]*logic.Expr, len(cases))
	for i, c := range cases {
		counts[i] = none
		if c != nil {
			counts[i] = l.Condition(c)
		}
	}
	return counts
}

// At returns the condition that the case is at one of the levels with these
// names.
func (l *Logic) At(names ...string) *logic.Expr {
	set := logic.NewSet(len(l.Levels) + 1)
	for i, name := range l.Levels {
		if slices.Contains(names, name) {
			set.Add(i)
		}
	}
	return logic.Level(set)
}

// LeadCounts returns when each line about who leads at a level counts.
func (l *Logic) LeadCounts(level *Level) []*logic.Expr {
	cases := make([]*Condition, len(level.Leads))
	for i := range level.Leads {
		cases[i] = level.Leads[i].When
	}
	return l.Counting(cases)
}

// ConsentCounts returns the lines about consent to one purpose, as numbers in
// lines, and when each counts.
func (l *Logic) ConsentCounts(lines []Consent, purpose string) ([]int, []*logic.Expr) {
	var which []int
	var cases []*Condition
	for i := range lines {
		if slices.Contains(lines[i].For, purpose) {
			which = append(which, i)
			cases = append(cases, lines[i].When)
		}
	}
	return which, l.Counting(cases)
}

// Asks says that a position on consent asks for it.
func (c *Consent) Asks() bool { return c.Needed != "not-required" }

// Asked returns when a family has to agree before it is referred at a level: what
// the level says of `referral`, or where it says nothing, of `help`.
func (l *Logic) Asked(level *Level) *logic.Expr {
	asked, _ := l.asked(level.Consent)
	return asked
}

// asked returns when lines about consent ask for it before a referral, and whether
// they say anything of that.
func (l *Logic) asked(lines []Consent) (*logic.Expr, bool) {
	which, counts := l.ConsentCounts(lines, "referral")
	if len(which) == 0 {
		which, counts = l.ConsentCounts(lines, "help")
	}
	var asked []*logic.Expr
	for n, i := range which {
		if lines[i].Asks() {
			asked = append(asked, counts[n])
		}
	}
	return logic.Any(asked...), len(which) > 0
}

// Agreed returns when nothing that the family said, or was not asked, stands
// before it is sent along a pathway at a level: consent is not needed or was given.
// What the pathway says of that wins over what the level says. Where nobody has
// asked yet it is in doubt. Nothing stands before it at a level that nothing
// delays.
func (l *Logic) Agreed(r *RuleSet, p *Pathway, level *Level) *logic.Expr {
	if slices.Contains(r.NothingDelays, level.Name) {
		return logic.Constant(true)
	}
	asked, said := l.asked(p.Consent)
	if !said {
		asked = l.Asked(level)
	}
	return logic.Any(logic.Not(asked, len(l.Levels)+1), l.ConsentIs("given"), logic.All(l.ConsentIs("not-asked"), logic.ToBeWritten()))
}

// ConsentIs returns the condition that the family gave this answer when asked.
func (l *Logic) ConsentIs(answer string) *logic.Expr {
	v := l.Var(logic.Consent, "")
	set := logic.NewSet(v.Count + 1)
	set.Add(slices.Index(v.Answers, answer))
	return logic.In(v, set)
}

// Open returns when a pathway is open to those who may send families along it:
// the case is at one of its levels, the family agreed where it has to, and the
// pathway's own case is true. A move that is not allowed is never open.
func (l *Logic) Open(r *RuleSet, p *Pathway) *logic.Expr {
	if p.NotAllowed != "" {
		return logic.Constant(false)
	}
	// Two ways to say the same: that the case is at one of the levels and the family
	// agreed there is certainly false where it is so of each level that is possible;
	// that at each level either it is not there or the family agreed is certainly true
	// where that is.
	each := []*logic.Expr{}
	var some []*logic.Expr
	if len(p.Levels) > 0 {
		each = append(each, l.At(p.Levels...))
	} else { // no level of need is one of every level
		none := logic.NewSet(len(l.Levels) + 1)
		none.Add(len(l.Levels))
		some = append(some, logic.Level(none))
	}
	for i := range r.Levels {
		level := &r.Levels[i]
		if len(p.Levels) == 0 || slices.Contains(p.Levels, level.Name) {
			at, agreed := l.At(level.Name), l.Agreed(r, p, level)
			each = append(each, logic.Any(logic.Not(at, len(l.Levels)+1), agreed))
			some = append(some, logic.All(at, agreed))
		}
	}
	return logic.All(l.Condition(p.When), logic.Between(logic.All(each...), logic.Any(some...)))
}
