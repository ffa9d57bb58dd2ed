package document

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"concordat/compiler/model"
)

func para(in ...Inline) Paragraph { return Paragraph{Text: in} }

func cellText(in ...Inline) Cell { return Cell{[]Block{para(in...)}} }

// everything is a document with each block and each inline.
func everything() *Document {
	return &Document{
		Title: "Joint working protocol: safeguarding children of adults in treatment", Area: "Northmoor",
		Language: "en-GB", Version: "1.2", Status: "Draft for consultation", Publisher: "Northmoor Safeguarding Children Partnership",
		Date: "in force from 1 April 2027", Made: model.Date{Year: 2026, Month: 11, Day: 21}, Draft: true,
		Front: []Block{
			Table{Caption: []Inline{Words("Document control")}, RowHeaders: true, Widths: []float64{.3, .7}, Rows: []Row{
				{Cells: []Cell{cellText(Words("Owner")), cellText(Words("Director of Public Health"))}},
				{Cells: []Cell{cellText(Words("Review due")), cellText(Words("21 November 2027"))}},
			}},
			Box{Kind: GapBox, Title: []Inline{Words("Still to be written")}, Blocks: []Block{para(Words("Two passages have no text yet."))}},
		},
		Body: []Block{
			Heading{Level: 1, ID: "purpose", Number: "1", Text: []Inline{Words("Purpose")}},
			para(Words("This agreement says what "), Strong{Words("each agency")}, Words(" does when an adult in treatment lives with a child. "),
				Words("It "), Mark{MustMark, "MUST"}, Words(" be read with "), Link{To: "levels", Text: []Inline{Words("the levels of need")}},
				Words(" and "), Link{URL: "https://www.example.org/guidance?a=(1)", Text: []Inline{Emphasis{Words("national")}, Words(" guidance, as it stands on the day")}}, Words(".")),
			para(Words("Each agency:")),
			List{Items: []ListItem{
				{Blocks: []Block{para(Words("asks every adult about children, using "), Code("Q1 to Q9"), Words(", at the first appointment and again at each review of the care plan, and writes the answers down"))}},
				{ID: "item", Blocks: []Block{para(Words("tells the family:")), List{Ordered: true, Items: []ListItem{
					{Blocks: []Block{para(Words("why"))}}, {Blocks: []Block{para(Words("what is shared"), Break{}, Words("and with whom"))}}}}}},
				{},
			}},
			Heading{Level: 2, ID: "marks", Number: "1.1", Text: []Inline{Words("The words of duty")}},
			para(Mark{MustMark, "MUST"}, Words(" "), Mark{MustNotMark, "MUST NOT"}, Words(" "), Mark{ShouldMark, "SHOULD"}, Words(" "), Mark{MayMark, "MAY"},
				Words(" "), Mark{ClockMark, "1 working day"}, Words(" "), Mark{GapMark, "gap"}, Words(" "), Mark{GoodMark, "evidenced"}, Words(" "),
				Mark{PartMark, "thin"}, Words(" "), Mark{MissingMark, "missing"}, Words(" "), Mark{NeutralMark, "level 2"}, Words(".")),
			Box{Kind: UrgentBox, Title: []Inline{Words("A child in danger now")}, Blocks: []Block{
				para(Words("Ring 999. Then ring the front door on 01632 960123. Do not wait for consent.")),
				List{Items: []ListItem{{Blocks: []Block{para(Words("Stay with the child."))}}}},
			}},
			Box{Kind: NoteBox, Blocks: []Block{para(Words("A note without a title."))}},
			Heading{Level: 1, ID: "levels", Number: "2", NewPage: true, Text: []Inline{Words("Levels of need")}},
			Table{ID: "table", Caption: []Inline{Words("Table 1. Levels, signs and answers")}, RowHeaders: true, Widths: []float64{.16, .42, .42},
				Header: []Cell{cellText(Words("Level")), cellText(Words("Signs")), cellText(Words("Answer"))},
				Rows: []Row{
					{ID: "l1", Cells: []Cell{cellText(Words("Universal")), cellText(Words("The child is well cared for.")), cellText(Words("No more than ordinary services."))}},
					{ID: "l2", Cells: []Cell{cellText(Words("Early help")), {Blocks: []Block{para(Words("Two or more of:")), List{Items: []ListItem{
						{Blocks: []Block{para(Words("missed appointments"))}}, {Blocks: []Block{para(Words("worry about money"))}}}}}}, {}}},
					{Cells: []Cell{cellText(Words("Acute"))}},
				}},
			Heading{Level: 2, ID: "path", Number: "2.1", Text: []Inline{Words("When there is concern")}},
			Steps{Items: []Step{
				{ID: "s1", Number: "1", Title: []Inline{Words("Write down what was seen and said")}, Who: []Inline{Words("The worker who saw it")}, Clock: []Inline{Words("same day")}},
				{ID: "s2", Number: "2", Title: []Inline{Words("Talk to the safeguarding lead")}, Who: []Inline{Words("The worker")}, Clock: []Inline{Words("within 1 working day of the visit")},
					Blocks: []Block{para(Words("The lead decides the level and records why.")), List{Items: []ListItem{{Blocks: []Block{para(Words("If the lead is away, the deputy."))}}}}}},
				{ID: "s3", Number: "10", Title: []Inline{Words("Refer to children’s social care")}, Who: []Inline{Words("The safeguarding lead")}},
			}},
			Heading{Level: 2, ID: "terms", Number: "2.2", Text: []Inline{Words("Terms")}},
			Definitions{Items: []Definition{
				{ID: "t1", Term: []Inline{Words("Young carer")}, Body: []Block{para(Words("A person under 18 who cares for another person."))}},
				{ID: "t2", Term: []Inline{Words("Cŵn, tŷ, ẁ")}, Body: []Block{para(Words("Welsh letters: ŵ ŷ Ŵ Ŷ ẃ. Ticks ✓ ✗, an arrow →, 1–2 days…"))}},
			}},
			Heading{Level: 1, ID: "sign", Number: "3", NewPage: true, Text: []Inline{Words("Sign-off")}},
			SignOff{Signatories: []Signatory{{"Director of Children’s Services", "Northmoor Council"}, {"Chief Executive", "Moor Recovery"}}},
		},
	}
}

