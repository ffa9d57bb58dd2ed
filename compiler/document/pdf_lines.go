package document

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// scrap is a stretch of text that looks alike and belongs to one tag.
type scrap struct {
	text  string // as printed: white space is single spaces
	look  look
	tag   *tag
	link  *linkRef
	plain *tag       // of a link that leads nowhere, instead of tag
	frame *frameLook // drawn around the text
	whole bool       // not broken at spaces unless a line cannot hold it
	hard  bool       // a line ends here
}

// linkRef is where a link leads.
type linkRef struct{ to, url, says string }

// frameLook is the frame of a mark or of code.
type frameLook struct {
	fill, edge ink
	pad        float64
}

// bit is a part of a scrap without a place to break a line: from and to are
// offsets into its text.
type bit struct {
	scrap    *scrap
	from, to int
	width    float64
}

// atom is what stands between two places where a line may break: a word, as a
// rule, though several scraps may share it ("**must**,").
type atom struct {
	from, to int // its bits
	width    float64
	space    *scrap // of the space that follows; nil is none
	gap      float64
	hard     bool // the line ends after it
}

// span is a printed stretch of one scrap.
type span struct {
	scrap *scrap
	x     float64 // from the left of the line
	width float64 // without a space at the end
	text  string
	from  int
	to    int
}

// textLine is a line of text.
type textLine struct {
	spans  []span
	width  float64
	height float64
	base   float64 // from its top to the baseline
}

// scraps flattens inlines to stretches that look alike. below is the tag that
// the text belongs to.
func scraps(out []*scrap, in []Inline, l look, below *tag, link *linkRef) []*scrap {
	for _, i := range in {
		switch i := i.(type) {
		case Words:
			out = printable(out, string(i), scrap{look: l, tag: below, link: link})
		case Strong:
			bold := l
			bold.face = boldFace
			out = scraps(out, i, bold, below, link)
		case Emphasis:
			slanted := l
			if l.face != boldFace {
				slanted.face = italicFace
			}
			out = scraps(out, i, slanted, below, link)
		case Code:
			out = printable(out, string(i), scrap{look: l, tag: below, link: link, frame: &codeFrame})
		case Mark:
			m := markLooks[i.Kind]
			l := look{face: boldFace, size: min(l.size*0.88, 10), ink: m.ink}
			out = printable(out, i.Text, scrap{look: l, tag: below, link: link, frame: &m.frame, whole: true})
		case Link:
			if link != nil || (i.To == "" && i.URL == "") {
				out = scraps(out, i.Text, l, below, link) // a link inside a link is none
				continue
			}
			says := plain(i.Text)
			if strings.HasPrefix(i.URL, "tel:") { // a number is not broken
				i.Text = []Inline{Words(strings.ReplaceAll(says, " ", "\u00A0"))}
			}
			if i.To == "" && says != i.URL {
				says = strings.TrimSpace(says + " (" + i.URL + ")")
			}
			from := len(out)
			out = scraps(out, i.Text, l, below.inline("Link"), &linkRef{to: i.To, url: i.URL, says: says})
			for _, s := range out[from:] {
				s.plain = below
			}
		case Break:
			out = append(out, &scrap{text: " ", look: l, tag: below, hard: true})
		}
	}
	return out
}

// plain is the text of inlines without its manner.
func plain(in []Inline) string {
	var b strings.Builder
	var walk func([]Inline)
	walk = func(in []Inline) {
		for _, i := range in {
			switch i := i.(type) {
			case Words:
				b.WriteString(string(i))
			case Code:
				b.WriteString(string(i))
			case Mark:
				b.WriteString(i.Text)
			case Strong:
				walk(i)
			case Emphasis:
				walk(i)
			case Link:
				walk(i.Text)
			case Break:
				b.WriteByte(' ')
			}
		}
	}
	if len(in) == 1 {
		if w, ok := in[0].(Words); ok {
			return singleSpaced(string(w))
		}
	}
	walk(in)
	return singleSpaced(b.String())
}

// singleSpaced is s with a space for each stretch of white space, and none at
// its ends.
func singleSpaced(s string) string {
	space := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c >= 0x7F || c == ' ' && space {
			return strings.Join(strings.FieldsFunc(s, breaks), " ")
		}
		space = s[i] == ' '
	}
	if space {
		return strings.TrimRight(s, " ")
	}
	return s
}

