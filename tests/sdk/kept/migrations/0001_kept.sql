CREATE TABLE kept_count (
	name   TEXT   NOT NULL PRIMARY KEY,
	number BIGINT NOT NULL
);
