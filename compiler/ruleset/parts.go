package ruleset

import (
	"fmt"
	"strconv"

	"concordat/compiler/model"
)

func (b *builder) document(draft bool) Document {
	t := b.doc
	d := Document{
		Head: b.head(t), Kind: t.Kind, Area: t.Text("area"), Version: t.Text("version"), Status: t.Word("status"), Draft: draft,
		ApprovedOn: dateOf(t, "approved-on"), InForce: dateOf(t, "in-force"), ReviewBy: dateOf(t, "review-by"),
		Publisher: name(t.Ref("publisher")), Owner: name(t.Ref("owner")), SignedBy: paths(t.Refs("signed-by")),
		Supersedes: paths(t.Refs("supersedes")), YieldsTo: paths(t.Refs("yields-to")), ReliesOn: paths(t.Refs("relies-on")),
		Consulted: paths(t.Refs("consulted")), Amended: dated(t, "amended"), Web: t.Text("web"),
	}
	return d
}

// clock takes each setting from the document, or from another of the folder that
// states it.
func (b *builder) clock() Clock {
	c := Clock{Calendar: "england", TimeZone: "Europe/London", Starts: "at-receipt", Runs: "always"}
	for _, t := range append([]*model.Thing{b.doc}, b.a.Documents()...) {
		if w := t.Word("clock-starts"); w != "" && c.Starts == "at-receipt" {
			c.Starts = w
		}
		if w := t.Word("clock-runs"); w != "" && c.Runs == "always" {
			c.Runs = w
		}
		if len(c.ClosedOn) == 0 {
			c.ClosedOn = dated(t, "closed-on")
		}
	}
	return c
}

func (b *builder) question(t *model.Thing) Question {
	a := t.Answer
	q := Question{Head: b.head(t), Risk: a.Risk, About: t.Word("about"), Help: t.Text("help"), Unit: a.Unit}
	if a.Applies != nil {
		q.Applies = b.condition(a.Applies)
	}
	switch a.Kind {
	case model.YesNo:
		q.Kind, q.Answers, q.Quiet = "yes-no", []string{"no", "yes"}, "no"
		if a.Risk == "falling" {
			q.Quiet = "yes"
		}
	case model.WordAnswers:
		q.Kind = "words"
		for _, w := range a.Words {
			q.Answers = append(q.Answers, w.Name)
		}
		q.Quiet = q.Answers[0]
		if a.Risk == "falling" {
			q.Quiet = q.Answers[len(q.Answers)-1]
		}
	case model.Numbers:
		q.Kind, q.Low, q.High, q.Quiet = "number", a.Low, a.High, strconv.Itoa(a.Low)
		if a.Risk == "falling" {
			q.Quiet = strconv.Itoa(a.High)
		}
	}
	if a.Quiet != nil {
		q.Quiet = valueWord(*a.Quiet)
	}
	return q
}

func (b *builder) level(t *model.Thing) Level {
	l := Level{Head: b.head(t), Otherwise: t.Line("otherwise") != nil, Statute: paths(t.Refs("statute")), Consent: b.consents(t), IfRefused: b.then(t, "if-refused"), Duties: b.duties(t)}
	if n := t.Line("number"); n != nil {
		l.Number = strconv.Itoa(n.Number) + n.Letter
	}
	for _, line := range t.All("lead") {
		if r := first(line.Refs); r != nil {
			l.Leads = append(l.Leads, Lead{r.Name, b.condition(line.Case), b.place(line.Span, b.clauses[t])})
		}
	}
	return l
}

func (b *builder) consents(t *model.Thing) []Consent {
	var all []Consent
	for _, line := range t.All("consent") {
		if line.Consent == "" {
			continue
		}
		c := Consent{Needed: line.Consent, From: parties(line.Refs), When: b.condition(line.Case), Source: b.place(line.Span, b.clauses[t]), Because: because(line)}
		for _, w := range line.Words {
			c.For = append(c.For, w.Name)
		}
		all = append(all, c)
	}
	return all
}

func (b *builder) indicators(t *model.Thing) Indicators {
	in := Indicators{Head: b.head(t), Modality: "illustrative", Level: name(t.Ref("level")), Domain: t.Word("domain"), About: wordNames(t, "about"), Protective: t.Line("protective") != nil}
	for _, item := range t.Items {
		e := Example{Text: plain(item.Text)}
		if item.As != nil {
			e.Question = name(item.As.Thing)
		}
		in.Examples = append(in.Examples, e)
	}
	return in
}

