package ruleset

import (
	"fmt"
	"strconv"
	"strings"

	"concordat/compiler/logic"
)

// makePortable writes every condition, and the level, in the Common Expression
// Language, so that a tool of any make can run the rules.
func (r *RuleSet) makePortable() error {
	l, err := r.Lower()
	if err != nil {
		return err
	}
	r.EachCondition(func(c *Condition) {
		e := l.Condition(c)
		c.Certain = logic.CEL(logic.Certain(e), l.Levels)
		c.Possible = logic.CEL(logic.Possible(e), l.Levels)
	})
	both := func(e *logic.Expr) Expression {
		return Expression{logic.CEL(logic.Certain(e), l.Levels), logic.CEL(logic.Possible(e), l.Levels)}
	}
	for i := range r.Levels {
		for n, e := range l.LeadCounts(&r.Levels[i]) {
			r.Levels[i].Leads[n].Counts = both(e)
		}
	}
	for i := range r.Pathways {
		r.Pathways[i].Open = both(l.Open(r, &r.Pathways[i]))
	}
	for _, v := range l.Vars {
		in := Input{ID: v.ID, Kind: inputKinds[v.Kind], Name: v.Name, Type: "string", Answers: v.Answers}
		if v.Number() {
			in.Type, in.Low, in.High = "int", v.Low, v.Low+v.Count-1
		}
		r.Portable.Inputs = append(r.Portable.Inputs, in)
	}
	r.Portable.PossibleLevels, r.Portable.Level = r.LevelExpressions(l)
	return nil
}

var inputKinds = map[logic.Kind]string{
	logic.Question: "question", logic.Words: "words", logic.Reason: "reason", logic.Event: "event", logic.Consent: "consent", logic.Referrer: "referrer",
}

// Reached returns, for each level and last for none, the condition under which a
// case is certainly at least there: some criterion of it is true, or nothing has
// to be.
func (r *RuleSet) Reached(l *Logic) []*logic.Expr {
	reached := make([]*logic.Expr, len(l.Levels)+1)
	for i, level := range l.Levels {
		var criteria []*logic.Expr
		for j := range r.Criteria {
			if r.Criteria[j].Level == level {
				criteria = append(criteria, l.Criterion(&r.Criteria[j]))
			}
		}
		reached[i] = logic.Any(criteria...)
	}
	reached[len(l.Levels)] = logic.Constant(false)
	reached[l.Otherwise] = logic.Constant(true)
	return reached
}

// LevelExpressions writes which levels are not ruled out: those that some
// criterion may give, with nothing certain above them. The lowest of them is the
// one that is certain.
func (r *RuleSet) LevelExpressions(l *Logic) (possible, certain string) {
	reached := r.Reached(l)
	// No level comes before the lowest.
	order := append([]int{len(l.Levels)}, upTo(len(l.Levels))...)
	var lists []string
	certain = strconv.Quote(logic.NoLevel)
	above := func(n int) *logic.Expr {
		var higher []*logic.Expr
		for _, i := range order[n+1:] {
			higher = append(higher, reached[i])
		}
		return logic.Any(higher...)
	}
	for n, i := range order {
		could := logic.Possible(reached[i])
		if could.Op == logic.Never {
			continue
		}
		name := logic.NoLevel
		if i < len(l.Levels) {
			name = l.Levels[i]
		}
		e, over := logic.CEL(could, l.Levels), logic.CEL(logic.Certain(above(n)), l.Levels)
		lists = append(lists, fmt.Sprintf("((%s) && !(%s) ? [%q] : [])", e, over, name))
		if sure := logic.CEL(logic.Certain(reached[i]), l.Levels); sure == "true" {
			certain = strconv.Quote(name)
		} else {
			certain = fmt.Sprintf("(%s) ? %q : %s", sure, name, certain)
		}
	}
	return strings.Join(lists, " + "), certain
}

func upTo(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}
