package protocols_test

import (
	"flag"
	"io/fs"
	"os"
	"path"
	"testing"

	"concordat/compiler/model"
	"concordat/compiler/resolve"
	"concordat/dsl"
	"concordat/protocols"
)

var update = flag.Bool("update", false, "write the files in canonical form")

// each calls f for every file that ships.
func each(t *testing.T, f func(t *testing.T, name string, data []byte)) {
	t.Helper()
	n := 0
	err := fs.WalkDir(protocols.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(protocols.FS, name)
		if err != nil {
			return err
		}
		n++
		t.Run(name, func(t *testing.T) { f(t, name, data) })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n < 6 {
		t.Fatalf("%d files ship; at least 6 were expected", n)
	}
}

func TestShippedFilesParse(t *testing.T) {
	each(t, func(t *testing.T, name string, data []byte) {
		_, list := dsl.Parse("protocols/"+name, data)
		for _, d := range list {
			t.Errorf("%d: %s: %s", d.At.Span.Position().Line, d.Code, d.Message)
		}
	})
}

// Every name that a shipped file uses has to be there, and nothing in it may be
// found wanting: an author cannot mend it.
func TestShippedFilesResolve(t *testing.T) {
	var files []resolve.Input
	folders := map[string]int{}
	each(t, func(t *testing.T, name string, data []byte) {
		dir := path.Dir(name)
		if _, seen := folders[dir]; !seen {
			folders[dir] = len(folders)
		}
		file, _ := dsl.Parse("protocols/"+name, data)
		files = append(files, resolve.Input{File: file, Origin: model.Shipped, Folder: folders[dir]})
	})
	a, list := resolve.Resolve(files, resolve.Options{})
	for _, d := range list {
		p := d.At.Span.Position()
		t.Errorf("%s:%d: %s: %s (%s)", d.At.Span.Source.Name, p.Line, d.Code, d.Message, d.Help)
	}
	if len(a.Things) < 200 {
		t.Errorf("only %d things ship", len(a.Things))
	}
}

func TestShippedFilesAreCanonical(t *testing.T) {
	each(t, func(t *testing.T, name string, data []byte) {
		file, _ := dsl.Parse("protocols/"+name, data)
		want := dsl.Format(file)
		if want == string(data) {
			return
		}
		if *update {
			if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
			return
		}
		t.Errorf("%s is not in canonical form; run `concordat fmt protocols`", name)
	})
}
