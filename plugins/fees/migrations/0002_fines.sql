-- FE-20: a proposal, what it was checked and decided to be. Its money stands in fees_fine_entry.
CREATE TABLE fees_fine (
	id           TEXT   NOT NULL PRIMARY KEY,
	number       TEXT   NOT NULL UNIQUE,
	source       TEXT   NOT NULL, -- survey, complaints, inspection, card
	proposal     TEXT   NOT NULL, -- id of the plugin that proposed it; by hand its own id
	generation   BIGINT NOT NULL, -- a proposal that was withdrawn and made again is another fine
	branch_id    TEXT   NOT NULL,
	branch_name  TEXT   NOT NULL,
	kind         TEXT   NOT NULL, -- of the order, or ''
	erp_key      TEXT   NOT NULL,
	order_number TEXT   NOT NULL,
	case_id      TEXT   NOT NULL,
	case_number  TEXT   NOT NULL,
	offence      TEXT   NOT NULL, -- '' in no table
	canonical    TEXT   NOT NULL, -- one name for the offence in both tables: repetitions count by it
	act          TEXT   NOT NULL, -- of one act the highest counts
	liable_kind  TEXT   NOT NULL,
	liable_key   TEXT   NOT NULL,
	liable_name  TEXT   NOT NULL,
	reason       TEXT   NOT NULL,
	evidence     TEXT   NOT NULL, -- JSON
	class        BIGINT NOT NULL, -- of the complaint, 0 none
	proposed_fen BIGINT,
	sum_fen      BIGINT,          -- as checked; null until then
	repetition   BIGINT NOT NULL,
	dismissal    BIGINT NOT NULL, -- 1: dismissal is proposed, nothing more
	notice_due_on TEXT  NOT NULL, -- '' none
	state        TEXT   NOT NULL, -- proposed, checked, final, outweighed, waived, withdrawn, voided
	act_at       BIGINT NOT NULL,
	proposed_at  BIGINT NOT NULL,
	proposed_by  TEXT   NOT NULL, -- '' another plugin
	proposed_name TEXT  NOT NULL,
	checked_at   BIGINT,
	checked_by   TEXT   NOT NULL,
	checked_name TEXT   NOT NULL,
	decided_at   BIGINT,
	decided_by   TEXT   NOT NULL,
	decided_name TEXT   NOT NULL,
	decided_why  TEXT   NOT NULL,
	month        TEXT   NOT NULL, -- of the decision, '' before
	entries      BIGINT NOT NULL, -- lines of fees_fine_entry so far
	version      BIGINT NOT NULL
);
CREATE UNIQUE INDEX fees_fine_proposal ON fees_fine (source, proposal, generation);
CREATE INDEX fees_fine_state ON fees_fine (state, proposed_at, id);
CREATE INDEX fees_fine_all ON fees_fine (proposed_at, id);
CREATE INDEX fees_fine_act ON fees_fine (act, liable_kind, liable_key);
CREATE INDEX fees_fine_liable ON fees_fine (liable_key, canonical, state, decided_at);
CREATE INDEX fees_fine_order ON fees_fine (kind, branch_id, erp_key, proposed_at);
CREATE INDEX fees_fine_case ON fees_fine (case_id, proposed_at);
CREATE INDEX fees_fine_month ON fees_fine (month, branch_id, state);
CREATE INDEX fees_fine_dismissal ON fees_fine (dismissal, proposed_at, id);

-- Who pays which part.
CREATE TABLE fees_fine_share (
	fine_id  TEXT   NOT NULL,
	line     BIGINT NOT NULL,
	kind     TEXT   NOT NULL,
	key      TEXT   NOT NULL,
	name     TEXT   NOT NULL,
	parts    BIGINT NOT NULL,
	payee    TEXT   NOT NULL, -- hr: own staff; provider
	provider TEXT   NOT NULL, -- who settles for an outsourced technician
	provider_name TEXT NOT NULL,
	PRIMARY KEY (fine_id, line)
);

-- Money of fines: what is decided, and counter-entries. No row is ever changed or deleted.
CREATE TABLE fees_fine_entry (
	id       TEXT   NOT NULL PRIMARY KEY,
	fine_id  TEXT   NOT NULL,
	sequence BIGINT NOT NULL,
	line     BIGINT NOT NULL, -- of the share
	sum_fen  BIGINT NOT NULL, -- > 0 imposed, < 0 taken back
	why      TEXT   NOT NULL, -- final, outweighed, reinstated, voided
	payee    TEXT   NOT NULL,
	person   TEXT   NOT NULL,
	person_name TEXT NOT NULL,
	month    TEXT   NOT NULL,
	at       BIGINT NOT NULL,
	who      TEXT   NOT NULL,
	who_name TEXT   NOT NULL
);
CREATE UNIQUE INDEX fees_fine_entry_fine ON fees_fine_entry (fine_id, sequence, line);

