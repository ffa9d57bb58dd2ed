package prove

import (
	"slices"

	"concordat/compiler/ruleset"
)

// limitWithoutTime looks for a step under a limit that is set outside the
// agreement, and a family for which nothing that must be done in it has a time. Whoever
// does the step could keep the limit by chance alone.
func limitWithoutTime(p *prover) {
	for _, w := range p.ways() {
		if w.NotAllowed != "" {
			continue
		}
		for i := range w.Steps {
			if s := &w.Steps[i]; len(s.Under) > 0 && !p.unwritten(s.Clause) {
				p.limitWithoutTime(w, s)
			}
		}
	}
}

func (p *prover) limitWithoutTime(w *way, s *ruleset.Step) {
	var least smallest
	for _, a := range p.askers(w.from) {
		for _, level := range p.everyLevel() {
			in := p.view(level, a)
			timed, untimed := never, never
			for i := range s.Duties {
				d := &s.Duties[i]
				owed, clock := p.when(d.When, in), never
				switch d.Modality {
				case "must":
					clock = p.clocked(d.Times, in)
				case "should": // a time that only should be kept keeps no limit
					owed = p.and(owed, p.clocked(d.Times, in))
				default:
					continue
				}
				timed, untimed = p.or(timed, p.and(owed, clock)), p.or(untimed, p.but(owed, clock))
			}
			fault := p.and(p.lower(w.open, in), p.when(s.When, in), p.but(untimed, timed))
			if fault.sure != no {
				p.offer(&least, p.possible(p.and(p.levels()[level], fault).sure), fault.sure, a)
			}
		}
	}
	if !least.found {
		return
	}
	f := Finding{
		Code: "limit-without-time", Place: s.Place, Keyword: "under",
		Message: "step `" + s.Name + "` is under " + quoted(s.Under, "and") + ", and for some families no `must` of it says by when",
		Help:    "end a `must` of the step with a time that keeps the limit",
	}
	for i := range p.r.TimeLimits {
		if l := &p.r.TimeLimits[i]; slices.Contains(s.Under, l.Name) {
			f.Related = append(f.Related, Related{Place: l.Place, Text: "this is the limit"})
		}
	}
	p.tell(&f, least.witness)
	p.add(f)
}

// clocked returns when a time ends. `as soon as possible`, hours that count and
// `not before` set no end.
func (p *prover) clocked(times []ruleset.Time, in view) truth {
	ends := never
	for i := range times {
		switch t := &times[i]; t.Kind {
		case "at-once", "at", "within", "before", "between", "every":
			return always
		case "or-sooner":
			ends = p.or(ends, p.when(t.If, in))
		}
	}
	return ends
}
