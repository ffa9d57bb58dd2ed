package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"concordat/compiler/schema"
)

// setting declares what the examples of the manual name.
const setting = `use standard-questions

agency childrens-social-care "Children's social care" {
  kind          childrens-social-care
  team mash "Hub" {
    open          Mon-Fri 09:00-17:00
  }
}

meeting conference "Conference" {
  with          mash
}

level early-help "Early help" {
  number        1
  otherwise
}

criterion likely-harm "Harm" {
  level         early-help
  when          significant-harm is at least likely
}

pathway to-social-care "Referral" {
  from          any agency
  to            mash
  step refer {
    by            referrer
    must          telephone mash at once
  }
  step decide {
    by            mash
`

// example is what stands behind the last colon of a row in the manual.
var example = regexp.MustCompile("(?m)^\\| `[^|]*` \\| [^|]*: `([^`|]*)`\\. \\|$")

// TestTimesAndCasesOfTheManualCanBeWritten puts each time and each condition that
// the manual shows into a duty, and checks that.
func TestTimesAndCasesOfTheManualCanBeWritten(t *testing.T) {
	manual := schema.Manual()
	part := func(from, to string) string {
		i := strings.Index(manual, from)
		return manual[i : i+strings.Index(manual[i:], to)]
	}
	var lines []string
	for _, m := range example.FindAllStringSubmatch(part("## What every line", "## Duties"), -1) {
		lines = append(lines, "must tell mash "+m[1])
	}
	times := len(lines)
	for _, m := range example.FindAllStringSubmatch(part("## Cases", "## Not finished"), -1) {
		text := m[1]
		if !strings.HasPrefix(text, "when ") && !strings.HasPrefix(text, "unless ") {
			text = "when " + text
		}
		lines = append(lines, "must tell mash "+text)
	}
	if times < 8 || len(lines)-times < 9 {
		t.Fatalf("only %d times and %d cases were found in the manual", times, len(lines)-times)
	}
	m, _, _ := testMachine(t)
	if err := os.WriteFile(filepath.Join(m.dir, "a.protocol"), []byte(setting+strings.Join(lines, "\n")+"\n  }\n}\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for code, places := range errorsIn(t, m, ".") {
		if code != "two-deadlines" { // one duty stands there with every time of the manual
			t.Errorf("%s: %q", code, places)
		}
	}
}
