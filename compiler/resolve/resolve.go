// Package resolve turns the trees of a folder's files, and of the folders that
// it uses, into the model of an agreement. What may stand where comes from the
// table in compiler/schema; this package knows how each value phrase is read,
// what names mean, and how to say what is wrong. To follow it, start at
// [Resolve]: first every block is declared, so that a name may be used before
// its declaration and from any file; then every line is read; then the whole is
// checked for what no single line shows, such as a circle of deputies.
//
// Invariant: one mistake, one report. What could not be read is nil or Bad in
// the model, its block is Partial, and nothing that depends on it is reported.
package resolve

import (
	"concordat/compiler/model"
	"concordat/compiler/schema"
	"concordat/dsl"
	"concordat/dsl/diag"
)

// Input is one file. Files of one folder have the same Folder; the folders that
// are used come before those that use them, and what ships comes first.
type Input struct {
	File   *dsl.File
	Origin model.Origin
	Folder int
}

// Options are what resolving depends on beside the files. There is nothing yet.
type Options struct{}

// Resolve makes the model of an agreement.
func Resolve(files []Input, opts Options) (*model.Agreement, diag.List) {
	r := &resolver{
		a:          &model.Agreement{ByName: map[string]*model.Thing{}},
		blockOf:    map[*model.Thing]*block{},
		things:     map[string]*model.Thing{},
		scoped:     map[string][]*model.Thing{},
		within:     map[inner]*model.Thing{},
		apart:      map[string]*model.Thing{},
		changed:    map[changeOf]*model.Thing{},
		broken:     map[string]bool{},
		nameless:   map[string]bool{},
		unknown:    map[nameUse]int{},
		missed:     map[string]bool{},
		judgements: map[string]*model.WordsQuestion{},
	}
	for _, in := range files {
		r.in = in
		r.a.Sources = append(r.a.Sources, in.File.Source)
		root := &block{in: in}
		r.roots = append(r.roots, root)
		r.declareAll(root, in.File.Items)
	}
	r.declareChanges()
	r.settle()
	for _, root := range r.roots {
		r.in = root.in
		r.readAll(root)
	}
	r.applyChanges()
	r.checkTexts()
	r.check()
	r.list.Sort()
	return r.a, r.list
}

// resolver is the state of one call of [Resolve].
type resolver struct {
	a     *model.Agreement
	list  diag.List
	in    Input // the file that is being read
	roots []*block

	blockOf map[*model.Thing]*block
	things  map[string]*model.Thing   // the one namespace
	scoped  map[string][]*model.Thing // steps and stages, by their bare name
	within  map[inner]*model.Thing    // steps, stages and requirements, by what they stand in
	// apart holds, by "kind name", the kinds whose names are their own: a term may
	// bear the name of the thing that it explains, a checklist that of the document
	// that it is drawn from, and nothing refers to indicators or a scenario.
	apart   map[string]*model.Thing
	changes []*block
	changed map[changeOf]*model.Thing // by what a folder changes, the `change` that does

	broken   map[string]bool // names in headers that could not be read
	nameless map[string]bool // kinds of which some block has no readable name
	unknown  map[nameUse]int // index in list of the report
	missed   map[string]bool // kinds of which an unknown name could be
	searched int             // how many unknown names were looked for among the near ones

	judgements map[string]*model.WordsQuestion
	texts      []pendingText
}

// inner is the name of a step, a stage or a requirement and what it stands in.
type inner struct {
	parent *model.Thing
	name   string
}

// block is one block of the text while it is being read.
type block struct {
	in     Input
	thing  *model.Thing // nil for the top level of a file
	kind   *schema.Kind // nil for the top level; of a change, the kind that it alters
	change bool         // a `change`, or inside one
	item   *dsl.Item
	parent *block
	parts  []part // in written order
	head   *cursor
	// guessed says that its keyword was misspelt or stood in the wrong place.
	guessed bool
	// misnamed says that it has a name, which could not be one.
	misnamed bool
}

// part is one thing that stands in a block.
type part struct {
	item  *dsl.Item
	entry *schema.Entry // a line
	block *block        // a nested block
	quote bool          // an item in quotation marks
	prose bool
	// guessed says that the keyword was misspelt.
	guessed bool
}

// kindName returns the kind of the thing, and "" at the top level.
func (b *block) kindName() string {
	if b == nil || b.kind == nil {
		return ""
	}
	return b.kind.Name
}

// in returns the breadcrumb of a block, outermost first.
func (b *block) breadcrumb() string {
	if b == nil || b.thing == nil {
		return ""
	}
	here := b.thing.Kind
	if here == "change" && b.kind != nil {
		here += " " + b.kind.Name
	}
	if b.thing.Name != "" {
		here += " " + b.thing.Name
	}
	if above := b.parent.breadcrumb(); above != "" {
		return above + " > " + here
	}
	return here
}

// partial records that something in the block could not be read.
func (b *block) partial() {
	if b != nil && b.thing != nil {
		b.thing.Partial = true
	}
}

// report adds a finding to the list and returns its place there.
func (r *resolver) report(b *block, d diag.Diagnostic) int {
	if d.In == "" {
		d.In = b.breadcrumb()
	}
	r.list = append(r.list, d)
	return len(r.list) - 1
}