// ending is the last byte of the text of inlines, other than white space; 0
// where there is none.
func ending(in []Inline) byte {
	for n := len(in) - 1; n >= 0; n-- {
		var end byte
		last := func(s string) {
			if s = strings.TrimRightFunc(s, breaks); s != "" {
				end = s[len(s)-1]
			}
		}
		switch i := in[n].(type) {
		case Words:
			last(string(i))
		case Code:
			last(string(i))
		case Mark:
			last(i.Text)
		case Strong:
			end = ending(i)
		case Emphasis:
			end = ending(i)
		case Link:
			end = ending(i.Text)
		}
		if end != 0 {
			return end
		}
	}
	return 0
}

// A line may break at zeroSpace though nothing is printed there.
const zeroSpace = '\u200B'

// breaks says whether a line may break at r.
func breaks(r rune) bool {
	switch r {
	case '\u00A0', '\u202F', '\u2007':
		return false
	}
	return unicode.IsSpace(r)
}

// printable adds text as scraps like s: white space becomes single spaces,
// characters that are not seen go, and those without a glyph become stand-ins
// in a scrap of their own.
func printable(out []*scrap, text string, s scrap) []*scrap {
	f := faces()[s.look.face]
	clean := true
	space := false
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c < 0x20 || c >= 0x7F || (c == ' ' && space) {
			clean = false
			break
		}
		space = c == ' '
	}
	add := func(text, actual string) {
		if text == "" {
			return
		}
		n := s
		n.text = text
		if actual != "" && s.tag != nil {
			n.tag = s.tag.inline("Span")
			n.tag.actual = actual
		}
		out = append(out, &n)
	}
	if clean {
		add(text, "")
		return out
	}
	var b, lost, stand strings.Builder
	space = false
	for _, r := range text {
		switch {
		case breaks(r):
			r = ' '
		case r == '\u2010' || r == '\u2011':
			if !f.has(r) {
				r = '-'
			}
		case r == '\u202F' || r == '\u2007':
			r = '\u00A0'
		case r == zeroSpace:
		case unicode.In(r, unicode.Cf, unicode.Cc, unicode.Variation_Selector):
			if stand.Len() > 0 {
				lost.WriteRune(r) // it may join what cannot be printed
			}
			continue
		}
		if r == ' ' && space {
			continue
		}
		space = r == ' '
		if r == ' ' || r == zeroSpace || f.has(r) {
			add(stand.String(), lost.String())
			stand.Reset()
			lost.Reset()
			b.WriteRune(r)
			continue
		}
		add(b.String(), "")
		b.Reset()
		// A mark above a letter that cannot be printed would only move the box.
		if !unicode.Is(unicode.M, r) || stand.Len() == 0 {
			stand.WriteRune(standIn)
		}
		lost.WriteRune(r)
	}
	add(stand.String(), lost.String())
	add(b.String(), "")
	return out
}

// breaker cuts text into lines. It keeps its lists from one text to the next.
type breaker struct {
	bits  []bit
	atoms []atom
	now   atom
	// A line and all lines are set here, and copied when their number is known:
	// the spans to a part of room, which many lines share.
	set   []textLine
	spans []span
	room  []span
}

// cut makes atoms of scraps: cuts where a line may break.
func (b *breaker) cut(in []*scrap) {
	b.bits, b.atoms, b.now = b.bits[:0], b.atoms[:0], atom{}
	for _, s := range in {
		switch {
		case s.hard:
			b.now.hard = true
			if b.now.to > b.now.from {
				b.now.space = s
			}
			b.push()
			continue
		case s.whole:
			b.word(s, 0, len(s.text))
			continue
		}
		from := 0
		for i := 0; i < len(s.text); i++ {
			if s.text[i] == ' ' {
				b.word(s, from, i)
				if b.now.to > b.now.from {
					b.now.space, b.now.gap = s, faces()[s.look.face].width(" ", s.look.size)
					b.push()
				}
				from = i + 1
			} else if s.text[i] == 0xE2 && strings.HasPrefix(s.text[i:], string(zeroSpace)) {
				b.word(s, from, i)
				b.push()
				from = i + len(string(zeroSpace))
			}
		}
		b.word(s, from, len(s.text))
	}
	b.push()
}

func (b *breaker) push() {
	if b.now.to > b.now.from || b.now.hard {
		b.atoms = append(b.atoms, b.now)
	}
	b.now = atom{from: len(b.bits), to: len(b.bits)}
}

func (b *breaker) word(s *scrap, from, to int) {
	if from == to {
		return
	}
	w := faces()[s.look.face].width(s.text[from:to], s.look.size)
	if s.whole {
		w += 2 * s.frame.pad
	}
	b.bits = append(b.bits, bit{s, from, to, w})
	b.now.to = len(b.bits)
	b.now.width += w
}

