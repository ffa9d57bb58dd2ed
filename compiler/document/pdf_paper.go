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
	p.pdf.SetTextColor(0, 0, 0)
	p.pdf.SetFillColor(0, 0, 0)
	p.pdf.SetDrawColor(0, 0, 0)
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

func (p *paper) fill(c ink) {
	if c != p.ink {
		p.ink = c
		p.pdf.SetTextColor(int(c.r), int(c.g), int(c.b))
		p.pdf.SetFillColor(int(c.r), int(c.g), int(c.b))
	}
}

func (p *paper) stroke(c ink, thick float64) {
	if c != p.pen {
		p.pen = c
		p.pdf.SetDrawColor(int(c.r), int(c.g), int(c.b))
	}
	if thick != p.thick {
		p.thick = thick
		p.pdf.SetLineWidth(thick)
	}
}

// rect fills a rectangle.
func (p *paper) rect(x, y, w, h float64, c ink) {
	p.fill(c)
	p.pdf.Rect(x, y, w, h, "F")
}

// frame draws a rectangle with round corners, filled and edged.
func (p *paper) frame(x, y, w, h, radius float64, fill, edge ink) {
	p.fill(fill)
	p.stroke(edge, 0.7)
	p.pdf.RoundedRect(x, y, w, h, radius, "1234", "FD")
}

// pill fills a circle, or a longer shape with round ends.
func (p *paper) pill(x, y, w, h float64, c ink) {
	p.fill(c)
	if w <= h {
		p.pdf.Circle(x+w/2, y+h/2, h/2, "F")
		return
	}
	p.pdf.RoundedRect(x, y, w, h, h/2, "1234", "F")
}

// ring draws a circle around x and y.
func (p *paper) ring(x, y, radius, thick float64, c ink) {
	p.stroke(c, thick)
	p.pdf.Circle(x, y, radius, "D")
}

// line draws a line.
func (p *paper) line(x1, y1, x2, y2, thick float64, c ink) {
	p.stroke(c, thick)
	p.pdf.Line(x1, y1, x2, y2)
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

// path draws an open line through points, x and y by turns.
func (p *paper) path(thick float64, c ink, points ...float64) {
	p.stroke(c, thick)
	p.pdf.MoveTo(points[0], points[1])
	for i := 2; i+1 < len(points); i += 2 {
		p.pdf.LineTo(points[i], points[i+1])
	}
	p.pdf.DrawPath("D")
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
	var b bytes.Buffer
	if err := p.pdf.Output(&b); err != nil {
		return nil, fmt.Errorf("draw the pages: %w", err)
	}
	return b.Bytes(), nil
}

// textString writes text as a string of a PDF file: UTF-16 in hexadecimal.
func textString(s string) string {
	const digits = "0123456789ABCDEF"
	b := make([]byte, 0, 4*len(s)+6)
	b = append(b, "<FEFF"...)
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, digits[u>>12], digits[u>>8&15], digits[u>>4&15], digits[u&15])
	}
	return string(append(b, '>'))
}
