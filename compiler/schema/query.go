package schema

import "slices"

// This file says what a checklist path can walk over. A path is keywords joined
// by dots, such as `supported-by.agency.kind`, and stands for a set: each step
// replaces every member by what it leads to. The resolver types paths with it,
// compiler/checklist evaluates them, and the manual prints it.

// DutyKind is the kind that a duty sentence has in a query, beside the kinds of
// the table: `needs duty where verb is ask and by.agency.kind includes treatment`.
// It stands for the `must` and `should` lines; `may` and `must not` promise
// nothing that an agreement could be credited with.
const DutyKind = "duty"

// Derived is a step of a path that is not itself a keyword, a nested block or a
// parent.
type Derived struct {
	Name   string
	On     []string // the kinds that it may follow; nil for every kind of the table and for duties
	Line   bool     // it may follow any value of a line, and looks at that line
	Kinds  []string // the kinds that it leads to
	Vocab  string   // the vocabulary whose words it leads to
	Scalar Scalar
	Doc    string
}

// Scalar is a sort of value that is no thing and no word.
type Scalar int

// The sorts of plain value.
const (
	NoScalar Scalar = 1 << iota >> 1
	TextValue
	NumberValue
	DurationValue
	DateValue
	FlagValue // there or not, nothing to compare
)

// DerivedSteps is the one list of derived steps.
var DerivedSteps = []Derived{
	{Name: "name", Scalar: TextValue, Doc: "Its name."},
	{Name: "title", Scalar: TextValue, Doc: "Its title."},
	{Name: "text", Scalar: TextValue, Doc: "Its prose and the entries of its lists; a thing that is still to be written has none."},
	{Name: "kind", On: []string{"protocol", "thresholds"}, Vocab: "document-kind", Doc: "What sort of document it is: `protocol` or `thresholds`."},
	{Name: "agency", On: []string{"agency", "team", "contract", "role", "service", "step", DutyKind}, Kinds: []string{"agency"}, Doc: "The agency that it is, belongs to or is done by; of a role, all at which it is held. A group is none; ask for its `members`."},
	{Name: "owes", On: []string{"agency", "team", "role"}, Kinds: []string{DutyKind}, Doc: "The `must` and `should` lines that it has to keep: its own, those of its teams and roles, and those of the steps that it takes. What binds `any agency` is not among them; the duties in contracts have rows of their own and do not count."},
	{Name: "duty", On: []string{"protocol", "thresholds", "contract", "group", "level", "pathway", "step", "meeting", "share", "escalation", "stage"}, Kinds: []string{DutyKind}, Doc: "The `must` and `should` lines in it, those of its steps or stages included."},
	{Name: "cites", On: []string{"protocol", "thresholds", "section", "pathway"}, Kinds: []string{"document", "protocol", "thresholds"}, Doc: "The documents that it names, in a line or in a sentence; of a protocol or threshold document, those that anything in the folder names."},
	{Name: "questions", On: []string{"pathway", "step", "criterion", "level", "share", "judgement", "service", "meeting", "indicators", DutyKind}, Kinds: []string{"question"}, Doc: "The questions that its cases depend on, those of the criteria that it names included."},
	{Name: "criteria", On: []string{"level"}, Kinds: []string{"criterion"}, Doc: "The criteria that give a level."},

	{Name: "verb", On: []string{DutyKind}, Vocab: "verb", Doc: "What a duty tells somebody to do."},
	{Name: "modality", On: []string{DutyKind}, Vocab: "modality", Doc: "How strongly a duty binds."},
	{Name: "object", On: []string{DutyKind}, Kinds: []string{"document", "protocol", "thresholds", "meeting", "share", "training", "plan", "pathway", "service", "level", "question", "term", "role", "agency", "team", "group"}, Vocab: "matter", Doc: "What a duty is about."},
	{Name: "receiver", On: []string{DutyKind}, Kinds: []string{"agency", "team", "role", "group"}, Vocab: "person", Doc: "Who is told, asked, sent to or consulted by a duty."},
	{Name: "by", On: []string{DutyKind}, Kinds: []string{"agency", "team", "role", "group"}, Vocab: "person", Doc: "Who has to keep a duty; for `referrer`, those from whom the pathway comes."},
	{Name: "way", On: []string{DutyKind}, Vocab: "way", Doc: "By which way a duty is done."},
	{Name: "event", On: []string{DutyKind}, Vocab: "event", Doc: "The built-in events on which a duty hangs, in its time or its case."},

	{Name: "every", Line: true, On: []string{DutyKind}, Scalar: DurationValue, Doc: "How often, from the end of the line."},
	{Name: "limit", Line: true, On: []string{DutyKind}, Scalar: DurationValue, Doc: "The time limit at the end of the line: at once, within, before or between."},
	{Name: "because", Line: true, On: []string{DutyKind}, Scalar: TextValue, Doc: "The reason at the end of the line."},
	{Name: "always", Line: true, Scalar: FlagValue, Doc: "That the hours on the line are `always`."},
	{Name: "remark", Line: true, Scalar: TextValue, Doc: "The words in quotation marks on the line."},
}

