package rules

import (
	"slices"
	"strings"

	"concordat/compiler/model"
	"concordat/dsl/diag"
)

// own returns the folder's own things of some kinds: what findings are about. A
// `change` holds only what differs, so nothing is missing in it.
func (p *Pass) own(kinds ...string) []*model.Thing {
	var found []*model.Thing
	for _, t := range p.local(kinds...) {
		if t.Origin == model.Own && top(t).Kind != "change" {
			found = append(found, t)
		}
	}
	return found
}

// top returns the block of the top level that t stands in.
func top(t *model.Thing) *model.Thing {
	for t.Parent != nil {
		t = t.Parent
	}
	return t
}

// local returns the things of some kinds that do not ship with the compiler.
func (p *Pass) local(kinds ...string) []*model.Thing {
	if len(kinds) == 1 {
		return slices.Clip(p.kinds[kinds[0]])
	}
	var found []*model.Thing
	for _, t := range p.Things {
		if t.Origin != model.Shipped && slices.Contains(kinds, t.Kind) {
			found = append(found, t)
		}
	}
	return found
}

// lacks says that t has no such line at all. A line that is to be written or
// cannot be read is reported as that, and is not missing too.
func lacks(t *model.Thing, keyword string) bool {
	return !t.Partial && t.Todo == nil && t.Line(keyword) == nil
}

// unknown says that a name is declared nowhere, which is reported at the name.
// What it was meant to stand for is not missing too.
func unknown(r model.Ref) bool {
	return r.Thing == nil && r.Person == "" && r.Event == "" && !r.Any && !r.Todo
}

// unclear says that a name stands for nothing yet: it is unknown, or `todo`
// stands in its place.
func unclear(r model.Ref) bool { return r.Todo || unknown(r) }

// within says that t is outer or stands in it.
func within(t, outer *model.Thing) bool {
	for ; t != nil; t = t.Parent {
		if t == outer {
			return true
		}
	}
	return false
}

// called returns how a message names a thing.
func called(t *model.Thing) string {
	switch {
	case t == nil:
		return "it"
	case t.Kind == "stage":
		return "stage " + t.Name
	case t.Name != "":
		return "`" + t.Name + "`"
	case t.Title != "":
		return "“" + t.Title + "”"
	}
	return "this " + t.Kind
}

// place returns where a finding about a whole thing points: its name.
func place(t *model.Thing) diag.Span {
	if t.NameSpan.Source != nil {
		return t.NameSpan
	}
	return t.Head
}

// isChecked says whether the folder is held against one of some checklists. A
// rule is silent where a row of it asks the same at least as strongly.
func (p *Pass) isChecked(against ...string) bool {
	for _, d := range p.Documents() {
		for _, r := range d.Refs("checked-against") {
			if slices.Contains(against, r.Name) {
				return true
			}
		}
	}
	return false
}

// agencies returns the agencies that the folder can see, of a kind if one is
// given.
func (p *Pass) agencies(kind string) []*model.Thing {
	var found []*model.Thing
	for _, a := range p.local("agency") {
		if kind == "" || a.Word("kind") == kind {
			found = append(found, a)
		}
	}
	return found
}

// isAt says whether a name stands for an agency, or for a team, role or group of
// it. A name that is unknown or to be written may be just that agency.
func isAt(r model.Ref, agency *model.Thing) bool { return isAtWithin(r, agency, 4) }

func isAtWithin(r model.Ref, agency *model.Thing, depth int) bool {
	switch {
	case r.Any:
		return r.Where == nil || fits(agency, r.Where)
	case unclear(r):
		return true
	case r.Thing == nil || depth == 0:
		return false
	case r.Thing.Kind == "role":
		return anyRef(r.Thing.Refs("at"), func(at model.Ref) bool { return isAtWithin(at, agency, depth-1) })
	case r.Thing.Kind == "group":
		return anyRef(r.Thing.Refs("members"), func(m model.Ref) bool { return isAtWithin(m, agency, depth-1) })
	}
	return r.Thing.Agency() == agency
}

// isNamedAt is isAt, but for `any agency`.
func isNamedAt(r model.Ref, agency *model.Thing) bool { return !r.Any && isAt(r, agency) }

func anyRef(refs []model.Ref, holds func(model.Ref) bool) bool {
	for _, r := range refs {
		if holds(r) {
			return true
		}
	}
	return false
}

// kindIn says whether some name stands for an agency of a kind.
func (p *Pass) kindIn(refs []model.Ref, kinds ...string) bool {
	for _, k := range kinds {
		for _, a := range p.agencies(k) {
			if anyRef(refs, func(r model.Ref) bool { return isAt(r, a) }) {
				return true
			}
		}
	}
	return false
}

