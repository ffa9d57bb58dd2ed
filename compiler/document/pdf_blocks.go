package document

import (
	"math"
	"strconv"
)

// setter lays blocks out as strips.
type setter struct {
	level    int // of the last heading's tag
	marked   int // level of the last bookmark; -1 before the first
	contents []entry
	listing  bool // headings go to the contents
	text     breaker
	pieces   []*scrap
}

// entry is a line of the contents.
type entry struct {
	level        int
	number, text string
	id           string
}

// area is where blocks stand on the page and how their text looks.
type area struct {
	x, width float64
	look     look
}

// leastWidth is the least width that text is set in: less would run off the page.
const leastWidth = 40.0

// in is the area between margins; where it would be too narrow there are none.
func (a area) in(left, right float64) area {
	if a.width-left-right < leastWidth {
		return a
	}
	return area{a.x + left, a.width - left - right, a.look}
}

// gaps above blocks, in shares of the size of their text.
const (
	paragraphGap = 0.62
	listGap      = 0.28
	blockGap     = 1.1
)

// blocks lays blocks out one under another. The gap of the first strip is that
// of its block.
func (t *setter) blocks(in []Block, a area, below *tag) []*strip {
	var out []*strip
	for i, b := range in {
		var got []*strip
		switch b := b.(type) {
		case Heading:
			got = t.heading(b, a, below)
		case Paragraph:
			own := below
			if !below.holds {
				own = below.child("P")
			}
			got = t.lineStrips(b.Text, a, own, b.ID)
			if len(got) > 0 {
				got[0].gap = a.look.size * paragraphGap
				switch {
				case a.look.size <= cellLook.size:
					got[0].gap /= 2
				case b.ID != "":
					got[0].gap *= 1.8 // it names what follows, as a small heading does
				case i > 0 && names(in[i-1]):
					got[0].gap *= 0.3
				}
				if i+1 < len(in) && (leadsIn(b.Text) || b.ID != "") {
					// What announces, or names, what follows stands on its page.
					got[len(got)-1].keep = true
				}
			}
		case List:
			got = t.list(b, a, below)
		case Steps:
			got = t.steps(b, a, below)
		case Table:
			got = t.table(b, a, below, false)
		case Definitions:
			got = t.definitions(b, a, below)
		case Box:
			got = t.box(b, a, below)
		case SignOff:
			got = t.signOff(b, a, below)
		}
		out = append(out, got...)
	}
	return out
}

// names says whether a block is a paragraph that names what follows it.
func names(b Block) bool {
	p, ok := b.(Paragraph)
	return ok && p.ID != ""
}

// leadsIn says whether a paragraph announces what follows it.
func leadsIn(in []Inline) bool { return ending(in) == ':' }

// lineStrips sets text in lines; the first two and the last two stay together.
// Text without a character gives nothing.
func (t *setter) lineStrips(in []Inline, a area, below *tag, ids ...string) []*strip {
	t.pieces = scraps(t.pieces[:0], in, a.look, below, nil)
	lines := t.text.lines(t.pieces, a.width, a.look)
	if len(lines) == 1 && len(lines[0].spans) == 0 {
		if ids = named(ids); len(ids) > 0 {
			return []*strip{{ids: ids, keep: true}}
		}
		return nil
	}
	bodies := make([]lineBody, len(lines))
	strips := make([]strip, len(lines))
	out := make([]*strip, len(lines))
	for i, l := range lines {
		bodies[i] = lineBody{x: a.x, line: l}
		strips[i] = strip{height: l.height, body: &bodies[i], keep: i+1 < len(lines) && (i == 0 || i == len(lines)-2)}
		out[i] = &strips[i]
	}
	out[0].ids = named(ids)
	return out
}

// named leaves the IDs that are set.
func named(ids []string) []string {
	var out []string
	for _, id := range ids {
		if id != "" {
			out = append(out, id)
		}
	}
	return out
}

func (t *setter) heading(h Heading, a area, below *tag) []*strip {
	// A level is never skipped on the way down, whatever the author wrote.
	t.level = min(max(h.Level, 1), t.level+1, 6)
	n := min(max(h.Level, 1), len(headingLooks))
	m := headingLooks[n-1]
	in := a
	in.look = m.look
	if t.listing && h.ID == "" {
		h.ID = "\x00" + strconv.Itoa(len(t.contents)) // no author can type it
	}
	tg := below.child("H" + strconv.Itoa(t.level))
	text, indent := h.Text, 0.0
	var number []*scrap
	if h.Number != "" {
		number = printable(nil, h.Number+" ", scrap{look: m.look, tag: tg})
		for _, s := range number {
			indent += faces()[m.look.face].width(s.text, m.look.size)
		}
		indent += m.look.size * 0.3
		if indent > a.width/3 {
			text = append([]Inline{Words(h.Number + " ")}, text...)
			number = nil
		} else {
			in = a.in(indent, 0)
			in.look = m.look
		}
	}
	out := t.lineStrips(text, in, tg, h.ID)
	if len(out) == 0 || out[0].body == nil {
		out = []*strip{{height: leading(m.look.size), body: &lineBody{x: a.x, line: textLine{height: leading(m.look.size), base: leading(m.look.size)/2 + m.look.size*0.33}}, ids: named([]string{h.ID})}}
	}
	if len(number) > 0 {
		line := &out[0].body.(*lineBody).line
		spans, x := []span(nil), a.x-in.x
		for _, s := range number {
			w := faces()[m.look.face].width(s.text, m.look.size)
			spans = append(spans, span{scrap: s, x: x, width: w, text: s.text, to: -1})
			x += w
		}
		line.spans = append(spans, line.spans...)
	}
	for _, s := range out {
		s.keep = true
	}
	out[0].gap, out[0].page = m.above, h.NewPage
	out = append(out, &strip{height: m.below, keep: true})
	title := unmarked(h.Text)
	if h.Number != "" {
		title = h.Number + " " + title
	}
	if t.listing {
		t.marked = min(max(h.Level, 1)-1, t.marked+1, 3)
		out[0].mark = &bookmark{title, t.marked}
		if h.Level <= 2 && title != "" {
			t.contents = append(t.contents, entry{max(h.Level, 1), h.Number, unmarked(h.Text), h.ID})
		}
	}
	return out
}

