package checklist

import (
	"strings"

	"concordat/compiler/model"
	"concordat/compiler/schema"
)

// trail is a path from one value: what the first step looks at, and the number of
// the path.
type trail struct {
	thing      *model.Thing
	duty, line *model.Line
	path       int
}

// pathNumber numbers paths, so that equal ones share what was found along them.
// Conditions keep theirs, which is told by its place in memory.
func (e *evaluator) pathNumber(path []string) int {
	n, known := e.numbers[&path[0]]
	if !known {
		joined := strings.Join(path, ".")
		if n, known = e.paths[joined]; !known {
			n = len(e.paths)
			e.paths[joined] = n
		}
		e.numbers[&path[0]] = n
	}
	return n
}

// walk follows a path from one value. Each step replaces every member of the set
// by what it leads to; members that do not have the step drop out. The result
// does not depend on the item of a row, so it is kept: rows ask about the same
// things along the same paths.
func (e *evaluator) walk(from value, path []string) []value {
	if len(path) == 0 {
		return []value{from}
	}
	key := trail{from.thing, from.duty, from.line, e.pathNumber(path)}
	set, known := e.walked[key]
	if known {
		return set
	}
	set = e.step(from, path[0])
	for _, step := range path[1:] {
		var next []value
		for _, v := range set {
			next = append(next, e.step(v, step)...)
		}
		set = next
	}
	e.walked[key] = set
	return set
}

func (e *evaluator) step(v value, name string) []value {
	var all []value
	switch {
	case v.thing != nil:
		all = e.thingStep(v.thing, name)
	case v.duty != nil:
		all = e.dutyStep(v.duty, name)
	}
	if v.line != nil && v.duty == nil {
		all = append(all, lineStep(v.line, name)...)
	}
	return all
}

// thingStep is a step from a thing: a keyword, a nested block, the parent, or a
// derived step.
func (e *evaluator) thingStep(t *model.Thing, name string) []value {
	kind := schema.KindNamed(t.Kind)
	var all []value
	if kind != nil && kind.Entry(name) != nil {
		for _, l := range t.Lines {
			switch {
			case l.Keyword != name:
			case all == nil:
				all = e.lineValues(l) // nearly always the only such line
			default:
				all = append(all, e.lineValues(l)...)
			}
		}
		if len(all) == 0 && t.Kind == "pathway" && name == "about" && t.Line(name) == nil {
			// Left out, a pathway leads to help for the child.
			return []value{{word: "child"}}
		}
		return all
	}
	for _, c := range t.Nested(name) {
		if !blank(c) {
			all = append(all, value{thing: c})
		}
	}
	if t.Parent != nil && t.Parent.Kind == name {
		all = append(all, value{thing: t.Parent})
	}
	switch name {
	case "name":
		all = append(all, textValue(t.Name, t))
	case "title":
		all = append(all, textValue(t.Title, t))
	case "text":
		all = append(all, textsOf(t)...)
	case "kind":
		all = append(all, value{word: t.Kind})
	case "agency":
		for _, a := range e.agencies(t) {
			all = append(all, value{thing: a})
		}
	case "owes":
		for _, l := range e.owed[t] {
			all = append(all, value{duty: l, line: l})
		}
	case "duty":
		all = append(all, dutiesIn(t)...)
	case "cites":
		all = append(all, e.cites(t)...)
	case "questions":
		for _, q := range e.questions(t) {
			all = append(all, value{thing: q})
		}
	case "criteria":
		for _, c := range e.visible["criterion"] {
			if c.Ref("level") == t && c.Has("when") {
				all = append(all, value{thing: c, line: c.Line("level")})
			}
		}
	}
	return all
}

// dutiesIn returns the duties of a thing and of its nested blocks.
func dutiesIn(t *model.Thing) []value {
	var all []value
	for _, l := range t.Lines {
		if promises(l) {
			all = append(all, value{duty: l, line: l})
		}
	}
	for _, c := range t.Children {
		all = append(all, dutiesIn(c)...)
	}
	return all
}

// dutyStep is a step from a duty sentence.
func (e *evaluator) dutyStep(l *model.Line, name string) []value {
	d := l.Duty
	var all []value
	switch name {
	case "verb":
		if d.Words == nil {
			all = append(all, value{word: d.Verb.Name, line: l})
		}
	case "modality":
		all = append(all, value{word: string(d.Modality), line: l})
	case "object":
		for _, o := range d.Objects {
			switch {
			case o.Ref != nil:
				all = append(all, e.refValues([]model.Ref{*o.Ref}, l)...)
			case o.Text != nil:
				all = append(all, value{text: o.Text, line: l})
			case o.Word.Name != "":
				all = append(all, value{word: o.Word.Name, line: l})
			}
		}
	case "receiver":
		for _, p := range d.Parties {
			all = append(all, e.refValues(p.Refs, l)...)
		}
	case "by":
		for _, v := range e.debtors(l) {
			v.line = l
			all = append(all, v)
		}
	case "agency":
		for _, v := range e.debtors(l) {
			for _, a := range e.agencies(v.thing) {
				all = append(all, value{thing: a, line: l})
			}
		}
	case "way":
		for _, w := range d.Ways {
			all = append(all, value{word: w.Name, line: l})
		}
	case "event":
		for i := range l.Times {
			if a := l.Times[i].Anchor; a != nil && a.Event != "" {
				all = append(all, value{word: a.Event, line: l})
			}
		}
		l.Case.EachCondition(func(c *model.Condition) {
			if c.Op == model.EventIs && c.Ref != nil {
				all = append(all, value{word: c.Ref.Event, line: l})
			}
		})
	case "text":
		if d.Words != nil {
			all = append(all, value{text: d.Words, line: l})
		}
		for _, i := range d.Items {
			all = append(all, value{text: &model.Text{Text: i.Text.Text, Span: i.Text.Span}, line: l})
		}
	case "questions":
		seen := map[*model.Thing]bool{}
		for _, q := range e.questionsOf(l.Case, seen) {
			all = append(all, value{thing: q, line: l})
		}
	default:
		all = lineStep(l, name)
	}
	return all
}

