package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"concordat/compiler"
	"concordat/compiler/clock"
	"concordat/compiler/decide"
	"concordat/compiler/ruleset"
)

type clocksCommand struct {
	Folder  string `arg:"" complete:"folder" help:"The folder of the agreement."`
	Pathway string `arg:"" optional:"" help:"One pathway or escalation, by its name: every step of it. Left out, the longest wait of each."`
	Year    string `placeholder:"DATE" help:"The first day of the year to look at: 2026-10-01. Left out, the day from which the agreement is in force."`
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
	f, today, err := m.openOn(c.Folder, c.dateOption)
	if err != nil {
		return err
	}
	defer f.close()
	p, err := f.compile(compiler.Options{Today: today})
	if err != nil {
		return err
	}
	r, err := m.ruleSet(f, p, c.Folder, "no wait was counted")
	if err != nil {
		return err
	}
	timing := decide.NewTiming(r)
	from := timing.Year()
	if c.Year != "" {
		if from, err = clock.ParseDay(c.Year); err != nil {
			return misuse("--year: %s", err)
		}
	}
	if names := timed(r); len(names) == 0 {
		return misuse("the agreement has no pathway and no escalation, so there is no wait to count")
	} else if c.Pathway != "" && !slices.Contains(names, c.Pathway) {
		return misuse("no pathway or escalation with times is called `%s`; there are %s", c.Pathway, strings.Join(names, ", "))
	}
	fmt.Fprintf(m.stdout, "Longest waits, for calls from %s on, for twelve months\n", from)
	for i := range r.Pathways {
		x := &r.Pathways[i]
		if c.Pathway != "" && c.Pathway != x.Name || x.NotAllowed != "" {
			continue
		}
		all, err := timing.PathwayWaits(x, from)
		if err != nil {
			return misuse("pathway `%s`: %s", x.Name, err)
		}
		c.print(m.stdout, x.Head, all)
	}
	for i := range r.Escalations {
		x := &r.Escalations[i]
		if c.Pathway != "" && c.Pathway != x.Name {
			continue
		}
		all, err := timing.EscalationWaits(x, from)
		if err != nil {
			return misuse("escalation `%s`: %s", x.Name, err)
		}
		c.print(m.stdout, x.Head, all)
	}
	return nil
}

// timed lists what has times, by name: a move that is not allowed has none.
func timed(r *ruleset.RuleSet) []string {
	var all []string
	for i := range r.Pathways {
		if r.Pathways[i].NotAllowed == "" {
			all = append(all, r.Pathways[i].Name)
		}
	}
	for i := range r.Escalations {
		all = append(all, r.Escalations[i].Name)
	}
	return all
}

func (c *clocksCommand) print(w io.Writer, head ruleset.Head, all []decide.LongestWait) {
	fmt.Fprintf(w, "\n%s  %s\n", head.Clause, cmp.Or(head.Title, head.Name))
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
