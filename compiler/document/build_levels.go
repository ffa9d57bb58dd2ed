package document

import (
	"slices"
	"sort"
	"strings"

	"concordat/compiler/model"
	"concordat/compiler/schema"
	"concordat/compiler/words"
)

// The two sorts of part that say that they support judgement, each once.
const (
	decisions = "decisions" // levels, criteria, pathways, questions
	examples  = "examples"  // indicators, worked examples
)

// judgementOnce is the sentence, with a space before it, for the first part of a
// sort, and nothing for those after it: what is said on every other page is not
// read.
func (b *builder) judgementOnce(sort string) string {
	if b.supports[sort] {
		return ""
	}
	b.supports[sort] = true
	return " " + judgementSentence
}

// judgement is the note that stands with what a decision rests on.
func (b *builder) judgement() []Block {
	if b.judgementOnce(decisions) == "" {
		return nil
	}
	return []Block{Box{Kind: NoteBox, Title: text("Professional judgement"), Blocks: []Block{paragraph(judgementSentence)}}}
}

// ordered returns the levels, lowest first.
func (b *builder) ordered() []*model.Thing {
	levels := slices.Clone(b.of("level"))
	sort.SliceStable(levels, func(i, j int) bool {
		x, y := levels[i].Line("number"), levels[j].Line("number")
		if x == nil || y == nil {
			return y == nil && x != nil
		}
		if x.Number != y.Number {
			return x.Number < y.Number
		}
		return x.Letter < y.Letter
	})
	return levels
}

// levelName says a level with its number: "Level 2: Early help".
func levelName(l *model.Thing) string {
	n := l.Line("number")
	if strings.HasPrefix(l.Title, "Level ") {
		return l.Title
	}
	if n == nil || n.Todo != nil || n.Bad {
		return words.Title(l)
	}
	return "Level " + words.Values(n).String() + ": " + words.Title(l)
}

// levels are the levels of need with consent, lead and law.
func (b *builder) levels() *section {
	levels := b.ordered()
	s := &section{id: b.id("part.levels"), title: text("Levels of need")}
	if len(levels) == 0 {
		return s
	}
	s.add(b.judgement()...)
	short := b.elsewhere("levels")
	t := Table{ID: b.id("part.levels.table"), Caption: text("Levels of need"), RowHeaders: true,
		Header: header("Level", "Lead", "Law"), Widths: shares(34, 26, 40)}
	for _, l := range levels {
		row := Row{Cells: []Cell{cell(Link{To: b.to(l), Text: text(levelName(l))}), b.leadCell(l), b.linkCell(l, "statute")}}
		if short {
			row.ID = b.anchor(l)
			row.Cells[0] = cell(b.otherLink(b.at[l], levelName(l)), b.clause(l))
		}
		t.Rows = append(t.Rows, row)
	}
	s.add(t)
	s.add(b.consentTable(levels)...)
	if short {
		s.add(Paragraph{Text: sentence("What each level means, its criteria, its duties and the services for it stand in ", b.otherLink(b.at[levels[0]], "“"+words.Title(b.other())+"”"))})
		return s
	}
	for _, l := range levels {
		s.sub(b.level(l))
	}
	return s
}

func (b *builder) leadCell(l *model.Thing) Cell {
	var parts [][]Inline
	for _, x := range l.All("lead") {
		if x.Todo != nil {
			parts = append(parts, gapInline(x.Todo))
			continue
		}
		parts = append(parts, upper(line(b.pieces(words.Refs(x.Refs, "and", l)), b.pieces(words.Tail(x)))))
	}
	return lines(parts...)
}

// forLevel are the pathways or services of a level, in one sentence.
func (b *builder) forLevel(l *model.Thing, kind, lead string) []Block {
	var out []Inline
	for _, t := range b.of(kind) {
		for _, r := range t.Refs("levels") {
			if r.Thing == l {
				if len(out) > 0 {
					out = line(out, "; ")
				}
				out = line(out, b.numberOrName(t))
				break
			}
		}
	}
	if len(out) == 0 {
		return nil
	}
	return []Block{Paragraph{Text: sentence(strong(lead), out)}}
}

// numberOrName is a pathway by its number, which is enough where many stand in a
// row, and other things by their titles.
func (b *builder) numberOrName(t *model.Thing) []Inline {
	if t.Kind == "pathway" && b.clauses[t] != "" {
		return b.clauseLink(t)
	}
	return b.name(t)
}

