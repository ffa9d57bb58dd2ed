package ruleset

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"concordat/compiler/logic"
	language "concordat/compiler/schema"
)

// Logic is the conditions of a rule set in normal form, over everything that
// they ask of a case.
type Logic struct {
	// Vars are the questions in the order of the rule set, then consent, the
	// referrer, conditions in words, reasons and events in the order of first use.
	Vars []*logic.Var
	// Levels are the names of the levels, lowest first; the number after the last
	// stands for no level.
	Levels []string
	// Otherwise is the level of a case that no criterion puts higher: a number in
	// Levels, or len(Levels) for none.
	Otherwise int
	// CannotBe are the combinations of answers that cannot happen.
	CannotBe []*logic.Expr

	byKey     map[varKey]*logic.Var
	questions map[string]*Question
	criteria  map[string]*Criterion
	named     map[string]*logic.Expr
	busy      map[string]bool
	unclear   map[string]bool // questions whose answers are still to be written
	words     int             // how many conditions in words there are
}

type varKey struct {
	kind logic.Kind
	name string
}

// What a rule set may hold at most: far more than any agreement has, and little
// enough that nothing which goes through its conditions takes long.
const (
	maxLevels = 63      // one word of bits, less the bit for no level
	maxParts  = 200_000 // of all conditions, with those that they name written out
)

// LimitError says that a rule set is too large to be run, and where it is to be
// made smaller.
type LimitError struct {
	Place   Place
	Message string
	Help    string
}

func (e *LimitError) Error() string { return e.Message }

// Lower brings the conditions of a rule set into normal form. The error names a
// question, an answer or a circle that no rule set may hold; [Load] refuses them
// too.
func (r *RuleSet) Lower() (*Logic, error) {
	l := &Logic{byKey: map[varKey]*logic.Var{}, questions: map[string]*Question{}, criteria: map[string]*Criterion{}, named: map[string]*logic.Expr{}, busy: map[string]bool{}, unclear: map[string]bool{}}
	if len(r.Levels) > maxLevels {
		return nil, &LimitError{
			r.Levels[maxLevels].Place, fmt.Sprintf("there are %d levels, and no more than %d can be told apart", len(r.Levels), maxLevels),
			"put levels together, so that a family can be told which one it is at",
		}
	}
	l.Otherwise = len(r.Levels)
	for i, level := range r.Levels {
		l.Levels = append(l.Levels, level.Name)
		if level.Otherwise {
			l.Otherwise = i
		}
	}
	for i := range r.Criteria {
		l.criteria[r.Criteria[i].Name] = &r.Criteria[i]
	}
	for i := range r.Questions {
		l.questions[r.Questions[i].Name] = &r.Questions[i]
		if err := l.question(&r.Questions[i]); err != nil {
			return nil, err
		}
	}
	l.add(&logic.Var{Kind: logic.Consent, ID: "consent", Answers: []string{"given", "refused", "not-asked"}})
	l.add(&logic.Var{Kind: logic.Referrer, ID: "referrer", Answers: language.VocabNamed("agency-kind").Names()})
	r.EachCondition(func(c *Condition) { l.gather(c.Tree) })
	if err := l.distinct(); err != nil {
		return nil, err
	}
	for i := range r.Questions {
		if err := l.applies(&r.Questions[i]); err != nil {
			return nil, err
		}
	}
	var err error
	r.EachCondition(func(c *Condition) {
		if err == nil {
			_, err = l.expr(c.Tree)
		}
	})
	if err != nil {
		return nil, err
	}
	if err := r.levelsLast(); err != nil {
		return nil, err
	}
	if err := l.fits(r); err != nil {
		return nil, err
	}
	for _, c := range r.CannotBe {
		l.CannotBe = append(l.CannotBe, l.Condition(&c.When))
	}
	return l, nil
}

