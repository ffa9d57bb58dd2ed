package ruleset_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"concordat/compiler"
	"concordat/compiler/model"
	"concordat/compiler/ruleset"
)

var update = flag.Bool("update", false, "rewrite the published schema")

var today = model.Date{Year: 2026, Month: 11, Day: 21}

// northmoor compiles the complete example and returns the rule sets of its two
// documents.
func northmoor(t testing.TB) (*compiler.Program, []*ruleset.RuleSet) {
	t.Helper()
	p, err := compiler.Compile(os.DirFS("../../examples"), "northmoor", compiler.Options{Today: today})
	if err != nil {
		t.Fatal(err)
	}
	var all []*ruleset.RuleSet
	for _, doc := range p.Model.Documents() {
		all = append(all, ruleset.From(p.Model, p.Checklists, doc, false))
	}
	if len(all) != 2 {
		t.Fatalf("northmoor has %d documents, want 2", len(all))
	}
	return p, all
}

func write(t testing.TB, r *ruleset.RuleSet) []byte {
	t.Helper()
	text, err := ruleset.Write(r)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestWhatIsWrittenCanBeLoaded(t *testing.T) {
	_, all := northmoor(t)
	for _, r := range all {
		text := write(t, r)
		loaded, err := ruleset.Load(text)
		if err != nil {
			t.Fatalf("%s: %v", r.Document.Name, err)
		}
		if again := write(t, loaded); !bytes.Equal(text, again) {
			t.Errorf("%s: loading and writing gives other bytes", r.Document.Name)
		}
	}
}

func TestEveryRuleSaysWhereItStands(t *testing.T) {
	_, all := northmoor(t)
	places := 0
	var walk func(path string, v reflect.Value)
	walk = func(path string, v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer:
			if !v.IsNil() {
				walk(path, v.Elem())
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(path, v.Index(i))
			}
		case reflect.Struct:
			if p, ok := v.Interface().(ruleset.Place); ok {
				places++
				shipped := strings.HasPrefix(p.File, "protocols/")
				if p.File == "" || p.Line < 1 || strings.HasPrefix(p.File, "/") {
					t.Errorf("%s stands at %+v", path, p)
				}
				if cited := !strings.Contains(path, ".CannotBe") && !strings.Contains(path, ".Terms") && !strings.Contains(path, ".Events") &&
					!strings.Contains(path, ".Sections") && !strings.Contains(path, ".AcceptedGaps") && !strings.Contains(path, ".Attestations") && !strings.Contains(path, ".Checklists"); cited && !shipped && p.Clause == "" {
					t.Errorf("%s has no clause number: %+v", path, p)
				}
				return
			}
			for i := range v.NumField() {
				walk(path+"."+v.Type().Field(i).Name, v.Field(i))
			}
		}
	}
	walk("", reflect.ValueOf(all[0]))
	if places < 300 {
		t.Errorf("only %d places in northmoor's rule set", places)
	}
}

func TestNothingIsLostOnTheWay(t *testing.T) {
	p, all := northmoor(t)
	r := all[0]
	steps, stages, teams := 0, 0, 0
	for _, x := range r.Pathways {
		steps += len(x.Steps)
	}
	for _, x := range r.Escalations {
		stages += len(x.Stages)
	}
	var count func(ts []ruleset.Team)
	count = func(ts []ruleset.Team) {
		teams += len(ts)
		for _, x := range ts {
			count(x.Teams)
		}
	}
	for _, x := range r.Agencies {
		count(x.Teams)
	}
	got := map[string]int{
		"agency": len(r.Agencies), "role": len(r.Roles), "group": len(r.Groups), "level": len(r.Levels), "criterion": len(r.Criteria), "indicators": len(r.Indicators),
		"pathway": len(r.Pathways), "step": steps, "stage": stages, "team": teams, "meeting": len(r.Meetings), "share": len(r.Shares), "service": len(r.Services),
		"training": len(r.Training), "audit": len(r.Audits), "plan": len(r.Plans), "scenario": len(r.Scenarios), "attest": len(r.Attestations), "accept-gap": len(r.AcceptedGaps),
	}
	for kind, n := range got {
		want := 0
		for _, x := range p.Model.Of(kind) {
			if x.Origin == model.Own {
				want++
			}
		}
		if n != want {
			t.Errorf("%d of %d blocks of kind %s are in the rule set", n, want, kind)
		}
	}
}

// duties finds every duty of a rule set.
func duties(v reflect.Value, found *[]ruleset.Duty) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			duties(v.Elem(), found)
		}
	case reflect.Slice:
		for i := range v.Len() {
			duties(v.Index(i), found)
		}
	case reflect.Struct:
		if d, ok := v.Interface().(ruleset.Duty); ok {
			*found = append(*found, d)
			return
		}
		for i := range v.NumField() {
			duties(v.Field(i), found)
		}
	}
}