// consentTable sets the levels against what consent is asked for. Consent to
// receive help and a basis for sharing are different things, so each purpose has
// its column; a purpose that a level says nothing on prints as not said.
func (b *builder) consentTable(levels []*model.Thing) []Block {
	var purposes []string
	for _, w := range schema.VocabNamed("consent-purpose").Words {
		for _, l := range levels {
			if hasPurpose(l, w.Name) {
				purposes = append(purposes, w.Name)
				break
			}
		}
	}
	if len(purposes) == 0 {
		return nil
	}
	t := Table{ID: b.id("part.consent"), Caption: text("Consent at each level, for each purpose"), RowHeaders: true, Header: header("Level")}
	weights := []float64{1.3}
	for _, p := range purposes {
		t.Header = append(t.Header, cell(words.Upper(schema.Label("consent-purpose", p))))
		weights = append(weights, 1)
	}
	t.Widths = shares(weights...)
	for _, l := range levels {
		row := Row{Cells: []Cell{cell(Link{To: b.to(l), Text: text(levelName(l))})}}
		for _, p := range purposes {
			row.Cells = append(row.Cells, b.consentCell(l, p))
		}
		t.Rows = append(t.Rows, row)
	}
	return []Block{t}
}

var consentWords = map[string]string{"required": "Needed", "written": "Needed, in writing", "not-required": "Not needed"}

func hasPurpose(l *model.Thing, purpose string) bool { return l.Is("consent", purpose) }

func (b *builder) consentCell(l *model.Thing, purpose string) Cell {
	var parts [][]Inline
	for _, x := range l.All("consent") {
		if x.Todo != nil {
			parts = append(parts, gapInline(x.Todo))
			continue
		}
		for _, w := range x.Words {
			if w.Name != purpose {
				continue
			}
			said := text(consentWords[x.Consent])
			if len(x.Refs) > 0 {
				said = line(said, ", from ", b.pieces(words.Refs(x.Refs, "and", l)))
			}
			parts = append(parts, line(said, b.pieces(words.Tail(x))))
		}
	}
	if len(parts) == 0 {
		return cell("Not said")
	}
	return lines(parts...)
}

// level is one level in full.
func (b *builder) level(l *model.Thing) *section {
	s := &section{id: b.anchor(l), title: line(levelName(l), b.clause(l))}
	s.add(b.prose(l)...)
	if l.Has("otherwise") {
		s.add(paragraph("This is the level of a child whom no criterion puts higher."))
	}
	if c := b.leadCell(l); len(c.Blocks) == 1 {
		s.add(Paragraph{Text: sentence(strong("Lead: "), c.Blocks[0].(Paragraph).Text)})
	} else if len(c.Blocks) > 1 {
		s.add(paragraph(strong("Lead:")), listOf(c.Blocks))
	}
	if x := b.refs(l, "statute"); len(x) > 0 {
		s.add(Paragraph{Text: sentence(strong("Law: "), x)})
	}
	for _, c := range l.All("consent") {
		if len(c.Words) > 0 && c.Todo == nil {
			continue // the table of consent says it
		}
		s.add(Paragraph{Text: sentence(upper(b.pieces(words.Consent(c))))})
	}
	for _, x := range l.All("if-refused") {
		s.add(Paragraph{Text: sentence("If consent is refused: ", b.follows(x))})
	}
	if duties := l.Duties(); len(duties) > 0 {
		s.add(b.dutyList(duties))
	}
	s.add(b.forLevel(l, "pathway", "Pathways: ")...)
	s.add(b.forLevel(l, "service", "Services: ")...)
	s.add(gaps(l)...)
	s.add(b.sources(l)...)
	if s.empty() {
		s.add(paragraph("Nothing more is said of this level."))
	}
	return s
}

// listOf makes a list of paragraphs.
func listOf(blocks []Block) List {
	var list List
	for _, b := range blocks {
		list.Items = append(list.Items, ListItem{Blocks: []Block{b}})
	}
	return list
}

// criteria are what puts a case at each level.
func (b *builder) criteria() *section {
	s := &section{id: b.id("part.criteria"), title: text("Criteria for each level")}
	all := b.of("criterion")
	judgements := b.of("judgement")
	if len(all)+len(judgements) == 0 {
		return s
	}
	s.add(b.judgement()...)
	placed := map[*model.Thing]bool{}
	for _, l := range b.ordered() {
		sub := &section{id: b.id("criteria." + l.Name), title: text(levelName(l))}
		for _, c := range all {
			if c.Ref("level") == l {
				sub.add(b.criterion(c)...)
				placed[c] = true
			}
		}
		for _, c := range all {
			if c.Ref("consider") == l && !placed[c] {
				sub.add(b.criterion(c)...)
				placed[c] = true
			}
		}
		s.sub(sub)
	}
	rest := &section{id: b.id("criteria."), title: text("Conditions that are named elsewhere")}
	for _, c := range all {
		if !placed[c] {
			rest.add(b.criterion(c)...)
		}
	}
	s.sub(rest)
	left := &section{id: b.id("part.judgements"), title: text("Left to judgement")}
	for _, j := range judgements {
		left.add(Paragraph{ID: b.anchor(j), Text: line(Strong(b.titled(j)))})
		left.add(b.conditionBlocks("This is so when", "", j.Line("when"))...)
		left.add(Paragraph{Text: sentence("Decided by the ", b.refs(j, "by"), because(b.quoted(j, "because")))})
		left.add(b.described(j)...)
	}
	s.sub(left)
	return s
}

