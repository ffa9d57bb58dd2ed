package document

import (
	"strconv"

	"concordat/compiler/model"
	"concordat/compiler/words"
)

// services is the directory of help, one card a service in a table.
func (b *builder) services() *section {
	s := &section{id: b.id("part.services"), title: text("Services that families can be offered")}
	t := Table{ID: b.id("part.services.table"), Caption: text("Directory of services"), RowHeaders: true,
		Header: header("Service", "For", "What it offers", "How to get it"), Widths: shares(24, 26, 25, 25)}
	for _, x := range b.of("service") {
		t.Rows = append(t.Rows, Row{ID: b.anchor(x), Cells: []Cell{
			lines(line(strong(words.Title(x)), b.clause(x)), b.refs(x, "by")), b.serviceFor(x),
			lines(upper(b.quoted(x, "offers")), b.languages(x)), b.access(x)}})
	}
	if len(t.Rows) > 0 {
		s.add(t)
	}
	s.add(b.notes(b.of("service"))...)
	return s
}

// notes are the prose, gaps and sources of things that a table lists.
func (b *builder) notes(things []*model.Thing) []Block {
	var out []Block
	for _, t := range things {
		if about := b.described(t); len(about) > 0 {
			out = append(out, paragraph(Strong(b.name(t))))
			out = append(out, about...)
		}
	}
	return out
}

func (b *builder) serviceFor(x *model.Thing) Cell {
	c := lines(b.levelNames(x), upper(b.labels(x, "about")), b.ages(x), upper(b.quoted(x, "for")))
	c.Blocks = append(c.Blocks, b.conditionBlocks("When", "", x.Line("when"))...)
	return c
}

func (b *builder) ages(x *model.Thing) []Inline {
	l := x.Line("ages")
	switch {
	case l == nil:
		return nil
	case l.Todo != nil:
		return gapInline(l.Todo)
	}
	unit := l.Unit
	if unit == "" {
		unit = "years"
	}
	return text("Ages " + strconv.Itoa(l.Low) + " to " + strconv.Itoa(l.High) + " " + unit)
}

func (b *builder) languages(x *model.Thing) []Inline {
	if l := b.quoted(x, "languages"); len(l) > 0 {
		return line("In ", l)
	}
	return nil
}

func (b *builder) access(x *model.Thing) Cell {
	c := lines(upper(b.quoted(x, "access")))
	if l := x.Line("contact"); l != nil {
		c.Blocks = append(c.Blocks, paragraph("Ask ", b.refs(x, "contact"), b.phonesOf(l.Refs)))
	}
	if l := x.Line("hours"); l != nil {
		c.Blocks = append(c.Blocks, b.hoursCell(x, "hours").Blocks...)
	}
	if w := b.quoted(x, "wait"); len(w) > 0 {
		c.Blocks = append(c.Blocks, paragraph("Wait: ", w))
	}
	return c
}

// joined puts a semicolon between two things said, if both are.
func joined(x, y []Inline) []Inline {
	switch {
	case len(x) == 0:
		return upper(y)
	case len(y) == 0:
		return x
	}
	return line(x, "; ", y)
}

// training is the courses.
func (b *builder) training() *section {
	s := &section{id: b.id("part.training"), title: text("Training")}
	t := Table{ID: b.id("part.training.table"), Caption: text("Training that the agencies give and take together"), RowHeaders: true,
		Header: header("Course", "For whom, by whom, how often, and how its effect is measured"), Widths: shares(36, 64)}
	for _, x := range b.of("training") {
		about := line(strong(words.Title(x)), b.clause(x))
		if x.Has("strength") {
			w := x.Word("strength")
			about = line(about, " ", Mark{modalityMarks[model.Modality(w)], w})
		}
		var who leads
		who.add("For", b.namesOrGap(x, "audience"))
		who.add("By", b.namesOrGap(x, "by"))
		who.add("Commissioned by", b.namesOrGap(x, "commissioned-by"))
		who.add("Held", b.meets(x, "held"))
		who.add("Measured by", b.quoted(x, "measured-by"))
		t.Rows = append(t.Rows, Row{ID: b.anchor(x), Cells: []Cell{
			lines(about, joined(upper(b.labels(x, "topic")), b.quoted(x, "method"))), {who.block()}}})
	}
	if len(t.Rows) > 0 {
		s.add(t)
	}
	s.add(b.notes(b.of("training"))...)
	return s
}

// audits are the regular looks at how the agreement works.
func (b *builder) audits() *section {
	s := &section{id: b.id("part.audit"), title: text("Audit and evaluation")}
	t := Table{ID: b.id("part.audit.table"), Caption: text("How the agencies look at their work under this agreement"), RowHeaders: true,
		Header: header("Audit", "Who, how often, how, and what it measures"), Widths: shares(32, 68)}
	for _, x := range b.of("audit") {
		var who, how leads
		who.add("By", b.namesOrGap(x, "by"))
		who.add("Held", b.meets(x, "held"))
		who.add("Reports to", b.namesOrGap(x, "reports-to"))
		how.add("How", b.quoted(x, "how"))
		how.add("Measures", b.quoted(x, "measures"))
		t.Rows = append(t.Rows, Row{ID: b.anchor(x), Cells: []Cell{
			lines(line(strong(words.Title(x)), b.clause(x)), joined(upper(b.labels(x, "kind")), b.labels(x, "topic"))),
			{append(who.block(), how.block()...)}}})
	}
	if len(t.Rows) > 0 {
		s.add(t)
	}
	s.add(b.notes(b.of("audit"))...)
	return s
}

// plans are what is done to put the agreement into practice.
func (b *builder) plans() *section {
	s := &section{id: b.id("part.plan"), title: text("Putting this agreement into practice")}
	for _, p := range b.of("plan") {
		sub := &section{id: b.anchor(p), title: b.titled(p)}
		if o := b.refs(p, "owner"); len(o) > 0 {
			sub.add(Paragraph{Text: sentence("Owner: ", o)})
		}
		sub.add(b.described(p)...)
		t := Table{Caption: text("Actions: " + words.Title(p)), RowHeaders: true, Header: header("Action", "By", "Until"), Widths: shares(50, 30, 20)}
		for _, l := range p.All("action") {
			if l.Todo != nil {
				t.Rows = append(t.Rows, Row{Cells: []Cell{cell(gapInline(l.Todo)), {}, {}}})
				continue
			}
			var what []Inline
			for _, x := range l.Texts {
				what = line(what, b.pieces(words.Text(x)))
			}
			until := l.Until
			if until.IsZero() {
				until = l.Date
			}
			t.Rows = append(t.Rows, Row{Cells: []Cell{cell(what), cell(b.names(l.Refs)), cell(words.Date(until))}})
		}
		if len(t.Rows) > 0 {
			sub.add(t)
		}
		s.sub(sub)
	}
	return s
}
