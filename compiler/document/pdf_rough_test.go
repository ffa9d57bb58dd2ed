package document

import (
	"fmt"
	"math/rand"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// pagesOf counts the pages of a file.
func pagesOf(t *testing.T, path string) int {
	t.Helper()
	m := regexp.MustCompile(`Pages: +(\d+)`).FindStringSubmatch(tool(t, "pdfinfo", path))
	if m == nil {
		t.Fatal("pdfinfo counts no pages")
	}
	n, _ := strconv.Atoi(m[1])
	return n
}

func nested(depth int, make func([]Block) Block) []Block {
	in := []Block{para(Words("the innermost words of all"))}
	for range depth {
		in = []Block{make(in)}
	}
	return in
}

func rows(n, columns int, words string) Table {
	t := Table{RowHeaders: true}
	for c := range columns {
		t.Header = append(t.Header, cellText(Words(fmt.Sprint("Column ", c+1))))
	}
	for i := range n {
		var r Row
		for range columns {
			r.Cells = append(r.Cells, cellText(Words(fmt.Sprint(i+1, " ", words))))
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}

func TestPDFOfRoughContent(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", 12)
	tall := Cell{}
	for i := range 70 {
		tall.Blocks = append(tall.Blocks, para(Words(fmt.Sprint("Line ", i, " of a cell that is taller than the page"))))
	}
	inTable := func(in []Block) Block {
		return Table{Header: []Cell{cellText(Words("Inner"))}, Rows: []Row{{Cells: []Cell{{Blocks: in}, cellText(Words("beside"))}}}}
	}
	for name, c := range map[string]struct {
		body     []Block
		maxPages int
	}{
		"nothing":      {nil, 1},
		"empty blocks": {[]Block{Paragraph{}, List{}, Steps{}, Table{}, Definitions{}, Box{}, SignOff{}, Heading{}, List{Items: []ListItem{{}, {}}}, Steps{Items: []Step{{}}}, Definitions{Items: []Definition{{}}}, Table{Rows: []Row{{}, {Cells: []Cell{{}}}}}, Paragraph{ID: "x"}}, 3},
		"long words":   {[]Block{para(Words(long)), rows(3, 6, long), Heading{Level: 1, Number: long[:60], Text: []Inline{Words(long)}}, para(Mark{MustMark, long}, Code(long), Link{URL: "https://" + long, Text: []Inline{Words(long)}}), Steps{Items: []Step{{Number: long[:40], Title: []Inline{Words(long)}, Clock: []Inline{Words(long)}}}}}, 9},
		"huge table":   {[]Block{rows(90, 3, "a row among many")}, 4},
		"wide table":   {[]Block{rows(2, 40, "x")}, 6},
		"tall row":     {[]Block{para(Words("Before.")), Table{Header: []Cell{cellText(Words("Head"))}, Rows: []Row{{Cells: []Cell{cellText(Words("short")), tall}}, {Cells: []Cell{tall, tall, cellText(Words("end"))}}}}}, 14},
		"deep lists":   {nested(40, func(in []Block) Block { return List{Ordered: true, Items: []ListItem{{Blocks: in}}} }), 8},
		"deep boxes":   {nested(30, func(in []Block) Block { return Box{Kind: UrgentBox, Title: []Inline{Words("Box")}, Blocks: in} }), 8},
		"deep tables":  {nested(12, inTable), 8},
		"deep steps": {nested(14, func(in []Block) Block {
			return Steps{Items: []Step{{Number: "1", Title: []Inline{Words("Step")}, Clock: []Inline{Words("today")}, Blocks: in}, {Number: "2", Title: []Inline{Words("Next")}}}}
		}), 12},
		"tall rows inside rows": {[]Block{Table{Rows: []Row{{Cells: []Cell{{Blocks: []Block{Table{Rows: []Row{{Cells: []Cell{tall}}}}}}}}}}}, 8},
		"headings only":         {[]Block{Heading{Level: 6, Text: []Inline{Words("six")}}, Heading{Level: 3, Text: []Inline{Words("three")}}, Heading{Level: 0, Text: []Inline{Words("nought")}}, Heading{Level: 99, ID: "x", Text: []Inline{Words("ninety-nine")}}, Heading{Level: 1, Number: "7"}}, 3},
		"strange text":          {[]Block{para(Words("tab\there\x00nul\x07bell \xff\xfe bytes \u200Bzero\u200Bwidth soft\u00ADhyphen مرحبا 漢字 😀👨‍👩‍👧 e\u0301 w\u0302 non\u00A0break a\u2011b \u2028line \uFFFF"), Strong{Words("漢字 bold")}, Mark{MarkKind(0), "漢字"}, Code("\x00\n\t"))}, 2},
		"dead links":            {[]Block{para(Link{To: "nowhere", Text: []Inline{Words("nowhere")}}, Link{Text: []Inline{Words("no target")}}, Link{URL: "mailto:a b@example.org", Text: []Inline{Link{To: "x", Text: []Inline{Words("inner")}}}}, Link{To: "x"})}, 2},
		"no spaces kept":        {[]Block{para(Words("  ")), para(Words(" a "), Strong{Words(" b ")}, Words(" c")), para(Break{}, Break{}, Words("after"), Break{}, Break{})}, 2},
	} {
		t.Run(strings.ReplaceAll(name, " ", "-"), func(t *testing.T) {
			t.Parallel()
			d := &Document{Title: "Rough", Body: c.body, Draft: true}
			path := write(t, d)
			if check := tool(t, "qpdf", "--check", path); strings.Contains(check, "WARNING") {
				t.Error(check)
			}
			if n := pagesOf(t, path); n > c.maxPages {
				t.Errorf("%d pages, want at most %d", n, c.maxPages)
			}
			// Words may be cut where a line cannot hold them, but no letter goes.
			got, want := strings.Join(withoutContents(printed(t, path)), ""), strings.Join(wordsOf(d), "")
			if got, want := bare(got), bare(want); got != want {
				at := 0
				for at < len(got) && at < len(want) && got[at] == want[at] {
					at++
				}
				t.Errorf("text differs at byte %d:\n got …%q\nwant …%q", at, got[max(0, at-20):min(len(got), at+60)], want[max(0, at-20):min(len(want), at+60)])
			}
		})
	}
}

// bare is s without hyphens and spaces of any kind, and without what the font
// cannot print.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r == standIn || r == '-' || r == '\u2011' || r == '\u00A0' || r == zeroSpace || r == '\u00AD' || !faces()[regularFace].has(r) {
			return -1
		}
		return r
	}, s)
}

