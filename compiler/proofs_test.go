package compiler_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"concordat/compiler"
	"concordat/compiler/model"
	"concordat/dsl/diag"
)

const twoLeads = `question pregnant "Is the parent pregnant?" is yes or no
level universal "Universal" {
  number 1
  otherwise
}
level need "In need" {
  number 2
%s  lead social-worker when not pregnant
}
criterion danger "In danger" {
  level need
  when "a child is in danger"
}
role social-worker "Social worker" {
  kind social-worker
}
`

func check(t *testing.T, text string) diag.List {
	t.Helper()
	p, err := compiler.Compile(fstest.MapFS{"a/a.protocol": {Data: []byte(text)}}, "a", compiler.Options{Today: model.Date{Year: 2026, Month: 11, Day: 21}})
	if err != nil {
		t.Fatal(err)
	}
	return p.Diagnostics
}

func coded(list diag.List, code string) diag.List {
	return slices.DeleteFunc(slices.Clone(list), func(d diag.Diagnostic) bool { return d.Code != code })
}

// What is proved stands at its line, with the case that shows it.
func TestAProofIsAFinding(t *testing.T) {
	found := coded(check(t, fmt.Sprintf(twoLeads, "")), "no-lead")
	if len(found) != 1 {
		t.Fatalf("found %v", found)
	}
	d := found[0]
	if d.At.Span.Text() != "lead social-worker when not pregnant" || d.In != "level need" || len(d.Notes) != 1 ||
		d.Notes[0] != "an example is a family where the parent is pregnant and “a child is in danger” is so" {
		t.Errorf("found %+v at %q", d, d.At.Span.Text())
	}
}

// A proof is waived as any other finding is; what protects a child is not.
func TestAProofMayBeAllowed(t *testing.T) {
	list := check(t, fmt.Sprintf(twoLeads, "  allow no-lead because \"the midwives lead by their own agreement\"\n"))
	if len(coded(list, "no-lead"))+len(coded(list, "unneeded-allow"))+len(coded(list, "unknown-code")) > 0 {
		t.Errorf("allowed, and found %v", list)
	}
	list = check(t, fmt.Sprintf(twoLeads, "  allow two-leads because \"why not\"\n"))
	if len(coded(list, "unneeded-allow")) != 1 {
		t.Errorf("nothing is waived, and found %v", list)
	}
	list = check(t, fmt.Sprintf(twoLeads, "  allow protection-delayed because \"why not\"\n"))
	if len(coded(list, "cannot-allow")) != 1 {
		t.Errorf("protection may not wait, and found %v", list)
	}
	// Nor is a line unneeded while a rule waits for the text that cannot be read.
	list = check(t, fmt.Sprintf(twoLeads, "  allow no-low-level-support because \"a trial\"\n")+"agency other \"Other\" {\n  kind treatmant\n}\n")
	if list.Errors() == 0 || len(coded(list, "unneeded-allow")) > 0 {
		t.Errorf("half read, and found %v", list)
	}
	// As long as something cannot be read, nothing is proved and nothing unneeded.
	list = check(t, fmt.Sprintf(twoLeads, "  allow no-lead because \"the midwives lead\"\n")+"levl other \"Other\"\n")
	if list.Errors() == 0 || len(coded(list, "no-lead"))+len(coded(list, "unneeded-allow")) > 0 {
		t.Errorf("half read, and found %v", list)
	}
}

// A row of a checklist that asks for no finding of a kind hears of proofs.
func TestAChecklistHearsOfProofs(t *testing.T) {
	text := `protocol joint "Joint protocol" {
  area "Northmoor"
  checked-against ours
}
checklist ours "What we ask" {
  requirement 1.a "Somebody leads" {
    strength must
    needs clean no-lead
    otherwise "somebody has no lead"
  }
}
`
	missing := func(lines string) int {
		return len(coded(check(t, text+fmt.Sprintf(twoLeads, lines)), "missing-requirement"))
	}
	if missing("") != 1 || missing("  lead social-worker\n") != 0 {
		t.Errorf("with no lead %d rows are missing, with one %d", missing(""), missing("  lead social-worker\n"))
	}
	if missing("  allow no-lead because \"it is only a name\"\n") != 1 {
		t.Error("what is allowed is clean")
	}
}

// One mistake is reported once: where a proof says it, the simpler rule does not.
func TestAProofSpeaksAlone(t *testing.T) {
	text := `protocol joint "Joint protocol" {
  area "Northmoor"
  nothing-delays need
}
level need "In need" {
  number 1
  otherwise
}
agency care "Social care" {
  kind childrens-social-care
  team hub "Hub" {
    phone "01632 960100"
    open Mon-Fri 09:00-17:00
    gives referral
  }
}
agency school "School" {
  kind education
}
pathway to-hub "Referral" {
  from school
  to hub
  step refer "Refer" {
    by referrer
    must telephone hub at once
  }
}
`
	list := check(t, text)
	if len(coded(list, "nobody-answers")) != 1 || len(coded(list, "closed-without-otherwise")) != 0 {
		t.Errorf("found %v", list)
	}
	list = check(t, strings.Replace(text, "nothing-delays need", "version \"1\"", 1))
	if len(coded(list, "nobody-answers")) != 0 || len(coded(list, "closed-without-otherwise")) != 1 {
		t.Errorf("where it may wait, found %v", list)
	}
}

// What comes from another folder is waived by a change to it.
func TestAProofMayBeAllowedInAChange(t *testing.T) {
	region := fmt.Sprintf(twoLeads, "")
	list := func(area string) diag.List {
		root := fstest.MapFS{"region/region.protocol": {Data: []byte(region)}, "area/area.protocol": {Data: []byte("use \"../region\"\nsection scope \"Scope\" todo\n" + area)}}
		p, err := compiler.Compile(root, "area", compiler.Options{Today: model.Date{Year: 2026, Month: 11, Day: 21}})
		if err != nil {
			t.Fatal(err)
		}
		return p.Diagnostics
	}
	if found := coded(list(""), "no-lead"); len(found) != 1 {
		t.Errorf("found %v", found)
	}
	found := list("change level need {\n  allow no-lead because \"the midwives lead\"\n}\n")
	if len(coded(found, "no-lead"))+len(coded(found, "unneeded-allow")) > 0 {
		t.Errorf("allowed, and found %v", found)
	}
}

// A level without criteria that lacks `otherwise` is told so, and not to go.
func TestALevelThatLacksOtherwiseIsNotDead(t *testing.T) {
	list := check(t, `protocol one "One" {
  area "X"
}
question age "How old is the child?" is 0 to 17 years
level everybody "Everybody" {
  number 1
}
level need "In need" {
  number 2
}
criterion baby "A baby" {
  level need
  when age is under 1 year
}
criterion never "Never" {
  level need
  when all of {
    baby
    age is over 10 years
  }
}
`)
	if len(coded(list, "no-level")) != 1 || len(coded(list, "dead-level")) != 0 {
		t.Errorf("found %v", list)
	}
	dead := coded(list, "dead-criterion")
	if want := "`baby`, which it names, asks for `age is under 1 year`"; len(dead) != 1 || len(dead[0].Related) != 2 || dead[0].Related[0].Text != want {
		t.Errorf("found %+v", dead)
	}
}
