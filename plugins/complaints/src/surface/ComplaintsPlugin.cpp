#include "surface/ComplaintsPlugin.hpp"

namespace complaints {

ComplaintsPlugin::ComplaintsPlugin(const erphost::Host& host): Plugin(host), _cases(host) {}

Result<void> ComplaintsPlugin::start(erphost::Registry& registry)
{
	return _cases.addTo(registry);
}

} // namespace complaints
