package ruleset

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

// schemaID names the schema; it is a name, not an address to fetch from.
const schemaID = "urn:concordat:ruleset:" + Version

// Schema returns the published JSON Schema (draft 2020-12) of a rule set. It is
// made from the Go types, so that the two cannot differ; every object is closed
// (`additionalProperties: false`).
func Schema() []byte { return append([]byte{}, schemaText()...) }

var schemaText = sync.OnceValue(func() []byte {
	g := generator{defs: map[string]any{}}
	root := g.object(reflect.TypeOf(RuleSet{}))
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["$id"] = schemaID
	root["title"] = "Concordat rule set"
	root["properties"].(map[string]any)["schemaVersion"].(map[string]any)["const"] = Version
	root["$defs"] = g.defs
	text, err := encode(root)
	if err != nil {
		panic("the schema of the rule set cannot be written: " + err.Error())
	}
	return text
})

var compiledSchema = sync.OnceValue(func() *jsonschema.Schema {
	return jsonschema.MustCompileString(schemaID, string(schemaText()))
})

// encode writes JSON as this package always does: indented, characters as they
// are, one final newline.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// validate holds text against the schema. The error names the place in the
// document and what was wrong there.
func validate(text []byte) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return err
	}
	if d.More() {
		return fmt.Errorf("there is more text after the end of the rule set")
	}
	err := compiledSchema().Validate(v)
	if err == nil {
		return nil
	}
	if ve, ok := err.(*jsonschema.ValidationError); ok {
		for len(ve.Causes) > 0 {
			ve = ve.Causes[0]
		}
		place := ve.InstanceLocation
		if place == "" {
			place = "the top"
		}
		return fmt.Errorf("at %s: %s", place, ve.Message)
	}
	return err
}

// generator makes a schema from Go types.
type generator struct{ defs map[string]any }

func (g *generator) object(t reflect.Type) map[string]any {
	properties, required := map[string]any{}, []string{}
	var fields func(t reflect.Type)
	fields = func(t reflect.Type) {
		for i := range t.NumField() {
			f := t.Field(i)
			if f.Anonymous {
				fields(f.Type)
				continue
			}
			name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
			properties[name] = g.property(f)
			if options != "omitempty" {
				required = append(required, name)
			}
		}
	}
	fields(t)
	return map[string]any{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
}

func (g *generator) property(f reflect.StructField) map[string]any {
	p := g.value(f.Type)
	if words := f.Tag.Get("enum"); words != "" {
		p["enum"] = strings.Split(words, ",")
	}
	if least, err := strconv.Atoi(f.Tag.Get("min")); err == nil {
		p["minimum"] = least
	}
	if doc := f.Tag.Get("doc"); doc != "" {
		p["description"] = doc
	}
	return p
}

func (g *generator) value(t reflect.Type) map[string]any {
	switch t.Kind() {
	case reflect.Pointer:
		return g.value(t.Elem())
	case reflect.String:
		return map[string]any{"type": "string"}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int:
		return map[string]any{"type": "integer"}
	case reflect.Slice:
		return map[string]any{"type": "array", "items": g.value(t.Elem())}
	case reflect.Struct:
		name := t.Name()
		if _, ok := g.defs[name]; !ok {
			g.defs[name] = nil // a type may hold itself
			g.defs[name] = g.object(t)
		}
		return map[string]any{"$ref": "#/$defs/" + name}
	}
	panic("no JSON Schema for a field of type " + t.String())
}
