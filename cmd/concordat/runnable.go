package main

import (
	"fmt"
	"slices"
	"strings"

	"concordat/compiler"
	"concordat/compiler/rules"
	"concordat/compiler/ruleset"
	"concordat/dsl/diag"
)

// ruleSet returns the rule set of the first document. What is still to be written or
// wrong in the agreement itself does not stand in the way; what could not be read
// does, and then nothing is done.
func (m *machine) ruleSet(f *folder, p *compiler.Program, given, nothing string) (*ruleset.RuleSet, error) {
	documents := p.Model.Documents()
	if len(documents) == 0 {
		fmt.Fprintf(m.stderr, "concordat: there is no document in `%s`: add a `protocol` or a `thresholds` block\n", given)
		return nil, found
	}
	if errs := unread(p); len(errs) > 0 {
		report := f.report(errs, len(p.Files))
		if err := report.Text(m.stderr, m.textOptions(m.stderr)); err != nil {
			return nil, err
		}
		fmt.Fprintf(m.stderr, "\n%s; %s. Mend them first.\n", report.Summary(), nothing)
		return nil, found
	}
	draft := p.Diagnostics.Errors() > 0
	return ruleset.From(p.Model, p.Checklists, documents[0], draft), nil
}

// unread returns the mistakes that keep a text from being read.
func unread(p *compiler.Program) diag.List {
	var errs diag.List
	for _, d := range p.Diagnostics {
		if d.Severity == diag.Error && !judged(d.Code) {
			errs = append(errs, d)
		}
	}
	return errs
}

// judged says that a finding is about an agreement that could be read: what a
// quality rule, a proof or a checklist says of it.
func judged(code string) bool {
	return slices.ContainsFunc(rules.All, func(r rules.Rule) bool { return r.Code == code }) ||
		strings.HasSuffix(code, "-requirement") || code == "attest-needed" || strings.HasPrefix(code, "accepted-gap-")
}
