package resolve

import (
	"strings"

	"concordat/compiler/model"
	"concordat/compiler/schema"
	"concordat/dsl"
	"concordat/dsl/diag"
)

// partyKinds are the things that a duty can be done to or with.
var partyKinds = []string{"agency", "team", "role", "group"}

// objectKinds are the things that a duty can be about.
var objectKinds = []string{"document", "meeting", "share", "training", "plan", "pathway", "service", "level", "question", "term", "protocol", "thresholds", "escalation", "audit", "section", "indicators", "judgement", "criterion", "event", "step", "stage", "contract"}

var dutyKinds = append(append([]string{}, partyKinds...), objectKinds...)

// needs are the verbs that say nothing without somebody behind them, or without
// something.
var needs = makeNeeds()

func makeNeeds() map[string]string {
	m := map[string]string{}
	for _, v := range strings.Fields("telephone tell ask invite visit involve see contact consult refer support supervise train") {
		m[v] = "whom"
	}
	for _, v := range strings.Fields("send share give offer provide attend hold record keep read store publish make identify follow agree review " +
		"check discuss prepare update write explain confirm monitor challenge consider open close prioritise screen protect plan refuse") {
		m[v] = "what"
	}
	return m
}

// complete reports a duty whose verb lacks what it cannot be without. Words in
// quotation marks may stand for either; what stands behind `to` is neither, but
// one refers to somebody and consults with them.
func (c *cursor) complete(d *model.Duty) bool {
	need := needs[d.Verb.Name]
	if need == "" || len(d.Items) > 0 {
		return true
	}
	with := map[string]string{"refer": "to", "consult": "with", "contact": "with"}[d.Verb.Name]
	for _, p := range d.Parties {
		if p.Prep == "" || need == "whom" && p.Prep == with {
			return true
		}
	}
	for _, o := range d.Objects {
		switch {
		case need == "what" && (o.Prep == "" || o.Prep == "for"), o.Text != nil && (o.Prep == "" || o.Prep == with):
			return true
		case o.Prep == "" && o.Ref != nil && (o.Ref.Todo || o.Ref.Thing != nil && (o.Ref.Thing.Kind == "service" || o.Ref.Thing.Kind == "meeting")):
			return true
		}
	}
	return c.fail(diag.Diagnostic{
		Code: "missing-value", Message: "the duty does not say " + tick(d.Verb.Name) + " " + need, At: diag.Label{Span: d.Verb.Span},
		Help: "write a name, or words in quotation marks, after the verb",
	})
}

// duty reads a duty sentence up to its tail.
func (c *cursor) duty(l *model.Line) bool {
	d := &model.Duty{Modality: model.Modality(l.Keyword)}
	start := c.i
	if c.word() == "not" && c.wordAt(1) != "before" {
		if d.Modality != model.Must {
			return c.wrong("which-not", tick(l.Keyword+" not")+" can be read in two ways", "write `must not` for what is forbidden, or say what somebody may or should do instead")
		}
		c.i++
		d.Modality = model.MustNot
	}
	if c.isString() {
		if schema.Nominal(c.peek().Text) {
			return c.wrong("unknown-verb", "no verb stands between "+tick(c.terms[c.i-1].Text)+" and these words",
				"write what is done in front of them, such as `keep` or `record`; a duty wholly in quotation marks begins with its verb")
		}
		text, ok := c.text()
		if !ok {
			return false
		}
		d.Words, d.Span = &text, c.from(start)
		l.Duty = d
		return true
	}
	if !c.verb(d) {
		return false
	}
	prep := ""
	joints := map[string]bool{}
	for {
		if !c.dutyValues(d, prep) {
			return false
		}
		if w := c.word(); dutyWord(w) {
			if joints[w] {
				return c.wrong("extra-words", tick(w)+" stands in this duty twice", "write one list behind the first "+tick(w)+", with commas for all of them or `or` for any one")
			}
			joints[w] = true
		}
		switch w := c.word(); w {
		case "to", "with", "from", "for":
			prep = w
			c.i++
			if t := c.peek(); t == nil || t.Kind == dsl.Comma || c.tailStarts() || t.Text == "by" {
				return c.missing("the name of who or what comes after " + tick(w))
			}
			continue
		case "by":
			if !c.ways(d) {
				return false
			}
			switch c.word() {
			case "to", "with", "from", "for":
				continue
			}
		}
		break
	}
	if c.isBlock() && (c.done() || c.tailStarts()) && !c.tailHasGroup() {
		if !c.dutyItems(d) {
			return false
		}
	}
	if c.failed || !c.complete(d) {
		return false
	}
	d.Span = c.from(start)
	l.Duty = d
	return true
}

