package prove_test

import (
	"fmt"
	"reflect"
	"slices"
	"sort"
	"strconv"

	"concordat/compiler/ruleset"
)

// This file goes through every possible case one by one, as the meaning of the
// codes is written down, on the trees of the rule set. It shares no code with the
// prover: no normal form, no diagrams. It is long because it says all the codes
// again.

// family is one whole case: the answers by the name of what is asked, - where a
// question does not apply.
type family struct {
	number   map[string]int // the answer's number, or that of a number
	consent  string
	yes      map[string]bool // words, reasons and events
	said     string          // consent, and all that is in yes
	level    int             // len(levels) for none
	referrer string
	away     int
}

const doesNotApply = -1

// brute is a rule set with all its possible cases.
type brute struct {
	ruledOut int // the last line of cannot-be that was needed to rule out a case
	r        *ruleset.RuleSet
	cases    []*family
	found    map[string][]shown // by code, line and keyword
	agency   map[string]int     // of agencies and teams

	question  map[string]*ruleset.Question
	criterion map[string]*ruleset.Criterion
	parties   map[*ruleset.Party][]int // what members returned, by the first of them
}

// shown is one case that shows a fault, and who asks in it; none for a fault that
// hangs on no case.
type shown struct {
	c      *family
	agency int
}

func newBrute(r *ruleset.RuleSet) *brute {
	b := &brute{r: r, found: map[string][]shown{}, agency: map[string]int{}, question: map[string]*ruleset.Question{}, criterion: map[string]*ruleset.Criterion{}, parties: map[*ruleset.Party][]int{}}
	for i := range r.Questions {
		b.question[r.Questions[i].Name] = &r.Questions[i]
	}
	for i := range r.Criteria {
		b.criterion[r.Criteria[i].Name] = &r.Criteria[i]
	}
	for i := range r.Agencies {
		b.agency[r.Agencies[i].Name] = i
		for j := range r.Agencies[i].Teams {
			b.agency[r.Agencies[i].Teams[j].Name] = i
		}
	}
	free := map[string]bool{}
	read := *r
	read.Scenarios = nil
	read.EachCondition(func(c *ruleset.Condition) {
		eachPart(c.Tree, func(p ruleset.Part) {
			switch p.Op {
			case "words":
				free["words "+p.Question] = true
			case "reason", "event":
				free[p.Op+" "+p.Name] = true
			}
		})
	})
	var names []string
	for name := range free {
		names = append(names, name)
	}
	sort.Strings(names)
	b.extend(&family{number: map[string]int{}, yes: map[string]bool{}}, 0, names)
	return b
}

func eachPart(p ruleset.Part, f func(ruleset.Part)) {
	f(p)
	for _, q := range p.Parts {
		eachPart(q, f)
	}
}

// extend adds the cases that agree with c on what has been given an answer: the
// first n questions, then consent, then what is free.
func (b *brute) extend(c *family, n int, free []string) {
	with := func() *family {
		d := *c
		d.number, d.yes = map[string]int{}, map[string]bool{}
		for k, v := range c.number {
			d.number[k] = v
		}
		for k, v := range c.yes {
			d.yes[k] = v
		}
		return &d
	}
	switch {
	case n < len(b.r.Questions):
		q := &b.r.Questions[n]
		if q.Applies != nil && !b.holds(q.Applies, c) {
			d := with()
			d.number[q.Name] = doesNotApply
			b.extend(d, n+1, free)
			return
		}
		low, count := 0, len(q.Answers)
		if q.Kind == "number" {
			low, count = q.Low, q.High-q.Low+1
		}
		for i := range count {
			d := with()
			d.number[q.Name] = low + i
			if b.answerText(q, low+i) != q.Quiet {
				d.away++
			}
			b.extend(d, n+1, free)
		}
	case c.consent == "":
		for i, answer := range []string{"given", "refused"} {
			d := with()
			d.consent = answer
			d.away += i
			b.extend(d, n, free)
		}
	case len(free) > 0:
		for i, answer := range []bool{false, true} {
			d := with()
			d.yes[free[0]] = answer
			d.away += i
			b.extend(d, n, free[1:])
		}
	default:
		for i := range b.r.CannotBe {
			if b.holds(&b.r.CannotBe[i].When, c) {
				b.ruledOut = max(b.ruledOut, i)
				return
			}
		}
		c.level = b.levelOf(c, nil)
		c.said = fmt.Sprint(c.consent, c.yes)
		b.cases = append(b.cases, c)
	}
}

