package resolve

import (
	"strings"

	"concordat/compiler/model"
	"concordat/dsl/diag"
)

// countedFrom returns the step or stage that the limit of a step or stage is
// counted from, or nil. What it does first has its limit; a later duty of the
// same step may well be counted from the step. Where a line could not be read,
// nobody knows what it does first.
func countedFrom(t *model.Thing) *model.Ref {
	if t.Kind != "step" && t.Kind != "stage" || t.Partial {
		return nil
	}
	for _, l := range t.Lines {
		for _, time := range l.Times {
			if time.Kind == model.Within {
				if a := time.Anchor; a != nil && a.Thing != nil && a.Thing.Kind == t.Kind {
					return a
				}
				return nil
			}
		}
		if l.Duty != nil {
			return nil
		}
	}
	return nil
}

// named returns the things that parts of a condition name.
func named(c *model.Condition, op model.ConditionOp, to []*model.Thing) []*model.Thing {
	if c == nil {
		return to
	}
	if c.Op == op && c.Ref != nil && c.Ref.Thing != nil {
		to = append(to, c.Ref.Thing)
	}
	for _, p := range c.Parts {
		to = named(p, op, to)
	}
	return to
}

// checkCircles reports each circle that the lines with a keyword make, once, at
// its first thing in written order.
func (r *resolver) checkCircles(code, keyword string, next func(*model.Thing) []*model.Thing) {
	state := map[*model.Thing]int{} // 1 on the chain, 2 done
	var chain []*model.Thing
	var visit func(t *model.Thing)
	visit = func(t *model.Thing) {
		state[t] = 1
		chain = append(chain, t)
		for _, n := range next(t) {
			switch state[n] {
			case 0:
				if len(chain) < 10000 {
					visit(n)
				}
			case 1:
				for i, x := range chain {
					if x == n {
						r.circle(code, keyword, chain[i:])
					}
				}
			}
		}
		chain = chain[:len(chain)-1]
		state[t] = 2
	}
	for _, t := range r.a.Things {
		if state[t] == 0 && len(next(t)) > 0 {
			visit(t)
		}
	}
}

func (r *resolver) circle(code, keyword string, chain []*model.Thing) {
	first := chain[0]
	names := make([]string, 0, len(chain)+1)
	for _, t := range chain {
		names = append(names, tick(t.Name))
	}
	names = append(names, tick(first.Name))
	d := diag.Diagnostic{
		Code: code, Message: "the lines " + tick(keyword) + " lead in a circle: " + strings.Join(names, ", then "), At: diag.Label{Span: headSpan(first)},
		Help: "change one of them, so that the chain comes to an end",
	}
	if l := first.Line(keyword); l != nil {
		d.At.Span = keywordSpan(l)
	}
	if keyword == "of" {
		d.At.Span = countedFrom(first).Span
	}
	for _, t := range chain[1:] {
		if l := t.Line(keyword); l != nil && len(d.Related) < 10 {
			d.Related = append(d.Related, diag.Label{Span: keywordSpan(l)})
		}
	}
	switch {
	case len(chain) == 1 && keyword == "is":
		d.Message, d.Help = tick(first.Name)+" applies only when itself is answered", "name another question, or take the case out"
	case keyword == "of":
		d.Message = "the time limits are counted from each other: " + strings.Join(names, ", then ")
		d.Help = "count one of them from something that happens before, such as `receipt`"
		if len(chain) == 1 {
			d.Message = "the time limit of " + tick(first.Name) + " is counted from its own end"
		}
	case len(chain) == 1 && code == "circular-criteria":
		d.Message, d.Help = tick(first.Name)+" names itself", "write what it depends on"
	case keyword == "is":
		d.Message = "the questions apply only when each other is answered: " + strings.Join(names, ", then ")
	case code == "circular-criteria":
		d.Message = "the criteria name each other in a circle: " + strings.Join(names, ", then ")
	case len(chain) == 1:
		d.Message = tick(first.Name) + " names itself in " + tick(keyword)
		d.Help = "name another one, or take the line out"
	}
	r.report(r.blockOf[first], d)
}
