package document

import (
	"strconv"
	"strings"
)

// htmlWriter writes blocks and inlines. Writing them here and not in the template
// is some ten times faster; every text goes through [htmlWriter.text].
type htmlWriter struct {
	out    []byte
	level  int // of the last heading, h1 being the title
	tables int // tables so far, for the IDs of captions
}

func (w *htmlWriter) raw(s string) { w.out = append(w.out, s...) }

// text writes text as [template.HTMLEscape] does, without its copies.
func (w *htmlWriter) text(s string) {
	from := 0
	for i := 0; i < len(s); i++ {
		var as string
		switch s[i] {
		case '"':
			as = "&#34;"
		case '\'':
			as = "&#39;"
		case '&':
			as = "&amp;"
		case '<':
			as = "&lt;"
		case '>':
			as = "&gt;"
		case 0:
			as = "\uFFFD"
		default:
			continue
		}
		w.out = append(append(w.out, s[from:i]...), as...)
		from = i + 1
	}
	w.out = append(w.out, s[from:]...)
}

func (w *htmlWriter) id(id string) {
	if id != "" {
		w.raw(` id="`)
		w.text(id)
		w.raw(`"`)
	}
}

func (w *htmlWriter) number(n string) {
	if n == "" {
		return
	}
	w.raw(`<span class="number">`)
	w.text(n)
	w.raw("</span> ")
}

func (w *htmlWriter) blocks(blocks []Block) {
	for _, b := range blocks {
		w.block(b)
	}
}

func (w *htmlWriter) block(b Block) {
	switch b := b.(type) {
	case Heading:
		w.heading(b)
	case Paragraph:
		w.raw("<p")
		w.id(b.ID)
		w.raw(">")
		w.inlines(b.Text)
		w.raw("</p>\n")
	case List:
		w.list(b)
	case Steps:
		w.steps(b)
	case Table:
		w.table(b)
	case Definitions:
		w.definitions(b)
	case Box:
		w.box(b)
	case SignOff:
		w.signOff(b)
	}
}

func (w *htmlWriter) heading(h Heading) {
	w.level = min(h.Level+1, 6)
	tag := "h" + strconv.Itoa(w.level)
	w.raw("<" + tag)
	w.id(h.ID)
	if h.NewPage {
		w.raw(` class="new-page"`)
	}
	w.raw(">")
	w.number(h.Number)
	w.inlines(h.Text)
	w.raw("</" + tag + ">\n")
}

func (w *htmlWriter) list(l List) {
	tag := "ul"
	if l.Ordered {
		tag = "ol"
	}
	w.raw("<" + tag + ">\n")
	for _, i := range l.Items {
		w.raw("<li")
		w.id(i.ID)
		w.raw(">")
		w.tight(i.Blocks)
		w.raw("</li>\n")
	}
	w.raw("</" + tag + ">\n")
}

// tight writes blocks without the frame of a paragraph where one stands alone.
func (w *htmlWriter) tight(blocks []Block) {
	if len(blocks) == 1 {
		if p, ok := blocks[0].(Paragraph); ok && p.ID == "" {
			w.inlines(p.Text)
			return
		}
	}
	w.blocks(blocks)
}

func (w *htmlWriter) steps(s Steps) {
	// role="list" keeps it a list for VoiceOver, which drops that for lists
	// without bullets.
	w.raw("<ol class=\"steps\" role=\"list\">\n")
	tag := "h" + strconv.Itoa(min(w.level+1, 6))
	for _, i := range s.Items {
		w.raw("<li")
		w.id(i.ID)
		w.raw("><" + tag + ` class="step-title"><span class="step-number">`)
		w.text(i.Number)
		w.raw("</span> ")
		w.inlines(i.Title)
		w.raw("</" + tag + ">\n")
		if len(i.Who)+len(i.Clock) > 0 {
			w.raw(`<p class="step-facts">`)
			if len(i.Who) > 0 {
				w.raw(`<span class="who">`)
				w.inlines(i.Who)
				w.raw("</span> ")
			}
			if len(i.Clock) > 0 {
				w.raw(`<span class="clock">`)
				w.inlines(i.Clock)
				w.raw("</span>")
			}
			w.raw("</p>\n")
		}
		w.blocks(i.Blocks)
		w.raw("</li>\n")
	}
	w.raw("</ol>\n")
}

