#pragma once

#include "erphost/Plugin.hpp"
#include "surface/FinesAndSettlements.hpp"
#include "surface/OrdersAndCash.hpp"

namespace fees {

/// 收费: what an order costs and where its money is; fines, rewards and settlements.
class FeesPlugin : public erphost::Plugin
{
public:
	explicit FeesPlugin(const erphost::Host& host): Plugin(host), _orders(host), _finesAndSettlements(host) {}

	erphost::Result<void> start(erphost::Registry& registry) override
	{
		EH_CHECK(_orders.addTo(registry));
		return _finesAndSettlements.addTo(registry);
	}

private:
	OrdersAndCash _orders;
	FinesAndSettlements _finesAndSettlements;
};

} // namespace fees