func (b *brute) answerText(q *ruleset.Question, n int) string {
	if q.Kind == "number" {
		return fmt.Sprint(n)
	}
	return q.Answers[n]
}

// levelOf returns the level of a case, leaving out one criterion.
func (b *brute) levelOf(c *family, without *ruleset.Criterion) int {
	level := len(b.r.Levels)
	for i := range b.r.Levels {
		if b.r.Levels[i].Otherwise {
			level = i
		}
	}
	for i := range b.r.Criteria {
		k := &b.r.Criteria[i]
		if k == without || k.Level == "" || !b.holds(&k.When, c) {
			continue
		}
		if n := b.levelNumber(k.Level); level == len(b.r.Levels) || n > level {
			level = n
		}
	}
	return level
}

func (b *brute) levelNumber(name string) int {
	return slices.IndexFunc(b.r.Levels, func(l ruleset.Level) bool { return l.Name == name })
}

// holds says whether a condition is true of a case; none always is.
func (b *brute) holds(c *ruleset.Condition, f *family) bool {
	return c == nil || b.part(c.Tree, f)
}

func (b *brute) part(p ruleset.Part, f *family) bool {
	n := 0
	for _, q := range p.Parts {
		if b.part(q, f) {
			n++
		}
	}
	switch p.Op {
	case "all":
		return n == len(p.Parts)
	case "any":
		return n > 0
	case "at-least":
		return n >= p.N
	case "not":
		return n == 0
	case "criterion":
		return b.holds(&b.criterion[p.Name].When, f)
	case "words":
		return f.yes["words "+p.Question]
	case "reason", "event":
		return f.yes[p.Op+" "+p.Name]
	case "consent":
		return slices.Contains(p.Values, f.consent) == (p.Test != "is-not")
	case "referrer":
		return slices.Contains(p.Values, f.referrer) == (p.Test != "is-not")
	case "level":
		var others []int
		for _, v := range p.Values {
			others = append(others, b.levelNumber(v))
		}
		if f.level == len(b.r.Levels) {
			return p.Test == "is-not"
		}
		return tested(p.Test, f.level, others)
	case "question":
		q := b.question[p.Name]
		others := slices.Clone(p.Numbers)
		for _, v := range p.Values {
			others = append(others, slices.Index(q.Answers, v))
		}
		if f.number[p.Name] == doesNotApply {
			return p.Test == "is-not"
		}
		return tested(p.Test, f.number[p.Name], others)
	}
	panic("a part that is not understood: " + p.Op)
}

func tested(test string, n int, others []int) bool {
	switch test {
	case "is-not":
		return !slices.Contains(others, n)
	case "at-least":
		return n >= others[0]
	case "at-most":
		return n <= others[0]
	case "under":
		return n < others[0]
	case "over":
		return n > others[0]
	}
	return slices.Contains(others, n)
}

// as is a case as an agency sees it.
func (b *brute) as(c *family, agency int) *family {
	d := *c
	if d.referrer = ""; agency >= 0 {
		d.referrer = b.r.Agencies[agency].Kind
	}
	return &d
}

// counting says which of several lines count: those whose case is true, else those
// without a case.
func (b *brute) counting(cases []*ruleset.Condition, f *family) []bool {
	counts := make([]bool, len(cases))
	some := false
	for i, c := range cases {
		counts[i] = c != nil && b.holds(c, f)
		some = some || counts[i]
	}
	for i, c := range cases {
		counts[i] = counts[i] || !some && c == nil
	}
	return counts
}

func (b *brute) leadsOf(l *ruleset.Level, f *family) []bool {
	var cases []*ruleset.Condition
	for i := range l.Leads {
		cases = append(cases, l.Leads[i].When)
	}
	return b.counting(cases, f)
}

// consentOf returns the lines about consent to a purpose that count.
func (b *brute) consentOf(lines []ruleset.Consent, purpose string, f *family) (count []*ruleset.Consent, stated bool) {
	var all []*ruleset.Consent
	var cases []*ruleset.Condition
	for i := range lines {
		if slices.Contains(lines[i].For, purpose) {
			all = append(all, &lines[i])
			cases = append(cases, lines[i].When)
		}
	}
	for i, yes := range b.counting(cases, f) {
		if yes {
			count = append(count, all[i])
		}
	}
	return count, len(all) > 0
}

