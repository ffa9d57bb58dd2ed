package document

import (
	"concordat/compiler/checklist"
	"concordat/compiler/clock"
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

// family is what is known, in one sentence or two.
func (b *builder) family(x *model.Thing) []Inline {
	var out []Inline
	consent := false // is it said what the family answered?
	given := x.Given
	for _, f := range x.Nested("family") {
		given = append(given[:len(given):len(given)], f.Given...)
	}
	for _, g := range given {
		consent = consent || g.Is != nil && g.Is.Op == model.ConsentIs
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
		if consent {
			return line(out, ". Nothing else gives cause for concern.")
		}
		return line(out, ". The family agreed when it was asked, and nothing else gives cause for concern.")
	}
	return line(out, ". Nothing else is known.")
}
