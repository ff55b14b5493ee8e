-- FE-40, FE-41: a finished order that somebody is paid for, once.
CREATE TABLE fees_work (
	id              TEXT   NOT NULL PRIMARY KEY, -- of the order
	kind            TEXT   NOT NULL,
	branch_id       TEXT   NOT NULL,
	branch_name     TEXT   NOT NULL,
	erp_key         TEXT   NOT NULL,
	order_number    TEXT   NOT NULL,
	performer       TEXT   NOT NULL, -- outsourced: settled; own: commission
	payee           TEXT   NOT NULL, -- provider's number; of an outsourced technician without one his own; of own staff the technician
	payee_name      TEXT   NOT NULL,
	technician      TEXT   NOT NULL,
	technician_name TEXT   NOT NULL,
	product_type    TEXT   NOT NULL,
	service_type    TEXT   NOT NULL,
	warranty        TEXT   NOT NULL,
	completed_at    BIGINT NOT NULL,
	completed_on    TEXT   NOT NULL,
	month           TEXT   NOT NULL,
	rate_fen        BIGINT,          -- null: the table has no rate
	state           TEXT   NOT NULL, -- waiting, drafted, paid, taken_back, not_settled, gone
	verdict         TEXT   NOT NULL, -- of the gate, as last seen
	level           TEXT   NOT NULL, -- of the assessment, as last seen
	settlement_id   TEXT   NOT NULL,
	paid_fen        BIGINT NOT NULL, -- what is paid for it now; 0 after it was taken back
	paid_at         BIGINT,
	times           BIGINT NOT NULL, -- how often it was paid or taken back
	released_at     BIGINT,
	released_by     TEXT   NOT NULL,
	release_reason  TEXT   NOT NULL
);
CREATE UNIQUE INDEX fees_work_order ON fees_work (kind, branch_id, erp_key);
CREATE INDEX fees_work_payee ON fees_work (performer, branch_id, payee, state, completed_on, id);
CREATE INDEX fees_work_verdict ON fees_work (performer, state, verdict, completed_at, id);
CREATE INDEX fees_work_completed ON fees_work (performer, completed_at, id);
CREATE INDEX fees_work_month ON fees_work (branch_id, performer, month, state, verdict);
CREATE INDEX fees_work_settlement ON fees_work (settlement_id);

-- Every release with its reason, never changed.
CREATE TABLE fees_release (
	work_id  TEXT   NOT NULL,
	at       BIGINT NOT NULL,
	who      TEXT   NOT NULL,
	who_name TEXT   NOT NULL,
	reason   TEXT   NOT NULL,
	PRIMARY KEY (work_id, at)
);

