#pragma once

#include "erphost/Plugin.hpp"
#include "surface/FinesAndSettlements.hpp"

namespace fees {

class FeesPlugin : public erphost::Plugin
{
public:
	explicit FeesPlugin(const erphost::Host& host): Plugin(host), _finesAndSettlements(host) {}

	erphost::Result<void> start(erphost::Registry& registry) override;

private:
	FinesAndSettlements _finesAndSettlements;
};

} // namespace fees
