#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace erphost {

/// Tells the service manager how this process is doing: systemd's notification protocol (a datagram to $NOTIFY_SOCKET),
/// spoken directly so that no library is needed; on Windows the service control manager. Without the variable, or in a
/// process that is no service, every call does nothing.
class ServiceNotify
{
public:
	/// Reads NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID and removes them from the environment: workers are not the
	/// service. Call before threads start.
	static ServiceNotify fromEnvironment();

	bool active() const { return !_address.empty(); }
	/// How often the manager wants to hear alive(), at the latest; empty if it does not.
	std::optional<std::int64_t> watchdogMs() const { return _watchdogMs; }

	void ready() const { send("READY=1"); }
	void stopping() const { send("STOPPING=1"); }
	void alive() const { send("WATCHDOG=1"); }
	/// One line for `systemctl status`.
	void status(const std::string& line) const { send("STATUS=" + line); }

private:
	void send(const std::string& text) const;

	std::string _address; ///< a path, or '@' and an abstract name
	std::optional<std::int64_t> _watchdogMs;
};

} // namespace erphost
