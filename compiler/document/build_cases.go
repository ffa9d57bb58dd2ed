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
		Header: header("Question", "Short name", "Answers", "Asked when"), Widths: shares(40, 19, 24, 17)}
	b.citeQuestions()
	for _, q := range b.model.Of("question") {
		if q.Origin == model.Shipped && !b.cited[q] {
			continue
		}
		about := lines(text(words.Title(q)), upper(b.quoted(q, "help")))
		if w := b.labels(q, "about"); len(w) > 0 {
			about.Blocks = append(about.Blocks, paragraph("About ", w))
		}
		asked := text("Always")
		if q.Answer != nil && q.Answer.Applies != nil {
			asked = upper(b.pieces(words.Condition(q.Answer.Applies)))
		}
		t.Rows = append(t.Rows, Row{ID: b.anchor(q), Cells: []Cell{about, cell(spaced(q.Name)), b.answers(q), cell(asked)}})
	}
	if len(t.Rows) > 0 {
		s.add(paragraph("A question may stay unanswered; what is said of a case then is what is certain, and what is not ruled out. " + judgementSentence))
		s.add(t)
	}
	var judged List
	for _, j := range b.model.Judgements {
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
	c := lines(text(said))
	switch {
	case a.Risk == "rising" && a.Kind == model.YesNo:
		c.Blocks = append(c.Blocks, paragraph("Yes raises concern"))
	case a.Risk == "rising":
		c.Blocks = append(c.Blocks, paragraph("In order of rising risk"))
	case a.Risk == "falling" && a.Kind == model.YesNo:
		c.Blocks = append(c.Blocks, paragraph("Yes lowers concern"))
	case a.Risk == "falling":
		c.Blocks = append(c.Blocks, paragraph("In order of falling risk"))
	}
	return c
}

// scenarios are the worked examples, each a family and what this agreement says
// of it.
func (b *builder) scenarios() *section {
	s := &section{id: b.id("part.scenarios"), title: text("Worked examples")}
	all := b.of("scenario")
	if len(all) == 0 {
		return s
	}
	s.add(paragraph("These families are made up. The examples show what the agreement says of a case. " + judgementSentence))
	for _, x := range all {
		s.sub(b.scenario(x))
	}
	return s
}

func (b *builder) scenario(x *model.Thing) *section {
	s := &section{id: b.anchor(x), title: b.titled(x)}
	s.add(b.prose(x)...)
	t := Table{Caption: text("Worked example: " + words.Title(x)), RowHeaders: true, Widths: shares(3, 7)}
	row := func(title string, c Cell) {
		if len(c.Blocks) > 0 {
			t.Rows = append(t.Rows, Row{Cells: []Cell{cell(title), c}})
		}
	}
	if l := x.Line("at"); l != nil && !l.Date.IsZero() {
		at := words.Date(l.Date)
		if l.Clock >= 0 {
			at += ", " + words.Clock(l.Clock)
		}
		row("When", cell(at))
	}
	row("Who asks", cell(b.refs(x, "from")))
	row("What is known", b.family(x))
	for _, a := range x.Nested("answer") {
		for _, l := range a.Lines {
			row(answerLabels[l.Keyword], cell(b.answerValue(l)))
		}
		t.Rows = mergeRows(t.Rows)
	}
	if len(t.Rows) > 0 {
		s.add(t)
	}
	s.add(gaps(x)...)
	s.add(b.sources(x)...)
	if s.empty() {
		s.add(Box{Kind: GapBox, Title: text("To be written"), Blocks: []Block{paragraph("This example is not worked out yet.")}})
	}
	return s
}

var answerLabels = map[string]string{
	"level": "Level", "not-ruled-out": "Not ruled out", "consider": "Think about", "lead": "Lead", "pathway": "Pathways that are open",
	"no-pathway": "Pathways that are not open", "share": "What may be shared", "no-share": "What may not be shared",
	"ask": "Ask next", "due": "Due",
}

// mergeRows joins rows with the same heading, such as several due lines.
func mergeRows(rows []Row) []Row {
	var out []Row
	for _, r := range rows {
		if n := len(out); n > 0 && firstText(out[n-1].Cells[0]) == firstText(r.Cells[0]) {
			out[n-1].Cells[1].Blocks = append(out[n-1].Cells[1].Blocks, r.Cells[1].Blocks...)
			continue
		}
		out = append(out, r)
	}
	return out
}

func firstText(c Cell) string {
	for _, b := range c.Blocks {
		if p, ok := b.(Paragraph); ok {
			return plainText(p.Text)
		}
	}
	return ""
}

