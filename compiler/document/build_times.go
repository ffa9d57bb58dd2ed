package document

import (
	"strings"

	"concordat/compiler/model"
	"concordat/compiler/words"
)

// timeGroups are the tables of time limits, in the order in which a reader asks:
// what happens to a family first, how the agencies work together last.
var timeGroups = []struct {
	id, title string
	kinds     []string
}{
	{"pathways", "In the pathways", []string{"step", "pathway"}},
	{"meetings", "In meetings", []string{"meeting"}},
	{"escalation", "When professionals disagree", []string{"escalation", "stage"}},
	{"sharing", "In sharing information", []string{"share"}},
	{"everywhere", "At a level, and for everyone", []string{"level", "protocol", "thresholds"}},
	{"agencies", "For each agency, team and role", []string{"agency", "team", "contract", "role"}},
	{"together", "In training, audit and groups", []string{"training", "audit", "group"}},
}

// timescales is every time limit of the agreement, in a few tables.
func (b *builder) timescales() *section {
	s := &section{id: b.id("part.timescales"), title: text("Timescales: every time limit in this agreement")}
	for _, g := range timeGroups {
		t := Table{ID: b.id("part.timescales." + g.id + ".table"), Caption: text("Time limits: " + lower(g.title)), RowHeaders: true,
			Header: header("What", "Who", "Time", "Where"), Widths: shares(38, 20, 24, 18)}
		for _, x := range b.model.Things {
			if !b.timed(x) || !in(x.Kind, g.kinds) {
				continue
			}
			for _, l := range x.Lines {
				if len(l.Times) > 0 && l.Todo == nil && !l.Bad {
					t.Rows = append(t.Rows, b.timeRow(x, l))
				}
			}
		}
		if len(t.Rows) > 0 {
			s.sub(&section{id: b.id("part.timescales." + g.id), title: text(g.title), blocks: []Block{t}})
		}
	}
	s.sub(b.outsideLimits())
	return s
}

func in(kind string, kinds []string) bool {
	for _, k := range kinds {
		if k == kind {
			return true
		}
	}
	return false
}

func lower(s string) string { return strings.ToLower(s[:1]) + s[1:] }

// timed says whether the lines of a thing belong in the table: all that this
// document describes, without limits set outside.
func (b *builder) timed(t *model.Thing) bool {
	if t.Origin == model.Shipped || t.Kind == "time-limit" || t.Kind == "scenario" || t.Parent != nil && t.Parent.Kind == "scenario" {
		return false
	}
	if (t.Kind == "protocol" || t.Kind == "thresholds") && t != b.doc {
		return false
	}
	return true
}

func (b *builder) timeRow(t *model.Thing, l *model.Line) Row {
	var what []Inline
	switch {
	case l.Duty != nil:
		mark := Mark{modalityMarks[l.Duty.Modality], string(l.Duty.Modality)}
		what = line(mark, " ", b.pieces(words.Duty(l.Duty, t)))
	case l.Keyword == "between":
		what = text("Settle the disagreement")
	case l.Keyword == "monitored-by":
		what = text("Check that the duties in the contract are kept")
	case l.Keyword == "supervised-by":
		what = text("Supervise the role")
	default:
		what = text(words.Upper(spaced(l.Keyword)))
	}
	if c := words.Case(l.Case); len(c) > 0 {
		what = line(what, " ", b.pieces(c))
	}
	return Row{Cells: []Cell{cell(what), cell(b.actor(t, l)), cell(upper(b.pieces(words.Times(l.Times, t)))), cell(b.place(t))}}
}

// actor says who acts by a line: the `by` of a step, the agency itself, the
// parties of a stage.
func (b *builder) actor(t *model.Thing, l *model.Line) []Inline {
	switch t.Kind {
	case "step":
		return upper(b.refs(t, "by"))
	case "escalation":
		return text("Everyone")
	case "stage":
		if x := t.Line("between"); x != nil {
			return upper(b.pieces(words.Refs(x.Refs, "and", t)))
		}
	case "agency", "team", "role", "group":
		if l.Keyword == "supervised-by" {
			return b.pieces(words.Refs(l.Refs, "and", t))
		}
		return b.name(t)
	case "contract":
		if l.Keyword == "monitored-by" {
			return b.pieces(words.Refs(l.Refs, "and", t))
		}
		return b.name(t.Agency())
	case "meeting":
		if c := t.Ref("chair"); c != nil {
			return b.name(c)
		}
	case "share":
		return upper(b.refs(t, "from"))
	case "level":
		if c := t.Ref("lead"); c != nil {
			return b.name(c)
		}
	case "training", "audit", "service":
		return b.refs(t, "by")
	case "protocol", "thresholds":
		return text("Everyone")
	}
	return nil
}

// place is a link to where a thing stands, with its pathway.
func (b *builder) place(t *model.Thing) []Inline {
	if t.Kind == "step" || t.Kind == "stage" {
		b.cited[t] = true
		return line(Link{To: b.to(t), Text: text(words.Title(t.Parent) + ", " + t.Kind + " " + words.Number(t))}, b.clause(t))
	}
	return line(b.name(t), b.clause(t))
}

// outsideLimits are the limits set by law or guidance that steps are under.
func (b *builder) outsideLimits() *section {
	s := &section{id: b.id("part.limits"), title: text("Limits set outside this agreement")}
	t := Table{ID: b.id("part.limits.table"), Caption: text("Limits set by law or guidance that a step has to keep"), RowHeaders: true,
		Header: header("Limit", "Time", "Set by", "Steps under it"), Widths: shares(30, 26, 22, 22)}
	for _, x := range b.model.Of("time-limit") {
		steps := b.under(x)
		if len(steps) == 0 && x.Origin == model.Shipped {
			continue
		}
		name := line(strong(words.Title(x)))
		if x.Has("unverified") {
			name = line(name, " ", Mark{GapMark, "not confirmed against its source"})
		}
		t.Rows = append(t.Rows, Row{ID: b.anchor(x), Cells: []Cell{cell(name), cell(upper(b.limit(x))),
			cell(b.names(x.Refs("set-by"))), cell(steps)}})
	}
	if len(t.Rows) > 0 {
		s.add(t)
	}
	return s
}

func (b *builder) limit(t *model.Thing) []Inline {
	if l := t.Line("limit"); l != nil {
		return b.pieces(words.Times(l.Times, nil))
	}
	return nil
}

func (b *builder) under(limit *model.Thing) []Inline {
	var out []Inline
	for _, st := range b.of("step") {
		for _, r := range st.Refs("under") {
			if r.Thing == limit {
				if len(out) > 0 {
					out = append(out, Break{})
				}
				out = line(out, b.place(st))
			}
		}
	}
	return out
}
