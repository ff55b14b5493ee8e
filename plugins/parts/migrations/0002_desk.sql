-- The desk (docs/desk.md). An instant that is not known is 9007199254740991 where lists are sorted by it. Quantities are smallest units.

-- What every record of the desk went through; version is the record's after it.
CREATE TABLE parts_step (
	record_id  TEXT   NOT NULL,
	version    BIGINT NOT NULL,
	at         BIGINT NOT NULL,
	what       TEXT   NOT NULL,
	actor      TEXT   NOT NULL,
	actor_name TEXT   NOT NULL,
	note       TEXT   NOT NULL,
	PRIMARY KEY (record_id, version)
);

-- Messages to customers, so that what went out is known as told.
CREATE TABLE parts_message (
	id        TEXT NOT NULL PRIMARY KEY,
	about     TEXT NOT NULL, -- waiting, carry_in
	record_id TEXT NOT NULL,
	told      TEXT NOT NULL  -- the date that it named, or ''
);

-- PT-06. What an item's line says while it is counted stands on the line; every count that was entered stays in parts_stocktake_count.
CREATE TABLE parts_stocktake (
	id         TEXT   NOT NULL PRIMARY KEY,
	number     TEXT   NOT NULL UNIQUE,
	branch_id  TEXT   NOT NULL,
	place_id   TEXT   NOT NULL,
	place_name TEXT   NOT NULL,
	scope      TEXT   NOT NULL, -- full, cycle
	state      TEXT   NOT NULL, -- planned, counting, recounting, explaining, posted, cancelled
	round      BIGINT NOT NULL,
	planned_on TEXT   NOT NULL,
	planned_by TEXT   NOT NULL, -- id of the user
	planned_name TEXT NOT NULL,
	frozen_at  BIGINT,
	posted_at  BIGINT,
	posted_name TEXT  NOT NULL,
	created_at BIGINT NOT NULL,
	version    BIGINT NOT NULL
);
CREATE INDEX parts_stocktake_state ON parts_stocktake (state, created_at, id);
CREATE INDEX parts_stocktake_created ON parts_stocktake (created_at, id);
CREATE TABLE parts_stocktake_line (
	stocktake_id  TEXT   NOT NULL,
	item_code     TEXT   NOT NULL,
	place_id      TEXT   NOT NULL,
	open          BIGINT NOT NULL, -- 1 until the stocktake is posted or cancelled
	value_class   TEXT   NOT NULL, -- A, B, C
	asked         BIGINT NOT NULL, -- in the present round
	book          BIGINT NOT NULL, -- frozen
	counted       BIGINT,          -- the count that stands
	counted_round BIGINT NOT NULL,
	counted_by    TEXT   NOT NULL,
	counted_name  TEXT   NOT NULL,
	last_counter  TEXT   NOT NULL, -- who counted it in the round before: somebody else counts again
	cause         TEXT   NOT NULL,
	explanation   TEXT   NOT NULL,
	explained_by  TEXT   NOT NULL,
	charge_kind   TEXT   NOT NULL,
	charge_person TEXT   NOT NULL,
	charge_name   TEXT   NOT NULL,
	PRIMARY KEY (stocktake_id, item_code)
);
-- Two open counts of one item at one place would post its difference twice.
CREATE UNIQUE INDEX parts_stocktake_line_open ON parts_stocktake_line (place_id, item_code) WHERE open = 1;
CREATE TABLE parts_stocktake_count (
	id           TEXT   NOT NULL PRIMARY KEY,
	stocktake_id TEXT   NOT NULL,
	item_code    TEXT   NOT NULL,
	round        BIGINT NOT NULL,
	quantity     BIGINT NOT NULL,
	counted_at   BIGINT NOT NULL,
	actor        TEXT   NOT NULL,
	actor_name   TEXT   NOT NULL,
	via          TEXT   NOT NULL  -- console, erp
);
CREATE INDEX parts_stocktake_count_of ON parts_stocktake_count (stocktake_id, actor);
CREATE TABLE parts_counted (
	place_id   TEXT   NOT NULL,
	item_code  TEXT   NOT NULL,
	counted_at BIGINT NOT NULL,
	PRIMARY KEY (place_id, item_code)
);
-- Counts typed in the ERP: what became of them.
CREATE TABLE parts_count_entry (
	id         TEXT   NOT NULL PRIMARY KEY,
	erp_key    TEXT   NOT NULL,
	branch_id  TEXT   NOT NULL,
	number     TEXT   NOT NULL,
	item_code  TEXT   NOT NULL,
	quantity   TEXT   NOT NULL,
	counted_by TEXT   NOT NULL,
	counted_at BIGINT,
	state      TEXT   NOT NULL, -- taken, refused
	reason     TEXT   NOT NULL,
	at         BIGINT NOT NULL
);
CREATE INDEX parts_count_entry_state ON parts_count_entry (state, at, id);
CREATE INDEX parts_count_entry_at ON parts_count_entry (at, id);

