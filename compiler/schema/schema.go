// Package schema is the one table that says which blocks and lines the language
// has, where each may stand, how often, and with which value phrase. The
// resolver, the error messages, completion, the reference manual and the
// checklist queries all read it; adding a construct is adding to it. Invariant:
// the table is never changed at run time.
package schema

import "slices"

// Phrase names one of the closed set of value phrases. What each looks like is
// described by [Phrase.Describe]; compiler/resolve reads them.
type Phrase int

// The value phrases.
const (
	Flag         Phrase = iota // the keyword alone
	Text                       // "…"
	Texts                      // "…", "…"  or items
	Choice                     // one word of a vocabulary
	Choices                    // words of a vocabulary
	RefOne                     // one name of the kinds in Kinds
	Refs                       // names of the kinds in Kinds
	Parties                    // names of the kinds in Kinds, people words, `any agency [where …]`
	Rank                       // 3 or 4a
	Date                       // 2026-03-12, 2026-03 or 2026
	DateBy                     // DATE [by NAME]
	DateText                   // DATE "…"
	Every                      // every 3 months
	Duration                   // 6 years
	Hours                      // Mon-Fri 09:00-17:00, … | always | when TEAM is closed
	DutyLine                   // VERB … (the keyword is the modality)
	Cond                       // a condition
	ConsentLine                // required|written|not-required for PURPOSE, … [from WHOM]
	Then                       // then NAME, …
	Moves                      // LEVEL, … to LEVEL
	OutcomeLine                // NAME "…" then NAME, …
	Labels                     // NAME "…" entries
	Gap                        // CHECKLIST ROW, …
	AllowLine                  // CODE because "…"
	Action                     // "…" by ROLE until DATE
	Overseen                   // NAME, … [every …] ["…"]
	Ages                       // 0 to 17 years
	Moment                     // 2026-12-24 16:50
	LevelTest                  // [at least] LEVEL
	DueLine                    // STEP DATE [TIME] [for WHO, …]
	HappenedLine               // EVENT or STEP, DATE [TIME]
	WithWhom                   // NAME, … [with WHO, …]
	WhoIn                      // WHO, … in NAME, …
	ConsentIn                  // required|written|not-required for PURPOSE, … [in NAME, …]
	UseLine                    // NAME, … | "folder"
	Selection                  // KIND [where …]
	Need                       // [at least N|no] KIND [where …] | it where … | words | clean CODE, …
	ValueWord                  // a value of the question in the head
	TodoLine                   // ["…"]
)

// Head is the form of a block's first line, after its keyword.
type Head int

// The forms of a head.
const (
	HeadName     Head = iota // NAME "Title"
	HeadNone                 // nothing
	HeadNumber               // 1 "Title"
	HeadRow                  // 7.4.c "Title"
	HeadGap                  // CHECKLIST ROW, …
	HeadQuestion             // NAME "…?" is ANSWER [in rising|falling risk] [when …]
	HeadTerm                 // NAME "Meaning"
	HeadChange               // KIND NAME ["Title"]
	HeadTitle                // [NAME] "Title"
)

// Items says what a list item, a line that begins with a quotation mark, is in
// a block of this kind.
type Items int

// What items are.
const (
	NoItems     Items = iota
	PlainItems        // "…"
	LinkedItems       // "…" [as QUESTION]
)

// Entry is one line that a block may hold.
type Entry struct {
	Keyword string
	Phrase  Phrase
	Kinds   []string // of names that may stand in the value
	Vocab   string   // of words that may stand in the value
	Many    bool     // the line may be repeated
	Needed  bool     // the block has no meaning without it; used nowhere else
	Case    bool     // may end in `when …` or `unless …`; of several such lines the ones whose case holds count
	Timed   bool     // may end in a time
	Doc     string   // one sentence for an author
	Example string   // a line that is read by a test against this entry
}

// Kind is one sort of block.
type Kind struct {
	Name    string
	In      []string // kinds of block it stands in; nil for the top level
	Head    Head
	Named   bool // its name joins the one namespace of the folder (see [Kind.Scoped])
	Scoped  bool // its name is known inside its parent, and outside as parent.name
	Entries []Entry
	Items   Items
	Doc     string
	Example string // a whole block, read by a test
}

// Word is one word of a vocabulary.
type Word struct {
	Name  string
	Label string // how documents print it; empty for the name with spaces for hyphens
}

// Vocab is a closed list of words.
type Vocab struct {
	Name  string
	Doc   string
	Words []Word
}

// KindNamed returns the kind with that name, or nil.
func KindNamed(name string) *Kind { return kindIndex[name] }

// VocabNamed returns the vocabulary with that name, or nil.
func VocabNamed(name string) *Vocab { return vocabIndex[name] }

// Entry returns the entry for a keyword in a block of kind k, or nil.
func (k *Kind) Entry(keyword string) *Entry { return entryIndex[k.Name][keyword] }

// AllEntries returns every line that a block of kind k may hold: its own, and
// the common ones.
func (k *Kind) AllEntries() []Entry {
	if k.takesCommon() {
		return with(k.Entries, common)
	}
	return with(k.Entries)
}

// Blocks returns the kinds that may stand in a block of kind k, in table order;
// of the empty name, those of the top level.
func Blocks(kind string) []*Kind {
	var in []*Kind
	for i := range Kinds {
		k := &Kinds[i]
		if len(k.In) == 0 && kind == "" {
			in = append(in, k)
		}
		if slices.Contains(k.In, kind) {
			in = append(in, k)
		}
	}
	return in
}

// Label returns how documents print a word of vocabulary v.
func Label(v, word string) string {
	if vocab := vocabIndex[v]; vocab != nil {
		for _, w := range vocab.Words {
			if w.Name == word && w.Label != "" {
				return w.Label
			}
		}
	}
	return spaced(word)
}

// Has says whether the vocabulary holds a word.
func (v *Vocab) Has(word string) bool {
	return slices.ContainsFunc(v.Words, func(w Word) bool { return w.Name == word })
}

// Names returns the words of the vocabulary.
func (v *Vocab) Names() []string {
	names := make([]string, len(v.Words))
	for i, w := range v.Words {
		names[i] = w.Name
	}
	return names
}
