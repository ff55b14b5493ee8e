#include "host/packages/Manifest.hpp"
#include "host/packages/PluginList.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/Ids.hpp"

#include <catch2/catch.hpp>

#include <thread>

using namespace erphost;
using namespace erphost::packages;

namespace {

/// A folder that is gone at the end of the test.
struct Folder
{
	std::filesystem::path path = std::filesystem::temp_directory_path() / ("erphost-packages-" + newId(0));
	Folder() { std::filesystem::create_directories(path); }
	~Folder() { std::filesystem::remove_all(path); }
	void write(std::string_view text) const { REQUIRE(replaceFile(path / "plugin.json", text)); }
};

const nlohmann::json kGood = {
	{"id", "survey"},
	{"version", "1.0.0"},
	{"name", {{"zh", "回访"}, {"en", "Call-backs"}}},
	{"abi", {{"major", 1}, {"minor", 0}}},
	{"reads", {"work_order"}},
	{"settings", {{"tries", {{"default", 3}}}}},
};

} // namespace

TEST_CASE("a manifest is read without loading code")
{
	const Folder folder;
	folder.write(kGood.dump());
	const auto manifest = readManifest(folder.path);
	REQUIRE(manifest);
	CHECK(manifest->id == "survey");
	CHECK(manifest->nameZh == "回访");
	CHECK(manifest->reads == std::vector<std::string>{"work_order"});
	CHECK(manifest->defaults() == nlohmann::json{{"tries", 3}});
	CHECK(manifest->library().parent_path().filename() == platformName());
}

TEST_CASE("a secret setting has no default that the package would give away")
{
	const Folder folder;
	auto manifest = kGood;
	manifest["settings"]["token"] = {{"default", ""}, {"secret", true}};
	folder.write(manifest.dump());
	CHECK(readManifest(folder.path).value().secrets() == std::vector<std::string>{"token"});
	for (const nlohmann::json& wrong :
	     {nlohmann::json{{"default", "abc"}, {"secret", true}}, nlohmann::json{{"default", ""}, {"secret", "yes"}},
	      nlohmann::json{{"default", ""}, {"secret", false}}, nlohmann::json{{"secret", true}}})
	{
		manifest["settings"]["token"] = wrong;
		folder.write(manifest.dump());
		CHECK(readManifest(folder.path).error().code == "plugin.manifest_invalid");
	}
}

