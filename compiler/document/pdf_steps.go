package document

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
		p.strokes(0.9, textInk, x, m-2.6, x, m, x+2, m)
	}
	b.rowBody.back(p, y)
}

func (b *stepBody) fore(p *paper, y float64) {
	number := lineBody{x: b.circle - b.number.width/2, line: b.number}
	number.fore(p, y+stepCentre-b.number.height/2)
	b.rowBody.fore(p, y)
}

func (t *setter) steps(b Steps, a area, below *tag) []*strip {
	if len(b.Items) == 0 {
		return nil
	}
	tg := below.child("L")
	tg.attr = numberedList
	in, wide := a.in(stepIndent, 0), a.width >= 160
	if !wide {
		in = a.in(16, 0)
	}
	clocks := 0.0
	for _, s := range b.Items {
		if len(s.Clock) > 0 && a.width >= 300 {
			clocks = min(170, a.width*0.36)
		}
	}
	var out []*strip
	path := &rail{start: stepCentre, end: stepCentre, draw: func(p *paper, top, bottom float64) {
		p.line(a.x+stepRadius+1, top, a.x+stepRadius+1, bottom, 2, pathInk)
	}}
	for i, s := range b.Items {
		li := tg.child("LI")
		label, inside := li.child("Lbl"), li.child("LBody")
		left := in
		if clocks > 0 {
			left = in.in(0, clocks+12)
		}
		left.look = look{boldFace, a.look.size + 1, textInk}
		words := t.textStrips(s.Title, left, inside)
		left.look = look{regularFace, min(a.look.size, whoLook.size), whoLook.ink}
		if who := t.textStrips(s.Who, left, inside); len(who) > 0 {
			who[0].gap = 1
			words = append(words, who...)
		}
		right := area{a.x + a.width - clocks + clockInset, clocks - clockInset - 8, look{boldFace, a.look.size * 0.87, textInk}}
		if clocks == 0 {
			right.x, right.width = in.x, in.width
		}
		clock := t.textStrips(s.Clock, right, inside)
		if clocks == 0 {
			words = append(words, clock...)
		}
		set, end := stack(words, 3)
		var got []*strip
		switch {
		case !wide || end > textHeight/3 || len(clock) > 12:
			// Too narrow, or too long, for a circle: set as a list is.
			got = t.labelled(words, label, s.Number, a.x, look{boldFace, a.look.size, textInk}, in.x > a.x)
			if clocks > 0 {
				got = append(got, clock...)
			}
		default:
			head := &stepBody{circle: a.x + stepRadius + 1}
			number := numeralLook
			if len(s.Number) > 2 {
				number.size = 9
			}
			head.number = t.text.lines(printable(nil, s.Number, scrap{look: number, tag: label}), in.x-a.x, number)[0]
			head.x, head.width, head.height = a.x, a.width, max(end, 2*stepRadius)
			head.cells = append(head.cells, rowCell{strips: set})
			if len(clock) > 0 && clocks > 0 {
				set, end := stack(clock, 2.5)
				head.cells = append(head.cells, rowCell{strips: set})
				for _, p := range set {
					line := p.body.(*lineBody)
					line.sober = true
					head.within = max(head.within, line.line.width+clockInset+8)
				}
				head.label, head.foot = a.x+a.width-clocks, end+3.5
				head.height = max(head.height, head.foot)
			}
			got = []*strip{{height: head.height, body: head}}
		}
		got[0].ids = append(named([]string{s.ID}), got[0].ids...)
		got[0].gap = 15
		if i == 0 {
			got[0].gap = a.look.size * blockGap
			path.first = got[0]
		}
		if rest := t.blocks(s.Blocks, in, inside); len(rest) > 0 {
			rest[0].gap = 3
			got[len(got)-1].keep = true
			got = append(got, rest...)
		}
		path.last = got[0]
		for j, g := range got {
			if wide && (i < len(b.Items)-1 || (j == 0 && i > 0)) {
				g.rails = append([]*rail{path}, g.rails...)
			}
		}
		out = append(out, got...)
	}
	return append(out, &strip{height: 5})
}

// textStrips sets text in lines under a tag of its own, if there is any.
func (t *setter) textStrips(in []Inline, a area, below *tag) []*strip {
	if len(in) == 0 {
		return nil
	}
	return t.lineStrips(in, a, below.child("P"))
}
