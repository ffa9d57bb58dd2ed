package rules_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"concordat/compiler/rules"
	"concordat/dsl/diag"
)

// findings returns those of a code.
func findings(list diag.List, code string) diag.List {
	var found diag.List
	for _, d := range list {
		if d.Code == code {
			found = append(found, d)
		}
	}
	return found
}

// An agency of kind other that has to do something signs like every other.
func TestEveryAgencyThatHasADutySigns(t *testing.T) {
	const head = "protocol hidden-harm \"Joint protocol\" {\n  area \"Northmoor\"\n  signed-by director\n}\nagency recovery \"Recovery\" {\n  kind treatment\n}\n" +
		"role director \"Director\" {\n  kind director\n  at recovery\n}\n"
	for _, c := range []struct {
		text string
		want bool
	}{
		{"agency helpline \"Helpline\" {\n  kind other\n  must tell recovery concern at once\n}\n", true},
		{"agency helpline \"Helpline\" {\n  kind other\n}\nrole volunteer \"Volunteer\" {\n  at helpline\n  must tell recovery concern at once\n}\n", true},
		{"agency helpline \"Helpline\" {\n  kind other\n}\n", false},
		{"agency helpline \"Helpline\" {\n  kind other\n  should tell recovery concern at once\n}\n", false},
	} {
		if got := len(findings(compile(t, head+c.text), "agency-without-signatory")) > 0; got != c.want {
			t.Errorf("found is %v, want %v:\n%s", got, c.want, c.text)
		}
	}
}

// Whoever sent the family may be told by name: the sender, somebody of it, or the
// agency that it belongs to.
func TestTellingTheSenderIsFeedback(t *testing.T) {
	const head = `protocol hidden-harm "Joint protocol" {
  area "Northmoor"
}
agency social-care "Children's Social Care" {
  kind childrens-social-care
}
agency hospital "Hospital" {
  kind mental-health
  team ward "Ward" {
  }
}
role liaison-nurse "Liaison nurse" {
  at ward
}
role social-worker "Social worker" {
  at social-care
}
role anybody "Any practitioner" {
  at any agency
}
`
	for _, c := range []struct {
		from, by, tell string
		want           bool
	}{
		{"liaison-nurse", "social-care", "liaison-nurse", true},
		{"hospital", "social-care", "liaison-nurse", true},
		{"ward", "social-care", "liaison-nurse", true},
		{"liaison-nurse", "social-care", "ward", true},
		{"liaison-nurse", "social-care", "hospital", true},
		{"hospital", "social-care", "ward", true},
		{"any agency", "social-care", "anybody", true},
		{"hospital", "social-care", "referrer", true},
		{"hospital", "social-care", "social-worker", false},
		{"hospital", "social-care", "parents", false},
		{"hospital", "referrer", "liaison-nurse", false},
		{"hospital", "ward", "liaison-nurse", false}, // the senders among themselves
	} {
		text := head + fmt.Sprintf("pathway refer \"Referral\" {\n  from %s\n  to social-care\n  step answer {\n    by %s\n    must tell %s outcome, reasons within 1 working day of receipt\n  }\n}\n", c.from, c.by, c.tell)
		found := findings(compile(t, text), "pathway-without-feedback")
		if got := len(found) == 0; got != c.want {
			t.Errorf("from %s, %s tells %s: feedback is %v, want %v", c.from, c.by, c.tell, got, c.want)
		}
		for _, d := range found {
			if !strings.Contains(d.Help, "`must tell referrer outcome, reasons") {
				t.Errorf("the help shows no line: %s", d.Help)
			}
		}
	}
}

