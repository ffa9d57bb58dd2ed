package compiler

import (
	"fmt"
	"strings"

	"concordat/compiler/rules"
	"concordat/compiler/ruleset"
	"concordat/compiler/scenario"
	"concordat/dsl/diag"
)

// maxExamples is how many examples one check runs. Northmoor has about a hundred, and
// each takes somewhat less than a thousandth of a second.
const maxExamples = 5_000

// examples runs the worked examples of a rule set. Each expectation that is not
// what the rules say is a finding at its line, and so is a family that the rules
// cannot decide as it is told.
func examples(r *ruleset.RuleSet, lines *lines) []*rules.Finding {
	var found []*rules.Finding
	add := func(d diag.Diagnostic, place ruleset.Place, keyword string) {
		span, about := lines.at(place, keyword)
		if span.Source == nil {
			return
		}
		d.At.Span, d.In = span, about.Breadcrumb()
		found = append(found, &rules.Finding{Diagnostic: d, About: about})
	}
	if n := len(r.Scenarios); n > maxExamples {
		add(diag.Diagnostic{
			Code: "too-many-examples", Severity: diag.Warning,
			Message: fmt.Sprintf("there are %d examples, and only the first %d are held against the rules", n, maxExamples),
			Help:    "put some of them into a folder of their own, which says `use` of this one",
		}, r.Scenarios[maxExamples].Place, "")
		few := *r
		few.Scenarios = r.Scenarios[:maxExamples]
		r = &few
	}
	results, err := scenario.Run(r)
	if err != nil {
		return found // what cannot be run has been reported where it stands
	}
	for i := range results {
		x := &results[i]
		if x.Wrong != "" {
			d := diag.Diagnostic{Code: "example-fails", Severity: diag.Error, Message: x.Wrong, Help: "change an answer in `family`"}
			if x.Answer != nil && len(x.Answer.Impossible) > 0 {
				no := x.Answer.Impossible[0]
				d.Message = "the family of this example cannot be: it cannot be that " + no.Text
				d.Notes = []string{fmt.Sprintf("%s:%d says so", no.File, no.Line)}
				d.Help = "change an answer in `family`, or the line `cannot-be` if it goes too far"
			}
			add(d, x.Scenario.Place, "")
			continue
		}
		for j := range x.Checks {
			if c := &x.Checks[j]; !c.OK {
				d := diag.Diagnostic{Code: "example-fails", Severity: diag.Error, Message: fmt.Sprintf("expected `%s`, but %s", c.Text, c.Got), Notes: c.Why}
				d.Help = "if the example is right, mend the rule; if the rules are right, mend this line"
				if len(c.Instead) > 0 {
					d.Help = "if the example is right, mend the rule; if the rules are right, write `" + strings.Join(c.Instead, "` and `") + "`"
				}
				add(d, c.Expect.Place, "")
			}
		}
	}
	return found
}
