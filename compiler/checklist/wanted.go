package checklist

import (
	"fmt"
	"strings"

	"concordat/compiler/model"
)

// wanted says in words what a line of a row looks for.
func wanted(l *model.Line, item *model.Thing) string {
	q := l.Query
	switch q.Form {
	case model.SomeWords:
		return "a section with words that `answers` the row"
	case model.CleanCodes:
		codes := make([]string, len(q.Codes))
		for i, c := range q.Codes {
			codes[i] = tick(c.Name)
		}
		return "no finding of " + strings.Join(codes, ", ")
	case model.ItWhere:
		who := "it"
		if item != nil && item.Name != "" {
			who = tick(item.Name)
		}
		return who + such(q.Filter, item)
	case model.NoThings:
		return "no " + plain(q.Kind) + such(q.Filter, item)
	}
	if q.N > 1 {
		return fmt.Sprintf("%d of the kind %s%s", q.N, plain(q.Kind), such(q.Filter, item))
	}
	return article(plain(q.Kind)) + such(q.Filter, item)
}

// such says what a filter asks of a thing, or nothing where it asks nothing.
func such(c *model.Condition, item *model.Thing) string {
	if c == nil {
		return ""
	}
	return " where " + inWords(c, item)
}

// inWords says a filter as what is so of the thing that it is about.
func inWords(c *model.Condition, item *model.Thing) string {
	switch c.Op {
	case model.All:
		return joined(c.Parts, "and", item)
	case model.Any:
		return "either " + joined(c.Parts, "or", item)
	case model.Count:
		return fmt.Sprintf("at least %d of these hold: %s", c.N, joined(c.Parts, "and", item))
	case model.Not:
		if len(c.Parts) == 1 {
			return "it is not so that " + inWords(c.Parts[0], item)
		}
	case model.PathIs, model.PathIncludes:
		verb := "is "
		switch {
		case c.Test == model.IsNot:
			verb = "is not "
		case c.Op == model.PathIncludes:
			verb = "includes "
		}
		values := make([]string, len(c.Values))
		for i, v := range c.Values {
			word := v.Word
			switch {
			case word == "it" && item != nil && item.Name != "":
				word = item.Name
			case word == "":
				word = fmt.Sprint(v.Number)
			}
			values[i] = tick(word)
		}
		return along(c.Path) + " " + verb + strings.Join(values, " or ")
	case model.HasPath:
		return has(c.Path)
	case model.HasThing:
		said := has(c.Path)
		if c.Query != nil {
			said += such(c.Query.Filter, item)
		}
		return said
	}
	return tick(strings.Join(strings.Fields(c.Span.Text()), " "))
}

// joined says several filters in one sentence, apart by semicolons where one of them
// is a list itself.
func joined(all []*model.Condition, word string, item *model.Thing) string {
	parts, comma := make([]string, len(all)), ", "
	for i, c := range all {
		parts[i] = inWords(c, item)
		if strings.Contains(parts[i], ", ") || strings.Contains(parts[i], " either ") || strings.HasPrefix(parts[i], "either ") {
			comma = "; "
		}
	}
	switch len(parts) {
	case 0:
		return ""
	case 1:
		return parts[0]
	}
	last := len(parts) - 1
	before := " "
	if comma == "; " || len(parts) > 2 && word == "and" {
		before = comma
	}
	return strings.Join(parts[:last], comma) + before + word + " " + parts[last]
}

// along says a path from the thing that is looked at: "the `kind` of its `agency`".
func along(path []string) string {
	var b strings.Builder
	for i := len(path) - 1; i >= 0; i-- {
		switch {
		case i == len(path)-1 && i == 0:
			b.WriteString("its ")
		case i == len(path)-1:
			b.WriteString("the ")
		case i == 0:
			b.WriteString(" of its ")
		default:
			b.WriteString(" of the ")
		}
		b.WriteString(tick(path[i]))
	}
	return b.String()
}

// has says that a path leads to something: "it has `always` in its `open`".
func has(path []string) string {
	if len(path) < 2 {
		return "it has " + tick(strings.Join(path, "."))
	}
	last := len(path) - 1
	return "it has " + tick(path[last]) + " in " + along(path[:last])
}

func plain(kind string) string { return strings.ReplaceAll(kind, "-", " ") }

func article(noun string) string {
	if noun != "" && strings.Contains("aeio", noun[:1]) {
		return "an " + noun
	}
	return "a " + noun
}
