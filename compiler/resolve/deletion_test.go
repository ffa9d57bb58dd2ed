package resolve

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"concordat/compiler/model"
	"concordat/dsl"
	"concordat/dsl/diag"
)

// piece is one brace, word or text of a source, or one of its quotation marks.
type piece struct {
	start, end int
	what       string
}

// pieces returns everything that can be left out of a file.
func pieces(f *dsl.File) []piece {
	var all []piece
	text := f.Source.Text
	var walk func(items []*dsl.Item)
	walk = func(items []*dsl.Item) {
		for _, it := range items {
			for _, t := range it.Terms {
				all = append(all, piece{t.Span.Start, t.Span.End, "term"})
				if t.Kind == dsl.String {
					all = append(all, piece{t.Span.Start, t.Span.Start + 1, "quote"}, piece{t.Span.End - 1, t.Span.End, "quote"})
				}
			}
			if it.Kind == dsl.BlockItem {
				open := it.Head.End + strings.IndexByte(text[it.Head.End:], '{')
				all = append(all, piece{open, open + 1, "brace"}, piece{it.Span.End - 1, it.Span.End, "brace"})
			}
			walk(it.Items)
		}
	}
	walk(f.Items)
	return all
}

// outcome is what came of leaving one piece out.
type outcome struct {
	piece piece
	line  int // of the piece
	added diag.List
}

// leaveOut leaves out each step-th piece of each own file of an archive, one at
// a time, and returns what is then reported more than before.
func leaveOut(t testing.TB, ar *txtar.Archive, step int) map[string][]outcome {
	used := map[string]bool{}
	var inputs []Input
	var own []int
	for _, f := range ar.Files {
		file, list := dsl.Parse(f.Name, f.Data)
		if !strings.HasSuffix(f.Name, ".protocol") {
			continue
		}
		if list.Errors() > 0 {
			t.Fatalf("%s: %s", f.Name, render(list))
		}
		for _, it := range file.Items {
			if len(it.Terms) > 0 && it.Terms[0].Text == "use" {
				for _, term := range it.Terms[1:] {
					inputs = append(inputs, ship(t, term.Text, used)...)
				}
			}
		}
	}
	for _, f := range ar.Files {
		if strings.HasSuffix(f.Name, ".protocol") {
			file, _ := dsl.Parse(f.Name, f.Data)
			own = append(own, len(inputs))
			inputs = append(inputs, Input{file, model.Own, 1000})
		}
	}
	_, before := Resolve(inputs, Options{})
	usual := map[string]int{}
	for _, d := range before {
		usual[d.Code+d.Message]++
	}
	found := map[string][]outcome{}
	n := 0
	for _, i := range own {
		whole := inputs[i].File
		text := whole.Source.Text
		for _, p := range pieces(whole) {
			if n++; n%step != 0 {
				continue
			}
			file, list := dsl.Parse(whole.Source.Name, []byte(text[:p.start]+text[p.end:]))
			inputs[i].File = file
			_, after := Resolve(inputs, Options{})
			list = append(list, after...)
			list.Sort()
			o := outcome{piece: p, line: whole.Source.Position(p.start).Line}
			left := map[string]int{}
			for _, d := range list {
				key := d.Code + d.Message
				if left[key]++; left[key] > usual[key] {
					o.added = append(o.added, d)
				}
			}
			found[whole.Source.Name] = append(found[whole.Source.Name], o)
		}
		inputs[i].File = whole
	}
	return found
}

// TestLeavingOut leaves out braces, quotation marks, words and texts one at a
// time. Each gives one report, or a text that is still right.
func TestLeavingOut(t *testing.T) {
	page, err := txtar.ParseFile(filepath.Join("testdata", "language.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	step := 13
	if os.Getenv("LEAVE_OUT_ALL") != "" {
		step = 1
	}
	leaveOutOf(t, page, step)
}

// TestLeavingOutOfNorthmoor does the same to a whole agreement, here and there.
func TestLeavingOutOfNorthmoor(t *testing.T) {
	names, err := filepath.Glob("../../examples/northmoor/*.protocol")
	if err != nil || len(names) == 0 {
		t.Fatalf("no agreement: %v", err)
	}
	whole := &txtar.Archive{Files: []txtar.File{{Name: "use.protocol", Data: []byte("use phe-2018, working-together-2023\n")}}}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		whole.Files = append(whole.Files, txtar.File{Name: filepath.Base(name), Data: data})
	}
	step := 241
	if os.Getenv("LEAVE_OUT_ALL") != "" {
		step = 1
	}
	leaveOutOf(t, whole, step)
}

func leaveOutOf(t *testing.T, ar *txtar.Archive, step int) {
	t.Helper()
	text := map[string]string{}
	for _, f := range ar.Files {
		text[f.Name] = string(f.Data)
	}
	var all, one, none, more, elsewhere int
	results := leaveOut(t, ar, step)
	for _, name := range sortedKeys(results) {
		for _, o := range results[name] {
			all++
			left := text[name][o.piece.start:o.piece.end]
			line := strings.TrimSpace(strings.Split(text[name], "\n")[o.line-1])
			kind := ""
			switch len(o.added) {
			case 0:
				none++
				kind = "NONE"
				if changesTheCase[left] {
					t.Errorf("%s:%d: %q is not missed in %q", name, o.line, left, line)
				}
			case 1:
				one++
				if at := o.added[0].At.Span; at.Position().Line != o.line || at.Source.Name != name {
					elsewhere++
					kind = "ELSEWHERE"
				}
			default:
				more++
				kind = "MORE"
			}
			if kind != "" && testing.Verbose() {
				t.Logf("%s %s:%d %s %q without %q\n%s", kind, name, o.line, o.piece.what, line, left, render(o.added))
			}
		}
	}
	t.Logf("%d left out: %d one report (%d on another line), %d none, %d more than one", all, one, elsewhere, none, more)
	if good := one + none; good*100 < all*97 {
		t.Errorf("%d of %d give one report or are still right; 97 in 100 should", good, all)
	}
	// What is still right is right by chance: a list one entry shorter, a title
	// left out.
	if none*100 > all*20 {
		t.Errorf("%d of %d go unnoticed; 20 in 100 may", none, all)
	}
}

// changesTheCase are the words without which a line says something else, however
// well it reads: when it holds, or why.
var changesTheCase = map[string]bool{"when": true, "unless": true, "because": true, "within": true, "of": true, "is": true, "least": true, "most": true, "then": true}
