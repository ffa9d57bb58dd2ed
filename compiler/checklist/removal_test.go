package checklist_test

import (
	"io/fs"
	"os"
	"regexp"
	"sort"
	"strings"
	"testing"

	"concordat/compiler/checklist"
	"concordat/compiler/model"
	"concordat/compiler/resolve"
	"concordat/dsl"
	"concordat/protocols"
)

// edit takes something out of the text of an agreement, which it gets by file.
type edit func(files map[string]string)

// removals says, for each mandatory row, what in Northmoor meets it and nothing
// else.
var removals = map[string][]edit{
	"7.1.a":  {answer("7.1.a")},
	"7.1.b":  {inBlock("agreement", "protocol hidden-harm", lines("publisher"))},
	"7.1.c":  {inBlock("agencies", "agency recovery", lines("serves"))},
	"7.1.d":  {inBlock("agencies", "agency compass", words("serves", "young-people"))},
	"7.1.e":  {inBlock("agencies", "agency recovery", blocks("contract"))},
	"7.1.f":  {inBlock("agencies", "agency recovery", lines("monitored-by"))},
	"7.2.a":  {answer("7.2.a")},
	"7.2.b":  {in("sharing", lines("how"))},
	"7.2.c":  {in("sections", words("topic", "principles"))},
	"7.2.d1": {inBlock("sharing", "share help-with-agreement", lines("to")), inBlock("sharing", "share danger", words("to", "police-safeguarding"))},
	"7.2.d3": {in("sharing", words("to", "mash"))},
	"7.2.e1": {in("sharing", words("purpose", "assess-need"))},
	"7.2.e2": {in("sharing", words("purpose", "early-identification"))},
	"7.2.e3": {in("sharing", words("purpose", "identify-affected-children"))},
	"7.2.e4": {in("sharing", words("purpose", "promote-welfare"))},
	"7.3.a":  {in("sections", words("topic", "early-help"))},
	"7.3.b":  {inBlock("agencies", "agency childrens-social-care", duties("ask", "alcohol-and-drug-use"))},
	"7.3.c":  {inBlock("agreement", "document early-help-assessment", lines("owner")), inBlock("agreement", "document family-impact-tool", lines("owner"))},
	"7.3.d":  {in("services", words("about", "child"))},
	"7.4.a":  {inBlock("agencies", "team mash", lines("otherwise"))},
	"7.4.b":  {in("thresholds-sections", words("topic", "youth-secure-estate"))},
	"7.5.a":  {in("training-and-audit", lines("strength"))},
	"7.6.a":  {answer("7.6.a")},
	"7.7.a":  {answer("7.7.a")},
	"6.1.a":  {answer("6.1.a")},
	"6.1.b":  {inBlock("agencies", "agency adult-social-care", lines("kind"))},
	"6.1.c":  {answer("6.1.c")},
}

// TestRemovingOneElementChangesItsRow takes out of Northmoor what meets each
// mandatory row of phe-2018. That row changes, those that repeat it change with
// it, and no other: so a row is evidence of what it says and of nothing else.
func TestRemovingOneElementChangesItsRow(t *testing.T) {
	original := northmoor(t)
	before := states(t, "phe-2018", original)
	for row, s := range before {
		if s.strength == "must" && s.state != checklist.Evidenced {
			t.Errorf("Northmoor as it is: row %s is %v", row, s.state)
		}
		if s.strength == "must" && s.repeats == "" && removals[row] == nil {
			t.Errorf("nothing is removed for row %s", row)
		}
	}
	for row, edits := range removals {
		t.Run(row, func(t *testing.T) {
			files := map[string]string{}
			for name, text := range original {
				files[name] = text
			}
			for i, e := range edits {
				old := whole(files)
				e(files)
				if whole(files) == old {
					t.Fatalf("edit %d finds nothing to remove", i+1)
				}
			}
			after := states(t, "phe-2018", files)
			for id, was := range before {
				should := id == row || was.repeats == row
				if changed := after[id].state != was.state; changed != should {
					t.Errorf("row %s was %v and is %v: wanting %q", id, was.state, after[id].state, after[id].unmet)
				}
			}
		})
	}
}

