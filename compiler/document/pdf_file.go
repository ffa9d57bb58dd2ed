package document

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"runtime"
	"strconv"
	"sync"
)

// stream is an object with a stream. Press turns what it is made of into what
// stands in the file.
type stream struct {
	number int
	dict   string // what its dictionary holds besides its filter and length
	// head and raw are its content one after the other, until it is compressed.
	head, raw []byte
	data      []byte
	whole     bool // data is the whole object, dictionary and all
}

// press compresses streams side by side while the next ones are written, which
// takes about as long. It also hands out the sheets to write on, over and over.
type press struct {
	jobs   chan *stream
	busy   sync.WaitGroup
	sheets chan []byte
}

func newPress() *press {
	p := &press{jobs: make(chan *stream, 64), sheets: make(chan []byte, 16)}
	for range min(runtime.GOMAXPROCS(0), 4) {
		p.busy.Go(func() {
			zip := zips.Get().(*zipper)
			defer zips.Put(zip)
			for s := range p.jobs {
				s.data = bytes.Clone(zip.press(s.head, s.raw))
				select {
				case p.sheets <- s.raw[:0]:
				default:
				}
				s.head, s.raw = nil, nil
			}
		})
	}
	return p
}

// sheet is room to write on.
func (p *press) sheet() []byte {
	select {
	case b := <-p.sheets:
		return b
	default:
		return make([]byte, 0, 1<<15)
	}
}

// take has a stream compressed. Its data is there once the press has stopped.
func (p *press) take(s *stream) *stream {
	p.jobs <- s
	return s
}

// stop waits until everything is compressed.
func (p *press) stop() {
	if p.jobs != nil {
		close(p.jobs)
		p.busy.Wait()
		p.jobs = nil
	}
}

// zipper is a compressor, which is large and therefore used again.
type zipper struct {
	out bytes.Buffer
	w   *zlib.Writer
}

var zips = sync.Pool{New: func() any {
	w, _ := zlib.NewWriterLevel(nil, zlib.BestSpeed) // the level is one of zlib's own
	return &zipper{w: w}
}}

// press answers its parts compressed, until the next call.
func (z *zipper) press(parts ...[]byte) []byte {
	z.out.Reset()
	z.w.Reset(&z.out)
	for _, b := range parts {
		z.w.Write(b) // to a buffer, which does not fail
	}
	z.w.Close()
	return z.out.Bytes()
}

// pdfFile writes a file (PDF 1.7) with its objects in compressed streams and a
// stream of cross-references.
type pdfFile struct {
	press   *press
	last    int // highest number in use
	streams []*stream
	where   []whereabouts
	pack    []packed // the objects on sheet
	sheet   []byte
}

// whereabouts is one line of the cross-references.
type whereabouts struct {
	kind byte // 1 at an offset, 2 in an object stream; 0 is nowhere
	a, b int
}

type packed struct{ object, offset int }

// packSize is about how much goes in one object stream.
const packSize = 48 << 10

// begin starts an object without a stream: what it holds is appended to the
// bytes answered and handed to end.
func (w *pdfFile) begin(n int) []byte {
	if w.sheet == nil {
		w.sheet = w.press.sheet()
	}
	w.pack = append(w.pack, packed{n, len(w.sheet)})
	return w.sheet
}

func (w *pdfFile) end(b []byte) {
	w.sheet = append(b, '\n')
	if len(w.sheet) >= packSize {
		w.flush()
	}
}

// object writes an object without a stream.
func (w *pdfFile) object(n int, o []byte) { w.end(append(w.begin(n), o...)) }

// whole writes an object that has a stream already.
func (w *pdfFile) whole(n int, o []byte) {
	w.streams = append(w.streams, &stream{number: n, data: o, whole: true})
}

// flush puts the objects on the sheet in an object stream.
func (w *pdfFile) flush() {
	if len(w.pack) == 0 {
		return
	}
	w.last++
	head := make([]byte, 0, 12*len(w.pack))
	for i, o := range w.pack {
		head = append(strconv.AppendInt(head, int64(o.object), 10), ' ')
		head = append(strconv.AppendInt(head, int64(o.offset), 10), ' ')
		w.found(o.object, whereabouts{2, w.last, i})
	}
	w.streams = append(w.streams, w.press.take(&stream{number: w.last, head: head, raw: w.sheet,
		dict: fmt.Sprintf("/Type/ObjStm/N %d/First %d", len(w.pack), len(head))}))
	w.pack, w.sheet = w.pack[:0], nil
}

// found notes where an object is.
func (w *pdfFile) found(object int, at whereabouts) {
	if missing := object + 1 - len(w.where); missing > 0 {
		w.where = append(w.where, make([]whereabouts, missing)...)
	}
	w.where[object] = at
}

// finish puts the file together: the streams, then the cross-references. The
// file is named by a digest of what it holds.
func (w *pdfFile) finish() []byte {
	w.flush()
	w.press.stop()
	size := 1024 + 4*len(w.where)
	for _, s := range w.streams {
		size += len(s.data) + len(s.dict) + 80
	}
	out := append(make([]byte, 0, size), "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"...)
	for _, s := range w.streams {
		w.found(s.number, whereabouts{1, len(out), 0})
		out = append(strconv.AppendInt(out, int64(s.number), 10), " 0 obj\n"...)
		out = s.append(out)
	}
	w.last++
	at := len(out)
	w.found(w.last, whereabouts{1, at, 0})
	sum := sha256.Sum256(out)
	name := hex.EncodeToString(sum[:16])
	zip := zips.Get().(*zipper)
	defer zips.Put(zip)
	refs := &stream{data: zip.press(w.references())}
	refs.dict = fmt.Sprintf("/Type/XRef/Size %d/W[1 4 2]/DecodeParms<</Predictor 12/Columns %d>>/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]",
		w.last+1, lineSize, catalogObject, infoObject, name, name)
	out = append(strconv.AppendInt(out, int64(w.last), 10), " 0 obj\n"...)
	out = refs.append(out)
	out = append(out, "startxref\n"...)
	out = strconv.AppendInt(out, int64(at), 10)
	return append(out, "\n%%EOF\n"...)
}

// append adds the object, without its number, to a file.
func (s *stream) append(out []byte) []byte {
	if s.whole {
		out = append(out, s.data...)
		return append(out, "\nendobj\n"...)
	}
	out = append(append(out, "<<"...), s.dict...)
	out = append(out, "/Filter/FlateDecode/Length "...)
	out = append(strconv.AppendInt(out, int64(len(s.data)), 10), ">>\nstream\n"...)
	out = append(out, s.data...)
	return append(out, "\nendstream\nendobj\n"...)
}

// lineSize is the size of a line of the cross-references.
const lineSize = 7

// references are the lines of the cross-references, each as what differs from
// the one above (predictor 12: "up"), since that is mostly the same.
func (w *pdfFile) references() []byte {
	out := make([]byte, 0, (lineSize+1)*len(w.where))
	var above [lineSize]byte
	for n, at := range w.where {
		line := [lineSize]byte{at.kind, byte(at.a >> 24), byte(at.a >> 16), byte(at.a >> 8), byte(at.a), byte(at.b >> 8), byte(at.b)}
		if at.kind == 0 && n == 0 {
			line[5], line[6] = 0xFF, 0xFF // object 0, and any number not in use, is free
		}
		out = append(out, 2)
		for i := range line {
			out = append(out, line[i]-above[i])
		}
		above = line
	}
	return out
}
