-- Deposits among the accounts, an order among the counts, and what waits among the work of all years, without reading these whole.
CREATE INDEX fees_money_balance_deposit ON fees_money_balance ((branch_id || '|' || key)) WHERE account = 'deposit';
CREATE INDEX fees_count_line_order ON fees_count_line (erp_key, count_id);
CREATE INDEX fees_work_waiting ON fees_work (performer, branch_id, id) WHERE state = 'waiting';
