package prove

import (
	"slices"
	"strings"

	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// reaching are the verbs of a step that brings a child to the receiver of a
// pathway.
var reaching = verbs("telephone send tell contact consult refer")

// waiting are the verbs of a duty that waits for somebody else.
var waiting = verbs("ask consult agree hold attend")

// contacting are the verbs of a duty by which those whom it names hear of a family.
// What is done `with` somebody reaches them whatever the verb.
var contacting = verbs("agree ask challenge chase confirm consult contact contribute discuss escalate explain give hold invite involve meet offer " +
	"provide refer report respond send share speak telephone tell update visit write")

func verbs(list string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(list) {
		all[w] = true
	}
	return all
}

// atOnce returns when a duty is due at once, given that it is owed.
func (p *prover) atOnce(times []ruleset.Time, in view) truth {
	now := never
	for i := range times {
		switch t := &times[i]; t.Kind {
		case "at-once":
			return always
		case "or-sooner":
			if t.N == 0 && t.If != nil {
				now = p.or(now, p.when(t.If, in))
			}
		}
	}
	return now
}

// towards says that a duty is done to the receiver of a pathway, or to the agency of
// it.
func (p *prover) towards(d *ruleset.Duty, w *way) bool { return p.receiver(d, w) != nil }

// receiver returns whom a duty reaches that is the receiver of a pathway, or of its
// agency; nil for nobody.
func (p *prover) receiver(d *ruleset.Duty, w *way) *ruleset.Party {
	for i := range d.Parties {
		for j := range d.Parties[i].Who {
			party := &d.Parties[i].Who[j]
			if slices.ContainsFunc(w.To, func(to ruleset.Party) bool { return to.Kind == party.Kind && to.Name == party.Name }) {
				return party
			}
			switch party.Kind {
			case "agency", "team", "role":
				if p.who.anywhere(party) {
					continue // the safeguarding lead of whoever refers is not that of the receiver
				}
				s := p.who.none()
				p.who.add(s, party, nil, 0)
				for a := range s {
					if s[a] == logic.True && w.to[a] == logic.True {
						return party
					}
				}
			}
		}
	}
	return nil
}

// brings says that a duty brings a child to the receiver of a pathway.
func (p *prover) brings(d *ruleset.Duty, w *way) bool {
	return d.Modality == "must" && reaching[d.Verb] && p.towards(d, w)
}

// vague says that something of a pathway is still to be written on which it hangs
// whether it turns to its receiver.
func (p *prover) vague(w *way) bool {
	if p.unwritten(w.Clause) || slices.ContainsFunc(w.To, unnamed) {
		return true
	}
	for i := range w.Steps {
		for j := range w.Steps[i].Duties {
			for _, l := range w.Steps[i].Duties[j].Parties {
				if slices.ContainsFunc(l.Who, unnamed) {
					return true
				}
			}
		}
	}
	return false
}

func unnamed(x ruleset.Party) bool { return x.Kind == "to-be-written" }

// unwritten says that something in a block, by its clause, or in all blocks whose
// clauses begin with a letter, is still to be written.
func (p *prover) unwritten(clauses ...string) bool {
	for _, x := range p.r.ToDo {
		for _, c := range clauses {
			rest, in := strings.CutPrefix(x.Clause, c)
			if in && c != "" && (len(c) == 1 || rest == "" || rest[0] == '.' || rest[0] == '(') {
				return true
			}
		}
	}
	return false
}
