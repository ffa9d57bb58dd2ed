package checklist

import (
	"fmt"
	"slices"
	"strings"

	"concordat/compiler/model"
	"concordat/dsl/diag"
)

// rowFindings reports what a row wants, once for each item that falls short. A
// row that repeats another one has no items and is silent: the finding stands at
// the other row.
func (e *evaluator) rowFindings(c *model.Thing, r *evaluation, at diag.Span) {
	if r.State == Evidenced || r.State == Waived || unread(r.Row) {
		return
	}
	asked := false
	for i := range r.items {
		s := &r.items[i]
		switch {
		case s.state == Evidenced:
		case len(s.unmet) == 0 && s.met == s.of:
			// One question, however many things it is asked about.
			if !asked {
				asked = true
				e.askFinding(c, r, at)
			}
		default:
			e.needFinding(c, r, s, at)
		}
	}
}

// unread says whether a line of the row could not be read. That has been
// reported, and what the row wants is not known.
func unread(row *model.Thing) bool {
	for _, l := range row.Lines {
		if l.Bad {
			return true
		}
	}
	return row.Partial
}

// needFinding reports needs that are not met.
func (e *evaluator) needFinding(c *model.Thing, r *evaluation, s *itemState, at diag.Span) {
	d := diag.Diagnostic{
		Severity: severity(r.Strength, false),
		Message:  tick(c.Name+" "+r.Row.Name) + ": " + e.said(r.Row, s.item, "otherwise", lowerFirst(r.Row.Title)+" is not shown"),
		At:       diag.Label{Span: at, Text: "this checklist asks for it"},
		Help:     e.helpFor(r.Row, s),
		Notes:    e.notes(r),
	}
	if kind := eachKind(r.Row); kind != "" && s.item == nil {
		d.Message = tick(c.Name+" "+r.Row.Name) + ": there is no " + strings.ReplaceAll(kind, "-", " ") + " to ask this of: " + lowerFirst(r.Row.Title)
		d.Notes = append(d.Notes, "looked for: "+wanted(r.Row.Line("each"), nil))
	}
	switch s.state {
	case Missing:
		d.Code = "missing-requirement"
	case Claimed:
		d.Code = "claimed-requirement"
		for _, t := range e.answers[r.Row] {
			d.Related = append(d.Related, diag.Label{Span: rowLine(t, r.Row).Span, Text: "this says that the row is answered, and nothing else in the agreement shows it"})
		}
	default:
		d.Code = "thin-requirement"
		for _, l := range s.unmet {
			d.Notes = append(d.Notes, "not found: "+wanted(l, s.item))
		}
	}
	switch {
	case s.item != nil:
		d.At = diag.Label{Span: s.item.Head}
		d.In = s.item.Breadcrumb()
	case s.nearest != nil && s.nearest.Head.Source != nil:
		d.At = diag.Label{Span: s.nearest.Head, Text: "this comes nearest"}
		d.In = s.nearest.Breadcrumb()
		d.Related = append(d.Related, diag.Label{Span: at, Text: "this checklist asks for it"})
	}
	if e.attests[r.Row] != nil {
		d.Related = append(d.Related, diag.Label{Span: e.attests[r.Row].Head, Text: "a person's word answers the question of a row and stands for nothing else"})
	}
	e.list = append(e.list, d)
}

// askFinding reports that nobody has answered the question of a row that is
// otherwise met. Where the checklist only recommends the row, it says nothing.
func (e *evaluator) askFinding(c *model.Thing, r *evaluation, at diag.Span) {
	if r.Strength != "must" && r.Strength != "should" {
		return
	}
	name := c.Name + " " + r.Row.Name
	d := diag.Diagnostic{
		Code:     "attest-needed",
		Severity: severity(r.Strength, true),
		Message:  tick(name) + ": nobody has answered the question: " + r.Row.Text("asks"),
		At:       diag.Label{Span: at, Text: "this checklist asks it"},
		Help:     "when somebody has, write `attest " + name + " {` with three lines: `says \"…\"`, `by` and their role, `on` and the day",
		Notes:    e.notes(r),
	}
	if answers := e.answers[r.Row]; len(answers) > 0 {
		d.At = diag.Label{Span: rowLine(answers[0], r.Row).Span, Text: "this is to be read with the question in mind"}
		d.In = answers[0].Breadcrumb()
	}
	if old := e.lapsed[r.Row]; old != nil {
		d.Related = append(d.Related, diag.Label{Span: old.Head, Text: "this answer has run out"})
	}
	e.list = append(e.list, d)
}

// severity is how bad an unmet row is. Half an answer to a mandatory row is
// still an error; a wanting answer of a person weighs one step less.
func severity(strength string, onlyAsked bool) diag.Severity {
	s := diag.Note
	switch strength {
	case "must":
		s = diag.Error
	case "should":
		s = diag.Warning
	}
	if onlyAsked && s < diag.Note {
		s++
	}
	return s
}

// notes says which row it is and how sure the checklist is of it.
func (e *evaluator) notes(r *evaluation) []string {
	note := "the row: " + r.Row.Title
	if s := r.Row.Text("source"); s != "" {
		note += " (" + s + ")"
	}
	notes := []string{note}
	if r.Row.Line("unverified") != nil {
		notes = append(notes, "the row has not been confirmed against its source")
	}
	return notes
}

// eachKind returns the kind of thing that a row looks at one by one, or "".
func eachKind(row *model.Thing) string {
	if l := row.Line("each"); l != nil && l.Query != nil {
		return l.Query.Kind
	}
	return ""
}

