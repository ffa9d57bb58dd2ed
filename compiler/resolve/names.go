package resolve

import (
	"strings"

	"concordat/compiler/model"
	"concordat/compiler/schema"
	"concordat/dsl"
	"concordat/dsl/diag"
)

// nameUse is the unit in which unknown names are reported: once a folder.
type nameUse struct {
	folder int
	name   string
}

// unknownUse is an unknown name on a line that is still being read. It is
// reported when the line turns out to be readable.
type unknownUse struct {
	span  diag.Span
	name  string
	kinds []string
}

// isName says whether a word has the shape of a name.
func isName(s string) bool {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return false
	}
	return isRowPart(s)
}

// isRowPart says whether a word is letters and digits joined by single hyphens.
func isRowPart(s string) bool {
	hyphen := true
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			hyphen = false
		case c == '-' && !hyphen:
			hyphen = true
		default:
			return false
		}
	}
	return !hyphen
}

// isPath says whether a word is a name, or names joined by dots.
func isPath(s string) bool {
	first, rest, dotted := strings.Cut(s, ".")
	if !isName(first) {
		return false
	}
	for dotted {
		first, rest, dotted = strings.Cut(rest, ".")
		if !isRowPart(first) {
			return false
		}
	}
	return true
}

// nameLike turns a word that is no name into one that could have been meant.
func nameLike(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9', r == '.':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-") && r != '\'' && r != '’':
			b.WriteByte('-')
		}
	}
	return strings.Trim(b.String(), "-.")
}

// fits says whether a thing of a kind may stand where kinds may.
func fits(kind string, kinds []string) bool {
	for _, k := range kinds {
		if k == kind {
			return true
		}
	}
	return false
}

// scope returns the pathway or escalation that a block stands in: the one whose
// steps or stages it may name without a prefix.
func (b *block) scope() *model.Thing {
	for ; b != nil && b.thing != nil; b = b.parent {
		t := b.thing
		if t.Kind == "change" && t.Target != nil {
			t = t.Target
		}
		if t.Kind == "pathway" || t.Kind == "escalation" {
			return t
		}
	}
	return nil
}

// child returns the step, stage or requirement of t with a name, or nil.
func (r *resolver) child(t *model.Thing, name string) *model.Thing { return r.within[inner{t, name}] }

// lookup finds what a name means in block b where things of some kinds may
// stand. If there is nothing of these kinds but something of another, it returns
// that. ambiguous holds the steps that a bare name could be.
func (r *resolver) lookup(b *block, name string, kinds []string) (found *model.Thing, ambiguous []*model.Thing) {
	if first, rest, dotted := strings.Cut(name, "."); dotted {
		if t := r.things[first]; t != nil {
			return r.child(t, rest), nil
		}
		return nil, nil
	}
	wantsScoped := fits("step", kinds) || fits("stage", kinds)
	if wantsScoped {
		if s := b.scope(); s != nil {
			if c := r.child(s, name); c != nil {
				return c, nil
			}
		}
	}
	t := r.things[name]
	if t != nil && fits(t.Kind, kinds) {
		return t, nil
	}
	for _, kind := range []string{"term", "checklist"} {
		if e := r.apart[kind+" "+name]; e != nil && (t == nil || fits(kind, kinds)) {
			t = e
		}
	}
	if t != nil && fits(t.Kind, kinds) {
		return t, nil
	}
	if wantsScoped {
		switch list := r.scoped[name]; {
		case len(list) == 1 && fits(list[0].Kind, kinds):
			return list[0], nil
		case len(list) > 1 && t == nil:
			return nil, list
		}
	}
	return t, nil
}

// name reads one name of a thing of the given kinds.
func (c *cursor) name(kinds []string) (model.Ref, bool) {
	t := c.peek()
	if t == nil || t.Kind == dsl.Comma {
		return model.Ref{}, c.missing("the name of " + orList(articles(kinds)))
	}
	if t.Kind == dsl.String {
		return model.Ref{}, c.wrong("wrong-value", "words in quotation marks stand where a name should",
			"write the name of "+orList(articles(kinds))+", without quotation marks")
	}
	if t.Text == "todo" {
		c.i++
		return model.Ref{Todo: true, Name: "todo", Span: t.Span}, true
	}
	if c.plainWord(t) {
		return model.Ref{}, false
	}
	return c.ref(t, kinds)
}

