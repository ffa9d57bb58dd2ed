package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"concordat/compiler/clock"
	"concordat/compiler/decide"
	"concordat/compiler/ruleset"
)

type clocksCommand struct {
	Folder  string `arg:"" complete:"folder" help:"The folder of the agreement."`
	Pathway string `arg:"" optional:"" help:"One pathway or escalation, by its name or its clause number, such as P2: every step of it. Left out, the longest wait of each."`
	Year    string `placeholder:"YEAR" help:"The year to look at, such as 2027, or the first day of its twelve months: 2026-10-01. Left out, twelve months from the day on which the agreement comes into force."`
	dateOption
}

// Help is the detail of the command's help.
func (clocksCommand) Help() string {
	return "It says how long a family may have to wait on each pathway if everybody keeps every time limit to the last minute, and the worst moment of the year to make the call, " +
		"found among all minutes of the year: weekends, bank holidays, local closures, opening hours and summer time are counted in.\n\n" +
		"Steps that happen only because something was late do not count. Where a limit is shorter for some families, the longest is taken."
}

// Run prints the waits.
func (c *clocksCommand) Run(m *machine) error {
	f, p, _, err := m.compiled(c.Folder, c.dateOption)
	if err != nil {
		return err
	}
	r, err := m.ruleSet(f, p, "no wait was counted")
	if err != nil {
		return err
	}
	timing := decide.NewTiming(r)
	from := timing.Year()
	if c.Year != "" {
		if from, err = firstDay(c.Year); err != nil {
			return misuse("--year: %s", err)
		}
	}
	chosen, err := c.chosen(timed(r, timing))
	if err != nil {
		return err
	}
	var out strings.Builder // so that nothing is printed of what cannot be counted in full
	fmt.Fprintf(&out, "Longest waits, for calls from %s on, for twelve months\n", from)
	for _, x := range chosen {
		if x.notAllowed != "" {
			fmt.Fprintf(&out, "\n%s\n    not allowed, so there is no wait: %s\n", x.heading(), x.notAllowed)
			continue
		}
		all, err := x.waits(from)
		if err != nil {
			if errors.Is(err, clock.ErrTooLong) {
				return misuse("the waits of `%s` cannot be counted: %s to go through a year of starts; count some of them from `receipt`, or divide it", x.Name, err)
			}
			return misuse("the waits of `%s` cannot be counted: %s; choose another year with --year", x.Name, err)
		}
		c.print(&out, x, all)
	}
	_, err = io.WriteString(m.stdout, out.String())
	return err
}

// firstDay reads a year, or the first day of one.
func firstDay(text string) (clock.Day, error) {
	if year, err := strconv.Atoi(text); err == nil && len(text) == 4 {
		return clock.Date(year, 1, 1), nil
	}
	day, err := clock.ParseDay(text)
	if err != nil {
		err = fmt.Errorf("%q is neither a year nor a day; write it as 2027 or as 2026-10-01", text)
	}
	return day, err
}

// timedBlock is a pathway or an escalation, of which waits can be counted.
type timedBlock struct {
	ruleset.Head
	notAllowed string // why families may not be moved so, of a move that is not allowed
	waits      func(from clock.Day) ([]decide.LongestWait, error)
}

// heading is the clause number, the title and the name, which is what the command
// takes.
func (x *timedBlock) heading() string {
	if x.Title == "" {
		return x.Clause + "  " + x.Name
	}
	return fmt.Sprintf("%s  %s (%s)", x.Clause, x.Title, x.Name)
}

// timed lists what has times, in the order of the agreement.
func timed(r *ruleset.RuleSet, timing *decide.Timing) []timedBlock {
	var all []timedBlock
	for i := range r.Pathways {
		x := &r.Pathways[i]
		all = append(all, timedBlock{x.Head, x.NotAllowed, func(from clock.Day) ([]decide.LongestWait, error) { return timing.PathwayWaits(x, from) }})
	}
	for i := range r.Escalations {
		x := &r.Escalations[i]
		all = append(all, timedBlock{x.Head, "", func(from clock.Day) ([]decide.LongestWait, error) { return timing.EscalationWaits(x, from) }})
	}
	return all
}

// chosen returns what the argument names, or all.
func (c *clocksCommand) chosen(all []timedBlock) ([]timedBlock, error) {
	if len(all) == 0 {
		return nil, misuse("the agreement has no pathway and no escalation, so there is no wait to count")
	}
	if c.Pathway == "" {
		return all, nil
	}
	var names []string
	for i := range all {
		if all[i].Name == c.Pathway || strings.EqualFold(all[i].Clause, c.Pathway) {
			return all[i : i+1], nil
		}
		names = append(names, fmt.Sprintf("%s (%s)", all[i].Name, all[i].Clause))
	}
	return nil, misuse("no pathway or escalation is called `%s`; there are %s", c.Pathway, strings.Join(names, ", "))
}

func (c *clocksCommand) print(w io.Writer, block timedBlock, all []decide.LongestWait) {
	fmt.Fprintf(w, "\n%s\n", block.heading())
	longest, ok := decide.Longest(all)
	if !ok && c.Pathway == "" {
		fmt.Fprintln(w, "    no step of it has a limit that can be counted from its start")
		return
	}
	if c.Pathway == "" {
		all = slices.DeleteFunc(slices.Clone(all), func(x decide.LongestWait) bool { return x.Name != longest.Name })
	}
	for _, x := range all {
		fmt.Fprintf(w, "    %s  %s%s%s\n", x.Clause, x.Title, countedFrom(x), aside(x))
		if x.Longest().Long == 0 {
			fmt.Fprintln(w, "          at once")
			continue
		}
		hours := x.In.Found && x.Out.Found
		for _, one := range []struct {
			when string
			wait clock.Wait
		}{{"in hours", x.In}, {"out of hours", x.Out}} {
			if !one.wait.Found {
				continue
			}
			when := one.when + ": "
			if !hours {
				when = ""
			}
			if one.wait.Long == 0 {
				fmt.Fprintf(w, "          %sat once\n", when)
				continue
			}
			start := "called"
			if x.Event != "" {
				start = "from"
			}
			fmt.Fprintf(w, "          %s%s, %s %s: due %s\n", when, one.wait.Long, start, one.wait.Start, one.wait.Due)
		}
	}
}

func countedFrom(x decide.LongestWait) string {
	if x.Event == "" {
		return ""
	}
	return ", counted from " + strings.ReplaceAll(x.Event, "-", " ")
}

func aside(x decide.LongestWait) string {
	if x.Aside {
		return ", only if something was late"
	}
	return ""
}
