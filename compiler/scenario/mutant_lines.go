package scenario

import (
	"slices"
	"strings"

	"concordat/compiler/ruleset"
)

// override takes away that nothing delays a level.
func (m *maker) override() {
	c := m.root()
	c.place, c.rule = m.r.Document.Place, m.r.Document.Kind+" "+m.r.Document.Name
	for i, name := range m.r.NothingDelays {
		c.see = "of a family at level `" + name + "` with `consent is refused`, that expects `pathway` and a name"
		add(m, c, Protection, aboutCases, "nothing-delays "+name, "", func(r *ruleset.RuleSet) {
			r.NothingDelays = slices.Delete(slices.Clone(r.NothingDelays), i, i+1)
		})
	}
}

func (m *maker) level(i int) {
	level := &m.r.Levels[i]
	c := member(m.root(), level.Place, "level "+level.Name, func(r *ruleset.RuleSet) *[]ruleset.Level { return &r.Levels }, i)
	c.thing = level.Name
	leads := func(l *ruleset.Level) *[]ruleset.Lead { return &l.Leads }
	for n := range level.Leads {
		lead := &level.Leads[n]
		line := c
		line.place, line.see = lead.Place, "that expects `lead "+lead.Role+"`"
		add(m, line, Dropped, aboutCases, "lead "+lead.Role, "", func(l *ruleset.Level) {
			l.Leads = slices.Delete(slices.Clone(l.Leads), n, n+1)
		})
		one := member(line, lead.Place, c.rule, leads, n)
		if other := m.otherLead(level, lead.Role); other != "" {
			add(m, one, Role, aboutPeople, "lead "+lead.Role, "lead "+other, func(l *ruleset.Lead) { l.Role = other })
		}
		optional(m, one, "lead "+lead.Role, lead.When, func(l *ruleset.Lead) **ruleset.Condition { return &l.When })
	}
	m.consents(listOf(c, func(l *ruleset.Level) *[]ruleset.Consent { return &l.Consent }), level.Consent)
	for n := range level.Duties {
		m.duty(member(c, level.Duties[n].Place, c.rule, func(l *ruleset.Level) *[]ruleset.Duty { return &l.Duties }, n), &level.Duties[n])
	}
}

// otherLead returns another role that could lead: the next of those that lead
// somewhere, else the next that is declared.
func (m *maker) otherLead(level *ruleset.Level, role string) string {
	taken := func(name string) bool {
		return slices.ContainsFunc(level.Leads, func(l ruleset.Lead) bool { return l.Role == name })
	}
	if other := next(m.leads, role, taken); other != "" {
		return other
	}
	roles := make([]string, len(m.r.Roles))
	for i := range roles {
		roles[i] = m.r.Roles[i].Name
	}
	return next(roles, role, taken)
}

// next returns the first name after another, round to the start, that is not
// taken; "" for none.
func next(names []string, after string, taken func(string) bool) string {
	at := slices.Index(names, after)
	for i := range names {
		if n := names[(at+1+i)%len(names)]; n != after && !taken(n) {
			return n
		}
	}
	return ""
}

// consents turns each position on consent round, for each purpose on its own, and
// changes the cases of the lines.
func (m *maker) consents(c spot[[]ruleset.Consent], lines []ruleset.Consent) {
	in := ""
	if strings.HasPrefix(c.rule, "share ") {
		in = " in " + c.thing
	}
	for i := range lines {
		x := &lines[i]
		line := c
		line.place, line.see = x.Place, "that expects `consent "+x.Needed+" for "+strings.Join(x.For, ", ")+in+"`"
		for _, purpose := range x.For {
			now := "not-required"
			if x.Needed == "not-required" {
				now = "required"
			}
			add(m, line, Consent, aboutCases, "consent "+x.Needed+" for "+purpose, "consent "+now+" for "+purpose, func(all *[]ruleset.Consent) {
				other := *x
				other.Needed, other.For = now, []string{purpose}
				rest := *x
				rest.For = slices.DeleteFunc(slices.Clone(x.For), func(p string) bool { return p == purpose })
				replaced := []ruleset.Consent{other}
				if len(rest.For) > 0 {
					replaced = []ruleset.Consent{rest, other}
				}
				*all = slices.Replace(*all, i, i+1, replaced...)
			})
		}
		one := spot[ruleset.Consent]{x.Place, c.rule, c.thing, c.part, line.see, func(r *ruleset.RuleSet, f func(*ruleset.Consent)) {
			c.reach(r, func(all *[]ruleset.Consent) { f(&(*all)[i]) })
		}}
		optional(m, one, "consent "+x.Needed+" for "+strings.Join(x.For, ", "), x.When, func(l *ruleset.Consent) **ruleset.Condition { return &l.When })
	}
}

