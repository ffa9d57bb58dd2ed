package scenario

import (
	"slices"
	"strings"

	"concordat/compiler/ruleset"
)

// Gap is what the examples leave open at one place: changes of one line, or of one
// block, that none of them notices and that the same expectation would.
type Gap struct {
	Place   ruleset.Place
	Rule    string // "step tell"
	Changes []Mutant
}

// Gaps puts changes together that are alike, in their order.
func Gaps(changes []Mutant) []Gap {
	var all []Gap
	for _, m := range changes {
		i := slices.IndexFunc(all, func(g Gap) bool {
			x := &g.Changes[0]
			return x.Place == m.Place && x.Rule == m.Rule && x.Duty == m.Duty && x.see == m.see
		})
		if i < 0 {
			all = append(all, Gap{m.Place, m.Rule, []Mutant{m}})
			continue
		}
		all[i].Changes = append(all[i].Changes, m)
	}
	return all
}

// String says what could be otherwise and how an example would notice, in one
// sentence: "step tell: no example would fail if in “must tell the parents” `at once`
// were left out; add one that expects `due …` and the day".
func (g *Gap) String() string {
	return g.Rule + ": no example would fail if " + g.Otherwise() + "; add one " + g.Changes[0].see
}

// Otherwise says what could be otherwise: "`from recovery` or `from compass` named
// somebody else".
func (g *Gap) Otherwise() string {
	var parts []string
	var people []string
	for i := 0; i < len(g.Changes); i++ {
		m := &g.Changes[i]
		if m.Sort == Recipient {
			people = append(people, "`"+m.Was+"`")
			continue
		}
		var now []string
		gone := false
		for j := i; j < len(g.Changes); j++ {
			switch x := &g.Changes[j]; {
			case x.Was != m.Was || x.Sort == Recipient:
			case x.Now == "":
				gone = true
			default:
				now = append(now, "`"+x.Now+"`")
			}
		}
		if slices.ContainsFunc(g.Changes[:i], func(x Mutant) bool { return x.Was == m.Was }) {
			continue // said with the first
		}
		text := "`" + m.Was + "`"
		if m.Was == m.Rule {
			text = "it"
		}
		if len(now) > 0 {
			text += " were " + alternatives(now)
		}
		switch {
		case gone && len(now) > 0:
			text += " or were left out"
		case gone:
			text += " were left out"
		}
		parts = append(parts, text)
	}
	if len(people) > 0 {
		parts = append(parts, alternatives(people)+" named somebody else")
	}
	text := strings.Join(parts, ", or if ")
	if d := g.Changes[0].Duty; d != "" {
		text = "in “" + d + "”, " + text
	}
	return text
}

func alternatives(all []string) string {
	if n := len(all); n > 1 {
		return strings.Join(all[:n-1], ", ") + " or " + all[n-1]
	}
	return all[0]
}
