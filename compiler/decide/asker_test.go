package decide_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"concordat/compiler/decide"
	"concordat/compiler/ruleset"
)

func firsts(a *decide.Answer) []string {
	all := []string{}
	for _, f := range a.First {
		all = append(all, f.Duty.Short)
	}
	return all
}

func TestWhatIsDoneNoLongerComesFirst(t *testing.T) {
	e := refusalEngine(t)
	danger := decide.Case{From: "police", At: "2026-11-13T17:00:00Z", Answers: given("danger", "yes")}
	if got := firsts(decided(t, e, &danger)); !slices.Equal(got, []string{"telephone the line"}) {
		t.Fatalf("first: %v", got)
	}
	for _, c := range []struct {
		name, at string
		done     map[string]string
		first    int
		want     []string
	}{
		{"done", danger.At, map[string]string{"to-protection.ring": "2026-11-13T16:40:00Z", "refusal": "2026-11-13T16:00:00Z"}, 0, []string{
			"DONE ALREADY\n  - Refusal: Friday 13 November 2026 16:00\n  - Ring, in “Into protection”: Friday 13 November 2026 16:40 [P3.2]\n  With that, what stands before everything else is done.\n",
			"P3.2 Ring, done Friday 13 November 2026 16:40\n    P3.3 After that\n",
		}},
		{"still to come", danger.At, map[string]string{"to-protection.ring": "2026-11-13T17:10:00Z"}, 1, []string{"DO THIS FIRST", "P3.2 Ring\n      - you must telephone the line"}},
		{"without a moment", "", map[string]string{"to-protection.ring": "2026-11-13T17:10:00Z"}, 0, []string{"done Friday 13 November 2026 17:10"}},
		{"another step", danger.At, map[string]string{"to-protection.think": "2026-11-13T16:40:00Z"}, 1, []string{"- Think, in “Into protection”: Friday 13 November 2026 16:40 [P3.1]\n"}},
	} {
		k := danger
		k.At, k.Done = c.at, c.done
		a := decided(t, e, &k)
		if len(a.First) != c.first {
			t.Errorf("%s: first is %v", c.name, firsts(a))
		}
		said := text(t, a)
		for _, want := range c.want {
			if !strings.Contains(said, want) {
				t.Errorf("%s: %q is not in:\n%s", c.name, want, said)
			}
		}
		if c.first == 0 && strings.Contains(said, "DO THIS FIRST") {
			t.Errorf("%s: %s", c.name, said)
		}
	}
}

// TestADutyThatSeveralLinesAskForIsDoneOnce holds what is due at once to a level, the
// document and a step.
func TestADutyThatSeveralLinesAskForIsDoneOnce(t *testing.T) {
	e, err := decide.New(northmoor(t))
	if err != nil {
		t.Fatal(err)
	}
	c := &decide.Case{From: "recovery", At: "2026-11-13T16:00:00Z", Answers: given("significant-harm", "suffered", "immediate-danger", "yes")}
	before := firsts(decided(t, e, c))
	c.Done = map[string]string{"to-social-care.refer": "2026-11-13T15:55:00Z"}
	a := decided(t, e, c)
	got := firsts(a)
	if slices.Contains(got, "telephone the Multi-Agency Safeguarding Hub (MASH)") || len(got) != len(before)-1 || !slices.Contains(got, "telephone the Emergency services") {
		t.Errorf("%v, and before it was done %v", got, before)
	}
	if len(a.Done) != 1 || !a.Done[0].First || !slices.Contains(a.Done[0].Clauses, "L4(a)") {
		t.Errorf("%+v", a.Done)
	}
}

