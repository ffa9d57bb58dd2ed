package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// maxCEL is how long an expression may be, in characters: what cel-go reads
// unless it is told otherwise.
const maxCEL = 100_000

// celExport is the file of a CEL export. Expressions read the inputs alone, but
// for those of pathways and leads, which may read the list that PossibleLevels
// gives as well.
type celExport struct {
	Notice         string           `json:"notice"`
	About          []string         `json:"about"`
	Document       ruleset.Document `json:"document"`
	Inputs         []celInput       `json:"inputs"`
	PossibleLevels string           `json:"possibleLevels"`
	Level          string           `json:"level"`
	Criteria       []celTruth       `json:"criteria"`
	Pathways       []celTruth       `json:"pathways"`
	Leads          []celTruth       `json:"leads"`
}

// celInput is one input. Accepts is true of whatever may be given.
type celInput struct {
	ID      string   `json:"id"`
	Type    string   `json:"type"`
	Asks    string   `json:"asks"`
	Answers []string `json:"answers,omitempty"`
	Low     *int     `json:"low,omitempty"`
	High    *int     `json:"high,omitempty"`
	Unit    string   `json:"unit,omitempty"`
	Accepts string   `json:"accepts"`
}

type celTruth struct {
	ID       string `json:"id"`
	Name     string `json:"name,omitempty"`
	Title    string `json:"title,omitempty"`
	Level    string `json:"level,omitempty"`
	Role     string `json:"role,omitempty"`
	Certain  string `json:"certain"`
	Possible string `json:"possible"`
	ruleset.Place
}

func celFiles(r *ruleset.RuleSet) ([]File, error) {
	p, err := newPlan(r)
	if err != nil {
		return nil, err
	}
	w := celWriter{p}
	x := celExport{Notice: ruleset.Notice, About: about(r), Document: r.Document, Inputs: []celInput{}}
	for _, v := range p.inputs {
		x.Inputs = append(x.Inputs, w.input(v))
	}
	if x.Criteria, err = w.truths(p.criteria); err != nil {
		return nil, err
	}
	if x.Pathways, err = w.truths(p.pathways); err != nil {
		return nil, err
	}
	if x.Leads, err = w.truths(p.leads); err != nil {
		return nil, err
	}
	for _, l := range p.levels {
		if err := w.fits(l.reached, logic.Size(l.reached.expr, maxCEL)); err != nil {
			return nil, err
		}
	}
	x.PossibleLevels, x.Level = r.LevelExpressions(p.logic)
	if n := len(x.PossibleLevels); n > maxCEL {
		return nil, fmt.Errorf("the expression for the level has %d characters; %d is the most", n, maxCEL)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(x); err != nil {
		return nil, err
	}
	return []File{{fileName(r) + ".cel.json", "", b.Bytes()}}, nil
}

type celWriter struct{ *plan }

func (w celWriter) input(v *logic.Var) celInput {
	all := logic.Bool{Op: logic.Answered, Var: v, Set: logic.NewSet(v.Count + 1), Blank: true}
	for i := range v.Count {
		all.Set.Add(i)
	}
	if v.Applies != nil {
		all.Set.Add(v.Count)
	}
	in := celInput{ID: v.ID, Type: "string", Asks: w.asks(v), Answers: v.Answers, Accepts: logic.CEL(&all, nil)}
	if v.Number() {
		low, high := v.Low, v.Low+v.Count-1
		in.Type, in.Low, in.High, in.Unit = "int", &low, &high, v.Unit
	}
	return in
}

// asks says what an input means, for people.
func (p *plan) asks(v *logic.Var) string {
	switch v.Kind {
	case logic.Question:
		if i := slices.IndexFunc(p.rules.Questions, func(q ruleset.Question) bool { return q.Name == v.Name }); i >= 0 {
			return oneLine(p.rules.Questions[i].Title)
		}
	case logic.Consent:
		return "what the family said when it was asked to agree"
	case logic.Referrer:
		return "the kind of agency that asks"
	case logic.Reason:
		return "a reason not to ask or tell: " + oneLine(v.Name)
	case logic.Event:
		return "it has happened: " + oneLine(v.Name)
	}
	return oneLine(v.Name)
}

func (w celWriter) truths(all []*truth) ([]celTruth, error) {
	list := make([]celTruth, len(all))
	for i, t := range all {
		if err := w.fits(t, logic.Size(t.expr, maxCEL)); err != nil {
			return nil, err
		}
		c := celTruth{ID: t.id, Name: t.name, Title: t.title, Place: t.place}
		if t.kind == "lead" {
			c.Name, c.Title, c.Level, c.Role = "", "", t.title, t.name
		}
		c.Certain = logic.CEL(logic.Certain(t.expr), w.logic.Levels)
		c.Possible = logic.CEL(logic.Possible(t.expr), w.logic.Levels)
		if err := w.fits(t, max(len(c.Certain), len(c.Possible))); err != nil {
			return nil, err
		}
		list[i] = c
	}
	return list, nil
}

// fits refuses an expression that is too long; n is a lower bound of its length.
func (w celWriter) fits(t *truth, n int) error {
	if n >= maxCEL {
		return fmt.Errorf("%s %s, written out with all that it names, has %d characters or more; fewer are allowed", t.kind, t.name, maxCEL)
	}
	return nil
}
