package export

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"concordat/compiler/decide"
)

// referred is a case of northmoor that was referred on Christmas Eve.
func referred(done map[string]string) *decide.Case {
	return &decide.Case{
		At: "2026-12-24T16:50:00Z", From: "recovery", Consent: "given",
		Answers: map[string]decide.Given{"parental-use": "dependent", "significant-harm": "likely"}, Done: done,
	}
}

func TestCalendarOfACase(t *testing.T) {
	program := nodeEngine(t, "ics.mjs", "ical.js")
	e, err := decide.New(northmoor())
	if err != nil {
		t.Fatal(err)
	}
	made := func(c *decide.Case, reference string, pathways ...string) []calendarEntry {
		t.Helper()
		f, err := CaseCalendar(e, c, reference, pathways)
		if err != nil {
			t.Fatal(err)
		}
		again, err := CaseCalendar(e, c, reference, pathways)
		if err != nil || !bytes.Equal(f.Text, again.Text) {
			t.Errorf("%s is another the second time (%v)", f.Name, err)
		}
		return entriesOf(t, program, f)
	}
	refer := map[string]string{"to-social-care.refer": "2026-12-24T16:50:00Z"}
	first := made(referred(refer), "NM-17")
	var got []string
	for _, x := range first {
		got = append(got, x.Summary+" "+strings.Join(x.On, ",")+" reminds "+strings.Join(x.Alarms, ","))
		if x.Stamp != "2026-12-24T16:50:00Z" {
			t.Errorf("%s has the stamp %s", x.Summary, x.Stamp)
		}
	}
	want := []string{
		"NM-17: Put it in writing, by the referrer 2026-12-25T16:50:00Z reminds 2026-12-25T15:50:00Z",
		"NM-17: Decide what happens next, by the Hub manager 2026-12-29 reminds 2026-12-29T09:00:00",
		"NM-17: Tell the referrer, by the Hub manager (only if something leads to it) 2026-12-29 reminds 2026-12-29T09:00:00",
		"NM-17: If you hear nothing, by the referrer (only if something leads to it) 2027-01-04 reminds 2027-01-04T09:00:00",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	uids := func(all []calendarEntry) map[string]string {
		m := map[string]string{}
		for _, x := range all {
			m[x.UID] = x.Summary
		}
		return m
	}
	// Two days later the hub has decided: what is left moves and is no other entry.
	refer["to-social-care.confirm"], refer["to-social-care.decide"] = "2026-12-25T10:00:00Z", "2026-12-26T11:00:00Z"
	c := referred(refer)
	c.At = "2026-12-26T12:00:00Z"
	later := made(c, "NM-17")
	if len(later) == 0 || len(later) >= len(first) {
		t.Errorf("%d entries later, %d first", len(later), len(first))
	}
	for uid, summary := range uids(later) {
		if uids(first)[uid] != summary {
			t.Errorf("%s is another entry later", summary)
		}
	}
	for uid := range uids(made(referred(refer), "NM-18")) {
		if uids(first)[uid] != "" {
			t.Errorf("two families share the entry %s", uids(first)[uid])
		}
	}
	// What is due is so in summer time and when it is late.
	c = referred(map[string]string{"to-social-care.refer": "2027-07-01T09:00:00+01:00"})
	c.At = "2027-07-02T12:00:00+01:00"
	late := made(c, "NM-17")
	if len(late) < 2 || late[0].Summary != "NM-17: Put it in writing, by the referrer (was due, and is not done)" || late[0].On[0] != "2027-07-02T08:00:00Z" || len(late[0].Alarms) != 0 ||
		late[1].Summary != "NM-17: Decide what happens next, by the Hub manager" || late[1].On[0] != "2027-07-02" || len(late[1].Alarms) != 1 {
		t.Errorf("%+v", late)
	}
}

func TestCalendarOfACaseAfterARefusal(t *testing.T) {
	program := nodeEngine(t, "ics.mjs", "ical.js")
	e, err := decide.New(northmoor())
	if err != nil {
		t.Fatal(err)
	}
	c := referred(map[string]string{"to-social-care.prepare": "2026-12-24T10:00:00Z", "refusal": "2026-12-24T11:00:00Z"})
	c.Consent = "refused"
	c.Answers = map[string]decide.Given{"significant-harm": "none", "targeted-support": "offered", "engagement": "refused", "need-met": "no"}
	// With and without a doubt in which the pathway itself stays open.
	for _, doubt := range []string{" (perhaps)", ""} {
		want := []string{
			"NM-17: When the family says no, by the referrer" + doubt + " 2026-12-30",
			"NM-17: Look again, by the referrer" + doubt + " 2027-01-28",
			"NM-17: Leave the door open, by the referrer" + doubt + " 2027-02-04",
		}
		f, err := CaseCalendar(e, c, "NM-17", nil)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]bool{}
		for _, x := range entriesOf(t, program, f) {
			got[x.Summary+" "+strings.Join(x.On, ",")] = true
		}
		for _, entry := range want {
			if !got[entry] {
				t.Errorf("%q is not among %v", entry, got)
			}
		}
		for _, q := range e.Rules.Questions {
			if _, given := c.Answers[q.Name]; !given && q.Applies == nil {
				c.Answers[q.Name] = decide.Given(q.Quiet)
			}
		}
	}
	answer, err := e.Decide(c)
	if err != nil {
		t.Fatal(err)
	}
	if !answer.Certain || slices.ContainsFunc(answer.Pathways, func(p decide.Pathway) bool { return p.Name == "to-social-care" }) {
		t.Error("the pathway is still open")
	}
}

