package document

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// bindPDF writes the file anew from what fpdf wrote: the same pages and fonts,
// with the structure tree, links, language, title and metadata that fpdf has no
// word for, in compressed objects (PDF 1.7). fpdf's object numbers stay, ours
// follow them.
func bindPDF(raw []byte, d *Document, p *paper, root *tag) ([]byte, error) {
	objects, err := takeApart(raw)
	if err != nil {
		return nil, fmt.Errorf("read the drawn pages: %w", err)
	}
	w := &pdfFile{last: len(objects) - 1}
	w.zip = zips.Get().(*zlib.Writer)
	defer zips.Put(w.zip)
	w.out.Grow(len(raw) / 2)
	w.out.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")

	// Numbers for what is ours: tags, links, and three more.
	page := func(i int) int { return 3 + 2*i } // fpdf numbers its pages so
	tags := w.last + 1
	links := root.number(tags+1) - 1 // the number of link n is links+n
	tree := links + len(p.links) + 1
	parents, about, info, catalog := tree+1, tree+2, tree+3, tree+4
	w.last = catalog

	onPage := make([][]int, len(p.marks))
	for i, a := range p.links {
		onPage[a.page] = append(onPage[a.page], links+1+i)
	}
	contents, err := pageContents(objects[1:], len(p.marks))
	if err != nil {
		return nil, err
	}
	outlines := ""
	for n := 1; n < len(objects); n++ {
		o := objects[n]
		switch {
		case n >= 3 && n < 3+2*len(p.marks) && n%2 == 1:
			w.object(n, pageObject((n-3)/2, n+1, onPage[(n-3)/2]))
		case n >= 3 && n < 3+2*len(p.marks):
			c := contents[(n-4)/2]
			w.stream(n, fmt.Appendf(nil, "<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream", len(c), c))
		case bytes.Contains(o, []byte("\nstream\n")) || bytes.Contains(o, []byte(">>stream\n")):
			w.stream(n, o)
		case bytes.Contains(o, []byte("/Type /Catalog")):
			if _, rest, ok := bytes.Cut(o, []byte("/Outlines ")); ok {
				number, _, _ := bytes.Cut(rest, []byte(" "))
				outlines = "/Outlines " + string(number) + " 0 R/PageMode/UseOutlines"
			}
		case bytes.Contains(o, []byte("/Producer")) || bytes.Contains(o, []byte("/CreationDate")):
			// fpdf's own description of the file; ours stands below.
		default:
			w.object(n, renamed(o))
		}
	}

	root.write(tree, page, func(i int) int { return links + i }, w.object)
	for i, a := range p.links {
		w.object(links+1+i, linkObject(a, len(p.marks)+i, page))
	}
	w.object(tree, fmt.Appendf(nil, "<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d/RoleMap%s>>",
		root.object, parents, len(p.marks)+len(p.links), roleMap))
	w.object(parents, parentTree(p))
	stamp := issued(d)
	w.plain(about, "/Type/Metadata/Subtype/XML", metadata(d, stamp))
	w.object(info, infoObject(d, stamp))
	w.object(catalog, []byte("<</Type/Catalog/Pages 1 0 R/Lang "+textString(language(d))+
		"/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>"+
		"/StructTreeRoot "+ref(tree)+"/Metadata "+ref(about)+outlines+">>"))
	w.end(catalog, info)
	return w.out.Bytes(), nil
}

// pageContents compresses what the pages show, which takes long enough to be
// worth two processors. Page n of fpdf's has the objects 2n+1 and 2n+2; objects
// starts at number 1.
func pageContents(objects [][]byte, pages int) ([][]byte, error) {
	out := make([][]byte, pages)
	for n := range out {
		if 2*n+3 >= len(objects) {
			return nil, errors.New("read the drawn pages: a page is missing")
		}
		o := objects[2*n+3]
		at, end := bytes.Index(o, []byte("stream\n")), bytes.LastIndex(o, []byte("\nendstream"))
		if at < 0 || end < at+7 {
			return nil, errors.New("read the drawn pages: a page has no content")
		}
		out[n] = o[at+7 : end]
	}
	var next atomic.Int64
	var busy sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), 4, pages) {
		busy.Go(func() {
			zip := zips.Get().(*zlib.Writer)
			defer zips.Put(zip)
			for n := int(next.Add(1)) - 1; n < pages; n = int(next.Add(1)) - 1 {
				var b bytes.Buffer
				b.Grow(len(out[n]) / 4)
				zip.Reset(&b)
				zip.Write(out[n])
				zip.Close() // writing to a buffer does not fail
				out[n] = b.Bytes()
			}
		})
	}
	busy.Wait()
	return out, nil
}

// zips are compressors, which are large.
var zips = sync.Pool{New: func() any {
	w, _ := zlib.NewWriterLevel(nil, zlib.BestSpeed) // the level is one of zlib's own
	return w
}}

func language(d *Document) string {
	if d.Language == "" {
		return "en-GB"
	}
	return d.Language
}

