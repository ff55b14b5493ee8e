-- Facts about this store: store_id, epoch (rises at every restore), created_at.
CREATE TABLE host_meta (
	name  TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL
);

-- The migrations that ran; owner: 'host' or a plugin id. A recorded step never changes (digest of its text).
CREATE TABLE host_migration (
	owner      TEXT   NOT NULL,
	number     BIGINT NOT NULL,
	name       TEXT   NOT NULL,
	digest     TEXT   NOT NULL,
	applied_at BIGINT NOT NULL,
	PRIMARY KEY (owner, number)
);

-- The one row from which events, audit rows and outbox records take their numbers, as the last statements before commit:
-- positions are in commit order on every engine.
CREATE TABLE journal_head (
	id             BIGINT NOT NULL PRIMARY KEY,
	event_position BIGINT NOT NULL,
	audit_position BIGINT NOT NULL,
	audit_digest   TEXT   NOT NULL
);
INSERT INTO journal_head (id, event_position, audit_position, audit_digest) VALUES (1, 0, 0, '');

CREATE TABLE journal_event (
	position       BIGINT NOT NULL PRIMARY KEY,
	id             TEXT   NOT NULL UNIQUE,
	type           TEXT   NOT NULL,
	version        BIGINT NOT NULL,
	producer       TEXT   NOT NULL,
	branch_id      TEXT   NOT NULL,
	business_key   TEXT   NOT NULL,
	correlation_id TEXT   NOT NULL,
	payload        TEXT   NOT NULL,
	occurred_at    BIGINT NOT NULL
);
CREATE INDEX journal_event_type ON journal_event (type, position);

-- A durable cursor: of a subscription over events (kind 'event'), or of a watch over an entity's change_seq ('entity').
CREATE TABLE journal_subscription (
	name         TEXT   NOT NULL PRIMARY KEY,
	owner        TEXT   NOT NULL,
	kind         TEXT   NOT NULL,
	position     BIGINT NOT NULL,
	worker_epoch BIGINT NOT NULL,
	updated_at   BIGINT NOT NULL
);

CREATE TABLE journal_parked (
	subscription    TEXT   NOT NULL,
	position        BIGINT NOT NULL,
	business_key    TEXT   NOT NULL,
	state           TEXT   NOT NULL, -- parked: failed; held: waits behind a parked one of its key; skipped; done
	error_code      TEXT   NOT NULL,
	error_text      TEXT   NOT NULL,
	attempts        BIGINT NOT NULL,
	next_attempt_at BIGINT NOT NULL,
	reason          TEXT,
	PRIMARY KEY (subscription, position)
);
CREATE INDEX journal_parked_open ON journal_parked (subscription, state, business_key, position);

-- Append-only; digest = hash(previous digest + row): a changed or missing row shows.
CREATE TABLE host_audit (
	position       BIGINT NOT NULL PRIMARY KEY,
	occurred_at    BIGINT NOT NULL,
	actor          TEXT   NOT NULL,
	branch_id      TEXT   NOT NULL,
	action         TEXT   NOT NULL,
	subject        TEXT   NOT NULL,
	detail         TEXT   NOT NULL,
	correlation_id TEXT   NOT NULL,
	digest         TEXT   NOT NULL
);
CREATE INDEX host_audit_subject ON host_audit (subject, position);

-- The first answer to a keyed request; a repeat gets it again. Key and user together: nobody reads another's answer.
CREATE TABLE host_idempotency (
	user_id     TEXT   NOT NULL,
	request_key TEXT   NOT NULL,
	operation   TEXT   NOT NULL,
	fingerprint TEXT   NOT NULL,
	status      BIGINT NOT NULL,
	headers     TEXT   NOT NULL,
	body        TEXT   NOT NULL,
	created_at  BIGINT NOT NULL,
	PRIMARY KEY (user_id, request_key)
);
CREATE INDEX host_idempotency_age ON host_idempotency (created_at);

CREATE TABLE host_user (
	id             TEXT   NOT NULL PRIMARY KEY,
	username       TEXT   NOT NULL UNIQUE, -- lower case
	display_name   TEXT   NOT NULL,
	password_hash  TEXT,                   -- Argon2id; NULL until the first password is set
	language       TEXT   NOT NULL,        -- zh, en
	disabled       BIGINT NOT NULL,
	failed_signins BIGINT NOT NULL,
	locked_until   BIGINT NOT NULL,
	version        BIGINT NOT NULL,
	created_at     BIGINT NOT NULL
);
CREATE TABLE host_grant (
	user_id   TEXT NOT NULL,
	role      TEXT NOT NULL,
	branch_id TEXT NOT NULL, -- '*': every branch
	PRIMARY KEY (user_id, role, branch_id)
);
CREATE TABLE host_session (
	token_hash TEXT   NOT NULL PRIMARY KEY,
	user_id    TEXT   NOT NULL,
	csrf_token TEXT   NOT NULL,
	created_at BIGINT NOT NULL,
	expires_at BIGINT NOT NULL
);
CREATE INDEX host_session_user ON host_session (user_id);
-- One-time sign-in links and reset slips.
CREATE TABLE host_link (
	token_hash TEXT   NOT NULL PRIMARY KEY,
	user_id    TEXT   NOT NULL,
	created_at BIGINT NOT NULL,
	expires_at BIGINT NOT NULL,
	used_at    BIGINT
);
CREATE TABLE host_api_token (
	id           TEXT   NOT NULL PRIMARY KEY,
	user_id      TEXT   NOT NULL,
	name         TEXT   NOT NULL,
	token_hash   TEXT   NOT NULL UNIQUE,
	created_at   BIGINT NOT NULL,
	expires_at   BIGINT NOT NULL,
	last_used_at BIGINT
);

