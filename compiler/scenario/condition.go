package scenario

import (
	"fmt"
	"slices"
	"strings"

	"concordat/compiler/ruleset"
)

// edit is one small change of a condition: the tree that it gives, and what was
// written and could have been, in the words of the language. An empty now says
// that what was written is gone.
type edit struct {
	sort     Sort
	tree     ruleset.Part
	was, now string
}

// constant is a condition that is true of every case, or of none.
func constant(true bool) ruleset.Part {
	if true {
		return ruleset.Part{Op: "all"}
	}
	return ruleset.Part{Op: "any"}
}

// edits returns the small changes of a condition, in the order of the text: those
// of the whole, then those of its parts.
func (m *maker) edits(p ruleset.Part) []edit {
	var all []edit
	if p.Op != "not" && len(p.Parts) > 0 {
		all = append(all, edit{Negation, opposite(p), m.phrase(p), m.not(p)})
	}
	m.within(p, func(e edit) { all = append(all, e) })
	return all
}

// within calls f for the changes of one part and of the parts inside it.
func (m *maker) within(p ruleset.Part, f func(edit)) {
	switch p.Op {
	case "question", "level", "consent", "referrer":
		m.tests(p, f)
	case "criterion", "words", "reason", "event":
		f(edit{Negation, opposite(p), m.phrase(p), "not " + m.phrase(p)})
	case "not":
		if len(p.Parts) != 1 {
			return
		}
		inner := p.Parts[0]
		f(edit{Negation, inner, m.phrase(p), m.phrase(inner)})
		m.within(inner, func(e edit) {
			if e.sort != Negation || len(inner.Parts) > 0 { // `not not x` is what was there
				e.tree = opposite(e.tree)
				f(e)
			}
		})
	case "all", "any", "at-least":
		m.joins(p, f)
	}
}

// joins changes how parts are joined, drops each, and changes each.
func (m *maker) joins(p ruleset.Part, f func(edit)) {
	n := len(p.Parts)
	switch other := p; p.Op {
	case "all", "any":
		other.Op = map[string]string{"all": "any", "any": "all"}[p.Op]
		if n > 1 {
			f(edit{Join, other, p.Op + " of", other.Op + " of"})
		}
	case "at-least":
		for _, k := range []int{p.N - 1, p.N + 1} {
			if k >= 1 && k <= n {
				other.N = k
				f(edit{Join, other, fmt.Sprintf("at least %d of", p.N), fmt.Sprintf("at least %d of", k)})
			}
		}
	}
	for i, q := range p.Parts {
		if n > 1 {
			other := p
			other.Parts = slices.Delete(slices.Clone(p.Parts), i, i+1)
			f(edit{Dropped, other, m.phrase(q), ""})
		}
		m.within(q, func(e edit) {
			other := p
			other.Parts = slices.Clone(p.Parts)
			other.Parts[i] = e.tree
			e.tree = other
			f(e)
		})
	}
}

// tests changes the answers that one test asks for.
func (m *maker) tests(p ruleset.Part, f func(edit)) {
	try := func(sort Sort, test string, values []string, numbers []int) {
		q := ruleset.Part{Op: p.Op, Name: p.Name, Test: test, Values: values, Numbers: numbers}
		f(edit{sort, q, m.phrase(p), m.phrase(q)})
	}
	switch p.Test {
	case "at-least", "at-most", "under", "over":
		for _, by := range []int{-1, 1} {
			if values, numbers, ok := m.moved(p, by); ok {
				try(Boundary, p.Test, values, numbers)
			}
		}
		flipped := map[string]string{"at-least": "at-most", "at-most": "at-least", "under": "over", "over": "under"}
		try(Comparison, flipped[p.Test], p.Values, p.Numbers)
		f(edit{Negation, opposite(p), m.phrase(p), "not " + m.phrase(p)})
	default:
		for i := range p.Values {
			if len(p.Values) > 1 {
				try(Dropped, p.Test, slices.Delete(slices.Clone(p.Values), i, i+1), nil)
			}
		}
		for i := range p.Numbers {
			if len(p.Numbers) > 1 {
				try(Dropped, p.Test, nil, slices.Delete(slices.Clone(p.Numbers), i, i+1))
			}
		}
		if len(p.Values)+len(p.Numbers) == 1 && m.ordered(p) {
			for _, by := range []int{-1, 1} {
				if values, numbers, ok := m.moved(p, by); ok {
					try(Boundary, p.Test, values, numbers)
				}
			}
		}
		q := p
		q.Test = "is-not"
		if p.Test == "is-not" {
			q.Test = "is"
		}
		f(edit{Negation, q, m.phrase(p), m.phrase(q)})
	}
}

