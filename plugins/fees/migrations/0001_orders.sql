-- The money ledger (FE-05, FE-08): append-only double entry. No row of these two tables is ever changed or deleted; what was
-- wrong is turned round by a counter-entry.
CREATE TABLE fees_money_entry (
	id            TEXT   NOT NULL PRIMARY KEY, -- made by whoever asks: the same id is the same act
	position      BIGINT NOT NULL UNIQUE,
	what          TEXT   NOT NULL, -- receipt, refund, hand_in, hand_over, cash_entry, difference, confiscation, …
	branch_id     TEXT   NOT NULL,
	kind          TEXT   NOT NULL, -- of the order, or ''
	erp_key       TEXT   NOT NULL,
	business_date TEXT   NOT NULL,
	at            BIGINT NOT NULL,
	who           TEXT   NOT NULL,
	who_name      TEXT   NOT NULL,
	reason        TEXT   NOT NULL,
	ref           TEXT   NOT NULL, -- what it belongs to: receipt, hand-in, compensation, fine, settlement
	reverses      TEXT   UNIQUE    -- an entry is reversed once
);
CREATE INDEX fees_money_entry_order ON fees_money_entry (kind, branch_id, erp_key, position);
CREATE INDEX fees_money_entry_ref ON fees_money_entry (ref);

CREATE TABLE fees_money_line (
	entry_id  TEXT   NOT NULL,
	line      BIGINT NOT NULL,
	position  BIGINT NOT NULL, -- of the entry
	branch_id TEXT   NOT NULL,
	account   TEXT   NOT NULL,
	key       TEXT   NOT NULL,
	delta_fen BIGINT NOT NULL,
	PRIMARY KEY (entry_id, line)
);
CREATE INDEX fees_money_line_account ON fees_money_line (branch_id, account, key, position);

-- What each account has: the sum of its lines, so that nobody has to add up millions of them.
CREATE TABLE fees_money_balance (
	branch_id   TEXT   NOT NULL,
	account     TEXT   NOT NULL,
	key         TEXT   NOT NULL,
	balance_fen BIGINT NOT NULL,
	PRIMARY KEY (branch_id, account, key)
);

-- The last number given out, per series and day: SJ-勉县-20261121-0001.
CREATE TABLE fees_counter (
	series TEXT   NOT NULL PRIMARY KEY,
	last   BIGINT NOT NULL
);

-- FE-01, FE-03: versions of price lists, commission tables and manufacturers' warranty policies. Valid half-open [from, to).
CREATE TABLE fees_list (
	id           TEXT   NOT NULL PRIMARY KEY,
	number       TEXT   NOT NULL UNIQUE,
	kind         TEXT   NOT NULL, -- price, commission, warranty
	branch_id    TEXT   NOT NULL, -- '*': every branch that has none of its own
	name         TEXT   NOT NULL,
	sample       BIGINT NOT NULL, -- 1: made up for a demonstration
	valid_from   TEXT   NOT NULL,
	valid_to     TEXT   NOT NULL, -- '9999-12-31': open
	state        TEXT   NOT NULL, -- draft, published, dropped
	row_count    BIGINT NOT NULL,
	created_at   BIGINT NOT NULL,
	created_by   TEXT   NOT NULL,
	created_name TEXT   NOT NULL,
	published_at BIGINT,
	published_by TEXT   NOT NULL,
	published_name TEXT NOT NULL,
	version      BIGINT NOT NULL
);
CREATE INDEX fees_list_valid ON fees_list (kind, branch_id, state, valid_from);
CREATE INDEX fees_list_all ON fees_list (kind, valid_from, id);

