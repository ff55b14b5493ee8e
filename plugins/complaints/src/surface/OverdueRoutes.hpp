#pragma once

#include "erphost/Plugin.hpp"
#include "store/Overdue.hpp"

namespace complaints {

/// CP-17: overdue orders in hour buckets, and what their customers are offered.
class OverdueRoutes
{
public:
	explicit OverdueRoutes(const erphost::Host& host): _host(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> buckets(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> list(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> remedies(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> decide(Tx& tx, const erphost::Request& request) const;

	const erphost::Host& _host;
};

} // namespace complaints
