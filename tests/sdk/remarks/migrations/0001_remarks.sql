CREATE TABLE remarks_remark (
	erp_key TEXT   NOT NULL,
	at      BIGINT NOT NULL,
	words   TEXT   NOT NULL
);
