package rules_test

import (
	"testing"
	"testing/fstest"

	"concordat/compiler"
	"concordat/compiler/rules"
)

// What is allowed on a block is allowed in everything inside it, and nowhere
// else; the list of what is allowed carries the reason.
func TestAllowCoversABlockAndWhatIsInIt(t *testing.T) {
	text := `agency northern "Northern Social Care" {
  kind childrens-social-care
  allow team-without-hours because "the rota is with the switchboard"
  team north-hub "Hub" {
    phone "01632 960100"
  }
}
agency southern "Southern Social Care" {
  kind childrens-social-care
  team south-hub "Hub" {
    phone "01632 960101"
  }
}
`
	root := fstest.MapFS{"a/a.protocol": {Data: []byte(text)}}
	p, err := compiler.Compile(root, "a", compiler.Options{Today: today})
	if err != nil {
		t.Fatal(err)
	}
	if got := linesOf(p.Diagnostics, "team-without-hours"); len(got) != 1 || got[0] != 10 {
		t.Errorf("found on lines %v, want 10", got)
	}
	if got := linesOf(p.Diagnostics, "unneeded-allow"); len(got) > 0 {
		t.Errorf("the allow line is called unneeded")
	}
	allowed := rules.Allowed(p.Model)
	if len(allowed) != 1 || allowed[0].Code != "team-without-hours" || allowed[0].Reason != "the rota is with the switchboard" || allowed[0].On.Name != "northern" {
		t.Errorf("allowed: %+v", allowed)
	}
}
