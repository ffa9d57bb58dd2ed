-- Northmoor: Levels of need (needs)
-- version 1.0, in force from 2026-10-01, review by 2027-09-30
-- This supports professional judgement and does not replace it.
--
-- For PostgreSQL 12 or later. needs_cases takes a row for each case; needs_decisions says of
-- each what the agreement says.
--
-- To load cases: an answer that nobody has given is NULL or '?' (numbers: NULL or -1); a
-- question that does not apply has '-' (numbers: -2). That is an answer: what is not known is
-- never '-'. An empty text is no answer: where other systems keep one for what they do not
-- know, load NULL: NULLIF(answer, '').
-- A row with anything else is refused, by a rule that is called after the column:
-- q_example_answer_or_null says that q_example has something that is no answer to it.
--
-- To read decisions: a column that ends in _certain is true where it is so whatever is still
-- to be answered; one that ends in _possible is false where it is not so whatever is still to
-- be answered. level is the highest level that is certain, '-' for none; level_certain says
-- that no other is possible. A line about who leads counts for cases at its level.

CREATE TABLE needs_cases (
  case_id TEXT NOT NULL PRIMARY KEY,
  -- Is a child in danger?
  q_danger TEXT CONSTRAINT q_danger_answer_or_null CHECK (q_danger IN ('no', 'yes', '?')),
  -- How does the parent use alcohol or drugs?
  q_parental_use TEXT CONSTRAINT q_parental_use_answer_or_null CHECK (q_parental_use IN ('none', 'hazardous', 'dependent', '?')),
  -- How old is the child?
  q_child_age INTEGER CONSTRAINT q_child_age_answer_or_null CHECK (q_child_age BETWEEN -1 AND 17),
  -- Is the parent pregnant?
  q_pregnant TEXT CONSTRAINT q_pregnant_answer_or_null CHECK (q_pregnant IN ('no', 'yes', '?')),
  -- Is there domestic abuse?
  q_abuse TEXT CONSTRAINT q_abuse_answer_or_null CHECK (q_abuse IN ('no', 'yes', '?')),
  -- Does the family take up support?
  q_support TEXT CONSTRAINT q_support_answer_or_null CHECK (q_support IN ('no', 'yes', '-', '?')),
  -- what the family said when it was asked to agree
  consent TEXT CONSTRAINT consent_answer_or_null CHECK (consent IN ('given', 'refused', 'not-asked', '?'))
);

