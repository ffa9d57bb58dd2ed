package scenario_test

import (
	"fmt"
	"math/rand"
	"os"
	"strconv"
	"strings"
	"testing"

	"concordat/compiler/ruleset"
	. "concordat/compiler/scenario"
)

// head is the beginning of a text that small tests go on from.
const head = `protocol joint "Joint protocol" {
  area          "Eastmere"
  in-force      2026-01-05
}
agency council "Eastmere Council" {
  kind          childrens-social-care
  team front "Front door" {
    open          always
  }
}
agency clinic "Eastmere Clinic" {
  kind          treatment
}
role worker "Lead worker" {
  at            clinic
}
role other "Other worker" {
  at            council
}
question use "Use?" is none, harmful or dependent in rising risk
question alone "Alone?" is yes or no in rising risk
question age "Age?" is 0 to 17 years in falling risk
level low "Low" {
  number        1
  otherwise
}
`

// TestMutantsByHand holds the changes of small texts against lists made by hand.
func TestMutantsByHand(t *testing.T) {
	tests := []struct{ text, want string }{
		{`level high "High" {
  number        2
  lead          worker
}
criterion c "C" {
  level         high
  when          use is at least harmful and alone
}
`, `level high: lead worker > 
level high: lead worker > lead other
criterion c: criterion c > 
criterion c: use is at least harmful and alone > not all of { use is at least harmful; alone }
criterion c: all of > any of
criterion c: use is at least harmful > 
criterion c: use is at least harmful > use is at least dependent
criterion c: use is at least harmful > use is at most harmful
criterion c: use is at least harmful > not use is at least harmful
criterion c: alone > 
criterion c: alone > not alone`},
		{`level middle "Middle" {
  number        2
  consent       required for referral
}
level high "High" {
  number        3
}
criterion c "C" {
  level         middle
  when          not age is under 3 years
}
criterion d "D" {
  level         high
  when at least 2 of {
    use is harmful or dependent
    alone
    age is 4 years
  }
}
`, `level middle: consent required for referral > consent not-required for referral
criterion c: criterion c > 
criterion c: level middle > level high
criterion c: not age is under 3 years > age is under 3 years
criterion c: age is under 3 years > age is under 2 years
criterion c: age is under 3 years > age is under 4 years
criterion c: age is under 3 years > age is over 3 years
criterion d: criterion d > 
criterion d: level high > level middle
criterion d: at least 2 of { use is harmful or dependent; alone; age is 4 years } > not at least 2 of { use is harmful or dependent; alone; age is 4 years }
criterion d: at least 2 of > at least 1 of
criterion d: at least 2 of > at least 3 of
criterion d: use is harmful or dependent > 
criterion d: use is harmful or dependent > use is dependent
criterion d: use is harmful or dependent > use is harmful
criterion d: use is harmful or dependent > use is not harmful or dependent
criterion d: alone > 
criterion d: alone > not alone
criterion d: age is 4 years > 
criterion d: age is 4 years > age is 3 years
criterion d: age is 4 years > age is 5 years
criterion d: age is 4 years > age is not 4 years`},
		{`level high "High" {
  number        2
}
pathway way "Way" {
  from          clinic
  to            front
  levels        low, high
  when          alone
  step call {
    by            referrer
    must          telephone front at once
    should        tell parents within 2 working days of call unless increases-risk
    must          record decision when alone
    may           wait within 3 weeks of call
  }
}
share worry "A worry" {
  from          any agency
  to            worker
  purpose       promote-welfare
  lawful-basis  public-task
  consent       required for sharing unless alone
}
`, `pathway way: levels low > 
pathway way: levels high > 
pathway way: from clinic > from council
pathway way: when alone > 
pathway way: alone > not alone
step call: at once > 
step call: unless increases-risk > 
step call: unless increases-risk > when increases-risk
step call: within 2 working days of call > within 3 working days of call
step call: within 2 working days of call > within 2 calendar days of call
step call: within 2 working days of call > 
share worry: from any agency > from council
share worry: to worker > to other
share worry: consent required for sharing > consent not-required for sharing
share worry: consent required for sharing unless alone > consent required for sharing
share worry: consent required for sharing unless alone > consent required for sharing when alone`},
	}
	for _, x := range tests {
		all, err := Mutants(compileText(t, head+x.text))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range all {
			got = append(got, fmt.Sprintf("%s: %s > %s", m.Rule, m.Was, m.Now))
		}
		if strings.Join(got, "\n") != x.want {
			t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), x.want)
		}
	}
}

// TestOnlyTheFolderIsChanged leaves alone what ships and what comes from another
// folder.
func TestOnlyTheFolderIsChanged(t *testing.T) {
	r := compileText(t, small(t))
	r.Criteria[0].File = "../shared/base.protocol"
	r.Criteria[1].Clause = ""
	all, err := Mutants(r)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		if m.Rule == "criterion "+r.Criteria[0].Name || m.Rule == "criterion "+r.Criteria[1].Name {
			t.Errorf("%s", m)
		}
	}
	if len(all) < 20 {
		t.Errorf("only %d changes", len(all))
	}
}

