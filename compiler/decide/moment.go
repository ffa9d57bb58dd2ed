package decide

import (
	"fmt"
	"strings"

	"concordat/compiler/clock"
)

// momentWithOffset reads a moment that says how far it is from UTC, and returns it
// as it is written in England.
func momentWithOffset(text string) (string, error) {
	m, err := clock.ParseMoment(text)
	if err != nil {
		return "", fmt.Errorf("%w", err)
	}
	if !hasOffset(text) {
		return "", fmt.Errorf("%q does not say how far it is from UTC; write %q if it is a time in England", text, m.ISO())
	}
	return m.ISO(), nil
}

// Moment reads a time in England such as 2026-12-24T16:50, or one with its offset,
// as [Case.At] has it. A day alone is its noon.
func Moment(text string) (string, error) {
	if d, err := clock.ParseDay(text); err == nil {
		return d.Clock(12 * 60).ISO(), nil
	}
	m, err := clock.ParseMoment(text)
	if err != nil {
		return "", err
	}
	return m.ISO(), nil
}

// WallMoment reads a time as [Moment] does, as somebody gives it who looks at a clock:
// of a night on which clocks change, a time that no clock in England shows, or that they
// show twice, is an error that says what to write.
func WallMoment(text string) (string, error) {
	iso, err := Moment(text)
	if err != nil || hasOffset(text) || len(text) <= 10 {
		return iso, err
	}
	m, err := clock.ParseMoment(text)
	if err != nil {
		return "", err
	}
	if shown := m.ISO(); shown[:16] != strings.ToUpper(text[:16]) {
		return "", fmt.Errorf("%q was on no clock in England: that night they went on by an hour; write %s", text, shown[:16])
	}
	if later := (m + 60).ISO(); later[:16] == iso[:16] {
		return "", fmt.Errorf("%q came twice in England, since clocks went back that night; write %s for the first time, or %s for the second", text, iso, later)
	}
	return iso, nil
}

func hasOffset(text string) bool {
	n := len(text)
	return strings.HasSuffix(strings.ToUpper(text), "Z") || n > 16 && (text[n-6] == '+' || text[n-6] == '-')
}
