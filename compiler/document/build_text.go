package document

import (
	"concordat/compiler/model"
	"concordat/compiler/prose"
	"concordat/compiler/schema"
	"concordat/compiler/words"
)

// places gives every thing its ID. Names of the folder are unique and are the
// IDs; where a kind's names are not in that namespace, the kind stands before
// them with a full stop, which no name holds.
func places(a *model.Agreement) (at map[*model.Thing]string, taken map[string]bool) {
	at, taken = make(map[*model.Thing]string, len(a.Things)), map[string]bool{}
	for _, t := range a.Things {
		id := t.Path()
		if t.Kind == "contract" && t.Name == "" && t.Parent != nil {
			id = t.Parent.Name + ".contract"
		} else if t.Name == "" {
			continue
		}
		switch t.Kind {
		case "indicators", "scenario", "term":
			id = t.Kind + "." + t.Name
		case "requirement":
			if t.Parent != nil {
				id = t.Parent.Name + "." + t.Name
			}
		}
		for taken[id] {
			id += "."
		}
		at[t], taken[id] = id, true
	}
	return at, taken
}

// anchor returns the ID of a thing the first time it is asked for, and "" after
// that: a thing has one place.
func (b *builder) anchor(t *model.Thing) string {
	if t == nil || b.anchored[t] {
		return ""
	}
	b.anchored[t] = true
	return b.at[t]
}

// to returns where a link to a thing leads. A thing without a place has a target
// that does not exist; [finish] takes such links out.
func (b *builder) to(t *model.Thing) string {
	if id := b.at[t]; id != "" {
		return id
	}
	return "."
}

// id returns an ID that nothing has yet.
func (b *builder) id(want string) string {
	for b.ids[want] {
		want += "."
	}
	b.ids[want] = true
	return want
}

// name returns the title of a thing as a link to its place.
func (b *builder) name(t *model.Thing) []Inline { return b.pieces(words.ThingName(t)) }

// names returns the titles of things, with semicolons between: a title may have
// a comma.
func (b *builder) names(refs []model.Ref) []Inline {
	var all []Inline
	for i, r := range refs {
		said := b.pieces(words.Ref(r, nil))
		if i == 0 {
			said = upper(said)
		} else {
			all = line(all, "; ")
		}
		all = line(all, said)
	}
	return all
}

// pieces turns words into inlines: names into links, judgements into marked
// text.
func (b *builder) pieces(p words.Pieces) []Inline {
	var out []Inline
	for _, x := range p {
		switch x.Kind {
		case words.Plain:
			out = appendWords(out, x.Text)
		case words.Name:
			b.cited[x.Thing] = true
			out = append(out, Link{To: b.to(x.Thing), Text: text(x.Text)})
		case words.Judged:
			b.judged[x.Text] = true
			out = append(out, Emphasis(text(x.Text)), Words(" "), Mark{NeutralMark, words.JudgementNote})
		case words.Gap:
			out = append(out, Mark{GapMark, x.Text})
		}
	}
	return out
}

func appendWords(in []Inline, s string) []Inline {
	if s == "" {
		return in
	}
	if len(in) > 0 {
		if w, ok := in[len(in)-1].(Words); ok {
			in[len(in)-1] = w + Words(s)
			return in
		}
	}
	return append(in, Words(s))
}

// text makes plain words.
func text(s string) []Inline {
	if s == "" {
		return nil
	}
	return []Inline{Words(s)}
}

// line joins parts of a sentence; a part is a string, an Inline or inlines.
func line(parts ...any) []Inline {
	room := 0
	for _, p := range parts {
		if in, ok := p.([]Inline); ok {
			room += len(in)
		} else {
			room++
		}
	}
	out := make([]Inline, 0, room)
	for _, p := range parts {
		switch p := p.(type) {
		case string:
			out = appendWords(out, p)
		case []Inline:
			for _, i := range p {
				if w, ok := i.(Words); ok {
					out = appendWords(out, string(w))
				} else {
					out = append(out, i)
				}
			}
		case Inline:
			out = append(out, p)
		}
	}
	return out
}

// sentence joins parts and ends them with a full stop, where they do not end a
// sentence already.
func sentence(parts ...any) []Inline {
	out := line(parts...)
	if len(out) > 0 {
		if w, ok := out[len(out)-1].(Words); ok && w != "" {
			switch w[len(w)-1] {
			case '.', '?', '!', ':':
				return out
			}
		}
	}
	return appendWords(out, ".")
}

func paragraph(parts ...any) Paragraph { return Paragraph{Text: line(parts...)} }

func strong(s string) Inline { return Strong(text(s)) }

// cell makes a table cell of one paragraph.
func cell(parts ...any) Cell {
	in := line(parts...)
	if len(in) == 0 {
		return Cell{}
	}
	return Cell{[]Block{Paragraph{Text: in}}}
}

// lines makes a table cell of a paragraph for each part that is not empty.
func lines(parts ...[]Inline) Cell {
	var c Cell
	for _, p := range parts {
		if len(p) > 0 {
			c.Blocks = append(c.Blocks, Paragraph{Text: p})
		}
	}
	return c
}

func header(titles ...string) []Cell {
	cells := make([]Cell, len(titles))
	for i, t := range titles {
		cells[i] = cell(t)
	}
	return cells
}

// shares makes widths that sum to 1 of weights.
func shares(weights ...float64) []float64 {
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	for i := range weights {
		weights[i] /= sum
	}
	return weights
}

// quoted says the texts of every line with a keyword, joined by commas.
func (b *builder) quoted(t *model.Thing, keyword string) []Inline {
	var out []Inline
	for _, l := range t.All(keyword) {
		if l.Todo != nil {
			out = append(out, gapInline(l.Todo)...)
		}
		for _, x := range l.Texts {
			if len(out) > 0 {
				out = appendWords(out, ", ")
			}
			out = line(out, b.pieces(words.Text(x)))
		}
	}
	return out
}

