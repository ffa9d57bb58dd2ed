package resolve

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"concordat/compiler/model"
	"concordat/dsl"
	"concordat/dsl/diag"
	"concordat/protocols"
)

var update = flag.Bool("update", false, "write the goldens anew")

// TestCases resolves the files of each case and compares what is reported. Files
// under shipped/ ship with the compiler, files under base/ are of a folder that
// is used, the others of the folder itself. What a line `use` names is read from
// the protocols that ship.
func TestCases(t *testing.T) {
	cases, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			_, list := resolveArchive(t, ar)
			got := render(list)
			for i := range ar.Files {
				f := &ar.Files[i]
				if f.Name != "want" {
					continue
				}
				if *update {
					f.Data = []byte(got)
					if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
						t.Fatal(err)
					}
					return
				}
				if string(f.Data) != got {
					t.Errorf("got\n%s\nwant\n%s", got, f.Data)
				}
				return
			}
			t.Error("the case has no file want")
		})
	}
}

// resolveArchive resolves the files of an archive, apart from want.
func resolveArchive(t testing.TB, ar *txtar.Archive) (*model.Agreement, diag.List) {
	t.Helper()
	var shipped, base, own []Input
	var list diag.List
	used := map[string]bool{}
	for _, f := range ar.Files {
		if !strings.HasSuffix(f.Name, ".protocol") {
			continue
		}
		file, found := dsl.Parse(f.Name, f.Data)
		list = append(list, found...)
		switch {
		case strings.HasPrefix(f.Name, "shipped/"):
			shipped = append(shipped, Input{file, model.Shipped, 100})
		case strings.HasPrefix(f.Name, "base/"):
			base = append(base, Input{file, model.Used, 101})
		default:
			own = append(own, Input{file, model.Own, 102})
		}
		for _, it := range file.Items {
			if len(it.Terms) > 0 && it.Terms[0].Text == "use" {
				for _, term := range it.Terms[1:] {
					if term.Kind == dsl.Word {
						shipped = append(shipped, ship(t, term.Text, used)...)
					}
				}
			}
		}
	}
	a, found := Resolve(append(append(shipped, base...), own...), Options{})
	list = append(list, found...)
	list.Sort()
	return a, list
}

// ship reads a folder that ships with the compiler, and what it uses.
func ship(t testing.TB, name string, used map[string]bool) []Input {
	t.Helper()
	if used[name] {
		return nil
	}
	used[name] = true
	entries, err := fs.ReadDir(protocols.FS, name)
	if err != nil {
		return nil
	}
	folder := len(used)
	var before, in []Input
	for _, e := range entries {
		data, err := fs.ReadFile(protocols.FS, path.Join(name, e.Name()))
		if err != nil || !strings.HasSuffix(e.Name(), ".protocol") {
			continue
		}
		file, _ := dsl.Parse("protocols/"+name+"/"+e.Name(), data)
		in = append(in, Input{file, model.Shipped, folder})
		for _, it := range file.Items {
			if len(it.Terms) > 1 && it.Terms[0].Text == "use" {
				for _, term := range it.Terms[1:] {
					before = append(before, ship(t, term.Text, used)...)
				}
			}
		}
	}
	return append(before, in...)
}

// render writes findings as the goldens have them: the place, the words that it
// covers, the code, the message, and the help under it.
func render(list diag.List) string {
	var b strings.Builder
	for _, d := range list {
		p := d.At.Span.Position()
		severity := ""
		if d.Severity != diag.Error {
			severity = d.Severity.String() + " "
		}
		fmt.Fprintf(&b, "%s:%d:%d %s[%s] %s\n", d.At.Span.Source.Name, p.Line, p.Column, severity, d.Code, d.Message)
		fmt.Fprintf(&b, "\tat %q in %q\n", strings.ReplaceAll(d.At.Span.Text(), "\n", " / "), d.In)
		for _, r := range d.Related {
			if r.Span.Source != nil {
				p := r.Span.Position()
				fmt.Fprintf(&b, "\tsee %s:%d:%d %q %s\n", r.Span.Source.Name, p.Line, p.Column, r.Span.Text(), r.Text)
			}
		}
		fmt.Fprintf(&b, "\thelp: %s\n", d.Help)
		if d.Fix != nil {
			kind := "fix"
			if d.Fix.Safe {
				kind = "safe fix"
			}
			for _, e := range d.Fix.Edits {
				fmt.Fprintf(&b, "\t%s: %q to %q\n", kind, e.Span.Text(), e.New)
			}
		}
	}
	return b.String()
}

// resolveText resolves one file that stands alone.
func resolveText(text string) (*model.Agreement, diag.List) {
	file, list := dsl.Parse("a.protocol", []byte(text))
	a, found := Resolve([]Input{{File: file}}, Options{})
	list = append(list, found...)
	list.Sort()
	return a, list
}
