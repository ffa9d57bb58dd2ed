package scenario

import (
	"fmt"
	"slices"
	"strings"

	"concordat/compiler/ruleset"
)

// partyNames lists those whom a duty is done to, for or with.
func partyNames(links []ruleset.Link) string {
	var names []string
	for _, l := range links {
		for _, p := range l.Who {
			if p.Name != "" && !slices.Contains(names, p.Name) {
				names = append(names, p.Name)
			}
		}
	}
	if len(names) == 0 {
		return "any agency"
	}
	return strings.Join(names, ", ")
}

func or(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// timeText writes a time as an author does, in a thing whose own steps need no more
// than their name.
func (m *maker) timeText(t ruleset.Time, in string) string {
	length := func(n int) string {
		unit := strings.ReplaceAll(t.Unit, "-", " ")
		if n != 1 {
			unit += "s"
		}
		return fmt.Sprintf("%d %s", n, unit)
	}
	of := ""
	if t.Anchor != nil {
		of = strings.TrimPrefix(t.Anchor.Name, in+".")
	}
	behind := func(word string) string {
		if of == "" {
			return ""
		}
		return " " + word + " " + of
	}
	switch t.Kind {
	case "at-once":
		return "at once"
	case "at":
		return "at " + of
	case "within":
		return "within " + length(t.N) + behind("of")
	case "as-soon-as-possible":
		return "as soon as possible"
	case "in-hours-of":
		return "in " + t.Team + " hours"
	case "past-closing":
		return "past closing"
	case "or-sooner":
		if t.N > 0 {
			return "or within " + length(t.N) + behind("of") + " if " + m.ifText(t)
		}
		return "or sooner if " + m.ifText(t)
	case "before":
		return "at least " + length(t.N) + behind("before")
	case "not-before":
		return "not before " + length(t.N) + behind("of")
	case "between":
		return fmt.Sprintf("between %d and %s", t.N, length(t.Upper)) + behind("of")
	}
	return "every " + length(t.N)
}

func (m *maker) ifText(t ruleset.Time) string {
	if t.If == nil {
		return "…"
	}
	return m.phrase(t.If.Tree)
}
