package document

import (
	"encoding/binary"
	"fmt"
	"sync"

	"concordat/templates"
)

// The faces of the PDF, by index.
const (
	regularFace = iota
	boldFace
	italicFace
	faceCount
)

// fontNames are what pages call the faces.
var fontNames = [faceCount]string{"/R ", "/B ", "/I "}

// standIn is printed for a character that a face has no glyph for. The text
// itself stays whole: it is carried beside the stand-in for copying and reading
// aloud.
const standIn = '□'

// face is a font as the layout needs it: which characters it has and how wide
// they are. It reads the file itself, because fpdf does not tell a missing
// glyph from a narrow one.
type face struct {
	name string
	data []byte
	// advance is the width of a character in thousandths of the size, plus one;
	// zero says that there is no glyph.
	advance [1 << 16]uint16
}

// faces reads the embedded fonts once; they are the same for every document.
var faces = sync.OnceValue(func() *[faceCount]*face {
	var fs [faceCount]*face
	for i, name := range [faceCount]string{"regular", "bold", "italic"} {
		data, err := templates.FS.ReadFile("fonts/" + name + ".ttf")
		if err != nil {
			panic(fmt.Sprintf("the font %s is not in this program: %v", name, err))
		}
		fs[i] = &face{name: name, data: data}
		if err := fs[i].read(); err != nil {
			panic(fmt.Sprintf("the font %s cannot be read: %v", name, err))
		}
	}
	return &fs
})

// has says whether the face can print r.
func (f *face) has(r rune) bool {
	return r >= 0 && r < 1<<16 && f.advance[r] != 0
}

// width is the width of text at a size, in points. Characters without a glyph
// count nothing: the layout replaces them first.
func (f *face) width(text string, size float64) float64 {
	n := 0
	for _, r := range text {
		if r < 1<<16 {
			if a := f.advance[r]; a != 0 {
				n += int(a) - 1
			}
		}
	}
	return float64(n) * size / 1000
}

// read fills advance from the tables head, hhea, hmtx and cmap (format 4) of
// a TrueType file.
func (f *face) read() error {
	be := binary.BigEndian
	table := map[string][]byte{}
	for i := range int(be.Uint16(f.data[4:])) {
		e := f.data[12+16*i:]
		table[string(e[:4])] = f.data[be.Uint32(e[8:]):][:be.Uint32(e[12:])]
	}
	head, hhea, hmtx, cmap := table["head"], table["hhea"], table["hmtx"], table["cmap"]
	if head == nil || hhea == nil || hmtx == nil || cmap == nil {
		return fmt.Errorf("a table is missing")
	}
	em, metrics := int(be.Uint16(head[18:])), int(be.Uint16(hhea[34:]))
	var sub []byte
	for i := range int(be.Uint16(cmap[2:])) {
		if s := cmap[be.Uint32(cmap[4+8*i+4:]):]; be.Uint16(s) == 4 {
			sub = s
			break
		}
	}
	if sub == nil {
		return fmt.Errorf("no table of characters in format 4")
	}
	segs := int(be.Uint16(sub[6:])) / 2
	ends, starts := sub[14:], sub[16+2*segs:]
	deltas, offsets := sub[16+4*segs:], sub[16+6*segs:]
	for s := range segs {
		first, last := int(be.Uint16(starts[2*s:])), int(be.Uint16(ends[2*s:]))
		delta, offset := int(be.Uint16(deltas[2*s:])), int(be.Uint16(offsets[2*s:]))
		for c := first; c <= last && c < 0xFFFF; c++ {
			glyph := c + delta
			if offset != 0 {
				glyph = int(be.Uint16(offsets[2*s+offset+2*(c-first):]))
				if glyph != 0 {
					glyph += delta
				}
			}
			if glyph &= 0xFFFF; glyph == 0 {
				continue
			}
			wide := int(be.Uint16(hmtx[4*min(glyph, metrics-1):]))
			f.advance[c] = uint16((wide*1000+em/2)/em) + 1
		}
	}
	return nil
}