CREATE TABLE fees_list_row (
	list_id      TEXT   NOT NULL,
	line         BIGINT NOT NULL, -- of the sheet it came from
	what         TEXT   NOT NULL, -- labour, visit, part; commission; warranty
	code         TEXT   NOT NULL, -- fault code of labour, item of a part; '' any
	name         TEXT   NOT NULL,
	service_type TEXT   NOT NULL, -- '' any, as the next three
	product_type TEXT   NOT NULL,
	brand        TEXT   NOT NULL,
	model        TEXT   NOT NULL,
	unit         TEXT   NOT NULL,
	amount       BIGINT NOT NULL, -- fen; of a warranty: months
	PRIMARY KEY (list_id, line)
);
CREATE INDEX fees_list_row_what ON fees_list_row (list_id, what, code, line);

-- One row an order of the ERP: what it costs, where its money is. Written by the program alone, from ledger and facts.
CREATE TABLE fees_order (
	kind            TEXT   NOT NULL,
	branch_id       TEXT   NOT NULL,
	erp_key         TEXT   NOT NULL,
	order_number    TEXT   NOT NULL,
	status          TEXT   NOT NULL,
	service_type    TEXT   NOT NULL,
	product_type    TEXT   NOT NULL,
	brand           TEXT   NOT NULL,
	model           TEXT   NOT NULL,
	serial_number   TEXT   NOT NULL,
	fault_key       TEXT   NOT NULL, -- fault code, else the fault's words: what "the same fault" is compared by (FE-09)
	technician      TEXT   NOT NULL,
	technician_name TEXT   NOT NULL,
	provider        TEXT   NOT NULL,
	provider_name   TEXT   NOT NULL,
	outsourced      BIGINT NOT NULL,
	completed_at    BIGINT,
	completed_on    TEXT   NOT NULL, -- local date, '' while not done
	verdict         TEXT   NOT NULL, -- in, out (FE-01)
	verdict_reason  TEXT   NOT NULL,
	covered_until   TEXT   NOT NULL, -- date, '' unknown
	erp_warranty    TEXT   NOT NULL, -- what the ERP says: in, out, ''
	generation      BIGINT NOT NULL, -- of the fee's computation, 0 none
	computed_fen    BIGINT NOT NULL,
	charged_fen     BIGINT NOT NULL, -- receipts less refunds
	handed_fen      BIGINT NOT NULL, -- what the technician handed in
	passed_fen      BIGINT NOT NULL, -- what the cashier took over
	cashed_fen      BIGINT NOT NULL, -- what the ERP's cash entries say
	named_fen       BIGINT,          -- what the customer named (FE-06)
	refunded_fen    BIGINT NOT NULL,
	money_state     TEXT   NOT NULL, -- FE-43
	exception       TEXT   NOT NULL, -- most pressing open kind, or ''
	settlement_state TEXT  NOT NULL,
	touched_at      BIGINT NOT NULL,
	version         BIGINT NOT NULL,
	PRIMARY KEY (kind, branch_id, erp_key)
);
CREATE INDEX fees_order_number ON fees_order (order_number);
CREATE INDEX fees_order_serial ON fees_order (serial_number, fault_key, completed_at);
CREATE INDEX fees_order_touched ON fees_order (touched_at, erp_key);
CREATE INDEX fees_order_money ON fees_order (money_state, touched_at, erp_key);

-- What a person found out about an order's warranty: proof seen, an exclusion, a special customer's approval. Kept, never changed.
CREATE TABLE fees_warranty_note (
	id           TEXT   NOT NULL PRIMARY KEY,
	kind         TEXT   NOT NULL,
	branch_id    TEXT   NOT NULL,
	erp_key      TEXT   NOT NULL,
	exclusion    TEXT   NOT NULL, -- '', misuse, force_majeure, bad_mains, unauthorised_repair
	proof        TEXT   NOT NULL, -- '', seen, refused
	purchased_on TEXT   NOT NULL, -- on the proof; '' as the ERP says
	reason       TEXT   NOT NULL,
	who          TEXT   NOT NULL,
	who_name     TEXT   NOT NULL,
	at           BIGINT NOT NULL
);
CREATE INDEX fees_warranty_note_order ON fees_warranty_note (kind, branch_id, erp_key, at);

