package ruleset

// This file is long because it is the form of a rule set: one place to see all
// that a reader can meet. The tags say what the JSON Schema says: `doc` is the
// description, `enum` the closed list of values and `vocab` the vocabulary of the
// language that holds it. Fields without omitempty are always present. `ref` says
// what a name leads to, which [Load] checks: the kinds of the language, with
// commas between them, or * for any.

// Version is the version of the form of a rule set. The major number changes
// when a reader of the old form could misread the new one; a loader refuses any
// other than its own.
const Version = "1.1"

// Notice stands in every rule set and heads every decision made from it.
const Notice = "This supports professional judgement and does not replace it."

// RuleSet is one document of an agreement as data.
type RuleSet struct {
	SchemaVersion string       `json:"schemaVersion" doc:"Version of this form."`
	Notice        string       `json:"notice" doc:"To be shown beside whatever is concluded from these rules."`
	Document      Document     `json:"document" doc:"The document that the rules stand in."`
	Clock         Clock        `json:"clock" doc:"How time is counted."`
	NothingDelays []string     `json:"nothingDelays" ref:"level" doc:"Levels for which no wait, consent, refusal or disagreement stands before the protective step."`
	Questions     []Question   `json:"questions" doc:"What can be asked about a case, with every possible answer."`
	CannotBe      []Impossible `json:"cannotBe" doc:"Combinations of answers that cannot happen."`
	Judgements    []Judgement  `json:"judgements" doc:"Points that are left to a person on purpose."`
	Levels        []Level      `json:"levels" doc:"Levels of need, lowest first."`
	Portable      Portable     `json:"portable" doc:"How to run the rules in an engine that knows CEL."`
	Criteria      []Criterion  `json:"criteria" doc:"What puts a case at a level."`
	Indicators    []Indicators `json:"indicators" doc:"Examples for judgement; they never decide."`
	Agencies      []Agency     `json:"agencies"`
	Roles         []Role       `json:"roles"`
	Groups        []Group      `json:"groups"`
	Pathways      []Pathway    `json:"pathways" doc:"The ways between agencies, step by step."`
	Meetings      []Meeting    `json:"meetings"`
	Shares        []Share      `json:"shares" doc:"Who may share what with whom, and why the law lets them."`
	Escalations   []Escalation `json:"escalations" doc:"What professionals do when they disagree."`
	Services      []Service    `json:"services"`
	Training      []Training   `json:"training"`
	Audits        []Audit      `json:"audits"`
	Plans         []Plan       `json:"plans"`
	Documents     []Reference  `json:"documents" doc:"Forms, laws, guidance and other documents that the rules name."`
	Terms         []Term       `json:"terms"`
	Events        []Event      `json:"events" doc:"Moments that times are counted from."`
	TimeLimits    []TimeLimit  `json:"timeLimits" doc:"Limits set outside the agreement that its steps are under."`
	Duties        []Duty       `json:"duties" doc:"Duties of the document itself; others stand with what they belong to."`
	Sections      []Section    `json:"sections" doc:"Which text answers which row of a checklist."`
	Scenarios     []Scenario   `json:"scenarios" doc:"Worked examples."`
	Checklists    []Checklist  `json:"checklists" doc:"The checklists that the agreement is held against, and how it does."`
	AcceptedGaps  []Gap        `json:"acceptedGaps"`
	Attestations  []Attest     `json:"attestations"`
	Allowed       []Allowed    `json:"allowed" doc:"Findings that the authors let stand, with the reason."`
	Changes       []Change     `json:"changes" doc:"What the folder alters in what it shares with others. The rules stand here as altered; this says what was."`
	Reasons       []Remark     `json:"reasons" doc:"Reasons of lines that have no place for one of their own."`
	ToDo          []Remark     `json:"toDo" doc:"What is still to be written; empty unless the document is a draft."`
}

// Place is where a rule stands: in the source, and in the printed document.
type Place struct {
	File   string `json:"file" doc:"Source file, from the folder of the agreement."`
	Line   int    `json:"line" min:"1" doc:"Line of the source file, from 1."`
	Clause string `json:"clause" doc:"Clause number in the printed document; empty for what ships with the compiler."`
}

// Head is what every named thing has.
type Head struct {
	Name  string   `json:"name"`
	Title string   `json:"title"`
	Cites []string `json:"cites,omitempty" doc:"The published texts that it comes from."`
	Prose []string `json:"prose,omitempty" doc:"What it says in text, as Markdown, with titles and values in the place of names."`
	Place
}

// Document identifies the document.
type Document struct {
	Head
	Kind           string   `json:"kind" enum:"protocol,thresholds"`
	Area           string   `json:"area"`
	Version        string   `json:"version,omitempty"`
	Status         string   `json:"status,omitempty" vocab:"status"`
	Draft          bool     `json:"draft" doc:"Made from an agreement with errors or unwritten parts: not to be relied on."`
	ApprovedOn     string   `json:"approvedOn,omitempty"`
	ApprovedBy     string   `json:"approvedBy,omitempty" ref:"group,role,agency"`
	InForce        string   `json:"inForce,omitempty"`
	ReviewBy       string   `json:"reviewBy,omitempty"`
	Publisher      string   `json:"publisher,omitempty" ref:"group,agency"`
	Owner          string   `json:"owner,omitempty" ref:"role"`
	SignedBy       []string `json:"signedBy,omitempty" ref:"role"`
	Supersedes     []string `json:"supersedes,omitempty" ref:"document"`
	YieldsTo       []string `json:"yieldsTo,omitempty" ref:"document"`
	ReliesOn       []string `json:"reliesOn,omitempty" ref:"document"`
	CheckedAgainst []string `json:"checkedAgainst,omitempty" doc:"Checklists."`
	Consulted      []string `json:"consulted,omitempty" ref:"agency,role,group"`
	Amended        []Dated  `json:"amended,omitempty"`
	Web            string   `json:"web,omitempty"`
}

// Dated is a date with a remark.
type Dated struct {
	Date string `json:"date" doc:"YYYY-MM-DD, YYYY-MM or YYYY."`
	Text string `json:"text"`
}

// Clock says how time is counted.
type Clock struct {
	Calendar string  `json:"calendar" doc:"The calendar of working days and bank holidays." vocab:"calendar"`
	TimeZone string  `json:"timeZone" enum:"Europe/London"`
	Starts   string  `json:"starts" vocab:"clock-starts"`
	Runs     string  `json:"runs" vocab:"clock-runs"`
	ClosedOn []Dated `json:"closedOn"`
}

// Condition is true or false of a case, or unknown while answers are missing.
type Condition struct {
	Text     string `json:"text" doc:"The condition in words."`
	Tree     Part   `json:"tree" doc:"The condition as a tree."`
	Certain  string `json:"certain" doc:"CEL over the inputs of portable: true where the condition is certainly true."`
	Possible string `json:"possible" doc:"CEL over the inputs of portable: true where the condition is not certainly false."`
}

// Expression is what a tool works out that no single line says, as CEL.
type Expression struct {
	Certain  string `json:"certain" doc:"CEL over the inputs of portable: true where it is certainly so."`
	Possible string `json:"possible" doc:"CEL over the inputs of portable: true where it is not certainly not so."`
}

// Portable says how to run the rules in an engine that knows CEL, the Common
// Expression Language, and nothing of unknown answers.
type Portable struct {
	Inputs         []Input `json:"inputs" doc:"What the expressions read."`
	PossibleLevels string  `json:"possibleLevels" doc:"The list of the levels that are not ruled out, lowest first; - stands for no level. It is the input possible_levels of the conditions."`
	Level          string  `json:"level" doc:"The lowest level of that list: the highest that any criterion certainly gives."`
}

// Input is one input of the expressions.
type Input struct {
	ID      string   `json:"id" doc:"Its name in the expressions."`
	Kind    string   `json:"kind" enum:"question,words,reason,event,consent,referrer"`
	Name    string   `json:"name" doc:"The question, reason or event; of words, what a person has to judge."`
	Type    string   `json:"type" enum:"string,int" doc:"A string is an answer in words, ? for not known or - for a question that does not apply; an int is a number, -1 for not known or -2 for a question that does not apply."`
	Answers []string `json:"answers,omitempty" doc:"Of a string: the answers."`
	Low     int      `json:"low"`
	High    int      `json:"high"`
}

// Part is one part of a condition.
type Part struct {
	Op       string   `json:"op" enum:"all,any,at-least,not,question,criterion,level,consent,referrer,words,reason,event,to-be-written" doc:"What is to be written, or could not be read in a draft, is neither true nor false of any case."`
	Parts    []Part   `json:"parts,omitempty" doc:"Of all, any, at-least and not."`
	N        int      `json:"n,omitempty" doc:"Of at-least: how many parts."`
	Name     string   `json:"name,omitempty" doc:"The question, criterion, reason or event."`
	Test     string   `json:"test,omitempty" enum:"is,is-not,at-least,at-most,under,over"`
	Values   []string `json:"values,omitempty" doc:"Answers, levels or kinds of agency; any of them."`
	Numbers  []int    `json:"numbers,omitempty" doc:"Answers of a question with numbers; any of them."`
	Question string   `json:"question,omitempty" doc:"Of words: what a person has to judge."`
}

// Question is something that can be asked about a case.
type Question struct {
	Head
	Kind    string     `json:"kind" enum:"yes-no,words,number,to-be-written"`
	Answers []string   `json:"answers,omitempty" doc:"Of yes-no and words; at-least and at-most go by this order."`
	Low     int        `json:"low"`
	High    int        `json:"high"`
	Unit    string     `json:"unit,omitempty" doc:"What a number counts: years, months, weeks, percent or times."`
	Risk    string     `json:"risk,omitempty" doc:"Which way the answers run; empty where they have no order." enum:"rising,falling"`
	Quiet   string     `json:"quiet" doc:"The answer that gives least cause for concern."`
	About   string     `json:"about,omitempty" vocab:"subject"`
	Help    string     `json:"help,omitempty"`
	Applies *Condition `json:"applies,omitempty" doc:"When the question applies at all; absent, always."`
}

// Impossible is a combination that cannot happen.
type Impossible struct {
	Place
	When Condition `json:"when"`
}

// Judgement is left to a person.
type Judgement struct {
	Head
	When    Condition `json:"when"`
	By      string    `json:"by" ref:"role"`
	Because string    `json:"because"`
}

// Level is a level of need.
type Level struct {
	Head
	Number    string    `json:"number" doc:"1, 2, 3 or 4a."`
	Otherwise bool      `json:"otherwise" doc:"The level of a case that no criterion puts higher."`
	Statute   []string  `json:"statute,omitempty" ref:"document"`
	Consent   []Consent `json:"consent"`
	Leads     []Lead    `json:"leads"`
	IfRefused []string  `json:"ifRefused,omitempty" ref:"pathway,step,escalation,meeting"`
	Duties    []Duty    `json:"duties"`
}

// Consent is one position on consent.
type Consent struct {
	Needed  string     `json:"needed" enum:"required,written,not-required"`
	For     []string   `json:"for" doc:"What the consent is to." vocab:"consent-purpose"`
	From    []Party    `json:"from,omitempty"`
	When    *Condition `json:"when,omitempty"`
	Because *Because   `json:"because,omitempty"`
	Place
}

// Because is why a line says what it says.
type Because struct {
	Reason string `json:"reason,omitempty" doc:"One of the reasons that the law knows for not asking or not telling."`
	Text   string `json:"text"`
}

// Lead is who leads.
type Lead struct {
	Role    string     `json:"role" ref:"role"`
	When    *Condition `json:"when,omitempty"`
	Counts  Expression `json:"counts" doc:"Whether the line counts at its level: its case is true, or it has none and the case of no other line is."`
	Because *Because   `json:"because,omitempty"`
	Place
}

// Criterion puts a case at a level.
type Criterion struct {
	Head
	Level    string    `json:"level,omitempty" ref:"level"`
	Consider string    `json:"consider,omitempty" ref:"level" doc:"A level that a person should think about; nothing is decided."`
	Decides  bool      `json:"decides" doc:"Whether it may decide a level without a person. False for consider, and where the condition, or a criterion that it names, asks for a judgement or is not written yet."`
	When     Condition `json:"when"`
}

// Indicators are examples.
type Indicators struct {
	Head
	Modality   string    `json:"modality" enum:"illustrative"`
	Decides    bool      `json:"decides" doc:"Always false."`
	Level      string    `json:"level,omitempty" ref:"level"`
	Domain     string    `json:"domain,omitempty" vocab:"domain"`
	About      []string  `json:"about,omitempty" vocab:"subject"`
	Protective bool      `json:"protective"`
	Examples   []Example `json:"examples"`
}

// Example is one example.
type Example struct {
	Text     string `json:"text"`
	Question string `json:"question,omitempty" ref:"question"`
}

// Party is somebody who acts or is told.
type Party struct {
	Kind  string  `json:"kind" enum:"agency,team,role,group,person,any-agency,to-be-written"`
	Name  string  `json:"name,omitempty"`
	Where *Filter `json:"where,omitempty" doc:"Of any-agency: which agencies are meant; absent, all of them."`
}

