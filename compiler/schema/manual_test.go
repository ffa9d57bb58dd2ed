package schema

import (
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"

	"concordat/dsl"
	"concordat/dsl/diag"
)

var update = flag.Bool("update", false, "write the committed manual anew")

const manualFile = "../../docs/language.md"

func TestCommittedManualIsFresh(t *testing.T) {
	got := Manual()
	if *update {
		if err := os.WriteFile(manualFile, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(manualFile)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is behind the table: run `go test ./compiler/schema -update`", manualFile)
	}
}

func TestManualFillsEveryPlace(t *testing.T) {
	if i := strings.Index(Manual(), "{{"); i >= 0 {
		t.Errorf("a place was not filled: %.20s", Manual()[i:])
	}
}

var (
	heading = regexp.MustCompile(`(?m)^#+ (.+)$`)
	target  = regexp.MustCompile(`<a id="([^"]+)">`)
	link    = regexp.MustCompile(`\]\(#([^)]+)\)`)
)

func TestLinksOfTheManualLeadSomewhere(t *testing.T) {
	known := map[string]bool{}
	punctuation := regexp.MustCompile("[:,.`]")
	for _, m := range heading.FindAllStringSubmatch(Manual(), -1) {
		a := anchor(punctuation.ReplaceAllString(m[1], ""))
		if known[a] {
			t.Errorf("two parts have the address #%s", a)
		}
		known[a] = true
	}
	for _, m := range target.FindAllStringSubmatch(Manual(), -1) {
		if known[m[1]] {
			t.Errorf("two parts have the address #%s", m[1])
		}
		known[m[1]] = true
	}
	for _, m := range link.FindAllStringSubmatch(Manual(), -1) {
		if !known[m[1]] {
			t.Errorf("nothing has the address #%s", m[1])
		}
	}
}

func TestEveryPhraseIsDescribed(t *testing.T) {
	for p := Flag; p <= TodoLine; p++ {
		d := p.Describe()
		if d.Name == "" || d.Doc == "" || d.Example == "" || !strings.HasSuffix(d.Doc, ".") {
			t.Errorf("phrase %d: %+v", p, d)
		}
	}
	if len(phraseDocs) != int(TodoLine)+1 {
		t.Errorf("%d descriptions for %d phrases", len(phraseDocs), TodoLine+1)
	}
}

func TestEveryLineOfTheTableIsDescribed(t *testing.T) {
	for i := range Kinds {
		k := &Kinds[i]
		if k.Doc == "" || k.Example == "" {
			t.Errorf("%s: no description or no example", k.Name)
		}
		for _, e := range k.AllEntries() {
			if e.Doc == "" || e.Example == "" || !strings.HasPrefix(e.Example, e.Keyword) {
				t.Errorf("%s %s: doc %q, example %q", k.Name, e.Keyword, e.Doc, e.Example)
			}
			if e.Vocab != "" && VocabNamed(e.Vocab) == nil {
				t.Errorf("%s %s: no list of words is called %s", k.Name, e.Keyword, e.Vocab)
			}
			for _, name := range e.Kinds {
				if KindNamed(name) == nil {
					t.Errorf("%s %s: no block is called %s", k.Name, e.Keyword, name)
				}
			}
		}
	}
}

// TestExamplesOfTheManualAreWellFormed reads every piece of text in the manual as
// a file. Whether a line means something is tested where lines are read.
func TestExamplesOfTheManualAreWellFormed(t *testing.T) {
	block := regexp.MustCompile("(?ms)^( *)```protocol\\n(.*?)^ *```$")
	found := block.FindAllStringSubmatch(Manual(), -1)
	if len(found) < len(Kinds) {
		t.Fatalf("%d examples found", len(found))
	}
	for _, m := range found {
		_, list := dsl.Parse("example.protocol", []byte(m[2]))
		if len(list) > 0 {
			var b strings.Builder
			if err := (diag.Report{Findings: list}).Text(&b, diag.TextOptions{}); err != nil {
				t.Fatal(err)
			}
			t.Errorf("%s\n%s", m[2], b.String())
		}
	}
}

// Every line that an example may expect has its row in the manual, with an example
// of that line, and the manual has no row for a line that there is not.
func TestEveryExpectationIsExplained(t *testing.T) {
	_, part, _ := strings.Cut(Manual(), "| expectation | it is met if |")
	part, _, _ = strings.Cut(part, "\n\n")
	rows := map[string]bool{}
	for _, m := range regexp.MustCompile("(?m)^\\| `([a-z-]+) ").FindAllStringSubmatch(part, -1) {
		rows[m[1]] = true
	}
	known := map[string]bool{}
	for i := range Kinds {
		if Kinds[i].Name == "answer" {
			for _, e := range Kinds[i].Entries {
				known[e.Keyword] = true
				if !rows[e.Keyword] {
					t.Errorf("`%s` is not explained", e.Keyword)
				}
			}
		}
	}
	for word := range rows {
		if !known[word] {
			t.Errorf("`%s` is explained, and is no line of an answer", word)
		}
	}
	if len(known) < 20 {
		t.Errorf("only %d lines", len(known))
	}
}
