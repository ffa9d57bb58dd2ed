package rules_test

import (
	"fmt"
	"strings"
	"testing"
)

// A false alarm costs more trust than a silence. Each text stands in the prose of
// a section; want says whether the rule speaks.
func TestRulesOnTextsAreNotRash(t *testing.T) {
	for _, c := range []struct {
		code string
		want bool
		text string
	}{
		{"law-blamed", true, "GDPR means that staff cannot share information with social care."},
		{"law-blamed", true, "Confidentiality prohibits disclosing that a parent is in treatment."},
		{"law-blamed", false, "The Data Protection Act is not a barrier to sharing information."},
		{"law-blamed", false, "It is a myth that data protection prevents sharing."},
		{"law-blamed", false, "Share no more than is needed. Data protection law gives a framework."},
		{"law-blamed", false, "Data protection law does not stop anybody from sharing information to protect a child."},
		{"law-blamed", false, "Fears about data protection must not stop information being shared."},
		{"law-blamed", false, "We share under data protection law and do not allow anybody to wait."},

		{"stale-term", true, "Ask the LSCB."},
		{"stale-term", true, "The worker fills in the CAF."},
		{"stale-term", true, "“Every Child Matters” outcomes guide us."},
		{"stale-term", true, "The local safeguarding board sends it to the\n  clinical commissioning group."},
		{"stale-term", true, "Domestic violence is a concern."},
		{"stale-term", true, "Domestic violence, and the children’s champion, are named."},
		{"stale-term", true, "Social care finishes the initial assessment within 10 working days."},
		{"stale-term", true, "Initial and core assessments are shared."},
		{"stale-term", true, "The Children’s Trust Board agrees it."},
		{"stale-term", false, "The recovery service asks about children at the initial assessment, within 5 working days."},
		{"stale-term", false, "Northmoor Children's Trust runs children's social care."},
		{"stale-term", false, "The safeguarding partnership (formerly the LSCB) decides."},
		{"stale-term", false, "The partnership replaced the LSCB in 2019."},
		{"stale-term", false, "The CAFÉ is open, and so is the CAFCASS office."},
		{"stale-term", false, "Ask Alcoholics Anonymous."},
		{"stale-term", false, "Mend the lac on the door."},

		{"stale-law", true, "See Working Together 2018, chapter 1."},
		{"stale-law", true, "Under the Data Protection Act 1998 we must ask."},
		{"stale-law", false, "See Working Together 2023, chapter 1."},
		{"stale-law", false, "Under the Data Protection Act 2018 we may share."},

		{"placeholder-text", true, "Telephone TBC."},
		{"placeholder-text", true, "Contact [insert name of team] at once."},
		{"placeholder-text", true, "Review date: DD/MM/YYYY"},
		{"placeholder-text", true, "Lorem ipsum dolor."},
		{"placeholder-text", true, "(delete all that do not apply)"},
		{"placeholder-text", true, "Local policy required."},
		{"placeholder-text", true, "The date is to be confirmed."},
		{"placeholder-text", false, "Telephone the hub on 01632 960100."},
		{"placeholder-text", false, "Add the child's date of birth and your local knowledge."},
		{"placeholder-text", false, "Enter the address in the record and insert a page."},
		{"placeholder-text", false, "See [the form](https://northmoor.example/form)."},
		{"placeholder-text", false, "Help is to be agreed with the family."},

		{"two-units", true, "Answer within 48 hours (two working days)."},
		{"two-units", true, "Answer within 2 working days (48 hours)."},
		{"two-units", false, "Answer within 48 hours. The hub has two working days (Monday and Friday)."},

		{"undefined-acronym", true, "The QXP meets."},
		{"undefined-acronym", false, "The quality exchange panel (QXP) meets. The QXP decides."},
		{"undefined-acronym", false, "The QXP (quality exchange panel) meets."},
		{"undefined-acronym", false, "Ask the GP, the NHS or the LADO in the UK."},
		{"undefined-acronym", false, "NEVER LEAVE the child. Read `QXP` in the file."},
		{"undefined-acronym", false, "Section II and A&E."},
	} {
		block := "use terms\nsection text \"Text\" {\n  \"\"\"\n  " + c.text + "\n  \"\"\"\n}\n"
		if got := len(linesOf(compile(t, block), c.code)) > 0; got != c.want {
			t.Errorf("%s on %q: found is %v", c.code, c.text, got)
		}
	}
}

// Weasel words count in what binds, and not where somebody says by when or why.
func TestWeaselWordsCountWhereTheyBind(t *testing.T) {
	for _, c := range []struct {
		want bool
		line string
	}{
		{true, `must tell referrer "as appropriate" within 1 working day of receipt`},
		{true, `should "help where possible"`},
		{true, `must tell referrer as soon as possible when relapse`},
		{true, `must tell referrer when "it is necessary, or if needed"`},
		{false, `must tell referrer as soon as possible, within 24 hours of receipt`},
		{false, `must tell referrer "what happens as soon as possible" within 24 hours of receipt`},
		{false, `may "wait where appropriate"`},
		{false, `may wait because "the family asked, if possible, for time"`},
		{false, `offers "help as needed"`},
	} {
		block := fmt.Sprintf("agency recovery \"Recovery\" {\n  kind treatment\n  %s\n}\n", c.line)
		found := compile(t, block)
		if got := len(linesOf(found, "weasel-word")) > 0; got != c.want {
			t.Errorf("%s: found is %v\n%s", c.line, got, numbered(block, found))
		}
	}
}

// A finding in prose points at the very words, behind any indentation.
func TestFindingsInProsePointAtTheWords(t *testing.T) {
	block := "use terms\nsection text \"Text\" {\n    \"\"\"\n    First line.\n\n      - an item\n        with the LSCB in it\n    \"\"\"\n}\n"
	for _, d := range compile(t, block) {
		if d.Code == "stale-term" {
			if d.At.Span.Text() != "LSCB" || d.At.Span.Position().Line != 7 {
				t.Errorf("points at %q on line %d", d.At.Span.Text(), d.At.Span.Position().Line)
			}
			if !strings.HasPrefix(d.In, "section text") {
				t.Errorf("in %q", d.In)
			}
			return
		}
	}
	t.Error("nothing found")
}

// Many findings in one text cost no more each than few: were it otherwise, this
// test would take minutes.
func TestManyFindingsInOneText(t *testing.T) {
	const many = 8000
	for _, form := range []string{
		"agency a \"A\" {\n  kind other\n  must \"" + strings.Repeat("ask the LSCB and ", many) + "\"\n}\n",
		"section a \"A\" {\n  \"\"\"\n" + strings.Repeat("  Ask the LSCB.\n", many) + "  \"\"\"\n}\n",
	} {
		found := 0
		for _, d := range compile(t, "use terms\n"+form) {
			if d.Code == "stale-term" {
				found++
			}
		}
		if found != many {
			t.Errorf("%d findings, want %d", found, many)
		}
	}
}