// falls says, for each other row, what can be taken out of Northmoor to make it
// fall short; other rows may fall with it.
var falls = map[string]map[string][]edit{
	"phe-2018": {
		"7.1.g":  {answer("7.1.g")},
		"7.1.h":  {in("roles", words("kind", "lead-practitioner"))},
		"7.1.i":  {inBlock("roles", "role recovery-family-lead", lines("supported-by"))},
		"7.1.j":  {inBlock("roles", "role recovery-family-lead", lines("supervised-by"))},
		"7.1.k":  {everywhere(duties("give", "advice"))},
		"7.2.f":  {inBlock("agencies", "agency recovery", lines("policies"))},
		"7.2.g":  {inBlock("attestations", "attest phe-2018 7.2.g", lines("says"))},
		"7.2.h":  {in("training-and-audit", words("topic", "information-sharing"))},
		"7.3.e":  {in("pathways", words("levels", "early-help")), in("pathways", words("levels", "universal"))},
		"7.3.f":  {in("services", lines("languages"))},
		"7.3.g":  {in("roles", words("kind", "network"))},
		"7.3.h":  {answer("7.3.h")},
		"7.3.i":  {inBlock("agreement", "thresholds levels-of-need", entries("recovery|compass|recovery-director|compass-director"))},
		"7.3.j":  {inBlock("agreement", "protocol hidden-harm", lines("relies-on"))},
		"7.3.k":  {in("pathways", lines("must"))},
		"7.3.l":  {in("agreement", lines("domains"))},
		"7.3.m1": {in("pathways", lines("accepted-when")), in("pathways", lines("when"))},
		"7.3.m2": {in("pathways", lines("must"))},
		"7.3.m3": {inBlock("agencies", "agency compass", blocks("offers"))},
		"7.3.n":  {in("agreement", lines("used-by"))},
		"7.3.o":  {in("training-and-audit", words("topic", "assessment-tools"))},
		"7.4.c":  {inBlock("roles", "role compass-lead", lines("kind")), inBlock("roles", "role compass-deputy-lead", lines("kind"))},
		"7.4.d":  {everywhere(words("kind", "designated-practitioner")), everywhere(words("kind", "safeguarding-lead")), everywhere(words("kind", "named-professional"))},
		"7.4.e":  {inBlock("roles", "role compass-lead", lines("job-description"))},
		"7.4.f":  {inBlock("roles", "role compass-lead", lines("must"))},
		"7.4.g":  {in("pathways", words("levels", "child-protection"))},
		"7.4.h":  {in("pathways", words("levels", "child-protection"))},
		"7.4.i":  {everywhere(phrase("{working-together-2023}"))},
		"7.4.j":  {in("pathways", lines("levels"))},
		"7.5.b":  {in("training-and-audit", lines("measured-by"))},
		"7.5.c":  {in("training-and-audit", words("kind", "multi-agency"))},
		"7.5.d":  {in("training-and-audit", lines("audience"))},
		"7.5.e":  {in("training-and-audit", lines("by"))},
		"7.5.f":  {everywhere(duties("share", "learning"))},
		"7.6.b":  {everywhere(phrase("{information-sharing-2024}"))},
		"7.6.c":  {answer("7.6.c")},
		"7.6.d":  {in("levels", lines("if-refused"))},
		"7.7.b":  {in("training-and-audit", words("kind", "referral-analysis"))},
		"7.7.c":  {in("training-and-audit", words("kind", "file"))},
		"7.7.d":  {in("training-and-audit", words("kind", "peer"))},
		"7.7.e":  {inBlock("agencies", "agency maternity", lines("kind"))},
		"7.7.f":  {everywhere(duties("[a-z]+", "domestic-abuse"))},
		"7.7.g":  {answer("7.7.g")},
		"6.2.a":  {in("training-and-audit", lines("action"))},
		"6.2.b":  {in("roles", words("kind", "steering"))},
		"6.2.d":  {in("services", lines("access")), in("services", lines("contact"))},
		"6.2.f":  {in("roles", words("kind", "link-worker"))},
		"2.5.a":  {everywhere(duties("ask|screen|identify", "alcohol-and-drug-use"))},
		"2.5.b":  {everywhere(duties("assess", "impact-on-children"))},
		"2.5.c":  {everywhere(duties("assess", "risk-if-use-increases"))},
		"2.5.d":  {everywhere(duties("give|offer|provide", "help|support|services"))},
		"3.a":    {inBlock("agencies", "agency compass", blocks("offers"))},
		"8.lp.a": {in("roles", words("kind", "lead-practitioner"))},
		"8.lp.b": {in("roles", lines("chosen-how"))},
		"8.lp.c": {in("levels", lines("lead"))},
		"8.dp.a": {in("roles", lines("job-description"))},
		"8.dp.b": {in("roles", lines("supported-by"))},
		"8.cs.a": {in("levels", words("domain", "extra-familial"))},
	},
	"working-together-2023": {
		"th.a": {inBlock("agreement", "thresholds levels-of-need", lines("web"))},
		"th.b": {in("thresholds-sections", lines("audience"))},
		"th.c": {in("pathways", lines("must"))},
		"th.d": {in("services", words("levels", "early-help"))},
		"th.e": {inBlock("levels", "level child-in-need", lines("statute"))},
		"th.f": {inBlock("levels", "level child-protection", words("statute", "children-act-1989-s47"))},
		"th.g": {inBlock("levels", "level child-protection", words("statute", "children-act-1989-s31"))},
		"th.h": {inBlock("levels", "level child-protection", words("statute", "children-act-1989-s20"))},
		"th.i": {in("thresholds-sections", words("topic", "abuse-neglect-exploitation"))},
		"th.j": {in("thresholds-sections", words("topic", "youth-secure-estate"))},
		"th.k": {in("sections", words("topic", "disabled-children")), in("thresholds-sections", words("topic", "disabled-children"))},
		"th.l": {in("escalation", blocks("stage"))},
		"q1":   {in("levels", lines("number"))},
		"q2":   {in("attestations", lines("says"))},
		"q3":   {in("attestations", lines("says"))},
		"q4":   {in("attestations", lines("says"))},
		"q5":   {inBlock("levels", "level universal", lines("consent"))},
		"q6":   {everywhere(phrase("judgement"))},
	},
}