func (m *maker) criterion(i int) {
	x := &m.r.Criteria[i]
	c := member(m.root(), x.Place, "criterion "+x.Name, func(r *ruleset.RuleSet) *[]ruleset.Criterion { return &r.Criteria }, i)
	c.thing = x.Name
	switch {
	case x.Level != "":
		c.see = "of a family that this alone puts at level `" + x.Level + "`, and one that it only just does not"
	case x.Consider != "":
		c.see = "that expects `consider " + x.Consider + "` by this alone, and one that expects `no-consider " + x.Consider + "`"
	default:
		c.see = "in which this alone decides whether `" + x.Name + "` is so, and that expects what hangs on it"
	}
	defer m.criterionCase(c, i)
	if x.Level == "" && x.Consider == "" {
		return // only other conditions name it
	}
	add(m, c, Dropped, aboutCases, "criterion "+x.Name, "", func(c *ruleset.Criterion) { c.Level, c.Consider = "", "" })
	keyword, at := "level", slices.Index(m.levels, x.Level)
	if x.Level == "" {
		keyword, at = "consider", slices.Index(m.levels, x.Consider)
	}
	for _, by := range []int{-1, 1} {
		to := at + by
		if at < 0 || to < 0 || to >= len(m.levels) || to == m.logic.Otherwise {
			continue // at the level of all other cases it would be gone
		}
		now := m.levels[to]
		add(m, c, Level, aboutCases, keyword+" "+m.levels[at], keyword+" "+now, func(c *ruleset.Criterion) {
			if c.Level != "" {
				c.Level = now
			} else {
				c.Consider = now
			}
		})
	}
}

func (m *maker) criterionCase(c spot[ruleset.Criterion], i int) {
	x := &m.r.Criteria[i]
	if !own(c.place) || hasTodo(x.When.Tree) {
		return
	}
	for _, e := range m.distinct(&x.When) {
		now := ruleset.Condition{Text: x.When.Text, Tree: e.tree}
		add(m, c, e.sort, aboutCases, e.was, e.now, func(c *ruleset.Criterion) { c.When = now })
		m.all[len(m.all)-1].when = func(r *ruleset.RuleSet) *ruleset.Condition { return &r.Criteria[i].When }
	}
}

// optional changes the case of a line or a block, and takes it away.
func optional[T any](m *maker, c spot[T], line string, when *ruleset.Condition, at func(*T) **ruleset.Condition) {
	if when == nil || hasTodo(when.Tree) {
		return
	}
	was := strings.TrimSpace(line + " " + m.caseText(when.Tree))
	get := func(t *T) *ruleset.Condition { return *at(t) }
	addCase(m, c, Dropped, aboutCases, was, line, func(t *T) { *at(t) = nil }, get)
	always := key(m.logic.Condition(&ruleset.Condition{Tree: constant(true)}))
	for _, e := range m.distinct(when, always) {
		was, is := e.was, e.now
		if line != "" && was == m.phrase(when.Tree) {
			was, is = line+" "+m.caseText(when.Tree), line+" "+m.caseText(e.tree)
		}
		now := ruleset.Condition{Text: when.Text, Tree: e.tree}
		addCase(m, c, e.sort, aboutCases, was, is, func(t *T) { *at(t) = &now }, get)
	}
}

// distinct returns the changes of a condition that mean neither the same as what is
// written nor as one another, nor what has one of the keys that are seen already.
func (m *maker) distinct(when *ruleset.Condition, seen ...string) []edit {
	seen = append(seen, key(m.logic.Condition(when)))
	var all []edit
	for _, e := range m.edits(when.Tree) {
		k := key(m.logic.Condition(&ruleset.Condition{Tree: e.tree}))
		if !slices.Contains(seen, k) {
			seen = append(seen, k)
			all = append(all, e)
		}
	}
	return all
}

// caseText writes the case of a line as an author does.
func (m *maker) caseText(p ruleset.Part) string {
	if p.Op == "not" && len(p.Parts) == 1 {
		return "unless " + m.phrase(p.Parts[0])
	}
	return "when " + m.phrase(p)
}

