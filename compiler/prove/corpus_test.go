package prove_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"
	"testing/fstest"

	"concordat/compiler"
	"concordat/compiler/model"
	"concordat/compiler/rules"
	"concordat/compiler/ruleset"
	"concordat/dsl/diag"
)

// today is the day on which agreements are judged; no proof depends on it.
var today = model.Date{Year: 2026, Month: 11, Day: 21}

// Each file of the corpus is a small agreement with one fault that is planted, on
// the lines that end in `#! code`, or with none, though it comes near to one. Every
// planted fault is found, and nothing is found that was not planted.
func TestCorpus(t *testing.T) {
	files, err := filepath.Glob("testdata/corpus/*/*.protocol")
	if err != nil || len(files) == 0 {
		t.Fatalf("no corpus: %v", err)
	}
	planted, found, alarms := map[string]int{}, map[string]int{}, 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want := marked(string(text))
		list := check(t, string(text))
		got := map[string]bool{}
		for _, d := range list {
			if d.Severity == diag.Error && !isProof(d.Code) && ruleOf(d.Code) == nil {
				t.Errorf("%s:%d: %s: %s", file, lineOf(d), d.Code, d.Message)
			}
			if isProof(d.Code) {
				got[fmt.Sprint(lineOf(d), " ", d.Code)] = true
			}
		}
		for _, w := range want {
			code := w[strings.IndexByte(w, ' ')+1:]
			planted[code]++
			if got[w] {
				found[code]++
			} else {
				t.Errorf("%s: not found: %s", file, w)
			}
		}
		for g := range got {
			if !slices.Contains(want, g) {
				alarms++
				t.Errorf("%s: false alarm: %s", file, g)
			}
		}
		if strings.HasPrefix(filepath.Base(file), "fault-") == (len(want) == 0) {
			t.Errorf("%s marks %d lines", file, len(want))
		}
	}
	var all, hits int
	for code, n := range planted {
		all, hits = all+n, hits+found[code]
	}
	t.Logf("%d files, %d of %d planted faults found, %d false alarms", len(files), hits, all, alarms)
}

// corpus returns the texts of the corpus.
func corpus(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/corpus/*/*.protocol")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, string(text))
	}
	return all
}

// rulesOf compiles a text to its rules.
func rulesOf(t testing.TB, text string) *ruleset.RuleSet {
	t.Helper()
	root := fstest.MapFS{"a/a.protocol": {Data: []byte(text)}}
	p, err := compiler.Compile(root, "a", compiler.Options{Today: today})
	if err != nil {
		t.Fatal(err)
	}
	return ruleset.Rules(p.Model)
}

// isProof says that a code is one that this package, or a rule beside it, owes the
// corpus.
func isProof(code string) bool {
	r := ruleOf(code)
	return r != nil && r.Proved || code == "must-step-without-clock" || code == "consent-delays-protection"
}

func ruleOf(code string) *rules.Rule {
	for i := range rules.All {
		if rules.All[i].Code == code {
			return &rules.All[i]
		}
	}
	return nil
}

// marked returns the lines that end in `#! code`, as "line code".
func marked(text string) []string {
	var all []string
	for i, line := range strings.Split(text, "\n") {
		if _, codes, ok := strings.Cut(line, "#!"); ok {
			for _, code := range strings.Fields(codes) {
				all = append(all, fmt.Sprint(i+1, " ", code))
			}
		}
	}
	sort.Strings(all)
	return all
}

func check(t testing.TB, text string) diag.List {
	t.Helper()
	root := fstest.MapFS{"a/a.protocol": {Data: []byte(text)}}
	p, err := compiler.Compile(root, "a", compiler.Options{Today: today})
	if err != nil {
		t.Fatal(err)
	}
	return p.Diagnostics
}

func lineOf(d diag.Diagnostic) int {
	if d.At.Span.Source == nil {
		return 0
	}
	return d.At.Span.Position().Line
}
