package document

import (
	"slices"
	"sync"

	"concordat/compiler"
	"concordat/compiler/checklist"
	"concordat/compiler/model"
	"concordat/compiler/ruleset"
	"concordat/compiler/scenario"
	"concordat/compiler/schema"
	"concordat/compiler/words"
)

// Options are what a document depends on beside the program.
type Options struct {
	// Draft prints DRAFT on every page and lists what is still to be written.
	Draft bool
	// Rules returns the rule set of the document, for the worked examples and the
	// longest waits; nil, it is made again.
	Rules func() *ruleset.RuleSet
	// Today is the day on which the document is made; the compiler reads no clock.
	Today model.Date
}

// judgementSentence stands where a document first describes how a decision is
// made; see [builder.judgementOnce].
const judgementSentence = "This supports professional judgement and does not replace it."

// builder makes one document. Invariant: what it writes depends on the model and
// the options alone, in the order of the model.
type builder struct {
	model      *model.Agreement
	checklists []checklist.Result
	doc        *model.Thing
	opts       Options
	clauses    map[*model.Thing]string

	anchored map[*model.Thing]bool   // things whose ID has been given out
	at       map[*model.Thing]string // the ID of each thing
	ids      map[string]bool         // that are taken
	shown    map[string]bool         // parts that have a place
	cited    map[*model.Thing]bool
	supports map[string]bool // sorts of part that have said that they support judgement
	judged   map[string]bool // conditions in words that are printed
	kinds    map[string][]*model.Thing
	// documents are the folder's own, this one among them.
	documents []*model.Thing
	worked    func() map[string]*scenario.Result // of each example, by its name
	waits     func() *longestWaits
	// late are the parts that list what the rest of the text uses: the glossary,
	// the documents, the questions. They are made when the rest stands.
	late  []func()
	text  string           // of the rest
	lower string           // the same in lower case, made when asked for
	words map[string][]int // where each of its words begins
}

// section is a heading with what stands under it, before numbering. An empty one
// is left out.
type section struct {
	id       string
	title    []Inline
	blocks   []Block
	subs     []*section
	appendix bool
	newPage  bool
}

func (s *section) empty() bool {
	return s == nil || len(s.blocks) == 0 && len(s.subs) == 0
}

func (s *section) add(blocks ...Block) { s.blocks = append(s.blocks, blocks...) }

func (s *section) sub(subs ...*section) {
	for _, x := range subs {
		if !x.empty() {
			s.subs = append(s.subs, x)
		}
	}
}

// Build makes the document doc, a protocol or a threshold document, of a compiled
// program.
func Build(p *compiler.Program, doc *model.Thing, opts Options) *Document {
	return build(p.Model, p.Checklists, doc, opts)
}

func build(a *model.Agreement, checklists []checklist.Result, doc *model.Thing, opts Options) *Document {
	b := newBuilder(a, checklists, doc, opts)
	d := b.document()
	b.finish(d)
	return d
}

func newBuilder(a *model.Agreement, checklists []checklist.Result, doc *model.Thing, opts Options) *builder {
	at, taken := places(a)
	b := &builder{model: a, at: at, checklists: checklists, doc: doc, opts: opts, clauses: a.Clauses(),
		anchored: map[*model.Thing]bool{}, ids: taken, shown: map[string]bool{}, cited: map[*model.Thing]bool{},
		judged: map[string]bool{}, supports: map[string]bool{}, documents: a.Documents(), kinds: kindsOf(a)}
	rules := opts.Rules
	if rules == nil {
		rules = sync.OnceValue(func() *ruleset.RuleSet { return ruleset.From(a, checklists, doc, true) })
	}
	if len(a.Of("scenario")) > 0 {
		b.worked = beside(func() map[string]*scenario.Result { return worked(rules()) })
	}
	if !b.left("timescales") {
		b.waits = beside(func() *longestWaits { return countWaits(rules()) })
	}
	return b
}

