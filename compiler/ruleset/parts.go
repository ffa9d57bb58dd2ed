package ruleset

import (
	"fmt"
	"strconv"

	"concordat/compiler/model"
	"concordat/compiler/words"
)

func (b *builder) document(draft bool) Document {
	t := b.doc
	return Document{
		Head: b.head(t), Kind: t.Kind, Area: said(t, "area"), Version: said(t, "version"), Status: t.Word("status"), Draft: draft,
		ApprovedOn: dateOf(t, "approved-on"), ApprovedBy: name(t.Ref("approved-on")), InForce: dateOf(t, "in-force"), ReviewBy: dateOf(t, "review-by"),
		Publisher: name(t.Ref("publisher")), Owner: name(t.Ref("owner")), SignedBy: paths(t.Refs("signed-by")),
		Supersedes: paths(t.Refs("supersedes")), YieldsTo: paths(t.Refs("yields-to")), ReliesOn: paths(t.Refs("relies-on")),
		CheckedAgainst: paths(t.Refs("checked-against")), Consulted: paths(t.Refs("consulted")), Amended: dated(t, "amended"), Web: said(t, "web"),
	}
}

func (b *builder) clockOf() Clock {
	stated := func(keyword string) string { return b.stated(keyword).Word(keyword) }
	return Clock{
		Calendar: orElse(stated("calendar"), "england"), TimeZone: "Europe/London",
		Starts: orElse(stated("clock-starts"), "at-receipt"), Runs: orElse(stated("clock-runs"), "always"),
		ClosedOn: dated(b.stated("closed-on"), "closed-on"),
	}
}

func (b *builder) question(t *model.Thing) Question {
	a := t.Answer
	q := Question{Head: b.head(t), Kind: "to-be-written", About: t.Word("about"), Help: said(t, "help")}
	if a == nil {
		return q
	}
	q.Risk, q.Unit, q.Applies = a.Risk, a.Unit, condition(a.Applies)
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
	if v := a.Quiet; v != nil && a.Kind == model.Numbers {
		q.Quiet = strconv.Itoa(v.Number)
	} else if v != nil {
		q.Quiet = v.Word
	}
	return q
}

