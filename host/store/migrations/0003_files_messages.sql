-- Files that plugins keep: a row per file; the bytes lie once per content in <data>/files/<two digits>/<sha256>, there
-- before the row that names them.
CREATE TABLE host_file (
	id         TEXT   NOT NULL PRIMARY KEY,
	owner      TEXT   NOT NULL, -- plugin id
	sha256     TEXT   NOT NULL,
	media_type TEXT   NOT NULL,
	bytes      BIGINT NOT NULL,
	created_at BIGINT NOT NULL
);
CREATE INDEX host_file_content ON host_file (sha256);

-- Messages to people outside, on their way. The recipient and the text stay here, and only until they have had their
-- time; events and lists name the hash.
CREATE TABLE host_message (
	owner           TEXT   NOT NULL, -- plugin id
	message_id      TEXT   NOT NULL, -- chosen by the plugin
	number          BIGINT NOT NULL, -- order of sending, from journal_head
	channel         TEXT   NOT NULL, -- sms, email, letter, …
	recipient       TEXT   NOT NULL,
	recipient_hash  TEXT   NOT NULL,
	subject         TEXT   NOT NULL,
	body            TEXT   NOT NULL,
	branch_id       TEXT   NOT NULL,
	business_key    TEXT   NOT NULL,
	about           TEXT   NOT NULL,
	epoch           BIGINT NOT NULL,
	state           TEXT   NOT NULL, -- waiting, sending, sent, failed, expired, suppressed
	attempts        BIGINT NOT NULL,
	not_before      BIGINT NOT NULL,
	next_attempt_at BIGINT NOT NULL,
	expires_at      BIGINT,
	error_code      TEXT,
	error_text      TEXT,
	error_params    TEXT,
	reason          TEXT,            -- why an administrator dropped it
	correlation_id  TEXT   NOT NULL,
	created_at      BIGINT NOT NULL,
	updated_at      BIGINT NOT NULL,
	sent_at         BIGINT,
	PRIMARY KEY (owner, message_id)
);
CREATE UNIQUE INDEX host_message_number ON host_message (number);
CREATE INDEX host_message_due ON host_message (channel, state, next_attempt_at);
CREATE INDEX host_message_recipient ON host_message (recipient_hash, state, number);
CREATE INDEX host_message_state ON host_message (state, updated_at);

-- Who does not want messages of a channel any more.
CREATE TABLE host_message_opt_out (
	recipient_hash TEXT   NOT NULL,
	channel        TEXT   NOT NULL,
	recipient      TEXT   NOT NULL, -- as an administrator must be able to recognise it: last digits only
	source         TEXT   NOT NULL, -- reply, console
	created_at     BIGINT NOT NULL,
	created_by     TEXT   NOT NULL,
	PRIMARY KEY (recipient_hash, channel)
);

-- What people answered: each answer of a gateway once.
CREATE TABLE host_message_received (
	channel     TEXT   NOT NULL,
	gateway_id  TEXT   NOT NULL,
	received_at BIGINT NOT NULL,
	PRIMARY KEY (channel, gateway_id)
);
CREATE INDEX host_message_received_age ON host_message_received (received_at);

-- When the pull line to the ERP was away: what happened meanwhile came later than it says. to_ms NULL: still away.
CREATE TABLE host_erp_outage (
	link    TEXT   NOT NULL,
	from_ms BIGINT NOT NULL,
	to_ms   BIGINT,
	PRIMARY KEY (link, from_ms)
);
CREATE INDEX host_erp_outage_open ON host_erp_outage (link) WHERE to_ms IS NULL;
CREATE VIEW erp_outage AS SELECT link, from_ms, to_ms FROM host_erp_outage;

-- Whether a field of the mapping in force says when something happened, or when it was typed in.
CREATE TABLE host_erp_field_basis (
	entity TEXT NOT NULL,
	field  TEXT NOT NULL,
	basis  TEXT NOT NULL, -- event, typed
	PRIMARY KEY (entity, field)
);
CREATE VIEW erp_field_basis AS SELECT entity, field, basis FROM host_erp_field_basis;