func TestWhyNoPathwayIsOpen(t *testing.T) {
	e := refusalEngine(t)
	for _, c := range []struct {
		name string
		with decide.Case
		want string
	}{
		{"to nobody", decide.Case{From: "police", Consent: "refused", Answers: given("use", "hazardous", "danger", "no", "debts", "no")},
			"NO PATHWAY IS OPEN\n  By these rules nobody may send this family anywhere, whichever agency asks. What\n  follows now that it said no stands above.\n"},
		{"nobody asks", decide.Case{Consent: "refused", Answers: given("use", "hazardous", "danger", "no")}, "NO PATHWAY IS OPEN\n"},
		{"to others", decide.Case{From: "social-care", Consent: "given", Answers: given("use", "hazardous", "danger", "no")},
			"NO PATHWAY IS OPEN TO YOU\n  Others may send this family, and Social Care may not. Ask one of them:\n  - Recovery or Police may take it along “Referral to help”, to the line [P1]\n"},
		{"perhaps to others", decide.Case{From: "social-care", Answers: given("use", "hazardous", "danger", "no")}, "Recovery or Police perhaps may take it"},
		{"to whoever asks", decide.Case{From: "social-care", Answers: given("danger", "yes")},
			"NO PATHWAY LEADS ON FROM YOU\n  This family comes to you: Social Care is who receives it, and no pathway leads on to\n  anybody else.\n  - Into protection [P3]\n"},
		{"open", decide.Case{From: "police", Answers: given("danger", "yes")}, ""},
	} {
		said := text(t, decided(t, e, &c.with))
		if got := strings.Contains(said, "NO PATHWAY"); got != (c.want != "") || !strings.Contains(said, c.want) {
			t.Errorf("%s:\n%s", c.name, said)
		}
	}
}

// TestARoleStandsForItsAgency changes whom the protective step turns to, and to whom
// the pathway leads.
func TestARoleStandsForItsAgency(t *testing.T) {
	for _, c := range []struct {
		name         string
		done, leads  ruleset.Party
		bringsThere  bool
		receiverKind string
	}{
		{"a role of the team", party("role", "worker"), party("team", "line"), true, ""},
		{"a role of the agency", party("role", "worker"), party("agency", "social-care"), true, ""},
		{"a team to a role", party("team", "line"), party("role", "worker"), true, ""},
		{"an agency to a role", party("agency", "social-care"), party("role", "worker"), true, ""},
		{"a role of another agency", party("role", "elsewhere"), party("team", "line"), false, ""},
		{"a role to be found at any agency", party("role", "practitioner"), party("team", "line"), false, ""},
		{"another agency", party("agency", "police"), party("team", "line"), false, ""},
		{"a person", party("person", "referrer"), party("team", "line"), false, ""},
		{"any agency", party("any-agency", ""), party("team", "line"), false, ""},
	} {
		r := rules(t, refusals)
		r.Roles = append(r.Roles, ruleset.Role{Head: ruleset.Head{Name: "elsewhere"}, At: []ruleset.Party{party("agency", "police")}})
		p := &r.Pathways[2]
		p.To = []ruleset.Party{c.leads}
		p.Steps[1].Duties[0].Parties[0].Who = []ruleset.Party{c.done}
		e, err := decide.New(r)
		if err != nil {
			t.Fatal(err)
		}
		a := decided(t, e, &decide.Case{From: "police", Answers: given("danger", "yes")})
		if got := len(a.First) > 0; got != c.bringsThere {
			t.Errorf("%s: first is %v", c.name, firsts(a))
		}
	}
}

func party(kind, name string) ruleset.Party { return ruleset.Party{Kind: kind, Name: name} }

