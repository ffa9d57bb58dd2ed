package export

import (
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"concordat/compiler"
	"concordat/compiler/decide"
	"concordat/compiler/logic"
	"concordat/compiler/model"
	"concordat/compiler/ruleset"
)

// world is a rule set with what its exports have to say of cases.
type world struct {
	name   string
	rules  *ruleset.RuleSet
	plan   *plan
	engine *decide.Engine
}

func newWorld(t testing.TB, name string, r *ruleset.RuleSet) *world {
	t.Helper()
	p, err := newPlan(r)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	e, err := decide.New(r)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return &world{name, r, p, e}
}

var today = model.Date{Year: 2026, Month: 11, Day: 21}

// compiled returns the rule set of the first document of a folder.
func compiled(root, folder string, draft bool) *ruleset.RuleSet {
	p, err := compiler.Compile(os.DirFS(root), folder, compiler.Options{Today: today})
	if err != nil {
		panic(err)
	}
	return ruleset.From(p.Model, p.Checklists, p.Model.Documents()[0], draft)
}

var northmoor = sync.OnceValue(func() *ruleset.RuleSet { return compiled("../../examples", "northmoor", false) })

var everything = sync.OnceValue(func() *ruleset.RuleSet {
	return compiled("../ruleset/testdata/everything", "here", true)
})

// small is the agreement whose exports are kept in testdata/small.
var small = sync.OnceValue(func() *ruleset.RuleSet { return compiled("testdata", "small", false) })

// worlds are what every engine runs: northmoor, the agreement that says whatever
// the language can say, one whose names and texts are awkward, and small random
// rule sets, which have what these lack.
func worlds(t testing.TB) []*world {
	all := []*world{newWorld(t, "northmoor", northmoor()), newWorld(t, "everything", everything()), newWorld(t, "awkward", awkwardRules()), newWorld(t, "small", small())}
	all = append(all, newWorld(t, "alike", alikeRules()))
	r := rand.New(rand.NewSource(7))
	for i := range 12 {
		all = append(all, newWorld(t, fmt.Sprintf("random-%d", i), randomRules(r, fmt.Sprintf("random-%d", i))))
	}
	return all
}

// caseCount returns how many cases each engine decides: of northmoor; the other
// rule sets have a tenth of them, 2,000 at most. CONCORDAT_CASES sets another
// number.
func caseCount(t testing.TB, usual int) int {
	if text := os.Getenv("CONCORDAT_CASES"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			t.Fatalf("CONCORDAT_CASES is %q; it has to be a number", text)
		}
		return n
	}
	return usual
}

func (w *world) count(n int) int {
	if w.name == "northmoor" {
		return n
	}
	return min(max(n/10, 40), 2000)
}

// source makes the cases of a world one after another, always the same.
type source struct {
	*world
	r, blanks *rand.Rand
	answers   []logic.Answer
	number    map[*logic.Var]int
	inputs    []int // of each input of the plan: its number in answers
	run       *decide.Run
}

func (w *world) cases() *source {
	s := &source{
		world: w, r: rand.New(rand.NewSource(11)), blanks: rand.New(rand.NewSource(12)),
		answers: make([]logic.Answer, len(w.engine.Logic.Vars)), number: map[*logic.Var]int{}, run: w.engine.NewRun(),
	}
	for j, v := range w.engine.Logic.Vars {
		s.number[v] = j
	}
	for _, v := range w.plan.inputs {
		s.inputs = append(s.inputs, slices.Index(w.plan.logic.Vars, v))
	}
	return s
}

// next makes a case: most answers are the quiet ones, so that all levels come up,
// and of most cases some are missing. It is one that `concordat decide` takes: a
// question that certainly applies has an answer or none yet, and one that certainly
// does not says so or nothing.
func (s *source) next() {
	missing := s.r.Intn(4) * 12
	for j, v := range s.engine.Logic.Vars {
		switch {
		case s.r.Intn(100) < missing:
			s.answers[j] = logic.NotKnown
		case v.Applies != nil && s.r.Intn(3) == 0:
			s.answers[j] = v.None()
		case s.r.Intn(4) > 0:
			s.answers[j] = logic.Answer(v.Quiet)
		default:
			s.answers[j] = logic.Answer(s.r.Intn(v.Count))
		}
	}
	for settled := false; !settled; { // one may decide whether another applies
		settled = true
		for j, v := range s.engine.Logic.Vars {
			if v.Applies == nil || s.answers[j] == logic.NotKnown {
				continue
			}
			none := s.answers[j] == v.None()
			switch t := logic.Eval(v.Applies, logic.Case{Answer: s.answer}); {
			case t == logic.False && !none:
				s.answers[j], settled = v.None(), false
			case t == logic.True && none:
				s.answers[j], settled = logic.Answer(v.Quiet), false
			}
		}
	}
}

