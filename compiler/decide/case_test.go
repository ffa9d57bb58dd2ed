package decide_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"concordat/compiler/decide"
	"concordat/compiler/ruleset"
)

// engine returns the engine of the example.
func engine(t testing.TB) *decide.Engine {
	t.Helper()
	e, err := decide.New(northmoor(t))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestACaseIsReadStrictly(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{``, `read case: it is empty; {"answers": {}} is a case of which nothing is known`},
		{"{\n  \"answers\": {\n\n\n", `read case: line 2: the text ends here before it is complete; a closing bracket or quotation mark is missing`},
		{"{\n  \"answers\": oops\n}", `read case: line 2, column 14: a word has to stand in quotation marks, and a number is written as 3`},
		{"{\n  \"answers\": {\"pregnant\": \"yes\",\n  }\n}", "read case: line 2, column 32: there is a comma too many before `}`"},
		{`{'answers': {}}`, `read case: line 1, column 2: text and names have to stand in straight double quotation marks, as in "yes"`},
		{`{“answers”: {}}`, `read case: line 1, column 2: text and names have to stand in straight double quotation marks, as in "yes"`},
		{`{"é": 'no'}`, `read case: line 1, column 7: text and names have to stand in straight double quotation marks, as in "yes"`},
		{`{"from": "a" "at": "b"}`, `read case: line 1, column 14: a comma is missing before this`},
		{`{"from" "a"}`, `read case: line 1, column 9: a colon is missing between the name and its answer`},
		{`{from: "a"}`, `read case: line 1, column 2: a name in quotation marks has to stand here`},
		{"{\"from\": \"a\n\"}", `read case: line 1, column 12: text in quotation marks may not go on over the end of the line, nor hold a tab; a quotation mark is missing`},
		{"{} # done", `read case: line 1, column 4: a comment cannot stand in JSON; leave it out`},
		{"{\"from\": tru}", `read case: line 1, column 13: a word has to stand in quotation marks, and a number is written as 3`},
		{"{\"from\": :}", `read case: line 1, column 10: it is not JSON from here on`},
		{`[]`, `read case: the case has to be an object in curly brackets`},
		{`{} {}`, `read case: line 1, column 4: nothing may follow the end; leave this out`},
		{`{"answer": {}}`, `read case: the case has "answer", which is no part of one; from, at, consent, answers, judgements, reasons, events and done are allowed`},
		{`{"answers": {"pregnant": "yes", "pregnant": "no"}}`, `read case: answers: "pregnant" stands in it twice; keep one of the two`},
		{`{"from": "a", "from": "b"}`, `read case: "from" stands in the case twice; keep one of the two`},
		{`{"answers": []}`, `read case: answers: it has to be an object in curly brackets`},
		{`{"answers": {"pregnant": ["yes", "no"]}}`, `read case: answers: "pregnant": it holds several values; give one`},
		{`{"answers": {"youngest-child": 2.5}}`, `read case: answers: "youngest-child": 2.5 is not a whole number`},
		{`{"from": 7}`, `read case: from: it has to be text in quotation marks`},
		{`{"consent": "maybe"}`, `read case: consent: "maybe" is no answer; given, refused, not-asked are allowed`},
		{`{"at": "2026-12-24T16:50"}`, `read case: at: "2026-12-24T16:50" does not say how far it is from UTC; write "2026-12-24T16:50:00Z" if it is a time in England`},
		{`{"at": "2026-07-01T16:50"}`, `read case: at: "2026-07-01T16:50" does not say how far it is from UTC; write "2026-07-01T16:50:00+01:00" if it is a time in England`},
		{`{"at": "2026-12-24"}`, `read case: at: "2026-12-24" is not a moment: the time of the day is missing; write it as 2026-12-24T16:50, or with its offset as 2026-12-24T16:50:00Z`},
		{`{"at": "2026-02-30T10:00:00Z"}`, `read case: at: "2026-02-30" is not a day of the calendar`},
		{`{"done": {"relapse": "yesterday"}}`, `read case: done: "relapse": "yesterday" does not begin with a day such as 2026-12-24`},
		{`{"done": {"relapse": 4}}`, `read case: done: "relapse": it has to be text in quotation marks`},
		{strings.Repeat(" ", 1<<20+1), `read case: it has 1048577 bytes; 1048576 is the most`},
	} {
		got, err := decide.ReadCase([]byte(c.text))
		switch {
		case err == nil:
			t.Errorf("%.60q was read: %+v", c.text, got)
		case err.Error() != c.want:
			t.Errorf("%.60q\n got %s\nwant %s", c.text, err, c.want)
		}
	}
}

