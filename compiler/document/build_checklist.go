package document

import (
	"strconv"
	"strings"

	"concordat/compiler/checklist"
	"concordat/compiler/model"
	"concordat/compiler/schema"
	"concordat/compiler/words"
	"concordat/dsl/diag"
)

var stateMarks = map[checklist.State]MarkKind{
	checklist.Evidenced: GoodMark, checklist.Waived: PartMark, checklist.Thin: PartMark,
	checklist.Claimed: PartMark, checklist.Missing: MissingMark,
}

var states = []checklist.State{checklist.Evidenced, checklist.Waived, checklist.Thin, checklist.Claimed, checklist.Missing}

// checks is the appendix in which each checklist stands beside the lines that
// answer it.
func (b *builder) checks() *section {
	s := &section{id: b.id("part.checks"), title: text("Checklists, requirement by requirement")}
	for _, r := range b.checklists {
		if !b.heldAgainst(r.Checklist) {
			continue
		}
		s.sub(b.checklist(r))
	}
	if !s.empty() {
		s.add(paragraph("Each requirement stands, in our words, beside the lines of the agreement that answer it. A requirement counts as evidenced only where the agreement shows it; text that claims to answer it is not enough."))
	}
	return s
}

// heldAgainst says whether this document names the checklist; a checklist that
// no document names is printed in every one.
func (b *builder) heldAgainst(list *model.Thing) bool {
	named := false
	for _, d := range b.model.Documents() {
		for _, r := range d.Refs("checked-against") {
			if r.Thing == list {
				if d == b.doc {
					return true
				}
				named = true
			}
		}
	}
	return !named
}

func (b *builder) checklist(r checklist.Result) *section {
	s := &section{id: b.anchor(r.Checklist), title: text(words.Title(r.Checklist))}
	counts := map[checklist.State]int{}
	for _, row := range r.Rows {
		counts[row.State]++
	}
	sum := text("Of " + strconv.Itoa(len(r.Rows)) + " requirements: ")
	first := true
	for _, st := range states {
		if counts[st] == 0 {
			continue
		}
		if !first {
			sum = line(sum, ", ")
		}
		first = false
		sum = line(sum, strconv.Itoa(counts[st]), " ", Mark{stateMarks[st], st.String()})
	}
	s.add(Paragraph{Text: sentence(sum)})
	t := Table{ID: b.id(r.Checklist.Name + ".table"), Caption: text(words.Title(r.Checklist) + ": what is asked, and where the agreement answers it"),
		RowHeaders: true, Header: header("Row", "What is asked", "State", "Where the agreement answers it"), Widths: shares(10, 36, 16, 38)}
	for _, row := range r.Rows {
		t.Rows = append(t.Rows, b.checkRow(row))
	}
	s.add(t)
	return s
}

func (b *builder) checkRow(r checklist.RowResult) Row {
	asked := lines(text(words.Title(r.Row)))
	strength := text(words.Upper(schema.Label("row-strength", r.Strength)))
	if r.Row.Has("unverified") {
		strength = line(strength, "; not confirmed against its source")
	}
	asked.Blocks = append(asked.Blocks, Paragraph{Text: strength})
	state := lines([]Inline{Mark{stateMarks[r.State], r.State.String()}})
	if r.Note != "" {
		state.Blocks = append(state.Blocks, paragraph(words.Upper(r.Note)))
	}
	return Row{ID: b.anchor(r.Row), Cells: []Cell{cell(r.Row.Name), asked, state, b.evidence(r)}}
}

// evidence is the things that answer a row, as links, and the lines in the
// source, file by file.
func (b *builder) evidence(r checklist.RowResult) Cell {
	var c Cell
	var things []Inline
	for _, t := range r.Things {
		if t.Name == "" && t.Title == "" {
			continue
		}
		if len(things) > 0 {
			things = line(things, "; ")
		}
		things = line(things, b.pieces(words.Numbered(t, nil)))
	}
	if len(things) > 0 {
		c.Blocks = append(c.Blocks, Paragraph{Text: things})
	}
	if places := sourceLines(r.Evidence); len(places) > 0 {
		var in []Inline
		for i, p := range places {
			if i > 0 {
				in = line(in, " ")
			}
			in = append(in, Code(p))
		}
		c.Blocks = append(c.Blocks, Paragraph{Text: in})
	}
	if r.Attested != nil {
		c.Blocks = append(c.Blocks, Paragraph{Text: b.attestation(r.Attested)})
	}
	if r.Gap != nil {
		c.Blocks = append(c.Blocks, Paragraph{Text: b.acceptedGap(r.Gap)})
	}
	if len(c.Blocks) == 0 && len(r.Unmet) == 0 {
		return cell("Nowhere")
	}
	for _, u := range r.Unmet {
		c.Blocks = append(c.Blocks, paragraph("Wanting: ", ticked(u)))
	}
	return c
}

