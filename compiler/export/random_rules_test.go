package export

import (
	"fmt"
	"math/rand"
	"strings"

	"concordat/compiler/ruleset"
)

// randomRules makes a small rule set whose conditions are as awkward as the
// language allows: questions that apply only in cases which are themselves in
// doubt, at least so many of, the opposite of a criterion, criteria that name
// criteria, and pathways that ask for the level.
func randomRules(r *rand.Rand, name string) *ruleset.RuleSet {
	m := &ruleMaker{r: r, rules: &ruleset.RuleSet{SchemaVersion: ruleset.Version, Notice: ruleset.Notice}}
	m.rules.Document = ruleset.Document{Head: m.head(name), Kind: "thresholds", Area: "Northmoor"}
	for i := range 3 + r.Intn(5) {
		m.question(i)
	}
	levels := 1 + r.Intn(4)
	otherwise := r.Intn(levels + 1) // the last: none
	for i := range levels {
		m.rules.Levels = append(m.rules.Levels, ruleset.Level{
			Head: m.head(fmt.Sprintf("level-%c", 'a'+i)), Number: fmt.Sprint(levels - i), Otherwise: i == otherwise,
		})
	}
	for i := range 2 + r.Intn(6) {
		c := ruleset.Criterion{Head: m.head(fmt.Sprintf("criterion-%c", 'a'+i)), When: m.condition(3, false)}
		if r.Intn(5) > 0 {
			c.Level = m.rules.Levels[r.Intn(levels)].Name
		} else {
			c.Consider = m.rules.Levels[r.Intn(levels)].Name
		}
		m.rules.Criteria = append(m.rules.Criteria, c)
	}
	for i := range m.rules.Levels {
		m.level(&m.rules.Levels[i])
	}
	for i := range 1 + r.Intn(4) {
		p := ruleset.Pathway{Head: m.head(fmt.Sprintf("pathway-%c", 'a'+i))}
		for _, l := range m.rules.Levels {
			if r.Intn(2) == 0 {
				p.Levels = append(p.Levels, l.Name)
			}
		}
		if r.Intn(3) > 0 {
			c := m.condition(3, true)
			p.When = &c
		}
		if r.Intn(8) == 0 {
			p.NotAllowed = "Never."
		}
		m.rules.Pathways = append(m.rules.Pathways, p)
	}
	if r.Intn(2) == 0 {
		m.rules.NothingDelays = []string{m.rules.Levels[levels-1].Name}
	}
	return m.rules
}

type ruleMaker struct {
	r     *rand.Rand
	rules *ruleset.RuleSet
	line  int
}

func (m *ruleMaker) head(name string) ruleset.Head {
	m.line++
	return ruleset.Head{Name: name, Title: "The " + name, Place: ruleset.Place{File: "rules.protocol", Line: m.line}}
}

func (m *ruleMaker) question(i int) {
	q := ruleset.Question{Head: m.head(fmt.Sprintf("question-%c", 'a'+i))}
	switch m.r.Intn(3) {
	case 0:
		q.Kind, q.Answers, q.Quiet = "yes-no", []string{"no", "yes"}, "no"
	case 1:
		q.Kind, q.Answers, q.Quiet = "words", []string{"none", "some-of-it", "most", "all"}[:2+m.r.Intn(3)], "none"
	case 2:
		q.Kind, q.Low = "number", m.r.Intn(4)
		q.High = q.Low + 1 + m.r.Intn(9)
		q.Quiet = fmt.Sprint(q.Low)
	}
	if i > 0 && m.r.Intn(2) == 0 {
		c := m.condition(2, false)
		q.Applies = &c
	}
	m.rules.Questions = append(m.rules.Questions, q)
}

func (m *ruleMaker) level(l *ruleset.Level) {
	when := func() *ruleset.Condition {
		if m.r.Intn(2) == 0 {
			return nil
		}
		c := m.condition(2, true)
		return &c
	}
	for range m.r.Intn(4) {
		l.Leads = append(l.Leads, ruleset.Lead{Role: "somebody", When: when(), Place: m.head("").Place})
	}
	for range m.r.Intn(3) {
		needed := []string{"required", "written", "not-required"}[m.r.Intn(3)]
		purpose := []string{"referral", "help"}[m.r.Intn(2)]
		l.Consent = append(l.Consent, ruleset.Consent{Needed: needed, For: []string{purpose}, When: when(), Place: m.head("").Place})
	}
}

