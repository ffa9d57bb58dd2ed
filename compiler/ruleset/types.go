package ruleset

// The tags say what the JSON Schema says: `doc` is the description, `enum` the
// closed list of values. Fields without omitempty are always present.

// Version is the version of the form of a rule set. The major number changes
// when a reader of the old form could misread the new one; a loader refuses any
// other than its own.
const Version = "1.0"

// Notice stands in every rule set and heads every decision made from it.
const Notice = "This supports professional judgement and does not replace it."

// RuleSet is one document of an agreement as data.
type RuleSet struct {
	SchemaVersion string       `json:"schemaVersion" doc:"Version of this form."`
	Notice        string       `json:"notice" doc:"To be shown beside whatever is concluded from these rules."`
	Document      Document     `json:"document" doc:"The document that the rules stand in."`
	Clock         Clock        `json:"clock" doc:"How time is counted."`
	NothingDelays []string     `json:"nothingDelays" doc:"Levels for which no wait, consent, refusal or disagreement stands before the protective step."`
	Questions     []Question   `json:"questions" doc:"What can be asked about a case, with every possible answer."`
	CannotBe      []Impossible `json:"cannotBe" doc:"Combinations of answers that cannot happen."`
	Judgements    []Judgement  `json:"judgements" doc:"Points that are left to a person on purpose."`
	Levels        []Level      `json:"levels" doc:"Levels of need, lowest first."`
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
	ToDo          []ToDo       `json:"toDo" doc:"What is still to be written; empty unless the document is a draft."`
}

// Place is where a rule stands: in the source, and in the printed document.
type Place struct {
	File   string `json:"file" doc:"Source file, from the folder of the agreement."`
	Line   int    `json:"line" min:"1" doc:"Line of the source file, from 1."`
	Clause string `json:"clause" doc:"Clause number in the printed document; empty for what ships with the compiler."`
}

// Head is what every named thing has.
type Head struct {
	Name   string `json:"name"`
	Title  string `json:"title"`
	Source Place  `json:"source"`
}

// Document identifies the document.
type Document struct {
	Head
	Kind       string   `json:"kind" enum:"protocol,thresholds"`
	Area       string   `json:"area"`
	Version    string   `json:"version,omitempty"`
	Status     string   `json:"status,omitempty" enum:"draft,consultation,approved,under-review,legacy,superseded"`
	Draft      bool     `json:"draft" doc:"Made from an agreement with errors or unwritten parts: not to be relied on."`
	ApprovedOn string   `json:"approvedOn,omitempty"`
	InForce    string   `json:"inForce,omitempty"`
	ReviewBy   string   `json:"reviewBy,omitempty"`
	Publisher  string   `json:"publisher,omitempty"`
	Owner      string   `json:"owner,omitempty"`
	SignedBy   []string `json:"signedBy,omitempty"`
	Supersedes []string `json:"supersedes,omitempty"`
	YieldsTo   []string `json:"yieldsTo,omitempty"`
	ReliesOn   []string `json:"reliesOn,omitempty"`
	Consulted  []string `json:"consulted,omitempty"`
	Amended    []Dated  `json:"amended,omitempty"`
	Web        string   `json:"web,omitempty"`
}

// Dated is a date with a remark.
type Dated struct {
	Date string `json:"date" doc:"YYYY-MM-DD, YYYY-MM or YYYY."`
	Text string `json:"text"`
}

// Clock says how time is counted.
type Clock struct {
	Calendar string  `json:"calendar" doc:"The calendar of working days and bank holidays." enum:"england"`
	TimeZone string  `json:"timeZone" enum:"Europe/London"`
	Starts   string  `json:"starts" enum:"at-receipt,at-opening"`
	Runs     string  `json:"runs" enum:"always,in-hours"`
	ClosedOn []Dated `json:"closedOn"`
}

// Condition is true or false of a case, or unknown while answers are missing.
type Condition struct {
	Text string `json:"text" doc:"The condition in words."`
	Tree Part   `json:"tree" doc:"The condition as a tree."`
}

// Part is one part of a condition.
type Part struct {
	Op       string   `json:"op" enum:"all,any,at-least,not,question,criterion,level,consent,referrer,words,reason,event"`
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
	Kind    string     `json:"kind" enum:"yes-no,words,number"`
	Answers []string   `json:"answers,omitempty" doc:"Of yes-no and words; in rising order of risk where risk is rising."`
	Low     int        `json:"low"`
	High    int        `json:"high"`
	Unit    string     `json:"unit,omitempty" enum:"years,months,weeks,percent,times"`
	Risk    string     `json:"risk,omitempty" doc:"Which way the answers run; empty where they have no order." enum:"rising,falling"`
	Quiet   string     `json:"quiet" doc:"The answer that gives least cause for concern."`
	About   string     `json:"about,omitempty"`
	Help    string     `json:"help,omitempty"`
	Applies *Condition `json:"applies,omitempty" doc:"When the question applies at all; absent, always."`
}

// Impossible is a combination that cannot happen.
type Impossible struct {
	Source Place     `json:"source"`
	When   Condition `json:"when"`
}

// Judgement is left to a person.
type Judgement struct {
	Head
	When    Condition `json:"when"`
	By      string    `json:"by"`
	Because string    `json:"because"`
}

// Level is a level of need.
type Level struct {
	Head
	Number    string    `json:"number" doc:"1, 2, 3 or 4a."`
	Otherwise bool      `json:"otherwise" doc:"The level of a case that no criterion puts higher."`
	Statute   []string  `json:"statute,omitempty"`
	Consent   []Consent `json:"consent"`
	Leads     []Lead    `json:"leads"`
	IfRefused []string  `json:"ifRefused,omitempty"`
	Duties    []Duty    `json:"duties"`
}

// Consent is one position on consent.
type Consent struct {
	Needed  string     `json:"needed" enum:"required,written,not-required"`
	For     []string   `json:"for" doc:"What the consent is to: help, sharing, referral, assessment …"`
	From    []Party    `json:"from,omitempty"`
	Because string     `json:"because,omitempty"`
	When    *Condition `json:"when,omitempty"`
	Source  Place      `json:"source"`
}

// Lead is who leads.
type Lead struct {
	Role   string     `json:"role"`
	When   *Condition `json:"when,omitempty"`
	Source Place      `json:"source"`
}

// Criterion puts a case at a level.
type Criterion struct {
	Head
	Level    string    `json:"level,omitempty"`
	Consider string    `json:"consider,omitempty" doc:"A level that a person should think about; nothing is decided."`
	Decides  bool      `json:"decides" doc:"Whether it may decide a level without a person; false for consider and for conditions in words."`
	When     Condition `json:"when"`
}

// Indicators are examples.
type Indicators struct {
	Head
	Modality   string    `json:"modality" enum:"illustrative"`
	Decides    bool      `json:"decides" doc:"Always false."`
	Level      string    `json:"level,omitempty"`
	Domain     string    `json:"domain,omitempty"`
	About      []string  `json:"about,omitempty"`
	Protective bool      `json:"protective"`
	Examples   []Example `json:"examples"`
}

// Example is one example.
type Example struct {
	Text     string `json:"text"`
	Question string `json:"question,omitempty"`
}

// Party is somebody who acts or is told.
type Party struct {
	Kind string `json:"kind" enum:"agency,team,role,group,person,any-agency,document,meeting,event,to-be-written"`
	Name string `json:"name,omitempty"`
}

// Time is one part of a time limit.
type Time struct {
	Kind   string     `json:"kind" enum:"at-once,at,within,as-soon-as-possible,in-hours-of,past-closing,or-sooner,before,not-before,between,every"`
	N      int        `json:"n,omitempty"`
	Upper  int        `json:"upper,omitempty" doc:"Of between."`
	Unit   string     `json:"unit,omitempty" enum:"hour,working-day,calendar-day,day,working-week,week,month,year"`
	Anchor *Party     `json:"anchor,omitempty"`
	From   string     `json:"from,omitempty" doc:"The step, stage, meeting or event that the time is counted from."`
	If     *Condition `json:"if,omitempty"`
}

// Duty is one duty sentence.
type Duty struct {
	Modality  string     `json:"modality" enum:"must,must-not,should,may"`
	Decides   bool       `json:"decides" doc:"False for should and may: no tool may turn them into a decision."`
	Text      string     `json:"text" doc:"The duty in words."`
	Verb      string     `json:"verb,omitempty"`
	WordsOnly bool       `json:"wordsOnly" doc:"The duty is in words that nothing can compute."`
	Objects   []Object   `json:"objects,omitempty"`
	Parties   []Link     `json:"parties,omitempty"`
	Ways      []string   `json:"ways,omitempty"`
	Items     []string   `json:"items,omitempty"`
	Times     []Time     `json:"times,omitempty"`
	TimeText  string     `json:"timeText,omitempty"`
	When      *Condition `json:"when,omitempty"`
	Because   string     `json:"because,omitempty"`
	Source    Place      `json:"source"`
}

// Object is what a duty is about; one of its fields is set.
type Object struct {
	Ref    string `json:"ref,omitempty"`
	Matter string `json:"matter,omitempty"`
	Text   string `json:"text,omitempty"`
}

// Link is a preposition with whom it leads to.
type Link struct {
	How string  `json:"how,omitempty" doc:"Empty for those who follow the verb." enum:"to,with,from,for,by"`
	Who []Party `json:"who"`
}

// Agency is a body that takes part.
type Agency struct {
	Head
	Kind        string     `json:"kind,omitempty"`
	Serves      []string   `json:"serves,omitempty"`
	Offers      []string   `json:"offers,omitempty"`
	AlsoKnownAs []string   `json:"alsoKnownAs,omitempty"`
	Policies    []string   `json:"policies,omitempty"`
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
	Audience  []string `json:"audience,omitempty"`
	Open      *Hours   `json:"open,omitempty"`
	Gives     []string `json:"gives,omitempty"`
	Otherwise string   `json:"otherwise,omitempty" doc:"Who answers when it is closed."`
	IfFaulty  []string `json:"ifFaulty,omitempty"`
	Teams     []Team   `json:"teams"`
	Duties    []Duty   `json:"duties"`
}

// Hours says when somebody answers.
type Hours struct {
	Text       string `json:"text"`
	Always     bool   `json:"always"`
	WhenClosed string `json:"whenClosed,omitempty" doc:"Open whenever this team is closed."`
	Spans      []Open `json:"spans,omitempty"`
}

// Open is one stretch of a week. Days run from Monday 0 to Sunday 6, times are
// minutes of the day.
type Open struct {
	First        int  `json:"first"`
	Last         int  `json:"last"`
	BankHolidays bool `json:"bankHolidays"`
	Closed       bool `json:"closed"`
	From         int  `json:"from"`
	To           int  `json:"to"`
}

// Contract sets duties.
type Contract struct {
	Head
	MonitoredBy []string `json:"monitoredBy,omitempty"`
	Every       []Time   `json:"every,omitempty"`
	How         string   `json:"how,omitempty"`
	Duties      []Duty   `json:"duties"`
}

// Role is a post.
type Role struct {
	Head
	Kind           string   `json:"kind,omitempty"`
	At             []Party  `json:"at,omitempty"`
	Deputy         []string `json:"deputy,omitempty"`
	SupportedBy    []string `json:"supportedBy,omitempty"`
	SupervisedBy   string   `json:"supervisedBy,omitempty"`
	ChosenBy       string   `json:"chosenBy,omitempty"`
	ChosenHow      string   `json:"chosenHow,omitempty"`
	Training       []string `json:"training,omitempty"`
	JobDescription string   `json:"jobDescription,omitempty"`
	Phone          string   `json:"phone,omitempty"`
	Email          string   `json:"email,omitempty"`
	Duties         []Duty   `json:"duties"`
}

// Group is a partnership, steering group, network or forum.
type Group struct {
	Head
	Kind      string   `json:"kind,omitempty"`
	Members   []string `json:"members,omitempty"`
	Chair     string   `json:"chair,omitempty"`
	Meets     []Time   `json:"meets,omitempty"`
	ReportsTo string   `json:"reportsTo,omitempty"`
	Duties    []Duty   `json:"duties"`
}

// Pathway is a way between agencies.
type Pathway struct {
	Head
	From         []Party    `json:"from"`
	To           []Party    `json:"to"`
	About        string     `json:"about" enum:"child,parent"`
	Levels       []string   `json:"levels"`
	When         *Condition `json:"when,omitempty" doc:"The sender's side."`
	AcceptedWhen *Condition `json:"acceptedWhen,omitempty" doc:"The receiver's side; absent, the same as when."`
	Forms        []string   `json:"forms,omitempty"`
	MovesFrom    []string   `json:"movesFrom,omitempty"`
	MovesTo      []string   `json:"movesTo,omitempty"`
	NotAllowed   string     `json:"notAllowed,omitempty"`
	ClockStarts  string     `json:"clockStarts" enum:"at-receipt,at-opening"`
	ClockRuns    string     `json:"clockRuns" enum:"always,in-hours"`
	Steps        []Step     `json:"steps"`
	Duties       []Duty     `json:"duties"`
}

