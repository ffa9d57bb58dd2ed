package dsl

import (
	"slices"
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
	behind := r.text[i+2 : end]
	rest := strings.TrimLeftFunc(behind, unicode.IsSpace)
	return rest == "" || rest[0] == '#' && rest != behind
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
		if strings.HasPrefix(trimmed, "#") && trimmed != rest {
			r.comment(end-len(strings.TrimLeftFunc(rest, unicode.IsSpace)), end, false)
			break
		}
		from = i + 3 + len(rest) - len(strings.TrimLeftFunc(rest, unicode.IsSpace))
		if body, closed := strings.CutSuffix(trimmed, marks); closed {
			at := from + len(body)
			if body == "" {
				at = from - 1
			}
			r.finishProse(w, from, at, from+len(trimmed))
			return end + 1
		}
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
	last := from - 1 // the end of the last line that is not blank
	whole := from > len(r.text) || r.text[last] == '\n'
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
			d := diag.Diagnostic{
				Code:    "odd-prose-marks",
				Message: "three quotation marks have a line of their own",
				At:      r.at(at, at+3, "prose ends on the line above"),
			}
			if !strings.Contains(r.text[first:text], marks) {
				d.Fix = safe(r.replace(text, at, indent))
			}
			r.report(d)
			r.finishProse(w, from, text, at+3)
			return end + 1
		case r.byIndent && (whole || pos > from) && (col < w.col || strings.HasSuffix(line, " {")):
			if last < from && !w.mid && r.adopt(w) {
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
	if r.byIndent && last < from && !w.mid && r.adopt(w) {
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
	from, top := -1, 0
	for n := len(r.rows); n > 0 && top == 0; n-- {
		if r.rows[n-1].kind == proseRow {
			top = int(r.rows[n-1].end)
		}
	}
	for pos := start; pos > top; {
		end := pos - 1
		pos = strings.LastIndexByte(r.text[:end], '\n') + 1
		first, col := r.indent(pos, end)
		line := strings.TrimRightFunc(r.text[first:end], unicode.IsSpace)
		if line == "" {
			continue
		}
		if _, only := onlyMarks(line); only || pos < top || col < w.col || strings.HasSuffix(line, "{") || line == "}" {
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
	r.comments = slices.DeleteFunc(r.comments, func(c Comment) bool {
		return from <= c.Span.Start && c.Span.Start < int(w.start)
	})
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
	if from <= to {
		p = r.dedent(w, from, to, end)
	} else if from < len(r.text) && r.text[from-1] != '\n' {
		// The closing marks stand right behind the opening ones.
		r.reportTextBehindMarks(w, from, from, from, "\n"+strings.Repeat(" ", int(w.col)))
	}
	r.proses = append(r.proses, p)
	r.rows = append(r.rows, w)
}

// dedent takes away the white space that all lines of a prose share. Where the
// first line stands behind the opening marks, that is reported, and the line
// counts as indented like the others.
func (r *reading) dedent(w row, from, to, end int) prose {
	text := r.text[from:to]
	whole := from == 0 || r.text[from-1] == '\n'
	lines := strings.Split(text, "\n")
	shared, any := "", false
	for i, line := range lines {
		body := strings.TrimLeft(line, " \t")
		if i == 0 && !whole || strings.TrimFunc(body, unicode.IsSpace) == "" {
			continue
		}
		white := line[:len(line)-len(body)]
		if !any {
			shared, any = white, true
		}
		for !strings.HasPrefix(white, shared) {
			shared = shared[:len(shared)-1]
		}
	}
	if !whole {
		indent := "\n" + shared
		if !any {
			indent = "\n" + strings.Repeat(" ", int(w.col))
		}
		r.reportTextBehindMarks(w, from, to, end, indent)
	}
	p := prose{at: make([]int, len(lines))}
	var b strings.Builder
	b.Grow(len(text))
	at := from
	for i, line := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		indent := min(len(line), len(shared))
		if i == 0 && !whole {
			indent = 0
		}
		p.at[i] = at + indent
		if strings.TrimFunc(line, unicode.IsSpace) != "" {
			b.WriteString(line[indent:])
		}
		at += len(line) + 1
	}
	p.text = b.String()
	return p
}

func (r *reading) reportTextBehindMarks(w row, from, to, end int, indent string) {
	d := diag.Diagnostic{
		Code:    "odd-prose-marks",
		Message: "three quotation marks have a line of their own",
		At:      r.at(int(w.start), int(w.head), "prose starts on the next line"),
		Fix:     safe(r.replace(int(w.head), from, indent)),
	}
	if to < end && r.text[to] != '\n' && !strings.Contains(r.text[from:to], "\n") {
		d.Fix.Edits = append(d.Fix.Edits, r.replace(to, to, indent))
	}
	if first, _, _ := strings.Cut(r.text[from:to], "\n"); strings.Contains(first, marks) && from < to {
		d.Fix = nil // whatever was meant
	}
	r.report(d)
}
