package checklist

import (
	"concordat/compiler/model"
)

// value is one member of the set that a path stands for: a thing, a duty
// sentence, a word of a vocabulary, a text, a number, a duration, or only the
// fact that a line is there.
type value struct {
	thing *model.Thing
	duty  *model.Line
	word  string // of a vocabulary, or a person
	text  *model.Text
	rank  *rank
	span  *model.Duration
	date  *model.Date
	line  *model.Line // the line that gives the value, nil if none does
	// any says that the value is one of `any agency`: what binds everybody.
	any bool
}

// rank is a number with a letter, such as 4a.
type rank struct {
	n      int
	letter string
}

func (r rank) less(s rank) bool {
	if r.n != s.n {
		return r.n < s.n
	}
	return r.letter < s.letter
}

// empty says that v stands for nothing that could be compared or followed.
func (v value) empty() bool {
	return v.thing == nil && v.duty == nil && v.word == "" && v.text == nil && v.rank == nil && v.span == nil && v.date == nil
}

// blank says that a thing is only promised: its body is still to be written.
// A thing that says something beside its `todo` is judged by what it says.
func blank(t *model.Thing) bool {
	if t.Todo == nil {
		return false
	}
	if len(t.Items) > 0 || len(t.Prose) > 0 || len(t.Children) > 0 || len(t.Given) > 0 || t.Answer != nil {
		return false
	}
	for _, l := range t.Lines {
		switch l.Keyword {
		case "todo", "source", "allow":
		default:
			if good(l) {
				return false
			}
		}
	}
	return true
}

// good says that the value of a line is written and could be read.
func good(l *model.Line) bool { return l.Todo == nil && !l.Bad && l.Keyword != "todo" }

// lineValues returns what a line says. A line that is to be written says
// nothing; one that has no value to compare gives one empty value, so that it
// counts as there.
func (e *evaluator) lineValues(l *model.Line) []value {
	all, seen := e.read[l]
	if !seen {
		all = e.readLine(l)
		e.read[l] = all[:len(all):len(all)]
	}
	return all
}

func (e *evaluator) readLine(l *model.Line) []value {
	if !good(l) {
		return nil
	}
	if l.Duty != nil {
		return []value{{duty: l, line: l}}
	}
	var all []value
	all = append(all, e.refValues(l.Refs, l)...)
	all = append(all, e.refValues(l.To, l)...)
	for _, w := range l.Words {
		all = append(all, value{word: w.Name, line: l})
	}
	for i := range l.Texts {
		if l.Texts[i].Text != "" {
			all = append(all, value{text: &l.Texts[i], line: l})
		}
	}
	for i := range l.Labels {
		all = append(all, value{text: &l.Labels[i].Text, line: l})
	}
	if l.Number != 0 {
		all = append(all, value{rank: &rank{l.Number, l.Letter}, line: l})
	}
	if l.High != 0 {
		all = append(all, value{rank: &rank{n: l.Low}, line: l}, value{rank: &rank{n: l.High}, line: l})
	}
	if !l.Date.IsZero() {
		all = append(all, value{date: &l.Date, line: l})
	}
	if !l.Duration.IsZero() {
		all = append(all, value{span: &l.Duration, line: l})
	}
	if len(all) == 0 && len(l.Refs) == 0 && len(l.Words) == 0 && len(l.Texts) == 0 {
		all = append(all, value{line: l})
	}
	return all
}

// refValues returns what references stand for. One that could not be resolved,
// or is still to be written, stands for nothing.
func (e *evaluator) refValues(refs []model.Ref, l *model.Line) []value {
	var all []value
	for i := range refs {
		r := &refs[i]
		switch {
		case r.Thing != nil:
			all = append(all, value{thing: r.Thing, line: l})
		case r.Person != "":
			all = append(all, value{word: r.Person, line: l})
		case r.Event != "":
			all = append(all, value{word: r.Event, line: l})
		case r.Any:
			for _, t := range e.visible["agency"] {
				if r.Where == nil || e.holds(r.Where, value{thing: t}, nil).ok {
					all = append(all, value{thing: t, line: l, any: true})
				}
			}
		}
	}
	return all
}

// agencies returns the agencies behind a thing: itself, the one that a team or
// contract belongs to, those at which a role is held, those that do a step. A
// group is none: what its members share in a meeting is not shared with each.
func (e *evaluator) agencies(t *model.Thing) []*model.Thing {
	found, known := e.behind[t]
	if !known {
		found = e.findAgencies(t)
		e.behind[t] = found
	}
	return found
}

func (e *evaluator) findAgencies(t *model.Thing) []*model.Thing {
	var found []*model.Thing
	seen := map[*model.Thing]bool{}
	var add func(t *model.Thing)
	follow := func(t *model.Thing, keyword string) {
		for _, l := range t.All(keyword) {
			for _, v := range e.lineValues(l) {
				if v.thing != nil {
					add(v.thing)
				}
			}
		}
	}
	add = func(t *model.Thing) {
		if t == nil || seen[t] {
			return
		}
		seen[t] = true
		switch t.Kind {
		case "agency":
			found = append(found, t)
		case "team", "contract":
			add(t.Parent)
		case "role":
			follow(t, "at")
		case "service":
			follow(t, "by")
		case "step":
			for _, v := range e.actors(t) {
				add(v.thing)
			}
		}
	}
	add(t)
	return found
}

// actors returns who does a step. `referrer` stands for those from whom the
// pathway comes, and for the word itself.
func (e *evaluator) actors(step *model.Thing) []value {
	var all []value
	for _, l := range step.All("by") {
		for _, v := range e.lineValues(l) {
			all = append(all, v)
			if v.word == "referrer" && step.Parent != nil {
				for _, f := range step.Parent.All("from") {
					for _, w := range e.lineValues(f) {
						all = append(all, value{thing: w.thing, word: w.word, line: l, any: w.any})
					}
				}
			}
		}
	}
	return all
}

// bound returns the agencies that a duty of a thing binds in particular: not
// those that are meant only as one of `any agency`.
func (e *evaluator) bound(t *model.Thing) []*model.Thing {
	if t == nil || t.Kind != "role" {
		return e.agencies(t)
	}
	var all []*model.Thing
	for _, l := range t.All("at") {
		for _, v := range e.lineValues(l) {
			if !v.any {
				all = append(all, e.agencies(v.thing)...)
			}
		}
	}
	return all
}

// debtors returns who has to keep a duty. Those of a contract are not looked at:
// contracts have rows of their own.
func (e *evaluator) debtors(duty *model.Line) []value {
	t := duty.Owner
	if t == nil {
		return nil
	}
	from := func(keywords ...string) []value {
		var all []value
		for _, k := range keywords {
			for _, l := range t.All(k) {
				all = append(all, e.lineValues(l)...)
			}
		}
		return all
	}
	switch t.Kind {
	case "agency", "team", "role", "group":
		return []value{{thing: t}}
	case "step":
		return e.actors(t)
	case "stage":
		return from("between")
	case "meeting":
		return from("chair", "with")
	case "share", "pathway":
		return from("from")
	}
	return nil
}
