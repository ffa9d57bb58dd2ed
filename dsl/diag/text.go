package diag

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// TextOptions are how the text for people looks.
type TextOptions struct {
	// Colour marks severities and underlines with terminal colours.
	Colour bool
	// Width is the number of columns that a line of source may take; longer
	// lines are clipped around what is marked. Zero means 100.
	Width int
}

// Text writes each finding with the lines that it is about:
//
//	error[unknown-name]: no agency is called `hospital-midwifry`
//	   --> hidden-harm.protocol:42:13
//	   |
//	42 |     from    hospital-midwifry
//	   |             ^^^^^^^^^^^^^^^^^ not declared here
//	   |
//	   = in: protocol hidden-harm > pathway pre-birth
//	   = help: write `hospital-midwifery`
func (r Report) Text(w io.Writer, opts TextOptions) error {
	if opts.Width == 0 {
		opts.Width = 100
	}
	out := bufio.NewWriter(w)
	for i, d := range r.Findings {
		if i > 0 {
			out.WriteByte('\n')
		}
		f := frame{report: r, opts: opts, out: out, severity: d.Severity}
		f.write(d)
	}
	return out.Flush()
}

// frame writes one finding.
type frame struct {
	report   Report
	opts     TextOptions
	out      *bufio.Writer
	severity Severity
	gutter   string // as wide as the largest line number
}

func (f *frame) write(d Diagnostic) {
	fmt.Fprintf(f.out, "%s%s\n", f.paint(strong, f.paint(f.colour(), fmt.Sprintf("%s[%s]", d.Severity, d.Code))), f.paint(strong, ": "+oneLine(d.Message)))
	groups := groupLabels(d)
	f.gutter = strings.Repeat(" ", gutterWidth(groups))
	for i, g := range groups {
		arrow := "-->"
		if i > 0 {
			arrow = ":::"
		}
		fmt.Fprintf(f.out, "%s %s %s\n", f.gutter, f.paint(faint, arrow), f.report.place(g[0].Span))
		if g[0].Span.Source.folder() {
			continue
		}
		f.bar("")
		f.snippet(g)
	}
	facts := f.facts(d)
	if len(groups) > 0 && len(facts) > 0 {
		f.bar("")
	}
	for _, fact := range facts {
		f.fact(fact[0], fact[1])
	}
}

// facts returns the lines below the snippets: keyword and text.
func (f *frame) facts(d Diagnostic) [][2]string {
	var facts [][2]string
	if d.In != "" {
		facts = append(facts, [2]string{"in", d.In})
	}
	for _, n := range d.Notes {
		facts = append(facts, [2]string{"note", n})
	}
	if help := d.help(); help != "" {
		facts = append(facts, [2]string{"help", help})
	}
	return facts
}

func (f *frame) fact(keyword, text string) {
	lead := f.gutter + " = " + keyword + ": "
	for i, line := range strings.Split(visible(text), "\n") {
		if i > 0 {
			fmt.Fprintf(f.out, "%s%s\n", strings.Repeat(" ", len(lead)), line)
			continue
		}
		fmt.Fprintf(f.out, "%s %s %s %s\n", f.gutter, f.paint(faint, "="), f.paint(strong, keyword+":"), line)
	}
}

// bar writes an empty gutter with what stands behind it.
func (f *frame) bar(text string) {
	fmt.Fprintf(f.out, "%s %s%s\n", f.gutter, f.paint(faint, "|"), lead(text))
}

// numbered writes a line of source behind its number.
func (f *frame) numbered(n int, text string) {
	fmt.Fprintf(f.out, "%s %s%s\n", f.paint(faint, fmt.Sprintf("%*d", len(f.gutter), n)), f.paint(faint, "|"), lead(text))
}

func lead(text string) string {
	if text == "" {
		return ""
	}
	return " " + text
}

// style is a terminal colour.
type style string

const (
	strong style = "\x1b[1m"
	faint  style = "\x1b[34m"
	red    style = "\x1b[31m"
	yellow style = "\x1b[33m"
	cyan   style = "\x1b[36m"
)

func (f *frame) colour() style { return [...]style{red, yellow, cyan}[f.severity] }

func (f *frame) paint(s style, text string) string {
	if !f.opts.Colour || text == "" {
		return text
	}
	return string(s) + text + "\x1b[0m"
}

func oneLine(s string) string { return strings.ReplaceAll(visible(s), "\n", " ") }
