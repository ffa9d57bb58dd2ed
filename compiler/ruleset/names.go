package ruleset

import "fmt"

// names holds what the rule set declares, by what may be asked for.
type names struct {
	questions, criteria, levels, roles, anything map[string]bool
}

// checkNames makes sure that every name that decides something leads somewhere.
func (r *RuleSet) checkNames() error {
	n := r.declared()
	for _, q := range r.Questions {
		if err := n.condition("question "+q.Name, q.Applies); err != nil {
			return err
		}
	}
	for _, c := range r.CannotBe {
		if err := n.part("cannotBe", c.When.Tree); err != nil {
			return err
		}
	}
	for _, l := range r.Levels {
		for _, lead := range l.Leads {
			if !n.roles[lead.Role] {
				return missing("level "+l.Name, "role", lead.Role)
			}
			if err := n.condition("level "+l.Name, lead.When); err != nil {
				return err
			}
		}
	}
	for _, c := range r.Criteria {
		if err := n.all("criterion "+c.Name, "level", n.levels, c.Level, c.Consider); err != nil {
			return err
		}
		if err := n.part("criterion "+c.Name, c.When.Tree); err != nil {
			return err
		}
	}
	for _, p := range r.Pathways {
		at := "pathway " + p.Name
		if err := n.all(at, "level", n.levels, p.Levels...); err != nil {
			return err
		}
		for _, c := range []*Condition{p.When, p.AcceptedWhen} {
			if err := n.condition(at, c); err != nil {
				return err
			}
		}
		for _, s := range p.Steps {
			if err := n.step(p.Name, s); err != nil {
				return err
			}
		}
	}
	for _, s := range r.Shares {
		at := "share " + s.Name
		if err := n.condition(at, s.When); err != nil {
			return err
		}
		for _, p := range append(append([]Party{}, s.From...), s.To...) {
			if err := n.party(at, p); err != nil {
				return err
			}
		}
	}
	return n.all("nothingDelays", "level", n.levels, r.NothingDelays...)
}

func (r *RuleSet) declared() *names {
	n := &names{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	for _, q := range r.Questions {
		n.questions[q.Name] = true
	}
	for _, c := range r.Criteria {
		n.criteria[c.Name] = true
	}
	for _, l := range r.Levels {
		n.levels[l.Name] = true
	}
	for _, x := range r.Roles {
		n.roles[x.Name], n.anything[x.Name] = true, true
	}
	for _, a := range r.Agencies {
		n.anything[a.Name] = true
		n.teams(a.Teams)
	}
	for _, g := range r.Groups {
		n.anything[g.Name] = true
	}
	for _, p := range r.Pathways {
		n.anything[p.Name] = true
		for _, s := range p.Steps {
			n.anything[p.Name+"."+s.Name] = true
		}
	}
	for _, m := range r.Meetings {
		n.anything[m.Name] = true
	}
	for _, e := range r.Escalations {
		n.anything[e.Name] = true
		for _, s := range e.Stages {
			n.anything[e.Name+"."+s.Name] = true
		}
	}
	return n
}

func (n *names) teams(teams []Team) {
	for _, t := range teams {
		n.anything[t.Name] = true
		n.teams(t.Teams)
	}
}

func (n *names) step(pathway string, s Step) error {
	at := "step " + pathway + "." + s.Name
	if err := n.condition(at, s.When); err != nil {
		return err
	}
	for _, p := range s.By {
		if err := n.party(at, p); err != nil {
			return err
		}
	}
	then := append([]string{}, s.IfLate...)
	for _, o := range s.Outcomes {
		then = append(then, o.Then...)
	}
	if err := n.all(at, "thing", n.anything, then...); err != nil {
		return err
	}
	for _, d := range s.Duties {
		if err := n.condition(at, d.When); err != nil {
			return err
		}
	}
	return nil
}

func (n *names) condition(at string, c *Condition) error {
	if c == nil {
		return nil
	}
	return n.part(at, c.Tree)
}

func (n *names) part(at string, p Part) error {
	switch p.Op {
	case "question":
		if !n.questions[p.Name] {
			return missing(at, "question", p.Name)
		}
	case "criterion":
		if !n.criteria[p.Name] {
			return missing(at, "criterion", p.Name)
		}
	case "level":
		if err := n.all(at, "level", n.levels, p.Values...); err != nil {
			return err
		}
	case "at-least":
		if p.N < 1 || p.N > len(p.Parts) {
			return fmt.Errorf("%s: at least %d of %d parts cannot be asked for", at, p.N, len(p.Parts))
		}
	case "not":
		if len(p.Parts) != 1 {
			return fmt.Errorf("%s: not takes one part and has %d", at, len(p.Parts))
		}
	}
	for _, q := range p.Parts {
		if err := n.part(at, q); err != nil {
			return err
		}
	}
	return nil
}

func (n *names) party(at string, p Party) error {
	switch p.Kind {
	case "agency", "team", "role", "group":
		if !n.anything[p.Name] {
			return missing(at, p.Kind, p.Name)
		}
	}
	return nil
}

func (n *names) all(at, kind string, declared map[string]bool, used ...string) error {
	for _, u := range used {
		if u != "" && !declared[u] {
			return missing(at, kind, u)
		}
	}
	return nil
}

func missing(at, kind, name string) error {
	return fmt.Errorf("%s names the %s %q, which the rule set does not declare", at, kind, name)
}
