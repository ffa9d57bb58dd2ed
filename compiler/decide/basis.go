package decide

import "concordat/compiler/logic"

// basis returns the answers that the truth of a condition rests on: of one that is
// true or false, enough of them to make it so; of one in doubt, those that are not
// known.
func (d *decision) basis(x *logic.Expr) []Finding {
	var vars []*logic.Var
	level := false
	seen := map[*logic.Var]bool{}
	add := func(v *logic.Var) {
		if !seen[v] {
			seen[v] = true
			vars = append(vars, v)
		}
	}
	d.rest(x, logic.Eval(x, d.known), add, func() { level = true })
	var all []Finding
	for _, v := range vars {
		all = append(all, d.finding(v))
	}
	if level {
		all = append(all, Finding{Question: "level", Kind: "level", Title: "The level of need", Answer: d.levelText()})
	}
	return all
}

// rest calls add for each variable that the truth t of x rests on, and level if
// it rests on the level.
func (d *decision) rest(x *logic.Expr, t logic.Truth, add func(*logic.Var), level func()) {
	switch x.Op {
	case logic.Answered:
		d.restAnswered(x, t, add, level)
	case logic.LevelIs:
		level()
	case logic.Named:
		d.rest(x.Parts[0], t, add, level)
	case logic.AllOf, logic.AnyOf, logic.CountOf:
		var with []*logic.Expr // the parts whose truth is t
		for _, p := range x.Parts {
			if logic.Eval(p, d.known) == t {
				with = append(with, p)
			}
		}
		for _, p := range with[:min(enough(x, t, len(with)), len(with))] {
			d.rest(p, t, add, level)
		}
	}
}

// enough is how many parts of a truth make the whole so.
func enough(x *logic.Expr, t logic.Truth, with int) int {
	switch {
	case t == logic.Unknown:
		return with
	case x.Op == logic.AllOf && t == logic.True, x.Op == logic.AnyOf && t == logic.False:
		return with
	case x.Op == logic.CountOf && t == logic.True:
		return x.N
	case x.Op == logic.CountOf:
		return len(x.Parts) - x.N + 1
	}
	return 1
}

func (d *decision) restAnswered(x *logic.Expr, t logic.Truth, add func(*logic.Var), level func()) {
	v := x.Var
	if d.known.Answer(v) != logic.NotKnown || v.Applies == nil {
		add(v)
		return
	}
	applies := logic.Eval(v.Applies, d.known)
	if t == logic.Unknown {
		if applies == logic.Unknown {
			d.rest(v.Applies, applies, add, level)
		}
		add(v)
		return
	}
	// It is settled although nobody has answered: by what decides whether it applies.
	d.rest(v.Applies, applies, add, level)
}

// finding says what a case answers to a variable.
func (d *decision) finding(v *logic.Var) Finding {
	f := Finding{Question: v.Name, Kind: kindNames[v.Kind], Title: d.e.questionTitle(v), Answer: answerText(v, d.known.Answer(v))}
	if v.Kind == logic.Consent || v.Kind == logic.Referrer {
		f.Question = f.Kind
	}
	if v.Applies != nil && d.known.Answer(v) == logic.NotKnown && logic.Eval(v.Applies, d.known) == logic.False {
		f.Answer = logic.NoneText
	}
	return f
}

var kindNames = map[logic.Kind]string{
	logic.Question: "question", logic.Words: "words", logic.Reason: "reason", logic.Event: "event", logic.Consent: "consent", logic.Referrer: "referrer",
}
