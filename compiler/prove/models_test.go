package prove_test

import (
	"fmt"
	"math/rand"

	"concordat/compiler/ruleset"
)

// dice makes small rule sets in which much is wrong.
type dice struct {
	*rand.Rand
	r    *ruleset.RuleSet
	line int
	free int // how many conditions that a person answers may still be made
}

var kindsOfAgency = []string{"treatment", "education", "police"}

// agreement makes a rule set that has few enough cases to go through one by one.
func agreement(seed int64) *ruleset.RuleSet {
	d := &dice{Rand: rand.New(rand.NewSource(seed)), r: &ruleset.RuleSet{SchemaVersion: ruleset.Version}, free: 1}
	d.r.Document.Place = d.place()
	d.questions()
	d.agencies()
	d.levels()
	d.pathways()
	d.shares()
	d.waysOn()
	return d.r
}

func (d *dice) chance(percent int) bool { return d.Intn(100) < percent }

func (d *dice) place() ruleset.Place {
	d.line++
	return ruleset.Place{File: "model.protocol", Line: d.line}
}

func (d *dice) head(name string) ruleset.Head {
	return ruleset.Head{Name: name, Title: "The title of " + name, Place: d.place()}
}

func (d *dice) questions() {
	for i := range 4 + d.Intn(4) {
		q := ruleset.Question{Head: d.head(fmt.Sprintf("q%d", i)), Risk: []string{"", "rising", "falling"}[d.Intn(3)]}
		switch {
		case i < 2 && d.chance(50):
			q.Kind, q.Answers = "words", []string{"few", "some", "many"}
			q.Quiet = q.Answers[d.Intn(3)]
		case i == 2 && d.chance(60):
			q.Kind, q.Low, q.High, q.Unit = "number", 1, 3+d.Intn(3), "times"
			q.Quiet = fmt.Sprint(q.Low + d.Intn(q.High-q.Low+1))
		default:
			q.Kind, q.Answers = "yes-no", []string{"no", "yes"}
			q.Quiet = q.Answers[d.Intn(2)]
		}
		if i > 0 && d.chance(25) {
			q.Applies = &ruleset.Condition{Tree: d.answer()}
		}
		d.r.Questions = append(d.r.Questions, q)
	}
	for range d.Intn(3) {
		d.r.CannotBe = append(d.r.CannotBe, ruleset.Impossible{Place: d.place(), When: ruleset.Condition{Tree: ruleset.Part{Op: "all", Parts: []ruleset.Part{d.answer(), d.answer()}}}})
	}
}

// answer asks for some answers to a question.
func (d *dice) answer() ruleset.Part {
	q := &d.r.Questions[d.Intn(len(d.r.Questions))]
	p := ruleset.Part{Op: "question", Name: q.Name, Test: []string{"is", "is", "is-not"}[d.Intn(3)]}
	if q.Risk != "" || q.Kind == "number" {
		p.Test = []string{"is", "is-not", "at-least", "at-most", "under", "over"}[d.Intn(6)]
	}
	if q.Kind == "number" {
		p.Numbers = []int{q.Low + d.Intn(q.High-q.Low+1)}
	} else {
		p.Values = []string{q.Answers[d.Intn(len(q.Answers))]}
	}
	return p
}

// what a condition may ask for beside questions.
type asks struct{ consent, level, referrer, criteria bool }

// condition makes one of at most so deep.
func (d *dice) condition(deep int, may asks) ruleset.Part {
	switch n := d.Intn(100); {
	case deep > 0 && n < 25:
		return ruleset.Part{Op: "all", Parts: d.parts(deep-1, may)}
	case deep > 0 && n < 45:
		return ruleset.Part{Op: "any", Parts: d.parts(deep-1, may)}
	case deep > 0 && n < 53:
		parts := d.parts(deep-1, may)
		return ruleset.Part{Op: "at-least", N: 1 + d.Intn(len(parts)), Parts: parts}
	case deep > 0 && n < 63:
		return ruleset.Part{Op: "not", Parts: []ruleset.Part{d.condition(deep-1, may)}}
	case n < 67 && may.consent:
		return ruleset.Part{Op: "consent", Test: "is", Values: []string{[]string{"given", "refused", "not-asked"}[d.Intn(3)]}}
	case n < 72 && may.level:
		return ruleset.Part{Op: "level", Test: []string{"is", "is-not", "at-least", "at-most"}[d.Intn(4)], Values: []string{d.level()}}
	case n < 76 && may.referrer:
		return ruleset.Part{Op: "referrer", Test: "is", Values: []string{kindsOfAgency[d.Intn(3)]}}
	case n < 80 && may.criteria && len(d.r.Criteria) > 0:
		return ruleset.Part{Op: "criterion", Name: d.r.Criteria[d.Intn(len(d.r.Criteria))].Name}
	case n < 84 && d.free > 0:
		d.free--
		return ruleset.Part{Op: "words", Question: "somebody is sure"}
	case n < 85:
		return ruleset.Part{Op: "event", Name: "relapse"}
	}
	return d.answer()
}

