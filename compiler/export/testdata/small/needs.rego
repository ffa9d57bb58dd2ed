# Northmoor: Levels of need (needs)
# version 1.0, in force from 2026-10-01, review by 2027-09-30
# This supports professional judgement and does not replace it.
#
# Give the answers as input: words as strings, "?" or nothing for what nobody has
# answered, "-" for a question that does not apply, and never for what is not known; of
# numbers -1 and -2. Whatever is not one of the answers counts as not known. Ask for
# decision. A line about who leads counts for cases at its level.
package concordat.needs

import rego.v1

# Is a child in danger?
default q_danger := "?"

q_danger := input.q_danger if input.q_danger in {"no", "yes"}

# How does the parent use alcohol or drugs?
default q_parental_use := "?"

q_parental_use := input.q_parental_use if input.q_parental_use in {"none", "hazardous", "dependent"}

# How old is the child?
default q_child_age := -1

q_child_age := input.q_child_age if {
	is_number(input.q_child_age)
	input.q_child_age >= 0
	input.q_child_age <= 17
	input.q_child_age == floor(input.q_child_age)
}

# Is the parent pregnant?
default q_pregnant := "?"

q_pregnant := input.q_pregnant if input.q_pregnant in {"no", "yes"}

# Is there domestic abuse?
default q_abuse := "?"

q_abuse := input.q_abuse if input.q_abuse in {"no", "yes"}

# Does the family take up support?
default q_support := "?"

q_support := input.q_support if input.q_support in {"no", "yes", "-"}

# what the family said when it was asked to agree
default consent := "?"

consent := input.consent if input.consent in {"given", "refused", "not-asked"}

# criterion worrying: Use that could harm (agreement.protocol:35, clause C1)
default c_worrying_certain := false

c_worrying_certain if q_parental_use in {"hazardous", "dependent"}

default c_worrying_possible := false

c_worrying_possible if q_parental_use in {"hazardous", "dependent", "?"}

# criterion combined: Two things together (agreement.protocol:39, clause C2)
default c_combined_certain := false

c_combined_certain if (count([1 | q_abuse == "yes"]) + count([1 | q_parental_use == "dependent"])) + count([1 | q_child_age >= 0; q_child_age <= 4]) >= 2

default c_combined_possible := false

c_combined_possible if (count([1 | q_abuse in {"yes", "?"}]) + count([1 | q_parental_use in {"dependent", "?"}])) + count([1 | q_child_age >= -1; q_child_age <= 4]) >= 2

# question support applies: Does the family take up support? (agreement.protocol:17, clause Q6)
default q_support_applies_certain := false

q_support_applies_certain if q_parental_use in {"hazardous", "dependent"}

default q_support_applies_possible := false

q_support_applies_possible if q_parental_use in {"hazardous", "dependent", "?"}

# criterion unsafe: In danger (agreement.protocol:47, clause C3)
default c_unsafe_certain := false

c_unsafe_certain if q_danger == "yes"

c_unsafe_certain if {
	c_worrying_certain
	q_support == "no"
	q_child_age == 0
}

default c_unsafe_possible := false

c_unsafe_possible if q_danger in {"yes", "?"}

c_unsafe_possible if {
	c_worrying_possible
	any_c_unsafe_possible_1
	q_child_age >= -1
	q_child_age <= 0
}

any_c_unsafe_possible_1 if q_support == "no"

any_c_unsafe_possible_1 if {
	q_support == "?"
	q_support_applies_possible
}

# Help for everybody is reached (agreement.protocol:19, clause L1)
reached_level_universal_certain := true

reached_level_universal_possible := true

# Early help is reached (agreement.protocol:24, clause L2)
default reached_level_help_certain := false

reached_level_help_certain if c_worrying_certain

reached_level_help_certain if c_combined_certain

default reached_level_help_possible := false

reached_level_help_possible if c_worrying_possible

reached_level_help_possible if c_combined_possible

# Protection is reached (agreement.protocol:30, clause L3)
default reached_level_protect_certain := false

reached_level_protect_certain if c_unsafe_certain

default reached_level_protect_possible := false

reached_level_protect_possible if c_unsafe_possible

# level universal
default level_universal_certain := false

level_universal_certain if {
	reached_level_universal_certain
	not reached_level_help_possible
	not reached_level_protect_possible
}

