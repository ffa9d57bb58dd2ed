package document

import (
	"strconv"

	"concordat/compiler/model"
	"concordat/compiler/schema"
	"concordat/compiler/words"
)

// questions is the appendix of what is asked about a case: the folder's own
// questions, the shipped ones that it uses, and those that only a person can
// answer.
func (b *builder) questions() *section {
	s := &section{id: b.id("part.questions"), title: text("Questions about a case")}
	t := Table{ID: b.id("part.questions.table"), Caption: text("Questions that criteria and conditions rest on"), RowHeaders: true,
		Header: header("Question", "Answers, and when it is asked"), Widths: shares(58, 42)}
	b.citeQuestions()
	for _, q := range b.model.Of("question") {
		if !b.cited[q] && (q.Origin == model.Shipped || b.elsewhere("questions")) {
			continue
		}
		t.Rows = append(t.Rows, Row{ID: b.anchor(q), Cells: []Cell{b.question(q), b.answers(q)}})
	}
	if len(t.Rows) > 0 {
		s.add(paragraph("A question may stay unanswered; what is said of a case then is what is certain, and what is not ruled out." + b.judgementOnce(decisions)))
		s.add(t)
	}
	var judged List
	for _, j := range b.model.Judgements {
		if b.elsewhere("questions") && !b.judged[j.Words] {
			continue
		}
		judged.Items = append(judged.Items, ListItem{Blocks: []Block{paragraph(words.Upper(j.Words))}})
	}
	if len(judged.Items) > 0 {
		s.sub(&section{id: b.id("part.questions.judged"), title: text("Conditions that only a person can judge"), blocks: []Block{
			paragraph("Nothing computes these. The person who acts judges them, and records why."), judged}})
	}
	var never List
	for _, l := range b.model.CannotBe {
		if l.Condition != nil && (l.Owner == nil || l.Owner.Origin != model.Shipped) && b.printed(l.Condition) {
			never.Items = append(never.Items, ListItem{Blocks: []Block{Paragraph{Text: sentence(upper(b.pieces(words.Condition(l.Condition))))}}})
		}
	}
	if len(never.Items) > 0 {
		s.sub(&section{id: b.id("part.questions.never"), title: text("Answers that cannot go together"), blocks: []Block{never}})
	}
	return s
}

// citeQuestions adds the questions that decide whether a cited one is asked.
func (b *builder) citeQuestions() {
	for more := true; more; {
		more = false
		for _, q := range b.model.Of("question") {
			if !b.cited[q] || q.Answer == nil {
				continue
			}
			q.Answer.Applies.EachCondition(func(c *model.Condition) {
				if c.Ref != nil && c.Ref.Thing != nil && !b.cited[c.Ref.Thing] {
					b.cited[c.Ref.Thing] = true
					more = true
				}
			})
		}
	}
}

// printed says whether every question of a condition is in the table.
func (b *builder) printed(c *model.Condition) bool {
	if c.Ref != nil && c.Ref.Thing != nil && c.Ref.Thing.Origin == model.Shipped && !b.cited[c.Ref.Thing] {
		return false
	}
	for _, p := range c.Parts {
		if !b.printed(p) {
			return false
		}
	}
	return true
}

// question is what is asked, of whom, with the short name that conditions use.
func (b *builder) question(q *model.Thing) Cell {
	out := line(words.Title(q), " ", Mark{NeutralMark, spaced(q.Name)})
	if w := b.labels(q, "about"); len(w) > 0 {
		out = line(out, " (", w, ")")
	}
	if help := b.quoted(q, "help"); len(help) > 0 {
		return lines(out, upper(help))
	}
	return cell(out)
}