// lines sets scraps in lines of a width. Each line that ends at a space carries
// that space, so that the words stay apart in the text of the file. There is at
// least one line, which may be empty.
func (b *breaker) lines(in []*scrap, width float64, l look) []textLine {
	b.cut(in)
	lines := b.set[:0]
	now := textLine{spans: b.spans[:0]}
	var gap float64
	var space *scrap
	flush := func() {
		if space != nil && len(now.spans) > 0 {
			now.space(space, now.width, 0)
		}
		space, gap = nil, 0
		b.spans = now.spans
		now.spans = b.keep(now.spans)
		lines = append(lines, now)
		now = textLine{spans: b.spans[:0]}
	}
	for i := range b.atoms {
		a := &b.atoms[i]
		if len(now.spans) > 0 && now.width+gap+a.width > width {
			flush()
		}
		if space != nil {
			now.space(space, now.width, gap)
			now.width += gap
		}
		for _, p := range b.bits[a.from:a.to] {
			if a.width <= width {
				now.add(p)
				continue
			}
			for _, c := range chop(p, width) {
				if len(now.spans) > 0 && now.width+c.width > width {
					space = nil
					flush()
				}
				now.add(c)
			}
		}
		space, gap = a.space, a.gap
		if a.hard {
			flush()
		}
	}
	if len(now.spans) > 0 || len(lines) == 0 {
		space = nil
		flush()
	}
	b.set = lines
	for i := range lines {
		lines[i].size(l)
	}
	return slices.Clone(lines)
}

// keep copies spans to where they stay.
func (b *breaker) keep(in []span) []span {
	if len(in) > cap(b.room)-len(b.room) {
		b.room = make([]span, 0, max(256, len(in)))
	}
	from := len(b.room)
	b.room = append(b.room, in...)
	return b.room[from:len(b.room):len(b.room)]
}

func (l *textLine) add(b bit) {
	if n := len(l.spans); n > 0 && !b.scrap.whole {
		if last := &l.spans[n-1]; last.scrap == b.scrap && last.to == b.from {
			last.to = b.to
			last.text = b.scrap.text[last.from:b.to]
			l.width += b.width
			last.width = l.width - last.x
			return
		}
	}
	l.spans = append(l.spans, span{scrap: b.scrap, x: l.width, width: b.width,
		text: b.scrap.text[b.from:b.to], from: b.from, to: b.to})
	l.width += b.width
}

// space puts a space of a scrap at x. One that ends a line has no width.
func (l *textLine) space(s *scrap, x, width float64) {
	if last := &l.spans[len(l.spans)-1]; last.scrap == s && last.to < len(s.text) && s.text[last.to] == ' ' {
		last.to++
		last.text = s.text[last.from:last.to]
		return
	}
	at := strings.IndexByte(s.text, ' ')
	l.spans = append(l.spans, span{scrap: s, x: x, width: width, text: " ", from: at, to: at + 1})
	// The space may be the first of its scrap, with the next word after it.
	if last := &l.spans[len(l.spans)-1]; at != 0 {
		last.to = -1
	}
}

// size sets the height of the line and its baseline from what stands in it.
// l is the look of a line without text.
func (l *textLine) size(empty look) {
	size := 0.0
	for i := range l.spans {
		s := l.spans[i].scrap.look.size
		if l.spans[i].scrap.whole {
			s /= 0.88
		}
		size = max(size, s)
	}
	if size == 0 {
		size = empty.size
	}
	l.height = leading(size)
	l.base = l.height/2 + size*0.33
}

// leading is the distance of baselines: wide for text, closer for headings.
func leading(size float64) float64 {
	if size > 15 {
		return size * 1.2
	}
	return size * 1.42
}

// chop cuts a bit that no line can hold, after a sign that joins words where
// there is one.
func chop(b bit, width float64) []bit {
	var out []bit
	f, s := faces()[b.scrap.look.face], b.scrap
	pads := 0.0
	if s.whole {
		pads = 2 * s.frame.pad
	}
	from, good, w := b.from, -1, pads
	for i := b.from; i < b.to; {
		_, n := utf8.DecodeRuneInString(s.text[i:b.to])
		next := f.width(s.text[i:i+n], s.look.size)
		if w+next > width && i > from {
			cut := i
			if good > from {
				cut = good
			}
			out = append(out, bit{s, from, cut, pads + f.width(s.text[from:cut], s.look.size)})
			from, good, w = cut, -1, pads+f.width(s.text[cut:i], s.look.size)
		}
		w += next
		i += n
		if strings.IndexByte("-/.@_?&=: ", s.text[i-1]) >= 0 {
			good = i
		}
	}
	return append(out, bit{s, from, b.to, pads + f.width(s.text[from:b.to], s.look.size)})
}
