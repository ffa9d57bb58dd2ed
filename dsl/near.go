package dsl

import (
	"slices"
	"strings"
)

// Near returns the words of among that word may have been meant for: at most
// three, nearest first, then in alphabetical order. Two letters in the wrong
// order are one mistake. A name whose words all stand in a longer one, as those of
// `deputy-nurse` in `deputy-liaison-nurse`, is near it, behind all misspellings; the
// fewer words two names differ by, the nearer they are.
func Near(word string, among []string) []string {
	limit := min(1+(len(word)-1)/4, 3)
	type candidate struct {
		word     string
		distance int
	}
	var found []candidate
	for _, w := range among {
		if w == word || w == "" {
			continue
		}
		d := distance(word, w, limit)
		if d > limit && isPart(word, w) {
			d = limit + 1 + 2*(strings.Count(w, "-")-strings.Count(word, "-"))
			if len(w) < len(word) {
				d = limit + 2 + 2*(strings.Count(word, "-")-strings.Count(w, "-"))
			}
		} else if d > limit || d >= len(word) || d >= len(w) {
			continue
		}
		found = append(found, candidate{w, d})
	}
	slices.SortFunc(found, func(a, b candidate) int {
		if a.distance != b.distance {
			return a.distance - b.distance
		}
		return strings.Compare(a.word, b.word)
	})
	var near []string
	for _, c := range found {
		if len(near) < 3 && !slices.Contains(near, c.word) {
			near = append(near, c.word)
		}
	}
	return near
}

// isPart says whether all words of one of two names stand in the other, in
// whatever order.
func isPart(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 4 || !strings.Contains(b, "-") {
		return false
	}
	words := "-" + b + "-"
	for w := range strings.SplitSeq(a, "-") {
		if !strings.Contains(words, "-"+w+"-") {
			return false
		}
	}
	return true
}

// Distance counts the letters to put in, take out, change or swap with the next
// to make one of two words the other; more than limit counts as limit+1.
func Distance(a, b string, limit int) int { return distance(a, b, limit) }

// distance counts the letters to put in, take out, change or swap with the next
// between a and b, or returns more than limit.
func distance(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	if len(b) > 63 {
		return limit + 1 // no name is as long
	}
	var rows [3][64]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range b {
		last[j+1] = j + 1
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			change := last[j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			row[j] = min(change, last[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
