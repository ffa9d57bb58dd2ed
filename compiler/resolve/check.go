package resolve

import (
	"sort"
	"strconv"
	"strings"

	"concordat/compiler/model"
	"concordat/compiler/schema"
	"concordat/dsl/diag"
)

// checkLines reports what is wrong with the lines of one block together: one
// that is there twice or not at all, and what contradicts itself.
func (r *resolver) checkLines(b *block) {
	t := b.thing
	if b.kind == nil {
		return
	}
	first := map[string]*model.Line{}
	for _, l := range t.Lines {
		e := places[b.kindName()].entries[l.Keyword]
		if e == nil {
			e = places["change"].entries[l.Keyword]
		}
		if e == nil || l.Bad || l.Case != nil || mayRepeat(e) {
			continue
		}
		if before := first[l.Keyword]; before != nil {
			help := "take one of the two out"
			if e.Case {
				help += ", or say with `when` in which case each holds"
			}
			r.report(b, diag.Diagnostic{
				Code: "repeated-line", Message: tick(l.Keyword) + " stands here twice", At: diag.Label{Span: keywordSpan(l)},
				Related: []diag.Label{{Span: keywordSpan(before), Text: "here it stands first"}}, Help: help,
			})
			continue
		}
		first[l.Keyword] = l
	}
	r.checkConsent(b)
	r.checkOutcomes(b)
	if b.change || t.Partial || t.Todo != nil || b.item.Broken {
		return
	}
	for i := range b.kind.Entries {
		if e := &b.kind.Entries[i]; e.Needed && t.Line(e.Keyword) == nil {
			r.report(b.parent, diag.Diagnostic{
				Code: "missing-line", Message: describe(t) + " has no line " + tick(e.Keyword), At: diag.Label{Span: headSpan(t)},
				Help: "add one, such as " + tick(e.Example) + ", or " + tick(e.Keyword+" todo"),
			})
		}
	}
	r.checkAnchors(b)
	if t.Kind == "criterion" && t.Line("level") != nil && t.Line("consider") != nil {
		r.report(b, diag.Diagnostic{
			Code: "level-and-consider", Message: "the criterion both gives a level and asks a person to consider one", At: diag.Label{Span: keywordSpan(t.Line("consider"))},
			Related: []diag.Label{{Span: keywordSpan(t.Line("level"))}}, Help: "keep `level` if the criterion decides, `consider` if a person does",
		})
	}
}

// checkConsent reports lines that say twice whether consent is needed for one
// thing, from the same people and in every case.
func (r *resolver) checkConsent(b *block) {
	type position struct{ purpose, from string }
	first := map[position]*model.Line{}
	for _, l := range b.thing.All("consent") {
		if l.Bad || l.Todo != nil || l.Case != nil {
			continue
		}
		from := []string{""}
		if len(l.Refs) > 0 {
			from = from[:0]
		}
		for _, ref := range l.Refs {
			from = append(from, ref.Name)
		}
		for _, w := range l.Words {
			for _, who := range from {
				p := position{w.Name, who}
				if before := first[p]; before != nil {
					r.report(b, diag.Diagnostic{
						Code: "repeated-line", Message: "consent for " + tick(w.Name) + " is settled here twice", At: diag.Label{Span: w.Span},
						Related: []diag.Label{{Span: keywordSpan(before), Text: "here it is settled first"}},
						Help:    "keep one of the two, or say with `when` in which case each holds, or with `from` whose consent is meant",
					})
					continue
				}
				first[p] = l
			}
		}
	}
}

// checkOutcomes reports two outcomes of a step with one name.
func (r *resolver) checkOutcomes(b *block) {
	first := map[string]*model.Line{}
	for _, l := range b.thing.All("outcome") {
		name := l.Outcome.Name
		if l.Bad || name == "" {
			continue
		}
		if before := first[name]; before != nil {
			at := l.Outcome.Span
			at.End = at.Start + len(name)
			r.report(b, diag.Diagnostic{
				Code: "duplicate-name", Message: "the name " + tick(name) + " is taken", At: diag.Label{Span: at},
				Related: []diag.Label{{Span: before.Outcome.Span, Text: "here it stands first"}}, Help: "give one of the two another name",
			})
			continue
		}
		first[name] = l
	}
}

// mayRepeat says which lines may stand in a block more than once: those that the
// table says may, and lists.
func mayRepeat(e *schema.Entry) bool {
	if e.Case && e.Phrase == schema.RefOne {
		return false
	}
	if e.Many {
		return true
	}
	switch e.Phrase {
	case schema.Texts, schema.Choices, schema.Refs, schema.Parties, schema.Labels, schema.Gap:
		return true
	}
	return false
}

func keywordSpan(l *model.Line) diag.Span {
	s := l.Span
	s.End = s.Start + len(l.Keyword)
	return s
}

