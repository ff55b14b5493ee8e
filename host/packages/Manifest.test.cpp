#include "host/packages/Manifest.hpp"
#include "host/packages/PluginList.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/Ids.hpp"

#include <catch2/catch.hpp>

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