func (b *builder) agency(t *model.Thing) Agency {
	a := Agency{Head: b.head(t), Kind: t.Word("kind"), Serves: wordNames(t, "serves"), Offers: texts(t, "offers"), AlsoKnownAs: texts(t, "also-known-as"), Policies: paths(t.Refs("policies")), Teams: b.teams(t), Duties: b.duties(t)}
	for _, c := range t.Nested("contract") {
		con := Contract{Head: b.head(c), MonitoredBy: paths(c.Refs("monitored-by")), Every: b.timesOf(c, "monitored-by"), How: c.Text("monitored-by"), Duties: b.duties(c)}
		a.Contracts = append(a.Contracts, con)
	}
	return a
}

func (b *builder) teams(t *model.Thing) []Team {
	var all []Team
	for _, c := range t.Nested("team") {
		all = append(all, Team{b.head(c), c.Text("phone"), c.Text("email"), c.Text("web"), wordNames(c, "audience"), b.hours(c, "open"), wordNames(c, "gives"),
			name(c.Ref("otherwise")), paths(c.Refs("if-faulty")), b.teams(c), b.duties(c)})
	}
	return all
}

func (b *builder) hours(t *model.Thing, keyword string) *Hours {
	l := t.Line(keyword)
	if l == nil || l.Hours == nil {
		return nil
	}
	h := &Hours{Text: hoursText(l.Hours), Always: l.Hours.Always}
	if l.Hours.When != nil {
		h.WhenClosed = l.Hours.When.Name
	}
	for _, s := range l.Hours.Spans {
		h.Spans = append(h.Spans, Open(s))
	}
	return h
}

func (b *builder) role(t *model.Thing) Role {
	return Role{b.head(t), t.Word("kind"), parties(t.Refs("at")), paths(t.Refs("deputy")), paths(t.Refs("supported-by")), name(t.Ref("supervised-by")),
		name(t.Ref("chosen-by")), t.Text("chosen-how"), paths(t.Refs("training")), t.Text("job-description"), t.Text("phone"), t.Text("email"), b.duties(t)}
}

func (b *builder) pathway(t *model.Thing) Pathway {
	p := Pathway{Head: b.head(t), From: parties(t.Refs("from")), To: parties(t.Refs("to")), About: orElse(t.Word("about"), "child"), Levels: paths(t.Refs("levels")),
		When: b.conditionOf(t, "when"), AcceptedWhen: b.conditionOf(t, "accepted-when"), Forms: paths(t.Refs("form")), NotAllowed: t.Text("not-allowed"),
		ClockStarts: orElse(t.Word("clock-starts"), b.clock().Starts), ClockRuns: orElse(t.Word("clock-runs"), b.clock().Runs), Duties: b.duties(t)}
	if l := t.Line("moves"); l != nil {
		p.MovesFrom, p.MovesTo = paths(l.Refs), paths(l.To)
	}
	led := ledTo(b.a)
	for _, s := range t.Nested("step") {
		step := Step{Head: b.head(s), By: parties(s.Refs("by")), When: b.conditionOf(s, "when"), Under: paths(s.Refs("under")), IfLate: b.then(s, "if-late"),
			RecordedIn: s.Text("recorded-in"), OnlyThen: led[s], Duties: b.duties(s)}
		for _, o := range s.All("outcome") {
			step.Outcomes = append(step.Outcomes, Outcome{o.Outcome.Name, plain(o.Outcome.Text), paths(o.To), b.condition(o.Case), b.place(o.Span, b.clauses[s])})
		}
		p.Steps = append(p.Steps, step)
	}
	return p
}

// ledTo finds the steps that only an outcome or a missed time leads to: those
// named behind a `then` and not reached by the written order alone.
func ledTo(a *model.Agreement) map[*model.Thing]bool {
	led := map[*model.Thing]bool{}
	for _, t := range a.Things {
		for _, l := range t.Lines {
			for _, r := range l.To {
				if r.Thing != nil && r.Thing.Kind == "step" && l.Keyword != "moves" {
					led[r.Thing] = true
				}
			}
		}
	}
	return led
}

