-- The list of flagged customers by name, out of an index like its other order.
CREATE INDEX complaints_customer_name ON complaints_customer (name, id);
