package ruleset

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
)

// MaxSize bounds what [Load] reads: far above any agreement, far below what
// would exhaust a machine.
const MaxSize = 64 << 20

// Write returns the rule set as JSON, held against its schema. The same rule set
// gives the same bytes.
func Write(r *RuleSet) ([]byte, error) {
	fillEmpty(reflect.ValueOf(r).Elem())
	text, err := encode(r)
	if err != nil {
		return nil, fmt.Errorf("write rule set: %w", err)
	}
	if err := form.validate(jsonValue(reflect.ValueOf(*r))); err != nil {
		return nil, fmt.Errorf("write rule set: it does not fit its schema: %w", err)
	}
	return text, nil
}

// Load reads a rule set and refuses what it does not understand: another version
// of the form, a field or a value that is not in the schema, a name that leads
// nowhere. The error names the thing and what is allowed.
func Load(text []byte) (*RuleSet, error) {
	if len(text) > MaxSize {
		return nil, fmt.Errorf("load rule set: it has %d bytes; %d is the most", len(text), MaxSize)
	}
	if len(bytes.TrimSpace(text)) == 0 {
		return nil, errors.New("load rule set: it is empty")
	}
	if err := json.Unmarshal(text, new(json.RawMessage)); err != nil {
		return nil, fmt.Errorf("load rule set: %w", NotJSON(text, err))
	}
	if key, line := keyTwice(text); key != "" {
		return nil, fmt.Errorf("load rule set: line %d: %s stands there twice; keep one of the two", line, key)
	}
	var v any
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		return nil, fmt.Errorf("load rule set: %w", NotJSON(text, err))
	}
	object, ok := v.(map[string]any)
	if !ok {
		return nil, errors.New("load rule set: it is no object in curly brackets, so it is no rule set")
	}
	switch version := object["schemaVersion"]; version {
	case nil:
		return nil, errors.New("load rule set: it has no schemaVersion, so it is no rule set")
	case Version:
	default:
		return nil, fmt.Errorf("load rule set: its schemaVersion is \"%v\", and this program reads %q: build it again from the agreement with this program, or use the version of the program that built it", version, Version)
	}
	if err := form.validate(v); err != nil {
		return nil, fmt.Errorf("load rule set: %w", err)
	}
	r := new(RuleSet)
	d = json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(r); err != nil {
		var wrong *json.UnmarshalTypeError
		if errors.As(err, &wrong) { // the one thing that the schema lets pass
			err = fmt.Errorf("at %s: %s is too large; whole numbers of up to nine digits are allowed", wrong.Field, strings.TrimPrefix(wrong.Value, "number "))
		}
		return nil, fmt.Errorf("load rule set: %w", err)
	}
	if err := r.checkNames(); err != nil {
		return nil, fmt.Errorf("load rule set: %w", err)
	}
	if _, err := r.Lower(); err != nil && !r.Document.Draft {
		return nil, fmt.Errorf("load rule set: %w", err)
	}
	return r, nil
}

// keyTwice returns the first key, in its quotes, that stands in one object twice, and
// the line of the second, from 1; "" if none does. The schema sees only the last of
// two values, and other readers take the first. text has to be JSON.
func keyTwice(text []byte) (key string, line int) {
	var open []map[string]bool // the keys of each object that is open; nil for a list
	line = 1
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\n':
			line++
		case '{':
			open = append(open, map[string]bool{})
		case '[':
			open = append(open, nil)
		case '}', ']':
			open = open[:len(open)-1]
		case '"':
			start := i
			for i++; text[i] != '"'; i++ {
				if text[i] == '\\' {
					i++
				}
			}
			if rest := bytes.TrimLeft(text[i+1:], " \t\r\n"); len(rest) == 0 || rest[0] != ':' {
				continue
			}
			var name string
			if err := json.Unmarshal(text[start:i+1], &name); err != nil {
				continue
			}
			keys := open[len(open)-1]
			if keys[name] {
				return string(text[start : i+1]), line
			}
			keys[name] = true
		}
	}
	return "", 0
}

// fillEmpty gives every list that has to be present its empty form, so that a
// reader never meets null.
func fillEmpty(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			fillEmpty(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fillEmpty(v.Field(i))
			}
		}
	case reflect.Slice:
		if v.IsNil() {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		}
		for i := range v.Len() {
			fillEmpty(v.Index(i))
		}
	}
}
