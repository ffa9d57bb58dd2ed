package rules_test

import (
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"
	"testing/fstest"

	"concordat/compiler"
	"concordat/compiler/model"
	"concordat/compiler/rules"
	"concordat/dsl/diag"
)

// today is the day on which the examples of the pages are judged.
var today = model.Date{Year: 2026, Month: 11, Day: 21}

// A page is what `concordat explain` prints, and a test: each example to avoid has
// the finding on exactly the lines that are marked, each example to prefer does
// not have it, and neither has an error of another kind.
func TestPages(t *testing.T) {
	for _, code := range rules.Codes() {
		t.Run(code, func(t *testing.T) {
			text, _ := rules.Explain(code)
			page, err := readPage(text)
			if err != nil {
				t.Fatal(err)
			}
			if page.code != code {
				t.Errorf("the page is headed %q", page.code)
			}
			if r := ruleOf(code); r != nil && page.severity != r.Severity.String() {
				t.Errorf("the page says severity %s, the rule %s", page.severity, r.Severity)
			}
			for i, block := range page.avoid {
				found := compile(t, block)
				want, got := markedLines(block, code), linesOf(found, code)
				if fmt.Sprint(want) != fmt.Sprint(got) {
					t.Errorf("avoid %d: findings on lines %v, marked %v\n%s", i+1, got, want, numbered(block, found))
				}
				if len(want) == 0 {
					t.Errorf("avoid %d marks no line with `#! %s`", i+1, code)
				}
				for _, d := range found {
					if d.Code == code && !strings.Contains(page.severity, d.Severity.String()) {
						t.Errorf("avoid %d: the finding is of severity %s, the page says %s", i+1, d.Severity, page.severity)
					}
				}
				otherErrors(t, fmt.Sprintf("avoid %d", i+1), code, block, found)
			}
			for i, block := range page.prefer {
				found := compile(t, block)
				if got := linesOf(found, code); len(got) > 0 {
					t.Errorf("prefer %d: found on lines %v\n%s", i+1, got, numbered(block, found))
				}
				otherErrors(t, fmt.Sprintf("prefer %d", i+1), code, block, found)
			}
			if len(page.prefer) > 0 && len(page.avoid) == 0 && !strings.Contains(text, "## Avoid\n") {
				t.Error("the page has no section Avoid")
			}
		})
	}
}

// otherErrors fails on an error of another code. An example is no whole
// agreement, so that what it leaves out is not held against it.
func otherErrors(t *testing.T, where, code, block string, found diag.List) {
	t.Helper()
	for _, d := range found {
		if r := ruleOf(d.Code); d.Severity == diag.Error && d.Code != code && (r == nil || !r.Missing) {
			t.Errorf("%s: error %s: %s\n%s", where, d.Code, d.Message, numbered(block, found))
		}
	}
}

type page struct {
	code, summary string
	severity      string // of a checklist's findings, several
	avoid, prefer []string
}

var (
	severityLine = regexp.MustCompile(`(?m)^Severity: ((?:error|warning|note)\b.*)$`)
	fence        = regexp.MustCompile("(?ms)^```protocol\n(.*?)^```$")
)

// readPage reads the fixed form of a page.
func readPage(text string) (page, error) {
	var p page
	lines := strings.SplitN(text, "\n", 4)
	if len(lines) < 4 || !strings.HasPrefix(lines[0], "# ") || lines[1] != "" || lines[2] == "" {
		return p, fmt.Errorf("a page begins with `# code`, an empty line and a sentence")
	}
	p.code, p.summary = strings.TrimPrefix(lines[0], "# "), lines[2]
	m := severityLine.FindStringSubmatch(text)
	if m == nil {
		return p, fmt.Errorf("the page has no line `Severity:` with error, warning or note")
	}
	p.severity = m[1]
	why, avoid, ok := strings.Cut(text, "\n## Avoid\n")
	avoid, prefer, ok2 := strings.Cut(avoid, "\n## Prefer\n")
	if !strings.Contains(why, "\n## Why it matters\n\n") || !ok || !ok2 {
		return p, fmt.Errorf("a page has the sections Why it matters, Avoid and Prefer, in that order")
	}
	for _, f := range fence.FindAllStringSubmatch(avoid, -1) {
		p.avoid = append(p.avoid, f[1])
	}
	for _, f := range fence.FindAllStringSubmatch(prefer, -1) {
		p.prefer = append(p.prefer, f[1])
	}
	if len(p.prefer) == 0 && len(p.avoid) > 0 {
		return p, fmt.Errorf("the page says what to avoid, and not what to prefer")
	}
	return p, nil
}

func compile(t *testing.T, text string) diag.List {
	t.Helper()
	root := fstest.MapFS{"example/example.protocol": {Data: []byte(text)}}
	p, err := compiler.Compile(root, "example", compiler.Options{Today: today})
	if err != nil {
		t.Fatal(err)
	}
	return p.Diagnostics
}

func ruleOf(code string) *rules.Rule {
	for i := range rules.All {
		if rules.All[i].Code == code {
			return &rules.All[i]
		}
	}
	return nil
}

// markedLines returns the lines that end in `#! code`.
func markedLines(block, code string) []int {
	var marked []int
	for i, line := range strings.Split(block, "\n") {
		if _, codes, ok := strings.Cut(line, "#!"); ok && slices.Contains(strings.Fields(codes), code) {
			marked = append(marked, i+1)
		}
	}
	return marked
}

func linesOf(found diag.List, code string) []int {
	seen := map[int]bool{}
	var lines []int
	for _, d := range found {
		if d.Code == code && d.At.Span.Source != nil {
			if n := d.At.Span.Position().Line; !seen[n] {
				seen[n] = true
				lines = append(lines, n)
			}
		}
	}
	sort.Ints(lines)
	return lines
}

// numbered shows an example with what was found in it.
func numbered(block string, found diag.List) string {
	var b strings.Builder
	for i, line := range strings.Split(strings.TrimSuffix(block, "\n"), "\n") {
		fmt.Fprintf(&b, "%3d  %s\n", i+1, line)
	}
	for _, d := range found {
		n := 0
		if d.At.Span.Source != nil {
			n = d.At.Span.Position().Line
		}
		fmt.Fprintf(&b, "     %d: %s[%s] %s\n", n, d.Severity, d.Code, d.Message)
	}
	return b.String()
}
