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
			all = join(all, plain(" "), SaidAll(p.Refs, andOr(p.Or), from), more(p.More))
			bare = true
		}
	}
	if said := objects(d, "", bare, from); len(said) > 0 {
		all = join(all, plain(" "), said)
	}
	for _, prep := range [...]string{"to", "with", "from", "for"} {
		about := objects(d, prep, false, from)
		for _, p := range d.Parties {
			if p.Prep == prep {
				all = join(all, plain(" "+prep+" "), SaidAll(p.Refs, andOr(p.Or), from), more(p.More))
				if len(about) > 0 {
					all = join(all, plain(" and "), about)
					about = nil
				}
			}
		}
		if len(about) > 0 {
			say := prep
			if prep == "for" && d.Verb.Name == "ask" && !allGiven(d.Objects) {
				say = "about" // `ask parent for household`: for words about it
			}
			all = join(all, plain(" "+say+" "), about)
		}
	}
	var ways []string
	for _, w := range d.Ways {
		if w.Name != d.Verb.Name {
			ways = append(ways, way(w.Name))
		}
	}
	if len(ways) > 0 {
		all = join(all, plain(" "+Strings(ways, "or")))
	}
	return all
}

// DutyInShort says what is done and to what, where the duty stands in full
// elsewhere: the verb with its object, without the ways and those it goes to.
func DutyInShort(d *model.Duty, from *model.Thing) Pieces {
	short := *d
	short.Ways, short.Objects, short.Parties = nil, nil, nil
	for _, o := range d.Objects {
		if o.Prep == "" {
			o.More = nil
			short.Objects = append(short.Objects, o)
		}
	}
	for _, p := range d.Parties {
		if p.Prep == "" {
			p.More = nil
			short.Parties = append(short.Parties, p)
		}
	}
	if len(short.Objects)+len(short.Parties) == 0 {
		short.Objects, short.Parties = d.Objects, d.Parties
	}
	return Duty(&short, from)
}

// given are the matters that one is asked for, not asked about.
var given = wordSet("advice consent contact-details information minutes records report")

// allGiven says whether everything that a duty asks for is something to be given.
func allGiven(objects []model.Object) bool {
	for _, o := range objects {
		switch {
		case o.Prep != "for":
		case o.Text != nil && schema.Tells(o.Text.Text), o.Text == nil && o.Ref == nil && !given[o.Word.Name]:
			return false
		case o.Ref != nil && o.Ref.Thing != nil && o.Ref.Thing.Kind != "document" && o.Ref.Thing.Kind != "service":
			return false
		}
	}
	return true
}

// more says words that go on from a name: "support that the carer needs".
func more(text *model.Text) Pieces {
	if text == nil {
		return nil
	}
	return join(plain(" "), Text(*text))
}

func andOr(or bool) string {
	if or {
		return "or"
	}
	return "and"
}

func way(name string) string {
	if name == "in-person" {
		return "in person"
	}
	return "by " + schema.Label("way", name)
}

// objects says what a duty is about, behind a preposition or behind the verb.
// After whom one speaks to, matters need "about": `ask parent household` is "ask
// the parent about …"; quoted words that nothing joins to it stand in quotation
// marks then. Other verbs take a person and a thing as they are.
func objects(d *model.Duty, prep string, bare bool, from *model.Thing) Pieces {
	speaks := bare && talkers[d.Verb.Name]
	var parts []Pieces
	about := false
	for _, o := range d.Objects {
		if o.Prep != prep {
			continue
		}
		switch {
		case o.Ref != nil:
			parts = append(parts, join(Said(*o.Ref, from), more(o.More)))
			about = about || o.Ref.Thing != nil
		case o.Text != nil && speaks && !schema.Tells(o.Text.Text):
			parts = append(parts, join(plain("“"), Text(*o.Text), plain("”")))
		case o.Text != nil:
			parts = append(parts, Text(*o.Text))
		default:
			parts = append(parts, join(plain(Matter(o.Word.Name)), more(o.More)))
			about = true
		}
	}
	said := List(parts, andOr(d.Or))
	switch {
	case len(parts) == 0:
		return nil
	case speaks && about:
		return join(plain("about "), said)
	case bare && about && !givers[d.Verb.Name] && !talkers[d.Verb.Name]:
		return join(plain("and "), said)
	}
	return said
}

// talkers are the verbs of speaking, givers those that take a person and a
// thing: `give parent safe-storage`.
var (
	talkers = wordSet("ask tell telephone contact consult speak discuss explain update listen challenge chase")
	givers  = wordSet("give send offer")
)

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
