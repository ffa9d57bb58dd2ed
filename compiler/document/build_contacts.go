package document

import (
	"strings"

	"concordat/compiler/model"
	"concordat/compiler/words"
)

// contacts is the table of teams: who answers, when, and who answers then. A
// threshold document beside a protocol has only those that a reader rings to get
// help: the front doors and the emergency lines.
func (b *builder) contacts() *section {
	s := &section{id: b.id("part.contacts"), title: text("Contacts")}
	t := Table{ID: b.id("part.contacts.table"), Caption: text("Teams, their hours and who answers when they are closed"),
		Header: header("Team", "Telephone and e-mail", "When it answers, and who answers else"), RowHeaders: true, Widths: shares(40, 26, 34)}
	var shown []*model.Thing
	short := b.doc.Kind == "thresholds" && b.other() != nil
	for _, team := range b.of("team") {
		if !short || b.frontDoor(team) {
			shown = append(shown, team)
			t.Rows = append(t.Rows, Row{ID: b.anchor(team), Cells: []Cell{b.teamCell(team), b.reachCell(team), b.openCell(team)}})
		}
	}
	if len(t.Rows) > 0 {
		s.add(t)
	}
	s.add(b.notes(shown)...)
	if short && len(t.Rows) > 0 {
		s.add(Paragraph{Text: sentence("Every other team stands in ", b.otherLink("part.contacts.table", "the contacts of “"+words.Title(b.other())+"”"))})
	}
	return s
}

// frontDoor says whether a team is rung in danger, or helps or takes referrals
// where a family gets help: children's social care, early help, treatment.
func (b *builder) frontDoor(t *model.Thing) bool {
	if l := t.Line("gives"); l != nil && len(l.Words) == 1 && t.Is("gives", "emergency") && neverCloses(t) {
		return true
	}
	switch a := t.Agency(); {
	case a == nil:
		return false
	case a.Is("kind", "childrens-social-care"), a.Is("kind", "early-help"), a.Is("kind", "treatment"):
		return t.Is("gives", "referral") || t.Is("gives", "advice") || t.Is("gives", "emergency")
	}
	return false
}

func (b *builder) teamCell(t *model.Thing) Cell {
	about := line(strong(words.Title(t)), b.clause(t))
	if a := t.Agency(); a != nil {
		about = line(about, Break{}, b.name(a))
	}
	gives, whom := b.labels(t, "gives"), b.labels(t, "audience")
	switch {
	case len(gives) > 0 && len(whom) > 0:
		return lines(about, line("For ", gives, "; used by ", whom))
	case len(gives) > 0:
		return lines(about, line("For ", gives))
	case len(whom) > 0:
		return lines(about, line("Used by ", whom))
	}
	return lines(about)
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

// openCell says the hours, and who answers in the others.
func (b *builder) openCell(t *model.Thing) Cell {
	c := b.hoursCell(t, "open")
	if closed := b.closed(t); len(closed) > 0 {
		c.Blocks = append(c.Blocks, Paragraph{Text: closed})
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
	var out []Inline
	for i, h := range words.Hours(l.Hours) {
		if i > 0 {
			out = line(out, "; ")
		} else {
			h = words.Capital(h)
		}
		out = line(out, b.pieces(h))
	}
	return lines(out)
}

// closed says who answers when a team is closed; nothing for one that never is,
// or that is itself the answer.
func (b *builder) closed(t *model.Thing) []Inline {
	l := t.Line("otherwise")
	switch {
	case l == nil && (neverCloses(t) || relieves(t)):
		return nil
	case l == nil:
		return text("Nobody answers when it is closed")
	case l.Todo != nil:
		return line("When closed: ", gapInline(l.Todo))
	case len(l.Refs) == 0:
		return nil
	}
	out := line("When closed: ", b.pieces(words.Refs(l.Refs, "or", nil)))
	if p := b.phoneOf(l.Refs[0].Thing); len(p) > 0 {
		out = line(out, ", ", p)
	}
	return out
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
		Header: header("Role", "Where, and who helps and stands in"), RowHeaders: true, Widths: shares(38, 62)}
	for _, r := range b.of("role") {
		t.Rows = append(t.Rows, Row{ID: b.anchor(r), Cells: []Cell{b.roleCell(r), b.postCell(r)}})
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
	return lines(line(strong(words.Title(r)), b.clause(r)))
}

// postCell says where a post is, who stands in and who helps, in one paragraph.
func (b *builder) postCell(r *model.Thing) Cell {
	out := upper(b.labels(r, "kind"))
	if strings.Contains(strings.ToLower(words.Title(r)), strings.ToLower(plainText(out))) {
		out = nil // the title says so
	}
	if at := b.refs(r, "at"); len(out) > 0 && len(at) > 0 {
		out = line(out, ", ", at)
	} else if len(at) > 0 {
		out = upper(at)
	}
	for _, x := range [][]Inline{b.phoneOf(r), b.mail(r)} {
		if len(x) > 0 {
			out = line(out, ", ", x)
		}
	}
	add := func(lead, keyword string) {
		if x := b.refs(r, keyword); len(x) > 0 {
			if len(out) > 0 {
				out = line(out, ". ")
			}
			out = line(out, lead, x)
		}
	}
	add("Deputy: ", "deputy")
	add("Supported by ", "supported-by")
	add("Supervised by ", "supervised-by")
	add("Training: ", "training")
	return lines(out)
}

// linkCell is the names that a line gives, or its gap.
func (b *builder) linkCell(t *model.Thing, keyword string) Cell {
	if l := t.Line(keyword); l != nil && l.Todo != nil {
		return cell(gapInline(l.Todo))
	}
	return cell(b.names(t.Refs(keyword)))
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
		Header: header("Group", "Chair, meetings, reports and members"), RowHeaders: true, Widths: shares(32, 68)}
	for _, g := range b.of("group") {
		var how leads
		how.add("Chair", b.namesOrGap(g, "chair"))
		how.add("Meets", b.meets(g, "meets"))
		how.add("Reports to", b.namesOrGap(g, "reports-to"))
		how.add("Members", b.namesOrGap(g, "members"))
		t.Rows = append(t.Rows, Row{ID: b.anchor(g), Cells: []Cell{
			lines(line(strong(words.Title(g)), b.clause(g)), upper(b.labels(g, "kind"))), {how.block()}}})
	}
	if len(t.Rows) > 0 {
		s.add(t)
	}
	for _, g := range b.of("group") {
		s.add(b.postDuties(g)...)
	}
	s.add(b.notes(b.of("group"))...)
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
