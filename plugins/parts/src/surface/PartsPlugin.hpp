#pragma once

#include "erphost/Plugin.hpp"
#include "erphost/imports/Routes.hpp"
#include "surface/Desk.hpp"
#include "surface/StockDesk.hpp"

namespace parts {

/// 备件: every part, material and tool from the supplier to the customer and back.
class PartsPlugin : public erphost::Plugin
{
public:
	explicit PartsPlugin(const erphost::Host& host);

	erphost::Result<void> start(erphost::Registry& registry) override;

private:
	StockDesk _stock;
	Desk _desk;
	erphost::imports::Routes _imports;
};

} // namespace parts
