-- The open tasks of one customer in the order in which they are due: without it SQLite, which has no statistics here,
-- reads all open tasks for the sake of their order.
CREATE INDEX survey_task_customer ON survey_task (phone, state, due_on, id);
