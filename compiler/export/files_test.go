package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"concordat/compiler/ruleset"
)

var update = flag.Bool("update", false, "write the exports in testdata/small anew")

func TestSmallExportsAreWhatIsKept(t *testing.T) {
	for _, f := range Formats {
		files, err := Write(small(), f.Name)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			kept := filepath.Join("testdata", "small", file.Name)
			if *update {
				write(t, filepath.Dir(kept), file.Name, file.Text)
			}
			want, err := os.ReadFile(kept)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(file.Text, want) {
				t.Errorf("%s is not what is made; read the difference, then run this test with -update", kept)
			}
		}
	}
}

func TestEveryFileSaysWhereItIsFromAndWhatItIsNot(t *testing.T) {
	for _, w := range worlds(t)[:3] {
		for _, f := range Formats {
			files, err := Write(w.rules, f.Name)
			if err != nil {
				t.Fatal(err)
			}
			for _, file := range files {
				text := strings.ReplaceAll(string(file.Text), "\r\n ", "") // lines of a calendar are folded
				if rows := strings.Count(text, "\n"); strings.HasSuffix(file.Name, ".csv") && rows < 2 {
					continue // a table without rows
				}
				if !strings.Contains(text, ruleset.Notice) {
					t.Errorf("%s has no notice", file.Name)
				}
				if w.name != "awkward" && !strings.Contains(text, w.rules.Document.Name) {
					t.Errorf("%s does not name its document", file.Name)
				}
				if !utf8.Valid(file.Text) {
					t.Errorf("%s is not UTF-8", file.Name)
				}
			}
		}
	}
}

// TestARuleSetFromAFileExportsAlike writes a rule set, loads it, and exports both,
// twice.
func TestARuleSetFromAFileExportsAlike(t *testing.T) {
	text, err := ruleset.Write(northmoor())
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := ruleset.Load(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range Formats {
		want, err := Write(northmoor(), f.Name)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			got, err := Write(loaded, f.Name)
			if err != nil {
				t.Fatal(err)
			}
			for i := range want {
				if got[i].Name != want[i].Name || !bytes.Equal(got[i].Text, want[i].Text) {
					t.Errorf("%s differs", want[i].Name)
				}
			}
		}
	}
}

func TestWhatCannotBeExportedIsRefused(t *testing.T) {
	small := func(change func(r *ruleset.RuleSet)) *ruleset.RuleSet {
		r := &ruleset.RuleSet{
			Document:  ruleset.Document{Head: ruleset.Head{Name: "small"}},
			Questions: []ruleset.Question{{Head: ruleset.Head{Name: "harm"}, Kind: "words", Answers: []string{"no", "yes"}, Quiet: "no"}},
			Levels:    []ruleset.Level{{Head: ruleset.Head{Name: "need"}}, {Head: ruleset.Head{Name: "harm"}}},
			Criteria: []ruleset.Criterion{{Head: ruleset.Head{Name: "harmed"}, Level: "harm", When: ruleset.Condition{
				Tree: ruleset.Part{Op: "question", Name: "harm", Test: "is", Values: []string{"yes"}},
			}}},
		}
		change(r)
		return r
	}
	level := ruleset.Part{Op: "level", Test: "is", Values: []string{"harm"}}
	for _, c := range []struct {
		what, format, want string
		change             func(r *ruleset.RuleSet)
	}{
		{"a format", "docx", `no export is called "docx"`, func(r *ruleset.RuleSet) {}},
		{"an answer that says nothing", "rego", `"?"`, func(r *ruleset.RuleSet) { r.Questions[0].Answers = []string{"no", "yes", "?"} }},
		{"an answer twice", "dmn", "twice", func(r *ruleset.RuleSet) { r.Questions[0].Answers = []string{"no", "yes", "yes"} }},
		{"an answer that does not print", "sql", "cannot be printed", func(r *ruleset.RuleSet) { r.Questions[0].Answers = []string{"no", "yes", "a\x00b"} }},
		{"a level without a name", "sql", "not known", func(r *ruleset.RuleSet) {
			r.Levels[1].Name, r.Criteria[0].Level = "-", "-"
		}},
		{"a criterion that asks for the level", "cel", "asks for the level", func(r *ruleset.RuleSet) { r.Criteria[0].When.Tree = level }},
		{"levels that are alike", "cel", "too alike", func(r *ruleset.RuleSet) {
			r.Levels = append(r.Levels, r.Levels[1])
		}},
		{"names that double fifty times", "cel", "too long", func(r *ruleset.RuleSet) {
			for i := range 50 {
				before := ruleset.Part{Op: "criterion", Name: r.Criteria[i].Name}
				other := ruleset.Part{Op: "question", Name: "harm", Test: "is", Values: []string{"no"}}
				r.Criteria = append(r.Criteria, ruleset.Criterion{Head: ruleset.Head{Name: fmt.Sprint("c", i)}, Level: "harm", When: ruleset.Condition{
					Tree: ruleset.Part{Op: "at-least", N: 2, Parts: []ruleset.Part{before, other, {Op: "all", Parts: []ruleset.Part{before, other}}}},
				}})
			}
		}},
		{"a thousand criteria", "sql", "columns", func(r *ruleset.RuleSet) {
			for i := range 1000 {
				c := r.Criteria[0]
				c.Name = fmt.Sprint("c", i)
				r.Criteria = append(r.Criteria, c)
			}
		}},
		{"no dates", "ics", "no line of it has a date", func(r *ruleset.RuleSet) {}},
	} {
		_, err := Write(small(c.change), c.format)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.what, err)
		}
	}
	// Names that are used again and again only make CEL long.
	r := small(func(r *ruleset.RuleSet) {})
	if _, err := Write(r, "cel"); err != nil {
		t.Error(err)
	}
}

