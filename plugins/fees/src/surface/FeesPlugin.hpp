#pragma once

#include "erphost/Plugin.hpp"

namespace fees {

class FeesPlugin : public erphost::Plugin
{
public:
	explicit FeesPlugin(const erphost::Host& host): Plugin(host) {}

	erphost::Result<void> start(erphost::Registry& registry) override;
};

} // namespace fees
