package resolve

import (
	"strings"
	"testing"

	"concordat/compiler/model"
)

// TestAnswersOfAFamily holds what each form of answer makes true of a family.
func TestAnswersOfAFamily(t *testing.T) {
	a, list := resolveText(`question drinks "Drinks?" is yes or no
question use "Use?" is none, harmful or dependent in rising risk
scenario one "One" {
  family {
    not drinks
    use is not none
    consent is refused
    not "they agree"
  }
}
`)
	if len(list) > 0 {
		t.Fatal(render(list))
	}
	want := []struct {
		op    model.ConditionOp
		thing bool
		value string
		not   bool
	}{
		{model.Question, true, "yes", true},
		{model.Question, true, "none", true},
		{model.ConsentIs, false, "refused", false},
		{model.InWords, false, "yes", true},
	}
	given := a.Of("scenario")[0].Given
	if len(given) != len(want) {
		t.Fatalf("%d answers", len(given))
	}
	for i, w := range want {
		g := given[i]
		is := g.Is
		if (is.Op == model.Not) != w.not || g.Not != w.not {
			t.Errorf("%s: not is %v", g.Span.Text(), g.Not)
		}
		if g.Not {
			is = is.Parts[0]
		}
		if is.Op != w.op || is.Test != model.Is || (g.Question.Thing != nil) != w.thing || g.Values[0].Word != w.value {
			t.Errorf("%s: %+v of %+v", g.Span.Text(), is, g)
		}
	}
}

// A word that is no expectation is answered by those that are.
func TestWhatAnExampleMayExpectIsListed(t *testing.T) {
	_, list := resolveText(`scenario one "One" {
  family {
    "they agree"
  }
  answer {
    urgent yes
    not-accept way
  }
}
`)
	if len(list) != 2 {
		t.Fatal(render(list))
	}
	if help := list[0].Help; !strings.HasPrefix(help, "what can stand here: `level`, `not-ruled-out`, ") || !strings.Contains(help, "`no-step`") || !strings.Contains(help, "`due`") {
		t.Errorf("the help is %q", help)
	}
	if help := list[1].Help; help != "write `not-accepted`" {
		t.Errorf("the help is %q", help)
	}
}
