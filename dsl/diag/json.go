package diag

import (
	"encoding/json"
	"io"
)

// The shape of the JSON report. It is stable: fields may be added, and a change
// of what a field means raises "version".
type jsonReport struct {
	Version  int           `json:"version"`
	Summary  jsonSummary   `json:"summary"`
	Findings []jsonFinding `json:"findings"`
}

type jsonSummary struct {
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Notes    int `json:"notes"`
	Files    int `json:"files"`
}

type jsonFinding struct {
	Code     string      `json:"code"`
	Severity string      `json:"severity"`
	Message  string      `json:"message"`
	Place    *jsonPlace  `json:"place"` // null where there is none
	Related  []jsonPlace `json:"related"`
	In       string      `json:"in"`
	Notes    []string    `json:"notes"`
	Help     string      `json:"help"`
	Fix      *jsonFix    `json:"fix"` // null where there is none
}

type jsonPlace struct {
	File  string       `json:"file"`
	Start jsonPosition `json:"start"`
	End   jsonPosition `json:"end"` // one past the last character
	Label string       `json:"label"`
}

type jsonPosition struct {
	Line   int `json:"line"`
	Column int `json:"column"`
	UTF16  int `json:"utf16"`
	Byte   int `json:"byte"`
}

type jsonFix struct {
	Safe  bool       `json:"safe"`
	Edits []jsonEdit `json:"edits"`
}

type jsonEdit struct {
	Place jsonPlace `json:"place"`
	New   string    `json:"new"`
}

// JSON writes the findings for other programs. Lines and columns count from one;
// `column` counts characters and `utf16` UTF-16 code units, as editors do; `byte`
// counts from zero in the text as it was read, without a byte order mark and with
// one byte for each line end.
func (r Report) JSON(w io.Writer) error {
	out := jsonReport{
		Version: 1,
		Summary: jsonSummary{
			Errors:   r.Findings.Count(Error),
			Warnings: r.Findings.Count(Warning),
			Notes:    r.Findings.Count(Note),
			Files:    r.Files,
		},
		Findings: []jsonFinding{},
	}
	for _, d := range r.Findings {
		out.Findings = append(out.Findings, r.jsonFinding(d))
	}
	return writeJSON(w, out)
}

func (r Report) jsonFinding(d Diagnostic) jsonFinding {
	f := jsonFinding{
		Code:     d.Code,
		Severity: d.Severity.String(),
		Message:  d.Message,
		Related:  []jsonPlace{},
		In:       d.In,
		Notes:    append([]string{}, d.Notes...),
		Help:     d.Help,
	}
	if d.At.Span.Source != nil {
		p := r.jsonPlace(d.At)
		f.Place = &p
	}
	for _, l := range d.Related {
		if l.Span.Source != nil {
			f.Related = append(f.Related, r.jsonPlace(l))
		}
	}
	if d.Fix != nil {
		f.Fix = &jsonFix{Safe: d.Fix.Safe, Edits: []jsonEdit{}}
		for _, e := range d.Fix.Edits {
			f.Fix.Edits = append(f.Fix.Edits, jsonEdit{r.jsonPlace(Label{Span: e.Span}), e.New})
		}
	}
	return f
}

func (r Report) jsonPlace(l Label) jsonPlace {
	return jsonPlace{r.path(l.Span), jsonAt(l.Span, l.Span.Start), jsonAt(l.Span, l.Span.End), l.Text}
}

func jsonAt(s Span, offset int) jsonPosition {
	p := s.Source.Position(offset)
	return jsonPosition{p.Line, p.Column, p.UTF16, offset}
}

// writeJSON writes a value indented, with `<`, `>` and `&` as they are.
func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