// headSpan returns the place of a thing's name, or of its first line.
func headSpan(t *model.Thing) diag.Span {
	if t.NameSpan.Source != nil {
		return t.NameSpan
	}
	return t.Head
}

func describe(t *model.Thing) string {
	if t.Name == "" {
		return article(t.Kind)
	}
	return "the " + t.Kind + " " + tick(t.Name)
}

// checkAnchors reports time limits that do not say what they are counted from.
// In a stage that is the disagreement or the stage before; where the line or the
// block has a case, the moment from which that holds.
func (r *resolver) checkAnchors(b *block) {
	switch b.kindName() {
	case "stage", "escalation", "share", "group", "training", "audit":
		return
	}
	if b.thing.Line("when") != nil {
		return
	}
	for _, l := range b.thing.Lines {
		if l.Case != nil || l.Bad {
			continue
		}
		anchored := false
		for _, t := range l.Times {
			anchored = anchored || t.Anchor != nil
		}
		for _, t := range l.Times {
			if t.Kind == model.Within && t.Anchor == nil && !anchored {
				r.report(b, diag.Diagnostic{
					Code: "missing-anchor", Message: "the time does not say what it is counted from", At: diag.Label{Span: t.Span},
					Help: "write `of` and a step, a meeting or an event after it, or `of todo` where nobody knows yet",
				})
			}
		}
	}
}

// check reports what no block shows by itself.
func (r *resolver) check() {
	r.checkLevels()
	r.checkStages()
	r.checkDocuments()
	r.checkRows()
	r.checkCircles("circle", "of", func(t *model.Thing) []*model.Thing {
		if a := countedFrom(t); a != nil {
			return []*model.Thing{a.Thing}
		}
		return nil
	})
	for _, keyword := range []string{"otherwise", "if-faulty", "deputy", "replaced-by", "yields-to", "reports-to", "supervised-by"} {
		r.checkCircles("circle", keyword, func(t *model.Thing) []*model.Thing {
			var next []*model.Thing
			for _, l := range t.All(keyword) {
				if l.Bad {
					continue
				}
				for _, ref := range l.Refs {
					if ref.Thing != nil {
						next = append(next, ref.Thing)
					}
				}
			}
			return next
		})
	}
	r.checkCircles("circle", "open", func(t *model.Thing) []*model.Thing {
		if l := t.Line("open"); l != nil && l.Hours != nil && l.Hours.When != nil && l.Hours.When.Thing != nil {
			return []*model.Thing{l.Hours.When.Thing}
		}
		return nil
	})
	r.checkCircles("circular-criteria", "when", func(t *model.Thing) []*model.Thing {
		var next []*model.Thing
		if t.Kind == "criterion" {
			for _, l := range t.All("when") {
				next = named(l.Condition, model.Criterion, next)
			}
		}
		return next
	})
	r.checkCircles("circle", "is", func(t *model.Thing) []*model.Thing {
		if t.Answer != nil {
			return named(t.Answer.Applies, model.Question, nil)
		}
		return nil
	})
}

