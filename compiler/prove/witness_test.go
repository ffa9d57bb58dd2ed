package prove_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"concordat/compiler/clock"
	"concordat/compiler/decide"
	"concordat/compiler/logic"
	"concordat/compiler/prove"
	"concordat/compiler/ruleset"
)

// The case of each finding is one of those that show the fault, and none of them
// has fewer answers away from quiet.
func TestNoSmallerCaseShowsTheFault(t *testing.T) {
	looked := 0
	for seed := range int64(models(t, 40)) {
		r := agreement(seed)
		all := newBrute(r).all()
		for _, f := range analyse(t, r) {
			faults := all[fmt.Sprint(f.Code, " ", f.Place.Line, " ", f.Keyword)]
			if f.Case == nil || len(faults) == 0 || faults[0].c == nil {
				continue
			}
			looked++
			least, is := 1<<20, false
			for _, s := range faults {
				least = min(least, s.c.away)
				is = is || isCase(r, s, f.Case)
			}
			if away := awayOf(r, f.Case); !is || away != least {
				t.Errorf("model %d: %s: the case shows it: %v; it has %d answers away from quiet, and %d are enough", seed, keyOf(f), is, away, least)
			}
		}
	}
	t.Logf("%d cases", looked)
}

// isCase says that a case of a finding is one that was gone through.
func isCase(r *ruleset.RuleSet, s shown, c *decide.Case) bool {
	if s.c.consent != c.Consent || s.agency >= 0 && c.From != "" && r.Agencies[s.agency].Name != c.From {
		return false
	}
	for i := range r.Questions {
		q := &r.Questions[i]
		n, want := s.c.number[q.Name], "-"
		switch {
		case n == doesNotApply:
		case q.Kind == "number":
			want = fmt.Sprint(n)
		default:
			want = q.Answers[n]
		}
		if want != string(c.Answers[q.Name]) {
			return false
		}
	}
	for name, yes := range s.c.yes {
		kind, name, _ := strings.Cut(name, " ")
		given := map[string]map[string]decide.Given{"words": c.Judgements, "reason": c.Reasons, "event": c.Events}[kind]
		if yes != (given[name] == "yes") {
			return false
		}
	}
	return true
}

func awayOf(r *ruleset.RuleSet, c *decide.Case) int {
	n := 0
	for i := range r.Questions {
		if a := string(c.Answers[r.Questions[i].Name]); a != "-" && a != r.Questions[i].Quiet {
			n++
		}
	}
	if c.Consent == "refused" {
		n++
	}
	for _, given := range []map[string]decide.Given{c.Judgements, c.Reasons, c.Events} {
		for _, g := range given {
			if g == "yes" {
				n++
			}
		}
	}
	return n
}

// Every case that a finding shows is run through decide, which has to meet the
// fault in it.
func TestDecideMeetsTheFault(t *testing.T) {
	n := map[string]int{}
	for seed := range int64(models(t, 100)) {
		r := agreement(seed)
		confirmAll(t, fmt.Sprint("model ", seed), r, analyse(t, r), n)
	}
	for _, text := range corpus(t) {
		r := rulesOf(t, text)
		confirmAll(t, strings.SplitN(text, "\n", 2)[0], r, analyse(t, r), n)
	}
	t.Log(n)
	for _, code := range []string{"no-level", "no-lead", "no-open-pathway", "nobody-answers", "two-leads", "two-consent-positions", "two-deadlines", "level-falls-as-risk-rises",
		"refusal-without-outcome", "refusal-to-closed-pathway", "refusal-circle", "protection-delayed"} {
		if n[code] < 5 {
			t.Errorf("%d cases of %s", n[code], code)
		}
	}
}

func confirmAll(t *testing.T, where string, r *ruleset.RuleSet, found []prove.Finding, n map[string]int) {
	t.Helper()
	e, err := decide.New(r)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if f.Case == nil {
			continue
		}
		n[f.Code]++
		answers, err := e.Encode(f.Case)
		if err != nil {
			t.Errorf("%s: %s: %v", where, keyOf(f), err)
			continue
		}
		m := meeting{e, r, e.NewRun(), answers, &f}
		e.Run(m.run, answers)
		if f.Case.Answers != nil && !m.run.Certain() {
			t.Errorf("%s: %s: the level is in doubt", where, keyOf(f))
		}
		if !m.meets() {
			t.Errorf("%s: %s: decide does not meet the fault in %+v", where, keyOf(f), *f.Case)
		}
	}
}

// meeting is a case that decide has run, and what is said of it.
type meeting struct {
	e       *decide.Engine
	r       *ruleset.RuleSet
	run     *decide.Run
	answers []logic.Answer
	f       *prove.Finding
}

