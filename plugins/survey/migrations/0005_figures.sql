-- SV-54 … SV-59. Every name that an indicator was ever counted under.
CREATE TABLE survey_indicator (
	indicator TEXT NOT NULL PRIMARY KEY
);

-- The figures, kept as they change: what a month, a dimension, a key of it and a branch count. Read as one index range.
CREATE TABLE survey_figure (
	basis       TEXT   NOT NULL, -- answered, completed: which date makes the month
	indicator   TEXT   NOT NULL,
	dimension   TEXT   NOT NULL,
	month       TEXT   NOT NULL,
	item        TEXT   NOT NULL, -- the key within the dimension, '' where it is not known
	branch_id   TEXT   NOT NULL,
	name        TEXT   NOT NULL,
	very_yes    BIGINT NOT NULL,
	yes         BIGINT NOT NULL,
	average     BIGINT NOT NULL,
	no          BIGINT NOT NULL,
	very_no     BIGINT NOT NULL,
	invalid     BIGINT NOT NULL,
	refused     BIGINT NOT NULL,
	not_reached BIGINT NOT NULL,
	PRIMARY KEY (basis, indicator, dimension, month, item, branch_id)
);

-- Where an outcome was counted, so that a correction takes it back from the very same rows although the ERP has
-- changed the order's technician meanwhile.
CREATE TABLE survey_count (
	subject         TEXT   NOT NULL, -- the task, or a contact besides orders
	number          BIGINT NOT NULL,
	answered_month  TEXT   NOT NULL,
	completed_month TEXT   NOT NULL,
	facts           TEXT   NOT NULL,
	satisfaction    TEXT,            -- class of the overall satisfaction, if it was told
	live            BIGINT NOT NULL, -- 0: taken back
	branch_id       TEXT   NOT NULL,
	branch_name     TEXT   NOT NULL,
	stage           TEXT   NOT NULL,
	product_type    TEXT   NOT NULL,
	service_type    TEXT   NOT NULL,
	technician      TEXT   NOT NULL,
	technician_name TEXT   NOT NULL,
	provider        TEXT   NOT NULL,
	brand           TEXT   NOT NULL,
	store           TEXT   NOT NULL,
	respondent      TEXT   NOT NULL,
	questionnaire   TEXT   NOT NULL,
	PRIMARY KEY (subject, number)
);
CREATE INDEX survey_count_level ON survey_count (answered_month, live, satisfaction, subject);

-- First-round attempts from before the figures were kept; a job counts them piece by piece and removes them here.
CREATE TABLE survey_uncounted (
	task_id TEXT   NOT NULL,
	attempt BIGINT NOT NULL,
	PRIMARY KEY (task_id, attempt)
);
INSERT INTO survey_uncounted (task_id, attempt) SELECT task_id, attempt FROM survey_attempt WHERE round = 1;

-- SV-56
CREATE TABLE survey_month (
	month       TEXT   NOT NULL PRIMARY KEY,
	state       TEXT   NOT NULL, -- open (proposed for closing), computed, signed
	basis       TEXT   NOT NULL,
	proposed_at BIGINT,
	computed_at BIGINT,
	computed_by TEXT,
	signed_at   BIGINT,
	signed_by   TEXT,
	remark      TEXT   NOT NULL,
	version     BIGINT NOT NULL
);

-- The copy that was computed, and stays when it was signed.
CREATE TABLE survey_month_figure (
	month       TEXT   NOT NULL,
	indicator   TEXT   NOT NULL,
	dimension   TEXT   NOT NULL,
	item        TEXT   NOT NULL,
	branch_id   TEXT   NOT NULL,
	name        TEXT   NOT NULL,
	very_yes    BIGINT NOT NULL,
	yes         BIGINT NOT NULL,
	average     BIGINT NOT NULL,
	no          BIGINT NOT NULL,
	very_no     BIGINT NOT NULL,
	invalid     BIGINT NOT NULL,
	refused     BIGINT NOT NULL,
	not_reached BIGINT NOT NULL,
	PRIMARY KEY (month, indicator, dimension, item, branch_id)
);

