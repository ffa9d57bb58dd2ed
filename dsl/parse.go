package dsl

import (
	"fmt"
	"sort"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"concordat/dsl/diag"
)

// Parse reads the text of one file. It never fails: any bytes give a tree, and a
// list of everything that is wrong with them, one report a mistake, in the order
// of the text. It keeps no state, so files may be read in parallel.
func Parse(name string, data []byte) (*File, diag.List) {
	f, r := parse(name, data)
	return f, r.found
}

func parse(name string, data []byte) (*File, *reading) {
	r := read(name, data)
	rows := r.layout()
	tokens, err := lexer.Upgrade(&rowLexer{reading: r, rows: rows})
	if err != nil {
		panic(fmt.Sprintf("the row lexer failed: %v", err)) // it has no way to
	}
	t, err := grammar.ParseFromLexer(tokens)
	if err != nil {
		panic(fmt.Sprintf("the layout of %s does not balance: %v", name, err))
	}
	f := &File{Source: r.src, Comments: r.comments}
	f.Items = r.build(rows, &t.Body)
	if len(r.found) > 0 {
		r.unmarkedProse(f.Items)
	}
	r.finish(f)
	return f, r
}

// read turns bytes into rows.
func read(name string, data []byte) *reading {
	src, found, readable := normalise(name, data)
	r := &reading{src: src, text: src.Text, found: found}
	if !readable {
		return r
	}
	r.terms = make([]Term, 0, len(r.text)/7+8)
	r.rows = make([]row, 0, src.Lines()+8)
	r.readRows()
	if r.oddMarks {
		// Some prose has no end or no start: read again, and believe the
		// indentation where the marks do not pair.
		r = &reading{src: src, text: src.Text, found: found[:len(found):len(found)], byIndent: true,
			terms: r.terms[:0], rows: r.rows[:0]}
		r.readRows()
	}
	return r
}

// build makes the items of the shapes that participle found. All items of a file
// lie in one slab, and so do all lists of items.
func (r *reading) build(rows []row, b *body) []*Item {
	s := slabs{
		reading: r,
		rows:    rows,
		shapes:  b.shapes,
		items:   make([]Item, len(b.shapes)),
		lists:   make([]*Item, len(b.shapes)),
	}
	return s.list(b.top)
}

type slabs struct {
	*reading
	rows   []row
	shapes []shape
	next   int // in shapes and items
	items  []Item
	lists  []*Item
}

// list takes the next n shapes, with what is inside them.
func (s *slabs) list(n int32) []*Item {
	list := s.lists[:n:n]
	s.lists = s.lists[n:]
	for i := range list {
		shape, item := s.shapes[s.next], &s.items[s.next]
		s.next++
		list[i] = item
		w := &s.rows[shape.row]
		item.Head = s.span(int(w.start), int(w.head))
		item.Span = s.span(int(w.start), int(w.end))
		item.Broken = w.broken
		if w.hi > w.lo {
			item.Terms = s.terms[w.lo:w.hi:w.hi]
		}
		switch w.kind {
		case openRow:
			item.Kind = BlockItem
			item.Span.End = int(s.rows[shape.last].end)
			item.Items = s.list(shape.inside)
		case proseRow:
			item.Kind = ProseItem
			p := s.proses[w.prose]
			item.Prose, item.ProseAt = p.text, p.at
		}
	}
	return list
}

// finish puts the findings in order and says in which block each is.
func (r *reading) finish(f *File) {
	if r.dropped > 0 {
		r.found = append(r.found, diag.Diagnostic{
			Code:    "too-many-mistakes",
			Message: fmt.Sprintf("this file has %d more mistakes in its shape, which are not listed", r.dropped),
			At:      r.at(r.first, r.first, ""),
			Help:    "mend the ones above first; if the file is no agreement, give its name another ending than .protocol",
		})
	}
	if len(r.found) == 0 {
		return
	}
	r.found.Sort()
	for i := range r.found {
		d := &r.found[i]
		d.In = breadcrumb(f.Items, d.At.Span.Start)
		if d.Fix == nil || !d.Fix.Safe {
			f.unsafe = true
		}
	}
}

// breadcrumb names the blocks around a place, outermost first.
func breadcrumb(items []*Item, at int) string {
	var names []string
	for {
		in := sort.Search(len(items), func(i int) bool { return items[i].Span.End > at })
		if in == len(items) || items[in].Kind != BlockItem || items[in].Head.End >= at {
			return strings.Join(names, " > ")
		}
		name := items[in].Terms[0].Text
		if len(items[in].Terms) > 1 && items[in].Terms[1].Kind == Word {
			name += " " + items[in].Terms[1].Text
		}
		names = append(names, name)
		items = items[in].Items
	}
}
