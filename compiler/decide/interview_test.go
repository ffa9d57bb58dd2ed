package decide_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"concordat/compiler/decide"
)

// interview answers with lines and returns what was said, and the case.
func interview(t testing.TB, e *decide.Engine, c *decide.Case, lines ...string) (string, *decide.Case) {
	t.Helper()
	var out bytes.Buffer
	got, err := e.Interview(c, strings.NewReader(strings.Join(lines, "\n")), &out)
	if err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	return out.String(), got
}

func TestAnInterviewAsksForDangerFirst(t *testing.T) {
	e := engine(t)
	said, c := interview(t, e, &decide.Case{From: "recovery", At: "2026-12-24T16:50:00Z"}, "no", "likely")
	danger, harm := strings.Index(said, "Is a child in immediate danger?\n  If yes, telephone 999 now"), strings.Index(said, "Has the child suffered")
	if danger < 0 || harm < danger {
		t.Errorf("danger is not asked first:\n%s", said)
	}
	for _, want := range []string{
		"So far: at least Level 1: help for everybody. Not ruled out: Level 2: early help, Level 3: a child in need and Level 4: a child who needs protection.",
		"Has the child suffered significant harm, or could it come to that?\n  Likely: there is",
		"  1 none   2 possible   3 likely   4 suffered\n> ",
		"So far: Level 4: a child who needs protection.",
		"Do this now: telephone the Multi-Agency Safeguarding Hub (MASH) at once.\n  tel 01632 960100",
		"There is nothing more to ask about the level.",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in:\n%s", want, said)
		}
	}
	if c.Answers["significant-harm"] != "likely" || len(c.Answers) != 2 {
		t.Errorf("%v", c.Answers)
	}
}

func TestAnswersOfAnInterview(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		name  string
		lines []string
		want  map[string]decide.Given
	}{
		{"a number", []string{"1", "2"}, map[string]decide.Given{"immediate-danger": "no", "significant-harm": "possible"}},
		{"a word", []string{"No", "None"}, map[string]decide.Given{"immediate-danger": "no", "significant-harm": "none"}},
		{"the beginning of a word", []string{"n", "su"}, map[string]decide.Given{"immediate-danger": "no", "significant-harm": "suffered"}},
		{"not known, and the next question", []string{"?", "?", "child-prot"}, map[string]decide.Given{"immediate-danger": "?", "significant-harm": "?", "current-plan": "child-protection"}},
		{"back", []string{"yes", "back", "no"}, map[string]decide.Given{"immediate-danger": "no"}},
		{"back twice", []string{"no", "none", "back", "back", "yes"}, map[string]decide.Given{"immediate-danger": "yes", "significant-harm": "?"}},
		{"back at the end", []string{"yes", "what?", "back", "no"}, map[string]decide.Given{"immediate-danger": "no"}},
		{"no more at the end", []string{"yes", "no", "2"}, map[string]decide.Given{"immediate-danger": "yes"}},
		{"nothing to go back to", []string{"back", "no"}, map[string]decide.Given{"immediate-danger": "no"}},
		{"what is no answer", []string{"9", "0", "-", "perhaps", "no"}, map[string]decide.Given{"immediate-danger": "no"}},
		{"stopped", []string{"", "no"}, map[string]decide.Given{}},
		{"the end at once", nil, map[string]decide.Given{}},
	} {
		_, got := interview(t, e, &decide.Case{}, c.lines...)
		same := len(got.Answers) == len(c.want)
		for name, a := range c.want {
			same = same && got.Answers[name] == a
		}
		if !same {
			t.Errorf("%s: %v, want %v", c.name, got.Answers, c.want)
		}
	}
}

func TestAnInterviewGoesOnToTheEnd(t *testing.T) {
	e := engine(t)
	said, c := interview(t, e, &decide.Case{}, strings.Split(strings.Repeat("1\n30\n", 200), "\n")...) // no parent is 1 year old
	if !strings.Contains(said, "There is nothing more to ask about the level.") {
		t.Error(said)
	}
	a, err := e.Decide(c)
	if err != nil || !a.Certain {
		t.Errorf("%v: %+v", err, a)
	}
	said, c = interview(t, e, &decide.Case{}, strings.Split(strings.Repeat("?\n", 200), "\n")...)
	if !strings.Contains(said, "There is nothing more to ask about the level.") {
		t.Error(said)
	}
	if a, err := e.Decide(c); err != nil || a.Certain {
		t.Errorf("%v: it is certain although nothing is known", err)
	}
}

