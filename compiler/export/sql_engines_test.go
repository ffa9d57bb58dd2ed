package export

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"regexp"
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
	out, err := tries(dir, stdin, name, args...)
	if err != nil {
		t.Fatalf("%s %v: %v\n%.2000s", name, args, err, out)
	}
	return out
}

// tries runs a program that may fail, and returns all that it prints.
func tries(dir, stdin, name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Stdin = dir, strings.NewReader(stdin)
	out, err := cmd.CombinedOutput()
	return string(out), err
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
	try := postgresTries(t)
	return func(t *testing.T, dir, script string) {
		t.Helper()
		if out, err := try(dir, script); err != nil {
			t.Fatalf("psql: %v\n%.2000s", err, out)
		}
	}
}

func postgresTries(t *testing.T) func(dir, script string) (string, error) {
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
	return func(in, script string) (string, error) {
		program, args := as("psql", "-h", dir, "-U", "postgres", "-d", "postgres", "-X", "-q", "-v", "ON_ERROR_STOP=1")
		return tries(in, script, program, args...)
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
// DuckDB, which takes the same text but for what keeps the table, as long as no
// text in it has a backslash, a quotation mark or a dollar sign.
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
			f.Text = bytes.Replace(f.Text, []byte("\n) USING parquet;"), []byte("\n);"), 1)
			w.agreeSQL(t, w.count(n), f, engine)
		}
	}
}

// TestSparkReadsNoSettings looks for what Spark would put the value of a setting in
// the place of, remarks included.
func TestSparkReadsNoSettings(t *testing.T) {
	w := newWorld(t, "awkward", awkwardRules())
	text := string(w.dialectFile(t, "spark").Text)
	if strings.Contains(text, "${") {
		t.Error("it has ${")
	}
	if !strings.Contains(text, `'\u0024{1+1} {{x}} #{x}'`) {
		t.Error("the answer ${1+1} is not there")
	}
}

// TestSQLRefusesWhatIsNoAnswer loads rows with something that is none of the
// answers, an empty text among them, and looks for the name of the column in what
// the engine says.
func TestSQLRefusesWhatIsNoAnswer(t *testing.T) {
	w := newWorld(t, "small", small())
	text, number := "", ""
	for _, v := range w.plan.inputs {
		if v.Number() && number == "" {
			number = v.ID
		} else if !v.Number() && text == "" {
			text = v.ID
		}
	}
	engines := map[string]func(t *testing.T, script string) (string, error){}
	if _, err := exec.LookPath("sqlite3"); err != nil {
		missing(t, "sqlite3")
	}
	engines["sqlite"] = func(t *testing.T, script string) (string, error) {
		return tries("", script, "sqlite3", "-bail", ":memory:")
	}
	program := nodeEngine(t, "duckdb.mjs", "@duckdb/node-api")
	engines["duckdb"] = func(t *testing.T, script string) (string, error) {
		dir := t.TempDir()
		write(t, dir, "script.sql", []byte(script))
		return tries(dir, "", "node", program, "script.sql")
	}
	server := postgresTries(t)
	engines["postgresql"] = func(t *testing.T, script string) (string, error) {
		return server("/", "BEGIN;\n"+script+"\nROLLBACK;\n")
	}
	for name, engine := range engines {
		load := func(rows ...string) (string, error) {
			script := string(w.dialectFile(t, name).Text)
			for i, row := range rows {
				script += fmt.Sprintf("\nINSERT INTO %s_cases (case_id, %s) VALUES ('%d', %s);", w.plan.name, row[:strings.IndexByte(row, ' ')], i, row[strings.IndexByte(row, ' ')+1:])
			}
			return engine(t, script+"\n")
		}
		if out, err := load(text+" NULL", text+" NULLIF('', '')", text+" '?'", number+" NULL", number+" -1", number+" 4"); err != nil {
			t.Errorf("%s refuses what is not known: %v\n%s", name, err, out)
		}
		refused := []string{text + " ''", text + " 'Yes'", number + " 100000"}
		if name == "sqlite" { // the types of the others refuse these, or round
			refused = append(refused, text+" ' '", number+" ''", number+" 1.5", number+" 'ten'", number+" -3")
		}
		for _, row := range refused {
			column := row[:strings.IndexByte(row, ' ')]
			if out, err := load(row); err == nil || !strings.Contains(out, column) {
				t.Errorf("%s, %s: %v\n%s", name, row, err, out)
			} else if name != "duckdb" && !strings.Contains(out, column+"_answer_or_null") {
				t.Errorf("%s does not name the rule: %s", name, out)
			}
		}
	}
}

// TestNamesFitPostgreSQL looks for names of more than 63 bytes, of which PostgreSQL
// would drop the end.
func TestNamesFitPostgreSQL(t *testing.T) {
	for _, w := range worlds(t) {
		text := w.dialectFile(t, "postgresql").Text
		text = regexp.MustCompile("(?m)--.*$|'(''|[^'])*'").ReplaceAll(text, nil)
		longest := ""
		for _, name := range regexp.MustCompile("[A-Za-z0-9_]+").FindAllString(string(text), -1) {
			if len(name) > len(longest) {
				longest = name
			}
		}
		if len(longest) > 63 || w.name == "alike" && len(longest) < 58 {
			t.Errorf("%s: %s has %d bytes", w.name, longest, len(longest))
		}
	}
}
