package resolve

import (
	"strings"

	"concordat/compiler/model"
	"concordat/compiler/schema"
	"concordat/dsl"
	"concordat/dsl/diag"
)

// readAll reads the lines of a block and of the blocks in it, in written order.
func (r *resolver) readAll(b *block) {
	if b.thing != nil {
		r.finishHead(b)
		if b.thing.Kind == "family" {
			for _, p := range b.parts {
				r.given(b, p.item)
			}
			return
		}
	}
	for _, p := range b.parts {
		switch {
		case p.block != nil:
			r.readAll(p.block)
		case p.prose:
			r.readProse(b, p.item)
		case p.quote:
			r.readItem(b, p.item)
		default:
			r.readLine(b, p.item, p.entry, p.guessed)
		}
	}
	if b.thing != nil {
		r.checkLines(b)
	}
}

// readLine reads one line of a block, or of the top level.
func (r *resolver) readLine(b *block, it *dsl.Item, e *schema.Entry, guessed bool) {
	l := &model.Line{Keyword: e.Keyword, Owner: b.thing, Span: it.Span, Clock: -1}
	if n := len(it.Terms); n > 1 {
		l.Value = diag.Span{Source: it.Span.Source, Start: it.Terms[1].Span.Start, End: it.Terms[n-1].Span.End}
	} else {
		l.Value = diag.Span{Source: it.Span.Source, Start: it.Head.End, End: it.Head.End}
	}
	if b.thing != nil {
		b.thing.Lines = append(b.thing.Lines, l)
	} else if e.Keyword == "cannot-be" {
		r.a.CannotBe = append(r.a.CannotBe, l)
	}
	c := &cursor{resolver: r, b: b, item: it, terms: it.Terms, i: 1, entry: e, line: l, quiet: guessed}
	texts := len(r.texts)
	if it.Kind == dsl.BlockItem && len(it.Items) == 0 && !it.Broken {
		r.emptyBlock(b, it)
		c.failed = true
	}
	if c.word() == "todo" && e.Phrase != schema.TodoLine && !c.isBlock() {
		c.todo(&l.Todo)
	} else {
		_ = c.phrase(l, e) && c.tail(l, e)
	}
	c.finish()
	c.flush()
	if c.failed || it.Broken || guessed && len(c.unknown) > 0 {
		l.Bad = true
		b.partial()
		r.texts = r.texts[:texts]
	}
	if e.Phrase == schema.TodoLine && b.thing != nil && b.thing.Todo == nil && l.Todo != nil {
		b.thing.Todo = l.Todo
	}
}

// phrase reads the value of a line.
func (c *cursor) phrase(l *model.Line, e *schema.Entry) bool {
	switch e.Phrase {
	case schema.Flag:
		return true
	case schema.Text:
		text, ok := c.text()
		l.Texts = append(l.Texts, text)
		return ok
	case schema.Texts:
		return c.list("words in quotation marks", func(c *cursor) bool {
			if c.word() == "todo" {
				return c.todo(&l.Todo)
			}
			text, ok := c.text()
			if ok {
				l.Texts = append(l.Texts, text)
			}
			return ok
		})
	case schema.Choice:
		return c.choice(l, e)
	case schema.Choices:
		return c.list("a word", func(c *cursor) bool { return c.choice(l, e) })
	case schema.RefOne:
		return c.addRef(&l.Refs, e.Kinds)
	case schema.Refs:
		return c.list("the name of "+orList(articles(e.Kinds)), func(c *cursor) bool { return c.addRef(&l.Refs, e.Kinds) })
	case schema.Parties:
		return c.list("the name of "+orList(articles(e.Kinds)), func(c *cursor) bool {
			ref, ok := c.party(e.Kinds)
			if ok {
				c.addTo(&l.Refs, ref)
			}
			return ok
		})
	case schema.Rank:
		return c.rank(l)
	case schema.Date, schema.DateBy, schema.DateText, schema.Moment:
		return c.dates(l, e)
	case schema.Every:
		if !c.take("every") {
			return c.missing("`every` and a length of time")
		}
		var ok bool
		l.Duration, ok = c.every()
		return ok
	case schema.Duration:
		var ok bool
		l.Duration, ok = c.duration()
		return ok
	case schema.Hours:
		var ok bool
		l.Hours, ok = c.hours()
		return ok
	case schema.DutyLine:
		return c.duty(l)
	case schema.Cond:
		l.Condition = c.condition()
		return l.Condition != nil
	case schema.ConsentLine:
		return c.consent(l, e)
	case schema.Then:
		return c.then(l, e)
	case schema.Moves:
		return c.moves(l, e)
	case schema.OutcomeLine:
		return c.outcome(l, e)
	case schema.Labels:
		return c.list("a name and words in quotation marks", func(c *cursor) bool { return c.label(l) })
	case schema.Gap:
		rows, ok := c.gap()
		l.Rows = append(l.Rows, rows...)
		return ok
	case schema.AllowLine:
		return c.allow(l)
	case schema.Action:
		return c.action(l, e)
	case schema.Overseen:
		return c.overseen(l, e)
	case schema.Ages:
		return c.ages(l)
	case schema.LevelTest:
		l.AtLeast = c.takeAll("at", "least")
		return c.addRef(&l.Refs, e.Kinds)
	case schema.DueLine:
		return c.due(l, e)
	case schema.HappenedLine:
		return c.happened(l, e)
	case schema.WithWhom:
		return c.withWhom(l, e)
	case schema.WhoIn:
		return c.whoIn(l, e)
	case schema.ConsentIn:
		return c.consentIn(l, e)
	case schema.UseLine:
		return c.use(l)
	case schema.Selection:
		l.Query = c.selection()
		return l.Query != nil
	case schema.Need:
		l.Query = c.need()
		return l.Query != nil
	case schema.ValueWord:
		return c.quietAnswer()
	case schema.TodoLine:
		c.i--
		c.todo(&l.Todo)
		if c.word() != "" {
			return c.unquoted()
		}
		return true
	}
	panic("resolve: a phrase of the schema has no reader")
}

