-- Items (PT-01): from the ERP's entity part, or kept by hand where the ERP has none. Quantities are whole smallest units (PT-19).
CREATE TABLE parts_item (
	code              TEXT   NOT NULL PRIMARY KEY,
	name              TEXT   NOT NULL,
	specification     TEXT   NOT NULL,
	unit              TEXT   NOT NULL,
	unit_size         BIGINT NOT NULL CHECK (unit_size > 0), -- smallest units in one unit; fixed from the first movement on
	brand             TEXT   NOT NULL,
	kind              TEXT   NOT NULL, -- part, material, tool
	class             TEXT   NOT NULL, -- regular, special
	supplier          TEXT   NOT NULL,
	cost_fen          BIGINT NOT NULL CHECK (cost_fen >= 0), -- of one unit, as the file says; what it really cost stands on the movements
	minimum           BIGINT NOT NULL CHECK (minimum >= 0),
	hazardous         BIGINT NOT NULL,
	active            BIGINT NOT NULL,
	origin            TEXT   NOT NULL, -- erp, hand
	erp_branch        TEXT   NOT NULL,
	erp_key           TEXT   NOT NULL,
	erp_name          TEXT   NOT NULL, -- what the ERP calls it since the code has movements, where that is something else; or ''
	erp_specification TEXT   NOT NULL,
	erp_unit          TEXT   NOT NULL,
	search            TEXT   NOT NULL, -- code, name, specification
	updated_at        BIGINT NOT NULL,
	version           BIGINT NOT NULL
);
CREATE INDEX parts_item_kind ON parts_item (kind, code);
CREATE INDEX parts_item_supplier ON parts_item (supplier, code);

-- PT-01: suppliers have a file.
CREATE TABLE parts_supplier (
	code       TEXT   NOT NULL PRIMARY KEY,
	name       TEXT   NOT NULL,
	contact    TEXT   NOT NULL,
	phone      TEXT   NOT NULL,
	address    TEXT   NOT NULL,
	terms      TEXT   NOT NULL,
	lead_days  BIGINT NOT NULL CHECK (lead_days >= 0),
	active     BIGINT NOT NULL,
	updated_at BIGINT NOT NULL,
	version    BIGINT NOT NULL
);

-- PT-19: where something can be. The id says kind, branch and holder; a row is there once it was used or named.
CREATE TABLE parts_place (
	id            TEXT   NOT NULL PRIMARY KEY,
	kind          TEXT   NOT NULL, -- supplier, central, store, transit, technician, used, old_parts, manufacturer, scrap, difference, quarantine
	branch_id     TEXT   NOT NULL, -- '' of the head office
	holder        TEXT   NOT NULL, -- number of a technician or supplier, code of a further store, brand; or ''
	name          TEXT   NOT NULL,
	keeper        TEXT   NOT NULL, -- who answers for it
	keeper_name   TEXT   NOT NULL,
	erp_branch    TEXT   NOT NULL, -- whose stock of the ERP it is (PT-05)
	erp_warehouse TEXT   NOT NULL, -- '' all warehouses of that branch
	active        BIGINT NOT NULL,
	version       BIGINT NOT NULL
);
CREATE INDEX parts_place_branch ON parts_place (branch_id, kind, id);
CREATE INDEX parts_place_kind ON parts_place (kind, id);
CREATE INDEX parts_place_erp ON parts_place (erp_branch, kind);

