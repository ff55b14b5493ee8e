#include "host/cli/Cli.hpp"

#include "host/packages/Manifest.hpp"
#include "host/packages/PluginList.hpp"
#include "host/platform/Clock.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/Ids.hpp"
#include "host/settings/HostConfig.hpp"
#include "tests/lib/SourceDir.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <sstream>

using namespace erphost;
using nlohmann::json;

namespace {

struct Outcome
{
	int code = -1;
	std::string out;
	std::string err;
	bool says(const std::string& text) const { return (out + err).find(text) != std::string::npos; }
};

/// A data folder below a folder of its own, and the commands on it.
struct Machine
{
	std::filesystem::path root = std::filesystem::temp_directory_path() / ("erphost-" + newId(systemClock().nowMs()));
	std::filesystem::path data = root / "data";

	Machine()
	{
		std::filesystem::create_directory(root);
		speak("en");
	}
	~Machine()
	{
		std::error_code ignored;
		std::filesystem::remove_all(root, ignored);
	}
	static void speak(const char* language)
	{
		const std::string value = std::string(language) == "zh" ? "zh_CN.UTF-8" : "en_US.UTF-8";
#ifdef _WIN32
		_putenv_s("LANG", value.c_str());
#else
		for (const char* name : {"LANGUAGE", "LC_ALL", "LC_MESSAGES"}) ::unsetenv(name);
		::setenv("LANG", value.c_str(), 1);
#endif
	}
	Outcome run(std::vector<std::string> arguments, bool withData = true) const
	{
		arguments.insert(arguments.begin(), "erphost");
		if (withData) arguments.insert(arguments.end(), {"--data", toUtf8(data)});
		std::ostringstream out;
		std::ostringstream err;
		Outcome outcome;
		outcome.code = cli::run(arguments, out, err);
		outcome.out = out.str();
		outcome.err = err.str();
		return outcome;
	}
	std::string write(const std::string& name, const std::string& content) const
	{
		REQUIRE(replaceFile(root / name, content));
		return toUtf8(root / name);
	}
};

} // namespace

TEST_CASE("help and version work in both languages; wrong usage is code 2")
{
	const Machine machine;
	CHECK(machine.run({"version"}, false).out == std::string("erphost ") + cli::version() + "\n");
	CHECK(json::parse(machine.run({"version", "--json"}, false).out)["version"] == cli::version());
	CHECK(machine.run({"--help"}, false).says("Show how the parts of the host are doing"));
	Machine::speak("zh");
	const auto help = machine.run({"user", "add", "--help"}, false);
	CHECK(help.code == cli::kOk);
	CHECK(help.says("一次性") == false);
	CHECK(help.says("用户名"));
	CHECK(help.says("用法"));
	const auto wrong = machine.run({"explode"}, false);
	CHECK(wrong.code == cli::kUsage);
	CHECK(wrong.says("用法有误"));
	Machine::speak("en");
	CHECK(machine.run({}, false).code == cli::kUsage);
	CHECK(machine.run({"user", "add"}).code == cli::kUsage);
	CHECK(machine.run({"init", "--port", "70000"}).code == cli::kUsage);
}

TEST_CASE("completion and manual know every command and option, and nothing that is hidden")
{
	const Machine machine;
	Machine::speak("en");
	const auto bash = machine.run({"reference", "bash"}, false).out;
	const auto english = machine.run({"reference", "man"}, false).out;
	Machine::speak("zh");
	const auto chinese = machine.run({"reference", "man"}, false).out;
	Machine::speak("en");
	for (const auto& path : std::vector<std::string>{"serve", "user add", "plugin disable", "erp check", "backup"})
	{
		INFO(path);
		CHECK(bash.find("'" + (" " + path) + "'") != std::string::npos);
		CHECK(english.find(".SS \\fB" + path + "\\fR") != std::string::npos);
		CHECK(chinese.find(".SS \\fB" + path + "\\fR") != std::string::npos);
	}
	CHECK(bash.find("' init --port'") != std::string::npos);
	CHECK(bash.find("' status --json'") == std::string::npos); // takes no value
	CHECK(english.find("\\fB\\-\\-private\\-key\\fR") != std::string::npos);
	CHECK(english.find("Add a user") != std::string::npos);
	CHECK(chinese.find("添加用户") != std::string::npos);
	for (const auto& text : {bash, english, chinese})
	{
		CHECK(text.find("reference") == std::string::npos);
		CHECK(text.find("start-limit") == std::string::npos);
		CHECK(text.find("start\\-limit") == std::string::npos);
	}
}

