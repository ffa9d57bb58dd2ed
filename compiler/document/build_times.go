package document

import (
	"slices"

	"concordat/compiler/model"
	"concordat/compiler/words"
)

// limitKinds are the rows of the second table, after the pathways.
var limitKinds = []struct{ kind, title string }{
	{"meeting", "Meetings"}, {"share", "Sharing information"}, {"escalation", "When professionals disagree"},
}

// standing are the kinds whose duties hold for whoever they name, not at a step of
// a way.
var standing = []string{"protocol", "thresholds", "level", "agency", "team", "contract", "role", "training", "audit", "group"}

// regular are the kinds whose own tables say how often they take place or are
// supervised; of them the duties alone are time limits.
var regular = []string{"training", "audit", "group", "role"}

// timescales is every time limit of the agreement, a line each step. The duty itself
// stands at its clause, once; here it is a few words. A reader comes with a
// family on a pathway, in a meeting, or with the duties of an agency; these are the
// three tables.
func (b *builder) timescales() *section {
	s := &section{id: b.id("part.timescales"), title: text("Timescales: every time limit in this agreement")}
	paths := Table{ID: b.id("part.timescales.pathways.table"), Caption: text("Time limits in the pathways"), RowHeaders: true,
		Header: header("Pathway", "Step, who acts, and by when"), Widths: shares(19, 81)}
	for _, p := range b.of("pathway") {
		if limits := b.limitLines(append([]*model.Thing{p}, p.Children...)); len(limits.Blocks) > 0 {
			paths.Rows = append(paths.Rows, Row{Cells: []Cell{cell(words.Title(p)), limits}})
		}
	}
	s.sub(tabled(b.id("part.timescales.pathways"), "In the pathways", paths))
	s.sub(b.longest())
	together := Table{ID: b.id("part.timescales.together.table"), Caption: text("Time limits in meetings, sharing and disagreements"),
		RowHeaders: true, Header: header("Where", "What, who acts, and by when"), Widths: shares(19, 81)}
	for _, k := range limitKinds {
		var all []*model.Thing
		for _, x := range b.of(k.kind) {
			all = append(append(all, x), x.Children...)
		}
		if limits := b.limitLines(all); len(limits.Blocks) > 0 {
			together.Rows = append(together.Rows, Row{Cells: []Cell{cell(k.title), limits}})
		}
	}
	s.sub(tabled(b.id("part.timescales.together"), "In meetings, sharing and disagreements", together))
	s.sub(tabled(b.id("part.timescales.agencies"), "For agencies, teams, roles and groups", b.standingLimits()))
	s.sub(b.outsideLimits())
	if !s.empty() {
		s.add(paragraph("The number leads to the clause that says the whole duty, and for which cases. “Within 1 working day of P2.2” is counted from that step. What has no mark binds: it is a “must”. How often roles are supervised, and training, audits and groups take place, stands in their own tables."))
	}
	return s
}

// tabled is a section of one table; nothing without rows.
func tabled(id, title string, t Table) *section {
	if len(t.Rows) == 0 {
		return nil
	}
	return &section{id: id, title: text(title), blocks: []Block{t}}
}

// limit is a time with all that some thing has to do by then.
type limit struct {
	key   string
	what  []string
	marks []Inline
	when  []Inline
}

// limits are the limits of a thing; what has the same one shares it.
func (b *builder) limits(t *model.Thing) []*limit {
	var all []*limit
	if !b.timed(t) {
		return nil
	}
	for _, l := range t.Lines {
		if len(l.Times) == 0 || l.Todo != nil || l.Bad || l.Duty == nil && in(t.Kind, regular) {
			continue
		}
		x := &limit{when: b.pieces(b.brief(words.Times(l.Times, t)))}
		if l.Duty != nil && l.Duty.Modality != model.Must {
			x.marks = append(x.marks, Words(" "), Mark{modalityMarks[l.Duty.Modality], string(l.Duty.Modality)})
		}
		if l.Case != nil {
			x.marks = append(x.marks, Words(" (in some cases)"))
		}
		x.key = plainText(x.when) + plainText(x.marks)
		if i := slices.IndexFunc(all, func(had *limit) bool { return had.key == x.key }); i >= 0 {
			x = all[i]
		} else {
			all = append(all, x)
		}
		if say := inShort(l); !slices.Contains(x.what, say) {
			x.what = append(x.what, say)
		}
	}
	return all
}

