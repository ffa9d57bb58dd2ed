package prove

import (
	"concordat/compiler/logic"
)

// noLevel looks for a family that no criterion gives a level, where no level is
// for all others and no person decides.
func noLevel(p *prover) {
	if len(p.r.Levels) == 0 || p.l.Otherwise < len(p.l.Levels) {
		return
	}
	fault := p.possible(p.but(p.levels()[len(p.l.Levels)], p.excused).sure)
	if p.d.none(fault) {
		return
	}
	f := Finding{
		Code: "no-level", Place: p.r.Levels[0].Place, Message: "a family that meets no criterion is at no level",
		Help: "write `otherwise` in the lowest level, so that it is the level of every other family",
	}
	p.show(&f, fault, yes, noAgency)
	p.add(f)
}

// noLead looks for a family at a level whose lines about who leads all have a
// case, none of which is true.
func noLead(p *prover) {
	for _, i := range p.active() {
		level := &p.r.Levels[i]
		if len(level.Leads) == 0 {
			continue
		}
		led := never
		for _, e := range p.l.LeadCounts(level) {
			led = p.or(led, p.lower(e, view{i, anyReferrer}))
		}
		without := p.not(led)
		if without.sure == no {
			continue
		}
		fault := p.possible(p.but(p.and(p.levels()[i], without), p.excused).sure)
		if p.d.none(fault) {
			continue
		}
		f := Finding{
			Code: "no-lead", Place: level.Leads[0].Place, Message: "nobody leads for some families at level `" + level.Name + "`",
			Help: "add a `lead` line without a case, for every family that the others leave out, or widen the case of one of them",
		}
		p.show(&f, fault, without.sure, noAgency)
		p.add(f)
	}
}

// noOpenPathway looks for an agency in the front line that no pathway lets send a
// family to anybody.
func noOpenPathway(p *prover) {
	front := p.frontLine()
	refused := p.lower(p.l.ConsentIs("refused"), view{anyLevel, anyReferrer})
	for _, i := range p.active() {
		level := &p.r.Levels[i]
		receives := p.receivers(i)
		var least smallest
		for _, a := range front {
			if receives[a] != logic.False {
				continue
			}
			in := never
			for _, w := range p.ways() {
				if w.aboutChild() {
					in = p.or(in, p.openTo(w, a, i))
				}
			}
			shut := p.not(in)
			if shut.sure == no {
				continue
			}
			fault := p.but(p.and(p.levels()[i], shut), p.excused)
			if len(level.IfRefused) > 0 {
				fault = p.but(fault, p.and(refused, p.lower(p.l.Asked(level), view{i, anyReferrer})))
			}
			p.offer(&least, p.possible(fault.sure), shut.sure, a)
		}
		if !least.found {
			continue
		}
		agency := &p.r.Agencies[least.agency].Head
		f := Finding{
			Code: "no-open-pathway", Place: level.Place,
			Message: "no pathway is open to " + called(agency) + " for some families at level `" + level.Name + "`",
			Help:    "add the level to a pathway about a child, or widen its `from` or its `when`; where the family has to agree and may refuse, say with `if-refused` what follows",
		}
		p.tell(&f, least.witness)
		p.add(f)
	}
}