func (d *dice) parts(deep int, may asks) []ruleset.Part {
	var all []ruleset.Part
	for range 2 + d.Intn(2) {
		all = append(all, d.condition(deep, may))
	}
	return all
}

// sometimes makes a condition, or none.
func (d *dice) sometimes(percent, deep int, may asks) *ruleset.Condition {
	if !d.chance(percent) {
		return nil
	}
	return &ruleset.Condition{Tree: d.condition(deep, may)}
}

func (d *dice) level() string { return d.r.Levels[d.Intn(len(d.r.Levels))].Name }

func (d *dice) agencies() {
	for i := range 3 + d.Intn(2) {
		a := ruleset.Agency{Head: d.head(fmt.Sprintf("a%d", i)), Kind: kindsOfAgency[d.Intn(3)]}
		for j := range d.Intn(3) {
			t := ruleset.Team{Head: d.head(fmt.Sprintf("t%d%d", i, j))}
			if j > 0 {
				t.Gives = []string{"referral"}
				if d.chance(50) {
					a.Teams[0].Otherwise = t.Name
				}
			}
			switch d.Intn(5) {
			case 0:
				t.Open = &ruleset.Hours{Always: true}
			case 1, 2:
				t.Open = &ruleset.Hours{Spans: []ruleset.Open{{First: 0, Last: 6, From: 60 * d.Intn(12), To: 60 * d.Intn(24)}}}
				if d.chance(50) {
					t.Open.Spans = append(t.Open.Spans, ruleset.Open{BankHolidays: true, From: 0, To: 24 * 60})
				}
			case 3:
				if j > 0 && a.Teams[0].Open != nil && a.Teams[0].Open.WhenClosed == "" {
					t.Open = &ruleset.Hours{WhenClosed: a.Teams[0].Name}
				}
			}
			a.Teams = append(a.Teams, t)
		}
		d.r.Agencies = append(d.r.Agencies, a)
	}
	for i := range 4 {
		role := ruleset.Role{Head: d.head(fmt.Sprintf("r%d", i)), At: []ruleset.Party{d.party()}}
		if i == 3 {
			role.At = []ruleset.Party{{Kind: "any-agency"}}
		}
		if d.chance(50) {
			role.Deputy = []string{"r0"}
		}
		d.r.Roles = append(d.r.Roles, role)
	}
	for i := range d.r.Agencies {
		if d.chance(30) {
			d.r.Agencies[i].Duties = []ruleset.Duty{d.duty(asks{})}
		}
	}
	if d.chance(60) {
		e := ruleset.Escalation{Head: d.head("dispute")}
		for i := range 1 + d.Intn(2) {
			e.Stages = append(e.Stages, ruleset.Stage{Head: d.head(fmt.Sprint(i + 1)), Between: []ruleset.Party{d.party(), {Kind: "role", Name: "r0"}}, Times: d.times(), When: d.sometimes(20, 0, asks{})})
		}
		d.r.Escalations = append(d.r.Escalations, e)
	}
}

// party is an agency, or a team of one.
func (d *dice) party() ruleset.Party {
	a := &d.r.Agencies[d.Intn(len(d.r.Agencies))]
	if len(a.Teams) > 0 && d.chance(50) {
		return ruleset.Party{Kind: "team", Name: a.Teams[d.Intn(len(a.Teams))].Name}
	}
	return ruleset.Party{Kind: "agency", Name: a.Name}
}

func (d *dice) senders() []ruleset.Party {
	switch d.Intn(5) {
	case 0:
		return []ruleset.Party{{Kind: "any-agency"}}
	case 1:
		return []ruleset.Party{{Kind: "any-agency", Where: &ruleset.Filter{Tree: ruleset.FilterPart{Op: "is", Path: "kind", Test: "is", Values: []string{kindsOfAgency[d.Intn(3)]}}}}, d.party()}
	case 2:
		return []ruleset.Party{{Kind: "role", Name: fmt.Sprintf("r%d", d.Intn(4))}}
	}
	return []ruleset.Party{d.party()}
}