// A row that nothing in an agreement could make fall short would be a false
// comfort.
func TestEveryRowCanFallShort(t *testing.T) {
	original := northmoor(t)
	for name, rows := range falls {
		before := states(t, name, original)
		for row, was := range before {
			if was.state != checklist.Evidenced {
				t.Errorf("Northmoor as it is: row %s is %v, wanting %q", row, was.state, was.unmet)
			}
			if rows[row] == nil && was.repeats == "" && (name != "phe-2018" || removals[row] == nil) {
				t.Errorf("nothing is taken out for row %s", row)
			}
		}
		for row, edits := range rows {
			t.Run(name+" "+row, func(t *testing.T) {
				files := map[string]string{}
				for name, text := range original {
					files[name] = text
				}
				for _, e := range edits {
					e(files)
				}
				after := states(t, name, files)[row]
				if after.state == checklist.Evidenced {
					t.Errorf("row %s is still %v", row, after.state)
				}
				if len(after.unmet) == 0 {
					t.Errorf("row %s does not say what is wanting", row)
				}
			})
		}
	}
}

// put replaces a text that has to be there.
func put(old, new string) func(string) string {
	return func(text string) string { return strings.ReplaceAll(text, old, new) }
}

// What looks like an answer and is none.
func TestWhatIsNoAnswer(t *testing.T) {
	original := northmoor(t)
	for _, tt := range []struct {
		name, list string
		rows       string
		met        bool
		edit       edit
	}{
		{"low levels that are social care's", "phe-2018", "7.3.a 7.3.d", false, in("levels", put("  number        2\n", "  number        2\n  statute       children-act-1989-s17\n"))},
		{"an assessment at a level of social care", "working-together-2023", "th.c", false, in("levels", put("  number        2\n", "  number        2\n  statute       children-act-1989-s17\n"))},
		{"a way to social care from one of two services", "phe-2018", "7.4.a", false, in("pathways", func(text string) string {
			return words("from", "recovery")(put("any agency", "compass, maternity")(text))
		})},
		{"sharing at no particular time", "phe-2018", "7.2.b", false, in("sharing", lines("when"))},
		{"sharing by no particular time", "phe-2018", "7.2.b", false, in("sharing", lines("must"))},
		{"a hub that is always open", "phe-2018", "7.4.a", true, inBlock("agencies", "team mash", func(text string) string {
			return put("  open ", "  open          always #")(lines("otherwise")(text))
		})},
	} {
		t.Run(tt.name, func(t *testing.T) {
			files := map[string]string{}
			for name, text := range original {
				files[name] = text
			}
			tt.edit(files)
			after := states(t, tt.list, files)
			for _, row := range strings.Fields(tt.rows) {
				if met := after[row].state == checklist.Evidenced; met != tt.met {
					t.Errorf("row %s is %v, wanting %q", row, after[row].state, after[row].unmet)
				}
			}
		})
	}
}

