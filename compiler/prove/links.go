package prove

import (
	"slices"

	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// links are the ways by which what one agency knows of a family comes to another.
type links struct {
	p     *prover
	to    [][]bool // from an agency to another
	doubt bool     // some of them are still to be written
}

func (p *prover) links() *links {
	n := len(p.r.Agencies)
	x := &links{p: p, to: make([][]bool, n), doubt: p.unwritten("S", "P", "A", "R", "M", "E")}
	for i := range x.to {
		x.to[i] = make([]bool, n)
	}
	for i := range p.r.Agencies {
		own := p.who.none()
		own[i] = logic.True
		eachOwnDuty(&p.r.Agencies[i], func(d *ruleset.Duty) { x.duty(own, d, nil) })
	}
	for i := range p.r.Roles {
		role := &p.r.Roles[i]
		x.duties(p.who.of(role.At, nil), role.Duties, nil)
	}
	for _, w := range p.ways() {
		x.join(w.from, w.to)
		x.duties(w.from, w.Duties, w.from)
		for i := range w.Steps {
			x.duties(p.who.of(w.Steps[i].By, w.from), w.Steps[i].Duties, w.from)
		}
	}
	for i := range p.r.Meetings {
		m := &p.r.Meetings[i]
		x.duties(p.who.named(m.Chair), m.Duties, nil)
	}
	for i := range p.r.Escalations {
		for j := range p.r.Escalations[i].Stages {
			s := &p.r.Escalations[i].Stages[j]
			x.duties(p.who.of(s.Between, nil), s.Duties, nil)
		}
	}
	for i := range p.r.Shares {
		s := &p.r.Shares[i]
		from := p.who.of(s.From, nil)
		x.join(from, p.who.of(s.To, nil))
		x.duties(from, s.Duties, from)
	}
	return x
}

// eachOwnDuty calls f for the duties in the block of an agency.
func eachOwnDuty(a *ruleset.Agency, f func(*ruleset.Duty)) {
	all := func(duties []ruleset.Duty) {
		for i := range duties {
			f(&duties[i])
		}
	}
	var teams func(ts []ruleset.Team)
	teams = func(ts []ruleset.Team) {
		for i := range ts {
			all(ts[i].Duties)
			teams(ts[i].Teams)
		}
	}
	all(a.Duties)
	teams(a.Teams)
	for i := range a.Contracts {
		all(a.Contracts[i].Duties)
	}
}

func (x *links) join(from, to set) {
	x.doubt = x.doubt || slices.Contains(from, logic.Unknown) || slices.Contains(to, logic.Unknown)
	for a := range from {
		for b := range to {
			if a != b && from.has(a) && to.has(b) {
				x.to[a][b] = true
			}
		}
	}
}

func (x *links) duties(actor set, duties []ruleset.Duty, referrer set) {
	for i := range duties {
		x.duty(actor, &duties[i], referrer)
	}
}

func (x *links) duty(actor set, d *ruleset.Duty, referrer set) {
	if d.Modality != "must" {
		return
	}
	for i := range d.Parties {
		if l := &d.Parties[i]; contacting[d.Verb] || l.How == "with" {
			x.join(actor, x.p.who.of(l.Who, referrer))
		}
	}
}

// unreachedAgency looks for agencies that owe something for a family and never hear
// of one.
func unreachedAgency(p *prover) {
	x := p.links()
	if x.doubt || len(p.r.Agencies) < 2 { // the only agency of an agreement has nobody to tell it
		return
	}
	for a := range p.r.Agencies {
		reached := slices.ContainsFunc(x.to, func(to []bool) bool { return to[a] })
		if owes := p.owes(a); reached || owes == "" {
			continue
		} else {
			agency := &p.r.Agencies[a]
			p.add(Finding{
				Code: "unreached-agency", Place: agency.Place,
				Message: "`" + agency.Name + "` has something to do (" + owes + "), and nobody ever tells it of a family",
				Help:    "add a `share` to it, or a duty such as `must tell " + agency.Name + " concern` in a step before",
			})
		}
	}
}

// owes says what an agency has to do that others have to tell it of first; "" for
// nothing.
func (p *prover) owes(a int) string {
	must := func(duties []ruleset.Duty) bool {
		return slices.ContainsFunc(duties, func(d ruleset.Duty) bool { return d.Modality == "must" })
	}
	for _, w := range p.ways() {
		for i := 1; i < len(w.Steps); i++ {
			if s := &w.Steps[i]; must(s.Duties) && p.who.of(s.By, nil).has(a) {
				return "step `" + s.Name + "` of `" + w.Name + "`"
			}
		}
	}
	for i := range p.r.Meetings {
		m := &p.r.Meetings[i]
		who := p.who.named(m.Chair)
		for j := range m.With {
			who.join(p.who.of(m.With[j].Who, nil))
		}
		if must(m.Duties) && who.has(a) {
			return "meeting `" + m.Name + "`"
		}
	}
	for i := range p.r.Escalations {
		for j := range p.r.Escalations[i].Stages {
			if s := &p.r.Escalations[i].Stages[j]; must(s.Duties) && p.who.of(s.Between, nil).has(a) {
				return "stage " + s.Name + " of `" + p.r.Escalations[i].Name + "`"
			}
		}
	}
	own := false
	eachOwnDuty(&p.r.Agencies[a], func(d *ruleset.Duty) { own = own || d.Modality == "must" })
	if own {
		return "duties of its own"
	}
	return ""
}

// singlePointOfFailure looks for agencies without which others lose touch, and
// which have nobody to stand in.
func singlePointOfFailure(p *prover) {
	x := p.links()
	if x.doubt {
		return
	}
	for a := range p.r.Agencies {
		one, two, apart := x.apart(a)
		if !apart {
			continue
		}
		agency := &p.r.Agencies[a]
		why := p.lonePost(a)
		var hour *hour
		if why == "" {
			if t := p.who.front(agency.Name); t == nil {
				why = "is no team that anybody could reach"
			} else if hour = p.silent(t.Name); hour != nil {
				why = "nobody answers " + hour.String()
			}
		}
		if why == "" {
			continue
		}
		f := Finding{
			Code: "single-point-of-failure", Place: agency.Place,
			Message: "`" + p.r.Agencies[one].Name + "` and `" + p.r.Agencies[two].Name + "` hear of each other through `" + agency.Name + "` alone, and there " + why,
			Help:    "let the two share directly, or give `" + agency.Name + "` cover: a `deputy` for each role that is named, and somebody who answers at every hour",
		}
		if hour != nil {
			f.Case = hour.onset()
		}
		p.add(f)
	}
}

// apart returns two agencies that are linked, directly or through others, and are
// not without a.
func (x *links) apart(a int) (one, two int, found bool) {
	with, without := x.parts(-1), x.parts(a)
	for one := range with {
		for two := one + 1; two < len(with); two++ {
			if one != a && two != a && with[one] == with[two] && without[one] != without[two] {
				return one, two, true
			}
		}
	}
	return 0, 0, false
}

// parts numbers the agencies that links connect, whichever way they run, alike.
func (x *links) parts(without int) []int {
	part := make([]int, len(x.to))
	for i := range part {
		part[i] = -1
	}
	var visit func(i, n int)
	visit = func(i, n int) {
		if i == without || part[i] >= 0 {
			return
		}
		part[i] = n
		for j := range x.to {
			if x.to[i][j] || x.to[j][i] {
				visit(j, n)
			}
		}
	}
	for i := range part {
		visit(i, i)
	}
	return part
}

// lonePost says which role of an agency has no deputy, of those that a step, a
// stage, a level or a rule for sharing names; "" for none.
func (p *prover) lonePost(a int) string {
	named := map[string]bool{}
	parties := func(ps []ruleset.Party) {
		for _, x := range ps {
			named[x.Name] = named[x.Name] || x.Kind == "role"
		}
	}
	duties := func(ds []ruleset.Duty) {
		for i := range ds {
			for _, l := range ds[i].Parties {
				parties(l.Who)
			}
		}
	}
	for i := range p.r.Pathways {
		for j := range p.r.Pathways[i].Steps {
			s := &p.r.Pathways[i].Steps[j]
			parties(s.By)
			duties(s.Duties)
		}
	}
	for i := range p.r.Escalations {
		for j := range p.r.Escalations[i].Stages {
			s := &p.r.Escalations[i].Stages[j]
			parties(s.Between)
			duties(s.Duties)
		}
	}
	for i := range p.r.Levels {
		for _, l := range p.r.Levels[i].Leads {
			named[l.Role] = true
		}
	}
	for i := range p.r.Shares {
		s := &p.r.Shares[i]
		parties(s.From)
		parties(s.To)
		duties(s.Duties)
	}
	for i := range p.r.Roles {
		role := &p.r.Roles[i]
		if named[role.Name] && len(role.Deputy) == 0 && p.worksAt(role, a) {
			return "`" + role.Name + "` has no deputy"
		}
	}
	return ""
}

// worksAt says that a role is one of an agency's own, and not one that every agency
// has.
func (p *prover) worksAt(role *ruleset.Role, a int) bool {
	return slices.ContainsFunc(role.At, func(at ruleset.Party) bool {
		n, ok := p.who.number[at.Name]
		return ok && n == a && (at.Kind == "agency" || at.Kind == "team")
	})
}