// takeApart answers the objects of a file of fpdf's by number, without "obj"
// and "endobj".
func takeApart(raw []byte) ([][]byte, error) {
	broken := errors.New("the file is not as expected")
	at := bytes.LastIndex(raw, []byte("startxref\n"))
	if at < 0 {
		return nil, broken
	}
	start, _, _ := bytes.Cut(raw[at+10:], []byte("\n"))
	xref, err := strconv.Atoi(string(start))
	if err != nil || xref < 0 || xref > at {
		return nil, broken
	}
	lines := bytes.Split(raw[xref:at], []byte("\n"))
	if len(lines) < 2 {
		return nil, broken
	}
	var count int
	if _, err := fmt.Sscanf(string(lines[1]), "0 %d", &count); err != nil || len(lines) < count+2 {
		return nil, broken
	}
	objects := make([][]byte, count)
	for n := 1; n < count; n++ {
		from, err := strconv.Atoi(string(lines[2+n][:10]))
		if err != nil || from > xref {
			return nil, broken
		}
		o := raw[from:xref]
		head := strconv.Itoa(n) + " 0 obj\n"
		if !bytes.HasPrefix(o, []byte(head)) {
			return nil, broken
		}
		o = o[len(head):]
		// A stream is measured, since it may hold anything.
		skip := 0
		if i := bytes.Index(o, []byte("stream\n")); i >= 0 && i < bytes.Index(o, []byte("endobj")) {
			length := bytes.Index(o, []byte("/Length "))
			if length < 0 || length > i {
				return nil, broken
			}
			fmt.Sscanf(string(o[length+8:length+20]), "%d", &skip)
			skip += i + 7
		}
		if skip > len(o) {
			return nil, broken
		}
		end := bytes.Index(o[skip:], []byte("endobj"))
		if end < 0 {
			return nil, broken
		}
		objects[n] = bytes.TrimRight(o[:skip+end], "\n")
	}
	return objects, nil
}

// renamed gives fonts the name of a subset, which fpdf leaves out.
func renamed(o []byte) []byte {
	for i, f := range faces() {
		old, name := "/utf8"+f.name, "/CONCD"+string(rune('A'+i))+"+ConcordatSans-"+strings.ToUpper(f.name[:1])+f.name[1:]
		if bytes.Contains(o, []byte(old)) {
			o = bytes.ReplaceAll(o, []byte(old), []byte(name))
		}
	}
	return o
}

func pageObject(i, contents int, links []int) []byte {
	b := fmt.Appendf(nil, "<</Type/Page/Parent 1 0 R/Resources 2 0 R/Contents %d 0 R/StructParents %d/Tabs/S", contents, i)
	if len(links) > 0 {
		b = append(b, "/Annots["...)
		for _, l := range links {
			b = append(appendRef(b, l), ' ')
		}
		b = append(b, ']')
	}
	return append(b, ">>"...)
}

func linkObject(a annotation, parent int, page func(int) int) []byte {
	b := append(make([]byte, 0, 200), "<</Subtype/Link/F 4/Border[0 0 0]/Rect["...)
	for _, n := range [4]float64{a.x, paperHeight - a.y - a.h, a.x + a.w, paperHeight - a.y} {
		b = appendNumber(b, n)
	}
	b = append(b, "]/StructParent "...)
	b = strconv.AppendInt(b, int64(parent), 10)
	b = append(b, "/Contents "...)
	b = append(b, textString(a.says)...)
	if a.url != "" {
		b = append(b, "/A<</S/URI/URI("...)
		b = append(b, escapedURL(a.url)...)
		return append(b, ")>>>>"...)
	}
	b = append(b, "/Dest["...)
	b = appendRef(b, page(a.to.page))
	b = append(b, "/XYZ 0 "...)
	b = appendNumber(b, paperHeight-a.to.y+12)
	return append(b, "null]>>"...)
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

// parentTree leads from marked content and links back to their tags.
func parentTree(p *paper) []byte {
	b := []byte("<</Nums[")
	for i, marks := range p.marks {
		b = strconv.AppendInt(b, int64(i), 10)
		b = append(b, '[')
		for j, t := range marks {
			if j > 0 {
				b = append(b, ' ')
			}
			b = appendRef(b, t.object)
		}
		b = append(b, ']')
	}
	for i, a := range p.links {
		b = strconv.AppendInt(b, int64(len(p.marks)+i), 10)
		b = append(b, ' ')
		b = append(appendRef(b, a.tag.object), ' ')
	}
	return append(b, "]>>"...)
}

// issued reads the date of issue; not every document has one that can be read.
func issued(d *Document) time.Time {
	for _, form := range []string{"2 January 2006", "2006-01-02", "Monday 2 January 2006", "January 2006"} {
		if t, err := time.Parse(form, strings.TrimSpace(d.Date)); err == nil {
			return t
		}
	}
	return time.Time{}
}

func infoObject(d *Document, at time.Time) []byte {
	b := "<</Title " + textString(d.Title) + "/Producer(Concordat)"
	if d.Publisher != "" {
		b += "/Author " + textString(d.Publisher)
	}
	if !at.IsZero() {
		b += at.Format("/CreationDate(D:20060102150405Z)/ModDate(D:20060102150405Z)")
	}
	return []byte(b + ">>")
}

// metadata describes the file in XMP.
func metadata(d *Document, at time.Time) []byte {
	esc := func(s string) string {
		return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(seemly(s))
	}
	var b strings.Builder
	b.WriteString("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n" +
		"<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"" +
		" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n")
	fmt.Fprintf(&b, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title>\n", esc(d.Title))
	fmt.Fprintf(&b, "<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>\n", esc(language(d)))
	if d.Publisher != "" {
		fmt.Fprintf(&b, "<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>\n", esc(d.Publisher))
	}
	if !at.IsZero() {
		b.WriteString(at.Format("<xmp:CreateDate>2006-01-02T15:04:05Z</xmp:CreateDate>\n<xmp:ModifyDate>2006-01-02T15:04:05Z</xmp:ModifyDate>\n"))
	}
	b.WriteString("<pdf:Producer>Concordat</pdf:Producer>\n<pdfuaid:part>1</pdfuaid:part>\n" +
		"</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>")
	return []byte(b.String())
}

// seemly is s without what XML cannot carry.
func seemly(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0xFFFE || r == 0xFFFF {
			return ' '
		}
		return r
	}, s)
}

