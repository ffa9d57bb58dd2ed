package diag

import (
	"fmt"
	"strings"
	"unicode"
)

// Report is what a run found and what the writers need to print it. Each writer
// has a file of its own: [Report.Text] for people, [Report.Short] for one line a
// finding, [Report.JSON], [Report.SARIF] and [Report.GitHub] for tools. Invariant:
// a writer prints nothing that does not follow from the report.
type Report struct {
	Findings List
	// Files is how many files were read.
	Files int
	// Path turns the name of a source into the path that is printed; nil
	// prints the name.
	Path func(name string) string
	// Explain returns the page of a code, in Markdown; nil if there are none.
	Explain func(code string) (page string, ok bool)
	// Version is the version of the program that wrote the report; only SARIF
	// prints it.
	Version string
}

// Summary counts the findings in plain words: "2 errors, 1 warning in 6 files".
func (r Report) Summary() string {
	var parts []string
	for s := Error; s <= Note; s++ {
		if n := r.Findings.Count(s); n > 0 {
			parts = append(parts, plural(n, s.String()))
		}
	}
	if len(parts) == 0 {
		parts = []string{"no problems"}
	}
	return strings.Join(parts, ", ") + " in " + plural(r.Files, "file")
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

// path returns what is printed for the source of a span, or "" without one.
func (r Report) path(s Span) string {
	if s.Source == nil {
		return ""
	}
	if r.Path == nil || s.Source.Shipped() {
		return s.Source.Name
	}
	return r.Path(s.Source.Name)
}

// place returns path:line:column, the path alone for a folder, or "" for a span without a source.
func (r Report) place(s Span) string {
	if s.Source == nil {
		return ""
	}
	if s.Source.folder() {
		return visible(r.path(s))
	}
	p := s.Position()
	return fmt.Sprintf("%s:%d:%d", visible(r.path(s)), p.Line, p.Column)
}

// help returns what to do about a finding, and says so where `--fix` does it.
func (d Diagnostic) help() string {
	switch {
	case d.Fix == nil || !d.Fix.Safe || strings.Contains(d.Help, "--fix"):
		return d.Help
	case d.Help == "":
		return "`concordat check --fix` mends this"
	}
	return d.Help + " (`concordat check --fix` does it)"
}

// visible replaces what a terminal would obey rather than show: control
// characters, and those that turn the direction of writing, since with them a
// text can look like another text.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && hidden(r) {
			return '\uFFFD'
		}
		return r
	}, s)
}

func hidden(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' || r == '\uFEFF'
}
