package ruleset

import (
	"encoding/json"
	"reflect"
	"testing"
)

// TestTheValueHeldAgainstTheSchemaIsWhatIsWritten guards the short cut past the
// text: what is validated has to be what stands in the file.
func TestTheValueHeldAgainstTheSchemaIsWhatIsWritten(t *testing.T) {
	seven := 7
	r := &RuleSet{SchemaVersion: Version, NothingDelays: []string{"l"}}
	r.Services = []Service{{Head: Head{Name: "s", Title: "“S” & <b>", Place: Place{"f", 3, "V1"}}, AgesFrom: &seven, AgesTo: new(int), By: []string{}}}
	r.Criteria = []Criterion{{When: Condition{Text: "x", Tree: Part{Op: "all", Parts: []Part{{Op: "words", Question: "q"}}}}}}
	fillEmpty(reflect.ValueOf(r).Elem())
	text, err := encode(r)
	if err != nil {
		t.Fatal(err)
	}
	var written any
	if err := json.Unmarshal(text, &written); err != nil {
		t.Fatal(err)
	}
	held, err := json.Marshal(jsonValue(reflect.ValueOf(*r)))
	if err != nil {
		t.Fatal(err)
	}
	var value any
	if err := json.Unmarshal(held, &value); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(written, value) {
		t.Errorf("held against the schema:\n%s\nwritten:\n%s", held, text)
	}
}
