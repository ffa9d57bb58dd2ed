package dsl

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"concordat/dsl/diag"
)

// checkReading holds what must be true of any bytes.
func checkReading(t *testing.T, data []byte) {
	t.Helper()
	f, r := parse("a.protocol", data)
	text := f.Source.Text
	if !utf8.ValidString(text) || strings.ContainsRune(text, '\r') {
		t.Fatalf("the text of %q is not normalised", data)
	}
	checkItems(t, f.Items, 0, len(text))
	checkBytes(t, f, r.skipped)
	checkFindings(t, f, r.found)
	checkFormat(t, f)
	checkFixes(t, f, data, r.found)
}

// checkItems says that items lie behind each other and inside their block.
func checkItems(t *testing.T, items []*Item, start, end int) {
	t.Helper()
	for _, item := range items {
		text := item.Span.Source.Text
		if item.Span.Start < start || item.Span.End < item.Span.Start || item.Span.End > end {
			t.Fatalf("%q has an item at %d to %d, which does not lie in %d to %d", text, item.Span.Start, item.Span.End, start, end)
		}
		if item.Head.Start != item.Span.Start || item.Head.End > item.Span.End {
			t.Fatalf("%q has an item whose head lies outside it", text)
		}
		if (item.Kind == ProseItem) == (len(item.Terms) > 0) {
			t.Fatalf("%q has an item of kind %d with %d terms", text, item.Kind, len(item.Terms))
		}
		at := item.Head.Start
		for _, term := range item.Terms {
			if term.Span.Start < at || term.Span.End > item.Head.End {
				t.Fatalf("%q has the term %q outside its item", text, term.Text)
			}
			at = term.Span.End
		}
		if item.Kind == ProseItem {
			checkProse(t, item)
		}
		checkItems(t, item.Items, item.Head.End, item.Span.End)
		start = item.Span.End
	}
}

func checkProse(t *testing.T, item *Item) {
	t.Helper()
	if item.ProseAt == nil {
		if item.Prose != "" {
			t.Fatalf("prose %q has no places", item.Prose)
		}
		return
	}
	lines := strings.Split(item.Prose, "\n")
	if len(lines) != len(item.ProseAt) {
		t.Fatalf("prose %q has %d places", item.Prose, len(item.ProseAt))
	}
	for i, line := range lines {
		if !strings.HasPrefix(item.Span.Source.Text[item.ProseAt[i]:], line) {
			t.Fatalf("line %d of the prose %q is not at its place", i, item.Prose)
		}
	}
}

// checkBytes says that each byte lies in exactly one item, comment or gap, and
// that what lies in a gap is white space or was reported.
func checkBytes(t *testing.T, f *File, skipped []diag.Span) {
	t.Helper()
	text := f.Source.Text
	cover := make([]byte, len(text))
	paint := func(s diag.Span, by byte) {
		for i := s.Start; i < s.End; i++ {
			if cover[i] != 0 {
				t.Fatalf("byte %d of %q lies in a %c and a %c", i, text, cover[i], by)
			}
			cover[i] = by
		}
	}
	blocks := make([]bool, len(text))
	Walk(f.Items, func(item *Item, _ []*Item) bool {
		switch item.Kind {
		case BlockItem:
			paint(item.Head, 'b')
			for i := item.Head.End; i < item.Span.End; i++ {
				blocks[i] = true
			}
		case LineItem:
			paint(item.Span, 'l')
		case ProseItem:
			if len(f.Comments) == 0 {
				paint(item.Span, 'p')
				break
			}
			// The remark behind the opening marks lies inside the prose.
			for i := item.Span.Start; i < item.Span.End; i++ {
				cover[i] = 'p'
			}
		}
		return true
	})
	for _, c := range f.Comments {
		if c.Text != c.Span.Text() || !strings.HasPrefix(c.Text, "#") {
			t.Fatalf("the comment %q is not at its place in %q", c.Text, text)
		}
		for i := c.Span.Start; i < c.Span.End; i++ {
			if cover[i] != 0 && cover[i] != 'p' && cover[i] != 'l' && cover[i] != 'b' {
				t.Fatalf("byte %d of %q lies in a %c and in a comment", i, text, cover[i])
			}
			cover[i] = 'c'
		}
	}
	for _, s := range skipped {
		for i := s.Start; i < s.End; i++ {
			cover[i] = 's'
		}
	}
	for i, c := range text {
		if cover[i] == 0 && !unicode.IsSpace(c) && !(blocks[i] && strings.ContainsRune("{}", c)) {
			t.Fatalf("byte %d of %q, a %q, lies in no item", i, text, c)
		}
	}
}

