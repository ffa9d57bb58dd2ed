package export

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// plan is what the forms that decide say of a case, each in its own words.
type plan struct {
	rules *ruleset.RuleSet
	logic *ruleset.Logic
	// name is the document as an identifier.
	name string
	// inputs are what anything below reads.
	inputs []*logic.Var
	// levels are those that a case can be at, lowest first; "no level" comes before
	// the lowest where it can be.
	levels []*level
	// layers hold whether questions apply, and the criteria; each layer reads the
	// inputs and the layers before it.
	layers                    [][]*truth
	criteria, pathways, leads []*truth

	applies map[*logic.Var]*truth
	named   map[string]*truth
	placed  map[*truth]int
}

// truth is something that is certain, possible or neither of a case.
type truth struct {
	id    string
	kind  string // "criterion", "pathway", "lead", "question" for whether it applies, "level" for whether it is reached
	name  string
	title string
	place ruleset.Place
	expr  *logic.Expr
	// With references in the place of criteria and of whether questions apply.
	certain, possible, never *logic.Bool
}

// level is one level, or no level.
type level struct {
	n             int // the number in Logic.Levels, or one more
	id            string
	name          string
	title, number string
	// reached is whether the case is at least there.
	reached *truth
}

// Bounds of what an export holds: PostgreSQL gives a view at most 1,664 columns,
// and every engine has its own idea of how long an expression may be.
const (
	maxColumns = 1600
	maxParts   = 200_000
)

func newPlan(r *ruleset.RuleSet) (*plan, error) {
	l, err := r.Lower()
	if err != nil {
		return nil, err
	}
	p := &plan{
		rules: r, logic: l, name: moduleName(r),
		applies: map[*logic.Var]*truth{}, named: map[string]*truth{}, placed: map[*truth]int{},
	}
	for i := range r.Criteria {
		c := &r.Criteria[i]
		t := p.truth("criterion", ruleset.Identifier("c", c.Name), c.Name, c.Title, c.Place, l.Condition(&c.When))
		p.criteria, p.named[c.Name] = append(p.criteria, t), t
	}
	p.addLevels()
	for i := range r.Pathways {
		w := &r.Pathways[i]
		p.pathways = append(p.pathways, p.truth("pathway", ruleset.Identifier("p", w.Name), w.Name, w.Title, w.Place, l.Open(r, w)))
	}
	for i := range r.Levels {
		level := &r.Levels[i]
		for n, counts := range l.LeadCounts(level) {
			lead := &level.Leads[n]
			id := fmt.Sprintf("%s_%d", ruleset.Identifier("lead", level.Name), n+1)
			// The line is about cases at its level and says nothing of others.
			p.leads = append(p.leads, p.truth("lead", id, lead.Role, level.Name, lead.Place, logic.All(l.At(level.Name), counts)))
		}
	}
	if err := p.gatherInputs(); err != nil {
		return nil, err
	}
	p.layer()
	return p, p.check()
}

// moduleName returns the name of the document as engines take it: no number
// stands first, and it is no word of Rego.
func moduleName(r *ruleset.RuleSet) string {
	name := strings.ReplaceAll(fileName(r), "-", "_")
	if name[0] >= '0' && name[0] <= '9' || slices.Contains(regoWords, name) || len(name) > maxName {
		return ruleset.Identifier("document", r.Document.Name)
	}
	return name
}

// maxName leaves room for `_decisions` in the 63 bytes that PostgreSQL keeps.
const maxName = 50

var regoWords = strings.Fields("as contains data default else every false if import in input not null package some true with")

func (p *plan) truth(kind, id, name, title string, place ruleset.Place, e *logic.Expr) *truth {
	return &truth{
		id: id, kind: kind, name: name, title: title, place: place, expr: e,
		certain:  p.simple(logic.Refer(e, true)),
		possible: p.simple(logic.Refer(e, false)),
		never:    p.simple(logic.Refer(logic.Not(e, len(p.logic.Levels)+1), true)),
	}
}

