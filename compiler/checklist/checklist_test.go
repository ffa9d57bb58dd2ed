package checklist_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"concordat/compiler/checklist"
	"concordat/compiler/model"
	"concordat/compiler/resolve"
	"concordat/dsl"
	"concordat/dsl/diag"
)

var today = model.Date{Year: 2026, Month: 11, Day: 21}

// read resolves one file and fails on any finding: these tests are about rows,
// and a query that could not be read would be true of nothing.
func read(t testing.TB, text string) *model.Agreement {
	t.Helper()
	file, list := dsl.Parse("test.protocol", []byte(text))
	a, more := resolve.Resolve([]resolve.Input{{File: file, Origin: model.Own}}, resolve.Options{})
	for _, d := range append(list, more...) {
		if d.Severity == diag.Error {
			t.Errorf("line %d: %s: %s (%s)", d.At.Span.Position().Line, d.Code, d.Message, d.Help)
		}
	}
	return a
}

// evaluate resolves one file and holds it against its only checklist.
func evaluate(t testing.TB, text string) (checklist.Result, diag.List) {
	t.Helper()
	results, list := checklist.Evaluate(read(t, text), today, nil)
	if len(results) != 1 {
		t.Fatalf("%d checklists were evaluated, not 1", len(results))
	}
	return results[0], list
}

// checked is a protocol and a checklist of one row, with more blocks.
func checked(row, more string) string {
	return `protocol ours "Ours" {
  area "Northmoor"
  checked-against checks
}
checklist checks "Checks" {
  requirement 1.a "The row" {
    ` + strings.ReplaceAll(strings.TrimSpace(row), "\n", "\n    ") + `
  }
}
role director "Director" {
  kind director
}
` + more
}

// short says the findings by code and line.
func short(list diag.List) string {
	var all []string
	for _, d := range list {
		all = append(all, fmt.Sprintf("%s %s at %q", d.Severity, d.Code, d.At.Span.Source.Line(d.At.Span.Position().Line)))
	}
	return strings.Join(all, "\n")
}

const hub = `agency social-care "Social care" {
  kind childrens-social-care
  team mash "The hub" {
    phone "01632 960100"
  }
}
`

func TestStates(t *testing.T) {
	const phoned = "strength must\nneeds team where has phone\notherwise \"no team can be telephoned\""
	const both = "strength must\nneeds team where has phone\nneeds team where has open"
	const asks = "strength must\nneeds team where has phone\nasks \"Does it work?\""
	const onlyAsks = "strength should\nasks \"Does it work?\""
	const section = "section contact \"Contact\" {\n  answers checks 1.a\n  \"\"\"\n  Telephone us.\n  \"\"\"\n}\n"
	const attested = "attest checks 1.a {\n  says \"It does\"\n  by director\n  on 2026-06-01\n}\n"
	const accepted = "accept-gap checks 1.a {\n  because \"soon\"\n  by director\n  until 2027-01-31\n}\n"
	tests := []struct {
		name, row, more string
		want            checklist.State
		findings        string
	}{
		{"met", phoned, hub, checklist.Evidenced, ""},
		{"nothing there", phoned, "", checklist.Missing, `error missing-requirement at "  checked-against checks"`},
		{"only a section claims it", phoned, section, checklist.Claimed, `error claimed-requirement at "  checked-against checks"`},
		{"half of it", both, hub, checklist.Thin, `error thin-requirement at "  checked-against checks"`},
		{"nobody has said", asks, hub, checklist.Thin, `warning attest-needed at "  checked-against checks"`},
		{"nobody has said of the section", asks, hub + section, checklist.Thin, `warning attest-needed at "  answers checks 1.a"`},
		{"somebody has said", asks, hub + attested, checklist.Evidenced, ""},
		{"a word in place of a telephone", asks, attested, checklist.Missing, `error missing-requirement at "  checked-against checks"`},
		{"a question alone", onlyAsks, "", checklist.Missing, `note attest-needed at "  checked-against checks"`},
		{"a question alone, claimed", onlyAsks, section, checklist.Claimed, `note attest-needed at "  answers checks 1.a"`},
		{"a question alone, answered", onlyAsks, attested, checklist.Evidenced, ""},
		{"accepted", phoned, accepted, checklist.Waived, ""},
		{"accepted in spite of a claim", phoned, accepted + section, checklist.Waived, ""},
		{"half accepted", both, hub + accepted, checklist.Waived, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res, list := evaluate(t, checked(tt.row, tt.more))
			if got := res.Rows[0].State; got != tt.want {
				t.Errorf("the row is %v, not %v", got, tt.want)
			}
			if got := short(list); got != tt.findings {
				t.Errorf("findings:\n%s\nwant:\n%s", got, tt.findings)
			}
		})
	}
}

