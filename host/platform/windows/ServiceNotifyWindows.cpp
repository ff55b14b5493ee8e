#include "host/platform/ServiceNotify.hpp"
#include "host/platform/windows/ServiceMain.hpp"

namespace erphost {

// The same words as for systemd, told to the service control manager.
ServiceNotify ServiceNotify::fromEnvironment()
{
	ServiceNotify notify;
	if (!ServiceMain::active()) return notify;
	notify._address = "service control manager";
	// A start or stop that shows no progress is taken for one that hangs.
	notify._watchdogMs = 3000;
	return notify;
}

void ServiceNotify::send(const std::string& text) const
{
	if (_address.empty()) return;
	if (text == "READY=1") ServiceMain::running();
	else if (text == "STOPPING=1") ServiceMain::stopping();
	else if (text == "WATCHDOG=1") ServiceMain::progress();
}

} // namespace erphost
