package resolve

import (
	"fmt"
	"strings"

	"concordat/compiler/model"
	"concordat/compiler/schema"
	"concordat/dsl"
	"concordat/dsl/diag"
)

// caseKinds are the things that a condition may name.
var caseKinds = []string{"question", "criterion"}

// consentAnswers are what a family can say to an offer of help.
var consentAnswers = []string{"given", "refused", "not-asked"}

// condition reads a condition about a case, or returns nil.
func (c *cursor) condition() *model.Condition { return c.combine((*cursor).part) }

// combine reads parts joined by `and` or by `or`. The two must not mix on a
// line, so that there is no precedence to know.
func (c *cursor) combine(part func(*cursor) *model.Condition) *model.Condition {
	start := c.i
	c.anyValue = false
	first := part(c)
	if first == nil {
		return nil
	}
	parts := []*model.Condition{first}
	joint := ""
	mixed := c.anyValue
	for {
		w := c.word()
		if w != "and" && w != "or" || w == "or" && c.timeStarts() {
			break
		}
		if joint != "" && w != joint || w == "and" && mixed {
			return c.andOrMixed()
		}
		joint = w
		c.i++
		c.anyValue = false
		p := part(c)
		if p == nil {
			return nil
		}
		mixed = mixed || c.anyValue
		if joint == "and" && c.anyValue {
			c.i--
			return c.andOrMixed()
		}
		parts = append(parts, p)
	}
	if len(parts) == 1 {
		return first
	}
	op := model.All
	if joint == "or" {
		op = model.Any
	}
	if !c.compatible(op, parts) {
		return nil
	}
	return &model.Condition{Op: op, Parts: parts, Span: c.from(start)}
}

// compatible reports parts about one question that can never hold together, and
// those of which one always holds: `use is harmful and use is dependent`.
func (c *cursor) compatible(op model.ConditionOp, parts []*model.Condition) bool {
	if op != model.All && op != model.Any {
		return true
	}
	left := map[*model.Thing][]bool{} // by question, the answers that decide nothing yet
	for _, p := range parts {
		test, pass := p, true
		if p.Op == model.Not {
			test, pass = p.Parts[0], false
		}
		if test.Op != model.Question || test.Ref.Thing == nil || test.Ref.Thing.Answer == nil {
			continue
		}
		q := test.Ref.Thing
		before := left[q]
		if before == nil {
			left[q] = make([]bool, size(q.Answer))
		}
		some := false
		for i := range left[q] {
			open := (before == nil || before[i]) && (passes(test, q.Answer, i) == pass) == (op == model.All)
			left[q][i] = open
			some = some || open
		}
		if some {
			continue
		}
		d := diag.Diagnostic{
			Code: "empty-condition", Message: "no answer to " + tick(q.Name) + " passes all of these tests", At: diag.Label{Span: p.Span},
			Help: "write `or`, or `any of {`, if one of them is enough",
		}
		if op == model.Any {
			d.Message = "every answer to " + tick(q.Name) + " passes one of these tests"
			d.Help = "write `and`, or `all of {`, if all of them are meant; else take them out"
		}
		return c.fail(d)
	}
	return true
}

func (c *cursor) andOrMixed() *model.Condition {
	c.wrong("and-or-mixed", "`and` and `or` stand on the same line", "write `all of {` or `any of {`, with one part a line")
	return nil
}

// group reads `all of {`, `any of {`, `at least N of {` if it comes next.
func (c *cursor) group(part func(*cursor) *model.Condition) (cond *model.Condition, found bool) {
	start := c.i
	cond = &model.Condition{}
	switch {
	case c.word() == "all" || c.word() == "any":
		if c.word() == "any" {
			cond.Op = model.Any
		}
		c.i++
		if !c.take("of") {
			c.missing("`of` and a list in braces")
			return nil, true
		}
	case c.word() == "at" && c.wordAt(1) == "least":
		cond.Op = model.Count
		c.i += 2
		n, ok := c.wholeNumber()
		if !ok {
			return nil, true
		}
		cond.N = n
		if !c.take("of") {
			c.missing("`of` and a list in braces")
			return nil, true
		}
	default:
		return nil, false
	}
	cond.Span = c.from(start)
	if !c.isBlock() {
		c.missing("`{` and one part a line")
		return nil, true
	}
	if t := c.peek(); t != nil {
		c.wrong("extra-words", "nothing stands between `of` and `{`", "put each part of the condition on a line of its own, in the braces")
		return nil, true
	}
	ok := c.entries(func(sub *cursor) bool {
		p := sub.combine(part)
		if p != nil {
			cond.Parts = append(cond.Parts, p)
		}
		return p != nil
	})
	if !ok {
		return nil, true
	}
	if len(cond.Parts) == 0 {
		if len(c.item.Items) == 0 {
			c.emptyBlock(c.b, c.item)
		}
		c.failed = true
		return nil, true
	}
	if !c.compatible(cond.Op, cond.Parts) {
		return nil, true
	}
	if cond.Op == model.Count && (cond.N < 1 || cond.N > len(cond.Parts)) {
		c.fail(diag.Diagnostic{
			Code: "wrong-value", Message: fmt.Sprintf("%d of %d parts cannot be asked for", cond.N, len(cond.Parts)), At: diag.Label{Span: cond.Span},
			Help: fmt.Sprintf("write a number from 1 to %d", len(cond.Parts)),
		})
		return nil, true
	}
	return cond, true
}

