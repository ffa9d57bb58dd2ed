// Package ruleset is the agreement as data: typed JSON that other tools load and
// run. [From] makes it from a compiled agreement, [Write] and [Load] turn it into
// bytes and back, and [Schema] describes those bytes. Invariants: every rule says
// in which file, line and clause it stands; every duty keeps its modality; what
// is illustrative, `should` or `may` never decides anything.
package ruleset

import (
	"fmt"
	"sort"

	"concordat/compiler/checklist"
	"concordat/compiler/model"
	"concordat/dsl/diag"
)

// builder carries what every part of the rule set needs.
type builder struct {
	a       *model.Agreement
	doc     *model.Thing
	clauses map[*model.Thing]string
	needed  map[*model.Thing]bool // what is the folder's own, and what it leads to
	clock   Clock
}

// From makes the rule set of one document of an agreement. Everything that the
// folder declares is in it, and of what ships with the compiler what those
// things lead to. draft says that the agreement has errors or unwritten parts.
func From(a *model.Agreement, results []checklist.Result, doc *model.Thing, draft bool) *RuleSet {
	b := &builder{a: a, doc: doc, clauses: a.Clauses()}
	r := b.rules(draft)
	r.Checklists = b.checklists(results)
	// A draft may hold what cannot be run, such as criteria that name each other;
	// [Load] refuses it.
	if err := r.makePortable(); err != nil && !draft {
		panic(fmt.Sprintf("a rule set whose conditions cannot be run: %v", err))
	}
	return r
}

// Rules makes the rule set that proofs read: that of the first document of a
// folder, without the checklists and without CEL, or of a folder that has no
// document yet. It is nil for a folder that declares nothing.
func Rules(a *model.Agreement) *RuleSet {
	b := &builder{a: a, clauses: a.Clauses()}
	if docs := a.Documents(); len(docs) > 0 {
		b.doc = docs[0]
	}
	for _, t := range a.Things {
		if b.doc == nil && t.Origin == model.Own && t.Head.Source != nil {
			b.doc = &model.Thing{Kind: "protocol", Head: t.Head}
		}
	}
	if b.doc == nil {
		return nil
	}
	return b.rules(true)
}

// rules makes the rule set without what is worked out from it.
func (b *builder) rules(draft bool) *RuleSet {
	a := b.a
	b.needed = b.reach()
	b.clock = b.clockOf()
	r := &RuleSet{SchemaVersion: Version, Notice: Notice, Document: b.document(draft), Clock: b.clock}
	r.NothingDelays = paths(b.stated("nothing-delays").Refs("nothing-delays"))
	for _, l := range a.CannotBe {
		if l.Condition != nil && b.allNeeded(l) {
			r.CannotBe = append(r.CannotBe, Impossible{b.place(l.Span, ""), *condition(l.Condition)})
		}
	}
	for _, t := range a.Things {
		if b.needed[t] {
			b.add(r, t)
		}
	}
	sort.SliceStable(r.Levels, func(i, j int) bool { return b.rank(r.Levels[i].Name) < b.rank(r.Levels[j].Name) })
	r.Duties = b.duties(b.doc)
	r.markLedTo()
	return r
}

