-- One row an employee and working day on which something is known.
CREATE TABLE timekeeping_day (
	employee   TEXT   NOT NULL, -- number in the ERP
	on_date    TEXT   NOT NULL,
	branch_id  TEXT   NOT NULL,
	came_at    BIGINT,          -- ms UTC
	left_at    BIGINT,
	late_ms    BIGINT NOT NULL,
	early_ms   BIGINT NOT NULL,
	verdict    TEXT   NOT NULL, -- present, late, leave_due, absent, signed_by_other
	fine_fen   BIGINT NOT NULL,
	signed_by  TEXT   NOT NULL, -- who signed instead, or ''
	proxy_fen  BIGINT NOT NULL, -- what that costs whoever signed
	changed_at BIGINT NOT NULL,
	PRIMARY KEY (employee, on_date)
);
CREATE INDEX timekeeping_day_by_date ON timekeeping_day (on_date, employee);
CREATE INDEX timekeeping_day_by_verdict ON timekeeping_day (verdict, on_date, employee);
CREATE INDEX timekeeping_day_by_signer ON timekeeping_day (signed_by, on_date);

-- Days of a branch that have been gone through for who did not come at all.
CREATE TABLE timekeeping_closed_day (
	branch_id TEXT NOT NULL,
	on_date   TEXT NOT NULL,
	PRIMARY KEY (branch_id, on_date)
);

CREATE TABLE timekeeping_leave (
	id         BIGINT NOT NULL PRIMARY KEY,
	branch_id  TEXT   NOT NULL,
	employee   TEXT   NOT NULL,
	kind       TEXT   NOT NULL, -- rest, unpaid, sick, annual, marriage, maternity, paternity, bereavement
	from_date  TEXT   NOT NULL,
	to_date    TEXT   NOT NULL, -- with it
	hours      BIGINT NOT NULL, -- in all, 8 a day
	state      TEXT   NOT NULL, -- asked, approved, refused
	approver   TEXT   NOT NULL, -- superior, branch_manager, head_office
	asked_by   TEXT   NOT NULL,
	asked_at   BIGINT NOT NULL,
	decided_by TEXT   NOT NULL,
	decided_at BIGINT
);
CREATE INDEX timekeeping_leave_by_state ON timekeeping_leave (state, from_date, id);
CREATE INDEX timekeeping_leave_by_date ON timekeeping_leave (from_date, id);
CREATE INDEX timekeeping_leave_by_person ON timekeeping_leave (employee, from_date);

-- The month's list as it went to HR; what changes afterwards does not change it.
CREATE TABLE timekeeping_line (
	month         TEXT   NOT NULL, -- 2026-11
	employee      TEXT   NOT NULL,
	branch_id     TEXT   NOT NULL,
	days          BIGINT NOT NULL,
	late          BIGINT NOT NULL, -- times
	late_fen      BIGINT NOT NULL,
	proxy_fen     BIGINT NOT NULL,
	absent        BIGINT NOT NULL,
	wage_percent  BIGINT NOT NULL, -- of one day's wage, to be taken off
	leave_fen     BIGINT NOT NULL,
	rest_fen      BIGINT NOT NULL, -- to be paid
	consequence   TEXT   NOT NULL, -- '', leaving, dismissal
	closed_at     BIGINT NOT NULL,
	PRIMARY KEY (month, employee)
);
CREATE INDEX timekeeping_line_by_branch ON timekeeping_line (month, branch_id, employee);