func hasTodo(p ruleset.Part) bool {
	return p.Op == "to-be-written" || slices.ContainsFunc(p.Parts, hasTodo)
}

func (m *maker) pathway(i int) {
	p := &m.r.Pathways[i]
	c := member(m.root(), p.Place, "pathway "+p.Name, func(r *ruleset.RuleSet) *[]ruleset.Pathway { return &r.Pathways }, i)
	c.thing = p.Name
	if p.NotAllowed != "" {
		return // it is never open, so nothing else of it decides anything
	}
	either := func(what string) string {
		return "that expects `" + what + " " + c.thing + "` or `" + opposites[what] + " " + c.thing + "`"
	}
	for n, level := range p.Levels {
		c.see = "of a family at level `" + level + "` that expects `pathway " + p.Name + "`"
		add(m, c, Dropped, aboutCases, "levels "+level, "", func(p *ruleset.Pathway) {
			p.Levels = slices.Delete(slices.Clone(p.Levels), n, n+1)
			if len(p.Levels) == 0 { // no line would mean every level
				p.When = &ruleset.Condition{Tree: constant(false)}
			}
		})
		if own(c.place) {
			m.all[len(m.all)-1].level = level
		}
	}
	c.see = either("pathway")
	m.parties(listOf(c, func(p *ruleset.Pathway) *[]ruleset.Party { return &p.From }), "from", p.From)
	c.see = "that expects `contact … in " + p.Name + "`"
	m.parties(listOf(c, func(p *ruleset.Pathway) *[]ruleset.Party { return &p.To }), "to", p.To)
	c.see = either("pathway")
	optional(m, c, "", p.When, func(p *ruleset.Pathway) **ruleset.Condition { return &p.When })
	c.see = either("accepted")
	optional(m, c, "", p.AcceptedWhen, func(p *ruleset.Pathway) **ruleset.Condition { return &p.AcceptedWhen })
	for n := range p.Steps {
		s := &p.Steps[n]
		step := member(c, s.Place, "step "+s.Name, func(p *ruleset.Pathway) *[]ruleset.Step { return &p.Steps }, n)
		step.part = s.Name
		step.see = "that expects `step " + p.Name + "." + s.Name + "` or `no-step " + p.Name + "." + s.Name + "`"
		optional(m, step, "", s.When, func(s *ruleset.Step) **ruleset.Condition { return &s.When })
		for k := range s.Duties {
			m.duty(member(step, s.Duties[k].Place, step.rule, func(s *ruleset.Step) *[]ruleset.Duty { return &s.Duties }, k), &s.Duties[k])
		}
	}
	for k := range p.Duties {
		m.duty(member(c, p.Duties[k].Place, c.rule, func(p *ruleset.Pathway) *[]ruleset.Duty { return &p.Duties }, k), &p.Duties[k])
	}
}

func (m *maker) share(i int) {
	s := &m.r.Shares[i]
	c := member(m.root(), s.Place, "share "+s.Name, func(r *ruleset.RuleSet) *[]ruleset.Share { return &r.Shares }, i)
	c.thing = s.Name
	either := "that expects `share " + s.Name + "` or `no-share " + s.Name + "`"
	c.see = either
	m.parties(listOf(c, func(s *ruleset.Share) *[]ruleset.Party { return &s.From }), "from", s.From)
	c.see = "that expects `share " + s.Name + " with …`"
	m.parties(listOf(c, func(s *ruleset.Share) *[]ruleset.Party { return &s.To }), "to", s.To)
	c.see = either
	optional(m, c, "", s.When, func(s *ruleset.Share) **ruleset.Condition { return &s.When })
	m.consents(listOf(c, func(s *ruleset.Share) *[]ruleset.Consent { return &s.Consent }), s.Consent)
	for k := range s.Duties {
		m.duty(member(c, s.Duties[k].Place, c.rule, func(s *ruleset.Share) *[]ruleset.Duty { return &s.Duties }, k), &s.Duties[k])
	}
}

