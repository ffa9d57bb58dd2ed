package ruleset

import "reflect"

// EachCondition calls f for every condition of the rule set, in the order of the
// fields.
func (r *RuleSet) EachCondition(f func(*Condition)) { eachCondition(reflect.ValueOf(r).Elem(), f) }

func eachCondition(v reflect.Value, f func(*Condition)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			eachCondition(v.Elem(), f)
		}
	case reflect.Slice:
		for i := range v.Len() {
			eachCondition(v.Index(i), f)
		}
	case reflect.Struct:
		if v.Type() == conditionType {
			f(v.Addr().Interface().(*Condition))
			return
		}
		for _, i := range conditionFields[v.Type()] {
			eachCondition(v.Field(i), f)
		}
	}
}

var conditionType = reflect.TypeFor[Condition]()

// conditionFields are, of each type of a rule set, the fields that conditions may
// stand in: looking everywhere took half the time of making an engine.
var conditionFields = findConditions()

func findConditions() map[reflect.Type][]int {
	fields := map[reflect.Type][]int{}
	var holds func(t reflect.Type) bool
	holds = func(t reflect.Type) bool {
		switch t.Kind() {
		case reflect.Pointer, reflect.Slice:
			return holds(t.Elem())
		case reflect.Struct:
			if t == conditionType {
				return true
			}
			all, seen := fields[t]
			if !seen {
				fields[t] = nil // a type inside itself, such as a team, adds nothing that its other fields do not
				for i := range t.NumField() {
					if holds(t.Field(i).Type) || t.Field(i).Type.Kind() == reflect.Slice && t.Field(i).Type.Elem() == t {
						all = append(all, i)
					}
				}
				fields[t] = all
			}
			return len(all) > 0
		}
		return false
	}
	holds(reflect.TypeFor[RuleSet]())
	return fields
}
