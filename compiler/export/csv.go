package export

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"concordat/compiler/ruleset"
)

// csvFiles writes tables for spreadsheets: RFC 4180, with a byte order mark,
// without which common spreadsheets take the text for another encoding.
func csvFiles(r *ruleset.RuleSet) ([]File, error) {
	t := tables{rules: r, title: titles(r), home: agenciesOf(r)}
	var files []File
	for _, table := range []struct {
		name string
		rows func() [][]string
	}{
		{"questions", t.questions}, {"levels", t.levels}, {"criteria", t.criteria}, {"pathways", t.pathways},
		{"steps", t.steps}, {"clocks", t.clocks}, {"contacts", t.contacts},
	} {
		text, err := t.write(table.rows())
		if err != nil {
			return nil, fmt.Errorf("table of %s: %w", table.name, err)
		}
		files = append(files, File{fileName(r) + "." + table.name + ".csv", table.name, text})
	}
	return files, nil
}

// In every table a column with names has them as the rule set has them, which other
// tables and other programs can be joined by; the column beside it, whose name ends
// in "title", has them for people. Several names in one cell have "; " between them.
type tables struct {
	rules *ruleset.RuleSet
	title named
	home  map[string][]string // the agencies of an agency, a team or a role
}

const byteOrderMark = "\uFEFF"

// write writes rows, of which the first has the names of the columns, each with
// the document that it comes from behind it.
func (t *tables) write(rows [][]string) ([]byte, error) {
	b := bytes.NewBufferString(byteOrderMark)
	w := csv.NewWriter(b)
	w.UseCRLF = true
	d := &t.rules.Document
	version := d.Version
	if d.Draft {
		version = strings.TrimSpace(version + " DRAFT")
	}
	for i, row := range rows {
		if i == 0 {
			row = append(row, "document", "version", "notice")
		} else {
			row = append(row, d.Name, version, ruleset.Notice)
		}
		for n, cell := range row {
			row[n] = harmless(cell)
		}
		if err := w.Write(row); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// harmless keeps a spreadsheet from taking a text for a formula.
func harmless(cell string) string {
	cell = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(cell, "�"))
	if start := strings.TrimLeft(cell, " \n\u00a0"); start != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(start)[0]) {
		return "'" + cell
	}
	return cell
}

func (t *tables) questions() [][]string {
	rows := [][]string{{"question", "title", "kind", "answers", "lowest", "highest", "unit", "least cause for concern", "applies when", "help", "file", "line", "clause"}}
	for i := range t.rules.Questions {
		q := &t.rules.Questions[i]
		low, high := "", ""
		if q.Kind == "number" {
			low, high = strconv.Itoa(q.Low), strconv.Itoa(q.High)
		}
		rows = append(rows, append([]string{q.Name, q.Title, q.Kind, list(q.Answers), low, high, q.Unit, q.Quiet, when(q.Applies), q.Help}, place(q.Place)...))
	}
	return rows
}

func (t *tables) levels() [][]string {
	rows := [][]string{{"level", "number", "title", "otherwise", "who leads", "who leads title", "consent", "law", "law title", "file", "line", "clause"}}
	for i := range t.rules.Levels {
		l := &t.rules.Levels[i]
		var roles, leads, consent []string
		cases := slices.ContainsFunc(l.Leads, func(x ruleset.Lead) bool { return x.When != nil })
		for _, lead := range l.Leads {
			who := withCase(t.title.of(lead.Role), lead.When)
			if cases && lead.When == nil {
				who += ", otherwise"
			}
			roles, leads = append(roles, lead.Role), append(leads, who)
		}
		for _, c := range l.Consent {
			said := withCase(c.Needed+" for "+strings.Join(c.For, " and "), c.When)
			if c.Because != nil {
				said += ", because " + c.Because.Text
			}
			consent = append(consent, said)
		}
		rows = append(rows, append([]string{l.Name, l.Number, l.Title, yesNo(l.Otherwise), list(roles), list(leads), list(consent), list(l.Statute), t.names(l.Statute)}, place(l.Place)...))
	}
	return rows
}

