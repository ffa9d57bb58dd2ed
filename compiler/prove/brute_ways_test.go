package prove_test

import (
	"slices"

	"concordat/compiler/clock"
	"concordat/compiler/ruleset"
)

// This file is what brute_test.go says, for pathways and agencies.

// way finds a pathway by its name.
func (b *brute) way(name string) *ruleset.Pathway {
	i := slices.IndexFunc(b.r.Pathways, func(p ruleset.Pathway) bool { return p.Name == name })
	if i < 0 {
		return nil
	}
	return &b.r.Pathways[i]
}

// refusalsOf returns the outcomes that turn a family away, count, and lead on.
func (b *brute) refusalsOf(p *ruleset.Pathway, f *family) []*ruleset.Outcome {
	var all []*ruleset.Outcome
	for i := range p.Steps {
		s := &p.Steps[i]
		for j := range s.Outcomes {
			if o := &s.Outcomes[j]; o.Refusal && len(o.Then) > 0 && b.holds(s.When, f) && b.holds(o.When, f) {
				all = append(all, o)
			}
		}
	}
	return all
}

func (b *brute) refused(p *ruleset.Pathway, a int, c *family) bool {
	return p.AcceptedWhen != nil && b.open(p, a, c) && !b.holds(p.AcceptedWhen, b.as(c, a))
}

func (b *brute) bounces(c *family) {
	for i := range b.r.Pathways {
		p := &b.r.Pathways[i]
		for _, a := range b.members(p.From, nil) {
			if !b.refused(p, a, c) {
				continue
			}
			outcomes := b.refusalsOf(p, b.as(c, a))
			if len(outcomes) == 0 {
				b.report("refusal-without-outcome", p.Place, "accepted-when", shown{c, a})
				continue
			}
			on := false
			for _, o := range outcomes {
				for _, name := range o.Then {
					q := b.way(name)
					on = on || q == nil || b.open(q, a, c)
					for _, r := range b.members(p.To, nil) {
						on = on || q != nil && b.open(q, r, c)
					}
				}
			}
			if !on {
				b.report("refusal-to-closed-pathway", outcomes[0].Place, "", shown{c, a})
			}
		}
	}
	for a := range b.r.Agencies {
		for i := range b.r.Pathways {
			b.circles(c, a, i, []int{i})
		}
	}
}

// circles follows refusals from the last of a line of pathways, of which the first
// comes first in the text.
func (b *brute) circles(c *family, a, first int, line []int) {
	p := &b.r.Pathways[line[len(line)-1]]
	outcomes := b.refusalsOf(p, b.as(c, a))
	for _, o := range outcomes {
		for _, name := range o.Then {
			if b.way(name) == nil && !isStep(name) {
				return // a meeting or an escalation settles it
			}
		}
	}
	for _, o := range outcomes {
		for _, name := range o.Then {
			n := slices.IndexFunc(b.r.Pathways, func(p ruleset.Pathway) bool { return p.Name == name })
			switch {
			case n == first:
				if b.goesRound(c, a, line) {
					b.reportCircle(c, a, line)
				}
			case n > first && !slices.Contains(line, n):
				b.circles(c, a, first, append(slices.Clone(line), n))
			}
		}
	}
}

func isStep(name string) bool { return slices.Contains([]rune(name), '.') }

// goesRound says that each pathway of a circle is open, to a or to the receiver
// before, and turns the family away, and that a can enter it.
func (b *brute) goesRound(c *family, a int, line []int) bool {
	enters := false
	for i, n := range line {
		p := &b.r.Pathways[n]
		before := &b.r.Pathways[line[(i+len(line)-1)%len(line)]]
		here := b.refused(p, a, c)
		enters = enters || here
		for _, r := range b.members(before.To, nil) {
			here = here || b.refused(p, r, c)
		}
		if !here {
			return false
		}
	}
	return enters
}

