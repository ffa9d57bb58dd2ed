package words

import (
	"strings"

	"concordat/compiler/model"
	"concordat/compiler/schema"
)

// Condition says a condition as one clause, to stand after "when": "significant
// harm is at least likely, and the parents have been told".
func Condition(c *model.Condition) Pieces { return clause(c, false) }

// Conditions says the parts of a condition, one clause each, with the sentence
// that stands above them; a condition of one part has no such sentence. It is
// the form for a list.
func Conditions(c *model.Condition) (lead string, parts []*model.Condition) {
	if c == nil {
		return "", nil
	}
	switch c.Op {
	case model.All:
		return "all of these are true", c.Parts
	case model.Any:
		return "any of these is true", c.Parts
	case model.Count:
		return "at least " + itoa(c.N) + " of these are true", c.Parts
	case model.Not:
		if p := c.Parts; len(p) == 1 && (p[0].Op == model.Any || p[0].Op == model.All) && len(p[0].Parts) > 1 {
			if p[0].Op == model.Any {
				return "none of these is true", p[0].Parts
			}
			return "not all of these are true", p[0].Parts
		}
	}
	return "", []*model.Condition{c}
}

// clause says c; inner says that it stands inside another one, so that a group
// has to show where it ends.
func clause(c *model.Condition, inner bool) Pieces {
	if c == nil {
		return nil
	}
	switch c.Op {
	case model.All, model.Any:
		return group(c, inner)
	case model.Count:
		said := join(plain("at least "+itoa(c.N)+" of these are true: "), separated(c.Parts, "; "))
		if inner {
			return join(plain("("), said, plain(")"))
		}
		return said
	case model.Not:
		if len(c.Parts) == 1 {
			return negated(c.Parts[0])
		}
	case model.Question:
		return question(c, false)
	case model.Criterion:
		return criterion(c, "is met")
	case model.LevelTest:
		return levelTest(c)
	case model.ConsentIs, model.ReferrerIs:
		return consentOrReferrer(c, false)
	case model.InWords:
		return Pieces{{Kind: Judged, Text: c.Words}}
	case model.Reason:
		return plain(schema.Label("no-tell-reason", c.Words))
	case model.EventIs:
		return event(c)
	case model.PathIs, model.PathIncludes, model.HasPath, model.HasThing:
		return filter(c)
	}
	return nil
}

// Unless says a condition that stands as "not c" by c, and reports so: `unless
// increases-risk` reads "unless telling them would increase the risk", which is
// clearer than "when not …".
func Unless(c *model.Condition) (Pieces, bool) {
	if c == nil || c.Op != model.Not || len(c.Parts) != 1 {
		return nil, false
	}
	return Condition(c.Parts[0]), true
}

// Case says the case at the end of a line with its conjunction.
func Case(c *model.Condition) Pieces {
	if c == nil {
		return nil
	}
	if said, ok := Unless(c); ok {
		return join(plain("unless "), said)
	}
	return join(plain("when "), Condition(c))
}

func group(c *model.Condition, inner bool) Pieces {
	word := "and"
	if c.Op == model.Any {
		word = "or"
	}
	if len(c.Parts) == 1 {
		return clause(c.Parts[0], inner)
	}
	parts := make([]Pieces, len(c.Parts))
	nested := false
	for i, p := range c.Parts {
		parts[i] = clause(p, true)
		nested = nested || compound(p)
	}
	if inner && c.Op == model.Any {
		return join(plain("either "), List(parts, word))
	}
	if inner {
		return join(plain("both "[:bothLen(len(parts))]), List(parts, word))
	}
	if nested {
		return separatedPieces(parts, "; ", "; "+word+" ")
	}
	return List(parts, word)
}

func bothLen(n int) int {
	if n == 2 {
		return len("both ")
	}
	return 0
}

func compound(c *model.Condition) bool {
	return (c.Op == model.All || c.Op == model.Any || c.Op == model.Count) && len(c.Parts) > 1
}

func separated(parts []*model.Condition, by string) Pieces {
	said := make([]Pieces, len(parts))
	for i, p := range parts {
		said[i] = clause(p, true)
	}
	return separatedPieces(said, by, by)
}

func separatedPieces(parts []Pieces, by, last string) Pieces {
	var all Pieces
	for i, p := range parts {
		switch {
		case i == 0:
		case i == len(parts)-1:
			all = append(all, Piece{Text: last})
		default:
			all = append(all, Piece{Text: by})
		}
		all = append(all, p...)
	}
	return all
}

// negated says that c is false.
func negated(c *model.Condition) Pieces {
	switch c.Op {
	case model.Question:
		return question(c, true)
	case model.Criterion:
		return criterion(c, "is not met")
	case model.Not:
		if len(c.Parts) == 1 {
			return clause(c.Parts[0], true)
		}
	case model.InWords:
		return join(plain("it is not so that "), clause(c, true))
	case model.ConsentIs, model.ReferrerIs:
		return consentOrReferrer(c, true)
	}
	return join(plain("it is not so that "), clause(c, true))
}

func consentOrReferrer(c *model.Condition, not bool) Pieces {
	is := "is "
	if not != (c.Test == model.IsNot) {
		is = "is not "
	}
	if c.Op == model.ReferrerIs {
		return plain("the referrer " + is + "from " + orLabels("agency-kind", c.Values))
	}
	return plain("consent " + is + orWords(c.Values))
}

