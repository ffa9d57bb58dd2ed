package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"concordat/compiler/ruleset"
)

// rowsOfTables returns the rows of every table, each by the names of its columns.
func rowsOfTables(t *testing.T, r *ruleset.RuleSet) map[string][]map[string]string {
	t.Helper()
	files, err := Write(r, "csv")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]map[string]string{}
	for _, f := range files {
		rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(f.Text, []byte(byteOrderMark)))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for i, name := range rows[0] {
			if slices.Contains(rows[0][:i], name) {
				t.Errorf("%s has two columns called %q", f.Name, name)
			}
			if name == "" || name != strings.ToLower(name) || strings.ContainsAny(name, "_-") {
				t.Errorf("%s has a column called %q", f.Name, name)
			}
		}
		all[f.Part] = nil
		for _, row := range rows[1:] {
			cells := map[string]string{}
			for i, name := range rows[0] {
				cells[name] = row[i]
			}
			all[f.Part] = append(all[f.Part], cells)
		}
	}
	return all
}

// TestTablesCanBeJoined looks for every name of a row in the rule set, as JSON, and
// for the rows of other tables that it leads to.
func TestTablesCanBeJoined(t *testing.T) {
	for _, r := range []*ruleset.RuleSet{northmoor(), everything()} {
		tables := rowsOfTables(t, r)
		key := map[string]string{"questions": "question", "levels": "level", "criteria": "criterion", "pathways": "pathway", "steps": "id", "clocks": "id", "contacts": "id"}
		ids := map[string]map[string]bool{}
		for table, rows := range tables {
			ids[table] = map[string]bool{}
			for _, row := range rows {
				id := row[key[table]]
				if id == "" || ids[table][id] || strings.Contains(id, "..") {
					t.Errorf("%s: %q is the id of two rows or of none", table, id)
				}
				ids[table][id] = true
			}
		}
		text, err := ruleset.Write(r)
		if err != nil {
			t.Fatal(err)
		}
		var tree any
		if err := json.Unmarshal(text, &tree); err != nil {
			t.Fatal(err)
		}
		known := map[string]bool{"": true, "any-agency": true}
		var note func(x any)
		note = func(x any) {
			switch x := x.(type) {
			case map[string]any:
				if name, ok := x["name"].(string); ok {
					known[name] = true
				}
				for _, y := range x {
					note(y)
				}
			case []any:
				for _, y := range x {
					note(y)
				}
			}
		}
		note(tree)
		for table, columns := range map[string][]string{
			"levels":   {"who leads", "law"},
			"pathways": {"from", "to", "levels", "forms", "moves from", "moves to"},
			"steps":    {"pathway", "step", "by", "agency", "under"},
			"clocks":   {"pathway", "step", "by", "agency", "in the hours of"},
			"contacts": {"id", "agency", "part of", "when closed", "when its line does not work", "deputy"},
		} {
			for _, row := range tables[table] {
				for _, column := range columns {
					cell, ok := row[column]
					if !ok {
						t.Fatalf("%s has no column %q", table, column)
					}
					for _, name := range strings.Split(cell, "; ") {
						if !known[name] {
							t.Errorf("%s, %s: %q is no name of the rule set", table, column, name)
						}
					}
				}
			}
		}
		for _, row := range tables["clocks"] {
			if row["pathway"] != "" && !ids["pathways"][row["pathway"]] || row["step"] != "" && !ids["steps"][row["pathway"]+"."+row["step"]] {
				t.Errorf("the clock %s leads to no pathway or step", row["id"])
			}
			if from := row["from"]; strings.Contains(from, ".") && ids["pathways"][from[:strings.IndexByte(from, '.')]] && !ids["steps"][from] {
				t.Errorf("the clock %s is counted from %s, which is no step", row["id"], from)
			}
		}
	}
}

// TestClocksKeepTheirIDs puts other rules before a rule, and other words into it.
func TestClocksKeepTheirIDs(t *testing.T) {
	text, err := ruleset.Write(northmoor())
	if err != nil {
		t.Fatal(err)
	}
	r, err := ruleset.Load(text)
	if err != nil {
		t.Fatal(err)
	}
	var before []string
	for _, row := range rowsOfTables(t, r)["clocks"] {
		before = append(before, row["id"])
	}
	every := []ruleset.Time{{Kind: "every", N: 2, Unit: "year"}}
	for i := range r.Pathways {
		for j := range r.Pathways[i].Steps {
			s := &r.Pathways[i].Steps[j]
			s.Place.Line += 7
			for n := range s.Duties {
				s.Duties[n].Text += " please"
			}
			s.Duties = append([]ruleset.Duty{{Modality: "must", Verb: "unheard-of", Text: "must do more", Times: every, Place: s.Place}}, s.Duties...)
		}
	}
	r.Groups = append([]ruleset.Group{{Head: ruleset.Head{Name: "new-group", Place: r.Document.Place}, Meets: every}}, r.Groups...)
	var after []string
	for _, row := range rowsOfTables(t, r)["clocks"] {
		if !strings.Contains(row["id"], "unheard-of") && !strings.Contains(row["id"], "new-group") {
			after = append(after, row["id"])
		}
	}
	if !slices.Equal(before, after) {
		t.Errorf("%d ids before and %d after differ", len(before), len(after))
	}
}

// TestColumnsAreDocumented holds the page about the command against the tables.
func TestColumnsAreDocumented(t *testing.T) {
	page, err := os.ReadFile("../../docs/command-line.md")
	if err != nil {
		t.Fatal(err)
	}
	files, err := Write(northmoor(), "csv")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		header, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(f.Text, []byte(byteOrderMark)))).Read()
		if err != nil {
			t.Fatal(err)
		}
		row := regexp.MustCompile("(?m)^\\| `" + f.Part + "` \\| .* \\| (.*) \\|$").FindSubmatch(page)
		if row == nil {
			t.Errorf("the page has no row for the table of %s", f.Part)
			continue
		}
		var want []string
		for _, name := range header {
			if of, is := strings.CutSuffix(name, " title"); !is || !slices.Contains(header, of) {
				want = append(want, name)
			}
		}
		want = want[:len(want)-6] // the place and the document, which every table has
		var got []string
		for _, m := range regexp.MustCompile("`([^`]+)`").FindAllSubmatch(regexp.MustCompile(` \([^)]*\)`).ReplaceAll(row[1], nil), -1) {
			got = append(got, string(m[1]))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: the page has %q, the table %q", f.Part, got, want)
		}
	}
}

// TestTablesGiveTheReasonForConsent looks for the reason of each line about consent
// beside it.
func TestTablesGiveTheReasonForConsent(t *testing.T) {
	r := everything()
	consent := map[string]string{}
	for _, row := range rowsOfTables(t, r)["levels"] {
		consent[row["level"]] = row["consent"]
	}
	found := 0
	for _, l := range r.Levels {
		for _, c := range l.Consent {
			if c.Because == nil {
				continue
			}
			found++
			if !strings.Contains(consent[l.Name], ", because "+c.Because.Text) {
				t.Errorf("%s: %q does not say %q", l.Name, consent[l.Name], c.Because.Text)
			}
		}
	}
	if found == 0 {
		t.Error("no line about consent has a reason")
	}
}
