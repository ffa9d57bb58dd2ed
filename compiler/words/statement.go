package words

import "strings"

// statement turns a yes/no question into the clause that is true when the answer
// is yes, or no: "Is the parent in treatment?" becomes "the parent is in
// treatment" and "the parent is not in treatment". It knows the few shapes that
// questions about families have; ok is false for any other, and the question is
// then quoted, because a wrong sentence about a child is worse than a stiff one.
func statement(question string, yes bool) (clause string, ok bool) {
	aux, who, rest, ok := parts(question)
	if !ok || invertedAgain(rest) {
		return "", false
	}
	if !yes && (strings.Contains(who+" "+strings.Join(rest, " "), " or ") || hasWord(rest, "some")) {
		// "not homeless, or about to lose its home" could be read two ways.
		return "", false
	}
	tail := strings.Join(rest, " ")
	first, others, _ := strings.Cut(who, " ")
	switch first = strings.ToLower(first); {
	case yes:
	case aux == "may":
		return "", false
	case first == "there" && (aux == "is" || aux == "are"):
		if hasWord(rest[:1], "a") || hasWord(rest[:1], "an") || hasWord(rest[:1], "any") {
			tail = strings.Join(rest[1:], " ")
		}
		return "there " + aux + " no " + tail, true
	case first == "a" || first == "an" || first == "any":
		return statement(Upper(aux)+" no "+others+" "+tail+"?", true)
	case first == "anyone" || first == "anybody" || first == "someone" || first == "somebody":
		return statement(Upper(aux)+" nobody "+others+" "+tail+"?", true)
	case universal[first]:
		return "", false
	}
	switch aux {
	case "has", "have":
		// "Has the child a plan?" has no plain negation.
		if !yes && !participle(rest) {
			return "", false
		}
	case "is", "are", "was", "were", "can", "could", "will", "would", "should", "may":
	case "does", "do":
		switch {
		case !yes:
			return who + " " + aux + " not " + tail, true
		case aux == "do":
			return who + " " + tail, true
		}
		return strings.TrimSpace(who + " " + third(rest[0]) + " " + strings.Join(rest[1:], " ")), true
	default:
		return "", false
	}
	switch {
	case yes:
		return who + " " + aux + " " + tail, true
	case aux == "can":
		return who + " cannot " + tail, true
	}
	return who + " " + aux + " not " + tail, true
}

// parts splits a question into its verb, its subject and what follows.
func parts(question string) (aux, who string, rest []string, ok bool) {
	q, isQuestion := strings.CutSuffix(strings.TrimSpace(question), "?")
	if !isQuestion || strings.ContainsAny(q, ".?!;:") {
		return "", "", nil, false
	}
	w := strings.Fields(q)
	if len(w) < 3 {
		return "", "", nil, false
	}
	n := subject(w[1:])
	if n == 0 || 1+n >= len(w) {
		return "", "", nil, false
	}
	return strings.ToLower(w[0]), strings.Join(w[1:1+n], " "), w[1+n:], true
}

// amount turns a question that asks for a number into the clause that tests it:
// "How old is the youngest child?" becomes "the youngest child is under 1 year
// old". The limit is "under 1", the unit "year"; one says that the number is 1.
func amount(question, limit, unit string, one bool) (clause string, ok bool) {
	q, isQuestion := strings.CutSuffix(strings.TrimSpace(question), "?")
	if !isQuestion || strings.ContainsAny(q, ".,?!;:") {
		return "", false
	}
	if who, found := strings.CutPrefix(q, "How old is "); found {
		if w := strings.Fields(who); subject(w) == len(w) {
			return who + " is " + limit + " " + unit + " old", true
		}
		return "", false
	}
	rest, found := strings.CutPrefix(q, "How many ")
	if !found {
		return "", false
	}
	w := strings.Fields(rest)
	if one && strings.HasSuffix(w[0], "s") && !strings.HasSuffix(w[0], "ss") {
		w[0] = strings.TrimSuffix(w[0], "s") // "how many referrals" are counted, and one is a referral
	}
	for i := 1; i < len(w)-1; i++ {
		if !auxiliaries[w[i]] {
			continue
		}
		what, after := strings.Join(w[:i], " "), w[i+1:]
		n := subject(after)
		switch {
		case n > 0 && n < len(after):
			return strings.Join(after[:n], " ") + " " + w[i] + " " + strings.Join(after[n:], " ") + " " + limit + " " + what, true
		case n == 0 && (w[i] == "were" || w[i] == "are"):
			verb := w[i]
			if one {
				verb = map[string]string{"were": "was", "are": "is"}[verb]
			}
			return limit + " " + what + " " + verb + " " + strings.Join(after, " "), true
		}
		return "", false
	}
	return "", false
}

