-- Lists in every state come out of an index in their order too: without these a page of fifty sorts years of call-backs.
CREATE INDEX survey_task_all_due ON survey_task (due_on, id);
CREATE INDEX survey_task_all_completed ON survey_task (completed_at, id);