func (d *dice) times() []ruleset.Time {
	switch d.Intn(6) {
	case 0:
		return nil
	case 1, 2:
		return []ruleset.Time{{Kind: "at-once"}}
	case 3:
		sooner := ruleset.Time{Kind: "or-sooner", If: &ruleset.Condition{Tree: d.answer()}}
		if d.chance(30) { // within another time, and not at once
			sooner.N, sooner.Unit = 1, "hour"
		}
		return []ruleset.Time{{Kind: "within", N: 1 + d.Intn(2), Unit: "working-day"}, sooner}
	}
	return []ruleset.Time{{Kind: "within", N: 1 + d.Intn(2), Unit: "working-day"}}
}

func (d *dice) duty(may asks) ruleset.Duty {
	x := ruleset.Duty{Modality: []string{"must", "must", "must", "should", "may"}[d.Intn(5)], Verb: []string{"telephone", "telephone", "tell", "ask", "record", "assess"}[d.Intn(6)], Times: d.times(), When: d.sometimes(25, 0, may), Place: d.place()}
	x.Decides = x.Modality == "must"
	if x.Verb != "record" {
		x.Parties = []ruleset.Link{{Who: []ruleset.Party{d.party()}}}
		if d.chance(20) {
			x.Parties = []ruleset.Link{{Who: []ruleset.Party{{Kind: "person", Name: "referrer"}}}}
		}
	}
	return x
}

// twice says one duty again, with another time and case.
func (d *dice) twice(all []ruleset.Duty, may asks) []ruleset.Duty {
	if len(all) == 0 || !d.chance(25) {
		return all
	}
	x := all[0]
	x.Times, x.When, x.Place = d.times(), d.sometimes(60, 0, may), d.place()
	return append(all, x)
}

func (d *dice) levels() {
	n := 2 + d.Intn(3)
	otherwise := d.chance(60)
	for i := range n {
		d.r.Levels = append(d.r.Levels, ruleset.Level{Head: d.head(fmt.Sprintf("l%d", i)), Number: fmt.Sprint(i + 1), Otherwise: otherwise && i == 0})
	}
	for i := range 3 + d.Intn(6) {
		k := ruleset.Criterion{Head: d.head(fmt.Sprintf("c%d", i)), When: ruleset.Condition{Tree: d.condition(2, asks{consent: d.chance(20), criteria: true})}}
		switch {
		case i == 0 || d.chance(80):
			k.Level = d.level()
		case d.chance(50):
			k.Consider = d.level()
		}
		d.r.Criteria = append(d.r.Criteria, k)
	}
	if d.chance(30) {
		d.r.Judgements = []ruleset.Judgement{{Head: d.head("j"), When: ruleset.Condition{Tree: d.condition(1, asks{})}}}
	}
	for i := range d.r.Levels {
		l := &d.r.Levels[i]
		for range d.Intn(3) {
			l.Leads = append(l.Leads, ruleset.Lead{Role: fmt.Sprintf("r%d", d.Intn(3)), When: d.sometimes(70, 1, asks{consent: true, criteria: true}), Place: d.place()})
		}
		l.Consent = d.consents(asks{criteria: true})
		if d.chance(30) {
			l.IfRefused = []string{"dispute"}
		}
		for range d.Intn(3) {
			l.Duties = append(l.Duties, d.duty(asks{criteria: true}))
		}
		l.Duties = d.twice(l.Duties, asks{criteria: true})
	}
	if d.chance(60) {
		d.r.NothingDelays = []string{d.r.Levels[n-1].Name}
	}
}

func (d *dice) consents(may asks) []ruleset.Consent {
	var all []ruleset.Consent
	for range d.Intn(3) {
		all = append(all, ruleset.Consent{Needed: []string{"required", "written", "not-required"}[d.Intn(3)], For: []string{"sharing", []string{"help", "referral"}[d.Intn(2)]}[d.Intn(2):], When: d.sometimes(60, 1, may), Place: d.place()})
	}
	return all
}