func question(c *model.Condition, not bool) Pieces {
	if c.Ref == nil {
		return nil
	}
	q := c.Ref.Thing
	if q == nil {
		return Pieces{{Kind: Gap, Text: spaced(c.Ref.Name)}}
	}
	if c.Test == model.IsNot {
		not = !not
	}
	if q.Answer != nil && q.Answer.Kind == model.YesNo && len(c.Values) <= 1 {
		yes := len(c.Values) == 0 || c.Values[0].Word != "no"
		return yesNo(q, yes != not)
	}
	if said := numeric(c, q, not); said != nil {
		return said
	}
	name := Pieces{{Kind: Name, Text: spaced(q.Name), Thing: q}}
	if strings.HasPrefix(q.Title, "Where ") {
		name = Pieces{{Kind: Name, Text: "“" + q.Title + "”", Thing: q}}
	}
	is := " is "
	if not {
		is = " is not "
	}
	value := testWords[c.Test] + orWords(c.Values)
	if name[0].Text[0] != spaced(q.Name)[0] {
		is += "answered "
	}
	return join(name, plain(is+value))
}

var testWords = map[model.Test]string{model.AtLeast: "at least ", model.AtMost: "at most ", model.Under: "under ", model.Over: "over "}

// numeric says a test of a number as a clause of its question, where the
// question has a shape that gives one; nil otherwise.
func numeric(c *model.Condition, q *model.Thing, not bool) Pieces {
	if q.Answer == nil || q.Answer.Kind != model.Numbers || len(c.Values) != 1 || not || c.Values[0].Word != "" {
		return nil
	}
	v := c.Values[0]
	u := v.Unit
	if u == "" {
		u = q.Answer.Unit
	}
	clause, ok := amount(q.Title, testWords[c.Test]+itoa(v.Number), unit(strings.TrimSuffix(u, "s"), v.Number), v.Number == 1)
	if !ok {
		return nil
	}
	return Pieces{{Kind: Name, Text: clause, Thing: q}}
}

func yesNo(q *model.Thing, yes bool) Pieces {
	if clause, ok := statement(q.Title, yes); ok {
		return Pieces{{Kind: Name, Text: clause, Thing: q}}
	}
	answer := " is answered yes"
	if !yes {
		answer = " is answered no"
	}
	return Pieces{{Kind: Name, Text: "“" + Title(q) + "”", Thing: q}, {Text: answer}}
}

func criterion(c *model.Condition, is string) Pieces {
	if c.Ref == nil {
		return nil
	}
	if c.Ref.Thing == nil {
		return Pieces{{Kind: Gap, Text: spaced(c.Ref.Name)}, {Text: " " + is}}
	}
	return Pieces{{Text: "the criterion “"}, {Kind: Name, Text: Title(c.Ref.Thing), Thing: c.Ref.Thing}, {Text: "” " + is}}
}

func levelTest(c *model.Condition) Pieces {
	verb := "the level is "
	switch c.Test {
	case model.IsNot:
		verb = "the level is not "
	case model.AtLeast:
		verb = "the level is at least "
	case model.AtMost:
		verb = "the level is at most "
	case model.Under:
		verb = "the level is under "
	case model.Over:
		verb = "the level is over "
	}
	return join(plain(verb), Refs(c.Levels, "or", nil))
}

func event(c *model.Condition) Pieces {
	name := c.Words
	if c.Ref != nil && c.Ref.Event != "" {
		name = c.Ref.Event
	} else if c.Ref != nil && name == "" {
		name = c.Ref.Name
	}
	return plain(Happens(name))
}

// Value says one answer: "harmful", "3 years".
func Value(v model.Value) string {
	if v.Word != "" {
		return spaced(v.Word)
	}
	if v.Unit == "" {
		return itoa(v.Number)
	}
	return itoa(v.Number) + " " + unit(strings.TrimSuffix(v.Unit, "s"), v.Number)
}

func orWords(values []model.Value) string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = Value(v)
	}
	return Strings(list, "or")
}

func orLabels(vocab string, values []model.Value) string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = schema.Label(vocab, v.Word)
	}
	return Strings(list, "or")
}

// filter says which things are meant: "whose kind is alcohol and drug
// treatment".
func filter(c *model.Condition) Pieces {
	path := Strings(spacedAll(c.Path), "and")
	if n := len(c.Path); n > 1 {
		path = strings.Join(spacedAll(c.Path), "’s ")
	}
	switch c.Op {
	case model.PathIs:
		is := " is "
		if c.Test == model.IsNot {
			is = " is not "
		}
		return plain("whose " + path + is + orLabels(vocabOf(c.Path), c.Values))
	case model.PathIncludes:
		if path == "serves" || path == "offers" || path == "gives" {
			return plain("that " + path + " " + orLabels(vocabOf(c.Path), c.Values))
		}
		return plain("whose " + path + " include " + orLabels(vocabOf(c.Path), c.Values))
	case model.HasPath:
		return plain("that has " + path)
	case model.HasThing:
		if c.Query != nil {
			return join(plain("that has a "+spaced(c.Query.Kind)+" "), filter(c.Query.Filter))
		}
	case model.All, model.Any:
		word := "and"
		if c.Op == model.Any {
			word = "or"
		}
		parts := make([]Pieces, len(c.Parts))
		for i, p := range c.Parts {
			parts[i] = filter(p)
		}
		return List(parts, word)
	case model.Not:
		if len(c.Parts) == 1 {
			return join(plain("not one "), filter(c.Parts[0]))
		}
	}
	return nil
}

// vocabOf returns the vocabulary of the words that a path of an agency holds.
func vocabOf(path []string) string {
	if len(path) == 0 {
		return ""
	}
	if k := schema.KindNamed("agency"); k != nil {
		if e := k.Entry(path[len(path)-1]); e != nil {
			return e.Vocab
		}
	}
	return ""
}

func spacedAll(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = spaced(s)
	}
	return out
}
