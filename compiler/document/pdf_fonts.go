package document

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/go-pdf/fpdf"
)

// embedded are the fonts as they stand in a file: objects from number firstFont
// on. The first object of each font, which pages name, is a root.
type embedded struct {
	objects [][]byte
	roots   [faceCount]int
}

// firstFont is the number of the first object of the fonts, perFont how many
// objects each has. Numbers below are those of the pages as a whole.
const (
	firstFont   = 5
	perFont     = 7
	fontObjects = perFont * faceCount
)

// common are the characters that every file's fonts have: those of English and
// Welsh text. With them the fonts are the same for nearly all documents, so that
// they are read, cut and compressed once.
var common = func() string {
	var b strings.Builder
	for r := ' '; r <= '~'; r++ {
		b.WriteRune(r)
	}
	return b.String() + "\u00A0£§°·½áàâäéèêëíìîïóòôöúùûüŵŷŴŶẁẃẅỳẀẂẄỲ–—‘’“”•…→≤≥✓✗" + string(standIn)
}()

var commonFonts = sync.OnceValues(func() (*embedded, error) { return embed(common) })

// fonts are the fonts for a document that prints the common characters and rare
// ones.
func fonts(rare []rune) (*embedded, error) {
	if len(rare) == 0 {
		return commonFonts()
	}
	return embed(common + string(rare))
}

// embed has fpdf cut the fonts down to some characters. It is the only place
// that knows fpdf: a page with all the characters is printed, and the objects of
// the fonts are taken from its file.
func embed(characters string) (*embedded, error) {
	pdf := fpdf.New("P", "pt", "A4", "")
	pdf.SetCatalogSort(true)
	pdf.SetCompression(false)
	still := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC) // stops the clock; nobody sees it
	pdf.SetCreationDate(still)
	pdf.SetModificationDate(still)
	pdf.AddPage()
	for _, f := range faces() {
		// A copy: fpdf writes into the bytes that it is given.
		pdf.AddUTF8FontFromBytes(f.name, "", bytes.Clone(f.data))
		pdf.SetFont(f.name, "", 10)
		pdf.Text(0, 0, strings.Map(func(r rune) rune {
			if !f.has(r) {
				return -1
			}
			return r
		}, characters))
	}
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("embed the fonts: %w", err)
	}
	objects, err := takeApart(out.Bytes())
	if err != nil {
		return nil, fmt.Errorf("embed the fonts: %w", err)
	}
	if len(objects) < firstFont+fontObjects {
		return nil, errors.New("embed the fonts: one is missing")
	}
	e := &embedded{objects: objects[firstFont : firstFont+fontObjects]}
	for n, o := range e.objects {
		for i, f := range faces() {
			old := []byte("/utf8" + f.name)
			if !bytes.Contains(o, old) {
				continue
			}
			if bytes.Contains(o, []byte("/Type0")) {
				e.roots[i] = firstFont + n
			}
			// fpdf leaves out the mark of a subset.
			name := "/CONCD" + string(rune('A'+i)) + "+ConcordatSans-" + strings.ToUpper(f.name[:1]) + f.name[1:]
			o = bytes.ReplaceAll(o, old, []byte(name))
		}
		e.objects[n] = o
	}
	for i, root := range e.roots {
		if root == 0 || (root-firstFont)%perFont != 0 {
			return nil, fmt.Errorf("embed the fonts: %s is missing", faces()[i].name)
		}
	}
	return e, nil
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
