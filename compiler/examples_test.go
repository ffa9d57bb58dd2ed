package compiler_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"concordat/compiler"
	"concordat/compiler/model"
	"concordat/dsl/diag"
)

const oneExample = `use standard-questions
level universal "Universal" {
  number 1
  otherwise
}
level need "In need" {
  number 2
  lead worker
}
criterion harmful-use "Use that harms" {
  level need
  when parental-use is at least harmful
}
role worker "Worker"
scenario every-day "Every day" {
  rest quiet
  family {
    %s
  }
  answer {
    level universal
    lead todo
  }
}
`

// What an example expects and the rules do not say is a mistake at its line.
func TestAnExampleThatFailsIsAFinding(t *testing.T) {
	found := coded(check(t, fmt.Sprintf(oneExample, "parental-use is dependent")), "example-fails")
	if len(found) != 1 {
		t.Fatalf("found %v", found)
	}
	d := found[0]
	if d.Severity != diag.Error || d.At.Span.Text() != "level universal" || d.In != "scenario every-day > answer" ||
		d.Message != "expected `level universal`, but the level is need" ||
		len(d.Notes) != 1 || !strings.HasPrefix(d.Notes[0], "In need, because “Use that harms” is met") || !strings.HasSuffix(d.Notes[0], "(C1)") ||
		d.Help != "if the example is right, mend the rule; if the rules are right, write `level need`" {
		t.Errorf("found %+v at %q", d, d.At.Span.Text())
	}
	if found := coded(check(t, fmt.Sprintf(oneExample, "parental-use is hazardous")), "example-fails"); len(found) > 0 {
		t.Errorf("as expected, and found %v", found)
	}
	// A family that cannot be is one, at the name of the example.
	found = coded(check(t, fmt.Sprintf(oneExample, "immediate-danger\nsignificant-harm is none")), "example-fails")
	if len(found) != 1 || found[0].At.Span.Text() != "every-day" || !strings.HasPrefix(found[0].Message, "the family of this example cannot be: it cannot be that a child is in immediate danger") {
		t.Errorf("found %+v", found)
	}
}

// Nobody waives what an example shows.
func TestAnExampleThatFailsIsNotWaived(t *testing.T) {
	text := strings.Replace(fmt.Sprintf(oneExample, "parental-use is dependent"), "  rest quiet\n", "  rest quiet\n  allow example-fails because \"it is old\"\n", 1)
	if list := check(t, text); len(coded(list, "example-fails")) != 1 {
		t.Errorf("found %v", list)
	}
}

// Examples beyond the bound are not run, and that is said.
func TestTooManyExamplesAreSaid(t *testing.T) {
	var b strings.Builder
	b.WriteString(fmt.Sprintf(oneExample, "parental-use is hazardous"))
	for i := range 5_000 {
		fmt.Fprintf(&b, "scenario s%d \"S\" {\nfamily {\nparental-use is dependent\n}\nanswer {\nlevel at least need\n}\n}\n", i)
	}
	found := coded(check(t, b.String()), "too-many-examples")
	if len(found) != 1 || found[0].At.Span.Text() != "s4999" {
		t.Errorf("found %v", found)
	}
}

var instead = regexp.MustCompile("if the rules are right, write `(.*)`$")

// The line that a finding gives for an example is as expected once it stands
// there. The lines of Northmoor's examples are made wrong, and then what they are told to be.
func TestWhatAnExampleCouldSayInsteadIsSo(t *testing.T) {
	const file = "northmoor/scenarios.protocol"
	files := fstest.MapFS{}
	entries, err := os.ReadDir("../examples/northmoor")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".protocol") {
			text, err := os.ReadFile("../examples/northmoor/" + e.Name())
			if err != nil {
				t.Fatal(err)
			}
			files["northmoor/"+e.Name()] = &fstest.MapFile{Data: text}
		}
	}
	failing := func(lines []string) diag.List {
		files[file] = &fstest.MapFile{Data: []byte(strings.Join(lines, "\n"))}
		p, err := compiler.Compile(files, "northmoor", compiler.Options{Today: model.Date{Year: 2026, Month: 11, Day: 21}})
		if err != nil {
			t.Fatal(err)
		}
		if !p.Proved {
			t.Fatalf("cannot be read: %v", p.Diagnostics)
		}
		return coded(p.Diagnostics, "example-fails")
	}
	source := strings.Split(string(files[file].Data), "\n")
	changes := []struct{ keyword, from, to string }{
		{"level", "child-in-need", "universal"}, {"level", "child-protection", "early-help"}, {"level", "early-help", "child-protection"},
		{"lead", "allocated-social-worker", "lead-practitioner"}, {"pathway", "pathway ", "no-pathway "}, {"no-pathway", "no-pathway ", "pathway "},
		{"step", "step ", "no-step "}, {"no-step", "no-step ", "step "}, {"contact", "mash", "edt"}, {"contact", "edt", "mash"},
		{"due", "2026-11-", "2027-01-"}, {"share", "share ", "no-share "}, {"no-share", "no-share ", "share "},
		{"tell", "tell ", "no-tell "}, {"no-tell", "no-tell ", "tell "}, {"consent", "not-required", "required"}, {"consent", "required", "not-required"},
		{"not-ruled-out", "child-protection", "universal"}, {"ask", "ask ", "ask youngest-child # "}, {"accepted", "accepted ", "not-accepted "}, {"not-accepted", "not-accepted ", "accepted "},
	}
	changed := slices.Clone(source)
	for i, l := range changed {
		for _, c := range changes {
			if strings.HasPrefix(l, "    "+c.keyword+" ") && strings.Contains(l, c.from) && !strings.Contains(l, c.to) {
				changed[i] = strings.Replace(l, c.from, c.to, 1)
				break
			}
		}
	}
	again := slices.Clone(changed)
	var tried []int
	wrong := failing(changed)
	for _, d := range wrong {
		m := instead.FindStringSubmatch(d.Help)
		if m == nil || strings.Contains(m[1], "` and `") {
			continue // several moments for one: the other lines say some of them
		}
		n := d.At.Span.Position().Line
		again[n-1] = m[1]
		tried = append(tried, n)
	}
	for _, d := range failing(again) {
		if n := d.At.Span.Position().Line; slices.Contains(tried, n) {
			t.Errorf("%s: %q was to be %q, which fails too: %s", file, changed[n-1], again[n-1], d.Message)
		}
	}
	t.Logf("%d lines made wrong, %d of them told what to write", len(wrong), len(tried))
	if len(wrong) < 200 || len(tried) < 150 {
		t.Errorf("only %d lines were made wrong, and %d of them told what to write", len(wrong), len(tried))
	}
}
