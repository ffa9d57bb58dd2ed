package scenario

import (
	"fmt"
	"slices"
	"strings"

	"concordat/compiler/ruleset"
)

// Sort is what a small change does.
type Sort string

// The sorts of change.
const (
	Comparison Sort = "comparison"  // at least becomes at most, and the like
	Boundary   Sort = "boundary"    // it asks for one answer more, or one less
	Negation   Sort = "negation"    // `not` added or taken out
	Join       Sort = "join"        // all of becomes any of; at least 2 of becomes 1 or 3
	Dropped    Sort = "dropped"     // an answer, a part, a case, a line, a level or a criterion is gone
	Level      Sort = "level"       // a criterion puts a case one level higher or lower
	Role       Sort = "role"        // somebody else leads
	Recipient  Sort = "recipient"   // it comes from, or goes to, somebody else
	Consent    Sort = "consent"     // consent is needed where it was not, or not where it was
	Clock      Sort = "clock"       // a time limit is longer, counts other days, or is gone
	Protection Sort = "no-override" // waits, consent and refusals stand before a level that nothing may delay
)

// A Mutant is one small change of the rules. If no scenario notices it, the rule
// that it changes could say something else and nobody would know.
type Mutant struct {
	Sort  Sort
	Place ruleset.Place
	Rule  string // what is changed: "criterion likely-harm"
	Was   string // what is written, in the words of the language
	Now   string // what it would say instead; empty for what is left out

	change func(*ruleset.RuleSet) // changes a copy, of which it copies whatever it touches
	// when is the condition that is changed, in the rules as they are or changed;
	// nil if the change is about something else.
	when   func(*ruleset.RuleSet) *ruleset.Condition
	about  about
	thing  string             // the pathway, share or level that it is in, or the criterion
	part   string             // of a pathway, the step
	level  string             // of a pathway, the level that is gone
	timed  bool               // it is about a duty with a time
	sooner *ruleset.Condition // of a time that is only kept in some cases, those
}

// about says what a change can make a difference to.
type about uint8

const (
	aboutCases  about = iota // when something is so: whatever an example expects may change
	aboutClocks              // when something is due
	aboutPeople              // who sends, receives, leads or is told
)

// String says what would be different, and where: "criterion likely-harm:
// `significant-harm is at least likely` could be `significant-harm is at least
// suffered`".
func (m Mutant) String() string {
	if m.Now == "" {
		return fmt.Sprintf("%s: `%s` could be left out", m.Rule, m.Was)
	}
	return fmt.Sprintf("%s: `%s` could be `%s`", m.Rule, m.Was, m.Now)
}

// maker lists the mutants of one rule set.
type maker struct {
	r         *ruleset.RuleSet
	logic     *ruleset.Logic
	questions map[string]*ruleset.Question
	levels    []string
	agencies  []string
	teams     []string
	leads     []string // roles that lead, each once
	all       []Mutant
}

// Mutants lists the small changes of the rules of a folder that can make a
// difference to what is decided of a case, in the order of the text. What ships
// with the compiler, or comes from another folder, is left as it is. The error
// names what in the rule set cannot be run.
func Mutants(r *ruleset.RuleSet) ([]Mutant, error) {
	l, err := r.Lower()
	if err != nil {
		return nil, fmt.Errorf("change the rules: %w", err)
	}
	m := &maker{r: r, logic: l, questions: map[string]*ruleset.Question{}, levels: l.Levels}
	for i := range r.Questions {
		m.questions[r.Questions[i].Name] = &r.Questions[i]
	}
	for _, a := range r.Agencies {
		m.agencies = append(m.agencies, a.Name)
		m.teams = append(m.teams, teamNames(a.Teams)...)
	}
	for _, level := range r.Levels {
		for _, lead := range level.Leads {
			if !slices.Contains(m.leads, lead.Role) {
				m.leads = append(m.leads, lead.Role)
			}
		}
	}
	m.override()
	for i := range r.Levels {
		m.level(i)
	}
	for i := range r.Criteria {
		m.criterion(i)
	}
	for i := range r.Pathways {
		m.pathway(i)
	}
	for i := range r.Shares {
		m.share(i)
	}
	slices.SortStableFunc(m.all, func(a, b Mutant) int { return comparePlaces(a.Place, b.Place) })
	return m.all, nil
}

func comparePlaces(a, b ruleset.Place) int {
	if a.File != b.File {
		return strings.Compare(a.File, b.File)
	}
	return a.Line - b.Line
}

func teamNames(teams []ruleset.Team) []string {
	var all []string
	for _, t := range teams {
		all = append(all, t.Name)
		all = append(all, teamNames(t.Teams)...)
	}
	return all
}

