#include "surface/Roles.hpp"

namespace complaints {

std::string branchList(const std::vector<std::string>& branches)
{
	if (branches == std::vector<std::string>{"*"}) return "*";
	std::string list = "|";
	for (const auto& branch : branches) list += branch + "|";
	return list;
}

std::string grantList(const erphost::Caller& caller)
{
	std::string list = "|";
	for (const auto& grant : caller.grants) list += grant.role + "@" + grant.branch + "|";
	return list;
}

} // namespace complaints
