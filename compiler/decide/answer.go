package decide

import (
	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// This file is the form of an answer: one place to see all that a reader can meet.
// The tags say what its JSON Schema says, as in the types of the rule set.

// AnswerVersion is the version of the form of an answer.
const AnswerVersion = "1.0"

// Standing is how sure something is.
type Standing string

// What is in doubt may be so or not once more is known. What is certainly not so
// is left out of an answer.
const (
	Certain Standing = "certain"
	InDoubt Standing = "in-doubt"
)

// Answer is what the rules say of a case. `should`, `may`, indicators and what a
// person should consider never fill Level, a standing or a due moment.
type Answer struct {
	SchemaVersion string      `json:"schemaVersion" doc:"Version of this form."`
	Notice        string      `json:"notice" doc:"To be shown beside whatever is taken from this answer."`
	Agreement     Agreement   `json:"agreement" doc:"The rules that it was made by."`
	Case          *Case       `json:"case" doc:"The case, as it was given."`
	From          *Who        `json:"from,omitempty" doc:"The agency that asks; absent, nobody in particular."`
	Moment        string      `json:"moment,omitempty" doc:"The moment of the case, in words."`
	First         []First     `json:"first" doc:"What stands before everything else: the protective steps of a case at a level that nothing delays, but for what is done already."`
	Done          []Done      `json:"done" doc:"What has happened and was done, by what the case says, the earliest first."`
	Level         *Need       `json:"level,omitempty" doc:"The highest level that is certain; absent, none is."`
	Certain       bool        `json:"certain" doc:"No other level can come out, whatever is still not known."`
	NotRuledOut   []Need      `json:"notRuledOut" doc:"Higher levels that what is not known may still lead to."`
	Consider      []Criterion `json:"consider" doc:"Levels that a person should think about. They decide nothing."`
	Criteria      []Criterion `json:"criteria" doc:"The criteria that are met, and those in doubt."`
	Judgements    []Judgement `json:"judgements" doc:"What the agreement leaves to a person in this case."`
	Impossible    []Statement `json:"impossible" doc:"What the answers say together and cannot be: one of them is wrong."`
	Leads         []Lead      `json:"leads" doc:"Who leads. Several, where it is not certain."`
	ConsentTaken  bool        `json:"consentTaken" doc:"The case is a worked example that does not say what the family answered, and takes it that it agreed."`
	Consent       []Consent   `json:"consent" doc:"What the level, or a level in doubt, says of consent."`
	IfRefused     []Way       `json:"ifRefused" doc:"What follows if the family says no, at a level where it has to agree."`
	AfterRefusal  []Following `json:"afterRefusal" doc:"Where the family said no at a level where it has to agree: what is done then, step by step. Empty where it did not."`
	Duties        []Duty      `json:"duties" doc:"What the level and the document themselves ask."`
	Own           []OwnDuties `json:"own" doc:"What the agency that asks, and posts at it, have to do themselves whatever the pathway. Empty where nobody in particular asks."`
	Pathways      []Pathway   `json:"pathways" doc:"The ways that are open, or may be, to whoever asks."`
	Others        []OthersWay `json:"others" doc:"The ways that are open, or may be, to others and not to whoever asks."`
	Shares        []Share     `json:"shares" doc:"What may be shared, with whom and on what basis."`
	Services      []Service   `json:"services" doc:"Help that the family can be offered."`
	Ask           *Ask        `json:"ask,omitempty" doc:"The question to ask next; absent, no answer would change the level or what comes first."`
	Explanation   []Reason    `json:"explanation" doc:"Why, clause by clause."`
	ways          int         // how many pathways the agreement has
	engine        *Engine     // that made it, and what it went by, for the text
	answers       []logic.Answer
}

// Agreement says which rules an answer was made by.
type Agreement struct {
	Name    string `json:"name"`
	Title   string `json:"title"`
	Area    string `json:"area"`
	Version string `json:"version,omitempty"`
	Draft   bool   `json:"draft" doc:"Made from an agreement that is not finished: not to be relied on."`
}

// First is one thing to do before everything else. Nothing delays it: no wait, no
// consent, no refusal and no disagreement.
type First struct {
	Standing Standing `json:"standing" enum:"certain,in-doubt"`
	If       []string `json:"if,omitempty" doc:"In doubt: the criteria that would make it so, any of them."`
	Who      []Who    `json:"who" doc:"Who does it."`
	Duty     Duty     `json:"duty"`
	Pathway  string   `json:"pathway,omitempty"`
	Step     string   `json:"step,omitempty"`
	Pathways []string `json:"pathways,omitempty" doc:"Other pathways that ask for the same."`
	Also     []string `json:"also,omitempty" doc:"Other clauses that ask for the same."`
	level    bool     // it hangs on nothing but the level
	once     bool     // it is due at once, whatever the case
	steps    []string // that do it, each behind its pathway and a dot
}

// Need is a level of need.
type Need struct {
	Name   string `json:"name"`
	Number string `json:"number"`
	Title  string `json:"title"`
	ruleset.Place
}

// Criterion is a criterion that is met or in doubt.
type Criterion struct {
	Name       string    `json:"name"`
	Title      string    `json:"title"`
	Level      string    `json:"level,omitempty" doc:"The level that it gives, or of one to consider, the level to think about; absent, it is only named by others."`
	LevelTitle string    `json:"levelTitle,omitempty"`
	Standing   Standing  `json:"standing" enum:"certain,in-doubt"`
	When       string    `json:"when" doc:"Its condition in words."`
	Because    []Finding `json:"because" doc:"The answers that it rests on; in doubt, those that are missing."`
	Person     bool      `json:"person" doc:"It asks for a judgement, or is for a person to consider."`
	ruleset.Place
}

// Finding is one answer that something rests on.
type Finding struct {
	Question string `json:"question" doc:"The name of the question, or the words, the reason or the event; consent and referrer for what the family said and who asks."`
	Kind     string `json:"kind" enum:"question,words,reason,event,consent,referrer,level"`
	Title    string `json:"title" doc:"What is asked."`
	Answer   string `json:"answer" doc:"As a case writes it: ? for not known, - for a question that does not apply."`
}

// Judgement is left to a person.
type Judgement struct {
	Name     string   `json:"name"`
	Title    string   `json:"title"`
	Standing Standing `json:"standing" enum:"certain,in-doubt"`
	By       Who      `json:"by"`
	Because  string   `json:"because"`
	When     string   `json:"when"`
	ruleset.Place
}

// Statement is a condition at its place.
type Statement struct {
	Text string `json:"text"`
	ruleset.Place
}

// Who is somebody who acts, leads or is told.
type Who struct {
	Kind  string `json:"kind" enum:"agency,team,role,group,person,any-agency,to-be-written"`
	Name  string `json:"name,omitempty"`
	Title string `json:"title" doc:"In words."`
	You   bool   `json:"you,omitempty" doc:"Whoever asks, or somebody at their agency."`
}

// Lead is somebody who leads.
type Lead struct {
	Role       Who      `json:"role"`
	Level      string   `json:"level"`
	LevelTitle string   `json:"levelTitle"`
	Standing   Standing `json:"standing" enum:"certain,in-doubt"`
	When       string   `json:"when,omitempty"`
	Because    string   `json:"because,omitempty"`
	ruleset.Place
}

// Consent is one position on consent that counts, or may.
type Consent struct {
	Level      string   `json:"level,omitempty" doc:"Absent for a position of a rule for sharing."`
	LevelTitle string   `json:"levelTitle,omitempty"`
	For        []string `json:"for" vocab:"consent-purpose"`
	Needed     string   `json:"needed" enum:"required,written,not-required"`
	From       []Who    `json:"from,omitempty"`
	Standing   Standing `json:"standing" enum:"certain,in-doubt"`
	When       string   `json:"when,omitempty"`
	Because    string   `json:"because,omitempty"`
	ruleset.Place
}

// Pathway is a way that is open, or may be.
type Pathway struct {
	Name         string    `json:"name"`
	Title        string    `json:"title"`
	Standing     Standing  `json:"standing" enum:"certain,in-doubt"`
	Doubts       []string  `json:"doubts,omitempty" doc:"In doubt: what it hangs on, in words."`
	AskFirst     bool      `json:"askFirst" doc:"The family has to agree first, and has not been asked, or nobody says what it answered."`
	About        string    `json:"about" vocab:"pathway-about"`
	When         string    `json:"when,omitempty" doc:"What it is for, beside the levels."`
	EveryLevel   bool      `json:"everyLevel" doc:"It is for families at every level of need."`
	Moves        bool      `json:"moves" doc:"It moves a family from one level to another."`
	From         []Who     `json:"from"`
	To           []Who     `json:"to"`
	ToYou        bool      `json:"toYou" doc:"It leads to whoever asks, and to nobody else."`
	Contacts     []Contact `json:"contacts" doc:"Who answers for the receiver."`
	Accepted     string    `json:"accepted" enum:"certain,in-doubt,no" doc:"Whether the receiver takes the case by its own rule."`
	AcceptedWhen string    `json:"acceptedWhen,omitempty"`
	Forms        []string  `json:"forms,omitempty" doc:"Titles of forms."`
	Steps        []Step    `json:"steps"`
	Duties       []Duty    `json:"duties"`
	ruleset.Place
}

// Step is a step of a pathway whose case is true or in doubt.
type Step struct {
	Name     string    `json:"name"`
	Title    string    `json:"title"`
	Standing Standing  `json:"standing" enum:"certain,in-doubt"`
	When     string    `json:"when,omitempty"`
	Who      []Who     `json:"who"`
	OnlyThen bool      `json:"onlyThen" doc:"It happens only when an outcome or a missed time leads to it."`
	Done     string    `json:"done,omitempty" doc:"When it was done, by what the case says."`
	DoneText string    `json:"doneText,omitempty"`
	Due      *Due      `json:"due,omitempty" doc:"The latest moment at which the step can be done with every time of it kept."`
	Duties   []Duty    `json:"duties"`
	Outcomes []Outcome `json:"outcomes"`
	IfLate   []Way     `json:"ifLate"`
	ruleset.Place
}

// Outcome is one way that a step can end.
type Outcome struct {
	Name     string   `json:"name"`
	Title    string   `json:"title"`
	Standing Standing `json:"standing" enum:"certain,in-doubt"`
	Refusal  bool     `json:"refusal"`
	Then     []Way    `json:"then"`
	ruleset.Place
}

// Following is what is done after a refusal: a step of a pathway, a meeting, or the
// first stage of a disagreement.
type Following struct {
	Kind          string   `json:"kind" enum:"step,meeting,stage"`
	Path          string   `json:"path" doc:"Of a step, its pathway and its name with a dot between them; of a stage, the escalation and the stage; of a meeting, its name."`
	Pathway       string   `json:"pathway,omitempty" doc:"Of a step."`
	PathwayTitle  string   `json:"pathwayTitle,omitempty"`
	PathwayClause string   `json:"pathwayClause,omitempty" doc:"Of the pathway."`
	Levels        []string `json:"levels" doc:"The levels that lead here when the family says no."`
	After         string   `json:"after" doc:"What leads here, in words."`
	Rejoins       bool     `json:"rejoins" doc:"Here the usual course of a pathway is taken up: what is known then is to be decided anew."`
	Step          Step     `json:"step" doc:"Its standing is that of the whole: in doubt also where the level is."`
}

// AfterRefused returns the step with a path that follows a refusal of the family, nil
// if none does. One at which the usual course is taken up is no such step.
func (a *Answer) AfterRefused(path string) *Step {
	for i := range a.AfterRefusal {
		if x := &a.AfterRefusal[i]; x.Kind == "step" && x.Path == path && !x.Rejoins {
			return &x.Step
		}
	}
	return nil
}

// Done is something that the case says has happened or was done.
type Done struct {
	Kind string `json:"kind" enum:"step,stage,meeting,event"`
	Name string `json:"name" doc:"As the case has it."`
	// Title is the step and its pathway, the meeting or the event in words.
	Title string `json:"title"`
	At    string `json:"at"`
	Text  string `json:"text" doc:"The moment in words."`
	First bool   `json:"first" doc:"It is a protective step, which would stand first were it not done."`
	// Clauses are those of the step, and of what else asks for the same at once.
	Clauses []string `json:"clauses"`
}

// OwnDuties are the duties of an agency, a team or a post that count in this case.
type OwnDuties struct {
	Who    Who    `json:"who"`
	Duties []Duty `json:"duties"`
}

// OthersWay is a pathway that is open, or may be, to others than whoever asks.
type OthersWay struct {
	Name     string   `json:"name"`
	Title    string   `json:"title"`
	Standing Standing `json:"standing" enum:"certain,in-doubt"`
	From     []Who    `json:"from" doc:"Who may send a family along it."`
	To       []Who    `json:"to"`
	ruleset.Place
}

// Way is what follows: a pathway, a step, a meeting or an escalation.
type Way struct {
	Kind   string `json:"kind" enum:"pathway,step,stage,meeting,escalation"`
	Name   string `json:"name"`
	Title  string `json:"title"`
	Clause string `json:"clause"`
}

// Duty is one duty whose case is true or in doubt.
type Duty struct {
	Modality string    `json:"modality" enum:"must,must-not,should,may"`
	Decides  bool      `json:"decides" doc:"False for should and may: no tool may turn them into a decision."`
	Text     string    `json:"text" doc:"In full."`
	Short    string    `json:"short" doc:"What is to be done, without the time, the case and the reason."`
	Level    string    `json:"level,omitempty" doc:"The level that asks it, if a level does."`
	Case     string    `json:"case,omitempty" doc:"When or unless what, in the words of the rule."`
	Items    []string  `json:"items,omitempty"`
	Standing Standing  `json:"standing" enum:"certain,in-doubt"`
	When     string    `json:"when,omitempty"`
	Because  string    `json:"because,omitempty"`
	Times    string    `json:"times,omitempty" doc:"Its time in words."`
	Due      *Due      `json:"due,omitempty" doc:"Absent where it has no time."`
	Contacts []Contact `json:"contacts,omitempty" doc:"How to reach those it is done to."`
	ruleset.Place
}

// Due is a time limit as it falls in this case.
type Due struct {
	Text     string `json:"text" doc:"The moment in words, or the limit where the moment is not known."`
	At       string `json:"at,omitempty" doc:"The latest moment; absent, it hangs on something that is not known."`
	EndOfDay bool   `json:"endOfDay,omitempty" doc:"At is 24:00 of the day before it."`
	From     string `json:"from,omitempty" doc:"Not before this moment."`
	FromText string `json:"fromText,omitempty"`
	AtOnce   bool   `json:"atOnce,omitempty"`
	// Needs are events and meetings, as done in a case has them.
	Needs    []string `json:"needs,omitempty" doc:"Where the moment is not known: what it hangs on that the case gives no moment of."`
	Passed   bool     `json:"passed,omitempty" doc:"The moment lies before that of the case."`
	Sooner   string   `json:"sooner,omitempty" doc:"Sooner if this turns out to be so, in words."`
	SoonerAt string   `json:"soonerAt,omitempty" doc:"The moment of that."`
}

// Contact is how to reach somebody, and who answers at the moment of the case.
type Contact struct {
	Of        string `json:"of" doc:"Whom it is about, in words."`
	Line             // of the team, or the post
	Hours     string `json:"hours,omitempty" doc:"When it answers, in words."`
	Open      string `json:"open" enum:"open,closed,not-known" doc:"At the moment of the case. Not known, where that or the hours are not."`
	Instead   *Line  `json:"instead,omitempty" doc:"Who answers while it is closed; absent of a closed one, nobody does."`
	Otherwise []Line `json:"otherwise,omitempty" doc:"Where it is not known whether it is open: who answers when it is not, in the order in which they are tried."`
	Faulty    []Line `json:"faulty,omitempty" doc:"Whom to call when its line does not work."`
}

// Line is the ways to reach one team, or one post.
type Line struct {
	Name  string `json:"name" doc:"The team or the role."`
	Title string `json:"title"`
	Phone string `json:"phone,omitempty"`
	Email string `json:"email,omitempty"`
	Web   string `json:"web,omitempty"`
}

// Share is a rule that lets information pass.
type Share struct {
	Name      string    `json:"name"`
	Title     string    `json:"title"`
	Standing  Standing  `json:"standing" enum:"certain,in-doubt"`
	When      string    `json:"when,omitempty"`
	From      []Who     `json:"from"`
	To        []Who     `json:"to"`
	About     []string  `json:"about"`
	What      []string  `json:"what,omitempty"`
	Purpose   []string  `json:"purpose" vocab:"purpose"`
	Data      []string  `json:"data,omitempty" vocab:"data"`
	Basis     []string  `json:"lawfulBasis" vocab:"lawful-basis"`
	Condition []string  `json:"specialCategoryCondition,omitempty" vocab:"special-category-condition"`
	Gateway   []string  `json:"gateway,omitempty" doc:"Titles of the laws."`
	Consent   []Consent `json:"consent" doc:"Its own positions on consent."`
	How       string    `json:"how,omitempty"`
	IfLate    []Way     `json:"ifLate"`
	Duties    []Duty    `json:"duties"`
	ruleset.Place
}

// Service is help that the family can be offered.
type Service struct {
	Name     string    `json:"name"`
	Title    string    `json:"title"`
	Standing Standing  `json:"standing" enum:"certain,in-doubt"`
	When     string    `json:"when,omitempty"`
	Access   string    `json:"access,omitempty"`
	Contacts []Contact `json:"contacts"`
	ruleset.Place
}

// Ask is the question to ask next.
type Ask struct {
	Kind    string   `json:"kind" enum:"question,words,reason,event,consent"`
	Name    string   `json:"name" doc:"The question, reason or event; the words; empty for consent."`
	Title   string   `json:"title" doc:"The question in words."`
	Help    string   `json:"help,omitempty"`
	Answers []string `json:"answers,omitempty" doc:"The answers, if they are words."`
	Low     int      `json:"low" doc:"Of numbers: the lowest."`
	High    int      `json:"high" doc:"Of numbers: the highest."`
	Unit    string   `json:"unit,omitempty"`
	Why     string   `json:"why" doc:"What it would settle."`
	Danger  bool     `json:"danger" doc:"A call that is due at once hangs on it, or a level that nothing delays."`
	// SaidNotKnown tells a question to ask from one to find out.
	SaidNotKnown bool `json:"saidNotKnown,omitempty" doc:"The case says that the answer is not known, and so of every other question that could still change the level."`
	ruleset.Place
}

// Reason is one step of the explanation.
type Reason struct {
	About    string   `json:"about" enum:"first,level,criterion,judgement,lead,consent,pathway,share,service,ask"`
	Standing Standing `json:"standing" enum:"certain,in-doubt"`
	Text     string   `json:"text"`
	ruleset.Place
}
