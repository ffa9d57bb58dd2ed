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
		if t.Origin == model.Own || b.cited[t] || b.mentioned(t) {
			used = append(used, t)
		}
	}
	sort.SliceStable(used, func(i, j int) bool {
		return strings.ToLower(words.Title(used[i])) < strings.ToLower(words.Title(used[j]))
	})
	var list Definitions
	for _, t := range used {
		d := Definition{ID: b.anchor(t), Term: text(words.Title(t))}
		if t.Title != "" {
			d.Body = append(d.Body, Paragraph{Text: sentence(t.Title)})
		}
		if r := b.refs(t, "replaced-by"); len(r) > 0 {
			d.Body = append(d.Body, Paragraph{Text: sentence("Now say ", r)})
		}
		d.Body = append(d.Body, b.described(t)...)
		list.Items = append(list.Items, d)
	}
	for _, e := range b.of("event") {
		list.Items = append(list.Items, Definition{ID: b.anchor(e), Term: text(words.Title(e)),
			Body: append([]Block{paragraph("A moment from which time is counted.")}, b.described(e)...)})
	}
	if len(list.Items) > 0 {
		s.add(list)
	}
	return s
}

// mentioned says whether the text of the document has the name of a shipped
// thing as words of their own, in the plural or not. Names of all capitals are
// found in capitals only.
func (b *builder) mentioned(t *model.Thing) bool {
	if t.Origin != model.Shipped && t.Kind == "term" {
		return false
	}
	name := words.Title(t)
	if name == "" || b.text == "" {
		return false
	}
	if b.lower == "" {
		b.lower = strings.ToLower(b.text)
		b.words = map[string]bool{}
		for _, w := range strings.FieldsFunc(b.lower, func(r rune) bool { return r < 0x80 && !wordByte(byte(r)) }) {
			b.words[w] = true
		}
	}
	// To look a word up is some thousand times faster than to search the text,
	// and most names fail at it.
	low := strings.ToLower(name)
	for _, w := range strings.FieldsFunc(low, func(r rune) bool { return r < 0x80 && !wordByte(byte(r)) }) {
		if !b.words[w] && !b.words[w+"s"] {
			return false
		}
	}
	if strings.ToUpper(name) == name {
		return hasWords(b.text, name)
	}
	return hasWords(b.lower, low)
}

// hasWords says whether text has the words of name, not as parts of longer ones.
func hasWords(text, name string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], name)
		if i < 0 {
			return false
		}
		at += i
		end := at + len(name)
		plural := end < len(text) && text[end] == 's' && (end+1 == len(text) || !wordByte(text[end+1]))
		if (at == 0 || !wordByte(text[at-1])) && (end == len(text) || !wordByte(text[end]) || plural) {
			return true
		}
		at = end
	}
}

func wordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80
}
