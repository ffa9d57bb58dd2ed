// Package compiler runs the pipe over files: it loads a folder of .protocol
// files and what they use, parses, resolves and checks them. To follow one
// compile, start at [Compile]. It imports no writer, so that an editor links no
// PDF library.
package compiler

import (
	"io/fs"

	"concordat/compiler/checklist"
	"concordat/compiler/model"
	"concordat/compiler/resolve"
	"concordat/compiler/rules"
	"concordat/dsl"
	"concordat/dsl/diag"
)

// Options are what a compile depends on beside the files.
type Options struct {
	// Today is the day on which dates are judged, needed because the compiler
	// never reads a clock.
	Today model.Date
	// Strict raises each severity by one step: a missing `should` stops a build.
	Strict bool
}

// Program is a compiled folder.
type Program struct {
	Files       []*dsl.File // of the folder and of the folders that it uses; nothing shipped
	Model       *model.Agreement
	Checklists  []checklist.Result // one for each checklist that the folder is checked against, in order
	Diagnostics diag.List          // sorted
}

// Compile compiles the folder dir of root. Folders that it uses must lie inside
// root. The error is of the machine (a folder that cannot be read), never of the
// author.
func Compile(root fs.FS, dir string, opts Options) (*Program, error) {
	folders, list, err := load(root, dir)
	if err != nil {
		return nil, err
	}
	p := &Program{}
	for _, f := range folders {
		if f.origin != model.Shipped {
			p.Files = append(p.Files, f.files...)
		}
	}
	agreement, found := resolve.Resolve(inputs(folders), resolve.Options{})
	list = append(list, found...)
	p.Model = agreement

	quality := rules.Run(agreement, opts.Today)
	list = append(list, quality...)
	results, found := checklist.Evaluate(agreement, opts.Today, func(code string, about *model.Thing) bool {
		return clean(list, code, about)
	})
	p.Checklists = results
	list = append(list, found...)
	if opts.Strict {
		for i := range list {
			if list[i].Severity > diag.Error {
				list[i].Severity--
			}
		}
	}
	list.Sort()
	p.Diagnostics = list
	return p, nil
}

// clean says that no finding has that code, in the thing if there is one.
func clean(list diag.List, code string, about *model.Thing) bool {
	for _, d := range list {
		if d.Code != code {
			continue
		}
		at := d.At.Span
		if about == nil || at.Source == about.Span.Source && at.Start >= about.Span.Start && at.End <= about.Span.End {
			return false
		}
	}
	return true
}
