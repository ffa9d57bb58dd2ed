package resolve

import (
	"strconv"

	"concordat/compiler/model"
	"concordat/compiler/schema"
	"concordat/dsl"
	"concordat/dsl/diag"
)

// reserved are the words of the grammar, which cannot be names of things.
var reserved = makeReserved()

func makeReserved() map[string]bool {
	m := map[string]bool{}
	for _, w := range schema.Reserved {
		m[w] = true
	}
	for _, w := range schema.VocabNamed("person").Words {
		m[w.Name] = true
	}
	return m
}

// meansAlready says what a word means where things of a kind are named too, so
// that such a thing would silently take its meaning away: `pathway pregnancy`
// that of `8 weeks of pregnancy`. It returns "" where there is no danger. Two
// names are exempt, since they mean what the word means: a disagreement begins
// when its escalation does, and the lead practitioner is a role.
func meansAlready(kind, word string) string {
	switch kind {
	case "pathway", "meeting", "document", "event", "escalation", "question", "criterion":
		if schema.VocabNamed("event").Has(word) && (kind != "escalation" || word != "disagreement") {
			return "an event"
		}
	case "agency", "team", "role", "group":
		if kind == "role" && word == leadPractitioner {
			return ""
		}
		if schema.VocabNamed("matter").Has(word) || schema.VocabNamed("event").Has(word) {
			return "something that a duty can be about"
		}
	}
	switch kind {
	case "event", "question", "criterion":
		if schema.VocabNamed("no-tell-reason").Has(word) {
			return "a reason for not telling somebody"
		}
	}
	return ""
}

// leadPractitioner is a matter that a duty can be about, and as a rule a role.
const leadPractitioner = "lead-practitioner"

// readHead reads the first line of a block: its name and title. What refers to
// other names, such as the rows of an accepted gap, is read when all names are
// known: see [resolver.finishHead].
func (r *resolver) readHead(b *block) {
	c := &cursor{resolver: r, b: b.parent, item: b.item, terms: b.item.Terms, i: 1, usedBody: true, quiet: b.guessed}
	b.head = c
	t := b.thing
	switch b.kind.Head {
	case schema.HeadName:
		if c.declaredName(b) && c.isString() {
			c.title(t, "")
		}
	case schema.HeadTitle:
		if !c.isString() {
			c.declaredName(b)
		}
		c.title(t, "its title in quotation marks")
	case schema.HeadNumber:
		c.number(b)
	case schema.HeadRow:
		c.row(b)
	case schema.HeadQuestion:
		if c.declaredName(b) && c.title(t, "the question in quotation marks") {
			c.answer(t)
		}
		if next := c.peek(); next != nil && next.Text != "when" && next.Text != "unless" && next.Text != "todo" {
			c.leftOver(next)
		}
		if c.failed {
			t.Answer = nil
			r.unreadHead(b)
		}
		return // the case and the rest follow when all names are known
	case schema.HeadTerm:
		if c.declaredName(b) && c.word() != "todo" {
			c.title(t, "what it means, in quotation marks")
		}
	case schema.HeadGap, schema.HeadChange:
		return
	}
	c.endHead(b)
}

// endHead reads what may end every head, `todo`, and reports what is left over.
func (c *cursor) endHead(b *block) {
	if !c.failed && c.word() == "todo" {
		c.todo(&b.thing.Todo)
	}
	c.finish()
	c.flush()
	if c.failed || c.item.Broken {
		c.unreadHead(b)
	}
}

// unreadHead records that the first line of a block could not be read. Where its
// name is not known, any unknown name of its kind may be its.
func (r *resolver) unreadHead(b *block) {
	b.partial()
	if b.thing.Name == "" && b.kind != nil && !b.misnamed {
		r.nameless[b.kind.Name] = true
		b.parent.partial()
	}
}

