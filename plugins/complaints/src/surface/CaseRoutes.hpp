#pragma once

#include "erphost/Plugin.hpp"
#include "store/Cases.hpp"

namespace complaints {

/// The board: list, one case.
class CaseRoutes
{
public:
	explicit CaseRoutes(const erphost::Host& host): _host(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

	/// A case that the caller may see: "complaints.case.not_found" for one that does not exist or that he may not.
	static Result<Case> require(Tx& tx, const erphost::Request& request, const std::string& id);

private:
	Result<erphost::Reply> list(Tx& tx, const erphost::Request& request) const;

	const erphost::Host& _host;
};

} // namespace complaints
