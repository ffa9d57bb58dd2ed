package ruleset_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"concordat/compiler"
	"concordat/compiler/ruleset"
)

// TestEachCondition holds the short way through a rule set against a look at every
// field of it.
func TestEachCondition(t *testing.T) {
	p := everything(t)
	r := ruleset.From(p.Model, p.Checklists, p.Model.Documents()[0], true)
	var want, got []*ruleset.Condition
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
			if c, ok := v.Addr().Interface().(*ruleset.Condition); ok {
				want = append(want, c)
				return
			}
			for i := range v.NumField() {
				walk(v.Field(i))
			}
		}
	}
	walk(reflect.ValueOf(r).Elem())
	r.EachCondition(func(c *ruleset.Condition) { got = append(got, c) })
	if !reflect.DeepEqual(got, want) || len(got) < 20 {
		t.Errorf("%d conditions of %d", len(got), len(want))
	}
}

// small is a rule set that can be changed by hand and loaded.
func small(t testing.TB) *ruleset.RuleSet {
	t.Helper()
	root := fstest.MapFS{"here/a.protocol": {Data: []byte(`protocol joint "Joint" {
  area "Northmoor"
}
question danger "Is there danger?" is yes or no in rising risk
question use "How is alcohol used?" is none, hazardous or harmful in rising risk
question weeks "How many weeks?" is 0 to 42 weeks when danger
level help "Help" {
  number 1
}
level protect "Protection" {
  number 2
}
criterion in-danger "In danger" {
  level protect
  when danger
}
criterion harmful "Harmful use" {
  level help
  when use is harmful
}
`)}}
	p, err := compiler.Compile(root, "here", compiler.Options{Today: today})
	if err != nil {
		t.Fatal(err)
	}
	return ruleset.From(p.Model, nil, p.Model.Documents()[0], false)
}

// TestLoadRefusesWhatCannotBeRun is about what no text of the language leads to,
// and another program may write.
func TestLoadRefusesWhatCannotBeRun(t *testing.T) {
	level := ruleset.Part{Op: "level", Values: []string{"help"}}
	deep := ruleset.Part{Op: "question", Name: "danger", Values: []string{"yes"}}
	for range 200 {
		deep = ruleset.Part{Op: "not", Parts: []ruleset.Part{deep}}
	}
	for _, c := range []struct {
		name   string
		change func(r *ruleset.RuleSet)
		want   string
	}{
		{"nothing", func(*ruleset.RuleSet) {}, ""},
		{"a criterion that asks for the level", func(r *ruleset.RuleSet) { r.Criteria[0].When.Tree = level }, `criterion "in-danger" asks for the level`},
		{"a question that applies at a level", func(r *ruleset.RuleSet) { r.Questions[2].Applies.Tree = level }, `"weeks" applies asks for the level`},
		{"two questions of one name", func(r *ruleset.RuleSet) { r.Questions[1].Name = "danger" }, `question "danger" stands there twice`},
		{"two criteria of one name", func(r *ruleset.RuleSet) { r.Criteria[1].Name = "in-danger" }, `criterion "in-danger" stands there twice`},
		{"an answer twice", func(r *ruleset.RuleSet) { r.Questions[1].Answers[1] = "none" }, `the answer "none"`},
		{"an answer that means not known", func(r *ruleset.RuleSet) { r.Questions[1].Answers[1] = "?" }, `the answer "?"`},
		{"a condition in a thousand brackets", func(r *ruleset.RuleSet) { r.Criteria[0].When.Tree = deep }, "in-danger: a condition nests deeper"},
		{"criteria that double", func(r *ruleset.RuleSet) {
			for i := range 60 {
				before := ruleset.Part{Op: "criterion", Name: r.Criteria[len(r.Criteria)-1].Name}
				c := ruleset.Criterion{When: ruleset.Condition{Tree: ruleset.Part{Op: "at-least", N: 2, Parts: []ruleset.Part{before, before}}}}
				c.Name, c.Line = fmt.Sprintf("c%d", i), 1
				r.Criteria = append(r.Criteria, c)
			}
		}, "more than 200000 things"},
		{"questions that double", func(r *ruleset.RuleSet) {
			for i := range 60 {
				before := ruleset.Part{Op: "question", Name: r.Questions[len(r.Questions)-1].Name, Numbers: []int{0}}
				q := r.Questions[2]
				q.Name = fmt.Sprintf("q%d", i)
				q.Applies = &ruleset.Condition{Tree: ruleset.Part{Op: "at-least", N: 2, Parts: []ruleset.Part{before, before}}}
				r.Questions = append(r.Questions, q)
			}
		}, "more than 200000 things"},
		{"more levels than can be told apart", func(r *ruleset.RuleSet) {
			for i := range 70 {
				l := r.Levels[0]
				l.Name = fmt.Sprintf("l%d", i)
				r.Levels = append(r.Levels, l)
			}
		}, "72 levels"},
	} {
		r := small(t)
		c.change(r)
		_, err := ruleset.Load(write(t, r))
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s: the error is %v, not about %q", c.name, err, c.want)
		}
	}
}

// TestATestAgainstSeveralIsPassedByAny is about `values`, any of which will do
// whatever the test.
func TestATestAgainstSeveralIsPassedByAny(t *testing.T) {
	r := small(t)
	r.Criteria[1].When.Tree = ruleset.Part{Op: "question", Name: "use", Test: "at-least", Values: []string{"harmful", "hazardous"}}
	l, err := r.Lower()
	if err != nil {
		t.Fatal(err)
	}
	e := l.Condition(&r.Criteria[1].When)
	for answer, want := range map[int]bool{0: false, 1: true, 2: true} {
		if e.Set.Has(answer) != want {
			t.Errorf("answer %d passes: %v", answer, !want)
		}
	}
}