// ticked turns what stands between backticks into text as it is typed.
func ticked(s string) []Inline {
	var out []Inline
	for i, part := range strings.Split(s, "`") {
		if i%2 == 1 && part != "" {
			out = append(out, Code(part))
		} else {
			out = appendWords(out, part)
		}
	}
	return out
}

// sourceLines says places as file:line, with the lines of one file together and
// runs of lines as such: "agencies.protocol:3, 8-21".
func sourceLines(spans []diag.Span) []string {
	var out []string
	file, from, to := "", 0, 0
	flush := func() {
		if from == 0 {
			return
		}
		lines := strconv.Itoa(from)
		switch {
		case to == from+1:
			lines += ", " + strconv.Itoa(to)
		case to > from:
			lines += "-" + strconv.Itoa(to)
		}
		if n := len(out); n > 0 && strings.HasPrefix(out[n-1], file+":") {
			out[n-1] += ", " + lines
		} else {
			out = append(out, file+":"+lines)
		}
		from = 0
	}
	for _, s := range spans {
		if s.Source == nil {
			continue
		}
		n := s.Position().Line
		if from != 0 && s.Source.Name == file && (n == to || n == to+1) {
			to = n
			continue
		}
		flush()
		file, from, to = s.Source.Name, n, n
	}
	flush()
	return out
}

func (b *builder) attestation(t *model.Thing) []Inline {
	return sentence(strong("Attested: "), b.quoted(t, "says"), " – ", b.refs(t, "by"), ", ", b.value(t, "on"))
}

func (b *builder) acceptedGap(t *model.Thing) []Inline {
	return sentence(strong("Gap accepted until "), b.value(t, "until"), " by ", b.refs(t, "by"), because(b.quoted(t, "because")))
}

// exceptions are the accepted gaps, the people's words, the findings that are
// let stand, and what is altered from a shared base; nothing is waived in silence.
func (b *builder) exceptions() *section {
	s := &section{id: b.id("part.exceptions"), title: text("Accepted gaps, statements and exceptions")}
	s.sub(b.rowTable("part.gaps", "Accepted gaps", "accept-gap", "Why", "because", "until", "Until"))
	s.sub(b.rowTable("part.attested", "Statements by named roles", "attest", "What they found", "says", "on", "On"))
	allowed := &section{id: b.id("part.allowed"), title: text("Exceptions from the compiler’s rules")}
	t := Table{ID: b.id("part.allowed.table"), Caption: text("Findings that the authors let stand, with the reason"), RowHeaders: true,
		Header: header("Rule", "Where", "Why"), Widths: shares(26, 28, 46)}
	for _, x := range b.model.Things {
		if x.Origin == model.Shipped {
			continue
		}
		for _, l := range x.All("allow") {
			if l.Todo == nil && !l.Bad {
				t.Rows = append(t.Rows, Row{Cells: []Cell{cell(Code(l.Code.Name)), cell(b.place(x)), cell(upper(b.reason(l)))}})
			}
		}
	}
	if len(t.Rows) > 0 {
		allowed.add(t)
	}
	s.sub(allowed)
	s.sub(b.changes())
	return s
}

func (b *builder) reason(l *model.Line) []Inline {
	if l.Because == nil {
		return nil
	}
	if l.Because.Text.Text != "" {
		return b.pieces(words.Text(l.Because.Text))
	}
	return b.pieces(words.Because(l.Because))
}

