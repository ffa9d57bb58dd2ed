package decide_test

import (
	"bytes"
	"math/bits"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"concordat/compiler/decide"
	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// scenario decides a worked example of northmoor.
func scenario(t testing.TB, e *decide.Engine, name string) *decide.Answer {
	t.Helper()
	i := slices.IndexFunc(e.Rules.Scenarios, func(s ruleset.Scenario) bool { return s.Name == name })
	if i < 0 {
		t.Fatalf("there is no scenario %s", name)
	}
	c, err := e.ScenarioCase(&e.Rules.Scenarios[i])
	if err != nil {
		t.Fatal(err)
	}
	a, err := e.Decide(c)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestTextOfAnswers(t *testing.T) {
	e := engine(t)
	for _, name := range []string{"imran", "abby", "tom", "friday-afternoon"} {
		var b bytes.Buffer
		if err := scenario(t, e, name).WriteText(&b, false); err != nil {
			t.Fatal(err)
		}
		golden(t, "answer-"+name+".txt", b.String())
	}
	var b bytes.Buffer
	if err := scenario(t, e, "friday-afternoon").WriteText(&b, true); err != nil {
		t.Fatal(err)
	}
	golden(t, "answer-friday-afternoon-full.txt", b.String())
	for n, line := range strings.Split(b.String(), "\n") {
		if len([]rune(line)) > 88 && strings.Contains(strings.TrimSpace(line), " ") {
			t.Errorf("line %d has %d characters", n+1, len([]rune(line)))
		}
	}
}

func TestRunDoesNotAllocate(t *testing.T) {
	e := engine(t)
	all := cases(rand.New(rand.NewSource(3)), e.Logic.Vars, 16)
	run := e.NewRun()
	n := 0
	if got := testing.AllocsPerRun(100, func() {
		e.Run(run, all[n&15])
		n++
		_ = run.Certain()
		_ = run.Open(0)
	}); got != 0 {
		t.Errorf("a decision allocates %v times", got)
	}
}

// TestTheNextQuestionNarrowsMost works the choice out again, answer by answer and
// not by cells.
func TestTheNextQuestionNarrowsMost(t *testing.T) {
	e := engine(t)
	s := newSlow(e)
	random := rand.New(rand.NewSource(11))
	asked := map[string]int{}
	for n := range rounds(60) {
		part, _ := s.forget(random, s.quieter(random, s.full(random)), 1)
		for _, in := range s.inputs {
			if random.Intn(3) < n%4 {
				delete(part, in.key)
			}
		}
		for range 20 { // what cannot be known either
			for _, in := range s.inputs {
				if in.applies != nil && s.truth(in.applies, part, nil) == perhaps {
					delete(part, in.key)
				}
			}
		}
		a, err := e.Decide(asCase(part, ""))
		if err != nil {
			t.Fatal(err)
		}
		floor, levels := s.levels(part)
		var doubt []*ruleset.Criterion
		danger := false
		for i := range e.Rules.Criteria {
			c := &e.Rules.Criteria[i]
			if c.Level != "" && s.rank(c.Level) > s.rank(floor) && s.truth(&c.When.Tree, part, nil) == perhaps {
				doubt = append(doubt, c)
				danger = danger || slices.Contains(e.Rules.NothingDelays, c.Level)
			}
		}
		if danger {
			doubt = slices.DeleteFunc(doubt, func(c *ruleset.Criterion) bool { return !slices.Contains(e.Rules.NothingDelays, c.Level) })
		}
		var hangs []*ruleset.Condition // what is asked for has to occur in one of them
		urgent := func(name string) bool { return slices.Contains(e.Rules.NothingDelays, name) }
		for i := range e.Rules.Duties {
			x := &e.Rules.Duties[i]
			if slices.ContainsFunc(levels, urgent) && x.Verb == "telephone" && x.When != nil && s.truth(&x.When.Tree, part, nil) == perhaps {
				hangs = append(hangs, x.When)
			}
		}
		call := len(hangs) > 0
		danger = danger || call
		for _, c := range doubt {
			if !call {
				hangs = append(hangs, &c.When)
			}
		}
		best, bestSum, bestCount := "", 0, 1
		for _, in := range s.inputs {
			if _, known := part[in.key]; known || in.applies != nil && s.truth(in.applies, part, nil) != yes {
				continue
			}
			if !slices.ContainsFunc(hangs, func(c *ruleset.Condition) bool { return s.mentions(&c.Tree, in.key) }) {
				continue
			}
			sum := 0
			for _, answer := range in.answers {
				part[in.key] = answer
				_, left := s.levels(part)
				sum += len(left)
			}
			delete(part, in.key)
			if best == "" || sum*bestCount < bestSum*len(in.answers) {
				best, bestSum, bestCount = in.key, sum, len(in.answers)
			}
		}
		switch {
		case best == "" && a.Ask != nil:
			t.Errorf("%q is asked, and nothing has to be", a.Ask.Name)
		case best == "":
		case a.Ask == nil:
			t.Errorf("nothing is asked of %v, and %s would narrow it", levels, best)
		default:
			asked[a.Ask.Name]++
			if a.Ask.Danger != danger {
				t.Errorf("%s: danger is %v", a.Ask.Name, a.Ask.Danger)
			}
			// Another question may narrow as much; none may narrow more.
			sum, count := 0, 0
			for _, in := range s.inputs {
				if in.key == a.Ask.Kind+" "+a.Ask.Name {
					for _, answer := range in.answers {
						part[in.key] = answer
						_, left := s.levels(part)
						sum, count = sum+len(left), count+1
					}
					delete(part, in.key)
				}
			}
			if sum*bestCount > bestSum*count {
				t.Errorf("%s is asked, which leaves %d/%d levels; %s leaves %d/%d", a.Ask.Name, sum, count, best, bestSum, bestCount)
			}
		}
	}
	if len(asked) < 4 {
		t.Errorf("only these were asked: %v", asked)
	}
}

// mentions says whether a tree asks for something, or whether it applies hangs on
// it.
func (s *slow) mentions(p *ruleset.Part, key string) bool {
	switch {
	case p.Op == "question" && s.questions[p.Name].Applies != nil && s.mentions(&s.questions[p.Name].Applies.Tree, key):
		return true
	case p.Op == "question" && key == "question "+p.Name, p.Op == "words" && key == "words "+p.Question, key == p.Op+" "+p.Name, p.Op == "consent" && key == "consent":
		return true
	case p.Op == "criterion":
		return s.mentions(&s.criteria[p.Name].When.Tree, key)
	}
	return slices.ContainsFunc(p.Parts, func(q ruleset.Part) bool { return s.mentions(&q, key) })
}

func TestWhoMaySend(t *testing.T) {
	agency := func(name, kind string, serves []string, teams ...ruleset.Team) ruleset.Agency {
		return ruleset.Agency{Head: ruleset.Head{Name: name, Title: "The " + name + " service"}, Kind: kind, Serves: serves, Teams: teams}
	}
	team := func(name, phone string, teams ...ruleset.Team) ruleset.Team {
		return ruleset.Team{Head: ruleset.Head{Name: name}, Phone: phone, Teams: teams}
	}
	r := &ruleset.RuleSet{
		Agencies: []ruleset.Agency{
			agency("recovery", "treatment", []string{"adults"}, team("front-desk", "01632 960300", team("night-desk", ""))),
			agency("compass", "treatment", []string{"young-people", "families"}, team("line", "")),
			agency("police", "police", nil),
		},
		Roles: []ruleset.Role{
			{Head: ruleset.Head{Name: "lead"}, At: []ruleset.Party{{Kind: "agency", Name: "recovery"}}},
			{Head: ruleset.Head{Name: "worker"}, At: []ruleset.Party{{Kind: "any-agency"}}},
			{Head: ruleset.Head{Name: "nowhere"}},
			{Head: ruleset.Head{Name: "circle"}, At: []ruleset.Party{{Kind: "role", Name: "circle"}}},
		},
		Groups: []ruleset.Group{{Head: ruleset.Head{Name: "network"}, Members: []string{"compass", "lead", "network"}}},
	}
	r.Agencies[0].Offers = []string{"Structured counselling"}
	e, err := decide.New(r)
	if err != nil {
		t.Fatal(err)
	}
	where := func(p ruleset.FilterPart) ruleset.Party {
		return ruleset.Party{Kind: "any-agency", Where: &ruleset.Filter{Tree: p}}
	}
	is := func(path string, values ...string) ruleset.FilterPart {
		return ruleset.FilterPart{Op: "is", Path: path, Test: "is", Values: values}
	}
	includes := func(path string, values ...string) ruleset.FilterPart {
		return ruleset.FilterPart{Op: "includes", Path: path, Values: values}
	}
	hasPhone := ruleset.FilterPart{Op: "has", Path: "phone"}
	for _, c := range []struct {
		name  string
		party ruleset.Party
		want  string // of recovery, compass and police: t, f or ?
	}{
		{"agency", ruleset.Party{Kind: "agency", Name: "recovery"}, "tff"},
		{"team", ruleset.Party{Kind: "team", Name: "line"}, "ftf"},
		{"team in a team", ruleset.Party{Kind: "team", Name: "night-desk"}, "tff"},
		{"role", ruleset.Party{Kind: "role", Name: "lead"}, "tff"},
		{"role anywhere", ruleset.Party{Kind: "role", Name: "worker"}, "ttt"},
		{"role at nobody named", ruleset.Party{Kind: "role", Name: "nowhere"}, "???"},
		{"role at itself", ruleset.Party{Kind: "role", Name: "circle"}, "fff"},
		{"group", ruleset.Party{Kind: "group", Name: "network"}, "ttf"},
		{"anybody", ruleset.Party{Kind: "any-agency"}, "ttt"},
		{"referrer", ruleset.Party{Kind: "person", Name: "referrer"}, "ttt"},
		{"parent", ruleset.Party{Kind: "person", Name: "parent"}, "fff"},
		{"to be written", ruleset.Party{Kind: "to-be-written"}, "???"},
		{"kind", where(is("kind", "treatment")), "ttf"},
		{"not a kind", where(ruleset.FilterPart{Op: "is", Path: "kind", Test: "is-not", Values: []string{"police"}}), "ttf"},
		{"serves", where(includes("serves", "families", "adults")), "ttf"},
		{"offers in words", where(includes("offers", "counselling")), "tff"},
		{"by name", where(is("name", "police")), "fft"},
		{"has a team", where(ruleset.FilterPart{Op: "has", Path: "team"}), "ttf"},
		{"has a team with a telephone", where(ruleset.FilterPart{Op: "has", Path: "team", Where: &hasPhone}), "tff"},
		{"a telephone of a team", where(ruleset.FilterPart{Op: "has", Path: "team.phone"}), "tff"},
		{"the agency of its team", where(is("team.agency.kind", "treatment")), "ttf"},
		{"all", where(ruleset.FilterPart{Op: "all", Parts: []ruleset.FilterPart{is("kind", "treatment"), includes("serves", "adults")}}), "tff"},
		{"any", where(ruleset.FilterPart{Op: "any", Parts: []ruleset.FilterPart{is("kind", "police"), includes("serves", "adults")}}), "tft"},
		{"at least", where(ruleset.FilterPart{Op: "at-least", N: 2, Parts: []ruleset.FilterPart{is("kind", "treatment"), includes("serves", "adults"), is("name", "compass")}}), "ttf"},
		{"not", where(ruleset.FilterPart{Op: "not", Parts: []ruleset.FilterPart{is("kind", "treatment")}}), "fft"},
		{"what a rule set does not hold", where(is("owes.verb", "tell")), "???"},
		{"strange paths", where(is("..-", "tell")), "???"},
	} {
		got := ""
		for _, a := range []string{"recovery", "compass", "police"} {
			got += map[logic.Truth]string{logic.True: "t", logic.False: "f", logic.Unknown: "?"}[e.Sends([]ruleset.Party{c.party}, a)]
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	if got := e.Sends(nil, "recovery"); got != logic.Unknown {
		t.Errorf("nobody is named, and the answer is %v", got)
	}
}

func TestWhoAnswersAtTheMoment(t *testing.T) {
	e := engine(t)
	for _, c := range []struct{ at, open, team, instead string }{
		{"2026-12-24T16:50:00Z", "open", "mash", ""},
		{"2026-12-24T17:00:00Z", "closed", "mash", "edt"},
		{"2026-12-25T10:00:00Z", "closed", "mash", "edt"}, // a bank holiday
		{"2026-07-03T16:29:00+01:00", "open", "mash", ""},
		{"2026-07-03T16:30:00+01:00", "closed", "mash", "edt"},
		{"", "not-known", "mash", ""},
	} {
		a, err := e.Decide(&decide.Case{At: c.at, Answers: map[string]decide.Given{"significant-harm": "suffered"}})
		if err != nil {
			t.Fatal(err)
		}
		got := a.First[slices.IndexFunc(a.First, func(f decide.First) bool { return f.Standing == decide.Certain })].Duty.Contacts[0]
		instead := ""
		if got.Instead != nil {
			instead = got.Instead.Name
		}
		if got.Open != c.open || got.Name != c.team || instead != c.instead {
			t.Errorf("%s: %+v", c.at, got)
		}
	}
}

func TestTimesWithoutAMomentAreInWords(t *testing.T) {
	e := engine(t)
	a := scenario(t, e, "friday-afternoon")
	words := *a.Case
	words.At = ""
	b, err := e.Decide(&words)
	if err != nil {
		t.Fatal(err)
	}
	find := func(a *decide.Answer, clause string) *decide.Due {
		for _, p := range a.Pathways {
			for _, s := range p.Steps {
				for _, d := range s.Duties {
					if d.Clause == clause {
						return d.Due
					}
				}
			}
		}
		t.Fatalf("there is no duty %s", clause)
		return nil
	}
	for _, c := range []struct{ clause, with, at, without string }{
		{"P2.2(a)", "at once", "2026-12-24T16:50:00Z", "at once"},
		{"P2.3", "by Friday 25 December 2026 16:50", "2026-12-25T16:50:00Z", "within 24 hours of step 2 (Make the referral)"},
		{"P2.4(a)", "by the end of Tuesday 29 December 2026", "2026-12-30T00:00:00Z", "within 1 working day of step 2 (Make the referral)"},
		{"P2.4(d)", "at once", "2026-12-24T16:50:00Z", "within 1 working day of step 2 (Make the referral), or sooner if a child is in immediate danger or significant harm is at least likely"},
	} {
		with, without := find(a, c.clause), find(b, c.clause)
		if with.Text != c.with || with.At != c.at || without.Text != c.without || without.At != "" {
			t.Errorf("%s: %+v, and without a moment %+v", c.clause, with, without)
		}
	}
	words.Done = map[string]string{"to-social-care.refer": "2026-12-23T09:00:00Z"}
	if b, err = e.Decide(&words); err != nil {
		t.Fatal(err)
	}
	if got := find(b, "P2.3"); got.Text != "by Thursday 24 December 2026 09:00" {
		t.Errorf("after a step that was done: %+v", got)
	}
}

func TestAnswersThatCannotBeAreToldOf(t *testing.T) {
	e := engine(t)
	a, err := e.Decide(&decide.Case{Answers: map[string]decide.Given{"immediate-danger": "yes", "significant-harm": "none"}})
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Impossible) != 1 || a.Impossible[0].Line == 0 {
		t.Errorf("%+v", a.Impossible)
	}
}

// TestNothingIllustrativeDecides: a case that fits every `consider` and every
// `may` is at the level that its criteria give, and no duty that does not bind has
// a say in a standing.
func TestNothingIllustrativeDecides(t *testing.T) {
	e := engine(t)
	c := &decide.Case{Answers: map[string]decide.Given{"refused-referrals": "5"}}
	for _, q := range e.Rules.Questions {
		if q.Applies == nil && q.Name != "refused-referrals" {
			c.Answers[q.Name] = decide.Given(q.Quiet)
		}
	}
	a, err := e.Decide(c)
	if err != nil {
		t.Fatal(err)
	}
	if a.Level.Name != "universal" || !a.Certain || len(a.Consider) != 1 || a.Consider[0].Level != "child-in-need" {
		t.Errorf("level %+v, certain %v, consider %+v", a.Level, a.Certain, a.Consider)
	}
	for _, name := range []string{"friday-afternoon", "imran", "tom"} {
		for _, p := range scenario(t, e, name).Pathways {
			for _, s := range p.Steps {
				for _, d := range s.Duties {
					if d.Decides != (d.Modality == "must" || d.Modality == "must-not") {
						t.Errorf("%s %s decides: %v", d.Modality, d.Clause, d.Decides)
					}
				}
			}
		}
	}
}

func TestEveryPartOfAnAnswerHasItsLine(t *testing.T) {
	e := engine(t)
	for _, name := range []string{"friday-afternoon", "imran", "tom", "abby"} {
		a := scenario(t, e, name)
		about := map[string]int{}
		for _, r := range a.Explanation {
			about[r.About]++
			if r.File == "" || r.Line == 0 || r.Text == "" {
				t.Errorf("%s: %+v", name, r)
			}
		}
		for what, n := range map[string]int{
			"first": len(a.First), "lead": len(a.Leads), "consent": len(a.Consent), "share": len(a.Shares), "service": len(a.Services), "judgement": len(a.Judgements), "criterion": len(a.Criteria) + len(a.Consider),
		} {
			if about[what] != n {
				t.Errorf("%s: %d reasons for %d of %s", name, about[what], n, what)
			}
		}
		if about["level"] == 0 || about["pathway"] < len(a.Pathways) || (a.Ask != nil) != (about["ask"] == 1) {
			t.Errorf("%s: %v", name, about)
		}
	}
}

// TestLevelsAreAsTheRunHasThem holds the whole answer against the bare decision.
func TestLevelsAreAsTheRunHasThem(t *testing.T) {
	e := engine(t)
	s := newSlow(e)
	random := rand.New(rand.NewSource(5))
	run := e.NewRun()
	for range rounds(60) {
		part, _ := s.forget(random, s.full(random), 1)
		c := asCase(part, "")
		answers, err := e.Encode(c)
		if err != nil {
			t.Fatal(err)
		}
		e.Run(run, answers)
		a, err := e.Decide(c)
		if err != nil {
			t.Fatal(err)
		}
		if text, err := a.JSON(); err != nil {
			t.Fatalf("%v\n%.2000s", err, text)
		}
		if a.Level == nil || a.Level.Name != e.Logic.Levels[run.Floor] || len(a.NotRuledOut) != bits.OnesCount64(run.Possible)-1 {
			t.Errorf("level %+v, not ruled out %d; the run has %d and %b", a.Level, len(a.NotRuledOut), run.Floor, run.Possible)
		}
		for i := range e.Rules.Criteria {
			k := &e.Rules.Criteria[i]
			at := slices.IndexFunc(a.Criteria, func(c decide.Criterion) bool { return c.Name == k.Name })
			if k.Level != "" && (at < 0) != (run.Criterion(i) == logic.False) {
				t.Errorf("criterion %s is %v", k.Name, run.Criterion(i))
			}
			// What is missing is not known, and what something rests on is.
			if at >= 0 {
				for _, f := range a.Criteria[at].Because {
					if (a.Criteria[at].Standing == decide.InDoubt) != (f.Answer == "?") {
						t.Errorf("criterion %s, %s, rests on %+v", k.Name, a.Criteria[at].Standing, f)
					}
				}
			}
		}
	}
}

func BenchmarkDecide(b *testing.B) {
	e := engine(b)
	s := newSlow(e)
	random := rand.New(rand.NewSource(9))
	var all []*decide.Case
	for range 64 {
		part, _ := s.forget(random, s.quieter(random, s.full(random)), 1)
		c := asCase(part, "recovery")
		c.At = "2026-12-24T16:50:00Z"
		all = append(all, c)
	}
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		if _, err := e.Decide(all[i&63]); err != nil {
			b.Fatal(err)
		}
	}
}
