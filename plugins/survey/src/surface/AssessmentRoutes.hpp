#pragma once

#include "surface/FigureJson.hpp"

namespace survey {

/// SV-58: dissatisfied and average orders are examined, satisfied ones are rewarded, order by order.
class AssessmentRoutes
{
public:
	explicit AssessmentRoutes(const erphost::Host& host): _host(host) {}
	erphost::Result<void> addTo(erphost::Registry& registry) const;

private:
	erphost::Result<erphost::Reply> list(erphost::Tx& tx, const erphost::Request& request) const;
	erphost::Result<erphost::Reply> examine(erphost::Tx& tx, const erphost::Request& request) const;

	const erphost::Host& _host;
};

} // namespace survey
