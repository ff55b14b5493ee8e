#pragma once

#include "erphost/Plugin.hpp"
#include "surface/OrdersAndCash.hpp"

namespace fees {

/// 收费: what an order costs and where its money is.
class FeesPlugin : public erphost::Plugin
{
public:
	explicit FeesPlugin(const erphost::Host& host): Plugin(host), _orders(host) {}

	erphost::Result<void> start(erphost::Registry& registry) override { return _orders.addTo(registry); }

private:
	OrdersAndCash _orders;
};

} // namespace fees
