package checklist_test

import (
	"strings"
	"testing"
)

// TestWhatIsNotFoundIsSaidInWords reads the notes of rows with two needs, of which
// one is met.
func TestWhatIsNotFoundIsSaidInWords(t *testing.T) {
	for need, want := range map[string]string{
		"team where all of {\nagency.kind is gp\nhas open\nany of {\nhas otherwise\nhas open.always\n}\n}": "a team where the `kind` of its `agency` is `gp`; it has `open`; and either it has `otherwise` or it has `always` in its `open`",
		"section where topic includes early-help and has text":                                             "a section where its `topic` includes `early-help` and it has `text`",
		"audit": "an audit",
	} {
		_, list := evaluate(t, checked("strength must\nneeds agency\nneeds "+need, hub))
		if len(list) != 1 || list[0].Code != "thin-requirement" || list[0].Notes[len(list[0].Notes)-1] != "not found: "+want {
			t.Errorf("%s: %s", need, short(list))
			for _, d := range list {
				t.Log(strings.Join(d.Notes, "\n"))
			}
		}
	}
}

// TestHelpIsForTheNeedsThatAreNotMet holds back what is done already.
func TestHelpIsForTheNeedsThatAreNotMet(t *testing.T) {
	row := "strength must\nneeds %s\nneeds %s\nhelp \"first; second\""
	for _, x := range []struct{ one, two, want string }{
		{"agency", "audit", "second"},
		{"audit", "agency", "first"},
		{"audit", "share", "first; second"},
	} {
		text := strings.Replace(strings.Replace(row, "%s", x.one, 1), "%s", x.two, 1)
		_, list := evaluate(t, checked(text, hub))
		if len(list) != 1 || list[0].Help != x.want {
			t.Errorf("%s, %s: %s", x.one, x.two, short(list))
		}
	}
	// A help with another number of parts stands for all needs.
	_, list := evaluate(t, checked("strength must\nneeds agency\nneeds audit\nhelp \"one thing\"", hub))
	if len(list) != 1 || list[0].Help != "one thing" {
		t.Errorf("%s", short(list))
	}
}
