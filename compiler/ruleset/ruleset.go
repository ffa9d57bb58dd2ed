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
}

// From makes the rule set of one document of an agreement. Everything that the
// folder declares is in it, and of what ships with the compiler what those
// things lead to. draft says that the agreement has errors or unwritten parts.
func From(a *model.Agreement, results []checklist.Result, doc *model.Thing, draft bool) *RuleSet {
	b := &builder{a: a, doc: doc, clauses: a.Clauses()}
	b.needed = b.reach()
	r := &RuleSet{SchemaVersion: Version, Notice: Notice, Document: b.document(draft), Clock: b.clock()}
	r.NothingDelays = paths(doc.Refs("nothing-delays"))
	for _, other := range a.Documents() {
		if len(r.NothingDelays) == 0 {
			r.NothingDelays = paths(other.Refs("nothing-delays"))
		}
	}
	for _, l := range a.CannotBe {
		if l.Condition != nil && b.allNeeded(l) {
			r.CannotBe = append(r.CannotBe, Impossible{b.place(l.Span, ""), *b.condition(l.Condition)})
		}
	}
	for _, t := range a.Things {
		if b.needed[t] {
			b.add(r, t)
		}
	}
	sort.SliceStable(r.Levels, func(i, j int) bool { return b.rank(r.Levels[i].Name) < b.rank(r.Levels[j].Name) })
	r.Duties = b.duties(doc)
	r.Checklists = b.checklists(results)
	return r
}

// add puts one thing where it belongs. Nested kinds come with their parents.
func (b *builder) add(r *RuleSet, t *model.Thing) {
	own := t.Origin == model.Own
	switch t.Kind {
	case "question":
		if t.Answer != nil {
			r.Questions = append(r.Questions, b.question(t))
		}
	case "judgement":
		if c := b.conditionOf(t, "when"); c != nil {
			r.Judgements = append(r.Judgements, Judgement{b.head(t), *c, name(t.Ref("by")), t.Text("because")})
		}
	case "level":
		r.Levels = append(r.Levels, b.level(t))
	case "criterion":
		if c := b.conditionOf(t, "when"); c != nil {
			r.Criteria = append(r.Criteria, Criterion{b.head(t), name(t.Ref("level")), name(t.Ref("consider")), decides(t), *c})
		}
	case "indicators":
		r.Indicators = append(r.Indicators, b.indicators(t))
	case "agency":
		r.Agencies = append(r.Agencies, b.agency(t))
	case "role":
		r.Roles = append(r.Roles, b.role(t))
	case "group":
		r.Groups = append(r.Groups, Group{b.head(t), t.Word("kind"), paths(t.Refs("members")), name(t.Ref("chair")), b.timesOf(t, "meets"), name(t.Ref("reports-to")), b.duties(t)})
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
		r.Training = append(r.Training, Training{b.head(t), wordNames(t, "topic"), parties(t.Refs("audience")), paths(t.Refs("by")), name(t.Ref("commissioned-by")), b.timesOf(t, "held"), t.Text("measured-by"), texts(t, "method"), t.Word("strength")})
	case "audit":
		r.Audits = append(r.Audits, Audit{b.head(t), wordNames(t, "kind"), paths(t.Refs("by")), b.timesOf(t, "held"), t.Text("how"), texts(t, "measures"), wordNames(t, "topic"), name(t.Ref("reports-to"))})
	case "plan":
		r.Plans = append(r.Plans, b.plan(t))
	case "document", "protocol", "thresholds":
		if t != b.doc {
			r.Documents = append(r.Documents, b.reference(t))
		}
	case "term":
		r.Terms = append(r.Terms, Term{b.head(t), texts(t, "say-not"), name(t.Ref("replaced-by"))})
	case "event":
		r.Events = append(r.Events, Event{b.head(t), name(t.Ref("counted-by"))})
	case "time-limit":
		r.TimeLimits = append(r.TimeLimits, TimeLimit{b.head(t), b.timesOf(t, "limit"), paths(t.Refs("set-by")), t.Line("unverified") != nil})
	case "section":
		if b.standsIn(t) {
			r.Sections = append(r.Sections, Section{b.head(t), rowsOf(t, "answers"), wordNames(t, "topic")})
		}
	case "scenario":
		if own {
			r.Scenarios = append(r.Scenarios, b.scenario(t))
		}
	case "accept-gap":
		if own {
			r.AcceptedGaps = append(r.AcceptedGaps, Gap{rows(t.Rows), t.Text("because"), name(t.Ref("by")), dateOf(t, "until"), b.placeOf(t)})
		}
	case "attest":
		if own {
			r.Attestations = append(r.Attestations, Attest{rows(t.Rows), t.Text("says"), name(t.Ref("by")), dateOf(t, "on"), dateOf(t, "until"), b.placeOf(t)})
		}
	}
	if own {
		b.remarks(r, t)
	}
}

// remarks adds what is allowed and what is still to be written.
func (b *builder) remarks(r *RuleSet, t *model.Thing) {
	if t.Todo != nil {
		r.ToDo = append(r.ToDo, ToDo{t.Todo.Text, b.place(t.Todo.Span, b.clauses[t])})
	}
	for _, l := range t.Lines {
		if l.Keyword == "allow" && l.Because != nil {
			r.Allowed = append(r.Allowed, Allowed{l.Code.Name, l.Because.Text.Text, b.place(l.Span, b.clauses[t])})
		}
		if l.Todo != nil && (t.Todo == nil || l.Todo.Span != t.Todo.Span) {
			r.ToDo = append(r.ToDo, ToDo{l.Todo.Text, b.place(l.Todo.Span, b.clauses[t])})
		}
	}
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

// standsIn says whether a section is printed in this document.
func (b *builder) standsIn(t *model.Thing) bool {
	in := t.Refs("in")
	for _, r := range in {
		if r.Thing == b.doc {
			return true
		}
	}
	return len(in) == 0
}

func (b *builder) checklists(results []checklist.Result) []Checklist {
	var lists []Checklist
	for _, res := range results {
		c := Checklist{Name: res.Checklist.Name}
		for _, row := range res.Rows {
			s := RowState{Row: row.Row.Name, Title: row.Row.Title, Strength: row.Strength, State: stateWord(row.State)}
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
	return Head{Name: t.Name, Title: t.Title, Source: b.placeOf(t)}
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