// A good end needs no `then`; a refusal, and an only end that nobody hears of, do.
func TestAnOutcomeMayEndThePathway(t *testing.T) {
	for _, c := range []struct {
		lines string
		want  bool
	}{
		{"outcome taken-on \"Treatment starts\"\n    outcome other \"Other help\" then tell-them", false},
		{"outcome taken-on \"Treatment starts\"\n    must tell referrer outcome at once", false},
		{"outcome taken-on \"Treatment starts\"", true},
		{"outcome taken-on \"Treatment starts\" then tell-them", false},
		{"outcome taken-on \"Treatment starts\"\n    outcome no \"Not accepted\"", true},
		{"outcome taken-on \"Treatment starts\"\n    outcome not-accepted \"Somewhere else\"", true},
		{"outcome taken-on \"Treatment starts\"\n    outcome nfa \"No further action\"", true},
		{"outcome taken-on \"Treatment starts\"\n    outcome no \"The family refuses\"", true},
		{"outcome taken-on \"Treatment starts\"\n    outcome no \"The threshold is not met\"", true},
		{"outcome taken-on \"Treatment starts\"\n    outcome safe \"The child is safe and not in need of more\"", false},
	} {
		text := "agency recovery \"Recovery\" {\n  kind treatment\n}\npathway treatment \"Into treatment\" {\n  from any agency\n  to recovery\n  step see {\n    by recovery\n    " + c.lines +
			"\n  }\n  step tell-them {\n    by recovery\n    must tell referrer outcome at once\n  }\n}\n"
		found := findings(compile(t, text), "outcome-leads-nowhere")
		if got := len(found) > 0; got != c.want {
			t.Errorf("found is %v, want %v:\n%s", got, c.want, c.lines)
		}
		if len(found) > 1 {
			t.Errorf("found %d times:\n%s", len(found), c.lines)
		}
	}
	// What follows is still to be written: a gap and nothing else.
	found := compile(t, "agency recovery \"Recovery\" {\n  kind treatment\n}\npathway treatment \"Into treatment\" {\n  from any agency\n  to recovery\n  step see {\n    by recovery\n    outcome refused \"Refused\" then todo\n  }\n}\n")
	if len(findings(found, "outcome-leads-nowhere")) > 0 || len(findings(found, "still-to-write")) != 1 {
		t.Errorf("then todo: %v", found)
	}
}

// A hint names a question only where it asks the same thing.
func TestHintsOfConditionsInWordsAreApt(t *testing.T) {
	for _, c := range []struct{ words, near string }{
		{"a child is in immediate danger", "immediate-danger"},
		{"the family is in treatment", "in-treatment"},
		{"the mother is pregnant", "pregnant"},
		{"there is domestic abuse", "domestic-abuse"},
		{"a child has suffered significant harm", "significant-harm"},
		{"the young person is known to the service", ""},
		{"the family has children", ""},
		{"you are not sure", ""},
		{"a parent asks for help", ""},
		{"the child and the family agree", ""},
	} {
		found := findings(compile(t, "use standard-questions\nagency recovery \"Recovery\" {\n  kind treatment\n  must tell referrer outcome at once when \""+c.words+"\"\n}\n"), "condition-in-words")
		if len(found) != 1 {
			t.Fatalf("%s: %d findings", c.words, len(found))
		}
		notes := strings.Join(found[0].Notes, "\n")
		if c.near == "" && notes != "" || !strings.Contains(notes, c.near) {
			t.Errorf("%q: the hint is %q, want %q", c.words, notes, c.near)
		}
	}
}

// Two gaps of one pathway are reported together.
func TestFeedbackAndItsChaseAreMissedTogether(t *testing.T) {
	const text = "protocol hidden-harm \"Joint protocol\" {\n  area \"Northmoor\"\n}\nagency social-care \"Social Care\" {\n  kind childrens-social-care\n}\npathway refer \"Referral\" {\n  from any agency\n  to social-care\n  step decide {\n    by social-care\n    must decide at once\n  %s}\n}\n"
	found := compile(t, fmt.Sprintf(text, ""))
	if len(findings(found, "pathway-without-feedback")) != 1 || len(findings(found, "feedback-without-chase")) != 1 {
		t.Errorf("found %v", found)
	}
	found = compile(t, fmt.Sprintf(text, "  if-late then decide\n  "))
	if len(findings(found, "pathway-without-feedback")) != 1 || len(findings(found, "feedback-without-chase")) != 0 {
		t.Errorf("with if-late: found %v", found)
	}
}