func (m *meeting) is(p ruleset.Place) bool {
	return p.Line == m.f.Place.Line && p.File == m.f.Place.File
}
func (m *meeting) sure(c *ruleset.Condition) bool {
	return m.run.Truth(c) == logic.True
}

func (m *meeting) sends(p *ruleset.Pathway) bool {
	return m.f.Case.From == "" || m.e.Sends(p.From, m.f.Case.From) == logic.True
}

func (m *meeting) judged() bool {
	return slices.ContainsFunc(m.r.Judgements, func(j ruleset.Judgement) bool { return m.run.Truth(&j.When) != logic.False })
}

// level returns the level of the case.
func (m *meeting) level() *ruleset.Level {
	if m.run.Floor == len(m.r.Levels) {
		return nil
	}
	return &m.r.Levels[m.run.Floor]
}

func (m *meeting) meets() bool {
	l := m.level()
	switch m.f.Code {
	case "no-level":
		return l == nil && !m.judged()
	case "no-lead":
		if l == nil || !m.is(l.Leads[0].Place) || m.judged() {
			return false
		}
		for i := range l.Leads {
			if m.run.Lead(m.run.Floor, i) != logic.False {
				return false
			}
		}
		return true
	case "no-open-pathway":
		for i := range m.r.Pathways {
			if p := &m.r.Pathways[i]; aboutChild(p) && m.sends(p) && m.run.Open(i) != logic.False {
				return false
			}
		}
		return l != nil && m.is(l.Place) && !m.judged()
	case "two-leads":
		return l != nil && m.twoLeads(l)
	case "two-consent-positions":
		return m.twoPositions(l)
	case "two-deadlines":
		return m.twoDeadlines(l)
	case "level-falls-as-risk-rises":
		return m.falls(l)
	case "refusal-without-outcome", "refusal-to-closed-pathway", "refusal-circle":
		return m.refuses()
	case "protection-delayed":
		return l != nil && slices.Contains(m.r.NothingDelays, l.Name) && m.delayed(l)
	case "nobody-answers":
		for i := range m.r.Pathways {
			if p := &m.r.Pathways[i]; m.is(p.Place) {
				return m.nobodyAnswers(p)
			}
		}
		return false
	}
	return true
}

func (m *meeting) twoLeads(l *ruleset.Level) bool {
	for j := range l.Leads {
		for i := range j {
			if m.is(l.Leads[j].Place) && l.Leads[i].Role != l.Leads[j].Role && m.run.Lead(m.run.Floor, i) == logic.True && m.run.Lead(m.run.Floor, j) == logic.True {
				return true
			}
		}
	}
	return false
}

func (m *meeting) twoPositions(l *ruleset.Level) bool {
	lists := [][]ruleset.Consent{}
	if l != nil {
		lists = append(lists, l.Consent)
	}
	for i := range m.r.Pathways {
		p := &m.r.Pathways[i]
		if slices.ContainsFunc(p.Consent, func(c ruleset.Consent) bool { return m.is(c.Place) }) {
			return m.sure(p.When) && m.sends(p) && (l == nil || isFor(p, l.Name)) && m.twoOnPathway(p.Consent)
		}
	}
	for i := range m.r.Shares {
		if m.sure(m.r.Shares[i].When) {
			lists = append(lists, m.r.Shares[i].Consent)
		}
	}
	for n := range lists {
		for j := range lists[n] {
			c := &lists[n][j]
			if !m.is(c.Place) {
				continue
			}
			for k := range n + 1 {
				for i := range lists[k] {
					d := &lists[k][i]
					for _, purpose := range c.For {
						differ := c.Needed != d.Needed
						if k != n {
							differ = purpose == "sharing" && c.Asks() != d.Asks()
						}
						if differ && m.run.Consent(c, purpose) == logic.True && m.run.Consent(d, purpose) == logic.True {
							return true
						}
					}
				}
			}
		}
	}
	return false
}

// twoOnPathway says that two lines of a pathway count and differ.
func (m *meeting) twoOnPathway(lines []ruleset.Consent) bool {
	counts := func(c *ruleset.Consent, purpose string) bool {
		if !slices.Contains(c.For, purpose) || c.When != nil {
			return slices.Contains(c.For, purpose) && m.sure(c.When)
		}
		return !slices.ContainsFunc(lines, func(d ruleset.Consent) bool {
			return d.When != nil && slices.Contains(d.For, purpose) && m.sure(d.When)
		})
	}
	for i := range lines {
		for j := range i {
			for _, purpose := range lines[i].For {
				if m.is(lines[i].Place) && lines[i].Needed != lines[j].Needed && counts(&lines[i], purpose) && counts(&lines[j], purpose) {
					return true
				}
			}
		}
	}
	return false
}