// lineStep is a step that looks at the end of a line.
func lineStep(l *model.Line, name string) []value {
	var all []value
	switch name {
	case "every":
		for i := range l.Times {
			if l.Times[i].Kind == model.EveryTime {
				all = append(all, value{span: &l.Times[i].Duration, line: l})
			}
		}
		if len(all) == 0 && !l.Duration.IsZero() && l.Keyword == "monitored-by" {
			all = append(all, value{span: &l.Duration, line: l})
		}
	case "limit":
		for i := range l.Times {
			switch t := &l.Times[i]; t.Kind {
			case model.AtOnce, model.Within, model.Before, model.Between:
				if t.Anchor != nil && t.Anchor.Todo {
					continue
				}
				all = append(all, value{span: &t.Duration, line: l})
			}
		}
	case "because":
		if b := l.Because; b != nil {
			all = append(all, value{word: b.Word, text: &b.Text, line: l})
		}
	case "always":
		if l.Hours != nil && l.Hours.Always {
			all = append(all, value{line: l})
		}
	case "remark":
		for i := range l.Texts {
			if strings.TrimSpace(l.Texts[i].Text) != "" {
				all = append(all, value{text: &l.Texts[i], line: l})
			}
		}
	}
	return all
}

func textValue(s string, t *model.Thing) value {
	return value{text: &model.Text{Text: s, Span: t.NameSpan}}
}

// textsOf returns what a thing says in words of its own. What is still to be
// written says nothing, and neither does a section that says so of itself.
func textsOf(t *model.Thing) []value {
	if t.Todo != nil {
		return nil
	}
	var all []value
	for i := range t.Prose {
		if p := &t.Prose[i]; strings.TrimSpace(p.Text) != "" {
			all = append(all, value{text: &model.Text{Text: p.Text, Span: p.Span, Refs: p.Refs}})
		}
	}
	for i := range t.Items {
		if strings.TrimSpace(t.Items[i].Text.Text) != "" {
			all = append(all, value{text: &t.Items[i].Text})
		}
	}
	for _, c := range t.Nested("section") {
		all = append(all, textsOf(c)...)
	}
	return all
}

// cites returns the documents that a thing names; of a document of the folder,
// those that anything of the folder names.
func (e *evaluator) cites(t *model.Thing) []value {
	var all []value
	seen := map[*model.Thing]bool{}
	from := func(t *model.Thing) {
		t.EachRef(func(r *model.Ref) {
			d := r.Thing
			if d == nil || d == t || seen[d] || !isDocument(d.Kind) {
				return
			}
			seen[d] = true
			all = append(all, value{thing: d, line: &model.Line{Keyword: "cites", Owner: t, Span: r.Span}})
		})
	}
	if t.Kind == "protocol" || t.Kind == "thresholds" {
		for _, other := range e.a.Things {
			if other.Origin == model.Own && citing(other.Kind) {
				from(other)
			}
		}
		return all
	}
	from(t)
	for _, c := range t.Children {
		from(c)
	}
	return all
}

// citing says whether a thing of a kind speaks for the agreement: what checks it
// or is an example does not.
func citing(kind string) bool {
	switch kind {
	case "checklist", "requirement", "accept-gap", "attest", "scenario", "family", "answer":
		return false
	}
	return true
}

func isDocument(kind string) bool {
	return kind == "document" || kind == "protocol" || kind == "thresholds"
}

// questions returns the questions that the cases of a thing and of its nested
// blocks depend on, those of the criteria that it names included.
func (e *evaluator) questions(t *model.Thing) []*model.Thing {
	seen := map[*model.Thing]bool{}
	var all []*model.Thing
	var from func(t *model.Thing)
	from = func(t *model.Thing) {
		for _, l := range t.Lines {
			all = append(all, e.questionsOf(l.Condition, seen)...)
			all = append(all, e.questionsOf(l.Case, seen)...)
		}
		for i := range t.Items {
			if as := t.Items[i].As; as != nil && as.Thing != nil && !seen[as.Thing] {
				seen[as.Thing] = true
				all = append(all, as.Thing)
			}
		}
		for _, c := range t.Children {
			from(c)
		}
	}
	from(t)
	return all
}

func (e *evaluator) questionsOf(c *model.Condition, seen map[*model.Thing]bool) []*model.Thing {
	var all []*model.Thing
	c.EachCondition(func(c *model.Condition) {
		if c.Ref == nil || c.Ref.Thing == nil || seen[c.Ref.Thing] {
			return
		}
		t := c.Ref.Thing
		switch t.Kind {
		case "question":
			seen[t] = true
			all = append(all, t)
		case "criterion":
			seen[t] = true
			for _, l := range t.All("when") {
				all = append(all, e.questionsOf(l.Condition, seen)...)
			}
		}
	})
	return all
}
