package diag

import (
	"bufio"
	"fmt"
	"io"
)

// Short writes one line a finding, `file:line:column: severity[code]: message`,
// which editors and scripts know how to read. A finding without a place begins
// with its severity.
func (r Report) Short(w io.Writer) error {
	out := bufio.NewWriter(w)
	for _, d := range r.Findings {
		if at := r.place(d.At.Span); at != "" {
			fmt.Fprintf(out, "%s: ", at)
		}
		fmt.Fprintf(out, "%s[%s]: %s\n", d.Severity, d.Code, oneLine(d.Message))
	}
	return out.Flush()
}
