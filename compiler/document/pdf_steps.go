package document

import "math"

// Measures of a pathway.
const (
	stepIndent = 38.0 // of the text
	stepRadius = 11.0
	stepCentre = 11.0 // of the circle from the top of its step
	clockInset = 19.0 // of the words from the left of their frame
)

var pathInk = ink{0x9f, 0xb4, 0xd1}

// stepBody is the head of a step: its number in a circle, its title and who
// takes it, and its clock on the right.
type stepBody struct {
	rowBody
	circle float64 // x of its centre
	label  float64 // x of the left of the clock's frame; 0 is none
	within float64 // width of that frame
	foot   float64 // of that frame, from its top
	number textLine
}

func (b *stepBody) back(p *paper, y float64) {
	half := max(stepRadius, b.number.width/2+6)
	p.pill(b.circle-half, y, 2*half, 2*stepRadius, deepInk)
	if b.label > 0 {
		f := markLooks[ClockMark].frame
		p.frame(b.label, y, b.within, b.foot, 3, f.fill, f.edge)
		// A small clock, for those who look rather than read.
		x, m := b.label+10, y+9.2
		p.ring(x, m, 4.2, 0.9, textInk)
		p.path(0.9, textInk, x, m-2.6, x, m, x+2, m)
	}
	b.rowBody.back(p, y)
}

func (b *stepBody) fore(p *paper, y float64) {
	number := lineBody{b.circle - b.number.width/2, b.number}
	number.fore(p, y+stepCentre-b.number.height/2)
	b.rowBody.fore(p, y)
}

func (t *setter) steps(b Steps, a area, below *tag) []*strip {
	if len(b.Items) == 0 {
		return nil
	}
	tg := below.child("L")
	tg.attr = numberedList
	in := a.in(stepIndent, 0)
	clocks := 0.0
	for _, s := range b.Items {
		if len(s.Clock) > 0 {
			clocks = math.Min(150, a.width*0.3)
		}
	}
	var out []*strip
	path := &rail{start: stepCentre, end: stepCentre, draw: func(p *paper, top, bottom float64) {
		p.line(a.x+stepRadius+1, top, a.x+stepRadius+1, bottom, 2, pathInk)
	}}
	for i, s := range b.Items {
		li := tg.child("LI")
		label, body := li.child("Lbl"), li.child("LBody")
		head := &stepBody{circle: a.x + stepRadius + 1}
		head.x, head.width = a.x, a.width
		number := numeralLook
		if len(s.Number) > 2 {
			number.size = 9
		}
		head.number = breakLines(printable(nil, s.Number, scrap{look: number, tag: label}), a.width, number)[0]

		left := in
		if clocks > 0 {
			left = in.in(0, clocks+12)
		}
		left.look = look{boldFace, a.look.size + 1, textInk}
		words := lineStrips(s.Title, left, body.child("P"))
		if len(words) > 0 {
			// The first line stands level with the number.
			words[0].gap = 0
		}
		left.look = look{regularFace, min(a.look.size, whoLook.size), whoLook.ink}
		who := lineStrips(s.Who, left, body.child("P"))
		if len(who) > 0 {
			who[0].gap = 1
		}
		set, end := stack(append(words, who...), 3)
		head.cells = append(head.cells, rowCell{strips: set})
		head.height = max(end, 2*stepRadius)
		if len(s.Clock) > 0 {
			right := area{a.x + a.width - clocks + clockInset, clocks - clockInset - 6, look{boldFace, a.look.size * 0.9, textInk}}
			set, end := stack(lineStrips(s.Clock, right, body.child("P")), 2.5)
			head.cells = append(head.cells, rowCell{strips: set})
			for _, p := range set {
				head.within = max(head.within, p.body.(*lineBody).line.width+clockInset+8)
			}
			head.label, head.foot = a.x+a.width-clocks, end+3.5
			head.height = max(head.height, head.foot)
		}
		got := []*strip{{height: head.height, body: head, ids: named([]string{s.ID})}}
		got[0].gap = 15
		if i == 0 {
			got[0].gap = a.look.size * blockGap
			path.first = got[0]
		}
		if rest := t.blocks(s.Blocks, in, body); len(rest) > 0 {
			rest[0].gap = 3
			got[0].keep = true
			got = append(got, rest...)
		}
		path.last = got[0]
		for j, g := range got {
			if i < len(b.Items)-1 || (j == 0 && i > 0) {
				g.rails = append([]*rail{path}, g.rails...)
			}
		}
		out = append(out, got...)
	}
	return append(out, &strip{height: 5})
}