// asked says whether a level asks for consent before a referral.
func (b *brute) asked(level int, f *family) bool { return b.asks(b.r.Levels[level].Consent, f) }

func (b *brute) asks(lines []ruleset.Consent, f *family) bool {
	count, stated := b.consentOf(lines, "referral", f)
	if !stated {
		count, _ = b.consentOf(lines, "help", f)
	}
	return slices.ContainsFunc(count, func(c *ruleset.Consent) bool { return c.Needed != "not-required" })
}

// open says whether a pathway is open to an agency.
func (b *brute) open(p *ruleset.Pathway, a int, c *family) bool {
	if p.NotAllowed != "" || a >= 0 && !slices.Contains(b.members(p.From, nil), a) {
		return false
	}
	f := b.as(c, a)
	if f.level == len(b.r.Levels) {
		return len(p.Levels) == 0 && b.holds(p.When, f)
	}
	name := b.r.Levels[f.level].Name
	if len(p.Levels) > 0 && !slices.Contains(p.Levels, name) || !b.holds(p.When, f) {
		return false
	}
	asked := b.asked(f.level, f)
	_, referral := b.consentOf(p.Consent, "referral", f)
	if _, help := b.consentOf(p.Consent, "help", f); referral || help {
		asked = b.asks(p.Consent, f)
	}
	return slices.Contains(b.r.NothingDelays, name) || f.consent != "refused" || !asked
}

// members returns the agencies that parties stand for.
func (b *brute) members(parties []ruleset.Party, referrer []int) []int {
	if len(parties) == 0 {
		return nil
	}
	all, ok := b.parties[&parties[0]]
	if ok && referrer == nil {
		return all
	}
	all = nil
	for _, p := range parties {
		switch p.Kind {
		case "agency", "team":
			all = append(all, b.agency[p.Name])
		case "role":
			for i := range b.r.Roles {
				if b.r.Roles[i].Name == p.Name {
					all = append(all, b.members(b.r.Roles[i].At, nil)...)
				}
			}
		case "any-agency":
			for i := range b.r.Agencies {
				if p.Where == nil || slices.Contains(p.Where.Tree.Values, b.r.Agencies[i].Kind) {
					all = append(all, i)
				}
			}
		case "person":
			if p.Name == "referrer" {
				all = append(all, referrer...)
			}
		}
	}
	sort.Ints(all)
	all = slices.Compact(all)
	if referrer == nil {
		b.parties[&parties[0]] = all
	}
	return all
}

func (b *brute) report(code string, at ruleset.Place, keyword string, s shown) {
	key := code + " " + strconv.Itoa(at.Line) + " " + keyword
	b.found[key] = append(b.found[key], s)
}

func (b *brute) judged(c *family) bool {
	return slices.ContainsFunc(b.r.Judgements, func(j ruleset.Judgement) bool { return b.holds(&j.When, c) })
}

func (b *brute) active(level int) bool {
	for i := range b.r.Levels {
		if b.r.Levels[i].Otherwise {
			return level > i && level < len(b.r.Levels)
		}
	}
	return level < len(b.r.Levels)
}

func aboutChild(p *ruleset.Pathway) bool {
	return p.About == "child" && p.NotAllowed == "" && len(p.MovesFrom) == 0
}

func isFor(p *ruleset.Pathway, level string) bool {
	return len(p.Levels) == 0 || slices.Contains(p.Levels, level)
}

// all goes through everything.
func (b *brute) all() map[string][]shown {
	if len(b.cases) == 0 && len(b.r.CannotBe) > 0 {
		b.report("no-family-possible", b.r.CannotBe[b.ruledOut].Place, "", shown{})
	}
	for _, c := range b.cases {
		b.gaps(c)
		b.conflicts(c)
		b.bounces(c)
		b.delays(c)
		b.limits(c)
		b.disagree(c)
	}
	b.undecided(b.rounds)
	b.deadlines()
	b.deadLevels()
	b.dead()
	b.redundant()
	b.falling()
	b.links()
	b.handovers()
	return b.found
}

