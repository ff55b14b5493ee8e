#pragma once

#include "erphost/Plugin.hpp"
#include "store/OrderParts.hpp"

namespace parts {

/// The parts of one order: what was issued, came back, was used and what it costs (PT-12, PT-18), free ones (PT-13),
/// and the order's story.
class OrderRoutes
{
public:
	explicit OrderRoutes(const erphost::Host& host): _host(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> list(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> approve(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> story(Tx& tx, const erphost::Request& request) const;

	const erphost::Host& _host;
};

} // namespace parts