// Set is what a path can stand for.
type Set struct {
	Kinds  []string // things of these kinds; DutyKind for duty sentences
	Vocabs []string // words of these vocabularies
	Scalar Scalar
	Many   bool // the last step may lead to more than one value
	line   bool
}

// Start returns the set of the things of one kind; `document` also stands for
// protocols and threshold documents.
func Start(kind string) Set {
	if kind == "document" {
		return Set{Kinds: []string{"document", "protocol", "thresholds"}}
	}
	return Set{Kinds: []string{kind}}
}

// Walk types a path from the things of one kind. If a step does not fit, it
// returns its place in the path and the steps that would have fitted; else -1.
func Walk(kind string, path []string) (set Set, bad int, fitting []string) {
	set = Start(kind)
	for i, step := range path {
		next, ok := set.Step(step)
		if !ok {
			return set, i, set.Steps()
		}
		set = next
	}
	return set, -1, nil
}

// Step returns what one more step leads to. Where the set mixes kinds, those
// that do not have the step drop out; ok is false if none has it.
func (s Set) Step(name string) (next Set, ok bool) {
	next.Many = s.Many
	for _, k := range s.Kinds {
		if kind := KindNamed(k); kind != nil {
			if e := kind.Entry(name); e != nil {
				next.add(entrySet(e))
				ok = true
			}
			for _, nested := range Blocks(k) {
				if nested.Name == name {
					next.add(Set{Kinds: []string{name}, Many: true})
					ok = true
				}
			}
			if slices.Contains(kind.In, name) {
				next.add(Set{Kinds: []string{name}})
				ok = true
			}
		}
		for i := range DerivedSteps {
			if d := &DerivedSteps[i]; d.Name == name && d.follows(k) {
				next.add(d.set(k))
				ok = true
			}
		}
	}
	if s.line {
		for i := range DerivedSteps {
			if d := &DerivedSteps[i]; d.Name == name && d.Line {
				next.add(d.set(""))
				ok = true
			}
		}
	}
	return next, ok
}

// Steps returns every step that fits, in the order of the tables.
func (s Set) Steps() []string {
	var names []string
	seen := map[string]bool{}
	add := func(name string) {
		if name != "" && !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	for _, k := range s.Kinds {
		if kind := KindNamed(k); kind != nil {
			for _, e := range kind.AllEntries() {
				add(e.Keyword)
			}
			for _, nested := range Blocks(k) {
				add(nested.Name)
			}
			for _, parent := range kind.In {
				add(parent)
			}
		}
	}
	for i := range DerivedSteps {
		d := &DerivedSteps[i]
		fits := s.line && d.Line
		for _, k := range s.Kinds {
			fits = fits || d.follows(k)
		}
		if fits {
			add(d.Name)
		}
	}
	return names
}

func (d *Derived) follows(kind string) bool {
	if d.On == nil {
		return !d.Line
	}
	return slices.Contains(d.On, kind)
}

// set says what the step leads to from a thing of one kind.
func (d *Derived) set(kind string) Set {
	s := Set{Kinds: d.Kinds, Scalar: d.Scalar, Many: true}
	switch d.Name {
	case "name", "title", "kind", "modality", "verb":
		s.Many = false
	case "agency":
		s.Many = kind != "agency" && kind != "team" && kind != "contract"
	}
	if d.Vocab != "" {
		s.Vocabs = []string{d.Vocab}
	}
	return s
}

func (s *Set) add(more Set) {
	for _, k := range more.Kinds {
		if !slices.Contains(s.Kinds, k) {
			s.Kinds = append(s.Kinds, k)
		}
	}
	for _, v := range more.Vocabs {
		if !slices.Contains(s.Vocabs, v) {
			s.Vocabs = append(s.Vocabs, v)
		}
	}
	s.Scalar |= more.Scalar
	s.Many = s.Many || more.Many
	s.line = s.line || more.line
}

// entrySet says what the values of a line are.
func entrySet(e *Entry) Set {
	s := Set{line: true, Many: e.Many}
	if len(e.Kinds) > 0 {
		s.Kinds = append(s.Kinds, e.Kinds...)
	}
	if e.Vocab != "" {
		s.Vocabs = append(s.Vocabs, e.Vocab)
	}
	switch e.Phrase {
	case DutyLine:
		s.Kinds = []string{DutyKind}
		s.Many = true
	case Parties:
		s.Vocabs = append(s.Vocabs, "person")
		s.Many = true
	case ConsentLine:
		s.Vocabs = append(s.Vocabs, "consent-purpose")
		s.Many = true
	case Choices, Refs, Overseen, Then, OutcomeLine, Moves:
		s.Many = true
	case Text:
		s.Scalar = TextValue
	case Texts, Labels, Action:
		s.Scalar = TextValue
		s.Many = true
	case Rank, Ages:
		s.Scalar = NumberValue
	case Date, DateBy, DateText, Moment:
		s.Scalar = DateValue
	case Duration, Every:
		s.Scalar = DurationValue
	case RefOne, Choice:
	default:
		s.Scalar = FlagValue
	}
	return s
}
