package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"concordat/compiler/decide"
	"concordat/compiler/logic"
)

// This file runs exports in engines that are not ours, on the same cases, and
// holds every answer against what package decide says.

// missing skips a test for want of a tool, or fails where that is forbidden.
func missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("CONCORDAT_NO_SKIP") != "" {
		t.Fatalf("%s is not here, and CONCORDAT_NO_SKIP is set", what)
	}
	t.Skipf("%s is not here; .ci/run installs it", what)
}

const engines = "../../.ci/engines"

// notWhileUpdating leaves the engines in peace while files are written anew, since
// they run before that and take long.
func notWhileUpdating(t *testing.T) {
	t.Helper()
	if *update {
		t.Skip("files are being written anew")
	}
}

// goEngine builds a program of .ci/engines, which is a module of its own, so that
// the engines are no part of the product.
func goEngine(t *testing.T, name string) string {
	t.Helper()
	notWhileUpdating(t)
	file := filepath.Join(t.TempDir(), name)
	cmd := exec.Command("go", "build", "-C", engines, "-o", file, "./"+name)
	if out, err := cmd.CombinedOutput(); err != nil {
		missing(t, "the engine "+name+" cannot be built:\n"+string(out)+"\nIt")
	}
	return file
}

// nodeEngine returns a program of .ci/engines that runs in Node.js.
func nodeEngine(t *testing.T, name string, modules ...string) string {
	t.Helper()
	notWhileUpdating(t)
	if _, err := exec.LookPath("node"); err != nil {
		missing(t, "node")
	}
	for _, module := range modules {
		if _, err := os.Stat(filepath.Join(engines, "node_modules", module)); err != nil {
			missing(t, "the npm module "+module)
		}
	}
	file, err := filepath.Abs(filepath.Join(engines, "node", name))
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// agree runs an engine, which reads cases and writes answers, and compares.
func (w *world) agree(t *testing.T, n int, nulls bool, name string, args ...string) {
	t.Helper()
	cmd := exec.Command(name, args...)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer in.Close()
		b := bufio.NewWriter(in)
		e := json.NewEncoder(b)
		e.SetEscapeHTML(false)
		s := w.cases()
		for range n {
			s.next()
			if e.Encode(s.values(nulls)) != nil {
				return // the engine stopped, which is told below
			}
		}
		b.Flush()
	}()
	w.compare(t, n, out)
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%s: %v\n%s", w.name, err, errs.String())
	}
}

// compare holds answers, one a line, against what package decide says.
func (w *world) compare(t *testing.T, n int, answers io.Reader) {
	t.Helper()
	lines := bufio.NewScanner(answers)
	s, levels, differences := w.cases(), map[string]int{}, 0
	got := 0
	for lines.Scan() {
		if got++; got > n {
			t.Fatalf("%s: more answers than cases", w.name)
		}
		s.next()
		want := s.want()
		levels[want[:max(0, bytes.IndexByte([]byte(want), '|'))]]++
		if lines.Text() != want {
			if differences++; differences <= 3 {
				t.Errorf("%s", s.explain(lines.Text(), want))
			}
		}
	}
	io.Copy(io.Discard, answers)
	if got != n || lines.Err() != nil {
		t.Errorf("%s: %d answers to %d cases (%v)", w.name, got, n, lines.Err())
	}
	if differences > 0 {
		t.Errorf("%s: %d of %d answers differ", w.name, differences, n)
	}
	if w.name == "northmoor" {
		if len(levels) < 4 {
			t.Errorf("the cases are all at the levels %v", levels)
		}
		t.Logf("%d cases, %d differences; the certain levels: %v", n, differences, levels)
	}
}

// one returns the file of an export that has one.
func (w *world) one(t *testing.T, format string) File {
	t.Helper()
	files, err := Write(w.rules, format)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 1 {
		t.Fatalf("%d files", len(files))
	}
	return files[0]
}

// TestDecideSaysWhatTheEnginesAreHeldAgainst compares whole answers, as
// `concordat decide` prints them, with the bare decisions that stand for them here.
func TestDecideSaysWhatTheEnginesAreHeldAgainst(t *testing.T) {
	n := caseCount(t, 1000) / 4
	for _, w := range worlds(t) {
		s := w.cases()
		for range w.count(n) {
			s.next()
			s.answers[s.number[s.engine.Logic.Var(logic.Referrer, "")]] = logic.NotKnown // nobody in particular asks
			want := strings.Split(s.want(), "|")
			a, err := s.engine.Decide(s.asked())
			if err != nil {
				t.Fatalf("%s: %v", w.name, err)
			}
			level, possible := logic.NoLevel, []string{}
			if a.Level != nil {
				level = a.Level.Name
			}
			possible = append(possible, level)
			for _, l := range a.NotRuledOut {
				possible = append(possible, l.Name)
			}
			if level != want[0] || strings.Join(possible, ",") != want[1] || a.Certain != (len(possible) == 1) {
				t.Fatalf("%s: level %s of %v, certain %v; want %v", w.name, level, possible, a.Certain, want)
			}
			standing := map[string]decide.Standing{}
			for _, list := range [][]decide.Criterion{a.Criteria, a.Consider} {
				for _, c := range list {
					standing[c.Name] = c.Standing
				}
			}
			for i := range w.rules.Criteria {
				c := &w.rules.Criteria[i]
				said := map[decide.Standing]byte{decide.Certain: '2', decide.InDoubt: '1', "": '0'}[standing[c.Name]]
				// What is in doubt and could not raise the level, or gives none, may be left out.
				if said != want[2][i] && (said != '0' || want[2][i] == '2' && c.Level != "") {
					t.Fatalf("%s: criterion %s is %c, want %c", w.name, c.Name, said, want[2][i])
				}
			}
			// Leads are told in the order of the rules, without those that certainly do not
			// lead. Where the level is in doubt, an answer may still be sure of the role.
			said := a.Leads
			for i, l := range s.plan.leads {
				is := want[2][len(want[2])-len(s.plan.leads)+i]
				if is == '0' {
					continue
				}
				if len(said) == 0 || said[0].Level != l.title || said[0].Role.Name != l.name {
					t.Fatalf("%s: lead %s at %s is %c, and is not told", w.name, l.name, l.title, is)
				}
				if sure := said[0].Standing == decide.Certain; sure != (is == '2') && (a.Certain || !sure) {
					t.Fatalf("%s: lead %s at %s is %c, and told as %s", w.name, l.name, l.title, is, said[0].Standing)
				}
				said = said[1:]
			}
			if len(said) > 0 {
				t.Fatalf("%s: leads %v are told, which certainly do not lead", w.name, said)
			}
		}
	}
}

