package words

import (
	"strings"
	"testing"

	"concordat/compiler/model"
)

func TestStatement(t *testing.T) {
	for _, c := range []struct{ question, yes, no string }{
		{"Is the parent in treatment?", "the parent is in treatment", "the parent is not in treatment"},
		{"Is a child in immediate danger?", "a child is in immediate danger", "no child is in immediate danger"},
		{"Does a parent have a mental illness?", "a parent has a mental illness", "no parent has a mental illness"},
		{"Does the parent inject drugs?", "the parent injects drugs", "the parent does not inject drugs"},
		{"Is there domestic abuse?", "there is domestic abuse", "there is no domestic abuse"},
		{"Is there an adult who looks after the child?", "there is an adult who looks after the child", "there is no adult who looks after the child"},
		{"Are the child's needs met?", "the child's needs are met", "the child's needs are not met"},
		{"Is a child of the family disabled?", "a child of the family is disabled", "no child of the family is disabled"},
		{"Is the parent, or the parent's partner, pregnant?", "the parent, or the parent's partner, is pregnant", ""},
		{"Has the parent gone back to problem use?", "the parent has gone back to problem use", "the parent has not gone back to problem use"},
		{"Is the family homeless, or about to lose its home?", "the family is homeless, or about to lose its home", ""},
		{"Has the family moved in, or is it about to move away?", "", ""},
		{"Has the parent children who live elsewhere?", "the parent has children who live elsewhere", ""},
		{"May a crime against the child have been committed?", "a crime against the child may have been committed", ""},
		{"Are alcohol and medicines kept where no child can reach them?", "", ""},
		{"Why?", "", ""},
		{"Is anyone hurt?", "anyone is hurt", "nobody is hurt"},
	} {
		yes, _ := statement(c.question, true)
		no, _ := statement(c.question, false)
		if yes != c.yes || no != c.no {
			t.Errorf("%s\n got %q, %q\nwant %q, %q", c.question, yes, no, c.yes, c.no)
		}
	}
}

func TestAmount(t *testing.T) {
	for _, c := range []struct{ question, limit, unit, want string }{
		{"How many appointments in a row has the parent missed?", "1", "time", "the parent has missed 1 appointment in a row"},
		{"How many months ago was the case closed?", "at least 1", "month", "the case was closed at least 1 month ago"},
		{"How old is the youngest child?", "under 1", "year", "the youngest child is under 1 year old"},
		{"How many months ago was the case closed?", "at most 3", "months", "the case was closed at most 3 months ago"},
		{"How many appointments in a row has the parent missed?", "at least 3", "times", "the parent has missed at least 3 appointments in a row"},
		{"How many referrals of this family were not accepted in the last six months?", "over 1", "times", "over 1 referral of this family was not accepted in the last six months"},
		{"How many weeks pregnant?", "at most 20", "weeks", ""},
	} {
		if got, _ := amount(c.question, c.limit, c.unit, strings.HasSuffix(c.limit, "1")); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.question, got, c.want)
		}
	}
}

var (
	harm = &model.Thing{Kind: "question", Name: "significant-harm", Title: "Has the child suffered significant harm, or could it come to that?",
		Answer: &model.Answer{Kind: model.WordAnswers}}
	treatment = &model.Thing{Kind: "question", Name: "in-treatment", Title: "Is the parent in treatment?", Answer: &model.Answer{Kind: model.YesNo}}
	elsewhere = &model.Thing{Kind: "question", Name: "children-elsewhere", Title: "Have relatives who live elsewhere been asked?", Answer: &model.Answer{Kind: model.YesNo}}
	criterium = &model.Thing{Kind: "criterion", Name: "help-refused", Title: "Support was offered and refused"}
	level     = &model.Thing{Kind: "level", Name: "child-in-need", Title: "Child in need"}
	pathway   = &model.Thing{Kind: "pathway", Name: "to-social-care", Title: "Referral"}
	stepOne   = &model.Thing{Kind: "step", Name: "refer", Parent: pathway}
	stepTwo   = &model.Thing{Kind: "step", Name: "decide", Title: "Decide what happens next", Parent: pathway}
	lead      = &model.Thing{Kind: "role", Name: "lead", Title: "Safeguarding lead"}
	hub       = &model.Thing{Kind: "team", Name: "hub", Title: "Early Help Hub (EHH)"}
	team      = &model.Thing{Kind: "team", Name: "mash", Title: "the MASH"}
)

