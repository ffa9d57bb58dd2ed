// Command opa runs a Rego export in Open Policy Agent on the cases that it reads.
package main

import (
	"fmt"
	"os"

	"concordat/.ci/engines/cases"
	"concordat/.ci/engines/regorules"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "opa:", err)
		os.Exit(1)
	}
}

func run() error {
	job, err := cases.Read(os.Args[1])
	if err != nil {
		return err
	}
	rules, err := regorules.Compile(job)
	if err != nil {
		return err
	}
	return cases.Run(os.Stdin, os.Stdout, func() func([]any) (cases.Answer, error) { return rules.Answer })
}
