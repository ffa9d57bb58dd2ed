package main

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"strings"

	"concordat/compiler"
	"concordat/compiler/ruleset"
	"concordat/compiler/scenario"
)

// testReport is the form of `concordat test --format json`. Fields may be added;
// Version is raised if one changes its meaning.
type testReport struct {
	Version  int           `json:"version"`
	Notice   string        `json:"notice"`
	Document string        `json:"document"`
	Summary  testSummary   `json:"summary"`
	Examples []testExample `json:"examples"`
	Coverage testCoverage  `json:"coverage"`
	// Mutation is null where only some examples were run.
	Mutation    *testMutation    `json:"mutation"`
	Suggestions []testSuggestion `json:"suggestions"`
	// Unread are the mistakes for which no example was run.
	Unread []testUnread `json:"unread"`
}

type testUnread struct {
	Code    string `json:"code"` // empty where there is no document
	File    string `json:"file"`
	Line    int    `json:"line"`
	Message string `json:"message"`
	Help    string `json:"help"`
}

type testSummary struct {
	Examples     int `json:"examples"`
	Failed       int `json:"failed"`
	Expectations int `json:"expectations"`
	Unmet        int `json:"unmet"`
}

type testExample struct {
	Name   string      `json:"name"`
	Title  string      `json:"title"`
	File   string      `json:"file"`
	Line   int         `json:"line"`
	OK     bool        `json:"ok"`
	Wrong  string      `json:"wrong"` // why the family cannot be decided
	Checks []testCheck `json:"checks"`
}

type testCheck struct {
	Line   int      `json:"line"`
	Expect string   `json:"expect"`
	OK     bool     `json:"ok"`
	Got    string   `json:"got"`
	Why    []string `json:"why"`
}

type testCoverage struct {
	Criteria []testCovered `json:"criteria"`
	Pathways []testCovered `json:"pathways"`
	Steps    []testCovered `json:"steps"`
	Shares   []testCovered `json:"shares"`
}

type testCovered struct {
	Name    string `json:"name"`
	File    string `json:"file"`
	Line    int    `json:"line"`
	Reached bool   `json:"reached"`
	Wanted  string `json:"wanted"`
}

type testMutation struct {
	Total      int          `json:"total"`
	Equivalent int          `json:"equivalent"`
	Unseen     int          `json:"unseen"`
	Killed     int          `json:"killed"`
	Score      int          `json:"score"`
	MinScore   int          `json:"minScore"`
	Survivors  []testMutant `json:"survivors"`
}

type testMutant struct {
	Sort string `json:"sort"`
	File string `json:"file"`
	Line int    `json:"line"`
	Rule string `json:"rule"`
	Duty string `json:"duty"` // of a duty, which
	Was  string `json:"was"`
	Now  string `json:"now"` // empty for what is left out
}

type testSuggestion struct {
	Text    string       `json:"text"`
	Notices []testMutant `json:"notices"`
}

func (t *tried) writeJSON(w io.Writer) error {
	out := testReport{Version: 1, Notice: ruleset.Notice, Document: t.rules.Document.Name, Examples: []testExample{}, Suggestions: []testSuggestion{}, Unread: []testUnread{}}
	for i := range t.results {
		x := &t.results[i]
		e := testExample{x.Scenario.Name, x.Scenario.Title, t.path(x.Scenario.File), x.Scenario.Line, x.OK(), x.Wrong, []testCheck{}}
		for j := range x.Checks {
			c := &x.Checks[j]
			check := testCheck{Line: c.Expect.Line, Expect: c.Text, OK: c.OK, Why: []string{}}
			if !c.OK {
				check.Got = c.Got
				check.Why = append(check.Why, c.Why...)
			}
			e.Checks = append(e.Checks, check)
		}
		out.Summary.Expectations += len(x.Checks)
		out.Summary.Unmet += x.Failed()
		out.Examples = append(out.Examples, e)
	}
	out.Summary.Examples, out.Summary.Failed = len(t.results), t.failed()
	out.Coverage = testCoverage{t.covered(t.coverage.Criteria), t.covered(t.coverage.Pathways), t.covered(t.coverage.Steps), t.covered(t.coverage.Shares)}
	if m := t.mutation; m != nil {
		out.Mutation = &testMutation{m.Total, m.Equivalent, m.Unseen, m.Killed, m.Score(), t.minScore, t.mutants(m.Survivors)}
	}
	for _, s := range t.suggestions {
		out.Suggestions = append(out.Suggestions, testSuggestion{s.Text, t.mutants(s.Notices)})
	}
	return out.write(w)
}

func (r *testReport) write(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(r)
}

