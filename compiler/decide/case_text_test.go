package decide_test

import (
	"strings"
	"testing"

	"concordat/compiler/decide"
)

func TestTheTextSaysWhatItIsAbout(t *testing.T) {
	e := refusalEngine(t)
	said := text(t, decided(t, e, &decide.Case{From: "recovery", Consent: "refused", Answers: given("use", "hazardous", "danger", "no")}))
	if want := "THE CASE\n  Use hazardous.\n  No cause for concern: danger.\n"; !strings.Contains(said, want) {
		t.Errorf("%q is not in:\n%s", want, said)
	}
	for consent, want := range map[string]string{"refused": "it said no", "given": "it agreed", "not-asked": "not asked yet", "": "not known"} {
		said := text(t, decided(t, e, &decide.Case{Consent: consent}))
		if !strings.Contains(said, "  What the family said when asked to agree: "+want+".\n") || !strings.Contains(said, "  Nothing has been answered.\n") {
			t.Errorf("%q is not in:\n%s", want, said)
		}
	}
	if said := text(t, decided(t, engine(t), &decide.Case{})); !strings.Contains(said, "  Not known (47): parental use, other parent use,") || !strings.Contains(said, "and 39") {
		t.Error(said)
	}
}

// TestTheFamilyIsAskedFirst: whoever is tired and reads only what has to be done must
// not ring before the family agrees.
func TestTheFamilyIsAskedFirst(t *testing.T) {
	e := refusalEngine(t)
	for consent, want := range map[string]bool{"": true, "not-asked": true, "given": false} {
		said := text(t, decided(t, e, &decide.Case{From: "recovery", Consent: consent, Answers: given("use", "hazardous", "danger", "no")}))
		if got := strings.Contains(said, "[P1]\n    ASK THE FAMILY FIRST: until it agrees, do nothing of what stands here.\n    Open or not:"); got != want {
			t.Errorf("consent %q:\n%s", consent, said)
		}
	}
	said := text(t, decided(t, engine(t), &decide.Case{From: "recovery", Answers: given("immediate-danger", "no", "significant-harm", "none", "current-plan", "early-help", "unmet-needs", "several", "parental-use", "none")}))
	if !strings.Contains(said, "at once, once the family has agreed") || strings.Contains(said, "you must telephone the Multi-Agency Safeguarding Hub (MASH) → at once\n") {
		t.Error(said)
	}
}

// TestWhatNeedsAgreementStandsApart: agreement to share is not agreement to help, and
// what is about nobody comes last.
func TestWhatNeedsAgreementStandsApart(t *testing.T) {
	r := northmoor(t)
	e, err := decide.New(r)
	if err != nil {
		t.Fatal(err)
	}
	const general = "\n  - In every case: What audits and reviews taught us [S11]"
	const apart = "ONLY IF THE FAMILY AGREES TO THIS SHARING\n  Ask about the sharing by itself"
	for answers, inOrder := range map[string][]string{
		"danger": {"\n  Care around a pregnancy, with", "\n  Danger to somebody, with", general},
		"none":   {general, apart, "\n  Care around a pregnancy, with"},
	} {
		known := given("pregnant", "yes", "targeted-support", "offered")
		if answers == "danger" {
			known = given("immediate-danger", "yes", "pregnant", "yes")
		}
		said := text(t, decided(t, e, &decide.Case{From: "recovery", Consent: "refused", Answers: known}))
		at := -1
		for _, part := range inOrder {
			next := strings.Index(said, part)
			if next <= at {
				t.Errorf("%s: %q is not there, or not after what comes before it:\n%s", answers, part, said)
			}
			at = next
		}
		if answers == "danger" && strings.Contains(said, apart) {
			t.Errorf("danger: something waits for agreement:\n%s", said)
		}
	}
}

func TestADraftSaysWhatIsMissing(t *testing.T) {
	r := rules(t, refusals)
	r.Document.Area, r.Document.Version = "", "0.1"
	for i := range r.Agencies {
		for j := range r.Agencies[i].Teams {
			r.Agencies[i].Teams[j].Phone = ""
		}
	}
	e, err := decide.New(r)
	if err != nil {
		t.Fatal(err)
	}
	said := text(t, decided(t, e, &decide.Case{From: "police", Answers: given("danger", "yes")}))
	if strings.Contains(said, "()") || strings.Contains(said, "tel ") || !strings.Contains(said, "    The line: no number yet") {
		t.Error(said)
	}
}

// TestTheSameCallIsToldOnce: two lines ask for it in words that differ.
func TestTheSameCallIsToldOnce(t *testing.T) {
	r := rules(t, refusals)
	r.Duties = append(r.Duties, r.Pathways[2].Steps[1].Duties[0])
	x := &r.Duties[len(r.Duties)-1]
	x.Text, x.Clause = x.Text+" when a child is in danger", "H9(a)"
	x.When = &r.Criteria[0].When
	for i := range r.Criteria {
		if r.Criteria[i].Level == r.NothingDelays[0] {
			x.When = &r.Criteria[i].When
		}
	}
	e, err := decide.New(r)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []*decide.Case{{From: "police", Answers: given("danger", "yes")}, {From: "police"}} {
		a := decided(t, e, c)
		n := 0
		for _, f := range a.First {
			if f.Duty.Short == x.Short {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%v", firsts(a))
		}
	}
}

// TestDangerComesFirst: what the call to the emergency number hangs on is asked before
// all else, though another question narrows the level more, and where nothing else is
// in doubt.
func TestDangerComesFirst(t *testing.T) {
	e := engine(t)
	for _, answers := range []map[string]decide.Given{nil, given("significant-harm", "none"), given("significant-harm", "suffered")} {
		a := decided(t, e, &decide.Case{Answers: answers})
		if a.Ask == nil || a.Ask.Name != "immediate-danger" || !a.Ask.Danger || a.Ask.Clause != "H1(a)" {
			if answers["significant-harm"] != "none" { // it cannot be then
				t.Errorf("%v: %+v", answers, a.Ask)
			}
		}
	}
	if a := decided(t, e, &decide.Case{Answers: given("significant-harm", "suffered")}); !strings.Contains(text(t, a), "STILL TO ASK\n  Ask next: Is a child in immediate danger?") {
		t.Error(text(t, a))
	}
}
