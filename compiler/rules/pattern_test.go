package rules

import (
	"fmt"
	"math/rand"
	"regexp"
	"strings"
	"testing"
)

// No match is missed for the sake of speed: whatever text a pattern matches is
// let through by the sieve.
func TestTheSieveLetsEveryMatchThrough(t *testing.T) {
	var all []string
	for _, code := range Codes() {
		page, _ := Explain(code)
		if why, _, _ := strings.Cut(page, "## Avoid"); ruleOf(code) != nil {
			all = append(all, strings.Split(why, "\n")...)
		}
	}
	all = append(all,
		"TBC", "XX/XX/XXXX", "???", "[Insert name here]", "<area>", "INSERT NAME", "to be confirmed", "lorem ipsum",
		"48 HOURS (two working days)", "48 hour (i.e. 2 working days)", "two working days (that is, 48 hours)",
		"01632 960111", "the GDPR stops us sharing", "staff can't share information", "as soon as practicable", "in a timely fashion",
		"re-assess", "pre-birth", "prebirth", "hand over", "was not brought", "missed two of three appointments", "contact with children")
	matches := map[*pattern]int{}
	try := func(h heard, text string) {
		for _, m := range patterns {
			if !m.in(text) {
				continue
			}
			matches[m]++
			if !h.may(m) {
				t.Errorf("%q is not let through to %s", text, m.expr)
			}
		}
	}
	for _, text := range all {
		low, said := hear(lower(text)), hear(normal(text))
		try(low, text)
		try(low, low.text)
		try(said, said.text)
	}
	for _, m := range patterns {
		if matches[m] == 0 {
			t.Errorf("nothing matches %s: add a text", m.expr)
		}
	}
}

func TestPieces(t *testing.T) {
	for _, c := range []struct{ expr, want string }{
		{`\bpre ?birth\b`, "[pre birth prebirth]"},
		{`\b(in|into) care\b`, "[in care into care]"},
		{`(?i)\b[a-z]+ hours?\b`, "[ hour  hours]"},
		{`\b0[5-7]+\b`, "[0]"},
		{`TB[CA]|\?\?\?+`, "[?? tba tbc]"},
		{`miss(ed)?.{0,12}visit`, "[visit]"},
		{`tell.*referrer`, "[referrer]"},
		{`[a-z]*|x`, "[]"},
		{`a?`, "[]"},
		{`a multi-agency safeguarding hub`, "[a multi-agency s]"},
	} {
		if got := fmt.Sprint(pieces(c.expr)); got != c.want {
			t.Errorf("%s: %s, want %s", c.expr, got, c.want)
		}
	}
}

func TestAcronymsAreTheWordsInCapitals(t *testing.T) {
	want := regexp.MustCompile(`\b[A-Z][A-Z&]{1,6}s?\b`)
	r := rand.New(rand.NewSource(1))
	for range 50000 {
		text := make([]byte, r.Intn(14))
		for i := range text {
			text[i] = "AAAAZZ&&ss x_1(-"[r.Intn(16)]
		}
		var found [][2]int
		for _, m := range want.FindAllIndex(text, -1) {
			found = append(found, [2]int{m[0], m[1]})
		}
		if got := acronyms(string(text)); fmt.Sprint(got) != fmt.Sprint(found) {
			t.Fatalf("%q: %v, want %v", text, got, found)
		}
	}
}

func TestLowerKeepsPlaces(t *testing.T) {
	for _, c := range [][2]string{{"The MASH", "the mash"}, {"ÉCOLE’S", "école’s"}, {"İ TBC", "İ tbc"}, {"ȺB", "Ⱥb"}} {
		if got := lower(c[0]); got != c[1] {
			t.Errorf("%q: %q, want %q", c[0], got, c[1])
		}
	}
}