func ref(object int) string { return strconv.Itoa(object) + " 0 R" }

// pdfFile writes a file with object streams and a stream of cross-references.
type pdfFile struct {
	out   bytes.Buffer
	zip   *zlib.Writer
	last  int // highest number in use
	where []whereabouts
	pack  []packed
	held  bytes.Buffer
}

// whereabouts is one line of the cross-references.
type whereabouts struct {
	object int
	kind   byte // 1 at an offset, 2 in an object stream
	a, b   int
}

type packed struct{ object, offset int }

// packSize is how many objects go in one stream.
const packSize = 400

// object writes an object without a stream.
func (w *pdfFile) object(n int, o []byte) {
	w.pack = append(w.pack, packed{n, w.held.Len()})
	w.held.Write(o)
	w.held.WriteByte('\n')
	if len(w.pack) == packSize {
		w.flush()
	}
}

func (w *pdfFile) flush() {
	if len(w.pack) == 0 {
		return
	}
	w.last++
	var b []byte
	for i, o := range w.pack {
		b = strconv.AppendInt(b, int64(o.object), 10)
		b = append(b, ' ')
		b = strconv.AppendInt(b, int64(o.offset), 10)
		b = append(b, ' ')
		w.where = append(w.where, whereabouts{o.object, 2, w.last, i})
	}
	w.compressed(w.last, fmt.Sprintf("/Type/ObjStm/N %d/First %d", len(w.pack), len(b)), b, w.held.Bytes())
	w.pack = w.pack[:0]
	w.held.Reset()
}

// compressed writes a stream, compressed; dict is what its dictionary holds
// besides.
func (w *pdfFile) compressed(n int, dict string, data ...[]byte) {
	w.where = append(w.where, whereabouts{n, 1, w.out.Len(), 0})
	fmt.Fprintf(&w.out, "%d 0 obj\n<<%s/Filter/FlateDecode/Length ", n, dict)
	// The length is known only after: room is left for it.
	at := w.out.Len()
	w.out.WriteString("          >>\nstream\n")
	start := w.out.Len()
	w.zip.Reset(&w.out)
	for _, d := range data {
		w.zip.Write(d) // to a buffer, which does not fail
	}
	w.zip.Close()
	copy(w.out.Bytes()[at:], strconv.Itoa(w.out.Len()-start))
	w.out.WriteString("\nendstream\nendobj\n")
}

// plain writes a stream as it is.
func (w *pdfFile) plain(n int, dict string, data []byte) {
	w.stream(n, fmt.Appendf(nil, "<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(data), data))
}

// stream writes an object that has a stream.
func (w *pdfFile) stream(n int, o []byte) {
	w.where = append(w.where, whereabouts{n, 1, w.out.Len(), 0})
	fmt.Fprintf(&w.out, "%d 0 obj\n", n)
	w.out.Write(o)
	w.out.WriteString("\nendobj\n")
}

// end writes the cross-references and the end of the file. The file is named
// by a digest of what it holds.
func (w *pdfFile) end(root, info int) {
	w.flush()
	w.last++
	at := w.out.Len()
	w.where = append(w.where, whereabouts{w.last, 1, at, 0})
	sum := sha256.Sum256(w.out.Bytes())
	name := hex.EncodeToString(sum[:16])
	lines := make([]byte, 7*(w.last+1))
	lines[5], lines[6] = 0xFF, 0xFF // object 0, and any number not in use, is free
	for _, e := range w.where {
		l := lines[7*e.object:]
		l[0] = e.kind
		l[1], l[2], l[3], l[4] = byte(e.a>>24), byte(e.a>>16), byte(e.a>>8), byte(e.a)
		l[5], l[6] = byte(e.b>>8), byte(e.b)
	}
	w.compressed(w.last, fmt.Sprintf("/Type/XRef/W[1 4 2]/Size %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]",
		w.last+1, root, info, name, name), lines)
	fmt.Fprintf(&w.out, "startxref\n%d\n%%%%EOF\n", at)
}
