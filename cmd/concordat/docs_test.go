package main

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the outputs in the documents anew")

var codeBlock = regexp.MustCompile("(?ms)^```(\\w+) ([^\n]+)\n(.*?)^```$")

// TestDocumentedOutputsAreReal runs each command that heads a block of a page, on
// the files that other blocks of the page show.
func TestDocumentedOutputsAreReal(t *testing.T) {
	for _, page := range []string{"../../README.md", "../../docs/command-line.md"} {
		t.Run(filepath.Base(page), func(t *testing.T) { checkOutputs(t, page) })
	}
}

var link = regexp.MustCompile(`\]\(([^)#:]+)(?:#[^)]*)?\)`)

// TestLinksOfThePagesLeadSomewhere follows the links between files.
func TestLinksOfThePagesLeadSomewhere(t *testing.T) {
	pages, err := filepath.Glob("../../*.md")
	if err != nil {
		t.Fatal(err)
	}
	docs, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, page := range append(pages, docs...) {
		data, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(string(data), -1) {
			found++
			if _, err := os.Stat(filepath.Join(filepath.Dir(page), m[1])); err != nil {
				t.Errorf("%s leads to %s, which is not there", filepath.Base(page), m[1])
			}
		}
	}
	if found < 8 {
		t.Errorf("only %d links were found", found)
	}
}

func checkOutputs(t *testing.T, page string) {
	data, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	m, _, _ := testMachine(t)
	ran := 0
	got := codeBlock.ReplaceAllStringFunc(string(data), func(block string) string {
		part := codeBlock.FindStringSubmatch(block)
		kind, head, body := part[1], part[2], part[3]
		if kind == "protocol" {
			file := filepath.Join(m.dir, head)
			if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(body), 0o666); err != nil {
				t.Fatal(err)
			}
			return block
		}
		var out strings.Builder
		m.args, m.stdout = strings.Fields(head)[1:], &out
		run(m)
		ran++
		return "```" + kind + " " + head + "\n" + out.String() + "```"
	})
	if ran == 0 {
		t.Fatal("no command was found")
	}
	if *update {
		if err := os.WriteFile(page, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got != string(data) {
		t.Errorf("%s is behind the program: run `go test ./cmd/concordat -update`", page)
	}
}
