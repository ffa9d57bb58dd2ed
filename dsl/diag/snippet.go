package diag

import (
	"sort"
	"strconv"
	"strings"
)

// mark is a label as the snippet of its source sees it: from one, both lines
// inclusive.
type mark struct {
	Label
	primary     bool
	first, last int // lines
	from, to    int // bytes into the first and the last line; to is one past the end
}

// groupLabels gathers the labels of a finding by source, that of the finding
// itself first, the others in the order in which they come. The first label of a
// group names the place of the group.
func groupLabels(d Diagnostic) [][]mark {
	var groups [][]mark
	index := map[*Source]int{}
	add := func(l Label, primary bool) {
		s := l.Span.Source
		if s == nil {
			return
		}
		i, known := index[s]
		if !known {
			i = len(groups)
			index[s] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], newMark(l, primary))
	}
	add(d.At, true)
	for _, l := range d.Related {
		add(l, false)
	}
	return groups
}

func newMark(l Label, primary bool) mark {
	s := l.Span.Source
	m := mark{Label: l, primary: primary}
	start, end := l.Span.Start, l.Span.End
	// A span that ends with line ends is shown to the end of its text.
	for end > start && s.Text[end-1] == '\n' {
		end--
	}
	m.first, m.last = s.lineIndex(start)+1, s.lineIndex(end)+1
	lineStart, _ := s.lineBounds(m.first)
	m.from = start - lineStart
	lineStart, _ = s.lineBounds(m.last)
	m.to = end - lineStart
	return m
}

func (m mark) long() bool { return m.first != m.last }

func gutterWidth(groups [][]mark) int {
	last := 1
	for _, g := range groups {
		for _, m := range g {
			last = max(last, m.last)
		}
	}
	return len(strconv.Itoa(last))
}

// snippet writes the marked lines of one source, with three dots where lines are
// left out. A mark that runs over several lines has a rail on the left from its
// first line to its last.
func (f *frame) snippet(group []mark) {
	marks := append([]mark{}, group...)
	sort.SliceStable(marks, func(i, j int) bool { return marks[i].first < marks[j].first })
	source := group[0].Span.Source
	rails := railMarks(marks)
	previous := 0
	for _, n := range shownLines(marks) {
		if previous > 0 && n > previous+1 {
			f.dots(rails, previous)
		}
		previous = n
		f.line(source, n, marks, rails)
	}
}

// railMarks returns the marks that run over several lines, each of which has a
// column of its own on the left.
func railMarks(marks []mark) []mark {
	var long []mark
	for _, m := range marks {
		if m.long() {
			long = append(long, m)
		}
	}
	return long
}

// shownLines are the marked lines; of a mark over more than four lines, the
// first two and the last two.
func shownLines(marks []mark) []int {
	shown := map[int]bool{}
	for _, m := range marks {
		for n := m.first; n <= m.last; n++ {
			if m.last-m.first < 4 || n < m.first+2 || n > m.last-2 {
				shown[n] = true
			} else {
				n = m.last - 2
			}
		}
	}
	lines := make([]int, 0, len(shown))
	for n := range shown {
		lines = append(lines, n)
	}
	sort.Ints(lines)
	// One line left out takes as much room as the dots in its place.
	for i := 0; i+1 < len(lines); i++ {
		if lines[i+1] == lines[i]+2 {
			lines = append(lines[:i+1], append([]int{lines[i] + 1}, lines[i+1:]...)...)
		}
	}
	return lines
}

// line writes one line of source and the rows of marks below it.
func (f *frame) line(source *Source, n int, marks, rails []mark) {
	text := source.Line(n)
	var on []mark
	for _, m := range marks {
		switch {
		case !m.long() && m.first == n:
			on = append(on, m)
		case m.long() && (m.first == n && !m.startsLine(text) || m.last == n):
			on = append(on, m)
		}
	}
	c := clip(text, focus(on, text, n), f.opts.Width)
	f.numbered(n, f.rail(rails, n, text)+c.text)
	for _, m := range on {
		f.under(m, n, text, c, rails)
	}
}

// under writes the row of one mark: an underline, or the end of a rail.
func (f *frame) under(m mark, n int, text string, c clipped, rails []mark) {
	sign, colour := "-", cyan
	if m.primary {
		sign, colour = "^", f.colour()
	}
	if !m.long() {
		from, to := c.columns(m.from, m.to)
		f.marked(f.rest(rails, n), strings.Repeat(" ", from), f.paint(colour, strings.Repeat(sign, max(1, to-from))+lead(oneLine(m.Text))))
		return
	}
	if m.first == n {
		from, _ := c.columns(m.from, m.from)
		f.marked(f.opens(rails, m), "", f.paint(colour, strings.Repeat("_", from)+sign))
		return
	}
	_, to := c.columns(m.to, m.to)
	f.marked(f.closes(rails, m, n), "", f.paint(colour, strings.Repeat("_", max(0, to-1))+sign+lead(oneLine(m.Text))))
}

func (f *frame) marked(rail, space, text string) { f.bar(rail + space + text) }

// startsLine says that nothing but space stands before the mark, so that its
// rail begins beside the line and needs no row of its own.
func (m mark) startsLine(text string) bool { return strings.TrimLeft(text[:m.from], " \t") == "" }

// rail draws the rails beside a line of source: two columns each.
func (f *frame) rail(rails []mark, n int, text string) string {
	var b strings.Builder
	for _, m := range rails {
		switch {
		case n == m.first && m.startsLine(text):
			b.WriteString("/ ")
		case n > m.first && n <= m.last:
			b.WriteString("| ")
		default:
			b.WriteString("  ")
		}
	}
	return b.String()
}

// rest draws the rails that go on below line n.
func (f *frame) rest(rails []mark, n int) string {
	var b strings.Builder
	for _, m := range rails {
		if n >= m.first && n < m.last {
			b.WriteString("| ")
		} else {
			b.WriteString("  ")
		}
	}
	return b.String()
}

// opens draws the rails of the row that leads from the rail of m to its first
// character.
func (f *frame) opens(rails []mark, m mark) string {
	rest := f.rest(rails, m.first)
	for i, r := range rails {
		if r.Span == m.Span {
			return rest[:2*i] + " _" + strings.Repeat("_", 2*(len(rails)-i-1))
		}
	}
	return rest
}

// closes draws the rails of the row that leads from the rail of m to its last
// character.
func (f *frame) closes(rails []mark, m mark, n int) string {
	rest := f.rest(rails, n)
	for i, r := range rails {
		if r.Span == m.Span {
			return rest[:2*i] + "|_" + strings.Repeat("_", 2*(len(rails)-i-1))
		}
	}
	return rest
}

func (f *frame) dots(rails []mark, after int) {
	rest := strings.TrimRight(f.rest(rails, after), " ")
	dots := strings.Repeat(".", min(3, len(f.gutter)+1))
	if rest != "" {
		rest = strings.Repeat(" ", len(f.gutter)+3-len(dots)) + rest
	}
	f.out.WriteString(f.paint(faint, dots) + rest + "\n")
}

// focus returns the bytes of a line that have to be seen: all that is marked on
// it, or its beginning.
func focus(on []mark, text string, n int) (span [2]int) {
	span = [2]int{len(text), 0}
	for _, m := range on {
		from, to := m.from, m.to
		if m.long() {
			from, to = m.to, m.to
			if m.first == n {
				from, to = m.from, m.from
			}
		}
		span[0], span[1] = min(span[0], from), max(span[1], to)
	}
	if span[0] > span[1] {
		return [2]int{0, 0}
	}
	return span
}