// condition makes a condition over what there is so far.
func (m *ruleMaker) condition(depth int, levels bool) ruleset.Condition {
	return ruleset.Condition{Text: "so it is", Tree: m.part(depth, levels)}
}

func (m *ruleMaker) part(depth int, levels bool) ruleset.Part {
	if depth > 0 {
		parts := func(least int) []ruleset.Part {
			all := make([]ruleset.Part, least+m.r.Intn(3))
			for i := range all {
				all[i] = m.part(depth-1, levels)
			}
			return all
		}
		switch m.r.Intn(6) {
		case 0:
			return ruleset.Part{Op: "all", Parts: parts(2)}
		case 1:
			return ruleset.Part{Op: "any", Parts: parts(2)}
		case 2:
			return ruleset.Part{Op: "at-least", N: 1 + m.r.Intn(3), Parts: parts(2)}
		case 3:
			return ruleset.Part{Op: "not", Parts: []ruleset.Part{m.part(depth-1, levels)}}
		case 4:
			if len(m.rules.Criteria) > 0 {
				return ruleset.Part{Op: "criterion", Name: m.rules.Criteria[m.r.Intn(len(m.rules.Criteria))].Name}
			}
		}
	}
	switch m.r.Intn(12) {
	case 0:
		if levels {
			test := []string{"is", "is-not", "at-least", "at-most", "under", "over"}[m.r.Intn(6)]
			return ruleset.Part{Op: "level", Test: test, Values: []string{m.rules.Levels[m.r.Intn(len(m.rules.Levels))].Name}}
		}
	case 1:
		return ruleset.Part{Op: "words", Question: []string{"it is bad", "\"it\" isn't; -- good"}[m.r.Intn(2)]}
	case 2:
		return ruleset.Part{Op: "event", Name: "relapse"}
	case 3:
		return ruleset.Part{Op: "consent", Test: "is", Values: []string{"refused"}}
	case 4:
		return ruleset.Part{Op: "referrer", Test: []string{"is", "is-not"}[m.r.Intn(2)], Values: []string{"police", "treatment"}}
	case 5:
		if m.r.Intn(3) == 0 {
			return ruleset.Part{Op: "to-be-written"}
		}
	}
	if len(m.rules.Questions) == 0 {
		return ruleset.Part{Op: "reason", Name: "increases-risk"}
	}
	q := m.rules.Questions[m.r.Intn(len(m.rules.Questions))]
	p := ruleset.Part{Op: "question", Name: q.Name, Test: []string{"is", "is-not", "at-least", "at-most"}[m.r.Intn(4)]}
	if q.Kind == "number" {
		p.Numbers = []int{q.Low + m.r.Intn(q.High-q.Low+1)}
		if p.Test == "is" || p.Test == "is-not" {
			p.Numbers = append(p.Numbers, q.Low+m.r.Intn(q.High-q.Low+1))
		}
	} else {
		p.Values = []string{q.Answers[m.r.Intn(len(q.Answers))]}
	}
	return p
}

