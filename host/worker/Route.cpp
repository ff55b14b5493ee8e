#include "host/worker/Route.hpp"

#include <algorithm>

namespace erphost::worker {

namespace {

bool counts(const Grant& grant, const std::vector<std::string>& roles)
{
	return grant.role == "admin" || std::find(roles.begin(), roles.end(), grant.role) != roles.end();
}

} // namespace

bool Caller::may(const std::vector<std::string>& roles, std::string_view branch) const
{
	return std::any_of(grants.begin(), grants.end(), [&](const Grant& grant) {
		return counts(grant, roles) && (grant.branch == "*" || grant.branch == branch);
	});
}

std::vector<std::string> Caller::branches(const std::vector<std::string>& roles) const
{
	std::vector<std::string> found;
	for (const auto& grant : grants)
	{
		if (!counts(grant, roles)) continue;
		if (grant.branch == "*") return {"*"};
		if (std::find(found.begin(), found.end(), grant.branch) == found.end()) found.push_back(grant.branch);
	}
	return found;
}

} // namespace erphost::worker
