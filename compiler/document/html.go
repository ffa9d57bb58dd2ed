package document

import (
	"bytes"
	"fmt"
	"html/template"
	"sync"

	"concordat/compiler/words"
	"concordat/templates"
)

// page is what the HTML template prints.
type page struct {
	Title, Area, Language, Publisher string
	Draft                            bool
	Facts                            []string
	Style                            template.CSS
	Contents, Front, Body            template.HTML
}

// loaded is the template and the style, read from the embedded files once.
var loaded = sync.OnceValues(func() (*template.Template, error) {
	return template.ParseFS(templates.FS, "html/document.html")
})

// HTML writes the document as one file that needs nothing else: no script, no
// network, no font to fetch. Text of authors reaches it escaped, always.
func HTML(d *Document) ([]byte, error) {
	t, err := loaded()
	if err != nil {
		return nil, fmt.Errorf("read the HTML template: %w", err)
	}
	style, err := templates.FS.ReadFile("html/document.css")
	if err != nil {
		return nil, fmt.Errorf("read the style: %w", err)
	}
	front := htmlWriter{level: 1}
	front.blocks(d.Front)
	body := htmlWriter{level: 1, tables: front.tables, out: make([]byte, 0, 64<<10)}
	body.blocks(d.Body)
	p := page{Title: d.Title, Area: d.Area, Language: d.Language, Publisher: d.Publisher, Draft: d.Draft, Facts: facts(d),
		Style: template.CSS(style), Contents: hole, Front: hole, Body: hole}
	var frame bytes.Buffer
	if err := t.Execute(&frame, p); err != nil {
		return nil, fmt.Errorf("write the HTML: %w", err)
	}
	// The template copies what it is given several times; long texts are put into
	// its holes afterwards.
	parts := bytes.Split(frame.Bytes(), []byte(hole))
	fill := [][]byte{front.out, contents(d.Body), body.out}
	if len(parts) != len(fill)+1 {
		return nil, fmt.Errorf("write the HTML: the template has %d places for the text, not %d", len(parts)-1, len(fill))
	}
	out := make([]byte, 0, frame.Len()+len(fill[0])+len(fill[1])+len(fill[2]))
	for i, part := range parts {
		out = append(out, part...)
		if i < len(fill) {
			out = append(out, fill[i]...)
		}
	}
	return out, nil
}

// hole stands in the frame of a page where the front, the contents and the body
// go, in this order. No author can write it: their text is escaped.
const hole = "<!-- here -->"

// facts is the line under the title.
func facts(d *Document) []string {
	var all []string
	add := func(lead, s string) {
		if s != "" {
			all = append(all, lead+s)
		}
	}
	add("", d.Area)
	add("Version ", d.Version)
	add("", d.Status)
	add("", words.Upper(d.Date))
	return all
}

// contents lists the headings of the first two levels.
func contents(body []Block) []byte {
	w := htmlWriter{}
	w.raw("<ol>\n")
	open, nested := false, false
	closeNested := func() {
		if nested {
			w.raw("</ol>")
			nested = false
		}
	}
	for _, b := range body {
		h, ok := b.(Heading)
		if !ok || h.Level > 2 || h.ID == "" {
			continue
		}
		if h.Level == 1 {
			closeNested()
			if open {
				w.raw("</li>\n")
			}
			open = true
		} else {
			if !open {
				continue
			}
			if !nested {
				w.raw("<ol>")
				nested = true
			}
		}
		w.raw(`<li><a href="#`)
		w.text(h.ID)
		w.raw(`">`)
		w.number(h.Number)
		w.inlines(titleOnly(h.Text))
		w.raw("</a>")
		if h.Level == 2 {
			w.raw("</li>")
		}
	}
	closeNested()
	if open {
		w.raw("</li>\n")
	}
	w.raw("</ol>\n")
	return w.out
}

// titleOnly is the text of a heading without its marks and links, for places
// where it is itself a link.
func titleOnly(in []Inline) []Inline {
	var out []Inline
	for _, x := range in {
		switch x := x.(type) {
		case Mark:
		case Link:
			out = append(out, titleOnly(x.Text)...)
		case Words:
			out = append(out, x)
		default:
			out = append(out, x)
		}
	}
	if n := len(out); n > 0 {
		if w, ok := out[n-1].(Words); ok {
			for len(w) > 0 && w[len(w)-1] == ' ' {
				w = w[:len(w)-1]
			}
			out[n-1] = w
		}
	}
	return out
}
