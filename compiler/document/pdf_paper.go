package document

import (
	"math"
	"strconv"
	"unicode/utf16"
)

// A4 in points, and what the margins leave for the text.
const (
	paperWidth   = 595.28
	paperHeight  = 841.89
	marginLeft   = 62.0
	marginRight  = 62.0
	marginTop    = 74.0
	marginBottom = 72.0
	textWidth    = paperWidth - marginLeft - marginRight
	textHeight   = paperHeight - marginTop - marginBottom
)

// ink is a colour.
type ink struct{ r, g, b uint8 }

// look is how characters look.
type look struct {
	face int
	size float64
	ink  ink
}

// paper is the surface that the layout draws on: it writes what the pages show,
// and keeps the tags and links for [bindPDF].
//
// Invariant: every mark on a page is either under a tag or an artifact; begin
// and artifact close what was open before.
type paper struct {
	pages []*stream
	press *press // compresses each page while the next one is drawn
	now   []byte // what the page shows so far
	page  int    // from 0; -1 before the first

	open  bool // a tag or an artifact
	under *tag
	// texting says that a text object is open, within that it lies inside of
	// what is open rather than around it. Words are written in text objects, and
	// those of tags one after another in the same.
	texting, within bool
	// muted makes everything an artifact and drops links: the head of a table
	// that is repeated on its later pages.
	muted bool

	marks   [][]*tag // of each page, by the number of the marked content
	links   []annotation
	outline []outlined
	at      map[string]place
	total   int // pages

	ink   ink
	pen   ink
	thick float64
	font  look
	x, y  int64 // of the last words of the text object, in hundredths
	seen  [1 << 16 / 64]uint64
	rare  []rune          // printed characters that are not common
	faces [faceCount]bool // that are printed in
	shape map[frameSize][]byte
}

// frameSize names the path of a rectangle with round corners, in hundredths.
type frameSize struct{ w, h, r int64 }

// place is where an ID stands.
type place struct {
	page int // from 0
	y    float64
}

// annotation is a link on a page. Its number is its place in the list plus one.
type annotation struct {
	page       int
	x, y, w, h float64
	to         place
	url        string
	says       string // for those who do not see it
	tag        *tag
}

// outlined is an entry of the outline and where it leads.
type outlined struct {
	bookmark
	place
}

func newPaper(pages [][]placed, press *press) *paper {
	p := &paper{page: -1, total: len(pages), press: press, at: map[string]place{}, shape: map[frameSize][]byte{}}
	for _, r := range common {
		p.seen[r>>6] |= 1 << (r & 63)
	}
	locate(p, pages)
	return p
}

// turn begins the next page.
func (p *paper) turn() {
	p.finish()
	p.page++
	p.marks = append(p.marks, nil)
	p.now = append(p.press.sheet(), "1 j\n"...) // lines are joined roundly
	p.font, p.ink, p.pen, p.thick = look{face: -1}, ink{}, ink{}, -1
}

// finish ends the page.
func (p *paper) finish() {
	if p.page < 0 {
		return
	}
	p.close()
	p.endText()
	p.pages = append(p.pages, p.press.take(&stream{raw: p.now}))
	p.now = nil
}

// begin puts the words that are drawn next under a tag.
func (p *paper) begin(t *tag) {
	if p.muted || p.open && p.under == t {
		return
	}
	p.close()
	if !p.texting {
		p.startText()
	}
	t.reach()
	n := len(p.marks[p.page])
	p.marks[p.page] = append(p.marks[p.page], t)
	t.kids = append(t.kids, tagKid{page: int32(p.page), mark: int32(n)})
	p.now = append(p.now, '/')
	p.now = append(p.now, t.kind...)
	p.now = append(p.now, " <</MCID "...)
	p.now = strconv.AppendInt(p.now, int64(n), 10)
	if t.actual != "" {
		p.now = append(p.now, "/ActualText"...)
		p.now = appendText(p.now, t.actual)
	}
	p.now = append(p.now, ">> BDC\n"...)
	p.open, p.under, p.within = true, t, false
}

// artifact makes what is drawn next decoration, which is not read out. kind is
// empty, or the type of the artifact with its particulars.
func (p *paper) artifact(kind string) {
	if p.muted {
		return
	}
	p.close()
	p.endText()
	if kind == "" {
		p.now = append(p.now, "/Artifact BMC\n"...)
	} else {
		p.now = append(p.now, "/Artifact <<"...)
		p.now = append(p.now, kind...)
		p.now = append(p.now, ">> BDC\n"...)
	}
	p.open, p.under = true, nil
}

func (p *paper) close() {
	if !p.open {
		return
	}
	if p.within {
		p.endText()
	}
	p.now = append(p.now, "EMC\n"...)
	p.open, p.under = false, nil
}

func (p *paper) startText() {
	p.now = append(p.now, "BT\n"...)
	p.texting, p.within, p.x, p.y = true, p.open, 0, 0
}

