package main

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"

	"concordat/compiler"
	"concordat/compiler/document"
	"concordat/compiler/model"
	"concordat/compiler/ruleset"
	"concordat/dsl/diag"
)

type buildCommand struct {
	Folder string `arg:"" complete:"folder" help:"The folder of the agreement."`
	Out    string `short:"o" default:"out" placeholder:"FOLDER" complete:"folder" help:"Where to write; the folder is made if needed. Left out, \"out\" in the folder that you are in."`
	Draft  bool   `help:"Write the documents although there are errors or unwritten parts, with DRAFT on every page."`
	dateOption
}

// Help is the detail of the command's help.
func (buildCommand) Help() string {
	return "For each protocol and threshold document of the folder it writes NAME.html, NAME.pdf and NAME.ruleset.json.\n\n" +
		"Nothing is written while there are errors, or parts that say `todo`; --draft writes a draft all the same. " +
		"The files are written together or not at all.\n\n" +
		"It reads every .protocol file in the folder, and the folders that they name with `use`, " +
		"anywhere in the same project: below the nearest folder upwards that holds a .git, or else below the folder that the agreement lies in."
}

// Run builds the documents of the folder.
func (c *buildCommand) Run(m *machine) error {
	f, today, err := m.openOn(c.Folder, c.dateOption)
	if err != nil {
		return err
	}
	defer f.close()
	p, err := f.compile(compiler.Options{Today: today})
	if err != nil {
		return err
	}
	if errs := p.Diagnostics.Errors(); errs > 0 && !c.Draft {
		if err := m.refuse(f, p); err != nil {
			return err
		}
		return found
	}
	documents := p.Model.Documents()
	if len(documents) == 0 {
		fmt.Fprintf(m.stderr, "concordat: there is no document in `%s`: add a `protocol` or a `thresholds` block\n", c.Folder)
		return found
	}
	outputs, err := buildAll(p, documents, document.Options{Draft: c.Draft, Today: today})
	if err != nil {
		return err
	}
	if err := c.write(m, outputs); err != nil {
		return err
	}
	for _, o := range outputs {
		fmt.Fprintf(m.stdout, "wrote %s\n", path.Join(filepath.ToSlash(c.Out), o.name))
	}
	r := f.report(p.Diagnostics, len(p.Files))
	if len(p.Diagnostics) > 0 {
		fmt.Fprintf(m.stderr, "%s; \"concordat check %s\" lists them\n", r.Summary(), c.Folder)
	}
	return nil
}

// refuse prints the errors that stand in the way of writing anything.
func (m *machine) refuse(f *folder, p *compiler.Program) error {
	var errs diag.List
	for _, d := range p.Diagnostics {
		if d.Severity == diag.Error {
			errs = append(errs, d)
		}
	}
	r := f.report(errs, len(p.Files))
	if err := r.Text(m.stderr, m.textOptions(m.stderr)); err != nil {
		return err
	}
	_, err := fmt.Fprintf(m.stderr, "\n%s; nothing was written. Mend them, or use --draft to write a draft all the same.\n", r.Summary())
	return err
}

// write writes the outputs, and says in plain words why it cannot.
func (c *buildCommand) write(m *machine, outputs []output) error {
	out := m.path(c.Out)
	if info, err := os.Stat(out); err == nil && !info.IsDir() {
		return misuse("nothing was written: `%s` is a file, so it cannot hold the documents; give another folder with --out", c.Out)
	}
	if err := writeAll(out, outputs); err != nil {
		return misuse("nothing was written: `%s` cannot be written to: %s; give another folder with --out", c.Out, reason(err))
	}
	return nil
}

// buildAll makes the files of all documents, side by side.
func buildAll(p *compiler.Program, documents []*model.Thing, opts document.Options) ([]output, error) {
	outputs, errs := make([][]output, len(documents)), make([]error, len(documents))
	var wg sync.WaitGroup
	for i, doc := range documents {
		wg.Go(func() {
			defer caught(&errs[i])
			outputs[i], errs[i] = buildOne(p, doc, opts)
		})
	}
	wg.Wait()
	var all []output
	for i, doc := range documents {
		if errs[i] != nil {
			return nil, errs[i]
		}
		if slices.ContainsFunc(all, func(o output) bool { return o.name == outputs[i][0].name }) {
			return nil, ending{problems, fmt.Sprintf("nothing was written: two documents are called `%s`", doc.Name)}
		}
		all = append(all, outputs[i]...)
	}
	return all, nil
}

// buildOne makes the files of one document.
func buildOne(p *compiler.Program, doc *model.Thing, opts document.Options) ([]output, error) {
	if doc.Name == "" || strings.ContainsAny(doc.Name, `/\`) || !filepath.IsLocal(doc.Name) {
		return nil, ending{problems, fmt.Sprintf("nothing was written: %s %q has no name that a file could have", doc.Kind, doc.Title)}
	}
	// The rule set depends on no document, so it is made beside it: with two
	// documents of unequal length neither core waits for the other.
	var data []byte
	rules := make(chan error, 1)
	opts.Rules = sync.OnceValue(func() *ruleset.RuleSet { return ruleset.From(p.Model, p.Checklists, doc, opts.Draft) })
	go func() {
		var err error
		defer func() { rules <- err }()
		defer caught(&err)
		data, err = ruleset.Write(opts.Rules())
	}()
	d := document.Build(p, doc, opts)
	page, err := document.HTML(d)
	if err != nil {
		return nil, fmt.Errorf("make %s.html: %w", doc.Name, err)
	}
	print, err := document.PDF(d)
	if err != nil {
		return nil, fmt.Errorf("make %s.pdf: %w", doc.Name, err)
	}
	if err := <-rules; err != nil {
		return nil, fmt.Errorf("make %s.ruleset.json: %w", doc.Name, err)
	}
	return []output{{doc.Name + ".html", page}, {doc.Name + ".pdf", print}, {doc.Name + ".ruleset.json", data}}, nil
}

// bug is a panic in work that runs beside the main thread.
type bug struct {
	value any
	stack []byte
}

func (b bug) Error() string { return fmt.Sprint(b.value) }

// caught turns a panic into an error.
func caught(err *error) {
	if r := recover(); r != nil {
		*err = bug{r, debug.Stack()}
	}
}
