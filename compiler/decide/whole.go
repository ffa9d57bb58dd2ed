package decide

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"concordat/compiler/clock"
	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
	"concordat/compiler/schema"
)

// decision is one answer in the making.
type decision struct {
	e        *Engine
	c        *Case
	run      *Run
	answers  []logic.Answer
	known    logic.Case
	at       clock.Point
	happened map[string]clock.Point // what the case says was done, or will be
	times    map[string]*pathwayTimes
	now      *Moments            // what is known when its times are counted
	lines    map[string]*Contact // how to reach each team, now
	atLevel  map[int]logic.Truth // whether the family agreed as far as it has to at a level, to a pathway that says nothing of that
	actor    *ruleset.Agency     // nil, nobody in particular
	out      *Answer
}

// Decide returns the whole answer to a case. The error names what in the case the
// rule set does not ask or allow.
func (e *Engine) Decide(c *Case) (*Answer, error) {
	d, err := e.decision(c)
	if err != nil {
		return nil, err
	}
	d.level()
	d.criteria()
	d.leads()
	d.consent()
	d.ways()
	d.othersWays()
	d.own()
	d.afterRefusal()
	d.shares()
	d.services()
	d.done()
	d.first()
	d.out.Ask = d.ask()
	d.explain()
	return d.out, nil
}

func (e *Engine) decision(c *Case) (*decision, error) {
	answers, err := e.Encode(c)
	if err != nil {
		return nil, err
	}
	d := &decision{e: e, c: c, run: e.NewRun(), answers: answers, times: map[string]*pathwayTimes{}, lines: map[string]*Contact{}, atLevel: map[int]logic.Truth{}, actor: e.agencyOf(c.From)}
	if wrong := d.readMoments(); len(wrong) > 0 {
		return nil, fmt.Errorf("case: %w", errors.Join(wrong...))
	}
	e.Run(d.run, answers)
	d.known = e.caseOf(answers)
	d.known.Levels = logic.Set{d.run.Possible}
	doc := &e.Rules.Document
	d.out = &Answer{
		SchemaVersion: AnswerVersion, Notice: ruleset.Notice, Case: c, ConsentTaken: c.taken && c.Consent == "given",
		engine: e, answers: answers,
		Agreement: Agreement{doc.Name, titleOr(doc.Title, doc.Name), doc.Area, doc.Version, doc.Draft},
	}
	if d.actor != nil {
		w := e.whoIs(ruleset.Party{Kind: "agency", Name: d.actor.Name}, d.actor)
		d.out.From = &w
	}
	d.out.Moment = d.at.String()
	return d, nil
}

// may says that a level is not ruled out.
func (d *decision) may(level int) bool { return d.run.Possible&(1<<level) != 0 }

// level says which level is certain and which are not ruled out.
func (d *decision) level() {
	a := d.out
	a.Certain = d.run.Certain()
	a.NotRuledOut = []Need{}
	for i := range d.e.Rules.Levels {
		switch l := &d.e.Rules.Levels[i]; {
		case i == d.run.Floor:
			a.Level = need(l)
		case d.may(i):
			a.NotRuledOut = append(a.NotRuledOut, *need(l))
		}
	}
}

func need(l *ruleset.Level) *Need {
	return &Need{Name: l.Name, Number: l.Number, Title: titleOr(l.Title, l.Name), Place: l.Place}
}

// levelText says which levels the case may be at.
func (d *decision) levelText() string {
	var all []string
	if d.out.Level != nil {
		all = append(all, d.out.Level.Title)
	} else {
		all = append(all, "no level")
	}
	for _, n := range d.out.NotRuledOut {
		all = append(all, n.Title)
	}
	return strings.Join(all, ", or ")
}

// standing returns how sure something is that is not false.
func standing(t logic.Truth) Standing {
	if t == logic.True {
		return Certain
	}
	return InDoubt
}

// criteria lists the criteria that are met or in doubt, what a person should
// consider, what is left to a person, and answers that cannot all be right.
func (d *decision) criteria() {
	a, r := d.out, d.e.Rules
	a.Criteria, a.Consider, a.Judgements, a.Impossible = []Criterion{}, []Criterion{}, []Judgement{}, []Statement{}
	for i := range r.Criteria {
		c := &r.Criteria[i]
		t := d.run.Criterion(i)
		if t == logic.False {
			continue
		}
		out := Criterion{
			Name: c.Name, Title: titleOr(c.Title, c.Name), Level: c.Level, LevelTitle: d.levelTitle(c.Level), Standing: standing(t), When: c.When.Text, Because: orNone(d.basis(d.e.Logic.Condition(&c.When))), Person: !c.Decides, Place: c.Place,
		}
		switch {
		case c.Consider != "":
			out.Level, out.LevelTitle = c.Consider, d.levelTitle(c.Consider)
			if n, ok := d.e.levels[c.Consider]; ok && d.above(n) {
				a.Consider = append(a.Consider, out)
			}
		case c.Level == "" && t == logic.Unknown: // it matters only through those that name it
		default:
			a.Criteria = append(a.Criteria, out)
		}
	}
	for i := range r.Judgements {
		j := &r.Judgements[i]
		if t := d.run.Truth(&j.When); t != logic.False {
			a.Judgements = append(a.Judgements, Judgement{j.Name, titleOr(j.Title, j.Name), standing(t), d.e.role(j.By), j.Because, j.When.Text, j.Place})
		}
	}
	for i, x := range d.e.Logic.CannotBe {
		if logic.Eval(x, d.known) == logic.True {
			a.Impossible = append(a.Impossible, Statement{r.CannotBe[i].When.Text, r.CannotBe[i].Place})
		}
	}
}