func TestStrengthGivesTheSeverity(t *testing.T) {
	for _, tt := range []struct{ strength, unmet, unasked string }{
		{"must", "error missing-requirement", "warning attest-needed"},
		{"should", "warning missing-requirement", "note attest-needed"},
		{"good-practice", "note missing-requirement", ""},
		{"context", "note missing-requirement", ""},
	} {
		t.Run(tt.strength, func(t *testing.T) {
			code := func(row string) string {
				_, list := evaluate(t, checked("strength "+tt.strength+"\n"+row, hub))
				s, _, _ := strings.Cut(short(list), " at ")
				return s
			}
			if got := code("needs team where has web"); got != tt.unmet {
				t.Errorf("an unmet need gives %q, not %q", got, tt.unmet)
			}
			if got := code("needs team where has phone\nasks \"Well?\""); got != tt.unasked {
				t.Errorf("an unanswered question gives %q, not %q", got, tt.unasked)
			}
		})
	}
}

// What is marked as to be written is never evidence, wherever the mark stands.
func TestTodoIsNoEvidence(t *testing.T) {
	tests := []struct{ name, need, more string }{
		{"a line", "team where has phone", "agency a \"A\" {\n  kind gp\n  team t \"T\" {\n    phone todo\n  }\n}\n"},
		{"a line with words", "team where has phone", "agency a \"A\" {\n  kind gp\n  team t \"T\" {\n    phone todo \"ask them\"\n  }\n}\n"},
		{"a thing", "training", "training course \"Course\" todo\n"},
		{"a thing with words", "training", "training course \"Course\" todo \"by May\"\n"},
		{"a body", "training", "training course \"Course\" {\n  todo \"by May\"\n}\n"},
		{"a step", "pathway where has step", "pathway p \"P\" {\n  step one \"One\" todo\n}\n"},
		{"a section", "section where has text", "section s \"S\" todo\n"},
		{"an unfinished section", "section where has text", "section s \"S\" {\n  todo \"the rest\"\n  \"\"\"\n  To follow.\n  \"\"\"\n}\n"},
		{"the words of a row", "words", "section s \"S\" {\n  answers checks 1.a\n  todo\n}\n"},
		{"a name in a list", "training where has audience", "training course \"Course\" {\n  audience todo\n  topic principles\n}\n"},
		{"an anchor", "step where has must.limit", "pathway p \"P\" {\n  step one \"One\" {\n    by referrer\n    must tell parents within 2 working days of todo\n  }\n}\n"},
		{"an interval", "training where has held.every", "training course \"Course\" {\n  topic principles\n  held todo\n}\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res, _ := evaluate(t, checked("strength must\nneeds "+tt.need, tt.more))
			if got := res.Rows[0]; got.State != checklist.Missing && got.State != checklist.Claimed {
				t.Errorf("the row is %v, with the evidence %q", got.State, texts(got.Evidence))
			}
		})
	}
}

func texts(spans []diag.Span) []string {
	var all []string
	for _, s := range spans {
		all = append(all, strings.Join(strings.Fields(s.Text()), " "))
	}
	return all
}

// A thing that is there and has a gap is judged by what it says.
func TestAThingWithAGapIsJudgedByWhatItSays(t *testing.T) {
	res, _ := evaluate(t, checked("strength must\nneeds team where has phone", `agency a "A" {
  kind gp
  team t "T" {
    phone "01632 960100"
    open todo
  }
}
`))
	if got := res.Rows[0].State; got != checklist.Evidenced {
		t.Errorf("the row is %v", got)
	}
}

