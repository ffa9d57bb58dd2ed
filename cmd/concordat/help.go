package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"
)

const helpWidth = 80

// printHelp writes the help of the program, or of the subcommand that the
// arguments name.
func printHelp(_ kong.HelpOptions, ctx *kong.Context) error {
	var b bytes.Buffer
	if cmd := ctx.Selected(); cmd != nil {
		commandHelp(&b, cmd)
	} else {
		programHelp(&b, ctx.Model)
	}
	_, err := ctx.Stdout.Write(b.Bytes())
	return err
}

func programHelp(w io.Writer, app *kong.Application) {
	fmt.Fprint(w, `Concordat checks safeguarding agreements that are written in plain text, and
makes their documents.

An agreement is a folder of files whose names end in .protocol. Start with
"concordat init my-agreement", fill in what the files ask for, and run
"concordat check my-agreement" as often as you like: it says what to do next.

Usage: concordat COMMAND …

Commands:
`)
	for _, cmd := range app.Children {
		row(w, cmd.Name, cmd.Help)
	}
	fmt.Fprint(w, `
"concordat COMMAND --help" says more about a command.

It ends with code 0 if all is well, 1 if there are problems in the agreement,
2 if the command was given in a way that cannot work, and 3 if concordat itself
failed.
`)
}

func commandHelp(w io.Writer, cmd *kong.Node) {
	fmt.Fprintf(w, "Usage: concordat %s\n\n", usage(cmd))
	wrap(w, "", cmd.Help)
	if cmd.Detail != "" {
		for _, paragraph := range strings.Split(strings.TrimSpace(cmd.Detail), "\n\n") {
			fmt.Fprintln(w)
			wrap(w, "", paragraph)
		}
	}
	if len(cmd.Positional) > 0 {
		fmt.Fprintln(w)
		for _, arg := range cmd.Positional {
			row(w, placeholder(arg), arg.Help)
		}
	}
	fmt.Fprintln(w, "\nOptions:")
	for _, f := range cmd.AllFlags(true) {
		for _, flag := range f {
			row(w, flagUsage(flag), flagHelp(flag))
		}
	}
}

// usage is how a subcommand is written: `check FOLDER [options]`.
func usage(cmd *kong.Node) string {
	text := cmd.Name
	for _, arg := range cmd.Positional {
		p := placeholder(arg)
		if arg.IsCumulative() {
			p += " …"
		}
		if !arg.Required {
			p = "[" + p + "]"
		}
		text += " " + p
	}
	if len(cmd.Flags) > 0 {
		text += " [options]"
	}
	return text
}

func placeholder(arg *kong.Positional) string { return strings.ToUpper(arg.Name) }

func flagUsage(f *kong.Flag) string {
	text := "--" + f.Name
	if f.Short != 0 {
		text = "-" + string(f.Short) + ", " + text
	}
	if !f.IsBool() {
		text += " " + f.PlaceHolder
	}
	return text
}

func flagHelp(f *kong.Flag) string {
	if f.Name == "help" {
		return "Print this help."
	}
	return f.Help
}

const helpIndent = 22

// row writes a term and what it means, beside each other if there is room.
func row(w io.Writer, term, meaning string) {
	lead := "  " + term
	if len(lead) > helpIndent-2 {
		fmt.Fprintln(w, lead)
		lead = ""
	}
	lines := wrapped(meaning, helpWidth-helpIndent)
	for i, line := range lines {
		if i > 0 {
			lead = ""
		}
		fmt.Fprintf(w, "%-*s%s\n", helpIndent, lead, line)
	}
}

func wrap(w io.Writer, indent, text string) {
	for _, line := range wrapped(text, helpWidth-len(indent)) {
		fmt.Fprintln(w, indent+line)
	}
}

// wrapped breaks a text into lines.
func wrapped(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len([]rune(line))+1+len([]rune(word)) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}

// misread turns kong's account of wrong arguments into ours. Without arguments it
// prints the help, since that is what somebody needs who only typed the name.
func (m *machine) misread(parser *kong.Kong, err error) error {
	if len(m.args) == 0 {
		var b bytes.Buffer
		programHelp(&b, parser.Model)
		_, err := m.stderr.Write(b.Bytes())
		if err != nil {
			return err
		}
		return ending{code: misused}
	}
	more := "concordat --help"
	var parse *kong.ParseError
	if errors.As(err, &parse) && parse.Context != nil && parse.Context.Selected() != nil {
		more = "concordat " + parse.Context.Selected().Name + " --help"
	}
	return misuse("%s\nRun \"%s\" to see how it is written.", plainly(err.Error()), more)
}

// plain are the messages of kong that can come up here, and how they are said to
// somebody who is no programmer.
var plain = []struct {
	kong *regexp.Regexp
	ours string
}{
	{regexp.MustCompile(`^unexpected argument (.*), did you mean "(.*)"\?$`), `there is no command "$1"; did you mean "$2"?`},
	{regexp.MustCompile(`^unexpected argument (.*)$`), `"$1" is one thing too many, or no command of concordat`},
	{regexp.MustCompile(`^unknown flag (-[^-]), did you mean .*$`), `there is no option "$1" here`}, // one letter is like any other
	{regexp.MustCompile(`^unknown flag (.*), did you mean "(.*)"\?$`), `there is no option "$1" here; did you mean "$2"?`},
	{regexp.MustCompile(`^unknown flag (.*)$`), `there is no option "$1" here`},
	{regexp.MustCompile(`^expected one of .*$`), `say what to do: give a command, such as check`},
	{regexp.MustCompile(`^expected "<([a-z-]+)>.*$`), `the $1 is missing`},
	{regexp.MustCompile(`^missing positional arguments <([a-z-]+)>.*$`), `the $1 is missing`},
	{regexp.MustCompile(`^missing flags: (--[a-z]+)=.*$`), `the option $1 is missing`},
	{regexp.MustCompile(`^--as must be one of (.*) but got "(.*)"$`), `"$2" is no form that an export has; write one of $1`},
	{regexp.MustCompile(`^(?:--|\[?<)?([a-z-]+)>?\]? must be one of (.*) but got "(.*)"$`), `"$3" is no $1; write one of $2`},
	{regexp.MustCompile(`^--([a-z]+): (?:expected string value|missing value).*$`), `--$1 needs a value behind it`},
}

func plainly(message string) string {
	for _, p := range plain {
		if p.kong.MatchString(message) {
			return strings.ReplaceAll(p.kong.ReplaceAllString(message, p.ours), `,"`, `, "`)
		}
	}
	return message
}
