package resolve

import (
	"slices"

	"concordat/compiler/model"
	"concordat/compiler/schema"
)

// declareChanges gives each `change` its target and declares what stands in it:
// the lines and blocks are those of the kind that it alters.
func (r *resolver) declareChanges() {
	for _, b := range r.changes {
		r.in = b.in
		if b.kind = r.changedKind(b); b.kind == nil {
			b.partial()
			continue
		}
		r.declareBody(b)
		if t := b.thing; t.Target != nil {
			r.declareIn(t, t.Target)
		}
	}
}

// declareIn declares the blocks of a change where they belong: one with the name
// of a block of the target alters that one, others are new there.
func (r *resolver) declareIn(change, target *model.Thing) {
	for _, c := range change.Children {
		if c.Name == "" {
			continue
		}
		for _, old := range target.Children {
			if old.Kind == c.Kind && old.Name == c.Name {
				c.Target = old
			}
		}
		switch b := r.blockOf[c]; {
		case c.Target != nil:
			r.declareIn(c, c.Target)
		case b.kind.Scoped || b.kind.Head == schema.HeadRow:
			r.within[inner{target, c.Name}] = c
			if b.kind.Scoped {
				r.scoped[c.Name] = append(r.scoped[c.Name], c)
			}
		case r.things[c.Name] != nil:
			r.duplicate(b, r.things[c.Name])
		case b.kind.Named:
			r.things[c.Name] = c
		}
	}
}

// applyChanges alters the things that changes name, those of the outermost folder
// last, so that everything after sees the agreement as it holds here.
func (r *resolver) applyChanges() {
	merged := map[*model.Thing]bool{}
	for _, b := range r.changes {
		if t := b.thing; t.Target != nil {
			apply(t, t.Target, merged)
		}
	}
	if len(merged) > 0 {
		r.a.Things = slices.DeleteFunc(r.a.Things, func(t *model.Thing) bool { return merged[t] })
	}
}

// apply puts the lines of a change in the place of all lines of the target with
// the same keyword, and its blocks into the target's. It notes the blocks that
// have no being of their own.
func apply(change, target *model.Thing, merged map[*model.Thing]bool) {
	given := map[string][]*model.Line{}
	var keywords []string
	for _, l := range change.Lines {
		if places[target.Kind].entries[l.Keyword] == nil {
			continue // the reason for the change
		}
		if given[l.Keyword] == nil {
			keywords = append(keywords, l.Keyword)
		}
		l.Owner = target
		given[l.Keyword] = append(given[l.Keyword], l)
	}
	var lines []*model.Line
	for _, l := range target.Lines {
		lines = append(lines, given[l.Keyword]...)
		if slices.Contains(keywords, l.Keyword) {
			delete(given, l.Keyword)
			continue
		}
		lines = append(lines, l)
	}
	for _, k := range keywords {
		lines = append(lines, given[k]...)
	}
	target.Lines = lines
	if change.Title != "" {
		target.Title = change.Title
	}
	if len(change.Prose) > 0 {
		target.Prose = change.Prose
	}
	if len(change.Items) > 0 {
		target.Items = change.Items
	}
	if change.Todo != nil {
		target.Todo = change.Todo
	}
	target.Partial = target.Partial || change.Partial
	for _, c := range change.Children {
		if c.Target != nil {
			apply(c, c.Target, merged)
			merged[c] = true
			continue
		}
		c.Parent = target
		target.Children = append(target.Children, c)
	}
}
