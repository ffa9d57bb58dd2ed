package rules

import (
	"regexp"
	"slices"
	"strings"

	"concordat/compiler/model"
	"concordat/compiler/words"
	"concordat/dsl/diag"
)

func label(at diag.Span, text string) diag.Label { return diag.Label{Span: at, Text: text} }

// open returns the folder's own pathways that somebody may take.
func (p *Pass) open() []*model.Thing {
	var found []*model.Thing
	for _, t := range p.own("pathway") {
		if t.Line("not-allowed") == nil && t.Todo == nil {
			found = append(found, t)
		}
	}
	return found
}

// referrals returns the open pathways on which one agency sends a family to
// another. A move between levels has `moves` and no receiver.
func (p *Pass) referrals() []*model.Thing {
	var found []*model.Thing
	for _, t := range p.open() {
		if t.Line("to") != nil && t.Line("moves") == nil {
			found = append(found, t)
		}
	}
	return found
}

func stepWithoutOwner(p *Pass) {
	for _, w := range p.open() {
		for _, s := range w.Nested("step") {
			if lacks(s, "by") {
				p.report(s, place(s), "nobody does step "+called(s), "add `by` with a role, a team, or `referrer`")
			}
		}
	}
}

// stepWithoutDuty finds a step that asks nothing of anybody and decides nothing.
// Something may lead to it, such as a refusal, and would end there unseen.
func stepWithoutDuty(p *Pass) {
	for _, w := range p.open() {
		for _, s := range w.Nested("step") {
			asks := s.Partial || unfinished(s)
			for _, l := range s.Lines {
				asks = asks || l.Duty != nil || l.Keyword == "outcome" || l.Bad || l.Todo != nil
			}
			if !asks {
				p.report(s, place(s), "step "+called(s)+" asks nothing of anybody", "add what is done in it, such as a line that begins with `must`, or take the step away")
			}
		}
	}
}

func mustStepWithoutClock(p *Pass) {
	for _, w := range p.open() {
		for _, s := range w.Nested("step") {
			must, timed := musts(s), s.Partial
			for _, l := range s.Lines {
				timed = timed || len(l.Times) > 0 || l.Bad || l.Todo != nil
			}
			if len(must) > 0 && !timed {
				p.report(s, place(s), "step "+called(s)+" has to be done, and nothing says by when", "end the duty with a time, such as `at once` or `within 1 working day of refer`")
			}
		}
	}
}

// outcomeLeadsNowhere finds an outcome after which nobody does anything
// (requirement gap-3). An outcome without `then` ends the pathway, as it should
// where a family has what it came for. It leads nowhere where it turns the family
// away, or where the step can end in no other way and lets nobody know.
func outcomeLeadsNowhere(p *Pass) {
	for _, w := range p.open() {
		for _, s := range w.Nested("step") {
			outcomes := s.All("outcome")
			for _, l := range outcomes {
				if l.Bad || l.Todo != nil {
					continue
				}
				switch {
				case len(l.To) > 0:
				case words.Refuses(l):
					p.report(s, l.Value, "outcome `"+l.Outcome.Name+"` turns the family away and leads nowhere", "add `then` with the step, pathway or meeting that follows")
				case len(outcomes) == 1 && !s.Partial && !letsKnow(s):
					p.report(s, l.Value, "outcome `"+l.Outcome.Name+"` is the only one, and nobody is told of it",
						"add `then` with what follows, or a line such as `must tell referrer outcome` to the step")
				}
				for _, to := range l.To {
					if idle(to.Thing) {
						p.report(s, to.Span, "outcome `"+l.Outcome.Name+"` leads to step "+called(to.Thing)+", in which nobody does anything", "add a duty to the step, or send the family on to another one")
					}
				}
			}
		}
	}
}

// idle says that a thing is a step without a duty and without outcomes.
func idle(t *model.Thing) bool {
	return t != nil && t.Kind == "step" && !t.Partial && t.Todo == nil &&
		len(t.Duties()) == 0 && len(t.All("outcome")) == 0 && len(t.All("todo")) == 0
}