// tool runs an outside program, or skips the test where it is missing.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("CONCORDAT_NO_SKIP") != "" {
			t.Fatalf("%s is not installed", name)
		}
		t.Skipf("%s is not installed", name)
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

func write(t *testing.T, d *Document) string {
	t.Helper()
	b, err := PDF(d)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "document.pdf")
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
	if keep := os.Getenv("CONCORDAT_KEEP_PDF"); keep != "" {
		os.WriteFile(filepath.Join(keep, strings.ReplaceAll(t.Name(), "/", "-")+".pdf"), b, 0o644)
	}
	return path
}

func TestPDFIsSoundAndTagged(t *testing.T) {
	t.Parallel()
	path := write(t, everything())
	info := tool(t, "pdfinfo", path)
	for _, want := range []string{"Tagged:          yes", "Title:           Joint working protocol", "Pages:           5", "A4",
		"CreationDate:    Sat Nov 21"} {
		if !strings.Contains(info, want) {
			t.Errorf("pdfinfo does not say %q:\n%s", want, info)
		}
	}
	if check := tool(t, "qpdf", "--check", path); !strings.Contains(check, "No syntax or stream encoding errors found") {
		t.Errorf("qpdf: %s", check)
	}
	for _, line := range strings.Split(strings.TrimSpace(tool(t, "pdffonts", path)), "\n")[2:] {
		if !regexp.MustCompile(`CONCD[A-C]\+ConcordatSans-\w+ +CID TrueType +Identity-H +yes yes yes`).MatchString(line) {
			t.Errorf("a font is not embedded as a subset with its characters named: %s", line)
		}
	}
}

func TestPDFIsTheSameEachTime(t *testing.T) {
	t.Parallel()
	a, err := PDF(everything())
	if err != nil {
		t.Fatal(err)
	}
	for range 4 {
		b, _ := PDF(everything())
		if !bytes.Equal(a, b) {
			t.Fatal("two runs differ")
		}
	}
}

// long is a document of about 40 pages.
func long() *Document {
	d := everything()
	body := d.Body
	for n := range 13 {
		for _, b := range body {
			if h, ok := b.(Heading); ok {
				h.ID = fmt.Sprint(h.ID, "-", n)
				h.Number = fmt.Sprintf("%d.%s", n+4, h.Number)
				b = h
			}
			d.Body = append(d.Body, b)
		}
		for range 8 {
			d.Body = append(d.Body, para(Words(strings.Repeat("The lead agency tells the others in writing within one working day. ", 6)), Mark{MustMark, "MUST"}, Words(" act.")))
		}
	}
	return d
}

