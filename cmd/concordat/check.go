package main

import (
	"fmt"
	"io"
	"strings"

	"concordat/compiler"
	"concordat/compiler/checklist"
	"concordat/compiler/rules"
	"concordat/dsl/diag"
)

type checkCommand struct {
	Folder string `arg:"" complete:"folder" help:"The folder of the agreement."`
	Format string `enum:"text,short,json,sarif,github" default:"text" placeholder:"FORMAT" help:"How to print the findings: text for people, short for one line each, json, sarif or github for other programs."`
	dateOption
	Strict bool `help:"Take every warning for an error, and every note for a warning."`
	Fix    bool `help:"Mend what can be mended without changing what you meant, and check again."`
}

// Help is the detail of the command's help.
func (checkCommand) Help() string {
	return "It reads every .protocol file in the folder, and the folders that they name with `use`. " +
		"Those may lie anywhere in the same project: below the nearest folder upwards that holds a .git, " +
		"or else below the folder that the agreement lies in. Nothing outside is read.\n\n" +
		"Each finding has a code in square brackets. \"concordat explain CODE\" says why it matters and what to do.\n\n" +
		"It ends with code 1 if there are errors. Warnings and notes do not count, except with --strict."
}

// Run checks the folder.
func (c *checkCommand) Run(m *machine) error {
	f, today, err := m.openOn(c.Folder, c.dateOption)
	if err != nil {
		return err
	}
	defer f.close()
	opts := compiler.Options{Today: today, Strict: c.Strict}
	mended := 0
	if c.Fix {
		if mended, err = f.fix(opts); err != nil {
			return err
		}
	}
	p, err := f.compile(opts)
	if err != nil {
		return err
	}
	r := f.report(p.Diagnostics, len(p.Files))
	if err := m.print(m.stdout, c.Format, r, p.Checklists); err != nil {
		return err
	}
	if !p.Proved && len(p.Files) > 0 && c.readByPeople() {
		fmt.Fprintln(m.stdout, "the rules are not yet held against every family: that waits until all of the text can be read")
	}
	if c.Fix && c.readByPeople() {
		fmt.Fprintln(m.stdout, mendedText(mended))
	}
	if r.Findings.Errors() > 0 {
		return found
	}
	return nil
}

func (c *checkCommand) readByPeople() bool { return c.Format == "text" || c.Format == "short" }

// print writes a report in a format, with a summary where people read it.
func (m *machine) print(w io.Writer, format string, r diag.Report, checklists []checklist.Result) error {
	var err error
	switch format {
	case "json":
		return r.JSON(w)
	case "sarif":
		return r.SARIF(w)
	case "github":
		return r.GitHub(w)
	case "short":
		err = r.Short(w)
	default:
		err = m.printText(w, r)
	}
	if err != nil {
		return err
	}
	for _, c := range checklists {
		if _, err := fmt.Fprintln(w, standing(c)); err != nil {
			return err
		}
	}
	summary := r.Summary()
	if n := unwritten(r.Findings); n > 0 {
		summary += fmt.Sprintf("; still to be written: %d", n)
	}
	_, err = fmt.Fprintln(w, summary)
	return err
}

func unwritten(list diag.List) int {
	n := 0
	for _, d := range list {
		if d.Code == "still-to-write" {
			n++
		}
	}
	return n
}

// printText writes the findings for people: mistakes first, then what a checklist
// misses, and what is still to be written last and a line each, since a young
// draft is mostly that. Within each the order is that of the files.
func (m *machine) printText(w io.Writer, r diag.Report) error {
	var mistakes, rows, todos diag.List
	for _, d := range r.Findings {
		switch {
		case d.Code == "still-to-write":
			todos = append(todos, d)
		case rules.OfChecklist(d.Code):
			rows = append(rows, d)
		default:
			mistakes = append(mistakes, d)
		}
	}
	r.Findings = append(mistakes, rows...)
	if err := r.Text(w, m.textOptions(w)); err != nil {
		return err
	}
	if len(r.Findings) > 0 {
		fmt.Fprintln(w)
	}
	if len(todos) == 0 {
		return nil
	}
	var list strings.Builder
	r.Findings = todos
	if err := r.Short(&list); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "Still to be written:\n%s\n", strings.ReplaceAll(list.String(), "error[still-to-write]: ", ""))
	return err
}

// standing counts the rows of a checklist by their state: "phe-2018: 40
// evidenced, 3 thin, 12 missing".
func standing(c checklist.Result) string {
	var parts []string
	for s := checklist.Evidenced; s <= checklist.Missing; s++ {
		n := 0
		for _, row := range c.Rows {
			if row.State == s {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, s))
		}
	}
	if len(parts) == 0 {
		parts = []string{"no rows"}
	}
	return c.Checklist.Name + ": " + strings.Join(parts, ", ")
}

func mendedText(n int) string {
	switch n {
	case 0:
		return "nothing could be mended automatically"
	case 1:
		return "1 thing mended"
	}
	return fmt.Sprintf("%d things mended", n)
}