func (b *builder) document() *Document {
	d := &Document{Title: words.Title(b.doc), Area: b.doc.Text("area"), Language: "en-GB",
		Version: b.doc.Text("version"), Draft: b.opts.Draft}
	if l := b.doc.Line("status"); l != nil && l.Todo == nil && len(l.Words) > 0 {
		d.Status = words.Upper(schema.Label("status", l.Words[0].Name))
	}
	if p := b.doc.Ref("publisher"); p != nil {
		d.Publisher = words.Title(p)
	}
	d.Date, d.Made = b.issued(), b.opts.Today
	d.Front = b.front()
	n := numbering{}
	n.sections(b.outline())
	d.Body = n.out
	return d
}

// issued is the date on the front with what happened on it, so that nobody takes
// it for the day of printing: the last amendment, else the day from which it is
// in force, else the day of approval.
func (b *builder) issued() string {
	if all := b.doc.All("amended"); len(all) > 0 && !all[len(all)-1].Date.IsZero() {
		return "amended " + words.Date(all[len(all)-1].Date)
	}
	for _, x := range []struct{ keyword, lead string }{{"in-force", "in force from "}, {"approved-on", "approved "}} {
		if l := b.doc.Line(x.keyword); l != nil && !l.Date.IsZero() {
			return x.lead + words.Date(l.Date)
		}
	}
	return ""
}

// outlines are the parts of each kind of document in order. A part that has its
// place in another document of the folder is left to that document; see
// [builder.left].
var outlines = map[string][]string{
	"protocol": {"roles", "contacts", "levels", "criteria", "indicators", "pathways", "meetings", "timescales", "sharing",
		"escalation", "duties", "services", "training", "audit", "groups", "plan", "scenarios"},
	"thresholds": {"levels", "criteria", "indicators", "pathways", "meetings", "services", "escalation", "contacts",
		"roles", "timescales", "sharing", "duties", "training", "audit", "groups", "plan", "scenarios"},
}

// leftToOther are the parts that one kind of document leaves to the other kind
// when a folder has both, so that each thing is printed once.
var leftToOther = map[string][]string{
	"protocol":   {"criteria", "indicators", "services"},
	"thresholds": {"roles", "meetings", "timescales", "sharing", "escalation", "duties", "training", "audit", "groups", "plan"},
}

// shortBesideOther are the parts that one kind prints in short when the other
// kind has them in full.
var shortBesideOther = map[string][]string{
	"protocol":   {"levels"},
	"thresholds": {"pathways", "contacts", "scenarios", "questions", "documents", "terms"},
}

// onlyIn are the kinds of thing that the one kind of document alone has in full:
// where the other one names them, its page leads there.
var onlyIn = map[string][]string{
	"protocol": {"role", "team", "agency", "contract", "meeting", "step", "share", "escalation", "stage", "training", "audit", "group",
		"plan", "scenario"},
	"thresholds": {"criterion", "indicators", "judgement", "service"},
}

var otherKind = map[string]string{"protocol": "thresholds", "thresholds": "protocol"}

// left says whether a part is left to the other document of the folder.
func (b *builder) left(part string) bool {
	return b.other() != nil && in(part, leftToOther[b.doc.Kind])
}

// elsewhere says whether a part stands in full in the other document, and here in
// short.
func (b *builder) elsewhere(part string) bool {
	return b.other() != nil && in(part, shortBesideOther[b.doc.Kind])
}

// other returns the folder's document of the other kind, or nil.
func (b *builder) other() *model.Thing {
	for _, d := range b.documents {
		if d.Kind == otherKind[b.doc.Kind] {
			return d
		}
	}
	return nil
}

// otherLink is a link into the page of the other document.
func (b *builder) otherLink(id, says string) Inline {
	return Link{Page: b.other().Name + ".html#" + id, Text: text(says)}
}