// noFurtherActionUntold finds a decision to do nothing that nobody is told of.
func noFurtherActionUntold(p *Pass) {
	for _, w := range p.open() {
		for _, s := range w.Nested("step") {
			for _, l := range s.All("outcome") {
				if !words.NoAction(l) || len(l.To) == 0 || l.Bad || l.Todo != nil {
					continue
				}
				// A way on to a pathway, meeting or disagreement is more than nothing.
				told := false
				for _, to := range l.To {
					told = told || to.Thing == nil || to.Thing.Kind != "step" || to.Thing.Partial || to.Thing.Todo != nil || tellsAnybody(to.Thing)
				}
				if !told {
					p.report(s, l.Value, "after “"+l.Outcome.Text.Text+"” nobody is told", "let the outcome lead to a step that tells the referrer and says what help there is instead")
				}
			}
		}
	}
}

// letsKnow says that a duty of a step tells somebody something.
func letsKnow(s *model.Thing) bool {
	for _, l := range demands(s) {
		verb := l.Duty.Verb.Name
		if tells[verb] && verb != "decide" && verb != "agree" || l.Duty.Words != nil {
			return true
		}
	}
	return false
}

func tellsAnybody(t *model.Thing) bool {
	for _, l := range demands(t) {
		if tells[l.Duty.Verb.Name] || l.Duty.Words != nil {
			return true
		}
	}
	return len(t.All("outcome")) > 0
}

// feedback finds the duty that tells the referrer what became of a referral, and
// the step that it stands in, nil if it stands elsewhere. The sender may be named:
// whoever stands in `from`, somebody of it, or what it belongs to. What senders
// tell each other is no answer.
func (p *Pass) feedback(w *model.Thing) (told bool, step *model.Thing) {
	from := w.Refs("from")
	sends := func(r model.Ref) bool {
		return r.Person == "referrer" || anyRef(from, func(f model.Ref) bool { return sameSide(r, f) })
	}
	receives := func(r model.Ref) bool {
		return anyRef(w.Refs("to"), func(to model.Ref) bool { return sameSide(r, to) })
	}
	referrer := func(r model.Ref) bool { return unclear(r) || sends(r) }
	holds := func(demands []*model.Line) bool {
		for _, l := range demands {
			d := l.Duty
			if tells[d.Verb.Name] && anyRef(parties(d), referrer) {
				return true
			}
			if d.Words != nil && tellsReferrer.MatchString(normal(d.Words.Text)) {
				return true
			}
		}
		return false
	}
	for _, s := range w.Nested("step") {
		by := s.Refs("by")
		onlyReferrer := len(by) > 0 && (!anyRef(from, unclear) || !anyRef(by, func(r model.Ref) bool { return r.Person != "referrer" })) &&
			!anyRef(by, func(r model.Ref) bool { return !sends(r) || receives(r) })
		if !onlyReferrer && holds(demands(s)) {
			return true, s
		}
	}
	for _, t := range p.obliged {
		switch {
		case t.Thing == w, t.Kind == "protocol", t.Kind == "thresholds":
		case t.Kind == "agency", t.Kind == "team", t.Kind == "role":
			if !anyRef(w.Refs("to"), func(r model.Ref) bool { return r.Thing != nil && bindsSame(t.Thing, r.Thing) }) {
				continue
			}
		default:
			continue
		}
		if holds(t.demands) {
			return true, nil
		}
	}
	return false, nil
}

// sameSide says that two names stand for the same, or that one belongs to the
// other. A role of any agency is among any agency. A name that is unknown or to be
// written may be just the other.
func sameSide(a, b model.Ref) bool {
	switch {
	case a.Any || b.Any:
		return ofAny(a) && ofAny(b)
	case unclear(a) || unclear(b):
		return true
	case a.Thing == nil || b.Thing == nil:
		return false
	}
	return belongs(a.Thing, b.Thing, 4) || belongs(b.Thing, a.Thing, 4)
}