-- The ledger (PT-02, PT-03, PT-19): one balanced transfer a row, never changed and never deleted; a mistake is reversed by a counter-entry.
CREATE TABLE parts_movement (
	id              TEXT   NOT NULL PRIMARY KEY, -- made by the client: a retry is the same movement
	sequence        BIGINT NOT NULL UNIQUE,      -- order of entry
	kind            TEXT   NOT NULL,
	item_code       TEXT   NOT NULL,
	quantity        BIGINT NOT NULL CHECK (quantity > 0),
	from_place      TEXT   NOT NULL,
	to_place        TEXT   NOT NULL,
	cost_fen        BIGINT NOT NULL CHECK (cost_fen >= 0), -- value that goes with it
	branch_id       TEXT   NOT NULL,
	brand           TEXT   NOT NULL,
	warranty        TEXT   NOT NULL, -- in, out, ''
	order_kind      TEXT   NOT NULL,
	order_branch    TEXT   NOT NULL,
	order_key       TEXT   NOT NULL,
	order_number    TEXT   NOT NULL,
	person          TEXT   NOT NULL,
	person_name     TEXT   NOT NULL,
	document_id     TEXT   NOT NULL, -- the paper that posted it
	line            BIGINT NOT NULL,
	origin_document TEXT   NOT NULL, -- the line whose quantity it moves on: of the issue, the receipt, the transfer
	origin_line     BIGINT NOT NULL,
	business_date   TEXT   NOT NULL, -- for reports
	posted_at       BIGINT NOT NULL,
	actor           TEXT   NOT NULL,
	actor_name      TEXT   NOT NULL,
	deposit_fen     BIGINT NOT NULL, -- change of what the manufacturer holds
	charged_fen     BIGINT NOT NULL CHECK (charged_fen >= 0), -- fee charged for it
	reason          TEXT   NOT NULL,
	reverses        TEXT   NOT NULL, -- the movement that it takes back, or ''
	CHECK (from_place <> to_place)
);
CREATE INDEX parts_movement_item ON parts_movement (item_code, sequence);
CREATE INDEX parts_movement_from ON parts_movement (from_place, item_code, sequence);
CREATE INDEX parts_movement_to ON parts_movement (to_place, item_code, sequence);
CREATE INDEX parts_movement_order ON parts_movement (order_kind, order_branch, order_key, sequence);
CREATE INDEX parts_movement_person ON parts_movement (person, sequence);
CREATE INDEX parts_movement_document ON parts_movement (document_id, line, sequence);
CREATE INDEX parts_movement_reverses ON parts_movement (reverses) WHERE reverses <> '';
CREATE INDEX parts_movement_branch ON parts_movement (branch_id, sequence);

-- What lies where, and its value: kept with every movement. Only places outside the company may go below zero (PT-04).
CREATE TABLE parts_balance (
	place_id  TEXT   NOT NULL,
	item_code TEXT   NOT NULL,
	outside   BIGINT NOT NULL,
	quantity  BIGINT NOT NULL,
	value_fen BIGINT NOT NULL,
	sequence  BIGINT NOT NULL, -- of the movement that changed it last
	PRIMARY KEY (place_id, item_code),
	CHECK (outside = 1 OR (quantity >= 0 AND value_fen >= 0))
);
CREATE INDEX parts_balance_item ON parts_balance (item_code, place_id);

-- Papers over the ledger. A number is what people read; content is what a retry is compared with.
CREATE TABLE parts_document (
	id              TEXT   NOT NULL PRIMARY KEY, -- made by the client
	number          TEXT   NOT NULL UNIQUE,
	kind            TEXT   NOT NULL, -- receipt, issue, return, write_off, transfer, hand_over, recovery, sampling, opening, supplier_return
	state           TEXT   NOT NULL, -- open, done, cancelled
	branch_id       TEXT   NOT NULL,
	from_place      TEXT   NOT NULL,
	to_place        TEXT   NOT NULL,
	order_kind      TEXT   NOT NULL,
	order_branch    TEXT   NOT NULL,
	order_key       TEXT   NOT NULL,
	order_number    TEXT   NOT NULL,
	warranty        TEXT   NOT NULL,
	person          TEXT   NOT NULL, -- technician, or the keeper to whom is handed over
	person_name     TEXT   NOT NULL,
	supplier        TEXT   NOT NULL,
	reference       TEXT   NOT NULL, -- the other side's number
	reason          TEXT   NOT NULL,
	urgent          BIGINT NOT NULL, -- PT-14
	transport_fen   BIGINT NOT NULL CHECK (transport_fen >= 0),
	carrier         TEXT   NOT NULL,
	tracking        TEXT   NOT NULL,
	business_date   TEXT   NOT NULL,
	created_at      BIGINT NOT NULL,
	actor           TEXT   NOT NULL,
	actor_name      TEXT   NOT NULL,
	settled_at      BIGINT,
	settled_by      TEXT   NOT NULL,
	settled_name    TEXT   NOT NULL,
	settled_note    TEXT   NOT NULL,
	frozen_sequence BIGINT NOT NULL, -- of a hand-over: the last movement that its list knows
	content         TEXT   NOT NULL,
	version         BIGINT NOT NULL
);
CREATE INDEX parts_document_kind ON parts_document (kind, created_at, id);
CREATE INDEX parts_document_state ON parts_document (state, kind, created_at, id);
CREATE INDEX parts_document_created ON parts_document (created_at, id);
CREATE INDEX parts_document_order ON parts_document (order_kind, order_branch, order_key);
CREATE INDEX parts_document_urgent ON parts_document (created_at, id) WHERE urgent = 1;

