package ruleset

import (
	"fmt"
	"strconv"

	"concordat/compiler/model"
)

// ops are the forms of a condition in the rule set.
var ops = map[model.ConditionOp]string{
	model.All: "all", model.Any: "any", model.Count: "at-least", model.Not: "not", model.Question: "question", model.Criterion: "criterion",
	model.LevelTest: "level", model.ConsentIs: "consent", model.ReferrerIs: "referrer", model.InWords: "words", model.Reason: "reason", model.EventIs: "event",
}

var tests = map[model.Test]string{model.Is: "is", model.IsNot: "is-not", model.AtLeast: "at-least", model.AtMost: "at-most", model.Under: "under", model.Over: "over"}

var timeKinds = map[model.TimeKind]string{
	model.AtOnce: "at-once", model.AtEvent: "at", model.Within: "within", model.SoonAsPossible: "as-soon-as-possible", model.InHours: "in-hours-of",
	model.PastClosing: "past-closing", model.OrSooner: "or-sooner", model.Before: "before", model.NotBefore: "not-before", model.Between: "between", model.EveryTime: "every",
}

func (b *builder) conditionOf(t *model.Thing, keyword string) *Condition {
	if l := t.Line(keyword); l != nil {
		return b.condition(l.Condition)
	}
	return nil
}

// condition returns nil for no condition.
func (b *builder) condition(c *model.Condition) *Condition {
	if c == nil {
		return nil
	}
	return &Condition{Text: conditionText(c), Tree: part(c)}
}

func part(c *model.Condition) Part {
	p := Part{Op: ops[c.Op]}
	if p.Op == "" {
		panic(fmt.Sprintf("a condition of form %d cannot stand in a rule", c.Op))
	}
	for _, q := range c.Parts {
		p.Parts = append(p.Parts, part(q))
	}
	switch c.Op {
	case model.Count:
		p.N = c.N
	case model.Question:
		p.Name, p.Test = refName(c.Ref), tests[c.Test]
		p.values(c.Values)
	case model.Criterion, model.Reason, model.EventIs:
		p.Name = refName(c.Ref)
		if c.Ref == nil {
			p.Name = c.Words
		}
	case model.LevelTest:
		p.Test, p.Values = tests[c.Test], paths(c.Levels)
	case model.ConsentIs, model.ReferrerIs:
		p.Test = tests[c.Test]
		p.values(c.Values)
	case model.InWords:
		p.Question = c.Words
	}
	return p
}

func (p *Part) values(vs []model.Value) {
	for _, v := range vs {
		if v.Word != "" {
			p.Values = append(p.Values, v.Word)
		} else {
			p.Numbers = append(p.Numbers, v.Number)
		}
	}
}

func (b *builder) duties(t *model.Thing) []Duty {
	var all []Duty
	for _, l := range t.Duties() {
		all = append(all, b.duty(l))
	}
	return all
}

func (b *builder) duty(l *model.Line) Duty {
	d := l.Duty
	out := Duty{Modality: dashed(d.Modality), Decides: d.Modality == model.Must || d.Modality == model.MustNot, Text: dutyText(l), Verb: d.Verb.Name, WordsOnly: d.Words != nil,
		Times: times(b, l.Times), TimeText: timesText(l), When: b.condition(l.Case), Because: because(l), Source: b.place(l.Span, model.DutyClause(b.clauses, l))}
	for _, o := range d.Objects {
		switch {
		case o.Ref != nil:
			out.Objects = append(out.Objects, Object{Ref: path(*o.Ref)})
		case o.Text != nil:
			out.Objects = append(out.Objects, Object{Text: plain(*o.Text)})
		default:
			out.Objects = append(out.Objects, Object{Matter: o.Word.Name})
		}
	}
	for _, p := range d.Parties {
		out.Parties = append(out.Parties, Link{p.Prep, parties(p.Refs)})
	}
	for _, w := range d.Ways {
		out.Ways = append(out.Ways, w.Name)
	}
	for _, i := range d.Items {
		out.Items = append(out.Items, plain(i.Text))
	}
	return out
}

func dashed(m model.Modality) string {
	if m == model.MustNot {
		return "must-not"
	}
	return string(m)
}

func (b *builder) timesOf(t *model.Thing, keyword string) []Time {
	if l := t.Line(keyword); l != nil {
		return times(b, l.Times)
	}
	return nil
}

