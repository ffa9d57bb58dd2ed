package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"concordat/compiler"
	"concordat/compiler/model"
)

// TestShippedIsListed holds docs/shipped.md against what ships: every question,
// every limit of the law, every moment that times are counted from, every term and
// every document.
func TestShippedIsListed(t *testing.T) {
	root := fstest.MapFS{"a/a.protocol": {Data: []byte("use standard-questions, terms, time-limits\n")}}
	p, err := compiler.Compile(root, "a", compiler.Options{Today: model.Date{Year: 2026, Month: 11, Day: 21}})
	if err != nil {
		t.Fatal(err)
	}
	var questions, events, limits, terms, documents strings.Builder
	counts := map[string]int{}
	for _, x := range p.Model.Things {
		if x.Origin != model.Shipped {
			continue
		}
		counts[x.Kind]++
		switch x.Kind {
		case "question":
			fmt.Fprintf(&questions, "| `%s` | %s | %s |\n", x.Name, cell(x.Title), cell(answersOf(x)))
		case "term":
			fmt.Fprintf(&terms, "| `%s` | %s | %s |\n", x.Name, cell(x.Title), cell(textsOf(x, "say-not")))
		case "document":
			fmt.Fprintf(&documents, "| `%s` | %s | %s |\n", x.Name, cell(x.Title), x.Word("kind"))
		case "event":
			fmt.Fprintf(&events, "| `%s` | %s |\n", x.Name, cell(x.Title))
		case "time-limit":
			unverified := ""
			if x.Line("unverified") != nil {
				unverified = " (not confirmed against its source)"
			}
			fmt.Fprintf(&limits, "| `%s` | %s | %s | %s |\n", x.Name, cell(x.Title), valuesOf(x, "limit"), strings.TrimSpace(cell(valuesOf(x, "source"))+unverified))
		}
	}
	got := "# What ships with the compiler\n\n" +
		"Made by a test from `protocols`, so it cannot fall behind. An agreement names what it uses: `use standard-questions, terms, time-limits`.\n\n" +
		"## Questions\n\nThe first answer of a question in rising risk gives least cause for concern, and the last answer of one in falling risk. A question that only applies in\nsome cases says so.\n\n" +
		"| question | asked | answers |\n|---|---|---|\n" + questions.String() +
		"\n## Time limits\n\nA step says `under assessment-limit`; its own time may then be shorter, and never longer.\n\n" +
		"| limit | what it is about | the limit | source |\n|---|---|---|---|\n" + limits.String() +
		"\n## Events\n\nMoments that these limits, and times of your own, are counted from, besides the [events](language.md#event-words) that need no declaration.\n\n" +
		"| event | what happens |\n|---|---|\n" + events.String() +
		"\n## Terms\n\nWords of the field, which a sentence names in braces, as in `{lead-practitioner}`. What a text should not say is reported as `stale-term`.\n\n" +
		"| term | what it means | not to be said |\n|---|---|---|\n" + terms.String() +
		"\n## Laws, guidance and procedures\n\nDocuments that `statute`, `gateway`, `set-by`, `relies-on` and sentences name.\n\n" +
		"| document | title | kind |\n|---|---|---|\n" + documents.String()
	if counts["question"] < 40 || counts["time-limit"] < 10 || counts["term"] < 40 || counts["document"] < 20 {
		t.Errorf("only %v", counts)
	}
	const page = "../../docs/shipped.md"
	if *update {
		if err := os.WriteFile(page, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s is behind what ships: run `go test ./cmd/concordat -update`", page)
	}
}

// answersOf returns what the head of a question says behind its title.
func answersOf(x *model.Thing) string {
	text := strings.TrimSuffix(strings.TrimSpace(x.Head.Text()), "{")
	_, answers, _ := strings.Cut(text, `" is `)
	return strings.TrimSpace(answers)
}

// valuesOf returns what stands behind a keyword, of each line that has it.
func valuesOf(x *model.Thing, keyword string) string {
	var all []string
	for _, l := range x.All(keyword) {
		all = append(all, strings.Trim(strings.TrimSpace(strings.TrimPrefix(l.Span.Text(), keyword)), `"`))
	}
	return strings.Join(all, "; ")
}

// textsOf returns the texts of a line, one behind the other.
func textsOf(x *model.Thing, keyword string) string {
	var all []string
	for _, l := range x.All(keyword) {
		for _, t := range l.Texts {
			all = append(all, t.Text)
		}
	}
	return strings.Join(all, ", ")
}

func cell(text string) string { return strings.ReplaceAll(text, "|", "\\|") }