// TestTheTextOfADutyIsMadeOfItsParts holds the whole wording against the parts that
// stand beside it, so that a reader may leave out any of them.
func TestTheTextOfADutyIsMadeOfItsParts(t *testing.T) {
	_, all := northmoor(t)
	var found []ruleset.Duty
	duties(reflect.ValueOf(all[0]), &found)
	cases := 0
	for _, d := range found {
		text := d.Short
		for _, part := range []string{d.TimeText, d.CaseText} {
			if part != "" {
				text += " " + part
			}
		}
		if d.Because == nil && text != d.Text || !strings.HasPrefix(d.Text, text) || d.Short == "" {
			t.Errorf("%q is not %q with its reason", d.Text, text)
		}
		if (d.CaseText == "") != (d.When == nil) {
			t.Errorf("%q has the case %q", d.Text, d.CaseText)
		}
		if d.CaseText != "" {
			cases++
		}
	}
	if cases < 5 {
		t.Errorf("only %d duties have a case", cases)
	}
}

func TestModalityIsNeverLost(t *testing.T) {
	p, all := northmoor(t)
	var found []ruleset.Duty
	duties(reflect.ValueOf(all[0]), &found)
	binding, want := 0, 0
	for _, d := range found {
		must := d.Modality == "must" || d.Modality == "must-not"
		if d.Decides != must {
			t.Errorf("%s %q has decides %v", d.Modality, d.Text, d.Decides)
		}
		if must {
			binding++
		}
	}
	for _, x := range p.Model.Things {
		for _, l := range x.Duties() {
			if x.Origin == model.Own && (l.Duty.Modality == model.Must || l.Duty.Modality == model.MustNot) && x.Kind != "thresholds" {
				want++
			}
		}
	}
	if binding != want {
		t.Errorf("the rule set has %d binding duties, the model %d", binding, want)
	}
	for _, i := range all[0].Indicators {
		if i.Decides || i.Modality != "illustrative" {
			t.Errorf("indicators %s may decide", i.Name)
		}
	}
}

func TestLoadRefusesWhatItDoesNotUnderstand(t *testing.T) {
	_, all := northmoor(t)
	good := string(write(t, all[0]))
	change := func(old, new string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("the rule set has no %q", old)
		}
		return strings.Replace(good, old, new, 1)
	}
	criterion, level := all[0].Criteria[0].Name, all[0].Criteria[0].Level
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "it is empty"},
		{"a list", "[]", "it is no object in curly brackets"},
		{"a version that is a number", `{"schemaVersion": 1.1}`, `its schemaVersion is "1.1", and this program reads "1.1"`},
		{"not JSON", "level early-help", "line 1"},
		{"another JSON", `{"name": "x"}`, "no schemaVersion"},
		{"another version", change(`"schemaVersion": "1.1"`, `"schemaVersion": "2.0"`), `"2.0", and this program reads "1.1": build it again from the agreement with this program`},
		{"truncated", good[:len(good)/2], "line "},
		{"text behind it", good + "{}", "nothing may follow the end"},
		{"an unknown field", change(`"notice":`, `"urgent": true, "notice":`), "urgent"},
		{"a word outside the list", change(`"modality": "must"`, `"modality": "ought"`), "must"},
		{"a missing field", change(`"schemaVersion"`, `"schemaVersion": "1.1", "schemaVersion2"`), "schemaVersion2"},
		{"a level that is not declared", change(`"level": "`+level+`"`, `"level": "level-nine"`), "level-nine"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ruleset.Load([]byte(c.text))
			if err == nil {
				t.Fatal("it was loaded")
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("the error is %q; it does not name %q (criterion %s)", err, c.want, criterion)
			}
		})
	}
}

func TestSchemaIsClosedAndPublished(t *testing.T) {
	const published = "../../docs/ruleset.schema.json"
	schema := ruleset.Schema()
	if *update {
		if err := os.WriteFile(published, schema, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(published)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(text, schema) {
		t.Errorf("%s is not what Schema returns; run this test with -update", published)
	}
	var root any
	if err := json.Unmarshal(schema, &root); err != nil {
		t.Fatal(err)
	}
	objects := 0
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if v["type"] == "object" {
				objects++
				if v["additionalProperties"] != false {
					t.Errorf("an object is open: %v", v["properties"])
				}
			}
			for _, x := range v {
				walk(x)
			}
		case []any:
			for _, x := range v {
				walk(x)
			}
		}
	}
	walk(root)
	if objects < 30 {
		t.Errorf("the schema has %d objects", objects)
	}
}

// FuzzLoad begins with a small rule set, so that it tries many.
func FuzzLoad(f *testing.F) {
	root := fstest.MapFS{"here/a.protocol": {Data: []byte(`use standard-questions
thresholds levels "Levels" {
  area "Northmoor"
}
level early-help "Early help" {
  number 2
}
criterion c "C" {
  level early-help
  when at least 1 of {
    pregnant
    not "a judgement"
  }
}
`)}}
	p, err := compiler.Compile(root, "here", compiler.Options{Today: today})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(write(f, ruleset.From(p.Model, p.Checklists, p.Model.Documents()[0], false)))
	f.Add([]byte(`{"schemaVersion": "1.1"}`))
	f.Add([]byte(`[]`))
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := ruleset.Load(text)
		if err != nil {
			return
		}
		if _, err := ruleset.Write(r); err != nil {
			t.Errorf("what was loaded cannot be written: %v", err)
		}
	})
}

func BenchmarkWrite(b *testing.B) {
	_, all := northmoor(b)
	for b.Loop() {
		write(b, all[0])
	}
}
