// Package model is the agreement as plain data: things (agencies, levels,
// pathways …), their lines, and the typed values of those lines. compiler/resolve
// makes it; everything after only reads it. It is generic on purpose: a [Thing]
// of any kind has [Line]s by keyword, as the schema table has them, so that a
// checklist query, a document table and the rule set read the same thing in the
// same way, and a new construct needs no new type here. Invariant: a reference
// that could not be resolved is nil in [Ref.Thing] and has been reported; a line
// whose value could not be read is present with Bad set.
package model

import "concordat/dsl/diag"

// Origin says where a thing comes from.
type Origin int

// A thing is the folder's own, or comes from another folder by `use`, or ships
// with the compiler. Documents, scenarios, accepted gaps and attestations of
// used folders are visible by name and not built, run or counted.
const (
	Own Origin = iota
	Used
	Shipped
)

// Agreement is everything that a folder can see.
type Agreement struct {
	// Things holds every block in the order of folders (the shipped ones
	// first, the folder itself last), files and text; children stand in their
	// parents, and here too, after them.
	Things []*Thing
	// ByName holds what the one namespace holds.
	ByName map[string]*Thing
	// CannotBe holds the combinations of answers that cannot happen.
	CannotBe []*Line
	// Questions in words: the conditions that only a person can answer, each
	// once, in order of first use.
	Judgements []*WordsQuestion
	// Unread says that some block of the folder could not be read at all, so that
	// nothing can be said to be missing from the agreement.
	Unread bool
	// Sources are the texts that were read, in the order of reading.
	Sources []*diag.Source
}

// WordsQuestion is a condition in words: the same words are the same question.
type WordsQuestion struct {
	Words string
	Uses  []diag.Span
}

// Thing is one block: an agency, a level, a step.
type Thing struct {
	Kind     string
	Name     string // empty where the kind has none; a requirement's is its row id, a stage's its number
	Title    string // in the author's words; for a term, its meaning
	NameSpan diag.Span
	Head     diag.Span // the terms of the first line
	Span     diag.Span // the whole block
	Origin   Origin
	Parent   *Thing // nil at the top level
	Children []*Thing
	Lines    []*Line
	Items    []Item  // of indicators
	Prose    []Prose // in written order
	// Answer is the domain of a question, nil for other kinds.
	Answer *Answer
	// Rows are the rows that the head of accept-gap and attest names.
	Rows []RowRef
	// Given are the lines of a scenario's `family`.
	Given []Given
	// Target is what `change` alters.
	Target *Thing
	// Todo is set when the head or a line says that the body is to be written.
	Todo *Todo
	// Partial says that something in the block could not be read and was
	// reported, so that nothing is reported as missing in it.
	Partial bool
}

// Todo is a place that is still to be written.
type Todo struct {
	Text string
	Span diag.Span
}

// Text is a quoted text; references in it are in Refs.
type Text struct {
	Text string
	Span diag.Span // with the quotation marks
	Refs []TextRef
}

// TextRef is a `{name}` or `{name.field}` in a text or prose, as byte offsets
// into it.
type TextRef struct {
	Start, End int
	Thing      *Thing // nil if unknown
	Field      string // keyword after the dot; empty for the title
	Span       diag.Span
	// It is set for `{it}` and `{it.keyword}` in a requirement.
	It bool
}

// Prose is a Markdown text, kept as written.
type Prose struct {
	Text string
	Span diag.Span
	Refs []TextRef
}

// Item is one entry of a list in quotation marks.
type Item struct {
	Text Text
	As   *Ref // the question that an indicator is linked to
}