// ref resolves the word t, which is the next term, to a thing of the given
// kinds. A name that is not known gives a Ref without a Thing, and is reported
// once the line has been read.
func (c *cursor) ref(t *dsl.Term, kinds []string) (model.Ref, bool) {
	ref := model.Ref{Name: t.Text, Span: t.Span}
	if !isPath(t.Text) && !(fits("stage", kinds) && isRowPart(t.Text)) {
		return ref, c.notAName(t, kinds)
	}
	c.i++
	thing, several := c.lookup(c.b, t.Text, kinds)
	switch {
	case thing != nil && fits(thing.Kind, kinds):
		ref.Thing = thing
	case thing != nil:
		c.i--
		return ref, c.wrongKind(t, thing, kinds)
	case several != nil:
		c.i--
		return ref, c.ambiguous(t, several)
	default:
		c.unknown = append(c.unknown, unknownUse{t.Span, t.Text, kinds})
	}
	return ref, true
}

func (c *cursor) notAName(t *dsl.Term, kinds []string) bool {
	d := diag.Diagnostic{
		Code: "not-a-name", Message: tick(t.Text) + " cannot be a name", At: diag.Label{Span: t.Span},
		Help: "names are small letters and digits, joined by hyphens",
	}
	if like := nameLike(t.Text); isPath(like) {
		d.Help += ": write " + tick(like)
		d.Fix = &diag.Fix{Edits: []diag.Edit{{Span: t.Span, New: like}}}
	}
	return c.fail(d)
}

// mayBeUnread says whether the thing that a name means may be one whose declaration
// could not be read and has been reported.
func (r *resolver) mayBeUnread(name string, kinds []string) bool {
	if r.broken[name] {
		return true
	}
	for _, k := range kinds {
		if r.nameless[k] {
			return true
		}
	}
	return false
}

func (c *cursor) wrongKind(t *dsl.Term, thing *model.Thing, kinds []string) bool {
	if c.mayBeUnread(t.Text, kinds) {
		c.failed = true
		return false
	}
	expected := "here stands " + orList(articles(kinds))
	switch {
	case c.expects != "":
		expected = c.expects
	case c.entry != nil:
		expected = tick(c.entry.Keyword) + " takes " + orList(articles(kinds))
	}
	help := ""
	if similar := near(t.Text, c.namesOf(kinds)); len(similar) > 0 {
		help = "write " + orList(ticks(similar)) + ", or another name of " + orList(articles(kinds))
	} else {
		help = "write the name of " + orList(articles(kinds))
	}
	return c.fail(diag.Diagnostic{
		Code: "wrong-kind", Message: tick(t.Text) + " is " + article(thing.Kind) + "; " + expected,
		At:      diag.Label{Span: t.Span},
		Related: []diag.Label{{Span: thing.NameSpan, Text: "declared here"}},
		Help:    help,
	})
}

func (c *cursor) ambiguous(t *dsl.Term, several []*model.Thing) bool {
	if c.mayBeUnread(t.Text, []string{"step", "stage"}) {
		c.failed = true
		return false
	}
	var paths []string
	d := diag.Diagnostic{Code: "ambiguous-name", Message: "more than one " + several[0].Kind + " is called " + tick(t.Text), At: diag.Label{Span: t.Span}}
	for i, s := range several {
		if i < 3 {
			paths = append(paths, tick(s.Path()))
			d.Related = append(d.Related, diag.Label{Span: s.NameSpan})
		}
	}
	d.Help = "write " + orList(paths)
	return c.fail(d)
}

// flush reports the names of a line that are not known.
func (c *cursor) flush() {
	if c.failed || c.silent() {
		return
	}
	for _, u := range c.unknown {
		c.unknownName(c.b, u)
	}
	c.unknown = c.unknown[:0]
}

