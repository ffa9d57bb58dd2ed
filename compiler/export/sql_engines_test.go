package export

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// dialectFile returns the SQL of one dialect.
func (w *world) dialectFile(t *testing.T, dialect string) File {
	t.Helper()
	files, err := Write(w.rules, "sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if f.Part == dialect {
			return f
		}
	}
	t.Fatalf("no %s", dialect)
	return File{}
}

// csvCases writes cases for the engines that read them as a table; an empty field
// is NULL.
func (w *world) csvCases(t *testing.T, n int) []byte {
	t.Helper()
	var b bytes.Buffer
	c := csv.NewWriter(&b)
	row := []string{"case_id"}
	for _, v := range w.plan.inputs {
		row = append(row, v.ID)
	}
	c.Write(row)
	s := w.cases()
	for i := range n {
		s.next()
		row = append(row[:0], fmt.Sprintf("%08d", i))
		for _, v := range s.values(true) {
			if v == nil {
				row = append(row, "")
			} else {
				row = append(row, fmt.Sprint(v))
			}
		}
		c.Write(row)
	}
	c.Flush()
	return b.Bytes()
}

// question asks a view for the line that [source.want] gives.
func (w *world) question() string {
	var possible, truths []string
	for _, l := range w.plan.levels {
		possible = append(possible, fmt.Sprintf("CASE WHEN %s_possible THEN '%s,' ELSE '' END", l.id, strings.ReplaceAll(l.name, "'", "''")))
	}
	for _, t := range w.plan.outputs() {
		truths = append(truths, fmt.Sprintf("CASE WHEN %[1]s_certain IS NULL OR %[1]s_possible IS NULL THEN 'N' WHEN %[1]s_certain AND %[1]s_possible THEN '2' WHEN %[1]s_possible THEN '1' WHEN %[1]s_certain THEN '!' ELSE '0' END", t.id))
	}
	return fmt.Sprintf("SELECT level || '|' || RTRIM(%s, ',') || '|' || %s AS answer FROM %s_decisions ORDER BY case_id", strings.Join(possible, " || "), strings.Join(truths, " || "), w.plan.name)
}

// sqlEngine loads the cases of a world into an engine and returns its answers:
// schema is the SQL to run first.
type sqlEngine func(t *testing.T, w *world, dir string)

