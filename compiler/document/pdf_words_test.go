package document

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// wordsOf are the words of a document in the order that it is read.
func wordsOf(d *Document) []string {
	var out []string
	add := func(s string) { out = append(out, strings.Fields(s)...) }
	line := func(in []Inline) { add(plain(in)) }
	var walk func([]Block)
	walk = func(in []Block) {
		for _, b := range in {
			switch b := b.(type) {
			case Heading:
				add(b.Number)
				line(b.Text)
			case Paragraph:
				line(b.Text)
			case List:
				for i, item := range b.Items {
					if b.Ordered {
						add(fmt.Sprintf("%d.", i+1))
					} else {
						add("•")
					}
					walk(item.Blocks)
				}
			case Steps:
				for _, s := range b.Items {
					add(s.Number)
					line(s.Title)
					line(s.Who)
					line(s.Clock)
					walk(s.Blocks)
				}
			case Table:
				line(b.Caption)
				for _, c := range b.Header {
					walk(c.Blocks)
				}
				for _, r := range b.Rows {
					for _, c := range r.Cells {
						walk(c.Blocks)
					}
				}
			case Definitions:
				for _, i := range b.Items {
					line(i.Term)
					walk(i.Body)
				}
			case Box:
				line(b.Title)
				walk(b.Blocks)
			case SignOff:
				if len(b.Signatories) == 0 {
					continue
				}
				add("For Name Signature Date")
				for _, s := range b.Signatories {
					add(s.Role + " " + s.Agency)
				}
			}
		}
	}
	walk(d.Front)
	front := out
	out = nil
	walk(d.Body)
	head := strings.Fields(d.Area + " " + d.Title)
	if d.Draft {
		head = append(head, strings.Fields("DRAFT "+draftNotice(d))...)
	}
	head = append(head, strings.Fields(versionLine(d)+" "+d.Publisher)...)
	return append(append(head, front...), out...)
}

// printed are the words of the structure tree as poppler reads it.
func printed(t *testing.T, path string) []string {
	var b strings.Builder
	skip := -1
	for _, line := range strings.Split(tool(t, "pdfinfo", "-struct-text", path), "\n") {
		indent := len(line) - len(strings.TrimLeft(line, " "))
		if skip >= 0 && indent > skip {
			continue
		}
		skip = -1
		body := strings.TrimSpace(line)
		if body == "TOC" {
			skip = indent
			continue
		}
		if strings.HasPrefix(body, "\"") {
			b.WriteString(strings.TrimSuffix(strings.TrimPrefix(body, "\""), "\""))
			// Stretches of one line are apart only if a space is.
			continue
		}
		if !strings.HasPrefix(body, "Link") && !strings.HasPrefix(body, "Object") {
			b.WriteByte('\n')
		}
	}
	return strings.Fields(b.String())
}

func diffWords(t *testing.T, got, want []string) {
	t.Helper()
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			from := max(0, i-6)
			t.Errorf("words differ at %d:\n got … %q\nwant … %q", i, got[min(from, len(got)):min(i+6, len(got))], want[min(from, len(want)):min(i+6, len(want))])
			return
		}
	}
}

func TestPDFKeepsTheWordsInOrder(t *testing.T) {
	t.Parallel()
	d := everything()
	path := write(t, d)
	diffWords(t, withoutContents(printed(t, path)), wordsOf(d))
}

// TestPDFOfNorthmoor holds the whole example to what the small documents are held
// to: sound, tagged, and every word of it in the order of the source.
func TestPDFOfNorthmoor(t *testing.T) {
	t.Parallel()
	for _, d := range compile(t, "../../examples", "northmoor", false).docs {
		path := write(t, d)
		if info := tool(t, "pdfinfo", path); !strings.Contains(info, "Tagged:          yes") {
			t.Errorf("%s: pdfinfo does not say that it is tagged:\n%s", d.Title, info)
		}
		if check := tool(t, "qpdf", "--check", path); !strings.Contains(check, "No syntax or stream encoding errors found") {
			t.Errorf("%s: qpdf: %s", d.Title, check)
		}
		got, want := strings.Fields(tool(t, "pdftotext", "-raw", path, "-")), wordsOf(d)
		all := " " + strings.Join(want, " ")
		extracted, isWord := map[string]bool{}, map[string]bool{}
		for _, w := range want {
			isWord[w] = true
		}
		for _, w := range got {
			extracted[w] = true
			if !isWord[w] && !strings.Contains(all, w) && !regexp.MustCompile(`^(\d+|Page|Contents)$`).MatchString(w) {
				t.Errorf("%s: %q is extracted, and no such word is in the document", d.Title, w)
			}
		}
		next, passed := 0, 0
		for _, w := range want {
			// Between two words of the text stand at most a foot, a head, a
			// repeated row of a table and the contents.
			at := slices.Index(got[next:min(next+1500, len(got))], w)
			switch {
			case at >= 0:
				next, passed = next+at+1, passed+at
			case extracted[w] && !strings.ContainsAny(w, "./@-"):
				t.Fatalf("%s: %q does not follow %q", d.Title, w, got[max(0, next-8):next])
			}
		}
		// All that may be passed over is what no page can do without.
		pages := strings.Count(tool(t, "pdftotext", path, "-"), "\f")
		if furniture := len(got) - len(want); passed > furniture+pages {
			t.Errorf("%s: %d words were passed over to find the next, where heads, feet and contents have %d", d.Title, passed, furniture)
		}
	}
}

// withoutContents drops the heading of the contents, whose entries printed
// leaves out.
func withoutContents(words []string) []string {
	for i := range words {
		if words[i] == "Contents" {
			return append(words[:i:i], words[i+1:]...)
		}
	}
	return words
}
