package export

import (
	"encoding/json"
	"fmt"
	"strings"

	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

func regoFiles(r *ruleset.RuleSet) ([]File, error) {
	p, err := newPlan(r)
	if err != nil {
		return nil, err
	}
	w := regoWriter{plan: p}
	w.write()
	return []File{{fileName(r) + ".rego", "", []byte(w.b.String())}}, nil
}

// regoWriter writes a module as `opa fmt` would. Rego has no "or" inside a rule, so
// that parts of a condition which need one become rules of their own, after the
// rule that they are part of.
type regoWriter struct {
	*plan
	b strings.Builder

	rule  string // the rule being written
	parts []regoPart
}

type regoPart struct {
	name string
	is   *logic.Bool
}

func (w *regoWriter) linef(format string, values ...any) { fmt.Fprintf(&w.b, format+"\n", values...) }

func (w *regoWriter) write() {
	for _, line := range about(w.rules) {
		w.linef("# %s", line)
	}
	w.linef("#")
	w.linef("# Give the answers as input: words as strings, \"?\" or nothing for what nobody has")
	w.linef("# answered, \"-\" for a question that does not apply, and never for what is not known; of")
	w.linef("# numbers -1 and -2. Whatever is not one of the answers counts as not known. Ask for")
	w.linef("# decision. A line about who leads counts for cases at its level.")
	w.linef("package concordat.%s", w.name)
	w.linef("")
	w.linef("import rego.v1")
	for _, v := range w.inputs {
		w.input(v)
	}
	for _, layer := range w.layers {
		w.truths(layer)
	}
	w.truths(w.reached())
	w.levelRules()
	w.truths(w.pathways)
	w.truths(w.leads)
	w.decision()
}

// input reads one answer.
func (w *regoWriter) input(v *logic.Var) {
	w.linef("")
	w.linef("# %s", w.asks(v))
	if v.Number() {
		w.linef("default %s := %d", v.ID, logic.UnknownNumber)
		w.linef("")
		w.linef("%s := input.%s if {", v.ID, v.ID)
		w.linef("\tis_number(input.%s)", v.ID)
		w.linef("\tinput.%s >= %d", v.ID, v.Low)
		w.linef("\tinput.%s <= %d", v.ID, v.Low+v.Count-1)
		w.linef("\tinput.%s == floor(input.%s)", v.ID, v.ID)
		w.linef("}")
		if v.Applies != nil {
			w.linef("")
			w.linef("%s := %d if input.%s == %d", v.ID, logic.NoneNumber, v.ID, logic.NoneNumber)
		}
		return
	}
	w.linef("default %s := %s", v.ID, regoText(logic.UnknownText))
	w.linef("")
	w.linef("%s := input.%s if %s", v.ID, v.ID, regoOneOf("input."+v.ID, accepted(v)))
}

func (w *regoWriter) truths(list []*truth) {
	for _, t := range list {
		w.linef("")
		w.linef("# %s", w.remark(t))
		w.define(t.id+"_certain", t.certain)
		w.linef("")
		w.define(t.id+"_possible", t.possible)
	}
}

// define writes a rule that is true where a condition is, and false elsewhere.
func (w *regoWriter) define(name string, b *logic.Bool) {
	if b.Op == logic.Never || b.Op == logic.Always {
		w.linef("%s := %t", name, b.Op == logic.Always)
		return
	}
	w.linef("default %s := false", name)
	w.rule, w.parts = name, []regoPart{{name, b}}
	for n := 0; n < len(w.parts); n++ { // each may bring in more
		part := w.parts[n]
		options := []*logic.Bool{part.is}
		if part.is.Op == logic.AnyOf {
			options = part.is.Parts
		}
		for _, o := range options {
			w.linef("")
			w.where(part.name, w.body(o))
		}
	}
}

// body returns the lines that are all true where a condition is.
func (w *regoWriter) body(b *logic.Bool) []string {
	switch b.Op {
	case logic.Never:
		return []string{"false"}
	case logic.Always:
		return []string{"true"}
	case logic.Answered:
		return w.answered(b)
	case logic.Named:
		return []string{w.named(b)}
	case logic.LevelIs:
		return w.levelIs(b)
	case logic.AllOf:
		var lines []string
		for _, p := range b.Parts {
			lines = append(lines, w.body(p)...)
		}
		return lines
	case logic.CountOf:
		parts := make([]string, len(b.Parts))
		for i, p := range b.Parts {
			parts[i] = "count([1 | " + strings.Join(w.body(p), "; ") + "])"
		}
		return []string{sum(parts) + fmt.Sprintf(" >= %d", b.N)}
	}
	return []string{w.part(b)}
}

// sum adds up as `opa fmt` writes a sum of many.
func sum(parts []string) string {
	s := parts[0]
	for i, p := range parts[1:] {
		if i > 0 {
			s = "(" + s + ")"
		}
		s += " + " + p
	}
	return s
}

// part makes a condition a rule of its own and returns its name.
func (w *regoWriter) part(b *logic.Bool) string {
	name := fmt.Sprintf("any_%s_%d", w.rule, len(w.parts))
	w.parts = append(w.parts, regoPart{name, b})
	return name
}

func (w *regoWriter) named(b *logic.Bool) string {
	s := w.ref(b).id + "_certain"
	if b.Some {
		s = w.ref(b).id + "_possible"
	}
	if b.Opposite {
		s = "not " + s
	}
	return s
}

func (w *regoWriter) levelIs(b *logic.Bool) []string {
	in, out := w.within(b.Set)
	switch {
	case b.Some && len(in) == 0:
		return []string{"false"}
	case b.Some && len(in) == 1:
		return []string{in[0].id + "_possible"}
	case b.Some:
		any := &logic.Bool{Op: logic.AnyOf}
		for _, l := range in {
			set := logic.NewSet(len(w.logic.Levels) + 1)
			set.Add(l.n)
			any.Parts = append(any.Parts, &logic.Bool{Op: logic.LevelIs, Set: set, Some: true})
		}
		return []string{w.part(any)}
	case len(in) == 1:
		return []string{in[0].id + "_certain"}
	case len(out) == 0:
		return []string{"true"}
	}
	var lines []string
	for _, l := range out {
		lines = append(lines, "not "+l.id+"_possible")
	}
	return lines
}

func (w *regoWriter) answered(b *logic.Bool) []string {
	if !b.Var.Number() {
		return []string{regoOneOf(b.Var.ID, b.Texts())}
	}
	ranges := b.Ranges()
	if len(ranges) != 1 {
		any := &logic.Bool{Op: logic.AnyOf}
		for _, r := range ranges {
			set := logic.NewSet(b.Var.Count + 1)
			one := &logic.Bool{Op: logic.Answered, Var: b.Var, Set: set}
			for n := r[0]; n <= r[1]; n++ {
				switch n {
				case logic.NoneNumber:
					set.Add(b.Var.Count)
				case logic.UnknownNumber:
					one.Blank = true
				default:
					set.Add(n - b.Var.Low)
				}
			}
			any.Parts = append(any.Parts, one)
		}
		return []string{w.part(any)}
	}
	low, high := ranges[0][0], ranges[0][1]
	if low == high {
		return []string{fmt.Sprintf("%s == %d", b.Var.ID, low)}
	}
	return []string{fmt.Sprintf("%s >= %d", b.Var.ID, low), fmt.Sprintf("%s <= %d", b.Var.ID, high)}
}

func regoOneOf(what string, words []string) string {
	for i, a := range words {
		words[i] = regoText(a)
	}
	if len(words) == 1 {
		return what + " == " + words[0]
	}
	return what + " in {" + strings.Join(words, ", ") + "}"
}

// regoText writes a text; those of Rego are those of JSON.
func regoText(text string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(text); err != nil {
		panic(err) // a string always has a form in JSON
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// levelRules are which level is certain and which are not ruled out, as in
// [sqlWriter.levelColumns], and the highest that is certain.
func (w *regoWriter) levelRules() {
	for i, l := range w.levels {
		certain, possible := []string{l.reached.id + "_certain"}, []string{l.reached.id + "_possible"}
		for _, h := range w.higher(i) {
			certain = append(certain, "not "+h.reached.id+"_possible")
			possible = append(possible, "not "+h.reached.id+"_certain")
		}
		w.linef("")
		w.linef("# level %s", oneLine(l.name))
		w.all(l.id+"_certain", certain)
		w.linef("")
		w.all(l.id+"_possible", possible)
	}
	w.linef("")
	w.linef("# The highest level that is certainly reached.")
	w.linef("default level := %s", regoText(logic.NoLevel))
	for i, l := range w.levels {
		lines := []string{l.reached.id + "_certain"}
		for _, h := range w.higher(i) {
			lines = append(lines, "not "+h.reached.id+"_certain")
		}
		w.linef("")
		w.where("level := "+regoText(l.name), lines)
	}
}

// all defines a rule that is true where all lines are.
func (w *regoWriter) all(name string, lines []string) {
	w.linef("default %s := false", name)
	w.linef("")
	w.where(name, lines)
}

// where writes the head of a rule and the lines that have to be true.
func (w *regoWriter) where(head string, lines []string) {
	if len(lines) == 1 {
		w.linef("%s if %s", head, lines[0])
		return
	}
	w.linef("%s if {\n\t%s\n}", head, strings.Join(lines, "\n\t"))
}

// decision gathers what is said of a case.
func (w *regoWriter) decision() {
	pair := func(id string) string {
		return fmt.Sprintf("{\"certain\": %s_certain, \"possible\": %s_possible}", id, id)
	}
	w.linef("")
	w.linef("decision := {")
	w.linef("\t\"notice\": %s,", regoText(ruleset.Notice))
	w.linef("\t\"document\": %s,", regoText(w.rules.Document.Name))
	w.linef("\t\"version\": %s,", regoText(w.rules.Document.Version))
	w.linef("\t\"level\": level,")
	group := func(name string, list []*truth) {
		if len(list) == 0 {
			w.linef("\t%q: {},", name)
			return
		}
		w.linef("\t%q: {", name)
		for _, t := range list {
			w.linef("\t\t%s: %s,", regoText(t.name), pair(t.id))
		}
		w.linef("\t},")
	}
	w.linef("\t\"levels\": {")
	for _, l := range w.levels {
		w.linef("\t\t%s: %s,", regoText(l.name), pair(l.id))
	}
	w.linef("\t},")
	group("criteria", w.criteria)
	group("pathways", w.pathways)
	if len(w.leads) == 0 {
		w.linef("\t\"leads\": [],")
	} else {
		w.linef("\t\"leads\": [")
		for _, t := range w.leads {
			w.linef("\t\t{\"level\": %s, \"role\": %s, \"certain\": %s_certain, \"possible\": %s_possible},", regoText(t.title), regoText(t.name), t.id, t.id)
		}
		w.linef("\t],")
	}
	w.linef("}")
}