func BenchmarkPDF(b *testing.B) {
	d := long()
	var n int
	for b.Loop() {
		out, err := PDF(d)
		if err != nil {
			b.Fatal(err)
		}
		n = len(out)
	}
	b.ReportMetric(float64(n), "bytes")
}

// unpacked is the file with nothing compressed, for looking inside.
func unpacked(t *testing.T, path string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "unpacked.pdf")
	tool(t, "qpdf", "--qdf", "--object-streams=disable", path, out)
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestPDFSaysWhatItIsToThoseWhoCannotSee(t *testing.T) {
	t.Parallel()
	inside := unpacked(t, write(t, everything()))
	for _, want := range []string{
		`/Lang \(en-GB\)`, `/MarkInfo <<\s+/Marked true`, `/DisplayDocTitle true`, `<pdfuaid:part>1</pdfuaid:part>`,
		`<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Joint working protocol`, `/PageMode /UseOutlines`, `/Title \(1\.1 The words of duty\)`,
		`/Scope /Column`, `/Scope /Row`, `/ListNumbering /Decimal`, `/S /TOCI`, `/S /Caption`, `/S /Lbl`, `/Type /OBJR`,
		`/Contents \(national guidance, as it stands on the day \(https://www.example.org/guidance\?a=\(1\)\)\)|/Contents <feff`,
		`/URI \(https://www.example.org/guidance\?a=\\\(1\\\)\)`, `/Title /P`,
	} {
		if !regexp.MustCompile(want).MatchString(inside) {
			t.Errorf("nothing in the file matches %s", want)
		}
	}
	pages, tabs := strings.Count(inside, "/Type /Page\n"), strings.Count(inside, "/Tabs /S")
	if pages == 0 || tabs != pages {
		t.Errorf("%d of %d pages have a tab order", tabs, pages)
	}
	links, said := strings.Count(inside, "/Subtype /Link"), strings.Count(inside, "/StructParent ")
	if links == 0 || links != said || strings.Count(inside, "/Type /OBJR") != links {
		t.Errorf("%d links, of which %d are in the structure", links, said)
	}
	// Whatever is drawn is under a tag or an artifact, which do not overlap with
	// each other or with text objects.
	drawn := regexp.MustCompile(`(\)Tj|\b(f|S|s|b)( Q)?)$`)
	for _, m := range regexp.MustCompile(`(?s)stream\n(.*?)\nendstream`).FindAllStringSubmatch(inside, -1) {
		if !strings.Contains(m[1], " BDC\n") {
			continue
		}
		open := ""
		for _, line := range strings.Split(m[1], "\n") {
			switch {
			case strings.HasSuffix(line, " BDC"), strings.HasSuffix(line, " BMC"):
				open += "M"
			case line == "BT":
				open += "T"
			case line == "EMC" && strings.HasSuffix(open, "M"), line == "ET" && strings.HasSuffix(open, "T"):
				open = open[:len(open)-1]
			case line == "EMC", line == "ET":
				t.Fatalf("%s ends what is not open, or not open last", line)
			case drawn.MatchString(line) && !strings.Contains(open, "M"):
				t.Fatalf("drawn outside of all tags: %q", line)
			case strings.HasSuffix(line, ")Tj") != strings.Contains(open, "T") && drawn.MatchString(line):
				t.Fatalf("words outside of a text object, or a shape inside: %q", line)
			}
			if len(open) > 2 || open == "MM" || open == "TT" {
				t.Fatalf("tags do not pair at %q", line)
			}
		}
		if open != "" {
			t.Fatal("a tag does not end on its page")
		}
	}
}

func TestPDFContentsGiveTheRightPages(t *testing.T) {
	t.Parallel()
	d := long()
	d.Draft = false
	path := write(t, d)
	pages := strings.Split(tool(t, "pdftotext", "-layout", path, "-"), "\f")
	found := 0
	for _, m := range regexp.MustCompile(`(?m)^ *([\d.]+) +(\D+?) +(\d+)$`).FindAllStringSubmatch(strings.Join(pages[1:5], "\n"), -1) {
		var n int
		fmt.Sscan(m[3], &n)
		if !regexp.MustCompile(`(?m)^ *` + regexp.QuoteMeta(m[1]) + ` +` + regexp.QuoteMeta(m[2])).MatchString(pages[n-1]) {
			t.Errorf("%s %s is not on page %d", m[1], m[2], n)
		}
		found++
	}
	if found < 80 {
		t.Errorf("found only %d entries", found)
	}
	last := len(pages) - 1
	for n, page := range pages[:last] {
		if want := fmt.Sprintf("Page %d of %d", n+1, last); !strings.Contains(page, want) {
			t.Errorf("%q is missing", want)
		}
	}
}

