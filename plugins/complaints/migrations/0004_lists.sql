-- Lists in every state come out of an index in their order too: without these a page of fifty sorts years of complaints.
CREATE INDEX complaints_case_all_urgency ON complaints_case (urgency, id);
CREATE INDEX complaints_case_all_received ON complaints_case (received_at, id);