var auxiliaries = wordSet("is are was were has have")

// invertedAgain says that a second question hides in the first, as in "… or is
// it about to move?".
func invertedAgain(rest []string) bool {
	for i, w := range rest[:len(rest)-1] {
		if w == "or" || w == "and" {
			switch next := rest[i+1]; {
			case auxiliaries[next], next == "does", next == "do", next == "can", next == "could":
				return true
			}
		}
	}
	return false
}

func hasWord(list []string, word string) bool {
	for _, w := range list {
		if w == word {
			return true
		}
	}
	return false
}

var determiners = wordSet("the a an any either another this that each every both one your no other")
var adjectives = wordSet("social other young unborn youngest oldest older eldest expectant pregnant whole wider main new same adult")
var heads = wordSet("child children parent parents mother father baby family carer carers person people worker case need " +
	"needs home household sibling siblings adult adults pregnancy help support harm use partner practitioner referrer " +
	"conference plan assessment relative relatives injury life worker crime")
var compounds = wordSet("family support help")
var afterHead = map[string]bool{"of the family": true, "against the child": true, "in the home": true}
var pronouns = wordSet("there they it anyone anybody someone somebody everyone everybody nobody")

func wordSet(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// subject returns how many of the words are the subject, or 0 where that is not
// plain.
func subject(w []string) int {
	if pronouns[strings.ToLower(w[0])] {
		if len(w) > 1 && strings.ToLower(w[1]) == "else" {
			return 2
		}
		if len(w) > 1 && (joins[w[1]] || w[1] == "in" || w[1] == "at") && w[0] != "there" && w[0] != "it" && w[0] != "they" {
			return 0
		}
		return 1
	}
	if !determiners[strings.ToLower(w[0])] {
		return 0
	}
	for i := 1; i < len(w); i++ {
		word := strings.ToLower(w[i])
		switch {
		case strings.HasSuffix(word, "'s") || strings.HasSuffix(word, "’s"):
		case heads[strings.TrimSuffix(word, ",")] && word[len(word)-1] == ',' && i+1 < len(w) && w[i+1] == "or":
			return aside(w, i+1)
		case heads[word]:
			if i+3 < len(w) && afterHead[strings.Join(w[i+1:i+4], " ")] {
				return i + 4
			}
			if i+1 < len(w) && joins[strings.ToLower(w[i+1])] {
				return 0
			}
			if i+1 < len(w) && compounds[word] && heads[strings.ToLower(w[i+1])] {
				continue
			}
			return i + 1
		case !adjectives[word]:
			return 0
		}
	}
	return 0
}

// aside returns where a subject ends that has ", or somebody," in it.
func aside(w []string, from int) int {
	for i := from; i < len(w); i++ {
		if strings.HasSuffix(w[i], ",") {
			return i + 1
		}
	}
	return 0
}

// joins are the words after a noun that make the subject longer.
var joins = wordSet("or and of who whose which that with")

var universal = wordSet("either nobody no both every everyone everybody each all")

// participle says whether the words after a subject carry on a perfect tense.
func participle(w []string) bool {
	for _, x := range w {
		switch x = strings.ToLower(x); x {
		case "ever", "already", "now", "since", "recently", "not", "just":
			continue
		case "been", "had", "made", "taken", "given", "left", "lost", "found", "begun", "come", "gone", "told", "seen",
			"known", "shown", "hurt", "met", "done", "moved", "become", "fallen", "broken", "sought", "said", "put", "kept":
			return true
		default:
			return strings.HasSuffix(x, "ed")
		}
	}
	return false
}

// third returns a verb in the third person: have becomes has, try tries.
func third(verb string) string {
	switch verb {
	case "have":
		return "has"
	case "do":
		return "does"
	case "be":
		return "is"
	}
	switch {
	case strings.HasSuffix(verb, "y") && len(verb) > 1 && !strings.ContainsRune("aeiou", rune(verb[len(verb)-2])):
		return verb[:len(verb)-1] + "ies"
	case strings.HasSuffix(verb, "s"), strings.HasSuffix(verb, "sh"), strings.HasSuffix(verb, "ch"),
		strings.HasSuffix(verb, "x"), strings.HasSuffix(verb, "o"):
		return verb + "es"
	}
	return verb + "s"
}