// agreeSQL lets an engine decide cases that lie in a table.
func (w *world) agreeSQL(t *testing.T, n int, schema File, engine sqlEngine) {
	t.Helper()
	dir, err := os.MkdirTemp("", "concordat")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	os.Chmod(dir, 0o777)
	write(t, dir, "schema.sql", schema.Text)
	write(t, dir, "cases.csv", w.csvCases(t, n))
	engine(t, w, dir)
	answers, err := os.Open(filepath.Join(dir, "answers.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer answers.Close()
	w.compare(t, n, answers)
}

func runs(t *testing.T, dir, stdin, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Stdin = dir, strings.NewReader(stdin)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%.2000s", name, args, err, out)
	}
	return string(out)
}

func (w *world) columns() string {
	names := []string{"case_id"}
	for _, v := range w.plan.inputs {
		names = append(names, v.ID)
	}
	return strings.Join(names, ", ")
}

func sqlite(t *testing.T, w *world, dir string) {
	fill := []string{"case_id"}
	for _, v := range w.plan.inputs {
		fill = append(fill, "NULLIF("+v.ID+", '')")
	}
	script := fmt.Sprintf(".bail on\n.read schema.sql\n.import --csv cases.csv staging\nINSERT INTO %s_cases (%s) SELECT %s FROM staging;\n.output answers.txt\n%s;\n",
		w.plan.name, w.columns(), strings.Join(fill, ", "), w.question())
	if out := runs(t, dir, script, "sqlite3", ":memory:"); out != "" {
		t.Errorf("%s: sqlite3 says %s", w.name, out)
	}
}

func TestSQLInSQLite(t *testing.T) {
	if _, err := exec.LookPath("sqlite3"); err != nil {
		missing(t, "sqlite3")
	}
	n := caseCount(t, 3000)
	for _, w := range worlds(t) {
		w.agreeSQL(t, w.count(n), w.dialectFile(t, "sqlite"), sqlite)
	}
}

// postgres starts a server of our own, in a folder of its own and without any
// network, and returns what runs a script in it.
func postgres(t *testing.T) func(t *testing.T, dir, script string) {
	t.Helper()
	notWhileUpdating(t)
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		missing(t, "postgresql")
	}
	bin := filepath.Dir(found[len(found)-1])
	dir, err := os.MkdirTemp("", "concordat-pg")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	// PostgreSQL does not run as root.
	as := func(name string, args ...string) (string, []string) { return filepath.Join(bin, name), args }
	if os.Getuid() == 0 {
		u, err := user.Lookup("postgres")
		if err != nil {
			missing(t, "the user postgres")
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		if err := os.Chown(dir, uid, gid); err != nil {
			t.Fatal(err)
		}
		as = func(name string, args ...string) (string, []string) {
			return "runuser", append([]string{"-u", "postgres", "--", filepath.Join(bin, name)}, args...)
		}
	}
	call := func(stdin, name string, args ...string) {
		t.Helper()
		program, all := as(name, args...)
		runs(t, dir, stdin, program, all...)
	}
	data := filepath.Join(dir, "data")
	call("", "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-locale", "--no-sync")
	call("", "pg_ctl", "-D", data, "-w", "-l", filepath.Join(dir, "log"), "-o", "-k "+dir+" -c listen_addresses='' -c fsync=off", "start")
	t.Cleanup(func() {
		program, args := as("pg_ctl", "-D", data, "-m", "immediate", "stop")
		cmd := exec.Command(program, args...)
		cmd.Dir = "/"
		cmd.Run()
	})
	return func(t *testing.T, in, script string) {
		t.Helper()
		program, args := as("psql", "-h", dir, "-U", "postgres", "-d", "postgres", "-X", "-q", "-v", "ON_ERROR_STOP=1")
		runs(t, in, script, program, args...)
	}
}

func TestSQLInPostgreSQL(t *testing.T) {
	server := postgres(t)
	n := caseCount(t, 3000)
	for _, w := range worlds(t) {
		w.agreeSQL(t, w.count(n), w.dialectFile(t, "postgresql"), func(t *testing.T, w *world, dir string) {
			server(t, dir, fmt.Sprintf("\\i schema.sql\n\\copy %s_cases (%s) FROM 'cases.csv' CSV HEADER\n\\pset format unaligned\n\\pset tuples_only on\n\\o answers.txt\n%s;\n",
				w.plan.name, w.columns(), w.question()))
		})
	}
}

// duck runs SQL in DuckDB.
func duck(t *testing.T) sqlEngine {
	program := nodeEngine(t, "duckdb.mjs", "@duckdb/node-api")
	return func(t *testing.T, w *world, dir string) {
		write(t, dir, "ask.sql", []byte(fmt.Sprintf("COPY %s_cases (%s) FROM '%s' (HEADER, AUTO_DETECT FALSE, DELIMITER ',', QUOTE '\"', ESCAPE '\"');\nCOPY (%s) TO '%s' (HEADER FALSE, QUOTE '', ESCAPE '', DELIMITER '\t');\n",
			w.plan.name, w.columns(), filepath.Join(dir, "cases.csv"), w.question(), filepath.Join(dir, "answers.txt"))))
		runs(t, dir, "", "node", program, "schema.sql", "ask.sql")
	}
}

func TestSQLInDuckDB(t *testing.T) {
	engine := duck(t)
	n := caseCount(t, 3000)
	for _, w := range few(t) {
		w.agreeSQL(t, w.count(n), w.dialectFile(t, "duckdb"), engine)
	}
}

// Spark cannot be run here. Its text is read by Spark's own grammar, and run in
// DuckDB, which takes the same text as long as no text in it has a backslash or a
// quotation mark.
func TestSQLForSpark(t *testing.T) {
	program := nodeEngine(t, "spark.mjs", "dt-sql-parser")
	engine := duck(t)
	n := caseCount(t, 1000)
	for _, w := range worlds(t)[:4] {
		f := w.dialectFile(t, "spark")
		if w.name == "northmoor" || w.name == "awkward" { // the grammar is slow
			dir := t.TempDir()
			write(t, dir, f.Name, f.Text)
			if out := runs(t, dir, "", "node", program, f.Name); out != "" {
				t.Errorf("%s: %s", w.name, out)
			}
		}
		if w.name != "awkward" {
			w.agreeSQL(t, w.count(n), f, engine)
		}
	}
}
