package diag

import (
	"sort"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Source is one text and the name under which its findings are reported: a
// slash-separated path relative to the folder being compiled, or "protocols/…"
// for what ships with the compiler. Invariant: Text is valid UTF-8 with LF line
// ends (see [concordat/dsl.Parse]), so offsets may differ from those in the file.
type Source struct {
	Name string
	Text string
	// CRLF and BOM record what was taken away, so that a fix can be written
	// back the way the file was.
	CRLF, BOM bool

	lines []int
}

// NewSource returns a source and the index of its lines.
func NewSource(name, text string) *Source {
	s := &Source{Name: name, Text: text, lines: []int{0}}
	for i := 0; ; {
		j := strings.IndexByte(text[i:], '\n')
		if j < 0 {
			return s
		}
		i += j + 1
		s.lines = append(s.lines, i)
	}
}

// Shipped says that the text comes with the compiler and is no file of the
// author's.
func (s *Source) Shipped() bool { return strings.HasPrefix(s.Name, "protocols/") }

// Span returns a span of s.
func (s *Source) Span(start, end int) Span { return Span{s, start, end} }

// Position is a place as people and tools count: from one. Column counts runes,
// UTF16 counts UTF-16 code units.
type Position struct {
	Line, Column, UTF16 int
}

// Position returns the place of byte offset.
func (s *Source) Position(offset int) Position {
	line := s.lineIndex(offset)
	before := s.Text[s.lines[line]:offset]
	u := 0
	for _, r := range before {
		u += utf16.RuneLen(r)
	}
	return Position{line + 1, utf8.RuneCountInString(before) + 1, u + 1}
}

// Line returns the text of line n, counted from one, without its line end.
func (s *Source) Line(n int) string {
	start, end := s.lineBounds(n)
	return s.Text[start:end]
}

// lineBounds returns the byte offsets of line n, counted from one, without its
// line end.
func (s *Source) lineBounds(n int) (start, end int) {
	start, end = s.lines[n-1], len(s.Text)
	if n < len(s.lines) {
		end = s.lines[n] - 1
	}
	return start, end
}

// Lines returns how many lines there are.
func (s *Source) Lines() int { return len(s.lines) }

func (s *Source) lineIndex(offset int) int {
	return sort.Search(len(s.lines), func(i int) bool { return s.lines[i] > offset }) - 1
}

// Position returns the place where the span starts. It panics on a span without
// a source.
func (s Span) Position() Position { return s.Source.Position(s.Start) }

// folder says that s stands for the folder itself and not for a file in it.
func (s *Source) folder() bool { return s.Name == "." }
