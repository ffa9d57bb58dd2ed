package decide

import (
	"reflect"
	"slices"
	"strings"

	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// Sends says whether an agency is among parties: itself, by a team or a role of
// its own, or as one of those that a filter lets in. It is in doubt where the
// parties are still to be written, or a filter asks what a rule set does not say.
func (e *Engine) Sends(parties []ruleset.Party, agency string) logic.Truth {
	if len(parties) == 0 {
		return logic.Unknown
	}
	return e.among(parties, agency, map[string]bool{})
}

// among is Sends with the roles and groups that are being looked at, so that one
// which names itself ends.
func (e *Engine) among(parties []ruleset.Party, agency string, busy map[string]bool) logic.Truth {
	most := logic.False
	for _, p := range parties {
		t := logic.False
		switch p.Kind {
		case "agency", "team":
			if a := e.agencyOf(p.Name); a != nil && a.Name == agency {
				t = logic.True
			}
		case "role":
			if r := e.roles[p.Name]; r != nil && !busy[p.Name] {
				busy[p.Name] = true
				t = logic.Unknown
				if len(r.At) > 0 {
					t = e.among(r.At, agency, busy)
				}
				delete(busy, p.Name)
			}
		case "group":
			if g := e.groups[p.Name]; g != nil && !busy[p.Name] {
				busy[p.Name] = true
				t = e.member(g, agency, busy)
				delete(busy, p.Name)
			}
		case "person":
			if p.Name == "referrer" {
				t = logic.True
			}
		case "any-agency":
			t = logic.True
			if p.Where != nil {
				t = e.fits(e.agencies[agency], p.Where)
			}
		case "to-be-written":
			t = logic.Unknown
		}
		most = max(most, t)
	}
	return most
}

func (e *Engine) member(g *ruleset.Group, agency string, busy map[string]bool) logic.Truth {
	var all []ruleset.Party
	for _, name := range g.Members {
		kind := "agency"
		switch {
		case e.roles[name] != nil:
			kind = "role"
		case e.groups[name] != nil:
			kind = "group"
		}
		all = append(all, ruleset.Party{Kind: kind, Name: name})
	}
	return e.among(all, agency, busy)
}

// fits says whether a filter lets an agency in.
func (e *Engine) fits(a *ruleset.Agency, f *ruleset.Filter) logic.Truth {
	if a == nil {
		return logic.Unknown
	}
	return e.filter(&f.Tree, reflect.ValueOf(a).Elem())
}

func (e *Engine) filter(f *ruleset.FilterPart, on reflect.Value) logic.Truth {
	switch f.Op {
	case "all", "any", "at-least":
		sure, could := 0, 0
		for i := range f.Parts {
			switch e.filter(&f.Parts[i], on) {
			case logic.True:
				sure++
				could++
			case logic.Unknown:
				could++
			}
		}
		need := f.N
		switch f.Op {
		case "all":
			need = len(f.Parts)
		case "any":
			need = 1
		}
		return between(sure >= need, could >= need)
	case "not":
		if len(f.Parts) == 1 {
			return logic.True - e.filter(&f.Parts[0], on)
		}
		return logic.Unknown
	}
	values, ok := e.walk(on, strings.Split(f.Path, "."))
	if !ok || f.Test == "at-least" || f.Test == "at-most" {
		return logic.Unknown
	}
	if f.Op == "has" {
		most := logic.False
		for _, v := range values {
			t := logic.True
			if f.Where != nil {
				t = e.filter(f.Where, e.thing(v))
			}
			most = max(most, t)
		}
		return most
	}
	found := slices.ContainsFunc(values, func(v pathValue) bool { return v.isOneOf(f.Values) })
	return between(found != (f.Test == "is-not"), found != (f.Test == "is-not"))
}

func between(sure, could bool) logic.Truth {
	switch {
	case sure:
		return logic.True
	case could:
		return logic.Unknown
	}
	return logic.False
}

// pathValue is one member of what a path leads to: a struct, or a text that is a
// name, a word or words of the author's.
type pathValue struct {
	reflect.Value
	free bool // words of the author's, in which one looks for others
}

func (v pathValue) isOneOf(words []string) bool {
	text := ""
	if v.Kind() == reflect.String {
		text = v.String()
	} else if name := v.FieldByName("Name"); name.IsValid() {
		text = name.String()
	}
	return slices.ContainsFunc(words, func(w string) bool {
		return text == w || v.free && strings.Contains(strings.ToLower(text), strings.ToLower(w))
	})
}

// walk follows a path of keywords through the rule set; ok is false where it
// leads over what a rule set does not hold.
func (e *Engine) walk(from reflect.Value, path []string) (values []pathValue, ok bool) {
	values = []pathValue{{Value: from}}
	for _, word := range path {
		var next []pathValue
		for _, v := range values {
			on := e.thing(v)
			if on.Kind() != reflect.Struct {
				return nil, false
			}
			more, ok := e.step(on, word)
			if !ok {
				return nil, false
			}
			next = append(next, more...)
		}
		values = next
	}
	return values, true
}

// thing returns the struct that a value stands for: itself, or what its name
// leads to.
func (e *Engine) thing(v pathValue) reflect.Value {
	if v.Kind() != reflect.String {
		return v.Value
	}
	name := v.String()
	switch {
	case e.agencies[name] != nil:
		return reflect.ValueOf(e.agencies[name]).Elem()
	case e.teams[name] != nil:
		return reflect.ValueOf(e.teams[name]).Elem()
	case e.roles[name] != nil:
		return reflect.ValueOf(e.roles[name]).Elem()
	case e.groups[name] != nil:
		return reflect.ValueOf(e.groups[name]).Elem()
	}
	return v.Value
}

// step follows one keyword: a field of that name, or of its plural for blocks.
func (e *Engine) step(on reflect.Value, word string) ([]pathValue, bool) {
	if word == "agency" {
		name := on.FieldByName("Name").String()
		if a := e.agencyOf(name); a != nil {
			return []pathValue{{Value: reflect.ValueOf(a).Elem()}}, true
		}
		return nil, false
	}
	var field string
	for i, part := range strings.Split(word, "-") {
		if i > 0 && part != "" {
			part = strings.ToUpper(part[:1]) + part[1:]
		}
		field += part
	}
	t := on.Type()
	for _, f := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous || name != field && name != field+"s" {
			continue
		}
		v := on.FieldByIndex(f.Index)
		free := f.Tag.Get("vocab") == "" && f.Tag.Get("ref") == "" && name != "name"
		switch v.Kind() {
		case reflect.String:
			if v.String() == "" {
				return nil, true
			}
			return []pathValue{{v, free}}, true
		case reflect.Slice:
			var all []pathValue
			for i := range v.Len() {
				all = append(all, pathValue{v.Index(i), free})
			}
			return all, true
		case reflect.Pointer:
			if v.IsNil() {
				return nil, true
			}
			return []pathValue{{Value: v.Elem()}}, true
		}
	}
	return nil, false
}