-- §5: the service manager's choice between the tables.
CREATE TABLE fees_offence_choice (
	id         TEXT   NOT NULL PRIMARY KEY,
	at         BIGINT NOT NULL,
	who        TEXT   NOT NULL,
	who_name   TEXT   NOT NULL,
	valid_from TEXT   NOT NULL,
	choices    TEXT   NOT NULL -- JSON {code of table A: "A" or "B"}
);
CREATE INDEX fees_offence_choice_from ON fees_offence_choice (valid_from, at);

-- FE-21: a fine's notice to a provider.
CREATE TABLE fees_notice (
	id            TEXT   NOT NULL PRIMARY KEY,
	number        TEXT   NOT NULL UNIQUE,
	fine_id       TEXT   NOT NULL,
	line          BIGINT NOT NULL, -- of the share
	branch_id     TEXT   NOT NULL,
	provider      TEXT   NOT NULL,
	provider_name TEXT   NOT NULL,
	person        TEXT   NOT NULL, -- name of whose fault it was
	order_number  TEXT   NOT NULL,
	offence       TEXT   NOT NULL,
	reason        TEXT   NOT NULL,
	sum_fen       BIGINT NOT NULL,
	issued_at     BIGINT NOT NULL,
	confirm_by    TEXT   NOT NULL, -- date
	confirmed_on  TEXT   NOT NULL, -- '' not yet
	confirmed_by  TEXT   NOT NULL,
	month         TEXT   NOT NULL,
	pay_by        TEXT   NOT NULL, -- date
	state         TEXT   NOT NULL, -- open, paid, offset, void
	paid_on       TEXT   NOT NULL,
	receipt       TEXT   NOT NULL,
	payment_id    TEXT   NOT NULL,
	dunning       BIGINT NOT NULL, -- level, 0 none
	version       BIGINT NOT NULL
);
CREATE INDEX fees_notice_issued ON fees_notice (issued_at, id);
CREATE INDEX fees_notice_state ON fees_notice (state, issued_at, id);
CREATE INDEX fees_notice_due ON fees_notice (state, pay_by, id);
CREATE INDEX fees_notice_provider ON fees_notice (branch_id, provider, month, state);
CREATE INDEX fees_notice_months ON fees_notice (month, provider, branch_id);
CREATE INDEX fees_notice_unconfirmed ON fees_notice (confirmed_on, state, issued_at, id);
CREATE INDEX fees_notice_paid ON fees_notice (payment_id, issued_at, id);
CREATE INDEX fees_notice_fine ON fees_notice (fine_id);
CREATE TABLE fees_notice_payment (
	id        TEXT   NOT NULL PRIMARY KEY,
	number    TEXT   NOT NULL UNIQUE,
	branch_id TEXT   NOT NULL,
	provider  TEXT   NOT NULL,
	month     TEXT   NOT NULL,
	sum_fen   BIGINT NOT NULL,
	paid_on   TEXT   NOT NULL,
	receipt   TEXT   NOT NULL,
	at        BIGINT NOT NULL,
	who       TEXT   NOT NULL,
	who_name  TEXT   NOT NULL
);
CREATE TABLE fees_notice_dunning (
	notice_id    TEXT   NOT NULL,
	level        BIGINT NOT NULL,
	at           BIGINT NOT NULL,
	overdue_days BIGINT NOT NULL,
	PRIMARY KEY (notice_id, level)
);
CREATE INDEX fees_notice_dunning_at ON fees_notice_dunning (at, notice_id, level);