func (m *meeting) twoDeadlines(l *ruleset.Level) bool {
	var owed []*ruleset.Duty
	add := func(ds []ruleset.Duty) {
		for i := range ds {
			if m.sure(ds[i].When) {
				owed = append(owed, &ds[i])
			}
		}
	}
	if l != nil {
		add(l.Duties)
	}
	for i := range m.r.Pathways {
		if p := &m.r.Pathways[i]; m.run.Open(i) == logic.True && m.sends(p) {
			for j := range p.Steps {
				if m.sure(p.Steps[j].When) {
					add(p.Steps[j].Duties)
				}
			}
		}
	}
	for _, x := range owed {
		for _, y := range owed {
			if m.is(y.Place) && clash(x, y) {
				return true
			}
		}
	}
	return false
}

// falls tries every answer of greater risk to one question.
func (m *meeting) falls(l *ruleset.Level) bool {
	for i := range m.r.Criteria {
		k := &m.r.Criteria[i]
		if !m.is(k.Place) || m.run.Criterion(i) != logic.True || l == nil || k.Level != l.Name {
			continue
		}
		for n, v := range m.e.Logic.Vars {
			if v.Risk == 0 || m.answers[n] == v.None() {
				continue
			}
			for a := range v.Count {
				if (a-int(m.answers[n]))*v.Risk <= 0 {
					continue
				}
				answers := slices.Clone(m.answers)
				answers[n] = logic.Answer(a)
				other := m.e.NewRun()
				m.e.Run(other, answers)
				lower := other.Floor == len(m.r.Levels) || other.Floor < m.run.Floor
				if lower && other.Certain() && m.mendable(answers, newBrute(&ruleset.RuleSet{Questions: m.r.Questions, Criteria: m.r.Criteria, CannotBe: m.r.CannotBe}).deciding(), 0) {
					return true
				}
			}
		}
	}
	return false
}

// possible says that each question is answered exactly if it applies, and that
// nothing is so that cannot be.
func (m *meeting) possible(answers []logic.Answer) bool {
	number := map[*logic.Var]int{}
	for i, v := range m.e.Logic.Vars {
		number[v] = i
	}
	c := logic.Case{Answer: func(v *logic.Var) logic.Answer { return answers[number[v]] }}
	for i, v := range m.e.Logic.Vars {
		if v.Applies != nil && (logic.Eval(v.Applies, c) == logic.True) == (answers[i] == v.None()) {
			return false
		}
	}
	return !slices.ContainsFunc(m.e.Logic.CannotBe, func(x *logic.Expr) bool { return logic.Eval(x, c) == logic.True })
}

// mendable says that a case is possible, once questions that decide no level, and
// apply now or no more, are answered anew.
func (m *meeting) mendable(answers []logic.Answer, decide map[string]bool, from int) bool {
	for n := from; n < len(answers); n++ {
		v := m.e.Logic.Vars[n]
		if v.Applies == nil || decide[v.Name] {
			continue
		}
		for a := range v.Count + 1 {
			other := slices.Clone(answers)
			other[n] = logic.Answer(a)
			if m.mendable(other, decide, n+1) {
				return true
			}
		}
		return false
	}
	return m.possible(answers)
}

// disagrees says that the ways on of a family that does not agree are all shut.
func (m *meeting) disagrees() bool {
	l := m.level()
	if l == nil || !m.is(l.Place) || m.f.Case.Consent != "refused" {
		return false
	}
	for i := range m.r.Pathways {
		if q := &m.r.Pathways[i]; slices.Contains(l.IfRefused, q.Name) && m.run.Open(i) == logic.True && m.sends(q) {
			return false
		}
	}
	return true
}

func (m *meeting) refuses() bool {
	if m.f.Keyword == "if-refused" {
		return m.disagrees()
	}
	if m.f.Code == "refusal-to-closed-pathway" && m.comesByRefusing() {
		return true
	}
	for i := range m.r.Pathways {
		p := &m.r.Pathways[i]
		if m.run.Accepted(i) != logic.False {
			continue
		}
		var counts []*ruleset.Outcome
		here := false
		for j := range p.Steps {
			for k := range p.Steps[j].Outcomes {
				if o := &p.Steps[j].Outcomes[k]; o.Refusal && len(o.Then) > 0 && m.sure(p.Steps[j].When) && m.sure(o.When) {
					counts = append(counts, o)
					here = here || m.is(o.Place)
				}
			}
		}
		opened := m.run.Open(i) == logic.True && m.sends(p)
		switch m.f.Code {
		case "refusal-without-outcome":
			if m.is(p.Place) {
				return len(counts) == 0 && (opened || len(p.Steps[0].Outcomes) == 0)
			}
		case "refusal-circle":
			if here {
				return m.run.Open(i) == logic.True
			}
		case "refusal-to-closed-pathway":
			if here {
				return opened && m.allClosed(p, counts)
			}
		}
	}
	return false
}

