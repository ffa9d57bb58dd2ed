package rules_test

import (
	"os"
	"testing"

	"concordat/compiler"
	"concordat/compiler/rules"
)

// BenchmarkRun measures the rules alone, over the example area.
func BenchmarkRun(b *testing.B) {
	p, err := compiler.Compile(os.DirFS("../../examples"), "northmoor", compiler.Options{Today: today})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		rules.Run(p.Model, today, nil)
	}
}