// TestWhatIsNoAnswerCountsAsNotKnown gives tables without checks answers that
// nobody could give, and asks for what is said of a case without them.
func TestWhatIsNoAnswerCountsAsNotKnown(t *testing.T) {
	if _, err := exec.LookPath("sqlite3"); err != nil {
		missing(t, "sqlite3")
	}
	w := newWorld(t, "northmoor", northmoor())
	text := string(w.dialectFile(t, "sqlite").Text)
	view := text[strings.Index(text, "CREATE VIEW"):]
	var junk, none []string
	numbers := 0
	for i, v := range w.plan.inputs {
		if v.Number() {
			junk = append(junk, []string{"12.5", "99999", "1.5", "'ten'", "''"}[numbers%5])
			numbers++
		} else {
			junk = append(junk, []string{"'Yes'", "''", "'maybe'", "7", "'no '"}[i%5])
		}
		none = append(none, "NULL")
	}
	script := fmt.Sprintf("CREATE TABLE %[1]s_cases (%[2]s);\n%[3]s\nINSERT INTO %[1]s_cases (%[2]s) VALUES ('junk', %[4]s), ('none', %[5]s);\n%[6]s;\n",
		w.plan.name, w.columns(), view, strings.Join(junk, ", "), strings.Join(none, ", "), w.question())
	out := strings.Split(strings.TrimSpace(runs(t, "", script, "sqlite3", "-bail", ":memory:")), "\n")
	if len(out) != 2 || out[0] != out[1] || !strings.Contains(out[0], "child-protection") {
		t.Errorf("%q", out)
	}
}

// TestTablesInSQLite lets another program read the tables, and compares every
// cell.
func TestTablesInSQLite(t *testing.T) {
	if _, err := exec.LookPath("sqlite3"); err != nil {
		missing(t, "sqlite3")
	}
	for _, w := range worlds(t)[:3] {
		files, err := Write(w.rules, "csv")
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		cells := 0
		for i, f := range files {
			write(t, dir, fmt.Sprint(i, ".csv"), f.Text)
			rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(f.Text, []byte(byteOrderMark)))).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			out := runs(t, dir, fmt.Sprintf(".bail on\n.import --csv %d.csv t\n.mode json\nSELECT * FROM t;\n", i), "sqlite3", ":memory:")
			var read []map[string]string
			if out != "" {
				if err := json.Unmarshal([]byte(out), &read); err != nil {
					t.Fatalf("%s: %v", f.Name, err)
				}
			}
			if len(read) != len(rows)-1 {
				t.Fatalf("%s has %d rows, and SQLite reads %d", f.Name, len(rows)-1, len(read))
			}
			for n, row := range rows[1:] {
				for c, cell := range row {
					cells++
					if got := strings.ReplaceAll(read[n][rows[0][c]], "\r\n", "\n"); got != cell {
						t.Errorf("%s, row %d, %s: SQLite reads %q for %q", f.Name, n+1, rows[0][c], got, cell)
					}
					if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
						t.Errorf("%s: a spreadsheet may take %q for a formula", f.Name, cell)
					}
				}
			}
			if !bytes.Contains(f.Text, []byte("\r\n")) || bytes.Contains(bytes.ReplaceAll(f.Text, []byte("\r\n"), nil), []byte("\n")) {
				t.Errorf("%s: lines do not end as RFC 4180 wants them", f.Name)
			}
		}
		if cells < 100 {
			t.Errorf("%s: only %d cells", w.name, cells)
		}
	}
}

