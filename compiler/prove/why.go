package prove

import (
	"fmt"
	"slices"
	"strings"

	"concordat/compiler/ruleset"
	"concordat/compiler/words"
)

// ground is one of the things that together make a criterion impossible: a part of
// it, a `cannot-be` line, or that a question is not asked of everybody.
type ground struct {
	is        truth
	criterion *ruleset.Criterion // whose part it is; nil otherwise
	part      ruleset.Part
	line      *ruleset.Impossible
	question  *ruleset.Question
}

// mostGrounds bounds the search for the fewest grounds: among more, some that are
// all needed are told.
const mostGrounds = 24

// why returns the fewest grounds that exclude each other, of a criterion that no
// family meets; of several such sets, that whose grounds come first: parts as
// written, then lines. It returns none if there are too many cases to say.
func (p *prover) why(criterion int) []ground {
	few, ok := p.whyOn(criterion, p.circuits)
	if !ok && !p.circuits {
		few, _ = p.whyOn(criterion, true)
	}
	return few
}

// whyOn is why, on diagrams or on circuits; it says whether they were too large.
func (p *prover) whyOn(criterion int, circuits bool) (few []ground, ok bool) {
	limit := p.limit
	if circuits { // a quarter of what is left for all criteria
		limit.nodes, limit.steps = 0, p.whySteps/4
	}
	var alone *prover
	defer func() {
		if circuits && alone != nil {
			p.whySteps -= limit.steps - max(alone.steps, 0)
		}
		switch x := recover(); x.(type) {
		case nil:
		case tooLarge:
			few, ok = nil, false
		default:
			panic(x)
		}
	}()
	c := &p.r.Criteria[criterion]
	all := p.parted(c, &c.When.Tree, map[string]bool{c.Name: true})
	// Alone, a part tells apart answers that the whole does not.
	r := &ruleset.RuleSet{Questions: p.r.Questions, CannotBe: p.r.CannotBe, Criteria: slices.Clone(p.r.Criteria)}
	for i, g := range all {
		r.Criteria = append(r.Criteria, ruleset.Criterion{Head: ruleset.Head{Name: fmt.Sprint("part ", i)}, When: ruleset.Condition{Tree: g.part}})
	}
	var err error
	if alone, err = newProver(r, limit); err != nil {
		return nil, true
	}
	alone.begin()
	for i := range all {
		all[i].is = alone.when(&r.Criteria[len(p.r.Criteria)+i].When, view{anyLevel, anyReferrer})
	}
	return alone.fewest(all), true
}

// fewest finds what [prover.why] returns among parts, and what every possible case
// keeps.
func (p *prover) fewest(all []ground) []ground {
	asks := map[int32]bool{}
	for _, g := range all {
		p.d.asks(g.is.could, asks)
	}
	var lines []ground
	for i := range p.keep[p.guards:] {
		lines = append(lines, ground{is: p.keep[p.guards+i], line: &p.r.CannotBe[i]})
	}
	n := 0
	for i := range p.q.places {
		if v := p.q.places[i].v; v.Applies != nil {
			lines = append(lines, ground{is: p.keep[n], question: p.question[v.Name]})
			n++
		}
	}
	for more := true; more; { // what touches what is asked, and what that asks
		more = false
		rest := lines[:0:0]
		for _, g := range lines {
			touched := map[int32]bool{}
			p.d.asks(g.is.could, touched)
			if !share(touched, asks) {
				rest = append(rest, g)
				continue
			}
			all, more = append(all, g), true
			for at := range touched {
				asks[at] = true
			}
		}
		lines = rest
	}
	if !p.d.none(p.together(all)) { // the lines by themselves rule out every family
		all = append(all, lines...)
	}
	slices.SortStableFunc(all, func(a, b ground) int { return a.kind() - b.kind() })
	if len(all) <= mostGrounds {
		for size := 1; size <= 4; size++ {
			if few := p.exclude(all, yes, size); few != nil {
				return few
			}
		}
	}
	for i := 0; i < len(all); {
		rest := slices.Delete(slices.Clone(all), i, i+1)
		if p.d.none(p.together(rest)) {
			all = rest
		} else {
			i++
		}
	}
	return all
}

func (g *ground) kind() int {
	switch {
	case g.criterion != nil:
		return 0
	case g.line != nil:
		return 1
	}
	return 2
}

