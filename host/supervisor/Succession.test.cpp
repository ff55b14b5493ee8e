#include "host/supervisor/testing/FakeWorkers.hpp"

using namespace erphost;
using namespace erphost::supervisor;
using namespace erphost::supervisor::testing;

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
