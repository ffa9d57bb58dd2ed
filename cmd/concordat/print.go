package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"concordat/compiler/ruleset"
	"concordat/compiler/schema"
)

type manualCommand struct{}

// Run prints the manual.
func (manualCommand) Run(m *machine) error {
	_, err := fmt.Fprint(m.stdout, schema.Manual())
	return err
}

type schemaCommand struct{}

// Run prints the JSON Schema of the rule set.
func (schemaCommand) Run(m *machine) error {
	_, err := m.stdout.Write(ruleset.Schema())
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
