-- What erphost adds to a Tryton database: one table of its own for the results of call-backs, one account that reads and one
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
	product_product, product_template, product_category, "product_template-product_category", product_list_price
	TO erphost_tryton_pull;
GRANT SELECT ON erphost_callback TO erphost_tryton_pull;
GRANT SELECT, INSERT, UPDATE ON erphost_callback TO erphost_tryton_push;
-- The foreign key is checked as the owner of the table; reading the deliveries lets "as the ERP sees it" show one.
GRANT SELECT ON stock_shipment_out TO erphost_tryton_push;
