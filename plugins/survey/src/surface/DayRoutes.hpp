#pragma once

#include "erphost/Plugin.hpp"
#include "rules/DayPlan.hpp"
#include "store/Business.hpp"

#include <string>

namespace survey {

/// The clerks' day and the duty roster (SV-06, SV-07).
class DayRoutes
{
public:
	explicit DayRoutes(const erphost::Host& host): _host(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> day(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> roster(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> setDay(Tx& tx, const erphost::Request& request) const;
	Result<nlohmann::json> rosterOf(Tx& tx, const std::string& from, const std::string& to) const;

	const erphost::Host& _host;
};

} // namespace survey
