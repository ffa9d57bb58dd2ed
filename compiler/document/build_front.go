package document

import (
	"slices"
	"strconv"

	"concordat/compiler/model"
	"concordat/compiler/words"
)

// front is what stands before the contents: what to do in danger, and what this
// document is.
func (b *builder) front() []Block {
	var out []Block
	if box, ok := b.urgent(); ok {
		out = append(out, box)
	}
	out = append(out, b.control())
	if label := b.someLabel(); label != "" {
		out = append(out, paragraph("Labels such as ", Mark{NeutralMark, label}, " name a rule. Use them when you write to each other about it."))
	}
	return out
}

// someLabel is the clause of a step to show what such labels look like, or that of
// whatever has one; empty where nothing has.
func (b *builder) someLabel() string {
	for _, kind := range []string{"step", "stage", "share", "level", "role"} {
		for i, t := range b.of(kind) {
			if c := b.clauses[t]; c != "" && (i > 0 || len(b.of(kind)) == 1) {
				return c
			}
		}
	}
	return ""
}

// urgent is the box that a practitioner needs at the end of a Friday. It speaks
// to one who has no time: whom to ring, with the number, then what else is to be
// done at once; no marks, no clauses.
func (b *builder) urgent() (Box, bool) {
	box := Box{Kind: UrgentBox, Title: text("If a child is in immediate danger")}
	var rest List
	seen := map[*model.Thing]bool{}
	ring := func(t *model.Thing) {
		if phone := b.phoneOf(t); len(phone) > 0 && !seen[t] {
			said := line("Ring ", words.Title(t), ": ", phone, ".")
			if plainText(phone) == words.Title(t) {
				said = line("Ring ", phone, ".")
			}
			box.Blocks = append(box.Blocks, Paragraph{Text: allStrong(said)})
			seen[t] = true
		}
	}
	duties := b.doc.Duties()
	if o := b.other(); o != nil {
		// A document without these duties has readers in a hurry too.
		for _, l := range o.Duties() {
			if l.Duty.Words == nil && b.toEmergency(l) && calls[l.Duty.Verb.Name] {
				duties = append(slices.Clip(duties), l)
			}
		}
	}
	for _, l := range duties {
		emergency := b.toEmergency(l)
		if l.Duty.Modality != model.Must || !emergency && !atOnce(l) {
			continue
		}
		rung := false
		for _, p := range l.Duty.Parties {
			for _, r := range p.Refs {
				if r.Thing == nil || !r.Thing.Is("gives", "emergency") || !calls[l.Duty.Verb.Name] {
					continue
				}
				ring(r.Thing)
				rung = seen[r.Thing]
			}
		}
		if !rung {
			rest.Items = append(rest.Items, ListItem{Blocks: []Block{Paragraph{Text: b.command(l)}}})
		}
	}
	rest.Items = append(rest.Items, b.urgentContacts(seen).Items...)
	if len(rest.Items) > 0 {
		box.Blocks = append(box.Blocks, rest)
	}
	if s := b.nothingDelays(); s != nil {
		box.Blocks = append(box.Blocks, Paragraph{Text: s})
	}
	return box, len(box.Blocks) > 0
}

// allStrong is a line as one strong piece.
func allStrong(in []Inline) []Inline {
	var out []Inline
	for _, x := range in {
		if s, ok := x.(Strong); ok {
			out = line(out, []Inline(s))
		} else {
			out = line(out, x)
		}
	}
	return []Inline{Strong(out)}
}

// calls are the verbs of a duty that one does on the telephone.
var calls = map[string]bool{"telephone": true, "contact": true, "tell": true}

// command is a duty as one tells it to somebody who has no time: "Tell the
// Safeguarding lead at once".
func (b *builder) command(l *model.Line) []Inline {
	said := words.Line(l)
	for i := range said {
		if said[i].Kind == words.Judged {
			said[i].Kind = words.Plain
		}
	}
	return upper(sentence(b.pieces(said)))
}

func atOnce(l *model.Line) bool {
	for _, t := range l.Times {
		if t.Kind == model.AtOnce {
			return true
		}
	}
	return false
}

func (b *builder) toEmergency(l *model.Line) bool {
	for _, p := range l.Duty.Parties {
		for _, r := range p.Refs {
			if r.Thing != nil && r.Thing.Is("gives", "emergency") {
				return true
			}
		}
	}
	return false
}

// urgentContacts are the teams that pick up the levels that nothing delays, each
// with who answers when it is closed. Where children's social care is among them
// it stands for all: at ten to five one number is better than twelve. What has
// been said is not said again.
func (b *builder) urgentContacts(seen map[*model.Thing]bool) List {
	var list List
	first := "Ring "
	if len(seen) > 0 {
		first = "Then ring "
	}
	add := func(t *model.Thing) {
		lead := first
		for ; t != nil && t.Kind == "team" && !seen[t]; t = t.Ref("otherwise") {
			seen[t] = true
			if item := b.reach(t); len(item) > 0 {
				list.Items = append(list.Items, ListItem{Blocks: []Block{Paragraph{Text: line(lead, item)}}})
				lead = "Or ring "
			}
		}
	}
	var doors, others []*model.Thing
	for _, p := range b.of("pathway") {
		if !b.undelayed(p) {
			continue
		}
		for _, r := range p.Refs("to") {
			if r.Thing == nil || r.Thing.Kind != "team" {
				continue
			}
			if r.Thing.Agency().Is("kind", "childrens-social-care") && r.Thing.Is("gives", "referral") {
				doors = append(doors, r.Thing)
			} else {
				others = append(others, r.Thing)
			}
		}
	}
	if len(doors) == 0 {
		doors = others
	}
	for _, t := range doors {
		add(t)
	}
	return list
}

