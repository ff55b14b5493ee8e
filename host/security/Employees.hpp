#pragma once

#include "host/security/Users.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace erphost::security {

/// An employee as the ERP has him, and the account that was made for him.
struct Employee
{
	std::string key; ///< in the ERP
	std::string number;
	std::string name;
	std::string branch;
	std::string department;
	std::string position;
	bool left = false;
	std::string userId; ///< empty: he has no account
	std::string username;
	bool disabled = false; ///< the account
};

struct EmployeeFilter
{
	std::string after;  ///< key of the last one on the page before
	std::string search; ///< part of number, name, department or position
	bool withoutAccount = false;
	std::string today; ///< business date
	int limit = 50;
};

/// By key. People of the ERP: personal data.
Result<std::vector<Employee>> listEmployees(store::Transaction& tx, const EmployeeFilter& filter);

/// An account for each of these employees, with one role for his branch ("*": for every branch): the user name is his
/// number, with the branch behind it where somebody has that name already. All or none: "employee.not_found",
/// "employee.has_account", "employee.left", "user.invalid", "role.invalid"; the param "employee" names who it is about.
Result<std::vector<User>> addEmployees(store::Transaction& tx, const std::vector<std::string>& keys,
                                       const std::string& role, bool everyBranch, const std::string& today,
                                       std::int64_t nowMs);

/// The accounts that still work of those who the ERP says have left: their ids. Disabling one may be refused (the last
/// administrator), so each is a transaction of its own.
Result<std::vector<std::string>> leavers(store::Transaction& tx, const std::string& today);

} // namespace erphost::security
