#include "surface/FeesPlugin.hpp"

namespace fees {

erphost::Result<void> FeesPlugin::start(erphost::Registry&)
{
	return {};
}

} // namespace fees
