package prose

import (
	"fmt"
	"strings"
	"testing"

	"concordat/compiler/model"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Two\nlines.", `P("Two lines.")`},
		{"How {recovery} works.", `P("How " {recovery} " works.")`},
		{"A decision follows **{to-social-care.decide}**.", `P("A decision follows " S({to-social-care.decide}) ".")`},
		{"Not `{here}`, but {here}.", "P(\"Not \" `{here}` \", but \" {here} \".\")"},
		{"- one\n- two", `L(P("one") | P("two"))`},
		{"3. one\n4. *two*", `L3(P("one") | P(E("two")))`},
		{"> said", `Q(P("said"))`},
		{"    indented by hand", `P("indented by hand")`},
		{"```\n{code}\n```", "C(\"{code}\\n\")"},
		{"Fish &amp; chips \\*", `P("Fish & chips *")`},
		{"See [the form](https://a.example/x).", `P("See " [https://a.example/x "the form"] ".")`},
		{"Mail <mash@northmoor.example>", `P("Mail " [mailto:mash@northmoor.example "mash@northmoor.example"])`},
		{"a\\\nb", `P("a" / "b")`},
		{"above\n\n***\n\nbelow", `P("above") - P("below")`},
		{"# Purpose", `P(S("Purpose")) !heading-in-prose[# Purpose]`},
		{"Purpose\n---", `P(S("Purpose")) !heading-in-prose[Purpose]`},
		{"a <b>bold</b> word", `P("a <b>bold</b> word") !raw-html[<b>] !raw-html[</b>]`},
		{"<div>\nx\n</div>", `P("<div>\nx\n</div>") !raw-html[<div>` + "\nx\n" + `</div>]`},
		{"![Logo](logo.png)", `P("Logo") !image-in-prose[![Logo](logo.png)]`},
		{"| a | b |\n|---|---|\n| 1 | 2 |", `P("| a | b | |---|---| | 1 | 2 |") !table-in-prose[| a | b |` + "\n|---|---|\n| 1 | 2 |]"},
		{"See [the form]({mash.web}) now", `P("See " [{mash.web} "the form"] " now") !loose-brace[{mash.web}]`},
		{"{MASH} and { mash } and {a-}", `P({MASH} " and { mash } and {a-}") !loose-brace[{ mash }] !loose-brace[{a-}]`},
		{"*{a* {b} c} \\{d\\} `{ e }`", "P(E(\"{a\") \" \" {b} \" c} {d} \" `{ e }`) !loose-brace[{] !loose-brace[}]"},
	} {
		tree := Parse(c.in, nil)
		got := show(c.in, tree)
		if want := strings.ReplaceAll(c.want, "\\n", "\n"); got != want {
			t.Errorf("%q\n got %s\nwant %s", c.in, got, want)
		}
		_, problems := Scan(c.in)
		if fmt.Sprint(problems) != fmt.Sprint(tree.Problems) {
			t.Errorf("%q: Scan says %v, Parse %v", c.in, problems, tree.Problems)
		}
	}
}

func TestReferencesKnowTheirPlace(t *testing.T) {
	text := "> see {a}\n> and {b.c}\n"
	found, _ := Scan(text)
	if len(found) != 2 || text[found[0].Start:found[0].End] != "{a}" || text[found[1].Start:found[1].End] != "{b.c}" {
		t.Fatalf("found %v", found)
	}
	refs := []model.TextRef{{Start: found[1].Start, End: found[1].End, Field: "c"}}
	tree := Parse(text, refs)
	for _, i := range tree.Blocks[0].(Quote).Blocks[0].(Paragraph).Text {
		if r, ok := i.(Reference); ok && (r.Ref != nil) != (r.Name == "b.c") {
			t.Errorf("%s points to %v", r.Name, r.Ref)
		}
	}
}

func TestInlines(t *testing.T) {
	if got, want := inlines(Inlines("no lead at {it}, `at {it.name}` *", nil)), "\"no lead at \" {it} \", `at \" {it.name} \"` *\""; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("a {b} `{c}` <i> ![x](y)\n# h\n- {d}\n\t> {e}\n---\n")
	f.Fuzz(func(t *testing.T, text string) {
		tree := Parse(text, nil)
		found, problems := Scan(text)
		for _, r := range found {
			if text[r.Start:r.End] != "{"+r.Name+"}" {
				t.Fatalf("reference %v is not at its place", r)
			}
		}
		for _, p := range problems {
			if p.Start < 0 || p.End < p.Start || p.End > len(text) {
				t.Fatalf("problem %v outside the text", p)
			}
		}
		if len(problems) != len(tree.Problems) {
			t.Fatalf("Scan and Parse differ: %v, %v", problems, tree.Problems)
		}
	})
}

func show(src string, tree Tree) string {
	parts := blocks(tree.Blocks)
	for _, p := range tree.Problems {
		parts += fmt.Sprintf(" !%s[%s]", p.Code, src[p.Start:p.End])
	}
	return parts
}

func blocks(bs []Block) string {
	var parts []string
	for _, b := range bs {
		switch b := b.(type) {
		case Paragraph:
			parts = append(parts, "P("+inlines(b.Text)+")")
		case List:
			var items []string
			for _, i := range b.Items {
				items = append(items, blocks(i))
			}
			n := ""
			if b.Ordered {
				n = fmt.Sprint(b.Start)
			}
			parts = append(parts, "L"+n+"("+strings.Join(items, " | ")+")")
		case Quote:
			parts = append(parts, "Q("+blocks(b.Blocks)+")")
		case CodeBlock:
			parts = append(parts, "C(\""+b.Text+"\")")
		case Rule:
			parts = append(parts, "-")
		}
	}
	return strings.Join(parts, " ")
}

func inlines(is []Inline) string {
	var parts []string
	for _, i := range is {
		switch i := i.(type) {
		case Words:
			parts = append(parts, "\""+string(i)+"\"")
		case Strong:
			parts = append(parts, "S("+inlines(i)+")")
		case Emphasis:
			parts = append(parts, "E("+inlines(i)+")")
		case Code:
			parts = append(parts, "`"+string(i)+"`")
		case Link:
			parts = append(parts, "["+i.URL+" "+inlines(i.Text)+"]")
		case Break:
			parts = append(parts, "/")
		case Reference:
			parts = append(parts, "{"+i.Name+"}")
		}
	}
	return strings.Join(parts, " ")
}