-- FE-02: each time the fee comes out differently it is a new generation; the old ones stay for whoever asks (X-04).
CREATE TABLE fees_computation (
	kind           TEXT   NOT NULL,
	branch_id      TEXT   NOT NULL,
	erp_key        TEXT   NOT NULL,
	generation     BIGINT NOT NULL,
	at             BIGINT NOT NULL,
	cause          TEXT   NOT NULL, -- erp, parts, warranty
	verdict        TEXT   NOT NULL,
	verdict_reason TEXT   NOT NULL,
	total_fen      BIGINT NOT NULL,
	PRIMARY KEY (kind, branch_id, erp_key, generation)
);
CREATE TABLE fees_computed_line (
	kind       TEXT   NOT NULL,
	branch_id  TEXT   NOT NULL,
	erp_key    TEXT   NOT NULL,
	generation BIGINT NOT NULL,
	line       BIGINT NOT NULL,
	what       TEXT   NOT NULL, -- labour, visit, part
	code       TEXT   NOT NULL,
	name       TEXT   NOT NULL,
	quantity   BIGINT NOT NULL, -- smallest units
	unit       TEXT   NOT NULL,
	unit_size  BIGINT NOT NULL,
	price_fen  BIGINT NOT NULL, -- of one unit; 0 where at actual cost
	amount_fen BIGINT NOT NULL,
	basis      TEXT   NOT NULL, -- list, cost, warranty, repair_warranty, free_approval, unlisted
	list_id    TEXT   NOT NULL, -- the version that gave the price
	list_line  BIGINT NOT NULL,
	PRIMARY KEY (kind, branch_id, erp_key, generation, line)
);

-- FE-04: a quotation and what the customer said to it; extra charges are another one.
CREATE TABLE fees_quotation (
	id         TEXT   NOT NULL PRIMARY KEY,
	number     TEXT   NOT NULL UNIQUE,
	kind       TEXT   NOT NULL,
	branch_id  TEXT   NOT NULL,
	erp_key    TEXT   NOT NULL,
	extra      BIGINT NOT NULL,
	lines      TEXT   NOT NULL, -- JSON
	total_fen  BIGINT NOT NULL,
	state      TEXT   NOT NULL, -- offered, agreed, refused, superseded
	made_at    BIGINT NOT NULL,
	made_by    TEXT   NOT NULL,
	made_name  TEXT   NOT NULL,
	answered_at BIGINT,
	answered_via TEXT  NOT NULL, -- signature, phone, message
	answered_note TEXT NOT NULL,
	version    BIGINT NOT NULL
);
CREATE INDEX fees_quotation_order ON fees_quotation (kind, branch_id, erp_key, made_at);

-- FE-04: every charge has a receipt, every refund one that mirrors it. Never changed.
CREATE TABLE fees_receipt (
	id           TEXT   NOT NULL PRIMARY KEY,
	number       TEXT   NOT NULL UNIQUE,
	what         TEXT   NOT NULL, -- charge, refund
	kind         TEXT   NOT NULL,
	branch_id    TEXT   NOT NULL,
	erp_key      TEXT   NOT NULL,
	mirrors      TEXT   UNIQUE,   -- the charge that a refund gives back whole
	total_fen    BIGINT NOT NULL, -- of a refund negative
	method       TEXT   NOT NULL, -- cash, transfer, wechat, alipay, card
	technician   TEXT   NOT NULL,
	business_date TEXT  NOT NULL,
	at           BIGINT NOT NULL,
	who          TEXT   NOT NULL,
	who_name     TEXT   NOT NULL,
	reason       TEXT   NOT NULL
);
CREATE INDEX fees_receipt_order ON fees_receipt (kind, branch_id, erp_key, at);
CREATE INDEX fees_receipt_technician ON fees_receipt (branch_id, technician, business_date);
CREATE TABLE fees_receipt_line (
	receipt_id TEXT   NOT NULL,
	line       BIGINT NOT NULL,
	what       TEXT   NOT NULL,
	code       TEXT   NOT NULL,
	name       TEXT   NOT NULL,
	quantity   BIGINT NOT NULL,
	unit       TEXT   NOT NULL,
	unit_size  BIGINT NOT NULL,
	amount_fen BIGINT NOT NULL,
	generation BIGINT NOT NULL, -- of the fee it rests on
	list_id    TEXT   NOT NULL,
	PRIMARY KEY (receipt_id, line)
);

