#include "surface/FeesPlugin.hpp"

namespace fees {

erphost::Result<void> FeesPlugin::start(erphost::Registry& registry)
{
	return _finesAndSettlements.addTo(registry);
}

} // namespace fees