func TestPDFKeepsTextThatItCannotPrint(t *testing.T) {
	t.Parallel()
	path := write(t, &Document{Title: "Names", Body: []Block{para(Words("The child’s name is 漢字, the sign is 😀.")), Table{Rows: []Row{{Cells: []Cell{cellText(Words("漢"))}}}}}})
	text := tool(t, "pdftotext", path, "-")
	for _, want := range []string{"name is 漢字, the sign is 😀.", "\n漢\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in the text:\n%s", want, text)
		}
	}
}

// The fonts of a file have the common characters and what else it prints.
func TestPDFHasTheLettersThatItPrints(t *testing.T) {
	t.Parallel()
	names := "Žofia, Łukasz, Ελένη, Олена, Nguyễn; Siân and Ŵ."
	rare := write(t, &Document{Title: "Names", Body: []Block{para(Words(names))}})
	if text := tool(t, "pdftotext", rare, "-"); !strings.Contains(text, names) {
		t.Errorf("a letter is missing:\n%s", text)
	}
	// A letter of the text that the font lacks would leave an empty place.
	common := write(t, &Document{Title: "Names", Body: []Block{para(Words("Siân and Ŵ."))}})
	size := regexp.MustCompile(`/Length1 \d+`)
	if a, b := size.FindAllString(unpacked(t, rare), -1), size.FindAllString(unpacked(t, common), -1); len(a) == 0 || len(a) != len(b) || a[0] == b[0] {
		t.Errorf("the fonts are %s with rare letters and %s without", a, b)
	}
}

// Fonts with more than the common characters take time, and are not for all.
func TestExamplesPrintCommonCharacters(t *testing.T) {
	for name, c := range agreements(t) {
		for _, d := range c.docs {
			for _, r := range treeText(d) {
				if !strings.ContainsRune(common, r) && faces()[regularFace].has(r) {
					t.Errorf("%s: %s prints %q, which is not common", name, d.Title, r)
				}
			}
		}
	}
}

// A gardener makes documents by chance, the same for the same seed.
type gardener struct{ *rand.Rand }