// TestCalendarOfACaseSaysWho looks for who does a step in the title of its entry,
// which is all that most calendars show.
func TestCalendarOfACaseSaysWho(t *testing.T) {
	e, err := decide.New(northmoor())
	if err != nil {
		t.Fatal(err)
	}
	f, err := CaseCalendar(e, referred(map[string]string{"to-social-care.refer": "2026-12-24T16:50:00Z"}), "NM-18", nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"SUMMARY:NM-18: Put it in writing\\, by the referrer\r\n", "SUMMARY:NM-18: Decide what happens next\\, by the Hub manager\r\n"} {
		if !strings.Contains(string(f.Text), want) {
			t.Errorf("no %q in\n%s", want, f.Text)
		}
	}
}

func TestCalendarOfACaseSaysWhatIsMissing(t *testing.T) {
	e, err := decide.New(northmoor())
	if err != nil {
		t.Fatal(err)
	}
	refer := map[string]string{"to-social-care.refer": "2026-12-24T16:50:00Z"}
	without := referred(refer)
	without.At = ""
	for _, x := range []struct {
		c        *decide.Case
		pathways []string
		want     string
	}{
		{without, nil, "give that as `at`"},
		{referred(nil), nil, "open to it are: ask-advice, to-social-care"},
		{referred(refer), []string{"to-socialcare"}, `there is no pathway "to-socialcare"`},
		{referred(refer), []string{"no-leap"}, `"no-leap" is not open`},
		{referred(refer), []string{"to-recovery"}, "nothing of it is due"},
		{&decide.Case{At: "2026-12-24T10:00", Answers: map[string]decide.Given{"no-such": "yes"}}, nil, "no-such"},
	} {
		if _, err := CaseCalendar(e, x.c, "NM-17", x.pathways); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%v, want %q", err, x.want)
		}
	}
	// Where nothing is open there is nothing to choose from.
	none := *northmoor()
	none.Pathways = nil
	if e, err = decide.New(&none); err != nil {
		t.Fatal(err)
	}
	for _, pathways := range [][]string{nil, {"to-social-care"}} {
		if _, err := CaseCalendar(e, referred(nil), "NM-17", pathways); err == nil || !strings.HasSuffix(err.Error(), "`concordat decide` says why") {
			t.Errorf("%v, %v", pathways, err)
		}
	}
	for reference, want := range map[string]string{"../../x": "x", "Ünal / 3": "nal---3", "": "case", "NM-17": "NM-17"} {
		if got := caseName(reference); got != want {
			t.Errorf("%q: %q", reference, got)
		}
	}
}