// levelsLast makes sure that nothing asks for the level which the level hangs on.
func (r *RuleSet) levelsLast() error {
	var asks func(p *Part) bool
	asks = func(p *Part) bool {
		return p.Op == "level" || slices.ContainsFunc(p.Parts, func(q Part) bool { return asks(&q) })
	}
	refuse := func(what string) error {
		return fmt.Errorf("%s asks for the level, and the level follows from the criteria and not the other way round", what)
	}
	for i := range r.Questions {
		if q := &r.Questions[i]; q.Applies != nil && asks(&q.Applies.Tree) {
			return refuse(fmt.Sprintf("when the question %q applies", q.Name))
		}
	}
	for i := range r.Criteria {
		if c := &r.Criteria[i]; asks(&c.When.Tree) {
			return refuse(fmt.Sprintf("the criterion %q", c.Name))
		}
	}
	for i := range r.CannotBe {
		if asks(&r.CannotBe[i].When.Tree) {
			return refuse("a combination that cannot be")
		}
	}
	return nil
}

// fits makes sure that the conditions can be written out: where a criterion is
// named twice by one that is named twice and so on, they grow twofold each time.
func (l *Logic) fits(r *RuleSet) error {
	sizes := map[*logic.Expr]int{}
	var size func(e *logic.Expr) int
	size = func(e *logic.Expr) int {
		n, known := sizes[e]
		if known || e == nil {
			return n
		}
		n = 1
		if e.Op == logic.Answered {
			n += size(e.Var.Applies)
		}
		for _, p := range e.Parts {
			n = min(n+size(p), maxParts+1)
		}
		sizes[e] = n
		return n
	}
	total, largest := 0, &Criterion{}
	most := 0
	for i := range r.Criteria {
		if n := size(l.Criterion(&r.Criteria[i])); n > most {
			most, largest = n, &r.Criteria[i]
		}
	}
	r.EachCondition(func(c *Condition) { total = min(total+size(l.Condition(c)), maxParts+1) })
	if total <= maxParts {
		return l.waysFit(r, size)
	}
	return &LimitError{
		largest.Place, fmt.Sprintf("the conditions are too long to be worked out: with what the criteria that they name ask, and what those name, they ask more than %d things", maxParts),
		"name each criterion once in a condition, and put what goes with it in one group below it; the longest is `" + largest.Name + "`",
	}
}

// waysFit makes sure that what follows from the conditions can be written out too: a
// pathway is open by what each of its levels says of consent, so that many pathways
// from a level with many cases come to many times as much.
func (l *Logic) waysFit(r *RuleSet, size func(*logic.Expr) int) error {
	total := 0
	for i := range r.Pathways {
		p := &r.Pathways[i]
		if total += size(l.Open(r, p)); total > maxParts {
			return &LimitError{
				p.Place, fmt.Sprintf("whether the pathways are open is too long to be worked out: with what their levels say of consent, they ask more than %d things", maxParts),
				"say in fewer cases at the levels whether consent is needed, or on the pathway itself, which then counts alone",
			}
		}
	}
	return nil
}

// Condition returns a condition of the rule set in normal form; none is true of
// every case.
func (l *Logic) Condition(c *Condition) *logic.Expr {
	if c == nil {
		return logic.Constant(true)
	}
	e, err := l.expr(c.Tree)
	if err != nil {
		panic(fmt.Sprintf("a condition that is not of this rule set: %v", err))
	}
	return e
}

// Criterion returns the condition of a criterion under its name.
func (l *Logic) Criterion(c *Criterion) *logic.Expr {
	return logic.Name(c.Name, l.Condition(&c.When))
}

// Var returns what stands for a question, a condition in words, a reason or an
// event; nil if the rule set asks nothing of the kind.
func (l *Logic) Var(kind logic.Kind, name string) *logic.Var { return l.byKey[varKey{kind, name}] }

func (l *Logic) add(v *logic.Var) *logic.Var {
	key := varKey{v.Kind, v.Name}
	if have := l.byKey[key]; have != nil {
		return have
	}
	if v.Answers != nil {
		v.Count = len(v.Answers)
	}
	l.byKey[key] = v
	l.Vars = append(l.Vars, v)
	return v
}

// distinct makes sure that no two variables have one identifier: names of the
// language never do, but a rule set may come from elsewhere.
func (l *Logic) distinct() error {
	seen := map[string]*logic.Var{}
	for _, v := range l.Vars {
		if w := seen[v.ID]; w != nil {
			return fmt.Errorf("%q and %q are too alike to be told apart in other engines: both would be %s", w.Name, v.Name, v.ID)
		}
		seen[v.ID] = v
	}
	return nil
}