// unmarked is the text of a heading without its marks, for lists of headings.
func unmarked(in []Inline) string {
	var out []Inline
	for _, i := range in {
		if _, ok := i.(Mark); !ok {
			out = append(out, i)
		}
	}
	if s := plain(out); s != "" {
		return s
	}
	return plain(in)
}

func (t *setter) list(l List, a area, below *tag) []*strip {
	if len(l.Items) == 0 {
		return nil
	}
	tg := below.child("L")
	tg.attr = bulletedList
	labels, indent := make([]string, len(l.Items)), a.look.size*1.5
	for i := range l.Items {
		labels[i] = "•"
		if l.Ordered {
			tg.attr = numberedList
			labels[i] = strconv.Itoa(i+1) + "."
			indent = max(indent, faces()[a.look.face].width(labels[i], a.look.size)+6)
		}
	}
	inner := a.in(indent, 0)
	var out []*strip
	for i, item := range l.Items {
		li := tg.child("LI")
		label := li.child("Lbl")
		got := t.blocks(item.Blocks, inner, simple(item.Blocks, li.child("LBody")))
		x := a.x + indent*0.25
		if inner.x == a.x {
			x = a.x
		} else if l.Ordered {
			x = a.x + indent - 6 - faces()[a.look.face].width(labels[i], a.look.size)
		}
		got = t.labelled(got, label, labels[i], x, a.look, inner.x > a.x)
		got[0].gap = a.look.size * listGap
		if i == 0 {
			got[0].gap = a.look.size * (paragraphGap - 0.15)
		}
		got[0].ids = append(named([]string{item.ID}), got[0].ids...)
		if n := len(l.Items); n > 2 && (i == 0 || i == n-2) && len(got) < 4 {
			got[len(got)-1].keep = true // no short item stands alone at the head or the foot of a page
		}
		out = append(out, got...)
	}
	return out
}

// simple answers the tag that the blocks of an item or a cell stand under:
// where there is one paragraph the text needs no tag of its own.
func simple(in []Block, t *tag) *tag {
	if len(in) == 1 {
		if _, ok := in[0].(Paragraph); ok {
			t.holds = true
		}
	}
	return t
}

// labelled puts a label in front of the first line of strips, whose text starts
// right of it, or above them where there is no room beside.
func (t *setter) labelled(in []*strip, tg *tag, label string, x float64, l look, beside bool) []*strip {
	line := t.text.lines(printable(nil, label+" ", scrap{look: l, tag: tg}), math.Inf(1), l)[0]
	own := &strip{height: line.height, keep: len(in) > 0, body: &lineBody{x: x, line: line}}
	if !beside || len(in) == 0 {
		return append([]*strip{own}, in...)
	}
	if b, ok := in[0].body.(*lineBody); ok {
		for i := range line.spans {
			line.spans[i].x += x - b.x
		}
		b.line.spans = append(line.spans, b.line.spans...)
		return in
	}
	// What follows is no line, but a table or a box: the label stands beside it.
	own.height, in[0].gap = 0, 0
	return append([]*strip{own}, in...)
}

func (t *setter) definitions(d Definitions, a area, below *tag) []*strip {
	if len(d.Items) == 0 {
		return nil
	}
	tg := below.child("L")
	tg.attr = unmarkedList
	var out []*strip
	for _, item := range d.Items {
		li := tg.child("LI")
		term := a
		term.look.face = boldFace
		got := t.lineStrips(item.Term, term, li.child("Lbl"), item.ID)
		for _, s := range got {
			s.keep = true
		}
		body := t.blocks(item.Body, a.in(a.look.size*1.3, 0), simple(item.Body, li.child("LBody")))
		if len(body) > 0 {
			body[0].gap = 1
		}
		got = append(got, body...)
		if len(got) > 0 {
			got[0].gap = a.look.size * 0.9
		}
		out = append(out, got...)
	}
	return out
}

func (t *setter) box(b Box, a area, below *tag) []*strip {
	m := boxLooks[min(max(int(b.Kind), 0), len(boxLooks)-1)]
	tg := below.child("Sect")
	in := a.in(16, 12)
	var got []*strip
	if len(b.Title) > 0 {
		title := in
		title.look = look{boldFace, a.look.size + 0.5, m.title}
		got = t.lineStrips(b.Title, title, tg.child("P"))
		for _, s := range got {
			s.keep = true
		}
	}
	inner := t.blocks(b.Blocks, in, tg)
	if len(inner) > 0 {
		inner[0].gap = 3
	}
	got = append(got, inner...)
	if len(got) == 0 {
		return nil
	}
	got[0].gap = 0
	got[len(got)-1].keep = true
	top := &strip{gap: a.look.size * blockGap, height: 8, keep: true}
	got = append(append([]*strip{top}, got...), &strip{height: 9})
	r := &rail{draw: func(p *paper, from, to float64) {
		p.rect(a.x, from, a.width, to-from, m.ground)
		p.rect(a.x, from, 4, to-from, m.rule)
	}}
	for _, s := range got {
		s.rails = append([]*rail{r}, s.rails...)
	}
	return append(got, &strip{height: 4})
}
