#include "surface/PartsPlugin.hpp"

namespace parts {

erphost::Result<void> PartsPlugin::start(erphost::Registry& registry)
{
	EH_CHECK(_stock.addTo(registry));
	return _desk.addTo(registry);
}

} // namespace parts
