package dsl

import (
	"fmt"
	"strings"
	"testing"
)

// generated returns an agreement of about that many lines.
func generated(lines int) []byte {
	var b strings.Builder
	for i := 0; strings.Count(b.String()[max(0, b.Len()-1):], "\n") >= 0 && i*20 < lines; i++ {
		fmt.Fprintf(&b, `agency agency-%[1]d "Agency number %[1]d" {
  kind          treatment
  serves        adults, young-people
  offers        "opioid substitution", "structured counselling"
  # what it is asked to do
  must          ask parent for household at assessment, every 3 months
  must          tell allocated-social-worker within 1 working day when "a parent drops out"
  team team-%[1]d "Team number %[1]d" {
    phone         "01632 960%03[2]d"
    open          Mon-Thu 08:30-17:00, Fri 08:30-16:30
  }
}
criterion criterion-%[1]d "Two or more of the factors" {
  level         early-help
  when at least 2 of {
    domestic-abuse
    parental-use is at least harmful  # the higher two
  }
}

`, i, i%1000)
	}
	return []byte(b.String())
}

func BenchmarkParse(b *testing.B) {
	for _, lines := range []int{2_000, 20_000, 200_000} {
		data := generated(lines)
		if len(data) > MaxSize {
			data = data[:MaxSize]
		}
		b.Run(fmt.Sprint(lines), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				Parse("a.protocol", data)
			}
		})
	}
}