// whoAre says parties in words; you is the agency that asks.
func (e *Engine) whoAre(parties []ruleset.Party, you *ruleset.Agency) []Who {
	all := make([]Who, 0, len(parties))
	for _, p := range parties {
		all = append(all, e.whoIs(p, you))
	}
	return all
}

func (e *Engine) whoIs(p ruleset.Party, you *ruleset.Agency) Who {
	w := Who{Kind: p.Kind, Name: p.Name, Title: p.Name}
	switch p.Kind {
	case "agency", "team":
		a := e.agencyOf(p.Name)
		w.You = you != nil && a == you
		if title, ok := e.teamTitles[p.Name]; ok {
			w.Title = title
		} else if a != nil {
			w.Title = titleOr(a.Title, a.Name)
		}
	case "role":
		if title, ok := e.roleTitles[p.Name]; ok {
			w.Title = title
		}
	case "group":
		if g := e.groups[p.Name]; g != nil {
			w.Title = "the " + trimThe(titleOr(g.Title, g.Name))
		}
	case "person":
		w.Title = "the " + strings.ReplaceAll(p.Name, "-", " ")
		w.You = p.Name == "referrer"
	case "any-agency":
		w.Title = "any agency"
		if p.Where != nil {
			w.Title = p.Where.Text
		}
	case "to-be-written":
		w.Title = "somebody who is still to be named"
	}
	return w
}

func (e *Engine) role(name string) Who { return e.whoIs(ruleset.Party{Kind: "role", Name: name}, nil) }

// titleOr returns a title, or the name as words where there is none.
func titleOr(title, name string) string {
	if title != "" {
		return title
	}
	words := strings.ReplaceAll(name, "-", " ")
	if words == "" {
		return words
	}
	return strings.ToUpper(words[:1]) + words[1:]
}

// article puts "the" before a title that has no such word of its own.
func article(title string) string {
	first, _, _ := strings.Cut(strings.ToLower(title), " ")
	switch first {
	case "the", "a", "an", "any", "each", "every", "one", "somebody", "whoever":
		return strings.ToLower(title[:1]) + title[1:]
	}
	return "the " + title
}

func trimThe(title string) string {
	if rest, ok := strings.CutPrefix(title, "The "); ok {
		return rest
	}
	return title
}
