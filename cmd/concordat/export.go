package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"concordat/compiler/decide"
	"concordat/compiler/export"
	"concordat/compiler/ruleset"
)

type exportCommand struct {
	Folder   string   `arg:"" complete:"folder" help:"The folder of the agreement, or a rule set: NAME.ruleset.json, as \"concordat build\" writes it."`
	As       string   `required:"" enum:"cel,dmn,rego,sql,csv,ics" placeholder:"FORM" help:"The form: cel, dmn, rego, sql, csv or ics."`
	Out      string   `short:"o" placeholder:"FOLDER" complete:"folder" help:"Where to write; the folder is made if needed. Left out, a single file goes to standard output."`
	Document string   `placeholder:"NAME" help:"Only this document; left out, every document of the folder."`
	Only     string   `placeholder:"PART" help:"Of several files only this one: for sql sqlite, postgresql, duckdb or spark; for csv questions, levels, criteria, pathways, steps, clocks or contacts."`
	Case     string   `placeholder:"FILE" complete:"file" help:"With --as ics: the calendar of what is due for one family, whose case is in this file. The name of the file, without its ending, heads every entry: use the reference that your records have, and no name of a person."`
	Pathway  []string `placeholder:"NAME" help:"With --case: only this pathway; may be given more than once. Left out, the pathways of which a step is done."`
	Draft    bool     `help:"Write although there are errors or unwritten parts; every file then says DRAFT."`
	dateOption
}

// Help is the detail of the command's help.
func (exportCommand) Help() string {
	var b strings.Builder
	b.WriteString("The forms:\n\n")
	for _, f := range export.Formats {
		fmt.Fprintf(&b, "%s: %s.\n\n", f.Name, f.Says)
	}
	b.WriteString("cel, dmn, rego and sql say of a case which level is certain and which are not ruled out, and of each criterion, pathway and lead whether it is certain or possible. " +
		"An answer that is missing never counts as a no. What they say supports professional judgement and does not replace it.")
	return b.String()
}

// Run writes the exports.
func (c *exportCommand) Run(m *machine) error {
	rules, err := c.rules(m)
	if err != nil {
		return err
	}
	if c.Case != "" || len(c.Pathway) > 0 {
		return c.caseCalendar(m, rules)
	}
	var files []export.File
	var parts []string
	for _, r := range rules {
		made, err := export.Write(r, c.As)
		if err != nil {
			return ending{problems, fmt.Sprintf("nothing was written: %s", err)}
		}
		for _, f := range made {
			if f.Part != "" && !slices.Contains(parts, f.Part) {
				parts = append(parts, f.Part)
			}
			if c.Only == "" || c.Only == f.Part {
				files = append(files, f)
			}
		}
	}
	if c.Only != "" && len(files) == 0 {
		if len(parts) == 0 {
			return misuse("--only: a document is one file as %s; leave --only out", c.As)
		}
		return misuse("--only: %q is no part of %s; write one of %s", c.Only, c.As, strings.Join(parts, ", "))
	}
	if c.Out != "" {
		return c.write(m, files)
	}
	if len(files) == 1 {
		_, err := m.stdout.Write(files[0].Text)
		return err
	}
	help := "give a folder for them with --out"
	if c.Only == "" && len(parts) > 0 {
		help += ", or name one with --only (" + strings.Join(parts, ", ") + ")"
	}
	if len(rules) > 1 {
		var names []string
		for _, r := range rules {
			names = append(names, r.Document.Name)
		}
		help += ", or one document with --document (" + strings.Join(names, ", ") + ")"
	}
	return misuse("nothing was written: %d files cannot all go to standard output; %s", len(files), help)
}

// caseCalendar writes what is due for one family.
func (c *exportCommand) caseCalendar(m *machine, rules []*ruleset.RuleSet) error {
	switch {
	case c.Case == "":
		return misuse("--pathway: it chooses what is due for one family; give the family's case with --case")
	case c.As != "ics":
		return misuse("--case: only a calendar is about one family; write --as ics")
	case c.Only != "":
		return misuse("--only: the calendar of a family is one file; leave --only out")
	case len(rules) > 1:
		var names []string
		for _, r := range rules {
			names = append(names, r.Document.Name)
		}
		return misuse("--case: name the document to decide by with --document: %s", strings.Join(names, ", "))
	}
	text, err := readAtMost(m.path(c.Case), decide.MaxCase)
	if err != nil {
		return misuse("the case `%s` cannot be read: %s", c.Case, reason(err))
	}
	known, err := decide.ReadCase(text)
	if err != nil {
		return misuse("`%s`: %s", c.Case, strings.TrimPrefix(err.Error(), "read case: "))
	}
	engine, err := decide.New(rules[0])
	if err != nil {
		return ending{problems, fmt.Sprintf("nothing was written: %s", err)}
	}
	reference, _, _ := strings.Cut(filepath.Base(c.Case), ".")
	file, err := export.CaseCalendar(engine, known, cmp.Or(reference, "case"), c.Pathway)
	if err != nil {
		return misuse("nothing was written: `%s`: %s", c.Case, strings.TrimPrefix(err.Error(), "case: "))
	}
	if c.Out != "" {
		return c.write(m, []export.File{file})
	}
	_, err = m.stdout.Write(file.Text)
	return err
}

// rules returns the rule sets to write: of a folder, one for each document.
func (c *exportCommand) rules(m *machine) ([]*ruleset.RuleSet, error) {
	if info, err := os.Stat(m.path(c.Folder)); err == nil && !info.IsDir() && strings.HasSuffix(c.Folder, ".json") {
		engine, err := m.engine(c.Folder)
		if err != nil {
			return nil, err
		}
		return c.chosen([]*ruleset.RuleSet{engine.Rules})
	}
	f, p, _, err := m.compiled(c.Folder, c.dateOption)
	if err != nil {
		return nil, err
	}
	if err := m.onlyDraft(f, p, c.Draft); err != nil {
		return nil, err
	}
	var all []*ruleset.RuleSet
	for _, d := range p.Model.Documents() {
		all = append(all, ruleset.From(p.Model, p.Checklists, d, c.Draft))
	}
	if len(all) == 0 {
		return nil, noDocument(f)
	}
	return c.chosen(all)
}

// chosen returns the rule set of the document that --document names, or all.
func (c *exportCommand) chosen(all []*ruleset.RuleSet) ([]*ruleset.RuleSet, error) {
	if c.Document == "" {
		return all, nil
	}
	var names []string
	for _, r := range all {
		if r.Document.Name == c.Document {
			return []*ruleset.RuleSet{r}, nil
		}
		names = append(names, r.Document.Name)
	}
	return nil, misuse("--document: no document is called %q; there is %s", c.Document, strings.Join(names, ", "))
}

// write writes the files: all of them, or none.
func (c *exportCommand) write(m *machine, files []export.File) error {
	var outputs []output
	for _, f := range files {
		if slices.ContainsFunc(outputs, func(o output) bool { return o.name == f.Name }) {
			return ending{problems, fmt.Sprintf("nothing was written: two documents would both write `%s`", f.Name)}
		}
		outputs = append(outputs, output{f.Name, f.Text})
	}
	return m.writeInto(c.Out, outputs)
}
