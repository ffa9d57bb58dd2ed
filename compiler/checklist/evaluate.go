package checklist

import (
	"slices"
	"sort"

	"concordat/compiler/model"
	"concordat/compiler/schema"
	"concordat/dsl/diag"
)

// mostEvidence is how many lines a row shows; more would bury the reader.
const mostEvidence = 20

// evaluator holds what the rows look at. It only reads the model.
type evaluator struct {
	a     *model.Agreement
	today model.Date
	clean func(code string, about *model.Thing) bool

	visible  map[string][]*model.Thing // what counts, by kind, in order
	owed     map[*model.Thing][]*model.Line
	duties   []*model.Line
	answers  map[*model.Thing][]*model.Thing // sections with words, by the row that they answer
	attests  map[*model.Thing]*model.Thing   // the attestation that counts, by row
	lapsed   map[*model.Thing]*model.Thing   // one that has run out
	gaps     map[*model.Thing]*model.Thing
	source   map[*diag.Source]int
	visiting map[*model.Thing]bool

	// What has been looked up, since rows ask the same things again and again.
	read    map[*model.Line][]value
	behind  map[*model.Thing][]*model.Thing
	walked  map[trail][]value
	paths   map[string]int
	numbers map[*string]int
	asked   map[asking][]value

	list diag.List
}

// Evaluate holds the agreement against every checklist that a document of the
// folder names in `checked-against`, each once, in the order in which they are
// first named. clean says whether nothing with a code was found about a thing, or
// at all for nil; a nil function says yes.
func Evaluate(a *model.Agreement, today model.Date, clean func(code string, about *model.Thing) bool) ([]Result, diag.List) {
	e := &evaluator{
		a: a, today: today, clean: clean,
		visible: map[string][]*model.Thing{}, owed: map[*model.Thing][]*model.Line{},
		answers: map[*model.Thing][]*model.Thing{}, attests: map[*model.Thing]*model.Thing{},
		lapsed: map[*model.Thing]*model.Thing{}, gaps: map[*model.Thing]*model.Thing{},
		source: map[*diag.Source]int{}, visiting: map[*model.Thing]bool{},
		read: map[*model.Line][]value{}, behind: map[*model.Thing][]*model.Thing{}, walked: map[trail][]value{},
		paths: map[string]int{}, numbers: map[*string]int{}, asked: map[asking][]value{},
	}
	e.gather()
	var results []Result
	seen := map[*model.Thing]bool{}
	for _, doc := range a.Documents() {
		for _, l := range doc.All("checked-against") {
			for i := range l.Refs {
				c := l.Refs[i].Thing
				if c == nil || c.Kind != "checklist" || seen[c] {
					continue
				}
				seen[c] = true
				results = append(results, e.checklist(c, l.Refs[i].Span))
			}
		}
	}
	e.gapFindings(seen)
	return results, e.list
}

// checklist evaluates every row of one checklist. at is the name of the
// checklist where a document says that it is checked against it.
func (e *evaluator) checklist(c *model.Thing, at diag.Span) Result {
	res := Result{Checklist: c}
	for _, row := range c.Nested("requirement") {
		r := e.row(row)
		res.Rows = append(res.Rows, r.RowResult)
		e.rowFindings(c, &r, at)
	}
	return res
}

// evaluation is the state of one row with what its findings need.
type evaluation struct {
	RowResult
	items []itemState // none for a row that repeats another one
}

// itemState is how one item of `each`, or the agreement, meets the needs.
type itemState struct {
	item    *model.Thing  // nil for a row without `each`
	unmet   []*model.Line // the needs, or the line `each` that selected nothing
	nearest *model.Thing  // what comes nearest to the first unmet need
	lines   []*model.Line
	things  []*model.Thing
	met, of int
	asked   bool // the row asks a person and nobody has answered
	state   State
}

// row evaluates one row.
func (e *evaluator) row(row *model.Thing) evaluation {
	r := evaluation{RowResult: RowResult{Row: row, Strength: row.Word("strength")}}
	if same := sameAs(row); same != nil {
		return e.repeat(r, same)
	}
	attested := e.attests[row]
	asks := row.Has("asks")
	if asks {
		r.Attested = attested
	}
	r.items = e.itemsOf(row, &r)
	r.State = Evidenced
	for i := range r.items {
		s := &r.items[i]
		s.asked = asks && attested == nil
		s.state = e.stateOf(row, s, asks)
		if s.state > r.State {
			r.State = s.state
		}
	}
	e.evidence(&r)
	e.waive(&r)
	return r
}

