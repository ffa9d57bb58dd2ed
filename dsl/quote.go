package dsl

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"concordat/dsl/diag"
)

const marks = `"""`

// quoted reads a text in quotation marks. prose says that the marks open prose
// instead, which the caller reads.
func (l *lineReader) quoted(i int) (next int, prose bool) {
	if strings.HasPrefix(l.text[i:l.end], marks) && (l.lastEnd < i || l.lastBrace || l.terms[len(l.terms)-1].Kind != String) {
		return l.tripled(i)
	}
	n := strings.IndexByte(l.text[i+1:l.end], '"')
	if l.closesNothing(i, n) {
		return l.unopened(i), false
	}
	if n >= 0 {
		l.element(i, false)
		l.term(String, i, i+n+2, l.text[i+1:i+n+1])
		return i + n + 2, false
	}
	if n := strings.Index(l.text[i+1:l.end], "”"); n >= 0 {
		l.element(i, false)
		at := i + 1 + n
		l.term(String, i, at+len("”"), l.text[i+1:at])
		l.reportCurly(i, at+len("”"), l.closeMark(at, at+len("”")))
		return at + len("”"), false
	}
	return l.unclosed(i, 1), false
}

// tripled reads three quotation marks that stand inside a line.
func (l *lineReader) tripled(i int) (next int, prose bool) {
	afterBrace := l.lastBrace
	l.element(i, false)
	if afterBrace {
		return i, true // reported with the brace
	}
	if n := strings.Index(l.text[i+3:l.end], marks); n >= 0 {
		// """text""" was meant as a text.
		at := i + 3 + n
		opening := l.openMark(i, i+3)
		l.term(String, i, at+3, l.text[i+3:at])
		d := diag.Diagnostic{
			Code:    "odd-prose-marks",
			Message: "a text on one line has one quotation mark on each side, not three",
			At:      l.at(i, at+3, ""),
		}
		if !strings.Contains(l.text[i+3:at], `"`) && !strings.HasPrefix(l.text[at+3:l.end], `"`) {
			d.Fix = safe(opening, l.closeMark(at, at+3))
		}
		l.report(d)
		return at + 3, false
	}
	if strings.TrimSpace(l.text[i+3:l.end]) != "" {
		return l.unclosed(i, 3), false
	}
	l.row.broken = true
	l.report(diag.Diagnostic{
		Code:    "odd-prose-marks",
		Message: "three quotation marks have a line of their own",
		At:      l.at(i, i+3, "these stand behind something else"),
		Help:    "prose stands inside a block: end this line with `{`, put `\"\"\"` on the next line, and close both below",
	})
	return i, true
}

// closesNothing says whether the mark at i closes a text that no mark opened:
// it is joined to the word before it, something ends behind it, and the marks
// from here on do not pair. n is the distance to the next mark on the line, or
// below zero.
func (l *lineReader) closesNothing(i, n int) bool {
	if l.lastEnd != i || l.lastBrace || l.rowEmpty() || l.terms[len(l.terms)-1].Kind != Word {
		return false
	}
	if n < 0 {
		return true
	}
	if i+1 < l.end {
		switch class[l.text[i+1]] {
		case cSpace, cComma, cOpen, cClose, cHash:
		default:
			return false
		}
	}
	return l.marksFrom(i)%2 == 1
}

// marksFrom counts the quotation marks from i to the end of the line. It counts
// none of them twice, so that a line of a million marks takes no longer than
// others.
func (l *lineReader) marksFrom(i int) int {
	if l.counted == 0 {
		l.counted = l.indentEnd
		l.allMarks = strings.Count(l.text[l.indentEnd:l.end], `"`)
	}
	l.marks += strings.Count(l.text[l.counted:i], `"`)
	l.counted = i
	return l.allMarks - l.marks
}

// unopened mends a text without its first mark: it is taken to start at the
// first word that cannot be one, else behind the first word of the line.
func (l *lineReader) unopened(i int) int {
	from := len(l.terms) - 1
	for from > int(l.row.lo) && l.terms[from-1].Kind == Word {
		from--
	}
	at := from
	if from == int(l.row.lo) && from < len(l.terms)-1 {
		at++
	}
	for _, o := range l.odd {
		if int(o) >= from {
			at = int(o)
			break
		}
	}
	start := l.terms[at].Span.Start
	l.terms = l.terms[:at]
	l.term(String, start, i+1, l.text[start:i])
	l.row.broken = true
	l.report(diag.Diagnostic{
		Code:    "unclosed-text",
		Message: "a quotation mark is missing before this one",
		At:      l.at(i, i+1, "this would close a text that nothing opens"),
		Help:    "put a `\"` where the text starts",
		Fix:     likely(l.replace(start, start, `"`)),
	})
	return i + 1
}

