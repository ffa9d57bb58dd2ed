package document

import (
	"cmp"
	"fmt"

	"concordat/compiler/clock"
	"concordat/compiler/decide"
	"concordat/compiler/model"
	"concordat/compiler/ruleset"
	"concordat/compiler/words"
)

// longestWaits are the waits of the pathways and escalations, by their names, for
// starts in the twelve months from a day.
type longestWaits struct {
	from clock.Day
	of   map[string][]decide.LongestWait
	err  error // why they cannot be counted
}

// countWaits counts them. An error is about days that no calendar covers, or about
// too many times that are counted from each other.
func countWaits(r *ruleset.RuleSet) *longestWaits {
	t := decide.NewTiming(r)
	w := &longestWaits{from: t.Year(), of: map[string][]decide.LongestWait{}}
	for i := range r.Pathways {
		if p := &r.Pathways[i]; p.NotAllowed == "" {
			if w.of[p.Name], w.err = t.PathwayWaits(p, w.from); w.err != nil {
				w.err = fmt.Errorf("in %s, %w", titled(p.Head), w.err)
				return w
			}
		}
	}
	for i := range r.Escalations {
		e := &r.Escalations[i]
		if w.of[e.Name], w.err = t.EscalationWaits(e, w.from); w.err != nil {
			w.err = fmt.Errorf("in %s, %w", titled(e.Head), w.err)
			return w
		}
	}
	return w
}

func titled(h ruleset.Head) string { return "“" + cmp.Or(h.Title, h.Name) + "”" }

// longest is how long a family may have to wait on each pathway if everybody keeps
// every limit to the last minute, and when in the year: limits by themselves do not
// show what a weekend and a bank holiday add to them.
func (b *builder) longest() *section {
	s := &section{id: b.id("part.timescales.waits"), title: text("The longest waits of the year")}
	all := append(append([]*model.Thing(nil), b.of("pathway")...), b.of("escalation")...)
	if len(all) == 0 {
		return nil
	}
	w := b.waits()
	if w.err != nil {
		s.add(paragraph("The longest waits cannot be counted: " + w.err.Error() + "."))
		return s
	}
	t := Table{ID: b.id("part.timescales.waits.table"), Caption: text("The longest wait for each step, from the start of its pathway"), RowHeaders: true,
		Header: header("Pathway", "Step, and the longest wait for it"), Widths: shares(27, 73)}
	for _, x := range all {
		var c Cell
		for _, one := range worthSaying(w.of[x.Name]) {
			c.Blocks = append(c.Blocks, Paragraph{Text: b.waitSaid(one, w.from)})
		}
		if len(c.Blocks) > 0 {
			t.Rows = append(t.Rows, Row{Cells: []Cell{cell(words.Title(x)), c}})
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	s.add(paragraph(fmt.Sprintf("If everybody keeps every limit to the last minute, somebody may have to wait as long as this. The dates are the worst start of the twelve months from %s, and the day that it leads to: weekends, bank holidays, "+
		"days on which offices are closed and opening hours count. Where a limit is shorter for some families, the longest stands here. Steps that happen only because something was late are left out.", w.from)), t)
	return s
}

// worthSaying are the waits that tell a reader something: those that count from the
// start of the pathway, or the longest where none does. What is due at once has no
// wait, and weeks of pregnancy are no waiting.
func worthSaying(all []decide.LongestWait) []decide.LongestWait {
	var from, others []decide.LongestWait
	for _, w := range all {
		switch {
		case w.Aside || w.Event == "pregnancy" || w.Longest().Long == 0:
		case w.Event == "":
			from = append(from, w)
		default:
			others = append(others, w)
		}
	}
	if len(from) > 0 {
		return from
	}
	if longest, ok := decide.Longest(others); ok {
		return []decide.LongestWait{longest}
	}
	return nil
}

// waitSaid is one wait in a sentence. Of equal waits the first start is given: where
// that is the first of all, no start stands out.
func (b *builder) waitSaid(w decide.LongestWait, from clock.Day) []Inline {
	longest := w.Longest()
	step := b.thingAt(w.Name)
	first := longest.Start.Day() == from
	said := line(b.clauseLink(step), " ", words.Title(step), ": ")
	if first {
		said = line(said, "never more than ")
	}
	said = line(said, strong(daysBegun(longest.Long)))
	if w.Event != "" {
		event := model.Ref{Name: w.Event, Thing: b.model.ByName[w.Event]}
		if event.Thing == nil {
			event.Event = w.Event
		}
		said = line(said, " after ", b.pieces(words.Moment(event, nil)))
	}
	if first {
		return said
	}
	return line(said, ", from ", momentSaid(longest.Start), " to ", pointSaid(longest.Due))
}

// daysBegun is how long a wait is: in days, of which one that is begun counts, and
// what is up to two days as it is.
func daysBegun(n clock.Minutes) string {
	const day = 24 * 60
	if n <= 2*day {
		return n.String()
	}
	return fmt.Sprintf("%d days", (n+day-1)/day)
}

func momentSaid(m clock.Moment) string {
	if m.Clock() == 0 {
		return "the start of " + m.Day().String()
	}
	return words.Clock(m.Clock()) + " on " + m.Day().String()
}

func pointSaid(p clock.Point) string {
	if p.EndOfDay {
		return "the end of " + p.Day().String()
	}
	return momentSaid(p.At)
}
