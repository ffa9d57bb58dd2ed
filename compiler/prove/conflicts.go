package prove

import (
	"reflect"
	"slices"
	"strings"

	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// twoLeads looks for a family for which two lines about who leads count and name
// different roles.
func twoLeads(p *prover) {
	for i := range p.r.Levels {
		level := &p.r.Levels[i]
		if len(level.Leads) < 2 {
			continue
		}
		counts := p.all(p.l.LeadCounts(level), view{i, anyReferrer})
		for second := 1; second < len(counts); second++ {
			var least smallest
			other := 0
			for first := range second {
				twice := p.and(counts[first], counts[second])
				if level.Leads[first].Role != level.Leads[second].Role && twice.sure != no &&
					p.offer(&least, p.possible(p.and(p.levels()[i], twice).sure), twice.sure, noAgency) {
					other = first
				}
			}
			if !least.found {
				continue
			}
			a, b := &level.Leads[other], &level.Leads[second]
			f := Finding{
				Code: "two-leads", Place: b.Place, Related: []Related{{Place: a.Place, Text: "this line says `" + a.Role + "`"}},
				Message: "for some families at level `" + level.Name + "` both `" + a.Role + "` and `" + b.Role + "` lead",
				Help:    "change the case of one line, so that only one of the two is true of a family",
			}
			p.tell(&f, least.witness)
			p.add(f)
		}
	}
}

// all returns when each of several conditions is true in a view.
func (p *prover) all(es []*logic.Expr, in view) []truth {
	ts := make([]truth, len(es))
	for i, e := range es {
		ts[i] = p.lower(e, in)
	}
	return ts
}

// twoConsentPositions looks for a family for which two lines about consent count
// and differ: lines of one level, one pathway or one rule for sharing, or of two
// rules that share the same with the same.
func twoConsentPositions(p *prover) {
	for i := range p.r.Levels {
		level := &p.r.Levels[i]
		p.positions(level.Consent, []scope{{view{i, anyReferrer}, noAgency, p.levels()[i]}}, "at level `"+level.Name+"`")
	}
	for _, w := range p.ways() {
		if len(w.Consent) < 2 || w.NotAllowed != "" {
			continue
		}
		var scopes []scope
		for _, level := range p.everyLevel() {
			if level < len(p.l.Levels) && !w.at(p.l.Levels[level]) || level == len(p.l.Levels) && len(w.Levels) > 0 {
				continue
			}
			for _, a := range p.askers(w.from) {
				in := p.view(level, a)
				scopes = append(scopes, scope{in, a, p.and(p.at(level), p.when(w.When, in))})
			}
		}
		p.positions(w.Consent, scopes, "on `"+w.Name+"`")
	}
	for i := range p.r.Shares {
		s := &p.r.Shares[i]
		var scopes []scope
		for _, level := range p.levelsAsked(append(p.cases(s.Consent), s.When)...) {
			for _, a := range p.askers(p.who.of(s.From, nil)) {
				in := p.view(level, a)
				scopes = append(scopes, scope{in, a, p.and(p.at(level), p.when(s.When, in))})
			}
		}
		p.positions(s.Consent, scopes, "under `"+s.Name+"`")
	}
	p.sharesAtOdds()
}

// scope is a view, whose it is, and the cases that are looked at in it.
type scope struct {
	in     view
	agency int
	cases  truth
}

// positions compares the lines about consent of one level, pathway or rule for
// sharing.
func (p *prover) positions(lines []ruleset.Consent, scopes []scope, where string) {
	for _, purpose := range purposes(lines) {
		which, exprs := p.l.ConsentCounts(lines, purpose)
		for second := 1; second < len(which); second++ {
			var least smallest
			other := 0
			for _, s := range scopes {
				counts := p.all(exprs, s.in)
				for first := range second {
					twice := p.and(counts[first], counts[second])
					if lines[which[first]].Needed != lines[which[second]].Needed && twice.sure != no &&
						p.offer(&least, p.possible(p.and(s.cases, twice).sure), twice.sure, s.agency) {
						other = first
					}
				}
			}
			if !least.found {
				continue
			}
			a, b := &lines[which[other]], &lines[which[second]]
			f := Finding{
				Code: "two-consent-positions", Place: b.Place, Related: []Related{{Place: a.Place, Text: "this line says `" + a.Needed + "`"}},
				Message: "for some families consent for `" + purpose + "` " + where + " is both `" + a.Needed + "` and `" + b.Needed + "`",
				Help:    "change the case of one line, so that only one of the two is true of a family",
			}
			p.tell(&f, least.witness)
			p.add(f)
		}
	}
}

// cases returns the cases of lines about consent.
func (p *prover) cases(lines []ruleset.Consent) []*ruleset.Condition {
	var all []*ruleset.Condition
	for i := range lines {
		all = append(all, lines[i].When)
	}
	return all
}

// purposes returns what lines about consent are for, each once.
func purposes(lines []ruleset.Consent) []string {
	var all []string
	for i := range lines {
		for _, f := range lines[i].For {
			if !slices.Contains(all, f) {
				all = append(all, f)
			}
		}
	}
	return all
}

// sharesAtOdds looks for two rules that let the same pass between the same
// agencies, one with consent and the other without.
func (p *prover) sharesAtOdds() {
	for j := range p.r.Shares {
		second := &p.r.Shares[j]
		which, counts := p.l.ConsentCounts(second.Consent, "sharing")
		for n, line := range which {
			here := &second.Consent[line]
			var least smallest
			var other *ruleset.Share
			for i := range j {
				first := &p.r.Shares[i]
				if !inCommon(first.About, second.About) || !inCommon(first.Purpose, second.Purpose) || !inCommon(first.Data, second.Data) {
					continue
				}
				against, exprs := p.l.ConsentCounts(first.Consent, "sharing")
				var opposite []*logic.Expr
				for m, k := range against {
					if first.Consent[k].Asks() != here.Asks() {
						opposite = append(opposite, exprs[m])
					}
				}
				if opposite == nil {
					continue
				}
				conditions := append(append(p.cases(first.Consent), p.cases(second.Consent)...), first.When, second.When)
				for _, a := range p.askers(p.passOn(first, second)) {
					if a == noAgency {
						continue
					}
					for _, level := range p.levelsAsked(conditions...) {
						in := p.view(level, a)
						odds := p.and(p.when(first.When, in), p.when(second.When, in), p.lower(counts[n], in), p.lower(logic.Any(opposite...), in))
						if odds.sure != no && p.offer(&least, p.possible(p.and(p.at(level), odds).sure), odds.sure, a) {
							other = first
						}
					}
				}
			}
			if other == nil {
				continue
			}
			f := Finding{
				Code: "two-consent-positions", Place: here.Place, Related: []Related{{Place: other.Place, Text: "the same may pass under this rule"}},
				Message: "some of what passes under `" + second.Name + "` passes under `" + other.Name + "` too, and only one of them asks for consent",
				Help:    "give the two rules cases that are never true together, or different purposes, or one position on consent",
			}
			p.tell(&f, least.witness)
			p.add(f)
		}
	}
}

// inCommon says that two lists have a word in common, or that neither says
// anything.
func inCommon(a, b []string) bool {
	return len(a) == 0 && len(b) == 0 || slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}

// passOn returns the agencies from which something can pass to the same receiver
// under either of two rules.
func (p *prover) passOn(a, b *ruleset.Share) set {
	from := p.who.none()
	to := p.who.none()
	receivers := 0
	one, two := p.who.of(a.To, nil), p.who.of(b.To, nil)
	for n := range to {
		if to[n] = min(one[n], two[n]); to[n] == logic.True {
			receivers++
		}
	}
	same := p.who.sameName(a.To, b.To)
	one, two = p.who.of(a.From, nil), p.who.of(b.From, nil)
	for n := range from {
		from[n] = min(one[n], two[n])
		elsewhere := receivers > 1 || receivers == 1 && to[n] != logic.True
		if from[n] == logic.True && !elsewhere && !same {
			from[n] = logic.False // what stays within an agency is not shared
		}
	}
	return from
}

// twoDeadlines looks for a family to which somebody owes one thing by two times.
func twoDeadlines(p *prover) {
	for i := range p.r.Levels {
		level := &p.r.Levels[i]
		var owed []owing
		for j := range level.Duties {
			owed = append(owed, owing{duty: &level.Duties[j]})
		}
		p.deadlines(owed, nil, []int{i}, "at level `"+level.Name+"`")
	}
	for _, w := range p.ways() {
		var owed []owing
		conditions := []*ruleset.Condition{w.When}
		for i := range w.Steps {
			s := &w.Steps[i]
			conditions = append(conditions, s.When)
			for j := range s.Duties {
				owed = append(owed, owing{&s.Duties[j], s})
				conditions = append(conditions, s.Duties[j].When)
			}
		}
		if w.NotAllowed == "" {
			p.deadlines(owed, w, p.everyLevel(), "on pathway `"+w.Name+"`")
		}
	}
}

// owing is a duty and the step that it stands in; nil for one of a level.
type owing struct {
	duty *ruleset.Duty
	step *ruleset.Step
}

func (p *prover) deadlines(owed []owing, w *way, levels []int, where string) {
	for j := range owed {
		second := owed[j]
		var least smallest
		var other *ruleset.Duty
		for i := range j {
			first := owed[i]
			if !sameDuty(first, second) || !differs(first.duty.Times, second.duty.Times) {
				continue
			}
			askers := []int{noAgency}
			if w != nil {
				askers = p.askers(w.from)
			}
			for _, a := range askers {
				for _, level := range levels {
					in := p.view(level, a)
					both := p.and(p.owed(first, in), p.owed(second, in))
					if w != nil {
						both = p.and(both, p.lower(w.open, in))
					}
					if both.sure != no && p.offer(&least, p.possible(p.and(p.at(level), both).sure), both.sure, a) {
						other = first.duty
					}
				}
			}
		}
		if other == nil {
			continue
		}
		f := Finding{
			Code: "two-deadlines", Place: second.duty.Place, Related: []Related{{Place: other.Place, Text: "this line gives another time"}},
			Message: "for some families the same has to be done by two times " + where,
			Help:    "keep one of the lines, or give them cases that are never true together",
		}
		p.tell(&f, least.witness)
		p.add(f)
	}
}

// owed returns when a duty is owed in a view, given that its level or pathway is.
func (p *prover) owed(o owing, in view) truth {
	t := p.when(o.duty.When, in)
	if o.step != nil {
		t = p.and(t, p.when(o.step.When, in))
	}
	return t
}

// sameDuty says that two duties bind the same people to the same.
func sameDuty(a, b owing) bool {
	x, y := a.duty, b.duty
	if x.Modality != "must" || y.Modality != "must" || x.WordsOnly != y.WordsOnly {
		return false
	}
	if a.step != nil && b.step != nil && !reflect.DeepEqual(a.step.By, b.step.By) {
		return false
	}
	return x.Verb == y.Verb && (!x.WordsOnly || bare(x) == bare(y)) &&
		reflect.DeepEqual(x.Objects, y.Objects) && x.AnyObject == y.AnyObject && reflect.DeepEqual(x.Parties, y.Parties) &&
		slices.Equal(x.Ways, y.Ways) && slices.Equal(x.Items, y.Items)
}

// bare is the text of a duty in words without its tail.
func bare(d *ruleset.Duty) string {
	text := d.Text
	for _, tail := range []string{d.TimeText, conditionText(d.When)} {
		if i := len(text) - len(tail); tail != "" && i > 0 {
			if at := strings.LastIndex(text, tail); at >= 0 {
				text = text[:at]
			}
		}
	}
	return text
}

func conditionText(c *ruleset.Condition) string {
	if c == nil {
		return ""
	}
	return c.Text
}

// differs says that two duties have times of one kind from one anchor that are of
// different length.
func differs(a, b []ruleset.Time) bool {
	for i := range a {
		for j := range b {
			x, y := &a[i], &b[j]
			switch x.Kind {
			case "within", "before", "between", "every":
			default:
				continue
			}
			if x.Kind == y.Kind && reflect.DeepEqual(x.Anchor, y.Anchor) && (length(x.N, x.Unit) != length(y.N, y.Unit) || length(x.Upper, x.Unit) != length(y.Upper, y.Unit)) {
				return true
			}
		}
	}
	return false
}

// length brings units that are the same number of others into those.
func length(n int, unit string) ruleset.Length {
	switch unit {
	case "day":
		unit = "calendar-day"
	case "week":
		n, unit = 7*n, "calendar-day"
	case "working-week":
		n, unit = 5*n, "working-day"
	case "year":
		n, unit = 12*n, "month"
	}
	return ruleset.Length{N: n, Unit: unit}
}
