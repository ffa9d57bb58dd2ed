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
	// Proved says that the rules were held against every family. That waits while
	// some of the text cannot be read.
	Proved bool
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

	var proved *rules.Proofs
	if list.Errors() == 0 {
		proved, p.Proved = proofs(agreement), true
	}
	quality := rules.Run(agreement, opts.Today, proved)
	list = append(list, quality...)
	allowed := rules.Allowed(agreement)
	results, found := checklist.Evaluate(agreement, opts.Today, func(code string, about *model.Thing) bool {
		return clean(list, allowed, code, about)
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

// clean says that nothing with that code was found, in the thing if there is one.
// A finding that is allowed to stand is still there: `accept-gap` and not `allow`
// is how a row of a checklist is waived.
func clean(list diag.List, allowed []rules.Allowance, code string, about *model.Thing) bool {
	for _, d := range list {
		if d.Code == code && within(d.At.Span, about) {
			return false
		}
	}
	for _, a := range allowed {
		if a.Code == code && within(a.At, about) {
			return false
		}
	}
	return true
}

// within says that a place lies in the block of a thing; every place does in nil.
func within(at diag.Span, about *model.Thing) bool {
	return about == nil || at.Source == about.Span.Source && at.Start >= about.Span.Start && at.End <= about.Span.End
}