func times(b *builder, ts []model.Time) []Time {
	var all []Time
	for _, t := range ts {
		out := Time{Kind: timeKinds[t.Kind], N: t.Duration.N, Unit: t.Duration.Unit, Upper: t.Upper.N, If: b.condition(t.If)}
		if t.Anchor != nil {
			p := party(*t.Anchor)
			out.From = path(*t.Anchor)
			if p.Kind != "" {
				out.Anchor = &p
			}
		}
		if t.Team != nil {
			out.From = t.Team.Name
		}
		all = append(all, out)
	}
	return all
}

func (b *builder) then(t *model.Thing, keyword string) []string {
	if l := t.Line(keyword); l != nil {
		return paths(l.To)
	}
	return nil
}

// decides says whether a criterion can be settled without a person.
func decides(t *model.Thing) bool {
	if t.Ref("level") == nil {
		return false
	}
	words := false
	if l := t.Line("when"); l != nil {
		l.Condition.EachCondition(func(c *model.Condition) { words = words || c.Op == model.InWords })
	}
	return !words
}

func parties(refs []model.Ref) []Party {
	var all []Party
	for _, r := range refs {
		all = append(all, party(r))
	}
	return all
}

func party(r model.Ref) Party {
	switch {
	case r.Todo:
		return Party{Kind: "to-be-written"}
	case r.Any:
		return Party{Kind: "any-agency"}
	case r.Person != "":
		return Party{Kind: "person", Name: r.Person}
	case r.Event != "":
		return Party{Kind: "event", Name: r.Event}
	case r.Thing == nil:
		return Party{Kind: "to-be-written", Name: r.Name}
	}
	switch r.Thing.Kind {
	case "agency", "team", "role", "group", "meeting", "event":
		return Party{Kind: r.Thing.Kind, Name: r.Thing.Name}
	}
	return Party{Kind: "document", Name: path(r)}
}

func name(t *model.Thing) string {
	if t == nil {
		return ""
	}
	return t.Path()
}

func first(refs []model.Ref) *model.Ref {
	if len(refs) == 0 || refs[0].Thing == nil {
		return nil
	}
	return &refs[0]
}

func refName(r *model.Ref) string {
	if r == nil {
		return ""
	}
	return path(*r)
}

func path(r model.Ref) string {
	if r.Thing != nil {
		return r.Thing.Path()
	}
	return r.Name
}

// paths leaves out what could not be resolved: it has been reported.
func paths(refs []model.Ref) []string {
	var all []string
	for _, r := range refs {
		if r.Thing != nil {
			all = append(all, r.Thing.Path())
		}
	}
	return all
}

func wordNames(t *model.Thing, keyword string) []string {
	var all []string
	for _, l := range t.All(keyword) {
		for _, w := range l.Words {
			all = append(all, w.Name)
		}
	}
	return all
}

func texts(t *model.Thing, keyword string) []string {
	var all []string
	for _, l := range t.All(keyword) {
		for _, x := range l.Texts {
			all = append(all, plain(x))
		}
	}
	return all
}

func fields(t *model.Thing, keyword string) []Field {
	var all []Field
	for _, l := range t.All(keyword) {
		for _, x := range l.Labels {
			all = append(all, Field{x.Name, plain(x.Text)})
		}
	}
	return all
}

func rowsOf(t *model.Thing, keyword string) []Row {
	var all []Row
	for _, l := range t.All(keyword) {
		all = append(all, rows(l.Rows)...)
	}
	return all
}

func rows(refs []model.RowRef) []Row {
	var all []Row
	for _, r := range refs {
		if r.Checklist != nil {
			all = append(all, Row{r.Checklist.Name, r.Row})
		}
	}
	return all
}

func because(l *model.Line) string {
	switch {
	case l.Because == nil:
		return ""
	case l.Because.Word != "":
		return l.Because.Word
	}
	return plain(l.Because.Text)
}

func dated(t *model.Thing, keyword string) []Dated {
	var all []Dated
	for _, l := range t.All(keyword) {
		if !l.Date.IsZero() && len(l.Texts) > 0 {
			all = append(all, Dated{dateText(l.Date), plain(l.Texts[0])})
		}
	}
	return all
}

// dateOf returns the date of a line; of `until` and the like the date stands in
// Date too.
func dateOf(t *model.Thing, keyword string) string {
	if l := t.Line(keyword); l != nil {
		return dateText(l.Date)
	}
	return ""
}

// dateText writes a date as it was given: a day, a month or a year.
func dateText(d model.Date) string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

func valueWord(v model.Value) string {
	if v.Word != "" {
		return v.Word
	}
	return strconv.Itoa(v.Number)
}

func orElse(word, other string) string {
	if word != "" {
		return word
	}
	return other
}
