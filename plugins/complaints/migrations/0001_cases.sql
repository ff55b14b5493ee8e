-- A complaint (CP-01). One without an order of the ERP has kind 'case' and its own id as erp_key.
CREATE TABLE complaints_case (
	id              TEXT   NOT NULL PRIMARY KEY,
	number          TEXT   NOT NULL UNIQUE,
	source          TEXT   NOT NULL, -- phone, counter, visit, online, department, callback, warning
	source_detail   TEXT   NOT NULL, -- which department passed it on
	kind            TEXT   NOT NULL, -- work_order, delivery, sale, case
	branch_id       TEXT   NOT NULL,
	branch_name     TEXT   NOT NULL,
	erp_key         TEXT   NOT NULL,
	order_number    TEXT   NOT NULL,
	product_type    TEXT   NOT NULL,
	brand           TEXT   NOT NULL,
	model           TEXT   NOT NULL,
	store           TEXT   NOT NULL,
	provider        TEXT   NOT NULL,
	provider_name   TEXT   NOT NULL,
	technician      TEXT   NOT NULL,
	technician_name TEXT   NOT NULL,
	customer_name   TEXT   NOT NULL,
	phone           TEXT   NOT NULL,
	phone_key       TEXT   NOT NULL, -- digits only, what numbers are compared by
	address         TEXT   NOT NULL,
	complaint_kind  TEXT   NOT NULL, -- store, logistics, after_sales (CP-03)
	sub_kind        TEXT   NOT NULL, -- quality, workmanship, overcharge, service (CP-04 … CP-07); '' not yet known
	words           TEXT   NOT NULL, -- of the customer
	class           BIGINT NOT NULL, -- 1 … 3 (CP-08)
	class_reason    TEXT   NOT NULL, -- first, repeated, public, media, decided
	department      TEXT   NOT NULL, -- the liable one: store, logistics, after_sales, provider, manufacturer, …
	warning_level   BIGINT NOT NULL, -- 0 none, 1 … 3 (CP-12)
	due_at          BIGINT,          -- the nearest deadline, kept by the sheets
	state           TEXT   NOT NULL, -- open, closed, voided
	step            TEXT   NOT NULL, -- the last step that was done (CP-09)
	round           BIGINT NOT NULL, -- of the handling, from 1
	rework          BIGINT NOT NULL, -- returns to the technician (CP-05)
	cause           TEXT   NOT NULL, -- code (CP-15), '' until found
	owner           TEXT   NOT NULL, -- CP-02; '' while nobody has taken it
	owner_name      TEXT   NOT NULL,
	handler         TEXT   NOT NULL,
	handler_name    TEXT   NOT NULL,
	task            TEXT   NOT NULL, -- call-back task that it came from, or ''
	task_number     TEXT   NOT NULL,
	task_round      BIGINT NOT NULL,
	vip             BIGINT NOT NULL, -- CP-16
	earlier         BIGINT NOT NULL, -- complaints of the same number before this one
	repeats         BIGINT NOT NULL, -- linked complaints that stand (CP-20)
	urgency         BIGINT NOT NULL, -- the smaller, the sooner
	month           TEXT   NOT NULL, -- YYYY-MM of the local date of receipt
	received_at     BIGINT NOT NULL,
	handled_at      BIGINT,          -- waits for the second call-back since
	closed_at       BIGINT,
	next_sequence   BIGINT NOT NULL, -- of the next line of its history
	version         BIGINT NOT NULL
);
CREATE INDEX complaints_case_urgency ON complaints_case (state, urgency, id);
CREATE INDEX complaints_case_received ON complaints_case (state, received_at, id);
CREATE INDEX complaints_case_number ON complaints_case (state, number, id);
CREATE INDEX complaints_case_order ON complaints_case (kind, branch_id, erp_key, received_at);
CREATE INDEX complaints_case_phone ON complaints_case (phone_key, received_at);
CREATE INDEX complaints_case_task ON complaints_case (task);
CREATE INDEX complaints_case_month ON complaints_case (month, cause, branch_id, state);

-- Who did which step when and how, and what else happened to a case; never overwritten.
CREATE TABLE complaints_step (
	case_id    TEXT   NOT NULL,
	sequence   BIGINT NOT NULL,
	round      BIGINT NOT NULL,
	step       TEXT   NOT NULL, -- CP-09; or reopened, voided, class, hand_over, remark, …
	at         BIGINT NOT NULL,
	actor      TEXT   NOT NULL,
	actor_name TEXT   NOT NULL,
	via        TEXT   NOT NULL, -- console, erp, link, paper, callback, program
	what       TEXT   NOT NULL,
	PRIMARY KEY (case_id, sequence)
);

-- Complaints about the same order or number within the period (CP-20); one row each way.
CREATE TABLE complaints_link (
	case_id  TEXT   NOT NULL,
	other_id TEXT   NOT NULL,
	basis    TEXT   NOT NULL, -- order, phone
	PRIMARY KEY (case_id, other_id)
);