// sameAs returns the row that a row repeats, nil if none.
func sameAs(row *model.Thing) *model.Thing {
	if l := row.Line("same-as"); l != nil && len(l.Rows) > 0 && l.Rows[0].Thing != row {
		return l.Rows[0].Thing
	}
	return nil
}

// repeat copies the state and evidence of another row.
func (e *evaluator) repeat(r evaluation, same *model.Thing) evaluation {
	if e.visiting[r.Row] {
		// Rows that repeat each other in a circle show nothing.
		r.State = Missing
		return r
	}
	e.visiting[r.Row] = true
	from := e.row(same)
	delete(e.visiting, r.Row)
	r.State, r.Evidence, r.Things = from.State, from.Evidence, from.Things
	r.Attested, r.Gap, r.Note, r.Unmet = from.Attested, from.Gap, from.Note, from.Unmet
	e.waive(&r)
	return r
}

// itemsOf evaluates the needs for each item of the row.
func (e *evaluator) itemsOf(row *model.Thing, r *evaluation) []itemState {
	each := row.Line("each")
	if each == nil || each.Query == nil {
		if each != nil && each.Bad {
			return []itemState{{of: 1}}
		}
		return []itemState{e.needs(row, nil)}
	}
	var items []itemState
	for _, v := range e.candidates(each.Query.Kind, true) {
		if v.thing != nil && e.holds(each.Query.Filter, v, nil).ok {
			items = append(items, e.needs(row, v.thing))
		}
	}
	if len(items) > 0 {
		return items
	}
	if row.Word("if-none") == "fine" {
		r.Note = "nothing to check"
		return nil
	}
	r.Note = "nothing of the kind that it asks about"
	return []itemState{{of: 1, unmet: []*model.Line{each}}}
}

// needs evaluates the needs of a row for one item.
func (e *evaluator) needs(row, item *model.Thing) itemState {
	s := itemState{item: item}
	for _, l := range row.All("needs") {
		s.of++
		if l.Query == nil {
			continue // reported by the resolver
		}
		ok, lines, things, nearest := e.need(row, l.Query, item)
		if ok {
			s.met++
			s.lines = append(s.lines, lines...)
			s.things = append(s.things, things...)
			continue
		}
		s.unmet = append(s.unmet, l)
		if s.nearest == nil {
			s.nearest = nearest
		}
	}
	return s
}

// need says whether one need is met, what shows it, and if it is not, which
// thing comes nearest.
func (e *evaluator) need(row *model.Thing, q *model.Query, item *model.Thing) (ok bool, lines []*model.Line, things []*model.Thing, nearest *model.Thing) {
	switch q.Form {
	case model.ItWhere:
		if item == nil {
			return false, nil, nil, nil
		}
		o := e.holds(q.Filter, value{thing: item}, item)
		return o.ok, o.lines, []*model.Thing{item}, nil
	case model.SomeWords:
		for _, t := range e.answers[row] {
			things = append(things, t)
			lines = append(lines, rowLine(t, row))
		}
		return len(things) > 0, lines, things, nil
	case model.CleanCodes:
		for _, c := range q.Codes {
			if e.clean != nil && !e.clean(c.Name, item) {
				return false, nil, nil, item
			}
		}
		return true, nil, nil, nil
	}
	n := 0
	candidates := e.candidates(q.Kind, false)
	for _, v := range candidates {
		o := e.holds(q.Filter, v, item)
		if !o.ok {
			continue
		}
		t := holder(v)
		n++
		if len(o.lines) == 0 && v.duty == nil {
			o.lines = []*model.Line{{Owner: t, Span: t.Head}}
		}
		if v.duty != nil {
			lines = append(lines, v.duty)
		}
		lines = append(lines, o.lines...)
		things = append(things, t)
	}
	if q.Form == model.NoThings {
		if n > 0 {
			return false, nil, nil, things[0]
		}
		return true, nil, nil, nil
	}
	if n >= max(q.N, 1) {
		return true, lines, things, nil
	}
	best := 0
	for _, v := range candidates {
		if met, near := e.score(q.Filter, v, item); near && met > best {
			best, nearest = met, holder(v)
		}
	}
	return false, lines, things, nearest
}

