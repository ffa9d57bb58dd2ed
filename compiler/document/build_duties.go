package document

import (
	"concordat/compiler/model"
	"concordat/compiler/words"
)

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
	if own := a.Duties(); len(own) > 0 {
		s.add(b.dutyList(own))
	}
	for _, kind := range []string{"team", "role"} {
		for _, t := range b.of(kind) {
			if own := t.Duties(); len(own) > 0 && t.Agency() == a {
				s.add(paragraph(Strong(b.name(t))), b.dutyList(own))
			}
		}
	}
	if t := b.actsIn(a); len(t.Rows) > 0 {
		s.add(t)
	}
	for _, c := range a.Nested("contract") {
		s.sub(b.contract(c))
	}
	if s.empty() {
		s.add(paragraph("This agreement gives no duty to this agency yet."))
	}
	return s
}

// actsIn are the steps, meetings and sharing rules in which an agency acts, each
// with the role that acts and the time it has. What is to be done stands there,
// once.
func (b *builder) actsIn(a *model.Thing) Table {
	t := Table{Caption: text("Where " + words.Title(a) + " acts"), RowHeaders: true,
		Header: header("Step, meeting or rule", "Who acts", "Time"), Widths: shares(46, 27, 27)}
	acts := map[string]string{"step": "by", "meeting": "chair", "share": "from"}
	for _, x := range b.model.Things {
		keyword := acts[x.Kind]
		if keyword == "" || x.Origin == model.Shipped {
			continue
		}
		for _, r := range x.Refs(keyword) {
			if r.Thing == nil || r.Thing.Agency() != a {
				continue
			}
			who := b.name(r.Thing)
			if keyword == "chair" {
				who = line(who, ", in the chair")
			}
			when := b.clock(x)
			if keyword == "chair" {
				when = upper(b.meets(x, "held"))
			}
			t.Rows = append(t.Rows, Row{Cells: []Cell{cell(b.placeTitled(x)), cell(who), cell(when)}})
			break
		}
	}
	return t
}

// placeTitled is [builder.place] with the title of a step.
func (b *builder) placeTitled(t *model.Thing) []Inline {
	if t.Kind == "step" {
		return line(words.Title(t.Parent), ", ", Link{To: b.to(t), Text: text("step " + words.Number(t) + ": " + words.Title(t))}, b.clause(t))
	}
	return b.place(t)
}

// anyAgency are the steps that fall to whoever refers, or to any agency.
func (b *builder) anyAgency() *section {
	s := &section{id: b.id("part.duties.referrer"), title: text("Whoever refers a family")}
	t := Table{ID: b.id("part.duties.referrer.table"), Caption: text("What falls to whoever refers"), RowHeaders: true,
		Header: header("Step", "Time"), Widths: shares(65, 35)}
	for _, x := range b.of("step") {
		for _, r := range x.Refs("by") {
			if r.Person == "referrer" || r.Any {
				t.Rows = append(t.Rows, Row{Cells: []Cell{cell(b.placeTitled(x)), cell(b.clock(x))}})
				break
			}
		}
	}
	if len(t.Rows) > 0 {
		s.add(t)
	}
	return s
}

func (b *builder) contract(c *model.Thing) *section {
	s := &section{id: b.anchor(c), title: line("Contract: ", b.titled(c))}
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
