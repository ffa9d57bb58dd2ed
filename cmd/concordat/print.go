package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"concordat/compiler/decide"
	"concordat/compiler/ruleset"
	"concordat/compiler/schema"
)

type manualCommand struct{}

// Run prints the manual.
func (manualCommand) Run(m *machine) error {
	_, err := fmt.Fprint(m.stdout, schema.Manual())
	return err
}

type schemaCommand struct {
	What string `arg:"" optional:"" name:"form" enum:"ruleset,case,answer" default:"ruleset" help:"What the schema is of: ruleset, or the case and the answer of \"concordat decide\". Left out, ruleset."`
}

// Run prints a JSON Schema.
func (c *schemaCommand) Run(m *machine) error {
	text := map[string]func() []byte{"ruleset": ruleset.Schema, "case": decide.CaseSchema, "answer": decide.AnswerSchema}[c.What]
	_, err := m.stdout.Write(text())
	return err
}

type versionCommand struct{}

// Run prints the version.
func (versionCommand) Run(m *machine) error {
	_, err := fmt.Fprintf(m.stdout, "concordat %s (%s)\n", version(), runtime.Version())
	return err
}

// version returns the version that the program was built from.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