func (l *Logic) question(q *Question) error {
	v := &logic.Var{Kind: logic.Question, Name: q.Name, ID: Identifier("q", q.Name), Answers: q.Answers}
	switch q.Kind {
	case "number":
		v.Answers, v.Low, v.Count, v.Unit = nil, q.Low, q.High-q.Low+1, q.Unit
		if v.Low < 0 || v.Count < 1 || v.Count > 1000 {
			return fmt.Errorf("question %q runs from %d to %d; a question has 1 to 1000 answers, none below 0", q.Name, q.Low, q.High)
		}
	case "yes-no", "words":
		if len(q.Answers) < 1 || len(q.Answers) > 1000 {
			return fmt.Errorf("question %q has %d answers; 1 to 1000 are allowed", q.Name, len(q.Answers))
		}
		seen := map[string]bool{"": true, logic.UnknownText: true, logic.NoneText: true}
		for _, a := range q.Answers {
			if seen[a] {
				return fmt.Errorf("question %q has the answer %q, which stands there twice or already means something else", q.Name, a)
			}
			seen[a] = true
		}
	default:
		l.unclear[q.Name] = true
		return nil
	}
	switch q.Risk {
	case "rising":
		v.Risk = 1
	case "falling":
		v.Risk = -1
	}
	l.add(v)
	quiet, ok := answerOf(v, q.Quiet)
	if !ok {
		return fmt.Errorf("question %q has the quiet answer %q, which is none of its answers", q.Name, q.Quiet)
	}
	v.Quiet = quiet
	return nil
}

// applies gives a question the condition under which it applies, before anything
// asks for its answer: whether it always applies decides what its answers are.
func (l *Logic) applies(q *Question) error {
	v := l.Var(logic.Question, q.Name)
	key := "question " + q.Name
	switch {
	case v == nil || q.Applies == nil || v.Applies != nil:
		return nil
	case l.busy[key]:
		return fmt.Errorf("whether the question %q applies depends on its own answer", q.Name)
	}
	l.busy[key] = true
	defer delete(l.busy, key)
	e, err := l.expr(q.Applies.Tree)
	if err != nil {
		return err
	}
	v.Applies = e
	return nil
}

// gather notes what a condition asks for beside questions.
func (l *Logic) gather(p Part) {
	yesNo := func(kind logic.Kind, name, id string) {
		l.add(&logic.Var{Kind: kind, Name: name, ID: id, Answers: []string{"no", "yes"}})
	}
	switch p.Op {
	case "words":
		if l.Var(logic.Words, p.Question) == nil {
			l.words++
			yesNo(logic.Words, p.Question, fmt.Sprintf("w_%d", l.words))
		}
	case "reason":
		yesNo(logic.Reason, p.Name, Identifier("r", p.Name))
	case "event":
		yesNo(logic.Event, p.Name, Identifier("e", p.Name))
	}
	for _, q := range p.Parts {
		l.gather(q)
	}
}

func (l *Logic) expr(p Part) (*logic.Expr, error) {
	parts := make([]*logic.Expr, len(p.Parts))
	for i, q := range p.Parts {
		e, err := l.expr(q)
		if err != nil {
			return nil, err
		}
		parts[i] = e
	}
	switch p.Op {
	case "all":
		return logic.All(parts...), nil
	case "any":
		return logic.Any(parts...), nil
	case "at-least":
		return logic.AtLeast(p.N, parts...), nil
	case "not":
		if len(parts) != 1 {
			return nil, fmt.Errorf("not takes one part and has %d", len(parts))
		}
		return logic.Not(parts[0], len(l.Levels)+1), nil
	case "criterion":
		return l.criterion(p.Name)
	case "level":
		return l.level(p)
	case "to-be-written":
		return logic.ToBeWritten(), nil
	case "question":
		if l.unclear[p.Name] {
			return logic.ToBeWritten(), nil
		}
		if q := l.questions[p.Name]; q != nil {
			if err := l.applies(q); err != nil {
				return nil, err
			}
		}
		return l.answered(logic.Question, p.Name, p)
	case "words":
		return l.answered(logic.Words, p.Question, Part{Values: []string{"yes"}})
	case "reason":
		return l.answered(logic.Reason, p.Name, Part{Values: []string{"yes"}})
	case "event":
		return l.answered(logic.Event, p.Name, Part{Values: []string{"yes"}})
	case "consent":
		return l.answered(logic.Consent, "", p)
	case "referrer":
		return l.answered(logic.Referrer, "", p)
	}
	return nil, fmt.Errorf("a condition has the form %q, which is none that this program knows", p.Op)
}