// labels says the words of a line by its vocabulary, joined by "and".
func (b *builder) labels(t *model.Thing, keyword string) []Inline {
	var list []string
	for _, l := range t.All(keyword) {
		if l.Todo != nil {
			return gapInline(l.Todo)
		}
		for _, w := range l.Words {
			list = append(list, schema.Label(vocabOf(t.Kind, keyword), w.Name))
		}
	}
	return text(words.Strings(list, "and"))
}

func vocabOf(kind, keyword string) string {
	if k := schema.KindNamed(kind); k != nil {
		if e := k.Entry(keyword); e != nil {
			return e.Vocab
		}
	}
	return ""
}

// refs says the names of a line, joined by "and", or its gap.
func (b *builder) refs(t *model.Thing, keyword string) []Inline {
	var out []Inline
	for _, l := range t.All(keyword) {
		if l.Todo != nil {
			return gapInline(l.Todo)
		}
		if len(out) > 0 {
			out = appendWords(out, "; ")
		}
		out = line(out, b.pieces(words.Refs(l.Refs, "and", t)), b.pieces(words.Tail(l)))
	}
	return out
}

// value says whatever a line says; nothing where there is no such line.
func (b *builder) value(t *model.Thing, keyword string) []Inline {
	return b.pieces(words.Values(t.Line(keyword)))
}

// upper capitalises the first word.
func upper(in []Inline) []Inline {
	if len(in) == 0 {
		return in
	}
	out := append([]Inline{}, in...)
	switch first := out[0].(type) {
	case Words:
		out[0] = Words(words.Upper(string(first)))
	case Link:
		first.Text = upper(first.Text)
		out[0] = first
	case Emphasis:
		out[0] = Emphasis(upper(first))
	}
	return out
}

// clause returns the clause number of a thing as a mark behind its title.
func (b *builder) clause(t *model.Thing) []Inline {
	if c := b.clauses[t]; c != "" {
		return []Inline{Words(" "), Mark{NeutralMark, c}}
	}
	return nil
}

// titled is the heading text of a thing.
func (b *builder) titled(t *model.Thing) []Inline {
	return line(words.Title(t), b.clause(t))
}

func gapInline(t *model.Todo) []Inline {
	m := Mark{GapMark, words.ToBeWritten}
	if t != nil && t.Text != "" {
		return []Inline{m, Words(" " + t.Text)}
	}
	return []Inline{m}
}

// gaps are the marked gaps of a thing: its own, and those of its `todo` lines.
func gaps(t *model.Thing) []Block {
	var out []Block
	box := func(todo *model.Todo) {
		say := todo.Text
		if say == "" {
			say = "Nothing has been written here yet."
		}
		out = append(out, Box{Kind: GapBox, Title: text("To be written"), Blocks: []Block{paragraph(words.Upper(say))}})
	}
	if t.Todo != nil {
		box(t.Todo)
	}
	for _, l := range t.All("todo") {
		if l.Todo != nil && (t.Todo == nil || l.Todo.Span != t.Todo.Span) {
			box(l.Todo)
		}
	}
	return out
}

// described are the prose, the gaps and the sources of a thing.
func (b *builder) described(t *model.Thing) []Block {
	out := b.prose(t)
	out = append(out, gaps(t)...)
	return append(out, b.sources(t)...)
}

func (b *builder) sources(t *model.Thing) []Block {
	if s := b.quoted(t, "source"); len(s) > 0 {
		return []Block{Paragraph{Text: sentence("Source: ", s)}}
	}
	return nil
}

// prose is the author's Markdown of a thing, as blocks.
func (b *builder) prose(t *model.Thing) []Block {
	var out []Block
	for _, p := range t.Prose {
		out = append(out, b.proseBlocks(prose.Parse(p.Text, p.Refs).Blocks)...)
	}
	return out
}

func (b *builder) proseBlocks(in []prose.Block) []Block {
	var out []Block
	for _, x := range in {
		switch x := x.(type) {
		case prose.Paragraph:
			out = append(out, Paragraph{Text: b.proseInlines(x.Text)})
		case prose.List:
			l := List{Ordered: x.Ordered}
			for _, item := range x.Items {
				l.Items = append(l.Items, ListItem{Blocks: b.proseBlocks(item)})
			}
			out = append(out, l)
		case prose.Quote:
			out = append(out, Box{Kind: NoteBox, Blocks: b.proseBlocks(x.Blocks)})
		case prose.CodeBlock:
			out = append(out, paragraph(Code(x.Text)))
		}
	}
	return out
}

func (b *builder) proseInlines(in []prose.Inline) []Inline {
	var out []Inline
	for _, x := range in {
		switch x := x.(type) {
		case prose.Words:
			out = appendWords(out, string(x))
		case prose.Strong:
			out = append(out, Strong(b.proseInlines(x)))
		case prose.Emphasis:
			out = append(out, Emphasis(b.proseInlines(x)))
		case prose.Code:
			out = append(out, Code(x))
		case prose.Link:
			out = append(out, Link{URL: x.URL, Text: b.proseInlines(x.Text)})
		case prose.Break:
			out = append(out, Break{})
		case prose.Reference:
			switch {
			case x.Ref == nil:
				out = append(out, Mark{GapMark, x.Name})
			case x.Ref.Field == "phone" && x.Ref.Thing != nil && x.Ref.Thing.Has("phone"):
				out = line(out, b.phoneOf(x.Ref.Thing)) // to ring, not to read about
			default:
				out = line(out, b.pieces(words.TextRef(*x.Ref)))
			}
		}
	}
	return out
}