// own says that something belongs to the folder. What ships has no clause, and
// what is shared lies in another folder.
func own(p ruleset.Place) bool { return p.Clause != "" && !strings.HasPrefix(p.File, "../") }

// context is where mutants are made: what they share, and how to reach the part
// of a copy that they change.
type context[T any] struct {
	place ruleset.Place
	rule  string
	thing string
	part  string
	reach func(*ruleset.RuleSet, func(*T))
}

// inside goes on to one member of a list that T holds. The copy gets a list of its
// own before anything in it changes.
func inside[T, U any](c context[T], place ruleset.Place, rule string, list func(*T) *[]U, i int) context[U] {
	return context[U]{place, rule, c.thing, c.part, func(r *ruleset.RuleSet, f func(*U)) {
		c.reach(r, func(t *T) {
			l := list(t)
			*l = slices.Clone(*l)
			f(&(*l)[i])
		})
	}}
}

func add[T any](m *maker, c context[T], sort Sort, of about, was, now string, change func(*T)) {
	addCase(m, c, sort, of, was, now, change, nil)
}

// addCase is add for a change of a case; at is where it is.
func addCase[T any](m *maker, c context[T], sort Sort, of about, was, now string, change func(*T), at func(*T) *ruleset.Condition) {
	if !own(c.place) {
		return
	}
	x := Mutant{Sort: sort, Place: c.place, Rule: c.rule, Was: was, Now: now, about: of, thing: c.thing, part: c.part,
		change: func(r *ruleset.RuleSet) { c.reach(r, change) }}
	if at != nil {
		x.when = func(r *ruleset.RuleSet) *ruleset.Condition {
			copied := *r
			var found *ruleset.Condition
			c.reach(&copied, func(t *T) { found = at(t) })
			return found
		}
	}
	m.all = append(m.all, x)
}

func (m *maker) root() context[ruleset.RuleSet] {
	return context[ruleset.RuleSet]{reach: func(r *ruleset.RuleSet, f func(*ruleset.RuleSet)) { f(r) }}
}

// override takes away that nothing delays a level.
func (m *maker) override() {
	c := m.root()
	c.place, c.rule = m.r.Document.Place, m.r.Document.Kind+" "+m.r.Document.Name
	for i, name := range m.r.NothingDelays {
		add(m, c, Protection, aboutCases, "nothing-delays "+name, "", func(r *ruleset.RuleSet) {
			r.NothingDelays = slices.Delete(slices.Clone(r.NothingDelays), i, i+1)
		})
	}
}

func (m *maker) level(i int) {
	level := &m.r.Levels[i]
	c := inside(m.root(), level.Place, "level "+level.Name, func(r *ruleset.RuleSet) *[]ruleset.Level { return &r.Levels }, i)
	c.thing = level.Name
	leads := func(l *ruleset.Level) *[]ruleset.Lead { return &l.Leads }
	for n := range level.Leads {
		lead := &level.Leads[n]
		line := c
		line.place = lead.Place
		add(m, line, Dropped, aboutCases, "lead "+lead.Role, "", func(l *ruleset.Level) {
			l.Leads = slices.Delete(slices.Clone(l.Leads), n, n+1)
		})
		one := inside(c, lead.Place, c.rule, leads, n)
		if other := m.otherLead(level, lead.Role); other != "" {
			add(m, one, Role, aboutPeople, "lead "+lead.Role, "lead "+other, func(l *ruleset.Lead) { l.Role = other })
		}
		optional(m, one, "lead "+lead.Role, lead.When, func(l *ruleset.Lead) **ruleset.Condition { return &l.When })
	}
	m.consents(inside2(c, func(l *ruleset.Level) *[]ruleset.Consent { return &l.Consent }), level.Consent)
	for n := range level.Duties {
		m.duty(inside(c, level.Duties[n].Place, c.rule, func(l *ruleset.Level) *[]ruleset.Duty { return &l.Duties }, n), &level.Duties[n])
	}
}

