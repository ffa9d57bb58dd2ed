package compiler_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"concordat/compiler"
	"concordat/compiler/ruleset"
	"concordat/dsl/diag"
)

// TestRulesThatAreTooLargeAreReported is about short texts that no machine could
// work out: each has one error, at the line to change, and none stops the compiler.
func TestRulesThatAreTooLargeAreReported(t *testing.T) {
	const head = `protocol joint "Joint" {
  area "Northmoor"
}
question danger "Is there danger?" is yes or no in rising risk
question use "How is alcohol used?" is none, hazardous or harmful in rising risk
level help "Help" {
  number 1
  otherwise
}
level protect "Protection" {
  number 2
}
criterion c0 "In danger" {
  level protect
  when danger
}
`
	var doubling, levels strings.Builder
	for i := 1; i < 60; i++ {
		fmt.Fprintf(&doubling, "criterion c%d \"C%d\" {\n  when any of {\n    all of {\n      c%d\n      use is harmful\n    }\n    all of {\n      c%d\n      use is none\n    }\n  }\n}\n", i, i, i-1, i-1)
	}
	for i := 3; i < 72; i++ {
		fmt.Fprintf(&levels, "level l%d \"Level %d\" {\n  number %d\n}\n", i, i, i)
	}
	for _, c := range []struct{ name, body, want string }{
		{"criteria that name each other", doubling.String(), "more than 200000 things"},
		{"levels", levels.String(), "71 levels"},
	} {
		root := fstest.MapFS{"here/a.protocol": {Data: []byte(head + c.body)}}
		p, err := compiler.Compile(root, "here", compiler.Options{Today: today})
		if err != nil {
			t.Fatal(err)
		}
		var found diag.List
		for _, d := range p.Diagnostics {
			if d.Code == "rules-too-large" {
				found = append(found, d)
			}
		}
		if len(found) != 1 || found[0].Severity != diag.Error || found[0].At.Span.Source == nil || !strings.Contains(found[0].Message, c.want) {
			t.Errorf("%s: %v", c.name, found)
		}
		ruleset.From(p.Model, p.Checklists, p.Model.Documents()[0], true)
	}
}
