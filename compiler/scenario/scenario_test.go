package scenario_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"concordat/compiler"
	"concordat/compiler/model"
	"concordat/compiler/ruleset"
	. "concordat/compiler/scenario"
	"concordat/dsl/diag"
)

var update = flag.Bool("update", false, "write the expected files anew")

var today = model.Date{Year: 2026, Month: 11, Day: 21}

// compileText returns the rule set of an agreement that is one text. Only what
// keeps the text from being read is a mistake here.
func compileText(t testing.TB, text string) *ruleset.RuleSet {
	t.Helper()
	p, err := compiler.Compile(fstest.MapFS{"a/agreement.protocol": &fstest.MapFile{Data: []byte(text)}}, "a", compiler.Options{Today: today})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range p.Diagnostics {
		switch d.Code {
		case "unknown-name", "unknown-keyword", "unknown-word", "wrong-value", "wrong-kind", "missing-comma", "missing-value", "extra-words", "repeated-line", "unclosed-block", "outside-domain", "wrong-test":
			t.Fatalf("line %d: %s: %s", d.At.Span.Position().Line, d.Code, d.Message)
		}
	}
	return ruleset.From(p.Model, p.Checklists, p.Model.Documents()[0], true)
}

func small(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile("testdata/small/agreement.protocol")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// northmoor returns the rule set of the protocol of the example.
func northmoor(t testing.TB) *ruleset.RuleSet {
	t.Helper()
	p, err := compiler.Compile(os.DirFS("../../examples"), "northmoor", compiler.Options{Today: today})
	if err != nil {
		t.Fatal(err)
	}
	if n := p.Diagnostics.Count(diag.Error); n > 0 {
		t.Fatalf("northmoor has %d errors", n)
	}
	return ruleset.From(p.Model, p.Checklists, p.Model.Documents()[0], false)
}

// golden compares a text with the committed one.
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
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s has changed; look at the difference, and write it anew with -update if it is meant\ngot\n%s", file, got)
	}
}

