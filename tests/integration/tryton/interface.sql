-- What erphost adds to a Tryton database: tables of its own (call-back results, complaints, contact sheets, stock, fines, messages), one account that reads and one
-- that may write there and nowhere else. Tryton's own tables stay as they are. Passwords are set by whoever runs this.
CREATE TABLE erphost_callback (
	record_id  VARCHAR(64)  NOT NULL PRIMARY KEY,
	version    BIGINT       NOT NULL,
	epoch      BIGINT       NOT NULL,
	state      VARCHAR(16),
	branch     VARCHAR(20)  NOT NULL,
	shipment   INTEGER      NOT NULL REFERENCES stock_shipment_out (id),
	level      VARCHAR(20),
	words      TEXT,
	called_at  TIMESTAMP(6),
	clerk      VARCHAR(60)
);
CREATE INDEX erphost_callback_shipment ON erphost_callback (shipment);

CREATE TABLE erphost_complaint ( -- complaints as they stand, one row a delivery
	record_id  VARCHAR(80)  NOT NULL PRIMARY KEY,
	version    BIGINT       NOT NULL,
	epoch      BIGINT       NOT NULL,
	state      VARCHAR(16),
	branch     VARCHAR(20)  NOT NULL,
	shipment   VARCHAR(40)  NOT NULL,
	complaint_state VARCHAR(20),
	due_at     TIMESTAMP(6)
);
CREATE TABLE erphost_contact_sheet ( -- the branch types its answer into the same row
	record_id  VARCHAR(64)  NOT NULL PRIMARY KEY,
	version    BIGINT       NOT NULL,
	epoch      BIGINT       NOT NULL,
	state      VARCHAR(16),
	branch     VARCHAR(20)  NOT NULL,
	order_number VARCHAR(64),
	number     VARCHAR(40),
	complaint  VARCHAR(40),
	department VARCHAR(20),
	problem    TEXT,
	due_at     TIMESTAMP(6),
	sheet_state VARCHAR(20),
	signed_by  VARCHAR(60),
	sent_at    TIMESTAMP(6),
	withdrawn_reason TEXT,
	result     TEXT,
	measure    TEXT,
	facts      TEXT,
	cause      TEXT,
	solution   TEXT,
	carried_out TEXT,
	answered_by VARCHAR(60),
	answered_at TIMESTAMP(6)
);
CREATE TABLE erphost_dispatch_request (
	record_id  VARCHAR(80)  NOT NULL PRIMARY KEY,
	version    BIGINT       NOT NULL,
	epoch      BIGINT       NOT NULL,
	state      VARCHAR(16),
	branch     VARCHAR(20)  NOT NULL,
	order_number VARCHAR(64),
	complaint  VARCHAR(40),
	wanted     VARCHAR(20),
	what       TEXT,
	requested_by VARCHAR(60),
	requested_at TIMESTAMP(6)
);
CREATE TABLE erphost_message (
	record_id  VARCHAR(100) NOT NULL PRIMARY KEY,
	version    BIGINT       NOT NULL,
	epoch      BIGINT       NOT NULL,
	state      VARCHAR(16),
	branch     VARCHAR(20)  NOT NULL,
	order_number VARCHAR(64),
	phone      VARCHAR(30)  NOT NULL,
	words      TEXT
);
CREATE TABLE erphost_stock_difference (
	record_id  VARCHAR(80)  NOT NULL PRIMARY KEY,
	version    BIGINT       NOT NULL,
	epoch      BIGINT       NOT NULL,
	state      VARCHAR(16),
	branch     VARCHAR(20)  NOT NULL,
	warehouse  VARCHAR(20),
	part_code  VARCHAR(40)  NOT NULL,
	ledger_quantity NUMERIC(18, 4),
	erp_quantity VARCHAR(60),
	what       VARCHAR(80),
	agreed_at  TIMESTAMP(6),
	movements  TEXT,
	difference_state VARCHAR(20)
);
CREATE TABLE erphost_stock_count ( -- whoever counts types quantity, name and time into the row that asks, or into one of his own
	record_id  VARCHAR(80)  NOT NULL PRIMARY KEY,
	version    BIGINT       NOT NULL DEFAULT 0,
	epoch      BIGINT       NOT NULL DEFAULT 0,
	state      VARCHAR(16),
	branch     VARCHAR(20)  NOT NULL,
	number     VARCHAR(40),
	round      INTEGER,
	warehouse  VARCHAR(20),
	part_code  VARCHAR(40),
	part_name  VARCHAR(80),
	quantity   NUMERIC(18, 4),
	counted_by VARCHAR(60),
	counted_at TIMESTAMP(6)
);
CREATE TABLE erphost_fine (
	record_id  VARCHAR(80)  NOT NULL PRIMARY KEY,
	version    BIGINT       NOT NULL,
	epoch      BIGINT       NOT NULL,
	state      VARCHAR(16),
	branch     VARCHAR(20)  NOT NULL,
	order_number VARCHAR(64),
	number     VARCHAR(40),
	offence    VARCHAR(40),
	person     VARCHAR(20),
	person_name VARCHAR(60),
	amount     NUMERIC(14, 2),
	fine_state VARCHAR(20),
	decided_at TIMESTAMP(6)
);

DO $$
BEGIN
	IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'erphost_tryton_pull') THEN
		CREATE ROLE erphost_tryton_pull LOGIN;
	END IF;
	IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'erphost_tryton_push') THEN
		CREATE ROLE erphost_tryton_push LOGIN;
	END IF;
END
$$;
GRANT SELECT ON party_party, party_address, party_contact_mechanism, stock_shipment_out, stock_move, stock_location,
	product_product, product_template, product_category, "product_template-product_category", product_list_price, product_uom
	TO erphost_tryton_pull;
GRANT SELECT ON erphost_callback, erphost_complaint, erphost_contact_sheet, erphost_dispatch_request, erphost_message,
	erphost_stock_difference, erphost_stock_count, erphost_fine
	TO erphost_tryton_pull;
GRANT SELECT, INSERT, UPDATE ON erphost_callback, erphost_complaint, erphost_contact_sheet, erphost_dispatch_request, erphost_message,
	erphost_stock_difference, erphost_stock_count, erphost_fine
	TO erphost_tryton_push;
-- The foreign key is checked as the owner of the table; reading the deliveries lets "as the ERP sees it" show one.
GRANT SELECT ON stock_shipment_out TO erphost_tryton_push;
