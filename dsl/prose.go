package dsl

import (
	"strings"
	"unicode"

	"concordat/dsl/diag"
)

// onlyMarks says whether a line holds nothing but n quotation marks.
func onlyMarks(line string) (n int, ok bool) {
	line = strings.TrimFunc(line, unicode.IsSpace)
	return len(line), line != "" && strings.Trim(line, `"`) == ""
}

// opensProse says whether a line whose first character is at i opens prose.
func (r *reading) opensProse(i, end int) bool {
	if r.text[i] != '"' {
		return false
	}
	if strings.HasPrefix(r.text[i:end], marks) {
		return true
	}
	// Two marks alone on a line are a slip for three if the marks of the file
	// do not pair; else they are an empty text.
	if !r.byIndent || !strings.HasPrefix(r.text[i:end], `""`) {
		return false
	}
	rest := strings.TrimLeftFunc(r.text[i+2:end], unicode.IsSpace)
	return rest == "" || rest[0] == '#'
}

// readProse reads prose whose marks start at i on the line that starts at
// line, and returns where the next line starts.
func (r *reading) readProse(line, i, end int, col int32) int {
	w := row{kind: proseRow, col: col, start: int32(i), head: int32(i + 3), prose: int32(len(r.proses))}
	w.lo, w.hi = int32(len(r.terms)), int32(len(r.terms))
	w.mid = line == i && i > 0 && r.text[i-1] != '\n'
	indent := "\n" + strings.Repeat(" ", int(col))

	from := end + 1 // where the prose starts
	switch n, only := onlyMarks(r.text[i:end]); {
	case only && n != 3:
		w.head = int32(i + n)
		r.oddMarksAt(i, n)
	case !strings.HasPrefix(r.text[i:end], marks):
		w.head = int32(i + 2)
		r.oddMarksAt(i, 2)
		at := i + strings.IndexByte(r.text[i:end], '#')
		r.comment(at, end, false)
	case !only:
		rest := r.text[i+3 : end]
		trimmed := strings.TrimFunc(rest, unicode.IsSpace)
		if strings.HasPrefix(trimmed, "#") && !strings.HasSuffix(trimmed, marks) && trimmed != rest {
			r.comment(end-len(strings.TrimLeftFunc(rest, unicode.IsSpace)), end, false)
			break
		}
		text := i + 3 + len(rest) - len(strings.TrimLeftFunc(rest, unicode.IsSpace))
		d := diag.Diagnostic{
			Code:    "odd-prose-marks",
			Message: "three quotation marks have a line of their own",
			At:      r.at(i, i+3, "prose starts on the next line"),
			Fix:     safe(r.replace(i+3, text, indent)),
		}
		if body, closed := strings.CutSuffix(trimmed, marks); closed && strings.TrimSpace(body) != "" {
			at := text + len(body)
			d.Fix.Edits = append(d.Fix.Edits, r.replace(at, at, indent))
			r.report(d)
			r.finishProse(w, text, at, at+3)
			return end + 1
		}
		r.report(d)
		from = text
	}
	return r.readProseBody(w, from, indent)
}

// readProseBehind reads prose whose marks stand behind something on their line,
// and returns where the next line starts. What stands before them is taken to be
// the first line of a block with nothing but the prose inside, unless it ends in
// a brace.
func (r *reading) readProseBehind(i, end int, col int32) int {
	header := len(r.rows) - 1
	next := r.readProse(i, i, end, col)
	if w := &r.rows[header]; w.kind == lineRow && header+2 == len(r.rows) {
		w.kind = openRow
		r.rows = append(r.rows, r.closing(r.rows[header+1].end, r.rows[header+1].end, w.col))
	}
	return next
}

// closing returns the row of a closing brace that is not the first on its line.
func (r *reading) closing(start, end, col int32) row {
	n := int32(len(r.terms))
	return row{kind: closeRow, mid: true, col: col, start: start, end: end, head: start, lo: n, hi: n}
}

// readProseBody reads lines of prose up to the marks that close it.
func (r *reading) readProseBody(w row, from int, indent string) int {
	last := min(from, len(r.text)) // the end of the last line that is not blank
	for pos := from; pos < len(r.text); {
		end := r.lineEnd(pos)
		first, col := r.indent(pos, end)
		line := strings.TrimRightFunc(r.text[first:end], unicode.IsSpace)
		if line == "" {
			pos = end + 1
			continue
		}
		n, only := onlyMarks(line)
		switch {
		case only && (n == 3 || r.byIndent && (n == 2 || n == 4)):
			if n != 3 {
				r.oddMarksAt(first, n)
			}
			r.finishProse(w, from, pos-1, first+n)
			return end + 1
		case strings.HasPrefix(line, marks) && strings.HasPrefix(strings.TrimLeft(line[3:], " \t"), "#"):
			r.finishProse(w, from, pos-1, first+3)
			r.comment(end-len(strings.TrimLeft(r.text[first+3:end], " \t")), end, false)
			return end + 1
		case strings.HasPrefix(line, marks) && strings.TrimLeft(line[3:], " \t") == "}":
			brace := first + len(line) - 1
			r.report(diag.Diagnostic{
				Code:    "brace-not-alone",
				Message: "a `}` has a line of its own",
				At:      r.at(brace, brace+1, "nothing else stands on this line"),
				Fix:     safe(r.replace(first+3, brace, indent)),
			})
			r.finishProse(w, from, pos-1, first+3)
			r.rows = append(r.rows, r.closing(int32(brace), int32(brace+1), col))
			return end + 1
		case strings.HasSuffix(line, marks):
			// Nobody ends a sentence with three marks that are not meant.
			at := first + len(line) - 3
			text := first + len(strings.TrimRightFunc(line[:len(line)-3], unicode.IsSpace))
			r.report(diag.Diagnostic{
				Code:    "odd-prose-marks",
				Message: "three quotation marks have a line of their own",
				At:      r.at(at, at+3, "prose ends on the line above"),
				Fix:     safe(r.replace(text, at, indent)),
			})
			r.finishProse(w, from, text, at+3)
			return end + 1
		case r.byIndent && (col < w.col || strings.HasSuffix(line, " {")):
			if last <= from && r.adopt(w) {
				return pos
			}
			r.reportUnclosedProse(w, last, indent)
			w.broken = true
			r.finishProse(w, from, last, last)
			return pos
		}
		last = end
		pos = end + 1
	}
	r.oddMarks = true
	if r.byIndent && last <= from && r.adopt(w) {
		return len(r.text)
	}
	r.reportUnclosedProse(w, last, indent)
	w.broken = true
	r.finishProse(w, from, last, last)
	return len(r.text)
}

