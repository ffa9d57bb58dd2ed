package diag

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares got with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (run with -update to accept)\ngot:\n%s\nwant:\n%s", file, got, want)
	}
}

// spanOf returns the span of the first occurrence of text in s.
func spanOf(t *testing.T, s *Source, text string) Span {
	t.Helper()
	i := strings.Index(s.Text, text)
	if i < 0 {
		t.Fatalf("%q is not in %s", text, s.Name)
	}
	return s.Span(i, i+len(text))
}

// sample returns a report that has one finding of every shape.
func sample(t *testing.T) Report {
	t.Helper()
	protocol := NewSource("hidden-harm.protocol", strings.Join([]string{
		`protocol hidden-harm "Hidden harm" {`,
		`  area "Northmoor"`,
		"\tversion \"2.0\"",
		`}`,
		``,
		`pathway pre-birth "Ymlyniad 家族 é 👶 pre-birth" {`,
		`  from hospital-midwifry`,
		`  to   mash`,
		`  step ask {`,
		`    by   referrer`,
		`    must ask parents`,
		`  }`,
		`  section long "` + strings.Repeat("many words ", 15) + `here is the MASH ` + strings.Repeat("and more ", 15) + `"`,
		`}`,
		``,
	}, "\n"))
	agencies := NewSource("../regional/agencies: all.protocol", "# agencies\n\n\n\n\n\n\n\n\nagency hospital-midwifery \"Hospital\u202e Midwifery\" {\n}\n")
	shipped := NewSource("protocols/phe-2018/phe-2018.protocol", "requirement 7.4.c \"x\" {\n}\n")
	return Report{
		Files:   3,
		Version: "1.0",
		Path: func(name string) string {
			return strings.TrimPrefix("agreements/"+name, "agreements/../")
		},
		Explain: func(code string) (string, bool) {
			return "# " + code + "\n\nWhat it means.\n\n## Why it matters\n\nBecause.\n", code != "no-page"
		},
		Findings: List{
			{
				Code: "unknown-name", Severity: Error,
				Message: "no agency is called `hospital-midwifry`",
				At:      Label{spanOf(t, protocol, "hospital-midwifry"), "not declared here or in anything this protocol uses"},
				Related: []Label{{spanOf(t, agencies, "hospital-midwifery"), "a similar name is declared here"}},
				In:      "protocol hidden-harm > pathway pre-birth",
				Help:    "write `hospital-midwifery`",
				Fix:     &Fix{Safe: true, Edits: []Edit{{spanOf(t, protocol, "hospital-midwifry"), "hospital-midwifery"}}},
			},
			{
				Code: "wide-text", Severity: Warning, Message: "100 % of titles, with: commas",
				At:      Label{spanOf(t, protocol, "é 👶"), ""},
				Related: []Label{{spanOf(t, protocol, "家族"), "wide"}},
				Notes:   []string{"a note\nof two lines", "another"},
			},
			{
				Code: "unclosed-block", Severity: Error, Message: "this block is not closed",
				At:      Label{protocol.Span(strings.Index(protocol.Text, "pathway"), len(protocol.Text)-1), "from here to here"},
				Related: []Label{{protocol.Span(strings.Index(protocol.Text, "ask {"), strings.Index(protocol.Text, "  }\n  section")+3), "and this one"}},
			},
			{
				Code: "out-of-date", Severity: Note, Message: "an old word",
				At:      Label{spanOf(t, protocol, "MASH"), "write `hub`"},
				Related: []Label{{spanOf(t, shipped, "7.4.c"), "asked for here"}},
			},
			{
				Code: "after-tab", Severity: Warning, Message: "marks stand under the text that follows a tab",
				At: Label{spanOf(t, protocol, "version \"2.0\""), "here"},
			},
			{
				Code: "line-end", Severity: Error, Message: "something is missing at the end of the line",
				At: Label{protocol.Span(strings.Index(protocol.Text, "\n"), strings.Index(protocol.Text, "\n")), "here"},
			},
			{
				Code: "duplicate-name", Severity: Error, Message: "a name stands twice",
				At:      Label{spanOf(t, agencies, "agency"), ""},
				Related: []Label{{spanOf(t, agencies, "# agencies"), "once"}, {spanOf(t, protocol, "area"), "and again"}},
			},
			{Code: "no-page", Severity: Error, Message: "nothing to point at"},
		},
	}
}

