package document

import (
	"strconv"
	"strings"

	"concordat/compiler/model"
	"concordat/compiler/schema"
	"concordat/compiler/words"
)

var modalityMarks = map[model.Modality]MarkKind{
	model.Must: MustMark, model.MustNot: MustNotMark, model.Should: ShouldMark, model.May: MayMark,
}

// duty is one duty with its mark and, where its thing has several, its letter.
func (b *builder) duty(l *model.Line) []Block { return b.dutySaid(l, words.Line(l)) }

func (b *builder) dutySaid(l *model.Line, said words.Pieces) []Block {
	d := l.Duty
	in := []Inline{Mark{modalityMarks[d.Modality], string(d.Modality)}, Words(" ")}
	in = line(in, b.pieces(said))
	if c := model.DutyClause(b.clauses, l); c != "" && c != b.clauses[l.Owner] {
		if l.Owner != b.doc {
			// The clause stands above the list; its letter is enough.
			c = strings.TrimPrefix(c, b.clauses[l.Owner])
		}
		in = line(in, " ", Mark{NeutralMark, c})
	}
	if len(d.Items) == 0 {
		return []Block{Paragraph{Text: in}}
	}
	var list List
	for _, i := range d.Items {
		list.Items = append(list.Items, ListItem{Blocks: []Block{Paragraph{Text: b.itemText(i)}}})
	}
	return []Block{Paragraph{Text: in}, list}
}

func (b *builder) dutyList(duties []*model.Line) List {
	var list List
	for _, l := range duties {
		list.Items = append(list.Items, ListItem{Blocks: b.duty(l)})
	}
	return list
}

// follows says what follows, by the To of a line, with its tail.
func (b *builder) follows(l *model.Line) []Inline {
	if l.Todo != nil {
		return gapInline(l.Todo)
	}
	refs := l.To
	if len(refs) == 0 {
		refs = l.Refs
	}
	if len(refs) == 0 {
		return line("this pathway ends here", b.pieces(words.Tail(l)))
	}
	return line("go to ", b.pieces(words.Refs(refs, "and", l.Owner)), b.pieces(words.Tail(l)))
}

// pathways are the ways that a family takes, step by step.
func (b *builder) pathways() *section {
	s := &section{id: b.id("part.pathways"), title: text("Pathways, step by step")}
	all := b.of("pathway")
	if len(all) == 0 {
		return s
	}
	if b.elsewhere("pathways") {
		return b.pathwaySummary(s, all)
	}
	s.add(paragraph("Each step shows who acts and, in its label, the time they have. Where no line of the step gives a time, the label is for all of them. ", Mark{MustMark, "must"}, " binds; ", Mark{ShouldMark, "should"},
		" is good practice; ", Mark{MayMark, "may"}, " is at discretion. Decisions are made by people.", b.judgementOnce(decisions)))
	if n := b.nothingDelays(); n != nil {
		s.add(Box{Kind: UrgentBox, Blocks: []Block{Paragraph{Text: n}}})
	}
	t := Table{ID: b.id("part.pathways.table"), Caption: text("The pathways"), RowHeaders: true,
		Header: header("Pathway", "From", "To", "Levels"), Widths: shares(38, 24, 26, 12)}
	for _, p := range all {
		t.Rows = append(t.Rows, Row{Cells: []Cell{cell(b.name(p), b.clause(p)), cell(b.names(p.Refs("from"))), cell(b.names(p.Refs("to"))), cell(b.levelNumbers(p))}})
	}
	if len(all) > 1 && b.other() == nil {
		s.add(t) // a threshold document has it
	}
	for _, p := range all {
		s.sub(b.pathway(p))
	}
	return s
}

// pathwaySummary is what a threshold document needs of the pathways that a
// protocol beside it has in full.
func (b *builder) pathwaySummary(s *section, all []*model.Thing) *section {
	s.title = text("Pathways in short")
	s.add(paragraph("Every step, with who takes it and by when, stands in ", b.otherLink(b.at[all[0]], "“"+words.Title(b.other())+"”"),
		" under the number given here. Decisions are made by people.", b.judgementOnce(decisions)))
	if n := b.nothingDelays(); n != nil {
		s.add(Paragraph{Text: n})
	}
	t := Table{ID: b.id("part.pathways.table"), Caption: text("The pathways: from where to where, and what is done first"), RowHeaders: true,
		Header: header("Pathway", "From and to", "Levels", "Done first"), Widths: shares(31, 32, 9, 28)}
	for _, p := range all {
		ends := upper(b.refs(p, "from"))
		if to := b.refs(p, "to"); len(to) > 0 {
			ends = line(ends, " to ", to)
		}
		var first []Inline
		if steps := p.Nested("step"); len(steps) > 0 {
			st := steps[0]
			for _, x := range steps {
				if len(b.clockBrief(x)) > 0 {
					st = x
					break
				}
			}
			first = line(b.otherLink(b.to(st), words.Title(st)))
			if by := b.refs(st, "by"); len(by) > 0 {
				first = line(first, ", by ", by)
			}
			if c := b.clockBrief(st); len(c) > 0 {
				first = line(first, ": ", c)
			}
		}
		t.Rows = append(t.Rows, Row{ID: b.anchor(p), Cells: []Cell{
			cell(b.otherLink(b.at[p], words.Title(p)), b.clause(p)), cell(ends), cell(b.levelNumbers(p)), cell(first)}})
	}
	s.add(t)
	return s
}

