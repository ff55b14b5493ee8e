#pragma once

#include "erphost/Plugin.hpp"

namespace parts {

class PartsPlugin : public erphost::Plugin
{
public:
	explicit PartsPlugin(const erphost::Host& host): Plugin(host) {}

	erphost::Result<void> start(erphost::Registry& registry) override;
};

} // namespace parts
