package main

import (
	"fmt"
	"strings"

	"concordat/compiler/rules"
	"concordat/dsl"
)

type explainCommand struct {
	Code string `arg:"" optional:"" complete:"code" help:"The code of a finding, as \"concordat check\" prints it in square brackets. Left out, all codes are listed."`
}

// Run prints the page of a code, or all codes.
func (c *explainCommand) Run(m *machine) error {
	if c.Code == "" {
		return m.listCodes()
	}
	code := strings.Trim(c.Code, "[]`")
	page, ok := rules.Explain(code)
	if !ok {
		help := "\"concordat explain\" lists all codes"
		if near := dsl.Near(code, rules.Codes()); len(near) > 0 {
			help = "did you mean `" + strings.Join(near, "` or `") + "`?"
		}
		return misuse("no finding has the code `%s`; %s", code, help)
	}
	_, err := fmt.Fprint(m.stdout, page)
	return err
}

// listCodes prints each code with the first sentence of its page.
func (m *machine) listCodes() error {
	for _, code := range rules.Codes() {
		page, _ := rules.Explain(code)
		summary := ""
		if parts := strings.SplitN(page, "\n\n", 3); len(parts) > 1 {
			summary = strings.Join(strings.Fields(parts[1]), " ")
		}
		if _, err := fmt.Fprintf(m.stdout, "%s\n    %s\n", code, summary); err != nil {
			return err
		}
	}
	return nil
}