// declaredName reads the name that a block gives itself.
func (c *cursor) declaredName(b *block) bool {
	t := c.peek()
	kind := b.kind.Name
	switch {
	case t == nil:
		return c.fail(diag.Diagnostic{
			Code: "missing-name", Message: article(kind) + " has no name", At: diag.Label{Span: c.terms[c.i-1].Span},
			Help: "write a name after " + tick(kind) + ", such as `" + kind + " " + sampleName(kind) + "`",
		})
	case t.Kind == dsl.String:
		d := diag.Diagnostic{
			Code: "missing-name", Message: article(kind) + " has no name", At: diag.Label{Span: t.Span},
			Help: "write a name in front of the title",
		}
		if like := nameLike(t.Text); isName(like) && len(like) <= 40 && c.things[like] == nil {
			d.Help += ", such as " + tick(like)
			at := t.Span
			at.End = at.Start
			d.Fix = &diag.Fix{Edits: []diag.Edit{{Span: at, New: like + " "}}}
		}
		return c.fail(d)
	case t.Kind == dsl.Comma:
		return c.missing("a name")
	case isNumber(t.Text):
		b.misnamed = true
		return c.wrong("not-a-name", tick(t.Text)+" cannot be a name", "a name begins with a letter, such as "+tick(lastWord(kind)+"-"+t.Text))
	case !isName(t.Text):
		c.broken[nameLike(t.Text)] = true
		b.misnamed = true
		return c.notAName(t, nil)
	case reserved[t.Text]:
		c.broken[t.Text] = true
		b.misnamed = true
		return c.wrong("reserved-name", tick(t.Text)+" is a word of the language and cannot be a name",
			"add a word, such as "+tick(t.Text+"-"+lastWord(kind)))
	case meansAlready(kind, t.Text) != "":
		c.broken[t.Text] = true
		b.misnamed = true
		help := "add a word, such as " + tick(t.Text+"-"+lastWord(kind))
		if kind == "event" {
			help = "take the declaration out, since it needs none; or " + help
		}
		return c.wrong("reserved-name", tick(t.Text)+" stands for "+meansAlready(kind, t.Text)+" already; it cannot be the name of "+article(kind)+" too", help)
	}
	b.thing.Name, b.thing.NameSpan = t.Text, t.Span
	c.i++
	return true
}

func lastWord(kind string) string {
	if kind == "protocol" || kind == "thresholds" || kind == "document" {
		return "document"
	}
	return kind
}

// sampleName returns the name that the example of a kind has.
func sampleName(kind string) string {
	if k := schema.KindNamed(kind); k != nil {
		for i := 0; i < len(k.Example); i++ {
			if k.Example[i] == ' ' {
				for j := i + 1; j < len(k.Example); j++ {
					if k.Example[j] == ' ' {
						return k.Example[i+1 : j]
					}
				}
			}
		}
	}
	return "a-name"
}

// title reads a text that a head must have.
func (c *cursor) title(t *model.Thing, what string) bool {
	if c.failed {
		return false
	}
	s := c.peek()
	if s == nil || s.Kind != dsl.String {
		if s != nil && s.Kind == dsl.Word && s.Text != "todo" && !reserved[s.Text] {
			return c.unquoted()
		}
		if s != nil && s.Text == "todo" {
			return true
		}
		return c.missing(what)
	}
	if c.empty(s) {
		return false
	}
	c.plainText(s)
	t.Title = s.Text
	c.i++
	return true
}

// number reads the head of a stage.
func (c *cursor) number(b *block) {
	t := c.peek()
	if t == nil || t.Kind != dsl.Word {
		c.fail(diag.Diagnostic{
			Code: "missing-name", Message: article(b.kind.Name) + " has no number", At: diag.Label{Span: c.here()},
			Help: "number the stages 1, 2, 3 in the order in which they come",
		})
		return
	}
	if n, err := strconv.Atoi(t.Text); err != nil || n < 1 || n > 99 || t.Text[0] == '+' || t.Text[0] == '0' {
		c.wrong("wrong-value", tick(t.Text)+" is not a number", "number the stages 1, 2, 3 in the order in which they come")
		return
	}
	b.thing.Name, b.thing.NameSpan = t.Text, t.Span
	c.i++
	if c.isString() {
		c.title(b.thing, "")
	}
}

