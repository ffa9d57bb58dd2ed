package rules_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"concordat/compiler"
	"concordat/compiler/rules"
	"concordat/compiler/schema"
	"concordat/dsl/diag"
)

// harness declares what lines in help texts name.
const harness = `use standard-questions, time-limits, terms

protocol harness "Harness" {
  area          "Eastmere"
}
agency council "Eastmere Council" {
  kind          childrens-social-care
  team front "Front door" {
    open          always
  }
}
role worker "Worker" {
  at            council
}
level early-help "Early help" {
  number        1
  otherwise
}
level child-in-need "A child in need" {
  number        2
}
level child-protection "Protection" {
  number        3
}
role allocated-social-worker "Social worker" {
  at            council
}
pathway to-social-care "To social care" {
  to            front
}
pathway other "Another way" {
  step refer "Refer" {
    by            referrer
  }
  step refused "Refused" {
    by            referrer
  }
}
document form "A form" {
  kind          form
}
`

// quoted are the lines that a text tells people to write: what stands between
// backticks, begins with a keyword and has something behind it.
func quoted(text string) []string {
	var lines []string
	for _, m := range regexp.MustCompile("`([a-z][^`]* [^`]*)`").FindAllStringSubmatch(text, -1) {
		word, _, _ := strings.Cut(m[1], " ")
		if len(homes(word)) > 0 && !slices.Contains(parts, m[1]) && !strings.Contains(m[1], "{") {
			lines = append(lines, m[1])
		}
	}
	return lines
}

// homes returns the kinds of block that take a line with a keyword.
func homes(word string) []string {
	var all []string
	for i := range schema.Kinds {
		k := &schema.Kinds[i]
		if slices.ContainsFunc(k.Entries, func(e schema.Entry) bool { return e.Keyword == word }) {
			all = append(all, k.Name)
		}
	}
	return all
}

// placed are the texts in which a line stands in a block that takes it.
func placed(line string) []string {
	word, _, _ := strings.Cut(line, " ")
	var all []string
	for _, kind := range homes(word) {
		switch kind {
		case "step":
			all = append(all, "pathway added \"Added\" {\n  step first \"First\" {\n"+line+"\n  }\n}\n")
		case "stage":
			all = append(all, "escalation added \"Added\" {\n  stage 1 \"First\" {\n"+line+"\n  }\n}\n")
		case "team":
			all = append(all, "agency added \"Added\" {\n  team inner \"Inner\" {\n"+line+"\n  }\n}\n")
		case "contract":
			all = append(all, "agency added \"Added\" {\n  contract \"Added\" {\n"+line+"\n  }\n}\n")
		case "answer":
			all = append(all, "scenario added \"Added\" {\n  family {\n    pregnant\n  }\n  answer {\n"+line+"\n  }\n}\n")
		case "question":
			all = append(all, "question added \"Added?\" is yes or no {\n"+line+"\n}\n")
		default:
			all = append(all, kind+" added \"Added\" {\n"+line+"\n}\n")
		}
	}
	return all
}

// adviceIn collects the string literals of a folder that quote a line.
func adviceIn(t *testing.T, dir string) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	lines := map[string]string{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
				if text, err := strconv.Unquote(l.Value); err == nil {
					for _, q := range quoted(text) {
						lines[q] = file
					}
				}
			}
			return true
		})
	}
	return lines
}

// parts are quoted in help texts and are no lines of their own: the end of a line, a
// word and what stands behind it in general, or a line of something else.
var parts = []string{
	"because cannot-be-given", "because cannot-be-obtained", "because would-prejudice", "at assessment, every 3 months", "at least 1 working day before birth",
	"at least", "at most", "at once", "if-late then", "for help", "for sharing", "in rising risk", "kind WORD", "kind is treatment", "must not", "number 2", "says \"…\"", "tell mash", "outcome not-accepted \"…\" then …",
}

// TestLinesInHelpCanBeWritten puts each line that a help text or a page tells people
// to write where such a line may stand: it can be read there.
func TestLinesInHelpCanBeWritten(t *testing.T) {
	lines, around := map[string]string{}, map[string]string{} // where it is said, and of a page, its text
	for _, dir := range []string{".", "../resolve", "../prove", "../checklist", ".."} {
		for line, file := range adviceIn(t, dir) {
			lines[line] = file
		}
	}
	for _, code := range rules.Codes() {
		text, _ := rules.Explain(code)
		page, err := readPage(text)
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range page.avoid {
			for _, d := range compile(t, block) {
				for _, q := range quoted(d.Help) {
					lines[q], around[q] = d.Code, block
				}
			}
		}
	}
	var all []string
	for line := range lines {
		all = append(all, line)
	}
	sort.Strings(all)
	if len(all) < 40 {
		t.Errorf("only %d lines were found", len(all))
	}
	for _, line := range all {
		var first string
		var texts []string
		for _, text := range placed(line) {
			texts = append(texts, harness+text, around[line]+text)
		}
		ok := slices.ContainsFunc(texts, func(text string) bool {
			p, err := compiler.Compile(fstest.MapFS{"a/a.protocol": {Data: []byte(text)}}, "a", compiler.Options{Today: today})
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range p.Diagnostics {
				if d.Severity == diag.Error && ruleOf(d.Code) == nil && d.Code != "missing-line" {
					first = d.Code + ": " + d.Message
					return false
				}
			}
			return true
		})
		if !ok {
			t.Errorf("%s: `%s` cannot be written: %s", lines[line], line, first)
		}
	}
}
