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

// A change to what comes from another folder is no whole block, so nothing is
// missing in it; what it says is read all the same.
func TestAChangeLacksNothing(t *testing.T) {
	root := fstest.MapFS{
		"region/region.protocol": {Data: []byte(`agency northern "Northern Social Care" {
  kind childrens-social-care
  team hub "Hub" {
    phone "01632 960100"
    open always
  }
}
`)},
		"area/area.protocol": {Data: []byte(`use "../region", terms
change agency northern {
  team hub {
    phone "01632 960101"
    must tell police "what the LSCB needs" at once
  }
}
agency police "Police" {
  kind police
}
`)},
	}
	p, err := compiler.Compile(root, "area", compiler.Options{Today: today})
	if err != nil {
		t.Fatal(err)
	}
	if got := linesOf(p.Diagnostics, "team-without-hours"); len(got) > 0 {
		t.Errorf("hours are missing on lines %v", got)
	}
	if got := linesOf(p.Diagnostics, "stale-term"); len(got) != 1 || got[0] != 5 {
		t.Errorf("old words on lines %v, want 5\n%v", got, p.Diagnostics)
	}
}