func init() { pathway.Children = []*model.Thing{stepOne, stepTwo} }

func refTo(t *model.Thing) *model.Ref { return &model.Ref{Name: t.Name, Thing: t} }

func ask(q *model.Thing, test model.Test, values ...string) *model.Condition {
	c := &model.Condition{Op: model.Question, Ref: refTo(q), Test: test}
	for _, v := range values {
		c.Values = append(c.Values, model.Value{Word: v})
	}
	return c
}

func not(c *model.Condition) *model.Condition {
	return &model.Condition{Op: model.Not, Parts: []*model.Condition{c}}
}

func of(op model.ConditionOp, parts ...*model.Condition) *model.Condition {
	return &model.Condition{Op: op, N: 2, Parts: parts}
}

func TestCondition(t *testing.T) {
	likely := ask(harm, model.AtLeast, "likely")
	treated := ask(treatment, model.Is, "yes")
	words := &model.Condition{Op: model.InWords, Words: "evidence could be lost"}
	for _, c := range []struct {
		in   *model.Condition
		want string
	}{
		{nil, ""},
		{likely, "significant harm is at least likely"},
		{ask(harm, model.Is, "likely", "suffered"), "significant harm is likely or suffered"},
		{not(treated), "the parent is not in treatment"},
		{ask(treatment, model.IsNot, "yes"), "the parent is not in treatment"},
		{ask(elsewhere, model.Is, "yes"), "“Have relatives who live elsewhere been asked?” is answered yes"},
		{of(model.Any, likely, words), "significant harm is at least likely or evidence could be lost (a person’s judgement)"},
		{of(model.All, likely, of(model.Any, treated, words)), "significant harm is at least likely; and either the parent is in treatment or evidence could be lost (a person’s judgement)"},
		{of(model.Count, likely, treated, words), "at least 2 of these are true: significant harm is at least likely; the parent is in treatment; evidence could be lost (a person’s judgement)"},
		{&model.Condition{Op: model.Criterion, Ref: refTo(criterium)}, "the criterion “Support was offered and refused” is met"},
		{&model.Condition{Op: model.LevelTest, Test: model.AtLeast, Levels: []model.Ref{*refTo(level)}}, "the level is at least Child in need"},
		{&model.Condition{Op: model.ConsentIs, Values: []model.Value{{Word: "refused"}, {Word: "not-asked"}}}, "consent is refused or not asked"},
		{&model.Condition{Op: model.ConsentIs, Test: model.IsNot, Values: []model.Value{{Word: "refused"}}}, "consent is not refused"},
		{not(&model.Condition{Op: model.ConsentIs, Test: model.IsNot, Values: []model.Value{{Word: "refused"}}}), "consent is refused"},
		{&model.Condition{Op: model.ReferrerIs, Test: model.IsNot, Values: []model.Value{{Word: "police"}}}, "the referrer is not from police"},
		{&model.Condition{Op: model.ReferrerIs, Values: []model.Value{{Word: "treatment"}}}, "the referrer is from alcohol and drug treatment"},
		{&model.Condition{Op: model.Reason, Words: "increases-risk"}, "telling them would increase the risk to the child"},
		{&model.Condition{Op: model.EventIs, Words: "relapse"}, "there is a relapse"},
	} {
		if got := Condition(c.in).String(); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
	if got := Case(not(words)).String(); got != "unless evidence could be lost (a person’s judgement)" {
		t.Errorf("a case that stands as not reads %q", got)
	}
}

func TestTimes(t *testing.T) {
	within := func(n int, unit string, anchor *model.Thing) model.Time {
		x := model.Time{Kind: model.Within, Duration: model.Duration{N: n, Unit: unit}}
		if anchor != nil {
			x.Anchor = refTo(anchor)
		}
		return x
	}
	for _, c := range []struct {
		in   []model.Time
		from *model.Thing
		want string
	}{
		{[]model.Time{{Kind: model.AtOnce}}, nil, "at once"},
		{[]model.Time{within(1, "working-day", stepOne)}, stepTwo, "within 1 working day of step 1 (Refer)"},
		{[]model.Time{within(48, "hour", stepTwo)}, nil, "within 48 hours of step 2 (Decide what happens next) of Referral"},
		{[]model.Time{{Kind: model.SoonAsPossible}, within(24, "hour", stepOne)}, stepTwo, "as soon as possible, and within 24 hours of step 1 (Refer)"},
		{[]model.Time{{Kind: model.AtEvent, Anchor: &model.Ref{Event: "assessment"}}, {Kind: model.EveryTime, Duration: model.Duration{N: 3, Unit: "month"}}}, nil, "at the assessment and every 3 months"},
		{[]model.Time{{Kind: model.EveryTime, Duration: model.Duration{N: 1, Unit: "week"}}}, nil, "every week"},
		{[]model.Time{{Kind: model.NotBefore, Duration: model.Duration{N: 30, Unit: "week"}, Anchor: &model.Ref{Event: "pregnancy"}}}, nil, "not before 30 weeks of pregnancy"},
		{[]model.Time{{Kind: model.Between, Duration: model.Duration{N: 8, Unit: "week"}, Upper: model.Duration{N: 10, Unit: "week"}, Anchor: &model.Ref{Event: "pregnancy"}}}, nil, "between 8 and 10 weeks of pregnancy"},
		{[]model.Time{within(2, "hour", nil), {Kind: model.InHours, Team: refTo(team)}}, nil, "within 2 hours in the opening hours of the MASH"},
		{[]model.Time{within(5, "working-day", nil), {Kind: model.OrSooner, If: ask(treatment, model.Is, "yes")}}, nil, "within 5 working days, or sooner if the parent is in treatment"},
		{[]model.Time{within(5, "working-day", nil), {Kind: model.OrSooner, Duration: model.Duration{N: 24, Unit: "hour"}, If: ask(treatment, model.Is, "yes")}}, nil,
			"within 5 working days, or within 24 hours if the parent is in treatment"},
	} {
		if got := Times(c.in, c.from).String(); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

func TestHours(t *testing.T) {
	h := &model.Hours{Spans: []model.OpenSpan{{First: 0, Last: 3, From: 510, To: 1020}, {First: 4, Last: 4, From: 540, To: 720},
		{First: 5, Last: 6, From: 1020, To: 540}, {BankHolidays: true, Closed: true}}}
	want := []string{"Monday to Thursday, 8.30am to 5pm", "Friday, 9am to noon", "Saturday to Sunday, 5pm to 9am the next day", "Bank holidays, closed"}
	for i, got := range Hours(h) {
		if got.String() != want[i] {
			t.Errorf("got %q, want %q", got, want[i])
		}
	}
	if got := Hours(&model.Hours{When: refTo(team)})[0].String(); got != "when the MASH is closed" {
		t.Errorf("got %q", got)
	}
}

func TestDuty(t *testing.T) {
	plan := []model.Object{{Word: model.Word{Name: "plan"}}}
	quote := func(s string) []model.Object { return []model.Object{{Text: &model.Text{Text: s}}} }
	to := model.Parties{Refs: []model.Ref{*refTo(lead)}}
	form := &model.Thing{Kind: "document", Name: "referral-form", Title: "Referral form"}
	parents := model.Parties{Refs: []model.Ref{{Person: "parents"}}}
	for _, c := range []struct {
		in   model.Duty
		want string
	}{
		{model.Duty{Verb: model.Word{Name: "tell"}, Parties: []model.Parties{parents}}, "tell the parents"},
		{model.Duty{Verb: model.Word{Name: "ask"}, Parties: []model.Parties{parents}, Objects: []model.Object{{Word: model.Word{Name: "household"}}}}, "ask the parents about who is in the household and family"},
		{model.Duty{Verb: model.Word{Name: "record"}, Objects: []model.Object{{Word: model.Word{Name: "decision"}}, {Word: model.Word{Name: "reasons"}}}}, "record the decision and the reasons"},
		{model.Duty{Verb: model.Word{Name: "send"}, Objects: []model.Object{{Ref: refTo(form)}}, Parties: []model.Parties{{Prep: "to", Refs: []model.Ref{*refTo(team)}}},
			Ways: []model.Word{{Name: "secure-email"}, {Name: "in-person"}}}, "send the Referral form to the MASH by secure email or in person"},
		{model.Duty{Verb: model.Word{Name: "ask"}, Parties: []model.Parties{parents}, Objects: []model.Object{{Word: model.Word{Name: "household"}, Prep: "for"}}}, "ask the parents about who is in the household and family"},
		{model.Duty{Verb: model.Word{Name: "ask"}, Parties: []model.Parties{parents}, Objects: []model.Object{{Word: model.Word{Name: "consent"}, Prep: "for"}}}, "ask the parents for consent"},
		{model.Duty{Verb: model.Word{Name: "telephone"}, Parties: []model.Parties{{Refs: []model.Ref{*refTo(lead), *refTo(hub)}, Or: true}}, Ways: []model.Word{{Name: "telephone"}}},
			"telephone the Safeguarding lead or the Early Help Hub (EHH)"},
		{model.Duty{Verb: model.Word{Name: "agree"}, Parties: []model.Parties{to}, Objects: plan}, "agree the Safeguarding lead and the plan"},
		{model.Duty{Verb: model.Word{Name: "tell"}, Parties: []model.Parties{to}, Objects: quote("a parent has missed two appointments")}, "tell the Safeguarding lead “a parent has missed two appointments”"},
		{model.Duty{Verb: model.Word{Name: "tell"}, Parties: []model.Parties{to}, Objects: quote("that help stays open")}, "tell the Safeguarding lead that help stays open"},
		{model.Duty{Verb: model.Word{Name: "assess"}, Objects: []model.Object{{Word: model.Word{Name: "support"}, More: &model.Text{Text: "that the carer needs"}}, {Ref: refTo(form), More: &model.Text{Text: "in full"}}}},
			"assess support that the carer needs and the Referral form in full"},
		{model.Duty{Verb: model.Word{Name: "offer"}, Objects: []model.Object{{Word: model.Word{Name: "help"}}}, Parties: []model.Parties{{Prep: "to", Refs: []model.Ref{{Person: "family"}}, More: &model.Text{Text: "at an early stage"}}}},
			"offer help to the family at an early stage"},
		{model.Duty{Words: &model.Text{Text: "keep the child in mind"}}, "keep the child in mind"},
	} {
		if got := Duty(&c.in, nil).String(); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

func TestDate(t *testing.T) {
	for _, c := range []struct {
		in   model.Date
		want string
	}{{model.Date{Year: 2026, Month: 3, Day: 12}, "12 March 2026"}, {model.Date{Year: 2026, Month: 3}, "March 2026"}, {model.Date{Year: 2026}, "2026"}, {model.Date{}, ""}} {
		if got := Date(c.in); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestMoment(t *testing.T) {
	for _, c := range []struct{ kind, name, title, want string }{
		{"event", "admission", "Admission to hospital", "the admission to hospital"},
		{"event", "admission", "A parent is admitted to hospital", "the moment when a parent is admitted to hospital"},
		{"event", "asked", "Somebody asks for advice", "the moment when somebody asks for advice"},
		{"event", "died", "A child dies or is seriously harmed", "the moment when a child dies or is seriously harmed"},
		{"event", "advice", "A request for advice or information", "a request for advice or information"},
		{"event", "seen", "The day on which a family would lose its home", "the day on which a family would lose its home"},
		{"event", "allegation", "An allegation against a person who works with children", "an allegation against a person who works with children"},
		{"event", "moves", "A child's move away from their parents", "a child's move away from their parents"},
		{"event", "panel", "Northmoor panel", "the Northmoor panel"},
		{"event", "first-review", "", "the first review"},
		{"escalation", "disagreement", "When professionals disagree", "a disagreement"},
		{"escalation", "ladder", "When professionals disagree", "“When professionals disagree”"},
		{"pathway", "to-social-care", "Referral to social care", "Referral to social care"},
	} {
		x := &model.Thing{Kind: c.kind, Name: c.name, Title: c.title}
		if got := Moment(*refTo(x), nil).String(); got != c.want {
			t.Errorf("%s %q reads %q, want %q", c.kind, c.title, got, c.want)
		}
	}
}