TEST_CASE("a wrong manifest is refused and the member named")
{
	const Folder folder;
	for (const char* member : {"id", "version", "name", "abi"})
	{
		auto manifest = kGood;
		manifest.erase(member);
		folder.write(manifest.dump());
		const auto result = readManifest(folder.path);
		REQUIRE_FALSE(result);
		CHECK(result.error().param("member") == member);
		manifest[member] = nlohmann::json::array({1, 2});
		folder.write(manifest.dump());
		REQUIRE_FALSE(readManifest(folder.path));
	}
	for (const char* id : {"", "Survey", "1survey", "../survey", "a-b", "sur vey", "a;DROP"})
	{
		auto manifest = kGood;
		manifest["id"] = id;
		folder.write(manifest.dump());
		REQUIRE_FALSE(readManifest(folder.path));
	}
	for (const char* text : {"", "[]", "{", "null"})
	{
		folder.write(text);
		REQUIRE_FALSE(readManifest(folder.path));
	}
	folder.write(std::string(300'000, ' ') + kGood.dump());
	CHECK(readManifest(folder.path).error().code == "plugin.manifest_unreadable");
}

TEST_CASE("a plugin for a newer ABI is refused before its library is touched")
{
	const Folder folder;
	for (const auto& abi : {nlohmann::json{{"major", 2}, {"minor", 0}}, nlohmann::json{{"major", 1}, {"minor", 99}}})
	{
		auto manifest = kGood;
		manifest["abi"] = abi;
		folder.write(manifest.dump());
		CHECK(readManifest(folder.path).error().code == "plugin.abi_newer");
	}
}

TEST_CASE("the list of plugins survives a round trip and refuses damage")
{
	const Folder folder;
	REQUIRE(readPluginList(folder.path)->empty());
	REQUIRE(writePluginList(folder.path, {{"survey", folder.path / "回访", true}, {"parts", "p", false}}));
	const auto list = readPluginList(folder.path);
	REQUIRE(list->size() == 2);
	CHECK((*list)[0].path == folder.path / "回访");
	CHECK_FALSE((*list)[1].enabled);
	CHECK(findPlugin(folder.path, "nobody").error().code == "plugin.not_found");
	REQUIRE(replaceFile(folder.path / "plugins.json", "[{\"id\": 1}]"));
	CHECK(readPluginList(folder.path).error().code == "plugin.list_unreadable");
}

TEST_CASE("a package's place follows the data folder; a list that names another place is damaged")
{
	const Folder folder;
	InstalledPlugin plugin{"survey", "ignored", true};
	plugin.version = "1.1.0";
	plugin.versions = {"1.0.0", "1.1.0"};
	plugin.trial = Trial{"1.0.0", {}};
	plugin.returned = Returned{"1.2.0", 7, {{"code", "worker.exited"}}};
	REQUIRE(writePluginList(folder.path, {plugin}));
	const auto read = findPlugin(folder.path, "survey");
	REQUIRE(read);
	CHECK(read->path == folder.path / "plugins" / "survey" / "1.1.0");
	CHECK(read->versions == plugin.versions);
	CHECK(read->trial->path == folder.path / "plugins" / "survey" / "1.0.0");
	CHECK(read->returned->error["code"] == "worker.exited");
	for (const char* entry :
	     {R"({"id": "survey", "path": "", "version": "../../etc"})",
	      R"({"id": "../x", "path": "", "version": "1.0.0"})", R"({"id": "survey", "path": "", "versions": [1]})",
	      R"({"id": "survey", "path": "", "trial": {"version": ".."}})"})
	{
		REQUIRE(replaceFile(folder.path / "plugins.json", "[" + std::string(entry) + "]"));
		CHECK(readPluginList(folder.path).error().code == "plugin.list_unreadable");
	}
}

TEST_CASE("a change of the list that fails changes nothing, and two at a time both count")
{
	const Folder folder;
	REQUIRE(writePluginList(folder.path, {{"survey", "a", true}}));
	CHECK_FALSE(changePluginList(folder.path, [](auto& plugins) -> Result<void> {
		plugins.clear();
		return permanent("test.no", "no");
	}));
	CHECK(readPluginList(folder.path)->size() == 1);
	std::vector<std::thread> threads;
	for (int i = 0; i < 4; ++i)
		threads.emplace_back([&, i] {
			for (int turn = 0; turn < 5; ++turn)
				static_cast<void>(changePluginList(folder.path, [&](auto& plugins) -> Result<void> {
					plugins.push_back({"p" + std::to_string(i * 5 + turn), "b", true});
					return {};
				}));
		});
	for (auto& thread : threads) thread.join();
	CHECK(readPluginList(folder.path)->size() == 21);
}

TEST_CASE("what a plugin needs is well-formed")
{
	const auto parsed = [](const nlohmann::json& needs) {
		auto manifest = kGood;
		manifest["requires"] = needs;
		return parseManifest(manifest.dump(), {}).ok();
	};
	CHECK(parsed({{"host", "1.0.0"}, {"plugins", {{"parts", "0.1.0"}}}}));
	CHECK_FALSE(parsed({{"host", "1"}}));
	CHECK_FALSE(parsed({{"plugins", {{"../x", "1.0.0"}}}}));
	CHECK_FALSE(parsed({{"colour", "red"}}));
	CHECK_FALSE(parsed("1.0.0"));
}
