package document

import "concordat/compiler/model"

// Document is what the writers write: an agreement's document as a tree of
// blocks, with nothing left to decide but how it looks.
type Document struct {
	Title     string
	Area      string
	Language  string // BCP 47, such as en-GB
	Version   string
	Status    string
	Publisher string
	Date      string // with what happened on it: "in force from 1 April 2027"; on the front and in the running foot
	Made      model.Date
	Draft     bool    // DRAFT stands on every page
	Front     []Block // before the contents: the document control table
	Body      []Block
}

// Block is one of the block types below.
type Block interface{ block() }

// Heading opens a section. Level runs from 1; the title of the document is none
// of them. Number is printed before the text and is empty for unnumbered ones.
type Heading struct {
	Level  int
	ID     string
	Number string
	Text   []Inline
	// NewPage starts a page in print.
	NewPage bool
}

// Paragraph is a run of text. An ID, where set, can be linked to.
type Paragraph struct {
	ID   string
	Text []Inline
}

// List is a list of items, each of blocks.
type List struct {
	Ordered bool
	Items   []ListItem
}

// ListItem is one item of a list.
type ListItem struct {
	ID     string
	Blocks []Block
}

// Steps is a pathway or a ladder: numbered steps with a clock each. The number
// is printed, large, by the writer.
type Steps struct {
	Items []Step
}

// Step is one numbered step. Clock is the time that it has, in words, printed
// as a label; empty where there is none.
type Step struct {
	ID     string
	Number string
	Title  []Inline
	Who    []Inline
	Clock  []Inline
	Blocks []Block
}

// Table is a table with one header row and, where RowHeaders is set, header
// cells in its first column. Widths are the shares of the columns and sum to 1.
type Table struct {
	ID         string
	Caption    []Inline
	Header     []Cell
	Rows       []Row
	RowHeaders bool
	Widths     []float64
}

// Row is one row of a table.
type Row struct {
	ID    string
	Cells []Cell
}

// Cell is one cell.
type Cell struct{ Blocks []Block }

// Definitions is a list of terms and what they mean.
type Definitions struct{ Items []Definition }

// Definition is one term.
type Definition struct {
	ID   string
	Term []Inline
	Body []Block
}

// Box is a passage set apart.
type Box struct {
	Kind   BoxKind
	Title  []Inline
	Blocks []Block
}

// BoxKind says why a passage is set apart.
type BoxKind int

// The kinds of box.
const (
	NoteBox   BoxKind = iota // worth reading
	UrgentBox                // act now
	GapBox                   // still to be written
)

// SignOff is the page that is signed: a line for each signatory.
type SignOff struct{ Signatories []Signatory }

// Signatory is one line of the sign-off page.
type Signatory struct{ Role, Agency string }

func (Heading) block()     {}
func (Paragraph) block()   {}
func (List) block()        {}
func (Steps) block()       {}
func (Table) block()       {}
func (Definitions) block() {}
func (Box) block()         {}
func (SignOff) block()     {}

// Inline is one of the inline types below.
type Inline interface{ inline() }

// Words is plain text.
type Words string

// Strong is text of importance.
type Strong []Inline

// Emphasis is text with stress.
type Emphasis []Inline

// Code is text as it is typed.
type Code string

// Link leads to an ID of the document (To), to an address outside (URL) or to a
// place in the page of another document of the folder (Page), such as
// levels-of-need.html#early-help; one of them is set. A page that stands beside
// another one is a matter of the web: print has no such link.
type Link struct {
	To, URL, Page string
	Text          []Inline
}

// Mark is a short label set in a frame, such as must, should or a level.
type Mark struct {
	Kind MarkKind
	Text string
}

// MarkKind says what a mark tells.
type MarkKind int

// The kinds of mark.
const (
	MustMark MarkKind = iota
	MustNotMark
	ShouldMark
	MayMark
	ClockMark
	GapMark
	GoodMark    // evidenced
	PartMark    // thin, claimed only
	MissingMark // missing
	NeutralMark
)

// Break is a line break.
type Break struct{}

func (Words) inline()    {}
func (Strong) inline()   {}
func (Emphasis) inline() {}
func (Code) inline()     {}
func (Link) inline()     {}
func (Mark) inline()     {}
func (Break) inline()    {}
