package resolve

import (
	"sort"
	"strings"

	"concordat/compiler/schema"
	"concordat/dsl"
	"concordat/dsl/diag"
)

// synonyms are words that authors bring with them, and what the language calls
// the thing.
var synonyms = map[string]string{
	"organisation": "agency", "organization": "agency", "service-provider": "agency", "provider": "agency",
	"contact": "team", "post": "role", "route": "pathway", "phase": "step", "rank": "number", "approved": "approved-on",
	"fact": "question", "glossary": "term", "definition": "term", "tier": "level", "threshold": "level", "chapter": "section",
	"hours": "open", "telephone": "phone", "tel": "phone", "mobile": "phone", "mail": "email", "website": "web", "url": "web",
	"out-of-hours": "otherwise", "fallback": "otherwise", "if": "when", "basis": "lawful-basis", "members": "with", "attendees": "with",
	"waive": "accept-gap", "example": "scenario", "case-study": "scenario", "include": "use", "import": "use", "deadline": "time-limit",
	"shall": "must", "will": "must", "ought": "should", "can": "may", "might": "may", "could": "may",
	"legal-basis": "lawful-basis", "lawful-ground": "lawful-basis", "legal-ground": "lawful-basis", "legal-gateway": "lawful-basis", "retention": "keep",
	"closes": "open", "closed": "open", "opening-hours": "open", "opening-times": "open", "office-hours": "open", "tel-no": "phone", "e-mail": "email",
	"assume": "cannot-be", "course": "training", "dispute": "escalation", "responsible": "by", "owner": "by", "sharing": "share",
}

// verbSynonyms are verbs that are no part of the vocabulary, and the verb that
// says the same.
var verbSynonyms = map[string]string{
	"inform": "tell", "notify": "tell", "alert": "tell", "advise": "tell", "phone": "telephone", "call": "telephone", "ring": "telephone",
	"email": "send", "post": "send", "forward": "send", "submit": "send", "log": "record", "document": "record", "note": "record",
	"enquire": "ask", "query": "ask", "seek": "ask", "examine": "check", "verify": "check", "organise": "hold", "arrange": "hold",
	"convene": "hold", "chair": "hold", "participate": "attend", "join": "attend", "inspect": "review", "evaluate": "assess", "complete": "write",
	"help": "support", "deliver": "provide", "supply": "provide", "determine": "decide", "communicate": "tell",
}

// reach is how far a misspelt word may be from the one that was meant.
func reach(word string) int {
	switch {
	case len(word) < 4:
		return 0
	case len(word) < 6:
		return 1
	}
	return 2
}

// meant returns the one word that word is a misspelling of, or "".
func meant(word string, among []string) string {
	limit := reach(word)
	best, found := limit+1, ""
	for _, w := range among {
		if variant(word, w) {
			return w
		}
		switch d := dsl.Distance(word, w, limit); {
		case d < best:
			best, found = d, w
		case d == best && w != found:
			found = ""
		}
	}
	if best > limit {
		return ""
	}
	return found
}

// variant says whether two words differ only in being singular or plural.
func variant(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return b == a+"s" || b == a+"es" || strings.HasSuffix(a, "y") && b == a[:len(a)-1]+"ies"
}

// near returns at most three words that are like word, nearest first.
func near(word string, among []string) []string { return dsl.Near(word, among) }