// tail reads what may end a line: a time, a case and a reason, in that order.
func (c *cursor) tail(l *model.Line, e *schema.Entry) bool {
	if c.timeStarts() && l.Times == nil {
		var ok bool
		if l.Times, ok = c.times(); !ok {
			return false
		}
	}
	if w := c.word(); (w == "when" || w == "unless") && e.Case {
		start := c.i
		c.i++
		if c.word() == "todo" {
			return c.wrong("wrong-value", "`todo` stands for a whole value, not for a case", "write the case, or `"+e.Keyword+" todo \"…\"` in place of the line")
		}
		cond := c.condition()
		if cond == nil {
			return false
		}
		if w == "unless" {
			cond = &model.Condition{Op: model.Not, Parts: []*model.Condition{cond}, Span: c.from(start)}
		}
		l.Case = cond
	}
	if c.word() == "because" {
		return c.because(l)
	}
	return true
}

// because reads a reason: in words, or one that the law knows.
func (c *cursor) because(l *model.Line) bool {
	start := c.i
	c.i++
	t := c.peek()
	b := &model.Because{}
	switch {
	case t == nil || t.Kind == dsl.Comma:
		return c.missing("the reason, in quotation marks")
	case t.Kind == dsl.String:
		b.Text, _ = c.text()
	case t.Text == "todo":
		c.i++
		b.Word = "todo"
	case schema.VocabNamed("no-consent-reason").Has(t.Text), schema.VocabNamed("no-tell-reason").Has(t.Text):
		b.Word = t.Text
		c.i++
	default:
		names := append(schema.VocabNamed("no-consent-reason").Names(), schema.VocabNamed("no-tell-reason").Names()...)
		if c.i == len(c.terms)-1 && (strings.Contains(t.Text, "-") || meant(t.Text, names) != "") {
			return c.unknownWord(t, "no-consent-reason", names)
		}
		return c.unquoted()
	}
	b.Span = c.from(start)
	l.Because = b
	return true
}

