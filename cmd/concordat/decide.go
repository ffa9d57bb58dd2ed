package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"concordat/compiler/clock"
	"concordat/compiler/decide"
	"concordat/compiler/ruleset"
)

type decideCommand struct {
	Ruleset   string            `arg:"" complete:"file" help:"The rule set: NAME.ruleset.json, as \"concordat build\" writes it."`
	Case      string            `arg:"" optional:"" name:"case" complete:"file" help:"The case: a file with JSON, or - for standard input. Left out, a case of which nothing is known."`
	At        string            `placeholder:"TIME" help:"The moment of the decision, in England: 2026-12-24T16:50, or now. It stands in the place of the one in the case."`
	From      string            `placeholder:"AGENCY" help:"The agency that asks, by its name in the agreement. It stands in the place of the one in the case."`
	Done      map[string]string `placeholder:"NAME=TIME" help:"When an event happened or a step was done, in England: refusal=2026-11-13T16:30, or refusal=now. A step is written as its pathway and its name with a dot between them. May be given several times."`
	Ask       bool              `help:"Ask for what is not known, one question at a time, danger first."`
	Questions bool              `help:"List what the rule set asks, with the answers that are allowed, and decide nothing."`
	Full      bool              `help:"Print every step, case and reason."`
	Format    string            `enum:"text,json" default:"text" placeholder:"FORMAT" help:"How to print the answer: text for people, or json for other programs."`
}

// Help is the detail of the command's help.
func (decideCommand) Help() string {
	return "It says what an agreement means for one family: what to do first, the level of need, who leads, what is not certain and what to ask next, " +
		"which pathways are open and by when each step is due, what may be shared, and why.\n\n" +
		"With --at now, or another time, it says who answers at that hour, and by when each step is due. " +
		"What a case leaves out is not known, and never taken for a no. The answer supports professional judgement and does not replace it.\n\n" +
		"\"concordat schema case\" and \"concordat schema answer\" print the JSON Schemas."
}

// Run decides the case.
func (c *decideCommand) Run(m *machine) error {
	engine, err := m.engine(c.Ruleset)
	if err != nil {
		return err
	}
	if c.Questions {
		return engine.WriteQuestions(m.stdout)
	}
	known, err := c.known(m)
	if err != nil {
		return err
	}
	if c.Ask {
		if known, err = c.interview(m, engine, known); err != nil {
			return err
		}
	}
	answer, err := engine.Decide(known)
	if err != nil {
		return misuse("%s: %s", c.caseName(), strings.TrimPrefix(err.Error(), "case: "))
	}
	if c.Format == "json" {
		text, err := answer.JSON()
		if err != nil {
			return err
		}
		_, err = m.stdout.Write(text)
		return err
	}
	return answer.WriteText(m.stdout, c.Full)
}

// engine reads a rule set and makes it ready to decide.
func (m *machine) engine(given string) (*decide.Engine, error) {
	path := m.path(given)
	if isFolder(path) {
		return nil, misuse("`%s` is a folder; \"concordat build %s\" writes its rule sets, and one of those is needed here", given, given)
	}
	text, err := readAtMost(path, ruleset.MaxSize)
	if err != nil {
		return nil, misuse("the rule set `%s` cannot be read: %s", given, reason(err))
	}
	rules, err := ruleset.Load(text)
	if err != nil {
		return nil, misuse("`%s` is no rule set that can be used: %s", given, strings.TrimPrefix(err.Error(), "load rule set: "))
	}
	engine, err := decide.New(rules)
	if err != nil {
		return nil, misuse("`%s` is no rule set that can be used: %s", given, err)
	}
	return engine, nil
}

// known reads what is known of the case, with what the options say of it.
func (c *decideCommand) known(m *machine) (*decide.Case, error) {
	known := new(decide.Case)
	var text []byte
	var err error
	switch {
	case c.Case == "":
	case c.Case == "-" && c.Ask:
		return nil, misuse("with --ask the answers come from standard input, so the case cannot; give it as a file")
	case c.Case == "-":
		text, err = io.ReadAll(io.LimitReader(m.stdin, decide.MaxCase+1))
	case isFolder(m.path(c.Case)):
		return nil, misuse("the case `%s` is a folder; a file with JSON is needed here", c.Case)
	default:
		text, err = readAtMost(m.path(c.Case), decide.MaxCase)
	}
	if err != nil {
		return nil, misuse("the case `%s` cannot be read: %s", c.Case, reason(err))
	}
	if c.Case != "" {
		if known, err = decide.ReadCase(text); err != nil {
			return nil, misuse("%s: %s", c.caseName(), strings.TrimPrefix(err.Error(), "read case: "))
		}
	}
	if c.At != "" {
		if _, wrong := clock.ParseDay(c.At); wrong == nil { // a day alone will not do
			_, err = clock.ParseMoment(c.At)
		} else {
			known.At, err = m.moment(c.At)
		}
		if err != nil {
			return nil, misuse("--at: %s", err)
		}
	}
	if c.From != "" {
		known.From = c.From
	}
	for _, name := range slices.Sorted(maps.Keys(c.Done)) {
		at, err := m.moment(c.Done[name])
		if err != nil {
			return nil, misuse("--done: %q: %s", name, err)
		}
		if known.Done == nil {
			known.Done = map[string]string{}
		}
		known.Done[name] = at
	}
	return known, nil
}

// moment reads a time in England, or now, which is that of the clock of the machine.
func (m *machine) moment(text string) (string, error) {
	if text == "now" {
		now, err := m.instant()
		if err != nil {
			return "", err
		}
		return decide.Moment(now.UTC().Format(time.RFC3339))
	}
	return decide.WallMoment(strings.Replace(text, " ", "T", 1))
}

func (c *decideCommand) caseName() string {
	switch c.Case {
	case "":
		return "the case"
	case "-":
		return "the case on standard input"
	}
	return "`" + c.Case + "`"
}

// noHour is said before an interview about a case without a moment.
const noHour = "No time is given, so nobody can say who answers now, nor by when: begin with --at now, or --at 2026-12-24T16:50."

// interview asks on standard input. Where the answer is for a program, the
// questions go where messages go.
func (c *decideCommand) interview(m *machine, engine *decide.Engine, known *decide.Case) (*decide.Case, error) {
	out := m.stdout
	if c.Format == "json" {
		out = m.stderr
	}
	// What is wrong with the case is said before the first question.
	if _, err := engine.Encode(known); err != nil {
		return nil, misuse("%s: %s", c.caseName(), strings.TrimPrefix(err.Error(), "case: "))
	}
	if known.At == "" {
		if _, err := fmt.Fprint(out, noHour+"\n\n"); err != nil {
			return nil, err
		}
	}
	known, err := engine.Interview(known, m.stdin, out)
	if errors.Is(err, bufio.ErrTooLong) {
		return nil, misuse("a line of the answers is too long")
	}
	if err != nil {
		return nil, err
	}
	_, err = fmt.Fprintln(out)
	return known, err
}