#ifndef _WIN32
TEST_CASE("bash completes commands, then options where one is begun, and leaves values to file names")
{
	const Machine machine;
	const auto script = machine.write("completion", machine.run({"reference", "bash"}, false).out);
	const auto complete = [&](const std::string& words, int position) {
		const auto answer = machine.root / "answer";
		const auto command = "bash -c 'source " + script + "; COMP_WORDS=(" + words +
		                     "); COMP_CWORD=" + std::to_string(position) + "; _erphost; echo \"${COMPREPLY[*]}\"' > " +
		                     toUtf8(answer);
		REQUIRE(std::system(command.c_str()) == 0);
		return readFile(answer).value();
	};
	CHECK(complete("erphost serve", 1) == "serve\n");
	CHECK(complete("erphost ser", 1) == "serve service\n");
	CHECK(complete("erphost user re", 2) == "reset\n");
	CHECK(complete("erphost user reset --d", 3) == "--data\n");
	CHECK(complete("erphost user reset \"\"", 3) == "\n");
	CHECK(complete("erphost user reset --data \"\"", 4) == "\n");
	CHECK(complete("erphost user reset --data x --j", 5) == "--json\n");
	CHECK(complete("erphost nonsense us", 2) == "user\n");
}
#endif

TEST_CASE("init takes the plugins of a folder; one that cannot be read leaves no complete host")
{
	const Machine machine;
	for (const char* id : {"parts", "fees"})
	{
		std::filesystem::create_directories(machine.root / "plugins" / id);
		const json manifest = {{"id", id},
		                       {"version", "1.0.0"},
		                       {"name", {{"zh", id}, {"en", id}}},
		                       {"abi", {{"major", 1}, {"minor", 0}}}};
		machine.write(std::string("plugins/") + id + "/plugin.json", manifest.dump());
	}
	const auto from = toUtf8(machine.root / "plugins");
	CHECK(machine.run({"init", "--plugins", from + "-none"}).says("[file.unreadable]"));
	std::filesystem::create_directory(machine.root / "plugins" / "empty");
	CHECK(machine.run({"init", "--plugins", from}).says("[plugin."));
	CHECK_FALSE(std::filesystem::exists(machine.data / "host.json"));
	std::filesystem::remove(machine.root / "plugins" / "empty");
	const auto made = machine.run({"init", "--plugins", from});
	INFO(made.err);
	REQUIRE(made.code == cli::kOk);
	const auto list = packages::readPluginList(machine.data).value();
	REQUIRE(list.size() == 2);
	CHECK(list[0].id == "fees");
	CHECK(list[0].enabled);
	CHECK(list[1].path == machine.root / "plugins" / "parts");
}

