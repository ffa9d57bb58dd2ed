package document

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Numbers of the objects that each file has; those of the fonts lie between
// infoObject and the first page.
const (
	pagesObject     = 1
	resourcesObject = 2
	catalogObject   = 3
	infoObject      = 4
	firstPage       = firstFont + fontObjects
)

// Page n, from 0, has two objects: itself and what it shows.
func pageObject(n int) int { return firstPage + 2*n }

// bindPDF writes the file: the drawn pages, the fonts, the outline, links, the
// structure tree, and what the file says of itself.
func bindPDF(d *Document, p *paper, root *tag) ([]byte, error) {
	fonts, err := fonts(p.rare)
	if err != nil {
		return nil, err
	}
	outline := pageObject(len(p.pages))
	tags := outline + len(p.outline) + 1
	links := root.number(tags) // the number of the first link
	tree := links + len(p.links)
	parents, about := tree+1, tree+2
	w := &pdfFile{press: p.press, last: about}

	for n, o := range fonts.objects {
		if !p.faces[slices.Index(fonts.roots[:], firstFont+n-n%perFont)] {
			continue // nothing is printed in this font
		}
		if strings.Contains(string(o[:min(len(o), 200)]), "stream\n") {
			w.whole(firstFont+n, o)
		} else {
			w.object(firstFont+n, o)
		}
	}
	b := w.begin(resourcesObject)
	b = append(b, "<</Font<<"...)
	for i, name := range fontNames {
		if p.faces[i] {
			b = appendRef(append(b, name...), fonts.roots[i])
		}
	}
	w.end(append(b, ">>>>"...))
	b = w.begin(pagesObject)
	b = append(b, "<</Type/Pages/MediaBox[0 0 "...)
	b = append(appendNumber(appendNumber(b, paperWidth), paperHeight), "]/Count "...)
	b = strconv.AppendInt(b, int64(len(p.pages)), 10)
	b = append(b, "/Kids["...)
	for n := range p.pages {
		b = append(appendRef(b, pageObject(n)), ' ')
	}
	w.end(append(b, "]>>"...))
	next := 0
	for n, page := range p.pages {
		page.number = pageObject(n) + 1
		w.streams = append(w.streams, page)
		b := w.begin(pageObject(n))
		b = append(b, "<</Type/Page/Parent 1 0 R/Resources 2 0 R/Contents "...)
		b = append(appendRef(b, page.number), "/StructParents "...)
		b = append(strconv.AppendInt(b, int64(n), 10), "/Tabs/S"...)
		if next < len(p.links) && p.links[next].page == n {
			b = append(b, "/Annots["...)
			for ; next < len(p.links) && p.links[next].page == n; next++ {
				b = append(appendRef(b, links+next), ' ')
			}
			b = append(b, ']')
		}
		w.end(append(b, ">>"...))
	}
	w.outline(outline, p.outline)
	root.write(tree, links, w)
	for i := range p.links {
		w.end(appendLink(w.begin(links+i), &p.links[i], len(p.pages)+i))
	}
	b = w.begin(tree)
	b = fmt.Appendf(b, "<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d/RoleMap%s>>",
		root.object, parents, len(p.pages)+len(p.links), roleMap)
	w.end(b)
	w.end(appendParents(w.begin(parents), p))
	stamp := made(d)
	xmp := metadata(d, stamp)
	w.whole(about, fmt.Appendf(nil, "<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n%s\nendstream", len(xmp), xmp))
	w.end(appendInfo(w.begin(infoObject), d, stamp))
	b = w.begin(catalogObject)
	b = append(b, "<</Type/Catalog/Pages 1 0 R/Lang "...)
	b = append(appendText(b, language(d)), "/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>"...)
	b = fmt.Appendf(b, "/StructTreeRoot %d 0 R/Metadata %d 0 R", tree, about)
	if len(p.outline) > 0 {
		b = fmt.Appendf(b, "/Outlines %d 0 R/PageMode/UseOutlines", outline)
	}
	w.end(append(b, ">>"...))
	return w.finish(), nil
}

