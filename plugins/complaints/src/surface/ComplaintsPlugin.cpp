#include "surface/ComplaintsPlugin.hpp"

namespace complaints {

ComplaintsPlugin::ComplaintsPlugin(const erphost::Host& host):
	Plugin(host), _work(host), _cases(host), _intake(_work), _steps(_work), _events(_work), _orders(host)
{
}

Result<void> ComplaintsPlugin::start(erphost::Registry& registry)
{
	EH_CHECK(_cases.addTo(registry));
	EH_CHECK(_intake.addTo(registry));
	EH_CHECK(_steps.addTo(registry));
	EH_CHECK(_events.addTo(registry));
	return _orders.addTo(registry);
}

} // namespace complaints
