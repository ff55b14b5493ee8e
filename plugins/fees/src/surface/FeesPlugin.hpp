#pragma once

#include "erphost/Plugin.hpp"
#include "store/FeeImportSql.hpp"
#include "surface/CardImport.hpp"
#include "surface/DepositImport.hpp"
#include "surface/FineImport.hpp"
#include "surface/FinesAndSettlements.hpp"
#include "surface/OrdersAndCash.hpp"

namespace fees {

/// 收费: what an order costs and where its money is; fines, rewards and settlements.
class FeesPlugin : public erphost::Plugin
{
public:
	explicit FeesPlugin(const erphost::Host& host):
		Plugin(host), _orders(host), _finesAndSettlements(host), _imports(host, sql::kImport)
	{
		_imports.add(std::make_unique<FineImport>(host));
		_imports.add(std::make_unique<CardImport>(host));
		_imports.add(std::make_unique<DepositImport>(host));
	}

	erphost::Result<void> start(erphost::Registry& registry) override
	{
		EH_CHECK(_orders.addTo(registry));
		EH_CHECK(_imports.addTo(registry));
		return _finesAndSettlements.addTo(registry);
	}

private:
	OrdersAndCash _orders;
	FinesAndSettlements _finesAndSettlements;
	erphost::imports::Routes _imports;
};

} // namespace fees
