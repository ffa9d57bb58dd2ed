package dsl

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"concordat/dsl/diag"
)

// The classes of a byte inside a line.
const (
	cWord   uint8 = iota // a letter a to z or a digit
	cJoin                // - . : which join the parts of a word
	cOdd                 // stands in a word only by mistake
	cSpace               // also the first byte of nothing else
	cQuote               // "
	cComma               // ,
	cOpen                // {
	cClose               // }
	cHash                // #
	cSingle              // '
	cHigh                // the first or a later byte of a character beyond ASCII
)

var class = classes()

func classes() (t [256]uint8) {
	for i := range t {
		switch c := byte(i); {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			t[i] = cWord
		case c == '-' || c == '.' || c == ':':
			t[i] = cJoin
		case c == ' ' || c == '\t' || c == '\v' || c == '\f' || c == '\n':
			t[i] = cSpace
		case c == '"':
			t[i] = cQuote
		case c == ',':
			t[i] = cComma
		case c == '{':
			t[i] = cOpen
		case c == '}':
			t[i] = cClose
		case c == '#':
			t[i] = cHash
		case c == '\'':
			t[i] = cSingle
		case c >= utf8.RuneSelf:
			t[i] = cHigh
		default:
			t[i] = cOdd
		}
	}
	return t
}

// readRows reads the whole text into rows, terms and comments.
func (r *reading) readRows() {
	for pos := 0; pos < len(r.text); {
		end := r.lineEnd(pos)
		i, col := r.indent(pos, end)
		switch {
		case i == end:
			pos = end + 1
		case r.text[i] == '#':
			r.comment(i, end, true)
			pos = end + 1
		case r.opensProse(i, end):
			pos = r.readProse(pos, i, end, col)
		default:
			r.indentEnd = i
			pos = r.readLine(i, end, col)
		}
	}
}

func (r *reading) lineEnd(pos int) int {
	if n := strings.IndexByte(r.text[pos:], '\n'); n >= 0 {
		return pos + n
	}
	return len(r.text)
}

// indent returns where the first character of a line is that is no space, and
// in which column, with tab stops every four columns.
func (r *reading) indent(pos, end int) (first int, col int32) {
	for pos < end {
		switch c := r.text[pos]; class[c] {
		case cSpace:
			if c == '\t' {
				col |= 3
			}
			pos++
		case cHigh:
			c, size := utf8.DecodeRuneInString(r.text[pos:end])
			if !unicode.IsSpace(c) {
				return pos, col
			}
			pos += size
		default:
			return pos, col
		}
		col++
	}
	return pos, col
}

func (r *reading) comment(start, end int, own bool) {
	for end > start && class[r.text[end-1]] == cSpace {
		end--
	}
	r.comments = append(r.comments, Comment{Text: r.text[start:end], Span: r.span(start, end), Own: own})
}

// lineReader is where reading a physical line has got to.
type lineReader struct {
	*reading
	end       int
	row       row
	lastEnd   int  // where the last term or brace ends; -1 before the first
	lastBrace bool // it was a brace

	marks, counted int    // the quotation marks before the place counted
	allMarks       int    // those of the whole line, once counted
	lineStart      string // a line end and the white space that the line starts with
	noSingle       bool   // no single mark closes a text on the rest of the line
}

// readLine reads the terms and braces of one physical line, and returns where
// the next line starts.
func (r *reading) readLine(i, end int, col int32) int {
	l := lineReader{reading: r, end: end, lastEnd: -1}
	l.row = row{col: col, lo: int32(len(r.terms)), start: int32(i)}
	r.braceAt = -1
	for i < end {
		switch c := r.text[i]; class[c] {
		case cSpace:
			i++
		case cWord, cJoin, cOdd:
			i = l.word(i)
		case cQuote:
			next, prose := l.quoted(i)
			if prose {
				l.finish(lineRow, i)
				l.reportBraces()
				return r.readProseBehind(i, end, col)
			}
			i = next
		case cComma:
			l.element(i, false)
			if l.rowEmpty() || l.terms[len(l.terms)-1].Kind == Comma {
				l.row.commas = true
			}
			l.term(Comma, i, i+1, ",")
			i++
		case cOpen:
			if n := l.reference(i); n > 0 {
				i = l.referenceWord(i, n)
				continue
			}
			l.open(i)
			i++
		case cClose:
			l.element(i, true)
			l.finish(lineRow, i)
			l.row.start = int32(i)
			l.lastEnd, l.lastBrace = i+1, true
			l.finish(closeRow, i+1)
			i++
		case cHash:
			l.reading.comment(i, end, false)
			i = end
		case cSingle:
			i = l.single(i, 1)
		case cHigh:
			i = l.high(i)
		}
	}
	l.finish(lineRow, l.lastEnd)
	l.reportBraces()
	return end + 1
}

// element is called where a term or a brace starts. Braces are not alone when
// something follows one, or stands before a closing one.
func (l *lineReader) element(i int, closing bool) {
	if l.lastEnd >= 0 && (closing || l.lastBrace) {
		if l.braceAt < 0 {
			l.braceAt = i
			if l.lastBrace {
				l.braceAt = l.lastEnd - 1
			}
		}
		if len(l.edits) == 0 {
			l.lineStart = "\n" + l.lineIndent(l.indentEnd)
		}
		if len(l.edits) <= maxFindings {
			l.edits = append(l.edits, l.replace(l.lastEnd, i, l.lineStart))
		}
	}
	l.lastBrace = false
}

func (l *lineReader) rowEmpty() bool { return int(l.row.lo) == len(l.terms) }