-- FE-05: a blind count: technician → clerk (hand_in) with a line an order, clerk → cashier (hand_over) with a line a hand-in.
CREATE TABLE fees_count (
	id            TEXT   NOT NULL PRIMARY KEY,
	number        TEXT   NOT NULL UNIQUE,
	stage         TEXT   NOT NULL, -- hand_in, hand_over
	branch_id     TEXT   NOT NULL,
	technician    TEXT   NOT NULL, -- of a hand_in
	technician_name TEXT NOT NULL,
	business_date TEXT   NOT NULL,
	expected_fen  BIGINT NOT NULL,
	counted_fen   BIGINT NOT NULL,
	state         TEXT   NOT NULL, -- agreed, difference, explained, reversed
	reason        TEXT   NOT NULL,
	passed_by     TEXT   NOT NULL, -- of a hand_in: the hand_over that took it on
	at            BIGINT NOT NULL,
	who           TEXT   NOT NULL,
	who_name      TEXT   NOT NULL,
	version       BIGINT NOT NULL
);
CREATE INDEX fees_count_list ON fees_count (stage, at, id);
CREATE INDEX fees_count_technician ON fees_count (stage, branch_id, technician, business_date);
CREATE INDEX fees_count_waiting ON fees_count (stage, branch_id, passed_by, at);
CREATE TABLE fees_count_line (
	count_id     TEXT   NOT NULL,
	line         BIGINT NOT NULL,
	kind         TEXT   NOT NULL,
	erp_key      TEXT   NOT NULL,
	order_number TEXT   NOT NULL,
	expected_fen BIGINT NOT NULL,
	counted_fen  BIGINT NOT NULL,
	PRIMARY KEY (count_id, line)
);

-- FE-05: a technician's day, closed for good.
CREATE TABLE fees_day (
	branch_id     TEXT   NOT NULL,
	technician    TEXT   NOT NULL,
	day           TEXT   NOT NULL,
	expected_fen  BIGINT NOT NULL,
	handed_fen    BIGINT NOT NULL,
	difference_fen BIGINT NOT NULL,
	reason        TEXT   NOT NULL,
	closed_at     BIGINT NOT NULL,
	closed_by     TEXT   NOT NULL,
	closed_name   TEXT   NOT NULL,
	PRIMARY KEY (branch_id, technician, day)
);
CREATE INDEX fees_day_list ON fees_day (branch_id, day, technician);

-- FE-05: what the ERP's cash entries say, as last seen; the ledger has every change as an entry of its own.
CREATE TABLE fees_cash_entry (
	branch_id    TEXT   NOT NULL,
	erp_key      TEXT   NOT NULL,
	number       TEXT   NOT NULL,
	entry_kind   TEXT   NOT NULL,
	order_number TEXT   NOT NULL,
	receipt_number TEXT NOT NULL,
	order_kind   TEXT   NOT NULL, -- '' while it belongs to no order that we know
	order_key    TEXT   NOT NULL,
	method       TEXT   NOT NULL,
	amount_fen   BIGINT NOT NULL,
	at           BIGINT NOT NULL,
	changes      BIGINT NOT NULL,
	problem      TEXT   NOT NULL, -- '', unknown_order, amount
	PRIMARY KEY (branch_id, erp_key)
);
CREATE INDEX fees_cash_entry_number ON fees_cash_entry (branch_id, order_number);
CREATE INDEX fees_cash_entry_problem ON fees_cash_entry (problem, at, erp_key);

