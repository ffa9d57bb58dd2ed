package resolve

import (
	"sort"
	"strings"

	"concordat/compiler/model"
	"concordat/compiler/prose"
	"concordat/compiler/schema"
	"concordat/dsl"
	"concordat/dsl/diag"
)

// pendingText is a reference in a text that is checked when every line has been
// read, since it may name a line that comes later.
type pendingText struct {
	ref  *model.TextRef
	path string
	b    *block
	in   Input
}

// textOf makes a model text of a term in quotation marks, and notes the
// references in it.
func (c *cursor) textOf(t *dsl.Term) model.Text {
	text := model.Text{Text: t.Text, Span: t.Span}
	if !strings.ContainsAny(t.Text, "{}") {
		return text
	}
	c.looseBraces(t)
	start := textStart(t)
	found := prose.InText(t.Text)
	text.Refs = make([]model.TextRef, len(found))
	for i, f := range found {
		text.Refs[i] = model.TextRef{Start: f.Start, End: f.End, Span: diag.Span{Source: t.Span.Source, Start: start + f.Start, End: start + f.End}}
		c.texts = append(c.texts, pendingText{&text.Refs[i], f.Name, c.b, c.in})
	}
	return text
}

// textStart returns where the words of a text begin: behind its quotation mark, of
// one byte or three.
func textStart(t *dsl.Term) int { return t.Span.Start + max(0, strings.Index(t.Span.Text(), t.Text)) }

// looseBraces reports braces of a text that are no part of a reference.
func (c *cursor) looseBraces(t *dsl.Term) {
	if c.failed || c.silent() {
		return
	}
	for _, f := range prose.Loose(t.Text) {
		at := diag.Span{Source: t.Span.Source, Start: textStart(t) + f.Start, End: textStart(t) + f.End}
		c.looseBrace(c.b, at, f.Name)
	}
}

// looseBrace reports braces that would be printed as they stand. inner is what
// stands between them, "" for one alone.
func (r *resolver) looseBrace(b *block, at diag.Span, inner string) {
	d := diag.Diagnostic{Code: "loose-brace", Message: "a brace stands alone and would be printed", At: diag.Label{Span: at},
		Help: "write `{name}`, with both braces, to print a value; else take the brace out"}
	if inner != "" {
		d.Message = tick(at.Text()) + " is not the name of anything and would be printed as it stands"
		if like := r.called(inner); like != "" {
			d.Help = "a reference is a name: write " + tick("{"+like+"}")
			d.Fix = &diag.Fix{Edits: []diag.Edit{{Span: at, New: "{" + like + "}"}}, Safe: like == inner}
		} else if similar := r.nearlyCalled(inner); len(similar) > 0 {
			d.Help = "a reference is a name: write " + orList(ticks(similar))
		} else if isPath(nameLike(inner)) {
			d.Help = "a reference is a name that is declared, such as " + tick("{"+r.anyName()+"}") + "; else take the braces out"
		}
	}
	r.report(b, d)
}

// called returns the name of what somebody calls by words, its name with spaces or
// its title, with what may follow a dot; or "".
func (r *resolver) called(words string) string {
	like := nameLike(words)
	first, field, dotted := strings.Cut(like, ".")
	if isPath(like) && r.a.ByName[first] != nil {
		return like
	}
	if first == "" {
		return ""
	}
	found := ""
	for _, t := range r.a.Things {
		if t.Name == "" || r.a.ByName[t.Name] != t || nameLike(t.Title) != first {
			continue
		}
		if found != "" {
			return "" // two have the title
		}
		found = t.Name
	}
	if found != "" && dotted {
		return found + "." + field
	}
	return found
}

// nearlyCalled returns references to what has a name or a title like some words.
func (r *resolver) nearlyCalled(words string) []string {
	named := map[string]string{}
	all := r.namesOf(nil)
	for _, name := range all {
		named[name] = name
		if t := r.a.ByName[name]; t != nil && t.Title != "" {
			if like := nameLike(t.Title); named[like] == "" {
				named[like] = name
			}
		}
	}
	if len(all) == 0 {
		return nil
	}
	similar := near(nameLike(words), sortedKeys(named))
	var refs []string
	for _, like := range similar {
		if ref := "{" + named[like] + "}"; !fits(ref, refs) {
			refs = append(refs, ref)
		}
	}
	return refs
}

