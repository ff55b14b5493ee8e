#pragma once

#include "erphost/Plugin.hpp"
#include "store/Business.hpp"

#include <string>

namespace survey {

/// One order's story for the department, and the state of his order for the customer.
class StoryRoutes
{
public:
	explicit StoryRoutes(const erphost::Host& host): _host(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> story(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> orderState(Tx& tx, const erphost::Request& request) const;

	const erphost::Host& _host;
};

} // namespace survey
