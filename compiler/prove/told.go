package prove

import (
	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
	"concordat/compiler/words"
)

// family tells the smallest case in words: "a family where the parent is 17 years
// old and the parent is pregnant".
func (p *prover) family(cells map[int32]int, reason node) string {
	asks := map[int32]bool{}
	p.d.asks(reason, asks)
	var said []string
	for _, at := range p.q.named(p.d, cells, reason, asks) {
		pl := &p.q.places[at]
		a := logic.Answer(pl.v.Quiet)
		if cell, ok := cells[at]; ok {
			a = pl.cells[cell].pick
		}
		said = append(said, p.l.Said(pl.v, a))
	}
	if len(said) == 0 {
		return "a family about which nothing gives cause for concern"
	}
	return "a family where " + words.Strings(said, "and")
}

// called returns how a message calls a thing: by its title, or by its name where it
// has none.
func called(h *ruleset.Head) string {
	if h.Title == "" {
		return "`" + h.Name + "`"
	}
	return "“" + h.Title + "”"
}

// quoted lists names as a message has them.
func quoted(names []string, word string) string {
	marked := make([]string, len(names))
	for i, n := range names {
		marked[i] = "`" + n + "`"
	}
	return words.Strings(marked, word)
}

var weekdays = [...]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