CREATE VIEW needs_decisions AS
WITH
-- What is known: whatever is not an answer is not known.
known AS (
  SELECT
    case_id,
    CASE WHEN q_danger IN ('no', 'yes') THEN q_danger ELSE '?' END AS q_danger,
    CASE WHEN q_parental_use IN ('none', 'hazardous', 'dependent') THEN q_parental_use ELSE '?' END AS q_parental_use,
    CASE WHEN q_child_age BETWEEN 0 AND 17 THEN q_child_age ELSE -1 END AS q_child_age,
    CASE WHEN q_pregnant IN ('no', 'yes') THEN q_pregnant ELSE '?' END AS q_pregnant,
    CASE WHEN q_abuse IN ('no', 'yes') THEN q_abuse ELSE '?' END AS q_abuse,
    CASE WHEN q_support IN ('no', 'yes', '-') THEN q_support ELSE '?' END AS q_support,
    CASE WHEN consent IN ('given', 'refused', 'not-asked') THEN consent ELSE '?' END AS consent
  FROM needs_cases OFFSET 0
),
criteria_1 AS (
  SELECT
    known.*,
    -- criterion worrying: Use that could harm (agreement.protocol:35, clause C1)
    q_parental_use IN ('hazardous', 'dependent') AS c_worrying_certain,
    q_parental_use IN ('hazardous', 'dependent', '?') AS c_worrying_possible,
    -- criterion combined: Two things together (agreement.protocol:39, clause C2)
    (CASE WHEN q_abuse = 'yes' THEN 1 ELSE 0 END + CASE WHEN q_parental_use = 'dependent' THEN 1 ELSE 0 END + CASE WHEN (q_child_age BETWEEN 0 AND 4) THEN 1 ELSE 0 END >= 2) AS c_combined_certain,
    (CASE WHEN q_abuse IN ('yes', '?') THEN 1 ELSE 0 END + CASE WHEN q_parental_use IN ('dependent', '?') THEN 1 ELSE 0 END + CASE WHEN (q_child_age BETWEEN -1 AND 4) THEN 1 ELSE 0 END >= 2) AS c_combined_possible,
    -- question support applies: Does the family take up support? (agreement.protocol:17, clause Q6)
    q_parental_use IN ('hazardous', 'dependent') AS q_support_applies_certain,
    q_parental_use IN ('hazardous', 'dependent', '?') AS q_support_applies_possible
  FROM known OFFSET 0
),
criteria_2 AS (
  SELECT
    criteria_1.*,
    -- criterion unsafe: In danger (agreement.protocol:47, clause C3)
    q_danger = 'yes' OR (c_worrying_certain AND q_support = 'no' AND q_child_age = 0) AS c_unsafe_certain,
    q_danger IN ('yes', '?') OR (c_worrying_possible AND (q_support = 'no' OR (q_support = '?' AND q_support_applies_possible)) AND (q_child_age BETWEEN -1 AND 0)) AS c_unsafe_possible
  FROM criteria_1 OFFSET 0
),
reached AS (
  SELECT
    criteria_2.*,
    -- Help for everybody is reached (agreement.protocol:19, clause L1)
    TRUE AS reached_level_universal_certain,
    TRUE AS reached_level_universal_possible,
    -- Early help is reached (agreement.protocol:24, clause L2)
    c_worrying_certain OR c_combined_certain AS reached_level_help_certain,
    c_worrying_possible OR c_combined_possible AS reached_level_help_possible,
    -- Protection is reached (agreement.protocol:30, clause L3)
    c_unsafe_certain AS reached_level_protect_certain,
    c_unsafe_possible AS reached_level_protect_possible
  FROM criteria_2 OFFSET 0
),
levels AS (
  SELECT
    reached.*,
    -- level universal
    reached_level_universal_certain AND NOT reached_level_help_possible AND NOT reached_level_protect_possible AS level_universal_certain,
    reached_level_universal_possible AND NOT reached_level_help_certain AND NOT reached_level_protect_certain AS level_universal_possible,
    -- level help
    reached_level_help_certain AND NOT reached_level_protect_possible AS level_help_certain,
    reached_level_help_possible AND NOT reached_level_protect_certain AS level_help_possible,
    -- level protect
    reached_level_protect_certain AS level_protect_certain,
    reached_level_protect_possible AS level_protect_possible
  FROM reached OFFSET 0
),
pathways AS (
  SELECT
    levels.*,
    -- pathway to-help is open: Referral to help (agreement.protocol:83, clause P1)
    NOT c_unsafe_possible AND level_help_certain AND (NOT level_help_possible OR consent = 'given') AS p_to_help_certain,
    NOT c_unsafe_certain AND level_help_possible AND (consent IN ('given', '?') OR consent IN ('not-asked', '?')) AS p_to_help_possible,
    -- pathway protect-child is open: When a child is in danger (agreement.protocol:94, clause P2)
    level_protect_certain AS p_protect_child_certain,
    level_protect_possible AS p_protect_child_possible,
    -- the case is at level universal, and teacher leads (agreement.protocol:22, clause L1)
    level_universal_certain AS lead_universal_1_certain,
    level_universal_possible AS lead_universal_1_possible,
    -- the case is at level help, and midwife leads (agreement.protocol:27, clause L2)
    level_help_certain AND q_pregnant = 'yes' AS lead_help_1_certain,
    level_help_possible AND q_pregnant IN ('yes', '?') AS lead_help_1_possible,
    -- the case is at level help, and teacher leads (agreement.protocol:28, clause L2)
    level_help_certain AND q_pregnant = 'no' AS lead_help_2_certain,
    level_help_possible AND q_pregnant IN ('no', '?') AS lead_help_2_possible,
    -- the case is at level protect, and social-worker leads (agreement.protocol:32, clause L3)
    level_protect_certain AS lead_protect_1_certain,
    level_protect_possible AS lead_protect_1_possible
  FROM levels OFFSET 0
),
result AS (
  SELECT
    pathways.*,
    CASE WHEN reached_level_protect_certain THEN 'protect' WHEN reached_level_help_certain THEN 'help' WHEN reached_level_universal_certain THEN 'universal' ELSE '-' END AS level,
    level_universal_certain OR level_help_certain OR level_protect_certain AS level_certain
  FROM pathways
)
SELECT
  case_id,
  level,
  level_certain,
  level_universal_certain,
  level_universal_possible,
  level_help_certain,
  level_help_possible,
  level_protect_certain,
  level_protect_possible,
  c_worrying_certain,
  c_worrying_possible,
  c_combined_certain,
  c_combined_possible,
  c_unsafe_certain,
  c_unsafe_possible,
  p_to_help_certain,
  p_to_help_possible,
  p_protect_child_certain,
  p_protect_child_possible,
  lead_universal_1_certain,
  lead_universal_1_possible,
  lead_help_1_certain,
  lead_help_1_possible,
  lead_help_2_certain,
  lead_help_2_possible,
  lead_protect_1_certain,
  lead_protect_1_possible
FROM result;
