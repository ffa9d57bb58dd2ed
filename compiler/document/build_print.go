package document

import (
	"slices"
	"strings"
	"unicode"
)

// typeset makes a finished tree ready for print: apostrophes and quotation marks
// as printers set them, and of several links to one place in a step, a row or a
// paragraph the first alone, since a sentence of links is hard to read.
func typeset(d *Document) {
	for _, s := range []*string{&d.Title, &d.Area, &d.Publisher, &d.Version, &d.Date} {
		*s = typographic(*s, 0)
	}
	for _, blocks := range [][]Block{d.Front, d.Body} {
		mapBlocks(blocks, typographicLine)
		for i := range blocks {
			linkOnce(blocks[i : i+1])
		}
	}
	eachBlock(d, func(b Block) {
		if sign, ok := b.(SignOff); ok {
			for i, x := range sign.Signatories {
				sign.Signatories[i] = Signatory{typographic(x.Role, 0), typographic(x.Agency, 0)}
			}
		}
	})
}

// typographicLine sets the marks of a line; what stands before one decides
// whether it opens or closes.
func typographicLine(in []Inline) []Inline {
	var last rune
	return typographicAfter(in, &last)
}

func typographicAfter(in []Inline, last *rune) []Inline {
	out := in
	put := func(i int, x Inline) {
		if same(out, in) {
			out = slices.Clone(in)
		}
		out[i] = x
	}
	// set answers whether text changes, and moves on behind it.
	set := func(s string) (string, bool) {
		t := typographic(s, *last)
		if t != "" {
			r := []rune(t[max(0, len(t)-4):])
			*last = r[len(r)-1]
		}
		return t, t != s
	}
	for i, x := range in {
		switch x := x.(type) {
		case Words:
			if t, changed := set(string(x)); changed {
				put(i, Words(t))
			}
		case Mark:
			if t := typographic(x.Text, 0); t != x.Text {
				put(i, Mark{x.Kind, t})
			}
			*last = 'x'
		case Strong:
			if t := typographicAfter(x, last); !same(t, x) {
				put(i, Strong(t))
			}
		case Emphasis:
			if t := typographicAfter(x, last); !same(t, x) {
				put(i, Emphasis(t))
			}
		case Link:
			if t := typographicAfter(x.Text, last); !same(t, x.Text) {
				x.Text = t
				put(i, x)
			}
		case Code:
			*last = 'x'
		case Break:
			*last = 0
		}
	}
	return out
}

// typographic is s with the apostrophes and quotation marks of print; before is
// what stands before it, 0 at the start of a line.
func typographic(s string, before rune) string {
	if !strings.ContainsAny(s, `'"`) {
		return s
	}
	var b strings.Builder
	runes := []rune(s)
	for i, r := range runes {
		opens := before == 0 || unicode.IsSpace(before) || strings.ContainsRune("([{/–—“‘", before)
		switch {
		case r == '"' && opens:
			r = '“'
		case r == '"':
			r = '”'
		case r == '\'' && opens && slices.Contains(runes[i+1:], '\'') && i+1 < len(runes) && unicode.IsLetter(runes[i+1]):
			r = '‘'
		case r == '\'':
			r = '’'
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}

// linkOnce takes out the links that a step, a row of a table, an item of the
// glossary, a list or a paragraph has had already, and those of a step to itself.
func linkOnce(blocks []Block) {
	for i, b := range blocks {
		switch b := b.(type) {
		case Steps:
			for j := range b.Items {
				s := &b.Items[j]
				had := linked{s.ID}
				s.Who, s.Clock = had.first(s.Who), had.first(s.Clock)
				mapBlocks(s.Blocks, had.first)
			}
		case Table:
			for _, r := range b.Rows {
				had := linked{r.ID}
				for _, c := range r.Cells {
					mapBlocks(c.Blocks, had.first)
				}
			}
		case Definitions:
			for j := range b.Items {
				had := linked{b.Items[j].ID}
				mapBlocks(b.Items[j].Body, had.first)
			}
		case Paragraph, List, Box:
			var had linked
			mapBlocks(blocks[i:i+1], had.first)
		}
	}
}

// linked are the places that a passage has led to.
type linked []string

// first leaves the first link to each place.
func (had *linked) first(in []Inline) []Inline {
	out := in
	for i, x := range in {
		var y Inline
		switch x := x.(type) {
		case Link:
			to := x.To + x.Page
			switch {
			case to == "":
				continue
			case !slices.Contains(*had, to):
				*had = append(*had, to)
				continue
			}
			y = nil
		case Strong:
			t := had.first(x)
			if same(t, x) {
				continue
			}
			y = Strong(t)
		case Emphasis:
			t := had.first(x)
			if same(t, x) {
				continue
			}
			y = Emphasis(t)
		default:
			continue
		}
		if same(out, in) {
			out = slices.Clone(in)
		}
		if y != nil {
			out[i] = y
		} else {
			out[i] = asText(x.(Link).Text)
		}
	}
	return out
}

// asText is the text of a link that is none any more.
func asText(in []Inline) Inline {
	if len(in) == 1 {
		return in[0]
	}
	return Words(plainText(in))
}