func (b *builder) pathway(p *model.Thing) *section {
	s := &section{id: b.anchor(p), title: b.titled(p)}
	s.add(b.prose(p)...)
	var about leads
	about.add("From", b.refs(p, "from"))
	about.add("To", b.receivers(p))
	about.add("About", b.labels(p, "about"))
	if l := p.Line("moves"); l != nil {
		about.add("Moves", b.moves(l))
	} else {
		about.add("Levels", b.levelNumbers(p))
	}
	about.add("Not allowed", b.quoted(p, "not-allowed"))
	about.add("Agreement", b.consentSaid(p))
	about.add("Form", b.refs(p, "form"))
	about.add("The count starts", b.labels(p, "clock-starts"))
	about.add("Hours that count", b.labels(p, "clock-runs"))
	if b.undelayed(p) {
		about.add("Act first", b.actFirst())
	}
	s.add(about.block()...)
	s.add(b.conditionBlocks("This pathway is for a case in which", "", p.Line("when"))...)
	if l := p.Line("accepted-when"); l != nil {
		s.add(b.conditionBlocks("The receiver takes the case when", "", l)...)
	}
	if duties := p.Duties(); len(duties) > 0 {
		s.add(paragraph("All the way through:"), b.dutyList(duties))
	}
	if steps := p.Nested("step"); len(steps) > 0 {
		named := ledTo(p)
		var block Steps
		for i, st := range steps {
			from := named[st]
			if i > 0 && len(from) == 1 && from[0] == steps[i-1] {
				from = nil // it stands above
			}
			block.Items = append(block.Items, b.step(st, i+1, from))
		}
		s.add(block)
	}
	s.add(gaps(p)...)
	s.add(b.sources(p)...)
	if s.empty() {
		s.add(Box{Kind: GapBox, Title: text("To be written"), Blocks: []Block{paragraph("This pathway has no steps yet.")}})
	}
	return s
}

// receivers are those who pick a family up, with their numbers.
func (b *builder) receivers(p *model.Thing) []Inline {
	out := b.refs(p, "to")
	if l := p.Line("to"); l != nil && l.Todo == nil {
		out = line(out, b.phonesOf(l.Refs))
	}
	return out
}

func (b *builder) levelNames(t *model.Thing) []Inline {
	var out []Inline
	for _, r := range t.Refs("levels") {
		if len(out) > 0 {
			out = line(out, "; ")
		}
		if r.Thing == nil {
			out = line(out, b.pieces(words.Ref(r, nil)))
			continue
		}
		b.cited[r.Thing] = true
		out = append(out, Link{To: b.to(r.Thing), Text: text(levelName(r.Thing))})
	}
	return out
}

// levelNumbers are the levels of a thing by their numbers alone: "1, 2 and 4a".
func (b *builder) levelNumbers(t *model.Thing) []Inline {
	out := b.numbersOf(t.Refs("levels"))
	if l := t.Line("moves"); l != nil && len(out) == 0 {
		if l.Todo != nil {
			return gapInline(l.Todo)
		}
		return line(b.numbersOf(l.Refs), " to ", b.numbersOf(l.To))
	}
	return out
}

func (b *builder) numbersOf(levels []model.Ref) []Inline {
	var out []Inline
	for _, r := range levels {
		if r.Thing == nil || !r.Thing.Has("number") {
			continue
		}
		if len(out) > 0 {
			out = line(out, ", ")
		}
		out = append(out, Link{To: b.to(r.Thing), Text: text(words.Values(r.Thing.Line("number")).String())})
	}
	return out
}

func (b *builder) moves(l *model.Line) []Inline {
	if l.Todo != nil {
		return gapInline(l.Todo)
	}
	return line("from ", b.pieces(words.Refs(l.Refs, "or", nil)), " to ", b.pieces(words.Refs(l.To, "or", nil)))
}

// ledTo maps a step to the steps whose outcome or lateness leads to it.
func ledTo(p *model.Thing) map[*model.Thing][]*model.Thing {
	from := map[*model.Thing][]*model.Thing{}
	for _, st := range p.Nested("step") {
		for _, l := range st.Lines {
			for _, r := range l.To {
				if r.Thing != nil && r.Thing.Parent == p {
					if had := from[r.Thing]; len(had) == 0 || had[len(had)-1] != st {
						from[r.Thing] = append(had, st)
					}
				}
			}
		}
	}
	return from
}

