#include "host/supervisor/testing/FakeWorkers.hpp"

using namespace erphost;
using namespace erphost::supervisor;
using namespace erphost::supervisor::testing;

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
