package model

import (
	"strings"
	"testing"
)

// block makes a thing with children in it.
func block(kind, name string, children ...*Thing) *Thing {
	t := &Thing{Kind: kind, Name: name, Children: children}
	for _, c := range children {
		c.Parent = t
	}
	return t
}

func TestClausesFollowTheOrderOfDeclaration(t *testing.T) {
	a := &Agreement{}
	var add func(t *Thing)
	add = func(t *Thing) {
		a.Things = append(a.Things, t)
		for _, c := range t.Children {
			add(c)
		}
	}
	shipped := block("question", "shipped")
	shipped.Origin = Shipped
	base := block("agency", "base")
	base.Origin = Used
	for _, x := range []*Thing{
		shipped, base,
		block("protocol", "first"), block("thresholds", "second"),
		block("agency", "own", block("team", "mash", block("team", "desk")), block("contract", "")),
		block("pathway", "one", block("step", "a"), block("step", "b")), block("pathway", "two", block("step", "c")),
		block("term", "word"), block("change", "own", block("step", "d")), block("question", "asked"),
	} {
		add(x)
	}
	clauses := a.Clauses()
	var got []string
	for _, x := range a.Things {
		if c := clauses[x]; c != "" {
			got = append(got, x.Name+"="+c)
		}
	}
	want := "base=A1 first=H1 second=H2 own=A2 mash=A2.1 desk=A2.1.1 =A2.2 one=P1 a=P1.1 b=P1.2 two=P2 c=P2.1 asked=Q1"
	if strings.Join(got, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
	}
}

func TestDutiesHaveALetterWhereThereAreSeveral(t *testing.T) {
	step := block("step", "a")
	clauses := map[*Thing]string{step: "P1.1"}
	add := func(duty bool) *Line {
		l := &Line{Owner: step}
		if duty {
			l.Duty = &Duty{}
		}
		step.Lines = append(step.Lines, l)
		return l
	}
	add(false)
	only := add(true)
	if got := DutyClause(clauses, only); got != "P1.1" {
		t.Errorf("the only duty is %s", got)
	}
	var last *Line
	for range 27 {
		last = add(true)
	}
	if first, got := DutyClause(clauses, only), DutyClause(clauses, last); first != "P1.1(a)" || got != "P1.1(ab)" {
		t.Errorf("the first of 28 duties is %s, the last %s", first, got)
	}
	if got := DutyClause(clauses, &Line{Owner: block("term", "word")}); got != "" {
		t.Errorf("a duty of what has no clause is %s", got)
	}
}
