package schema

// PhraseDoc says what a value phrase looks like, for an author.
type PhraseDoc struct {
	Name    string // in the manual
	Form    string // with capitals for what the author fills in
	Doc     string
	Example string // a line that holds one
}

// Describe returns what the phrase looks like.
func (p Phrase) Describe() PhraseDoc { return phraseDocs[p] }

var phraseDocs = [...]PhraseDoc{
	Flag:         {"nothing", "", "The keyword alone; it is there or it is not.", "protective"},
	Text:         {"text", `"…"`, "Words between quotation marks, on one line.", `area "Northmoor"`},
	Texts:        {"texts", `"…", "…"`, "Several texts, with commas between them or one a line in braces.", `offers "structured counselling", "alcohol detoxification"`},
	Choice:       {"one word", "WORD", "One word of the list that the line names.", "kind treatment"},
	Choices:      {"words", "WORD, …", "One or more words of the list that the line names.", "purpose assess-need, early-identification"},
	RefOne:       {"one name", "NAME", "The name of one thing that is declared somewhere in the agreement.", "deputy recovery-deputy-lead"},
	Refs:         {"names", "NAME, …", "The names of one or more things that are declared somewhere in the agreement.", "levels child-in-need, child-protection"},
	Parties:      {"who", "NAME, … or any agency where …", "Names of agencies, teams, roles or groups; a [people word](#person) such as `referrer`; or `any agency`, which may go on with `where` and what is true of it.", "from any agency where kind is treatment"},
	Rank:         {"number", "3 or 4a", "A number, and a letter where a level is split.", "number 4a"},
	Date:         {"date", "2026-03-12", "A day, a month (`2026-03`) or a year (`2026`).", "review-by 2027-04-01"},
	DateBy:       {"date, and by whom", "DATE by NAME", "A date; `by` and a name may follow.", "approved-on 2026-03-12 by northmoor-scp"},
	DateText:     {"date and text", `DATE "…"`, "A date and what happened then.", `amended 2026-09 "new number for the Emergency Duty Team"`},
	Every:        {"how often", "every DURATION", "How often something is done.", "held every 3 months"},
	Duration:     {"length of time", "NUMBER UNIT", "A number and a [unit](#unit).", "keep-for 6 years"},
	Hours:        {"hours", "Mon-Fri 09:00-17:00, …", "Days and times; `bank-holidays` may stand for a day, and `closed` for the times. Or `always`, or `when TEAM is closed`. Hours that end before they begin run into the next day.", "open Mon-Thu 08:30-17:00, Fri 08:30-16:30, bank-holidays closed"},
	DutyLine:     {"duty", "VERB WHAT to WHOM by WAY …", "What somebody does: see [Duties](#duties-must-should-may).", "must send referral-form to mash by secure-email within 48 hours of refer"},
	Cond:         {"case", "CONDITION", "A condition about the family: see [Cases](#cases-when-and-unless).", "when significant-harm is at least likely"},
	ConsentLine:  {"consent", "required or written or not-required, for PURPOSE, … from WHOM", "Whether consent is needed, and always for what: one or more words of [consent-purpose](#consent-purpose). `from` may say whose.", "consent written for referral, assessment from parents"},
	Then:         {"what follows", "then NAME, …", "The steps, pathways, meetings or escalations that follow.", "if-late then chase"},
	Moves:        {"levels moved between", "LEVEL to LEVEL", "The level that a family leaves and the one that it comes to.", "moves child-in-need to early-help"},
	OutcomeLine:  {"outcome", `NAME "…" then NAME, …`, "A name and a title for one way in which a step can end, and what follows.", `outcome not-accepted "Early help instead" then early-help-offer`},
	Labels:       {"fields", `NAME "…"`, "A name and its label, one a line in braces.", "required {\n  outcome-sought \"What do you want to happen?\"\n}"},
	Gap:          {"checklist rows", "CHECKLIST ROW, …", "A checklist and the rows of it.", "answers phe-2018 6.1.a, 6.1.c"},
	AllowLine:    {"exception", `CODE because "…"`, "The code of a finding, as `concordat check` prints it in square brackets, and the reason for letting it stand.", `allow role-without-deputy because "the post is shared by two people"`},
	Action:       {"action", `"…" by NAME until DATE`, "What is done, by whom and by when.", `action "Brief every team" by recovery-lead until 2026-06-30`},
	Overseen:     {"who checks", `NAME, … every DURATION "…"`, "Who checks, how often, and how.", `monitored-by public-health every 3 months "contract review"`},
	Ages:         {"ages", "NUMBER to NUMBER years", "The youngest and the oldest age.", "ages 5 to 17 years"},
	Moment:       {"moment", "DATE TIME", "A day and a time of day.", "at 2026-12-24 16:50"},
	LevelTest:    {"level, or at least it", "at least LEVEL", "A level; `at least` in front takes the higher ones too.", "level at least early-help"},
	DueLine:      {"step and when it is due", "STEP DATE TIME for WHO, …", "A step, and the day on which something in it is due; a time of day may follow, and `for` and those whom it is done for or with. Give every moment at which something in it is due, or is due for them.", "due to-social-care.feedback 2026-12-29 for referrer"},
	HappenedLine: {"event and its moment", "EVENT DATE TIME", "An event, or a step that is done, and the day on which it happens; a time of day may follow.", "happened missed-appointment 2026-11-03 10:00"},
	WithWhom:     {"names, and with whom", "NAME, … with WHO, …", "Names; `with` may say who among those they are for.", "share concern with mash"},
	WhoIn:        {"who, and in what", "WHO, … in NAME, …", "Who, by name or a [people word](#person), and in which step, pathway, level or rule for sharing.", "tell parents in to-social-care.feedback"},
	ConsentIn:    {"consent, and in what", "required or written or not-required, for PURPOSE, … in NAME, …", "What is said of consent, and for what; `in` may name a rule for sharing, and left out, it is what the level says.", "consent required for sharing in help-with-agreement"},
	UseLine:      {"folders", `NAME, … or "FOLDER"`, "What to read besides this folder: see [Folders](#folders-use-and-change).", `use "../regional"`},
	Selection:    {"which things", "KIND where …", "A kind of block, and what has to be true of it: see [Checklists](#checklists).", "each agency where kind is treatment"},
	Need:         {"what there has to be", "KIND where … or at least NUMBER KIND … or no KIND … or it where … or words or clean CODE, …", "What a checklist row needs: some things, none of them, something true of `it`, any words at all in a section that answers the row, or no finding with these codes. See [Checklists](#checklists).", "needs role where at includes it and kind is designated-practitioner"},
	ValueWord:    {"one answer", "ANSWER", "One of the answers that the first line of the block gives.", "quiet no"},
	TodoLine:     {"what is missing", `"…"`, "Words that say what is still to be written, or nothing.", `todo "steps to be agreed"`},
}