func (r *reading) oddMarksAt(at, n int) {
	r.report(diag.Diagnostic{
		Code:    "odd-prose-marks",
		Message: "prose stands between lines of three quotation marks",
		At:      r.at(at, at+n, ""),
		Help:    "write `\"\"\"`",
		Fix:     safe(r.replace(at, at+n, marks)),
	})
}

func (r *reading) reportUnclosedProse(w row, end int, indent string) {
	r.report(diag.Diagnostic{
		Code:    "unclosed-prose",
		Message: "this prose is not closed",
		At:      r.at(int(w.start), int(w.head), "opened here"),
		Help:    "put a line with `\"\"\"` below its last line",
		Fix:     likely(r.replace(end, end, indent+marks)),
	})
}

// adopt takes marks with nothing below them for closing marks whose opening
// marks are missing. The prose is taken to start at the first line above that
// looks like a sentence.
func (r *reading) adopt(w row) bool {
	start := strings.LastIndexByte(r.text[:w.start], '\n') + 1
	from := -1
	for pos := start; pos > 0; {
		end := pos - 1
		pos = strings.LastIndexByte(r.text[:end], '\n') + 1
		first, col := r.indent(pos, end)
		line := strings.TrimRightFunc(r.text[first:end], unicode.IsSpace)
		if line == "" {
			continue
		}
		if _, only := onlyMarks(line); only || col < w.col || strings.HasSuffix(line, "{") || line == "}" {
			break
		}
		if looksLikeProse(line) {
			from = pos
		}
	}
	if from < 0 {
		return false
	}
	for n := len(r.rows); n > 0 && int(r.rows[n-1].start) >= from; n-- {
		r.terms = r.terms[:r.rows[n-1].lo]
		r.rows = r.rows[:n-1]
	}
	for n := len(r.comments); n > 0 && r.comments[n-1].Span.Start >= from; n-- {
		r.comments = r.comments[:n-1]
	}
	kept := r.found[:0]
	for _, d := range r.found {
		if d.At.Span.Start < from {
			kept = append(kept, d)
		}
	}
	r.found = kept
	marksAt, marksEnd := int(w.start), int(w.head)
	first, _ := r.indent(from, len(r.text))
	r.report(diag.Diagnostic{
		Code:    "unclosed-prose",
		Message: "these marks close prose that is not opened",
		At:      r.at(marksAt, marksEnd, "closed here"),
		Help:    "put a line with `\"\"\"` above its first line",
		Fix:     likely(r.replace(first, first, marks+"\n"+strings.Repeat(" ", int(w.col)))),
	})
	w.start, w.head = int32(first), int32(first)
	w.lo, w.hi = int32(len(r.terms)), int32(len(r.terms))
	w.broken = true
	r.finishProse(w, from, start-1, marksEnd)
	return true
}

// looksLikeProse says whether a line starts like a sentence or a list of
// Markdown; no keyword does.
func looksLikeProse(line string) bool {
	c := line[0]
	return 'A' <= c && c <= 'Z' || strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "* ") || c == '_' || c == '>' || c == '['
}

// finishProse adds prose whose text runs from from to to, and which ends at end.
func (r *reading) finishProse(w row, from, to, end int) {
	w.end = int32(end)
	var p prose
	if from < to {
		p = dedent(r.text[from:to], from, from == 0 || r.text[from-1] == '\n')
	}
	r.proses = append(r.proses, p)
	r.rows = append(r.rows, w)
}

// dedent takes away the white space that all lines that are not blank share. at
// is the place of text in the source; whole says that its first line is a whole
// line, and not what stood behind the opening marks.
func dedent(text string, at int, whole bool) prose {
	n := strings.Count(text, "\n") + 1
	lines := make([]string, 0, n)
	shared, any := "", false
	for rest, more := text, true; more; {
		var line string
		line, rest, more = strings.Cut(rest, "\n")
		lines = append(lines, line)
		if len(lines) == 1 && !whole {
			continue
		}
		body := strings.TrimLeft(line, " \t")
		if strings.TrimFunc(body, unicode.IsSpace) == "" {
			continue
		}
		white := line[:len(line)-len(body)]
		if !any {
			shared, any = white, true
			continue
		}
		for !strings.HasPrefix(white, shared) {
			shared = shared[:len(shared)-1]
		}
	}
	p := prose{at: make([]int, 0, n)}
	var b strings.Builder
	b.Grow(len(text))
	for i, line := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		indent := min(len(line), len(shared))
		if i == 0 && !whole {
			indent = 0
		}
		p.at = append(p.at, at+indent)
		if strings.TrimFunc(line, unicode.IsSpace) != "" {
			b.WriteString(line[indent:])
		}
		at += len(line) + 1
	}
	p.text = b.String()
	return p
}