func (b *builder) step(t *model.Thing, n int, from []*model.Thing) Step {
	s := Step{ID: b.anchor(t), Number: strconv.Itoa(n), Title: b.titled(t), Clock: b.clock(t)}
	if l := t.Line("by"); l != nil {
		s.Who = upper(b.refs(t, "by"))
	}
	s.Blocks = append(s.Blocks, b.conditionBlocks("This step is taken when", "", t.Line("when"))...)
	s.Blocks = append(s.Blocks, b.prose(t)...)
	if duties := t.Duties(); len(duties) > 0 {
		s.Blocks = append(s.Blocks, b.stepDuties(t, duties))
	}
	s.Blocks = append(s.Blocks, b.outcomes(t)...)
	var after leads
	var before []Inline
	for i, f := range from {
		if i > 0 {
			before = line(before, " or ")
		}
		before = line(before, b.pieces(words.Numbered(f, t)))
	}
	after.add("Follows from", before)
	for _, l := range t.All("if-late") {
		after.add("If this is late", b.follows(l))
	}
	if l := t.Line("under"); l != nil {
		after.add("Set by law or guidance", b.outside(l))
	}
	after.add("Recorded in", b.quoted(t, "recorded-in"))
	s.Blocks = append(s.Blocks, after.block()...)
	s.Blocks = append(s.Blocks, gaps(t)...)
	s.Blocks = append(s.Blocks, b.sources(t)...)
	return s
}

// stepDuties are the duties of a step. Where what binds in it has one limit, the
// label says it for the whole step, and the sentences do not say it again.
func (b *builder) stepDuties(t *model.Thing, duties []*model.Line) List {
	limit := ""
	for _, l := range duties {
		said := words.Times(l.Times, t).String()
		if onLabel(t, l) && (said == "" || limit != "" && said != limit) || !onLabel(t, l) && said != "" {
			return b.dutyList(duties)
		}
		if onLabel(t, l) {
			limit = said
		}
	}
	var list List
	for _, l := range duties {
		short := *l
		short.Times = nil
		list.Items = append(list.Items, ListItem{Blocks: b.dutySaid(l, words.Line(&short))})
	}
	return list
}

// clock is the time on the label of a step: that of what binds without a case,
// or where there is none, in a case; one or two of them. The duties say from
// which step it is counted; the label has the number of that step alone. A stage
// has no duty that says it, and so its label does.
func (b *builder) clock(t *model.Thing) []Inline { return upper(b.clockBrief(t)) }

func (b *builder) clockBrief(t *model.Thing) []Inline {
	for _, cased := range []bool{false, true} {
		var said []string
		var out []Inline
		for _, l := range t.Lines {
			if len(l.Times) == 0 || !onLabel(t, l) || cased != (l.Case != nil) {
				continue
			}
			p := words.Times(l.Times, t)
			if t.Kind == "step" {
				p = b.brief(p)
			}
			s := p.String()
			if len(said) == 2 || len(said) > 0 && (said[0] == s || strings.HasPrefix(s, said[0]+", or ")) {
				continue
			}
			if len(said) > 0 {
				out = line(out, "; ", b.pieces(p))
			} else {
				out = b.pieces(p)
			}
			said = append(said, s)
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// onLabel says whether the time of a line is that of the whole step or stage.
func onLabel(t *model.Thing, l *model.Line) bool {
	if t.Kind == "stage" {
		return l.Keyword == "between"
	}
	return l.Duty != nil && (l.Duty.Modality == model.Must || l.Duty.Modality == model.Should)
}

// outside are the limits from elsewhere that a step is under.
func (b *builder) outside(l *model.Line) []Inline {
	if l.Todo != nil {
		return gapInline(l.Todo)
	}
	var out []Inline
	for i, r := range l.Refs {
		if i > 0 {
			out = line(out, "; ")
		}
		out = line(out, b.pieces(words.Ref(r, nil)))
		if r.Thing != nil {
			if limit := r.Thing.Line("limit"); limit != nil {
				out = line(out, ", ", b.pieces(words.Times(limit.Times, nil)))
			}
		}
	}
	return out
}

// outcomes are the ways a step can end, and what follows each, a line each.
func (b *builder) outcomes(t *model.Thing) []Block {
	var list List
	for _, l := range t.All("outcome") {
		if l.Todo != nil {
			list.Items = append(list.Items, ListItem{Blocks: []Block{Paragraph{Text: gapInline(l.Todo)}}})
			continue
		}
		title := b.pieces(words.Text(l.Outcome.Text))
		if len(title) == 0 {
			title = text(words.Upper(spaced(l.Outcome.Name)))
		}
		list.Items = append(list.Items, ListItem{Blocks: []Block{paragraph("Outcome: ", Strong(title), " – ", b.follows(l))}})
	}
	if len(list.Items) == 0 {
		return nil
	}
	return []Block{list}
}

func spaced(name string) string { return schema.Label("", name) }
