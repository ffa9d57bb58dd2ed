package prove_test

import (
	"fmt"
	"math/rand"
	"os"
	"runtime"
	"slices"
	"testing"

	"concordat/compiler"
	"concordat/compiler/prove"
	"concordat/compiler/ruleset"
)

func northmoor(t testing.TB) *ruleset.RuleSet {
	t.Helper()
	p, err := compiler.Compile(os.DirFS("../../examples"), "northmoor", compiler.Options{Today: today})
	if err != nil {
		t.Fatal(err)
	}
	return ruleset.Rules(p.Model)
}

func BenchmarkNorthmoor(b *testing.B) {
	r := northmoor(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := prove.Analyse(r); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNorthmoorOnCircuits(b *testing.B) {
	r := northmoor(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := prove.AnalyseOnCircuits(r); err != nil {
			b.Fatal(err)
		}
	}
}

// The rule sets have as many questions and criteria as a large agreement. Locality
// is how far apart in the order of declaration the questions of one criterion lie;
// agreements go by themes, and 60 is no order at all.
func BenchmarkGenerated(b *testing.B) {
	for _, size := range []struct{ questions, criteria, locality int }{{60, 60, 8}, {60, 60, 12}, {60, 200, 8}, {60, 200, 10}, {60, 200, 12}, {60, 60, 60}, {60, 200, 24}, {60, 200, 60}, {120, 400, 120}} {
		b.Run(fmt.Sprintf("questions=%d/criteria=%d/locality=%d", size.questions, size.criteria, size.locality), func(b *testing.B) {
			r := generated(rand.New(rand.NewSource(1)), size.questions, size.criteria, size.locality)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			var found []prove.Finding
			for b.Loop() {
				var err error
				if found, err = prove.Analyse(r); err != nil {
					b.Fatal(err)
				}
			}
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/float64(b.N)/1e6, "MB/op")
			b.ReportMetric(float64(after.Sys)/1e6, "MB-sys")
			large := slices.IndexFunc(found, func(f prove.Finding) bool { return f.Code == "proof-too-large" })
			b.ReportMetric(float64(min(large+1, 1)), "too-large")
			b.ReportMetric(float64(len(found)), "findings")
		})
	}
}

// generated makes a rule set of four levels and five pathways whose criteria ask
// for two to five questions near each other: most of them all or any of some
// answers, some of them a count, some with a `not`.
func generated(random *rand.Rand, questions, criteria, locality int) *ruleset.RuleSet {
	r := &ruleset.RuleSet{SchemaVersion: ruleset.Version}
	line := 0
	place := func() ruleset.Place {
		line++
		return ruleset.Place{File: "generated.protocol", Line: line}
	}
	for i := range questions {
		q := ruleset.Question{Head: ruleset.Head{Name: fmt.Sprintf("q%d", i), Title: fmt.Sprintf("Is question %d so?", i), Place: place()}}
		switch i % 6 {
		case 0:
			q.Kind, q.Answers, q.Quiet, q.Risk = "words", []string{"none", "some", "much", "most"}, "none", "rising"
		case 1:
			q.Kind, q.Low, q.High, q.Quiet, q.Unit = "number", 0, 17, "17", "years"
		default:
			q.Kind, q.Answers, q.Quiet, q.Risk = "yes-no", []string{"no", "yes"}, "no", "rising"
		}
		if i%10 == 9 {
			q.Applies = &ruleset.Condition{Tree: atom(random, &r.Questions[i-1])}
		}
		r.Questions = append(r.Questions, q)
	}
	near := func() *ruleset.Question { return nil }
	centre := func() {
		first := random.Intn(max(1, questions-locality+1))
		near = func() *ruleset.Question { return &r.Questions[first+random.Intn(min(locality, questions))] }
	}
	condition := func() ruleset.Condition {
		centre()
		var parts []ruleset.Part
		for range 2 + random.Intn(4) {
			p := atom(random, near())
			if random.Intn(6) == 0 {
				p = ruleset.Part{Op: "not", Parts: []ruleset.Part{p}}
			}
			parts = append(parts, p)
		}
		switch random.Intn(5) {
		case 0:
			return ruleset.Condition{Tree: ruleset.Part{Op: "at-least", N: 2, Parts: parts}}
		case 1:
			n := len(parts) / 2
			return ruleset.Condition{Tree: ruleset.Part{Op: "all", Parts: append(parts[:n:n], ruleset.Part{Op: "any", Parts: parts[n:]})}}
		}
		return ruleset.Condition{Tree: ruleset.Part{Op: "all", Parts: parts}}
	}
	names := []string{"universal", "early-help", "child-in-need", "child-protection"}
	for i, name := range names {
		l := ruleset.Level{Head: ruleset.Head{Name: name, Place: place()}, Number: fmt.Sprint(i + 1), Otherwise: i == 0}
		if i > 0 {
			c := condition()
			l.Leads = []ruleset.Lead{{Role: "worker", Place: place()}, {Role: "manager", When: &c, Place: place()}}
		}
		r.Levels = append(r.Levels, l)
	}
	r.NothingDelays = names[3:]
	for i := range criteria {
		r.Criteria = append(r.Criteria, ruleset.Criterion{Head: ruleset.Head{Name: fmt.Sprintf("c%d", i), Place: place()}, Level: names[1+i%3], When: condition()})
	}
	for i := range 4 {
		r.Agencies = append(r.Agencies, ruleset.Agency{Head: ruleset.Head{Name: fmt.Sprintf("a%d", i), Place: place()}, Kind: "other"})
	}
	r.Roles = []ruleset.Role{{Head: ruleset.Head{Name: "worker", Place: place()}}, {Head: ruleset.Head{Name: "manager", Place: place()}}}
	for i := range 5 {
		p := ruleset.Pathway{Head: ruleset.Head{Name: fmt.Sprintf("p%d", i), Place: place()}, About: "child", From: []ruleset.Party{{Kind: "any-agency"}}, To: []ruleset.Party{{Kind: "agency", Name: fmt.Sprintf("a%d", i%2)}}, Levels: names[1:]}
		if i > 0 {
			c, d := condition(), condition()
			p.When, p.AcceptedWhen = &c, &d
		}
		then := fmt.Sprintf("p%d", (i+1)%5)
		p.Steps = []ruleset.Step{{Head: ruleset.Head{Name: "refer", Place: place()}, By: []ruleset.Party{{Kind: "person", Name: "referrer"}},
			Duties:   []ruleset.Duty{{Modality: "must", Verb: "telephone", Parties: []ruleset.Link{{Who: p.To}}, Times: []ruleset.Time{{Kind: "at-once"}}, Place: place()}},
			Outcomes: []ruleset.Outcome{{Name: "not-accepted", Refusal: true, Then: []string{then}, Place: place()}}}}
		r.Pathways = append(r.Pathways, p)
	}
	return r
}

// atom asks for one answer, or for an answer and those beyond it.
func atom(random *rand.Rand, q *ruleset.Question) ruleset.Part {
	p := ruleset.Part{Op: "question", Name: q.Name, Test: "is"}
	switch q.Kind {
	case "number":
		p.Test, p.Numbers = []string{"under", "at-least"}[random.Intn(2)], []int{[]int{1, 5, 13, 16}[random.Intn(4)]}
	case "words":
		p.Test, p.Values = "at-least", q.Answers[1+random.Intn(3):][:1]
	default:
		p.Values = q.Answers[1:]
	}
	return p
}
