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

// Run prints the version, and the commit where the build knows it.
func (versionCommand) Run(m *machine) error {
	commit := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		commit = commitOf(info)
	}
	_, err := fmt.Fprintf(m.stdout, "concordat %s (%s)\n%s", version(), runtime.Version(), commit)
	return err
}

// version returns the version that the program was built from.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

// commitOf returns a line that says from which commit a build was made, or "" where
// the build does not know: `go build` in a clone does, `go run` does not.
func commitOf(info *debug.BuildInfo) string {
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	if settings["vcs.revision"] == "" {
		return ""
	}
	line := "commit " + settings["vcs.revision"]
	if at := settings["vcs.time"]; at != "" {
		line += " of " + at
	}
	if settings["vcs.modified"] == "true" {
		line += ", with changes that are not committed"
	}
	return line + "\n"
}