// anyName returns a name to show what one looks like: that of the first role, team
// or agency.
func (r *resolver) anyName() string {
	name := "liaison-nurse"
	for i := len(r.a.Things) - 1; i >= 0; i-- {
		t := r.a.Things[i]
		if t.Name != "" && t.Origin == model.Own && r.a.ByName[t.Name] == t && (t.Kind == "role" || t.Kind == "team" || t.Kind == "agency") {
			name = t.Name
		}
	}
	return name
}

// plainText reports braces in a text that prints as it stands, such as a title.
func (c *cursor) plainText(t *dsl.Term) {
	if !strings.ContainsAny(t.Text, "{}") {
		return
	}
	c.note(diag.Diagnostic{
		Code: "loose-brace", Message: "braces here are printed as they stand", At: diag.Label{Span: t.Span},
		Help: "write the words out: a title or a condition cannot hold a name in braces",
	})
}

// readProse reads a prose of block b.
func (r *resolver) readProse(b *block, it *dsl.Item) {
	if b.thing == nil {
		r.report(b, diag.Diagnostic{
			Code: "misplaced-prose", Message: "prose stands outside all braces", At: diag.Label{Span: it.Head},
			Help: "put it in a `section`",
		})
		return
	}
	if places[b.kindName()].entries["todo"] == nil && b.kindName() != "change" {
		r.report(b, diag.Diagnostic{
			Code: "misplaced-prose", Message: article(b.kindName()) + " takes no prose", At: diag.Label{Span: it.Head},
			Help: "put it in a `section`",
		})
		b.partial()
		return
	}
	p := model.Prose{Text: it.Prose, Span: it.Span}
	found, problems := prose.Scan(it.Prose)
	if strings.TrimSpace(it.Prose) == "" && !it.Broken {
		r.report(b, diag.Diagnostic{
			Code: "empty-block", Message: "nothing is written here", At: diag.Label{Span: it.Head},
			Help: "write the text, or put `todo` in place of the quotation marks",
		})
	}
	at := proseMap{it.Prose, it.ProseAt, it.Head.Source, nil}
	p.Refs = make([]model.TextRef, len(found))
	for i, f := range found {
		p.Refs[i] = model.TextRef{Start: f.Start, End: f.End, Span: at.span(f.Start, f.End)}
		r.texts = append(r.texts, pendingText{&p.Refs[i], f.Name, b, r.in})
	}
	for _, f := range problems {
		if f.Code == "loose-brace" && len(prose.InText(it.Prose[f.Start:f.End])) == 0 {
			r.looseBrace(b, at.span(f.Start, f.End), strings.TrimSpace(strings.Trim(it.Prose[f.Start:f.End], "{}")))
			continue
		}
		d := diag.Diagnostic{Code: f.Code, At: diag.Label{Span: at.span(f.Start, f.End)}}
		switch f.Code {
		case "loose-brace":
			d.Message, d.Help = "the address of a link holds no name in braces", "write the address out"
		case "raw-html":
			d.Message, d.Help = "prose cannot hold HTML", "take the tags out; `**` makes words strong"
		case "image-in-prose":
			d.Message, d.Help = "prose cannot hold an image", "say in words what it shows"
		case "table-in-prose":
			d.Message, d.Help = "prose cannot hold a table", "write a list, one entry a line with `- ` in front; what the model knows is printed in tables by `shows`"
		case "heading-in-prose":
			d.Message, d.Help = "headings are not written in prose", "write a `section` with a title, inside this one if it belongs here"
		}
		r.report(b, d)
	}
	b.thing.Prose = append(b.thing.Prose, p)
}

// proseMap leads from offsets in a prose back to its source.
type proseMap struct {
	text   string
	at     []int
	source *diag.Source
	lines  []int
}

func (m *proseMap) span(start, end int) diag.Span {
	return diag.Span{Source: m.source, Start: m.offset(start), End: m.offset(end)}
}

func (m *proseMap) offset(o int) int {
	if m.lines == nil {
		m.lines = []int{0}
		for i := 0; i < len(m.text); i++ {
			if m.text[i] == '\n' {
				m.lines = append(m.lines, i+1)
			}
		}
	}
	n := sort.Search(len(m.lines), func(i int) bool { return m.lines[i] > o }) - 1
	if n >= len(m.at) {
		n = len(m.at) - 1
	}
	if n < 0 {
		return 0
	}
	return min(m.at[n]+o-m.lines[n], len(m.source.Text))
}