func (b *brute) gaps(c *family) {
	level := c.level
	if level == len(b.r.Levels) {
		if !b.judged(c) {
			b.report("no-level", b.r.Levels[0].Place, "", shown{c, -1})
		}
		return
	}
	l := &b.r.Levels[level]
	if !b.active(level) || b.judged(c) {
		return
	}
	if len(l.Leads) > 0 && !slices.Contains(b.leadsOf(l, c), true) {
		b.report("no-lead", l.Leads[0].Place, "", shown{c, -1})
	}
	front, receives := b.frontLine(level)
	for _, a := range front {
		if slices.Contains(receives, a) || c.consent == "refused" && b.asked(level, c) && len(l.IfRefused) > 0 {
			continue
		}
		in := false
		for i := range b.r.Pathways {
			in = in || aboutChild(&b.r.Pathways[i]) && b.open(&b.r.Pathways[i], a, c)
		}
		if !in {
			b.report("no-open-pathway", l.Place, "", shown{c, a})
		}
	}
}

// frontLine returns the agencies that send children, and those that take them in at
// a level.
func (b *brute) frontLine(level int) (front, receives []int) {
	for i := range b.r.Pathways {
		if p := &b.r.Pathways[i]; aboutChild(p) {
			front = append(front, b.members(p.From, nil)...)
			if isFor(p, b.r.Levels[level].Name) {
				receives = append(receives, b.members(p.To, nil)...)
			}
		}
	}
	sort.Ints(front)
	return slices.Compact(front), receives
}

func (b *brute) conflicts(c *family) {
	if c.level < len(b.r.Levels) {
		l := &b.r.Levels[c.level]
		counts := b.leadsOf(l, c)
		for j := range l.Leads {
			for i := range j {
				if counts[i] && counts[j] && l.Leads[i].Role != l.Leads[j].Role {
					b.report("two-leads", l.Leads[j].Place, "", shown{c, -1})
				}
			}
		}
		b.positions(l.Consent, c, c)
	}
	for j := range b.r.Pathways {
		p := &b.r.Pathways[j]
		at := c.level == len(b.r.Levels) && len(p.Levels) == 0 || c.level < len(b.r.Levels) && isFor(p, b.r.Levels[c.level].Name)
		for _, a := range b.members(p.From, nil) {
			if f := b.as(c, a); at && p.NotAllowed == "" && b.holds(p.When, f) {
				b.positions(p.Consent, f, c)
			}
		}
	}
	for j := range b.r.Shares {
		s := &b.r.Shares[j]
		for _, a := range b.members(s.From, nil) {
			f := b.as(c, a)
			if !b.holds(s.When, f) {
				continue
			}
			b.positions(s.Consent, f, c)
			for i := range j {
				t := &b.r.Shares[i]
				if !b.holds(t.When, f) || !slices.Contains(b.members(t.From, nil), a) || !b.sameReceiver(s, t, a) ||
					!overlap(s.About, t.About) || !overlap(s.Purpose, t.Purpose) || !overlap(s.Data, t.Data) {
					continue
				}
				here, _ := b.consentOf(s.Consent, "sharing", f)
				there, _ := b.consentOf(t.Consent, "sharing", f)
				for _, x := range here {
					for _, y := range there {
						if (x.Needed == "not-required") != (y.Needed == "not-required") {
							b.report("two-consent-positions", x.Place, "", shown{c, a})
						}
					}
				}
			}
		}
	}
}

func overlap(a, b []string) bool {
	if len(a) == 0 && len(b) == 0 {
		return true
	}
	return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}

// sameReceiver says that two rules pass on to the same agency, other than a, or to
// somebody whom both name.
func (b *brute) sameReceiver(s, t *ruleset.Share, a int) bool {
	for _, x := range b.members(s.To, nil) {
		if x != a && slices.Contains(b.members(t.To, nil), x) {
			return true
		}
	}
	return slices.ContainsFunc(s.To, func(x ruleset.Party) bool {
		return x.Name != "" && slices.ContainsFunc(t.To, func(y ruleset.Party) bool { return x.Kind == y.Kind && x.Name == y.Name })
	})
}

func (b *brute) positions(lines []ruleset.Consent, f, c *family) {
	for _, purpose := range []string{"help", "sharing", "referral"} {
		count, _ := b.consentOf(lines, purpose, f)
		for j := range count {
			for i := range j {
				if count[i].Needed != count[j].Needed {
					b.report("two-consent-positions", count[j].Place, "", shown{c, -1})
				}
			}
		}
	}
}