-- FE-22: what goes to HR. A line is never changed or deleted; what comes after the close is a line of a later month.
CREATE TABLE fees_hr_line (
	id           TEXT   NOT NULL PRIMARY KEY,
	branch_id    TEXT   NOT NULL,
	month        TEXT   NOT NULL,
	person       TEXT   NOT NULL,
	person_name  TEXT   NOT NULL,
	kind         TEXT   NOT NULL, -- fine, reward, bonus, charge, commission
	ref          TEXT   NOT NULL,
	number       TEXT   NOT NULL,
	order_number TEXT   NOT NULL,
	text         TEXT   NOT NULL,
	sum_fen      BIGINT NOT NULL, -- < 0: taken from the wage
	at           BIGINT NOT NULL,
	origin       TEXT   NOT NULL  -- month that it belongs to, where that was closed already; or ''
);
CREATE INDEX fees_hr_line_month ON fees_hr_line (branch_id, month, at, id);
CREATE INDEX fees_hr_line_person ON fees_hr_line (branch_id, month, person, kind);
CREATE INDEX fees_hr_line_book ON fees_hr_line (month, branch_id, person);
CREATE INDEX fees_hr_line_ref ON fees_hr_line (ref);
CREATE TABLE fees_hr_month (
	branch_id TEXT   NOT NULL,
	month     TEXT   NOT NULL,
	state     TEXT   NOT NULL, -- open, closed
	lines     BIGINT NOT NULL,
	sum_fen   BIGINT NOT NULL,
	closed_at BIGINT,
	closed_by TEXT   NOT NULL,
	closed_name TEXT NOT NULL,
	version   BIGINT NOT NULL,
	PRIMARY KEY (branch_id, month)
);
CREATE INDEX fees_hr_month_list ON fees_hr_month (month, branch_id);

-- What others told of that ends on HR's list or in a settlement: earned bonuses, charges for tools and parts.
CREATE TABLE fees_item (
	what       TEXT   NOT NULL, -- bonus, charge
	id         TEXT   NOT NULL, -- of the task or charge
	state      TEXT   NOT NULL, -- given, withdrawn
	times      BIGINT NOT NULL, -- how often it was given or withdrawn
	sum_fen    BIGINT NOT NULL, -- signed as on the list
	branch_id  TEXT   NOT NULL,
	payee      TEXT   NOT NULL, -- hr, provider
	person     TEXT   NOT NULL,
	person_name TEXT  NOT NULL,
	order_number TEXT NOT NULL,
	text       TEXT   NOT NULL,
	PRIMARY KEY (what, id)
);

-- What a provider's next settlement pays or takes besides its orders.
CREATE TABLE fees_offset (
	id            TEXT   NOT NULL PRIMARY KEY,
	branch_id     TEXT   NOT NULL,
	payee         TEXT   NOT NULL,
	payee_name    TEXT   NOT NULL,
	type          TEXT   NOT NULL, -- fine, fine_back, charge, charge_back, bonus, bonus_back, take_back, carried
	ref           TEXT   NOT NULL,
	order_number  TEXT   NOT NULL,
	text          TEXT   NOT NULL,
	sum_fen       BIGINT NOT NULL, -- signed
	at            BIGINT NOT NULL,
	month         TEXT   NOT NULL,
	state         TEXT   NOT NULL, -- open, taken (in a settlement that is not paid yet), settled, cash, void
	settlement_id TEXT   NOT NULL
);
CREATE INDEX fees_offset_open ON fees_offset (branch_id, payee, state, month, at, id);
CREATE INDEX fees_offset_settlement ON fees_offset (settlement_id);
CREATE INDEX fees_offset_ref ON fees_offset (ref);

-- FE-50, §5.3.
CREATE TABLE fees_reward (
	id          TEXT   NOT NULL PRIMARY KEY,
	number      TEXT   NOT NULL UNIQUE,
	branch_id   TEXT   NOT NULL,
	branch_name TEXT   NOT NULL,
	code        TEXT   NOT NULL,
	person      TEXT   NOT NULL,
	person_name TEXT   NOT NULL,
	sum_fen     BIGINT NOT NULL,
	month       TEXT   NOT NULL,
	reason      TEXT   NOT NULL,
	state       TEXT   NOT NULL, -- proposed, stated, approved, refused
	statement   TEXT   NOT NULL,
	proposed_at BIGINT NOT NULL,
	proposed_by TEXT   NOT NULL,
	proposed_name TEXT NOT NULL,
	stated_at   BIGINT,
	stated_by   TEXT   NOT NULL,
	stated_name TEXT   NOT NULL,
	decided_at  BIGINT,
	decided_by  TEXT   NOT NULL,
	decided_name TEXT  NOT NULL,
	why         TEXT   NOT NULL,
	version     BIGINT NOT NULL
);
CREATE INDEX fees_reward_state ON fees_reward (state, proposed_at, id);
CREATE INDEX fees_reward_all ON fees_reward (proposed_at, id);
CREATE INDEX fees_reward_person ON fees_reward (person, code, month);
CREATE INDEX fees_reward_month ON fees_reward (branch_id, month, state);