func (l *lineReader) term(kind TermKind, start, end int, text string) {
	l.terms = append(l.terms, Term{Kind: kind, Text: text, Span: diag.Span{Source: l.src, Start: start, End: end}})
	l.lastEnd = end
}

// word reads the longest run of characters that are not special.
func (l *lineReader) word(i int) int {
	l.element(i, false)
	start, odd, last := i, false, cJoin
	for ; i < l.end; i++ {
		c := class[l.text[i]]
		if c == cWord {
			last = cWord
			continue
		}
		if c == cJoin {
			odd = odd || last == cJoin
			last = cJoin
			continue
		}
		if c == cOdd || c == cSingle {
			odd = true
			last = c
			continue
		}
		if c == cHigh {
			r, size := utf8.DecodeRuneInString(l.text[i:l.end])
			if unicode.IsSpace(r) {
				break
			}
			odd = true
			last = c
			i += size - 1
			continue
		}
		break
	}
	if odd || last == cJoin {
		l.odd = append(l.odd, int32(len(l.terms)))
	}
	l.term(Word, start, i, l.text[start:i])
	return i
}

// reference returns the length of a `{name}` at i on a line whose quotation marks
// do not pair, or 0: there it belongs to a text that has lost one, and is no
// block.
func (l *lineReader) reference(i int) int {
	n := 1
	for i+n < l.end && class[l.text[i+n]] <= cJoin {
		n++
	}
	if n == 1 || i+n == l.end || l.text[i+n] != '}' {
		return 0
	}
	if l.marksFrom(i); l.allMarks%2 == 0 {
		return 0
	}
	return n + 1
}

// referenceWord reads a `{name}` of n bytes as a word, with what is joined to it.
func (l *lineReader) referenceWord(i, n int) int {
	l.element(i, false)
	end := i + n
	for end < l.end && (class[l.text[end]] <= cOdd || class[l.text[end]] == cSingle) {
		end++
	}
	l.odd = append(l.odd, int32(len(l.terms)))
	l.term(Word, i, end, l.text[i:end])
	return end
}

// high reads what starts with a character beyond ASCII.
func (l *lineReader) high(i int) int {
	c, size := utf8.DecodeRuneInString(l.text[i:l.end])
	switch {
	case unicode.IsSpace(c):
		return i + size
	case c == '“' || c == '”' || c == '„':
		return l.curly(i, size)
	case c == '‘' || c == '’':
		return l.single(i, size)
	}
	return l.word(i)
}

// open ends a row with an opening brace.
func (l *lineReader) open(i int) {
	if l.rowEmpty() && l.lastBrace && l.rows[len(l.rows)-1].kind == openRow {
		l.lastEnd = i + 1
		l.row.headless, l.row.double = true, true
		l.row.start = int32(i)
		l.finish(openRow, i+1)
		return
	}
	l.element(i, false)
	if !l.rowEmpty() {
		l.lastEnd, l.lastBrace = i+1, true
		l.finish(openRow, i+1)
		return
	}
	first := l.lastEnd < 0
	l.lastEnd, l.lastBrace = i+1, true
	if n := len(l.rows); first && n > 0 && l.rows[n-1].kind == lineRow && !l.rows[n-1].mid {
		// The brace stands on a line of its own, below the line it belongs to.
		above := &l.rows[n-1]
		d := diag.Diagnostic{
			Code:    "brace-not-alone",
			Message: "a `{` stands at the end of the line that it belongs to",
			At:      l.at(i, i+1, "move this to the end of the line above"),
		}
		if strings.TrimSpace(l.text[above.end:i]) == "" {
			d.Fix = safe(l.replace(int(above.end), i, " "))
		}
		l.report(d)
		above.kind, above.end = openRow, int32(i+1)
		l.next(i + 1)
		return
	}
	l.row.headless = true
	l.row.start = int32(i)
	l.finish(openRow, i+1)
}

// finish ends the row being read, if there is anything in it.
func (l *lineReader) finish(kind rowKind, end int) {
	if kind == lineRow && l.rowEmpty() {
		return
	}
	w := &l.row
	w.kind = kind
	w.hi = int32(len(l.terms))
	w.head = w.start
	if w.hi > w.lo {
		w.start = int32(l.terms[w.lo].Span.Start)
		w.head = int32(l.terms[w.hi-1].Span.End)
		if l.terms[w.hi-1].Kind == Comma {
			w.commas = true
		}
	}
	w.end = int32(end)
	if kind == lineRow {
		w.end = w.head
	}
	if len(l.odd) > 0 {
		l.oddWords(w)
	}
	l.anyCommas = l.anyCommas || w.commas
	l.rows = append(l.rows, *w)
	l.next(end)
}

func (l *lineReader) next(start int) {
	l.row = row{col: l.row.col, mid: true, lo: int32(len(l.terms)), start: int32(start)}
}

// reportBraces reports the braces of a physical line that are not alone: one
// mistake, however many there are.
func (l *lineReader) reportBraces() {
	if l.braceAt < 0 {
		return
	}
	brace := l.text[l.braceAt : l.braceAt+1]
	message, label := "a `{` ends its line", "what follows belongs on the next line"
	if brace == "}" {
		message, label = "a `}` has a line of its own", "nothing else stands on this line"
	}
	d := diag.Diagnostic{
		Code:    "brace-not-alone",
		Message: message,
		At:      l.at(l.braceAt, l.braceAt+1, label),
		Help:    "divide the line at its braces",
	}
	if len(l.edits) <= maxFindings {
		d.Help, d.Fix = "", safe(append([]diag.Edit(nil), l.edits...)...)
	}
	l.report(d)
	l.edits = l.edits[:0]
	l.braceAt = -1
}
