package resolve

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"concordat/compiler/model"
	"concordat/dsl"
	"concordat/dsl/diag"
)

// large returns an agreement of some 20,000 lines, of the sorts of line that a
// real one has.
func large(blocks int) string {
	var b strings.Builder
	b.WriteString("question drinks \"How does the parent drink?\" is none, hazardous, harmful or dependent in rising risk\n")
	b.WriteString("question away \"Is the child away?\" is yes or no\nlevel one \"One\" {\n  number 1\n}\n")
	for i := range blocks {
		n := fmt.Sprint(i)
		b.WriteString(strings.ReplaceAll(`agency agency-N "Agency N" {
  kind treatment
  serves adults, families
  offers {
    "structured counselling"
    "alcohol detoxification"
  }
  team team-N "Team N" {
    phone "01632 960100"
    open Mon-Thu 08:30-17:00, Fri 08:30-16:30
    gives referral, advice
  }
  must ask parent for household at assessment, every 3 months
  must tell role-N within 1 working day when "a parent drops out of treatment"
}
role role-N "Role N" {
  kind designated-practitioner
  at team-N
}
criterion criterion-N "Criterion N" {
  level one
  when any of {
    drinks is harmful or dependent
    not away
  }
}
pathway pathway-N "Pathway N" {
  from any agency where kind is treatment
  to team-N
  step refer {
    by referrer
    must telephone team-N at once
  }
  step decide "Decide" {
    by role-N
    must decide with referrer within 1 working day of refer unless increases-risk
    if-late then refer
  }
}
section section-N "Section N" {
  """
  How {agency-N} and {team-N.phone} work together, and what **each** of them does
  when {pathway-N.decide} is late.
  """
}
`, "N", n))
	}
	return b.String()
}

func BenchmarkResolve(b *testing.B) {
	text := large(455)
	file, list := dsl.Parse("large.protocol", []byte(text))
	if len(list) > 0 {
		b.Fatal(render(list))
	}
	if _, found := Resolve([]Input{{File: file}}, Options{}); len(found) > 0 {
		b.Fatal(render(found))
	}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Resolve([]Input{{File: file}}, Options{})
	}
	b.ReportMetric(float64(strings.Count(text, "\n")), "lines")
}

// BenchmarkParseAndResolve is what an author waits for before anything is
// checked, at growing lengths, to show that it stays linear.
func BenchmarkParseAndResolve(b *testing.B) {
	for _, blocks := range []int{45, 455, 1820} {
		text := large(blocks)
		b.Run(fmt.Sprint(strings.Count(text, "\n")), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				file, _ := dsl.Parse("large.protocol", []byte(text))
				Resolve([]Input{{File: file}}, Options{})
			}
		})
	}
}

// FuzzResolve resolves any text: nothing panics, and every span of the findings
// and of the model lies in its source.
func FuzzResolve(f *testing.F) {
	cases, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(cases) == 0 {
		f.Fatalf("no cases: %v", err)
	}
	for _, c := range cases {
		ar, err := txtar.ParseFile(c)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range ar.Files {
			f.Add(string(file.Data))
		}
	}
	for _, m := range mistakes {
		f.Add(strings.ReplaceAll(m, "N", "1"))
	}
	seeds, _ := os.ReadDir("../../examples/northmoor")
	for _, s := range seeds {
		if data, err := os.ReadFile("../../examples/northmoor/" + s.Name()); err == nil && len(data) < 4000 {
			f.Add(string(data))
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		file, _ := dsl.Parse("a.protocol", []byte(text))
		a, list := Resolve([]Input{{File: file, Origin: model.Own}}, Options{})
		inside := func(s diag.Span, what string) {
			if s.Source == nil {
				return
			}
			if s.Start < 0 || s.End < s.Start || s.End > len(s.Source.Text) {
				t.Fatalf("%s: %d to %d lies outside the source", what, s.Start, s.End)
			}
		}
		for _, d := range list {
			if d.At.Span.Source == nil || d.Message == "" || d.Code == "" || d.Help == "" || !utf8.ValidString(d.Message) {
				t.Fatalf("a finding without place, words, code or help: %+v", d)
			}
			inside(d.At.Span, d.Code)
			for _, r := range d.Related {
				inside(r.Span, d.Code)
			}
			if d.Fix != nil {
				for _, e := range d.Fix.Edits {
					inside(e.Span, d.Code)
				}
			}
		}
		for _, thing := range a.Things {
			inside(thing.Span, thing.Kind)
			inside(thing.NameSpan, thing.Kind)
			for _, p := range thing.Prose {
				for _, r := range p.Refs {
					inside(r.Span, "prose")
				}
			}
			for _, l := range thing.Lines {
				inside(l.Span, l.Keyword)
				inside(l.Value, l.Keyword)
				if l.Bad && len(list) == 0 && !strings.Contains(text, "\"\"\"") {
					t.Skip() // reported by dsl
				}
			}
		}
	})
}
