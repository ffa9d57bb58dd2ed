package logic

import (
	"fmt"
	"strconv"
	"strings"
)

// How the inputs of exported conditions are written. An answer in words is a
// string, a number is a whole number; no answer of the language can be any of
// these.
const (
	UnknownText   = "?" // nobody has answered
	NoneText      = "-" // the question does not apply
	UnknownNumber = -1
	NoneNumber    = -2
)

// LevelsInput is the input of exported conditions that lists the names of the
// levels that the case may be at; [NoLevel] stands for none.
const LevelsInput = "possible_levels"

// NoLevel stands in [LevelsInput] for a case that no level is certain of.
const NoLevel = "-"

// CEL writes b in the Common Expression Language, in the part of it that every
// implementation has. levels are the names of the levels, lowest first.
func CEL(b *Bool, levels []string) string { return cel(b, levels, false) }

func cel(b *Bool, levels []string, inner bool) string {
	switch b.Op {
	case Never:
		return "false"
	case Always:
		return "true"
	case Answered:
		return celAnswered(b, inner)
	case LevelIs:
		var names []string
		for i := range len(levels) + 1 {
			if b.Set.Has(i) {
				names = append(names, strconv.Quote(levelName(levels, i)))
			}
		}
		macro := "all"
		if b.Some {
			macro = "exists"
		}
		return fmt.Sprintf("%s.%s(l, l in [%s])", LevelsInput, macro, strings.Join(names, ", "))
	case CountOf:
		parts := make([]string, len(b.Parts))
		for i, p := range b.Parts {
			parts[i] = "(" + cel(p, levels, true) + " ? 1 : 0)"
		}
		return bracket(strings.Join(parts, " + ")+" >= "+strconv.Itoa(b.N), inner)
	}
	parts := make([]string, len(b.Parts))
	for i, p := range b.Parts {
		parts[i] = cel(p, levels, true)
	}
	join := " && "
	if b.Op == AnyOf {
		join = " || "
	}
	return bracket(strings.Join(parts, join), inner)
}

func levelName(levels []string, i int) string {
	if i == len(levels) {
		return NoLevel
	}
	return levels[i]
}

func celAnswered(b *Bool, inner bool) string {
	v := b.Var
	if v.Number() {
		parts := []string{}
		for _, r := range b.Ranges() {
			switch {
			case r[0] == r[1]:
				parts = append(parts, fmt.Sprintf("%s == %d", v.ID, r[0]))
			default:
				parts = append(parts, fmt.Sprintf("%s >= %d && %s <= %d", v.ID, r[0], v.ID, r[1]))
			}
		}
		if len(parts) > 1 {
			for i, p := range parts {
				if strings.Contains(p, "&&") {
					parts[i] = "(" + p + ")"
				}
			}
		}
		return bracket(strings.Join(parts, " || "), inner && (len(parts) > 1 || strings.Contains(parts[0], "&&")))
	}
	words := b.Texts()
	for i, w := range words {
		words[i] = strconv.Quote(w)
	}
	if len(words) == 1 {
		return v.ID + " == " + words[0]
	}
	return v.ID + " in [" + strings.Join(words, ", ") + "]"
}

func bracket(s string, inner bool) string {
	if inner {
		return "(" + s + ")"
	}
	return s
}

// Texts returns what the input of a variable with words may be, as exports write
// it; "does not apply" is not among it where the question always does.
func (b *Bool) Texts() []string {
	var all []string
	for i, w := range b.Var.Answers {
		if b.Set.Has(i) {
			all = append(all, w)
		}
	}
	if b.Var.Applies != nil && b.Set.Has(b.Var.Count) {
		all = append(all, NoneText)
	}
	if b.Blank {
		all = append(all, UnknownText)
	}
	return all
}

// Ranges returns what the input of a variable with numbers may be, as exports
// write it: stretches from a first to a last number, lowest first.
func (b *Bool) Ranges() [][2]int {
	var all [][2]int
	add := func(n int) {
		if k := len(all); k > 0 && all[k-1][1] == n-1 {
			all[k-1][1] = n
			return
		}
		all = append(all, [2]int{n, n})
	}
	if b.Var.Applies != nil && b.Set.Has(b.Var.Count) {
		add(NoneNumber)
	}
	if b.Blank {
		add(UnknownNumber)
	}
	for i := range b.Var.Count {
		if b.Set.Has(i) {
			add(b.Var.Low + i)
		}
	}
	return all
}

// Input returns how an answer is written for exported conditions: a string or an
// int.
func (v *Var) Input(a Answer) any {
	switch {
	case v.Number() && a == NotKnown:
		return UnknownNumber
	case v.Number() && a == v.None():
		return NoneNumber
	case v.Number():
		return v.Low + int(a)
	case a == NotKnown:
		return UnknownText
	case a == v.None():
		return NoneText
	}
	return v.Answers[a]
}