-- What became of a line's quantity: held is still where the paper put it (hands, quarantine, transit), done is used, accepted or arrived,
-- back is returned, lost is the difference on arrival. What a counter-entry took back is in none of them.
CREATE TABLE parts_line (
	document_id       TEXT   NOT NULL,
	line              BIGINT NOT NULL,
	item_code         TEXT   NOT NULL,
	quantity          BIGINT NOT NULL CHECK (quantity > 0),
	cost_fen          BIGINT NOT NULL CHECK (cost_fen >= 0), -- of the whole line
	held              BIGINT NOT NULL CHECK (held >= 0),
	held_cost_fen     BIGINT NOT NULL CHECK (held_cost_fen >= 0),
	done              BIGINT NOT NULL CHECK (done >= 0),
	back              BIGINT NOT NULL CHECK (back >= 0),
	lost              BIGINT NOT NULL CHECK (lost >= 0),
	exchange_due      BIGINT NOT NULL CHECK (exchange_due >= 0), -- PT-09: what the supplier still owes for faulty pieces
	exchange_cost_fen BIGINT NOT NULL CHECK (exchange_cost_fen >= 0),
	place_id          TEXT   NOT NULL, -- where held lies
	person            TEXT   NOT NULL,
	origin_document   TEXT   NOT NULL, -- the line that it continues: a return's issue, a replacement's receipt
	origin_line       BIGINT NOT NULL,
	counted           BIGINT,          -- of a sampling: pieces looked at; of a hand-over: what the other counted
	faulty            BIGINT,
	charged_fen       BIGINT NOT NULL CHECK (charged_fen >= 0),
	note              TEXT   NOT NULL,
	PRIMARY KEY (document_id, line),
	CHECK (held + done + back + lost <= quantity)
);
CREATE INDEX parts_line_person ON parts_line (person, document_id, line) WHERE held > 0;
CREATE INDEX parts_line_place ON parts_line (place_id, document_id, line) WHERE held > 0;
CREATE INDEX parts_line_item ON parts_line (item_code, document_id);
CREATE INDEX parts_line_origin ON parts_line (origin_document, origin_line);

-- PT-10: a repaired part is tested piece by piece.
CREATE TABLE parts_test (
	id          TEXT   NOT NULL PRIMARY KEY,
	document_id TEXT   NOT NULL,
	line        BIGINT NOT NULL,
	serial      TEXT   NOT NULL,
	passed      BIGINT NOT NULL,
	note        TEXT   NOT NULL,
	tested_at   BIGINT NOT NULL,
	actor       TEXT   NOT NULL,
	actor_name  TEXT   NOT NULL
);
CREATE INDEX parts_test_line ON parts_test (document_id, line, tested_at, id);

-- PT-09: when an item of a place was last looked at in a sampling.
CREATE TABLE parts_sampled (
	place_id   TEXT NOT NULL,
	item_code  TEXT NOT NULL,
	sampled_on TEXT NOT NULL,
	PRIMARY KEY (place_id, item_code)
);

