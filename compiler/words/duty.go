package words

import (
	"concordat/compiler/model"
	"concordat/compiler/schema"
)

// Duty says a duty sentence from its verb on, without its tail: "send the
// Multi-agency referral form to MASH by secure email or portal". The modality is
// left to the caller, who marks it. A list under the duty is not said.
func Duty(d *model.Duty, from *model.Thing) Pieces {
	if d == nil {
		return nil
	}
	if d.Words != nil {
		return Text(*d.Words)
	}
	all := plain(schema.Label("verb", d.Verb.Name))
	bare := false
	for _, p := range d.Parties {
		if p.Prep == "" {
			all = join(all, plain(" "), Refs(p.Refs, "and", from))
			bare = true
		}
	}
	if len(d.Objects) > 0 {
		all = join(all, plain(" "), objects(d, bare, from))
	}
	for _, p := range d.Parties {
		if p.Prep != "" {
			all = join(all, plain(" "+p.Prep+" "), Refs(p.Refs, "and", from))
		}
	}
	if len(d.Ways) > 0 {
		ways := make([]string, len(d.Ways))
		for i, w := range d.Ways {
			ways[i] = way(w.Name)
		}
		all = join(all, plain(" "+Strings(ways, "or")))
	}
	return all
}

func way(name string) string {
	if name == "in-person" {
		return "in person"
	}
	return "by " + schema.Label("way", name)
}

// objects says what a duty is about. After whom it is done to, matters need
// "about": `ask parent household` is "ask the parent about …".
func objects(d *model.Duty, bare bool, from *model.Thing) Pieces {
	parts := make([]Pieces, len(d.Objects))
	about := false
	for i, o := range d.Objects {
		switch {
		case o.Ref != nil:
			parts[i] = objectRef(*o.Ref, from)
		case o.Text != nil:
			parts[i] = Text(*o.Text)
		default:
			parts[i] = plain(Matter(o.Word.Name))
			about = true
		}
	}
	said := List(parts, "and")
	if bare && about {
		return join(plain("about "), said)
	}
	return said
}

// objectRef puts "the" before the common nouns among things: a form or a
// meeting is one of several, an agency has a proper name.
func objectRef(r model.Ref, from *model.Thing) Pieces {
	said := Ref(r, from)
	if r.Thing != nil && (r.Thing.Kind == "document" || r.Thing.Kind == "meeting") && len(r.Thing.Title) > 0 {
		return join(plain("the "), said)
	}
	return said
}

// Line says the duty of a line with its tail: time, case and reason.
func Line(l *model.Line) Pieces {
	if l.Todo != nil {
		return gap(l.Todo)
	}
	return join(Duty(l.Duty, l.Owner), Tail(l))
}

// Tail says the time, the case and the reason at the end of a line, with the
// space or comma before them.
func Tail(l *model.Line) Pieces {
	var all Pieces
	if said := Times(l.Times, l.Owner); len(said) > 0 {
		all = join(all, plain(" "), said)
	}
	if said := Case(l.Case); len(said) > 0 {
		all = join(all, plain(" "), said)
	}
	if said := Because(l.Because); len(said) > 0 {
		all = join(all, plain(", "), said)
	}
	return all
}

// Because says a reason.
func Because(b *model.Because) Pieces {
	if b == nil {
		return nil
	}
	if b.Word == "" {
		return join(plain("because "), Text(b.Text))
	}
	said := schema.Label("no-consent-reason", b.Word)
	if v := schema.VocabNamed("no-tell-reason"); v != nil && v.Has(b.Word) {
		said = schema.Label("no-tell-reason", b.Word)
	}
	if b.Text.Text != "" {
		return join(plain("because "+said+": "), Text(b.Text))
	}
	return plain("because " + said)
}

// Consent says a consent line: "written consent is needed for referral and
// assessment".
func Consent(l *model.Line) Pieces {
	if l.Todo != nil {
		return gap(l.Todo)
	}
	purposes := make([]string, len(l.Words))
	for i, w := range l.Words {
		purposes[i] = schema.Label("consent-purpose", w.Name)
	}
	var said Pieces
	switch l.Consent {
	case "required":
		said = plain("consent is needed")
	case "written":
		said = plain("written consent is needed")
	case "not-required":
		said = plain("consent is not needed")
	}
	if len(purposes) > 0 {
		said = join(said, plain(" for "+Strings(purposes, "and")))
	}
	if len(l.Refs) > 0 {
		said = join(said, plain(", from "), Refs(l.Refs, "and", l.Owner))
	}
	return join(said, Tail(l))
}