// simple draws together what is true or false at every level that a case can be
// at, which some engines refuse to be told as a condition.
func (p *plan) simple(b *logic.Bool) *logic.Bool {
	constant := map[bool]logic.Op{true: logic.Always, false: logic.Never}
	switch b.Op {
	case logic.LevelIs:
		if in, out := p.within(b.Set); len(in) == 0 || len(out) == 0 {
			return &logic.Bool{Op: constant[len(out) == 0]}
		}
		return b
	case logic.AllOf, logic.AnyOf, logic.CountOf:
	default:
		return b
	}
	final, neutral := constant[b.Op == logic.AnyOf], constant[b.Op != logic.AnyOf]
	n, parts := b.N, []*logic.Bool{}
	for _, part := range b.Parts {
		switch part = p.simple(part); {
		case b.Op == logic.CountOf && part.Op == logic.Always:
			n--
		case b.Op == logic.CountOf && part.Op == logic.Never:
		case part.Op == final:
			return part
		case part.Op != neutral:
			parts = append(parts, part)
		}
	}
	switch {
	case b.Op == logic.CountOf && (n <= 0 || n > len(parts)):
		return &logic.Bool{Op: constant[n <= 0]}
	case len(parts) == 0:
		return &logic.Bool{Op: neutral}
	case len(parts) == 1:
		return parts[0]
	}
	return &logic.Bool{Op: b.Op, N: n, Parts: parts}
}

func (p *plan) addLevels() {
	reached := p.rules.Reached(p.logic)
	add := func(n int, id, name, title, number string, place ruleset.Place) {
		t := p.truth("level", "reached_"+id, name, title, place, reached[n])
		if t.possible.Op != logic.Never {
			p.levels = append(p.levels, &level{n, id, name, title, number, t})
		}
	}
	add(len(p.logic.Levels), "no_level", logic.NoLevel, "No level", "", p.rules.Document.Place)
	for i := range p.rules.Levels {
		level := &p.rules.Levels[i]
		add(i, ruleset.Identifier("level", level.Name), level.Name, level.Title, level.Number, level.Place)
	}
}

// layer puts criteria, and whether questions apply, in layers.
func (p *plan) layer() {
	var visit func(b *logic.Bool) int
	place := func(t *truth) int {
		if n, ok := p.placed[t]; ok {
			return n
		}
		n := max(visit(t.certain), visit(t.possible), visit(t.never))
		p.placed[t] = n
		for len(p.layers) <= n {
			p.layers = append(p.layers, nil)
		}
		p.layers[n] = append(p.layers[n], t)
		return n
	}
	// visit returns the first layer that what reads b can be in.
	visit = func(b *logic.Bool) int {
		layer := 0
		if b.Op == logic.Named {
			layer = place(p.ref(b)) + 1
		}
		for _, part := range b.Parts {
			layer = max(layer, visit(part))
		}
		return layer
	}
	for _, t := range p.criteria {
		place(t)
	}
	for _, t := range slices.Concat(p.reached(), p.pathways, p.leads) {
		visit(t.certain)
		visit(t.possible)
		visit(t.never)
	}
}

// gatherInputs finds what any condition reads, those that [plan.simple] leaves out
// included: CEL is written from the conditions as they are. The error says which
// condition reads what it may not.
func (p *plan) gatherInputs() error {
	read, seen := map[*logic.Var]bool{}, map[*truth]bool{}
	var note func(t *truth) error
	var notePart func(t *truth, b *logic.Bool) error
	note = func(t *truth) error {
		if seen[t] {
			return nil
		}
		seen[t] = true
		for _, certain := range []bool{true, false} {
			if err := notePart(t, logic.Refer(t.expr, certain)); err != nil {
				return err
			}
		}
		return nil
	}
	notePart = func(t *truth, b *logic.Bool) error {
		switch b.Op {
		case logic.Answered:
			read[b.Var] = true
		case logic.LevelIs:
			if t.kind == "criterion" || t.kind == "question" {
				return fmt.Errorf("%s %s asks for the level, which it is needed to find", t.kind, t.name)
			}
		case logic.Named:
			named, err := p.refers(b)
			if err == nil {
				err = note(named)
			}
			if err != nil {
				return err
			}
		}
		for _, part := range b.Parts {
			if err := notePart(t, part); err != nil {
				return err
			}
		}
		return nil
	}
	for _, t := range slices.Concat(p.criteria, p.reached(), p.pathways, p.leads) {
		if err := note(t); err != nil {
			return err
		}
	}
	for _, v := range p.logic.Vars {
		if read[v] {
			p.inputs = append(p.inputs, v)
		}
	}
	return nil
}

