#include "host/platform/ServiceNotify.hpp"

#include <cstdlib>
#include <cstring>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace erphost {
namespace {

std::string takeVariable(const char* name)
{
	const char* value = std::getenv(name);
	std::string text = value ? value : "";
	::unsetenv(name);
	return text;
}

} // namespace

ServiceNotify ServiceNotify::fromEnvironment()
{
	ServiceNotify notify;
	notify._address = takeVariable("NOTIFY_SOCKET");
	const auto interval = takeVariable("WATCHDOG_USEC");
	const auto owner = takeVariable("WATCHDOG_PID");
	const bool ours = owner.empty() || std::atoll(owner.c_str()) == ::getpid();
	if (const auto microseconds = std::atoll(interval.c_str()); ours && microseconds > 0)
		notify._watchdogMs = microseconds / 1000;
	return notify;
}

void ServiceNotify::send(const std::string& text) const
{
	sockaddr_un address{};
	if (_address.empty() || _address.size() >= sizeof address.sun_path) return;
	address.sun_family = AF_UNIX;
	std::memcpy(address.sun_path, _address.data(), _address.size());
	// '@' stands for the zero byte in front of an abstract name; such a name has no terminating zero.
	if (address.sun_path[0] == '@') address.sun_path[0] = '\0';
	const auto length =
		static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + _address.size() + (_address[0] == '@' ? 0 : 1));
	const int handle = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (handle < 0) return;
	::sendto(handle, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT, reinterpret_cast<sockaddr*>(&address),
	         length);
	::close(handle);
}

} // namespace erphost