// checkTexts resolves the references in texts and prose.
func (r *resolver) checkTexts() {
	for _, p := range r.texts {
		r.in = p.in
		r.textRef(p)
	}
}

func (r *resolver) textRef(p pendingText) {
	first, rest, dotted := strings.Cut(p.path, ".")
	inner := p.ref.Span
	inner.Start++
	inner.End--
	if first == "it" {
		r.itRef(p, rest, dotted, inner)
		return
	}
	t := r.things[first]
	if t == nil {
		t = r.a.ByName[first]
	}
	if t == nil && !dotted {
		if s := p.b.scope(); s != nil {
			t = r.child(s, first)
		}
	}
	if t == nil {
		if !isPath(p.path) {
			like := r.called(p.path)
			d := diag.Diagnostic{
				Code: "not-a-name", Message: tick(p.path) + " cannot be a name", At: diag.Label{Span: inner},
				Help: "braces in a sentence hold the name of something that is declared",
			}
			if like != "" {
				d.Help = "write " + tick(like)
				d.Fix = &diag.Fix{Edits: []diag.Edit{{Span: inner, New: like}}}
			}
			r.report(p.b, d)
			return
		}
		inner.End = inner.Start + len(first)
		r.unknownName(p.b, unknownUse{span: inner, name: first})
		return
	}
	p.ref.Thing = t
	if !dotted {
		return
	}
	step, field, more := strings.Cut(rest, ".")
	if c := r.child(t, step); c != nil {
		p.ref.Thing = c
		if !more {
			return
		}
		step, more = field, false
		t = c
	}
	if more {
		step += "." + field
	}
	r.textField(p, t, step, inner)
}

// textField checks `{name.keyword}`.
func (r *resolver) textField(p pendingText, t *model.Thing, field string, inner diag.Span) {
	p.ref.Field = field
	at := inner
	at.Start = at.End - len(field)
	b := r.blockOf[t]
	if field == "name" || field == "title" || t.Partial {
		return
	}
	lines := t.All(field)
	if len(lines) == 1 {
		return
	}
	d := diag.Diagnostic{Code: "no-such-line", At: diag.Label{Span: at}, Related: []diag.Label{{Span: t.NameSpan, Text: "declared here"}}}
	switch {
	case len(lines) > 1:
		d.Message = tick(t.Path()) + " has more than one line " + tick(field)
		d.Help = "say in words which one, or name the thing alone"
	case places[t.Kind].entries[field] != nil:
		d.Message = tick(t.Path()) + " has no line " + tick(field)
		d.Help = "add the line, or name the thing alone"
	default:
		d.Message = article(t.Kind) + " has no line " + tick(field)
		d.Help = "write one that it has, or name the thing alone"
		var have []string
		for _, part := range b.parts {
			if part.entry != nil {
				have = append(have, part.entry.Keyword)
			}
		}
		for _, c := range t.Children {
			if c.Name != "" {
				have = append(have, c.Name)
			}
		}
		if similar := near(field, have); len(similar) > 0 {
			d.Help = "write " + orList(ticks(similar))
			if len(similar) == 1 {
				d.Fix = &diag.Fix{Edits: []diag.Edit{{Span: at, New: similar[0]}}}
			}
		}
	}
	r.report(p.b, d)
}

// itRef checks `{it}` and `{it.keyword}`, which stand only in a requirement that
// asks something of each thing of a kind.
func (r *resolver) itRef(p pendingText, field string, dotted bool, inner diag.Span) {
	p.ref.It, p.ref.Field = true, field
	if p.b.kindName() != "requirement" || p.b.thing.Line("each") == nil {
		if !p.b.thing.Partial {
			r.report(p.b, diag.Diagnostic{
				Code: "no-it-here", Message: "nothing is called `it` here", At: diag.Label{Span: inner},
				Help: "`it` stands for the things that a line `each` of a requirement selects; write a name",
			})
		}
		return
	}
	each := p.b.thing.Line("each")
	if !dotted || each.Query == nil {
		return
	}
	set := schema.Start(each.Query.Kind)
	if _, ok := set.Step(field); !ok {
		at := inner
		at.Start = at.End - len(field)
		r.unknownStep(p.b, at, field, set)
	}
}