// inside2 goes on to a list that T holds.
func inside2[T, U any](c context[T], list func(*T) *[]U) context[[]U] {
	return context[[]U]{c.place, c.rule, c.thing, c.part, func(r *ruleset.RuleSet, f func(*[]U)) {
		c.reach(r, func(t *T) {
			l := list(t)
			*l = slices.Clone(*l)
			f(l)
		})
	}}
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
func (m *maker) consents(c context[[]ruleset.Consent], lines []ruleset.Consent) {
	for i := range lines {
		x := &lines[i]
		line := c
		line.place = x.Place
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
		one := context[ruleset.Consent]{x.Place, c.rule, c.thing, c.part, func(r *ruleset.RuleSet, f func(*ruleset.Consent)) {
			c.reach(r, func(all *[]ruleset.Consent) { f(&(*all)[i]) })
		}}
		optional(m, one, "consent "+x.Needed+" for "+strings.Join(x.For, ", "), x.When, func(l *ruleset.Consent) **ruleset.Condition { return &l.When })
	}
}

func (m *maker) criterion(i int) {
	x := &m.r.Criteria[i]
	c := inside(m.root(), x.Place, "criterion "+x.Name, func(r *ruleset.RuleSet) *[]ruleset.Criterion { return &r.Criteria }, i)
	c.thing = x.Name
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

func (m *maker) criterionCase(c context[ruleset.Criterion], i int) {
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
func optional[T any](m *maker, c context[T], line string, when *ruleset.Condition, at func(*T) **ruleset.Condition) {
	if when == nil || hasTodo(when.Tree) {
		return
	}
	was := strings.TrimSpace(line + " when " + m.phrase(when.Tree))
	get := func(t *T) *ruleset.Condition { return *at(t) }
	addCase(m, c, Dropped, aboutCases, was, line, func(t *T) { *at(t) = nil }, get)
	always := key(m.logic.Condition(&ruleset.Condition{Tree: constant(true)}))
	for _, e := range m.distinct(when, always) {
		was, is := e.was, e.now
		if line != "" && was == m.phrase(when.Tree) {
			was, is = line+" when "+was, line+" when "+is
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

func hasTodo(p ruleset.Part) bool {
	return p.Op == "to-be-written" || slices.ContainsFunc(p.Parts, hasTodo)
}

func (m *maker) pathway(i int) {
	p := &m.r.Pathways[i]
	c := inside(m.root(), p.Place, "pathway "+p.Name, func(r *ruleset.RuleSet) *[]ruleset.Pathway { return &r.Pathways }, i)
	c.thing = p.Name
	if p.NotAllowed != "" {
		return // it is never open, so nothing else of it decides anything
	}
	for n, level := range p.Levels {
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
	m.parties(inside2(c, func(p *ruleset.Pathway) *[]ruleset.Party { return &p.From }), "from", p.From)
	m.parties(inside2(c, func(p *ruleset.Pathway) *[]ruleset.Party { return &p.To }), "to", p.To)
	optional(m, c, "", p.When, func(p *ruleset.Pathway) **ruleset.Condition { return &p.When })
	optional(m, c, "", p.AcceptedWhen, func(p *ruleset.Pathway) **ruleset.Condition { return &p.AcceptedWhen })
	for n := range p.Steps {
		s := &p.Steps[n]
		step := inside(c, s.Place, "step "+s.Name, func(p *ruleset.Pathway) *[]ruleset.Step { return &p.Steps }, n)
		step.part = s.Name
		optional(m, step, "", s.When, func(s *ruleset.Step) **ruleset.Condition { return &s.When })
		for k := range s.Duties {
			m.duty(inside(step, s.Duties[k].Place, step.rule, func(s *ruleset.Step) *[]ruleset.Duty { return &s.Duties }, k), &s.Duties[k])
		}
	}
	for k := range p.Duties {
		m.duty(inside(c, p.Duties[k].Place, c.rule, func(p *ruleset.Pathway) *[]ruleset.Duty { return &p.Duties }, k), &p.Duties[k])
	}
}

func (m *maker) share(i int) {
	s := &m.r.Shares[i]
	c := inside(m.root(), s.Place, "share "+s.Name, func(r *ruleset.RuleSet) *[]ruleset.Share { return &r.Shares }, i)
	c.thing = s.Name
	m.parties(inside2(c, func(s *ruleset.Share) *[]ruleset.Party { return &s.From }), "from", s.From)
	m.parties(inside2(c, func(s *ruleset.Share) *[]ruleset.Party { return &s.To }), "to", s.To)
	optional(m, c, "", s.When, func(s *ruleset.Share) **ruleset.Condition { return &s.When })
	m.consents(inside2(c, func(s *ruleset.Share) *[]ruleset.Consent { return &s.Consent }), s.Consent)
	for k := range s.Duties {
		m.duty(inside(c, s.Duties[k].Place, c.rule, func(s *ruleset.Share) *[]ruleset.Duty { return &s.Duties }, k), &s.Duties[k])
	}
}

// parties puts another in the place of each: an agency for an agency, a team for
// a team, and one agency for any. Those who send are agencies, whichever of their
// teams is named, so there it is a team of another agency.
func (m *maker) parties(c context[[]ruleset.Party], keyword string, list []ruleset.Party) {
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
func (m *maker) duty(c context[ruleset.Duty], d *ruleset.Duty) {
	if d.Modality == "may" || d.Modality == "must-not" {
		return
	}
	text := d.Modality + " " + m.dutyText(d)
	timed := func() {
		if own(c.place) {
			m.all[len(m.all)-1].timed = len(d.Times) > 0
		}
	}
	if w := d.When; w != nil && !hasTodo(w.Tree) && (len(d.Times) > 0 || slices.Contains(informing, d.Verb) && len(d.Parties) > 0) {
		at := func(d *ruleset.Duty) *ruleset.Condition { return d.When }
		addCase(m, c, Dropped, aboutCases, text+" when "+m.phrase(w.Tree), text, func(d *ruleset.Duty) { d.When = nil }, at)
		timed()
		not := ruleset.Condition{Text: w.Text, Tree: opposite(w.Tree)}
		addCase(m, c, Negation, aboutCases, text+" when "+m.phrase(w.Tree), text+" when "+m.phrase(not.Tree), func(d *ruleset.Duty) { d.When = &not }, at)
		timed()
	}
	for i, t := range d.Times {
		if t.Kind == "every" && t.Anchor == nil {
			continue // nothing says when the first time is
		}
		was := m.timeText(t, c.thing)
		for _, now := range stretched(t) {
			add(m, c, Clock, aboutClocks, text+" "+was, text+" "+m.timeText(now, c.thing), func(d *ruleset.Duty) {
				d.Times = slices.Clone(d.Times)
				d.Times[i] = now
			})
			timed()
		}
		add(m, c, Clock, aboutClocks, text+" "+was, text, func(d *ruleset.Duty) {
			d.Times = slices.Delete(slices.Clone(d.Times), i, i+1)
		})
		timed()
		if own(c.place) && t.If != nil {
			m.all[len(m.all)-1].sooner = t.If
		}
	}
}

// dutyText writes the beginning of a duty as an author does.
func (m *maker) dutyText(d *ruleset.Duty) string {
	if d.Verb == "" {
		return d.Text
	}
	text := strings.ReplaceAll(d.Verb, "-", " ")
	var names []string
	for _, o := range d.Objects {
		if o.How == "" && o.Name != "" {
			names = append(names, lastName(o.Name))
		}
	}
	if len(names) > 0 {
		text += " " + strings.Join(names, ", ")
	}
	for _, l := range d.Parties {
		names = names[:0]
		for _, p := range l.Who {
			names = append(names, strings.ReplaceAll(or(p.Name, "any agency"), ".", " "))
		}
		text += " " + strings.TrimSpace(l.How+" "+strings.Join(names, ", "))
	}
	return text
}

func lastName(path string) string { return path[strings.LastIndex(path, ".")+1:] }

func or(text, other string) string {
	if text == "" {
		return other
	}
	return text
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

// timeText writes a time as an author does, in a thing whose own steps need no more
// than their name.
func (m *maker) timeText(t ruleset.Time, in string) string {
	length := func(n int) string {
		unit := strings.ReplaceAll(t.Unit, "-", " ")
		if n != 1 {
			unit += "s"
		}
		return fmt.Sprintf("%d %s", n, unit)
	}
	of := ""
	if t.Anchor != nil {
		of = strings.TrimPrefix(t.Anchor.Name, in+".")
	}
	behind := func(word string) string {
		if of == "" {
			return ""
		}
		return " " + word + " " + of
	}
	switch t.Kind {
	case "at-once":
		return "at once"
	case "at":
		return "at " + of
	case "within":
		return "within " + length(t.N) + behind("of")
	case "as-soon-as-possible":
		return "as soon as possible"
	case "in-hours-of":
		return "in " + t.Team + " hours"
	case "past-closing":
		return "past closing"
	case "or-sooner":
		if t.N > 0 {
			return "or within " + length(t.N) + behind("of") + " if " + m.ifText(t)
		}
		return "or sooner if " + m.ifText(t)
	case "before":
		return "at least " + length(t.N) + behind("before")
	case "not-before":
		return "not before " + length(t.N) + behind("of")
	case "between":
		return fmt.Sprintf("between %d and %s", t.N, length(t.Upper)) + behind("of")
	}
	return "every " + length(t.N)
}

func (m *maker) ifText(t ruleset.Time) string {
	if t.If == nil {
		return "…"
	}
	return m.phrase(t.If.Tree)
}
