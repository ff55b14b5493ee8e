-- Which account is whose: an employee of the ERP and his account here. Who leaves there cannot sign in here any more.
CREATE TABLE host_employee_user (
	employee  TEXT   NOT NULL PRIMARY KEY, -- his key in the ERP
	user_id   TEXT   NOT NULL,
	linked_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX host_employee_user_user ON host_employee_user (user_id);