// unwelcome are words that no author should read.
var unwelcome = []string{"illegal", "syntax", "unexpected", "token", "identifier", "parse", "node", "invalid"}

func checkFindings(t *testing.T, f *File, found diag.List) {
	t.Helper()
	if len(found) > maxFindings+10 {
		t.Fatalf("%d findings", len(found))
	}
	last := 0
	for _, d := range found {
		if d.At.Span.Source != f.Source || d.At.Span.Start < last || d.At.Span.End < d.At.Span.Start || d.At.Span.End > len(f.Source.Text) {
			t.Fatalf("%s has no place in %q", d.Code, f.Source.Text)
		}
		last = d.At.Span.Start
		for _, l := range d.Related {
			if l.Span.End < l.Span.Start || l.Span.End > len(f.Source.Text) {
				t.Fatalf("%s has a related place outside %q", d.Code, f.Source.Text)
			}
		}
		if d.Message == "" || strings.HasSuffix(d.Message, ".") || !utf8.ValidString(d.Message+d.Help) {
			t.Fatalf("%s says %q", d.Code, d.Message)
		}
		own := quoted(d.Message + d.Help)
		for _, w := range unwelcome {
			if strings.Contains(own, w) {
				t.Fatalf("%s says %q to an author", d.Code, w)
			}
		}
		if d.Fix != nil {
			end := 0
			for _, e := range d.Fix.Edits {
				if e.Span.Source != f.Source || e.Span.Start < end || e.Span.End < e.Span.Start || e.Span.End > len(f.Source.Text) {
					t.Fatalf("%s has an edit outside its place in %q", d.Code, f.Source.Text)
				}
				end = e.Span.End
			}
		}
	}
}

// quoted returns s without what stands between backticks.
func quoted(s string) string {
	parts := strings.Split(s, "`")
	for i := range parts {
		if i%2 == 1 {
			parts[i] = ""
		}
	}
	return strings.Join(parts, "")
}

// checkFormat says that the canonical form reads as the same tree with the same
// comments, and that formatting it again changes nothing.
func checkFormat(t *testing.T, f *File) {
	t.Helper()
	out := Format(f)
	if !CanFormat(f) {
		if out != f.Source.Text {
			t.Fatalf("the text %q has mistakes and was changed", f.Source.Text)
		}
		return
	}
	g, found := Parse("a.protocol", []byte(out))
	if len(found) > 0 {
		t.Fatalf("%q is formatted as %q, in which is found: %s: %s", f.Source.Text, out, found[0].Code, found[0].Message)
	}
	if a, b := dump(f), dump(g); a != b {
		t.Fatalf("%q is formatted as %q, which reads as\n%s\nand not as\n%s", f.Source.Text, out, b, a)
	}
	if again := Format(g); again != out {
		t.Fatalf("%q is formatted as %q, and that as %q", f.Source.Text, out, again)
	}
	for line := range strings.SplitSeq(out, "\n") {
		if strings.TrimSpace(line) == "" && line != "" && len(f.Comments) == 0 {
			t.Fatalf("%q is formatted as %q, with spaces on a line of their own", f.Source.Text, out)
		}
	}
}

// checkFixes says that a text in which all mistakes have safe fixes reads the
// same after they were made as before.
func checkFixes(t *testing.T, f *File, data []byte, found diag.List) {
	t.Helper()
	if !CanFormat(f) || len(found) == 0 {
		return
	}
	want := dump(f)
	for round := 0; len(found) > 0; round++ {
		if round == 10 {
			t.Fatalf("%q still has %s after ten rounds of fixes", data, found[0].Code)
		}
		var fixes []diag.Fix
		for _, d := range found {
			fixes = append(fixes, *d.Fix)
		}
		patches, _ := diag.Apply(fixes)
		fixed, err := patches[0].Apply(data)
		if err != nil {
			t.Fatal(err)
		}
		data = fixed
		var g *File
		g, found = Parse("a.protocol", data)
		if !CanFormat(g) {
			t.Fatalf("%q is mended to %q, which has %s", f.Source.Text, data, found[0].Code)
		}
		if got := dump(g); got != want {
			t.Fatalf("%q is mended to %q, which reads as\n%s\nand not as\n%s", f.Source.Text, data, got, want)
		}
	}
}

