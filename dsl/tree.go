// Package dsl turns the text of a .protocol file into a tree and back. It knows
// only the shape of the language: lines, blocks and prose. Which blocks and
// lines exist and what they mean is the business of compiler/schema and
// compiler/resolve. [Parse] never fails: any bytes give a tree and a list of
// what is wrong. Invariant: every byte of a source lies in exactly one item, one
// comment or one gap of white space.
package dsl

import "concordat/dsl/diag"

// TermKind is the sort of a term.
type TermKind int

// The three kinds of term.
const (
	Word TermKind = iota
	String
	Comma
)

// Term is one word, quoted text or comma of a line.
type Term struct {
	Kind TermKind
	// Text is the word as written, or the inside of a quoted text. A word that
	// was misspelt in a way that leaves no doubt (`MASH`, `Mon–Thu`) is here as
	// it should have been; it has been reported, and Span.Text() is what was
	// written.
	Text string
	Span diag.Span // with the quotation marks
}

// ItemKind is the sort of an item.
type ItemKind int

// The kinds of item: `keyword values`, `keyword values { … }` and `""" … """`.
const (
	LineItem ItemKind = iota
	BlockItem
	ProseItem
)

// Item is a line, a block or a prose.
type Item struct {
	Kind  ItemKind
	Terms []Term // of a line, or of a block before its brace; never empty except in a prose
	Items []*Item
	Prose string    // a prose without its common indentation and without its quotation marks
	Span  diag.Span // the whole item, with its body
	// Head is the span of the terms alone; of a prose, its opening marks.
	Head diag.Span
	// ProseAt maps Prose back to the source: the offset in the source of the
	// first byte of each line of Prose.
	ProseAt []int
	// Broken says that this item was mended by guesswork, or holds a word that
	// cannot be one, and that this has been reported: later stages read what
	// they can and say nothing about the values of its line or about what is
	// missing in its body.
	Broken bool
}

// Comment is a remark, from `#` to the end of its line.
type Comment struct {
	Text string // with the `#`, without trailing space
	Span diag.Span
	// Own says that the comment has a line to itself.
	Own bool
}

// File is the tree of one source.
type File struct {
	Source   *diag.Source
	Items    []*Item
	Comments []Comment

	// unsafe says that the text has a mistake that no safe fix mends, so that
	// the tree is a guess and [Format] leaves the text alone.
	unsafe bool
}
