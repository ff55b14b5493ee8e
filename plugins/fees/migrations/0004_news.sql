-- FE-01, FE-02: a list that was published, or goods whose file changed, after orders were computed. The orders are looked at page by page;
-- when all were, the row goes.
CREATE TABLE fees_news (
	id         TEXT   NOT NULL PRIMARY KEY, -- the list, or goods:<branch>
	what       TEXT   NOT NULL, -- price, warranty, goods
	branch_id  TEXT   NOT NULL, -- '*' every branch
	valid_from TEXT   NOT NULL, -- of a list, half-open; '' of goods
	valid_to   TEXT   NOT NULL,
	at_branch  TEXT   NOT NULL, -- the last order that was looked at
	at_key     TEXT   NOT NULL,
	again      BIGINT NOT NULL, -- 1: heard again meanwhile, all orders are looked at once more
	turn       BIGINT NOT NULL  -- when it was heard; the oldest is first
);
CREATE INDEX fees_news_turn ON fees_news (turn, id);
-- The months of goods as they were last heard: another price of theirs is no news.
CREATE TABLE fees_goods (
	branch_id TEXT   NOT NULL,
	code      TEXT   NOT NULL,
	months    BIGINT NOT NULL, -- -1 none, or taken away
	PRIMARY KEY (branch_id, code)
);

-- FE-30: what both ledgers of the manufacturers' money add up, read from here alone.
CREATE INDEX fees_brand_entry_sums ON fees_brand_entry (month, branch_id, brand, kind, sum_fen);