func TestOwnDuties(t *testing.T) {
	e := refusalEngine(t)
	own := func(c decide.Case) string {
		var all []string
		for _, o := range decided(t, e, &c).Own {
			for _, d := range o.Duties {
				all = append(all, o.Who.Name+" "+d.Modality+" "+d.Short+" "+string(d.Standing))
			}
		}
		return strings.Join(all, "\n")
	}
	for _, c := range []struct {
		name string
		with decide.Case
		want string
	}{
		{"a case that is so", decide.Case{From: "recovery", Answers: given("use", "harmful", "danger", "yes")},
			"recovery must record the concern certain\nrecovery must tell the Worker about attendance certain\nrecovery should offer advice to the parent certain\npractitioner must keep the records certain"},
		{"a case that is not", decide.Case{From: "recovery", Answers: given("use", "none", "danger", "no")}, "recovery must record the concern certain\nrecovery should offer advice to the parent certain"},
		{"a case in doubt, and a team", decide.Case{From: "line", Answers: given("use", "none")}, "worker must review the plan certain\npractitioner must keep the records in-doubt"},
		{"nobody in particular", decide.Case{Answers: given("use", "harmful")}, ""},
	} {
		if got := own(c.with); got != c.want {
			t.Errorf("%s:\n%s", c.name, got)
		}
	}
	said := text(t, decided(t, e, &decide.Case{From: "recovery", Answers: given("use", "harmful", "danger", "yes")}))
	if want := "YOUR OWN DUTIES\n  - you must record the concern → within 2 working days of the first contact\n  - you must tell the Worker about attendance\n    tel 01632 960100, The line (Monday to Friday, 9am to 5pm)\n  - the Practitioner must keep the records\n"; !strings.Contains(said, strings.Replace(want, "    tel 01632 960100, The line (Monday to Friday, 9am to 5pm)\n", "", 1)) && !strings.Contains(said, want) {
		t.Error(said)
	}
}

func TestAnInterviewAsksForConsentLast(t *testing.T) {
	e := refusalEngine(t)
	known := func(from, consent string, answers map[string]decide.Given) *decide.Case {
		return &decide.Case{From: from, Consent: consent, Answers: answers}
	}
	const question = "Has the family been asked to agree, and what did it say?"
	said, c := interview(t, e, known("recovery", "", nil), "no", "hazardous", "2")
	danger, consent := strings.Index(said, "Is there danger?"), strings.Index(said, question)
	if danger < 0 || consent < danger || c.Consent != "refused" {
		t.Errorf("consent is %q:\n%s", c.Consent, said)
	}
	for _, want := range []string{"  Whether this is open hangs on it: “Referral to help”.\n", "  1 yes, the family agrees   2 no, it refuses   3 not asked yet\n"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in:\n%s", want, said)
		}
	}
	for _, x := range []struct {
		name string
		with *decide.Case
		asks bool
	}{
		{"known", known("recovery", "given", given("use", "hazardous", "danger", "no")), false},
		{"not asked, by the case", known("recovery", "not-asked", given("use", "hazardous", "danger", "no")), false},
		{"nothing delays it", known("recovery", "", given("use", "hazardous", "danger", "yes")), false},
		{"nobody has to agree", known("recovery", "", given("use", "none", "danger", "no")), false},
		{"what follows a refusal", known("social-care", "", given("use", "hazardous", "danger", "no")), true},
	} {
		if said, _ := interview(t, e, x.with, "?"); strings.Contains(said, question) != x.asks {
			t.Errorf("%s:\n%s", x.name, said)
		}
	}
	for text, want := range map[string]string{"1": "given", "yes": "given", "agreed": "given", "No": "refused", "refused": "refused", "3": "not-asked", "not asked yet": "not-asked", "?": "", "": ""} {
		if _, c := interview(t, e, known("recovery", "", given("use", "hazardous", "danger", "no")), text); c.Consent != want {
			t.Errorf("%q: consent is %q", text, c.Consent)
		}
	}
	if said, c := interview(t, e, known("recovery", "", given("use", "hazardous", "danger", "no")), "n", "4", "no", "back", "yes"); c.Consent != "given" || strings.Count(said, "That is no answer.") != 2 {
		t.Errorf("consent is %q:\n%s", c.Consent, said)
	}
}

func TestAQuietRestSaysThatTheFamilyAgreed(t *testing.T) {
	e := refusalEngine(t)
	for rest, want := range map[string]string{"quiet": "The example does not say what the family answered; it is taken to have agreed.", "unknown": ""} {
		c, err := e.ScenarioCase(&ruleset.Scenario{Rest: rest})
		if err != nil {
			t.Fatal(err)
		}
		c.Answers["use"] = "hazardous"
		a := decided(t, e, c)
		var b bytes.Buffer
		if err := a.WriteText(&b, false); err != nil {
			t.Fatal(err)
		}
		if a.ConsentTaken != (want != "") || !strings.Contains(b.String(), want) || (c.Consent == "given") != (want != "") {
			t.Errorf("%s:\n%s", rest, b.String())
		}
	}
}