func written(t *testing.T, write func(*bytes.Buffer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWriters(t *testing.T) {
	r := sample(t)
	golden(t, "report.txt", written(t, func(b *bytes.Buffer) error { return r.Text(b, TextOptions{}) }))
	golden(t, "report.colour.txt", written(t, func(b *bytes.Buffer) error { return r.Text(b, TextOptions{Colour: true}) }))
	golden(t, "report.short.txt", written(t, func(b *bytes.Buffer) error { return r.Short(b) }))
	golden(t, "report.json", written(t, func(b *bytes.Buffer) error { return r.JSON(b) }))
	golden(t, "report.sarif", written(t, func(b *bytes.Buffer) error { return r.SARIF(b) }))
	golden(t, "report.github.txt", written(t, func(b *bytes.Buffer) error { return r.GitHub(b) }))
}

func TestMarksStandUnderTheMarkedText(t *testing.T) {
	for _, test := range []struct{ line, marked string }{
		{"from midwifry", "midwifry"},
		{"\tfrom\tmidwifry", "midwifry"},
		{"家族 midwifry", "midwifry"},
		{"e\u0301te\u0301 midwifry", "midwifry"},
		{"👶👶 midwifry", "midwifry"},
		{strings.Repeat("before ", 40) + "midwifry" + strings.Repeat(" after", 40), "midwifry"},
		{strings.Repeat("家", 80) + "midwifry" + strings.Repeat("族", 80), "midwifry"},
		{strings.Repeat("before ", 40) + "midwifry", "midwifry"},
		{"midwifry" + strings.Repeat(" after", 40), "midwifry"},
	} {
		s := NewSource("a.protocol", test.line)
		r := Report{Findings: List{{Code: "c", Message: "m", At: Label{spanOf(t, s, test.marked), ""}}}}
		lines := strings.Split(written(t, func(b *bytes.Buffer) error { return r.Text(b, TextOptions{}) }), "\n")
		source, under := lines[3], lines[4]
		at := strings.Index(source, test.marked)
		if at < 0 {
			t.Errorf("the marked word is not shown: %q", source)
			continue
		}
		if got, want := strings.Index(under, "^"), columnsOf(source[:at]); got != want {
			t.Errorf("mark in column %d, want %d\n%s\n%s", got, want, source, under)
		}
		if got := strings.Count(under, "^"); got != len(test.marked) {
			t.Errorf("%d marks, want %d\n%s\n%s", got, len(test.marked), source, under)
		}
		if w := columnsOf(source); w > 104 {
			t.Errorf("the line takes %d columns: %s", w, source)
		}
	}
}

func columnsOf(s string) int {
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

func TestTextShowsNothingThatATerminalObeys(t *testing.T) {
	s := NewSource("a\x1b[2J.protocol", "agency \x1b[31m x\u202ey\x07")
	r := Report{Findings: List{{Code: "c", Message: "no agency is called `\x1b]0;\x07`", At: Label{s.Span(0, len(s.Text)), "a\x1bb"}, In: "a\x1bb", Notes: []string{"\x1b"}, Help: "\x1b"}}}
	for _, write := range []func(*bytes.Buffer) error{
		func(b *bytes.Buffer) error { return r.Text(b, TextOptions{}) },
		func(b *bytes.Buffer) error { return r.Short(b) },
	} {
		if got := written(t, write); strings.ContainsAny(got, "\x1b\x07\u202e") {
			t.Errorf("%q", got)
		}
	}
}

func TestSummary(t *testing.T) {
	for _, test := range []struct {
		severities []Severity
		files      int
		want       string
	}{
		{nil, 1, "no problems in 1 file"},
		{[]Severity{Error, Error, Warning}, 6, "2 errors, 1 warning in 6 files"},
		{[]Severity{Note}, 2, "1 note in 2 files"},
	} {
		var l List
		for _, s := range test.severities {
			l = append(l, Diagnostic{Severity: s})
		}
		if got := (Report{Findings: l, Files: test.files}).Summary(); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

func TestJSONPositionsAgreeWithTheText(t *testing.T) {
	s := NewSource("a.protocol", "x\né👶 word\n")
	r := Report{Findings: List{{Code: "c", Message: "m", At: Label{spanOf(t, s, "word"), ""}}}}
	var out jsonReport
	if err := json.Unmarshal([]byte(written(t, func(b *bytes.Buffer) error { return r.JSON(b) })), &out); err != nil {
		t.Fatal(err)
	}
	if got, want := out.Findings[0].Place.Start, (jsonPosition{Line: 2, Column: 4, UTF16: 5, Byte: 9}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got, want := out.Findings[0].Place.End, (jsonPosition{Line: 2, Column: 8, UTF16: 9, Byte: 13}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// TestSARIFKeepsTheRulesOfTheStandard checks what SARIF 2.1.0 asks of the parts
// that are written (sections 3.19.23, 3.27 to 3.30, 3.55 to 3.57).
func TestSARIFKeepsTheRulesOfTheStandard(t *testing.T) {
	var log sarifLog
	d := json.NewDecoder(strings.NewReader(written(t, func(b *bytes.Buffer) error { return sample(t).SARIF(b) })))
	d.DisallowUnknownFields()
	if err := d.Decode(&log); err != nil {
		t.Fatal(err)
	}
	if log.Version != "2.1.0" || len(log.Runs) != 1 {
		t.Fatalf("version %q, %d runs", log.Version, len(log.Runs))
	}
	run := log.Runs[0]
	if len(run.Results) != len(sample(t).Findings) {
		t.Errorf("%d results", len(run.Results))
	}
	region := func(r sarifRegion) {
		t.Helper()
		if r.StartLine < 1 || r.StartColumn < 1 || r.EndLine < r.StartLine || r.EndLine == r.StartLine && r.EndColumn < r.StartColumn {
			t.Errorf("region %+v", r)
		}
	}
	artifact := func(a sarifArtifact) {
		t.Helper()
		if a.URI == "" || strings.HasPrefix(a.URI, "/") || strings.ContainsAny(a.URI, " \\") {
			t.Errorf("address %q is not a relative URI", a.URI)
		}
		if _, known := run.BaseIDs[a.Base]; !known && a.Base != "" {
			t.Errorf("base %q is not defined", a.Base)
		}
	}
	for _, result := range run.Results {
		if run.Tool.Driver.Rules[result.RuleIndex].ID != result.RuleID {
			t.Errorf("rule %d is not %s", result.RuleIndex, result.RuleID)
		}
		if !strings.Contains(" error warning note ", " "+result.Level+" ") {
			t.Errorf("level %q", result.Level)
		}
		ids := map[int]bool{}
		for _, l := range append(append([]sarifLocation{}, result.Locations...), result.Related...) {
			artifact(l.Physical.Artifact)
			region(l.Physical.Region)
			if l.ID != nil && ids[*l.ID] {
				t.Errorf("two related places have the number %d", *l.ID)
			}
			if l.ID != nil {
				ids[*l.ID] = true
			}
		}
		for _, f := range result.Fixes {
			for _, c := range f.Changes {
				artifact(c.Artifact)
				if len(c.Replacements) == 0 {
					t.Error("a change without replacements")
				}
				for _, r := range c.Replacements {
					region(r.Deleted)
				}
			}
		}
	}
}

func TestApplyMakesFixesThatDoNotOverlap(t *testing.T) {
	s := NewSource("a.protocol", "one two three\nfour\n")
	other := NewSource("b.protocol", "five\n")
	edit := func(s *Source, old, new string) Edit { return Edit{spanOf(t, s, old), new} }
	patches, made := Apply([]Fix{
		{Edits: []Edit{edit(s, "three", "3"), edit(other, "five", "5")}},
		{Edits: []Edit{edit(s, "one", "1")}},
		{Edits: []Edit{edit(s, "ne two", "x"), edit(s, "four", "4")}}, // overlaps the second
		{Edits: []Edit{{s.Span(0, 0), "again "}}},                     // touches the second
		{Edits: []Edit{edit(s, "two thr", "y")}},                      // overlaps the first
		{},
	})
	if made != 2 {
		t.Errorf("%d fixes made, want 2", made)
	}
	want := map[string]string{"a.protocol": "1 two 3\nfour\n", "b.protocol": "5\n"}
	if len(patches) != len(want) {
		t.Fatalf("%d patches", len(patches))
	}
	for _, p := range patches {
		got, err := p.Apply([]byte(p.Source.Text))
		if err != nil || string(got) != want[p.Source.Name] {
			t.Errorf("%s: %q, %v", p.Source.Name, got, err)
		}
	}
}

func TestApplyKeepsEveryOtherByte(t *testing.T) {
	s := NewSource("a.protocol", "one\ntwo \uFFFD\nthree\nfour\n")
	s.CRLF, s.BOM = true, true
	p := Patch{s, []Edit{{spanOf(t, s, "two"), "2\n2"}, {spanOf(t, s, "four"), "4"}}}
	got, err := p.Apply([]byte("\uFEFFone\r\ntwo \xff\rthree\nfour\r\n"))
	if want := "\uFEFFone\r\n2\r\n2 \xff\rthree\n4\r\n"; err != nil || string(got) != want {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	for _, changed := range []string{"", "one\r\n", "\uFEFFone\r\n", "\uFEFFone\r\ntwo \xff\rthree\nfive\r\n", "\uFEFFone\r\ntwo \xff\rthree\nfour\r\nfive"} {
		if _, err := p.Apply([]byte(changed)); !errors.Is(err, ErrChanged) {
			t.Errorf("%q: %v", changed, err)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add("agency x \"Y\" {\n\tkind 家\n}\n", 3, 9, 12, 20)
	f.Add(strings.Repeat("e\u0301👶 \t", 200), 300, 700, 0, 5)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d int) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		s := NewSource("a.protocol", text)
		span := func(a, b int) Span {
			n := len(text) + 1
			a, b = ((a%n)+n)%n, ((b%n)+n)%n
			return s.Span(min(a, b), max(a, b))
		}
		r := Report{Findings: List{{Code: "c", Message: "m", At: Label{span(a, b), "x"}, Related: []Label{{span(c, d), "y"}}, Fix: &Fix{Edits: []Edit{{span(a, b), ""}}}}}}
		for _, write := range []func(*bytes.Buffer) error{
			func(b *bytes.Buffer) error { return r.Text(b, TextOptions{}) },
			func(b *bytes.Buffer) error { return r.JSON(b) },
			func(b *bytes.Buffer) error { return r.SARIF(b) },
			func(b *bytes.Buffer) error { return r.GitHub(b) },
		} {
			written(t, write)
		}
	})
}
