-- SV-07: who is on duty, day by day.
CREATE TABLE survey_duty_day (
	day     TEXT   NOT NULL PRIMARY KEY,
	version BIGINT NOT NULL
);
CREATE TABLE survey_duty (
	day         TEXT   NOT NULL,
	item        BIGINT NOT NULL,
	person      TEXT   NOT NULL,
	from_minute BIGINT NOT NULL,
	to_minute   BIGINT NOT NULL,
	PRIMARY KEY (day, item)
);

-- SV-02, SV-09: contacts besides orders, and when each is due again.
CREATE TABLE survey_contact_plan (
	id          TEXT   NOT NULL PRIMARY KEY, -- derived from kind, branch, party and department
	kind        TEXT   NOT NULL, -- provider_visit, key_dealer, shop_guide, dealer_call, forum, staff
	every       TEXT   NOT NULL, -- month, half_month, quarter
	branch_id   TEXT   NOT NULL,
	party       TEXT   NOT NULL,
	party_key   TEXT   NOT NULL,
	department  TEXT   NOT NULL,
	person      TEXT   NOT NULL,
	active      BIGINT NOT NULL,
	from_on     TEXT   NOT NULL,
	note        TEXT   NOT NULL,
	version     BIGINT NOT NULL
);
CREATE INDEX survey_contact_plan_every ON survey_contact_plan (active, every, from_on);

CREATE TABLE survey_contact (
	id        TEXT   NOT NULL PRIMARY KEY, -- plan and period: never twice
	plan_id   TEXT   NOT NULL,
	kind      TEXT   NOT NULL,
	branch_id TEXT   NOT NULL,
	period    TEXT   NOT NULL,
	due_on    TEXT   NOT NULL,
	state     TEXT   NOT NULL, -- due, done, dropped
	result    TEXT   NOT NULL,
	level     TEXT,
	done_at   BIGINT,
	done_by   TEXT,
	version   BIGINT NOT NULL
);
CREATE INDEX survey_contact_due ON survey_contact (state, due_on, id);

CREATE TABLE survey_contact_answer (
	contact_id TEXT NOT NULL,
	indicator  TEXT NOT NULL,
	outcome    TEXT NOT NULL, -- yes, average, no, invalid
	PRIMARY KEY (contact_id, indicator)
);

-- SV-70, SV-53: one message per order and occasion, and what the customer replied.
CREATE TABLE survey_message (
	id           TEXT   NOT NULL PRIMARY KEY,
	occasion     TEXT   NOT NULL, -- dispatched, not_finished, finished
	branch_id    TEXT   NOT NULL,
	erp_key      TEXT   NOT NULL,
	order_number TEXT   NOT NULL,
	sent_at      BIGINT NOT NULL,
	state        TEXT   NOT NULL, -- queued, sent, failed
	reply        TEXT, -- the letter
	remark       TEXT, -- what else was said
	reply_at     BIGINT,
	asked_back   BIGINT NOT NULL
);
CREATE INDEX survey_message_sent ON survey_message (sent_at, id);
CREATE INDEX survey_message_order ON survey_message (branch_id, erp_key);

-- X-07
CREATE INDEX survey_task_order_number ON survey_task (order_number, id);