// limitLines are the limits of things, a paragraph for each thing that has some.
func (b *builder) limitLines(things []*model.Thing) Cell {
	var c Cell
	for _, t := range things {
		limits := b.limits(t)
		if len(limits) == 0 {
			continue
		}
		said := line(b.clauseLink(t), " ", words.Title(t))
		if who := b.actor(t); len(who) > 0 {
			said = line(said, " (", who, ")")
		}
		for i, x := range limits {
			sep := "; "
			if i == 0 {
				sep = ": "
			}
			said = line(said, sep, words.Strings(x.what, "and"), x.marks, " ", Strong(x.when))
		}
		c.Blocks = append(c.Blocks, Paragraph{Text: said})
	}
	return c
}

// standingLimits are the limits of agencies, teams and roles by the limit, and
// within it by what is done: the many that do the same at the same time stand
// together.
func (b *builder) standingLimits() Table {
	t := Table{ID: b.id("part.timescales.agencies.table"), Caption: text("Time limits for agencies, teams, roles and groups, by the limit"), RowHeaders: true,
		Header: header("By when", "Who does what"), Widths: shares(36, 64)}
	type doing struct {
		what, who []Inline
	}
	type row struct {
		when []Inline
		all  []*doing
	}
	var rows []*row
	byWhen, byWhat := map[string]*row{}, map[string]*doing{}
	for _, kind := range standing {
		for _, x := range b.of(kind) {
			for _, l := range b.limits(x) {
				when := plainText(l.when)
				r := byWhen[when]
				if r == nil {
					r = &row{when: upper(l.when)}
					byWhen[when], rows = r, append(rows, r)
				}
				for _, what := range l.what {
					said := line(words.Upper(what), l.marks)
					key := when + "|" + plainText(said)
					d := byWhat[key]
					if d == nil {
						d = &doing{what: said}
						byWhat[key], r.all = d, append(r.all, d)
					} else {
						d.who = line(d.who, ", ")
					}
					d.who = line(d.who, b.holder(x))
				}
			}
		}
	}
	for _, r := range rows {
		var c Cell
		for _, d := range r.all {
			c.Blocks = append(c.Blocks, Paragraph{Text: line(Strong(d.what), ": ", d.who)})
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{cell(r.when), c}})
	}
	return t
}

// holder says whose a standing duty is, as a link to its clause.
func (b *builder) holder(t *model.Thing) []Inline {
	b.cited[t] = true
	name := words.Title(t)
	switch t.Kind {
	case "protocol", "thresholds":
		name = "everyone"
	case "contract":
		name = words.Title(t.Agency()) + " (contract)"
	}
	return []Inline{Link{To: b.to(t), Text: text(name)}}
}

// clauseLink is the clause number of a thing as a link.
func (b *builder) clauseLink(t *model.Thing) []Inline {
	c := b.clauses[t]
	if c == "" {
		return nil
	}
	b.cited[t] = true
	return []Inline{Link{To: b.to(t), Text: text(c)}}
}

// brief says steps and stages by their clause numbers alone.
func (b *builder) brief(p words.Pieces) words.Pieces {
	var out words.Pieces
	for i := 0; i < len(p); i++ {
		x := p[i]
		if t := x.Thing; x.Kind == words.Name && (t.Kind == "step" || t.Kind == "stage") && b.clauses[t] != "" {
			x.Text = b.clauses[t]
			if i+2 < len(p) && p[i+1].Text == " of " && p[i+2].Thing == t.Parent {
				i += 2
			}
		}
		out = append(out, x)
	}
	return out
}

// inShort is what a line is about in a few words.
func inShort(l *model.Line) string {
	switch {
	case l.Duty != nil && l.Duty.Words != nil:
		return words.Text(*l.Duty.Words).String()
	case l.Duty != nil:
		return words.DutyInShort(l.Duty, l.Owner).String()
	case l.Keyword == "between":
		return "settle it"
	case l.Keyword == "monitored-by":
		return "is monitored"
	case l.Keyword == "supervised-by":
		return "is supervised"
	}
	return spaced(l.Keyword)
}

func in(kind string, kinds []string) bool { return slices.Contains(kinds, kind) }

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

// actor says who acts in a thing: the `by` of a step, the chair of a meeting, the
// parties of a stage.
func (b *builder) actor(t *model.Thing) []Inline {
	switch t.Kind {
	case "step":
		return upper(b.refs(t, "by"))
	case "escalation":
		return text("Everyone")
	case "stage":
		if l := t.Line("between"); l != nil {
			return upper(b.pieces(words.Refs(l.Refs, "and", t)))
		}
	case "meeting":
		return b.refs(t, "chair")
	case "share":
		return b.someNames(t, "from")
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
		Header: header("Limit", "Time", "Set by", "Steps under it"), Widths: shares(34, 26, 24, 16)}
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
					out = line(out, ", ")
				}
				out = line(out, b.clauseLink(st))
			}
		}
	}
	return out
}
