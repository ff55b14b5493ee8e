#pragma once

#include "store/Months.hpp"
#include "surface/FigureJson.hpp"

namespace survey {

/// Who closes a month and signs it: for all branches at once.
inline const std::vector<std::string> kManagers{"service_manager"};

/// SV-56: a month's figures are computed, signed and frozen; what comes later is a visible amendment.
class MonthRoutes
{
public:
	explicit MonthRoutes(const erphost::Host& host): _host(host) {}
	erphost::Result<void> addTo(erphost::Registry& registry) const;

private:
	erphost::Result<erphost::Reply> list(erphost::Tx& tx, const erphost::Request& request) const;
	erphost::Result<erphost::Reply> one(erphost::Tx& tx, const erphost::Request& request) const;
	erphost::Result<erphost::Reply> amendments(erphost::Tx& tx, const erphost::Request& request) const;
	erphost::Result<erphost::Reply> compute(erphost::Tx& tx, const erphost::Request& request) const;
	erphost::Result<erphost::Reply> sign(erphost::Tx& tx, const erphost::Request& request) const;
	/// SV-56: at the start of a month the one before is proposed for closing.
	erphost::Result<bool> propose(erphost::Tx& tx) const;

	/// The month that a change is asked for, its version checked against If-Match.
	erphost::Result<Month> forChange(erphost::Tx& tx, const erphost::Request& request) const;
	erphost::Result<nlohmann::json> shown(erphost::Tx& tx, const Month& month, const std::string& branches,
	                                      bool withBranches) const;

	const erphost::Host& _host;
};

} // namespace survey
