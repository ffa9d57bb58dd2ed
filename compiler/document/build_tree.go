package document

import (
	"strconv"
	"strings"
)

// numbering flattens sections into headings and blocks.
type numbering struct {
	out        []Block
	main, back int
}

func (n *numbering) sections(all []*section) {
	for _, s := range all {
		if s.empty() {
			continue
		}
		number := ""
		if s.appendix {
			n.back++
			number = "Appendix " + letter(n.back)
		} else {
			n.main++
			number = strconv.Itoa(n.main)
		}
		n.section(s, 1, number, strings.TrimPrefix(number, "Appendix "))
	}
}

func (n *numbering) section(s *section, level int, number, prefix string) {
	n.out = append(n.out, Heading{Level: level, ID: s.id, Number: number, Text: s.title, NewPage: s.newPage})
	n.out = append(n.out, s.blocks...)
	at := 0
	for _, sub := range s.subs {
		if sub.empty() {
			continue
		}
		at++
		own := prefix + "." + strconv.Itoa(at)
		n.section(sub, level+1, own, own)
	}
}

func letter(n int) string {
	if n > 26 {
		return letter((n-1)/26) + letter((n-1)%26+1)
	}
	return string(rune('A' + n - 1))
}

// eachBlock calls f for every block of the document, outer ones first.
func eachBlock(d *Document, f func(Block)) {
	walkBlocks(d.Front, f)
	walkBlocks(d.Body, f)
}

func walkBlocks(blocks []Block, f func(Block)) {
	for _, b := range blocks {
		f(b)
		switch b := b.(type) {
		case List:
			for _, i := range b.Items {
				walkBlocks(i.Blocks, f)
			}
		case Steps:
			for _, s := range b.Items {
				walkBlocks(s.Blocks, f)
			}
		case Table:
			for _, c := range b.Header {
				walkBlocks(c.Blocks, f)
			}
			for _, r := range b.Rows {
				for _, c := range r.Cells {
					walkBlocks(c.Blocks, f)
				}
			}
		case Definitions:
			for _, x := range b.Items {
				walkBlocks(x.Body, f)
			}
		case Box:
			walkBlocks(b.Blocks, f)
		}
	}
}

// ownInlines are the inlines that stand in a block itself, not in blocks within.
func ownInlines(b Block) [][]Inline {
	switch b := b.(type) {
	case Heading:
		return [][]Inline{b.Text}
	case Paragraph:
		return [][]Inline{b.Text}
	case Steps:
		var all [][]Inline
		for _, s := range b.Items {
			all = append(all, s.Title, s.Who, s.Clock)
		}
		return all
	case Table:
		return [][]Inline{b.Caption}
	case Definitions:
		var all [][]Inline
		for _, x := range b.Items {
			all = append(all, x.Term)
		}
		return all
	case Box:
		return [][]Inline{b.Title}
	}
	return nil
}

// eachID calls f for the IDs that a block itself carries, and its items.
func eachID(b Block, f func(string)) {
	add := func(id string) {
		if id != "" {
			f(id)
		}
	}
	switch b := b.(type) {
	case Heading:
		add(b.ID)
	case Paragraph:
		add(b.ID)
	case List:
		for _, i := range b.Items {
			add(i.ID)
		}
	case Steps:
		for _, s := range b.Items {
			add(s.ID)
		}
	case Table:
		add(b.ID)
		for _, r := range b.Rows {
			add(r.ID)
		}
	case Definitions:
		for _, x := range b.Items {
			add(x.ID)
		}
	}
}

// mapBlocks changes every run of inlines in place.
func mapBlocks(blocks []Block, f func([]Inline) []Inline) {
	for i, b := range blocks {
		switch b := b.(type) {
		case Heading:
			if t := f(b.Text); !same(t, b.Text) {
				b.Text = t
				blocks[i] = b
			}
		case Paragraph:
			if t := f(b.Text); !same(t, b.Text) {
				b.Text = t
				blocks[i] = b
			}
		case List:
			for _, x := range b.Items {
				mapBlocks(x.Blocks, f)
			}
		case Steps:
			for j := range b.Items {
				s := &b.Items[j]
				s.Title, s.Who, s.Clock = f(s.Title), f(s.Who), f(s.Clock)
				mapBlocks(s.Blocks, f)
			}
		case Table:
			if t := f(b.Caption); !same(t, b.Caption) {
				b.Caption = t
				blocks[i] = b
			}
			for _, c := range b.Header {
				mapBlocks(c.Blocks, f)
			}
			for _, r := range b.Rows {
				for _, c := range r.Cells {
					mapBlocks(c.Blocks, f)
				}
			}
		case Definitions:
			for j := range b.Items {
				b.Items[j].Term = f(b.Items[j].Term)
				mapBlocks(b.Items[j].Body, f)
			}
		case Box:
			if t := f(b.Title); !same(t, b.Title) {
				b.Title = t
				blocks[i] = b
			}
			mapBlocks(b.Blocks, f)
		}
	}
}

// same says whether x and y are the same stretch of memory.
func same(x, y []Inline) bool {
	return len(x) == len(y) && (len(x) == 0 || &x[0] == &y[0])
}

// allLead says whether every link leads somewhere.
func allLead(in []Inline, ids map[string]bool) bool {
	for _, x := range in {
		switch x := x.(type) {
		case Link:
			if x.To != "" && !ids[x.To] {
				return false
			}
		case Strong:
			if !allLead(x, ids) {
				return false
			}
		case Emphasis:
			if !allLead(x, ids) {
				return false
			}
		}
	}
	return true
}

// keepLinks replaces links to IDs that do not exist by links to pages that have
// them, or by their text.
func keepLinks(in []Inline, ids map[string]bool, pages map[string]string) []Inline {
	out := make([]Inline, 0, len(in))
	for _, x := range in {
		switch x := x.(type) {
		case Link:
			if x.To == "" || ids[x.To] {
				out = append(out, x)
			} else if page := pages[x.To]; page != "" {
				out = append(out, Link{Page: page, Text: x.Text})
			} else {
				out = line(out, x.Text)
			}
		case Strong:
			out = append(out, Strong(keepLinks(x, ids, pages)))
		case Emphasis:
			out = append(out, Emphasis(keepLinks(x, ids, pages)))
		case Words:
			out = appendWords(out, string(x))
		default:
			out = append(out, x)
		}
	}
	return out
}

// plainText is the words of inlines.
func plainText(in []Inline) string {
	var b strings.Builder
	writeText(&b, in)
	return b.String()
}

func writeText(b *strings.Builder, in []Inline) {
	for _, x := range in {
		switch x := x.(type) {
		case Words:
			b.WriteString(string(x))
		case Strong:
			writeText(b, x)
		case Emphasis:
			writeText(b, x)
		case Code:
			b.WriteString(string(x))
		case Link:
			writeText(b, x.Text)
		case Mark:
			b.WriteString(x.Text)
		case Break:
			b.WriteByte(' ')
		}
	}
}

// sectionsText is the words of sections, a line for each run.
func sectionsText(all []*section) string {
	var b strings.Builder
	var add func(s *section)
	add = func(s *section) {
		writeText(&b, s.title)
		walkBlocks(s.blocks, func(x Block) {
			for _, in := range ownInlines(x) {
				b.WriteByte('\n')
				writeText(&b, in)
			}
		})
		for _, sub := range s.subs {
			b.WriteByte('\n')
			add(sub)
		}
	}
	for _, s := range all {
		if s != nil {
			b.WriteByte('\n')
			add(s)
		}
	}
	return b.String()
}