// Step is one step of a pathway.
type Step struct {
	Head
	By         []Party    `json:"by"`
	When       *Condition `json:"when,omitempty"`
	Under      []string   `json:"under,omitempty"`
	Outcomes   []Outcome  `json:"outcomes"`
	IfLate     []string   `json:"ifLate,omitempty"`
	RecordedIn string     `json:"recordedIn,omitempty"`
	OnlyThen   bool       `json:"onlyThen" doc:"It happens only when an outcome or a missed time leads to it."`
	Duties     []Duty     `json:"duties"`
}

// Outcome is one way that a step can end.
type Outcome struct {
	Name   string     `json:"name"`
	Title  string     `json:"title"`
	Then   []string   `json:"then"`
	When   *Condition `json:"when,omitempty"`
	Source Place      `json:"source"`
}

// Meeting is about one family.
type Meeting struct {
	Head
	Chair     string       `json:"chair,omitempty"`
	With      []Attendance `json:"with"`
	Levels    []string     `json:"levels,omitempty"`
	Purpose   string       `json:"purpose,omitempty"`
	Quorum    []string     `json:"quorum,omitempty"`
	MinutesBy string       `json:"minutesBy,omitempty"`
	Held      []Time       `json:"held,omitempty"`
	Duties    []Duty       `json:"duties"`
}

// Attendance is who takes part, and in which cases.
type Attendance struct {
	Who    []Party    `json:"who"`
	When   *Condition `json:"when,omitempty"`
	Source Place      `json:"source"`
}

// Share is a rule that lets information pass.
type Share struct {
	Head
	From                     []Party    `json:"from"`
	To                       []Party    `json:"to"`
	About                    []string   `json:"about"`
	What                     []string   `json:"what,omitempty"`
	Purpose                  []string   `json:"purpose"`
	Data                     []string   `json:"data,omitempty"`
	When                     *Condition `json:"when,omitempty"`
	LawfulBasis              []string   `json:"lawfulBasis"`
	SpecialCategoryCondition []string   `json:"specialCategoryCondition,omitempty"`
	Gateway                  []string   `json:"gateway,omitempty"`
	Consent                  []Consent  `json:"consent"`
	How                      string     `json:"how,omitempty"`
	IfLate                   []string   `json:"ifLate,omitempty"`
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
	Forms   []string   `json:"forms,omitempty"`
	IfLate  []string   `json:"ifLate,omitempty"`
	Duties  []Duty     `json:"duties"`
}

// Service is help that a family can be offered.
type Service struct {
	Head
	By        []string   `json:"by,omitempty"`
	Levels    []string   `json:"levels,omitempty"`
	About     []string   `json:"about,omitempty"`
	AgesFrom  *int       `json:"agesFrom,omitempty"`
	AgesTo    *int       `json:"agesTo,omitempty"`
	For       []string   `json:"for,omitempty"`
	Languages []string   `json:"languages,omitempty"`
	When      *Condition `json:"when,omitempty"`
	Offers    []string   `json:"offers,omitempty"`
	Access    string     `json:"access,omitempty"`
	Contact   string     `json:"contact,omitempty"`
	Hours     *Hours     `json:"hours,omitempty"`
	Wait      string     `json:"wait,omitempty"`
}

// Training is a course.
type Training struct {
	Head
	Topics         []string `json:"topics,omitempty"`
	Audience       []Party  `json:"audience,omitempty"`
	By             []string `json:"by,omitempty"`
	CommissionedBy string   `json:"commissionedBy,omitempty"`
	Held           []Time   `json:"held,omitempty"`
	MeasuredBy     string   `json:"measuredBy,omitempty"`
	Method         []string `json:"method,omitempty"`
	Strength       string   `json:"strength,omitempty" enum:"must,should,may"`
}

