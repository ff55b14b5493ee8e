#pragma once

#include "erphost/Result.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace erphost {

/// What the service control manager of Windows knows about one service.
///
/// On Linux systemd manages the service, and its unit comes with the package: everything here that can fail answers
/// "service.no_manager" there.
struct ServiceInfo
{
	enum class State
	{
		stopped,
		starting,
		running,
		stopping
	};
	State state = State::stopped;
	std::int64_t pid = 0;       ///< 0: it does not run
	std::uint32_t exitCode = 0; ///< of its last end; 0: in order, or never started
	std::string command;        ///< as the manager starts it
};

/// How a service is to be set up. It starts with the machine, after the others, and again when it has failed.
struct ServiceSetup
{
	std::string name; ///< for the manager: "erphost"
	std::string displayName;
	std::string description;
	std::string command; ///< program and arguments, quoted: serviceCommand()
};

/// Errors of all on Windows: "service.forbidden" (not an administrator), "service.not_installed", "service.failed"
/// (params service, reason).
Result<std::optional<ServiceInfo>> findService(const std::string& name);
/// Creates it, or changes one that is there; a running one is left running as it is.
Result<void> putService(const ServiceSetup& setup);
/// Starts it and waits until it says that it runs. "service.start_failed" (params service, code) if it ended instead,
/// "service.slow" (params service, seconds) if it was not up in time. Does nothing for one that runs.
Result<void> startService(const std::string& name, std::chrono::seconds limit);
/// Stops it and waits until its process is gone. "service.slow" as above. Does nothing for one that does not run.
Result<void> stopService(const std::string& name, std::chrono::seconds limit);
/// Stops and deletes it; one that is not there is no error.
Result<void> removeService(const std::string& name, std::chrono::seconds limit);

/// Runs `body` as this service, on a thread of its own, and tells the manager what ServiceNotify says; a stop that the
/// manager wants reaches StopRequest. Returns the body's value after the service has ended. The process was started by
/// the manager, or it is "service.by_hand". Main thread, once.
Result<int> runAsService(const std::string& name, std::function<int()> body);

/// While it lives, what this process logs and what its children write to standard error goes to `folder`/erphost.log,
/// ten files of 10 MB, and errors also to the system's event log. For a service, which has no standard error.
class ServiceLog
{
public:
	static Result<std::unique_ptr<ServiceLog>> open(const std::filesystem::path& folder, const std::string& source);
	~ServiceLog(); ///< writes what is still on its way

private:
	struct Impl;
	explicit ServiceLog(std::unique_ptr<Impl> impl);
	std::unique_ptr<Impl> _impl;
};

/// Makes `program` the one that gives the event log the texts of `source`.
Result<void> putEventSource(const std::string& source, const std::filesystem::path& program);
void removeEventSource(const std::string& source);
/// One error of `source` in the event log; for programs without a log of their own.
void writeErrorEvent(const std::string& source, const std::string& text);

/// Where people reach the service, for programs of all users of this machine: the data folder is closed to them.
void publishAddress(const std::string& address);
std::string publishedAddress(); ///< "" if there is none
void removePublishedAddress();

/// Lets other machines connect to this TCP port, as the rule `name`, which replaces an earlier one of that name.
/// "service.firewall" (param reason).
Result<void> openFirewall(const std::string& name, int port);
void closeFirewall(const std::string& name);

/// An entry of the start menu, for all users.
struct StartMenuEntry
{
	std::string name;
	std::filesystem::path program;
	std::string arguments;
	std::string description;
	bool asAdministrator = false; ///< asks for an administrator's consent
};
/// Replaces the folder `folder` of the start menu.
Result<void> putStartMenu(const std::string& folder, const std::vector<StartMenuEntry>& entries);
void removeStartMenu(const std::string& folder);

/// Shows an address in this user's browser. "service.failed".
Result<void> openInBrowser(const std::string& url);

/// "\"C:\\…\\erphost.exe\" service run --data \"C:\\ProgramData\\erphost\""
std::string serviceCommand(const std::filesystem::path& program, const std::filesystem::path& data);
/// The program of such a line.
std::filesystem::path programOf(const std::string& command);
/// Its data folder, as serviceCommand() wrote it; empty if there is none.
std::filesystem::path dataOf(const std::string& command);

} // namespace erphost
