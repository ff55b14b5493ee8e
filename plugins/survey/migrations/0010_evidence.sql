-- X-04: on how many pieces of evidence a proposal stands; null: proposed before they were counted.
ALTER TABLE survey_fine_proposal ADD COLUMN evidence BIGINT;
