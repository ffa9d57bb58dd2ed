package decide

import (
	"slices"

	"concordat/compiler/clock"
	"concordat/compiler/ruleset"
)

// calendar returns the calendar of a rule set. A closure whose day it cannot read
// is left out: [ruleset.Load] has no days to hold it against.
func calendar(r *ruleset.RuleSet) *clock.Calendar {
	var closed []clock.Day
	for _, c := range r.Clock.ClosedOn {
		if d, err := clock.ParseDay(c.Date); err == nil {
			closed = append(closed, d)
		}
	}
	return clock.NewCalendar(closed)
}

// Hours returns when each team of a rule set answers, and who does otherwise.
func Hours(r *ruleset.RuleSet) *clock.Teams { return hoursOf(r, calendar(r)) }

// hoursOf works out when each team of a rule set answers.
func hoursOf(r *ruleset.RuleSet, cal *clock.Calendar) *clock.Teams {
	var all []clock.Team
	var add func(teams []ruleset.Team)
	add = func(teams []ruleset.Team) {
		for i := range teams {
			t := &teams[i]
			team := clock.Team{Name: t.Name, Otherwise: t.Otherwise}
			if t.Open != nil {
				team.Open, team.Always, team.WhenClosed = true, t.Open.Always, t.Open.WhenClosed
				for _, s := range t.Open.Spans {
					team.Spans = append(team.Spans, clock.Span(s))
				}
			}
			all = append(all, team)
			add(t.Teams)
		}
	}
	for i := range r.Agencies {
		add(r.Agencies[i].Teams)
	}
	return clock.NewTeams(cal, all)
}

// front returns the team of an agency that others turn to: the first that takes
// referrals, else the first.
func front(a *ruleset.Agency) *ruleset.Team {
	for i := range a.Teams {
		if slices.Contains(a.Teams[i].Gives, "referral") {
			return &a.Teams[i]
		}
	}
	if len(a.Teams) > 0 {
		return &a.Teams[0]
	}
	return nil
}

// contacts returns how to reach parties. Persons, groups and any agency have no
// line of their own.
func (d *decision) contacts(parties []ruleset.Party) []Contact {
	all := []Contact{}
	for i := range parties {
		if p := &parties[i]; p.Kind == "team" || p.Kind == "agency" || p.Kind == "role" {
			if c := d.contact(*p, d.e.whoIs(*p, d.actor).Title); c != nil {
				all = append(all, *c)
			}
		}
	}
	return all
}

func (d *decision) contact(p ruleset.Party, of string) *Contact {
	switch p.Kind {
	case "team":
		return d.teamContact(d.e.teams[p.Name], of)
	case "agency":
		if a := d.e.agencies[p.Name]; a != nil {
			return d.teamContact(front(a), of)
		}
	case "role":
		r := d.e.roles[p.Name]
		switch {
		case r == nil:
		case r.Phone != "" || r.Email != "":
			return &Contact{Of: of, Line: Line{r.Name, titleOr(r.Title, r.Name), r.Phone, r.Email, ""}, Open: "not-known"}
		case len(r.At) == 1 && r.At[0].Kind != "role":
			return d.contact(r.At[0], of)
		}
	}
	return nil
}

// teamContact returns how to reach a team, worked out once a case.
func (d *decision) teamContact(t *ruleset.Team, of string) *Contact {
	if t == nil {
		return nil
	}
	have, ok := d.lines[t.Name]
	if !ok {
		have = d.lineOf(t)
		d.lines[t.Name] = have
	}
	c := *have
	c.Of = of
	return &c
}

func (d *decision) lineOf(t *ruleset.Team) *Contact {
	c := &Contact{Line: line(t), Open: "not-known"}
	if t.Open != nil {
		c.Hours = t.Open.Text
	}
	for _, name := range t.IfFaulty {
		if other := d.e.teams[name]; other != nil {
			c.Faulty = append(c.Faulty, line(other))
		}
	}
	hours := d.e.hours.Hours(t.Name)
	if hours == nil {
		return c
	}
	open, err := false, error(nil)
	if d.at.Known {
		open, err = hours.Open(d.at.At)
	}
	if !d.at.Known || err != nil {
		for _, name := range d.e.hours.Line(t.Name)[1:] {
			if other := d.e.teams[name]; other != nil {
				c.Otherwise = append(c.Otherwise, line(other))
			}
		}
		return c
	}
	if c.Open = "open"; open {
		return c
	}
	c.Open = "closed"
	if name, err := d.e.hours.Reach(t.Name, d.at.At); err == nil && d.e.teams[name] != nil {
		other := line(d.e.teams[name])
		c.Instead = &other
	}
	return c
}

func line(t *ruleset.Team) Line {
	return Line{t.Name, titleOr(t.Title, t.Name), t.Phone, t.Email, t.Web}
}
