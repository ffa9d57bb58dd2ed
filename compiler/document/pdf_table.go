package document

// Room inside the cells of a table.
const (
	cellSide = 5.0
	cellTop  = 3.5
	cellFoot = 5.0
)

// leastColumn is the least width of a column, where the table has the room.
const leastColumn = 36.0

// Height of a row to sign in, and of the room below its lines.
const (
	signRow  = 62.0
	signFoot = 12.0
)

// rowBody is a row of a table, or what stands side by side in another way.
type rowBody struct {
	x, width float64
	height   float64
	cells    []rowCell
	ground   *ink
	rule     float64 // thickness of the line below
	ruleInk  ink
	signed   bool // lines to write on stand in all cells but the first
}

// rowCell is a cell: its strips and where each stands in the row.
type rowCell struct {
	x, width float64
	strips   []placed
}

func (b *rowBody) back(p *paper, y float64) {
	if b.ground != nil {
		p.rect(b.x, y, b.width, b.height, *b.ground)
	}
	if b.rule > 0 {
		p.line(b.x, y+b.height, b.x+b.width, y+b.height, b.rule, b.ruleInk)
	}
	for i, c := range b.cells {
		drawBacks(p, c.strips, y)
		if b.signed && i > 0 {
			p.line(c.x+cellSide, y+b.height-signFoot, c.x+c.width-cellSide, y+b.height-signFoot, 0.7, textInk)
		}
	}
}

func (b *rowBody) fore(p *paper, y float64) {
	for _, c := range b.cells {
		drawFores(p, c.strips, y)
	}
}

// stack sets strips one under another from y on and answers where they end.
func stack(strips []*strip, y float64) ([]placed, float64) {
	out := make([]placed, 0, len(strips))
	for i, s := range strips {
		if i > 0 {
			y += s.gap
		}
		out = append(out, placed{strip: s, y: y})
		y += s.height
	}
	return out, y
}

// table lays a table out. signed makes it one to sign in.
func (t *setter) table(b Table, a area, below *tag, signed bool) []*strip {
	columns := len(b.Header)
	for _, r := range b.Rows {
		columns = max(columns, len(r.Cells))
	}
	if columns == 0 {
		return nil
	}
	tg := below.child("Table")
	in := a
	if in.look.size > cellLook.size {
		in.look = cellLook
	}
	widths := columnWidths(b, columns, a.width, in.look.size, signed)
	var out []*strip
	if len(b.Caption) > 0 {
		caption := a
		caption.look = look{boldFace, min(a.look.size, captionLook.size), captionLook.ink}
		out = t.lineStrips(b.Caption, caption, tg.child("Caption"))
		if len(out) > 0 {
			out = append(out, &strip{height: 4})
		}
		for _, s := range out {
			s.keep = true
		}
	}
	var head *strip
	if len(b.Header) > 0 {
		row := tg.child("THead").child("TR")
		body := &rowBody{x: a.x, width: a.width, ground: &groundInk, rule: 1, ruleInk: textInk}
		for i := range columns {
			th := row.child("TH")
			th.attr = columnScope
			body.add(t, cellOf(b.Header, i), in, i, widths, th, true)
		}
		head = body.strip()
		head.cut = nil
		head.keep = true
		out = append(out, head)
	}
	if head != nil && head.height > textHeight/4 {
		head = nil // it would leave too little of each page
	}
	var rows *tag
	for _, r := range b.Rows {
		if rows == nil {
			rows = tg.child("TBody")
		}
		row := rows.child("TR")
		body := &rowBody{x: a.x, width: a.width, rule: 0.5, ruleInk: ruleInk, signed: signed}
		for i := range columns {
			kind := "TD"
			if i == 0 && b.RowHeaders {
				kind = "TH"
			}
			td := row.child(kind)
			if kind == "TH" {
				td.attr = rowScope
			}
			body.add(t, cellOf(r.Cells, i), in, i, widths, td, kind == "TH" && !signed)
		}
		s := body.strip()
		s.ids = append(named([]string{r.ID}), s.ids...)
		s.head = head
		out = append(out, s)
	}
	keepRows(out[len(out)-len(b.Rows):])
	if height := heights(out); len(b.Rows) <= 8 && height < textHeight*0.3 {
		for _, s := range out[:len(out)-1] {
			s.keep = true // a small table is not torn
		}
	}
	if len(out) > 0 {
		out[0].gap = a.look.size * blockGap
		out[0].ids = append(named([]string{b.ID}), out[0].ids...)
	}
	return append(out, &strip{height: 5})
}

