package ruleset

import "testing"

// What a question and its answer are made into, where the shape of the question
// allows it.
func TestShaped(t *testing.T) {
	for _, c := range []struct{ question, answer, want string }{
		{"How safe is the home?", "dangerous", "the home is dangerous"},
		{"How often is the child at school?", "rarely", "the child is rarely at school"},
		{"How does the parent use alcohol or drugs?", "harmful", ""},
		{"How old is the child, and how many are there?", "some", ""},
	} {
		got, ok := shaped(c.question, c.answer)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%s %s: %q", c.question, c.answer, got)
		}
	}
}
