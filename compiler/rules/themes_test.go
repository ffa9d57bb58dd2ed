package rules_test

import (
	"slices"
	"testing"

	"concordat/compiler/rules"
)

// TestThemesHoldEveryCodeOnce compares them with the pages.
func TestThemesHoldEveryCodeOnce(t *testing.T) {
	var all []string
	for _, theme := range rules.Themes() {
		if theme.Title == "" || len(theme.Codes) == 0 {
			t.Errorf("%q has %d codes", theme.Title, len(theme.Codes))
		}
		all = append(all, theme.Codes...)
	}
	slices.Sort(all)
	if !slices.Equal(all, rules.Codes()) {
		t.Errorf("the themes hold\n%v, the pages are\n%v", all, rules.Codes())
	}
}