func TestPDFRepeatsTheHeadOfATableForTheEyeOnly(t *testing.T) {
	t.Parallel()
	path := write(t, &Document{Title: "Table", Body: []Block{rows(60, 2, "words that fill a line or two of their cell and go on for a while so that it takes some room")}})
	if n := strings.Count(strings.Join(printed(t, path), " "), "Column 1"); n != 1 {
		t.Errorf("the head is read out %d times", n)
	}
	if n := strings.Count(tool(t, "pdftotext", path, "-"), "Column 1"); n < 3 {
		t.Errorf("the head is printed %d times", n)
	}
}

func TestPDFSaysDraftOnEachPage(t *testing.T) {
	t.Parallel()
	d := everything()
	for n, page := range strings.Split(strings.TrimSuffix(tool(t, "pdftotext", write(t, d), "-"), "\f"), "\f") {
		if !strings.Contains(page, "DRAFT") {
			t.Errorf("page %d does not say DRAFT", n+1)
		}
	}
	d.Status = "Approved"
	front := strings.Join(strings.Fields(tool(t, "pdftotext", "-l", "1", write(t, d), "-")), " ")
	if !strings.Contains(front, "The status below is that of the agreement, not of this draft.") || !strings.Contains(front, "Version 1.2, draft, in force from 1 April") {
		t.Errorf("the title page of a draft gives the agreement's status as its own:\n%s", front)
	}
	d.Draft = false
	if strings.Contains(tool(t, "pdftotext", write(t, d), "-"), "DRAFT") {
		t.Error("an agreed document says DRAFT")
	}
}

// contrast is that of the Web Content Accessibility Guidelines.
func contrast(a, b ink) float64 {
	light := func(c ink) float64 {
		part := func(v uint8) float64 {
			f := float64(v) / 255
			if f <= 0.04045 {
				return f / 12.92
			}
			return math.Pow((f+0.055)/1.055, 2.4)
		}
		return 0.2126*part(c.r) + 0.7152*part(c.g) + 0.0722*part(c.b)
	}
	x, y := light(a), light(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestPDFColoursAreEasyToRead(t *testing.T) {
	t.Parallel()
	texts := []ink{textInk, quietInk, linkInk, deepInk}
	grounds := []ink{whiteInk, groundInk, draftInk}
	for _, b := range boxLooks {
		texts = append(texts, b.title)
		grounds = append(grounds, b.ground)
	}
	for _, ground := range grounds {
		for _, text := range texts {
			if c := contrast(text, ground); c < 4.5 {
				t.Errorf("text %v on %v has a contrast of %.1f", text, ground, c)
			}
		}
	}
	for kind, m := range markLooks {
		if c := contrast(m.ink, m.frame.fill); c < 4.5 {
			t.Errorf("mark %d has a contrast of %.1f", kind, c)
		}
	}
	if c := contrast(whiteInk, deepInk); c < 4.5 {
		t.Errorf("numbers of steps have a contrast of %.1f", c)
	}
}

// TestATallRowHoldsNoOtherBack: half a page was empty before a table whose second
// row was tall.
func TestATallRowHoldsNoOtherBack(t *testing.T) {
	for _, c := range []struct {
		name    string
		heights []float64
		want    string
	}{
		{"two rows", []float64{20, 20}, "--"},
		{"low rows", []float64{20, 20, 20, 20, 20}, "kk-k-"},
		{"a tall second", []float64{20, textHeight / 3, 20, 20, 20}, "---k-"},
		{"a tall last", []float64{20, 20, 20, textHeight / 3}, "kk--"},
	} {
		rows := make([]*strip, len(c.heights))
		for i, h := range c.heights {
			rows[i] = &strip{height: h}
		}
		keepRows(rows)
		got := ""
		for _, s := range rows {
			if s.keep {
				got += "k"
			} else {
				got += "-"
			}
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