// said returns a text of the row with its references replaced: `{it}` by the
// title of the item, `{it.name}` by its name.
func (e *evaluator) said(row, item *model.Thing, keyword, other string) string {
	l := row.Line(keyword)
	if l == nil || len(l.Texts) == 0 || l.Texts[0].Text == "" {
		return other
	}
	return straight(e.filled(&l.Texts[0], item))
}

func (e *evaluator) filled(t *model.Text, item *model.Thing) string {
	var b strings.Builder
	last := 0
	for _, r := range t.Refs {
		if r.Start < last || r.End > len(t.Text) {
			continue
		}
		thing := r.Thing
		if r.It {
			thing = item
		}
		if thing == nil && r.It {
			// Nothing was there to look at.
			b.WriteString(t.Text[last:r.Start] + "…")
			last = r.End
			continue
		}
		if thing == nil {
			continue
		}
		b.WriteString(t.Text[last:r.Start])
		b.WriteString(e.field(thing, r.Field))
		last = r.End
	}
	b.WriteString(t.Text[last:])
	return b.String()
}

func (e *evaluator) field(t *model.Thing, field string) string {
	if field == "" {
		if t.Title != "" {
			return t.Title
		}
		return t.Name
	}
	var said []string
	for _, v := range e.walk(value{thing: t}, strings.Split(field, ".")) {
		switch {
		case v.thing != nil && v.thing.Title != "":
			said = append(said, v.thing.Title)
		case v.thing != nil:
			said = append(said, v.thing.Name)
		case v.text != nil:
			said = append(said, v.text.Text)
		case v.word != "":
			said = append(said, strings.ReplaceAll(v.word, "-", " "))
		}
	}
	return strings.Join(said, ", ")
}

// straight turns the curly quotation marks between backticks into straight ones,
// so that what a checklist says to write can be written: a text in the language
// cannot hold a straight one.
func straight(s string) string {
	parts := strings.Split(s, "`")
	for i := 1; i < len(parts); i += 2 {
		parts[i] = strings.NewReplacer("“", `"`, "”", `"`).Replace(parts[i])
	}
	return strings.Join(parts, "`")
}

// helpFor says what to do about an item. A help that has a part for each need of its
// row, with semicolons between them, gives those of the needs that are not met: to do
// what is done already would change nothing.
func (e *evaluator) helpFor(row *model.Thing, s *itemState) string {
	help := e.said(row, s.item, "help", "")
	parts, needs := strings.Split(help, "; "), row.All("needs")
	if len(parts) != len(needs) {
		return help
	}
	var left []string
	for i, l := range needs {
		if slices.Contains(s.unmet, l) {
			left = append(left, parts[i])
		}
	}
	return strings.Join(left, "; ")
}

// gapFindings reports accepted gaps that have run out, run too long, or are not
// needed. checked holds the checklists that the folder is held against.
func (e *evaluator) gapFindings(checked map[*model.Thing]bool) {
	for _, g := range e.a.Things {
		if g.Kind != "accept-gap" || g.Origin != model.Own || !g.Has("until") {
			continue
		}
		until := g.Line("until")
		last := lastDay(until.Date)
		switch {
		case compareDates(e.today, last) > 0:
			e.list = append(e.list, diag.Diagnostic{
				Code: "accepted-gap-expired", Severity: diag.Error,
				Message: fmt.Sprintf("the gap in %s was accepted until %s, and that day has passed", rowNames(g), date(last)),
				At:      diag.Label{Span: until.Span}, In: g.Breadcrumb(),
				Help: "close the gap and take the block out, or have it accepted again until a later day",
			})
			continue
		case compareDates(last, addYear(e.today)) > 0:
			e.list = append(e.list, diag.Diagnostic{
				Code: "accepted-gap-too-long", Severity: diag.Warning,
				Message: fmt.Sprintf("the gap in %s is accepted until %s, more than twelve months ahead", rowNames(g), date(last)),
				At:      diag.Label{Span: until.Span}, In: g.Breadcrumb(),
				Help: "choose a day within twelve months, so that somebody looks at it again",
			})
		}
		e.unneeded(g, checked)
	}
}

// unneeded reports the rows of an accepted gap that are met, or that belong to a
// checklist that no document is held against.
func (e *evaluator) unneeded(g *model.Thing, checked map[*model.Thing]bool) {
	for i := range g.Rows {
		row := g.Rows[i].Thing
		if row == nil {
			continue
		}
		name := row.Parent.Name + " " + row.Name
		d := diag.Diagnostic{
			Code: "accepted-gap-unneeded", Severity: diag.Warning,
			At: diag.Label{Span: g.Rows[i].Span}, In: g.Breadcrumb(),
			Help: "take the row out of `accept-gap`",
		}
		if d.At.Span.Source == nil {
			d.At.Span = g.Head
		}
		if !checked[row.Parent] {
			d.Message = fmt.Sprintf("a gap in %s is accepted, and no document here is checked against `%s`", tick(name), row.Parent.Name)
			d.Help = "write `checked-against " + row.Parent.Name + "` in the protocol, or take the block out"
			e.list = append(e.list, d)
			continue
		}
		if r := e.row(row); r.State == Evidenced {
			d.Message = fmt.Sprintf("a gap in %s is accepted, and there is none: the agreement meets the row", tick(name))
			e.list = append(e.list, d)
		}
	}
}

func rowNames(g *model.Thing) string {
	names := make([]string, 0, len(g.Rows))
	for i := range g.Rows {
		name := g.Rows[i].Row
		if i == 0 && g.Rows[i].Checklist != nil {
			name = g.Rows[i].Checklist.Name + " " + name
		}
		names = append(names, tick(name))
	}
	return strings.Join(names, ", ")
}

func date(d model.Date) string {
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

func tick(s string) string { return "`" + s + "`" }

func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}
