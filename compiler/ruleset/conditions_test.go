package ruleset_test

import (
	"reflect"
	"testing"

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