type rowState struct {
	strength, repeats string
	state             checklist.State
	unmet             []string
}

func northmoor(t *testing.T) map[string]string {
	t.Helper()
	const dir = "../../examples/northmoor"
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".protocol") {
			continue
		}
		data, err := os.ReadFile(dir + "/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = string(data)
	}
	return files
}

// states says how well the files meet each row of a checklist.
func states(t *testing.T, name string, files map[string]string) map[string]rowState {
	t.Helper()
	inputs := shipped(t)
	for _, name := range sorted(files) {
		inputs = append(inputs, resolve.Input{File: parsed(name, files[name]), Origin: model.Own, Folder: len(shippedNames)})
	}
	a, _ := resolve.Resolve(inputs, resolve.Options{})
	results, _ := checklist.Evaluate(a, today, nil)
	all := map[string]rowState{}
	for _, c := range results {
		if c.Checklist.Name != name {
			continue
		}
		for _, r := range c.Rows {
			s := rowState{strength: r.Strength, state: r.State, unmet: r.Unmet}
			if l := r.Row.Line("same-as"); l != nil {
				s.repeats = l.Rows[0].Row
			}
			all[r.Row.Name] = s
		}
	}
	if len(all) == 0 {
		t.Fatalf("Northmoor is not held against %s", name)
	}
	return all
}

// trees keeps what has been parsed: most files are the same each time, and
// resolving does not change a tree.
var trees = map[string]*dsl.File{}

func parsed(name, text string) *dsl.File {
	key := name + "\x00" + text
	if trees[key] == nil {
		trees[key], _ = dsl.Parse(name, []byte(text))
	}
	return trees[key]
}

// shippedNames are the folders that Northmoor uses, in the order of reading.
var shippedNames = []string{"standard-questions", "terms", "time-limits", "phe-2018", "working-together-2023"}

func shipped(t *testing.T) []resolve.Input {
	t.Helper()
	var inputs []resolve.Input
	for i, dir := range shippedNames {
		names, err := fs.Glob(protocols.FS, dir+"/*.protocol")
		if err != nil || len(names) == 0 {
			t.Fatalf("nothing ships in %s: %v", dir, err)
		}
		for _, name := range names {
			data, err := fs.ReadFile(protocols.FS, name)
			if err != nil {
				t.Fatal(err)
			}
			inputs = append(inputs, resolve.Input{File: parsed(name, string(data)), Origin: model.Shipped, Folder: i})
		}
	}
	return inputs
}

