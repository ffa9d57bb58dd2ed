package export

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"

	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// The namespaces of DMN 1.3, which later versions still read.
const (
	dmnModel    = "https://www.omg.org/spec/DMN/20191111/MODEL/"
	dmnDiagrams = "https://www.omg.org/spec/DMN/20191111/DMNDI/"
	dmnBounds   = "http://www.omg.org/spec/DMN/20180521/DC/"
	dmnLines    = "http://www.omg.org/spec/DMN/20180521/DI/"
)

// What a decision about a truth returns. There is no Boolean among them, and no
// table tests for the opposite of an answer: an input that is missing matches no
// row and so falls through to "unknown", whatever an engine makes of null.
const (
	dmnTrue    = `"true"`
	dmnFalse   = `"false"`
	dmnUnknown = `"unknown"`
)

func dmnFiles(r *ruleset.RuleSet) ([]File, error) {
	p, err := newPlan(r)
	if err != nil {
		return nil, err
	}
	w := dmnWriter{plan: p, drawing: drawing{at: map[string]box{}}}
	w.write()
	return []File{{fileName(r) + ".dmn", "", []byte(w.b.String())}}, nil
}

type dmnWriter struct {
	*plan
	b     strings.Builder
	depth int
	needs needs // of the decision being written

	drawing drawing
}

// needs are what a decision reads, each once, in order of first use.
type needs struct{ inputs, decisions []string }

func (n *needs) input(id string) {
	if !slices.Contains(n.inputs, id) {
		n.inputs = append(n.inputs, id)
	}
}

func (n *needs) decision(id string) {
	if !slices.Contains(n.decisions, id) {
		n.decisions = append(n.decisions, id)
	}
}

// attr is an attribute of an element.
type attr struct{ name, value string }

func (w *dmnWriter) tag(name string, attrs []attr, end string) {
	w.b.WriteString(strings.Repeat("  ", w.depth) + "<" + name)
	for _, a := range attrs {
		w.b.WriteString(" " + a.name + `="` + strings.ReplaceAll(escaped(a.value), `"`, "&quot;") + `"`)
	}
	w.b.WriteString(end)
}

func (w *dmnWriter) empty(name string, attrs ...attr) { w.tag(name, attrs, "/>\n") }

func (w *dmnWriter) text(name, text string, attrs ...attr) {
	w.tag(name, attrs, ">"+escaped(text)+"</"+name+">\n")
}

func (w *dmnWriter) element(name string, inside func(), attrs ...attr) {
	w.tag(name, attrs, ">\n")
	w.depth++
	inside()
	w.depth--
	w.b.WriteString(strings.Repeat("  ", w.depth) + "</" + name + ">\n")
}

// escaped writes a text between two tags; quotation marks may stand there as they
// are, and most cells have some.
func escaped(text string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(text)); err != nil {
		panic(err) // a strings.Builder takes everything
	}
	return strings.NewReplacer("&#34;", `"`, "&#39;", "'", "&#xA;", "\n").Replace(b.String())
}

// The identifiers of elements inside a decision or an input are its own with a
// hyphen and more behind it, which no name of a decision or an input has.
func (w *dmnWriter) write() {
	w.b.WriteString(xml.Header)
	notes := append(about(w.rules), "An answer that nobody has given is \"?\" (numbers: -1); a question that does not apply has \"-\" (numbers: -2). "+
		"The decision named decision gathers what the others say: \"true\" is so whatever is still to be answered, \"false\" is not so whatever is still to be answered.")
	w.element("definitions", func() {
		w.text("description", strings.Join(notes, "\n"))
		w.types()
		for _, v := range w.inputs {
			w.drawing.box(v.ID, 0, nil)
			w.element("inputData", func() {
				w.text("description", w.asks(v))
				w.empty("variable", attr{"id", v.ID + "-variable"}, attr{"name", v.ID}, attr{"typeRef", "answer_" + v.ID})
			}, attr{"id", v.ID}, attr{"name", v.ID})
		}
		for _, t := range slices.Concat(append(w.layers, w.reached())...) {
			w.truth(t)
		}
		w.levelDecisions()
		for _, t := range append(append([]*truth{}, w.pathways...), w.leads...) {
			w.truth(t)
		}
		w.gathered()
		w.diagram()
	}, attr{"xmlns", dmnModel}, attr{"xmlns:dmndi", dmnDiagrams}, attr{"xmlns:dc", dmnBounds}, attr{"xmlns:di", dmnLines}, attr{"id", "concordat-" + w.name}, attr{"name", w.name},
		attr{"namespace", "urn:concordat:" + w.name}, attr{"exporter", "Concordat"})
}

