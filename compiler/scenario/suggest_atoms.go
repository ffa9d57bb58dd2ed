package scenario

import (
	"slices"

	"concordat/compiler/decide"
	"concordat/compiler/ruleset"
)

// chosen returns few expectations that break for every change that is noticed.
func chosen(atoms [][]ruleset.Expectation, fails [][]int, noticed []int) []ruleset.Expectation {
	var all []ruleset.Expectation
	all = append(all, atoms[0]...) // the level stands in every example
	left := map[int]bool{}
	for _, j := range noticed {
		left[j] = true
	}
	for _, j := range fails[0] {
		delete(left, j)
	}
	var taken []int
	for len(left) > 0 {
		best, most := -1, 0
		for a := range atoms {
			n := 0
			for _, j := range fails[a] {
				if left[j] {
					n++
				}
			}
			if n > most {
				best, most = a, n
			}
		}
		if best < 0 {
			break
		}
		taken = append(taken, best)
		for _, j := range fails[best] {
			delete(left, j)
		}
	}
	slices.Sort(taken)
	for _, a := range taken {
		all = append(all, atoms[a]...)
	}
	return merged(all)
}

// merged draws names of one keyword together on a line.
func merged(all []ruleset.Expectation) []ruleset.Expectation {
	var out []ruleset.Expectation
	for _, x := range all {
		i := slices.IndexFunc(out, func(y ruleset.Expectation) bool {
			switch x.What {
			case "pathway", "no-pathway", "accepted", "not-accepted", "step", "no-step":
				return y.What == x.What
			case "share", "no-share":
				return y.What == x.What && (len(x.Who) == 0 && len(y.Who) == 0 || slices.Equal(x.Names, y.Names))
			case "tell", "no-tell", "contact":
				return y.What == x.What && slices.Equal(x.Names, y.Names)
			case "consent":
				return y.What == x.What && y.Needed == x.Needed && slices.Equal(x.Names, y.Names)
			}
			return false
		})
		if i < 0 {
			x.Names, x.Who, x.For = slices.Clone(x.Names), slices.Clone(x.Who), slices.Clone(x.For)
			out = append(out, x)
			continue
		}
		for _, n := range x.Names {
			if !slices.Contains(out[i].Names, n) {
				out[i].Names = append(out[i].Names, n)
			}
		}
		for _, p := range x.Who {
			if !slices.ContainsFunc(out[i].Who, func(q ruleset.Party) bool { return p.Kind == q.Kind && p.Name == q.Name }) {
				out[i].Who = append(out[i].Who, p)
			}
		}
		for _, p := range x.For {
			if !slices.Contains(out[i].For, p) {
				out[i].For = append(out[i].For, p)
			}
		}
	}
	return out
}

// atoms returns everything that an example could expect of an answer, in the order
// in which it would be written, each in the fewest lines that can stand alone. The
// level comes first.
func (v *view) atoms() [][]ruleset.Expectation {
	a := v.answer
	var all [][]ruleset.Expectation
	add := func(lines ...ruleset.Expectation) { all = append(all, lines) }
	one := func(what string, names ...string) { add(ruleset.Expectation{What: what, Names: names}) }
	if a.Level != nil {
		one("level", a.Level.Name)
	} else {
		add() // there is no line for no level
	}
	levels := v.considered()
	if len(levels) > 0 {
		one("consider", levels...)
	}
	for _, c := range v.rules.Criteria {
		if c.Consider != "" && !slices.Contains(levels, c.Consider) {
			one("no-consider", c.Consider)
		}
	}
	if leads, _ := v.leading(); len(leads) > 0 {
		one("lead", leads...)
	}
	for _, f := range a.First {
		for _, c := range f.Duty.Contacts {
			if name := answering(c); name != "" {
				add(ruleset.Expectation{What: "first", Who: []ruleset.Party{{Kind: "team", Name: name}}})
			}
		}
	}
	consents := func(list []decide.Consent, names ...string) {
		for _, c := range list {
			for _, p := range c.For {
				add(ruleset.Expectation{What: "consent", Needed: c.Needed, For: []string{p}, Names: names})
			}
		}
	}
	consents(a.Consent)
	for i := range v.rules.Pathways {
		p := &v.rules.Pathways[i]
		open := v.pathwayNamed(p.Name)
		if open == nil {
			one("no-pathway", p.Name)
			for j := range p.Steps { // a refusal may lead there all the same
				if a.AfterRefused(p.Name+"."+p.Steps[j].Name) != nil {
					v.stepAtoms(p, &p.Steps[j], add)
				}
			}
			continue
		}
		v.pathwayAtoms(p, open, add)
	}
	for i := range v.rules.Levels {
		l := &v.rules.Levels[i]
		if a.Level != nil && a.Level.Name == l.Name {
			v.dutyAtoms(l.Name, l.Duties, add)
		}
	}
	for i := range v.rules.Shares {
		s := &v.rules.Shares[i]
		x := v.shareNamed(s.Name)
		if x == nil {
			one("no-share", s.Name)
			continue
		}
		one("share", s.Name)
		for _, p := range s.To {
			switch p.Kind {
			case "agency", "team", "role", "group", "person":
				add(ruleset.Expectation{What: "share", Names: []string{s.Name}, Who: []ruleset.Party{p}})
			case "any-agency":
				for i := range v.rules.Agencies {
					add(ruleset.Expectation{What: "share", Names: []string{s.Name}, Who: []ruleset.Party{{Kind: "agency", Name: v.rules.Agencies[i].Name}}})
				}
			}
		}
		consents(x.Consent, s.Name)
		v.dutyAtoms(s.Name, s.Duties, add)
	}
	// What is not so now cannot be expected.
	return slices.DeleteFunc(all, func(list []ruleset.Expectation) bool {
		scenario := *v.scenario
		scenario.Expect = list
		now := view{rules: v.rules, answer: v.answer, scenario: &scenario}
		return !now.allMet()
	})
}

