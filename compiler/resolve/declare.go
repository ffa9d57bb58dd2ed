package resolve

import (
	"concordat/compiler/model"
	"concordat/compiler/schema"
	"concordat/dsl"
	"concordat/dsl/diag"
)

// place is what may stand in a block of one kind: lines by keyword and blocks by
// kind. It is made once from the table.
type place struct {
	entries map[string]*schema.Entry
	kinds   map[string]*schema.Kind
	words   []string // every keyword, in table order
}

var (
	places    = makePlaces()
	entryHome = makeHomes()
)

func makePlaces() map[string]*place {
	all := map[string]*place{}
	add := func(name string, entries []schema.Entry) {
		p := &place{map[string]*schema.Entry{}, map[string]*schema.Kind{}, nil}
		for i := range entries {
			p.entries[entries[i].Keyword] = &entries[i]
			p.words = append(p.words, entries[i].Keyword)
		}
		for _, k := range schema.Blocks(name) {
			p.kinds[k.Name] = k
			p.words = append(p.words, k.Name)
		}
		all[name] = p
	}
	add("", schema.TopLines)
	for i := range schema.Kinds {
		add(schema.Kinds[i].Name, schema.Kinds[i].AllEntries())
	}
	return all
}

// makeHomes returns for each keyword of a line the kinds of block that take it.
func makeHomes() map[string][]string {
	homes := map[string][]string{}
	for i := range schema.Kinds {
		for _, e := range schema.Kinds[i].AllEntries() {
			homes[e.Keyword] = append(homes[e.Keyword], schema.Kinds[i].Name)
		}
	}
	return homes
}

// declareAll goes through the items of a block and declares the blocks among
// them.
func (r *resolver) declareAll(b *block, items []*dsl.Item) {
	for _, it := range items {
		if it.Kind == dsl.ProseItem {
			b.parts = append(b.parts, part{item: it, prose: true})
			continue
		}
		first := &it.Terms[0]
		if first.Kind != dsl.Word {
			b.parts = append(b.parts, part{item: it, quote: true})
			continue
		}
		entry, kind, guessed := r.classify(b, it)
		switch {
		case kind != nil:
			r.declare(b, kind, it, guessed)
		case entry != nil:
			b.parts = append(b.parts, part{item: it, entry: entry, guessed: guessed})
		default:
			b.partial()
			r.breakNames(it)
		}
	}
}

// classify says what an item is: a line of b, or a block that may stand here, or
// neither; that is then reported. guessed says that its keyword was not the right
// one, so that nothing more is said about it.
func (r *resolver) classify(b *block, it *dsl.Item) (e *schema.Entry, k *schema.Kind, guessed bool) {
	p := places[b.kindName()]
	word := it.Terms[0].Text
	if k := p.kinds[word]; k != nil {
		return nil, k, false
	}
	if e := p.entries[word]; e != nil {
		return e, nil, false
	}
	if b.thing != nil && b.thing.Kind == "change" {
		if e := places["change"].entries[word]; e != nil {
			return e, nil, false
		}
	}
	e, k = r.misplaced(b, p, it)
	return e, k, true
}

// declare makes the thing of a block and declares its name and all inside it.
func (r *resolver) declare(parent *block, kind *schema.Kind, it *dsl.Item, guessed bool) {
	if parent.kind != nil && places[parent.kindName()].kinds[kind.Name] == nil {
		for parent.parent != nil { // misplaced, and read as if it stood outside
			parent = parent.parent
		}
	}
	t := &model.Thing{Kind: kind.Name, Head: it.Head, Span: it.Span, Origin: r.in.Origin, Parent: parent.thing}
	b := &block{in: r.in, thing: t, kind: kind, item: it, parent: parent, change: parent.change, guessed: guessed}
	if kind.Head == schema.HeadChange {
		b.change = true
	}
	r.blockOf[t] = b
	parent.parts = append(parent.parts, part{item: it, block: b})
	r.a.Things = append(r.a.Things, t)
	if parent.thing != nil {
		parent.thing.Children = append(parent.thing.Children, t)
	}
	r.readHead(b)
	if !b.change || kind.Scoped {
		r.declareName(b)
	}
	if kind.Head == schema.HeadChange {
		r.changes = append(r.changes, b)
		return
	}
	r.declareBody(b)
}

