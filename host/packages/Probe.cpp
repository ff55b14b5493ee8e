#include "host/packages/Probe.hpp"

#include "host/packages/PluginList.hpp"
#include "host/platform/ChildProcess.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/Ids.hpp"

#include <nlohmann/json.hpp>

#include <condition_variable>
#include <mutex>

namespace erphost::packages {

using nlohmann::json;

namespace {

constexpr std::chrono::seconds kStopLimit{10};

/// What the worker said so far.
class Listener
{
public:
	void hear(const std::optional<std::string>& line)
	{
		const std::lock_guard guard(_mutex);
		const auto message = line ? json::parse(*line, nullptr, false) : json();
		if (!line) _ended = true;
		else if (message.is_object())
		{
			const auto type = message.value("type", json());
			if (type == "ready") _ready = true;
			if (type == "failed") _failed = message.value("error", json());
		}
		_changed.notify_all();
	}

	/// True if it became ready; false if it ended or nothing came.
	bool waitReady(std::chrono::milliseconds limit)
	{
		std::unique_lock lock(_mutex);
		_changed.wait_for(lock, limit, [&] { return _ready || _ended; });
		return _ready;
	}
	bool ended()
	{
		const std::lock_guard guard(_mutex);
		return _ended;
	}

	/// Its own explanation.
	std::optional<Error> failure()
	{
		const std::lock_guard guard(_mutex);
		if (!_failed.is_object() || !_failed.value("code", json()).is_string()) return std::nullopt;
		const auto message = _failed.value("message", json());
		auto error =
			permanent(_failed["code"].get<std::string>(), message.is_string() ? message.get<std::string>() : "");
		const auto params = _failed.value("params", json::object());
		if (params.is_object())
			for (const auto& [name, value] : params.items())
				if (value.is_string()) error.params.emplace_back(name, value.get<std::string>());
		return error;
	}

private:
	std::mutex _mutex;
	std::condition_variable _changed;
	bool _ready = false;
	bool _ended = false;
	json _failed;
};

/// A data folder for one worker, gone with the object.
class ScratchFolder
{
public:
	explicit ScratchFolder(std::filesystem::path path): _path(std::move(path)) { remove(); }
	~ScratchFolder() { remove(); }
	ScratchFolder(const ScratchFolder&) = delete;
	ScratchFolder& operator=(const ScratchFolder&) = delete;

	Result<void> fill(const std::filesystem::path& data, const Manifest& manifest) const
	{
		std::error_code failed;
		std::filesystem::create_directories(_path / "run", failed);
		if (failed)
			return misconfigured("file.unwritable", "cannot make " + toUtf8(_path))
			    .with("file", toUtf8(_path))
			    .with("reason", failed.message());
		auto config = json::object();
		if (const auto text = readFile(data / "host.json"); text) config = json::parse(*text, nullptr, false);
		// What the worker has to say comes by its channel; its log would only stand between our own lines.
		if (config.is_object()) config["logLevel"] = "error";
		EH_CHECK(replaceFile(_path / "host.json", config.dump(-1, ' ', false, json::error_handler_t::replace)));
		return writePluginList(_path, {{manifest.id, manifest.folder, true}});
	}

private:
	void remove() const
	{
		std::error_code ignored;
		std::filesystem::remove_all(_path, ignored);
	}
	const std::filesystem::path _path;
};

} // namespace

Result<void> Probe::run(const Manifest& manifest) const
{
	const ScratchFolder folder(scratch);
	EH_CHECK(folder.fill(data, manifest));
	Listener listener;
	ChildProcess::Options options;
	options.program = program;
	options.arguments = {"worker", "plugin", "--plugin", manifest.id, "--data", toUtf8(scratch)};
	options.onLine = [&](const std::optional<std::string>& line) { listener.hear(line); };
	EH_TRY(const auto child, ChildProcess::spawn(std::move(options)));
	child->send(json{{"type", "hello"}, {"secret", newSecret()}, {"epoch", 1}}.dump());
	const auto about = [&](Error error) {
		return std::move(error).with("plugin", manifest.id).with("version", manifest.version);
	};
	const bool ready = listener.waitReady(limit);
	if (!ready && !listener.ended())
	{
		child->kill();
		return about(permanent("package.probe_slow", manifest.id + " was not ready in time"))
		    .with("seconds", std::to_string(limit.count() / 1000));
	}
	// One that cannot stop is no reason to refuse it: the supervisor ends it as it ends all others.
	if (ready) child->send(json{{"type", "stop"}}.dump());
	const auto status = child->wait(kStopLimit);
	if (ready && (!status || (!status->crashed && status->code == 0))) return {};
	if (auto failure = listener.failure()) return *std::move(failure);
	return about(permanent("package.probe_failed", manifest.id + " ended in its probe"))
	    .with("status", status ? status->describe() : "-");
}

} // namespace erphost::packages
