// Package export writes a rule set in forms that other engines run and other
// programs read: CEL expressions, DMN decision tables, a Rego module, SQL views,
// CSV tables and a calendar. [Write] is the door; [CaseCalendar] is that to what is
// due for one family. The forms that decide say of a case what compiler/decide says
// of it: the level that is certain, the levels that are not ruled out, and of each
// criterion, pathway and lead whether it is certainly or possibly so; tests run each
// in an engine that is not ours.
// Invariants: an answer that is missing never counts as a no, in any engine's own
// idea of null; every file carries [ruleset.Notice] and says which document it
// comes from; texts of the agreement are data in each form and never its code;
// the same rule set gives the same bytes.
package export

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"concordat/compiler/ruleset"
)

// File is one file of an export.
type File struct {
	Name string
	// Part is which of several files it is: the engine that its SQL is for, or what
	// its table holds; "" for the only one.
	Part string
	Text []byte
}

// Format is a form that [Write] knows.
type Format struct {
	Name string // as `--as` takes it
	Says string // what it is, for people
	make func(*ruleset.RuleSet) ([]File, error)
}

// Formats are the forms, in the order of their help.
var Formats = []Format{
	{"cel", "expressions in CEL, the Common Expression Language, as JSON", celFiles},
	{"dmn", "decision tables in DMN 1.3, as XML", dmnFiles},
	{"rego", "a Rego module for Open Policy Agent", regoFiles},
	{"sql", "a table of cases and a view of their levels, for SQLite, PostgreSQL, DuckDB and Spark", sqlFiles},
	{"csv", "tables of criteria, pathways, steps, time limits and contacts, for spreadsheets", csvFiles},
	{"ics", "a calendar of reviews, audits, training, meetings and what runs out; with --case, of what is due for one family", icsFiles},
}

// Write returns the files of a rule set in one form, in a fixed order. The error
// says what of the rule set the form cannot hold.
func Write(r *ruleset.RuleSet, format string) ([]File, error) {
	i := slices.IndexFunc(Formats, func(f Format) bool { return f.Name == format })
	if i < 0 {
		return nil, fmt.Errorf("no export is called %q", format)
	}
	files, err := Formats[i].make(r)
	if err != nil {
		return nil, fmt.Errorf("export %s as %s: %w", r.Document.Name, format, err)
	}
	return files, nil
}

var plainName = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// fileName returns the name that the files of a rule set begin with.
func fileName(r *ruleset.RuleSet) string {
	if name := r.Document.Name; plainName.MatchString(name) && len(name) <= 100 {
		return name
	}
	return ruleset.Identifier("document", r.Document.Name)
}

// about says in lines of plain text which document an export comes from, and what
// it is not.
func about(r *ruleset.RuleSet) []string {
	d := &r.Document
	lines := []string{oneLine(d.Title) + " (" + oneLine(d.Name) + ")"}
	if d.Area != "" {
		lines[0] = oneLine(d.Area) + ": " + lines[0]
	}
	var facts []string
	add := func(what, value string) {
		if value != "" {
			facts = append(facts, what+" "+oneLine(value))
		}
	}
	add("version", d.Version)
	add("status", d.Status)
	add("approved on", d.ApprovedOn)
	add("in force from", d.InForce)
	add("review by", d.ReviewBy)
	if len(facts) > 0 {
		lines = append(lines, strings.Join(facts, ", "))
	}
	if d.Draft {
		lines = append(lines, "DRAFT: made from an agreement with errors or unwritten parts. Not to be relied on.")
	}
	return append(lines, ruleset.Notice)
}

// maxRemark bounds a remark, in characters.
const maxRemark = 300

// oneLine makes a text fit a remark of one line in any form. What would end the
// line, or make it read in another order than it runs, becomes a space.
func oneLine(text string) string {
	text = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "�"))
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > maxRemark {
		return strings.TrimSpace(string(runes[:maxRemark])) + " …"
	}
	return text
}

// at says where a rule stands.
func at(p ruleset.Place) string {
	s := fmt.Sprintf("%s:%d", oneLine(p.File), p.Line)
	if p.Clause != "" {
		s += ", clause " + oneLine(p.Clause)
	}
	return s
}