// Audit is a regular look at how the agreement works.
type Audit struct {
	Head
	Kinds     []string `json:"kinds,omitempty"`
	By        []string `json:"by,omitempty"`
	Held      []Time   `json:"held,omitempty"`
	How       string   `json:"how,omitempty"`
	Measures  []string `json:"measures,omitempty"`
	Topics    []string `json:"topics,omitempty"`
	ReportsTo string   `json:"reportsTo,omitempty"`
}

// Plan puts the agreement into practice.
type Plan struct {
	Head
	Owner   string   `json:"owner,omitempty"`
	Actions []Action `json:"actions"`
}

// Action is one action of a plan.
type Action struct {
	Text   string `json:"text"`
	By     string `json:"by,omitempty"`
	Until  string `json:"until,omitempty"`
	Source Place  `json:"source"`
}

// Reference is another document.
type Reference struct {
	Head
	Kind       string   `json:"kind,omitempty"`
	Dated      string   `json:"dated,omitempty"`
	Edition    string   `json:"edition,omitempty"`
	Status     string   `json:"status,omitempty"`
	Owner      string   `json:"owner,omitempty"`
	Required   []Field  `json:"required,omitempty"`
	Optional   []Field  `json:"optional,omitempty"`
	YieldsTo   []string `json:"yieldsTo,omitempty"`
	ReplacedBy string   `json:"replacedBy,omitempty"`
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
	SayNot     []string `json:"sayNot,omitempty"`
	ReplacedBy string   `json:"replacedBy,omitempty"`
}

// Event is a moment.
type Event struct {
	Head
	CountedBy string `json:"countedBy,omitempty"`
}

// TimeLimit is set outside the agreement.
type TimeLimit struct {
	Head
	Times      []Time   `json:"times"`
	SetBy      []string `json:"setBy,omitempty"`
	Unverified bool     `json:"unverified"`
}

// Section is a text.
type Section struct {
	Head
	Answers []Row    `json:"answers"`
	Topics  []string `json:"topics,omitempty"`
}

// Row names a row of a checklist.
type Row struct {
	Checklist string `json:"checklist"`
	Row       string `json:"row"`
}

// Scenario is a worked example.
type Scenario struct {
	Head
	At     string        `json:"at,omitempty" doc:"Time in England, YYYY-MM-DDTHH:MM."`
	From   string        `json:"from,omitempty"`
	Rest   string        `json:"rest" enum:"unknown,quiet"`
	Family []Given       `json:"family"`
	Expect []Expectation `json:"expect"`
}

// Given is one answer that is known.
type Given struct {
	Question string   `json:"question"`
	Not      bool     `json:"not"`
	Values   []string `json:"values,omitempty"`
	Number   *int     `json:"number,omitempty"`
}

// Expectation is one thing that the agreement has to say.
type Expectation struct {
	What    string   `json:"what" enum:"level,not-ruled-out,consider,lead,pathway,no-pathway,share,no-share,ask,due"`
	AtLeast bool     `json:"atLeast"`
	Names   []string `json:"names"`
	Date    string   `json:"date,omitempty"`
	Source  Place    `json:"source"`
}

// Checklist is how the agreement does against one.
type Checklist struct {
	Name string     `json:"name"`
	Rows []RowState `json:"rows"`
}

// RowState is the state of one row.
type RowState struct {
	Row      string  `json:"row"`
	Title    string  `json:"title"`
	Strength string  `json:"strength" enum:"must,should,good-practice,context"`
	State    string  `json:"state" enum:"evidenced,waived,thin,claimed-only,missing"`
	Evidence []Place `json:"evidence"`
}

// Gap is accepted for a time.
type Gap struct {
	Rows    []Row  `json:"rows"`
	Because string `json:"because"`
	By      string `json:"by"`
	Until   string `json:"until"`
	Source  Place  `json:"source"`
}

// Attest is a person's word.
type Attest struct {
	Rows   []Row  `json:"rows"`
	Says   string `json:"says"`
	By     string `json:"by"`
	On     string `json:"on"`
	Until  string `json:"until,omitempty"`
	Source Place  `json:"source"`
}

// Allowed is a finding that stands on purpose.
type Allowed struct {
	Code    string `json:"code"`
	Because string `json:"because"`
	Source  Place  `json:"source"`
}

// ToDo is still to be written.
type ToDo struct {
	Text   string `json:"text"`
	Source Place  `json:"source"`
}
