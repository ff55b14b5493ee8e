-- SV-16: what the department did before erphost came, taken over from the ERP's own register: closed tasks from which
-- nothing follows.
ALTER TABLE survey_task ADD COLUMN origin TEXT NOT NULL DEFAULT ''; -- erp: taken over; '': made here

-- The lines of that register, as far as a task is built from them.
CREATE TABLE survey_earlier (
	branch_id   TEXT   NOT NULL,
	erp_key     TEXT   NOT NULL, -- of the line
	task_id     TEXT   NOT NULL, -- of the order that it is about
	number      TEXT   NOT NULL,
	round       BIGINT,          -- as the register says
	at          BIGINT NOT NULL,
	channel     TEXT   NOT NULL,
	disposition TEXT   NOT NULL,
	level       TEXT,
	words       TEXT   NOT NULL,
	clerk_name  TEXT   NOT NULL,
	PRIMARY KEY (branch_id, erp_key)
);
CREATE INDEX survey_earlier_task ON survey_earlier (task_id, at, number);
