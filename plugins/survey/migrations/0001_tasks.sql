-- Finished business that takes part in a draw (SV-01), one row per order.
CREATE TABLE survey_candidate (
	kind         TEXT   NOT NULL, -- work_order, delivery, sale
	branch_id    TEXT   NOT NULL,
	erp_key      TEXT   NOT NULL,
	stage        TEXT   NOT NULL,
	product_type TEXT   NOT NULL,
	period       TEXT   NOT NULL, -- the business day on which it was finished
	state        TEXT   NOT NULL, -- waiting, drawn, passed
	PRIMARY KEY (kind, branch_id, erp_key)
);
CREATE INDEX survey_candidate_waiting ON survey_candidate (state, kind, period, branch_id, stage, product_type);

-- What a draw did, frozen: it explains why an order was called or not.
CREATE TABLE survey_draw (
	period       TEXT   NOT NULL,
	branch_id    TEXT   NOT NULL,
	stage        TEXT   NOT NULL,
	product_type TEXT   NOT NULL,
	sequence     BIGINT NOT NULL, -- 1: the main draw; 2, …: top-ups for orders that arrived later
	rate         BIGINT NOT NULL, -- hundredths of a percent
	candidates   BIGINT NOT NULL,
	taken        BIGINT NOT NULL,
	carry_before BIGINT NOT NULL, -- hundredths of a percent of one order
	carry_after  BIGINT NOT NULL,
	drawn_at     BIGINT NOT NULL,
	PRIMARY KEY (period, branch_id, stage, product_type, sequence)
);

-- What a stratum owes the next day.
CREATE TABLE survey_stratum (
	branch_id    TEXT   NOT NULL,
	stage        TEXT   NOT NULL,
	product_type TEXT   NOT NULL,
	carry        BIGINT NOT NULL,
	PRIMARY KEY (branch_id, stage, product_type)
);

CREATE TABLE survey_task (
	id              TEXT   NOT NULL PRIMARY KEY, -- derived from the order: the same order is the same task in any store
	number          TEXT   NOT NULL UNIQUE,
	kind            TEXT   NOT NULL,
	branch_id       TEXT   NOT NULL,
	branch_name     TEXT   NOT NULL,
	erp_key         TEXT   NOT NULL,
	order_number    TEXT   NOT NULL,
	stage           TEXT   NOT NULL,
	product_type    TEXT   NOT NULL,
	service_type    TEXT,
	brand           TEXT   NOT NULL,
	model           TEXT   NOT NULL,
	store           TEXT   NOT NULL,
	provider        TEXT   NOT NULL,
	technician      TEXT   NOT NULL,
	technician_name TEXT   NOT NULL,
	customer_name   TEXT   NOT NULL,
	phone           TEXT   NOT NULL,
	address         TEXT   NOT NULL,
	completed_at    BIGINT NOT NULL,
	completed_on    TEXT   NOT NULL,
	due_on          TEXT   NOT NULL,
	due_provisional BIGINT NOT NULL,
	state           TEXT   NOT NULL, -- open, after_sales, done, not_reachable, cancelled
	round           BIGINT NOT NULL,
	attempts        BIGINT NOT NULL, -- of the present round
	planned_at      BIGINT,
	level           TEXT,            -- the latest round's answer
	lease_user      TEXT,
	lease_user_name TEXT,
	lease_until     BIGINT NOT NULL,
	version         BIGINT NOT NULL,
	created_at      BIGINT NOT NULL,
	closed_at       BIGINT
);
CREATE UNIQUE INDEX survey_task_order ON survey_task (kind, branch_id, erp_key);
CREATE INDEX survey_task_due ON survey_task (state, due_on, id);
CREATE INDEX survey_task_number ON survey_task (state, number);
CREATE INDEX survey_task_completed ON survey_task (state, completed_at, id);
CREATE INDEX survey_task_phone ON survey_task (phone, state);

CREATE TABLE survey_round (
	task_id   TEXT   NOT NULL,
	round     BIGINT NOT NULL,
	opened_at BIGINT NOT NULL,
	PRIMARY KEY (task_id, round)
);

-- Never overwritten.
CREATE TABLE survey_attempt (
	task_id     TEXT   NOT NULL,
	round       BIGINT NOT NULL,
	attempt     BIGINT NOT NULL,
	branch_id   TEXT   NOT NULL,
	at          BIGINT NOT NULL,
	month       TEXT   NOT NULL, -- in which the customer was called: YYYY-MM of the local date
	clerk       TEXT   NOT NULL,
	clerk_name  TEXT   NOT NULL,
	disposition TEXT   NOT NULL,
	level       TEXT,
	words       TEXT   NOT NULL,
	planned_at  BIGINT,
	PRIMARY KEY (task_id, round, attempt)
);
CREATE INDEX survey_attempt_month ON survey_attempt (month, round);
CREATE INDEX survey_attempt_at ON survey_attempt (at);

CREATE TABLE survey_counter (
	branch_id TEXT   NOT NULL,
	day       TEXT   NOT NULL,
	last      BIGINT NOT NULL,
	PRIMARY KEY (branch_id, day)
);

-- Where long work stands: the go-live date that was applied, the row at which a new one is being applied.
CREATE TABLE survey_progress (
	name  TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL
);

-- For other plugins: the assessment of an order (FE-40) in its latest round, and in its first (SV-54).
CREATE VIEW survey_v_assessment AS
SELECT t.kind, t.branch_id, t.erp_key, t.order_number, t.state, t.level,
	(SELECT a.level FROM survey_attempt a WHERE a.task_id = t.id AND a.round = 1 AND a.disposition = 'answered') AS first_level
FROM survey_task t;
