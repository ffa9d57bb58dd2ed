package export

import (
	"fmt"
	"slices"
	"strings"

	"concordat/compiler/logic"
)

// This file writes conditions in FEEL, the expression language of DMN: as the
// cells of a table where they are few, else as an expression. Only conditions that
// are certain are ever written, so that a missing answer makes none of them true.

// feelText writes a text.
func feelText(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

func feelTexts(words []string) string {
	quoted := make([]string, len(words))
	for i, word := range words {
		quoted[i] = feelText(word)
	}
	return strings.Join(quoted, ", ")
}

func feelRanges(ranges [][2]int) string {
	var parts []string
	for _, r := range ranges {
		if r[0] == r[1] {
			parts = append(parts, fmt.Sprint(r[0]))
		} else {
			parts = append(parts, fmt.Sprintf("[%d..%d]", r[0], r[1]))
		}
	}
	return strings.Join(parts, ", ")
}

// feel writes a condition with brackets round every part: engines differ in what
// binds closer.
func (w *dmnWriter) feel(b *logic.Bool) string {
	switch b.Op {
	case logic.Never:
		return "false"
	case logic.Always:
		return "true"
	case logic.Answered:
		return w.feelAnswered(b)
	case logic.Named:
		return w.feelTruth(w.ref(b).id, !b.Opposite)
	case logic.LevelIs:
		in, out := w.within(b.Set)
		if len(in) == 1 {
			return w.feelTruth(in[0].id, true)
		}
		var parts []string
		for _, l := range out {
			parts = append(parts, w.feelTruth(l.id, false))
		}
		if len(parts) == 0 {
			return "true"
		}
		return joined(parts, " and ")
	case logic.CountOf:
		return w.feelCount(b)
	}
	join := " and "
	if b.Op == logic.AnyOf {
		join = " or "
	}
	parts := make([]string, len(b.Parts))
	for i, p := range b.Parts {
		parts[i] = w.feel(p)
	}
	return joined(parts, join)
}

// maxWays is how many ways to reach a count are written out.
const maxWays = 6

// feelCount writes out which parts have to be true together where that is short,
// as some engines lose sight of other decisions inside an `if`; else it counts.
func (w *dmnWriter) feelCount(b *logic.Bool) string {
	parts := make([]string, len(b.Parts))
	for i, p := range b.Parts {
		parts[i] = w.feel(p)
	}
	var ways []string
	var pick func(from int, chosen []string)
	pick = func(from int, chosen []string) {
		if len(chosen) == b.N {
			ways = append(ways, joined(chosen, " and "))
			return
		}
		for i := from; i < len(parts) && len(ways) <= maxWays; i++ {
			pick(i+1, append(slices.Clip(chosen), parts[i]))
		}
	}
	if pick(0, nil); len(ways) <= maxWays {
		return joined(ways, " or ")
	}
	for i, p := range parts {
		parts[i] = "(if " + p + " then 1 else 0)"
	}
	return "(" + joined(parts, " + ") + " >= " + fmt.Sprint(b.N) + ")"
}

func joined(parts []string, join string) string {
	if len(parts) == 1 {
		return parts[0]
	}
	return "(" + strings.Join(parts, join) + ")"
}

func (w *dmnWriter) feelTruth(id string, is bool) string {
	w.needs.decision(id)
	if is {
		return "(" + id + " = " + dmnTrue + ")"
	}
	return "(" + id + " = " + dmnFalse + ")"
}

func (w *dmnWriter) feelAnswered(b *logic.Bool) string {
	w.needs.input(b.Var.ID)
	var parts []string
	if b.Var.Number() {
		for _, r := range b.Ranges() {
			if r[0] == r[1] {
				parts = append(parts, fmt.Sprintf("(%s = %d)", b.Var.ID, r[0]))
			} else {
				parts = append(parts, fmt.Sprintf("((%s >= %d) and (%s <= %d))", b.Var.ID, r[0], b.Var.ID, r[1]))
			}
		}
	} else {
		for _, word := range b.Texts() {
			parts = append(parts, fmt.Sprintf("(%s = %s)", b.Var.ID, feelText(word)))
		}
	}
	if b.Blank {
		parts = append(parts, "("+b.Var.ID+" = null)")
	}
	if len(parts) == 0 {
		return "false"
	}
	return joined(parts, " or ")
}

// maxRows is how many rows a table of answers may have.
const maxRows = 24

// choice is one way for a condition to be true: what each column has to be.
type choice map[string]cell

// cell is what a column has to be: for an input, one of some answers; for the
// truth of something else, true or false.
type cell struct {
	answers *logic.Bool
	is      bool
}

// answerTable makes the table of a truth in which each row is one way to be
// certain of it, or certain of the opposite.
func (w *dmnWriter) answerTable(t *truth) (dmnTable, bool) {
	yes, ok := w.choices(t.certain)
	if !ok {
		return dmnTable{}, false
	}
	no, ok := w.choices(t.never)
	if !ok || len(yes)+len(no) > maxRows {
		return dmnTable{}, false
	}
	table := dmnTable{}
	for _, id := range w.read(t.never, w.read(t.certain, nil)) {
		if i := slices.IndexFunc(w.inputs, func(v *logic.Var) bool { return v.ID == id }); i >= 0 {
			w.needs.input(id)
			table.columns = append(table.columns, dmnColumn{id, "answer_" + id, w.asks(w.inputs[i])})
		} else {
			table.columns = append(table.columns, w.column(id))
		}
	}
	rows := func(choices []choice, output string) {
		for _, c := range choices {
			row := dmnRow{make([]string, len(table.columns)), output}
			for i, column := range table.columns {
				if is, ok := c[column.expression]; ok {
					row.cells[i] = is.String()
				}
			}
			table.rows = append(table.rows, row)
		}
	}
	rows(yes, dmnTrue)
	rows(no, dmnFalse)
	table.rows = append(table.rows, dmnRow{nil, dmnUnknown})
	return table, true
}

func (c cell) String() string {
	switch {
	case c.answers == nil && c.is:
		return dmnTrue
	case c.answers == nil:
		return dmnFalse
	case c.answers.Var.Number():
		return feelRanges(c.answers.Ranges())
	}
	texts := feelTexts(c.answers.Texts())
	if c.answers.Blank {
		texts += ", null"
	}
	return texts
}

// read returns what the ways of a condition look at, in order.
func (w *dmnWriter) read(b *logic.Bool, ids []string) []string {
	add := func(id string) {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	switch b.Op {
	case logic.Answered:
		add(b.Var.ID)
	case logic.Named:
		add(w.ref(b).id)
	case logic.LevelIs:
		levels, out := w.within(b.Set)
		if len(levels) != 1 {
			levels = out
		}
		for _, l := range levels {
			add(l.id)
		}
	}
	for _, p := range b.Parts {
		ids = w.read(p, ids)
	}
	return ids
}

// choices returns every way for a condition to be true, unless they are too many
// or a cell cannot hold one.
func (w *dmnWriter) choices(b *logic.Bool) ([]choice, bool) {
	switch b.Op {
	case logic.Never:
		return nil, true
	case logic.Always:
		return []choice{{}}, true
	case logic.Answered:
		if ranges := b.Ranges; b.Var.Number() && (len(ranges()) == 0 || ranges()[0][0] < 0) {
			return nil, false // engines differ in how they read a minus sign in a cell
		}
		return []choice{{b.Var.ID: {answers: b}}}, true
	case logic.Named:
		return []choice{{w.ref(b).id: {is: !b.Opposite}}}, true
	case logic.LevelIs:
		in, out := w.within(b.Set)
		if len(in) == 1 {
			return []choice{{in[0].id: {is: true}}}, true
		}
		c := choice{}
		for _, l := range out {
			c[l.id] = cell{}
		}
		return []choice{c}, true
	case logic.AnyOf:
		var all []choice
		for _, p := range b.Parts {
			some, ok := w.choices(p)
			if all = append(all, some...); !ok || len(all) > maxRows {
				return nil, false
			}
		}
		return all, true
	}
	least := len(b.Parts)
	if b.Op == logic.CountOf {
		least = b.N
	}
	return w.atLeast(least, b.Parts)
}

// atLeast returns every way for n of the parts to be true.
func (w *dmnWriter) atLeast(n int, parts []*logic.Bool) ([]choice, bool) {
	if n == 0 {
		return []choice{{}}, true
	}
	if n > len(parts) {
		return nil, true
	}
	first, ok := w.choices(parts[0])
	if !ok {
		return nil, false
	}
	with, ok := w.atLeast(n-1, parts[1:])
	if !ok {
		return nil, false
	}
	var all []choice
	for _, a := range first {
		for _, b := range with {
			if c, ok := both(a, b); ok {
				all = append(all, c)
			}
		}
	}
	without, ok := w.atLeast(n, parts[1:])
	all = append(all, without...)
	return all, ok && len(all) <= maxRows
}

// both joins two ways; nothing is left where they exclude each other.
func both(a, b choice) (choice, bool) {
	c := choice{}
	for id, is := range a {
		c[id] = is
	}
	for id, is := range b {
		have, ok := c[id]
		switch {
		case !ok:
			c[id] = is
		case is.answers == nil:
			if have.is != is.is {
				return nil, false
			}
		default:
			common := &logic.Bool{Op: logic.Answered, Var: is.answers.Var, Set: logic.NewSet(is.answers.Var.Count + 1), Blank: is.answers.Blank && have.answers.Blank}
			v := is.answers.Var
			for n := range v.Count + 1 {
				if n == v.Count && v.Applies == nil {
					continue // it always applies
				}
				if is.answers.Set.Has(n) && have.answers.Set.Has(n) {
					common.Set.Add(n)
				}
			}
			if common.Set.Len() == 0 && !common.Blank {
				return nil, false
			}
			c[id] = cell{answers: common}
		}
	}
	return c, true
}
