package resolve

import (
	"strings"
	"testing"

	"concordat/compiler/schema"
	"concordat/dsl/diag"
)

// allButNames leaves out the findings about names that an example does not
// declare, and about what only a whole agreement has.
func allButNames(list diag.List) diag.List {
	var left diag.List
	for _, d := range list {
		if d.Code != "unknown-name" && d.Code != "level-numbers" {
			left = append(left, d)
		}
	}
	return left
}

// TestExamples reads every example of the schema where it may stand.
func TestExamples(t *testing.T) {
	for _, e := range schema.TopLines {
		check(t, e.Keyword, e.Example)
	}
	for i := range schema.Kinds {
		k := &schema.Kinds[i]
		check(t, k.Name, inParents(k, k.Example))
		for _, e := range k.AllEntries() {
			check(t, k.Name+" "+e.Keyword, inParents(k, head(k)+" {\n"+needed(k, e.Keyword)+e.Example+"\n}"))
			if e.Phrase != schema.TodoLine && e.Phrase != schema.Flag {
				check(t, k.Name+" "+e.Keyword+" todo", inParents(k, head(k)+" {\n"+needed(k, e.Keyword)+e.Keyword+" todo \"by May\"\n}"))
			}
		}
		if k.Items == schema.LinkedItems {
			check(t, k.Name, inParents(k, head(k)+" {\n\"A thing\"\n\"Another\" as some-question\n}"))
		}
	}
}

func check(t *testing.T, what, text string) {
	t.Helper()
	a, list := resolveText(text)
	if left := allButNames(list); len(left) > 0 {
		t.Errorf("%s:\n%s\n%s", what, text, render(left))
	}
	for _, thing := range a.Things {
		for _, l := range thing.Lines {
			if l.Bad {
				t.Errorf("%s: the line %s is bad without a report\n%s", what, l.Keyword, text)
			}
		}
	}
}

// head returns the first line of a block of a kind, without its brace.
func head(k *schema.Kind) string {
	switch k.Head {
	case schema.HeadNone:
		return k.Name
	case schema.HeadNumber:
		return k.Name + ` 1 "A title"`
	case schema.HeadRow:
		return k.Name + ` 1.a "What it asks"`
	case schema.HeadGap:
		return k.Name + " our-checks 1.a"
	case schema.HeadQuestion:
		return k.Name + ` some-question "Is it so?" is yes or no`
	case schema.HeadChange:
		return k.Name + " pathway some-pathway"
	}
	return k.Name + ` some-` + k.Name + ` "A title"`
}

// needed returns the lines that a block of a kind cannot be without, apart from
// one.
func needed(k *schema.Kind, but string) string {
	var b strings.Builder
	for _, e := range k.Entries {
		if e.Needed && e.Keyword != but {
			b.WriteString(e.Example + "\n")
		}
	}
	if k.Name == "requirement" && but != "each" {
		b.WriteString("each agency\n")
	}
	return b.String()
}

// inParents puts a block into one of the kind that it stands in.
func inParents(k *schema.Kind, text string) string {
	if len(k.In) == 0 || k.In[0] == "" {
		return text
	}
	parent := schema.KindNamed(k.In[0])
	return inParents(parent, head(parent)+" {\n"+needed(parent, "")+text+"\n}")
}