// comesByRefusing says that decide lists a step at a line among what follows now
// that the family said no, and that its outcome or its being late leads to a pathway
// that is not open to the sender.
func (m *meeting) comesByRefusing() bool {
	for _, x := range m.e.Refused(m.run, m.answers) {
		for i := range m.r.Pathways {
			for _, s := range m.r.Pathways[i].Steps {
				if x.Rejoins || x.Path != m.r.Pathways[i].Name+"."+s.Name {
					continue
				}
				var names []string
				if m.is(s.Place) {
					names = s.IfLate
				}
				for _, o := range s.Outcomes {
					if m.is(o.Place) && m.sure(o.When) {
						names = o.Then
					}
				}
				for _, name := range names {
					name, _, _ = strings.Cut(name, ".")
					to := slices.IndexFunc(m.r.Pathways, func(q ruleset.Pathway) bool { return q.Name == name })
					if to >= 0 && (m.run.Open(to) != logic.True || !m.sends(&m.r.Pathways[to])) {
						return true
					}
				}
			}
		}
	}
	return false
}

// allClosed says that refusals lead to pathways alone, none of which is open to the
// sender or the receiver.
func (m *meeting) allClosed(p *ruleset.Pathway, counts []*ruleset.Outcome) bool {
	for _, o := range counts {
		for _, name := range o.Then {
			i := slices.IndexFunc(m.r.Pathways, func(q ruleset.Pathway) bool { return q.Name == name })
			if i < 0 {
				return false
			}
			q := &m.r.Pathways[i]
			receiver := slices.ContainsFunc(m.r.Agencies, func(a ruleset.Agency) bool {
				return m.e.Sends(p.To, a.Name) == logic.True && m.e.Sends(q.From, a.Name) == logic.True && (m.kind(a.Kind) || a.Kind == "")
			})
			if m.run.Open(i) == logic.True && (m.sends(q) || receiver) {
				return false
			}
		}
	}
	return true
}

// kind says that the case was run for an agency of a kind, so that what was found
// holds for it.
func (m *meeting) kind(kind string) bool {
	i := slices.IndexFunc(m.r.Agencies, func(a ruleset.Agency) bool { return a.Name == m.f.Case.From })
	return i >= 0 && m.r.Agencies[i].Kind == kind
}

func (m *meeting) delayed(l *ruleset.Level) bool {
	for i := range m.r.Pathways {
		p := &m.r.Pathways[i]
		if !aboutChild(p) || m.run.Open(i) != logic.True || !m.sends(p) {
			continue
		}
		for j := range p.Steps {
			if s := &p.Steps[j]; m.is(s.Place) {
				return m.sure(s.When) && slices.ContainsFunc(s.Duties, func(d ruleset.Duty) bool { return d.Modality == "must" && m.sure(d.When) })
			}
		}
	}
	return m.is(l.Place)
}

func (m *meeting) nobodyAnswers(p *ruleset.Pathway) bool {
	at, err := clock.ParseMoment(m.f.Case.At)
	if err != nil {
		return false
	}
	for _, s := range p.Steps {
		for _, d := range s.Duties {
			for _, link := range d.Parties {
				for _, x := range link.Who {
					for i := range m.r.Agencies {
						for j := range m.r.Agencies[i].Teams {
							team := m.r.Agencies[i].Teams[j].Name
							if who, err := decide.Hours(m.r).Reach(team, at); err == nil && who == "" && (x.Name == team || x.Name == m.r.Agencies[i].Name) {
								return true
							}
						}
					}
				}
			}
		}
	}
	return false
}

// The same rule set gives the same findings, word for word.
func TestFindingsAreAlwaysTheSame(t *testing.T) {
	r := northmoor(t)
	for i := range r.Levels { // so that there is something to find
		r.Levels[i].Leads = nil
	}
	r.Levels[1].Consent[0].When = &ruleset.Condition{Tree: ruleset.Part{Op: "words", Question: "they were asked"}}
	r.Pathways = r.Pathways[1:]
	for seed := range int64(20) {
		for _, x := range []*ruleset.RuleSet{agreement(seed), r} {
			one, two := fmt.Sprintf("%+v", plainly(analyse(t, x))), fmt.Sprintf("%+v", plainly(analyse(t, x)))
			if one != two {
				t.Fatalf("once\n%s\nand once\n%s", one, two)
			}
		}
	}
}

func plainly(found []prove.Finding) []string {
	var all []string
	for _, f := range found {
		c := f.Case
		f.Case = nil
		all = append(all, fmt.Sprintf("%+v", f))
		if c != nil {
			all = append(all, fmt.Sprintf("%+v", *c))
		}
	}
	return all
}
