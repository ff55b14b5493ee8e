-- Plans of contacts by who is contacted and by who does it.
CREATE INDEX survey_contact_plan_party ON survey_contact_plan (party, id);
CREATE INDEX survey_contact_plan_person ON survey_contact_plan (person, id);
