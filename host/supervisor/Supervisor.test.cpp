#include "host/supervisor/Supervisor.hpp"

#include "host/platform/Ids.hpp"

#include <catch2/catch.hpp>

using namespace erphost;
using namespace erphost::supervisor;
using nlohmann::json;

namespace {

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

} // namespace

TEST_CASE("every worker is greeted with the launch secret and an epoch, then told of its peers")
{
	Host host;
	CHECK(host.launcher.launches.size() == 4);
	std::set<std::string> secrets;
	std::set<std::int64_t> epochs;
	for (const auto& [name, fake] : host.launcher.running)
	{
		const auto first = json::parse(fake->heard.front());
		REQUIRE(first["type"] == "hello");
		secrets.insert(first["secret"].get<std::string>());
		epochs.insert(first["epoch"].get<std::int64_t>());
	}
	CHECK(secrets.size() == 1);
	CHECK(secrets.begin()->size() >= 40);
	CHECK(epochs.size() == 4);
	CHECK_FALSE(host.supervisor->settled());
	host.allReady();
	CHECK(host.supervisor->settled());
	const auto peers = host.of("plugin:survey").heardOf("peers").back()["processes"];
	REQUIRE(peers.size() == 4);
	CHECK(peers[0]["name"] == "front");
	CHECK(peers[1]["name"] == "sync");
	CHECK(peers[0]["state"] == "ready");
	const auto status = host.status();
	CHECK(status["address"] == "http://127.0.0.1:4000");
	CHECK(status["version"] == "1.2.3");
	CHECK(status["pid"] == currentProcessId());
	CHECK(status.dump().find(*secrets.begin()) == std::string::npos);
}

TEST_CASE("a hint goes to all others, once, and never back")
{
	Host host;
	host.allReady();
	for (int i = 0; i < 10; ++i) host.say("plugin:survey", {{"type", "hint"}});
	host.turn(1);
	CHECK(host.of("plugin:survey").heardOf("hint").empty());
	for (const char* name : {"front", "sync", "plugin:parts"}) CHECK(host.of(name).heardOf("hint").size() == 1);
}

TEST_CASE("a worker that ends is started again with a higher epoch; what its predecessor said late is ignored")
{
	Host host;
	host.allReady();
	const auto former = host.launcher.running.at("sync");
	former->end({11, true});
	host.turn(1);
	CHECK(host.process("sync")["state"] == "backoff");
	CHECK(host.process("sync")["error"]["code"] == "worker.exited");
	host.turn(100);
	REQUIRE(host.launcher.launches["sync"] == 2);
	former->say(json{{"type", "ready"}, {"port", 1}}.dump());
	host.turn(1);
	CHECK(host.process("sync")["state"] == "starting");
	CHECK(json::parse(host.of("sync").heard.front())["epoch"] > json::parse(former->heard.front())["epoch"]);
	host.say("sync", {{"type", "ready"}, {"port", 2}});
	host.turn(1);
	CHECK(host.process("sync")["restarts"] == 1);
	CHECK(host.of("front").heardOf("peers").back()["processes"][1]["port"] == 2);
}

TEST_CASE("the last words of a worker count even if its end is seen first")
{
	Host host;
	host.allReady();
	auto& survey = host.of("plugin:survey");
	survey.exit = ExitStatus{1, false};
	host.turn(1); // gone, but its output has not ended yet
	CHECK(host.process("plugin:survey")["state"] == "ready");
	survey.say(
		json{{"type", "failed"},
	         {"error",
	          {{"code", "plugin.modified"}, {"class", "configuration"}, {"message", "m"}, {"params", {{"file", "x"}}}}}}
			.dump());
	survey.say(std::nullopt);
	host.turn(1);
	const auto error = host.process("plugin:survey")["error"];
	CHECK(error["code"] == "plugin.modified");
	CHECK(error["class"] == "configuration");
	CHECK(error["params"]["file"] == "x");
}