// tailHasGroup says whether the braces of this line belong to a condition at its
// end.
func (c *cursor) tailHasGroup() bool {
	n := len(c.terms)
	if n < 2 || c.terms[n-1].Text != "of" || c.terms[n-1].Kind != dsl.Word {
		return false
	}
	before := c.terms[n-2]
	return before.Kind == dsl.Word && (before.Text == "all" || before.Text == "any" || isNumber(before.Text))
}

// verb reads the verb of a duty.
func (c *cursor) verb(d *model.Duty) bool {
	t := c.peek()
	if t == nil || t.Kind == dsl.Comma {
		return c.missing("what somebody does, such as `tell mash`")
	}
	verbs := schema.VocabNamed("verb")
	if !verbs.Has(t.Text) {
		if help := adverbs[t.Text]; help != "" {
			return c.wrong("unknown-verb", tick(t.Text)+" is not one of the verbs of a duty", help)
		}
		f := diag.Diagnostic{
			Code: "unknown-verb", Message: tick(t.Text) + " is not one of the verbs of a duty", At: diag.Label{Span: t.Span},
			Help: "write one of the verbs, such as `tell`, `send` or `record`, or put the whole duty in quotation marks",
		}
		w := verbSynonyms[t.Text]
		if w == "" || !verbs.Has(w) {
			w = meant(t.Text, verbs.Names())
		}
		if w != "" {
			f.Help = "write " + tick(w)
			f.Fix = &diag.Fix{Edits: []diag.Edit{{Span: t.Span, New: w}}}
		} else if similar := near(t.Text, verbs.Names()); len(similar) > 0 {
			f.Help = "write " + orList(ticks(similar)) + ", or put the whole duty in quotation marks"
		} else if c.things[t.Text] != nil || schema.VocabNamed("person").Has(t.Text) || schema.VocabNamed("matter").Has(t.Text) {
			f.Message = "no verb stands between " + tick(c.terms[c.i-1].Text) + " and " + tick(t.Text)
			f.Help = "write what is done, such as `tell` or `send`"
		}
		return c.fail(f)
	}
	d.Verb = model.Word{Name: t.Text, Span: t.Span}
	c.i++
	return true
}

// dutyValues reads the names and words after the verb or after a preposition,
// with commas between them, or `or` where any one of them will do.
func (c *cursor) dutyValues(d *model.Duty, prep string) bool {
	first := true
	any := false
	for {
		t := c.peek()
		if t != nil && first && (c.plainWord(t) || c.noLater()) {
			return false
		}
		if t == nil || t.Kind == dsl.Word && (c.tailStarts() || dutyWord(t.Text)) {
			if !first {
				return c.missing("a name")
			}
			return true
		}
		if t.Kind == dsl.Comma && first {
			return c.missing("a name")
		}
		objects := len(d.Objects)
		if c.i > 0 && c.terms[c.i-1].Span.Start == d.Verb.Span.Start && unaided[d.Verb.Name] && t.Kind == dsl.Word && c.lostCase(t) {
			return false
		}
		if !c.dutyValue(d, prep, t) {
			return false
		}
		object := len(d.Objects) > objects
		first = false
		t = c.peek()
		switch {
		case t == nil:
			return true
		case t.Kind == dsl.Comma:
			if c.timeStartsAt(1) || tailWord(c.wordAt(1)) {
				c.commaNotNeeded(t.Span)
				c.i++
				return true
			}
			if any {
				return c.wrong("and-or-mixed", "a comma and `or` stand in one list", "write commas for all of them, or `or` for any one of them")
			}
			c.i++
		case t.Kind == dsl.Word && t.Text == "or" && !c.timeStarts():
			any = true
			c.i++
			if n := len(d.Parties); n > 0 && !object {
				d.Parties[n-1].Or = true
			} else {
				d.Or = true
			}
		case t.Kind == dsl.Word && t.Text == "and":
			if c.secondDuty(t) {
				return false
			}
			at := t.Span
			at.Start = c.terms[c.i-1].Span.End
			return c.fail(diag.Diagnostic{
				Code: "missing-comma", Message: "a list takes commas, not `and`", At: diag.Label{Span: t.Span}, Help: "write a comma: it means all of them",
				Fix: &diag.Fix{Edits: []diag.Edit{{Span: at, New: ","}}, Safe: true},
			})
		case t.Kind == dsl.String && c.goesOn(d, prep):
			if t = c.peek(); t == nil || t.Kind != dsl.Comma {
				return true
			}
			c.i++
		case prep == "" && len(d.Objects) == 0 && len(d.Parties) > 0 && t.Kind == dsl.String:
			// `tell mash "that a child was present"`
		case prep == "" && c.followsParty(d, t):
			if !c.takesBoth(d, t) {
				return false
			}
			// `ask parent household`, `give parent safe-storage`
		default:
			return true
		}
	}
}

