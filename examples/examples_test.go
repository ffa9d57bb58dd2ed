// Package examples_test replays the agreements of this folder: what they
// compile to is committed beside them, so that a change of the compiler shows as
// a change of a real document. Run it with -update to write them anew.
package examples_test

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"concordat/compiler"
	"concordat/compiler/document"
	"concordat/compiler/model"
	"concordat/compiler/ruleset"
	"concordat/dsl"
	"concordat/dsl/diag"
)

var update = flag.Bool("update", false, "write the expected files anew")

// today is the day on which both examples are judged.
var today = model.Date{Year: 2026, Month: 11, Day: 21}

// compile compiles one folder of this one.
func compile(t *testing.T, dir string) *compiler.Program {
	t.Helper()
	p, err := compiler.Compile(os.DirFS("."), dir, compiler.Options{Today: today})
	if err != nil {
		t.Fatalf("compile %s: %v", dir, err)
	}
	return p
}

// short is what `concordat check --format short` prints of the findings.
func short(t *testing.T, p *compiler.Program) string {
	t.Helper()
	var b strings.Builder
	if err := (diag.Report{Findings: p.Diagnostics, Files: len(p.Files)}).Short(&b); err != nil {
		t.Fatalf("write findings: %v", err)
	}
	return b.String()
}

// same compares an output with the committed one.
func same(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; write it with -update", err)
	}
	if !bytes.Equal(want, got) {
		t.Errorf("%s has changed; look at the difference, and write it anew with -update if it is meant\n%s", path, firstDifference(string(want), string(got)))
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := 0; i < len(w) || i < len(g); i++ {
		var a, b string
		if i < len(w) {
			a = w[i]
		}
		if i < len(g) {
			b = g[i]
		}
		if a != b {
			return fmt.Sprintf("line %d\nwant %s\ngot  %s", i+1, clip(a), clip(b))
		}
	}
	return "the same lines, but for the end"
}

func clip(s string) string {
	if len(s) > 300 {
		return s[:300] + "…"
	}
	return s
}

// TestNorthmoorIsComplete holds the model for every area to what it is held up
// for: no error, no warning, and every row that either checklist demands met.
func TestNorthmoorIsComplete(t *testing.T) {
	p := compile(t, "northmoor")
	for _, d := range p.Diagnostics {
		if d.Severity != diag.Note {
			at := d.At.Span.Position()
			t.Errorf("%s:%d: %s[%s]: %s\n\thelp: %s", d.At.Span.Source.Name, at.Line, d.Severity, d.Code, d.Message, d.Help)
		}
	}
	same(t, "northmoor/expected/findings.txt", []byte(short(t, p)))
	rows := 0
	for _, c := range p.Checklists {
		rows += len(c.Rows)
	}
	if len(p.Checklists) != 2 || rows < 90 {
		t.Errorf("held against %d checklists with %d rows; phe-2018 and working-together-2023 have at least 90", len(p.Checklists), rows)
	}
}

// TestNorthmoorOutputs replays both documents. They are large, so that only their
// digests are committed, with the library that wrote the PDF beside them;
// `concordat build examples/northmoor` shows what they are. Solihull's rule set
// is committed whole.
func TestNorthmoorOutputs(t *testing.T) {
	p := compile(t, "northmoor")
	if p.Diagnostics.Errors() > 0 {
		t.Skip("Northmoor has errors; TestNorthmoorIsComplete reports them")
	}
	var digests strings.Builder
	fmt.Fprintf(&digests, "fpdf %s\n", moduleVersion(t, "github.com/go-pdf/fpdf"))
	for _, doc := range p.Model.Documents() {
		data, err := ruleset.Write(ruleset.From(p.Model, p.Checklists, doc, false))
		if err != nil {
			t.Fatalf("write rule set of %s: %v", doc.Name, err)
		}
		if _, err := ruleset.Load(data); err != nil {
			t.Errorf("load the rule set of %s: %v", doc.Name, err)
		}
		d := document.Build(p, doc, document.Options{Today: today})
		html, err := document.HTML(d)
		if err != nil {
			t.Fatalf("HTML of %s: %v", doc.Name, err)
		}
		pdf, err := document.PDF(d)
		if err != nil {
			t.Fatalf("PDF of %s: %v", doc.Name, err)
		}
		fmt.Fprintf(&digests, "%x  %s.html\n%x  %s.pdf\n%x  %s.ruleset.json\n",
			sha256.Sum256(html), doc.Name, sha256.Sum256(pdf), doc.Name, sha256.Sum256(data), doc.Name)
	}
	same(t, "northmoor/expected/sha256.txt", []byte(digests.String()))
}

// moduleVersion reads a version from go.mod: test binaries do not carry it.
func moduleVersion(t *testing.T, module string) string {
	t.Helper()
	data, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(data), "\n") {
		if f := strings.Fields(line); len(f) >= 2 && f[0] == module {
			return f[1]
		}
	}
	t.Fatalf("go.mod does not name %s", module)
	return ""
}

// TestSolihullHasItsGaps compiles the protocol as it is and looks for each gap
// that a reader finds in it.
func TestSolihullHasItsGaps(t *testing.T) {
	p := compile(t, "solihull")
	same(t, "solihull/expected.txt", []byte(short(t, p)))
	data, err := ruleset.Write(ruleset.From(p.Model, p.Checklists, p.Model.Documents()[0], true))
	if err != nil {
		t.Fatalf("write the rule set: %v", err)
	}
	same(t, "solihull/joint-services.ruleset.json", data)

	for _, d := range p.Diagnostics {
		if strings.HasPrefix(d.Code, "unknown-") || strings.HasPrefix(d.Code, "unclosed-") {
			t.Errorf("the transcription has a mistake: %s[%s]: %s", d.Severity, d.Code, d.Message)
		}
	}

	unmet := map[string]bool{}
	for _, c := range p.Checklists {
		for _, row := range c.Rows {
			unmet[row.Row.Name] = row.State.String() == "missing" || row.State.String() == "thin" || row.State.String() == "claimed only"
		}
	}
	for _, row := range strings.Fields("7.1.c 7.1.d 7.1.e 7.1.f 7.2.b 7.3.m1 7.3.m2 7.3.m3 7.4.c 7.4.d 7.4.h 7.5.b 7.5.c 7.7.b 7.7.c 7.7.d 6.2.a 6.2.b 6.2.f") {
		if !unmet[row] {
			t.Errorf("row %s of phe-2018 counts as met; the document says nothing that meets it", row)
		}
	}

	found := map[string]int{}
	for _, d := range p.Diagnostics {
		found[d.Code]++
	}
	for code, what := range map[string]string{
		"must-step-without-clock":  "no time limit anywhere",
		"no-out-of-hours":          "nobody to reach out of hours",
		"no-escalation":            "no way to settle a disagreement",
		"level-without-lead":       "nobody leads",
		"pathway-without-feedback": "no feedback to the referrer",
		"review-date-missing":      "no review date",
		"stale-term":               "stale words, such as Every Child Matters",
		"stale-law":                "stale references, such as Working Together 2015",
	} {
		if found[code] == 0 {
			t.Errorf("no finding %s: %s", code, what)
		}
	}
}

// TestExamplesAreFormatted: an example shows the canonical form.
func TestExamplesAreFormatted(t *testing.T) {
	files, err := filepath.Glob("*/*.protocol")
	if err != nil || len(files) == 0 {
		t.Fatalf("no examples found: %v", err)
	}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		f, _ := dsl.Parse(path, data)
		if dsl.Format(f) != string(data) {
			t.Errorf("%s is not in canonical form; run `concordat fmt` on it", path)
		}
	}
}
