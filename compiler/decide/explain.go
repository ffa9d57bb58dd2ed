package decide

import (
	"fmt"
	"strings"

	"concordat/compiler/ruleset"
	"concordat/compiler/schema"
)

// explain says why each part of the answer is as it is, with the clause and the
// line of the rule.
func (d *decision) explain() {
	a := d.out
	a.Explanation = []Reason{}
	why := func(about string, at ruleset.Place, format string, values ...any) {
		a.Explanation = append(a.Explanation, Reason{about, fmt.Sprintf(format, values...), at})
	}
	for _, f := range a.First {
		text := "nothing delays it: " + f.Duty.Text
		if f.Standing == InDoubt {
			text = "nothing would delay it if it turned out that " + strings.Join(quoted(f.If), " or ") + ": " + f.Duty.Text
		}
		why("first", f.Duty.Place, "%s", text)
	}
	d.explainLevel(why)
	for _, c := range a.Criteria {
		why("criterion", c.Place, "“%s” %s: it holds when %s%s", c.Title, is(c.Standing, "is met", "is in doubt"), c.When, resting(c.Because, c.Standing))
	}
	for _, c := range a.Consider {
		why("criterion", c.Place, "“%s” %s, which is a reason to think about %s and decides nothing: it holds when %s%s", c.Title, is(c.Standing, "is met", "is in doubt"), d.levelTitle(c.Level), c.When, resting(c.Because, c.Standing))
	}
	for _, j := range a.Judgements {
		why("judgement", j.Place, "“%s” is left to %s%s, because %s", j.Title, j.By.Title, is(j.Standing, "", ", if "+j.When), j.Because)
	}
	for _, l := range a.Leads {
		why("lead", l.Place, "at %s %s leads%s%s", d.levelTitle(l.Level), l.Role.Title, prefixed(" when ", l.When), prefixed(", because ", l.Because))
	}
	for _, c := range a.Consent {
		why("consent", c.Place, "at %s %s", d.levelTitle(c.Level), c.text())
	}
	for _, p := range a.Pathways {
		d.explainPathway(p, why)
	}
	for _, s := range a.Shares {
		why("share", s.Place, "“%s” lets %s share with %s%s%s", s.Title, names(s.From, "or"), names(s.To, "and"), prefixed(" when ", s.When), is(s.Standing, "", ", which is in doubt"))
	}
	for _, s := range a.Services {
		why("service", s.Place, "“%s” is there at this level%s%s", s.Title, prefixed(" when ", s.When), is(s.Standing, "", ", which is in doubt"))
	}
	if a.Ask != nil {
		why("ask", a.Ask.Place, "“%s” is asked next: %s", a.Ask.Title, a.Ask.Why)
	}
}

func (d *decision) explainLevel(why func(about string, at ruleset.Place, format string, values ...any)) {
	a := d.out
	met := false
	for _, c := range a.Criteria {
		if a.Level != nil && c.Level == a.Level.Name && c.Standing == Certain {
			why("level", c.Place, "%s, because “%s” is met", a.Level.Title, c.Title)
			met = true
		}
	}
	switch {
	case a.Level == nil:
		why("level", d.e.Rules.Document.Place, "no criterion that gives a level is certainly met")
	case !met:
		why("level", a.Level.Place, "%s, because no criterion certainly puts the case higher", a.Level.Title)
	}
	for _, n := range a.NotRuledOut {
		for _, c := range a.Criteria {
			if c.Level == n.Name && c.Standing == InDoubt {
				why("level", c.Place, "%s is not ruled out, because “%s” is in doubt", n.Title, c.Title)
			}
		}
	}
}

func (d *decision) explainPathway(p Pathway, why func(about string, at ruleset.Place, format string, values ...any)) {
	text := "open"
	if p.Standing == InDoubt {
		text = "open, if it turns out well for " + strings.Join(p.Doubts, ", and ")
	}
	rule := d.e.pathway(p.Name)
	var parts []string
	if d.actor != nil {
		parts = append(parts, fmt.Sprintf("it takes families from %s", names(p.From, "or")))
	}
	if len(rule.Levels) > 0 {
		var levels []string
		for _, l := range rule.Levels {
			levels = append(levels, d.levelTitle(l))
		}
		parts = append(parts, "it is for "+joined(levels, "and"))
	}
	if rule.When != nil {
		parts = append(parts, "it is for families where "+rule.When.Text)
	}
	why("pathway", p.Place, "“%s” is %s%s", p.Title, text, prefixed(": ", strings.Join(parts, "; ")))
	if p.AcceptedWhen != "" && p.Accepted != string(Certain) {
		why("pathway", p.Place, "“%s” takes the family on when %s, which %s", p.Title, p.AcceptedWhen, map[string]string{"no": "is not so", "in-doubt": "is in doubt"}[p.Accepted])
	}
}

func (d *decision) levelTitle(name string) string {
	if n, ok := d.e.levels[name]; ok {
		return titleOr(d.e.Rules.Levels[n].Title, name)
	}
	return name
}

func (e *Engine) pathway(name string) *ruleset.Pathway {
	for i := range e.Rules.Pathways {
		if e.Rules.Pathways[i].Name == name {
			return &e.Rules.Pathways[i]
		}
	}
	return &ruleset.Pathway{}
}

// text says a position on consent.
func (c *Consent) text() string {
	said := map[string]string{"required": "the family has to agree to ", "written": "the family has to agree in writing to ", "not-required": "no agreement is needed for "}[c.Needed]
	var purposes []string
	for _, p := range c.For {
		purposes = append(purposes, schema.Label("consent-purpose", p))
	}
	said += joined(purposes, "and")
	if len(c.From) > 0 {
		said += " (" + names(c.From, "and") + ")"
	}
	if c.When != "" {
		said += " when " + c.When
	}
	return said + prefixed(", because ", c.Because)
}

// resting says which answers something rests on.
func resting(all []Finding, s Standing) string {
	var known, missing []string
	for _, f := range all {
		if f.Answer == "?" {
			missing = append(missing, "“"+f.Title+"”")
		} else {
			known = append(known, "“"+f.Title+"” is answered "+answerWords(f.Answer))
		}
	}
	switch {
	case s == InDoubt && len(missing) > 0:
		return "; not known: " + strings.Join(missing, ", ")
	case len(known) > 0:
		return "; " + strings.Join(known, ", ")
	}
	return ""
}

func answerWords(text string) string {
	switch text {
	case "-":
		return "“does not apply”"
	case "?":
		return "“not known”"
	}
	return strings.ReplaceAll(text, "-", " ")
}

func is(s Standing, certain, doubt string) string {
	if s == Certain {
		return certain
	}
	return doubt
}

func prefixed(lead, text string) string {
	if text == "" {
		return ""
	}
	return lead + text
}

func quoted(all []string) []string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = "“" + s + "”"
	}
	return out
}

// names lists people and agencies in words.
func names(all []Who, last string) string {
	var titles []string
	for _, w := range all {
		titles = append(titles, w.Title)
	}
	if len(titles) == 0 {
		return "nobody in particular"
	}
	return joined(titles, last)
}

// joined lists texts: "a, b and c".
func joined(all []string, last string) string {
	switch n := len(all); n {
	case 0:
		return ""
	case 1:
		return all[0]
	default:
		return strings.Join(all[:n-1], ", ") + " " + last + " " + all[n-1]
	}
}