// checkLevels reports levels whose numbers do not make a ladder.
func (r *resolver) checkLevels() {
	type rung struct {
		t *model.Thing
		l *model.Line
	}
	var rungs []rung
	var otherwise *model.Thing
	whole := !r.missed["level"] && !r.nameless["level"] && !r.a.Unread // every level is there, with a number that could be read
	for _, t := range r.a.Things {
		if t.Kind != "level" {
			continue
		}
		if l := t.Line("number"); l != nil && !l.Bad && l.Todo == nil {
			rungs = append(rungs, rung{t, l})
		} else {
			whole = false
		}
		if l := t.Line("otherwise"); l != nil {
			if otherwise != nil {
				r.report(r.blockOf[t], diag.Diagnostic{
					Code: "two-otherwise", Message: "two levels are the one for all other cases", At: diag.Label{Span: keywordSpan(l)},
					Related: []diag.Label{{Span: keywordSpan(otherwise.Line("otherwise")), Text: "the other"}},
					Help:    "keep `otherwise` in the lowest level alone",
				})
			} else {
				otherwise = t
			}
		}
	}
	sort.SliceStable(rungs, func(i, j int) bool {
		a, b := rungs[i].l, rungs[j].l
		return a.Number < b.Number || a.Number == b.Number && a.Letter < b.Letter
	})
	bad := func(g rung, message, help string, other *rung) {
		d := diag.Diagnostic{Code: "level-numbers", Message: message, At: diag.Label{Span: g.l.Value}, Help: help}
		if other != nil {
			d.Related = []diag.Label{{Span: other.l.Value, Text: "the level below"}}
		}
		r.report(r.blockOf[g.t], d)
	}
	for i := range rungs {
		g := rungs[i]
		n := g.l.Value.Text()
		if i == 0 {
			if g.l.Number > 1 && whole {
				bad(g, "the lowest level has the number "+tick(n), "number the levels 1, 2, 3 from the lowest", nil)
			}
			continue
		}
		low := &rungs[i-1]
		switch {
		case g.l.Number == low.l.Number && g.l.Letter == low.l.Letter:
			later, first := g, low
			if low.l.Span.Source == g.l.Span.Source && low.l.Span.Start > g.l.Span.Start {
				later, first = *low, &g
			}
			d := diag.Diagnostic{Code: "level-numbers", Message: "two levels have the number " + tick(n), At: diag.Label{Span: later.l.Value},
				Related: []diag.Label{{Span: first.l.Value, Text: "the other"}}, Help: "give each level a number of its own"}
			r.report(r.blockOf[later.t], d)
		case g.l.Number == low.l.Number && low.l.Letter == "":
			bad(g, tick(low.l.Value.Text())+" and "+tick(n)+" cannot both be levels", "split a level into letters wholly, such as `4a` and `4b`, or not at all", low)
		case g.l.Number > low.l.Number+1 && whole:
			bad(g, "no level has the number "+tick(strconv.Itoa(low.l.Number+1)), "number the levels 1, 2, 3 without a hole", low)
		}
	}
	if otherwise != nil && whole && len(rungs) > 0 && rungs[0].t != otherwise {
		r.report(r.blockOf[otherwise], diag.Diagnostic{
			Code: "otherwise-not-lowest", Message: "the level for all other cases is not the lowest", At: diag.Label{Span: keywordSpan(otherwise.Line("otherwise"))},
			Related: []diag.Label{{Span: rungs[0].l.Value, Text: "the lowest"}}, Help: "move `otherwise` to the lowest level",
		})
	}
}

// checkStages reports stages that are not numbered 1, 2, 3.
func (r *resolver) checkStages() {
	for _, t := range r.a.Things {
		if t.Kind != "escalation" || t.Partial {
			continue
		}
		want := 1
		for _, s := range t.Children {
			if s.Kind != "stage" || s.Name == "" {
				continue
			}
			if n, _ := strconv.Atoi(s.Name); n != want {
				r.report(r.blockOf[t], diag.Diagnostic{
					Code: "stage-numbers", Message: "stage " + s.Name + " stands where stage " + strconv.Itoa(want) + " should", At: diag.Label{Span: s.NameSpan},
					Help: "number the stages 1, 2, 3 in the order in which they stand",
				})
				break
			}
			want++
		}
	}
}

// sameEverywhere are the lines that hold for the whole folder, so that its
// documents must not differ in them.
var sameEverywhere = []string{"area", "calendar", "clock-starts", "clock-runs", "nothing-delays"}

// checkDocuments reports documents of the folder that differ where they must
// not: they share one model.
func (r *resolver) checkDocuments() {
	for _, keyword := range sameEverywhere {
		var first *model.Line
		for _, t := range r.a.Documents() {
			l := t.Line(keyword)
			if l == nil || l.Bad || l.Todo != nil {
				continue
			}
			if first == nil {
				first = l
				continue
			}
			if said(first) != said(l) {
				r.report(r.blockOf[t], diag.Diagnostic{
					Code: "documents-differ", Message: "the documents of this folder differ in " + tick(keyword), At: diag.Label{Span: l.Value},
					Related: []diag.Label{{Span: first.Value, Text: "the other"}}, Help: "write the same in both: they share one agreement",
				})
			}
		}
	}
}

// said returns the value of a line in a form that can be compared; the order of
// a list does not count.
func said(l *model.Line) string {
	var words []string
	for _, t := range l.Texts {
		words = append(words, t.Text)
	}
	for _, w := range l.Words {
		words = append(words, w.Name)
	}
	for _, ref := range l.Refs {
		words = append(words, ref.Name)
	}
	sort.Strings(words)
	return strings.Join(words, ",")
}

// checkRows reports a row of a checklist that is accepted or attested twice.
func (r *resolver) checkRows() {
	first := map[string]model.RowRef{}
	for _, t := range r.a.Things {
		for _, row := range t.Rows {
			if row.Thing == nil || t.Origin != model.Own {
				continue
			}
			key := t.Kind + " " + row.Checklist.Name + " " + row.Row
			if before, twice := first[key]; twice {
				done := "attested"
				if t.Kind == "accept-gap" {
					done = "accepted"
				}
				r.report(r.blockOf[t].parent, diag.Diagnostic{
					Code: "row-twice", Message: tick(row.Row) + " is " + done + " already", At: diag.Label{Span: row.Span},
					Related: []diag.Label{{Span: before.Span, Text: "the first"}}, Help: "keep one of the two",
				})
				continue
			}
			first[key] = row
		}
	}
}
