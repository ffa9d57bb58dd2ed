package checklist

import "concordat/compiler/model"

// gather sorts the model by what the rows ask for.
func (e *evaluator) gather() {
	for i, s := range e.a.Sources {
		e.source[s] = i
	}
	for _, t := range e.a.Things {
		if counts(t) {
			e.visible[t.Kind] = append(e.visible[t.Kind], t)
		}
	}
	for _, t := range e.a.Things {
		if t.Origin == model.Shipped || t.Kind == "contract" || (t.Origin == model.Used && isDocument(t.Kind)) {
			continue
		}
		for _, l := range t.Lines {
			if promises(l) {
				e.duties = append(e.duties, l)
				e.owe(l)
			}
		}
	}
	for _, t := range e.a.Things {
		if t.Origin != model.Own {
			continue
		}
		switch t.Kind {
		case "section":
			e.answered(t)
		case "attest":
			e.attested(t)
		case "accept-gap":
			for i := range t.Rows {
				if row := t.Rows[i].Thing; row != nil && e.gaps[row] == nil {
					e.gaps[row] = t
				}
			}
		}
	}
}

// counts says whether a thing can be evidence: the folder's own, and what it
// uses; but the documents, sections and examples of a used folder speak for that
// folder, and what ships is nobody's promise.
func counts(t *model.Thing) bool {
	if blank(t) {
		return false
	}
	switch t.Origin {
	case model.Own:
		return true
	case model.Used:
		switch t.Kind {
		case "protocol", "thresholds", "section", "scenario", "accept-gap", "attest":
			return false
		}
		return true
	}
	return false
}

func (e *evaluator) owe(l *model.Line) {
	seen := map[*model.Thing]bool{}
	add := func(t *model.Thing) {
		if t != nil && !seen[t] {
			seen[t] = true
			e.owed[t] = append(e.owed[t], l)
		}
	}
	for _, v := range e.debtors(l) {
		if v.thing == nil || v.any {
			continue
		}
		add(v.thing)
		for _, a := range e.bound(v.thing) {
			add(a)
		}
	}
}

// answered notes the rows that a section answers, if it says anything.
func (e *evaluator) answered(t *model.Thing) {
	if len(textsOf(t)) == 0 {
		return
	}
	for _, l := range t.All("answers") {
		for i := range l.Rows {
			if row := l.Rows[i].Thing; row != nil && good(l) {
				e.answers[row] = append(e.answers[row], t)
			}
		}
	}
}

// attested notes the rows that a person has spoken for. An attestation counts
// from its day until its last day, twelve months if it names none.
func (e *evaluator) attested(t *model.Thing) {
	if !t.Has("says") || !t.Has("by") || !t.Has("on") || t.Text("says") == "" {
		return
	}
	on := firstDay(t.Line("on").Date)
	until := addYear(on)
	if l := t.Line("until"); l != nil && good(l) {
		until = lastDay(l.Date)
	}
	for i := range t.Rows {
		row := t.Rows[i].Thing
		switch {
		case row == nil:
		case compareDates(e.today, on) < 0:
			// Dated ahead: it has not been said yet.
		case compareDates(e.today, until) > 0:
			e.lapsed[row] = t
		case e.attests[row] == nil:
			e.attests[row] = t
		}
	}
}