-- Parts of one order (PT-18), kept with every movement that names it.
CREATE TABLE parts_order_part (
	kind         TEXT   NOT NULL,
	branch_id    TEXT   NOT NULL,
	erp_key      TEXT   NOT NULL,
	item_code    TEXT   NOT NULL,
	order_number TEXT   NOT NULL,
	warranty     TEXT   NOT NULL, -- in, out
	issued       BIGINT NOT NULL CHECK (issued >= 0),
	returned     BIGINT NOT NULL CHECK (returned >= 0),
	cost_fen     BIGINT NOT NULL CHECK (cost_fen >= 0), -- PT-12: actual cost of what was used
	charged_fen  BIGINT NOT NULL CHECK (charged_fen >= 0),
	old_back     BIGINT NOT NULL CHECK (old_back >= 0), -- old parts handed in (PT-11)
	PRIMARY KEY (kind, branch_id, erp_key, item_code),
	CHECK (returned <= issued)
);

-- PT-13: parts of an order out of warranty that are free for the customer.
CREATE TABLE parts_free_approval (
	kind         TEXT   NOT NULL,
	branch_id    TEXT   NOT NULL,
	erp_key      TEXT   NOT NULL,
	order_number TEXT   NOT NULL,
	reason       TEXT   NOT NULL,
	approved_at  BIGINT NOT NULL,
	actor        TEXT   NOT NULL,
	actor_name   TEXT   NOT NULL,
	PRIMARY KEY (kind, branch_id, erp_key)
);

-- PT-05: since when ledger and ERP agree on an item of a place, and where they do not.
CREATE TABLE parts_agreement (
	place_id         TEXT   NOT NULL,
	item_code        TEXT   NOT NULL,
	agreed_at        BIGINT,          -- null: never yet
	agreed_sequence  BIGINT NOT NULL, -- last movement then
	state            TEXT   NOT NULL, -- agrees, differs
	what             TEXT   NOT NULL, -- quantity, name, specification, unit, unknown_item, unreadable; several with commas
	ours             BIGINT NOT NULL,
	theirs           BIGINT,          -- null: the ERP has no stock of it, or what it says cannot be read
	theirs_text      TEXT   NOT NULL,
	differs_since    BIGINT,
	checked_at       BIGINT NOT NULL,
	explanation      TEXT   NOT NULL,
	explained_by     TEXT   NOT NULL,
	record_hash      TEXT   NOT NULL, -- of what the ERP was last told
	version          BIGINT NOT NULL,
	PRIMARY KEY (place_id, item_code)
);
CREATE INDEX parts_agreement_state ON parts_agreement (state, place_id, item_code);

-- Where a job stands.
CREATE TABLE parts_mark (
	name  TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL
);

-- Running numbers of papers, and nothing else: a number that nobody got is no gap.
CREATE TABLE parts_counter (
	series    TEXT   NOT NULL,
	branch_id TEXT   NOT NULL,
	day       TEXT   NOT NULL,
	last      BIGINT NOT NULL,
	PRIMARY KEY (series, branch_id, day)
);

-- PT-18; plugins/README.md says what the columns are.
CREATE VIEW parts_v_order_part AS
SELECT p.kind, p.branch_id, p.erp_key, p.order_number, p.item_code, i.name AS item_name, i.unit, i.unit_size, p.warranty, p.issued,
	p.returned, p.issued - p.returned AS used, p.cost_fen,
	CASE WHEN p.warranty = 'in' AND i.kind = 'part' THEN p.issued - p.returned ELSE 0 END AS old_due, p.old_back,
	COALESCE(a.actor_name, '') AS free_approval
FROM parts_order_part p
JOIN parts_item i ON i.code = p.item_code
LEFT JOIN parts_free_approval a ON a.kind = p.kind AND a.branch_id = p.branch_id AND a.erp_key = p.erp_key;
