package prove_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Steps that are all counted from each other make a chain of hundreds of times. A
// chain that is too long is said to be, and what else there is to find is found.
func TestALongChainOfTimesIsSaid(t *testing.T) {
	steps := func(n int) string {
		var b strings.Builder
		b.WriteString("protocol one \"One\" {\n  area \"X\"\n}\nagency a \"A\" {\n  team t \"T\" {\n    open Mon-Fri 09:00-17:00\n  }\n}\nagency b \"B\"\n" +
			"cannot-be danger\nquestion danger \"Is there danger?\" is yes or no\ntime-limit lim \"Limit\" {\n  limit within 40 working days of receipt\n}\npathway p \"P\" {\n  from b\n  to t\n")
		last := "receipt"
		for i := range n {
			fmt.Fprintf(&b, "  step s%d {\n    by t\n    must tell referrer within %d hours of %s in t hours\n    must tell b within %d hours of %s\n  }\n", i, 3+i%7, last, 2+i%5, last)
			last = fmt.Sprint("s", i)
		}
		fmt.Fprintf(&b, "  step end {\n    by t\n    must decide within 1 working day of %s\n    under lim\n  }\n  step never {\n    by t\n    when danger\n    must record decision at once\n  }\n}\n", last)
		return b.String()
	}
	for n, want := range map[int]string{3: "dead-step", 30: "dead-step proof-too-large"} {
		var got []string
		for _, f := range analyse(t, rulesOf(t, steps(n))) {
			switch f.Code {
			case "dead-step", "looser-than-statute":
				got = append(got, f.Code)
			case "proof-too-large":
				if got = append(got, f.Code); !strings.Contains(f.Message, "times") || !strings.Contains(f.Help, "`looser-than-statute`") {
					t.Errorf("%s; %s", f.Message, f.Help)
				}
			}
		}
		if slices.Sort(got); strings.Join(got, " ") != want {
			t.Errorf("%d steps: %v, want %s", n, got, want)
		}
	}
}
