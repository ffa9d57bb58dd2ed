package dsl

import (
	"fmt"
	"math/rand"
	"strings"
	"sync"
	"testing"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"
)

// The grammar of grammar.go wholly in struct tags. It is what [body] must do,
// and five times as slow.
type wholeTree struct {
	Items []*wholeItem `parser:"@@*"`
}

type wholeItem struct {
	Line  string      `parser:"(  @Line"`
	Prose string      `parser:" | @Prose"`
	Block *wholeBlock `parser:" | @@ )"`
}

type wholeBlock struct {
	Open  string       `parser:"@Open"`
	Items []*wholeItem `parser:"@@*"`
	Close string       `parser:"Close"`
}

func (t *wholeTree) outline() string { return outlineOf(t.Items) }

func outlineOf(items []*wholeItem) string {
	var b strings.Builder
	for _, item := range items {
		switch {
		case item.Block != nil:
			b.WriteString("(" + outlineOf(item.Block.Items) + ")")
		case item.Prose != "":
			b.WriteString("p")
		default:
			b.WriteString("l")
		}
	}
	return b.String()
}

func outline(items []*Item) string {
	var b strings.Builder
	for _, item := range items {
		switch item.Kind {
		case BlockItem:
			b.WriteString("(" + outline(item.Items) + ")")
		case ProseItem:
			b.WriteString("p")
		default:
			b.WriteString("l")
		}
	}
	return b.String()
}

func whole(t testing.TB, text string) *wholeTree {
	t.Helper()
	p := participle.MustBuild[wholeTree](participle.Lexer(definition{}))
	tree, err := p.ParseString("a.protocol", text)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return tree
}

// TestGrammar holds the body that parses itself against the same grammar in
// struct tags, on the files of the repository and on random shapes, sound and
// unsound.
func TestGrammar(t *testing.T) {
	texts := []string{""}
	for _, data := range repositoryFiles(t) {
		texts = append(texts, string(data))
	}
	random := rand.New(rand.NewSource(1))
	for range 500 {
		texts = append(texts, randomShape(random, random.Intn(40)))
	}
	for _, text := range texts {
		f, _ := Parse("a.protocol", []byte(text))
		if got, want := outline(f.Items), whole(t, text).outline(); got != want {
			t.Errorf("%q has the shape %s, want %s", text, got, want)
		}
	}
}

func randomShape(random *rand.Rand, lines int) string {
	var b strings.Builder
	for range lines {
		b.WriteString(strings.Repeat("  ", random.Intn(3)))
		b.WriteString([]string{"a b\n", "a {\n", "}\n", "}\n", "\"x\"\n", "\"\"\"\ntext\n\"\"\"\n", "# c\n", "\n", "{\n"}[random.Intn(9)])
	}
	return b.String()
}

// TestParallel is for the race detector: files are parsed in parallel.
func TestParallel(t *testing.T) {
	text := sample(t)
	want := dump(must(text))
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			f, _ := Parse(fmt.Sprint(i), []byte(text))
			if dump(f) != want || Format(f) != text {
				t.Error("a file reads otherwise beside others")
			}
		})
	}
	wait.Wait()
}

// TestTokens says that participle's own lexing of a file ends with it.
func TestTokens(t *testing.T) {
	tokens, err := grammar.Lex("a.protocol", strings.NewReader("a {\n  b\n}\n"))
	if err != nil {
		t.Fatal(err)
	}
	var kinds []lexer.TokenType
	for _, token := range tokens {
		kinds = append(kinds, token.Type)
	}
	if fmt.Sprint(kinds) != fmt.Sprint([]lexer.TokenType{tOpen, tLine, tClose, lexer.EOF}) {
		t.Errorf("tokens %v", kinds)
	}
}

func BenchmarkGrammarInTags(b *testing.B) {
	text := string(generated(20_000))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		whole(b, text)
	}
}