// One mistake, one report: what is there and cannot be read, or names what is
// declared nowhere, is not missing too.
func TestWhatIsUnreadableOrUnknownIsNotMissing(t *testing.T) {
	const recovery = "agency recovery \"Recovery\" {\n  kind treatment\n}\n"
	const protocol = "protocol hidden-harm \"Joint protocol\" {\n  area \"Northmoor\"\n  signed-by %s\n}\n"
	const lead = "role lead \"Lead\" {\n  kind safeguarding-lead\n  at %s\n  %s\n}\n"
	for _, c := range []struct{ code, text string }{
		{"role-without-deputy", recovery + fmt.Sprintf(lead, "recovery", "deputy nobody")},
		{"role-without-deputy", recovery + fmt.Sprintf(lead, "recovery", "deputy \"the manager\"")},
		{"role-without-deputy", recovery + fmt.Sprintf(lead, "recovery", "deputy recovery")},
		{"role-without-deputy", recovery + fmt.Sprintf(lead, "recovery", "deputty second")},
		// The second is the deputy of the first, under a name that is misspelt.
		{"role-without-deputy", recovery + fmt.Sprintf(lead, "recovery", "deputy secnd") + "role second \"Second\" {\n  kind safeguarding-lead\n  at recovery\n}\n"},
		{"role-without-contact", fmt.Sprintf(lead, "recvery", "deputy todo")},
		{"agency-without-signatory", fmt.Sprintf(protocol, "nobody, director") + recovery + "agency housing \"Housing\" {\n  kind housing\n}\nrole director \"Director\" {\n  kind director\n  at housing\n}\n"},
		{"agency-without-signatory", fmt.Sprintf(protocol, "director") + recovery + "role director \"Director\" {\n  kind director\n  at recvery\n}\n"},
		{"agency-without-duty", fmt.Sprintf(protocol, "director") + recovery + "role director \"Director\" {\n  kind director\n  at recvery\n  must review plan every 3 months\n}\n"},
		{"agency-outside-sharing", fmt.Sprintf(protocol, "nobody") + recovery + "agency housing \"Housing\" {\n  kind housing\n}\nshare concern \"Concern\" {\n  from recvery\n  to housing\n}\n"},
		{"one-way-sharing", fmt.Sprintf(protocol, "nobody") + recovery + "agency housing \"Housing\" {\n  kind housing\n}\nshare concern \"Concern\" {\n  from recvery\n  to housing\n}\nshare back \"Back\" {\n  from housing\n  to recovery\n}\n"},
		{"closed-without-otherwise", "agency recovery \"Recovery\" {\n  kind treatment\n  team hub \"Hub\" {\n    open Mon-Fri 09:00-17:00\n    gives referral\n  }\n  team night \"Night\" {\n    open when hbu is closed\n  }\n}\n"},
		{"pathway-without-feedback", fmt.Sprintf(protocol, "nobody") + recovery + "pathway refer \"Referral\" {\n  from any agency\n  to recovery\n  step see {\n    by recovery\n    must tell refferer outcome at once\n  }\n}\n"},
		{"unreachable-pathway", fmt.Sprintf(protocol, "nobody") + recovery + "pathway refer \"Referral\" {\n  from any agency\n  to recovery\n  step see {\n    by recovery\n    outcome on \"On\" then othr\n  }\n}\npathway other \"Other\" {\n  to recovery\n}\n"},
		{"no-meeting-below-statute", fmt.Sprintf(protocol, "nobody") + recovery + "meeting plan \"Plan\" {\n  levels erly\n}\n"},
		{"governance-one-sided", fmt.Sprintf(protocol, "nobody") + recovery + "group board \"Safeguarding partnership\" {\n  kind partnership\n  members recvery\n}\ngroup drugs \"Drug partnership\" {\n  members socal-care\n}\nagency social-care \"Social care\" {\n  kind childrens-social-care\n}\n"},
		{"no-support-after-removal", fmt.Sprintf(protocol, "nobody") + recovery + "pathway refer \"Referral\" {\n  frm any agency\n}\n"},
	} {
		found := compile(t, c.text)
		if hits := findings(found, c.code); len(hits) > 0 {
			t.Errorf("%s: %v\n%s", c.code, hits[0].Message, numbered(c.text, found))
		}
		errors := 0
		for _, d := range found {
			if r := ruleOf(d.Code); r == nil && d.Severity == diag.Error {
				errors++
			}
		}
		if errors == 0 {
			t.Errorf("%s: the mistake itself is not reported\n%s", c.code, numbered(c.text, found))
		}
	}
}