// dump writes a tree without its places, its units and its yes-or-no questions as
// they should be.
func dump(f *File) string {
	var b strings.Builder
	Walk(f.Items, func(item *Item, in []*Item) bool {
		b.WriteString(strings.Repeat("  ", len(in)))
		b.WriteString([...]string{"line", "block", "prose"}[item.Kind])
		terms := withoutYes(item.Terms)
		for i, term := range terms {
			fmt.Fprintf(&b, " %d:%q", term.Kind, agreed(terms, i))
		}
		if item.Kind == ProseItem {
			fmt.Fprintf(&b, " %q", item.Prose)
		}
		if item.Broken {
			b.WriteString(" broken")
		}
		b.WriteByte('\n')
		return true
	})
	for _, c := range f.Comments {
		b.WriteString(c.Text + "\n")
	}
	return b.String()
}

// repositoryFiles returns every file of the language in the repository.
func repositoryFiles(tb testing.TB) map[string][]byte {
	tb.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir("..", func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".protocol" {
			return err
		}
		data, err := os.ReadFile(path)
		files[path] = data
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return files
}

func TestRepositoryFiles(t *testing.T) {
	for name, data := range repositoryFiles(t) {
		t.Run(filepath.ToSlash(name), func(t *testing.T) { checkReading(t, data) })
	}
}

// bad are bytes that have broken readers before.
func bad() map[string][]byte {
	const large = MaxSize / 8
	nested := func(n int) []byte {
		return append(bytes.Repeat([]byte("a {\n"), n), bytes.Repeat([]byte("}\n"), n)...)
	}
	return map[string][]byte{
		"empty":                   nil,
		"white space":             []byte(" \t\n\n  \n"),
		"binary":                  {0x7f, 'E', 'L', 'F', 0, 1, 2, 0xff, '\n', '{'},
		"UTF-16":                  []byte("\xff\xfea\x00r\x00e\x00a\x00"),
		"a megabyte too much":     bytes.Repeat([]byte("a b\n"), (MaxSize+1<<20)/4),
		"50 megabytes":            make([]byte, 50<<20),
		"large, short lines":      bytes.Repeat([]byte("a\n"), large/2),
		"largest, one line":       bytes.Repeat([]byte("a "), MaxSize/2),
		"largest, one word":       bytes.Repeat([]byte("a"), MaxSize),
		"large, odd words":        bytes.Repeat([]byte("; "), large/2),
		"large, misspelt words":   bytes.Repeat([]byte("a_b "), large/4),
		"large, bullets":          bytes.Repeat([]byte("- "), large/2),
		"large, single marks":     bytes.Repeat([]byte("'a "), large/3),
		"large, blocks":           bytes.Repeat([]byte("a {\n}\n"), large/6),
		"large, odd lines":        bytes.Repeat([]byte(";\n"), large/2),
		"large, quotation marks":  bytes.Repeat([]byte("\""), large),
		"large, unclosed texts":   bytes.Repeat([]byte("\"\n"), large/2),
		"large, glued texts":      bytes.Repeat([]byte("a\" "), large/3),
		"large, single quotes":    bytes.Repeat([]byte("'a"), large/2),
		"large, curly quotes":     bytes.Repeat([]byte("“a "), large/5),
		"large, opening braces":   bytes.Repeat([]byte("{"), large),
		"large, closing braces":   bytes.Repeat([]byte("}"), large),
		"large, both braces":      bytes.Repeat([]byte("{}"), large/2),
		"large, commas":           bytes.Repeat([]byte(","), large),
		"large, lines that go on": bytes.Repeat([]byte("a,\n b,\n  c,\n"), large/12),
		"large, marks of prose":   bytes.Repeat([]byte("\"\"\"\n"), large/4),
		"large, odd prose":        bytes.Repeat([]byte("\"\"\"\nA\nb {\n"), large/10),
		"large, unopened prose":   append(bytes.Repeat([]byte("A\n"), large/2-10), "\"\"\"\n"...),
		"large, line ends":        bytes.Repeat([]byte("\r\n"), large/2),
		"large, broken bytes":     bytes.Repeat([]byte{0xff}, large),
		"nested 20 deep":          nested(20),
		"nested 21 deep":          nested(21),
		"nested 10,000 deep":      nested(10_000),
		"10,000 never closed":     bytes.Repeat([]byte("a {\n"), 10_000),
		"broken bytes":            []byte("area \"Nor\xffth\xfemoor\" \xff\n"),
		"a cut character":         []byte("area \"Llan\xc5"),
		"CRLF":                    []byte("area \"x\"\r\n\r\n# y\r\n"),
		"CR":                      []byte("area \"x\"\rversion \"2\"\r"),
		"BOM":                     []byte("\ufeffarea \"x\"\n"),
		"two BOMs":                []byte("\ufeff\ufeffarea \"x\"\n"),
		"no line end":             []byte("area \"x\" # y"),
		"only a BOM":              []byte("\ufeff"),
	}
}

// TestBadInput says that no bytes take Parse down, and that what it says of them
// is short.
func TestBadInput(t *testing.T) {
	codes := map[string][]string{
		"empty":               nil,
		"white space":         nil,
		"binary":              {"not-text"},
		"UTF-16":              {"not-text"},
		"a megabyte too much": {"file-too-large"},
		"50 megabytes":        {"file-too-large"},
		"nested 20 deep":      nil,
		"nested 21 deep":      {"nested-too-deep"},
		"nested 10,000 deep":  {"nested-too-deep"},
		"10,000 never closed": {"nested-too-deep"},
		"broken bytes":        {"not-utf-8"},
		"a cut character":     {"unclosed-text", "not-utf-8"},
		"CRLF":                nil,
		"CR":                  nil,
		"BOM":                 nil,
		"no line end":         nil,
	}
	for name, data := range bad() {
		t.Run(name, func(t *testing.T) {
			f, found := Parse("a.protocol", data)
			want, listed := codes[name]
			if listed {
				var got []string
				for _, d := range found {
					got = append(got, d.Code)
				}
				if fmt.Sprint(got) != fmt.Sprint(want) {
					t.Errorf("found %v, want %v", got, want)
				}
			}
			if len(data) < 100_000 {
				checkReading(t, data)
				return
			}
			checkFindings(t, f, found)
			checkItems(t, f.Items, 0, len(f.Source.Text))
		})
	}
}

// TestSourceRemembers says that the source knows what normalising took away.
func TestSourceRemembers(t *testing.T) {
	f, _ := Parse("a.protocol", []byte("\ufeffarea \"x\"\r\n"))
	if !f.Source.BOM || !f.Source.CRLF || f.Source.Text != "area \"x\"\n" {
		t.Errorf("source is %q, BOM %v, CRLF %v", f.Source.Text, f.Source.BOM, f.Source.CRLF)
	}
}

func FuzzParse(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) < 100_000 {
			checkReading(t, data)
		}
	})
}

func FuzzFormat(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) >= 100_000 {
			return
		}
		file, _ := Parse("a.protocol", data)
		checkFormat(t, file)
		// A text whose every line is sound formats, whatever the lines are.
		file, _ = Parse("a.protocol", []byte(strings.Map(func(r rune) rune {
			switch {
			case 'a' <= r && r <= 'z', '0' <= r && r <= '9', strings.ContainsRune(" \n\",#{}", r):
				return r
			}
			return 'x'
		}, string(data))))
		checkFormat(t, file)
	})
}

func seed(f *testing.F) {
	for _, data := range repositoryFiles(f) {
		f.Add(data)
	}
	for _, data := range bad() {
		if len(data) < 1000 {
			f.Add(data)
		}
	}
	archives, err := filepath.Glob("testdata/findings/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range archives {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for part := range strings.SplitSeq(string(data), "\n-- ") {
			_, text, _ := strings.Cut(part, "\n")
			f.Add([]byte(text))
		}
	}
}
