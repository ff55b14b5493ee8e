// The supervisor over real processes (testworker/TestWorker.cpp).
#include "host/supervisor/ChildLauncher.hpp"
#include "host/supervisor/Supervisor.hpp"

#include "host/platform/Ids.hpp"

#include <catch2/catch.hpp>

#include <sstream>

using namespace erphost;
using namespace erphost::supervisor;
using namespace std::chrono_literals;
using nlohmann::json;

namespace {

std::filesystem::path sibling(const char* name)
{
	const auto self = programFile();
	return self.parent_path() / (name + self.extension().string());
}

struct Folder
{
	std::filesystem::path path = std::filesystem::temp_directory_path() / ("erphost-" + newId(systemClock().nowMs()));
	explicit Folder(const std::vector<std::string>& plugins)
	{
		std::filesystem::create_directory(path);
		std::vector<packages::InstalledPlugin> list;
		for (const auto& id : plugins) list.push_back({id, "none", true});
		REQUIRE(packages::writePluginList(path, list));
	}
	~Folder()
	{
		std::error_code ignored;
		std::filesystem::remove_all(path, ignored);
	}
	std::string story(const std::string& name) const
	{
		const auto text = readFile(path / ("story-" + name));
		return text ? *text : "";
	}
	int count(const std::string& name, const std::string& line) const
	{
		std::istringstream lines(story(name));
		int found = 0;
		for (std::string text; std::getline(lines, text);) found += text == line ? 1 : 0;
		return found;
	}
};

struct Host
{
	Folder folder;
	ChildLauncher launcher;
	Supervisor supervisor;

	explicit Host(const std::vector<std::string>& plugins, const Timing& timing):
		folder(plugins), launcher(sibling("supervisor_test_worker"), folder.path),
		supervisor({folder.path, timing, nullptr, "test"}, launcher, systemClock())
	{
		REQUIRE(supervisor.open());
	}
	~Host() { stop(); }
	ProcessInfo of(const std::string& name) const
	{
		for (const auto& info : supervisor.processes())
			if (info.name == name) return info;
		return {};
	}
	/// Turns until the condition holds; false after 30 seconds.
	bool until(const std::function<bool()>& condition)
	{
		const auto deadline = systemClock().steadyMs() + 30'000;
		while (systemClock().steadyMs() < deadline)
		{
			supervisor.turn();
			if (condition()) return true;
			std::this_thread::sleep_for(2ms);
		}
		return false;
	}
	bool untilState(const std::string& name, ProcessState state)
	{
		return until([&] { return of(name).state == state; });
	}
	void stop()
	{
		supervisor.requestStop();
		until([this] { return supervisor.finished(); });
	}
};

Timing quick()
{
	Timing timing;
	timing.readyMs = 1500;
	timing.heartbeatMs = 1500;
	timing.drainMs = 200;
	timing.stopMs = 300;
	timing.firstDelayMs = 10;
	return timing;
}

} // namespace

TEST_CASE("real workers start, and stop in order without being killed")
{
	Host host({"good", "drains"}, {});
	REQUIRE(host.until([&] { return host.supervisor.settled(); }));
	for (const auto& info : host.supervisor.processes()) CHECK(info.state == ProcessState::ready);
	const auto before = systemClock().steadyMs();
	host.stop();
	CHECK(host.supervisor.finished());
	CHECK(systemClock().steadyMs() - before < 8000);
	for (const auto& info : host.supervisor.processes())
	{
		CHECK(info.state == ProcessState::stopped);
		CHECK_FALSE(info.error);
	}
	for (const char* name : {"front", "sync", "plugin-good", "plugin-drains"})
	{
		CHECK(host.folder.count(name, "drain") == 1);
		CHECK(host.folder.count(name, "stop") == 1);
	}
}

TEST_CASE("a crashing plugin is quarantined with what is known, the others keep working")
{
	Host host({"crash", "exits", "explains", "good"}, quick());
	for (const char* name : {"plugin:crash", "plugin:exits", "plugin:explains"})
		REQUIRE(host.untilState(name, ProcessState::quarantined));
	REQUIRE(host.until([&] { return host.supervisor.settled(); }));
	CHECK(host.of("plugin:explains").error->code == "plugin.abi_newer");
	CHECK(host.of("plugin:explains").error->param("needed") == "2");
	CHECK(host.of("plugin:exits").error->param("status") == "exit code 0");
#ifndef _WIN32
	CHECK(host.of("plugin:crash").error->param("status") == "signal 6 (SIGABRT)");
#endif
	for (const char* name : {"front", "sync", "plugin:good"})
	{
		CHECK(host.of(name).state == ProcessState::ready);
		CHECK(host.of(name).restarts == 0);
	}
}

