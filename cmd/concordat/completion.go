package main

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"

	"concordat/compiler/rules"
)

type completionCommand struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

// Help is the detail of the command's help.
func (completionCommand) Help() string {
	return "For bash, put this line into ~/.bashrc: source <(concordat completion bash)\n\n" +
		"For zsh, put this line into ~/.zshrc, below compinit: source <(concordat completion zsh)\n\n" +
		"For fish, run once: concordat completion fish > ~/.config/fish/completions/concordat.fish"
}

// Run prints the script for a shell. The scripts are made from the commands
// themselves, so that they cannot fall behind.
func (c *completionCommand) Run(m *machine) error {
	parser, err := m.parser()
	if err != nil {
		return err
	}
	script := map[string]func(*kong.Application) string{"bash": bashScript, "zsh": zshScript, "fish": fishScript}[c.Shell]
	_, err = fmt.Fprint(m.stdout, script(parser.Model))
	return err
}

// completions returns the words that may stand for a value, or the sort of path
// that may.
func completions(v *kong.Value) (words []string, kind string) {
	switch kind := v.Tag.Get("complete"); {
	case kind == "code":
		return rules.Codes(), ""
	case kind != "":
		return nil, kind
	case v.Enum != "":
		return strings.Split(v.Enum, ","), ""
	}
	return nil, ""
}

func flagNames(cmd *kong.Node) []string {
	var names []string
	for _, f := range flags(cmd) {
		names = append(names, "--"+f.Name)
	}
	return names
}

// flags returns the options of a subcommand, with --help.
func flags(cmd *kong.Node) []*kong.Flag {
	var all []*kong.Flag
	for _, group := range cmd.AllFlags(true) {
		all = append(all, group...)
	}
	return all
}

func bashScript(app *kong.Application) string {
	var b strings.Builder
	var names []string
	for _, cmd := range app.Children {
		names = append(names, cmd.Name)
	}
	fmt.Fprintf(&b, `# bash completion for concordat
_concordat() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W %q -- "$word"))
    return
  fi
  case ${COMP_WORDS[1]} in
`, strings.Join(names, " "))
	for _, cmd := range app.Children {
		fmt.Fprintf(&b, "    %s)\n      case $before in\n", cmd.Name)
		for _, f := range flags(cmd) {
			if f.IsBool() {
				continue
			}
			pattern := "--" + f.Name
			if f.Short != 0 {
				pattern += "|-" + string(f.Short)
			}
			fmt.Fprintf(&b, "        %s) %s; return ;;\n", pattern, bashReply(f.Value))
		}
		fmt.Fprintf(&b, "      esac\n      case $word in\n        -*) COMPREPLY=($(compgen -W %q -- \"$word\")) ;;\n", strings.Join(flagNames(cmd), " "))
		if len(cmd.Positional) > 0 {
			fmt.Fprintf(&b, "        *) %s ;;\n", bashReply(cmd.Positional[0]))
		}
		b.WriteString("      esac ;;\n")
	}
	b.WriteString("  esac\n}\ncomplete -o filenames -F _concordat concordat\n")
	return b.String()
}

func bashReply(v *kong.Value) string {
	words, kind := completions(v)
	switch {
	case kind == "folder":
		return `COMPREPLY=($(compgen -d -- "$word"))`
	case kind == "file":
		return `COMPREPLY=($(compgen -f -- "$word"))`
	case len(words) > 0:
		return fmt.Sprintf(`COMPREPLY=($(compgen -W %q -- "$word"))`, strings.Join(words, " "))
	}
	return ":"
}

func zshScript(app *kong.Application) string {
	var b strings.Builder
	b.WriteString("#compdef concordat\n_concordat() {\n  local -a commands\n  commands=(\n")
	for _, cmd := range app.Children {
		fmt.Fprintf(&b, "    %s\n", quoted(cmd.Name+":"+cmd.Help))
	}
	b.WriteString("  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n  local command=$words[2]\n  shift words\n  (( CURRENT-- ))\n  case $command in\n")
	for _, cmd := range app.Children {
		fmt.Fprintf(&b, "    %s) _arguments", cmd.Name)
		for _, f := range flags(cmd) {
			spec := "--" + f.Name
			if !f.IsBool() {
				spec += "="
			}
			spec += "[" + strings.NewReplacer("[", `\[`, "]", `\]`, ":", `\:`).Replace(flagHelp(f)) + "]"
			if !f.IsBool() {
				spec += ":" + strings.ToLower(f.PlaceHolder) + ":" + zshAction(f.Value)
			}
			fmt.Fprintf(&b, " \\\n      %s", quoted(spec))
		}
		for _, arg := range cmd.Positional {
			place := ""
			if arg.IsCumulative() {
				place = "*"
			}
			fmt.Fprintf(&b, " \\\n      %s", quoted(place+":"+arg.Name+":"+zshAction(arg)))
		}
		b.WriteString(" ;;\n")
	}
	b.WriteString("  esac\n}\ncompdef _concordat concordat\n")
	return b.String()
}

func zshAction(v *kong.Value) string {
	words, kind := completions(v)
	switch {
	case kind == "folder":
		return "_files -/"
	case kind == "file":
		return "_files"
	case len(words) > 0:
		return "(" + strings.Join(words, " ") + ")"
	}
	return " "
}

func fishScript(app *kong.Application) string {
	var b strings.Builder
	b.WriteString("# fish completion for concordat\ncomplete -c concordat -f\n")
	for _, cmd := range app.Children {
		fmt.Fprintf(&b, "complete -c concordat -n __fish_use_subcommand -a %s -d %s\n", cmd.Name, quoted(cmd.Help))
	}
	for _, cmd := range app.Children {
		on := fmt.Sprintf("complete -c concordat -n '__fish_seen_subcommand_from %s'", cmd.Name)
		for _, f := range flags(cmd) {
			fmt.Fprintf(&b, "%s -l %s", on, f.Name)
			if f.Short != 0 {
				fmt.Fprintf(&b, " -s %c", f.Short)
			}
			if !f.IsBool() {
				b.WriteString(fishArgument(f.Value, " -x"))
			}
			fmt.Fprintf(&b, " -d %s\n", quoted(flagHelp(f)))
		}
		for _, arg := range cmd.Positional {
			if text := fishArgument(arg, ""); text != "" {
				b.WriteString(on + text + "\n")
			}
		}
	}
	return b.String()
}

func fishArgument(v *kong.Value, none string) string {
	words, kind := completions(v)
	switch {
	case kind == "folder":
		return " -x -a '(__fish_complete_directories)'"
	case kind == "file":
		return " -F"
	case len(words) > 0:
		return " -x -a " + quoted(strings.Join(words, " "))
	}
	return none
}

// quoted returns a text as one word of a shell script.
func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }
