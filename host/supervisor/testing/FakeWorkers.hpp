#pragma once

#include "host/supervisor/Supervisor.hpp"

#include "host/platform/Ids.hpp"

#include <catch2/catch.hpp>

/// A supervisor whose workers a test plays. For tests.
namespace erphost::supervisor::testing {

using nlohmann::json;

/// Workers without processes: the test plays their part.
class FakeLauncher : public WorkerLauncher
{
public:
	struct Fake
	{
		std::function<void(std::optional<std::string>)> say;
		std::vector<std::string> heard;
		std::optional<ExitStatus> exit;
		bool killed = false;
		std::int64_t pid = 0;

		std::vector<json> heardOf(const std::string& type) const
		{
			std::vector<json> found;
			for (const auto& line : heard)
				if (const auto message = json::parse(line); message["type"] == type) found.push_back(message);
			return found;
		}
		void end(ExitStatus status)
		{
			exit = status;
			say(std::nullopt);
		}
	};

	class Handle : public WorkerHandle
	{
	public:
		explicit Handle(std::shared_ptr<Fake> fake): _fake(std::move(fake)) {}
		std::int64_t id() const override { return _fake->pid; }
		bool send(const std::string& line) override
		{
			_fake->heard.push_back(line);
			return true;
		}
		std::optional<ExitStatus> poll() override { return _fake->exit; }
		void kill() override
		{
			_fake->killed = true;
			_fake->end({9, true});
		}

	private:
		std::shared_ptr<Fake> _fake;
	};

	Result<std::unique_ptr<WorkerHandle>> launch(const std::string& name,
	                                             std::function<void(std::optional<std::string>)> onLine) override
	{
		++launches[name];
		auto fake = std::make_shared<Fake>();
		fake->say = std::move(onLine);
		fake->pid = ++_pid;
		running[name] = fake;
		return std::unique_ptr<WorkerHandle>(std::make_unique<Handle>(fake));
	}
	std::int64_t residentKiB(std::int64_t) const override { return 5000; }

	std::map<std::string, std::shared_ptr<Fake>> running;
	std::map<std::string, int> launches;

private:
	std::int64_t _pid = 100;
};

struct Host
{
	std::filesystem::path data = std::filesystem::temp_directory_path() / ("erphost-" + newId(systemClock().nowMs()));
	ManualClock clock;
	FakeLauncher launcher;
	std::unique_ptr<Supervisor> supervisor;

	explicit Host(const std::vector<std::string>& plugins = {"survey", "parts"})
	{
		std::filesystem::create_directory(data);
		std::vector<packages::InstalledPlugin> list;
		for (const auto& id : plugins) list.push_back({id, "plugins/" + id, true});
		REQUIRE(packages::writePluginList(data, list));
		supervisor = std::make_unique<Supervisor>(
			Supervisor::Options{data, {}, [](int port) { return "http://127.0.0.1:" + std::to_string(port); }, "1.2.3"},
			launcher, clock);
		REQUIRE(supervisor->open());
	}
	~Host()
	{
		supervisor.reset();
		std::filesystem::remove_all(data);
	}
	FakeLauncher::Fake& of(const std::string& name) { return *launcher.running.at(name); }
	void say(const std::string& name, const json& message) { of(name).say(message.dump()); }
	void allReady()
	{
		int port = 4000;
		for (const auto& [name, fake] : launcher.running) say(name, {{"type", "ready"}, {"port", port++}});
		turn(1);
	}
	void turn(std::int64_t ms)
	{
		clock.advance(ms);
		supervisor->turn();
	}
	/// Lets time pass in small turns, as the real loop does, with heartbeats from all but `silent`.
	void pass(std::int64_t ms, const std::string& silent = {})
	{
		for (std::int64_t passed = 0; passed < ms; passed += 250)
		{
			for (const auto& [name, fake] : launcher.running)
				if (name != silent && !fake->exit) say(name, {{"type", "heartbeat"}});
			turn(250);
		}
	}
	json status() const { return json::parse(readFile(data / "run" / "status.json").value()); }
	json process(const std::string& name) const
	{
		const auto whole = status();
		for (const auto& item : whole["processes"])
			if (item["name"] == name) return item;
		return {};
	}
};

} // namespace erphost::supervisor::testing