func (l *Logic) criterion(name string) (*logic.Expr, error) {
	if e := l.named[name]; e != nil {
		return e, nil
	}
	c := l.criteria[name]
	switch {
	case c == nil:
		return nil, fmt.Errorf("a condition names the criterion %q, which the rule set does not declare", name)
	case l.busy[name]:
		return nil, fmt.Errorf("the criterion %q depends on itself", name)
	}
	l.busy[name] = true
	defer delete(l.busy, name)
	e, err := l.expr(c.When.Tree)
	if err != nil {
		return nil, err
	}
	l.named[name] = logic.Name(name, e)
	return l.named[name], nil
}

func (l *Logic) level(p Part) (*logic.Expr, error) {
	at := make([]int, len(p.Values))
	for i, name := range p.Values {
		if at[i] = slices.Index(l.Levels, name); at[i] < 0 {
			return nil, fmt.Errorf("a condition names the level %q, which the rule set does not declare", name)
		}
	}
	set := logic.NewSet(len(l.Levels) + 1)
	for i := range l.Levels {
		if holds(p.Test, i, at) {
			set.Add(i)
		}
	}
	if p.Test == "is-not" {
		set.Add(len(l.Levels)) // no level is none of those that are named
	}
	return logic.Level(set), nil
}

// answered returns the condition that the answer to something passes a test.
func (l *Logic) answered(kind logic.Kind, name string, p Part) (*logic.Expr, error) {
	v := l.byKey[varKey{kind, name}]
	if v == nil {
		return nil, fmt.Errorf("a condition asks %q, which the rule set does not declare", name)
	}
	var at []int
	for _, n := range p.Numbers {
		if !v.Number() || n < v.Low || n >= v.Low+v.Count {
			return nil, fmt.Errorf("a condition asks whether %s is %d; %s", name, n, v.Allowed())
		}
		at = append(at, n-v.Low)
	}
	for _, w := range p.Values {
		i, ok := answerOf(v, w)
		if !ok {
			return nil, fmt.Errorf("a condition asks whether %s is %q; %s", name, w, v.Allowed())
		}
		at = append(at, i)
	}
	set := logic.NewSet(v.Count + 1)
	for i := range v.Count {
		if holds(p.Test, i, at) {
			set.Add(i)
		}
	}
	if p.Test == "is-not" {
		set.Add(v.Count) // what does not apply is not any of the answers
	}
	return logic.In(v, set), nil
}

// holds says whether the n-th answer passes a test against others, any of which
// will do; without a test it has to be one of them.
func holds(test string, n int, others []int) bool {
	if test == "is-not" {
		return !slices.Contains(others, n)
	}
	if test == "" || test == "is" {
		return slices.Contains(others, n)
	}
	return slices.ContainsFunc(others, func(o int) bool {
		switch test {
		case "at-least":
			return n >= o
		case "at-most":
			return n <= o
		case "under":
			return n < o
		case "over":
			return n > o
		}
		return false
	})
}

// answerOf returns the number of an answer in words, or of a number as written.
func answerOf(v *logic.Var, text string) (int, bool) {
	if v.Number() {
		n, err := strconv.Atoi(text)
		return n - v.Low, err == nil && strconv.Itoa(n) == text && n >= v.Low && n < v.Low+v.Count
	}
	i := slices.Index(v.Answers, text)
	return i, i >= 0
}

// maxIdentifier leaves room for what is added to an identifier in the 63 bytes
// that PostgreSQL keeps of a name.
const maxIdentifier = 44

// Identifier makes a name into a word that every engine takes: lower-case
// letters, digits and underscores, at most 44 of them with lead. Names of the
// language stay readable; whatever else, or too long, ends in a number made from
// the whole name.
func Identifier(lead, name string) string {
	plain := true
	id := lead + "_" + strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		plain = plain && r == '-'
		return '_'
	}, name)
	if plain && len(id) <= maxIdentifier {
		return id
	}
	h := fnv.New32a()
	h.Write([]byte(name))
	return fmt.Sprintf("%.*s_%08x", maxIdentifier-9, id, h.Sum32())
}