func (t *tables) criteria() [][]string {
	rows := [][]string{{"criterion", "title", "level", "consider", "decides without a person", "when", "file", "line", "clause"}}
	for i := range t.rules.Criteria {
		c := &t.rules.Criteria[i]
		rows = append(rows, append([]string{c.Name, c.Title, c.Level, c.Consider, yesNo(c.Decides), c.When.Text}, place(c.Place)...))
	}
	return rows
}

func (t *tables) pathways() [][]string {
	rows := [][]string{{"pathway", "title", "from", "from title", "to", "to title", "about", "levels", "when", "accepted when", "forms", "forms title", "moves from", "moves to", "not allowed", "clock starts", "clock runs", "file", "line", "clause"}}
	for i := range t.rules.Pathways {
		p := &t.rules.Pathways[i]
		rows = append(rows, append([]string{
			p.Name, p.Title, list(partyNames(p.From)), t.parties(p.From), list(partyNames(p.To)), t.parties(p.To), p.About, list(p.Levels), when(p.When), when(p.AcceptedWhen),
			list(p.Forms), t.names(p.Forms), list(p.MovesFrom), list(p.MovesTo), p.NotAllowed, p.ClockStarts, p.ClockRuns,
		}, place(p.Place)...))
	}
	return rows
}

func (t *tables) steps() [][]string {
	rows := [][]string{{"id", "pathway", "pathway title", "step", "title", "by", "by title", "agency", "when", "duties", "under", "under title", "outcomes", "if late", "if late title", "recorded in", "only if something leads to it", "file", "line", "clause"}}
	for i := range t.rules.Pathways {
		p := &t.rules.Pathways[i]
		for j := range p.Steps {
			s := &p.Steps[j]
			var duties, outcomes []string
			for _, d := range s.Duties {
				duties = append(duties, d.Modality+" "+d.Text)
			}
			for _, o := range s.Outcomes {
				text := o.Title
				if text == "" {
					text = o.Name
				}
				if len(o.Then) > 0 {
					text += ", then " + t.names(o.Then)
				}
				outcomes = append(outcomes, withCase(text, o.When))
			}
			rows = append(rows, append([]string{
				p.Name + "." + s.Name, p.Name, p.Title, s.Name, s.Title, list(partyNames(s.By)), t.parties(s.By), list(t.agencies(partyNames(s.By))), when(s.When), lines(duties),
				list(s.Under), t.names(s.Under), lines(outcomes), list(s.IfLate), t.names(s.IfLate), s.RecordedIn, yesNo(s.OnlyThen),
			}, place(s.Place)...))
		}
	}
	return rows
}

// clocks has a row for each time of each rule. Its id is that of the rule and the
// kind of the time.
func (t *tables) clocks() [][]string {
	rows := [][]string{{"id", "kind", "name", "title", "pathway", "step", "by", "by title", "agency", "what", "strength", "time", "number", "up to", "unit", "from", "from title", "in the hours of", "in the hours of title", "if", "when", "file", "line", "clause"}}
	ids := map[string]int{}
	for _, c := range timed(t.rules) {
		pathway, step := "", ""
		switch c.kind {
		case "pathway":
			pathway = c.name
		case "step":
			pathway, step = c.outer, c.inner
		}
		for _, time := range c.times {
			n, upper, from, cond := "", "", "", ""
			if time.N != 0 {
				n = strconv.Itoa(time.N)
			}
			if time.Upper != 0 {
				upper = strconv.Itoa(time.Upper)
			}
			if time.Anchor != nil {
				from = time.Anchor.Name
			}
			if time.If != nil {
				cond = time.If.Text
			}
			id := c.id + "." + time.Kind
			if ids[id]++; ids[id] > 1 {
				id += fmt.Sprintf("-%d", ids[id])
			}
			rows = append(rows, append([]string{
				id, c.kind, c.name, c.title, pathway, step, list(c.by), t.names(c.by), list(t.agencies(c.by)), c.what, c.strength,
				time.Kind, n, upper, time.Unit, from, t.title.of(from), time.Team, t.title.of(time.Team), cond, when(c.when),
			}, place(c.place)...))
		}
	}
	return rows
}

