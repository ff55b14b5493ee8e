-- SV-16: complaints from before erphost came, taken over from the ERP's own register: they count, and nothing follows.
ALTER TABLE complaints_case ADD COLUMN origin TEXT NOT NULL DEFAULT ''; -- erp: taken over; '': made here
