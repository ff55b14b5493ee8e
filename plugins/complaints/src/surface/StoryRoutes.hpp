#pragma once

#include "erphost/Plugin.hpp"

namespace complaints {

using erphost::Result;
using erphost::Tx;

/// the complaints' lines of an order's story; X-07: what a customer may see of his order.
class StoryRoutes
{
public:
	StoryRoutes() = default;
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> story(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> orderState(Tx& tx, const erphost::Request& request) const;
};

} // namespace complaints
