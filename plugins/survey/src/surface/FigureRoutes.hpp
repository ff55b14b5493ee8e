#pragma once

#include "erphost/Plugin.hpp"
#include "store/Business.hpp"

namespace survey {

/// Counters, and what the draws did (SV-01).
class FigureRoutes
{
public:
	explicit FigureRoutes(const erphost::Host& host): _host(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> counters(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> draws(Tx& tx, const erphost::Request& request) const;

	const erphost::Host& _host;
};

} // namespace survey