func (b *builder) level(t *model.Thing) Level {
	l := Level{Head: b.head(t), Otherwise: t.Line("otherwise") != nil, Statute: paths(t.Refs("statute")), Consent: b.consents(t), IfRefused: then(t, "if-refused"), Duties: b.duties(t)}
	if n := t.Line("number"); n != nil {
		l.Number = strconv.Itoa(n.Number) + n.Letter
	}
	for _, line := range t.All("lead") {
		if r := first(line.Refs); r != nil {
			l.Leads = append(l.Leads, Lead{Role: r.Name, When: caseOf(line), Because: because(line), Place: b.place(line.Span, b.clauses[t])})
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
		c := Consent{Needed: line.Consent, From: parties(line.Refs), When: caseOf(line), Because: because(line), Place: b.place(line.Span, b.clauses[t])}
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
		con := Contract{Head: b.head(c), MonitoredBy: paths(c.Refs("monitored-by")), Every: timesOf(c, "monitored-by"), How: said(c, "monitored-by"), Duties: b.duties(c)}
		a.Contracts = append(a.Contracts, con)
	}
	return a
}

func (b *builder) teams(t *model.Thing) []Team {
	var all []Team
	for _, c := range t.Nested("team") {
		all = append(all, Team{b.head(c), said(c, "phone"), said(c, "email"), said(c, "web"), wordNames(c, "audience"), hours(c, "open"), wordNames(c, "gives"),
			name(c.Ref("otherwise")), paths(c.Refs("if-faulty")), b.teams(c), b.duties(c)})
	}
	return all
}

func hours(t *model.Thing, keyword string) *Hours {
	l := t.Line(keyword)
	if l == nil || l.Hours == nil {
		return nil
	}
	h := &Hours{Text: hoursText(l.Hours), Always: l.Hours.Always}
	if l.Hours.When != nil {
		h.WhenClosed = name(l.Hours.When.Thing)
	}
	for _, s := range l.Hours.Spans {
		h.Spans = append(h.Spans, Open(s))
	}
	return h
}

func (b *builder) role(t *model.Thing) Role {
	return Role{b.head(t), t.Word("kind"), parties(t.Refs("at")), paths(t.Refs("deputy")), paths(t.Refs("supported-by")), name(t.Ref("supervised-by")), timesOf(t, "supervised-by"),
		name(t.Ref("chosen-by")), said(t, "chosen-how"), paths(t.Refs("training")), said(t, "job-description"), said(t, "phone"), said(t, "email"), b.duties(t)}
}

func (b *builder) pathway(t *model.Thing) Pathway {
	p := Pathway{Head: b.head(t), From: parties(t.Refs("from")), To: parties(t.Refs("to")), About: orElse(t.Word("about"), "child"), Levels: paths(t.Refs("levels")),
		When: conditionOf(t, "when"), AcceptedWhen: conditionOf(t, "accepted-when"), Consent: b.consents(t), Forms: paths(t.Refs("form")), NotAllowed: said(t, "not-allowed"),
		ClockStarts: orElse(t.Word("clock-starts"), b.clock.Starts), ClockRuns: orElse(t.Word("clock-runs"), b.clock.Runs), Duties: b.duties(t)}
	if l := t.Line("moves"); l != nil {
		p.MovesFrom, p.MovesTo = paths(l.Refs), paths(l.To)
	}
	for _, s := range t.Nested("step") {
		step := Step{Head: b.head(s), By: parties(s.Refs("by")), When: conditionOf(s, "when"), Under: paths(s.Refs("under")), IfLate: then(s, "if-late"),
			RecordedIn: said(s, "recorded-in"), Duties: b.duties(s)}
		for _, o := range s.All("outcome") {
			step.Outcomes = append(step.Outcomes, Outcome{o.Outcome.Name, plain(o.Outcome.Text), paths(o.To), words.Refuses(o), caseOf(o), because(o), b.place(o.Span, b.clauses[s])})
		}
		p.Steps = append(p.Steps, step)
	}
	return p
}

// markLedTo marks the steps that happen only when an outcome, a missed time or a
// refusal leads to them: those that an earlier step of their pathway, a level or a
// share names behind `then`. A later step that names one leads back to where the
// family would have come anyway. The first step is where a pathway starts.
func (r *RuleSet) markLedTo() {
	led := map[string]bool{}
	add := func(names []string) {
		for _, n := range names {
			led[n] = true
		}
	}
	for i := range r.Levels {
		add(r.Levels[i].IfRefused)
	}
	for i := range r.Shares {
		add(r.Shares[i].IfLate)
	}
	for i := range r.Pathways {
		p := &r.Pathways[i]
		for j := range p.Steps {
			s := &p.Steps[j]
			s.OnlyThen = j > 0 && led[p.Name+"."+s.Name]
			for _, o := range s.Outcomes {
				add(o.Then)
			}
			add(s.IfLate)
		}
	}
}

func (b *builder) meeting(t *model.Thing) Meeting {
	m := Meeting{Head: b.head(t), Chair: name(t.Ref("chair")), Levels: paths(t.Refs("levels")), Purpose: said(t, "purpose"), Quorum: texts(t, "quorum"),
		MinutesBy: name(t.Ref("minutes-by")), Held: timesOf(t, "held"), Duties: b.duties(t)}
	for _, l := range t.All("with") {
		m.With = append(m.With, Attendance{parties(l.Refs), caseOf(l), because(l), b.place(l.Span, b.clauses[t])})
	}
	return m
}

func (b *builder) share(t *model.Thing) Share {
	return Share{b.head(t), parties(t.Refs("from")), parties(t.Refs("to")), wordNames(t, "about"), texts(t, "what"), wordNames(t, "purpose"), wordNames(t, "data"),
		conditionOf(t, "when"), wordNames(t, "lawful-basis"), wordNames(t, "special-category-condition"), paths(t.Refs("gateway")), b.consents(t), said(t, "how"), then(t, "if-late"), b.duties(t)}
}

func (b *builder) escalation(t *model.Thing) Escalation {
	e := Escalation{Head: b.head(t), About: texts(t, "about"), Excludes: texts(t, "excludes"), Duties: b.duties(t)}
	for _, s := range t.Nested("stage") {
		e.Stages = append(e.Stages, Stage{b.head(s), parties(s.Refs("between")), timesOf(s, "between"), conditionOf(s, "when"), paths(s.Refs("form")), then(s, "if-late"), b.duties(s)})
	}
	return e
}

func (b *builder) service(t *model.Thing) Service {
	s := Service{Head: b.head(t), By: paths(t.Refs("by")), Levels: paths(t.Refs("levels")), About: wordNames(t, "about"), For: texts(t, "for"), Languages: texts(t, "languages"),
		When: conditionOf(t, "when"), Offers: texts(t, "offers"), Access: said(t, "access"), Contact: name(t.Ref("contact")), Hours: hours(t, "hours"), Wait: said(t, "wait")}
	if l := t.Line("ages"); l != nil && !l.Bad && l.Todo == nil {
		low, high := l.Low, l.High
		s.AgesFrom, s.AgesTo, s.AgesUnit = &low, &high, l.Unit
	}
	return s
}

func (b *builder) plan(t *model.Thing) Plan {
	p := Plan{Head: b.head(t), Owner: name(t.Ref("owner"))}
	for _, l := range t.All("action") {
		a := Action{By: paths(l.Refs), Until: dateText(l.Until), Place: b.place(l.Span, b.clauses[t])}
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
	r := Reference{Head: b.head(t), Kind: kind, Dated: dateOf(t, "dated"), Edition: said(t, "edition"), Status: t.Word("status"), Publisher: name(t.Ref("publisher")), Owner: name(t.Ref("owner")),
		UsedBy: parties(t.Refs("used-by")), About: wordNames(t, "about"), Domains: wordNames(t, "domains"), Required: fields(t, "required"), Optional: fields(t, "optional"),
		YieldsTo: paths(t.Refs("yields-to")), ReplacedBy: name(t.Ref("replaced-by")), SayNot: texts(t, "say-not"), Web: said(t, "web")}
	if l := t.Line("keep-for"); l != nil && !l.Duration.IsZero() {
		r.KeepFor = &Length{l.Duration.N, l.Duration.Unit}
	}
	return r
}

func (b *builder) scenario(t *model.Thing) Scenario {
	s := Scenario{Head: b.head(t), From: name(t.Ref("from")), Rest: orElse(t.Word("rest"), "unknown")}
	if l := t.Line("at"); l != nil {
		s.At = momentText(l)
	}
	for _, l := range t.All("happened") {
		if !l.Bad && l.Todo == nil {
			s.Happened = append(s.Happened, Happened{path(l.Refs[0]), momentText(l), b.place(l.Span, b.clauses[t])})
		}
	}
	for _, g := range t.Given {
		s.Family = append(s.Family, *condition(g.Is))
	}
	for _, c := range t.Nested("answer") {
		for _, l := range c.Lines {
			if !expectations[l.Keyword] || l.Bad || l.Todo != nil {
				continue
			}
			s.Expect = append(s.Expect, b.expectation(l, t))
		}
	}
	return s
}

func (b *builder) expectation(l *model.Line, scenario *model.Thing) Expectation {
	x := Expectation{What: l.Keyword, AtLeast: l.AtLeast, Names: paths(l.Refs), Who: parties(l.To), Needed: l.Consent, Date: momentText(l), Place: b.place(l.Span, b.clauses[scenario])}
	if l.Keyword == "first" {
		x.Names, x.Who = nil, parties(l.Refs)
	}
	for _, w := range l.Words {
		x.For = append(x.For, w.Name)
	}
	return x
}

// expectations are the lines of `answer`.
var expectations = map[string]bool{
	"level": true, "not-ruled-out": true, "consider": true, "no-consider": true, "lead": true, "first": true, "consent": true, "pathway": true, "no-pathway": true, "accepted": true, "not-accepted": true,
	"contact": true, "step": true, "no-step": true, "tell": true, "no-tell": true, "share": true, "no-share": true, "ask": true, "due": true,
}

// momentText writes the date of a line, and the time of day if it has one.
func momentText(l *model.Line) string {
	if l.Date.IsZero() || l.Clock < 0 {
		return dateText(l.Date)
	}
	return fmt.Sprintf("%sT%02d:%02d", dateText(l.Date), l.Clock/60, l.Clock%60)
}