default level_universal_possible := false

level_universal_possible if {
	reached_level_universal_possible
	not reached_level_help_certain
	not reached_level_protect_certain
}

# level help
default level_help_certain := false

level_help_certain if {
	reached_level_help_certain
	not reached_level_protect_possible
}

default level_help_possible := false

level_help_possible if {
	reached_level_help_possible
	not reached_level_protect_certain
}

# level protect
default level_protect_certain := false

level_protect_certain if reached_level_protect_certain

default level_protect_possible := false

level_protect_possible if reached_level_protect_possible

# The highest level that is certainly reached.
default level := "-"

level := "universal" if {
	reached_level_universal_certain
	not reached_level_help_certain
	not reached_level_protect_certain
}

level := "help" if {
	reached_level_help_certain
	not reached_level_protect_certain
}

level := "protect" if reached_level_protect_certain

# pathway to-help is open: Referral to help (agreement.protocol:83, clause P1)
default p_to_help_certain := false

p_to_help_certain if {
	not c_unsafe_possible
	level_help_certain
	any_p_to_help_certain_1
}

any_p_to_help_certain_1 if not level_help_possible

any_p_to_help_certain_1 if consent == "given"

default p_to_help_possible := false

p_to_help_possible if {
	not c_unsafe_certain
	level_help_possible
	any_p_to_help_possible_1
}

any_p_to_help_possible_1 if consent in {"given", "?"}

any_p_to_help_possible_1 if consent in {"not-asked", "?"}

# pathway protect-child is open: When a child is in danger (agreement.protocol:94, clause P2)
default p_protect_child_certain := false

p_protect_child_certain if level_protect_certain

default p_protect_child_possible := false

p_protect_child_possible if level_protect_possible

# the case is at level universal, and teacher leads (agreement.protocol:22, clause L1)
default lead_universal_1_certain := false

lead_universal_1_certain if level_universal_certain

default lead_universal_1_possible := false

lead_universal_1_possible if level_universal_possible

# the case is at level help, and midwife leads (agreement.protocol:27, clause L2)
default lead_help_1_certain := false

lead_help_1_certain if {
	level_help_certain
	q_pregnant == "yes"
}

default lead_help_1_possible := false

lead_help_1_possible if {
	level_help_possible
	q_pregnant in {"yes", "?"}
}

# the case is at level help, and teacher leads (agreement.protocol:28, clause L2)
default lead_help_2_certain := false

lead_help_2_certain if {
	level_help_certain
	q_pregnant == "no"
}

default lead_help_2_possible := false

lead_help_2_possible if {
	level_help_possible
	q_pregnant in {"no", "?"}
}

# the case is at level protect, and social-worker leads (agreement.protocol:32, clause L3)
default lead_protect_1_certain := false

lead_protect_1_certain if level_protect_certain

default lead_protect_1_possible := false

lead_protect_1_possible if level_protect_possible

decision := {
	"notice": "This supports professional judgement and does not replace it.",
	"document": "needs",
	"version": "1.0",
	"level": level,
	"levels": {
		"universal": {"certain": level_universal_certain, "possible": level_universal_possible},
		"help": {"certain": level_help_certain, "possible": level_help_possible},
		"protect": {"certain": level_protect_certain, "possible": level_protect_possible},
	},
	"criteria": {
		"worrying": {"certain": c_worrying_certain, "possible": c_worrying_possible},
		"combined": {"certain": c_combined_certain, "possible": c_combined_possible},
		"unsafe": {"certain": c_unsafe_certain, "possible": c_unsafe_possible},
	},
	"pathways": {
		"to-help": {"certain": p_to_help_certain, "possible": p_to_help_possible},
		"protect-child": {"certain": p_protect_child_certain, "possible": p_protect_child_possible},
	},
	"leads": [
		{"level": "universal", "role": "teacher", "certain": lead_universal_1_certain, "possible": lead_universal_1_possible},
		{"level": "help", "role": "midwife", "certain": lead_help_1_certain, "possible": lead_help_1_possible},
		{"level": "help", "role": "teacher", "certain": lead_help_2_certain, "possible": lead_help_2_possible},
		{"level": "protect", "role": "social-worker", "certain": lead_protect_1_certain, "possible": lead_protect_1_possible},
	],
}