// add puts one thing where it belongs. Nested kinds come with their parents.
func (b *builder) add(r *RuleSet, t *model.Thing) {
	switch t.Kind {
	case "question":
		r.Questions = append(r.Questions, b.question(t))
	case "judgement":
		r.Judgements = append(r.Judgements, Judgement{b.head(t), b.needs(t, "when"), name(t.Ref("by")), said(t, "because")})
	case "level":
		r.Levels = append(r.Levels, b.level(t))
	case "criterion":
		r.Criteria = append(r.Criteria, Criterion{b.head(t), name(t.Ref("level")), name(t.Ref("consider")), decides(t), b.needs(t, "when")})
	case "indicators":
		r.Indicators = append(r.Indicators, b.indicators(t))
	case "agency":
		r.Agencies = append(r.Agencies, b.agency(t))
	case "role":
		r.Roles = append(r.Roles, b.role(t))
	case "group":
		r.Groups = append(r.Groups, Group{b.head(t), t.Word("kind"), paths(t.Refs("members")), name(t.Ref("chair")), timesOf(t, "meets"), name(t.Ref("reports-to")), b.duties(t)})
	case "pathway":
		r.Pathways = append(r.Pathways, b.pathway(t))
	case "meeting":
		r.Meetings = append(r.Meetings, b.meeting(t))
	case "share":
		r.Shares = append(r.Shares, b.share(t))
	case "escalation":
		r.Escalations = append(r.Escalations, b.escalation(t))
	case "service":
		r.Services = append(r.Services, b.service(t))
	case "training":
		r.Training = append(r.Training, Training{b.head(t), wordNames(t, "topic"), parties(t.Refs("audience")), paths(t.Refs("by")), name(t.Ref("commissioned-by")), timesOf(t, "held"), said(t, "measured-by"), texts(t, "method"), t.Word("strength")})
	case "audit":
		r.Audits = append(r.Audits, Audit{b.head(t), wordNames(t, "kind"), paths(t.Refs("by")), timesOf(t, "held"), said(t, "how"), texts(t, "measures"), wordNames(t, "topic"), name(t.Ref("reports-to"))})
	case "plan":
		r.Plans = append(r.Plans, b.plan(t))
	case "document", "protocol", "thresholds":
		if t != b.doc {
			r.Documents = append(r.Documents, b.reference(t))
		}
	case "term":
		r.Terms = append(r.Terms, Term{b.head(t), said(t, "prints"), texts(t, "say-not"), name(t.Ref("replaced-by"))})
	case "event":
		r.Events = append(r.Events, Event{b.head(t), name(t.Ref("counted-by"))})
	case "time-limit":
		r.TimeLimits = append(r.TimeLimits, TimeLimit{b.head(t), timesOf(t, "limit"), paths(t.Refs("set-by")), t.Line("unverified") != nil})
	}
	if t.Origin == model.Own {
		b.addOwn(r, t)
	}
	if t.Kind == "change" && t.Parent == nil && t.Origin != model.Shipped {
		b.change(r, t)
	}
}

// addOwn puts in what counts only in the folder that declares it: of a shared
// folder, sections, examples and a person's word speak for that folder.
func (b *builder) addOwn(r *RuleSet, t *model.Thing) {
	switch t.Kind {
	case "section":
		if b.standsIn(t) {
			r.Sections = append(r.Sections, Section{b.head(t), within(t), rowsOf(t, "answers"), wordNames(t, "topic"), wordNames(t, "audience"), wordNames(t, "shows"), t.Line("appendix") != nil})
		}
	case "scenario":
		r.Scenarios = append(r.Scenarios, b.scenario(t))
	case "accept-gap":
		r.AcceptedGaps = append(r.AcceptedGaps, Gap{rows(t.Rows), said(t, "because"), name(t.Ref("by")), dateOf(t, "until"), b.placeOf(t)})
	case "attest":
		r.Attestations = append(r.Attestations, Attest{rows(t.Rows), said(t, "says"), name(t.Ref("by")), dateOf(t, "on"), dateOf(t, "until"), b.placeOf(t)})
	}
	b.remarks(r, t)
}

// remarks adds what is allowed, what is still to be written, and reasons that
// nothing else carries.
func (b *builder) remarks(r *RuleSet, t *model.Thing) {
	if t.Todo != nil {
		r.ToDo = append(r.ToDo, Remark{t.Todo.Text, b.place(t.Todo.Span, b.clauses[t])})
	}
	for _, l := range t.Lines {
		why := because(l)
		switch {
		case why == nil || carriesReason(l):
		case l.Keyword == "allow":
			r.Allowed = append(r.Allowed, Allowed{l.Code.Name, why.Text, b.place(l.Span, b.clauses[t])})
		default:
			r.Reasons = append(r.Reasons, Remark{l.Keyword + ": " + why.Text, b.place(l.Span, b.clauses[t])})
		}
		if l.Todo != nil && (t.Todo == nil || l.Todo.Span != t.Todo.Span) {
			r.ToDo = append(r.ToDo, Remark{l.Todo.Text, b.place(l.Todo.Span, b.clauses[t])})
		}
	}
}

// carriesReason says whether a line goes into the rule set as a rule that has a
// place for its reason.
func carriesReason(l *model.Line) bool {
	switch l.Keyword {
	case "consent", "lead", "with", "outcome":
		return true
	}
	return l.Duty != nil
}

// change adds the lines of a change, and of the blocks in it.
func (b *builder) change(r *RuleSet, t *model.Thing) {
	if t.Target == nil {
		return
	}
	c := Change{Kind: t.Target.Kind, Name: t.Target.Path(), Because: said(t, "because"), Place: b.placeOf(t)}
	var add func(t *model.Thing, lead string)
	add = func(t *model.Thing, lead string) {
		for _, l := range t.Lines {
			if l.Keyword != "because" {
				c.Lines = append(c.Lines, lead+written(l.Span))
			}
		}
		for _, inner := range t.Children {
			add(inner, lead+inner.Kind+" "+inner.Name+": ")
		}
	}
	add(t, "")
	r.Changes = append(r.Changes, c)
}

