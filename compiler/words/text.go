package words

import (
	"concordat/compiler/model"
	"concordat/compiler/schema"
)

// Text says a quoted text, with the value of each reference in its place.
func Text(t model.Text) Pieces {
	return WithRefs(t.Text, t.Refs)
}

// WithRefs says a text with the value of each reference in its place.
func WithRefs(text string, refs []model.TextRef) Pieces {
	var all Pieces
	at := 0
	for _, r := range refs {
		if r.Start < at || r.End > len(text) || r.Start > r.End {
			continue
		}
		all = join(all, plain(text[at:r.Start]), TextRef(r))
		at = r.End
	}
	return join(all, plain(text[at:]))
}

// TextRef says what a `{name}` prints: the title, or the value of a line.
func TextRef(r model.TextRef) Pieces {
	if r.Thing == nil {
		return Pieces{{Kind: Gap, Text: "unknown name"}}
	}
	if r.Field == "" {
		return ThingName(r.Thing)
	}
	l := r.Thing.Line(r.Field)
	if l == nil {
		return Pieces{{Kind: Gap, Text: Title(r.Thing) + ": " + spaced(r.Field) + " not given"}}
	}
	said := Values(l)
	// A value leads to the thing that holds it, unless it names things itself.
	for _, p := range said {
		if p.Kind != Plain {
			return said
		}
	}
	return Pieces{{Kind: Name, Text: said.String(), Thing: r.Thing}}
}

// Values says the value of any line, whatever its phrase, with its tail.
func Values(l *model.Line) Pieces {
	if l == nil {
		return nil
	}
	if l.Todo != nil {
		return gap(l.Todo)
	}
	switch {
	case l.Bad:
		return Pieces{{Kind: Gap, Text: "not readable"}}
	case l.Duty != nil:
		return Line(l)
	case l.Consent != "":
		return Consent(l)
	case l.Condition != nil:
		return Condition(l.Condition)
	case l.Hours != nil:
		return separatedPieces(Hours(l.Hours), "; ", "; ")
	}
	var parts []Pieces
	for _, t := range l.Texts {
		parts = append(parts, Text(t))
	}
	vocab := vocabFor(l)
	for _, w := range l.Words {
		parts = append(parts, plain(schema.Label(vocab, w.Name)))
	}
	for _, r := range l.Refs {
		parts = append(parts, Ref(r, l.Owner))
	}
	switch {
	case l.Letter != "" || l.Number != 0:
		number := l.Letter
		if l.Number != 0 {
			number = itoa(l.Number) + l.Letter
		}
		parts = append(parts, plain(number))
	case !l.Duration.IsZero():
		parts = append(parts, plain(Duration(l.Duration)))
	case !l.Date.IsZero():
		parts = append([]Pieces{plain(Date(l.Date))}, parts...)
	}
	for _, t := range l.Labels {
		parts = append(parts, Text(t.Text))
	}
	said := List(parts, "and")
	if len(l.To) > 0 {
		said = join(said, plain(" to "), Refs(l.To, "or", l.Owner))
	}
	if len(said) == 0 {
		tail := Tail(l)
		if len(tail) > 0 && len(tail[0].Text) > 0 && tail[0].Text[0] == ' ' {
			tail[0].Text = tail[0].Text[1:]
		}
		if len(tail) == 0 {
			return plain("yes")
		}
		return tail
	}
	return join(said, Tail(l))
}

func vocabFor(l *model.Line) string {
	if l.Owner == nil {
		return ""
	}
	if k := schema.KindNamed(l.Owner.Kind); k != nil {
		if e := k.Entry(l.Keyword); e != nil {
			return e.Vocab
		}
	}
	return ""
}
