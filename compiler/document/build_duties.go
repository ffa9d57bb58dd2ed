package document

import (
	"concordat/compiler/model"
	"concordat/compiler/words"
)

// owed is a place that gives an agency duties, and how the agency comes by them.
type owed struct {
	from   *model.Thing
	as     *model.Thing // the role or team that acts; nil for the agency itself
	duties []*model.Line
}

// duties are the agencies, each with what it has to do wherever the agreement
// says so.
func (b *builder) duties() *section {
	s := &section{id: b.id("part.duties"), title: text("What each agency does")}
	if common := b.doc.Duties(); len(common) > 0 {
		s.sub(&section{id: b.id("part.duties.everyone"), title: text("Everyone"), blocks: []Block{b.dutyList(common)}})
	}
	for _, a := range b.of("agency") {
		s.sub(b.agency(a))
	}
	s.sub(b.anyAgency())
	return s
}

func (b *builder) agency(a *model.Thing) *section {
	s := &section{id: b.anchor(a), title: b.titled(a)}
	t := Table{Caption: text("About " + words.Title(a)), RowHeaders: true, Widths: shares(3, 7)}
	row := func(title string, value []Inline) {
		if len(value) > 0 {
			t.Rows = append(t.Rows, Row{Cells: []Cell{cell(title), cell(value)}})
		}
	}
	row("Kind", upper(b.labels(a, "kind")))
	row("Serves", upper(b.labels(a, "serves")))
	row("Offers", upper(b.quoted(a, "offers")))
	row("Also known as", b.quoted(a, "also-known-as"))
	row("Own policies", b.refs(a, "policies"))
	if len(t.Rows) > 0 {
		s.add(t)
	}
	s.add(b.described(a)...)
	for _, o := range b.owedBy(a) {
		s.add(Paragraph{Text: line(Strong(b.owedTitle(a, o)))}, b.dutyList(o.duties))
	}
	for _, c := range a.Nested("contract") {
		s.sub(b.contract(c))
	}
	if s.empty() {
		s.add(paragraph("This agreement gives no duty to this agency yet."))
	}
	return s
}

func (b *builder) owedTitle(a *model.Thing, o owed) []Inline {
	switch {
	case o.from == a:
		return text("Throughout")
	case o.from == o.as:
		return b.name(o.as)
	case o.as != nil:
		return line(b.place(o.from), ", as ", b.name(o.as))
	}
	return b.place(o.from)
}

// owedBy collects the duties of an agency: its own, its teams', its roles', and
// those of the steps, meetings and shares in which it acts.
func (b *builder) owedBy(a *model.Thing) []owed {
	var all []owed
	add := func(from, as *model.Thing) {
		if d := from.Duties(); len(d) > 0 {
			all = append(all, owed{from, as, d})
		}
	}
	add(a, nil)
	for _, t := range b.of("team") {
		if t.Agency() == a {
			add(t, t)
		}
	}
	for _, r := range b.of("role") {
		if r.Agency() == a {
			add(r, r)
		}
	}
	acts := map[string]string{"step": "by", "meeting": "chair", "share": "from"}
	for _, t := range b.model.Things {
		keyword := acts[t.Kind]
		if keyword == "" || t.Origin == model.Shipped {
			continue
		}
		for _, r := range t.Refs(keyword) {
			if r.Thing != nil && r.Thing.Agency() == a {
				as := r.Thing
				if as == a {
					as = nil
				}
				add(t, as)
				break
			}
		}
	}
	return all
}

// anyAgency are the steps that fall to whoever refers, or to any agency.
func (b *builder) anyAgency() *section {
	s := &section{id: b.id("part.duties.referrer"), title: text("Whoever refers a family")}
	for _, t := range b.of("step") {
		for _, r := range t.Refs("by") {
			if (r.Person == "referrer" || r.Any) && len(t.Duties()) > 0 {
				s.add(Paragraph{Text: line(Strong(b.place(t)))}, b.dutyList(t.Duties()))
				break
			}
		}
	}
	return s
}

func (b *builder) contract(c *model.Thing) *section {
	s := &section{id: b.anchor(c), title: line("Contract: ", b.titled(c))}
	if s.id == "" {
		s.id = b.id(c.Parent.Name + ".contract")
	}
	s.add(b.described(c)...)
	if duties := c.Duties(); len(duties) > 0 {
		s.add(b.dutyList(duties))
	}
	for _, l := range c.All("monitored-by") {
		s.add(Paragraph{Text: sentence("Monitored by ", b.overseen(l))})
	}
	if s.empty() {
		s.add(paragraph("Nothing is said of this contract yet."))
	}
	return s
}

// overseen says who checks, how often and how.
func (b *builder) overseen(l *model.Line) []Inline {
	if l.Todo != nil {
		return gapInline(l.Todo)
	}
	out := b.pieces(words.Refs(l.Refs, "and", l.Owner))
	if len(l.Times) > 0 {
		out = line(out, " ", b.pieces(words.Times(l.Times, l.Owner)))
	}
	for _, x := range l.Texts {
		out = line(out, ", by ", b.pieces(words.Text(x)))
	}
	return out
}
