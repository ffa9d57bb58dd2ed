package diag

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tabWidth is the number of columns that a tab takes in a snippet.
const tabWidth = 4

// clipped is a line of source as it is printed: tabs are spaces, what a terminal
// would obey is replaced, and a long line is cut on both sides.
type clipped struct {
	text   string
	starts []int // for each byte of the line and its end, the column
	width  int   // of text, in columns
}

// clip lays out a line so that the bytes see[0] to see[1] can be seen in width
// columns; of a longer stretch its beginning is seen.
func clip(line string, see [2]int, width int) clipped {
	starts := make([]int, len(line)+1)
	column := 0
	for i, r := range line {
		for j := 0; j < utf8.RuneLen(r) && i+j < len(line); j++ {
			starts[i+j] = column
		}
		column += runeWidth(r)
	}
	starts[len(line)] = column
	low, high := 0, column
	if column > width {
		low, high = window(starts[see[0]], starts[see[1]], column, width)
	}
	var b strings.Builder
	if low > 0 {
		b.WriteString("…")
	}
	at := low
	if low > 0 {
		at++
	}
	for i, r := range line {
		w := runeWidth(r)
		end := starts[i] + w
		switch {
		case low > 0 && starts[i] <= low, end > high, high < column && end > high-1:
			// A wide character that is cut in half leaves a space.
			if starts[i] <= low && end > low+1 {
				b.WriteString(strings.Repeat(" ", end-low-1))
				at = end
			}
			continue
		}
		at = end
		switch {
		case r == '\t':
			b.WriteString(strings.Repeat(" ", tabWidth))
		case r == utf8.RuneError || hidden(r):
			b.WriteRune('\uFFFD')
		default:
			b.WriteRune(r)
		}
	}
	if high < column {
		b.WriteString("…")
		at++
	}
	for i := range starts {
		starts[i] = min(max(starts[i]-low, 0), at-low)
	}
	return clipped{strings.TrimRight(b.String(), " "), starts, at - low}
}

// window chooses which columns of a long line are shown: a quarter of the room
// goes to what stands before the stretch, less if the stretch needs it.
func window(from, to, length, width int) (low, high int) {
	low = from - width/4
	low = max(low, min(from-1, to-width+2))
	low = max(0, min(low, length-width))
	return low, low + width
}

// columns returns where the bytes from and to of the line stand.
func (c clipped) columns(from, to int) (int, int) { return c.starts[from], c.starts[to] }

// runeWidth returns how many columns a rune takes in a terminal: none for one
// that is set on the one before it, two for East Asian wide ones and most
// pictures.
func runeWidth(r rune) int {
	switch {
	case r == '\t':
		return tabWidth
	case hidden(r):
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case unicode.Is(wide, r):
		return 2
	}
	return 1
}

// wide holds the blocks of the East Asian Width property W and F that are worth
// telling apart (Unicode Standard Annex 11).
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x1100, 0x115f, 1}, {0x2e80, 0x303e, 1}, {0x3041, 0x4dbf, 1}, {0x4e00, 0xa4cf, 1},
		{0xa960, 0xa97f, 1}, {0xac00, 0xd7a3, 1}, {0xf900, 0xfaff, 1}, {0xfe30, 0xfe6f, 1},
		{0xff00, 0xff60, 1}, {0xffe0, 0xffe6, 1},
	},
	R32: []unicode.Range32{
		{0x1f300, 0x1f64f, 1}, {0x1f680, 0x1f6ff, 1}, {0x1f900, 0x1faff, 1}, {0x20000, 0x3fffd, 1},
	},
}
