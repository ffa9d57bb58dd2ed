package main

import (
	"fmt"
	"io"
	"strings"

	"concordat/compiler/rules"
	"concordat/dsl"
)

type explainCommand struct {
	Code string `arg:"" optional:"" complete:"code" help:"The code of a finding, as \"concordat check\" prints it in square brackets. Left out, all codes are listed, by what they are about."`
}

// Run prints the page of a code, or all codes.
func (c *explainCommand) Run(m *machine) error {
	if c.Code == "" {
		return m.listCodes()
	}
	code := codeIn(c.Code)
	page, ok := rules.Explain(code)
	if !ok {
		help := "\"concordat explain\" lists all codes"
		if near := dsl.Near(code, rules.Codes()); len(near) > 0 {
			help = "did you mean `" + strings.Join(near, "` or `") + "`?"
		}
		return misuse("no finding has the code `%s`; %s", code, help)
	}
	_, err := fmt.Fprint(m.stdout, forReading(page))
	return err
}

// codeIn returns the code in what was copied from a report: `error[no-level]:`, for
// one.
func codeIn(text string) string {
	if _, behind, ok := strings.Cut(text, "["); ok {
		text, _, _ = strings.Cut(behind, "]")
	}
	return strings.ToLower(strings.Trim(text, "[]`:"))
}

// forReading lays out a page for a terminal: paragraphs in lines that fit, and
// the marks of the examples as remarks that say what they are. A page writes
// `#! code` where its example has the finding.
func forReading(page string) string {
	var out, paragraph []string
	flush := func() {
		if len(paragraph) > 0 {
			out = append(out, wrapped(strings.Join(paragraph, " "), helpWidth)...)
			paragraph = nil
		}
	}
	example := false
	for line := range strings.SplitSeq(strings.TrimSuffix(page, "\n"), "\n") {
		fence := strings.HasPrefix(line, "```")
		if fence {
			example = !example
		}
		switch {
		case example && !fence:
			out = append(out, strings.Replace(line, "#! ", "# here: ", 1))
		case fence, line == "", strings.HasPrefix(line, "#"):
			flush()
			out = append(out, line)
		default:
			paragraph = append(paragraph, line)
		}
	}
	flush()
	return strings.Join(out, "\n") + "\n"
}

// listCodes prints each code with the first sentence of its page, by theme.
func (m *machine) listCodes() error {
	var b strings.Builder
	for i, theme := range rules.Themes() {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "# %s\n\n", theme.Title)
		for _, code := range theme.Codes {
			page, _ := rules.Explain(code)
			summary := ""
			if parts := strings.SplitN(page, "\n\n", 3); len(parts) > 1 {
				summary = strings.Join(strings.Fields(parts[1]), " ")
			}
			fmt.Fprintf(&b, "%s\n    %s\n", code, summary)
		}
	}
	_, err := io.WriteString(m.stdout, b.String())
	return err
}