// awkwardRules is a rule set whose every name and text is meant to break out of
// where it is written.
func awkwardRules() *ruleset.RuleSet {
	awkward := []string{
		"it's", `say "no"`, `back\slash`, `end\`, "<b>&amp;</b>", "]]>", "--> <!--", "'); DROP TABLE cases; --", "*/ /*", "${1+1} {{x}} #{x}",
		"=1+1", "ŵ ŷ 😀 e\u0301", "null", "true", "-", "?? -1", "a, b; c: d", "$$", "`", "%s %d", "\u202enot", "# // -- rem",
	}
	text := func(n int) string { return awkward[n%len(awkward)] }
	long := strings.Join(awkward, "\n\r\t\x00\u2028") + strings.Repeat(" long", 500)
	m := &ruleMaker{r: rand.New(rand.NewSource(5)), rules: &ruleset.RuleSet{SchemaVersion: ruleset.Version, Notice: ruleset.Notice}}
	head := func(n int) ruleset.Head {
		h := m.head(text(n))
		h.Title, h.Place.File, h.Place.Clause = long, "a\nb'\"\\.protocol", text(n+1)
		return h
	}
	m.rules.Document = ruleset.Document{Head: head(4), Area: long, Version: text(2), InForce: "2026-01-31", ReviewBy: "2027-01-30"}
	for i := range 6 {
		var answers []string
		for n := range 4 {
			if a := text(3*i + n); a != "-" {
				answers = append(answers, a)
			}
		}
		m.rules.Questions = append(m.rules.Questions, ruleset.Question{Head: head(i), Kind: "words", Answers: answers, Quiet: answers[0], Help: long})
	}
	m.rules.Questions[5].Applies = &ruleset.Condition{Text: long, Tree: m.is(0)}
	for i := range 3 {
		m.rules.Levels = append(m.rules.Levels, ruleset.Level{Head: head(i + 1), Number: fmt.Sprint(3 - i), Otherwise: i == 0})
		m.rules.Levels[i].Leads = []ruleset.Lead{{Role: text(i), Place: m.head("").Place}}
	}
	for i := range 6 {
		c := ruleset.Criterion{Head: head(i), Level: m.rules.Levels[i%3].Name, When: ruleset.Condition{Text: long, Tree: m.is(i)}}
		m.rules.Criteria = append(m.rules.Criteria, c)
	}
	m.rules.Pathways = []ruleset.Pathway{{
		Head: head(7), Levels: []string{m.rules.Levels[1].Name, m.rules.Levels[2].Name}, From: []ruleset.Party{{Kind: "person", Name: text(10)}},
		When:  &ruleset.Condition{Text: long, Tree: ruleset.Part{Op: "words", Question: long}},
		Steps: []ruleset.Step{{Head: head(8), RecordedIn: text(10), Duties: []ruleset.Duty{{Modality: "must", Text: text(10), Times: []ruleset.Time{{Kind: "within", N: 2, Unit: "hour"}}}}}},
	}}
	m.rules.Groups = []ruleset.Group{
		{Head: head(9), Meets: []ruleset.Time{{Kind: "every", N: 1, Unit: "month"}}},
		{Head: head(10), Meets: []ruleset.Time{{Kind: "every", N: 10, Unit: "working-day"}}},
	}
	m.rules.AcceptedGaps = []ruleset.Gap{{Rows: []ruleset.Row{{Checklist: text(1), Row: text(2)}}, Because: long, Until: "2026-06", Place: m.head("").Place}}
	return m.rules
}

// is asks whether the answer to the n-th question is its last.
func (m *ruleMaker) is(n int) ruleset.Part {
	q := m.rules.Questions[n]
	return ruleset.Part{Op: "question", Name: q.Name, Test: "is", Values: q.Answers[len(q.Answers)-1:]}
}

// alikeRules has names that are alike but for what exports add to names, and words
// that other languages keep for themselves.
func alikeRules() *ruleset.RuleSet {
	m := &ruleMaker{r: rand.New(rand.NewSource(6)), rules: &ruleset.RuleSet{SchemaVersion: ruleset.Version, Notice: ruleset.Notice}}
	m.rules.Document = ruleset.Document{Head: m.head("select"), Kind: "thresholds", Area: "Northmoor"}
	long := strings.Repeat("very-", 20) + "long"
	for _, name := range []string{"use", "use-type", "use-answer", "use-variable", "use-certain", "select", "in", "null", "level", "input", "order-by", "true", long, long + "er"} {
		m.rules.Questions = append(m.rules.Questions, ruleset.Question{Head: m.head(name), Kind: "words", Answers: []string{"no", "null", "select", "in"}, Quiet: "no"})
	}
	m.rules.Questions = append(m.rules.Questions, ruleset.Question{Head: m.head("weeks"), Kind: "number", Low: 1990, High: 2030, Quiet: "1990"})
	for i, name := range []string{"certain", "x-certain", "x", long} {
		m.rules.Levels = append(m.rules.Levels, ruleset.Level{Head: m.head(name), Number: fmt.Sprint(i), Otherwise: i == 0, Leads: []ruleset.Lead{{Role: "level", Place: m.head("").Place}}})
	}
	for i, name := range []string{"harm", "harm-possible", "harm-type", "table", "row-1", "out", long, "end"} {
		m.rules.Criteria = append(m.rules.Criteria, ruleset.Criterion{Head: m.head(name), Level: m.rules.Levels[i%4].Name, When: ruleset.Condition{Text: "so it is", Tree: ruleset.Part{
			Op: "any", Parts: []ruleset.Part{m.is(i), m.is(i + 6), {Op: "question", Name: "weeks", Test: "over", Numbers: []int{2029}}},
		}}})
	}
	m.rules.Pathways = []ruleset.Pathway{{Head: m.head("harm"), Levels: []string{"x"}}, {Head: m.head("harm-possible"), Levels: []string{long}}}
	return m.rules
}