// TestExpectations holds every line that an example may expect against the small
// agreement: what is met, and what is said of what is not.
func TestExpectations(t *testing.T) {
	tests := []struct{ head, family, line, got string }{
		{"", "parental-use is harmful\nnot need-met", "level support", ""},
		{"", "parental-use is harmful\nnot need-met", "level protection", "the level is support"},
		{"", "significant-harm is likely", "level at least support", ""},
		{"", "pregnant", "level at least support", "the level is universal"},
		{"", "pregnant", "no-consider support", ""},
		{"", "refused-referrals is 3 times", "consider support", ""},
		{"", "refused-referrals is 3 times", "no-consider support", "the level to think about is support"},
		{"", "refused-referrals is 2 times", "consider support", "no level is to be thought about"},
		{"", "parental-use is harmful\nnot need-met", "lead worker", ""},
		{"", "parental-use is harmful\nnot need-met", "lead social-worker", "the lead is worker"},
		{"", "pregnant", "lead worker", "nobody leads"},
		{"at 2026-03-06 16:00\nfrom clinic", "significant-harm is likely", "first front", ""},
		{"at 2026-03-06 23:00\nfrom clinic", "significant-harm is likely", "first night", ""},
		{"at 2026-03-06 23:00\nfrom clinic", "significant-harm is likely", "first front", "those to reach first are night"},
		{"from clinic", "parental-use is harmful\nnot need-met", "first front", "nothing stands before everything else"},
		{"", "parental-use is harmful\nnot need-met", "consent required for help", ""},
		{"", "parental-use is harmful\nnot need-met", "consent written for help", "consent for help is required"},
		{"", "parental-use is harmful\nnot need-met", "consent required for treatment", "nothing is said of consent for treatment"},
		{"from clinic", "significant-harm is possible", "consent not-required for sharing in worry", ""},
		{"from clinic", "significant-harm is possible", "consent required for sharing in worry", "consent for sharing is not-required"},
		{"from school", "significant-harm is possible", "consent required for sharing in worry", "`worry` does not let anything be shared here"},
		{"from clinic", "significant-harm is likely", "pathway refer", ""},
		{"from clinic", "pregnant", "pathway refer", "`refer` is not open to clinic"},
		{"from clinic", "pregnant", "no-pathway refer", ""},
		{"from clinic", "significant-harm is likely", "no-pathway refer", "`refer` is open"},
		{"from clinic", "significant-harm is likely", "accepted refer", ""},
		{"from clinic", "parental-use is harmful\nnot need-met", "accepted refer", "the receiver of `refer` does not certainly take the family"},
		{"from clinic", "parental-use is harmful\nnot need-met", "not-accepted refer", ""},
		{"from clinic", "significant-harm is likely", "not-accepted refer", "the receiver of `refer` takes the family, or may"},
		{"at 2026-03-06 16:00\nfrom clinic", "significant-harm is likely", "contact front in refer", ""},
		{"at 2026-03-07 16:00\nfrom clinic", "significant-harm is likely", "contact front in refer", "night answers for the receiver of `refer`"},
		{"from clinic", "significant-harm is likely\nchild-elsewhere", "step refer.twins", ""},
		{"from clinic", "significant-harm is likely", "step refer.twins", "nothing certainly has to be done in `refer.twins`"},
		{"from clinic", "significant-harm is likely", "no-step refer.twins", ""},
		{"from clinic", "significant-harm is likely\nchild-elsewhere", "no-step refer.twins", "something has to be done in `refer.twins`, or may have to be"},
		{"from clinic", "significant-harm is likely", "tell parents in refer.call, worry", ""},
		{"from clinic", "significant-harm is likely\nincreases-risk", "tell parents in worry", "nothing in `worry` says so here"},
		{"from clinic", "significant-harm is likely\nincreases-risk", "no-tell parents in refer.call, worry", ""},
		{"from clinic", "significant-harm is likely", "no-tell parents in worry", "S1 says: must tell the parents unless telling them would increase the risk to the child"},
		{"from clinic", "significant-harm is likely", "no-tell social-worker in refer", ""},
		{"from clinic", "significant-harm is possible", "share worry with front", ""},
		{"from clinic", "significant-harm is possible", "share worry with night", "`worry` does not let it be shared with night"},
		{"from school", "significant-harm is possible", "share worry", "`worry` does not let anything be shared by school"},
		{"from school", "significant-harm is possible", "no-share worry", ""},
		{"from clinic", "significant-harm is possible", "no-share worry with night", ""},
		{"from clinic", "significant-harm is possible", "no-share worry with front", "`worry` lets it be shared with front"},
		{"at 2026-03-06 16:00\nfrom clinic", "significant-harm is likely", "due refer.answer 2026-03-09", ""},
		{"at 2026-03-06 16:00\nfrom clinic", "significant-harm is likely", "due refer.answer 2026-03-10", "`refer.answer` is due by the end of Monday 9 March 2026"},
		{"at 2026-03-06 16:00\nfrom clinic", "significant-harm is likely", "due refer.call 2026-03-06 16:00", "something in `refer.call` is also due by the end of Tuesday 10 March 2026"},
		{"at 2026-03-06 16:00\nfrom clinic", "significant-harm is likely", "due refer.call 2026-03-06 16:00\ndue refer.call 2026-03-10", ""},
		{"at 2026-03-06 16:00\nfrom clinic", "significant-harm is likely", "due refer.call 2026-03-10 for parents", ""},
		{"at 2026-03-06 16:00\nfrom clinic\nhappened visited 2026-03-10", "significant-harm is likely\npregnant", "due refer.answer 2026-03-13 for family", ""},
		{"at 2026-03-06 16:00\nfrom clinic", "significant-harm is likely\npregnant", "due refer.answer 2026-03-13 for family", "nothing in `refer.answer` for family has a moment"},
		{"at 2026-03-06 16:00\nfrom school", "pregnant", "due refer.answer 2026-03-09", "`refer.answer` does not come into it here"},
		{"unknown", "parental-use is harmful", "ask significant-harm", ""},
		{"unknown", "parental-use is harmful", "not-ruled-out support, protection", ""},
		{"unknown", "parental-use is harmful", "not-ruled-out protection", "what is not ruled out is support and protection"},
		{"unknown", "parental-use is harmful", "level universal", "the level is universal, and support and protection cannot be ruled out"},
	}
	text := small(t)
	text = text[:strings.Index(text, "scenario first")]
	for i, x := range tests {
		text += fmt.Sprintf("scenario s%d \"S\" {\n", i)
		if x.head == "unknown" {
			x.head = ""
		} else {
			text += "rest quiet\n"
		}
		text += x.head + "\nfamily {\n" + x.family + "\n}\nanswer {\n" + x.line + "\n}\n}\n"
	}
	results, err := Run(compileText(t, text))
	if err != nil {
		t.Fatal(err)
	}
	for i, x := range tests {
		r := &results[i]
		if r.Wrong != "" {
			t.Errorf("%s | %s: %s", x.family, x.line, r.Wrong)
			continue
		}
		got := ""
		for _, c := range r.Checks {
			if !c.OK {
				got = c.Got
			}
		}
		if got != x.got {
			t.Errorf("%s | %s | %s\ngot  %q\nwant %q", x.head, x.family, x.line, got, x.got)
		}
		if want := strings.Fields(strings.Split(x.line, "\n")[0]); r.Checks[0].Text != strings.Join(want, " ") {
			t.Errorf("%q is written as %q", x.line, r.Checks[0].Text)
		}
	}
}

