package document

import (
	"sort"
	"strings"

	"concordat/compiler/model"
	"concordat/compiler/words"
)

// terms is the glossary: the folder's own terms, and of the shipped ones those
// that the text uses.
func (b *builder) terms() *section {
	s := &section{id: b.id("part.terms"), title: text("Words and what they mean here")}
	var used []*model.Thing
	for _, t := range b.model.Of("term") {
		if t.Origin == model.Own && !b.elsewhere("terms") || b.cited[t] || b.mentioned(t) {
			used = append(used, t)
		}
	}
	sort.SliceStable(used, func(i, j int) bool {
		return strings.ToLower(words.Title(used[i])) < strings.ToLower(words.Title(used[j]))
	})
	t := Table{ID: b.id("part.terms.table"), Caption: text("Words and what they mean here"), RowHeaders: true,
		Header: header("Word", "Meaning"), Widths: shares(28, 72)}
	for _, x := range used {
		var said []Inline
		if x.Title != "" {
			said = sentence(x.Title)
		}
		if r := b.refs(x, "replaced-by"); len(r) > 0 {
			if len(said) > 0 {
				said = line(said, " ")
			}
			said = line(said, sentence("Now say ", r))
		}
		c := lines(said)
		c.Blocks = append(c.Blocks, b.described(x)...)
		t.Rows = append(t.Rows, Row{ID: b.anchor(x), Cells: []Cell{cell(words.Title(x)), c}})
	}
	for _, e := range b.of("event") {
		// The title of an event says what it is; only more than that is a meaning.
		if about := b.described(e); len(about) > 0 && (!b.elsewhere("terms") || b.cited[e]) {
			t.Rows = append(t.Rows, Row{ID: b.anchor(e), Cells: []Cell{cell(words.Title(e)), {about}}})
		}
	}
	if len(t.Rows) > 0 {
		s.add(t)
	}
	return s
}

// mentioned says whether the text of the document has the name of a thing
// as words of their own, in the plural or not. Names of all capitals are
// found in capitals only.
func (b *builder) mentioned(t *model.Thing) bool {
	name := words.Title(t)
	if name == "" || b.text == "" {
		return false
	}
	if b.lower == "" {
		b.lower = lowerASCII(b.text)
		b.words = b.wordPlaces()
	}
	text, low := b.lower, lowerASCII(name)
	if strings.ToUpper(name) == name {
		text = b.text
	} else {
		name = low
	}
	first := firstWord(low)
	for _, w := range [...]string{first, first + "s"} {
		for _, at := range b.words[w] {
			rest, found := strings.CutPrefix(text[at:], name)
			if found && (rest == "" || !wordByte(rest[0]) || rest[0] == 's' && (len(rest) == 1 || !wordByte(rest[1]))) {
				return true
			}
		}
	}
	return false
}

// wordPlaces says where in the text the words begin that a name begins with. To
// look a word up is some thousand times faster than to search a long document
// for every name.
func (b *builder) wordPlaces() map[string][]int {
	places := map[string][]int{}
	for _, t := range b.model.Things {
		if t.Kind == "term" || t.Kind == "document" {
			w := firstWord(lowerASCII(words.Title(t)))
			places[w], places[w+"s"] = nil, nil
		}
	}
	var begins [1 << 10]uint64 // which pairs of first bytes a wanted word has
	for w := range places {
		if p := pairOf(w); p >= 0 {
			begins[p>>6] |= 1 << (p & 63)
		}
	}
	text, start := b.lower, -1
	for i := 0; i <= len(text); i++ {
		if i < len(text) && wordBytes[text[i]] {
			if start < 0 {
				start = i
			}
			continue
		}
		if start < 0 {
			continue
		}
		w := text[start:i]
		if p := pairOf(w); p >= 0 && begins[p>>6]&(1<<(p&63)) != 0 {
			if at, wanted := places[w]; wanted {
				places[w] = append(at, start)
			}
		}
		start = -1
	}
	return places
}

// pairOf is a number of the first two bytes of a word; -1 where it has none.
func pairOf(w string) int {
	switch len(w) {
	case 0:
		return -1
	case 1:
		return int(w[0])
	}
	return int(w[0])<<8 | int(w[1])
}

// lowerASCII keeps every byte in its place, which strings.ToLower does not.
func lowerASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

func firstWord(s string) string {
	for i := range len(s) {
		if !wordByte(s[i]) {
			return s[:i]
		}
	}
	return s
}

// wordBytes are the bytes that words are made of: letters, digits and whatever is
// beyond ASCII.
var wordBytes = func() (is [256]bool) {
	for c := range is {
		is[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80
	}
	return is
}()

func wordByte(c byte) bool { return wordBytes[c] }
