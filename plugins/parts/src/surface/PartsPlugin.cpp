#include "surface/PartsPlugin.hpp"

namespace parts {

erphost::Result<void> PartsPlugin::start(erphost::Registry& registry)
{
	return _stock.addTo(registry);
}

} // namespace parts
