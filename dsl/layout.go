package dsl

import (
	"concordat/dsl/diag"
)

// maxDepth is how deep blocks may stand inside each other. The language needs
// six.
const maxDepth = 20

// layout returns the rows in an order that always balances, and reports what had
// to be mended for that. Braces alone decide; only if they do not balance is
// indentation believed, so that it never changes the reading of a correct file.
func (r *reading) layout() []row {
	if r.anyCommas {
		r.settleCommas()
	}
	depth, deepest, balanced := 0, 0, true
	for i := range r.rows {
		switch w := &r.rows[i]; w.kind {
		case openRow:
			depth++
			deepest = max(deepest, depth)
			if w.headless {
				deepest = maxDepth + 1 // not as it stands
			}
		case closeRow:
			depth--
			balanced = balanced && depth >= 0
		}
	}
	balanced = balanced && depth == 0
	if balanced && deepest <= maxDepth {
		return r.rows
	}
	byBraces := arrangement{reading: r, balanced: balanced}
	byBraces.arrange()
	best := &byBraces
	if !balanced && r.indented() {
		byIndent := arrangement{reading: r, indent: true}
		byIndent.arrange()
		if byIndent.mistakes <= 3*byBraces.mistakes+3 {
			best = &byIndent
		}
	}
	for _, d := range best.reports {
		r.report(d)
	}
	r.dropped += best.mistakes - len(best.reports)
	r.skipped = append(r.skipped, best.skipped...)
	return best.out
}

// indented says whether blocks are indented, as a rule.
func (r *reading) indented() bool {
	deeper, all := 0, 0
	for i := 1; i < len(r.rows); i++ {
		above, w := &r.rows[i-1], &r.rows[i]
		if above.kind != openRow || w.kind == closeRow || w.mid {
			continue
		}
		all++
		if w.col > above.col {
			deeper++
		}
	}
	return 3*deeper >= 2*all
}

// arrangement is one way of reading rows whose braces do not balance.
type arrangement struct {
	*reading
	indent   bool
	balanced bool // as the braces stand
	out      []row
	open     []opened
	reports  diag.List // the first of the
	mistakes int
	skipped  []diag.Span
	// skip counts the open blocks inside what is not read.
	skip    int
	skipCol int32
}

// opened is a block that is not closed yet.
type opened struct {
	header int // index in arrangement.out
	col    int32
	silent bool // its missing end is not worth a report of its own
	// through says that it is no block: it is the second of two opening braces,
	// and what it holds belongs to the first.
	through bool
}

func (a *arrangement) arrange() {
	a.out = make([]row, 0, len(a.rows)+8)
	for i := range a.rows {
		w := a.rows[i]
		if a.skip > 0 && a.stillSkipped(w) {
			continue
		}
		if a.indent && !w.mid && w.kind != closeRow {
			a.believeIndent(w)
		}
		switch w.kind {
		case openRow:
			a.openBlock(w)
		case closeRow:
			a.closeBlock(w, i)
		default:
			a.out = append(a.out, w)
		}
	}
	for len(a.open) > 0 {
		a.closeMissing(nil)
	}
}

// believeIndent opens and closes the blocks whose braces are missing before w.
func (a *arrangement) believeIndent(w row) {
	if n := len(a.out); n > 0 {
		above := &a.out[n-1]
		if above.kind == lineRow && !above.mid && w.col > above.col && len(a.open) < maxDepth {
			above.kind, above.broken = openRow, true
			a.open = append(a.open, opened{header: n - 1, col: above.col, silent: true})
			a.add(diag.Diagnostic{
				Code:    "missing-brace",
				Message: "the lines below stand inside this one, but it does not end in `{`",
				At:      a.at(int(above.start), int(above.head), "no `{` at the end"),
				Related: []diag.Label{a.at(int(w.start), int(w.head), "this is further in")},
				Help:    "put a `{` at its end, or move the lines below to the left",
				Fix:     likely(a.replace(int(above.head), int(above.head), " {")),
			})
		}
	}
	for n := len(a.open); n > 0 && a.open[n-1].col >= w.col; n-- {
		a.closeMissing(&w)
	}
}

