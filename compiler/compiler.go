// Package compiler runs the pipe over files: it loads a folder of .protocol
// files and what they use, parses, resolves and checks them. To follow one
// compile, start at [Compile]. It imports no writer, so that an editor links no
// PDF library.
package compiler

import (
	"io/fs"

	"concordat/compiler/checklist"
	"concordat/compiler/model"
	"concordat/dsl"
	"concordat/dsl/diag"
)

// Options are what a compile depends on beside the files.
type Options struct {
	// Today is the day on which dates are judged, needed because the compiler
	// never reads a clock.
	Today model.Date
	// Strict raises each severity of a checklist row by one step.
	Strict bool
}

// Program is a compiled folder.
type Program struct {
	Files       []*dsl.File // of the folder and of the folders that it uses; nothing shipped
	Model       *model.Agreement
	Checklists  []checklist.Result // one for each checklist of each document, in order
	Diagnostics diag.List          // sorted
}

// Compile compiles the folder dir of root. Folders that it uses must lie inside
// root. The error is of the machine (a folder that cannot be read), never of the
// author.
func Compile(root fs.FS, dir string, opts Options) (*Program, error) {
	return nil, nil
}