func (d *dice) pathways() {
	n := 1 + d.Intn(4)
	may := asks{consent: true, level: true, referrer: true, criteria: true}
	for i := range n {
		p := ruleset.Pathway{Head: d.head(fmt.Sprintf("p%d", i)), From: d.senders(), To: []ruleset.Party{d.party()}, About: "child", When: d.sometimes(40, 1, may), AcceptedWhen: d.sometimes(50, 1, may)}
		if d.chance(10) {
			p.About = "parent"
		}
		if d.chance(30) {
			p.Consent = d.consents(asks{consent: false, referrer: true, level: true})
		}
		if d.chance(70) {
			for _, l := range d.r.Levels {
				if d.chance(60) {
					p.Levels = append(p.Levels, l.Name)
				}
			}
		}
		switch d.Intn(8) {
		case 0, 1:
			p.MovesFrom, p.MovesTo = []string{d.level()}, []string{d.level()}
		case 2:
			p.MovesFrom, p.MovesTo, p.NotAllowed = []string{d.level()}, []string{d.level()}, "never"
		}
		for j := range 1 + d.Intn(3) {
			s := ruleset.Step{Head: d.head(fmt.Sprintf("s%d", j)), By: []ruleset.Party{{Kind: "person", Name: "referrer"}}, When: d.sometimes(25, 0, may), OnlyThen: j > 0 && d.chance(15)}
			if d.chance(60) {
				s.By = []ruleset.Party{d.party()}
			}
			for range 1 + d.Intn(2) {
				x := d.duty(may)
				if d.chance(50) && len(x.Parties) > 0 {
					x.Parties = []ruleset.Link{{Who: p.To}}
				}
				s.Duties = append(s.Duties, x)
			}
			s.Duties = d.twice(s.Duties, may)
			for range d.Intn(2) {
				o := ruleset.Outcome{Name: "not-accepted", Refusal: true, When: d.sometimes(30, 0, may), Place: d.place()}
				switch d.Intn(6) {
				case 0:
				case 1:
					o.Then = []string{p.Name + ".s0"}
				case 2:
					o.Then = []string{"dispute"}
					if len(d.r.Escalations) == 0 {
						o.Then = []string{fmt.Sprintf("p%d", d.Intn(n))}
					}
				default:
					o.Then = []string{fmt.Sprintf("p%d", d.Intn(n))}
				}
				s.Outcomes = append(s.Outcomes, o)
			}
			p.Steps = append(p.Steps, s)
		}
		d.r.Pathways = append(d.r.Pathways, p)
	}
}

func (d *dice) shares() {
	may := asks{consent: true, level: true, referrer: true, criteria: true}
	for i := range d.Intn(4) {
		s := ruleset.Share{Head: d.head(fmt.Sprintf("share%d", i)), From: d.senders(), To: d.senders(), About: []string{"child"}, Purpose: []string{"assess-need"}, When: d.sometimes(60, 1, may), Consent: d.consents(asks{criteria: true})}
		if d.chance(20) {
			s.About = []string{"parent"}
		}
		d.r.Shares = append(d.r.Shares, s)
	}
}

// waysOn adds what leads from one step or stage to another, and limits.
func (d *dice) waysOn() {
	may := asks{consent: true, level: true, referrer: true, criteria: true}
	var names, stages []string
	for _, p := range d.r.Pathways {
		names = append(names, p.Name)
		for _, s := range p.Steps {
			names = append(names, p.Name+"."+s.Name, p.Name+"."+s.Name)
		}
	}
	for i := range d.r.Escalations {
		e := &d.r.Escalations[i]
		names = append(names, e.Name)
		for j := range e.Stages {
			stages = append(stages, e.Name+"."+e.Stages[j].Name)
		}
		for j := range e.Stages {
			if d.chance(30) {
				e.Stages[j].IfLate = []string{stages[d.Intn(len(stages))]}
			}
		}
	}
	for i := range d.r.Levels {
		if l := &d.r.Levels[i]; len(l.Consent) > 0 && d.chance(30) {
			l.IfRefused = []string{d.r.Pathways[d.Intn(len(d.r.Pathways))].Name, names[d.Intn(len(names))]}[:1+d.Intn(2)]
		}
	}
	for i := range d.r.Pathways {
		for j := range d.r.Pathways[i].Steps {
			s := &d.r.Pathways[i].Steps[j]
			if d.chance(15) {
				s.IfLate = []string{names[d.Intn(len(names))]}
			}
			for range d.Intn(2) {
				o := ruleset.Outcome{Name: "on", When: d.sometimes(40, 0, may), Place: d.place()}
				if d.chance(85) {
					o.Then = []string{names[d.Intn(len(names))]}
				}
				s.Outcomes = append(s.Outcomes, o)
			}
			if d.chance(25) {
				s.Under = []string{"limit"}
				for k := range s.Duties {
					switch d.Intn(4) {
					case 0:
						s.Duties[k].Times = []ruleset.Time{{Kind: "as-soon-as-possible"}}
					case 1:
						s.Duties[k].Times = []ruleset.Time{{Kind: "as-soon-as-possible"}, {Kind: "or-sooner", If: &ruleset.Condition{Tree: d.condition(0, may)}}}
					}
				}
			}
		}
	}
}