// TestWhatCannotBe names an example whose family cannot be.
func TestWhatCannotBe(t *testing.T) {
	text := strings.Replace(small(t), "    not need-met\n  }\n  answer", "    immediate-danger\n  }\n  answer", 1)
	results, err := Run(compileText(t, text))
	if err != nil {
		t.Fatal(err)
	}
	if r := results[0]; r.OK() || !strings.Contains(r.Wrong, "standard-questions.protocol") || !strings.Contains(r.Wrong, "the family cannot be as it is told") {
		t.Errorf("%q", r.Wrong)
	}
}

// TestCoverage holds what the one example of the small agreement reaches.
func TestCoverage(t *testing.T) {
	r := compileText(t, small(t))
	results, err := Run(r)
	if err != nil {
		t.Fatal(err)
	}
	c, err := Cover(r, results)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, list := range [][]Covered{c.Criteria, c.Pathways, c.Steps, c.Shares} {
		for _, x := range list {
			got = append(got, strings.TrimSpace(x.Name+" "+x.Wanted))
		}
	}
	want := "use-and-need every example meets it, or may\nharm no example meets it\nrefused-often no example meets it\nrefer\nrefer.call\nrefer.answer\n" +
		"refer.twins nothing has to be done in it in any example\nworry it lets nothing be shared in any example"
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

// TestNorthmoor holds the examples of the whole agreement to what the rules say, to
// what they reach and to what they notice.
func TestNorthmoor(t *testing.T) {
	r := northmoor(t)
	results, err := Run(r)
	if err != nil {
		t.Fatal(err)
	}
	for i := range results {
		x := &results[i]
		if x.Wrong != "" {
			t.Errorf("%s: %s", x.Scenario.Name, x.Wrong)
		}
		for j := range x.Checks {
			if c := &x.Checks[j]; !c.OK {
				t.Errorf("%s:%d: %s: %s", c.Expect.File, c.Expect.Line, x.Scenario.Name, c.Message())
			}
		}
	}
	c, err := Cover(r, results)
	if err != nil {
		t.Fatal(err)
	}
	m, err := Mutate(r)
	if err != nil {
		t.Fatal(err)
	}
	if m.Score() < 90 {
		t.Errorf("the examples notice %d per cent of the small changes", m.Score())
	}
	text := fmt.Sprintf("examples %d\n", len(results))
	for _, x := range []struct {
		name string
		list []Covered
	}{{"criteria", c.Criteria}, {"pathways", c.Pathways}, {"steps", c.Steps}, {"shares", c.Shares}} {
		n := 0
		for _, y := range x.list {
			if y.OK {
				n++
			}
		}
		text += fmt.Sprintf("%s %d of %d\n", x.name, n, len(x.list))
	}
	text += fmt.Sprintf("small changes %d, of which %d make no difference and %d no example could notice\nnoticed %d, %d per cent\n", m.Total, m.Equivalent, m.Unseen, m.Killed, m.Score())
	all, left, err := Suggest(r, m.Survivors)
	if err != nil {
		t.Fatal(err)
	}
	text += fmt.Sprintf("%d more examples would notice %d of the other %d\n", len(all), len(m.Survivors)-len(left), len(m.Survivors))
	golden(t, "northmoor.txt", text)
}

func BenchmarkRun(b *testing.B) {
	r := northmoor(b)
	for b.Loop() {
		if _, err := Run(r); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMutate(b *testing.B) {
	r := northmoor(b)
	for b.Loop() {
		m, err := Mutate(r)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(m.Total), "changes")
	}
}

func BenchmarkSuggest(b *testing.B) {
	r := northmoor(b)
	m, err := Mutate(r)
	if err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	for b.Loop() {
		if _, _, err := Suggest(r, m.Survivors); err != nil {
			b.Fatal(err)
		}
	}
}