// endText ends the text object that is open, and with it the tag that it lies
// around.
func (p *paper) endText() {
	if !p.texting {
		return
	}
	if p.open && !p.within {
		p.now = append(p.now, "EMC\n"...)
		p.open, p.under = false, nil
	}
	p.now = append(p.now, "ET\n"...)
	p.texting, p.within = false, false
}

// shapes readies the page for something else than words, which alone may stand
// in a text object.
func (p *paper) shapes() {
	p.endText()
	if !p.open {
		p.artifact("")
	}
}

// text prints words with the baseline at y.
func (p *paper) text(x, y float64, words string, l look) {
	if words == "" {
		return
	}
	if !p.texting {
		p.startText()
	}
	if l.face != p.font.face || l.size != p.font.size {
		p.now = append(p.now, fontNames[l.face]...)
		p.now = append(appendNumber(p.now, l.size), "Tf\n"...)
		p.font, p.faces[l.face] = l, true
	}
	p.fill(l.ink)
	// Words are placed from where the last ones began, in whole hundredths so
	// that nothing adds up.
	across, up := hundredths(x), hundredths(paperHeight-y)
	p.now = appendHundredths(p.now, across-p.x)
	p.now = appendHundredths(p.now, up-p.y)
	p.x, p.y = across, up
	p.now = append(p.now, "Td("...)
	p.words(words)
	p.now = append(p.now, ")Tj\n"...)
}

// words writes text in UTF-16, as the fonts take it, and notes characters that
// are not common.
func (p *paper) words(words string) {
	b := p.now
	for _, r := range words {
		if r < 0x80 {
			if r == '(' || r == ')' || r == '\\' {
				b = append(b, 0, '\\', byte(r))
			} else {
				b = append(b, 0, byte(r))
			}
			continue
		}
		if r >= 1<<16 {
			continue // no face has it
		}
		if p.seen[r>>6]&(1<<(r&63)) == 0 {
			p.seen[r>>6] |= 1 << (r & 63)
			p.rare = append(p.rare, r)
		}
		for _, c := range [2]byte{byte(r >> 8), byte(r)} {
			switch c {
			case '(', ')', '\\':
				b = append(b, '\\', c)
			case '\r': // which alone would be read as a line feed
				b = append(b, '\\', 'r')
			default:
				b = append(b, c)
			}
		}
	}
	p.now = b
}

// fill sets the colour of areas and text.
func (p *paper) fill(c ink) {
	if c != p.ink {
		p.ink = c
		p.now = append(appendInk(p.now, c), "rg\n"...)
	}
}

func (p *paper) stroke(c ink, thick float64) {
	if c != p.pen {
		p.pen = c
		p.now = append(appendInk(p.now, c), "RG\n"...)
	}
	if thick != p.thick {
		p.thick = thick
		p.now = append(appendNumber(p.now, thick), "w\n"...)
	}
}

// appendInk writes a colour in parts of one, each with a space.
func appendInk(b []byte, c ink) []byte {
	for _, part := range [3]uint8{c.r, c.g, c.b} {
		switch n := (int(part)*1000 + 127) / 255; n {
		case 0:
			b = append(b, '0', ' ')
		case 1000:
			b = append(b, '1', ' ')
		default:
			b = append(b, '.', byte('0'+n/100), byte('0'+n/10%10), byte('0'+n%10), ' ')
		}
	}
	return b
}

// draw writes a path operator after its numbers, which are x and y by turns
// from the top left of the page.
func (p *paper) draw(operator string, points ...float64) {
	for i, n := range points {
		if i%2 == 1 {
			n = paperHeight - n
		}
		p.now = appendNumber(p.now, n)
	}
	p.now = append(p.now, operator...)
}

func hundredths(n float64) int64 { return int64(math.Round(n * 100)) }

// appendNumber writes a number with at most two decimals and a space.
func appendNumber(b []byte, n float64) []byte { return appendHundredths(b, hundredths(n)) }

func appendHundredths(b []byte, h int64) []byte {
	if h < 0 {
		b, h = append(b, '-'), -h
	}
	if h >= 100 || h == 0 {
		b = strconv.AppendInt(b, h/100, 10)
	}
	if h %= 100; h > 0 {
		b = append(b, '.', byte('0'+h/10))
		if h%10 > 0 {
			b = append(b, byte('0'+h%10))
		}
	}
	return append(b, ' ')
}

// rect fills a rectangle.
func (p *paper) rect(x, y, w, h float64, c ink) {
	p.shapes()
	p.fill(c)
	p.draw("", x, y+h)
	p.now = append(appendNumber(appendNumber(p.now, w), h), "re f\n"...)
}

