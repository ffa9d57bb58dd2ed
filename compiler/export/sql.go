package export

import (
	"fmt"
	"strconv"
	"strings"

	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// dialect is how one engine writes what engines write differently.
type dialect struct {
	engine, title string
	text, integer string // types
	backslash     bool   // a backslash in a text has to be doubled, and escapes a quote
	checks        bool   // a table can say which values a column takes
	whole         string // the condition that a column holds no fraction, where its type does not see to that
	using         string // what keeps the table
	// fence ends a stage that the engine is to keep as it is. Without it these
	// engines write what one stage works out anew wherever a later stage reads it,
	// and SQLite takes twenty times as long.
	fence string
}

var dialects = []dialect{
	{engine: "sqlite", title: "SQLite 3.25 or later", text: "TEXT", integer: "INTEGER", checks: true, whole: "typeof(%s) <> 'real'", fence: " LIMIT -1 OFFSET 0"},
	{engine: "postgresql", title: "PostgreSQL 12 or later", text: "TEXT", integer: "INTEGER", checks: true, fence: " OFFSET 0"},
	{engine: "duckdb", title: "DuckDB 1.0 or later", text: "VARCHAR", integer: "INTEGER", checks: true},
	{engine: "spark", title: "Spark SQL 3.3 or later", text: "STRING", integer: "INT", backslash: true, using: " USING parquet"},
}

func sqlFiles(r *ruleset.RuleSet) ([]File, error) {
	p, err := newPlan(r)
	if err != nil {
		return nil, err
	}
	var files []File
	for _, d := range dialects {
		w := sqlWriter{plan: p, dialect: d}
		w.write()
		files = append(files, File{fileName(r) + "." + d.engine + ".sql", d.engine, []byte(w.b.String())})
	}
	return files, nil
}

type sqlWriter struct {
	*plan
	dialect
	b strings.Builder
}

func (w *sqlWriter) linef(format string, values ...any) { fmt.Fprintf(&w.b, format+"\n", values...) }

// remarkf writes a line that no engine reads. Spark puts the value of a setting in
// the place of ${name} there too, and that may have many lines.
func (w *sqlWriter) remarkf(format string, values ...any) {
	line := strings.TrimRight(fmt.Sprintf(format, values...), " ")
	if w.backslash {
		line = strings.ReplaceAll(line, "${", "$ {")
	}
	w.b.WriteString(line + "\n")
}

func (w *sqlWriter) write() {
	for _, line := range about(w.rules) {
		w.remarkf("-- %s", line)
	}
	w.remarkf("--")
	for _, line := range w.remarks() {
		w.remarkf("-- %s", line)
	}
	w.linef("")
	w.table()
	w.linef("")
	w.view()
}

// remarks say at the head of the file how to load cases and read what is decided.
func (w *sqlWriter) remarks() []string {
	lines := []string{
		fmt.Sprintf("For %s. %s_cases takes a row for each case; %s_decisions says of", w.dialect.title, w.name, w.name),
		"each what the agreement says.",
		"",
		"To load cases: an answer that nobody has given is NULL or '?' (numbers: NULL or -1); a",
		"question that does not apply has '-' (numbers: -2). That is an answer: what is not known is",
		"never '-'. An empty text is no answer: where other systems keep one for what they do not",
		"know, load NULL: NULLIF(answer, '').",
	}
	if w.checks {
		lines = append(lines,
			"A row with anything else is refused, by a rule that is called after the column:",
			"q_example_answer_or_null says that q_example has something that is no answer to it.")
	} else {
		lines = append(lines,
			"Nothing is refused here: whatever is not one of the answers counts as not known. Run the",
			"two statements one after the other. Where the catalogue keeps another kind of table than",
			"Parquet, change what follows USING.")
	}
	return append(lines,
		"",
		"To read decisions: a column that ends in _certain is true where it is so whatever is still",
		"to be answered; one that ends in _possible is false where it is not so whatever is still to",
		"be answered. level is the highest level that is certain, '-' for none; level_certain says",
		"that no other is possible. A line about who leads counts for cases at its level.")
}

func (w *sqlWriter) table() {
	w.linef("CREATE TABLE %s_cases (", w.name)
	if w.checks {
		w.linef("  case_id %s NOT NULL PRIMARY KEY%s", w.dialect.text, comma(0, len(w.inputs)+1))
	} else {
		w.linef("  case_id %s NOT NULL%s", w.dialect.text, comma(0, len(w.inputs)+1))
	}
	for i, v := range w.inputs {
		w.remarkf("  -- %s", w.asks(v))
		kind := w.dialect.text
		if v.Number() {
			kind = w.integer
		}
		check := ""
		if w.checks {
			check = " CONSTRAINT " + v.ID + "_answer_or_null CHECK (" + w.valid(v, true) + ")"
		}
		w.linef("  %s %s%s%s", v.ID, kind, check, comma(i+1, len(w.inputs)+1))
	}
	w.linef(")%s;", w.using)
}

func comma(i, n int) string {
	if i < n-1 {
		return ","
	}
	return ""
}

// valid says that an input has one of its answers; not known is one of them where
// blank says so.
func (w *sqlWriter) valid(v *logic.Var, blank bool) string {
	if v.Number() {
		b := logic.Bool{Op: logic.Answered, Var: v, Set: logic.NewSet(v.Count + 1), Blank: blank}
		for i := range v.Count {
			b.Set.Add(i)
		}
		if v.Applies != nil {
			b.Set.Add(v.Count)
		}
		if w.whole != "" {
			return fmt.Sprintf(w.whole, v.ID) + " AND " + w.numbers(&b, true)
		}
		return w.numbers(&b, false)
	}
	words := accepted(v)
	if blank {
		words = append(words, logic.UnknownText)
	}
	return w.oneOf(v.ID, words)
}

func (w *sqlWriter) view() {
	w.linef("CREATE VIEW %s_decisions AS", w.name)
	w.linef("WITH")
	w.remarkf("-- What is known: whatever is not an answer is not known.")
	w.linef("known AS (")
	w.linef("  SELECT")
	w.linef("    case_id%s", comma(0, len(w.inputs)+1))
	for i, v := range w.inputs {
		blank := w.quoted(logic.UnknownText)
		if v.Number() {
			blank = strconv.Itoa(logic.UnknownNumber)
		}
		w.linef("    CASE WHEN %s THEN %s ELSE %s END AS %s%s", w.valid(v, false), v.ID, blank, v.ID, comma(i+1, len(w.inputs)+1))
	}
	w.linef("  FROM %s_cases%s", w.name, w.fence)
	w.linef("),")
	from := "known"
	stage := func(name string, columns []column) {
		if len(columns) == 0 {
			return
		}
		w.linef("%s AS (", name)
		w.linef("  SELECT")
		w.linef("    %s.*,", from)
		for i, c := range columns {
			if c.remark != "" {
				w.remarkf("    -- %s", c.remark)
			}
			w.linef("    %s AS %s%s", c.is, c.name, comma(i, len(columns)))
		}
		w.linef("  FROM %s%s", from, w.fence)
		w.linef("),")
		from = name
	}
	for i, layer := range w.layers {
		stage(fmt.Sprintf("criteria_%d", i+1), w.truths(layer))
	}
	stage("reached", w.truths(w.reached()))
	stage("levels", w.levelColumns())
	last := w.truths(append(append([]*truth{}, w.pathways...), w.leads...))
	stage("pathways", last)
	w.linef("result AS (")
	w.linef("  SELECT")
	w.linef("    %s.*,", from)
	w.linef("    %s AS level,", w.level())
	w.linef("    %s AS level_certain", w.levelCertain())
	w.linef("  FROM %s", from)
	w.linef(")")
	columns := []string{"case_id", "level", "level_certain"}
	for _, l := range w.levels {
		columns = append(columns, l.id+"_certain", l.id+"_possible")
	}
	for _, t := range w.outputs() {
		columns = append(columns, t.id+"_certain", t.id+"_possible")
	}
	w.linef("SELECT")
	for i, c := range columns {
		w.linef("  %s%s", c, comma(i, len(columns)))
	}
	w.linef("FROM result;")
}

// column is a column that a stage works out.
type column struct{ name, is, remark string }

func (w *sqlWriter) truths(list []*truth) []column {
	var all []column
	for _, t := range list {
		all = append(all, column{t.id + "_certain", w.condition(t.certain, false), w.remark(t)}, column{t.id + "_possible", w.condition(t.possible, false), ""})
	}
	return all
}

// remark says what a truth is and where it comes from.
func (p *plan) remark(t *truth) string {
	switch t.kind {
	case "criterion":
		return fmt.Sprintf("criterion %s: %s (%s)", oneLine(t.name), oneLine(t.title), at(t.place))
	case "pathway":
		return fmt.Sprintf("pathway %s is open: %s (%s)", oneLine(t.name), oneLine(t.title), at(t.place))
	case "lead":
		return fmt.Sprintf("the case is at level %s, and %s leads (%s)", oneLine(t.title), oneLine(t.name), at(t.place))
	case "question":
		return fmt.Sprintf("question %s applies: %s (%s)", oneLine(t.name), oneLine(t.title), at(t.place))
	}
	return fmt.Sprintf("%s is reached (%s)", oneLine(t.title), at(t.place))
}

// levelColumns are which level is certain, which is one that certainly is reached
// while nothing higher can be; and which are not ruled out, which are those that
// may be reached while nothing higher certainly is.
func (w *sqlWriter) levelColumns() []column {
	var all []column
	for i, l := range w.levels {
		certain, possible := l.reached.id+"_certain", l.reached.id+"_possible"
		for _, h := range w.higher(i) {
			certain += " AND NOT " + h.reached.id + "_possible"
			possible += " AND NOT " + h.reached.id + "_certain"
		}
		all = append(all, column{l.id + "_certain", certain, "level " + oneLine(l.name)}, column{l.id + "_possible", possible, ""})
	}
	return all
}

// level is the highest level that is certainly reached.
func (w *sqlWriter) level() string {
	s := "CASE"
	for i := len(w.levels) - 1; i >= 0; i-- {
		s += fmt.Sprintf(" WHEN %s_certain THEN %s", w.levels[i].reached.id, w.quoted(w.levels[i].name))
	}
	return s + " ELSE " + w.quoted(logic.NoLevel) + " END"
}

func (w *sqlWriter) levelCertain() string {
	var parts []string
	for _, l := range w.levels {
		parts = append(parts, l.id+"_certain")
	}
	return strings.Join(parts, " OR ")
}

func one(condition string) string { return "CASE WHEN " + condition + " THEN 1 ELSE 0 END" }

// condition writes a condition; inner, in brackets where it has parts.
func (w *sqlWriter) condition(b *logic.Bool, inner bool) string {
	switch b.Op {
	case logic.Never:
		return "FALSE"
	case logic.Always:
		return "TRUE"
	case logic.Answered:
		if b.Var.Number() {
			return w.numbers(b, inner)
		}
		return w.oneOf(b.Var.ID, b.Texts())
	case logic.Named:
		s := w.ref(b).id + "_certain"
		if b.Some {
			s = w.ref(b).id + "_possible"
		}
		if b.Opposite {
			s = "NOT " + s
		}
		return s
	case logic.LevelIs:
		return w.levelIs(b, inner)
	case logic.CountOf:
		parts := make([]string, len(b.Parts))
		for i, p := range b.Parts {
			parts[i] = one(w.condition(p, true))
		}
		return "(" + w.chain(parts, " + ") + " >= " + strconv.Itoa(b.N) + ")"
	}
	join := " AND "
	if b.Op == logic.AnyOf {
		join = " OR "
	}
	parts := make([]string, len(b.Parts))
	for i, p := range b.Parts {
		parts[i] = w.condition(p, true)
	}
	return bracketed(w.chain(parts, join), inner)
}

// chain joins parts, in groups where they are many: engines bound how deep an
// expression may be, and count a long chain as deep.
func (w *sqlWriter) chain(parts []string, join string) string {
	const most = 100
	for len(parts) > most {
		var groups []string
		for i := 0; i < len(parts); i += most {
			groups = append(groups, "("+strings.Join(parts[i:min(i+most, len(parts))], join)+")")
		}
		parts = groups
	}
	return strings.Join(parts, join)
}

func (w *sqlWriter) levelIs(b *logic.Bool, inner bool) string {
	in, out := w.within(b.Set)
	if len(in) == 1 && !b.Some {
		return in[0].id + "_certain"
	}
	list, lead, join, empty := out, "NOT ", " AND ", "TRUE"
	if b.Some {
		list, lead, join, empty = in, "", " OR ", "FALSE"
	}
	if len(list) == 0 {
		return empty
	}
	var parts []string
	for _, l := range list {
		parts = append(parts, lead+l.id+"_possible")
	}
	return bracketed(strings.Join(parts, join), inner && len(parts) > 1)
}

func bracketed(s string, brackets bool) string {
	if brackets {
		return "(" + s + ")"
	}
	return s
}

func (w *sqlWriter) oneOf(id string, words []string) string {
	if len(words) == 0 {
		return "FALSE"
	}
	for i, a := range words {
		words[i] = w.quoted(a)
	}
	if len(words) == 1 {
		return id + " = " + words[0]
	}
	return id + " IN (" + strings.Join(words, ", ") + ")"
}

func (w *sqlWriter) numbers(b *logic.Bool, inner bool) string {
	var parts []string
	for _, r := range b.Ranges() {
		if r[0] == r[1] {
			parts = append(parts, fmt.Sprintf("%s = %d", b.Var.ID, r[0]))
		} else {
			parts = append(parts, fmt.Sprintf("%s BETWEEN %d AND %d", b.Var.ID, r[0], r[1]))
		}
	}
	if len(parts) == 0 {
		return "FALSE"
	}
	return bracketed(w.chain(parts, " OR "), inner && (len(parts) > 1 || strings.Contains(parts[0], "BETWEEN")))
}

// quoted writes a text. Spark puts the value of a setting in the place of ${name},
// in a text too.
func (w *sqlWriter) quoted(text string) string {
	if w.backslash {
		return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`, "$", `\u0024`).Replace(text) + "'"
	}
	return "'" + strings.ReplaceAll(text, "'", "''") + "'"
}