// part reads one part of a condition about a case.
func (c *cursor) part() *model.Condition {
	start := c.i
	t := c.peek()
	if t == nil || t.Kind == dsl.Comma {
		c.missing("a condition")
		return nil
	}
	if t.Kind == dsl.String {
		return c.judgement(t)
	}
	if c.take("not") {
		if c.word() == "not" {
			c.wrong("wrong-value", "`not` stands here twice", "take one of the two out")
			return nil
		}
		inner := c.part()
		if inner == nil {
			return nil
		}
		return &model.Condition{Op: model.Not, Parts: []*model.Condition{inner}, Span: c.from(start)}
	}
	if cond, found := c.group((*cursor).part); found {
		return cond
	}
	switch {
	case t.Text == "level":
		return c.levelIs()
	case t.Text == "consent":
		return c.consentIs()
	case t.Text == "referrer":
		return c.referrerIs()
	}
	return c.named(t)
}

// judgement reads a condition in words: the same words are the same question.
func (c *cursor) judgement(t *dsl.Term) *model.Condition {
	words := strings.Join(strings.Fields(t.Text), " ")
	if words == "" {
		c.empty(t)
		return nil
	}
	c.plainText(t)
	c.i++
	if c.word() == "is" {
		c.wrong("wrong-test", "a condition in words is true or not", "take `is` and what follows out, or declare a `question` with answers")
		return nil
	}
	q := c.judgements[words]
	if q == nil {
		q = &model.WordsQuestion{Words: words}
		c.judgements[words] = q
		c.a.Judgements = append(c.a.Judgements, q)
	}
	q.Uses = append(q.Uses, t.Span)
	return &model.Condition{Op: model.InWords, Words: words, Span: t.Span}
}

// named reads a part that begins with a name.
func (c *cursor) named(t *dsl.Term) *model.Condition {
	start := c.i
	thing := c.things[t.Text]
	if thing == nil || thing.Kind != "question" && thing.Kind != "criterion" && thing.Kind != "event" {
		switch {
		case schema.VocabNamed("no-tell-reason").Has(t.Text):
			c.i++
			return &model.Condition{Op: model.Reason, Words: t.Text, Span: t.Span}
		case schema.VocabNamed("event").Has(t.Text):
			c.i++
			return &model.Condition{Op: model.EventIs, Ref: &model.Ref{Name: t.Text, Event: t.Text, Span: t.Span}, Span: t.Span}
		}
	}
	switch {
	case thing == nil && c.apart["term "+t.Text] == nil:
		return c.unknownCase(t)
	case thing == nil:
		c.wrongKind(t, c.apart["term "+t.Text], caseKinds)
		return nil
	}
	ref := &model.Ref{Name: t.Text, Thing: thing, Span: t.Span}
	switch thing.Kind {
	case "question":
		c.i++
		c.asked = thing
		cond := &model.Condition{Op: model.Question, Ref: ref}
		if !c.test(cond, thing) {
			return nil
		}
		cond.Span = c.from(start)
		return cond
	case "criterion", "event":
		if thing.Kind == "criterion" && c.b.kindName() == "question" {
			c.expects = "a question applies when other questions are answered so"
			c.wrongKind(t, thing, []string{"question"})
			return nil
		}
		c.i++
		if c.word() == "is" {
			c.wrong("wrong-test", article(thing.Kind)+" is true of a case or not", "take `is` and what follows out; `not` in front turns it round")
			return nil
		}
		op := model.Criterion
		if thing.Kind == "event" {
			op = model.EventIs
		}
		return &model.Condition{Op: op, Ref: ref, Span: t.Span}
	case "level":
		at := t.Span
		at.End = at.Start
		c.fail(diag.Diagnostic{
			Code: "wrong-kind", Message: tick(t.Text) + " is a level and stands alone", At: diag.Label{Span: t.Span},
			Help: "write " + tick("level is "+t.Text) + ", or " + tick("level is at least "+t.Text),
			Fix:  &diag.Fix{Edits: []diag.Edit{{Span: at, New: "level is "}}},
		})
		return nil
	}
	c.expects = "a condition names questions and criteria"
	c.wrongKind(t, thing, caseKinds)
	return nil
}