CREATE TABLE fees_settlement (
	id            TEXT   NOT NULL PRIMARY KEY,
	number        TEXT   NOT NULL UNIQUE,
	branch_id     TEXT   NOT NULL,
	branch_name   TEXT   NOT NULL,
	payee         TEXT   NOT NULL,
	payee_name    TEXT   NOT NULL,
	month         TEXT   NOT NULL,
	state         TEXT   NOT NULL, -- draft, checked, approved, paid, dropped
	orders        BIGINT NOT NULL,
	orders_fen    BIGINT NOT NULL,
	offset_fen    BIGINT NOT NULL,
	deposit_fen   BIGINT NOT NULL,
	total_fen     BIGINT NOT NULL,
	paid_fen      BIGINT NOT NULL,
	carried_fen   BIGINT NOT NULL,
	grade         TEXT   NOT NULL,
	factor        BIGINT NOT NULL, -- permille
	content       BIGINT NOT NULL,
	answered      BIGINT NOT NULL,
	waiting       BIGINT NOT NULL, -- orders left out
	drafted_at    BIGINT NOT NULL,
	drafted_by    TEXT   NOT NULL,
	drafted_name  TEXT   NOT NULL,
	checked_at    BIGINT,
	checked_by    TEXT   NOT NULL,
	checked_name  TEXT   NOT NULL,
	approved_at   BIGINT,
	approved_by   TEXT   NOT NULL,
	approved_name TEXT   NOT NULL,
	paid_at       BIGINT,
	paid_by       TEXT   NOT NULL,
	paid_name     TEXT   NOT NULL,
	paid_on       TEXT   NOT NULL,
	reference     TEXT   NOT NULL,
	dropped_why   TEXT   NOT NULL,
	version       BIGINT NOT NULL
);
CREATE INDEX fees_settlement_state ON fees_settlement (state, drafted_at, id);
CREATE INDEX fees_settlement_all ON fees_settlement (drafted_at, id);
CREATE INDEX fees_settlement_payee ON fees_settlement (branch_id, payee, state);
CREATE INDEX fees_settlement_month ON fees_settlement (month, branch_id, state);
-- Of a settlement that is paid no line is ever changed or deleted.
CREATE TABLE fees_settlement_line (
	id            TEXT   NOT NULL PRIMARY KEY,
	settlement_id TEXT   NOT NULL,
	sequence      BIGINT NOT NULL,
	type          TEXT   NOT NULL,
	ref           TEXT   NOT NULL, -- id of the work or offset
	order_number  TEXT   NOT NULL,
	text          TEXT   NOT NULL,
	base_fen      BIGINT NOT NULL,
	factor        BIGINT NOT NULL,
	sum_fen       BIGINT NOT NULL
);
CREATE UNIQUE INDEX fees_settlement_line_order ON fees_settlement_line (settlement_id, sequence);
CREATE INDEX fees_settlement_line_ref ON fees_settlement_line (ref);

