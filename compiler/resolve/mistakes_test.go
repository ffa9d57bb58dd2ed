package resolve

import (
	"fmt"
	"math/rand"
	"sort"
	"strings"
	"testing"

	"concordat/dsl"
	"concordat/dsl/diag"
)

// mistakes are blocks with one mistake each, on the line that ends in `#!` and
// the code of the report. N stands for a number, so that names differ.
var mistakes = []string{
	"agency aN \"A\" {\n  kynd treatment #! unknown-keyword\n}\n",
	"agency aN \"A\" {\n  phone \"01632 960000\" #! unknown-keyword\n}\n",
	"agency aN \"A\" {\n  \"01632 960000\" #! no-keyword\n}\n",
	"agency aN \"A\" {\n  kind treatmant #! unknown-word\n}\n",
	"agency aN \"A\" {\n  kind \"treatment\" #! unknown-word\n}\n",
	"agency aN \"A\" {\n  kind treatment police #! extra-words\n}\n",
	"agency aN \"A\" {\n  kind #! missing-value\n}\n",
	"agency aN \"A\" {\n  kind treatment\n  kind police #! repeated-line\n}\n",
	"agency aN \"A\" {\n  serves adults families #! missing-comma\n}\n",
	"agency aN \"A\" {\n  serves adults, adults #! repeated-word\n}\n",
	"agency aN \"A\" { #! empty-block\n}\n",
	"agency \"A\" { #! missing-name\n  kind treatment\n}\n",
	"agency a.N \"A\" { #! not-a-name\n  kind treatment\n}\n",
	"agency referrer \"A\" { #! reserved-name\n  kind treatment\n}\n",
	"agency aN \"A\" {\n  offers structured counselling #! text-without-quotes\n}\n",
	"agency aN \"A\" {\n  must inform agency-one #! unknown-verb\n}\n",
	"agency aN \"A\" {\n  must send form-one to agency-one at birth by pigeon #! extra-words\n}\n",
	"agency aN \"A\" {\n  must send form-one to agency-one by pigeon #! unknown-word\n}\n",
	"agency aN \"A\" {\n  must telephone at birth #! missing-value\n}\n",
	"agency aN \"A\" {\n  may not tell parents #! which-not\n}\n",
	"agency aN \"A\" {\n  must tell nobody-N at birth #! unknown-name\n}\n",
	"share help \"H\" {\n  must offer help to family at birth #! ambiguous-name\n}\n",
	"document progress \"H\" {\n  kind form\n}\nagency aN \"A\" {\n  must tell parents progress at birth #! ambiguous-name\n}\n",
	"agency aN \"A\" {\n  must tell parents within 3 #! missing-unit\n}\n",
	"agency aN \"A\" {\n  must tell parents within 3 days of birth #! which-days\n}\n",
	"agency aN \"A\" {\n  must tell parents within three weeks of birth #! number-in-words\n}\n",
	"agency aN \"A\" {\n  must tell parents within 3 fortnights of birth #! unknown-word\n}\n",
	"agency aN \"A\" {\n  must tell parents immediately #! wrong-time\n}\n",
	"agency aN \"A\" {\n  must tell parents within 1 working day #! missing-anchor\n}\n",
	"agency aN \"A\" {\n  must tell parents when #! missing-value\n}\n",
	"agency aN \"A\" {\n  must tell parents if drinks #! extra-words\n}\n",
	"agency aN \"A\" {\n  must tell parents when drinks and away or bold #! and-or-mixed\n}\n",
	"agency aN \"A\" {\n  must tell parents when use is heavy, light #! comma-in-condition\n}\n",
	"agency aN \"A\" {\n  must tell parents when use is at least light #! not-ordered\n}\n",
	"agency aN \"A\" {\n  must tell parents when use is enormous #! outside-domain\n}\n",
	"agency aN \"A\" {\n  must tell parents when use heavy #! wrong-test\n}\n",
	"agency aN \"A\" {\n  must tell parents when age is under 3 #! missing-unit\n}\n",
	"agency aN \"A\" {\n  must tell parents when age is under 3 weeks #! wrong-unit\n}\n",
	"agency aN \"A\" {\n  must tell parents when age is under 30 years #! outside-domain\n}\n",
	"agency aN \"A\" {\n  must tell parents when age is at least 0 years #! empty-condition\n}\n",
	"agency aN \"A\" {\n  must tell parents when level-one #! wrong-kind\n}\n",
	"agency aN \"A\" {\n  must tell parents when referrer is police #! no-referrer-here\n}\n",
	"agency aN \"A\" {\n  must tell parents when all of {\n    drinks\n    awey #! unknown-name\n  }\n}\n",
	"agency aN \"A\" {\n  must tell parents when at least 3 of { #! wrong-value\n    drinks\n    away\n  }\n}\n",
	"agency aN \"A\" {\n  must tell parents when drinks because it is right #! text-without-quotes\n}\n",
	"agency aN \"A\" {\n  policies agency-one #! wrong-kind\n}\n",
	"agency aN \"A\" {\n  team tN \"T\" {\n    open Fri-Mon 09:00-17:00 #! wrong-hours\n  }\n}\n",
	"agency aN \"A\" {\n  team tN \"T\" {\n    open Mon-Fri 9-5 #! wrong-hours\n  }\n}\n",
	"agency aN \"A\" {\n  team tN \"T\" {\n    open Mon-Fri #! missing-value\n  }\n}\n",
	"agency aN \"A\" {\n  team tN \"T\" {\n    otherwise tN #! circle\n  }\n}\n",
	"agency aN \"A\" {\n  team tN \"T\" {\n    phone 01632 #! text-without-quotes\n  }\n}\n",
	"document dN \"D\" {\n  dated 12-03-2026 #! wrong-date\n}\n",
	"document dN \"D\" {\n  dated 2026-02-30 #! wrong-date\n}\n",
	"document dN \"D\" {\n  required {\n    one \"One\"\n    one \"Two\" #! duplicate-name\n  }\n}\n",
	"document dN \"D\" {\n  about {\n    child, parent #! extra-words\n    young-carer\n  }\n}\n",
	"document dN \"D\" {\n  about child { #! misplaced-braces\n    parent\n  }\n}\n",
	"document dN \"D\" {\n  step refer { #! misplaced-block\n    by referrer\n  }\n}\n",
	"document dN \"D\" {\n  keep-for 6 #! missing-unit\n}\n",
	"question qN \"Q?\" is yes #! one-answer\n",
	"question qN \"Q?\" is a, b, a or c #! repeated-word\n",
	"question qN \"Q?\" is 5 to 2 years #! wrong-value\n",
	"question qN \"Q?\" is yes or no {\n  quiet maybe #! outside-domain\n}\n",
	"question qN \"Q?\" is yes or no when qN #! circle\n",
	"term tN #! missing-value\n",
	"role rN \"R\" {\n  deputy rN #! circle\n}\n",
	"role rN \"R\" {\n  at any team #! wrong-value\n}\n",
	"role rN \"R\" {\n  at any agency where knd is treatment #! unknown-step\n}\n",
	"role rN \"R\" {\n  at any agency where serves is adults #! wrong-test\n}\n",
	"criterion cN \"C\" { #! missing-line\n  level level-one\n}\n",
	"criterion cN \"C\" {\n  when cN #! circular-criteria\n}\n",
	"criterion cN \"C\" {\n  when level is level-one #! no-level-here\n}\n",
	"criterion cN \"C\" {\n  level level-one\n  consider level-one #! level-and-consider\n  when drinks\n}\n",
	"pathway pN \"P\" {\n  step a {\n    by referrer\n  }\n  step a { #! duplicate-name\n    by referrer\n  }\n}\n",
	"pathway pN \"P\" {\n  step a {\n    if-late chase #! wrong-value\n  }\n}\n",
	"pathway pN \"P\" {\n  step a {\n    outcome \"Over\" #! missing-name\n  }\n}\n",
	"escalation eN \"E\" {\n  stage 1 \"One\" {\n    between agency-one\n  }\n  stage 3 \"Three\" { #! stage-numbers\n    between agency-one\n  }\n}\n",
	"share sN \"S\" {\n  consent required #! missing-value\n}\n",
	"share sN \"S\" {\n  consent needed for sharing #! unknown-word\n}\n",
	"section sN \"S\" {\n  \"\"\"\n  A word of {nobody-N} here. #! unknown-name\n  \"\"\"\n}\n",
	"section sN \"S\" {\n  \"\"\"\n  Call {agency-one.phone}. #! no-such-line\n  \"\"\"\n}\n",
	"section sN \"S\" {\n  \"\"\"\n  # Heading #! heading-in-prose\n  \"\"\"\n}\n",
	"section sN \"S\" {\n  \"\"\"\n  A <b>word. #! raw-html\n  \"\"\"\n}\n",
	"section sN \"S\" {\n  \"\"\"\n  ![A plan](plan.png) #! image-in-prose\n  \"\"\"\n}\n",
	"section sN \"S\" {\n  answers our-list 9.z #! unknown-name\n}\n",
	"section sN \"S {it}\" { #! loose-brace\n  todo\n}\n",
	"section sN \"S\" {\n  source \"By {it}\" #! no-it-here\n}\n",
	"level lN \"L\" {\n  number 1 #! level-numbers\n}\n",
	"agency aN \"A\" {\n  must tell agency-one \"a child is in danger\" #! loose-words\n}\n",
	"agency aN \"A\" {\n  must tell agency-one relapse #! loose-words\n}\n",
	"agency aN \"A\" {\n  must invite agency-one concern #! loose-words\n}\n",
	"agency aN \"A\" {\n  must \"the list of families\" #! unknown-verb\n}\n",
	"agency aN \"A\" {\n  must tell \"that it is late\" at birth #! missing-value\n}\n",
	"agency aN \"A\" {\n  must send form-one to agency-one to parents at birth #! extra-words\n}\n",
	"agency aN \"A\" {\n  must tell parents, parents at birth #! repeated-word\n}\n",
	"agency aN \"A\" {\n  must tell parents within 2 hours of birth within 3 hours of birth #! wrong-time\n}\n",
	"agency aN \"A\" {\n  must tell parents when drinks when away #! extra-words\n}\n",
	"agency aN \"A\" {\n  must tell parents because \"a\" because \"b\" #! extra-words\n}\n",
	"agency aN \"A\" {\n  must tell parents when use is heavy or heavy #! repeated-word\n}\n",
	"agency aN \"A\" {\n  must tell parents when use is heavy and use is light #! empty-condition\n}\n",
	"agency aN \"A\" {\n  must tell parents when any of {\n    drinks\n    not drinks #! empty-condition\n  }\n}\n",
	"agency aN \"A\" {\n  must tell parents when age is under 3 years or over 7 years #! wrong-test\n}\n",
	"agency aN \"A\" {\n  must tell parents when todo #! wrong-value\n}\n",
	"agency aN \"A\" {\n  must tell parents \"that {agency-one knows\" #! loose-brace\n}\n",
	"agency aN \"A\" {\n  must tell parents when \"{agency-one} knows\" #! loose-brace\n}\n",
	"agency aN \"A\" {\n  offers \"\" #! missing-value\n}\n",
	"agency aN \"\" { #! missing-value\n  kind police\n}\n",
	"agency mental-health \"A\" { #! reserved-name\n  kind police\n}\n",
	"pathway pregnancy \"P\" { #! reserved-name\n  todo\n}\n",
	"question increases-risk \"Q?\" is yes or no #! reserved-name\n",
	"agency aN \"A\" {\n  team tN \"T\" {\n    open Mon-Fri 09:00-17:00, Fri 09:00-16:00 #! wrong-hours\n  }\n}\n",
	"agency aN \"A\" {\n  team tN \"T\" {\n    open 24/7 #! odd-word\n  }\n}\n",
	"document dN \"D\" {\n  dated 12 March 2026 #! odd-word\n}\n",
	"protocol pN \"P\" {\n  area \"A\"\n  closed-on 2026-12 \"c\" #! wrong-date\n}\n",
	"scenario sN \"S\" {\n  at 2026-12 16:50 #! wrong-date\n}\n",
	"scenario sN \"S\" {\n  family {\n    drinks\n    not drinks #! repeated-line\n  }\n}\n",
	"question qN \"Q?\" is yes or no when cN #! wrong-kind\ncriterion cN \"C\" {\n  when drinks\n}\n",
	"level lN \"L\" {\n  number 0 #! wrong-value\n}\n",
	"share sN \"S\" {\n  consent required for sharing, help\n  consent not-required for sharing #! repeated-line\n}\n",
	"pathway pN \"P\" {\n  step a {\n    outcome over \"Over\"\n    outcome over \"Out\" #! duplicate-name\n  }\n}\n",
	"pathway pN \"P\" {\n  step a {\n    by referrer\n  }\n  step b {\n    must tell parents at least 2 working days before a #! wrong-time\n  }\n}\n",
	"section sN \"S\" {\n  \"\"\"\n  See [it]({agency-one.web}). #! loose-brace\n  \"\"\"\n}\n",
	"section sN \"S\" {\n  \"\"\"\n  | a | b | #! table-in-prose\n  |---|---|\n  \"\"\"\n}\n",
	"section sN \"S\" {\n  \"\"\"\n  Ring { agency-one } soon. #! loose-brace\n  \"\"\"\n}\n",
}

