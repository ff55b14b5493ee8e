-- Expand-only: what is here stays, what is new gets a file of its own. Types are BIGINT and TEXT (SQLite and PostgreSQL).
CREATE TABLE @ID@_reminder (
	id        BIGINT NOT NULL PRIMARY KEY,
	branch_id TEXT   NOT NULL,
	what      TEXT   NOT NULL,
	due_on    TEXT   NOT NULL, -- business date, ISO
	state     TEXT   NOT NULL, -- waiting, near, late, done
	made_by   TEXT   NOT NULL,
	made_at   BIGINT NOT NULL, -- ms UTC
	done_at   BIGINT
);
CREATE INDEX @ID@_reminder_by_state ON @ID@_reminder (state, due_on, id);
CREATE INDEX @ID@_reminder_by_date ON @ID@_reminder (due_on, id);