func (a *arrangement) add(d diag.Diagnostic) {
	a.mistakes++
	if len(a.reports) < maxFindings {
		a.reports = append(a.reports, d)
	}
}

// openBlock takes an opening brace.
func (a *arrangement) openBlock(w row) {
	switch {
	case w.double:
		a.skipped = append(a.skipped, a.span(int(w.start), int(w.end)))
		a.add(diag.Diagnostic{
			Code:    "stray-brace",
			Message: "a block has one `{`",
			At:      a.at(int(w.start), int(w.end), "this one is not needed"),
			Help:    "take it out, and its `}` too if it has one",
			Fix:     likely(a.replace(int(w.start), int(w.end), "")),
		})
		if a.balanced {
			a.open = append(a.open, opened{header: len(a.out) - 1, col: w.col, silent: true, through: true})
		}
		return
	case w.headless:
		a.add(diag.Diagnostic{
			Code:    "stray-brace",
			Message: "nothing stands before this `{`",
			At:      a.at(int(w.end)-1, int(w.end), "what is inside is not read"),
			Help:    "write before it what the block is, or take out this `{` and its `}`",
		})
	case len(a.open) >= maxDepth:
		for i := range a.open {
			a.open[i].silent = true
		}
		a.out[a.open[len(a.open)-1].header].broken = true
		a.add(diag.Diagnostic{
			Code:    "nested-too-deep",
			Message: "blocks stand inside each other more than 20 deep",
			At:      a.at(int(w.start), int(w.head), "this block is not read"),
			Help:    "look for a missing `}` above",
		})
	default:
		a.open = append(a.open, opened{header: len(a.out), col: w.col})
		a.out = append(a.out, w)
		return
	}
	a.skip, a.skipCol = 1, w.col
	a.skipped = append(a.skipped, a.span(int(w.start), int(w.end)))
}

// stillSkipped says whether w belongs to the block that is not read.
func (a *arrangement) stillSkipped(w row) bool {
	if a.indent && !w.mid && w.col < a.skipCol {
		a.skip = 0
		return false
	}
	a.skipped[len(a.skipped)-1].End = int(w.end)
	switch w.kind {
	case openRow:
		a.skip++
	case closeRow:
		a.skip--
	}
	return true
}

// closeBlock takes the closing brace of row i.
func (a *arrangement) closeBlock(w row, i int) {
	n := len(a.open)
	if n > 0 && a.indent && !w.mid {
		at := n - 1
		for at >= 0 && a.open[at].col != w.col {
			at--
		}
		switch {
		case at >= 0:
			for n > at+1 {
				a.closeMissing(&w)
				n--
			}
		case w.col > a.open[n-1].col && a.goesOn(i+1, a.open[n-1].col):
			n = 0
		}
	}
	if n == 0 {
		a.skipped = append(a.skipped, a.span(int(w.start), int(w.end)))
		a.add(diag.Diagnostic{
			Code:    "stray-brace",
			Message: "this `}` closes nothing",
			At:      a.at(int(w.start), int(w.end), "no block is open here"),
			Help:    "take it out, or look for a missing `{` above",
			Fix:     likely(a.replace(int(w.start), int(w.end), "")),
		})
		return
	}
	closed := a.open[len(a.open)-1]
	a.open = a.open[:len(a.open)-1]
	if closed.through {
		a.skipped = append(a.skipped, a.span(int(w.start), int(w.end)))
		return
	}
	a.out = append(a.out, w)
}

// goesOn says whether the block whose first line is in column col goes on in
// row i.
func (a *arrangement) goesOn(i int, col int32) bool {
	if i == len(a.rows) || a.rows[i].mid {
		return false
	}
	w := a.rows[i]
	return w.col > col || w.col == col && w.kind == closeRow
}

