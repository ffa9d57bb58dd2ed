package ruleset

import (
	"strings"

	"concordat/compiler/model"
	"concordat/compiler/words"
	"concordat/dsl/diag"
)

// The rule set says everything in the same words as the documents do.

func conditionText(c *model.Condition) string { return words.Condition(c).String() }

func dutyText(l *model.Line) string { return words.Line(l).String() }

func shortText(l *model.Line) string { return words.Duty(l.Duty, l.Owner).String() }

func caseText(l *model.Line) string { return words.Case(l.Case).String() }

func timesText(l *model.Line) string { return words.Times(l.Times, l.Owner).String() }

func plain(t model.Text) string { return words.Text(t).String() }

func prose(p model.Prose) string {
	return strings.TrimSpace(words.WithRefs(p.Text, p.Refs).String())
}

func valuesText(l *model.Line) string { return words.Values(l).String() }

func refText(r model.Ref) string { return words.Ref(r, nil).String() }

// becauseText says the reason of a line without its conjunction.
func becauseText(l *model.Line) string {
	if l.Because.Word == "todo" {
		return words.ToBeWritten
	}
	return strings.TrimPrefix(words.Because(l.Because).String(), "because ")
}

// written returns what stands at a place of the source, on one line.
func written(at diag.Span) string { return strings.Join(strings.Fields(at.Text()), " ") }

func hoursText(h *model.Hours) string {
	var parts []string
	for _, p := range words.Hours(h) {
		parts = append(parts, p.String())
	}
	return strings.Join(parts, "; ")
}