// Line is one line of a block. Which fields are filled follows from the phrase
// that the schema gives for its keyword.
type Line struct {
	Keyword string
	Owner   *Thing    // nil for a line of the top level
	Span    diag.Span // the whole line, with its body in braces
	Value   diag.Span // what stands after the keyword
	Bad     bool      // the value could not be read; reported
	Todo    *Todo     // the value is to be written

	Texts     []Text
	Words     []Word // words of the entry's vocabulary; for consent the purposes
	Refs      []Ref
	To        []Ref // of `moves`, the levels moved to; of then and outcome, what follows; of an expectation, whom it is about
	Number    int   // of a rank
	Letter    string
	Date      Date
	Until     Date
	Clock     int // minutes of the day of a moment; -1 if none
	Duration  Duration
	Hours     *Hours
	Condition *Condition // where the value itself is a condition
	Consent   string     // required, written or not-required
	Duty      *Duty
	Labels    []NamedText
	Rows      []RowRef
	Outcome   NamedText
	Code      Word // of allow
	AtLeast   bool // of a level test
	Low, High int  // of ages
	Unit      string
	Query     *Query

	// The tail that any line may have.
	Times   []Time
	Case    *Condition // `unless c` stands here as not c
	Because *Because
}

// Because is a reason in words or one of the reasons that the law knows.
type Because struct {
	Word string
	Text Text
	Span diag.Span
}

// Word is a word of a vocabulary, or an unquoted value.
type Word struct {
	Name string
	Span diag.Span
}

// NamedText is a name with a text.
type NamedText struct {
	Name string
	Text Text
	Span diag.Span
}

// RowRef names a row of a checklist.
type RowRef struct {
	Checklist *Ref
	Row       string
	Thing     *Thing // the requirement, nil if unknown
	Span      diag.Span
}

// Ref is a name where it is used. Exactly one of Thing, Person, Any and Event is
// set when it could be resolved.
type Ref struct {
	Name   string
	Thing  *Thing
	Person string     // a people word, such as referrer
	Any    bool       // `any agency`
	Where  *Condition // of `any agency where …`; a filter, see Query
	Event  string     // a built-in event
	Todo   bool       // `todo` in place of a name
	Span   diag.Span
}

// Date is a day, or a month (Day 0), or a year (Month and Day 0).
type Date struct {
	Year, Month, Day int
	Span             diag.Span
}

// IsZero says that there is no date.
func (d Date) IsZero() bool { return d.Year == 0 }

// Duration is a number of units: hour, day (the author did not say which kind),
// calendar-day, working-day, week, working-week, month or year.
type Duration struct {
	N    int
	Unit string
	Span diag.Span
}

// IsZero says that there is no duration.
func (d Duration) IsZero() bool { return d.Unit == "" }

// TimeKind is the form of a time.
type TimeKind int

// The forms of a time.
const (
	AtOnce         TimeKind = iota // at once
	AtEvent                        // at EVENT
	Within                         // within DURATION [of ANCHOR]
	SoonAsPossible                 // as soon as possible
	InHours                        // in TEAM hours
	PastClosing                    // past closing
	OrSooner                       // or sooner if CONDITION
	Before                         // at least DURATION before ANCHOR
	NotBefore                      // not before DURATION of ANCHOR
	Between                        // between N and N UNIT of ANCHOR
	EveryTime                      // every DURATION [from ANCHOR]
)

// Time is one part of the time at the end of a line.
type Time struct {
	Kind     TimeKind
	Duration Duration
	Upper    Duration // of Between
	Anchor   *Ref     // a step, stage, meeting, event or built-in event; nil if none
	Team     *Ref
	If       *Condition
	Span     diag.Span
}

// Modality says how strongly a duty binds.
type Modality string

// The modalities.
const (
	Must    Modality = "must"
	MustNot Modality = "must not"
	Should  Modality = "should"
	May     Modality = "may"
)

// Duty is a duty sentence without its tail.
type Duty struct {
	Modality Modality
	Verb     Word
	Objects  []Object
	Parties  []Parties // in written order
	Ways     []Word
	Or       bool   // any one of the objects will do; else all
	Items    []Item // a list under the duty
	Words    *Text  // the whole sentence in quotation marks; nothing else is set then
	Span     diag.Span
}

// Parties are the names behind a preposition; Prep is empty for names that
// follow the verb directly, as in `tell parents`.
type Parties struct {
	Prep string // to, with, from or for
	Refs []Ref
	Or   bool  // any one of them will do; else all
	More *Text // words that go on from the last of them: `to family "at an early stage"`
}

