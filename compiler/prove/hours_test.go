package prove_test

import (
	"fmt"
	"testing"
)

// When nobody answers is said as people say it, with one moment that shows it.
func TestWhenNobodyAnswersIsSaid(t *testing.T) {
	const text = `protocol one "One" {
  area "X"
  nothing-delays danger
}
level danger "Danger" {
  number 1
  otherwise
}
agency care "Care" {
  kind childrens-social-care
  team hub "Hub" {
    %s
  }
}
agency schools "Schools" {
  kind schools
}
pathway to-hub "Referral" {
  from schools
  to hub
  step refer "Telephone" {
    by referrer
    must telephone hub at once
  }
}
`
	for open, want := range map[string]string{
		"open Mon-Fri 09:00-17:00":                       "from 17:00 to 09:00 and at weekends, such as at 17:00 on a Monday",
		"open Mon-Fri 00:00-24:00":                       "at weekends, such as at 00:00 on a Saturday",
		"open Mon-Sun 08:00-20:00":                       "from 20:00 to 08:00, such as at 20:00 on a Monday",
		"open Mon-Fri 09:00-12:00, Mon-Fri 13:00-17:00":  "from 12:00 to 13:00 and from 17:00 to 09:00 and at weekends, such as at 12:00 on a Monday",
		"open Mon-Fri 09:00-24:00, Sat-Sun 00:00-24:00":  "at 00:00 on a Tuesday",
		"open Mon-Thu 09:00-17:00, Fri 09:00-16:30":      "at 17:00 on a Monday",
		"open Mon-Sun 00:00-24:00, bank-holidays closed": "at 00:00 on a bank holiday",
	} {
		found := 0
		for _, f := range analyse(t, rulesOf(t, fmt.Sprintf(text, open))) {
			if f.Code != "nobody-answers" {
				continue
			}
			found++
			if m := "nobody answers for `hub` " + want + ", and pathway `to-hub` may not wait"; f.Message != m {
				t.Errorf("%s: %s, want %s", open, f.Message, m)
			}
		}
		if found != 1 {
			t.Errorf("%s: found %d times", open, found)
		}
	}
}