func TestAttestations(t *testing.T) {
	const row = "strength must\nneeds team\nasks \"Does it work?\""
	attest := func(lines string) string {
		return hub + "attest checks 1.a {\n  says \"Yes\"\n  by director\n" + lines + "}\n"
	}
	for _, tt := range []struct {
		name, lines string
		want        checklist.State
	}{
		{"today", "  on 2026-11-21\n", checklist.Evidenced},
		{"the last day of twelve months", "  on 2025-11-21\n", checklist.Evidenced},
		{"a day later", "  on 2025-11-20\n", checklist.Thin},
		{"ahead of its day", "  on 2026-11-22\n", checklist.Thin},
		{"until a later day", "  on 2020-01-01\n  until 2026-11-21\n", checklist.Evidenced},
		{"until an earlier day", "  on 2026-01-01\n  until 2026-11-20\n", checklist.Thin},
		{"until the end of a month", "  on 2026-01\n  until 2026-11\n", checklist.Evidenced},
		{"without words", "  on 2026-11-01\n  says todo\n", checklist.Thin},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := checked(row, attest(tt.lines))
			if strings.Contains(tt.lines, "says todo") {
				text = strings.Replace(text, "  says \"Yes\"\n", "", 1)
			}
			res, _ := evaluate(t, text)
			if got := res.Rows[0].State; got != tt.want {
				t.Errorf("the row is %v, not %v", got, tt.want)
			}
			if got := res.Rows[0].Attested != nil; got != (tt.want == checklist.Evidenced) {
				t.Errorf("an attestation counts: %v", got)
			}
		})
	}
	_, list := evaluate(t, checked(row, attest("  on 2025-01-01\n")))
	if len(list) != 1 || len(list[0].Related) != 1 || list[0].Related[0].Text != "this answer has run out" {
		t.Errorf("the answer that has run out is not pointed at: %v", list)
	}
}

