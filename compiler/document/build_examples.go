package document

import (
	"slices"
	"strings"

	"concordat/compiler/checklist"
	"concordat/compiler/clock"
	"concordat/compiler/decide"
	"concordat/compiler/model"
	"concordat/compiler/ruleset"
	"concordat/compiler/scenario"
	"concordat/compiler/schema"
	"concordat/compiler/words"
)

// worked decides the examples by the rules, beside the rest of the work. The
// function that it returns waits for that; where the rules of a draft cannot be
// run, it has no results.
func worked(a *model.Agreement, checklists []checklist.Result, doc *model.Thing, opts Options) func() map[string]*scenario.Result {
	if len(a.Of("scenario")) == 0 {
		return func() map[string]*scenario.Result { return nil }
	}
	type outcome struct {
		results map[string]*scenario.Result
		broken  any // a mistake of ours, for the main thread to tell of
	}
	done := make(chan outcome, 1)
	go func() {
		out := outcome{results: map[string]*scenario.Result{}}
		defer func() {
			out.broken = recover()
			done <- out
		}()
		var r *ruleset.RuleSet
		if opts.Rules != nil {
			r = opts.Rules()
		} else {
			r = ruleset.From(a, checklists, doc, true)
		}
		results, _ := scenario.Run(r) // an error is about rules that a draft has not finished
		for i := range results {
			out.results[results[i].Scenario.Name] = &results[i]
		}
	}()
	return func() map[string]*scenario.Result {
		out := <-done
		done <- out
		if out.broken != nil {
			panic(out.broken)
		}
		return out.results
	}
}

// fewExamples are so many that they need no headings of their own.
const fewExamples = 8

// scenarios are the worked examples, each a family and what this agreement says
// of it, and why. A threshold document beside a protocol has only what it says of
// levels.
func (b *builder) scenarios() *section {
	s := &section{id: b.id("part.scenarios"), title: text("Worked examples")}
	all := b.of("scenario")
	if len(all) == 0 {
		return s
	}
	results := b.worked()
	lead := paragraph("These families are made up. Each example tells what is known of one, and what the rules say of it." + b.judgementOnce(examples))
	if b.elsewhere("scenarios") {
		if t := b.exampleTable(all, results); len(t.Rows) > 0 {
			s.add(lead, t)
		}
		return s
	}
	s.add(lead)
	if len(all) <= fewExamples {
		s.add(b.exampleList(all, results))
		return s
	}
	for _, level := range append(b.of("level"), nil) {
		var here []*model.Thing
		for _, x := range all {
			if levelOf(results[x.Name]) == nameOf(level) {
				here = append(here, x)
			}
		}
		if len(here) == 0 {
			continue
		}
		sub := &section{id: b.id("part.scenarios." + orNotCertain(nameOf(level))), title: text("Where the level is not certain")}
		if level != nil {
			sub.title = text(words.Title(level))
		}
		sub.add(b.exampleList(here, results))
		s.sub(sub)
	}
	return s
}

func nameOf(level *model.Thing) string {
	if level == nil {
		return ""
	}
	return level.Name
}

func orNotCertain(name string) string {
	if name == "" {
		return "not-certain"
	}
	return name
}

// levelOf is the level that an example certainly has, "" for none.
func levelOf(r *scenario.Result) string {
	if r == nil || r.Answer == nil || r.Answer.Level == nil || !r.Answer.Certain {
		return ""
	}
	return r.Answer.Level.Name
}

func (b *builder) exampleList(all []*model.Thing, results map[string]*scenario.Result) Definitions {
	var d Definitions
	for _, x := range all {
		item := Definition{ID: b.anchor(x), Term: b.titled(x)}
		item.Body = append(item.Body, b.prose(x)...)
		item.Body = append(item.Body, gaps(x)...)
		known, asked := b.family(x), b.asked(x)
		if len(known) > 0 && len(asked) > 0 {
			known = line(known, " ")
		}
		if known = line(known, asked); len(known) > 0 {
			item.Body = append(item.Body, Paragraph{Text: known})
		}
		if said := b.findings(x, results[x.Name]); len(said.Items) > 0 {
			item.Body = append(item.Body, said)
		} else {
			item.Body = append(item.Body, paragraph(Mark{GapMark, words.ToBeWritten}, " This example is not worked out yet."))
		}
		item.Body = append(item.Body, b.sources(x)...)
		d.Items = append(d.Items, item)
	}
	return d
}

