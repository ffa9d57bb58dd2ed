package rules_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"concordat/compiler"
	"concordat/compiler/rules"
	"concordat/dsl/diag"
)

// banned are the words of programmers, which no author should meet.
var banned = regexp.MustCompile(`(?i)\b(illegal|invalid syntax|unexpected token|nodes?|tokens?|identifiers?|parse[ds]?|parser|parsing|syntax)\b`)

// quotedText are the author's own words, which may be any.
var quotedText = regexp.MustCompile("`[^`]*`|“[^”]*”")

const (
	longestMessage = 160
	longestHelp    = 240
)

// Every finding that the examples of the pages and the agreements in this
// repository bring about is worded alike.
func TestMessagesAreWordedAlike(t *testing.T) {
	seen := map[string]bool{}
	for _, code := range rules.Codes() {
		text, _ := rules.Explain(code)
		page, err := readPage(text)
		if err != nil {
			continue // TestPages says it
		}
		for _, block := range append(page.avoid, page.prefer...) {
			checkWording(t, compile(t, block), seen)
		}
	}
	for _, dir := range []string{"northmoor", "solihull"} {
		p, err := compiler.Compile(os.DirFS("../../examples"), dir, compiler.Options{Today: today})
		if err != nil {
			t.Fatal(err)
		}
		checkWording(t, p.Diagnostics, seen)
	}
	if len(seen) < len(rules.All) {
		t.Errorf("only %d messages were seen", len(seen))
	}
}

func checkWording(t *testing.T, found diag.List, seen map[string]bool) {
	t.Helper()
	for _, d := range found {
		if seen[d.Message] {
			continue
		}
		seen[d.Message] = true
		own := quotedText.ReplaceAllString(d.Message, "…")
		first, _ := utf8.DecodeRuneInString(own)
		switch {
		case unicode.IsUpper(first):
			t.Errorf("%s: %q does not start in lower case", d.Code, d.Message)
		case strings.HasSuffix(own, "."):
			t.Errorf("%s: %q ends in a full stop", d.Code, d.Message)
		case utf8.RuneCountInString(own) > longestMessage:
			t.Errorf("%s: %q is longer than %d letters", d.Code, d.Message, longestMessage)
		}
		for _, s := range append([]string{d.Message, d.Help}, d.Notes...) {
			if w := banned.FindString(quotedText.ReplaceAllString(s, "")); w != "" {
				t.Errorf("%s: %q says %q", d.Code, s, w)
			}
		}
		help := quotedText.ReplaceAllString(d.Help, "…")
		if strings.HasSuffix(help, ".") || utf8.RuneCountInString(help) > longestHelp {
			t.Errorf("%s: the help %q ends in a full stop or is longer than %d letters", d.Code, d.Help, longestHelp)
		}
	}
}

func TestPagesAreInPlainWords(t *testing.T) {
	for _, code := range rules.Codes() {
		text, _ := rules.Explain(code)
		page, err := readPage(text)
		if err != nil {
			continue
		}
		prose := fence.ReplaceAllString(text, "")
		if w := banned.FindString(quotedText.ReplaceAllString(prose, "")); w != "" {
			t.Errorf("the page of %s says %q", code, w)
		}
		if !strings.HasSuffix(page.summary, ".") || utf8.RuneCountInString(page.summary) > longestMessage {
			t.Errorf("the page of %s does not begin with one short sentence: %q", code, page.summary)
		}
		_, why, _ := strings.Cut(prose, "## Why it matters")
		why, _, _ = strings.Cut(why, "## Avoid")
		if n := len(regexp.MustCompile(`[.!?](\s|$)`).FindAllString(quotedText.ReplaceAllString(why, "…"), -1)); n < 1 || n > 5 {
			t.Errorf("the page of %s gives its reason in %d sentences", code, n)
		}
	}
}