// parted returns the parts that a criterion asks for all together, with those of
// criteria that it names.
func (p *prover) parted(c *ruleset.Criterion, x *ruleset.Part, seen map[string]bool) []ground {
	var all []ground
	switch {
	case x.Op == "all", x.Op == "at-least" && x.N == len(x.Parts):
		for i := range x.Parts {
			all = append(all, p.parted(c, &x.Parts[i], seen)...)
		}
		return all
	case x.Op == "criterion" && !seen[x.Name]:
		if i := slices.IndexFunc(p.r.Criteria, func(k ruleset.Criterion) bool { return k.Name == x.Name }); i >= 0 {
			seen[x.Name] = true
			return p.parted(&p.r.Criteria[i], &p.r.Criteria[i].When.Tree, seen)
		}
	}
	return []ground{{criterion: c, part: *x}}
}

// exclude returns the first so many grounds that exclude each other; nil for none.
func (p *prover) exclude(all []ground, so node, size int) []ground {
	for i, g := range all {
		left := p.d.and(so, g.is.could)
		if size == 1 {
			if p.d.none(left) {
				return []ground{g}
			}
		} else if few := p.exclude(all[i+1:], left, size-1); few != nil {
			return append([]ground{g}, few...)
		}
	}
	return nil
}

func (p *prover) together(all []ground) node {
	so := yes
	for _, g := range all {
		so = p.d.and(so, g.is.could)
	}
	return so
}

// tellWhy points at what makes a criterion impossible.
func (p *prover) tellWhy(f *Finding, criterion int) {
	parts := map[*ruleset.Criterion][]string{}
	var order []*ruleset.Criterion
	var rest []Related
	grounds := p.why(criterion)
	for _, g := range grounds {
		switch {
		case g.criterion != nil:
			if parts[g.criterion] == nil {
				order = append(order, g.criterion)
			}
			parts[g.criterion] = append(parts[g.criterion], "`"+p.phrase(g.part)+"`")
		case g.line != nil:
			rest = append(rest, Related{Place: g.line.Place, Text: "this line rules it out"})
		default:
			rest = append(rest, Related{Place: g.question.Place, Text: "it is only asked when " + g.question.Applies.Text})
		}
	}
	for _, c := range order {
		text := "this asks for "
		if c != &p.r.Criteria[criterion] {
			text = "`" + c.Name + "`, which it names, asks for "
		}
		text += words.Strings(parts[c], "and")
		switch {
		case len(parts[c]) > 1 && len(grounds) == len(parts[c]):
			text += ", which exclude each other"
		case len(grounds) == 1:
			text += ", which is never so"
		}
		f.Related = append(f.Related, Related{Place: c.Place, Keyword: "when", Text: text})
	}
	f.Related = append(f.Related, rest...)
}

// phrase writes a part of a condition as an author does, on one line.
func (p *prover) phrase(x ruleset.Part) string {
	var parts []string
	for _, y := range x.Parts {
		parts = append(parts, p.phrase(y))
	}
	tests := map[string]string{"is": "is", "is-not": "is not", "at-least": "is at least", "at-most": "is at most", "under": "is under", "over": "is over"}
	switch x.Op {
	case "all", "any":
		return x.Op + " of { " + strings.Join(parts, "; ") + " }"
	case "at-least":
		return fmt.Sprintf("at least %d of { %s }", x.N, strings.Join(parts, "; "))
	case "not":
		return "not " + strings.Join(parts, "; ")
	case "words":
		return `"` + x.Question + `"`
	case "question":
		q := p.question[x.Name]
		if q != nil && q.Kind == "yes-no" && len(x.Values) == 1 && (x.Test == "is" || x.Test == "is-not") {
			if (x.Values[0] == "yes") == (x.Test == "is") {
				return x.Name
			}
			return "not " + x.Name
		}
		values := slices.Clone(x.Values)
		for _, n := range x.Numbers {
			unit := ""
			if q != nil && q.Unit != "" {
				unit = " " + q.Unit
			}
			if n == 1 {
				unit = strings.TrimSuffix(unit, "s")
			}
			values = append(values, fmt.Sprint(n)+unit)
		}
		return x.Name + " " + tests[x.Test] + " " + strings.Join(values, " or ")
	case "consent", "level", "referrer":
		return x.Op + " " + tests[x.Test] + " " + strings.Join(x.Values, " or ")
	}
	return x.Name
}
