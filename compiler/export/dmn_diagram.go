package export

import "fmt"

// A diagram lets a DMN editor draw what needs what: inputs at the foot, each
// decision above all that it needs, the one that gathers everything at the top.

// The size of a box and the space between boxes, in the units of DMN's diagrams.
const (
	boxWide, boxHigh = 180, 60
	gapWide, gapHigh = 20, 120
)

type drawing struct {
	rows  [][]string // from the foot
	at    map[string]box
	edges []edge
}

type box struct{ row, column int }

type edge struct{ id, from, to string }

// box draws something, not below a row, above all that it needs, which is drawn
// already.
func (d *drawing) box(id string, row int, needs []string) {
	for _, need := range needs {
		row = max(row, d.at[need].row+1)
	}
	for len(d.rows) <= row {
		d.rows = append(d.rows, nil)
	}
	d.at[id] = box{row, len(d.rows[row])}
	d.rows[row] = append(d.rows[row], id)
}

// place returns the left upper corner of a box. Rows are centred.
func (d *drawing) place(id string) (x, y int) {
	widest := 0
	for _, row := range d.rows {
		widest = max(widest, len(row))
	}
	b := d.at[id]
	x = (widest-len(d.rows[b.row]))*(boxWide+gapWide)/2 + b.column*(boxWide+gapWide)
	y = (len(d.rows) - 1 - b.row) * (boxHigh + gapHigh)
	return x, y
}

// diagram writes the drawing.
func (w *dmnWriter) diagram() {
	number := func(name string, n int) attr { return attr{name, fmt.Sprint(n)} }
	w.element("dmndi:DMNDI", func() {
		w.element("dmndi:DMNDiagram", func() {
			for _, row := range w.drawing.rows {
				for _, id := range row {
					x, y := w.drawing.place(id)
					w.element("dmndi:DMNShape", func() {
						w.empty("dc:Bounds", number("x", x), number("y", y), number("width", boxWide), number("height", boxHigh))
					}, attr{"id", id + "-shape"}, attr{"dmnElementRef", id})
				}
			}
			for _, e := range w.drawing.edges {
				fromX, fromY := w.drawing.place(e.from)
				toX, toY := w.drawing.place(e.to)
				w.element("dmndi:DMNEdge", func() {
					w.empty("di:waypoint", number("x", fromX+boxWide/2), number("y", fromY))
					w.empty("di:waypoint", number("x", toX+boxWide/2), number("y", toY+boxHigh))
				}, attr{"id", e.id + "-edge"}, attr{"dmnElementRef", e.id})
			}
		}, attr{"id", "diagram"})
	})
}
