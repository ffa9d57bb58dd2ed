package words

import "strings"

// statement turns a yes/no question into the clause that is true when the answer
// is yes, or no: "Is the parent in treatment?" becomes "the parent is in
// treatment" and "the parent is not in treatment". It knows the few shapes that
// questions about families have; ok is false for any other, and the question is
// then quoted, because a wrong sentence about a child is worse than a stiff one.
func statement(question string, yes bool) (clause string, ok bool) {
	q, isQuestion := strings.CutSuffix(strings.TrimSpace(question), "?")
	if !isQuestion || strings.ContainsAny(q, ".?!;:") {
		return "", false
	}
	w := strings.Fields(q)
	if len(w) < 3 {
		return "", false
	}
	n := subject(w[1:])
	if n == 0 || 1+n >= len(w) {
		return "", false
	}
	aux, who, rest := strings.ToLower(w[0]), strings.Join(w[1:1+n], " "), strings.Join(w[1+n:], " ")
	if negates(w[1]) && !yes {
		return "", false
	}
	if !yes && hasAny(rest) {
		// "the parent does not use any" is right; "no" with "some" is not.
		if strings.Contains(" "+rest+" ", " some ") {
			return "", false
		}
	}
	switch aux {
	case "is", "are", "was", "were", "has", "have", "can", "could", "will", "would", "should", "may":
		if aux == "has" || aux == "have" {
			// "Has the child a plan?" is rare; only the perfect reads well.
			if !participle(w[1+n:]) {
				return "", false
			}
		}
		if yes {
			return who + " " + aux + " " + rest, true
		}
		if aux == "can" {
			return who + " cannot " + rest, true
		}
		return who + " " + aux + " not " + rest, true
	case "does", "do":
		if !yes {
			return who + " " + aux + " not " + rest, true
		}
		if aux == "do" {
			return who + " " + rest, true
		}
		verb, tail := w[1+n], w[2+n:]
		return strings.TrimSpace(who + " " + third(verb) + " " + strings.Join(tail, " ")), true
	}
	return "", false
}

var determiners = wordSet("the a an any either another this that each every both one somebody's anyone's your")
var adjectives = wordSet("other young unborn youngest oldest older eldest expectant pregnant whole wider main new same adult")
var heads = wordSet("child children parent parents mother father baby family carer carers person people worker case need " +
	"needs home household sibling siblings adult adults pregnancy help support harm use partner practitioner referrer " +
	"conference plan assessment relative injury")
var pronouns = wordSet("there they it anyone anybody someone somebody everyone everybody")

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
		case heads[word]:
			if i+1 < len(w) && joins[strings.ToLower(w[i+1])] {
				return 0
			}
			if i+1 < len(w) && heads[strings.ToLower(w[i+1])] {
				continue
			}
			return i + 1
		case !adjectives[word]:
			return 0
		}
	}
	return 0
}

// joins are the words after a noun that make the subject longer.
var joins = wordSet("or and of who whose which that with")

func negates(word string) bool {
	switch strings.ToLower(word) {
	case "any", "anyone", "anybody", "either", "nobody", "no", "both", "every", "everyone", "everybody", "each":
		return true
	}
	return false
}

func hasAny(rest string) bool { return strings.Contains(" "+rest+" ", " some ") }

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