// dutyWord says whether a word joins the parts of a duty.
func dutyWord(w string) bool {
	switch w {
	case "to", "with", "from", "for", "by":
		return true
	}
	return false
}

// dutyThing returns the thing that a word of a duty names, or nil. A word of the
// vocabularies keeps its meaning unless the thing is what the word stands for, as
// a document `referral` is: a section that happens to be called `consent` or
// `parenting` is not what a duty is about.
func (c *cursor) dutyThing(d *model.Duty, word string) *model.Thing {
	t := c.things[word]
	if t == nil || !schema.VocabNamed("matter").Has(word) && !schema.VocabNamed("event").Has(word) {
		return t
	}
	switch t.Kind {
	case "role", "document", "meeting", "share", "service", "training", "plan":
		return t
	}
	if d.Verb.Name == "follow" {
		return t
	}
	return nil
}

// takesItsMeaning says that a thing with the name of a matter would silently stand
// for something else: with a share called `help`, `must offer help` would offer “With
// the family's agreement”. A share `concern` with the title “A concern about a child”
// is what the word stands for; so are roles, which [meansAlready] looks at.
func takesItsMeaning(t *model.Thing, matter string) bool {
	switch t.Kind {
	case "training", "plan":
		return true
	case "share", "service", "document", "meeting":
		word := strings.TrimSuffix(strings.ReplaceAll(matter, "-", " "), "s")
		return t.Title != "" && !strings.Contains(strings.ToLower(strings.ReplaceAll(t.Title, "-", " ")), word)
	}
	return false
}

// dutyValue reads one party or object.
func (c *cursor) dutyValue(d *model.Duty, prep string, t *dsl.Term) bool {
	if t.Kind == dsl.String {
		if !c.joined(d, prep, t) {
			return false
		}
		text, _ := c.text()
		d.Objects = append(d.Objects, model.Object{Text: &text, Prep: prep})
		return true
	}
	if first := standsIn(d, prep, t.Text); first != nil {
		return c.repeatedWord(t, *first)
	}
	thing := c.dutyThing(d, t.Text)
	if thing != nil && schema.VocabNamed("matter").Has(t.Text) && takesItsMeaning(thing, t.Text) {
		return c.fail(diag.Diagnostic{
			Code: "ambiguous-name", Message: tick(t.Text) + " can be " + article(thing.Kind) + ", or the matter that needs no declaration", At: diag.Label{Span: t.Span},
			Related: []diag.Label{{Span: thing.NameSpan, Text: "declared here"}},
			Help:    "give the " + thing.Kind + " another name, such as " + tick(t.Text+"-"+thing.Kind) + "; the word then means the matter",
		})
	}
	if thing == nil {
		switch {
		case t.Text == "any":
			ref, ok := c.anyAgency()
			if ok {
				addParty(d, prep, ref)
			}
			return ok
		case t.Text == "todo":
			c.i++
			d.Objects = append(d.Objects, model.Object{Ref: &model.Ref{Name: "todo", Todo: true, Span: t.Span}, Prep: prep})
			return true
		case schema.VocabNamed("person").Has(t.Text):
			c.i++
			addParty(d, prep, model.Ref{Name: t.Text, Person: t.Text, Span: t.Span})
			return true
		case t.Text == leadPractitioner && c.mayBeUnread(t.Text, []string{"role"}):
			c.i++
			addParty(d, prep, model.Ref{Name: t.Text, Span: t.Span})
			return true
		case schema.VocabNamed("matter").Has(t.Text):
			c.i++
			d.Objects = append(d.Objects, model.Object{Word: model.Word{Name: t.Text, Span: t.Span}, Prep: prep})
			return true
		case schema.VocabNamed("event").Has(t.Text):
			c.i++
			d.Objects = append(d.Objects, model.Object{Ref: &model.Ref{Name: t.Text, Event: t.Text, Span: t.Span}, Prep: prep})
			return true
		case c.secondDuty(t):
			return false
		case isNumber(t.Text):
			if _, _, ok := unitLike(c.wordAt(1)); ok {
				return c.wrong("wrong-value", "a duty has no length of time", "put it in quotation marks, such as `"+d.Verb.Name+" \"… for "+t.Text+" "+c.wordAt(1)+"\"`")
			}
			return c.wrong("wrong-value", tick(t.Text)+" is the name of nothing", "write the name of a team or a role, or put the number in quotation marks")
		case reserved[t.Text] && t.Text != "todo":
			return c.wrong("wrong-value", tick(t.Text)+" does not fit here", "a duty is: verb, what, `to` whom, `by` way, time, case, reason")
		}
	}
	if thing == nil && isName(t.Text) && c.unknownObject(t) {
		return false
	}
	ref, ok := c.ref(t, dutyKinds)
	if !ok {
		return false
	}
	if ref.Thing != nil && !fits(ref.Thing.Kind, partyKinds) {
		d.Objects = append(d.Objects, model.Object{Ref: &ref, Prep: prep})
		return true
	}
	addParty(d, prep, ref)
	return true
}

