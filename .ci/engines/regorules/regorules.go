// Package regorules runs a Rego export in Open Policy Agent.
package regorules

import (
	"context"
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
	"github.com/open-policy-agent/opa/v1/rego"

	"concordat/.ci/engines/cases"
)

// Rules is a module that can be run, by any number of goroutines.
type Rules struct {
	job   *cases.Job
	query rego.PreparedEvalQuery
}

// Compile reads the module of a job. It has to be as `opa fmt` writes it, and to
// compile in strict mode.
func Compile(job *cases.Job) (*Rules, error) {
	tidy, err := format.Source(job.Export, job.Text)
	if err != nil {
		return nil, err
	}
	if string(tidy) != string(job.Text) {
		return nil, fmt.Errorf("opa fmt would change it: %s", difference(string(job.Text), string(tidy)))
	}
	module, err := ast.ParseModuleWithOpts(job.Export, string(job.Text), ast.ParserOptions{RegoVersion: ast.RegoV1})
	if err != nil {
		return nil, err
	}
	compiler := ast.NewCompiler().WithStrict(true).WithEnablePrintStatements(false)
	if compiler.Compile(map[string]*ast.Module{job.Export: module}); compiler.Failed() {
		return nil, compiler.Errors
	}
	query, err := rego.New(rego.Query(module.Package.Path.String()+".decision"), rego.Compiler(compiler), rego.StrictBuiltinErrors(true)).PrepareForEval(context.Background())
	return &Rules{job, query}, err
}

// difference returns the first line that differs.
func difference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return fmt.Sprintf("line %d is\n%s\nand would be\n%s", i+1, x[i], y[i])
		}
	}
	return "the end"
}

// Known returns a case as the engine takes it; an input that is nil is left out.
func (r *Rules) Known(values []any) (ast.Value, error) {
	input := make(map[string]any, len(values))
	for i, v := range values {
		if v != nil {
			input[r.job.Inputs[i]] = v
		}
	}
	return ast.InterfaceToValue(input)
}

// Decide decides a case: it returns the document that the module makes.
func (r *Rules) Decide(known ast.Value) (map[string]any, error) {
	result, err := r.query.Eval(context.Background(), rego.EvalParsedInput(known))
	if err != nil {
		return nil, err
	}
	if len(result) != 1 {
		return nil, fmt.Errorf("there is no decision")
	}
	return result[0].Expressions[0].Value.(map[string]any), nil
}

// Answer decides a case and reads the document.
func (r *Rules) Answer(values []any) (a cases.Answer, err error) {
	known, err := r.Known(values)
	if err != nil {
		return a, err
	}
	d, err := r.Decide(known)
	if err != nil {
		return a, err
	}
	a.Level = d["level"].(string)
	levels := d["levels"].(map[string]any)
	for _, name := range r.job.Levels {
		if l, ok := levels[name]; ok && truth(l) != '0' {
			a.Possible = append(a.Possible, name)
		}
	}
	for group, names := range map[string][]string{"criteria": r.job.Criteria, "pathways": r.job.Pathways} {
		if len(d[group].(map[string]any)) != len(names) {
			return a, fmt.Errorf("%s: %d in place of %d", group, len(d[group].(map[string]any)), len(names))
		}
	}
	criteria, pathways, leads := d["criteria"].(map[string]any), d["pathways"].(map[string]any), d["leads"].([]any)
	for _, name := range r.job.Criteria {
		a.Truths = append(a.Truths, truth(criteria[name]))
	}
	for _, name := range r.job.Pathways {
		a.Truths = append(a.Truths, truth(pathways[name]))
	}
	for _, l := range leads {
		a.Truths = append(a.Truths, truth(l))
	}
	return a, nil
}

func truth(v any) byte {
	both := v.(map[string]any)
	return cases.Truth(both["certain"].(bool), both["possible"].(bool))
}