func (b *builder) answerValue(l *model.Line) []Inline {
	switch {
	case l.Todo != nil:
		return gapInline(l.Todo)
	case l.Keyword == "level" && l.AtLeast:
		return line("At least ", b.pieces(words.Refs(l.Refs, "or", nil)))
	case l.Keyword == "due":
		out := b.pieces(words.Refs(l.Refs, "and", nil))
		out = line(out, ": by ", words.Date(l.Date))
		if l.Clock > 0 {
			out = line(out, ", ", words.Clock(l.Clock))
		}
		return out
	}
	return b.names(l.Refs)
}

func (b *builder) family(x *model.Thing) Cell {
	var list List
	given := x.Given
	for _, f := range x.Nested("family") {
		given = append(given[:len(given):len(given)], f.Given...)
	}
	for _, g := range given {
		list.Items = append(list.Items, ListItem{Blocks: []Block{Paragraph{Text: b.given(g)}}})
	}
	if len(list.Items) == 0 {
		return Cell{}
	}
	c := Cell{[]Block{list}}
	if x.Is("rest", "quiet") {
		c.Blocks = append(c.Blocks, paragraph("Nothing else gives cause for concern."))
	} else {
		c.Blocks = append(c.Blocks, paragraph("Nothing else is known."))
	}
	return c
}

func (b *builder) given(g model.Given) []Inline {
	if g.Question == nil {
		return nil
	}
	c := &model.Condition{Op: model.Question, Ref: g.Question, Test: model.Is, Values: g.Values}
	if g.Question.Thing == nil {
		return text(spaced(g.Question.Name))
	}
	if g.Not {
		c = &model.Condition{Op: model.Not, Parts: []*model.Condition{c}}
	}
	return upper(b.pieces(words.Condition(c)))
}

// documents are the other documents and the law that this one names.
func (b *builder) documents() *section {
	s := &section{id: b.id("part.documents"), title: text("Documents and law")}
	t := Table{ID: b.id("part.documents.table"), Caption: text("Documents and law that this agreement names"), RowHeaders: true,
		Header: header("Document", "Kind", "Edition", "Published or kept by"), Widths: shares(44, 16, 16, 24)}
	for _, x := range b.model.Things {
		switch {
		case x.Kind != "document" && x.Kind != "protocol" && x.Kind != "thresholds", x == b.doc:
			continue
		case x.Origin != model.Own && !b.cited[x] && !b.mentioned(x):
			continue
		}
		t.Rows = append(t.Rows, b.documentRow(x))
	}
	if len(t.Rows) > 0 {
		s.add(t)
	}
	for _, x := range b.of("document") {
		s.sub(b.form(x))
	}
	return s
}

func (b *builder) documentRow(x *model.Thing) Row {
	kind := b.labels(x, "kind")
	if x.Kind != "document" {
		kind = text(schema.Label("document-kind", x.Kind))
	}
	about := lines(line(strong(words.Title(x)), b.clause(x)), b.web(x))
	note := func(lead, keyword string) {
		if v := b.refs(x, keyword); len(v) > 0 {
			about.Blocks = append(about.Blocks, paragraph(lead, v))
		}
	}
	note("Where the two differ, this gives way to ", "yields-to")
	note("Now replaced by ", "replaced-by")
	note("Used by ", "used-by")
	if l := x.Line("keep-for"); l != nil && l.Todo == nil {
		about.Blocks = append(about.Blocks, paragraph("Kept for "+words.Duration(l.Duration)))
	}
	if st := b.labels(x, "status"); len(st) > 0 {
		about.Blocks = append(about.Blocks, paragraph("Status: ", st))
	}
	about.Blocks = append(about.Blocks, b.described(x)...)
	edition := b.quoted(x, "edition")
	if len(edition) == 0 {
		edition = b.value(x, "dated")
	}
	if len(edition) == 0 && x.Kind != "document" {
		edition = b.value(x, "version")
	}
	return Row{ID: b.anchor(x), Cells: []Cell{about, cell(upper(kind)), cell(edition), lines(b.refs(x, "publisher"), b.refs(x, "owner"))}}
}

// form lists what a form asks for.
func (b *builder) form(x *model.Thing) *section {
	s := &section{id: b.id(b.to(x) + ".fields"), title: text("What to fill in: " + words.Title(x))}
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
		if len(list.Items) > 0 {
			lead := map[string]string{"required": "Has to be filled in:", "optional": "May be filled in:"}[keyword]
			s.add(paragraph(lead), list)
		}
	}
	return s
}