// refers returns what a reference stands for.
func (p *plan) refers(b *logic.Bool) (*truth, error) {
	if b.Var == nil {
		if t := p.named[b.Name]; t != nil {
			return t, nil
		}
		return nil, fmt.Errorf("a condition names the criterion %q, which the rule set does not declare", b.Name)
	}
	t := p.applies[b.Var]
	if t == nil {
		place := ruleset.Place{}
		title := ""
		if i := slices.IndexFunc(p.rules.Questions, func(q ruleset.Question) bool { return q.Name == b.Var.Name }); i >= 0 {
			place, title = p.rules.Questions[i].Place, p.rules.Questions[i].Title
		}
		t = p.truth("question", b.Var.ID+"_applies", b.Var.Name, title, place, b.Var.Applies)
		p.applies[b.Var] = t
	}
	return t, nil
}

// ref returns what a reference stands for, once the plan is made.
func (p *plan) ref(b *logic.Bool) *truth {
	t, err := p.refers(b)
	if err != nil {
		panic(err)
	}
	return t
}

func (p *plan) reached() []*truth {
	all := make([]*truth, len(p.levels))
	for i, l := range p.levels {
		all[i] = l.reached
	}
	return all
}

// outputs are the truths that an export tells of, in its order.
func (p *plan) outputs() []*truth { return slices.Concat(p.criteria, p.pathways, p.leads) }

// check refuses what no engine could be given safely.
func (p *plan) check() error {
	// DMN and CEL have one identifier for a truth, SQL and Rego two.
	whole, halves := map[string]string{}, map[string]string{}
	once := func(ids map[string]string, id, kind, name string) error {
		if other, ok := ids[id]; ok {
			return fmt.Errorf("%s and %s %s are too alike to be told apart in other engines: both would be %s", other, kind, name, id)
		}
		ids[id] = kind + " " + name
		return nil
	}
	for _, v := range p.inputs {
		if err := cmp.Or(once(whole, v.ID, "question", v.Name), once(halves, v.ID, "question", v.Name)); err != nil {
			return err
		}
		if v.Number() && v.Low+v.Count-1 > math.MaxInt32 {
			return fmt.Errorf("question %s goes up to %d; exports hold numbers up to %d", v.Name, v.Low+v.Count-1, math.MaxInt32)
		}
	}
	for _, t := range slices.Concat(append(p.layers, p.reached(), p.pathways, p.leads)...) {
		if err := once(whole, t.id, t.kind, t.name); err != nil {
			return err
		}
		for _, id := range []string{t.id + "_certain", t.id + "_possible"} {
			if err := once(halves, id, t.kind, t.name); err != nil {
				return err
			}
		}
	}
	for _, l := range p.levels {
		if l.n < len(p.logic.Levels) {
			if err := sayable(l.name); err != nil {
				return fmt.Errorf("level %q: %w", l.name, err)
			}
		}
	}
	for _, v := range p.inputs {
		for i, a := range v.Answers {
			if err := sayable(a); err != nil {
				return fmt.Errorf("%s has the answer %q: %w", v.ID, a, err)
			}
			if slices.Contains(v.Answers[:i], a) {
				return fmt.Errorf("%s has the answer %q twice", v.ID, a)
			}
		}
	}
	if n := len(p.inputs) + 2*(len(p.outputs())+len(p.applies)+2*len(p.levels)); n > maxColumns {
		return fmt.Errorf("it would have %d columns; %d is the most", n, maxColumns)
	}
	parts := 0
	for _, t := range slices.Concat(append(p.layers, p.reached(), p.pathways, p.leads)...) {
		if parts += size(t.certain) + size(t.possible); parts > maxParts {
			return fmt.Errorf("its conditions have more than %d parts", maxParts)
		}
	}
	return nil
}

func size(b *logic.Bool) int {
	n := 1
	for _, part := range b.Parts {
		n += size(part)
	}
	return n
}

// sayable says whether an answer, or the name of a level, can be told from "not
// known" and "does not apply", and written in every form.
func sayable(text string) error {
	switch {
	case text == logic.UnknownText || text == logic.NoneText || text == "":
		return fmt.Errorf("exports write that for what is not known or does not apply")
	case !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl):
		return fmt.Errorf("it has characters that cannot be printed")
	}
	return nil
}

// higher returns the levels above the n-th of p.levels.
func (p *plan) higher(n int) []*level { return p.levels[n+1:] }

// within splits the levels by a set.
func (p *plan) within(set logic.Set) (in, out []*level) {
	for _, l := range p.levels {
		if set.Has(l.n) {
			in = append(in, l)
		} else {
			out = append(out, l)
		}
	}
	return in, out
}

// accepted returns the answers that an input takes, in words.
func accepted(v *logic.Var) []string {
	words := append([]string{}, v.Answers...)
	if v.Applies != nil {
		words = append(words, logic.NoneText)
	}
	return words
}