// above says that a level ranks above the one that is certain.
func (d *decision) above(level int) bool {
	return d.run.Floor == len(d.e.Logic.Levels) || level > d.run.Floor
}

// deciding says whether a criterion in doubt could still raise the level.
func (d *decision) deciding(i int) bool {
	c := &d.e.Rules.Criteria[i]
	n, ok := d.e.levels[c.Level]
	return ok && d.run.Criterion(i) == logic.Unknown && d.above(n)
}

// leads says who leads at each level that the case may be at. It is certain where
// one role does whichever of them it is.
func (d *decision) leads() {
	d.out.Leads = []Lead{}
	roles := map[string]bool{}
	sure := true
	for i := range d.e.Rules.Levels {
		level := &d.e.Rules.Levels[i]
		if !d.may(i) {
			continue
		}
		some := false
		for n := range level.Leads {
			l := &level.Leads[n]
			t := d.run.Lead(i, n)
			if t == logic.False {
				continue
			}
			roles[l.Role] = true
			some = some || t == logic.True
			d.out.Leads = append(d.out.Leads, Lead{d.e.role(l.Role), level.Name, titleOr(level.Title, level.Name), standing(t), whenText(l.When), becauseText(l.Because), l.Place})
		}
		sure = sure && some
	}
	if !sure || len(roles) > 1 || d.may(len(d.e.Logic.Levels)) {
		for i := range d.out.Leads {
			if l := &d.out.Leads[i]; !d.out.Certain {
				l.Standing = InDoubt
			}
		}
	}
}

func (d *decision) consent() {
	d.out.Consent, d.out.IfRefused = []Consent{}, []Way{}
	for i := range d.e.Rules.Levels {
		if level := &d.e.Rules.Levels[i]; d.may(i) {
			d.out.Consent = append(d.out.Consent, d.positions(level.Consent, level.Name)...)
			if d.refusable(i) {
				for _, w := range d.e.after(level.IfRefused) {
					if !slices.Contains(d.out.IfRefused, w) {
						d.out.IfRefused = append(d.out.IfRefused, w)
					}
				}
			}
		}
	}
}

// refusable says whether the family may have to agree at a level, so that what
// follows a refusal matters.
func (d *decision) refusable(level int) bool {
	l := &d.e.Rules.Levels[level]
	return !slices.Contains(d.e.Rules.NothingDelays, l.Name) && logic.Eval(d.e.Logic.Asked(l), d.known) != logic.False
}

// positions returns the positions on consent that count, or may: those of a
// level, or with no name those of a share.
func (d *decision) positions(lines []ruleset.Consent, level string) []Consent {
	all := []Consent{}
	for i := range lines {
		c := &lines[i]
		out := Consent{Level: level, LevelTitle: d.levelTitle(level), Needed: c.Needed, From: d.e.whoAre(c.From, d.actor), When: whenText(c.When), Because: becauseText(c.Because), Place: c.Place, For: []string{}}
		least := logic.True
		for _, p := range c.For {
			t := d.run.Consent(c, p)
			if t == logic.False {
				continue
			}
			least = min(least, t)
			out.For = append(out.For, p)
		}
		if level != "" && !d.out.Certain {
			least = logic.Unknown
		}
		if out.Standing = standing(least); len(out.For) > 0 {
			all = append(all, out)
		}
	}
	return all
}

func (d *decision) services() {
	d.out.Services = []Service{}
	for i := range d.e.Rules.Services {
		s := &d.e.Rules.Services[i]
		t := d.run.Truth(s.When)
		if t == logic.False || !d.reaches(s.Levels) {
			continue
		}
		out := Service{Name: s.Name, Title: titleOr(s.Title, s.Name), Standing: standing(t), When: whenText(s.When), Access: s.Access, Contacts: []Contact{}, Place: s.Place}
		if s.Contact != "" {
			kind := "agency"
			if d.e.teams[s.Contact] != nil {
				kind = "team"
			}
			out.Contacts = d.contacts([]ruleset.Party{{Kind: kind, Name: s.Contact}})
		}
		d.out.Services = append(d.out.Services, out)
	}
}

// reaches says whether one of the levels is certain: what lower ones offer is
// there at higher ones too. No level stands for all.
func (d *decision) reaches(levels []string) bool {
	if len(levels) == 0 {
		return true
	}
	return slices.ContainsFunc(levels, func(name string) bool {
		n, ok := d.e.levels[name]
		return ok && n <= d.run.Floor && d.run.Floor < len(d.e.Logic.Levels)
	})
}

func whenText(c *ruleset.Condition) string {
	if c == nil {
		return ""
	}
	return c.Text
}

func becauseText(b *ruleset.Because) string {
	if b == nil {
		return ""
	}
	return b.Text
}

// questionTitle says in words what stands for a variable.
func (e *Engine) questionTitle(v *logic.Var) string {
	switch v.Kind {
	case logic.Question:
		if q := e.questions[v.Name]; q != nil {
			return titleOr(q.Title, q.Name)
		}
	case logic.Words:
		return "Is it so, in your judgement: " + v.Name + "?"
	case logic.Reason:
		return "Is it so that " + schema.Label("no-tell-reason", v.Name) + "?"
	case logic.Event:
		return "Has this happened: " + e.eventTitle(v.Name) + "?"
	case logic.Consent:
		return "Has the family been asked to agree, and what did it say?"
	case logic.Referrer:
		return "What sort of agency asks?"
	}
	return v.Name
}

func (e *Engine) eventTitle(name string) string {
	for i := range e.Rules.Events {
		if x := &e.Rules.Events[i]; x.Name == name {
			return titleOr(x.Title, x.Name)
		}
	}
	return schema.Label("event", name)
}

func orNone[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
