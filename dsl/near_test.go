package dsl

import (
	"strings"
	"testing"
)

func TestNear(t *testing.T) {
	among := []string{"agency", "agree", "kind", "level", "lead", "levels", "recovery", "recovery-lead", "recovery-deputy-lead", "mash", "must", "may", "to", "at"}
	for _, c := range []struct{ word, want string }{
		{"agnecy", "agency"},
		{"levle", "level levels"},
		{"leveld", "level levels"},
		{"knd", "kind"},
		{"recovry", "recovery"},
		{"recovery", "recovery-lead recovery-deputy-lead"},
		{"recovery-laed", "recovery-lead recovery"},
		{"mus", "must"},
		{"ot", "at to"},
		{"recovery-lead-deputy", "recovery-deputy-lead recovery-lead lead"},
		{"deputy-lead", "recovery-deputy-lead lead"},
		{"lead-recovery", "recovery-lead recovery-deputy-lead lead"},
		{"zebra", ""},
		{"", ""},
		{"x", ""},
	} {
		if got := strings.Join(Near(c.word, among), " "); got != c.want {
			t.Errorf("near %q: %q, want %q", c.word, got, c.want)
		}
	}
}

func TestNearIsShort(t *testing.T) {
	if got := Near("step", []string{"stap", "step", "stop", "steep", "stop", "stem"}); len(got) != 3 || got[0] != "stap" {
		t.Errorf("near: %q", got)
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"abc", "abc", 0}, {"abc", "acb", 1}, {"abc", "ab", 1}, {"abc", "xbc", 1}, {"abcd", "badc", 2}, {"abc", "xyz", 3}, {"abcdefgh", "a", 4},
		{strings.Repeat("a", 80), strings.Repeat("a", 80), 4},
	} {
		if got := distance(c.a, c.b, 3); got != c.want {
			t.Errorf("from %q to %q it is %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
