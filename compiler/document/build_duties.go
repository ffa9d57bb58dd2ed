package document

import (
	"concordat/compiler/model"
	"concordat/compiler/words"
)

// leads is a paragraph of short facts, each behind a lead in bold.
type leads []Inline

func (p *leads) add(lead string, value []Inline) {
	if len(value) == 0 {
		return
	}
	out := []Inline(*p)
	if len(out) > 0 {
		out = line(out, " ")
	}
	*p = line(out, strong(lead+": "), sentence(value))
}

// block is the paragraph, or nothing.
func (p leads) block() []Block {
	if len(p) == 0 {
		return nil
	}
	return []Block{Paragraph{Text: p}}
}

// duties are the agencies, each with what it has to do wherever the agreement
// says so: what stands only here in full, the rest by its clauses.
func (b *builder) duties() *section {
	s := &section{id: b.id("part.duties"), title: text("What each agency does")}
	s.add(paragraph("Duties of an agency, its teams and its posts stand here in full. Steps, meetings and rules in which it acts stand under their numbers elsewhere, and are named here."))
	everyone := &section{id: b.id("part.duties.everyone"), title: text("Everyone, in any agency")}
	if common := b.doc.Duties(); len(common) > 0 {
		everyone.add(b.dutyList(common))
	}
	for _, r := range b.of("role") {
		if r.Agency() == nil {
			everyone.add(b.postDuties(r)...)
		}
	}
	s.sub(everyone, b.anyAgency())
	for _, a := range b.of("agency") {
		s.sub(b.agency(a))
	}
	if len(s.subs) == 0 {
		return nil
	}
	return s
}

func (b *builder) agency(a *model.Thing) *section {
	s := &section{id: b.anchor(a), title: b.titled(a)}
	var about leads
	about.add("Kind", upper(b.labels(a, "kind")))
	about.add("Serves", b.labels(a, "serves"))
	about.add("Offers", b.quoted(a, "offers"))
	about.add("Also known as", b.quoted(a, "also-known-as"))
	about.add("Own policies", b.refs(a, "policies"))
	s.add(about.block()...)
	s.add(b.described(a)...)
	if own := a.Duties(); len(own) > 0 {
		s.add(b.dutyList(own))
	}
	for _, kind := range []string{"team", "role"} {
		for _, t := range b.of(kind) {
			if t.Agency() == a {
				s.add(b.postDuties(t)...)
			}
		}
	}
	s.add(b.actsIn(func(r model.Ref) bool { return r.Thing != nil && r.Thing.Agency() == a })...)
	for _, c := range a.Nested("contract") {
		s.sub(b.contract(c))
	}
	if s.empty() {
		s.add(paragraph("This agreement gives no duty to this agency yet."))
	}
	return s
}

// postDuties are the duties of a team or role: one in the line of its name,
// several as a list.
func (b *builder) postDuties(t *model.Thing) []Block {
	own := t.Duties()
	if len(own) == 0 {
		return nil
	}
	name := line(Strong(b.name(t)), b.clause(t), ": ")
	if len(own) == 1 {
		blocks := b.duty(own[0])
		blocks[0] = Paragraph{Text: line(name, blocks[0].(Paragraph).Text)}
		return blocks
	}
	return []Block{Paragraph{Text: name}, b.dutyList(own)}
}

// acting are the lines that say who acts in a thing, with what the things are
// called together.
var acting = []struct{ kind, keyword, lead string }{
	{"step", "by", "Acts in"}, {"meeting", "chair", "Chairs"}, {"share", "from", "Shares by"},
}

// actsIn names the steps, meetings and sharing rules in which somebody acts, in
// one paragraph. What is to be done stands there, once.
func (b *builder) actsIn(who func(model.Ref) bool) []Block {
	var p leads
	for _, a := range acting {
		var list []Inline
		for _, x := range b.of(a.kind) {
			for _, r := range x.Refs(a.keyword) {
				if !who(r) {
					continue
				}
				if len(list) > 0 {
					list = line(list, "; ")
				}
				b.cited[x] = true
				list = line(list, Link{To: b.to(x), Text: text(b.clauses[x] + " " + words.Title(x))})
				break
			}
		}
		p.add(a.lead, list)
	}
	return p.block()
}

// anyAgency are the steps that fall to whoever refers, or to any agency.
func (b *builder) anyAgency() *section {
	return &section{id: b.id("part.duties.referrer"), title: text("Whoever refers a family"),
		blocks: b.actsIn(func(r model.Ref) bool { return r.Person == "referrer" || r.Any })}
}

func (b *builder) contract(c *model.Thing) *section {
	s := &section{id: b.anchor(c), title: line("Contract: ", b.titled(c))}
	s.add(b.described(c)...)
	if duties := c.Duties(); len(duties) > 0 {
		s.add(b.dutyList(duties))
	}
	for _, l := range c.All("monitored-by") {
		s.add(Paragraph{Text: sentence("Monitored by ", b.overseen(l))})
	}
	if s.empty() {
		s.add(paragraph("Nothing is said of this contract yet."))
	}
	return s
}

// overseen says who checks, how often and how.
func (b *builder) overseen(l *model.Line) []Inline {
	if l.Todo != nil {
		return gapInline(l.Todo)
	}
	out := b.pieces(words.Refs(l.Refs, "and", l.Owner))
	if len(l.Times) > 0 {
		out = line(out, " ", b.pieces(words.Times(l.Times, l.Owner)))
	}
	for _, x := range l.Texts {
		out = line(out, ", by ", b.pieces(words.Text(x)))
	}
	return out
}