func TestACaseMayBeWrittenInSeveralWays(t *testing.T) {
	c, err := decide.ReadCase([]byte(`{"from": "recovery", "at": "2026-12-24T17:50:00+01:00", "consent": "refused",
		"answers": {"pregnant": true, "young-carer": false, "youngest-child": 3, "parental-use": "?", "in-treatment": null},
		"judgements": {"things are worse": "yes"}, "reasons": {"increases-risk": "no"}, "done": {"release": "2026-12-30T09:00:00Z"}}`))
	if err != nil {
		t.Fatal(err)
	}
	if c.Answers["pregnant"] != "yes" || c.Answers["young-carer"] != "no" || c.Answers["youngest-child"] != "3" || c.Answers["in-treatment"] != "?" || c.At != "2026-12-24T16:50:00Z" {
		t.Errorf("%+v", c)
	}
	if _, err := engine(t).Encode(c); err != nil {
		t.Error(err)
	}
	text, err := c.JSON()
	if err != nil {
		t.Fatal(err)
	}
	again, err := decide.ReadCase(text)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := again.JSON(); err != nil || !bytes.Equal(b, text) {
		t.Errorf("%v\n%s\n%s", err, text, b)
	}
}

func TestWhatTheRuleSetDoesNotAskOrAllowIsNamed(t *testing.T) {
	e := engine(t)
	for _, c := range []struct{ text, want string }{
		{`{"answers": {"parental-uses": "none"}}`, `case: the rule set does not ask for the question "parental-uses"; did you mean "parental-use"?`},
		{`{"answers": {"parental-use": "heavy"}}`, `case: question "parental-use" is answered "heavy"; none, hazardous, harmful and dependent are allowed, and ? for not known`},
		{`{"answers": {"youngest-child": 18}}`, `case: question "youngest-child" is answered "18"; 0 to 17 years are allowed, and ? for not known`},
		{`{"answers": {"youngest-child": "03"}}`, `case: question "youngest-child" is answered "03"; 0 to 17 years are allowed, and ? for not known`},
		{`{"answers": {"pregnant": "Yes"}}`, `case: question "pregnant" is answered "Yes"; no and yes are allowed, and ? for not known`},
		{`{"answers": {"parental-use": "none", "in-treatment": "yes"}}`, `case: question "in-treatment" is answered "yes", but by the other answers it does not apply: it is asked only when parental use is at least harmful`},
		{`{"answers": {"parental-use": "dependent", "in-treatment": "-"}}`, `case: question "in-treatment" is said not to apply, but by the other answers it does: it is asked when parental use is at least harmful`},
		{`{"answers": {"pregnant": "-"}}`, `case: question "pregnant" is said not to apply, but it always does; no and yes are allowed, and ? for not known`},
		{`{"judgements": {"things are wrose": "yes"}}`, `case: the rule set does not ask for the judgement "things are wrose"; did you mean "things are worse"?`},
		{`{"reasons": {"increases-risks": "yes"}}`, `case: the rule set does not ask for the reason "increases-risks"; did you mean "increases-risk"?`},
		{`{"reasons": {"x": "yes"}}`, `case: the rule set does not ask for the reason "x"; it asks for increases-risk, injures-someone, obstructs-police, delays-unduly`},
		{`{"reasons": {"increases-risk": "perhaps"}}`, `case: reason "increases-risk" is answered "perhaps"; no and yes are allowed, and ? for not known`},
		{`{"events": {"relapse": "yes"}}`, `case: the event "relapse" is answered, and the rule set asks for none`},
		{`{"from": "recovry"}`, `case: "recovry", from which it comes, is no agency or team of the agreement; did you mean "recovery"?`},
		{`{"done": {"to-social-care.refr": "2026-12-24T16:50:00Z"}}`, `case: "to-social-care.refr", which it says was done, is no event, meeting or step of the agreement; a step is written as its pathway and its name with a dot between them; did you mean "to-social-care.refer"?`},
		{`{"at": "2044-12-24T16:50:00Z"}`, `case: at: Saturday 24 December 2044 lies outside the years 2020 to 2035, for which bank holidays are known`},
		{`{"answers": {"parental-use": "heavy", "nobody": "yes"}, "from": "nowhere"}`, "case: the rule set does not ask for the question \"nobody\"; it asks for parental-use, other-parent-use,"},
	} {
		read, err := decide.ReadCase([]byte(c.text))
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		_, err = e.Decide(read)
		switch {
		case err == nil:
			t.Errorf("%s was decided", c.text)
		case err.Error() != c.want && !(strings.HasSuffix(c.want, ",") && strings.HasPrefix(err.Error(), c.want)):
			t.Errorf("%s\n got %s\nwant %s", c.text, err, c.want)
		}
	}
}