// Filter says which agencies are meant.
type Filter struct {
	Text string     `json:"text" doc:"The filter in words."`
	Tree FilterPart `json:"tree" doc:"The filter as a tree."`
}

// FilterPart is one part of a filter.
type FilterPart struct {
	Op     string       `json:"op" enum:"all,any,at-least,not,is,includes,has"`
	Parts  []FilterPart `json:"parts,omitempty" doc:"Of all, any, at-least and not."`
	N      int          `json:"n,omitempty" doc:"Of at-least: how many parts."`
	Path   string       `json:"path,omitempty" doc:"Of is, includes and has: the lines that lead from the agency to what is looked at, with dots between them."`
	Test   string       `json:"test,omitempty" enum:"is,is-not,at-least,at-most"`
	Values []string     `json:"values,omitempty" doc:"Words, names or numbers; any of them."`
	Where  *FilterPart  `json:"where,omitempty" doc:"Of has: what has to be true of what is looked at."`
}

// Time is one part of a time limit.
type Time struct {
	Kind   string     `json:"kind" enum:"at-once,at,within,as-soon-as-possible,in-hours-of,past-closing,or-sooner,before,not-before,between,every"`
	N      int        `json:"n,omitempty" min:"0"`
	Upper  int        `json:"upper,omitempty" min:"0" doc:"Of between."`
	Unit   string     `json:"unit,omitempty" vocab:"unit" doc:"A bare day is read as a calendar day."`
	Anchor *Anchor    `json:"anchor,omitempty" doc:"Absent: the stage before or the start of the disagreement; elsewhere the moment from which the rule holds."`
	Team   string     `json:"team,omitempty" ref:"team" doc:"Of in-hours-of."`
	If     *Condition `json:"if,omitempty" doc:"Of or-sooner: at once in this case, or within the duration where there is one."`
}

// Anchor is what a time is counted from: of a step, the moment at which it is
// done.
type Anchor struct {
	Kind string `json:"kind" enum:"step,stage,meeting,event,document,pathway,escalation,moment,to-be-written" doc:"A moment is one of those that need no declaration, such as birth."`
	Name string `json:"name,omitempty"`
}

// Length is how long something lasts.
type Length struct {
	N    int    `json:"n" min:"1"`
	Unit string `json:"unit" vocab:"unit"`
}

// Duty is one duty sentence.
type Duty struct {
	Modality  string     `json:"modality" enum:"must,must-not,should,may"`
	Decides   bool       `json:"decides" doc:"False for should and may: no tool may turn them into a decision."`
	Text      string     `json:"text" doc:"The duty in words: short, timeText, caseText and the reason, one after the other."`
	Short     string     `json:"short" doc:"What is to be done, in words, without the time, the case and the reason."`
	CaseText  string     `json:"caseText,omitempty" doc:"Its case in words: when or unless what."`
	Verb      string     `json:"verb,omitempty" vocab:"verb"`
	WordsOnly bool       `json:"wordsOnly" doc:"The duty is in words that nothing can compute."`
	Objects   []Object   `json:"objects,omitempty"`
	AnyObject bool       `json:"anyObject,omitempty" doc:"Any one of the objects will do; else all are meant."`
	Parties   []Link     `json:"parties,omitempty"`
	Ways      []string   `json:"ways,omitempty" vocab:"way" doc:"Any one of them will do."`
	Items     []string   `json:"items,omitempty" doc:"The list under the duty; all of it."`
	Times     []Time     `json:"times,omitempty"`
	TimeText  string     `json:"timeText,omitempty"`
	When      *Condition `json:"when,omitempty"`
	Because   *Because   `json:"because,omitempty"`
	Place
}

// Object is what a duty is about.
type Object struct {
	Kind string `json:"kind" enum:"thing,matter,event,words,to-be-written"`
	Name string `json:"name,omitempty" doc:"Of a thing, a matter or an event."`
	Text string `json:"text,omitempty" doc:"Of words; of others, words that go on from the name."`
	How  string `json:"how,omitempty" enum:"to,with,from,for" doc:"The word before it; absent, it follows the verb."`
}

// Link is whom a duty is done to or with.
type Link struct {
	How  string  `json:"how,omitempty" enum:"to,with,from,for" doc:"The word before them; absent, they follow the verb."`
	Who  []Party `json:"who"`
	Any  bool    `json:"any,omitempty" doc:"Any one of them will do; else all are meant."`
	Text string  `json:"text,omitempty" doc:"Words that go on from the last of them."`
}

