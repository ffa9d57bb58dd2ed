package words

import (
	"regexp"
	"strings"

	"concordat/compiler/model"
)

var (
	refuses = regexp.MustCompile(`\brefus(e|es|ed|al)\b|\bdeclin(e|es|ed)\b|\breject(s|ed|ion)?\b|\bturned (away|down)\b|\bineligible\b|\bunsuitable\b|` +
		`\bno (service|help|response|support)\b|\b(not|cannot|doesn't|don't) (be )?(yet )?(accept|taken|take|met|meet|eligible|suitable|offered|agree|want|a matter|helped|seen)`)
	nothing = regexp.MustCompile(`\bno further action\b|\bnfa\b|\bno action\b`)
)

// Refuses says that an outcome turns the family away, or decides to do nothing:
// its name or its title says so.
func Refuses(outcome *model.Line) bool {
	text := outcomeText(outcome)
	return nothing.MatchString(text) || refuses.MatchString(text)
}

// NoAction says that an outcome decides to do nothing.
func NoAction(outcome *model.Line) bool { return nothing.MatchString(outcomeText(outcome)) }

func outcomeText(l *model.Line) string {
	return strings.ToLower(strings.NewReplacer("-", " ", "’", "'").Replace(l.Outcome.Name + " . " + l.Outcome.Text.Text))
}