// outline is the whole body: the author's sections, the parts, the appendices.
func (b *builder) outline() []*section {
	authors, appendices := b.authored()
	all := authors
	for _, name := range outlines[b.doc.Kind] {
		if !b.shown[name] && !b.left(name) {
			all = append(all, b.part(name))
		}
	}
	all = append(all, b.signOff())
	for _, s := range appendices {
		s.appendix = true
		all = append(all, s)
	}
	lists := len(all)
	all = append(all, &section{}, &section{}, &section{})
	for i, name := range lateParts {
		if !b.shown[name] {
			b.shown[name] = true
			b.late = append(b.late, func() {
				if s := b.part(name); !s.empty() {
					all[lists+i] = s
					s.appendix = true
				}
			})
		}
	}
	for _, s := range []*section{b.checks(), b.exceptions(), b.unfinished()} {
		if s != nil {
			s.appendix = true
			all = append(all, s)
		}
	}
	b.text = sectionsText(all)
	for _, f := range b.late {
		f()
	}
	return all
}

// lateParts are the parts that are made last, in the order of the appendices.
var lateParts = []string{"questions", "documents", "terms"}

// part makes one part from the model; nil or empty where there is nothing.
func (b *builder) part(name string) *section {
	switch name {
	case "contacts":
		return b.contacts()
	case "roles":
		return b.roles()
	case "levels":
		return b.levels()
	case "criteria":
		return b.criteria()
	case "indicators":
		return b.indicators()
	case "pathways":
		return b.pathways()
	case "timescales":
		return b.timescales()
	case "meetings":
		return b.meetings()
	case "sharing":
		return b.sharing()
	case "escalation":
		return b.escalations()
	case "duties":
		return b.duties()
	case "services":
		return b.services()
	case "training":
		return b.training()
	case "audit":
		return b.audits()
	case "groups":
		return b.groups()
	case "plan":
		return b.plans()
	case "documents":
		return b.literature()
	case "terms":
		return b.terms()
	case "questions":
		return b.questions()
	case "scenarios":
		return b.scenarios()
	}
	return nil
}

// of returns the things of a kind that this document describes: the folder's own
// and those of the folders that it uses, nothing shipped.
func (b *builder) of(kind string) []*model.Thing {
	return b.kinds[kind]
}

// kindsOf sorts the things of an agreement for [builder.of].
func kindsOf(a *model.Agreement) map[string][]*model.Thing {
	kinds := map[string][]*model.Thing{}
	for _, t := range a.Things {
		if t.Origin == model.Own || t.Origin == model.Used && t.Kind != "scenario" && t.Kind != "section" {
			kinds[t.Kind] = append(kinds[t.Kind], t)
		}
	}
	for kind, things := range kinds {
		kinds[kind] = slices.Clip(things)
	}
	return kinds
}

// finish sees that every link leads somewhere: what was not printed is said
// without a link, or, where the other document of the folder has it, with one to
// its page.
func (b *builder) finish(d *Document) {
	ids := make(map[string]bool, len(b.ids))
	eachBlock(d, func(b Block) { eachID(b, func(id string) { ids[id] = true }) })
	pages := map[string]string{}
	if o := b.other(); o != nil {
		for t, id := range b.at {
			if t.Origin != model.Shipped && in(t.Kind, onlyIn[o.Kind]) {
				pages[id] = o.Name + ".html#" + id
			}
		}
	}
	fix := func(in []Inline) []Inline {
		if allLead(in, ids) {
			return in
		}
		return keepLinks(in, ids, pages)
	}
	mapBlocks(d.Front, fix)
	mapBlocks(d.Body, fix)
	eachBlock(d, fillCells)
	typeset(d)
}

// fillCells puts a dash into the empty cells of a table, so that a reader who
// hears the table knows that nothing was skipped.
func fillCells(b Block) {
	t, ok := b.(Table)
	if !ok {
		return
	}
	for _, r := range t.Rows {
		for i := range r.Cells {
			if len(r.Cells[i].Blocks) == 0 {
				r.Cells[i] = cell("–")
			}
		}
	}
}