// Agency is a body that takes part.
type Agency struct {
	Head
	Kind        string     `json:"kind,omitempty" vocab:"agency-kind"`
	Serves      []string   `json:"serves,omitempty" vocab:"people"`
	Offers      []string   `json:"offers,omitempty"`
	AlsoKnownAs []string   `json:"alsoKnownAs,omitempty"`
	Policies    []string   `json:"policies,omitempty" ref:"document"`
	Teams       []Team     `json:"teams"`
	Contracts   []Contract `json:"contracts"`
	Duties      []Duty     `json:"duties"`
}

// Team can be reached.
type Team struct {
	Head
	Phone     string   `json:"phone,omitempty"`
	Email     string   `json:"email,omitempty"`
	Web       string   `json:"web,omitempty"`
	Audience  []string `json:"audience,omitempty" vocab:"audience"`
	Open      *Hours   `json:"open,omitempty"`
	Gives     []string `json:"gives,omitempty" vocab:"gives"`
	Otherwise string   `json:"otherwise,omitempty" ref:"team" doc:"Who answers when it is closed."`
	IfFaulty  []string `json:"ifFaulty,omitempty" ref:"team" doc:"Whom to call when its line does not work."`
	Teams     []Team   `json:"teams"`
	Duties    []Duty   `json:"duties"`
}

// Hours says when somebody answers.
type Hours struct {
	Text       string `json:"text"`
	Always     bool   `json:"always"`
	WhenClosed string `json:"whenClosed,omitempty" ref:"team" doc:"Open whenever this team is closed."`
	Spans      []Open `json:"spans,omitempty"`
}

// Open is one stretch of a week.
type Open struct {
	First        int  `json:"first" min:"0" doc:"The first day, Monday 0 to Sunday 6."`
	Last         int  `json:"last" min:"0" doc:"The last day."`
	BankHolidays bool `json:"bankHolidays" doc:"It is about bank holidays, and first and last say nothing."`
	Closed       bool `json:"closed" doc:"Nobody answers."`
	From         int  `json:"from" min:"0" doc:"Minute of the day."`
	To           int  `json:"to" min:"0" doc:"Minute of the day; at or before from, that of the next day."`
}

// Contract sets duties.
type Contract struct {
	Head
	MonitoredBy []string `json:"monitoredBy,omitempty" ref:"agency,role,group"`
	Every       []Time   `json:"every,omitempty"`
	How         string   `json:"how,omitempty"`
	Duties      []Duty   `json:"duties"`
}

// Role is a post.
type Role struct {
	Head
	Kind           string   `json:"kind,omitempty" vocab:"role-kind"`
	At             []Party  `json:"at,omitempty"`
	Deputy         []string `json:"deputy,omitempty" ref:"role"`
	SupportedBy    []string `json:"supportedBy,omitempty" ref:"role"`
	SupervisedBy   string   `json:"supervisedBy,omitempty" ref:"role"`
	Supervised     []Time   `json:"supervised,omitempty" doc:"How often."`
	ChosenBy       string   `json:"chosenBy,omitempty" ref:"role,agency,team"`
	ChosenHow      string   `json:"chosenHow,omitempty"`
	Training       []string `json:"training,omitempty" ref:"training"`
	JobDescription string   `json:"jobDescription,omitempty"`
	Phone          string   `json:"phone,omitempty"`
	Email          string   `json:"email,omitempty"`
	Duties         []Duty   `json:"duties"`
}

// Group is a partnership, steering group, network or forum.
type Group struct {
	Head
	Kind      string   `json:"kind,omitempty" vocab:"group-kind"`
	Members   []string `json:"members,omitempty" ref:"agency,role,group"`
	Chair     string   `json:"chair,omitempty" ref:"role"`
	Meets     []Time   `json:"meets,omitempty"`
	ReportsTo string   `json:"reportsTo,omitempty" ref:"group"`
	Duties    []Duty   `json:"duties"`
}