// TestTheCaseOfTheManualIsOne decides the case that docs/command-line.md shows.
func TestTheCaseOfTheManualIsOne(t *testing.T) {
	page, err := os.ReadFile("../../docs/command-line.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "## What decide says")
	_, rest, _ = strings.Cut(rest, "```json\n")
	text, _, _ := strings.Cut(rest, "```")
	c, err := decide.ReadCase([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	a, err := engine(t).Decide(c)
	if err != nil {
		t.Fatal(err)
	}
	if a.Level.Name != "child-protection" || !a.Certain {
		t.Errorf("%+v", a.Level)
	}
}

func TestEverythingThatIsWrongIsToldAtOnce(t *testing.T) {
	_, err := engine(t).Decide(&decide.Case{From: "nowhere", Answers: map[string]decide.Given{"parental-use": "heavy", "youngest-child": "99"}})
	if err == nil {
		t.Fatal("it was decided")
	}
	if n := strings.Count(err.Error(), "\n"); n != 2 {
		t.Errorf("%d lines: %v", n+1, err)
	}
}

func TestFormsOfCaseAndAnswerArePublished(t *testing.T) {
	for file, text := range map[string][]byte{"case.schema.json": decide.CaseSchema(), "answer.schema.json": decide.AnswerSchema()} {
		path := filepath.Join("../../docs", file)
		if *updateWaits {
			if err := os.WriteFile(path, text, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		have, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(have, text) {
			t.Errorf("%s is not what is made; run this test with -update", path)
		}
	}
}

// TestScenariosAreCases decides every worked example, with what its answer is in
// JSON held against the schema.
func TestScenariosAreCases(t *testing.T) {
	for name, r := range ruleSets(t) {
		e, err := decide.New(r)
		if err != nil {
			t.Fatal(err)
		}
		for i := range r.Scenarios {
			s := &r.Scenarios[i]
			c, err := e.ScenarioCase(s)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			a, err := e.Decide(c)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			text, err := a.JSON()
			if err != nil {
				t.Errorf("%s: %s: %v", name, s.Name, err)
			}
			if again, err := a.JSON(); err != nil || !bytes.Equal(text, again) {
				t.Errorf("%s: %s: another time it is different", name, s.Name)
			}
			if a.Notice != ruleset.Notice {
				t.Errorf("the notice is %q", a.Notice)
			}
			// What an answer holds of the case is a case.
			again, err := c.JSON()
			if err != nil {
				t.Errorf("%s: %v", s.Name, err)
			}
			if _, err := decide.ReadCase(again); err != nil {
				t.Errorf("%s: %v", s.Name, err)
			}
		}
	}
}

func TestAQuietRestIsQuiet(t *testing.T) {
	e := engine(t)
	for i := range e.Rules.Scenarios {
		s := &e.Rules.Scenarios[i]
		c, err := e.ScenarioCase(s)
		if err != nil {
			t.Fatal(err)
		}
		answers, err := e.Encode(c)
		if err != nil {
			t.Fatal(err)
		}
		left := 0
		for _, a := range answers {
			if a == 0xFFFF {
				left++
			}
		}
		if quiet := s.Rest == "quiet"; quiet != (left == 0) {
			t.Errorf("%s: rest %s, and %d answers are not known", s.Name, s.Rest, left)
		}
	}
}

func FuzzReadCase(f *testing.F) {
	for _, text := range []string{
		`{}`, `{"answers": {"parental-use": "dependent", "youngest-child": 3, "pregnant": true, "in-treatment": "?"}}`,
		`{"from": "mash", "at": "2026-12-24T16:50:00Z", "consent": "given", "done": {"to-social-care.refer": "2026-12-24T16:50:00Z", "relapse": "2026-12-01T10:00:00+01:00"}}`,
		`{"judgements": {"things are worse": "yes"}, "reasons": {"increases-risk": "no"}, "events": {}}`, `{"answers":{"a":1,"a":2}}`, `[`, `{"at":"2026-10-25T01:30:00+01:00"}`,
	} {
		f.Add([]byte(text))
	}
	e := engine(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		c, err := decide.ReadCase(text)
		if err != nil {
			return
		}
		again, err := c.JSON()
		if err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		if _, err := decide.ReadCase(again); err != nil {
			t.Fatalf("what was written cannot be read: %v\n%s", err, again)
		}
		a, err := e.Decide(c)
		if err != nil {
			return
		}
		if _, err := a.JSON(); err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := a.WriteText(&b, false); err != nil || !strings.HasSuffix(b.String(), ruleset.Notice+"\n") {
			t.Fatalf("%v: %s", err, b.String())
		}
	})
}
