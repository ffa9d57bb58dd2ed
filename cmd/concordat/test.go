package main

import (
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"

	"concordat/compiler"
	"concordat/compiler/ruleset"
	"concordat/compiler/scenario"
)

type testCommand struct {
	Folder    string `arg:"" complete:"folder" help:"The folder of the agreement."`
	Pattern   string `name:"run" placeholder:"PATTERN" help:"Only the examples whose name or title matches this pattern (a regular expression). What the others would notice is not looked at."`
	Format    string `enum:"text,json,junit" default:"text" placeholder:"FORMAT" help:"How to print the results: text for people, json for other programs, junit for continuous integration."`
	MinScore  int    `placeholder:"N" help:"End with code 1 if the examples notice fewer than N per cent of the small changes of the rules."`
	Survivors bool   `help:"List every small change of the rules that no example notices; left out, the first ten."`
	Suggest   bool   `help:"Write examples that would notice what none does, ready to be pasted."`
	dateOption
}

// Help is the detail of the command's help.
func (testCommand) Help() string {
	return "It holds every scenario of the folder against what the rules say of its family, and lists what is not as expected.\n\n" +
		"Then it says how much the examples are worth. It makes small changes of the rules, one at a time: a comparison turned round, a criterion gone, a time limit a day longer, " +
		"another recipient. A change that no example notices is a rule that could be wrong without anybody knowing. " +
		"Changes that make no difference to any family do not count.\n\n" +
		"It ends with code 1 if an example is not as expected, or if the score is below --min-score."
}

// Run runs the examples of the folder.
func (c *testCommand) Run(m *machine) error {
	pattern, err := regexp.Compile(c.Pattern)
	if err != nil {
		return misuse("--run: `%s` is not a pattern that can be used: %s", c.Pattern, strings.TrimPrefix(err.Error(), "error parsing regexp: "))
	}
	if c.MinScore < 0 || c.MinScore > 100 {
		return misuse("--min-score: give a number from 0 to 100")
	}
	f, today, err := m.openOn(c.Folder, c.dateOption)
	if err != nil {
		return err
	}
	defer f.close()
	p, err := f.compile(compiler.Options{Today: today})
	if err != nil {
		return err
	}
	r, err := m.ruleSet(f, p, c.Folder, "no example was run")
	if err != nil {
		return err
	}
	t, err := c.try(r, pattern)
	if err != nil {
		return err
	}
	t.path = func(file string) string { return path.Join(f.shown, file) }
	switch c.Format {
	case "json":
		err = t.writeJSON(m.stdout)
	case "junit":
		err = t.writeJUnit(m.stdout)
	default:
		err = t.writeText(m.stdout)
	}
	if err != nil {
		return err
	}
	if t.failed() > 0 || t.tooLow() {
		return found
	}
	return nil
}

// tried is what `concordat test` found.
type tried struct {
	rules    *ruleset.RuleSet
	results  []scenario.Result
	coverage *scenario.Coverage
	mutation *scenario.Mutation
	suggest  bool
	all      bool // every survivor is listed
	minScore int
	// suggestions would notice what no example does; left is what none was found for.
	suggestions []scenario.Suggestion
	left        []scenario.Mutant
	path        func(file string) string
}

func (c *testCommand) try(r *ruleset.RuleSet, pattern *regexp.Regexp) (*tried, error) {
	var chosen []ruleset.Scenario
	for _, s := range r.Scenarios {
		if pattern.MatchString(s.Name) || pattern.MatchString(s.Title) {
			chosen = append(chosen, s)
		}
	}
	if len(chosen) == 0 && c.Pattern != "" {
		return nil, misuse("--run: no example has a name or a title that matches `%s`", c.Pattern)
	}
	r.Scenarios = chosen
	t := &tried{rules: r, suggest: c.Suggest, all: c.Survivors, minScore: c.MinScore}
	var err error
	if t.results, err = scenario.Run(r); err != nil {
		return nil, err
	}
	if t.coverage, err = scenario.Cover(r, t.results); err != nil {
		return nil, err
	}
	if c.Pattern != "" && !c.Suggest && c.MinScore == 0 { // a few examples are looked at, not what all of them are worth
		return t, nil
	}
	if t.mutation, err = scenario.Mutate(r); err != nil {
		return nil, err
	}
	if c.Suggest {
		t.suggestions, t.left, err = scenario.Suggest(r, t.mutation.Survivors)
	}
	return t, err
}

func (t *tried) failed() int {
	n := 0
	for i := range t.results {
		if !t.results[i].OK() {
			n++
		}
	}
	return n
}

func (t *tried) tooLow() bool { return t.mutation != nil && t.mutation.Score() < t.minScore }

// maxListed is how many changes that no example notices are listed without
// --survivors.
const maxListed = 10

