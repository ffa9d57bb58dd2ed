package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"concordat": main})
}

// TestScripts runs the scripts of testdata/script, each in a folder of its own
// that is a project of its own.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                "testdata/script",
		RequireUniqueNames: true,
		UpdateScripts:      *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("SOURCE_DATE_EPOCH", "1795219200") // 2026-11-21
			return os.Mkdir(filepath.Join(env.WorkDir, ".git"), 0o777)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"ends":  ends,
			"bytes": writeBytes,
			"holds": holds,
		},
	})
}

// ends runs a command and checks its exit code: ends CODE COMMAND ARG …
func ends(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: ends CODE COMMAND ARG …")
	}
	err := ts.Exec(args[1], args[2:]...)
	code := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		code = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("ended with %d, want %s", code, args[0])
	}
}

// holds checks that a folder has these entries and no others, hidden ones
// included: holds FOLDER NAME …
func holds(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: holds FOLDER NAME …")
	}
	entries, err := os.ReadDir(ts.MkAbs(args[0]))
	ts.Check(err)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if !slices.Equal(names, args[1:]) {
		ts.Fatalf("%s holds %q", args[0], names)
	}
}

// writeBytes writes a file that a script cannot hold: bytes FILE TEXT [TIMES],
// where TEXT has the escapes of Go.
func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: bytes FILE TEXT [TIMES]")
	}
	text, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	times := 1
	if len(args) > 2 {
		times, err = strconv.Atoi(args[2])
		ts.Check(err)
	}
	ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(args[0])), 0o777))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), bytes.Repeat([]byte(text), times), 0o666))
}

// testMachine returns a machine on which a command can be run in this process, with what
// it prints.
func testMachine(t *testing.T, args ...string) (m *machine, stdout, stderr *bytes.Buffer) {
	t.Helper()
	stdout, stderr = &bytes.Buffer{}, &bytes.Buffer{}
	return &machine{
		args: args, stdin: strings.NewReader(""), stdout: stdout, stderr: stderr, dir: t.TempDir(),
		env: func(string) string { return "" },
		now: func() time.Time { return time.Date(2026, 11, 21, 23, 30, 0, 0, time.UTC) },
	}, stdout, stderr
}

func TestTodayComesFromTheOptionThenTheEnvironmentThenTheClock(t *testing.T) {
	m, _, _ := testMachine(t)
	read := func(option string) string {
		d, err := m.today(dateOption{Today: option})
		if err != nil {
			return err.Error()
		}
		return strconv.Itoa(d.Year) + "-" + strconv.Itoa(d.Month) + "-" + strconv.Itoa(d.Day)
	}
	if got := read(""); got != "2026-11-21" {
		t.Errorf("from the clock: %s", got)
	}
	m.env = func(name string) string { return map[string]string{"SOURCE_DATE_EPOCH": "1767225599"}[name] }
	if got := read(""); got != "2025-12-31" {
		t.Errorf("from the environment: %s", got)
	}
	if got := read("2024-02-29"); got != "2024-2-29" {
		t.Errorf("from the option: %s", got)
	}
	if got := read("2023-02-29"); !strings.Contains(got, "is no date") {
		t.Errorf("a day that does not exist: %s", got)
	}
	m.env = func(string) string { return "yesterday" }
	if got := read(""); !strings.Contains(got, "SOURCE_DATE_EPOCH") {
		t.Errorf("a wrong environment: %s", got)
	}
}

func TestAPanicIsSaidToBeOurFault(t *testing.T) {
	m, _, stderr := testMachine(t, "check", ".")
	m.now = func() time.Time { panic("the clock has stopped") }
	if code := run(m); code != failed {
		t.Errorf("ended with %d", code)
	}
	if got := stderr.String(); !strings.Contains(got, "this is a bug in concordat") || !strings.Contains(got, "the clock has stopped") {
		t.Errorf("%s", got)
	}
}

func TestAPanicBesideTheMainThreadIsCaught(t *testing.T) {
	err := func() (err error) {
		defer caught(&err)
		panic("x")
	}()
	var b bug
	if !errors.As(err, &b) || b.value != "x" || len(b.stack) == 0 {
		t.Errorf("%#v", err)
	}
}

func TestColourNeedsATerminalAndNoWish(t *testing.T) {
	m, _, _ := testMachine(t)
	env := map[string]string{}
	m.env = func(name string) string { return env[name] }
	if m.textOptions(m.stdout).Colour {
		t.Error("colour without a terminal")
	}
	m.stdoutTerminal = true
	if !m.textOptions(m.stdout).Colour {
		t.Error("no colour on a terminal")
	}
	if m.textOptions(m.stderr).Colour {
		t.Error("colour in a file beside a terminal")
	}
	env["NO_COLOR"] = "1"
	if m.textOptions(m.stdout).Colour {
		t.Error("colour in spite of NO_COLOR")
	}
}

func TestWriteAllLeavesEverythingAsItWasWhenItFails(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a"), []byte("old"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "c"), 0o777); err != nil {
		t.Fatal(err)
	}
	err := writeAll(dir, []output{{"a", []byte("new")}, {"b", []byte("new")}, {"c", []byte("new")}})
	if err == nil {
		t.Fatal("a file was written over a folder")
	}
	if got := listing(t, dir); got != "a=old c/" {
		t.Errorf("left behind: %s", got)
	}
	if err := writeAll(dir, []output{{"a", []byte("new")}, {"b", []byte("new")}}); err != nil {
		t.Fatal(err)
	}
	if got := listing(t, dir); got != "a=new b=new c/" {
		t.Errorf("written: %s", got)
	}
}

// listing describes the files of a folder.
func listing(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var parts []string
	for _, e := range entries {
		if e.IsDir() {
			parts = append(parts, e.Name()+"/")
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, e.Name()+"="+string(text))
	}
	return strings.Join(parts, " ")
}
