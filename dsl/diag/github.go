package diag

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// GitHub writes workflow commands, which GitHub shows beside the lines of a
// change.
func (r Report) GitHub(w io.Writer) error {
	out := bufio.NewWriter(w)
	for _, d := range r.Findings {
		command := [...]string{"error", "warning", "notice"}[d.Severity]
		fmt.Fprintf(out, "::%s %s::%s\n", command, r.properties(d), escapeData(d.annotation()))
	}
	return out.Flush()
}

// properties say where a finding is. GitHub takes columns only for a place on
// one line.
func (r Report) properties(d Diagnostic) string {
	title := "title=" + escapeProperty(d.Code)
	s := d.At.Span
	if s.Source == nil {
		return title
	}
	from, to := s.Position(), s.Source.Position(s.End)
	where := fmt.Sprintf("file=%s,line=%d,endLine=%d", escapeProperty(r.path(s)), from.Line, to.Line)
	if from.Line == to.Line {
		where += fmt.Sprintf(",col=%d,endColumn=%d", from.Column, to.Column)
	}
	return where + "," + title
}

// annotation is all that there is to say about a finding, a line each.
func (d Diagnostic) annotation() string {
	lines := append([]string{d.Message}, d.Notes...)
	if help := d.help(); help != "" {
		lines = append(lines, "help: "+help)
	}
	return strings.Join(lines, "\n")
}

var dataEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")

func escapeData(s string) string { return dataEscapes.Replace(s) }

var propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")

func escapeProperty(s string) string { return propertyEscapes.Replace(s) }
