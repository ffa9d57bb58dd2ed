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
	"syscall"
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
	names, engines := []string{"concordat", "cel-go", "OPA"}, []func(int) error{ours, byCEL, byOPA}
	rates, allocations := make([]float64, len(engines)), make([]float64, len(engines))
	for range rounds {
		for i, do := range engines {
			rate, each, err := measure(do)
			if err != nil {
				return fmt.Errorf("%s: %w", names[i], err)
			}
			rates[i], allocations[i] = max(rates[i], rate), each
		}
	}
	for i, name := range names {
		fmt.Printf("%-10s %10.0f decisions a second of processor time, %7.1f allocations each", name, rates[i], allocations[i])
		if i > 0 {
			fmt.Printf("; concordat decides %.0f times as many", rates[0]/rates[i])
		}
		fmt.Println()
	}
	return nil
}

// rounds is how often each engine is measured, in turn; its best counts.
const rounds = 7

// measure decides cases for half a second of processor time, that of the garbage
// collector included, and returns the rate and the allocations. Processor time
// does not count how often others have the core.
func measure(do func(int) error) (rate, allocations float64, err error) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	n, start := 0, processorTime()
	took := time.Duration(0)
	for took < 500*time.Millisecond {
		for range 32 {
			if err := do(n % many); err != nil {
				return 0, 0, err
			}
			n++
		}
		took = processorTime() - start
	}
	runtime.ReadMemStats(&after)
	return float64(n) / took.Seconds(), float64(after.Mallocs-before.Mallocs) / float64(n), nil
}

func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
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