TEST_CASE("a silent plugin is killed while the others go on; a slept machine kills nobody")
{
	Host host;
	host.allReady();
	host.turn(3'600'000);
	for (const auto& [name, fake] : host.launcher.running) CHECK_FALSE(fake->killed);
	const auto silent = host.launcher.running.at("plugin:parts");
	host.pass(11'000, "plugin:parts");
	CHECK(silent->killed);
	CHECK(host.launcher.launches["plugin:parts"] == 2);
	for (const char* name : {"front", "sync", "plugin:survey"}) CHECK(host.launcher.launches[name] == 1);
}

TEST_CASE("front gives orders, others do not; what it orders lasts in plugins.json")
{
	Host host;
	host.allReady();
	host.say("plugin:survey", {{"type", "control"}, {"action", "disable"}, {"process", "plugin:parts"}});
	host.turn(1);
	CHECK(host.process("plugin:parts")["state"] == "ready");
	host.say("front", {{"type", "control"}, {"action", "disable"}, {"process", "plugin:parts"}});
	host.turn(1);
	CHECK(host.of("plugin:parts").heardOf("drain").size() == 1);
	host.say("plugin:parts", {{"type", "drained"}});
	host.turn(1);
	CHECK(host.of("plugin:parts").heardOf("stop").size() == 1);
	host.of("plugin:parts").end({0, false});
	host.turn(1);
	CHECK(host.process("plugin:parts")["state"] == "disabled");
	CHECK_FALSE(packages::readPluginList(host.data).value()[1].enabled);
	host.say("front", {{"type", "control"}, {"action", "enable"}, {"process", "plugin:parts"}});
	host.turn(1);
	CHECK(host.launcher.launches["plugin:parts"] == 2);
	CHECK(packages::readPluginList(host.data).value()[1].enabled);
	// Orders that make no sense change nothing.
	for (const json& order :
	     {json{{"action", "disable"}, {"process", "front"}}, json{{"action", "explode"}, {"process", "sync"}},
	      json{{"action", "restart"}, {"process", "plugin:none"}}, json{{"action", 7}}})
	{
		auto message = order;
		message["type"] = "control";
		host.say("front", message);
	}
	host.turn(1);
	CHECK(host.launcher.launches["sync"] == 1);
	CHECK(host.process("front")["state"] == "ready");
	host.say("front", {{"type", "control"}, {"action", "restart"}, {"process", "sync"}});
	host.turn(1);
	host.of("sync").end({0, false});
	host.turn(1);
	CHECK(host.launcher.launches["sync"] == 2);
}

TEST_CASE("an edited plugins.json takes effect without a restart, a broken one changes nothing")
{
	Host host;
	host.allReady();
	REQUIRE(replaceFile(host.data / "plugins.json", "[{\"id\":"));
	host.pass(1500);
	CHECK(host.supervisor->processes().size() == 4);
	REQUIRE(packages::writePluginList(host.data, {{"parts", "plugins/parts", true}, {"fees", "plugins/fees", true}}));
	host.pass(1500);
	CHECK(host.launcher.launches["plugin:fees"] == 1);
	CHECK(host.of("plugin:survey").heardOf("drain").size() == 1);
	host.of("plugin:survey").end({0, false});
	host.turn(1);
	CHECK(host.process("plugin:survey").is_null());
	CHECK(host.of("front").heardOf("peers").back()["processes"].size() == 4);
}

TEST_CASE("stopping begins with front; the rest follows when it is gone")
{
	Host host;
	host.allReady();
	host.supervisor->requestStop();
	host.turn(1);
	CHECK(host.of("front").heardOf("drain").size() == 1);
	CHECK(host.of("sync").heardOf("drain").empty());
	host.of("front").end({0, false});
	host.turn(1);
	host.turn(1);
	CHECK(host.of("sync").heardOf("drain").size() == 1);
	CHECK_FALSE(host.supervisor->finished());
	for (const char* name : {"sync", "plugin:survey"}) host.of(name).end({0, false});
	host.turn(1);
	CHECK_FALSE(host.supervisor->finished());
	host.pass(8000); // plugin:parts does not listen
	host.turn(1);
	CHECK(host.of("plugin:parts").killed);
	CHECK(host.supervisor->finished());
	CHECK(host.status()["processes"].size() == 4);
	CHECK(host.launcher.launches["front"] == 1);
}

TEST_CASE("a second request to stop does not wait")
{
	Host host;
	host.allReady();
	host.supervisor->requestStop();
	host.turn(1);
	host.supervisor->requestStop();
	host.turn(1);
	host.turn(1);
	CHECK(host.supervisor->finished());
}

TEST_CASE("nothing is written while nothing changes")
{
	Host host;
	host.allReady();
	host.pass(6000);
	const auto written = std::filesystem::last_write_time(host.data / "run" / "status.json");
	const auto peers = host.of("sync").heardOf("peers").size();
	host.pass(20'000);
	CHECK(std::filesystem::last_write_time(host.data / "run" / "status.json") == written);
	CHECK(host.of("sync").heardOf("peers").size() == peers);
}

TEST_CASE("a broken plugins.json is refused at the start and names its mistake")
{
	const auto data = std::filesystem::temp_directory_path() / ("erphost-" + newId(systemClock().nowMs()));
	std::filesystem::create_directory(data);
	FakeLauncher launcher;
	ManualClock clock;
	for (const char* text : {"", "{}", "[{}]", "[{\"id\":\"a\"}]", "[{\"id\":\"a\",\"path\":\"p\",\"enabled\":1}]"})
	{
		INFO(text);
		REQUIRE(replaceFile(data / "plugins.json", text));
		Supervisor supervisor({data, {}, nullptr, ""}, launcher, clock);
		const auto opened = supervisor.open();
		REQUIRE_FALSE(opened);
		CHECK(opened.error().code == "plugin.list_unreadable");
	}
	CHECK(launcher.launches.empty());
	std::filesystem::remove_all(data);
}

namespace {

/// plugins.json as an installation leaves it: the new version, and the way back.
void putOnTrial(const Host& host, const std::string& former)
{
	REQUIRE(packages::changePluginList(host.data, [&](auto& plugins) -> Result<void> {
		EH_TRY(auto* plugin, packages::findPlugin(plugins, "survey"));
		plugin->trial = packages::Trial{former, former.empty() ? std::filesystem::path() : "set by version"};
		plugin->version = "1.1.0";
		plugin->versions = {"1.0.0", "1.1.0"};
		return {};
	}));
}

/// The new version's worker is ready and has taken the place of the one before, which is gone.
void replaced(Host& host)
{
	const auto former = host.launcher.running.at("plugin:survey");
	host.turn(1'000);
	REQUIRE(host.launcher.launches["plugin:survey"] == 2);
	host.say("plugin:survey", {{"type", "ready"}, {"port", 2}});
	host.turn(1);
	REQUIRE(former->heardOf("drain").size() == 1);
	former->end({0, false});
	host.turn(1);
}

} // namespace

TEST_CASE("a new version that holds is kept", "[trial]")
{
	Host host;
	host.allReady();
	putOnTrial(host, "1.0.0");
	replaced(host);
	host.pass(59'000);
	CHECK(packages::findPlugin(host.data, "survey")->trial);
	host.pass(2'000);
	const auto plugin = packages::findPlugin(host.data, "survey");
	CHECK_FALSE(plugin->trial);
	CHECK_FALSE(plugin->returned);
	CHECK(plugin->version == "1.1.0");
	CHECK(host.launcher.launches["plugin:survey"] == 2);
}

TEST_CASE("a new version that was healthy for five seconds and then crashes makes way for the one before", "[trial]")
{
	Host host;
	host.allReady();
	putOnTrial(host, "1.0.0");
	replaced(host);
	host.pass(5'000);
	host.of("plugin:survey").end({6, true});
	host.turn(1);
	const auto plugin = packages::findPlugin(host.data, "survey");
	CHECK(plugin->version == "1.0.0");
	CHECK(plugin->path == packages::versionFolder(host.data, "survey", "1.0.0"));
	CHECK_FALSE(plugin->trial);
	REQUIRE(plugin->returned);
	CHECK(plugin->returned->version == "1.1.0");
	CHECK(plugin->returned->error["code"] == "worker.exited");
	// At once, without the delay of a failure.
	CHECK(host.launcher.launches["plugin:survey"] == 3);
	CHECK(host.process("plugin:survey")["state"] == "starting");
}

TEST_CASE("a first version that does not hold rests", "[trial]")
{
	Host host;
	host.allReady();
	putOnTrial(host, "");
	replaced(host);
	host.of("plugin:survey").end({3, false});
	host.turn(1);
	const auto plugin = packages::findPlugin(host.data, "survey");
	CHECK_FALSE(plugin->enabled);
	CHECK(plugin->returned);
	host.pass(10'000);
	CHECK(host.launcher.launches["plugin:survey"] == 2);
}

TEST_CASE("a new version starts beside the one before and takes its place once it is ready", "[succession]")
{
	Host host;
	host.allReady();
	const auto former = host.launcher.running.at("plugin:survey");
	const auto before = host.process("plugin:survey");
	putOnTrial(host, "1.0.0");
	host.turn(1'000);
	REQUIRE(host.launcher.launches["plugin:survey"] == 2);
	const auto next = host.launcher.running.at("plugin:survey");
	REQUIRE(next != former);
	CHECK(json::parse(next->heard.front())["epoch"] > json::parse(former->heard.front())["epoch"]);
	CHECK(former->heardOf("drain").empty());
	CHECK(host.process("plugin:survey") == before);

	SECTION("It becomes ready")
	{
		next->say(json{{"type", "ready"}, {"port", 77}}.dump());
		host.turn(1);
		CHECK(host.process("plugin:survey")["state"] == "ready");
		CHECK(host.process("plugin:survey")["pid"] == next->pid);
		CHECK(host.of("front").heardOf("peers").back()["processes"].dump().find("77") != std::string::npos);
		REQUIRE(former->heardOf("drain").size() == 1);
		former->say(json{{"type", "drained"}}.dump());
		host.turn(1);
		CHECK(former->heardOf("stop").size() == 1);
		// One that does not go is made to; the other is not touched.
		host.pass(6'000);
		CHECK(former->killed);
		CHECK_FALSE(next->killed);
		CHECK(host.process("plugin:survey")["state"] == "ready");
		CHECK(host.process("plugin:survey")["error"].is_null());
		CHECK(host.launcher.launches["plugin:survey"] == 2);
	}
	SECTION("It fails: the one before has never stopped")
	{
		next->end({3, false});
		host.turn(1);
		CHECK(host.process("plugin:survey") == before);
		CHECK(former->heardOf("drain").empty());
		const auto plugin = packages::findPlugin(host.data, "survey");
		CHECK(plugin->version == "1.0.0");
		REQUIRE(plugin->returned);
		CHECK(plugin->returned->error["code"] == "worker.exited");
	}
	SECTION("It is taken back before it is ready")
	{
		REQUIRE(packages::changePluginList(host.data, [&](auto& plugins) -> Result<void> {
			EH_TRY(auto* plugin, packages::findPlugin(plugins, "survey"));
			plugin->path = "plugins/survey";
			plugin->version.clear();
			plugin->trial.reset();
			return {};
		}));
		host.pass(1'000);
		CHECK(next->heardOf("drain").size() == 1);
		CHECK(former->heardOf("drain").empty());
		CHECK(host.process("plugin:survey") == before);
	}
	SECTION("The one before dies meanwhile")
	{
		former->end({11, true});
		host.turn(1);
		CHECK(host.process("plugin:survey")["state"] == "starting");
		next->say(json{{"type", "ready"}, {"port", 77}}.dump());
		host.turn(1);
		CHECK(host.process("plugin:survey")["state"] == "ready");
		host.pass(2'000);
		CHECK(host.launcher.launches["plugin:survey"] == 2);
	}
	SECTION("The plugin is switched off meanwhile")
	{
		host.say("front", {{"type", "control"}, {"action", "disable"}, {"process", "plugin:survey"}});
		host.turn(1);
		CHECK(next->heardOf("drain").size() == 1);
		CHECK(former->heardOf("drain").size() == 1);
	}
	SECTION("The host stops meanwhile, and waits for both")
	{
		host.supervisor->requestStop();
		host.turn(1);
		host.of("front").end({0, false});
		host.turn(1);
		for (const auto& name : {"sync", "plugin:parts"}) host.of(name).end({0, false});
		former->end({0, false});
		host.turn(1);
		CHECK_FALSE(host.supervisor->finished());
		CHECK(next->heardOf("drain").size() == 1);
		next->end({0, false});
		host.turn(1);
		CHECK(host.supervisor->finished());
	}
}

TEST_CASE("an installation while the host was down is watched when it comes up", "[trial]")
{
	Host host;
	host.supervisor.reset();
	putOnTrial(host, "1.0.0");
	host.supervisor =
		std::make_unique<Supervisor>(Supervisor::Options{host.data, {}, {}, "1.2.3"}, host.launcher, host.clock);
	REQUIRE(host.supervisor->open());
	host.of("plugin:survey").end({6, true});
	host.turn(1);
	CHECK(packages::findPlugin(host.data, "survey")->version == "1.0.0");
}