func (b *brute) reportCircle(c *family, a int, line []int) {
	next := b.r.Pathways[line[1%len(line)]].Name
	for _, o := range b.refusalsOf(&b.r.Pathways[line[0]], b.as(c, a)) {
		if slices.Contains(o.Then, next) {
			b.report("refusal-circle", o.Place, "", shown{c, a})
		}
	}
}

func (b *brute) delays(c *family) {
	if c.level == len(b.r.Levels) || !slices.Contains(b.r.NothingDelays, b.r.Levels[c.level].Name) {
		return
	}
	front, receives := b.frontLine(c.level)
	for _, a := range front {
		if slices.Contains(receives, a) {
			continue
		}
		var opened []*ruleset.Pathway
		protected := false
		for i := range b.r.Pathways {
			if p := &b.r.Pathways[i]; aboutChild(p) && b.open(p, a, c) {
				opened = append(opened, p)
				protected = protected || b.protects(p, a, c, nil)
			}
		}
		if protected {
			continue
		}
		at := b.r.Levels[c.level].Place
		for _, p := range opened {
			if s := b.slowStep(p, b.as(c, a)); s != nil {
				at = s.Place
				break
			}
		}
		b.report("protection-delayed", at, "", shown{c, a})
	}
}

var reaches = []string{"telephone", "tell", "send", "contact", "consult", "refer"}

// turns says that a step has a duty owed to the receiver, and whether one is at
// once.
func (b *brute) turns(p *ruleset.Pathway, s *ruleset.Step, f *family) (owed, now bool) {
	for i := range s.Duties {
		d := &s.Duties[i]
		if d.Modality != "must" || !slices.Contains(reaches, d.Verb) || !b.holds(d.When, f) {
			continue
		}
		for _, l := range d.Parties {
			for _, x := range l.Who {
				for _, to := range p.To {
					same := x.Kind == to.Kind && x.Name == to.Name
					anywhere := false // a role that every agency has stands for none of them
					for _, role := range b.r.Roles {
						for _, at := range role.At {
							anywhere = anywhere || x.Kind == "role" && role.Name == x.Name && at.Kind == "any-agency"
						}
					}
					if (x.Kind == "agency" || x.Kind == "team" || x.Kind == "role") && !anywhere {
						for _, m := range b.members([]ruleset.Party{x}, nil) {
							same = same || slices.Contains(b.members(p.To, nil), m)
						}
					}
					if same {
						owed = true
						now = now || b.atOnce(d.Times, f)
					}
				}
			}
		}
	}
	return owed, now
}

func (b *brute) atOnce(times []ruleset.Time, f *family) bool {
	return slices.ContainsFunc(times, func(t ruleset.Time) bool {
		return t.Kind == "at-once" || t.Kind == "or-sooner" && t.N == 0 && t.If != nil && b.holds(t.If, f)
	})
}

func (b *brute) slow(s *ruleset.Step, f *family) bool {
	return slices.ContainsFunc(s.Duties, func(d ruleset.Duty) bool {
		if d.Modality != "must" || !b.holds(d.When, f) {
			return false
		}
		waits := slices.Contains([]string{"ask", "consult", "agree", "hold", "attend"}, d.Verb) ||
			slices.ContainsFunc(d.Times, func(t ruleset.Time) bool { return t.Kind == "not-before" })
		return waits || !b.atOnce(d.Times, f)
	})
}

// happens returns the steps that come in a case without anything leading to them.
func (b *brute) happens(p *ruleset.Pathway, f *family) []*ruleset.Step {
	var all []*ruleset.Step
	for i := range p.Steps {
		if s := &p.Steps[i]; !s.OnlyThen && b.holds(s.When, f) {
			all = append(all, s)
		}
	}
	return all
}