-- What a sub-kind asks for and was done (CP-04 … CP-07).
CREATE TABLE complaints_deed (
	case_id    TEXT   NOT NULL,
	sequence   BIGINT NOT NULL, -- of the case's history
	round      BIGINT NOT NULL,
	deed       TEXT   NOT NULL,
	at         BIGINT NOT NULL,
	actor      TEXT   NOT NULL,
	actor_name TEXT   NOT NULL,
	wanted     TEXT   NOT NULL, -- dispatch: inspection, repair, exchange, refund
	person     TEXT   NOT NULL, -- number of a technician or an employee
	person_name TEXT  NOT NULL,
	amount_fen BIGINT,
	what       TEXT   NOT NULL,
	PRIMARY KEY (case_id, sequence)
);

-- Ownership moves only by an offer that the other accepts (CP-02).
CREATE TABLE complaints_hand_over (
	id         TEXT   NOT NULL PRIMARY KEY,
	case_id    TEXT   NOT NULL,
	branch_id  TEXT   NOT NULL,
	from_user  TEXT   NOT NULL,
	from_name  TEXT   NOT NULL,
	to_user    TEXT   NOT NULL, -- '' whoever holds the role
	to_name    TEXT   NOT NULL,
	to_role    TEXT   NOT NULL,
	reason     TEXT   NOT NULL,
	state      TEXT   NOT NULL, -- offered, accepted, declined, withdrawn
	offered_at BIGINT NOT NULL,
	settled_at BIGINT,
	settled_by TEXT   NOT NULL
);
CREATE INDEX complaints_hand_over_case ON complaints_hand_over (case_id, offered_at);
CREATE INDEX complaints_hand_over_open ON complaints_hand_over (state, offered_at, id);

-- Who is told what (CP-08): everybody who holds the role for the branch, or one person.
CREATE TABLE complaints_notice (
	id        TEXT   NOT NULL PRIMARY KEY, -- from what it says: the same is said once
	role      TEXT   NOT NULL,
	user_id   TEXT   NOT NULL, -- '' everybody with the role
	branch_id TEXT   NOT NULL,
	what      TEXT   NOT NULL, -- key of the console's texts
	params    TEXT   NOT NULL, -- JSON
	case_id   TEXT   NOT NULL,
	at        BIGINT NOT NULL
);
CREATE INDEX complaints_notice_at ON complaints_notice (at, id);
CREATE TABLE complaints_notice_read (
	notice_id TEXT   NOT NULL,
	user_id   TEXT   NOT NULL,
	at        BIGINT NOT NULL,
	PRIMARY KEY (notice_id, user_id)
);

-- §5: proposed here, decided elsewhere.
CREATE TABLE complaints_fine_proposal (
	id           TEXT   NOT NULL PRIMARY KEY, -- of the offence and the act
	case_id      TEXT   NOT NULL,
	branch_id    TEXT   NOT NULL,
	offence      TEXT   NOT NULL,
	sum_fen      BIGINT,          -- null: by decision
	liable_kind  TEXT   NOT NULL, -- technician, provider, superior, department
	liable_key   TEXT   NOT NULL,
	liable_name  TEXT   NOT NULL,
	reason       TEXT   NOT NULL,
	evidence     TEXT   NOT NULL, -- JSON
	state        TEXT   NOT NULL, -- proposed, withdrawn
	proposed_at  BIGINT NOT NULL,
	withdrawn_at BIGINT,
	withdrawn_why TEXT  NOT NULL
);
CREATE INDEX complaints_fine_case ON complaints_fine_proposal (case_id, proposed_at);
CREATE INDEX complaints_fine_list ON complaints_fine_proposal (state, proposed_at, id);
CREATE INDEX complaints_fine_liable ON complaints_fine_proposal (liable_kind, liable_key, offence);

-- CP-06: persons who are never to be assigned again.
CREATE TABLE complaints_never_again (
	technician TEXT   NOT NULL PRIMARY KEY,
	name       TEXT   NOT NULL,
	branch_id  TEXT   NOT NULL,
	reason     TEXT   NOT NULL,
	case_id    TEXT   NOT NULL,
	listed_at  BIGINT NOT NULL,
	listed_by  TEXT   NOT NULL,
	lifted_at  BIGINT, -- by decision of the service manager
	lifted_by  TEXT   NOT NULL,
	lifted_why TEXT   NOT NULL
);

-- CP-15: actions against a cause.
CREATE TABLE complaints_action (
	id        TEXT   NOT NULL PRIMARY KEY,
	branch_id TEXT   NOT NULL, -- '*' for all
	cause     TEXT   NOT NULL,
	case_id   TEXT   NOT NULL, -- '' for the cause as such
	type      TEXT   NOT NULL, -- corrective, preventive
	what      TEXT   NOT NULL,
	person    TEXT   NOT NULL,
	due_on    TEXT   NOT NULL,
	state     TEXT   NOT NULL, -- open, done, checked
	done_on   TEXT,
	effect    TEXT   NOT NULL,
	version   BIGINT NOT NULL,
	created_at BIGINT NOT NULL
);
CREATE INDEX complaints_action_due ON complaints_action (state, due_on, id);
CREATE INDEX complaints_action_case ON complaints_action (case_id);
CREATE INDEX complaints_action_cause ON complaints_action (cause, due_on);

