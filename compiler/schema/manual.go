package schema

import (
	_ "embed"
	"fmt"
	"strings"
)

// manualText is the prose of the manual, with `{{part}}` where a part comes from
// the table.
//
//go:embed manual.md
var manualText string

// Manual returns the reference manual of the language, in Markdown.
func Manual() string {
	return strings.NewReplacer(
		"{{times}}", forms("at the end of a line", timeForms),
		"{{duties}}", forms("word", dutyForms),
		"{{conditions}}", forms("condition", conditionForms),
		"{{reserved}}", ticked(Reserved)+".",
		"{{toplines}}", entriesTable(TopLines),
		"{{phrases}}", phrases(),
		"{{kinds}}", kinds(),
		"{{common}}", entriesTable(common),
		"{{vocabs}}", vocabs(),
		"{{derived}}", derived(),
	).Replace(manualText)
}

func forms(title string, list []form) string {
	var b strings.Builder
	fmt.Fprintf(&b, "| %s | what it means |\n|---|---|\n", title)
	for _, f := range list {
		fmt.Fprintf(&b, "| `%s` | %s |\n", f.Form, cell(f.Doc))
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func phrases() string {
	var b strings.Builder
	b.WriteString("| called | written | what it is | example |\n|---|---|---|---|\n")
	for _, p := range phraseDocs {
		written := ""
		if p.Form != "" {
			written = "`" + p.Form + "`"
		}
		fmt.Fprintf(&b, "| <a id=%q></a>%s | %s | %s | `%s` |\n", anchor(p.Name), p.Name, written, cell(p.Doc), cell(oneLine(p.Example)))
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func kinds() string {
	var b strings.Builder
	for i := range Kinds {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(Kinds[i].manual())
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// manual returns the part of the manual about blocks of this kind.
func (k *Kind) manual() string {
	var b strings.Builder
	fmt.Fprintf(&b, "### %s\n\n%s%s\n", k.Name, k.Doc, k.place())
	fmt.Fprintf(&b, "\nIt begins `%s`.%s\n", k.Head.form(k.Name), k.naming())
	if k.Items != NoItems {
		b.WriteString("\nA line in it that begins with a quotation mark is an entry of its list")
		if k.Items == LinkedItems {
			b.WriteString("; `as` and the name of a question may follow")
		}
		b.WriteString(".\n")
	}
	if inner := Blocks(k.Name); len(inner) > 0 {
		var names []string
		for _, in := range inner {
			names = append(names, fmt.Sprintf("[%s](#%s)", in.Name, anchor(in.Name)))
		}
		fmt.Fprintf(&b, "\nBlocks that may stand in it: %s.\n", strings.Join(names, ", "))
	}
	if k.Example != "" {
		fmt.Fprintf(&b, "\n```protocol\n%s\n```\n", k.Example)
	}
	if same := k.sameLines(); same != nil {
		fmt.Fprintf(&b, "\nIt takes the same lines as [%s](#%s).\n", same.Name, anchor(same.Name))
		return b.String()
	}
	if own := k.ownEntries(); len(own) > 0 {
		fmt.Fprintf(&b, "\n%s\n", entriesTable(own))
	}
	if k.takesDuties() {
		b.WriteString("\nIt also takes [duties](#duties-must-should-may): `must`, `must not`, `should` and `may`.\n")
	}
	return b.String()
}

// place says where a block of this kind may stand.
func (k *Kind) place() string {
	var in []string
	for _, p := range k.In {
		if p == "" {
			in = append(in, "at the top of a file")
		} else {
			in = append(in, fmt.Sprintf("in [%s](#%s)", p, anchor(p)))
		}
	}
	if len(in) == 0 {
		return ""
	}
	return " It stands " + strings.Join(in, " or ") + "."
}

// sameLines returns the kind before k in the table that shares its lines, or nil.
func (k *Kind) sameLines() *Kind {
	for i := range Kinds {
		earlier := &Kinds[i]
		switch {
		case earlier == k:
			return nil
		case len(k.Entries) > 0 && len(earlier.Entries) > 0 && &earlier.Entries[0] == &k.Entries[0]:
			return earlier
		}
	}
	return nil
}

func (k *Kind) naming() string {
	if k.Scoped {
		return fmt.Sprintf(" Its name is known inside its %s; from outside it is written with a dot, as in `%s`.", k.In[0], map[string]string{"step": "to-social-care.decide", "stage": "disagreement.2"}[k.Name])
	}
	return ""
}

// ownEntries are the lines that belong to this kind, without the duties, which
// are the same everywhere.
func (k *Kind) ownEntries() []Entry {
	var own []Entry
	for _, e := range k.Entries {
		if e.Phrase != DutyLine {
			own = append(own, e)
		}
	}
	return own
}

func (k *Kind) takesDuties() bool { return len(k.ownEntries()) < len(k.Entries) }

// form returns the first line of a block.
func (h Head) form(kind string) string {
	switch h {
	case HeadNone:
		return kind + " {"
	case HeadNumber:
		return kind + ` 1 "Title" {`
	case HeadRow:
		return kind + ` 7.4.c "Title" {`
	case HeadGap:
		return kind + " CHECKLIST ROW, … {"
	case HeadQuestion:
		return kind + ` NAME "…?" is ANSWER, … or ANSWER in rising risk when CONDITION {`
	case HeadTerm:
		return kind + ` NAME "What it means" {`
	case HeadChange:
		return kind + " KIND NAME {"
	case HeadTitle:
		return kind + ` "Title" {`
	}
	return kind + ` NAME "Title" {`
}

func entriesTable(entries []Entry) string {
	var b strings.Builder
	b.WriteString("| line | takes | what it says | example |\n|---|---|---|---|\n")
	for _, e := range entries {
		fmt.Fprintf(&b, "| `%s`%s | %s | %s | `%s` |\n", e.Keyword, e.marks(), e.takes(), cell(e.Doc), cell(oneLine(e.Example)))
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// marks says how often a line may stand.
func (e *Entry) marks() string {
	switch {
	case e.Needed:
		return " (needed)"
	case e.Many:
		return " (may repeat)"
	}
	return ""
}

// takes says what stands behind the keyword, with links to where it is
// explained.
func (e *Entry) takes() string {
	p := e.Phrase.Describe()
	text := fmt.Sprintf("[%s](#%s)", p.Name, anchor(p.Name))
	switch {
	case e.Vocab != "":
		text += fmt.Sprintf(" of [%s](#%s)", e.Vocab, anchor(vocabTitle(e.Vocab)))
	case len(e.Kinds) > 0:
		text += " (" + strings.Join(e.Kinds, ", ") + ")"
	}
	var tail []string
	if e.Timed {
		tail = append(tail, "time")
	}
	if e.Case {
		tail = append(tail, "case")
	}
	if len(tail) > 0 {
		text += "; may end in a " + strings.Join(tail, " and a ")
	}
	return text
}

func vocabs() string {
	var b strings.Builder
	for i := range Vocabs {
		v := &Vocabs[i]
		if i > 0 {
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "### %s\n\n%s\n\n", vocabTitle(v.Name), v.Doc)
		if !v.labelled() {
			b.WriteString(ticked(v.Names()) + ".\n")
			continue
		}
		b.WriteString("| word | printed as |\n|---|---|\n")
		for _, w := range v.Words {
			fmt.Fprintf(&b, "| `%s` | %s |\n", w.Name, Label(v.Name, w.Name))
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// vocabTitle is the heading of a list of words, told apart from that of a block
// with the same name.
func vocabTitle(name string) string {
	if KindNamed(name) != nil {
		return name + " words"
	}
	return name
}

// labelled says that a word is printed in another way than its name with spaces
// for hyphens.
func (v *Vocab) labelled() bool {
	for _, w := range v.Words {
		if w.Label != "" {
			return true
		}
	}
	return false
}

func derived() string {
	var b strings.Builder
	b.WriteString("| step | of | what it leads to |\n|---|---|---|\n")
	for _, d := range DerivedSteps {
		of := strings.Join(d.On, ", ")
		switch {
		case d.Line && of != "":
			of += ", and any line"
		case d.Line:
			of = "any line"
		case of == "":
			of = "everything"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", d.Name, of, cell(d.Doc))
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func ticked(words []string) string { return "`" + strings.Join(words, "`, `") + "`" }

// cell makes text fit for a cell of a table.
func cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }

// oneLine shows lines in braces on one line, for a table.
func oneLine(example string) string { return strings.Join(strings.Fields(example), " ") }

// anchor is the address that a heading gets on the page.
func anchor(heading string) string {
	return strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(heading), ",", ""), " ", "-")
}