// row reads the head of a requirement.
func (c *cursor) row(b *block) {
	t := c.peek()
	if t == nil || t.Kind != dsl.Word {
		c.fail(diag.Diagnostic{
			Code: "missing-name", Message: "a requirement has no row", At: diag.Label{Span: c.here()},
			Help: "write the row of the checklist, such as `requirement 7.4.c`",
		})
		return
	}
	if !isRow(t.Text) {
		c.wrong("not-a-name", tick(t.Text)+" cannot be the name of a row", "rows are small letters and digits, joined by dots and hyphens, such as `7.4.c`")
		return
	}
	b.thing.Name, b.thing.NameSpan = t.Text, t.Span
	c.i++
	c.title(b.thing, "what the row asks for, in quotation marks")
}

// isRow says whether a word has the shape of a row of a checklist.
func isRow(s string) bool {
	start := 0
	for i := 0; i <= len(s); i++ {
		if i == len(s) || s[i] == '.' {
			if !isRowPart(s[start:i]) {
				return false
			}
			start = i + 1
		}
	}
	return true
}

// changedKind reads the head of a `change` and finds what it alters.
func (r *resolver) changedKind(b *block) *schema.Kind {
	c := b.head
	t := c.peek()
	if t == nil || t.Kind != dsl.Word {
		c.missing("the kind and the name of what is altered, such as `pathway to-social-care`")
		return nil
	}
	kind := schema.KindNamed(t.Text)
	if kind == nil || !kind.Named {
		help := "write the kind of thing that is altered, such as `pathway`"
		if w := meant(t.Text, kindNames()); w != "" {
			help = "write " + tick(w)
		}
		c.wrong("wrong-value", tick(t.Text)+" is not a kind of thing that can be altered", help)
		return nil
	}
	c.i++
	c.b = b.parent
	n := c.peek()
	ref, ok := c.name([]string{kind.Name})
	if !ok {
		return nil
	}
	b.thing.Name, b.thing.NameSpan, b.thing.Target = ref.Name, n.Span, ref.Thing
	if c.isString() {
		c.title(b.thing, "")
	}
	c.endHead(b)
	if ref.Thing != nil && r.blockOf[ref.Thing].in.Folder == b.in.Folder {
		r.report(b.parent, diag.Diagnostic{
			Code: "change-at-home", Message: tick(ref.Name) + " is declared in this folder, so nothing needs to be altered from outside",
			At: diag.Label{Span: n.Span}, Related: []diag.Label{{Span: ref.Thing.NameSpan, Text: "declared here"}},
			Help: "write the lines there, and take the `change` out",
		})
	}
	if ref.Thing != nil {
		key := changeOf{b.in.Folder, ref.Thing}
		if before := r.changed[key]; before != nil {
			r.report(b.parent, diag.Diagnostic{
				Code: "repeated-change", Message: tick(ref.Name) + " is changed twice", At: diag.Label{Span: n.Span},
				Related: []diag.Label{{Span: before.NameSpan, Text: "here it is changed first"}}, Help: "put the lines of both into one `change`",
			})
		} else {
			r.changed[key] = b.thing
		}
	}
	return kind
}

// changeOf is what a folder changes.
type changeOf struct {
	folder int
	target *model.Thing
}

func kindNames() []string {
	var names []string
	for i := range schema.Kinds {
		if schema.Kinds[i].Named {
			names = append(names, schema.Kinds[i].Name)
		}
	}
	return names
}

// finishHead reads what a head says about other names.
func (r *resolver) finishHead(b *block) {
	c := b.head
	if b.thing.Kind == "change" {
		return
	}
	switch b.kind.Head {
	case schema.HeadQuestion:
		if !c.failed && b.thing.Answer != nil {
			c.b = b
			if c.take("when") {
				b.thing.Answer.Applies = c.condition()
			} else if c.word() == "unless" {
				start := c.i
				c.i++
				if cond := c.condition(); cond != nil {
					b.thing.Answer.Applies = &model.Condition{Op: model.Not, Parts: []*model.Condition{cond}, Span: c.from(start)}
				}
			}
		}
		c.usedBody = true
		c.endHead(b)
	case schema.HeadGap:
		rows, ok := c.gap()
		if ok {
			b.thing.Rows = rows
			b.thing.NameSpan = c.from(1)
		}
		c.endHead(b)
	}
}
