package document

import (
	"concordat/compiler/model"
)

// authored are the author's sections that stand in this document, main text and
// appendices apart.
func (b *builder) authored() (main, back []*section) {
	for _, t := range b.model.Of("section") {
		if t.Parent != nil || t.Origin != model.Own || !b.standsHere(t) {
			continue
		}
		s := b.authorsSection(t)
		if t.Has("appendix") {
			back = append(back, s)
		} else {
			main = append(main, s)
		}
	}
	return main, back
}

func (b *builder) standsHere(t *model.Thing) bool {
	in := t.Refs("in")
	for _, r := range in {
		if r.Thing == b.doc {
			return true
		}
	}
	return len(in) == 0
}

func (b *builder) authorsSection(t *model.Thing) *section {
	s := &section{id: b.anchor(t), title: line(sectionTitle(t))}
	if a := t.Line("audience"); a != nil && len(a.Words) > 0 {
		s.add(paragraph("For: ", b.labels(t, "audience"), "."))
	}
	s.add(b.described(t)...)
	b.pull(t, s)
	for _, c := range t.Nested("section") {
		if b.standsHere(c) {
			s.sub(b.authorsSection(c))
		}
	}
	if s.empty() && !t.Has("shows") {
		s.add(Box{Kind: GapBox, Title: text("To be written"), Blocks: []Block{paragraph("This section has no text yet.")}})
	}
	return s
}

func sectionTitle(t *model.Thing) string {
	if t.Title != "" {
		return t.Title
	}
	return t.Name
}

// pull puts the parts that a section shows into it: a single one takes the
// section's heading, several have headings of their own.
func (b *builder) pull(t *model.Thing, s *section) {
	l := t.Line("shows")
	if l == nil {
		return
	}
	for _, w := range l.Words {
		if b.shown[w.Name] {
			continue
		}
		b.shown[w.Name] = true
		place := &section{}
		if len(l.Words) > 1 {
			s.subs = append(s.subs, place)
		}
		put := func() {
			p := b.part(w.Name)
			switch {
			case p.empty():
			case len(l.Words) == 1:
				s.add(p.blocks...)
				s.sub(p.subs...)
			default:
				*place = *p
			}
		}
		if in(w.Name, lateParts) {
			b.late = append(b.late, put)
		} else {
			put()
		}
	}
}
