package compiler_test

import (
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"concordat/compiler"
	"concordat/compiler/model"
	"concordat/compiler/schema"
	"concordat/dsl/diag"
)

var today = model.Date{Year: 2026, Month: 11, Day: 21}

// folder makes a file system from names and texts.
func folder(files ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		m[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return m
}

func compile(t testing.TB, root fs.FS, dir string) *compiler.Program {
	t.Helper()
	p, err := compiler.Compile(root, dir, compiler.Options{Today: today})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// codes lists the findings of a program with a code, each as file:line.
func codes(p *compiler.Program, code string) []string {
	var found []string
	for _, d := range p.Diagnostics {
		if d.Code == code {
			found = append(found, d.At.Span.Source.Name+":"+strconv.Itoa(d.At.Span.Position().Line))
		}
	}
	return found
}

func TestUse(t *testing.T) {
	level := "level early-help \"Early help\" {\n  number 1\n}\n"
	for _, c := range []struct {
		name  string
		root  fstest.MapFS
		code  string
		where string // empty: no such finding
	}{
		{"another folder", folder("area/a.protocol", "use \"../regional\"\n", "regional/r.protocol", level), "unknown-folder", ""},
		{"a folder that is not there", folder("area/a.protocol", "use \"../regionall\"\n", "regional/r.protocol", level), "unknown-folder", "a.protocol:1"},
		{"out of the root", folder("area/a.protocol", "\nuse \"../../elsewhere\"\n"), "use-outside-root", "a.protocol:2"},
		{"an absolute path", folder("area/a.protocol", "use \"/etc\"\n"), "use-outside-root", "a.protocol:1"},
		{"itself", folder("area/a.protocol", "use \"../area\"\n"), "circular-use", "a.protocol:1"},
		{"in a circle", folder("area/a.protocol", "use \"../regional\"\n", "regional/r.protocol", "use \"../area\"\n"), "circular-use", "../regional/r.protocol:1"},
		{"one folder by two ways", folder("area/a.protocol", "use \"../b\"\nuse \"../c\"\n", "b/b.protocol", "use \"../d\"\n", "c/c.protocol", "use \"../d\"\n", "d/d.protocol", level), "duplicate-name", ""},
		{"a name that does not ship", folder("area/a.protocol", "use standard-question\n"), "unknown-library", "a.protocol:1"},
		{"no file at all", folder("area/readme.txt", "hello\n"), "no-protocol-files", ".:1"},
		{"a folder with the name of what ships", folder("area/a.protocol", "use \"protocols\"\n", "area/protocols/r.protocol", "levle x \"X\"\n"), "unknown-keyword", "./protocols/r.protocol:1"},
		{"too many files", many(501), "too-many-files", "500.protocol:1"},
		{"too much text", folder("area/a.protocol", strings.Repeat(" ", 4<<20), "area/b.protocol", strings.Repeat("# x\n", 1<<20), "area/c.protocol", strings.Repeat(" ", 4<<20),
			"area/d.protocol", strings.Repeat(" ", 4<<20), "area/e.protocol", strings.Repeat(" ", 4<<20), "area/f.protocol", strings.Repeat(" ", 4<<20),
			"area/g.protocol", strings.Repeat(" ", 4<<20), "area/h.protocol", strings.Repeat(" ", 4<<20), "area/i.protocol", " "), "too-many-files", "i.protocol:1"},
		{"a folder with the name of a file", folder("area/x.protocol/y.txt", "hello\n"), "unreadable-file", "x.protocol:1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := compile(t, c.root, "area")
			found := strings.Join(codes(p, c.code), " ")
			if found != c.where {
				t.Errorf("%s at %q, want %q", c.code, found, c.where)
			}
			if c.where == "" && p.Diagnostics.Errors() > 0 {
				t.Errorf("findings: %v", p.Diagnostics)
			}
		})
	}
}

// many makes a folder of n files.
func many(n int) fstest.MapFS {
	m := fstest.MapFS{}
	for i := range n {
		m[fmt.Sprintf("area/%03d.protocol", i)] = &fstest.MapFile{}
	}
	return m
}

// An `allow` lets a finding stand and does not make a row of a checklist met.
func TestAnAllowedFindingIsNotClean(t *testing.T) {
	agreement := func(allow string) fstest.MapFS {
		return folder("area/a.protocol", `protocol ours "Ours" {
  area "Northmoor"
  checked-against checks
}
checklist checks "Checks" {
  requirement 1.a "Hours are known" {
    strength must
    needs clean team-without-hours
  }
}
agency a "A" {
  team t "T" {
    phone "01632 960100"
    gives advice
    `+allow+`
  }
}
`)
	}
	state := func(allow string) string {
		return compile(t, agreement(allow), "area").Checklists[0].Rows[0].State.String()
	}
	if got := state("open always"); got != "evidenced" {
		t.Errorf("with nothing to find the row is %s", got)
	}
	if got := state(""); got != "missing" {
		t.Errorf("with a finding the row is %s", got)
	}
	if got := state(`allow team-without-hours because "it varies"`); got != "missing" {
		t.Errorf("with an allowed finding the row is %s", got)
	}
}

func TestAFolderThatCannotBeReadIsAFailureOfTheMachine(t *testing.T) {
	if _, err := compiler.Compile(folder("a/b.protocol", ""), "nowhere", compiler.Options{Today: today}); err == nil {
		t.Error("a missing folder gives no error")
	}
	if _, err := compiler.Compile(folder("a/b.protocol", ""), "a/b.protocol", compiler.Options{Today: today}); err == nil {
		t.Error("a file in place of a folder gives no error")
	}
}

func TestStrictRaisesEverySeverity(t *testing.T) {
	root := os.DirFS("../examples")
	mild := compile(t, root, "solihull")
	strict, err := compiler.Compile(root, "solihull", compiler.Options{Today: today, Strict: true})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strict.Diagnostics.Errors(), mild.Diagnostics.Errors()+mild.Diagnostics.Count(diag.Warning); got != want {
		t.Errorf("strict: %d errors, want %d", got, want)
	}
	if got, want := strict.Diagnostics.Count(diag.Warning), mild.Diagnostics.Count(diag.Note); got != want {
		t.Errorf("strict: %d warnings, want %d", got, want)
	}
}

// FuzzCompile holds the whole pipe to its two promises: it does not panic, and
// every place that it names lies inside a source. Its seeds are small, so that it
// tries many.
func FuzzCompile(f *testing.F) {
	for _, k := range schema.Kinds {
		f.Add(k.Example + "\n")
		for _, e := range k.Entries {
			f.Add(k.Name + " x \"X\" {\n  " + e.Example + "\n}\n")
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := compiler.Compile(folder("area/a.protocol", text), "area", compiler.Options{Today: today})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range p.Diagnostics {
			labels := append([]diag.Label{d.At}, d.Related...)
			for _, l := range labels {
				s := l.Span
				if s.Source == nil || s.Start < 0 || s.End < s.Start || s.End > len(s.Source.Text) {
					t.Fatalf("%s has a place outside its source: %+v", d.Code, s)
				}
			}
			if d.Message == "" || d.Code == "" {
				t.Fatalf("an empty finding: %+v", d)
			}
		}
	})
}

// BenchmarkCheckNorthmoor is the whole of `concordat check` on the complete
// example, from files to findings, with what ships read anew each time.
func BenchmarkCheckNorthmoor(b *testing.B) {
	root := os.DirFS("../examples")
	b.ReportAllocs()
	for b.Loop() {
		compile(b, root, "northmoor")
	}
}
