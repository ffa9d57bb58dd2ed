package rules

import (
	"fmt"
	"slices"

	"concordat/compiler/model"
)

// guidance is a limit of Working Together (2023) that a duty of children's social
// care is under, whether the step says so or not: protocols/time-limits has it too,
// by name. Only duties whose words leave no doubt are held to fit.
type guidance struct {
	name string // of the limit
	days int    // working days from the receipt of the referral
	fits func(d *model.Duty) bool
	says string
}

var guidances = []guidance{
	{"referral-decision-limit", 1, func(d *model.Duty) bool { return d.Verb.Name == "decide" && speaksOf(d, "next-steps", "outcome") }, "a social worker decides what happens next"},
	{"referral-answer-limit", 1, func(d *model.Duty) bool {
		return d.Verb.Name == "tell" && speaksOf(d, "next-steps", "outcome", "decision") && toReferrer(d)
	}, "the referrer is told"},
}

func speaksOf(d *model.Duty, matters ...string) bool {
	return slices.ContainsFunc(d.Objects, func(o model.Object) bool { return slices.Contains(matters, o.Word.Name) })
}

func toReferrer(d *model.Duty) bool {
	return slices.ContainsFunc(d.Parties, func(x model.Parties) bool {
		return slices.ContainsFunc(x.Refs, func(r model.Ref) bool { return r.Name == "referrer" })
	})
}

// limitNotNamed: a time that is looser than statutory guidance is an error at a
// step that is `under` the limit, and must not pass at one that leaves that out.
func limitNotNamed(p *Pass) {
	for _, w := range p.referrals() {
		if w.Is("about", "parent") || !p.kindIn(w.Refs("to"), "childrens-social-care") {
			continue
		}
		decided := slices.ContainsFunc(w.Nested("step"), func(s *model.Thing) bool {
			return slices.ContainsFunc(s.Duties(), func(l *model.Line) bool { return l.Duty != nil && guidances[0].fits(l.Duty) })
		})
		if !decided { // it is no referral of which somebody decides, but a notice or a move
			continue
		}
		for _, s := range w.Nested("step") {
			if !lacks(s, "under") || !p.kindIn(s.Refs("by"), "childrens-social-care") {
				continue
			}
			for _, l := range s.Duties() {
				if l.Bad || l.Duty == nil || l.Duty.Modality != model.Must || l.Duty.Words != nil || len(l.Times) != 1 {
					continue
				}
				for _, g := range guidances {
					if g.fits(l.Duty) && passes(&l.Times[0], g.days, w) {
						p.report(s, l.Value, fmt.Sprintf("nothing says which limit this duty is under; Working Together (2023) gives %d working day", g.days),
							"add `under "+g.name+"` with `use time-limits`: "+g.says+" within 1 working day of receipt; if the duty is about something else, say why with `allow`")
					}
				}
			}
		}
	}
}

// passes says that a time counted from the referral ends later than so many working
// days, from some start at least.
func passes(t *model.Time, days int, w *model.Thing) bool {
	if t.Kind != model.Within || t.Anchor == nil {
		return false
	}
	if t.Anchor.Name != "receipt" && (t.Anchor.Thing == nil || len(w.Nested("step")) == 0 || t.Anchor.Thing != w.Nested("step")[0]) {
		return false
	}
	switch n := t.Duration.N; t.Duration.Unit {
	case "working-day":
		return n > days
	case "calendar-day", "day":
		return n > days
	case "hour":
		return n > 24*days
	default:
		return true
	}
}