-- FE-30: an order of the ERP whose card or slip the manufacturer pays for.
CREATE TABLE fees_card_due (
	branch_id       TEXT   NOT NULL,
	erp_key         TEXT   NOT NULL,
	branch_name     TEXT   NOT NULL,
	order_number    TEXT   NOT NULL,
	brand           TEXT   NOT NULL,
	type            TEXT   NOT NULL, -- install_card, repair_slip
	product_type    TEXT   NOT NULL,
	model           TEXT   NOT NULL,
	serial          TEXT   NOT NULL,
	technician      TEXT   NOT NULL,
	technician_name TEXT   NOT NULL,
	completed_at    BIGINT NOT NULL,
	month           TEXT   NOT NULL,
	state           TEXT   NOT NULL, -- missing, in, lost, gone
	PRIMARY KEY (branch_id, erp_key)
);
CREATE INDEX fees_card_due_missing ON fees_card_due (state, completed_at, (branch_id || '|' || erp_key));
CREATE INDEX fees_card_due_month ON fees_card_due (branch_id, month, state);
CREATE INDEX fees_card_due_number ON fees_card_due (order_number);
CREATE TABLE fees_card (
	id             TEXT   NOT NULL PRIMARY KEY,
	number         TEXT   NOT NULL,
	type           TEXT   NOT NULL,
	brand          TEXT   NOT NULL,
	branch_id      TEXT   NOT NULL,
	branch_name    TEXT   NOT NULL,
	erp_key        TEXT   NOT NULL, -- '' not matched
	order_number   TEXT   NOT NULL,
	product_type   TEXT   NOT NULL,
	model          TEXT   NOT NULL,
	serial         TEXT   NOT NULL,
	condition      TEXT   NOT NULL, -- ok, bad, lost
	state          TEXT   NOT NULL, -- collected, entered, in_lot, claimed, paid, refused, void
	double_of      TEXT   NOT NULL, -- number of the one that counts, or ''
	claim_fen      BIGINT,
	subsidy_fen    BIGINT NOT NULL,
	programme      TEXT   NOT NULL, -- of the subsidy
	paid_fen       BIGINT NOT NULL,
	refused_why    TEXT   NOT NULL,
	entered_number TEXT   NOT NULL,
	entered_on     TEXT   NOT NULL,
	lot_id         TEXT   NOT NULL,
	month          TEXT   NOT NULL,
	collected_at   BIGINT NOT NULL,
	collected_by   TEXT   NOT NULL,
	version        BIGINT NOT NULL
);
CREATE INDEX fees_card_list ON fees_card (brand, (number || '|' || id));
CREATE INDEX fees_card_state ON fees_card (state, brand, (number || '|' || id));
CREATE INDEX fees_card_order ON fees_card (branch_id, erp_key);
CREATE INDEX fees_card_lot ON fees_card (lot_id, number, id);
CREATE INDEX fees_card_month ON fees_card (branch_id, month, state);
CREATE TABLE fees_lot (
	id             TEXT   NOT NULL PRIMARY KEY,
	number         TEXT   NOT NULL UNIQUE,
	brand          TEXT   NOT NULL,
	state          TEXT   NOT NULL, -- open, posted, arrived, invoiced, paid
	cards          BIGINT NOT NULL,
	claim_fen      BIGINT NOT NULL,
	deadline_on    TEXT   NOT NULL,
	posted_on      TEXT   NOT NULL,
	carrier        TEXT   NOT NULL,
	tracking       TEXT   NOT NULL,
	arrived_on     TEXT   NOT NULL,
	invoice_number TEXT   NOT NULL,
	invoice_on     TEXT   NOT NULL,
	invoice_fen    BIGINT,
	created_at     BIGINT NOT NULL,
	created_by     TEXT   NOT NULL,
	version        BIGINT NOT NULL
);
CREATE INDEX fees_lot_state ON fees_lot (state, created_at, id);
CREATE INDEX fees_lot_all ON fees_lot (created_at, id);
-- One set of entries, two ledgers: per branch and per brand. No row is ever changed or deleted.
CREATE TABLE fees_brand_entry (
	id           TEXT   NOT NULL PRIMARY KEY,
	at           BIGINT NOT NULL,
	month        TEXT   NOT NULL,
	branch_id    TEXT   NOT NULL,
	brand        TEXT   NOT NULL,
	card_id      TEXT   NOT NULL,
	card_number  TEXT   NOT NULL,
	order_number TEXT   NOT NULL,
	kind         TEXT   NOT NULL, -- claimed, subsidy, differs, refused, paid
	sum_fen      BIGINT NOT NULL, -- signed: the manufacturer owes more (> 0) or less
	ref          TEXT   NOT NULL,
	who          TEXT   NOT NULL,
	who_name     TEXT   NOT NULL
);
CREATE INDEX fees_brand_entry_at ON fees_brand_entry (at, id);
CREATE INDEX fees_brand_entry_branch ON fees_brand_entry (branch_id, month, kind);
CREATE INDEX fees_brand_entry_brand ON fees_brand_entry (brand, month, kind);
CREATE TABLE fees_statement (
	id        TEXT   NOT NULL PRIMARY KEY,
	brand     TEXT   NOT NULL,
	month     TEXT   NOT NULL,
	file_name TEXT   NOT NULL,
	at        BIGINT NOT NULL,
	who       TEXT   NOT NULL,
	who_name  TEXT   NOT NULL,
	row_count BIGINT NOT NULL,
	paid_fen  BIGINT NOT NULL,
	refused   BIGINT NOT NULL,
	missing   BIGINT NOT NULL,
	differs   BIGINT NOT NULL
);
CREATE INDEX fees_statement_at ON fees_statement (at, id);
CREATE TABLE fees_statement_row (
	statement_id TEXT   NOT NULL,
	line         BIGINT NOT NULL,
	card_id      TEXT   NOT NULL,
	card_number  TEXT   NOT NULL,
	verdict      TEXT   NOT NULL,
	result       TEXT   NOT NULL,
	expected_fen BIGINT NOT NULL,
	sum_fen      BIGINT NOT NULL,
	reason       TEXT   NOT NULL,
	PRIMARY KEY (statement_id, line)
);
CREATE INDEX fees_card_serial ON fees_card (brand, serial);
CREATE INDEX fees_card_order_number ON fees_card (brand, order_number);
