// Command cel runs a CEL export in cel-go on the cases that it reads.
package main

import (
	"fmt"
	"os"

	"concordat/.ci/engines/cases"
	"concordat/.ci/engines/celrules"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "cel:", err)
		os.Exit(1)
	}
}

func run() error {
	job, err := cases.Read(os.Args[1])
	if err != nil {
		return err
	}
	rules, err := celrules.Compile(job.Text)
	if err != nil {
		return err
	}
	return cases.Run(os.Stdin, os.Stdout, func() func([]any) (cases.Answer, error) { return rules.Checked })
}
