package main

import (
	"fmt"
	"path"
	"strings"

	"concordat/compiler"
	"concordat/compiler/rules"
	"concordat/compiler/ruleset"
	"concordat/dsl/diag"
)

// ruleSet returns the rule set of the first document. What is still to be written or
// wrong in the agreement itself does not stand in the way; what could not be read
// does, and then nothing is done.
func (m *machine) ruleSet(f *folder, p *compiler.Program, nothing string) (*ruleset.RuleSet, error) {
	documents := p.Model.Documents()
	if len(documents) == 0 {
		return nil, noDocument(f)
	}
	if errs := unread(p); len(errs) > 0 {
		return nil, m.refuse(f, p, errs, nothing+". Mend them first.")
	}
	draft := p.Diagnostics.Errors() > 0
	return ruleset.From(p.Model, p.Checklists, documents[0], draft), nil
}

// onlyDraft ends a command that writes where there are errors, except for a draft.
func (m *machine) onlyDraft(f *folder, p *compiler.Program, draft bool) error {
	if draft || p.Diagnostics.Errors() == 0 {
		return nil
	}
	var errs diag.List
	for _, d := range p.Diagnostics {
		if d.Severity == diag.Error {
			errs = append(errs, d)
		}
	}
	return m.refuse(f, p, errs, "nothing was written. Mend them, or use --draft to write a draft all the same.")
}

// noDocument ends a command that needs a document.
func noDocument(f *folder) error {
	return ending{problems, fmt.Sprintf("there is no document in `%s`: add a `protocol` or a `thresholds` block", f.given)}
}

// mostTold is how many errors a command that only refuses to go on prints: those who
// want all of them run `concordat check`.
const mostTold = 3

// refuse ends a command with the errors that stand in the way: the first of them,
// and how many there are in which file. outcome says what was not done, and what to
// do.
func (m *machine) refuse(f *folder, p *compiler.Program, errs diag.List, outcome string) error {
	told, more := errs, ""
	if len(errs) > mostTold {
		told, more = errs[:mostTold], fmt.Sprintf("%d more are not shown; \"concordat check %s\" tells of each. All of them, by file: %s\n", len(errs)-mostTold, f.given, byFile(f, errs))
	}
	if err := f.report(told, len(p.Files)).Text(m.stderr, m.textOptions(m.stderr)); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(m.stderr, "\n%s%s; %s\n", more, f.report(errs, len(p.Files)).Summary(), outcome); err != nil {
		return err
	}
	return found
}

// byFile counts findings by the file that they are in, in the order of the files.
func byFile(f *folder, list diag.List) string {
	var names []string
	counts := map[string]int{}
	for _, d := range list {
		name := f.given
		if d.At.Span.Source != nil {
			name = path.Join(f.shown, d.At.Span.Source.Name)
		}
		if counts[name] == 0 {
			names = append(names, name)
		}
		counts[name]++
	}
	for i, name := range names {
		names[i] = fmt.Sprintf("%s: %d", name, counts[name])
	}
	return strings.Join(names, ", ")
}

// unread returns the mistakes that keep a text from being read.
func unread(p *compiler.Program) diag.List {
	var errs diag.List
	for _, d := range p.Diagnostics {
		if d.Severity == diag.Error && !rules.Judged(d.Code) {
			errs = append(errs, d)
		}
	}
	return errs
}