func sorted(files map[string]string) []string {
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// whole returns the text of all files.
func whole(files map[string]string) string {
	var b strings.Builder
	for _, name := range sorted(files) {
		b.WriteString(files[name])
	}
	return b.String()
}

// in edits one file.
func in(file string, change func(string) string) edit {
	return func(files map[string]string) {
		files[file+".protocol"] = change(files[file+".protocol"])
	}
}

// inBlock edits the first block of a file that begins so.
func inBlock(file, head string, change func(string) string) edit {
	return in(file, func(text string) string {
		start, end := block(text, head)
		return text[:start] + change(text[start:end]) + text[end:]
	})
}

// answer takes a row out of every line that says it answers it.
func answer(row string) edit {
	return func(files map[string]string) {
		for name, text := range files {
			files[name] = words("answers", row)(text)
		}
	}
}

// block returns where the first block that begins so stands.
func block(text, head string) (start, end int) {
	m := regexp.MustCompile(`(?m)^( *)` + regexp.QuoteMeta(head) + `\b.*\{$`).FindStringSubmatchIndex(text)
	if m == nil {
		return 0, 0
	}
	closing := "\n" + text[m[2]:m[3]] + "}\n"
	return m[0], m[1] + strings.Index(text[m[1]:], closing) + len(closing)
}

// blocks takes out every block of a kind.
func blocks(kind string) func(string) string {
	return func(text string) string {
		for {
			start, end := block(text, kind)
			if end == 0 {
				return text
			}
			text = text[:start] + text[end:]
		}
	}
}

// lines takes out every line with a keyword.
func lines(keyword string) func(string) string {
	re := regexp.MustCompile(`(?m)^ +` + keyword + `\b.*\n`)
	return func(text string) string { return re.ReplaceAllString(text, "") }
}

// duties takes out every duty line with a verb and an object.
func duties(verb, object string) func(string) string {
	re := regexp.MustCompile(`(?m)^ +(?:must|should) +(?:` + verb + `)\b.*\b(?:` + object + `)\b.*\n`)
	return func(text string) string { return re.ReplaceAllString(text, "") }
}

// entries takes out every line that is nothing but one of the names.
func entries(names string) func(string) string {
	re := regexp.MustCompile(`(?m)^ +(?:` + names + `)\n`)
	return func(text string) string { return re.ReplaceAllString(text, "") }
}

// phrase takes out every occurrence of some text.
func phrase(s string) func(string) string {
	return func(text string) string { return strings.ReplaceAll(text, s, "it") }
}

// everywhere edits all files.
func everywhere(change func(string) string) edit {
	return func(files map[string]string) {
		for name, text := range files {
			files[name] = change(text)
		}
	}
}

// words takes a word out of every line with a keyword, and the line with it if
// nothing is left.
func words(keyword, word string) func(string) string {
	line := regexp.MustCompile(`(?m)^ +` + keyword + ` .*\n`)
	return func(text string) string {
		return line.ReplaceAllStringFunc(text, func(l string) string {
			fields := strings.Fields(strings.ReplaceAll(l, ",", " , "))
			kept := fields[:0:0]
			for i, f := range fields {
				if f == word {
					// The comma before it goes too, or the one after it.
					if n := len(kept); n > 0 && kept[n-1] == "," {
						kept = kept[:n-1]
					} else if i+1 < len(fields) && fields[i+1] == "," {
						fields[i+1] = ""
					}
					continue
				}
				if f != "" {
					kept = append(kept, f)
				}
			}
			if len(kept) == len(fields) {
				return l
			}
			if len(kept) == 1 || keyword == "answers" && len(kept) == 2 {
				return ""
			}
			return "  " + strings.ReplaceAll(strings.Join(kept, " "), " ,", ",") + "\n"
		})
	}
}
