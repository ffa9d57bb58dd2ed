package diag

import (
	"io"
	"net/url"
	"sort"
	"strings"
)

// The part of SARIF 2.1.0 (OASIS, 2020) that a report needs, under the standard's
// own names.
type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool       sarifTool               `json:"tool"`
	BaseIDs    map[string]sarifMessage `json:"originalUriBaseIds"`
	Results    []sarifResult           `json:"results"`
	ColumnKind string                  `json:"columnKind"`
	Language   string                  `json:"language"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name     string      `json:"name"`
	Version  string      `json:"version,omitempty"`
	Language string      `json:"language"`
	Rules    []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID      string         `json:"id"`
	Short   *sarifText     `json:"shortDescription,omitempty"`
	Help    *sarifText     `json:"help,omitempty"`
	Default sarifRuleLevel `json:"defaultConfiguration"`
}

type sarifRuleLevel struct {
	Level string `json:"level"`
}

type sarifText struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type sarifMessage struct {
	Description sarifText `json:"description"`
}

type sarifResult struct {
	RuleID    string          `json:"ruleId"`
	RuleIndex int             `json:"ruleIndex"`
	Level     string          `json:"level"`
	Message   sarifText       `json:"message"`
	Locations []sarifLocation `json:"locations,omitempty"`
	Related   []sarifLocation `json:"relatedLocations,omitempty"`
	Fixes     []sarifFix      `json:"fixes,omitempty"`
}

type sarifLocation struct {
	ID       *int          `json:"id,omitempty"`
	Physical sarifPhysical `json:"physicalLocation"`
	Message  *sarifText    `json:"message,omitempty"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   sarifRegion   `json:"region"`
}

type sarifArtifact struct {
	URI  string `json:"uri"`
	Base string `json:"uriBaseId,omitempty"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
	EndLine     int `json:"endLine"`
	EndColumn   int `json:"endColumn"`
}

type sarifFix struct {
	Description sarifText     `json:"description"`
	Changes     []sarifChange `json:"artifactChanges"`
}

type sarifChange struct {
	Artifact     sarifArtifact      `json:"artifactLocation"`
	Replacements []sarifReplacement `json:"replacements"`
}

type sarifReplacement struct {
	Deleted  sarifRegion `json:"deletedRegion"`
	Inserted sarifText   `json:"insertedContent"`
}

// sarifRoot is the base of the paths: the folder in which the program ran.
const sarifRoot = "%SRCROOT%"

// SARIF writes the findings in the Static Analysis Results Interchange Format,
// version 2.1.0, which code hosts and editors read. Paths are relative, so that
// the report is the same on every machine.
func (r Report) SARIF(w io.Writer) error {
	rules, index := r.sarifRules()
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{"concordat", r.Version, "en-GB", rules}},
		BaseIDs:    map[string]sarifMessage{sarifRoot: {sarifText{Text: "The folder in which concordat ran."}}},
		Results:    []sarifResult{},
		ColumnKind: "utf16CodeUnits",
		Language:   "en-GB",
	}
	for _, d := range r.Findings {
		run.Results = append(run.Results, r.sarifResult(d, index[d.Code]))
	}
	return writeJSON(w, sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{run},
	})
}

// sarifRules returns the codes that were found, sorted, and where each stands. A
// code's level is the worst that was found.
func (r Report) sarifRules() ([]sarifRule, map[string]int) {
	worst := map[string]Severity{}
	for _, d := range r.Findings {
		if s, known := worst[d.Code]; !known || d.Severity < s {
			worst[d.Code] = d.Severity
		}
	}
	codes := make([]string, 0, len(worst))
	for code := range worst {
		codes = append(codes, code)
	}
	sort.Strings(codes)
	rules, index := []sarifRule{}, map[string]int{}
	for i, code := range codes {
		index[code] = i
		rule := sarifRule{ID: code, Default: sarifRuleLevel{worst[code].String()}}
		if r.Explain != nil {
			if page, ok := r.Explain(code); ok {
				rule.Short = &sarifText{Text: pageSummary(page)}
				rule.Help = &sarifText{Text: page, Markdown: page}
			}
		}
		rules = append(rules, rule)
	}
	return rules, index
}

// pageSummary returns the first paragraph of a page below its heading.
func pageSummary(page string) string {
	for _, paragraph := range strings.Split(page, "\n\n") {
		paragraph = strings.TrimSpace(paragraph)
		if paragraph != "" && !strings.HasPrefix(paragraph, "#") {
			return strings.ReplaceAll(paragraph, "\n", " ")
		}
	}
	return strings.TrimSpace(page)
}

func (r Report) sarifResult(d Diagnostic, rule int) sarifResult {
	result := sarifResult{RuleID: d.Code, RuleIndex: rule, Level: d.Severity.String(), Message: sarifText{Text: d.sarifMessage()}}
	if d.At.Span.Source != nil {
		l := r.sarifLocation(d.At)
		result.Locations = []sarifLocation{l}
	}
	for _, label := range d.Related {
		if label.Span.Source != nil {
			l := r.sarifLocation(label)
			id := len(result.Related) + 1
			l.ID = &id
			result.Related = append(result.Related, l)
		}
	}
	if d.Fix != nil && len(d.Fix.Edits) > 0 {
		result.Fixes = []sarifFix{r.sarifFix(d)}
	}
	return result
}

// sarifMessage is the message and what to do, as plain text.
func (d Diagnostic) sarifMessage() string {
	lines := append([]string{d.Message}, d.Notes...)
	if d.Help != "" {
		lines = append(lines, "Help: "+d.Help)
	}
	return strings.Join(lines, "\n")
}

func (r Report) sarifLocation(l Label) sarifLocation {
	location := sarifLocation{Physical: sarifPhysical{r.sarifArtifact(l.Span), sarifRegionOf(l.Span)}}
	if l.Text != "" {
		location.Message = &sarifText{Text: l.Text}
	}
	return location
}

// sarifArtifact names a file relative to the root; what ships with the compiler
// lies under no root of the author's.
func (r Report) sarifArtifact(s Span) sarifArtifact {
	a := sarifArtifact{URI: (&url.URL{Path: r.path(s)}).String(), Base: sarifRoot}
	if s.Source.Shipped() {
		a.Base = ""
	}
	return a
}

func sarifRegionOf(s Span) sarifRegion {
	from, to := s.Position(), s.Source.Position(s.End)
	return sarifRegion{from.Line, from.UTF16, to.Line, to.UTF16}
}

func (r Report) sarifFix(d Diagnostic) sarifFix {
	description := d.Help
	if description == "" {
		description = "mend this"
	}
	fix := sarifFix{Description: sarifText{Text: description}}
	index := map[*Source]int{}
	for _, e := range d.Fix.Edits {
		i, known := index[e.Span.Source]
		if !known {
			i = len(fix.Changes)
			index[e.Span.Source] = i
			fix.Changes = append(fix.Changes, sarifChange{Artifact: r.sarifArtifact(e.Span)})
		}
		fix.Changes[i].Replacements = append(fix.Changes[i].Replacements, sarifReplacement{sarifRegionOf(e.Span), sarifText{Text: e.New}})
	}
	return fix
}
