package document

import (
	"math"
	"strconv"
	"strings"
)

// front lays out the first page: what the document is, then the document
// control.
func (t *setter) front(d *Document, below *tag) []*strip {
	page := area{marginLeft, textWidth, areaLook}
	out := []*strip{{height: 48, keep: true}}
	add := func(words, kind string, l look, gap float64) {
		if words = strings.TrimSpace(words); words == "" {
			return
		}
		page.look = l
		got := t.lineStrips([]Inline{Words(words)}, page, below.child(kind))
		if len(got) > 0 {
			got[0].gap = gap
		}
		out = append(out, got...)
	}
	add(d.Area, "P", areaLook, 0)
	add(d.Title, "Title", titleLook, 4)
	out = append(out, &strip{gap: 14, height: 4, body: barBody{}})
	if d.Draft {
		page.look = look{boldFace, 12, textInk}
		got := t.lineStrips([]Inline{Mark{MissingMark, "DRAFT"}, Words(" " + draftNotice(d))}, page, below.child("P"))
		got[0].gap = 16
		out = append(out, got...)
	}
	gap := 16.0
	for _, words := range []string{versionLine(d), d.Publisher} {
		add(words, "P", metaLook, gap)
		gap = 2
	}
	page.look = bodyLook
	if blocks := t.blocks(d.Front, page, below); len(blocks) > 0 {
		blocks[0].gap = 34
		out = append(out, blocks...)
	}
	return out
}

// draftNotice says what a draft is not. The document control below it gives the
// agreement's status, which may well be "Approved".
func draftNotice(d *Document) string {
	const notice = "Not agreed. Do not act on it."
	if d.Status == "" || strings.HasPrefix(strings.ToLower(d.Status), "draft") {
		return notice
	}
	return notice + " The status below is that of the agreement, not of this draft."
}

// versionLine says which version of the document this is.
func versionLine(d *Document) string {
	var parts []string
	if d.Version != "" {
		v := d.Version
		if v[0] >= '0' && v[0] <= '9' {
			v = "Version " + v
		}
		parts = append(parts, v)
	}
	status := strings.ToLower(d.Status)
	if d.Draft {
		status = "draft" // whatever it will be once it is agreed
	}
	for _, s := range []string{status, d.Date} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ")
}

// barBody is the short bar under the title.
type barBody struct{}

func (barBody) back(p *paper, y float64) { p.rect(marginLeft, y, 72, 4, deepInk) }
func (barBody) fore(*paper, float64)     {}

// contentsBody is the last line of an entry of the contents, with its page.
type contentsBody struct {
	lineBody
	ref   *linkRef
	right float64
	tag   *tag
	top   float64 // of the first line of the entry, from this one's
}

func (b *contentsBody) number(p *paper) (string, float64) {
	n := strconv.Itoa(p.at[b.ref.to].page + 1)
	return n, faces()[regularFace].width(n, b.line.spans[0].scrap.look.size)
}

func (b *contentsBody) back(p *paper, y float64) {
	_, w := b.number(p)
	p.dots(b.x+b.line.width+6, b.right-w-6, y+b.line.base-0.5, 0.9, ruleInk)
}

func (b *contentsBody) fore(p *paper, y float64) {
	b.lineBody.fore(p, y)
	n, w := b.number(p)
	p.begin(b.tag)
	l := b.line.spans[0].scrap.look
	l.face = regularFace
	// The space keeps the number apart from the words when the text is read.
	p.text(b.right-w-faces()[l.face].width(" ", l.size), y+b.line.base, " "+n, l)
	p.link(b.tag, b.x, y-b.top, b.right-b.x, b.top+b.line.height, b.ref)
}

// contentsPages lays out the contents, for documents with enough to list.
func (t *setter) contentsPages(below *tag) []*strip {
	if len(t.contents) < 3 {
		return nil
	}
	page := area{marginLeft, textWidth, headingLooks[0].look}
	out := t.lineStrips([]Inline{Words("Contents")}, page, below.child("H1"))
	out[0].page, out[0].keep = true, true
	out[0].mark = &bookmark{"Contents", 0}
	toc := below.child("TOC")
	inner, item := toc, (*tag)(nil)
	var columns [3]float64 // of the numbers, by level
	for _, e := range t.contents {
		if w := faces()[boldFace].width(e.number+"  ", 10.5); w < 40 {
			columns[min(e.level, 2)] = max(columns[min(e.level, 2)], 22, w)
		}
	}
	for i, e := range t.contents {
		l, indent, gap := look{boldFace, 10, textInk}, 0.0, 4.0
		list := toc
		if e.level > 1 {
			l, indent, gap = look{regularFace, 9.5, textInk}, columns[1], 0
			if item != nil && inner == nil {
				inner = item.child("TOC")
			}
			if inner != nil {
				list = inner
			}
		}
		if i == 0 {
			gap = 12
		}
		entryTag := list.child("TOCI")
		if e.level <= 1 {
			item, inner = entryTag, nil
		}
		link := entryTag.child("Reference").child("Link")
		x, hang := marginLeft+indent, 0.0
		if e.number != "" {
			hang = max(columns[min(e.level, 2)], min(faces()[l.face].width(e.number+"  ", l.size), 120))
		}
		in := area{x + hang, textWidth - indent - hang - 40, l}
		got := t.lineStrips([]Inline{Words(e.text)}, in, link)
		if len(got) == 0 {
			continue
		}
		if e.number != "" {
			got = t.labelled(got, link, e.number, x, l, hang > 0)
		}
		got[0].gap = gap
		last := got[len(got)-1]
		b := last.body.(*lineBody)
		cb := &contentsBody{lineBody: *b, ref: &linkRef{to: e.id, says: strings.TrimSpace(e.number + " " + e.text)},
			right: marginLeft + textWidth, tag: link, top: b.line.height * float64(len(got)-1)}
		last.body = cb
		for _, s := range got[:len(got)-1] {
			s.keep = true
		}
		if e.level <= 1 && i+1 < len(t.contents) && t.contents[i+1].level > 1 {
			last.keep = true
		}
		out = append(out, got...)
	}
	return out
}