func ofAny(r model.Ref) bool {
	return r.Any || r.Thing != nil && r.Thing.Kind == "role" && anyRef(r.Thing.Refs("at"), func(at model.Ref) bool { return at.Any })
}

// belongs says that t is whole, stands in it, works there or is a member of it.
func belongs(t, whole *model.Thing, depth int) bool {
	if t == nil || depth == 0 {
		return false
	}
	if within(t, whole) {
		return true
	}
	if t.Kind == "role" && anyRef(t.Refs("at"), func(at model.Ref) bool { return unclear(at) || belongs(at.Thing, whole, depth-1) }) {
		return true
	}
	return whole.Kind == "group" && anyRef(whole.Refs("members"), func(m model.Ref) bool { return unclear(m) || belongs(t, m.Thing, depth-1) })
}

var tellsReferrer = regexp.MustCompile(`(tell|inform|let|feed ?back|answer|reply|respond|write|confirm).*\breferrer`)

// bindsSame says whether the duties of t bind the receiver of a pathway.
func bindsSame(t, receiver *model.Thing) bool {
	agency := receiver.Agency()
	return agency != nil && binds(t, agency)
}

// pathwayWithoutFeedback: Lord Laming's inquiry and Adfam (2013) both found that
// those who refer hear nothing (requirement fb-1).
func pathwayWithoutFeedback(p *Pass) {
	for _, w := range p.referrals() {
		if told, _ := p.feedback(w); !told && p.finished(w) {
			p.report(w, place(w), "nobody tells the referrer what became of a referral by "+called(w),
				"add `must tell referrer outcome, reasons within 1 working day of receipt` to a step of the receiver; in place of `receipt` any step or event from which the day counts")
		}
	}
}

// finished says that something can be said to be missing in a pathway.
func (p *Pass) finished(w *model.Thing) bool { return p.whole() && !w.Partial && !unfinished(w) }

// unfinished says that something in a pathway is still to be written.
func unfinished(w *model.Thing) bool {
	for _, c := range withSteps(w) {
		if c.Todo != nil || c.Partial || len(c.All("todo")) > 0 {
			return true
		}
	}
	return false
}

// feedbackWithoutChase asks what the referrer does when the answer does not come
// (requirement fb-2), also where nobody owes an answer yet.
func feedbackWithoutChase(p *Pass) {
	for _, w := range p.referrals() {
		told, step := p.feedback(w)
		if chases(w) {
			continue
		}
		const missing = "nothing says what the referrer does when the answer does not come"
		switch {
		case step != nil && lacks(step, "if-late"):
			p.report(step, place(step), missing, "add `if-late then` and the name of a step in which the referrer asks again")
		case !told && p.finished(w) && !slices.ContainsFunc(w.Nested("step"), func(s *model.Thing) bool { return !lacks(s, "if-late") }):
			p.report(w, place(w), missing, "add `if-late then` and the name of a step in which the referrer asks again to the step that tells the referrer")
		}
	}
}

func chases(w *model.Thing) bool {
	for _, s := range w.Nested("step") {
		for _, l := range s.Duties() {
			if l.Duty.Verb.Name == "chase" || l.Duty.Words != nil && strings.Contains(l.Duty.Words.Text, "hear nothing") {
				return true
			}
		}
		for _, l := range s.All("when") {
			for _, c := range conditions(l) {
				if c.Op == model.InWords && chased.MatchString(normal(c.Words)) {
					return true
				}
			}
		}
	}
	return false
}

var chased = regexp.MustCompile(`hear(d|s)? nothing|no (answer|reply|response)|not (answered|replied|heard)`)

// formWithoutWantedOutcome: Adfam (2013) calls a referral that does not say what
// it is for passing the buck (requirement gap-5).
func formWithoutWantedOutcome(p *Pass) {
	for _, f := range p.own("document") {
		if f.Word("kind") != "form" || !p.isReferralForm(f) || f.Partial || f.Todo != nil {
			continue
		}
		asked := false
		for _, l := range f.All("required") {
			asked = asked || l.Bad || l.Todo != nil
			for _, n := range l.Labels {
				name := hear(normal(n.Name + " " + n.Text.Text))
				asked = asked || name.matches(wantedOutcome)
			}
		}
		if !asked {
			p.report(f, place(f), "referral form "+called(f)+" does not ask what the referrer wants to happen", "add `outcome-sought \"What do you want to happen?\"` under `required`")
		}
	}
}