-- FE-06: what a customer named at a call-back.
CREATE TABLE fees_named (
	id         TEXT   NOT NULL PRIMARY KEY, -- task, round, finding, question
	kind       TEXT   NOT NULL,
	branch_id  TEXT   NOT NULL,
	erp_key    TEXT   NOT NULL,
	finding    TEXT   NOT NULL,
	amount_fen BIGINT,
	said       TEXT   NOT NULL,
	position   BIGINT NOT NULL, -- of the event
	at         BIGINT NOT NULL,
	withdrawn  BIGINT NOT NULL
);
CREATE INDEX fees_named_order ON fees_named (kind, branch_id, erp_key, position);

-- FE-06, FE-10: a disagreement of one kind about one order.
CREATE TABLE fees_exception (
	id           TEXT   NOT NULL PRIMARY KEY,
	what         TEXT   NOT NULL,
	kind         TEXT   NOT NULL,
	branch_id    TEXT   NOT NULL,
	erp_key      TEXT   NOT NULL,
	order_number TEXT   NOT NULL,
	technician   TEXT   NOT NULL,
	technician_name TEXT NOT NULL,
	difference_fen BIGINT NOT NULL,
	facts        TEXT   NOT NULL, -- JSON of what disagrees; other facts open it again
	state        TEXT   NOT NULL, -- open, explained, closed
	reason       TEXT   NOT NULL,
	outcome      TEXT   NOT NULL, -- of a closed one: justified, mistake, settled, gone
	opened_at    BIGINT NOT NULL,
	changed_at   BIGINT NOT NULL,
	changed_by   TEXT   NOT NULL,
	changed_name TEXT   NOT NULL,
	reopened     BIGINT NOT NULL,
	told         BIGINT NOT NULL, -- 1: other plugins were told of it (fees.overcharge.found)
	version      BIGINT NOT NULL
);
CREATE INDEX fees_exception_list ON fees_exception (state, opened_at, id);
CREATE INDEX fees_exception_order ON fees_exception (kind, branch_id, erp_key);
CREATE TABLE fees_exception_step (
	exception_id TEXT   NOT NULL,
	sequence     BIGINT NOT NULL,
	state        TEXT   NOT NULL,
	reason       TEXT   NOT NULL,
	facts        TEXT   NOT NULL,
	at           BIGINT NOT NULL,
	who          TEXT   NOT NULL,
	who_name     TEXT   NOT NULL,
	PRIMARY KEY (exception_id, sequence)
);

-- FE-07, and FE-06's refund.
CREATE TABLE fees_compensation (
	id           TEXT   NOT NULL PRIMARY KEY,
	number       TEXT   NOT NULL UNIQUE,
	what         TEXT   NOT NULL, -- damage, overcharge, other
	kind         TEXT   NOT NULL,
	branch_id    TEXT   NOT NULL,
	erp_key      TEXT   NOT NULL,
	order_number TEXT   NOT NULL,
	case_id      TEXT   NOT NULL,
	exception_id TEXT   NOT NULL,
	sum_fen      BIGINT NOT NULL,
	liable       TEXT   NOT NULL, -- JSON [{kind, key, name, parts}]
	reason       TEXT   NOT NULL,
	state        TEXT   NOT NULL, -- claimed, approved, refused, paid, withdrawn
	claimed_at   BIGINT NOT NULL,
	claimed_by   TEXT   NOT NULL,
	claimed_name TEXT   NOT NULL,
	decided_at   BIGINT,
	decided_by   TEXT   NOT NULL,
	decided_name TEXT   NOT NULL,
	decided_why  TEXT   NOT NULL,
	paid_at      BIGINT,
	paid_by      TEXT   NOT NULL,
	paid_name    TEXT   NOT NULL,
	receipt_number TEXT NOT NULL,
	version      BIGINT NOT NULL
);
CREATE INDEX fees_compensation_list ON fees_compensation (state, claimed_at, id);
CREATE INDEX fees_compensation_order ON fees_compensation (kind, branch_id, erp_key);

CREATE VIEW fees_v_order AS
SELECT kind, branch_id, erp_key, order_number, computed_fen, charged_fen, handed_fen, cashed_fen, named_fen, exception, settlement_state
FROM fees_order;
