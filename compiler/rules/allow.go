package rules

import (
	"concordat/compiler/model"
	"concordat/dsl"
	"concordat/dsl/diag"
)

// Allowance is one `allow` line: a finding that the authors let stand.
type Allowance struct {
	Code   string
	Reason string
	On     *model.Thing
	At     diag.Span
}

// Allowed returns what the folder allows, in written order, to be printed.
func Allowed(a *model.Agreement) []Allowance {
	var all []Allowance
	for _, t := range a.Things {
		if t.Origin != model.Own {
			continue
		}
		for _, l := range t.All("allow") {
			if l.Bad || l.Todo != nil || l.Code.Name == "" {
				continue
			}
			w := Allowance{Code: l.Code.Name, On: t, At: l.Code.Span}
			if l.Because != nil {
				w.Reason = l.Because.Text.Text
			} else if len(l.Texts) > 0 {
				w.Reason = l.Texts[0].Text
			}
			all = append(all, w)
		}
	}
	return all
}

// waive returns the findings that no `allow` covers, and those about the `allow`
// lines themselves.
func (p *Pass) waive() []*Finding {
	found := p.found
	p.found = nil
	waived := map[*Finding]bool{}
	for _, w := range Allowed(p.Agreement) {
		r := ruleOf(w.Code)
		_, known := Explain(w.Code)
		switch {
		case r == nil && !known:
			p.rule = ruleOf("unknown-code")
			f := p.report(w.On, w.At, "no finding is called `"+w.Code+"`", "copy the name from the finding that you want to allow")
			if near := dsl.Near(w.Code, Codes()); len(near) > 0 {
				f.Help = "write `" + near[0] + "`, or copy the name from the finding that you want to allow"
			}
		case r == nil || r.Fixed:
			p.rule = ruleOf("cannot-allow")
			p.report(w.On, w.At, "`"+w.Code+"` cannot be allowed", "mend what it finds, and take this line away")
		default:
			used := false
			for _, f := range found {
				if f.Code == w.Code && (within(f.About, w.On) || w.On.Target != nil && within(f.About, w.On.Target)) {
					waived[f], used = true, true
				}
			}
			// What could not be read may be what the finding is about, and some
			// rules wait until all can be.
			if !used && p.readable && (!r.Proved || p.proved) {
				p.rule = ruleOf("unneeded-allow")
				p.report(w.On, w.At, "nothing here is waived by allowing `"+w.Code+"`", "take the line away, or move it to the block that the finding is about")
			}
		}
	}
	for _, f := range found {
		if !waived[f] {
			p.found = append(p.found, f)
		}
	}
	return p.found
}
