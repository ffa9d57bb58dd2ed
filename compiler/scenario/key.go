package scenario

import (
	"fmt"
	"slices"
	"strings"

	"concordat/compiler/logic"
)

// key is the same for conditions that mean the same by the order of their parts
// alone.
func key(e *logic.Expr) string {
	switch e.Op {
	case logic.Never, logic.Always, logic.Unwritten:
		return fmt.Sprint(e.Op)
	case logic.Answered:
		return fmt.Sprintf("%s%x", e.Var.ID, e.Set)
	case logic.LevelIs:
		return fmt.Sprintf("level%x", e.Set)
	case logic.Named:
		return fmt.Sprintf("%s%v", e.Name, e.Opposite)
	}
	parts := make([]string, len(e.Parts))
	for i, p := range e.Parts {
		parts[i] = key(p)
	}
	slices.Sort(parts)
	return fmt.Sprintf("%d/%d(%s)", e.Op, e.N, strings.Join(parts, ","))
}
