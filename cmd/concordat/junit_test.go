package main

import (
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestJUnit reads the JUnit form of northmoor's own examples, one of which is made
// to fail, as a program of continuous integration does: element by element, with
// counts that agree.
func TestJUnit(t *testing.T) {
	m, out, _ := testMachine(t)
	if err := os.CopyFS(filepath.Join(m.dir, "northmoor"), os.DirFS("../../examples/northmoor")); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(m.dir, "northmoor", "scenarios.protocol")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	wrong := strings.Replace(string(text), "    level         universal\n", "    level         child-protection\n", 1)
	if err := os.WriteFile(file, []byte(wrong), 0o666); err != nil {
		t.Fatal(err)
	}
	m.args = []string{"test", "northmoor", "--format", "junit", "--run", "."}
	if code := run(m); code != problems {
		t.Fatalf("ended with %d", code)
	}
	type message struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
	var suites struct {
		XMLName  xml.Name `xml:"testsuites"`
		Tests    int      `xml:"tests,attr"`
		Failures int      `xml:"failures,attr"`
		Suites   []struct {
			Tests    int `xml:"tests,attr"`
			Failures int `xml:"failures,attr"`
			Cases    []struct {
				Class   string   `xml:"classname,attr"`
				Name    string   `xml:"name,attr"`
				Failure *message `xml:"failure"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	text = out.Bytes()
	if err := xml.Unmarshal(text, &suites); err != nil {
		t.Fatal(err)
	}
	d := xml.NewDecoder(strings.NewReader(out.String()))
	for {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	tests, failures := 0, 0
	for _, s := range suites.Suites {
		tests += len(s.Cases)
		if s.Tests != len(s.Cases) {
			t.Errorf("a suite of %d says %d", len(s.Cases), s.Tests)
		}
		for _, c := range s.Cases {
			if c.Class == "" || c.Name == "" {
				t.Errorf("a test without a name: %+v", c)
			}
			if c.Failure != nil {
				failures++
				if !strings.HasSuffix(c.Failure.Message, "not met") || !strings.Contains(c.Failure.Text, "expected `level child-protection`, but the level is universal") {
					t.Errorf("%+v", *c.Failure)
				}
			}
		}
	}
	if tests < 50 || tests != suites.Tests || failures != 1 || suites.Failures != 1 {
		t.Errorf("%d tests and %d failures, and it says %d and %d", tests, failures, suites.Tests, suites.Failures)
	}
}