func TestAnInterviewBeginsWithWhatIsKnown(t *testing.T) {
	e := engine(t)
	given := &decide.Case{Answers: map[string]decide.Given{"significant-harm": "none", "immediate-danger": "no", "cannot-live-at-home": "no"}}
	said, c := interview(t, e, given, "none")
	if !strings.Contains(said, "Which plan is the child under?") {
		t.Error(said)
	}
	if len(given.Answers) != 3 || c.Answers["current-plan"] != "none" {
		t.Errorf("given %v, then %v", given.Answers, c.Answers)
	}
	if _, err := e.Interview(&decide.Case{From: "nowhere"}, strings.NewReader(""), io.Discard); err == nil {
		t.Error("a case that cannot be was asked about")
	}
}

// TestAnAnswerThatMakesAnotherWrongIsTakenBack: whether a question applies can
// hang on one that is answered after it.
func TestAnAnswerThatMakesAnotherWrongIsTakenBack(t *testing.T) {
	e := engine(t)
	given := &decide.Case{Answers: map[string]decide.Given{
		"significant-harm": "none", "immediate-danger": "no", "cannot-live-at-home": "no", "parent-age": "30", "harm-to-unborn": "none",
	}}
	var lines []string
	for range 60 {
		lines = append(lines, "no", "none", "1")
	}
	said, c := interview(t, e, given, lines...)
	if _, err := e.Encode(c); err != nil {
		t.Errorf("%v\n%s", err, said)
	}
}

func TestAnInterviewTellsOfBrokenStreams(t *testing.T) {
	e := engine(t)
	broken := errors.New("broken")
	if _, err := e.Interview(&decide.Case{}, iotest.ErrReader(broken), io.Discard); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	if _, err := e.Interview(&decide.Case{}, strings.NewReader("none\n"), failing{}); err == nil {
		t.Error("nothing could be written, and all was well")
	}
	if _, err := e.Interview(&decide.Case{}, strings.NewReader(strings.Repeat("x", 1<<17)), io.Discard); err == nil {
		t.Error("a line without end was read")
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("full") }

func FuzzAsk(f *testing.F) {
	for _, text := range []string{"", "1\n2\n3\n", "?\n?\n?\nback\nback\nback\nback\n", "likely\n", "no\nno\nno\nno\n7\n30\nnone\n", "back\n\n", "\x00\n\xff\n", strings.Repeat("1\n", 100)} {
		f.Add(text)
	}
	e := engine(f)
	f.Fuzz(func(t *testing.T, text string) {
		c, err := e.Interview(&decide.Case{From: "recovery"}, strings.NewReader(text), io.Discard)
		if err != nil {
			if len(text) < 1<<16 {
				t.Fatal(err)
			}
			return
		}
		if _, err := e.Decide(c); err != nil {
			t.Fatal(err)
		}
	})
}

func TestAnInterviewSaysWhatItUnderstood(t *testing.T) {
	e := engine(t)
	said, _ := interview(t, e, &decide.Case{}, "n", "s")
	for _, want := range []string{"  Taken: no.\n", "  Taken: suffered.\n", "There is nothing more to ask about the level.\nEnter to see the answer; back to change the last one.\n> "} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in:\n%s", want, said)
		}
	}
	said, _ = interview(t, e, &decide.Case{}, "?")
	if !strings.Contains(said, "  Taken: not known.\n") {
		t.Error(said)
	}
	e = refusalEngine(t)
	if said, _ = interview(t, e, &decide.Case{From: "recovery", Answers: given("use", "hazardous", "danger", "no")}, "2"); !strings.Contains(said, "  Taken: no, it refuses.\n") {
		t.Error(said)
	}
}

// TestWhatIsSaidNotToBeKnownIsNotAskedAgain: it is to be found out, after all else.
func TestWhatIsSaidNotToBeKnownIsNotAskedAgain(t *testing.T) {
	e := engine(t)
	c := &decide.Case{Answers: map[string]decide.Given{"immediate-danger": "?"}}
	a := decided(t, e, c)
	if a.Ask == nil || a.Ask.Name != "significant-harm" || a.Ask.SaidNotKnown {
		t.Errorf("%+v", a.Ask)
	}
	_, c = interview(t, e, &decide.Case{}, strings.Split(strings.Repeat("?\n", 200), "\n")...)
	a = decided(t, e, c)
	said := text(t, a)
	if a.Ask == nil || !a.Ask.SaidNotKnown || strings.Contains(said, "Ask next") || !strings.Contains(said, "  All has been asked that could change this, and some of it is not known.\n  Find out: Is a child in immediate danger? (no, yes)\n") {
		t.Errorf("%+v\n%s", a.Ask, said)
	}
}