// rowLine returns the line of a section that names the row.
func rowLine(t, row *model.Thing) *model.Line {
	for _, l := range t.All("answers") {
		for i := range l.Rows {
			if l.Rows[i].Thing == row {
				return l
			}
		}
	}
	return &model.Line{Owner: t, Span: t.Head}
}

// asking is a kind of thing that rows ask about, or look for as evidence.
type asking struct {
	kind  string
	asked bool
}

// candidates returns the things of a kind. Those that are still to be written
// are asked about, and are no evidence.
func (e *evaluator) candidates(kind string, asked bool) []value {
	key := asking{kind, asked}
	all, known := e.asked[key]
	if !known {
		all = e.findCandidates(kind, asked)
		e.asked[key] = all
	}
	return all
}

func (e *evaluator) findCandidates(kind string, asked bool) []value {
	var all []value
	if kind == schema.DutyKind {
		for _, l := range e.duties {
			all = append(all, value{duty: l, line: l})
		}
		return all
	}
	kinds := schema.Start(kind).Kinds
	if !asked && len(kinds) == 1 {
		for _, t := range e.visible[kind] {
			all = append(all, value{thing: t})
		}
		return all
	}
	for _, t := range e.a.Things {
		if (counts(t) || (asked && t.Origin == model.Own)) && slices.Contains(kinds, t.Kind) {
			all = append(all, value{thing: t})
		}
	}
	return all
}

// holder returns the thing that a candidate is, or stands in.
func holder(v value) *model.Thing {
	if v.thing != nil {
		return v.thing
	}
	return v.duty.Owner
}

// stateOf says how well one item meets the row.
func (e *evaluator) stateOf(row *model.Thing, s *itemState, asks bool) State {
	claimed := len(e.answers[row]) > 0
	switch {
	case s.met == s.of && !s.asked && (s.of > 0 || asks):
		return Evidenced
	case s.of == 0 && claimed:
		return Claimed
	case s.of == 0:
		return Missing
	case s.met > 0:
		return Thin
	case claimed:
		return Claimed
	}
	return Missing
}

// evidence collects the lines that answer the row, in source order.
func (e *evaluator) evidence(r *evaluation) {
	seenSpan := map[diag.Span]bool{}
	seenThing := map[*model.Thing]bool{}
	seenUnmet := map[string]bool{}
	for i := range r.items {
		s := &r.items[i]
		for _, l := range s.lines {
			if l.Span.Source != nil && !seenSpan[l.Span] {
				seenSpan[l.Span] = true
				r.Evidence = append(r.Evidence, l.Span)
			}
		}
		for _, t := range s.things {
			if t != nil && !seenThing[t] {
				seenThing[t] = true
				r.Things = append(r.Things, t)
			}
		}
		for _, l := range s.unmet {
			if w := wanted(l, s.item); !seenUnmet[w] {
				seenUnmet[w] = true
				r.Unmet = append(r.Unmet, w)
			}
		}
		if s.asked && !seenUnmet[unanswered] {
			seenUnmet[unanswered] = true
			r.Unmet = append(r.Unmet, unanswered)
		}
	}
	if r.Attested != nil {
		r.Evidence = append(r.Evidence, r.Attested.Head)
	}
	sort.SliceStable(r.Evidence, func(i, j int) bool {
		a, b := r.Evidence[i], r.Evidence[j]
		if a.Source != b.Source {
			return e.source[a.Source] < e.source[b.Source]
		}
		return a.Start < b.Start
	})
	if len(r.Evidence) > mostEvidence {
		r.Evidence = r.Evidence[:mostEvidence]
	}
}

const unanswered = "a person's answer to the question of the row"

// waive puts an accepted gap in the place of a row that is not met.
func (e *evaluator) waive(r *evaluation) {
	g := e.gaps[r.Row]
	if g == nil || r.State == Evidenced || r.State == Waived || !e.open(g) {
		return
	}
	r.State, r.Gap = Waived, g
}

// open says whether an accepted gap counts today.
func (e *evaluator) open(g *model.Thing) bool {
	for _, k := range []string{"because", "by", "until"} {
		if !g.Has(k) {
			return false
		}
	}
	return compareDates(e.today, lastDay(g.Line("until").Date)) <= 0
}