// unknownObject reports a word that nothing declares and that is most like a
// word of the vocabularies.
func (c *cursor) unknownObject(t *dsl.Term) bool {
	if several := c.scoped[t.Text]; len(several) > 0 || c.apart["term "+t.Text] != nil || c.broken[t.Text] {
		return false
	}
	var known []string
	known = append(known, schema.VocabNamed("matter").Names()...)
	known = append(known, schema.VocabNamed("person").Names()...)
	w := meant(t.Text, known)
	if w == "" {
		return false
	}
	if name := meant(t.Text, c.namesOf(dutyKinds)); name != "" && dsl.Distance(name, t.Text, 2) <= dsl.Distance(w, t.Text, 2) {
		return false
	}
	c.fail(diag.Diagnostic{
		Code: "unknown-name", Message: "nothing is called " + tick(t.Text), At: diag.Label{Span: t.Span}, Help: "write " + tick(w),
		Fix: &diag.Fix{Edits: []diag.Edit{{Span: t.Span, New: w}}},
	})
	return true
}

// standsIn returns where a duty names something already in the same place, or nil.
func standsIn(d *model.Duty, prep, name string) *diag.Span {
	for _, p := range d.Parties {
		for i := range p.Refs {
			if r := &p.Refs[i]; p.Prep == prep && r.Name == name && !r.Any {
				return &r.Span
			}
		}
	}
	for i := range d.Objects {
		switch o := &d.Objects[i]; {
		case o.Prep != prep:
		case o.Ref != nil && o.Ref.Name == name && !o.Ref.Todo:
			return &o.Ref.Span
		case o.Word.Name == name:
			return &o.Word.Span
		}
	}
	return nil
}

func addParty(d *model.Duty, prep string, ref model.Ref) {
	if n := len(d.Parties); n > 0 && d.Parties[n-1].Prep == prep && len(d.Parties[n-1].Refs) > 0 {
		d.Parties[n-1].Refs = append(d.Parties[n-1].Refs, ref)
		return
	}
	d.Parties = append(d.Parties, model.Parties{Prep: prep, Refs: []model.Ref{ref}})
}

// ways reads `by` and one way or several.
func (c *cursor) ways(d *model.Duty) bool {
	c.i++
	ways := schema.VocabNamed("way")
	for {
		t := c.peek()
		if t == nil || t.Kind != dsl.Word || c.tailStarts() {
			return c.missing("a way, such as `telephone` or `secure-email`")
		}
		if !ways.Has(t.Text) {
			if c.byTime() {
				return false
			}
			if thing := c.things[t.Text]; thing != nil {
				return c.wrong("wrong-kind", tick(t.Text)+" is "+article(thing.Kind)+"; `by` in a duty takes a way, such as `telephone`",
					"who does it stands in a line `by` of the step, or is the block that the duty stands in")
			}
			return c.unknownWord(t, "way", ways.Names())
		}
		d.Ways = append(d.Ways, model.Word{Name: t.Text, Span: t.Span})
		c.i++
		if !c.take("or") {
			if c.isComma() {
				return c.wrong("and-or-mixed", "ways are joined by `or`", "write `or` in place of the comma")
			}
			return true
		}
	}
}

// dutyItems reads a list in braces under a duty: words in quotation marks, or
// names.
func (c *cursor) dutyItems(d *model.Duty) bool {
	c.usedBody = true
	if len(c.item.Items) == 0 {
		return c.emptyBlock(c.b, c.item)
	}
	ok := true
	for _, it := range c.item.Items {
		good := c.listEntry(it, func(sub *cursor) bool {
			if sub.isString() {
				text, _ := sub.text()
				d.Items = append(d.Items, model.Item{Text: text})
				return true
			}
			t := sub.peek()
			if t == nil || t.Kind == dsl.Comma {
				return sub.missing("an entry")
			}
			return sub.dutyValue(d, "", t)
		})
		ok = ok && good
	}
	if !ok {
		c.failed = true
	}
	return ok
}