func TestAcceptedGaps(t *testing.T) {
	gap := func(until string) string {
		return "accept-gap checks 1.a {\n  because \"soon\"\n  by director\n  until " + until + "\n}\n"
	}
	const row = "strength must\nneeds team"
	for _, tt := range []struct {
		name, more string
		want       checklist.State
		findings   string
	}{
		{"its last day", gap("2026-11-21"), checklist.Waived, ""},
		{"a day later", gap("2026-11-20"), checklist.Missing, "error missing-requirement at \"  checked-against checks\"\nerror accepted-gap-expired at \"  until 2026-11-20\""},
		{"twelve months", gap("2027-11-21"), checklist.Waived, ""},
		{"longer", gap("2027-11-22"), checklist.Waived, `warning accepted-gap-too-long at "  until 2027-11-22"`},
		{"the end of a month", gap("2026-11"), checklist.Waived, ""},
		{"no gap", hub + gap("2027-01-01"), checklist.Evidenced, `warning accepted-gap-unneeded at "accept-gap checks 1.a {"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res, list := evaluate(t, checked(row, tt.more))
			if got := res.Rows[0].State; got != tt.want {
				t.Errorf("the row is %v, not %v", got, tt.want)
			}
			if got := short(list); got != tt.findings {
				t.Errorf("findings:\n%s\nwant:\n%s", got, tt.findings)
			}
		})
	}
}

func TestAGapInAnUncheckedListIsReported(t *testing.T) {
	text := checked("strength must\nneeds role", `checklist others "Others" {
  requirement 1.a "Another" {
    strength must
    needs role
  }
}
accept-gap others 1.a {
  because "soon"
  by director
  until 2027-01-01
}
`)
	_, list := evaluate(t, text)
	if got, want := short(list), `warning accepted-gap-unneeded at "accept-gap others 1.a {"`; got != want {
		t.Errorf("findings:\n%s\nwant:\n%s", got, want)
	}
}

func TestEachIsAsBadAsItsWorst(t *testing.T) {
	const row = `strength should
each agency where kind is treatment
needs role where agency includes it and kind is designated-practitioner
otherwise "no designated practitioner at {it}"
help "add a role with ` + "`at {it.name}`" + `"`
	const agencies = `agency recovery "Recovery" {
  kind treatment
}
agency compass "Compass" {
  kind treatment
}
role recovery-lead "Lead" {
  kind designated-practitioner
  at recovery
}
`
	res, list := evaluate(t, checked(row, agencies))
	if got := res.Rows[0].State; got != checklist.Missing {
		t.Errorf("the row is %v", got)
	}
	if got, want := short(list), `warning missing-requirement at "agency compass "Compass" {"`; strings.ReplaceAll(got, `\"`, `"`) != want {
		t.Fatalf("findings: %s", got)
	}
	if got, want := list[0].Message, "`checks 1.a`: no designated practitioner at Compass"; got != want {
		t.Errorf("message %q", got)
	}
	if got, want := list[0].Help, "add a role with `at compass`"; got != want {
		t.Errorf("help %q", got)
	}
	if got, want := list[0].In, "agency compass"; got != want {
		t.Errorf("in %q", got)
	}
}

func TestEachOfNothing(t *testing.T) {
	row := "strength must\neach contract\nneeds it where has monitored-by"
	res, list := evaluate(t, checked(row, ""))
	if res.Rows[0].State != checklist.Missing || len(list) != 1 {
		t.Errorf("nothing to look at is %v with %d findings", res.Rows[0].State, len(list))
	}
	if got, want := list[0].Message, "`checks 1.a`: there is no contract to ask this of: "; !strings.HasPrefix(got, want) {
		t.Errorf("message %q", got)
	}
	_, list = evaluate(t, checked(row+"\notherwise \"nobody checks {it}\"\nhelp \"write `at {it.name}`\"", ""))
	if got := list[0].Message + list[0].Help; strings.Contains(got, "{it") {
		t.Errorf("a reference to nothing is printed: %q", got)
	}
	res, list = evaluate(t, checked(row+"\nif-none fine", ""))
	if res.Rows[0].State != checklist.Evidenced || res.Rows[0].Note != "nothing to check" || len(list) != 0 {
		t.Errorf("nothing to look at is %v (%s) with %d findings", res.Rows[0].State, res.Rows[0].Note, len(list))
	}
}

func TestSameAsCopies(t *testing.T) {
	text := strings.Replace(checked("strength must\nneeds team where has phone", hub), "  }\n}\nrole", `  }
  requirement 2.a "Again" {
    strength must
    same-as checks 1.a
  }
}
role`, 1)
	res, list := evaluate(t, text)
	if got := res.Rows[1]; got.State != checklist.Evidenced || !reflect.DeepEqual(got.Evidence, res.Rows[0].Evidence) {
		t.Errorf("the copy is %v with %q", got.State, texts(got.Evidence))
	}
	if len(list) > 0 {
		t.Errorf("findings: %s", short(list))
	}
	res, list = evaluate(t, strings.Replace(text, "phone \"01632 960100\"", "gives advice", 1))
	if res.Rows[1].State != checklist.Missing {
		t.Errorf("the copy is %v", res.Rows[1].State)
	}
	if len(list) != 1 {
		t.Errorf("one fault gives %d findings: %s", len(list), short(list))
	}
}

func TestSameAsInACircleIsMissing(t *testing.T) {
	text := strings.Replace(checked("strength must\nsame-as checks 2.a", hub), "  }\n}\nrole", `  }
  requirement 2.a "Again" {
    strength must
    same-as checks 1.a
  }
}
role`, 1)
	res, _ := evaluate(t, text)
	for _, r := range res.Rows {
		if r.State != checklist.Missing {
			t.Errorf("row %s is %v", r.Row.Name, r.State)
		}
	}
}

func TestEvidenceStandsInSourceOrderAndIsShort(t *testing.T) {
	var b strings.Builder
	for i := range 30 {
		fmt.Fprintf(&b, "agency a%d \"A%d\" {\n  kind gp\n  team t%d \"T\" {\n    phone \"01632 960100\"\n  }\n}\n", i, i, i)
	}
	res, _ := evaluate(t, checked("strength must\nneeds agency where kind is gp\nneeds team where has phone", b.String()))
	ev := res.Rows[0].Evidence
	if len(ev) != 20 {
		t.Fatalf("%d lines of evidence, not 20", len(ev))
	}
	for i := 1; i < len(ev); i++ {
		if ev[i-1].Start >= ev[i].Start {
			t.Errorf("evidence %d stands before evidence %d", i, i-1)
		}
	}
	if got := texts(ev[:2]); got[0] != "kind gp" || got[1] != `phone "01632 960100"` {
		t.Errorf("evidence: %q", got)
	}
}

// The report stands where the author would mend it: at the thing that comes
// nearest to what is wanted, or, if none comes near, at the name of the
// checklist.
func TestTheNearestThingIsPointedAt(t *testing.T) {
	const shares = `share one "One" {
  from social-care
  about parent
}
share two "Two" {
  from social-care
  about child
  purpose assess-need
}
`
	for _, tt := range []struct{ need, at string }{
		{"share where purpose includes assess-need and about includes child and data includes ordinary", `share two "Two"`},
		{"share where about includes parent and purpose includes prevent-crime", `share one "One"`},
		{"share where has from and has to", "checks"},
		{"share where has from and has about and has to", `share one "One"`},
		{"share where purpose includes prevent-crime", "checks"},
		{"no share where about includes parent", `share one "One"`},
	} {
		t.Run(tt.need, func(t *testing.T) {
			_, list := evaluate(t, checked("strength must\nneeds "+tt.need, hub+shares))
			if len(list) != 1 || list[0].At.Span.Text() != tt.at {
				t.Fatalf("findings: %s", short(list))
			}
		})
	}
}

func TestEvaluationIsTheSameEveryTime(t *testing.T) {
	text := checked("strength must\neach agency\nneeds it where has team.open", hub+strings.NewReplacer("agency social-care", "agency more-care", "mash", "more").Replace(hub))
	say := func() string {
		res, list := evaluate(t, text)
		s := short(list)
		for _, d := range list {
			s += fmt.Sprint(d.Message, d.Help, d.Notes, d.In)
		}
		for _, r := range res.Rows {
			s += fmt.Sprint(r.State, texts(r.Evidence), r.Unmet, r.Note)
			for _, x := range r.Things {
				s += x.Name
			}
		}
		return s
	}
	first := say()
	for range 20 {
		if again := say(); again != first {
			t.Fatalf("once:\n%s\nthen:\n%s", first, again)
		}
	}
}

// An area can write a checklist of its own and be held against several at once:
// each counts once, in the order in which documents name them.
func TestSeveralChecklists(t *testing.T) {
	text := strings.Replace(checked("strength must\nneeds team where has phone", hub), "checked-against checks", "checked-against mine, checks", 1) + `
