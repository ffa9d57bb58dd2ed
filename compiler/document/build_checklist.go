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
	var also []Block
	s := &section{id: b.id("part.checks"), title: text("Checklists, row by row")}
	for _, r := range b.checklists {
		switch {
		case !b.heldAgainst(r.Checklist):
		case b.shared(r.Checklist):
			also = append(also, Paragraph{Text: sentence("This agreement is also held against ", b.otherLink(b.at[r.Checklist], words.Title(r.Checklist)),
				"; the answers stand in “", words.Title(b.other()), "”")})
		default:
			s.sub(b.checklist(r))
		}
	}
	if !s.empty() || also != nil {
		s.add(paragraph("Each requirement stands, in our words, beside the lines of the agreement that answer it. A requirement counts as evidenced only where the agreement shows it; text that claims to answer it is not enough."))
		s.add(also...)
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

// shared says whether both documents of the folder are held against a checklist.
// It is printed once then, in the threshold document.
func (b *builder) shared(list *model.Thing) bool {
	if b.doc.Kind != "protocol" || b.other() == nil {
		return false
	}
	for _, r := range b.other().Refs("checked-against") {
		if r.Thing == list {
			return true
		}
	}
	return false
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
	t := Table{ID: b.id(r.Checklist.Name + ".table"), Caption: text("Held against: " + words.Title(r.Checklist)),
		RowHeaders: true, Header: header("What is asked", "State", "Where the agreement answers it"), Widths: shares(41, 17, 42)}
	for _, row := range r.Rows {
		t.Rows = append(t.Rows, b.checkRow(row))
	}
	s.add(t)
	return s
}

func (b *builder) checkRow(r checklist.RowResult) Row {
	asked := line(strong(r.Row.Name), " ", words.Title(r.Row))
	if r.Strength != "must" {
		asked = line(asked, " ", Mark{NeutralMark, schema.Label("row-strength", r.Strength)})
	}
	if r.Row.Has("unverified") {
		asked = line(asked, " ", Mark{NeutralMark, "not confirmed against its source"})
	}
	state := lines([]Inline{Mark{stateMarks[r.State], r.State.String()}})
	if r.Note != "" {
		state.Blocks = append(state.Blocks, paragraph(words.Upper(r.Note)))
	}
	return Row{ID: b.anchor(r.Row), Cells: []Cell{cell(asked), state, b.evidence(r)}}
}

// wanting says what a state leaves open, in a sentence.
var wanting = map[checklist.State]string{
	checklist.Thin:    "Answered in part only.",
	checklist.Claimed: "A section says so; nothing in the agreement shows it.",
	checklist.Missing: "Nothing in the agreement answers this yet.",
}

// evidence is the clauses that answer a row, as links. A draft,
// which authors work with, also has the lines in the source; a final document only
// where no clause can be named.
func (b *builder) evidence(r checklist.RowResult) Cell {
	out := b.clauseList(r.Things)
	var c Cell
	if places := sourceLines(r.Evidence); len(places) > 0 && (b.opts.Draft || len(out) == 0 && r.Attested == nil) {
		if len(out) > 0 {
			out = line(out, " ")
		}
		out = append(out, Code(strings.Join(places, " ")))
	}
	if len(out) > 0 {
		c.Blocks = append(c.Blocks, Paragraph{Text: out})
	}
	if x := r.Attested; x != nil {
		c.Blocks = append(c.Blocks, Paragraph{Text: sentence("Found so by ", b.refs(x, "by"))})
	}
	if x := r.Gap; x != nil {
		c.Blocks = append(c.Blocks, Paragraph{Text: sentence("Gap accepted until ", b.value(x, "until"), " by ", b.refs(x, "by"))})
	}
	if say := wanting[r.State]; say != "" {
		c.Blocks = append(c.Blocks, paragraph(say))
	}
	if len(c.Blocks) == 0 {
		return cell("Nowhere")
	}
	return c
}

// clauseList names things by their clause numbers, three and more in a row by the
// first and the last, and those without a number by their titles.
func (b *builder) clauseList(things []*model.Thing) []Inline {
	var out []Inline
	add := func(in []Inline) {
		if len(out) > 0 && len(in) > 0 {
			out = line(out, ", ")
		}
		out = line(out, in)
	}
	for i := 0; i < len(things); i++ {
		t, last := things[i], i
		for last+1 < len(things) && b.follow(things[last], things[last+1]) {
			last++
		}
		switch {
		case t.Name == "" && t.Title == "":
		case b.clauses[t] == "":
			add(b.name(t))
		case last > i+1:
			add(line(b.clauseLink(t), " to ", b.clauseLink(things[last])))
			i = last
		default:
			add(b.clauseLink(t))
		}
	}
	return out
}

// follow says whether the clause number of y comes next after that of x.
func (b *builder) follow(x, y *model.Thing) bool {
	cx, cy := b.clauses[x], b.clauses[y]
	i, j := strings.LastIndexAny(cx, "ABCDEFGHIJKLMNOPQRSTUVWXYZ."), strings.LastIndexAny(cy, "ABCDEFGHIJKLMNOPQRSTUVWXYZ.")
	if i < 0 || i != j || cx[:i+1] != cy[:j+1] {
		return false
	}
	m, err := strconv.Atoi(cx[i+1:])
	n, err2 := strconv.Atoi(cy[j+1:])
	return err == nil && err2 == nil && n == m+1
}

// sourceLines says places as file:line, with the lines of one file together and
// runs of lines as such: "agencies:3,8-21". Every file is a .protocol file.
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
			lines += "," + strconv.Itoa(to)
		case to > from:
			lines += "-" + strconv.Itoa(to)
		}
		if n := len(out); n > 0 && strings.HasPrefix(out[n-1], file+":") {
			out[n-1] += "," + lines
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
		if from != 0 && strings.TrimSuffix(s.Source.Name, ".protocol") == file && (n == to || n == to+1) {
			to = n
			continue
		}
		flush()
		file, from, to = strings.TrimSuffix(s.Source.Name, ".protocol"), n, n
	}
	flush()
	return out
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
		if x.Kind != b.doc.Kind && b.other() != nil && b.doc.Kind == "thresholds" {
			continue // the protocol has them
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
		if x.Origin != model.Own || !b.concerns(x) {
			continue
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{b.rowsOf(x), cell(upper(b.quoted(x, says))), cell(b.refs(x, "by")), cell(b.value(x, dated))}})
	}
	if len(t.Rows) > 0 {
		s.add(t)
	}
	return s
}

// concerns says whether a gap or a statement is about a checklist of this
// document.
func (b *builder) concerns(x *model.Thing) bool {
	for _, r := range x.Rows {
		if r.Checklist == nil || r.Checklist.Thing == nil || b.heldAgainst(r.Checklist.Thing) && !b.shared(r.Checklist.Thing) {
			return true
		}
	}
	return len(x.Rows) == 0
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
