-- Questionnaires: a version never changes once it is here; answers keep naming it.
CREATE TABLE survey_questionnaire (
	id           TEXT   NOT NULL,
	version      BIGINT NOT NULL,
	state        TEXT   NOT NULL, -- published; offered: came with a release after the company had published its own
	shipped      BIGINT NOT NULL,
	group_name   TEXT   NOT NULL, -- end, big, manufacturer, staff (SV-11)
	content      TEXT   NOT NULL, -- JSON, every member
	valid_from   TEXT   NOT NULL, -- ISO date
	valid_to     TEXT,            -- the first day on which it is not valid any more
	author       TEXT   NOT NULL,
	author_name  TEXT   NOT NULL,
	published_at BIGINT NOT NULL,
	based_on     BIGINT,          -- the version that its draft was made from
	PRIMARY KEY (id, version)
);
CREATE INDEX survey_questionnaire_from ON survey_questionnaire (state, valid_from);

-- One draft per questionnaire; the row stays when the draft is gone, so that a revision is never seen twice.
CREATE TABLE survey_questionnaire_draft (
	id          TEXT   NOT NULL PRIMARY KEY,
	content     TEXT,            -- JSON, may have problems; NULL: there is no draft
	based_on    BIGINT,
	revision    BIGINT NOT NULL,
	author      TEXT   NOT NULL,
	author_name TEXT   NOT NULL,
	changed_at  BIGINT NOT NULL
);

-- The answers of an attempt, as they were recorded; a correction (SV-15) is a row of its own. Never updated.
CREATE TABLE survey_answer_sheet (
	task_id       TEXT   NOT NULL,
	round         BIGINT NOT NULL,
	attempt       BIGINT NOT NULL,
	revision      BIGINT NOT NULL, -- 1: as first recorded; the highest counts
	branch_id     TEXT   NOT NULL,
	questionnaire TEXT   NOT NULL,
	version       BIGINT NOT NULL,
	group_name    TEXT   NOT NULL,
	channel       TEXT   NOT NULL,
	author        TEXT   NOT NULL,
	author_name   TEXT   NOT NULL,
	recorded_at   BIGINT NOT NULL,
	reason        TEXT   NOT NULL, -- of a correction, else ''
	facts         TEXT   NOT NULL, -- JSON: what was known of the order when the answers were judged
	outcome       TEXT   NOT NULL, -- JSON: what followed, so that a correction takes back exactly that
	PRIMARY KEY (task_id, round, attempt, revision)
);

CREATE TABLE survey_answer (
	task_id        TEXT   NOT NULL,
	round          BIGINT NOT NULL,
	attempt        BIGINT NOT NULL,
	revision       BIGINT NOT NULL,
	position       BIGINT NOT NULL, -- in the order of the questionnaire
	question       TEXT   NOT NULL,
	kind           TEXT   NOT NULL,
	value          TEXT,            -- JSON value; NULL: only words, or a reason not to count
	said           TEXT   NOT NULL, -- the customer's words
	class          TEXT,            -- very_yes, yes, average, no, very_no, invalid; NULL: the question has none
	invalid_reason TEXT,            -- id in the questionnaire
	indicator      TEXT,
	PRIMARY KEY (task_id, round, attempt, revision, position)
);
