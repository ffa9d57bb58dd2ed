package main

import (
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"

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
		return misuse("--min-score: %d is not a number from 0 to 100: it is the share of the small changes, in per cent, that the examples have to notice", c.MinScore)
	}
	f, p, _, err := m.compiled(c.Folder, c.dateOption)
	if err != nil {
		return err
	}
	r, err := m.ruleSet(f, p, "no example was run")
	if stopped := new(ending); errors.As(err, stopped) && stopped.code == problems {
		if err := c.writeUnread(m.stdout, f, p); err != nil {
			return err
		}
	}
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
		return nil, misuse("--run: no example has a name or a title that matches `%s`; %s", c.Pattern, named(r.Scenarios))
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

// maxNamed is how many examples a message names.
const maxNamed = 30

// named says how the examples are called.
func named(all []ruleset.Scenario) string {
	if len(all) == 0 {
		return "there are no examples yet"
	}
	var names []string
	for _, s := range all {
		if len(names) == maxNamed {
			return "the examples are called " + strings.Join(names, ", ") + fmt.Sprintf(", and %d more", len(all)-maxNamed)
		}
		names = append(names, s.Name)
	}
	return "the examples are called " + strings.Join(names, ", ")
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

// lowScore says what the score is, what was asked for and what to do.
func (t *tried) lowScore() string {
	m := t.mutation
	need := (t.minScore*m.Noticeable() + 99) / 100
	return fmt.Sprintf("%d %% is below the %d %% of --min-score: add examples that notice %d more of the changes (--suggest writes some), or ask for less",
		m.Score(), t.minScore, need-m.Killed)
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
		if err := t.writeSuggestions(w); err != nil {
			return err
		}
	}
	if t.tooLow() { // last, since the command ends with code 1 for it
		_, err := fmt.Fprintf(w, "\n%s\n", t.lowScore())
		return err
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
	fmt.Fprintf(w, "small changes of the rules: the examples notice %d of %d, %d %%", m.Killed, m.Noticeable(), m.Score())
	var apart []string
	if m.Equivalent > 0 {
		apart = append(apart, fmt.Sprintf("%d more make no difference to any family", m.Equivalent))
	}
	if m.Unseen > 0 {
		apart = append(apart, fmt.Sprintf("%d more no example could notice, since other lines ask for the same", m.Unseen))
	}
	if len(apart) > 0 {
		fmt.Fprintf(w, " (%s)", strings.Join(apart, "; "))
	}
	fmt.Fprintln(w)
	gaps := t.gapLines()
	if len(gaps) == 0 || t.suggest && !t.all { // each stands above the example that would notice it
		return nil
	}
	fmt.Fprintf(w, "\n%s\n", strings.Join(gaps, "\n"))
	if !t.suggest {
		fmt.Fprint(w, "\n`concordat test --suggest` writes such examples.\n")
	}
	return nil
}

// gapLines tells of the changes that no example notices, a line for those of a sort.
func (t *tried) gapLines() []string {
	gaps := scenario.Gaps(t.mutation.Survivors)
	var lines []string
	for i := range gaps {
		if !t.all && i == maxListed {
			lines = append(lines, fmt.Sprintf("and %d more lines like these, which --survivors lists", len(gaps)-maxListed))
			break
		}
		lines = append(lines, t.place(gaps[i].Place)+": "+gaps[i].String())
	}
	return lines
}

func (t *tried) writeSuggestions(w io.Writer) error {
	if n := len(t.suggestions); n > 0 {
		fmt.Fprintf(w, "\n# %s that would notice %d more of these changes. What is expected is what the rules say now:\n# read each, and keep it only if that is what you mean.\n",
			counted(n, "example"), len(t.mutation.Survivors)-len(t.left))
	}
	for _, s := range t.suggestions {
		if _, err := fmt.Fprintf(w, "\n%s", s.Text); err != nil {
			return err
		}
	}
	if gaps := scenario.Gaps(t.left); len(gaps) > 0 {
		fmt.Fprint(w, "\n# No example was found that would fail if\n")
		for i := range gaps {
			fmt.Fprintf(w, "# - in %s (%s), %s%s\n", gaps[i].Rule, t.place(gaps[i].Place), gaps[i].Otherwise(), map[bool]string{true: ".", false: ";"}[i == len(gaps)-1])
		}
		fmt.Fprint(w, "# Look at these by hand: it may be that nothing that an example can expect tells the two apart.\n")
	}
	return nil
}

func (t *tried) place(p ruleset.Place) string { return fmt.Sprintf("%s:%d", t.path(p.File), p.Line) }
