package document

import (
	"strconv"

	"concordat/compiler/model"
	"concordat/compiler/words"
)

// sharing is the rules for passing information: one table for all of them, then
// each in full.
func (b *builder) sharing() *section {
	s := &section{id: b.id("part.sharing"), title: text("Sharing information")}
	all := b.of("share")
	if len(all) == 0 {
		return s
	}
	s.add(paragraph("Consent to receive help and a lawful basis for sharing are different things. The table gives the rules in short; each stands in full below it."))
	t := Table{ID: b.id("part.sharing.table"), Caption: text("Who may share what with whom"), RowHeaders: true,
		Header: header("Rule", "From", "To", "About", "Consent to share"), Widths: shares(24, 21, 21, 14, 20)}
	for _, x := range all {
		t.Rows = append(t.Rows, Row{Cells: []Cell{cell(b.name(x), b.clause(x)), cell(b.someNames(x, "from")), cell(b.someNames(x, "to")),
			cell(upper(b.labels(x, "about"))), b.consentShort(x)}})
	}
	s.add(t)
	for _, x := range all {
		s.sub(b.share(x))
	}
	return s
}

// someNames says the first names of a line, and how many more there are: the rule
// below the table has them all.
func (b *builder) someNames(x *model.Thing, keyword string) []Inline {
	const most = 4
	if l := x.Line(keyword); l != nil && l.Todo != nil {
		return gapInline(l.Todo)
	}
	refs := x.Refs(keyword)
	if len(refs) <= most+1 {
		return b.names(refs)
	}
	return line(b.names(refs[:most]), Break{}, "and ", strconv.Itoa(len(refs)-most), " more")
}

// consentShort says whether consent to share is needed, without the reason.
func (b *builder) consentShort(x *model.Thing) Cell {
	var parts [][]Inline
	for _, l := range x.All("consent") {
		if l.Todo != nil {
			parts = append(parts, gapInline(l.Todo))
			continue
		}
		said := text(consentWords[l.Consent])
		if l.Case != nil {
			said = line(said, " ", b.pieces(words.Case(l.Case)))
		}
		parts = append(parts, said)
	}
	if len(parts) == 0 {
		return cell("Not said")
	}
	return lines(parts...)
}

func (b *builder) shareConsent(x *model.Thing) Cell {
	var parts [][]Inline
	for _, l := range x.All("consent") {
		parts = append(parts, upper(b.pieces(words.Consent(l))))
	}
	if len(parts) == 0 {
		return cell("Not said")
	}
	return lines(parts...)
}

// share is one rule in full.
func (b *builder) share(x *model.Thing) *section {
	s := &section{id: b.anchor(x), title: b.titled(x)}
	s.add(b.prose(x)...)
	t := Table{Caption: text("The rule: " + words.Title(x)), RowHeaders: true, Widths: shares(3, 7)}
	row := func(title string, c Cell) {
		if len(c.Blocks) > 0 {
			t.Rows = append(t.Rows, Row{Cells: []Cell{cell(title), c}})
		}
	}
	row("From", cell(upper(b.refs(x, "from"))))
	row("To", cell(upper(b.refs(x, "to"))))
	row("About", cell(upper(b.labels(x, "about"))))
	row("What", cell(upper(b.quoted(x, "what"))))
	row("Purpose", cell(upper(b.labels(x, "purpose"))))
	row("When", Cell{b.conditionBlocks("When", "", x.Line("when"))})
	row("Sort of data", cell(upper(b.labels(x, "data"))))
	row("Lawful basis", cell(upper(b.labels(x, "lawful-basis"))))
	row("Special category condition", cell(upper(b.labels(x, "special-category-condition"))))
	row("Power in law", b.linkCell(x, "gateway"))
	row("Consent to share", b.shareConsent(x))
	row("How", cell(upper(b.quoted(x, "how"))))
	told, recorded, rest := b.shareDuties(x)
	row("Telling the family", told)
	row("Record", recorded)
	row("Also", rest)
	for _, l := range x.All("if-late") {
		row("If this is late", cell(upper(b.follows(l))))
	}
	s.add(t)
	s.add(gaps(x)...)
	s.add(b.sources(x)...)
	return s
}

var family = map[string]bool{"parent": true, "parents": true, "carer": true, "carers": true, "family": true, "child": true, "young-person": true}

// shareDuties puts the duties of a rule into three cells: whom to tell, what to
// record, the rest.
func (b *builder) shareDuties(x *model.Thing) (told, recorded, rest Cell) {
	for _, l := range x.Duties() {
		c := &rest
		switch {
		case l.Duty.Words != nil:
		case l.Duty.Verb.Name == "record":
			c = &recorded
		case tellsFamily(l.Duty):
			c = &told
		}
		c.Blocks = append(c.Blocks, b.duty(l)...)
	}
	return told, recorded, rest
}

func tellsFamily(d *model.Duty) bool {
	for _, p := range d.Parties {
		for _, r := range p.Refs {
			if family[r.Person] {
				return true
			}
		}
	}
	return false
}