var wantedOutcome = matching(`\boutcomes?\b|\bwant|\bhope|\bchange do you|\basking (us|for)|\baim`)

// isReferralForm says whether a pathway about a child sends a form.
func (p *Pass) isReferralForm(form *model.Thing) bool {
	for _, w := range p.local("pathway") {
		if w.Is("about", "parent") || w.Line("moves") != nil {
			continue
		}
		for _, t := range withSteps(w) {
			used := anyRef(t.Refs("form"), func(r model.Ref) bool { return r.Thing == form })
			for _, l := range t.Duties() {
				for _, o := range l.Duty.Objects {
					used = used || l.Duty.Verb.Name == "send" && o.Ref != nil && o.Ref.Thing == form
				}
			}
			if used {
				return true
			}
		}
	}
	return false
}

// unreachablePathway finds a pathway that nobody starts and nothing leads to.
func unreachablePathway(p *Pass) {
	led := map[*model.Thing]bool{}
	for _, t := range p.Things {
		for _, l := range t.Lines {
			next := l.To
			if l.Keyword == "if-late" || l.Keyword == "if-refused" {
				next = append(slices.Clip(next), l.Refs...)
			}
			if t.Origin == model.Own && (l.Bad && leading[l.Keyword] || anyRef(next, unknown)) {
				return // any pathway may be the one that was meant
			}
			for _, r := range next {
				led[r.Thing] = true
			}
			for _, o := range dutyObjects(l) {
				led[o] = true
			}
		}
	}
	for _, w := range p.open() {
		if lacks(w, "from") && lacks(w, "moves") && !led[w] {
			p.report(w, place(w), "nobody starts pathway "+called(w)+", and nothing leads to it", "add `from` with who may send a family this way, or lead to it with `then`")
		}
	}
}

// leading are the keywords of lines that lead on.
var leading = set("outcome if-late if-refused")

func dutyObjects(l *model.Line) []*model.Thing {
	var found []*model.Thing
	if l.Duty != nil {
		for _, o := range l.Duty.Objects {
			if o.Ref != nil {
				found = append(found, o.Ref.Thing)
			}
		}
	}
	return found
}

// stepDownWithoutReview: use comes back, so a family that moves down is looked at
// again (requirement low-2).
func stepDownWithoutReview(p *Pass) {
	for _, w := range p.open() {
		l := w.Line("moves")
		if l == nil || l.Bad || !movesDown(l) || unfinished(w) {
			continue
		}
		reviewed := false
		for _, t := range withSteps(w) {
			for _, d := range t.Duties() {
				reviewed = reviewed || p.lineMatches(d, looksAgain)
			}
		}
		if !reviewed {
			p.report(w, place(w), "after "+called(w)+" nobody looks again at how the family is", "add a duty such as `must review plan within 3 months of handover`")
		}
	}
}

var looksAgain = matching(`\b(review|see|check|monitor|visit|contact|telephone|follow)\b`)

func movesDown(l *model.Line) bool {
	for _, from := range l.Refs {
		for _, to := range l.To {
			if from.Thing != nil && to.Thing != nil && below(to.Thing, from.Thing) {
				return true
			}
		}
	}
	return false
}

// movesWithoutLevels: a pathway without `levels` is open at every level, which one
// that moves families from a level to another cannot mean.
func movesWithoutLevels(p *Pass) {
	for _, w := range p.open() {
		l := w.Line("moves")
		if l == nil || l.Bad || l.Todo != nil || !lacks(w, "levels") || unfinished(w) {
			continue
		}
		p.report(w, l.Value, called(w)+" moves families between some levels, and is open at every level",
			"add `levels` with the levels that answers about a family may give on the day of the move: where risk has risen, those that it moves to")
	}
}