// TestChangesLeaveTheRulesAlone holds that a change is made in a copy.
func TestChangesLeaveTheRulesAlone(t *testing.T) {
	r := compileText(t, small(t))
	before, err := ruleset.Write(r)
	if err != nil {
		t.Fatal(err)
	}
	all, err := Mutants(r)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for i := range all {
		text, err := ruleset.Write(all[i].Changed(r))
		if err != nil {
			t.Fatal(err)
		}
		if string(text) == string(before) {
			t.Errorf("%s changes nothing", all[i])
		}
		if other := seen[string(text)]; other != "" {
			t.Errorf("%s is the same as %s", all[i], other)
		}
		seen[string(text)] = all[i].String()
	}
	after, err := ruleset.Write(r)
	if err != nil {
		t.Fatal(err)
	}
	if string(after) != string(before) {
		t.Error("the rules have changed")
	}
}

// TestSearchAgreesWithEveryFamily tries changes of random rules on every family
// that can be: the search finds one that a change makes a difference to exactly
// where there is one, and none with fewer answers away from the quiet ones.
// CONCORDAT_SCENARIO_RULES sets how many rule sets are tried.
func TestSearchAgreesWithEveryFamily(t *testing.T) {
	n := 40
	if text := os.Getenv("CONCORDAT_SCENARIO_RULES"); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	rnd := rand.New(rand.NewSource(7))
	changes, none := 0, 0
	for range n {
		source := randomRules(rnd)
		r := compileText(t, source)
		c, same, wrong, err := SearchAgrees(r)
		if err != nil {
			t.Fatal(err)
		}
		changes, none = changes+c, none+same
		for _, text := range wrong {
			t.Errorf("%s\n%s", text, source)
		}
	}
	if changes < 20*n || none < n {
		t.Errorf("only %d changes, %d of which make no difference", changes, none)
	}
}

// randomRules writes a small agreement.
func randomRules(rnd *rand.Rand) string {
	pick := func(all ...string) string { return all[rnd.Intn(len(all))] }
	questions := `question use "Use?" is none, harmful or dependent in rising risk
question alone "Alone?" is yes or no in rising risk
question age "Age?" is 0 to 3 years in falling risk
question help "Help?" is yes or no in falling risk when use is at least harmful
`
	atom := func() string {
		return pick("use is at least harmful", "use is dependent", "use is none or harmful", "alone", "not alone", "age is under 2 years", "age is at least 1 year", "age is 2 years", "help", "not help", "consent is refused")
	}
	cond := func() string {
		switch rnd.Intn(4) {
		case 0:
			return atom() + " and " + atom()
		case 1:
			return atom() + " or " + atom()
		}
		return atom()
	}
	when := func() string {
		if rnd.Intn(3) == 0 {
			return pick("any of", "all of", "at least 2 of") + " {\n    " + cond() + "\n    " + atom() + "\n    " + atom() + "\n  }"
		}
		return cond()
	}
	noConsent := func(s string) string { return strings.ReplaceAll(s, "consent is refused", "alone") }
	text := strings.Replace(head, head[strings.Index(head, "question use"):strings.Index(head, "level low")], questions, 1)
	if rnd.Intn(2) == 0 {
		text += "cannot-be alone and age is 3 years\n"
	}
	text += "level middle \"Middle\" {\n  number 2\n  lead worker\n"
	if rnd.Intn(2) == 0 {
		text += "  lead other when " + atom() + "\n"
	}
	text += "  consent required for referral, help\n"
	if rnd.Intn(2) == 0 {
		text += "  if-refused then way.no\n"
	}
	text += "}\nlevel high \"High\" {\n  number 3\n  lead other\n  consent not-required for referral when " + atom() + "\n  consent required for referral\n}\n"
	for i := range 3 + rnd.Intn(3) {
		keyword := pick("level         middle", "level         high", "level         high", "consider      high")
		text += fmt.Sprintf("criterion c%d \"C\" {\n  %s\n  when %s\n}\n", i, keyword, noConsent(when()))
	}
	text += "pathway way \"Way\" {\n  from clinic\n  to front\n  levels " + pick("middle", "high", "middle, high", "low, high") + "\n  when " + when() + `
  step call {
    by referrer
    when ` + atom() + `
    must telephone front within 2 working days of call when ` + atom() + `
    should tell parents unless ` + atom() + `
  }
  step no {
    by referrer
    must tell parents within 2 working days of refusal when ` + noConsent(atom()) + `
    outcome worse "Worse" then again
  }
  step again {
    by referrer
    when ` + noConsent(atom()) + `
    must record decision within 2 working days of no when ` + noConsent(atom()) + `
  }
}
share worry "A worry" {
  from any agency
  to worker
  purpose promote-welfare
  lawful-basis public-task
  when ` + cond() + `
  consent required for sharing unless ` + atom() + `
}
`
	return text
}
