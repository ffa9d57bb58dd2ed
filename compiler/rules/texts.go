package rules

import (
	"sort"
	"strings"

	"concordat/compiler/model"
	"concordat/dsl/diag"
)

// passage is one text that the folder's own authors wrote.
type passage struct {
	about *model.Thing
	line  *model.Line // nil for a title, an item or prose
	text  string
	low   heard     // the text in lower case, byte for byte in the same place
	span  diag.Span // with quotation marks
	prose *prose    // nil for quoted texts
}

// prose says where the lines of a prose text stand in the source, each behind its
// indentation. It is read when somebody asks.
type prose struct{ rows []row }

type row struct{ from, to, offset int } // in the text; of its start in the source

// quoting are the lines whose texts are somebody else's words or no words at all.
var quoting = set("source say-not also-known-as web email phone")

// read collects the passages of the folder, in written order within each thing.
func (p *Pass) read() []passage {
	var all []passage
	add := func(about *model.Thing, line *model.Line, text string, span diag.Span, in *prose) {
		all = append(all, passage{about, line, text, hear(lower(text)), span, in})
	}
	var read func(t *model.Thing)
	read = func(t *model.Thing) {
		if t.Title != "" {
			add(t, nil, t.Title, titleSpan(t), nil)
		}
		for _, l := range t.Lines {
			if !quoting[l.Keyword] {
				eachText(l, func(x *model.Text) { add(t, l, x.Text, x.Span, nil) })
			}
		}
		for _, i := range t.Items {
			add(t, nil, i.Text.Text, i.Text.Span, nil)
		}
		for _, x := range t.Prose {
			add(t, nil, x.Text, x.Span, &prose{})
		}
		for _, c := range t.Children {
			if c.Target != nil { // in a change, and so no thing of its own
				read(c)
			}
		}
	}
	for _, t := range p.Things {
		if t.Origin == model.Own {
			read(t)
		}
	}
	return all
}

func titleSpan(t *model.Thing) diag.Span {
	if i := strings.Index(t.Head.Text(), `"`+t.Title); i > 0 {
		start := t.Head.Start + i
		return t.Head.Source.Span(start, min(start+len(t.Title)+len(`""`), t.Head.End)) // the closing mark may be missing
	}
	return t.Head
}

// eachText calls f for the quoted texts of a line, with its conditions in words.
func eachText(l *model.Line, f func(*model.Text)) {
	for i := range l.Texts {
		f(&l.Texts[i])
	}
	for i := range l.Labels {
		f(&l.Labels[i].Text)
	}
	if l.Outcome.Text.Text != "" {
		f(&l.Outcome.Text)
	}
	if d := l.Duty; d != nil {
		if d.Words != nil {
			f(d.Words)
		}
		for _, o := range d.Objects {
			if o.Text != nil {
				f(o.Text)
			}
			if o.More != nil {
				f(o.More)
			}
		}
		for _, p := range d.Parties {
			if p.More != nil {
				f(p.More)
			}
		}
		for i := range d.Items {
			f(&d.Items[i].Text)
		}
	}
	for _, c := range conditions(l) {
		if c.Op == model.InWords {
			f(&model.Text{Text: c.Words, Span: c.Span})
		}
	}
	if l.Because != nil && l.Because.Text.Text != "" {
		f(&l.Because.Text)
	}
}

// conditions returns every condition of a line and every part of it.
func conditions(l *model.Line) []*model.Condition {
	var all []*model.Condition
	add := func(c *model.Condition) { all = append(all, c) }
	l.Condition.EachCondition(add)
	l.Case.EachCondition(add)
	for _, t := range l.Times {
		t.If.EachCondition(add)
	}
	return all
}

// at returns the place in the source of a stretch of the passage; the whole
// passage where the two do not match word for word.
func (x passage) at(from, to int) diag.Span {
	src := x.span.Source
	if src == nil {
		return x.span
	}
	if x.prose == nil {
		if i := strings.Index(x.span.Text(), x.text); i >= 0 {
			return src.Span(x.span.Start+i+from, x.span.Start+i+to)
		}
		return x.span
	}
	rows := x.rows()
	i := sort.Search(len(rows), func(i int) bool { return from < rows[i].to })
	if i == len(rows) {
		return x.span
	}
	return src.Span(rows[i].offset+from-rows[i].from, rows[i].offset+min(to, rows[i].to)-rows[i].from)
}

// rows returns the lines of prose, up to one that is not found in the source.
func (x passage) rows() []row {
	if x.prose.rows != nil {
		return x.prose.rows
	}
	offset, done := x.span.Start, 0
	for line := range strings.SplitAfterSeq(x.text, "\n") {
		bare := strings.TrimRight(line, "\n")
		i := strings.Index(x.span.Source.Text[offset:x.span.End], bare)
		if i < 0 {
			break
		}
		x.prose.rows = append(x.prose.rows, row{done, done + len(bare), offset + i})
		done += len(line)
		offset += i + len(bare)
	}
	return x.prose.rows
}

// practice are the kinds of thing that say what is done, as against what is
// taught, audited or given as an example.
var practice = []string{"protocol", "thresholds", "agency", "team", "contract", "role", "group", "level", "criterion", "judgement", "pathway", "step", "meeting", "share", "escalation", "stage", "service", "document", "section"}

// mentioned says whether some thing of those kinds says something that matches.
func (p *Pass) mentioned(what *pattern, kinds ...string) bool {
	for _, k := range kinds {
		for _, t := range p.kinds[k] {
			if p.says(t).matches(what) {
				return true
			}
		}
	}
	return false
}

// somebodyOwes says whether some must or should matches every pattern.
func (p *Pass) somebodyOwes(all ...*pattern) bool {
	for _, t := range p.obliged {
		if p.oneMatches(t.demands, all...) {
			return true
		}
	}
	return false
}

// oneMatches says whether one of the lines matches every pattern.
func (p *Pass) oneMatches(lines []*model.Line, all ...*pattern) bool {
	for _, l := range lines {
		if p.lineMatches(l, all...) {
			return true
		}
	}
	return false
}

func (p *Pass) lineMatches(l *model.Line, all ...*pattern) bool {
	said := p.lineSays(l)
	for _, m := range all {
		if !said.may(m) {
			return false
		}
	}
	for _, m := range all {
		if !m.in(said.text) {
			return false
		}
	}
	return true
}