func because(in []Inline) []Inline {
	if len(in) == 0 {
		return nil
	}
	return line(", because ", in)
}

func (b *builder) criterion(c *model.Thing) []Block {
	out := []Block{Paragraph{ID: b.anchor(c), Text: line(Strong(text(words.Title(c))), b.clause(c))}}
	tail := ""
	if c.Has("consider") {
		out = append(out, Paragraph{Text: sentence("Think about this level; nothing is decided. A person judges")})
	}
	out = append(out, b.conditionBlocks("Met when", tail, c.Line("when"))...)
	return append(out, b.described(c)...)
}

// conditionBlocks says a condition as a sentence, or as a sentence and a list
// where it has several parts.
func (b *builder) conditionBlocks(lead, tail string, l *model.Line) []Block {
	if l == nil {
		return nil
	}
	if l.Todo != nil {
		return []Block{paragraph(lead, " ", gapInline(l.Todo))}
	}
	c := l.Condition
	if c == nil {
		c = l.Case
	}
	return b.condition(lead, c)
}

func (b *builder) condition(lead string, c *model.Condition) []Block {
	if c == nil {
		return nil
	}
	all, parts := words.Conditions(c)
	if all == "" || len(parts) == 1 {
		return []Block{Paragraph{Text: sentence(lead, " ", b.pieces(words.Condition(c)))}}
	}
	return []Block{Paragraph{Text: line(lead, " ", all, ":")}, b.conditionList(parts)}
}

func (b *builder) conditionList(parts []*model.Condition) Block {
	var list List
	for _, p := range parts {
		all, inner := words.Conditions(p)
		if all != "" && len(inner) > 1 {
			list.Items = append(list.Items, ListItem{Blocks: []Block{Paragraph{Text: line(all, ":")}, b.conditionList(inner)}})
			continue
		}
		list.Items = append(list.Items, ListItem{Blocks: []Block{Paragraph{Text: b.pieces(words.Condition(p))}}})
	}
	return list
}

// indicators are the examples, by level and part of life; strengths apart.
func (b *builder) indicators() *section {
	s := &section{id: b.id("part.indicators"), title: text("Indicators: examples for professional judgement")}
	all := b.of("indicators")
	if len(all) == 0 {
		return s
	}
	s.add(Box{Kind: NoteBox, Title: text("Examples, not rules"), Blocks: []Block{
		paragraph("These are examples for professional judgement. No example decides a level by itself, and a case may be at a level without any of them." + b.judgementOnce(examples))}})
	for _, protective := range []bool{false, true} {
		for _, l := range append(b.ordered(), nil) {
			sub := &section{}
			for _, t := range all {
				if t.Has("protective") == protective && t.Ref("level") == l {
					sub.add(b.indicatorTable(t)...)
				}
			}
			name := "no level"
			sub.id = "indicators."
			if l != nil {
				name = levelName(l)
				sub.id += l.Name
			}
			if protective {
				sub.id += ".strengths"
				sub.title = text("Strengths that lower the risk: " + name)
			} else {
				sub.title = text("Examples: " + name)
			}
			if l == nil && protective {
				sub.title = text("Strengths that lower the risk")
			} else if l == nil {
				sub.title = text("Examples that point to no single level")
			}
			if !sub.empty() {
				sub.id = b.id("part." + sub.id)
			}
			s.sub(sub)
		}
	}
	return s
}

func (b *builder) indicatorTable(t *model.Thing) []Block {
	about := line(Strong(text(words.Title(t))), b.clause(t))
	if d := b.labels(t, "domain"); len(d) > 0 {
		about = line(about, " – ", d)
	}
	if w := b.labels(t, "about"); len(w) > 0 {
		about = line(about, " (about ", w, ")")
	}
	out := []Block{Paragraph{ID: b.anchor(t), Text: about}}
	var list List
	for _, i := range t.Items {
		list.Items = append(list.Items, ListItem{Blocks: []Block{Paragraph{Text: b.itemText(i)}}})
	}
	if len(list.Items) > 0 {
		out = append(out, list)
	}
	return append(out, b.described(t)...)
}

// itemText is an item with the question that it is linked to.
func (b *builder) itemText(i model.Item) []Inline {
	in := b.pieces(words.Text(i.Text))
	if i.As != nil && i.As.Thing != nil {
		b.cited[i.As.Thing] = true
		in = line(in, " (question: ", Link{To: b.to(i.As.Thing), Text: text(spaced(i.As.Thing.Name))}, ")")
	}
	return in
}