func (b *brute) protects(p *ruleset.Pathway, a int, c *family, seen []string) bool {
	f := b.as(c, a)
	fast := false
	for _, s := range b.happens(p, f) {
		if _, now := b.turns(p, s, f); now {
			fast = true
			break
		}
		if b.slow(s, f) {
			break
		}
	}
	if !fast || b.holds(p.AcceptedWhen, f) {
		return fast
	}
	seen = append(slices.Clone(seen), p.Name)
	for _, o := range b.refusalsOf(p, f) {
		for _, name := range o.Then {
			if q := b.way(name); q != nil && !slices.Contains(seen, name) {
				for _, x := range append([]int{a}, b.members(p.To, nil)...) {
					if b.open(q, x, c) && b.protects(q, x, c, seen) {
						return true
					}
				}
			}
			for i := range b.r.Escalations {
				e := &b.r.Escalations[i]
				if e.Name == name && len(e.Stages) > 0 && !slices.ContainsFunc(e.Stages, func(s ruleset.Stage) bool {
					return b.holds(s.When, f) && !b.atOnce(s.Times, f)
				}) {
					return true
				}
			}
		}
	}
	return false
}

// slowStep returns the first step that makes a child wait for the receiver.
func (b *brute) slowStep(p *ruleset.Pathway, f *family) *ruleset.Step {
	steps := b.happens(p, f)
	for i, s := range steps {
		if _, now := b.turns(p, s, f); now {
			return nil
		}
		later := slices.ContainsFunc(steps[i:], func(s *ruleset.Step) bool { owed, _ := b.turns(p, s, f); return owed })
		if later && b.slow(s, f) {
			return s
		}
	}
	return nil
}

// links builds the graph of who tells whom, and looks at the hours.
func (b *brute) links() {
	n := len(b.r.Agencies)
	edge := make([][]bool, n)
	for i := range edge {
		edge[i] = make([]bool, n)
	}
	join := func(from, to []int) {
		for _, x := range from {
			for _, y := range to {
				edge[x][y] = edge[x][y] || x != y
			}
		}
	}
	tells := []string{"telephone", "tell", "send", "consult", "contact", "refer", "ask", "agree", "hold"}
	duties := func(actor []int, ds []ruleset.Duty, referrer []int) {
		for _, d := range ds {
			for _, l := range d.Parties {
				if d.Modality == "must" && slices.Contains(tells, d.Verb) {
					join(actor, b.members(l.Who, referrer))
				}
			}
		}
	}
	owes := make([]bool, n)
	must := func(who []int, ds []ruleset.Duty) {
		for _, a := range who {
			owes[a] = owes[a] || slices.ContainsFunc(ds, func(d ruleset.Duty) bool { return d.Modality == "must" })
		}
	}
	for i := range b.r.Agencies {
		duties([]int{i}, b.r.Agencies[i].Duties, nil)
		must([]int{i}, b.r.Agencies[i].Duties)
	}
	for i := range b.r.Pathways {
		p := &b.r.Pathways[i]
		from := b.members(p.From, nil)
		join(from, b.members(p.To, nil))
		for j := range p.Steps {
			duties(b.members(p.Steps[j].By, from), p.Steps[j].Duties, from)
			if j > 0 {
				must(b.members(p.Steps[j].By, nil), p.Steps[j].Duties)
			}
		}
	}
	for i := range b.r.Shares {
		join(b.members(b.r.Shares[i].From, nil), b.members(b.r.Shares[i].To, nil))
	}
	for a := range n {
		reached := slices.ContainsFunc(edge, func(to []bool) bool { return to[a] })
		if owes[a] && !reached && n > 1 {
			b.report("unreached-agency", b.r.Agencies[a].Place, "", shown{})
		}
		if b.cuts(edge, a) && b.uncovered(a) {
			b.report("single-point-of-failure", b.r.Agencies[a].Place, "", shown{})
		}
	}
	for i := range b.r.Pathways {
		p := &b.r.Pathways[i]
		urgent := slices.ContainsFunc(b.r.NothingDelays, func(l string) bool { return isFor(p, l) })
		if t := b.answers(p); urgent && p.NotAllowed == "" && t != nil && t.Open != nil && b.silent(t.Name) {
			b.report("nobody-answers", p.Place, "to", shown{})
		}
	}
}