// Pathway is a way between agencies.
type Pathway struct {
	Head
	From         []Party    `json:"from"`
	To           []Party    `json:"to"`
	About        string     `json:"about" vocab:"pathway-about"`
	Levels       []string   `json:"levels" ref:"level"`
	When         *Condition `json:"when,omitempty" doc:"The sender's side."`
	AcceptedWhen *Condition `json:"acceptedWhen,omitempty" doc:"The receiver's side; absent, the same as when."`
	Open         Expression `json:"open" doc:"Whether it is open to those who may send families along it: the level is one of levels, when is true, and the family agreed where the level asks for that."`
	Consent      []Consent  `json:"consent" doc:"Whether the family has to agree before it is sent this way; empty, what its level says of referral, or else of help."`
	Forms        []string   `json:"forms,omitempty" ref:"document"`
	MovesFrom    []string   `json:"movesFrom,omitempty" ref:"level"`
	MovesTo      []string   `json:"movesTo,omitempty" ref:"level"`
	NotAllowed   string     `json:"notAllowed,omitempty" doc:"The move is forbidden, and why."`
	ClockStarts  string     `json:"clockStarts" vocab:"clock-starts"`
	ClockRuns    string     `json:"clockRuns" vocab:"clock-runs"`
	Steps        []Step     `json:"steps"`
	Duties       []Duty     `json:"duties"`
}

// Step is one step of a pathway.
type Step struct {
	Head
	By         []Party    `json:"by"`
	When       *Condition `json:"when,omitempty"`
	Under      []string   `json:"under,omitempty" ref:"time-limit"`
	Outcomes   []Outcome  `json:"outcomes"`
	IfLate     []string   `json:"ifLate,omitempty" ref:"pathway,step,meeting,escalation"`
	RecordedIn string     `json:"recordedIn,omitempty"`
	OnlyThen   bool       `json:"onlyThen" doc:"It happens only when an outcome or a missed time leads to it."`
	Duties     []Duty     `json:"duties"`
}

// Outcome is one way that a step can end.
type Outcome struct {
	Name    string     `json:"name"`
	Title   string     `json:"title"`
	Then    []string   `json:"then" ref:"pathway,step,meeting,escalation"`
	Refusal bool       `json:"refusal" doc:"It turns the family away, or decides to do nothing."`
	When    *Condition `json:"when,omitempty"`
	Because *Because   `json:"because,omitempty"`
	Place
}

// Meeting is about one family.
type Meeting struct {
	Head
	Chair     string       `json:"chair,omitempty" ref:"role"`
	With      []Attendance `json:"with"`
	Levels    []string     `json:"levels,omitempty" ref:"level"`
	Purpose   string       `json:"purpose,omitempty"`
	Quorum    []string     `json:"quorum,omitempty"`
	MinutesBy string       `json:"minutesBy,omitempty" ref:"role,agency,team"`
	Held      []Time       `json:"held,omitempty"`
	Duties    []Duty       `json:"duties"`
}

// Attendance is who takes part, and in which cases.
type Attendance struct {
	Who     []Party    `json:"who"`
	When    *Condition `json:"when,omitempty"`
	Because *Because   `json:"because,omitempty"`
	Place
}

// Share is a rule that lets information pass.
type Share struct {
	Head
	From                     []Party    `json:"from"`
	To                       []Party    `json:"to"`
	About                    []string   `json:"about" vocab:"subject"`
	What                     []string   `json:"what,omitempty"`
	Purpose                  []string   `json:"purpose" vocab:"purpose"`
	Data                     []string   `json:"data,omitempty" vocab:"data"`
	When                     *Condition `json:"when,omitempty"`
	LawfulBasis              []string   `json:"lawfulBasis" vocab:"lawful-basis"`
	SpecialCategoryCondition []string   `json:"specialCategoryCondition,omitempty" vocab:"special-category-condition"`
	Gateway                  []string   `json:"gateway,omitempty" ref:"document"`
	Consent                  []Consent  `json:"consent"`
	How                      string     `json:"how,omitempty"`
	IfLate                   []string   `json:"ifLate,omitempty" ref:"pathway,step,meeting,escalation"`
	Duties                   []Duty     `json:"duties"`
}

// Escalation is what professionals do when they disagree.
type Escalation struct {
	Head
	About    []string `json:"about,omitempty"`
	Excludes []string `json:"excludes,omitempty"`
	Stages   []Stage  `json:"stages"`
	Duties   []Duty   `json:"duties"`
}

// Stage is one stage of an escalation.
type Stage struct {
	Head
	Between []Party    `json:"between"`
	Times   []Time     `json:"times,omitempty"`
	When    *Condition `json:"when,omitempty"`
	Forms   []string   `json:"forms,omitempty" ref:"document"`
	IfLate  []string   `json:"ifLate,omitempty" ref:"stage,pathway,meeting,escalation" doc:"Absent: the next stage."`
	Duties  []Duty     `json:"duties"`
}