// exampleTable is the same in short, for a document about levels.
func (b *builder) exampleTable(all []*model.Thing, results map[string]*scenario.Result) Table {
	t := Table{ID: b.id("part.scenarios.table"), Caption: text("Made-up families, and the level that these rules give"), RowHeaders: true,
		Header: header("Family", "What is known", "Level, and why"), Widths: shares(25, 39, 36)}
	for _, x := range all {
		r := results[x.Name]
		if r == nil || r.Answer == nil {
			continue
		}
		title := cell(b.otherLink(b.at[x], words.Title(x)), b.clause(x))
		t.Rows = append(t.Rows, Row{ID: b.anchor(x), Cells: []Cell{title, cell(b.family(x)), cell(sentence(b.levelSaid(r.Answer)))}})
	}
	return t
}

// asked is who asks and when, and when other things happen.
func (b *builder) asked(x *model.Thing) []Inline {
	var parts []Inline
	if from := b.refs(x, "from"); len(from) > 0 {
		parts = line("Asked by ", from)
	}
	if l := x.Line("at"); l != nil && !l.Date.IsZero() {
		if len(parts) > 0 {
			parts = line(parts, " on ", dayAndTime(l))
		} else {
			parts = line(words.Upper(dayAndTime(l)))
		}
	}
	var happened []Inline
	for _, l := range x.All("happened") {
		if l.Todo != nil || l.Bad || len(l.Refs) == 0 {
			continue
		}
		if len(happened) > 0 {
			happened = line(happened, "; ")
		}
		on := " on "
		said := b.pieces(words.Ref(l.Refs[0], nil))
		switch t := l.Refs[0].Thing; {
		case l.Refs[0].Event != "":
			said = text(schema.Label("event", l.Refs[0].Event))
		case t != nil && t.Kind == "step":
			on = " is done on "
		}
		happened = line(happened, said, on, dayAndTime(l))
	}
	if len(happened) > 0 {
		if len(parts) > 0 {
			parts = line(parts, ". ")
		}
		parts = line(parts, upper(happened))
	}
	if len(parts) == 0 {
		return nil
	}
	return line(parts, ".")
}

func dayAndTime(l *model.Line) string {
	at := dayText(l.Date)
	if l.Clock >= 0 {
		at += ", " + words.Clock(l.Clock)
	}
	return at
}

// dayText is a day with the day of the week.
func dayText(d model.Date) string { return clock.Date(d.Year, d.Month, d.Day).String() }

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
	out = line(out, b.because(a, a.Level.Name, decide.Certain))
	for _, n := range a.NotRuledOut {
		out = line(out, "; ", b.link(n.Name, n.Title), " is not ruled out")
	}
	return upper(out)
}

// because names the criteria that give a level.
func (b *builder) because(a *decide.Answer, level string, s decide.Standing) []Inline {
	var out []Inline
	for _, c := range a.Criteria {
		if c.Level != level || c.Standing != s {
			continue
		}
		if len(out) > 0 {
			out = line(out, "; ")
		}
		out = line(out, "“", b.link(c.Name, c.Title), "”", b.inBrackets(b.model.ByName[c.Name]))
	}
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
// and a step with its pathway.
func (b *builder) placeName(t *model.Thing) []Inline {
	if t.Kind == "step" {
		return b.pieces(words.Ref(model.Ref{Name: t.Name, Thing: t}, nil))
	}
	return line("“", b.name(t), "”", b.inBrackets(t))
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

// family is what is known, in one sentence or two.
func (b *builder) family(x *model.Thing) []Inline {
	var out []Inline
	given := x.Given
	for _, f := range x.Nested("family") {
		given = append(given[:len(given):len(given)], f.Given...)
	}
	for _, g := range given {
		said := b.pieces(words.Condition(g.Is))
		if len(out) > 0 {
			out = line(out, "; ")
		} else {
			said = upper(said)
		}
		out = line(out, said)
	}
	if len(out) == 0 {
		return nil
	}
	if x.Is("rest", "quiet") {
		return line(out, ". Nothing else gives cause for concern.")
	}
	return line(out, ". Nothing else is known.")
}