// unclosed reads a text that is not closed: to the end of its line, but for a
// brace and a comment there. width is how long its opening mark is.
func (l *lineReader) unclosed(i, width int) int {
	l.element(i, false)
	end := l.end
	for _, remark := range [...]string{" # ", " #!"} {
		if n := strings.Index(l.text[i:end], remark); n > 0 {
			end = i + n
		}
	}
	end = i + len(strings.TrimRightFunc(l.text[i:end], unicode.IsSpace))
	if strings.HasSuffix(l.text[i+width:end], "{") && !strings.HasSuffix(l.text[i+width:end], "{{") {
		end = i + len(strings.TrimRightFunc(l.text[i:end-1], unicode.IsSpace))
	}
	end = max(end, i+width)
	l.term(String, i, end, l.text[i+width:end])
	l.row.broken = true
	l.report(diag.Diagnostic{
		Code:    "unclosed-text",
		Message: "this text is not closed on its line",
		At:      l.at(i, end, "no `\"` at the end"),
		Help:    "put a `\"` where the text ends; a longer text stands between lines of `\"\"\"`",
		Fix:     likely(l.replace(end, end, `"`)),
	})
	return end
}

// curly reads a text that opens with a curly quotation mark.
func (l *lineReader) curly(i, size int) int {
	rest := l.text[i+size : l.end]
	n := strings.IndexAny(rest, "”\"“")
	if n < 0 {
		return l.unclosed(i, size)
	}
	l.element(i, false)
	_, width := utf8.DecodeRuneInString(rest[n:])
	at := i + size + n
	opening := l.openMark(i, i+size)
	l.term(String, i, at+width, rest[:n])
	edits := []diag.Edit{opening}
	if width > 1 {
		edits = append(edits, l.closeMark(at, at+width))
	}
	l.reportCurly(i, at+width, edits...)
	return at + width
}

// openMark puts a straight mark in the place of an odd one that opens a text,
// apart from a text right before it.
func (l *lineReader) openMark(start, end int) diag.Edit {
	if l.lastEnd == start && !l.rowEmpty() && l.terms[len(l.terms)-1].Kind == String {
		return l.replace(start, end, ` "`)
	}
	return l.replace(start, end, `"`)
}

// closeMark puts a straight mark in the place of an odd one that closes a text,
// apart from a text right behind it.
func (l *lineReader) closeMark(start, end int) diag.Edit {
	if strings.HasPrefix(l.text[end:l.end], `"`) {
		return l.replace(start, end, `" `)
	}
	return l.replace(start, end, `"`)
}

func (l *lineReader) reportCurly(start, end int, edits ...diag.Edit) {
	l.report(diag.Diagnostic{
		Code:    "curly-quotes",
		Message: "text stands between straight quotation marks",
		At:      l.at(start, end, "these are curly"),
		Help:    "write `\"` at both ends",
		Fix:     safe(edits...),
	})
}

// single reads what starts with a single quotation mark: a text if a mark
// closes it, else a word.
func (l *lineReader) single(i, size int) int {
	rest := l.text[i+size : l.end]
	for from := 0; ; {
		n := -1
		if !l.noSingle {
			n = strings.IndexAny(rest[from:], "'’")
		}
		if n < 0 {
			l.noSingle = true
			return l.word(i)
		}
		n += from
		_, width := utf8.DecodeRuneInString(rest[n:])
		from = n + width
		if from < len(rest) {
			switch class[rest[from]] {
			case cSpace, cComma, cOpen, cHash:
			default:
				continue
			}
		}
		l.element(i, false)
		at := i + size + n
		opening := l.openMark(i, i+size)
		l.term(String, i, at+width, rest[:n])
		d := diag.Diagnostic{
			Code:    "curly-quotes",
			Message: "text stands between double quotation marks",
			At:      l.at(i, at+width, "these are single"),
			Help:    "write `\"` at both ends",
		}
		if !strings.Contains(rest[:n], `"`) {
			d.Fix = safe(opening, l.closeMark(at, at+width))
		} else {
			l.row.broken = true
		}
		l.report(d)
		return at + width
	}
}
