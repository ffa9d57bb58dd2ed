package document

import (
	"slices"
	"strings"

	"concordat/compiler/decide"
	"concordat/compiler/model"
	"concordat/compiler/scenario"
	"concordat/compiler/schema"
	"concordat/compiler/words"
)

// findings is what the rules say of an example: the level and why, who leads, and of
// the rest what the example is about.
func (b *builder) findings(x *model.Thing, r *scenario.Result) List {
	var l List
	add := func(label string, said []Inline) {
		if len(said) > 0 {
			l.Items = append(l.Items, ListItem{Blocks: []Block{Paragraph{Text: sentence(strong(label+": "), said)}}})
		}
	}
	if r == nil || r.Answer == nil || len(r.Checks) == 0 {
		return l
	}
	a := r.Answer
	add("Level", b.levelSaid(a))
	add("Think about", b.considered(a))
	add("First", b.firstSaid(a))
	add("Lead", b.leadSaid(a))
	open, closed := b.waysSaid(r)
	add("Open", open)
	add("Not open", closed)
	add("Who answers", b.linesSaid(x, "contact"))
	add("By when", b.dueSaid(x, a))
	add("Steps that are needed", b.linesSaid(x, "step"))
	add("Steps that are not", b.linesSaid(x, "no-step"))
	add("Consent", b.linesSaid(x, "consent"))
	add("Told", b.linesSaid(x, "tell"))
	add("Not told", b.linesSaid(x, "no-tell"))
	add("May be shared", b.linesSaid(x, "share"))
	add("May not be shared", b.linesSaid(x, "no-share"))
	if a.Ask != nil {
		add("Ask next", text(a.Ask.Title))
	}
	for i := range r.Checks {
		if c := &r.Checks[i]; !c.OK {
			add("Expected, and not so", line(Code(c.Text)))
		}
	}
	return l
}

// levelSaid is the level and the criteria that give it, or leave it in doubt.
func (b *builder) levelSaid(a *decide.Answer) []Inline {
	if a.Level == nil {
		return text("no criterion that gives a level is certainly met")
	}
	out := b.link(a.Level.Name, a.Level.Title)
	if !a.Certain {
		out = line("at least ", out)
	}
	out = line(out, b.because(a))
	for _, n := range a.NotRuledOut {
		out = line(out, "; ", b.link(n.Name, n.Title), " is not ruled out")
	}
	return upper(out)
}

// met names the criteria that give the level.
func (b *builder) met(a *decide.Answer) []Inline {
	var out []Inline
	for _, c := range a.Criteria {
		if c.Level != a.Level.Name || c.Standing != decide.Certain {
			continue
		}
		if len(out) > 0 {
			out = line(out, "; ")
		}
		out = line(out, "“", b.link(c.Name, c.Title), "”", b.inBrackets(b.model.ByName[c.Name]))
	}
	return out
}

// reasons is why the level is what it is, where that stands above.
func (b *builder) reasons(a *decide.Answer) []Inline {
	if out := b.met(a); len(out) > 0 {
		return out
	}
	return text("No criterion puts the family higher")
}

// because is the same within a sentence.
func (b *builder) because(a *decide.Answer) []Inline {
	out := b.met(a)
	switch {
	case len(out) == 0 && a.Certain:
		return text(", because no criterion puts the family higher")
	case len(out) == 0:
		return text(", because no criterion certainly puts the family higher")
	}
	return line(", because this is met: ", out)
}

func (b *builder) considered(a *decide.Answer) []Inline {
	var out []Inline
	for _, c := range a.Consider {
		if c.Standing != decide.Certain {
			continue
		}
		if len(out) > 0 {
			out = line(out, "; ")
		}
		level := b.model.ByName[c.Level]
		out = line(out, b.link(c.Level, words.Title(level)), ", because “", b.link(c.Name, c.Title), "”", b.inBrackets(b.model.ByName[c.Name]))
	}
	return out
}

