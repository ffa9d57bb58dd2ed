package ruleset

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	english "golang.org/x/text/language"
	"golang.org/x/text/message"

	language "concordat/compiler/schema"
)

// schemaID names the schema; it is a name, not an address to fetch from.
const schemaID = "urn:concordat:ruleset:" + Version

// Schema returns the published JSON Schema (draft 2020-12) of a rule set.
func Schema() []byte { return form.Schema() }

var form = NewForm(schemaID, "Concordat rule set", RuleSet{}, Version)

// Form is the published form of a kind of JSON document. Its schema is made from a
// Go type, so that the two cannot differ; every object in it is closed
// (`additionalProperties: false`).
type Form struct {
	id, title, version string
	of                 reflect.Type
	text               func() []byte
	compiled           func() *jsonschema.Schema
}

// NewForm returns the form that a struct has. The tags of its fields say what the
// schema does: see the types of a rule set. version is the constant value of the
// field schemaVersion; "" for a form without one.
func NewForm(id, title string, of any, version string) *Form {
	f := &Form{id: id, title: title, version: version, of: reflect.TypeOf(of)}
	f.text = sync.OnceValue(f.make)
	f.compiled = sync.OnceValue(f.compile)
	return f
}

// Schema returns the JSON Schema (draft 2020-12).
func (f *Form) Schema() []byte { return append([]byte{}, f.text()...) }

func (f *Form) make() []byte {
	g := generator{defs: map[string]any{}}
	root := g.object(f.of)
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["$id"] = f.id
	root["title"] = f.title
	if f.version != "" {
		root["properties"].(map[string]any)["schemaVersion"].(map[string]any)["const"] = f.version
	}
	if len(g.defs) > 0 {
		root["$defs"] = g.defs
	}
	text, err := encode(root)
	if err != nil {
		panic("the schema of " + f.title + " cannot be written: " + err.Error())
	}
	return text
}

func (f *Form) compile() *jsonschema.Schema {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(f.text()))
	if err != nil {
		panic(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(f.id, doc); err != nil {
		panic(err)
	}
	return c.MustCompile(f.id)
}

var printer = message.NewPrinter(english.BritishEnglish)

// Write returns a value of the form as JSON, held against its schema. The same
// value gives the same bytes. Lists of what v points to that are not there are made
// empty, so that a reader never meets null.
func (f *Form) Write(v any) ([]byte, error) {
	fillEmpty(reflect.ValueOf(v))
	text, err := encode(v)
	if err == nil {
		err = f.Check(text)
	}
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", f.title, err)
	}
	return text, nil
}

// Check holds JSON against the schema. The error names the place and what was
// wrong there.
func (f *Form) Check(text []byte) error {
	var v any
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		return err
	}
	return f.validate(v)
}

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

// validate holds a JSON value against the schema. The error names the place in
// it and what was wrong there.
func (f *Form) validate(v any) error {
	err := f.compiled().Validate(v)
	if err == nil {
		return nil
	}
	if ve, ok := err.(*jsonschema.ValidationError); ok {
		for len(ve.Causes) > 0 {
			ve = ve.Causes[0]
		}
		place := "/" + strings.Join(named(v, ve.InstanceLocation), "/")
		if place == "/" {
			place = "the top"
		}
		return fmt.Errorf("at %s: %s", place, inWords(ve.ErrorKind))
	}
	return err
}

// inWords says what is wrong with a value and what is allowed.
func inWords(k jsonschema.ErrorKind) string {
	shown := func(v any) string {
		if text, err := json.Marshal(v); err == nil && len(text) <= 80 {
			return string(text)
		}
		return "it"
	}
	switch k := k.(type) {
	case *kind.Minimum:
		return fmt.Sprintf("%s is too small; %s is the least that is allowed", k.Got.RatString(), k.Want.RatString())
	case *kind.Enum:
		var all []string
		for _, w := range k.Want {
			all = append(all, shown(w))
		}
		return fmt.Sprintf("%s is not allowed; %s are", shown(k.Got), strings.Join(all, ", "))
	case *kind.Type:
		return fmt.Sprintf("it is %s, and %s is needed", typeWords[k.Got], typeWords[k.Want[0]])
	case *kind.AdditionalProperties:
		return fmt.Sprintf("%q is no part of it", k.Properties)
	case *kind.Required:
		return fmt.Sprintf("%q is missing", k.Missing)
	}
	return k.LocalizedString(printer)
}

var typeWords = map[string]string{
	"string": "text", "integer": "a whole number", "number": "a number that is not whole", "boolean": "true or false", "array": "a list", "object": "an object in curly brackets", "null": "null",
}

// named puts names in the place of numbers in the way to a JSON value, where what
// stands there has one.
func named(v any, way []string) []string {
	out := slices.Clone(way)
	for i, word := range way {
		switch x := v.(type) {
		case map[string]any:
			v = x[word]
		case []any:
			n, err := strconv.Atoi(word)
			if err != nil || n < 0 || n >= len(x) {
				return out
			}
			v = x[n]
			if m, ok := v.(map[string]any); ok {
				if name, ok := m["name"].(string); ok && name != "" {
					out[i] = name
				}
			}
		default:
			return out
		}
	}
	return out
}

// jsonValue returns what decoding the JSON of v would give, without the detour
// through text, which takes half the time of a write.
func jsonValue(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		return jsonValue(v.Elem())
	case reflect.Slice:
		list := make([]any, v.Len())
		for i := range list {
			list[i] = jsonValue(v.Index(i))
		}
		return list
	case reflect.Struct:
		object := make(map[string]any, v.NumField())
		addFields(object, v)
		return object
	}
	return v.Interface()
}

func addFields(object map[string]any, v reflect.Value) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if f.Anonymous {
			addFields(object, v.Field(i))
			continue
		}
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if options == "omitempty" && empty(v.Field(i)) {
			continue
		}
		object[name] = jsonValue(v.Field(i))
	}
}

// empty is what `omitempty` leaves out.
func empty(v reflect.Value) bool {
	return v.IsZero() || v.Kind() == reflect.Slice && v.Len() == 0
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
			if !f.IsExported() {
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
	words := strings.Split(f.Tag.Get("enum"), ",")
	if vocab := f.Tag.Get("vocab"); vocab != "" {
		words = language.VocabNamed(vocab).Names()
	}
	switch items, list := p["items"].(map[string]any); {
	case words[0] == "":
	case list:
		items["enum"] = words
	default:
		p["enum"] = words
	}
	if least, err := strconv.Atoi(f.Tag.Get("min")); err == nil {
		p["minimum"] = least
	}
	if doc := f.Tag.Get("doc"); doc != "" {
		p["description"] = doc
	}
	return p
}

// selfSaid is a type that says itself what the schema of its JSON is.
type selfSaid interface{ JSONSchema() map[string]any }

func (g *generator) value(t reflect.Type) map[string]any {
	if own, ok := reflect.Zero(t).Interface().(selfSaid); ok {
		return own.JSONSchema()
	}
	switch t.Kind() {
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": g.value(t.Elem())}
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
