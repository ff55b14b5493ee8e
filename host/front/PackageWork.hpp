#pragma once

#include "host/front/FrontContext.hpp"
#include "host/packages/PluginList.hpp"
#include "host/platform/ChildProcess.hpp"

#include <nlohmann/json.hpp>

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace erphost::front {

/// What the console asks about packages is done by the command line's own commands, each in a process of its own: what
/// is read there is hostile, and there is one way of installing. Any thread.
class PackageWork
{
public:
	explicit PackageWork(const FrontContext& context): _context(context) {}
	/// An installation that still goes on is ended, as if it had been killed: nothing has changed.
	~PackageWork();

	/// `erphost plugin <arguments>` to its end: its result or its error; "package.work_ended" if it gave neither.
	Result<nlohmann::json> ask(std::vector<std::string> arguments, const std::string& user,
	                           std::chrono::milliseconds limit) const;

	/// Begins to install or upgrade an upload and returns; what becomes of it is told by the upload's work and by
	/// step(). Harmless if that is going on already; "package.busy" while another one is.
	Result<void> begin(const std::string& upload, const std::string& command, const std::string& user);

	/// The step at which the installation of an upload is: "" if it is not going on.
	std::string step(const std::string& upload) const;

private:
	std::vector<std::string> withOptions(std::vector<std::string> arguments, const std::string& user) const;
	void run(const std::string& upload, std::vector<std::string> arguments, nlohmann::json work);
	/// Returns once the process has ended, with what it said last.
	nlohmann::json watch(const std::string& upload, std::vector<std::string> arguments, nlohmann::json& work);

	const FrontContext& _context;
	mutable std::mutex _mutex;
	std::thread _thread;
	std::string _upload; ///< that is being installed
	std::string _step;
	std::shared_ptr<ChildProcess> _child;
	bool _ending = false;
};

/// How far a package is: {"state","step","kind","plugin","version","received","size","secondsLeft","error"}. States:
/// uploading · ready · running (with its step) · failed (error) · waiting (in place, the plugin does not run) · trial ·
/// holds · returned (error) · replaced (another version has been chosen since). `step` is empty while nothing runs;
/// `processes` as the supervisor tells them. The error is {"code","class","message","params"} or null.
nlohmann::json progressOf(const packages::Upload& upload, const std::string& step,
                          const std::vector<packages::InstalledPlugin>& plugins, const nlohmann::json& processes,
                          std::int64_t nowMs);

} // namespace erphost::front