// leftOver reports a term behind all that could be read.
func (c *cursor) leftOver(t *dsl.Term) {
	at := t.Span
	d := diag.Diagnostic{Code: "extra-words", Message: tick(t.Span.Text()) + " does not fit here", At: diag.Label{Span: at}}
	keyword := ""
	if c.entry != nil {
		keyword = c.entry.Keyword
	}
	duty := c.entry != nil && c.entry.Phrase == schema.DutyLine
	caseOf := func() string {
		if c.entry != nil && c.entry.Case {
			return "a line ends with a time, then a case, then a reason"
		}
		return tick(keyword) + " takes no case; put it on a duty, or on a line that can hold one"
	}
	switch {
	case t.Kind == dsl.Comma && c.listed:
		d.Message = "a comma stands where the entry should end"
		d.Help = "write one entry a line"
	case t.Kind == dsl.Comma:
		d.Message = "a comma stands where the line should end"
		d.Help = "take it out, and what follows it"
		if c.entry != nil && !c.entry.Many {
			d.Help = tick(keyword) + " takes one value; take the others out"
		}
		if c.i == len(c.terms)-1 {
			d.Code = "comma-not-needed"
			d.Fix = &diag.Fix{Edits: []diag.Edit{{Span: at}}, Safe: true}
		}
	case c.beginsLine(t.Text):
		d.Message = "a second line begins with " + tick(t.Text)
		d.Help = "begin a new line before it"
	case c.entry != nil && (c.entry.Phrase == schema.Need || c.entry.Phrase == schema.Selection) && fits(t.Text, []string{"with", "whose", "that", "which"}):
		d.Help = "write `where`"
	case t.Kind == dsl.String:
		d.Message = "words in quotation marks do not fit here"
		d.Help = "end the line before them; `because` in front gives a reason"
	case t.Text == "if" || t.Text == "where" && duty:
		d.Message = tick(t.Text) + " does not begin a case"
		d.Help = "write `when`"
		if c.entry != nil && c.entry.Case {
			d.Fix = &diag.Fix{Edits: []diag.Edit{{Span: at, New: "when"}}, Safe: true}
		}
	case c.timeStarts() && c.line != nil && (c.line.Case != nil || c.line.Because != nil):
		d.Message = "the time stands at the end of the line"
		d.Help = "a line ends with a time, then a case, then a reason"
	case t.Text == "because" && c.line != nil && c.line.Because != nil:
		d.Message = "the line has a reason already"
		d.Help = "put both reasons into the same quotation marks"
	case (t.Text == "when" || t.Text == "unless") && c.line != nil && c.line.Case != nil && c.line.Because == nil:
		d.Message = "the line has a case already"
		d.Help = "join the two with `and`, or with `or` if any one of them will do"
	case tailWord(t.Text) && c.line != nil && c.line.Because != nil:
		d.Message = "the case stands behind the reason"
		d.Help = "a line ends with a time, then a case, then a reason"
	case tailWord(t.Text):
		d.Help = caseOf()
		if c.entry == nil {
			d.Help = "end the first line of the block before it"
		}
	case c.listed:
		d.Help = "write one entry a line"
	case duty && c.noLater():
		return
	case duty && inEnglish(c, t, &d):
	case duty && (t.Text == "about" || t.Text == "on" || t.Text == "of"):
		d.Help = "a duty is: verb, what, `to` whom, `by` way, time, case, reason; name the subject without " + tick(t.Text) + ", or use quotation marks"
	case duty:
		d.Help = "put a comma in front if it belongs to a list; a duty is: verb, what, `to` whom, `by` way, time, case, reason"
	case c.entry == nil:
		d.Help = "end the first line of the block before it"
	default:
		d.Help = "end the line before it"
		if p := c.entry.Phrase.Describe(); p.Form != "" {
			d.Help += "; " + tick(keyword) + " is written " + tick(keyword+" "+p.Form)
		}
	}
	c.fail(d)
}

// beginsLine says whether a word on a line that is no duty is the keyword of
// another line of the same block.
func (c *cursor) beginsLine(word string) bool {
	if c.entry == nil || c.listed || c.entry.Phrase == schema.DutyLine || tailWord(word) || word == c.entry.Keyword {
		return false
	}
	return places[c.b.kindName()].entries[word] != nil
}

// emptyBlock reports braces with nothing in them.
func (r *resolver) emptyBlock(b *block, it *dsl.Item) bool {
	end := it.Span
	end.Start = it.Head.End
	d := diag.Diagnostic{
		Code: "empty-block", Message: "there is nothing between the braces", At: diag.Label{Span: it.Head},
		Help: "write `todo` between them if it is still to be written, or take the braces out",
	}
	r.report(b, d)
	return false
}

// readItem reads a line that begins with a quotation mark.
func (r *resolver) readItem(b *block, it *dsl.Item) {
	c := &cursor{resolver: r, b: b, item: it, terms: it.Terms}
	if it.Terms[0].Kind == dsl.Comma {
		c.wrong("unknown-keyword", "a line begins with a comma", "take the comma out, and begin the line with a keyword")
		b.partial()
		return
	}
	if b.kind == nil || b.kind.Items == schema.NoItems {
		where := "outside all braces"
		if b.kind != nil {
			where = "in " + article(b.kindName())
		}
		help := "begin the line with a keyword: a line of its own in quotation marks cannot stand " + where
		if b.kindName() == "section" {
			help = unmarkedHelp
		}
		c.wrong("no-keyword", "no keyword stands in front of the words", help)
		b.partial()
		return
	}
	text, _ := c.text()
	item := model.Item{Text: text}
	if b.kind.Items == schema.LinkedItems && c.take("as") {
		ref, ok := c.name([]string{"question"})
		if ok {
			item.As = &ref
		}
	}
	c.finish()
	c.flush()
	if c.failed {
		b.partial()
	}
	b.thing.Items = append(b.thing.Items, item)
}