func (v *view) allMet() bool {
	for i := range v.scenario.Expect {
		if ok, _ := v.check(&v.scenario.Expect[i]); !ok {
			return false
		}
	}
	return true
}

func (v *view) pathwayAtoms(p *ruleset.Pathway, open *decide.Pathway, add func(...ruleset.Expectation)) {
	name := []string{p.Name}
	add(ruleset.Expectation{What: "pathway", Names: name})
	if p.AcceptedWhen != nil {
		add(ruleset.Expectation{What: "accepted", Names: name})
		add(ruleset.Expectation{What: "not-accepted", Names: name})
	}
	for _, c := range open.Contacts {
		if team := answering(c); team != "" {
			add(ruleset.Expectation{What: "contact", Names: name, Who: []ruleset.Party{{Kind: "team", Name: team}}})
		}
	}
	for j := range p.Steps {
		v.stepAtoms(p, &p.Steps[j], add)
	}
}

func (v *view) stepAtoms(p *ruleset.Pathway, s *ruleset.Step, add func(...ruleset.Expectation)) {
	path := p.Name + "." + s.Name
	add(ruleset.Expectation{What: "step", Names: []string{path}})
	add(ruleset.Expectation{What: "no-step", Names: []string{path}})
	v.dutyAtoms(path, s.Duties, add)
}

// dutyAtoms are the expectations about duties: when they are due, and of those that
// are only owed in some cases, who is told.
func (v *view) dutyAtoms(name string, duties []ruleset.Duty, add func(...ruleset.Expectation)) {
	owed, _ := v.dutiesOf(name)
	dues := func(owed []decide.Duty, who ...ruleset.Party) {
		if due := dueLines(name, owed, who); len(due) > 0 {
			add(due...)
		}
	}
	dues(owed)
	for _, p := range partiesOf(duties) {
		dues(slices.DeleteFunc(slices.Clone(owed), func(d decide.Duty) bool { return !v.involves(&d, p) }), p)
	}
	for i := range duties {
		if duties[i].When == nil {
			continue
		}
		for _, l := range duties[i].Parties {
			for _, p := range l.Who {
				if p.Kind == "any-agency" || p.Kind == "to-be-written" {
					continue
				}
				for _, what := range []string{"tell", "no-tell"} {
					add(ruleset.Expectation{What: what, Names: []string{name}, Who: []ruleset.Party{p}})
				}
			}
		}
	}
}

// partiesOf returns those whom duties are done to or with, each once.
func partiesOf(duties []ruleset.Duty) []ruleset.Party {
	var all []ruleset.Party
	for i := range duties {
		for _, l := range duties[i].Parties {
			for _, p := range l.Who {
				if p.Kind != "any-agency" && p.Kind != "to-be-written" && !slices.ContainsFunc(all, func(q ruleset.Party) bool { return q.Kind == p.Kind && q.Name == p.Name }) {
					all = append(all, p)
				}
			}
		}
	}
	return all
}
