package dsl

import (
	"strings"
	"testing"
)

func TestFormat(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"white space", " \n\t\n", ""},
		{"only a comment", "  # x  \n\n\n# y", "# x\n\n# y\n"},
		{"spaces and commas", "use   a ,b,  c", "use a, b, c\n"},
		{"tabs and no-break spaces", "agency a \"A\" {\n\tkind\u00a0police\n}", "agency a \"A\" {\n  kind          police\n}\n"},
		{"keywords of a declaration", "role a \"A\" {\nat b\nmust wait\nmust not wait\nchecked-against-it b\ntodo\n}",
			"role a \"A\" {\n  at            b\n  must          wait\n  must not      wait\n  checked-against-it b\n  todo\n}\n"},
		{"lines that open a block", "criterion a \"A\" {\nwhen all of {\nb is c\n\"d\"\n}\n}",
			"criterion a \"A\" {\n  when all of {\n    b is c\n    \"d\"\n  }\n}\n"},
		{"a list by the name of a declaration", "role a \"A\" {\ntraining {\nb c\n}\n}", "role a \"A\" {\n  training {\n    b c\n  }\n}\n"},
		{"declarations without a body", "section a \"A\" {\nsection b \"B\" todo\nlevel b\ncontract \"C\" todo\n}",
			"section a \"A\" {\n  section b \"B\" todo\n  level         b\n  contract \"C\" todo\n}\n"},
		{"a family", "scenario a \"A\" {\nfamily {\nb is c\n}\nanswer {\nlevel b\n}\n}",
			"scenario a \"A\" {\n  family {\n    b is c\n  }\n  answer {\n    level         b\n  }\n}\n"},
		{"blank lines", "\n\nuse a\n\n\nuse b\nrole a \"A\" {\n\n\nat b\n\n\nat c\n\n}\nrole b \"B\" {\nat c\n}\n\n\n\nrole c \"C\" todo\n\n",
			"use a\n\nuse b\nrole a \"A\" {\n  at            b\n\n  at            c\n}\n\nrole b \"B\" {\n  at            c\n}\n\nrole c \"C\" todo\n"},
		{"comments", "# first\nrole a \"A\" { # opens\n# own\nat b #behind\n      # last\n} # closes\n# between\n\nrole b \"B\" {\nat c\n}",
			"# first\nrole a \"A\" {  # opens\n  # own\n  at            b  #behind\n  # last\n}  # closes\n\n# between\n\nrole b \"B\" {\n  at            c\n}\n"},
		{"only comments in a block", "role a \"A\" {\n# x\n\n# y\n}", "role a \"A\" {\n  # x\n\n  # y\n}\n"},
		{"units", "must wait 1 days\nmust wait within 1 working days\nmust wait 2 calendar day\nis 0 to 120 month\nmust wait 01 hours\nmay wait days\nat 5 day-care",
			"must wait 1 day\nmust wait within 1 working day\nmust wait 2 calendar days\nis 0 to 120 months\nmust wait 01 hour\nmay wait days\nat 5 day-care\n"},
		{"yes and no", "role a \"A\" {\nmust wait when b is yes\nmust wait unless b is no and not c is yes\nmust wait when b is yes or no\nmust wait when not b is no\n}\nscenario a \"A\" {\nfamily {\nb is yes\nc is no\n}\n}",
			"role a \"A\" {\n  must          wait when b\n  must          wait unless b is no and not c\n  must          wait when b is yes or no\n  must          wait when not b is no\n}\n\nscenario a \"A\" {\n  family {\n    b\n    c is no\n  }\n}\n"},
		{"prose", "section a \"A\" {\n      \"\"\"\n      One.\n\n        - two\n   \t\n      \"\"\"\n}", "section a \"A\" {\n  \"\"\"\n  One.\n\n    - two\n\n  \"\"\"\n}\n"},
		{"a mistake with a safe fix", "to MASH\narea “x”\n", "to mash\narea \"x\"\n"},
		{"a mistake without one", "to   MASH\narea \"x\n", "to   MASH\narea \"x\n"},
		{"line ends", "use a\r\nuse b\r\n", "use a\nuse b\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, _ := Parse("a.protocol", []byte(c.text))
			if got := Format(f); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
			checkReading(t, []byte(c.text))
		})
	}
}

func TestWalk(t *testing.T) {
	var seen []string
	Walk(must("a {\n  b {\n    c\n  }\n  d {\n    e\n  }\n}\nf\n").Items, func(item *Item, in []*Item) bool {
		path := ""
		for _, i := range in {
			path += i.Terms[0].Text + "/"
		}
		seen = append(seen, path+item.Terms[0].Text)
		return item.Terms[0].Text != "d"
	})
	if got := strings.Join(seen, " "); got != "a a/b a/b/c a/d f" {
		t.Errorf("walked %s", got)
	}
}

func TestFindingsSayWhere(t *testing.T) {
	_, found := Parse("a.protocol", []byte("pathway a \"A\" {\n  step b {\n    by MASH\n  }\n}\n"))
	if len(found) != 1 || found[0].In != "pathway a > step b" {
		t.Errorf("found %v", found)
	}
}
