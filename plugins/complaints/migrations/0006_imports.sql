-- Go-live import: files on their way in, and their lines.
CREATE TABLE complaints_import_batch (
	id           TEXT   NOT NULL PRIMARY KEY, -- made by the client
	kind         TEXT   NOT NULL,
	file_name    TEXT   NOT NULL,
	headings     TEXT   NOT NULL, -- JSON: column → heading in the file
	branches     TEXT   NOT NULL, -- '|01|02|' that whoever made it may import for, '*' all
	state        TEXT   NOT NULL, -- draft, checking, applying, tidying, applied, probing, undoing, undone, dropped
	follow       TEXT   NOT NULL, -- the state after the work of this one
	position     BIGINT NOT NULL, -- last row that the work of the state is done for
	reason       TEXT   NOT NULL, -- why it was taken back
	created_at   BIGINT NOT NULL,
	created_by   TEXT   NOT NULL,
	created_name TEXT   NOT NULL,
	applied_at   BIGINT,
	applied_by   TEXT   NOT NULL,
	applied_name TEXT   NOT NULL,
	undone_at    BIGINT,
	undone_by    TEXT   NOT NULL,
	undone_name  TEXT   NOT NULL,
	version      BIGINT NOT NULL,
	round        BIGINT NOT NULL  -- how often it was set off
);
CREATE INDEX complaints_import_batch_at ON complaints_import_batch (created_at, id);
CREATE INDEX complaints_import_batch_state ON complaints_import_batch (state, created_at, id);

CREATE TABLE complaints_import_line (
	batch_id     TEXT   NOT NULL,
	sheet_row    BIGINT NOT NULL, -- as the sheet counts it, from 1
	kind         TEXT   NOT NULL,
	cells        TEXT   NOT NULL, -- JSON: column → text; names and telephone numbers go once it is imported
	state        TEXT   NOT NULL, -- good, wrong, left_out; done, undone once it was imported
	reason       TEXT   NOT NULL, -- why it is left out
	mark         TEXT   NOT NULL, -- lines with the same one are doubles
	problems     TEXT   NOT NULL, -- JSON
	record_id    TEXT   NOT NULL, -- what it became
	record_label TEXT   NOT NULL,
	PRIMARY KEY (batch_id, sheet_row)
);
CREATE INDEX complaints_import_line_mark ON complaints_import_line (batch_id, mark, sheet_row);
CREATE INDEX complaints_import_line_done ON complaints_import_line (kind, mark, state);
CREATE INDEX complaints_import_line_record ON complaints_import_line (record_id);
