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

// scenarios are the worked examples, each a family and what this agreement says
// of it. A threshold document beside a protocol has only what they say of levels.
func (b *builder) scenarios() *section {
	s := &section{id: b.id("part.scenarios"), title: text("Worked examples")}
	short := b.elsewhere("scenarios")
	t := Table{ID: b.id("part.scenarios.table"), Caption: text("Made-up families, and what this agreement says of them"), RowHeaders: true,
		Header: header("Family", "What is known", "What the agreement says"), Widths: shares(25, 39, 36)}
	for _, x := range b.of("scenario") {
		c := b.answersOf(x, short)
		if short && len(c.Blocks) == 0 {
			continue
		}
		if len(c.Blocks) == 0 {
			c = cell(Mark{GapMark, words.ToBeWritten}, " This example is not worked out yet.")
		}
		t.Rows = append(t.Rows, Row{ID: b.anchor(x), Cells: []Cell{b.aboutScenario(x, short), b.family(x), c}})
	}
	if len(t.Rows) > 0 {
		s.add(paragraph("These families are made up. The examples show what the agreement says of a case."+b.judgementOnce(examples)), t)
	}
	return s
}

func (b *builder) aboutScenario(x *model.Thing, short bool) Cell {
	if short {
		return cell(b.otherLink(b.at[x], words.Title(x)), b.clause(x))
	}
	c := cell(strong(words.Title(x)), b.clause(x))
	if from := b.refs(x, "from"); len(from) > 0 {
		c.Blocks = append(c.Blocks, paragraph("Asked by ", from))
	}
	if l := x.Line("at"); l != nil && !l.Date.IsZero() {
		at := words.Date(l.Date)
		if l.Clock >= 0 {
			at += ", " + words.Clock(l.Clock)
		}
		c.Blocks = append(c.Blocks, paragraph(at))
	}
	c.Blocks = append(c.Blocks, b.prose(x)...)
	c.Blocks = append(c.Blocks, gaps(x)...)
	if src := b.quoted(x, "source"); len(src) > 0 {
		c.Blocks = append(c.Blocks, paragraph(src))
	}
	return c
}

var answerLabels = map[string]string{
	"level": "Level", "not-ruled-out": "Not ruled out", "consider": "Think about", "no-consider": "No cause to think about", "lead": "Lead", "pathway": "Pathways that are open",
	"no-pathway": "Pathways that are not open", "share": "What may be shared", "no-share": "What may not be shared",
	"ask": "Ask next", "due": "Due", "first": "First", "consent": "Consent", "accepted": "Accepted", "not-accepted": "Not accepted", "contact": "Who answers",
	"step": "Steps", "no-step": "Steps that are not needed", "tell": "Who is told", "no-tell": "Who is not told",
}

var levelAnswers = []string{"level", "not-ruled-out", "consider", "no-consider"}

// answersOf is what the agreement says of a family, a paragraph for each sort of
// answer.
func (b *builder) answersOf(x *model.Thing, levels bool) Cell {
	var c Cell
	var last string
	var said []Inline
	flush := func() {
		if last != "" {
			c.Blocks = append(c.Blocks, Paragraph{Text: sentence(strong(last+": "), said)})
		}
		last, said = "", nil
	}
	for _, a := range x.Nested("answer") {
		for _, l := range a.Lines {
			if levels && !in(l.Keyword, levelAnswers) {
				continue
			}
			if label := answerLabels[l.Keyword]; label != last {
				flush()
				last = label
			} else {
				said = line(said, "; ")
			}
			said = line(said, b.answerValue(l))
		}
	}
	flush()
	return c
}

func (b *builder) answerValue(l *model.Line) []Inline {
	switch {
	case l.Todo != nil:
		return gapInline(l.Todo)
	case l.Keyword == "level" && l.AtLeast:
		return line("At least ", b.pieces(words.Refs(l.Refs, "or", nil)))
	case l.Consent != "":
		purposes := make([]string, len(l.Words))
		for i, w := range l.Words {
			purposes[i] = schema.Label("consent-purpose", w.Name)
		}
		said := line(spaced(l.Consent), " for ", words.Strings(purposes, "and"))
		if len(l.Refs) > 0 {
			said = line(said, " (", b.names(l.Refs), ")")
		}
		return said
	case len(l.To) > 0:
		return line(b.names(l.To), " (", b.names(l.Refs), ")")
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

// family is what is known, in one paragraph.
func (b *builder) family(x *model.Thing) Cell {
	var out []Inline
	given := x.Given
	for _, f := range x.Nested("family") {
		given = append(given[:len(given):len(given)], f.Given...)
	}
	for _, g := range given {
		said := b.pieces(words.Condition(g.Is))
		if len(out) > 0 {
			out = line(out, "; ")
		} else {
			said = upper(said)
		}
		out = line(out, said)
	}
	if len(out) == 0 {
		return Cell{}
	}
	if x.Is("rest", "quiet") {
		return cell(out, ". Nothing else gives cause for concern.")
	}
	return cell(out, ". Nothing else is known.")
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
