package model

import (
	"slices"
	"strings"
)

// Of returns the things of a kind that the folder can see, in order.
func (a *Agreement) Of(kind string) []*Thing {
	var found []*Thing
	for _, t := range a.Things {
		if t.Kind == kind {
			found = append(found, t)
		}
	}
	return found
}

// Documents returns the agreement's own documents, protocols and threshold
// documents in written order.
func (a *Agreement) Documents() []*Thing {
	var found []*Thing
	for _, t := range a.Things {
		if (t.Kind == "protocol" || t.Kind == "thresholds") && t.Origin == Own {
			found = append(found, t)
		}
	}
	return found
}

// All returns the lines of t with a keyword, in written order.
func (t *Thing) All(keyword string) []*Line {
	var found []*Line
	for _, l := range t.Lines {
		if l.Keyword == keyword {
			found = append(found, l)
		}
	}
	return found
}

// Line returns the first line of t with a keyword, or nil.
func (t *Thing) Line(keyword string) *Line {
	for _, l := range t.Lines {
		if l.Keyword == keyword {
			return l
		}
	}
	return nil
}

// Has says that t has a line with that keyword whose value is neither to be
// written nor unreadable.
func (t *Thing) Has(keyword string) bool {
	for _, l := range t.Lines {
		if l.Keyword == keyword && l.Todo == nil && !l.Bad {
			return true
		}
	}
	return false
}

// Text returns the first text of the first line with a keyword, or "".
func (t *Thing) Text(keyword string) string {
	if l := t.Line(keyword); l != nil && len(l.Texts) > 0 {
		return l.Texts[0].Text
	}
	return ""
}

// Word returns the first word of the first line with a keyword, or "".
func (t *Thing) Word(keyword string) string {
	if l := t.Line(keyword); l != nil && len(l.Words) > 0 {
		return l.Words[0].Name
	}
	return ""
}

// Ref returns the first thing named by the first line with a keyword, or nil.
func (t *Thing) Ref(keyword string) *Thing {
	if l := t.Line(keyword); l != nil && len(l.Refs) > 0 {
		return l.Refs[0].Thing
	}
	return nil
}

// Refs returns the references of every line with a keyword.
func (t *Thing) Refs(keyword string) []Ref {
	var refs []Ref
	for _, l := range t.Lines {
		switch {
		case l.Keyword != keyword:
		case refs == nil:
			refs = slices.Clip(l.Refs) // nearly always the only such line
		default:
			refs = append(refs, l.Refs...)
		}
	}
	return refs
}

// Is says whether the line with a keyword holds a word.
func (t *Thing) Is(keyword, word string) bool {
	for _, l := range t.Lines {
		if l.Keyword == keyword {
			for _, w := range l.Words {
				if w.Name == word {
					return true
				}
			}
		}
	}
	return false
}

// Nested returns the children of t with a kind, in written order.
func (t *Thing) Nested(kind string) []*Thing {
	var found []*Thing
	for _, c := range t.Children {
		if c.Kind == kind {
			found = append(found, c)
		}
	}
	return found
}

// Duties returns the duty lines of t in written order.
func (t *Thing) Duties() []*Line {
	var found []*Line
	for _, l := range t.Lines {
		if l.Duty != nil {
			found = append(found, l)
		}
	}
	return found
}

// Agency returns the agency that a team, contract or role belongs to: itself for
// an agency, nil where there is none or where it may be any.
func (t *Thing) Agency() *Thing {
	switch {
	case t == nil:
		return nil
	case t.Kind == "agency":
		return t
	case t.Kind == "role":
		if at := t.Ref("at"); at != nil {
			return at.Agency()
		}
		return nil
	}
	return t.Parent.Agency()
}

// Path returns the name of t as it is written from outside: parent.name for a
// step or stage.
func (t *Thing) Path() string {
	if t.Kind == "step" || t.Kind == "stage" {
		return t.Parent.Name + "." + t.Name
	}
	return t.Name
}

// Breadcrumb says where t stands, outermost first, in the author's words:
// "pathway pre-birth > step refer"; empty for nil.
func (t *Thing) Breadcrumb() string {
	var parts []string
	for ; t != nil; t = t.Parent {
		part := t.Kind
		if t.Name != "" {
			part += " " + t.Name
		}
		parts = append([]string{part}, parts...)
	}
	return strings.Join(parts, " > ")
}
