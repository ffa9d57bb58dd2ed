package export

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"concordat/compiler/clock"
	"concordat/compiler/decide"
)

// CaseCalendar writes what is due for one family as a calendar, with reminders: of
// each pathway that is under way, or of those that are named, the steps that are
// not done yet and have a moment. A pathway is under way where the case says that
// a step of it is done; one that the family refused, only with the steps that follow
// a refusal. What is to be done at once is in no calendar.
//
// reference heads every entry and keeps those of different families apart: the
// same reference later gives the same entries anew, so that a calendar moves them.
// The error says what of the case cannot be used, or that nothing of it is due.
func CaseCalendar(e *decide.Engine, c *decide.Case, reference string, pathways []string) (File, error) {
	if c.At == "" {
		return File{}, errors.New("it does not say at which moment it is decided, from which times are counted: give that as `at`")
	}
	stamp, err := clock.ParseMoment(c.At)
	if err != nil {
		return File{}, fmt.Errorf("at: %w", err)
	}
	answer, err := e.Decide(c)
	if err != nil {
		return File{}, err
	}
	chosen, err := underWay(e, c, answer, pathways)
	if err != nil {
		return File{}, err
	}
	k := calendar{rules: e.Rules, title: titles(e.Rules)}
	for _, p := range chosen {
		for _, s := range p.Steps {
			if follows := answer.AfterRefused(p.Name + "." + s.Name); follows != nil {
				s, s.OnlyThen = *follows, false // that has led to it
			}
			if err := k.step(reference, p, &s); err != nil {
				return File{}, err
			}
		}
	}
	if len(k.events) == 0 {
		return File{}, errors.New("nothing of it is due at a moment that is known: say under `done` when its steps were done, and when what its times are counted from happened")
	}
	name := fileName(e.Rules) + "." + caseName(reference) + ".ics"
	return File{name, "", []byte(k.write(reference+": "+titleOr(e.Rules.Document.Title, e.Rules.Document.Name), utc(stamp)))}, nil
}

// underWay returns the pathways that are named, or those of which a step is done.
func underWay(e *decide.Engine, c *decide.Case, a *decide.Answer, names []string) ([]*decide.Pathway, error) {
	var open, chosen []*decide.Pathway
	var openNames []string
	add := func(p *decide.Pathway) { open, openNames = append(open, p), append(openNames, p.Name) }
	for i := range a.Pathways {
		add(&a.Pathways[i])
	}
	refused := openNames // and of pathways that are closed since then, what follows
	for i := range a.AfterRefusal {
		x := &a.AfterRefusal[i]
		if x.Kind != "step" || x.Rejoins || slices.Contains(refused, x.Pathway) {
			continue
		}
		n := slices.Index(openNames, x.Pathway)
		if n < 0 {
			n = len(open)
			add(&decide.Pathway{Name: x.Pathway, Title: x.PathwayTitle, Standing: decide.Certain})
		}
		open[n].Steps = append(open[n].Steps, x.Step)
	}
	if len(open) == 0 {
		return nil, errors.New("no pathway is open to it and no step follows, so there is nothing to put into a calendar; `concordat decide` says why")
	}
	for _, name := range names {
		i := slices.Index(openNames, name)
		switch {
		case i >= 0:
			chosen = append(chosen, open[i])
		case pathwayNamed(e, name):
			return nil, fmt.Errorf("the pathway %q is not open to this case; open are: %s", name, strings.Join(openNames, ", "))
		default:
			return nil, fmt.Errorf("there is no pathway %q; open to this case are: %s", name, strings.Join(openNames, ", "))
		}
	}
	if len(names) > 0 {
		return chosen, nil
	}
	for _, p := range open {
		for done := range c.Done {
			if strings.HasPrefix(done, p.Name+".") {
				chosen = append(chosen, p)
				break
			}
		}
	}
	if len(chosen) == 0 {
		return nil, fmt.Errorf("it does not say which pathway is under way: give a step that is done under `done`, or name the pathway; open to it are: %s", strings.Join(openNames, ", "))
	}
	return chosen, nil
}

func pathwayNamed(e *decide.Engine, name string) bool {
	for i := range e.Rules.Pathways {
		if e.Rules.Pathways[i].Name == name {
			return true
		}
	}
	return false
}

// step adds what is due in a step: one entry for each moment at which duties of it
// are due.
func (k *calendar) step(reference string, p *decide.Pathway, s *decide.Step) error {
	if s.Done != "" {
		return nil
	}
	first := len(k.events)
	for i := range s.Duties {
		d := &s.Duties[i]
		if d.Due == nil || d.Due.At == "" || d.Due.AtOnce || d.Modality != "must" && d.Modality != "should" {
			continue
		}
		due, err := clock.ParseMoment(d.Due.At)
		if err != nil {
			return fmt.Errorf("the moment of %s.%s: %w", p.Name, s.Name, err)
		}
		text := upperFirst(d.Modality + " " + d.Short)
		if d.Case != "" {
			text += ", " + d.Case
		}
		if d.Due.Sooner != "" {
			text += " (" + d.Due.Sooner + ")"
		}
		text += " [" + at(d.Place) + "]"
		same := slices.IndexFunc(k.events[first:], func(e event) bool {
			return e.from == due && e.timed != d.Due.EndOfDay
		})
		if same >= 0 {
			e := &k.events[first+same]
			e.about = sentences(e.about, text)
			continue
		}
		title := titleOr(s.Title, s.Name) + byWhom(s)
		switch {
		case s.OnlyThen:
			title += " (only if something leads to it)"
		case d.Due.Passed:
			title += " (was due, and is not done)"
		case p.Standing != decide.Certain || s.Standing != decide.Certain:
			title += " (perhaps)"
		}
		e := event{
			kind: "case", key: fmt.Sprintf("%q %s.%s %d", reference, p.Name, s.Name, len(k.events)-first),
			sort: "Due", title: reference + ": " + title, timed: !d.Due.EndOfDay, from: due, day: due.Day(),
			about: sentences(titleOr(p.Title, p.Name)+", "+titleOr(s.Title, s.Name)+": "+d.Due.Text+".", whoDoes(s), text),
		}
		e.ahead = "-PT1H"
		if d.Due.EndOfDay {
			e.day, e.ahead = due.Day()-1, "PT9H" // the day begins at midnight
		}
		if d.Due.Passed {
			e.ahead = ""
		}
		k.events = append(k.events, e)
	}
	return nil
}

// byWhom says in the title of an entry who does the step, since that is all that most
// calendars show: the first, where there are several.
func byWhom(s *decide.Step) string {
	switch len(s.Who) {
	case 0:
		return ""
	case 1:
		return ", by " + s.Who[0].Title
	}
	return ", by " + s.Who[0].Title + " and others"
}

func whoDoes(s *decide.Step) string {
	who := make([]string, len(s.Who))
	for i, w := range s.Who {
		who[i] = w.Title
	}
	if len(who) == 0 {
		return ""
	}
	return "By: " + strings.Join(who, ", ")
}

// caseName makes a reference fit the name of a file.
func caseName(reference string) string {
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' {
			return r
		}
		return '-'
	}, reference)
	if name = strings.Trim(name, "-"); name == "" || len(name) > 60 {
		return "case"
	}
	return name
}
