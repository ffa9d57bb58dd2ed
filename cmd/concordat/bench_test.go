package main

import (
	"io"
	"path/filepath"
	"runtime/debug"
	"testing"
	"time"
)

// BenchmarkBuildNorthmoor is the whole of `concordat build` on the complete
// example: files read, checked, and six outputs written.
func BenchmarkBuildNorthmoor(b *testing.B) { benchmarkCommand(b, "build") }

// BenchmarkCheckNorthmoor is the whole of `concordat check`, with its output.
func BenchmarkCheckNorthmoor(b *testing.B) { benchmarkCommand(b, "check") }

func benchmarkCommand(b *testing.B, command string) {
	defer debug.SetGCPercent(debug.SetGCPercent(heapGrowth)) // as main does
	example, err := filepath.Abs("../../examples/northmoor")
	if err != nil {
		b.Fatal(err)
	}
	m := &machine{
		args: []string{command, example, "--today", "2026-11-21"}, stdout: io.Discard, stderr: io.Discard,
		env: func(string) string { return "" }, dir: b.TempDir(), now: time.Now,
	}
	b.ReportAllocs()
	for b.Loop() {
		if code := run(m); code != clean {
			b.Fatalf("%s ends with %d", command, code)
		}
	}
}