// keepRows keeps the last two rows of a table together, and the first three, so
// that it does not begin with a row or two at the foot of a page. A row is not held
// back for a tall one, which would leave half a page empty.
func keepRows(rows []*strip) {
	if len(rows) < 3 {
		return
	}
	for i, s := range rows[:len(rows)-1] {
		first, last := i < 2 && s.height < textHeight/10, i == len(rows)-2 && s.height < textHeight/4
		s.keep = (first || last) && rows[i+1].height < textHeight/4
	}
}

func heights(strips []*strip) float64 {
	h := 0.0
	for _, s := range strips {
		h += s.gap + s.height
	}
	return h
}

func cellOf(cells []Cell, i int) []Block {
	if i < len(cells) {
		return cells[i].Blocks
	}
	return nil
}

// add lays out the blocks of the next cell.
func (b *rowBody) add(t *setter, blocks []Block, a area, column int, widths []float64, tg *tag, strong bool) {
	x := a.x
	for _, w := range widths[:column] {
		x += w
	}
	in := area{x + cellSide, max(widths[column]-2*cellSide, 4), a.look}
	if strong {
		in.look.face = boldFace
	}
	var strips []*strip
	if strong && len(blocks) > 1 {
		// The first block names the row; what follows only describes it.
		rest := in
		rest.look.face = a.look.face
		strips = append(t.blocks(blocks[:1], in, tg), t.blocks(blocks[1:], rest, tg)...)
	} else {
		strips = t.blocks(blocks, in, simple(blocks, tg))
	}
	set, end := stack(strips, cellTop)
	b.cells = append(b.cells, rowCell{x, widths[column], set})
	b.height = max(b.height, end+cellFoot)
}

// strip makes the row a strip.
func (b *rowBody) strip() *strip {
	b.height = max(b.height, cellTop+cellFoot+leading(cellLook.size))
	if b.signed {
		b.height = max(b.height, signRow)
	}
	s := &strip{height: b.height, body: b}
	for _, c := range b.cells {
		for _, p := range c.strips {
			s.ids = append(s.ids, p.ids...)
		}
	}
	if b.height > textHeight*0.4 {
		s.cut = func(room float64, force bool) (*strip, *strip) { return b.cutAt(s, room, force) }
	}
	return s
}

// cutAt splits the row, which s shows, between the lines of its cells so that
// the first part fits into room.
func (b *rowBody) cutAt(s *strip, room float64, force bool) (*strip, *strip) {
	first, rest := *b, *b
	first.cells, rest.cells = make([]rowCell, len(b.cells)), make([]rowCell, len(b.cells))
	first.height, rest.height = 0, 0
	left := false
	for i, c := range b.cells {
		fit, over := fitting(c.strips, room-cellFoot, force)
		if len(fit) == 0 && len(over) > 0 {
			return nil, nil
		}
		left = left || len(over) > 0
		var end float64
		first.cells[i], rest.cells[i] = c, c
		first.cells[i].strips, end = stack(fit, cellTop)
		first.height = max(first.height, end+cellFoot)
		rest.cells[i].strips, end = stack(over, cellTop)
		rest.height = max(rest.height, end+cellFoot)
	}
	if !left {
		return s, nil
	}
	one := &strip{gap: s.gap, height: first.height, ids: s.ids, rails: s.rails, head: s.head, body: &first}
	two := &strip{height: rest.height, keep: s.keep, rails: s.rails, head: s.head, body: &rest}
	two.cut = func(room float64, force bool) (*strip, *strip) { return rest.cutAt(two, room, force) }
	return one, two
}

