package decide

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// index finds things of a rule set by their names.
type index struct {
	number     map[*logic.Var]int // in Logic.Vars
	questions  map[string]*ruleset.Question
	levels     map[string]int
	agencies   map[string]*ruleset.Agency
	teams      map[string]*ruleset.Team
	teamAgency map[string]*ruleset.Agency // of each team
	roles      map[string]*ruleset.Role
	groups     map[string]*ruleset.Group
	roleTitles map[string]string // in a sentence
	teamTitles map[string]string
}

func newIndex(r *ruleset.RuleSet, l *ruleset.Logic) index {
	x := index{
		number: map[*logic.Var]int{}, questions: map[string]*ruleset.Question{}, levels: map[string]int{}, agencies: map[string]*ruleset.Agency{},
		teams: map[string]*ruleset.Team{}, teamAgency: map[string]*ruleset.Agency{}, roles: map[string]*ruleset.Role{}, groups: map[string]*ruleset.Group{}, roleTitles: map[string]string{}, teamTitles: map[string]string{},
	}
	for i, v := range l.Vars {
		x.number[v] = i
	}
	for i := range r.Questions {
		x.questions[r.Questions[i].Name] = &r.Questions[i]
	}
	for i := range r.Levels {
		x.levels[r.Levels[i].Name] = i
	}
	for i := range r.Agencies {
		a := &r.Agencies[i]
		x.agencies[a.Name] = a
		x.addTeams(a, a.Teams)
	}
	for i := range r.Roles {
		x.roles[r.Roles[i].Name] = &r.Roles[i]
		x.roleTitles[r.Roles[i].Name] = article(titleOr(r.Roles[i].Title, r.Roles[i].Name))
	}
	for i := range r.Groups {
		x.groups[r.Groups[i].Name] = &r.Groups[i]
	}
	return x
}

func (x *index) addTeams(a *ruleset.Agency, teams []ruleset.Team) {
	for i := range teams {
		x.teams[teams[i].Name] = &teams[i]
		x.teamAgency[teams[i].Name] = a
		x.teamTitles[teams[i].Name] = "the " + trimThe(titleOr(teams[i].Title, teams[i].Name))
		x.addTeams(a, teams[i].Teams)
	}
}

// agencyOf returns the agency with this name, or that a team with this name
// belongs to.
func (x *index) agencyOf(name string) *ruleset.Agency {
	if a := x.agencies[name]; a != nil {
		return a
	}
	return x.teamAgency[name]
}

// agencyNames says which agencies and teams there are, or which one was meant.
func (e *Engine) agencyNames(wrong string) string {
	var names []string
	for i := range e.Rules.Agencies {
		names = append(names, e.Rules.Agencies[i].Name)
	}
	teams := sortedKeys(e.teams)
	if near := nearest(wrong, append(slices.Clone(names), teams...)); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	text := "its agencies are " + strings.Join(names, ", ")
	if len(teams) > 0 {
		text += ", and its teams " + strings.Join(teams, ", ")
	}
	return text
}

// notAsked says that a rule set asks nothing of the kind.
func (e *Engine) notAsked(kind logic.Kind, what, name string) error {
	var names []string
	for _, v := range e.Logic.Vars {
		if v.Kind == kind {
			names = append(names, v.Name)
		}
	}
	if len(names) == 0 {
		return fmt.Errorf("the %s %q is answered, and the rule set asks for none", what, name)
	}
	if near := nearest(name, names); near != "" {
		return fmt.Errorf("the rule set does not ask for the %s %q; did you mean %q?", what, name, near)
	}
	some := names[:min(len(names), mostNames)]
	asks := "it asks for " + strings.Join(some, ", ")
	if kind == logic.Words {
		asks = "it asks for " + joined(quoted(some), "and")
	}
	if more := len(names) - len(some); more > 0 {
		asks += fmt.Sprintf(" and %d more, which \"concordat decide RULESET --questions\" lists", more)
	}
	return fmt.Errorf("the rule set does not ask for the %s %q; %s", what, name, asks)
}

// mostNames is how many names a message lists.
const mostNames = 5

// nearest returns the name that is like another but for a few letters, or that
// begins like it; "" if there is none.
func nearest(wrong string, names []string) string {
	best, least := "", len(wrong)/3+1
	for _, n := range names {
		if d := distance(wrong, n, least); d < least {
			best, least = n, d
		}
	}
	if best == "" && len(wrong) > 3 {
		i := slices.IndexFunc(names, func(n string) bool { return strings.HasPrefix(n, wrong) || strings.HasPrefix(wrong, n) })
		if i >= 0 {
			best = names[i]
		}
	}
	return best
}

// distance returns how many letters lie between two words, up to most.
func distance(a, b string, most int) int {
	if len(a) > 200 || len(b) > 200 || len(a)-len(b) >= most || len(b)-len(a) >= most {
		return most
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		corner := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			corner, row[j+1] = row[j+1], min(corner+cost, row[j]+1, row[j+1]+1)
		}
	}
	return min(row[len(b)], most)
}

func sortedKeys[T any](m map[string]T) []string { return slices.Sorted(maps.Keys(m)) }
