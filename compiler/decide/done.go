package decide

import (
	"slices"
	"strings"

	"concordat/compiler/clock"
)

// isDone says whether the case says that something has happened, and when. What it
// puts after its own moment is still to come.
func (d *decision) isDone(name string) (clock.Point, bool) {
	p := d.happened[name]
	return p, p.Known && (!d.at.Known || p.At <= d.at.At)
}

// done lists what has happened, the earliest first. Which of it stands among what
// comes first is for [decision.first] to say.
func (d *decision) done() {
	d.out.Done = []Done{}
	for _, name := range sortedKeys(d.happened) {
		p, ok := d.isDone(name)
		if !ok {
			continue
		}
		x := Done{Kind: "event", Name: name, Title: d.e.eventTitle(name), At: p.At.ISO(), Text: p.String(), Clauses: []string{}}
		if w, ok := d.e.next[name]; ok {
			x.Kind, x.Title = w.Kind, w.Title
			if way, _, nested := strings.Cut(name, "."); nested {
				x.Title += ", in “" + d.e.next[way].Title + "”"
			}
			if w.Clause != "" {
				x.Clauses = append(x.Clauses, w.Clause)
			}
		}
		d.out.Done = append(d.out.Done, x)
	}
	slices.SortStableFunc(d.out.Done, func(a, b Done) int { return int(d.happened[a.Name].At - d.happened[b.Name].At) })
}

// doneFirst notes that a step which would stand first is done, and the clauses that
// ask for the same.
func (d *decision) doneFirst(path string, clauses []string) {
	for i := range d.out.Done {
		if x := &d.out.Done[i]; x.Name == path {
			x.First = true
			for _, c := range clauses {
				if c != "" && !slices.Contains(x.Clauses, c) {
					x.Clauses = append(x.Clauses, c)
				}
			}
		}
	}
}
