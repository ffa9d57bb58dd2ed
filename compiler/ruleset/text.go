package ruleset

import (
	"strings"

	"concordat/compiler/model"
	"concordat/compiler/words"
)

// The rule set says everything in the same words as the documents do.

func conditionText(c *model.Condition) string { return words.Condition(c).String() }

func dutyText(l *model.Line) string { return words.Line(l).String() }

func timesText(l *model.Line) string { return words.Times(l.Times, l.Owner).String() }

func plain(t model.Text) string { return words.Text(t).String() }

func hoursText(h *model.Hours) string {
	var parts []string
	for _, p := range words.Hours(h) {
		parts = append(parts, p.String())
	}
	return strings.Join(parts, "; ")
}
