package schema

// This file is long because it is the table: one place to see the whole
// language.

// duties are the lines of a duty sentence, the same wherever a duty may stand.
var duties = []Entry{
	{Keyword: "must", Phrase: DutyLine, Many: true, Case: true, Timed: true, Doc: "What somebody has to do, in law or by this agreement; `must not` forbids.", Example: "must tell mash within 1 working day of decide"},
	{Keyword: "should", Phrase: DutyLine, Many: true, Case: true, Timed: true, Doc: "What is good practice.", Example: `should tell parents unless increases-risk`},
	{Keyword: "may", Phrase: DutyLine, Many: true, Case: true, Timed: true, Doc: "What is at somebody's discretion; it never decides anything.", Example: `may wait because "the family asked for time"`},
}

// common may stand in every block that describes a thing.
var common = []Entry{
	{Keyword: "source", Phrase: Text, Many: true, Doc: "The published text that this comes from.", Example: `source "Children Act 1989, section 47"`},
	{Keyword: "allow", Phrase: AllowLine, Many: true, Doc: "Lets one finding stand, with the reason; it is printed in the document.", Example: `allow role-without-deputy because "the post is shared by two people"`},
	{Keyword: "todo", Phrase: TodoLine, Many: true, Doc: "What is still to be written; it prints as a marked gap and is never evidence.", Example: `todo "steps to be agreed with the early help board"`},
}

func with(own []Entry, more ...[]Entry) []Entry {
	all := append([]Entry{}, own...)
	for _, m := range more {
		all = append(all, m...)
	}
	return all
}

var documentEntries = with([]Entry{
	{Keyword: "area", Phrase: Text, Needed: true, Doc: "The place that the agreement is for.", Example: `area "Northmoor"`},
	{Keyword: "publisher", Phrase: RefOne, Kinds: []string{"group", "agency"}, Doc: "Who publishes it: as a rule the safeguarding partnership.", Example: "publisher northmoor-scp"},
	{Keyword: "owner", Phrase: RefOne, Kinds: []string{"role"}, Doc: "The director who answers for it.", Example: "owner director-of-childrens-services"},
	{Keyword: "version", Phrase: Text, Doc: "The version, as printed.", Example: `version "2.0"`},
	{Keyword: "status", Phrase: Choice, Vocab: "status", Doc: "Where the document stands.", Example: "status approved"},
	{Keyword: "approved-on", Phrase: DateBy, Kinds: []string{"group", "role", "agency"}, Doc: "When it was approved, and by whom.", Example: "approved-on 2026-03-12"},
	{Keyword: "in-force", Phrase: Date, Doc: "The day from which it holds.", Example: "in-force 2026-04-01"},
	{Keyword: "amended", Phrase: DateText, Many: true, Doc: "A change since it came into force.", Example: `amended 2026-09 "new number for the Emergency Duty Team"`},
	{Keyword: "review-by", Phrase: Date, Doc: "The day by which it is reviewed.", Example: "review-by 2027-04-01"},
	{Keyword: "supersedes", Phrase: Refs, Kinds: []string{"document", "protocol", "thresholds"}, Doc: "The documents that it replaces.", Example: "supersedes old-protocol"},
	{Keyword: "yields-to", Phrase: Refs, Kinds: []string{"document", "protocol", "thresholds"}, Doc: "The text that wins where the two differ.", Example: "yields-to hidden-harm"},
	{Keyword: "relies-on", Phrase: Refs, Kinds: []string{"document", "protocol", "thresholds"}, Doc: "The documents that it is read with.", Example: "relies-on levels-of-need"},
	{Keyword: "checked-against", Phrase: Refs, Kinds: []string{"checklist"}, Doc: "The checklists that it is held against.", Example: "checked-against phe-2018, working-together-2023"},
	{Keyword: "signed-by", Phrase: Refs, Kinds: []string{"role"}, Doc: "The roles that sign it, one or more for each agency.", Example: "signed-by director-of-childrens-services"},
	{Keyword: "consulted", Phrase: Refs, Kinds: []string{"agency", "role", "group"}, Doc: "Who helped to write it.", Example: "consulted recovery, practitioner-forum"},
	{Keyword: "web", Phrase: Text, Doc: "Where it is published.", Example: `web "https://northmoor-scp.example/levels-of-need"`},
	{Keyword: "calendar", Phrase: Choice, Vocab: "calendar", Doc: "The calendar that working days are counted in.", Example: "calendar england"},
	{Keyword: "closed-on", Phrase: DateText, Many: true, Doc: "A local closure that is no working day.", Example: `closed-on 2026-12-29 "council offices closed"`},
	{Keyword: "clock-starts", Phrase: Choice, Vocab: "clock-starts", Doc: "When the count of a pathway starts; left out, at receipt.", Example: "clock-starts at-receipt"},
	{Keyword: "clock-runs", Phrase: Choice, Vocab: "clock-runs", Doc: "Which hours count; left out, all of them.", Example: "clock-runs always"},
	{Keyword: "nothing-delays", Phrase: Refs, Kinds: []string{"level"}, Doc: "The levels for which no wait, consent, refusal or disagreement stands before the protective step.", Example: "nothing-delays child-protection"},
}, duties)

