package rules_test

import (
	"io/fs"
	"math/rand"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"concordat/compiler"
	"concordat/compiler/model"
	"concordat/compiler/rules"
	"concordat/dsl/diag"
)

// An author checks an agreement while it is half written, so no cut through a
// text may bring the rules down, and no finding may lie outside its text.
func TestRulesBearCutTexts(t *testing.T) {
	text := sample(t)
	random := rand.New(rand.NewSource(1))
	lines := strings.SplitAfter(text, "\n")
	for i := range 18 {
		var cut string
		switch i % 3 {
		case 0:
			cut = text[:random.Intn(len(text))]
		case 1:
			at := random.Intn(len(lines) - 1)
			cut = strings.Join(lines[:at], "") + strings.Join(lines[at+1+random.Intn(min(20, len(lines)-at-1)+1):], "")
		case 2:
			at := random.Intn(len(text) - 40)
			cut = text[:at] + text[at+random.Intn(40):]
		}
		root := fstest.MapFS{"a/a.protocol": {Data: []byte(strings.ToValidUTF8(cut, "?"))}}
		p, err := compiler.Compile(root, "a", compiler.Options{Today: today})
		if err != nil {
			t.Fatal(err)
		}
		checkSpans(t, p.Diagnostics)
	}
}

// The resolver leaves out what it cannot read. Here everything that it may leave
// out is left out at random.
func TestRulesBearPartialModels(t *testing.T) {
	root := fstest.MapFS{"a/a.protocol": {Data: []byte(sample(t))}}
	random := rand.New(rand.NewSource(2))
	for range 12 {
		p, err := compiler.Compile(root, "a", compiler.Options{Today: today})
		if err != nil {
			t.Fatal(err)
		}
		for _, thing := range p.Model.Things {
			thing.Partial = random.Intn(20) == 0
			if random.Intn(20) == 0 {
				thing.Lines = nil
			}
			for _, l := range thing.Lines {
				if random.Intn(10) == 0 {
					*l = model.Line{Keyword: l.Keyword, Owner: l.Owner, Span: l.Span, Value: l.Value, Bad: true}
				}
				l.EachRef(func(r *model.Ref) {
					if random.Intn(10) == 0 {
						*r = model.Ref{Name: r.Name, Span: r.Span}
					}
				})
				if random.Intn(30) == 0 {
					l.Condition, l.Case, l.Hours = nil, nil, nil
				}
			}
		}
		checkSpans(t, rules.Run(p.Model, today, nil))
	}
}

func TestRulesBearNoModel(t *testing.T) {
	if found := rules.Run(nil, today, nil); len(found) > 0 {
		t.Errorf("found %v", found)
	}
	if found := rules.Run(&model.Agreement{}, model.Date{}, nil); len(found) > 0 {
		t.Errorf("found %v", found)
	}
}

func checkSpans(t *testing.T, found diag.List) {
	t.Helper()
	for _, d := range found {
		for _, l := range append([]diag.Label{d.At}, d.Related...) {
			if s := l.Span; s.Source != nil && (s.Start < 0 || s.Start > s.End || s.End > len(s.Source.Text)) {
				t.Fatalf("%s: %s: a place that is none", d.Code, d.Message)
			}
		}
	}
}

// sample is the agreement of the example area, in one text.
func sample(t *testing.T) string {
	t.Helper()
	dir := os.DirFS("../../examples/northmoor")
	names, err := fs.Glob(dir, "*.protocol")
	if err != nil || len(names) == 0 {
		t.Fatalf("no example: %v", err)
	}
	var b strings.Builder
	for _, n := range names {
		text, err := fs.ReadFile(dir, n)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(text)
		b.WriteString("\n")
	}
	return b.String()
}