-- PT-07
CREATE TABLE parts_waiting (
	id              TEXT   NOT NULL PRIMARY KEY,
	number          TEXT   NOT NULL UNIQUE,
	kind            TEXT   NOT NULL,
	branch_id       TEXT   NOT NULL,
	erp_key         TEXT   NOT NULL,
	order_number    TEXT   NOT NULL,
	item_code       TEXT   NOT NULL, -- '' : the ERP flagged the order, nobody said which part
	quantity        BIGINT NOT NULL,
	issued_before   BIGINT NOT NULL, -- of the item to the order when it was asked for
	special         BIGINT NOT NULL,
	state           TEXT   NOT NULL, -- waiting, left, cancelled
	origin          TEXT   NOT NULL, -- desk, erp
	requested_at    BIGINT NOT NULL,
	due_at          BIGINT NOT NULL,
	supplier_date   TEXT   NOT NULL,
	supplier_reason TEXT   NOT NULL,
	left_at         BIGINT,
	told_date       TEXT   NOT NULL,
	told_at         BIGINT,
	told_via        TEXT   NOT NULL,
	version         BIGINT NOT NULL
);
CREATE INDEX parts_waiting_state ON parts_waiting (state, due_at, id);
CREATE INDEX parts_waiting_due ON parts_waiting (due_at, id);
CREATE INDEX parts_waiting_order ON parts_waiting (kind, branch_id, erp_key, state);

-- PT-08
CREATE TABLE parts_reorder (
	id               TEXT   NOT NULL PRIMARY KEY,
	place_id         TEXT   NOT NULL,
	item_code        TEXT   NOT NULL,
	branch_id        TEXT   NOT NULL,
	computed_on      TEXT   NOT NULL,
	on_hand          BIGINT NOT NULL,
	on_order         BIGINT NOT NULL,
	method           TEXT   NOT NULL,
	demand_month     BIGINT NOT NULL, -- smallest units in 30 days
	lead_days        BIGINT NOT NULL,
	service          BIGINT NOT NULL, -- per mille
	safety_stock     BIGINT NOT NULL,
	reorder_point    BIGINT NOT NULL,
	order_up_to      BIGINT NOT NULL,
	minimum          BIGINT NOT NULL, -- that counts: decided, or proposed
	proposed_minimum BIGINT NOT NULL,
	order_quantity   BIGINT NOT NULL,
	warning          TEXT   NOT NULL, -- shortage, overstock, slow, ''
	last_issued_on   TEXT,
	idle_days        BIGINT NOT NULL,
	value_fen        BIGINT NOT NULL,
	decided_minimum  BIGINT,          -- null: the proposal counts
	decided_on       TEXT,
	decided_by       TEXT   NOT NULL,
	version          BIGINT NOT NULL,
	UNIQUE (place_id, item_code)
);
CREATE INDEX parts_reorder_warning ON parts_reorder (warning, value_fen, id);
CREATE INDEX parts_reorder_value ON parts_reorder (value_fen, id);
CREATE TABLE parts_failure_rate (
	branch_id        TEXT   NOT NULL,
	item_code        TEXT   NOT NULL,
	units_in_service BIGINT NOT NULL,
	per_million_year BIGINT NOT NULL,
	version          BIGINT NOT NULL,
	PRIMARY KEY (branch_id, item_code)
);

