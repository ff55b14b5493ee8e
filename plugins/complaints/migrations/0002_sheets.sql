-- Contact sheets (CP-14). An instant that is not known yet is 9007199254740991 where lists are sorted by it.
CREATE TABLE complaints_sheet (
	id               TEXT   NOT NULL PRIMARY KEY,
	number           TEXT   NOT NULL UNIQUE,
	case_id          TEXT   NOT NULL,
	case_number      TEXT   NOT NULL,
	kind             TEXT   NOT NULL,
	branch_id        TEXT   NOT NULL,
	branch_name      TEXT   NOT NULL,
	erp_key          TEXT   NOT NULL,
	order_number     TEXT   NOT NULL,
	product          TEXT   NOT NULL, -- type, brand, model: what the branch needs to know
	department       TEXT   NOT NULL, -- after_sales, logistics, store
	problem          TEXT   NOT NULL, -- in the customer's words
	state            TEXT   NOT NULL, -- draft, sent, answered, returned, accepted, archived, withdrawn
	round            BIGINT NOT NULL, -- raised by every return
	created_at       BIGINT NOT NULL,
	created_by_name  TEXT   NOT NULL,
	signed_at        BIGINT,
	signed_by_name   TEXT   NOT NULL,
	sent_at          BIGINT,
	due_at           BIGINT NOT NULL,
	due_provisional  BIGINT NOT NULL,
	answered_at      BIGINT,
	answered_by_name TEXT   NOT NULL,
	via              TEXT   NOT NULL, -- console, erp, link, paper
	late             BIGINT NOT NULL,
	result           TEXT   NOT NULL,
	measure          TEXT   NOT NULL,
	withdrawn_reason TEXT   NOT NULL,
	version          BIGINT NOT NULL
);
CREATE INDEX complaints_sheet_due ON complaints_sheet (state, due_at, id);
CREATE INDEX complaints_sheet_created ON complaints_sheet (state, created_at, id);
CREATE INDEX complaints_sheet_number ON complaints_sheet (state, number, id);
-- In every state.
CREATE INDEX complaints_sheet_all_due ON complaints_sheet (due_at, id);
CREATE INDEX complaints_sheet_all_created ON complaints_sheet (created_at, id);
CREATE INDEX complaints_sheet_case ON complaints_sheet (case_id, created_at);

-- Every answer that was given; never overwritten. The first of a round stands, later ones are kept as remarks.
CREATE TABLE complaints_sheet_answer (
	id          TEXT   NOT NULL PRIMARY KEY,
	sheet_id    TEXT   NOT NULL,
	round       BIGINT NOT NULL,
	at          BIGINT NOT NULL, -- when the branch answered
	entered_at  BIGINT NOT NULL, -- when it was entered here
	by_name     TEXT   NOT NULL,
	via         TEXT   NOT NULL,
	result      TEXT   NOT NULL,
	measure     TEXT   NOT NULL,
	facts       TEXT   NOT NULL,
	cause       TEXT   NOT NULL,
	solution    TEXT   NOT NULL,
	carried_out TEXT   NOT NULL,
	stands      BIGINT NOT NULL,
	late        BIGINT NOT NULL
);
CREATE INDEX complaints_sheet_answer_sheet ON complaints_sheet_answer (sheet_id, entered_at, stands DESC, id);
-- Two offices at once: the store itself lets one stand.
CREATE UNIQUE INDEX complaints_sheet_answer_stands ON complaints_sheet_answer (sheet_id, round) WHERE stands = 1;

CREATE TABLE complaints_sheet_file (
	answer_id  TEXT   NOT NULL,
	sequence   BIGINT NOT NULL,
	sheet_id   TEXT   NOT NULL,
	file_id    TEXT   NOT NULL, -- of the host's files
	file_name  TEXT   NOT NULL,
	media_type TEXT   NOT NULL,
	PRIMARY KEY (answer_id, sequence)
);
CREATE INDEX complaints_sheet_file_sheet ON complaints_sheet_file (sheet_id, answer_id, sequence);

CREATE TABLE complaints_sheet_history (
	sheet_id TEXT   NOT NULL,
	version  BIGINT NOT NULL, -- of the sheet after it
	at       BIGINT NOT NULL,
	what     TEXT   NOT NULL, -- created, edited, sent, answered, returned, accepted, archived, withdrawn
	by_name  TEXT   NOT NULL,
	note     TEXT   NOT NULL,
	PRIMARY KEY (sheet_id, version)
);

-- Links and QR codes of a sheet: only the token's hash is kept, so that a copy of the store opens no sheet.
CREATE TABLE complaints_sheet_link (
	token_hash TEXT   NOT NULL PRIMARY KEY,
	sheet_id   TEXT   NOT NULL,
	issued_at  BIGINT NOT NULL,
	issued_by  TEXT   NOT NULL,
	expires_at BIGINT NOT NULL,
	revoked_at BIGINT
);
CREATE INDEX complaints_sheet_link_sheet ON complaints_sheet_link (sheet_id, issued_at);

