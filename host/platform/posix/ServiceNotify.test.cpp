#include "host/platform/ServiceNotify.hpp"
#include "host/platform/Clock.hpp"
#include "host/platform/Ids.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <cstring>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace erphost;

namespace {

/// A service manager's end of the protocol.
struct Manager
{
	int handle = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	explicit Manager(std::string name)
	{
		sockaddr_un address{};
		address.sun_family = AF_UNIX;
		std::memcpy(address.sun_path, name.data(), name.size());
		const bool abstract = name[0] == '@';
		if (abstract) address.sun_path[0] = '\0';
		const auto length = offsetof(sockaddr_un, sun_path) + name.size() + (abstract ? 0 : 1);
		REQUIRE(::bind(handle, reinterpret_cast<sockaddr*>(&address), static_cast<socklen_t>(length)) == 0);
	}
	~Manager() { ::close(handle); }
	std::string receive()
	{
		char buffer[256];
		const auto count = ::recv(handle, buffer, sizeof buffer, MSG_DONTWAIT);
		return count < 0 ? std::string() : std::string(buffer, static_cast<std::size_t>(count));
	}
};

} // namespace

TEST_CASE("systemd is told over a path and over an abstract socket, and children are not")
{
	const auto id = newId(systemClock().nowMs());
	const auto path = std::filesystem::temp_directory_path() / id;
	const auto name = GENERATE_COPY(path.string(), "@erphost-" + id);
	Manager manager(name);
	::setenv("NOTIFY_SOCKET", name.c_str(), 1);
	::setenv("WATCHDOG_USEC", "30000000", 1);
	::setenv("WATCHDOG_PID", std::to_string(::getpid()).c_str(), 1);
	const auto notify = ServiceNotify::fromEnvironment();
	CHECK(notify.active());
	CHECK(notify.watchdogMs() == 30'000);
	CHECK(std::getenv("NOTIFY_SOCKET") == nullptr);
	notify.ready();
	notify.status("3 processes");
	notify.alive();
	notify.stopping();
	for (const char* message : {"READY=1", "STATUS=3 processes", "WATCHDOG=1", "STOPPING=1"})
		CHECK(manager.receive() == message);
	std::filesystem::remove(path);
}

TEST_CASE("without a service manager notifying does nothing, and another's watchdog is not ours")
{
	::unsetenv("NOTIFY_SOCKET");
	::setenv("WATCHDOG_USEC", "30000000", 1);
	::setenv("WATCHDOG_PID", "1", 1);
	const auto notify = ServiceNotify::fromEnvironment();
	CHECK_FALSE(notify.active());
	CHECK_FALSE(notify.watchdogMs());
	notify.ready();
}