func TestCELInCELGo(t *testing.T) {
	program := goEngine(t, "cel")
	n := caseCount(t, 3000)
	for _, w := range worlds(t) {
		w.agree(t, w.count(n), false, program, w.writeJob(t, w.one(t, "cel")))
	}
}

func TestRegoInOPA(t *testing.T) {
	program := goEngine(t, "opa")
	n := caseCount(t, 1000)
	for _, w := range worlds(t) {
		w.agree(t, w.count(n), true, program, w.writeJob(t, w.one(t, "rego")))
	}
}

// TestRegoTakesWhatIsNoAnswerForNotKnown gives inputs that nobody could give.
func TestRegoTakesWhatIsNoAnswerForNotKnown(t *testing.T) {
	program := goEngine(t, "opa")
	w := newWorld(t, "northmoor", northmoor())
	cases := [][]any{{}, {}, {}, {}}
	numbers := 0
	for _, v := range w.plan.inputs {
		junk := []any{"Yes", "", true, []string{"yes"}}
		if v.Number() {
			numbers++
			junk = []any{float64(v.Low) + 0.5, "4", []int{4}, -3}
		}
		for n := range junk {
			cases[n] = append(cases[n], junk[n])
		}
	}
	cases = append(cases, make([]any, len(w.plan.inputs)))
	var in strings.Builder
	for _, c := range cases {
		line, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		in.WriteString(string(line) + "\n")
	}
	out := strings.Split(strings.TrimSpace(runs(t, "", in.String(), program, w.writeJob(t, w.one(t, "rego")))), "\n")
	if len(out) != len(cases) || numbers == 0 {
		t.Fatalf("%d answers, %d numbers", len(out), numbers)
	}
	for i := range out {
		if out[i] != out[len(out)-1] {
			t.Errorf("%v: %s, want %s", cases[i], out[i], out[len(out)-1])
		}
	}
}

func TestCELInJavaScript(t *testing.T) {
	program := nodeEngine(t, "cel.mjs", "@marcbachmann/cel-js")
	n := caseCount(t, 1000)
	for _, w := range worlds(t) {
		w.agree(t, w.count(n), false, "node", program, w.writeJob(t, w.one(t, "cel")))
	}
}

// few are the worlds for engines that are slow, unless many cases are asked for.
func few(t *testing.T) []*world {
	all := worlds(t)
	if os.Getenv("CONCORDAT_CASES") == "" {
		return all[:7]
	}
	return all
}

// TestDMNInAnEngine lets an engine read the file and decide. It is given no nulls,
// which it takes for at least 0 and for no value of a table, no text with a
// quotation mark in it, and no name in which a letter follows a digit, neither of
// which it can read.
func TestDMNInAnEngine(t *testing.T) {
	program := nodeEngine(t, "dmn.mjs", "imicros-feel-interpreter")
	n := caseCount(t, 300)
	for _, w := range few(t) {
		if w.name == "awkward" || w.name == "alike" {
			continue
		}
		w.agree(t, w.count(n), false, "node", program, w.writeJob(t, w.one(t, "dmn")))
	}
}

// TestDMNInFeelin lets another FEEL read every cell and expression.
func TestDMNInFeelin(t *testing.T) {
	program := nodeEngine(t, "feelin.mjs", "feelin", "dmn-moddle")
	n := caseCount(t, 200)
	for _, w := range few(t) {
		w.agree(t, w.count(n), true, "node", program, w.writeJob(t, w.one(t, "dmn")))
	}
}

// TestDMNFollowsItsSchema holds files against the XML Schema of the standard.
func TestDMNFollowsItsSchema(t *testing.T) {
	if _, err := exec.LookPath("xmllint"); err != nil {
		missing(t, "xmllint")
	}
	schema := filepath.Join(engines, "node_modules/dmn-moddle/resources/dmn/xsd/DMN13.xsd")
	if _, err := os.Stat(schema); err != nil {
		missing(t, "the schema of DMN")
	}
	for _, w := range worlds(t) {
		f := w.one(t, "dmn")
		file := filepath.Join(t.TempDir(), f.Name)
		write(t, filepath.Dir(file), f.Name, f.Text)
		if out, err := exec.Command("xmllint", "--noout", "--schema", schema, file).CombinedOutput(); err != nil {
			t.Errorf("%s: %.2000s", w.name, out)
		}
	}
}
