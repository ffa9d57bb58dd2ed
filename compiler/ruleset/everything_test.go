package ruleset_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"concordat/compiler"
	"concordat/compiler/model"
	"concordat/compiler/rules"
	"concordat/compiler/ruleset"
	"concordat/compiler/schema"
	"concordat/dsl/diag"
)

// everything compiles the agreement of testdata that says whatever the language
// can say.
func everything(t testing.TB) *compiler.Program {
	t.Helper()
	p, err := compiler.Compile(os.DirFS("testdata/everything"), "here", compiler.Options{Today: today})
	if err != nil {
		t.Fatal(err)
	}
	quality := map[string]bool{} // it is no good agreement, and need not be
	for _, r := range rules.All {
		quality[r.Code] = true
	}
	for _, d := range p.Diagnostics {
		if d.Severity == diag.Error && !quality[d.Code] {
			t.Errorf("%s:%d: %s: %s", d.At.Span.Source.Name, d.At.Span.Position().Line, d.Code, d.Message)
		}
	}
	return p
}

func TestEverythingSaysWhatItIsWrittenToSay(t *testing.T) {
	p := everything(t)
	text := write(t, ruleset.From(p.Model, p.Checklists, p.Model.Documents()[0], true))
	if _, err := ruleset.Load(text); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", "everything.ruleset.json")
	if *update {
		if err := os.WriteFile(file, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(text, want) {
		t.Errorf("%s is not what is made; read the difference, then run this test with -update", file)
	}
}

// TestEverythingUsesTheWholeLanguage holds the agreement against the table of the
// language, so that a new line has to find its way into the rule set.
func TestEverythingUsesTheWholeLanguage(t *testing.T) {
	p := everything(t)
	used := map[string]bool{}
	ops, times := map[model.ConditionOp]bool{}, map[model.TimeKind]bool{}
	for _, x := range p.Model.Things {
		if x.Origin == model.Shipped {
			continue
		}
		used[x.Kind] = true
		for _, l := range x.Lines {
			used[x.Kind+" "+l.Keyword] = true
			for _, c := range []*model.Condition{l.Condition, l.Case} {
				c.EachCondition(func(c *model.Condition) { ops[c.Op] = true })
			}
			for _, tm := range l.Times {
				times[tm.Kind] = true
			}
		}
	}
	// Lines that every block may hold are used once, in the protocol.
	common := map[string]bool{"source": true, "allow": true, "todo": true, "may": true, "must": true, "should": true}
	for i := range schema.Kinds {
		k := &schema.Kinds[i]
		if !used[k.Name] {
			t.Errorf("no block `%s` stands in the agreement", k.Name)
		}
		for _, e := range k.AllEntries() {
			if !used[k.Name+" "+e.Keyword] && !common[e.Keyword] && k.Name != "thresholds" {
				t.Errorf("no `%s` with a line `%s` stands in the agreement", k.Name, e.Keyword)
			}
		}
	}
	for op := model.All; op <= model.EventIs; op++ {
		if !ops[op] {
			t.Errorf("no condition of form %d stands in the agreement", op)
		}
	}
	for k := model.AtOnce; k <= model.EveryTime; k++ {
		if !times[k] {
			t.Errorf("no time of form %d stands in the agreement", k)
		}
	}
}

// TestEveryPartOfARuleSetIsFilledIn finds fields that nothing ever fills.
func TestEveryPartOfARuleSetIsFilledIn(t *testing.T) {
	p := everything(t)
	r := ruleset.From(p.Model, p.Checklists, p.Model.Documents()[0], true)
	write(t, r)
	seen, filled := map[string]bool{}, map[string]bool{}
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer:
			if !v.IsNil() {
				walk(v.Elem())
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.Struct:
			for i := range v.NumField() {
				field := v.Type().Name() + "." + v.Type().Field(i).Name
				seen[field] = true
				if f := v.Field(i); !f.IsZero() && (f.Kind() != reflect.Slice || f.Len() > 0) {
					filled[field] = true
				}
				walk(v.Field(i))
			}
		}
	}
	walk(reflect.ValueOf(r))
	for field := range seen {
		if !filled[field] && field != "Indicators.Decides" {
			t.Errorf("nothing fills %s", field)
		}
	}
}

// TestWhatIsEasilyLost looks for the forms that are easiest to get wrong, by hand.
func TestWhatIsEasilyLost(t *testing.T) {
	p := everything(t)
	text := string(write(t, ruleset.From(p.Model, p.Checklists, p.Model.Documents()[0], true)))
	var compact bytes.Buffer
	if err := json.Compact(&compact, []byte(text)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		// a filter on `any agency`
		`{"kind":"any-agency","where":{"text":"any agency whose kind is alcohol and drug treatment and that serves adults","tree":{"op":"all","parts":[{"op":"is","path":"kind","test":"is","values":["treatment"]},{"op":"includes","path":"serves","values":["adults"]}]}}}`,
		// any one of several
		`{"who":[{"kind":"team","name":"mash"},{"kind":"team","name":"edt"}],"any":true}`,
		// words that go on from a name
		`{"how":"to","who":[{"kind":"person","name":"family"}],"text":"at an early stage"}`,
		// `or sooner if`, and `or within … if`
		`{"kind":"or-sooner","if":{"text":"the parent, or the parent's partner, is pregnant"`,
		`{"kind":"or-sooner","n":2,"unit":"working-day","anchor":{"kind":"step","name":"to-social-care.refer"},"if":`,
		// hours and an anchor that nobody knows yet
		`{"kind":"in-hours-of","team":"mash"}`,
		`"anchor":{"kind":"to-be-written"}`,
		// `unless`
		`"when":{"text":"it is not so that`,
		// how often a post is supervised
		`"supervisedBy":"director","supervised":[{"kind":"every","n":4,"unit":"week"}]`,
		// what a family said, and a number in a scenario
		`{"text":"consent is refused","tree":{"op":"consent","test":"is","values":["refused"]},"certain":"consent == \"refused\"","possible":"consent in [\"refused\", \"?\"]"}`,
		`"tree":{"op":"question","name":"youngest-child","test":"is","numbers":[3]}`,
		// a case that nobody has written is no free pass
		`"tree":{"op":"to-be-written"}`,
		// a change of what another folder says
		`"lines":["step call: must telephone line within 12 hours of first-contact"]`,
	} {
		if !strings.Contains(compact.String(), want) {
			t.Errorf("the rule set does not hold %s", want)
		}
	}
}

// TestADraftOfABrokenAgreementCanBeLoaded takes out one line after another. What
// is left is a draft with mistakes; it never says that something holds in more
// cases than the agreement says, and it can be read.
func TestADraftOfABrokenAgreementCanBeLoaded(t *testing.T) {
	files := fstest.MapFS{}
	for _, name := range []string{"shared/base.protocol", "here/agreement.protocol", "here/rules.protocol"} {
		text, err := os.ReadFile("testdata/everything/" + name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	for _, name := range []string{"here/agreement.protocol", "here/rules.protocol"} {
		whole := string(files[name].Data)
		lines := strings.SplitAfter(whole, "\n")
		for i := 0; i < len(lines); i += 9 {
			files[name].Data = []byte(strings.Join(lines[:i], "") + strings.Join(lines[i+1:], ""))
			p, err := compiler.Compile(files, "here", compiler.Options{Today: today})
			if err != nil {
				t.Fatal(err)
			}
			for _, doc := range p.Model.Documents() {
				if doc.Name == "" {
					continue
				}
				if _, err := ruleset.Load(write(t, ruleset.From(p.Model, p.Checklists, doc, true))); err != nil {
					t.Errorf("%s without line %d, %q: %v", name, i+1, strings.TrimSpace(lines[i]), err)
				}
			}
		}
		files[name].Data = []byte(whole)
	}
}

// TestACaseThatCannotBeReadIsNotLeftOut holds that a rule of a draft is never
// wider than its source.
func TestACaseThatCannotBeReadIsNotLeftOut(t *testing.T) {
	root := fstest.MapFS{"here/a.protocol": {Data: []byte(`thresholds levels "Levels" {
  area "Northmoor"
  must telephone "999" when immediate-dangr
  should tell parents when significant-harm is at leas likely
}
pathway p "P" {
  when unheard-of
  accepted-when todo
}
criterion c "C" {
  when unheard-of or "a judgement"
}
`)}}
	p, err := compiler.Compile(root, "here", compiler.Options{Today: today})
	if err != nil {
		t.Fatal(err)
	}
	r := ruleset.From(p.Model, p.Checklists, p.Model.Documents()[0], true)
	for name, c := range map[string]*ruleset.Condition{
		"the case of a duty": r.Duties[0].When, "another": r.Duties[1].When, "the case of a pathway": r.Pathways[0].When, "what is accepted": r.Pathways[0].AcceptedWhen,
	} {
		if c == nil || c.Tree.Op != "to-be-written" {
			t.Errorf("%s is %+v", name, c)
		}
	}
	if c := r.Criteria[0]; c.Decides || c.When.Tree.Parts[0].Op != "to-be-written" || c.When.Tree.Parts[1].Op != "words" {
		t.Errorf("the criterion is %+v", c)
	}
}