// closeMissing closes the innermost block, whose brace is missing before the row
// before, or at the end of the file.
func (a *arrangement) closeMissing(before *row) {
	last := len(a.open) - 1
	block := a.open[last]
	a.open = a.open[:last]
	if block.through {
		return
	}
	end := a.out[len(a.out)-1].end
	a.out[block.header].broken = true
	a.out = append(a.out, row{kind: closeRow, start: end, end: end})
	if block.silent {
		return
	}
	header := a.out[block.header]
	d := diag.Diagnostic{
		Code:    "unclosed-block",
		Message: "this block is not closed",
		At:      a.at(int(header.start), int(header.end), "no `}` for this `{`"),
		Help:    "put a `}` on a line of its own below the last line of the block",
		Fix:     likely(a.replace(int(end), int(end), "\n"+a.lineIndent(int(header.start))+"}")),
	}
	if before != nil {
		d.Related = []diag.Label{a.at(int(before.start), int(max(before.head, before.start+1)), "the `}` belongs above this")}
	}
	a.add(d)
}

// lineIndent returns the white space at the start of the line that holds at.
func (r *reading) lineIndent(at int) string {
	start := at
	for start > 0 && r.text[start-1] != '\n' {
		start--
	}
	end, _ := r.indent(start, at)
	return r.text[start:end]
}

// settleCommas mends the rows in which a comma has nothing before or behind it.
// A line that ends in a comma and is followed by a deeper one was meant to run
// on.
func (r *reading) settleCommas() {
	rows := r.rows[:0]
	for i := 0; i < len(r.rows); i++ {
		w := r.rows[i]
		for w.commas && w.kind == lineRow && !w.broken && w.hi > w.lo+1 && r.terms[w.hi-1].Kind == Comma && i+1 < len(r.rows) {
			next := r.rows[i+1]
			if next.lo != w.hi || next.hi == next.lo || next.mid || next.col <= w.col {
				break
			}
			r.reportRunsOn(w, next)
			w.kind, w.hi, w.head, w.end = next.kind, next.hi, next.head, next.end
			w.broken = next.broken
			w.commas = w.commas || next.commas
			i++
		}
		if w.commas {
			r.dropCommas(&w)
		}
		if w.hi > w.lo || w.kind != lineRow {
			rows = append(rows, w)
			continue
		}
		r.skipped = append(r.skipped, r.span(int(w.start), int(w.end)))
	}
	r.rows = rows
}

func (r *reading) reportRunsOn(w, next row) {
	comma := r.terms[w.hi-1].Span
	d := diag.Diagnostic{
		Code:    "line-runs-on",
		Message: "a line does not run on after a comma",
		At:      r.at(comma.Start, comma.End, "the line ends here"),
		Related: []diag.Label{r.at(int(next.start), int(next.head), "this is read as part of it")},
		Help:    "write it on one line, or put the list in braces, one entry a line and without commas",
	}
	if end, _ := r.indent(comma.End, int(next.start)); onlySpaces(r.text[comma.End:next.start]) && end <= int(next.start) {
		d.Fix = safe(r.replace(comma.End, int(next.start), " "))
	}
	r.report(d)
}

func onlySpaces(s string) bool {
	for i := 0; i < len(s); i++ {
		if class[s[i]] != cSpace {
			return false
		}
	}
	return true
}

// dropCommas takes out of a row the commas that have nothing before or behind
// them.
func (r *reading) dropCommas(w *row) {
	terms := r.terms[w.lo:w.hi]
	last := len(terms)
	for last > 0 && terms[last-1].Kind == Comma {
		last--
	}
	kept := terms[:0]
	var d diag.Diagnostic
	for i, t := range terms {
		if t.Kind != Comma || i < last && len(kept) > 0 && kept[len(kept)-1].Kind != Comma {
			kept = append(kept, t)
			continue
		}
		if d.Code == "" {
			d = diag.Diagnostic{
				Code:    "stray-comma",
				Message: "there is nothing before this comma",
				At:      diag.Label{Span: t.Span},
				Help:    "a comma stands between two entries of one line; take this one out",
				Fix:     safe(),
			}
			if i >= last {
				d.Message = "there is nothing behind this comma"
			}
		}
		end := t.Span.End
		if len(kept) == 0 && i+1 < len(terms) {
			end = terms[i+1].Span.Start // or the line would start deeper than it did
		}
		d.Fix.Edits = append(d.Fix.Edits, r.replace(t.Span.Start, end, ""))
	}
	w.hi = w.lo + int32(len(kept))
	if d.Code != "" && !w.broken {
		r.report(d)
	}
	w.headless = w.kind == openRow && w.hi == w.lo
}