// writeUnread writes what other programs read where no example was run, since some
// of the text cannot be read or there is no document. People have been told.
func (c *testCommand) writeUnread(w io.Writer, f *folder, p *compiler.Program) error {
	var list []testUnread
	for _, d := range unread(p) {
		x := testUnread{Code: d.Code, Message: d.Message, Help: d.Help}
		if d.At.Span.Source != nil {
			x.File, x.Line = path.Join(f.shown, d.At.Span.Source.Name), d.At.Span.Position().Line
		}
		list = append(list, x)
	}
	if list == nil {
		list = []testUnread{{File: f.shown, Message: "there is no document", Help: "add a `protocol` or a `thresholds` block"}}
	}
	switch c.Format {
	case "json":
		out := testReport{Version: 1, Notice: ruleset.Notice, Examples: []testExample{}, Suggestions: []testSuggestion{}, Unread: list,
			Coverage: testCoverage{[]testCovered{}, []testCovered{}, []testCovered{}, []testCovered{}}}
		return out.write(w)
	case "junit":
		s := junitSuite{Name: "text", Tests: len(list), Errors: len(list)}
		for _, x := range list {
			name := x.Code
			if name == "" {
				name = "document"
			}
			s.Cases = append(s.Cases, junitCase{Class: "text", Name: name, File: x.File, Line: x.Line,
				Error: &junitMessage{x.Message, name, "no example was run: " + x.Message + "; " + x.Help}})
		}
		return writeSuites(w, []junitSuite{s})
	}
	return nil
}

func (t *tried) covered(all []scenario.Covered) []testCovered {
	out := []testCovered{}
	for _, c := range all {
		out = append(out, testCovered{c.Name, t.path(c.Place.File), c.Place.Line, c.OK, c.Wanted})
	}
	return out
}

func (t *tried) mutants(all []scenario.Mutant) []testMutant {
	out := []testMutant{}
	for _, m := range all {
		out = append(out, testMutant{string(m.Sort), t.path(m.Place.File), m.Place.Line, m.Rule, m.Duty, m.Was, m.Now})
	}
	return out
}

// The JUnit form, as continuous integration reads it. It holds no times, so that
// the same agreement gives the same bytes.
type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Class   string        `xml:"classname,attr"`
	Name    string        `xml:"name,attr"`
	File    string        `xml:"file,attr"`
	Line    int           `xml:"line,attr,omitempty"`
	Failure *junitMessage `xml:"failure"`
	Error   *junitMessage `xml:"error"`
	Out     string        `xml:"system-out,omitempty"`
}

type junitMessage struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Text    string `xml:",chardata"`
}

func (t *tried) writeJUnit(w io.Writer) error {
	examples := junitSuite{Name: t.rules.Document.Name + " examples"}
	for i := range t.results {
		x := &t.results[i]
		c := junitCase{Class: t.rules.Document.Name + ".examples", Name: x.Scenario.Name + ": " + x.Scenario.Title, File: t.path(x.Scenario.File), Line: x.Scenario.Line}
		var lines []string
		for j := range x.Checks {
			if k := &x.Checks[j]; !k.OK {
				lines = append(lines, t.place(k.Expect.Place)+": "+k.Message())
			}
		}
		switch {
		case x.Wrong != "":
			c.Error = &junitMessage{x.Wrong, "case", t.place(x.Scenario.Place) + ": " + x.Wrong}
			examples.Errors++
		case len(lines) > 0:
			c.Failure = &junitMessage{fmt.Sprintf("%d of %s not met", len(lines), counted(len(x.Checks), "expectation")), "expectation", strings.Join(lines, "\n")}
			examples.Failures++
		}
		examples.Cases = append(examples.Cases, c)
	}
	examples.Tests = len(examples.Cases)
	suites := []junitSuite{examples}
	if t.mutation != nil {
		suites = append(suites, t.junitScore())
	}
	return writeSuites(w, suites)
}

func writeSuites(w io.Writer, suites []junitSuite) error {
	out := junitSuites{Name: "concordat test", Suites: suites}
	for _, s := range out.Suites {
		out.Tests, out.Failures, out.Errors = out.Tests+s.Tests, out.Failures+s.Failures, out.Errors+s.Errors
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(out); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// junitScore is one test of its own: whether the examples are worth enough.
func (t *tried) junitScore() junitSuite {
	m := t.mutation
	c := junitCase{Class: t.rules.Document.Name + ".score", Name: "what the examples notice", File: t.path(t.rules.Document.File), Line: t.rules.Document.Line}
	c.Out = fmt.Sprintf("the examples notice %d of %d small changes of the rules, %d %%", m.Killed, m.Noticeable(), m.Score())
	s := junitSuite{Name: t.rules.Document.Name + " score", Tests: 1}
	if t.tooLow() {
		s.Failures = 1
		c.Failure = &junitMessage{t.lowScore(), "score", strings.Join(t.gapLines(), "\n")}
	}
	s.Cases = []junitCase{c}
	return s
}
