package protocols_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"concordat/dsl"
	"concordat/protocols"
)

// The rows that each checklist has to hold, by strength, in the order of the
// published text. A row that goes missing here is a requirement that nobody is
// held to any more.
var rows = map[string]map[string]string{
	"phe-2018": {
		"must": "7.1.a 7.1.b 7.1.c 7.1.d 7.1.e 7.1.f 7.2.a 7.2.b 7.2.c 7.2.d1 7.2.d2 7.2.d3 7.2.e1 7.2.e2 7.2.e3 7.2.e4 " +
			"7.3.a 7.3.b 7.3.c 7.3.d 7.4.a 7.4.b 7.5.a 7.6.a 7.7.a 6.1.a 6.1.b 6.1.c",
		"should": "7.1.g 7.1.h 7.1.i 7.1.j 7.2.f 7.2.g 7.2.h 7.3.e 7.3.f 7.3.g 7.3.h 7.3.i 7.3.j 7.3.k 7.3.l 7.3.m1 7.3.m2 7.3.m3 7.3.n 7.3.o " +
			"7.4.c 7.4.e 7.4.f 7.4.g 7.4.h 7.4.i 7.4.j 7.5.d 7.5.e 7.5.f 7.6.c 7.6.d 7.7.b 7.7.c 7.7.d 7.7.e 7.7.f 7.7.g",
		"good-practice": "7.1.k 7.4.d",
		"context": "7.5.b 7.5.c 7.6.b 6.2.a 6.2.b 6.2.c 6.2.d 6.2.e 6.2.f 2.5.a 2.5.b 2.5.c 2.5.d 3.a " +
			"8.lp.a 8.lp.b 8.lp.c 8.dp.a 8.dp.b 8.cs.a",
	},
	"working-together-2023": {
		"must":          "th.a th.b th.c th.d th.e th.f th.g th.h th.i th.j th.k th.l",
		"good-practice": "q1 q2 q3 q4 q5 q6",
	},
}

// unverified are the rows that could not be confirmed against their source.
var unverified = map[string]string{
	"phe-2018":              "7.4.b",
	"working-together-2023": "th.i th.j th.k",
}

func TestEveryRowIsThereWithItsStrength(t *testing.T) {
	for name, byStrength := range rows {
		t.Run(name, func(t *testing.T) {
			found := requirements(t, name)
			total := 0
			for strength, ids := range byStrength {
				for _, id := range strings.Fields(ids) {
					total++
					row := found[id]
					if row == nil {
						t.Errorf("row %s is missing", id)
						continue
					}
					if got := line(row, "strength"); got != strength {
						t.Errorf("row %s is %q, not %q", id, got, strength)
					}
				}
			}
			if len(found) != total {
				t.Errorf("%d rows, not %d", len(found), total)
			}
			for id, row := range found {
				want := slices.Contains(strings.Fields(unverified[name]), id)
				if got := has(row, "unverified"); got != want {
					t.Errorf("row %s: unverified is %v", id, got)
				}
			}
		})
	}
}

// A row that says what is wrong and not what to write leaves its reader alone.
func TestEveryRowSaysWhatToWrite(t *testing.T) {
	for name := range rows {
		for id, row := range requirements(t, name) {
			if has(row, "same-as") {
				continue
			}
			for _, keyword := range []string{"otherwise", "help", "source"} {
				if !has(row, keyword) {
					t.Errorf("%s %s has no `%s`", name, id, keyword)
				}
			}
			if s := line(row, "otherwise"); len(s) > 130 {
				t.Errorf("%s %s: `otherwise` has %d letters; nobody reads past 130", name, id, len(s))
			}
			if !has(row, "needs") && !has(row, "asks") {
				t.Errorf("%s %s asks for nothing", name, id)
			}
			if s := line(row, "otherwise"); s != strings.TrimSuffix(s, ".") || strings.ToUpper(s[:1]) == s[:1] && s[0] != '{' {
				t.Errorf("%s %s: `otherwise` is a message: lower case, no full stop: %q", name, id, s)
			}
		}
	}
}

// A mandatory row that asks for nothing of its own could not be told from its
// neighbour.
func TestEveryMandatoryRowHasANeedOfItsOwn(t *testing.T) {
	for name := range rows {
		count := map[string]int{}
		needs := map[string][]string{}
		for id, row := range requirements(t, name) {
			if line(row, "strength") != "must" || has(row, "same-as") {
				continue
			}
			for _, it := range row.Items {
				if it.Terms[0].Text != "needs" {
					continue
				}
				s := it.Span.Text()
				if strings.Fields(s)[1] == "words" {
					s += id // the words that answer this row
				}
				count[s]++
				needs[id] = append(needs[id], s)
			}
		}
		for id, list := range needs {
			own := false
			for _, s := range list {
				own = own || count[s] == 1
			}
			if !own {
				t.Errorf("%s %s has no need of its own", name, id)
			}
		}
	}
}

// requirements returns the rows of a shipped checklist by their number.
func requirements(t *testing.T, name string) map[string]*dsl.Item {
	t.Helper()
	file := name + "/" + name + ".protocol"
	data, err := fs.ReadFile(protocols.FS, file)
	if err != nil {
		t.Fatal(err)
	}
	tree, _ := dsl.Parse(file, data)
	found := map[string]*dsl.Item{}
	for _, c := range tree.Items {
		for _, it := range c.Items {
			if it.Terms[0].Text != "requirement" {
				continue
			}
			id := it.Terms[1].Text
			if found[id] != nil {
				t.Errorf("%s: row %s stands there twice", name, id)
			}
			found[id] = it
		}
	}
	return found
}

func has(row *dsl.Item, keyword string) bool {
	for _, it := range row.Items {
		if it.Terms[0].Text == keyword {
			return true
		}
	}
	return false
}

func line(row *dsl.Item, keyword string) string {
	for _, it := range row.Items {
		if it.Terms[0].Text == keyword && len(it.Terms) > 1 {
			return it.Terms[1].Text
		}
	}
	return ""
}