// reach finds what the rule set has to hold: all that does not ship with the
// compiler, and whatever that leads to.
func (b *builder) reach() map[*model.Thing]bool {
	needed := map[*model.Thing]bool{}
	var add func(t *model.Thing)
	add = func(t *model.Thing) {
		if t == nil || needed[t] {
			return
		}
		needed[t] = true
		if t.Kind == "checklist" || t.Kind == "requirement" {
			return
		}
		if t.Parent != nil {
			add(t.Parent)
		}
		t.EachRef(func(r *model.Ref) { add(r.Thing) })
		for _, c := range t.Children {
			add(c)
		}
	}
	for _, t := range b.a.Things {
		if t.Origin != model.Shipped {
			add(t)
		}
	}
	// A combination that cannot happen counts where one of its questions is
	// asked, and may then bring in others.
	for grown := true; grown; {
		grown = false
		for _, l := range b.a.CannotBe {
			some, all := false, true
			l.EachRef(func(r *model.Ref) {
				if r.Thing != nil {
					some, all = some || needed[r.Thing], all && needed[r.Thing]
				}
			})
			if some && !all {
				l.EachRef(func(r *model.Ref) { add(r.Thing) })
				grown = true
			}
		}
	}
	return needed
}

func (b *builder) allNeeded(l *model.Line) bool {
	all := true
	l.EachRef(func(r *model.Ref) { all = all && (r.Thing == nil || b.needed[r.Thing]) })
	return all
}

// standsIn says whether a section is printed in this document: it, or the section
// around it, says so, or none of them says anything.
func (b *builder) standsIn(t *model.Thing) bool {
	for ; t != nil; t = t.Parent {
		in := t.Refs("in")
		for _, r := range in {
			if r.Thing == b.doc {
				return true
			}
		}
		if len(in) > 0 {
			return false
		}
	}
	return true
}

// within returns the name of the section around a section, or "".
func within(t *model.Thing) string {
	if t.Parent != nil && t.Parent.Kind == "section" {
		return t.Parent.Name
	}
	return ""
}

// stated returns the document that has a line with a keyword: this one, else the
// first of the folder that does, else this one. Those that state what holds for
// the whole folder have to agree.
func (b *builder) stated(keyword string) *model.Thing {
	for _, t := range append([]*model.Thing{b.doc}, b.a.Documents()...) {
		if t.Has(keyword) {
			return t
		}
	}
	return b.doc
}

func (b *builder) checklists(results []checklist.Result) []Checklist {
	var lists []Checklist
	for _, res := range results {
		c := Checklist{Name: res.Checklist.Name}
		for _, row := range res.Rows {
			s := RowState{Row: row.Row.Name, Title: row.Row.Title, Strength: row.Strength, State: stateWord(row.State), Unmet: row.Unmet, Note: row.Note}
			for _, e := range row.Evidence {
				s.Evidence = append(s.Evidence, b.place(e, b.clauseAt(e)))
			}
			c.Rows = append(c.Rows, s)
		}
		lists = append(lists, c)
	}
	return lists
}

func stateWord(s checklist.State) string {
	if s == checklist.Claimed {
		return "claimed-only"
	}
	return s.String()
}

// clauseAt returns the clause of the innermost thing around a span.
func (b *builder) clauseAt(at diag.Span) string {
	best := ""
	for _, t := range b.a.Things {
		if t.Span.Source == at.Source && t.Span.Start <= at.Start && at.End <= t.Span.End && b.clauses[t] != "" {
			best = b.clauses[t]
		}
	}
	return best
}

func (b *builder) head(t *model.Thing) Head {
	h := Head{Name: t.Name, Title: t.Title, Cites: texts(t, "source"), Place: b.placeOf(t)}
	for _, p := range t.Prose {
		h.Prose = append(h.Prose, prose(p))
	}
	return h
}

func (b *builder) placeOf(t *model.Thing) Place { return b.place(t.Head, b.clauses[t]) }

func (b *builder) place(at diag.Span, clause string) Place {
	if at.Source == nil {
		panic(fmt.Sprintf("a rule without a place (clause %q)", clause))
	}
	return Place{File: at.Source.Name, Line: at.Position().Line, Clause: clause}
}

func (b *builder) rank(level string) int {
	if t := b.a.ByName[level]; t != nil {
		if l := t.Line("number"); l != nil {
			rank := l.Number * 100
			if l.Letter != "" {
				rank += int(l.Letter[0])
			}
			return rank
		}
	}
	return 0
}