// Kinds is the table, in the order of the manual.
var Kinds = []Kind{
	{Name: "protocol", Named: true, Entries: documentEntries, Doc: "A joint protocol between treatment services and social care.", Example: "protocol hidden-harm \"Joint protocol: children affected by parental alcohol and drug use\" {\n  area \"Northmoor\"\n}"},
	{Name: "thresholds", Named: true, Entries: documentEntries, Doc: "A threshold document (levels of need), over the same model as the protocol.", Example: "thresholds levels-of-need \"Levels of need\" {\n  area \"Northmoor\"\n}"},
	{Name: "document", Named: true, Doc: "Another document: a form, a law, guidance, a card, an earlier protocol.", Example: "document referral-form \"Multi-agency referral form\" {\n  kind form\n}", Entries: []Entry{
		{Keyword: "kind", Phrase: Choice, Vocab: "document-kind", Doc: "What sort of document it is.", Example: "kind form"},
		{Keyword: "dated", Phrase: Date, Doc: "When it was published.", Example: "dated 2019"},
		{Keyword: "edition", Phrase: Text, Doc: "The edition, as printed.", Example: `edition "2023"`},
		{Keyword: "status", Phrase: Choice, Vocab: "status", Doc: "Where it stands.", Example: "status superseded"},
		{Keyword: "publisher", Phrase: RefOne, Kinds: []string{"group", "agency"}, Doc: "Who publishes it.", Example: "publisher northmoor-scp"},
		{Keyword: "owner", Phrase: RefOne, Kinds: []string{"agency", "role", "group"}, Doc: "Who keeps it.", Example: "owner childrens-social-care"},
		{Keyword: "used-by", Phrase: Parties, Kinds: []string{"agency", "team", "role", "group"}, Doc: "Who fills it in or follows it.", Example: "used-by recovery, childrens-social-care"},
		{Keyword: "about", Phrase: Choices, Vocab: "subject", Doc: "Whom it asks about.", Example: "about child, parent"},
		{Keyword: "domains", Phrase: Choices, Vocab: "domain", Doc: "The parts of a family's life that it looks at.", Example: "domains development, parents-and-carers, family-and-environment"},
		{Keyword: "required", Phrase: Labels, Doc: "What has to be filled in.", Example: "required {\n  outcome-sought \"What do you want to happen?\"\n}"},
		{Keyword: "optional", Phrase: Labels, Doc: "What may be filled in.", Example: "optional {\n  interpreter \"Is an interpreter needed?\"\n}"},
		{Keyword: "keep-for", Phrase: Duration, Doc: "How long it is kept.", Example: "keep-for 6 years"},
		{Keyword: "yields-to", Phrase: Refs, Kinds: []string{"document", "protocol", "thresholds"}, Doc: "The text that wins where the two differ.", Example: "yields-to hidden-harm"},
		{Keyword: "replaced-by", Phrase: RefOne, Kinds: []string{"document", "protocol", "thresholds"}, Doc: "What is used in its place now.", Example: "replaced-by working-together-2023"},
		{Keyword: "say-not", Phrase: Texts, Doc: "Names of it, or of earlier editions, that a current text should not use.", Example: `say-not "Working Together 2015"`},
		{Keyword: "web", Phrase: Text, Doc: "Where it is published.", Example: `web "https://northmoor-scp.example/form"`},
	}},
	{Name: "question", Named: true, Head: HeadQuestion, Doc: "A question about a case, with all the answers it can have.", Example: "question in-treatment \"Is the parent in treatment?\" is yes or no in falling risk {\n  about parent\n}", Entries: []Entry{
		{Keyword: "about", Phrase: Choice, Vocab: "subject", Doc: "Whom it asks about.", Example: "about parent"},
		{Keyword: "help", Phrase: Text, Doc: "How to answer it.", Example: `help "Count prescribed medicines that are misused."`},
		{Keyword: "quiet", Phrase: ValueWord, Doc: "The answer that gives least cause for concern, where it is not the first.", Example: "quiet no"},
	}},
	{Name: "term", Named: true, Head: HeadTerm, Doc: "A word and what it means here.", Example: "term lead-practitioner \"The worker who leads for the family\" {\n  say-not \"lead professional\"\n}", Entries: []Entry{
		{Keyword: "say-not", Phrase: Texts, Doc: "Words that are out of date or misleading for it.", Example: `say-not "LSCB", "the Board"`},
		{Keyword: "replaced-by", Phrase: RefOne, Kinds: []string{"term", "document"}, Doc: "The word to use now.", Example: "replaced-by safeguarding-partnership"},
		{Keyword: "prints", Phrase: Text, Doc: "How it is written, where that is not the name with spaces.", Example: `prints "MASH"`},
	}},
	{Name: "event", Named: true, Doc: "A moment that a time can be counted from. Its title is best a noun, as in \"Admission to hospital\", since documents print it behind \"of\" or \"at\".", Example: "event due-date \"Expected date of delivery\" {\n  counted-by weeks-pregnant\n}", Entries: []Entry{
		{Keyword: "counted-by", Phrase: RefOne, Kinds: []string{"question"}, Doc: "The question whose answer counts the time since.", Example: "counted-by weeks-pregnant"},
	}},
	{Name: "time-limit", Named: true, Doc: "A limit set outside the agreement, such as by statute, that a step is under.", Example: "time-limit assessment-limit \"Assessment concluded\" {\n  limit within 45 working days of receipt\n}", Entries: []Entry{
		{Keyword: "limit", Phrase: Flag, Timed: true, Needed: true, Doc: "The limit.", Example: "limit within 45 working days of receipt"},
		{Keyword: "set-by", Phrase: Refs, Kinds: []string{"document"}, Doc: "The law or guidance that sets it.", Example: "set-by working-together-2023"},
		{Keyword: "unverified", Phrase: Flag, Doc: "The limit has not been confirmed against its source.", Example: "unverified"},
	}},
	{Name: "agency", Named: true, Doc: "A body that takes part.", Example: "agency recovery \"Northmoor Recovery\" {\n  kind treatment\n}", Entries: with([]Entry{
		{Keyword: "kind", Phrase: Choice, Vocab: "agency-kind", Doc: "What sort of body it is.", Example: "kind treatment"},
		{Keyword: "serves", Phrase: Choices, Vocab: "people", Doc: "Whom it serves.", Example: "serves adults"},
		{Keyword: "offers", Phrase: Texts, Doc: "What help it gives.", Example: `offers "structured counselling"`},
		{Keyword: "also-known-as", Phrase: Texts, Doc: "Other names it goes by.", Example: `also-known-as "the drug team"`},
		{Keyword: "policies", Phrase: Refs, Kinds: []string{"document"}, Doc: "Its own policies that carry this agreement.", Example: "policies recovery-sharing-policy"},
	}, duties)},
	{Name: "team", In: []string{"agency", "team"}, Named: true, Doc: "A part of an agency that can be reached.", Example: "team mash \"Multi-Agency Safeguarding Hub (MASH)\" {\n  phone \"01632 960100\"\n  open Mon-Thu 08:30-17:00, Fri 08:30-16:30\n}", Entries: with([]Entry{
		{Keyword: "phone", Phrase: Text, Doc: "Its telephone number.", Example: `phone "01632 960100"`},
		{Keyword: "email", Phrase: Text, Doc: "Its e-mail address.", Example: `email "mash@northmoor.example"`},
		{Keyword: "web", Phrase: Text, Doc: "Its web page or portal.", Example: `web "https://northmoor.example/refer"`},
		{Keyword: "audience", Phrase: Choices, Vocab: "audience", Doc: "Who may use it.", Example: "audience professionals"},
		{Keyword: "open", Phrase: Hours, Kinds: []string{"team"}, Doc: "When somebody answers.", Example: "open Mon-Thu 08:30-17:00, Fri 08:30-16:30"},
		{Keyword: "gives", Phrase: Choices, Vocab: "gives", Doc: "What it can be asked for.", Example: "gives referral, advice"},
		{Keyword: "otherwise", Phrase: RefOne, Kinds: []string{"team"}, Doc: "Who answers when it is closed.", Example: "otherwise edt"},
		{Keyword: "if-faulty", Phrase: Refs, Kinds: []string{"team"}, Doc: "Whom to call when its line does not work.", Example: "if-faulty edt"},
	}, duties)},
	{Name: "contract", In: []string{"agency"}, Head: HeadTitle, Named: true, Doc: "The part of an agency's contract that sets safeguarding duties.", Example: "contract \"Schedule 4: safeguarding children\" {\n  monitored-by public-health every 3 months \"contract review\"\n}", Entries: with([]Entry{
		{Keyword: "monitored-by", Phrase: Overseen, Kinds: []string{"agency", "role", "group"}, Timed: true, Doc: "Who checks that the duties are kept, how often and how.", Example: `monitored-by public-health every 3 months "contract review"`},
	}, duties)},
	{Name: "role", Named: true, Doc: "A post, not a person.", Example: "role recovery-lead \"Safeguarding lead, Northmoor Recovery\" {\n  at recovery\n}", Entries: with([]Entry{
		{Keyword: "kind", Phrase: Choice, Vocab: "role-kind", Doc: "What sort of role it is.", Example: "kind designated-practitioner"},
		{Keyword: "at", Phrase: Parties, Kinds: []string{"agency", "team"}, Doc: "Where the post is.", Example: "at recovery"},
		{Keyword: "deputy", Phrase: Refs, Kinds: []string{"role"}, Doc: "Who acts when the post-holder is away.", Example: "deputy recovery-deputy-lead"},
		{Keyword: "supported-by", Phrase: Refs, Kinds: []string{"role"}, Doc: "The contact in another agency who supports the post.", Example: "supported-by csc-link-worker"},
		{Keyword: "supervised-by", Phrase: RefOne, Kinds: []string{"role"}, Timed: true, Doc: "Who supervises the post, and how often.", Example: "supervised-by recovery-manager every 4 weeks"},
		{Keyword: "chosen-by", Phrase: RefOne, Kinds: []string{"role", "agency", "team"}, Doc: "Who decides who takes the role.", Example: "chosen-by mash-manager"},
		{Keyword: "chosen-how", Phrase: Text, Doc: "How it is decided.", Example: `chosen-how "the worker whom the family know best, agreed with them"`},
		{Keyword: "training", Phrase: Refs, Kinds: []string{"training"}, Doc: "The courses that the role needs.", Example: "training joint-course"},
		{Keyword: "job-description", Phrase: Text, Doc: "How the role stands in the job description.", Example: `job-description "Named in section 3 of the post's job description"`},
		{Keyword: "phone", Phrase: Text, Doc: "The post's own telephone number.", Example: `phone "01632 960321"`},
		{Keyword: "email", Phrase: Text, Doc: "The post's own e-mail address.", Example: `email "lead@recovery.example"`},
	}, duties)},
	{Name: "group", Named: true, Doc: "A partnership, steering group, network or forum.", Example: "group northmoor-scp \"Northmoor Safeguarding Children Partnership\" {\n  kind partnership\n}", Entries: with([]Entry{
		{Keyword: "kind", Phrase: Choice, Vocab: "group-kind", Doc: "What sort of group it is.", Example: "kind partnership"},
		{Keyword: "members", Phrase: Refs, Kinds: []string{"agency", "role", "group"}, Doc: "Who sits on it.", Example: "members recovery, childrens-social-care"},
		{Keyword: "chair", Phrase: RefOne, Kinds: []string{"role"}, Doc: "Who chairs it.", Example: "chair independent-chair"},
		{Keyword: "meets", Phrase: Flag, Timed: true, Doc: "How often it meets.", Example: "meets every 3 months"},
		{Keyword: "reports-to", Phrase: RefOne, Kinds: []string{"group"}, Doc: "The group that it reports to.", Example: "reports-to northmoor-scp"},
	}, duties)},
	{Name: "level", Named: true, Doc: "A level of need.", Example: "level early-help \"Early help\" {\n  number 2\n}", Entries: with([]Entry{
		{Keyword: "number", Phrase: Rank, Needed: true, Doc: "Its place among the levels, 1 the lowest.", Example: "number 2"},
		{Keyword: "otherwise", Phrase: Flag, Doc: "The level of a case that no criterion puts higher.", Example: "otherwise"},
		{Keyword: "statute", Phrase: Refs, Kinds: []string{"document"}, Doc: "The law that it stands for.", Example: "statute children-act-1989-s17"},
		{Keyword: "consent", Phrase: ConsentLine, Many: true, Case: true, Doc: "Whether a family has to agree, and to what.", Example: "consent required for help, sharing"},
		{Keyword: "lead", Phrase: RefOne, Kinds: []string{"role"}, Many: true, Case: true, Doc: "Who leads for the family.", Example: "lead lead-practitioner"},
		{Keyword: "if-refused", Phrase: Then, Kinds: []string{"pathway", "step", "escalation", "meeting"}, Doc: "What follows when the family does not agree.", Example: "if-refused then feedback"},
	}, duties)},
	{Name: "criterion", Named: true, Doc: "What puts a case at a level.", Example: "criterion likely-harm \"A child is likely to suffer significant harm\" {\n  level child-protection\n  when significant-harm is at least likely\n}", Entries: []Entry{
		{Keyword: "level", Phrase: RefOne, Kinds: []string{"level"}, Doc: "The level that it gives.", Example: "level child-protection"},
		{Keyword: "consider", Phrase: RefOne, Kinds: []string{"level"}, Doc: "The level that a person should think about; nothing is decided.", Example: "consider child-in-need"},
		{Keyword: "when", Phrase: Cond, Needed: true, Doc: "The cases that it is true of.", Example: "when significant-harm is at least likely"},
	}},
	{Name: "indicators", Items: LinkedItems, Doc: "Examples for judgement, never rules. A line that begins with a quotation mark is an example; `as` links it to a question.", Example: "indicators home \"Home\" {\n  level child-in-need\n  \"Visitors who use come to the home every day\"\n}", Entries: []Entry{
		{Keyword: "level", Phrase: RefOne, Kinds: []string{"level"}, Doc: "The level that they point to.", Example: "level child-in-need"},
		{Keyword: "domain", Phrase: Choice, Vocab: "domain", Doc: "The part of a family's life that they belong to.", Example: "domain family-and-environment"},
		{Keyword: "about", Phrase: Choices, Vocab: "subject", Doc: "Whom they are about.", Example: "about child"},
		{Keyword: "protective", Phrase: Flag, Doc: "They are strengths, which lower the risk.", Example: "protective"},
	}},
	{Name: "judgement", Named: true, Doc: "A point where the agreement leaves the decision to a person, on purpose.", Example: "judgement pre-birth-timing \"When to refer before 14 weeks\" {\n  by mash-manager\n  because \"each pregnancy differs\"\n  when pregnant\n}", Entries: []Entry{
		{Keyword: "when", Phrase: Cond, Needed: true, Doc: "The cases that are left to judgement.", Example: "when pregnant"},
		{Keyword: "by", Phrase: RefOne, Kinds: []string{"role"}, Needed: true, Doc: "Who decides.", Example: "by mash-manager"},
		{Keyword: "because", Phrase: Text, Needed: true, Doc: "Why it is not settled here.", Example: `because "each pregnancy differs"`},
	}},
	{Name: "pathway", Named: true, Doc: "The way that a family takes from one agency to another, step by step.", Example: "pathway to-social-care \"Referral into children's social care\" {\n  from any agency\n  to mash\n}", Entries: with([]Entry{
		{Keyword: "from", Phrase: Parties, Kinds: []string{"agency", "team", "role"}, Doc: "Who may send a family this way.", Example: "from any agency"},
		{Keyword: "to", Phrase: Parties, Kinds: []string{"agency", "team"}, Doc: "Who picks it up.", Example: "to mash"},
		{Keyword: "about", Phrase: Choice, Vocab: "pathway-about", Doc: "Whose help it leads to; left out, the child's.", Example: "about parent"},
		{Keyword: "levels", Phrase: Refs, Kinds: []string{"level"}, Doc: "The levels of need that it is for.", Example: "levels child-in-need, child-protection"},
		{Keyword: "when", Phrase: Cond, Doc: "The cases that it is for.", Example: "when pregnant"},
		{Keyword: "accepted-when", Phrase: Cond, Doc: "The cases that the receiver takes; left out, all that are sent.", Example: "accepted-when likely-harm or help-refused"},
		{Keyword: "form", Phrase: Refs, Kinds: []string{"document"}, Doc: "The form that it uses.", Example: "form referral-form"},
		{Keyword: "moves", Phrase: Moves, Kinds: []string{"level"}, Doc: "The levels between which a family moves.", Example: "moves child-in-need to early-help"},
		{Keyword: "not-allowed", Phrase: Text, Doc: "The move is forbidden, and why.", Example: `not-allowed "a child protection plan ends at a conference"`},
		{Keyword: "clock-starts", Phrase: Choice, Vocab: "clock-starts", Doc: "When its count starts.", Example: "clock-starts at-opening"},
		{Keyword: "clock-runs", Phrase: Choice, Vocab: "clock-runs", Doc: "Which hours count.", Example: "clock-runs in-hours"},
	}, duties)},
	{Name: "step", In: []string{"pathway"}, Scoped: true, Doc: "One step of a pathway. Steps keep the written order.", Example: "step refer {\n  by referrer\n  must telephone mash at once\n}", Entries: with([]Entry{
		{Keyword: "by", Phrase: Parties, Kinds: []string{"agency", "team", "role", "group"}, Doc: "Who does it.", Example: "by referrer"},
		{Keyword: "when", Phrase: Cond, Doc: "The cases in which it is done.", Example: "when pregnant"},
		{Keyword: "under", Phrase: Refs, Kinds: []string{"time-limit"}, Doc: "The limit set outside the agreement that it has to keep.", Example: "under assessment-limit"},
		{Keyword: "outcome", Phrase: OutcomeLine, Kinds: []string{"pathway", "step", "meeting", "escalation"}, Many: true, Case: true, Doc: "One of the ways it can end, and what follows; without `then` the pathway ends there.", Example: `outcome not-accepted "Early help instead" then early-help-offer`},
		{Keyword: "if-late", Phrase: Then, Kinds: []string{"pathway", "step", "meeting", "escalation"}, Doc: "What follows when its time passes.", Example: "if-late then chase"},
		{Keyword: "recorded-in", Phrase: Text, Doc: "Where it is written down.", Example: `recorded-in "the child's record"`},
	}, duties)},
	{Name: "meeting", Named: true, Doc: "A meeting of people about one family.", Example: "meeting strategy-discussion \"Strategy discussion\" {\n  chair social-care-team-manager\n}", Entries: with([]Entry{
		{Keyword: "chair", Phrase: RefOne, Kinds: []string{"role"}, Doc: "Who chairs it.", Example: "chair social-care-team-manager"},
		{Keyword: "with", Phrase: Parties, Kinds: []string{"agency", "team", "role", "group"}, Many: true, Case: true, Doc: "Who takes part.", Example: "with police, referrer"},
		{Keyword: "levels", Phrase: Refs, Kinds: []string{"level"}, Doc: "The levels of need that it is for.", Example: "levels early-help"},
		{Keyword: "purpose", Phrase: Text, Doc: "What it is for.", Example: `purpose "to agree who does what"`},
		{Keyword: "quorum", Phrase: Texts, Doc: "Who has to be there for it to count.", Example: `quorum "police, health and children's social care"`},
		{Keyword: "minutes-by", Phrase: RefOne, Kinds: []string{"role", "agency", "team"}, Doc: "Who writes it down.", Example: "minutes-by social-care-team-manager"},
		{Keyword: "held", Phrase: Flag, Timed: true, Doc: "How often or when it is held.", Example: "held every 4 weeks"},
	}, duties)},
	{Name: "share", Named: true, Doc: "A rule that lets information pass, with its basis in law.", Example: "share concern \"A concern about a child\" {\n  from recovery\n  to mash\n  lawful-basis public-task\n}", Entries: with([]Entry{
		{Keyword: "from", Phrase: Parties, Kinds: []string{"agency", "team", "role"}, Doc: "Who shares.", Example: "from recovery"},
		{Keyword: "to", Phrase: Parties, Kinds: []string{"agency", "team", "role", "group"}, Doc: "With whom.", Example: "to mash"},
		{Keyword: "about", Phrase: Choices, Vocab: "subject", Doc: "Whom it is about.", Example: "about child, parent"},
		{Keyword: "what", Phrase: Texts, Doc: "What is shared, in words.", Example: `what "attendance", "what use means for the children"`},
		{Keyword: "purpose", Phrase: Choices, Vocab: "purpose", Doc: "What for.", Example: "purpose assess-need, early-identification"},
		{Keyword: "data", Phrase: Choices, Vocab: "data", Doc: "What sort of personal data it is.", Example: "data special-category"},
		{Keyword: "when", Phrase: Cond, Doc: "The cases in which it may be shared.", Example: "when significant-harm is at least possible"},
		{Keyword: "lawful-basis", Phrase: Choices, Vocab: "lawful-basis", Doc: "The lawful basis.", Example: "lawful-basis public-task"},
		{Keyword: "special-category-condition", Phrase: Choices, Vocab: "special-category-condition", Doc: "The further condition for health and other special category data.", Example: "special-category-condition safeguarding-children"},
		{Keyword: "gateway", Phrase: Refs, Kinds: []string{"document"}, Doc: "The law that gives the power to share.", Example: "gateway children-act-2004-s11"},
		{Keyword: "consent", Phrase: ConsentLine, Many: true, Case: true, Doc: "Whether consent to share is needed; apart from consent to receive help.", Example: "consent not-required for sharing because would-prejudice"},
		{Keyword: "how", Phrase: Text, Doc: "How it is sent.", Example: `how "by secure e-mail to the hub"`},
		{Keyword: "if-late", Phrase: Then, Kinds: []string{"pathway", "step", "meeting", "escalation"}, Doc: "What follows when its time passes.", Example: "if-late then chase"},
	}, duties)},
	{Name: "escalation", Named: true, Doc: "What professionals do when they disagree, stage by stage.", Example: "escalation disagreement \"When professionals disagree\" {\n  about \"Whether a referral meets a level\"\n}", Entries: with([]Entry{
		{Keyword: "about", Phrase: Texts, Doc: "What it is for.", Example: `about "Whether a referral meets a level"`},
		{Keyword: "excludes", Phrase: Texts, Doc: "What it is not for.", Example: `excludes "Disputes about a child protection plan"`},
	}, duties)},
	{Name: "stage", In: []string{"escalation"}, Head: HeadNumber, Scoped: true, Doc: "One stage of an escalation. Stages keep the written order.", Example: "stage 1 \"Between the two of you\" {\n  between practitioner, social-worker within 1 working day\n}", Entries: with([]Entry{
		{Keyword: "between", Phrase: Parties, Kinds: []string{"role", "agency", "team", "group"}, Timed: true, Doc: "Who settles it, on both sides, and by when.", Example: "between practitioner, social-worker within 1 working day"},
		{Keyword: "when", Phrase: Cond, Doc: "The cases in which this stage is used.", Example: "when significant-harm is at least likely"},
		{Keyword: "form", Phrase: Refs, Kinds: []string{"document"}, Doc: "The form that it uses.", Example: "form escalation-form"},
		{Keyword: "if-late", Phrase: Then, Kinds: []string{"stage", "pathway", "meeting", "escalation"}, Doc: "What follows when its time passes; left out, the next stage.", Example: "if-late then strategy-discussion"},
	}, duties)},
	{Name: "service", Named: true, Doc: "Help that a family can be offered.", Example: "service family-group \"Family group\" {\n  by recovery\n}", Entries: []Entry{
		{Keyword: "by", Phrase: Refs, Kinds: []string{"agency"}, Doc: "Who gives it.", Example: "by recovery"},
		{Keyword: "levels", Phrase: Refs, Kinds: []string{"level"}, Doc: "The levels of need that it is for.", Example: "levels early-help"},
		{Keyword: "about", Phrase: Choices, Vocab: "subject", Doc: "Whom it helps.", Example: "about child, parent"},
		{Keyword: "ages", Phrase: Ages, Doc: "The ages that it is for.", Example: "ages 5 to 17 years"},
		{Keyword: "for", Phrase: Texts, Doc: "The groups that it is made for, such as women, men or a community.", Example: `for "girls and young women", "Polish and Romanian speakers"`},
		{Keyword: "languages", Phrase: Texts, Doc: "The languages that it is given in.", Example: `languages "English", "Welsh"`},
		{Keyword: "when", Phrase: Cond, Doc: "The cases that it is for.", Example: "when parental-use is at least hazardous"},
		{Keyword: "offers", Phrase: Texts, Doc: "What help it gives.", Example: `offers "one-to-one support"`},
		{Keyword: "access", Phrase: Text, Doc: "How to get it.", Example: `access "families can refer themselves"`},
		{Keyword: "contact", Phrase: RefOne, Kinds: []string{"team", "agency"}, Doc: "Whom to ask.", Example: "contact early-help-hub"},
		{Keyword: "hours", Phrase: Hours, Kinds: []string{"team"}, Doc: "When it is given, where that differs from the contact's hours.", Example: "hours Mon-Fri 09:00-20:00"},
		{Keyword: "wait", Phrase: Text, Doc: "How long families wait.", Example: `wait "about two weeks"`},
	}},
	{Name: "training", Named: true, Doc: "A course that the agencies give or take together.", Example: "training joint-course \"Working with the whole family\" {\n  topic joint-working\n}", Entries: []Entry{
		{Keyword: "topic", Phrase: Choices, Vocab: "topic", Doc: "What it is about.", Example: "topic joint-working, information-sharing"},
		{Keyword: "audience", Phrase: Parties, Kinds: []string{"agency", "role", "group", "team"}, Doc: "Who takes it.", Example: "audience recovery, childrens-social-care"},
		{Keyword: "by", Phrase: Refs, Kinds: []string{"agency", "group", "role"}, Doc: "Who gives it.", Example: "by recovery"},
		{Keyword: "commissioned-by", Phrase: RefOne, Kinds: []string{"agency", "role", "group"}, Doc: "Who commissions it.", Example: "commissioned-by northmoor-scp"},
		{Keyword: "held", Phrase: Flag, Timed: true, Doc: "How often it is given.", Example: "held every 6 months"},
		{Keyword: "measured-by", Phrase: Text, Doc: "How its effect is measured.", Example: `measured-by "audit of referrals six months later"`},
		{Keyword: "method", Phrase: Texts, Doc: "How it is taught.", Example: `method "anonymised cases"`},
		{Keyword: "strength", Phrase: Choice, Vocab: "modality", Doc: "Whether it has to be taken.", Example: "strength must"},
	}},
	{Name: "audit", Named: true, Doc: "A regular look at how the agreement works.", Example: "audit case-files \"Case file audit\" {\n  kind file\n}", Entries: []Entry{
		{Keyword: "kind", Phrase: Choices, Vocab: "audit-kind", Doc: "What sort of audit it is.", Example: "kind file, peer"},
		{Keyword: "by", Phrase: Refs, Kinds: []string{"agency", "role", "group"}, Doc: "Who does it.", Example: "by recovery, childrens-social-care"},
		{Keyword: "held", Phrase: Flag, Timed: true, Doc: "How often it is done.", Example: "held every 6 months"},
		{Keyword: "how", Phrase: Text, Doc: "How it is done.", Example: `how "twelve files, read by both agencies"`},
		{Keyword: "measures", Phrase: Texts, Doc: "What it measures.", Example: `measures "referrals accepted", "time to decision"`},
		{Keyword: "topic", Phrase: Choices, Vocab: "topic", Doc: "What it is about.", Example: "topic this-protocol"},
		{Keyword: "reports-to", Phrase: RefOne, Kinds: []string{"group"}, Doc: "Who reads the result.", Example: "reports-to northmoor-scp"},
	}},
	{Name: "plan", Named: true, Doc: "What is done to put the agreement into practice.", Example: "plan implementation \"Implementation plan\" {\n  owner director-of-public-health\n  action \"Brief every team\" by recovery-lead until 2026-06-30\n}", Entries: []Entry{
		{Keyword: "owner", Phrase: RefOne, Kinds: []string{"role"}, Doc: "Who answers for it.", Example: "owner director-of-public-health"},
		{Keyword: "action", Phrase: Action, Kinds: []string{"role", "agency", "group"}, Many: true, Doc: "What is done, by whom and by when.", Example: `action "Brief every team" by recovery-lead until 2026-06-30`},
	}},
	{Name: "section", In: []string{"", "section"}, Named: true, Doc: "Text of the document, under a heading.", Example: "section purpose \"Purpose\" {\n  answers phe-2018 6.1.a\n  \"\"\"\n  Why this protocol exists.\n  \"\"\"\n}", Entries: []Entry{
		{Keyword: "in", Phrase: Refs, Kinds: []string{"protocol", "thresholds"}, Doc: "The documents that it stands in; left out, all of the folder.", Example: "in hidden-harm"},
		{Keyword: "answers", Phrase: Gap, Kinds: []string{"checklist"}, Many: true, Doc: "The checklist rows that its text answers.", Example: "answers phe-2018 6.1.a, 6.1.c"},
		{Keyword: "topic", Phrase: Choices, Vocab: "topic", Doc: "What it is about.", Example: "topic pregnancy"},
		{Keyword: "audience", Phrase: Choices, Vocab: "audience", Doc: "Whom it is for.", Example: "audience professionals"},
		{Keyword: "shows", Phrase: Choices, Vocab: "part", Doc: "Parts that the compiler makes from the model, printed here.", Example: "shows contacts, roles"},
		{Keyword: "appendix", Phrase: Flag, Doc: "It stands behind the main text.", Example: "appendix"},
	}},
	{Name: "scenario", Named: false, Doc: "A worked example: a family and what the agreement says of it.", Example: "scenario imran \"Imran and Jennifer\" {\n  family {\n    parental-use is dependent\n  }\n  answer {\n    level at least early-help\n  }\n}", Entries: []Entry{
		{Keyword: "at", Phrase: Moment, Doc: "When it happens.", Example: "at 2026-12-24 16:50"},
		{Keyword: "from", Phrase: RefOne, Kinds: []string{"agency"}, Doc: "Who is asking.", Example: "from recovery"},
		{Keyword: "rest", Phrase: Choice, Vocab: "rest", Doc: "What to take for the questions that it leaves out; left out, unknown.", Example: "rest quiet"},
	}},
	{Name: "family", In: []string{"scenario"}, Head: HeadNone, Doc: "The answers that are known about the family, one a line.", Example: "family {\n  parental-use is dependent\n}"},
	{Name: "answer", In: []string{"scenario"}, Head: HeadNone, Doc: "What the agreement has to say.", Example: "answer {\n  level at least early-help\n}", Entries: []Entry{
		{Keyword: "level", Phrase: LevelTest, Kinds: []string{"level"}, Doc: "The level.", Example: "level at least early-help"},
		{Keyword: "not-ruled-out", Phrase: Refs, Kinds: []string{"level"}, Doc: "Levels that it could still be.", Example: "not-ruled-out child-protection"},
		{Keyword: "consider", Phrase: Refs, Kinds: []string{"level"}, Doc: "Levels that a person should think about.", Example: "consider child-in-need"},
		{Keyword: "lead", Phrase: Refs, Kinds: []string{"role"}, Doc: "Who leads.", Example: "lead lead-practitioner"},
		{Keyword: "pathway", Phrase: Refs, Kinds: []string{"pathway"}, Doc: "Pathways that are open.", Example: "pathway to-early-help"},
		{Keyword: "no-pathway", Phrase: Refs, Kinds: []string{"pathway"}, Doc: "Pathways that are not.", Example: "no-pathway to-social-care"},
		{Keyword: "share", Phrase: Refs, Kinds: []string{"share"}, Doc: "What may be shared.", Example: "share concern"},
		{Keyword: "no-share", Phrase: Refs, Kinds: []string{"share"}, Doc: "What may not.", Example: "no-share attendance"},
		{Keyword: "ask", Phrase: RefOne, Kinds: []string{"question"}, Doc: "The next question to ask.", Example: "ask significant-harm"},
		{Keyword: "due", Phrase: DueLine, Kinds: []string{"step"}, Many: true, Doc: "When a step is due.", Example: "due to-social-care.decide 2026-12-29"},
	}},
	{Name: "checklist", Named: true, Doc: "A list of what an agreement has to say.", Example: "checklist our-checks \"Our own checks\" {\n  edition 2026\n  requirement 1.a \"Every agency is reachable\" {\n    strength must\n    needs team where has phone\n  }\n}", Entries: []Entry{
		{Keyword: "edition", Phrase: Date, Doc: "When its text was published.", Example: "edition 2018-12-04"},
		{Keyword: "source", Phrase: Text, Many: true, Doc: "The published text that it comes from.", Example: `source "Our own policy, section 2"`},
	}},
	{Name: "requirement", In: []string{"checklist"}, Head: HeadRow, Doc: "One row of a checklist.", Example: "requirement 7.4.c \"Every young people's service has a designated practitioner\" {\n  strength should\n  each agency where kind is treatment and serves includes young-people\n  needs role where at includes it and kind is designated-practitioner\n}", Entries: []Entry{
		{Keyword: "strength", Phrase: Choice, Vocab: "row-strength", Needed: true, Doc: "How strongly the text asks.", Example: "strength should"},
		{Keyword: "each", Phrase: Selection, Doc: "The things that it is asked of, one by one.", Example: "each agency where kind is treatment"},
		{Keyword: "if-none", Phrase: Choice, Vocab: "if-none", Doc: "What to say when there is no such thing.", Example: "if-none fine"},
		{Keyword: "needs", Phrase: Need, Many: true, Doc: "What there has to be.", Example: "needs role where at includes it"},
		{Keyword: "asks", Phrase: Text, Doc: "What a person has to judge, since no machine can.", Example: `asks "Does the statement say how services take part?"`},
		{Keyword: "otherwise", Phrase: Text, Doc: "What to say when it is not met.", Example: `otherwise "no designated practitioner at {it}"`},
		{Keyword: "help", Phrase: Text, Doc: "What to do about it.", Example: "help \"add a role with `kind designated-practitioner`\""},
		{Keyword: "unverified", Phrase: Flag, Doc: "The row has not been confirmed against its source.", Example: "unverified"},
		{Keyword: "same-as", Phrase: Gap, Doc: "The row of this checklist that it repeats.", Example: "same-as our-checks 7.2.a"},
		{Keyword: "source", Phrase: Text, Many: true, Doc: "Where the text asks for it.", Example: `source "section 7.4"`},
	}},
	{Name: "accept-gap", Head: HeadGap, Doc: "Accepts that a requirement is not met, for a reason and a time; it is printed.", Example: "accept-gap phe-2018 7.7.d {\n  because \"peer review starts in January\"\n  by director-of-public-health\n  until 2027-01-31\n}", Entries: []Entry{
		{Keyword: "because", Phrase: Text, Needed: true, Doc: "Why.", Example: `because "peer review starts in January"`},
		{Keyword: "by", Phrase: RefOne, Kinds: []string{"role"}, Needed: true, Doc: "Who accepts it.", Example: "by director-of-public-health"},
		{Keyword: "until", Phrase: Date, Needed: true, Doc: "The last day on which it is accepted.", Example: "until 2027-01-31"},
	}},
	{Name: "attest", Head: HeadGap, Doc: "A person's word for what no machine can judge.", Example: "attest phe-2018 7.1.a {\n  says \"Read with both services: yes\"\n  by director-of-public-health\n  on 2026-03-03\n}", Entries: []Entry{
		{Keyword: "says", Phrase: Text, Needed: true, Doc: "What they found.", Example: `says "Read with both services: yes"`},
		{Keyword: "by", Phrase: RefOne, Kinds: []string{"role"}, Needed: true, Doc: "Who says so.", Example: "by director-of-public-health"},
		{Keyword: "on", Phrase: Date, Needed: true, Doc: "When they said it.", Example: "on 2026-03-03"},
		{Keyword: "until", Phrase: Date, Doc: "Until when it counts; left out, twelve months.", Example: "until 2027-03-03"},
	}},
	{Name: "change", Head: HeadChange, Doc: "Alters a thing that comes from another folder; it takes the lines of that kind.", Example: "change pathway to-social-care {\n  because \"the hub has moved\"\n}", Entries: []Entry{
		{Keyword: "because", Phrase: Text, Doc: "Why it is altered here.", Example: `because "the hub has moved"`},
	}},
}

// TopLines are the lines that stand at the top level, outside any block.
var TopLines = []Entry{
	{Keyword: "use", Phrase: UseLine, Many: true, Doc: "Adds what another folder declares: a name that ships with the compiler, or a path in quotation marks.", Example: "use standard-questions, terms"},
	{Keyword: "cannot-be", Phrase: Cond, Many: true, Doc: "A combination of answers that cannot happen.", Example: "cannot-be pregnant and youngest-child is under 1 year"},
}
