package dsl

import "concordat/dsl/diag"

// rowKind is the sort of a row.
type rowKind uint8

const (
	lineRow  rowKind = iota // terms
	openRow                 // terms and a brace
	closeRow                // a closing brace
	proseRow                // """ … """
)

// row is what participle sees as one token: a line, the first line of a block,
// a closing brace, or a whole prose. Terms are not tokens of the grammar since
// the grammar does not look at them; a token for each would cost 64 bytes and
// a third of the time.
type row struct {
	kind   rowKind
	broken bool
	// mid says that something else stands before it on its line, so that its
	// column means nothing.
	mid bool
	// headless says of an openRow that nothing stands before its brace.
	headless bool
	// double says of a headless row that it stands right behind another brace.
	double     bool
	commas     bool  // a comma has nothing before or behind it
	col        int32 // the column of the first character of the physical line
	lo, hi     int32 // its terms in reading.terms
	start, end int32 // its bytes, with the brace
	head       int32 // where its terms end
	prose      int32 // index in reading.proses
}

// prose is the body of a proseRow.
type prose struct {
	text string
	at   []int
}

// reading is the state of reading one source. There is no other state: files
// are read in parallel.
type reading struct {
	src      *diag.Source
	text     string
	terms    []Term
	rows     []row
	proses   []prose
	comments []Comment
	found    diag.List
	dropped  int // how many findings were left out, and
	first    int // where the first of them is
	// byIndent says that the marks of prose do not pair, so that indentation
	// is believed where they are missing.
	byIndent bool
	oddMarks bool // set by the first pass when they do not pair

	anyCommas bool // some row has commas set

	// skipped are the stretches that are in no item although they are not
	// white space: stray braces and what is nested too deep.
	skipped []diag.Span

	// of the physical line being read
	odd       []int32 // terms that are no words
	edits     []diag.Edit
	braceAt   int // the first brace that is not alone
	indentEnd int
}

// maxFindings is the most that is reported of one file: enough for every
// mistake that people make, few enough for a file that is no agreement at all.
const maxFindings = 1000

func (r *reading) report(d diag.Diagnostic) {
	if len(r.found) >= maxFindings {
		if r.dropped == 0 || d.At.Span.Start < r.first {
			r.first = d.At.Span.Start
		}
		r.dropped++
		return
	}
	r.found = append(r.found, d)
}

func (r *reading) span(start, end int) diag.Span {
	return diag.Span{Source: r.src, Start: start, End: end}
}

func (r *reading) at(start, end int, text string) diag.Label {
	return diag.Label{Span: r.span(start, end), Text: text}
}

// safe returns a fix that cannot change what the author meant.
func safe(edits ...diag.Edit) *diag.Fix { return &diag.Fix{Edits: edits, Safe: true} }

// likely returns a fix that an author has to look at.
func likely(edits ...diag.Edit) *diag.Fix { return &diag.Fix{Edits: edits} }

func (r *reading) replace(start, end int, by string) diag.Edit {
	return diag.Edit{Span: r.span(start, end), New: by}
}
