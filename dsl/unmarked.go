package dsl

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"concordat/dsl/diag"
)

// unmarkedProse finds sentences that stand in a section without the lines of three
// quotation marks around them, and makes one finding of all that has been said
// about their words.
func (r *reading) unmarkedProse(items []*Item) {
	for i := 0; i < len(items); i++ {
		if items[i].Kind == BlockItem && items[i].Terms[0].Text == "section" {
			r.unmarkedIn(items[i].Items)
			r.unmarkedProse(items[i].Items)
		}
	}
}

func (r *reading) unmarkedIn(items []*Item) {
	for i := 0; i < len(items); i++ {
		if !r.sentence(items[i]) {
			continue
		}
		first, last := items[i], items[i]
		for i+1 < len(items) && r.goesOnInWords(last, items[i+1]) {
			i++
			last = items[i]
		}
		start, end := first.Span.Start, last.Span.End
		if line, _, _ := strings.Cut(r.text[end:min(end+longestLine, len(r.text))], "\n"); !strings.Contains(line, "}") {
			end += len(line)
		}
		r.reportUnmarked(first, start, start+len(strings.TrimRightFunc(r.text[start:end], unicode.IsSpace)))
		breakAll(items, start, end)
	}
}

// sentence says whether an item is a line that begins a sentence: with a capital,
// and with no text in quotation marks, which a line with a keyword may have.
func (r *reading) sentence(it *Item) bool {
	line, whole := r.physicalLine(it)
	first, _ := utf8.DecodeRuneInString(line)
	if !whole || it.Kind == ProseItem || !unicode.IsUpper(first) || strings.Contains(line, `"`) || strings.HasSuffix(line, "{") {
		return false
	}
	n, commas := len(strings.Fields(line)), strings.Count(line, ",")
	return n > 2 && endsSentence(line) || n > 3 && commas == 0 || n-commas > 5
}

// goesOnInWords says whether the item behind one that is part of a text belongs to
// it too.
func (r *reading) goesOnInWords(last, it *Item) bool {
	line, whole := r.physicalLine(it)
	switch {
	case it.Kind == ProseItem || strings.Contains(line, `"`):
		return false
	case !whole:
		return true
	case strings.HasSuffix(line, "{"):
		return false
	}
	above, _ := r.physicalLine(last)
	return r.sentence(it) || endsSentence(line) || !endsSentence(above)
}

func endsSentence(line string) bool {
	return line != "" && strings.ContainsRune(".!?:;", rune(line[len(line)-1]))
}

// longestLine is how far the ends of a line are looked for: a line of a million
// items must not be looked through for each of them.
const longestLine = 2000

// physicalLine returns the line on which an item stands from its first word on,
// and whether that is the first of the line.
func (r *reading) physicalLine(it *Item) (line string, whole bool) {
	at := it.Span.Start
	line, _, _ = strings.Cut(r.text[at:min(at+longestLine, len(r.text))], "\n")
	before := r.text[max(0, at-longestLine):at]
	return strings.TrimSpace(line), strings.TrimSpace(before[strings.LastIndexByte(before, '\n')+1:]) == ""
}

func (r *reading) reportUnmarked(first *Item, start, end int) {
	found := r.found[:0]
	for _, d := range r.found {
		if d.At.Span.Start < start || d.At.Span.Start > end {
			found = append(found, d)
		}
	}
	r.found = found
	indent := r.lineIndent(start)
	r.report(diag.Diagnostic{
		Code:    "odd-prose-marks",
		Message: "the text of a section stands without its marks",
		At:      diag.Label{Span: r.span(start, first.Head.End)},
		Help:    "put a line of `\"\"\"` above and below the text",
		Fix:     likely(r.replace(start, start, marks+"\n"+indent), r.replace(end, end, "\n"+indent+marks)),
	})
}

// breakAll marks the items from start to end, so that nothing more is said about
// them.
func breakAll(items []*Item, start, end int) {
	for _, it := range items {
		if start <= it.Span.Start && it.Span.Start < end {
			it.Broken = true
			breakAll(it.Items, start, end)
		}
	}
}
