-- For other plugins: what the branch answered to the sheets of a case, by the round of the handling that it answered
-- in. Sheets have rounds of their own; the case's is the one of its newest line of that moment.
CREATE VIEW complaints_v_answer AS
SELECT s.case_id,
	COALESCE((SELECT MAX(l.round) FROM complaints_step l WHERE l.case_id = s.case_id AND l.at <= a.entered_at), 1) AS round,
	CASE WHEN a.measure = '' THEN a.result WHEN a.result = '' THEN a.measure ELSE a.result || '；' || a.measure END AS answer,
	a.at AS answered_at, a.by_name
FROM complaints_sheet s JOIN complaints_sheet_answer a ON a.sheet_id = s.id
WHERE a.stands = 1 AND s.state <> 'withdrawn';
