package words

import (
	"strings"

	"concordat/compiler/model"
	"concordat/compiler/schema"
)

// Title returns what documents call a thing.
func Title(t *model.Thing) string {
	switch {
	case t == nil:
		return ""
	case t.Kind == "term":
		if p := t.Text("prints"); p != "" {
			return p
		}
		return spaced(t.Name)
	case t.Kind == "stage" && t.Title == "":
		return "stage " + t.Name
	case t.Title != "":
		return t.Title
	}
	return Upper(spaced(t.Name))
}

// ThingName returns the title of a thing as a linkable piece.
func ThingName(t *model.Thing) Pieces {
	if t == nil {
		return nil
	}
	return Pieces{{Kind: Name, Text: Title(t), Thing: t}}
}

// Numbered returns the name of a step or stage as it is said in a line of from:
// "step 2 (Refer)" within the same pathway, with the pathway's title elsewhere.
// Other things are called by their title.
func Numbered(t, from *model.Thing) Pieces {
	if t == nil {
		return nil
	}
	if t.Kind != "step" && t.Kind != "stage" || t.Parent == nil {
		return ThingName(t)
	}
	text := t.Kind + " " + Number(t)
	if t.Title != "" || t.Kind == "step" {
		text += " (" + Title(t) + ")"
	}
	name := Pieces{{Kind: Name, Text: text, Thing: t}}
	if top(from) == t.Parent {
		return name
	}
	return join(name, plain(" of "), ThingName(t.Parent))
}

func top(t *model.Thing) *model.Thing {
	for t != nil && t.Parent != nil {
		t = t.Parent
	}
	return t
}

// Number returns the number of a step or stage in its parent, from 1.
func Number(t *model.Thing) string {
	if t.Kind == "stage" {
		return t.Name
	}
	n := 0
	for _, s := range t.Parent.Nested(t.Kind) {
		n++
		if s == t {
			break
		}
	}
	return itoa(n)
}

// Ref says a name where it is used, in a line of from.
func Ref(r model.Ref, from *model.Thing) Pieces {
	switch {
	case r.Todo:
		return gap(nil)
	case r.Thing != nil:
		return Numbered(r.Thing, from)
	case r.Person != "":
		return plain("the " + spaced(r.Person))
	case r.Any && r.Where != nil:
		return join(plain("any agency "), filter(r.Where))
	case r.Any:
		return plain("any agency")
	case r.Event != "":
		return plain(Event(r.Event))
	}
	return Pieces{{Kind: Gap, Text: spaced(r.Name)}}
}

// Said says a name as a sentence has it, with "the" before what is one of its
// kind: "the Safeguarding lead", but "Northmoor Recovery".
func Said(r model.Ref, from *model.Thing) Pieces {
	said := Ref(r, from)
	t := r.Thing
	if t == nil || len(said) == 0 {
		return said
	}
	switch t.Kind {
	case "event":
		return eventThing(t)
	case "question", "criterion":
		// Their titles are sentences.
		return join(plain("“"), said, plain("”"))
	}
	first, rest, _ := strings.Cut(said[0].Text, " ")
	switch first {
	case "The", "Any", "A", "An", "Every", "Each":
		said[0].Text = strings.ToLower(first) + " " + rest
		return said
	case "the", "any", "a", "an", "every", "each":
		return said
	}
	article := false
	switch t.Kind {
	case "role", "document", "meeting":
		article = t.Title != ""
	case "team", "agency", "group":
		article = oneOfItsKind(t.Title)
	}
	if article {
		return join(plain("the "), said)
	}
	return said
}

// commonNouns are the words that make a name one of a kind when they end it:
// the Emergency Duty Team, the Early Help Hub.
var commonNouns = wordSet("team teams hub unit desk line office helpline service services switchboard ward project panel forum " +
	"network group partnership board council conference centre clinic officer")

func oneOfItsKind(title string) bool {
	if i := strings.IndexByte(title, '('); i > 0 {
		title = title[:i]
	}
	w := strings.Fields(strings.ToLower(title))
	return len(w) > 0 && !strings.Contains(title, ":") && commonNouns[w[len(w)-1]]
}

// SaidAll says several names as a sentence has them.
func SaidAll(refs []model.Ref, word string, from *model.Thing) Pieces {
	parts := make([]Pieces, len(refs))
	for i, r := range refs {
		parts[i] = Said(r, from)
	}
	return List(parts, word)
}

// Refs says several names with a word before the last.
func Refs(refs []model.Ref, word string, from *model.Thing) Pieces {
	parts := make([]Pieces, len(refs))
	for i, r := range refs {
		parts[i] = Ref(r, from)
	}
	return List(parts, word)
}

// events are the built-in events as things that times are counted from and at.
var events = map[string]string{
	"pregnancy": "pregnancy", "receipt": "receipt", "discharge": "discharge", "supervision": "supervision",
	"every-review": "every review", "missed-appointment": "a missed appointment",
	"relapse": "a relapse", "change-of-circumstances": "a change of circumstances",
	"service-change": "a change of service", "disagreement": "a disagreement",
}

// Event says a built-in event after a preposition: "the birth", "every review".
func Event(name string) string {
	if s, ok := events[name]; ok {
		return s
	}
	return "the " + spaced(name)
}

// happens are the built-in events as clauses.
var happens = map[string]string{
	"birth": "the baby is born", "pregnancy": "there is a pregnancy", "assessment": "an assessment is made",
	"first-appointment": "the first appointment is held", "every-review": "a review is held",
	"discharge": "somebody is discharged", "closing": "the case is closed", "receipt": "it is received",
	"refusal": "help is refused", "supervision": "supervision is held", "disagreement": "professionals disagree",
	"handover": "the case is handed over", "missed-appointment": "an appointment is missed",
	"relapse": "there is a relapse", "transfer": "the family is transferred",
	"first-contact": "contact is first made", "change-of-circumstances": "circumstances change",
	"service-change": "the service changes",
}

// Happens says a built-in event as a clause: "there is a relapse".
func Happens(name string) string {
	if s, ok := happens[name]; ok {
		return s
	}
	return spaced(name) + " happens"
}

// withArticle are the matters that English does not say bare.
var withArticle = map[string]bool{
	"case": true, "plan": true, "decision": true, "reasons": true, "refusal": true, "disagreement": true,
	"referral": true, "report": true, "outcome": true, "outcomes": true, "assessment": true, "minutes": true,
	"lead-practitioner": true, "next-steps": true, "drug-test-results": true, "records": true, "handover": true,
	"wider-family": true,
}

// Matter says a word of the vocabulary matter as the object of a verb.
func Matter(word string) string {
	label := schema.Label("matter", word)
	if withArticle[word] && !strings.HasPrefix(label, "the ") {
		return "the " + label
	}
	return label
}

// Word says the words of a line, by the vocabulary of its entry.
func Word(vocab string, w model.Word) string { return schema.Label(vocab, w.Name) }
