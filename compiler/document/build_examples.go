package document

import (
	"slices"
	"sync"

	"concordat/compiler/clock"
	"concordat/compiler/model"
	"concordat/compiler/ruleset"
	"concordat/compiler/scenario"
	"concordat/compiler/schema"
	"concordat/compiler/words"
)

// beside does some work beside the rest. The function that it returns waits for
// what came of it, and breaks as the work did.
func beside[T any](work func() T) func() T {
	type outcome struct {
		result T
		broken any // a mistake of ours, for the main thread to tell of
	}
	done := make(chan outcome, 1)
	go func() {
		var out outcome
		defer func() {
			out.broken = recover()
			done <- out
		}()
		out.result = work()
	}()
	return sync.OnceValue(func() T {
		out := <-done
		if out.broken != nil {
			panic(out.broken)
		}
		return out.result
	})
}

// worked decides the examples by the rules. Where the rules of a draft cannot be
// run, there are no results.
func worked(r *ruleset.RuleSet) map[string]*scenario.Result {
	all := map[string]*scenario.Result{}
	results, _ := scenario.Run(r) // an error is about rules that a draft has not finished
	for i := range results {
		all[results[i].Scenario.Name] = &results[i]
	}
	return all
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
		told, short := b.apart(here, results)
		if len(told) > 0 {
			sub.add(b.exampleList(told, results))
		}
		if len(short) > 0 {
			sub.add(b.shortExamples(level, short, results))
		}
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

// apart divides examples into those that have a story to tell, or more to say than
// why a family is at a level, and those that stand in a table.
func (b *builder) apart(all []*model.Thing, results map[string]*scenario.Result) (told, short []*model.Thing) {
	for _, x := range all {
		plain := len(x.Prose) == 0 && results[x.Name] != nil && !x.Has("at") && !x.Has("happened") && !x.Has("source")
		for _, a := range x.Nested("answer") {
			for _, l := range a.Lines {
				plain = plain && in(l.Keyword, aboutLevel)
			}
		}
		if r := results[x.Name]; plain {
			for i := range r.Checks {
				plain = plain && r.Checks[i].OK
			}
		}
		if plain {
			short = append(short, x)
		} else {
			told = append(told, x)
		}
	}
	return told, short
}

// aboutLevel are the expectations that say which level a family is at.
var aboutLevel = []string{"level", "consider", "no-consider", "lead"}

// shortExamples are the examples of one level that only show why a family is at
// it; of no level, where the level is not certain.
func (b *builder) shortExamples(level *model.Thing, all []*model.Thing, results map[string]*scenario.Result) Table {
	t := Table{ID: b.id("part.scenarios." + orNotCertain(nameOf(level)) + ".table"), Caption: text("More families whose level is not certain, and why"), RowHeaders: true,
		Header: header("Family", "What is known", "Why"), Widths: shares(28, 38, 34)}
	if level != nil {
		t.Caption = text("More families at " + words.Title(level) + ", and why")
	}
	quiet := !slices.ContainsFunc(all, func(x *model.Thing) bool { return !x.Is("rest", "quiet") })
	if quiet {
		t.Caption = line(t.Caption, "; nothing else gives cause for concern")
	}
	for _, x := range all {
		a := results[x.Name].Answer
		why := cell(sentence(b.levelSaid(a)))
		if a.Level != nil && a.Certain {
			why = cell(sentence(b.reasons(a)))
		}
		if think := b.considered(a); len(think) > 0 {
			why.Blocks = append(why.Blocks, Paragraph{Text: sentence(strong("Think about: "), think)})
		}
		t.Rows = append(t.Rows, Row{ID: b.anchor(x), Cells: []Cell{cell(b.titled(x)), cell(b.known(x, !quiet)), why}})
	}
	return t
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

// family is what is known, in two sentences.
func (b *builder) family(x *model.Thing) []Inline { return b.known(x, true) }

// known is the same without the second sentence, which says how much of the rest is
// known, unless that is asked for.
func (b *builder) known(x *model.Thing, rest bool) []Inline {
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
	switch {
	case !rest:
		return sentence(out)
	case x.Is("rest", "quiet") && !consent:
		return line(out, ". The family agreed when it was asked, and nothing else gives cause for concern.")
	case x.Is("rest", "quiet"):
		return line(out, ". Nothing else gives cause for concern.")
	}
	return line(out, ". Nothing else is known.")
}