-- CP-15: 8D report; CP-08: the case written up and shared.
CREATE TABLE complaints_document (
	case_id   TEXT   NOT NULL,
	type      TEXT   NOT NULL, -- report8d, write_up
	content   TEXT   NOT NULL, -- JSON
	author    TEXT   NOT NULL,
	author_name TEXT NOT NULL,
	at        BIGINT NOT NULL,
	shared_at BIGINT,
	version   BIGINT NOT NULL,
	PRIMARY KEY (case_id, type)
);
CREATE INDEX complaints_document_shared ON complaints_document (type, shared_at);

-- CP-19: every look behind the mask.
CREATE TABLE complaints_look (
	id        TEXT   NOT NULL PRIMARY KEY,
	case_id   TEXT   NOT NULL,
	branch_id TEXT   NOT NULL,
	at        BIGINT NOT NULL,
	user_id   TEXT   NOT NULL,
	user_name TEXT   NOT NULL,
	reason    TEXT   NOT NULL
);
CREATE INDEX complaints_look_at ON complaints_look (at, id);
CREATE INDEX complaints_look_case ON complaints_look (case_id, at);

-- CP-16: customers with a named contact and care contacts.
CREATE TABLE complaints_customer (
	id           TEXT   NOT NULL PRIMARY KEY, -- hash of the number: names the customer where the number must not stand
	phone_key    TEXT   NOT NULL,
	phone        TEXT   NOT NULL,
	name         TEXT   NOT NULL,
	branch_id    TEXT   NOT NULL,
	vip          BIGINT NOT NULL,
	contact      TEXT   NOT NULL, -- account of the named contact
	contact_name TEXT   NOT NULL,
	care_days    BIGINT NOT NULL, -- between two care contacts; 0: none
	next_care_on TEXT   NOT NULL, -- '' none
	note         TEXT   NOT NULL,
	version      BIGINT NOT NULL
);
CREATE INDEX complaints_customer_care ON complaints_customer (next_care_on, id);
CREATE TABLE complaints_care (
	customer_id TEXT   NOT NULL,
	at          BIGINT NOT NULL,
	actor       TEXT   NOT NULL,
	actor_name  TEXT   NOT NULL,
	what        TEXT   NOT NULL,
	PRIMARY KEY (customer_id, at, actor)
);

-- Orders of the ERP by number and telephone: the ERP's copies have no index on them.
CREATE TABLE complaints_order (
	kind      TEXT   NOT NULL,
	branch_id TEXT   NOT NULL,
	erp_key   TEXT   NOT NULL,
	number    TEXT   NOT NULL,
	phone_key TEXT   NOT NULL,
	at        BIGINT NOT NULL,
	PRIMARY KEY (kind, branch_id, erp_key)
);
CREATE INDEX complaints_order_number ON complaints_order (number);
CREATE INDEX complaints_order_phone ON complaints_order (phone_key, at);

-- What call-backs found about an order.
CREATE TABLE complaints_finding (
	id         TEXT   NOT NULL PRIMARY KEY,
	kind       TEXT   NOT NULL,
	branch_id  TEXT   NOT NULL,
	erp_key    TEXT   NOT NULL,
	finding    TEXT   NOT NULL,
	question   TEXT   NOT NULL,
	said       TEXT   NOT NULL,
	amount_fen BIGINT,
	task       TEXT   NOT NULL,
	at         BIGINT NOT NULL
);
CREATE INDEX complaints_finding_order ON complaints_finding (kind, branch_id, erp_key, at);

CREATE TABLE complaints_attachment (
	id         TEXT   NOT NULL PRIMARY KEY,
	case_id    TEXT   NOT NULL,
	file_id    TEXT   NOT NULL, -- of the host's files
	file_name  TEXT   NOT NULL,
	media_type TEXT   NOT NULL,
	bytes      BIGINT NOT NULL,
	at         BIGINT NOT NULL,
	actor      TEXT   NOT NULL,
	actor_name TEXT   NOT NULL,
	removed_at BIGINT
);
CREATE INDEX complaints_attachment_case ON complaints_attachment (case_id, at);

CREATE TABLE complaints_counter (
	series    TEXT   NOT NULL, -- TS cases, LLD contact sheets
	branch_id TEXT   NOT NULL,
	day       TEXT   NOT NULL,
	last      BIGINT NOT NULL,
	PRIMARY KEY (series, branch_id, day)
);

-- For other plugins.
CREATE VIEW complaints_v_case AS
SELECT id AS case_id, number, kind, branch_id, erp_key, order_number, state, class, step, received_at AS opened_at, closed_at
FROM complaints_case;

CREATE VIEW complaints_v_followup AS
SELECT id AS case_id, number, kind, branch_id, erp_key, order_number, handled_at, round, customer_name, phone
FROM complaints_case WHERE state = 'open' AND step = 'prevention';