func (b *builder) meeting(t *model.Thing) Meeting {
	m := Meeting{Head: b.head(t), Chair: name(t.Ref("chair")), Levels: paths(t.Refs("levels")), Purpose: t.Text("purpose"), Quorum: texts(t, "quorum"),
		MinutesBy: name(t.Ref("minutes-by")), Held: b.timesOf(t, "held"), Duties: b.duties(t)}
	for _, l := range t.All("with") {
		m.With = append(m.With, Attendance{parties(l.Refs), b.condition(l.Case), b.place(l.Span, b.clauses[t])})
	}
	return m
}

func (b *builder) share(t *model.Thing) Share {
	return Share{b.head(t), parties(t.Refs("from")), parties(t.Refs("to")), wordNames(t, "about"), texts(t, "what"), wordNames(t, "purpose"), wordNames(t, "data"),
		b.conditionOf(t, "when"), wordNames(t, "lawful-basis"), wordNames(t, "special-category-condition"), paths(t.Refs("gateway")), b.consents(t), t.Text("how"), b.then(t, "if-late"), b.duties(t)}
}

func (b *builder) escalation(t *model.Thing) Escalation {
	e := Escalation{Head: b.head(t), About: texts(t, "about"), Excludes: texts(t, "excludes"), Duties: b.duties(t)}
	for _, s := range t.Nested("stage") {
		e.Stages = append(e.Stages, Stage{b.head(s), parties(s.Refs("between")), b.timesOf(s, "between"), b.conditionOf(s, "when"), paths(s.Refs("form")), b.then(s, "if-late"), b.duties(s)})
	}
	return e
}

func (b *builder) service(t *model.Thing) Service {
	s := Service{Head: b.head(t), By: paths(t.Refs("by")), Levels: paths(t.Refs("levels")), About: wordNames(t, "about"), For: texts(t, "for"), Languages: texts(t, "languages"),
		When: b.conditionOf(t, "when"), Offers: texts(t, "offers"), Access: t.Text("access"), Contact: name(t.Ref("contact")), Hours: b.hours(t, "hours"), Wait: t.Text("wait")}
	if l := t.Line("ages"); l != nil && !l.Bad && l.Todo == nil {
		low, high := l.Low, l.High
		s.AgesFrom, s.AgesTo = &low, &high
	}
	return s
}

func (b *builder) plan(t *model.Thing) Plan {
	p := Plan{Head: b.head(t), Owner: name(t.Ref("owner"))}
	for _, l := range t.All("action") {
		a := Action{By: refName(first(l.Refs)), Until: dateText(l.Until), Source: b.place(l.Span, b.clauses[t])}
		if len(l.Texts) > 0 {
			a.Text = plain(l.Texts[0])
		}
		p.Actions = append(p.Actions, a)
	}
	return p
}

func (b *builder) reference(t *model.Thing) Reference {
	kind := t.Word("kind")
	if t.Kind != "document" {
		kind = t.Kind
	}
	return Reference{b.head(t), kind, dateOf(t, "dated"), t.Text("edition"), t.Word("status"), name(t.Ref("owner")), fields(t, "required"), fields(t, "optional"),
		paths(t.Refs("yields-to")), name(t.Ref("replaced-by")), t.Text("web")}
}

func (b *builder) scenario(t *model.Thing) Scenario {
	s := Scenario{Head: b.head(t), From: name(t.Ref("from")), Rest: orElse(t.Word("rest"), "unknown")}
	if l := t.Line("at"); l != nil && !l.Date.IsZero() {
		s.At = dateText(l.Date)
		if l.Clock >= 0 {
			s.At += fmt.Sprintf("T%02d:%02d", l.Clock/60, l.Clock%60)
		}
	}
	for _, c := range t.Children {
		if c.Kind == "family" {
			for _, g := range c.Given {
				s.Family = append(s.Family, given(g))
			}
		}
		if c.Kind == "answer" {
			for _, l := range c.Lines {
				e := Expectation{What: l.Keyword, AtLeast: l.AtLeast, Names: paths(l.Refs), Date: dateText(l.Date), Source: b.place(l.Span, b.clauses[t])}
				if e.Date != "" && l.Clock >= 0 {
					e.Date += fmt.Sprintf("T%02d:%02d", l.Clock/60, l.Clock%60)
				}
				s.Expect = append(s.Expect, e)
			}
		}
	}
	return s
}

func given(g model.Given) Given {
	out := Given{Question: g.Question.Name, Not: g.Not}
	for _, v := range g.Values {
		if v.Word != "" {
			out.Values = append(out.Values, v.Word)
			continue
		}
		n := v.Number
		out.Number = &n
	}
	return out
}
