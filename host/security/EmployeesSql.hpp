#pragma once

#include "erphost/Sql.hpp"

#include <span>

/// Employees of the ERP beside their accounts. The table of employees is the pull's; here it is only read.
namespace erphost::security::sql {

// Left: the ERP says so. A row that is merely gone says nothing: a mapping may have been narrowed.
#define EH_EMPLOYEE_LEFT "(COALESCE(e.active, 1) = 0 OR (COALESCE(e.left_on, '') <> '' AND e.left_on <= "

// An employee and his account, as both statements read them; the parameter is today's.
#define EH_EMPLOYEES(today)                                                                                            \
	"SELECT e.erp_key, COALESCE(e.number, ''), COALESCE(e.name, ''), e.branch_id, COALESCE(e.department, ''), "        \
	"COALESCE(e.position, ''), CASE WHEN " EH_EMPLOYEE_LEFT today ")) THEN 1 ELSE 0 END, COALESCE(u.id, ''), "         \
	"COALESCE(u.username, ''), COALESCE(u.disabled, 0) "                                                               \
	"FROM erp_employee e LEFT JOIN host_employee_user l ON l.employee = e.erp_key LEFT JOIN host_user u ON u.id = "    \
	"l.user_id WHERE e.deleted = 0 AND "

/// ?1 erp_key after which, ?2 pattern or '', ?3 1: only those without an account, ?4 limit, ?5 today.
inline constexpr Sql kEmployees{
	"security.employees",
	EH_EMPLOYEES("?5") "e.erp_key > ?1 AND (?2 = '' OR e.number LIKE ?2 OR e.name LIKE ?2 OR e.position "
					   "LIKE ?2 OR e.department LIKE ?2) AND (CAST(?3 AS BIGINT) = 0 OR (l.user_id IS NULL AND "
					   "NOT " EH_EMPLOYEE_LEFT "?5)))) ORDER BY e.erp_key LIMIT ?4"};
inline constexpr Sql kEmployee{"security.employee", EH_EMPLOYEES("?2") "e.erp_key = ?1 LIMIT 1"};
inline constexpr Sql kLinkEmployee{
	"security.link_employee",
	"INSERT INTO host_employee_user (employee, user_id, linked_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING"};
/// Accounts that still work, of people who have left; ?1 today.
inline constexpr Sql kLeavers{
	"security.leavers",
	"SELECT u.id FROM host_employee_user l JOIN host_user u ON u.id = l.user_id WHERE u.disabled = 0 AND EXISTS "
	"(SELECT 1 FROM erp_employee e WHERE e.erp_key = l.employee AND e.deleted = 0) AND NOT EXISTS (SELECT 1 FROM "
	"erp_employee e WHERE e.erp_key = l.employee AND e.deleted = 0 AND NOT " EH_EMPLOYEE_LEFT "?1)))"};

#undef EH_EMPLOYEES
#undef EH_EMPLOYEE_LEFT

inline constexpr Sql const* kEmployeeStatements[] = {&kEmployees, &kEmployee, &kLinkEmployee, &kLeavers};

inline std::span<const Sql* const> employeeStatements()
{
	return kEmployeeStatements;
}

} // namespace erphost::security::sql
