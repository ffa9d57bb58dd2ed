package dsl

import (
	"fmt"
	"io"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"
)

// The grammar, which participle runs over rows:
//
//	file  = body
//	body  = { Line | Prose | block }
//	block = Open body Close
//
// The root is a grammar in struct tags. The body parses itself, since reading a
// file of 20,000 lines through struct tags takes five times as long in all (58 ms
// against 12): participle copies its state for each alternative that it tries.
// The test in grammar_test.go holds the body against the same grammar wholly in
// struct tags.
type tree struct {
	Body body `parser:"@@"`
}

// The tokens of the grammar, one for each [rowKind].
const (
	tLine  = lexer.TokenType(lineRow) + 1
	tOpen  = lexer.TokenType(openRow) + 1
	tClose = lexer.TokenType(closeRow) + 1
	tProse = lexer.TokenType(proseRow) + 1
)

var grammar = participle.MustBuild[tree](participle.Lexer(definition{}))

// definition is the lexer as participle wants it.
type definition struct{}

// Symbols implements [lexer.Definition].
func (definition) Symbols() map[string]lexer.TokenType {
	return map[string]lexer.TokenType{
		"EOF": lexer.EOF, "Line": tLine, "Open": tOpen, "Close": tClose, "Prose": tProse,
	}
}

// Lex implements [lexer.Definition].
func (definition) Lex(name string, from io.Reader) (lexer.Lexer, error) {
	data, err := io.ReadAll(from)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	r := read(name, data)
	return &rowLexer{reading: r, rows: r.layout()}, nil
}

// rowLexer hands rows to participle. It never fails.
type rowLexer struct {
	*reading
	rows []row
	next int
}

// Next implements [lexer.Lexer].
func (l *rowLexer) Next() (lexer.Token, error) {
	if l.next == len(l.rows) {
		return lexer.EOFToken(lexer.Position{Filename: l.src.Name, Offset: len(l.text)}), nil
	}
	w := &l.rows[l.next]
	l.next++
	return lexer.Token{
		Type:  lexer.TokenType(w.kind) + 1,
		Value: l.text[w.start:w.end],
		Pos:   lexer.Position{Filename: l.src.Name, Offset: int(w.start)},
	}, nil
}

// shape is an item as participle found it: which row it starts with, which it
// ends with, and how many items stand directly inside.
type shape struct {
	row, last, inside int32
}

// body is a list of shapes, each followed by those inside it.
type body struct {
	shapes []shape
	top    int32 // how many of them stand in no other
}

// Parse implements [participle.Parseable].
func (b *body) Parse(rows *lexer.PeekingLexer) error {
	n, err := b.items(rows)
	b.top = n
	return err
}

// items reads { Line | Prose | block }. Blocks do not nest deeper than
// [maxDepth], since the layout leaves out those that do.
func (b *body) items(rows *lexer.PeekingLexer) (n int32, err error) {
	for {
		at := int32(rows.Cursor())
		switch rows.Peek().Type {
		case tLine, tProse:
			rows.Next()
			b.shapes = append(b.shapes, shape{row: at, last: at})
		case tOpen:
			rows.Next()
			i := len(b.shapes)
			b.shapes = append(b.shapes, shape{row: at})
			inside, err := b.items(rows)
			if err != nil {
				return n, err
			}
			b.shapes[i].inside, b.shapes[i].last = inside, int32(rows.Cursor())
			if t := rows.Next(); t.Type != tClose {
				return n, participle.Errorf(t.Pos, "the layout left a block open")
			}
		default:
			return n, nil
		}
		n++
	}
}
