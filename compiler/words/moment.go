package words

import (
	"slices"
	"strings"

	"concordat/compiler/model"
	"concordat/compiler/schema"
)

// Moment says what a time is counted from or at, as it stands behind "of",
// "before" or "at": "a disagreement", "step 1 (Refer)", "the release from
// prison", "the moment when a parent is admitted to hospital". A word that is a
// built-in event is that event, whatever else has its name.
func Moment(r model.Ref, from *model.Thing) Pieces {
	t := r.Thing
	if t == nil {
		return Said(r, from)
	}
	switch t.Kind {
	case "step", "stage", "meeting":
		return Said(r, from)
	case "event":
		return eventThing(t)
	}
	if schema.VocabNamed("event").Has(t.Name) {
		return plain(Event(t.Name))
	}
	if isSentence(Title(t)) {
		return join(plain("“"), Said(r, from), plain("”"))
	}
	return Said(r, from)
}

// eventThing says a declared event. Its title should be a noun; one that is a
// sentence is made a clause.
func eventThing(t *model.Thing) Pieces {
	title := Title(t)
	first, rest, _ := strings.Cut(title, " ")
	low := strings.ToLower(first)
	name := func(lead, text string) Pieces {
		return join(plain(lead), Pieces{{Kind: Name, Text: text, Thing: t}})
	}
	known := articled[low] || subjects[low] || nominal(low)
	if known && rest != "" {
		title = low + " " + rest
	} else if known {
		title = low
	}
	switch {
	case isSentence(title):
		return name("the moment when ", title)
	case articled[low] || strings.HasSuffix(low, "’s") || strings.HasSuffix(low, "'s"):
		return name("", title)
	}
	return name("the ", title)
}

// articled begin a noun that needs no article of ours; subjects begin a
// sentence.
var (
	articled = wordSet("a an the any every each no another this that these those their its his her our your one two")
	subjects = wordSet("somebody someone nobody anybody anyone everybody everyone something nothing it they we parents children families")
)

// nominal says whether a word is of the common sort that an event's title begins
// with, and no proper name: only such a word loses its capital.
func nominal(low string) bool {
	if slices.Contains(commonStarts, low) {
		return true
	}
	for _, end := range []string{"ing", "ion", "al", "ment", "ance", "ence", "ure"} {
		if strings.HasSuffix(low, end) && len(low) > len(end)+2 {
			return true
		}
	}
	return false
}

var commonStarts = strings.Fields("admission arrest birth bail booking charge closure conviction custody day death delivery diagnosis discharge " +
	"escape eviction expected expiry first second third last final new next notice offer overdose receipt release request return sentence start end " +
	"strategy transfer visit birthday date move moving child parent hospital court police referral report review school term")

// isSentence says whether a title tells something instead of naming it: "A parent
// is admitted to hospital", "When professionals disagree". It looks for a verb
// before the first word that begins another part of the sentence.
func isSentence(title string) bool {
	all := strings.Fields(strings.ToLower(title))
	for i, w := range all {
		w = strings.Trim(w, ",.;:?!")
		switch {
		case i == 0 && (clauseStarts[w] || subjects[w] && len(all) > 1):
			return true
		case i == 0:
			continue
		case joining[w]:
			return false
		case verbs[w]:
			return true
		case i >= 2 && articled[all[0]] && len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "'s") &&
			!strings.HasSuffix(w, "’s") && !strings.HasSuffix(w, "us") && i+1 < len(all):
			return true // "a child dies of it"
		}
	}
	return false
}

var (
	clauseStarts = wordSet("when if how what who where why after before once until while")
	joining      = wordSet("of on in into from to for by at about against with without between under over that which who whose when where than")
	verbs        = wordSet("is are was were has have had does do did can could may might must will would shall should " +
		"asks dies makes takes gives goes comes leaves moves stops starts begins ends fails refuses agrees disagrees falls gets becomes")
)