// firstSaid is what stands before everything else, with the number to ring.
func (b *builder) firstSaid(a *decide.Answer) []Inline {
	var out []Inline
	for _, f := range a.First {
		if f.Standing != decide.Certain {
			continue
		}
		if len(out) > 0 {
			out = line(out, "; ")
		}
		out = line(out, f.Duty.Text)
		for _, c := range f.Duty.Contacts {
			said := c.Line
			if c.Instead != nil {
				said = *c.Instead
			}
			if said.Phone != "" {
				out = line(out, " (", b.link(said.Name, said.Title), ", "+said.Phone+")")
			}
		}
	}
	return upper(out)
}

func (b *builder) leadSaid(a *decide.Answer) []Inline {
	var out []Inline
	for _, l := range a.Leads {
		if len(out) > 0 {
			out = line(out, "; ")
		}
		out = line(out, b.link(l.Role.Name, words.Title(b.model.ByName[l.Role.Name])))
		if l.Standing != decide.Certain {
			out = line(out, " at ", b.link(l.Level, l.Level))
		}
	}
	return out
}

// waysSaid are the pathways that an example is about: those that are open and those
// that are not.
func (b *builder) waysSaid(r *scenario.Result) (open, closed []Inline) {
	named := func(what ...string) []string {
		var all []string
		for i := range r.Scenario.Expect {
			x := &r.Scenario.Expect[i]
			if !slices.Contains(what, x.What) {
				continue
			}
			for _, n := range x.Names {
				way, _, _ := strings.Cut(n, ".")
				if !slices.Contains(all, way) {
					all = append(all, way)
				}
			}
		}
		return all
	}
	for _, name := range named("pathway", "accepted", "not-accepted", "contact", "step", "due") {
		i := slices.IndexFunc(r.Answer.Pathways, func(p decide.Pathway) bool { return p.Name == name })
		if i < 0 {
			continue
		}
		p := &r.Answer.Pathways[i]
		if len(open) > 0 {
			open = line(open, "; ")
		}
		open = line(open, "“", b.link(p.Name, p.Title), "”", b.inBrackets(b.model.ByName[p.Name]))
		switch {
		case p.Standing != decide.Certain && p.AskFirst:
			open = line(open, ", if the family agrees")
		case p.Standing != decide.Certain:
			open = line(open, ", which is in doubt")
		case p.Accepted == "no":
			open = line(open, ", though the receiver does not take the family by its own rule")
		}
	}
	for _, name := range named("no-pathway") {
		if t := b.model.ByName[name]; t != nil && !slices.ContainsFunc(r.Answer.Pathways, func(p decide.Pathway) bool { return p.Name == name }) {
			if len(closed) > 0 {
				closed = line(closed, "; ")
			}
			closed = line(closed, "“", b.name(t), "”", b.inBrackets(t))
		}
	}
	return open, closed
}

