package decide

import "concordat/compiler/ruleset"

// The published forms of a case and of an answer.
var (
	caseForm   = ruleset.NewForm("urn:concordat:case:"+AnswerVersion, "Concordat case", Case{}, "")
	answerForm = ruleset.NewForm("urn:concordat:answer:"+AnswerVersion, "Concordat answer", Answer{}, AnswerVersion)
)

// CaseSchema returns the published JSON Schema (draft 2020-12) of a case. What a
// rule set asks, and which answers its questions have, is for the rule set to
// say.
func CaseSchema() []byte { return caseForm.Schema() }

// AnswerSchema returns the published JSON Schema (draft 2020-12) of an answer.
func AnswerSchema() []byte { return answerForm.Schema() }

// JSON returns the answer as JSON, held against its schema. The same answer gives
// the same bytes.
func (a *Answer) JSON() ([]byte, error) { return answerForm.Write(a) }

// JSON returns the case as JSON, held against its schema.
func (c *Case) JSON() ([]byte, error) { return caseForm.Write(c) }

// JSONSchema says what the JSON of an answer to one question may be.
func (Given) JSONSchema() map[string]any {
	return map[string]any{"type": []string{"string", "integer", "boolean", "null"}}
}