func (b *brute) deadlines() {
	for i := range b.r.Levels {
		l := &b.r.Levels[i]
		for y := range l.Duties {
			for x := range y {
				if !clash(&l.Duties[x], &l.Duties[y]) {
					continue
				}
				for _, c := range b.cases {
					if c.level == i && b.holds(l.Duties[x].When, c) && b.holds(l.Duties[y].When, c) {
						b.report("two-deadlines", l.Duties[y].Place, "", shown{c, -1})
					}
				}
			}
		}
	}
	type owed struct {
		d *ruleset.Duty
		s *ruleset.Step
	}
	for i := range b.r.Pathways {
		p := &b.r.Pathways[i]
		var all []owed
		for j := range p.Steps {
			for k := range p.Steps[j].Duties {
				all = append(all, owed{&p.Steps[j].Duties[k], &p.Steps[j]})
			}
		}
		for y := range all {
			for x := range y {
				if !clash(all[x].d, all[y].d) || !reflect.DeepEqual(all[x].s.By, all[y].s.By) {
					continue
				}
				for _, c := range b.cases {
					for _, a := range b.members(p.From, nil) {
						f := b.as(c, a)
						if b.open(p, a, c) && b.holds(all[x].s.When, f) && b.holds(all[y].s.When, f) && b.holds(all[x].d.When, f) && b.holds(all[y].d.When, f) {
							b.report("two-deadlines", all[y].d.Place, "", shown{c, a})
						}
					}
				}
			}
		}
	}
}

// clash says that two duties are the same but for the length of a time from one
// anchor. The generator writes one time a duty, in days.
func clash(x, y *ruleset.Duty) bool {
	if x.Modality != "must" || y.Modality != "must" || x.Verb != y.Verb || !reflect.DeepEqual(x.Objects, y.Objects) || !reflect.DeepEqual(x.Parties, y.Parties) {
		return false
	}
	for _, s := range x.Times {
		for _, t := range y.Times {
			if s.Kind == "within" && t.Kind == "within" && reflect.DeepEqual(s.Anchor, t.Anchor) && (s.N != t.N || s.Unit != t.Unit) {
				return true
			}
		}
	}
	return false
}

// undecided goes through the cases; where no criterion gives a level, any case may
// be at any.
func (b *brute) undecided(f func(c *family)) {
	decided := slices.ContainsFunc(b.r.Criteria, func(k ruleset.Criterion) bool { return k.Level != "" })
	for _, c := range b.cases {
		if decided {
			f(c)
			continue
		}
		for i := range len(b.r.Levels) + 1 {
			d := *c
			d.level = i
			f(&d)
		}
	}
}

func (b *brute) some(f func(c *family) bool) bool { return slices.ContainsFunc(b.cases, f) }

func (b *brute) dead() {
	decided := slices.ContainsFunc(b.r.Criteria, func(k ruleset.Criterion) bool { return k.Level != "" })
	// Where no criterion gives a level, any case may be at any level.
	levels := func(c *family) []*family {
		if decided {
			return []*family{c}
		}
		var all []*family
		for i := range len(b.r.Levels) + 1 {
			d := *c
			d.level = i
			all = append(all, &d)
		}
		return all
	}
	for i := range b.r.Criteria {
		k := &b.r.Criteria[i]
		if !b.some(func(c *family) bool { return b.holds(&k.When, c) }) {
			b.report("dead-criterion", k.Place, "", shown{})
		}
	}
	for i := range b.r.Pathways {
		p := &b.r.Pathways[i]
		if p.NotAllowed != "" {
			continue
		}
		opens := func(s *ruleset.Step) bool {
			return b.some(func(c *family) bool {
				return slices.ContainsFunc(levels(c), func(c *family) bool {
					return slices.ContainsFunc(b.members(p.From, nil), func(a int) bool {
						return b.open(p, a, c) && (s == nil || b.holds(s.When, b.as(c, a)))
					})
				})
			})
		}
		if !opens(nil) {
			b.report("dead-pathway", p.Place, "", shown{})
			b.neverAccepted(p)
			continue
		}
		for j := range p.Steps {
			if s := &p.Steps[j]; s.When != nil && !opens(s) {
				b.report("dead-step", s.Place, "", shown{})
			}
		}
	}
	for i := range b.r.Shares {
		s := &b.r.Shares[i]
		if s.When != nil && !b.some(func(c *family) bool {
			return slices.ContainsFunc(levels(c), func(c *family) bool {
				return slices.ContainsFunc(b.members(s.From, nil), func(a int) bool { return b.holds(s.When, b.as(c, a)) })
			})
		}) {
			b.report("dead-share", s.Place, "", shown{})
		}
	}
	for i := range b.r.Levels {
		l := &b.r.Levels[i]
		at := func(f func(c *family) bool) bool {
			return b.some(func(c *family) bool { return (c.level == i || !decided) && f(c) })
		}
		for j := range l.Leads {
			if l.Leads[j].When != nil && at(func(*family) bool { return true }) && !at(func(c *family) bool { return b.holds(l.Leads[j].When, c) }) {
				b.report("dead-lead", l.Leads[j].Place, "", shown{})
			}
		}
	}
}

