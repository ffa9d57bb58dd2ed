package model

import "strconv"

// clauseLetters are the kinds that carry a clause number, with the letter that
// it starts with. A clause is cited in a document, in a finding of an audit and
// in the rule set by the same number, so numbers follow the order of declaration
// and never the layout of a document.
var clauseLetters = map[string]string{
	"level": "L", "criterion": "C", "indicators": "I", "judgement": "J", "question": "Q", "agency": "A", "role": "R",
	"group": "G", "pathway": "P", "meeting": "M", "share": "S", "escalation": "E", "service": "V", "training": "T",
	"audit": "U", "plan": "N", "scenario": "X", "document": "D", "protocol": "H", "thresholds": "H", "time-limit": "B",
}

// Clauses numbers every thing that can be cited: P2 for the second pathway, P2.3
// for its third step, A4.1 for a team or contract of the fourth agency. Things
// that ship with the compiler are not numbered.
func (a *Agreement) Clauses() map[*Thing]string {
	clauses := make(map[*Thing]string, len(a.Things))
	count := map[string]int{}
	var nested func(t *Thing, prefix string)
	nested = func(t *Thing, prefix string) {
		clauses[t] = prefix
		for i, c := range t.Children {
			nested(c, prefix+"."+strconv.Itoa(i+1))
		}
	}
	for _, t := range a.Things {
		letter := clauseLetters[t.Kind]
		if letter == "" || t.Parent != nil || t.Origin == Shipped {
			continue
		}
		count[letter]++
		nested(t, letter+strconv.Itoa(count[letter]))
	}
	return clauses
}

// DutyClause returns the number of a duty line: its thing's, and a letter where
// there are several.
func DutyClause(clauses map[*Thing]string, l *Line) string {
	base := clauses[l.Owner]
	if base == "" {
		return ""
	}
	duties := l.Owner.Duties()
	if len(duties) == 1 {
		return base
	}
	for i, d := range duties {
		if d == l {
			return base + "(" + letters(i) + ")"
		}
	}
	return base
}

// letters counts a, b … z, aa, ab …
func letters(i int) string {
	s := ""
	for i++; i > 0; i = (i - 1) / 26 {
		s = string(rune('a'+(i-1)%26)) + s
	}
	return s
}