-- Settings with an effective date; the newest row on or before a date is in force. Scope: 'host', 'erp', or a plugin id.
CREATE TABLE host_setting (
	scope          TEXT   NOT NULL,
	name           TEXT   NOT NULL,
	effective_from TEXT   NOT NULL, -- local ISO date
	value          TEXT   NOT NULL, -- JSON
	author         TEXT   NOT NULL,
	changed_at     BIGINT NOT NULL,
	PRIMARY KEY (scope, name, effective_from)
);

CREATE TABLE host_job (
	name        TEXT   NOT NULL PRIMARY KEY,
	owner       TEXT   NOT NULL,
	last_run_at BIGINT NOT NULL
);

-- Per entity: where the pull stands. Entity tables themselves (erp_<entity>) are made by sync from the entity schemas.
CREATE TABLE erp_entity (
	entity        TEXT   NOT NULL PRIMARY KEY,
	change_seq    BIGINT NOT NULL, -- the last one given
	position      TEXT   NOT NULL, -- JSON: watermark and tie-break, or the page where a scan stands
	scan_number   BIGINT NOT NULL, -- complete scans and key sweeps so far
	fingerprint   TEXT   NOT NULL, -- of the ERP's catalog, as last accepted
	state         TEXT   NOT NULL, -- new, ok, pulling, paused, failing, away
	error_code    TEXT,
	error_text    TEXT,
	error_params  TEXT,
	rows_live     BIGINT NOT NULL,
	last_begin_at BIGINT,
	last_ok_at    BIGINT,
	last_sweep_at BIGINT
);

-- What the ERP connection as a whole is doing; one row per connection ('pull', 'push').
CREATE TABLE erp_link (
	name       TEXT   NOT NULL PRIMARY KEY,
	state      TEXT   NOT NULL, -- up, away, probing, unknown
	since      BIGINT NOT NULL,
	error_code TEXT,
	error_text TEXT,
	error_params TEXT,
	driver     TEXT
);

-- Records on their way to the ERP. One row per record id; a later version replaces the payload of a waiting one.
CREATE TABLE erp_outbox (
	record_id      TEXT   NOT NULL PRIMARY KEY,
	record_type    TEXT   NOT NULL,
	owner          TEXT   NOT NULL,
	branch_id      TEXT   NOT NULL,
	business_key   TEXT   NOT NULL,
	payload        TEXT   NOT NULL,
	epoch          BIGINT NOT NULL,
	version        BIGINT NOT NULL, -- rises with every put of the same record id
	sequence       BIGINT NOT NULL, -- order within a business key: journal event position space
	state          TEXT   NOT NULL, -- waiting, sending, unknown, confirmed, superseded, refused, dropped, held
	attempts       BIGINT NOT NULL,
	next_attempt_at BIGINT NOT NULL,
	error_code     TEXT,
	error_text     TEXT,
	error_params   TEXT,
	reason         TEXT,
	correlation_id TEXT   NOT NULL,
	created_at     BIGINT NOT NULL,
	updated_at     BIGINT NOT NULL,
	confirmed_at   BIGINT,
	recheck_at     BIGINT            -- when the written values are looked at again (X-06)
);
CREATE INDEX erp_outbox_due ON erp_outbox (state, next_attempt_at);
CREATE INDEX erp_outbox_key ON erp_outbox (business_key, sequence);
CREATE INDEX erp_outbox_recheck ON erp_outbox (recheck_at) WHERE recheck_at IS NOT NULL;

-- Push mode per record type: off, dry_run, hand_list, on. A host starts in dry run.
CREATE TABLE erp_record_type (
	record_type TEXT   NOT NULL PRIMARY KEY,
	mode        TEXT   NOT NULL,
	changed_at  BIGINT NOT NULL,
	changed_by  TEXT   NOT NULL
);

-- Orders to the running sync worker, from the command line or another role.
CREATE TABLE erp_command (
	id          TEXT   NOT NULL PRIMARY KEY,
	command     TEXT   NOT NULL, -- pull, push, sweep, replay
	argument    TEXT   NOT NULL, -- JSON
	state       TEXT   NOT NULL, -- waiting, running, done, failed
	result      TEXT,
	created_at  BIGINT NOT NULL,
	finished_at BIGINT
);
