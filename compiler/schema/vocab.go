package schema

// words makes a vocabulary whose labels are the words themselves. "a=b" gives
// the word a the label b.
func words(list ...string) []Word {
	ws := make([]Word, len(list))
	for i, s := range list {
		for j := 0; j < len(s); j++ {
			if s[j] == '=' {
				ws[i] = Word{s[:j], s[j+1:]}
				break
			}
		}
		if ws[i].Name == "" {
			ws[i].Name = s
		}
	}
	return ws
}

// Vocabs are the closed lists of words, in the order of the manual.
var Vocabs = []Vocab{
	{"status", "Where a document stands.", words("draft", "consultation", "approved", "under-review", "legacy", "superseded")},
	{"calendar", "The calendar that working days are counted in.", words("england=England and Wales")},
	{"clock-starts", "When the count of a pathway starts.", words("at-receipt=when it is received", "at-opening=when the receiving team next opens")},
	{"clock-runs", "Which hours count.", words("always", "in-hours=in the receiving team's hours")},
	{"agency-kind", "What sort of body an agency is.", words("adult-social-care", "childrens-social-care=children's social care", "domestic-abuse", "early-help", "education", "gp=general practice", "health-visiting", "housing", "icb=integrated care board", "local-authority", "maternity", "mental-health", "police", "prison", "probation", "public-health", "school-nursing", "treatment=alcohol and drug treatment", "voluntary=voluntary sector", "youth-justice", "other")},
	{"gives", "What a team can be asked for.", words("referral=referrals", "advice", "emergency=emergency response", "treatment", "information")},
	{"audience", "Whom something is for.", words("professionals", "public", "families", "schools")},
	{"people", "Whom an agency or service serves.", words("adults", "young-people", "children", "families")},
	{"role-kind", "What sort of role it is.", words("chair", "commissioner", "designated-practitioner", "director", "lead-practitioner", "link-worker", "manager", "named-professional", "practitioner", "safeguarding-lead", "social-worker", "other")},
	{"group-kind", "What sort of group it is.", words("partnership=safeguarding partnership", "steering=steering group", "governance", "network=provider network", "forum")},
	{"document-kind", "What sort of document it is.", words("protocol", "thresholds=threshold document", "form", "assessment-tool", "plan", "register", "letter", "card", "law", "guidance", "policy", "report", "other")},
	{"subject", "Whom something is about.", words("child", "unborn-child", "young-carer", "parent", "other-adult")},
	{"pathway-about", "Whose help a pathway leads to.", words("child", "parent")},
	{"domain", "The part of a family's life that an indicator belongs to.", words("development=child's development", "parents-and-carers", "family-and-environment", "extra-familial=outside the family")},
	{"modality", "How strongly something binds.", words("must", "should", "may")},
	{"consent-purpose", "What consent is asked for.", words("help=receiving help", "sharing=sharing information", "referral", "assessment", "treatment", "contact-with-others=talking to others")},
	{"purpose", "Why information is shared.", words("assess-need=assessing a child's need", "early-identification=identifying problem use early", "identify-affected-children=identifying and assessing affected children", "promote-welfare=promoting welfare and protection", "prevent-crime=preventing crime")},
	{"data", "What sort of personal data is shared.", words("ordinary", "special-category", "criminal-offence")},
	{"lawful-basis", "The lawful basis under UK GDPR Article 6.", words("legal-obligation=legal obligation (UK GDPR Article 6(1)(c))", "public-task=public task (UK GDPR Article 6(1)(e))", "vital-interests=vital interests (UK GDPR Article 6(1)(d))", "consent=consent (UK GDPR Article 6(1)(a))", "legitimate-interests=legitimate interests (UK GDPR Article 6(1)(f))", "contract=contract (UK GDPR Article 6(1)(b))")},
	{"special-category-condition", "The condition for health and other special category data under UK GDPR Article 9.", words("safeguarding-children=safeguarding of children and of individuals at risk (Article 9(2)(g); Data Protection Act 2018, Schedule 1, paragraph 18)", "health-or-social-care=health or social care (Article 9(2)(h))", "social-protection=social protection law (Article 9(2)(b))", "explicit-consent=explicit consent (Article 9(2)(a))", "vital-interests=vital interests (Article 9(2)(c))")},
	{"no-consent-reason", "Why consent is not sought (Data Protection Act 2018, Schedule 1, paragraph 18).", words("cannot-be-given=consent cannot be given", "cannot-be-obtained=consent cannot reasonably be obtained", "would-prejudice=asking would prejudice the protection of the child")},
	{"no-tell-reason", "Why somebody is not told. Each may stand as a case: `unless increases-risk`.", words("increases-risk=telling them would increase the risk to the child", "injures-someone=telling them would put someone at risk of injury", "obstructs-police=telling them would obstruct a police investigation", "delays-unduly=telling them would cause an unjustified delay")},
	{"topic", "What a section, a course or a duty is about.", words("safeguarding-role", "whole-family", "identify-children", "identify-use", "assess-need", "assess-impact", "early-help", "information-sharing", "principles", "assessment-tools", "joint-working", "thresholds", "substance-use=alcohol and drug use", "parenting", "practice-reviews", "pregnancy", "young-carers", "disengagement", "drug-tests", "re-assessment", "this-protocol", "supervision", "culture", "mental-health", "domestic-abuse", "kinship-care", "extra-familial-harm", "cross-border", "abuse-neglect-exploitation=abuse, neglect and exploitation", "youth-secure-estate", "disabled-children")},
	{"audit-kind", "What sort of audit it is.", words("file=case file audit", "peer=peer review", "multi-agency=multi-agency audit", "referral-analysis=analysis of referrals", "contract=contract review")},
	{"part", "A part that the compiler makes from the model.", words("contacts", "roles", "levels", "criteria", "indicators", "pathways", "timescales", "meetings", "sharing", "escalation", "duties", "services", "training", "audit", "groups", "documents", "terms", "questions", "scenarios")},
	{"rest", "What a worked example takes for what it leaves out: nothing, or with `quiet` the answer that gives least cause for concern, and that the family agreed when it was asked.", words("unknown", "quiet")},
	{"row-strength", "How strongly a checklist asks.", words("must", "should", "good-practice", "context")},
	{"if-none", "What a checklist row says when there is nothing to look at.", words("missing", "fine")},
	{"way", "How something is sent or said.", words("telephone", "secure-email", "email", "portal", "letter", "form", "in-person=in person", "video=video call", "text-message")},
	{"event", "A moment that needs no declaration.", words("birth", "pregnancy", "assessment", "first-appointment", "every-review", "discharge", "closing", "receipt", "refusal", "supervision", "disagreement", "handover", "missed-appointment", "relapse", "transfer", "first-contact", "change-of-circumstances", "service-change")},
	{"person", "A person who is not an agency or a role.", words("referrer", "child", "young-person", "parent", "parents", "carer", "carers", "family", "other-adult")},
	{"matter", "A thing that a duty can be about, without a declaration.", words("household=who is in the household and family", "alcohol-and-drug-use", "impact-on-children=the impact on the children", "risk-if-use-increases=the risk if use increases", "caring-responsibilities=who cares for whom", "young-carers", "pregnancy", "children-elsewhere=children who live elsewhere", "case", "plan", "decision", "reasons", "what-was-shared", "with-whom", "consent", "refusal", "disagreement", "progress", "attendance", "concern=the concern", "concerns=the concerns", "outcome", "outcomes", "referral", "referrals", "report", "help", "support", "advice", "assessment", "information", "involvement=who else is involved", "disengagement", "relapse", "drug-test-results", "learning", "good-practice", "records", "minutes", "confidentiality-policy=the confidentiality policy", "lead-practitioner", "level=the level of need", "next-steps", "change=the change", "safety", "services", "training", "appointments", "safe-storage=safe storage of medicines and drugs", "contact-details", "parenting", "mental-health", "domestic-abuse", "wider-family", "treatment", "handover")},
	{"verb", "What a duty tells somebody to do.", words("agree", "ask", "assess", "attend", "challenge", "chase", "check", "close", "confirm", "consider", "consult", "contact", "contribute", "decide", "discuss", "escalate", "explain", "follow", "give", "hold", "identify", "invite", "involve", "keep", "listen", "make", "meet", "monitor", "offer", "open", "plan", "prepare", "prioritise", "protect", "provide", "publish", "read", "record", "refer", "refuse", "report", "respond", "review", "screen", "see", "send", "share", "speak", "store", "supervise", "support", "telephone", "tell", "train", "update", "visit", "wait", "write")},
	{"unit", "A unit of time.", words("hour", "working-day", "calendar-day", "day", "working-week", "week", "month", "year")},
}