func (w *htmlWriter) table(t Table) {
	columns := len(t.Header)
	for _, r := range t.Rows {
		columns = max(columns, len(r.Cells))
	}
	w.tables++
	caption := "caption." + strconv.Itoa(w.tables)
	w.raw(`<div class="table cols-` + strconv.Itoa(columns) + `" role="region" tabindex="0"`)
	if len(t.Caption) > 0 {
		w.raw(` aria-labelledby="` + caption + `"`)
	} else {
		w.raw(` aria-label="Table ` + strconv.Itoa(w.tables) + `"`)
	}
	w.raw("><table")
	w.id(t.ID)
	w.raw(">\n")
	if len(t.Caption) > 0 {
		w.raw(`<caption id="` + caption + `">`)
		w.inlines(t.Caption)
		w.raw("</caption>\n")
	}
	if len(t.Widths) > 0 {
		w.raw("<colgroup>")
		for _, share := range t.Widths {
			w.raw(`<col style="width:` + strconv.FormatFloat(share*100, 'f', 1, 64) + `%">`)
		}
		w.raw("</colgroup>\n")
	}
	if len(t.Header) > 0 {
		w.raw("<thead><tr>")
		for _, c := range t.Header {
			w.cell("th", "col", c)
		}
		w.raw("</tr></thead>\n")
	}
	w.raw("<tbody>\n")
	for _, r := range t.Rows {
		w.raw("<tr")
		w.id(r.ID)
		w.raw(">")
		for i, c := range r.Cells {
			if i == 0 && t.RowHeaders {
				w.cell("th", "row", c)
			} else {
				w.cell("td", "", c)
			}
		}
		w.raw("</tr>\n")
	}
	w.raw("</tbody>\n</table></div>\n")
}

func (w *htmlWriter) cell(tag, scope string, c Cell) {
	w.raw("<" + tag)
	if scope != "" {
		w.raw(` scope="` + scope + `"`)
	}
	w.raw(">")
	w.tight(c.Blocks)
	w.raw("</" + tag + ">")
}

func (w *htmlWriter) definitions(d Definitions) {
	w.raw("<dl>\n")
	for _, i := range d.Items {
		w.raw("<dt")
		w.id(i.ID)
		w.raw(">")
		w.inlines(i.Term)
		w.raw("</dt>\n<dd>")
		w.tight(i.Body)
		w.raw("</dd>\n")
	}
	w.raw("</dl>\n")
}

var boxClasses = map[BoxKind]string{NoteBox: "note", UrgentBox: "urgent", GapBox: "gap"}

func (w *htmlWriter) box(b Box) {
	w.raw(`<div class="box ` + boxClasses[b.Kind] + `">`)
	if len(b.Title) > 0 {
		tag := "p"
		if b.Kind == UrgentBox {
			tag = "h" + strconv.Itoa(min(w.level+1, 6))
		}
		w.raw("<" + tag + ` class="box-title">`)
		w.inlines(b.Title)
		w.raw("</" + tag + ">\n")
	}
	w.blocks(b.Blocks)
	w.raw("</div>\n")
}

func (w *htmlWriter) signOff(s SignOff) {
	w.raw("<div class=\"table cols-4 sign\" role=\"region\" tabindex=\"0\" aria-labelledby=\"caption.signatures\"><table>\n" +
		"<caption id=\"caption.signatures\">Signatures</caption>\n<colgroup>")
	for _, share := range signWidths {
		w.raw(`<col style="width:` + strconv.FormatFloat(share*100, 'f', 1, 64) + `%">`)
	}
	w.raw("</colgroup>\n<thead><tr>")
	for _, h := range signOffHeader {
		w.cell("th", "col", cell(h))
	}
	w.raw("</tr></thead>\n<tbody>\n")
	for _, x := range s.Signatories {
		w.raw("<tr>")
		w.cell("th", "row", lines(text(x.Role), text(x.Agency)))
		w.raw("<td></td><td></td><td></td></tr>\n")
	}
	w.raw("</tbody>\n</table></div>\n")
}

// signOffHeader are the columns of the sign-off page.
var signOffHeader = []string{"For", "Name", "Signature", "Date"}

var markClasses = map[MarkKind]string{
	MustMark: "must", MustNotMark: "must-not", ShouldMark: "should", MayMark: "may", ClockMark: "clock",
	GapMark: "gap", GoodMark: "good", PartMark: "part", MissingMark: "missing", NeutralMark: "neutral",
}

func (w *htmlWriter) inlines(in []Inline) {
	for _, x := range in {
		switch x := x.(type) {
		case Words:
			w.text(string(x))
		case Strong:
			w.raw("<strong>")
			w.inlines(x)
			w.raw("</strong>")
		case Emphasis:
			w.raw("<em>")
			w.inlines(x)
			w.raw("</em>")
		case Code:
			w.raw("<code>")
			w.text(string(x))
			w.raw("</code>")
		case Link:
			w.link(x)
		case Mark:
			w.raw(`<span class="mark m-` + markClasses[x.Kind] + `">`)
			w.text(x.Text)
			w.raw("</span>")
		case Break:
			w.raw("<br>")
		}
	}
}

func (w *htmlWriter) link(l Link) {
	switch {
	case l.To != "":
		w.raw(`<a href="#`)
		w.text(l.To)
	case l.Page != "":
		w.raw(`<a href="`)
		w.text(l.Page)
	case safeAddress(l.URL):
		w.raw(`<a href="`)
		w.text(l.URL)
	default:
		w.inlines(l.Text)
		return
	}
	w.raw(`">`)
	w.inlines(l.Text)
	w.raw("</a>")
}

// safeAddress says whether a reader may follow an address: web, mail and
// telephone, nothing that runs.
func safeAddress(url string) bool {
	lower := strings.ToLower(url)
	for _, scheme := range []string{"https://", "http://", "mailto:", "tel:"} {
		if strings.HasPrefix(lower, scheme) {
			return true
		}
	}
	return false
}
