package decide_test

import (
	"math/rand"
	"os"
	"testing"

	"concordat/compiler"
	"concordat/compiler/decide"
	"concordat/compiler/logic"
	"concordat/compiler/model"
	"concordat/compiler/ruleset"
)

// northmoor returns the rule set of the protocol of the example.
func northmoor(t testing.TB) *ruleset.RuleSet {
	t.Helper()
	p, err := compiler.Compile(os.DirFS("../../examples"), "northmoor", compiler.Options{Today: model.Date{Year: 2026, Month: 11, Day: 21}})
	if err != nil {
		t.Fatal(err)
	}
	return ruleset.From(p.Model, p.Checklists, p.Model.Documents()[0], false)
}

// ruleSets are the rule sets that random cases are decided by: the example, and
// one that says whatever the language can say.
func ruleSets(t testing.TB) map[string]*ruleset.RuleSet {
	t.Helper()
	text, err := os.ReadFile("../ruleset/testdata/everything.ruleset.json")
	if err != nil {
		t.Fatal(err)
	}
	everything, err := ruleset.Load(text)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]*ruleset.RuleSet{"northmoor": northmoor(t), "everything": everything}
}

// cases makes random cases, some with unknown answers.
func cases(r *rand.Rand, vars []*logic.Var, n int) [][]logic.Answer {
	all := make([][]logic.Answer, n)
	for i := range all {
		all[i] = make([]logic.Answer, len(vars))
		for j, v := range vars {
			switch {
			case r.Intn(4) == 0:
				all[i][j] = logic.NotKnown
			case v.Applies != nil && r.Intn(3) == 0:
				all[i][j] = v.None()
			case r.Intn(2) == 0:
				all[i][j] = logic.Answer(v.Quiet)
			default:
				all[i][j] = logic.Answer(r.Intn(v.Count))
			}
		}
	}
	return all
}

func BenchmarkRun(b *testing.B) {
	e, err := decide.New(northmoor(b))
	if err != nil {
		b.Fatal(err)
	}
	all := cases(rand.New(rand.NewSource(1)), e.Logic.Vars, 1024)
	run := e.NewRun()
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		e.Run(run, all[i&1023])
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "decisions/s")
}
