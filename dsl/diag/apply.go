package diag

import (
	"bytes"
	"errors"
	"sort"
	"unicode/utf8"
)

// Patch is what to change in one source: edits that do not overlap, in order.
type Patch struct {
	Source *Source
	Edits  []Edit
}

// ErrChanged says that a file no longer holds the text that was checked.
var ErrChanged = errors.New("the file has changed since it was read")

// Apply returns the patches that make fixes, and how many fixes they make. A fix
// is made whole or not at all; one that overlaps an earlier one, or touches the
// same place, is left out: check again and apply what is found then.
func Apply(fixes []Fix) ([]Patch, int) {
	var patches []Patch
	index := map[*Source]int{}
	made := 0
	for _, f := range fixes {
		if len(f.Edits) == 0 || overlaps(patches, index, f.Edits) {
			continue
		}
		made++
		for _, e := range f.Edits {
			i, known := index[e.Span.Source]
			if !known {
				i = len(patches)
				index[e.Span.Source] = i
				patches = append(patches, Patch{Source: e.Span.Source})
			}
			patches[i].Edits = append(patches[i].Edits, e)
		}
	}
	for _, p := range patches {
		sort.SliceStable(p.Edits, func(i, j int) bool { return p.Edits[i].Span.Start < p.Edits[j].Span.Start })
	}
	return patches, made
}

// overlaps says whether an edit touches one that is taken already, or another of
// the same fix.
func overlaps(patches []Patch, index map[*Source]int, edits []Edit) bool {
	for i, e := range edits {
		if e.Span.Source == nil {
			return true
		}
		if p, known := index[e.Span.Source]; known {
			for _, taken := range patches[p].Edits {
				if touches(taken.Span, e.Span) {
					return true
				}
			}
		}
		for _, other := range edits[:i] {
			if touches(other.Span, e.Span) {
				return true
			}
		}
	}
	return false
}

func touches(a, b Span) bool {
	if a.Source != b.Source {
		return false
	}
	if a.Start == b.Start {
		return true
	}
	return a.Start < b.End && b.Start < a.End
}

// Apply makes the edits in a file that holds original. Every byte outside them
// stays as it is, a byte order mark, line ends and bytes that are no text
// included; a line that an edit adds ends as the lines of the file do. The error
// is [ErrChanged] when original is not what the source was read from.
func (p Patch) Apply(original []byte) ([]byte, error) {
	at, ok := p.Source.offsets(original)
	if !ok {
		return nil, ErrChanged
	}
	var out bytes.Buffer
	done := 0
	for _, e := range p.Edits {
		out.Write(original[done:at[e.Span.Start]])
		text := []byte(e.New)
		if p.Source.CRLF {
			text = bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))
		}
		out.Write(text)
		done = at[e.Span.End]
	}
	out.Write(original[done:])
	return out.Bytes(), nil
}

// offsets returns, for each byte of the text and its end, where it stands in the
// file that the text was read from; false if the file does not read as the text.
func (s *Source) offsets(original []byte) ([]int, bool) {
	at := make([]int, 0, len(s.Text)+1)
	i := 0
	if s.BOM {
		if !bytes.HasPrefix(original, []byte("\uFEFF")) {
			return nil, false
		}
		i = len("\uFEFF")
	}
	text := s.Text
	for i < len(original) {
		r, size := utf8.DecodeRune(original[i:])
		if r == '\r' {
			r = '\n'
			if i+1 < len(original) && original[i+1] == '\n' {
				size = 2
			}
		}
		want, width := utf8.DecodeRuneInString(text)
		if width == 0 || want != r {
			return nil, false
		}
		for range width {
			at = append(at, i)
		}
		text = text[width:]
		i += size
	}
	return append(at, len(original)), text == ""
}
