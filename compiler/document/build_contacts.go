package document

import (
	"concordat/compiler/model"
	"concordat/compiler/words"
)

// contacts is the table of teams: who answers, when, and who answers then.
func (b *builder) contacts() *section {
	s := &section{id: b.id("part.contacts"), title: text("Contacts")}
	t := Table{ID: b.id("part.contacts.table"), Caption: text("Teams, their hours and who answers when they are closed"),
		Header: header("Team", "Telephone and e-mail", "Open", "When closed"), RowHeaders: true, Widths: shares(30, 27, 23, 20)}
	for _, team := range b.of("team") {
		t.Rows = append(t.Rows, Row{ID: b.anchor(team), Cells: []Cell{b.teamCell(team), b.reachCell(team), b.hoursCell(team, "open"), b.closedCell(team)}})
	}
	if len(t.Rows) > 0 {
		s.add(t)
	}
	for _, team := range b.of("team") {
		if about := b.described(team); len(about) > 0 {
			s.add(paragraph(Strong(b.name(team))))
			s.add(about...)
		}
	}
	return s
}

func (b *builder) teamCell(t *model.Thing) Cell {
	about := [][]Inline{line(strong(words.Title(t)), b.clause(t))}
	if a := t.Agency(); a != nil {
		about = append(about, b.name(a))
	}
	if gives := b.labels(t, "gives"); len(gives) > 0 {
		about = append(about, line("For ", gives))
	}
	if whom := b.labels(t, "audience"); len(whom) > 0 {
		about = append(about, line("Used by ", whom))
	}
	return lines(about...)
}

func (b *builder) reachCell(t *model.Thing) Cell {
	c := lines(b.phoneOf(t), b.mail(t), b.web(t))
	if f := t.Refs("if-faulty"); len(f) > 0 {
		c.Blocks = append(c.Blocks, paragraph("If the line does not work: ", b.pieces(words.Refs(f, "or", nil)), b.phonesOf(f)))
	}
	if len(c.Blocks) == 0 {
		return cell(Mark{GapMark, "no telephone number"})
	}
	return c
}

func (b *builder) mail(t *model.Thing) []Inline {
	l := t.Line("email")
	if l == nil {
		return nil
	}
	if l.Todo != nil {
		return gapInline(l.Todo)
	}
	if len(l.Texts) == 0 {
		return nil
	}
	return []Inline{Link{URL: "mailto:" + l.Texts[0].Text, Text: text(l.Texts[0].Text)}}
}

func (b *builder) hoursCell(t *model.Thing, keyword string) Cell {
	l := t.Line(keyword)
	switch {
	case l == nil:
		return cell(Mark{GapMark, "hours not given"})
	case l.Todo != nil:
		return cell(gapInline(l.Todo))
	}
	var parts [][]Inline
	for _, h := range words.Hours(l.Hours) {
		parts = append(parts, b.pieces(words.Capital(h)))
	}
	return lines(parts...)
}

func (b *builder) closedCell(t *model.Thing) Cell {
	l := t.Line("otherwise")
	switch {
	case l == nil && neverCloses(t):
		return cell("Never closed")
	case l == nil && relieves(t):
		return cell("The team that it stands in for is open")
	case l == nil:
		return cell("Nobody answers then")
	case l.Todo != nil:
		return cell(gapInline(l.Todo))
	case len(l.Refs) == 0:
		return Cell{}
	}
	return lines(b.pieces(words.Refs(l.Refs, "or", nil)), b.phoneOf(l.Refs[0].Thing))
}

func neverCloses(t *model.Thing) bool {
	l := t.Line("open")
	return l != nil && l.Hours != nil && l.Hours.Always
}

// relieves says that a team is open when another one is closed.
func relieves(t *model.Thing) bool {
	l := t.Line("open")
	return l != nil && l.Hours != nil && l.Hours.When != nil
}

func (b *builder) phoneOf(t *model.Thing) []Inline {
	if t == nil {
		return nil
	}
	var out []Inline
	for _, l := range t.All("phone") {
		if l.Todo != nil {
			return gapInline(l.Todo)
		}
		for _, x := range l.Texts {
			if len(out) > 0 {
				out = append(out, Words(", "))
			}
			out = append(out, Strong{dial(x.Text)})
		}
	}
	return out
}

// dial is a number that a telephone can ring, or plain words where the text is
// more than a number.
func dial(number string) Inline {
	digits := ""
	for _, r := range number {
		switch {
		case r >= '0' && r <= '9', r == '+' && digits == "":
			digits += string(r)
		case r == ' ', r == '-', r == '(', r == ')', r == '\u00a0':
		default:
			return Words(number)
		}
	}
	if len(digits) < 3 {
		return Words(number)
	}
	return Link{URL: "tel:" + digits, Text: text(number)}
}