TEST_CASE("a plugin that hangs after its start, or never gets ready, is killed and named")
{
	Host host({"silent", "slow"}, quick());
	REQUIRE(host.until([&] { return host.of("plugin:silent").restarts > 0 && host.of("plugin:slow").restarts > 0; }));
	CHECK(host.folder.count("plugin-silent", "ready") >= 1);
	REQUIRE(host.until([&] { return host.of("plugin:slow").error.has_value(); }));
	CHECK(host.of("plugin:slow").error->code == "worker.slow_start");
	REQUIRE(host.until([&] { return host.of("plugin:silent").error.has_value(); }));
	CHECK(host.of("plugin:silent").error->code == "worker.silent");
}

TEST_CASE("a plugin that ignores stop is killed, and the host ends in time")
{
	Host host({"stubborn"}, quick());
	REQUIRE(host.until([&] { return host.supervisor.settled(); }));
	host.stop();
	REQUIRE(host.supervisor.finished());
	CHECK(host.of("plugin:stubborn").error->code == "worker.slow_stop");
	CHECK(host.folder.count("plugin-stubborn", "stop") == 1);
}

TEST_CASE("what a plugin prints, and nonsense on the channel, harm nobody")
{
	Host host({"noisy", "good"}, quick());
	REQUIRE(host.until([&] { return host.supervisor.settled(); }));
	CHECK(host.of("plugin:noisy").state == ProcessState::ready);
	CHECK(host.of("plugin:good").state == ProcessState::ready);
	CHECK(packages::readPluginList(host.folder.path).value()[1].enabled);
}

TEST_CASE("no worker inherits a handle beyond its three, also after restarts")
{
#ifndef _WIN32
	Host host({"good"}, quick());
	REQUIRE(host.until([&] { return host.supervisor.settled(); }));
	for (int i = 1; i <= 3; ++i)
	{
		REQUIRE(replaceFile(host.folder.path / "order-plugin-good", "crash"));
		REQUIRE(host.until([&] {
			return host.of("plugin:good").restarts == i && host.of("plugin:good").state == ProcessState::ready;
		}));
	}
	for (const char* name : {"front", "sync"}) CHECK(host.folder.count(name, "handles 0 1 2") == 1);
	CHECK(host.folder.count("plugin-good", "handles 0 1 2") == 4);
#endif
}

TEST_CASE("a hint travels from one real worker to the others")
{
	Host host({"good", "drains"}, quick());
	REQUIRE(host.until([&] { return host.supervisor.settled(); }));
	REQUIRE(replaceFile(host.folder.path / "order-plugin-good", "{\"type\":\"hint\"}"));
	REQUIRE(host.until(
		[&] { return host.folder.count("sync", "hint") == 1 && host.folder.count("plugin-drains", "hint") == 1; }));
	CHECK(host.folder.count("plugin-good", "hint") == 0);
}

TEST_CASE("a second host on the same data is refused and told who runs")
{
	Host host({}, quick());
	ChildLauncher launcher(sibling("supervisor_test_worker"), host.folder.path);
	std::string said;
	std::mutex mutex;
	ChildProcess::Options options;
	options.program = sibling("supervisor_test_host");
	options.arguments = {toUtf8(host.folder.path)};
	options.onLine = [&](std::optional<std::string> line) {
		const std::lock_guard guard(mutex);
		if (line) said += *line;
	};
	auto second = ChildProcess::spawn(std::move(options));
	REQUIRE(second);
	const auto status = (*second)->wait(20s);
	REQUIRE(status);
	CHECK(status->code == 1);
	second->reset(); // joins the reader
	CHECK(said == "host.running " + std::to_string(currentProcessId()));
}

TEST_CASE("killing the supervisor leaves no worker behind for two seconds")
{
	Folder folder({"good", "silent", "stubborn", "slow"});
	ChildProcess::Options options;
	options.program = sibling("supervisor_test_host");
	options.arguments = {toUtf8(folder.path)};
	auto host = ChildProcess::spawn(std::move(options));
	REQUIRE(host);
	std::vector<std::int64_t> workers;
	const auto deadline = systemClock().steadyMs() + 20'000;
	int ready = 0;
	while (ready < 5 && systemClock().steadyMs() < deadline)
	{
		std::this_thread::sleep_for(5ms);
		const auto text = readFile(folder.path / "run" / "status.json");
		if (!text) continue;
		// Atomic: whenever it can be read, it is whole.
		const auto status = json::parse(*text, nullptr, false);
		REQUIRE(status.is_object());
		workers.clear();
		ready = 0;
		for (const auto& process : status["processes"])
		{
			if (process["pid"] != 0) workers.push_back(process["pid"].get<std::int64_t>());
			ready += process["state"] == "ready" ? 1 : 0;
		}
	}
	REQUIRE(ready == 5);
	REQUIRE(workers.size() == 6);
	(*host)->kill();
	REQUIRE((*host)->wait(20s));
	const auto killedAt = systemClock().steadyMs();
	const auto alive = [&] {
		return std::count_if(workers.begin(), workers.end(), [](auto pid) { return residentKiB(pid) > 0; });
	};
	while (alive() > 0 && systemClock().steadyMs() - killedAt < 2000) std::this_thread::sleep_for(5ms);
	CHECK(alive() == 0);
	// The lock went with it.
	CHECK(FileLock::take(folder.path / "instance.lock"));
}