func (t *tried) writeText(w io.Writer) error {
	for i := range t.results {
		x := &t.results[i]
		if x.Wrong != "" {
			fmt.Fprintf(w, "%s: %s: %s\n", t.place(x.Scenario.Place), x.Scenario.Name, x.Wrong)
		}
		for j := range x.Checks {
			if c := &x.Checks[j]; !c.OK {
				fmt.Fprintf(w, "%s: %s: %s\n", t.place(c.Expect.Place), x.Scenario.Name, c.Message())
			}
		}
	}
	fmt.Fprintln(w, t.summary())
	if t.mutation == nil {
		return nil
	}
	if reached := t.reached(); reached != "" {
		fmt.Fprintf(w, "the examples reach: %s\n", reached)
	}
	if t.all {
		t.writeUnreached(w)
	}
	if err := t.writeMutation(w); err != nil {
		return err
	}
	if t.suggest {
		return t.writeSuggestions(w)
	}
	return nil
}

func (t *tried) summary() string {
	checks, met := 0, 0
	for i := range t.results {
		checks += len(t.results[i].Checks)
		met += len(t.results[i].Checks) - t.results[i].Failed()
	}
	failed := t.failed()
	if len(t.results) == 0 {
		return "there are no examples yet"
	}
	if failed == 0 {
		return fmt.Sprintf("%s, all as expected (%s)", counted(len(t.results), "example"), counted(checks, "expectation"))
	}
	return fmt.Sprintf("%s, %d not as expected (%d of %s met)", counted(len(t.results), "example"), failed, met, counted(checks, "expectation"))
}

func counted(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

func (t *tried) reached() string {
	var parts []string
	part := func(list []scenario.Covered, what string) {
		if len(list) == 0 {
			return
		}
		n := 0
		for _, c := range list {
			if c.OK {
				n++
			}
		}
		parts = append(parts, fmt.Sprintf("%d of %d %s", n, len(list), what))
	}
	c := t.coverage
	part(c.Criteria, "criteria, both met and not met")
	part(c.Pathways, "pathways")
	part(c.Steps, "steps")
	part(c.Shares, "rules for sharing")
	return strings.Join(parts, "; ")
}

func (t *tried) writeUnreached(w io.Writer) {
	for _, list := range []struct {
		kind string
		all  []scenario.Covered
	}{{"criterion", t.coverage.Criteria}, {"pathway", t.coverage.Pathways}, {"step", t.coverage.Steps}, {"share", t.coverage.Shares}} {
		for _, c := range list.all {
			if !c.OK {
				fmt.Fprintf(w, "%s: %s %s: %s\n", t.place(c.Place), list.kind, c.Name, c.Wanted)
			}
		}
	}
}

func (t *tried) writeMutation(w io.Writer) error {
	m := t.mutation
	real := m.Total - m.Equivalent
	fmt.Fprintf(w, "small changes of the rules: the examples notice %d of %d, %d %%", m.Killed, real, m.Score())
	if m.Equivalent > 0 {
		fmt.Fprintf(w, " (%d more make no difference to any family)", m.Equivalent)
	}
	fmt.Fprintln(w)
	if t.tooLow() {
		fmt.Fprintf(w, "that is less than the %d %% that --min-score asks for\n", t.minScore)
	}
	list := m.Survivors
	if len(list) == 0 || t.suggest && !t.all { // each stands above the example that would notice it
		return nil
	}
	if !t.all && len(list) > maxListed {
		list = list[:maxListed]
		fmt.Fprintf(w, "\nno example notices these, and %d more that --survivors lists:\n", len(m.Survivors)-maxListed)
	} else {
		fmt.Fprint(w, "\nno example notices these:\n")
	}
	for _, s := range list {
		fmt.Fprintf(w, "%s: %s\n", t.place(s.Place), s)
	}
	if !t.suggest {
		fmt.Fprint(w, "\n`concordat test --suggest` writes examples that would.\n")
	}
	return nil
}

func (t *tried) writeSuggestions(w io.Writer) error {
	if len(t.suggestions) > 0 {
		fmt.Fprintf(w, "\n# %s that would notice %d of them. What they expect is what the rules say now:\n# read each, and keep it only if that is what you mean.\n",
			counted(len(t.suggestions), "example"), len(t.mutation.Survivors)-len(t.left))
	}
	for _, s := range t.suggestions {
		if _, err := fmt.Fprintf(w, "\n%s", s.Text); err != nil {
			return err
		}
	}
	if len(t.left) > 0 {
		fmt.Fprintf(w, "\n# No example was found for %s.\n", counted(len(t.left), "change"))
	}
	return nil
}

func (t *tried) place(p ruleset.Place) string { return fmt.Sprintf("%s:%d", t.path(p.File), p.Line) }