checklist mine "Mine" {
  requirement a "Somebody signs" {
    strength should
    needs protocol where has signed-by
    otherwise "nobody signs"
  }
}
thresholds levels "Levels" {
  area "Northmoor"
  checked-against checks, mine
}
`
	results, list := checklist.Evaluate(read(t, text), today, nil)
	if len(results) != 2 || results[0].Checklist.Name != "mine" || results[1].Checklist.Name != "checks" {
		t.Fatalf("%d results", len(results))
	}
	if got, want := short(list), `warning missing-requirement at "  checked-against mine, checks"`; got != want {
		t.Errorf("findings:\n%s\nwant:\n%s", got, want)
	}
}

// A checklist is read next to text that is being written: whatever is missing,
// it must say something and stop nothing.
func TestBrokenTextIsEvaluated(t *testing.T) {
	text := checked("strength must\neach agency where kind is treatment\nneeds it where has owes where verb is ask\nneeds words\nsame-as checks 1.a", valley)
	all := strings.SplitAfter(text, "\n")
	for i := range all {
		for _, broken := range []string{strings.Join(all[:i], "") + strings.Join(all[i+1:], ""), strings.Join(all[:i], "")} {
			file, _ := dsl.Parse("test.protocol", []byte(broken))
			a, _ := resolve.Resolve([]resolve.Input{{File: file, Origin: model.Own}}, resolve.Options{})
			checklist.Evaluate(a, today, nil)
		}
	}
}