// opposite returns the tree for `not`.
func opposite(p ruleset.Part) ruleset.Part {
	if p.Op == "not" && len(p.Parts) == 1 {
		return p.Parts[0]
	}
	return ruleset.Part{Op: "not", Parts: []ruleset.Part{p}}
}

// answersOf returns what a test chooses from, in order; nil for numbers.
func (m *maker) answersOf(p ruleset.Part) []string {
	switch p.Op {
	case "level":
		return m.levels
	case "question":
		if q := m.questions[p.Name]; q != nil {
			return q.Answers
		}
	}
	return nil
}

// ordered says that what a test chooses from has an order beside that of the text.
func (m *maker) ordered(p ruleset.Part) bool {
	q := m.questions[p.Name]
	return p.Op == "level" || p.Op == "question" && q != nil && q.Kind != "yes-no" && (q.Kind == "number" || q.Risk != "")
}

// moved returns the one value of a test, moved on by one answer; not ok where no
// answer is there.
func (m *maker) moved(p ruleset.Part, by int) (values []string, numbers []int, ok bool) {
	if len(p.Numbers) == 1 {
		q := m.questions[p.Name]
		n := p.Numbers[0] + by
		return nil, []int{n}, q != nil && n >= q.Low && n <= q.High
	}
	if len(p.Values) != 1 {
		return nil, nil, false
	}
	answers := m.answersOf(p)
	i := slices.Index(answers, p.Values[0]) + by
	if i < 0 || i >= len(answers) {
		return nil, nil, false
	}
	return []string{answers[i]}, nil, true
}

// phrase writes a part as an author does, on one line.
func (m *maker) phrase(p ruleset.Part) string {
	switch p.Op {
	case "all", "any":
		if text, ok := m.plain(p); ok {
			return text
		}
		return m.group(p)
	case "at-least":
		return m.group(p)
	case "not":
		if len(p.Parts) == 1 {
			return m.not(p.Parts[0])
		}
	case "words":
		return `"` + p.Question + `"`
	case "to-be-written":
		return "todo"
	case "question", "level", "consent", "referrer":
		return m.testText(p)
	}
	return p.Name
}

// not writes the opposite of a part: the word takes the one part behind it, so that
// several need braces.
func (m *maker) not(p ruleset.Part) string {
	if len(p.Parts) > 0 && p.Op != "not" {
		return "not " + m.group(p)
	}
	return "not " + m.phrase(p)
}

// plain writes parts with `and` or `or` between them; not ok where one of them has
// parts of its own.
func (m *maker) plain(p ruleset.Part) (text string, ok bool) {
	parts := make([]string, len(p.Parts))
	for i, q := range p.Parts {
		if len(q.Parts) > 0 && (q.Op != "not" || len(q.Parts[0].Parts) > 0) {
			return "", false
		}
		parts[i] = m.phrase(q)
	}
	return strings.Join(parts, map[string]string{"all": " and ", "any": " or "}[p.Op]), len(parts) > 0
}

// group writes parts in braces, with semicolons where an author begins a new line.
func (m *maker) group(p ruleset.Part) string {
	head := p.Op + " of"
	if p.Op == "at-least" {
		head = fmt.Sprintf("at least %d of", p.N)
	}
	parts := make([]string, len(p.Parts))
	for i, q := range p.Parts {
		parts[i] = m.phrase(q)
	}
	if len(parts) == 0 {
		return head + " nothing"
	}
	return head + " { " + strings.Join(parts, "; ") + " }"
}

// testText writes a question and its test.
func (m *maker) testText(p ruleset.Part) string {
	name := p.Name
	if p.Op != "question" {
		name = p.Op
	}
	q := m.questions[p.Name]
	if q != nil && q.Kind == "yes-no" && len(p.Values) == 1 && (p.Test == "is" || p.Test == "is-not") {
		if (p.Values[0] == "yes") == (p.Test == "is") {
			return name
		}
		return "not " + name
	}
	text := name + " is "
	if p.Test != "" && p.Test != "is" {
		text += strings.TrimPrefix(strings.ReplaceAll(p.Test, "-", " "), "is ") + " "
	}
	values := slices.Clone(p.Values)
	for _, n := range p.Numbers {
		values = append(values, numberText(n, q))
	}
	return text + strings.Join(values, " or ")
}

// numberText writes a number with its unit, as an author does.
func numberText(n int, q *ruleset.Question) string {
	if q == nil || q.Unit == "" {
		return fmt.Sprint(n)
	}
	unit := q.Unit
	if n == 1 {
		unit = strings.TrimSuffix(unit, "s")
	}
	return fmt.Sprintf("%d %s", n, unit)
}