// unknownCase reads a part whose name nothing declares, so that the rest of the
// line can be read, and reports the name.
func (c *cursor) unknownCase(t *dsl.Term) *model.Condition {
	start := c.i
	if isNumber(t.Text) && c.wordAt(1) == "of" {
		c.wrong("wrong-value", tick(t.Text)+" stands alone", "write "+tick("at least "+t.Text+" of {"))
		return nil
	}
	if !isName(t.Text) {
		c.notAName(t, caseKinds)
		return nil
	}
	if c.asked != nil && c.i > 0 && fits(t.Text, []string{"is", "at", "under", "over"}) {
		c.wrong("wrong-test", "`"+t.Text+"` has no question in front", "write the name of the question again, such as `"+c.asked.Name+" is "+strings.TrimPrefix(t.Text+" …`", "is "))
		return nil
	}
	if reserved[t.Text] || fits(t.Text, []string{"both", "either", "neither"}) {
		c.conditionInWords(t)
		return nil
	}
	if c.asked != nil && c.asked.Answer != nil && answers(c.asked.Answer, t.Text) {
		c.wrong("wrong-test", tick(t.Text)+" is an answer to "+tick(c.asked.Name)+", and no condition of its own",
			"write `or` between answers of which any one will do")
		return nil
	}
	c.i++
	c.unknown = append(c.unknown, unknownUse{t.Span, t.Text, caseKinds})
	cond := &model.Condition{Op: model.Question, Ref: &model.Ref{Name: t.Text, Span: t.Span}, Values: []model.Value{{Word: "yes"}}}
	if !c.test(cond, nil) {
		return nil
	}
	cond.Span = c.from(start)
	return cond
}

// levelIs reads a test of the level of the case.
func (c *cursor) levelIs() *model.Condition {
	start := c.i
	switch k := c.b.kindName(); {
	case k == "criterion" || k == "question" || k == "judgement" || k == "" && c.entry != nil && c.entry.Keyword == "cannot-be":
		c.wrong("no-level-here", "the level cannot stand in "+describeCase(k), "write what it depends on instead: the level follows from the criteria, not the other way round")
		return nil
	}
	c.i++
	cond := &model.Condition{Op: model.LevelTest}
	if !c.take("is") {
		c.missing("`is` and a level")
		return nil
	}
	c.readTest(&cond.Test)
	if cond.Test == model.Under || cond.Test == model.Over {
		c.i--
		c.wrong("wrong-test", tick(c.word())+" is for numbers", "write `at most` or `at least` and the last level that is meant")
		return nil
	}
	for {
		ref, ok := c.name([]string{"level"})
		if !ok {
			return nil
		}
		cond.Levels = append(cond.Levels, ref)
		next := c.things[c.wordAt(1)]
		if c.word() != "or" || c.wordAt(2) == "is" || next == nil || next.Kind != "level" {
			break
		}
		c.i++
		c.anyValue = true
	}
	cond.Span = c.from(start)
	return cond
}

func describeCase(kind string) string {
	if kind == "" {
		return "`cannot-be`"
	}
	return article(kind)
}

// consentIs reads a test of what the family said.
func (c *cursor) consentIs() *model.Condition {
	start := c.i
	c.i++
	cond := &model.Condition{Op: model.ConsentIs}
	if !c.take("is") {
		c.missing("`is`, and `given`, `refused` or `not-asked`")
		return nil
	}
	if c.take("not") {
		cond.Test = model.IsNot
	}
	if !c.words(cond, "consent", consentAnswers) {
		return nil
	}
	cond.Span = c.from(start)
	return cond
}

// words reads the words of a test, of which any one will do.
func (c *cursor) words(cond *model.Condition, what string, among []string) bool {
	for {
		t := c.peek()
		if t == nil || t.Kind != dsl.Word {
			return c.missing(orList(ticks(among[:min(3, len(among))])))
		}
		if !fits(t.Text, among) {
			return c.unknownWord(t, what, among)
		}
		cond.Values = append(cond.Values, model.Value{Word: t.Text, Span: t.Span})
		c.i++
		if c.word() != "or" || !fits(c.wordAt(1), among) {
			return true
		}
		c.i++
		c.anyValue = true
	}
}

// referrerIs reads a test of who refers. It may only stand where somebody
// refers; and it never bears on the level: the same case has the same level
// whoever refers it.
func (c *cursor) referrerIs() *model.Condition {
	start := c.i
	switch c.b.kindName() {
	case "pathway", "step", "share", "escalation", "stage", "meeting":
	default:
		c.wrong("no-referrer-here", "nobody refers in "+describeCase(c.b.kindName()), "ask about the referrer in a pathway, a step, a share, an escalation or a meeting")
		return nil
	}
	c.i++
	cond := &model.Condition{Op: model.ReferrerIs}
	if !c.take("is") {
		c.missing("`is` and a kind of agency")
		return nil
	}
	if c.take("not") {
		cond.Test = model.IsNot
	}
	if !c.words(cond, "agency-kind", schema.VocabNamed("agency-kind").Names()) {
		return nil
	}
	cond.Span = c.from(start)
	return cond
}