// fits says whether an agency is among `any agency where …`. What it cannot
// tell, it takes as fitting.
func fits(agency *model.Thing, where *model.Condition) bool {
	switch where.Op {
	case model.All:
		for _, c := range where.Parts {
			if !fits(agency, c) {
				return false
			}
		}
	case model.Any:
		for _, c := range where.Parts {
			if fits(agency, c) {
				return true
			}
		}
		return false
	case model.PathIs, model.PathIncludes:
		if len(where.Path) != 1 || len(where.Values) == 0 {
			return true
		}
		holds := false
		for _, v := range where.Values {
			holds = holds || agency.Is(where.Path[0], v.Word)
		}
		return holds != (where.Test == model.IsNot)
	}
	return true
}

// bearers returns the names whose agencies are bound by the duties that stand in
// t; all says that every agency is.
func bearers(t *model.Thing) (who []model.Ref, all bool) {
	switch t.Kind {
	case "agency", "team", "contract":
		return []model.Ref{{Thing: t}}, false
	case "role":
		return t.Refs("at"), false
	case "step":
		return t.Refs("by"), false
	case "share":
		return t.Refs("from"), false
	case "stage":
		return t.Refs("between"), false
	case "meeting":
		return append(append(t.Refs("chair"), t.Refs("with")...), t.Refs("minutes-by")...), false
	case "group":
		return t.Refs("members"), false
	case "protocol", "thresholds", "level", "escalation", "pathway":
		return nil, true
	}
	return nil, false
}

// binds says whether the duties that stand in t bind an agency.
func binds(t, agency *model.Thing) bool {
	who, all := bearers(t)
	return all || anyRef(who, func(r model.Ref) bool { return isAt(r, agency) })
}

// bindsByName says whether the duties that stand in t bind an agency that is
// itself named there, apart from what binds all.
func bindsByName(t, agency *model.Thing) bool {
	who, _ := bearers(t)
	return anyRef(who, func(r model.Ref) bool { return isNamedAt(r, agency) })
}

// standFor returns the agencies that names stand for, each once.
func (p *Pass) standFor(refs []model.Ref) []*model.Thing {
	var found []*model.Thing
	for _, r := range refs {
		all, known := p.places[r.Thing]
		if !known || r.Thing == nil {
			all = nil
			for _, a := range p.kinds["agency"] {
				if isAt(r, a) {
					all = append(all, a)
				}
			}
			if r.Thing != nil {
				p.places[r.Thing] = all
			}
		}
		for _, a := range all {
			if !slices.Contains(found, a) {
				found = append(found, a)
			}
		}
	}
	return found
}

// owes returns the musts and shoulds that bind an agency.
func (p *Pass) owes(agency *model.Thing) []*model.Line {
	var owed []*model.Line
	for _, t := range p.obliged {
		if binds(t.Thing, agency) {
			owed = append(owed, t.demands...)
		}
	}
	return owed
}

// demands returns the lines of t that tell somebody to do something: must and
// should.
func demands(t *model.Thing) []*model.Line {
	var found []*model.Line
	for _, l := range t.Duties() {
		if l.Duty.Modality == model.Must || l.Duty.Modality == model.Should {
			found = append(found, l)
		}
	}
	return found
}

// musts returns the lines of t that bind somebody to do something.
func musts(t *model.Thing) []*model.Line {
	var found []*model.Line
	for _, l := range t.Duties() {
		if l.Duty.Modality == model.Must {
			found = append(found, l)
		}
	}
	return found
}

// tells are the verbs by which one person lets another know.
var tells = set("tell telephone send share report contact respond confirm discuss explain write speak consult give notify provide update refer escalate agree decide challenge ask chase")

func set(list string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(list) {
		all[w] = true
	}
	return all
}

// parties returns everybody whom a duty names behind its verb.
func parties(d *model.Duty) []model.Ref {
	var all []model.Ref
	for _, p := range d.Parties {
		all = append(all, p.Refs...)
	}
	return all
}

// isLowest says that a level asks for nothing: it is marked `otherwise`, or has
// the lowest number.
func (p *Pass) isLowest(level *model.Thing) bool {
	if level.Has("otherwise") {
		return true
	}
	for _, l := range p.local("level") {
		if below(l, level) {
			return false
		}
	}
	return true
}

// below says that level a has a lower number than level b.
func below(a, b *model.Thing) bool {
	x, y := a.Line("number"), b.Line("number")
	if x == nil || y == nil || x.Bad || y.Bad {
		return false
	}
	if x.Number != y.Number {
		return x.Number < y.Number
	}
	return x.Letter < y.Letter
}

// isStatutory says that a level stands for a power in law, or lies above one
// that does.
func (p *Pass) isStatutory(level *model.Thing) bool {
	for _, l := range p.local("level") {
		if l.Has("statute") && (l == level || below(l, level)) {
			return true
		}
	}
	return false
}