// Service is help that a family can be offered.
type Service struct {
	Head
	By        []string   `json:"by,omitempty" ref:"agency"`
	Levels    []string   `json:"levels,omitempty" ref:"level"`
	About     []string   `json:"about,omitempty" vocab:"subject"`
	AgesFrom  *int       `json:"agesFrom,omitempty"`
	AgesTo    *int       `json:"agesTo,omitempty"`
	AgesUnit  string     `json:"agesUnit,omitempty"`
	For       []string   `json:"for,omitempty"`
	Languages []string   `json:"languages,omitempty"`
	When      *Condition `json:"when,omitempty"`
	Offers    []string   `json:"offers,omitempty"`
	Access    string     `json:"access,omitempty"`
	Contact   string     `json:"contact,omitempty" ref:"team,agency"`
	Hours     *Hours     `json:"hours,omitempty"`
	Wait      string     `json:"wait,omitempty"`
}

// Training is a course.
type Training struct {
	Head
	Topics         []string `json:"topics,omitempty" vocab:"topic"`
	Audience       []Party  `json:"audience,omitempty"`
	By             []string `json:"by,omitempty" ref:"agency,group,role"`
	CommissionedBy string   `json:"commissionedBy,omitempty" ref:"agency,role,group"`
	Held           []Time   `json:"held,omitempty"`
	MeasuredBy     string   `json:"measuredBy,omitempty"`
	Method         []string `json:"method,omitempty"`
	Strength       string   `json:"strength,omitempty" vocab:"modality"`
}

// Audit is a regular look at how the agreement works.
type Audit struct {
	Head
	Kinds     []string `json:"kinds,omitempty" vocab:"audit-kind"`
	By        []string `json:"by,omitempty" ref:"agency,role,group"`
	Held      []Time   `json:"held,omitempty"`
	How       string   `json:"how,omitempty"`
	Measures  []string `json:"measures,omitempty"`
	Topics    []string `json:"topics,omitempty" vocab:"topic"`
	ReportsTo string   `json:"reportsTo,omitempty" ref:"group"`
}

// Plan puts the agreement into practice.
type Plan struct {
	Head
	Owner   string   `json:"owner,omitempty" ref:"role"`
	Actions []Action `json:"actions"`
}

// Action is one action of a plan.
type Action struct {
	Text  string   `json:"text"`
	By    []string `json:"by,omitempty" ref:"role,agency,group"`
	Until string   `json:"until,omitempty"`
	Place
}

// Reference is another document.
type Reference struct {
	Head
	Kind       string   `json:"kind,omitempty" vocab:"document-kind"`
	Dated      string   `json:"dated,omitempty"`
	Edition    string   `json:"edition,omitempty"`
	Status     string   `json:"status,omitempty" vocab:"status"`
	Publisher  string   `json:"publisher,omitempty" ref:"group,agency"`
	Owner      string   `json:"owner,omitempty" ref:"agency,role,group"`
	UsedBy     []Party  `json:"usedBy,omitempty"`
	About      []string `json:"about,omitempty" vocab:"subject"`
	Domains    []string `json:"domains,omitempty" vocab:"domain"`
	Required   []Field  `json:"required,omitempty"`
	Optional   []Field  `json:"optional,omitempty"`
	KeepFor    *Length  `json:"keepFor,omitempty"`
	YieldsTo   []string `json:"yieldsTo,omitempty" ref:"document"`
	ReplacedBy string   `json:"replacedBy,omitempty" ref:"document"`
	SayNot     []string `json:"sayNot,omitempty" doc:"Names of it, or of earlier editions, that a current text should not use."`
	Web        string   `json:"web,omitempty"`
}

// Field is a field of a form.
type Field struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// Term is a word and what it means.
type Term struct {
	Head
	Prints     string   `json:"prints,omitempty" doc:"How it is written; absent, its name with spaces for hyphens."`
	SayNot     []string `json:"sayNot,omitempty" doc:"Words that are out of date or misleading for it."`
	ReplacedBy string   `json:"replacedBy,omitempty" ref:"term,document"`
}

// Event is a moment.
type Event struct {
	Head
	CountedBy string `json:"countedBy,omitempty" ref:"question" doc:"The question whose answer counts the time since."`
}

