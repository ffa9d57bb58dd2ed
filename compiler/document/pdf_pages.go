package document

import "math"

// strip is a horizontal strip of the document that no page cuts: a line of
// text, as a rule, or a row of a table.
type strip struct {
	gap    float64 // above it; none at the head of a page
	height float64
	keep   bool // stands on the page of the next strip
	page   bool // starts a page
	ids    []string
	rails  []*rail // what it stands in, from the outside in
	body   body    // nil for a strip of nothing
	head   *strip  // repeated above it where it starts a page
	mark   *bookmark
	// cut splits a strip too tall to be kept whole; nothing is taken off where
	// the first is nil. With force, something is.
	cut func(room float64, force bool) (first, rest *strip)
}

// body is what a strip shows. All backgrounds of a page are drawn before its
// text.
type body interface {
	back(p *paper, y float64)
	fore(p *paper, y float64)
}

// rail is a decoration that runs along strips and goes on over pages: the
// ground of a box, the line of a pathway. Draw is called once for each page.
type rail struct {
	// From the first strip it starts this far down; on the last it ends this
	// far down, or at its foot where end is 0.
	first, last *strip
	start, end  float64
	draw        func(p *paper, top, bottom float64)
}

// bookmark is an entry of the outline.
type bookmark struct {
	text  string
	level int
}

// placed is a strip on its page.
type placed struct {
	*strip
	y     float64 // from the top of the page's text
	muted bool    // a repeated head
}

// paginate sets strips on pages.
func paginate(strips []*strip) [][]placed {
	var pages [][]placed
	var page []placed
	y := 0.0
	turn := func() {
		if len(page) > 0 {
			pages = append(pages, page)
		}
		page, y = nil, 0
	}
	for i := 0; i < len(strips); {
		s := strips[i]
		if s.spacer() && (y == 0 || y+s.height > textHeight) {
			i++
			continue
		}
		if s.page || (y > 0 && y+s.gap+together(strips[i:]) > textHeight) {
			if y > 0 {
				turn()
			}
		}
		if y == 0 && s.head != nil {
			page = append(page, placed{strip: s.head, muted: true})
			y = s.head.height
		} else if y > 0 {
			y += s.gap
		}
		if y+s.height > textHeight && s.cut != nil {
			fresh := len(page) == 0 || (len(page) == 1 && page[0].muted)
			if first, rest := s.cut(textHeight-y, fresh); first != nil && rest != nil {
				page = append(page, placed{strip: first, y: y})
				turn()
				strips[i] = rest
				continue
			} else if first == nil {
				turn()
				continue
			}
		}
		page = append(page, placed{strip: s, y: y})
		y += s.height
		i++
	}
	turn()
	return pages
}

// together is the height that must stand on one page from the first strip on,
// or just what the first needs if all that is kept together is more than a page.
func together(strips []*strip) float64 {
	first := strips[0].least()
	total := 0.0
	for i, s := range strips {
		if i > 0 {
			total += s.gap
		}
		if !s.keep || i == len(strips)-1 {
			total += s.least()
			break
		}
		total += s.height
		if total > textHeight {
			break
		}
	}
	if strips[0].head != nil {
		first += strips[0].head.height
	}
	if total > textHeight-72 {
		return first
	}
	return total
}

// least is the least height of a strip that is worth setting on a page.
func (s *strip) least() float64 {
	if s.cut != nil {
		return math.Min(s.height, 64)
	}
	return s.height
}

// spacer says whether a strip is only room between others.
func (s *strip) spacer() bool {
	return s.body == nil && len(s.ids) == 0 && len(s.rails) == 0 && !s.keep
}

// locate notes where the IDs stand. The first of equal ones counts.
func locate(p *paper, pages [][]placed) {
	for n, page := range pages {
		for _, s := range page {
			if s.muted {
				continue
			}
			for _, id := range s.ids {
				if _, known := p.at[id]; !known {
					p.at[id] = place{n, marginTop + s.y}
				}
			}
		}
	}
}

// drawBacks draws what lies behind the text of strips, with the top of the text
// at top: their rails, then their own backgrounds.
func drawBacks(p *paper, strips []placed, top float64) {
	type reach struct {
		rail        *rail
		top, bottom float64
	}
	var rails []reach
	for _, s := range strips {
	next:
		for _, r := range s.rails {
			bottom := s.y + s.height
			if s.strip == r.last && r.end > 0 {
				bottom = s.y + r.end
			}
			for i := range rails {
				if rails[i].rail == r {
					rails[i].bottom = bottom
					continue next
				}
			}
			from := s.y
			if s.strip == r.first {
				from += r.start
			}
			rails = append(rails, reach{r, from, bottom})
		}
	}
	for _, r := range rails {
		if r.bottom > r.top {
			r.rail.draw(p, top+r.top, top+r.bottom)
		}
	}
	for _, s := range strips {
		if s.body != nil {
			s.body.back(p, top+s.y)
		}
	}
}

// drawFores draws the text of strips.
func drawFores(p *paper, strips []placed, top float64) {
	for _, s := range strips {
		if s.mark != nil && !s.muted {
			p.bookmark(*s.mark, top+s.y)
		}
		if s.body == nil {
			continue
		}
		if s.muted {
			p.artifact("/Type/Pagination/Subtype/Header")
			p.muted = true
			s.body.fore(p, top+s.y)
			p.muted = false
			continue
		}
		s.body.fore(p, top+s.y)
	}
}

// lineBody is a line of text at a distance from the left of the page.
type lineBody struct {
	x     float64
	line  textLine
	sober bool // links keep the colour of the text: a label
}

func (b *lineBody) back(p *paper, y float64) {
	base := y + b.line.base
	for i := range b.line.spans {
		s := &b.line.spans[i]
		size := s.scrap.look.size
		if f := s.scrap.frame; f != nil && s.text != " " {
			if f.pad > 0 {
				p.frame(b.x+s.x+0.5, base-size*0.98, s.width-1, size*1.3, 2, f.fill, f.edge)
			} else {
				p.rect(b.x+s.x-1, base-size*0.98, s.width+2, size*1.3, f.fill)
			}
		}
		if s.scrap.link != nil && s.scrap.frame == nil && p.live(s.scrap.link) && s.text != " " {
			p.line(b.x+s.x, base+1.6, b.x+s.x+s.width, base+1.6, 0.5, underInk)
		}
	}
}

func (b *lineBody) fore(p *paper, y float64) {
	base := y + b.line.base
	for i := range b.line.spans {
		s := &b.line.spans[i]
		l, t, x := s.scrap.look, s.scrap.tag, b.x+s.x
		live := p.live(s.scrap.link)
		if live && s.scrap.frame == nil && !b.sober {
			l.ink = linkInk
		}
		if s.scrap.link != nil && !live {
			t = s.scrap.plain
		}
		if s.scrap.whole {
			x += s.scrap.frame.pad
		}
		p.begin(t)
		p.text(x, base, s.text, l)
		if live && s.text != " " {
			width := s.width
			for j := i + 1; j < len(b.line.spans) && b.line.spans[j].scrap.link == s.scrap.link; j++ {
				width = b.line.spans[j].x + b.line.spans[j].width - s.x
			}
			if i == 0 || b.line.spans[i-1].scrap.link != s.scrap.link {
				if t.actual != "" {
					t = t.parent
				}
				p.link(t, b.x+s.x, base-l.size*0.9, width, l.size*1.2, s.scrap.link)
			}
		}
	}
}