// unknownName reports a name that nothing declares: once a folder, at its first
// use, the other uses as related places. Names whose declaration could not be
// read are silent.
func (r *resolver) unknownName(b *block, u unknownUse) {
	first, _, dotted := strings.Cut(u.name, ".")
	if r.broken[first] || r.broken[u.name] || dotted && r.broken[u.name[strings.LastIndexByte(u.name, '.')+1:]] {
		return
	}
	if len(u.kinds) == 0 && len(r.nameless) > 0 {
		return
	}
	for _, k := range u.kinds {
		if r.nameless[k] || dotted && r.nameless["pathway"] {
			return
		}
	}
	key := nameUse{r.in.Folder, u.name}
	if at, reported := r.unknown[key]; reported {
		if d := &r.list[at]; len(d.Related) < 20 {
			d.Related = append(d.Related, diag.Label{Span: u.span, Text: "and here"})
		}
		return
	}
	d := diag.Diagnostic{
		Code: "unknown-name", Message: "nothing is called " + tick(u.name),
		At: diag.Label{Span: u.span, Text: "not declared in this folder or in what it uses"},
	}
	if 0 < len(u.kinds) && len(u.kinds) <= 4 {
		d.Message = "no " + orList(u.kinds) + " is called " + tick(u.name)
	}
	switch t := r.things[first]; {
	case dotted && t != nil && (t.Kind == "pathway" || t.Kind == "escalation"):
		d.Message = tick(first) + " has no step or stage " + tick(u.name[len(first)+1:])
		var names []string
		for _, c := range t.Children {
			names = append(names, c.Path())
		}
		r.offer(&d, u.span, near(u.name, names), names)
	default:
		r.offer(&d, u.span, near(u.name, r.namesOf(u.kinds)), nil)
	}
	if d.Help == "" {
		d.Help = "declare it, or correct the name"
		switch {
		case len(u.kinds) == len(dutyKinds):
			d.Help = "put it in quotation marks if it is no name; else declare it, or correct it"
		case len(u.kinds) > 0:
			d.Help = "declare " + article(u.kinds[0]) + " of this name, or correct it"
		}
	}
	r.unknown[key] = r.report(b, d)
	for _, k := range u.kinds {
		r.missed[k] = true
	}
}

// offer puts near names into the help of a finding.
func (r *resolver) offer(d *diag.Diagnostic, at diag.Span, near, all []string) {
	switch {
	case len(near) == 1:
		d.Help = "write " + tick(near[0])
		d.Fix = &diag.Fix{Edits: []diag.Edit{{Span: at, New: near[0]}}}
		if t := r.things[near[0]]; t != nil {
			d.Related = append(d.Related, diag.Label{Span: t.NameSpan, Text: "a similar name is declared here"})
		}
	case len(near) > 1:
		d.Help = "write " + orList(ticks(near))
	case 0 < len(all) && len(all) <= 12:
		d.Help = "write " + orList(ticks(all))
	}
}

// namesOf returns the names that may stand where kinds may, in order.
// After some hundred calls it gives up: a text with as many mistakes is no longer
// helped by near names, and looking for them would take its time.
func (r *resolver) namesOf(kinds []string) []string {
	var names []string
	if r.searched++; r.searched > 300 {
		return nil
	}
	for _, t := range r.a.Things {
		if t.Name != "" && (len(kinds) == 0 || fits(t.Kind, kinds)) && t.Kind != "stage" {
			names = append(names, t.Name)
		}
	}
	return names
}

// party reads who: a name, a people word, or `any agency`.
func (c *cursor) party(kinds []string) (model.Ref, bool) {
	t := c.peek()
	if t == nil || t.Kind != dsl.Word || t.Text == "todo" {
		return c.name(kinds)
	}
	if t.Text == "any" {
		return c.anyAgency()
	}
	if person, ok := personWord(t.Text); ok && c.things[t.Text] == nil {
		c.i++
		return model.Ref{Name: t.Text, Person: person, Span: t.Span}, true
	}
	if c.plainWord(t) {
		return model.Ref{}, false
	}
	return c.ref(t, kinds)
}

func personWord(word string) (string, bool) {
	return word, schema.VocabNamed("person").Has(word)
}

// anyAgency reads `any agency [where …]`.
func (c *cursor) anyAgency() (model.Ref, bool) {
	start := c.i
	c.i++
	if !c.take("agency") {
		if c.peek() == nil {
			return model.Ref{}, c.missing("`agency`")
		}
		return model.Ref{}, c.wrong("wrong-value", "`any` is followed by "+tick(c.here().Text()), "write `any agency`")
	}
	ref := model.Ref{Name: "any agency", Any: true, Span: c.from(start)}
	if c.take("where") {
		if ref.Where = c.filter(schema.Start("agency"), nil); ref.Where == nil {
			return ref, false
		}
		ref.Span = c.from(start)
	}
	return ref, true
}