// dueSaid is by when something has to be done in the steps, the rules for sharing
// and the levels that an example has moments for. One without any, but with a
// moment of its own, says it of the first step that has one.
func (b *builder) dueSaid(x *model.Thing, a *decide.Answer) []Inline {
	var names []string
	moments := map[string][]string{}
	for _, answer := range x.Nested("answer") {
		for _, l := range answer.Lines {
			if l.Keyword != "due" || l.Bad || len(l.Refs) == 0 || l.Refs[0].Thing == nil {
				continue
			}
			path := l.Refs[0].Thing.Path()
			if !slices.Contains(names, path) {
				names = append(names, path)
			}
			if len(l.To) == 0 {
				moments[path] = append(moments[path], dueText(l))
			}
		}
	}
	var out []Inline
	for _, path := range names {
		if len(out) > 0 {
			out = line(out, "; ")
		}
		t := b.thingAt(path)
		out = line(out, b.placeName(t))
		if m := moments[path]; len(m) > 0 {
			out = line(out, " by ", words.Strings(m, "and"))
			continue
		}
		for _, l := range x.Nested("answer")[0].Lines { // only for some of those concerned
			if l.Keyword == "due" && len(l.To) > 0 && l.Refs[0].Thing == t {
				out = line(out, " for ", b.names(l.To), " by ", dueText(l))
				break
			}
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, p := range a.Pathways {
		for _, s := range p.Steps {
			if p.Standing == decide.Certain && s.Due != nil && s.Due.At != "" && s.Standing == decide.Certain && !s.OnlyThen && p.About == "child" {
				t := b.thingAt(p.Name + "." + s.Name)
				return line(b.placeName(t), " ", s.Due.Text)
			}
		}
	}
	return nil
}

func dueText(l *model.Line) string {
	if l.Clock < 0 {
		return "the end of " + dayText(l.Date)
	}
	return words.Clock(l.Clock) + " on " + dayText(l.Date)
}

// linesSaid joins the values of the lines of an answer with a keyword.
func (b *builder) linesSaid(x *model.Thing, keyword string) []Inline {
	var out []Inline
	for _, a := range x.Nested("answer") {
		for _, l := range a.Lines {
			if l.Keyword != keyword || l.Bad {
				continue
			}
			if len(out) > 0 {
				out = line(out, "; ")
			}
			out = line(out, b.answerValue(l))
		}
	}
	return out
}

func (b *builder) answerValue(l *model.Line) []Inline {
	switch {
	case l.Todo != nil:
		return gapInline(l.Todo)
	case l.Consent != "":
		purposes := make([]string, len(l.Words))
		for i, w := range l.Words {
			purposes[i] = schema.Label("consent-purpose", w.Name)
		}
		said := line(spaced(l.Consent), " for ", words.Strings(purposes, "and"))
		if len(l.Refs) > 0 {
			said = line(said, " under ", b.quotedNames(l.Refs))
		}
		return said
	case len(l.To) > 0 && l.Keyword == "share" || l.Keyword == "no-share" && len(l.To) > 0:
		return line(b.quotedNames(l.Refs), " with ", b.pieces(words.Refs(l.To, "and", nil)))
	case len(l.To) > 0:
		return line(b.pieces(words.Refs(l.To, "and", nil)), " in ", b.quotedNames(l.Refs))
	}
	return b.quotedNames(l.Refs)
}

// quotedNames are the titles of things in quotation marks, with their clauses.
func (b *builder) quotedNames(refs []model.Ref) []Inline {
	var out []Inline
	for i, r := range refs {
		if i > 0 {
			out = line(out, ", ")
		}
		if r.Thing == nil {
			out = line(out, b.pieces(words.Ref(r, nil)))
			continue
		}
		out = line(out, b.placeName(r.Thing))
	}
	return out
}

// placeName is how a thing is named in a list of several: by its title and clause,
// which also says the pathway of a step.
func (b *builder) placeName(t *model.Thing) []Inline {
	name := b.name(t)
	if t.Kind == "step" {
		b.cited[t] = true
		name = []Inline{Link{To: b.to(t), Text: text(words.Title(t))}}
	}
	return line("“", name, "”", b.inBrackets(t))
}

// inBrackets is a clause number within a sentence.
func (b *builder) inBrackets(t *model.Thing) []Inline {
	if c := b.clauses[t]; c != "" {
		return text(" (" + c + ")")
	}
	return nil
}

// link is the title of something as a link to its place.
func (b *builder) link(name, title string) []Inline {
	if t := b.model.ByName[name]; t != nil {
		return b.name(t)
	}
	return text(title)
}

// thingAt returns what a name, or a pathway and a step with a dot between them,
// stands for.
func (b *builder) thingAt(path string) *model.Thing {
	name, part, _ := strings.Cut(path, ".")
	t := b.model.ByName[name]
	if part == "" || t == nil {
		return t
	}
	for _, c := range t.Children {
		if c.Name == part {
			return c
		}
	}
	return t
}
