package checklist

import (
	"cmp"
	"strings"

	"concordat/compiler/model"
)

// outcome is how a filter turned out for one value, and the lines that make it
// true.
type outcome struct {
	ok    bool
	lines []*model.Line
}

// holds says whether a filter is true of v. it is the item of the row, nil for a
// row without `each`. A filter that could not be read is true of nothing.
func (e *evaluator) holds(c *model.Condition, v value, it *model.Thing) outcome {
	if c == nil {
		return outcome{ok: true}
	}
	switch c.Op {
	case model.All, model.Any, model.Count:
		return e.group(c, v, it)
	case model.Not:
		if len(c.Parts) == 1 {
			// What is not there has no line to show.
			return outcome{ok: !e.holds(c.Parts[0], v, it).ok}
		}
	case model.PathIs, model.PathIncludes:
		return e.compare(c, v, it)
	case model.HasPath, model.HasThing:
		return e.has(e.walk(v, c.Path), c, it)
	}
	return outcome{}
}

func (e *evaluator) group(c *model.Condition, v value, it *model.Thing) outcome {
	var lines []*model.Line
	n, want := 0, len(c.Parts)
	switch c.Op {
	case model.Any:
		want = 1
	case model.Count:
		want = c.N
	}
	for i, p := range c.Parts {
		if n+len(c.Parts)-i < want {
			return outcome{}
		}
		if o := e.holds(p, v, it); o.ok {
			n++
			lines = append(lines, o.lines...)
		}
	}
	if n < want {
		return outcome{}
	}
	return outcome{true, lines}
}

// score counts the parts of a filter that hold, to find the thing that comes
// nearest to it. near says that it comes near enough to be pointed at: it agrees
// in a value that is asked for, or in more than half of the parts.
func (e *evaluator) score(c *model.Condition, v value, it *model.Thing) (met int, near bool) {
	if c == nil {
		return 0, false
	}
	parts := []*model.Condition{c}
	if c.Op == model.All {
		parts = c.Parts
	}
	for _, p := range parts {
		if e.holds(p, v, it).ok {
			met++
			near = near || p.Op == model.PathIs || p.Op == model.PathIncludes
		}
	}
	return met, near || 2*met > len(parts)
}

// has says whether any of a set is there, with a further filter on it or not.
func (e *evaluator) has(set []value, c *model.Condition, it *model.Thing) outcome {
	var filter *model.Condition
	if c.Query != nil {
		filter = c.Query.Filter
	}
	var lines []*model.Line
	found := false
	for _, v := range set {
		o := e.holds(filter, v, it)
		if !o.ok {
			continue
		}
		found = true
		lines = append(lines, linesOf(v)...)
		lines = append(lines, o.lines...)
	}
	return outcome{found, lines}
}

// promises says whether a line is a duty that an agreement can be credited with:
// a must or a should whose wording is there.
func promises(l *model.Line) bool {
	return l.Duty != nil && good(l) && (l.Duty.Modality == model.Must || l.Duty.Modality == model.Should)
}

// compare tests what a path leads to: whether any of it is one of the values.
// Where `is` may stand a path leads to one value at most, so `is` and `includes`
// ask the same.
func (e *evaluator) compare(c *model.Condition, v value, it *model.Thing) outcome {
	found := false
	var hits []*model.Line
	for _, x := range e.walk(v, c.Path) {
		if !x.empty() && e.matches(x, c, it) {
			found = true
			hits = append(hits, linesOf(x)...)
		}
	}
	if c.Test == model.IsNot {
		return outcome{ok: !found}
	}
	return outcome{found, hits}
}

// linesOf returns what shows v: its line, or, for a thing that no line leads to,
// nothing, since the thing itself is shown.
func linesOf(v value) []*model.Line {
	if v.line != nil {
		return []*model.Line{v.line}
	}
	return nil
}

// matches says whether a value is one of those that the condition names, or
// stands in the order that it asks for.
func (e *evaluator) matches(v value, c *model.Condition, it *model.Thing) bool {
	for i := range c.Values {
		w := &c.Values[i]
		switch c.Test {
		case model.Is, model.IsNot:
			if e.same(v, w, it) {
				return true
			}
		default:
			if order, ok := e.order(v, w); ok && ordered(c.Test, order) {
				return true
			}
		}
	}
	for _, r := range c.Levels {
		if v.thing == nil || r.Thing == nil {
			continue
		}
		if c.Test == model.Is || c.Test == model.IsNot {
			if v.thing == r.Thing {
				return true
			}
		} else if order, ok := between(levelRank(v.thing), levelRank(r.Thing)); ok && ordered(c.Test, order) {
			return true
		}
	}
	return false
}

func ordered(test model.Test, order int) bool {
	switch test {
	case model.AtLeast:
		return order >= 0
	case model.AtMost:
		return order <= 0
	case model.Under:
		return order < 0
	case model.Over:
		return order > 0
	}
	return false
}

// same says whether a value is the one named. `it` is the item of the row; a
// team or a role is an agency if it belongs to it.
func (e *evaluator) same(v value, w *model.Value, it *model.Thing) bool {
	if w.Word == "it" && it != nil {
		if v.thing == nil {
			return false
		}
		if v.thing == it {
			return true
		}
		if it.Kind == "agency" && (v.thing.Kind == "team" || v.thing.Kind == "role") {
			for _, a := range e.agencies(v.thing) {
				if a == it {
					return true
				}
			}
		}
		return false
	}
	switch {
	case v.word != "":
		return v.word == w.Word
	case v.thing != nil:
		return v.thing.Name != "" && (v.thing.Name == w.Word || v.thing.Path() == w.Word)
	case v.text != nil:
		return strings.Contains(strings.ToLower(v.text.Text), strings.ToLower(w.Word))
	case v.rank != nil:
		return v.rank.n == w.Number
	}
	return false
}

// order compares a value with the one named: -1, 0 or 1; ok is false where they
// cannot be compared.
func (e *evaluator) order(v value, w *model.Value) (int, bool) {
	switch {
	case v.rank != nil:
		return between(v.rank, &rank{n: w.Number})
	case v.span != nil:
		a, b := hours(*v.span), hours(model.Duration{N: w.Number, Unit: strings.TrimSuffix(w.Unit, "s")})
		return cmp.Compare(a, b), true
	case v.thing != nil && v.thing.Kind == "level":
		if w.Word != "" {
			if l := e.a.ByName[w.Word]; l != nil && l.Kind == "level" {
				return between(levelRank(v.thing), levelRank(l))
			}
			return 0, false
		}
		return between(levelRank(v.thing), &rank{n: w.Number})
	}
	return 0, false
}

func levelRank(t *model.Thing) *rank {
	l := t.Line("number")
	if l == nil || !good(l) {
		return nil
	}
	return &rank{l.Number, l.Letter}
}

func between(a, b *rank) (int, bool) {
	switch {
	case a == nil || b == nil:
		return 0, false
	case b.letter == "":
		// `at most 2` takes in 2a and 2b.
		return cmp.Compare(a.n, b.n), true
	case a.less(*b):
		return -1, true
	case b.less(*a):
		return 1, true
	}
	return 0, true
}

// hours gives a duration a length to compare by. Working days count as days:
// a query asks whether something happens often enough, not when.
func hours(d model.Duration) int {
	switch d.Unit {
	case "hour":
		return d.N
	case "week", "working-week":
		return d.N * 24 * 7
	case "month":
		return d.N * 730
	case "year":
		return d.N * 8766
	}
	return d.N * 24
}
