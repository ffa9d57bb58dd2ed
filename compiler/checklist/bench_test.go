package checklist_test

import (
	"os"
	"testing"

	"concordat/compiler"
	"concordat/compiler/checklist"
)

// BenchmarkEvaluate holds Northmoor against both shipped checklists.
func BenchmarkEvaluate(b *testing.B) {
	p, err := compiler.Compile(os.DirFS("../../examples"), "northmoor", compiler.Options{Today: today})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		checklist.Evaluate(p.Model, today, nil)
	}
}
