package prove

import (
	"slices"

	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// decided says that some criterion gives a level. Where none does, people do, and
// any case may be at any level.
func (p *prover) decided() bool {
	for i := range p.r.Criteria {
		if p.r.Criteria[i].Level != "" {
			return true
		}
	}
	return false
}

// couldBeAt returns when a case could be at a level, for rules that nothing ever
// meets.
func (p *prover) couldBeAt(level int) truth {
	if level == anyLevel || !p.decided() {
		return always
	}
	return p.levels()[level]
}

// deadCriterion looks for criteria that no family meets.
func deadCriterion(p *prover) {
	for i := range p.r.Criteria {
		c := &p.r.Criteria[i]
		if p.dead(i) {
			f := Finding{
				Code: "dead-criterion", Place: c.Place, Message: "no family can ever meet `" + c.Name + "`",
				Help: "change one of the answers that it asks for, or what rules them out",
			}
			p.tellWhy(&f, i)
			p.add(f)
		}
	}
}

func (p *prover) dead(criterion int) bool {
	return !p.could(p.when(&p.r.Criteria[criterion].When, view{anyLevel, anyReferrer}))
}

// deadLevel looks for levels at which no family ever is: no criterion puts one
// there that does not put it higher, and no pathway moves one there from a level
// that is reached.
func deadLevel(p *prover) {
	if !p.decided() {
		return
	}
	n := len(p.l.Levels)
	reached := make([]bool, n)
	for i := range n {
		reached[i] = i == p.l.Otherwise || p.could(p.levels()[i])
	}
	for range n { // each round follows one more move
		for _, w := range p.ways() {
			if w.NotAllowed != "" {
				continue
			}
			from := len(w.MovesFrom) == 0
			for i := range n {
				from = from || reached[i] && slices.Contains(w.MovesFrom, p.l.Levels[i])
			}
			for i := range n {
				reached[i] = reached[i] || from && slices.Contains(w.MovesTo, p.l.Levels[i])
			}
		}
	}
	for i := range n {
		if reached[i] {
			continue
		}
		p.add(Finding{
			Code: "dead-level", Place: p.r.Levels[i].Place, Message: "no family is ever at level `" + p.l.Levels[i] + "`: " + p.whyDead(i),
			Help: "add a criterion with `level " + p.l.Levels[i] + "` that some family meets, or take the level away",
		})
	}
}

// whyDead says what is the matter with the criteria of a level that is never
// reached.
func (p *prover) whyDead(level int) string {
	some := false
	for i := range p.r.Criteria {
		if p.r.Criteria[i].Level != p.l.Levels[level] {
			continue
		}
		if some = true; !p.dead(i) {
			return "whoever meets its criteria meets those of a higher level too"
		}
	}
	if some {
		return "its criteria can never be met"
	}
	return "no criterion gives it, and no pathway moves anybody to it"
}

// deadPathway looks for pathways that are open to nobody, and for steps that never
// come, on those that are open to somebody.
func deadPathway(p *prover) {
	for _, w := range p.ways() {
		if w.NotAllowed != "" {
			continue
		}
		if p.neverOpen(w) {
			p.add(Finding{
				Code: "dead-pathway", Place: w.Place, Message: "pathway `" + w.Name + "` is never open to anybody",
				Help: "look whether some criterion gives a level of the pathway, and whether its `when` can be true at that level",
			})
			continue
		}
		if !p.certainlyOpen(w) {
			continue // it may be the pathway that is
		}
		for i := range w.Steps {
			s := &w.Steps[i]
			if s.When == nil {
				continue
			}
			if !p.sometimes(p.mayAsk(w.from), p.everyLevel(), func(in view) truth { return p.and(p.lower(w.open, in), p.when(s.When, in)) }) {
				p.add(Finding{
					Code: "dead-step", Place: s.Place, Message: "step `" + s.Name + "` never comes: its `when` is false whenever the pathway is open",
					Help: "widen its `when`, or take the step away",
				})
			}
		}
	}
}

// neverOpen says that a pathway is open to nobody at any level.
func (p *prover) neverOpen(w *way) bool {
	return !p.sometimes(p.mayAsk(w.from), p.everyLevel(), func(in view) truth { return p.lower(w.open, in) })
}

// certainlyOpen says that a pathway is open to somebody whatever is still to be
// written.
func (p *prover) certainlyOpen(w *way) bool {
	for _, level := range p.everyLevel() {
		at := p.couldBeAt(level)
		for _, a := range p.askers(w.from) {
			if t := p.lower(w.open, p.view(level, a)); t.sure != no && p.surelyBoth(at, t) {
				return true
			}
		}
	}
	return false
}

// deadShare looks for rules for sharing whose case is never true.
func deadShare(p *prover) {
	for i := range p.r.Shares {
		s := &p.r.Shares[i]
		if s.When == nil {
			continue
		}
		if !p.sometimes(p.mayAsk(p.who.of(s.From, nil)), p.levelsAsked(s.When), func(in view) truth { return p.when(s.When, in) }) {
			p.add(Finding{
				Code: "dead-share", Place: s.Place, Message: "nothing is ever shared under `" + s.Name + "`: its `when` is always false",
				Help: "look for answers that its `when` asks for together and that exclude each other",
			})
		}
	}
}

// deadLead looks for lines about who leads whose case is never true at their level.
func deadLead(p *prover) {
	for i := range p.r.Levels {
		level := &p.r.Levels[i]
		if p.d.none(p.possible(p.couldBeAt(i).sure)) {
			continue // no family comes to the level, whoever leads
		}
		for j := range level.Leads {
			lead := &level.Leads[j]
			if lead.When == nil || p.sometimes([]int{anyReferrer}, []int{i}, func(in view) truth { return p.when(lead.When, in) }) {
				continue
			}
			p.add(Finding{
				Code: "dead-lead", Place: lead.Place, Message: "`" + lead.Role + "` never leads at level `" + level.Name + "`: the case of the line is false there",
				Help: "change the case, or move the line to the level that it is meant for",
			})
		}
	}
}

// sometimes says whether something could be true of some case, seen by an agency of
// one of some kinds at one of some levels.
func (p *prover) sometimes(kinds, levels []int, is func(view) truth) bool {
	for _, level := range levels {
		at := p.couldBeAt(level)
		for _, kind := range kinds {
			t := is(view{level, kind})
			if t.could != no && p.couldBoth(at, t) {
				return true
			}
		}
	}
	return false
}

// mayAsk returns the kinds of the agencies that are in s or may come to be; any
// kind where nobody is named.
func (p *prover) mayAsk(s set) []int {
	var all []int
	for a, t := range s {
		if t != logic.False {
			all = append(all, p.who.kinds[a])
		}
	}
	if all == nil {
		return []int{anyReferrer}
	}
	return all
}

// redundantCriterion looks for criteria without which every family would be at the
// same level.
func redundantCriterion(p *prover) {
	named := p.namedCriteria()
	n := len(p.r.Criteria)
	when := make([]truth, n)
	rank := make([]int, n)
	for i := range p.r.Criteria {
		rank[i] = -1
		for j, level := range p.l.Levels {
			if level == p.r.Criteria[i].Level {
				rank[i] = j
			}
		}
		if rank[i] >= 0 {
			when[i] = p.when(&p.r.Criteria[i].When, view{anyLevel, anyReferrer})
		}
	}
	var others []truth
	if p.circuits {
		others = p.others(when, rank)
	}
	for i := range p.r.Criteria {
		c := &p.r.Criteria[i]
		if rank[i] < 0 || named[c.Name] || p.needed(i, when, rank, others) || p.d.none(p.possible(when[i].sure)) {
			continue
		}
		f := Finding{
			Code: "redundant-criterion", Place: c.Place, Message: "without `" + c.Name + "` every family would be at the same level",
			Help: "take it away, or look whether it was meant for another level or another answer",
		}
		if by := p.covers(i, when, rank); by != nil {
			f.Related = append(f.Related, Related{Place: by.Place, Text: "this holds wherever it does"})
		}
		p.add(f)
	}
}

// needed says that some family could be at another level without a criterion: it
// meets that one, and no other of the same level or above.
func (p *prover) needed(i int, when []truth, rank []int, others []truth) bool {
	if rank[i] <= p.l.Otherwise && p.l.Otherwise < len(p.l.Levels) {
		return false // everybody is there anyway
	}
	if others != nil {
		return p.could(p.but(when[i], others[i]))
	}
	if d, ok := p.d.(*diagrams); ok && p.aloneIn(d, i, when, rank) {
		return true
	}
	left := when[i]
	for j := range when {
		if j != i && rank[j] >= rank[i] {
			left = p.but(left, when[j])
		}
	}
	return p.could(left)
}

// others returns, for each criterion, when a family meets some other of the same
// level or above: with what those before it and those after it have in common made
// once. As diagrams, that would be larger than going through them for each.
func (p *prover) others(when []truth, rank []int) []truth {
	all := make([]truth, len(when))
	above := never
	for level := len(p.l.Levels) - 1; level >= 0; level-- {
		before, after := above, never
		for i := range when {
			if rank[i] == level {
				all[i] = before
				before = p.or(before, when[i])
			}
		}
		for i := len(when) - 1; i >= 0; i-- {
			if rank[i] == level {
				all[i] = p.or(all[i], after)
				after = p.or(after, when[i])
			}
		}
		above = before
	}
	return all
}

// aloneIn says that the smallest family that meets a criterion meets no other of the
// same level or above. That is so nearly always, and spares a large diagram.
func (p *prover) aloneIn(d *diagrams, i int, when []truth, rank []int) bool {
	alone := p.possible(when[i].sure)
	if alone == no {
		return false
	}
	cells := p.whole(d.quietest(alone, yes))
	for j := range when {
		if j != i && rank[j] >= rank[i] && d.holds(when[j].could, cells) {
			return false
		}
	}
	return true
}

// covers returns a criterion of the same level or a higher one that is met wherever
// another is.
func (p *prover) covers(i int, when []truth, rank []int) *ruleset.Criterion {
	// Nearly always the smallest family that meets the one does not meet the other.
	cells := p.whole(p.d.quietest(p.possible(when[i].sure), yes))
	for j := range when {
		if j != i && rank[j] >= rank[i] && p.d.holds(when[j].sure, cells) && !p.could(p.but(when[i], when[j])) {
			return &p.r.Criteria[j]
		}
	}
	return nil
}

// namedCriteria returns the criteria that some condition names.
func (p *prover) namedCriteria() map[string]bool {
	named := map[string]bool{}
	var walk func(x ruleset.Part)
	walk = func(x ruleset.Part) {
		if x.Op == "criterion" {
			named[x.Name] = true
		}
		for _, q := range x.Parts {
			walk(q)
		}
	}
	p.r.EachCondition(func(c *ruleset.Condition) { walk(c.Tree) })
	return named
}