// types says which answers each input takes.
func (w *dmnWriter) types() {
	for _, v := range w.inputs {
		kind, values := "string", ""
		if v.Number() {
			all := logic.Bool{Var: v, Set: logic.NewSet(v.Count + 1), Blank: true}
			for i := range v.Count {
				all.Set.Add(i)
			}
			if v.Applies != nil {
				all.Set.Add(v.Count)
			}
			kind, values = "number", feelRanges(all.Ranges())
		} else {
			values = feelTexts(append(accepted(v), logic.UnknownText))
		}
		w.element("itemDefinition", func() {
			w.text("typeRef", kind)
			w.element("allowedValues", func() { w.text("text", values) })
		}, attr{"id", v.ID + "-type"}, attr{"name", "answer_" + v.ID})
	}
	w.element("itemDefinition", func() {
		w.text("typeRef", "string")
		w.element("allowedValues", func() { w.text("text", dmnTrue+", "+dmnUnknown+", "+dmnFalse) })
	}, attr{"id", "truth-type"}, attr{"name", "truth"})
}

// decision writes one decision. inside writes its logic and notes what it needs;
// it runs before the requirements are written, which the form wants first.
func (w *dmnWriter) decision(id, question, kind string, inside func()) {
	w.needs = needs{}
	outer := w.b
	w.b = strings.Builder{}
	w.depth++
	inside()
	w.depth--
	logic := w.b.String()
	w.b = outer
	all := append(append([]string{}, w.needs.inputs...), w.needs.decisions...)
	w.drawing.box(id, 1, all)
	for _, need := range all {
		w.drawing.edges = append(w.drawing.edges, edge{id + "-needs-" + need, need, id})
	}
	w.element("decision", func() {
		w.text("question", question)
		w.empty("variable", attr{"id", id + "-variable"}, attr{"name", id}, attr{"typeRef", kind})
		for _, need := range w.needs.inputs {
			w.element("informationRequirement", func() { w.empty("requiredInput", attr{"href", "#" + need}) }, attr{"id", id + "-needs-" + need})
		}
		for _, need := range w.needs.decisions {
			w.element("informationRequirement", func() { w.empty("requiredDecision", attr{"href", "#" + need}) }, attr{"id", id + "-needs-" + need})
		}
		w.b.WriteString(logic)
	}, attr{"id", id}, attr{"name", id})
}

// dmnTable is a decision table whose first row that matches counts.
type dmnTable struct {
	columns []dmnColumn
	rows    []dmnRow
}

type dmnColumn struct{ expression, kind, label string }

type dmnRow struct {
	cells  []string // "" for any value; the last may be left out
	output string
}

func (w *dmnWriter) table(id, policy, kind string, t dmnTable) {
	w.element("decisionTable", func() {
		for i, c := range t.columns {
			w.element("input", func() {
				w.element("inputExpression", func() { w.text("text", c.expression) }, attr{"id", fmt.Sprintf("%s-in-%d-expression", id, i+1)}, attr{"typeRef", c.kind})
			}, attr{"id", fmt.Sprintf("%s-in-%d", id, i+1)}, attr{"label", c.label})
		}
		w.empty("output", attr{"id", id + "-out"}, attr{"typeRef", kind})
		for i, r := range t.rows {
			w.element("rule", func() {
				for n := range t.columns {
					cell := "-"
					if n < len(r.cells) && r.cells[n] != "" {
						cell = r.cells[n]
					}
					w.element("inputEntry", func() { w.text("text", cell) }, attr{"id", fmt.Sprintf("%s-row-%d-in-%d", id, i+1, n+1)})
				}
				w.element("outputEntry", func() { w.text("text", r.output) }, attr{"id", fmt.Sprintf("%s-row-%d-out", id, i+1)})
			}, attr{"id", fmt.Sprintf("%s-row-%d", id, i+1)})
		}
	}, attr{"id", id + "-table"}, attr{"hitPolicy", policy})
}

func (w *dmnWriter) literal(id, text string) {
	w.element("literalExpression", func() { w.text("text", text) }, attr{"id", id + "-expression"})
}