// outline writes the entries of the outline below the object root, which the
// entries follow. Entries with others below them are closed.
func (w *pdfFile) outline(root int, in []outlined) {
	if len(in) == 0 {
		w.object(root, []byte("<</Type/Outlines>>"))
		return
	}
	type family struct{ parent, prev, next, first, last, count int } // as numbers; 0 is none
	all := make([]family, len(in)+1)                                 // that of root, then of the entries
	var above []int                                                  // the entry of each level that is open
	for i := range in {
		n := i + 1
		above = above[:min(in[i].level, len(above))]
		parent := 0
		if len(above) > 0 {
			parent = above[len(above)-1]
		}
		up, own := &all[parent], &all[n]
		own.parent = root + parent
		if up.last == 0 {
			up.first = root + n
		} else {
			own.prev = up.last
			all[up.last-root].next = root + n
		}
		up.last = root + n
		up.count++
		above = append(above, n)
	}
	for i, f := range all {
		b := append(w.begin(root+i), "<<"...)
		if i == 0 {
			b = append(b, "/Type/Outlines"...)
		} else {
			e := in[i-1]
			b = appendText(append(b, "/Title "...), e.text)
			b = appendPlace(append(b, "/Dest["...), e.page, paperHeight-e.y)
			f.count = -f.count
		}
		for _, k := range []struct {
			key string
			to  int
		}{{"/Parent ", f.parent}, {"/Prev ", f.prev}, {"/Next ", f.next}, {"/First ", f.first}, {"/Last ", f.last}} {
			if k.to != 0 {
				b = appendRef(append(b, k.key...), k.to)
			}
		}
		if f.count != 0 {
			b = strconv.AppendInt(append(b, "/Count "...), int64(f.count), 10)
		}
		w.end(append(b, ">>"...))
	}
}

// appendPlace writes where on a page something leads, and the bracket after it.
func appendPlace(b []byte, page int, y float64) []byte {
	b = append(appendRef(b, pageObject(page)), "/XYZ 0 "...)
	return append(appendNumber(b, y), "null]"...)
}

func appendLink(b []byte, a *annotation, parent int) []byte {
	b = append(b, "<</Subtype/Link/F 4/Border[0 0 0]/Rect["...)
	for _, n := range [4]float64{a.x, paperHeight - a.y - a.h, a.x + a.w, paperHeight - a.y} {
		b = appendNumber(b, n)
	}
	b = append(b, "]/StructParent "...)
	b = strconv.AppendInt(b, int64(parent), 10)
	b = append(b, "/Contents "...)
	b = appendText(b, a.says)
	if a.url != "" {
		b = append(b, "/A<</S/URI/URI("...)
		b = append(b, escapedURL(a.url)...)
		return append(b, ")>>>>"...)
	}
	b = appendPlace(append(b, "/Dest["...), a.to.page, paperHeight-a.to.y+12)
	return append(b, ">>"...)
}

// escapedURL writes an address as a PDF string in 7-bit ASCII.
func escapedURL(url string) string {
	var b strings.Builder
	for i := 0; i < len(url); i++ {
		switch c := url[i]; {
		case c == '(' || c == ')' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c <= ' ' || c >= 0x7F:
			fmt.Fprintf(&b, "%%%02X", c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// appendParents writes what leads from marked content and links back to their
// tags.
func appendParents(b []byte, p *paper) []byte {
	b = append(b, "<</Nums["...)
	for i, marks := range p.marks {
		b = strconv.AppendInt(b, int64(i), 10)
		b = append(b, '[')
		for _, t := range marks {
			b = append(appendRef(b, t.object), ' ')
		}
		b = append(b, ']')
	}
	for i := range p.links {
		b = strconv.AppendInt(b, int64(len(p.pages)+i), 10)
		b = append(b, ' ')
		b = append(appendRef(b, p.links[i].tag.object), ' ')
	}
	return append(b, "]>>"...)
}
