package ruleset_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"concordat/compiler/ruleset"
)

// TestLoadRefusesAKeyThatStandsThereTwice is about JSON that two readers may take
// for two rule sets: the schema sees the last of two values, and what is in the first
// alone would be kept.
func TestLoadRefusesAKeyThatStandsThereTwice(t *testing.T) {
	text := write(t, small(t))
	for old, twice := range map[string]string{
		`"document": {`:  `"document": {"draft": true}, "document": {`,
		`"criteria": [`:  `"criteria": [], "criteria": [`,
		`"name": "help"`: `"name": "protect", "name": "help"`,
	} {
		changed := bytes.Replace(text, []byte(old), []byte(twice), 1)
		if bytes.Equal(changed, text) {
			t.Fatalf("%s is not in the rule set", old)
		}
		r, err := ruleset.Load(changed)
		if err == nil {
			t.Errorf("%s: it is loaded, draft: %v", twice, r.Document.Draft)
		} else if !strings.Contains(err.Error(), "twice") {
			t.Errorf("%s: %v", twice, err)
		}
	}
}

// TestLoadIsOverSoon has rule sets whose size is harmless and whose shape would make
// it take minutes, or memory without end.
func TestLoadIsOverSoon(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(r *ruleset.RuleSet)
		want   string
	}{
		{"a condition of 60,000 questions in words", func(r *ruleset.RuleSet) {
			all := ruleset.Part{Op: "any"}
			for i := range 60_000 {
				all.Parts = append(all.Parts, ruleset.Part{Op: "words", Question: fmt.Sprint("w", i)})
			}
			r.Criteria[0].When.Tree = all
		}, ""},
		{"a level whose cases of consent every pathway asks", func(r *ruleset.RuleSet) {
			for i := range 200 {
				c := ruleset.Consent{For: []string{"referral"}, Needed: "required", When: &ruleset.Condition{Tree: ruleset.Part{Op: "words", Question: fmt.Sprint("w", i)}}}
				c.Line = 1
				r.Levels[0].Consent = append(r.Levels[0].Consent, c)
			}
			for i := range 2_000 {
				p := ruleset.Pathway{Levels: []string{"help"}, ClockStarts: "at-receipt", ClockRuns: "always", About: "child"}
				p.Name, p.Line = fmt.Sprint("p", i), 1
				r.Pathways = append(r.Pathways, p)
			}
		}, "more than 200000 things"},
	} {
		r := small(t)
		c.change(r)
		_, err := ruleset.Load(write(t, r))
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: the error is %.300v, not about %q", c.name, err, c.want)
		}
	}
}