// contacts has a row for each team, and for each role that can be reached.
func (t *tables) contacts() [][]string {
	rows := [][]string{{"id", "kind", "title", "agency", "agency title", "part of", "phone", "email", "web", "for", "open", "when closed", "when closed title", "when its line does not work", "when its line does not work title", "deputy", "deputy title", "file", "line", "clause"}}
	for i := range t.rules.Agencies {
		a := &t.rules.Agencies[i]
		var add func(teams []ruleset.Team, outer string)
		add = func(teams []ruleset.Team, outer string) {
			for j := range teams {
				m := &teams[j]
				open := ""
				if m.Open != nil {
					open = m.Open.Text
				}
				rows = append(rows, append([]string{
					m.Name, "team", m.Title, a.Name, a.Title, outer, m.Phone, m.Email, m.Web, list(m.Audience), open,
					m.Otherwise, t.title.of(m.Otherwise), list(m.IfFaulty), t.names(m.IfFaulty), "", "",
				}, place(m.Place)...))
				add(m.Teams, m.Name)
			}
		}
		add(a.Teams, "")
	}
	for i := range t.rules.Roles {
		p := &t.rules.Roles[i]
		if p.Phone == "" && p.Email == "" {
			continue
		}
		agencies := t.agencies([]string{p.Name})
		var teams []string
		for _, at := range p.At {
			if at.Kind == "team" {
				teams = append(teams, at.Name)
			}
		}
		rows = append(rows, append([]string{
			p.Name, "role", p.Title, list(agencies), t.names(agencies), list(teams), p.Phone, p.Email, "", "", "", "", "", "", "", list(p.Deputy), t.names(p.Deputy),
		}, place(p.Place)...))
	}
	return rows
}

// agenciesOf returns the agencies of whatever belongs to some, by its name.
func agenciesOf(r *ruleset.RuleSet) map[string][]string {
	home := map[string][]string{}
	for i := range r.Agencies {
		a := &r.Agencies[i]
		home[a.Name] = []string{a.Name}
		var add func(teams []ruleset.Team)
		add = func(teams []ruleset.Team) {
			for j := range teams {
				home[teams[j].Name] = []string{a.Name}
				add(teams[j].Teams)
			}
		}
		add(a.Teams)
	}
	for i := range r.Roles {
		p := &r.Roles[i]
		var at []string
		for _, party := range p.At {
			if party.Kind == "agency" || party.Kind == "team" {
				at = append(at, home[party.Name]...)
			}
		}
		home[p.Name] = at
	}
	return home
}

// agencies returns the agencies of agencies, teams and roles, each once.
func (t *tables) agencies(names []string) []string {
	var all []string
	for _, name := range names {
		for _, a := range t.home[name] {
			if !slices.Contains(all, a) {
				all = append(all, a)
			}
		}
	}
	return all
}

func place(p ruleset.Place) []string { return []string{p.File, strconv.Itoa(p.Line), p.Clause} }

func list(words []string) string { return strings.Join(words, "; ") }

func lines(words []string) string { return strings.Join(words, "\n") }

func when(c *ruleset.Condition) string {
	if c == nil {
		return ""
	}
	return c.Text
}

func withCase(text string, c *ruleset.Condition) string {
	if c == nil {
		return text
	}
	return text + ", when " + c.Text
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// names returns the titles of things.
func (t *tables) names(all []string) string {
	said := make([]string, len(all))
	for i, name := range all {
		said[i] = t.title.of(name)
	}
	return list(said)
}

func (t *tables) parties(all []ruleset.Party) string {
	said := make([]string, len(all))
	for i, p := range all {
		switch {
		case p.Kind == "any-agency" && p.Where != nil:
			said[i] = "any agency where " + p.Where.Text
		case p.Kind == "any-agency":
			said[i] = "any agency"
		case p.Kind == "to-be-written":
			said[i] = "to be written"
		default:
			said[i] = t.title.of(p.Name)
		}
	}
	return list(said)
}
