package rules

import (
	"fmt"
	"strings"

	"concordat/compiler/model"
	"concordat/dsl/diag"
)

// stillToWrite reports each `todo`. It stops a build, and a draft prints it as a
// marked gap.
func stillToWrite(p *Pass) {
	for _, t := range p.Things {
		if t.Origin != model.Own {
			continue
		}
		seen := map[diag.Span]bool{}
		todo := func(about string, text string, at diag.Span) {
			if seen[at] {
				return
			}
			seen[at] = true
			message := about + " is still to be written"
			if text != "" {
				message += ": " + text
			}
			p.report(t, at, message, "write it, or build with `--draft`, which prints it as a marked gap")
		}
		if t.Todo != nil && t.Line("todo") == nil {
			todo(inFull(t), t.Todo.Text, t.Todo.Span)
		}
		for _, l := range t.Lines {
			switch {
			case l.Todo == nil:
			case l.Keyword != "todo":
				todo("`"+l.Keyword+"`", l.Todo.Text, l.Todo.Span)
			case begun(t):
				todo("part of "+inFull(t), l.Todo.Text, l.Todo.Span)
			default:
				todo(inFull(t), l.Todo.Text, l.Todo.Span)
			}
			l.EachRef(func(r *model.Ref) {
				switch {
				case !r.Todo:
				case l.Keyword == "outcome" && l.Outcome.Text.Text != "":
					todo("what follows “"+l.Outcome.Text.Text+"”", "", r.Span)
				default:
					todo("a name in `"+l.Keyword+"`", "", r.Span)
				}
			})
		}
	}
}

// begun says that some of what a block is for is written. A section is for its
// text, whatever lines it has.
func begun(t *model.Thing) bool {
	return len(t.Prose) > 0 || len(t.Items) > 0 || t.Kind != "section" && (len(t.Lines) > 1 || len(t.Children) > 0)
}

// inFull names a thing with what it is and its title, as the document will:
// section “What this protocol is for”.
func inFull(t *model.Thing) string {
	switch {
	case t.Kind == "stage" && t.Title != "":
		return called(t) + " “" + t.Title + "”"
	case t.Kind == "stage":
		return called(t)
	case t.Title != "":
		return t.Kind + " “" + t.Title + "”"
	}
	return t.Kind + " " + called(t)
}

// words-only-duty and condition-in-words count, block by block, what only a
// person can read, so that authors see how much of their agreement no tool can
// check.

func wordsOnlyDuty(p *Pass) {
	for _, b := range p.answerable() {
		var wordy []*model.Line
		total := 0
		for _, t := range b.inside {
			for _, l := range t.Duties() {
				total++
				if l.Duty.Words != nil {
					wordy = append(wordy, l)
				}
			}
		}
		if len(wordy) == 0 {
			continue
		}
		f := p.report(b.top, wordy[0].Duty.Words.Span,
			share(len(wordy), total, "duty", "duties", called(b.top))+" in words only",
			"write the verb first, such as `tell`, `send` or `review`, and put only what is special in quotation marks; then the duty can be listed, timed and checked")
		for _, l := range wordy[1:] {
			f.Related = append(f.Related, diag.Label{Span: l.Duty.Words.Span, Text: "also in words only"})
		}
	}
}

func conditionInWords(p *Pass) {
	for _, b := range p.answerable() {
		var wordy []*model.Condition
		total := 0
		for _, t := range b.inside {
			for _, l := range t.Lines {
				for _, c := range conditions(l) {
					switch c.Op {
					case model.InWords:
						wordy = append(wordy, c)
						total++
					case model.Question, model.Criterion:
						total++
					}
				}
			}
		}
		if len(wordy) == 0 {
			continue
		}
		f := p.report(b.top, wordy[0].Span,
			share(len(wordy), total, "condition", "conditions", called(b.top))+" in words, for a person to answer",
			"leave it where judgement is wanted; name a question where the answer is a fact")
		for i, c := range wordy {
			if i > 0 {
				f.Related = append(f.Related, diag.Label{Span: c.Span, Text: "also in words"})
			}
			if q := p.nearest(c.Words); q != nil {
				f.Notes = append(f.Notes, "“"+c.Words+"” is near `"+q.Name+"`: "+q.Title)
			}
		}
	}
}

// answerable returns the folder's blocks in which things are agreed.
func (p *Pass) answerable() []block {
	var found []block
	for _, b := range p.blocks {
		if b.top.Kind != "scenario" && b.top.Kind != "checklist" {
			found = append(found, b)
		}
	}
	return found
}

// share says "2 of the 9 duties in `recovery` are" for 2 of 9.
func share(n, total int, one, many, in string) string {
	switch {
	case total == 1:
		return "the only " + one + " in " + in + " is"
	case n == total:
		return fmt.Sprintf("all %d %s in %s are", total, many, in)
	case n == 1:
		return fmt.Sprintf("1 of the %d %s in %s is", total, many, in)
	}
	return fmt.Sprintf("%d of the %d %s in %s are", n, total, many, in)
}

// question is a question and the words that say what it asks.
type question struct {
	*model.Thing
	words map[string]bool
}

// nearest returns the question that shares most words with a condition in words,
// and at least half of them: two, or one that hardly any other question has.
func (p *Pass) nearest(condition string) *model.Thing {
	want := telling(condition)
	if len(want) == 0 {
		return nil
	}
	if p.questions == nil {
		for _, q := range p.Of("question") {
			p.questions = append(p.questions, question{q, telling(q.Name + " " + q.Title)})
		}
	}
	asked := func(word string) int {
		n := 0
		for _, q := range p.questions {
			if q.words[word] {
				n++
			}
		}
		return n
	}
	var best *model.Thing
	most := 0
	for _, q := range p.questions {
		shared, rare := 0, false
		for w := range want {
			if q.words[w] {
				shared++
				rare = rare || asked(w) <= 2
			}
		}
		if shared > most && (shared > 1 || rare) && shared*2 >= len(want) {
			best, most = q.Thing, shared
		}
	}
	return best
}

// little are the words that say nothing about what a question is about.
var little = set("the and are has have had was were been being for with that this they them their there from not but any who what which when where how does did could would should may might can will its his her our your all some than then into about such other")

// everywhere are the words of this field that stand in any sentence of it.
var everywhere = set("child children young person people parent parents mother father partner family families adult adults home service services agency agencies worker practitioner care social known know help support agree agreed need needs")

// telling returns the words of a text that say what it is about, without their
// endings.
func telling(text string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.FieldsFunc(normal(text), func(r rune) bool { return r < 'a' || r > 'z' }) {
		if len(w) > 2 && !little[w] && !everywhere[w] {
			for _, end := range []string{"ing", "ed", "s"} {
				if strings.HasSuffix(w, end) && len(w) > len(end)+3 {
					w = strings.TrimSuffix(w, end)
					break
				}
			}
			set[w] = true
		}
	}
	return set
}
