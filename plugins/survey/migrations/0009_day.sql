-- SV-06: the next task in the order in which a day is worked: due date, branch, product, service type, mode.
CREATE INDEX survey_task_next ON survey_task (state, due_on, branch_id, product_type, (COALESCE(service_type, '')), stage, id);

-- SV-07: all sales of a day, drawn or not: the evening is staffed by them.
CREATE TABLE survey_sale (
	branch_id TEXT NOT NULL,
	erp_key   TEXT NOT NULL,
	day       TEXT NOT NULL, -- business date
	PRIMARY KEY (branch_id, erp_key)
);
CREATE INDEX survey_sale_day ON survey_sale (day);
-- What is known of sales so far: without it the means of four weeks would begin at nothing.
INSERT INTO survey_sale (branch_id, erp_key, day) SELECT branch_id, erp_key, period FROM survey_candidate
WHERE kind = 'sale' AND state IN ('waiting', 'drawn', 'passed');
INSERT INTO survey_sale (branch_id, erp_key, day) SELECT branch_id, erp_key, completed_on FROM survey_task
WHERE kind = 'sale' AND state <> 'cancelled' ON CONFLICT (branch_id, erp_key) DO NOTHING;