// fitting divides the strips of a cell where they pass the room.
func fitting(in []placed, room float64, force bool) (fit, over []*strip) {
	for i, p := range in {
		if p.y+p.height <= room {
			fit = append(fit, p.strip)
			continue
		}
		rest := in[i:]
		force := force && len(fit) == 0
		if p.cut != nil {
			if first, second := p.cut(room-p.y, force); first != nil {
				fit = append(fit, first)
				if second != nil {
					over = append(over, second)
				}
				rest = rest[1:]
			}
		} else if force {
			fit = append(fit, p.strip)
			rest = rest[1:]
		}
		for _, q := range rest {
			over = append(over, q.strip)
		}
		break
	}
	return fit, over
}

// columnWidths are the widths of columns: the shares that the table gives, or
// shares by the length of what stands in them. Of three columns and more, those
// that do not need their share lend it to those that do; tables of two keep
// theirs, so that one after another they stand in line, and so does one to sign
// in, whose cells are empty until somebody writes in them.
func columnWidths(b Table, columns int, width, size float64, signed bool) []float64 {
	out, need := make([]float64, columns), make([]float64, columns)
	for i := range out {
		need[i] = widest(cellOf(b.Header, i), size)
		for _, r := range b.Rows {
			need[i] = max(need[i], widest(cellOf(r.Cells, i), size))
		}
		need[i] += 2 * cellSide
		if len(b.Widths) == columns && b.Widths[i] > 0 {
			out[i] = b.Widths[i]
		}
	}
	total := sum(out)
	if total <= 0 {
		for i := range out {
			out[i] = min(max(need[i], leastColumn), width*0.6)
		}
		total = sum(out)
	}
	for i := range out {
		out[i] = max(out[i]*width/total, leastColumn)
	}
	total = sum(out)
	for i := range out {
		out[i] *= width / total
	}
	for range 3 {
		if columns < 3 || signed {
			break
		}
		spare, short := 0.0, 0.0
		for i := range out {
			if need[i] > out[i] {
				short += out[i]
			}
		}
		if short == 0 {
			break
		}
		for i := range out {
			if need[i] < out[i] {
				spare += out[i] - need[i]
				out[i] = need[i]
			}
		}
		for i := range out {
			if need[i] > out[i] {
				out[i] *= 1 + spare/short
			}
		}
	}
	return out
}

func sum(in []float64) float64 {
	total := 0.0
	for _, n := range in {
		total += n
	}
	return total
}

// widest is about how wide blocks are when no line of theirs is broken.
func widest(in []Block, size float64) float64 {
	w := 0.0
	for _, b := range in {
		switch b := b.(type) {
		case Paragraph:
			w = max(w, widestLine(b.Text, size))
		case List:
			for _, i := range b.Items {
				w = max(w, widest(i.Blocks, size)+size*1.5)
			}
		default:
			w = max(w, textWidth/2)
		}
	}
	return w
}

func widestLine(in []Inline, size float64) float64 {
	w, most := 0.0, 0.0
	for _, i := range in {
		switch i := i.(type) {
		case Words:
			w += faces()[boldFace].width(string(i), size)
		case Code:
			w += faces()[regularFace].width(string(i), size)
		case Mark:
			w += faces()[boldFace].width(i.Text, size) + 7
		case Strong:
			w += widestLine(i, size)
		case Emphasis:
			w += widestLine(i, size)
		case Link:
			w += widestLine(i.Text, size)
		case Break:
			most, w = max(most, w), 0
		}
	}
	return max(most, w) + 0.5
}
