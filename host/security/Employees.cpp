#include "host/security/Employees.hpp"

#include "host/security/EmployeesSql.hpp"

namespace erphost::security {
namespace {

Employee employeeOf(const store::Statement& row)
{
	return {row.text(0), row.text(1),         row.text(2), row.text(3), row.text(4),
	        row.text(5), row.integer(6) != 0, row.text(7), row.text(8), row.integer(9) != 0};
}

std::string pattern(const std::string& search)
{
	return search.empty() ? std::string() : "%" + search + "%";
}

Result<Employee> employee(store::Transaction& tx, const std::string& key, const std::string& today)
{
	EH_TRY(auto statement, tx.prepareAsHost(sql::kEmployee));
	EH_CHECK(statement.bindAll(key, today));
	EH_TRY(const bool found, statement.step());
	if (!found) return permanent("employee.not_found", "the ERP has no such employee").with("employee", key);
	return employeeOf(statement);
}

Result<User> addEmployee(store::Transaction& tx, const Employee& person, const std::string& role, bool everyBranch,
                         std::int64_t nowMs)
{
	if (!person.userId.empty())
		return conflict("employee.has_account", "he has an account")
		    .with("employee", person.number)
		    .with("username", person.username);
	if (person.left) return permanent("employee.left", "he has left").with("employee", person.number);
	NewUser user;
	user.username = person.number.empty() ? person.key : person.number;
	user.displayName = person.name;
	user.grants = {{role, everyBranch ? "*" : person.branch}};
	EH_TRY(const auto name, normalUsername(user.username));
	EH_TRY(const auto taken, userByName(tx, name));
	if (taken) user.username = name + "-" + person.branch;
	EH_TRY(auto made, addUser(tx, user, nowMs));
	EH_TRY(const auto linked, tx.execute(sql::kLinkEmployee, person.key, made.id, nowMs));
	if (linked == 0)
		return conflict("employee.has_account", "he has an account")
		    .with("employee", person.number)
		    .with("username", made.username);
	return made;
}

} // namespace

Result<std::vector<Employee>> listEmployees(store::Transaction& tx, const EmployeeFilter& filter)
{
	std::vector<Employee> employees;
	EH_TRY(auto statement, tx.prepareAsHost(sql::kEmployees));
	EH_CHECK(statement.bindAll(filter.after, pattern(filter.search), std::int64_t{filter.withoutAccount},
	                           std::int64_t{filter.limit}, filter.today));
	for (;;)
	{
		EH_TRY(const bool found, statement.step());
		if (!found) return employees;
		employees.push_back(employeeOf(statement));
	}
}

Result<std::vector<User>> addEmployees(store::Transaction& tx, const std::vector<std::string>& keys,
                                       const std::string& role, bool everyBranch, const std::string& today,
                                       std::int64_t nowMs)
{
	std::vector<User> made;
	for (const auto& key : keys)
	{
		EH_TRY(const auto person, employee(tx, key, today));
		auto user = addEmployee(tx, person, role, everyBranch, nowMs);
		if (!user)
		{
			auto error = std::move(user).error();
			return error.param("employee").empty() ? std::move(error).with("employee", person.number)
			                                       : std::move(error);
		}
		made.push_back(*std::move(user));
	}
	return made;
}

Result<std::vector<std::string>> leavers(store::Transaction& tx, const std::string& today)
{
	std::vector<std::string> ids;
	EH_TRY(auto statement, tx.prepareAsHost(sql::kLeavers));
	EH_CHECK(statement.bind(1, today));
	for (;;)
	{
		EH_TRY(const bool found, statement.step());
		if (!found) return ids;
		ids.push_back(statement.text(0));
	}
}

} // namespace erphost::security
