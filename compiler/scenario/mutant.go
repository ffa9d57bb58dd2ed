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
	Duty  string // of a duty, which: "must tell the parents"
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
	see    string             // what an example that notices it is like: "that expects `lead worker`"
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
	text := m.Rule + ": "
	if m.Duty != "" {
		text += "“" + m.Duty + "”: "
	}
	if m.Now == "" {
		return fmt.Sprintf("%s`%s` could be left out", text, m.Was)
	}
	return fmt.Sprintf("%s`%s` could be `%s`", text, m.Was, m.Now)
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

// spot is where mutants are made: what they share, and how to reach the part
// of a copy that they change.
type spot[T any] struct {
	place ruleset.Place
	rule  string
	thing string
	part  string
	see   string // what an example that notices it is like
	reach func(*ruleset.RuleSet, func(*T))
}

// member goes on to one member of a list that T holds. The copy gets a list of its
// own before anything in it changes.
func member[T, U any](c spot[T], place ruleset.Place, rule string, list func(*T) *[]U, i int) spot[U] {
	return spot[U]{place, rule, c.thing, c.part, c.see, func(r *ruleset.RuleSet, f func(*U)) {
		c.reach(r, func(t *T) {
			l := list(t)
			*l = slices.Clone(*l)
			f(&(*l)[i])
		})
	}}
}

func add[T any](m *maker, c spot[T], sort Sort, of about, was, now string, change func(*T)) {
	addCase(m, c, sort, of, was, now, change, nil)
}

// addCase is add for a change of a case; at is where it is.
func addCase[T any](m *maker, c spot[T], sort Sort, of about, was, now string, change func(*T), at func(*T) *ruleset.Condition) {
	if !own(c.place) {
		return
	}
	x := Mutant{Sort: sort, Place: c.place, Rule: c.rule, Was: was, Now: now, about: of, thing: c.thing, part: c.part, see: c.see,
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

func (m *maker) root() spot[ruleset.RuleSet] {
	return spot[ruleset.RuleSet]{reach: func(r *ruleset.RuleSet, f func(*ruleset.RuleSet)) { f(r) }}
}

// listOf goes on to a list that T holds.
func listOf[T, U any](c spot[T], list func(*T) *[]U) spot[[]U] {
	return spot[[]U]{c.place, c.rule, c.thing, c.part, c.see, func(r *ruleset.RuleSet, f func(*[]U)) {
		c.reach(r, func(t *T) {
			l := list(t)
			*l = slices.Clone(*l)
			f(l)
		})
	}}
}