func (b *builder) rowTable(id, title, kind, column, says, dated, when string) *section {
	s := &section{id: b.id(id), title: text(title)}
	t := Table{ID: b.id(id + ".table"), Caption: text(title), RowHeaders: true, Header: header("Requirement", column, "By", when), Widths: shares(28, 36, 20, 16)}
	for _, x := range b.model.Of(kind) {
		if x.Origin != model.Own {
			continue
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{b.rowsOf(x), cell(upper(b.quoted(x, says))), cell(b.refs(x, "by")), cell(b.value(x, dated))}})
	}
	if len(t.Rows) > 0 {
		s.add(t)
	}
	return s
}

func (b *builder) rowsOf(x *model.Thing) Cell {
	var parts [][]Inline
	for _, r := range x.Rows {
		name := r.Row
		if r.Checklist != nil {
			name = r.Checklist.Name + " " + r.Row
		}
		if r.Thing == nil {
			parts = append(parts, text(name))
			continue
		}
		parts = append(parts, line(Link{To: b.to(r.Thing), Text: text(name)}, ": ", words.Title(r.Thing)))
	}
	return lines(parts...)
}

// changes are the alterations of what comes from a shared base.
func (b *builder) changes() *section {
	s := &section{id: b.id("part.changes"), title: text("Altered here")}
	t := Table{ID: b.id("part.changes.table"), Caption: text("What this agreement alters in the base that it shares"), RowHeaders: true,
		Header: header("What", "Why"), Widths: shares(1, 1)}
	for _, x := range b.model.Of("change") {
		if x.Origin == model.Shipped {
			continue
		}
		what := text(words.Title(x))
		if x.Target != nil {
			what = b.name(x.Target)
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{cell(what), cell(upper(b.quoted(x, "because")))}})
	}
	if len(t.Rows) > 0 {
		s.add(t)
	}
	return s
}

// unfinished lists what is still to be written. A draft alone has it: without
// --draft an agreement with gaps gives no document.
func (b *builder) unfinished() *section {
	if !b.opts.Draft {
		return nil
	}
	s := &section{id: b.id("part.unfinished"), title: text("Still to be written")}
	t := Table{ID: b.id("part.unfinished.table"), Caption: text("Gaps in this draft"), RowHeaders: true,
		Header: header("Where", "What is missing", "Line in the source"), Widths: shares(30, 40, 30)}
	for _, x := range b.model.Things {
		if x.Origin != model.Own {
			continue
		}
		seen := map[diag.Span]bool{}
		add := func(keyword string, todo *model.Todo) {
			if todo == nil || seen[todo.Span] {
				return
			}
			seen[todo.Span] = true
			what := words.Upper(todo.Text)
			if keyword != "" && keyword != "todo" {
				what = words.Upper(spaced(keyword))
				if todo.Text != "" {
					what += ": " + todo.Text
				}
			}
			if what == "" {
				what = "The whole of it"
			}
			t.Rows = append(t.Rows, Row{Cells: []Cell{cell(b.place(x)), cell(what), cell(b.sourceCode(todo.Span)...)}})
		}
		add("", x.Todo)
		for _, l := range x.Lines {
			add(l.Keyword, l.Todo)
			l.EachRef(func(r *model.Ref) {
				if r.Todo {
					add(l.Keyword, &model.Todo{Span: r.Span})
				}
			})
		}
	}
	if len(t.Rows) > 0 {
		s.add(t)
	}
	return s
}

func (b *builder) sourceCode(s diag.Span) []any {
	if places := sourceLines([]diag.Span{s}); len(places) > 0 {
		return []any{Code(places[0])}
	}
	return nil
}

// signOff is the page that is signed.
func (b *builder) signOff() *section {
	s := &section{id: b.id("part.sign-off"), title: text("Signatures"), newPage: true}
	var sign SignOff
	for _, r := range b.doc.Refs("signed-by") {
		if r.Thing == nil {
			continue
		}
		x := Signatory{Role: words.Title(r.Thing)}
		if a := r.Thing.Agency(); a != nil {
			x.Agency = words.Title(a)
		}
		sign.Signatories = append(sign.Signatories, x)
	}
	if len(sign.Signatories) == 0 {
		return s
	}
	s.add(paragraph("We agree to work in this way, and to see that our agencies do."), sign)
	return s
}
