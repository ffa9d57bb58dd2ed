// Package celrules runs a CEL export in cel-go.
package celrules

import (
	"encoding/json"
	"fmt"
	"reflect"

	"cel.dev/cel-go/cel"

	"concordat/.ci/engines/cases"
)

type export struct {
	Inputs                    []struct{ ID, Type, Accepts string }
	PossibleLevels, Level     string
	Criteria, Pathways, Leads []truth
}

type truth struct{ Certain, Possible string }

// Rules is an export that can be run, by any number of goroutines.
type Rules struct {
	inputs                []string
	accepts               []cel.Program
	possibleLevels, level cel.Program
	truths                [][2]cel.Program
}

// Compile reads an export. Every expression has to be of the type that it should
// be.
func Compile(text []byte) (*Rules, error) {
	var x export
	if err := json.Unmarshal(text, &x); err != nil {
		return nil, err
	}
	r := &Rules{}
	options := []cel.EnvOption{cel.Variable("possible_levels", cel.ListType(cel.StringType))}
	for _, in := range x.Inputs {
		t := cel.StringType
		if in.Type == "int" {
			t = cel.IntType
		}
		options = append(options, cel.Variable(in.ID, t))
		r.inputs = append(r.inputs, in.ID)
	}
	env, err := cel.NewEnv(options...)
	if err != nil {
		return nil, err
	}
	compile := func(text string, t *cel.Type) (cel.Program, error) {
		ast, issues := env.Compile(text)
		if err := issues.Err(); err != nil {
			return nil, fmt.Errorf("%s: %w", text, err)
		}
		if !ast.OutputType().IsExactType(t) {
			return nil, fmt.Errorf("%s: it is %v and not %v", text, ast.OutputType(), t)
		}
		return env.Program(ast, cel.EvalOptions(cel.OptOptimize))
	}
	for _, in := range x.Inputs {
		p, err := compile(in.Accepts, cel.BoolType)
		if err != nil {
			return nil, err
		}
		r.accepts = append(r.accepts, p)
	}
	if r.possibleLevels, err = compile(x.PossibleLevels, cel.ListType(cel.StringType)); err != nil {
		return nil, err
	}
	if r.level, err = compile(x.Level, cel.StringType); err != nil {
		return nil, err
	}
	for _, list := range [][]truth{x.Criteria, x.Pathways, x.Leads} {
		for _, t := range list {
			certain, err := compile(t.Certain, cel.BoolType)
			if err != nil {
				return nil, err
			}
			possible, err := compile(t.Possible, cel.BoolType)
			if err != nil {
				return nil, err
			}
			r.truths = append(r.truths, [2]cel.Program{certain, possible})
		}
	}
	return r, nil
}

// Checked decides a case after holding its answers against what the inputs
// accept.
func (r *Rules) Checked(values []any) (cases.Answer, error) {
	known := r.Known(values)
	for i, p := range r.accepts {
		if ok, err := yes(p, known); err != nil || !ok {
			return cases.Answer{}, fmt.Errorf("%s does not accept %v (%v)", r.inputs[i], values[i], err)
		}
	}
	return r.Decide(known)
}

// Known returns a case as the engine takes it.
func (r *Rules) Known(values []any) map[string]any {
	known := make(map[string]any, len(values)+1)
	for i, v := range values {
		known[r.inputs[i]] = v
	}
	return known
}

// Decide decides a case, to which it adds the list of possible levels.
func (r *Rules) Decide(known map[string]any) (a cases.Answer, err error) {
	levels, _, err := r.possibleLevels.Eval(known)
	if err != nil {
		return a, err
	}
	known["possible_levels"] = levels
	native, err := levels.ConvertToNative(stringList)
	if err != nil {
		return a, err
	}
	a.Possible = native.([]string)
	level, _, err := r.level.Eval(known)
	if err != nil {
		return a, err
	}
	a.Level = level.Value().(string)
	a.Truths = make([]byte, len(r.truths))
	for i, p := range r.truths {
		certain, err := yes(p[0], known)
		if err != nil {
			return a, err
		}
		possible, err := yes(p[1], known)
		if err != nil {
			return a, err
		}
		a.Truths[i] = cases.Truth(certain, possible)
	}
	return a, nil
}

func yes(p cel.Program, known map[string]any) (bool, error) {
	v, _, err := p.Eval(known)
	if err != nil {
		return false, err
	}
	return v.Value().(bool), nil
}

var stringList = reflect.TypeFor[[]string]()

// Inputs are the inputs, in the order of the values of a case.
func (r *Rules) Inputs() []string { return r.inputs }