// truth writes the decision about one truth: as a table of answers where that has
// few rows, else as a table of two conditions.
func (w *dmnWriter) truth(t *truth) {
	w.decision(t.id, w.remark(t), "truth", func() {
		switch {
		case t.certain.Op == logic.Always:
			w.literal(t.id, dmnTrue)
			return
		case t.never.Op == logic.Always:
			w.literal(t.id, dmnFalse)
			return
		case t.certain.Op == logic.Never && t.never.Op == logic.Never: // it is still to be written
			w.literal(t.id, dmnUnknown)
			return
		}
		if table, ok := w.answerTable(t); ok {
			w.table(t.id, "FIRST", "truth", table)
			return
		}
		w.table(t.id, "FIRST", "truth", dmnTable{
			[]dmnColumn{{w.feel(t.certain), "boolean", "certainly"}, {w.feel(t.never), "boolean", "certainly not"}},
			[]dmnRow{{[]string{"true"}, dmnTrue}, {[]string{"", "true"}, dmnFalse}, {nil, dmnUnknown}},
		})
	})
}

// levelDecisions say of each level whether the case is at it; which is certain;
// and which are not ruled out. They say what [sqlWriter.levelColumns] says.
func (w *dmnWriter) levelDecisions() {
	for i, l := range w.levels {
		w.decision(l.id, "level "+oneLine(l.name)+": is the case at it?", "truth", func() {
			t := dmnTable{columns: []dmnColumn{w.column(l.reached.id)}}
			for range w.higher(i) {
				t.columns = append(t.columns, dmnColumn{})
			}
			sure := []string{dmnTrue}
			for n, h := range w.higher(i) {
				t.columns[n+1] = w.column(h.reached.id)
				row := make([]string, n+2)
				row[n+1] = dmnTrue
				t.rows = append(t.rows, dmnRow{row, dmnFalse})
				sure = append(sure, dmnFalse)
			}
			t.rows = append(t.rows, dmnRow{[]string{dmnFalse}, dmnFalse}, dmnRow{sure, dmnTrue}, dmnRow{nil, dmnUnknown})
			w.table(l.id, "FIRST", "truth", t)
		})
	}
	w.decision("level", "the highest level that is certain", "string", func() {
		t := dmnTable{}
		for i := len(w.levels) - 1; i >= 0; i-- {
			row := make([]string, len(t.columns)+1)
			row[len(t.columns)] = dmnTrue
			t.columns = append(t.columns, w.column(w.levels[i].reached.id))
			t.rows = append(t.rows, dmnRow{row, feelText(w.levels[i].name)})
		}
		t.rows = append(t.rows, dmnRow{nil, feelText(logic.NoLevel)})
		w.table("level", "FIRST", "string", t)
	})
	w.decision("possible_levels", "the levels that are not ruled out, lowest first", "Any", func() {
		t := dmnTable{}
		for i, l := range w.levels {
			row := make([]string, i+1)
			row[i] = dmnTrue + ", " + dmnUnknown
			t.columns = append(t.columns, w.column(l.id))
			t.rows = append(t.rows, dmnRow{row, feelText(l.name)})
		}
		w.table("possible_levels", "COLLECT", "string", t)
	})
}

// column returns the column for what another decision says.
func (w *dmnWriter) column(id string) dmnColumn {
	w.needs.decision(id)
	return dmnColumn{id, "truth", w.label(id)}
}

// label says what a column looks at, for people.
func (w *dmnWriter) label(id string) string {
	for _, t := range slices.Concat(append(w.layers, w.reached())...) {
		if t.id == id && t.title != "" {
			return map[string]string{"criterion": "", "question": "applies: ", "level": "reached: "}[t.kind] + oneLine(t.title)
		}
	}
	for _, l := range w.levels {
		if l.id == id && l.title != "" {
			return "at level: " + oneLine(l.title)
		}
	}
	return id
}

// gathered is the decision that tells all.
func (w *dmnWriter) gathered() {
	w.decision("decision", "all that the agreement says of the case", "Any", func() {
		var b strings.Builder
		fmt.Fprintf(&b, "{\n  \"notice\": %s,\n  \"document\": %s,\n  \"level\": level,\n  \"possible levels\": possible_levels", feelText(ruleset.Notice), feelText(fileName(w.rules)))
		w.needs.decision("level")
		w.needs.decision("possible_levels")
		group := func(name string, list []*truth) {
			fmt.Fprintf(&b, ",\n  %s: {", feelText(name))
			for i, t := range list {
				if i > 0 {
					b.WriteString(",")
				}
				fmt.Fprintf(&b, "\n    %s: %s", feelText(t.id), t.id)
				w.needs.decision(t.id)
			}
			b.WriteString("\n  }")
		}
		var levels []*truth
		for _, l := range w.levels {
			levels = append(levels, &truth{id: l.id})
		}
		group("levels", levels)
		group("criteria", w.criteria)
		group("pathways", w.pathways)
		group("leads", w.leads)
		b.WriteString("\n}")
		w.literal("decision", b.String())
	})
}
