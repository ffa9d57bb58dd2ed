package document

import (
	"strconv"

	"concordat/compiler/model"
	"concordat/compiler/words"
)

// meetings are the meetings about a family.
func (b *builder) meetings() *section {
	s := &section{id: b.id("part.meetings"), title: text("Meetings")}
	for _, m := range b.of("meeting") {
		sub := &section{id: b.anchor(m), title: b.titled(m)}
		sub.add(b.prose(m)...)
		var about leads
		about.add("Purpose", b.quoted(m, "purpose"))
		about.add("Chair", b.refs(m, "chair"))
		about.add("Who takes part", b.participants(m))
		about.add("Counts only with", b.quoted(m, "quorum"))
		about.add("Held", b.meets(m, "held"))
		about.add("Minutes", b.refs(m, "minutes-by"))
		about.add("Levels", b.levelNumbers(m))
		sub.add(about.block()...)
		if duties := m.Duties(); len(duties) > 0 {
			sub.add(b.dutyList(duties))
		}
		sub.add(gaps(m)...)
		sub.add(b.sources(m)...)
		if sub.empty() {
			sub.add(Box{Kind: GapBox, Title: text("To be written"), Blocks: []Block{paragraph("Nothing is said of this meeting yet.")}})
		}
		s.sub(sub)
	}
	return s
}

func (b *builder) participants(m *model.Thing) []Inline {
	var out []Inline
	for _, l := range m.All("with") {
		if len(out) > 0 {
			out = line(out, "; ")
		}
		if l.Todo != nil {
			out = line(out, gapInline(l.Todo))
			continue
		}
		out = line(out, b.pieces(words.Refs(l.Refs, "and", m)), b.pieces(words.Tail(l)))
	}
	return out
}

// escalations are the ladders for disagreement.
func (b *builder) escalations() *section {
	all := b.of("escalation")
	s := &section{id: b.id("part.escalation"), title: text("When professionals disagree")}
	for _, e := range all {
		sub := &section{id: b.anchor(e), title: b.titled(e)}
		sub.add(b.prose(e)...)
		sub.add(b.bullets("For:", e, "about")...)
		sub.add(b.bullets("Not for:", e, "excludes")...)
		var first leads
		first.add("Act first", b.actFirst())
		sub.add(first.block()...)
		var block Steps
		for _, st := range e.Nested("stage") {
			block.Items = append(block.Items, b.stage(st))
		}
		if len(block.Items) > 0 {
			sub.add(block)
		}
		if total := ladderTotal(e); total != "" {
			sub.add(paragraph(strong("At the longest: "), total))
		}
		if duties := e.Duties(); len(duties) > 0 {
			sub.add(paragraph("At every stage:"), b.dutyList(duties))
		}
		sub.add(gaps(e)...)
		sub.add(b.sources(e)...)
		s.sub(sub)
	}
	if len(s.subs) == 1 {
		return s.subs[0]
	}
	return s
}

// bullets are the texts of a line as a list.
func (b *builder) bullets(lead string, t *model.Thing, keyword string) []Block {
	var list List
	for _, l := range t.All(keyword) {
		if l.Todo != nil {
			list.Items = append(list.Items, ListItem{Blocks: []Block{Paragraph{Text: gapInline(l.Todo)}}})
		}
		for _, x := range l.Texts {
			list.Items = append(list.Items, ListItem{Blocks: []Block{Paragraph{Text: b.pieces(words.Text(x))}}})
		}
	}
	if len(list.Items) == 0 {
		return nil
	}
	return []Block{paragraph(lead), list}
}

func (b *builder) stage(t *model.Thing) Step {
	title := t.Title
	if title == "" {
		title = "Stage " + t.Name
	}
	s := Step{ID: b.anchor(t), Number: t.Name, Title: line(title, b.clause(t)), Clock: b.clock(t)}
	if l := t.Line("between"); l != nil {
		if l.Todo != nil {
			s.Who = gapInline(l.Todo)
		} else {
			s.Who = upper(b.pieces(words.Refs(l.Refs, "and", t)))
		}
	}
	s.Blocks = append(s.Blocks, b.conditionBlocks("This stage is used when", "", t.Line("when"))...)
	s.Blocks = append(s.Blocks, b.prose(t)...)
	if duties := t.Duties(); len(duties) > 0 {
		s.Blocks = append(s.Blocks, b.dutyList(duties))
	}
	if f := b.refs(t, "form"); len(f) > 0 {
		s.Blocks = append(s.Blocks, Paragraph{Text: sentence("Form: ", f)})
	}
	for _, l := range t.All("if-late") {
		s.Blocks = append(s.Blocks, Paragraph{Text: sentence(strong("If this is late: "), b.follows(l))})
	}
	s.Blocks = append(s.Blocks, gaps(t)...)
	s.Blocks = append(s.Blocks, b.sources(t)...)
	return s
}

// ladderTotal adds the limits of the stages, unit by unit: working days and
// hours do not add up to one number without a date.
func ladderTotal(e *model.Thing) string {
	var units []string
	sums := map[string]int{}
	stages := 0
	for _, st := range e.Nested("stage") {
		timed := false
		for _, l := range st.Lines {
			if l.Keyword != "between" {
				continue
			}
			for _, t := range l.Times {
				if t.Kind == model.Within {
					if sums[t.Duration.Unit] == 0 {
						units = append(units, t.Duration.Unit)
					}
					sums[t.Duration.Unit] += t.Duration.N
					timed = true
				}
			}
		}
		if timed {
			stages++
		}
	}
	if stages < 2 {
		return ""
	}
	var parts []string
	for _, u := range units {
		parts = append(parts, words.Duration(model.Duration{N: sums[u], Unit: u}))
	}
	return words.Strings(parts, "and") + " for the " + strconv.Itoa(stages) + " stages that have a limit, one after the other."
}