// round draws a rectangle with round corners, whose path operator shows. The
// path is written from its own corner, so that equal frames are equal bytes,
// which are quick to compress.
func (p *paper) round(x, y, w, h, r float64, operator string) {
	p.now = append(p.now, "q 1 0 0 1 "...)
	p.draw("cm ", x, y+h)
	size := frameSize{hundredths(w), hundredths(h), hundredths(r)}
	path, ok := p.shape[size]
	if !ok {
		path = roundPath(w, h, r)
		p.shape[size] = path
	}
	p.now = append(p.now, path...)
	p.now = append(p.now, operator...)
	p.now = append(p.now, " Q\n"...)
}

// roundPath is the path of a rectangle with round corners, from its lower left.
func roundPath(w, h, r float64) []byte {
	var b []byte
	add := func(operator string, points ...float64) {
		for _, n := range points {
			b = appendNumber(b, n)
		}
		b = append(b, operator...)
	}
	k := r * 0.4477 // a quarter of a circle as a curve
	add("m ", r, h)
	add("l ", w-r, h)
	add("c ", w-k, h, w, h-k, w, h-r)
	add("l ", w, r)
	add("c ", w, k, w-k, 0, w-r, 0)
	add("l ", r, 0)
	add("c ", k, 0, 0, k, 0, r)
	add("l ", 0, h-r)
	add("c ", 0, h-k, k, h, r, h)
	return b
}

// frame draws a rectangle with round corners, filled and edged.
func (p *paper) frame(x, y, w, h, radius float64, fill, edge ink) {
	p.shapes()
	p.fill(fill)
	p.stroke(edge, 0.7)
	p.round(x, y, w, h, radius, "b")
}

// pill fills a circle, or a longer shape with round ends.
func (p *paper) pill(x, y, w, h float64, c ink) {
	p.shapes()
	p.fill(c)
	p.round(x, y, w, h, h/2, "f")
}

// ring draws a circle around x and y.
func (p *paper) ring(x, y, radius, thick float64, c ink) {
	p.shapes()
	p.stroke(c, thick)
	p.round(x-radius, y-radius, 2*radius, 2*radius, radius, "s")
}

// line draws a line.
func (p *paper) line(x1, y1, x2, y2, thick float64, c ink) {
	p.shapes()
	p.stroke(c, thick)
	p.draw("m ", x1, y1)
	p.draw("l S\n", x2, y2)
}

// dots draws a line of dots. They stand in one grid on all lines.
func (p *paper) dots(x1, x2, y, thick float64, c ink) {
	const step = 5
	first := math.Ceil(x1/step) * step
	if first >= x2 {
		return
	}
	p.shapes()
	p.now = append(p.now, '[')
	p.now = append(appendNumber(appendNumber(p.now, thick), step-thick), "]0 d\n"...)
	p.line(first, y, x2, y, thick, c)
	p.now = append(p.now, "[]0 d\n"...)
}

// strokes draws an open line through points, x and y by turns.
func (p *paper) strokes(thick float64, c ink, points ...float64) {
	p.shapes()
	p.stroke(c, thick)
	p.draw("m ", points[:2]...)
	for i := 2; i+1 < len(points); i += 2 {
		p.draw("l ", points[i], points[i+1])
	}
	p.now = append(p.now, "S\n"...)
}

// link makes an area of the page a link under a tag of type Link.
func (p *paper) link(t *tag, x, y, w, h float64, ref *linkRef) {
	if p.muted {
		return
	}
	a := annotation{page: p.page, x: x, y: y, w: w, h: h, url: ref.url, says: ref.says, tag: t}
	if ref.url == "" {
		a.to = p.at[ref.to]
	}
	t.reach()
	p.links = append(p.links, a)
	t.kids = append(t.kids, tagKid{page: int32(p.page), link: int32(len(p.links))})
}

// live says whether a link leads anywhere.
func (p *paper) live(ref *linkRef) bool {
	if ref == nil {
		return false
	}
	if ref.url != "" {
		return true
	}
	_, ok := p.at[ref.to]
	return ok
}

// bookmark adds an entry to the outline.
func (p *paper) bookmark(b bookmark, y float64) {
	p.outline = append(p.outline, outlined{b, place{p.page, y}})
}

// appendText writes text as a string of a PDF file: as it is where it is plain,
// or in UTF-16 in hexadecimal.
func appendText(b []byte, s string) []byte {
	const digits = "0123456789ABCDEF"
	plain := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c > '~' || c == '(' || c == ')' || c == '\\' {
			plain = false
			break
		}
	}
	if plain {
		return append(append(append(b, '('), s...), ')')
	}
	b = append(b, "<FEFF"...)
	for _, r := range s {
		units := [2]rune{r}
		n := 1
		if r >= 1<<16 {
			units[0], units[1] = utf16.EncodeRune(r)
			n = 2
		}
		for _, u := range units[:n] {
			b = append(b, digits[u>>12], digits[u>>8&15], digits[u>>4&15], digits[u&15])
		}
	}
	return append(b, '>')
}