-- What was counted for a month after its copy was taken.
CREATE TABLE survey_amendment (
	month              TEXT   NOT NULL,
	at                 BIGINT NOT NULL,
	subject            TEXT   NOT NULL,
	indicator          TEXT   NOT NULL,
	subject_number     TEXT   NOT NULL,
	branch_id          TEXT   NOT NULL,
	branch_name        TEXT   NOT NULL,
	before_numerator   BIGINT NOT NULL,
	before_denominator BIGINT NOT NULL,
	after_numerator    BIGINT NOT NULL,
	after_denominator  BIGINT NOT NULL,
	reason             TEXT   NOT NULL,
	who                TEXT   NOT NULL,
	PRIMARY KEY (month, at, subject, indicator)
);

-- SV-55
CREATE TABLE survey_plan (
	id           TEXT   NOT NULL PRIMARY KEY, -- derived from branch and month
	number       TEXT   NOT NULL,
	month        TEXT   NOT NULL, -- whose figure was below the target
	branch_id    TEXT   NOT NULL,
	branch_name  TEXT   NOT NULL,
	state        TEXT   NOT NULL, -- open, closed
	step         TEXT   NOT NULL, -- plan, do, check, act
	cycle        BIGINT NOT NULL,
	target       BIGINT NOT NULL, -- hundredths of a percent
	numerator    BIGINT NOT NULL,
	denominator  BIGINT NOT NULL,
	due_on       TEXT   NOT NULL, -- of the step
	closed_month TEXT,
	created_at   BIGINT NOT NULL,
	version      BIGINT NOT NULL
);
CREATE INDEX survey_plan_branch ON survey_plan (branch_id, state);
CREATE INDEX survey_plan_state ON survey_plan (state, due_on, id);
CREATE INDEX survey_plan_number ON survey_plan (number, id);
CREATE INDEX survey_plan_due ON survey_plan (due_on, id);
CREATE INDEX survey_plan_month ON survey_plan (month, branch_id);

CREATE TABLE survey_plan_cause (
	plan_id TEXT   NOT NULL,
	cycle   BIGINT NOT NULL,
	item    BIGINT NOT NULL,
	text    TEXT   NOT NULL,
	PRIMARY KEY (plan_id, cycle, item)
);

CREATE TABLE survey_plan_measure (
	plan_id TEXT   NOT NULL,
	cycle   BIGINT NOT NULL,
	item    BIGINT NOT NULL,
	text    TEXT   NOT NULL,
	person  TEXT   NOT NULL,
	due_on  TEXT   NOT NULL,
	done_on TEXT,
	result  TEXT   NOT NULL,
	PRIMARY KEY (plan_id, cycle, item)
);

CREATE TABLE survey_plan_step (
	plan_id TEXT   NOT NULL,
	number  BIGINT NOT NULL,
	cycle   BIGINT NOT NULL,
	from_step TEXT,
	to_step TEXT   NOT NULL, -- plan, do, check, act, closed
	at      BIGINT NOT NULL,
	who     TEXT   NOT NULL,
	note    TEXT   NOT NULL,
	PRIMARY KEY (plan_id, number)
);

CREATE TABLE survey_plan_result (
	plan_id     TEXT   NOT NULL,
	month       TEXT   NOT NULL,
	numerator   BIGINT NOT NULL,
	denominator BIGINT NOT NULL,
	reached     BIGINT, -- null: too few answers to say
	PRIMARY KEY (plan_id, month)
);

-- SV-58
CREATE TABLE survey_examination (
	task_id     TEXT   NOT NULL PRIMARY KEY,
	finding     TEXT   NOT NULL,
	measure     TEXT   NOT NULL,
	examined_by TEXT   NOT NULL,
	examined_at BIGINT NOT NULL,
	version     BIGINT NOT NULL
);