-- PT-11, PT-18: what an order owes of one item; due follows the order's parts.
CREATE TABLE parts_old_part (
	id           TEXT   NOT NULL PRIMARY KEY,
	number       TEXT   NOT NULL UNIQUE,
	kind         TEXT   NOT NULL,
	branch_id    TEXT   NOT NULL,
	erp_key      TEXT   NOT NULL,
	order_number TEXT   NOT NULL,
	item_code    TEXT   NOT NULL,
	brand        TEXT   NOT NULL,
	person       TEXT   NOT NULL,
	person_name  TEXT   NOT NULL,
	due          BIGINT NOT NULL,
	back         BIGINT NOT NULL,
	lost         BIGINT NOT NULL,
	sent         BIGINT NOT NULL,
	due_on       TEXT   NOT NULL,
	deposit_fen  BIGINT NOT NULL,
	state        TEXT   NOT NULL, -- open, done
	version      BIGINT NOT NULL,
	UNIQUE (kind, branch_id, erp_key, item_code),
	CHECK (sent <= back AND sent >= 0 AND lost >= 0)
);
CREATE INDEX parts_old_part_state ON parts_old_part (state, due_on, id);
CREATE INDEX parts_old_part_due ON parts_old_part (due_on, id);
CREATE INDEX parts_old_part_to_send ON parts_old_part (branch_id, brand, id) WHERE back > sent;
CREATE TABLE parts_old_lot (
	id           TEXT   NOT NULL PRIMARY KEY,
	number       TEXT   NOT NULL UNIQUE,
	branch_id    TEXT   NOT NULL,
	brand        TEXT   NOT NULL,
	state        TEXT   NOT NULL, -- open, sent, arrived, released
	pieces       BIGINT NOT NULL,
	carrier      TEXT   NOT NULL,
	tracking     TEXT   NOT NULL,
	due_on       TEXT,
	sent_at      BIGINT,
	arrived_at   BIGINT,
	arrived_pieces BIGINT,
	deposit_fen  BIGINT NOT NULL,
	released_fen BIGINT,
	release_ref  TEXT   NOT NULL,
	created_at   BIGINT NOT NULL,
	version      BIGINT NOT NULL
);
CREATE INDEX parts_old_lot_state ON parts_old_lot (state, created_at, id);
CREATE INDEX parts_old_lot_created ON parts_old_lot (created_at, id);
CREATE TABLE parts_old_lot_entry (
	lot_id      TEXT   NOT NULL,
	old_part_id TEXT   NOT NULL,
	item_code   TEXT   NOT NULL,
	quantity    BIGINT NOT NULL,
	missing     BIGINT NOT NULL,
	deposit_fen BIGINT NOT NULL,
	PRIMARY KEY (lot_id, old_part_id)
);

-- What somebody has to pay or replace; the fees plugin hears of it.
CREATE TABLE parts_charge (
	id           TEXT   NOT NULL PRIMARY KEY,
	number       TEXT   NOT NULL UNIQUE,
	branch_id    TEXT   NOT NULL,
	person_kind  TEXT   NOT NULL,
	person       TEXT   NOT NULL,
	person_name  TEXT   NOT NULL,
	reason       TEXT   NOT NULL, -- tool_lost, tool_damaged, old_part_lost, stock_short
	source_id    TEXT   NOT NULL, -- the loan, old part or stocktake
	movement_id  TEXT   NOT NULL, -- of the loss, or ''
	item_code    TEXT   NOT NULL,
	quantity     BIGINT NOT NULL,
	sum_fen      BIGINT NOT NULL CHECK (sum_fen >= 0),
	text         TEXT   NOT NULL,
	kind         TEXT   NOT NULL, -- of the order, or ''
	order_branch TEXT   NOT NULL,
	erp_key      TEXT   NOT NULL,
	order_number TEXT   NOT NULL,
	raised_at    BIGINT NOT NULL,
	raised_name  TEXT   NOT NULL,
	state        TEXT   NOT NULL, -- raised, withdrawn
	withdrawn_reason TEXT NOT NULL,
	version      BIGINT NOT NULL
);
CREATE INDEX parts_charge_state ON parts_charge (state, raised_at, id);
CREATE INDEX parts_charge_raised ON parts_charge (raised_at, id);
CREATE INDEX parts_charge_source ON parts_charge (source_id, raised_at);

-- PT-15
CREATE TABLE parts_loan (
	id          TEXT   NOT NULL PRIMARY KEY,
	number      TEXT   NOT NULL UNIQUE,
	branch_id   TEXT   NOT NULL,
	place_id    TEXT   NOT NULL, -- where it came from and belongs
	place_name  TEXT   NOT NULL,
	person_kind TEXT   NOT NULL,
	person      TEXT   NOT NULL,
	person_name TEXT   NOT NULL,
	item_code   TEXT   NOT NULL,
	quantity    BIGINT NOT NULL,
	back        BIGINT NOT NULL CHECK (back >= 0),
	damaged     BIGINT NOT NULL CHECK (damaged >= 0),
	lost        BIGINT NOT NULL CHECK (lost >= 0),
	replaced    BIGINT NOT NULL CHECK (replaced >= 0),
	lent_at     BIGINT NOT NULL,
	due_on      TEXT,
	state       TEXT   NOT NULL, -- out, done
	version     BIGINT NOT NULL,
	CHECK (back + damaged + lost <= quantity AND replaced <= damaged + lost)
);
CREATE INDEX parts_loan_state ON parts_loan (state, lent_at, id);
CREATE INDEX parts_loan_lent ON parts_loan (lent_at, id);