// answers are the answers of a question, which of them raise concern, and when it
// is asked, in one paragraph.
func (b *builder) answers(q *model.Thing) Cell {
	a := q.Answer
	if a == nil {
		return Cell{}
	}
	var said string
	switch a.Kind {
	case model.YesNo:
		said = "Yes or no"
	case model.WordAnswers:
		list := make([]string, len(a.Words))
		for i, w := range a.Words {
			list[i] = spaced(w.Name)
		}
		said = words.Upper(words.Strings(list, "or"))
	case model.Numbers:
		said = strconv.Itoa(a.Low) + " to " + strconv.Itoa(a.High) + " " + a.Unit
	}
	switch {
	case a.Risk == "rising" && a.Kind == model.YesNo:
		said += "; yes raises concern"
	case a.Risk == "rising":
		said += ", in order of rising risk"
	case a.Risk == "falling" && a.Kind == model.YesNo:
		said += "; yes lowers concern"
	case a.Risk == "falling":
		said += ", in order of falling risk"
	}
	out := text(said)
	if a.Applies != nil {
		out = line(out, ". Asked when ", b.pieces(words.Condition(a.Applies)))
	}
	return cell(out)
}

// literature is the other documents and the law that this one names. A
// threshold document beside a protocol has only what it names itself, and leaves
// what a form asks for to the protocol.
func (b *builder) literature() *section {
	s := &section{id: b.id("part.documents"), title: text("Documents and law")}
	t := Table{ID: b.id("part.documents.table"), Caption: text("Documents and law that this agreement names"), RowHeaders: true,
		Header: header("Document", "Kind, edition, and who keeps it"), Widths: shares(60, 40)}
	for _, x := range b.model.Things {
		switch {
		case x.Kind != "document" && x.Kind != "protocol" && x.Kind != "thresholds", x == b.doc:
			continue
		case (x.Origin != model.Own || b.elsewhere("documents")) && !b.cited[x] && !b.mentioned(x):
			continue
		}
		t.Rows = append(t.Rows, b.documentRow(x))
	}
	if len(t.Rows) > 0 {
		s.add(t)
	}
	if !b.elsewhere("documents") {
		s.sub(b.forms())
	}
	return s
}

func (b *builder) documentRow(x *model.Thing) Row {
	kind := b.labels(x, "kind")
	if x.Kind != "document" {
		kind = text(schema.Label("document-kind", x.Kind))
	}
	about := lines(line(strong(words.Title(x)), b.clause(x)), b.web(x))
	var notes leads
	notes.add("Where the two differ, this gives way to", b.refs(x, "yields-to"))
	notes.add("Now replaced by", b.refs(x, "replaced-by"))
	notes.add("Used by", b.refs(x, "used-by"))
	if l := x.Line("keep-for"); l != nil && l.Todo == nil {
		notes.add("Kept for", text(words.Duration(l.Duration)))
	}
	notes.add("Status", b.labels(x, "status"))
	about.Blocks = append(about.Blocks, notes.block()...)
	about.Blocks = append(about.Blocks, b.described(x)...)
	edition := b.quoted(x, "edition")
	if len(edition) == 0 {
		edition = b.value(x, "dated")
	}
	if len(edition) == 0 && x.Kind != "document" {
		edition = b.value(x, "version")
	}
	return Row{ID: b.anchor(x), Cells: []Cell{about, cell(joined(joined(joined(upper(kind), edition), b.refs(x, "publisher")), b.refs(x, "owner")))}}
}

// forms are what each form asks for.
func (b *builder) forms() *section {
	t := Table{ID: b.id("part.forms.table"), Caption: text("What the forms ask for"), RowHeaders: true,
		Header: header("Form", "What to fill in"), Widths: shares(24, 76)}
	for _, x := range b.of("document") {
		var c Cell
		for _, keyword := range []string{"required", "optional"} {
			var list List
			for _, l := range x.All(keyword) {
				if l.Todo != nil {
					list.Items = append(list.Items, ListItem{Blocks: []Block{Paragraph{Text: gapInline(l.Todo)}}})
				}
				for _, f := range l.Labels {
					list.Items = append(list.Items, ListItem{Blocks: []Block{Paragraph{Text: b.pieces(words.Text(f.Text))}}})
				}
			}
			if len(list.Items) > 0 && keyword == "optional" {
				c.Blocks = append(c.Blocks, paragraph("If it matters:"))
			}
			if len(list.Items) > 0 {
				c.Blocks = append(c.Blocks, list)
			}
		}
		if len(c.Blocks) > 0 {
			t.Rows = append(t.Rows, Row{Cells: []Cell{cell(b.name(x), b.clause(x)), c}})
		}
	}
	return tabled(b.id("part.forms"), "What the forms ask for", t)
}
