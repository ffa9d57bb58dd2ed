package resolve

import (
	"strings"
	"testing"

	"concordat/compiler/model"
	"concordat/dsl"
)

const base = `agency social-care "Social Care" {
  kind childrens-social-care
  team hub "Hub" {
    phone "01632 960100"
    email "hub@base.example"
  }
}
pathway to-social-care "Referral" {
  to hub
  step refer {
    by referrer
    must telephone hub at once
    must record decision within 1 working day of receipt
  }
  step decide {
    by social-care
    must decide within 1 working day of refer
  }
}
`

const overlay = `change pathway to-social-care "Referral here" {
  because "the hub has moved"
  to north-hub
  step decide {
    must decide within 4 hours of refer
    must tell parents within 1 working day of extra
  }
  step extra {
    by referrer
    must tell parents within 1 working day of decide
  }
}
change agency social-care {
  team hub {
    phone "01632 960200"
  }
  team north-hub "North Hub" {
    phone "01632 960300"
  }
}
section s "S" {
  """
  {to-social-care.to} and {to-social-care.extra} and {hub.phone}
  """
}
`

// TestChangesAlterTheModel resolves a folder that alters its base.
func TestChangesAlterTheModel(t *testing.T) {
	var inputs []Input
	for i, text := range []string{base, overlay} {
		file, list := dsl.Parse("a.protocol", []byte(text))
		if len(list) > 0 {
			t.Fatal(render(list))
		}
		inputs = append(inputs, Input{File: file, Origin: []model.Origin{model.Used, model.Own}[i], Folder: i})
	}
	a, list := Resolve(inputs, Options{})
	if len(list) > 0 {
		t.Fatal(render(list))
	}
	var got strings.Builder
	for _, x := range a.Things {
		if x.Kind == "change" || x.Kind == "section" {
			continue
		}
		got.WriteString(x.Kind + " " + x.Path() + " " + x.Title + "\n")
		for _, l := range x.Lines {
			if l.Owner != x {
				t.Errorf("%q has another owner than %s", l.Span.Text(), x.Name)
			}
			got.WriteString("  " + l.Span.Text() + "\n")
		}
	}
	want := `agency social-care Social Care
  kind childrens-social-care
team hub Hub
  phone "01632 960200"
  email "hub@base.example"
pathway to-social-care Referral here
  to north-hub
step to-social-care.refer 
  by referrer
  must telephone hub at once
  must record decision within 1 working day of receipt
step to-social-care.decide 
  by social-care
  must decide within 4 hours of refer
  must tell parents within 1 working day of extra
step to-social-care.extra 
  by referrer
  must tell parents within 1 working day of decide
team north-hub North Hub
  phone "01632 960300"
`
	if got.String() != want {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
	}
	var steps []string
	for _, s := range a.ByName["to-social-care"].Nested("step") {
		steps = append(steps, s.Name)
	}
	if strings.Join(steps, " ") != "refer decide extra" {
		t.Errorf("steps %v", steps)
	}
	if to := a.ByName["to-social-care"].Ref("to"); to == nil || to != a.ByName["north-hub"] || to.Agency() != a.ByName["social-care"] {
		t.Errorf("the pathway leads to %v", to)
	}
}