// signWidths are the columns of the table to sign in: who signs, then a name, a
// signature and a date, each with the room that a hand needs.
var signWidths = []float64{0.31, 0.25, 0.28, 0.16}

// signOff is a table to sign in.
func (t *setter) signOff(b SignOff, a area, below *tag) []*strip {
	if len(b.Signatories) == 0 {
		return nil
	}
	cell := func(words ...Inline) Cell { return Cell{[]Block{Paragraph{Text: words}}} }
	table := Table{RowHeaders: true, Widths: signWidths,
		Header: []Cell{cell(Words("For")), cell(Words("Name")), cell(Words("Signature")), cell(Words("Date"))}}
	for _, s := range b.Signatories {
		who := []Inline{Strong{Words(s.Role)}}
		if s.Agency != "" && s.Role != "" {
			who = append(who, Break{})
		}
		who = append(who, Words(s.Agency))
		table.Rows = append(table.Rows, Row{Cells: []Cell{cell(who...), {}, {}, {}}})
	}
	return t.table(table, a, below, true)
}

// furnish draws what stands on each page: the running head and foot.
func furnish(p *paper, d *Document) {
	right := marginLeft + textWidth
	if p.page > 0 || d.Draft {
		p.artifact("/Type/Pagination/Subtype/Header")
		y := marginTop - 30
		if p.page > 0 {
			p.running(marginLeft, y, d.Title, textWidth*0.68, false)
			p.line(marginLeft, y+7, right, y+7, 0.5, faintInk)
		}
		if d.Draft {
			l := look{boldFace, 8.5, alarmInk}
			w := faces()[l.face].width("DRAFT", l.size)
			f := markLooks[MissingMark].frame
			p.frame(right-w-10, y-9.5, w+10, 13, 2, f.fill, f.edge)
			p.text(right-w-5, y, "DRAFT", l)
		} else if p.page > 0 {
			p.running(right, y, d.Area, textWidth*0.28, true)
		}
	}
	p.artifact("/Type/Pagination/Subtype/Footer")
	y := paperHeight - marginBottom + 36
	p.line(marginLeft, y-14, right, y-14, 0.5, faintInk)
	p.running(marginLeft, y, versionLine(d), textWidth*0.7, false)
	p.running(right, y, "Page "+strconv.Itoa(p.page+1)+" of "+strconv.Itoa(p.total), textWidth*0.28, true)
}

// running prints a line of the head or foot, cut to a width; x is its left or
// its right.
func (p *paper) running(x, y float64, words string, width float64, right bool) {
	f := faces()[regularFace]
	var b strings.Builder
	for _, s := range printable(nil, words, scrap{look: runLook}) {
		b.WriteString(s.text)
	}
	words = strings.TrimSpace(b.String())
	if f.width(words, runLook.size) > width {
		r := []rune(words)
		for len(r) > 0 && f.width(string(r)+"…", runLook.size) > width {
			r = r[:len(r)-1]
		}
		words = strings.TrimRight(string(r), " ") + "…"
	}
	if right {
		x -= f.width(words, runLook.size)
	}
	p.text(x, y, words, runLook)
}

// draftLetters are D, R, A, F, T as lines in a box of 60 by 100.
var draftLetters = [][][]float64{
	{{0, 0, 0, 100, 24, 100, 42, 92, 54, 74, 58, 50, 54, 26, 42, 8, 24, 0, 0, 0, 0, 20}},
	{{0, 100, 0, 0, 30, 0, 46, 6, 53, 26, 46, 46, 30, 52, 0, 52}, {30, 52, 56, 100}},
	{{0, 100, 30, 0, 60, 100}, {11, 64, 49, 64}},
	{{56, 0, 0, 0, 0, 100}, {0, 48, 46, 48}},
	{{0, 0, 60, 0}, {30, 0, 30, 100}},
}

// watermark draws DRAFT across the page, behind its text. It is drawn as lines,
// so that the word does not turn up in text that is copied.
func watermark(p *paper) {
	const size, step = 1.05, 92.0
	sin, cos := math.Sincos(-54 * math.Pi / 180)
	for i, letter := range draftLetters {
		for _, stroke := range letter {
			points := make([]float64, len(stroke))
			for j := 0; j < len(stroke); j += 2 {
				x := (stroke[j] + float64(i)*step - (4*step+60)/2) * size
				y := (stroke[j+1] - 50) * size
				points[j] = paperWidth/2 + x*cos - y*sin
				points[j+1] = paperHeight/2 + x*sin + y*cos
			}
			p.strokes(19, draftInk, points...)
		}
	}
}