func (b *builder) phonesOf(refs []model.Ref) []Inline {
	var out []Inline
	for _, r := range refs {
		if p := b.phoneOf(r.Thing); len(p) > 0 {
			out = line(out, ", ", p)
		}
	}
	return out
}

// roles is the table of posts, and how each is filled and supported.
func (b *builder) roles() *section {
	s := &section{id: b.id("part.roles"), title: text("Roles and leads")}
	t := Table{ID: b.id("part.roles.table"), Caption: text("Posts, not people: who holds each role, and who acts when they are away"),
		Header: header("Role", "Where", "Deputy", "Support and supervision", "Training"), RowHeaders: true, Widths: shares(26, 19, 17, 21, 17)}
	for _, r := range b.of("role") {
		t.Rows = append(t.Rows, Row{ID: b.anchor(r), Cells: []Cell{b.roleCell(r), cell(b.names(r.Refs("at"))),
			b.deputyCell(r), b.supportCell(r), b.linkCell(r, "training")}})
	}
	if len(t.Rows) > 0 {
		s.add(t)
	}
	var notes Definitions
	for _, r := range b.of("role") {
		if body := b.roleNotes(r); len(body) > 0 {
			notes.Items = append(notes.Items, Definition{Term: b.name(r), Body: body})
		}
	}
	if len(notes.Items) > 0 {
		s.sub(&section{id: b.id("part.roles.notes"), title: text("How the roles are filled"), blocks: []Block{notes}})
	}
	return s
}

func (b *builder) roleCell(r *model.Thing) Cell {
	return lines(line(strong(words.Title(r)), b.clause(r)), upper(b.labels(r, "kind")), b.phoneOf(r), b.mail(r))
}

func (b *builder) deputyCell(r *model.Thing) Cell { return b.linkCell(r, "deputy") }

// linkCell is the names that a line gives, or its gap.
func (b *builder) linkCell(t *model.Thing, keyword string) Cell {
	if l := t.Line(keyword); l != nil && l.Todo != nil {
		return cell(gapInline(l.Todo))
	}
	return cell(b.names(t.Refs(keyword)))
}

func (b *builder) supportCell(r *model.Thing) Cell {
	var parts [][]Inline
	if x := b.refs(r, "supported-by"); len(x) > 0 {
		parts = append(parts, line("Supported by ", x))
	}
	if x := b.refs(r, "supervised-by"); len(x) > 0 {
		parts = append(parts, line("Supervised by ", x))
	}
	return lines(parts...)
}

func (b *builder) roleNotes(r *model.Thing) []Block {
	var out []Block
	chosen := b.refs(r, "chosen-by")
	how := b.quoted(r, "chosen-how")
	switch {
	case len(chosen) > 0 && len(how) > 0:
		out = append(out, Paragraph{Text: sentence("Chosen by ", chosen, ": ", how)})
	case len(chosen) > 0:
		out = append(out, Paragraph{Text: sentence("Chosen by ", chosen)})
	case len(how) > 0:
		out = append(out, Paragraph{Text: sentence("Chosen so: ", how)})
	}
	if job := b.quoted(r, "job-description"); len(job) > 0 {
		out = append(out, Paragraph{Text: sentence("Job description: ", job)})
	}
	return append(out, b.described(r)...)
}

// groups are the partnership and its groups.
func (b *builder) groups() *section {
	s := &section{id: b.id("part.groups"), title: text("Partnership and groups")}
	t := Table{ID: b.id("part.groups.table"), Caption: text("Groups that oversee this agreement"),
		Header: header("Group", "Members", "Chair", "Meets", "Reports to"), RowHeaders: true, Widths: shares(28, 27, 17, 12, 16)}
	for _, g := range b.of("group") {
		t.Rows = append(t.Rows, Row{ID: b.anchor(g), Cells: []Cell{
			lines(line(strong(words.Title(g)), b.clause(g)), upper(b.labels(g, "kind"))),
			b.linkCell(g, "members"), b.linkCell(g, "chair"), cell(upper(b.meets(g, "meets"))), b.linkCell(g, "reports-to")}})
	}
	if len(t.Rows) > 0 {
		s.add(t)
	}
	for _, g := range b.of("group") {
		if about := b.described(g); len(about) > 0 {
			s.add(paragraph(Strong(b.name(g))))
			s.add(about...)
		}
	}
	return s
}

// meets says the time of a line such as `meets` or `held`.
func (b *builder) meets(t *model.Thing, keyword string) []Inline {
	l := t.Line(keyword)
	if l == nil {
		return nil
	}
	if l.Todo != nil {
		return gapInline(l.Todo)
	}
	return b.pieces(words.Times(l.Times, t))
}
