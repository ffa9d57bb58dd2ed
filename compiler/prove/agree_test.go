package prove_test

import (
	"fmt"
	"math/rand"
	"os"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"concordat/compiler/prove"
	"concordat/compiler/ruleset"
)

// models is how many random agreements the tests go through; the environment
// variable CONCORDAT_PROVE_MODELS asks for another number.
func models(t *testing.T, standard int) int {
	text := os.Getenv("CONCORDAT_PROVE_MODELS")
	if text == "" {
		return standard
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("CONCORDAT_PROVE_MODELS is %q, which is no number", text)
	}
	return n
}

// Going through every case one by one, straight from the meaning of the codes,
// finds the same at the same lines, in random small agreements.
func TestProofsAgreeWithEveryCase(t *testing.T) {
	codes, cases := map[string]int{}, 0
	for seed := range int64(models(t, 120)) {
		r := agreement(seed)
		b := newBrute(r)
		cases += len(b.cases)
		want := map[string]bool{}
		for key := range b.all() {
			want[strings.TrimSpace(key)] = true
			codes[key[:strings.IndexByte(key, ' ')]]++
		}
		got := map[string]bool{}
		for _, f := range analyse(t, r) {
			got[keyOf(f)] = true
		}
		if missing, extra := less(want, got), less(got, want); len(missing)+len(extra) > 0 {
			t.Errorf("model %d: not found: %v; found and not so: %v", seed, missing, extra)
		}
	}
	t.Logf("%d cases; %v", cases, codes)
	for _, f := range []string{"no-level", "no-lead", "no-open-pathway", "nobody-answers", "two-leads", "two-consent-positions", "two-deadlines", "dead-criterion", "dead-pathway", "dead-step", "dead-share",
		"dead-lead", "redundant-criterion", "level-falls-as-risk-rises", "refusal-without-outcome", "refusal-to-closed-pathway", "refusal-circle", "unreached-agency", "single-point-of-failure", "no-handover", "protection-delayed",
		"circle-without-end", "limit-without-time", "dead-level"} {
		if codes[f] == 0 {
			t.Errorf("no model has %s", f)
		}
	}
}

// analyse proves a rule set on diagrams and on circuits, which find the same.
func analyse(t testing.TB, r *ruleset.RuleSet) []prove.Finding {
	t.Helper()
	found, err := prove.Analyse(r)
	if err != nil {
		t.Fatal(err)
	}
	same, err := prove.AnalyseOnCircuits(r)
	if err != nil {
		t.Fatal(err)
	}
	one, two := plainly(found), plainly(same)
	for i := range max(len(one), len(two)) {
		switch {
		case i >= min(len(one), len(two)):
			t.Fatalf("%d lines on diagrams, %d on circuits", len(one), len(two))
		case one[i] != two[i]:
			t.Fatalf("on diagrams:\n%s\non circuits:\n%s", one[i], two[i])
		}
	}
	return found
}

// Diagrams and circuits find the same, with the same words and cases, in random
// small agreements, in larger ones of many criteria, in the corpus and in an example.
func TestCircuitsFindTheSame(t *testing.T) {
	found := 0
	for seed := range int64(models(t, 150)) {
		found += len(analyse(t, agreement(seed)))
	}
	for seed := range int64(4) {
		found += len(analyse(t, generated(rand.New(rand.NewSource(seed)), 40, 50, 8)))
	}
	for _, text := range corpus(t) {
		found += len(analyse(t, rulesOf(t, text)))
	}
	found += len(analyse(t, northmoor(t)))
	t.Logf("%d findings", found)
}

// Where criteria ask for whatever questions there are, diagrams are too large, and
// all is proved on circuits.
func TestLargeAgreementsAreDecided(t *testing.T) {
	r := generated(rand.New(rand.NewSource(1)), 60, 60, 60)
	found := analyse(t, r)
	if len(found) < 20 || slices.ContainsFunc(found, func(f prove.Finding) bool { return f.Code == "proof-too-large" }) {
		t.Errorf("%d findings: %+v", len(found), plainly(found))
	}
}

func keyOf(f prove.Finding) string {
	return strings.TrimSpace(fmt.Sprint(f.Code, " ", f.Place.Line, " ", f.Keyword))
}

// less returns what is in a and not in b, sorted.
func less(a, b map[string]bool) []string {
	var all []string
	for k := range a {
		if !b[k] {
			all = append(all, k)
		}
	}
	sort.Strings(all)
	return all
}

// Whatever a draft says in the places that are still to be written, what is found
// in it is so.
func TestWhatADraftLacksMakesNoFinding(t *testing.T) {
	found, all := 0, 0
	for seed := range int64(models(t, 12)) {
		draft := agreement(seed)
		random := rand.New(rand.NewSource(seed))
		var open []int
		for range 1 + random.Intn(2) {
			open = append(open, random.Intn(len(conditionsOf(draft))))
		}
		for _, n := range open {
			conditionsOf(draft)[n].Tree = ruleset.Part{Op: "to-be-written"}
		}
		// Now and then nobody is named yet, who may be one agency, or any.
		named := func(r *ruleset.RuleSet, as ruleset.Party) {
			p := &r.Pathways[int(seed)%len(r.Pathways)]
			switch seed % 4 {
			case 0:
				p.From = []ruleset.Party{as}
			case 1:
				p.To = []ruleset.Party{as}
			}
		}
		named(draft, ruleset.Party{Kind: "to-be-written"})
		got := map[string]bool{}
		for _, f := range analyse(t, draft) {
			got[keyOf(f)] = true
		}
		found += len(got)
		for written := range 2 << len(open) {
			r := agreement(seed)
			named(r, []ruleset.Party{{Kind: "any-agency"}, {Kind: "agency", Name: "a0"}}[written>>len(open)])
			for i, n := range open {
				conditionsOf(r)[n].Tree = ruleset.Part{Op: []string{"all", "any"}[written>>i&1]} // true, or false
			}
			for k := range newBrute(r).all() {
				delete(got, strings.TrimSpace(k))
				all++
			}
			for k := range got {
				t.Errorf("model %d, written as %b: found in the draft and not so: %v", seed, written, k)
			}
			got = map[string]bool{}
			for _, f := range analyse(t, draft) {
				got[keyOf(f)] = true
			}
		}
	}
	t.Logf("%d findings in drafts, %d in what they may become", found, all)
	if found == 0 {
		t.Error("nothing is found in drafts")
	}
}

func conditionsOf(r *ruleset.RuleSet) []*ruleset.Condition {
	var all []*ruleset.Condition
	r.EachCondition(func(c *ruleset.Condition) { all = append(all, c) })
	return all
}
