package ruleset

import (
	"fmt"
	"strconv"
	"strings"

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

// conditionOf returns the condition of the line with a keyword, nil if there is
// no such line.
func conditionOf(t *model.Thing, keyword string) *Condition {
	l := t.Line(keyword)
	switch {
	case l == nil:
		return nil
	case l.Condition == nil || l.Bad:
		return notWritten(l)
	}
	return condition(l.Condition)
}

// needs returns the condition of a line without which a block says nothing.
func (b *builder) needs(t *model.Thing, keyword string) Condition {
	if c := conditionOf(t, keyword); c != nil {
		return *c
	}
	return *notWritten(&model.Line{Todo: &model.Todo{}})
}

// caseOf returns the case at the end of a line. One that could not be read is
// not the same as none, which would let the line hold always.
func caseOf(l *model.Line) *Condition {
	if l.Bad {
		return notWritten(l)
	}
	return condition(l.Case)
}

// notWritten is the condition of a line that is still to be written, or that
// could not be read in a draft.
func notWritten(l *model.Line) *Condition {
	return &Condition{Text: valuesText(l), Tree: Part{Op: "to-be-written"}}
}

// condition returns nil for no condition.
func condition(c *model.Condition) *Condition {
	if c == nil {
		return nil
	}
	return &Condition{Text: conditionText(c), Tree: part(c)}
}

func part(c *model.Condition) Part {
	p := Part{Op: ops[c.Op]}
	switch c.Op {
	case model.All, model.Any, model.Not:
	case model.Count:
		p.N = c.N
	case model.Question:
		if c.Ref.Thing == nil {
			return Part{Op: "to-be-written"}
		}
		p.Name, p.Test = c.Ref.Thing.Name, tests[c.Test]
		p.values(c.Values)
	case model.Criterion, model.EventIs:
		p.Name = path(*c.Ref)
	case model.Reason:
		p.Name = c.Words
	case model.LevelTest:
		p.Test, p.Values = tests[c.Test], paths(c.Levels)
		if len(p.Values) < len(c.Levels) {
			return Part{Op: "to-be-written"}
		}
	case model.ConsentIs, model.ReferrerIs:
		p.Test = tests[c.Test]
		p.values(c.Values)
	case model.InWords:
		p.Question = c.Words
	default:
		panic(fmt.Sprintf("a condition of form %d cannot stand in a rule", c.Op))
	}
	for _, q := range c.Parts {
		p.Parts = append(p.Parts, part(q))
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
	out := Duty{
		Modality: dashed(d.Modality), Decides: d.Modality == model.Must || d.Modality == model.MustNot, Text: dutyText(l), Short: shortText(l), CaseText: caseText(l), Verb: d.Verb.Name, WordsOnly: d.Words != nil,
		AnyObject: d.Or, Times: times(l.Times), TimeText: timesText(l), When: caseOf(l), Because: because(l), Place: b.place(l.Span, model.DutyClause(b.clauses, l)),
	}
	for _, o := range d.Objects {
		out.Objects = append(out.Objects, object(o))
	}
	for _, p := range d.Parties {
		link := Link{How: p.Prep, Who: parties(p.Refs), Any: p.Or}
		if p.More != nil {
			link.Text = plain(*p.More)
		}
		out.Parties = append(out.Parties, link)
	}
	for _, w := range d.Ways {
		out.Ways = append(out.Ways, w.Name)
	}
	for _, i := range d.Items {
		out.Items = append(out.Items, plain(i.Text))
	}
	return out
}

func object(o model.Object) Object {
	out := Object{How: o.Prep}
	switch {
	case o.Text != nil:
		out.Kind, out.Text = "words", plain(*o.Text)
	case o.Ref == nil:
		out.Kind, out.Name = "matter", o.Word.Name
	case o.Ref.Event != "":
		out.Kind, out.Name = "event", o.Ref.Event
	case o.Ref.Thing != nil:
		out.Kind, out.Name = "thing", path(*o.Ref)
	default:
		out.Kind = "to-be-written"
	}
	if o.More != nil {
		out.Text = plain(*o.More)
	}
	return out
}

func dashed(m model.Modality) string {
	if m == model.MustNot {
		return "must-not"
	}
	return string(m)
}

func timesOf(t *model.Thing, keyword string) []Time {
	if l := t.Line(keyword); l != nil {
		return times(l.Times)
	}
	return nil
}

func times(ts []model.Time) []Time {
	var all []Time
	for _, t := range ts {
		out := Time{Kind: timeKinds[t.Kind], N: t.Duration.N, Unit: t.Duration.Unit, Upper: t.Upper.N, Anchor: anchor(t.Anchor), If: condition(t.If)}
		if t.Team != nil {
			out.Team = name(t.Team.Thing)
		}
		all = append(all, out)
	}
	return all
}

func anchor(r *model.Ref) *Anchor {
	switch {
	case r == nil:
		return nil
	case r.Event != "":
		return &Anchor{"moment", r.Event}
	case r.Thing != nil && (r.Thing.Kind == "protocol" || r.Thing.Kind == "thresholds"):
		return &Anchor{"document", r.Thing.Name}
	case r.Thing != nil:
		return &Anchor{r.Thing.Kind, path(*r)}
	}
	return &Anchor{Kind: "to-be-written"}
}

func then(t *model.Thing, keyword string) []string {
	if l := t.Line(keyword); l != nil {
		return paths(l.To)
	}
	return nil
}

// decides says whether a criterion can be settled without a person.
func decides(t *model.Thing) bool {
	return t.Ref("level") != nil && computable(t, map[*model.Thing]bool{})
}

// computable says whether a criterion, with all that it names, is free of
// judgements and written in full. known has what was looked at before; a criterion
// that is being looked at is in a circle, and is not.
func computable(t *model.Thing, known map[*model.Thing]bool) bool {
	if ok, before := known[t]; before {
		return ok
	}
	known[t] = false
	l := t.Line("when")
	if l == nil || l.Condition == nil || l.Bad {
		return false
	}
	ok := true
	l.Condition.EachCondition(func(c *model.Condition) {
		switch c.Op {
		case model.InWords, model.Reason:
			ok = false
		case model.Question:
			ok = ok && c.Ref.Thing != nil && c.Ref.Thing.Answer != nil
		case model.Criterion:
			ok = ok && computable(c.Ref.Thing, known)
		}
	})
	known[t] = ok
	return ok
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
	case r.Any:
		return Party{Kind: "any-agency", Where: filter(r)}
	case r.Person != "":
		return Party{Kind: "person", Name: r.Person}
	case r.Thing != nil:
		return Party{Kind: r.Thing.Kind, Name: r.Thing.Name}
	}
	return Party{Kind: "to-be-written"}
}

// filter returns which agencies `any agency where …` means, nil for all.
func filter(r model.Ref) *Filter {
	if r.Where == nil {
		return nil
	}
	return &Filter{Text: refText(r), Tree: filterPart(r.Where)}
}

func filterPart(c *model.Condition) FilterPart {
	p := FilterPart{Path: strings.Join(c.Path, ".")}
	for _, q := range c.Parts {
		p.Parts = append(p.Parts, filterPart(q))
	}
	switch c.Op {
	case model.All, model.Any, model.Not:
		p.Op = ops[c.Op]
	case model.Count:
		p.Op, p.N = ops[c.Op], c.N
	case model.PathIs:
		p.Op, p.Test = "is", tests[c.Test]
	case model.PathIncludes:
		p.Op = "includes"
	case model.HasPath:
		p.Op = "has"
	case model.HasThing:
		where := filterPart(c.Query.Filter)
		p.Op, p.Where = "has", &where
	default:
		panic(fmt.Sprintf("a condition of form %d cannot stand in a filter", c.Op))
	}
	for _, v := range c.Values {
		p.Values = append(p.Values, valueText(v))
	}
	return p
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

// said returns the first text of the first line with a keyword, or "".
func said(t *model.Thing, keyword string) string {
	if l := t.Line(keyword); l != nil && len(l.Texts) > 0 {
		return plain(l.Texts[0])
	}
	return ""
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
		if r.Checklist != nil && r.Thing != nil {
			all = append(all, Row{r.Checklist.Name, r.Row})
		}
	}
	return all
}

func because(l *model.Line) *Because {
	if l.Because == nil {
		return nil
	}
	w := &Because{Text: becauseText(l)}
	if l.Because.Word != "todo" {
		w.Reason = l.Because.Word
	}
	return w
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

// valueText writes a value as an author does: "refused", "3", "3 months".
func valueText(v model.Value) string {
	if v.Word != "" {
		return v.Word
	}
	return strings.TrimSpace(strconv.Itoa(v.Number) + " " + v.Unit)
}

func orElse(word, other string) string {
	if word != "" {
		return word
	}
	return other
}
