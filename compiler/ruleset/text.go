package ruleset

import "concordat/compiler/model"

func conditionText(c *model.Condition) string { return c.Span.Text() }
func dutyText(l *model.Line) string           { return l.Span.Text() }
func timesText(ts []model.Time) string        { return "" }
func hoursText(h *model.Hours) string         { return h.Span.Text() }
func plain(t model.Text) string               { return t.Text }
