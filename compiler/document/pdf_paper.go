package document

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"time"
	"unicode/utf16"

	"github.com/go-pdf/fpdf"
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

// paper is the surface that the layout draws on. It is the only part that
// knows fpdf: it draws with it, keeps the tags and links that fpdf has no word
// for, and hands both to [bindPDF].
//
// Invariant: every mark on a page is either under a tag or an artifact; begin
// and artifact close what was open before.
type paper struct {
	pdf   *fpdf.Fpdf
	page  int // from 0; -1 before the first
	open  bool
	under *tag
	// muted makes everything an artifact and drops links: the head of a table
	// that is repeated on its later pages.
	muted bool
	marks [][]*tag // of each page, by the number of the marked content
	links []annotation
	at    map[string]place
	total int // pages

	ink   ink
	pen   ink
	thick float64
	font  look
	path  []byte // being drawn
}

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

func newPaper() *paper {
	pdf := fpdf.New("P", "pt", "A4", "")
	pdf.SetCatalogSort(true)
	pdf.SetCompression(false) // bindPDF compresses, with one compressor for all
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	pdf.SetLineJoinStyle("round")
	// The dates in the file are written by bindPDF; these only stop the clock.
	still := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	pdf.SetCreationDate(still)
	pdf.SetModificationDate(still)
	for i, f := range faces() {
		// A copy: fpdf writes into the bytes that it is given.
		pdf.AddUTF8FontFromBytes(f.name, "", bytes.Clone(faces()[i].data))
	}
	return &paper{pdf: pdf, page: -1, at: map[string]place{}}
}

// turn begins the next page.
func (p *paper) turn() {
	p.close()
	p.pdf.AddPage()
	p.page++
	p.marks = append(p.marks, nil)
	p.font, p.ink, p.pen, p.thick = look{face: -1}, ink{}, ink{}, -1
}

// begin puts what is drawn next under a tag.
func (p *paper) begin(t *tag) {
	if p.muted {
		return
	}
	if p.open && p.under == t {
		return
	}
	p.close()
	t.reach()
	n := len(p.marks[p.page])
	p.marks[p.page] = append(p.marks[p.page], t)
	t.kids = append(t.kids, tagKid{page: p.page, mark: n})
	actual := ""
	if t.actual != "" {
		actual = "/ActualText" + textString(t.actual)
	}
	p.pdf.RawWriteStr("/" + t.kind + " <</MCID " + strconv.Itoa(n) + actual + ">> BDC")
	p.open, p.under = true, t
}

// artifact makes what is drawn next decoration, which is not read out. kind is
// empty, or the type of the artifact with its particulars.
func (p *paper) artifact(kind string) {
	if p.muted {
		return
	}
	p.close()
	if kind == "" {
		p.pdf.RawWriteStr("/Artifact BMC")
	} else {
		p.pdf.RawWriteStr("/Artifact <<" + kind + ">> BDC")
	}
	p.open, p.under = true, nil
}

func (p *paper) close() {
	if p.open {
		p.pdf.RawWriteStr("EMC")
		p.open, p.under = false, nil
	}
}

// text prints words with the baseline at y.
func (p *paper) text(x, y float64, words string, l look) {
	if words == "" {
		return
	}
	if l.face != p.font.face || l.size != p.font.size {
		p.pdf.SetFont(faces()[l.face].name, "", l.size)
		p.font = l
	}
	p.fill(l.ink)
	p.pdf.Text(x, y, words)
}

// fill sets the colour of areas and text. fpdf keeps believing that both are
// black, and so sets neither around each word.
func (p *paper) fill(c ink) {
	if c != p.ink {
		p.ink = c
		p.colour(c, "rg")
	}
}

func (p *paper) stroke(c ink, thick float64) {
	if c != p.pen {
		p.pen = c
		p.colour(c, "RG")
	}
	if thick != p.thick {
		p.thick = thick
		p.path = appendNumber(p.path, thick)
		p.paint("w")
	}
}

// colour writes a colour in parts of one.
func (p *paper) colour(c ink, operator string) {
	for _, part := range [3]uint8{c.r, c.g, c.b} {
		p.path = strconv.AppendFloat(p.path, math.Round(float64(part)/255*1000)/1000, 'f', -1, 64)
		p.path = append(p.path, ' ')
	}
	p.paint(operator)
}

// draw writes a path operator after its numbers, which are x and y by turns
// from the top left of the page.
func (p *paper) draw(operator string, points ...float64) {
	for i, n := range points {
		if i%2 == 1 {
			n = paperHeight - n
		}
		p.path = appendNumber(p.path, n)
	}
	p.path = append(p.path, operator...)
}

