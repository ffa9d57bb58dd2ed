package dsl

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"concordat/dsl/diag"
)

// The tests here make one mistake at a time in a sound text, everywhere that it
// can be made, and ask for exactly one report in the right place.

func sample(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("testdata/sample.protocol")
	if err != nil {
		t.Fatal(err)
	}
	f, found := Parse("sample.protocol", data)
	if len(found) > 0 {
		t.Fatalf("the sample is not sound:\n%s", report(t, found))
	}
	if Format(f) != string(data) {
		t.Fatalf("the sample is not in canonical form:\n%s", Format(f))
	}
	return string(data)
}

func lineAt(text string, at int) int { return strings.Count(text[:at], "\n") + 1 }

// oneReport says that text has exactly one report, and that it is in line.
func oneReport(t *testing.T, what, text string, line int) diag.Diagnostic {
	t.Helper()
	_, found := Parse("sample.protocol", []byte(text))
	if len(found) != 1 || found[0].At.Span.Position().Line != line {
		t.Errorf("%s: %d reports, want one in line %d:\n%s", what, len(found), line, report(t, found))
		return diag.Diagnostic{}
	}
	return found[0]
}

// structural returns where the braces and quotation marks of text stand that
// mean something, with the line in which a mistake about each is reported if it
// is missing: for a closing brace that of its opening one.
func structural(text string) map[int]int {
	lines := map[int]int{}
	Walk(must(text).Items, func(item *Item, _ []*Item) bool {
		switch item.Kind {
		case BlockItem:
			open := item.Head.End + strings.IndexByte(text[item.Head.End:], '{')
			lines[open] = lineAt(text, open)
			lines[item.Span.End-1] = lineAt(text, open)
		case ProseItem:
			for i := range 3 {
				lines[item.Span.Start+i] = lineAt(text, item.Span.Start)
				lines[item.Span.End-1-i] = lineAt(text, item.Span.End-1)
			}
		}
		for _, term := range item.Terms {
			if term.Kind == String {
				lines[term.Span.Start] = lineAt(text, term.Span.Start)
				lines[term.Span.End-1] = lineAt(text, term.Span.Start)
			}
		}
		return true
	})
	return lines
}

func must(text string) *File {
	f, _ := Parse("sample.protocol", []byte(text))
	return f
}

func TestOneMarkMissing(t *testing.T) {
	text := sample(t)
	for at, line := range structural(text) {
		oneReport(t, fmt.Sprintf("line %d without the %c at %d", lineAt(text, at), text[at], at), text[:at]+text[at+1:], line)
	}
}

func TestOneMarkTooMany(t *testing.T) {
	text := sample(t)
	for at := range structural(text) {
		line := lineAt(text, at)
		switch text[at] {
		case '}':
			oneReport(t, fmt.Sprintf("line %d with its brace again below", line), text[:at+1]+"\n"+strings.Repeat(" ", at-strings.LastIndexByte(text[:at], '\n')-1)+"}"+text[at+1:], line+1)
		case '{':
			oneReport(t, fmt.Sprintf("line %d with two braces", line), text[:at]+"{"+text[at:], line)
		}
	}
}

func TestProseMarksMissing(t *testing.T) {
	text := sample(t)
	Walk(must(text).Items, func(item *Item, _ []*Item) bool {
		if item.Kind != ProseItem {
			return true
		}
		opening, closing := item.Span.Start, item.Span.End-3
		start := strings.LastIndexByte(text[:closing], '\n')
		oneReport(t, "prose that is not closed", text[:start]+text[closing+3:], lineAt(text, opening))
		start = strings.LastIndexByte(text[:opening], '\n')
		end := opening + strings.IndexByte(text[opening:], '\n')
		oneReport(t, "prose that is not opened", text[:start]+text[end:], lineAt(text, closing)-1)
		return true
	})
}

// TestOneBadlySpeltWord misspells each word in ways that leave no doubt.
func TestOneBadlySpeltWord(t *testing.T) {
	text := sample(t)
	want := dump(must(text))
	Walk(must(text).Items, func(item *Item, _ []*Item) bool {
		for _, term := range item.Terms {
			if term.Kind != Word {
				continue
			}
			for _, odd := range []string{strings.ToUpper(term.Text), strings.ReplaceAll(term.Text, "-", "_"), strings.ReplaceAll(term.Text, "-", "–")} {
				if odd == term.Text || len(odd) < 2 {
					continue
				}
				bad := text[:term.Span.Start] + odd + text[term.Span.End:]
				d := oneReport(t, odd, bad, lineAt(text, term.Span.Start))
				if d.Code != "odd-word" || d.Fix == nil || !d.Fix.Safe {
					t.Errorf("%s in line %d: no safe fix", odd, lineAt(text, term.Span.Start))
				}
				if got := dump(must(bad)); got != want {
					t.Errorf("%s in line %d is not read as %s", odd, lineAt(text, term.Span.Start), term.Text)
				}
			}
		}
		return true
	})
}

// TestNoIndentation says that the braces alone decide about a sound text, however
// it is indented.
func TestNoIndentation(t *testing.T) {
	text := sample(t)
	var flat strings.Builder
	prose := false
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		if trimmed := strings.TrimSpace(line); strings.HasPrefix(trimmed, marks) {
			prose = !prose
		}
		if !prose {
			line = strings.TrimLeft(line, " ")
		}
		flat.WriteString(line + "\n")
	}
	f, found := Parse("sample.protocol", []byte(flat.String()))
	if len(found) > 0 {
		t.Errorf("found:\n%s", report(t, found))
	}
	if got := Format(f); got != text {
		t.Errorf("formatted:\n%s", got)
	}
}