// cuts says that two agencies that a path joins are joined by none without a.
func (b *brute) cuts(edge [][]bool, a int) bool {
	n := len(edge)
	reach := func(without int) [][]bool {
		r := make([][]bool, n)
		for i := range r {
			r[i] = make([]bool, n)
			for j := range r[i] {
				r[i][j] = i == j || (edge[i][j] || edge[j][i]) && i != without && j != without
			}
		}
		for k := range n {
			for i := range n {
				for j := range n {
					r[i][j] = r[i][j] || r[i][k] && r[k][j]
				}
			}
		}
		return r
	}
	with, without := reach(-1), reach(a)
	for i := range n {
		for j := range n {
			if i != a && j != a && with[i][j] && !without[i][j] {
				return true
			}
		}
	}
	return false
}

func (b *brute) uncovered(a int) bool {
	named := map[string]bool{}
	add := func(ps []ruleset.Party) {
		for _, p := range ps {
			named[p.Name] = named[p.Name] || p.Kind == "role"
		}
	}
	for i := range b.r.Pathways {
		for _, s := range b.r.Pathways[i].Steps {
			add(s.By)
			for _, d := range s.Duties {
				for _, l := range d.Parties {
					add(l.Who)
				}
			}
		}
	}
	for _, l := range b.r.Levels {
		for _, x := range l.Leads {
			named[x.Role] = true
		}
	}
	for _, s := range b.r.Shares {
		add(s.From)
		add(s.To)
	}
	for _, e := range b.r.Escalations {
		for _, s := range e.Stages {
			add(s.Between)
		}
	}
	for _, role := range b.r.Roles {
		for _, at := range role.At {
			if named[role.Name] && len(role.Deputy) == 0 && (at.Kind == "agency" || at.Kind == "team") && b.agency[at.Name] == a {
				return true
			}
		}
	}
	t := b.front(b.r.Agencies[a].Name)
	return t == nil || t.Open != nil && b.silent(t.Name)
}

func (b *brute) team(name string) *ruleset.Team {
	for i := range b.r.Agencies {
		for j := range b.r.Agencies[i].Teams {
			if b.r.Agencies[i].Teams[j].Name == name {
				return &b.r.Agencies[i].Teams[j]
			}
		}
	}
	return nil
}

func (b *brute) front(name string) *ruleset.Team {
	if t := b.team(name); t != nil {
		return t
	}
	teams := b.r.Agencies[b.agency[name]].Teams
	for i := range teams {
		if slices.Contains(teams[i].Gives, "referral") {
			return &teams[i]
		}
	}
	if len(teams) > 0 {
		return &teams[0]
	}
	return nil
}

// answers returns the team that the first step which has to turn to the receiver
// turns to.
func (b *brute) answers(p *ruleset.Pathway) *ruleset.Team {
	for _, s := range p.Steps {
		for _, d := range s.Duties {
			if s.OnlyThen || d.Modality != "must" || !slices.Contains(reaches, d.Verb) {
				continue
			}
			// A number of days can wait for an office to open.
			if len(d.Times) > 0 && !slices.ContainsFunc(d.Times, func(t ruleset.Time) bool { return t.Kind != "within" && t.Kind != "not-before" || t.Unit == "hour" }) &&
				slices.ContainsFunc(d.Times, func(t ruleset.Time) bool { return t.Kind == "within" }) {
				continue
			}
			for _, l := range d.Parties {
				for _, x := range l.Who {
					if x.Kind != "agency" && x.Kind != "team" {
						continue
					}
					if slices.Contains(b.members(p.To, nil), b.agency[x.Name]) {
						return b.front(x.Name)
					}
				}
			}
		}
	}
	return nil
}

