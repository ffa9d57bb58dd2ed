// Package diag says where text came from and what is wrong with it. It is the
// one diagnostic type from the lexer to the editor: every stage returns a
// [List], and the writers in this package turn a list into text, JSON, SARIF or
// workflow annotations. Invariant: offsets are bytes into the text of one
// [Source]; lines, columns and UTF-16 positions are computed only at the edge.
package diag

import "sort"

// Severity says how bad a finding is.
type Severity int

// The three severities, worst first.
const (
	Error Severity = iota
	Warning
	Note
)

// String returns the word that the writers print.
func (s Severity) String() string {
	return [...]string{"error", "warning", "note"}[s]
}

// Span is a stretch of one source, from byte Start up to but not including End.
// The zero Span has no source and means "no place".
type Span struct {
	Source     *Source
	Start, End int
}

// Text returns the words that the span covers.
func (s Span) Text() string {
	if s.Source == nil {
		return ""
	}
	return s.Source.Text[s.Start:s.End]
}

// Label is a span with what there is to say about it. An empty Text underlines
// without a remark.
type Label struct {
	Span Span
	Text string
}

// Edit replaces the text of a span.
type Edit struct {
	Span Span
	New  string
}

// Fix is a set of edits that mends a finding. Safe says that they cannot change
// what the author meant; only those are made by `check --fix`.
type Fix struct {
	Edits []Edit
	Safe  bool
}

// Diagnostic is one finding. Message stands alone, in lower case and without a
// full stop.
type Diagnostic struct {
	Code     string // kebab name that states the bad thing, such as "unknown-name"
	Severity Severity
	Message  string  // what is wrong
	At       Label   // the tightest span that shows it
	Related  []Label // other places, in any file
	In       string  // the breadcrumb in the author's own words, such as "protocol hidden-harm > pathway pre-birth"
	Notes    []string
	Help     string // what to do; empty when Message says it
	Fix      *Fix   // nil when nothing mends it mechanically
}

// List is what a stage found.
type List []Diagnostic

// Errors counts the findings of severity [Error].
func (l List) Errors() int { return l.Count(Error) }

// Count returns how many findings have severity s.
func (l List) Count(s Severity) int {
	n := 0
	for _, d := range l {
		if d.Severity == s {
			n++
		}
	}
	return n
}

// Sort puts the list into the order in which it is printed: by file name, place,
// severity, code and message, so that the order never depends on how the
// findings came about.
func (l List) Sort() {
	sort.SliceStable(l, func(i, j int) bool {
		a, b := l[i], l[j]
		an, bn := a.At.Span.name(), b.At.Span.name()
		switch {
		case an != bn:
			return an < bn
		case a.At.Span.Start != b.At.Span.Start:
			return a.At.Span.Start < b.At.Span.Start
		case a.Severity != b.Severity:
			return a.Severity < b.Severity
		case a.Code != b.Code:
			return a.Code < b.Code
		}
		return a.Message < b.Message
	})
}

func (s Span) name() string {
	if s.Source == nil {
		return ""
	}
	return s.Source.Name
}
