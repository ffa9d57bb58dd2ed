package decide

import (
	"fmt"
	"strings"

	"concordat/compiler/ruleset"
	"concordat/compiler/schema"
)

// explain says why each part of the answer is as it is, with the clause and the
// line of the rule. Steps and duties say that of themselves.
func (d *decision) explain() {
	a := d.out
	a.Explanation = []Reason{}
	for _, f := range a.First {
		text := "nothing delays it: " + f.Duty.Text
		if f.Standing == InDoubt {
			text = "nothing would delay it if it turned out that " + joined(quoted(f.If), "or") + ": " + f.Duty.Text
		}
		d.why("first", f.Standing, f.Duty.Place, "%s", text)
	}
	d.explainLevel()
	for _, c := range a.Criteria {
		d.why("criterion", c.Standing, c.Place, "“%s” %s: it holds when %s%s", c.Title, is(c.Standing, "is met", "is in doubt"), c.When, resting(c.Because, c.Standing))
	}
	for _, c := range a.Consider {
		d.why("criterion", c.Standing, c.Place, "“%s” %s, which is a reason to think about %s and decides nothing: it holds when %s%s", c.Title, is(c.Standing, "is met", "is in doubt"), c.LevelTitle, c.When, resting(c.Because, c.Standing))
	}
	for _, j := range a.Judgements {
		d.why("judgement", j.Standing, j.Place, "“%s” is left to %s%s, because %s", j.Title, j.By.Title, is(j.Standing, "", ", if "+j.When), j.Because)
	}
	for _, l := range a.Leads {
		d.why("lead", l.Standing, l.Place, "at %s %s leads%s%s", l.LevelTitle, l.Role.Title, prefixed(" when ", l.When), prefixed(", because ", l.Because))
	}
	for _, c := range a.Consent {
		d.why("consent", c.Standing, c.Place, "at %s %s", c.LevelTitle, c.text())
	}
	for _, p := range a.Pathways {
		d.explainPathway(p)
	}
	for _, s := range a.Shares {
		d.why("share", s.Standing, s.Place, "“%s” lets %s share with %s%s%s", s.Title, names(s.From, "or"), names(s.To, "and"), prefixed(" when ", s.When), is(s.Standing, "", ", which is in doubt"))
	}
	for _, s := range a.Services {
		d.why("service", s.Standing, s.Place, "“%s” is there at this level%s%s", s.Title, prefixed(" when ", s.When), is(s.Standing, "", ", which is in doubt"))
	}
	if a.Ask != nil {
		d.why("ask", Certain, a.Ask.Place, "“%s” is asked next: %s", a.Ask.Title, a.Ask.Why)
	}
}

func (d *decision) why(about string, s Standing, at ruleset.Place, format string, values ...any) {
	d.out.Explanation = append(d.out.Explanation, Reason{about, s, fmt.Sprintf(format, values...), at})
}

func (d *decision) explainLevel() {
	a := d.out
	met := false
	for _, c := range a.Criteria {
		if a.Level != nil && c.Level == a.Level.Name && c.Standing == Certain {
			d.why("level", Certain, c.Place, "%s, because “%s” is met: it holds when %s%s", a.Level.Title, c.Title, c.When, resting(c.Because, Certain))
			met = true
		}
	}
	switch {
	case a.Level == nil:
		d.why("level", Certain, d.e.Rules.Document.Place, "no criterion that gives a level is certainly met")
	case !met:
		d.why("level", Certain, a.Level.Place, "%s, because no criterion certainly puts the case higher", a.Level.Title)
	}
	for _, n := range a.NotRuledOut {
		for _, c := range a.Criteria {
			if c.Level == n.Name && c.Standing == InDoubt {
				d.why("level", InDoubt, c.Place, "%s is not ruled out, because “%s” is in doubt", n.Title, c.Title)
			}
		}
	}
}

func (d *decision) explainPathway(p Pathway) {
	rule := d.e.pathway(p.Name)
	text := is(p.Standing, "open", "perhaps open")
	if d.actor != nil {
		text += " to " + names(p.From, "or")
	}
	if p.EveryLevel {
		text += ", at every level"
	} else {
		var levels []string
		for _, l := range rule.Levels {
			if n, ok := d.e.levels[l]; ok {
				levels = append(levels, d.e.Rules.Levels[n].Number)
			}
		}
		text += ", at level " + joined(levels, "or")
	}
	if rule.When != nil {
		text += ", when " + rule.When.Text
	}
	d.why("pathway", p.Standing, p.Place, "“%s” is %s", p.Title, text)
	if p.AcceptedWhen != "" && p.Accepted != string(Certain) {
		d.why("pathway", p.Standing, p.Place, "“%s” takes the family on when %s, which %s", p.Title, p.AcceptedWhen, map[string]string{"no": "is not so", "in-doubt": "is in doubt"}[p.Accepted])
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