// neverAccepted: a pathway that is open to nobody yet, and has no outcome at all, is
// held to account as if its levels were reached.
func (b *brute) neverAccepted(p *ruleset.Pathway) {
	if p.AcceptedWhen == nil || slices.ContainsFunc(p.Steps, func(s ruleset.Step) bool { return len(s.Outcomes) > 0 }) {
		return
	}
	for _, c := range b.cases {
		for level := range len(b.r.Levels) + 1 {
			d := *c
			d.level = level
			for _, a := range b.members(p.From, nil) {
				if b.refused(p, a, &d) {
					b.report("refusal-without-outcome", p.Place, "accepted-when", shown{&d, a})
				}
			}
		}
	}
}

func (b *brute) redundant() {
	named := map[string]bool{}
	b.r.EachCondition(func(c *ruleset.Condition) {
		eachPart(c.Tree, func(p ruleset.Part) {
			if p.Op == "criterion" {
				named[p.Name] = true
			}
		})
	})
	for i := range b.r.Criteria {
		k := &b.r.Criteria[i]
		if k.Level == "" || named[k.Name] || b.found[fmt.Sprint("dead-criterion ", k.Place.Line, " ")] != nil {
			continue
		}
		if !b.some(func(c *family) bool { return b.levelOf(c, k) != c.level }) {
			b.report("redundant-criterion", k.Place, "", shown{})
		}
	}
}

// deciding returns the questions that decide a level: those that criteria with a
// level ask, those that say whether they apply, and those of lines about what
// cannot be that touch them.
func (b *brute) deciding() map[string]bool {
	decide := map[string]bool{}
	var ask func(p ruleset.Part)
	ask = func(p ruleset.Part) {
		eachPart(p, func(p ruleset.Part) {
			switch p.Op {
			case "criterion":
				ask(b.criterion[p.Name].When.Tree)
			case "question":
				decide[p.Name] = true
				if q := b.question[p.Name]; q.Applies != nil {
					ask(q.Applies.Tree)
				}
			}
		})
	}
	for i := range b.r.Criteria {
		if b.r.Criteria[i].Level != "" {
			ask(b.r.Criteria[i].When.Tree)
		}
	}
	for range b.r.CannotBe {
		for _, x := range b.r.CannotBe {
			eachPart(x.When.Tree, func(p ruleset.Part) {
				if p.Op == "question" && decide[p.Name] {
					ask(x.When.Tree)
				}
			})
		}
	}
	return decide
}

func (b *brute) falling() {
	decide := b.deciding()
	key := func(c *family, without string) string {
		s := []byte(c.said)
		for i := range b.r.Questions {
			if name := b.r.Questions[i].Name; name != without && decide[name] {
				s = append(s, byte('1'+c.number[name]))
			}
		}
		return string(s)
	}
	for i := range b.r.Questions {
		q := &b.r.Questions[i]
		if q.Risk == "" {
			continue
		}
		alike := map[string][]*family{}
		for _, c := range b.cases {
			if c.number[q.Name] != doesNotApply {
				k := key(c, q.Name)
				alike[k] = append(alike[k], c)
			}
		}
		for _, group := range alike {
			for _, c := range group {
				for _, d := range group {
					riskier := d.number[q.Name] > c.number[q.Name]
					if q.Risk == "falling" {
						riskier = d.number[q.Name] < c.number[q.Name]
					}
					// No level is below the lowest.
					below := c.level != len(b.r.Levels) && (d.level == len(b.r.Levels) || d.level < c.level)
					if !riskier || !below {
						continue
					}
					for k := range b.r.Criteria {
						if x := &b.r.Criteria[k]; x.Level != "" && b.levelNumber(x.Level) == c.level && b.holds(&x.When, c) {
							b.report("level-falls-as-risk-rises", x.Place, "", shown{c, -1})
						}
					}
				}
			}
		}
	}
}