// form is a way to write something, and what it means.
type form struct{ Form, Doc string }

// timeForms are the times that a line may end with, in the order of the manual.
var timeForms = []form{
	{"at once", "Before anything else."},
	{"at EVENT", "When it happens: `at assessment`."},
	{"within DURATION of STEP", "No later than that long after the step is done: `within 1 working day of decide`."},
	{"as soon as possible", "Without needless wait; a limit may follow after a comma: `as soon as possible, within 24 hours of refer`."},
	{"or sooner if CONDITION", "After a limit: at once where the condition holds: `within 5 working days of refer or sooner if pregnant`."},
	{"or within DURATION if CONDITION", "After a limit: a shorter one where the condition holds: `within 5 working days of refer or within 24 hours of refer if pregnant`."},
	{"at least DURATION before EVENT", "No later than that long before it: `at least 3 working days before conference`."},
	{"not before DURATION of EVENT", "No earlier than that: `not before 30 weeks of pregnancy`."},
	{"between NUMBER and NUMBER UNIT of EVENT", "In that stretch: `between 8 and 10 weeks of pregnancy`."},
	{"every DURATION", "Again and again: `every 4 weeks`."},
	{"in TEAM hours", "While that team is open: `within 1 working day of refer in mash hours`."},
	{"past closing", "Goes on after the team has closed."},
}

// conditionForms are the conditions, in the order of the manual.
var conditionForms = []form{
	{"QUESTION", "A question of yes or no: `pregnant`."},
	{"not CONDITION", "The opposite. It also holds where a question does not apply, which `is no` does not: `not pregnant`."},
	{"QUESTION is ANSWER or ANSWER", "Any one of these answers: `engagement is refused or inconsistent`."},
	{"QUESTION is not ANSWER", "Any other answer, or the question does not apply."},
	{"QUESTION is at least ANSWER", "That answer or one further along; also `at most`, `under` and `over`: `youngest-child is under 1 year`."},
	{"CRITERION", "The name of a criterion: true where its `when` is."},
	{"level is LEVEL", "The level of the case; also `level is at least LEVEL`."},
	{"consent is given", "What the family said to an offer of help; also `refused` or `not-asked`: `consent is refused`."},
	{"referrer is AGENCY-KIND", "Who refers, by the [kind of agency](#agency-kind): `referrer is police`."},
	{"EVENT", "One of the [events](#event-words) that need no declaration: `when relapse`."},
	{"NO-TELL-REASON", "One of the reasons for [not telling somebody](#no-tell-reason): `unless increases-risk`."},
	{`"words"`, "A judgement that a person makes: `when \"they have capacity\"`."},
	{"all of { … }", "Every one of the lines in the braces."},
	{"any of { … }", "Any one of them."},
	{"at least NUMBER of { … }", "That many of them."},
}

// dutyForms are the modalities of a duty.
var dutyForms = []form{
	{"must", "It binds, in law or by this agreement."},
	{"must not", "It is forbidden, in law or by this agreement."},
	{"should", "It is good practice."},
	{"may", "It is left to the one who does it, and decides nothing."},
}