// parties puts another in the place of each: an agency for an agency, a team for
// a team, and one agency for any. Those who send are agencies, whichever of their
// teams is named, so there it is a team of another agency.
func (m *maker) parties(c spot[[]ruleset.Party], keyword string, list []ruleset.Party) {
	taken := func(name string) bool {
		return slices.ContainsFunc(list, func(p ruleset.Party) bool {
			return p.Name == name || keyword == "from" && m.agencyOf(p.Name) == m.agencyOf(name)
		})
	}
	for i, p := range list {
		now := ruleset.Party{Kind: p.Kind}
		was := p.Name
		switch p.Kind {
		case "agency":
			now.Name = next(m.agencies, p.Name, taken)
		case "team":
			now.Name = next(m.teams, p.Name, taken)
		case "role":
			now.Name = m.otherRole(p.Name, taken)
		case "any-agency":
			was = "any agency"
			now.Kind, now.Name = "agency", next(m.agencies, "", taken)
		}
		if now.Name != "" {
			add(m, c, Recipient, aboutPeople, keyword+" "+was, keyword+" "+now.Name, func(all *[]ruleset.Party) { (*all)[i] = now })
		}
	}
}

// agencyOf returns the agency with this name, or that has a team with this name.
func (m *maker) agencyOf(name string) string {
	for _, a := range m.r.Agencies {
		if a.Name == name || slices.Contains(teamNames(a.Teams), name) {
			return a.Name
		}
	}
	return name
}

func (m *maker) otherRole(name string, taken func(string) bool) string {
	roles := make([]string, len(m.r.Roles))
	for i := range roles {
		roles[i] = m.r.Roles[i].Name
	}
	return next(roles, name, taken)
}

// duty takes away the case of a duty, turns it round, and stretches its times. What
// has neither a time nor anybody who is told leaves no trace that an example could
// look for.
func (m *maker) duty(c spot[ruleset.Duty], d *ruleset.Duty) {
	if d.Modality == "may" || d.Modality == "must-not" {
		return
	}
	at := c.thing
	if c.part != "" {
		at += "." + c.part
	}
	due := "that expects `due " + at + "` and the day"
	mark := func() {
		if own(c.place) {
			x := &m.all[len(m.all)-1]
			x.timed, x.Duty = len(d.Times) > 0, d.Modality+" "+d.Short
		}
	}
	if w := d.When; w != nil && !hasTodo(w.Tree) && (len(d.Times) > 0 || slices.Contains(informing, d.Verb) && len(d.Parties) > 0) {
		c.see = due
		if slices.Contains(informing, d.Verb) && len(d.Parties) > 0 {
			who := partyNames(d.Parties) + " in " + at
			c.see = "that expects `tell " + who + "` or `no-tell " + who + "`"
		}
		when := func(d *ruleset.Duty) *ruleset.Condition { return d.When }
		addCase(m, c, Dropped, aboutCases, m.caseText(w.Tree), "", func(d *ruleset.Duty) { d.When = nil }, when)
		mark()
		not := ruleset.Condition{Text: w.Text, Tree: opposite(w.Tree)}
		addCase(m, c, Negation, aboutCases, m.caseText(w.Tree), m.caseText(not.Tree), func(d *ruleset.Duty) { d.When = &not }, when)
		mark()
	}
	c.see = due
	for i, t := range d.Times {
		if t.Kind == "every" && t.Anchor == nil {
			continue // nothing says when the first time is
		}
		was := m.timeText(t, c.thing)
		for _, now := range stretched(t) {
			add(m, c, Clock, aboutClocks, was, m.timeText(now, c.thing), func(d *ruleset.Duty) {
				d.Times = slices.Clone(d.Times)
				d.Times[i] = now
			})
			mark()
		}
		add(m, c, Clock, aboutClocks, was, "", func(d *ruleset.Duty) {
			d.Times = slices.Delete(slices.Clone(d.Times), i, i+1)
		})
		mark()
		if own(c.place) && t.If != nil {
			m.all[len(m.all)-1].sooner = t.If
		}
	}
}

// stretched returns a time made longer by one, and with its days counted in the
// other way.
func stretched(t ruleset.Time) []ruleset.Time {
	var all []ruleset.Time
	longer := t
	switch t.Kind {
	case "within", "every":
		longer.N++
	case "before", "not-before":
		longer.N--
	case "between":
		longer.Upper++
	default:
		return nil
	}
	if longer.N > 0 {
		all = append(all, longer)
	}
	other := t
	switch t.Unit {
	case "working-day":
		other.Unit = "calendar-day"
	case "calendar-day", "day":
		other.Unit = "working-day"
	case "working-week":
		other.Unit = "week"
	default:
		return all
	}
	return append(all, other)
}
