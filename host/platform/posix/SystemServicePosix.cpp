#include "host/platform/SystemService.hpp"

namespace erphost {
namespace {

Error bySystemd()
{
	return permanent("service.no_manager", "on this system systemd manages the service");
}

} // namespace

Result<std::optional<ServiceInfo>> findService(const std::string&)
{
	return bySystemd();
}

Result<void> putService(const ServiceSetup&)
{
	return bySystemd();
}

Result<void> startService(const std::string&, std::chrono::seconds)
{
	return bySystemd();
}

Result<void> stopService(const std::string&, std::chrono::seconds)
{
	return bySystemd();
}

Result<void> removeService(const std::string&, std::chrono::seconds)
{
	return bySystemd();
}

Result<int> runAsService(const std::string&, std::function<int()>)
{
	return bySystemd();
}

struct ServiceLog::Impl
{
};
ServiceLog::ServiceLog(std::unique_ptr<Impl> impl): _impl(std::move(impl)) {}
ServiceLog::~ServiceLog() = default;

Result<std::unique_ptr<ServiceLog>> ServiceLog::open(const std::filesystem::path&, const std::string&)
{
	return bySystemd();
}

Result<void> putEventSource(const std::string&, const std::filesystem::path&)
{
	return bySystemd();
}

void removeEventSource(const std::string&) {}
void writeErrorEvent(const std::string&, const std::string&) {}
void publishAddress(const std::string&) {}

std::string publishedAddress()
{
	return {};
}

void removePublishedAddress() {}

Result<void> openFirewall(const std::string&, int)
{
	return bySystemd();
}

void closeFirewall(const std::string&) {}

Result<void> putStartMenu(const std::string&, const std::vector<StartMenuEntry>&)
{
	return bySystemd();
}

void removeStartMenu(const std::string&) {}

Result<void> openInBrowser(const std::string&)
{
	return bySystemd();
}

} // namespace erphost
