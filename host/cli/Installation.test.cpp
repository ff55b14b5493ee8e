#include "host/cli/Installation.hpp"

#include "host/cli/Cli.hpp"
#include "host/packages/PluginList.hpp"
#include "host/platform/Clock.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/Ids.hpp"

#include <catch2/catch.hpp>

#include <sstream>

using namespace erphost;

namespace {

/// Versions side by side, as the installer lays them out, and a data folder.
struct Machine
{
	std::filesystem::path root = std::filesystem::temp_directory_path() / ("erphost-" + newId(systemClock().nowMs()));
	std::filesystem::path data = root / "data", programs = root / "programs";

	Machine() { std::filesystem::create_directories(data); }
	~Machine()
	{
		std::error_code ignored;
		std::filesystem::remove_all(root, ignored);
	}
	std::filesystem::path version(const std::string& name, const std::vector<std::string>& plugins) const
	{
		for (const auto& plugin : plugins)
		{
			const auto folder = programs / name / "lib" / "plugins" / plugin;
			std::filesystem::create_directories(folder);
			REQUIRE(replaceFile(folder / "plugin.json", "{}\n"));
		}
		return programs / name;
	}
	std::filesystem::path plugin(const std::string& name, const std::string& id) const
	{
		return programs / name / "lib" / "plugins" / id;
	}
	std::map<std::string, std::filesystem::path> paths() const
	{
		std::map<std::string, std::filesystem::path> found;
		const auto plugins = packages::readPluginList(data).value();
		for (const auto& plugin : plugins) found[plugin.id] = plugin.path;
		return found;
	}
};

} // namespace

TEST_CASE("an upgrade takes the plugins that came with the program along, and the way back brings them back",
          "[service]")
{
	const Machine machine;
	const auto before = machine.version("0.1.0", {"survey", "parts", "gone"});
	const auto after = machine.version("0.2.0", {"survey", "parts"});
	const auto own = machine.root / "own" / "survey2";
	const auto package = packages::versionFolder(machine.data, "fees", "1.0.0");
	REQUIRE(packages::writePluginList(machine.data, {{"survey", machine.plugin("0.1.0", "survey"), true},
	                                                 {"parts", machine.plugin("0.1.0", "parts"), false},
	                                                 {"gone", machine.plugin("0.1.0", "gone"), true},
	                                                 {"survey2", own, true},
	                                                 {"fees", package, true, "1.0.0", {"1.0.0"}}}));
	REQUIRE(cli::movePlugins(machine.data, before, after));
	auto paths = machine.paths();
	CHECK(paths["survey"] == machine.plugin("0.2.0", "survey"));
	CHECK(paths["parts"] == machine.plugin("0.2.0", "parts"));
	CHECK(paths["gone"] == machine.plugin("0.1.0", "gone"));
	CHECK(paths["survey2"] == own);
	CHECK(paths["fees"] == package);
	CHECK_FALSE(packages::findPlugin(machine.data, "parts").value().enabled);

	REQUIRE(cli::movePlugins(machine.data, after, before));
	paths = machine.paths();
	CHECK(paths["survey"] == machine.plugin("0.1.0", "survey"));
	CHECK(paths["parts"] == machine.plugin("0.1.0", "parts"));
	CHECK(paths["gone"] == machine.plugin("0.1.0", "gone"));
}

TEST_CASE("data that an uninstallation kept find the plugins of the version that is installed next", "[service]")
{
	const Machine machine;
	const auto now = machine.version("0.2.0", {"survey"});
	REQUIRE(packages::writePluginList(machine.data, {{"survey", machine.plugin("0.1.0", "survey"), true}}));
	REQUIRE(cli::movePlugins(machine.data, now, now));
	CHECK(machine.paths()["survey"] == machine.plugin("0.2.0", "survey"));
	// Once there, nothing moves.
	REQUIRE(cli::movePlugins(machine.data, now, now));
	CHECK(machine.paths()["survey"] == machine.plugin("0.2.0", "survey"));
}

TEST_CASE("a trial that began from the program's own folder goes back to where that is now", "[service]")
{
	const Machine machine;
	const auto before = machine.version("0.1.0", {"survey"});
	const auto after = machine.version("0.2.0", {"survey"});
	packages::InstalledPlugin plugin{
		"survey", packages::versionFolder(machine.data, "survey", "2.0.0"), true, "2.0.0", {"2.0.0"}};
	plugin.trial = packages::Trial{"", machine.plugin("0.1.0", "survey")};
	REQUIRE(packages::writePluginList(machine.data, {plugin}));
	REQUIRE(cli::movePlugins(machine.data, before, after));
	const auto moved = packages::findPlugin(machine.data, "survey").value();
	REQUIRE(moved.trial);
	CHECK(moved.trial->path == machine.plugin("0.2.0", "survey"));
	CHECK(moved.path == plugin.path);
}

#ifndef _WIN32
TEST_CASE("on Linux the service's commands name systemd", "[service]")
{
	const Machine machine;
	const auto data = toUtf8(machine.data);
	for (const std::vector<std::string>& words :
	     std::vector<std::vector<std::string>>{{"service", "install", "--data", data},
	                                           {"service", "start"},
	                                           {"service", "stop"},
	                                           {"service", "status"},
	                                           {"service", "remove"},
	                                           {"service", "run", "--data", data},
	                                           {"service", "installer", "take", "--data", data}})
	{
		auto arguments = words;
		arguments.insert(arguments.begin(), "erphost");
		std::ostringstream out, err;
		CHECK(cli::run(arguments, out, err) == cli::kFailed);
		CHECK(err.str().find("[service.no_manager]") != std::string::npos);
	}
	CHECK(std::filesystem::is_empty(machine.data));
}
#endif
