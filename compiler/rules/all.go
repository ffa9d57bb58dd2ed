package rules

import "concordat/dsl/diag"

// All is every rule, one a line, in the order in which they run.
var All = []Rule{
	// Unfinished and in words.
	{Code: "still-to-write", Severity: diag.Error, Fixed: true, Check: stillToWrite},
	{Code: "words-only-duty", Severity: diag.Note, Check: wordsOnlyDuty},
	{Code: "condition-in-words", Severity: diag.Note, Check: conditionInWords},
	{Code: "placeholder-text", Severity: diag.Warning, Check: placeholderText},
	{Code: "weasel-word", Severity: diag.Warning, Check: weaselWord},
	{Code: "two-units", Severity: diag.Warning, Check: twoUnits},
	{Code: "undefined-acronym", Severity: diag.Warning, Check: undefinedAcronym},
	{Code: "stale-term", Severity: diag.Warning, Check: staleTerm},
	{Code: "stale-law", Severity: diag.Warning, Check: staleLaw},
	{Code: "law-blamed", Severity: diag.Error, Check: lawBlamed},

	// Documents and those who own them.
	{Code: "review-date-missing", Severity: diag.Warning, Missing: true, Check: reviewDateMissing},
	{Code: "review-date-passed", Severity: diag.Warning, Check: reviewDatePassed},
	{Code: "review-date-is-issue-date", Severity: diag.Warning, Check: reviewDateIsIssueDate},
	{Code: "document-without-owner", Severity: diag.Warning, Missing: true, Check: documentWithoutOwner},
	{Code: "owner-not-director", Severity: diag.Warning, Check: ownerNotDirector},
	{Code: "governance-one-sided", Severity: diag.Warning, Missing: true, Check: governanceOneSided},
	{Code: "agency-without-duty", Severity: diag.Error, Missing: true, Check: agencyWithoutDuty},
	{Code: "agency-without-signatory", Severity: diag.Error, Missing: true, Check: agencyWithoutSignatory},
	{Code: "protocol-not-trained", Severity: diag.Warning, Missing: true, Check: protocolNotTrained},
	{Code: "protocol-not-audited", Severity: diag.Warning, Missing: true, Check: protocolNotAudited},
	{Code: "one-way-training", Severity: diag.Warning, Missing: true, Check: oneWayTraining},

	// Roles and teams.
	{Code: "role-without-deputy", Severity: diag.Warning, Missing: true, Check: roleWithoutDeputy},
	{Code: "role-without-contact", Severity: diag.Warning, Missing: true, Check: roleWithoutContact},
	{Code: "lead-without-choice", Severity: diag.Warning, Missing: true, Check: leadWithoutChoice},
	{Code: "team-without-hours", Severity: diag.Warning, Missing: true, Check: teamWithoutHours},
	{Code: "team-without-phone", Severity: diag.Warning, Missing: true, Check: teamWithoutPhone},
	{Code: "same-number-day-and-night", Severity: diag.Warning, Check: sameNumberDayAndNight},
	{Code: "undeclared-number", Severity: diag.Warning, Check: undeclaredNumber},
	{Code: "closed-without-otherwise", Severity: diag.Warning, Missing: true, Check: closedWithoutOtherwise},
	{Code: "no-out-of-hours", Severity: diag.Warning, Missing: true, Check: noOutOfHours},
	{Code: "no-advice-line", Severity: diag.Warning, Missing: true, Check: noAdviceLine},

	// Levels and indicators.
	{Code: "level-without-lead", Severity: diag.Error, Missing: true, Check: levelWithoutLead},
	{Code: "level-without-consent", Severity: diag.Warning, Missing: true, Check: levelWithoutConsent},
	{Code: "level-without-statute", Severity: diag.Warning, Missing: true, Check: levelWithoutStatute},
	{Code: "consent-delays-protection", Severity: diag.Error, Fixed: true, Check: consentDelaysProtection},
	{Code: "duplicate-indicator", Severity: diag.Warning, Check: duplicateIndicator},
	{Code: "duplicate-item", Severity: diag.Warning, Check: duplicateItem},
	{Code: "strength-among-concerns", Severity: diag.Warning, Check: strengthAmongConcerns},

	// Pathways.
	{Code: "step-without-owner", Severity: diag.Error, Missing: true, Check: stepWithoutOwner},
	{Code: "must-step-without-clock", Severity: diag.Warning, Missing: true, Check: mustStepWithoutClock},
	{Code: "outcome-leads-nowhere", Severity: diag.Error, Fixed: true, Check: outcomeLeadsNowhere},
	{Code: "no-further-action-untold", Severity: diag.Error, Check: noFurtherActionUntold},
	{Code: "pathway-without-feedback", Severity: diag.Error, Missing: true, Check: pathwayWithoutFeedback},
	{Code: "feedback-without-chase", Severity: diag.Warning, Missing: true, Check: feedbackWithoutChase},
	{Code: "form-without-wanted-outcome", Severity: diag.Warning, Missing: true, Check: formWithoutWantedOutcome},
	{Code: "unreachable-pathway", Severity: diag.Warning, Missing: true, Check: unreachablePathway},
	{Code: "step-down-without-review", Severity: diag.Warning, Missing: true, Check: stepDownWithoutReview},

	// Sharing.
	{Code: "agency-outside-sharing", Severity: diag.Error, Missing: true, Check: agencyOutsideSharing},
	{Code: "everyday-services-left-out", Severity: diag.Warning, Missing: true, Check: everydayServicesLeftOut},
	{Code: "one-way-sharing", Severity: diag.Warning, Missing: true, Check: oneWaySharing},
	{Code: "share-without-basis", Severity: diag.Error, Missing: true, Check: shareWithoutBasis},
	{Code: "share-without-special-condition", Severity: diag.Error, Missing: true, Check: shareWithoutSpecialCondition},
	{Code: "share-without-purpose", Severity: diag.Warning, Missing: true, Check: shareWithoutPurpose},
	{Code: "share-without-record", Severity: diag.Warning, Missing: true, Check: shareWithoutRecord},
	{Code: "share-without-telling", Severity: diag.Warning, Missing: true, Check: shareWithoutTelling},
	{Code: "consent-only-basis", Severity: diag.Warning, Check: consentOnlyBasis},
	{Code: "consent-waived-without-reason", Severity: diag.Warning, Missing: true, Check: consentWaivedWithoutReason},

	// Disagreement.
	{Code: "no-escalation", Severity: diag.Error, Missing: true, Check: noEscalation},
	{Code: "escalation-without-stages", Severity: diag.Error, Missing: true, Check: escalationWithoutStages},
	{Code: "stage-without-limit", Severity: diag.Error, Missing: true, Check: stageWithoutLimit},
	{Code: "stage-with-one-side", Severity: diag.Error, Missing: true, Check: stageWithOneSide},
	{Code: "nothing-delays-missing", Severity: diag.Error, Fixed: true, Missing: true, Check: nothingDelaysMissing},

	// Services.
	{Code: "no-low-level-support", Severity: diag.Error, Missing: true, Check: noLowLevelSupport},
	{Code: "service-incomplete", Severity: diag.Warning, Missing: true, Check: serviceIncomplete},
	{Code: "unreachable-service", Severity: diag.Warning, Missing: true, Check: unreachableService},
	{Code: "child-service-tied-to-treatment", Severity: diag.Warning, Check: childServiceTiedToTreatment},
	{Code: "child-ages-not-covered", Severity: diag.Warning, Missing: true, Check: childAgesNotCovered},
	{Code: "no-meeting-below-statute", Severity: diag.Warning, Missing: true, Check: noMeetingBelowStatute},

	// People who are forgotten.
	{Code: "no-pregnancy-pathway", Severity: diag.Error, Missing: true, Check: noPregnancyPathway},
	{Code: "pregnancy-pathway-thin", Severity: diag.Warning, Missing: true, Check: pregnancyPathwayThin},
	{Code: "young-carers-left-out", Severity: diag.Error, Missing: true, Check: youngCarersLeftOut},
	{Code: "kinship-carers-left-out", Severity: diag.Warning, Missing: true, Check: kinshipCarersLeftOut},
	{Code: "other-adults-left-out", Severity: diag.Warning, Missing: true, Check: otherAdultsLeftOut},
	{Code: "children-elsewhere-left-out", Severity: diag.Warning, Missing: true, Check: childrenElsewhereLeftOut},
	{Code: "young-parents-left-out", Severity: diag.Warning, Missing: true, Check: youngParentsLeftOut},
	{Code: "disabled-children-left-out", Severity: diag.Warning, Missing: true, Check: disabledChildrenLeftOut},
	{Code: "no-cross-border-rule", Severity: diag.Warning, Missing: true, Check: noCrossBorderRule},
	{Code: "no-age-handover", Severity: diag.Warning, Missing: true, Check: noAgeHandover},
	{Code: "relapse-unhandled", Severity: diag.Warning, Missing: true, Check: relapseUnhandled},
	{Code: "no-support-after-removal", Severity: diag.Warning, Missing: true, Check: noSupportAfterRemoval},

	// What treatment services owe.
	{Code: "children-not-asked-about", Severity: diag.Error, Missing: true, Check: childrenNotAskedAbout},
	{Code: "children-asked-about-once", Severity: diag.Warning, Missing: true, Check: childrenAskedAboutOnce},
	{Code: "disengagement-not-told", Severity: diag.Error, Missing: true, Check: disengagementNotTold},
	{Code: "missed-appointments-unhandled", Severity: diag.Warning, Missing: true, Check: missedAppointmentsUnhandled},
	{Code: "treatment-not-in-assessments", Severity: diag.Warning, Missing: true, Check: treatmentNotInAssessments},
	{Code: "no-reassessment", Severity: diag.Warning, Missing: true, Check: noReassessment},
	{Code: "supervision-without-standing-item", Severity: diag.Warning, Missing: true, Check: supervisionWithoutStandingItem},
	{Code: "involvement-not-checked", Severity: diag.Warning, Missing: true, Check: involvementNotChecked},

	// Proved over every possible case, by compiler/prove.
	{Code: "no-family-possible", Severity: diag.Error, Fixed: true, Proved: true},
	{Code: "no-level", Severity: diag.Error, Missing: true, Proved: true},
	{Code: "no-lead", Severity: diag.Error, Proved: true},
	{Code: "no-open-pathway", Severity: diag.Error, Missing: true, Proved: true},
	{Code: "two-leads", Severity: diag.Error, Proved: true},
	{Code: "two-consent-positions", Severity: diag.Error, Proved: true},
	{Code: "two-deadlines", Severity: diag.Error, Proved: true},
	{Code: "dead-criterion", Severity: diag.Warning, Proved: true},
	{Code: "dead-level", Severity: diag.Warning, Proved: true},
	{Code: "dead-pathway", Severity: diag.Warning, Proved: true},
	{Code: "dead-step", Severity: diag.Warning, Proved: true},
	{Code: "dead-share", Severity: diag.Warning, Proved: true},
	{Code: "dead-lead", Severity: diag.Warning, Proved: true},
	{Code: "redundant-criterion", Severity: diag.Note, Proved: true},
	{Code: "level-falls-as-risk-rises", Severity: diag.Error, Proved: true},
	{Code: "nobody-answers", Severity: diag.Error, Missing: true, Proved: true},
	{Code: "refusal-without-outcome", Severity: diag.Error, Fixed: true, Missing: true, Proved: true},
	{Code: "refusal-to-closed-pathway", Severity: diag.Error, Proved: true},
	{Code: "refusal-circle", Severity: diag.Error, Proved: true},
	{Code: "circle-without-end", Severity: diag.Error, Proved: true},
	{Code: "unreached-agency", Severity: diag.Error, Missing: true, Proved: true},
	{Code: "single-point-of-failure", Severity: diag.Warning, Missing: true, Proved: true},
	{Code: "no-handover", Severity: diag.Error, Missing: true, Proved: true},
	{Code: "protection-delayed", Severity: diag.Error, Fixed: true, Missing: true, Proved: true},
	{Code: "limit-without-time", Severity: diag.Error, Missing: true, Proved: true},
	{Code: "looser-than-statute", Severity: diag.Error, Fixed: true, Proved: true},
	{Code: "unit-differs", Severity: diag.Warning, Proved: true},
	{Code: "impossible-window", Severity: diag.Error, Proved: true},
	{Code: "proof-too-large", Severity: diag.Note, Proved: true},
	{Code: "rules-too-large", Severity: diag.Error, Fixed: true, Proved: true},
	{Code: "example-fails", Severity: diag.Error, Fixed: true, Proved: true},
	{Code: "too-many-examples", Severity: diag.Warning, Proved: true},

	// `allow` itself, reported when the rules have run.
	{Code: "unknown-code", Severity: diag.Error},
	{Code: "cannot-allow", Severity: diag.Error},
	{Code: "unneeded-allow", Severity: diag.Warning},
}
