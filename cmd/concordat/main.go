// Command concordat checks the safeguarding agreements of a folder and builds
// their documents. Each subcommand has a file of its own; this one reads the
// arguments and turns how a subcommand ends into an exit code. Invariant: only
// here does anything of the program touch the machine: its clock, environment,
// file system and streams come in as a [machine].
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"
)

// machine is what the program is given by the machine that it runs on.
type machine struct {
	args           []string
	stdin          io.Reader
	stdout, stderr io.Writer
	env            func(name string) string
	dir            string // the working directory
	now            func() time.Time
	// That the streams go to a terminal, which shows colours.
	stdoutTerminal, stderrTerminal bool
}

// commands are the subcommands, in the order of the help.
type commands struct {
	Init       initCommand       `cmd:"" help:"Start a new agreement: write files with every part that a joint protocol needs."`
	Check      checkCommand      `cmd:"" help:"Say what is wrong, what is missing and what is still to be written."`
	Build      buildCommand      `cmd:"" help:"Make the documents: a web page, a PDF and a rule set for other programs."`
	Decide     decideCommand     `cmd:"" help:"Say what an agreement means for one family: level, who leads, pathways, due times, sharing."`
	Test       testCommand       `cmd:"" help:"Hold the examples against what the rules say, and say what they would notice."`
	Clocks     clocksCommand     `cmd:"" help:"Say how long a family may have to wait on each pathway, and the worst moment to call."`
	Export     exportCommand     `cmd:"" help:"Write the rules for other engines: CEL, DMN, Rego, SQL, spreadsheets, a calendar."`
	Fmt        fmtCommand        `cmd:"" help:"Put the spaces and line ends of the files in order."`
	Explain    explainCommand    `cmd:"" help:"Explain a finding: why it matters, and how to mend it."`
	Manual     manualCommand     `cmd:"" help:"Print the reference manual of the language."`
	Schema     schemaCommand     `cmd:"" help:"Print the JSON Schema of the rule set, of a case or of an answer."`
	Completion completionCommand `cmd:"" help:"Print a script that lets a shell complete commands with the Tab key."`
	Version    versionCommand    `cmd:"" help:"Print the version of this program."`
}

// The exit codes, which the help lists.
const (
	clean    = 0
	problems = 1
	misused  = 2
	failed   = 3
)

// ending is an error that knows its exit code. An empty message says that
// everything has been said.
type ending struct {
	code    int
	message string
}

func (e ending) Error() string { return e.message }

// found ends a command that has told of problems.
var found = ending{code: problems}

// misuse ends a command that was called in a way that cannot work.
func misuse(format string, values ...any) error {
	return ending{misused, fmt.Sprintf(format, values...)}
}

// heapGrowth is how far, in per cent, memory may grow before what is no longer
// needed is looked for (Go's own choice is 100). The program ends so soon that
// looking less often pays. Measured with the example of Northmoor, as whole
// processes: a fifth off the time of `check`, in the same 28 MiB, and a seventh
// off that of `build`, in 105 MiB instead of 68.
const heapGrowth = 400

func main() {
	debug.SetGCPercent(heapGrowth)
	dir, err := os.Getwd()
	if err != nil {
		fmt.Fprintln(os.Stderr, "concordat: find the working directory:", err)
		os.Exit(failed)
	}
	os.Exit(run(&machine{
		args: os.Args[1:], stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, env: os.Getenv, dir: dir, now: time.Now,
		stdoutTerminal: isTerminal(os.Stdout), stderrTerminal: isTerminal(os.Stderr),
	}))
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// run is the whole program: it returns the exit code.
func run(m *machine) (code int) {
	defer func() {
		if r := recover(); r != nil {
			code = m.bug(r, debug.Stack())
		}
	}()
	err := m.run()
	var e ending
	switch {
	case err == nil:
		return clean
	case errors.As(err, &e):
		if e.message != "" {
			fmt.Fprintln(m.stderr, "concordat:", e.message)
		}
		return e.code
	}
	var b bug
	if errors.As(err, &b) {
		return m.bug(b.value, b.stack)
	}
	fmt.Fprintln(m.stderr, "concordat:", err)
	return failed
}

// bug tells of a mistake in the program itself.
func (m *machine) bug(value any, stack []byte) int {
	fmt.Fprintf(m.stderr, "concordat: this is a bug in concordat, not in your agreement: %v\n", value)
	fmt.Fprintf(m.stderr, "Please report it with the lines below and, if you may share them, the files.\n\n%s", stack)
	return failed
}

// helpShown is how kong's help option ends the reading of the arguments.
type helpShown struct{}

// run reads the arguments and runs the subcommand that they name.
func (m *machine) run() (err error) {
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(helpShown); !ok {
				panic(r)
			}
		}
	}()
	parser, err := m.parser()
	if err != nil {
		return err
	}
	ctx, err := parser.Parse(plainArguments(m.args, parser.Model))
	if err != nil {
		return m.misread(parser, err)
	}
	return ctx.Run(m)
}

func (m *machine) parser() (*kong.Kong, error) {
	return kong.New(&commands{},
		kong.Name("concordat"),
		kong.Writers(m.stdout, m.stderr),
		kong.Exit(func(int) { panic(helpShown{}) }),
		kong.Help(printHelp),
	)
}

// plainArguments lets `concordat help check`, `concordat --version` and options with
// one hyphen, as in `-run`, mean what people expect.
func plainArguments(args []string, app *kong.Application) []string {
	switch {
	case len(args) > 0 && args[0] == "help":
		return append(append([]string{}, args[1:]...), "--help")
	case len(args) == 1 && args[0] == "--version":
		return []string{"version"}
	}
	plain := slices.Clone(args)
	for i, arg := range plain {
		if arg == "--" {
			break
		}
		name, _, _ := strings.Cut(arg, "=")
		if len(name) > 2 && name[0] == '-' && name[1] != '-' && anyHas(app, name[1:]) {
			plain[i] = "-" + arg
		}
	}
	return plain
}

// anyHas says that some subcommand has the option.
func anyHas(app *kong.Application, option string) bool {
	return slices.ContainsFunc(app.Children, func(cmd *kong.Node) bool {
		return slices.ContainsFunc(flags(cmd), func(f *kong.Flag) bool { return f.Name == option })
	})
}