-- PT-16
CREATE TABLE parts_disposal (
	id            TEXT   NOT NULL PRIMARY KEY,
	number        TEXT   NOT NULL UNIQUE,
	branch_id     TEXT   NOT NULL,
	place_id      TEXT   NOT NULL,
	place_name    TEXT   NOT NULL,
	kind          TEXT   NOT NULL, -- hazardous, scrap, slow
	state         TEXT   NOT NULL, -- planned, approved, rejected, done, cancelled
	method        TEXT   NOT NULL,
	planned_on    TEXT   NOT NULL,
	planned_by    TEXT   NOT NULL,
	planned_name  TEXT   NOT NULL,
	approved_name TEXT   NOT NULL,
	done_at       BIGINT,
	receiver      TEXT   NOT NULL,
	proceeds_fen  BIGINT,
	cost_fen      BIGINT NOT NULL, -- value of what was disposed of; 0 until then
	created_at    BIGINT NOT NULL,
	version       BIGINT NOT NULL
);
CREATE INDEX parts_disposal_state ON parts_disposal (state, created_at, id);
CREATE INDEX parts_disposal_created ON parts_disposal (created_at, id);
CREATE TABLE parts_disposal_line (
	disposal_id TEXT   NOT NULL,
	item_code   TEXT   NOT NULL,
	quantity    BIGINT NOT NULL,
	cost_fen    BIGINT NOT NULL,
	PRIMARY KEY (disposal_id, item_code)
);

-- PT-17
CREATE TABLE parts_defective (
	id           TEXT   NOT NULL PRIMARY KEY,
	number       TEXT   NOT NULL UNIQUE,
	branch_id    TEXT   NOT NULL,
	product_code TEXT   NOT NULL,
	product_type TEXT   NOT NULL,
	brand        TEXT   NOT NULL,
	model        TEXT   NOT NULL,
	serial       TEXT   NOT NULL,
	fault        TEXT   NOT NULL,
	cause        TEXT   NOT NULL, -- as identified
	state        TEXT   NOT NULL, -- found, identified, waiting_parts, repaired, tested, back, returned
	open         BIGINT NOT NULL,
	passed       BIGINT,
	found_at     BIGINT NOT NULL,
	state_since  BIGINT NOT NULL,
	ended_at     BIGINT,
	version      BIGINT NOT NULL
);
CREATE UNIQUE INDEX parts_defective_serial ON parts_defective (branch_id, serial) WHERE open = 1;
CREATE INDEX parts_defective_state ON parts_defective (state, found_at, id);
CREATE INDEX parts_defective_open ON parts_defective (open, found_at, id);
CREATE INDEX parts_defective_found ON parts_defective (found_at, id);
CREATE INDEX parts_defective_ended ON parts_defective (ended_at, branch_id, state);

-- PT-20: number is that of the slip.
CREATE TABLE parts_carry_in (
	id            TEXT   NOT NULL PRIMARY KEY,
	number        TEXT   NOT NULL UNIQUE,
	branch_id     TEXT   NOT NULL,
	kind          TEXT   NOT NULL, -- of the order, or ''
	order_branch  TEXT   NOT NULL,
	erp_key       TEXT   NOT NULL,
	order_number  TEXT   NOT NULL,
	product_type  TEXT   NOT NULL,
	brand         TEXT   NOT NULL,
	model         TEXT   NOT NULL,
	serial        TEXT   NOT NULL,
	accessories   TEXT   NOT NULL, -- JSON array of texts
	fault         TEXT   NOT NULL,
	condition     TEXT   NOT NULL,
	customer_name TEXT   NOT NULL,
	phone         TEXT   NOT NULL,
	place         TEXT   NOT NULL, -- counter, workshop, provider, manufacturer, shelf
	place_note    TEXT   NOT NULL,
	state         TEXT   NOT NULL, -- taken_in, ready, told, picked_up
	result        TEXT   NOT NULL,
	fee_fen       BIGINT,
	taken_at      BIGINT NOT NULL,
	ready_at      BIGINT,
	told_at       BIGINT,
	picked_up_at  BIGINT,
	version       BIGINT NOT NULL
);
CREATE INDEX parts_carry_in_state ON parts_carry_in (state, taken_at, id);
CREATE INDEX parts_carry_in_taken ON parts_carry_in (taken_at, id);
