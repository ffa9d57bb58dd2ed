// Package words says the model in plain British English: a condition, a duty, a
// time, the hours of a team. Documents, diagnostics and rule sets use the same
// sentences, so that nobody reads two wordings of one rule. A sentence is a list
// of [Piece]s, because a document links the names in it; [Pieces.String] is the
// sentence alone. Invariant: the words depend on the model and on nothing else,
// and no condition is worded as if it decided what is left to a person.
package words

import (
	"strings"

	"concordat/compiler/model"
)

// Kind is the sort of a piece.
type Kind int

// The kinds of piece.
const (
	Plain  Kind = iota
	Name        // the words name Thing
	Judged      // a condition in words, which only a person can answer
	Gap         // still to be written
)

// Piece is a stretch of a sentence.
type Piece struct {
	Kind  Kind
	Text  string
	Thing *model.Thing // what a Name names
}

// Pieces is a sentence, or part of one.
type Pieces []Piece

// String returns the sentence as plain text. A judgement is followed by who
// answers it, so that no reader takes it for something computed.
func (p Pieces) String() string {
	var b strings.Builder
	for _, x := range p {
		b.WriteString(x.Text)
		switch x.Kind {
		case Judged:
			b.WriteString(" (" + JudgementNote + ")")
		case Gap:
			// The text of a gap says so itself.
		}
	}
	return b.String()
}

// JudgementNote marks a condition that only a person can answer.
const JudgementNote = "a person’s judgement"

// ToBeWritten stands where the author has written `todo`.
const ToBeWritten = "to be written"

func plain(s string) Pieces {
	if s == "" {
		return nil
	}
	return Pieces{{Text: s}}
}

func gap(t *model.Todo) Pieces {
	if t != nil && t.Text != "" {
		return Pieces{{Kind: Gap, Text: ToBeWritten + ": " + t.Text}}
	}
	return Pieces{{Kind: Gap, Text: ToBeWritten}}
}

func join(parts ...Pieces) Pieces {
	var all Pieces
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

// List joins parts as English does: "a, b and c", with word before the last.
// Where a part has a comma of its own, semicolons keep three or more apart.
func List(parts []Pieces, word string) Pieces {
	var all Pieces
	if len(parts) > 2 {
		for _, p := range parts {
			if strings.Contains(p.String(), ", ") {
				return separatedPieces(parts, "; ", "; "+word+" ")
			}
		}
	}
	for i, p := range parts {
		switch {
		case i == 0:
		case i == len(parts)-1:
			all = append(all, Piece{Text: " " + word + " "})
		default:
			all = append(all, Piece{Text: ", "})
		}
		all = append(all, p...)
	}
	return all
}

// Strings joins plain words as [List] does.
func Strings(list []string, word string) string {
	parts := make([]Pieces, len(list))
	for i, s := range list {
		parts[i] = plain(s)
	}
	return List(parts, word).String()
}

// Upper returns s with its first letter in upper case.
func Upper(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}

// Capital returns p with its first letter in upper case.
func Capital(p Pieces) Pieces {
	if len(p) == 0 {
		return p
	}
	q := append(Pieces{}, p...)
	q[0].Text = Upper(q[0].Text)
	return q
}

func spaced(name string) string { return strings.ReplaceAll(name, "-", " ") }
