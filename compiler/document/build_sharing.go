package document

import (
	"strconv"

	"concordat/compiler/model"
	"concordat/compiler/words"
)

// sharing is the rules for passing information, each in a compact block.
func (b *builder) sharing() *section {
	s := &section{id: b.id("part.sharing"), title: text("Sharing information")}
	all := b.of("share")
	if len(all) == 0 {
		return s
	}
	s.add(paragraph("Consent to receive help and a lawful basis for sharing are different things. A rule says who may share what with whom, on which basis, and whether consent to share is needed."))
	usual := b.usualLaw(all)
	var law leads
	for _, l := range shareLaw {
		law.add(l.lead, usual[l.keyword])
	}
	if len(law) > 0 {
		s.add(Paragraph{Text: line("Where a rule says nothing else, this holds. ", []Inline(law))})
	}
	for _, x := range all {
		s.sub(b.share(x, usual))
	}
	return s
}

// shareLaw are the lines of a rule that say by what law it shares.
var shareLaw = []struct{ lead, keyword string }{
	{"Sort of data", "data"}, {"Lawful basis", "lawful-basis"}, {"Special category condition", "special-category-condition"}, {"Power in law", "gateway"},
}

func (b *builder) law(x *model.Thing, keyword string) []Inline {
	if keyword == "gateway" {
		return b.namesOrGap(x, keyword)
	}
	return b.labels(x, keyword)
}

// usualLaw is what most of the rules say, line by line, so that it is said once. A
// rule without such a line says that it has none.
func (b *builder) usualLaw(all []*model.Thing) map[string][]Inline {
	usual := map[string][]Inline{}
	for _, l := range shareLaw {
		count := map[string]int{}
		for _, x := range all {
			said := b.law(x, l.keyword)
			key := plainText(said)
			count[key]++
			if len(all) >= 4 && len(said) > 0 && count[key]*2 > len(all) {
				usual[l.keyword] = said
			}
		}
	}
	return usual
}

// someNames says the first names of a line, and how many more there are: the thing
// itself has them all.
func (b *builder) someNames(x *model.Thing, keyword string) []Inline {
	const most = 2
	if l := x.Line(keyword); l != nil && l.Todo != nil {
		return gapInline(l.Todo)
	}
	refs := x.Refs(keyword)
	if len(refs) <= most+1 {
		return b.names(refs)
	}
	return line(b.names(refs[:most]), " and ", strconv.Itoa(len(refs)-most), " more")
}

// share is one rule in full.
func (b *builder) share(x *model.Thing, usual map[string][]Inline) *section {
	s := &section{id: b.anchor(x), title: b.titled(x)}
	s.add(b.prose(x)...)
	var who leads
	who.add("From", b.refs(x, "from"))
	who.add("To", b.refs(x, "to"))
	who.add("About", b.labels(x, "about"))
	who.add("What", b.quoted(x, "what"))
	who.add("Purpose", b.labels(x, "purpose"))
	who.add("How", b.quoted(x, "how"))
	s.add(who.block()...)
	s.add(b.conditionBlocks("It is shared when", "", x.Line("when"))...)
	var law leads
	for _, l := range shareLaw {
		said := b.law(x, l.keyword)
		if u := usual[l.keyword]; u != nil {
			if plainText(said) == plainText(u) {
				continue
			}
			if len(said) == 0 {
				said = text("none")
			}
		}
		law.add(l.lead, said)
	}
	consent := b.consentSaid(x)
	if len(consent) == 0 {
		consent = text("not said")
	}
	law.add("Consent to share", consent)
	s.add(law.block()...)
	if duties := x.Duties(); len(duties) > 0 {
		s.add(b.dutyList(duties))
	}
	for _, l := range x.All("if-late") {
		s.add(Paragraph{Text: sentence(strong("If this is late: "), b.follows(l))})
	}
	s.add(gaps(x)...)
	s.add(b.sources(x)...)
	return s
}

// consentSaid is the positions on consent of a thing, one after the other.
func (b *builder) consentSaid(t *model.Thing) []Inline {
	var all []Inline
	for _, l := range t.All("consent") {
		if len(all) > 0 {
			all = line(all, "; ")
		}
		all = line(all, upper(b.pieces(words.Consent(l))))
	}
	return all
}
