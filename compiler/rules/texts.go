package rules

import (
	"regexp"
	"strings"

	"concordat/compiler/model"
	"concordat/dsl/diag"
)

// passage is one text that the folder's own authors wrote.
type passage struct {
	about *model.Thing
	line  *model.Line // nil for a title, an item or prose
	text  string
	span  diag.Span // with quotation marks
	prose bool
}

// quoting are the lines whose texts are somebody else's words or no words at all.
var quoting = set("source say-not also-known-as web email phone")

// read collects the passages of the folder, in written order within each thing.
func (p *Pass) read() []passage {
	var all []passage
	for _, t := range p.Things {
		if t.Origin != model.Own {
			continue
		}
		if t.Title != "" {
			all = append(all, passage{about: t, text: t.Title, span: titleSpan(t)})
		}
		for _, l := range t.Lines {
			if quoting[l.Keyword] {
				continue
			}
			for _, x := range lineTexts(l) {
				all = append(all, passage{about: t, line: l, text: x.Text, span: x.Span})
			}
		}
		for _, i := range t.Items {
			all = append(all, passage{about: t, text: i.Text.Text, span: i.Text.Span})
		}
		for _, x := range t.Prose {
			all = append(all, passage{about: t, text: x.Text, span: x.Span, prose: true})
		}
	}
	return all
}

func titleSpan(t *model.Thing) diag.Span {
	if i := strings.Index(t.Head.Text(), t.Title); i > 0 {
		return t.Head.Source.Span(t.Head.Start+i-1, t.Head.Start+i+len(t.Title)+1)
	}
	return t.Head
}

// lineTexts returns the quoted texts of a line, with its conditions in words.
func lineTexts(l *model.Line) []model.Text {
	texts := append([]model.Text{}, l.Texts...)
	for _, n := range l.Labels {
		texts = append(texts, n.Text)
	}
	if l.Outcome.Text.Text != "" {
		texts = append(texts, l.Outcome.Text)
	}
	if d := l.Duty; d != nil {
		if d.Words != nil {
			texts = append(texts, *d.Words)
		}
		for _, o := range d.Objects {
			if o.Text != nil {
				texts = append(texts, *o.Text)
			}
		}
		for _, i := range d.Items {
			texts = append(texts, i.Text)
		}
	}
	for _, c := range conditions(l) {
		if c.Op == model.InWords {
			texts = append(texts, model.Text{Text: c.Words, Span: c.Span})
		}
	}
	if l.Because != nil && l.Because.Text.Text != "" {
		texts = append(texts, l.Because.Text)
	}
	return texts
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
	if !x.prose {
		if i := strings.Index(x.span.Text(), x.text); i >= 0 {
			return src.Span(x.span.Start+i+from, x.span.Start+i+to)
		}
		return x.span
	}
	// Prose stands in the source line by line, each behind its indentation.
	offset, done := x.span.Start, 0
	for _, line := range strings.SplitAfter(x.text, "\n") {
		bare := strings.TrimRight(line, "\n")
		i := strings.Index(src.Text[offset:x.span.End], bare)
		if i < 0 {
			return x.span
		}
		offset += i
		if from < done+len(bare) {
			end := min(to-done, len(bare))
			return src.Span(offset+from-done, offset+end)
		}
		done += len(line)
		offset += len(bare)
	}
	return x.span
}

// says returns everything that a thing says, in lower case and with spaces for
// hyphens: its names, words, texts and what it refers to. Presence rules look
// for words in it.
func (p *Pass) says(t *model.Thing) string {
	if s, ok := p.speech[t]; ok {
		return s
	}
	var b strings.Builder
	b.WriteString(t.Name + " . " + t.Title + " . ")
	for _, l := range t.Lines {
		if !quoting[l.Keyword] && l.Keyword != "allow" {
			b.WriteString(lineSays(l) + " . ")
		}
	}
	for _, i := range t.Items {
		b.WriteString(i.Text.Text + " . ")
	}
	for _, x := range t.Prose {
		b.WriteString(x.Text + " . ")
	}
	s := normal(b.String())
	p.speech[t] = s
	return s
}

// lineSays returns everything that one line says, as [Pass.says] does.
func lineSays(l *model.Line) string {
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	add(l.Keyword)
	if l.Duty != nil {
		add(l.Duty.Verb.Name)
		for _, o := range l.Duty.Objects {
			add(o.Word.Name)
		}
		for _, w := range l.Duty.Ways {
			add(w.Name)
		}
	}
	for _, w := range l.Words {
		add(w.Name)
	}
	for _, n := range l.Labels {
		add(n.Name)
	}
	add(l.Outcome.Name)
	l.EachRef(func(r *model.Ref) {
		add(r.Name)
		add(r.Person)
		add(r.Event)
		if r.Thing != nil && r.Thing.Kind != "question" {
			add(r.Thing.Title)
		}
	})
	for _, c := range conditions(l) {
		if c.Op == model.EventIs && c.Ref != nil {
			add(c.Ref.Event)
		}
		for _, v := range c.Values {
			add(v.Word)
		}
	}
	for _, x := range lineTexts(l) {
		add(x.Text)
	}
	return normal(strings.Join(parts, " "))
}

func normal(s string) string {
	return strings.ReplaceAll(strings.ToLower(strings.ReplaceAll(s, "’", "'")), "-", " ")
}

// practice are the kinds of thing that say what is done, as against what is
// taught, audited or given as an example.
var practice = []string{"protocol", "thresholds", "agency", "team", "contract", "role", "group", "level", "criterion", "judgement", "pathway", "step", "meeting", "share", "escalation", "stage", "service", "document", "section"}

// mentioned says whether some thing of those kinds says something that matches.
func (p *Pass) mentioned(pattern *regexp.Regexp, kinds ...string) bool {
	for _, t := range p.local(kinds...) {
		if pattern.MatchString(p.says(t)) {
			return true
		}
	}
	return false
}

// somebodyOwes says whether some must or should matches every pattern.
func (p *Pass) somebodyOwes(patterns ...*regexp.Regexp) bool {
	for _, t := range p.withDuties() {
		if oneMatches(demands(t), patterns...) {
			return true
		}
	}
	return false
}

// oneMatches says whether one of the lines matches every pattern.
func oneMatches(lines []*model.Line, patterns ...*regexp.Regexp) bool {
	for _, l := range lines {
		s, all := lineSays(l), true
		for _, re := range patterns {
			all = all && re.MatchString(s)
		}
		if all {
			return true
		}
	}
	return false
}

// matching compiles a pattern of a presence rule. Texts are in lower case then.
func matching(pattern string) *regexp.Regexp { return regexp.MustCompile(pattern) }