func (r *resolver) declareBody(b *block) {
	if b.kind == nil {
		return
	}
	if b.item.Kind == dsl.BlockItem && len(b.item.Items) == 0 && !b.item.Broken {
		r.emptyBlock(b, b.item)
	}
	if b.thing.Kind == "family" {
		for _, it := range b.item.Items {
			b.parts = append(b.parts, part{item: it})
		}
		return
	}
	r.declareAll(b, b.item.Items)
}

// declareName enters the name of a block where its kind says that it belongs.
func (r *resolver) declareName(b *block) {
	t := b.thing
	if t.Name == "" {
		return
	}
	switch {
	case b.kind.Scoped || b.kind.Head == schema.HeadRow:
		key := inner{t.Parent, t.Name}
		if first := r.within[key]; first != nil {
			r.duplicate(b, first)
			return
		}
		r.within[key] = t
		if b.kind.Scoped && !b.change {
			r.scoped[t.Name] = append(r.scoped[t.Name], t)
		}
	case b.kind.Named && t.Kind != "term" && t.Kind != "checklist":
		if first := r.things[t.Name]; first != nil {
			r.duplicate(b, first)
			return
		}
		r.things[t.Name] = t
	default:
		key := t.Kind + " " + t.Name
		if first := r.apart[key]; first != nil {
			r.duplicate(b, first)
			return
		}
		r.apart[key] = t
	}
}

func (r *resolver) duplicate(b *block, first *model.Thing) {
	t := b.thing
	d := diag.Diagnostic{
		Code:    "duplicate-name",
		Message: "the name `" + t.Name + "` is taken",
		At:      diag.Label{Span: t.NameSpan},
		Related: []diag.Label{{Span: first.NameSpan, Text: "here it is " + article(first.Kind)}},
		Help:    "give one of the two another name",
	}
	if f := r.blockOf[first]; f.in.Folder != b.in.Folder && first.Kind == t.Kind && b.kind.Named {
		d.Help = "write `change " + t.Kind + " " + t.Name + " {` to alter it here"
	}
	r.report(b.parent, d)
}

// settle fills the one map of names that the model shows.
func (r *resolver) settle() {
	for _, kind := range []string{"checklist", "term"} {
		for _, t := range r.a.Of(kind) {
			if t.Name != "" && r.apart[kind+" "+t.Name] == t {
				r.a.ByName[t.Name] = t
			}
		}
	}
	for name, t := range r.things {
		r.a.ByName[name] = t
	}
}

// breakNames records the names that an unread item would have declared, so that
// their uses are silent. The first word counts too: where a keyword was left
// out, it is the name.
func (r *resolver) breakNames(it *dsl.Item) {
	if it.Kind == dsl.ProseItem {
		return
	}
	titled := func(i int) bool { return i < len(it.Terms) && it.Terms[i].Kind == dsl.String }
	broken := func(i int) {
		if i < len(it.Terms) && it.Terms[i].Kind == dsl.Word && isRow(it.Terms[i].Text) {
			r.broken[it.Terms[i].Text] = true
		}
	}
	if it.Kind == dsl.BlockItem || titled(1) {
		broken(0)
	}
	if it.Kind == dsl.BlockItem || titled(2) {
		broken(1)
	}
	if looksLikeBlock(it) || titled(1) {
		r.a.Unread = true
	}
	// `keyword "Title" {`: a name was left out, and any use may be its.
	if titled(1) && schema.KindNamed(it.Terms[0].Text) != nil {
		r.nameless[it.Terms[0].Text] = true
	}
	for _, inner := range it.Items {
		r.breakNames(inner)
	}
}
