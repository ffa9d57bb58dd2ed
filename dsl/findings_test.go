package dsl

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"concordat/dsl/diag"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestFindings holds what is reported of small texts, and their canonical form,
// against testdata/findings. A case NAME has a file NAME with the text, a file
// NAME.found with the report, and, if it can be formatted, NAME.formatted.
func TestFindings(t *testing.T) {
	archives, err := filepath.Glob("testdata/findings/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			old, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]string{}
			for _, f := range old.Files {
				want[f.Name] = string(f.Data)
			}
			now := &txtar.Archive{Comment: old.Comment}
			for _, c := range old.Files {
				if strings.Contains(c.Name, ".") {
					continue
				}
				now.Files = append(now.Files, c)
				f, found := Parse("a.protocol", c.Data)
				outputs := map[string]string{".found": report(t, found)}
				if CanFormat(f) {
					outputs[".formatted"] = Format(f)
				}
				for _, ending := range []string{".found", ".formatted"} {
					got := outputs[ending]
					if got != want[c.Name+ending] && !*update {
						t.Errorf("%s%s:\n%s\nwant:\n%s", c.Name, ending, got, want[c.Name+ending])
					}
					if got != "" {
						now.Files = append(now.Files, txtar.File{Name: c.Name + ending, Data: []byte(got)})
					}
				}
				checkReading(t, c.Data)
			}
			if *update {
				if err := os.WriteFile(path, txtar.Format(now), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func report(t *testing.T, found diag.List) string {
	t.Helper()
	var b bytes.Buffer
	if err := (diag.Report{Findings: found}).Text(&b, diag.TextOptions{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