// paint ends the path with the operator that shows it.
func (p *paper) paint(operator string) {
	p.path = append(p.path, operator...)
	p.pdf.RawWriteStr(string(p.path))
	p.path = p.path[:0]
}

// appendNumber writes a number with two decimals and a space.
func appendNumber(b []byte, n float64) []byte {
	h := int64(math.Round(n * 100))
	if h < 0 {
		b, h = append(b, '-'), -h
	}
	b = strconv.AppendInt(b, h/100, 10)
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
	p.fill(c)
	p.draw("", x, y+h)
	p.path = appendNumber(appendNumber(p.path, w), h)
	p.paint("re f")
}

// round adds a rectangle with round corners to the path.
func (p *paper) round(x, y, w, h, r float64) {
	k := r * 0.4477 // a quarter of a circle as a curve
	p.draw("m ", x+r, y)
	p.draw("l ", x+w-r, y)
	p.draw("c ", x+w-k, y, x+w, y+k, x+w, y+r)
	p.draw("l ", x+w, y+h-r)
	p.draw("c ", x+w, y+h-k, x+w-k, y+h, x+w-r, y+h)
	p.draw("l ", x+r, y+h)
	p.draw("c ", x+k, y+h, x, y+h-k, x, y+h-r)
	p.draw("l ", x, y+r)
	p.draw("c ", x, y+k, x+k, y, x+r, y)
}

// frame draws a rectangle with round corners, filled and edged.
func (p *paper) frame(x, y, w, h, radius float64, fill, edge ink) {
	p.fill(fill)
	p.stroke(edge, 0.7)
	p.round(x, y, w, h, radius)
	p.paint("b")
}

// pill fills a circle, or a longer shape with round ends.
func (p *paper) pill(x, y, w, h float64, c ink) {
	p.fill(c)
	p.round(x, y, w, h, h/2)
	p.paint("f")
}

// ring draws a circle around x and y.
func (p *paper) ring(x, y, radius, thick float64, c ink) {
	p.stroke(c, thick)
	p.round(x-radius, y-radius, 2*radius, 2*radius, radius)
	p.paint("s")
}

// line draws a line.
func (p *paper) line(x1, y1, x2, y2, thick float64, c ink) {
	p.stroke(c, thick)
	p.draw("m ", x1, y1)
	p.draw("l ", x2, y2)
	p.paint("S")
}

// dots draws a line of dots. They stand in one grid on all lines.
func (p *paper) dots(x1, x2, y, thick float64, c ink) {
	const step = 5
	first := math.Ceil(x1/step) * step
	if first >= x2 {
		return
	}
	p.pdf.SetDashPattern([]float64{thick, step - thick}, 0)
	p.line(first, y, x2, y, thick, c)
	p.pdf.SetDashPattern(nil, 0)
}

// strokes draws an open line through points, x and y by turns.
func (p *paper) strokes(thick float64, c ink, points ...float64) {
	p.stroke(c, thick)
	p.draw("m ", points[:2]...)
	for i := 2; i+1 < len(points); i += 2 {
		p.draw("l ", points[i], points[i+1])
	}
	p.paint("S")
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
	t.kids = append(t.kids, tagKid{page: p.page, link: len(p.links)})
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

// bookmark adds an entry to the outline. Level runs from 0.
func (p *paper) bookmark(text string, level int, y float64) {
	if p.font.face < 0 { // fpdf writes the outline in the manner of the font in use
		p.pdf.SetFont(faces()[regularFace].name, "", 10)
		p.font = look{face: regularFace, size: 10}
	}
	p.pdf.Bookmark(text, level, y)
}

// finish ends the drawing and answers the file as fpdf writes it.
func (p *paper) finish() ([]byte, error) {
	p.close()
	var out kept
	if err := p.pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("draw the pages: %w", err)
	}
	return out, nil
}

// kept takes what fpdf writes, without a copy if it is written at once.
type kept []byte

func (k *kept) Write(b []byte) (int, error) {
	if *k == nil {
		*k = b[:len(b):len(b)]
	} else {
		*k = append(*k, b...)
	}
	return len(b), nil
}

// textString writes text as a string of a PDF file: as it is where it is plain,
// or in UTF-16 in hexadecimal.
func textString(s string) string {
	const digits = "0123456789ABCDEF"
	ascii := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c > '~' || c == '(' || c == ')' || c == '\\' {
			ascii = false
			break
		}
	}
	if ascii {
		return "(" + s + ")"
	}
	b := make([]byte, 0, 4*len(s)+6)
	b = append(b, "<FEFF"...)
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, digits[u>>12], digits[u>>8&15], digits[u>>4&15], digits[u&15])
	}
	return string(append(b, '>'))
}
