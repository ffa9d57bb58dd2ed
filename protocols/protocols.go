// Package protocols holds what ships with the compiler, in its own language:
// the questions and words of the field, limits in law, and the checklists. One
// folder is one name that `use` or `checked-against` can load.
package protocols

import "embed"

// FS holds one folder for each shipped name.
//
//go:embed */*.protocol
var FS embed.FS
