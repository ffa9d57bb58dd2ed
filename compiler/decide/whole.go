package decide

import (
	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// Decide returns the whole answer to a case. The error names what in the case the
// rule set does not ask or allow.
func (e *Engine) Decide(c *Case) (*Answer, error) {
	answers, err := e.Encode(c)
	if err != nil {
		return nil, err
	}
	run := e.NewRun()
	e.Run(run, answers)
	a := &Answer{SchemaVersion: AnswerVersion, Notice: ruleset.Notice, Case: c, Certain: run.Certain()}
	for i := range e.Rules.Levels {
		switch l := &e.Rules.Levels[i]; {
		case i == run.Floor:
			a.Level = need(l)
		case run.Possible&(1<<i) != 0:
			a.NotRuledOut = append(a.NotRuledOut, *need(l))
		}
	}
	return a, nil
}

func need(l *ruleset.Level) *Need {
	return &Need{Name: l.Name, Number: l.Number, Title: l.Title, Place: l.Place}
}

// standing returns how sure something is that is not false.
func standing(t logic.Truth) Standing {
	if t == logic.True {
		return Certain
	}
	return InDoubt
}
