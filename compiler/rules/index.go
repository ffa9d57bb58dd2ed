package rules

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"concordat/compiler/model"
)

// What many rules ask for is worked out once a run and kept here: the things of
// each kind, the blocks with what stands in them, those with duties, and what
// each thing and each line says. Rules only read it; the lists are shared.

// index is what is known of the agreement.
type index struct {
	kinds   map[string][]*model.Thing // what does not ship, by kind
	blocks  []block
	obliged []obliged
	things  map[*model.Thing]*heard
	lines   map[*model.Line]*heard
	places  map[*model.Thing][]*model.Thing // what standFor has found
}

// block is a block of the folder at the top level and all that stands in it,
// itself first.
type block struct {
	top    *model.Thing
	inside []*model.Thing
}

// obliged is a thing with duties; demands are those that tell somebody to do
// something.
type obliged struct {
	*model.Thing
	demands []*model.Line
}

func newIndex(things []*model.Thing) index {
	x := index{
		kinds:  map[string][]*model.Thing{},
		things: make(map[*model.Thing]*heard, len(things)),
		lines:  map[*model.Line]*heard{},
		places: map[*model.Thing][]*model.Thing{},
	}
	blocks := map[*model.Thing]int{}
	for _, t := range things {
		if t.Origin == model.Shipped {
			continue
		}
		x.kinds[t.Kind] = append(x.kinds[t.Kind], t)
		if len(t.Duties()) > 0 {
			x.obliged = append(x.obliged, obliged{t, demands(t)})
		}
		if t.Origin != model.Own {
			continue
		}
		if t.Parent == nil {
			blocks[t] = len(x.blocks)
			x.blocks = append(x.blocks, block{top: t})
		}
		if b, ok := blocks[top(t)]; ok {
			x.blocks[b].inside = append(x.blocks[b].inside, t)
		}
	}
	return x
}

// says returns everything that a thing says, in lower case and with spaces for
// hyphens: its names, words, texts and what it refers to. Presence rules look
// for words in it.
func (x *index) says(t *model.Thing) *heard {
	if h, ok := x.things[t]; ok {
		return h
	}
	b := speech{make([]byte, 0, 512)}
	b.add(t.Name)
	b.stop()
	b.add(t.Title)
	b.stop()
	for _, l := range t.Lines {
		switch {
		case quoting[l.Keyword] || l.Keyword == "allow":
			continue
		case l.Duty != nil:
			b.text = append(b.text, x.lineSays(l).text...)
		default:
			b.line(l)
		}
		b.stop()
	}
	for _, i := range t.Items {
		b.add(i.Text.Text)
		b.stop()
	}
	for _, p := range t.Prose {
		b.add(p.Text)
		b.stop()
	}
	h := hear(string(b.text))
	x.things[t] = &h
	return &h
}

// lineSays returns everything that one line says, as [index.says] does.
func (x *index) lineSays(l *model.Line) *heard {
	if h, ok := x.lines[l]; ok {
		return h
	}
	b := speech{make([]byte, 0, 256)}
	b.line(l)
	h := hear(string(b.text))
	x.lines[l] = &h
	return &h
}

// speech writes down what things say.
type speech struct{ text []byte }

func (b *speech) stop() { b.text = append(b.text, " . "...) }

// line adds what a line says, with spaces between.
func (b *speech) line(l *model.Line) {
	start := len(b.text)
	add := func(s string) {
		if s == "" {
			return
		}
		if len(b.text) > start {
			b.text = append(b.text, ' ')
		}
		b.add(s)
	}
	add(l.Keyword)
	if l.Duty != nil {
		add(l.Duty.Verb.Name)
		for _, o := range l.Duty.Objects {
			add(o.Word.Name)
		}
		for _, w := range l.Duty.Ways {
			add(w.Name)
		}
	}
	for _, w := range l.Words {
		add(w.Name)
	}
	for _, n := range l.Labels {
		add(n.Name)
	}
	add(l.Outcome.Name)
	l.EachRef(func(r *model.Ref) {
		add(r.Name)
		add(r.Person)
		add(r.Event)
		if r.Thing != nil && r.Thing.Kind != "question" {
			add(r.Thing.Title)
		}
	})
	for _, c := range conditions(l) {
		if c.Op == model.EventIs && c.Ref != nil {
			add(c.Ref.Event)
		}
		for _, v := range c.Values {
			add(v.Word)
		}
	}
	eachText(l, func(x *model.Text) { add(x.Text) })
}

// add adds a text as [normal] makes it.
func (b *speech) add(s string) {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == '’' {
				r = '\''
			}
			b.text = utf8.AppendRune(b.text, unicode.ToLower(r))
			i += size
			continue
		case c == '-':
			c = ' '
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		}
		b.text = append(b.text, c)
		i++
	}
}

// normal makes two ways of writing a word equal: it is in lower case, with spaces
// for hyphens and the plain apostrophe.
func normal(s string) string {
	b := speech{make([]byte, 0, len(s))}
	b.add(s)
	return string(b.text)
}

// lower is the text in lower case, byte for byte in the same place.
func lower(s string) string {
	if low := strings.ToLower(s); len(low) == len(s) {
		return low
	}
	return strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf {
			return unicode.ToLower(r)
		}
		return r
	}, s)
}
