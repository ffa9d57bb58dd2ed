// Command compare decides the same cases by this project's engine, by cel-go and by
// Open Policy Agent, on one core and in one run, and prints how many each decides
// in a second. Each is given the cases in its own form, made beforehand, and says
// the level, the levels that are not ruled out, and of each criterion and pathway
// whether it is certain or possible.
//
//	go run ./cmd/concordat build examples/northmoor -o out
//	go run -C .ci/engines ./compare "$PWD/out/hidden-harm.ruleset.json"
package main

import (
	"fmt"
	"math/rand"
	"os"
	"runtime"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"

	"concordat/.ci/engines/cases"
	"concordat/.ci/engines/celrules"
	"concordat/.ci/engines/regorules"
	"concordat/compiler/decide"
	"concordat/compiler/export"
	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
}

// many is how many cases there are; each engine goes through them again and again.
const many = 1024

func run() error {
	if len(os.Args) != 2 {
		return fmt.Errorf("give a rule set: NAME.ruleset.json")
	}
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		return err
	}
	rules, err := ruleset.Load(text)
	if err != nil {
		return err
	}
	runtime.GOMAXPROCS(1)
	engine, err := decide.New(rules)
	if err != nil {
		return err
	}
	cel, err := celOf(rules)
	if err != nil {
		return err
	}
	rego, err := regoOf(rules, cel.Inputs())
	if err != nil {
		return err
	}
	number := map[string]int{}
	for i, v := range engine.Logic.Vars {
		number[v.ID] = i
	}
	all := make([][]logic.Answer, many)
	known := make([]map[string]any, many)
	inputs := make([]ast.Value, many)
	r := rand.New(rand.NewSource(1))
	for i := range all {
		all[i] = random(r, engine.Logic.Vars)
		values := make([]any, len(cel.Inputs()))
		for n, id := range cel.Inputs() {
			values[n] = engine.Logic.Vars[number[id]].Input(all[i][number[id]])
		}
		known[i] = cel.Known(values)
		if inputs[i], err = rego.Known(values); err != nil {
			return err
		}
	}
	state := engine.NewRun()
	sum := 0
	ours := func(i int) error {
		engine.Run(state, all[i])
		sum += state.Floor
		for n := range rules.Criteria {
			sum += int(state.Criterion(n))
		}
		for n := range rules.Pathways {
			sum += int(state.Open(n))
		}
		return nil
	}
	byCEL := func(i int) error { _, err := cel.Decide(known[i]); return err }
	byOPA := func(i int) error { _, err := rego.Decide(inputs[i]); return err }
	fmt.Printf("%s: %d criteria, %d pathways, %d levels; %d random cases; one core\n", rules.Document.Name, len(rules.Criteria), len(rules.Pathways), len(rules.Levels), many)
	var rates []float64
	for _, e := range []struct {
		name string
		do   func(int) error
	}{{"concordat", ours}, {"cel-go", byCEL}, {"OPA", byOPA}} {
		rate, allocations, err := measure(e.do)
		if err != nil {
			return fmt.Errorf("%s: %w", e.name, err)
		}
		rates = append(rates, rate)
		fmt.Printf("%-10s %12.0f decisions a second, %8.1f allocations a decision", e.name, rate, allocations)
		if len(rates) > 1 {
			fmt.Printf("; concordat decides %.0f times as many", rates[0]/rate)
		}
		fmt.Println()
	}
	return nil
}

// measure returns the best rate of five rounds of half a second, and the
// allocations.
func measure(do func(int) error) (best, allocations float64, err error) {
	var before, after runtime.MemStats
	for range 5 {
		runtime.GC()
		runtime.ReadMemStats(&before)
		n, start := 0, time.Now()
		var took time.Duration
		for took < 500*time.Millisecond {
			for range 16 {
				if err := do(n % many); err != nil {
					return 0, 0, err
				}
				n++
			}
			took = time.Since(start)
		}
		runtime.ReadMemStats(&after)
		best = max(best, float64(n)/took.Seconds())
		allocations = float64(after.Mallocs-before.Mallocs) / float64(n)
	}
	return best, allocations, nil
}

func random(r *rand.Rand, vars []*logic.Var) []logic.Answer {
	answers := make([]logic.Answer, len(vars))
	missing := r.Intn(4) * 12
	for i, v := range vars {
		switch {
		case r.Intn(100) < missing:
			answers[i] = logic.NotKnown
		case v.Applies != nil && r.Intn(3) == 0:
			answers[i] = v.None()
		case r.Intn(4) > 0:
			answers[i] = logic.Answer(v.Quiet)
		default:
			answers[i] = logic.Answer(r.Intn(v.Count))
		}
	}
	return answers
}

func celOf(rules *ruleset.RuleSet) (*celrules.Rules, error) {
	files, err := export.Write(rules, "cel")
	if err != nil {
		return nil, err
	}
	return celrules.Compile(files[0].Text)
}

func regoOf(rules *ruleset.RuleSet, inputs []string) (*regorules.Rules, error) {
	files, err := export.Write(rules, "rego")
	if err != nil {
		return nil, err
	}
	return regorules.Compile(&cases.Job{Export: files[0].Name, Text: files[0].Text, Inputs: inputs})
}