const sound = `agency agency-one "One" {
  kind treatment
}
document form-one "Form" {
  kind form
}
level level-one "Level" {
  number 1
}
question drinks "Drinks?" is yes or no
question away "Away?" is yes or no
question bold "Bold?" is yes or no
question use "Use?" is light or heavy
question age "Age?" is 0 to 17 years
checklist our-list "List" {
  requirement 1.a "A" {
    strength must
    needs words
  }
}
`

// wanted returns the code that each marked line should be reported with.
func wanted(text string) map[int]string {
	want := map[int]string{}
	for i, line := range strings.Split(text, "\n") {
		if _, code, ok := strings.Cut(line, "#! "); ok {
			want[i+1] = strings.TrimSpace(code)
		}
	}
	return want
}

func reported(list diag.List) map[int]string {
	got := map[int]string{}
	for _, d := range list {
		line := d.At.Span.Position().Line
		if got[line] != "" {
			got[line] += " and "
		}
		got[line] += d.Code
	}
	return got
}

func TestEachMistake(t *testing.T) {
	for _, m := range mistakes {
		compare(t, sound+strings.ReplaceAll(m, "N", "1"))
	}
}

// TestMistakesTogether puts several mistakes into one file: each is reported
// once, on its line, and nothing else is.
func TestMistakesTogether(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	files, made := 0, 0
	for range 80 {
		var b strings.Builder
		b.WriteString(sound)
		picks := random.Perm(len(mistakes))[:1+random.Intn(12)]
		once := map[string]bool{} // what can be wrong only once in a file
		for n, i := range picks {
			key := ""
			for _, alone := range []string{"referrer \"A\"", "awey", "level-numbers", "missing-name", "mental-health", "pregnancy", "increases-risk"} {
				if strings.Contains(mistakes[i], alone) {
					key = alone
				}
			}
			if key != "" && once[key] {
				continue
			}
			once[key] = true
			b.WriteString(strings.ReplaceAll(mistakes[i], "N", fmt.Sprint(n+1)))
		}
		// Unknown names are silent while some name could not be read.
		if once["missing-name"] && strings.Contains(b.String(), "unknown-name") {
			continue
		}
		files++
		made += len(wanted(b.String()))
		compare(t, b.String())
	}
	t.Logf("%d mistakes in %d files", made, files)
	if files < 50 {
		t.Errorf("only %d files", files)
	}
}

func compare(t *testing.T, text string) {
	t.Helper()
	file, list := dsl.Parse("a.protocol", []byte(text))
	_, found := Resolve([]Input{{File: file}}, Options{})
	list = append(list, found...)
	list.Sort()
	want, got := wanted(text), reported(list)
	var lines []int
	for n := range want {
		lines = append(lines, n)
	}
	for n := range got {
		if want[n] == "" {
			lines = append(lines, n)
		}
	}
	sort.Ints(lines)
	for _, n := range lines {
		if want[n] != got[n] {
			t.Errorf("line %d: reported %q, want %q\n%s\n%s", n, got[n], want[n], strings.Split(text, "\n")[n-1], render(list))
		}
	}
}