// The message says where and what, each once.
func TestWhatIsToBeWrittenReadsWell(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"section purpose \"What this protocol is for\" {\n  topic principles\n  todo \"the purpose: to safeguard children\"\n}\n",
			"section “What this protocol is for” is still to be written: the purpose: to safeguard children"},
		{"agency recovery \"Recovery\" {\n  kind treatment\n  todo \"how to reach it\"\n}\n",
			"part of agency “Recovery” is still to be written: how to reach it"},
		{"section training \"Training\" todo \"training board, by May\"\n",
			"section “Training” is still to be written: training board, by May"},
		{"pathway refer \"Referral\" {\n  step see {\n    by referrer\n    outcome later \"Later\" then todo\n  }\n}\n",
			"what follows “Later” is still to be written"},
		{"role lead \"Safeguarding lead\" {\n  at todo\n}\n", "`at` is still to be written"},
	} {
		found := findings(compile(t, c.text), "still-to-write")
		if len(found) != 1 || found[0].Message != c.want {
			t.Errorf("found %v, want %s", found, c.want)
		}
	}
}

// The same held for every rule about what is missing: each line of each example
// to prefer is made unreadable, and each name in it unknown, one at a time.
func TestNoLineIsBothWrongAndMissing(t *testing.T) {
	for _, code := range rules.Codes() {
		r := ruleOf(code)
		if r == nil || !r.Missing {
			continue
		}
		text, _ := rules.Explain(code)
		page, err := readPage(text)
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range page.prefer {
			for _, changed := range wronged(block) {
				found := compile(t, changed)
				if hits := findings(found, code); len(hits) > 0 {
					t.Errorf("%s: %s\n%s", code, hits[0].Message, numbered(changed, found))
				}
			}
		}
	}
}

// wronged returns an example with one line unreadable, or one name misspelt where
// it is used.
func wronged(block string) []string {
	var all []string
	lines := strings.Split(block, "\n")
	declared := map[string]bool{}
	for _, m := range heading.FindAllStringSubmatch(block, -1) {
		declared[m[1]] = true
	}
	put := func(i int, line string) {
		changed := slices.Clone(lines)
		changed[i] = line
		all = append(all, strings.Join(changed, "\n"))
	}
	for i, line := range lines {
		trimmed := strings.TrimSpace(line)
		if trimmed == "" || heading.MatchString(line) || strings.HasPrefix(trimmed, "}") || strings.HasPrefix(trimmed, `"`) || strings.HasSuffix(trimmed, "{") || strings.HasPrefix(trimmed, "use ") {
			continue
		}
		put(i, line+" MIS-TAKE")
		word, rest, _ := strings.Cut(trimmed, " ")
		put(i, word+"x "+rest)
		for _, at := range nameInLine.FindAllStringIndex(line, -1) {
			if declared[line[at[0]:at[1]]] {
				put(i, line[:at[1]]+"x"+line[at[1]:])
			}
		}
	}
	return all
}

var (
	heading    = regexp.MustCompile(`(?m)^ *[a-z-]+ ([a-z0-9-]+)(?: ".*")? \{`)
	nameInLine = regexp.MustCompile(`\b[a-z][a-z0-9-]*\b`)
)
