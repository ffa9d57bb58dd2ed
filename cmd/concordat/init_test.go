package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// errorsIn runs `check` on a folder and returns the codes and places of its
// errors.
func errorsIn(t *testing.T, m *machine, folder string) map[string][]string {
	t.Helper()
	var out strings.Builder
	m.args, m.stdout = []string{"check", "--format", "json", folder}, &out
	if code := run(m); code > problems {
		t.Fatalf("check ended with %d", code)
	}
	var report struct {
		Findings []struct {
			Code, Severity, Message string
			Place                   struct{ File string }
		}
	}
	if err := json.Unmarshal([]byte(out.String()), &report); err != nil {
		t.Fatal(err)
	}
	found := map[string][]string{}
	for _, f := range report.Findings {
		if f.Severity == "error" {
			found[f.Code] = append(found[f.Code], f.Place.File+": "+f.Message)
		}
	}
	return found
}

// TestStarterLacksOnlyWhatIsStillToWrite holds that the starter agreement has no
// mistake of its own: all that is wrong with it is what an area has to write.
func TestStarterLacksOnlyWhatIsStillToWrite(t *testing.T) {
	m, _, stderr := testMachine(t, "init", "area")
	if code := run(m); code != clean {
		t.Fatalf("init ended with %d: %s", code, stderr)
	}
	for code, places := range errorsIn(t, m, "area") {
		switch code {
		case "still-to-write", "missing-requirement", "thin-requirement", "claimed-requirement":
		default:
			t.Errorf("%s: %q", code, places)
		}
	}
}

// TestFilledStarterHasNoErrors writes something for every `todo` of the starter
// agreement and nothing else: what remains are matters of quality, so that the
// files ask for every part that has to be there.
func TestFilledStarterHasNoErrors(t *testing.T) {
	m, _, stderr := testMachine(t, "init", "area")
	if code := run(m); code != clean {
		t.Fatalf("init ended with %d: %s", code, stderr)
	}
	for _, name := range starter() {
		fillIn(t, filepath.Join(m.dir, "area", name))
	}
	for code, places := range errorsIn(t, m, "area") {
		t.Errorf("%s: %q", code, places)
	}
}

// values are what an area might write behind a keyword.
var values = map[string]string{
	"area": `"Northmoor"`, "in-force": "2027-04-01", "review-by": "2028-04-01", "consulted": "adult-treatment", "dated": "2026",
	"phone": `"01632 960100"`, "email": `"hub@northmoor.example"`, "open": "Mon-Fri 09:00-17:00", "offers": `"structured counselling"`,
	"job-description": `"Section 3"`, "chosen-how": `"whom the family know best"`, "how": `"by secure e-mail"`,
	"held": "every 6 months", "measured-by": `"an audit after six months"`, "when": "not need-met",
}

var (
	valueTodo = regexp.MustCompile(`(?m)^( *)([a-z-]+)( +)todo(?: ".*")?$`)
	lineTodo  = regexp.MustCompile(`(?m)^( *)todo +"(.*)"$`)
)

func fillIn(t *testing.T, file string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text := valueTodo.ReplaceAllStringFunc(string(data), func(line string) string {
		part := valueTodo.FindStringSubmatch(line)
		value, ok := values[part[2]]
		if !ok {
			t.Errorf("%s: no value for `%s`", filepath.Base(file), part[2])
		}
		return part[1] + part[2] + part[3] + value
	})
	text = lineTodo.ReplaceAllStringFunc(text, func(line string) string {
		part := lineTodo.FindStringSubmatch(line)
		switch filepath.Base(file) {
		case "sections.protocol":
			return part[1] + `"""` + "\n" + line[:len(part[1])] + "Here stands " + part[2] + ".\n" + part[1] + `"""`
		case "levels.protocol":
			return part[1] + `"An example"`
		}
		return ""
	})
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
