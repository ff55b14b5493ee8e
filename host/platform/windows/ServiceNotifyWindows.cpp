#include "host/platform/ServiceNotify.hpp"

namespace erphost {

// The service control manager is told by Poco::Util::ServerApplication.
ServiceNotify ServiceNotify::fromEnvironment()
{
	return {};
}

void ServiceNotify::send(const std::string&) const {}

} // namespace erphost
