package decide

import (
	"fmt"
	"slices"
	"strings"

	"concordat/compiler/clock"
	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
	"concordat/compiler/schema"
)

// moments says what is known of the case when its times are counted.
func (d *decision) moments() Moments {
	if d.now != nil {
		return *d.now
	}
	d.now = &Moments{
		Start: d.at, Now: d.at, Happened: d.happened, Refused: d.c.Consent == "refused", Holds: d.run.Truth,
		Counted: func(question string) (int, bool) {
			v := d.e.Logic.Var(logic.Question, question)
			if v == nil || !v.Number() {
				return 0, false
			}
			a := d.known.Answer(v)
			return v.Low + int(a), a != logic.NotKnown && a != v.None()
		},
	}
	return *d.now
}

// readMoments reads the moments of the case, and names what it does not know.
func (d *decision) readMoments() []error {
	var wrong []error
	read := func(what, text string) clock.Point {
		m, err := clock.ParseMoment(text)
		if err == nil {
			_, err = d.e.calendar.BankHoliday(m.Day())
		}
		if err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", what, err))
			return clock.Point{}
		}
		return clock.At(m)
	}
	if d.c.At != "" {
		d.at = read("at", d.c.At)
	}
	d.happened = map[string]clock.Point{}
	for _, name := range sortedKeys(d.c.Done) {
		if !d.e.happens(name) {
			wrong = append(wrong, fmt.Errorf("%q, which it says was done, is no event, meeting or step of the agreement; a step is written as its pathway and its name with a dot between them%s", name, d.e.nearStep(name)))
			continue
		}
		d.happened[name] = read(fmt.Sprintf("done: %q", name), d.c.Done[name])
	}
	return wrong
}

// happens says whether something with this name can have a moment.
func (e *Engine) happens(name string) bool {
	if w, ok := e.next[name]; ok {
		return w.Kind != "pathway" && w.Kind != "escalation"
	}
	return schema.VocabNamed("event").Has(name) || slices.ContainsFunc(e.Rules.Events, func(x ruleset.Event) bool { return x.Name == name })
}

func (e *Engine) nearStep(wrong string) string {
	var names []string
	for _, n := range sortedKeys(e.next) {
		if e.happens(n) {
			names = append(names, n)
		}
	}
	for _, x := range e.Rules.Events {
		names = append(names, x.Name)
	}
	if near := nearest(wrong, append(names, schema.VocabNamed("event").Names()...)); near != "" {
		return fmt.Sprintf("; did you mean %q?", near)
	}
	return ""
}

// timesOf returns when the steps of a pathway are due that starts at the moment of
// the case.
func (d *decision) timesOf(p *ruleset.Pathway) *pathwayTimes {
	t := d.times[p.Name]
	if t == nil {
		t = d.timesFrom(p, d.moments())
		d.times[p.Name] = t
	}
	return t
}

// pathwayTimes is when the steps of a pathway are due, by what is known of the
// moments. It has no steps without a moment to count from, or where the count leaves
// the years that the calendar knows.
type pathwayTimes struct {
	moments Moments
	steps   []StepTime
}

func (d *decision) timesFrom(p *ruleset.Pathway, m Moments) *pathwayTimes {
	t := &pathwayTimes{moments: m}
	if m.Start.Known || len(m.Happened) > 0 {
		t.steps, _ = d.e.timing.Pathway(p, m)
	}
	return t
}

// due returns when the n-th duty of a list has to be done, nil where it has no
// time. Where its moment is not known it says the limit in words.
func (d *decision) due(x *ruleset.Duty, n int, at scope) *Due {
	if len(x.Times) == 0 {
		return nil
	}
	var t DutyTime
	m, step := d.moments(), -1
	switch {
	case at.pathway != nil && at.step >= 0:
		times := at.times
		if times == nil {
			times = d.timesOf(at.pathway)
		}
		m, step = times.moments, at.step
		if times.steps != nil {
			t = times.steps[at.step].Duties[n]
		}
	case again(x.Times): // from a moment that no case has
	case d.at.Known || len(d.happened) > 0:
		t, _ = d.e.timing.Duty(x, m)
	}
	due := d.dueOf(t, x.TimeText, t.AtOnce || atOnce(x))
	if !t.Due.Known && !due.AtOnce && !again(x.Times) {
		due.Needs = d.missing(x, at.pathway, step, m)
	}
	return due
}

// missing names the events and meetings that the case gives no moment of and a duty
// hangs on; a negative step is none.
func (d *decision) missing(x *ruleset.Duty, p *ruleset.Pathway, step int, m Moments) []string {
	if step < 0 {
		p, step = nil, 0
	}
	return d.e.timing.Missing(x, p, step, m)
}

func (d *decision) dueOf(t DutyTime, words string, once bool) *Due {
	out := &Due{Text: words, AtOnce: once}
	if t.Due.Known {
		out.At, out.EndOfDay = t.Due.At.ISO(), t.Due.EndOfDay
		if out.Text = pointText(t.Due); once {
			out.Text = "at once"
		}
		out.Passed = d.at.Known && t.Due.At < d.at.At
	}
	if t.From.Known {
		out.From, out.FromText = t.From.At.ISO(), t.From.String()
		if day := t.From.At.Day(); day.Start() == t.From.At {
			out.FromText = day.String()
		}
	}
	if t.Soonest.Known && t.Due.Known && t.Soonest != t.Due {
		out.Sooner = "perhaps " + pointText(t.Soonest)
		if len(t.If) > 0 {
			var ifs []string
			for _, c := range t.If {
				ifs = append(ifs, c.Text)
			}
			out.Sooner = pointText(t.Soonest) + " if " + strings.Join(ifs, " or ")
		}
		out.SoonerAt = t.Soonest.At.ISO()
	}
	return out
}

// stepDue returns when a step is due with all that binds in it, nil where that is
// not known.
func (d *decision) stepDue(times *pathwayTimes, n int) *Due {
	all := times.steps
	if all == nil || !all[n].Due.Known {
		return nil
	}
	return d.dueOf(DutyTime{Due: all[n].Due, Soonest: all[n].Soonest}, "", false)
}

// pointText says by when.
func pointText(p clock.Point) string {
	if p.EndOfDay {
		return p.String()
	}
	return "by " + p.String()
}

// again says that a time only comes again and again, from no moment of its own.
func again(times []ruleset.Time) bool {
	return !slices.ContainsFunc(times, func(t ruleset.Time) bool { return t.Kind != "every" || t.Anchor != nil })
}

// atOnce says that a duty is to be done at once, whatever the case.
func atOnce(x *ruleset.Duty) bool {
	return slices.ContainsFunc(x.Times, func(t ruleset.Time) bool { return t.Kind == "at-once" })
}