func (s *source) answer(v *logic.Var) logic.Answer { return s.answers[s.number[v]] }

// asked returns the case as `concordat decide` takes it; nobody in particular asks.
func (s *source) asked() *decide.Case { return decide.CaseOf(s.engine.Logic.Vars, s.answers) }

// values returns the case as an engine is given it; with nulls, half of what is
// not known is nil.
func (s *source) values(nulls bool) []any {
	values := make([]any, len(s.inputs))
	for i, j := range s.inputs {
		if a := s.answers[j]; a != logic.NotKnown || !nulls || s.blanks.Intn(2) == 0 {
			values[i] = s.engine.Logic.Vars[j].Input(a)
		}
	}
	return values
}

// want returns what every engine has to say of the case: the level that is
// certain, those that are not ruled out, and of each criterion, pathway and lead
// 2 for certainly, 1 for possibly and 0 for certainly not.
func (s *source) want() string {
	s.engine.Run(s.run, s.answers)
	name := func(n int) string {
		if n == len(s.engine.Logic.Levels) {
			return logic.NoLevel
		}
		return s.engine.Logic.Levels[n]
	}
	var possible []string
	for _, l := range s.plan.levels {
		if s.run.Possible&(1<<l.n) != 0 {
			possible = append(possible, l.name)
		}
	}
	var truths []byte
	add := func(t logic.Truth) { truths = append(truths, '0'+byte(t)) }
	for i := range s.rules.Criteria {
		add(s.run.Criterion(i))
	}
	for i := range s.rules.Pathways {
		add(s.run.Open(i))
	}
	for i := range s.rules.Levels {
		for n := range s.rules.Levels[i].Leads {
			add(min(s.at(i), s.run.Lead(i, n)))
		}
	}
	return name(s.run.Floor) + "|" + strings.Join(possible, ",") + "|" + string(truths)
}

// at says whether the case is at a level.
func (s *source) at(level int) logic.Truth {
	switch {
	case s.run.Possible&(1<<level) == 0:
		return logic.False
	case s.run.Certain():
		return logic.True
	}
	return logic.Unknown
}

// explain says how two answers to a case differ.
func (s *source) explain(got, want string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n got %s\nwant %s", s.name, got, want)
	if g, w := strings.Split(got, "|"), strings.Split(want, "|"); len(g) == 3 && len(g[2]) == len(w[2]) {
		for i, t := range s.plan.outputs() {
			if g[2][i] != w[2][i] {
				fmt.Fprintf(&b, "\n%s %s: got %c, want %c", t.kind, t.name, g[2][i], w[2][i])
			}
		}
	}
	return b.String()
}

// job is what an engine is told to run; see .ci/engines/cases.
type job struct {
	Export   string   `json:"export"`
	Inputs   []string `json:"inputs"`
	Levels   []string `json:"levels"`
	Criteria []string `json:"criteria"`
	Pathways []string `json:"pathways"`
	Leads    int      `json:"leads"`
	// The identifiers of all truths, and of levels.
	Truths   []string `json:"truths"`
	LevelIDs []string `json:"levelIds"`
}

// writeJob writes a job and an export of it into a folder of its own.
func (w *world) writeJob(t *testing.T, f File) string {
	t.Helper()
	dir := t.TempDir()
	j := job{Export: f.Name, Leads: len(w.plan.leads)}
	for _, v := range w.plan.inputs {
		j.Inputs = append(j.Inputs, v.ID)
	}
	for _, l := range w.plan.levels {
		j.Levels, j.LevelIDs = append(j.Levels, l.name), append(j.LevelIDs, l.id)
	}
	for _, c := range w.plan.criteria {
		j.Criteria = append(j.Criteria, c.name)
	}
	for _, p := range w.plan.pathways {
		j.Pathways = append(j.Pathways, p.name)
	}
	for _, o := range w.plan.outputs() {
		j.Truths = append(j.Truths, o.id)
	}
	text, err := json.Marshal(j)
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "job.json", text)
	write(t, dir, f.Name, f.Text)
	return dir
}

func write(t *testing.T, dir, name string, text []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
		t.Fatal(err)
	}
}
