// Package checklist holds an agreement against checklists: data in the language
// that say what an agreement has to contain. A row is never more than the model
// shows: text that only claims to answer a row is told from a model that does.
package checklist

import (
	"concordat/compiler/model"
	"concordat/dsl/diag"
)

// State is how well an agreement meets a row, best first.
type State int

// The states of a row.
const (
	Evidenced State = iota // every need is met, and a person has said so where one must
	Waived                 // not met, and accepted until a date
	Thin                   // some needs are met, or the person's word is wanting
	Claimed                // a section says that it answers the row, and the model shows nothing
	Missing
)

// String returns the words that documents print.
func (s State) String() string {
	return [...]string{"evidenced", "waived", "thin", "claimed only", "missing"}[s]
}

// RowResult is the state of one row.
type RowResult struct {
	Row      *model.Thing // the requirement
	Strength string       // must, should, good-practice or context
	State    State
	Evidence []diag.Span    // the lines that answer it, in source order, at most 20
	Things   []*model.Thing // the things that the evidence stands in
	Attested *model.Thing   // the attestation that counts, nil if none
	Gap      *model.Thing   // the accepted gap that counts, nil if none
	Note     string         // such as "nothing to check"
	Unmet    []string       // what is wanting, in words
}

// Result is one checklist held against the folder.
type Result struct {
	Checklist *model.Thing
	Rows      []RowResult
}
