#pragma once

#include "erphost/Plugin.hpp"
#include "surface/CaseWork.hpp"

namespace complaints {

/// CP-15: causes by frequency, and what is done against them.
class ActionRoutes
{
public:
	explicit ActionRoutes(const erphost::Host& host): _host(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> pareto(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> list(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> add(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> move(Tx& tx, const erphost::Request& request) const;

	const erphost::Host& _host;
};

} // namespace complaints