// misplaced says what is wrong with a line whose keyword may not stand where it
// does, and how to read on: a keyword that is plainly a misspelling is read as
// the one that was meant.
func (r *resolver) misplaced(b *block, p *place, it *dsl.Item) (*schema.Entry, *schema.Kind) {
	t := &it.Terms[0]
	word := t.Text
	d := diag.Diagnostic{Code: "unknown-keyword", At: diag.Label{Span: t.Span}}
	report := func() {
		if !it.Broken {
			r.report(b, d)
		}
	}
	replace := func(with string, safe bool) {
		d.Help = "write " + tick(with)
		d.Fix = &diag.Fix{Edits: []diag.Edit{{Span: t.Span, New: with}}, Safe: safe}
	}
	for _, w := range p.words {
		if variant(word, w) {
			d.Message = tick(word) + " is spelt " + tick(w) + " here"
			replace(w, true)
			report()
			return p.entries[w], p.kinds[w]
		}
	}
	where := "outside all braces"
	if b.thing != nil {
		where = "in " + article(b.kindName())
	}
	if k := schema.KindNamed(word); k != nil && looksLikeBlock(it) {
		d.Code = "misplaced-block"
		d.Message = article(word) + " cannot stand " + where
		if len(k.In) == 0 || k.In[0] == "" {
			d.Help = "move it out of all braces"
			report()
			return nil, k
		}
		d.Help = "it belongs in " + orList(articles(k.In))
		report()
		return nil, nil
	}
	if lower := strings.ToLower(word); lower != word && (p.entries[lower] != nil || p.kinds[lower] != nil) {
		d.Message = "keywords are written in small letters"
		replace(lower, true)
		report()
		return p.entries[lower], p.kinds[lower]
	}
	if k := schema.KindNamed(synonyms[word]); k != nil && looksLikeBlock(it) && p.kinds[k.Name] == nil {
		d.Message = tick(word) + " is called " + tick(k.Name)
		d.Help = "write " + tick(k.Name) + ", outside all braces"
		if len(k.In) > 0 && k.In[0] != "" {
			d.Help = "write " + tick(k.Name) + ", in " + orList(articles(k.In[:1]))
		}
		report()
		return nil, nil
	}
	if w, end := modality(it); w != "" && p.entries[strings.TrimSuffix(w, " not")] != nil {
		d.At.Span.End = end
		d.Message = tick(d.At.Span.Text()) + " cannot begin a line " + where
		d.Help = "write " + tick(w)
		d.Fix = &diag.Fix{Edits: []diag.Edit{{Span: d.At.Span, New: w}}}
		report()
		return nil, nil
	}
	if homes := entryHome[word]; len(homes) > 0 && len(homes) < 12 {
		d.Message = tick(word) + " belongs in " + orList(ticks(homes[:min(3, len(homes))])) + ", not " + where
		d.Help = "put it in one of those blocks, or take it out"
		if len(homes) == 1 {
			d.Help = "put it in " + article(homes[0]) + ", or take it out"
		}
		if same := meant(word, p.words); same != "" && dsl.Distance(word, same, 1) == 1 {
			d.Help += "; or write " + tick(same)
		}
		report()
		return nil, nil
	}
	d.Message = tick(word) + " cannot begin a line " + where
	if w := meant(word, p.words); w != "" {
		replace(w, false)
		report()
		return p.entries[w], p.kinds[w]
	}
	if s := synonyms[word]; s != "" && (p.entries[s] != nil || p.kinds[s] != nil) {
		replace(s, false)
		report()
		return p.entries[s], p.kinds[s]
	}
	switch similar := near(word, p.words); {
	case word == "every" && p.entries["held"] != nil:
		d.Help = "write `held` in front of it"
	case b.kindName() == "section" && (len(it.Terms) > 1 && it.Terms[1].Kind == dsl.String || len(it.Terms) > 2 && len(similar) == 0):
		d.Help = unmarkedHelp
	case len(it.Terms) > 1 && p.entries[it.Terms[1].Text] != nil && p.entries[it.Terms[1].Text].Phrase == schema.DutyLine:
		d.Help = "begin the line with " + tick(it.Terms[1].Text) + ": who has to do it is said by the block, or by the line `by` of a step"
	case len(similar) > 0:
		d.Help = "write " + orList(ticks(similar))
	case schema.VocabNamed("verb").Has(word) && p.entries["must"] != nil:
		d.Help = "a duty begins with `must`, `must not`, `should` or `may`"
	case 0 < len(entryHome[synonyms[word]]) && len(entryHome[synonyms[word]]) < 4:
		d.Message = tick(word) + " is called " + tick(synonyms[word])
		d.Help = "write " + tick(synonyms[word]) + ", in " + orList(articles(entryHome[synonyms[word]]))
	case len(p.words) <= 12 || b.kindName() == "answer": // what an example may expect is a list of its own
		d.Help = "what can stand here: " + strings.Join(ticks(p.words), ", ")
	case b.thing != nil:
		d.Help = "begin the line with one of the words that " + article(b.kindName()) + " takes, such as " + orList(ticks(p.words[:3]))
	default:
		d.Help = "begin with the kind of thing, such as `agency`, `level` or `pathway`"
	}
	report()
	return nil, nil
}

// looksLikeBlock says whether an item has the form of a declaration.
func looksLikeBlock(it *dsl.Item) bool {
	if it.Kind == dsl.BlockItem {
		return true
	}
	return len(it.Terms) > 2 && it.Terms[1].Kind == dsl.Word && it.Terms[2].Kind == dsl.String
}

func tick(s string) string { return "`" + s + "`" }

func ticks(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = tick(w)
	}
	return out
}

// article puts `a` or `an` in front of the name of a kind.
func article(kind string) string {
	if kind == "indicators" || kind == "thresholds" || kind == "training" {
		return "a block " + tick(kind)
	}
	switch kind[0] {
	case 'a', 'e', 'i', 'o', 'u':
		return "an " + kind
	}
	return "a " + kind
}

func articles(kinds []string) []string {
	out := make([]string, 0, len(kinds))
	for _, k := range kinds {
		if k != "" {
			out = append(out, article(k))
		}
	}
	return out
}

// orList joins words with commas and a last `or`.
func orList(words []string) string { return joined(words, "or") }

func andList(words []string) string { return joined(words, "and") }

func joined(words []string, last string) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + " " + last + " " + words[len(words)-1]
}

// sortedKeys returns the keys of a map in order.
func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