// calendarEntry is what node/ics.mjs prints.
type calendarEntry struct {
	UID, Summary, Description, Kind, Stamp string
	On                                     []string
	Alarms                                 []string // the moments of reminders
}

// entriesOf lets another program read a calendar, and looks for what holds of every
// calendar: lines as RFC 5545 wants them, identifiers of their own, a notice.
func entriesOf(t *testing.T, program string, f File) []calendarEntry {
	t.Helper()
	if !bytes.HasSuffix(f.Text, []byte("\r\n")) {
		t.Errorf("%s does not end with the end of a line", f.Name)
	}
	for i, line := range strings.Split(strings.TrimSuffix(string(f.Text), "\r\n"), "\r\n") {
		if len(line) > 75 || line == "" || strings.ContainsAny(line, "\r\n") || !utf8.ValidString(line) {
			t.Errorf("%s, line %d: %q", f.Name, i+1, line)
		}
	}
	dir := t.TempDir()
	write(t, dir, f.Name, f.Text)
	lines := strings.Split(strings.TrimSpace(runs(t, dir, "", "node", program, filepath.Join(dir, f.Name), "2030-01-01")), "\n")
	seen := map[string]bool{}
	var all []calendarEntry
	for _, line := range lines[1:] {
		var e calendarEntry
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		if seen[e.UID] || e.UID == "" {
			t.Errorf("%s: %s has the identifier of another, or none", f.Name, e.Summary)
		}
		seen[e.UID] = true
		if !strings.Contains(e.Description, ruleset.Notice) {
			t.Errorf("%s: %s has no notice", f.Name, e.Summary)
		}
		if !regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:00Z$`).MatchString(e.Stamp) {
			t.Errorf("%s: %s has the stamp %q", f.Name, e.Summary, e.Stamp)
		}
		all = append(all, e)
	}
	return all
}

// TestCalendarInICal lets another program read the calendar and work out on which
// days each entry falls.
func TestCalendarInICal(t *testing.T) {
	program := nodeEngine(t, "ics.mjs", "ical.js")
	for _, w := range worlds(t)[:4] {
		var got []string
		for _, e := range entriesOf(t, program, w.one(t, "ics")) {
			for _, on := range e.On {
				got = append(got, e.Summary+" "+on)
			}
		}
		want := w.entries(t)
		slices.Sort(got)
		slices.Sort(want)
		if !reflect.DeepEqual(got, want) {
			for i := range want {
				if i >= len(got) || got[i] != want[i] {
					t.Fatalf("%s: %d entries, want %d; the first that differs is %q, want %q", w.name, len(got), len(want), got[min(i, len(got)-1)], want[i])
				}
			}
			t.Fatalf("%s: %d entries, want %d", w.name, len(got), len(want))
		}
	}
}

// entries works out, day by day and without any rule of a calendar, what has to
// be in it.
func (w *world) entries(t *testing.T) []string {
	t.Helper()
	c := calendar{rules: w.rules, title: titles(w.rules), days: workingDays(w.rules)}
	c.dates()
	var all []string
	for _, e := range c.events {
		all = append(all, oneLine(e.title)+" "+e.day.ISO())
	}
	first, ok := lastDay(w.rules.Document.InForce)
	if !ok {
		return all
	}
	last := c.ends(first)
	for _, r := range timed(w.rules) {
		unit, ok := comesRound(&r)
		if !ok {
			continue
		}
		_, title := c.said(&r)
		for k := 1; ; k++ {
			due, err := c.days.Add(first, k*r.times[0].N, unit)
			if err != nil || due > last {
				break
			}
			all = append(all, oneLine(title)+" "+due.ISO())
		}
	}
	return all
}
