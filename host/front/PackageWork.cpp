#include "host/front/PackageWork.hpp"

#include "host/platform/ChildOutput.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/Log.hpp"
#include "host/supervisor/ProcessInfo.hpp"

#include <algorithm>
#include <condition_variable>
#include <sstream>

namespace erphost::front {

using nlohmann::json;

namespace {

/// A probe takes seconds, the migration of a large store minutes.
constexpr std::chrono::minutes kInstallLimit{30};
constexpr std::chrono::seconds kEndLimit{10};

Error workEnded(const std::optional<ExitStatus>& status)
{
	return bug("package.work_ended", "the command ended without a word")
	    .with("how", status ? status->describe() : std::string("-"));
}

std::string textOf(const json& object, const char* member)
{
	const auto found = object.is_object() ? object.find(member) : object.end();
	return object.is_object() && found != object.end() && found->is_string() ? found->get<std::string>()
	                                                                         : std::string();
}

json memberOf(const json& object, const char* member)
{
	return object.is_object() && object.contains(member) ? object[member] : json();
}

/// Seconds until the health window of a plugin ends, null while it is not ready.
json secondsLeft(const json& processes, const std::string& plugin, std::int64_t nowMs)
{
	for (const auto& process : processes)
	{
		if (textOf(process, "name") != supervisor::kPluginPrefix + plugin) continue;
		const auto endsAt = memberOf(process, "trialEndsAt");
		if (endsAt.is_number_integer())
			return std::max<std::int64_t>(0, (endsAt.get<std::int64_t>() - nowMs + 999) / 1000);
	}
	return nullptr;
}

/// What has become of a version that was put in place.
json settled(const std::string& version, const packages::InstalledPlugin& plugin, const json& processes,
             std::int64_t nowMs)
{
	if (plugin.returned && plugin.returned->version == version)
		return {{"state", "returned"}, {"error", plugin.returned->error}};
	if (plugin.version != version) return {{"state", "replaced"}};
	if (!plugin.trial) return {{"state", "holds"}};
	if (!plugin.enabled) return {{"state", "waiting"}};
	return {{"state", "trial"}, {"secondsLeft", secondsLeft(processes, plugin.id, nowMs)}};
}

json found(const packages::Upload& upload, const std::string& step,
           const std::vector<packages::InstalledPlugin>& plugins, const json& processes, std::int64_t nowMs)
{
	if (!upload.whole()) return {{"state", "uploading"}};
	if (!step.empty()) return {{"state", "running"}, {"step", step}};
	if (upload.work.is_null()) return {{"state", "ready"}};
	if (const auto error = memberOf(upload.work, "error"); error.is_object())
		return {{"state", "failed"}, {"error", error}};
	const auto id = textOf(upload.work, "plugin");
	const auto entry =
		std::find_if(plugins.begin(), plugins.end(), [&](const auto& plugin) { return plugin.id == id; });
	if (memberOf(upload.work, "endedAt").is_null())
	{
		// Killed: it has happened if the last step had been made.
		const auto version = textOf(upload.work, "version");
		const bool made = entry != plugins.end() && !version.empty() &&
		                  (entry->version == version || (entry->returned && entry->returned->version == version));
		if (!made)
			return {
				{"state", "failed"},
				{"error", supervisor::toJson(transient("package.interrupted", "the installation was interrupted"))}};
	}
	if (entry == plugins.end()) return {{"state", "replaced"}};
	return settled(textOf(upload.work, "version"), *entry, processes, nowMs);
}

} // namespace

PackageWork::~PackageWork()
{
	{
		const std::lock_guard guard(_mutex);
		_ending = true;
		if (_child) _child->kill();
	}
	if (_thread.joinable()) _thread.join();
}

std::vector<std::string> PackageWork::withOptions(std::vector<std::string> arguments, const std::string& user) const
{
	arguments.insert(arguments.begin(), "plugin");
	for (const auto& option : {std::string("--data"), toUtf8(_context.data), std::string("--for"), user})
		arguments.push_back(option);
	return arguments;
}

Result<json> PackageWork::ask(std::vector<std::string> arguments, const std::string& user,
                              std::chrono::milliseconds limit) const
{
	EH_TRY(const auto ran, runChild(_context.program, withOptions(std::move(arguments), user), limit));
	std::istringstream lines(ran.text);
	json last;
	for (std::string line; std::getline(lines, line);)
		if (auto read = json::parse(line, nullptr, false); read.is_object()) last = std::move(read);
	if (last.contains("error")) return supervisor::errorFromJson(last["error"]);
	if (last.contains("result")) return last["result"];
	return workEnded(ran.status);
}

Result<void> PackageWork::begin(const std::string& upload, const std::string& command, const std::string& user)
{
	EH_TRY(const auto file, _context.uploads.file(upload));
	const std::lock_guard guard(_mutex);
	if (!_upload.empty() && _upload == upload) return {};
	if (!_upload.empty())
		return conflict("package.busy", "another installation is going on")
		    .with("pid", std::to_string(_child ? _child->id() : 0));
	if (_thread.joinable()) _thread.join();
	const json work{{"kind", command}, {"by", user}, {"begunAt", _context.clock.nowMs()}};
	EH_CHECK(_context.uploads.remember(upload, work));
	_upload = upload;
	_step = "reading";
	_thread = std::thread([this, upload, work, arguments = withOptions({command, toUtf8(file), "--yes"}, user)] {
		run(upload, arguments, work);
	});
	return {};
}

std::string PackageWork::step(const std::string& upload) const
{
	const std::lock_guard guard(_mutex);
	return _upload == upload ? _step : std::string();
}

void PackageWork::run(const std::string& upload, std::vector<std::string> arguments, json work)
{
	const auto last = watch(upload, std::move(arguments), work);
	work["endedAt"] = _context.clock.nowMs();
	if (last.contains("error")) work["error"] = last["error"];
	const std::lock_guard guard(_mutex);
	// One that was ended with this process is found by what it left.
	if (!_ending)
		if (const auto kept = _context.uploads.remember(upload, work); !kept)
			log(LogLevel::error, "packages", kept.error().code + ": " + kept.error().message);
	_upload.clear();
	_step.clear();
}

json PackageWork::watch(const std::string& upload, std::vector<std::string> arguments, json& work)
{
	std::mutex mutex;
	std::condition_variable ended;
	bool end = false;
	json last = json::object();
	ChildProcess::Options options;
	options.program = _context.program;
	options.arguments = std::move(arguments);
	options.onLine = [&](const std::optional<std::string>& line) {
		const auto told = line ? json::parse(*line, nullptr, false) : json();
		const std::lock_guard guard(mutex);
		if (!line) end = true;
		else if (told.is_object() && told.contains("step"))
		{
			if (told.contains("plugin"))
			{
				work["plugin"] = textOf(told, "plugin");
				work["version"] = textOf(told, "version");
				static_cast<void>(_context.uploads.remember(upload, work));
			}
			const std::lock_guard own(_mutex);
			_step = textOf(told, "step");
		}
		else if (told.is_object()) last = told;
		ended.notify_all();
	};
	auto spawned = ChildProcess::spawn(std::move(options));
	if (!spawned) return {{"error", supervisor::toJson(spawned.error())}};
	const std::shared_ptr<ChildProcess> child = *std::move(spawned);
	{
		const std::lock_guard guard(_mutex);
		_child = child;
		if (_ending) child->kill();
	}
	{
		std::unique_lock guard(mutex);
		ended.wait_for(guard, kInstallLimit, [&] { return end; });
		if (!end) child->kill();
		ended.wait_for(guard, kEndLimit, [&] { return end; });
	}
	const auto status = child->wait(kEndLimit);
	{
		// Whose reader thread uses what lies here ends here.
		const std::lock_guard guard(_mutex);
		_child.reset();
	}
	const std::lock_guard guard(mutex);
	if (last.contains("error") || last.contains("result")) return last;
	return {{"error", supervisor::toJson(workEnded(status))}};
}

json progressOf(const packages::Upload& upload, const std::string& step,
                const std::vector<packages::InstalledPlugin>& plugins, const json& processes, std::int64_t nowMs)
{
	std::uint64_t absent = 0;
	for (const auto piece : upload.missing) absent += upload.lengthOf(piece);
	json progress{{"state", nullptr},
	              {"step", nullptr},
	              {"kind", memberOf(upload.work, "kind")},
	              {"plugin", memberOf(upload.work, "plugin")},
	              {"version", memberOf(upload.work, "version")},
	              {"received", upload.size - absent},
	              {"size", upload.size},
	              {"secondsLeft", nullptr},
	              {"error", nullptr}};
	progress.update(found(upload, step, plugins, processes, nowMs));
	return progress;
}

} // namespace erphost::front