TEST_CASE("init leaves its link where the first start looks for it")
{
	const Machine machine;
	const auto made = machine.run({"init", "--port", "9090"});
	REQUIRE(made.code == cli::kOk);
	const auto link = readFile(machine.data / "run" / "signin-link.txt").value();
	CHECK(made.says(link));
#ifndef _WIN32
	CHECK(std::filesystem::status(machine.data / "run" / "signin-link.txt").permissions() ==
	      (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
#endif
}

TEST_CASE("a folder that is not there is explained with its remedy, in the reader's language")
{
	const Machine machine;
	for (const auto& command :
	     std::vector<std::vector<std::string>>{{"serve"}, {"status"}, {"user", "list"}, {"plugin", "list"}, {"backup"}})
	{
		const auto outcome = machine.run(command);
		CHECK(outcome.code == cli::kFailed);
		CHECK(outcome.says("[cli.not_a_folder]"));
		CHECK(outcome.says("erphost init"));
		CHECK(outcome.out.empty());
	}
	Machine::speak("zh");
	CHECK(machine.run({"status"}).says("处理办法："));
	Machine::speak("en");
}

TEST_CASE("init makes a host once, for its owner only, with a one-time link")
{
	const Machine machine;
	const auto made = machine.run({"init", "--port", "9090"});
	INFO(made.err);
	REQUIRE(made.code == cli::kOk);
	CHECK(made.says("http://127.0.0.1:9090/"));
	CHECK(made.says("link="));
	CHECK(settings::readHostConfig(machine.data).value().port == 9090);
	for (const char* name : {"store.db", "plugins.json", "secrets.json", "backups", "run"})
		CHECK(std::filesystem::exists(machine.data / name));
#ifndef _WIN32
	CHECK(std::filesystem::status(machine.data).permissions() == std::filesystem::perms::owner_all);
#endif
	CHECK(machine.run({"init"}).says("[cli.already_set_up]"));
	const auto status = machine.run({"status"});
	CHECK(status.code == cli::kFailed);
	CHECK(status.says("[cli.not_running]"));
	CHECK(json::parse(machine.run({"status", "--json"}).out)["running"] == false);
}

TEST_CASE("users are added, listed and get new links")
{
	const Machine machine;
	REQUIRE(machine.run({"init"}).code == cli::kOk);
	const auto added = machine.run(
		{"user", "add", "lihua", "--display-name", "李华", "--role", "callback_clerk:勉县", "--role", "hr"});
	INFO(added.err);
	REQUIRE(added.code == cli::kOk);
	CHECK(added.says("link="));
	CHECK(machine.run({"user", "add", "lihua"}).says("[user.exists]"));
	CHECK(machine.run({"user", "add", "other", "--role", "king"}).says("[role.invalid]"));
	CHECK(machine.run({"user", "reset", "nobody"}).says("[user.not_found]"));
	const auto reset = machine.run({"user", "reset", "lihua", "--json"});
	CHECK(json::parse(reset.out)["link"].get<std::string>().find("link=") != std::string::npos);
	CHECK(machine.run({"user", "disable", "lihua"}).code == cli::kOk);
	const auto list = json::parse(machine.run({"user", "list", "--json"}).out);
	const auto found =
		std::find_if(list.begin(), list.end(), [](const auto& user) { return user["username"] == "lihua"; });
	REQUIRE(found != list.end());
	CHECK((*found)["disabled"] == true);
	CHECK((*found)["displayName"] == "李华");
	CHECK((*found)["grants"].size() == 2);
	CHECK(machine.run({"user", "list"}).says("callback_clerk:勉县"));
}

TEST_CASE("apply checks everything before it changes anything")
{
	const Machine machine;
	const auto refused = [&](const json& setup, const std::string& member) {
		const auto outcome = machine.run({"apply", machine.write("setup.json", setup.dump())});
		INFO(setup.dump() << "\n" << outcome.err);
		CHECK(outcome.code == cli::kFailed);
		CHECK(outcome.says(member));
		CHECK_FALSE(std::filesystem::exists(machine.data / "host.json"));
	};
	refused(json::array(), "[cli.setup_invalid]");
	refused({{"colour", "red"}}, "colour");
	refused({{"listen", {{"port", 70000}}}}, "listen/port");
	refused({{"goLiveDate", "2026-02-30"}}, "goLiveDate");
	refused({{"goLiveDate", 7}}, "goLiveDate");
	refused({{"records", {{"callback_status", "sometimes"}}}}, "records/callback_status");
	refused({{"secrets", {{"erp.pull", {{"environment", "ERPHOST_TEST_NOT_SET"}}}}}}, "secrets/erp.pull");
	refused({{"plugins", {{{"path", "nowhere"}}}}}, "[plugin.");
	refused({{"mapping", {{"mapping", 1}}}}, "[erp.mapping_invalid]");
	refused({{"mapping", "nowhere.json"}}, "[file.unreadable]");
	refused({{"listen", {{"address", "0.0.0.0"}}}}, "[host.config_invalid]");
	CHECK(machine.run({"apply", machine.write("setup.json", "{")}).says("[cli.setup_invalid]"));
}

TEST_CASE("apply maps an entity that a plugin of the same file, or one that is there, brings")
{
	const Machine machine;
	// With its drive: what stands in a setup file is found from there.
	const auto source = std::filesystem::absolute(toPath(test::sourceDir()));
	const auto plugin = toUtf8(source / "plugins/timekeeping");
	// As people do it: what the plugin's folder holds, put into the mapping of the ERP.
	auto whole = json::parse(readFile(source / "config/mappings/demo.json").value());
	const auto fragment = json::parse(readFile(source / "plugins/timekeeping/demo/mapping.json").value());
	for (const char* part : {"entities", "records"}) whole[part].update(fragment[part]);
	const auto mapping = machine.write("erp-mapping.json", whole.dump());
	const json plugins = {{{"path", plugin}}};
	const auto unknown = machine.run({"apply", machine.write("mapping.json", json{{"mapping", mapping}}.dump())});
	CHECK(unknown.says("[erp.mapping_invalid]"));
	CHECK_FALSE(std::filesystem::exists(machine.data / "erp.json"));

	const json together = {{"mapping", mapping}, {"plugins", plugins}};
	const auto applied = machine.run({"apply", machine.write("together.json", together.dump())});
	INFO(applied.err);
	REQUIRE(applied.code == cli::kOk);
	CHECK(machine.run({"apply", machine.write("mapping.json", json{{"mapping", mapping}}.dump())}).code == cli::kOk);
	// Without the plugin nobody could say what the mapping means.
	const json without = {{"mapping", mapping}, {"plugins", json::array()}};
	CHECK(machine.run({"apply", machine.write("without.json", without.dump())}).says("[erp.mapping_invalid]"));
}

TEST_CASE("apply sets a host up, and again changes only what it names")
{
	const Machine machine;
	const json setup = {{"listen", {{"port", 9191}}},
	                    {"secrets", {{"erp.pull", "Driver=x;PWD=geheim"}}},
	                    {"goLiveDate", "2026-12-01"},
	                    {"records", {{"callback_status", "on"}}}};
	const auto file = machine.write("setup.json", setup.dump());
	CHECK(machine.run({"apply", file, "--check"}).code == cli::kOk);
	CHECK_FALSE(std::filesystem::exists(machine.data));
	const auto applied = machine.run({"apply", file});
	INFO(applied.err);
	REQUIRE(applied.code == cli::kOk);
	CHECK_FALSE(applied.says("geheim"));
	CHECK(settings::readHostConfig(machine.data).value().port == 9191);
	REQUIRE(machine.run({"apply", machine.write("more.json", json{{"secrets", {{"erp.push", "y"}}}}.dump())}).code ==
	        cli::kOk);
	const auto secrets = json::parse(readFile(machine.data / "secrets.json").value());
	CHECK(secrets.size() == 2);
	CHECK(settings::readHostConfig(machine.data).value().port == 9191);
#ifndef _WIN32
	CHECK(std::filesystem::status(machine.data / "secrets.json").permissions() ==
	      (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
#endif
}

TEST_CASE("plugins are switched and removed by id")
{
	const Machine machine;
	REQUIRE(machine.run({"init"}).code == cli::kOk);
	REQUIRE(packages::writePluginList(machine.data, {{"survey", "/nowhere/survey", true}}));
	CHECK(machine.run({"plugin", "disable", "survey"}).code == cli::kOk);
	CHECK_FALSE(packages::readPluginList(machine.data).value()[0].enabled);
	CHECK(machine.run({"plugin", "enable", "survey"}).code == cli::kOk);
	CHECK(machine.run({"plugin", "enable", "parts"}).says("[plugin.not_found]"));
	CHECK(json::parse(machine.run({"plugin", "list", "--json"}).out)[0]["id"] == "survey");
	CHECK(machine.run({"plugin", "add", toUtf8(machine.root)}).says("[plugin."));
	CHECK(machine.run({"plugin", "remove", "survey"}).code == cli::kOk);
	CHECK(packages::readPluginList(machine.data).value().empty());
}

TEST_CASE("a backup brings users and settings back, and raises the epoch")
{
	const Machine machine;
	REQUIRE(machine.run({"init", "--port", "9292"}).code == cli::kOk);
	REQUIRE(machine.run({"user", "add", "lihua"}).code == cli::kOk);
	const auto made = machine.run({"backup", "--json"});
	INFO(made.err);
	REQUIRE(made.code == cli::kOk);
	const auto folder = json::parse(made.out)["folder"].get<std::string>();
	CHECK(machine.run({"backup", folder}).says("[cli.backup_exists]"));
	REQUIRE(machine.run({"user", "add", "later"}).code == cli::kOk);
	REQUIRE(replaceFile(machine.data / "host.json", "{\"listen\":{\"port\":1}}"));
	CHECK(machine.run({"restore", toUtf8(machine.root)}).says("[cli.not_a_backup]"));
	const auto restored = machine.run({"restore", folder});
	INFO(restored.err);
	REQUIRE(restored.code == cli::kOk);
	CHECK(restored.says("Epoch of the store: 2"));
	CHECK(settings::readHostConfig(machine.data).value().port == 9292);
	const auto users = machine.run({"user", "list"});
	CHECK(users.says("lihua"));
	CHECK_FALSE(users.says("later"));
	const auto lock = FileLock::take(machine.data / "instance.lock");
	REQUIRE(lock);
}

TEST_CASE("a demo ERP is made from the command line")
{
	const Machine machine;
	const auto file = toUtf8(machine.root / "demo.db");
	const auto made = machine.run({"demo-erp", "--file", file, "--orders", "50", "--json"}, false);
	INFO(made.err);
	REQUIRE(made.code == cli::kOk);
	CHECK(json::parse(made.out)["orders"] == 50);
	CHECK(machine.run({"demo-erp", "--file", file}, false).code == cli::kFailed);
}

TEST_CASE("packages are packed, signed, judged and refused from the command line")
{
	const Machine machine;
	REQUIRE(machine.run({"init"}).code == cli::kOk);
	const auto folder = machine.root / "plugin";
	std::filesystem::create_directory(folder);
	REQUIRE(replaceFile(folder / "plugin.json", json{{"id", "survey"},
	                                                 {"version", "1.0.0"},
	                                                 {"name", {{"zh", "回访"}, {"en", "Call-backs"}}},
	                                                 {"abi", {{"major", 1}, {"minor", 0}}},
	                                                 {"reads", {"work_order"}}}
	                                                .dump()));
	const auto library = packages::readManifest(folder).value().library();
	std::filesystem::create_directories(library.parent_path());
	REQUIRE(replaceFile(library, "no library"));
	const auto key = toUtf8(machine.root / "maker.key");
	const auto package = toUtf8(machine.root / "survey.ehp");
	REQUIRE(machine.run({"trust", "new-key", key, "--name", "制造商"}, false).code == cli::kOk);
	CHECK(machine.run({"trust", "new-key", key, "--name", "x"}, false).says("[trust.key_exists]"));
	const auto packed = machine.run({"plugin", "pack", toUtf8(folder), "-o", package}, false);
	INFO(packed.err);
	REQUIRE(packed.code == cli::kOk);
	CHECK(json::parse(machine.run({"plugin", "inspect", package, "--json"}, false).out)["reads"][0] == "work_order");
	CHECK(machine.run({"plugin", "verify", package}).says("[package.unsigned]"));
	REQUIRE(machine.run({"plugin", "sign", package, "--key", key}, false).code == cli::kOk);
	CHECK(machine.run({"plugin", "verify", package}).says("[package.unknown_signer]"));
	CHECK(machine.run({"plugin", "install", package, "--yes"}).says("[package.unknown_signer]"));
	REQUIRE(machine.run({"trust", "add", key + ".pub"}).code == cli::kOk);
	const auto verified = machine.run({"plugin", "verify", package, "--json"});
	CHECK(verified.code == cli::kOk);
	CHECK(json::parse(verified.out)["trust"] == "trusted");
	CHECK(machine.run({"plugin", "upgrade", package, "--yes"}).says("[plugin.not_found]"));
	CHECK(machine.run({"plugin", "rollback", "survey"}).says("[plugin.not_found]"));

	const auto listed = json::parse(machine.run({"trust", "list", "--json"}).out);
	REQUIRE(listed.size() == 1);
	const auto id = listed[0]["id"].get<std::string>();
	CHECK(machine.run({"trust", "revoke", id}).code == cli::kUsage);
	REQUIRE(machine.run({"trust", "revoke", id, "--reason", "lost"}).code == cli::kOk);
	CHECK(machine.run({"trust", "list"}).says("lost"));
	CHECK(machine.run({"plugin", "verify", package}).says("[package.key_revoked]"));
	CHECK(machine.run({"trust", "add", key + ".pub"}).says("[trust.key_was_revoked]"));

	// A folder as it is: only where people develop.
	CHECK(machine.run({"plugin", "add", toUtf8(folder)}).says("[package.folder_refused]"));
	REQUIRE(machine.run({"apply", machine.write("developer.json", R"({"developer": true})")}).code == cli::kOk);
	CHECK(machine.run({"plugin", "add", toUtf8(folder)}).code == cli::kOk);
	CHECK(json::parse(machine.run({"plugin", "list", "--json"}).out)[0]["trust"] == "folder");
	CHECK(packages::readPluginList(machine.data).value().size() == 1);
}
