package compiler

import (
	"errors"
	"strings"

	"concordat/compiler/model"
	"concordat/compiler/prove"
	"concordat/compiler/rules"
	"concordat/compiler/ruleset"
	"concordat/dsl/diag"
)

// proofs proves the folder's rules, runs its examples, and returns what is found at
// its lines. What could not be read may be just what a proof would miss, so the
// caller sees to it that all could.
func proofs(a *model.Agreement) *rules.Proofs {
	r := ruleset.Rules(a)
	if r == nil {
		return nil
	}
	found, err := prove.Analyse(r)
	var limit *ruleset.LimitError
	switch {
	case errors.As(err, &limit):
		span, about := newLines(a).at(limit.Place, "")
		return &rules.Proofs{Found: []*rules.Finding{{
			Diagnostic: diag.Diagnostic{Code: "rules-too-large", Severity: diag.Error, Message: limit.Message, At: diag.Label{Span: span}, In: about.Breadcrumb(), Help: limit.Help},
			About:      about,
		}}}
	case err != nil:
		return nil // what cannot be run has been reported where it stands
	}
	// A level that lacks `otherwise` is dead for want of it, and must not be told to go.
	lacks := map[ruleset.Place]bool{}
	for _, f := range found {
		lacks[f.Place] = lacks[f.Place] || f.Code == "no-level"
	}
	made := &rules.Proofs{}
	var lines *lines
	for _, f := range found {
		if f.Code == "dead-level" && lacks[f.Place] {
			continue
		}
		if lines == nil {
			lines = newLines(a)
		}
		at, about := lines.at(f.Place, f.Keyword)
		d := diag.Diagnostic{Code: f.Code, Severity: f.Severity, Message: f.Message, At: diag.Label{Span: at}, In: about.Breadcrumb(), Help: f.Help}
		if f.Told != "" {
			d.Notes = []string{"an example is " + f.Told}
		}
		for _, x := range f.Related {
			span, _ := lines.at(x.Place, x.Keyword)
			d.Related = append(d.Related, diag.Label{Span: span, Text: x.Text})
		}
		made.Found = append(made.Found, &rules.Finding{Diagnostic: d, About: about})
	}
	if len(r.Scenarios) > 0 {
		if lines == nil {
			lines = newLines(a)
		}
		made.Found = append(made.Found, examples(r, lines)...)
	}
	return made
}

// lines finds what stands at a place of a rule set.
type lines struct {
	heads  map[position]*model.Thing
	lines  map[position]*model.Line
	source map[string]*diag.Source
}

type position struct {
	file string
	line int
}

func newLines(a *model.Agreement) *lines {
	x := &lines{map[position]*model.Thing{}, map[position]*model.Line{}, map[string]*diag.Source{}}
	at := func(s diag.Span) position {
		x.source[s.Source.Name] = s.Source
		return position{s.Source.Name, s.Position().Line}
	}
	for _, l := range a.CannotBe {
		x.lines[at(l.Span)] = l
	}
	for _, t := range a.Things {
		if t.Head.Source == nil || t.Origin == model.Shipped {
			continue
		}
		x.heads[at(t.Head)] = t
		for _, l := range t.Lines {
			if l.Span.Source != nil {
				x.lines[at(l.Span)] = l
			}
		}
	}
	return x
}

// at returns the words that a finding points at, and what they are about: a line,
// the line of a block with a keyword, or the name of a block.
func (x *lines) at(p ruleset.Place, keyword string) (diag.Span, *model.Thing) {
	here := position{p.File, p.Line}
	if t := x.heads[here]; t != nil {
		if l := t.Line(keyword); l != nil {
			return firstLine(l.Span), t
		}
		if t.NameSpan.Source != nil {
			return t.NameSpan, t
		}
		return t.Head, t
	}
	if l := x.lines[here]; l != nil {
		return firstLine(l.Span), l.Owner
	}
	return diag.Span{}, nil
}

// firstLine cuts off what a line has in braces.
func firstLine(s diag.Span) diag.Span {
	if i := strings.IndexByte(s.Text(), '\n'); i >= 0 {
		s.End = s.Start + i
	}
	return s
}
