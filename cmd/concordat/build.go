package main

import (
	"fmt"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"

	"concordat/compiler"
	"concordat/compiler/document"
	"concordat/compiler/model"
	"concordat/compiler/ruleset"
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
	f, p, today, err := m.compiled(c.Folder, c.dateOption)
	if err != nil {
		return err
	}
	if err := m.onlyDraft(f, p, c.Draft); err != nil {
		return err
	}
	documents := p.Model.Documents()
	if len(documents) == 0 {
		return noDocument(f)
	}
	outputs, err := buildAll(p, documents, document.Options{Draft: c.Draft, Today: today})
	if err != nil {
		return err
	}
	if err := m.writeInto(c.Out, outputs); err != nil {
		return err
	}
	r := f.report(p.Diagnostics, len(p.Files))
	if len(p.Diagnostics) > 0 {
		fmt.Fprintf(m.stderr, "%s; \"concordat check %s\" lists them\n", r.Summary(), c.Folder)
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
