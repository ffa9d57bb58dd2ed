package schema

import "strings"

// joining are the words with which a text in quotation marks can go on from a
// name: `see child "alone"`, `offer services to family "at an early stage"`.
// Nouns, pronouns and articles are not among them: what begins with one of those
// may be the case of a duty that has lost its `when`.
var joining = set("about above across after against again alone along among and around as at because before behind below beside between beyond but by" +
	" during except following for from if in including inside into like near of off often on once or outside over regularly since so than that through" +
	" throughout to together towards under unless until up when whenever where which while who whom whose with within without")

// telling are those with which a text can say what somebody is told or asked:
// `tell family "what has changed"`.
var telling = set("what how why whether")

// nominal are the words with which something begins that is no verb.
var nominal = set("a an the each every any no this these those its their his her our your what whether which who how for one two three four five six")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// Joins says whether a text can go on from the name of a thing.
func Joins(text string) bool { return joining[firstWord(text)] }

// Tells says whether a text can go on from the name of somebody who is told or
// asked.
func Tells(text string) bool { return Joins(text) || telling[firstWord(text)] }

// Relates says whether a text goes on from the name of somebody, as `who …` does.
func Relates(text string) bool {
	switch firstWord(text) {
	case "who", "whom", "whose":
		return true
	}
	return false
}

// Nominal says whether a text begins like a thing and not like what is done to it.
func Nominal(text string) bool {
	first := firstWord(text)
	return nominal[first] || len(first) > 6 && strings.HasSuffix(first, "ing")
}

func firstWord(text string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	return strings.ToLower(strings.TrimRight(first, ",;:."))
}
