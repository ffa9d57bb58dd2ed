package dsl_test

import (
	"slices"
	"testing"

	"concordat/compiler/schema"
	"concordat/dsl"
)

// TestDeclarations says that the formatter takes for declarations just the
// blocks of the schema in which the first word of each line is a keyword.
func TestDeclarations(t *testing.T) {
	var want []string
	for _, k := range schema.Kinds {
		if k.Name != "family" {
			want = append(want, k.Name)
		}
	}
	slices.Sort(want)
	if !slices.Equal(dsl.Declarations[:], want) {
		t.Errorf("declarations are\n%q, the schema has\n%q", dsl.Declarations, want)
	}
}
