-- How often an ERP screen saved an old row over a record of ours: attempts also counts what a line lost.
ALTER TABLE erp_outbox ADD COLUMN overwrites BIGINT NOT NULL DEFAULT 0;
-- The list of records reads a page from either end, not everything.
CREATE INDEX erp_outbox_sequence ON erp_outbox (sequence);