// TimeLimit is set outside the agreement.
type TimeLimit struct {
	Head
	Times      []Time   `json:"times"`
	SetBy      []string `json:"setBy,omitempty" ref:"document"`
	Unverified bool     `json:"unverified"`
}

// Section is a text.
type Section struct {
	Head
	Within   string   `json:"within,omitempty" ref:"section" doc:"The section that it stands in."`
	Answers  []Row    `json:"answers"`
	Topics   []string `json:"topics,omitempty" vocab:"topic"`
	Audience []string `json:"audience,omitempty" vocab:"audience"`
	Shows    []string `json:"shows,omitempty" vocab:"part" doc:"Parts of the rules that are printed in it."`
	Appendix bool     `json:"appendix"`
}

// Row names a row of a checklist.
type Row struct {
	Checklist string `json:"checklist"`
	Row       string `json:"row"`
}

// Scenario is a worked example.
type Scenario struct {
	Head
	At     string      `json:"at,omitempty" doc:"Time in England, YYYY-MM-DDTHH:MM, or the day alone."`
	From   string      `json:"from,omitempty" ref:"agency"`
	Rest   string      `json:"rest" vocab:"rest"`
	Family []Condition `json:"family" doc:"What is known about the family: the answer to a question, what it said when asked to agree, a judgement, a reason for not telling somebody, or an event."`
	// Happened has the moments that times are counted from.
	Happened []Happened    `json:"happened,omitempty" doc:"When something that times are counted from happened, or will."`
	Expect   []Expectation `json:"expect"`
}

// Happened is when an event happens, or a step is done.
type Happened struct {
	Name string `json:"name" doc:"The event, or the pathway and the step with a dot between them."`
	At   string `json:"at" doc:"Time in England, YYYY-MM-DDTHH:MM, or the day alone."`
	Place
}

// Expectation is one thing that the agreement has to say.
type Expectation struct {
	What    string   `json:"what" enum:"level,not-ruled-out,consider,no-consider,lead,first,consent,pathway,no-pathway,accepted,not-accepted,contact,step,no-step,tell,no-tell,share,no-share,ask,due"`
	AtLeast bool     `json:"atLeast"`
	Names   []string `json:"names" ref:"*" doc:"What it is about; of consent, the rules for sharing, or none for the level."`
	Who     []Party  `json:"who,omitempty" doc:"Of first, contact, tell, share, their opposites and due: whom it is about."`
	Needed  string   `json:"needed,omitempty" doc:"Of consent." enum:"required,written,not-required"`
	For     []string `json:"for,omitempty" doc:"Of consent: what it is to." vocab:"consent-purpose"`
	Date    string   `json:"date,omitempty" doc:"Of due: YYYY-MM-DD, the end of that day or any time in it, or YYYY-MM-DDTHH:MM."`
	Place
}

// Checklist is how the agreement does against one.
type Checklist struct {
	Name string     `json:"name"`
	Rows []RowState `json:"rows"`
}

// RowState is the state of one row.
type RowState struct {
	Row      string   `json:"row"`
	Title    string   `json:"title"`
	Strength string   `json:"strength,omitempty" vocab:"row-strength"`
	State    string   `json:"state" enum:"evidenced,waived,thin,claimed-only,missing"`
	Evidence []Place  `json:"evidence" doc:"The lines that answer it, at most 20."`
	Unmet    []string `json:"unmet,omitempty" doc:"What is wanting."`
	Note     string   `json:"note,omitempty"`
}

// Gap is accepted for a time.
type Gap struct {
	Rows    []Row  `json:"rows"`
	Because string `json:"because"`
	By      string `json:"by" ref:"role"`
	Until   string `json:"until"`
	Place
}

// Attest is a person's word.
type Attest struct {
	Rows  []Row  `json:"rows"`
	Says  string `json:"says"`
	By    string `json:"by" ref:"role"`
	On    string `json:"on"`
	Until string `json:"until,omitempty"`
	Place
}

// Allowed is a finding that stands on purpose.
type Allowed struct {
	Code    string `json:"code"`
	Because string `json:"because"`
	Place
}

// Change alters a thing that comes from another folder.
type Change struct {
	Kind    string   `json:"kind"`
	Name    string   `json:"name" ref:"*"`
	Because string   `json:"because,omitempty"`
	Lines   []string `json:"lines" doc:"The lines that it puts in the place of those with the same keyword, as they are written; those of a step or a stage behind its name."`
	Place
}

// Remark is a text and the line that it stands in.
type Remark struct {
	Text string `json:"text"`
	Place
}