// silent goes through every minute of days of every kind: ordinary ones, bank
// holidays, and those after an ordinary day or a bank holiday.
func (b *brute) silent(team string) bool {
	var line []*ruleset.Team
	for name := team; name != ""; {
		t := b.team(name)
		if t.Open == nil {
			return false // nobody has said when
		}
		line = append(line, t)
		if name = t.Otherwise; slices.ContainsFunc(line, func(u *ruleset.Team) bool { return u.Name == name }) {
			break
		}
	}
	type day struct {
		weekday          int
		holiday, dayOff  bool // it is one, the day before was one
		weekdayYesterday int
	}
	kinds := map[day]bool{}
	cal := clock.NewCalendar(nil)
	was := false
	for d := clock.Date(2022, 1, 2); d < clock.Date(2033, 1, 1); d++ {
		name, _ := cal.BankHoliday(d)
		kinds[day{d.Weekday(), name != "", was, (d.Weekday() + 6) % 7}] = true
		was = name != ""
	}
	var answers func(t *ruleset.Team, d day, minute int) bool
	answers = func(t *ruleset.Team, d day, minute int) bool {
		if t.Open.Always {
			return true
		}
		if t.Open.WhenClosed != "" {
			return !answers(b.team(t.Open.WhenClosed), d, minute)
		}
		for _, s := range t.Open.Spans {
			on := func(weekday int, holiday bool) bool {
				if holiday || s.BankHolidays {
					return holiday && s.BankHolidays
				}
				return s.First <= weekday && weekday <= s.Last
			}
			to := s.To
			if to <= s.From {
				to += 24 * 60
			}
			if on(d.weekday, d.holiday) && s.From <= minute && minute < to || on(d.weekdayYesterday, d.dayOff) && minute+24*60 < to {
				return true
			}
		}
		return false
	}
	for d := range kinds {
		for minute := 0; minute < 24*60; minute += 30 { // the generator writes half hours
			if !slices.ContainsFunc(line, func(t *ruleset.Team) bool { return answers(t, d, minute) }) {
				return true
			}
		}
	}
	return false
}

func (b *brute) handovers() {
	n := len(b.r.Levels)
	leads := make([]map[string]bool, n)
	for i := range leads {
		leads[i] = map[string]bool{}
		for _, c := range b.cases {
			if c.level == i {
				for j, counts := range b.leadsOf(&b.r.Levels[i], c) {
					if counts {
						leads[i][b.r.Levels[i].Leads[j].Role] = true
					}
				}
			}
		}
	}
	var chain func(from, to int, seen []int) bool
	chain = func(from, to int, seen []int) bool {
		for i := range b.r.Pathways {
			p := &b.r.Pathways[i]
			timed := slices.ContainsFunc(p.Steps, func(s ruleset.Step) bool {
				return slices.ContainsFunc(s.Duties, func(d ruleset.Duty) bool { return d.Modality == "must" && len(d.Times) > 0 })
			})
			if p.NotAllowed != "" || !timed || !slices.Contains(p.MovesFrom, b.r.Levels[from].Name) {
				continue
			}
			for _, name := range p.MovesTo {
				next := b.levelNumber(name)
				if next == to || !slices.Contains(seen, next) && chain(next, to, append(slices.Clone(seen), next)) {
					return true
				}
			}
		}
		return false
	}
	for i := range n {
		for j := range n {
			forbidden := slices.ContainsFunc(b.r.Pathways, func(p ruleset.Pathway) bool {
				return p.NotAllowed != "" && slices.Contains(p.MovesFrom, b.r.Levels[i].Name) && slices.Contains(p.MovesTo, b.r.Levels[j].Name)
			})
			if i == j || !b.active(i) || !b.active(j) || len(leads[i]) == 0 || len(leads[j]) == 0 || forbidden || same(leads[i], leads[j]) || chain(i, j, []int{i}) {
				continue
			}
			b.report("no-handover", b.r.Levels[i].Place, "", shown{})
		}
	}
}

func same(a, b map[string]bool) bool {
	for k := range a {
		if !b[k] {
			return false
		}
	}
	return len(a) == len(b)
}
