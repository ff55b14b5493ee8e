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