// reach says a team, its number and its hours in one line.
func (b *builder) reach(t *model.Thing) []Inline {
	phone := b.phoneOf(t)
	if len(phone) == 0 {
		return nil
	}
	out := line(Strong(b.name(t)), ": ", phone)
	if l := t.Line("open"); l != nil && l.Hours != nil {
		for i, h := range words.Hours(l.Hours) {
			sep := ", "
			if i == 0 {
				sep = " ("
			}
			out = line(out, sep, b.pieces(h))
		}
		out = line(out, ")")
	}
	return out
}

// undelayed says whether a pathway is for a level that nothing delays.
func (b *builder) undelayed(p *model.Thing) bool {
	for _, r := range p.Refs("levels") {
		for _, n := range b.doc.Refs("nothing-delays") {
			if n.Thing != nil && n.Thing == r.Thing {
				return true
			}
		}
	}
	return false
}

// nothingDelays is the override in words, or nil.
func (b *builder) nothingDelays() []Inline {
	if at := b.undelayedLevels(); at != nil {
		return line(strong("Nothing delays protection. "), "At ", at,
			", no wait, consent, refusal or disagreement in this document stands before the step that protects the child.")
	}
	return nil
}

// actFirst is the override in short, for the places where it is said again.
func (b *builder) actFirst() []Inline {
	if at := b.undelayedLevels(); at != nil {
		return line("at ", at, ", nothing here delays the step that protects the child")
	}
	return nil
}

// undelayedLevels are the levels that nothing delays, or nil.
func (b *builder) undelayedLevels() []Inline {
	var out []Inline
	for i, r := range b.doc.Refs("nothing-delays") {
		if i > 0 {
			out = line(out, " or ")
		}
		if r.Thing == nil {
			out = line(out, b.pieces(words.Ref(r, nil)))
			continue
		}
		b.cited[r.Thing] = true
		out = line(out, Link{To: b.to(r.Thing), Text: text(levelName(r.Thing))})
	}
	return out
}

// control is the document control table.
func (b *builder) control() Block {
	t := Table{ID: b.anchor(b.doc), Caption: text("Document control"), RowHeaders: true, Widths: shares(3, 7)}
	row := func(title string, value []Inline) {
		if len(value) > 0 {
			t.Rows = append(t.Rows, Row{Cells: []Cell{cell(title), cell(value)}})
		}
	}
	d := b.doc
	row("Area", b.value(d, "area"))
	row("Version", b.value(d, "version"))
	row("Status", b.labelled(d, "status"))
	row("Approved", b.approved())
	row("In force from", b.value(d, "in-force"))
	row("Amended", b.amended())
	row("Review by", b.value(d, "review-by"))
	row("Owner", b.value(d, "owner"))
	row("Publisher", b.value(d, "publisher"))
	row("Published at", b.web(d))
	row("Replaces", b.refs(d, "supersedes"))
	row("Gives way to", b.refs(d, "yields-to"))
	row("Read with", b.namesOrGap(d, "relies-on"))
	row("Checked against", b.namesOrGap(d, "checked-against"))
	row("Consulted", b.namesOrGap(d, "consulted"))
	if l := d.Line("signed-by"); l != nil && l.Todo != nil {
		row("Signed by", gapInline(l.Todo))
	} else if n := len(d.Refs("signed-by")); n > 0 {
		row("Signed by", line(Link{To: "part.sign-off", Text: text("the " + strconv.Itoa(n) + " roles on the page of signatures")}))
	}
	row("Working days", b.workingDays())
	row("Source", b.quoted(d, "source"))
	return t
}

// namesOrGap says the names of a line, one a line.
func (b *builder) namesOrGap(t *model.Thing, keyword string) []Inline {
	if l := t.Line(keyword); l != nil && l.Todo != nil {
		return gapInline(l.Todo)
	}
	return b.names(t.Refs(keyword))
}

// labelled says a line's words with a capital, or its gap.
func (b *builder) labelled(t *model.Thing, keyword string) []Inline {
	return upper(b.labels(t, keyword))
}

func (b *builder) approved() []Inline {
	l := b.doc.Line("approved-on")
	switch {
	case l == nil:
		return nil
	case l.Todo != nil:
		return gapInline(l.Todo)
	case len(l.Refs) > 0:
		return line(words.Date(l.Date), " by ", b.pieces(words.Refs(l.Refs, "and", nil)))
	}
	return text(words.Date(l.Date))
}

func (b *builder) amended() []Inline {
	var out []Inline
	for i, l := range b.doc.All("amended") {
		if i > 0 {
			out = append(out, Break{})
		}
		out = line(out, words.Date(l.Date))
		for _, x := range l.Texts {
			out = line(out, ": ", b.pieces(words.Text(x)))
		}
	}
	return out
}

func (b *builder) workingDays() []Inline {
	out := text("Monday to Friday, without bank holidays")
	if c := b.labels(b.doc, "calendar"); len(c) > 0 {
		out = line(out, " in ", c)
	} else {
		return nil
	}
	for i, l := range b.doc.All("closed-on") {
		if i == 0 {
			out = line(out, "; also closed on ")
		} else {
			out = line(out, ", ")
		}
		out = line(out, words.Date(l.Date))
		for _, x := range l.Texts {
			out = line(out, " (", b.pieces(words.Text(x)), ")")
		}
	}
	return out
}

// web is an address as a link, one a line.
func (b *builder) web(t *model.Thing) []Inline {
	var out []Inline
	for _, l := range t.All("web") {
		if l.Todo != nil {
			return gapInline(l.Todo)
		}
		for _, x := range l.Texts {
			if len(out) > 0 {
				out = append(out, Break{})
			}
			out = append(out, Link{URL: x.Text, Text: text(x.Text)})
		}
	}
	return out
}
