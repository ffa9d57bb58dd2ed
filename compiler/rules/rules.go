// Package rules says what is wrong or risky in an agreement that reads well: a
// step that nobody does, a referral that nobody answers, a law that has gone. A
// rule is a function in one of the files here, a page in pages and a line in
// [All]; the page is what `concordat explain` prints, and its examples are the
// rule's test. Rules only look things up in the model: what needs every case to
// be gone through is proved elsewhere, and what a national text asks for is a
// row of a checklist. Invariant: a complete, careful agreement has no finding
// above a note; where a rule cannot be sure, it is silent.
package rules

import (
	"embed"
	"sort"
	"strings"

	"concordat/compiler/model"
	"concordat/dsl/diag"
)

//go:embed pages/*.md
var pages embed.FS

// Rule is one thing that can be wrong with an agreement.
type Rule struct {
	Theme    string // of the first rule of a theme: what it and those below it are about
	Code     string
	Severity diag.Severity
	// Fixed says that `allow` cannot waive the rule: a child's safety hangs on
	// it, or the place is not written yet.
	Fixed bool
	// Missing says that the rule asks for something that is not there, so that an
	// example in a page about something else may leave it out.
	Missing bool
	// Proved says that the finding comes from going through the cases, which is
	// done elsewhere; see [Proofs].
	Proved bool
	Check  func(*Pass)
}

// Proofs is what going through the cases has found. It is nil where that was not
// done, since something could not be read.
type Proofs struct{ Found []*Finding }

// Finding is a diagnostic and the thing that it is about, so that `allow` on
// that thing can waive it.
type Finding struct {
	diag.Diagnostic
	About *model.Thing
}

// Pass is one run of the rules over an agreement.
type Pass struct {
	*model.Agreement
	Today model.Date
	// Protocol is the folder's own protocol, nil if it has none. What is asked
	// of a whole agreement is asked of it alone.
	Protocol *model.Thing

	index
	readable  bool
	proved    bool
	rule      *Rule
	found     []*Finding
	passages  []passage
	passing   *flows         // what flows has worked out
	prebirth  []*model.Thing // what pregnancyPathways has found
	questions []question     // what nearest has read
}

// Run holds an agreement against every rule. Today is the day on which dates are
// judged. What the agreement allows is left out, of what is proved too, and an
// `allow` that is no use is reported.
func Run(a *model.Agreement, today model.Date, proofs *Proofs) diag.List {
	if a == nil {
		return nil
	}
	p := newPass(a, today)
	p.proved = proofs != nil
	for i := range All {
		p.rule = &All[i]
		if p.rule.Check != nil {
			p.rule.Check(p)
		}
	}
	if proofs != nil {
		p.found = append(withoutTwins(p.found, proofs.Found), proofs.Found...)
	}
	kept := p.waive()
	list := make(diag.List, len(kept))
	for i, f := range kept {
		list[i] = f.Diagnostic
	}
	list.Sort()
	return list
}

// twins are rules that look for what a proof finds more exactly, by the code of
// the proof. Where both speak of the same thing, the proof does.
var twins = map[string]string{
	"limit-without-time": "must-step-without-clock",
	"nobody-answers":     "closed-without-otherwise", "unreached-agency": "agency-outside-sharing", "protection-delayed": "must-step-without-clock",
}

func withoutTwins(found, proved []*Finding) []*Finding {
	kept := found[:0:0]
	for _, f := range found {
		twin := false
		for _, q := range proved {
			if twins[q.Code] == f.Code {
				twin = twin || q.About == f.About
				for _, r := range q.Related {
					twin = twin || r.Span == f.At.Span
				}
			}
		}
		if !twin {
			kept = append(kept, f)
		}
	}
	return kept
}

func newPass(a *model.Agreement, today model.Date) *Pass {
	p := &Pass{Agreement: a, Today: today, readable: !a.Unread}
	p.index = newIndex(a.Things)
	for _, t := range a.Things {
		if t.Origin != model.Own {
			continue
		}
		if t.Kind == "protocol" && p.Protocol == nil {
			p.Protocol = t
		}
		p.readable = p.readable && !t.Partial
		for _, l := range t.Lines {
			p.readable = p.readable && !l.Bad
		}
	}
	p.passages = p.read()
	return p
}

// report adds a finding of the rule that is being checked. help says what to do.
func (p *Pass) report(about *model.Thing, at diag.Span, message, help string) *Finding {
	f := &Finding{diag.Diagnostic{
		Code: p.rule.Code, Severity: p.rule.Severity, Message: message,
		At: diag.Label{Span: at}, In: about.Breadcrumb(), Help: help,
	}, about}
	p.found = append(p.found, f)
	return f
}

// demand reports at the head of the protocol that the agreement lacks something.
// It waits until every line can be read, since what cannot be read may be it.
func (p *Pass) demand(met bool, message, help string) {
	if p.whole() && !met {
		p.report(p.Protocol, p.Protocol.NameSpan, message, help)
	}
}

// whole says that the folder is an agreement of which everything can be asked.
func (p *Pass) whole() bool { return p.Protocol != nil && p.readable }

// Explain returns the page of a code, whichever stage reports it.
func Explain(code string) (string, bool) {
	page, err := pages.ReadFile("pages/" + code + ".md")
	return string(page), err == nil
}

// Codes returns every code that has a page, sorted.
func Codes() []string {
	entries, _ := pages.ReadDir("pages")
	var codes []string
	for _, e := range entries {
		codes = append(codes, strings.TrimSuffix(e.Name(), ".md"))
	}
	sort.Strings(codes)
	return codes
}

// Theme is what some codes are about.
type Theme struct {
	Title string
	Codes []string
}

// Themes returns every code once, by what it is about: those of the rules in their
// order, then those of checklists and those of text that cannot be read as it is
// meant, in alphabetical order.
func Themes() []Theme {
	var all []Theme
	for i := range All {
		if All[i].Theme != "" {
			all = append(all, Theme{Title: All[i].Theme})
		}
		last := &all[len(all)-1]
		last.Codes = append(last.Codes, All[i].Code)
	}
	lists, text := Theme{Title: "Checklists"}, Theme{Title: "How the text is written"}
	for _, code := range Codes() {
		switch {
		case ruleOf(code) != nil:
		case OfChecklist(code):
			lists.Codes = append(lists.Codes, code)
		default:
			text.Codes = append(text.Codes, code)
		}
	}
	return append(all, lists, text)
}

// OfChecklist says that a finding comes from holding the agreement against a
// checklist.
func OfChecklist(code string) bool {
	return strings.HasSuffix(code, "-requirement") || code == "attest-needed" || strings.HasPrefix(code, "accepted-gap-")
}

// Judged says that a finding judges an agreement that could be read: it comes from
// a rule, a proof or a checklist.
func Judged(code string) bool { return ruleOf(code) != nil || OfChecklist(code) }

// ruleOf returns the rule with a code, or nil.
func ruleOf(code string) *Rule {
	for i := range All {
		if All[i].Code == code {
			return &All[i]
		}
	}
	return nil
}