-- What is watched (CP-11, CP-18). due_at and next_at follow from the other columns, the calendar and the pauses; they
-- are computed again whenever one of those changes.
CREATE TABLE complaints_clock (
	id              TEXT   NOT NULL PRIMARY KEY, -- derived from what it watches
	clock           TEXT   NOT NULL,
	subject         TEXT   NOT NULL, -- case, sheet, notice, order
	case_id         TEXT   NOT NULL,
	case_number     TEXT   NOT NULL,
	sheet_id        TEXT   NOT NULL,
	kind            TEXT   NOT NULL,
	branch_id       TEXT   NOT NULL,
	branch_name     TEXT   NOT NULL,
	erp_key         TEXT   NOT NULL,
	order_number    TEXT   NOT NULL,
	person_kind     TEXT   NOT NULL, -- technician, provider, superior, department
	person_key      TEXT   NOT NULL,
	person_name     TEXT   NOT NULL,
	started_at      BIGINT NOT NULL,
	unit            TEXT   NOT NULL, -- of the target; '' until an agreed instant, or by hand
	count           BIGINT NOT NULL,
	until_at        BIGINT,
	lead1           BIGINT NOT NULL,
	lead2           BIGINT NOT NULL,
	lead3           BIGINT NOT NULL,
	offence         TEXT   NOT NULL, -- of §5 that a miss is; '' none
	calendar        TEXT   NOT NULL, -- version with which due_at was computed
	due_at          BIGINT NOT NULL,
	due_provisional BIGINT NOT NULL,
	next_at         BIGINT NOT NULL, -- when it must be looked at
	level           BIGINT NOT NULL, -- the highest warning raised
	state           TEXT   NOT NULL, -- running, paused, done, void
	paused_by       TEXT   NOT NULL,
	paused_since    BIGINT,
	done_at         BIGINT,
	basis           TEXT   NOT NULL, -- event, typed, '' unknown: of the field that ends it
	late            BIGINT NOT NULL,
	proposal        TEXT   NOT NULL, -- none, waiting, proposed, withdrawn, in_time
	version         BIGINT NOT NULL
);
CREATE INDEX complaints_clock_due ON complaints_clock (state, due_at, id);
CREATE INDEX complaints_clock_started ON complaints_clock (state, started_at, id);
CREATE INDEX complaints_clock_next ON complaints_clock (state, next_at);
CREATE INDEX complaints_clock_order ON complaints_clock (kind, branch_id, erp_key, clock);
CREATE INDEX complaints_clock_case ON complaints_clock (case_id, state, due_at);
CREATE INDEX complaints_clock_sheet ON complaints_clock (sheet_id, started_at);
CREATE INDEX complaints_clock_board ON complaints_clock (state, clock, branch_id, level, late, due_at);
CREATE INDEX complaints_clock_calendar ON complaints_clock (state, calendar);

-- A pause stops a clock visibly, with its reason (CP-12).
CREATE TABLE complaints_pause (
	clock_id TEXT   NOT NULL,
	from_at  BIGINT NOT NULL,
	to_at    BIGINT,
	reason   TEXT   NOT NULL,
	note     TEXT   NOT NULL,
	by_name  TEXT   NOT NULL,
	PRIMARY KEY (clock_id, from_at)
);

-- Each level of each clock once, whatever is started again when (CP-12).
CREATE TABLE complaints_warning (
	id        TEXT   NOT NULL, -- of clock and level: what a page of the list goes on from
	clock_id  TEXT   NOT NULL,
	level     BIGINT NOT NULL,
	at        BIGINT NOT NULL,
	due_at    BIGINT NOT NULL,
	branch_id TEXT   NOT NULL,
	PRIMARY KEY (clock_id, level)
);
CREATE INDEX complaints_warning_at ON complaints_warning (at, id);

-- What customers confirmed about a clock of their order (CP-18); it may come before the ERP's own time.
CREATE TABLE complaints_confirmation (
	kind      TEXT   NOT NULL,
	branch_id TEXT   NOT NULL,
	erp_key   TEXT   NOT NULL,
	clock     TEXT   NOT NULL,
	in_time   BIGINT NOT NULL,
	task      TEXT   NOT NULL,
	at        BIGINT NOT NULL,
	PRIMARY KEY (kind, branch_id, erp_key, clock)
);

-- Orders that wait (CP-17), by the instant since which they do.
CREATE TABLE complaints_overdue (
	id           TEXT   NOT NULL PRIMARY KEY,
	kind         TEXT   NOT NULL,
	branch_id    TEXT   NOT NULL,
	branch_name  TEXT   NOT NULL,
	erp_key      TEXT   NOT NULL,
	order_number TEXT   NOT NULL,
	since_at     BIGINT NOT NULL,
	state        TEXT   NOT NULL, -- open, closed
	next_at      BIGINT NOT NULL, -- when the next remedy falls due
	closed_at    BIGINT
);
CREATE INDEX complaints_overdue_since ON complaints_overdue (state, since_at, id);
CREATE INDEX complaints_overdue_next ON complaints_overdue (state, next_at);

CREATE TABLE complaints_remedy (
	id              TEXT   NOT NULL PRIMARY KEY,
	overdue_id      TEXT   NOT NULL,
	remedy          TEXT   NOT NULL, -- compensation, exchange
	state           TEXT   NOT NULL, -- proposed, approved, declined
	sum_fen         BIGINT,
	kind            TEXT   NOT NULL,
	branch_id       TEXT   NOT NULL,
	branch_name     TEXT   NOT NULL,
	erp_key         TEXT   NOT NULL,
	order_number    TEXT   NOT NULL,
	hours           BIGINT NOT NULL, -- that the customer had waited
	proposed_at     BIGINT NOT NULL,
	decided_at      BIGINT,
	decided_by_name TEXT   NOT NULL,
	reason          TEXT   NOT NULL,
	version         BIGINT NOT NULL
);
CREATE INDEX complaints_remedy_list ON complaints_remedy (state, proposed_at, id);
CREATE UNIQUE INDEX complaints_remedy_overdue ON complaints_remedy (overdue_id, remedy);

-- Where long work stands: the end of the last outage whose pauses were applied, the go-live date.
CREATE TABLE complaints_mark (
	name  TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL
);
