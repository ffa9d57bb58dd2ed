package prove

import (
	"slices"

	"concordat/compiler/decide"
	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// agencies knows the agencies of a rule set, and which of them a name stands for.
type agencies struct {
	r      *ruleset.RuleSet
	number map[string]int // of each agency, and of the agency of each team
	teams  map[string]*ruleset.Team
	roles  map[string]*ruleset.Role
	groups map[string]*ruleset.Group
	engine *decide.Engine // made when a filter has to be read
	kinds  []int          // the answer of the referrer that each agency gives; anyReferrer if its kind is not written
}

// set says of each agency whether it is meant: unknown while a name is to be
// written.
type set []logic.Truth

func (s set) has(a int) bool { return s[a] == logic.True }

// join adds the agencies of t.
func (s set) join(t set) {
	for i := range s {
		s[i] = max(s[i], t[i])
	}
}

// list returns the numbers of the agencies that are certainly meant.
func (s set) list() []int {
	var all []int
	for i, t := range s {
		if t == logic.True {
			all = append(all, i)
		}
	}
	return all
}

func newAgencies(r *ruleset.RuleSet, referrer *logic.Var) *agencies {
	x := &agencies{r: r, number: map[string]int{}, teams: map[string]*ruleset.Team{}, roles: map[string]*ruleset.Role{}, groups: map[string]*ruleset.Group{}}
	var addTeams func(agency int, teams []ruleset.Team)
	addTeams = func(agency int, teams []ruleset.Team) {
		for i := range teams {
			x.teams[teams[i].Name] = &teams[i]
			x.number[teams[i].Name] = agency
			addTeams(agency, teams[i].Teams)
		}
	}
	for i := range r.Agencies {
		a := &r.Agencies[i]
		x.number[a.Name] = i
		addTeams(i, a.Teams)
		x.kinds = append(x.kinds, slices.Index(referrer.Answers, a.Kind))
	}
	for i := range r.Roles {
		x.roles[r.Roles[i].Name] = &r.Roles[i]
	}
	for i := range r.Groups {
		x.groups[r.Groups[i].Name] = &r.Groups[i]
	}
	return x
}

func (x *agencies) none() set { return make(set, len(x.kinds)) }

// of returns the agencies that parties stand for. referrer is who `referrer` means
// where they stand, nil for nobody.
func (x *agencies) of(parties []ruleset.Party, referrer set) set {
	s := x.none()
	for i := range parties {
		x.add(s, &parties[i], referrer, 0)
	}
	return s
}

// anywhere says that a party is a role to be found at any agency, which stands for
// none of them in particular.
func (x *agencies) anywhere(p *ruleset.Party) bool {
	role := x.roles[p.Name]
	return p.Kind == "role" && role != nil && slices.ContainsFunc(role.At, func(at ruleset.Party) bool { return at.Kind == "any-agency" })
}

// deepest bounds groups of groups.
const deepest = 8

func (x *agencies) add(s set, p *ruleset.Party, referrer set, depth int) {
	switch p.Kind {
	case "agency", "team":
		if n, ok := x.number[p.Name]; ok {
			s[n] = logic.True
		}
	case "role":
		if role := x.roles[p.Name]; role != nil {
			for i := range role.At {
				if role.At[i].Kind != "role" {
					x.add(s, &role.At[i], referrer, depth)
				}
			}
		}
	case "group":
		g := x.groups[p.Name]
		if g == nil || depth == deepest {
			return
		}
		for _, m := range g.Members {
			x.add(s, x.party(m), referrer, depth+1)
		}
	case "any-agency":
		for n := range s {
			s[n] = max(s[n], x.means(p, x.r.Agencies[n].Name))
		}
	case "person":
		if p.Name == "referrer" && referrer != nil {
			s.join(referrer)
		}
	case "to-be-written":
		for n := range s {
			s[n] = max(s[n], logic.Unknown)
		}
	}
}

// party returns what a bare name stands for.
func (x *agencies) party(name string) *ruleset.Party {
	kind := "agency"
	switch {
	case x.teams[name] != nil:
		kind = "team"
	case x.roles[name] != nil:
		kind = "role"
	case x.groups[name] != nil:
		kind = "group"
	}
	return &ruleset.Party{Kind: kind, Name: name}
}

// named returns the agencies that a bare name stands for.
func (x *agencies) named(name string) set {
	s := x.none()
	if name != "" {
		x.add(s, x.party(name), nil, 0)
	}
	return s
}

// means says whether `any agency where …` means an agency.
func (x *agencies) means(p *ruleset.Party, agency string) logic.Truth {
	if p.Where == nil {
		return logic.True
	}
	if x.engine == nil {
		e, err := decide.New(x.r)
		if err != nil {
			return logic.Unknown
		}
		x.engine = e
	}
	return x.engine.Sends([]ruleset.Party{*p}, agency)
}

// sameName says that two lines name something in common by its own name.
func (x *agencies) sameName(a, b []ruleset.Party) bool {
	return slices.ContainsFunc(a, func(p ruleset.Party) bool {
		return p.Name != "" && slices.ContainsFunc(b, func(q ruleset.Party) bool { return q.Kind == p.Kind && q.Name == p.Name })
	})
}

// front returns the team that answers for a team or an agency: itself, or the
// agency's first that takes referrals, else its first; nil if there is none.
func (x *agencies) front(name string) *ruleset.Team {
	if t := x.teams[name]; t != nil {
		return t
	}
	n, ok := x.number[name]
	if !ok || len(x.r.Agencies[n].Teams) == 0 {
		return nil
	}
	teams := x.r.Agencies[n].Teams
	i := slices.IndexFunc(teams, func(t ruleset.Team) bool { return slices.Contains(t.Gives, "referral") })
	return &teams[max(i, 0)]
}