// Object is what a duty is about: a declared thing, a word of the vocabulary
// matter, or quoted words.
type Object struct {
	Ref  *Ref
	Word Word
	Text *Text
	Prep string // to, with, from or for, where it stands behind one: `ask parent for household`
	More *Text  // words that go on from it: `assess support "that the carer needs"`
}

// Hours says when a team answers.
type Hours struct {
	Always bool
	When   *Ref // `when TEAM is closed`
	Spans  []OpenSpan
	Span   diag.Span
}

// OpenSpan is one stretch of a week. First and Last are days, Monday 0 to
// Sunday 6, and BankHolidays stands for those; From and To are minutes of the
// day. A To at or before From runs into the next day.
type OpenSpan struct {
	First, Last  int
	BankHolidays bool
	Closed       bool
	From, To     int
}

// Answer is the domain of a question.
type Answer struct {
	Kind      AnswerKind
	Words     []Word // of YesNo: no, yes; of Words: in written order
	Low, High int    // of Numbers
	Unit      string // years, months, weeks, percent or times
	Risk      string // rising, falling or empty
	Applies   *Condition
	Quiet     *Value
	Span      diag.Span
}

// AnswerKind is the sort of a domain.
type AnswerKind int

// The sorts of domain.
const (
	YesNo AnswerKind = iota
	WordAnswers
	Numbers
)

// Value is an answer to a question.
type Value struct {
	Word   string // yes, no or a word
	Number int
	Unit   string
	Span   diag.Span
}

// Given is one answer of a scenario's family: to a question, to what the family
// said of consent, or to a condition in words. Is says which, and is what readers
// should use; the fields after it hold its parts.
type Given struct {
	// Is is the condition that the answer makes true: a Question, a ConsentIs or
	// an InWords, or the Not of one.
	Is       *Condition
	Question *Ref   // its Thing is nil for consent and for words
	Words    string // of a condition in words
	Values   []Value
	Not      bool
	Span     diag.Span
}

// ConditionOp is the form of a condition.
type ConditionOp int

// The forms of a condition. PathIs to HasThing stand only in queries.
const (
	All          ConditionOp = iota // Parts, all of them
	Any                             // Parts, any of them
	Count                           // at least N of Parts
	Not                             // Parts[0]
	Question                        // Ref with Test and Values; a bare yes/no question has Is yes
	Criterion                       // Ref
	LevelTest                       // the level of the case, with Test and Values (names of levels in Levels)
	ConsentIs                       // consent is given, refused or not-asked
	ReferrerIs                      // referrer is AGENCY-KIND …
	InWords                         // Words: a person answers it
	Reason                          // a word of the vocabulary no-tell-reason
	EventIs                         // a built-in event as a case: `when relapse`
	PathIs                          // Path is [not] Values
	PathIncludes                    // Path includes Values
	HasPath                         // has Path
	HasThing                        // has Path where Query.Filter
)

// Test compares an answer.
type Test int

// The tests.
const (
	Is Test = iota
	IsNot
	AtLeast
	AtMost
	Under
	Over
)

// Condition is a tree that is true or false of a case.
type Condition struct {
	Op     ConditionOp
	Parts  []*Condition
	N      int
	Ref    *Ref
	Test   Test
	Values []Value
	Levels []Ref
	Words  string
	Path   []string
	Query  *Query
	Span   diag.Span
}

// QueryKind is the form of a need.
type QueryKind int

// The forms of a need; a selection is AtLeastThings with N 1.
const (
	AtLeastThings QueryKind = iota // N things of Kind where Filter
	NoThings
	ItWhere    // the item itself where Filter
	SomeWords  // prose in a section that answers this row
	CleanCodes // no finding with one of Codes
)

// Query asks a model for things.
type Query struct {
	Form   QueryKind
	N      int
	Kind   string // a kind of the schema; document stands for protocol, thresholds and document
	Filter *Condition
	Codes  []Word
	Span   diag.Span
}
