-- What later rules need to know about an order at the time of the call.
ALTER TABLE survey_task ADD COLUMN customer_kind TEXT NOT NULL DEFAULT '';
ALTER TABLE survey_task ADD COLUMN performed_by TEXT NOT NULL DEFAULT ''; -- own, outsourced, manufacturer, partner (SV-61)
ALTER TABLE survey_task ADD COLUMN service_mode TEXT NOT NULL DEFAULT '';

-- A round after the first belongs to the handling of a case (SV-04).
ALTER TABLE survey_round ADD COLUMN due_on TEXT;
ALTER TABLE survey_round ADD COLUMN case_id TEXT;
ALTER TABLE survey_round ADD COLUMN case_number TEXT;
ALTER TABLE survey_round ADD COLUMN case_round BIGINT; -- of the handling
ALTER TABLE survey_round ADD COLUMN handled_at BIGINT;
ALTER TABLE survey_round ADD COLUMN answer TEXT; -- what the branch answered
ALTER TABLE survey_round ADD COLUMN own_case BIGINT NOT NULL DEFAULT 0; -- 1: the case came from this task's contact sheet
ALTER TABLE survey_round ADD COLUMN withdrawn_at BIGINT; -- a correction took away what it was opened for
CREATE INDEX survey_round_case ON survey_round (case_id);

-- A correction (SV-15) is an attempt of its own. What it corrects stays as it was, but for its disposition, which becomes
-- 'corrected' and moves to `was`: so that whoever looks for what stands need not know of corrections.
ALTER TABLE survey_attempt ADD COLUMN channel TEXT NOT NULL DEFAULT 'phone';
ALTER TABLE survey_attempt ADD COLUMN recorded_at BIGINT; -- null: at the time of the call
ALTER TABLE survey_attempt ADD COLUMN questionnaire TEXT;
ALTER TABLE survey_attempt ADD COLUMN questionnaire_version BIGINT;
ALTER TABLE survey_attempt ADD COLUMN corrects BIGINT;
ALTER TABLE survey_attempt ADD COLUMN root BIGINT; -- the first attempt of a chain of corrections; null: this one
ALTER TABLE survey_attempt ADD COLUMN reason TEXT;
ALTER TABLE survey_attempt ADD COLUMN was TEXT;

-- What an attempt showed beyond its level, as it was judged when it was recorded.
CREATE TABLE survey_effect (
	task_id    TEXT   NOT NULL,
	round      BIGINT NOT NULL,
	attempt    BIGINT NOT NULL,
	sequence   BIGINT NOT NULL,
	source     TEXT   NOT NULL, -- answers, onsite, disposition
	what       TEXT   NOT NULL, -- fact, violation, finding, clock, visit
	key        TEXT   NOT NULL, -- indicator, offence, finding, clock, reason of the visit
	value      TEXT   NOT NULL, -- class of a fact; who is liable; yes or no of a clock
	question   TEXT   NOT NULL,
	text       TEXT   NOT NULL,
	amount_fen BIGINT,
	due_on     TEXT   NOT NULL,
	PRIMARY KEY (task_id, round, attempt, sequence)
);

-- SV-20…24: what the clerk checked and found when the technician phoned in.
CREATE TABLE survey_onsite_call (
	task_id            TEXT   NOT NULL,
	round              BIGINT NOT NULL,
	attempt            BIGINT NOT NULL,
	caller_number      TEXT   NOT NULL,
	caller_is_customer BIGINT NOT NULL,
	name_result        TEXT   NOT NULL, -- match, mismatch
	name_said          TEXT   NOT NULL,
	phone_result       TEXT   NOT NULL,
	phone_said         TEXT   NOT NULL,
	brand_result       TEXT   NOT NULL,
	brand_said         TEXT   NOT NULL,
	courtesy           BIGINT NOT NULL,
	conduct_found      TEXT,
	conduct_outcome    TEXT,
	conduct_offence    TEXT,
	notice_due_on      TEXT,
	PRIMARY KEY (task_id, round, attempt)
);

-- SV-14: the ERP's work orders by the last digits of the customer's telephone numbers, also those that are still open.
CREATE TABLE survey_order_tail (
	branch_id TEXT   NOT NULL,
	erp_key   TEXT   NOT NULL,
	last4     TEXT   NOT NULL,
	touched_at BIGINT NOT NULL, -- ms: finished, else last seen changed
	PRIMARY KEY (branch_id, erp_key, last4)
);
CREATE INDEX survey_order_tail_last4 ON survey_order_tail (last4, touched_at);
CREATE INDEX survey_order_tail_touched ON survey_order_tail (touched_at);

-- SV-21: finished work that needs an on-site call.
CREATE TABLE survey_onsite_expected (
	branch_id TEXT   NOT NULL,
	erp_key   TEXT   NOT NULL,
	due_at    BIGINT NOT NULL,
	state     TEXT   NOT NULL, -- waiting, met, missed
	PRIMARY KEY (branch_id, erp_key)
);
CREATE INDEX survey_onsite_expected_due ON survey_onsite_expected (state, due_at);

-- What call-backs propose as fines; fees decides. One row per offence of one order's work.
CREATE TABLE survey_fine_proposal (
	id               TEXT   NOT NULL PRIMARY KEY,
	task_id          TEXT, -- null: the order was never called back
	kind             TEXT   NOT NULL,
	branch_id        TEXT   NOT NULL,
	erp_key          TEXT   NOT NULL,
	order_number     TEXT   NOT NULL,
	offence          TEXT   NOT NULL,
	sum_fen          BIGINT,
	liable_kind      TEXT   NOT NULL,
	liable_key       TEXT   NOT NULL,
	liable_name      TEXT   NOT NULL,
	reason           TEXT   NOT NULL,
	notice_due_on    TEXT,
	origin           TEXT   NOT NULL, -- answers: follows what stands; clock: the job of SV-21
	state            TEXT   NOT NULL, -- proposed, withdrawn
	proposed_at      BIGINT NOT NULL,
	withdrawn_at     BIGINT,
	withdrawn_reason TEXT
);
CREATE INDEX survey_fine_proposal_order ON survey_fine_proposal (kind, branch_id, erp_key);
CREATE INDEX survey_fine_proposal_list ON survey_fine_proposal (proposed_at, id);

-- SV-58, per order.
CREATE TABLE survey_bonus (
	task_id TEXT   NOT NULL PRIMARY KEY,
	level   TEXT   NOT NULL,
	sum_fen BIGINT NOT NULL,
	state   TEXT   NOT NULL, -- earned, withdrawn
	at      BIGINT NOT NULL
);

-- SV-61: call-backs about work that manufacturers and partners did, for purchasing.
CREATE TABLE survey_passed_on (
	task_id      TEXT   NOT NULL PRIMARY KEY,
	performed_by TEXT   NOT NULL,
	at           BIGINT NOT NULL
);
CREATE INDEX survey_passed_on_at ON survey_passed_on (at, task_id);
