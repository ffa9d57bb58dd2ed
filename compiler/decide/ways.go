package decide

import (
	"slices"

	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// ways lists the pathways that are open, or may be, to whoever asks, and what the
// level and the document themselves ask.
func (d *decision) ways() {
	a, r := d.out, d.e.Rules
	a.Duties, a.Pathways, a.ways = []Duty{}, []Pathway{}, len(r.Pathways)
	for i := range r.Levels {
		if !d.may(i) {
			continue
		}
		least := logic.True
		if !a.Certain {
			least = logic.Unknown
		}
		for _, x := range d.duties(r.Levels[i].Duties, least, scope{}) {
			x.Level = r.Levels[i].Name
			a.Duties = append(a.Duties, x)
		}
	}
	a.Duties = append(a.Duties, d.duties(r.Duties, logic.True, scope{})...)
	for i := range r.Pathways {
		if p := d.pathway(i); p != nil {
			a.Pathways = append(a.Pathways, *p)
		}
	}
}

// scope is where a duty stands, which its times are counted in; a zero one is the
// document itself.
type scope struct {
	pathway *ruleset.Pathway
	step    int
	times   *pathwayTimes // of the step; nil, as counted from the moment of the case
	share   *ruleset.Share
}

// othersWays lists the pathways that are open, or may be, to others only.
func (d *decision) othersWays() {
	d.out.Others = []OthersWay{}
	for i := range d.e.Rules.Pathways {
		p := &d.e.Rules.Pathways[i]
		if open := d.run.Open(i); open != logic.False && d.sends(p.From) == logic.False {
			d.out.Others = append(d.out.Others, OthersWay{p.Name, titleOr(p.Title, p.Name), standing(open), d.e.whoAre(p.From, d.actor), d.e.whoAre(p.To, d.actor), p.Place})
		}
	}
}

// toYou says that a pathway leads to whoever asks and to nobody else.
func (d *decision) toYou(p *ruleset.Pathway) bool {
	return d.actor != nil && len(p.To) > 0 && !slices.ContainsFunc(p.To, func(to ruleset.Party) bool {
		return d.e.Sends([]ruleset.Party{to}, d.actor.Name) != logic.True
	})
}

// sends says whether whoever asks is among those who may; without an agency the
// list is shown and not tested.
func (d *decision) sends(from []ruleset.Party) logic.Truth {
	if d.actor == nil {
		return logic.True
	}
	return d.e.Sends(from, d.actor.Name)
}

func (d *decision) pathway(i int) *Pathway {
	p := &d.e.Rules.Pathways[i]
	open := min(d.run.Open(i), d.sends(p.From))
	if open == logic.False {
		return nil
	}
	out := &Pathway{
		Name: p.Name, Title: titleOr(p.Title, p.Name), Standing: standing(open), About: p.About, From: d.e.whoAre(p.From, d.actor), To: d.e.whoAre(p.To, d.actor), Contacts: d.contacts(p.To),
		When: whenText(p.When), EveryLevel: len(p.Levels) == 0 || len(p.Levels) == len(d.e.Rules.Levels), Moves: len(p.MovesFrom)+len(p.MovesTo) > 0, ToYou: d.toYou(p), Accepted: "no", AcceptedWhen: whenText(p.AcceptedWhen), Steps: []Step{}, Place: p.Place,
	}
	if t := d.run.Accepted(i); t != logic.False {
		out.Accepted = string(standing(t))
	}
	if open == logic.Unknown {
		d.doubts(p, out)
	}
	for _, name := range p.Forms {
		out.Forms = append(out.Forms, d.e.documentTitle(name))
	}
	for n := range p.Steps {
		if s := d.step(p, n); s != nil {
			out.Steps = append(out.Steps, *s)
		}
	}
	out.Duties = d.duties(p.Duties, logic.True, scope{pathway: p, step: -1})
	return out
}

// What the opening of most pathways hangs on.
const (
	levelDoubt  = "the level of need"
	agreesDoubt = "whether the family agrees"
)

// agreed says whether the family agreed to a pathway as far as it has to at a level.
func (d *decision) agreed(p *ruleset.Pathway, level int) logic.Truth {
	if t, ok := d.atLevel[level]; ok && len(p.Consent) == 0 {
		return t
	}
	t := logic.Eval(d.e.Logic.Agreed(d.e.Rules, p, &d.e.Rules.Levels[level]), d.known)
	if len(p.Consent) == 0 {
		d.atLevel[level] = t
	}
	return t
}

// doubts says what the opening of a pathway hangs on.
func (d *decision) doubts(p *ruleset.Pathway, out *Pathway) {
	add := func(text string) { out.Doubts = append(out.Doubts, text) }
	if d.sends(p.From) == logic.Unknown {
		add("whether your agency may send families along it")
	}
	in, notIn, refused, needed := false, false, false, false
	for i := range len(d.e.Rules.Levels) + 1 {
		switch {
		case !d.may(i):
		case i == len(d.e.Rules.Levels):
			in, notIn = in || len(p.Levels) == 0, notIn || len(p.Levels) > 0
		case len(p.Levels) > 0 && !slices.Contains(p.Levels, d.e.Rules.Levels[i].Name):
			notIn = true
		case d.agreed(p, i) == logic.False:
			refused = true
		default:
			in = true
		}
	}
	switch {
	case in && refused:
		add("the level of need, since the family said no")
	case in && notIn:
		add(levelDoubt)
	}
	if p.When != nil && d.run.Truth(p.When) == logic.Unknown {
		add("whether " + p.When.Text)
	}
	for i := range d.e.Rules.Levels {
		level := &d.e.Rules.Levels[i]
		if d.may(i) && (len(p.Levels) == 0 || slices.Contains(p.Levels, level.Name)) && d.agreed(p, i) == logic.Unknown {
			if d.c.Consent == "refused" {
				needed = true
			} else {
				out.AskFirst = true
			}
		}
	}
	if out.AskFirst {
		add(agreesDoubt)
	}
	if needed { // it has been asked, and said no
		add("whether the family has to agree, since it said no")
	}
}

// step returns the n-th step of a pathway, counted from the moment of the case.
func (d *decision) step(p *ruleset.Pathway, n int) *Step { return d.stepAt(p, n, d.timesOf(p)) }

func (d *decision) stepAt(p *ruleset.Pathway, n int, times *pathwayTimes) *Step {
	s := &p.Steps[n]
	t := d.run.Truth(s.When)
	if t == logic.False {
		return nil
	}
	out := &Step{
		Name: s.Name, Title: titleOr(s.Title, s.Name), Standing: standing(t), When: whenText(s.When), Who: d.e.whoAre(s.By, d.actor), OnlyThen: s.OnlyThen,
		Duties: d.duties(s.Duties, logic.True, scope{pathway: p, step: n, times: times}), Outcomes: []Outcome{}, IfLate: d.e.after(s.IfLate), Place: s.Place,
	}
	out.Due = d.stepDue(times, n)
	if when, ok := d.isDone(p.Name + "." + s.Name); ok {
		out.Done, out.DoneText = when.At.ISO(), when.String()
	}
	for i := range s.Outcomes {
		o := &s.Outcomes[i]
		if t := d.run.Truth(o.When); t != logic.False {
			out.Outcomes = append(out.Outcomes, Outcome{o.Name, titleOr(o.Title, o.Name), standing(t), o.Refusal, d.e.after(o.Then), o.Place})
		}
	}
	return out
}

// duties returns the duties of a list whose case is true or in doubt; none of
// them is surer than least.
func (d *decision) duties(list []ruleset.Duty, least logic.Truth, at scope) []Duty {
	all := []Duty{}
	for i := range list {
		if x := d.duty(&list[i], i, least, at); x != nil {
			all = append(all, *x)
		}
	}
	return all
}

// duty returns the n-th duty of a list.
func (d *decision) duty(x *ruleset.Duty, n int, least logic.Truth, at scope) *Duty {
	t := min(d.run.Truth(x.When), least)
	if t == logic.False {
		return nil
	}
	out := &Duty{
		Modality: x.Modality, Decides: x.Decides, Text: x.Text, Short: x.Short, Case: x.CaseText, Items: x.Items, Standing: standing(t), When: whenText(x.When), Because: becauseText(x.Because),
		Times: x.TimeText, Due: d.due(x, n, at), Place: x.Place,
	}
	for _, l := range x.Parties {
		out.Contacts = append(out.Contacts, d.contacts(l.Who)...)
	}
	return out
}

func (d *decision) shares() {
	d.out.Shares = []Share{}
	for i := range d.e.Rules.Shares {
		s := &d.e.Rules.Shares[i]
		t := min(d.run.Truth(s.When), d.sends(s.From))
		if t == logic.False {
			continue
		}
		out := Share{
			Name: s.Name, Title: titleOr(s.Title, s.Name), Standing: standing(t), When: whenText(s.When), From: d.e.whoAre(s.From, d.actor), To: d.e.whoAre(s.To, d.actor),
			About: s.About, What: s.What, Purpose: s.Purpose, Data: s.Data, Basis: s.LawfulBasis, Condition: s.SpecialCategoryCondition,
			Consent: d.positions(s.Consent, ""), How: s.How, IfLate: d.e.after(s.IfLate), Duties: d.duties(s.Duties, logic.True, scope{share: s}), Place: s.Place,
		}
		for _, g := range s.Gateway {
			out.Gateway = append(out.Gateway, d.e.documentTitle(g))
		}
		d.out.Shares = append(d.out.Shares, out)
	}
}

// after says what follows, in words.
func (e *Engine) after(names []string) []Way {
	all := []Way{}
	for _, n := range names {
		if w, ok := e.next[n]; ok {
			all = append(all, w)
		}
	}
	return all
}

func (e *Engine) documentTitle(name string) string {
	for i := range e.Rules.Documents {
		if x := &e.Rules.Documents[i]; x.Name == name {
			return titleOr(x.Title, x.Name)
		}
	}
	return titleOr("", name)
}

// nextWays names everything that can follow something.
func nextWays(r *ruleset.RuleSet) map[string]Way {
	all := map[string]Way{}
	for i := range r.Pathways {
		p := &r.Pathways[i]
		all[p.Name] = Way{"pathway", p.Name, titleOr(p.Title, p.Name), p.Clause}
		for j := range p.Steps {
			s := &p.Steps[j]
			all[p.Name+"."+s.Name] = Way{"step", p.Name + "." + s.Name, titleOr(s.Title, s.Name), s.Clause}
		}
	}
	for i := range r.Meetings {
		m := &r.Meetings[i]
		all[m.Name] = Way{"meeting", m.Name, titleOr(m.Title, m.Name), m.Clause}
	}
	for i := range r.Escalations {
		x := &r.Escalations[i]
		all[x.Name] = Way{"escalation", x.Name, titleOr(x.Title, x.Name), x.Clause}
		for j := range x.Stages {
			s := &x.Stages[j]
			all[x.Name+"."+s.Name] = Way{"stage", x.Name + "." + s.Name, titleOr(s.Title, "stage "+s.Name), s.Clause}
		}
	}
	return all
}