func newSource(seed int) *rand.Rand { return rand.New(rand.NewSource(int64(seed))) }

var garden = strings.Fields("child adult worker agency lead referral level threshold consent record share within working day call meeting plan risk safety parent carer nurse school treatment prescribing storage naloxone home visit")

func (g gardener) words() []Inline {
	var out []Inline
	for range 1 + g.Intn(4) {
		n := 1 + g.Intn(9)
		var w []string
		for range n {
			w = append(w, garden[g.Intn(len(garden))])
		}
		s := strings.Join(w, " ")
		switch g.Intn(9) {
		case 0:
			out = append(out, Strong{Words(s)})
		case 1:
			out = append(out, Emphasis{Words(s)})
		case 2:
			out = append(out, Code(s))
		case 3:
			out = append(out, Link{To: "h" + strconv.Itoa(g.Intn(4)), Text: []Inline{Words(s)}})
		case 4:
			out = append(out, Link{URL: "https://www.example.org/" + w[0], Text: []Inline{Words(s)}})
		case 5:
			out = append(out, Mark{MarkKind(g.Intn(len(markLooks))), strings.ToUpper(w[0])})
		case 6:
			out = append(out, Words(s), Break{})
			continue
		default:
			out = append(out, Words(s))
		}
		if g.Intn(4) == 0 {
			out = append(out, Words(", "))
		} else {
			out = append(out, Words(" "))
		}
	}
	return append(out, Words("end."))
}

func (g gardener) blocks(depth int) []Block {
	var out []Block
	for range 1 + g.Intn(3) {
		kind := g.Intn(12)
		if depth == 0 {
			kind = g.Intn(4)
		}
		switch kind {
		case 4, 5:
			l := List{Ordered: kind == 4}
			for range 1 + g.Intn(3) {
				l.Items = append(l.Items, ListItem{Blocks: g.blocks(depth - 1)})
			}
			out = append(out, l)
		case 6, 7:
			t := Table{Caption: g.words(), RowHeaders: kind == 6, Header: []Cell{{g.blocks(0)}, {g.blocks(0)}}}
			for range 1 + g.Intn(3) {
				t.Rows = append(t.Rows, Row{Cells: []Cell{{g.blocks(0)}, {g.blocks(depth - 1)}}})
			}
			out = append(out, t)
		case 8:
			var s Steps
			for i := range 1 + g.Intn(3) {
				s.Items = append(s.Items, Step{Number: strconv.Itoa(i + 1), Title: g.words(), Who: g.words(), Clock: g.words()[:1], Blocks: g.blocks(depth - 1)})
			}
			out = append(out, s)
		case 9:
			var d Definitions
			for range 1 + g.Intn(4) {
				d.Items = append(d.Items, Definition{Term: g.words(), Body: g.blocks(depth - 1)})
			}
			out = append(out, d)
		case 10:
			out = append(out, Box{Kind: BoxKind(g.Intn(3)), Title: g.words(), Blocks: g.blocks(depth - 1)})
		default:
			out = append(out, Paragraph{Text: g.words()})
		}
	}
	return out
}

func (g gardener) document() *Document {
	d := &Document{Title: "Grown", Area: "Somewhere", Version: "1", Status: "Agreed", Date: "1 May 2027", Language: "en-GB", Draft: g.Intn(2) == 0, Front: g.blocks(1)}
	for i := range 4 {
		d.Body = append(d.Body, Heading{Level: 1 + g.Intn(4), ID: "h" + strconv.Itoa(i), Number: strconv.Itoa(i + 1), Text: g.words(), NewPage: g.Intn(4) == 0})
		d.Body = append(d.Body, g.blocks(2)...)
	}
	return d
}

func TestPDFOfGrownDocuments(t *testing.T) {
	t.Parallel()
	seeds := 2
	if os.Getenv("CONCORDAT_NO_SKIP") != "" {
		seeds = 8
	}
	for seed := range seeds {
		t.Run(strconv.Itoa(seed), func(t *testing.T) {
			t.Parallel()
			d := gardener{newSource(seed)}.document()
			path := write(t, d)
			if check := tool(t, "qpdf", "--check", path); strings.Contains(check, "WARNING") {
				t.Error(check)
			}
			diffWords(t, withoutContents(printed(t, path)), wordsOf(d))
		})
	}
}
