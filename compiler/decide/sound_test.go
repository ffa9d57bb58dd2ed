package decide_test

import (
	"fmt"
	"math/rand"
	"os"
	"slices"
	"strconv"
	"testing"

	"concordat/compiler/decide"
	"concordat/compiler/schema"
)

// asCase writes what is known as a case.
func asCase(k known, from string) *decide.Case {
	c := &decide.Case{From: from, Answers: map[string]decide.Given{}, Judgements: map[string]decide.Given{}, Reasons: map[string]decide.Given{}, Events: map[string]decide.Given{}}
	for key, a := range k {
		var kind, name string
		fmt.Sscan(key, &kind)
		if len(key) > len(kind) {
			name = key[len(kind)+1:]
		}
		switch kind {
		case "question":
			c.Answers[name] = decide.Given(a)
		case "words":
			c.Judgements[name] = decide.Given(a)
		case "reason":
			c.Reasons[name] = decide.Given(a)
		case "event":
			c.Events[name] = decide.Given(a)
		case "consent":
			c.Consent = a
		}
	}
	return c
}

// rounds is how many random cases a test takes; CONCORDAT_DECIDE_ROUNDS sets
// another number.
func rounds(n int) int {
	if m, err := strconv.Atoi(os.Getenv("CONCORDAT_DECIDE_ROUNDS")); err == nil {
		return m
	}
	return n
}

// seen is what an answer says, in the form of the slow evaluator.
func seen(a *decide.Answer) outcome {
	out := outcome{criteria: map[string]truth{}, pathways: map[string]truth{}, sharing: map[string]truth{}, leads: map[string]truth{}}
	sure := func(s decide.Standing) truth {
		if s == decide.Certain {
			return yes
		}
		return perhaps
	}
	if a.Level != nil {
		out.floor = a.Level.Name
	}
	out.levels = []string{out.floor}
	for _, n := range a.NotRuledOut {
		out.levels = append(out.levels, n.Name)
	}
	for _, c := range append(slices.Clone(a.Criteria), a.Consider...) {
		out.criteria[c.Name] = sure(c.Standing)
	}
	for _, l := range a.Leads {
		key := l.Level + " " + l.Role.Name
		out.leads[key] = max(out.leads[key], sure(l.Standing))
	}
	for _, p := range a.Pathways {
		out.pathways[p.Name] = sure(p.Standing)
	}
	for _, s := range a.Shares {
		out.sharing[s.Name] = sure(s.Standing)
	}
	return out
}

// TestAnswersAreSound holds answers to random cases against every way to complete
// the case, and against the slow evaluator.
func TestAnswersAreSound(t *testing.T) {
	for name, r := range ruleSets(t) {
		t.Run(name, func(t *testing.T) {
			e, err := decide.New(r)
			if err != nil {
				t.Fatal(err)
			}
			s := newSlow(e)
			random := rand.New(rand.NewSource(7))
			whole, partly := 0, 0
			for n := range rounds(100) {
				k := s.full(random)
				if n%4 > 0 {
					k = s.quieter(random, k)
				}
				from := ""
				if random.Intn(3) > 0 {
					from = r.Agencies[random.Intn(len(r.Agencies))].Name
				}
				// What the agency is stays the same in every completion.
				for _, a := range r.Agencies {
					if a.Name == from && slices.Contains(schema.VocabNamed("agency-kind").Names(), a.Kind) {
						k["referrer"] = a.Kind
					}
				}
				check(t, s, e, k, from, []known{k})
				whole++
				part, completions := s.forget(random, k, 48)
				if completions != nil {
					check(t, s, e, part, from, completions)
					partly++
				}
				if t.Failed() {
					return
				}
			}
			if whole < partly || partly < whole/3 {
				t.Errorf("of %d cases only %d could be completed", whole, partly)
			}
		})
	}
}

func check(t *testing.T, s *slow, e *decide.Engine, k known, from string, completions []known) {
	t.Helper()
	a, err := e.Decide(asCase(k, from))
	if err != nil {
		t.Fatalf("%v\n%v", err, k)
	}
	got, naive := seen(a), s.decide(k, from)
	wrong := func(what string, values ...any) {
		t.Errorf("%s\nfrom %s, known: %v", fmt.Sprintf(what, values...), from, k)
	}
	if a.Certain != (len(got.levels) == 1) {
		wrong("certain is %v, and the levels are %v", a.Certain, got.levels)
	}
	// The level is at least as sharp as without drawing anything together.
	if s.rank(got.floor) < s.rank(naive.floor) {
		wrong("the level is %q, and the slow evaluator says %q", got.floor, naive.floor)
	}
	for _, l := range got.levels {
		if !slices.Contains(naive.levels, l) {
			wrong("level %q is not ruled out, and the slow evaluator has only %v", l, naive.levels)
		}
	}
	sharper := func(what string, got, naive map[string]truth) {
		for name, t := range naive {
			if t != perhaps && got[name] != t {
				wrong("%s %s is %d, and the slow evaluator says %d", what, name, got[name], t)
			}
		}
	}
	level := func(criteria map[string]truth) map[string]truth {
		all := map[string]truth{}
		for name, t := range criteria {
			// What a person should consider is told above the level only, and what only
			// others name when it is certain.
			c := s.criteria[name]
			if c.Consider != "" && s.rank(c.Consider) <= s.rank(got.floor) || c.Level == "" && c.Consider == "" && t != yes {
				continue
			}
			all[name] = t
		}
		return all
	}
	sharper("criterion", got.criteria, level(naive.criteria))
	sharper("pathway", got.pathways, naive.pathways)
	sharper("share", got.sharing, naive.sharing)
	one := len(naive.levels) == 1
	for name, t := range naive.leads {
		if one && t != perhaps && got.leads[name] != t {
			wrong("lead %s is %d, and the slow evaluator says %d", name, got.leads[name], t)
		}
	}
	for _, c := range completions {
		full := s.decide(c, from)
		if len(full.levels) == 1 && !slices.Contains(got.levels, full.floor) {
			wrong("level %q is ruled out, and the case may be completed so that it comes out: %v", full.floor, c)
		}
		sound := func(what string, got, full map[string]truth) {
			for name, t := range full {
				if c := s.criteria[name]; c != nil && c.Level == "" && c.Consider == "" && got[name] == no {
					continue // in doubt, and told of through those that name it
				}
				if g := got[name]; g == yes && t != yes || g == no && t == yes {
					wrong("%s %s is %d, and %d in a completion: %v", what, name, g, t, c)
				}
			}
		}
		sound("criterion", got.criteria, level(full.criteria))
		sound("pathway", got.pathways, full.pathways)
		sound("share", got.sharing, full.sharing)
		for name, t := range full.leads {
			if got.leads[name] == no && t == yes {
				wrong("lead %s is left out, and leads in a completion: %v", name, c)
			}
		}
		for name, g := range got.leads {
			var level, role string
			fmt.Sscan(name, &level, &role)
			if g == yes && full.leads[full.floor+" "+role] != yes && len(full.levels) == 1 {
				wrong("%s certainly leads, and does not in a completion: %v", role, c)
			}
		}
		if t.Failed() {
			return
		}
	}
}
